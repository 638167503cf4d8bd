"""What database and disk complain of, in plain words that say what can be done."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from magapp.errors import DamagedStore, StoreError

ASIDE = (
    "Restore the last backup (magapp catalog restore), or start anew beside it"
    " (magapp catalog restore --anew)."
)


def numbered(path: Path) -> tuple[Path, ...]:
    """The numbered backups of a database file, oldest first."""
    found = (path.parent / "backups").glob(f"{path.stem}-[0-9]*.db")
    return tuple(sorted(each for each in found if number_of(each)))


def last_backup(path: Path) -> Path | None:
    """The newest backup of a database file, if any."""
    return (numbered(path) or (None,))[-1]


def number_of(backup: Path) -> int:
    """The number of a backup; 0 where its name has none."""
    number = backup.stem.rsplit("-", backup.stem.count("-"))[1:]
    return int(number[0]) if number and number[0].isdigit() else 0


def damaged(path: Path) -> str:
    """A file that cannot be relied on."""
    return f"{path}: is damaged; nothing was written to it. {ASIDE}"


def newer(place: str) -> str:
    """A database of a version that is not out yet, as far as this one knows."""
    return f"{place}: was written by a newer version of this program. Update it. {ASIDE}"


@contextmanager
def file_faults(path: Path) -> Iterator[None]:
    """What SQLite and the disk complain of while a file is worked on, as a StoreError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise explained(error, path, str(path)) from error
    except UnicodeError as error:
        raise DamagedStore(damaged(path), path, last_backup(path)) from error


UNWRITABLE = ("FULL", "READONLY", "CANTOPEN", "PERM", "IOERR")
"""Kinds of errors where reading may go on."""
_DISK = {28: "FULL", 122: "FULL", 13: "READONLY", 1: "READONLY", 30: "READONLY"}


def kind_of(error: BaseException | None) -> str:
    """`FULL`, `READONLY`, `CORRUPT` … for an error of SQLite or of the disk."""
    if isinstance(error, sa.exc.DBAPIError):
        return kind_of(error.orig)
    if isinstance(error, OSError):
        return _DISK.get(error.errno or 0, "")
    name = str(getattr(error, "sqlite_errorname", None) or "").removeprefix("SQLITE_")
    if name == "IOERR_SHMSIZE":  # what a full disk looks like to whoever only reads
        return "FULL"
    return name.partition("_")[0]


def explained(error: Exception, path: Path | None, place: str) -> StoreError:
    """An error of database or disk in plain words."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    kind = kind_of(cause)
    if path and kind in ("CORRUPT", "NOTADB"):
        return DamagedStore(damaged(path), path, last_backup(path))
    said = {
        "FULL": "the disk is full; nothing was changed. Make room and try again.",
        "READONLY": "cannot be written to. Allow it for this user, or set MAGAPP_HOME.",
        "CANTOPEN": "cannot be opened. Allow the folder for this user, or set MAGAPP_HOME.",
        "PERM": "cannot be opened. Allow the folder for this user, or set MAGAPP_HOME.",
        "BUSY": "is in use by another program. Try again in a moment.",
        "LOCKED": "is in use by another program. Try again in a moment.",
        "IOERR": "the disk does not answer as it should; nothing was changed.",
    }.get(kind)
    if said is None:
        first = str(cause).strip().splitlines() or [type(cause).__name__]
        said = f"cannot be used: {getattr(cause, 'strerror', None) or first[0]}."
    return StoreError(f"{place}: {said}")
