"""Leaving the kiosk: staff type their PIN, and nobody sees it.

Controls: the keys `pin:0` to `pin:9`, `pin:clear`, `pin:back`, then `pin:enter` and `pin:cancel`.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from magapp.machine.journal import note
from magapp.machine.pin import LEAST, Pin
from ui.frame.pin import PinPad
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.kit.button import Button


class LeaveScreen(Screen):
    """Asks for the PIN. `left` says it was right, `closed` that somebody thought better of it."""

    left = Signal()
    closed = Signal()
    grave = True

    def __init__(self, setting: Setting, pin: Pin) -> None:
        super().__init__(setting, "page:leave")
        hub = setting.hub
        self.pin = pin
        self._wrong = False
        self.pad = PinPad(hub)
        self.pad.changed.connect(self._refresh)
        self.pad.accepted.connect(self.try_it)
        self.cancel = Button(hub, name="pin:cancel", icon="arrow_left", mirrored=True)
        self.cancel.clicked.connect(self.closed)
        self.enter = Button(hub, name="pin:enter", variant="primary", icon="lock_open_outline")
        self.enter.clicked.connect(self.try_it)
        self.column.addWidget(self.pad, 1)
        self.row = QHBoxLayout()
        self.row.addWidget(self.cancel)
        self.row.addStretch(1)
        self.row.addWidget(self.enter)
        self.column.addLayout(self.row)
        self.column.addStretch(0)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._refresh)
        self.restyle()
        self.retranslate()

    def open(self) -> None:
        """Ask anew; a PIN that was set meanwhile counts."""
        self.pin.read()
        self.forget()
        self.pad.setVisible(self.pin.is_set)
        self.enter.setVisible(self.pin.is_set)
        self.cancel.set_variant("secondary" if self.pin.is_set else "primary")
        self.column.setStretch(self.column.count() - 1, 0 if self.pin.is_set else 1)
        self._refresh()

    def forget(self) -> None:
        """Keep no digit that was typed."""
        self._wrong = False
        self.pad.set_value(None)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight, out of mind."""
        super().hideEvent(event)
        self._second.stop()
        self.forget()

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "row"):
            self.row.setSpacing(self.setting.hub.theme.px("space.md"))

    def retranslate(self) -> None:
        """Words of the screen."""
        self.heading.setText(self.tr("For staff: leave the kiosk"))
        self.pad.set_texts(
            "", self.tr("Your PIN"), self.tr("Clear"), self.tr("Delete"), self.tr("Your PIN")
        )
        self.cancel.set_text(self.tr("Back"))
        self.enter.set_text(self.tr("Leave"))
        self.setAccessibleName(self.heading.text())
        self._refresh()

    def _refresh(self) -> None:
        """What is asked, what was wrong, how long to wait."""
        wait = ceil(self.pin.wait())
        if not self.pin.is_set:
            said = self.tr(
                "This page is for our staff. No PIN is set yet: the manual of the kiosk says how."
            )
        elif wait:
            said = self.tr("Wrong too often. Try again in {seconds} seconds.").format(seconds=wait)
        elif self._wrong:
            said = self.tr("That is not the PIN.")
        else:
            said = self.tr("This page is for our staff. Type the staff PIN, or go back.")
        self.help.setText(said)
        self.enter.setEnabled(not wait and len(self.pad.typed()) >= LEAST)
        if wait and self.isVisible():
            self._second.start()
        else:
            self._second.stop()

    def try_it(self) -> None:
        """Is it the PIN?"""
        if not self.enter.isEnabled():
            return
        digits = self.pad.typed()
        self.pad.set_value(None)
        right = self.pin.check(digits)
        note("pin_right" if right else "pin_wrong")
        if right:
            self.forget()
            self.left.emit()
        else:
            self._wrong = True
            self._refresh()

    def first(self) -> QWidget:
        """The pad, or the way back where there is nothing to type."""
        return self.pad if self.pin.is_set else self.cancel
