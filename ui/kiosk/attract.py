"""The invitation of the kiosk: what one sees from across the shop, for hours on end.

It speaks the pack's languages in turn, the shop's own longest, and moves a little every few
minutes so that nothing burns into the glass. Between two turns it does nothing at all.
"""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPoint, QTimer, QTranslator, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.frame.emblem import Hero, Note
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.input.language import translation_file
from ui.kit.base import run
from ui.kit.button import Button

TURN_MS = 8_000
"""So long the words stay in one language."""

OWN_TURNS = 2
"""The shop's own language stays so many turns, every other language one."""

SHIFT_TURNS = 30
"""After so many turns (four minutes) the whole window moves, and its parts change places."""

SHIFTS = (QPoint(0, 0), QPoint(6, 3), QPoint(0, 6), QPoint(-6, 3))
"""Where it moves to, in pixels of the base design; at every second the invitation is below."""

FADE_STEPS = 5
"""Frames of a fade: few, as this goes on all day."""


class AttractWords(NamedTuple):
    """Everything that the screen says."""

    heading: str
    line: str
    start: str
    staff: str
    notes: tuple[tuple[str, str], ...]


class Veil(QWidget):
    """Lies over a screen for a moment and fades from what it showed to what it shows."""

    def __init__(self, screen: QWidget, before: QPixmap, after: QPixmap, step_ms: int) -> None:
        super().__init__(screen)
        self._before, self._after = before, after
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch is meant for the screen below, as it is now."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What was, and over it what comes."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._before)
        painter.setOpacity(self._step / FADE_STEPS)
        painter.drawPixmap(0, 0, self._after)
        painter.end()


class AttractScreen(Screen):
    """Invites; a touch anywhere emits `started`, the button for staff `staff_wanted`.

    `home` is the shop's own language. In any other the screen keeps still: somebody chose it.
    """

    started = Signal()
    staff_wanted = Signal()
    shifted = Signal()
    """It is time to move: see `shift`."""

    def __init__(self, setting: Setting, home: str, kept_seconds: int) -> None:
        """`kept_seconds` is how long answers are there, at most, when somebody walks away."""
        super().__init__(setting, "page:start")
        hub = setting.hub
        self.home = home
        self._kept_minutes = ceil(kept_seconds / 60)
        self.spoken = home
        """The language on the screen."""
        self._foreign: QTranslator | None = None
        self._turns = 0
        """How often it turned, all day: it says where the window stands."""
        self._turn = 0
        """How often it turned since somebody was here."""
        self.heading.hide()
        self.help.hide()
        self.button = Button(hub, name="start", variant="secondary", icon="gesture_tap")
        self.button.clicked.connect(self.started)
        self.staff = Button(hub, name="ask_staff", variant="secondary", icon="face_agent")
        self.staff.clicked.connect(self.staff_wanted)
        self.hero = Hero(hub, self.button, light=False)
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

    def tr(self, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """A text in the language on the screen, which need not be the one in use."""
        if self._foreign is None:
            return super().tr(text, disambiguation, n)
        return self._foreign.translate("AttractScreen", text, disambiguation, n) or text

    def _words(self, code: str) -> AttractWords:
        pack = self.setting.pack
        return AttractWords(
            pack.text(code, "invitation.title"),
            pack.text(code, "invitation.line"),
            self.tr("Touch to start"),
            self.tr("Ask our staff"),
            (
                (
                    self.tr("Short questions"),
                    self.tr("You choose answers. You type nothing."),
                ),
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
            ),
        )

    def retranslate(self) -> None:
        """Another language was chosen: speak that one."""
        self._say(self.setting.language.code)

    def _say(self, code: str) -> None:
        language = self.setting.language
        here = code == language.code
        self._foreign = None if here else _translator(code)
        words = self._words(code)
        self.spoken = code
        if here:
            self.unsetLayoutDirection()
        else:
            self.setLayoutDirection(language.direction(code))
        self.button.set_text(words.start)
        self.staff.set_text(words.staff)
        for note, (title, text) in zip(self.notes, words.notes, strict=True):
            note.set_texts(title, text)
        self.hero.set_texts(words.heading, words.line)
        self.setAccessibleName(words.heading)

    # -- through the day --------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody may come by."""
        super().showEvent(event)
        self.begin_anew()
        self._clock.start()

    def begin_anew(self) -> None:
        """Speak the language in use, and begin the round of the others from there."""
        self._turn = 0
        self._drop_veil()
        if self.spoken != self.setting.language.code:
            self.retranslate()

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
        if (code := self._next()) == self.spoken:
            return
        fade_ms = self.setting.hub.theme.motion_ms
        if not fade_ms:
            self._say(code)
            return
        self._drop_veil()
        before = self.grab()
        self._say(code)
        # What was posted to lay the page out anew comes first, or the picture shows the old one.
        QCoreApplication.sendPostedEvents(self)
        Veil(self, before, self.grab(), fade_ms // FADE_STEPS)

    def _next(self) -> str:
        """Whose turn it is: the shop's own, then each of the others."""
        language = self.setting.language
        if language.code != self.home:
            return self.spoken
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
        """The start button."""
        return self.button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch anywhere starts."""
        self.touched(event)

    def touched(self, event: QMouseEvent) -> None:
        """Somebody touched what is no control, here or beside this screen."""
        pace = self.setting.hub.pace
        if pace.takes(event.timestamp()):
            pace.tap(event.timestamp())
            self.started.emit()


def _translator(code: str) -> QTranslator:
    """The face's words in a language; an empty one for the language they are written in."""
    translator = QTranslator()
    if file := translation_file(code):
        translator.load(file)
    return translator
