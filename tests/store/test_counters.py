"""Many counters, kiosks and shops on one database: none undoes or overhears what another did."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from itertools import combinations
from pathlib import Path
from time import time
from typing import Any

import pytest
import sqlalchemy as sa
from msgspec.structs import replace
from older import go_back
from server import Server, on_both

from magapp.assistant import Assistant
from magapp.errors import InputError, NewerStore, StoreError
from magapp.pack import Pack
from magapp.products import Product
from magapp.products.plan import ImportPlan
from magapp.settings import Settings, store_exists
from magapp.store import (
    CALL_MINUTES,
    COUNTER_MINUTES,
    SCHEMA,
    Call,
    Store,
    TillFile,
    open_store,
    products,
    shops,
    tables,
)
from magapp.store.products import TOGETHER
from magapp.store.records import open_records

EAN = "2000001000014"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store() as opened:
        yield opened


def callers(calls: tuple[Call, ...]) -> tuple[str, ...]:
    """The kiosks that call."""
    return tuple(each.kiosk for each in calls)


def let_pass(store: Store, minutes: int) -> None:
    """All that the database noted of kiosks and counters is so much older."""
    with store._writing() as connection:
        for table in (tables.calls, tables.counters):
            connection.execute(sa.update(table).values(minute=table.c.minute - minutes))


# --- products ------------------------------------------------------------------------------------

OTHERWISE: dict[str, dict[str, Any]] = {
    "name": {"name": "Another name"},
    "brand": {"brand": "Another brand"},
    "form": {"form": "taurate", "blend": (("taurate", 55.0),), "per_unit": 55.0},
    "blend": {"blend": (("citrate", 60.0), ("oxide", 40.0)), "form": "citrate", "per_unit": 100.0},
    "per_unit": {"blend": (("citrate", 77.0),), "form": "citrate", "per_unit": 77.0},
    "units_per_day": {"units_per_day": 3},
    "units_per_pack": {"units_per_pack": 123},
    "price": {"price": Decimal("1.95")},
    "currency": {"currency": "GBP"},
    "dosage_form": {"dosage_form": "liquid"},
    "vegan": {"vegan": None},
    "stock": {"stock": 4321},
    "shelf": {"shelf": "Z9"},
    "contains": {"contains": (("b6", 1.5),)},
    "salt_per_unit": {"salt_per_unit": 987.0},
    "picture": {"picture": "other.png"},
}
"""By column, a product that is otherwise in it, and in what goes with it."""


def changed(product: Product, column: str) -> Product:
    values = dict(OTHERWISE[column])
    if column == "vegan":
        values["vegan"] = not product.vegan
    return replace(product, **values)


def look(store: Store) -> Product:
    with store._reading() as connection:
        (found,) = products.select(connection, shops.shelf(connection).c.ean == EAN)
        return found


def group_of(column: str) -> tuple[str, ...]:
    return next((group for group in TOGETHER if column in group), (column,))


@on_both
def test_an_edit_writes_what_was_changed_and_leaves_what_another_did(store: Store) -> None:
    """Every column beside every other, two writers who both read before either wrote."""
    columns = [name for name in Product.__struct_fields__ if name != "ean"]
    assert set(OTHERWISE) == set(columns), "each column is tried"
    read = look(store)
    with open_store() as other:
        for one, two in combinations(columns, 2):
            mine, theirs = changed(read, one), changed(read, two)
            other.edit(read, theirs)
            store.edit(read, mine)
            now = look(store)
            for name in columns:
                last = mine if name in group_of(one) or name in OTHERWISE[one] else theirs
                assert getattr(now, name) == getattr(last, name), (one, two, name)
            store.edit(now, read)


@on_both
def test_an_edit_undoes_no_stock_and_puts_nothing_back_on_the_shelf(store: Store) -> None:
    read = look(store)
    with open_store() as other:
        other.set_stock(EAN, 3)
        other.retire(EAN)
    store.edit(read, replace(read, name="Renamed"))
    assert [(each.name, each.stock) for each in store.retired()] == [("Renamed", 3)]
    store.restore_product(EAN)
    with open_store() as other:
        for by in (2, 2, -1, -99):
            store.step_stock(EAN, by, 6)
            assert 0 <= other.products()[0].stock <= 6
        store.step_stock(EAN, 9, 6)
    assert store.products()[0].stock == 6
    added = replace(read, ean="8712345678906")
    store.add(added)
    with pytest.raises(InputError, match="is there already"):
        store.add(replace(added, name="From another counter"))
    with pytest.raises(InputError, match="no product with the number"):
        store.edit(replace(read, ean="1"), replace(read, ean="1", name="x"))


@on_both
def test_two_edits_that_together_make_no_product_are_not_both_taken(store: Store) -> None:
    read = look(store)
    with store._writing() as connection:  # as by hand: no counter of ours writes that
        connection.execute(sa.update(tables.products).values(units_per_day=0))
    with pytest.raises(InputError, match="changed this product meanwhile"):
        store.edit(read, replace(read, name="Renamed"))
    store.edit(replace(read, units_per_day=0), replace(read, name="Renamed"))
    assert look(store) == replace(read, name="Renamed")


@on_both
def test_many_counters_at_once_lose_no_stock(store: Store) -> None:
    store.set_stock(EAN, 0)

    def sell(_: int) -> None:
        with open_store() as counter:
            for _ in range(5):
                counter.step_stock(EAN, 1, 99)

    before = store.version
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sell, range(4)))
    assert (store.products()[0].stock, store.version) == (20, before + 20)


@on_both
@pytest.mark.parametrize("imported", ["stock", "form"])
def test_an_import_that_is_undone_leaves_what_another_did_since(
    store: Store, imported: str
) -> None:
    """Every column beside what a file changed; only what the file changed goes back."""
    read = look(store)
    columns = [name for name in Product.__struct_fields__ if name != "ean"]
    plan = ImportPlan("shop.csv", {}, (), (), (), (), (), (changed(read, imported),))
    with open_store() as other:
        for since in columns:
            if not OTHERWISE[since].keys().isdisjoint(OTHERWISE[imported]):
                continue
            store.import_file(plan, remove_demo=False)
            theirs = changed(look(store), since)
            other.edit(look(store), theirs)
            other.retire(EAN)
            store.undo_last_import()
            assert EAN in {each.ean for each in store.retired()}, since
            left = look(store)
            for name in columns:
                kept = theirs if name in {*group_of(since), *OTHERWISE[since]} else read
                assert getattr(left, name) == getattr(kept, name), (since, name)
            store.restore_product(EAN)
            store.edit(left, read)
    store.import_file(plan, remove_demo=False)
    store.set_stock(EAN, 3)
    store.undo_last_import()
    assert look(store) == replace(read, stock=3)


@on_both
def test_a_file_of_the_till_is_imported_once_by_all_who_see_it(store: Store) -> None:
    found = TillFile("digest", "stock.csv", 1_000)
    plan = ImportPlan("stock.csv", {}, (), (), (), (), (), (replace(look(store), stock=9),))

    def take(_: int) -> bool:
        with open_store() as counter:
            done = counter.take_file(plan, found, supplier="Kassa", now=6e7, report="[]")
            return done is not None

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, range(4))) == [False, False, False, True]
    assert store.is_taken(found)
    assert [(each.file, each.minute, each.changed) for each in store.taken()] == [
        ("stock.csv", 1_000_000, 1)
    ]
    assert not store.is_taken(TillFile("other", "stock.csv", 1_000))
    assert (store.unseen, look(store).stock) == (0, 9)


# --- calls for staff -----------------------------------------------------------------------------


@on_both
def test_a_call_stands_until_somebody_goes_or_too_long(store: Store) -> None:
    before = store.version
    store.call("Kiosk 2")
    let_pass(store, 1)
    store.call("Kiosk 1")
    store.call("Kiosk 1")
    let_pass(store, 1)
    with open_store() as counter:
        calls = counter.calls()
        assert callers(calls) == ("Kiosk 2", "Kiosk 1")
        assert [each.minutes for each in calls] in ([2, 1], [3, 2]), "a minute may just begin"
        counter.answer_call("Kiosk 2")
        counter.answer_call("Kiosk 2")
    assert callers(store.calls()) == ("Kiosk 1",)
    let_pass(store, CALL_MINUTES + 1)
    assert store.calls() == ()
    with open_store(shop="Another shop") as other:
        other.call("Kiosk 3")
    with store._reading() as connection:
        assert connection.execute(sa.select(tables.calls.c.kiosk)).scalars().all() == ["Kiosk 3"]
    assert store.version == before, "the shelf need not be read again"


@on_both
@pytest.mark.parametrize("wrong", [-16 * 60, 16 * 60])
def test_the_clock_of_a_machine_moves_no_call(
    store: Store, database: str, wrong: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server its clock counts; those who share a file share the clock of one machine."""
    store.call("Kiosk 1")
    store.attend()
    monkeypatch.setattr("magapp.store.sqlite.time", lambda: time() + wrong)
    with open_store() as kiosk:
        kiosk.call("Kiosk 2")
        seen, attended = callers(kiosk.calls()), kiosk.attended()
    assert attended is not None
    if database == "server":
        assert (seen, callers(store.calls())) == (("Kiosk 1", "Kiosk 2"),) * 2
        assert attended in (0, 1)
    else:
        assert abs(attended) >= 15
        assert "Kiosk 2" in callers(store.calls())


@on_both
def test_a_counter_leaves_a_mark_of_life_once_a_minute(store: Store) -> None:
    before = store.version
    assert store.attended() is None
    store.attend()
    assert store.attended() in (0, 1)
    let_pass(store, 7)
    assert store.attended() in (7, 8)
    store.attend()
    assert store.attended() in (0, 1)
    assert store.version == before, "the shelf need not be read again"


@on_both
def test_staff_are_called_where_a_counter_of_the_shop_sees_it(
    database: str, pack: Pack, magapp_home: Path
) -> None:
    """That somebody comes is said only when a counter of this shop looked for calls of late."""
    here, there = Settings(shop="Hoofdstraat"), Settings(shop="Markt")
    same = Settings(shop=" hoofdstraat ")
    kiosk, counter, other = (
        Assistant(pack, each, folder=magapp_home) for each in (here, same, there)
    )
    if database == "file":
        counter.attend()
        assert not kiosk.call_staff("Kiosk 1")
        assert not store_exists(magapp_home), "asking makes no database"
    with open_store() as store:
        assert not kiosk.call_staff("Kiosk 1")
        other.attend()
        assert not kiosk.call_staff("Kiosk 1"), "a counter of another shop"
        assert counter.calls() == (), "no counter ever looked here"
        counter.attend()
        assert kiosk.call_staff("Kiosk 1")
        assert (callers(counter.calls()), other.calls()) == (("Kiosk 1",), ())
        other.answer_call("Kiosk 1")
        assert callers(counter.calls()) == ("Kiosk 1",), "nobody of another shop goes there"
        counter.answer_call("Kiosk 1")
        let_pass(store, COUNTER_MINUTES - 1)
        assert kiosk.call_staff("Kiosk 1")
        let_pass(store, 2)
        assert not kiosk.call_staff("Kiosk 1")
        assert callers(counter.calls()) == ("Kiosk 1",), "it is seen when somebody is back"
        counter.attend()
        assert kiosk.call_staff("Kiosk 1")
        let_pass(store, -60)
        assert not kiosk.call_staff("Kiosk 1"), "the clock was set back"
    for each in (kiosk, counter, other):
        each.let_go()


# --- versions ------------------------------------------------------------------------------------


@on_both
def test_first_starts_at_once_make_one_database(database: str) -> None:
    def start(_: int) -> tuple[int, int]:
        with open_store() as store:
            return store.version, len(store.products())

    with ThreadPoolExecutor(6) as pool:
        started = list(pool.map(start, range(6)))
    assert {len(set(started)), *(products for _, products in started)} == {1, 49}


@on_both
@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_an_older_database_is_brought_up_to_date_once_by_all_who_start(
    store: Store, schema: int
) -> None:
    before = store.products()
    with store._writing() as connection:
        for statement in go_back(schema):
            connection.exec_driver_sql(statement)
    store.close()
    with ThreadPoolExecutor(4) as pool:
        for opened in pool.map(lambda _: open_store(), range(4)):
            with opened:
                assert (opened.attended(), opened.unseen) == (None, 0)
                assert opened.products() == before
    with open_store() as now, now._reading() as connection:
        assert tables.schema(connection) == SCHEMA
        names = set(connection.scalars(sa.select(tables.meta.c.name)))
        assert names == set(tables.START)


@on_both
def test_a_program_that_runs_on_writes_nothing_into_what_a_newer_one_made(store: Store) -> None:
    stock = look(store).stock
    with open_store() as newer, newer._writing() as connection:
        for name in ("schema", "least"):
            tables.set_meta(connection, name, SCHEMA + 1)
    writes = (partial(store.set_stock, EAN, 77), partial(store.call, "Kiosk 1"), store.attend)
    for write in writes:
        with pytest.raises(NewerStore, match="newer version of this program"):
            write()
    assert look(store).stock == stock, "it is read all the same"


@on_both
def test_an_older_program_says_what_a_newer_database_needs(store: Store) -> None:
    with store._writing() as connection:
        for name in ("schema", "least"):
            tables.set_meta(connection, name, SCHEMA + 1)
    store.close()
    for _ in range(2):
        with pytest.raises(NewerStore, match="newer version of this program") as caught:
            open_store()
        assert str(SCHEMA + 1) in str(caught.value)
        assert str(SCHEMA) in str(caught.value)
        assert isinstance(caught.value, StoreError)


def test_two_counters_note_at_once_for_how_long_records_are_kept(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As both do it in the morning, and neither is told that the other was quicker."""
    monkeypatch.setenv("MAGAPP_DATABASE_URL", server.new())
    waits = sa.text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    one, other = open_records(), open_records()
    assert one is not None
    assert other is not None
    with one, other, ThreadPoolExecutor() as pool:
        one.set_keep(7)
        with one._writing() as connection:
            one._note(connection, keep=30)
            second = pool.submit(other.set_keep, 30)
            while not connection.scalar(waits) and not second.done():
                pass
        second.result(20)
        with other._reading() as connection:
            kept = sa.text("SELECT value FROM record_meta WHERE name = 'keep'")
            assert connection.scalars(kept).all() == [30]
