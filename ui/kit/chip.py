"""A small pill that can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.base import Control, bleed, mirror, paint_ring, paint_surface, paint_tick, painter_on
from ui.kit.cap import KeyMark, split_key
from ui.kit.roles import be_one_of_many
from ui.kit.text import Block, lay_out, lay_out_shrunk, paint_block
from ui.look.theme import ThemeHub


class Chip(Control):
    """A small pill that can be chosen: a filter, a short answer, a person."""

    def __init__(
        self,
        hub: ThemeHub,
        text: str = "",
        *,
        name: str = "",
        icon: str = "",
        checkable: bool = True,
        one: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a chip; checkable unless said otherwise, `one` of several if said so."""
        super().__init__(hub, name=name, parent=parent)
        self._icon = icon
        self._words = self._key = ""
        self.setCheckable(checkable)
        if one:
            be_one_of_many(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Set the text, also what a screen reader says."""
        if text != self.text():
            self._words, self._key = split_key(text)
            self.setText(text)
            self.setAccessibleName(text.replace("\u00ad", ""))
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The text on one line, with room for icon and tick."""
        theme = self.hub.theme
        pixels = theme.px("type.body")
        block = lay_out(self.hub, self._words, 1e6, pixels, bold=True)
        width = (block.width if block else 0.0) + 2 * theme.px("space.lg")
        width += self._mark() + self._key_room()
        high = max(theme.px("target"), round(pixels * 2.0))
        return QSize(int(max(width, high)) + 2, high) + QSize(1, 1) * 2 * bleed(theme)

    def heightForWidth(self, width: int) -> int:
        """Height of its text where it does not fit on one line."""
        theme = self.hub.theme
        room = self._room(width - 2.0 * bleed(theme))
        block = self._laid(room, 1e9, theme.px("type.body"))
        return max(self.sizeHint().height(), int(block.height) + 1 + theme.px("space.md"))

    def _mark(self) -> float:
        """Width of icon or tick with the gap after it."""
        theme = self.hub.theme
        if not (self._icon or self.isCheckable()):
            return 0.0
        return theme.px("type.body") * 1.2 + theme.px("space.sm")

    def _cap(self) -> KeyMark:
        """The key, as it is painted."""
        return KeyMark(self.hub, self._key, self.hub.theme.px("type.body"))

    def _key_room(self) -> float:
        """Width of the key with the gap before it."""
        return self._cap().width + self.hub.theme.px("space.sm") if self._key else 0.0

    def _room(self, width: float) -> float:
        """Width for the text within a pill so wide."""
        return max(1.0, width - 2 * self.hub.theme.px("space.md") - self._mark() - self._key_room())

    def _laid(self, width: float, height: float, floor: int) -> Block:
        """The text within a room, not smaller than `floor`."""
        pixels = self.hub.theme.px("type.body")
        return lay_out_shrunk(self.hub, self._words, width, height, pixels, floor, bold=True)

    def minimumSizeHint(self) -> QSize:
        """As the hint."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill; a chosen one is filled, ticked and has a thicker edge."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = min(body.height(), self.sizeHint().height() - 2.0 * out) / 2
        on, able = self.isChecked(), self.isEnabled()
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        ink = theme.colour("brand_strong" if on else "ink") if able else theme.colour("ink_faint")
        ground = theme.colour("brand_soft" if on or self.isDown() else "surface")
        border = theme.colour("brand" if on or self.hovered or self.isDown() else "line_strong")
        width = float(theme.px("stroke.thick" if on or self.isDown() else "stroke.thin"))
        paint_surface(painter, body, radius, ground, border, width, dashed=not able)
        pixels = theme.px("type.body")
        side = pixels * 1.2 if self._icon or self.isCheckable() else 0.0
        gap = theme.px("space.sm") if side else 0
        block = self._laid(self._room(body.width()), body.height(), round(pixels * 0.7))
        keyed = self._key_room()
        left = body.left() + (body.width() - block.width - side - gap - keyed) / 2
        icon = QRectF(left, body.center().y() - side / 2, side, side)
        icon = mirror(self, icon, body)
        corner = side * (0.5 if self.autoExclusive() else 0.28)  # a box: any number is chosen
        if on:
            paint_surface(painter, icon, corner, theme.colour("brand"))
            paint_tick(painter, icon, theme.colour("on_brand"), max(self.grown, 0.05))
        elif self._icon:
            theme.paint_icon(painter, self._icon, icon, theme.colour("brand") if able else ink)
        elif side:
            edge = theme.colour("line_strong")
            line = float(theme.px("stroke.normal"))
            paint_surface(painter, icon, corner, QColor(Qt.GlobalColor.transparent), edge, line)
        text = QRectF(
            left + side + gap, body.center().y() - block.height / 2, block.width, block.height
        )
        paint_block(painter, theme, block, mirror(self, text, body), ink, "centre")
        if keyed:
            end = QRectF(text.right() + keyed - self._cap().width, body.top(), 0, body.height())
            end.setWidth(self._cap().width)
            self._cap().paint(painter, mirror(self, end, body), ink)
        painter.end()
