"""A line to type in, that hears of every change whichever way it came."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.base import mirror, painter_on
from ui.kit.cap import KeyMark, split_key
from ui.look.theme import ThemeHub


class TextEntry(QLineEdit):
    """A line to type in: no menu of the system's own, nothing dropped on it."""

    edited = Signal(str)
    """Another text, typed or set by assistive software; not by `setText`, which is for us."""

    def __init__(self, name: str, most: int, parent: QWidget | None = None) -> None:
        """Make a line of at most so many signs."""
        super().__init__(parent)
        self._told = False
        self._text = ""
        self._cap_of: ThemeHub | None = None
        self._key = ""
        self.setObjectName(name)
        self.setMaxLength(most)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textChanged.connect(self._changed)

    def set_hint(self, hub: ThemeHub, text: str) -> None:
        """Say what is typed here, while it is empty; a key in brackets at its end is a cap."""
        self._cap_of = hub
        words, self._key = split_key(text)
        self.setPlaceholderText(words)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cap of the key stands at the end of the empty line."""
        super().paintEvent(event)
        if self._cap_of is None or not self._key or self.text():
            return
        theme = self._cap_of.theme
        mark = KeyMark(self._cap_of, self._key, theme.px("type.body"))
        rect = QRectF(self.rect())
        left = rect.right() - mark.width - theme.px("space.md")
        painter = painter_on(self)
        box = mirror(self, QRectF(left, rect.top(), mark.width, rect.height()), rect)
        mark.paint(painter, box, theme.colour("ink_soft"))
        painter.end()

    def setText(self, text: str | None) -> None:
        """Show a text, without saying so; nothing of the one before can be brought back."""
        told, self._told = self._told, True
        super().setText(text)
        self._told = told

    def clear(self) -> None:
        """Empty it; Qt's own way would leave the text to be undone."""
        self.setText("")

    def _changed(self, text: str) -> None:
        """Say so; where nobody can type, nothing else may change the text either."""
        if self._told:
            self._text = text
        elif self.isReadOnly() or not self.isEnabled() or not self.isVisible():
            self.setText(self._text)
        else:
            self._text = text
            self.edited.emit(text)
