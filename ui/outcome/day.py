"""The customer's day as a picture: magnesium, and the medicines that it must keep from."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from magapp.takehome.slip import DayPlan, PlanApart, PlanMoment, PlanProduct
from ui.kit.base import paint_surface
from ui.kit.parts import (
    Beside,
    Columns,
    Fitting,
    Gap,
    Icon,
    Listed,
    Look,
    Panel,
    Paragraph,
    Part,
    Stack,
)
from ui.kit.text import lay_out_shrunk, paint_block


def day(moments: tuple[PlanMoment, ...], upright: bool = False, framed: bool = True) -> Part:
    """The day as a picture: each moment with its medicines and the magnesium.

    `upright` puts the moments below each other, where the room is narrow; on narrow paper they
    are not `framed`, and what is taken stands below its moment where there is no room beside it.
    """
    if not upright:
        parts = [
            _framed(Stack([_head(each), Gap("space.xs"), *_all_taken(each)], "space.xs"), each)
            for each in moments
        ]
        return Columns(parts, gap="space.sm")
    beside = [
        Columns([_head(each), Stack(_all_taken(each), "space.xs")], (2, 3), "space.sm", framed)
        for each in moments
    ]
    if framed:
        return Listed(map(_framed, beside, moments), "space.sm")
    below = [Stack([_head(each, line=True), *_all_taken(each)], "space.xs") for each in moments]
    return Fitting([Stack(beside, "space.sm"), Stack(below, "space.sm")])


def _head(moment: PlanMoment, line: bool = False) -> Part:
    """The moment's name and time below each other, or on one line."""
    name = Paragraph(moment.name, "body", bold=True)
    time = Paragraph(moment.time, "small", colour="ink_soft")
    said = Beside(time, name, "space.sm", trail=True) if line else Stack([name, time], gap=0)
    return Beside(Icon(moment.icon, 1.8, "brand"), said, "space.xs", middle=True)


def _framed(part: Part, moment: PlanMoment) -> Part:
    quiet = not (moment.medicines or moment.taken)
    return Panel(
        part,
        ground="paper" if quiet else "surface",
        border="line" if quiet else "line_strong",
        pad="space.sm",
        stretch=1,
    )


def _all_taken(moment: PlanMoment) -> list[Part]:
    taken: list[Part] = [
        _taken(text, "pill", "accent_soft", "accent_ink") for text in moment.medicines
    ]
    taken += [_taken(text, "leaf", "brand", "on_brand", bold=True) for text in moment.taken]
    return taken


def _taken(text: str, icon: str, ground: str, ink: str, bold: bool = False) -> Part:
    words = Paragraph(text, "small", bold=bold, colour=ink)
    return Panel(Beside(Icon(icon, 1.2, ink), words, "space.xs"), ground, pad="space.xs")


class DayChart(Part):
    """The whole day from left to right: hours to keep as bars, and all products in it.

    A medicine has its hour and the hours around it; these run through the rows of the products,
    each of which has a disc with how much of it at its hours.
    """

    stretch = 1

    def __init__(self, plan: DayPlan) -> None:
        self.plan = plan
        hours = [each.at for each in plan.moments]
        self.first = min(hours) - 2
        self.last = max(max(hours) + 1.5, self.first + 12)
        self._names = [Paragraph(each.name, bold=True, balanced=True) for each in plan.products]
        self._apart = [
            Stack(
                [
                    Paragraph(each.name, bold=True, balanced=True),
                    Paragraph(each.text, "small", colour="accent_ink"),
                ],
                2,
            )
            for each in plan.apart
        ]

    def _above(self, look: Look, width: float) -> bool:
        """Whether the names stand above their rows: the day needs the whole width."""
        return width < look.type("body") * 24

    def _start(self, look: Look, width: float) -> float:
        """Width of the names before the day."""
        return 0.0 if self._above(look, width) else min(width * 0.36, look.type("body") * 24)

    def _named(self, look: Look, width: float) -> float:
        """Height of the highest name."""
        room = (self._start(look, width) or width) - look.px("space.md")
        return max(each.height(look, room) for each in (*self._apart, *self._names))

    def _row(self, look: Look, width: float) -> float:
        """Least height of a row: all are as high as the highest."""
        line, named = look.type("body") * 2.3, self._named(look, width)
        high = line + named if self._above(look, width) else max(line, named)
        return high + look.px("space.sm")

    def _axis(self, look: Look) -> float:
        return look.type("body") * 1.5 + look.type("small") * 2.5

    def height(self, look: Look, width: float) -> float:
        """The hours and a row for each medicine and product."""
        rows = len(self._apart) + len(self._names)
        return self._axis(look) + rows * self._row(look, width)

    def natural(self, look: Look) -> float:
        """As wide as it can be."""
        return look.type("small") * 70

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The hours above, then medicines, then products."""
        start, axis = self._start(look, rect.width()), self._axis(look)
        rows = len(self._apart) + len(self._names)
        least = self._row(look, rect.width())
        row = min(least * 1.9, max(least, (rect.height() - axis) / max(1, rows)))
        top = rect.top() + max(0.0, rect.height() - axis - row * rows) / 2
        day = QRectF(rect.left() + start, top, rect.width() - start, axis + row * rows)
        self._hours(painter, look, rect, day, axis)
        self._bands(painter, look, rect, day, axis, row)
        at = top + axis
        named, before, below = row, start, 0.0
        if self._above(look, rect.width()):
            named = below = self._named(look, rect.width()) + look.px("space.xs")
            before = rect.width()
        for name, apart in zip(self._apart, self.plan.apart, strict=True):
            self._name(painter, look, rect, QRectF(rect.left(), at, before, named), name)
            self._medicine(painter, look, rect, day, at + (below + row) / 2, apart)
            at += row
        for label, product in zip(self._names, self.plan.products, strict=True):
            self._name(painter, look, rect, QRectF(rect.left(), at, before, named), label)
            cell = QRectF(day.left(), at + below, day.width(), row - below)
            self._product(painter, look, rect, day, cell, product)
            at += row

    def _x(self, day: QRectF, hour: float) -> float:
        share = (hour - self.first) / (self.last - self.first)
        return day.left() + day.width() * min(1.0, max(0.0, share))

    def _name(self, painter: QPainter, look: Look, whole: QRectF, cell: QRectF, name: Part) -> None:
        """What a row is of, in the middle of its height, with a line above."""
        line = QRectF(whole.left(), cell.top(), whole.width(), look.theme.px("stroke.thin"))
        painter.fillRect(line, look.theme.colour("line"))
        inner = cell.adjusted(0, 0, -look.px("space.md"), 0)
        high = min(name.height(look, inner.width()), inner.height())
        inner = QRectF(inner.left(), inner.center().y() - high / 2, inner.width(), high)
        name.paint(painter, look, look.flip(inner, whole))

    def _hours(
        self, painter: QPainter, look: Look, whole: QRectF, day: QRectF, axis: float
    ) -> None:
        """Every moment with its icon, name and time, and a thin line down."""
        theme, moments = look.theme, self.plan.moments
        hours = {hour for each in self.plan.products for hour, *_ in each.taken}
        spots = [self._x(day, each.at) for each in moments]
        icon, pixels = look.type("body") * 1.4, look.type("small")
        for number, (moment, x) in enumerate(zip(moments, spots, strict=True)):
            near = [abs(x - other) for at, other in enumerate(spots) if at != number]
            wide = min([*near, 2 * (day.right() - x), 2 * (x - day.left())]) - look.px(4)
            taken = moment.at in hours
            colour = theme.colour("brand_strong" if taken else "ink_faint")
            box = QRectF(x - icon / 2, day.top(), icon, icon)
            theme.paint_icon(painter, moment.icon, look.flip(box, whole), colour)
            top = day.top() + icon + look.px(2)
            for text, bold in ((moment.name, taken), (moment.time, False)):
                block = lay_out_shrunk(
                    look.hub, text, wide, pixels * 1.2, pixels, 8, bold=bold, leading=1.15
                )
                cell = QRectF(x - wide / 2, top, wide, block.height)
                paint_block(painter, theme, block, look.flip(cell, whole), colour, "centre")
                top += pixels * 1.2
            line = look.flip(QRectF(x, day.top() + axis, 0, day.height() - axis), whole)
            painter.setPen(QPen(theme.colour("line"), theme.px("stroke.thin")))
            painter.drawLine(line.topLeft(), line.bottomLeft())

    def _bands(
        self, painter: QPainter, look: Look, whole: QRectF, day: QRectF, axis: float, row: float
    ) -> None:
        """The hours to keep, through the rows of the products."""
        top = day.top() + axis + row * len(self._apart)
        for each in self.plan.apart:
            box = self._span(day, each, top, day.bottom() - top)
            painter.fillRect(look.flip(box, whole), look.theme.colour("accent_soft"))

    def _span(self, day: QRectF, each: PlanApart, top: float, high: float) -> QRectF:
        left, right = self._x(day, each.start), self._x(day, each.end)
        return QRectF(left, top, right - left, high)

    def _medicine(
        self, painter: QPainter, look: Look, whole: QRectF, day: QRectF, y: float, each: PlanApart
    ) -> None:
        """A bar over the hours to keep, hatched so that it tells without its colour; the pill."""
        theme, side = look.theme, look.type("body") * 1.6
        high = side * 0.72
        box = look.flip(self._span(day, each, y - high / 2, high), whole)
        line = float(theme.px("stroke.normal"))
        ink = theme.colour("accent_ink")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawRoundedRect(box, high / 2, high / 2)
        hatch = theme.colour("accent_ink", 0.35)
        painter.setBrush(QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(ink, line))
        painter.drawRoundedRect(box, high / 2, high / 2)
        disc = QRectF(self._x(day, each.at) - side / 2, y - side / 2, side, side)
        disc = look.flip(disc, whole)
        paint_surface(painter, disc, side / 2, ink)
        inset = side * 0.2
        icon = disc.adjusted(inset, inset, -inset, -inset)
        theme.paint_icon(painter, "pill", icon, theme.colour("accent_soft"))

    def _product(
        self,
        painter: QPainter,
        look: Look,
        whole: QRectF,
        day: QRectF,
        cell: QRectF,
        product: PlanProduct,
    ) -> None:
        """A disc with how much at every hour, on a line through the day."""
        theme, side = look.theme, look.type("body") * 1.9
        y = cell.center().y()
        line = look.flip(QRectF(day.left(), y, day.width(), 0), whole)
        painter.setPen(QPen(theme.colour("line_strong"), theme.px("stroke.normal")))
        painter.drawLine(line.topLeft(), line.topRight())
        for hour, short, _ in product.taken:
            box = QRectF(self._x(day, hour) - side / 2, y - side / 2, side, side)
            box = look.flip(box, whole)
            paint_surface(painter, box, side / 2, theme.colour("brand"))
            pixels = look.type("body")
            block = lay_out_shrunk(
                look.hub, short, side * 0.9, side, pixels, 8, bold=True, leading=1.0
            )
            text = QRectF(box.left(), y - block.height / 2, side, block.height)
            paint_block(painter, theme, block, text, theme.colour("on_brand"), "centre")

    def said(self) -> list[str]:
        """The moments of the day, the hours to keep, then what is taken of each product when."""
        times = {each.at: f"{each.name} {each.time}" for each in self.plan.moments}
        lines = [", ".join(times.values())]
        lines += [f"{each.name}: {each.text}" for each in self.plan.apart]
        for product in self.plan.products:
            taken = ", ".join(f"{times[hour]}: {units}" for hour, _, units in product.taken)
            lines.append(f"{product.name}: {taken}")
        return lines
