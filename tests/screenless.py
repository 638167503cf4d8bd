"""A face for the command line, where no screen may open."""

from __future__ import annotations

from pathlib import Path


class Screenless:
    """No command here opens a screen."""

    def run(self, kiosk: bool) -> int:
        raise AssertionError("opened a screen")

    def tour(self, folder: Path) -> int:
        raise AssertionError("opened a screen")

    def command(self) -> list[str]:
        raise AssertionError("started a process")

    def look(self, kiosk: bool) -> int:
        raise AssertionError("looked at a screen")
