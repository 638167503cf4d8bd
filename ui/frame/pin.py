"""Typing a PIN: digits that are counted on the screen and shown nowhere.

Controls: the keys `pin:0` to `pin:9`, `pin:clear`, `pin:back`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from magapp.machine.pin import MOST
from ui.kit.pads import NumberPad

if TYPE_CHECKING:
    from ui.look.theme import Theme, ThemeHub


class PinPad(NumberPad):
    """Digits that are counted on the screen and shown nowhere."""

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__(hub, name="pin", digits=MOST)
        for key in self.findChildren(QWidget):
            key.setObjectName("pin:" + key.objectName().rpartition("_")[2])

    def typed(self) -> str:
        """The digits."""
        return self._typed

    def type_again(self, digits: str) -> None:
        """Have these digits again, and no others."""
        self._type("")
        self._type(digits)

    def _type(self, text: str) -> None:
        """Take digits as they are: zeros before others count."""
        if len(text) <= self._digits and text != self._typed:
            self._typed = text
            self._refresh()
            self.changed.emit(None)

    def _refresh(self) -> None:
        """As a pad does; a screen reader says how many digits there are."""
        super()._refresh()
        self.setAccessibleDescription(str(len(self._typed)))

    def _paint_number(self, painter: QPainter, theme: Theme, room: QRectF) -> None:
        """A dot for each digit."""
        size = min(room.height() * 0.24, room.width() / MOST / 1.7)
        step = size * 1.7
        first = room.center().x() - step * (len(self._typed) - 1) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        for place in range(len(self._typed)):
            painter.drawEllipse(
                QPointF(first + place * step, room.center().y()), size / 2, size / 2
            )
