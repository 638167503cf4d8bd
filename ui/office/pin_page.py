"""The PIN in the office: asked for before what only who may set up the shop sees, and set."""

from __future__ import annotations

from math import ceil
from typing import Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from magapp.errors import InputError
from magapp.machine.pin import LEAST, MOST, Pin, set_pin
from ui.frame.pin import PinPad
from ui.frame.setting import Setting
from ui.kit.base import bleed
from ui.kit.button import Button
from ui.kit.text import FlowLabel
from ui.office.labels import OfficeWords
from ui.office.page import OfficePage

Asks = Literal["old", "new", "again"]


class PinPage(OfficePage):
    """`opened` says that the PIN was right, or that there is none; `kept` that a new one is set."""

    opened = Signal()
    kept = Signal()

    def __init__(self, setting: Setting, words: OfficeWords, pin: Pin) -> None:
        super().__init__(setting, words, "office:pin")
        hub = setting.hub
        self.pin = pin
        self.asks: Asks = "old"
        self._first = self._wrong = ""
        self.help = FlowLabel(hub, name="pin:help", role="body", colour="ink_soft")
        self.pad = PinPad(hub)
        self.pad.changed.connect(self._refresh)
        self.pad.accepted.connect(self.try_it)
        self.go = Button(hub, name="pin:enter", variant="primary", icon="check")
        self.go.clicked.connect(self.try_it)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.go)
        self.column.addWidget(self.help)
        self.column.addWidget(self.pad, 1)
        self.column.addLayout(row)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._refresh)
        self.restyle()
        self.retranslate()

    def ask(self) -> bool:
        """Ask for the PIN; False where there is none to ask for."""
        self.pin.read()
        self._begin("old")
        return self.pin.is_set

    def choose(self) -> None:
        """Let a new PIN be chosen."""
        self._begin("new")

    def _begin(self, asks: Asks) -> None:
        self.asks = asks
        self._first = self._wrong = ""
        self.pad.set_value(None)
        self.retranslate()

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "help"):
            out = bleed(self.hub.theme)
            self.help.setContentsMargins(out, 0, out, 0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight, out of mind."""
        super().hideEvent(event)
        self._second.stop()
        self._first = self._wrong = ""
        self.pad.set_value(None)

    def retranslate(self) -> None:
        """Words of the page."""
        self.heading.setText(self.tr("Settings") if self.asks == "old" else self.tr("A new PIN"))
        super().retranslate()
        label = self.tr("Your PIN")
        self.pad.set_texts("", label, self.tr("Clear"), self.tr("Delete"), label)
        self.go.set_text(self.tr("Keep") if self.asks == "again" else self.tr("Next"))
        self._refresh()

    def _refresh(self) -> None:
        """What is asked, what was wrong, how long to wait."""
        wait = ceil(self.pin.wait()) if self.asks == "old" else 0
        asked = {
            "old": self.tr("Type the PIN of the staff."),
            "new": self.tr(
                "Choose {least} to {most} digits, with which staff leave a kiosk and open settings."
            ).format(least=LEAST, most=MOST),
            "again": self.tr("Type them once more."),
        }[self.asks]
        if wait:
            said = self.tr("Wrong too often. Try again in {seconds} seconds.").format(seconds=wait)
        else:
            said = f"{self._wrong} {asked}".strip()
        self.help.setText(said)
        self.go.setEnabled(not wait and len(self.pad.typed()) >= LEAST)
        if wait and self.isVisible():
            self._second.start()
        else:
            self._second.stop()

    def enter(self) -> bool:
        """Enter was pressed beside the pad."""
        self.try_it()
        return True

    def try_it(self) -> None:
        """Take what is typed."""
        digits = self.pad.typed()
        if not self.go.isEnabled():
            return
        self._wrong = ""
        self.pad.set_value(None)
        if self.asks == "old":
            if self.pin.check(digits):
                self.opened.emit()
                return
            self._wrong = self.tr("That is not the PIN.")
        elif self.asks == "new":
            self._first, self.asks = digits, "again"
        elif digits != self._first:
            self._wrong, self.asks = self.tr("That was something else."), "new"
        else:
            try:
                set_pin(self.pin.folder, digits)
            except InputError as error:
                self._wrong, self.asks = error.told(self.setting.language.code), "new"
            else:
                self.pin.read()
                self.kept.emit()
                return
        self.retranslate()

    def first(self) -> QWidget:
        """The pad."""
        return self.pad
