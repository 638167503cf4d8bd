"""Charts in the looks of the kit: bars of what has a name, columns of what follows in time.

One face paints them on the screen, into a picture and on paper. What they show is handed over in
words; a chart knows no figure by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor, log10
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from magapp.records.views import Tally
from ui.frame.announce import announce
from ui.kit.base import paint_surface, painter_on
from ui.kit.roles import Role
from ui.kit.text import Block, lay_out, lay_out_shrunk, paint_block
from ui.look.theme import Theme, ThemeHub

Kind = Literal["bars", "columns"]


ROOMY = 1.9
"""Rows are so many times as far apart as they need to be, at most."""
_EVERY = (1, 2, 7, 14, 28, 56, 112, 10_000)
"""One place in so many has its name below; days by week."""


class Bars(NamedTuple):
    """What has one name, or one place in time: its bars, one for each period, and their words.

    `told` stands at the end of each bar, `sentence` is all of it, to be read aloud.
    """

    label: str
    cells: tuple[Tally, ...]
    told: tuple[str, ...]
    sentence: str


class Drawn(NamedTuple):
    """A chart in words. `names` are those of its periods, `part` of the part of each bar."""

    kind: Kind
    rows: tuple[Bars, ...]
    names: tuple[str, ...] = ()
    part: str = ""
    hidden: str = ""
    """What a place without a number means."""
    written: Callable[[int], str] = str
    """How a number is written."""


def axis(most: int) -> tuple[int, int]:
    """The top of an axis for numbers up to this one, and the step between its lines."""
    power = 10 ** max(0, floor(log10(max(1, most))) - 1)
    steps = [power * each for each in (1, 2, 5, 10, 20, 50)]
    tops = [(step * max(1, -(-most // step)), step) for step in steps]
    return min(top for top in tops if top[0] <= 6 * top[1])


class ChartFace:
    """Lays a chart out in a width, and paints it.

    `whole` is the chart of which this one is some rows, where it goes over several pages.
    """

    def __init__(self, hub: ThemeHub, drawn: Drawn, whole: Drawn | None = None) -> None:
        self.hub, self.drawn, self.whole = hub, drawn, whole
        self.mirrored = False

    @property
    def _theme(self) -> Theme:
        return self.hub.theme

    @property
    def _em(self) -> int:
        return self._theme.px("type.body")

    @property
    def _small(self) -> int:
        return self._theme.px("type.small")

    def height(self, width: float) -> float:
        """How high it is in this width."""
        legend = self._legend(width)
        if self.drawn.kind == "columns":
            return legend[1] + self._em * 14.0
        rows = self._rows(width)
        return legend[1] + (rows[-1].bottom() if rows else 0.0)

    def paint(self, painter: QPainter, rect: QRectF, current: int = -1) -> None:
        """Paint it into a rectangle as high as `height` says; one row may be looked at."""
        legend, high = self._legend(rect.width())
        painter.save()
        painter.translate(rect.topLeft())
        self._paint_legend(painter, legend, rect.width())
        painter.translate(0, high)
        if self.drawn.kind == "columns":
            self._paint_columns(painter, QRectF(0, 0, rect.width(), rect.height() - high), current)
        else:
            self._paint_bars(painter, rect.width(), rect.height() - high, current)
        painter.restore()

    def row_at(self, point: QPointF, width: float, height: float) -> int:
        """The row at a point; -1 for none."""
        high = self._legend(width)[1]
        x, y = (width - point.x() if self.mirrored else point.x()), point.y() - high
        if self.drawn.kind == "bars":
            return next((at for at, row in enumerate(self._rows(width, height - high))
                         if row.top() <= y < row.bottom()), -1)  # fmt: skip
        plot = self._plot(QRectF(0, 0, width, height - high))
        count = len(self.drawn.rows)
        if not count or not plot.left() <= x < plot.right():
            return -1
        return min(count - 1, int((x - plot.left()) / plot.width() * count))

    # -- colours ----------------------------------------------------------------------------------

    def _ink(self, period: int) -> QColor:
        return self._theme.colour("brand" if period == 0 else "line_strong")

    def _fill(self, painter: QPainter, rect: QRectF, period: int) -> None:
        """A bar: of this period full, of the other one light with an edge."""
        radius = min(self._theme.px(3), rect.width() / 2, rect.height() / 2)
        if period == 0:
            paint_surface(painter, rect, radius, self._ink(0))
        else:
            ground, edge = self._theme.colour("surface_sunken"), self._ink(1)
            paint_surface(painter, rect, radius, ground, edge, float(self._theme.px("stroke.thin")))

    def _fill_part(self, painter: QPainter, rect: QRectF, period: int) -> None:
        """The part of a bar: in another colour, and hatched."""
        theme = self._theme
        radius = min(theme.px(3), rect.width() / 2, rect.height() / 2)
        edge = theme.colour("accent_ink")
        ground = theme.colour("accent" if period == 0 else "accent_soft")
        paint_surface(painter, rect, radius, ground, edge, float(theme.px("stroke.thin")))
        painter.save()
        painter.setClipRect(rect)
        painter.setPen(QPen(edge, max(1.0, theme.px("stroke.thin"))))
        step, x = theme.px(7), rect.left() - rect.height()
        while x < rect.right():
            painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
            x += step
        painter.restore()

    # -- legend -----------------------------------------------------------------------------------

    def legend(self) -> list[tuple[str, str]]:
        """What its signs mean: of each period, of the part of a bar, of what is not shown."""
        drawn = self.drawn
        signs = list(zip(("now", "before"), drawn.names, strict=False))
        if drawn.part:
            signs.append(("part", drawn.part))
        if drawn.hidden and any(cell.number is None for row in drawn.rows for cell in row.cells):
            signs.append(("hidden", drawn.hidden))
        return signs

    def _legend(self, width: float) -> tuple[list[tuple[str, Block, float, float]], float]:
        """Signs with their words, and where they stand; and how high they are together."""
        signs = self.legend()
        if len(signs) < 2 and [sign for sign, _ in signs] != ["hidden"]:
            return [], 0.0
        found, x, y, line = [], 0.0, 0.0, self._small * 1.7
        for sign, word in signs:
            room = max(1.0, width - self._small * 1.6)
            block = lay_out_shrunk(self.hub, word, room, 1e9, self._small, self._small)
            wide = self._small * 1.6 + block.width
            if x and x + wide > width:
                x, y = 0.0, y + line
            found.append((sign, block, x, y))
            x += wide + self._small * 1.5
            y += block.height - block.line_height
        return found, y + line + self._small * 0.4

    def _paint_legend(
        self, painter: QPainter, legend: list[tuple[str, Block, float, float]], width: float
    ) -> None:
        whole = QRectF(0, 0, width, 1)
        for sign, block, x, y in legend:
            side = self._small * 0.95
            box = self._turned(QRectF(x, y + (block.line_height - side) / 2, side, side), whole)
            if sign == "part":
                self._fill_part(painter, box, 0)
            elif sign == "hidden":
                self._paint_hidden(painter, box)
            else:
                self._fill(painter, box, 0 if sign == "now" else 1)
            text = QRectF(x + self._small * 1.6, y, block.width, block.height)
            ink = self._theme.colour("ink_soft")
            paint_block(painter, self._theme, block, self._turned(text, whole), ink)

    def _paint_hidden(self, painter: QPainter, rect: QRectF) -> None:
        """Somebody may have been there: a dashed edge around nothing."""
        pen = QPen(self._theme.colour("line_strong"), max(1.0, self._theme.px("stroke.thin")))
        pen.setDashPattern([2.0, 2.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))

    def _turned(self, rect: QRectF, within: QRectF) -> QRectF:
        if not self.mirrored:
            return rect
        left = within.left() + within.right() - rect.right()
        return QRectF(left, rect.top(), rect.width(), rect.height())

    # -- bars -------------------------------------------------------------------------------------

    def _sides(self, width: float) -> tuple[float, float]:
        """The widths of the names and of what is written at the end."""
        rows = (self.whole or self.drawn).rows
        told = max((self._wide(each) for row in rows for each in row.told), default=0.0)
        label = max((self._wide(row.label) for row in rows), default=0.0)
        return min(label, width * 0.42), min(told, width * 0.34)

    def _wide(self, text: str) -> float:
        block = lay_out(self.hub, text, 1e9, self._em)
        return block.width + 2 if block else 0.0

    def _label(self, text: str, width: float) -> Block:
        return lay_out_shrunk(
            self.hub, text, max(1.0, width), self._em * 2.5, self._em, round(self._em * 0.8),
            leading=1.15,
        )  # fmt: skip

    def _lines(self, row: Bars) -> list[float]:
        """How high each bar stands with its words: that of the period itself more."""
        return [self._em * (1.3 if at == 0 else 1.05) for at in range(len(row.cells))]

    def _rows(self, width: float, height: float = 0.0) -> list[QRectF]:
        """The place of each bar with its name, further apart where there is more height."""
        label, _ = self._sides(width)
        highs = [
            max(self._label(row.label, label).height, sum(self._lines(row))) + self._em * 0.5
            for row in self.drawn.rows
        ]
        wider = min(ROOMY, max(1.0, height / (sum(highs) or 1.0)))
        rows, y = [], 0.0
        for high in highs:
            rows.append(QRectF(0, y, width, high * wider))
            y += high * wider
        return rows

    def _paint_bars(self, painter: QPainter, width: float, height: float, current: int) -> None:
        theme, em = self._theme, self._em
        names, tolds = self._sides(width)
        gap = em * 0.8
        room = max(1.0, width - names - tolds - 2 * gap)
        every = (self.whole or self.drawn).rows
        numbers = [cell.number or 0 for row in every for cell in row.cells]
        most = max(numbers, default=0) or 1
        align: Literal["start", "end"] = "end" if self.mirrored else "start"
        for at, (row, place) in enumerate(
            zip(self.drawn.rows, self._rows(width, height), strict=True)
        ):
            if at == current:
                paint_surface(painter, place, theme.px("radius.sm"), theme.colour("brand_soft"))
            name = self._label(row.label, names)
            middle, lines = place.center().y(), self._lines(row)
            grown = min(1.5, (place.height() - em * 0.5) / sum(lines))
            lines = [each * max(1.0, grown) for each in lines]
            rect = QRectF(0, middle - name.height / 2, names, name.height)
            ink = theme.colour("ink")
            paint_block(painter, theme, name, self._turned(rect, place), ink, align)
            y = middle - sum(lines) / 2
            for period, (cell, high) in enumerate(zip(row.cells, lines, strict=True)):
                thick = high * (0.66 if period == 0 else 0.5)
                bar = QRectF(names + gap, y + (high - thick) / 2, 0, thick)
                if cell.number:
                    bar.setWidth(max(2.0, room * cell.number / most))
                    self._fill(painter, self._turned(bar, place), period)
                if cell.number and cell.part:
                    part = QRectF(bar)
                    part.setWidth(max(2.0, bar.width() * cell.part / cell.number))
                    self._fill_part(painter, self._turned(part, place), period)
                size = em if period == 0 else self._small
                told = lay_out_shrunk(
                    self.hub, row.told[period], max(1.0, tolds), high, size, round(size * 0.7)
                )
                left = bar.right() + gap * 0.6
                rect = QRectF(left, y + (high - told.height) / 2, tolds, told.height)
                ink = theme.colour("ink" if period == 0 else "ink_soft")
                paint_block(painter, theme, told, self._turned(rect, place), ink, align)
                y += high

    # -- columns ----------------------------------------------------------------------------------

    def _plot(self, rect: QRectF) -> QRectF:
        """Where the columns stand, within numbers at the side and names below."""
        most = max((m.number or 0 for row in self.drawn.rows for m in row.cells), default=0)
        side = self._wide(self.drawn.written(axis(most)[0])) + self._small * 1.2
        return rect.adjusted(side, self._small * 0.8, 0, -self._small * 1.9)

    def _paint_columns(self, painter: QPainter, rect: QRectF, current: int) -> None:
        theme, rows, small = self._theme, self.drawn.rows, self._small
        plot = self._plot(rect)
        top, step = axis(max((m.number or 0 for row in rows for m in row.cells), default=0))
        soft = theme.colour("ink_soft")
        for number in range(0, top + 1, step):
            y = plot.bottom() - plot.height() * number / top
            painter.setPen(QPen(theme.colour("line_strong" if number == 0 else "line"), 1))
            painter.drawLine(self._point(plot.left(), y, rect), self._point(plot.right(), y, rect))
            block = lay_out_shrunk(self.hub, self.drawn.written(number), 1e6, 1e6, small, small)
            text = QRectF(0, y - block.height / 2, plot.left() - small * 0.6, block.height)
            paint_block(painter, theme, block, self._turned(text, rect), soft, "end")
        if not rows:
            return
        each = plot.width() / len(rows)
        gap = min(each * 0.25, theme.px(8))
        self._paint_places(painter, rect, plot, each)
        for at, row in enumerate(rows):
            place = QRectF(plot.left() + at * each, plot.top(), each, plot.height())
            if at == current:
                ground = theme.colour("brand_soft")
                paint_surface(painter, self._turned(place, rect), theme.px(4), ground)
            wide = (each - gap) / len(row.cells)
            for period, mark in enumerate(row.cells):
                high = plot.height() * (mark.number or 0) / top
                left = place.left() + gap / 2 + period * wide
                column = QRectF(left, plot.bottom() - high, max(1.0, wide - 1), high)
                if mark.number is None:
                    column.setTop(plot.bottom() - small * 0.7)
                    self._paint_hidden(painter, self._turned(column, rect))
                elif mark.number:
                    self._fill(painter, self._turned(column, rect), period)

    def _paint_places(self, painter: QPainter, rect: QRectF, plot: QRectF, each: float) -> None:
        """The names below: as many as there is room for."""
        rows, small, theme = self.drawn.rows, self._small, self._theme
        blocks = [lay_out_shrunk(self.hub, row.label, 1e6, 1e6, small, small) for row in rows]
        widest = max(block.width for block in blocks) + small
        every = next(step for step in _EVERY if step * each >= widest)
        for at in range(0, len(rows), every):
            left = plot.left() + (at + 0.5) * each - widest / 2
            if left + widest > rect.right() + small:
                break
            text = QRectF(left, plot.bottom() + small * 0.4, widest, blocks[at].height)
            turned = self._turned(text, rect)
            paint_block(painter, theme, blocks[at], turned, theme.colour("ink_soft"), "centre")

    def _point(self, x: float, y: float, rect: QRectF) -> QPointF:
        return QPointF(rect.left() + rect.right() - x if self.mirrored else x, y)


class ChartView(QWidget):
    """A chart on a page; arrows go from row to row, and each is said. `looked` tells which (or -1).

    To a screen reader it is a chart with its content in words.
    """

    looked = Signal(int)

    spoken_role = Role.Chart

    def __init__(self, hub: ThemeHub, *, name: str) -> None:
        super().__init__()
        self.face = ChartFace(hub, Drawn("bars", ()))
        self.current = -1
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        hub.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._fit()
        self.update()

    def _fit(self) -> None:
        """Be no lower than all rows are in the width of the moment."""
        self.setMinimumHeight(int(self.face.height(self.width())) + 1)

    def show_chart(self, drawn: Drawn, title: str, summary: str) -> None:
        """Show this one; `summary` is its content in a sentence or two.

        Who does not see it hears that first, and then all that is painted.
        """
        self.face.drawn = drawn
        self.setAccessibleName(title)
        said = [
            summary,
            *(word for _, word in self.face.legend()),
            *(r.sentence for r in drawn.rows),
        ]
        self.setAccessibleDescription(" ".join(f"{each.rstrip('.')}." for each in said if each))
        self._look(-1)
        self._restyle()

    def _look(self, at: int) -> None:
        if at != self.current:
            self.current = at
            self.update()
            self.looked.emit(at)

    def sizeHint(self) -> QSize:
        """Of a comfortable width; as high as it gets, and no less than its rows need."""
        return QSize(self.face.hub.theme.px(520), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Narrow where it must be."""
        return QSize(self.face.hub.theme.px(260), 1)

    def resizeEvent(self, event: object) -> None:
        """As high as the new width needs."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another reading direction."""
        super().changeEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go from row to row; everything else belongs to the page."""
        count = len(self.face.drawn.rows)
        back, on = Qt.Key.Key_Left, Qt.Key.Key_Right
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            back, on = on, back
        steps = {
            Qt.Key.Key_Up: self.current - 1,
            back: self.current - 1,
            Qt.Key.Key_Down: self.current + 1,
            on: self.current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
        }
        key = Qt.Key(event.key())
        if key not in steps or not count:
            super().keyPressEvent(event)
            return
        self._look(min(count - 1, max(0, steps[key])))
        announce(self, self.face.drawn.rows[self.current].sentence)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What the pointer is over is looked at."""
        self._look(self.face.row_at(event.position(), self.width(), self.height()))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._look(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The focus is elsewhere."""
        super().focusOutEvent(event)
        self._look(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that arrows move here now."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chart, with a ring around it while keys go to it."""
        painter = painter_on(self)
        self.face.mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.face.paint(painter, QRectF(self.rect()), self.current)
        theme = self.face.hub.theme
        if self.hasFocus() and self.face.hub.keyboard:
            painter.setPen(QPen(theme.colour("focus"), float(theme.px("stroke.normal"))))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, theme.px("radius.sm"), theme.px("radius.sm"))
        painter.end()


class ChartPages:
    """Charts below each other on pages, each with its title and what is said of it."""

    def __init__(
        self,
        hub: ThemeHub,
        head: Sequence[str],
        charts: Sequence[tuple[str, str, Drawn]],
        width: float,
        height: float,
    ) -> None:
        """`head` stands on the first page, `charts` are (title, summary, chart).

        A chart that is higher than a page goes over as many as it needs.
        """
        self._hub, self._width = hub, width
        self.pages: list[list[tuple[float, Block | ChartFace, str]]] = [[]]
        self._y, self._height = 0.0, height
        theme = hub.theme
        for at, line in enumerate(head):
            self._put_text(line, "type.title" if at == 0 else "type.small", at == 0)
        for title, summary, drawn in charts:
            self._y += theme.px("space.lg")
            if self._y + theme.px("type.title") * 12 > height and self.pages[-1]:
                self._turn()
            self._put_text(title, "type.title", True)
            self._put_text(summary, "type.small", False)
            self._y += theme.px("space.sm")
            self._put_chart(drawn)

    def _put_chart(self, drawn: Drawn) -> None:
        """A chart; what of its bars does not fit goes on the next page."""
        rows = list(drawn.rows)
        while rows:
            left = len(rows)
            if drawn.kind == "bars":
                fits = (at for at in range(left, 1, -1) if self._fits(drawn, rows[:at]))
                left = next(fits, 1)
            if not self._fits(drawn, rows[:left]) and self._y:
                self._turn()
                continue
            face = ChartFace(self._hub, drawn._replace(rows=tuple(rows[:left])), drawn)
            self.pages[-1].append((self._y, face, "ink"))
            self._y += face.height(self._width)
            rows = rows[left:]

    def _fits(self, drawn: Drawn, rows: list[Bars]) -> bool:
        face = ChartFace(self._hub, drawn._replace(rows=tuple(rows)), drawn)
        return self._y + face.height(self._width) <= self._height

    def _turn(self) -> None:
        self.pages.append([])
        self._y = 0.0

    def _put_text(self, text: str, token: str, bold: bool) -> None:
        if not text:
            return
        pixels = self._hub.theme.px(token)
        block = lay_out_shrunk(
            self._hub, text, self._width, 1e9, pixels, pixels, bold=bold, leading=1.3
        )
        self.pages[-1].append((self._y, block, "ink" if bold else "ink_soft"))
        self._y += block.height

    @property
    def end(self) -> float:
        """How far down the last page goes."""
        return self._y

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint one page from the painter's origin."""
        theme = self._hub.theme
        for y, what, colour in self.pages[page]:
            if isinstance(what, Block):
                rect = QRectF(0, y, self._width, what.height)
                paint_block(painter, theme, what, rect, theme.colour(colour))
            else:
                what.paint(painter, QRectF(0, y, self._width, what.height(self._width)))
