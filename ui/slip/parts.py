"""What a slip is painted from, besides the parts of the outcome: codes, a logo, the day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter

from magapp.slip import PlanMoment
from ui.outcome.parts import Beside, Columns, Gap, Icon, Look, Panel, Part, Stack, Words
from ui.outcome.picture import picture

QUIET = 4
"""Modules of white that a reader needs around a QR code."""

_LIGHT = {
    "breakfast": "weather_sunset_up",
    "lunch": "weather_sunny",
    "dinner": "weather_sunset_down",
    "bedtime": "weather_night",
}


class Qr(Part):
    """A QR code, always dark on white, each module a whole number of the device's own dots."""

    def __init__(self, content: str, module: float = 1.7, least: float = 104) -> None:
        self.content = content
        self.module = module
        """The side of a module, and of the whole at `least`, in pixels of the base design: a
        reader needs them, so they do not shrink with the type."""
        self.least = least

    @cached_property
    def modules(self) -> list[list[bool]]:
        """The rows of the code: True where it is dark."""
        import segno

        code = segno.make_qr(self.content, error="m", boost_error=False)
        return [[bool(module) for module in row] for row in code.matrix]

    def natural(self, look: Look) -> float:
        """Its side."""
        count = len(self.modules) + 2 * QUIET
        return float(look.theme.px(max(self.least, count * self.module)))

    def height(self, look: Look, width: float) -> float:
        """Its side."""
        return min(self.natural(look), width)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """A white square, and on it the code."""
        side = min(rect.width(), rect.height())
        box = QRectF(0, 0, side, side)
        box.moveCenter(rect.center())
        count = len(self.modules) + 2 * QUIET
        dot = painter.deviceTransform().m11() or 1.0
        module = max(1.0, int(side * dot / count)) / dot
        if module * count > side:  # too small for whole dots
            module = side / count
        start = (side - module * len(self.modules)) / 2
        # On the device's grid, so that no module falls between two dots.
        transform = painter.deviceTransform()
        corner = transform.map(box.topLeft() + QRectF(0, 0, start, start).bottomRight())
        shift_x, shift_y = (round(corner.x()) - corner.x()), (round(corner.y()) - corner.y())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(box, QColor("#ffffff"))
        painter.translate(box.left() + start + shift_x / dot, box.top() + start + shift_y / dot)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#000000"))
        painter.drawRects(
            [
                QRectF(left * module, y * module, wide * module, module)
                for y, row in enumerate(self.modules)
                for left, wide in _runs(row)
            ]
        )
        painter.restore()


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    """Where dark modules stand together: the first, and how many."""
    at = 0
    for dark, run in groupby(row):
        count = len(list(run))
        if dark:
            yield at, count
        at += count


class LargeQr(Qr):
    """A code that takes the room there is."""

    stretch = 8


class Logo(Part):
    """The shop's own picture, as high as a few lines."""

    def __init__(self, name: str, high: float) -> None:
        self.image = picture(name)
        self.high = high

    def natural(self, look: Look) -> float:
        """As wide as its shape asks for."""
        if self.image is None:
            return 0.0
        return look.px(self.high) * self.image.width() / max(1, self.image.height())

    def height(self, look: Look, width: float) -> float:
        """Its height; lower where the width is small."""
        natural = self.natural(look)
        return look.px(self.high) * min(1.0, width / natural) if natural else 0.0

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The picture, as large as fits."""
        if self.image is None:
            return
        size = QSizeF(self.image.size()).scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = rect.right() - size.width() if look.rtl else rect.left()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, rect.top(), size.width(), size.height()), self.image)
        painter.restore()


def day(moments: tuple[PlanMoment, ...], upright: bool = False) -> Part:
    """The day as a picture: each moment with its medicines and the magnesium.

    `upright` puts the moments below each other, for narrow paper.
    """
    columns = [_moment(each, upright) for each in moments]
    return Stack(columns, "space.sm") if upright else Columns(columns, gap="space.sm")


def _moment(moment: PlanMoment, upright: bool) -> Part:
    name = Stack(
        [
            Words(moment.name, "body", bold=True),
            Words(moment.time, "small", colour="ink_soft"),
        ],
        gap=0,
    )
    icon = _LIGHT.get(moment.slot, "clock_outline")
    head = Beside(Icon(icon, 1.8, "brand"), name, "space.xs", middle=True)
    taken: list[Part] = [
        _taken(text, "pill", "accent_soft", "accent_ink") for text in moment.medicines
    ]
    if moment.magnesium:
        taken.append(_taken(moment.magnesium, "leaf", "brand", "on_brand", bold=True))
    if upright:
        return Columns([head, Stack(taken, "space.xs")], (2, 3), "space.sm")
    quiet = not taken
    return Panel(
        Stack([head, Gap("space.xs"), *taken], "space.xs"),
        ground="paper" if quiet else "surface",
        border="line" if quiet else "line_strong",
        pad="space.sm",
        stretch=1,
    )


def _taken(text: str, icon: str, ground: str, ink: str, bold: bool = False) -> Part:
    words = Words(text, "small", bold=bold, colour=ink)
    return Panel(Beside(Icon(icon, 1.2, ink), words, "space.xs"), ground, pad="space.xs")
