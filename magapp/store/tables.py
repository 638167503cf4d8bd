"""The tables of the shop's database, and what leads from one version of them to the next."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.language.saying import Saying
from magapp.products.columns import AMOUNT, SALT

SCHEMA = 6
"""The version of the tables. Raise it with an entry in `MIGRATIONS` for every change."""
PRODUCTS_SINCE = 1
"""The oldest version whose products are read as they are, where it cannot be brought up to date."""

META = sa.MetaData()
meta = sa.Table(
    "meta",
    META,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)
imports = sa.Table(
    "imports",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("supplier", sa.Text, nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("unchanged", sa.Integer, nullable=False),
    sa.Column("refused", sa.Integer, nullable=False),
    sa.Column("demo_removed", sa.Integer, nullable=False),
)


def _product_columns() -> list[sa.Column[Any]]:
    """What is kept of a product; blends and other actives as JSON pairs."""
    return [
        sa.Column("ean", sa.Text, primary_key=True),
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
        sa.Column("stock", sa.Integer, nullable=False),
        sa.Column("shelf", sa.Text, nullable=False),
        sa.Column("contains", sa.Text, nullable=False),
        sa.Column(SALT, sa.Double, key="salt_per_unit"),
        sa.Column("picture", sa.Text, nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
        # The import that added it, for its undo.
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id")),
    ]


products = sa.Table("product", META, *_product_columns(), sqlite_with_rowid=False)
# Products as they were before the last import changed or removed them.
before = sa.Table("product_before", META, *_product_columns())
# The same as that import left them: what differs from it by now, somebody changed since.
after = sa.Table(
    "product_after", META, *(each for each in _product_columns() if each.key != "import_id")
)
suppliers = sa.Table(
    "supplier",
    META,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("mapping", sa.Text, nullable=False),
)
# Kiosks where somebody asked for staff: which and when, never who or why. Minutes since 1970 are
# by the clock of the database.
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
# The files that the till's folder brought, by what was in them: what became of each, in the order
# in which they were taken. `stamp` is when the file was last written, in seconds since 1970.
taken = sa.Table(
    "taken",
    META,
    sa.Column("digest", sa.Text, primary_key=True),
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


def _many_counters(connection: Connection) -> None:
    """Calls are over in minutes: those from before are not taken along."""
    calls.drop(connection, checkfirst=True)
    connection.execute(sa.delete(meta).where(meta.c.name == "counter"))
    for table in (calls, counters, after):
        table.create(connection)


MIGRATIONS: dict[int, Callable[[Connection], None]] = {
    1: lambda _: None,  # the calls came with 2, and their counter with 3: see 4
    2: lambda _: None,
    3: taken.create,
    4: _many_counters,
    5: writers.create,
}
"""What leads from version N to N + 1, by N; all in one transaction, after a backup."""
# The rows of `meta`: version of the tables, count of writes, the import that can be undone (or 0).
START = {"schema": SCHEMA, "version": 1, "undo": 0}


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
    try:
        version = meta_value(connection, "schema")
        if version <= SCHEMA:
            for table in (products, imports):
                connection.execute(sa.select(table).where(sa.false()))
    except sa.exc.DBAPIError as error:
        if getattr(error.orig, "sqlstate", "")[:2] not in OTHER_SHAPE:
            raise
        raise foreign from None
    if version < PRODUCTS_SINCE:
        raise foreign
    return version


OTHER_SHAPE = ("42", "22")
"""Of what a server answers (SQLSTATE): no such column, or one of another type."""
