"""The small parts of a sheet: an option with its key, a grid of options, a question's state."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit.base import (
    Arranged,
    Control,
    bleed,
    mirror,
    paint_ring,
    paint_shared,
    paint_surface,
    paint_tick,
    painter_on,
)
from ui.kit.cap import paint_cap
from ui.kit.grid import Lines, Room, best_plan, boxes, lay, spread
from ui.kit.roles import be_one_of_many, speak
from ui.kit.text import Block, lay_out, lay_out_shrunk, paint_block
from ui.look.theme import Theme, ThemeHub

LEADING = 1.16
MOST_LINES = 2
LEAST_SHARE = 0.7
"""How small, of its proper size, a title may get that has no room."""
TOO_HIGH = 100_000
"""What does not fit a width at all needs this height."""
DISC, LARGE_DISC = 2.2, 3.4
"""Side of the ground of an icon, in ems of the title."""
RICH_LINES = 3
"""Lines that the plain line about an option may take."""
MEASURES_KEPT = 12
"""In so many languages and themes at most."""


class Scale(NamedTuple):
    """How large the cards of a sheet are set."""

    row: int
    """Least height of a row of options."""
    step: float = 1.0
    """Size of type, 1.0 being the theme's own."""
    rich: bool = False
    """Whether options show their icon, below a heading; and the line about them."""
    told: bool = False
    """Whether options show the line about them, if not their icon."""
    extra: int = 0
    """Rows of options more than there need be: so the options are wider."""


def row_height(theme: Theme, step: float = 1.0) -> int:
    """Height of a row of options: a target, or a line of large text, and the room around it."""
    least = max(theme.px("target"), round(theme.px("type.body") * 1.9))
    return round(least * (0.4 + 0.6 * step)) + 2 * bleed(theme)


def row_gap(theme: Theme) -> int:
    """What is between two options; below zero, as each brings room for its ring."""
    return theme.px("space.sm") - 2 * bleed(theme)


def _slot(theme: Theme, step: float = 1.0) -> int:
    """Side of the key cap or mark before a title."""
    return round(max(theme.px(22), theme.px("type.body") * 1.4) * step)


class _OptionFace(NamedTuple):
    """How an option shows itself."""

    step: float = 1.0
    rich: bool = False
    """Its icon is shown, and the line about it."""
    told: bool = False
    """The line about it is shown."""
    upright: bool = False
    """Key and icon above the words, not beside them."""
    tall: int = 0
    """Height that the tallest beside it needs: so that all of them begin in line."""
    large: bool = False
    """Whether there is room for a large icon."""

    @property
    def lines(self) -> bool:
        """Whether the line about it is shown."""
        return self.rich or self.told


class OptionButton(Control):
    """One option: its key, its title, and whether it is chosen.

    While keys act on it the key stands in a cap before the title; else there is a mark. Its icon
    and the line about it are shown where there is room, else the line is only said.
    """

    def __init__(
        self,
        hub: ThemeHub,
        *,
        name: str,
        key: str = "",
        icon: str = "",
        radio: bool = False,
        checkable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Make an option with the key that chooses it."""
        super().__init__(hub, name=name, parent=parent)
        self._title = self._line = ""
        self._icon = icon
        self._face = _OptionFace()
        self._key = key
        self._keyed = False
        self._radio = radio
        self._laid: dict[tuple[object, ...], tuple[Block, Block | None]] = {}
        self.setCheckable(checkable)
        if radio:
            be_one_of_many(self)

    def set_texts(self, title: str, line: str = "", of: str = "") -> None:
        """Set the title, the plain line about it, and the question it is `of`."""
        self._title, self._line = title, line
        self._laid.clear()
        self.say_of(of)
        self.setAccessibleDescription(line.replace("\u00ad", ""))
        self.setToolTip(line.replace("\u00ad", ""))
        self.update()

    def say_of(self, of: str) -> None:
        """Set the question that it is `of`, as a screen reader says it."""
        plain = self._title.replace("\u00ad", "")
        self.setAccessibleName(f"{plain} \u2013 {of}" if of else plain)

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

    def set_face(self, face: _OptionFace) -> None:
        """Show more or less of it, in larger or smaller type."""
        if face != self._face:
            self._face = face
            self.update()

    def _pixels(self, face: _OptionFace) -> tuple[int, int]:
        """Type of the title and of the line."""
        theme = self.hub.theme
        return round(theme.px("type.body") * face.step), round(theme.px("type.small") * face.step)

    def _around(self, step: float) -> int:
        """Width that is not the title's, when nothing but the title is shown."""
        theme = self.hub.theme
        return 2 * bleed(theme) + theme.px(10) + _slot(theme, step) + theme.px(8) + theme.px(20)

    def _pad(self) -> int:
        return self.hub.theme.px("space.md")

    def _disc(self, face: _OptionFace) -> int:
        """Side of the ground of the icon; none without one."""
        share = LARGE_DISC if face.large else DISC
        return round(self._pixels(face)[0] * share) if face.rich and self._icon else 0

    def _room(self, width: float, face: _OptionFace) -> float:
        """Width for the words."""
        theme = self.hub.theme
        if not face.rich:
            return width - self._around(face.step)
        room = width - 2 * bleed(theme) - 2 * self._pad()
        if face.upright:
            return room
        disc = self._disc(face)
        return room - _slot(theme, face.step) - theme.px(10) - (disc + theme.px(8) if disc else 0)

    def _above(self, face: _OptionFace) -> int:
        """Height of what stands above the words."""
        theme = self.hub.theme
        if not face.upright:
            return 0
        return max(self._disc(face), _slot(theme, face.step)) + theme.px("space.sm")

    def needs(self, width: int, face: _OptionFace) -> int:
        """Height in a width with all words at their proper size, on few lines; 0 where not."""
        theme, rich = self.hub.theme, face.rich
        large, small = self._pixels(face)
        room = self._room(width, face)
        title = lay_out(self.hub, self._title, room, large, bold=rich, leading=LEADING)
        if title is None or len(title.lines) > MOST_LINES:
            return 0
        text = title.height
        if face.lines and self._line:
            line = lay_out(self.hub, self._line, room, small, leading=1.22)
            if line is None or len(line.lines) > RICH_LINES:
                return 0
            text += line.height
        pad = 2 * self._pad() if rich else theme.px(10)
        inner = max(text + self._above(face), self._disc(face))
        return max(row_height(theme), ceil(inner + pad) + 2 * bleed(theme))

    def height_at(self, lines: int, step: float) -> int:
        """Height with so many lines of nothing but the title."""
        theme = self.hub.theme
        text = ceil(theme.px("type.body") * step * LEADING * lines) + theme.px(10)
        return max(row_height(theme), text + 2 * bleed(theme))

    def natural(self) -> int:
        """Width with the title on one line."""
        measured = self.hub.measured(self._title, False)
        width = sum(sum(piece.width for piece in word) + measured.space for word in measured.words)
        return self._around(1.0) + ceil(width * self.hub.theme.px("type.body"))

    def sizeHint(self) -> QSize:
        """The title on one line."""
        return QSize(self.natural(), row_height(self.hub.theme))

    def fits(self, width: int, height: int) -> bool:
        """Whether its words can be read whole."""
        title, line = self._blocks(width, height)
        tall = title.height + (line.height if line else 0) + self._above(self._face)
        return tall <= height - 2 * bleed(self.hub.theme) + 1

    def _blocks(self, width: float, height: float) -> tuple[Block, Block | None]:
        """The title, and the line about it where that is shown."""
        theme, face = self.hub.theme, self._face
        large, small = self._pixels(face)
        key = (width, height, face, large)
        found = self._laid.get(key)
        if found is None:
            room = self._room(width, face)
            tall = height - 2 * bleed(theme) - theme.px(4) - self._above(face)
            line: Block | None = None
            if face.lines and self._line:
                least = round(small * LEAST_SHARE)
                line = lay_out_shrunk(
                    self.hub, self._line, room, tall * 0.7, small, least, leading=1.22
                )
                tall -= line.height
            least = round(large * LEAST_SHARE)
            title = lay_out_shrunk(
                self.hub, self._title, room, tall, large, least, bold=face.rich, leading=LEADING
            )
            found = self._laid[key] = title, line
        return found

    # -- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint surface, key or mark, words, and where it is shown the icon."""
        theme, face = self.hub.theme, self._face
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(min(theme.px("radius.sm"), body.height() / 3))
        on, down, able = self.isChecked(), self.isDown(), self.isEnabled()
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        title, line = self._blocks(self.width(), self.height())
        side, disc, above = _slot(theme, face.step), self._disc(face), self._above(face)
        pad = self._pad() if face.rich else theme.px(10)
        tall = above + title.height + (line.height if line else 0)
        if face.upright:
            tall = face.tall - 2 * out - 2 * pad
        top, middle = body.center().y() - tall / 2, body.center().y()
        if face.upright:
            middle = top + (above - theme.px("space.sm")) / 2
        left = body.left() + pad
        slot = QRectF(left, middle - side / 2, side, side)
        icon = QRectF(body.right() - pad - disc, middle - disc / 2, disc, disc)
        if not face.upright:
            left = slot.right() + theme.px(10 if face.rich else 8)
        slot, icon = mirror(self, slot, body), mirror(self, icon, body)

        def ground(inner: QPainter) -> None:
            self._paint_ground(inner, theme, body, radius)
            self._paint_slot(inner, theme, slot)
            self._paint_marks(inner, theme, icon, body)

        state = (on, down, able, self.hovered, self._shows_key(), self.isCheckable(), self._radio)
        way = (face, disc, slot.left(), icon.left())
        paint_shared(painter, self.hub, self, ("choice", *state, *way), ground)
        if self._shows_key():
            edge = theme.colour("brand" if able else "line_strong")
            key_ink = theme.colour("on_brand" if on else "brand_strong")
            fill = edge if on else theme.colour("surface_sunken")
            paint_cap(painter, theme, self._key, slot, round(side * 0.64), key_ink, fill, edge)
        ink = theme.colour("ink" if able else "ink_faint")
        text = QRectF(left, top + above, self._room(self.width(), face), title.height)
        paint_block(painter, theme, title, mirror(self, text, body), ink)
        if line is not None:
            text = QRectF(left, text.bottom(), text.width(), line.height)
            soft = theme.colour("ink_soft")
            paint_block(painter, theme, line, mirror(self, text, body), soft)
        if disc:
            inset = disc * 0.22
            inner = icon.adjusted(inset, inset, -inset, -inset)
            theme.paint_icon(painter, self._icon, inner, theme.colour("brand_strong"))
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

    def _paint_slot(self, painter: QPainter, theme: Theme, rect: QRectF) -> None:
        """The mark, where no key stands in its place."""
        on, line = self.isChecked(), theme.colour("line_strong")
        if self.isCheckable() and not self._shows_key():
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

    def _paint_marks(self, painter: QPainter, theme: Theme, disc: QRectF, body: QRectF) -> None:
        """The ground of the icon, and the tick of what is chosen while its key is shown."""
        on = self.isChecked()
        inset = float(theme.px(11))
        corner = QRectF(body.right() - inset, body.top() + inset, 0, 0)
        corner = mirror(self, corner, body)
        if disc.width():
            ground = theme.colour("surface" if on else "brand_soft")
            paint_surface(painter, disc, disc.width() / 2, ground)
            inset = disc.width() * 0.06
            corner = QRectF(disc.right() - inset, disc.top() + inset, 0, 0)
            corner = mirror(self, corner, disc)
        if on and self._shows_key():
            half = theme.px(8) * self._face.step
            tick = corner.adjusted(-half, -half, half, half)
            paint_surface(painter, tick, half, theme.colour("brand"))
            paint_tick(painter, tick, theme.colour("on_brand"))


class _Fit(NamedTuple):
    """How options stand in a width."""

    columns: int
    cell: int
    """Width of an option."""
    high: int
    """Least height of an option."""
    upright: int = 0
    """Height from which key and icon may stand above the words; 0 where they cannot."""
    tail: int = 0
    """Height of the last option where it has a row for itself, as wide as the others together."""


def _needs(choices: Sequence[OptionButton], cell: int, face: _OptionFace) -> int:
    """Height in which every option shows all there is of it; 0 where one cannot."""
    high = 0
    for each in choices:
        needs = each.needs(cell, face)
        if not needs:
            return 0
        high = max(high, needs)
    return high


class ChoiceGrid(Arranged):
    """Options in even columns, as many as their titles allow.

    Given less height than it needs, it shows a page of them, with one more option to turn to the
    next page.
    """

    def __init__(self, hub: ThemeHub, *, parent: QWidget | None = None) -> None:
        """Make an empty grid."""
        super().__init__(hub, parent)
        self._choices: list[OptionButton] = []
        self._fits: dict[tuple[int, Scale], _Fit] = {}
        self._kept: dict[tuple[str, Theme], dict[tuple[int, Scale], _Fit]] = {}
        self._language = ""
        self._page = 0
        self._pages = 1
        self._scale = Scale(0)
        self._wide_last = False
        self._more = OptionButton(hub, name="more", checkable=False, parent=self)
        self._more.clicked.connect(self._turn)
        self._more.hide()

    def set_choices(self, choices: Sequence[OptionButton]) -> None:
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

    def choices(self) -> list[OptionButton]:
        """What is shown, in order."""
        return list(self._choices)

    def set_wide_last(self, wide: bool) -> None:
        """Whether the last option, alone on a row, takes all of it: it is about all others."""
        self._wide_last = wide
        self.forget_measures()

    def set_more_text(self, text: str) -> None:
        """What turns to the next page."""
        self._more.set_texts(text)

    def forget_measures(self) -> None:
        """Titles or choices changed."""
        self._kept.clear()
        self._recall()

    def use_language(self, language: str) -> None:
        """The same choices in a language; what was measured in it before holds again."""
        self._language = language
        self._recall()

    def restyle(self) -> None:
        """The theme changed: whoever shows it places it anew."""
        self._recall()

    def _recall(self) -> None:
        """What is known of the titles in this language and theme."""
        if len(self._kept) > MEASURES_KEPT:
            self._kept.clear()
        self._fits = self._kept.setdefault((self._language, self.hub.theme), {})

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
        return self._fit(width, Scale(0)).columns

    def _fit(self, width: int, scale: Scale) -> _Fit:
        key = (width, scale._replace(row=0))
        found = self._fits.get(key)
        if found is None:
            make = self._fit_rich if scale.rich else self._fit_plain
            found = self._fits[key] = make(width, scale)
        return found

    def _room(self, width: int, scale: Scale, narrowest: float = 0.0) -> Room:
        """Options have a width, and as much height as they need."""
        theme = self.hub.theme
        most = theme.px(460 if scale.rich else 310) * scale.step
        return Room(width, 0, row_gap(theme), narrowest, round(most * theme.text_scale))

    def _fit_plain(self, width: int, scale: Scale) -> _Fit:
        """As many columns as the titles allow."""
        count, step, face = len(self._choices), scale.step, _OptionFace(scale.step, told=scale.told)
        room = self._room(width, scale, self.hub.theme.px(104))

        def measure(lines: Lines, steps: Sequence[float]) -> tuple[float, Sequence[float]] | None:
            high = _needs(self._choices, int(lines.widths[0]), face)
            return (step, [high] * lines.rows) if high else None

        plan = best_plan([1] * count, room, range(min(count, 6), 0, -1), (step,), measure)
        if plan is not None:
            lines = plan.lines
            return _Fit(lines.columns, int(lines.widths[0]), int(plan.heights[0]))
        cell = int(lay([1] * count, 1, room).widths[0])
        most = 5 if scale.told else 3
        needs = [each.needs(cell, face) or each.height_at(most, step) for each in self._choices]
        return _Fit(1, cell, max(needs, default=0))

    def _fit_rich(self, width: int, scale: Scale) -> _Fit:
        """Wide options have key and icon beside their words, narrow ones above them."""
        theme, step, count = self.hub.theme, scale.step, len(self._choices)
        room = self._room(width, scale, theme.px(190) * step * theme.text_scale)

        def tail(lines: Lines) -> int:
            """Height of a last option that has a row for itself; 0 where that is not so."""
            alone = self._wide_last and lines.columns > 1 and lines.spots[-1].column == 0
            return self._choices[-1].needs(width, _OptionFace(step, rich=True)) if alone else 0

        def needed(lines: Lines, upright: bool) -> int:
            here = self._choices[:-1] if tail(lines) else self._choices
            face = _OptionFace(step, rich=True, upright=upright)
            return _needs(here, int(lines.widths[0]), face)

        def measure(lines: Lines, steps: Sequence[float]) -> tuple[float, Sequence[float]] | None:
            high = needed(lines, False) or needed(lines, True)
            return (step, [high] * lines.rows) if high else None

        columns = dict.fromkeys(
            ceil(count / (ceil(count / tried) + scale.extra))
            for tried in range(min(count, 5), 0, -1)
        )
        plan = best_plan([1] * count, room, columns, (step,), measure)
        if plan is None:
            return _Fit(1, int(lay([1], 1, room).widths[0]), TOO_HIGH)
        lines, high = plan.lines, int(plan.heights[0])
        cell = int(lines.widths[0])
        return _Fit(lines.columns, cell, high, needed(lines, True), tail(lines))

    def height_in(self, width: int, scale: Scale) -> int:
        """Height in a width."""
        if not self._choices:
            return 0
        fit, gap = self._fit(width, scale), row_gap(self.hub.theme)
        rows = ceil(len(self._choices) / fit.columns)
        each = max(scale.row, fit.high)
        high = rows * (each + gap) - gap
        return high - each + fit.tail if fit.tail else high

    def place(self, rect: QRect, scale: Scale) -> None:
        """Lay the options out in a rectangle of the parent."""
        self._scale = scale
        same = self.size() == rect.size()
        self.setGeometry(rect)
        if same:
            self.arrange()

    def arrange(self) -> None:
        """Place the options of the page, and what turns to the next."""
        scale, gap = self._scale, row_gap(self.hub.theme)
        fit = self._fit(self.width(), scale)
        high = max(scale.row, fit.high)
        lies = fit.high != fit.upright and high < max(fit.upright, fit.cell * 0.5)
        upright = scale.rich and bool(fit.upright) and not lies
        more = round(self.hub.theme.px("type.body") * scale.step * (LARGE_DISC - DISC)) + 2
        large = upright and high > fit.upright + more
        tall = fit.upright + more * large
        face = _OptionFace(scale.step, scale.rich, scale.told, upright, tall, large)
        less = high - fit.tail if fit.tail else 0
        room = max(1, (self.height() + less + gap + 1) // (high + gap)) * fit.columns
        count = len(self._choices)
        paged = count > room
        size = max(1, room - 1) if paged else count
        pages = spread(count, lambda page: len(page) <= size, evenly=False)
        self._pages = len(pages)
        self._page = min(self._page, self._pages - 1)
        page = pages[self._page]
        for number, each in enumerate(self._choices):
            if number not in page:
                each.hide()
        cells = self._choices[page.start : page.stop]
        cells += [self._more] if paged else []
        self._more.setVisible(paged)
        lines = lay([1] * len(cells), fit.columns, self._room(self.width(), scale))
        heights = [high] * lines.rows
        faces = [face] * len(cells)
        if fit.tail and not paged:
            lines = lines.filled()
            heights[-1] = fit.tail
            faces[-1] = _OptionFace(scale.step, rich=True)
        places = boxes(lines, heights, self.width(), mirrored=self.mirrored)
        for each, own, box in zip(cells, faces, places, strict=True):
            each.set_face(own)
            each.setGeometry(int(box.left), int(box.top), int(box.width), int(box.height))
            each.show()

    def _turn(self, _: bool = False) -> None:
        self.show_page((self._page + 1) % self._pages)
        speak(self, f"{self._page + 1}/{self._pages}")

    def show_page(self, page: int) -> None:
        """Turn to a page."""
        self._page = max(0, min(page, self._pages - 1))
        self.arrange()

    def show_choice(self, choice: OptionButton) -> None:
        """Turn to the page that an option is on."""
        for page in range(self._pages):
            if not choice.isVisibleTo(self):
                self.show_page(page)


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
