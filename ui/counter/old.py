"""Products from earlier, in the bar of the counter: since when the database has not answered."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent

from magapp.machine.clock import today
from ui.frame.announce import announce
from ui.frame.setting import Setting
from ui.kit.surfaces import Pill

NARROW = 1100
"""In a window of less (pixels of the base design) the moment says it alone."""


class OldProducts(Pill):
    """Says from when the products are. Hidden while they are those of the moment."""

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting.hub, name=name, tone="warning", icon="database_alert_outline")
        self._setting = setting
        self._since: float | None = None
        self._in_full = True
        self.hide()

    def say(self, since: float | None) -> None:
        """The products were read last in this second since 1970; None: they are of now."""
        news = (since is None) != (self._since is None)
        self._since = since
        self.setVisible(since is not None)
        self.retranslate()
        if news and since is not None:
            announce(self, self.accessibleName())

    def show_in_full(self, in_full: bool) -> None:
        """Say all of it, where there is room for that."""
        if in_full != self._in_full:
            self._in_full = in_full
            self.retranslate()

    def retranslate(self) -> None:
        """The moment, and what it means."""
        if self._since is None:
            return
        read, amounts = datetime.fromtimestamp(self._since), self._setting.amounts
        at = amounts.time(read.hour + read.minute / 60)
        if read.date() != today():
            at = f"{amounts.short_day(read.date())}, {at}"
        said = self.tr("Products of {time}; the database does not answer").format(time=at)
        brief = self.tr("Products of {time}").format(time=at)
        theme = self._setting.hub.theme
        narrow = theme.text_scale >= 1.5 or self.window().width() < theme.px(NARROW)
        self.set_text(at if narrow else said if self._in_full else brief)
        self.setAccessibleName(said)
        self.setToolTip(said)

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
