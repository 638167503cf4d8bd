"""Calm screens: a few words in the middle, under a picture, and a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.controls import Button
from ui.kit.text import FlowLabel
from ui.wizard.page import Screen, Setting


class CalmScreen(Screen):
    """A picture, a heading, a line or two and a button, in the middle of the screen."""

    def __init__(self, setting: Setting, name: str, picture: QWidget, button: Button) -> None:
        super().__init__(setting, name)
        hub = setting.hub
        for label in (self.heading, self.help):
            self.column.removeWidget(label)
            label.hide()
        self.heading = FlowLabel(hub, role="display", bold=True, align="centre", balanced=True)
        self.help = FlowLabel(hub, role="body", align="centre", balanced=True)
        self.picture, self.button = picture, button
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

    def first(self) -> QWidget | None:
        """The button."""
        return self.button
