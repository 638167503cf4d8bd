"""The review: every question with its answer, each a tile that goes back to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import sqrt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from magapp.pack.model import Question
from magapp.rules import Value
from magapp.visit.flow import Flow
from ui.ask.page import QuestionPage
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.kit.text import Block, lay_out
from ui.kit.tiles import Tile, TileGrid
from ui.look.theme import Theme

LONG = 46
"""Characters of answers that are read at a glance; more of them have a wider tile."""


LEAST = 15
"""The smallest type of answers at the normal size of text, in pixels of the base design."""


def _least(theme: Theme) -> int:
    return round(theme.px(LEAST) * sqrt(theme.text_scale))


class AnswerTile(Tile):
    """A tile on which every answer is read: its type gives in before that of the others does."""

    def _texts(
        self, width: float, height: float, step: float, strict: bool
    ) -> tuple[Block, Block | None] | None:
        """Title and line, the title as large as leaves the line its room."""
        texts = super()._texts(width, height, step, strict)
        if texts is not None or self.span == 1:
            return texts
        theme = self.hub.theme
        line_px = max(9, round(theme.px("type.body") * min(1.2, 0.1 + 0.9 * step)))
        line = lay_out(self.hub, self.line(), width, line_px, leading=1.26)
        if line is None:
            return None
        most, least = round(theme.px("type.title") * step), _least(theme)
        room = height - line.height - most * 0.12
        for pixels in range(most, least - 1, -1):
            title = lay_out(self.hub, self.title(), width, pixels, bold=True, leading=1.16)
            if title is not None and title.height <= room:
                return title, line
        return None


class ReviewScreen(Screen):
    """Shows the flow's answers. `change` names the question to go to."""

    change = Signal(str)

    def __init__(self, setting: Setting, flow: Flow, page: Callable[[str], QuestionPage]) -> None:
        super().__init__(setting, "review")
        self.flow = flow
        self.page = page
        self.grid = TileGrid(setting.hub, name="grid:review")
        self.grid.elsewhere = self.words_above
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
                tile = AnswerTile(
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
        other = self.setting.pack.is_of_another(answers)
        for question_id in self.flow.path():
            tile = self._tiles.get(question_id)
            if tile is None:
                continue
            question = self.setting.pack.question(question_id)
            key = f"question.{question_id}.title"
            if other and self.setting.has_text(f"{key}_other"):
                key += "_other"
            whole = self._words(question, answers.get(question_id))
            words = " · ".join(whole)
            tile.span = 1 + (len(words) > LONG) + (len(words) > 3 * LONG)
            tile.set_texts(words, self.setting.text(key))
            tile.setAccessibleName(
                self.tr("Change: {question}").format(question=self.setting.text(key))
            )
            tile.setAccessibleDescription(", ".join(whole))

    def _words(self, question: Question, value: Value | None) -> list[str]:
        if value is None:
            if not question.optional:
                return [self.tr("Not answered")]
            return [self.tr("Add this?")]
        page = self.page(question.id)
        page.attend(self.flow.drafts, self.flow.named)
        return page.words(value)

    def _change(self, question_id: str, _: bool = False) -> None:
        self.change.emit(question_id)

    def first(self) -> QWidget | None:
        """The first answer."""
        return next(iter(self._tiles.values()), None)
