"""Calm screens: a few words in the middle, under a picture, and a button."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.kit.button import Button
from ui.kit.roles import Role
from ui.kit.text import FlowLabel

CALL = 104
"""The height of a number to call, in pixels of the base design."""


class CalmScreen(Screen):
    """A picture, a heading, a line or two and a button, in the middle of the screen.

    In an emergency the numbers to call stand on top: the screen lies over the one that says them.
    """

    def __init__(self, setting: Setting, name: str, picture: QWidget, button: Button) -> None:
        super().__init__(setting, name)
        hub = setting.hub
        for label in (self.heading, self.help):
            self.column.removeWidget(label)
            label.hide()
        self.heading = FlowLabel(hub, role="display", bold=True, align="centre", balanced=True)
        self.heading.spoken_role, self.heading.spoken_level = Role.Heading, 1
        self.help = FlowLabel(hub, role="body", align="centre", balanced=True)
        self.picture, self.button = picture, button
        self.calls: Sequence[str] = ()
        self.call_row = QHBoxLayout()
        self.column.addLayout(self.call_row)
        self.column.addStretch(2)
        self.column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.help)
        self.row = QHBoxLayout()
        self.row.addStretch(1)
        self.row.addWidget(button, 2)
        self.row.addStretch(1)
        self.column.addLayout(self.row)
        self.column.addStretch(3)

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        self.column.setSpacing(self.setting.hub.theme.px("space.lg"))
        if hasattr(self, "calls"):
            self.set_calls(self.calls)

    def set_calls(self, numbers: Sequence[str]) -> None:
        """Show these telephone numbers to call; mostly there are none."""
        self.calls = numbers
        while (item := self.call_row.takeAt(0)) is not None:
            if (card := item.widget()) is not None:
                card.hide()
                card.deleteLater()
        for number in numbers:
            from ui.kit.deck import CardFace, PartCard
            from ui.kit.parts import Beside, Icon, Paragraph

            said = self.tr("Call {number}").format(number=number)
            words = Paragraph(said, "display", bold=True, colour="urgent", scale=1.2)
            part = Beside(Icon("phone", 2.2, "on_urgent", "urgent"), words, middle=True)
            card = PartCard(self.setting.hub, parent=self)
            card.show_face(
                CardFace(part, f"call:{number}", said, border="urgent", edge="stroke.thick")
            )
            card.setMaximumWidth(ceil(card.natural()))
            card.setFixedHeight(self.setting.hub.theme.px(CALL))
            self.call_row.addWidget(card, 9)
        if numbers:
            self.call_row.insertStretch(0, 1)
            self.call_row.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        """Another language: say the numbers anew too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.set_calls(self.calls)

    def to_say(self) -> list[str]:
        """The numbers to call before all else."""
        said = [self.tr("Call {number}").format(number=each) for each in self.calls]
        return [*said, *super().to_say()]

    @property
    def urgent(self) -> bool:
        """Where there is a number to call."""
        return bool(self.calls)

    def first(self) -> QWidget | None:
        """The button."""
        return self.button
