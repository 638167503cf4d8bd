"""The name of a key in its cap: the one way in which keys are shown, on every screen."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent

from ui.kit.base import mirror, paint_surface, painter_on
from ui.kit.text import FlowLabel
from ui.look.theme import Theme, ThemeHub

_KEY = r"[A-Z0-9]|F\d\d?|Esc|Enter|Backspace|PgUp|PgDn"
_NAMED = re.compile(rf"(.+) \(({_KEY})\)", re.DOTALL)
_ALONE = re.compile(r"F\d\d?")


def split_key(text: str) -> tuple[str, str]:
    """A text without the key that it ends with, as in `Back (Esc)`, and that key, if any.

    The name of a function key may stand alone.
    """
    if _ALONE.fullmatch(text):
        return "", text
    named = _NAMED.fullmatch(text)
    return (named[1], named[2]) if named else (text, "")


def cap_pixels(pixels: int) -> int:
    """Size of type in a cap beside type of a size."""
    return max(12, round(pixels * 0.78))


def cap_height(pixels: int) -> int:
    """Height of a cap with type of a size."""
    return round(pixels * 1.5)


def cap_width(hub: ThemeHub, key: str, pixels: int) -> float:
    """Width of the cap of a key, with type of a size; never narrower than it is high."""
    measured = hub.measured(key, True)
    wide = sum(piece.width for word in measured.words for piece in word)
    wide += measured.space * (len(measured.words) - 1)
    return max(float(cap_height(pixels)), wide * pixels + pixels * 0.8)


class KeyMark:
    """The cap of a key at the end of words, in the ink of these words."""

    def __init__(self, hub: ThemeHub, key: str, pixels: int) -> None:
        """Measure it, beside type of a size; without a key it takes no room."""
        self.hub, self.key, self.pixels = hub, key, cap_pixels(pixels)
        self.height = cap_height(self.pixels)
        self.width = cap_width(hub, key, self.pixels) if key else 0.0

    def paint(self, painter: QPainter, rect: QRectF, ink: QColor) -> None:
        """In the middle of the height of a rectangle as wide as it is."""
        if self.key:
            middle = QRectF(rect.left(), 0, self.width, self.height)
            middle.moveTop(rect.center().y() - self.height / 2)
            edge = QColor(ink)
            edge.setAlphaF(0.55)
            paint_cap(painter, self.hub.theme, self.key, middle, self.pixels, ink, edge=edge)


def paint_cap(
    painter: QPainter,
    theme: Theme,
    key: str,
    rect: QRectF,
    pixels: int,
    ink: QColor,
    ground: QColor | None = None,
    edge: QColor | None = None,
) -> None:
    """A key in its cap, which is a whole rectangle; without an `edge` it has that of its ink."""
    none = QColor(Qt.GlobalColor.transparent)
    line = float(theme.px("stroke.thin"))
    corner = min(rect.height() * 0.26, 8.0 * theme.scale)
    paint_surface(painter, rect, corner, ground or none, edge or ink, line)
    painter.setFont(theme.font_px(pixels, bold=True))
    painter.setPen(ink)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), key)


class KeyedLabel(FlowLabel):
    """A line of text with the cap of a key at its end, where there is room for it."""

    def set_keyed(self, text: str) -> None:
        """Say a text that may end with its key in brackets; a screen reader says all of it."""
        words, self._key = split_key(text)
        self.setText(words)
        self.setAccessibleName(text)

    _key = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and the cap behind them."""
        super().paintEvent(event)
        theme, rect = self._hub.theme, QRectF(self.contentsRect())
        mark = KeyMark(self._hub, self._key, theme.px("type." + self._role))
        left = rect.left() + self._block(rect.width()).width + theme.px("space.sm")
        if not mark.key or left + mark.width > rect.right():
            return
        box = mirror(self, QRectF(left, rect.top(), mark.width, rect.height()), rect)
        painter = painter_on(self)
        mark.paint(painter, box, theme.colour(self._colour))
        painter.end()
