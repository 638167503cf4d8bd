"""The PIN with which staff leave the kiosk: kept as a hash, and slow to guess.

The file `pin` in the program's folder holds the hash and how many wrong tries there were in a row.
After a few of them every further one has to wait, longer each time. The wait is measured by a
clock that nobody can set; who starts the program again begins the wait again.
"""

import os
import re
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from magapp.errors import InputError, refused_by_system

FILE = "pin"
LEAST, MOST = 4, 12
"""How many digits a PIN has."""

MAX_BYTES = 500
MOST_FAILED = 10**9
_HASH = re.compile(
    r"\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$[\w+/]{11,86}\$[\w+/]{22,86}", re.ASCII
)
_MOST_COST = (262_144, 16, 16)
"""KiB of memory, rounds and threads that a hash may ask for."""

FREE = 3
"""So many wrong tries cost nothing."""
FIRST_WAIT, LONGEST_WAIT = 30.0, 900.0
"""Seconds of the first wait, which doubles up to the longest."""


def wait_after(failed: int) -> float:
    """The seconds to wait after so many wrong tries in a row."""
    if failed < FREE:
        return 0.0
    return min(FIRST_WAIT * 2.0 ** min(failed - FREE, 10), LONGEST_WAIT)


def set_pin(folder: Path, digits: str) -> None:
    """Set or replace the PIN kept in a folder.

    Raises InputError when it is no PIN, or the file cannot be written.
    """
    if not (digits.isascii() and digits.isdecimal()):
        raise InputError("PIN", "pin_not_digits")
    if not LEAST <= len(digits) <= MOST:
        raise InputError("PIN", "pin_length", count=len(digits), least=LEAST, most=MOST)
    from argon2 import PasswordHasher

    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / FILE, PasswordHasher().hash(digits), 0)
    except OSError as error:
        why = refused_by_system(error)
        raise InputError(str(folder / FILE), "unwritable", why=why) from None


class Pin:
    """The PIN of a folder, and the tries at it. `clock` gives seconds and never goes back."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = folder / FILE
        self._clock = clock
        self._hash = ""
        self._failed = 0
        self._since = clock()
        self.read()

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        return self._path.parent

    @property
    def is_set(self) -> bool:
        """Whether there is a PIN that can be asked for."""
        return bool(self._hash)

    def read(self) -> None:
        """Look again whether there is a PIN: it may have been set meanwhile.

        A file that cannot be read, or that others could have written, is no PIN; one that was
        set anew ends every wait.
        """
        kept = read_pin(self._path)
        if kept is None:
            self._hash = ""
            return
        hashed, count = kept
        if hashed != self._hash:
            self._hash, self._failed, self._since = hashed, max(count, 0), self._clock()

    def wait(self) -> float:
        """The seconds before another try counts."""
        return max(0.0, wait_after(self._failed) - (self._clock() - self._since))

    def check(self, digits: str) -> bool:
        """Whether these are the digits. While there is a wait they are not even looked at."""
        if not self.is_set or self.wait() > 0:
            return False
        # Counted before it is known, so that pulling the plug wins no try.
        self._count(self._failed + 1)
        from argon2 import PasswordHasher
        from argon2.exceptions import Argon2Error, InvalidHashError

        try:
            right = PasswordHasher().verify(self._hash, digits)
        except (Argon2Error, InvalidHashError):
            return False
        self._count(0)
        return right

    def _count(self, failed: int) -> None:
        self._failed, self._since = failed, self._clock()
        with suppress(OSError):  # a full disk must not keep staff in; until the end it is known
            _write(self._path, self._hash, failed)


def read_pin(path: Path) -> tuple[str, int] | None:
    """The hash in a file and the wrong tries; None for what is not this program's to believe.

    That is anything but a hash that takes as long to try as ours, and a file that others own or may
    write to: whoever can put a PIN there can leave the kiosk.
    """
    try:
        with open(path, "rb", opener=_at_once) as file:
            if not is_ours(os.fstat(file.fileno()), path):
                return None
            hashed, failed = file.read(MAX_BYTES).decode("ascii").splitlines()
        found, count = _HASH.fullmatch(hashed), int(failed)
        if not found or not 0 <= count < MOST_FAILED:
            return None
        cost = zip(map(int, found.groups()), _MOST_COST, strict=True)
        return None if any(each > most for each, most in cost) else (hashed, count)
    except (OSError, ValueError):
        return None


def _at_once(path: str, flags: int) -> int:
    """Open without waiting for whoever is to write into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def is_ours(about: os.stat_result, path: Path) -> bool:
    """Whether nobody else can have written this file: its owner's, the system's or the folder's."""
    if not stat.S_ISREG(about.st_mode):
        return False
    if os.name != "posix":
        return True
    owners = (os.geteuid(), 0, path.parent.stat().st_uid)
    return about.st_uid in owners and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _write(path: Path, hashed: str, failed: int) -> None:
    """Write hash and count so that either the old file is there or the new one, for us only."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    with suppress(FileNotFoundError):
        new.unlink()
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{hashed}\n{failed}\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
