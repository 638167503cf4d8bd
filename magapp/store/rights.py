"""Who may do what in the database of a chain: PostgreSQL holds to it, whatever a program asks.

Each login belongs to one shop, and to one of three groups: `magapp_counter` (a counter or a kiosk:
reads, counts stock, calls, records), `magapp_shop` (besides: the office of its shop) and
`magapp_chain` (besides: the catalogue and its prices, and packs). A row of another shop is there
for none of them. What shops may change of the catalogue is `set_chain`.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.errors import InputError, NewerStore, StoreError
from magapp.pack.load import own_substance
from magapp.store import engine, postgresql, products, published, records, shops, tables, trouble

Group = Literal["counter", "shop", "chain"]
"""What a login is for."""
Kept = Literal["prices", "products"]
"""What of the catalogue the chain may keep to itself."""
KEEPERS = ("shop", "chain")
"""Who changes it, in the order of the number in `meta`."""

_MINE = "(SELECT magapp_shop())"
_KEY = "(SELECT magapp_key())"
_CATALOGUE = "(SELECT magapp_lets('products'))"
_OWN = f"shop = {_MINE}"
_OF_KEY = f"shop = {_KEY}"
_HELD = f"(owner = {_MINE} OR (owner = {tables.CHAIN} AND {_CATALOGUE}))"
_PRICED = "(own_price IS NULL AND own_currency IS NULL OR (SELECT magapp_lets('prices')))"

_FUNCTIONS = (
    "magapp_shop() RETURNS integer AS"
    " 'SELECT shop FROM login WHERE name = session_user'",
    "magapp_key() RETURNS text AS"
    " 'SELECT key FROM shop WHERE id = magapp_shop()'",
    "magapp_chain() RETURNS boolean AS"
    " 'SELECT pg_has_role(session_user, ''magapp_chain'', ''member'')'",
    "magapp_lets(what text) RETURNS boolean AS"
    " 'SELECT magapp_chain() OR value = 0 FROM meta WHERE name = ''chain_'' || what'",
    "magapp_elsewhere(number text) RETURNS boolean AS"
    f" 'SELECT EXISTS (SELECT FROM listing WHERE ean = number AND owner = {tables.CHAIN}"
    " AND shop <> magapp_shop())'",
)  # fmt: skip
"""What the rules ask. They see all rows, and tell whoever asks no more than of himself."""

_COLUMNS = tables.products.c
_LABEL = ", ".join(_COLUMNS[each].name for each in (*tables.LABEL, "changed"))
"""Of a product, what is written to it: never its number, and never whose it is."""

_GRANTS: dict[str, dict[str, tuple[str, ...]]] = {
    "counter": {
        "SELECT": ("meta", "shop", "product", "listing", "imports", "supplier", "taken", "call",
                   "counter", "writer", "arrived", "record_meta", "record_figure", "published_pack",
                   "record (shop, made_up, week, key)", "record_second (shop, made_up, week, key)"),
        "INSERT": ("call", "counter", "writer", "arrived", "record_meta", "record",
                   "record_second", "record_figure"),
        # What was kept for long enough goes, whichever program of the shop sees to it.
        "DELETE": ("call", "counter", "writer", "arrived", "record_meta", "record",
                   "record_second", "record_figure"),
        "UPDATE": ("listing (stock, changed)", "shop (version)", "record_figure (count)",
                   "writer (mark, minute)"),
    },
    "shop": {
        "SELECT": ("product_before", "product_after"),
        "INSERT": ("product", "listing", "imports", "supplier", "taken", "product_before",
                   "product_after"),
        "DELETE": ("product", "listing", "imports", "supplier", "taken", "product_before",
                   "product_after"),
        "UPDATE": ("meta (value)", f"product ({_LABEL})", "taken", "shop (version, whole, undo)",
                   "listing (stock, shelf, own_price, own_currency, retired, changed)"),
    },
    "chain": {"INSERT": ("published_pack",)},
}  # fmt: skip
"""By group and right, the tables, with columns where it is not the whole row."""

_RULES: dict[str, dict[str, tuple[str, str]]] = {
    "meta": {
        "SELECT": ("true", ""),
        "UPDATE": ("name = 'least'", f"name = 'least' AND value = {tables.MIXED}"),
    },
    "shop": {
        "SELECT": (f"id IN ({tables.CHAIN}, {_MINE})", ""),
        "UPDATE": (f"id = {_MINE} OR (id = {tables.CHAIN} AND {_CATALOGUE})", ""),
    },
    "product": {
        "SELECT": (f"owner IN ({tables.CHAIN}, {_MINE})", ""),
        "INSERT": ("", _HELD),
        "UPDATE": (_HELD, _HELD),
        "DELETE": (f"{_HELD} AND (owner <> {tables.CHAIN} OR NOT magapp_elsewhere(ean))", ""),
    },
    "listing": {
        "ALL": (_OWN, f"{_OWN} AND owner IN ({tables.CHAIN}, {_MINE}) AND {_PRICED}"),
    },
    **{
        name: {"ALL": (_OWN, _OWN)}
        for name in ("imports", "supplier", "taken", "arrived", "product_before", "product_after")
    },
    **{
        name: {"ALL": (_OF_KEY, _OF_KEY)}
        for name in ("call", "counter", "record", "record_second", "record_figure")
    },
    "record_meta": {
        "SELECT": (f"{_OF_KEY} OR name = 'schema'", ""),
        "INSERT": ("", _OF_KEY),
        "DELETE": (_OF_KEY, ""),
    },
    "writer": {"ALL": ("login = session_user", "login = session_user")},
}
"""By table and right, which rows there are for a login, and which it may write."""

_PRICE_OF_ALL = (
    "CREATE OR REPLACE FUNCTION magapp_price() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " RAISE insufficient_privilege USING MESSAGE = 'the price of all shops'; END $$",
    "DROP TRIGGER IF EXISTS magapp_price ON product",
    "CREATE TRIGGER magapp_price BEFORE UPDATE OF price, currency ON product FOR EACH ROW"
    f" WHEN (OLD.owner = {tables.CHAIN} AND magapp_shop() IS NOT NULL AND NOT magapp_chain()"
    " AND (OLD.price, OLD.currency) IS DISTINCT FROM (NEW.price, NEW.currency))"
    " EXECUTE FUNCTION magapp_price()",
)
"""The price of a product of the catalogue is the chain's, whoever may change the rest."""


# --- what the owner of the database does ---------------------------------------------------------


def create(url: sa.URL, shop: str = "") -> None:
    """Make the tables in an empty database, or bring them up to date, with groups and their rights.

    What is there from before there were shops is of the `shop` of this name. For whoever owns the
    database, and may make logins. Raises StoreError, also where that shop has no name.
    """
    key = shops.key_of(shop)
    with _owned(url) as connection, records.RecordStore(url, shop) as made:
        postgresql.keep_writers_out(connection)
        there = tables.schema(connection)
        if there is not None and there > tables.SCHEMA:
            place = engine.place_of(url)
            raise NewerStore(
                "store_newer_server", Path(), place=place, there=there, here=tables.SCHEMA
            )
        of_one = (there or tables.SCHEMA) < tables.SHOPS_SINCE or made.is_of_one_shop
        if of_one and not key:
            raise StoreError("store_whose", place=engine.place_of(url))
        connection.execution_options(named=(key, shops.line(shop)))
        tables.bring_up(connection, there)
        made.make_in(connection)
        published.make_table(connection)
        _give_rights(connection)
        tables.set_meta(connection, "roles", 1)


def add_shop(url: sa.URL, name: str, login: str, group: Group, password: str) -> bool:
    """A login for a shop, which is made where there is none of this name; whether it was.

    Raises InputError when the login is there already, or is none.
    """
    if not login or not login.isprintable() or len(login.encode()) > 63 or login[:3] == "pg_":
        raise InputError("--login", "login_none")
    if not shops.key_of(name):
        raise InputError("", "shop_none")
    with _owned(url, ready=True) as connection:
        postgresql.keep_writers_out(connection)
        known = shops.find(connection, name, own_substance())
        shop = known or products.new_shop(connection, name, own_substance(), products.demo)
        query = sa.text("SELECT 1 FROM pg_roles WHERE rolname = :login")
        if connection.execute(query, {"login": login}).first():
            raise InputError("--login", "login_there", login=login)
        quoted = connection.dialect.identifier_preparer.quote_identifier(login)
        # Only what proves that one knows the password goes there: it stands in no log.
        proof = postgresql.password_proof(connection, login, password)
        run = connection.exec_driver_sql
        run(f"CREATE ROLE {quoted} LOGIN PASSWORD '{proof}' IN ROLE magapp_{group}")
        connection.execute(
            sa.text("INSERT INTO login (name, shop) VALUES (:name, :shop)"),
            {"name": login, "shop": shop.id},
        )
        return known is None


def new_password() -> str:
    """One that nobody guesses, of signs that an address takes as they are."""
    return secrets.token_urlsafe(18)


def chain_keeps(url: sa.URL) -> dict[Kept, str]:
    """Who changes prices, and products of the catalogue: `shop` or `chain`."""
    with _owned(url, ready=True) as connection:
        return {
            each: KEEPERS[tables.meta_value(connection, f"chain_{each}") != 0]
            for each in get_args(Kept)
        }


def set_chain(url: sa.URL, keepers: Mapping[str, str]) -> int:
    """Say who changes what, and how many prices of shops went by it.

    Where the chain takes over the prices, those that shops have of their own go: one price is not
    kept beside another that holds.
    """
    gone = 0
    with _owned(url, ready=True) as connection:
        postgresql.keep_writers_out(connection)
        for what, keeper in keepers.items():
            tables.set_meta(connection, f"chain_{what}", KEEPERS.index(keeper))
        if keepers.get("prices") == "chain":
            run = connection.exec_driver_sql
            run("UPDATE shop SET version = version + 1 WHERE id IN"
                " (SELECT shop FROM listing WHERE own_price IS NOT NULL)")  # fmt: skip
            gone = run(
                "UPDATE listing SET own_price = NULL, own_currency = NULL, changed = shop.version"
                " FROM shop WHERE shop.id = listing.shop AND own_price IS NOT NULL"
            ).rowcount
    return gone


@contextmanager
def _owned(url: sa.URL, ready: bool = False) -> Iterator[Connection]:
    """A transaction in a database that is ours to keep; `ready` where it is one of `create`."""
    place = engine.place_of(url)
    if url.get_backend_name() != "postgresql":
        raise StoreError("store_no_server")
    made = engine.make_engine(url, place)
    try:
        with made.connect() as connection, connection.begin():
            if ready and (
                tables.schema(connection) != tables.SCHEMA
                or not tables.meta_value(connection, "roles")
            ):
                raise StoreError("store_not_created", place=place)
            yield connection
    except tables.NotOursError as error:
        raise StoreError("store_not_ours", place=place, why=error.why) from None
    except trouble.FAULTS as error:
        raise trouble.explained(error, None, place) from error
    finally:
        made.dispose()


def _give_rights(connection: Connection) -> None:
    """The groups, what they may, and which rows there are for them; also once more."""
    run = connection.exec_driver_sql
    schema = connection.scalar(sa.text("SELECT quote_ident(current_schema())"))
    base = connection.scalar(sa.text("SELECT quote_ident(current_database())"))
    known = set(connection.scalars(sa.text("SELECT rolname FROM pg_roles")))
    for group in get_args(Group):
        if f"magapp_{group}" not in known:
            run(f"CREATE ROLE magapp_{group} NOLOGIN")
    run("GRANT magapp_counter TO magapp_shop")
    run("GRANT magapp_shop TO magapp_chain")
    run("CREATE TABLE IF NOT EXISTS login"
        " (name text PRIMARY KEY, shop integer NOT NULL REFERENCES shop (id))")  # fmt: skip
    run("ALTER TABLE writer ADD COLUMN IF NOT EXISTS login text NOT NULL DEFAULT session_user")
    run(f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC")
    run(f"GRANT CONNECT ON DATABASE {base} TO magapp_counter")
    run(f"GRANT USAGE ON SCHEMA {schema} TO magapp_counter")
    for function in _FUNCTIONS:
        run(f"CREATE OR REPLACE FUNCTION {function} LANGUAGE sql STABLE SECURITY DEFINER"
            f" SET search_path = {schema}, pg_temp")  # fmt: skip
        name = function.partition(" RETURNS")[0]
        run(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        run(f"GRANT EXECUTE ON FUNCTION {name} TO magapp_counter")
    granted = [each for rights in _GRANTS.values() for names in rights.values() for each in names]
    for table in sorted({name.partition(" ")[0] for name in granted}):
        for group in get_args(Group):  # what an older program let them do, and we do not
            run(f"REVOKE ALL ON {table} FROM magapp_{group}")
    for group, rights in _GRANTS.items():
        for right, names in rights.items():
            for name in names:
                table, _, columns = name.partition(" ")
                run(f"GRANT {right} {columns} ON {table} TO magapp_{group}")
    for table, rules in _RULES.items():
        run(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        for right, (using, check) in rules.items():
            run(f"DROP POLICY IF EXISTS magapp_{right.lower()} ON {table}")
            run(f"CREATE POLICY magapp_{right.lower()} ON {table} FOR {right} TO magapp_counter"
                + (f" USING ({using})" if using else "")
                + (f" WITH CHECK ({check})" if check else ""))  # fmt: skip
    for statement in _PRICE_OF_ALL:
        run(statement)
