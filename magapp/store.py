"""The shop's database: its products, imports, and what was agreed about a supplier's columns.

One SQLite file, `magapp.db` in `MAGAPP_HOME`, or what `MAGAPP_DATABASE_URL` names. Everything is
written in transactions: what was acknowledged is there after a crash, what was not never half is.
A file that is damaged, not ours, or from a newer version is never written to. One that cannot be
written to (no right to, a full disk) is read all the same.

The only module that imports SQLAlchemy; it is imported on first use.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from errno import ENOENT
from itertools import islice
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.compiler import SQLCompiler

from magapp.errors import (
    Cancelled,
    DamagedStore,
    InputError,
    NewerStore,
    StoreError,
    UnusableStore,
    refused_by_system,
)
from magapp.language.saying import Saying
from magapp.products.plan import ImportPlan, Progress, compare
from magapp.products.product import Product, Refusal, as_row
from magapp.products.rows import FIELDS, RowReader
from magapp.products.stored import StoredProducts, at_product
from magapp.products.table import many_values
from magapp.resources import resource
from magapp.settings import DATABASE, home

if TYPE_CHECKING:
    from magapp.pack import Pack

SCHEMA = 3
"""The version of the tables. Raise it with an entry in `MIGRATIONS` for every change."""
PRODUCTS_SINCE = 1
"""The oldest version whose products are read as they are, where it cannot be brought up to date."""
CALL_MINUTES = 15
"""How long a call for staff stands; nobody waits longer."""
COUNTER_MINUTES = 3
"""For so long after a counter looked for calls, one that comes is seen there soon."""
MOST_CALLS, LONGEST_NAME = 100, 80
"""Of kiosks that call, and of signs in the name of one."""
LONGEST_VALUE = 20_000_000
"""Bytes of one value in a file; what a table asks SQLite to reckon out may not be larger."""
MAX_BACKUP = 2_000_000_000
"""Bytes of a backup that is restored."""
RESTORE_SECONDS = 8.0
"""For reading a small backup; a larger one gets more."""
BUSY_SECONDS = 15.0
"""How long one program waits for another to finish writing."""
CONNECT_SECONDS = 3
"""How long a server gets to take a connection."""
SILENT_MS = 10_000
"""How long a server may leave what it was sent without a sign that it arrived."""
WRITERS_LOCK = 2_046_301
"""The number under which writers wait for each other on a PostgreSQL server."""
STEP = 5_000
"""Rows written between two calls of `progress`."""

_META = sa.MetaData()
_meta = sa.Table(
    "meta",
    _META,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)
_imports = sa.Table(
    "imports",
    _META,
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
        sa.Column("mg_per_unit", sa.Double, nullable=False),
        sa.Column("units_per_day", sa.Integer, nullable=False),
        sa.Column("units_per_pack", sa.Integer, nullable=False),
        sa.Column("price", sa.Double, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("dosage_form", sa.Text, nullable=False),
        sa.Column("vegan", sa.Boolean, nullable=False),
        sa.Column("stock", sa.Integer, nullable=False),
        sa.Column("shelf", sa.Text, nullable=False),
        sa.Column("contains", sa.Text, nullable=False),
        sa.Column("salt_mg_per_unit", sa.Double),
        sa.Column("picture", sa.Text, nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
        # The import that added it, for its undo.
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id")),
    ]


_products = sa.Table("product", _META, *_product_columns(), sqlite_with_rowid=False)
# Products as they were before the last import changed or removed them.
_before = sa.Table("product_before", _META, *_product_columns())
_suppliers = sa.Table(
    "supplier",
    _META,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("mapping", sa.Text, nullable=False),
)
# Kiosks where somebody asked for staff: which and when, never who or why.
_calls = sa.Table(
    "call",
    _META,
    sa.Column("kiosk", sa.Text, primary_key=True),
    sa.Column("minute", sa.Integer, nullable=False),
)


def _await_counter(connection: Connection) -> None:
    connection.execute(sa.insert(_meta), {"name": "counter", "value": 0})


MIGRATIONS: dict[int, Callable[[Connection], None]] = {1: _calls.create, 2: _await_counter}
"""What leads from version N to N + 1, by N; all in one transaction, after a backup."""
# The rows of `meta`: version of the tables, count of writes, the import that can be undone (or 0),
# and the minute in which a counter last looked for calls (0: none ever did), never who did.
_START = {"schema": SCHEMA, "version": 1, "undo": 0, "counter": 0}


class Imported(msgspec.Struct, frozen=True, array_like=True):
    """What an import did: counts of products, and of rows refused."""

    id: int
    file: str
    added: int
    changed: int
    unchanged: int
    refused: int
    demo_removed: int


def open_store(folder: Path | None = None) -> "Store":
    """The shop's database; made, and filled with the demo, where there is none.

    `folder` instead of `MAGAPP_HOME`. Raises DamagedStore, NewerStore or another StoreError, each
    with a sentence that says what can be done.
    """
    return Store(_url(folder))


def _url(folder: Path | None) -> sa.URL:
    named = os.environ.get("MAGAPP_DATABASE_URL")
    if not named:
        return sa.URL.create("sqlite", database=str((folder or home()) / DATABASE))
    try:
        url = sa.make_url(named)
    except sa.exc.ArgumentError:
        raise StoreError("store_address") from None
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


class Store:
    """An open database. Use it as a context manager, or call `close`."""

    def __init__(self, url: sa.URL) -> None:
        self.path = _file(url)
        self.trouble: Saying | None = None
        """Why it can only be read; None where it can be written to. Writing tries anew."""
        self.refused: tuple[Refusal, ...] = ()
        """The rows that `products` left out when they were last read: no import let them in."""
        self._url = url
        self._place = str(self.path or url.render_as_string(hide_password=True))
        self._engine = _engine(url, self._place)
        try:
            with self._faults():
                self._open()
        except StoreError as error:
            self.close()
            if _kind(error.__cause__) not in _UNWRITABLE or not self._open_to_read():
                raise
            self.trouble = error.saying
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    # --- products --------------------------------------------------------------------------------

    def products(self) -> tuple[Product, ...]:
        """The products on the shelf, in the order of their EAN."""
        return self._read(retired=False)

    def retired(self) -> tuple[Product, ...]:
        """The products taken off the shelf, in the order of their EAN."""
        return self._read(retired=True)

    def put(self, products: Iterable[Product]) -> None:
        """Add products, or replace those with the same EAN; a retired one is back."""
        with self._writing() as connection:
            _put(connection, tuple(products))

    def retire(self, ean: str) -> None:
        """Take a product off the shelf. Raises InputError when it is not there."""
        self._change(ean, retired=True)

    def restore_product(self, ean: str) -> None:
        """Put a retired product back. Raises InputError when it is not there."""
        self._change(ean, retired=False)

    def set_stock(self, ean: str, stock: int) -> None:
        """Note how many packs are in stock. Raises InputError when there is no such product."""
        if stock < 0:
            raise InputError("stock", "no_whole_number", cell=stock, least=0)
        self._change(ean, stock=stock)

    @property
    def is_demo(self) -> bool:
        """Whether there is a demo product on the shelf."""
        with self._reading() as connection:
            query = sa.select(_products.c.ean).where(_products.c.demo, ~_products.c.retired)
            return connection.execute(query.limit(1)).first() is not None

    @property
    def version(self) -> int:
        """A count that grows with every write, from whichever program."""
        with self._reading() as connection:
            return _meta_value(connection, "version")

    # --- imports ---------------------------------------------------------------------------------

    @many_values()
    def import_file(
        self,
        plan: ImportPlan,
        *,
        remove_demo: bool = True,
        supplier: str = "",
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Imported:
        """Do what a plan says, all of it or nothing; the plan's mapping is kept for the supplier.

        What is new and what differs is worked out again, against what is on the shelf now. With
        `remove_demo` the demo goes as soon as a product lands. Raises Cancelled when told to stop.
        """
        with self._writing() as connection:
            added, changed, same = compare(plan.products, _select(connection, ~_products.c.retired))
            written = [*added, *(new for _, new in changed)]
            demo = _eans(connection, _products.c.demo) if remove_demo and plan.products else set()
            if supplier:
                connection.execute(sa.delete(_suppliers).where(_suppliers.c.name == supplier))
                row = {"name": supplier, "mapping": json.dumps(plan.mapping)}
                connection.execute(sa.insert(_suppliers), row)
            gone = demo - {product.ean for product in plan.products}
            done = Imported(
                id=1 + (connection.scalar(sa.select(sa.func.max(_imports.c.id))) or 0),
                file=plan.file,
                added=len(added),
                changed=len(changed),
                unchanged=len(same),
                refused=len(plan.refused),
                demo_removed=len(gone),
            )
            if not written and not demo:  # nothing to undo: the import before it stays the last
                return msgspec.structs.replace(done, id=0)
            row = msgspec.structs.asdict(done)
            connection.execute(sa.insert(_imports), {**row, "supplier": supplier})
            connection.execute(sa.delete(_before))
            _save(connection, demo)
            _many(connection, _REMOVE, ((ean,) for ean in sorted(gone)))
            if demo:  # what the shop's own file holds is the shop's
                connection.execute(sa.update(_products).where(_products.c.demo).values(demo=False))
            _save(connection, {product.ean for product in written} - demo)
            _put(connection, written, done.id, progress, cancelled)
            _set_meta(connection, "undo", done.id)
        return done

    def last_import(self) -> Imported | None:
        """The import that `undo_last_import` would take back, if any."""
        with self._reading() as connection:
            return _last_import(connection)

    def undo_last_import(self) -> Imported:
        """The products of the last import as they were before it, and the demo if it went then.

        What was done to other products since stays. Raises InputError when there is none to undo.
        """
        with self._writing() as connection:
            last = _last_import(connection)
            if last is None:
                raise InputError("", "no_import")
            was = sa.select(_before.c.ean)
            connection.execute(sa.delete(_products).where(_products.c.import_id == last.id))
            connection.execute(sa.delete(_products).where(_products.c.ean.in_(was)))
            columns = [column.name for column in _products.columns]
            connection.execute(sa.insert(_products).from_select(columns, sa.select(_before)))
            connection.execute(sa.delete(_before))
            _set_meta(connection, "undo", 0)
        return last

    def mapping(self, supplier: str) -> dict[str, str] | None:
        """The columns that were last used for a supplier's file, ours → theirs."""
        with self._reading() as connection:
            query = sa.select(_suppliers.c.mapping).where(_suppliers.c.name == supplier)
            return _mapping(connection.scalar(query))

    def suppliers(self) -> tuple[str, ...]:
        """The names of the suppliers whose columns are known."""
        with self._reading() as connection:
            query = sa.select(_suppliers.c.name).order_by(_suppliers.c.name)
            found = tuple(connection.scalars(query))
        return tuple(name for name in found if isinstance(name, str) and name.isprintable())

    # --- calls for staff -------------------------------------------------------------------------

    def call(self, kiosk: str, now: float) -> None:
        """Note that somebody at this kiosk asks for staff; `now` in seconds since 1970."""
        with self._writing(counted=False) as connection:
            minute, kiosk = int(now // 60), _line(kiosk)
            old = (_calls.c.kiosk == kiosk) | (_calls.c.minute < minute - CALL_MINUTES)
            connection.execute(sa.delete(_calls).where(old))
            connection.execute(sa.insert(_calls), {"kiosk": kiosk, "minute": minute})

    def calls(self, now: float) -> tuple[str, ...]:
        """The kiosks where somebody asks for staff and nobody went yet, the longest first."""
        with self._reading() as connection:
            minute = int(now // 60)
            stands = _calls.c.minute.between(minute - CALL_MINUTES, minute + CALL_MINUTES)
            query = sa.select(_calls.c.kiosk).where(stands)
            query = query.order_by(_calls.c.minute, _calls.c.kiosk).limit(MOST_CALLS)
            found = tuple(connection.scalars(query))
            return tuple(each for each in found if isinstance(each, str) and each == _line(each))

    def answer_call(self, kiosk: str) -> None:
        """Somebody goes to this kiosk: its call is done. No fault when it was done already."""
        with self._writing(counted=False) as connection:
            connection.execute(sa.delete(_calls).where(_calls.c.kiosk == kiosk))

    def attend(self, now: float) -> None:
        """Note, once a minute at most, that a counter looks for calls."""
        minute = int(now // 60)
        if self.attended != minute:
            with self._writing(counted=False) as connection:
                _set_meta(connection, "counter", minute)

    @property
    def attended(self) -> int:
        """The minute (since 1970) in which a counter last looked for calls; 0 when none ever did.

        Where nothing can be written to it, an older database knows of none.
        """
        with self._reading() as connection:
            query = sa.select(_meta.c.value).where(_meta.c.name == "counter")
            minute = connection.scalar(query)
            return minute if isinstance(minute, int) else 0

    # --- backups ---------------------------------------------------------------------------------

    def backup(self, path: Path | None = None) -> Path:
        """Copy the database, also while others write to it, and say where.

        Without a path it goes into the folder `backups` beside the database, numbered. Raises
        InputError when the file exists already.
        """
        with self._faults():
            return _backup(_own_file(self.path), path, "on-demand")

    # --- inside ----------------------------------------------------------------------------------

    def _open(self) -> None:
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            schema = _check(self.path)
            if schema is not None and schema < SCHEMA:
                _backup(self.path, None, f"before-schema-{SCHEMA}")
            _use_wal(self.path)
        with self._reading() as connection:
            ready = _schema(connection)
        if ready != SCHEMA:
            with self._writing(counted=False) as connection:
                self._prepare(connection)

    def _open_to_read(self) -> bool:
        """Read a file that cannot be written to; whether that can be done.

        Raises DamagedStore and NewerStore.
        """
        path = self.path
        if path is None:
            return False
        try:
            how = _way_to_read(path)
        except (sqlite3.Error, OSError):
            return False
        # Each reading opens it anew: it may be one that hears of no change.
        self._engine = _engine(self._url, self._place, lambda: _connect(path, how))
        return True

    def _write_again(self) -> None:
        """Leave off only reading, as soon as writing is possible. Raises StoreError until then."""
        again = Store(self._url)
        if again.trouble:
            again.close()
            raise StoreError(again.trouble.code, **again.trouble.values)
        self._engine, only_reading = again._engine, self._engine
        self.trouble = None
        only_reading.dispose()

    def _prepare(self, connection: Connection) -> None:
        """Make the tables, or bring them up to date. Another program may just have done so."""
        schema = _schema(connection)
        if schema is None:
            _META.create_all(connection)
            rows = [{"name": name, "value": value} for name, value in _START.items()]
            connection.execute(sa.insert(_meta), rows)
            _put(connection, _demo(), demo=True)
            return
        if schema > SCHEMA:
            raise NewerStore("store_newer", self.path or Path(), place=self._place)
        for version in range(schema, SCHEMA):
            MIGRATIONS[version](connection)
        _set_meta(connection, "schema", SCHEMA)

    @many_values()
    def _read(self, retired: bool) -> tuple[Product, ...]:
        with self._reading() as connection:
            found = _products.c.retired if retired else ~_products.c.retired
            refused: list[Refusal] = []
            products = tuple(_select(connection, found, refused))
            if not retired:
                self.refused = tuple(refused)
            return products

    def _change(self, ean: str, **values: Any) -> None:
        with self._writing() as connection:
            change = sa.update(_products).where(_products.c.ean == ean).values(**values)
            if not connection.execute(change).rowcount:
                raise InputError("", "no_product", ean=ean)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._faults(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self, counted: bool = True) -> Iterator[Connection]:
        """A transaction that keeps other writers out from its begin on; counted in `version`."""
        if self.trouble:
            self._write_again()
        with self._faults(), self._engine.connect() as connection:
            connection.execution_options(write=True)
            with connection.begin():
                if connection.dialect.name == "postgresql":  # SQLite's BEGIN IMMEDIATE does it
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
                yield connection
                if counted:
                    number = _meta_value(connection, "version")
                    _set_meta(connection, "version", number + 1)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """What the database and the disk complain of, as a StoreError."""
        try:
            yield
        except (sa.exc.DBAPIError, sqlite3.Error, OSError) as error:
            raise _explained(error, self.path, self._place) from error
        except (_NotOursError, UnicodeError) as error:
            if self.path is None:
                why = error.why if isinstance(error, _NotOursError) else str(error)
                raise StoreError("store_not_ours", place=self._place, why=why) from None
            last = (_numbered(self.path) or (None,))[-1]
            raise DamagedStore("store_damaged", self.path, last) from error


# --- rows ----------------------------------------------------------------------------------------


_COLUMNS = tuple(column.name for column in _products.columns)
_FIELDS = Product.__struct_fields__
_INSERT = sa.insert(_products).values({name: sa.bindparam(name) for name in _COLUMNS})
# The key and the import that added it stay.
_UPDATE = (
    sa.update(_products)
    .where(_products.c.ean == sa.bindparam("key"))
    .values({name: sa.bindparam(name) for name in _COLUMNS if name not in ("ean", "import_id")})
)
_REMOVE = sa.delete(_products).where(_products.c.ean == sa.bindparam("key"))
_SAVE = sa.insert(_before).from_select(
    _COLUMNS, sa.select(_products).where(_products.c.ean == sa.bindparam("key"))
)


def _many(
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


def _put(
    connection: Connection,
    products: Sequence[Product],
    import_id: int | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    demo: bool = False,
) -> None:
    """Add products or replace those with the same EAN."""
    known = _eans(connection)
    pairs: dict[tuple[tuple[str, float], ...], str] = {}
    for start in range(0, len(products), STEP):
        if cancelled and cancelled():
            raise Cancelled("import_stopped")
        if progress:
            progress(start, len(products))
        new: list[tuple[Any, ...]] = []
        old: list[tuple[Any, ...]] = []
        for each in products[start : start + STEP]:
            blend = pairs.get(each.blend) or pairs.setdefault(each.blend, _json(each.blend))
            other = pairs.get(each.contains) or pairs.setdefault(
                each.contains, _json(each.contains)
            )
            values = (
                each.name,
                each.brand,
                each.form,
                blend,
                each.mg_per_unit,
                each.units_per_day,
                each.units_per_pack,
                each.price,
                each.currency,
                each.dosage_form,
                each.vegan,
                each.stock,
                each.shelf,
                other,
                each.salt_mg_per_unit,
                each.picture,
                False,
                demo,
            )
            if each.ean in known:
                old.append((*values, each.ean))
            else:
                new.append((each.ean, *values, import_id))
        _many(connection, _INSERT, new)
        _many(connection, _UPDATE, old)
    if progress:
        progress(len(products), len(products))


def _save(connection: Connection, eans: Iterable[str]) -> None:
    """Keep products as they are now, for an undo."""
    known = _eans(connection)
    _many(connection, _SAVE, ((ean,) for ean in sorted(known.intersection(eans))))


def _eans(connection: Connection, which: sa.ColumnElement[bool] | None = None) -> set[str]:
    """The keys of all products, or of some; retired ones too."""
    query = sa.select(_products.c.ean)
    found = connection.scalars(query if which is None else query.where(which))
    return {ean for ean in found if isinstance(ean, str)}


def _select(
    connection: Connection,
    which: sa.ColumnElement[bool],
    refused: list[Refusal] | None = None,
) -> Iterator[Product]:
    """Products in the order of their EAN, digit by digit whatever the database's language.

    A row that an import would not have let in is left out, and named in `refused`.
    """
    reader = StoredProducts()
    for row in _rows(connection, _FIELDS, which):
        try:
            yield reader.read(row)
        except InputError as error:
            if refused is not None:
                refused.append(Refusal.of(0, error))


def _rows(
    connection: Connection, names: Sequence[str], which: sa.ColumnElement[bool]
) -> Iterator[Sequence[Any]]:
    """Values as they lie in the table, whatever kind the column should hold."""
    columns = [sa.type_coerce(_products.c[name], sa.types.NullType()) for name in names]
    query = sa.select(*columns).where(which).order_by(_by_digit(connection))
    done = 0
    try:
        for row in connection.execute(query):
            yield row
            done += 1
        return
    except sa.exc.OperationalError as error:
        if "decode" not in str(error.orig):
            raise
    driver: Any = connection.connection.driver_connection
    driver.text_factory = _as_text  # slower, and only where a text is none
    try:
        yield from islice(connection.execute(query), done, None)
    finally:
        driver.text_factory = str


def _as_text(content: bytes) -> str:
    return content.decode("utf-8", "backslashreplace")


def _by_digit(connection: Connection) -> sa.ColumnElement[str]:
    if connection.dialect.name == "postgresql":
        return _products.c.ean.collate("C")
    return _products.c.ean.expression


def _line(name: str) -> str:
    """A kiosk's name as it is kept: what can be printed, and not too long to be shown."""
    return "".join(sign for sign in name if sign.isprintable())[:LONGEST_NAME]


def _mapping(kept: Any) -> dict[str, str] | None:
    """The columns that were kept, as far as they are columns; None where there are none."""
    try:
        mapping = msgspec.json.decode(kept, type=dict[str, str])
    except (TypeError, ValueError, RecursionError):
        return None
    return {ours: theirs for ours, theirs in mapping.items() if ours in FIELDS}


def _json(pairs: tuple[tuple[str, float], ...]) -> str:
    return json.dumps(pairs, ensure_ascii=False)


class _NotOursError(Exception):
    """Something is in the database that this program never wrote; `_faults` says so."""

    def __init__(self, why: Saying | str) -> None:
        super().__init__()
        self.why = why


def _meta_value(connection: Connection, name: str) -> int:
    """A number of the table `meta`. Raises _NotOursError where it is none."""
    value = connection.scalar(sa.select(_meta.c.value).where(_meta.c.name == name))
    if not isinstance(value, int):
        raise _NotOursError(Saying.of("store_no_number", name=name))
    return value


def _set_meta(connection: Connection, name: str, value: int) -> None:
    connection.execute(sa.update(_meta).where(_meta.c.name == name).values(value=value))


def _last_import(connection: Connection) -> Imported | None:
    columns = [_imports.c[name] for name in Imported.__struct_fields__]
    query = sa.select(*columns).where(_imports.c.id == _meta_value(connection, "undo"))
    row = connection.execute(query).first()
    try:
        return msgspec.convert(tuple(row), Imported) if row else None
    except msgspec.ValidationError:  # no import of ours
        return None


def _schema(connection: Connection) -> int | None:
    """The version of the tables; None where there are none."""
    if not sa.inspect(connection).has_table(_meta.name):
        return None
    return _meta_value(connection, "schema")


def _demo() -> tuple[Product, ...]:
    """The products that a new shop begins with. Their forms were checked when they were made."""
    from magapp.products import load_catalogue

    return load_catalogue(resource("catalogue", "demo.csv"), _own_pack().forms).products


def _own_pack() -> "Pack":
    """The pack that comes with the program: it has the forms that a product may have."""
    from magapp.pack import load_pack

    return load_pack(resource("packs", "magnesium"))


# --- the engine ----------------------------------------------------------------------------------


def _engine(
    url: sa.URL, place: str, reader: Callable[[], sqlite3.Connection] | None = None
) -> sa.Engine:
    """What connects to the database; where it can only be read, by `reader`."""
    sqlite_file = url.get_backend_name() == "sqlite"
    options: dict[str, Any] = {}
    if reader:
        options = {"creator": reader, "poolclass": sa.NullPool}
    elif sqlite_file:
        options = {"connect_args": {"timeout": BUSY_SECONDS}}
    elif url.drivername == "postgresql+psycopg":  # one that was started anew is found again
        patience = {"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": SILENT_MS}
        options = {"connect_args": patience, "pool_pre_ping": True}
    try:
        engine = sa.create_engine(url, **options)
    except (ImportError, sa.exc.ArgumentError) as error:
        raise StoreError("store_unusable", place=place, why=str(error)) from None
    if sqlite_file:
        sa.event.listen(engine, "connect", _connected)
        sa.event.listen(engine, "begin", _begun)
    return engine


def _connected(connection: Any, record: object) -> None:
    connection.isolation_level = None  # we say where a transaction begins, not the driver
    connection.execute("PRAGMA foreign_keys = ON")


def _begun(connection: Connection) -> None:
    """Writers ask for the file at once, so that none has to give up halfway."""
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _file(url: sa.URL) -> Path | None:
    """The file of a SQLite database."""
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        raise StoreError("store_no_file")
    return Path(url.database)


def _own_file(path: Path | None) -> Path:
    if path is None:
        raise StoreError("store_on_server")
    return path


# --- the file ------------------------------------------------------------------------------------


def _check(
    path: Path, how: str = "", patience: float | None = None, until: float | None = None
) -> int | None:
    """The version of the tables in a file; None for a file that is empty or not there.

    Nothing is written; `how` and `patience` as in `_connect`, and it is given up at the time
    `until`. Raises DamagedStore and NewerStore.
    """
    last = (_numbered(path) or (None,))[-1]
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise DamagedStore("store_damaged", path, last)
    if not path.exists() or not path.stat().st_size:
        return None
    try:
        with closing(_connect(path, how, patience)) as connection:
            if until is not None:
                connection.set_progress_handler(lambda: monotonic() > until, 10_000)
            fault = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if fault != "ok":
                raise DamagedStore("store_damaged", path, last)
            found = connection.execute("PRAGMA main.table_list")
            names = {name for _, name, kind, *_ in found if kind == "table"}
            names = {name for name in names if not name.startswith("sqlite_")}
            if not names:
                return None
            if not {_meta.name, _products.name} <= names:
                raise DamagedStore("store_foreign", path, last)
            query = f"SELECT value FROM {_meta.name} WHERE name = 'schema'"
            schema = connection.execute(query).fetchone()
    except UnicodeError:  # a name in the file, or in what SQLite says of it
        raise DamagedStore("store_damaged", path, last) from None
    except sqlite3.Error as error:
        if _kind(error) in ("CORRUPT", "NOTADB"):
            raise DamagedStore("store_damaged", path, last) from None
        raise
    if schema is None or not isinstance(schema[0], int) or schema[0] < PRODUCTS_SINCE:
        raise DamagedStore("store_damaged", path, last)
    if schema[0] > SCHEMA:
        raise NewerStore("store_newer", path, last)
    return int(schema[0])


def _connect(path: Path, how: str = "", patience: float | None = None) -> sqlite3.Connection:
    """A connection of our own.

    `how` as SQLite has it in an address, such as `mode=ro`; `patience` instead of `BUSY_SECONDS`.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}" if how else path,
        timeout=BUSY_SECONDS if patience is None else patience,
        isolation_level=None,
        check_same_thread=False,
        uri=bool(how),
    )
    # Whoever made the file wrote its tables too, and with them words that SQLite would carry out.
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _way_to_read(path: Path, patience: float | None = None, until: float | None = None) -> str:
    """How to connect to a file that is only read, whether or not it could be written to.

    Raises DamagedStore and NewerStore, and what SQLite says of a file that cannot be read.
    """
    ways = ["mode=ro"]
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not log.stat().st_size:
        # All is in the file itself. Otherwise SQLite wants to make a file beside it, and cannot.
        ways.append("mode=ro&immutable=1")
    for how in ways:
        try:
            schema = _check(path, how, patience, until)
        except sqlite3.Error as error:
            if how == ways[-1] or _kind(error) not in _UNWRITABLE:
                raise
        else:
            break
    if schema is None:
        raise FileNotFoundError(ENOENT, "there is nothing in it", str(path))
    if schema < PRODUCTS_SINCE:
        raise DamagedStore("store_damaged", path, (_numbered(path) or (None,))[-1])
    return how


def look(path: Path, patience: float) -> tuple[int, tuple[Refusal, ...]]:
    """How many products are on the shelf of a database file, and why others are left out.

    Nothing is written, and another program that has it is waited for so many seconds. Raises
    StoreError as opening it does.
    """
    with _file_faults(path):
        how = _way_to_read(path, patience)
        with closing(_connect(path, how, patience)) as connection:
            connection.text_factory = _as_text
            query = f"SELECT {', '.join(_FIELDS)} FROM {_products.name} WHERE NOT retired"
            reader, count, refused = StoredProducts(), 0, []
            for row in connection.execute(query):
                try:
                    reader.read(row)
                    count += 1
                except InputError as error:
                    refused.append(Refusal.of(0, error))
            return count, tuple(refused)


def _use_wal(path: Path) -> None:
    """Let readers and a writer work side by side; the file remembers it."""
    with closing(_connect(path)) as connection:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("BEGIN IMMEDIATE")  # waits for a program that is just making it
            connection.execute("ROLLBACK")
            connection.execute("PRAGMA journal_mode = WAL")


def backups(folder: Path | None = None) -> tuple[Path, ...]:
    """The numbered backups, oldest first. Numbers, not dates: a clock can be set back."""
    return _numbered(_own_file(_file(_url(folder))))


def _numbered(path: Path) -> tuple[Path, ...]:
    found = (path.parent / "backups").glob(f"{path.stem}-[0-9]*.db")
    return tuple(sorted(each for each in found if _number(each)))


def _number(backup: Path) -> int:
    number = backup.stem.rsplit("-", backup.stem.count("-"))[1:]
    return int(number[0]) if number and number[0].isdigit() else 0


def _backup(path: Path, target: Path | None, why: str) -> Path:
    """A copy of a database in one file, whole or not at all."""
    if target is None:
        last = _numbered(path)
        number = _number(last[-1]) + 1 if last else 1
        target = path.parent / "backups" / f"{path.stem}-{number:06}-{why}.db"
        target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise InputError(str(target), "there_already")
    partial = target.with_name(f"{target.name}.part")
    try:
        with closing(_connect(path)) as source, closing(_connect(partial)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def restore(
    path: Path | None = None,
    folder: Path | None = None,
    refused: Callable[[Refusal], None] | None = None,
) -> Path:
    """Put what a backup holds (without a path: the last) into the database, and say which it was.

    A backup is read as data, like a file that is imported: its products go through the same checks
    into tables that we make, and nothing else that is in it comes along. `refused` is told each row
    that is left out. The present database is backed up first, or moved aside when it cannot be
    read. Raises InputError when the backup is none.
    """
    file = _own_file(_file(_url(folder)))
    with _file_faults(file):
        kept = _numbered(file)
        source = path or (kept[-1] if kept else None)
        if source is None:
            raise InputError("", "no_backup")
        if not source.is_file():
            raise InputError(str(source), "not_there")
        content = _read_backup(source)
        if refused is not None:
            for reason in content.refused:
                refused(reason)
        partial = file.with_name(f"{file.name}.restoring")
        partial.unlink(missing_ok=True)
        try:
            _make_anew(partial, content)
            present = _present(file)
            if present is None:
                _move_aside(file)
            else:
                _backup(file, None, "before-restore")
            with closing(_connect(partial)) as copy:  # later than what anybody has read
                query = f"UPDATE {_meta.name} SET value = max(value, ?) + 1 WHERE name = 'version'"
                copy.execute(query, (present or 0,))
                if present is None:
                    copy.close()
                    partial.replace(file)
                else:  # into the file, so that a program that has it open sees it
                    with closing(_connect(file)) as target:
                        copy.backup(target)
        finally:
            partial.unlink(missing_ok=True)
    return source


class _Kept(msgspec.Struct):
    """What a backup holds, read as data. `before` is for an undo of the last import."""

    products: dict[str, tuple[Product, int | None, bool, bool]] = {}
    """By EAN with the import that added it, whether it is of the demo, and whether retired."""
    before: dict[str, tuple[Product, int | None, bool, bool]] = {}
    imports: dict[int, tuple[Imported, str]] = {}
    suppliers: dict[str, dict[str, str]] = {}
    numbers: dict[str, int] = {}
    refused: list[Refusal] = []


def _read_backup(source: Path) -> _Kept:
    """What a backup holds. Raises InputError when it is none, too large or takes too long."""
    place, size = str(source), source.stat().st_size
    if size > MAX_BACKUP:
        raise InputError(place, "larger", most=MAX_BACKUP)
    until = monotonic() + RESTORE_SECONDS * max(1.0, size / 10_000_000)
    try:
        how = _way_to_read(source, until=until)
        with closing(_connect(source, how)) as connection:
            connection.set_progress_handler(lambda: monotonic() > until, 10_000)
            connection.text_factory = _as_text
            kept = _read_tables(connection)
    except FileNotFoundError:
        raise InputError(place, "empty") from None
    except (UnusableStore, sqlite3.Error, UnicodeError, _NotOursError):
        raise InputError(place, "backup_foreign") from None
    if kept.refused and not kept.products:
        first = kept.refused[0]
        first_said = Saying.of("at", where=first.where, what=first.saying)
        raise InputError(place, "backup_no_products", first=first_said)
    return kept


def _read_tables(connection: sqlite3.Connection) -> _Kept:
    found = {name: kind for _, name, kind, *_ in connection.execute("PRAGMA main.table_list")}

    def rows(table: sa.Table, *names: str) -> Iterable[Sequence[Any]]:
        """Of a real table with real columns: what is reckoned out may be without an end."""
        if table.name not in found:
            return ()
        info = connection.execute(f"PRAGMA table_xinfo({table.name})").fetchall()
        columns = {name for _, name, *_, hidden in info if not hidden}
        if found[table.name] != "table" or not columns.issuperset(names):
            raise _NotOursError(table.name)
        return connection.execute(f"SELECT {', '.join(names)} FROM {table.name}")

    kept = _Kept()
    for name, value in rows(_meta, "name", "value"):
        if name in _START and isinstance(value, int) and 0 <= value < 2**53:
            kept.numbers[name] = value
    for row in rows(_imports, *Imported.__struct_fields__, "supplier"):
        with suppress(msgspec.ValidationError):
            one = msgspec.convert(row[:-1], Imported)
            kept.imports[one.id] = one, row[-1] if isinstance(row[-1], str) else ""
    for name, mapping in rows(_suppliers, "name", "mapping"):
        if isinstance(name, str) and (columns := _mapping(mapping)) is not None:
            kept.suppliers[name] = columns
    reader = RowReader(_own_pack().forms)
    noted = (*_FIELDS, "import_id", "demo", "retired")
    kept.products = _as_import(rows(_products, *noted), reader, kept.refused)
    left_out: list[Refusal] = []
    kept.before = _as_import(rows(_before, *noted), reader, left_out)
    if left_out or kept.numbers.get("undo", 0) not in kept.imports:
        kept.numbers["undo"], kept.before = 0, {}  # half of an undo is none
    return kept


def _as_import(
    rows: Iterable[Sequence[Any]], reader: RowReader, refused: list[Refusal]
) -> dict[str, tuple[Product, int | None, bool, bool]]:
    """Rows of a backup, through the checks of an import."""
    stored, products = StoredProducts(), {}
    for row in rows:
        *values, import_id, demo, retired = row
        try:
            cells = as_row(stored.read(values))
            product, _ = reader.read([cells[column] for column in FIELDS])
        except InputError as error:
            if not isinstance(error.where, Saying):  # what was read is refused as an import is
                error = error.at(at_product(str(values[0]), error.place))
            refused.append(Refusal.of(0, error))
            continue
        added_by = import_id if isinstance(import_id, int) else None
        products[product.ean] = product, added_by, demo == 1, retired == 1
    return products


def _make_anew(path: Path, kept: _Kept) -> None:
    """A database of ours with what was kept, in one file."""
    url = sa.URL.create("sqlite", database=str(path))
    engine = _engine(url, str(path))
    try:
        with engine.connect() as connection, connection.execution_options(write=True).begin():
            _META.create_all(connection)
            numbers = {**_START, **kept.numbers, "schema": SCHEMA, "counter": 0}
            rows = [{"name": name, "value": value} for name, value in numbers.items()]
            connection.execute(sa.insert(_meta), rows)
            for one, supplier in kept.imports.values():
                row = {**msgspec.structs.asdict(one), "supplier": supplier}
                connection.execute(sa.insert(_imports), row)
            for name, mapping in kept.suppliers.items():
                row = {"name": name, "mapping": json.dumps(mapping)}
                connection.execute(sa.insert(_suppliers), row)
            _put_back(connection, kept.before, kept.imports)
            _save(connection, kept.before)
            connection.execute(sa.delete(_products))
            _put_back(connection, kept.products, kept.imports)
    finally:
        engine.dispose()


def _put_back(
    connection: Connection,
    products: Mapping[str, tuple[Product, int | None, bool, bool]],
    imports: Container[int | None],
) -> None:
    """Products with what was noted of them."""
    groups: dict[tuple[int | None, bool], list[Product]] = {}
    for product, added_by, demo, _ in products.values():
        groups.setdefault((added_by if added_by in imports else None, demo), []).append(product)
    for (added_by, demo), group in groups.items():
        _put(connection, group, added_by, demo=demo)
    retired = sa.update(_products).where(_products.c.ean == sa.bindparam("key"))
    gone = ((ean,) for ean, (*_, retired_) in products.items() if retired_)
    _many(connection, retired.values(retired=sa.true()), gone)


def _present(file: Path) -> int | None:
    """The count of writes in the present database; None when there is none, or it is unreadable."""
    try:
        if _check(file) is None:
            return None
    except UnusableStore:
        return None
    with closing(_connect(file)) as connection:
        query = f"SELECT value FROM {_meta.name} WHERE name = 'version'"
        return int(connection.execute(query).fetchone()[0])


def start_anew(folder: Path | None = None) -> Path | None:
    """Move the present database aside, say where to, and start with the demo."""
    file = _own_file(_file(_url(folder)))
    with _file_faults(file):
        aside = _move_aside(file)
    open_store(folder).close()
    return aside


def _move_aside(file: Path) -> Path | None:
    if not file.exists():
        return None
    number = 1
    while (aside := file.with_name(f"{file.stem}-aside-{number}.db")).exists():
        number += 1
    file.rename(aside)
    for end in ("-wal", "-shm"):
        beside = file.with_name(file.name + end)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + end))
    return aside


# --- messages ------------------------------------------------------------------------------------


@contextmanager
def _file_faults(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise _explained(error, path, str(path)) from error
    except UnicodeError as error:
        raise DamagedStore("store_damaged", path, (_numbered(path) or (None,))[-1]) from error


_UNWRITABLE = ("FULL", "READONLY", "CANTOPEN", "PERM", "IOERR")
"""Kinds of errors where reading may go on."""
_DISK = {28: "FULL", 122: "FULL", 13: "READONLY", 1: "READONLY", 30: "READONLY"}


def _kind(error: BaseException | None) -> str:
    """`FULL`, `READONLY`, `CORRUPT` … for an error of SQLite or of the disk."""
    if isinstance(error, sa.exc.DBAPIError):
        return _kind(error.orig)
    if isinstance(error, OSError):
        return _DISK.get(error.errno or 0, "")
    name = str(getattr(error, "sqlite_errorname", None) or "").removeprefix("SQLITE_")
    if name == "IOERR_SHMSIZE":  # what a full disk looks like to whoever only reads
        return "FULL"
    return name.partition("_")[0]


def _explained(error: Exception, path: Path | None, place: str) -> StoreError:
    """An error of database or disk in plain words."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    kind = _kind(cause)
    if path and kind in ("CORRUPT", "NOTADB"):
        return DamagedStore("store_damaged", path, (_numbered(path) or (None,))[-1])
    if code := _SAID.get(kind):
        return StoreError(code, place=place)
    if isinstance(cause, OSError) and cause.strerror:
        return StoreError("store_unusable", place=place, why=refused_by_system(cause))
    first = str(cause).strip().splitlines() or [type(cause).__name__]
    return StoreError("store_unusable", place=place, why=first[0])


_SAID = {
    "FULL": "store_full",
    "READONLY": "store_read_only",
    "CANTOPEN": "store_closed",
    "PERM": "store_closed",
    "BUSY": "store_busy",
    "LOCKED": "store_busy",
    "IOERR": "store_device",
}
