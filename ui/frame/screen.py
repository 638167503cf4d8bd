"""What every screen is: a heading, a body that fills the rest, and few promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.frame.setting import Setting
from ui.kit.base import bleed
from ui.kit.roles import Role
from ui.kit.text import FlowLabel


class Screen(QWidget):
    """A page below the top bar: heading and help, then a body. `retranslate` sets its words."""

    spoken_role = Role.Grouping

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__()
        self.setting = setting
        self.setObjectName(name)
        hub = setting.hub
        self.heading = FlowLabel(hub, role="display", bold=True, balanced=True)
        self.heading.spoken_role = Role.Heading
        self.help = FlowLabel(hub, role="body", colour="ink_soft")
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.help)
        hub.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """The theme changed: space the page anew."""
        theme = self.setting.hub.theme
        out = bleed(theme)
        side = theme.px("space.xl") - out
        self.column.setContentsMargins(side, 0, side, 0)
        self.column.setSpacing(theme.px("space.sm"))
        for label in (self.heading, self.help):
            label.setContentsMargins(out, 0, out, 0)

    @property
    def tall(self) -> bool:
        """Whether the screen is higher than it is wide."""
        return self.height() > self.width()

    def arrange(self) -> None:
        """Lay out anew for the size of the moment, where a screen has more than one way."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: perhaps another way to lay it out."""
        super().resizeEvent(event)
        self.arrange()

    def inner_width(self) -> int:
        """Width of what stands on the page."""
        margins = self.column.contentsMargins()
        return self.width() - margins.left() - margins.right()

    def words_above(self) -> int:
        """Height of heading and help, at the size of text of the theme."""
        shown = [each for each in (self.heading, self.help) if not each.isHidden()]
        return sum(each.heightForWidth(self.inner_width()) for each in shown)

    def retranslate(self) -> None:
        """Set every word in the language of the moment."""

    def changeEvent(self, event: QEvent) -> None:
        """Another language: say everything anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def first(self) -> QWidget | None:
        """The control that keys start from."""
        return None

    def to_say(self) -> list[str]:
        """What a screen reader says, line by line, when the screen comes to the front."""
        return [self.heading.text(), self.help.text()]

    @property
    def urgent(self) -> bool:
        """Whether that breaks in on what is being read."""
        return False

    def press(self, digit: int) -> bool:
        """A digit was typed; whether it meant something here."""
        return False

    grave: ClassVar[bool] = False
    """Whether keys do here what cannot be undone: print, save, let somebody out."""

    def kept(self) -> Callable[[], None]:
        """How to show again what is shown now beside the answers, once these are as they were."""
        return nothing

    def take_scan(self, ean: str) -> bool:
        """A product was scanned; whether that means something here.

        An empty `ean` is a code that is no article number.
        """
        return False


def nothing() -> None:
    """There is nothing to be shown again."""


def no_context_menu(widget: QWidget) -> None:
    """Keep the system's own menu away from a text field."""
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
