"""What waited at a counter arrives: once, however often it is sent.

With each change its id is written, in one transaction: where the answer was lost, and it is sent
again, it is known by that.
"""

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.errors import InputError, MagappError, StoreError
from magapp.store import calls, products, tables
from magapp.store.changes import Change
from magapp.store.shops import shop_of

KEPT_MINUTES = 60 * 24 * 7 * 8
"""So long an id is known: nobody waits longer to hear that it arrived."""
_NEVER = ("22", "23", "42")
"""Of what a server answers (SQLSTATE): it will not write this, whenever it is asked."""


def take(
    connection: Connection, changes: Sequence[Change], explained: Callable[[Exception], StoreError]
) -> dict[str, MagappError]:
    """Write those that are not there yet; what cannot be written, and why, by id."""
    row, mine = tables.arrived.c, tables.arrived.c.shop == shop_of(connection).id
    now = calls.minute_now(connection)
    connection.execute(sa.delete(tables.arrived).where(mine, row.minute < now - KEPT_MINUTES))
    there, refused = known(connection, changes), dict[str, MagappError]()
    for each in changes:
        if each.id in there:
            continue
        try:
            with connection.begin_nested():
                _write(connection, each)
        except InputError as error:
            refused[each.id] = error
        except sa.exc.DBAPIError as error:
            if str(getattr(error.orig, "sqlstate", None))[:2] not in _NEVER:
                raise
            refused[each.id] = explained(error)
        there.add(each.id)
        values = {"shop": shop_of(connection).id, "id": each.id, "minute": now}
        connection.execute(sa.insert(tables.arrived), values)
    return refused


def known(connection: Connection, changes: Sequence[Change]) -> set[str]:
    """The ids of those that arrived before."""
    row, ids = tables.arrived.c, [each.id for each in changes]
    mine = row.shop == shop_of(connection).id
    return set(connection.scalars(sa.select(row.id).where(mine, row.id.in_(ids))))


def _write(connection: Connection, change: Change) -> None:
    if change.stock is None:
        products.step_stock(connection, change.ean, change.by, change.most)
    else:
        products.change(connection, change.ean, {"stock": change.stock})
