"""A line to type in, that hears of every change whichever way it came."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget


class TextEntry(QLineEdit):
    """A line to type in: no menu of the system's own, nothing dropped on it."""

    edited = Signal(str)
    """Another text, typed or set by assistive software; not by `setText`, which is for us."""

    def __init__(self, name: str, most: int, parent: QWidget | None = None) -> None:
        """Make a line of at most so many signs."""
        super().__init__(parent)
        self._told = False
        self._text = ""
        self.setObjectName(name)
        self.setMaxLength(most)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textChanged.connect(self._changed)

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
