"""Copies of a database file, numbered: a clock can be set back."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from magapp.alone import alone
from magapp.errors import DamagedStore, InputError, StoreError, UnusableStore
from magapp.store import engine, sqlite, trouble

SCHEDULED = "scheduled"
"""In the name of a copy that was made by itself, and in time goes by itself."""
LOCK = "lock"
PATIENCE = 60.0
"""Seconds that another program may take to make a copy."""

Every = Literal["off", "day", "week"]


class Backup(NamedTuple):
    """A numbered backup: `why` is the end of its name, `made` its moment in seconds since 1970."""

    path: Path
    number: int
    why: str
    made: float
    size: int


def backups(folder: Path | None = None) -> tuple[Path, ...]:
    """The numbered backups, oldest first. Numbers, not dates: a clock can be set back."""
    return trouble.numbered(sqlite.own_file(sqlite.file_of(engine.address(folder))))


def kept_backups(folder: Path | None = None) -> tuple[Backup, ...]:
    """As `backups`, with what there is to know of each without opening it."""
    return tuple(_known(backups(folder)))


def _known(paths: tuple[Path, ...]) -> Iterator[Backup]:
    for path in paths:
        try:
            state = path.stat()
        except OSError:  # another program just let it go
            continue
        why = path.stem.partition("-")[2].partition("-")[2]
        yield Backup(path, trouble.number_of(path), why, state.st_mtime, state.st_size)


MEANWHILE = 600
"""Seconds: for so long one may have waited until one knows what another program made."""


def is_due(last: float | None, now: float, every: Every) -> bool:
    """Whether a scheduled backup is to be made, the last one being from `last` (seconds).

    One for each day of the calendar, or for each week. One from the future is from a clock that
    was wrong, and counts as none; not one that another program made meanwhile.
    """
    if every == "off" or last is None or last > now + MEANWHILE:
        return every != "off"
    then, here = datetime.fromtimestamp(last).date(), datetime.fromtimestamp(now).date()
    return then != here if every == "day" else then.isocalendar()[:2] != here.isocalendar()[:2]


def last_scheduled(path: Path) -> float | None:
    """When the last scheduled backup of a database file was made."""
    made = [each.made for each in _known(trouble.numbered(path)) if each.why == SCHEDULED]
    return made[-1] if made else None


def copy_by_schedule(path: Path, now: float, every: Every, keep: int) -> Path | None:
    """A copy where one is due, after which only so many scheduled ones are kept.

    Those that somebody made, or that were made before something was changed, stay. None where none
    is due, or another program is making it.
    """
    if not path.exists() or not is_due(last_scheduled(path), now, every):
        return None
    with _numbering(path) as mine:
        if not mine or not is_due(last_scheduled(path), now, every):
            return None
        made = _copy_numbered(path, SCHEDULED)
        scheduled = [each for each in _known(trouble.numbered(path)) if each.why == SCHEDULED]
        for old in scheduled[: -max(1, keep)]:
            old.path.unlink(missing_ok=True)
    return made


def vacuum(copy: Path) -> None:
    """Leave out of a copy what was deleted from it. Raises StoreError."""
    with trouble.file_faults(copy), closing(sqlite.connect(copy)) as connection:
        connection.execute("VACUUM")


def copy(path: Path, target: Path | None, why: str) -> Path:
    """A copy of a database in one file, whole and looked through, or not at all.

    Raises DamagedStore when the copy is not what it should be, and StoreError when another program
    makes one for too long.
    """
    if target is not None:
        return _copy(path, target)
    with _numbering(path, PATIENCE) as mine:
        if not mine:
            raise StoreError("store_busy", place=str(path))
        return _copy_numbered(path, why)


@contextmanager
def _numbering(path: Path, patience: float = 0.0) -> Iterator[bool]:
    """Two programs do not take the same number."""
    folder = path.parent / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder / LOCK, patience=patience) as mine:
        yield mine


def _copy_numbered(path: Path, why: str) -> Path:
    last = trouble.numbered(path)
    number = trouble.number_of(last[-1]) + 1 if last else 1
    return _copy(path, path.parent / "backups" / f"{path.stem}-{number:06}-{why}.db")


def _copy(path: Path, target: Path) -> Path:
    if target.exists():
        raise InputError(str(target), "there_already")
    partial = target.with_name(f"{target.name}.part")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite.connect(path)) as source, closing(sqlite.connect(partial)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        try:
            sqlite.check(partial)
        except UnusableStore:
            raise DamagedStore("store_damaged", path, trouble.last_backup(path)) from None
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target
