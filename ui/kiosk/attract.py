"""The invitation of the kiosk: what one sees from across the shop, for hours on end.

There is one language at a time: the one that is spoken here is the one in use, so it is lit in the
top bar, and a touch begins in it. A start button stands there for each language, whichever is
spoken. With motion the screen speaks the pack's languages in turn, the shop's own longest. It moves
a little every few minutes in any case so that nothing burns into the glass.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import ceil
from typing import Literal, NamedTuple

from PySide6.QtCore import QLocale, QPoint, QPointF, QRect, QRectF, Qt, QTimer, QTranslator, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.frame.emblem import Note
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.input.language import native_name, translation_file
from ui.kit.base import bleed, mirror, paint_surface, painter_on, run
from ui.kit.button import Button
from ui.kit.roles import Role
from ui.kit.surfaces import Card
from ui.kit.text import Block, lay_out_shrunk, paint_block
from ui.look.theme import Theme, ThemeHub

TURN_MS = 8_000
"""So long the words stay in one language."""

OWN_TURNS = 2
"""The shop's own language stays so many turns, every other language one."""

KEPT_TURNS = 15
"""A language that was chosen stays so many turns (two minutes); then it was somebody who left."""

SHIFT_TURNS = 30
"""After so many turns (four minutes) the whole window moves, and its parts change places."""

SHIFTS = (QPoint(0, 0), QPoint(6, 3), QPoint(0, 6), QPoint(-6, 3))
"""Where it moves to, in pixels of the base design; at every second the invitation is below."""

FADE_STEPS = 5
"""Frames of a fade: few, as this goes on all day."""


class Item(NamedTuple):
    """A product in the picture; `wide` and `high` in hundredths of the picture's height."""

    kind: Literal["box", "jar", "bottle", "tube", "pouch"]
    wide: float
    high: float
    body: str
    label: str


BOARDS = (
    (
        Item("jar", 23, 31, "surface", "brand"),
        Item("box", 17, 25, "accent_soft", "accent"),
        Item("bottle", 15, 35, "accent", "surface"),
        Item("tube", 9, 29, "brand_soft", "brand"),
        Item("pouch", 20, 28, "brand_soft", "accent_ink"),
    ),
    (
        Item("tube", 9, 33, "surface", "accent"),
        Item("tube", 9, 33, "accent_soft", "brand"),
        Item("pouch", 22, 33, "surface", "brand"),
        Item("jar", 20, 25, "brand_soft", "accent_ink"),
        Item("box", 21, 29, "surface", "accent"),
        Item("bottle", 13, 32, "brand_soft", "brand"),
    ),
)
"""What stands on each board of the shelf, and again from the first where the shelf is longer."""
LEAST_GAP = 4
"""Room between two products, in the same hundredths."""


def paint_shelf(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Paint two boards of a shop's shelf, full of products, over a rectangle."""
    painter.fillRect(rect, theme.colour("brand_strong"))
    unit = rect.height() / 100
    for items, floor in zip(BOARDS, (46, 92), strict=True):
        board = QRectF(rect.left(), rect.top() + floor * unit, rect.width(), 2.4 * unit)
        row: list[Item] = []
        spare = rect.width() / unit - LEAST_GAP
        while spare >= (item := items[len(row) % len(items)]).wide + LEAST_GAP:
            row.append(item)
            spare -= item.wide + LEAST_GAP
        gap = LEAST_GAP + spare / (len(row) + 1)
        left = gap
        for item in row:
            box = QRectF(rect.left() + left * unit, 0, item.wide * unit, item.high * unit)
            box.moveBottom(board.top())
            _paint_item(painter, theme, item, box)
            left += item.wide + gap
        painter.fillRect(board, theme.colour("accent"))
        painter.fillRect(board.adjusted(0, 1.6 * unit, 0, 0), theme.colour("accent_ink"))


def _paint_item(painter: QPainter, theme: Theme, item: Item, box: QRectF) -> None:
    body, label = theme.colour(item.body), theme.colour(item.label)
    lid = theme.colour("accent" if item.label == "brand" else item.label)
    wide, high = box.width(), box.height()

    def part(left: float, top: float, right: float, bottom: float) -> QRectF:
        """A part of the product, in shares of its width and height."""
        corner = QPointF(box.left() + left * wide, box.top() + top * high)
        return QRectF(corner, QPointF(box.left() + right * wide, box.top() + bottom * high))

    def leaf(middle: float, side: float, colour: QColor) -> None:
        """A leaf upon the label; `side` in shares of the width."""
        place = QRectF(0, 0, side * wide, side * wide)
        place.moveCenter(QPointF(box.center().x(), box.top() + middle * high))
        theme.paint_icon(painter, "leaf", place, colour)

    if item.kind == "box":
        paint_surface(painter, box, wide * 0.05, body)
        painter.fillRect(part(0, 0.16, 1, 0.30), label)
        leaf(0.52, 0.46, label)
        paint_surface(painter, part(0.24, 0.78, 0.76, 0.83), wide * 0.02, label)
    elif item.kind == "jar":
        paint_surface(painter, part(0.10, 0, 0.90, 0.17), wide * 0.05, lid)
        paint_surface(painter, part(0, 0.14, 1, 1), wide * 0.14, body)
        painter.fillRect(part(0, 0.34, 1, 0.84), label)
        leaf(0.59, 0.40, body)
    elif item.kind == "bottle":
        paint_surface(painter, part(0.30, 0, 0.70, 0.13), wide * 0.06, lid)
        glass = QPainterPath(part(0.36, 0.13, 0.64, 0.2).topLeft())
        for across, down in ((0.36, 0.18), (0, 0.34), (0, 1), (1, 1), (1, 0.34), (0.64, 0.18)):
            glass.lineTo(part(across, down, 1, 1).topLeft())
        glass.lineTo(part(0.64, 0.13, 1, 1).topLeft())
        painter.fillPath(glass, body)
        painter.fillRect(part(0, 0.48, 1, 0.86), label)
        leaf(0.67, 0.50, body)
    elif item.kind == "tube":
        paint_surface(painter, part(0.06, 0, 0.94, 0.16), wide * 0.12, lid)
        paint_surface(painter, part(0, 0.13, 1, 1), wide * 0.12, body)
        for top in (0.32, 0.52, 0.72):  # the tablets that are in it
            paint_surface(painter, part(0.22, top, 0.78, top + 0.12), wide * 0.28, label)
    else:
        bag = QPainterPath(part(0.06, 0, 1, 1).topLeft())
        for across, down in ((0.94, 0), (1, 0.94), (0.94, 1), (0.06, 1), (0, 0.94)):
            bag.lineTo(part(across, down, 2, 2).topLeft())
        painter.fillPath(bag, body)
        painter.fillRect(part(0.06, 0.08, 0.94, 0.12), label)
        disc = QRectF(0, 0, 0.68 * wide, 0.68 * wide)
        disc.moveCenter(part(0, 0.18, 1, 0.98).center())
        paint_surface(painter, disc, disc.width() / 2, label)
        leaf(0.58, 0.42, body)


class StartButton(Button):
    """Starts in one language, and says so in it: a large word, and the language's name below."""

    def __init__(self, hub: ThemeHub, code: str, named: bool) -> None:
        """`named` where there is more than one language to start in."""
        super().__init__(hub, name=f"start:{code}")
        self.setLocale(QLocale(code))
        self.language = native_name(code) if named else ""
        self._sizes = (0, 0)

    def set_text(self, text: str) -> None:
        """Set the word; a screen reader says the language too."""
        super().set_text(text)
        if text and self.language:
            self.setAccessibleName(f"{text}: {self.language}")

    def blocks(self, word: int, name: int) -> list[Block]:
        """Word and name laid out, no larger than this and no larger than there is room for."""
        theme = self.hub.theme
        room = self.width() - 2 * bleed(theme) - 2 * theme.px("space.md")
        high = self.height() - 2 * bleed(theme) - theme.px("space.md")
        share = 0.6 if self.language else 1.0
        least = theme.px(12)
        first = lay_out_shrunk(
            self.hub, self.text(), room, high * share, word, least, bold=True, leading=1.1
        )
        if not self.language:
            return [first]
        return [first, lay_out_shrunk(self.hub, self.language, room, high * 0.4, name, least)]

    def set_sizes(self, word: int, name: int) -> None:
        """Use these sizes of type, so that all languages are equally large."""
        self._sizes = word, name
        self.update()

    def _paint_face(self, painter: QPainter, theme: Theme, body: QRectF, ink: QColor) -> None:
        blocks = self.blocks(*self._sizes)
        top = body.center().y() - sum(block.height for block in blocks) / 2
        top += theme.px(1) if self.isDown() else 0
        for block in blocks:
            rect = QRectF(body.left(), top, body.width(), block.height)
            paint_block(painter, theme, block, rect, ink, "centre")
            top += block.height


class Invitation(Card):
    """A large headline, a line below it and the start buttons, beside a shelf of products."""

    spoken_role = Role.Grouping

    def __init__(self, hub: ThemeHub, buttons: Mapping[str, StartButton]) -> None:
        super().__init__(hub, name="hero", fill="brand")
        self.hub = hub
        self.buttons = list(buttons.values())
        self.title = self.line = ""
        self._words: list[tuple[Block, QRectF]] = []
        for button in self.buttons:
            button.setParent(self)
        hub.changed.connect(self.arrange)

    def set_texts(self, title: str, line: str) -> None:
        """Set headline and line; also what a screen reader says."""
        self.title, self.line = title, line
        self.setAccessibleName(f"{title} {line}")
        self.arrange()

    @property
    def body(self) -> QRectF:
        """The card without the room around it."""
        out = bleed(self.hub.theme)
        return QRectF(self.rect()).adjusted(out, out, -out, -out)

    def halves(self) -> tuple[QRectF, QRectF]:
        """Where the words are, and the shelf: at the end of the line, below on a tall screen.

        Large words and many languages leave less to the shelf.
        """
        theme, body = self.hub.theme, self.body
        much = theme.text_scale >= 1.5 or len(self.buttons) > 4
        words, shelf = QRectF(body), QRectF(body)
        if body.height() > body.width():
            words.setHeight(body.height() * (0.62 if much else 0.54))
            shelf.setTop(words.bottom())
        else:
            words.setWidth(body.width() * (0.68 if much else 0.6))
            shelf.setLeft(words.right())
        return words, mirror(self, shelf, body)

    def arrange(self) -> None:
        """Headline, line and buttons one below the other, in the middle of their room."""
        theme, body = self.hub.theme, self.body
        edge, gap = theme.px(48), theme.px("space.lg")
        tall = body.height() > body.width()
        room = self.halves()[0].adjusted(edge, gap, -edge, -gap)
        columns = min(len(self.buttons), 2 if len(self.buttons) <= 4 else 3)
        rows = ceil(len(self.buttons) / columns)
        growth = 1 + (theme.text_scale - 1) * 0.5
        out = bleed(theme)
        high = max(
            theme.px("target") + 2.0 * out, min(theme.px(120) * growth, room.height() * 0.54 / rows)
        )
        left_over = max(1.0, room.height() - rows * high - 1.5 * gap)
        size, body_size = round(theme.px(80 if tall else 64) * growth), theme.px("type.title")
        title = lay_out_shrunk(
            self.hub,
            self.title,
            room.width(),
            left_over * 0.64,
            size,
            size // 3,
            bold=True,
            balanced=True,
            leading=1.08,
        )
        line = lay_out_shrunk(
            self.hub,
            self.line,
            room.width(),
            left_over - title.height,
            body_size,
            round(body_size * 0.6),
            balanced=True,
            leading=1.3,
        )
        top = room.top() + max(0.0, left_over - title.height - line.height) / 2
        self._words = []
        for block in (title, line):
            self._words.append((block, QRectF(room.left(), top, room.width(), block.height)))
            top += block.height + gap / 2
        self._place_buttons(QRectF(room.left() - out, top + gap / 2, room.width(), high), columns)
        self.update()

    def _place_buttons(self, first: QRectF, columns: int) -> None:
        """Side by side from the first row down, all with type of the same size."""
        theme = self.hub.theme
        wide = min(int(first.width() / columns), theme.px(420))
        for number, button in enumerate(self.buttons):
            row, column = divmod(number, columns)
            place = QRectF(0, 0, wide, int(first.height()))
            place.moveTopLeft(first.topLeft() + QPointF(column * wide, row * place.height()))
            at = mirror(self, place, self.body).topLeft().toPoint()
            button.setGeometry(QRect(at, place.size().toSize()))
        largest = round(theme.px("type.title") * 1.4), theme.px("type.body")
        laid = [button.blocks(*largest) for button in self.buttons]
        word = min(blocks[0].pixels for blocks in laid)
        name = min(blocks[-1].pixels for blocks in laid)
        for button in self.buttons:
            button.set_sizes(word, name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size."""
        super().resizeEvent(event)
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the shelf and the words."""
        super().paintEvent(event)
        theme, body = self.hub.theme, self.body
        painter = painter_on(self)
        clip = QPainterPath()
        clip.addRoundedRect(body, theme.px("radius.lg"), theme.px("radius.lg"))
        painter.setClipPath(clip)
        paint_shelf(painter, theme, self.halves()[1])
        painter.setClipping(False)
        for block, rect in self._words:
            ink = theme.colour("on_brand")
            paint_block(painter, theme, block, mirror(self, rect, body), ink)
        painter.end()


class Veil(QWidget):
    """Lies over a screen for a moment: what it showed, which fades away."""

    def __init__(self, screen: QWidget, step_ms: int) -> None:
        super().__init__(screen)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._before = screen.grab()
        self._step = 0
        self._clock = QTimer(self, interval=step_ms)
        self._clock.timeout.connect(self._on)
        self._clock.start()
        self.setGeometry(screen.rect())
        self.show()

    def _on(self) -> None:
        self._step += 1
        if self._step < FADE_STEPS:
            self.update()
        else:
            self.go()

    def go(self) -> None:
        """The fade is over."""
        self._clock.stop()
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What was, over what has come."""
        painter = QPainter(self)
        painter.setOpacity(1 - self._step / FADE_STEPS)
        painter.drawPixmap(0, 0, self._before)
        painter.end()


class AttractScreen(Screen):
    """Invites; a touch anywhere emits `started`, the button for staff `staff_wanted`.

    `home` is the shop's own language.
    """

    started = Signal(str)
    """Somebody begins, in this language."""
    staff_wanted = Signal()
    shifted = Signal()
    """It is time to move: see `shift`."""

    def __init__(self, setting: Setting, home: str, kept_seconds: int) -> None:
        """`kept_seconds` is how long answers are there, at most, when somebody walks away."""
        super().__init__(setting, "page:start")
        hub = setting.hub
        self.home = home
        self._kept_minutes = ceil(kept_seconds / 60)
        self._turns = 0
        """How often it turned, all day: it says where the window stands."""
        self._turn = 0
        """How often it turned since somebody was here; below zero a chosen language stays."""
        self.heading.hide()
        self.help.hide()
        codes = setting.language.codes
        self.buttons = {code: StartButton(hub, code, len(codes) > 1) for code in codes}
        for code, button in self.buttons.items():
            button.clicked.connect(partial(self._start, code))
        self.staff = Button(hub, name="ask_staff", variant="secondary", icon="face_agent")
        self.staff.clicked.connect(self.staff_wanted)
        self.hero = Invitation(hub, self.buttons)
        icons = ("format_list_checks", "shield_check_outline", "lock_outline")
        self.notes = [Note(hub, icon) for icon in icons]
        self.low = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for note in self.notes:
            self.low.addWidget(note, 1)
        self.low.addWidget(self.staff)
        self.column.addWidget(self.hero, 1)
        self.column.addLayout(self.low)
        self._clock = QTimer(self, interval=TURN_MS)
        self._clock.timeout.connect(self.turn)
        self.restyle()
        self.retranslate()

    # -- look -------------------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if not hasattr(self, "low"):
            return
        theme = self.setting.hub.theme
        self.column.setSpacing(theme.px("space.lg"))
        margins = self.column.contentsMargins()
        margins.setBottom(theme.px("space.lg"))
        self.column.setContentsMargins(margins)
        self.low.setSpacing(theme.px("space.lg"))
        for note in self.notes[:-1]:  # what happens to the answers is said at every size
            note.setVisible(theme.text_scale < 1.5)
        self.arrange()

    def arrange(self) -> None:
        """What stands below the invitation; every other time the invitation is below."""
        run(self.low, down=self.tall)
        turned = SHIFTS.index(self.shift()) % 2 == 1
        way = QBoxLayout.Direction
        self.column.setDirection(way.BottomToTop if turned else way.TopToBottom)

    # -- words ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Another language: speak that one. Each start button goes on speaking its own."""
        code = self.setting.language.code
        notes = (
            (self.tr("Short questions"), self.tr("You choose answers. You type nothing.")),
            (
                self.tr("Safety first"),
                self.tr("Sometimes we send you to our staff or a doctor."),
            ),
            (
                self.tr("Private"),
                self.tr(
                    "We ask no name, and erase your answers when you stop, or at the latest "
                    "{minutes} minutes after you walk away."
                ).format(minutes=self._kept_minutes),
            ),
        )
        for each, button in self.buttons.items():
            button.set_text(self.tr("Start") if each == code else _in_language(each, "Start"))
        self.staff.set_text(self.tr("Ask our staff"))
        for note, (title, text) in zip(self.notes, notes, strict=True):
            note.set_texts(title, text)
        heading = self.setting.text("invitation.title")
        self.hero.set_texts(heading, self.setting.text("invitation.line"))
        self.setAccessibleName(heading)

    # -- through the day --------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody may come by."""
        super().showEvent(event)
        self.begin_anew()
        self._clock.start()

    def begin_anew(self) -> None:
        """Begin the round of the languages."""
        self._turn = 0
        self._drop_veil()

    def hold(self) -> None:
        """Somebody chose the language in use: stay with it while they may be here."""
        self._turn = -KEPT_TURNS
        self._drop_veil()

    def hideEvent(self, event: QHideEvent) -> None:
        """Somebody began: nothing goes on behind the questions."""
        super().hideEvent(event)
        self._clock.stop()
        self._drop_veil()

    def turn(self) -> None:
        """Some seconds have passed: the next language, and now and then another place."""
        self._turns += 1
        self._turn += 1
        if self._turns % SHIFT_TURNS == 0:
            self.arrange()
            self.shifted.emit()
        code = self._next()
        if code == self.setting.language.code:
            return
        if fade_ms := self.setting.hub.theme.motion_ms:
            self._drop_veil()
            Veil(self, fade_ms // FADE_STEPS)
        self.setting.language.use(code)

    def _next(self) -> str:
        """Whose turn it is: the shop's own, then each of the others, if anything may move."""
        language = self.setting.language
        if self._turn < 0:
            return language.code
        if not self.setting.hub.theme.motion:
            return self.home
        others = [code for code in language.codes if code != self.home]
        place = self._turn % (OWN_TURNS + len(others)) - OWN_TURNS
        return others[place] if place >= 0 else self.home

    def _drop_veil(self) -> None:
        for veil in self.findChildren(Veil):
            veil.go()

    def shift(self) -> QPoint:
        """Where the window stands at the moment, in pixels of the base design."""
        return SHIFTS[self._turns // SHIFT_TURNS % len(SHIFTS)]

    def to_say(self) -> list[str]:
        """The invitation."""
        return [self.accessibleName()]

    def first(self) -> QWidget | None:
        """The button that starts in the language in use."""
        return self.buttons[self.setting.language.code]

    def _start(self, code: str, _: bool = False) -> None:
        self.started.emit(code)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch anywhere starts."""
        self.touched(event)

    def touched(self, event: QMouseEvent) -> None:
        """Somebody touched what is no control, here or beside this screen."""
        pace = self.setting.hub.pace
        if pace.takes(event.timestamp()):
            pace.tap(event.timestamp())
            self.started.emit(self.setting.language.code)


def _in_language(code: str, text: str) -> str:
    """A text of the invitation in a language that is not in use."""
    translator = QTranslator()
    if file := translation_file(code):
        translator.load(file)
    return translator.translate("AttractScreen", text) or text
