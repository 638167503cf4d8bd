"""When medicines are taken: one medicine at a time, the moments of the day as tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from magapp.pack.model import WEEKLY, Option, Question
from magapp.rules import Value
from ui.ask.choices import ManyPage
from ui.ask.page import title_key
from ui.frame.setting import Setting
from ui.kit.tiles import Cell

WEEKLY_ICON = "calendar_week"


def as_ticks(setting: Setting, question: Question) -> Question:
    """The question about one medicine: a tick for each moment of the day, and for once a week."""
    slots = [Option(id=slot.id, icon=slot.icon) for slot in setting.pack.slots]
    return replace(question, option=(*slots, Option(id=WEEKLY, icon=WEEKLY_ICON)))


class MomentsAsked:
    """Which medicine with hours to keep is asked about, and what was said of each."""

    def __init__(self, setting: Setting, question: Question) -> None:
        self._setting = setting
        self._question = question
        self._spacings = {each.medicine: each for each in setting.pack.spacings}
        self.medicines: tuple[str, ...] = ()
        self._names: dict[str, tuple[str, ...]] = {}
        self.said: dict[str, Any] = {}
        self._at = 0

    def attend(self, answers: Mapping[str, Value], named: Sequence[str]) -> None:
        """The answers given elsewhere, and the medicines by name: they decide what is asked."""
        pack = self._setting.pack
        lookup = next((each.id for each in pack.questions if each.kind == "lookup"), "")
        ticked = answers.get(lookup)
        here = (
            [each for each in ticked if each in self._spacings] if isinstance(ticked, list) else []
        )
        if tuple(here) != self.medicines:
            self._at = 0  # nobody goes past one that was not asked about
        self.medicines = tuple(here)
        self._names = {each: pack.named_in(named, each) for each in here}
        self._titles = {each: f"option.{lookup}.{each}.title" for each in here}

    def show(self, value: Value | None) -> None:
        """Take an answer over."""
        self.said = dict(value) if isinstance(value, dict) else {}
        if value is None:
            self._at = 0

    @property
    def medicine(self) -> str:
        """The medicine that is asked about; empty without any."""
        return self.medicines[self._at] if self.medicines else ""

    @property
    def weekly(self) -> bool:
        """Whether it may be taken on one day of the week."""
        return bool(self.medicine) and self._spacings[self.medicine].weekly

    def name(self, medicine: str) -> str:
        """What the customer calls it: by its names, else by what its group is called."""
        names = self._names.get(medicine) or (self._setting.text(self._titles[medicine]),)
        return ", ".join(names)

    def title(self, other: bool) -> str:
        """The question, about this medicine by name."""
        if not self.medicine:
            return self._setting.text(title_key(self._setting, self._question, other))
        part = "each_other" if other else "each"
        key = f"question.{self._question.id}.{part}"
        return self._setting.text(key, medicine=self.name(self.medicine))

    def ticked(self) -> tuple[str, ...]:
        """The moments said of this medicine, or `weekly`."""
        said = self.said.get(self.medicine) or ()
        return (said,) if isinstance(said, str) else tuple(said)

    def tick(self, moment: str) -> dict[str, Any] | None:
        """Say or take back a moment of this medicine; the answer so far."""
        before = self.ticked()
        if moment == WEEKLY:
            now: Any = () if WEEKLY in before else WEEKLY
        else:
            chosen = {each for each in before if each != WEEKLY} ^ {moment}
            now = [slot.id for slot in self._setting.pack.slots if slot.id in chosen]
        return self._say(now)

    def nothing(self) -> dict[str, Any] | None:
        """When this medicine is taken is not known; the answer so far."""
        return self._say(())

    def _say(self, now: Any) -> dict[str, Any] | None:
        self.said = {each: said for each, said in self.said.items() if each != self.medicine}
        if now:
            self.said[self.medicine] = now
        return self.said or None

    def turn(self, by: int) -> bool:
        """On to another medicine; whether there is one."""
        there = self._at + by
        if not 0 <= there < len(self.medicines):
            return False
        self._at = there
        return True

    def words(self, value: Value | None) -> list[str]:
        """What was said of each medicine."""
        said = value if isinstance(value, dict) else {}
        return [
            f"{self.name(medicine)}: {self._moments(said[medicine])}"
            for medicine in self.medicines
            if said.get(medicine)
        ]

    def _moments(self, said: Any) -> str:
        if said == WEEKLY:
            return weekly_text().lower()
        slots = [self._setting.text(f"slot.{slot}.name") for slot in said]
        return ", ".join(slots).lower()


def weekly_text() -> str:
    """One day of the week."""
    return QCoreApplication.translate("MomentsPage", "One day a week")


class MomentsPage(ManyPage):
    """One medicine after the other; Next leads through them, and each may be passed over."""

    def __init__(self, setting: Setting, question: Question) -> None:
        self.asked = MomentsAsked(setting, question)
        super().__init__(setting, as_ticks(setting, question))

    def attend(self, answers: Mapping[str, Value], named: Sequence[str]) -> None:
        """Ask about the medicines that were named."""
        self.asked.attend(answers, named)
        self._show()

    def cells(self) -> list[Cell]:
        """The moments; once a week only where that may be."""
        weekly = self.tiles[WEEKLY]
        return [each for each in self.tiles.values() if each is not weekly or self.asked.weekly]

    def retranslate(self) -> None:
        """Words of the question and the moments."""
        super().retranslate()
        for slot in self.setting.pack.slots:
            self.tiles[slot.id].set_texts(self.setting.text(f"slot.{slot.id}.name"))
        self.tiles[WEEKLY].set_texts(weekly_text())
        self.none.set_texts(self.tr("I do not know, or it varies"))
        self._say_which()
        self.grid.arrange()

    def option_texts(self, option: str) -> tuple[str, str]:
        """Moments are called by the pack's slots."""
        return ("", "")

    def _say_which(self) -> None:
        """The question, about this medicine."""
        self.heading.setText(self.asked.title(self._other))
        self.setAccessibleName(self.heading.text())

    def _show(self) -> None:
        """This medicine, and what was said of it."""
        self._say_which()
        ticked = self.asked.ticked()
        for option, tile in self.tiles.items():
            tile.setChecked(option in ticked)
        self.none.setChecked(False)
        cells = [*self.cells(), self.none]
        if cells != self.grid.cells():  # else the focus and the page of the grid stay
            self.grid.set_cells(cells)

    def _ticked(self, _: bool = False) -> None:
        ticked = {option for option, tile in self.tiles.items() if tile.isChecked()}
        (moment,) = ticked ^ {*self.asked.ticked()}
        self.answered.emit(self.asked.tick(moment), False)
        self._show()

    def _none_of_these(self, _: bool = False) -> None:
        value = self.asked.nothing()
        more = self.asked.turn(1)
        self.answered.emit(value, not more)
        if more:
            self._show()

    def populate(self, value: Value | None) -> None:
        """Show what was said."""
        self.asked.show(value)
        self._show()

    def forget(self) -> None:
        """Keep no name of a medicine."""
        self.asked.attend({}, ())
        self._show()

    def words(self, value: Value) -> list[str]:
        """What was said of each medicine."""
        return self.asked.words(value)

    def turn_on(self) -> bool:
        """To the tiles not seen yet, then to the next medicine."""
        return super().turn_on() or self._turned(1)

    def turn_back(self) -> bool:
        """To the medicine before."""
        return self._turned(-1)

    def _turned(self, by: int) -> bool:
        turned = self.asked.turn(by)
        if turned:
            self._show()
        return turned
