"""Shops on one server: one catalogue, and what each of them has of it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from msgspec.structs import replace
from older import tables as tables_of
from server import Server, on_both

from magapp.assistant import Assistant
from magapp.errors import InputError, NewerStore
from magapp.pack import Pack
from magapp.products import Product
from magapp.products.plan import ImportPlan, load_catalogue
from magapp.resources import resource
from magapp.settings import Settings, change_settings
from magapp.store import (
    SCHEMA,
    Store,
    TillFile,
    imports,
    open_store,
    products,
    read_address,
    tables,
)
from magapp.store.engine import make_engine
from magapp.store.tables import CHAIN

CITRATE, MALATE, TAURATE = "8712345678906", "8712345678913", "5410000000019"
TEN = Decimal(10)
PRINTED = "2000000000077"
"""A number that a shop prints itself."""


@pytest.fixture(scope="module")
def demo(pack: Pack) -> tuple[Product, ...]:
    return load_catalogue(resource("packs", "magnesium", "demo.csv"), pack).products


def plan(*products: Product, file: str = "shop.csv") -> ImportPlan:
    return ImportPlan(file, {"ean": "EAN"}, (), (), (), (), (), products)


@pytest.fixture
def pair(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, Store]]:
    """Two shops on one server."""
    monkeypatch.setenv("MAGAPP_DATABASE_URL", server.new())
    with open_store(shop="Hoofdstraat") as one, open_store(shop="Markt") as other:
        yield one, other


def has(store: Store) -> dict[str, tuple[str, int, str, Decimal]]:
    """What is on the shelf of a shop."""
    return {each.ean: (each.name, each.stock, each.shelf, each.price) for each in store.products()}


def off(store: Store) -> list[str]:
    return [each.ean for each in store.retired()]


def test_one_catalogue_and_each_shop_s_own_shelf(
    pair: tuple[Store, Store], demo: tuple[Product, ...]
) -> None:
    one, other = pair
    assert len(one.products()) == len(other.products()) == 49
    citrate = replace(demo[0], ean=CITRATE, name="Citrate", price=TEN, stock=5, shelf="A1")
    one.import_file(plan(citrate))
    assert has(one) == {CITRATE: ("Citrate", 5, "A1", TEN)}
    assert len(other.products()) == 49, "the demo goes from the shop that has products of its own"
    assert off(other) == [CITRATE], "what another shop brought is not on this one's shelf"
    with pytest.raises(InputError, match="is there already"):
        other.add(citrate)
    before = one.version, other.version
    other.set_stock(CITRATE, 2)
    assert has(other)[CITRATE] == ("Citrate", 2, "", TEN), "stock puts it there"
    other.edit(
        replace(citrate, stock=2, shelf=""),
        replace(citrate, stock=2, shelf="Z9", price=Decimal(12)),
    )
    assert one.version == before[0], "no other shop has to read anew"
    assert other.version > before[1]
    assert has(one) == {CITRATE: ("Citrate", 5, "A1", TEN)}
    assert has(other)[CITRATE] == ("Citrate", 2, "Z9", Decimal(12))
    one.retire(CITRATE)
    assert has(other)[CITRATE] == ("Citrate", 2, "Z9", Decimal(12))
    read = next(each for each in other.products() if each.ean == CITRATE)
    version = one.version
    other.edit(read, replace(read, name="Citrate of all"))
    assert one.version > version
    assert [(each.name, each.stock) for each in one.retired()] == [("Citrate of all", 5)]
    one.step_stock(CITRATE, 2, 99)
    assert [each.stock for each in one.retired()] == [7]
    assert has(other)[CITRATE][1] == 2


def test_a_product_of_a_shop_s_own_is_not_seen_next_door(
    pair: tuple[Store, Store], demo: tuple[Product, ...]
) -> None:
    """A number that a shop prints itself is another product in another shop."""
    one, other = pair
    mine = replace(demo[0], ean=PRINTED, name="Weighed here")
    theirs = replace(demo[5], ean=PRINTED, name="Something else")
    one.import_file(plan(mine))
    assert PRINTED not in {*has(other), *off(other)}
    other.import_file(plan(theirs))
    assert ([*one.products()], [*other.products()]) == ([mine], [theirs])
    version = other.version
    one.edit(mine, replace(mine, name="Renamed", price=Decimal(3)))
    assert has(one)[PRINTED][0] == "Renamed"
    assert has(one)[PRINTED][3] == 3
    assert (other.version, [*other.products()]) == (version, [theirs])
    one.undo_last_import()
    assert PRINTED not in has(one)
    assert [*other.products()] == [theirs]


def test_imports_undo_and_suppliers_are_a_shop_s_own(
    pair: tuple[Store, Store], demo: tuple[Product, ...]
) -> None:
    one, other = pair
    citrate, malate = (replace(demo[0], ean=each, stock=9) for each in (CITRATE, MALATE))
    one.import_file(plan(citrate), supplier="Wholesale")
    other.import_file(plan(replace(citrate, stock=4, price=Decimal(1)), malate), supplier="Other")
    assert (one.suppliers(), other.suppliers()) == (("Wholesale",), ("Other",))
    assert (one.mapping("Other"), other.mapping("Other")) == (None, {"ean": "EAN"})
    last = one.last_import(), other.last_import()
    assert [each and (each.added, each.demo_removed) for each in last] == [(1, 49), (2, 49)]
    one.undo_last_import()
    assert one.is_demo
    assert CITRATE not in has(one)
    assert CITRATE in off(one), "the other shop has it: it stays in the catalogue"
    assert {ean: stock for ean, (_, stock, *_) in has(other).items()} == {CITRATE: 4, MALATE: 9}
    assert other.last_import() == last[1]
    other.undo_last_import()
    assert CITRATE not in {*off(one), *has(one), *off(other), *has(other)}, "nobody has it now"
    found = TillFile("digest", "stock.csv", 1_000)
    one.take_file(plan(citrate), found, supplier="Till", now=6e7, report="[]")
    assert one.is_taken(found)
    assert not other.is_taken(found)
    assert other.taken() == ()


def test_calls_are_of_a_shop_however_it_is_written(pair: tuple[Store, Store]) -> None:
    one, other = pair
    with open_store(shop="  hoofdstraat ") as same:
        same.attend()
        same.call("Kiosk 1")
        assert same.products() == one.products()
    assert [each.kiosk for each in one.calls()] == ["Kiosk 1"]
    assert (other.calls(), other.attended()) == ((), None)


def test_a_shop_that_writes_keeps_no_other_waiting(pair: tuple[Store, Store]) -> None:
    one, other = pair
    ean = one.products()[0].ean
    with open_store(shop="Hoofdstraat") as same, ThreadPoolExecutor(1) as pool:
        with one._writing():
            other.set_stock(ean, 77)
            waits = pool.submit(same.set_stock, ean, 78)
            with pytest.raises(TimeoutError):
                waits.result(timeout=0.2)
        waits.result()
    assert (has(one)[ean][1], has(other)[ean][1]) == (78, 77)


def test_stock_of_a_product_that_another_shop_takes_away_meanwhile(
    pair: tuple[Store, Store], demo: tuple[Product, ...]
) -> None:
    """Nothing is listed that is no product, and no product goes that is listed."""
    one, other = pair
    citrate = replace(demo[0], ean=CITRATE)
    with ThreadPoolExecutor(1) as pool:
        one.import_file(plan(citrate))
        with one._writing(CHAIN) as connection:
            imports.undo(connection)
            stocks = pool.submit(other.set_stock, CITRATE, 2)
            with pytest.raises(TimeoutError):
                stocks.result(timeout=0.2)
        with pytest.raises(InputError, match=CITRATE):
            stocks.result()
        one.import_file(plan(citrate))
        with other._writing() as connection:
            products.change(connection, CITRATE, {"stock": 2})
            undoes = pool.submit(one.undo_last_import)
            with pytest.raises(TimeoutError):
                undoes.result(timeout=0.2)
        undoes.result()
    assert (off(one), has(other)[CITRATE][1]) == ([CITRATE], 2)


@on_both
def test_what_is_listed_and_no_product_stands_in_no_import_s_way(
    database: str, demo: tuple[Product, ...]
) -> None:
    with open_store(shop="x") as store:
        with store._writing(CHAIN) as connection:
            number = store._shop.id
            connection.exec_driver_sql(
                "INSERT INTO listing (shop, ean, owner, stock, shelf, retired, changed)"
                f" VALUES ({number}, '{CITRATE}', 0, 1, 'Z9', '0', 1)"
            )
        store.import_file(plan(replace(demo[0], ean=CITRATE, stock=7, shelf="A1")))
        assert has(store)[CITRATE][1:3] == (7, "A1")


@on_both
def test_what_changed_is_told_without_reading_all(database: str, demo: tuple[Product, ...]) -> None:
    with open_store() as store:
        store.import_file(plan(*(replace(demo[0], ean=each) for each in (CITRATE, MALATE))))
        since = store.version
        assert store.changes(since) == (since, (), (), ())
        store.set_stock(CITRATE, 77)
        read = next(each for each in store.products() if each.ean == MALATE)
        store.edit(read, replace(read, name="Renamed"))
        store.add(replace(demo[0], ean=TAURATE))
        told = store.changes(since)
        assert told is not None
        assert told.version == store.version
        assert {each.ean for each in told.products} == {CITRATE, MALATE, TAURATE}
        assert set(told.products) == set(store.products())
        since = store.version
        store.retire(CITRATE)
        told = store.changes(since)
        assert told is not None
        assert (told.products, told.gone) == ((), (CITRATE,))
        store.undo_last_import()
        assert store.changes(since) is None, "what an undo took away is not told one by one"
        assert store.changes(store.version) is not None


def test_a_change_next_door_is_told_only_where_it_is_of_all(
    pair: tuple[Store, Store], demo: tuple[Product, ...]
) -> None:
    one, other = pair
    for store in pair:
        store.import_file(plan(replace(demo[0], ean=CITRATE, price=Decimal(9))))
    since = one.version
    read = other.products()[0]
    other.edit(read, replace(read, stock=1, price=Decimal(4)))
    other.retire(CITRATE)
    assert one.changes(since) == (since, (), (), ())
    other.edit(replace(read, price=Decimal(4)), replace(read, price=Decimal(4), brand="New"))
    told = one.changes(since)
    assert told is not None
    assert [(each.ean, each.brand, each.price) for each in told.products] == [
        (CITRATE, "New", Decimal(9))
    ]


@on_both
def test_an_assistant_reads_no_more_than_what_changed(
    database: str,
    pack: Pack,
    magapp_home: Path,
    demo: tuple[Product, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with (
        open_store(shop="") as other,
        Assistant(pack, Settings(), folder=magapp_home) as assistant,
    ):
        other.import_file(plan(*(replace(demo[0], ean=each) for each in (CITRATE, MALATE))))
        assert len(assistant.shelf) == 2
        with monkeypatch.context() as patch:
            patch.delattr(Store, "products")
            other.set_stock(CITRATE, 77)
            other.add(replace(demo[0], ean=TAURATE))
            other.retire(MALATE)
            assert [each.ean for each in assistant.catalogue.products] == [TAURATE, CITRATE]
            assert assistant.shelf[CITRATE].stock == 77
        other.undo_last_import()
        assert assistant.catalogue.products == other.products()
        assert len(assistant.shelf) == 50


def test_a_file_is_of_one_shop_whatever_its_name(magapp_home: Path) -> None:
    with open_store(shop="Old name") as store:
        store.set_stock(store.products()[0].ean, 77)
    change_settings(magapp_home, {("shop",): "New name"})
    with open_store() as store:
        assert store.products()[0].stock == 77


ROWS = """
INSERT INTO imports VALUES (3, 'july.csv', 'Wholesale', 1, 1, 0, 0, 0);
INSERT INTO product VALUES ('8712345678906', 'Citrate', 'B', 'citrate', '[["citrate", 100.0]]', 100,
  2, 90, 13.95, 'EUR', 'tablet', 'yes', 12, 'A1', '[]', NULL, '', 'no', 'no', NULL);
INSERT INTO product VALUES ('8712345678913', 'Malate', 'B', 'malate', '[["malate", 90.0]]', 90,
  2, 60, 9.5, 'EUR', 'capsule', 'yes', 3, '', '[]', NULL, '', 'no', 'no', 3);
INSERT INTO product VALUES ('5410000000019', 'Taurate', 'B', 'taurate', '[["taurate", 50.0]]', 50,
  2, 60, 20, 'EUR', 'capsule', 'no', 0, 'B2', '[]', NULL, '', 'yes', 'no', NULL);
INSERT INTO product VALUES ('2000000000077', 'Weighed', 'B', 'taurate', '[["taurate", 50.0]]', 50,
  2, 60, 20, 'EUR', 'capsule', 'no', 6, 'B3', '[]', NULL, '', 'no', 'no', NULL);
INSERT INTO product_before SELECT * FROM product WHERE ean IN ('8712345678906', '2000000000077');
UPDATE product_before SET stock = 1;
INSERT INTO product_after SELECT ean, name, brand, form, blend, mg_per_unit, units_per_day,
  units_per_pack, price, currency, dosage_form, vegan, stock, shelf, contains, salt_mg_per_unit,
  picture, retired, demo FROM product WHERE ean IN ('8712345678906', '2000000000077');
INSERT INTO supplier VALUES ('Wholesale', '{"ean": "EAN"}');
INSERT INTO counter VALUES ('markt', 29000000);
INSERT INTO counter VALUES ('hoofdstraat', 29000000);
INSERT INTO taken VALUES ('ab', 1, 's.csv', 'Till', 5, 6, 0, 1, 0, 0, 'yes', '[]');
UPDATE meta SET value = 3 WHERE name = 'undo'
"""


@on_both
def test_a_database_from_before_there_were_shops(
    database: str, magapp_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is of the shop of the setting; on a server others that were there keep what they had."""
    with open_store(shop="x") as store:
        path, url = store.path, store._url
    if path is not None:
        path.unlink()
    made = make_engine(url, "")
    with made.begin() as connection:
        for table in sa.inspect(connection).get_table_names():
            connection.exec_driver_sql(f"DROP TABLE {table}")
        for statement in (*tables_of(6), *ROWS.split(";")):
            said = statement if path is None else statement.replace("'yes'", "1")
            connection.exec_driver_sql(said if path is None else said.replace("'no'", "0"))
    made.dispose()
    change_settings(magapp_home, {("shop",): "Hoofdstraat"})
    shelf = {
        CITRATE: ("Citrate", 12, "A1", Decimal("13.95")),
        MALATE: ("Malate", 3, "", Decimal("9.5")),
        PRINTED: ("Weighed", 6, "B3", Decimal(20)),
    }
    with open_store() as store, ExitStack() as also:
        assert has(store) == shelf
        assert off(store) == [TAURATE]
        assert store.mapping("Wholesale") == {"ean": "EAN"}
        assert [each.file for each in store.taken()] == ["s.csv"]
        if path is None:
            markt = also.enter_context(open_store(shop="Markt"))
            new = also.enter_context(open_store(shop="New"))
            assert (has(markt), off(markt), markt.last_import()) == (shelf, [TAURATE], None)
            assert (has(new), off(new)) == ({}, [TAURATE, CITRATE, MALATE])
            markt.set_stock(CITRATE, 5)
            printed = next(each for each in markt.products() if each.ean == PRINTED)
            markt.edit(printed, replace(printed, name="Something else"))
            assert has(store)[PRINTED][0] == "Weighed", "each shop has a product of its own there"
        assert store.undo_last_import().file == "july.csv"
        assert has(store) == {
            CITRATE: ("Citrate", 1, "A1", Decimal("13.95")),
            PRINTED: ("Weighed", 1, "B3", Decimal(20)),
        }
        if path is None:
            assert has(markt)[CITRATE][1] == 5
            assert has(markt)[MALATE] == shelf[MALATE]
            engine = make_engine(read_address(url.render_as_string(hide_password=False)), "")
            with engine.begin() as connection:
                kept = connection.exec_driver_sql("SELECT sum(stock) FROM product_6").scalar()
            engine.dispose()
            assert kept == 21, "a server has no backup of ours: what was there stays"
        else:
            assert [each.name for each in (path.parent / "backups").iterdir()] != []
    assert SCHEMA >= 7


def test_programs_of_two_versions_work_side_by_side_while_the_newer_one_only_adds(
    pair: tuple[Store, Store], demo: tuple[Product, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Expand: all go on. Contract, a release later: who is older says what it needs."""
    one, other = pair
    ean = demo[0].ean

    def add(connection: sa.Connection) -> None:
        run = connection.exec_driver_sql
        run("ALTER TABLE product ADD COLUMN story TEXT NOT NULL DEFAULT ''")
        run("CREATE TABLE tale (ean TEXT PRIMARY KEY)")

    with monkeypatch.context() as newer:
        newer.setattr(tables, "SCHEMA", SCHEMA + 1)
        newer.setattr(tables, "MIGRATIONS", {SCHEMA: add})
        with open_store(shop="Markt") as third:
            third.set_stock(ean, 5)
    one.set_stock(ean, 3)
    one.import_file(plan(replace(demo[0], ean=CITRATE, price=TEN)))
    other.call("Kiosk")
    with open_store(shop="Hoofdstraat") as again, again._reading() as connection:
        assert tables.meta_value(connection, "schema") == SCHEMA + 1, "it stays what it is"
        assert has(again).keys() == {CITRATE}
        assert has(other)[ean][1] == 5
    one.undo_last_import()
    assert has(one)[ean][1] == 3
    with monkeypatch.context() as newest:
        newest.setattr(tables, "SCHEMA", SCHEMA + 2)
        newest.setattr(tables, "LEAST", SCHEMA + 2)
        newest.setattr(tables, "MIGRATIONS", {SCHEMA + 1: lambda _: None})
        open_store(shop="Markt").close()
    for act in (lambda: one.set_stock(ean, 1), lambda: open_store(shop="Markt")):
        with pytest.raises(NewerStore, match=f"{SCHEMA + 2}"):
            act()
    assert has(one)[ean][1] == 3
