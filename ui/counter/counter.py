"""The counter's window: sheets of questions answered by keys, and the way to the office."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.rules import Value
from ui.counter.start import CounterStart
from ui.frame.screen import Screen, nothing
from ui.input.language import Language
from ui.kit.controls import Button
from ui.look.theme import ThemeHub
from ui.walk.shell import Shell

if TYPE_CHECKING:
    from magapp.rules import Advice
    from magapp.shelf.suggest import Suggestion
    from magapp.visit.handover import Handed
    from ui.counter.arrivals import CounterArrivals
    from ui.counter.aside import Aside
    from ui.counter.desk import Desk
    from ui.frame.notice import ScanNotice
    from ui.office.office import OfficeScreen
    from ui.outcome import OutcomeScreen
    from ui.slip.slip import SlipScreen


class CounterShell(Shell):
    """A shell for staff: the desk in place of pages, and the advice without a review before it."""

    channel = "staff"

    answers_changed = Signal()
    """An answer was given or taken back, or another question is the current one."""

    def __init__(self, assistant: Assistant, hub: ThemeHub, language: Language) -> None:
        self._desk: Desk | None = None
        self._office: OfficeScreen | None = None
        self._visited: set[str] = set()
        self._aside: Aside | None = None
        self._blamed: set[str] = set()
        """What was said of the scanner since the start."""
        self._watching = False
        self._arrived: Handed | None = None
        """The answers of a code, while staff are asked whether they replace this consultation."""
        super().__init__(assistant, hub, language)

    def make_start(self) -> Screen:
        """Ready for the next customer."""
        start = CounterStart(self.setting)
        start.started.connect(self.begin)
        start.office_wanted.connect(self.show_office)
        start.product_wanted.connect(self.show_product)
        language = self.setting.language.code
        # By the last word of their place: a key, or the line.
        wrong = [
            PurePath(each.place_in(language).rpartition(": ")[2]).name
            for each in self.assistant.faults
        ]
        if logo := self.assistant.settings.logo:
            from ui.look.picture import why_not

            wrong += ["logo"] if why_not(logo) else []
        if wrong:
            start.say_unset(wrong)
        if not self.assistant.signed:
            last = self.assistant.last_signed
            start.say_unsigned((last.by, last.version, last.on) if last else None)
        return start

    def _make_bottom(self) -> None:
        super()._make_bottom()
        self.pane_key = Button(self.hub, name="pane:fold", variant="quiet", icon="dock_right")
        self.pane_key.setCheckable(True)
        self.pane_key.clicked.connect(self.fold_pane)
        self.slip_key = Button(self.hub, name="slip", icon="printer", parent=self)
        self.slip_key.hide()
        self.slip_key.clicked.connect(self.show_slip)
        self.straight = Button(self.hub, name="straight", variant="danger", icon="phone")
        self.straight.clicked.connect(self.go_straight)
        self.straight.hide()

    def _lay_out(self) -> None:
        super()._lay_out()
        self.going_row.insertWidget(self.going_row.indexOf(self.restart) + 1, self.pane_key)
        self.going_row.insertWidget(self.going_row.indexOf(self.next), self.straight)

    def retranslate(self) -> None:
        """Words of the bars, with the keys."""
        super().retranslate()
        self.back.set_text(self.tr("Back (Backspace)"))
        self.restart.set_text(self.tr("Start again (Esc)"))
        self._say_answers()
        self.slip_key.set_text(self.tr("Slip (P)"))
        if "notice" in vars(self):
            self.notice.retranslate()
        if self._aside is not None:
            self._aside.retranslate()
        if self.on_desk:
            self.answers_changed.emit()  # what the pane says of them is the pack's words

    def _refresh(self) -> None:
        super()._refresh()
        if self._arrived is not None:
            self.bottom.show()
        if self.question is None:
            return
        desk = self.desk
        self.pane_key.setChecked(not desk.folded)
        self._say_pane_key()
        self.offer_straight(not self.straight.isHidden())
        going = self.flow.is_answered(self.flow.current)
        ends = going and self._ahead() is None
        self.next.set_text(self.tr("See the advice (Enter)") if ends else self.tr("Next (Enter)"))

    def _say_pane_key(self) -> None:
        """What the key of the pane says: only the key where the bar is narrow."""
        theme, said = self.hub.theme, self.tr("Advice so far (F4)")
        narrow = self.width() < theme.px(700) * theme.text_scale
        text = "F4" if narrow else said
        if text != self.pane_key.text():
            self.pane_key.set_text(text)
        self.pane_key.setAccessibleName(said)
        self.pane_key.setToolTip(said)

    def offer_straight(self, on: bool) -> None:
        """Show the short way to the advice in the bottom bar, or take it away.

        Where there is no room it is only its key, and where there is none for that, it takes the
        place of the pane's.
        """
        said = self.tr("To the advice (F8)")
        if not on:
            self.straight.hide()
        self.straight.set_text(said)
        if not self._has_room():
            self.straight.set_text("F8")
        self.straight.setAccessibleName(said)
        self.pane_key.setVisible(self.desk.pane is not None and (not on or self._has_room()))
        self.straight.setVisible(on)

    def _has_room(self) -> bool:
        """Whether all keys stand beside each other in the bottom bar."""
        keys = (self.back, self.restart, self.pane_key, self.straight, self.next)
        least = [max(each.minimumSizeHint().width(), each.minimumWidth()) for each in keys]
        margins = self.going_row.contentsMargins()
        around = margins.left() + margins.right() + len(keys) * self.going_row.spacing()
        return sum(least) + around <= self.width()

    @cached_property
    def arrivals(self) -> CounterArrivals:
        """What comes by itself; the first page does not wait for it."""
        from ui.counter.arrivals import CounterArrivals

        assert isinstance(self.start_screen, CounterStart)
        arrivals = CounterArrivals(self.assistant, self.start_screen, self.keep, self.grave)
        arrivals.opened.connect(self._code_read)
        arrivals.refused.connect(self._say_of_scan)
        arrivals.product.connect(self._product_scanned)
        arrivals.scanner.told.connect(self._say_of_scanner)
        return arrivals

    def _attend(self) -> None:
        """Watch for what may come while this screen is in front."""
        self.arrivals.watch(self.windowHandle())
        self.arrivals.wait(self.deck.currentWidget() is self.start_screen)

    @property
    def held(self) -> str:
        """The EAN of the product that the customer holds; empty without one."""
        return self.session.held

    @held.setter
    def held(self, ean: str) -> None:
        self.session.held = ean

    def kept(self) -> Callable[[], None]:
        """What was seen and folded, whence a screen beside was called, and the names picked."""
        before, visited, arrived = super().kept(), set(self._visited), self._arrived
        desk = self._desk.remembered() if self._desk is not None else nothing
        aside = self._aside.kept() if self._aside is not None else nothing

        def again() -> None:
            before()
            self._visited, self._arrived = set(visited), arrived
            desk()
            aside()

        return again

    def show_again(self, screen: QWidget) -> None:
        """The sheets, or what is not asking, with the answers of the session."""
        arrived = self._arrived
        if screen is self._desk:
            self.show_question()
        else:
            super().show_again(screen)
        self._arrived = arrived
        if self._aside is not None:
            self._aside.show_held()

    # -- beside asking ----------------------------------------------------------------------------

    @property
    def aside(self) -> Aside:
        """What the counter does beside asking, made on the first use."""
        if self._aside is None:
            from ui.counter.aside import Aside

            self._aside = Aside(self)
        return self._aside

    @property
    def outcome_made(self) -> OutcomeScreen | None:
        """The screen of the advice, None before its first visit."""
        return self._outcome

    def outcome(self) -> OutcomeScreen:
        """The screen of the advice, with what staff can do from there."""
        made = self._outcome is not None
        outcome = super().outcome()
        if not made:
            self.aside.join_outcome(outcome)
            outcome.add_action(self.slip_key)
        return outcome

    def judged(self) -> Advice:
        """The advice for the answers and the clearances; only those of standing gates are kept."""
        answers, channel = self.flow.answers(), self.setting.channel
        advice = self.assistant.rules.advise(answers, channel, self.flow.cleared)
        self.flow.cleared = advice.cleared
        return advice

    def advised(self) -> tuple[Advice, Suggestion]:
        """That advice with its products; those on the screen while the shelf cannot be read."""
        advice = self.judged()
        try:
            return self.assistant.advise(advice.answers, self.setting.channel, advice.cleared)
        except StoreError:
            said = self.aside.said
            if said is None or said[0] != advice:
                raise
            return said

    def product_name(self, ean: str) -> str:
        """The name of a product on the shelf, else its EAN; so too while there is no shelf."""
        try:
            return super().product_name(ean)
        except StoreError:
            return ean

    def tell(self, advice: Advice, suggestion: Suggestion) -> None:
        """Put an advice on its screen, and beside it what else there is."""
        super().tell(advice, suggestion)
        self.aside.told(advice, suggestion)

    def show_product(self) -> None:
        """Begin with the product that the customer holds."""
        self.aside.show_product()

    # -- what is scanned --------------------------------------------------------------------------

    @cached_property
    def notice(self) -> ScanNotice:
        """What is said of a scan."""
        from ui.frame.notice import ScanNotice

        return ScanNotice(self.hub, self)

    def _say_of_scan(self, why: str, ean: str = "") -> None:
        """Say that nothing came of a scan, and why (`ScanNotice.say`)."""
        self.notice.say(why, ean)
        self._place_notice()

    def _say_of_scanner(self) -> None:
        """Say how the scanner is set badly: once, and whenever nothing came of a scan."""
        faults = self.arrivals.scanner.last.faults
        new = [each for each in faults if each not in self._blamed]
        if self._aside is not None and self._aside.is_turned:
            return  # a customer looks at it
        if faults and (new or self.notice.isVisible()):
            fault = [*new, *faults][0]
            self._blamed.add(fault)
            self.notice.blame(fault)
            self._place_notice()

    def _place_notice(self) -> None:
        """Above the row of buttons that every screen has at its foot."""
        if "notice" in vars(self) and self.notice.isVisible():
            self.notice.place(self.bottom.sizeHint().height())

    def _product_scanned(self, ean: str) -> None:
        """Begin with a product, or on the desk go on with it in the hand; empty: no product."""
        screen = self.deck.currentWidget()
        if self._aside is not None and self._aside.is_turned:
            self._say_of_scan("nothing")
        elif screen is self.start_screen and ean:
            self.aside.show_product(ean)
        elif self.on_desk and ean and self.aside.take_in_hand(ean):
            self._say_of_scan("")
        elif self.on_desk or screen is self.start_screen:
            why = self.arrivals.scanner.last.kind or "misread"
            self._say_of_scan("unknown" if ean else why, ean)
        elif not (isinstance(screen, Screen) and screen.take_scan(ean)):
            self._say_of_scan("nothing")

    def _code_read(self, handed: Handed) -> None:
        """Open a consultation from a code; one that is going on is not overwritten unasked."""
        self._say_of_scan("")
        if not self.flow.drafts:
            self.take_over(*handed)
            return
        if self._aside is not None and self._aside.is_turned:
            self._aside.turn_back()
        self._arrived = handed
        self.ask()

    def sure_text(self) -> str:
        """What the bottom bar asks before all is forgotten."""
        if self._arrived is not None:
            return self.tr("Replace this consultation by the scanned one?")
        return super().sure_text()

    def _say_answers(self) -> None:
        """What can be said to the question in the bottom bar, with the keys."""
        replaces = self._arrived is not None
        yes = self.tr("Replace it (Y)") if replaces else self.tr("Start again (Y)")
        no = self.tr("Keep this one (Esc)") if replaces else self.tr("Keep my answers (Esc)")
        self.yes_restart.set_text(yes)
        self.no_restart.set_text(no)

    def ask(self) -> None:
        """Ask in the bottom bar, on any screen; its keys are for the answer until it is given."""
        self._say_answers()
        self.bottom.show()
        super().ask()
        self.no_restart.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_going(self) -> None:
        """The question in the bottom bar is taken back."""
        self._arrived = None
        screen = self.deck.currentWidget()
        if screen is not None:
            screen.setFocus(Qt.FocusReason.OtherFocusReason)
        super().keep_going()
        self._refresh()

    def say_yes(self) -> None:
        """Yes to what the bottom bar asks."""
        handed, self._arrived = self._arrived, None
        if handed is None:
            super().say_yes()
        else:
            self.take_over(*handed)

    def focusNextPrevChild(self, ahead: bool) -> bool:
        """While something is asked, Tab goes from one answer to the other."""
        if not self.asking:
            return super().focusNextPrevChild(ahead)
        other = self.no_restart if self.yes_restart.hasFocus() else self.yes_restart
        other.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def show_screen(self, screen: QWidget) -> None:
        """Bring a screen to the front; the customer's side follows."""
        self._arrived = None
        if "notice" in vars(self):
            self.notice.say("")
        super().show_screen(screen)
        if "arrivals" in vars(self) or screen is not self.start_screen:
            self._attend()
        if self._aside is not None:
            self._aside.came(screen)

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: a second monitor is the customer's."""
        super().showEvent(event)
        if not self._watching:
            self._watching = True
            application = QGuiApplication.instance()
            assert isinstance(application, QGuiApplication)
            application.screenAdded.connect(self._watch_screens)
            QTimer.singleShot(0, self, self._watch_screens)

    def _watch_screens(self) -> None:
        """With one monitor there is nothing to make; another one is heard of when it comes."""
        if len(QGuiApplication.screens()) > 1:
            self.aside.watch_screens()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The customer's side goes with the window."""
        if self._aside is not None:
            self._aside.close()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, for what lies over the window as well."""
        super().resizeEvent(event)
        if self._aside is not None:
            self._aside.resized()
        self._place_notice()

    def take_over(self, answers: Mapping[str, Value], named: Sequence[str] = ()) -> None:
        """Go on with somebody's answers where a person is needed.

        That is the first question left open, else the advice. `named` are the medicines by name.
        """
        held = "" if self.flow.drafts else self.held  # it belongs to what was going on
        self.forget()
        for question, value in answers.items():
            self.flow.answer(question, value)
        self.flow.named = tuple(named)
        path, pack = self.flow.path(), self.assistant.pack
        self._visited.update(pack.question(each).section for each in path)
        if held:
            self.aside.take_in_hand(held)
        if still_open := self.flow.first_open():
            self._go_to(still_open)
        else:
            self.flow.goto(path[-1])
            self.show_advice()

    # -- the slip ---------------------------------------------------------------------------------

    def make_slip_screen(self) -> SlipScreen:
        """The pages, to be printed, saved or scanned."""
        from ui.slip.slip import CounterSlip

        return CounterSlip(self.setting, self.printing)

    @property
    def slip_made(self) -> SlipScreen | None:
        """The screen of the slip, None before its first visit."""
        return self._slip

    @property
    def on_slip(self) -> bool:
        """Whether the slip is in front."""
        return self._slip is not None and self.deck.currentWidget() is self._slip

    # -- the desk ---------------------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        """The sheets of questions, made on the first visit."""
        if self._desk is None:
            from ui.counter.desk import Desk

            self._desk = Desk(self.setting)
            self._desk.answered.connect(self._answered)
            self._desk.wanted.connect(self._go_to)
            self._desk.preset.connect(self.take_preset)
            self.deck.addWidget(self._desk)
            self.aside.join_desk(self._desk)
        return self._desk

    @property
    def on_desk(self) -> bool:
        """Whether the sheets are in front."""
        return self._desk is not None and self.deck.currentWidget() is self._desk

    @property
    def question(self) -> str | None:
        """The question that keys act on, None on any other screen."""
        return self.flow.current if self.on_desk else None

    def prepare(self) -> None:
        """Make what the first key needs, and hear what comes, while nobody waits for it."""
        self._attend()
        self.desk.sheet(self.desk.sections()[0])

    def show_question(self) -> None:
        """The sheet of the flow's current question."""
        current = self.flow.current
        self._visited.add(self.assistant.pack.question(current).section)
        self.desk.show_answers(self.flow.path(), self.flow.drafts, current, self.flow.named)
        if self.on_desk:
            self._arrived = None
            self.bottom.setCurrentIndex(0)
            self._refresh()
        else:
            self.show_screen(self.desk)
            self.desk.take_focus()
        self.answers_changed.emit()

    def forget(self) -> None:
        """Keep nothing of this consultation."""
        super().forget()
        self._visited.clear()
        self.held = ""
        if self._aside is not None:
            self._aside.forget()
        if self._desk is not None:
            self._desk.forget()
        self.answers_changed.emit()

    def fold_pane(self) -> None:
        """Fold or unfold what stands beside the sheets."""
        self.desk.fold()
        self._refresh()
        self.aside.follow()

    # -- going ------------------------------------------------------------------------------------

    def _answered(self, question: str, value: Value | None, complete: bool) -> None:
        """A card says what was answered; a complete answer leads on."""
        self.flow.answer(question, value)
        self.flow.goto(question)
        if complete and (ahead := self._ahead()):
            self.flow.goto(ahead)
        self.show_question()

    def take_preset(self, name: str) -> None:
        """Give all answers of a preset, and go to the first question that is open still."""
        preset = next(each for each in self.assistant.pack.presets if each.id == name)
        for question, value in preset.answers.items():
            copied = list(value) if isinstance(value, list) else value
            self.flow.answer(question, copied)
        if ahead := self._ahead():
            self.flow.goto(ahead)
        self.show_question()

    def _ahead(self) -> str | None:
        """Where Enter leads; None: to the advice.

        That is the next open question, those on the same sheet first, else what may be skipped
        and was not seen yet.
        """
        path, pack = self.flow.path(), self.assistant.pack
        at = path.index(self.flow.current)
        around = path[at + 1 :] + path[:at]
        section = {each: pack.question(each).section for each in path}
        still_open = [each for each in around if not self.flow.is_answered(each)]
        here = [each for each in still_open if section[each] == section[path[at]]]
        unseen = [
            each
            for each in around
            if pack.question(each).optional and section[each] not in self._visited
        ]
        return next(iter(here or still_open or unseen), None)

    def _go_to(self, question: str) -> None:
        """To a question that is asked."""
        if question in self.flow.path():
            self.flow.goto(question)
            self.show_question()

    def change(self, question: str) -> None:
        """From the advice back to one answer; Enter leads to the advice again."""
        self._go_to(question)

    def _next(self) -> None:
        """Next or Enter: first what has not been seen of the card, then on."""
        if not (self.on_desk and self.desk.turn_on()):
            self.go_next()

    def go_next(self) -> None:
        """On to the next open question, and after the last to the advice."""
        if self.question is None or not self.flow.is_answered(self.flow.current):
            return
        ahead = self._ahead()
        if ahead is None:
            self.show_advice()
        else:
            self._go_to(ahead)

    def go_back(self) -> None:
        """To the question before; from the advice to the last one."""
        if self.question is None or self.flow.back() is not None:
            self.show_question()

    def go_straight(self) -> None:
        """To the advice at once, while it is a referral: what is open stays open."""
        if self.on_desk and not self.straight.isHidden():
            self.show_advice()

    def show_review(self) -> None:
        """Staff see every answer on the sheets: straight to the advice."""
        self.show_advice()

    def show_advice(self) -> None:
        """The advice for these answers; the office when there is no shelf to look at."""
        try:
            super().show_advice()
        except StoreError:
            self.show_office()

    def show_office(self) -> None:
        """The shop's products, or what can be done where they cannot be read."""
        if self._office is None:
            from ui.office.office import OfficeScreen

            self._office = OfficeScreen(self.setting, self.assistant)
            self._office.closed.connect(self._leave_office)
            self.deck.addWidget(self._office)
        self._office.open()
        self.show_screen(self._office)

    def _leave_office(self) -> None:
        """Back to the question, where a consultation waits for its products; else to the start."""
        if self.flow.drafts:
            self.show_question()
        else:
            self.go_start()

    # -- keys -------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """A key that nothing on the screen took; whether it meant something."""
        key = event.key()
        if event.isAutoRepeat() and key != Qt.Key.Key_Backspace:
            return True
        if self.asking:
            self._answer_asked(event)
            return True
        if self._aside is not None and self._aside.key(event):
            return True
        on_outcome = self._outcome is not None and self.deck.currentWidget() is self._outcome
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self._escape(on_outcome)
        elif key == Qt.Key.Key_F4 and self.on_desk:
            if self.desk.pane is not None:
                self.fold_pane()
        elif key == Qt.Key.Key_F8 and self.on_desk:
            self.go_straight()
        elif key == Qt.Key.Key_Backspace or (
            key == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            if self.on_slip:
                self.leave_slip()
            elif self.on_desk:
                self.go_back()
            elif on_outcome:
                self.show_question()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and (self.on_desk or on_outcome):
            by = 1 if key == Qt.Key.Key_PageDown else -1
            if self.on_desk:
                self._turn_to(by)
            else:
                return self.outcome().leaf_reasons(by)
        elif self.deck.currentWidget() is self.start_screen:
            assert isinstance(self.start_screen, CounterStart)
            return self.start_screen.function_key(key)
        elif event.text().isprintable() and event.text().isascii():
            return self._type(event.text())
        else:
            return False
        return True

    def _answer_asked(self, event: QKeyEvent) -> None:
        """A key for what the bottom bar asks; no other one means anything meanwhile."""
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.keep_going()
        elif event.text().lower() in ("y", "j"):  # yes, in the languages of the screen
            self.say_yes()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, Button):
            focus.click()

    def _turn_to(self, by: int) -> None:
        """To the question before or after, answered or not."""
        if (self.flow.next() if by > 0 else self.flow.back()) is not None:
            self.show_question()

    def _type(self, text: str) -> bool:
        """A sign was typed: to the desk, or a digit to any other screen."""
        if self.on_desk:
            return bool(text) and self.desk.type(text)
        if self._slip is not None and self.on_slip:
            return self._slip.press_key(text.lower())
        screen = self.deck.currentWidget()
        if self._outcome is not None and screen is self._outcome:
            if text.lower() == "p":
                self.show_slip()
                return True
            return self._outcome.press_key(text.lower())
        return text.isdecimal() and isinstance(screen, Screen) and screen.press(int(text))

    def _escape(self, on_outcome: bool) -> None:
        if self.on_slip:
            self.leave_slip()
        elif on_outcome:
            self.show_question()
        elif self._office is not None and self.deck.currentWidget() is self._office:
            self._office.leave()
        elif self.bottom.isVisible():
            self.ask_restart()
        else:
            self.go_start()

    def _enter(self) -> None:
        """Enter presses a button that has the focus, and else goes on."""
        focus = QApplication.focusWidget()
        if isinstance(focus, Button) and focus is not self.next:
            focus.click()
        elif self.deck.currentWidget() is self.start_screen:
            self.begin()
        elif self.on_desk and not self.desk.enter() and self.next.isEnabled():
            self._next()
