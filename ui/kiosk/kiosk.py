"""The kiosk's window: what the shell does, for whoever comes, with nobody to help.

Names of the controls that only the kiosk has: `ask_staff`, `help:back`, `idle:stay`,
`read_page`; those of `ui/kiosk/leave.py`. `restart` is called Stop here.
"""

from __future__ import annotations

import gc
import sys
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from magapp.assistant import Assistant
from magapp.errors import MagappError
from magapp.machine.voice import find_voice
from magapp.settings import shop_language
from ui.frame.screen import Screen
from ui.input.language import Language
from ui.kiosk.attract import AttractScreen
from ui.kiosk.idle import COUNTDOWN, Idle
from ui.kiosk.run_down import RunDown
from ui.kit.base import bleed
from ui.kit.button import Button, Variant
from ui.kit.text import FlowLabel
from ui.look.theme import TEXT_SCALES, ThemeHub
from ui.walk.shell import Shell

if TYPE_CHECKING:
    from magapp.rules import Advice
    from magapp.shelf.suggest import Suggestion
    from magapp.visit.session import Advised, End
    from ui.frame.notice import ScanNotice
    from ui.input.job import Job
    from ui.kiosk.aloud import Aloud
    from ui.kiosk.arrivals import KioskScans
    from ui.kiosk.closing import ClosingScreen
    from ui.kiosk.help import HelpScreen
    from ui.kiosk.leave import LeaveScreen
    from ui.kiosk.still import StillThereScreen
    from ui.outcome.outcome import OutcomeScreen
    from ui.slip.slip import SlipScreen

FAULT_SECONDS = 15
"""So long an apology stays before the invitation comes back by itself."""

STAFF_SECONDS = 180
"""So long, at least, nobody is asked whether they are there while they wait for staff."""

CLOSING_SECONDS = 15
"""So long the last page says where to walk, before the invitation comes back by itself."""

HOLD_MS = 3_000
"""So long staff hold the corner with the shop's name to be asked for their PIN."""

READ_A_SECOND = 10
"""Characters that a voice reads in a second, at least: for so long nobody has to touch a thing."""

CALL_MS = 5_000
"""So long a customer waits to hear whether the counter knows of the call."""
SWEEP_MS = 2_000
"""So long after a customer the memory is swept: not under the finger of the next one."""


class KioskShell(Shell):
    """A shell for customers: each starts in the shop's language and look, and leaves nothing."""

    channel = "kiosk"

    def __init__(self, assistant: Assistant, hub: ThemeHub, language: Language) -> None:
        self.idle = Idle(assistant.settings.kiosk.idle_seconds)
        self._help: HelpScreen | None = None
        self._still: StillThereScreen | None = None
        self._leave: LeaveScreen | None = None
        self._closing: ClosingScreen | None = None
        self._behind: QWidget | None = None
        self._asked_over: QWidget | None = None
        self._free = False
        """Whether the finger came down on the free area of the top bar."""
        self._call: Job | None = None
        self._aloud: Aloud | None = None
        self._said: dict[str, str] = {}
        self._home = language.code
        super().__init__(assistant, hub, language)
        self.offer_voice(find_voice())
        self.idle.setParent(self)
        self.run_down = RunDown(hub, self)
        self.idle.waning.connect(self.run_down.run)
        self.idle.asked.connect(self.show_still)
        self.idle.stayed.connect(self._stayed)
        self.idle.over.connect(self._nobody_stayed)
        self.left.connect(self.fall_silent)
        self.setCursor(Qt.CursorShape.BlankCursor)  # a finger needs no pointer
        self._calling = QTimer(self, singleShot=True, interval=CALL_MS)
        self._calling.timeout.connect(self._not_told_in_time)
        self.hold = QTimer(self, singleShot=True, interval=HOLD_MS)
        self.hold.timeout.connect(self.show_leave)
        self._sweep = QTimer(self, singleShot=True, interval=SWEEP_MS)
        self._sweep.timeout.connect(gc.collect)

    # -- parts ------------------------------------------------------------------------------------

    def make_start(self) -> Screen:
        """The invitation."""
        longest = self._while_staff_come() + COUNTDOWN
        self._attract = AttractScreen(self.setting, self._home, longest)
        self._attract.started.connect(self._begin_in)
        self._attract.staff_wanted.connect(self.ask_staff)
        self._attract.shifted.connect(self.restyle)
        return self._attract

    def _make_top(self) -> None:
        super()._make_top()
        self.read_page = Button(self.hub, name="read_page", variant="quiet", role="frame")
        self.read_page.clicked.connect(self._read_aloud)

    def _tool_buttons(self) -> list[Button]:
        return [*super()._tool_buttons(), self.read_page]

    def _make_bottom(self) -> None:
        super()._make_bottom()
        for button in (self.restart, self.yes_restart):
            button.set_icon("close_circle_outline")
        self._asking: list[Button] = []
        """The buttons with which staff are asked, on whatever screen."""
        self._ask_button = self._make_ask_button("quiet")
        self._ask_first: Button | None = None
        self._take_along: Button | None = None
        self._stop_at_slip: Button | None = None

    def _make_ask_button(self, variant: Variant = "secondary") -> Button:
        button = Button(
            self.hub, name="ask_staff", variant=variant, icon="face_agent", role="frame"
        )
        button.clicked.connect(self.ask_staff)
        button.set_text(self.tr("Ask our staff"))
        self._asking.append(button)
        return button

    def _lay_out(self) -> None:
        super()._lay_out()
        self.aside_row = QHBoxLayout()
        self.aside_row.addStretch(1)
        self.going_rows.insertLayout(0, self.aside_row)
        self._place_aside()

    def _place_aside(self) -> None:
        """Stop and staff stand beside Back; above it on a tall screen, where words have no room."""
        row, other = self.going_row, self.aside_row
        if self.height() > self.width():
            row, other = other, row
        first = row.indexOf(self.back) + 1
        for place, button in enumerate((self.restart, self._ask_button), first):
            other.removeWidget(button)
            if row.indexOf(button) < 0:
                row.insertWidget(place, button)

    def outcome(self) -> OutcomeScreen:
        """The screen of the advice; it can be taken along, and staff be asked there too."""
        screen = super().outcome()
        if self._take_along is None:
            self._take_along = Button(self.hub, name="take", icon="qrcode", role="frame")
            self._take_along.clicked.connect(self.show_slip)
            self._take_along.set_text(self.tr("Take it along"))
            screen.add_action(self._take_along)
            screen.turned.connect(lambda _: self.fall_silent())
            self._ask_first = self._make_ask_button()
            screen.add_action(self._ask_first)
        return screen

    def tell(self, advice: Advice, suggestion: Suggestion) -> None:
        """An advice, and what leads on from it as the first button.

        That is staff where nothing else does, and the note for who is sent to a doctor.
        """
        super().tell(advice, suggestion)
        dead_end = advice.outcome == "ask_staff" or (
            advice.outcome == "suggest" and not suggestion.products
        )
        lead = self._ask_first if dead_end or self._is_emergency() else None
        if lead is None and advice.outcome == "refer":
            lead = self._take_along
        self.outcome().lead_with(lead)
        self._say_asks()
        self.outcome().arrange()

    def _say_asks(self) -> None:
        """Words of the buttons that ask staff: who is in danger has them called."""
        said = self.tr("Call our staff") if self._is_emergency() else self.tr("Ask our staff")
        for each in self._asking:
            each.set_text(said if each is self._ask_first else self.tr("Ask our staff"))

    @cached_property
    def arrivals(self) -> KioskScans:
        """What a scanner sends, if there is one; the first page does not wait for it."""
        from ui.kiosk.arrivals import KioskScans
        from ui.walk.back import KeptScreen

        arrivals = KioskScans(self, partial(KeptScreen, self), self.grave)
        arrivals.refused.connect(self._say_of_scan)
        return arrivals

    def prepare(self) -> None:
        """Make what the first tap needs, and hear scans before the lock and the idle watch do."""
        self.arrivals.watch(self.windowHandle())
        super().prepare()

    @cached_property
    def notice(self) -> ScanNotice:
        """What is said of a scan."""
        from ui.frame.notice import ScanNotice

        return ScanNotice(self.hub, self)

    def _say_of_scan(self) -> None:
        """Somebody is there, and scans."""
        self.idle.stir()
        self.notice.say("kiosk")
        self.notice.place(self.bottom.sizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        """There is a window to watch from now on."""
        super().showEvent(event)
        self.idle.watch(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: the bar of who is not there keeps the width."""
        super().resizeEvent(event)
        self.run_down.place()

    # -- look and words ---------------------------------------------------------------------------

    def _turn(self) -> None:
        super()._turn()
        self._place_aside()

    def restyle(self) -> None:
        """The theme changed, or the time has come to move a little."""
        super().restyle()
        theme = self.hub.theme
        edge = theme.px("space.xl") - bleed(theme)
        self.aside_row.setContentsMargins(edge, 0, edge, 0)
        self.aside_row.setSpacing(theme.px("space.sm"))
        shift = self._attract.shift()
        across, down = theme.px(shift.x()), theme.px(shift.y())
        self.column.setContentsMargins(across, theme.px("space.md") + down, -across, -down)

    def retranslate(self) -> None:
        """Words of the bars; a finger never sees what hovering would show."""
        super().retranslate()
        if "notice" in vars(self):
            self.notice.retranslate()
        for button in (self.text_size, self.contrast):
            button.setToolTip("")
        self.restart.set_text(self.tr("Stop"))
        self.yes_restart.set_text(self.tr("Stop"))
        self.fall_silent()
        self._say_aloud()
        self._say_asks()
        if self._take_along is not None:
            self._take_along.set_text(self.tr("Take it along"))
        if self._stop_at_slip is not None:
            self._stop_at_slip.set_text(self.tr("Stop"))

    def make_slip_screen(self) -> SlipScreen:
        """Codes for a phone, and paper where there is a printer."""
        from ui.slip.slip import TakeAway

        screen = TakeAway(self.setting, self.printing)
        stop = Button(
            self.hub, name="restart", variant="quiet", icon="close_circle_outline", role="frame"
        )
        stop.clicked.connect(self.ask_restart)
        stop.set_text(self.tr("Stop"))
        self._stop_at_slip = stop
        for button in (stop, self._make_ask_button("quiet")):
            screen.add_action(button)
        return screen

    def _go_on(self) -> None:
        """To the next customer; but nobody in danger loses the number by one tap."""
        if self.deck.currentWidget() is self._outcome and self._is_emergency():
            self.ask()
        else:
            self.finish()

    def say_yes(self) -> None:
        """Yes, it is over."""
        if self.deck.currentWidget() is self._slip:
            self.finish()
        else:
            super().say_yes()

    def finish(self) -> None:
        """Forget everything; whoever was shown products is told last where they stand."""
        shown = self.session.shown
        found = shown.suggestion.products if shown is not None else ()
        places = [
            (each.product.shelf, each.product.name, str(number) if len(found) > 1 else "")
            for number, each in enumerate(found, 1)
            if each.product.shelf
        ]
        if not places:
            self.go_start()
            return
        from ui.kiosk.closing import ClosingScreen, Place

        if self._closing is None:
            self._closing = ClosingScreen(self.setting)
            self._closing.closed.connect(self.go_start)
            self.deck.addWidget(self._closing)
        self.forget()
        self._closing.show_places([Place(*each) for each in places])
        self.show_screen(self._closing)

    def sure_text(self) -> str:
        """What the bottom bar asks before all is forgotten."""
        if self._is_emergency():
            return self.tr("The number disappears. All right?")
        return self.tr("Stop? All your answers will be forgotten.")

    def _refresh(self) -> None:
        """On the screens beside the questions the bar has what leads to staff, and out."""
        super()._refresh()
        screen = self.deck.currentWidget()
        fault = screen is not None and screen is self._fault
        beside = screen is not None and screen in (self._help, self._still, self._leave)
        if fault or beside:
            self.bottom.setVisible(True)
        for button in (self.back, self.next):
            button.setVisible(not (fault or beside))
        self.restart.setVisible(not fault)
        self._ask_button.setVisible(screen not in (self._help, self._leave))
        if screen is not None and screen is self._closing:
            self.bottom.setVisible(False)

    def focusNextPrevChild(self, on: bool) -> bool:
        """Tab, or the control with the focus went out of use or sight.

        Qt passes the focus on then as if Tab had been pressed, and a ring would show on a control
        that no finger touched; the window takes it instead.
        """
        focus = QApplication.focusWidget()
        gone = focus is not None and not (focus.isEnabled() and focus.isVisible())
        if gone and not self.hub.keyboard:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().focusNextPrevChild(on)

    # -- where we are -----------------------------------------------------------------------------

    def show_screen(self, screen: QWidget) -> None:
        """Bring a screen to the front; from now on somebody has to be there."""
        if "notice" in vars(self):
            self.notice.say("")
        self.fall_silent()
        super().show_screen(screen)
        self._have_patience(screen)

    def _have_patience(self, screen: QWidget, more: int = 0) -> None:
        """Give whoever stands before a screen the time that it takes, and so many seconds more."""
        if screen is self.start_screen:
            self.idle.rest()
        elif screen is self._fault:
            self.idle.start(ask=False, seconds=FAULT_SECONDS + more)
        elif screen is self._closing:
            self.idle.start(ask=False, seconds=CLOSING_SECONDS + more, seen=True)
        elif screen is self._help or (self._reads(screen) and self._is_emergency()):
            self.idle.start(seconds=self._while_staff_come() + more)
        elif self._reads(screen):
            self.idle.start(seconds=self._while_reading() + more)
        elif screen is not self._still:
            self.idle.start(seconds=self.idle.patience + more)

    def _reads(self, screen: QWidget) -> bool:
        """Whether it is a screen to read, and to hold a phone to."""
        return screen in (self._outcome, self._slip)

    def _while_reading(self) -> int:
        """So many seconds are given to whoever reads: never fewer than to whoever answers."""
        return max(self.assistant.settings.kiosk.reading_seconds, self.idle.patience)

    def _while_staff_come(self) -> int:
        """So many seconds are given to somebody who waits for staff, or walks to the counter."""
        return max(4 * self.idle.patience, self._while_reading(), STAFF_SECONDS)

    def use_language(self, code: str, _: bool = False) -> None:
        """Switch the language; whoever did so is there."""
        super().use_language(code)
        self._attract.hold()

    def _begin_in(self, code: str) -> None:
        self.use_language(code)
        self.begin()

    def go_next(self) -> None:
        """On; but an emergency waits for no further question."""
        if self.question is not None and self._is_emergency():
            self.show_advice()
        else:
            super().go_next()

    def _is_emergency(self) -> bool:
        """Whether what is answered so far sends the customer away at once.

        What is still open could only bring more reasons.
        """
        advice = self.session.advice
        return (advice.outcome, advice.urgency) == ("refer", "now")

    def _numbers(self) -> list[str]:
        """The numbers to call in an emergency, as the gates that stand name them."""
        if not self._is_emergency():
            return []
        gates = self.session.advice.gates
        called = [each.call for each in self.assistant.pack.gates if each.id in gates and each.call]
        return list(dict.fromkeys(called))

    def change(self, question: str) -> None:
        """Go back to one question, and to the review after it; to what is open, if anything is.

        Without a question: to the answers, where one chooses.
        """
        if not question:
            self.show_review()
            return
        super().change(question)
        self._editing = self.flow.first_open() is None
        self._refresh()

    def step_on(self) -> str | None:
        """The next question; those that may be skipped are offered with the answers instead."""
        while (question := self.flow.next()) is not None and self._offered_later(question):
            pass
        return question

    def step_back(self) -> str | None:
        """The question before."""
        while (question := self.flow.back()) is not None and self._offered_later(question):
            pass
        return question

    def go_back(self) -> None:
        """To the question before; from the answers to the last one that was asked."""
        if self.deck.currentWidget() is not self._review:
            super().go_back()
            return
        self.flow.goto(self._asked()[-1])
        self.show_question()

    def _asked(self) -> list[str]:
        return [each for each in self.flow.path() if not self._offered_later(each)]

    def place(self) -> tuple[int, int]:
        """Those that are offered later do not count, until one of them is in front."""
        asked, current = self._asked(), self.flow.current
        if current not in asked:
            return super().place()
        return asked.index(current) + 1, len(asked)

    def _offered_later(self, question: str) -> bool:
        return self.flow.draft(question) is None and self.assistant.pack.question(question).optional

    # -- reading aloud ----------------------------------------------------------------------------

    def offer_voice(self, program: str) -> None:
        """Offer to read pages aloud with this program; not where it is empty."""
        self.fall_silent()
        self._aloud = None
        if program:
            from ui.kiosk.aloud import Aloud

            self._aloud = Aloud(program, self)
            self._aloud.changed.connect(self._say_aloud)
        self.read_page.setVisible(bool(program))
        self._say_aloud()

    def _read_aloud(self) -> None:
        """Read what is in front; pressed again, be silent."""
        screen = self.deck.currentWidget()
        if self._aloud is None or screen is None:
            return
        if self._aloud.going:
            self._aloud.stop()
            return
        from ui.kiosk.aloud import words_on

        first: list[str] = screen.to_say()  # type: ignore[attr-defined]  # every screen here has it
        text = "\n".join(words_on(screen, first, self.tr("chosen")))
        self._attract.hold()
        self._have_patience(screen, len(text) // READ_A_SECOND)
        self._aloud.read(text, self.setting.language.code)

    def fall_silent(self) -> None:
        """Read no further."""
        if self._aloud is not None:
            self._aloud.stop()

    def _say_aloud(self) -> None:
        going = self._aloud is not None and self._aloud.going
        self.read_page.set_icon("stop_circle_outline" if going else "volume_high")
        self.read_page.setAccessibleName(
            self.tr("Stop reading aloud") if going else self.tr("Read this page aloud")
        )

    # -- asking staff, and going on ---------------------------------------------------------------

    def ask_staff(self) -> None:
        """Let the counter know, as often as somebody asks, and say what happens now.

        Beside the screen: another program may keep the database for longer than anybody waits. A
        call that is still on its way is theirs too who ask meanwhile: it names the kiosk alone.
        Who has waited `CALL_MS` goes to the counter, whatever becomes of the call.
        """
        if self._call is None:
            from ui.input.job import beside

            kiosk = self.assistant.settings.kiosk.name
            call = partial(self.assistant.call_staff, kiosk)
            self._call = beside(self, call, self._told, self._not_told)
        self._calling.start()
        self.show_help(None)

    def _not_told_in_time(self) -> None:
        """Nobody can know whether somebody comes: what is said from now on is true either way."""
        if self._help is not None:
            self._say_coming(False)

    def _told(self, coming: object) -> None:
        """The counter sees the call, or nobody can know that it does; say so to who asked."""
        self._report("call", "")
        self._end_call(bool(coming))

    def _not_told(self, error: object) -> None:
        if isinstance(error, MagappError):
            self._report("call", error.told(shop_language()))
        else:
            self._report("call", type(error).__name__)
        self._end_call(False)

    def _end_call(self, coming: bool) -> None:
        self._call = None
        if self._help is not None and self._calling.isActive():
            self._calling.stop()
            self._say_coming(coming)

    def _say_coming(self, coming: bool) -> None:
        assert self._help is not None
        self._help.show_call(coming)
        if self.deck.currentWidget() is self._help:
            self.say_screen()

    def show_help(self, coming: bool | None) -> None:
        """Somebody is `coming`, or the customer has to go to the counter; None is not known yet."""
        if self._help is None:
            from ui.kiosk.help import HelpScreen

            self._help = HelpScreen(self.setting)
            self._help.closed.connect(self._go_behind)
            self.deck.addWidget(self._help)
        self._keep_behind()
        answers = self.flow.answers()
        if answers:
            from magapp.visit.handover import encode

            self._help.set_code(encode(self.assistant.pack, answers, self.flow.named))
        self._help.answers = self._behind is not self.start_screen
        self._help.show_call(coming)
        self._help.set_calls(self._numbers())
        self.show_screen(self._help)

    def show_still(self, left: int) -> None:
        """Ask whether somebody is there, with so many seconds left."""
        if self._still is None:
            from ui.kiosk.still import StillThereScreen

            self._still = StillThereScreen(self.setting)
            self.deck.addWidget(self._still)
        self._still.seconds.set_left(left, COUNTDOWN)
        screen = self.deck.currentWidget()
        if screen is not self._still:
            self._asked_over = screen
            self._keep_behind()
            self._still.set_calls(self._numbers())
            self.show_screen(self._still)
        else:
            self._still.say_left()

    def _stayed(self) -> None:
        """Somebody is there: who waits for staff goes on waiting."""
        if self._help is not None and self._asked_over is self._help:
            self.show_screen(self._help)
        else:
            self._go_behind()

    def _nobody_stayed(self) -> None:
        self.go_start("idle")

    def ask_restart(self) -> None:
        """Ask whether to forget; whoever stops when asked whether they are there means it."""
        if self.deck.currentWidget() is self._still:
            self.go_start()
        else:
            super().ask_restart()

    def ask(self) -> None:
        """Ask in the bottom bar, which the slip does not show otherwise."""
        super().ask()
        urgent = self._is_emergency()
        self.yes_restart.set_text(self.tr("Remove the number") if urgent else self.tr("Stop"))
        keep = self.tr("Keep the number") if urgent else self.tr("Keep my answers")
        self.no_restart.set_text(keep)
        self.bottom.setVisible(True)

    def keep_going(self) -> None:
        """The question is taken back, and the bar with it where there was none."""
        super().keep_going()
        self._refresh()

    def show_leave(self) -> None:
        """Ask staff for their PIN."""
        if self._leave is None:
            from magapp.machine.pin import Pin
            from magapp.settings import home
            from ui.kiosk.leave import LeaveScreen

            self._leave = LeaveScreen(self.setting, Pin(home()))
            self._leave.left.connect(self.left)
            self._leave.closed.connect(self._go_behind)
            self.deck.addWidget(self._leave)
        self._keep_behind()
        self._leave.open()
        self.show_screen(self._leave)
        self._leave.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_behind(self) -> None:
        """Remember the screen to come back to: never one of those that lie over another."""
        screen = self.deck.currentWidget()
        if screen not in (self._help, self._still, self._leave, self._fault):
            self._behind = screen

    def _go_behind(self) -> None:
        """Back to where the customer was."""
        behind = self._behind
        if behind is None or behind is self.start_screen:
            self.go_start()
        else:
            self.show_screen(behind)

    # -- forgetting -------------------------------------------------------------------------------

    def go_start(self, how: End = "left") -> None:
        """Forget everything and wait for the next customer."""
        self.forget(how)
        self.setting.language.use(self._first_language)
        self.hub.update(name=self._first_theme, text_scale=TEXT_SCALES[0])
        self._attract.begin_anew()
        self.show_screen(self.start_screen)

    def forget(self, how: End = "left") -> None:
        """Keep nothing of this consultation, on the screen or behind it."""
        self.fall_silent()
        super().forget(how)
        self._behind = self._asked_over = None
        if self._help is not None:
            self._help.set_code(None)
        for screen in (self._help, self._still):
            if screen is not None:
                screen.set_calls([])
        if self._leave is not None:
            self._leave.forget()
        if self._closing is not None:
            self._closing.show_places(())
        for page in self.screens.values():
            page.forget()
        self.hub.forget()
        for label in self.findChildren(FlowLabel):
            label.forget()
        clipboard = QGuiApplication.clipboard()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            clipboard.clear(mode)
        # What Python keeps of the last exception holds whatever the functions in it knew.
        for name in ("last_exc", "last_type", "last_value", "last_traceback"):
            vars(sys).pop(name, None)
        self._sweep.start()

    # -- what goes wrong --------------------------------------------------------------------------

    def show_advice(self) -> None:
        """The advice for these answers; without a shelf to look at, the way to the counter.

        Nothing is forgotten then: the code brings the answers there, and whoever comes back to
        them and asks again may find the shelf mended.
        """
        self.session.ask()
        try:
            super().show_advice()
        except MagappError as error:  # it says what is wrong with the shelf, and holds no answer
            self._report("shelf", error.told(shop_language()))
            self.show_help(False)
        else:
            trouble = self.assistant.stockroom.trouble
            self._report("shelf", trouble.told(shop_language()) if trouble else "")

    def advised(self) -> Advised:
        """What was advised for these answers, until it is asked for again.

        So the slip, and another language, have the products that were shown.
        """
        shown = self.session.shown
        if shown is None or shown.advice != self.session.advice:
            return super().advised()
        return shown

    def _report(self, what: str, fault: str) -> None:
        """Say on standard error what is wrong: once, until it is something else or mended."""
        if fault and fault != self._said.get(what):
            print(f"magapp: {fault}", file=sys.stderr)
        self._said[what] = fault

    def show_fault(self) -> None:
        """Apologise and forget; a page that cannot even forget is thrown away."""
        try:
            super().show_fault()
        except Exception as error:
            print(f"magapp: {type(error).__name__} in an apology", file=sys.stderr)
            self._throw_away()
            super().show_fault()

    def _throw_away(self) -> None:
        """Make every screen anew on its next visit."""
        shown = (self._review, self._outcome, self._slip, self._closing)
        for screen in (*self.screens.values(), *shown):
            if screen is not None:
                self.deck.removeWidget(screen)
                screen.deleteLater()
        self.screens.clear()
        self._review = self._outcome = self._slip = self._closing = None
        self._take_along = self._stop_at_slip = None
        self._ask_first = None
        self._asking = [self._ask_button]

    # -- another pack -----------------------------------------------------------------------------

    def is_free(self) -> bool:
        """Also no finger is in the corner of staff, and nothing is being scanned."""
        scans = "arrivals" in vars(self) and self.arrivals.scanner.listening
        return super().is_free() and not self.hold.isActive() and not scans

    def make_anew(self) -> None:
        """Also what only a kiosk has."""
        self._throw_away()
        self._help = self._still = self._leave = None
        self._behind = self._asked_over = None
        super().make_anew()

    # -- how staff get out ------------------------------------------------------------------------

    def _corner(self) -> QRect:
        """The corner with the shop's name, at least as large as a fingertip."""
        wide = max(self.mark.width(), 2 * self.hub.theme.px("target"))
        corner = QRect(0, 0, wide, self.top.geometry().bottom())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            corner.moveRight(self.rect().right())
        return corner

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A finger in the corner may be staff's: wait how long it stays."""
        corner = self._corner().contains(event.position().toPoint())
        self._free = not corner
        if corner:
            self.hold.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The finger slid out of the corner."""
        if not self._corner().contains(event.position().toPoint()):
            self.hold.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It was lifted too early; beside the corner it is a touch like any other."""
        self.hold.stop()
        if self._free and self.deck.currentWidget() is self.start_screen:
            self._attract.touched(event)
        self._free = False
