"""What every page of the wizard is: a heading, a body that fills the rest, and few promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from magapp.language.amounts import Amounts
from magapp.pack.model import Pack
from magapp.visit.medicines import Found
from magapp.visit.picks import Picks
from ui.input.language import Language
from ui.kit.base import bleed
from ui.kit.text import FlowLabel
from ui.look.theme import ThemeHub


class Setting(NamedTuple):
    """What pages are given: theme, pack, language, who sits at the screen, and what was picked."""

    hub: ThemeHub
    pack: Pack
    language: Language
    channel: str
    picks: Picks | None = None
    """The medicines of the consultation, by name."""

    @property
    def staff(self) -> bool:
        """Whether staff work at this screen, with a keyboard."""
        return self.channel == "staff"

    @property
    def amounts(self) -> Amounts:
        """What writes amounts in the language of the moment."""
        return Amounts(self.language.code, self.pack.country)

    def text(self, key: str, **fields: object) -> str:
        """A sentence of the pack in the language of the moment."""
        return self.pack.text(self.language.code, key, **fields)

    def has_text(self, key: str) -> bool:
        """Whether the pack says anything under this key."""
        return bool(self.pack.texts[self.language.code].get(key))

    def asks_which(self, found: Found, *, other: bool) -> str:
        """Ask for which of its uses a medicine is taken; `other`: by somebody who is not here."""
        key = f"which.{found.medicine.which}.title"
        if other and self.has_text(f"{key}_other"):
            key += "_other"
        return self.text(key, name=found.name)


class ScreenStack(QStackedWidget):
    """A stack that is as small as it is made; screens fill it whatever they would like."""

    def minimumSizeHint(self) -> QSize:
        """Not the largest of all screens."""
        return QSize(1, 1)

    def sizeHint(self) -> QSize:
        """Not asked of every screen at every turn."""
        return QSize(1, 1)

    def hasHeightForWidth(self) -> bool:
        """The deck is given what is left, so no screen need be asked."""
        return False

    def turn_to(self, widget: QWidget) -> None:
        """Show a widget. The focus does not stray to the next control when its own is hidden."""
        front = self.currentWidget()
        focus = QApplication.focusWidget()
        if focus is not None and front is not None and front.isAncestorOf(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentWidget(widget)


class Screen(QWidget):
    """A page below the top bar: heading and help, then a body. `retranslate` sets its words."""

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__()
        self.setting = setting
        self.setObjectName(name)
        hub = setting.hub
        self.heading = FlowLabel(hub, role="display", bold=True, balanced=True)
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
