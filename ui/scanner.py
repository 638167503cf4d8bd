"""A barcode scanner that types like a keyboard, told apart from people by its speed."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from magapp.catalogue import canonical_ean
from magapp.errors import InputError

GAP_MS = 50
"""The longest time between two keys of a scanner; nobody types so fast for so long."""
REPEAT_MS = 15
"""A key that is held down repeats more slowly. X11 calls it a repeat, too, when a fast scanner
sends the same digit twice."""
LEAST = 6
"""The fewest digits that can be a scan."""

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class _Before(NamedTuple):
    """A field as it was before a burst of digits began."""

    field: QLineEdit
    text: str
    cursor: int
    start: int
    length: int

    def put_back(self) -> None:
        if not isValid(self.field) or self.field.isReadOnly():
            return
        self.field.setText(self.text)
        self.field.setCursorPosition(self.cursor)
        if self.length:
            self.field.setSelection(self.start, self.length)


class KeyReader(QObject):
    """Gets the keys of one window before any widget has them, and may swallow them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None
        self._down: set[int] = set()

    def watch(self, window: QWindow | None) -> None:
        """Listen to this window from now on, or with None to none."""
        if window is self._window:
            return
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        self.forget()
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that is swallowed is not let go of for the widgets either."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyPress and self.pressed(event):
            self._down.add(event.key())
            return True
        if event.type() == QEvent.Type.KeyRelease and event.key() in self._down:
            self._down.discard(event.key())
            return True
        return False

    def pressed(self, event: QKeyEvent) -> bool:
        """A key was pressed; whether it is swallowed."""
        raise NotImplementedError

    def forget(self) -> None:
        """What was typed so far is the begin of nothing."""
        raise NotImplementedError


class Scanner(KeyReader):
    """Watches the keys of one window, before any widget has them.

    Digits have to be let through, as they may be somebody's: when Enter shows that they were a
    scan, the field that they went into is put back as it was, and Enter goes nowhere. The times
    are those of the events, so that a screen that hangs for a moment makes no scanner of a person.
    """

    begun = Signal()
    """A digit that may be the first of a scan; it has not gone anywhere yet."""
    scanned = Signal(str)
    """The article number, in its one form (`canonical_ean`)."""
    misread = Signal()
    """As fast as a scanner, but no article number: a code of another kind, or read wrongly."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._digits = ""
        self._last = 0
        self._before: _Before | None = None

    def pressed(self, event: QKeyEvent) -> bool:
        """Take note of a digit; swallow the Enter of a scan."""
        at = event.timestamp()
        held = event.isAutoRepeat() and at - self._last > REPEAT_MS
        if held or event.modifiers() & _COMMANDS:
            self.forget()
            return False
        follows = bool(self._digits) and 0 <= at - self._last <= GAP_MS
        if event.key() in ENTER:
            digits, before = self._digits, self._before
            self.forget()
            return follows and len(digits) >= LEAST and self._tell(digits, before)
        text = event.text()
        if text.isascii() and text.isdigit():
            if not follows:
                self.forget()
                self._before = _field()
                self.begun.emit()
            self._digits += text
            self._last = at
        elif text:  # not Shift and its like, which scanners may press too
            self.forget()
        return False

    def forget(self) -> None:
        """The digits so far are somebody's."""
        self._digits, self._before = "", None

    def _tell(self, digits: str, before: _Before | None) -> bool:
        """Say what was scanned; False when it may be a key held down."""
        try:
            ean = canonical_ean(digits)
        except InputError:
            if len(set(digits)) == 1:
                return False
            ean = ""
        if before is not None:
            before.put_back()
        if ean:
            self.scanned.emit(ean)
        else:
            self.misread.emit()
        return True


def _field() -> _Before | None:
    """The field with the focus, as it is now."""
    field = QApplication.focusWidget()
    if not isinstance(field, QLineEdit):
        return None
    return _Before(
        field,
        field.text(),
        field.cursorPosition(),
        field.selectionStart(),
        len(field.selectedText()),
    )
