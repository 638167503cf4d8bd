"""The keys of the screen in front, from the table that drives them, in a panel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from ui.counter.keys import ScreenKey
from ui.counter.panel import Panel
from ui.kit.cap import cap_height, cap_width, paint_cap
from ui.kit.deck import CardFace, PartCard
from ui.kit.parts import Columns, Look, Paragraph, Part, Stack
from ui.look.theme import ThemeHub

WEIGHTS = (2.0, 5.0)
"""Of the keys, and of what they do."""
ONE_COLUMN = 600
"""Up to this width, in pixels of the base design at the plain text size, rows stand in one."""


class KeyCap(Part):
    """The name of a key, or a few, in a cap."""

    def __init__(self, shown: str) -> None:
        self.shown = shown

    def height(self, look: Look, width: float) -> float:
        """One line."""
        return float(cap_height(round(look.type("small"))))

    def natural(self, look: Look) -> float:
        """The name and its room."""
        return cap_width(look.hub, self.shown, round(look.type("small")))

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """At the begin of the rectangle."""
        wide = min(self.natural(look), rect.width())
        cap = QRectF(rect.left(), rect.top(), wide, self.height(look, wide))
        cap = look.flip(cap, rect)
        theme = look.theme
        ink, ground = theme.colour("ink"), theme.colour("surface_sunken")
        edge = theme.colour("line_strong")
        paint_cap(painter, theme, self.shown, cap, round(look.type("small")), ink, ground, edge)

    def said(self) -> list[str]:
        """The name of the key."""
        return [self.shown]


class KeysPanel(Panel):
    """What each key does here. F1 and Escape take it away."""

    def __init__(
        self, hub: ThemeHub, window: QWidget, table: Callable[[], Sequence[ScreenKey]]
    ) -> None:
        super().__init__(hub, window, "keys")
        self._table = table
        self.list = PartCard(hub)
        self.body.addWidget(self.list)
        self.retranslate()

    def title(self) -> str:
        """What the panel is called."""
        return self.tr("Keys of this screen")

    def retranslate(self) -> None:
        """Every word."""
        super().retranslate()
        if self.isVisible():
            self.place()

    def place(self) -> None:
        """In one column where it is narrow, else in two; as high as its rows."""
        theme, over = self.hub.theme, self.window().width()
        lines: list[Part] = [
            Columns([KeyCap(each.shown), Paragraph(each.words)], WEIGHTS, "space.sm", middle=True)
            for each in self._table()
        ]
        half = ceil(len(lines) / 2)
        part: Part = Stack(lines, "space.sm")
        if over > theme.px(ONE_COLUMN) * theme.text_scale:
            part = Columns([Stack(lines[:half], "space.sm"), Stack(lines[half:], "space.sm")])
        title = self.heading.text()
        self.list.show_face(CardFace(part, "keys:list", title, ground="", border="", raised=False))
        margins = self.column.contentsMargins()
        wide = self.wide() - margins.left() - margins.right()
        self.list.setMinimumHeight(min(self.list.tall(wide), self.room()))
        super().place()

    def key(self, event: QKeyEvent) -> None:
        """What opened it closes it."""
        if event.key() == Qt.Key.Key_F1 or event.text() == "?":
            self.close_panel()
        else:
            super().key(event)
