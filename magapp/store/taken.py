"""The files that a shop's till brought: each is imported once, by whichever counter sees it.

A file is known by what is in it. One that is there twice, or under another name, does nothing. But
a stock may come back to what it was some days ago, and then the file is the same as one from then:
it counts when it was written later than that one, and another one of the supplier came between.
"""

from collections.abc import Callable
from typing import Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.products.plan import ImportPlan
from magapp.store import imports, shops, tables
from magapp.store.imports import Imported

MOST_REPORTS = 50
"""So many reports are kept, those of the files taken last."""
LONGEST_NAME = 200


class TillFile(msgspec.Struct, frozen=True):
    """A file as it was found: the digest of what is in it, its name, and when it was written."""

    digest: str
    name: str
    stamp: int


class Taken(msgspec.Struct, frozen=True, array_like=True):
    """What became of a file: counts of products, and of rows refused.

    `minute` is that of the import, since 1970; `seen` whether somebody read the `report`.
    """

    digest: str
    number: int
    file: str
    supplier: str
    stamp: int
    minute: int
    added: int
    changed: int
    unchanged: int
    refused: int
    seen: bool
    report: str


def is_known(connection: Connection, file: TillFile) -> Literal["", "same", "later"]:
    """Whether this file was imported already: the `same`, or a copy of it written `later`."""
    row = connection.execute(_named(connection, tables.taken.c.digest == file.digest)).first()
    known = _read(row) if row is not None else None
    if known is None:
        return ""
    if file.stamp <= known.stamp:
        return "same"
    last = sa.select(sa.func.max(tables.taken.c.number)).where(_mine(connection))
    is_last = connection.scalar(last.where(tables.taken.c.supplier == known.supplier))
    return "later" if is_last == known.number else ""


def meet_again(connection: Connection, file: TillFile) -> None:
    """Note a copy written later: it is no new word on the stock once another file has come."""
    here = (tables.taken.c.digest == file.digest) & (tables.taken.c.stamp < file.stamp)
    here &= _mine(connection)
    connection.execute(sa.update(tables.taken).where(here).values(stamp=file.stamp))


def take(
    connection: Connection,
    plan: ImportPlan,
    file: TillFile,
    supplier: str,
    minute: int,
    report: str,
    cancelled: Callable[[], bool] | None,
) -> Imported | None:
    """Import a file, and note it; None where another program just did."""
    if is_known(connection, file):
        meet_again(connection, file)
        return None
    done = imports.carry_out(
        connection, plan, remove_demo=True, supplier=supplier, progress=None, cancelled=cancelled
    )
    taken, mine = tables.taken, _mine(connection)
    number = 1 + (connection.scalar(sa.select(sa.func.max(taken.c.number)).where(mine)) or 0)
    connection.execute(sa.delete(taken).where(mine, taken.c.digest == file.digest))
    row = Taken(
        digest=file.digest,
        number=number,
        file=file.name[:LONGEST_NAME],
        supplier=supplier,
        stamp=file.stamp,
        minute=minute,
        added=done.added,
        changed=done.changed,
        unchanged=done.unchanged,
        refused=done.refused,
        seen=not done.refused,
        report=report,
    )
    shop = shops.shop_of(connection)
    whose = {"shop": shop.id, "substance": shop.substance}
    connection.execute(sa.insert(taken), {**whose, **msgspec.structs.asdict(row)})
    old = mine & (taken.c.number <= number - MOST_REPORTS)
    connection.execute(sa.update(taken).where(old).values(report="", seen=True))
    return done


def latest(connection: Connection, most: int) -> tuple[Taken, ...]:
    """What became of the files taken last, the latest first."""
    query = _named(connection).order_by(tables.taken.c.number.desc()).limit(most)
    return tuple(each for row in connection.execute(query) if (each := _read(row)) is not None)


def unseen(connection: Connection) -> int:
    """How many files had rows refused that nobody looked at."""
    count = sa.select(sa.func.count()).where(_mine(connection), ~tables.taken.c.seen)
    return int(connection.scalar(count) or 0)


def see(connection: Connection) -> None:
    """Somebody looked at what was refused."""
    new = sa.update(tables.taken).where(_mine(connection), ~tables.taken.c.seen)
    connection.execute(new.values(seen=True))


def _named(
    connection: Connection, which: sa.ColumnElement[bool] | None = None
) -> sa.Select[tuple[object, ...]]:
    query = sa.select(*(tables.taken.c[name] for name in Taken.__struct_fields__))
    query = query.where(_mine(connection))
    return query if which is None else query.where(which)


def _mine(connection: Connection) -> sa.ColumnElement[bool]:
    shop, row = shops.shop_of(connection), tables.taken.c
    mine = sa.true() if shop.of_one else row.substance == shop.substance
    return mine if shop.old else mine & (row.shop == shop.id)


def _read(row: sa.Row[tuple[object, ...]]) -> Taken | None:
    try:
        return msgspec.convert(tuple(row), Taken)
    except msgspec.ValidationError:  # no row of ours
        return None
