"""What each key does on each screen of the counter: the tables that drive keys and their help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from magapp.language.words import Words
from ui.counter.keys import BACK, DIGITS, ENTER, SIGNS, ScreenKey

if TYPE_CHECKING:
    from ui.counter.counter import CounterShell
    from ui.outcome import OutcomeScreen
    from ui.slip.slip import SlipScreen


class KeyTables(QObject):
    """The keys of the screen in front, and of all; a table is made anew each time it is asked."""

    def __init__(self, shell: CounterShell) -> None:
        super().__init__(shell)
        self.shell = shell

    def here(self) -> tuple[ScreenKey, ...]:
        """What keys do now, apart from those of the control that has the focus."""
        if self.shell.asking:
            return self._keys_of_asking()
        if self.shell.turned:
            return self._keys_of_turned()
        screen = self.shell.deck.currentWidget()
        if table := self.shell.keys_beside(screen):
            return table
        if self.shell.on_desk:
            return self._keys_of_desk()
        outcome, slip = self.shell.outcome_made, self.shell.slip_made
        if outcome is not None and screen is outcome:
            return self._keys_of_advice(outcome)
        if slip is not None and screen is slip:
            return self._keys_of_slip(slip)
        if screen is self.shell.start_screen:
            return self._keys_of_start()
        digits = ScreenKey(DIGITS, "0-9", self.tr("What stands beside the digit"), self.shell.press)
        return (ScreenKey(("Esc",), "Esc", self.tr("Back"), lambda _: self.shell.escape()), digits)

    def everywhere(self) -> tuple[ScreenKey, ...]:
        """What keys do on every screen."""
        return (
            ScreenKey(
                ("F1", "?"), "F1", self.tr("Keys of this screen"), lambda _: self.shell.show_keys()
            ),
            ScreenKey(
                ("F9",), "F9", self.tr("Who asks for you"), lambda _: self.shell.show_calls()
            ),
        )

    def _keys_of_turned(self) -> tuple[ScreenKey, ...]:
        back = self.tr("Back to work")
        return (ScreenKey(("t", "Esc"), "T, Esc", back, lambda _: self.shell.side.turn_back()),)

    def _keys_of_asking(self) -> tuple[ScreenKey, ...]:
        """Yes in the languages of the screen, and no."""
        yes = "".join(Words(each)("yes_key") for each in self.shell.assistant.languages)
        return (
            ScreenKey(yes, "Y", self.tr("Yes"), lambda _: self.shell.say_yes()),
            ScreenKey(("Esc",), "Esc", self.tr("No"), lambda _: self.shell.keep_going()),
        )

    def _keys_of_start(self) -> tuple[ScreenKey, ...]:
        return (
            ScreenKey(ENTER, "Enter", self.tr("Begin"), lambda _: self.shell.begin()),
            ScreenKey(("F2",), "F2", self.tr("Our products"), lambda _: self.shell.show_office()),
            ScreenKey(
                ("F3",),
                "F3",
                self.tr("Begin with the product in the customer's hand"),
                lambda _: self.shell.show_product(),
            ),
            ScreenKey(("Esc",), "Esc", self.tr("Begin anew"), lambda _: self.shell.escape()),
        )

    def _keys_of_desk(self) -> tuple[ScreenKey, ...]:
        desk, pane = self.shell.desk, self.shell.pane
        assert pane is not None
        return (
            ScreenKey(
                ENTER,
                "Enter",
                self.tr("On, and to the advice"),
                lambda _: self.shell.go_on_by_key(),
            ),
            ScreenKey(BACK, "Backspace", self.tr("Back"), lambda _: self.shell.go_back()),
            ScreenKey(
                ("PgDown",),
                "PgDn",
                self.tr("Next question, answered or not"),
                lambda _: self.shell.turn_to(1),
            ),
            ScreenKey(
                ("PgUp",), "PgUp", self.tr("Question before"), lambda _: self.shell.turn_to(-1)
            ),
            ScreenKey(("Esc",), "Esc", self.tr("Start again"), lambda _: self.shell.escape()),
            ScreenKey(("F4",), "F4", self.tr("Advice so far"), lambda _: self.shell.fold_pane()),
            ScreenKey(("F5",), "F5", self.tr("Reasons"), lambda _: pane.press_reasons()),
            ScreenKey(("F6",), "F6", self.tr("Clear a gate"), lambda _: pane.clear_first()),
            ScreenKey(
                ("F7",),
                "F7",
                self.tr("Without the product in the hand"),
                lambda _: self.shell.let_go(),
            ),
            ScreenKey(("F8",), "F8", self.tr("To the advice"), lambda _: self.shell.go_straight()),
            ScreenKey(SIGNS, "0-9, A-Z", self.tr("What stands beside the key"), desk.type),
        )

    def _keys_of_advice(self, outcome: OutcomeScreen) -> tuple[ScreenKey, ...]:
        actions = self.shell.advice_actions
        assert actions is not None
        leaf = self.tr("Leaf through the reasons")
        return (
            ScreenKey(
                ("Esc", *BACK),
                "Esc",
                self.tr("To the questions"),
                lambda _: self.shell.off_advice(),
            ),
            ScreenKey("a", "A", self.tr("Change an answer"), outcome.press_key),
            ScreenKey("c", "C", self.tr("Clear a gate"), lambda _: actions.press("clear")),
            ScreenKey("m", "M", self.tr("Moments"), lambda _: actions.press("moments")),
            ScreenKey("n", "N", self.tr("Start again"), outcome.press_key),
            ScreenKey("p", "P", self.tr("Slip"), lambda _: self.shell.show_slip()),
            ScreenKey("r", "R", self.tr("Reasons"), outcome.press_key),
            ScreenKey("t", "T", self.tr("Turn the screen"), lambda _: actions.press("customer")),
            ScreenKey("v", "V", self.tr("Compare"), lambda _: actions.press("compare")),
            ScreenKey(("PgDown",), "PgDn", leaf, lambda _: outcome.leaf_reasons(1)),
            ScreenKey(("PgUp",), "PgUp", leaf, lambda _: outcome.leaf_reasons(-1)),
            ScreenKey(DIGITS, "1-9", self.tr("Turn to a tab"), outcome.press_key),
        )

    def _keys_of_slip(self, slip: SlipScreen) -> tuple[ScreenKey, ...]:
        return (
            ScreenKey(
                ("Esc", *BACK),
                "Esc",
                self.tr("Back to the advice"),
                lambda _: self.shell.leave_slip(),
            ),
            ScreenKey("p", "P", self.tr("Print"), slip.press_key),
            ScreenKey("s", "S", self.tr("Save as PDF or text"), slip.press_key),
            ScreenKey("q", "Q", self.tr("Codes for a phone"), slip.press_key),
            ScreenKey("l", "L", self.tr("Language of the slip"), slip.press_key),
            ScreenKey(DIGITS, "0-9", self.tr("For which product"), slip.press_key),
        )
