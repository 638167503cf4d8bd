"""Ask our staff: they were told, or the customer is sent to them; the answers stay."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ui.frame.calm import CalmScreen
from ui.frame.emblem import Emblem
from ui.frame.setting import Setting
from ui.kit.button import Button
from ui.kit.deck import NOTHING, PartCard
from ui.kit.parts import Part
from ui.outcome.code import captioned

CODE = 180
"""The least height of the code, in pixels of the base design: a scanner reads it easily."""


class HelpScreen(CalmScreen):
    """Staff were asked to come. `closed` goes back to where the customer was."""

    closed = Signal()

    def __init__(self, setting: Setting) -> None:
        hub = setting.hub
        self.back = Button(
            hub, name="help:back", variant="primary", icon="arrow_left", mirrored=True
        )
        self._coming: bool | None = None
        self.answers = False
        """Whether there are answers to go back to; said with the next call."""
        super().__init__(setting, "page:help", Emblem(hub, "face_agent"), self.back)
        self.back.clicked.connect(self.closed)
        self.card: PartCard | None = None
        self._code = ""
        self.retranslate()

    def show_call(self, coming: bool | None) -> None:
        """Whether the counter knows of the call; None while it is being told."""
        self._coming = coming
        self.retranslate()

    def set_code(self, text: str | None) -> None:
        """Show a code that brings the answers to the counter, or with None no code."""
        if text and self.card is None:
            self.card = PartCard(self.setting.hub, parent=self)
            self.card.setMinimumHeight(self.setting.hub.theme.px(CODE))
            self.column.insertWidget(self.column.indexOf(self.help) + 1, self.card, 4)
        self._code = text or ""
        self._say_code()

    def _say_code(self) -> None:
        if self.card is not None:
            said = self.tr("For our staff: opens your answers again")
            part = captioned(self._code, said) if self._code else Part()
            self.card.show_face(NOTHING._replace(part=part, name="help:code", title=said))
            self.card.setVisible(bool(self._code))
        self._make_room()

    def _make_room(self) -> None:
        """The code takes the room of the picture, and what is left above and below."""
        self.picture.setVisible(not self._code)
        above, below = self.column.indexOf(self.picture) - 1, self.column.count() - 1
        self.column.setStretch(above, 0 if self._code else 2)
        self.column.setStretch(below, 0 if self._code else 3)

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "_code"):
            self._make_room()

    def retranslate(self) -> None:
        """Words of the screen."""
        if self._coming is None:
            self.heading.setText(self.tr("We are calling a colleague"))
            self.help.setText(self.tr("You can also go to the counter."))
        elif self._coming:
            self.heading.setText(self.tr("A colleague is coming to you"))
            self.help.setText(self.tr("Is nobody there yet? Please go to the counter."))
        else:
            self.heading.setText(self.tr("Please go to the counter"))
            self.help.setText(self.tr("Our staff are happy to help you."))
        self.back.set_text(self.tr("Back to my answers") if self.answers else self.tr("Back"))
        self.setAccessibleName(self.heading.text())
        self._say_code()
