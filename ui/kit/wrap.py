"""A row of small controls that goes on below when it is full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.base import Arranged, bleed
from ui.look.theme import ThemeHub


class WrapRow(Arranged):
    """Lays controls out in reading direction, as many lines as they need, up to `lines`."""

    def __init__(self, hub: ThemeHub, *, name: str = "") -> None:
        super().__init__(hub)
        self._shown: list[QWidget] = []
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these, in order."""
        self._shown = list(widgets)
        for widget in self._shown:
            widget.setParent(self)
            widget.show()
        self.restyle()

    def arrange(self) -> None:
        """Place the controls in the width of the moment."""
        self._place(self.width())

    def _place(self, width: int, move: bool = True) -> int:
        gap = self.hub.theme.px("space.sm") - bleed(self.hub.theme)
        at, high = QPoint(0, 0), 0
        for widget in self._shown:
            size = widget.sizeHint()
            wide = min(size.width(), width)
            if wide < size.width():  # higher instead, where it knows how
                size.setHeight(max(size.height(), widget.heightForWidth(wide)))
            if at.x() and at.x() + wide > width:
                at = QPoint(0, at.y() + high + gap)
                high = 0
            high = max(high, size.height())
            if move:
                left = width - at.x() - wide if self.mirrored else at.x()
                widget.setGeometry(QRect(left, at.y(), wide, size.height()))
            at.setX(at.x() + wide + gap)
        return at.y() + high

    def hasHeightForWidth(self) -> bool:
        """Height follows width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as are needed."""
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        """One line where it can be."""
        width = self.width() or 600
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The lines needed in the width of the moment."""
        return QSize(1, self.heightForWidth(self.width() or 600))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != self.width():
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """A control asks for another size: its text changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.restyle()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: what asked for another size before was not heard."""
        super().showEvent(event)
        self.restyle()
