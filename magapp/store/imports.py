"""Imports: what a plan says is done, remembered, and taken back."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.errors import InputError
from magapp.products.plan import ImportPlan, Progress, compare
from magapp.products.rows import FIELDS
from magapp.store import products, tables


class Imported(msgspec.Struct, frozen=True, array_like=True):
    """What an import did: counts of products, and of rows refused."""

    id: int
    file: str
    added: int
    changed: int
    unchanged: int
    refused: int
    demo_removed: int


def carry_out(
    connection: Connection,
    plan: ImportPlan,
    *,
    remove_demo: bool,
    supplier: str,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Imported:
    """Do what a plan says, against what is on the shelf now; as `Store.import_file`."""
    product = tables.products.c
    added, changed, same = compare(plan.products, products.select(connection, ~product.retired))
    written = [*added, *(new for _, new in changed)]
    demo = products.eans(connection, product.demo) if remove_demo and plan.products else set()
    if supplier:
        known = tables.suppliers.c.name == supplier
        connection.execute(sa.delete(tables.suppliers).where(known))
        row = {"name": supplier, "mapping": json.dumps(plan.mapping)}
        connection.execute(sa.insert(tables.suppliers), row)
    gone = demo - {each.ean for each in plan.products}
    done = Imported(
        id=1 + (connection.scalar(sa.select(sa.func.max(tables.imports.c.id))) or 0),
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
    connection.execute(sa.insert(tables.imports), {**row, "supplier": supplier})
    for table in (tables.before, tables.after):
        connection.execute(sa.delete(table))
    products.save(connection, demo)
    products.many(connection, products.REMOVE, ((ean,) for ean in sorted(gone)))
    if demo:  # what the shop's own file holds is the shop's
        connection.execute(sa.update(tables.products).where(product.demo).values(demo=False))
    products.save(connection, {each.ean for each in written} - demo)
    products.put(connection, written, done.id, progress, cancelled)
    products.save_after(connection)
    tables.set_meta(connection, "undo", done.id)
    return done


def undo(connection: Connection) -> Imported:
    """Put back what the last import changed, and what nobody changed since.

    Raises InputError when there is none to undo.
    """
    last = last_import(connection)
    if last is None:
        raise InputError("", "no_import")
    since = products.changed_since(connection)
    was = sa.select(tables.before.c.ean)
    product = tables.products.c
    connection.execute(sa.delete(tables.products).where(product.import_id == last.id))
    connection.execute(sa.delete(tables.products).where(product.ean.in_(was)))
    put_back = sa.insert(tables.products).from_select(products.COLUMNS, sa.select(tables.before))
    connection.execute(put_back)
    for ean, values in since.items():
        products.change(connection, ean, values)
    for table in (tables.before, tables.after):
        connection.execute(sa.delete(table))
    tables.set_meta(connection, "undo", 0)
    return last


def mapping(connection: Connection, supplier: str) -> dict[str, str] | None:
    """The columns that were last used for a supplier's file; None where there are none."""
    query = sa.select(tables.suppliers.c.mapping).where(tables.suppliers.c.name == supplier)
    return columns_of(connection.scalar(query))


def suppliers(connection: Connection) -> tuple[str, ...]:
    """The names of the suppliers whose columns are known, as far as they can be shown."""
    query = sa.select(tables.suppliers.c.name).order_by(tables.suppliers.c.name)
    found = tuple(connection.scalars(query))
    return tuple(name for name in found if isinstance(name, str) and name.isprintable())


def last_import(connection: Connection) -> Imported | None:
    """The import that can be undone, if any."""
    columns = [tables.imports.c[name] for name in Imported.__struct_fields__]
    query = sa.select(*columns).where(tables.imports.c.id == tables.meta_value(connection, "undo"))
    row = connection.execute(query).first()
    try:
        return msgspec.convert(tuple(row), Imported) if row else None
    except msgspec.ValidationError:  # no import of ours
        return None


def columns_of(kept: Any) -> dict[str, str] | None:
    """The columns that were kept, as far as they are columns; None where there are none."""
    try:
        mapping = msgspec.json.decode(kept, type=dict[str, str])
    except (TypeError, ValueError, RecursionError):
        return None
    return {ours: theirs for ours, theirs in mapping.items() if ours in FIELDS}
