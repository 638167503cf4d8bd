"""A 2-D scanner that types a hand-over code, told apart from people by its speed and its begin."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from magapp.handover import MOST, PREFIX
from ui.scanner import ENTER, GAP_MS, KeyReader


class CodeReader(KeyReader):
    """Watches the keys of one window, before any widget has them.

    From its second sign on a code goes nowhere else, so that its letters press no keys; the first
    cannot be told from somebody's typing. While a text field has the focus, all keys are its own.
    """

    scanned = Signal(str)
    """A code, whole or not: whoever reads it says."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = ""
        self._last = 0

    def forget(self) -> None:
        """The signs so far are somebody's."""
        self._text = ""

    def pressed(self, event: QKeyEvent) -> bool:
        """Take what is typed as fast as a scanner does, and begins like a code."""
        at = event.timestamp()
        follows = bool(self._text) and 0 <= at - self._last <= GAP_MS
        if event.key() in ENTER:
            text, self._text = self._text, ""
            if follows and len(text) >= len(PREFIX):
                self.scanned.emit(text)
                return True
            return False
        sign = event.text()
        if not sign:  # Shift, which scanners press too
            return False
        text = (self._text if follows else "") + sign
        begins = PREFIX.startswith(text.upper()[: len(PREFIX)])
        if not begins or len(text) > MOST or isinstance(QApplication.focusWidget(), QLineEdit):
            self._text = ""
            return False
        self._text, self._last = text, at
        return len(text) > 1
