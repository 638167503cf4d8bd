"""Going back to a moment: as if no key had been pressed since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from ui.frame.screen import nothing
from ui.kit.entry import TextEntry
from ui.kit.tiles import TileGrid
from ui.look.theme import ThemeName
from ui.walk.shell import Shell


@runtime_checkable
class Keeps(Protocol):
    """A screen that shows more than the answers."""

    def kept(self) -> Callable[[], None]:
        """How to show it again (`Screen.kept`)."""


class KeptScreen:
    """What stands on a shell's screen: it is kept until keys are known to be a hand's."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        shell.session.keep()
        self._look = self._looks()
        self._asking = shell.asking
        self._keyboard = shell.hub.keyboard
        screen = shell.deck.currentWidget()
        assert screen is not None
        self._screen = screen
        self._shell_again = shell.kept()
        self._screen_again = screen.kept() if isinstance(screen, Keeps) else nothing
        self._pages = [(each, each.page) for each in screen.findChildren(TileGrid)]
        self._fields = [
            (each, each.text(), each.cursorPosition(), each.selectionStart(), each.selectedText())
            for each in screen.findChildren(QLineEdit)
        ]
        self._focus = QApplication.focusWidget()

    def _looks(self) -> tuple[ThemeName, float, str]:
        theme = self._shell.hub.theme
        return theme.name, theme.text_scale, self._shell.setting.language.code

    def come_back(self) -> None:
        """All of it again; what is as it was is left alone."""
        shell = self._shell
        if self._looks() != self._look:
            name, scale, language = self._look
            shell.hub.update(name=name, text_scale=scale)
            shell.use_language(language)
        moved = shell.deck.currentWidget() is not self._screen
        changed = shell.session.go_back()
        self._shell_again()
        if moved or changed:
            shell.show_again(self._screen)
        self._screen_again()
        for grid, page in self._pages:
            grid.show_page(page)
        self._type_again()
        if shell.asking != self._asking:
            if self._asking:
                shell.ask()
            else:
                shell.keep_going()
        self._focus_again()

    def drop(self) -> None:
        """Nobody comes back to it any more."""
        self._shell.session.settle()

    def _type_again(self) -> None:
        """Who listens to a field hears that its text is another, as if it had been typed."""
        for field, text, cursor, start, selected in self._fields:
            if not isValid(field):
                continue
            if field.text() != text:
                field.setText(text)
                heard = field.edited if isinstance(field, TextEntry) else field.textEdited
                heard.emit(text)
                field.setText(text)
            if start >= 0:
                field.setSelection(start, len(selected))
            elif field.cursorPosition() != cursor:
                field.setCursorPosition(cursor)

    def _focus_again(self) -> None:
        shell, focus = self._shell, self._focus
        shell.hub.keyboard = self._keyboard
        if focus is None or focus is QApplication.focusWidget() or not isValid(focus):
            return
        if focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
