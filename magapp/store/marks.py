"""What a program wrote last: so that it is written once, also where the answer was lost on the way.

Each program that is open has a row of its own, with the mark of its last transaction.
"""

import secrets

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.store import calls, tables

KEPT_MINUTES = 60 * 24 * 7
"""So long after its last word a program is not there any more."""


def new() -> str:
    """A name, or a mark, that nobody else has."""
    return secrets.token_hex(16)


def note(connection: Connection, name: str, mark: str) -> None:
    """This transaction is the last one of a program."""
    writer, now = tables.writers.c, calls.minute_now(connection)
    again = sa.update(tables.writers).where(writer.name == name).values(mark=mark, minute=now)
    if not connection.execute(again).rowcount:  # the first one: others may be gone for long
        gone = writer.minute < now - KEPT_MINUTES
        connection.execute(sa.delete(tables.writers).where(gone))
        row = {"name": name, "mark": mark, "minute": now}
        connection.execute(sa.insert(tables.writers), row)


def known(connection: Connection, name: str, mark: str) -> bool:
    """Whether a program's last transaction is the one with this mark."""
    writer = tables.writers.c
    return connection.scalar(sa.select(writer.mark).where(writer.name == name)) == mark
