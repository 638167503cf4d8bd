"""Screens go on with the last products where the database does not answer."""

from __future__ import annotations

import json
import socket
import sqlite3
from pathlib import Path
from time import monotonic, time
from typing import Any, cast

import psycopg
import pytest
import sqlalchemy as sa
from people import MAGNESIUM

import magapp.settings
from magapp import stockroom
from magapp.assistant import Assistant
from magapp.errors import NewerStore, StoreError
from magapp.pack import Pack
from magapp.products.kept import FILE, keep_products, last_products
from magapp.settings import DATABASE, SettingError, Settings, change_settings
from magapp.store import Store, open_store, patient, postgresql, tls, trouble

DEMO_EAN = "2000001000014"


class Shop:
    """A screen of a shop whose database stands for one on a server, which can go and come back."""

    def __init__(self, pack: Pack, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.pack, self.folder, self.patch = pack, folder, patch
        self.url = f"sqlite:///{folder / DATABASE}"
        self.gone: StoreError | None = None
        patch.setenv("MAGAPP_DATABASE_URL", self.url)
        read = Store._reading
        patch.setattr(Store, "_reading", lambda store: self.let(read, store))
        patch.setattr(Store, "_faults", self.faults(Store._faults))
        self.screen = self.started()

    def let(self, read: Any, store: Store) -> Any:
        if self.gone:
            raise self.gone
        return read(store)

    def faults(self, before: Any) -> Any:
        def checked(store: Store, *ending: Any) -> Any:
            if self.gone:
                raise self.gone
            return before(store, *ending)

        return checked

    def started(self) -> Assistant:
        """Another start of the program."""
        screen = Assistant(self.pack, Settings(), folder=self.folder)
        screen.stockroom.patience = 20
        return screen

    def as_server(self) -> None:
        store = self.screen.store
        assert store is not None
        store.path = None


def is_new(screen: Assistant) -> bool:
    """Whether the products are those of the moment."""
    return screen.stockroom.products_since is None


@pytest.fixture
def shop(pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    return Shop(pack, tmp_path, monkeypatch)


def test_the_last_products_stay_in_the_middle_and_the_newest_come_back(shop: Shop) -> None:
    screen = shop.screen
    assert len(screen.shelf) == 49
    assert is_new(screen)
    for error in (
        StoreError("store_unusable", place="db.shop", why="refused"),
        NewerStore("store_newer", Path(), place="db.shop"),
    ):
        shop.gone = error
        before = monotonic()
        for _ in range(5):
            assert len(screen.shelf) == 49
        assert monotonic() - before < 2
        assert screen.stockroom.products_since is not None
        assert abs(screen.stockroom.products_since - time()) < 60
    shop.gone = None
    with open_store() as other:
        other.set_stock(DEMO_EAN, 77)
    screen.look_again()
    assert is_new(screen)
    assert screen.shelf[DEMO_EAN].stock == 77
    screen.let_go()


def test_they_are_there_from_the_start(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written beside the screen, and not at every change."""
    monkeypatch.setattr(stockroom, "KEEP_SECONDS", 3600.0)
    screen = shop.screen
    with open_store() as other:
        other.set_stock(DEMO_EAN, 77)
        shop.as_server()
        screen.prepare(staff=False)
        file = shop.folder / FILE
        assert file.stat().st_mode & 0o777 == 0o600
        written = file.read_bytes()
        other.set_stock(DEMO_EAN, 78)
        screen.look_again()
        assert file.read_bytes() == written
        assert screen.shelf[DEMO_EAN].stock == 78
    screen.let_go()
    shop.gone = StoreError("store_unusable", place="db.shop", why="refused")
    again = shop.started()
    again.prepare(staff=False)
    assert again.shelf[DEMO_EAN].stock == 77
    assert again.stockroom.products_since is not None
    again.stockroom.patience = None
    with pytest.raises(StoreError, match="refused"):  # a command says what is wrong
        _ = again.shelf
    shop.gone = None
    again.stockroom.patience = 20
    assert again.shelf[DEMO_EAN].stock == 78
    again.let_go()
    shop.gone = StoreError("store_unusable", place="db.shop", why="refused")
    shop.patch.setenv("MAGAPP_DATABASE_URL", f"{shop.url}-of-another-shop")
    other_shop = shop.started()
    with pytest.raises(StoreError, match="refused"):
        _ = other_shop.shelf


def test_an_address_that_is_set_counts_from_the_next_start(
    pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then nobody takes the products of one server for those of the other."""
    monkeypatch.delenv("MAGAPP_DATABASE_URL", raising=False)

    def started(server: str) -> Assistant:
        change_settings(tmp_path, {("database",): f"sqlite:///{tmp_path / server}"})
        screen = Assistant(pack, Settings(), folder=tmp_path)
        screen.stockroom.patience = 20
        assert screen.store is not None
        return screen

    screen = started("one.db")
    assert screen.store is not None
    screen.store.set_stock(DEMO_EAN, 77)
    screen.store.path = None  # as on a server
    other = started("other.db")
    screen.prepare(staff=False)
    assert (tmp_path / FILE).exists()
    assert last_products(tmp_path, other.stockroom._place(), MAGNESIUM.id) is None
    assert last_products(tmp_path, screen.stockroom._place(), MAGNESIUM.id) is not None
    assert last_products(tmp_path, screen.stockroom._place(), "zinc") is None
    assert screen.shelf[DEMO_EAN].stock == 77
    for each, name in ((screen, "one-records.db"), (other, "other-records.db")):
        with each.records(make=True) or pytest.fail("none were made") as records:
            assert records.path == tmp_path / name
    screen.let_go()
    other.let_go()


def test_settings_are_not_read_again_at_each_page(
    pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MAGAPP_DATABASE_URL", raising=False)
    reads: list[Path] = []
    read = magapp.settings.read_settings

    def counted(folder: Path) -> tuple[Settings, tuple[SettingError, ...]]:
        reads.append(folder)
        return read(folder)

    monkeypatch.setattr(magapp.settings, "read_settings", counted)
    screen = Assistant(pack, Settings(), folder=tmp_path)
    for _ in range(3):
        assert len(screen.shelf) == 49
        assert screen.calls() == ()
    assert len(reads) == 1
    screen.let_go()


def test_a_file_that_is_held_stops_nobody_who_knows_its_products(
    pack: Pack, magapp_home: Path
) -> None:
    open_store().close()
    screen = Assistant(pack, Settings())
    screen.stockroom.patience = 20
    shelf = screen.shelf
    other = sqlite3.connect(magapp_home / DATABASE, isolation_level=None)
    screen.let_go()
    _ = screen.shelf
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    screen.stockroom.patience = 0.5
    store = screen.store
    assert store is not None
    store._engine.dispose()
    other.execute("BEGIN EXCLUSIVE")
    before = monotonic()
    assert screen.shelf is shelf
    assert monotonic() - before < 3
    assert screen.stockroom.products_since is not None
    assert not (magapp_home / FILE).exists(), "only a server's products are kept beside it"
    other.close()
    screen.stockroom.patience = 20
    screen.look_again()
    assert is_new(screen)
    screen.let_go()


def rows_with(**values: Any) -> Any:
    """What makes one row of the file another one."""

    def change(content: Any) -> Any:
        names = ("ean", "name", "brand", "form", "blend", "per_unit")
        for name, value in values.items():
            content["products"][0][names.index(name)] = value
        return content

    return change


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (lambda content: content, 49),
        (rows_with(ean="no number"), 48),
        (rows_with(name=" "), 48),
        (rows_with(per_unit=-5), 48),
        (rows_with(blend="[[["), 48),
        (lambda content: {**content, "products": [row[:5] for row in content["products"]]}, 0),
        (lambda content: {**content, "products": [[[]]]}, None),
        (lambda content: {**content, "format": 2}, None),
        (lambda content: {**content, "read": "today"}, None),
        (lambda content: {**content, "more": 1}, None),
        (lambda content: [content], None),
        (lambda content: None, None),
    ],
)
def test_nothing_is_trusted_because_we_wrote_it(
    tmp_path: Path, assistant: Assistant, change: Any, left: int | None
) -> None:
    demo = assistant.catalogue.products
    keep_products(tmp_path, "here", MAGNESIUM.id, demo, 5.0)
    file = tmp_path / FILE
    file.write_text(json.dumps(change(json.loads(file.read_bytes()))))
    found = last_products(tmp_path, "here", MAGNESIUM.id)
    if left is None:
        assert found is None
    else:
        assert found is not None
        assert (len(found.products), found.read) == (left, 5.0)
        assert all(each in demo for each in found.products)
        assert len(found.refused) == 49 - left


def test_what_is_no_file_of_ours_is_nothing(tmp_path: Path) -> None:
    assert last_products(tmp_path, "here", MAGNESIUM.id) is None
    for content in (b"", b"\xff\xfe", b"[" * 100_000, b"{"):
        (tmp_path / FILE).write_bytes(content)
        assert last_products(tmp_path, "here", MAGNESIUM.id) is None
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).symlink_to("/dev/zero")
    assert last_products(tmp_path, "here", MAGNESIUM.id) is None


def test_a_server_that_does_not_greet_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the connection and says nothing, as one that is stopped."""
    monkeypatch.setattr(tls, "CONNECT_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://nobody:secret@127.0.0.1:{silent.getsockname()[1]}/shop"
        monkeypatch.setenv("MAGAPP_DATABASE_URL", url)
        before = monotonic()
        with pytest.raises(StoreError, match="does not answer in time") as caught:
            open_store(tmp_path)
        assert monotonic() - before < 10, "whoever watches the kiosk waits no longer"
    assert "secret" not in str(caught.value)


class Clock:
    """A server that answers in so many seconds, or never; and the time meanwhile."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self.closed = 0
        patch.setattr(patient, "monotonic", lambda: self.now)
        self.pgconn = self

    def finish(self) -> None:
        self.closed += 1

    def answered(self, something_comes: bool) -> str:
        """What is heard in the end of one who has a hundred things to say."""

        def server() -> Any:
            for _ in range(100):
                yield "read"
            return "done"

        heard = patient.PatientConnection._listened(cast("Any", self), server())
        waits = next(heard)
        while waits == "read":
            self.now += 0.6 * patient.ANSWER_SECONDS
            try:
                waits = heard.send(int(something_comes))
            except StopIteration as end:
                return str(end.value)
        return str(waits)


def test_a_server_that_says_nothing_any_more_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow one is not, as long as something comes."""
    clock = Clock(monkeypatch)
    assert clock.answered(something_comes=True) == "done"
    assert clock.closed == 0
    clock.now = 0.0
    with pytest.raises(psycopg.OperationalError, match="does not answer"):
        clock.answered(something_comes=False)
    assert clock.closed == 1
    assert clock.now < 2 * patient.ANSWER_SECONDS


@pytest.mark.parametrize("state", ["55P03", "57014"])
def test_a_lock_that_lasts_too_long_is_said_as_such(state: str) -> None:
    error: Any = psycopg.errors.lookup(state)("canceling statement due to lock timeout")
    said = trouble.explained(error, None, "db.shop")
    assert said.code == "store_busy"


def test_limits_are_asked_of_the_server_unless_the_address_sets_its_own() -> None:
    url = postgresql.with_driver(sa.make_url("postgresql://a@b/c"))
    asked = postgresql.options(url)["connect_args"]
    assert asked["connect_timeout"] <= 3
    assert 0 < asked["tcp_user_timeout"] <= 10_000
    assert "lock_timeout=5000" in asked["options"]
    own = url.update_query_dict({"options": "-c lock_timeout=1"})
    assert "options" not in postgresql.options(own)["connect_args"]
