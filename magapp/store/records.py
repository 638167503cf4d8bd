"""The database of records: what is kept of consultations and second visits, and their figures.

Beside the shop's database, in a file of its own (`magapp-records.db`); on a server in tables of
their own. So neither waits for the other: the products are checked and copied as fast as without
records, a backup of them holds no record that should be gone by then, and a fault in one file does
not close the other.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.errors import StoreError
from magapp.records.figures import ALL, HOUR, PACK, SECOND, SECONDS, figures, hour_of
from magapp.records.privacy import FEW
from magapp.records.record import Kept, Record, Second, new_key
from magapp.settings import shop_name
from magapp.store import engine, postgresql, sqlite, trouble
from magapp.store.beside import Beside
from magapp.store.products import many
from magapp.store.shops import key_of, of_login
from magapp.store.tables import NotOursError, meta

SCHEMA = 3
"""The version of these tables. The first one had no second visits, the second one no shops."""
TIDY_BYTES = 200_000_000
"""A larger file is not written anew each day: that would keep others waiting."""
STEP = 20_000
"""Records that are written at once where there are many."""

META = sa.MetaData()


def _of_shop() -> sa.Column[str]:
    """The key of the shop's name; empty in a file, which is of one shop."""
    return sa.Column("shop", sa.Text, primary_key=True)


_meta = sa.Table(
    "record_meta",
    META,
    _of_shop(),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)
# A random key within the week is the only order there is.
_records = sa.Table(
    "record",
    META,
    _of_shop(),
    sa.Column("made_up", sa.Boolean, primary_key=True),
    sa.Column("week", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Integer, nullable=False),
    sa.Column("hour", sa.SmallInteger, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("pack", sa.Text, nullable=False),
    sa.Column("ending", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("minutes", sa.SmallInteger, nullable=False),
    sa.Column("stopped", sa.Text, nullable=False),
    # Ids with a blank between them; what was cleared as `gate:reason`.
    sa.Column("gates", sa.Text, nullable=False),
    sa.Column("cleared", sa.Text, nullable=False),
    sa.Column("wanted", sa.Text, nullable=False),
    sa.Column("lacking", sa.Text, nullable=False),
    sa.Column("shown", sa.Text, nullable=False),
    sa.Column("taken", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
# Its week is the first one of a block of four: of more than that, nothing says when it was.
_seconds = sa.Table(
    "record_second",
    META,
    _of_shop(),
    sa.Column("made_up", sa.Boolean, primary_key=True),
    sa.Column("week", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("effect", sa.Text, nullable=False),
    sa.Column("weeks", sa.Text, nullable=False),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("situations", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
_figures = sa.Table(
    "record_figure",
    META,
    _of_shop(),
    sa.Column("made_up", sa.Boolean, primary_key=True),
    sa.Column("view", sa.Text, primary_key=True),
    sa.Column("week", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("count", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

_TIMED = (_records, _seconds, _figures)
"""The tables of what is gone in time."""


def _insert(table: sa.Table) -> sa.Insert:
    return sa.insert(table).values({each.name: sa.bindparam(each.name) for each in table.c})


_INSERT, _INSERT_SECOND = _insert(_records), _insert(_seconds)
# SQLite and PostgreSQL read this alike; SQLAlchemy has it for each of them apart.
_COUNT = (
    "INSERT INTO record_figure (shop, made_up, view, week, key, count)"
    " VALUES (:shop, :made_up, :view, :week, :key, :count)"
    " ON CONFLICT (shop, made_up, view, week, key)"
    " DO UPDATE SET count = record_figure.count + excluded.count"
)
# Who was quicker, at another counter of the shop, noted the same.
_NOTE = (
    "INSERT INTO record_meta (shop, name, value) VALUES (:shop, :name, :value)"
    " ON CONFLICT DO NOTHING"
)
_START = {"keep": 0, "tidied": 0}
"""The rows of `record_meta` for a shop: for how many days records were last said to be kept, and on
which day (of `date.toordinal`) it was last seen to."""
_ALL = "\n"
"""Stands there for all shops, with the version of the tables: no shop has such a key."""


def address(folder: Path | None = None, named: str | None = None) -> sa.URL:
    """Where records are, as `engine.address` says where the database is, and raises."""
    url = engine.address(folder, named)
    path = sqlite.file_of(url)
    if path is None:
        return url
    return url.set(database=str(path.with_name(f"{path.stem}-records.db")))


def open_records(
    folder: Path | None = None,
    make: bool = True,
    shop: str | None = None,
    named: str | None = None,
) -> "RecordStore | None":
    """The records of the shop, made where there are none; unless `make`, None where there are none.

    `shop` and `named` are the settings of that name and of the database, where they are known.
    Raises StoreError when they cannot be used.
    """
    url = address(folder, named)
    path = sqlite.file_of(url)
    if not make and path is not None:
        with trouble.file_faults(path):
            if not path.exists():
                return None
    records = RecordStore(url, shop_name(folder) if shop is None else shop)
    try:
        if not make and not records.schema:
            records.close()
            return None
        records.make()
    except BaseException:
        records.close()
        raise
    return records


class RecordStore(Beside):
    """The database of records, open for a shop by its name: on a server each has its own."""

    def __init__(self, url: sa.URL, shop: str = "") -> None:
        super().__init__(url)
        self._shop = key_of(shop) if self.path is None else ""
        if self.path is not None:
            sa.event.listen(self._engine, "connect", _connected)

    def _damaged(self) -> StoreError:
        return StoreError("records_damaged", place=self._place)

    @property
    def schema(self) -> int:
        """The version of the tables; 0 without any. Raises StoreError for a newer program's."""
        with self._reading() as connection:
            return self._schema(connection)

    @property
    def is_of_one_shop(self) -> bool:
        """Whether there are tables from before they told shops apart. Raises as `schema`."""
        return 0 < self.schema < SCHEMA

    def _find_shop(self) -> None:
        """On a server the login may say which shop this is."""
        if self.path is not None:
            return
        with self._reading() as connection, suppress(NotOursError):
            if sa.inspect(connection).has_table(meta.name) and (by_login := of_login(connection)):
                self._shop = by_login[1]

    def _schema(self, connection: Connection) -> int:
        if not sa.inspect(connection).has_table(_meta.name):
            return 0
        of_schema = sa.text("SELECT value FROM record_meta WHERE name = 'schema'")
        schema = connection.scalar(of_schema)  # of whatever version
        if not isinstance(schema, int) or schema > SCHEMA:
            raise StoreError("records_newer", place=self._place)
        return int(schema)

    def make(self) -> None:
        """Make the tables that are not there yet."""
        if self.path is not None:
            with self._faults():
                self.path.parent.mkdir(parents=True, exist_ok=True)
        self._find_shop()
        if self.schema == SCHEMA:
            return
        with self._writing() as connection:
            postgresql.keep_writers_out(connection)
            self.make_in(connection)

    def make_in(self, connection: Connection) -> None:
        """As `make`, where nobody else writes."""
        known = self._schema(connection)  # somebody may have been quicker
        if known == SCHEMA:
            return
        if known:
            self._tell_shops_apart(connection)
        META.create_all(connection)
        row = {"shop": _ALL, "name": "schema", "value": SCHEMA}
        connection.execute(sa.insert(_meta), row)

    def _tell_shops_apart(self, connection: Connection) -> None:
        """What there was is of the shop whose program comes first."""
        there = set(sa.inspect(connection).get_table_names())
        run = connection.exec_driver_sql
        run("DELETE FROM record_meta WHERE name = 'schema'")
        for table in [each for each in META.sorted_tables if each.name in there]:
            names = ", ".join(each.name for each in table.c if each.name != "shop")
            run(f"ALTER TABLE {table.name} RENAME TO {table.name}_old")
            table.create(connection)
            into = sa.text(
                f"INSERT INTO {table.name} (shop, {names}) SELECT :shop, {names}"
                f" FROM {table.name}_old"
            )
            connection.execute(into, {"shop": self._shop})
            run(f"DROP TABLE {table.name}_old")

    # --- writing ---------------------------------------------------------------------------------

    def add(self, records: Sequence[Kept], made_up: bool = False, keys: Sequence[int] = ()) -> None:
        """Write records, and what they add to the figures: all of it or nothing.

        With the `keys` of `new_key` what was written under one already is not written again.
        """
        with self._writing() as connection:
            if keys:
                left = self._not_there(connection, dict(zip(keys, records, strict=True)))
                keys, records = list(left), list(left.values())
            self._add(connection, records, made_up, keys)

    def add_many(self, records: Iterable[Record]) -> int:
        """Write made-up records, in steps; how many they were."""
        count, step = 0, list[Record]()
        with self._writing() as connection:
            for record in records:
                step.append(record)
                count += 1
                if len(step) == STEP:
                    self._add(connection, step, True)
                    step.clear()
            self._add(connection, step, True)
        return count

    def remove_made_up(self) -> None:
        """Take everything away that was made up."""
        with self._writing() as connection:
            for table in _TIMED:
                made_up = (table.c.shop == self._shop) & table.c.made_up
                connection.execute(sa.delete(table).where(made_up))
        self._shrink()

    def see_to(self, today: int, keep: int) -> None:
        """Once a day: forget what was kept for longer than `keep` days, and let the file shrink.

        Days are numbers as of `date.toordinal`. A week, or the four of second visits, goes whole
        as soon as its first day is too old. With a `keep` of 0 that holds which was last told.
        """
        mine = _meta.c.shop == self._shop
        with self._reading() as connection:
            rows = connection.execute(sa.select(_meta.c.name, _meta.c.value).where(mine))
            known = _START | {row.name: row.value for row in rows}
        keep = keep or known["keep"]
        if known["tidied"] == today and known["keep"] == keep:
            return
        with self._writing() as connection:
            for table in _TIMED if keep else ():
                old = (table.c.week < today - keep) & ~table.c.made_up
                connection.execute(sa.delete(table).where(old, table.c.shop == self._shop))
            self._note(connection, keep=keep, tidied=today)
        self._shrink()

    def set_keep(self, keep: int) -> None:
        """Note for how many days records are kept, as `see_to` does."""
        with self._writing() as connection:
            self._note(connection, keep=keep)

    def _note(self, connection: Connection, **values: int) -> None:
        """Numbers of this shop in `record_meta`."""
        these = (_meta.c.shop == self._shop) & _meta.c.name.in_(values)
        connection.execute(sa.delete(_meta).where(these))
        rows = [{"shop": self._shop, "name": each, "value": values[each]} for each in values]
        connection.execute(sa.text(_NOTE), rows)

    def _shrink(self) -> None:
        """Give back what is free; where that is quick, write all anew, in the order of the keys.

        Within a page SQLite keeps rows as they came.
        """
        if self.path is None:
            return
        with self._faults(), self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            small = self.path.stat().st_size < TIDY_BYTES
            driver.execute("VACUUM" if small else "PRAGMA incremental_vacuum").fetchall()

    # --- reading ---------------------------------------------------------------------------------

    @property
    def has_made_up(self) -> bool:
        """Whether made-up records were loaded."""
        with self._reading() as connection:
            of_shop = _figures.c.shop == self._shop
            query = sa.select(_figures.c.week).where(of_shop, _figures.c.made_up).limit(1)
            return connection.execute(query).first() is not None

    def weeks(self, made_up: bool = False) -> dict[int, int]:
        """How many consultations there were in each week (its Monday)."""
        return self._counts(ALL, made_up)

    def blocks(self, made_up: bool = False) -> dict[int, int]:
        """How many second visits there were in each block of four weeks (its first Monday)."""
        return self._counts(SECOND, made_up)

    def _counts(self, view: str, made_up: bool) -> dict[int, int]:
        columns = _figures.c
        query = sa.select(columns.week, columns.count)
        query = query.where(self._mine(made_up), columns.view == view)
        with self._reading() as connection:
            return {row.week: row[1] for row in connection.execute(query)}

    def packs(self, made_up: bool = False) -> dict[int, tuple[str, ...]]:
        """The packs (digests) that advised in each week."""
        columns = _figures.c
        query = sa.select(columns.week, columns.key)
        query = query.where(self._mine(made_up), columns.view == PACK)
        found: dict[int, tuple[str, ...]] = {}
        with self._reading() as connection:
            for week, key in connection.execute(query.order_by(columns.key)):
                found[week] = (*found.get(week, ()), key)
        return found

    def sums(self, first: int, last: int, made_up: bool = False) -> dict[str, Counter[str]]:
        """By view and key, the sum over the weeks of these two Mondays and between.

        A week of fewer than `FEW` consultations is in none of them; hours and second visits have
        their own.
        """
        columns = _figures.c
        shown = sa.select(columns.week).where(
            self._mine(made_up),
            columns.view == ALL,
            columns.count >= FEW,
            columns.week.between(first, last),
        )
        return self._summed(columns.view.not_in((HOUR, *SECONDS)), columns.week.in_(shown), made_up)

    def seconds(self, blocks: Collection[int], made_up: bool = False) -> dict[str, Counter[str]]:
        """Of second visits, by view and key, the sum over these blocks."""
        columns = _figures.c
        return self._summed(columns.view.in_(SECONDS), columns.week.in_(blocks), made_up)

    def _summed(
        self, views: sa.ColumnElement[bool], weeks: sa.ColumnElement[bool], made_up: bool
    ) -> dict[str, Counter[str]]:
        columns = _figures.c
        query = (
            sa.select(columns.view, columns.key, sa.func.sum(columns.count))
            .where(self._mine(made_up), views, weeks)
            .group_by(columns.view, columns.key)
        )
        found: dict[str, Counter[str]] = {}
        with self._reading() as connection:
            for view, key, count in connection.execute(query):
                found.setdefault(view, Counter())[key] = int(count)
        return found

    def hours(self, first: int, last: int, made_up: bool = False) -> dict[tuple[int, int], int]:
        """How many consultations there were in each hour of a day, of weeks as in `sums`.

        As they were counted: what of them may be shown `magapp.records.privacy` says.
        """
        columns = _figures.c
        query = sa.select(columns.key, columns.count).where(
            self._mine(made_up), columns.view == HOUR, columns.week.between(first, last)
        )
        with self._reading() as connection:
            return {hour_of(key): count for key, count in connection.execute(query)}

    # --- inside ----------------------------------------------------------------------------------

    def _mine(self, made_up: bool) -> sa.ColumnElement[bool]:
        """The figures of this shop: what is few is few in one shop."""
        return (_figures.c.shop == self._shop) & (_figures.c.made_up == made_up)

    def _not_there(self, connection: Connection, records: dict[int, Kept]) -> dict[int, Kept]:
        """Those of them, by key, that were not written before."""
        known = set[int]()
        for table in (_records, _seconds):
            of_these = table.c.week.in_({each.week for each in records.values()})
            query = sa.select(table.c.key).where(
                table.c.shop == self._shop,
                ~table.c.made_up,
                of_these,
                table.c.key.in_(records.keys()),
            )
            known.update(connection.scalars(query))
        return {key: record for key, record in records.items() if key not in known}

    def _add(
        self,
        connection: Connection,
        records: Sequence[Kept],
        made_up: bool,
        keys: Sequence[int] = (),
    ) -> None:
        keyed = list(zip(keys or [new_key() for _ in records], records, strict=True))
        here = self._shop, made_up
        rows = sorted((*here, *_row(each, key)) for key, each in keyed if isinstance(each, Record))
        many(connection, _INSERT, rows)
        rows = sorted(
            (*here, *_second(each, key)) for key, each in keyed if isinstance(each, Second)
        )
        many(connection, _INSERT_SECOND, rows)
        counts = Counter(figure for record in records for figure in figures(record))
        if counts:
            # In one order, or two who write at once on a server wait for each other.
            of = {"shop": self._shop, "made_up": made_up}
            values = [{**of, **each._asdict(), "count": n} for each, n in sorted(counts.items())]
            connection.execute(sa.text(_COUNT), values)


def _row(record: Record, key: int) -> tuple[Any, ...]:
    cleared = " ".join(f"{gate}:{why}" for gate, why in record.cleared)
    lists = (record.wanted, record.lacking, record.shown)
    return (
        record.week, key, record.day, record.hour, record.channel,
        record.language, record.pack, record.ending, record.outcome, record.minutes,
        record.stopped, " ".join(record.gates), cleared, *map(" ".join, lists), record.taken,
    )  # fmt: skip


def _second(second: Second, key: int) -> tuple[Any, ...]:
    return (
        second.week, key, second.outcome, second.step, second.effect,
        second.weeks, second.form, " ".join(second.situations),
    )  # fmt: skip


def _connected(connection: Any, record: object) -> None:
    """What is deleted is written over, and the journal is gone after each write.

    A WAL would keep the last writes in the order in which they came.
    """
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = DELETE")
