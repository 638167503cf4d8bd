"""What a login may do in the database of a chain, asked in SQL and by the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from decimal import Decimal
from io import StringIO
from itertools import count
from pathlib import Path
from queue import SimpleQueue

import older
import psycopg
import pytest
from msgspec.structs import replace
from server import Server

from magapp.cli.main import main
from magapp.errors import InputError, MagappError, StoreError
from magapp.products import Product
from magapp.products.plan import ImportPlan, ProductChange
from magapp.records.record import Record
from magapp.settings import change_settings
from magapp.store import Store, TillFile, open_store, read_address, rights, tables
from magapp.store.changes import Change
from magapp.store.records import open_records

CITRATE, MALATE = "8712345678906", "8712345678913"
UNLISTED, ZINC = "5410000000019", "5410000000026"
_number = count(1)


def plan(*products: Product) -> ImportPlan:
    return ImportPlan("shop.csv", {"ean": "EAN"}, (), (), (), (), (), products)


def run(*words: str) -> int:
    return main(words, None)  # type: ignore[arg-type]


class Chain:
    """A database with rights, and logins: each of these is asked for by what it is for."""

    def __init__(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        self.address = server.new()
        self._patch = monkeypatch
        self._own = f"{next(_number)}"
        self.open = ExitStack()
        # No superuser: one who may make logins, in a database of his own.
        if not self.ask("magapp", "SELECT 1 FROM pg_roles WHERE rolname = 'keeper'"):
            self.ask("magapp", "CREATE ROLE keeper LOGIN CREATEROLE")
        (schema,) = self.ask("magapp", "SELECT current_schema()")[0]
        self.ask("magapp", f"ALTER SCHEMA {schema} OWNER TO keeper")
        self.be("owner")
        assert run("database", "create") == 0
        for shop, name, use in (
            ("Head office", "office", "chain"),
            ("Hoofdstraat", "one", "shop"),
            ("Hoofdstraat", "kiosk", "counter"),
            ("Markt", "other", "shop"),
        ):
            words = ("database", "shop", shop, "--login", self.login(name), "--for", use)
            assert run(*words) == 0

    def login(self, name: str) -> str:
        """Logins are of the whole server."""
        return f"{name}_{self._own}"

    def be(self, name: str) -> str:
        """From now on the program has this login; its address."""
        login = {"owner": "keeper", "magapp": "magapp"}.get(name) or self.login(name)
        address = self.address.replace("magapp@", f"{login}@", 1)
        self._patch.setenv("MAGAPP_DATABASE_URL", address)
        return address

    def store(self, name: str) -> Store:
        self.be(name)
        return self.open.enter_context(open_store(shop="whatever the setting says"))

    def set(self, *keepers: str) -> None:
        self.be("owner")
        assert run("database", "set", *keepers) == 0

    def ask(self, name: str, statement: str) -> list[tuple[object, ...]]:
        """What the server itself answers this login: rows, or for a write how many."""
        address = self.be(name)
        with psycopg.connect(address) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]

    def refuses(self, name: str, statement: str) -> bool:
        """Whether the server forbids it, or does it to no row."""
        try:
            return self.ask(name, statement) == [(0,)]
        except psycopg.errors.InsufficientPrivilege:
            return True


@pytest.fixture(scope="module")
def chain(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAGAPP_HOME", str(tmp_path_factory.mktemp("home")))
        made = Chain(server, patch)
        with made.open:
            yield made


@pytest.fixture
def stores(chain: Chain) -> Iterator[tuple[Store, Store, Store, Store]]:
    """Of the chain, a shop, its kiosk, and another shop, with one product in all of them."""
    chain.set("prices=shop", "products=shop")
    with ExitStack() as chain.open:
        chains, one, kiosk, other = map(chain.store, ("office", "one", "kiosk", "other"))
        if one.is_demo:
            demo = replace(one.products()[0], ean=CITRATE, price=Decimal(10), stock=5)
            for store in (chains, one, other):
                store.import_file(plan(demo))
        for store in (chains, one, other):
            store.set_stock(CITRATE, 5)
        yield chains, one, kiosk, other


def the(store: Store, ean: str = CITRATE) -> Product:
    return next(each for each in store.products() if each.ean == ean)


Four = tuple[Store, Store, Store, Store]


def test_a_login_is_of_its_shop_whatever_the_setting_says(stores: Four) -> None:
    _, one, kiosk, other = stores
    kiosk.set_stock(CITRATE, 3)
    kiosk.call("Kiosk 1")
    one.attend()
    assert (the(one).stock, the(other).stock) == (3, 5)
    assert [each.kiosk for each in one.calls()] == ["Kiosk 1"]
    assert (other.calls(), other.attended(), kiosk.attended()) == ((), None, 0)


def test_every_table_has_its_rights(chain: Chain, stores: Four) -> None:
    """Of one that nobody thought of, no login could read anything, or all of them everything."""
    free = {"published_pack"}  # of all shops, and written by the chain
    query = "SELECT relname, relrowsecurity FROM pg_class WHERE relkind = 'r' AND relnamespace ="
    there = chain.ask("owner", f"{query} current_schema()::regnamespace")
    assert {name for name, by_row in there if not by_row} == {*free, "login"}
    for name, _ in there:
        if name != "login":
            columns = "shop" if str(name).startswith("record") else "*"
            chain.ask("one", f"SELECT {columns} FROM {name}")


def test_what_waited_at_a_kiosk_arrives_once_and_its_shop_hears_of_it(stores: Four) -> None:
    chains, one, kiosk, other = stores
    said: SimpleQueue[str] = SimpleQueue()
    one.listen(said.put)
    assert {said.get(timeout=10), said.get(timeout=10)} == {"products", "calls"}
    with suppress(InputError):
        chains.add(replace(the(one), ean=UNLISTED))
        assert said.get(timeout=10) == "products"
    step = Change("step", CITRATE, None, 1, 99, 0)
    unlisted = Change("unlisted", UNLISTED, 7, 0, 0, 0)
    assert list(kiosk.arrive([unlisted, step])) == ["unlisted"], "it may put nothing on the shelf"
    assert said.get(timeout=10) == "products"
    assert kiosk.arrive([unlisted, step]) == {}
    assert (the(one).stock, the(other).stock) == (6, 5)
    assert one.have_arrived([step]) == {"step"}
    assert other.have_arrived([step]) == set()


READS = ("listing", "imports", "supplier", "taken", "product_before", "record_figure", "call")


def test_nothing_of_another_shop_is_there_for_a_login(chain: Chain, stores: Four) -> None:
    _, one, _, _ = stores
    weighed = plan(replace(the(one), stock=9), replace(the(one), ean="2000000000077"))
    file = TillFile("digest", "stock.csv", 1_000)
    one.take_file(weighed, file, supplier="Till", now=6e7, report="[]")
    one.call("Kiosk 1")
    for name in ("one", "other"):
        chain.be(name)
        records = open_records()
        assert records is not None
        with records:
            records.add([_record()])
    for table in READS:
        mine = chain.ask("one", f"SELECT * FROM {table}")
        assert mine, table
        assert not {*mine} & {*chain.ask("other", f"SELECT * FROM {table}")}, table
    assert chain.ask("other", "SELECT count(*) FROM product WHERE owner = 2") == [(0,)]
    assert chain.ask("other", "SELECT name FROM shop ORDER BY id") == [("",), ("Markt",)]
    assert chain.refuses("other", "SELECT * FROM login")
    for statement in (
        "UPDATE listing SET stock = 0 WHERE shop = 2",
        "DELETE FROM listing WHERE shop = 2",
        "INSERT INTO listing SELECT 2, ean, owner, 1, '', NULL, NULL, false, NULL, 1 FROM listing",
        "UPDATE product SET name = 'x' WHERE owner = 2",
        "UPDATE product SET owner = 3 WHERE owner = 0",
        "UPDATE product SET ean = '1' WHERE owner = 0",
        "DELETE FROM call",
        "DELETE FROM writer WHERE login <> session_user",
        "INSERT INTO call VALUES ('hoofdstraat', 'Kiosk 2', 5)",
        "UPDATE record_figure SET count = 0 WHERE shop = 'hoofdstraat'",
        "UPDATE shop SET version = 0 WHERE id = 2",
        "INSERT INTO login VALUES (session_user, 2)",
        "UPDATE meta SET value = 0",
        "CREATE TABLE mine (x integer)",
        "SET ROLE magapp_chain",
        "INSERT INTO published_pack VALUES (1, 'x')",
    ):
        assert chain.refuses("other", statement), statement
    one.undo_last_import()


def _record() -> Record:
    return Record(
        day=739_950, hour=10, channel="kiosk", language="nl", pack="p", ending="advised",
        outcome="suggest", minutes=1, stopped="", gates=(), cleared=(), wanted=(), lacking=(),
        shown=(), taken="",
    )  # fmt: skip


def test_a_counter_counts_stock_and_changes_nothing_else(chain: Chain, stores: Four) -> None:
    _, one, kiosk, _ = stores
    kiosk.step_stock(CITRATE, 1, 99)
    assert the(one).stock == 6
    read = the(kiosk)
    for act in (
        lambda: kiosk.retire(CITRATE),
        lambda: kiosk.edit(read, replace(read, name="x")),
        lambda: kiosk.edit(read, replace(read, price=Decimal(1))),
        lambda: kiosk.add(replace(read, ean=MALATE)),
        lambda: kiosk.import_file(plan(replace(read, stock=2))),
    ):
        with pytest.raises(StoreError, match="this login may not do that") as caught:
            act()
        assert caught.value.told("nl") != caught.value.told("en")
    assert the(one) == replace(read, stock=6)
    for statement in (
        "UPDATE listing SET own_price = 1, own_currency = 'EUR'",
        "UPDATE listing SET retired = true",
        "UPDATE product SET price = 1",
        "DELETE FROM product",
        "SELECT taken FROM record",
        "SELECT * FROM product_before",
    ):
        assert chain.refuses("kiosk", statement), statement


def test_the_chain_keeps_prices_and_products_where_it_says_so(chain: Chain, stores: Four) -> None:
    chains, one, _, other = stores
    chain.ask("office", "INSERT INTO published_pack VALUES (1, 'x') ON CONFLICT DO NOTHING")
    assert chain.ask("kiosk", "SELECT number FROM published_pack") == [(1,)]
    read = the(one)
    one.edit(read, replace(read, price=Decimal(12)))
    since = one.version
    assert [the(each).price for each in (chains, one, other)] == [read.price, 12, read.price]
    chain.set("prices=chain")
    assert the(one).price == read.price, "the price of the shop went"
    told = one.changes(since)
    assert told is not None
    assert [each.ean for each in told.products] == [CITRATE], "and its counters hear of it"
    with pytest.raises(InputError, match="The chain keeps the prices"):
        one.edit(read, replace(read, price=Decimal(13)))
    one.import_file(plan(replace(read, price=Decimal(13), stock=8, name="Of all shops")))
    assert (the(one).price, the(one).stock, the(other).name) == (read.price, 8, "Of all shops")
    one.undo_last_import()
    for statement in (
        "UPDATE listing SET own_price = 1, own_currency = 'EUR'",
        "UPDATE product SET price = 1 WHERE owner = 0",
    ):
        assert chain.refuses("one", statement), statement
    chains.edit(the(chains), replace(the(chains), price=Decimal(20)))
    assert (the(one).price, the(other).price) == (Decimal(20), Decimal(20))
    chains.edit(the(chains), replace(the(chains), price=read.price))

    chain.set("products=chain")
    with pytest.raises(InputError, match="the same in all shops"):
        one.edit(read, replace(read, name="x"))
    own = replace(read, ean=MALATE, name="Own", price=Decimal(7))
    brought = replace(read, name="As the till has it", stock=4)
    planned = one.allowed(
        ImportPlan("shop.csv", {}, (own,), (ProductChange(7, read, brought),), (), (), (),
                   (brought, own))
    )  # fmt: skip
    assert [(each.line, each.fields) for each in planned.changed] == [(7, ("stock",))]
    assert planned.added == (own,)
    one.import_file(plan(brought, own))
    assert [(each.name, each.stock, each.price) for each in one.products()] == [
        (read.name, 4, read.price), ("Own", own.stock, 7),
    ]  # fmt: skip
    assert MALATE not in {each.ean for each in (*other.products(), *other.retired())}
    one.edit(own, replace(own, price=Decimal(8), brand="Ours"))
    assert the(one, MALATE).price == 8, "of a product of its own the price is the shop's"
    for statement in (
        "UPDATE product SET name = 'x' WHERE owner = 0",
        "INSERT INTO product SELECT '1', 0, name, brand, form, blend, mg_per_unit, units_per_day,"
        " units_per_pack, price, currency, dosage_form, vegan, contains, salt_mg_per_unit, picture,"
        " demo, substance, changed FROM product",
        "DELETE FROM product WHERE owner = 0",
        "UPDATE shop SET version = version + 1 WHERE id = 0",
    ):
        assert chain.refuses("one", statement), statement
    chains.edit(the(chains), replace(the(chains), name="By the chain"))
    assert the(one).name == "By the chain"
    one.undo_last_import()
    assert (the(one).stock, the(one).name) == (5, "By the chain")
    assert MALATE not in {each.ean for each in (*one.products(), *one.retired())}


def test_a_number_printed_at_the_head_office_is_in_no_catalogue(stores: Four) -> None:
    chains, one, _, _ = stores
    printed = replace(the(chains), ean="2000000000084", name="Weighed", price=Decimal(3))
    chains.import_file(plan(printed))
    assert printed.ean not in {each.ean for each in (*one.products(), *one.retired())}
    one.import_file(plan(replace(printed, name="Something else")))
    dearer = replace(printed, price=Decimal(4))
    chains.edit(printed, dearer)
    assert the(chains, printed.ean) == dearer
    assert the(one, printed.ean) == replace(printed, name="Something else")
    for store in (chains, one):
        store.undo_last_import()


def test_what_an_older_program_let_shops_do_ends_with_create(chain: Chain, stores: Four) -> None:
    take = "UPDATE product SET owner = 3 WHERE owner = 0 AND false"
    chain.ask("owner", "GRANT UPDATE ON product TO magapp_shop")
    chain.ask("other", take)
    chain.be("owner")
    assert run("database", "create") == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        chain.ask("other", take)
    written = f"UPDATE product SET brand = brand WHERE ean = '{CITRATE}'"
    assert chain.ask("other", written) == [(1,)]


def test_what_was_of_one_shop_goes_to_none_without_a_name(
    chain: Chain, server: Server, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    chain.ask("magapp", "CREATE SCHEMA of_one AUTHORIZATION keeper")
    address = server.address("of_one").replace("magapp@", "keeper@", 1)
    products = (*older.tables(6), "INSERT INTO imports VALUES (1, 'july.csv', '', 1, 0, 0, 0, 0)")
    figures = (
        "DROP TABLE record_meta, record_figure",
        "CREATE TABLE record_meta (name text PRIMARY KEY, value integer)",
        "INSERT INTO record_meta VALUES ('schema', 2)",
        "CREATE TABLE record_figure"
        " (made_up boolean, view text, week integer, key text, count bigint)",
        "INSERT INTO record_figure VALUES (false, 'x', 1, 'x', 1)",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAGAPP_HOME", str(tmp_path))
        patch.setenv("MAGAPP_DATABASE_URL", address)
        with psycopg.connect(address, autocommit=True) as old:
            for before, whose in (
                (products, "SELECT key FROM imports JOIN shop ON shop.id = imports.shop"),
                (figures, "SELECT shop FROM record_figure"),
            ):
                for statement in before:
                    old.execute(statement.encode())
                change_settings(tmp_path, {("shop",): " "})
                assert run("database", "create") == 2
                assert "setting `shop`" in capsys.readouterr().err
                with pytest.raises(psycopg.errors.ProgrammingError, match="not exist"):
                    old.execute(whose.encode())
                change_settings(tmp_path, {("shop",): "Hoofdstraat"})
                assert run("database", "create") == 0
                assert old.execute(whose.encode()).fetchall() == [("hoofdstraat",)]
            old.execute("DROP SCHEMA of_one CASCADE")


def test_what_is_not_said_right_is_refused_in_words(
    chain: Chain, stores: Four, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    chain.be("owner")
    for words, said in (
        (("shop", "Markt", "--login", chain.login("one")), "a login one_"),
        (("shop", "Markt", "--login", "pg_x"), "no name for a login"),
        (("shop", " ", "--login", "new"), "The shop has no name"),
        (("set", "prices=me"), "me"),
        (("set", "price=chain"), "Did you mean 'prices'"),
    ):
        assert run("database", *words) == 2
        assert said in capsys.readouterr().err
    with pytest.raises(StoreError, match="belongs to no shop"):
        open_store()
    plain = read_address(server.address("public"))
    for act in (rights.chain_keeps, lambda url: rights.set_chain(url, {})):
        with pytest.raises(StoreError, match="database create"):
            act(plain)
    with pytest.raises(MagappError, match="is a file"):
        rights.create(read_address("sqlite:///x.db"))


def test_a_password_is_made_up_or_read_and_said_once(
    chain: Chain, stores: Four, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = chain.be("owner").replace("keeper@", "keeper:the-owner-s-own@")
    monkeypatch.setenv("MAGAPP_DATABASE_URL", f"{address}&passfile=/of-the-owner")
    assert run("database", "shop", "Markt", "--login", chain.login("more")) == 0
    said = capsys.readouterr()
    assert f"postgresql://{chain.login('more')}@/postgres?host=" in said.err
    assert "the-owner" not in said.out + said.err
    assert len(said.out.strip()) >= 20
    assert said.out.strip() not in said.err
    kept = f"SELECT rolpassword FROM pg_authid WHERE rolname = '{chain.login('more')}'"
    ((proof,),) = chain.ask("magapp", kept)
    assert str(proof).startswith("SCRAM-SHA-256$")
    assert chain.ask("more", "SELECT magapp_key()") == [("markt",)]
    words = ("database", "shop", "Markt", "--login", chain.login("typed"), "--stdin")
    for typed, status in (("short\n", 2), ("twelve signs at least\n", 0)):
        monkeypatch.setattr("sys.stdin", StringIO(typed))
        chain.be("owner")
        assert run(*words) == status
        said = capsys.readouterr()
        assert said.out == ""
        assert typed.strip() not in said.err
    assert chain.ask("typed", "SELECT magapp_key()") == [("markt",)]


def test_a_shop_with_another_pack_keeps_older_programs_out_and_may_note_nothing_else(
    chain: Chain, stores: Four
) -> None:
    _, one, _, _ = stores
    for login, statement in (
        ("one", "UPDATE meta SET value = 0 WHERE name = 'chain_prices'"),
        ("one", f"UPDATE meta SET value = {tables.MIXED + 1} WHERE name = 'least'"),
        ("one", "INSERT INTO meta VALUES ('more', 1)"),
        ("kiosk", f"UPDATE meta SET value = {tables.MIXED} WHERE name = 'least'"),
    ):
        assert chain.refuses(login, statement), statement
    chain.be("one")
    with open_store(substance="zinc") as zinc:
        zinc.import_file(plan(replace(the(one), ean=ZINC)))
        assert [each.ean for each in zinc.products()] == [ZINC]
        assert ZINC not in {each.ean for each in one.products()}
        said = chain.ask("owner", "SELECT value FROM meta WHERE name = 'least'")
        assert said == [(tables.MIXED,)]
        zinc.undo_last_import()
