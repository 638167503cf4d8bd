"""What the cards of the outcome are painted from: words, tags, rows and stacks.

A part knows how high it is in a width and paints itself into a rectangle. Everything in a card
grows and shrinks by one step, so that a card can fill a large screen and still fit a small one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Literal, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.kit.base import POINTING, paint_surface
from ui.kit.text import Align, Block, lay_out, lay_out_shrunk, paint_block
from ui.look.theme import Role, Theme, ThemeHub

_TIGHT = 1.12
_OPEN = 1.32


class Look(NamedTuple):
    """How parts are painted: the theme's hub, the step of size, and the reading direction.

    With `breaks` a word longer than its room is broken, so that no part is without a height.
    """

    hub: ThemeHub
    step: float
    rtl: bool = False
    breaks: bool = False

    @property
    def theme(self) -> Theme:
        """The theme of the moment."""
        return self.hub.theme

    def type(self, role: Role) -> int:
        """Pixels of a type role."""
        return max(8, round(self.theme.px("type." + role) * self.step))

    def px(self, length: str | float) -> float:
        """Pixels of a length; it grows with the step."""
        return self.theme.px(length) * self.step

    def flip(self, rect: QRectF, within: QRectF) -> QRectF:
        """A rectangle laid out left to right, turned over on a right-to-left screen."""
        if not self.rtl:
            return rect
        left = within.left() + within.right() - rect.right()
        return QRectF(left, rect.top(), rect.width(), rect.height())


class Part:
    """Something painted: an area of nothing, until a subclass says more."""

    stretch = 0
    """Share in the height that a stack has left over."""

    @property
    def heads(self) -> bool:
        """Whether it is the heading of what follows."""
        return False

    def height(self, look: Look, width: float) -> float:
        """Height needed in a width; infinite when it does not fit at all."""
        return 0.0

    def natural(self, look: Look) -> float:
        """Width wanted when there is no limit."""
        return 0.0

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """Paint into a rectangle."""

    def said(self) -> list[str]:
        """The words on it, for a screen reader."""
        return []

    def items(self) -> list[Part]:
        """What a screen reader reads by itself."""
        return [self] if self.said() else []

    def item_places(self, look: Look, rect: QRectF) -> Iterator[QRectF]:
        """Where those stand in a rectangle."""
        if self.said():
            yield rect


class Spring(Part):
    """Takes the height that is left over."""

    def __init__(self, stretch: int = 1) -> None:
        self.stretch = stretch


class Gap(Part):
    """An empty height."""

    def __init__(self, length: str | float) -> None:
        self.length = length

    def height(self, look: Look, width: float) -> float:
        """The gap itself."""
        return look.px(self.length)


class Hairline(Part):
    """A thin line across."""

    def height(self, look: Look, width: float) -> float:
        """Its stroke."""
        return float(look.theme.px("stroke.thin"))

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """A rule in the colour of lines."""
        painter.fillRect(rect, look.theme.colour("line"))


class Paragraph(Part):
    """A wrapped text."""

    def __init__(
        self,
        text: str,
        role: Role = "body",
        bold: bool = False,
        colour: str = "ink",
        align: Align = "start",
        scale: float = 1.0,
        balanced: bool = False,
    ) -> None:
        self.text = text
        self.role: Role = role
        self.bold = bold
        self.colour = colour
        self.align: Align = align
        self.scale = scale
        self.balanced = balanced
        self._blocks: dict[tuple[float, int], Block | None] = {}

    @property
    def heads(self) -> bool:
        """A title is one."""
        return self.bold and self.role in ("title", "display")

    def _pixels(self, look: Look) -> int:
        return max(8, round(look.type(self.role) * self.scale))

    def _leading(self) -> float:
        return _TIGHT if self.bold or self.role in ("display", "title") else _OPEN

    def _block(self, look: Look, width: float) -> Block | None:
        """The lines in a width; laid out once for each width and size."""
        pixels = self._pixels(look)
        key = (round(width, 1), pixels)
        if key not in self._blocks:
            self._blocks[key] = lay_out(
                look.hub,
                self.text,
                max(1.0, width),
                pixels,
                bold=self.bold,
                balanced=self.balanced,
                leading=self._leading(),
            )
        block = self._blocks[key]
        if block is None and look.breaks:
            return self._shrunk(look, width, inf, pixels)
        return block

    def _shrunk(self, look: Look, width: float, height: float, floor: int) -> Block:
        """The lines, smaller where the room asks for it; what is still too long is broken."""
        return lay_out_shrunk(
            look.hub,
            self.text,
            max(1.0, width),
            height,
            self._pixels(look),
            floor,
            bold=self.bold,
            balanced=self.balanced,
            leading=self._leading(),
        )

    def height(self, look: Look, width: float) -> float:
        """Height of its lines; infinite when a word is longer than the width."""
        if not self.text:
            return 0.0
        block = self._block(look, width)
        return block.height if block else inf

    def natural(self, look: Look) -> float:
        """Width on one line."""
        block = lay_out(look.hub, self.text, 1e6, self._pixels(look), bold=self.bold)
        return block.width + 1 if block and self.text else 0.0

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The lines, made smaller only when the room is less than asked for."""
        if not self.text:
            return
        block = self._block(look, rect.width())
        if block is None or block.height > rect.height() + 1:
            floor = max(8, round(self._pixels(look) * 0.5))
            block = self._shrunk(look, rect.width(), rect.height() + 1, floor)
        colour = look.theme.colour(self.colour)
        paint_block(painter, look.theme, block, rect, colour, self.align)

    def said(self) -> list[str]:
        """The text without soft hyphens."""
        return [self.text.replace("\u00ad", "")] if self.text else []


class Level(Part):
    """A part as high as the highest of its group, so that neighbouring cards stay aligned."""

    def __init__(self, group: list[Part], part: Part) -> None:
        self.group = group
        self.part = part
        group.append(part)

    def height(self, look: Look, width: float) -> float:
        """The height of the highest."""
        return max(part.height(look, width) for part in self.group)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The part at the top."""
        self.part.paint(painter, look, rect)

    def said(self) -> list[str]:
        """Words of the part."""
        return self.part.said()


class Icon(Part):
    """An icon, on a disc or a rounded square when a ground is given."""

    def __init__(
        self,
        name: str,
        ems: float = 1.4,
        colour: str = "brand",
        ground: str = "",
        square: bool = False,
    ) -> None:
        self.name = name
        self.ems = ems
        self.colour = colour
        self.ground = ground
        self.square = square

    def natural(self, look: Look) -> float:
        """Its side."""
        return look.type("body") * self.ems

    def height(self, look: Look, width: float) -> float:
        """Its side."""
        return self.natural(look)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """Ground and icon, centred."""
        side = min(self.natural(look), rect.width(), rect.height())
        box = QRectF(0, 0, side, side)
        box.moveCenter(rect.center())
        inner = box
        if self.ground:
            radius = side * (0.28 if self.square else 0.5)
            paint_surface(painter, box, radius, look.theme.colour(self.ground))
            inner = box.adjusted(side * 0.2, side * 0.2, -side * 0.2, -side * 0.2)
        flip = look.rtl and self.name in POINTING
        look.theme.paint_icon(painter, self.name, inner, look.theme.colour(self.colour), flip)


class Stack(Part):
    """Parts below each other, with a gap between those that have a height.

    Height left over goes to parts that stretch; without any, the stack stands at the top, or in
    the middle when `middle`.
    """

    def __init__(
        self, parts: Iterable[Part], gap: str | float = "space.sm", middle: bool = False
    ) -> None:
        self.parts = list(parts)
        self.gap = gap
        self.middle = middle

    def _heights(self, look: Look, width: float) -> list[float]:
        return [part.height(look, width) for part in self.parts]

    def _gaps(self, look: Look, heights: Sequence[float]) -> list[float]:
        """The gap above each part: none above the first, a spring or an empty part."""
        gaps: list[float] = []
        seen = False
        for part, high in zip(self.parts, heights, strict=True):
            solid = high > 0 and not isinstance(part, Gap)
            gaps.append(look.px(self.gap) if solid and seen else 0.0)
            seen = solid or (seen and not isinstance(part, Gap))
        return gaps

    def height(self, look: Look, width: float) -> float:
        """Heights and gaps together."""
        heights = self._heights(look, width)
        return sum(heights) + sum(self._gaps(look, heights))

    def natural(self, look: Look) -> float:
        """The widest part."""
        return max((part.natural(look) for part in self.parts), default=0.0)

    def places(self, look: Look, rect: QRectF) -> Iterator[tuple[Part, QRectF]]:
        """The parts from the top; what is left over goes to the stretching ones."""
        heights = self._heights(look, rect.width())
        if inf in heights:
            known = sum(high for high in heights if high < inf)
            share = max(0.0, rect.height() - known) / heights.count(inf)
            heights = [share if high == inf else high for high in heights]
        gaps = self._gaps(look, heights)
        left = rect.height() - sum(heights) - sum(gaps)
        if left < -0.5 and (whole := sum(heights)):  # too little room: all give in alike
            heights = [max(0.0, high + left * high / whole) for high in heights]
        shares = sum(part.stretch for part in self.parts)
        top = rect.top()
        if self.middle and not shares and left > 0:
            top += left / 2
        for part, high, gap in zip(self.parts, heights, gaps, strict=True):
            tall = high + (left * part.stretch / shares if shares and left > 0 else 0.0)
            top += gap
            yield part, QRectF(rect.left(), top, rect.width(), tall)
            top += tall

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """Every part in its place, where it has one."""
        for part, place in self.places(look, rect):
            if place.height() > 0:
                part.paint(painter, look, place)

    def said(self) -> list[str]:
        """Words of all parts, in order."""
        return [text for part in self.parts for text in part.said()]


class Listed(Stack):
    """Parts below each other of which a screen reader reads each by itself."""

    def items(self) -> list[Part]:
        """Those of every part."""
        return [item for part in self.parts for item in part.items()]

    def item_places(self, look: Look, rect: QRectF) -> Iterator[QRectF]:
        """In the places of the parts."""
        for part, place in self.places(look, rect):
            yield from part.item_places(look, place)


class Beside(Part):
    """A part of its natural width, and next to it one that takes the rest.

    `trail` puts the fixed one at the end; `middle` centres both on each other.
    """

    def __init__(
        self,
        fixed: Part,
        rest: Part,
        gap: str | float = "space.md",
        trail: bool = False,
        middle: bool = False,
    ) -> None:
        self.fixed = fixed
        self.rest = rest
        self.gap = gap
        self.trail = trail
        self.middle = middle

    def _widths(self, look: Look, width: float) -> tuple[float, float]:
        fixed = min(self.fixed.natural(look), width * 0.7)
        return fixed, max(0.0, width - fixed - look.px(self.gap))

    def height(self, look: Look, width: float) -> float:
        """The higher of the two."""
        fixed, rest = self._widths(look, width)
        return max(self.fixed.height(look, fixed), self.rest.height(look, rest))

    def natural(self, look: Look) -> float:
        """Both together."""
        return self.fixed.natural(look) + look.px(self.gap) + self.rest.natural(look)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """Both, side by side."""
        wide, room = self._widths(look, rect.width())
        left = rect.right() - wide if self.trail else rect.left()
        start = rect.left() if self.trail else rect.right() - room
        for part, at, width in ((self.fixed, left, wide), (self.rest, start, room)):
            high = min(part.height(look, width), rect.height())
            top = rect.top()
            if self.middle:
                top += (rect.height() - high) / 2
            elif part is self.rest:
                high = rect.height()
            box = look.flip(QRectF(at, top, width, high), rect)
            part.paint(painter, look, box)

    def said(self) -> list[str]:
        """Words of both, in reading order."""
        parts = (self.rest, self.fixed) if self.trail else (self.fixed, self.rest)
        return [text for part in parts for text in part.said()]


class Columns(Part):
    """Parts next to each other, widths by their weights."""

    def __init__(
        self,
        parts: Sequence[Part],
        weights: Sequence[float] = (),
        gap: str | float = "space.xl",
        middle: bool = False,
    ) -> None:
        self.parts = list(parts)
        self.weights = list(weights) or [1.0] * len(self.parts)
        self.gap = gap
        self.middle = middle

    def _widths(self, look: Look, width: float) -> list[float]:
        room = max(0.0, width - look.px(self.gap) * (len(self.parts) - 1))
        whole = sum(self.weights) or 1.0
        return [room * weight / whole for weight in self.weights]

    def height(self, look: Look, width: float) -> float:
        """The highest column."""
        widths = self._widths(look, width)
        return max(
            (part.height(look, wide) for part, wide in zip(self.parts, widths, strict=True)),
            default=0.0,
        )

    def places(self, look: Look, rect: QRectF) -> Iterator[tuple[Part, QRectF]]:
        """The columns from the start."""
        left = rect.left()
        widths = self._widths(look, rect.width())
        for part, wide in zip(self.parts, widths, strict=True):
            box = QRectF(left, rect.top(), wide, rect.height())
            if self.middle:
                high = min(part.height(look, wide), rect.height())
                box.setTop(rect.top() + (rect.height() - high) / 2)
                box.setHeight(high)
            yield part, look.flip(box, rect)
            left += wide + look.px(self.gap)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """Every column in its place."""
        for part, place in self.places(look, rect):
            part.paint(painter, look, place)

    def items(self) -> list[Part]:
        """Those of every column."""
        return [item for part in self.parts for item in part.items()]

    def item_places(self, look: Look, rect: QRectF) -> Iterator[QRectF]:
        """In the places of the columns."""
        for part, place in self.places(look, rect):
            yield from part.item_places(look, place)

    def said(self) -> list[str]:
        """Words of all columns."""
        return [text for part in self.parts for text in part.said()]


class Panel(Part):
    """A part on a ground of its own."""

    def __init__(
        self,
        part: Part,
        ground: str = "surface_sunken",
        border: str = "",
        pad: str | float = "space.md",
        radius: str = "radius.sm",
        stretch: int = 0,
    ) -> None:
        self.part = part
        self.ground = ground
        self.border = border
        self.pad = pad
        self.radius = radius
        self.stretch = stretch

    def height(self, look: Look, width: float) -> float:
        """The part and the room around it."""
        pad = look.px(self.pad)
        return self.part.height(look, width - 2 * pad) + 2 * pad

    def natural(self, look: Look) -> float:
        """The part and the room around it."""
        return self.part.natural(look) + 2 * look.px(self.pad)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """Ground, then part."""
        theme = look.theme
        border = theme.colour(self.border) if self.border else None
        width = float(theme.px("stroke.normal"))
        paint_surface(
            painter, rect, theme.px(self.radius), theme.colour(self.ground), border, width
        )
        pad = look.px(self.pad)
        self.part.paint(painter, look, rect.adjusted(pad, pad, -pad, -pad))

    def said(self) -> list[str]:
        """Words of the part."""
        return self.part.said()


Tone = Literal["plain", "met", "brand", "accent", "soon", "warning", "urgent"]
_TONES: dict[Tone, tuple[str, str, str]] = {
    "plain": ("surface_sunken", "ink_soft", ""),
    "met": ("brand_soft", "brand_strong", ""),
    "brand": ("brand", "on_brand", ""),
    "accent": ("accent", "on_accent", ""),
    "soon": ("soon", "on_soon", ""),
    "warning": ("warning", "on_warning", ""),
    "urgent": ("urgent", "on_urgent", ""),
}


class Tag(NamedTuple):
    """A small pill: a text, an icon if wanted, and a tone."""

    text: str
    icon: str = ""
    tone: Tone = "plain"


class Tags(Part):
    """Pills in rows. Those beyond `most` rows are counted in a last one; `least` are reserved."""

    def __init__(self, tags: Sequence[Tag], role: Role = "small", most: int = 99, least: int = 0):
        self.tags = list(tags)
        self.role: Role = role
        self.most = most
        self.least = least
        self._cut: dict[tuple[float, int], list[list[tuple[Tag, float]]]] = {}

    def _pill(self, look: Look) -> float:
        return round(look.type(self.role) * 1.75)

    def _wide(self, look: Look, tag: Tag) -> float:
        pixels = look.type(self.role)
        block = lay_out(look.hub, tag.text, 1e6, pixels)
        icon = pixels * 1.35 if tag.icon else 0.0
        return (block.width if block else 0.0) + icon + pixels * 1.3

    def _gap(self, look: Look) -> float:
        return look.px(6)

    def _rows(self, look: Look, width: float) -> list[list[tuple[Tag, float]]]:
        """Pills by row, each with its width; cut once for each width and size."""
        key = (round(width, 1), look.type(self.role))
        if key not in self._cut:
            self._cut[key] = self._cut_rows(look, width)
        return self._cut[key]

    def _cut_rows(self, look: Look, width: float) -> list[list[tuple[Tag, float]]]:
        """Pills row by row; when rows run out the last pill counts the rest."""
        rows: list[list[tuple[Tag, float]]] = []
        used = inf
        for number, tag in enumerate(self.tags):
            wide = min(self._wide(look, tag), width)
            if used + wide > width:
                if len(rows) == self.most:
                    return self._counted(look, rows, width, len(self.tags) - number)
                rows.append([])
                used = 0.0
            rows[-1].append((tag, wide))
            used += wide + self._gap(look)
        return rows

    def _counted(
        self, look: Look, rows: list[list[tuple[Tag, float]]], width: float, left: int
    ) -> list[list[tuple[Tag, float]]]:
        """The rows with room made for a last pill that says how many are not shown."""
        row = rows[-1]
        while True:
            more = Tag(f"\u2066+{left}\u2069" if look.rtl else f"+{left}")
            wide = self._wide(look, more)
            used = sum(each + self._gap(look) for _, each in row)
            if not row or used + wide <= width or len(row) == 1:
                row.append((more, min(wide, width)))
                return rows
            row.pop()
            left += 1

    def natural(self, look: Look) -> float:
        """All on one row."""
        wide = sum(self._wide(look, tag) + self._gap(look) for tag in self.tags)
        return max(0.0, wide - self._gap(look))

    def height(self, look: Look, width: float) -> float:
        """Its rows."""
        highs = [self._tall(look, row) for row in self._rows(look, width)]
        highs += [self._pill(look)] * (self.least - len(highs))
        return sum(highs) + max(0, len(highs) - 1) * self._gap(look)

    def _text(self, look: Look, tag: Tag, wide: float) -> Block:
        """The words of a pill; on several lines where they have no room on one."""
        pixels = look.type(self.role)
        room = wide - pixels * (1.3 + (1.35 if tag.icon else 0.0)) + 2
        return lay_out_shrunk(look.hub, tag.text, room, 1e6, pixels, round(pixels * 0.86))

    def _tall(self, look: Look, row: list[tuple[Tag, float]]) -> float:
        """Height of a row: that of its tallest pill."""
        laid = [self._text(look, *each) for each in row]
        return self._pill(look) + max(each.height - each.line_height for each in laid)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """Every row of pills."""
        theme = look.theme
        pixels = look.type(self.role)
        top = rect.top()
        for row in self._rows(look, rect.width()):
            left, high = rect.left(), self._tall(look, row)
            for tag, wide in row:
                ground, ink, _ = _TONES[tag.tone]
                box = look.flip(QRectF(left, top, wide, high), rect)
                paint_surface(painter, box, self._pill(look) / 2, theme.colour(ground))
                inner = QRectF(left + pixels * 0.65, top, wide - pixels * 1.3, high)
                if tag.icon:
                    icon = QRectF(inner.left(), top, pixels * 1.1, high)
                    theme.paint_icon(painter, tag.icon, look.flip(icon, rect), theme.colour(ink))
                    inner.setLeft(inner.left() + pixels * 1.35)
                block = self._text(look, tag, wide)
                inner.setTop(top + (high - block.height) / 2)
                paint_block(painter, theme, block, look.flip(inner, rect), theme.colour(ink))
                left += wide + self._gap(look)
            top += high + self._gap(look)

    def said(self) -> list[str]:
        """Every pill, also those only counted."""
        return [", ".join(tag.text for tag in self.tags)] if self.tags else []


class Either(Part):
    """One of two arrangements: the narrow one below a width in ems of body type."""

    def __init__(self, narrow: Part, wide: Part, ems: float, stretch: int = 0) -> None:
        self.narrow = narrow
        self.wide = wide
        self.ems = ems
        self.stretch = stretch

    def _pick(self, look: Look, width: float) -> Part:
        return self.narrow if width < self.ems * look.type("body") else self.wide

    def height(self, look: Look, width: float) -> float:
        """Height of the one that is used."""
        return self._pick(look, width).height(look, width)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The one that is used."""
        self._pick(look, rect.width()).paint(painter, look, rect)

    def said(self) -> list[str]:
        """The words of the wide one: the narrow one has the same, or fewer."""
        return self.wide.said()

    def items(self) -> list[Part]:
        """Those of the wide one."""
        return self.wide.items()

    def item_places(self, look: Look, rect: QRectF) -> Iterator[QRectF]:
        """Those of the one that is used."""
        return self._pick(look, rect.width()).item_places(look, rect)


class Fitting(Part):
    """The first of several arrangements whose words fit a width, else the last."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = list(parts)

    def _pick(self, look: Look, width: float) -> Part:
        whole = look._replace(breaks=False)
        fits = (part for part in self.parts if part.height(whole, width) < inf)
        return next(fits, self.parts[-1])

    def height(self, look: Look, width: float) -> float:
        """Height of the one that is used."""
        return self._pick(look, width).height(look, width)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The one that is used."""
        self._pick(look, rect.width()).paint(painter, look, rect)

    def said(self) -> list[str]:
        """The words are the same in all."""
        return self.parts[0].said()
