"""Calls for staff: which kiosk and when, never who or why."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.store import tables

CALL_MINUTES = 15
"""How long a call for staff stands; nobody waits longer."""
COUNTER_MINUTES = 3
"""For so long after a counter looked for calls, one that comes is seen there soon."""
MOST_CALLS, LONGEST_NAME = 100, 80
"""Of kiosks that call, and of signs in the name of one."""


def note(connection: Connection, kiosk: str, minute: int) -> None:
    """Somebody at this kiosk asks for staff, in a minute since 1970."""
    kiosk = _line(kiosk)
    old = (tables.calls.c.kiosk == kiosk) | (tables.calls.c.minute < minute - CALL_MINUTES)
    connection.execute(sa.delete(tables.calls).where(old))
    connection.execute(sa.insert(tables.calls), {"kiosk": kiosk, "minute": minute})


class Call(NamedTuple):
    """That somebody asks for staff: at which kiosk, and for how many minutes already."""

    kiosk: str
    minutes: int


def standing(connection: Connection, minute: int) -> tuple[Call, ...]:
    """The kiosks where somebody asks for staff and nobody went yet, the longest first."""
    stands = tables.calls.c.minute.between(minute - CALL_MINUTES, minute + CALL_MINUTES)
    query = sa.select(tables.calls.c.kiosk, tables.calls.c.minute).where(stands)
    query = query.order_by(tables.calls.c.minute, tables.calls.c.kiosk).limit(MOST_CALLS)
    return tuple(
        Call(kiosk, max(0, minute - began))  # the clock of the kiosk may be ahead
        for kiosk, began in connection.execute(query)
        if isinstance(began, int) and isinstance(kiosk, str) and kiosk == _line(kiosk)
    )


def answer(connection: Connection, kiosk: str) -> None:
    """Somebody goes to this kiosk."""
    connection.execute(sa.delete(tables.calls).where(tables.calls.c.kiosk == kiosk))


def attend(connection: Connection, minute: int) -> None:
    """A counter looks for calls."""
    tables.set_meta(connection, "counter", minute)


def attended(connection: Connection) -> int:
    """The minute in which a counter last looked for calls; 0 when none ever did."""
    meta = tables.meta.c
    minute = connection.scalar(sa.select(meta.value).where(meta.name == "counter"))
    return minute if isinstance(minute, int) else 0


def _line(name: str) -> str:
    """A kiosk's name as it is kept: what can be printed, and not too long to be shown."""
    return "".join(sign for sign in name if sign.isprintable())[:LONGEST_NAME]
