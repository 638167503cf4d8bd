"""What a scanner reads at a kiosk: it changes nothing there, and customers are told so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QWindow

from ui.input.scanner import Kept, Scanner


class KioskScans(QObject):
    """Keeps scans from the kiosk's screens."""

    refused = Signal()
    """Something was scanned."""

    def __init__(
        self, parent: QObject, keep: Callable[[], Kept], grave: Callable[[], bool]
    ) -> None:
        """For `keep` and `grave` see `Scanner`."""
        super().__init__(parent)
        self.scanner = Scanner(self, keep, grave=grave)
        self.scanner.told.connect(self.refused)

    def watch(self, window: QWindow | None) -> None:
        """Read what is scanned while this window has the keys."""
        self.scanner.watch(window)
