"""The counter's window: what the shell does, by keys as well, and the way to the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from magapp.assistant import Assistant
from magapp.errors import StoreError
from ui.kit.controls import Button
from ui.language import Language
from ui.theme import ThemeHub
from ui.wizard.page import QuestionPage, Screen
from ui.wizard.shell import Shell
from ui.wizard.start import StartScreen

if TYPE_CHECKING:
    from ui.office.screen import OfficeScreen


class CounterShell(Shell):
    """A shell for staff."""

    channel = "staff"

    def __init__(self, assistant: Assistant, hub: ThemeHub, language: Language) -> None:
        super().__init__(assistant, hub, language)
        self._office: OfficeScreen | None = None

    def make_start(self) -> Screen:
        """Ready for the next customer."""
        start = StartScreen(self.setting)
        start.started.connect(self.begin)
        start.office_wanted.connect(self.show_office)
        return start

    def show_advice(self) -> None:
        """The advice for these answers; the office when there is no shelf to look at."""
        try:
            super().show_advice()
        except StoreError:
            self.show_office()

    def show_office(self) -> None:
        """The shop's products; made on the first visit."""
        if self._office is None:
            from ui.office.screen import OfficeScreen

            self._office = OfficeScreen(self.setting, self.assistant)
            self._office.closed.connect(self.go_start)
            self.deck.addWidget(self._office)
        self._office.open()
        self.show_screen(self._office)

    # -- keys -------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """A key that nothing on the page took; whether it meant something."""
        key = event.key()
        asking = self.bottom.currentIndex() == 1 and self.bottom.isVisible()
        if event.isAutoRepeat() and key != Qt.Key.Key_Backspace:
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_F2 and self.deck.currentWidget() is self.start_screen:
            self.show_office()
        elif key == Qt.Key.Key_Escape:
            if asking:
                self.keep_going()
            elif self.bottom.isVisible():
                self.ask_restart()
            else:
                self.go_start()
        elif key == Qt.Key.Key_Backspace or (
            key == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            if self.bottom.isVisible() and not asking:
                self.go_back()
        elif event.text().isdecimal() and event.text().isascii() and not asking:
            screen = self.deck.currentWidget()
            return isinstance(screen, Screen) and screen.press(int(event.text()))
        else:
            return False
        return True

    def _enter(self) -> None:
        """Enter presses a button that has the focus, and else goes on."""
        focus = QApplication.focusWidget()
        screen = self.deck.currentWidget()
        if isinstance(focus, Button) and focus is not self.next:
            focus.click()
        elif screen is self.start_screen:
            self.begin()
        elif isinstance(screen, QuestionPage):
            if screen.enter_goes_on() and self.next.isEnabled():
                self._next()
        elif screen is self._review:
            self.go_next()
