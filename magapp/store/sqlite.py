"""What is particular to a SQLite file: how it is opened, checked, and only read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from errno import ENOENT
from pathlib import Path
from time import monotonic, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.errors import DamagedStore, NewerStore, StoreError
from magapp.store import tables
from magapp.store.trouble import UNWRITABLE, kind_of, last_backup

LONGEST_VALUE = 20_000_000
"""Bytes of one value in a file; what a table asks SQLite to reckon out may not be larger."""
BUSY_SECONDS = 15.0
"""How long one program waits for another to finish writing."""


def options() -> dict[str, Any]:
    """How to connect to a file."""
    return {"connect_args": {"timeout": BUSY_SECONDS}}


def prepare(engine: sa.Engine) -> None:
    """See to what every connection to a file needs."""
    sa.event.listen(engine, "connect", _connected)
    sa.event.listen(engine, "begin", _begun)


def _connected(connection: Any, record: object) -> None:
    connection.isolation_level = None  # we say where a transaction begins, not the driver
    connection.execute("PRAGMA foreign_keys = ON")


def _begun(connection: Connection) -> None:
    """Writers ask for the file at once, so that none has to give up halfway."""
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def seconds() -> float:
    """What the clock says, in seconds since 1970: all who share a file are on one machine."""
    return time()


def file_of(url: sa.URL) -> Path | None:
    """The file of a SQLite database."""
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        raise StoreError("store_no_file")
    return Path(url.database)


def own_file(path: Path | None) -> Path:
    """The file of a database. Raises StoreError when it is on a server."""
    if path is None:
        raise StoreError("store_on_server")
    return path


def check(
    path: Path, how: str = "", patience: float | None = None, until: float | None = None
) -> int | None:
    """The version of the tables in a file; None for a file that is empty or not there.

    Nothing is written; `how` and `patience` as in `connect`, and it is given up at the time
    `until`. Raises DamagedStore and NewerStore.
    """
    last = last_backup(path)
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise DamagedStore("store_damaged", path, last)
    if not path.exists() or not path.stat().st_size:
        return None
    try:
        with closing(connect(path, how, patience)) as connection:
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
            foreign = DamagedStore("store_foreign", path, last)
            if not {tables.meta.name, tables.products.name} <= names:
                raise foreign
            if not _has(connection, tables.meta):
                raise foreign
            schema = schema_of(connection)
            if schema is None or schema < tables.PRODUCTS_SINCE:
                raise DamagedStore("store_damaged", path, last)
            if schema > tables.SCHEMA:
                raise NewerStore("store_newer", path, last, there=schema, here=tables.SCHEMA)
            if not all(_has(connection, table) for table in tables.tables_of(schema)):
                raise foreign
            return schema
    except UnicodeError:  # a name in the file, or in what SQLite says of it
        raise DamagedStore("store_damaged", path, last) from None
    except sqlite3.Error as error:
        if kind_of(error) in ("CORRUPT", "NOTADB"):
            raise DamagedStore("store_damaged", path, last) from None
        raise


def _has(connection: sqlite3.Connection, table: sa.Table) -> bool:
    """Whether there is a table with the columns of this one."""
    info = connection.execute(f"PRAGMA table_xinfo({table.name})")
    return {column.name for column in table.c} <= {name for _, name, *_ in info}


def schema_of(connection: sqlite3.Connection) -> int | None:
    """The version of the tables, as far as it is a number."""
    query = f"SELECT value FROM {tables.meta.name} WHERE name = 'schema'"
    row = connection.execute(query).fetchone()
    return row[0] if row and isinstance(row[0], int) else None


def connect(path: Path, how: str = "", patience: float | None = None) -> sqlite3.Connection:
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


def way_to_read(path: Path, patience: float | None = None, until: float | None = None) -> str:
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
            schema = check(path, how, patience, until)
        except sqlite3.Error as error:
            if how == ways[-1] or kind_of(error) not in UNWRITABLE:
                raise
        else:
            break
    if schema is None:
        raise FileNotFoundError(ENOENT, "there is nothing in it", str(path))
    if schema < tables.PRODUCTS_SINCE:
        raise DamagedStore("store_damaged", path, last_backup(path))
    return how


def use_wal(path: Path) -> None:
    """Let readers and a writer work side by side; the file remembers it."""
    with closing(connect(path)) as connection:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("BEGIN IMMEDIATE")  # waits for a program that is just making it
            connection.execute("ROLLBACK")
            connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def any_text(connection: Connection) -> Iterator[None]:
    """Read also what is no text as text; slower, and only for a file where a text is none."""
    driver: Any = connection.connection.driver_connection
    driver.text_factory = as_text
    try:
        yield
    finally:
        driver.text_factory = str


def as_text(content: bytes) -> str:
    """A text of the file, whatever its bytes."""
    return content.decode("utf-8", "backslashreplace")
