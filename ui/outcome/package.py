"""The card of one product: what it is, where it stands, how many a day, and why this one."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from ui.kit.base import paint_surface
from ui.kit.parts import (
    Beside,
    Either,
    Gap,
    Icon,
    Level,
    Look,
    Panel,
    Paragraph,
    Part,
    Spring,
    Stack,
    Tag,
    Tags,
)
from ui.kit.text import Align, Block, lay_out, lay_out_shrunk, paint_block
from ui.outcome.art import Package


class SlotShown(NamedTuple):
    """A slot of the day: its name, its icon, and what to take then, or nothing."""

    name: str
    icon: str
    take: str


class ProductWords(NamedTuple):
    """Everything a product card says, ready to paint."""

    rank: int
    badge: str
    name: str
    what: str
    each_mg: str
    each_unit: str
    dose: str
    total: str
    shelf_word: str
    shelf: str
    pack: str
    """The price of a pack, and how much is in it."""
    price: str
    price_per_100: str
    per_unit: str
    dosage_form: str
    form: int
    """Which of the pack's forms it is: what its package is dressed by."""
    moments: list[SlotShown]
    lines: list[tuple[str, str]]
    """An icon and a sentence: what has to be known of it, and why it is here."""
    differences: tuple[str, ...] = ()
    """What it alone has of those beside it, but for what its badge says."""
    picture: str = ""


class Day(Part):
    """The day as a line of moments; those with an intake carry how many."""

    def __init__(self, moments: list[SlotShown]) -> None:
        self.moments = moments
        self._names: dict[tuple[float, int], list[Block]] = {}
        self._line = Paragraph(" · ".join(self.said()), "small", bold=True, colour="brand_strong")

    def _disc(self, look: Look) -> float:
        return look.type("body") * 1.65

    def _labels(self, look: Look, width: float) -> list[Block]:
        """The names below their discs; laid out once for each width and size."""
        key = (round(width, 1), look.type("small"))
        if key not in self._names:
            self._names[key] = self._lay_out(look, width)
        return self._names[key]

    def _lay_out(self, look: Look, width: float) -> list[Block]:
        """The names, all of one size, on more lines where they must."""
        cell = width / max(1, len(self.moments)) - look.px(4)
        pixels = look.type("small")
        floor = round(pixels * 0.6)
        while True:
            blocks = [
                lay_out(look.hub, each.name, cell, pixels, bold=bool(each.take), leading=1.15)
                for each in self.moments
            ]
            found = [block for block in blocks if block is not None]
            if len(found) == len(blocks):
                return found
            if pixels <= floor:
                break
            pixels -= 1
        return [
            lay_out_shrunk(look.hub, each.name, cell, 1e6, floor, 6, bold=bool(each.take))
            for each in self.moments
        ]

    def _in_words(self, look: Look, blocks: list[Block]) -> bool:
        """Whether the names would be too small below their discs: they are a line of words then."""
        return any(each.pixels < look.type("small") * 0.85 for each in blocks)

    def height(self, look: Look, width: float) -> float:
        """Discs and their words."""
        blocks = self._labels(look, width)
        if self._in_words(look, blocks):
            return self._line.height(look, width)
        return self._disc(look) + look.px(4) + max((each.height for each in blocks), default=0.0)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The line, the moments on it, their names below."""
        if self._in_words(look, self._labels(look, rect.width())):
            self._line.paint(painter, look, rect)
            return
        theme, disc = look.theme, self._disc(look)
        cell = rect.width() / max(1, len(self.moments))
        middle = rect.top() + disc / 2
        painter.setPen(QPen(theme.colour("line"), theme.px("stroke.thick")))
        painter.drawLine(
            QPointF(rect.left() + cell / 2, middle), QPointF(rect.right() - cell / 2, middle)
        )
        labels = self._labels(look, rect.width())
        for number, (moment, label) in enumerate(zip(self.moments, labels, strict=True)):
            column = QRectF(rect.left() + cell * number, rect.top(), cell, rect.height())
            column = look.flip(column, rect)
            side = disc if moment.take else disc * 0.86
            box = QRectF(0, 0, side, side)
            box.moveCenter(QPointF(column.center().x(), middle))
            if moment.take:
                paint_surface(painter, box, side / 2, theme.colour("brand"))
                pixels = round(look.type("body") * 1.05)
                block = lay_out_shrunk(
                    look.hub, moment.take, side, side, pixels, 7, bold=True, leading=1.0
                )
                text = QRectF(box.left(), middle - block.height / 2, side, block.height)
                paint_block(painter, theme, block, text, theme.colour("on_brand"), "centre")
            else:
                line = float(theme.px("stroke.normal"))
                paint_surface(
                    painter, box, side / 2, theme.colour("surface"), theme.colour("line"), line
                )
                inset = side * 0.2
                theme.paint_icon(
                    painter,
                    moment.icon,
                    box.adjusted(inset, inset, -inset, -inset),
                    theme.colour("ink_faint"),
                )
            text = QRectF(
                column.left(), rect.top() + disc + look.px(4), column.width(), label.height
            )
            colour = theme.colour("brand_strong" if moment.take else "ink_faint")
            paint_block(painter, theme, label, text, colour, "centre")

    def said(self) -> list[str]:
        """Only the moments with an intake."""
        return [f"{each.name}: {each.take}" for each in self.moments if each.take]


class ShelfPicture(Part):
    """The package on its shelf with the dose next to it; the rail carries place and price."""

    stretch = 3

    def __init__(self, words: ProductWords, ems: float) -> None:
        self.words = words
        self.ems = ems
        self._narrows: dict[tuple[int, int], bool] = {}
        self.package = Package(
            words.dosage_form, words.each_mg, words.each_unit, words.picture, words.form
        )

    @property
    def _running(self) -> str:
        """What it costs a day and by amount."""
        return f"{self.words.price} · {self.words.price_per_100}"

    def _rail(self, look: Look, width: float) -> float:
        """Height of the rail: two rows when place and price do not fit beside each other."""
        if not self._narrow(look, width):
            return look.type("title") * 2.0
        return look.type("title") * 3.7 + look.type("small") * 1.15 * (
            len(self._run(look, width).lines) - 1
        )

    def _run(self, look: Look, width: float) -> Block:
        """What it costs a day and by amount, on a narrow rail: on two lines before it is small."""
        small = look.type("small")
        room = width - 2 * look.px(12)
        return lay_out_shrunk(
            look.hub, self._running, room, 2.4 * small, small, 7, balanced=True, leading=1.15
        )

    def _narrow(self, look: Look, width: float) -> bool:
        """Whether place and price stand below each other; found once for each width and size."""
        key = (round(width), look.type("small"))
        if key not in self._narrows:
            self._narrows[key] = self._is_narrow(look, width)
        return self._narrows[key]

    def _is_narrow(self, look: Look, width: float) -> bool:
        words = self.words
        if not words.shelf:
            return False
        small, pad = look.type("small"), look.px(12)
        needed = 5 * pad
        for text, pixels, bold in (
            (words.shelf_word, small, False),
            (words.shelf, look.type("title") * 1.08, True),
            max((words.pack, small, True), (self._running, small, False), key=_length),
        ):
            block = lay_out(look.hub, text, 1e6, round(pixels), bold=bold)
            needed += block.width if block else 0.0
        return needed > width

    def height(self, look: Look, width: float) -> float:
        """Room for a small package and the rail."""
        return look.type("body") * self.ems + self._rail(look, width)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """Back, package, dose, rail, rank."""
        theme = look.theme
        radius = float(theme.px("radius.md"))
        rail = self._rail(look, rect.width())
        clip = QPainterPath()
        clip.addRoundedRect(rect, radius, radius)
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(rect, theme.colour("brand_soft"))
        board = QRectF(rect.left(), rect.bottom() - rail, rect.width(), rail)
        painter.fillRect(board, theme.colour("brand_strong" if theme.name != "dark" else "line"))
        painter.restore()
        if theme.name == "contrast":
            line = float(theme.px("stroke.normal"))
            pen = QPen(theme.colour("ink"), line)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(clip)
        pad = look.px(12)
        scene = rect.adjusted(pad, pad, -pad, -rail)
        badge = look.type("body") * 1.6
        if scene.height() > scene.width() * 0.95:  # tall: the dose above the package
            upper = QRectF(scene.left(), scene.top(), scene.width(), scene.height() * 0.5)
            self._dose(painter, look, upper.adjusted(0, badge, 0, 0))
            self.package.paint(painter, look, scene.adjusted(0, upper.height(), 0, 0))
        else:
            wide = min(scene.width() * 0.38, scene.height() * 0.85)
            start = QRectF(scene.left() + badge * 0.75, scene.top(), wide, scene.height())
            self.package.paint(painter, look, look.flip(start, scene))
            # Below a badge, also without one: the doses of cards beside each other have one size.
            end = scene.adjusted(wide + badge * 0.75 + look.px(12), badge, 0, 0)
            self._dose(painter, look, look.flip(end, scene))
        inner = board.adjusted(pad, 0, -pad, 0)
        if self._narrow(look, rect.width()):
            high = look.type("title") * 1.92
            half = QRectF(inner.left(), inner.top(), inner.width(), high)
            self._place(painter, look, half)
            high = rail - high - look.type("title") * 0.15
            half = QRectF(inner.left(), half.bottom(), inner.width(), high)
            self._price(painter, look, half, "start")
        else:
            used = self._place(painter, look, inner)
            room = QRectF(inner.left() + used, inner.top(), inner.width() - used, rail)
            self._price(painter, look, look.flip(room, inner), "end")
        self._rank(painter, look, rect)

    def _dose(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """How many a day, large; how much that is, small."""
        theme, words = look.theme, self.words
        room = rect.adjusted(0, look.px(4), 0, -look.px(6))
        dose = self._large(look, room)
        total = lay_out_shrunk(
            look.hub,
            words.total,
            room.width(),
            max(1.0, room.height() - dose.height),
            look.type("small"),
            round(look.type("small") * 0.7),
        )
        at = room.top() + max(0.0, (room.height() - dose.height - total.height) / 2)
        paint_block(
            painter,
            theme,
            dose,
            QRectF(room.left(), at, room.width(), dose.height),
            theme.colour("ink"),
        )
        at += dose.height + look.px(2)
        paint_block(
            painter,
            theme,
            total,
            QRectF(room.left(), at, room.width(), total.height),
            theme.colour("ink_soft"),
        )

    def _large(self, look: Look, room: QRectF) -> Block:
        """The dose as large as fits on two lines."""
        least = round(look.type("title") * 0.6)
        pixels = round(look.type("title") * 1.7)
        high = min(room.height() * 0.72, room.height() - look.type("small") * 1.25)
        while pixels > least:
            block = lay_out(
                look.hub, self.words.dose, room.width(), pixels, bold=True, balanced=True,
                leading=1.08,
            )  # fmt: skip
            if block and len(block.lines) < 3 and block.height <= high:
                return block
            pixels -= 1
        return lay_out_shrunk(
            look.hub, self.words.dose, room.width(), max(1.0, high), least, 8, bold=True
        )

    def _place(self, painter: QPainter, look: Look, rect: QRectF) -> float:
        """The tag with the place on the shelf; the width it took is given back."""
        theme, words = look.theme, self.words
        if not words.shelf:
            return 0.0
        pad, gap = look.px(10), look.px(8)
        word = lay_out_shrunk(
            look.hub, words.shelf_word, rect.width() * 0.35, rect.height(), look.type("small"), 6
        )
        code = lay_out_shrunk(
            look.hub,
            words.shelf,
            max(1.0, rect.width() - word.width - gap - 2 * pad),
            rect.height(),
            round(look.type("title") * 1.08),
            8,
            bold=True,
        )
        wide = word.width + code.width + gap + 2 * pad
        high = look.type("title") * 1.5
        tag = QRectF(rect.left(), rect.center().y() - high / 2, wide, high)
        radius = float(theme.px("radius.sm")) * 0.8
        paint_surface(painter, look.flip(tag, rect), radius, theme.colour("accent"))
        left = tag.left() + pad
        for block in (word, code):
            box = QRectF(left, tag.center().y() - block.height / 2, block.width + 2, block.height)
            ink = theme.colour("on_accent")
            paint_block(painter, theme, block, look.flip(box, rect), ink)
            left += block.width + gap
        return wide + look.px(10)

    def _price(self, painter: QPainter, look: Look, rect: QRectF, align: Align) -> None:
        """Price of the pack and what is in it; below it a day and by amount, on the dark."""
        theme, words = look.theme, self.words
        dark = theme.name == "dark"
        body, small = round(look.type("body") * 0.95), look.type("small")
        wide, half = rect.width(), rect.height() * 0.55
        price = lay_out_shrunk(look.hub, words.pack, wide, half, body, 7, bold=True, leading=1.15)
        per = lay_out_shrunk(look.hub, self._running, wide, half, small, 7, leading=1.15)
        if align == "start":
            per = self._run(look, wide + 2 * look.px(12))
        top = rect.center().y() - (price.height + per.height) / 2
        for block, token in (
            (price, "ink" if dark else "on_brand"),
            (per, "ink_soft" if dark else "on_brand"),
        ):
            box = QRectF(rect.left(), top, wide, block.height)
            paint_block(painter, theme, block, box, theme.colour(token), align)
            top += block.height

    def _rank(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The rank in a corner, and what sets this one apart in the other."""
        theme, words = look.theme, self.words
        side = look.type("body") * 1.6
        inset = look.px(9)
        box = QRectF(rect.left() + inset, rect.top() + inset, side, side)
        first = words.rank == 1 and bool(words.badge)
        ground = theme.colour("brand" if first else "surface")
        line = None if first else theme.colour("line_strong")
        paint_surface(painter, look.flip(box, rect), side / 2, ground, line)
        block = lay_out_shrunk(
            look.hub, str(words.rank), side, side, look.type("body"), 7, bold=True, leading=1.0
        )
        text = QRectF(box.left(), box.center().y() - block.height / 2, side, block.height)
        ink = theme.colour("on_brand" if first else "ink")
        paint_block(painter, theme, block, look.flip(text, rect), ink, "centre")
        if words.badge:
            pill = Tags([Tag(words.badge, "check", "brand") if first else Tag(words.badge)])
            wide = min(pill.natural(look) + 1, rect.width() - side - 3 * inset)
            high = pill.height(look, wide)
            spot = QRectF(rect.right() - inset - wide, box.center().y() - high / 2, wide, high)
            pill.paint(painter, look, look.flip(spot, rect))

    def said(self) -> list[str]:
        """Place, dose and price."""
        words = self.words
        texts = [words.badge, words.dose, words.total]
        if words.shelf:
            texts.append(f"{words.shelf_word} {words.shelf}")
        return [text for text in (*texts, words.pack, self._running) if text]


def _length(text: tuple[str, int, bool]) -> int:
    return len(text[0])


class Levels:
    """What cards side by side share, so that their lines stay level.

    From `wide_from` (ems of body type) on a card lies across: below each other they do earlier.
    """

    def __init__(self) -> None:
        self.wide_from = 26.0
        self.names: list[Part] = []
        self.whats: list[Part] = []
        self.differences: list[Part] = []
        self.lines: list[Part] = []


def _lines(words: ProductWords) -> Part:
    """What has to be known of this product, and why it is here, below each other."""
    lines: list[Part] = [
        Beside(Icon(icon, 1.2, "brand"), Paragraph(text, "small"), "space.sm")
        for icon, text in words.lines
    ]
    return Stack(lines, "space.xs")


def _opens(name: Part) -> Part:
    """The name with the sign that there is more behind it."""
    return Beside(Icon("chevron_right", 1.3, "brand"), name, "space.xs", trail=True)


def product_part(words: ProductWords, levels: Levels) -> Part:
    """The card of a product: tall beside others, or wide across the screen."""
    shelf = ShelfPicture(words, 4.8)
    differences = Tags([Tag(each, "", "met") for each in words.differences])
    tall = Stack(
        [
            shelf,
            Gap("space.md"),
            Level(
                levels.names,
                _opens(Paragraph(words.name, "title", bold=True, scale=0.9, balanced=True)),
            ),
            Gap("space.xs"),
            Level(levels.whats, Paragraph(words.what, "small", colour="ink_soft", scale=1.06)),
            Gap("space.xs"),
            Level(levels.differences, differences),
            Gap("space.sm"),
            Spring(),
            Day(words.moments),
            Gap("space.md"),
            Spring(),
            Level(levels.lines, _lines(words)),
        ],
        gap=0,
    )
    wide = _Wide(
        ShelfPicture(words, 6.9),
        Stack(
            [
                Spring(),
                _opens(Paragraph(words.name, "title", bold=True, scale=0.9, balanced=True)),
                Gap("space.xs"),
                Paragraph(words.what, "small", colour="ink_soft", scale=1.06),
                Gap("space.xs"),
                differences,
                Gap("space.sm"),
                Spring(),
                Panel(Day(words.moments), "surface_sunken", pad="space.xs"),
                Gap("space.md"),
                Spring(),
                _lines(words),
                Spring(),
            ],
            gap=0,
        ),
    )
    return _Card(tall, wide, levels)


def brief_part(words: ProductWords) -> Part:
    """The card of a product with nothing but what it is, where it stands, the dose and the price.

    The rest is on it once it is opened.
    """
    name = Paragraph(words.name, "title", bold=True, scale=0.9, balanced=True)
    said = [_opens(name), Paragraph(words.what, "small", colour="ink_soft")]
    tall = Stack([ShelfPicture(words, 4.8), Stack(said, "space.xs")], "space.md")
    wide = _Wide(ShelfPicture(words, 5.2), Stack(said, "space.sm", middle=True), 0.58)
    return Either(tall, wide, 26)


class _Card(Either):
    """The tall or the wide arrangement, whichever its neighbours have."""

    def __init__(self, tall: Part, wide: Part, levels: Levels) -> None:
        super().__init__(tall, wide, levels.wide_from)
        self.levels = levels

    def _pick(self, look: Look, width: float) -> Part:
        self.ems = self.levels.wide_from
        return super()._pick(look, width)


class _Wide(Part):
    """The shelf at the start, everything else beside it."""

    def __init__(self, shelf: ShelfPicture, rest: Part, share: float = 0.46) -> None:
        self.shelf = shelf
        self.rest = rest
        self.share = share

    def _widths(self, look: Look, width: float) -> tuple[float, float, float]:
        gap = look.px("space.lg")
        start = (width - gap) * self.share
        return start, gap, width - gap - start

    def height(self, look: Look, width: float) -> float:
        """The higher of the two."""
        start, _, rest = self._widths(look, width)
        return max(self.shelf.height(look, start), self.rest.height(look, rest))

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """Both over the whole height."""
        start, _, rest = self._widths(look, rect.width())
        box = QRectF(rect.left(), rect.top(), start, rect.height())
        self.shelf.paint(painter, look, look.flip(box, rect))
        box = QRectF(rect.right() - rest, rect.top(), rest, rect.height())
        self.rest.paint(painter, look, look.flip(box, rect))

    def said(self) -> list[str]:
        """Words of both."""
        return [*self.shelf.said(), *self.rest.said()]
