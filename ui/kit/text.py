"""Words on a surface: wrapping at words and soft hyphens, shrinking to fit, painting, labels.

Text is measured once (`ThemeHub.measured`); wrapping it for another width or size is arithmetic,
so a page of tiles can try many layouts in the time Qt needs to lay out one.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.kit.base import painter_on
from ui.look.measure import Measured
from ui.look.theme import Role, Theme, ThemeHub

Align = Literal["start", "centre", "end"]

_KEPT = 8000
"""So many lay-outs at most."""


class Block(NamedTuple):
    """A text laid out at a size: its lines, its widest line and its height."""

    lines: tuple[str, ...]
    width: float
    height: float
    pixels: int
    line_height: float
    bold: bool


def wrap(measured: Measured, width: float, pixels: float) -> list[tuple[str, float]] | None:
    """Lines and their widths, or None when some piece of a word is wider than the room."""
    room = width / pixels if pixels else 0.0
    lines: list[tuple[str, float]] = []
    text, used = "", 0.0
    for word in measured.words:
        whole = sum(piece.width for piece in word)
        gap = measured.space if text else 0.0
        if used + gap + whole <= room:
            text = (text + " " if text else "") + "".join(piece.text for piece in word)
            used += gap + whole
            continue
        if text:
            lines.append((text, used * pixels))
            text, used = "", 0.0
        last = len(word) - 1
        for number, piece in enumerate(word):
            tail = measured.hyphen if number < last and piece.hyphenated else 0.0
            if text and used + piece.width + tail > room:
                before = word[number - 1]
                hyphen = before.hyphenated
                lines.append(
                    (text + ("-" if hyphen else ""), (used + measured.hyphen * hyphen) * pixels)
                )
                text, used = "", 0.0
            if piece.width + tail > room:
                return None
            text += piece.text
            used += piece.width
    if text:
        lines.append((text, used * pixels))
    return lines


def lay_out(
    hub: ThemeHub,
    text: str,
    width: float,
    pixels: int,
    *,
    bold: bool = False,
    balanced: bool = False,
    leading: float = 0.0,
) -> Block | None:
    """Lay a text out in a width; None when a word is too long for it at this size.

    A page that looks for its best plan asks the same many times, and at every visit: it is kept.
    """
    key = (text, width, pixels, bold, balanced, leading)
    if key not in hub.laid:
        if len(hub.laid) > _KEPT:
            hub.laid.clear()
        hub.laid[key] = _lay_out(hub.measured(text, bold), *key[1:])
    laid: Block | None = hub.laid[key]
    return laid


def _lay_out(
    measured: Measured, width: float, pixels: int, bold: bool, balanced: bool, leading: float
) -> Block | None:
    """Lay a measured text out in a width."""
    lines = wrap(measured, width, pixels)
    if lines is None:
        return None
    if balanced and len(lines) > 1:
        lines = _balance(measured, width, pixels, lines)
    height = pixels * max(leading or 1.2, measured.leading)
    return Block(
        tuple(line for line, _ in lines),
        max((line_width for _, line_width in lines), default=0.0),
        height * len(lines),
        pixels,
        height,
        bold,
    )


def _balance(
    measured: Measured, width: float, pixels: float, lines: list[tuple[str, float]]
) -> list[tuple[str, float]]:
    """The same number of lines, as even as they can be."""
    low, high, best = width * 0.5, width, lines
    for _ in range(5):
        middle = (low + high) / 2
        tried = wrap(measured, middle, pixels)
        if tried is not None and len(tried) == len(lines):
            best, high = tried, middle
        else:
            low = middle
    return best


def lay_out_shrunk(
    hub: ThemeHub,
    text: str,
    width: float,
    height: float,
    pixels: int,
    floor: int,
    *,
    bold: bool = False,
    balanced: bool = False,
    leading: float = 0.0,
) -> Block:
    """Lay a text out at the largest size between floor and `pixels` that fits the room.

    When even the floor does not fit, the text keeps the floor: it may then be taller than the
    room, and a word too long for it is broken where it must be.
    """
    size = pixels
    while size > floor:
        block = lay_out(hub, text, width, size, bold=bold, balanced=balanced, leading=leading)
        if block is not None and block.height <= height + 0.5:
            return block
        size = max(floor, min(size - 1, round(size * 0.95)))
    block = lay_out(hub, text, width, size, bold=bold, balanced=balanced, leading=leading)
    if block is not None:
        return block
    return _broken(hub, text, width, size, bold, leading or 1.2)


def _broken(
    hub: ThemeHub, text: str, width: float, pixels: int, bold: bool, leading: float
) -> Block:
    """Last resort: break over-long words where the line ends, with a hyphen."""
    cut: list[str] = []
    for word in text.split():
        whole = sum(piece.width for piece in hub.measured(word, bold).words[0]) * pixels
        plain = word.replace("\u00ad", "")
        if whole > width:
            size = max(2, int(len(plain) * width / whole) - 2)
            plain = "\u00ad".join(plain[at : at + size] for at in range(0, len(plain), size))
            cut.append(plain)
        else:
            cut.append(word)
    lines = wrap(hub.measured(" ".join(cut), bold), width, pixels) or [(text, width)]
    height = pixels * leading
    return Block(
        tuple(line for line, _ in lines),
        max(line_width for _, line_width in lines),
        height * len(lines),
        pixels,
        height,
        bold,
    )


def paint_block(
    painter: QPainter,
    theme: Theme,
    block: Block,
    rect: QRectF,
    colour: QColor,
    align: Align = "start",
) -> None:
    """Paint a laid-out text from the top of a rectangle; start and end follow the direction."""
    painter.setFont(theme.font_px(block.pixels, block.bold))
    painter.setPen(colour)
    if align == "start" and painter.layoutDirection() == Qt.LayoutDirection.LeftToRight:
        # The plain case, without the lay-out that drawing into a rectangle brings.
        ascent, height = theme.line_shape()
        base = rect.top() + (block.line_height - height * block.pixels) / 2 + ascent * block.pixels
        for line in block.lines:
            painter.drawText(QPointF(rect.left(), base), line)
            base += block.line_height
        return
    flags = _FLAGS[align]
    top = rect.top()
    for line in block.lines:
        painter.drawText(QRectF(rect.left(), top, rect.width(), block.line_height), flags, line)
        top += block.line_height


_PLAIN = Qt.AlignmentFlag.AlignVCenter.value | (
    Qt.TextFlag.TextSingleLine.value | Qt.TextFlag.TextDontClip.value
)
_FLAGS: dict[Align, int] = {
    "start": _PLAIN | Qt.AlignmentFlag.AlignLeft.value,
    "centre": _PLAIN | Qt.AlignmentFlag.AlignHCenter.value,
    "end": _PLAIN | Qt.AlignmentFlag.AlignRight.value,
}


class FlowLabel(QLabel):
    """A label of plain text that wraps, breaks at soft hyphens and knows its height.

    With `fit` it shrinks down to a floor instead of asking for more room than it is given.
    """

    spoken_role: QAccessible.Role | None = None
    """What it is to a screen reader, when not just a text."""
    spoken_level = 0
    """The level of a heading."""

    def __init__(
        self,
        hub: ThemeHub,
        text: str = "",
        *,
        name: str = "",
        role: Role = "body",
        bold: bool = False,
        colour: str = "ink",
        align: Align = "start",
        fit: bool = False,
        balanced: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make the label; text, colour and role can be changed later."""
        super().__init__(parent)
        self._hub = hub
        self._role: Role = role
        self._bold = bold
        self._colour = colour
        self._align: Align = align
        self._fit = fit
        self._balanced = balanced
        self._laid: dict[tuple[object, ...], Block] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setText(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setWordWrap(True)  # or a label forgets, at every new text, that height follows width
        hub.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        """The theme changed: measure and paint anew; a font and a palette it has no use for."""
        self.updateGeometry()
        self.update()

    def set_colour(self, token: str) -> None:
        """Use another colour token."""
        if token != self._colour:
            self._colour = token
            self._restyle()

    def forget(self) -> None:
        """Keep no text but the one that is shown."""
        self._laid.clear()

    def _leading(self) -> float:
        """Large type is set tighter than running text."""
        return 1.14 if self._role in ("display", "title") else 1.34

    def _block(self, width: float, height: float = 1e9) -> Block:
        """The text laid out for a width, shrunk when the label may shrink.

        A layout asks for the height of the same text dozens of times in one pass: it is kept.
        """
        pixels = self._hub.theme.px("type." + self._role)
        room = height if self._fit else 1e9
        key = (self.text(), width, room, pixels, self._role, self._bold)
        block = self._laid.get(key)
        if block is None:
            if len(self._laid) > 16:
                self._laid.clear()
            block = self._laid[key] = lay_out_shrunk(
                self._hub,
                self.text(),
                max(1.0, width),
                room,
                pixels,
                round(pixels * (0.6 if self._fit else 0.8)),
                bold=self._bold,
                balanced=self._balanced,
                leading=self._leading(),
            )
        return block

    def heightForWidth(self, width: int) -> int:
        """Height the text needs in a width."""
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        if not self.text():
            return 0
        return int(self._block(inner).height + margins.top() + margins.bottom() + 0.999)

    def sizeHint(self) -> QSize:
        """One line, up to a comfortable measure of text."""
        pixels = self._hub.theme.px("type." + self._role)
        measured = self._hub.measured(self.text(), self._bold)
        line = sum(sum(piece.width for piece in word) + measured.space for word in measured.words)
        width = int(min(line, 34.0) * pixels) + 2
        margins = self.contentsMargins()
        width += margins.left() + margins.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The longest piece of a word at the smallest size, one line high."""
        pixels = self._hub.theme.px("type." + self._role) * (0.6 if self._fit else 0.8)
        measured = self._hub.measured(self.text(), self._bold)
        longest = max((piece.width for word in measured.words for piece in word), default=0.0)
        margins = self.contentsMargins()
        width = int(min(longest, 8.0) * pixels) + 2 + margins.left() + margins.right()
        return QSize(width, int(pixels * 1.2)) if measured.words else QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines, centred in the height when the label shrinks to fit."""
        if not self.text():
            return
        theme = self._hub.theme
        rect = QRectF(self.contentsRect())
        block = self._block(rect.width(), rect.height())
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            rect.setTop(rect.top() + max(0.0, (rect.height() - block.height) / 2))
        painter = painter_on(self)
        colour = theme.colour(self._colour if self.isEnabled() else "ink_faint")
        paint_block(painter, theme, block, rect, colour, self._align)
        painter.end()
