"""The counter's window: sheets of questions answered by keys, and the way to the office."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from magapp.assistant import Assistant
from magapp.errors import StoreError
from ui.counter.calls import CallBadge
from ui.counter.keys import BACK, ENTER, ScreenKey, name_of, press
from ui.counter.start import CounterStart
from ui.frame.announce import announce
from ui.frame.screen import Screen, nothing
from ui.input.language import Language
from ui.kit.button import Button
from ui.look.theme import ThemeHub
from ui.walk.shell import Shell

if TYPE_CHECKING:
    from magapp.rules import Value
    from magapp.store import Call
    from magapp.visit.handover import Handed
    from magapp.visit.session import End
    from ui.counter.actions import AdviceActions
    from ui.counter.arrivals import CounterArrivals
    from ui.counter.beside import BesideScreens
    from ui.counter.calls import CallPanel
    from ui.counter.desk import Desk
    from ui.counter.desk_pane import DeskPane
    from ui.counter.help import KeysPanel
    from ui.counter.in_hand import HeldChip
    from ui.counter.mirror import CustomerSide
    from ui.counter.old import OldProducts
    from ui.counter.panel import Panel
    from ui.counter.replies import ScanReplies
    from ui.office.office import OfficeScreen
    from ui.outcome.outcome import OutcomeScreen
    from ui.slip.slip import SlipScreen


class CounterShell(Shell):
    """A shell for staff: the desk in place of pages, and the advice without a review before it."""

    channel = "staff"

    def __init__(self, assistant: Assistant, hub: ThemeHub, language: Language) -> None:
        self._desk: Desk | None = None
        self._office: OfficeScreen | None = None
        self._visited: set[str] = set()
        self.pane: DeskPane | None = None
        self.chip: HeldChip | None = None
        self.advice_actions: AdviceActions | None = None
        self._watching = False
        self._old: OldProducts | None = None
        self._arrived: Handed | None = None
        """The answers of a code, while staff are asked whether they replace this consultation."""
        super().__init__(assistant, hub, language)

    def make_start(self) -> Screen:
        """Ready for the next customer."""
        start = CounterStart(self.setting)
        start.started.connect(self.begin)
        start.office_wanted.connect(self.show_office)
        start.product_wanted.connect(self.show_product)
        start.look_back_wanted.connect(self.show_look_back)
        start.step_wanted.connect(self._set_up)
        start.step_skipped.connect(self._skip_step)
        if wrong := self._unset():
            start.say_unset(wrong)
        if not self.assistant.signed:
            last = self.assistant.last_signed
            start.say_unsigned((last.by, last.version, last.on) if last else None)
        return start

    def _unset(self) -> list[str]:
        """The settings that cannot be used."""
        language = self.setting.language.code
        # By the last word of their place: a key, or the line.
        wrong = [
            PurePath(each.place_in(language).rpartition(": ")[2]).name
            for each in self.assistant.faults
        ]
        if logo := self.assistant.settings.logo:
            from ui.look.picture import why_not

            wrong += ["logo"] if why_not(logo) else []
        return wrong

    def _make_top(self) -> None:
        super()._make_top()
        self.dark = Button(
            self.hub, name="dark", variant="quiet", icon="weather_night", role="frame"
        )
        self.dark.setCheckable(True)
        self.dark.clicked.connect(self._toggle_dark)

    def _toggle_dark(self) -> None:
        """Dark or light until the program ends; what it begins with is a setting."""
        self.hub.update(name="light" if self.hub.theme.name == "dark" else "dark")

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        self.dark.setChecked(self.hub.theme.name == "dark")
        self._fit_keys()

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
        self.tools.addWidget(self.dark)
        self.badge = CallBadge(self.hub, "calls:badge")
        self.badge.clicked.connect(self.show_calls)
        self.top_row.insertWidget(self.top_row.indexOf(self.tools), self.badge)
        self.going_row.insertWidget(self.going_row.indexOf(self.restart) + 1, self.pane_key)
        self.going_row.insertWidget(self.going_row.indexOf(self.next), self.straight)

    def retranslate(self) -> None:
        """Words of the bars, with the keys."""
        super().retranslate()
        self.dark.setAccessibleName(self.tr("Dark"))
        self.dark.setToolTip(self.tr("Dark"))
        self.back.set_text(self.tr("Back (Backspace)"))
        self.restart.set_text(self.tr("Start again (Esc)"))
        self._say_answers()
        self.slip_key.set_text(self.tr("Slip (P)"))
        self._fit_keys()
        if "replies" in vars(self):
            self.replies.retranslate()
        if self.advice_actions is not None:
            self.advice_actions.retranslate()
        if "side" in vars(self):
            self.side.follow()

    def _refresh(self) -> None:
        super()._refresh()
        self._show_badge()
        if self._arrived is not None:
            self.bottom.show()
        if self.question is None:
            return
        desk = self.desk
        self.pane_key.setChecked(not desk.folded)
        going = self.flow.is_answered(self.flow.current)
        ends = going and self._ahead() is None
        self.next.set_text(self.tr("See the advice (Enter)") if ends else self.tr("Next (Enter)"))
        self._fit_keys()

    def _fit_keys(self) -> None:
        """The keys of the pane and of the short way, in the room that the bar has now."""
        self._say_pane_key()
        self.offer_straight(not self.straight.isHidden())

    def _say_pane_key(self) -> None:
        """What the key of the pane says: only the key where the bar is narrow."""
        said = self.tr("Advice so far (F4)")
        self.pane_key.set_text(said)
        if not self._has_room(self.back, self.restart, self.pane_key, self.next):
            self.pane_key.set_text("F4")
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
        straight = (self.straight,) if on else ()
        keys = (self.back, self.restart, self.pane_key, *straight, self.next)
        if on and not self._has_room(*keys):
            self.straight.set_text("F8")
        self.straight.setAccessibleName(said)
        self.pane_key.setVisible(self.pane is not None and self._has_room(*keys))
        self.straight.setVisible(on)

    def _has_room(self, *keys: Button) -> bool:
        """Whether these keys stand beside each other in the bottom bar."""
        least = [max(each.sizeHint().width(), each.minimumWidth()) for each in keys]
        margins = self.going_row.contentsMargins()
        around = margins.left() + margins.right() + len(keys) * self.going_row.spacing()
        return sum(least) + around <= self.width()

    @cached_property
    def arrivals(self) -> CounterArrivals:
        """What comes by itself; the first page does not wait for it."""
        from ui.counter.arrivals import CounterArrivals
        from ui.walk.back import KeptScreen

        assert isinstance(self.start_screen, CounterStart)
        arrivals = CounterArrivals(
            self.assistant, self.start_screen, partial(KeptScreen, self), self.grave
        )
        arrivals.opened.connect(self._code_read)
        arrivals.refused.connect(self.replies.say)
        arrivals.product.connect(self.take_product)
        arrivals.scanner.told.connect(self._blame_scanner)
        arrivals.called.connect(self._called)
        arrivals.aged.connect(self._say_old)
        return arrivals

    def _called(self, calls: Sequence[Call]) -> None:
        """Kiosks ask for somebody, or nobody does any more."""
        self.badge.set_calls(calls)
        self._show_badge()
        if "side" in vars(self):
            self.side.set_calls(calls)
        if calls or "calls" in vars(self):
            self.calls.set_calls(calls)

    def _show_badge(self) -> None:
        """In the bar of every screen but the first, which says it in full."""
        on_start = self.deck.currentWidget() is self.start_screen
        self.badge.setVisible(bool(self.badge.calls) and not on_start)
        if self._old is not None:
            self._old.show_in_full(on_start)

    def _say_old(self, since: float | None, waiting: int) -> None:
        """The products are from this moment, or of now again; so many changes wait."""
        if self._old is None:
            if since is None and not waiting:
                return
            from ui.counter.old import OldProducts

            self._old = OldProducts(self.setting, "products:old")
            self.top_row.insertWidget(self.top_row.indexOf(self.badge), self._old)
            self._show_badge()
        self._old.say(since, waiting)

    @cached_property
    def calls(self) -> CallPanel:
        """Who asks for somebody, over whatever screen is in front; made for the first call."""
        from ui.counter.calls import CallPanel

        panel = CallPanel(self.hub, self)
        panel.answered.connect(self.arrivals.answer)
        return panel

    def show_calls(self) -> bool:
        """Look at the calls; whether there are any. A screen that is turned is turned back."""
        if not self.badge.calls:
            return False
        if self.turned:
            self.side.turn_back()
        self.calls.open_panel()
        return True

    @cached_property
    def help(self) -> KeysPanel:
        """The keys of the screen in front; made when somebody asks for them."""
        from ui.counter.help import KeysPanel

        return KeysPanel(self.hub, self, self._all_keys)

    def show_keys(self) -> None:
        """Say what each key does here."""
        self.help.open_panel()

    def _panels(self) -> list[Panel]:
        """What lies over the window at the moment."""
        made = [vars(self)[each] for each in ("calls", "help") if each in vars(self)]
        return [each for each in made if each.isVisible()]

    def _close_panels(self) -> None:
        for panel in self._panels():
            panel.close_panel()

    def grave(self) -> bool:
        """Also where a key says that somebody goes to a kiosk."""
        return bool(self._panels()) or super().grave()

    def _attend(self) -> None:
        """Watch for what may come."""
        self.arrivals.watch(self.windowHandle())

    @property
    def held(self) -> str:
        """The EAN of the product that the customer holds; empty without one."""
        return self.session.held

    def kept(self) -> Callable[[], None]:
        """What was seen and folded, whence a screen beside was called, and the names picked."""
        before, visited, arrived = super().kept(), set(self._visited), self._arrived
        desk = self._desk.remembered() if self._desk is not None else nothing
        beside = self.beside.kept() if "beside" in vars(self) else nothing
        side = self.side.kept() if "side" in vars(self) else nothing

        def again() -> None:
            before()
            self._visited, self._arrived = set(visited), arrived
            desk()
            beside()
            side()

        return again

    def show_again(self, screen: QWidget) -> None:
        """The sheets, or what is not asking, with the answers of the session."""
        arrived = self._arrived
        if screen is self._desk:
            self.show_question()
        else:
            super().show_again(screen)
        self._arrived = arrived

    # -- beside asking ----------------------------------------------------------------------------

    @cached_property
    def beside(self) -> BesideScreens:
        """Clearing, comparing, and the choice of a product; made on the first use."""
        from ui.counter.beside import BesideScreens

        beside = BesideScreens(self.deck, self.setting, self.assistant, self.session)
        beside.opened.connect(self.show_screen)
        beside.closed.connect(self._leave_beside)
        beside.asked.connect(self.change)
        beside.begun.connect(self.begin_with)
        beside.given_up.connect(self._go_on)
        beside.lost.connect(self.show_office)
        beside.anew.connect(self.advise_anew)
        beside.referred.connect(self._to_referral)
        beside.looked_back.connect(self._looked_back)
        beside.not_looked_back.connect(self._leave_look_back)
        return beside

    @cached_property
    def side(self) -> CustomerSide:
        """The customer's side; made on the first use."""
        from ui.counter.mirror import CustomerSide

        covered = (self.top, self.deck, self.bottom)
        side = CustomerSide(self, covered, self.setting, self.assistant, self.session)
        side.turned_back.connect(self._turned_back)
        side.keyed.connect(self._turned_key)
        side.set_calls(self.badge.calls)
        return side

    @property
    def turned(self) -> bool:
        """Whether a customer looks at this window."""
        return "side" in vars(self) and self.side.is_turned

    def keys_beside(self, screen: QWidget | None) -> tuple[ScreenKey, ...]:
        """The keys of a screen beside asking; none where it is another one."""
        return self.beside.key_table(screen) if "beside" in vars(self) else ()

    def _turned_key(self, key: str) -> None:
        """A key on the turned screen: what leads away from it, and help."""
        press(self._all_keys(), key)

    def _turned_back(self) -> None:
        self.show_screen(self.outcome())

    def _leave_beside(self) -> None:
        """Back to where it was called from: the advice of now, or the questions."""
        if self.session.shown is not None:
            self.show_advice()
        else:
            self.show_question()

    @property
    def outcome_made(self) -> OutcomeScreen | None:
        """The screen of the advice, None before its first visit."""
        return self._outcome

    def outcome(self) -> OutcomeScreen:
        """The screen of the advice, with what staff can do from there."""
        outcome = super().outcome()
        if self.advice_actions is None:
            from ui.counter.actions import AdviceActions

            self.advice_actions = AdviceActions(
                outcome, self.setting, self.assistant, self.session, self.side
            )
            self.advice_actions.clear.connect(self.beside.show_clearing)
            self.advice_actions.compare.connect(self.beside.show_compare)
            self.advice_actions.look_back.connect(self.show_look_back)
            self.advice_actions.moments.connect(self.change)
            self.advice_actions.turn.connect(self.side.turn)
            outcome.turned.connect(self.side.show_tab)
            outcome.add_action(self.slip_key)
        return outcome

    def product_name(self, ean: str) -> str:
        """The name of a product on the shelf, else its EAN; so too while there is no shelf."""
        return self.assistant.called(ean)

    def show_product(self) -> None:
        """Begin with the product that the customer holds."""
        self.beside.show_product()

    # -- a second visit ---------------------------------------------------------------------------

    def show_look_back(self) -> bool:
        """Ask who comes back how it went; False where the pack asks nothing then."""
        if not self.assistant.pack.look_back:
            return False
        self.beside.show_look_back()
        return True

    @property
    def on_look_back(self) -> bool:
        """Whether somebody who came back is asked."""
        screen = self.deck.currentWidget()
        return "beside" in vars(self) and screen is self.beside.look_back

    def advise_anew(self) -> None:
        """After looking back: ask what is open again, or from the first question on."""
        self.session.advise_anew()
        if self.flow.drafts:
            self._go_where_needed()
        else:
            self.begin()

    def _leave_look_back(self) -> None:
        if self.flow.drafts:
            self._go_where_needed()
        else:
            self.go_start()

    def _to_referral(self) -> None:
        self.session.finish_look_back()
        self.show_advice()

    def _looked_back(self) -> None:
        self.session.finish_look_back()
        self.go_start("finished")

    def begin_with(self, ean: str) -> None:
        """Begin a consultation about a product that the customer holds, by its EAN."""
        self.begin()
        self.take_in_hand(ean)

    def take_in_hand(self, ean: str) -> bool:
        """Go on with this product in the customer's hand; False where it is not on the shelf."""
        try:
            there = ean in self.assistant.shelf
        except StoreError:
            return False
        if there:
            self.session.hold(ean)
            name = self.product_name(ean)
            announce(self, self.tr("In the customer's hand: {name}").format(name=name))
        return there

    # -- what is scanned --------------------------------------------------------------------------

    @cached_property
    def replies(self) -> ScanReplies:
        """What is said of a scan; made for the first one."""
        from ui.counter.replies import ScanReplies

        return ScanReplies(self.hub, self, self.bottom)

    def take_product(self, ean: str) -> None:
        """Begin with a product, or on the desk go on with it in the hand; empty: no product."""
        screen = self.deck.currentWidget()
        if self.turned:
            self.replies.say("nothing")
        elif screen is self.start_screen and ean:
            self.beside.show_product(ean)
        elif self.on_desk and ean and self.take_in_hand(ean):
            self.replies.say("")
        elif self.on_desk or screen is self.start_screen:
            why = self.arrivals.scanner.last.kind or "misread"
            self.replies.say("unknown" if ean else why, ean)
        elif not (isinstance(screen, Screen) and screen.take_scan(ean)):
            self.replies.say("nothing")

    def _blame_scanner(self) -> None:
        if not self.turned:  # else a customer looks at it
            self.replies.blame(self.arrivals.scanner.last.faults)

    def _code_read(self, handed: Handed) -> None:
        """Open a consultation from a code; one that is going on is not overwritten unasked."""
        self.replies.say("")
        if not self.flow.drafts and self.on_look_back:
            self._take_answers(*handed)  # those of the slip, beside what was said since
            return
        if not self.flow.drafts:
            self.take_over(*handed)
            return
        if self.turned:
            self.side.turn_back()
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
        self._close_panels()
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
        if "replies" in vars(self):
            self.replies.silence()
        self._close_panels()
        super().show_screen(screen)
        if "arrivals" in vars(self) or screen is not self.start_screen:
            self._attend()
        if self.pane is not None:
            self.pane.attend(self.on_desk)
        if "session" in vars(self) and not self._belongs_to_advice(screen):
            self.session.ask()

    def _belongs_to_advice(self, screen: QWidget) -> bool:
        """Whether the advice that was shown is still what it is about."""
        beside = self.beside.made if "beside" in vars(self) else []
        return screen in (self._outcome, self._slip, *beside)

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
            self.side.watch_screens()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The customer's side goes with the window."""
        if "side" in vars(self):
            self.side.close()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, for what lies over the window as well."""
        super().resizeEvent(event)
        self._fit_keys()
        if "side" in vars(self):
            self.side.resized()
        for panel in self._panels():
            panel.place()
        if "replies" in vars(self):
            self.replies.place()

    def take_over(self, answers: Mapping[str, Value], named: Sequence[str] = ()) -> None:
        """Go on with somebody's answers where a person is needed.

        That is the first question left open, else the advice. `named` are the medicines by name.
        """
        held = "" if self.flow.drafts else self.held  # it belongs to what was going on
        self.forget("replaced")
        self.session.begin()
        self._take_answers(answers, named)
        if held:
            self.take_in_hand(held)
        self._go_where_needed()

    def _take_answers(self, answers: Mapping[str, Value], named: Sequence[str]) -> None:
        """Have the answers of a code."""
        with self.session.one_change() as flow:
            flow.fill(answers, named)
            self.session.take_handed()
        pack = self.assistant.pack
        self._visited.update(pack.question(each).section for each in self.flow.path())

    def _go_where_needed(self) -> None:
        """To the first question that is open, else to the advice."""
        if still_open := self.flow.first_open():
            self._go_to(still_open)
        else:
            self.flow.goto(self.flow.path()[-1])
            self.show_advice()

    # -- the slip ---------------------------------------------------------------------------------

    def make_slip_screen(self) -> SlipScreen:
        """The pages, to be printed, saved or scanned."""
        from ui.slip.slip import CounterSlip

        return CounterSlip(self.setting, self.printing, self.session)

    @property
    def slip_made(self) -> SlipScreen | None:
        """The screen of the slip, None before its first visit."""
        return self._slip

    # -- the desk ---------------------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        """The sheets of questions, made on the first visit."""
        if self._desk is None:
            from ui.counter.desk import Desk

            self._desk = Desk(self.setting, self.assistant.rules)
            self._desk.answered.connect(self._answered)
            self._desk.wanted.connect(self._go_to)
            self._desk.preset.connect(self.take_preset)
            self.deck.addWidget(self._desk)
            self._make_pane(self._desk)
        return self._desk

    def _make_pane(self, desk: Desk) -> None:
        """The pane beside the sheets, and the product in the hand above them."""
        from ui.counter.desk_pane import DeskPane
        from ui.counter.in_hand import HeldChip

        self.pane = DeskPane(self.setting, self.assistant, self.session)
        self.pane.wanted.connect(self.change)
        self.pane.clearing.connect(self.beside.show_clearing)
        self.pane.straight.connect(self.go_straight)
        self.pane.urgent.connect(self.offer_straight)
        desk.set_pane(self.pane)
        self.chip = HeldChip(self.setting, self.assistant, self.session)
        row = QHBoxLayout()
        row.addWidget(self.chip)
        row.addStretch(1)
        desk.column.insertLayout(0, row)

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
        self._guide()
        self.desk.sheet(self.desk.sections()[0])

    def show_question(self) -> None:
        """The sheet of the flow's current question."""
        current = self.flow.current
        self._visited.add(self.assistant.pack.question(current).section)
        before = self.desk.card
        self.desk.show_answers(self.flow.path(), self.flow.drafts, current, self.flow.named)
        if self.on_desk:
            self._arrived = None
            self.bottom.setCurrentIndex(0)
            self._refresh()
            if self.pane is not None:
                self.pane.follow()
            if self.desk.card is not before:
                self.say_screen()
        else:
            self.show_screen(self.desk)
            self.desk.take_focus()

    def forget(self, how: End = "left") -> None:
        """End the consultation; keep nothing of it on any screen."""
        super().forget(how)
        self._visited.clear()
        if "beside" in vars(self):
            self.beside.forget()
        if "side" in vars(self):
            self.side.uncover()
        if self._desk is not None:
            self._desk.forget()

    def fold_pane(self) -> None:
        """Fold or unfold what stands beside the sheets."""
        self.desk.fold()
        self._refresh()
        if self.pane is not None:
            self.pane.follow()

    # -- going ------------------------------------------------------------------------------------

    def _answered(self, question: str, value: Value | None, complete: bool) -> None:
        """A card says what was answered; a complete answer leads on."""
        draft, path = self.flow.draft(question), self.flow.path()
        with self.session.one_change() as flow:
            flow.answer(question, value)
            flow.goto(question)
            if complete and (ahead := self._ahead()):
                flow.goto(ahead)
        self._say_answer(question, draft, path)
        self.show_question()

    def _say_answer(self, question: str, draft: Value | None, path: tuple[str, ...]) -> None:
        """Tell a screen reader what a key changed, and what is asked on the sheet from now on.

        `draft` and `path` are the answer and the questions before.
        """
        pack, now = self.assistant.pack, self.flow.draft(question)
        section = pack.question(question).section
        cards = self.desk.sheet(section).cards
        words, before = (
            cards[question].words(each) if each is not None else [] for each in (now, draft)
        )
        said = [self.tr("Chosen: {name}").format(name=each) for each in words if each not in before]
        if isinstance(now, list) or now is None:
            gone = [each for each in before if each not in words]
            said += [self.tr("No longer chosen: {name}").format(name=each) for each in gone]
        new = [each for each in self.flow.path() if each not in path and each in cards]
        if new:
            asked = ", ".join(cards[each].plain_title() for each in new)
            said.append(self.tr("Now asked as well: {questions}").format(questions=asked))
        announce(cards[question], *said)

    def take_preset(self, name: str) -> None:
        """Give all answers of a preset, and go to the first question that is open still."""
        preset = next(each for each in self.assistant.pack.presets if each.id == name)
        with self.session.one_change() as flow:
            flow.fill(preset.answers)
            if ahead := self._ahead():
                flow.goto(ahead)
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
        office = self._office_made()
        office.open()
        self.show_screen(office)

    def _office_made(self) -> OfficeScreen:
        """The office, made on the first visit."""
        if self._office is None:
            from ui.office.office import OfficeScreen

            self._office = OfficeScreen(self.setting, self.assistant)
            self._office.closed.connect(self._leave_office)
            self._office.changed.connect(self._take_settings)
            self.deck.addWidget(self._office)
        return self._office

    # -- settings ---------------------------------------------------------------------------------

    def _take_settings(self) -> None:
        """A setting was changed: what can show at once does."""
        settings = self.assistant.settings
        # Somebody's choice of the moment stays, unless the setting is another one.
        name = settings.theme if settings.theme != self._first_theme else None
        self._first_theme = settings.theme
        self.hub.update(name=name, motion=settings.motion, brand=settings.brand)
        self.mark.setText(settings.shop_name)
        self.retranslate()
        if "printing" in vars(self):
            self.printing.use(settings)
        assert isinstance(self.start_screen, CounterStart)
        self.start_screen.say_unset(self._unset())
        self._guide()

    def _guide(self) -> None:
        """Show what a new shop has not set up, where products are the shop's own or the demo."""
        if not self.assistant.stockroom.keeps_store:
            return
        from magapp.machine.pin import Pin
        from magapp.settings import home
        from magapp.settings.first_start import GUIDE, settled

        folder = self.assistant.folder or home()
        done = settled(folder, self.assistant.settings, Pin(folder).is_set)
        start = self.start_screen
        assert isinstance(start, CounterStart)
        if start.guide is not None or not done.issuperset(GUIDE):
            start.show_guide(done)

    def _set_up(self, step: str) -> None:
        """To a step of setting up, or to all of them."""
        office = self._office_made()
        self.show_screen(office)
        office.setting_up.show_step(step)

    def _skip_step(self, step: str) -> None:
        self._office_made().setting_up.skip(step)

    def _leave_office(self) -> None:
        """Back to the question, where a consultation waits for its products; else to the start."""
        if self.flow.drafts:
            self.show_question()
        else:
            self.go_start()

    # -- another pack -----------------------------------------------------------------------------

    def is_free(self) -> bool:
        """Also no kiosk calls, nothing lies over the window, and nothing is being scanned."""
        scans = "arrivals" in vars(self) and self.arrivals.scanner.listening
        return super().is_free() and not (scans or self.badge.calls or self._panels())

    def make_anew(self) -> None:
        """Also what only a counter has, and a second monitor."""
        self.slip_key.setParent(self)  # it stands on the advice, and would go with it
        self.slip_key.hide()
        for name in ("beside", "arrivals"):
            vars(self).pop(name, None)  # they go with their screens
        if (calls := vars(self).pop("calls", None)) is not None:
            calls.deleteLater()
        if (side := vars(self).pop("side", None)) is not None:
            side.give_up()
        if self._old is not None:
            self._old.hide()
            self._old.deleteLater()
        self._desk = self._office = self.pane = self.chip = self.advice_actions = self._old = None
        self._arrived = None
        self._visited.clear()
        super().make_anew()
        if self._watching:
            self._watch_screens()

    # -- keys -------------------------------------------------------------------------------------

    def key_table(self) -> tuple[ScreenKey, ...]:
        """What keys do now, apart from those of the control that has the focus: see `tables.py`."""
        return ()

    def keys_everywhere(self) -> tuple[ScreenKey, ...]:
        """What keys do on every screen."""
        return ()

    def _all_keys(self) -> tuple[ScreenKey, ...]:
        return (*self.key_table(), *self.keys_everywhere())

    def off_advice(self) -> None:
        """Back from an opened product to all of them, else to the questions."""
        if self._outcome is None or not self._outcome.fold():
            self.show_question()

    def key(self, event: QKeyEvent) -> bool:
        """A key that nothing on the screen took; whether it meant something."""
        key = name_of(event)
        if event.isAutoRepeat() and key != "Backspace":
            return True
        focus = QApplication.focusWidget()
        presses = isinstance(focus, Button) and (self.asking or focus is not self.next)
        if key in ENTER and isinstance(focus, Button) and presses:
            focus.click()
            return True
        always = self.asking or key in (*ENTER, *BACK, "Esc")
        return press(self._all_keys(), key) or always

    def turn_to(self, by: int) -> None:
        """To the question before or after, answered or not."""
        if (self.flow.next() if by > 0 else self.flow.back()) is not None:
            self.show_question()

    def let_go(self) -> bool:
        """Go on without the product in the hand; whether there was one."""
        held = bool(self.held)
        self.session.hold("")
        return held

    def press(self, digit: str) -> bool:
        """A digit that acts on the screen in front; whether it meant something."""
        screen = self.deck.currentWidget()
        return isinstance(screen, Screen) and screen.press(int(digit))

    def escape(self) -> None:
        """One step out: of the office, or of the consultation, which is asked first."""
        if self._office is not None and self.deck.currentWidget() is self._office:
            self._office.leave()
        elif self.bottom.isVisible():
            self.ask_restart()
        else:
            self.go_start()

    def go_on_by_key(self) -> None:
        """Enter: what the active card does with it, else on."""
        if not self.desk.enter() and self.next.isEnabled():
            self._next()
