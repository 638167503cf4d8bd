"""A key of a pad or stepper."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit.base import (
    Control,
    bleed,
    paint_ring,
    paint_shadow,
    paint_shared,
    paint_surface,
    painter_on,
)
from ui.look.theme import Role, Theme, ThemeHub


class Key(Control):
    """A key of a pad or stepper: one sign or one icon; out of use, its sign fades and sinks."""

    def __init__(
        self,
        hub: ThemeHub,
        text: str = "",
        *,
        name: str = "",
        icon: str = "",
        round_shape: bool = False,
        role: Role = "title",
        parent: QWidget | None = None,
    ) -> None:
        """Make a key."""
        super().__init__(hub, name=name, parent=parent)
        self._icon = icon
        self._round = round_shape
        self._role: Role = role
        self.setText(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """A target."""
        side = self.hub.theme.px("target") + 2 * bleed(self.hub.theme)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the key."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        able, down = self.isEnabled(), self.isDown()
        on = self.isChecked()
        if self._round:
            side = min(body.width(), body.height()) - 2 * theme.px(4)
            centre = body.center()
            body = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        radius = body.height() / 2 if self._round else min(theme.px("radius.md"), body.height() / 3)
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        ink = theme.colour("on_brand" if on else "brand_strong" if able else "ink_faint")
        paint_shared(
            painter,
            self.hub,
            self,
            ("key", self._round, able, down, on, self.hovered),
            lambda inner: self._paint_ground(inner, theme, body, radius),
        )
        side = min(body.height() * (0.56 if self._round else 0.44), body.width() * 0.7)
        shift = theme.px(1) if down else 0
        if self._icon:
            rect = QRectF(0, 0, side, side)
            rect.moveCenter(body.center())
            theme.paint_icon(painter, self._icon, rect.translated(0, shift), ink)
        else:
            painter.setFont(theme.font_px(self.pixels(body.width(), body.height()), bold=able))
            painter.setPen(ink)
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
            painter.drawText(body.translated(0, shift), flags, self.text())
        painter.end()

    def pixels(self, width: float, height: float) -> int:
        """Size of type on a key face: that of its role or more, as long as all signs fit."""
        role = self.hub.theme.px("type." + self._role)
        side = min(height * 0.44, width * 0.7)
        words = self.hub.measured(self.text(), True).words
        signs = max((sum(piece.width for piece in word) for word in words), default=0.0)
        most = min(height * 0.62, width * 0.9 / signs if signs else height)
        return round(min(max(role, side * 0.9), most))

    def _paint_ground(self, painter: QPainter, theme: Theme, body: QRectF, radius: float) -> None:
        """The key's face for the state of the moment."""
        thin, thick = float(theme.px("stroke.thin")), float(theme.px("stroke.thick"))
        if not self.isEnabled():
            none = QColor(Qt.GlobalColor.transparent)
            paint_surface(painter, body, radius, none, theme.colour("line"), thin, dashed=True)
        elif self.isChecked():
            paint_surface(painter, body, radius, theme.colour("brand"))
        elif self.isDown():
            soft = theme.colour("brand_soft")
            paint_surface(painter, body, radius, soft, theme.colour("brand"), thick)
        else:
            if not self._round:
                paint_shadow(painter, theme, body, radius)
            border = theme.colour("brand" if self.hovered or self._round else "line")
            width = thin * 2 if self.hovered or self._round else thin
            paint_surface(painter, body, radius, theme.colour("surface"), border, width)
