"""A voice that reads aloud, where this machine has one.

A program of the machine speaks. What it reads goes through its standard input: no word of it
stands on a command line, which every user of the machine can see, and none in a log of ours.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen

SPEAKERS: dict[str, tuple[str, ...]] = {
    "espeak-ng": ("-b", "1", "-s", "150", "--stdin", "-v"),
    "spd-say": ("--pipe-mode", "--wait", "--language"),
}
"""Programs that speak, the surest first, and how they are told to read what they are given; the
language comes last."""
SILENCERS: dict[str, tuple[str, ...]] = {"spd-say": ("--cancel",)}
"""What makes those silent that hand the text on, and so speak on when they have ended."""
WITH_US = ("setpriv", "--pdeathsig", "KILL", "--")
"""Ends a program with the one that started it, however that ends."""
MOST = 20_000
"""Characters that are read, at most: they fit in the pipe, so that nobody waits for the reader."""
COMMAND = "!-!"
"""At the head of a line, what `spd-say` takes as a command and does not read."""


def has(program: str) -> bool:
    """Whether there is such a program."""
    return any(os.access(os.path.join(each, program), os.X_OK) for each in os.get_exec_path())


def find_voice() -> str:
    """The program here that speaks; empty where there is none."""
    return next((each for each in SPEAKERS if has(each)), "")


class Reading:
    """A text while it is read aloud."""

    def __init__(self, program: str, text: str, language: str) -> None:
        """Begin; `program` is one of `SPEAKERS`, `language` its code.

        A program that cannot be started, or ends at once, reads nothing.
        """
        self._program = program
        self._process: Popen[bytes] | None = None
        said = text[:MOST].replace(COMMAND, "")
        command = [*(WITH_US if has(WITH_US[0]) else ()), program, *SPEAKERS[program], language]
        with suppress(OSError):
            self._process = process = _started(command)
            assert process.stdin is not None
            with process.stdin as to:
                to.write(f"{said}\n".encode())

    def going(self) -> bool:
        """Whether it is still being read."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Be silent at once."""
        if self._process is None or not self.going():
            return
        self._process.kill()
        self._process.wait()
        if self._program in SILENCERS:
            with suppress(OSError):
                _started([self._program, *SILENCERS[self._program]]).communicate()


def _started(command: list[str]) -> Popen[bytes]:
    import subprocess

    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=nothing, stderr=nothing)
