"""A scanner that types like a keyboard, told apart from people by its speed."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from magapp.catalogue import canonical_ean
from magapp.errors import InputError
from magapp.handover import PREFIX

GAP_MS = 50
"""The longest time between two keys of a scanner; nobody types so fast for so long."""
REPEAT_MS = 15
"""A key that is held down repeats more slowly. X11 calls it a repeat, too, when a fast scanner
sends the same digit twice."""
LEAST = 6
"""The fewest signs that can be a scan."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALONG = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock)
"""Keys that a scanner presses beside its signs."""
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_CODE = re.compile(PREFIX + r"\d{1,3}:", re.IGNORECASE)


class Scanner(QObject):
    """Gets the keys of one window before any widget has them, and keeps scans from them.

    A sign that may begin a scan is held back for as long as the next one of a scanner may take.
    When Enter shows that it was a scan, all of it has gone nowhere; otherwise the signs go where
    they would have gone, in their order, and nobody sees the difference. The times are those of
    the events, so that a screen that hangs for a moment makes no scanner of a person.

    In a text field only what begins like an article number or like a whole hand-over code is
    held back: words are somebody's, however fast they come.
    """

    scanned = Signal(str)
    """The article number, in its one form (`canonical_ean`)."""
    coded = Signal(str)
    """A hand-over code, whole or not: whoever reads it says."""
    misread = Signal()
    """As fast as a scanner, but neither: a code of another kind, or read wrongly."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None
        self._text = ""
        self._last = 0
        self._held: list[QKeyEvent] = []
        self._passing = False
        self._entered: set[int] = set()
        self._rest = QTimer(self, interval=GAP_MS, singleShot=True)
        self._rest.timeout.connect(self._rested)

    def watch(self, window: QWindow | None) -> None:
        """Listen to this window from now on, or with None to none."""
        if window is self._window:
            return
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        self._forget()
        if window is not None:
            window.installEventFilter(self)

    @property
    def holding(self) -> bool:
        """Whether keys are held back that may become a scan."""
        return bool(self._held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back what may be a scan; a click shows that it was none."""
        if self._passing:
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self._let_go()
        elif isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
            if event.type() == QEvent.Type.KeyRelease:
                return self._released(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        """Whether the key is held back, or is the Enter of a scan."""
        at, sign = event.timestamp(), event.text()
        follows = bool(self._text) and 0 <= at - self._last <= GAP_MS
        if event.key() in _ALONG:
            return False
        if not follows:
            self._let_go()
        if event.key() in _ENTER and self._is_scan():
            text = self._text
            self._forget()
            self._entered.add(event.key())
            self._tell(text)
            return True
        repeated = event.isAutoRepeat() and at - self._last > REPEAT_MS
        signs = sign.isprintable() and not event.modifiers() & _COMMANDS and not repeated
        if not sign or not signs or not self._may_be(self._text + sign):
            self._let_go()
            return False
        self._text, self._last = self._text + sign, at
        self._hold(event)
        return True

    def _released(self, event: QKeyEvent) -> bool:
        """A key is let go of after its press, or like it not at all."""
        if event.key() in self._entered:
            self._entered.discard(event.key())
            return True
        if any(each.key() == event.key() for each in self._held):
            self._hold(event)
            return True
        return False

    def _hold(self, event: QKeyEvent) -> None:
        copy = QKeyEvent(
            event.type(),
            event.key(),
            event.modifiers(),
            event.text(),
            event.isAutoRepeat(),
            event.count(),
        )
        copy.setTimestamp(event.timestamp())
        self._held.append(copy)
        self._rest.start()

    def _may_be(self, text: str) -> bool:
        """Whether these signs may be a scan, or the begin of one."""
        digits = len(text) - len(text.lstrip("0123456789"))
        if digits == len(text) or digits >= LEAST:
            return True
        if isinstance(QApplication.focusWidget(), QLineEdit):
            begin, colon, _ = text.upper().partition(":")
            number = begin[len(PREFIX) :]
            if number:
                return begin.startswith(PREFIX) and number.isdecimal()
            return not colon and PREFIX.startswith(begin)
        return text[0] != " "  # it presses what has the focus

    def _is_scan(self) -> bool:
        """Whether the signs that are held were a scan, now that Enter came."""
        text = self._text
        if isinstance(QApplication.focusWidget(), QLineEdit) and not text[:LEAST].isdecimal():
            return bool(_CODE.match(text))
        if len(set(text)) == 1 and not _ean(text):
            return False  # a key that was held down
        return len(text) >= LEAST or text.upper().startswith(PREFIX)

    def _tell(self, text: str) -> None:
        if text.upper().startswith(PREFIX):
            self.coded.emit(text)
        elif ean := _ean(text):
            self.scanned.emit(ean)
        else:
            self.misread.emit()

    def _rested(self) -> None:
        """Nothing followed; what the window system has, but the screen has not, goes first."""
        at = self._last
        QTimer.singleShot(0, self, lambda: self._let_go() if at == self._last else None)

    def _let_go(self) -> None:
        """It was somebody's typing: give it to the window."""
        held = self._held
        self._forget()
        self._passing = True
        try:
            for event in held:
                if self._window is not None and isValid(self._window):
                    QCoreApplication.sendEvent(self._window, event)
        finally:
            self._passing = False

    def _forget(self) -> None:
        """The signs so far are the begin of nothing."""
        self._text, self._held = "", []
        self._rest.stop()


def _ean(text: str) -> str:
    """The article number in its one form; empty when it is none."""
    try:
        return canonical_ean(text) if text.isascii() and text.isdecimal() else ""
    except InputError:
        return ""
