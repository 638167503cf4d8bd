"""Ask our staff: they were told, or the customer is sent to them; the answers stay."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from ui.kit.controls import Button
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel
from ui.wizard.calm import CalmScreen
from ui.wizard.page import Setting
from ui.wizard.start import Emblem


class HelpScreen(CalmScreen):
    """Staff were asked to come. `closed` goes back to where the customer was."""

    closed = Signal()

    def __init__(self, setting: Setting) -> None:
        hub = setting.hub
        self.back = Button(
            hub, name="help:back", variant="primary", icon="arrow_left", mirrored=True
        )
        self._coming = self._answers = False
        super().__init__(setting, "page:help", Emblem(hub, "face_agent"), self.back)
        self.back.clicked.connect(self.closed)
        self.code = FlowLabel(hub, name="help:code", role="title", bold=True, align="centre")
        self.card = Card(hub, name="help:card")
        row = QHBoxLayout(self.card)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.code)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.column.insertWidget(self.column.indexOf(self.help) + 1, self.card, 0, middle)
        self.set_code(None)
        self.retranslate()

    def show_call(self, coming: bool, answers: bool) -> None:
        """Whether the counter knows of the call, and whether there are answers to go back to."""
        self._coming, self._answers = coming, answers
        self.retranslate()

    def set_code(self, text: str | None) -> None:
        """Show a code that brings the answers to the counter, or with None no code."""
        self.code.setText(text or "")
        self.card.setVisible(bool(text))

    def retranslate(self) -> None:
        """Words of the screen."""
        if self._coming:
            self.heading.setText(self.tr("A colleague is coming to you"))
            self.help.setText(self.tr("Is nobody there yet? Please go to the counter."))
        else:
            self.heading.setText(self.tr("Please go to the counter"))
            self.help.setText(self.tr("Our staff are happy to help you."))
        self.back.set_text(self.tr("Back to my answers") if self._answers else self.tr("Back"))
        self.setAccessibleName(self.heading.text())
