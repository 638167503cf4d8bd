"""Standard input, output and error of a command, whatever they are: closed, full, or gone.

`stand` makes them fit for use, once for every command. From then on each can be read or written:
what goes wrong with input and output is a MagappError, and what is said on standard error where
nobody can hear it is lost and stops nothing.
"""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from magapp.errors import InputError, MagappError, refused_by_system
from magapp.language.saying import Saying

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer


class OutputError(MagappError):
    """Standard output takes nothing more. `done` says what the command has done all the same."""

    def __init__(self, why: Saying | str, done: str = "") -> None:
        if why:
            super().__init__("output_refused", why=why)
        else:
            super().__init__("output_closed")
        self.why, self.done = why, done

    def told(self, language: str) -> str:
        """What is said of it in a language, and what has been done."""
        return " ".join([super().told(language), *self.done.split()])


class _Input(io.FileIO):
    """Standard input; not being there is said when it is read."""

    def __init__(self, there: bool) -> None:
        self._there = there
        super().__init__(0, "r", closefd=False)

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        if not self._there:
            raise InputError(Saying.of("standard_input"), "input_closed")
        try:
            return super().readinto(buffer)
        except OSError as error:
            why = refused_by_system(error)
            raise InputError(Saying.of("standard_input"), "input_refused", why=why) from None

    def readall(self) -> bytes:
        return b"".join(iter(lambda: self.read(1 << 16) or b"", b""))

    def isatty(self) -> bool:
        return self._there and super().isatty()


class _Output(io.FileIO):
    """Standard output. It fails once; then the command ends, and what is left goes nowhere."""

    def __init__(self, there: bool) -> None:
        self._there = there
        self.failed: Saying | str | None = None
        super().__init__(1, "w", closefd=False)

    def write(self, content: "ReadableBuffer", /) -> int:
        if self.failed is not None:
            return memoryview(content).nbytes
        if not self._there:
            self.failed = ""
            raise OutputError("")
        try:
            return super().write(content)
        except OSError as error:
            gone = isinstance(error, BrokenPipeError)
            self.failed = "" if gone else refused_by_system(error)
            raise OutputError(self.failed) from None


class _Errors(io.FileIO):
    """Standard error. There is no other place to say that it does not work."""

    def __init__(self) -> None:
        super().__init__(2, "w", closefd=False)

    def write(self, content: "ReadableBuffer", /) -> int:
        with suppress(OSError):
            return super().write(content)
        return memoryview(content).nbytes


def stand() -> None:
    """Make the three streams of this process fit for use; those put in their place are kept."""
    missing = [stream is None for stream in (sys.stdin, sys.stdout, sys.stderr)]
    if os.name == "posix":
        _hold_descriptors()
    if sys.stdin is None or (os.name == "posix" and sys.stdin is sys.__stdin__):
        sys.stdin = io.TextIOWrapper(
            io.BufferedReader(_Input(not missing[0])), encoding=_encoding(sys.stdin)
        )
    if sys.stdout is None or (os.name == "posix" and sys.stdout is sys.__stdout__):
        raw = _Output(not missing[1])
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(raw), encoding=_encoding(sys.stdout), line_buffering=raw.isatty()
        )
    if sys.stderr is None or (os.name == "posix" and sys.stderr is sys.__stderr__):
        sys.stderr = io.TextIOWrapper(
            io.BufferedWriter(_Errors()), encoding=_encoding(sys.stderr), line_buffering=True
        )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a letter it does not have is no reason to stop
            stream.reconfigure(errors="backslashreplace")


def _encoding(stream: object) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _hold_descriptors() -> None:
    """Let no file of ours, such as the database, get the number of a stream that is not there."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, number)
            if nowhere != number:
                os.close(nowhere)


def expect_input() -> None:
    """Before something is asked: raises InputError where no answer can come."""
    raw = getattr(getattr(sys.stdin, "buffer", None), "raw", None)
    if isinstance(raw, _Input):
        raw.readinto(bytearray())


def finish() -> None:
    """Write what is left. Raises OutputError when not all of the output has arrived."""
    sys.stdout.flush()
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if isinstance(raw, _Output) and raw.failed is not None:
        raise OutputError(raw.failed)


@contextmanager
def having_done(what: str) -> Iterator[None]:
    """Where output fails in here, say what has been done: it stays done."""
    try:
        yield
        sys.stdout.flush()
    except OutputError as error:
        raise OutputError(error.why, what) from None


def say_done(what: str) -> None:
    """Print what has been done; where it cannot be printed, the OutputError says it."""
    with having_done(what):
        print(what)
