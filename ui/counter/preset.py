"""Several answers with one key, on the first sheet."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from magapp.pack.model import Preset
from ui.kit.base import Control, bleed, mirror, paint_ring, paint_surface, painter_on
from ui.kit.cap import paint_cap
from ui.kit.text import Block, lay_out_shrunk, paint_block
from ui.look.theme import ThemeHub


class PresetButton(Control):
    """Several answers with one key: what the key is, and what it answers."""

    def __init__(self, hub: ThemeHub, preset: Preset, parent: QWidget) -> None:
        """Make the button."""
        super().__init__(hub, name=f"preset:{preset.id}", parent=parent)
        self.preset = preset
        self._title = self._line = ""

    def set_texts(self, title: str, line: str) -> None:
        """Set what it is called and what it answers."""
        self._title, self._line = title, line
        self.setAccessibleName(title.replace("\u00ad", ""))
        self.setAccessibleDescription(line.replace("\u00ad", ""))
        self.update()

    def _blocks(self, width: float) -> tuple[Block, Block, float]:
        theme = self.hub.theme
        cap = round(theme.px("type.body") * 1.7)
        room = width - 2 * bleed(theme) - cap - 2 * theme.px("space.lg") - theme.px("space.md")
        pixels, small = theme.px("type.body"), theme.px("type.small")
        title = lay_out_shrunk(
            self.hub, self._title, room, 1e6, pixels, pixels, bold=True, leading=1.2
        )
        line = lay_out_shrunk(self.hub, self._line, room, 1e6, small, small, leading=1.25)
        return title, line, cap

    def height_in(self, width: int) -> int:
        """Height in which both texts stand whole."""
        theme = self.hub.theme
        title, line, cap = self._blocks(width)
        text = round(max(cap, title.height + line.height))
        return text + 2 * theme.px("space.sm") + 2 * bleed(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface, the key and both texts."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(theme.px("radius.md"))
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        over = self.hovered or self.isDown()
        paint_surface(
            painter,
            body,
            radius,
            theme.colour("accent_soft"),
            theme.colour("accent_ink"),
            float(theme.px("stroke.normal" if over else "stroke.thin")),
        )
        title, line, side = self._blocks(self.width())
        ink = theme.colour("accent_ink")
        cap = QRectF(body.left() + theme.px("space.lg"), body.center().y() - side / 2, side, side)
        place = mirror(self, cap, body)
        ground = theme.colour("accent_ink")
        paint_cap(
            painter,
            theme,
            self.preset.key.upper(),
            place,
            round(side * 0.6),
            theme.colour("accent_soft"),
            ground,
        )
        left = cap.right() + theme.px("space.md")
        room = body.right() - theme.px("space.lg") - left
        top = body.center().y() - (title.height + line.height) / 2
        for block, at in ((title, top), (line, top + title.height)):
            text = QRectF(left, at, room, block.height)
            paint_block(painter, theme, block, mirror(self, text, body), ink)
        painter.end()
