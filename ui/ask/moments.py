"""When medicines are taken: one medicine at a time, the moments of the day as tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from magapp.pack.model import WEEKLY, Option, Question
from magapp.rules import Value
from magapp.visit.asked import MomentsAsked
from ui.ask.choices import ManyPage
from ui.frame.setting import Setting
from ui.kit.tiles import Cell

WEEKLY_ICON = "calendar_week"


def as_ticks(setting: Setting, question: Question) -> Question:
    """The question about one medicine: a tick for each moment of the day, and for once a week."""
    slots = [Option(id=slot.id, icon=slot.icon) for slot in setting.pack.slots]
    return replace(question, option=(*slots, Option(id=WEEKLY, icon=WEEKLY_ICON)))


def weekly_text() -> str:
    """One day of the week."""
    return QCoreApplication.translate("MomentsPage", "One day a week")


class MomentsPage(ManyPage):
    """One medicine after the other; Next leads through them, and each may be passed over."""

    def __init__(self, setting: Setting, question: Question) -> None:
        self.asking = MomentsAsked(setting.pack, question, setting.text)
        super().__init__(setting, as_ticks(setting, question))

    def attend(self, answers: Mapping[str, Value], named: Sequence[str]) -> None:
        """Ask about the medicines that were named."""
        self.asking.attend(answers, named)
        self._show()

    def cells(self) -> list[Cell]:
        """The moments; once a week only where that may be."""
        return [self.tiles[each] for each in self.asking.offered()]

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
        title = self.asking.title(other=self._other)
        self.heading.setText(title or self.setting.text(self.title_key()))
        self.setAccessibleName(self.heading.text())

    def _show(self) -> None:
        """This medicine, and what was said of it."""
        self._say_which()
        ticked = self.asking.ticked()
        for option, tile in self.tiles.items():
            tile.setChecked(option in ticked)
        self.none.setChecked(False)
        cells = [*self.cells(), self.none]
        if cells != self.grid.cells():  # else the focus and the page of the grid stay
            self.grid.set_cells(cells)

    def _tap(self, moment: str, _: bool = False) -> None:
        self.answered.emit(*self.asking.tap(moment))
        self._show()

    def _none_of_these(self, _: bool = False) -> None:
        value, complete = self.asking.pass_over()
        self.answered.emit(value, complete)
        if not complete:
            self._show()

    def populate(self, value: Value | None) -> None:
        """Show what was said."""
        self.asking.show(value)
        self._show()

    def forget(self) -> None:
        """Keep no name of a medicine."""
        self.asking.attend({}, ())
        self._show()

    def words(self, value: Value) -> list[str]:
        """What was said of each medicine."""
        return self.asking.words(value, weekly_text())

    def asks_more(self) -> bool:
        """Whether another medicine follows."""
        return self.asking.more

    def turn_on(self) -> bool:
        """To the tiles not seen yet, then to the next medicine."""
        return super().turn_on() or self._turned(1)

    def turn_back(self) -> bool:
        """To the medicine before."""
        return self._turned(-1)

    def _turned(self, by: int) -> bool:
        turned = self.asking.turn(by)
        if turned:
            self._show()
        return turned
