"""One at a time, of all the programs that work in one folder.

The lock is the system's own: it goes with whoever holds it, however that ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(path: Path, *, waits: bool = False) -> Iterator[bool]:
    """Hold the lock that a file stands for, and say whether it was to be had.

    With `waits` it always is, in time. The file is made where it is not there, and stays. Raises
    OSError when it cannot be opened.
    """
    how = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(path, how, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(handle)
