"""QR codes as parts: drawn for readers, large where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from ui.kit.parts import Gap, Look, Paragraph, Part, Spring, Stack

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


def captioned(content: str, title: str, beside: bool = False) -> Part:
    """A code with its words under it, or `beside` it."""
    if beside:
        return _CaptionBeside(LargeQr(content), Paragraph(title, "body", bold=True, balanced=True))
    words = Paragraph(title, "body", bold=True, align="centre", balanced=True)
    return Stack([Spring(), LargeQr(content), Gap("space.sm"), words, Spring()], gap=0)


class _CaptionBeside(Part):
    """A code at the start, as large as the height lets it be, and its words beside it."""

    def __init__(self, code: LargeQr, words: Paragraph) -> None:
        self.code = code
        self.words = words

    def _room(self, look: Look, width: float, side: float) -> float:
        return width - side - look.px("space.lg")

    def height(self, look: Look, width: float) -> float:
        """The higher of the two."""
        side = self.code.height(look, width)
        return max(side, self.words.height(look, max(1.0, self._room(look, width, side))))

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The code, and the words in the middle of its height."""
        side = max(self.code.natural(look), min(rect.height(), rect.width() / 2))
        side = min(side, rect.height(), rect.width())
        square = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        self.code.paint(painter, look, look.flip(square, rect))
        room = self._room(look, rect.width(), side)
        high = min(self.words.height(look, room), rect.height())
        text = QRectF(rect.right() - room, rect.center().y() - high / 2, room, high)
        self.words.paint(painter, look, look.flip(text, rect))

    def said(self) -> list[str]:
        """The words."""
        return self.words.said()
