"""The ways through setting up a shop: first steps, settings, and the PIN before them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QObject, Signal

from magapp.assistant import Assistant
from magapp.machine.pin import Pin
from magapp.settings import home
from magapp.settings.first_start import Step, settle, settled
from ui.frame.setting import Setting
from ui.office.first_steps import FirstStepsPage
from ui.office.labels import OfficeWords
from ui.office.page import OfficePage
from ui.office.pin_page import PinPage
from ui.office.settings_page import SettingsPage

_PAGE_OF = {"shop": "shop", "printer": "printer", "place": "kiosk"}
"""The page of the settings on which a step is done."""


class SettingUp(QObject):
    """Leads from one of its pages to the other, and back to where it was called from."""

    shown = Signal(OfficePage)
    """A page is to be brought to the front."""
    changed = Signal()
    """A setting is another one, a PIN was set, or a step is settled."""
    products = Signal()
    """Products are to be brought in from a file."""
    back = Signal()
    """Back to the office."""
    out = Signal()
    """Back to where consultations are held."""

    def __init__(
        self, setting: Setting, words: OfficeWords, assistant: Assistant, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.assistant = assistant
        self._straight = False
        """Whether it was called from outside the office, and leads back there."""
        self._from_steps = False
        self._unlocked = False
        self._then: Callable[[], None] = self._open_settings
        self._page = ""
        self.settings = SettingsPage(setting, words, assistant)
        self.settings.changed.connect(self.changed)
        self.settings.pin_wanted.connect(self._choose_pin)
        self.settings.steps_wanted.connect(self.show_steps)
        self.pin = PinPage(setting, words, Pin(self.folder))
        self.pin.opened.connect(self._right)
        self.pin.kept.connect(self._kept)
        self.steps = FirstStepsPage(setting, words)
        self.steps.wanted.connect(self._step_wanted)
        self.steps.skipped.connect(self._skipped)

    @property
    def folder(self) -> Path:
        """Where settings, PIN and steps are kept."""
        return self.assistant.folder or home()

    def lock(self) -> None:
        """Nobody is in the office any more: the PIN is asked for again."""
        self._unlocked = self._from_steps = self._straight = False

    def behind_pin(self, then: Callable[[], None]) -> None:
        """Do something once the PIN was right; at once where there is none."""
        if self._unlocked or not self.pin.ask():
            then()
        else:
            self._then = then
            self.shown.emit(self.pin)

    def _right(self) -> None:
        self._unlocked = True
        self._then()

    # -- settings ---------------------------------------------------------------------------------

    def show_settings(self, page: str = "") -> None:
        """The settings, behind the PIN."""
        self._page = page
        self.behind_pin(self._open_settings)

    def _open_settings(self) -> None:
        self.settings.show_settings(self._page)
        self.shown.emit(self.settings)
        self.settings.look_around()

    def _choose_pin(self) -> None:
        self.behind_pin(self._open_choice)

    def _open_choice(self) -> None:
        self.pin.choose()
        self.shown.emit(self.pin)

    def _kept(self) -> None:
        self._unlocked = True
        self.changed.emit()
        self._go_back()

    def _go_back(self) -> None:
        if self._from_steps:
            self.show_steps()
        else:
            self._open_settings()

    # -- first steps ------------------------------------------------------------------------------

    def show_steps(self) -> None:
        """The first steps."""
        self._from_steps = True
        self.pin.pin.read()
        settings = self.assistant.settings
        self.steps.show_steps(settled(self.folder, settings, self.pin.pin.is_set))
        self.shown.emit(self.steps)

    def show_step(self, step: str) -> None:
        """One of them, from outside the office; back leads out again."""
        self._straight = True
        if step in get_args(Step):
            self._step_wanted(step)
        else:
            self.show_steps()

    def _step_wanted(self, step: str) -> None:
        if step == "products":
            self._straight = self._from_steps = False
            self.products.emit()
        elif step == "pin":
            self._choose_pin()
        else:
            self.show_settings(_PAGE_OF[step])

    def skip(self, step: str) -> None:
        """Nobody is asked for this step again."""
        settle(self.folder, next(each for each in get_args(Step) if each == step))
        self.changed.emit()

    def _skipped(self, step: str) -> None:
        self.skip(step)
        self.show_steps()

    def kept(self) -> Callable[[], None]:
        """The digits that were typed, to have them again when what follows was a scan."""
        pad, typed = self.pin.pad, self.pin.pad.typed()
        return lambda: pad.type_again(typed)

    # -- leaving ----------------------------------------------------------------------------------

    def leave(self, page: OfficePage) -> bool:
        """The way back from one of these pages; False where it is none of them."""
        if page is self.pin and self.pin.asks != "old" and not self._straight:
            self._go_back()
        elif page in (self.settings, self.pin) and self._from_steps:
            self.show_steps()
        elif page not in (self.settings, self.pin, self.steps):
            return False
        elif self._straight:
            self.out.emit()
        else:
            self._from_steps = False
            self.back.emit()
        return True
