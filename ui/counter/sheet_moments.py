"""The card for when medicines are taken: one medicine at a time, the moments by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from magapp.pack.model import WEEKLY, Question
from magapp.rules import Value
from magapp.visit.asked import MomentsAsked
from ui.ask.moments import as_ticks, weekly_text
from ui.counter.sheet_options import ChoiceCard
from ui.frame.setting import Setting


class MomentsCard(ChoiceCard):
    """The moments of the day for one medicine; Enter leads to the next."""

    def __init__(self, setting: Setting, question: Question) -> None:
        self.asking = MomentsAsked(setting.pack, question, setting.text)
        super().__init__(setting, as_ticks(setting, question))

    def attend(self, answers: Mapping[str, Value], named: Sequence[str]) -> None:
        """Ask about the medicines that were named."""
        before = self.asking.medicines
        self.asking.attend(answers, named)
        if self.asking.medicines != before:
            self._say_medicine()

    def retranslate(self) -> None:
        """Words of the moments."""
        super().retranslate()
        of = self.plain_title()
        for slot in self.setting.pack.slots:
            self.choices[slot.id].set_texts(self.setting.text(f"slot.{slot.id}.name"), "", of)
        self.choices[WEEKLY].set_texts(weekly_text(), "", of)
        self.grid.forget_measures()

    def title_text(self) -> str:
        """The question, about this medicine by name."""
        return self.asking.title(other=self._other) or super().title_text()

    def titles(self) -> list[str]:
        """About each medicine that has hours, as its group is called."""
        about = {each.medicine: each for each in self.setting.pack.spacings}
        return super().titles() + [
            self.asking.title_of(each, other=other) for each in about for other in (False, True)
        ]

    def option_texts(self, option: str) -> tuple[str, str]:
        """Moments are called by the pack's slots."""
        return ("", "")

    def none_text(self) -> str:
        """What the answer that says nothing is called."""
        return self.tr("Not known, or it varies")

    def words(self, value: Value) -> list[str]:
        """What was said of each medicine."""
        return self.asking.words(value, weekly_text())

    def _say_medicine(self) -> None:
        """Another medicine is asked about; the moments stay where they are."""
        self._title = self.title_text()
        self.setAccessibleName(self.plain_title())
        for each in (*self.choices.values(), self.none):
            if each is not None:
                each.say_of(self.plain_title())
        self._mark()
        self.update()

    def _mark(self) -> None:
        ticked, offered = self.asking.ticked(), self.asking.offered()
        for option, choice in self.choices.items():
            choice.setChecked(option in ticked)
            choice.setEnabled(option in offered)
        if self.none is not None:
            self.none.setChecked(False)

    def populate(self, value: Value | None) -> None:
        """Show what was said."""
        self.asking.show(value)
        self._mark()

    def _tap(self, option: str, _: bool = False) -> None:
        self.answered.emit(*self.asking.tap(option))

    def _nothing(self, _: bool = False) -> None:
        value, complete = self.asking.pass_over()
        if not complete:
            self._say_medicine()
        self.answered.emit(value, complete)

    def turn_on(self) -> bool:
        """To the next medicine."""
        turned = self.asking.turn(1)
        if turned:
            self._say_medicine()
        return turned

    def type(self, text: str) -> bool:
        """The key of a moment that is shown."""
        if text == self.offer.keys[WEEKLY] and not self.asking.weekly:
            return False
        return super().type(text)
