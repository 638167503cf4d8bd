"""What the steps of an import share: room for their parts, and a card that fills a step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.frame.emblem import Emblem
from ui.frame.setting import Setting
from ui.kit.base import run
from ui.kit.button import Button
from ui.kit.surfaces import Card
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
    """A step that is said on a card that fills it, with an emblem where there is room for one."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words)
        self._emblems: list[Emblem] = []
        self._rows: list[QBoxLayout] = []

    def make_card(self, card: Card, parts: Sequence[QWidget | QBoxLayout]) -> None:
        """Let a card fill the step, its parts in the middle below each other."""
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self.hub.theme.px("space.lg"))
        inside.addStretch(1)
        for part in parts:
            if isinstance(part, QBoxLayout):
                inside.addLayout(part)
                self._rows.append(part)
            elif isinstance(part, Emblem):
                inside.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
                self._emblems.append(part)
            else:
                inside.addWidget(part)
        inside.addStretch(1)
        self.column.addWidget(card, 1)

    def buttons(self, *buttons: Button) -> QBoxLayout:
        """Buttons beside each other in the middle."""
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        return row

    def restyle(self) -> None:
        """Large text needs the room of the emblem."""
        theme = self.hub.theme
        for emblem in self._emblems:
            emblem.setVisible(theme.text_scale < 1.5)
        self.turn(self.width())

    def turn(self, width: int) -> None:
        """What stands beside each other goes below each other where it is narrow."""
        for row in self._rows:
            wide = sum(
                item.sizeHint().width() for at in range(row.count()) if (item := row.itemAt(at))
            )
            run(row, down=wide > width - 2 * self.hub.theme.px("space.huge"))
