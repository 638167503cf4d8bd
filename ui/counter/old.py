"""In the bar of the counter: since when the database has not answered, and what waits for it."""

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
    """Says from when the products are, and how many changes of stock wait here.

    Hidden while they are those of the moment, and none waits.
    """

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting.hub, name=name, tone="warning", icon="database_alert_outline")
        self._setting = setting
        self._since: float | None = None
        self._waiting = 0
        self._in_full = True
        self.hide()

    def say(self, since: float | None, waiting: int = 0) -> None:
        """The products were read last in this second since 1970; None: they are of now."""
        before = self._since is None, self._waiting == 0
        self._since, self._waiting = since, waiting
        news = before != (since is None, waiting == 0)
        self.setVisible(since is not None or waiting > 0)
        self.retranslate()
        if news and not self.isHidden():
            announce(self, self.accessibleName())

    def show_in_full(self, in_full: bool) -> None:
        """Say all of it, where there is room for that."""
        if in_full != self._in_full:
            self._in_full = in_full
            self.retranslate()

    def retranslate(self) -> None:
        """The moment, what it means, and what waits."""
        said = brief = at = ""
        if self._since is not None:
            at = self._moment(self._since)
            said = self.tr("Products of {time}; the database does not answer").format(time=at)
            brief = self.tr("Products of {time}").format(time=at)
        if self._waiting:
            number = self._setting.amounts.number(self._waiting)
            waits = self.tr("Changes that wait: {count}").format(count=number)
            said, brief = (f"{each} · {waits}" if each else waits for each in (said, brief))
            at = at or waits
        theme = self._setting.hub.theme
        narrow = theme.text_scale >= 1.5 or self.window().width() < theme.px(NARROW)
        self.set_text(at if narrow else said if self._in_full else brief)
        self.setAccessibleName(said)
        self.setToolTip(said)

    def _moment(self, since: float) -> str:
        read, amounts = datetime.fromtimestamp(since), self._setting.amounts
        at = amounts.time(read.hour + read.minute / 60)
        return at if read.date() == today() else f"{amounts.short_day(read.date())}, {at}"

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
