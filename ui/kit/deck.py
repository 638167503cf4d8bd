"""Cards that fill their room, in pages when they must."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit.base import Arranged, bleed, paint_ring, paint_shadow, paint_surface
from ui.kit.button import Button
from ui.kit.grid import NEARLY, Lines, Plan, Room, Taste, best_plan, boxes, largest, lay, spread
from ui.kit.parts import Look, Part
from ui.kit.roles import Role
from ui.kit.text import lay_out_shrunk, paint_block
from ui.look.theme import LARGEST, NORMAL, Theme, ThemeHub

STEPS = (1.7, 1.6, 1.5, 1.4, 1.3, 1.2, 1.12, 1.06, 1.0, 0.95, 0.9, 0.86, 0.82, 0.78, 0.74, 0.7)
_SMALLEST = (0.66, 0.62, 0.58, 0.54, 0.5)
SMALLEST = _SMALLEST[-1]
"""No card paints its words smaller."""

GROWS = 1.4
"""So much larger the largest text is, at least, on a card that its words fill."""


def least_step(theme: Theme) -> float:
    """The step below which cards rather say less, or go to another page.

    At the kiosk small type is then 15 pixels of the base design, and larger with larger text.
    """
    if theme.density == "staff":
        return min(0.86, 1 / sqrt(theme.text_scale))
    return 0.94 / sqrt(theme.text_scale)


TABBED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


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


NOTHING = CardFace(Part(), ground="", border="", raised=False)


class PartCard(QWidget):
    """A painted card. It finds the largest step of type that fits its size, unless told one.

    Keys reach it, so that a screen reader can read one card after the other.
    """

    spoken_role = Role.ListItem

    def __init__(self, hub: ThemeHub, *, most: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._most = most
        self._face = NOTHING
        self._step: float | None = None
        self._found: tuple[object, float] | None = None
        hub.changed.connect(self._restyle)

    def show_face(self, face: CardFace) -> None:
        """Show something else. Its words are also what a screen reader says."""
        self._face = face
        self._found = None
        self.setObjectName(face.name)
        said = face.part.said()
        self.setAccessibleName(face.title or (said[0] if said else ""))
        self.setAccessibleDescription("\n".join(said))
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.TabFocus if self.accessibleName() else policy.NoFocus)
        self.update()

    @property
    def face(self) -> CardFace:
        """What it shows."""
        return self._face

    def _restyle(self) -> None:
        """The theme changed: find the step anew."""
        self._found = None
        self.update()

    def set_step(self, step: float | None) -> None:
        """Paint at this step; None lets the card find its own."""
        if step != self._step:
            self._step = step
            self._found = None
            self.update()

    def _pad(self, step: float) -> float:
        """Room between the edge of the widget and the part."""
        theme = self._hub.theme
        if not self._face.ground:
            return float(bleed(theme))
        return bleed(theme) + theme.px(self._face.pad) * min(step, 1.3)

    def needed(self, width: float, step: float) -> float:
        """Height needed in a width, all included."""
        pad = self._pad(step)
        return self._face.part.height(self._look(step), width - 2 * pad) + 2 * pad

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
        steps = [step for step in (*STEPS, *_SMALLEST) if step <= self._most]
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
            if face.raised:
                paint_shadow(painter, theme, body, radius)
            border = theme.colour(face.border) if face.border else None
            fill = theme.colour(face.ground)
            paint_surface(painter, body, radius, fill, border, float(theme.px(face.edge)))
        pad = self._pad(step)
        rect = QRectF(self.rect()).adjusted(pad, pad, -pad, -pad)
        face.part.paint(painter, self._look(step), rect)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, where keys brought the focus here."""
        self._hub.keyboard = self._hub.keyboard or event.reason() in TABBED
        super().focusInEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another reading direction: paint anew."""
        super().changeEvent(event)
        self.update()


class Deck(Arranged):
    """Cards in rows and columns: as large as fits, spread over pages when they must.

    `grow` is how far a row may become higher than its contents need.
    """

    spoken_role = Role.List

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
        self._count = 0
        self._page = 0
        self._pages: list[range] = [range(0)]
        self._texts = ("", "", "{page} / {pages}")
        self._back: Button | None = None
        self._on: Button | None = None
        self._where = ""
        self._inset = 0
        self._least = 0.0

    def stops(self) -> list[QWidget]:
        """Where keys go, in the order in which it is read."""
        leafing = [each for each in (self._back, self._on) if each is not None]
        return [*self._cards[: self._count], *leafing]

    def set_texts(self, back: str, on: str, where: str) -> None:
        """Texts for leafing; `where` holds {page} and {pages}."""
        self._texts = (back, on, where)
        for button, text in ((self._back, back), (self._on, on)):
            if button is not None:
                button.set_text(text)
        if self._back is not None:  # at the sides the buttons show no words
            self._place_leafing(len(self._pages) > 1)

    def show_faces(self, faces: Sequence[CardFace]) -> None:
        """Show these cards; cards made before are used again."""
        while len(self._cards) < len(faces):
            self._cards.append(PartCard(self.hub, parent=self))
        for card, face in zip(self._cards, faces, strict=False):
            card.show_face(face)
        for card in self._cards[len(faces) :]:
            card.show_face(NOTHING)
            card.hide()
        self._count = len(faces)
        self._page = 0
        self.arrange()

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

    def _gap(self) -> int:
        """Between cards: what the eye sees, less the room they keep around themselves."""
        theme = self.hub.theme
        return theme.px("space.lg") - 2 * bleed(theme)

    def _leafing(self) -> int:
        """Height of the row of buttons for leafing."""
        theme = self.hub.theme
        return max(theme.px("target"), round(theme.px("type.body") * 2.2)) + 2 * bleed(theme)

    def arrange(self) -> None:
        """Find how many pages it takes, and place the cards."""
        if not self._count or self.width() < 20 or self.height() < 20:
            return
        if self.unseen():  # a tab that is not looked at waits until it is
            return
        everything = range(self._count)
        self._pages = [everything]
        self._inset = 0
        self._least = least = self._least_step()
        if self._plan(everything, self._room(False), least) is None and self._count > 1:
            if self.width() > 2 * self.height():  # low and wide: leaf at the sides
                self._inset = self._leafing() + self._gap()
            room = self._room(True)
            self._pages = spread(
                self._count, lambda page: self._plan(page, room, least) is not None
            )
        self._page = min(self._page, len(self._pages) - 1)
        self._place()

    def _least_step(self) -> float:
        """The step that words must have here: at the kiosk larger text is larger by its factor."""
        theme = self.hub.theme
        if theme.density == "staff" or theme.text_scale == 1:
            return least_step(theme)
        with self.hub.text_at(NORMAL):
            least = least_step(self.hub.theme)
            plan = self._plan(range(self._count), self._room(False), least)
        return NEARLY * (plan.step if plan is not None else least)

    def _room(self, leafing: bool) -> Room:
        """Where cards may stand."""
        height = self.height()
        if leafing and not self._inset:
            height -= self._leafing() + self._gap()
        narrow = self.hub.theme.px("type.body") * self._narrow * 0.9
        return Room(
            self.width() - 2 * self._inset, height, self._gap(), narrow, shared=True, whole=False
        )

    def _plan(self, members: range, room: Room, least: float) -> Plan | None:
        """The best arrangement of some cards, with type of at least this step, or None."""
        low, high = (min(limit, len(members)) for limit in self._columns)

        def heights(lines: Lines, step: float) -> list[float]:
            """Height of each row: what its highest card needs."""
            needed = [0.0] * lines.rows
            for at, member in enumerate(members):
                row = lines.spots[at].row
                needed[row] = max(needed[row], self._cards[member].needed(lines.wide(at), step))
            return needed

        def measure(lines: Lines, steps: Sequence[float]) -> tuple[float, Sequence[float]] | None:
            gaps, most = room.gap * (lines.rows - 1), room.height + 0.5
            step = largest(steps, lambda step: sum(heights(lines, step)) + gaps <= most)
            return None if step is None else (step, heights(lines, step))

        return best_plan(
            [1] * len(members),
            room,
            range(low, high + 1),
            [step for step in (*STEPS, *_SMALLEST) if least <= step <= self._most],
            measure,
            Taste(1.0, 0.35, lambda lines, _: 0.12 * lines.holes / lines.columns),
        )

    def _place(self) -> None:
        """Put the cards of the page where the plan says, and hide the others."""
        members = self._pages[self._page]
        leafing = len(self._pages) > 1
        room = self._room(leafing)
        plan = self._plan(members, room, self._least) or self._plan(members, room, 0.0)
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
                self.hub, name="deck_back", icon="chevron_left", mirrored=True, parent=self
            )
            self._on = Button(
                self.hub,
                name="deck_on",
                icon="chevron_right",
                icon_side="end",
                mirrored=True,
                parent=self,
            )
            self._back.set_text(self._texts[0])
            self._on.set_text(self._texts[1])
            self._back.clicked.connect(lambda: self.show_page(self._page - 1))
            self._on.clicked.connect(lambda: self.show_page(self._page + 1))
        high = self._leafing()
        for button, at_start in ((self._back, True), (self._on, False)):
            button.setVisible(leafing)
            button.setText("" if self._inset else button.accessibleName())
            wide = high if self._inset else min(button.sizeHint().width(), self.width() // 3)
            left = 0 if at_start != self.mirrored else self.width() - wide
            top = (self.height() - high) // 2 if self._inset else self.height() - high
            button.setGeometry(left, top, wide, high)
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page + 1 < len(self._pages))
        self._where = (
            self._texts[2].format(page=self._page + 1, pages=len(self._pages)) if leafing else ""
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The number of the page, between the buttons."""
        if not self._where or self._inset:
            return
        theme, high = self.hub.theme, self._leafing()
        third = self.width() / 3
        pixels = theme.px("type.body")
        block = lay_out_shrunk(self.hub, self._where, third, pixels * 1.5, pixels, 8)
        rect = QRectF(third, self.height() - high, third, high)
        rect.setTop(rect.center().y() - block.height / 2)
        painter = QPainter(self)
        paint_block(painter, theme, block, rect, theme.colour("ink_soft"), "centre")
        painter.end()
