"""What each key does on each screen of the counter: the tables that drive keys and their help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from magapp.language.words import Words
from ui.counter.counter import CounterShell
from ui.counter.keys import BACK, DIGITS, ENTER, SIGNS, ScreenKey

if TYPE_CHECKING:
    from ui.outcome.outcome import OutcomeScreen
    from ui.slip.slip import SlipScreen


class KeyedCounter(CounterShell):
    """The counter with its keys; a table is made anew each time it is asked for."""

    def key_table(self) -> tuple[ScreenKey, ...]:
        """What keys do now, apart from those of the control that has the focus."""
        if self.asking:
            return self._keys_of_asking()
        if self.turned:
            return self._keys_of_turned()
        screen = self.deck.currentWidget()
        if table := self.keys_beside(screen):
            return table
        if self.on_desk:
            return self._keys_of_desk()
        outcome, slip = self.outcome_made, self.slip_made
        if outcome is not None and screen is outcome:
            return self._keys_of_advice(outcome)
        if slip is not None and screen is slip:
            return self._keys_of_slip(slip)
        if screen is self.start_screen:
            return self._keys_of_start()
        digits = ScreenKey(DIGITS, "0-9", self.tr("What stands beside the digit"), self.press)
        return (ScreenKey(("Esc",), "Esc", self.tr("Back"), lambda _: self.escape()), digits)

    def keys_everywhere(self) -> tuple[ScreenKey, ...]:
        """What keys do on every screen."""
        return (
            ScreenKey(
                ("F1", "?"), "F1", self.tr("Keys of this screen"), lambda _: self.show_keys()
            ),
            ScreenKey(("F9",), "F9", self.tr("Who asks for you"), lambda _: self.show_calls()),
        )

    def _keys_of_turned(self) -> tuple[ScreenKey, ...]:
        back = self.tr("Back to work")
        return (ScreenKey(("t", "Esc"), "T, Esc", back, lambda _: self.side.turn_back()),)

    def _keys_of_asking(self) -> tuple[ScreenKey, ...]:
        """Yes in the languages of the screen, and no."""
        yes = "".join(Words(each)("yes_key") for each in self.assistant.languages)
        return (
            ScreenKey(yes, "Y", self.tr("Yes"), lambda _: self.say_yes()),
            ScreenKey(("Esc",), "Esc", self.tr("No"), lambda _: self.keep_going()),
        )

    def _keys_of_start(self) -> tuple[ScreenKey, ...]:
        return (
            ScreenKey(ENTER, "Enter", self.tr("Begin"), lambda _: self.begin()),
            ScreenKey(("F2",), "F2", self.tr("Our products"), lambda _: self.show_office()),
            ScreenKey(
                ("F3",),
                "F3",
                self.tr("Begin with the product in the customer's hand"),
                lambda _: self.show_product(),
            ),
            *self._key_of_look_back(),
            ScreenKey(("Esc",), "Esc", self.tr("Begin anew"), lambda _: self.escape()),
        )

    def _key_of_look_back(self) -> tuple[ScreenKey, ...]:
        """F10, where the pack has anything to ask at a second visit."""
        words = self.tr("Look back with who comes again")
        key = ScreenKey(("F10",), "F10", words, lambda _: self.show_look_back())
        return (key,) if self.assistant.pack.look_back else ()

    def _keys_of_desk(self) -> tuple[ScreenKey, ...]:
        desk, pane = self.desk, self.pane
        assert pane is not None
        return (
            ScreenKey(
                ENTER,
                "Enter",
                self.tr("On, and to the advice"),
                lambda _: self.go_on_by_key(),
            ),
            ScreenKey(BACK, "Backspace", self.tr("Back"), lambda _: self.go_back()),
            ScreenKey(
                ("PgDown",),
                "PgDn",
                self.tr("Next question, answered or not"),
                lambda _: self.turn_to(1),
            ),
            ScreenKey(("PgUp",), "PgUp", self.tr("Question before"), lambda _: self.turn_to(-1)),
            ScreenKey(("Esc",), "Esc", self.tr("Start again"), lambda _: self.escape()),
            ScreenKey(("F4",), "F4", self.tr("Advice so far"), lambda _: self.fold_pane()),
            ScreenKey(("F5",), "F5", self.tr("Reasons"), lambda _: pane.press_reasons()),
            ScreenKey(("F6",), "F6", self.tr("Clear a gate"), lambda _: pane.clear_first()),
            ScreenKey(
                ("F7",),
                "F7",
                self.tr("Without the product in the hand"),
                lambda _: self.let_go(),
            ),
            ScreenKey(("F8",), "F8", self.tr("To the advice"), lambda _: self.go_straight()),
            *self._key_of_look_back(),
            ScreenKey(SIGNS, "0-9, A-Z", self.tr("What stands beside the key"), desk.type),
        )

    def _keys_of_advice(self, outcome: OutcomeScreen) -> tuple[ScreenKey, ...]:
        actions = self.advice_actions
        assert actions is not None
        leaf = self.tr("Leaf through the reasons")
        return (
            ScreenKey(
                ("Esc", *BACK),
                "Esc",
                self.tr("To the questions"),
                lambda _: self.off_advice(),
            ),
            ScreenKey("a", "A", self.tr("Change an answer"), outcome.press_key),
            ScreenKey("c", "C", self.tr("Clear a gate"), lambda _: actions.press("clear")),
            ScreenKey("m", "M", self.tr("Moments"), lambda _: actions.press("moments")),
            ScreenKey("n", "N", self.tr("Start again"), outcome.press_key),
            ScreenKey("p", "P", self.tr("Slip"), lambda _: self.show_slip()),
            ScreenKey("r", "R", self.tr("Reasons"), outcome.press_key),
            ScreenKey("t", "T", self.tr("Turn the screen"), lambda _: actions.press("customer")),
            ScreenKey("v", "V", self.tr("Compare"), lambda _: actions.press("compare")),
            *self._key_of_look_back(),
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
                lambda _: self.leave_slip(),
            ),
            ScreenKey("p", "P", self.tr("Print"), slip.press_key),
            ScreenKey("s", "S", self.tr("Save as PDF or text"), slip.press_key),
            ScreenKey("q", "Q", self.tr("Codes for a phone"), slip.press_key),
            ScreenKey("l", "L", self.tr("Language of the slip"), slip.press_key),
            ScreenKey(DIGITS, "0-9", self.tr("For which product"), slip.press_key),
        )
