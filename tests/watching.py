"""What tests of the watch share: an ear for what a watched program says, and whether it is gone."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EARS = ("file", "abstract")
"""The two kinds of address that systemd gives a program."""


@contextmanager
def listening(kind: str, folder: Path) -> Iterator[tuple[socket.socket, str]]:
    """A socket that hears what a program says to its watch, and its address."""
    name = str(folder / "s") if kind == "file" else f"@magapp-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.settimeout(10)
        ear.bind("\0" + name[1:] if name.startswith("@") else name)
        yield ear, name


def gone(process: int) -> bool:
    """Whether a process has ended."""
    try:
        return f"{process} (" not in Path(f"/proc/{process}/stat").read_text() or (
            ") Z " in Path(f"/proc/{process}/stat").read_text()
        )
    except OSError:
        return True
