"""What a screen reader reads one after the other on something that is painted as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit.base import bleed, paint_ring
from ui.kit.parts import Part
from ui.kit.roles import Role
from ui.look.theme import ThemeHub


class SpokenItem(QWidget):
    """One item: it lies over what is painted, and no finger meets it."""

    spoken_role = Role.ListItem

    def __init__(self, hub: ThemeHub, parent: QWidget) -> None:
        super().__init__(parent)
        self._hub = hub
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, first: str = "", *rest: str) -> None:
        """What it says, line by line."""
        self.setAccessibleName(first)
        self.setAccessibleDescription("\n".join(rest))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring while keys have brought the focus here."""
        if self.hasFocus() and self._hub.keyboard:
            theme = self._hub.theme
            out = bleed(theme)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            body = QRectF(self.rect()).adjusted(out, out, -out, -out)
            paint_ring(painter, theme, body, float(theme.px("radius.sm")))
            painter.end()


class SpokenHeading(SpokenItem):
    """The heading of those that follow."""

    spoken_role = Role.Heading
    spoken_level = 2


class SpokenItems:
    """The items on a widget, in reading order. With `stops` keys go from one to the next."""

    def __init__(self, hub: ThemeHub, on: QWidget, *, stops: bool = True) -> None:
        self._hub = hub
        self._on = on
        self._policy = Qt.FocusPolicy.TabFocus if stops else Qt.FocusPolicy.NoFocus
        self.all: list[SpokenItem] = []

    def show(self, parts: Sequence[Part]) -> None:
        """Read these, of which each has words; nothing is kept of those before."""
        kinds = [SpokenHeading if part.heads else SpokenItem for part in parts]
        if kinds != [type(item) for item in self.all]:
            for item in self.all:
                item.say()  # also not until it is gone
                item.hide()
                item.deleteLater()
            self.all = [kind(self._hub, self._on) for kind in kinds]
            for item in self.all:
                item.setFocusPolicy(self._policy)
                item.show()
        for item, part in zip(self.all, parts, strict=True):
            item.say(*part.said())

    def place(self, rects: Iterable[QRectF]) -> None:
        """Lay each over its words, with room for its ring."""
        out = bleed(self._hub.theme)
        for item, rect in zip(self.all, rects, strict=False):
            item.setGeometry(rect.adjusted(-out, -out, out, out).toAlignedRect())
