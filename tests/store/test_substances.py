"""Products of two substances in one database: each pack sees its own, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from msgspec.structs import replace
from older import go_back
from people import MAGNESIUM
from second import CATALOGUE, second, second_shelf
from server import on_both

from magapp.assistant import Assistant
from magapp.errors import InputError
from magapp.pack import Pack
from magapp.products import Product
from magapp.products.mapping import guess_mapping
from magapp.products.plan import ImportPlan, plan_import
from magapp.products.table import read_rows
from magapp.settings import DATABASE, Settings
from magapp.store import SCHEMA, Store, TillFile, look, look_inside, open_store, restore, tables
from magapp.store.changes import Change

OTHER = second().pack.substance
OTHERS = tuple(sorted(second_shelf(), key=lambda each: each.ean))
DEMO = 49


def planned(*products: Product, columns: str = "EAN") -> ImportPlan:
    lines = {each.ean: at for at, each in enumerate(products, 2)}
    return ImportPlan("list.csv", {"ean": columns}, (), (), (), (), (), products, (), lines)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """With the program's own pack, and the demo."""
    with open_store() as opened:
        yield opened


@pytest.fixture
def other(store: Store) -> Iterator[Store]:
    """The same database for the second pack."""
    with open_store(substance=OTHER.id) as opened:
        yield opened


def numbers(store: Store) -> list[str]:
    return [each.ean for each in store.products()]


def least(store: Store) -> int:
    with store._reading() as connection:
        return tables.least(connection)


@on_both
def test_each_pack_sees_its_own(store: Store, other: Store) -> None:
    ours = store.products()
    assert (other.products(), other.retired(), other.is_demo) == ((), (), False)
    assert (store.elsewhere, other.elsewhere) == (0, DEMO)
    assert least(store) == tables.LEAST < tables.MIXED, "older programs may go on"
    since = store.version
    done = other.import_file(planned(*OTHERS), supplier="One")
    assert (done.added, done.refused, done.demo_removed) == (len(OTHERS), 0, 0)
    assert other.products() == OTHERS
    assert store.products() == ours
    assert (store.elsewhere, other.elsewhere) == (len(OTHERS), DEMO)
    changes = store.changes(since)
    assert changes is not None
    assert (changes.products, changes.gone) == ((), tuple(numbers(other)))
    assert least(store) == tables.MIXED, "one that knows no substance would read µg as mg"
    other.retire(OTHERS[0].ean)
    assert other.retired() == OTHERS[:1]
    assert store.retired() == ()
    assert store.elsewhere == len(OTHERS) - 1


@on_both
def test_a_number_is_of_one_substance(store: Store, other: Store) -> None:
    mine = store.products()[0]
    theirs = replace(OTHERS[0], ean=mine.ean)
    plan = other.allowed(planned(OTHERS[1], theirs))
    assert plan.products == OTHERS[1:2]
    assert [(each.line, each.code, each.place) for each in plan.refused] == [
        (3, "ean_of_other", "ean")
    ]
    done = other.import_file(planned(OTHERS[1], theirs))
    assert (done.added, done.refused) == (1, 1)
    with pytest.raises(InputError, match="holds another substance"):
        other.add(theirs)
    with pytest.raises(InputError, match="There is no product"):
        other.retire(mine.ean)
    with pytest.raises(InputError, match="There is no product"):
        other.edit(mine, replace(mine, name="X"))
    assert store.products()[0] == mine
    waited = Change("1", mine.ean, 77, 0, 0, 0)  # noted before this pack was taken
    assert other.arrive([waited]) == {}
    assert store.products()[0] == replace(mine, stock=77)


@on_both
def test_imports_are_undone_and_remembered_for_their_own_pack(store: Store, other: Store) -> None:
    file = TillFile("digest", "till.csv", 5)
    ours = store.products()
    store.take_file(planned(ours[0], columns="Code"), file, supplier="One", now=0, report="")
    assert (store.is_taken(file), other.is_taken(file)) == (True, False)
    assert (store.mapping("One"), other.mapping("One")) == ({"ean": "Code"}, None)
    other.take_file(planned(*OTHERS), file, supplier="One", now=60, report="")
    assert (store.suppliers(), other.suppliers()) == (("One",), ("One",))
    assert (store.mapping("One"), other.mapping("One")) == ({"ean": "Code"}, {"ean": "EAN"})
    assert [len(each.taken()) for each in (store, other)] == [1, 1]
    assert store.last_import() is None, "the last one is the other pack's"
    with pytest.raises(InputError, match="no import"):
        store.undo_last_import()
    other.undo_last_import()
    assert other.products() == ()
    assert numbers(store) == [ours[0].ean]


@on_both
def test_what_there_was_is_of_the_programs_own_substance(store: Store, database: str) -> None:
    ours = store.products()
    store.import_file(planned(ours[0], columns="Code"), supplier="One", remove_demo=False)
    store.take_file(planned(replace(ours[0], stock=1)), TillFile("1", "a.csv", 5), supplier="Two",
                    now=0, report="")  # fmt: skip
    kept = store.products(), store.taken(), store.last_import()
    with store._writing() as connection:
        for statement in go_back(8):
            connection.exec_driver_sql(statement)
    store.close()
    with open_store() as now, open_store(substance=OTHER.id) as other:
        assert (now.products(), now.taken(), now.last_import()) == kept
        assert (now.mapping("One"), now.suppliers()) == ({"ean": "Code"}, ("One", "Two"))
        assert (other.products(), other.elsewhere, least(now)) == ((), len(kept[0]), tables.LEAST)
        other.import_file(planned(OTHERS[0]), supplier="One")
        assert (now.mapping("One"), other.mapping("One")) == ({"ean": "Code"}, {"ean": "EAN"})
        with now._writing() as connection:
            assert tables.schema(connection) == SCHEMA
            for table in tables.OF_SUBSTANCE:
                there = set(connection.scalars(sa.select(table.c.substance)))
                assert there <= {MAGNESIUM.id, OTHER.id}, table.name
            if database == "server":  # as a program of before writes, which knows no substance
                names = ", ".join(each.name for each in tables.OF_ONE[tables.products].c)
                listed = names.replace("ean", "'8712345678906'", 1)
                connection.exec_driver_sql(
                    f"INSERT INTO product ({names}) SELECT {listed} FROM product"
                    f" WHERE ean = '{ours[0].ean}'"
                )
        if database == "server":
            with now._reading() as connection:
                row = tables.products.c
                query = sa.select(row.substance).where(row.ean == "8712345678906")
                assert connection.scalar(query) == MAGNESIUM.id


@on_both
def test_a_new_database_begins_with_what_its_pack_brings(
    database: str, tmp_path: Path, pack: Pack
) -> None:
    strange = replace(pack, substance=replace(pack.substance, id="zinc"))
    for each, products in ((second().pack, OTHERS), (strange, ())):
        with Assistant(each, Settings(), folder=tmp_path / each.substance.id) as assistant:
            assistant.stockroom.pack_folder = CATALOGUE.parent if products else None
            assert assistant.stockroom.demo.products == products, "without a database"
            if database == "file":
                assert assistant.store is not None
                assert assistant.store.products() == products
                assert assistant.store.is_demo is bool(products)
    if database == "server":  # a shop that is new to a chain with another catalogue
        open_store(shop="Markt").close()
        with open_store(
            shop="Hoofdstraat", substance=OTHER.id, begins_with=lambda: OTHERS
        ) as store:
            assert store.products() == OTHERS
            assert store.is_demo


def test_a_backup_holds_both(magapp_home: Path, pack: Pack) -> None:
    with open_store() as store, open_store(substance=OTHER.id) as other:
        other.import_file(planned(*OTHERS), supplier="One")
        other.retire(OTHERS[0].ean)
        store.import_file(planned(store.products()[0], columns="Code"), supplier="One")
        kept = store.products(), other.products(), other.retired(), store.last_import()
        copy = store.backup()
        store.undo_last_import()
        other.restore_product(OTHERS[0].ean)
        other.set_stock(OTHERS[1].ean, 99)
        inside = look_inside(copy), look_inside(copy, substance=OTHER.id)
        assert [(each.products, each.elsewhere, len(each.gone)) for each in inside] == [
            (1 + len(OTHERS) - 1, len(OTHERS) - 1, DEMO - 1), (len(OTHERS), 1, 1)
        ]  # fmt: skip
        assert [new.ean for _, new in inside[1].other] == [OTHERS[1].ean]
        restore(copy)
        assert (store.products(), other.products(), other.retired(), store.last_import()) == kept
        assert (store.mapping("One"), other.mapping("One")) == ({"ean": "Code"}, {"ean": "EAN"})
        seen = look(magapp_home / DATABASE, 1.0, MAGNESIUM.id)
        assert (seen.products, seen.refused, seen.elsewhere) == (1, (), len(OTHERS) - 1)
        assert len(store.pictures()) == 1 + len(OTHERS)


def test_a_list_goes_round_with_its_own_pack(magapp_home: Path) -> None:
    """As it is imported for real: the columns are known by the pack, the amounts are its own."""
    table, pack = read_rows(CATALOGUE), second().pack
    with open_store(substance=OTHER.id) as store:
        plan = plan_import(table, guess_mapping(table, pack.substance), store.products(), pack)
        store.import_file(store.allowed(plan))
        assert store.products() == OTHERS
