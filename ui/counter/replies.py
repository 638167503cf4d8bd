"""What is said at the counter of a scan that came to nothing, and of a scanner set badly."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.look.theme import ThemeHub

if TYPE_CHECKING:
    from ui.frame.notice import ScanNotice


class ScanReplies(QObject):
    """Says it above the foot of the window."""

    def __init__(self, hub: ThemeHub, window: QWidget, foot: QWidget) -> None:
        super().__init__(window)
        self._hub = hub
        self._window = window
        self._foot = foot
        self.blamed: set[str] = set()
        """What was said of the scanner since the start."""

    @cached_property
    def notice(self) -> ScanNotice:
        """What is said of a scan; made for the first one."""
        from ui.frame.notice import ScanNotice

        return ScanNotice(self._hub, self._window)

    def say(self, why: str, ean: str = "") -> None:
        """Say that nothing came of a scan, and why (`ScanNotice.say`)."""
        self.notice.say(why, ean)
        self.place()

    def silence(self) -> None:
        """Another screen: what was said is over."""
        if "notice" in vars(self):
            self.notice.say("")

    def retranslate(self) -> None:
        """What is said, in the language of the moment."""
        if "notice" in vars(self):
            self.notice.retranslate()

    def place(self) -> None:
        """Above the row of buttons that every screen has at its foot."""
        if "notice" in vars(self) and self.notice.isVisible():
            self.notice.place(self._foot.sizeHint().height())

    def blame(self, faults: Sequence[str]) -> None:
        """Say how the scanner is set badly: once, and whenever nothing came of a scan."""
        new = [each for each in faults if each not in self.blamed]
        if faults and (new or self.notice.isVisible()):
            fault = [*new, *faults][0]
            self.blamed.add(fault)
            self.notice.blame(fault)
            self.place()
