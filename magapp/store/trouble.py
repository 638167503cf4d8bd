"""What database and disk complain of, in plain words that say what can be done."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from magapp.errors import DamagedStore, StoreError, refused_by_system
from magapp.language.saying import Saying


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


@contextmanager
def file_faults(path: Path) -> Iterator[None]:
    """What SQLite and the disk complain of while a file is worked on, as a StoreError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise explained(error, path, str(path)) from error
    except UnicodeError as error:
        raise DamagedStore("store_damaged", path, last_backup(path)) from error


FAULTS = (sa.exc.DBAPIError, sa.exc.ArgumentError, sa.exc.TimeoutError)
"""What SQLAlchemy raises where a database, or its address, is at fault."""
FORBIDDEN = "42501"
"""What a server answers whom it does not let."""
UNWRITABLE = ("FULL", "READONLY", "CANTOPEN", "PERM", "IOERR")
"""Kinds of errors where reading may go on."""
_TOO_LONG = ("55P03", "57014")
"""What a server says when another has held the database, or it worked, for too long."""
_DISK = {28: "FULL", 122: "FULL", 13: "READONLY", 1: "READONLY", 30: "READONLY"}


def kind_of(error: BaseException | None) -> str:
    """`FULL`, `READONLY`, `CORRUPT` … for an error of SQLite or of the disk."""
    if isinstance(error, sa.exc.DBAPIError):
        return kind_of(error.orig)
    if isinstance(error, OSError):
        return _DISK.get(error.errno or 0, "")
    if getattr(error, "sqlstate", None) in _TOO_LONG:
        return "BUSY"
    name = str(getattr(error, "sqlite_errorname", None) or "").removeprefix("SQLITE_")
    if name == "IOERR_SHMSIZE":  # what a full disk looks like to whoever only reads
        return "FULL"
    return name.partition("_")[0]


def is_lost(error: BaseException | None) -> bool:
    """Whether the connection to a server is gone, so that it said neither yes nor no."""
    if not isinstance(error, sa.exc.DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or not state or state[:2] in ("08", "57")


def explained(error: Exception, path: Path | None, place: str) -> StoreError:
    """An error of database or disk in plain words."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    kind = kind_of(cause)
    if getattr(cause, "sqlstate", None) == FORBIDDEN:
        return StoreError("store_not_allowed", place=place)
    if path and kind in ("CORRUPT", "NOTADB"):
        return DamagedStore("store_damaged", path, last_backup(path))
    if code := _SAID.get(kind):
        return StoreError(code, place=place)
    if isinstance(cause, OSError):
        return StoreError("store_unusable", place=place, why=refused_by_system(cause))
    state, said = getattr(cause, "sqlstate", None), str(cause)
    if not path:
        code = _STATES.get(state or "") or _STATES.get((state or "")[:2])
        if code := code or next((code for part, code in _OF_SERVERS if part in said), ""):
            return StoreError(code, place=place)
    state = state or getattr(cause, "sqlite_errorname", None) or type(cause).__name__
    return StoreError("store_unusable", place=place, why=Saying.of("store_state", state=str(state)))


_STATES = {
    "28P01": "store_password_wrong",
    "3D000": "store_no_database",
    "53300": "store_crowded",
    "08": "store_gone",
    "57": "store_gone",
}
"""What a server says by a code (SQLSTATE), or by how it begins."""


_OF_SERVERS = (
    ("server does not support SSL", "store_tls_none"),
    ("root certificate file", "store_tls_file"),
    ("does not match host name", "store_tls_name"),
    ("certificate has expired", "store_tls_time"),
    ("certificate is not yet valid", "store_tls_time"),
    ("certificate verify failed", "store_tls_unknown"),
    ("password authentication failed", "store_password_wrong"),
    ("no password supplied", "store_password_missing"),
    ("no pg_hba.conf entry", "store_not_let_in"),
    ('FATAL:  database "', "store_no_database"),
    ('FATAL:  role "', "store_no_login"),
    ("Connection refused", "store_refused"),
    ("No such file or directory", "store_refused"),
    ("translate host name", "store_no_host"),
    ("resolve host", "store_no_host"),
    ("Name or service not known", "store_no_host"),
    ("timeout", "store_silent"),
    ("timed out", "store_silent"),
    ("unreachable", "store_silent"),
    ("No route to host", "store_silent"),
    ("too many", "store_crowded"),
    ("connection is lost", "store_gone"),
    ("connection is closed", "store_gone"),
    ("terminating connection", "store_gone"),
    ("consuming input failed", "store_gone"),
    ("reset by peer", "store_gone"),
    ("unexpectedly", "store_gone"),
)
"""What libpq, or the server through it, says of the way in. Neither has a code for it."""
_SAID = {
    "FULL": "store_full",
    "READONLY": "store_read_only",
    "CANTOPEN": "store_closed",
    "PERM": "store_closed",
    "BUSY": "store_busy",
    "LOCKED": "store_busy",
    "IOERR": "store_device",
}
