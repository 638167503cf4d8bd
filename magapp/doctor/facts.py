"""What can be asked of a machine; a test tells of one that is not here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path
from typing import NamedTuple

from magapp.errors import StoreError
from magapp.machine.clock import MADE
from magapp.settings import home

PATIENCE = 2.0
"""Seconds that a printer, a server or another program gets to answer."""
DAY = 86_400


class Running(NamedTuple):
    """A kiosk that runs now; None for what this user may not see of it."""

    process: int
    watched: bool | None
    core: int | None
    """The most bytes that the kernel would write of its memory when it fails; -1 for no limit."""


_QT = "pyside6-essentials"


class Machine:
    """What can be asked of the machine. Everything answers None for what cannot be known."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self.environment = environment

    @property
    def folder(self) -> Path:
        """Where the shop's settings and products are."""
        return home()

    def run(self, *command: str) -> str | None:
        """What a program prints, whatever its status; None without it, or after `PATIENCE`."""
        import subprocess

        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                env={**self.environment, "LC_ALL": "C"},
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.decode(errors="replace").strip()

    def read(self, path: str) -> str | None:
        """The content of a small file."""
        try:
            return Path(path).read_text("utf-8", "replace")
        except OSError:
            return None

    def files(self, pattern: str) -> list[str]:
        """The paths that a pattern (absolute) matches."""
        from glob import glob

        return sorted(glob(pattern))

    def may(self, path: str, how: int) -> bool:
        """Whether this user may read or write a path (`os.R_OK`, `os.W_OK`)."""
        return os.access(path, how)

    def free(self, path: Path) -> int:
        """Free bytes on the disk of a folder."""
        import shutil

        return shutil.disk_usage(path).free

    def answers(self, host: str, port: int) -> bool:
        """Whether somebody takes a connection; nothing is sent."""
        import socket

        try:
            socket.create_connection((host, port), timeout=PATIENCE).close()
        except (OSError, OverflowError, UnicodeError):
            return False
        return True

    def enters(self, named: str) -> StoreError | None:
        """Why the server at an address does not let us in; None where it does. Nothing is read."""
        from magapp.store.engine import try_server

        try:
            try_server(self.folder, named)
        except StoreError as error:
            return error
        return None

    def has(self, package: str) -> bool:
        """Whether a package of Python is installed."""
        from importlib.util import find_spec

        return find_spec(package) is not None

    def now(self) -> float:
        """The clock, in seconds since 1970."""
        import time

        return time.time()

    def built(self) -> float:
        """When the program was made, in seconds since 1970."""
        return datetime.combine(MADE, time()).timestamp()

    def zone(self) -> str | None:
        """The name of the time zone."""
        if named := self.environment.get("TZ"):
            return named
        where = os.path.realpath("/etc/localtime")
        name = where.partition("zoneinfo/")[2]
        return name or ("UTC" if not os.path.exists(where) else None)

    def qt(self) -> tuple[str | None, str | None]:
        """The version of Qt that is installed, and the one that belongs to the program."""
        from importlib.metadata import PackageNotFoundError, requires, version

        try:
            wanted = requires("magapp") or []
        except PackageNotFoundError:  # a bundle, which brings its own
            return None, None
        pinned = [each.partition("==")[2] for each in wanted if each.lower().startswith(_QT)]
        try:
            return version(_QT), pinned[0] if pinned else None
        except PackageNotFoundError:
            return None, pinned[0] if pinned else None

    def kiosk(self) -> Running | None:
        """The kiosk that runs now, if any."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                arguments = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            named = {os.path.basename(each) for each in arguments}
            if "--kiosk" in named and named & {"magapp", "ui"} and not named & {"watch", "doctor"}:
                return Running(int(folder.name), *_inside(folder))
        return None


def _inside(process: Path) -> tuple[bool | None, int | None]:
    """Whether a process was started by one that watches it, and how large a core it may leave."""
    try:
        environment = (process / "environ").read_bytes()
        limits = (process / "limits").read_text().splitlines()
    except OSError:
        return None, None
    [core] = [line.split()[4] for line in limits if line.startswith("Max core file size")]
    return b"NOTIFY_SOCKET=" in environment, -1 if core == "unlimited" else int(core)
