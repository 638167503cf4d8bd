"""The products in the shop's database, row by row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.compiler import SQLCompiler

from magapp.errors import Cancelled, InputError
from magapp.products.plan import Progress
from magapp.products.product import Product, Refusal
from magapp.products.stored import StoredProducts, as_stored
from magapp.resources import own_pack_folder, resource
from magapp.store import postgresql, sqlite, tables, trouble

if TYPE_CHECKING:
    from magapp.pack import Pack


STEP = 5_000
"""Rows written between two calls of `progress`."""

COLUMNS = tuple(column.key for column in tables.products.columns)
FIELDS = Product.__struct_fields__
INSERT = sa.insert(tables.products).values({name: sa.bindparam(name) for name in COLUMNS})
# The key and the import that added it stay.
UPDATE = (
    sa.update(tables.products)
    .where(tables.products.c.ean == sa.bindparam("key"))
    .values({name: sa.bindparam(name) for name in COLUMNS if name not in ("ean", "import_id")})
)
REMOVE = sa.delete(tables.products).where(tables.products.c.ean == sa.bindparam("key"))
TOGETHER = (("form", "blend", "per_unit", "salt_per_unit"), ("price", "currency"))
"""Columns that say one thing together: where one of them is changed, all of them are written."""
SAVE = sa.insert(tables.before).from_select(
    COLUMNS, sa.select(tables.products).where(tables.products.c.ean == sa.bindparam("key"))
)


def many(
    connection: Connection, statement: sa.ClauseElement, rows: Iterable[Sequence[Any]]
) -> None:
    """Run a statement for each row of values, given in the order of its bound names.

    By the driver itself, which is several times faster than by way of SQLAlchemy's own rows; so
    the values have to be what the driver takes as they are.
    """
    compiled = statement.compile(dialect=connection.dialect)
    assert isinstance(compiled, SQLCompiler)
    values: list[Any] = list(rows)
    if not compiled.positional:
        names = list(compiled.bind_names.values())
        values = [dict(zip(names, row, strict=True)) for row in values]
    if values:
        connection.exec_driver_sql(str(compiled), values)


def put(
    connection: Connection,
    products: Sequence[Product],
    import_id: int | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    demo: bool = False,
) -> None:
    """Add products or replace those with the same EAN."""
    known = eans(connection)
    for start in range(0, len(products), STEP):
        if cancelled and cancelled():
            raise Cancelled("import_stopped")
        if progress:
            progress(start, len(products))
        new: list[tuple[Any, ...]] = []
        old: list[tuple[Any, ...]] = []
        for each in products[start : start + STEP]:
            stored = (*as_stored(each), False, demo)
            if each.ean in known:
                old.append((*stored[1:], each.ean))
            else:
                new.append((*stored, import_id))
        many(connection, INSERT, new)
        many(connection, UPDATE, old)
    if progress:
        progress(len(products), len(products))


def save(connection: Connection, which: Iterable[str]) -> None:
    """Keep products as they are now, for an undo."""
    known = eans(connection)
    many(connection, SAVE, ((ean,) for ean in sorted(known.intersection(which))))


def save_after(connection: Connection) -> None:
    """Keep as they are now what was kept for an undo."""
    saved = tables.products.c.ean.in_(sa.select(tables.before.c.ean))
    names = tables.after.c.keys()
    now = sa.select(*(tables.products.c[name] for name in names)).where(saved)
    connection.execute(sa.insert(tables.after).from_select(names, now))


def changed_since(connection: Connection) -> dict[str, dict[str, Any]]:
    """By EAN, the values that were changed since `save_after`, and what goes with them.

    A row that is no product by now was damaged, not changed.
    """
    left, now = tables.after.c, tables.products.c
    names = [each.key for each in tables.after.columns]
    differs = sa.or_(*(now[name].is_distinct_from(left[name]) for name in names))
    query = sa.select(*(_as_it_lies(table[name]) for table in (left, now) for name in names))
    query = query.select_from(tables.after.join(tables.products, left.ean == now.ean))
    reader, found = StoredProducts(), dict[str, dict[str, Any]]()
    for row in _fetched(connection, query.where(differs)):
        was, by_now = (dict(zip(names, each, strict=True)) for each in _halves(row))
        try:
            product = reader.read([by_now[name] for name in FIELDS])
        except InputError:
            continue
        if by_now["retired"] in (0, 1) and by_now["demo"] in (0, 1):
            changed = _with_theirs({name for name in names if was[name] != by_now[name]})
            found[product.ean] = {name: by_now[name] for name in names if name in changed}
    return found


def _halves(row: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    """The two halves of a row of two tables."""
    return row[: len(row) // 2], row[len(row) // 2 :]


def _with_theirs(changed: set[str]) -> set[str]:
    """Columns, with those that say one thing together with them."""
    groups = (group for group in TOGETHER if not changed.isdisjoint(group))
    return changed.union(*groups)


def eans(connection: Connection, which: sa.ColumnElement[bool] | None = None) -> set[str]:
    """The keys of all products, or of some; retired ones too."""
    query = sa.select(tables.products.c.ean)
    found = connection.scalars(query if which is None else query.where(which))
    return {ean for ean in found if isinstance(ean, str)}


def select(
    connection: Connection,
    which: sa.ColumnElement[bool],
    refused: list[Refusal] | None = None,
) -> Iterator[Product]:
    """Products in the order of their EAN, digit by digit whatever the database's language.

    A row that an import would not have let in is left out, and named in `refused`.
    """
    reader = StoredProducts()
    for row in _rows(connection, FIELDS, which):
        try:
            yield reader.read(row)
        except InputError as error:
            if refused is not None:
                refused.append(Refusal.of(0, error))


def _rows(
    connection: Connection, names: Sequence[str], which: sa.ColumnElement[bool]
) -> Iterator[Sequence[Any]]:
    """Values as they lie in the table, whatever kind the column should hold."""
    columns = [_as_it_lies(tables.products.c[name]) for name in names]
    order = postgresql.by_digit(connection, tables.products.c.ean)
    return _fetched(connection, sa.select(*columns).where(which).order_by(order))


def _as_it_lies(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    return sa.type_coerce(column, sa.types.NullType())


def _fetched(connection: Connection, query: sa.Select[Any]) -> Iterator[Sequence[Any]]:
    """The rows of a query, also where a text is none."""
    done = 0
    try:
        for row in connection.execute(query):
            yield row
            done += 1
        return
    except sa.exc.OperationalError as error:
        if "decode" not in str(error.orig):
            raise
    with sqlite.any_text(connection):
        yield from islice(connection.execute(query), done, None)


@cache
def demo() -> tuple[Product, ...]:
    """The products that a new shop begins with. Their forms were checked when they were made."""
    from magapp.products.plan import load_catalogue

    return load_catalogue(resource("catalogue", "demo.csv"), own_pack()).products


def own_pack() -> "Pack":
    """The pack that comes with the program: it has the forms that a product may have."""
    from magapp.pack import load_pack

    return load_pack(own_pack_folder())


def add(connection: Connection, product: Product) -> None:
    """Add a product. Raises InputError when its number is there already, retired or not."""
    if eans(connection, tables.products.c.ean == product.ean):
        raise InputError("ean", "ean_taken")
    put(connection, [product])


def change(connection: Connection, ean: str, values: Mapping[str, Any]) -> None:
    """Note something else of a product. Raises InputError when it is not there."""
    known = tables.products.c.ean == ean
    if not connection.execute(sa.update(tables.products).where(known).values(**values)).rowcount:
        raise InputError("", "no_product", ean=ean)


def edit(connection: Connection, before: Product, after: Product) -> None:
    """Write what somebody changed who read `before`; the rest stays as it is by now.

    Raises InputError when it is not there, or is no product with what another changed meanwhile.
    """
    was, now = (dict(zip(FIELDS, as_stored(each), strict=True)) for each in (before, after))
    changed = _with_theirs({name for name in now if name != "ean" and now[name] != was[name]})
    values = {name: now[name] for name in FIELDS if name in changed}
    change(connection, before.ean, {**values, "demo": False})  # by now it is the shop's own
    if not tuple(select(connection, tables.products.c.ean == before.ean)):
        raise InputError("", "changed_meanwhile")


def step_stock(connection: Connection, ean: str, by: int, most: int) -> None:
    """So many packs more, or fewer, than there are by now: 0 to `most`. Raises as `change`."""
    stock = tables.products.c.stock + by
    bounded = sa.case((stock < 0, 0), (stock > most, most), else_=stock)
    change(connection, ean, {"stock": bounded})


def look(path: Path, patience: float) -> tuple[int, tuple[Refusal, ...]]:
    """How many products are on the shelf of a database file, and why others are left out.

    Nothing is written, and another program that has it is waited for so many seconds. Raises
    StoreError as opening it does.
    """
    with trouble.file_faults(path):
        how = sqlite.way_to_read(path, patience)
        with closing(sqlite.connect(path, how, patience)) as connection:
            connection.text_factory = sqlite.as_text
            names = ", ".join(tables.products.c[field].name for field in FIELDS)
            query = f"SELECT {names} FROM {tables.products.name} WHERE NOT retired"
            reader, count, refused = StoredProducts(), 0, []
            for row in connection.execute(query):
                try:
                    reader.read(row)
                    count += 1
                except InputError as error:
                    refused.append(Refusal.of(0, error))
            return count, tuple(refused)
