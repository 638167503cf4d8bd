"""A 2-D scanner that types a hand-over code, told apart from people by its speed and its begin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from magapp.handover import MOST, PREFIX
from ui.scanner import GAP_MS

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CodeReader(QObject):
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
        self._window: QWindow | None = None
        self._held: set[int] = set()

    def watch(self, window: QWindow | None) -> None:
        """Listen to this window from now on, or with None to none."""
        if window is self._window:
            return
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        self._text = ""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is typed as fast as a scanner does, and begins like a code."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            swallowed = event.key() in self._held
            self._held.discard(event.key())
            return swallowed
        if event.type() == QEvent.Type.KeyPress and self._pressed(event):
            self._held.add(event.key())
            return True
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        at = event.timestamp()
        follows = bool(self._text) and 0 <= at - self._last <= GAP_MS
        if event.key() in _ENTER:
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
