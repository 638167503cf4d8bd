"""Records taken along in an export, and brought in where there are none: row by row, as data."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

from magapp.errors import DamagedStore, InputError, StoreError
from magapp.records.record import Kept, Record, Second, block
from magapp.store import records, sqlite, trouble
from magapp.store.records import STEP

SECONDS = 8.0
"""For reading a small file; a larger one gets more."""
MOST_DAYS = 4_000
_ID = re.compile(r"[\w.:-]{0,80}", re.ASCII)
_COLUMNS = (
    "day", "hour", "channel", "language", "pack", "ending", "outcome", "minutes", "stopped",
    "gates", "cleared", "wanted", "lacking", "shown", "taken",
)  # fmt: skip
_SECOND = ("week", "outcome", "step", "effect", "weeks", "form", "situations")
_DAYS = (700_000, 900_000)


def copy_records(target: Path, folder: Path | None = None) -> bool:
    """Copy the records of the shop into a file; whether there are any. Raises StoreError."""
    path = sqlite.file_of(records.address(folder))
    if path is None or not path.exists():
        return False
    try:
        with closing(sqlite.connect(path)) as source, closing(sqlite.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        said = trouble.explained(error, path, str(path))
        if isinstance(said, DamagedStore):
            said = StoreError("records_damaged", place=str(path))
        raise said from error
    with records.RecordStore(records.address(folder).set(database=str(target))) as store:
        store.make()
        store.remove_made_up()
    return True


def bring_records(source: Path, folder: Path | None = None) -> bool:
    """Bring in the records of a file where the shop has none; whether that was so.

    A row that is no record is left out, and the figures are counted anew. Raises InputError when
    the file is none of ours, before anything is changed, and StoreError when they cannot be kept.
    """
    path = sqlite.file_of(records.address(folder))
    if path is None:
        return False
    made = path.with_name(f"{path.name}.restoring")
    with trouble.file_faults(path):
        if path.exists():
            return False
        made.unlink(missing_ok=True)
    try:
        with records.RecordStore(records.address(folder).set(database=str(made))) as store:
            store.make()
            found = _read(source)
            keep = next(found)
            assert isinstance(keep, int)
            while step := [each for each in islice(found, STEP) if not isinstance(each, int)]:
                store.add(step)
            store.set_keep(keep)
        with trouble.file_faults(path):
            made.replace(path)
    finally:
        made.unlink(missing_ok=True)
    return True


def _read(source: Path) -> Iterator[Kept | int]:
    """For how many days records are kept, then each record, then each second visit."""
    until = monotonic() + SECONDS * max(1.0, source.stat().st_size / 10_000_000)
    try:
        with closing(sqlite.connect(source, "mode=ro")) as connection:
            connection.set_progress_handler(lambda: monotonic() > until, 10_000)
            connection.text_factory = sqlite.as_text
            listed = connection.execute("PRAGMA main.table_list").fetchall()
            tables = {row[1] for row in listed if row[2] == "table"}
            if not {"record", "record_meta"} <= tables:
                raise InputError(str(source), "backup_foreign")
            told = {"record", "record_meta", "record_second"} & tables
            for table in told:  # what is reckoned out may be without an end
                info = connection.execute(f"PRAGMA table_xinfo({table})").fetchall()
                if any(hidden for *_, hidden in info):
                    raise InputError(str(source), "backup_foreign")
            query = "SELECT value FROM record_meta WHERE name = 'keep'"
            keep = connection.execute(query).fetchone()
            right = keep and type(keep[0]) is int and 0 <= keep[0] <= MOST_DAYS
            yield keep[0] if right else 0
            query = f"SELECT {', '.join(_COLUMNS)} FROM record WHERE NOT made_up"
            for row in connection.execute(query):
                if (record := _record(row)) is not None:
                    yield record
            if "record_second" in tables:  # older programs had none
                query = f"SELECT {', '.join(_SECOND)} FROM record_second WHERE NOT made_up"
                for row in connection.execute(query):
                    if (second := _second(row)) is not None:
                        yield second
    except (sqlite3.Error, UnicodeError):
        raise InputError(str(source), "backup_foreign") from None


def _record(row: Sequence[Any]) -> Record | None:
    """A row as a record, where each of its values can be one."""
    kept = dict(zip(_COLUMNS, row, strict=True))
    if not _right(kept, {"day": _DAYS, "hour": (0, 23), "minutes": (0, 60)}):
        return None
    lists = {name: tuple(kept[name].split()) for name in ("gates", "wanted", "lacking", "shown")}
    cleared = tuple(each.partition(":") for each in kept["cleared"].split())
    opened = tuple((gate, why) for gate, _, why in cleared)
    return Record(**{**kept, **lists, "cleared": opened})


def _second(row: Sequence[Any]) -> Second | None:
    kept = dict(zip(_SECOND, row, strict=True))
    if not _right(kept, {"week": _DAYS}) or kept["week"] != block(kept["week"]):
        return None
    return Second(**{**kept, "situations": tuple(kept["situations"].split())})


def _right(kept: dict[str, Any], numbers: dict[str, tuple[int, int]]) -> bool:
    """Whether these are numbers within their limits, and all else is ids."""
    for name, value in kept.items():
        if name in numbers:
            least, most = numbers[name]
            if type(value) is not int or not least <= value <= most:
                return False
            continue
        if not isinstance(value, str) or len(value) > 4_000:
            return False
        if not all(map(_ID.fullmatch, value.split(" "))):
            return False
    return True


def remove_records(folder: Path | None = None) -> None:
    """Take the records away that were brought in. Raises OSError."""
    path = sqlite.file_of(records.address(folder))
    if path is not None:
        path.unlink(missing_ok=True)
