"""Cards that fill their room, in pages when they must."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil, floor, isfinite, sqrt
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from ui.kit.base import (
    Arranged,
    bleed,
    paint_ring,
    paint_shadow,
    paint_shared,
    paint_surface,
)
from ui.kit.button import Button
from ui.kit.grid import NEARLY, Lines, Plan, Room, Taste, best_plan, boxes, largest, lay, spread
from ui.kit.parts import Listed, Look, Part
from ui.kit.roles import Role, speak
from ui.kit.spoken import SpokenItems
from ui.kit.text import lay_out_shrunk, paint_block
from ui.look.theme import LARGEST, NORMAL, Theme, ThemeHub

STEPS = (1.7, 1.6, 1.5, 1.4, 1.3, 1.2, 1.12, 1.06, 1.0, 0.95, 0.9, 0.86, 0.82, 0.78, 0.74, 0.7)
SMALLER = (0.66, 0.62, 0.58, 0.54, 0.5)
SMALLEST = SMALLER[-1]
"""No card paints its words smaller."""

GROWS = 1.9
"""So much larger the largest text is, at least, on a card that its words fill."""


def least_step(theme: Theme) -> float:
    """The step below which cards rather say less, or go to another page.

    At the kiosk small type is then 15 pixels of the base design, and larger with larger text by its
    factor.
    """
    return min(0.86, 1 / sqrt(theme.text_scale)) if theme.density == "staff" else 0.94


TABBED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


OPENING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CardFace(NamedTuple):
    """What a card shows and how it is dressed."""

    part: Part
    name: str = ""
    title: str = ""
    ground: str = "surface"
    border: str = "line"
    edge: str = "stroke.thin"
    raised: bool = True
    pad: str = "space.lg"
    opens: bool = False
    """Whether a tap, or Space or Enter, on it leads on: the card says `pressed`."""
    pieces: tuple[CardFace, ...] = ()
    """What a deck shows instead where all of it does not fit on a card at the size of type that is
    right: it in several, or with less on it."""


NOTHING = CardFace(Part(), ground="", border="", raised=False)


class PartCard(QWidget):
    """A painted card. It finds the largest step of type that fits its size, unless told one.

    Keys reach it, so that a screen reader can read one card after the other; on one with a list,
    one item after the other.
    """

    spoken_role = Role.ListItem
    spoken_level = 0
    pressed = Signal()
    """It was tapped, or pressed by a key, where its face `opens` something."""

    def __init__(self, hub: ThemeHub, *, most: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._most = most
        self._face = NOTHING
        self._step: float | None = None
        self._found: tuple[object, float] | None = None
        self._items: SpokenItems | None = None
        self._down = False
        hub.changed.connect(self._restyle)

    def show_face(self, face: CardFace) -> None:
        """Show something else. Its words are also what a screen reader says."""
        self._face = face
        self._found = None
        self.setObjectName(face.name)
        said = face.part.said()
        listed = isinstance(face.part, Listed)
        self.setAccessibleName(face.title or (said[0] if said else ""))
        self.setAccessibleDescription("" if listed else "\n".join(said))
        policy = Qt.FocusPolicy
        single = self.accessibleName() and not listed
        self.setFocusPolicy(policy.TabFocus if single else policy.NoFocus)
        if listed and self._items is None:
            self._items = SpokenItems(self._hub, self)
        if self._items is not None:
            self._items.show(face.part.items() if listed else [])
            self._place_items()
        if face.opens and self._hub.theme.density != "kiosk":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        self.update()

    def stops(self) -> list[QWidget]:
        """Where keys go: the card, or the items of its list."""
        return [*self._items.all] if self._items is not None and self._items.all else [self]

    def _place_items(self) -> None:
        """Lay the items over their words, as soon as these are in sight."""
        if self._items is not None and self._items.all and self.isVisible():
            step = self.step()
            self._items.place(self._face.part.item_places(self._look(step), self._body(step)))

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: the items have their places."""
        super().showEvent(event)
        self._place_items()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: the items are elsewhere."""
        super().resizeEvent(event)
        self._place_items()

    @property
    def face(self) -> CardFace:
        """What it shows."""
        return self._face

    def _restyle(self) -> None:
        """The theme changed: find the step anew."""
        self._found = None
        self._place_items()
        self.update()

    def set_step(self, step: float | None) -> None:
        """Paint at this step; None lets the card find its own."""
        if step != self._step:
            self._step = step
            self._found = None
            self._place_items()
            self.update()

    def _pad(self, step: float, face: CardFace | None = None) -> float:
        """Room between the edge of the widget and the part."""
        theme, face = self._hub.theme, face or self._face
        if not face.ground:
            return float(bleed(theme))
        return bleed(theme) + theme.px(face.pad) * min(step, 1.3)

    def _body(self, step: float) -> QRectF:
        """Where the part stands."""
        pad = self._pad(step)
        return QRectF(self.rect()).adjusted(pad, pad, -pad, -pad)

    def needed(self, width: float, step: float, face: CardFace | None = None) -> float:
        """Height needed in a width, all included; of another face, when that is given."""
        pad = self._pad(step, face)
        part = (face or self._face).part
        return part.height(self._look(step), width - 2 * pad) + 2 * pad

    def tall(self, width: float, face: CardFace | None = None) -> int:
        """The same in whole pixels, at the size of the theme; smaller where a word is too long.

        Nothing where one is at any size.
        """
        heights = (self.needed(width, step, face) for step in (1.0, 0.85, 0.7))
        return ceil(next(filter(isfinite, heights), 0.0))

    def natural(self) -> float:
        """Width that keeps every text on one line, at the type of the theme."""
        return self._face.part.natural(self._look(1.0)) + 2 * self._pad(1.0) + 2

    def _look(self, step: float) -> Look:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return Look(self._hub, step, rtl)

    def step(self) -> float:
        """The step it paints at."""
        if self._step is not None:
            return self._step
        key = (self.width(), self.height(), self._hub.theme.key())
        if self._found is None or self._found[0] != key:
            self._found = (key, self._largest())
        return self._found[1]

    def _largest(self) -> float:
        steps = [step for step in (*STEPS, *SMALLER) if step <= self._most]
        found = self._most_of(steps)
        theme = self._hub.theme
        if theme.density == "staff" or theme.text_scale == LARGEST or found <= 1:
            return found
        # Words that fill the card leave those of the largest text room to be larger.
        body = theme.px("type.body")
        with self._hub.text_at(LARGEST):
            most = self._most_of(steps) * self._hub.theme.px("type.body")
        share = (theme.text_scale - NORMAL) / (LARGEST - NORMAL)
        return min(found, max(1.0, most * (1 / GROWS + (1 - 1 / GROWS) * share) / body))

    def _most_of(self, steps: Sequence[float]) -> float:
        """The largest of some steps at which all of it fits."""
        room = self.height() + 0.5
        found = largest(steps, lambda step: self.needed(self.width(), step) <= room)
        return found or SMALLEST

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and part."""
        theme, face = self._hub.theme, self._face
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        out, step = bleed(theme), self.step()
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(theme.px("radius.lg"))
        if self.hasFocus() and self._hub.keyboard:
            paint_ring(painter, theme, body, radius)
        if face.ground:
            key = ("card", face.ground, face.border, face.edge, face.raised)
            paint_shared(painter, self._hub, self, key, self._paint_ground)
        face.part.paint(painter, self._look(step), self._body(step))
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        """The surface and its shadow: the same for all cards of a size that are dressed alike."""
        theme, face = self._hub.theme, self._face
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(theme.px("radius.lg"))
        if face.raised:
            paint_shadow(painter, theme, body, radius)
        border = theme.colour(face.border) if face.border else None
        fill = theme.colour(face.ground)
        paint_surface(painter, body, radius, fill, border, float(theme.px(face.edge)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, where keys brought the focus here."""
        self._hub.keyboard = self._hub.keyboard or event.reason() in TABBED
        super().focusInEvent(event)

    @property
    def opens(self) -> bool:
        """Whether a press leads on."""
        return self._face.opens

    def press(self) -> None:
        """Lead on, if it does."""
        if self._face.opens:
            self.pressed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A finger or mouse is at work; a second tap that lands here was not meant for it."""
        self._down = self._face.opens and self._hub.pace.takes(event.timestamp())
        if self._face.opens:
            self._hub.keyboard = False
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The tap ends, on the card where it is meant."""
        if not self._face.opens:
            event.ignore()
            return
        self._hub.pace.tap(event.timestamp())
        down, self._down = self._down, False
        if down and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space or Enter, as on a button."""
        if self._face.opens and event.key() in OPENING:
            if not event.isAutoRepeat():
                self._hub.keyboard = True
                self.pressed.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another reading direction: paint anew."""
        super().changeEvent(event)
        self.update()


class Deck(Arranged):
    """Cards in rows and columns: as large as fits, spread over pages when they must.

    `grow` is how far a row may become higher than its contents need.
    """

    spoken_role = Role.List
    opened = Signal(str)
    """A card whose face `opens` was pressed: the name of the face."""

    def __init__(
        self,
        hub: ThemeHub,
        *,
        columns: tuple[int, int] = (1, 3),
        most: float = 1.3,
        grow: float = 1.5,
        narrow: float = 12,
        parent: QWidget | None = None,
    ) -> None:
        """`narrow` is the least width of a card side by side with others, in ems of body type."""
        super().__init__(hub, parent)
        self._columns = columns
        self._most = most
        self._grow = grow
        self._narrow = narrow
        self._cards: list[PartCard] = []
        self._given: list[CardFace] = []
        self._heights: dict[tuple[object, ...], float] = {}
        self._count = 0
        self._page = 0
        self._pages: list[range] = [range(0)]
        self._texts = ("", "", "{page} / {pages}")
        self._back: Button | None = None
        self._on: Button | None = None
        self._where = ""
        self._inset = 0
        self._steps = (0.0, most)
        """The least and the largest step of the moment."""
        self.ink = "ink_soft"
        """What the number of the page is painted with."""

    def stops(self) -> list[QWidget]:
        """Where keys go, in the order in which it is read."""
        leafing = [each for each in (self._back, self._on) if each is not None]
        return [*(each for card in self._cards[: self._count] for each in card.stops()), *leafing]

    def set_texts(self, back: str, on: str, where: str) -> None:
        """Texts for leafing; `where` holds {page} and {pages}."""
        self._texts = (back, on, where)
        for button, text in ((self._back, back), (self._on, on)):
            if button is not None:
                button.set_text(text)
        if self._back is not None:  # at the sides the buttons show no words
            self._place_leafing(len(self._pages) > 1)

    def show_faces(self, faces: Sequence[CardFace]) -> None:
        """Show these cards, or what they are in pieces; cards made before are used again."""
        self._given = list(faces)
        self._heights.clear()
        self._page = 0
        self._dress(faces)
        self.arrange()

    def _dress(self, faces: Sequence[CardFace]) -> None:
        """A card for each."""
        while len(self._cards) < len(faces):
            card = PartCard(self.hub, parent=self)
            card.pressed.connect(lambda card=card: self.opened.emit(card.face.name))
            self._cards.append(card)
        for card, face in zip(self._cards, faces, strict=False):
            card.show_face(face)
        for card in self._cards[len(faces) :]:
            card.show_face(NOTHING)
            card.hide()
        self._count = len(faces)

    @property
    def given(self) -> list[CardFace]:
        """What it was given to show; its cards may show that in pieces."""
        return self._given

    @property
    def faces(self) -> list[CardFace]:
        """What its cards show."""
        return [card.face for card in self._cards[: self._count]]

    def set_columns(self, least: int, most: int) -> None:
        """Keep the number of columns within limits."""
        if self._columns != (least, most):
            self._columns = (least, most)
            self.arrange()

    @property
    def pages(self) -> int:
        """How many pages the cards need in the room of the moment."""
        return len(self._pages)

    def show_page(self, page: int) -> None:
        """Leaf to a page."""
        self._page = max(0, min(page, len(self._pages) - 1))
        self._place()

    def _leaf(self, by: int) -> None:
        self.show_page(self._page + by)
        speak(self, self._where)

    def _gap(self) -> int:
        """Between cards: what the eye sees, less the room they keep around themselves."""
        theme = self.hub.theme
        return theme.px("space.lg") - 2 * bleed(theme)

    def _leafing(self) -> int:
        """Height of the row of buttons for leafing."""
        theme = self.hub.theme
        return max(theme.px("target"), round(theme.px("type.frame") * 2.2)) + 2 * bleed(theme)

    def arrange(self) -> None:
        """Find how many pages it takes, and place the cards."""
        if not self._count or self.width() < 20 or self.height() < 20:
            return
        if self.unseen():  # a tab that is not looked at waits until it is
            return
        self._steps = self._right_steps()
        faces = self._in_pieces(self._steps[0])
        if faces != self.faces:
            self._dress(faces)
        self._pages = self._paged(faces, self._steps)
        self._inset = self._sides() if len(self._pages) > 1 else 0
        self._page = min(self._page, len(self._pages) - 1)
        self._place()

    def _paged(self, faces: Sequence[CardFace], steps: tuple[float, float]) -> list[range]:
        """Which cards stand together."""
        everything = range(len(faces))
        if len(faces) == 1 or self._plan(everything, self._room(False), steps, faces) is not None:
            return [everything]
        room = self._room(True)

        def fits(page: range) -> bool:
            return self._plan(page, room, steps, faces) is not None

        pages = spread(len(faces), fits)
        alone = len(pages) == len(faces)  # as the longest must be; others may stand together
        return spread(len(faces), fits, evenly=False) if alone else pages

    def _in_pieces(self, step: float) -> list[CardFace]:
        """What is shown with type of at least this step: in pieces where one does not fit a page.

        All are, so that neighbours say as much as each other.
        """
        faces = self._given
        while any(each.pieces for each in faces):
            room = self._room(len(faces) > 1)
            if all(self._fits_alone(each, room, step) for each in faces if each.pieces):
                break
            faces = [piece for each in faces for piece in each.pieces or (each,)]
        return faces

    def _fits_alone(self, face: CardFace, room: Room, step: float) -> bool:
        """Whether it has its room on a card that has a page for itself."""
        return self._needed(face, floor(room.width), step) <= room.height + 0.5

    def _needed(self, face: CardFace, width: int, step: float) -> float:
        """Height of a card that shows this: asked over and over while plans are tried."""
        key = (self.hub.theme, self.mirrored, id(face), width, step)
        if key not in self._heights:
            self._heights[key] = self._cards[0].needed(width, step, face)
        return self._heights[key]

    def _right_steps(self) -> tuple[float, float]:
        """The least and the largest step for type.

        At the kiosk larger text is larger by its factor, so it has the same step at each size: what
        fills the room at first, as far as a card has room for its words in the largest text too.
        """
        theme = self.hub.theme
        if theme.density == "staff":
            return least_step(theme), self._most
        least = least_step(theme)
        with self.hub.text_at(NORMAL):
            steps = (least, self._most)
            faces = self._in_pieces(least)
            room = self._room(False)
            pages = self._paged(faces, steps)
            if len(pages) > 1:
                room = self._room(True)
            plans = [self._plan(page, room, steps, faces) for page in pages]
            step = min((plan.step for plan in plans if plan is not None), default=least)
        right = tuple(each for each in STEPS if least <= each <= step) or (least,)
        with self.hub.text_at(LARGEST):
            faces = self._in_pieces(right[-1])
            room = self._room(len(faces) > 1)
            for face in faces:
                found = largest(right, partial(self._fits_alone, face, room))
                right = right[right.index(found) :] if found else right[-1:]
        return (least if theme.text_scale == NORMAL else NEARLY * right[0]), right[0]

    def _sides(self) -> int:
        """Room at each side for leafing, where the deck is low and wide; else it is below."""
        return self._leafing() + self._gap() if self.width() > 2 * self.height() else 0

    def _room(self, leafing: bool) -> Room:
        """Where cards may stand."""
        height, sides = self.height(), self._sides() if leafing else 0
        if leafing and not sides:
            height -= self._leafing() + self._gap()
        narrow = self.hub.theme.px("type.body") * self._narrow * 0.9
        return Room(self.width() - 2 * sides, height, self._gap(), narrow, shared=True, whole=False)

    def _plan(
        self, members: range, room: Room, limits: tuple[float, float], faces: Sequence[CardFace]
    ) -> Plan | None:
        """The best arrangement of some cards with type within these steps, or None."""
        low, high = (min(limit, len(members)) for limit in self._columns)

        def heights(lines: Lines, step: float) -> list[float]:
            """Height of each row: what its highest card needs."""
            needed = [0.0] * lines.rows
            for at, member in enumerate(members):
                row = lines.spots[at].row
                wide = floor(lines.wide(at))  # as narrow as whole pixels may make it
                needed[row] = max(needed[row], self._needed(faces[member], wide, step))
            return needed

        def measure(lines: Lines, steps: Sequence[float]) -> tuple[float, Sequence[float]] | None:
            gaps, most = room.gap * (lines.rows - 1), room.height + 0.5
            step = largest(steps, lambda step: sum(heights(lines, step)) + gaps <= most)
            return None if step is None else (step, heights(lines, step))

        return best_plan(
            [1] * len(members),
            room,
            range(low, high + 1),
            [step for step in (*STEPS, *SMALLER) if limits[0] <= step <= limits[1]],
            measure,
            Taste(1.0, 0.35, lambda lines, _: 0.12 * lines.holes / lines.columns),
        )

    def _place(self) -> None:
        """Put the cards of the page where the plan says, and hide the others."""
        members = self._pages[self._page]
        leafing = len(self._pages) > 1
        room = self._room(leafing)
        faces = self.faces
        plan = self._plan(members, room, self._steps, faces)
        plan = plan or self._plan(members, room, (0.0, self._steps[1]), faces)
        if plan is None:
            rows = len(members)
            high = max(1.0, room.height / rows - room.gap)
            plan = Plan(lay([1] * rows, 1, room), SMALLEST, (high,) * rows)
        spare = max(0.0, room.height - sum(plan.heights) - room.gap * (plan.lines.rows - 1))
        each = spare / plan.lines.rows
        highs = [min(needed + each, needed * self._grow) for needed in plan.heights]
        for number, card in enumerate(self._cards):
            if number not in members:
                card.hide()
        places = boxes(plan.lines, highs, self.width(), left=self._inset, mirrored=self.mirrored)
        for member, box in zip(members, places, strict=True):
            card = self._cards[member]
            card.set_step(plan.step)
            card.setGeometry(*(round(side) for side in box))
            card.show()
        self._place_leafing(leafing)

    def _place_leafing(self, leafing: bool) -> None:
        """Buttons for leafing below the cards, made when first needed."""
        if not leafing and self._back is None:
            return
        if self._back is None or self._on is None:
            self._back = Button(
                self.hub,
                name="deck_back",
                icon="chevron_left",
                mirrored=True,
                role="frame",
                parent=self,
            )
            self._on = Button(
                self.hub,
                name="deck_on",
                icon="chevron_right",
                icon_side="end",
                mirrored=True,
                role="frame",
                parent=self,
            )
            self._back.set_text(self._texts[0])
            self._on.set_text(self._texts[1])
            self._back.clicked.connect(lambda: self._leaf(-1))
            self._on.clicked.connect(lambda: self._leaf(1))
        high = self._leafing()
        for button, at_start in ((self._back, True), (self._on, False)):
            button.setVisible(leafing)
            button.setText(button.accessibleName())
            wide = min(button.sizeHint().width(), self.width() // 3)
            if self._inset or wide < button.sizeHint().width() * 0.8:  # no room for the word
                button.setText("")
                wide = high
            left = 0 if at_start != self.mirrored else self.width() - wide
            top = (self.height() - high) // 2 if self._inset else self.height() - high
            button.setGeometry(left, top, wide, high)
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page + 1 < len(self._pages))
        self._where = (
            self._texts[2].format(page=self._page + 1, pages=len(self._pages)) if leafing else ""
        )
        self.setAccessibleName(self._where)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The number of the page, between the buttons."""
        if not self._where or self._inset:
            return
        theme, high = self.hub.theme, self._leafing()
        third = self.width() / 3
        pixels = theme.px("type.frame")
        block = lay_out_shrunk(self.hub, self._where, third, pixels * 1.5, pixels, 8)
        rect = QRectF(third, self.height() - high, third, high)
        rect.setTop(rect.center().y() - block.height / 2)
        painter = QPainter(self)
        paint_block(painter, theme, block, rect, theme.colour(self.ink), "centre")
        painter.end()
