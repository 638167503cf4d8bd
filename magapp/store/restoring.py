"""A backup put back, read as data; or a new beginning beside what cannot be read."""

import json
import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from itertools import islice
from operator import itemgetter
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.errors import InputError, StoreError, UnusableStore
from magapp.language.saying import Saying
from magapp.pack.load import own_substance
from magapp.products.plan import compare
from magapp.products.product import Product, Refusal, as_row
from magapp.products.rows import FIELDS, RowReader
from magapp.products.stored import StoredProducts, at_product
from magapp.settings import shop_name
from magapp.store import copies, engine, imports, products, sqlite, tables, trouble
from magapp.store.database import Store, open_store
from magapp.store.imports import Imported
from magapp.store.shops import Shop, shop_of

MAX_BACKUP = 2_000_000_000
"""Bytes of a backup that is restored."""
RESTORE_SECONDS = 8.0
"""For reading a small backup; a larger one gets more."""


class Restored(NamedTuple):
    """Which backup was put in place, and the one made of what was there before.

    There is none of what could not be read: that was moved aside.
    """

    source: Path
    before: Path | None


def restore(
    path: Path | None = None,
    folder: Path | None = None,
    refused: Callable[[Refusal], None] | None = None,
) -> Restored:
    """Put what a backup holds (without a path: the last) into the database.

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
        made = file.with_name(f"{file.name}.restoring")
        made.unlink(missing_ok=True)
        try:
            _make_anew(made, content, source)
            present = _present(file)
            before = None
            if present is None:
                _move_aside(file)
            else:
                before = copies.copy(file, None, "before-restore")
            _put_in_place(made, file, present)
        finally:
            made.unlink(missing_ok=True)
    return Restored(source, before)


def _put_in_place(made: Path, file: Path, present: int | None) -> None:
    """Make the content of a new database that of a file, which is `present` with so many writes."""
    with closing(sqlite.connect(made)) as copy:  # later than what anybody has read
        later = f"UPDATE {tables.shops.name} SET version = max(version, ?) + 1"
        copy.execute(later, (present or 0,))
        copy.execute(f"UPDATE {tables.shops.name} SET whole = version")
        if present is None:
            copy.close()
            made.replace(file)
        else:  # into the file, so that a program that has it open sees it
            with closing(sqlite.connect(file)) as target:
                copy.backup(target)


class Inside(NamedTuple):
    """What is in a backup, and how it differs from the shelf as it is now, for a pack.

    `made` is its moment in seconds since 1970, `schema` the version of its tables, `last_file` the
    file that was imported last. `back` are products that the shelf has not and the backup has,
    `other` those that are otherwise in it (as now, as then), `gone` those that it has not: of the
    pack's substance. `elsewhere` is how many of the backup's `products` are of another one.
    """

    made: float
    schema: int
    products: int
    retired: int
    refused: tuple[Refusal, ...]
    last_file: str
    back: tuple[Product, ...]
    other: tuple[tuple[Product, Product], ...]
    gone: tuple[Product, ...]
    elsewhere: int = 0


def look_inside(path: Path, folder: Path | None = None, substance: str | None = None) -> Inside:
    """What a backup holds, read as `restore` reads it; nothing is changed.

    `substance` is what it is looked at for, else the program's own. Where the present database
    cannot be read, all of the backup counts as coming back. Raises InputError when it is none.
    """
    with trouble.file_faults(path):
        if not path.is_file():
            raise InputError(str(path), "not_there")
        made, kept = path.stat().st_mtime, _read_backup(path)
    now: tuple[Product, ...] = ()
    with suppress(StoreError):
        if sqlite.own_file(sqlite.file_of(engine.address(folder))).exists():
            with open_store(folder, substance=substance, begins_with=tuple) as store:
                now = store.products()
    substance = substance or own_substance()
    there_then = [each for each in kept.products.values() if not each.retired]
    then = [each.product for each in there_then if each.substance == substance]
    back, other, _ = compare(then, now)
    there = {product.ean for product in then}
    last = max(kept.imports, default=None)
    return Inside(
        made=made,
        schema=kept.numbers.get("schema", tables.PRODUCTS_SINCE),
        products=len(there_then),
        retired=len(kept.products) - len(there_then),
        refused=tuple(kept.refused),
        last_file=kept.imports[last][0].file if last is not None else "",
        back=back,
        other=other,
        gone=tuple(product for product in now if product.ean not in there),
        elsewhere=len(there_then) - len(then),
    )


class _Noted(NamedTuple):
    """A product, and what is noted of it: which import added it, and what its amounts are of."""

    product: Product
    import_id: int | None
    demo: bool
    retired: bool
    substance: str


class _Kept(msgspec.Struct):
    """What a backup holds, read as data. `before` is for an undo of the last import."""

    products: dict[str, _Noted] = {}
    before: dict[str, _Noted] = {}
    imports: dict[int, tuple[Imported, str, str]] = {}
    """By number, with the supplier and the substance."""
    suppliers: dict[tuple[str, str], dict[str, str]] = {}
    """The columns, by the supplier's name and the substance."""
    numbers: dict[str, int] = {}
    refused: list[Refusal] = []
    how: str = ""
    """How to connect to it: it was looked through whole for that."""


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
            kept.how = how
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
    rows = partial(_rows, connection)
    kept = _Kept()
    for name, value in rows(tables.meta, "name", "value"):
        if isinstance(name, str) and _is_count(value):
            kept.numbers[name] = value
    schema = kept.numbers.get("schema", tables.PRODUCTS_SINCE)
    old, own = schema < tables.SHOPS_SINCE, own_substance()
    of_one = schema < tables.SUBSTANCES_SINCE
    if not old:
        for shop, *counts in rows(tables.shops, "id", "version", "undo"):
            if shop == tables.ONLY and all(map(_is_count, counts)):
                kept.numbers["version"], kept.numbers["undo"] = counts
    table = tables.old_imports if old else tables.imports
    of = () if of_one else ("substance",)
    count = len(Imported.__struct_fields__)
    for row in rows(table, *Imported.__struct_fields__, "supplier", *of):
        with suppress(msgspec.ValidationError):
            one = msgspec.convert(row[:count], Imported)
            supplier = row[count] if isinstance(row[count], str) else ""
            kept.imports[one.id] = one, supplier, _substance(own, *row[count + 1 :])
    for name, mapping, *substance in rows(tables.suppliers, "name", "mapping", *of):
        if isinstance(name, str) and (columns := imports.columns_of(mapping)) is not None:
            kept.suppliers[name, _substance(own, *substance)] = columns
    reader = RowReader(products.own_pack())
    there = _at_hand(rows, tables.products, old, of)
    kept.products = _as_import(there, reader, kept.refused)
    left_out: list[Refusal] = []
    kept.before = _as_import(_at_hand(rows, tables.before, old, of), reader, left_out)
    if left_out or kept.numbers.setdefault("undo", 0) not in kept.imports:
        kept.numbers["undo"], kept.before = 0, {}  # half of an undo is none
    return kept


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**53


def _substance(own: str, kept: object = None) -> str:
    """What a row is of; where that is not kept, or is no name, of the program's `own`."""
    return kept if isinstance(kept, str) and kept.isprintable() and kept else own


_NOTED = ("import_id", "demo", "retired")


def _at_hand(
    rows: Callable[..., Iterable[Sequence[Any]]], table: sa.Table, old: bool, of: tuple[str, ...]
) -> Iterator[Sequence[Any]]:
    """Products as the shop of a file has them, with what is noted of each, and what they are `of`.

    In a file the price of its only shop is that of the product.
    """
    names = (*products.FIELDS, *_NOTED, *of)
    if old:
        yield from rows(tables.OLD[table], *names)
        return
    has = ("ean", "stock", "shelf", "retired", "import_id")
    listed = has[1:]
    label = [name for name in names if name not in listed]
    at = {name: number for number, name in enumerate((*label, *listed))}
    order = itemgetter(*(at[name] for name in names))
    if table is tables.before:
        for row in rows(table, *label, *listed):
            yield order(row)
        return
    there = {ean: rest for ean, *rest in rows(tables.listings, *has)}
    for row in rows(table, *label):
        if row[0] in there:
            yield order((*row, *there[row[0]]))


def _rows(connection: sqlite3.Connection, table: sa.Table, *names: str) -> Iterable[Sequence[Any]]:
    """Of a real table with real columns: what is reckoned out may be without an end."""
    columns = _columns(connection, table)
    if columns is None:
        return ()
    wanted = [table.c[name].name for name in names]
    if not columns.issuperset(wanted):
        raise tables.NotOursError(table.name)
    return connection.execute(f"SELECT {', '.join(wanted)} FROM {table.name}")


def _columns(connection: sqlite3.Connection, table: sa.Table) -> set[str] | None:
    """The real columns of a table, None where there is no such table."""
    found = {name: kind for _, name, kind, *_ in connection.execute("PRAGMA main.table_list")}
    if table.name not in found:
        return None
    if found[table.name] != "table":
        raise tables.NotOursError(table.name)
    info = connection.execute(f"PRAGMA table_xinfo({table.name})").fetchall()
    return {name for _, name, *_, hidden in info if not hidden}


def _as_import(
    rows: Iterable[Sequence[Any]], reader: RowReader, refused: list[Refusal]
) -> dict[str, _Noted]:
    """Rows of a backup, through the checks of an import.

    Of another substance than the program's own those of any database: whoever uses its pack holds
    them against its forms.
    """
    stored, products, own = StoredProducts(), {}, own_substance()
    width = len(Product.__struct_fields__)
    for row in rows:
        values, (import_id, demo, retired, *kept) = row[:width], row[width:]
        substance = _substance(own, *kept)
        try:
            product = stored.read(values)
            if substance == own:
                cells = as_row(product)
                product, _ = reader.read([cells[column] for column in FIELDS])
        except InputError as error:
            if not isinstance(error.where, Saying):  # what was read is refused as an import is
                error = error.at(at_product(str(values[0]), error.place))
            refused.append(Refusal.of(0, error))
            continue
        added_by = import_id if isinstance(import_id, int) else None
        products[product.ean] = _Noted(product, added_by, demo == 1, retired == 1, substance)
    return products


def _make_anew(path: Path, kept: _Kept, source: Path) -> None:
    """A database of ours with what was kept, in one file; raises InputError as reading it does."""
    url = sa.URL.create("sqlite", database=str(path))
    made = engine.make_engine(url, str(path))
    try:
        with made.connect() as connection, connection.execution_options(write=True).begin():
            tables.META.create_all(connection)
            connection.execution_options(shop=Shop(substance=own_substance()))
            tables.begin(connection)
            tables.add_shop(connection, tables.ONLY, "", "")
            mine = {"shop": tables.ONLY}
            for one, supplier, substance in kept.imports.values():
                whose = {**mine, "supplier": supplier, "substance": substance}
                connection.execute(sa.insert(tables.imports), whose | msgspec.structs.asdict(one))
            for (name, substance), mapping in kept.suppliers.items():
                row = {"name": name, "substance": substance, "mapping": json.dumps(mapping)}
                connection.execute(sa.insert(tables.suppliers), mine | row)
            _put_back(connection, kept.before, kept.imports)
            products.save(connection, kept.before)
            for table in (tables.products, tables.listings):
                connection.execute(sa.delete(table))
            _put_back(connection, kept.products, kept.imports)
            counts = {"version": kept.numbers.get("version", 0), "undo": kept.numbers["undo"]}
            connection.execute(sa.update(tables.shops).values(counts))
            _carry_over(connection, source, kept.how)
    except (sqlite3.Error, sa.exc.DatabaseError, tables.NotOursError) as error:
        if trouble.kind_of(error) in trouble.UNWRITABLE:
            raise
        raise InputError(str(source), "backup_foreign") from None
    finally:
        made.dispose()


_LOOKED_THROUGH = (
    tables.meta, tables.shops, tables.imports, tables.suppliers, tables.products, tables.listings,
    tables.before, tables.calls, tables.counters,
)  # fmt: skip
"""Tables that are read one by one. Calls from a kiosk are over when a backup is put back."""
STEP = 5_000


def _carry_over(connection: Connection, source: Path, how: str) -> None:
    """The rows of all other tables of ours, as far as each value is one of its column."""
    others = [each for each in tables.META.sorted_tables if each not in _LOOKED_THROUGH]
    until = monotonic() + RESTORE_SECONDS * max(1.0, source.stat().st_size / 10_000_000)
    with closing(sqlite.connect(source, how)) as kept:
        kept.set_progress_handler(lambda: monotonic() > until, 10_000)
        kept.text_factory = sqlite.as_text
        for table in others:
            try:
                there = _columns(kept, table) or ()
                names = [each.key for each in table.c if each.name in there]
                rows = iter(_rows(kept, table, *names) if names else ())
            except tables.NotOursError:
                continue
            # What an older version did not have: all was of one shop.
            base = dict.fromkeys(table.c.keys()) | {"shop": tables.ONLY, "owner": tables.CHAIN}
            base["substance"] = own_substance()
            base = {name: base[name] for name in base if name in table.c}
            while step := list(islice(rows, STEP)):
                whole = [{**base, **dict(zip(names, row, strict=True))} for row in step]
                right = [row for row in whole if _fits(table, tuple(row.values()))]
                if right:
                    connection.execute(sa.insert(table).prefix_with("OR IGNORE"), right)


def _fits(table: sa.Table, row: Sequence[Any]) -> bool:
    """Whether each value of a row is one that its column may hold."""
    return all(_is_of(column, value) for column, value in zip(table.c, row, strict=True))


def _is_of(column: sa.Column[Any], value: object) -> bool:
    match column.type:
        case _ if value is None:
            return bool(column.nullable)
        case sa.Boolean():
            return value in (0, 1) and type(value) is int
        case sa.Integer():
            return type(value) is int
        case sa.Float():
            return type(value) in (int, float)
        case sa.Text() | sa.String():
            return isinstance(value, str)
        case sa.LargeBinary():
            return isinstance(value, bytes)
    return False


def _put_back(
    connection: Connection, kept: Mapping[str, _Noted], imports: Container[int | None]
) -> None:
    """Products with what was noted of them."""
    groups: dict[tuple[int | None, bool, str], list[Product]] = {}
    for each in kept.values():
        added_by = each.import_id if each.import_id in imports else None
        groups.setdefault((added_by, each.demo, each.substance), []).append(each.product)
    shop = shop_of(connection)
    for (added_by, demo, substance), group in groups.items():
        connection.execution_options(shop=shop._replace(substance=substance))
        products.put(connection, group, added_by, demo=demo)
    connection.execution_options(shop=shop)
    retired = sa.update(tables.listings).where(tables.listings.c.ean == sa.bindparam("key"))
    gone = ((ean,) for ean, each in kept.items() if each.retired)
    products.many(connection, retired.values(retired=sa.true()), gone)


def _present(file: Path) -> int | None:
    """The count of writes in the present database; None when there is none, or it is unreadable."""
    try:
        if sqlite.check(file) is None:
            return None
    except UnusableStore:
        return None
    with closing(sqlite.connect(file)) as connection:
        schema = sqlite.schema_of(connection) or 0
        query = f"SELECT max(version) FROM {tables.shops.name}"
        if schema < tables.SHOPS_SINCE:
            query = f"SELECT value FROM {tables.meta.name} WHERE name = 'version'"
        row = connection.execute(query).fetchone()
        return row[0] if row and _is_count(row[0]) else None


def start_anew(
    folder: Path | None = None,
    substance: str | None = None,
    begins_with: Callable[[], Sequence[Product]] | None = None,
) -> Path | None:
    """Put the present database aside, say where to, and start as a new shop does (`Store`).

    A program that has it open goes on with the new one.
    """
    file = sqlite.own_file(sqlite.file_of(engine.address(folder)))
    with trouble.file_faults(file):
        present = _present(file)
        if present is None:
            aside = _move_aside(file)
            open_store(folder, None, None, substance, begins_with).close()
            return aside
        made = file.with_name(f"{file.name}.restoring")
        made.unlink(missing_ok=True)
        try:
            url = sa.URL.create("sqlite", database=str(made))
            Store(url, shop_name(folder), substance, begins_with).close()
            aside = copies.copy(file, _aside(file), "")
            _put_in_place(made, file, present)
        finally:
            made.unlink(missing_ok=True)
        return aside


def _aside(file: Path) -> Path:
    number = 1
    while (aside := file.with_name(f"{file.stem}-aside-{number}.db")).exists():
        number += 1
    return aside


def _move_aside(file: Path) -> Path | None:
    if not file.exists():
        return None
    aside = _aside(file)
    file.rename(aside)
    for end in ("-wal", "-shm"):
        beside = file.with_name(file.name + end)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + end))
    return aside
