"""What waits for a server that is gone: in a file of the shop's folder, until it has arrived.

Changes of stock in the order in which they were noted, and records of visits in none: by keys that
are random. Nothing is in it that the server would not have, what arrived is written over, and what
was noted is there after a fall of the program or the machine.

Anybody may have written to the file: it is read as data, and what is none of ours is passed over.
"""

import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from magapp.alone import alone
from magapp.errors import DamagedStore, StoreError
from magapp.records.record import Kept, Record, Second
from magapp.store import sqlite, trouble
from magapp.store.changes import Change

FILE, LOCK, DAMAGED = "outbox.db", "outbox.lock", "outbox-damaged.db"
TOGETHER = 500
"""So many changes, or records, are sent at once."""
LOCK_SECONDS = 1.0
"""So long another program of the folder that is sending is waited for."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS change (number INTEGER PRIMARY KEY AUTOINCREMENT,"
    " place TEXT NOT NULL, id TEXT NOT NULL UNIQUE, ean TEXT NOT NULL, stock INTEGER,"
    " by INTEGER NOT NULL, most INTEGER NOT NULL, minute INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS record (place TEXT NOT NULL, week INTEGER NOT NULL,"
    " key INTEGER NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL,"
    " PRIMARY KEY (place, week, key)) WITHOUT ROWID",
)
_KINDS: dict[str, type[Record] | type[Second]] = {"visit": Record, "second": Second}


class Outbox:
    """The file, for what goes to the database at one `place`.

    Raises StoreError when it cannot be read or written.
    """

    def __init__(self, folder: Path, place: str) -> None:
        self.path, self._lock, self._place = folder / FILE, folder / LOCK, place

    # -- stock ------------------------------------------------------------------------------------

    def put(self, change: Change) -> None:
        """Note a change; when this returns it is there."""
        with self._open(make=True) as file:
            assert file is not None
            values = (self._place, *change)
            names = "place, id, ean, stock, by, most, minute"
            file.execute(f"INSERT INTO change ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def changes(self, most: int = -1) -> tuple[Change, ...]:
        """What waits, in the order in which it was noted."""
        query = "SELECT id, ean, stock, by, most, minute FROM change WHERE place = ?"
        with self._open() as file:
            if file is None:
                return ()
            rows = file.execute(f"{query} ORDER BY number LIMIT ?", (self._place, most)).fetchall()
            found = []
            for row in rows:
                try:
                    found.append(msgspec.convert(row, Change))
                except msgspec.ValidationError:
                    file.execute("DELETE FROM change WHERE id = ?", (row[0],))
            return tuple(found)

    def have_arrived(self, changes: Collection[Change]) -> None:
        """These wait no more."""
        with self._open() as file:
            if file is not None:
                ids = [(self._place, each.id) for each in changes]
                file.executemany("DELETE FROM change WHERE place = ? AND id = ?", ids)

    # -- records ----------------------------------------------------------------------------------

    def keep(self, records: Mapping[int, Kept]) -> None:
        """Note records, each under its key; when this returns they are there."""
        if not records:
            return
        with self._open(make=True) as file:
            assert file is not None
            rows = [
                (self._place, each.week, key, _kind(each), msgspec.json.encode(each).decode())
                for key, each in records.items()
            ]
            file.executemany("INSERT OR IGNORE INTO record VALUES (?, ?, ?, ?, ?)", rows)
            # Within a page of the file rows lie as they came: written anew they lie by their keys.
            every = file.execute("SELECT * FROM record ORDER BY place, week, key").fetchall()
            file.execute("DELETE FROM record")
            file.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?)", every)

    def forget(self, before: int) -> None:
        """Let go of the records of weeks that began before this day, of whichever database."""
        with self._open() as file:
            if file is not None:
                file.execute("DELETE FROM record WHERE week < ?", (before,))

    def records(self) -> dict[int, Kept]:
        """Some of those that wait, in the order of their keys."""
        with self._open() as file:
            if file is None:
                return {}
            query = "SELECT week, key, kind, content FROM record WHERE place = ?"
            rows = file.execute(f"{query} ORDER BY key LIMIT ?", (self._place, TOGETHER)).fetchall()
            found = dict[int, Kept]()
            for week, key, kind, content in rows:
                try:
                    found[key] = msgspec.json.decode(content, type=_KINDS[kind])
                    if type(key) is not int or found[key].week != week:
                        raise ValueError(week)
                except (TypeError, KeyError, ValueError, RecursionError):
                    found.pop(key, None)
                    file.execute("DELETE FROM record WHERE week = ? AND key = ?", (week, key))
            return found

    def have_been_written(self, records: Mapping[int, Kept]) -> None:
        """These wait no more."""
        with self._open() as file:
            if file is not None:
                keys = [(self._place, each.week, key) for key, each in records.items()]
                file.executemany(
                    "DELETE FROM record WHERE place = ? AND week = ? AND key = ?", keys
                )

    @property
    def has_records(self) -> bool:
        """Whether any wait."""
        with self._open() as file:
            query = "SELECT 1 FROM record WHERE place = ? LIMIT 1"
            return file is not None and bool(file.execute(query, (self._place,)).fetchone())

    # -- inside -----------------------------------------------------------------------------------

    @contextmanager
    def sending(self) -> Iterator[bool]:
        """Send, alone of all the programs of the folder; False while another one does."""
        with trouble.file_faults(self.path), alone(self._lock, patience=LOCK_SECONDS) as mine:
            yield mine

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """As of any file; one that is damaged is put aside, so that the next change has one."""
        try:
            with trouble.file_faults(self.path):
                yield
        except DamagedStore:
            aside = self.path.with_name(DAMAGED)
            with trouble.file_faults(self.path):
                self.path.replace(aside)
            raise StoreError("outbox_damaged", place=str(aside)) from None

    @contextmanager
    def _open(self, make: bool = False) -> Iterator[sqlite3.Connection | None]:
        """A transaction in the file; None where there is none, and none is made."""
        with self._faults():
            if make and not self.path.exists():
                self.path.parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600))
            if not self.path.exists():
                yield None
                return
            with closing(sqlite.connect(self.path)) as file:
                file.execute("PRAGMA secure_delete = ON")
                file.execute("BEGIN IMMEDIATE")
                for statement in _TABLES:
                    file.execute(statement)
                yield file
                file.execute("COMMIT")


def _kind(record: Kept) -> str:
    return next(name for name, kind in _KINDS.items() if isinstance(record, kind))
