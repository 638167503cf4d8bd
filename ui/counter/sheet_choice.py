"""The small parts of a sheet: an option with its key, a grid of options, a question in one line."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.kit.base import (
    Control,
    bleed,
    mirror,
    paint_ring,
    paint_shared,
    paint_surface,
    paint_tick,
    painter_on,
)
from ui.kit.text import Block, lay_out, lay_out_shrunk, paint_block
from ui.theme import Theme, ThemeHub

if TYPE_CHECKING:
    from ui.counter.sheet_card import Card

LEADING = 1.16
MOST_LINES = 2
LEAST_SHARE = 0.7
"""How small, of its proper size, a title may get that has no room."""


def row_height(theme: Theme) -> int:
    """Height of a row of options: a target, or a line of large text, and the room around it."""
    return max(theme.px("target"), round(theme.px("type.body") * 1.9)) + 2 * bleed(theme)


def row_gap(theme: Theme) -> int:
    """What is between two options; below zero, as each brings room for its ring."""
    return theme.px("space.sm") - 2 * bleed(theme)


def _slot(theme: Theme) -> int:
    """Side of the key cap or mark before a title."""
    return max(theme.px(22), round(theme.px("type.body") * 1.4))


class Choice(Control):
    """One option: its key, its title, and whether it is chosen. The line is said, not shown.

    While keys act on it the key stands in a cap before the title; else there is a mark.
    """

    def __init__(
        self,
        hub: ThemeHub,
        *,
        name: str,
        key: str = "",
        radio: bool = False,
        checkable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Make an option with the key that chooses it."""
        super().__init__(hub, name=name, parent=parent)
        self._title = ""
        self._key = key
        self._keyed = False
        self._radio = radio
        self._laid: dict[tuple[object, ...], Block] = {}
        self.setCheckable(checkable)

    def set_texts(self, title: str, line: str = "", of: str = "") -> None:
        """Set the title, the plain line about it, and the question it is `of`."""
        plain = title.replace("\u00ad", "")
        self._title = title
        self._laid.clear()
        self.setAccessibleName(f"{plain} \u2013 {of}" if of else plain)
        self.setAccessibleDescription(line.replace("\u00ad", ""))
        self.setToolTip(line.replace("\u00ad", ""))
        self.update()

    def title(self) -> str:
        """The title."""
        return self._title

    def set_key(self, key: str) -> None:
        """Show another key."""
        if key != self._key:
            self._key = key
            self.update()

    def set_keyed(self, keyed: bool) -> None:
        """Whether keys act on it now."""
        if keyed != self._keyed:
            self._keyed = keyed
            self.update()

    def set_lit(self, lit: bool) -> None:
        """Show the ring while the focus is in a field: Enter would take this one."""
        if lit != self.focus_shown:
            self.focus_shown = lit
            self.update()

    def restyle(self) -> None:
        """The theme changed."""
        self._laid.clear()
        super().restyle()

    # -- measures ---------------------------------------------------------------------------------

    def _around(self) -> int:
        """Width that is not the title's."""
        theme = self.hub.theme
        return 2 * bleed(theme) + theme.px(10) + _slot(theme) + theme.px(8) + theme.px(20)

    def lines(self, width: int) -> int:
        """Lines of the title in a width; 0 when a word does not fit."""
        pixels = self.hub.theme.px("type.body")
        block = lay_out(self.hub, self._title, width - self._around(), pixels, leading=LEADING)
        return len(block.lines) if block is not None else 0

    def height_at(self, lines: int) -> int:
        """Height with so many lines."""
        theme = self.hub.theme
        text = ceil(theme.px("type.body") * LEADING * lines) + theme.px(10)
        return max(row_height(theme), text + 2 * bleed(theme))

    def natural(self) -> int:
        """Width with the title on one line."""
        measured = self.hub.measured(self._title, False)
        width = sum(sum(piece.width for piece in word) + measured.space for word in measured.words)
        return self._around() + ceil(width * self.hub.theme.px("type.body"))

    def sizeHint(self) -> QSize:
        """The title on one line."""
        return QSize(self.natural(), row_height(self.hub.theme))

    def fits(self, width: int, height: int) -> bool:
        """Whether the title can be read whole."""
        block = self._block(width, height)
        return block.height <= height - 2 * bleed(self.hub.theme) + 1

    def _block(self, width: float, height: float) -> Block:
        theme = self.hub.theme
        pixels = theme.px("type.body")
        key = (width, height, pixels)
        block = self._laid.get(key)
        if block is None:
            block = self._laid[key] = lay_out_shrunk(
                self.hub,
                self._title,
                width - self._around(),
                height - 2 * bleed(theme) - theme.px(4),
                pixels,
                round(pixels * LEAST_SHARE),
                leading=LEADING,
            )
        return block

    # -- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint surface, key or mark, and title."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(min(theme.px("radius.sm"), body.height() / 3))
        on, down, able = self.isChecked(), self.isDown(), self.isEnabled()
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        paint_shared(
            painter,
            self.hub,
            self,
            ("choice", on, down, able, self.hovered),
            lambda inner: self._paint_ground(inner, theme, body, radius),
        )
        side = _slot(theme)
        slot = QRectF(body.left() + theme.px(10), body.center().y() - side / 2, side, side)
        self._paint_slot(painter, theme, mirror(self, slot, body), on, able)
        block = self._block(self.width(), self.height())
        left = slot.right() + theme.px(8)
        text = QRectF(
            left,
            body.center().y() - block.height / 2,
            body.right() - theme.px(20) - left,
            block.height,
        )
        ink = theme.colour("ink" if able else "ink_faint")
        paint_block(painter, theme, block, mirror(self, text, body), ink)
        if on and self._shows_key():
            badge = theme.px(16)
            corner = QRectF(body.right() - badge - theme.px(3), body.top() + theme.px(3), 0, 0)
            corner.setSize(QSize(badge, badge).toSizeF())
            corner = mirror(self, corner, body)
            paint_surface(painter, corner, badge / 2, theme.colour("brand"))
            paint_tick(painter, corner, theme.colour("on_brand"))
        painter.end()

    def _shows_key(self) -> bool:
        return self._keyed and bool(self._key)

    def _paint_ground(self, painter: QPainter, theme: Theme, body: QRectF, radius: float) -> None:
        on, down = self.isChecked(), self.isDown()
        thin, thick = float(theme.px("stroke.thin")), float(theme.px("stroke.thick"))
        if not self.isEnabled():
            fill, border, width = theme.colour("paper"), theme.colour("line_strong"), thin
        elif down:
            fill, border, width = (
                theme.colour("surface_sunken"),
                theme.colour("brand_strong"),
                thick,
            )
        elif on:
            fill, border, width = theme.colour("brand_soft"), theme.colour("brand"), thick
        else:
            fill, width = theme.colour("surface"), thin
            border = theme.colour("brand" if self.hovered else "line_strong")
        paint_surface(painter, body, radius, fill, border, width, dashed=not self.isEnabled())

    def _paint_slot(
        self, painter: QPainter, theme: Theme, rect: QRectF, on: bool, able: bool
    ) -> None:
        """The key in its cap, or the mark."""
        line = theme.colour("line_strong")
        if self._shows_key():
            edge = theme.colour("brand") if able else line
            fill = edge if on else theme.colour("surface_sunken")
            corner = rect.height() * 0.26
            paint_surface(painter, rect, corner, fill, edge, float(theme.px("stroke.thin")))
            painter.setFont(theme.font_px(round(rect.height() * 0.64), bold=True))
            painter.setPen(theme.colour("on_brand" if on else "brand_strong"))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self._key)
        elif self.isCheckable():
            inset = rect.width() * 0.1
            box = rect.adjusted(inset, inset, -inset, -inset)
            radius = box.width() / 2 if self._radio else box.width() * 0.28
            if on:
                paint_surface(painter, box, radius, theme.colour("brand"))
                paint_tick(painter, box, theme.colour("on_brand"))
            else:
                none = QColor(Qt.GlobalColor.transparent)
                width = float(theme.px("stroke.normal"))
                paint_surface(painter, box, radius, none, line, width)


class ChoiceGrid(QWidget):
    """Options in even columns, as many as their titles allow.

    Given less height than it needs, it shows a page of them, with one more option to turn to the
    next page.
    """

    def __init__(self, hub: ThemeHub, *, parent: QWidget | None = None) -> None:
        """Make an empty grid."""
        super().__init__(parent)
        self._hub = hub
        self._choices: list[Choice] = []
        self._columns: dict[int, int] = {}
        self._heights: dict[int, int] = {}
        self._page = 0
        self._pages = 1
        self._row = 0
        self._more = Choice(hub, name="more", checkable=False, parent=self)
        self._more.clicked.connect(self._turn)
        self._more.hide()
        hub.changed.connect(self.forget_measures)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show these; others that were shown are only hidden."""
        for each in self._choices:
            if each not in choices:
                each.hide()
        self._choices = list(choices)
        for each in self._choices:
            if each.parentWidget() is not self:
                each.setParent(self)
        self._page = 0
        self.forget_measures()

    def choices(self) -> list[Choice]:
        """What is shown, in order."""
        return list(self._choices)

    def set_more_text(self, text: str) -> None:
        """What turns to the next page."""
        self._more.set_texts(text)

    def forget_measures(self) -> None:
        """Titles, theme or choices changed."""
        self._columns.clear()
        self._heights.clear()

    @property
    def pages(self) -> int:
        """How many pages the options take."""
        return self._pages

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._page

    def columns(self, width: int) -> int:
        """The most columns in which every title has at most two lines."""
        found = self._columns.get(width)
        if found is None:
            found = self._columns[width] = self._count_columns(width)
        return found

    def _count_columns(self, width: int) -> int:
        count = len(self._choices)
        for columns in range(min(count, 6), 1, -1):
            cell = self._cell(width, columns)
            if cell < self._hub.theme.px(104):
                continue
            if all(0 < each.lines(cell) <= MOST_LINES for each in self._choices):
                return ceil(count / ceil(count / columns))
        return 1

    def _cell(self, width: int, columns: int) -> int:
        gap = row_gap(self._hub.theme)
        most = self._hub.theme.px(310)
        text = self._hub.theme.text_scale
        return min((width - (columns - 1) * gap) // columns, round(most * text))

    def rows(self, width: int) -> int:
        """How many rows there are in a width."""
        return ceil(len(self._choices) / self.columns(width)) if self._choices else 0

    def _height_of_row(self, width: int, least: int) -> int:
        high = self._heights.get(width)
        if high is None:
            cell = self._cell(width, self.columns(width))
            lines = max((each.lines(cell) or 3 for each in self._choices), default=1)
            high = self._choices[0].height_at(min(lines, 3)) if self._choices else 0
            self._heights[width] = high
        return max(least, high)

    def height_in(self, width: int, row: int) -> int:
        """Height in a width, with rows at least so high."""
        rows = self.rows(width)
        gap = row_gap(self._hub.theme)
        return rows * (self._height_of_row(width, row) + gap) - gap if rows else 0

    def place(self, rect: QRect, row: int) -> None:
        """Lay the options out in a rectangle of the parent."""
        self._row = row
        same = self.size() == rect.size()
        self.setGeometry(rect)
        if same:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width, gap = self.width(), row_gap(self._hub.theme)
        columns = self.columns(width)
        cell, high = self._cell(width, columns), self._height_of_row(width, self._row)
        room = max(1, (self.height() + gap + 1) // (high + gap)) * columns
        paged = len(self._choices) > room
        size = max(1, room - 1) if paged else len(self._choices) or 1
        self._pages = max(1, ceil(len(self._choices) / size))
        self._page = min(self._page, self._pages - 1)
        first = self._page * size
        here = self._choices[first : first + size]
        for each in self._choices:
            if each not in here:
                each.hide()
        cells: list[Choice] = [*here, self._more] if paged else here
        self._more.setVisible(paged)
        for number, each in enumerate(cells):
            down, across = divmod(number, columns)
            place = QRectF(across * (cell + gap), down * (high + gap), cell, high)
            each.setGeometry(mirror(self, place, QRectF(self.rect())).toRect())
            each.show()

    def _turn(self, _: bool = False) -> None:
        self.show_page((self._page + 1) % self._pages)

    def show_page(self, page: int) -> None:
        """Turn to a page."""
        self._page = max(0, min(page, self._pages - 1))
        self._arrange()

    def show_choice(self, choice: Choice) -> None:
        """Turn to the page that an option is on."""
        for page in range(self._pages):
            if not choice.isVisibleTo(self):
                self.show_page(page)


class Line(Control):
    """A question in one line: its title, and what was answered. A click goes to it."""

    reached = Signal()

    def __init__(self, hub: ThemeHub, *, name: str, parent: QWidget | None = None) -> None:
        """Make the line."""
        super().__init__(hub, name=name, parent=parent)
        self._title = self._said = ""
        self._state = "open"
        self._key = ""

    def set_key(self, key: str) -> None:
        """Show the key that leads here, or none."""
        self._key = key
        self.update()

    def set_texts(self, title: str, said: str) -> None:
        """Set the question and the answer in words."""
        self._title, self._said = title, said
        self.setAccessibleName(f"{title}: {said}".replace("\u00ad", "") if said else title)
        self.update()

    def set_state(self, state: str) -> None:
        """Whether it is `open`, `done` or `free` (may be skipped)."""
        if state != self._state:
            self._state = state
            self.update()

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(self.hub.theme.px(300), row_height(self.hub.theme))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint state, title and answer."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(theme.px("radius.sm"))
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        border = theme.colour("brand" if self.hovered or self.isDown() else "line")
        ground = theme.colour("surface_sunken" if self.isDown() else "paper")
        paint_surface(painter, body, radius, ground, border, float(theme.px("stroke.thin")))
        side = _slot(theme) * 0.8
        mark = QRectF(body.left() + theme.px(10), body.center().y() - side / 2, side, side)
        paint_state(painter, theme, mirror(self, mark, body), self._state)
        left = mark.right() + theme.px(8)
        room = body.right() - theme.px("space.md") - left
        pixels = theme.px("type.body")
        if self._key:
            wide = cap_width(self.hub, self._key)
            high = theme.px("type.small") * 1.5
            room -= wide + theme.px("space.sm")
            cap = QRectF(left + room + theme.px("space.sm"), 0, wide, high)
            cap.moveTop(body.center().y() - high / 2)
            paint_cap(painter, theme, self._key, cap, self, body)
        share = 0.55 if self._said else 1.0
        for text, at, wide, bold, ink in (
            (self._title, left, room * share, True, "ink"),
            (self._said, left + room * share + theme.px(8), room * (1 - share), False, "ink_soft"),
        ):
            if text:
                block = lay_out_shrunk(
                    self.hub,
                    text,
                    wide - theme.px(8),
                    body.height(),
                    pixels,
                    round(pixels * 0.5),
                    bold=bold,
                    leading=1.1,
                )
                place = QRectF(at, body.center().y() - block.height / 2, wide, block.height)
                paint_block(painter, theme, block, mirror(self, place, body), theme.colour(ink))
        painter.end()


def cap_width(hub: ThemeHub, key: str) -> float:
    """Width of the cap of a key with a name."""
    theme = hub.theme
    words = hub.measured(key, True).words
    width = sum(piece.width for word in words for piece in word)
    return width * theme.px("type.small") * 0.86 + theme.px(10)


def paint_cap(
    painter: QPainter, theme: Theme, key: str, rect: QRectF, widget: Control | Card, within: QRectF
) -> None:
    """The name of a key in its cap, at the begin of a rectangle."""
    cap = QRectF(rect.left(), rect.top(), cap_width(widget.hub, key), rect.height())
    place = mirror(widget, cap, within)
    line = theme.colour("line_strong")
    fill = theme.colour("surface_sunken")
    paint_surface(painter, place, place.height() * 0.26, fill, line, float(theme.px("stroke.thin")))
    painter.setFont(theme.font_px(round(theme.px("type.small") * 0.86), bold=True))
    painter.setPen(theme.colour("ink_soft"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), key)


def paint_state(painter: QPainter, theme: Theme, rect: QRectF, state: str) -> None:
    """What has become of a question: answered (a tick), open (a circle), or free to be skipped."""
    if state == "done":
        paint_surface(painter, rect, rect.width() / 2, theme.colour("brand"))
        paint_tick(painter, rect, theme.colour("on_brand"))
        return
    none = QColor(Qt.GlobalColor.transparent)
    edge = theme.colour("accent_ink" if state == "open" else "line_strong")
    width = float(theme.px("stroke.normal"))
    paint_surface(painter, rect, rect.width() / 2, none, edge, width, dashed=state == "free")
