"""Calls from a kiosk, on whatever screen of the counter: a badge in the bar, and what it opens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.counter.panel import Panel
from ui.kit.button import Button
from ui.kit.text import FlowLabel
from ui.look.theme import Theme, ThemeHub

if TYPE_CHECKING:
    from magapp.store import Call

MOST_ANSWERS = 5
"""So many calls have a button at once; the others come up as these are answered."""


class CallBadge(Button):
    """Which kiosk has waited longest, and how long. Hidden while nobody asks for anybody."""

    def __init__(self, hub: ThemeHub, name: str) -> None:
        super().__init__(hub, name=name, icon="bell_ring_outline")
        self.calls: Sequence[Call] = ()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def set_calls(self, calls: Sequence[Call]) -> None:
        """Show these, the longest waiting first."""
        self.calls = calls
        self.setVisible(bool(calls))
        self.retranslate()

    def retranslate(self) -> None:
        """Kiosk, minutes and key."""
        if not self.calls:
            self.set_text("")
            return
        first, *others = self.calls
        more = f" · +{len(others)}" if others else ""
        minutes = _shown(first.minutes)
        said = self.tr("{name} · {minutes} min{more} (F9)")
        self.set_text(said.format(name=first.kiosk, more=more, minutes=minutes))
        said = self.tr("{name} has asked for you for {minutes} min. F9 shows all calls: {count}.")
        self.setAccessibleName(
            said.format(name=first.kiosk, minutes=minutes, count=len(self.calls))
        )

    def _pixels(self) -> int:
        """Smaller than other buttons: it shares the bar."""
        return self.hub.theme.px("type.small")

    def _colours(self, theme: Theme) -> tuple[QColor, QColor, QColor | None]:
        """Amber: no call says why, so that none can be told to be an emergency."""
        ink = theme.colour("accent_ink")
        held = self.isDown() or self.isChecked() or self.hovered
        return theme.colour("surface" if held else "accent_soft"), ink, ink

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class CallPanel(Panel):
    """Who asks for somebody, each with a button for whoever goes there."""

    answered = Signal(int)
    """Somebody goes to the kiosk with this number among the calls."""

    def __init__(self, hub: ThemeHub, window: QWidget) -> None:
        super().__init__(hub, window, "calls")
        self._calls: Sequence[Call] = ()
        self.more = FlowLabel(hub, name="calls:others", colour="ink_soft")
        self.going = [Button(hub, name=f"calls:{number}") for number in range(MOST_ANSWERS)]
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for number, button in enumerate(self.going):
            button.clicked.connect(partial(self._go, number))
            lines.addWidget(button)
        self.body.addLayout(lines)
        self.body.addWidget(self.more)
        self.retranslate()

    def set_calls(self, calls: Sequence[Call]) -> None:
        """Show these; when nobody asks any more it goes."""
        self._calls = calls
        if not calls:
            self.close_panel()
        elif self.isVisible():
            self.retranslate()
            if not any(each.hasFocus() for each in (*self.going, self.leave)):
                self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
            self.place()

    def title(self) -> str:
        """What the panel is called."""
        return self.tr("Who asks for you")

    def retranslate(self) -> None:
        """Every word."""
        super().retranslate()
        for number, button in enumerate(self.going):
            button.setVisible(number < len(self._calls))
            if number < len(self._calls):
                name, minutes = self._calls[number]
                said = self.tr("{name}, {minutes} min: I am going ({key})")
                said = said.format(name=name, minutes=_shown(minutes), key=number + 1)
                button.set_text(said)
        more = len(self._calls) - MOST_ANSWERS
        self.more.setVisible(more > 0)
        self.more.setText(self.tr("And {count} more.").format(count=more) if more > 0 else "")

    def _go(self, number: int, _: bool = False) -> None:
        self.answered.emit(number)

    def key(self, event: QKeyEvent) -> None:
        """A digit is the button beside which it stands; F9 closes what it opened."""
        digit = event.text()
        if event.key() == Qt.Key.Key_F9:
            self.close_panel()
        elif digit in [*map(str, range(1, MOST_ANSWERS + 1))] and int(digit) <= len(self._calls):
            self._go(int(digit) - 1)
        else:
            super().key(event)


def _shown(minutes: int) -> str:
    """Minutes as they are said: the first one has not gone by."""
    return f"{minutes}" if minutes else "<1"
