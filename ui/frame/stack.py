"""Screens on top of each other, one of them in front."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget


class ScreenStack(QStackedWidget):
    """A stack that is as small as it is made; screens fill it whatever they would like.

    Its place stays its own while it is hidden.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Not the largest of all screens."""
        return QSize(1, 1)

    def sizeHint(self) -> QSize:
        """Not asked of every screen at every turn."""
        return QSize(1, 1)

    def hasHeightForWidth(self) -> bool:
        """The stack is given what is left, so no screen need be asked."""
        return False

    def turn_to(self, widget: QWidget) -> None:
        """Show a widget. The focus does not stray to the next control when its own is hidden."""
        front = self.currentWidget()
        focus = QApplication.focusWidget()
        if focus is not None and front is not None and front.isAncestorOf(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentWidget(widget)
