"""QR codes as parts: drawn for readers, large where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from ui.kit.parts import Look, Paragraph, Part

QUIET = 4
"""Modules of white that a reader needs around a QR code."""


class Qr(Part):
    """A QR code, always dark on white, each module a whole number of the device's own dots."""

    spare: ClassVar[str] = "m"
    """How much of it may be damaged, as the standard names it; more where that costs nothing."""

    def __init__(self, content: str, module: float = 1.7, least: float = 104) -> None:
        self.content = content
        self.module = module
        """The side of a module, and of the whole at `least`, in pixels of the base design: a
        reader needs them, so they do not shrink with the type."""
        self.least = least
        self.row: list[Qr] = []
        """Codes on one row, itself among them: they end at one height."""

    @cached_property
    def modules(self) -> list[list[bool]]:
        """The rows of the code: True where it is dark."""
        import segno

        code = segno.make_qr(self.content, error=self.spare)
        return [[bool(module) for module in row] for row in code.matrix]

    def natural(self, look: Look) -> float:
        """Its side."""
        count = len(self.modules) + 2 * QUIET
        return float(look.theme.px(max(self.least, count * self.module)))

    def height(self, look: Look, width: float) -> float:
        """Its side; on a row that of the largest."""
        if self.row:
            return max(each.natural(look) for each in self.row)
        return min(self.natural(look), width)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """A white square, and on it the code: in the middle, low, next to what is said below it."""
        side = min(rect.width(), rect.height())
        box = QRectF(0, 0, side, side)
        box.moveCenter(rect.center())
        if self.row:
            side = min(side, self.natural(look))
            box = QRectF(rect.center().x() - side / 2, rect.bottom() - side, side, side)
        count = len(self.modules) + 2 * QUIET
        dot = painter.deviceTransform().m11() or 1.0
        module = max(1.0, int(side * dot / count)) / dot
        if module * count > side:  # too small for whole dots
            module = side / count
        start = (side - module * len(self.modules)) / 2
        down = side - module * (len(self.modules) + QUIET)
        # On the device's grid, so that no module falls between two dots.
        transform = painter.deviceTransform()
        corner = transform.map(box.topLeft() + QRectF(0, 0, start, down).bottomRight())
        shift_x, shift_y = (round(corner.x()) - corner.x()), (round(corner.y()) - corner.y())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(box, QColor("#ffffff"))
        painter.translate(box.left() + start + shift_x / dot, box.top() + down + shift_y / dot)
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


MODULE = 3
"""The least side of a module on a screen, in pixels of the base design: phones and scanners read
it easily. It does not give way to words."""


class LargeQr(Qr):
    """A code on the screen, that takes the room there is."""

    stretch = 8
    spare = "l"  # nothing spills on a screen or folds it: fewer and larger modules are worth more

    def __init__(self, content: str) -> None:
        super().__init__(content, MODULE, 0)

    def natural(self, look: Look) -> float:
        """Its least side: whole pixels for each module, not a length that is rounded at last."""
        return float((len(self.modules) + 2 * QUIET) * look.theme.px(self.module))

    def drawn(self, look: Look, room: float) -> float:
        """Its side in a room: whole pixels for each module, so that nothing is left around it.

        A pixel that rounding took from the room is not worth one of each module.
        """
        count = len(self.modules) + 2 * QUIET
        return max(1.0, float(int((room + 1) / count))) * count if room > count else room


def captioned(content: str, title: str) -> Part:
    """A code, as large as its room lets it be, with its words right under it."""
    return _Captioned(content, title)


class _Captioned(Part):
    """A code and its words, together in the middle of their room."""

    stretch = 8

    def __init__(self, content: str, title: str) -> None:
        self.code = LargeQr(content)
        self.words = Paragraph(title, "body", bold=True, align="centre", balanced=True)

    def height(self, look: Look, width: float) -> float:
        """The least side of the code, and the words."""
        return self.code.natural(look) + look.px("space.sm") + self.words.height(look, width)

    def natural(self, look: Look) -> float:
        """As wide as the code at its least."""
        return self.code.natural(look)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The code, and the words below it."""
        words = min(self.words.height(look, rect.width()), rect.height() / 2)
        gap = look.px("space.sm")
        side = self.code.drawn(look, min(rect.width(), rect.height() - words - gap))
        top = rect.top() + max(0.0, rect.height() - side - gap - words) / 2
        square = QRectF(rect.center().x() - side / 2, top, side, side)
        self.code.paint(painter, look, square)
        box = QRectF(rect.left(), top + side + gap, rect.width(), words)
        self.words.paint(painter, look, box)

    def said(self) -> list[str]:
        """The words."""
        return self.words.said()
