"""What the views of the page for upkeep share: a list, and beside it a card with more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.frame.setting import Setting
from ui.kit.base import bleed, run
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel
from ui.look.theme import ThemeHub
from ui.office.labels import OfficeWords


class TextLines(QWidget):
    """Lines of text below each other, to be scrolled through."""

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__()
        self._hub = hub
        self.parts: list[FlowLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_lines(self, lines: Iterable[str]) -> None:
        """Show these."""
        for part in self.parts:
            part.hide()
            part.deleteLater()
        while self._column.count():
            self._column.takeAt(0)
        self.parts = [FlowLabel(self._hub, line, role="body") for line in lines]
        for part in self.parts:
            self._column.addWidget(part)
        self._column.addStretch(1)


class UpkeepView(QWidget):
    """A view: a line that says what it is about, a list, and beside it a card or nothing."""

    def __init__(self, setting: Setting, words: OfficeWords, name: str) -> None:
        super().__init__()
        self.setting, self.words, self.hub = setting, words, setting.hub
        self.setObjectName(name)
        self.text = FlowLabel(setting.hub, name=f"{name}:text", role="body", colour="ink_soft")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.head = QHBoxLayout()
        self.head.addWidget(self.text)
        self.column.addLayout(self.head)
        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.listed = QVBoxLayout()
        self.body.addLayout(self.listed, 3)
        self.beside = Card(setting.hub, name=f"{name}:beside")
        self.inside = QVBoxLayout(self.beside)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.beside, 2)
        self.deeds = QHBoxLayout()
        self.deeds.setSpacing(0)
        self.column.addLayout(self.body, 1)
        self.column.addLayout(self.deeds)

    def restyle(self) -> None:
        """The theme changed."""
        theme = self.hub.theme
        out = bleed(theme)
        self.head.setContentsMargins(out, 0, out, 0)
        self.listed.setContentsMargins(out, out, out, out)
        self.inside.setSpacing(theme.px("space.sm"))
        self.column.setSpacing(theme.px("space.sm"))
        self.body.setSpacing(theme.px("space.md") - 2 * out)

    def turn(self, tall: bool) -> None:
        """The card below the list on a tall page."""
        run(self.body, down=tall)

    def retranslate(self) -> None:
        """Words of the view."""

    def look(self) -> None:
        """Show what there is now."""

    def moment(self, seconds: float) -> str:
        """A day and a time, in the language of the screen."""
        then = datetime.fromtimestamp(seconds)
        amounts = self.words.amounts
        return f"{amounts.day(then.date())}, {amounts.time(then.hour + then.minute / 60)}"
