"""The tables of the shop's database, and what leads from one version of them to the next."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.language.saying import Saying
from magapp.pack.load import own_substance
from magapp.products.columns import AMOUNT, SALT
from magapp.products.gtin import in_store
from magapp.store.trouble import FORBIDDEN

_T = TypeVar("_T")
SCHEMA = 9
"""The version of the tables. Raise it with an entry in `MIGRATIONS` for every change."""
LEAST = 8
"""The oldest version whose programs can work with these tables, on a server where some still run.

A change that only adds (a table, a column with a default) leaves it as it is. What is taken away
goes a release later, when no program uses it any more, and raises it. So does what they would
read wrongly: see `MIXED`."""
MIXED = 9
"""The oldest version whose programs tell substances apart.

One from before takes each amount for one of its own substance, in its own unit. It may work on
beside newer ones, until a product of another substance than the program's own comes: from then on
`least` is this."""
PRODUCTS_SINCE = 1
"""The oldest version whose products are read as they are, where it cannot be brought up to date."""
SHOPS_SINCE = 7
"""The first version that tells shops apart."""
SUBSTANCES_SINCE = 9
"""The first version that tells substances apart; of before, all is of the program's own."""
CHAIN, ONLY = 0, 1
"""Ids of a shop: all of them together; the one shop of a file."""

META = sa.MetaData()
meta = sa.Table(
    "meta",
    META,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)
# The shops, by the `key` of their name; `CHAIN` has none. `version` counts the writes to what is
# the shop's own, or to the catalogue of all; what was written before `whole` cannot be told row by
# row any more. `undo` is the import that can be undone, or 0.
shops = sa.Table(
    "shop",
    META,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.Text, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("whole", sa.BigInteger, nullable=False),
    sa.Column("undo", sa.Integer, nullable=False),
)


def _of_shop() -> sa.Column[int]:
    return sa.Column("shop", sa.Integer, primary_key=True, autoincrement=False)


def _of_substance(key: bool = False) -> sa.Column[str]:
    """The id of the substance that the amounts are of, in the unit that its pack has for it."""
    return sa.Column("substance", sa.Text, primary_key=key, nullable=False)


imports = sa.Table(
    "imports",
    META,
    _of_shop(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("supplier", sa.Text, nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("unchanged", sa.Integer, nullable=False),
    sa.Column("refused", sa.Integer, nullable=False),
    sa.Column("demo_removed", sa.Integer, nullable=False),
    _of_substance(),
)


def _label_before() -> list[sa.Column[Any]]:
    """What a product is in every shop; blends and other actives as JSON pairs."""
    return [
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("brand", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("blend", sa.Text, nullable=False),
        sa.Column(AMOUNT, sa.Double, key="per_unit", nullable=False),
        sa.Column("units_per_day", sa.Integer, nullable=False),
        sa.Column("units_per_pack", sa.Integer, nullable=False),
        sa.Column("price", sa.Double, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("dosage_form", sa.Text, nullable=False),
        sa.Column("vegan", sa.Boolean, nullable=False),
        sa.Column("contains", sa.Text, nullable=False),
        sa.Column(SALT, sa.Double, key="salt_per_unit"),
        sa.Column("picture", sa.Text, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
    ]


def _label() -> list[sa.Column[Any]]:
    """The same, and last what its amounts are of."""
    return [*_label_before(), _of_substance()]


def _at_hand(nullable: bool) -> list[sa.Column[Any]]:
    """What a shop has of a product; where it has no price of its own, that of all shops holds."""
    return [
        sa.Column("stock", sa.Integer, nullable=nullable),
        sa.Column("shelf", sa.Text, nullable=nullable),
        sa.Column("own_price", sa.Double),
        sa.Column("own_currency", sa.Text),
        sa.Column("retired", sa.Boolean, nullable=nullable),
    ]


LABEL = tuple(column.key for column in _label())
AT_HAND = tuple(column.key for column in _at_hand(nullable=True))

# The catalogue of all shops (`owner` is `CHAIN`), and products of a shop's own. `changed` is the
# number, among the writes to what is the owner's, of the one that made a row what it is.
products = sa.Table(
    "product",
    META,
    sa.Column("ean", sa.Text, primary_key=True),
    sa.Column("owner", sa.Integer, primary_key=True, autoincrement=False),
    *_label(),
    sa.Column("changed", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
# What a shop has of a product, the catalogue's or its own. `import_id` is the import that put it
# there, for its undo; `changed` as above.
listings = sa.Table(
    "listing",
    META,
    _of_shop(),
    sa.Column("ean", sa.Text, primary_key=True),
    sa.Column("owner", sa.Integer, nullable=False),
    *_at_hand(nullable=False),
    sa.Column("import_id", sa.Integer),
    sa.Column("changed", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
for _name, *_columns in (
    ("product_changed", products.c.owner, products.c.changed),
    ("listing_changed", listings.c.shop, listings.c.changed),
    ("listing_ean", listings.c.ean),
):  # in a file, of one shop, they would cost more than they bring
    sa.Index(_name, *_columns).ddl_if(dialect="postgresql")


def _kept(name: str, *more: sa.Column[Any]) -> sa.Table:
    """Products as a shop had them once; what it has of one is null where it had not listed it."""
    ean, owner = sa.Column("ean", sa.Text, primary_key=True), sa.Column("owner", sa.Integer)
    return sa.Table(name, META, _of_shop(), ean, owner, *_label(), *_at_hand(nullable=True), *more)


# Products as they were before the last import changed or removed them.
before = _kept("product_before", sa.Column("import_id", sa.Integer))
# The same as that import left them: what differs from it by now, somebody changed since.
after = _kept("product_after")
suppliers = sa.Table(
    "supplier",
    META,
    _of_shop(),
    sa.Column("name", sa.Text, primary_key=True),
    _of_substance(key=True),
    sa.Column("mapping", sa.Text, nullable=False),
)
# Kiosks where somebody asked for staff: which and when, never who or why. Minutes since 1970 are
# by the clock of the database. The shop is by the key of its name.
calls = sa.Table(
    "call",
    META,
    sa.Column("shop", sa.Text, primary_key=True),
    sa.Column("kiosk", sa.Text, primary_key=True),
    sa.Column("minute", sa.Integer, nullable=False),
)
# The minute in which a counter of a shop last looked for calls, never who did.
counters = sa.Table(
    "counter",
    META,
    sa.Column("shop", sa.Text, primary_key=True),
    sa.Column("minute", sa.Integer, nullable=False),
)

# What each program that is open wrote last, by a name and a mark that are random: who lost the
# answer finds out whether it is there. `minute` is by the clock of the database.
writers = sa.Table(
    "writer",
    META,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("mark", sa.Text, nullable=False),
    sa.Column("minute", sa.Integer, nullable=False),
)
# The changes of stock that waited somewhere while the server was gone, by an id that was made
# there: each is written once, however often it is sent. `minute` is by the clock of the database.
arrived = sa.Table(
    "arrived",
    META,
    _of_shop(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("minute", sa.Integer, nullable=False),
)
# The files that the till's folder brought, by what was in them: what became of each, in the order
# in which they were taken. `stamp` is when the file was last written, in seconds since 1970. What a
# pack makes of a file is nothing to that of another substance.
taken = sa.Table(
    "taken",
    META,
    _of_shop(),
    sa.Column("digest", sa.Text, primary_key=True),
    _of_substance(key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("supplier", sa.Text, nullable=False),
    sa.Column("stamp", sa.BigInteger, nullable=False),
    sa.Column("minute", sa.Integer, nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("unchanged", sa.Integer, nullable=False),
    sa.Column("refused", sa.Integer, nullable=False),
    sa.Column("seen", sa.Boolean, nullable=False),
    sa.Column("report", sa.Text, nullable=False),
)

START = {"schema": SCHEMA, "least": LEAST, "roles": 0, "chain_prices": 0, "chain_products": 0}
"""The rows of `meta`: the version of the tables, and the oldest that works with them; whether
logins belong to shops, and what of the catalogue the chain keeps to itself."""


def begin(connection: Connection) -> None:
    """The first rows of tables that were just made."""
    rows = [{"name": name, "value": value} for name, value in START.items()]
    connection.execute(sa.insert(meta), rows)
    add_shop(connection, CHAIN, None, "")
    if connection.dialect.name != "sqlite":  # what an older program adds is of our own
        for table in OF_SUBSTANCE:
            run = f"ALTER TABLE {table.name} ALTER COLUMN substance SET DEFAULT {_own()}"
            connection.exec_driver_sql(run)


def _own() -> str:
    """The program's own substance, as a text of SQL."""
    return "'" + own_substance().replace("'", "''") + "'"


def add_shop(connection: Connection, shop: int, key: str | None, name: str) -> None:
    """A shop of which nothing was written yet."""
    row = {"id": shop, "key": key, "name": name, "version": 0, "whole": 0, "undo": 0}
    connection.execute(sa.insert(shops), row)


# --- what was before -----------------------------------------------------------------------------

_OLD, _OF_ONE = sa.MetaData(), sa.MetaData()


def _without(table: sa.Table, into: sa.MetaData, *names: str) -> sa.Table:
    """A table as it was before it had these columns."""
    columns = (column._copy() for column in table.c if column.key not in names)
    return sa.Table(table.name, into, *columns)


old_imports = _without(imports, _OLD, "shop", "substance")


def _old_products(table: sa.Table) -> sa.Table:
    """Until there were shops, their stock, shelf and price stood on the product."""
    had = [each for each in _at_hand(nullable=False) if not each.key.startswith("own_")]
    ean, listed_by = sa.Column("ean", sa.Text, primary_key=True), sa.Column("import_id", sa.Integer)
    return sa.Table(table.name, _OLD, ean, *_label_before(), *had, listed_by)


old_products = _old_products(products)
OLD = {products: old_products, before: _old_products(before)}
OF_SUBSTANCE = (products, before, after, imports, suppliers, taken)
OF_ONE = {table: _without(table, _OF_ONE, "substance") for table in OF_SUBSTANCE}
"""The tables as they were until substances were told apart."""


def _many_counters(connection: Connection) -> None:
    """Calls are over in minutes: those from before are not taken along."""
    calls.drop(connection, checkfirst=True)
    connection.execute(sa.delete(meta).where(meta.c.name == "counter"))
    for table in (calls, counters):
        table.create(connection)


def _shops(connection: Connection) -> None:
    """What there was is the shop's that this program is set to, and that of those with a counter.

    On a server, where there is no backup of ours, the products as they were stay as `product_6`.
    """
    key, name = connection.get_execution_options()["named"]
    version, last = meta_value(connection, "version"), meta_value(connection, "undo")
    there = sa.inspect(connection).get_table_names()
    moved = (after, before, products, imports, suppliers, taken)
    run = connection.exec_driver_sql
    if connection.dialect.name != "sqlite":
        run("CREATE TABLE product_6 AS SELECT * FROM product")
    for table in moved:
        if table.name in there:
            run(f"ALTER TABLE {table.name} RENAME TO {table.name}_old")
    for table in (shops, listings, *moved):
        table.create(connection)
    connection.execute(sa.delete(meta))
    begin(connection)
    counting = connection.scalars(sa.select(counters.c.shop).order_by(counters.c.shop))
    others = [each for each in counting if isinstance(each, str) and each != key]
    if connection.dialect.name == "sqlite":
        others = []
    for number, each in enumerate((key, *others), ONLY):
        add_shop(connection, number, each, name if each == key else each)
    connection.execute(sa.update(shops).values(version=version, whole=version))
    connection.execute(sa.update(shops).where(shops.c.id == ONLY).values(undo=last))

    def move(table: sa.Table, **values: str) -> None:
        """Rows as they were, with these values in columns that are new, as SQL."""
        if table.name not in there and table is not listings:
            return
        source = old_products if table is listings else table
        names = [
            each.name for each in table.c if each.key not in values and not _is_own_price(each)
        ]
        into, rows = ", ".join((*values, *names)), ", ".join((*values.values(), *names))
        run(f"INSERT INTO {table.name} ({into}) SELECT {rows} FROM {source.name}_old")

    mine = str(ONLY)
    of_own = {"substance": _own()}
    move(products, owner=str(CHAIN), changed=str(version), **of_own)
    move(listings, shop=mine, owner=str(CHAIN), changed=str(version))
    for number, _ in enumerate(others, ONLY + 1):
        values = {"owner": str(CHAIN), "changed": str(version), "import_id": "NULL"}
        move(listings, shop=str(number), **values)
    for table in (before, after):
        move(table, shop=mine, owner=str(CHAIN), **of_own)
    for table in (imports, suppliers, taken):
        move(table, shop=mine, **of_own)
    for table in moved:
        run(f"DROP TABLE IF EXISTS {table.name}_old")
    if connection.dialect.name != "sqlite":
        _own_numbers(connection, range(ONLY, ONLY + 1 + len(others)))


def _own_numbers(connection: Connection, whose: Iterable[int]) -> None:
    """A number that a shop prints itself is another product in another shop: each has its own."""
    kept = (before, after)
    known = sa.union(*(sa.select(table.c.ean) for table in (products, *kept)))
    these = [{"key": ean} for ean in connection.scalars(known) if in_store(ean)]
    if not these:
        return

    def this(table: sa.Table) -> sa.ColumnElement[bool]:
        return (table.c.ean == sa.bindparam("key")) & (table.c.owner == CHAIN)

    for shop in whose:
        columns = [sa.literal(shop) if each.key == "owner" else each for each in products.c]
        copy = sa.select(*columns).where(this(products))
        connection.execute(sa.insert(products).from_select(products.c.keys(), copy), these)
        for table in (listings, *kept):
            of_shop = sa.update(table).where(this(table), table.c.shop == shop)
            connection.execute(of_shop.values(owner=shop), these)
    connection.execute(sa.delete(products).where(this(products)), these)


def _substances(connection: Connection) -> None:
    """What there was is of the program's own substance, and so is what older programs add."""
    there = {each["name"] for each in sa.inspect(connection).get_columns(products.name)}
    if "substance" in there:  # they were just made, by a step of before
        return
    run, own = connection.exec_driver_sql, _own()
    in_file = connection.dialect.name == "sqlite"
    for table in OF_SUBSTANCE:
        name, key = table.name, [each.name for each in table.primary_key]
        if in_file and "substance" in key:  # a file gives a table no other key
            names = ", ".join(each.name for each in OF_ONE[table].c)
            run(f"ALTER TABLE {name} RENAME TO {name}_old")
            table.create(connection)
            run(f"INSERT INTO {name} ({names}, substance) SELECT {names}, {own} FROM {name}_old")
            run(f"DROP TABLE {name}_old")
            continue
        run(f"ALTER TABLE {name} ADD COLUMN substance TEXT NOT NULL DEFAULT {own}")
        if "substance" in key:
            old = sa.inspect(connection).get_pk_constraint(name)["name"]
            run(f'ALTER TABLE {name} DROP CONSTRAINT "{old}", ADD PRIMARY KEY ({", ".join(key)})')


def _is_own_price(column: sa.Column[Any]) -> bool:
    return column.key in ("own_price", "own_currency")


MIGRATIONS: dict[int, Callable[[Connection], None]] = {
    1: lambda _: None,  # the calls came with 2, and their counter with 3: see 4
    2: lambda _: None,
    3: lambda _: None,  # what the till brought, and what an import left: see 6
    4: _many_counters,
    5: writers.create,
    6: _shops,
    7: arrived.create,
    8: _substances,
}
"""What leads from version N to N + 1, by N; all in one transaction, after a backup."""


def bring_up(connection: Connection, version: int | None) -> None:
    """Make the tables where there are none (None), or bring those of an older version up to date.

    The connection says the shop that it is `named` by: its key, and its name.
    """
    if version is None:
        META.create_all(connection)
        begin(connection)
        return
    for each in range(version, SCHEMA):
        MIGRATIONS[each](connection)
    set_meta(connection, "schema", SCHEMA)
    lowest = least(connection) if version >= MIXED else LEAST
    connection.execute(sa.delete(meta).where(meta.c.name == "least"))
    connection.execute(sa.insert(meta), {"name": "least", "value": max(lowest, LEAST)})


def least(connection: Connection) -> int:
    """The oldest version whose programs can work with the tables that are there."""
    value = connection.scalar(sa.select(meta.c.value).where(meta.c.name == "least"))
    return value if isinstance(value, int) else meta_value(connection, "schema")


class NotOursError(Exception):
    """Something is in the database that this program never wrote; `Store` says so."""

    def __init__(self, why: Saying | str) -> None:
        super().__init__()
        self.why = why


def meta_value(connection: Connection, name: str) -> int:
    """A number of the table `meta`. Raises NotOursError where it is none."""
    value = connection.scalar(sa.select(meta.c.value).where(meta.c.name == name))
    if not isinstance(value, int):
        raise NotOursError(Saying.of("store_no_number", name=name))
    return value


def set_meta(connection: Connection, name: str, value: int) -> None:
    """Note a number in the table `meta`."""
    connection.execute(sa.update(meta).where(meta.c.name == name).values(value=value))


def tables_of(version: int) -> tuple[sa.Table, ...]:
    """The tables by which a version is known as one of ours."""
    if version < SHOPS_SINCE:
        return old_products, old_imports
    if version < SUBSTANCES_SINCE:
        return OF_ONE[products], OF_ONE[imports], listings, shops
    return products, imports, listings, shops


def schema(connection: Connection) -> int | None:
    """The version of the tables; None where there are none.

    Raises NotOursError where a table has the name of one of ours and another program made it.
    """
    there = sorted(set(sa.inspect(connection).get_table_names()) & META.tables.keys())
    if not there:
        return None
    foreign = NotOursError(Saying.of("store_foreign_tables", tables=", ".join(there)))
    if not {meta.name, products.name} <= {*there}:
        raise foreign
    version = _of_shape(connection, lambda: meta_value(connection, "schema"))
    if version is None or version < PRODUCTS_SINCE:
        raise foreign

    def look() -> bool:
        for table in tables_of(version) if version <= SCHEMA else ():
            connection.execute(sa.select(table).where(sa.false()))
        return True

    if not _of_shape(connection, look):
        if meta_value(connection, "schema") != version:  # another program just changed them
            return schema(connection)
        raise foreign
    return version


def _of_shape(connection: Connection, look: Callable[[], _T]) -> _T | None:
    """What a look at the tables gives; None where they are not of the shape of ours."""
    try:
        with connection.begin_nested():
            return look()
    except sa.exc.DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None) or ""
        if state[:2] not in OTHER_SHAPE or state == FORBIDDEN:
            raise
        return None


OTHER_SHAPE = ("42", "22")
"""Of what a server answers (SQLSTATE): no such column, or one of another type."""
