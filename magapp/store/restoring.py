"""A backup put back, read as data; or a new beginning beside what cannot be read."""

import json
import sqlite3
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.errors import InputError, UnusableStore
from magapp.language.saying import Saying
from magapp.products.product import Product, Refusal, as_row
from magapp.products.rows import FIELDS, RowReader
from magapp.products.stored import StoredProducts, at_product
from magapp.store import copies, engine, imports, products, sqlite, tables, trouble
from magapp.store.database import open_store
from magapp.store.imports import Imported

MAX_BACKUP = 2_000_000_000
"""Bytes of a backup that is restored."""
RESTORE_SECONDS = 8.0
"""For reading a small backup; a larger one gets more."""


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
    file = sqlite.own_file(sqlite.file_of(engine.address(folder)))
    with trouble.file_faults(file):
        kept = trouble.numbered(file)
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
                copies.copy(file, None, "before-restore")
            with closing(sqlite.connect(partial)) as copy:  # later than what anybody has read
                later = f"UPDATE {tables.meta.name} SET value = max(value, ?) + 1"
                copy.execute(f"{later} WHERE name = 'version'", (present or 0,))
                if present is None:
                    copy.close()
                    partial.replace(file)
                else:  # into the file, so that a program that has it open sees it
                    with closing(sqlite.connect(file)) as target:
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
        how = sqlite.way_to_read(source, until=until)
        with closing(sqlite.connect(source, how)) as connection:
            connection.set_progress_handler(lambda: monotonic() > until, 10_000)
            connection.text_factory = sqlite.as_text
            kept = _read_tables(connection)
    except FileNotFoundError:
        raise InputError(place, "empty") from None
    except (UnusableStore, sqlite3.Error, UnicodeError, tables.NotOursError):
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
            raise tables.NotOursError(table.name)
        return connection.execute(f"SELECT {', '.join(names)} FROM {table.name}")

    kept = _Kept()
    for name, value in rows(tables.meta, "name", "value"):
        if name in tables.START and isinstance(value, int) and 0 <= value < 2**53:
            kept.numbers[name] = value
    for row in rows(tables.imports, *Imported.__struct_fields__, "supplier"):
        with suppress(msgspec.ValidationError):
            one = msgspec.convert(row[:-1], Imported)
            kept.imports[one.id] = one, row[-1] if isinstance(row[-1], str) else ""
    for name, mapping in rows(tables.suppliers, "name", "mapping"):
        if isinstance(name, str) and (columns := imports.columns_of(mapping)) is not None:
            kept.suppliers[name] = columns
    reader = RowReader(products.own_pack().forms)
    noted = (*products.FIELDS, "import_id", "demo", "retired")
    kept.products = _as_import(rows(tables.products, *noted), reader, kept.refused)
    left_out: list[Refusal] = []
    kept.before = _as_import(rows(tables.before, *noted), reader, left_out)
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
    made = engine.make_engine(url, str(path))
    try:
        with made.connect() as connection, connection.execution_options(write=True).begin():
            tables.META.create_all(connection)
            numbers = {**tables.START, **kept.numbers, "schema": tables.SCHEMA, "counter": 0}
            rows = [{"name": name, "value": value} for name, value in numbers.items()]
            connection.execute(sa.insert(tables.meta), rows)
            for one, supplier in kept.imports.values():
                row = {**msgspec.structs.asdict(one), "supplier": supplier}
                connection.execute(sa.insert(tables.imports), row)
            for name, mapping in kept.suppliers.items():
                row = {"name": name, "mapping": json.dumps(mapping)}
                connection.execute(sa.insert(tables.suppliers), row)
            _put_back(connection, kept.before, kept.imports)
            products.save(connection, kept.before)
            connection.execute(sa.delete(tables.products))
            _put_back(connection, kept.products, kept.imports)
    finally:
        made.dispose()


def _put_back(
    connection: Connection,
    kept: Mapping[str, tuple[Product, int | None, bool, bool]],
    imports: Container[int | None],
) -> None:
    """Products with what was noted of them."""
    groups: dict[tuple[int | None, bool], list[Product]] = {}
    for product, added_by, demo, _ in kept.values():
        groups.setdefault((added_by if added_by in imports else None, demo), []).append(product)
    for (added_by, demo), group in groups.items():
        products.put(connection, group, added_by, demo=demo)
    retired = sa.update(tables.products).where(tables.products.c.ean == sa.bindparam("key"))
    gone = ((ean,) for ean, (*_, retired_) in kept.items() if retired_)
    products.many(connection, retired.values(retired=sa.true()), gone)


def _present(file: Path) -> int | None:
    """The count of writes in the present database; None when there is none, or it is unreadable."""
    try:
        if sqlite.check(file) is None:
            return None
    except UnusableStore:
        return None
    with closing(sqlite.connect(file)) as connection:
        query = f"SELECT value FROM {tables.meta.name} WHERE name = 'version'"
        return int(connection.execute(query).fetchone()[0])


def start_anew(folder: Path | None = None) -> Path | None:
    """Move the present database aside, say where to, and start with the demo."""
    file = sqlite.own_file(sqlite.file_of(engine.address(folder)))
    with trouble.file_faults(file):
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
