"""What the counter does beside asking: what staff see, clear and compare, and the customer's side.

Each part is made when it is first wanted. What belongs to the consultation is kept elsewhere: which
gates were cleared by the flow, the EAN of the product in the hand by the shell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QWidget

from magapp.errors import StoreError
from magapp.rules import Advice, Clearance
from magapp.shelf.suggest import Suggestion
from ui.kit.button import Button
from ui.kit.chip import Chip

if TYPE_CHECKING:
    from magapp.takehome.report import FitText
    from ui.counter.clearing import ClearingScreen
    from ui.counter.compare import CompareScreen
    from ui.counter.counter import CounterShell
    from ui.counter.desk import Desk
    from ui.counter.in_hand import ProductScreen
    from ui.counter.mirror import CustomerView, FitNote, Mirror
    from ui.counter.pane import LivePane
    from ui.outcome import OutcomeScreen


class Aside(QObject):
    """Belongs to one shell, follows its answers and its screens."""

    def __init__(self, shell: CounterShell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._back_to: QWidget | None = None
        self._side = ""
        self._said: tuple[Advice, Suggestion] | None = None
        self.pane: LivePane | None = None
        self.chip: Chip | None = None
        self.note: FitNote | None = None
        self.buttons: dict[str, Button] = {}
        self.mirror: Mirror | None = None
        self.turned: CustomerView | None = None
        self._clearing: ClearingScreen | None = None
        self._product: ProductScreen | None = None
        self._compare: CompareScreen | None = None
        shell.answers_changed.connect(self.follow)

    @property
    def said(self) -> tuple[Advice, Suggestion] | None:
        """What stands on the screen: the advice or what belongs to it; None while asking."""
        return self._said

    # -- the shell tells --------------------------------------------------------------------------

    def join_desk(self, desk: Desk) -> None:
        """Put the pane beside the sheets, and the product in the hand above them."""
        from ui.counter.pane import LivePane

        shell = self._shell
        assistant = shell.assistant
        self.pane = LivePane(shell.hub, assistant.pack, assistant.explain, shell.product_name)
        self.pane.wanted.connect(shell.change)
        self.pane.clearing.connect(self.show_clearing)
        self.pane.straight.connect(shell.go_straight)
        desk.set_pane(self.pane)
        self.chip = Chip(shell.hub, name="held", icon="close", checkable=False)
        self.chip.clicked.connect(self.let_go)
        desk.column.insertWidget(0, self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def join_outcome(self, outcome: OutcomeScreen) -> None:
        """Give the outcome its further buttons, and room for the product in the hand."""
        from ui.counter.mirror import FitNote

        hub = self._shell.hub
        for name, icon in (
            ("clear", "lock_open_variant_outline"),
            ("compare", "scale_balance"),
            ("moments", "clock_outline"),
            ("customer", "monitor_share"),
        ):
            self.buttons[name] = Button(hub, name=name, icon=icon)
            outcome.add_action(self.buttons[name])
        self.buttons["clear"].clicked.connect(lambda _: self.show_clearing())
        self.buttons["compare"].clicked.connect(lambda _: self.show_compare())
        self.buttons["moments"].clicked.connect(lambda _: self._shell.change(self._moments()))
        self.buttons["customer"].clicked.connect(lambda _: self.turn())
        self.buttons["clear"].hide()
        self.buttons["moments"].hide()
        self.note = FitNote(hub, name="fit")
        outcome.set_note(self.note)
        outcome.turned.connect(self._turn_tab)
        self.retranslate()

    def follow(self) -> None:
        """The answers changed: say what the advice would be now, where that is in sight."""
        from ui.counter.pane import refers

        shell = self._shell
        if self.pane is None or not shell.on_desk:
            return
        try:
            advice, suggestion = shell.advised()
        except StoreError:
            self.pane.clear()
            shell.offer_straight(False)
            return
        shell.offer_straight(refers(shell.assistant.pack, advice))
        if shell.desk.folded:
            return
        flow = shell.flow
        left = tuple(each for each in flow.path() if not flow.is_answered(each))
        code = shell.setting.language.code
        self.pane.show_now(advice, suggestion, left, code, flow.picks)

    def told(self, advice: Advice, suggestion: Suggestion) -> None:
        """An advice stands on the outcome screen: show what there is beside it."""
        self._said = advice, suggestion
        if self.note is not None:
            self.note.tell(self._fit())
            self.buttons["clear"].setVisible(self._may_clear(advice))
            self.buttons["moments"].setVisible(bool(self._moments()))
            self.buttons["customer"].setVisible(self._other_view() is None)
            self._shell.outcome().arrange()
        for view in self._views():
            self._tell(view)

    def came(self, screen: QWidget) -> None:
        """A screen is in front: the customer sees the outcome, and nothing of the questions."""
        if self.pane is not None and not self._shell.on_desk:
            self.pane.clear()
        beside = (self._clearing, self._compare, self._product, self._shell.slip_made)
        if screen is self._shell.outcome_made or (screen in beside and self._said is not None):
            return
        self._said = None
        for view in self._views():
            view.show_calm()

    def kept(self) -> Callable[[], None]:
        """What stands on the screen, and whence it was called."""
        said, back_to, side, turned = self._said, self._back_to, self._side, self.is_turned

        def again() -> None:
            self._said, self._back_to, self._side = said, back_to, side
            if turned and not self.is_turned:
                self.turn()
            elif self.is_turned and not turned:
                self._uncover()

        return again

    def forget(self) -> None:
        """Keep nothing of the consultation."""
        self._said = None
        self._back_to = None
        if self.note is not None:
            self.note.tell(None)
        if self.pane is not None:
            self.pane.clear()
        for screen in (self._clearing, self._product, self._compare):
            if screen is not None:
                screen.forget()
        for view in self._views():
            view.show_calm()
        self._uncover()
        self.show_held()

    def retranslate(self) -> None:
        """Words of the buttons and of the product in the hand."""
        for name, text in (
            ("clear", self.tr("Clear (C)")),
            ("compare", self.tr("Compare (V)")),
            ("moments", self.tr("Moments (M)")),
            ("customer", self.tr("Turn the screen (T)")),
        ):
            if name in self.buttons:
                self.buttons[name].set_text(text)
        self.show_held()
        if self._said is not None:
            for view in self._views():
                self._tell(view)

    def key(self, event: QKeyEvent) -> bool:
        """F5 to F7 on the desk, C, V, M and T on the outcome; whether it was one that works now."""
        shell = self._shell
        if shell.on_desk and self.pane is not None:
            if event.key() == Qt.Key.Key_F5:
                return self.pane.press_reasons()
            if event.key() == Qt.Key.Key_F6:
                return self.pane.clear_first()
            if event.key() == Qt.Key.Key_F7 and shell.held:
                self.let_go()
                return True
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or shell.deck.currentWidget() is not shell.outcome_made:
            return False
        keys = {
            Qt.Key.Key_C: "clear",
            Qt.Key.Key_V: "compare",
            Qt.Key.Key_M: "moments",
            Qt.Key.Key_T: "customer",
        }
        button = self.buttons.get(keys.get(Qt.Key(event.key()), ""))
        if button is None or button.isHidden():
            return False
        button.click()
        return True

    def _moments(self) -> str:
        """The question when medicines are taken, where it is asked: it moves the plan."""
        shell = self._shell
        asked = map(shell.assistant.pack.question, shell.flow.path())
        return next((each.id for each in asked if each.kind == "moments"), "")

    # -- clearing ---------------------------------------------------------------------------------

    def show_clearing(self, gate: str = "") -> None:
        """Clear a gate, or take a clearance back; from the outcome or from beside the sheets."""
        shell = self._shell
        if self._clearing is None:
            from ui.counter.clearing import ClearingScreen

            self._clearing = ClearingScreen(shell.setting)
            self._clearing.cleared.connect(self._cleared)
            self._clearing.taken_back.connect(self._taken_back)
            self._clearing.wanted.connect(shell.change)
            self._clearing.closed.connect(self._leave)
            shell.deck.addWidget(self._clearing)
        self._remember()
        self._show_gates(shell.judged(), gate)
        shell.show_screen(self._clearing)

    def _show_gates(self, advice: Advice, gate: str = "") -> None:
        if self._clearing is not None:
            flow = self._shell.flow
            self._clearing.show_gates(advice, gate, flow.named, flow.typed)

    def _may_clear(self, advice: Advice) -> bool:
        """Whether there is something to clear, to answer instead, or to take back."""
        from magapp.visit.clearing import standing

        found = standing(self._shell.assistant.pack, advice)
        mends = advice.outcome == "ask_staff" and any(each.by != "none" for each in found)
        return mends or bool(advice.cleared)

    def _cleared(self, clearance: Clearance) -> None:
        """One was cleared: on to the next that may be, and after the last back."""
        from magapp.visit.clearing import standing

        shell = self._shell
        shell.flow.clear(clearance)
        advice = shell.judged()
        left = [each for each in standing(shell.assistant.pack, advice) if each.by == "clear"]
        if self._clearing is not None and any(not each.cleared for each in left):
            self._show_gates(advice)
        else:
            self._leave()

    def _taken_back(self, gate: str) -> None:
        shell = self._shell
        shell.flow.take_back(gate)
        if self._clearing is not None:
            self._show_gates(shell.judged(), gate)

    # -- the product in the hand ------------------------------------------------------------------

    def show_product(self, ean: str = "") -> None:
        """Begin with the product that the customer holds; `ean` when it was scanned."""
        self._side = ""
        if self._choose() and ean and self._product is not None:
            self._product.take_scan(ean)

    def _choose(self) -> bool:
        """Bring the choice to the front; False where the office says why there is none."""
        shell = self._shell
        if not self._has_shelf():
            return False
        if self._product is None:
            from ui.counter.in_hand import ProductScreen

            self._product = ProductScreen(shell.setting, shell.assistant)
            self._product.chosen.connect(self._chosen)
            self._product.closed.connect(self._unchosen)
            self._product.lost.connect(shell.show_office)
            shell.deck.addWidget(self._product)
        self._product.begin()
        shell.show_screen(self._product)
        return True

    def _has_shelf(self) -> bool:
        """Whether there is a shelf to look at; without one the office says why."""
        try:
            _ = self._shell.assistant.shelf
        except StoreError:
            self._shell.show_office()
            return False
        return True

    def _chosen(self, ean: str) -> None:
        """A product was found: for the table, or to begin with."""
        shell = self._shell
        if self._side and self._compare is not None and self._said is not None:
            eans = {**self._compare.eans, self._side: ean}
            self._compare.show_products(self._said[0], eans["left"], eans["right"])
            shell.show_screen(self._compare)
            return
        self.hold(ean)

    def hold(self, ean: str) -> None:
        """Begin a consultation about a product that the customer holds, by its EAN."""
        self._shell.begin()
        self.take_in_hand(ean)

    def take_in_hand(self, ean: str) -> bool:
        """Go on with this product in the customer's hand; False where it is not on the shelf."""
        try:
            there = ean in self._shell.assistant.shelf
        except StoreError:
            return False
        if there:
            self._shell.held = ean
            self.show_held()
        return there

    def _unchosen(self) -> None:
        if self._side and self._compare is not None:
            self._shell.show_screen(self._compare)
        else:
            self._shell.go_start()

    def let_go(self) -> None:
        """The product in the hand does not matter any more."""
        self._shell.held = ""
        self.show_held()

    def show_held(self) -> None:
        """The product in the hand above the sheets, while there is one."""
        if self.chip is None:
            return
        held = self._shell.held
        text = ""
        if held:
            name = self._shell.product_name(held)
            text = self.tr("In the hand: {name} (F7)").format(name=name)
        self.chip.set_text(text)
        self.chip.setVisible(bool(held))

    def _fit(self) -> FitText | None:
        """What is said of the product in the hand; None without one, or when it cannot be found."""
        shell = self._shell
        if self._said is None or not shell.held:
            return None
        try:
            return shell.assistant.fits(*self._said, shell.held, shell.setting.language.code)
        except (KeyError, StoreError):
            return None

    # -- comparing --------------------------------------------------------------------------------

    def show_compare(self) -> None:
        """Two products side by side: the one in the hand and the first, or the first two."""
        from magapp.shelf.compare import pairs

        shell = self._shell
        if self._said is None or not self._has_shelf():
            return
        if self._compare is None:
            from ui.counter.compare import CompareScreen

            self._compare = CompareScreen(shell.setting, shell.assistant)
            self._compare.other.connect(self._another)
            self._compare.closed.connect(self._leave)
            shell.deck.addWidget(self._compare)
        self._remember()
        advice, suggestion = self._said
        self._compare.show_products(advice, *pairs(suggestion, shell.held))
        shell.show_screen(self._compare)

    def _another(self, side: str) -> None:
        self._side = side
        self._choose()

    # -- there and back ---------------------------------------------------------------------------

    def _remember(self) -> None:
        self._back_to = self._shell.deck.currentWidget()

    def _leave(self) -> None:
        """Back to where it was called from."""
        shell = self._shell
        if self._back_to is not None and self._back_to is shell.outcome_made:
            shell.show_advice()
        else:
            shell.show_question()

    # -- the customer's side ----------------------------------------------------------------------

    def watch_screens(self) -> None:
        """The window is in sight: from now on a second monitor shows the customer's side."""
        if self.mirror is None:
            from ui.counter.mirror import Mirror

            self.mirror = Mirror(self._shell, self._make_view, self._free)
            self.mirror.changed.connect(self._mirrored)
        self.mirror.refresh()

    def close(self) -> None:
        """The window is closed, and the customer's with it."""
        if self.mirror is not None:
            self.mirror.close()

    def _free(self) -> Sequence[QScreen]:
        """The monitors, but for one that a kiosk fills."""
        kiosk = self._shell.assistant.settings.kiosk.screen
        return [each for each in QGuiApplication.screens() if each.name() != kiosk or not kiosk]

    def _make_view(self) -> CustomerView:
        from ui.counter.mirror import CustomerView

        return CustomerView(self._shell.hub, self._shell.assistant)

    def _other_view(self) -> CustomerView | None:
        return self.mirror.view if self.mirror is not None else None

    def _views(self) -> list[CustomerView]:
        return [each for each in (self._other_view(), self.turned) if each is not None]

    def _mirrored(self) -> None:
        """A monitor came: show there what is on."""
        view = self._other_view()
        if view is not None:
            self._tell(view)

    def _tell(self, view: CustomerView) -> None:
        if self._said is None:
            view.show_calm()
        else:
            code = self._shell.setting.language.code
            view.show_outcome(*self._said, code, self._fit(), self._shell.flow.named)

    def _turn_tab(self, key: str) -> None:
        """The customer sees what staff turn to."""
        for view in self._views():
            view.outcome.show_tab(key)

    def turn(self) -> None:
        """Turn the own screen to the customer, until T or Escape."""
        shell = self._shell
        if self.turned is None:
            from ui.counter.mirror import CustomerView

            self.turned = CustomerView(shell.hub, shell.assistant, button=True, parent=shell)
            self.turned.left.connect(self.turn_back)
        self.turned.setGeometry(shell.rect())
        self._tell(self.turned)
        for below in (shell.top, shell.deck, shell.bottom):  # keys must not reach them
            below.hide()
        self.turned.show()
        self.turned.raise_()
        self.turned.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_turned(self) -> bool:
        """Whether the own screen shows the customer's side."""
        return self.turned is not None and self.turned.isVisibleTo(self._shell)

    def turn_back(self) -> None:
        """Back to work."""
        self._uncover()
        self._shell.show_screen(self._shell.outcome())

    def _uncover(self) -> None:
        """Take the customer's side off the own screen."""
        if self.turned is not None and self.is_turned:
            self.turned.hide()
            self.turned.show_calm()
            for below in (self._shell.top, self._shell.deck):
                below.show()

    def resized(self) -> None:
        """The window has another size."""
        if self.turned is not None:
            self.turned.setGeometry(self._shell.rect())
