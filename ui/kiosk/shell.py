"""The kiosk's window: what the shell does, and forgetting everything when nobody is there."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from magapp.assistant import Assistant
from ui.language import Language
from ui.theme import TEXT_SCALES, ThemeHub
from ui.wizard.page import Screen
from ui.wizard.shell import Shell
from ui.wizard.start import StartScreen

IDLE_MS = 45_000
"""After so long without a tap we ask, and after as long again all is forgotten."""


class KioskShell(Shell):
    """A shell for customers: each starts in the shop's language and look."""

    channel = "kiosk"

    def __init__(self, assistant: Assistant, hub: ThemeHub, language: Language) -> None:
        self._asked_idle = False
        self._taps = 0
        self._idle = QTimer(interval=IDLE_MS)
        super().__init__(assistant, hub, language)
        self._idle.setParent(self)
        self._idle.timeout.connect(self._nobody_there)

    def make_start(self) -> Screen:
        """The invitation."""
        start = StartScreen(self.setting)
        start.started.connect(self.begin)
        return start

    def go_start(self) -> None:
        """Forget everything and wait for the next customer."""
        self.forget()
        self.setting.language.use(self._first_language)
        self.hub.update(name=self._first_theme, text_scale=TEXT_SCALES[0])
        self.show_screen(self.start_screen)

    def show_screen(self, screen: QWidget) -> None:
        """Bring a screen to the front; from now on somebody has to be there."""
        super().show_screen(screen)
        self._asked_idle = False
        if screen is self.start_screen:
            self._idle.stop()
        else:
            self._idle.start()

    def sure_text(self) -> str:
        """What the bottom bar asks before all is forgotten."""
        if self._asked_idle:
            return self.tr("Are you still there? Your answers will be forgotten in a moment.")
        return super().sure_text()

    def keep_going(self) -> None:
        """The customer is still there."""
        self._asked_idle = False
        super().keep_going()

    def _nobody_there(self) -> None:
        """Nobody touched the screen for a while: ask, then forget."""
        seen, self._taps = self._taps, self.hub.pace.taps
        if seen != self._taps:
            return
        if self._asked_idle or not self.bottom.isVisible():
            self.go_start()
        else:
            self._asked_idle = True
            self.ask()
