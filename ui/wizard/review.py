"""The review: every question with its answer, each a tile that goes back to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from magapp.flow import Flow
from magapp.pack.model import Question
from magapp.rules import Value
from ui.kit.tiles import Tile, TileGrid
from ui.wizard.page import QuestionPage, Screen, Setting

LONG = 46
"""Characters of an answer that are shown before the rest is only counted."""


class ReviewScreen(Screen):
    """Shows the flow's answers. `change` names the question to go to."""

    change = Signal(str)

    def __init__(self, setting: Setting, flow: Flow, page: Callable[[str], QuestionPage]) -> None:
        super().__init__(setting, "review")
        self.flow = flow
        self.page = page
        self.grid = TileGrid(setting.hub, name="grid:review")
        self._tiles: dict[str, Tile] = {}
        self.column.addWidget(self.grid, 1)
        self.retranslate()

    def populate(self) -> None:
        """Show what is answered now."""
        shown = []
        for question_id in self.flow.path():
            tile = self._tiles.get(question_id)
            if tile is None:
                question = self.setting.pack.question(question_id)
                tile = Tile(
                    self.setting.hub,
                    name=f"change:{question_id}",
                    icon=question.icon,
                    parent=self.grid,
                )
                tile.clicked.connect(partial(self._change, question_id))
                self._tiles[question_id] = tile
            shown.append(tile)
        self._say()
        self.grid.set_cells(shown)

    def clear(self) -> None:
        """Forget the words of the answers."""
        for tile in self._tiles.values():
            tile.set_texts("")

    def retranslate(self) -> None:
        """Heading, questions and answers."""
        self.heading.setText(self.tr("Is this right?"))
        self.help.setText(self.tr("Choose an answer to change it."))
        self.setAccessibleName(self.heading.text())
        self.grid.set_nav_texts(self.tr("Previous"), self.tr("More"))
        self._say()
        self.grid.arrange()

    def _say(self) -> None:
        answers = self.flow.answers()
        other = answers.get("who") == "other"
        for question_id in self.flow.path():
            tile = self._tiles.get(question_id)
            if tile is None:
                continue
            question = self.setting.pack.question(question_id)
            key = f"question.{question_id}.title"
            if other and self.setting.has_text(f"{key}_other"):
                key += "_other"
            whole = self._words(question, answers.get(question_id))
            tile.set_texts(_short(whole), self.setting.text(key))
            tile.setAccessibleName(
                self.tr("Change: {question}").format(question=self.setting.text(key))
            )
            tile.setAccessibleDescription(", ".join(whole))

    def _words(self, question: Question, value: Value | None) -> list[str]:
        if value is None:
            if not question.optional:
                return [self.tr("Not answered")]
            return [self.tr("Add this?")]
        return self.page(question.id).words(value)

    def _change(self, question_id: str, _: bool = False) -> None:
        self.change.emit(question_id)

    def first(self) -> QWidget | None:
        """The first answer."""
        return next(iter(self._tiles.values()), None)


def _short(words: list[str]) -> str:
    """As many answers as can be read at a glance, and how many more there are."""
    shown = words[:1]
    for each in words[1:]:
        if sum(map(len, shown)) + len(each) > LONG:
            break
        shown.append(each)
    rest = len(words) - len(shown)
    return " · ".join(shown) + (f" +{rest}" if rest else "")
