"""What staff can do from the advice: clear, compare, look back, move medicines, turn the screen.

Above the advice stands what is to be said of the product in the customer's hand.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from magapp.assistant import Assistant
from magapp.pack.model import Pack
from magapp.rules import Advice
from magapp.visit.clearing import standing
from magapp.visit.session import Advised, Session
from ui.counter.mirror import CustomerSide, FitNote, said_of_held
from ui.frame.setting import Setting
from ui.kit.button import Button
from ui.outcome.outcome import OutcomeScreen


class AdviceActions(QObject):
    """The further buttons of an outcome screen, as the advice on it has a use for them."""

    clear = Signal()
    compare = Signal()
    look_back = Signal()
    turn = Signal()
    moments = Signal(str)
    """The question when medicines are taken is to be answered anew."""

    def __init__(
        self,
        outcome: OutcomeScreen,
        setting: Setting,
        assistant: Assistant,
        session: Session,
        side: CustomerSide,
    ) -> None:
        super().__init__(outcome)
        self._outcome = outcome
        self._setting = setting
        self._assistant = assistant
        self._session = session
        self._side = side
        self._said: tuple[object, ...] | None = None
        self.buttons: dict[str, Button] = {}
        for name, icon in (
            ("clear", "lock_open_variant_outline"),
            ("compare", "scale_balance"),
            ("look_back", "history"),
            ("moments", "clock_outline"),
            ("customer", "monitor_share"),
        ):
            self.buttons[name] = Button(setting.hub, name=name, icon=icon)
            outcome.add_action(self.buttons[name])
        self.buttons["clear"].clicked.connect(lambda _: self.clear.emit())
        self.buttons["compare"].clicked.connect(lambda _: self.compare.emit())
        self.buttons["look_back"].clicked.connect(lambda _: self.look_back.emit())
        self.buttons["moments"].clicked.connect(lambda _: self.moments.emit(self._moments()))
        self.buttons["customer"].clicked.connect(lambda _: self.turn.emit())
        for name in ("clear", "look_back", "moments"):
            self.buttons[name].hide()
        self.note = FitNote(setting.hub, name="fit")
        outcome.set_note(self.note)
        session.listen(self.follow)
        self.retranslate()

    def follow(self) -> None:
        """Show what there is beside the advice on the screen, when it is another one."""
        session, code = self._session, self._setting.language.code
        shown = session.shown
        said = (shown, session.held, session.handed, code) if shown else None
        if said == self._said:
            return
        self._said = said
        self.note.tell(said_of_held(self._assistant, session, code))
        if shown is None:
            return
        clears = _may_clear(self._setting.pack, shown.advice)
        self.buttons["clear"].setVisible(clears)
        self.buttons["moments"].setVisible(bool(self._moments()))
        back = session.handed and bool(self._setting.pack.look_back)
        self.buttons["look_back"].setVisible(back)
        self.buttons["customer"].setVisible(self._side.beside is None)
        self._outcome.lead_with(self._leads_on(shown, clears))
        self._outcome.arrange()

    def _leads_on(self, shown: Advised, clears: bool) -> Button | None:
        """The way on where there is no advice to give: clear what stands, or see why."""
        if shown.advice.outcome == "ask_staff":
            return self.buttons["clear"] if clears else None
        if shown.advice.outcome == "suggest" and not shown.suggestion.products:
            return self._outcome.reasons
        return None

    def retranslate(self) -> None:
        """Words of the buttons."""
        for name, text in (
            ("clear", self.tr("Clear (C)")),
            ("compare", self.tr("Compare (V)")),
            ("look_back", self.tr("Look back (F10)")),
            ("moments", self.tr("Moments (M)")),
            ("customer", self.tr("Turn the screen (T)")),
        ):
            self.buttons[name].set_text(text)
        self.follow()

    def press(self, name: str) -> bool:
        """Press a button by key; whether it has a use now."""
        button = self.buttons[name]
        if not button.isHidden():
            button.click()
        return not button.isHidden()

    def _moments(self) -> str:
        """The question when medicines are taken, where it is asked: it moves the plan."""
        asked = map(self._setting.pack.question, self._session.flow.path())
        return next((each.id for each in asked if each.kind == "moments"), "")


def _may_clear(pack: Pack, advice: Advice) -> bool:
    """Whether there is something to clear, to answer instead, or to take back."""
    found = standing(pack, advice)
    mends = advice.outcome == "ask_staff" and any(each.by != "none" for each in found)
    return mends or bool(advice.cleared)
