"""What every page of the wizard is: a heading, a body that fills the rest, and few promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from magapp.pack.model import Pack, Question
from magapp.rules import Value
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


def title_key(setting: Setting, question: Question, other: bool) -> str:
    """The key of a question's title: to the customer, or of somebody else."""
    key = f"question.{question.id}.title"
    return f"{key}_other" if other and setting.has_text(f"{key}_other") else key


class QuestionPage(Screen):
    """A page that asks one question. It only says what was answered; the shell tells the flow."""

    answered = Signal(object, bool)
    """The value (None: unanswered), and whether the answer is complete and the page may turn."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, f"page:{question.id}")
        self.question = question
        self._other = False

    def set_other(self, other: bool) -> None:
        """Speak to the customer, or of somebody else."""
        if other != self._other:
            self._other = other
            self.retranslate()

    def title_key(self) -> str:
        """The key of the question's title in the words that fit."""
        return title_key(self.setting, self.question, self._other)

    def retranslate(self) -> None:
        """Set the heading; a kind of page adds its own words."""
        self.heading.setText(self.setting.text(self.title_key()))
        self.help.setText(self.setting.text(f"question.{self.question.id}.help"))
        self.setAccessibleName(self.heading.text())

    def attend(self, answers: Mapping[str, Value], named: Sequence[str]) -> None:
        """Heed the answers to other questions, and the medicines by name, before `populate`."""

    def populate(self, value: Value | None) -> None:
        """Show a draft; None clears the page, also of what it remembers beside the value."""
        raise NotImplementedError

    def forget(self) -> None:
        """Keep no trace of what was looked at on the way to an answer."""

    def words(self, value: Value) -> list[str]:
        """An answer in words, as the review shows it."""
        if isinstance(value, int | float):
            return [f"{self.setting.language.number(value)} {self.question.unit}"]
        options = [value] if isinstance(value, str) else list(value)
        titles = [
            self.setting.text(f"option.{self.question.id}.{option}.title") for option in options
        ]
        return titles or [self.tr("None of these")]

    def exit_height(self) -> int:
        """Height of a row below the body, for what is always there: none, or not known."""
        theme = self.setting.hub.theme
        lines = theme.px("type.title") + theme.px("type.body") + theme.px("space.xxl")
        return max(theme.px("target"), lines) + 2 * bleed(theme)

    def turn_on(self) -> bool:
        """Next was pressed: show what has not been seen of this page, and say whether there was."""
        return False

    def turn_back(self) -> bool:
        """Back was pressed: go up one level within this page, and say whether there was one."""
        return False


def no_context_menu(widget: QWidget) -> None:
    """Keep the system's own menu away from a text field."""
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
