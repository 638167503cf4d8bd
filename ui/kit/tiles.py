"""Tiles, and the grid that fills a screen with them.

A `Tile` is one answer: icon, title, one plain line.  A `TileGrid` is given a rectangle and a
number of tiles (or other `Cell`s) and finds the columns, rows and type size that use it best.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log
from typing import Literal, NamedTuple, Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.base import (
    Arranged,
    Control,
    bleed,
    mirror,
    paint_ring,
    paint_shadow,
    paint_shared,
    paint_surface,
    paint_tick,
    painter_on,
    turned,
)
from ui.kit.button import Button
from ui.kit.grid import NEARLY, Lines, Plan, Room, Taste, best_plan, boxes, lay, spread
from ui.kit.roles import Role, be_one_of_many, speak
from ui.kit.text import Block, lay_out, lay_out_shrunk, paint_block
from ui.look.theme import NORMAL, Theme, ThemeHub

Mark = Literal["none", "check", "radio"]

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly

_TITLE_LEADING = 1.16
_LINE_LEADING = 1.26
_FITS_KEPT = 400
"""So many sizes at most, for each tile."""


class _TileFace(NamedTuple):
    """Where the parts of a tile go, left to right, inside its surface at the origin."""

    disc: QRectF
    mark: QRectF
    text: QRectF
    title: Block
    line: Block | None


class Cell(Protocol):
    """What the grid asks of the widgets it arranges."""

    span: int
    """How many columns it takes, where there are as many."""

    def fits(self, width: int, height: int, step: float) -> bool:
        """Whether everything is readable in a size at a type step."""
        ...

    def set_step(self, step: float, text_room: float = 0.0) -> None:
        """Use a type step, 1.0 being the theme's own size, and a common height of texts."""
        ...

    def text_height(self, width: int, height: int, step: float) -> float:
        """Height of the texts in a size, where cells line theirs up with each other; else 0."""
        ...

    def ideal(self, few: bool) -> tuple[float, float, int]:
        """Least and greatest good proportion of width to height, and the tallest height.

        `few` when the page holds so few cells that each may be a large one.
        """
        ...

    def widget(self) -> QWidget:
        """The widget itself."""
        ...


class Tile(Control):
    """One answer: an icon, a title and a plain line; the whole face is the target."""

    span = 1

    def __init__(
        self,
        hub: ThemeHub,
        *,
        name: str = "",
        title: str = "",
        line: str = "",
        icon: str = "",
        mark: Mark = "none",
        parent: QWidget | None = None,
    ) -> None:
        """Make a tile; with a mark it is checkable ("check" many, "radio" one of them)."""
        super().__init__(hub, name=name, parent=parent)
        self._title = ""
        self._line = ""
        self._icon = icon
        self._mark: Mark = "none"
        self._step = 1.0
        self._text_room = 0.0
        self._face: tuple[tuple[object, ...], _TileFace] | None = None
        self._fits: dict[tuple[Theme, int, int, float], bool] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_mark(mark)
        self.set_texts(title, line)

    # -- what it shows ------------------------------------------------------------------------

    def set_texts(self, title: str, line: str = "") -> None:
        """Set title and line; also what a screen reader says."""
        if (title, line) == (self._title, self._line):
            return
        self._title, self._line = title, line
        self._fits.clear()
        self.setAccessibleName(title.replace("\u00ad", ""))
        self.setAccessibleDescription(line.replace("\u00ad", ""))
        self._face = None
        self.updateGeometry()
        self.update()

    def title(self) -> str:
        """The title."""
        return self._title

    def line(self) -> str:
        """The plain line below the title."""
        return self._line

    def set_icon(self, icon: str) -> None:
        """Use another icon, or none with an empty name."""
        if icon == self._icon:
            return
        self._icon = icon
        self._fits.clear()
        self._face = None
        self.update()

    def set_mark(self, mark: Mark) -> None:
        """Show no mark, a check box or a radio mark; a marked tile is checkable."""
        self._mark = mark
        self._fits.clear()
        self.setCheckable(mark != "none")
        if mark == "radio" and not self.autoExclusive():
            be_one_of_many(self)
        self._face = None
        self.update()

    # -- as a cell of a grid --------------------------------------------------------------------

    def set_step(self, step: float, text_room: float = 0.0) -> None:
        """Use a type step, and start the texts where those of the neighbours start."""
        if (step, text_room) != (self._step, self._text_room):
            self._step, self._text_room = step, text_room
            self._face = None
            self.update()

    def text_height(self, width: int, height: int, step: float) -> float:
        """Height of the texts of a tile whose icon stands above them."""
        around = 2 * bleed(self.hub.theme)
        if not self._stands(width - around, height - around):
            return 0.0
        face = self._lay_out(width - around, height - around, step, strict=True)
        return face.text.height() if face is not None else 0.0

    def fits(self, width: int, height: int, step: float) -> bool:
        """Whether title and line are readable whole in a size at a type step.

        A grid asks the same of its tiles at each visit, and in every size of text: it is kept.
        """
        key = (self.hub.theme, width, height, step)
        fits = self._fits.get(key)
        if fits is None:
            if len(self._fits) > _FITS_KEPT:
                self._fits.clear()
            around = 2 * bleed(self.hub.theme)
            face = self._lay_out(width - around, height - around, step, strict=True)
            fits = self._fits[key] = face is not None
        return fits

    def ideal(self, few: bool) -> tuple[float, float, int]:
        """Good proportions, and the tallest sensible height."""
        theme = self.hub.theme
        tall = theme.px("type.title") + 2 * theme.px("type.body")
        if few and self._icon:
            return 0.85, 2.1, tall + theme.px(330)
        return 1.2, 3.6, tall + theme.px(210 if self._icon else 100)

    def widget(self) -> QWidget:
        """The tile itself."""
        return self

    # -- sizes --------------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        self._face = None
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: lay out anew."""
        self._face = None
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        """A comfortable tile."""
        theme = self.hub.theme
        return QSize(theme.px(300), theme.px("target") + theme.px("type.body") + 2 * bleed(theme))

    def minimumSizeHint(self) -> QSize:
        """Never below the target height."""
        theme = self.hub.theme
        side = theme.px("target") + 2 * bleed(theme)
        return QSize(side * 2, side)

    # -- layout -------------------------------------------------------------------------------

    def _lay_out(self, width: float, height: float, step: float, strict: bool) -> _TileFace | None:
        """Place the parts in a surface; strict: None when the text does not fit."""
        theme = self.hub.theme
        if height < theme.px("target") - 0.5 and strict:
            return None
        upright = self._stands(width, height)
        first = self._upright if upright else self._lying
        second = self._lying if upright else self._upright
        face = first(width, height, step, True)
        if face is None and not strict:
            face = second(width, height, step, True) or first(width, height, step, False)
        return face

    def _stands(self, width: float, height: float) -> bool:
        """Whether the icon stands above the text rather than beside it."""
        theme = self.hub.theme
        ratio = 2.2 if height > theme.px(260) + theme.px("type.title") else 1.5
        return bool(self._icon) and width < ratio * height

    def _texts(
        self, width: float, height: float, step: float, strict: bool
    ) -> tuple[Block, Block | None] | None:
        """Title and line in a room; the line is given what the title leaves."""
        theme = self.hub.theme
        title_px = max(9, round(theme.px("type.title") * step))
        line_px = max(9, round(theme.px("type.body") * min(1.2, 0.1 + 0.9 * step)))
        gap = title_px * 0.12
        if strict:
            title = lay_out(
                self.hub, self._title, width, title_px, bold=True, leading=_TITLE_LEADING
            )
            if title is None or title.height > height + 0.5 or len(title.lines) > 3:
                return None
            if not self._line:
                return title, None
            line = lay_out(self.hub, self._line, width, line_px, leading=_LINE_LEADING)
            if line is None or title.height + gap + line.height > height + 0.5:
                return None
            return (title, line) if len(line.lines) <= 4 else None
        share = 0.55 if self._line else 1.0
        title = lay_out_shrunk(
            self.hub,
            self._title,
            width,
            height * share,
            title_px,
            max(9, round(title_px * 0.6)),
            bold=True,
            leading=_TITLE_LEADING,
        )
        if not self._line:
            return title, None
        rest = height - title.height - gap
        line = lay_out_shrunk(
            self.hub,
            self._line,
            width,
            rest,
            line_px,
            max(9, round(line_px * 0.65)),
            leading=_LINE_LEADING,
        )
        return title, line

    def _mark_side(self, step: float) -> float:
        """Size of the check or radio mark."""
        return round(max(self.hub.theme.px(22), self.hub.theme.px("type.title") * step * 1.08))

    def _lying(self, width: float, height: float, step: float, strict: bool) -> _TileFace | None:
        """Icon, text, mark side by side."""
        theme = self.hub.theme
        title_px = theme.px("type.title") * step
        dense = height < theme.px(92)
        pad = theme.px("space.md" if dense else "space.lg") + (0 if dense else theme.px(4) * step)
        upper = theme.px(7) if dense else theme.px(12)
        gap = theme.px("space.md") if dense else theme.px("space.lg")
        left, right = pad, width - pad
        mark = disc = QRectF()
        if self._icon:
            most = height - 2 * max(upper, theme.px(9))
            side = min(most, max(title_px * 2.35, min(height * 0.5, title_px * 3.1)))
            side = max(side, min(theme.px(34), most))
            left = max(left, min((height - side) / 2, theme.px("space.xl") * step))
            disc = QRectF(left, (height - side) / 2, side, side)
            left += side + gap
        if self._mark != "none":
            side = self._mark_side(step)
            mark = QRectF(right - side, (height - side) / 2, side, side)
            right -= side + gap
        texts = self._texts(right - left, height - 2 * upper, step, strict)
        if texts is None or right - left < theme.px(40):
            return None if strict else self._upright(width, height, step, False)
        title, line = texts
        tall = title.height + (title.pixels * 0.12 + line.height if line else 0)
        text = QRectF(left, (height - tall) / 2, right - left, tall)
        return _TileFace(disc, mark, text, title, line)

    def _upright(self, width: float, height: float, step: float, strict: bool) -> _TileFace | None:
        """Icon above, text below, mark in the upper corner."""
        theme = self.hub.theme
        title_px = theme.px("type.title") * step
        # Pads and icon follow from the size alone, so that all tiles of a grid line up.
        pad = theme.px("space.lg") + theme.px(4) * step
        if height > theme.px(270):
            pad = theme.px("space.xl") + theme.px(4)
        gap = theme.px("space.md") if height < theme.px(270) else theme.px("space.lg")
        side = min(max(title_px * 1.8, min(height * 0.34, title_px * 4.2)), width * 0.5)
        room = height - 2 * pad - gap - side
        texts = self._texts(width - 2 * pad, room, step, strict)
        if texts is None:
            return None
        title, line = texts
        tall = title.height + (title.pixels * 0.12 + line.height if line else 0)
        disc = QRectF(pad, pad, side, side)
        text = QRectF(pad, height - pad - max(tall, self._text_room), width - 2 * pad, tall)
        mark = QRectF()
        if self._mark != "none":
            edge = self._mark_side(step)
            mark = QRectF(width - pad - edge, pad, edge, edge)
        return _TileFace(disc, mark, text, title, line)

    # -- painting -----------------------------------------------------------------------------

    def _current_face(self) -> _TileFace:
        """The layout for the size of the moment, kept until something changes."""
        around = 2 * bleed(self.hub.theme)
        key = (self.width(), self.height(), self._step)
        if self._face is None or self._face[0] != key:
            face = self._lay_out(self.width() - around, self.height() - around, self._step, False)
            assert face is not None
            self._face = (key, face)
        return self._face[1]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint surface, icon, texts, mark and ring for the state of the moment."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(min(theme.px("radius.lg"), body.height() / 3))
        on, down, able = self.isChecked(), self.isDown(), self.isEnabled()
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        paint_shared(
            painter,
            self.hub,
            self,
            ("tile", on, down, able, self.hovered),
            lambda inner: self._paint_ground(inner, theme, body, radius),
        )
        face = self._current_face()
        shift = theme.px(2) if down else 0

        def place(rect: QRectF) -> QRectF:
            return mirror(self, rect.translated(body.left(), body.top() + shift), body)

        ink = theme.colour("ink" if able else "ink_faint")
        soft = theme.colour("ink_soft" if able else "ink_faint")
        if not face.disc.isEmpty():
            self._paint_icon(painter, theme, place(face.disc), on, able)
        room = place(face.text)
        paint_block(painter, theme, face.title, room, ink)
        if face.line is not None:
            room = room.adjusted(0, face.title.height + face.title.pixels * 0.12, 0, 0)
            paint_block(painter, theme, face.line, room, ink if on else soft)
        if not face.mark.isEmpty():
            self._paint_mark(painter, theme, place(face.mark), on, able)
        painter.end()

    def _paint_ground(self, painter: QPainter, theme: Theme, body: QRectF, radius: float) -> None:
        """The surface: raised, pressed in, chosen or out of use."""
        thin, thick = float(theme.px("stroke.thin")), float(theme.px("stroke.thick"))
        if not self.isEnabled():
            paint_surface(
                painter,
                body,
                radius,
                theme.colour("paper"),
                theme.colour("line_strong"),
                float(theme.px("stroke.thin")),
                dashed=True,
            )
            return
        if self.isDown():
            paint_surface(
                painter,
                body,
                radius,
                theme.colour("surface_sunken"),
                theme.colour("brand_strong"),
                thick,
            )
            inner = body.adjusted(thick, thick, -thick, -thick)
            painter.setPen(QPen(theme.colour("line"), thin * 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, radius - thick, radius - thick)
            return
        paint_shadow(painter, theme, body, radius)
        if self.isChecked():
            fill, border, width = theme.colour("brand_soft"), theme.colour("brand"), thick
        elif self.hovered:
            fill, border, width = theme.colour("surface"), theme.colour("brand"), thin * 2
        else:
            fill, border, width = theme.colour("surface"), theme.colour("line"), thin
        paint_surface(painter, body, radius, fill, border, width)

    def _paint_icon(
        self, painter: QPainter, theme: Theme, rect: QRectF, on: bool, able: bool
    ) -> None:
        """The icon on its soft disc; a chosen tile's disc is filled."""
        if not able:
            ground, ink = theme.colour("surface_sunken"), theme.colour("ink_faint")
        elif on:
            ground, ink = theme.colour("brand"), theme.colour("on_brand")
        else:
            ground, ink = theme.colour("brand_soft"), theme.colour("brand")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        corner = rect.width() * 0.34
        painter.drawRoundedRect(rect, corner, corner)
        inset = rect.width() * 0.2
        box = rect.adjusted(inset, inset, -inset, -inset)
        theme.paint_icon(painter, self._icon, box, ink, turned(self, self._icon))

    def _paint_mark(
        self, painter: QPainter, theme: Theme, rect: QRectF, on: bool, able: bool
    ) -> None:
        """A box or a circle, filled and ticked when chosen."""
        width = float(theme.px("stroke.normal"))
        radius = rect.width() / 2 if self._mark == "radio" else rect.width() * 0.28
        strong = theme.colour("line_strong")
        if not on:
            ground = QColor(Qt.GlobalColor.transparent)
            paint_surface(painter, rect, radius, ground, strong, width, dashed=not able)
            return
        brand = theme.colour("brand") if able else strong
        paint_surface(painter, rect, radius, brand)
        paint_tick(painter, rect, theme.colour("on_brand"), max(self.grown, 0.05))


_STEPS = (1.3, 1.15, 1.0, 0.92, 0.85, 0.78, 0.72, 0.66)
_LEAST_STEP = 0.66


class TileGrid(Arranged):
    """Arranges tiles so that they fill its rectangle; never scrolls.

    Too many for the room at the smallest readable type? Then they are spread over pages, with
    a strip of the grid's own below to leaf through them. What is larger text elsewhere is larger
    here: the step is that of the normal size of text, and fewer columns and more pages make room.
    """

    page_changed = Signal(int)

    def __init__(
        self,
        hub: ThemeHub,
        *,
        name: str = "",
        wide_last: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty grid; `wide_last` lets the last tile fill what its row leaves."""
        super().__init__(hub, parent)
        self._cells: list[Cell] = []
        self._wide_last = wide_last
        self._page = 0
        self._pages: list[range] = [range(0)]
        self._strip: _Leafing | None = None
        self._nav_texts = ("", "")
        self._limits = (1, 4)
        self._align = 0.25
        self._allowed: Sequence[float] = _STEPS
        self.full = False
        """Whether every page but the last has as many cells as go on it, as of a list."""
        self.at_theme = False
        """Whether its words are just as large as the theme has them, with the height `needed`."""
        self.elsewhere: Callable[[], int] = lambda: 0
        """Height that goes to what stands above and below, at the size of text of the theme."""
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # -- contents -----------------------------------------------------------------------------

    def set_cells(self, cells: Sequence[Cell]) -> None:
        """Show these tiles (or other cells); those no longer given are only hidden."""
        for each in self.findChildren(QWidget, options=DIRECT):  # also what was never given
            if each is not self._strip:
                each.hide()
        self._cells = list(cells)
        before: QWidget | None = None
        for cell in self._cells:
            widget = cell.widget()
            if widget.parentWidget() is not self:
                widget.setParent(self)
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
        self._page = 0
        self.arrange()

    def cells(self) -> list[Cell]:
        """The cells shown, in order."""
        return list(self._cells)

    def set_nav_texts(self, previous: str, more: str) -> None:
        """Texts of the two buttons that leaf through pages."""
        self._nav_texts = (previous, more)
        if self._strip is not None:
            self._strip.set_texts(previous, more)

    def set_wide_last(self, wide: bool) -> None:
        """Whether the last tile may fill what its row leaves."""
        self._wide_last = wide
        self.arrange()

    def set_columns(self, least: int, most: int) -> None:
        """Keep the number of columns within limits."""
        self._limits = (least, most)
        self.arrange()

    # -- pages --------------------------------------------------------------------------------

    @property
    def pages(self) -> int:
        """How many pages the cells need in the room of the moment."""
        return len(self._pages)

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._page

    @Slot(int)
    def _leaf(self, by: int) -> None:
        """A button was pressed: say which page it is."""
        self.show_page(self._page + by)
        if self._strip is not None:
            speak(self, self._strip.accessibleName())

    def show_page(self, page: int) -> None:
        """Leaf to a page."""
        page = max(0, min(page, len(self._pages) - 1))
        if page != self._page:
            self._page = page
            self._place()
            self.page_changed.emit(page)

    # -- arranging ----------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """As much as there is."""
        theme = self.hub.theme
        return QSize(theme.px(1200), theme.px(440))

    def minimumSizeHint(self) -> QSize:
        """Room for one small tile, and for leafing."""
        side = self.hub.theme.px("target") + 2 * bleed(self.hub.theme)
        return QSize(side * 3, side + self._strip_height())

    def arrange(self) -> None:
        """Find the best columns, rows and type size, in pages when it must be, and place all."""
        if not self._cells or self.width() < 10 or self.height() < 10:
            return
        if self.unseen():  # a page that nobody looks at waits until it is
            return
        steps = self._steps()
        self._allowed = steps
        everything = range(len(self._cells))
        plan = self._plan(everything, False, steps)
        self._pages = [everything] if plan is not None else self._split(steps)
        if len(self._pages) > 1:  # all pages of a question have one size
            plans = [self._plan(page, True, steps) for page in self._pages]
            self._allowed = [min((each.step for each in plans if each), default=_LEAST_STEP)]
        self._page = min(self._page, len(self._pages) - 1)
        self._place(plan)

    def _steps(self) -> Sequence[float]:
        """The steps to choose from: for larger text those of the normal size."""
        theme = self.hub.theme
        if self.at_theme:
            return (1.0,)
        if theme.density == "staff" or theme.text_scale == 1:
            return _STEPS
        larger = self.elsewhere()
        with self.hub.text_at(NORMAL):
            height = self.height() + larger - self.elsewhere()
            plan = self._plan(range(len(self._cells)), False, _STEPS, height)
            if plan is None:
                pages = self._split(_STEPS, height)
                plans = [self._plan(page, True, _STEPS, height) for page in pages]
                normal = min((each.step for each in plans if each), default=_LEAST_STEP)
            else:
                normal = plan.step
        return normal, normal * NEARLY

    def _split(self, steps: Sequence[float], height: int | None = None) -> list[range]:
        """The pages: cells spread evenly, but wide ones as they fit."""
        wide = any(cell.span > 1 for cell in self._cells)
        return spread(
            len(self._cells),
            lambda members: self._plan(members, True, steps, height) is not None,
            evenly=not wide,
            full=self.full,
        )

    def _members(self, members: range) -> list[Cell]:
        return self._cells[members.start : members.stop]

    def _room(self, leafing: bool, height: int | None = None) -> Room:
        """Where the cells of a page may stand; the height is the grid's own unless given."""
        height = self.height() if height is None else height
        return Room(self.width(), height - (self._strip_height() if leafing else 0), self._gap())

    def _plan(
        self, members: range, leafing: bool, steps: Sequence[float], height: int | None = None
    ) -> Plan | None:
        """The best arrangement of some cells, with room for leafing tiles; None if none fits."""
        cells, theme = self._members(members), self.hub.theme
        room = self._room(leafing, height)
        count, around = len(cells), 2 * bleed(theme)
        narrow, broad, tall = cells[0].ideal(count <= 4)
        least, most = (min(limit, count) for limit in self._limits)

        def measure(lines: Lines, steps: Sequence[float]) -> tuple[float, Sequence[float]] | None:
            full = int((room.height - (lines.rows - 1) * room.gap) // lines.rows)
            if full - around < theme.px("target") or lines.widths[0] < theme.px(120):
                return None
            high = min(full, tall + around)
            for step in steps:
                if all(cell.fits(int(lines.wide(at)), high, step) for at, cell in enumerate(cells)):
                    return step, [high] * lines.rows
            return None

        def less(lines: Lines, heights: Sequence[float]) -> float:
            proportion = (lines.widths[0] - around) / (heights[0] - around)
            shape = max(0.0, log(proportion / broad), log(narrow / proportion))
            empty = lines.holes
            hole = 0.0 if empty == 0 or (self._wide_last and empty < 3) else 0.5 + 0.5 * empty
            return 0.3 * shape + 0.36 * hole / lines.columns

        return best_plan(
            [cell.span for cell in cells],
            room,
            range(least, most + 1),
            [step for step in steps if step <= 1.0 or len(self._cells) <= 6],
            measure,
            Taste(1.4, 0.55, less),
        )

    def _gap(self) -> int:
        """Distance between cells: the eye sees it plus the room they keep for their rings."""
        theme = self.hub.theme
        return theme.px("space.lg") - 2 * bleed(theme)

    def _strip_height(self) -> int:
        """Room for the strip that leafs through pages."""
        theme = self.hub.theme
        return theme.px("target") + 2 * bleed(theme) + max(0, self._gap())

    def needed(self, width: int, count: int | None = None) -> int:
        """The least height for all cells, or so many of them, with words as the theme has them."""
        theme, cells = self.hub.theme, self._cells[:count]
        spans, best = [cell.span for cell in cells], 0
        for columns in range(1, min(self._limits[1], len(cells)) + 1):
            lines = lay(spans, columns, Room(width, 0, self._gap()))
            high = theme.px("target") + 2 * bleed(theme)
            most = high + 6 * theme.px("type.title")
            left = [(int(lines.wide(at)), cell) for at, cell in enumerate(cells)]
            while high < most:
                at = next((at for at, (w, c) in enumerate(left) if not c.fits(w, high, 1.0)), -1)
                if at < 0:
                    break
                left.insert(0, left.pop(at))  # what needs most is asked first
                high += theme.px("space.xs")
            whole = high * lines.rows + self._gap() * (lines.rows - 1)
            if high < most and (not best or whole < best):
                best = whole
        return best or theme.px("target") * len(cells)

    def _place(self, plan: Plan | None = None) -> None:
        """Put the cells of the page where its plan says, and hide the others."""
        members = self._pages[self._page]
        leafing = len(self._pages) > 1
        plan = plan or self._plan(members, leafing, self._allowed)
        plan = plan or self._forced(members, leafing)
        cells, lines, step = self._members(members), plan.lines, plan.step
        for number, cell in enumerate(self._cells):
            if number not in members:
                cell.widget().hide()
        wide, high = int(lines.widths[0]), int(plan.heights[0])
        texts = [cell.text_height(wide, high, step) for cell in cells]
        text_room = max(texts, default=0.0)
        strip = self._strip_height() if leafing else 0
        total = sum(plan.heights) + (lines.rows - 1) * lines.gap
        top = max(0, round((self.height() - strip - total) * self._align))
        lines = lines.filled() if self._wide_last else lines
        places = boxes(lines, plan.heights, self.width(), top=top, mirrored=self.mirrored)
        for cell, box in zip(cells, places, strict=True):
            cell.set_step(step, text_room)
            widget = cell.widget()
            widget.setGeometry(int(box.left), int(box.top), int(box.width), int(box.height))
            widget.show()
        self._place_strip(leafing)

    def _place_strip(self, leafing: bool) -> None:
        """Show the strip that leafs through pages, made when first needed, or hide it."""
        if not leafing:
            if self._strip is not None:
                self._strip.hide()
            return
        if self._strip is None:
            self._strip = _Leafing(self.hub, self)
            self._strip.set_texts(*self._nav_texts)
            self._strip.leaf.connect(self._leaf)
        high = self.hub.theme.px("target") + 2 * bleed(self.hub.theme)
        self._strip.setGeometry(0, self.height() - high, self.width(), high)
        self._strip.set_page(self._page, len(self._pages))
        self._strip.show()

    def _forced(self, members: range, leafing: bool) -> Plan:
        """An arrangement that does not quite fit, when none does: text shrinks further."""
        room = self._room(leafing)
        columns = 1 if self.width() < self.height() else min(2, len(members))
        lines = lay([cell.span for cell in self._members(members)], columns, room)
        high = (room.height - (lines.rows - 1) * room.gap) // lines.rows
        return Plan(lines, _LEAST_STEP, (high,) * lines.rows)


class _Leafing(Arranged):
    """Previous, where we are as dots, and More."""

    spoken_role = Role.Grouping

    leaf = Signal(int)

    def __init__(self, hub: ThemeHub, parent: QWidget) -> None:
        """Make the strip."""
        super().__init__(hub, parent)
        self._page = 0
        self._count = 1
        self._previous = Button(hub, name="grid_previous", icon="arrow_left", mirrored=True)
        self._more = Button(
            hub, name="grid_more", icon="arrow_right", icon_side="end", mirrored=True
        )
        for button, by in ((self._previous, -1), (self._more, 1)):
            button.setParent(self)
            button.clicked.connect(lambda _=False, step=by: self.leaf.emit(step))

    def set_texts(self, previous: str, more: str) -> None:
        """Set the texts of the two buttons."""
        self._previous.set_text(previous)
        self._more.set_text(more)

    def set_page(self, page: int, count: int) -> None:
        """Show which of how many pages this is."""
        self._page, self._count = page, count
        self._previous.setEnabled(page > 0)
        self._more.setEnabled(page + 1 < count)
        self.setAccessibleName(str(page + 1) + "/" + str(count))
        self.arrange()
        self.update()

    def arrange(self) -> None:
        """The buttons at either end."""
        rect = QRectF(self.rect())
        most = self.width() * 0.4
        for button, at_end in ((self._previous, False), (self._more, True)):
            wide = min(most, button.sizeHint().width() + self.hub.theme.px("space.xl"))
            left = self.width() - wide if at_end else 0.0
            place = mirror(self, QRectF(left, 0, wide, self.height()), rect)
            button.setGeometry(place.toRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dots; that of this page is long and filled."""
        theme = self.hub.theme
        painter = painter_on(self)
        rect = QRectF(self.rect())
        side, gap = float(theme.px(10)), float(theme.px("space.sm"))
        wide = self._count * side + (self._count - 1) * gap + side * 1.4
        left = rect.center().x() - wide / 2
        for number in range(self._count):
            here = number == self._page
            length = side * 2.4 if here else side
            dot = QRectF(left, rect.center().y() - side / 2, length, side)
            colour = theme.colour("brand" if here else "line_strong")
            ground = colour if here else theme.colour("paper")
            width = float(theme.px("stroke.normal"))
            paint_surface(painter, mirror(self, dot, rect), side / 2, ground, colour, width)
            left += length + gap
        painter.end()
