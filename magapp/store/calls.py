"""Calls for staff: which kiosk of which shop (by its key) and when, never who or why.

Kiosks and counters are told by the clock of the database, which is one for all of them.
"""

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.store import postgresql, sqlite, tables
from magapp.store.shops import line

CALL_MINUTES = 15
"""How long a call for staff stands; nobody waits longer."""
COUNTER_MINUTES = 3
"""For so long after a counter looked for calls, one that comes is seen there soon."""
MOST_CALLS = 100
"""Of kiosks that call."""


class Call(NamedTuple):
    """That somebody asks for staff: at which kiosk, and for how many minutes already."""

    kiosk: str
    minutes: int


def note(connection: Connection, kiosk: str, shop: str) -> None:
    """Somebody at this kiosk asks for staff."""
    call, now = tables.calls.c, minute_now(connection)
    kiosk = line(kiosk)
    same = (call.shop == shop) & (call.kiosk == kiosk)
    connection.execute(sa.delete(tables.calls).where(same | (call.minute < now - CALL_MINUTES)))
    connection.execute(sa.insert(tables.calls), {"shop": shop, "kiosk": kiosk, "minute": now})


def standing(connection: Connection, shop: str) -> tuple[Call, ...]:
    """The kiosks where somebody asks for staff and nobody went yet, the longest first."""
    call, now = tables.calls.c, minute_now(connection)
    stands = call.minute.between(now - CALL_MINUTES, now + CALL_MINUTES)
    query = sa.select(call.kiosk, call.minute).where(call.shop == shop, stands)
    query = query.order_by(call.minute, call.kiosk).limit(MOST_CALLS)
    return tuple(
        Call(kiosk, max(0, now - began))  # the clock may have been set back
        for kiosk, began in connection.execute(query)
        if isinstance(began, int) and isinstance(kiosk, str) and kiosk == line(kiosk)
    )


def answer(connection: Connection, kiosk: str, shop: str) -> None:
    """Somebody goes to this kiosk."""
    call = tables.calls.c
    same = (call.shop == shop) & (call.kiosk == kiosk)
    connection.execute(sa.delete(tables.calls).where(same))


def attend(connection: Connection, shop: str) -> None:
    """A counter of this shop looks for calls."""
    same = tables.counters.c.shop == shop
    connection.execute(sa.delete(tables.counters).where(same))
    row = {"shop": shop, "minute": minute_now(connection)}
    connection.execute(sa.insert(tables.counters), row)


def attended(connection: Connection, shop: str) -> int | None:
    """How many minutes ago a counter of this shop last looked; None when none ever did."""
    counter = tables.counters.c
    minute = connection.scalar(sa.select(counter.minute).where(counter.shop == shop))
    return minute_now(connection) - minute if isinstance(minute, int) else None


def minute_now(connection: Connection) -> int:
    """The minute since 1970 by the clock of the database: a server's, or of who has the file."""
    server = postgresql.seconds(connection)
    return int((sqlite.seconds() if server is None else server) // 60)
