"""The way to a real server is cut at every kind of moment, and the server killed."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from time import monotonic

import pytest
import sqlalchemy as sa
from msgspec.structs import replace
from proxy import COMMIT, Proxy, at_commit
from server import Server, through

from magapp.assistant import Assistant
from magapp.errors import DoubtfulStore, StoreError
from magapp.machine.clock import day_in_force
from magapp.pack import Pack
from magapp.products.kept import FILE
from magapp.products.plan import ImportPlan
from magapp.records.record import Record, new_key
from magapp.settings import Settings
from magapp.store import Store, open_store, patient, tables, tls
from magapp.store.records import open_records

EAN = "2000001000014"
PATIENCE = 1.0
"""As a screen waits, only shorter (`ui.walk.shell` has 2.5 s); and what this machine may add."""
SLOW = 1.5
MOST = 99_999


class Line:
    """A counter's way to the server, as an address of this machine."""

    def __init__(self, server: Server, patch: pytest.MonkeyPatch) -> None:
        self.server = server
        self.direct = server.new()
        self.way = Proxy(server.socket)
        self.address = through(self.way.port, self.direct)
        self.patch = patch
        patch.setenv("MAGAPP_DATABASE_URL", self.address)

    def behind(self) -> Store:
        """The database, read past the way."""
        return open_store(named=self.direct)

    @property
    def stock(self) -> int:
        with self.behind() as store:
            return next(each.stock for each in store.products() if each.ean == EAN)


@pytest.fixture
def line(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """With limits as short as they can be: half a second where there are twenty."""
    monkeypatch.setattr(patient, "ANSWER_SECONDS", 0.5)
    monkeypatch.setattr(tls, "CONNECT_SECONDS", 2)
    made = Line(server, monkeypatch)
    with made.way:
        yield made


# --- consultations go on -------------------------------------------------------------------------


def away(line: Line) -> dict[str, tuple[Callable[[], None], Callable[[], None]]]:
    """Each way in which a server can be gone, and how it comes back."""
    way, server = line.way, line.server
    return {
        "refuses": (way.refuse, way.open),
        "swallows": (way.swallow, way.open),
        "stopped": (partial(server.signal, signal.SIGSTOP), partial(server.signal, signal.SIGCONT)),
    }


def test_consultations_go_on_in_the_middle_and_from_the_start(
    line: Line, pack: Pack, tmp_path: Path
) -> None:
    screen = Assistant(pack, Settings(), folder=tmp_path)
    screen.stockroom.patience = PATIENCE
    screen.prepare(staff=False)
    in_file = stock = screen.shelf[EAN].stock
    assert (tmp_path / FILE).exists()
    for goes, comes in away(line).values():
        goes()
        try:
            began = monotonic()
            assert screen.shelf[EAN].stock == stock
            assert monotonic() - began < PATIENCE / 5 + SLOW
            later = Assistant(pack, Settings(), folder=tmp_path)
            later.stockroom.patience = PATIENCE
            began = monotonic()
            assert later.shelf[EAN].stock == in_file
            assert monotonic() - began < PATIENCE + SLOW
            began = monotonic()
            assert later.shelf[EAN].stock == in_file
            assert monotonic() - began < PATIENCE / 5 + SLOW, "once, and not at each question"
        finally:
            comes()
        stock += 1
        with line.behind() as other:
            other.set_stock(EAN, stock)
        for each in (screen, later):
            each.stockroom.patience = None
            assert each.shelf[EAN].stock == stock, "as soon as it is back"
            each.stockroom.patience = PATIENCE
            assert each.stockroom._beside is None or each.stockroom._beside.over.wait(20), (
                "nobody reads on"
            )
        later.let_go()
    screen.let_go()


def test_nobody_waits_at_all_while_it_is_looked_beside_the_screen(
    line: Line, pack: Pack, tmp_path: Path
) -> None:
    screen = Assistant(pack, Settings(), folder=tmp_path)
    screen.stockroom.patience = PATIENCE
    screen.prepare(staff=False)
    stock = screen.shelf[EAN].stock
    screen.look_again()
    with line.behind() as other:
        other.set_stock(EAN, stock + 1)
    assert screen.shelf[EAN].stock == stock
    screen.look_again()
    assert screen.shelf[EAN].stock == stock + 1
    line.way.swallow()
    looks = Thread(target=screen.look_again)
    looks.start()
    began = monotonic()
    assert all(screen.shelf[EAN].stock == stock + 1 for _ in range(100))
    assert looks.is_alive()
    looks.join()
    assert screen.stockroom._beside is None, "nothing was asked of the server for the screen"
    assert monotonic() - began > 0.4, "it took that long to see that it is away"
    assert screen.stockroom.products_since is not None
    screen.let_go()


def test_a_newer_server_and_a_wrong_name_stop_nobody_who_has_products(
    line: Line, pack: Pack, tmp_path: Path
) -> None:
    screen = Assistant(pack, Settings(), folder=tmp_path)
    screen.stockroom.patience = PATIENCE
    screen.prepare(staff=False)
    products = len(screen.shelf)
    screen.let_go()
    line.server.with_password("locked", "right")
    asks = through(line.way.port, line.direct, "locked")
    wrong = asks.replace("locked", "locked:wrong")
    again = Assistant(pack, Settings(), folder=tmp_path)
    with line.behind() as store, store._writing() as connection:
        for name in ("schema", "least"):
            tables.set_meta(connection, name, tables.SCHEMA + 1)
    again.stockroom.patience = PATIENCE
    assert len(again.shelf) == products
    assert again.stockroom.products_since is not None
    again.stockroom.patience = None
    with pytest.raises(StoreError, match="newer version"):
        _ = again.shelf
    for address, code in ((wrong, "store_password_wrong"), (asks, "store_password_missing")):
        with pytest.raises(StoreError) as caught:
            open_store(tmp_path, address)
        assert caught.value.code == code
    assert again.stockroom._beside is None or again.stockroom._beside.over.wait(20)
    again.let_go()


# --- what is written -----------------------------------------------------------------------------


def test_a_step_is_done_once_wherever_it_is_cut(line: Line) -> None:
    """Before its end arrives, and after it: acknowledged, and there once, in each case."""
    with open_store() as store:
        store.set_stock(EAN, 0)
        for number, name in enumerate(("answer_cut", "answer_lost", "answer_lost"), 1):
            setattr(line.way, name, at_commit())
            store.step_stock(EAN, 1, MOST)
            assert line.stock == number, name
            line.way.answer_cut = line.way.answer_lost = None
        assert line.way.cuts == 3
        line.way.cut()
        store.step_stock(EAN, 1, MOST)
        assert line.stock == 4, "a connection that is known to be cut is made anew"


def test_who_is_gone_for_long_leaves_no_mark(line: Line) -> None:
    with open_store() as gone, open_store() as store:
        for each in (gone, store):
            each.set_stock(EAN, 1)
        with store._writing() as connection:
            old = sa.update(tables.writers).where(tables.writers.c.name == gone._name)
            connection.execute(old.values(minute=5))
        with open_store() as new:
            new.set_stock(EAN, 2)
            new.set_stock(EAN, 3)
            with new._reading() as connection:
                names = connection.scalars(sa.select(tables.writers.c.name)).all()
            assert sorted(names) == sorted([store._name, new._name])


def test_what_nobody_can_tell_is_said_so(line: Line) -> None:
    """Cut at the end, and the server away when it is asked: the next look shows what is there."""
    with open_store() as store:
        for name, there in (("answer_lost", 1), ("answer_cut", 0)):
            store.set_stock(EAN, 0)

            def gone(said: bytes) -> bool:
                now = COMMIT in said
                if now:
                    line.way._listener.close()  # type: ignore[union-attr]
                return now

            setattr(line.way, name, gone)
            with pytest.raises(DoubtfulStore) as caught:
                store.step_stock(EAN, 1, MOST)
            assert caught.value.told("nl") != caught.value.told("en")
            setattr(line.way, name, None)
            line.way.refuse()
            line.way.open()
            assert line.stock == there
            assert store.products()[0].stock == there
            store.set_stock(EAN, 5)
            assert line.stock == 5


def test_everything_else_that_is_written_is_there_once(line: Line) -> None:
    with open_store() as store, line.behind() as behind:
        read = store.products()
        first = read[0]
        new = replace(first, ean="8712345678906", name="New")
        plan = ImportPlan(
            file="list.csv", mapping={}, products=(replace(first, price=first.price + 1),),
            refused=(), warnings=(), added=(), changed=(), unchanged=(),
        )  # fmt: skip
        writes: list[Callable[[], object]] = [
            lambda: store.add(new),
            lambda: store.edit(new, replace(new, name="Newer")),
            lambda: store.retire(new.ean),
            lambda: store.import_file(plan, supplier="one"),
            store.undo_last_import,
            lambda: store.call("Kiosk 1"),
            store.attend,
        ]
        told = list[object]()
        for write in writes:
            for name in ("answer_cut", "answer_lost"):
                setattr(line.way, name, at_commit())
                try:
                    told.append(write())
                except StoreError:  # of a call, which may be repeated
                    told.append(write())
                setattr(line.way, name, None)
                if write in writes[:1] + writes[3:5]:  # once more would be another thing
                    break
        assert [each.name for each in behind.retired()] == ["Newer"]
        assert behind.products() == read, "the import was undone"
        assert behind.last_import() is None
        assert [each.kiosk for each in behind.calls()] == ["Kiosk 1"]
        assert behind.attended() in (0, 1)
        with behind._reading() as connection:
            assert connection.scalar(sa.select(sa.func.count()).select_from(tables.imports)) == 1


def test_an_import_is_whole_or_not_there(line: Line) -> None:
    """Cut after so many bytes of the answers, wherever that is."""
    with open_store() as store, line.behind() as behind:
        read = behind.products()
        plan = ImportPlan(
            file="list.csv", mapping={}, products=tuple(replace(each, stock=77) for each in read),
            refused=(), warnings=(), added=(), changed=(), unchanged=(),
        )  # fmt: skip
        cut = 0
        for most in (1, 40, 400, 4_000, 9_000, 16_000):
            line.way.most = most
            try:
                store.import_file(plan)
            except StoreError:
                cut += 1
                assert behind.products() == read, most
            else:
                assert {each.stock for each in behind.products()} == {77}
                line.way.most = None
                store.undo_last_import()
            line.way.most = None
        assert cut


def a_record() -> Record:
    day = day_in_force().toordinal()
    return Record(
        day=day, hour=9, channel="kiosk", language="nl", pack="p",
        ending="left", outcome="suggest", minutes=1,
    )  # fmt: skip


def test_a_record_arrives_once(line: Line) -> None:
    kept = a_record()
    records = open_records()
    assert records is not None
    with records:
        for number, name in enumerate(("answer_cut", "answer_lost"), 1):
            key = new_key()
            setattr(line.way, name, at_commit())
            with pytest.raises(StoreError):
                records.add([kept], keys=[key])
            setattr(line.way, name, None)
            records.add([kept], keys=[key])
            records.add([kept], keys=[key])
            assert records.weeks() == {kept.week: number}


# --- nothing waits without end -------------------------------------------------------------------


def test_nobody_waits_longer_than_is_promised(line: Line) -> None:
    """For a server that is stopped, and where the way begins to swallow as something ends."""
    with open_store() as store:
        store.set_stock(EAN, 0)
        goes, comes = away(line)["stopped"]
        goes()
        try:
            assert waited(store.products, StoreError) < LIMITS
        finally:
            comes()

        def swallow(said: bytes) -> bool:
            if COMMIT in said:
                line.way.swallow()
            return False

        line.way.answer_lost = swallow
        assert waited(partial(store.step_stock, EAN, 1, MOST), DoubtfulStore) < LIMITS
        line.way.answer_lost = None
        line.way.open()
        assert store.products()[0].stock == 1, "it had arrived"


LIMITS = 2 * 0.5 + 2 + SLOW
"""Silent when something is asked, silent when it is asked whether it is there, a new connection."""


def waited(act: Callable[[], object], error: type[StoreError]) -> float:
    """How long it takes until it is known that nobody answers."""
    began = monotonic()
    with pytest.raises(error):
        act()
    return monotonic() - began


# --- killed --------------------------------------------------------------------------------------


@pytest.fixture
def own_server(server: Server) -> Iterator[Server]:
    """One that may be killed without ending the tests of others."""
    made = Server(server.where)
    yield made
    made.stop()


def test_what_was_acknowledged_outlives_kills(own_server: Server) -> None:
    """Four counters step a stock while the server is killed twice; a log outside says how often."""
    address = own_server.new()
    log: SimpleQueue[bool] = SimpleQueue()
    over = Event()

    def counter(_: int) -> tuple[int, int]:
        acknowledged = doubtful = 0
        with open_store(named=address) as store:
            while not over.is_set():
                try:
                    store.step_stock(EAN, 1, MOST)
                except DoubtfulStore:
                    doubtful += 1
                except StoreError:
                    pass  # nothing was written
                else:
                    acknowledged += 1
                    log.put(True)
        return acknowledged, doubtful

    with open_store(named=address) as first:
        first.set_stock(EAN, 0)
    with ThreadPoolExecutor(4) as pool:
        counters = pool.map(counter, range(4))
        try:
            for kills in range(3):
                for _ in range(20):
                    log.get(timeout=30)
                if kills < 2:
                    own_server.kill()
                    own_server.start()
        finally:
            over.set()
        sure, doubtful = map(sum, zip(*counters, strict=True))
    with open_store(named=address) as store:
        assert sure <= store.products()[0].stock <= sure + doubtful
        assert sure >= 60
