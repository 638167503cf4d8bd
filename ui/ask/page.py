"""What every page that asks is: a question, its answer in words, and no rule of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.frame.screen import Screen
from ui.frame.setting import Setting

if TYPE_CHECKING:
    from magapp.pack.model import Question
    from magapp.rules import Value
    from ui.kit.tiles import Tile, TileGrid


def title_key(setting: Setting, question: Question, other: bool) -> str:
    """The key of a question's title: to the customer, or of somebody else."""
    key = f"question.{question.id}.title"
    return f"{key}_other" if other and setting.has_text(f"{key}_other") else key


class QuestionPage(Screen):
    """A page that asks one question. It only says what was answered; the shell tells the flow."""

    answered = Signal(object, bool)
    """The value (None: unanswered), and whether the answer is complete and the page may turn."""
    shortcut = Signal(str)
    """All answers of a shortcut are given."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, f"page:{question.id}")
        self.question = question
        self.shortcuts: dict[str, Tile] = {}
        """Tiles that answer this question and others at once."""
        self._other = False

    def shortcut_tiles(self, grid: TileGrid) -> dict[str, Tile]:
        """A tile for each shortcut that the pack has at this question."""
        from ui.kit.tiles import Tile

        made = {}
        for each in self.setting.pack.shortcuts:
            if each.at == self.question.id:
                name = f"shortcut:{each.id}"
                made[each.id] = Tile(self.setting.hub, name=name, icon=each.icon, parent=grid)
                made[each.id].clicked.connect(partial(self._take_shortcut, each.id))
        return made

    def _take_shortcut(self, shortcut: str, _: bool = False) -> None:
        self.shortcut.emit(shortcut)

    def say_shortcuts(self) -> None:
        """Words of the shortcuts."""
        for each, tile in self.shortcuts.items():
            key = f"shortcut.{each}"
            tile.set_texts(self.setting.text(f"{key}.title"), self.setting.text(f"{key}.line"))

    def set_other(self, other: bool) -> None:
        """Speak to the customer, or of somebody else."""
        if other != self._other:
            self._other = other
            self.retranslate()

    def title_key(self) -> str:
        """The key of the question's title in the words that fit."""
        return title_key(self.setting, self.question, self._other)

    def retranslate(self) -> None:
        """Set the heading; a kind of page adds its own words."""
        self.heading.setText(self.setting.text(self.title_key()))
        self.help.setText(self.setting.text(f"question.{self.question.id}.help"))
        self.setAccessibleName(self.heading.text())

    def attend(self, answers: Mapping[str, Value], named: Sequence[str]) -> None:
        """Heed the answers to other questions, and the medicines by name, before `populate`."""

    def bound(self, most: float) -> None:
        """Heed the most a day for these answers, before `populate`; where it is about intake.

        Zero: no answers tell it any more.
        """

    def populate(self, value: Value | None) -> None:
        """Show a draft; None clears the page, also of what it remembers beside the value."""
        raise NotImplementedError

    def forget(self) -> None:
        """Keep no trace of what was looked at on the way to an answer."""

    def words(self, value: Value) -> list[str]:
        """An answer in words, as the review shows it."""
        if isinstance(value, int | float):
            return [self.setting.amounts.with_unit(value, self.question.unit)]
        options = [value] if isinstance(value, str) else list(value)
        titles = [
            self.setting.text(f"option.{self.question.id}.{option}.title") for option in options
        ]
        return titles or [self.tr("None of these")]

    @property
    def terse(self) -> bool:
        """Whether words are so large that what is always there is told apart by titles alone."""
        return self.setting.hub.theme.text_scale >= (2 if self.tall else 1.5)

    def turn_on(self) -> bool:
        """Next was pressed: show what has not been seen of this page, and say whether there was."""
        return False

    def asks_more(self) -> bool:
        """Whether Next leads to another question on this page."""
        return False

    def turn_back(self) -> bool:
        """Back was pressed: go up one level within this page, and say whether there was one."""
        return False
