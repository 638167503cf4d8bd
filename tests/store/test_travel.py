"""Changes travel: a server says at once what another wrote, and only that is read."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from decimal import Decimal
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Event
from typing import Any

import pytest
import sqlalchemy as sa
from msgspec.structs import replace
from proxy import Proxy
from server import Server, on_both, through

from magapp.assistant import Assistant
from magapp.errors import InputError
from magapp.pack import Pack
from magapp.products import Catalogue, Product
from magapp.products.plan import ImportPlan
from magapp.settings import Settings
from magapp.store import Store, listening, open_store, postgresql, shops, tables
from magapp.store.shops import CALLS, PRODUCTS
from magapp.upkeep import upkeep

EAN, TAURATE = "2000001000014", "5410000000019"
SOON = 2.0
"""So many seconds a change may take to reach the other counters."""


def heard_by(store: Store) -> Callable[[], str]:
    """What says the next thing that a store hears."""
    said: Queue[str] = Queue()
    store.listen(said.put)
    assert {said.get(timeout=10), said.get(timeout=10)} == {PRODUCTS, CALLS}, "it may have missed"
    return partial(said.get, timeout=SOON)


def test_a_shop_hears_of_what_it_sees_and_of_nothing_else(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAGAPP_DATABASE_URL", server.new())
    with (
        open_store(shop="Hoofdstraat") as one,
        open_store(shop="hoofdstraat ") as other,
        open_store(shop="Markt") as elsewhere,
    ):
        read = one.products()[0]
        heard, there = heard_by(other), heard_by(elsewhere)
        one.step_stock(EAN, 3, 99)
        assert heard() == PRODUCTS
        one.call("Kiosk 1")
        assert heard() == CALLS
        one.answer_call("Kiosk 1")
        assert heard() == CALLS
        with pytest.raises(InputError):
            one.set_stock("1", 1)
        one.attend()
        one.add(replace(read, ean=TAURATE))
        assert (heard(), there()) == (PRODUCTS, PRODUCTS), "it is in the catalogue of all shops"
        elsewhere.call("Kiosk 9")
        assert there() == CALLS


class Program:
    """A program of a shop, and what it does beside its screen."""

    def __init__(self, pack: Pack, shop: str, folder: Path) -> None:
        folder.mkdir()
        self.assistant = Assistant(pack, Settings(shop=shop), folder=folder)
        self.assistant.stockroom.patience = 20  # as a screen has it
        self.called = Event()
        self.assistant.stockroom.on_calls = self.called.set
        self._looked: Queue[Catalogue] = Queue()
        again = self.assistant.look_again

        def look() -> None:
            again()
            if read := self.assistant.stockroom._read:
                self._looked.put(read[1])

        self.assistant.upkeep._again = look
        self.store.set_stock(EAN, 5)
        self.assistant.upkeep.start(tills=False)
        self.sees(5)

    @property
    def store(self) -> Store:
        store = self.assistant.store
        assert store is not None
        return store

    def sees(self, stock: int, within: float = 10) -> None:
        """Wait until it has read so much stock."""
        while True:
            for each in self._looked.get(timeout=within).products:
                if (each.ean, each.stock) == (EAN, stock):
                    return

    def looks_until(self, what: Callable[[], bool]) -> None:
        """Wait until it has looked, and this is so."""
        while not what():
            self._looked.get(timeout=10)

    def hears(self, within: float = 10) -> None:
        """Wait until it has heard of calls."""
        assert self.called.wait(within)
        self.called.clear()

    def end(self) -> None:
        self.assistant.upkeep.stop()
        self.assistant.let_go()


Start = Callable[[], Program]


@pytest.fixture
def start(
    server: Server, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Start]:
    """Starts programs of one shop on a server, which look by themselves once in a minute."""
    monkeypatch.setenv("MAGAPP_DATABASE_URL", server.new())
    monkeypatch.setattr(upkeep, "LOOK_SECONDS", 60.0)
    monkeypatch.setattr(upkeep, "SEE_SECONDS", 60.0)
    monkeypatch.setattr(listening, "FIRST_PAUSE", 0.05)
    with ExitStack() as stack:

        def begin() -> Program:
            folder = tmp_path / str(len(list(tmp_path.iterdir())))
            program = Program(pack, "Hoofdstraat", folder)
            stack.callback(program.end)
            return program

        yield begin


def test_what_one_counter_writes_is_at_the_other_at_once(start: Start, server: Server) -> None:
    """Also after both were cut off, and no more after they were let go."""
    one, other = start(), start()
    for each in (one, other):
        each.hears()
    one.store.step_stock(EAN, 3, 99)
    other.sees(8, SOON)
    one.store.call("Kiosk 1")
    other.hears(SOON)
    assert [each.kiosk for each in other.assistant.calls()] == ["Kiosk 1"]
    engine = sa.create_engine(server.address("public").replace(":", "+psycopg:", 1))

    def ask(query: str) -> int:
        with engine.connect() as connection:
            query += " FROM pg_stat_activity WHERE query LIKE 'LISTEN magapp%%'"
            return len(connection.exec_driver_sql(query).all())

    for each in (one, other):
        each.called.clear()
    assert ask("SELECT pg_terminate_backend(pid)") == 2
    for each in (one, other):
        each.hears()  # that it hears no more, or again
    one.store.set_stock(EAN, 41)
    other.sees(41, SOON)
    for each in (one, other):
        each.end()
    assert not [each for each in threading.enumerate() if each.name == "listener"]
    engine.dispose()


@pytest.mark.parametrize("how", ["refused", "pooled"])
def test_who_cannot_listen_looks(start: Start, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """A login that may not, or with a pooler between: there nobody tries."""
    if how == "refused":
        monkeypatch.setattr(postgresql, "channel", lambda _: "SELECT nothing FROM nowhere")
    else:
        monkeypatch.setattr("psycopg.ConnectionInfo.backend_pid", 1)
        monkeypatch.setattr(postgresql, "channel", lambda _: pytest.fail("it listens"))
    monkeypatch.setattr(upkeep, "SEE_SECONDS", 0.3)
    one, other = start(), start()
    one.store.set_stock(EAN, 43)
    other.sees(43)


def test_what_waited_is_sent_as_soon_as_the_server_answers(
    start: Start, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who listens hears that it is gone, and that it is back."""
    direct = os.environ["MAGAPP_DATABASE_URL"]
    monkeypatch.setattr(listening, "LONGEST_PAUSE", 0.2)
    with Proxy(server.socket) as way:
        monkeypatch.setenv("MAGAPP_DATABASE_URL", through(way.port, direct))
        program = start()
        program.hears()
        way.refuse()
        program.looks_until(lambda: program.assistant.stockroom.products_since is not None)
        assert not program.assistant.stockroom.step_stock(EAN, 3, 99)
        way.open()
        program.looks_until(
            lambda: (
                (
                    program.assistant.stockroom.products_since,
                    program.assistant.stockroom.changes_wait,
                )
                == (None, 0)
            )
        )
        with open_store(named=direct, shop="Hoofdstraat") as behind:
            assert next(each.stock for each in behind.products() if each.ean == EAN) == 8
        program.end()


# --- what changed --------------------------------------------------------------------------------


class Edits:
    """What counters, tills and chains do to products, and what others have done to the tables."""

    def __init__(self, store: Store, luck: random.Random) -> None:
        self.store, self.luck = store, luck
        self.products = list(store.products())
        self.new = replace(self.products[7], ean=TAURATE, name="New")
        self.acts: list[Callable[[], object]] = [
            lambda: store.set_stock(self.some().ean, luck.randrange(9)),
            lambda: store.step_stock(self.some().ean, luck.choice([-1, 1, 3]), 9),
            lambda: store.retire(self.some().ean),
            lambda: store.restore_product(self.some().ean),
            lambda: store.add(self.new),
            lambda: self.edit(name=f"Name {luck.randrange(9)}"),
            lambda: self.edit(price=Decimal(luck.randrange(1, 99)) / 4),
            lambda: self.edit(form="plutonium", blend=(("plutonium", 60.0),), per_unit=60.0),
            lambda: self.damage(units_per_day=0),
            lambda: self.damage(name=" "),
            lambda: self.damage(units_per_day=2, name="Mended"),
            lambda: store.import_file(
                ImportPlan("x.csv", {}, (), (), (), (), (), (replace(self.some(), stock=6),)),
                remove_demo=luck.random() < 0.1,
            ),
            store.undo_last_import,
        ]

    def some(self) -> Product:
        return self.luck.choice([*self.products[:12], self.new])

    def edit(self, **values: Any) -> None:
        before = self.some()
        self.store.edit(before, replace(before, **values))

    def damage(self, **values: Any) -> None:
        product, ean = tables.products.c, self.some().ean
        with self.store._writing(tables.CHAIN) as connection:
            owner = connection.scalar(sa.select(product.owner).where(product.ean == ean))
            if owner is not None:
                values["changed"] = shops.count(connection, owner)
                row = sa.update(tables.products).where(product.ean == ean)
                connection.execute(row.values(values))


@on_both
@pytest.mark.parametrize("seed", range(1))
def test_what_is_read_of_changes_is_what_is_read_anew(
    database: str, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """The catalogue and its refusals, after each of many edits of any kind."""
    luck, told = random.Random(seed), 0
    reads: list[Store] = []
    read = Store.products

    def counted(store: Store) -> tuple[Product, ...]:
        reads.append(store)
        return read(store)

    monkeypatch.setattr(Store, "products", counted)
    here, anew = (Assistant(pack, Settings()) for _ in range(2))
    with open_store() as store:
        edits = Edits(store, luck)
        _ = here.shelf
        for _ in range(40):
            for _ in range(luck.choice([1, 1, 1, 4])):
                with suppress(InputError):
                    luck.choice(edits.acts)()
            before = len(reads)
            mine = here.catalogue
            told += len(reads) == before
            anew.stockroom._read = None
            assert mine == anew.catalogue
            assert {each.ean: each for each in here.shelf} == {
                each.ean: each for each in mine.products
            }
        assert told > 20, "most changes are told"
    here.let_go()
    anew.let_go()
