"""What the steps of an import share: room for their parts, and cards in the middle."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.frame.emblem import Emblem
from ui.frame.setting import Setting
from ui.kit.button import Button
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel
from ui.office.labels import OfficeWords


class ImportStep(QWidget):
    """A step of an import. Whoever conducts it says when the theme or the language changed."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__()
        self.setting, self.words, self.hub = setting, words, setting.hub
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def add_foot(self, start: Button, end: Button) -> None:
        """A button at either end, below all else."""
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(start)
        foot.addStretch(1)
        foot.addWidget(end)
        self.column.addLayout(foot)

    def restyle(self) -> None:
        """The theme changed: space the step anew."""

    def retranslate(self) -> None:
        """Words of the step."""


class CardStep(ImportStep):
    """A step that is said on cards in the middle; as wide as they go when the text is large."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words)
        self._rows: list[QHBoxLayout] = []
        self._emblems: list[Emblem] = []

    def make_card(self, name: str, spacing: str) -> tuple[Card, QVBoxLayout]:
        """A card, and what stands on it from top to bottom."""
        card = Card(self.hub, name=name)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self.hub.theme.px(spacing))
        return card, inside

    def told_card(
        self, name: str, icon: str, title: FlowLabel, text: FlowLabel
    ) -> tuple[Card, QVBoxLayout]:
        """A card that begins with an emblem, a title and a text."""
        card, inside = self.make_card(name, "space.md")
        emblem = Emblem(self.hub, icon, 96)
        self._emblems.append(emblem)
        inside.addWidget(emblem, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(title)
        inside.addWidget(text)
        return card, inside

    def show_cards(self, *cards: Card, above: int = 1, below: int = 2) -> None:
        """Put cards in the middle, with so many shares of the height above and below them."""
        self.column.addStretch(above)
        for card in cards:
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(card, 4)
            row.addStretch(1)
            self._rows.append(row)
            self.column.addLayout(row)
        self.column.addStretch(below)

    def restyle(self) -> None:
        """Large text needs the room of the emblem, and that beside the cards."""
        large = self.hub.theme.text_scale >= 1.5
        for emblem in self._emblems:
            emblem.setVisible(not large)
        for row in self._rows:
            for side in (0, 2):
                row.setStretch(side, 0 if large else 1)
