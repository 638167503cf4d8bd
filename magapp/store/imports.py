"""Imports of a shop: what a plan says is done, remembered, and taken back."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.errors import InputError
from magapp.language.saying import Saying
from magapp.products.plan import ImportPlan, ProductChange, Progress, compare
from magapp.products.product import Refusal
from magapp.products.rows import FIELDS
from magapp.store import products, shops, tables


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
    shop, there = shops.shop_of(connection), shops.shelf(connection).c
    here = {each.ean: each for each in products.on_shelf(connection)}
    others, mine = products.strangers(connection), plan.products
    if others:
        mine = tuple(each for each in mine if each.ean not in others)
    given = products.as_allowed(connection, mine)
    added, changed, same = compare(given, here.values())
    written = [*added, *(new for _, new in changed)]
    listed = shops.listed(connection).c
    demo = products.eans(connection, listed.ean, listed.demo) if remove_demo and given else set()
    if supplier:
        whose = {"shop": shop.id, "name": supplier, "substance": shop.substance}
        this = sa.and_(*(tables.suppliers.c[name] == whose[name] for name in whose))
        connection.execute(sa.delete(tables.suppliers).where(this))
        row = {**whose, "mapping": json.dumps(plan.mapping)}
        connection.execute(sa.insert(tables.suppliers), row)
    gone = demo - {each.ean for each in given}
    last = sa.select(sa.func.max(tables.imports.c.id)).where(tables.imports.c.shop == shop.id)
    done = Imported(
        id=1 + (connection.scalar(last) or 0),
        file=plan.file,
        added=len(added),
        changed=len(changed),
        unchanged=len(same),
        refused=len(plan.refused) + len(plan.products) - len(mine),
        demo_removed=len(gone),
    )
    if not written and not demo:  # nothing to undo: the import before it stays the last
        return msgspec.structs.replace(done, id=0)
    whose = {"supplier": supplier, "shop": shop.id, "substance": shop.substance}
    connection.execute(sa.insert(tables.imports), {**msgspec.structs.asdict(done), **whose})
    _forget(connection)
    products.save(connection, demo)
    products.remove(connection, gone)
    for ean in sorted(demo - gone):  # what the shop's own file holds is the shop's
        products.change(connection, ean, {"demo": False})
    eans = {each.ean for each in written}
    known = products.known(connection, eans)
    products.save(connection, (eans & known.keys()) - demo)
    if added:  # what comes back, or is of the catalogue
        off = products.select(connection, there.retired)
        here |= {each.ean: each for each in off}
    products.put(connection, written, done.id, progress, cancelled, was=here, there=known)
    products.save_after(connection)
    shops.set_undoes(connection, done.id)
    return done


def allowed(connection: Connection, plan: ImportPlan) -> ImportPlan:
    """A plan without what is not for this shop to change, and without what another pack has."""
    others, mine = products.strangers(connection), plan.products
    if others:
        mine = tuple(each for each in mine if each.ean not in others)
    refused = plan.refused + tuple(
        Refusal(plan.lines.get(each.ean, 0), Saying.of("ean_of_other", ean=each.ean), "ean")
        for each in plan.products
        if each.ean in others
    )
    given = products.as_allowed(connection, mine)
    if given == plan.products:
        return plan
    added, changed, same = compare(given, products.on_shelf(connection))
    lines = {each.new.ean: each.line for each in plan.changed}
    return msgspec.structs.replace(
        plan,
        products=given,
        refused=tuple(sorted(refused, key=lambda each: each.line)),
        added=added,
        changed=tuple(ProductChange(lines.get(new.ean, 0), old, new) for old, new in changed),
        unchanged=same,
    )


def undo(connection: Connection) -> Imported:
    """Put back what the last import changed, and what nobody changed since.

    Raises InputError when there is none to undo.
    """
    last = last_import(connection)
    if last is None:
        raise InputError("", "no_import")
    products.put_back(connection, last.id)
    _forget(connection)
    shops.set_undoes(connection, 0)
    return last


def _forget(connection: Connection) -> None:
    """Nothing is kept any more for an undo in this shop."""
    for table in (tables.before, tables.after):
        mine = table.c.shop == shops.shop_of(connection).id
        connection.execute(sa.delete(table).where(mine))


def mapping(connection: Connection, supplier: str) -> dict[str, str] | None:
    """The columns that were last used for a supplier's file; None where there are none."""
    query = _suppliers(connection, tables.suppliers.c.mapping)
    return columns_of(connection.scalar(query.where(tables.suppliers.c.name == supplier)))


def suppliers(connection: Connection) -> tuple[str, ...]:
    """The names of the suppliers whose columns are known, as far as they can be shown."""
    query = _suppliers(connection, tables.suppliers.c.name).order_by(tables.suppliers.c.name)
    found = tuple(connection.scalars(query))
    return tuple(name for name in found if isinstance(name, str) and name.isprintable())


def _suppliers(connection: Connection, column: sa.Column[Any]) -> sa.Select[tuple[Any]]:
    shop = shops.shop_of(connection)
    query: sa.Select[tuple[Any]] = sa.select(column)
    if not shop.of_one:
        query = query.where(tables.suppliers.c.substance == shop.substance)
    return query if shop.old else query.where(tables.suppliers.c.shop == shop.id)


def last_import(connection: Connection) -> Imported | None:
    """The import that can be undone, if any; one for another substance is for its own pack."""
    number, shop = shops.undoes(connection), shops.shop_of(connection)
    if not number:
        return None
    known = tables.imports.c
    query = sa.select(*(known[name] for name in Imported.__struct_fields__)).where(
        known.shop == shop.id, known.id == number
    )
    if not shop.of_one:
        query = query.where(known.substance == shop.substance)
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
