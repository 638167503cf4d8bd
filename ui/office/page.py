"""What the pages of the office share: a head with the way back, a title and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.frame.setting import Setting
from ui.kit.base import bleed, run
from ui.kit.button import Button
from ui.kit.roles import Role
from ui.kit.text import FlowLabel
from ui.office.labels import OfficeWords


class OfficePage(QWidget):
    """A page: its head, and below it a body that fills the rest. `leave` is the way back."""

    spoken_role = Role.Grouping

    leave = Signal()

    def __init__(self, setting: Setting, words: OfficeWords, name: str) -> None:
        super().__init__()
        self.setting, self.words, self.hub = setting, words, setting.hub
        self.setObjectName(name)
        hub = setting.hub
        self.back = Button(
            hub, name=f"{name}:back", variant="quiet", icon="arrow_left", mirrored=True
        )
        self.back.clicked.connect(self.leave)
        self.heading = FlowLabel(hub, role="display", bold=True)
        self.beside = FlowLabel(hub, role="body", colour="ink_soft")
        self.titles = QHBoxLayout()
        self.titles.addWidget(self.back)
        self.titles.addWidget(self.heading)
        self.titles.addWidget(self.beside)
        self.titles.addStretch(1)
        self.deeds = QHBoxLayout()
        self.head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.head.addLayout(self.titles, 1)
        self.head.addLayout(self.deeds)
        self.column = QVBoxLayout(self)
        self.column.addLayout(self.head)
        hub.changed.connect(self.restyle)

    def set_actions(self, buttons: Sequence[Button]) -> None:
        """What can be done here, at the end of the head."""
        for button in buttons:
            self.deeds.addWidget(button)

    def restyle(self) -> None:
        """The theme changed: space the page anew."""
        theme = self.hub.theme
        out = bleed(theme)
        side = theme.px("space.xl") - out
        self.column.setContentsMargins(side, 0, side, theme.px("space.lg") - out)
        self.column.setSpacing(theme.px("space.sm"))
        self.titles.setSpacing(theme.px("space.md"))
        self.deeds.setSpacing(0)
        self.head.setSpacing(0)
        self.turn()

    def turn(self) -> None:
        """What can be done goes below the title where it does not fit beside it."""
        wide = self.titles.sizeHint().width() + self.deeds.sizeHint().width()
        room = self.width() - 2 * self.hub.theme.px("space.xl")
        run(self.head, down=wide > room)

    @property
    def tall(self) -> bool:
        """Whether the page is higher than it is wide."""
        return self.height() > self.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: perhaps another way to lay it out."""
        super().resizeEvent(event)
        self.turn()

    def retranslate(self) -> None:
        """Words of the page; a page adds its own."""
        self.back.setAccessibleName(self.tr("Back"))
        self.back.setToolTip(self.tr("Back (Esc)"))
        self.setAccessibleName(self.heading.text())

    def changeEvent(self, event: QEvent) -> None:
        """Another language: say everything anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.turn()

    def first(self) -> QWidget | None:
        """What keys start from."""
        return self.back

    def escape(self) -> bool:
        """Escape was pressed: whether the page used it; else it is left."""
        return False

    def enter(self) -> bool:
        """Enter was pressed where no button has the focus; whether it meant something."""
        return False

    def came(self) -> None:
        """The page is shown again."""
