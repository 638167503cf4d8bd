"""One at a time, of all the programs that work in one folder.

The lock is the system's own: it goes with whoever holds it, however that ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep


@contextmanager
def alone(path: Path, *, patience: float = 0.0) -> Iterator[bool]:
    """Hold the lock that a file stands for, and say whether it was to be had in so many seconds.

    The file is made where it is not there, and stays. Raises OSError when it cannot be opened.
    """
    how = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    end = monotonic() + patience
    handle = os.open(path, how, 0o600)
    try:
        while not (mine := _held(handle)) and monotonic() < end:
            sleep(0.01)
        yield mine
    finally:
        os.close(handle)


def _held(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
