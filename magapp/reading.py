"""The one way to read a file that a person or a folder names: looked at first, and bounded.

A name can lead anywhere: to a pipe that nobody writes to, a device that never ends, a file larger
than the memory. So its kind is looked at before it is opened, and its size before it is read. What
comes in by standard input may be a pipe, and is bounded alike.
"""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from magapp.errors import InputError, refused_by_system

CATALOGUE = 50_000_000
"""Bytes of a list of products: a hundred thousand take a fifth of it."""
ANSWERS = 1_000_000
"""Of an answer set, or of one on a line."""

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "is_folder"),
    (stat.S_ISFIFO, "is_pipe"),
    (stat.S_ISSOCK, "is_socket"),
)


def regular(path: Path | str) -> os.stat_result:
    """What the system knows of a file; it is not opened.

    Raises OSError when it cannot be looked at, and InputError when it is a folder, a pipe, a
    device or a socket.
    """
    try:
        state = os.stat(path)
    except ValueError:  # a name with a sign that no file can have
        raise InputError(str(path), "no_file_name") from None
    if not stat.S_ISREG(state.st_mode):
        code = next((code for is_kind, code in _KINDS if is_kind(state.st_mode)), "is_device")
        raise InputError(str(path), code)
    return state


def take(path: Path | str, most: int, *, follows: bool = True) -> bytes:
    """The content of a file of at most so many bytes; `follows` as in `begin`.

    Raises OSError as reading does, and InputError for what is no regular file or too large.
    """
    if regular(path).st_size <= most:
        content = begin(path, most + 1, follows=follows)
        if len(content) <= most:
            return content
    raise InputError(str(path), "too_large", most=most)


def begin(path: Path | str, most: int, *, follows: bool = True) -> bytes:
    """The first so many bytes of a file, whatever its size; it is looked at once it is open.

    Nobody is waited for who is to write into a pipe. Unless it `follows` them, a link to a file
    is none. Raises OSError as reading does, and InputError for what is no regular file.
    """
    flags = _AT_ONCE | (0 if follows else _NO_LINK)
    with open(path, "rb", opener=lambda name, how: os.open(name, how | flags)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise InputError(str(path), "is_device")
        return file.read(most)


def read_file(path: Path | str, most: int) -> bytes:
    """As `take`, with InputError for all that can go wrong."""
    try:
        return take(path, most)
    except OSError as error:
        raise InputError(str(path), "unreadable", why=refused_by_system(error)) from None


def read_stream(stream: BinaryIO, most: int) -> bytes:
    """All that comes in, at most so many bytes. Raises InputError for more."""
    content = stream.read(most + 1)
    if len(content) > most:
        raise InputError("", "too_much", most=most)
    return content


def read_lines(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """Line by line; None in the place of one that is longer than so many bytes."""
    while line := stream.readline(most + 1):
        if len(line) <= most:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(most + 1)
        yield None
