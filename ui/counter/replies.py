"""What becomes of a scan on the screen in front, and what is said where nothing does."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.frame.screen import Screen

if TYPE_CHECKING:
    from ui.counter.counter import CounterShell
    from ui.frame.notice import ScanNotice


class ScanReplies(QObject):
    """Takes what a scanner read, and says above the foot of the window why nothing came of it."""

    def __init__(self, shell: CounterShell) -> None:
        super().__init__(shell)
        self.shell = shell
        self.blamed: set[str] = set()
        """What was said of the scanner since the start."""

    @cached_property
    def notice(self) -> ScanNotice:
        """What is said of a scan; made for the first one."""
        from ui.frame.notice import ScanNotice

        return ScanNotice(self.shell.hub, self.shell)

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
            self.notice.place(self.shell.bottom.sizeHint().height())

    def blame_scanner(self) -> None:
        """Say how the scanner is set badly: once, and whenever nothing came of a scan."""
        faults = self.shell.arrivals.scanner.last.faults
        new = [each for each in faults if each not in self.blamed]
        if self.shell.turned:
            return  # a customer looks at it
        if faults and (new or self.notice.isVisible()):
            fault = [*new, *faults][0]
            self.blamed.add(fault)
            self.notice.blame(fault)
            self.place()

    def take_product(self, ean: str) -> None:
        """Begin with a product, or on the desk go on with it in the hand; empty: no product."""
        shell = self.shell
        screen = shell.deck.currentWidget()
        if shell.turned:
            self.say("nothing")
        elif screen is shell.start_screen and ean:
            shell.beside.show_product(ean)
        elif shell.on_desk and ean and shell.take_in_hand(ean):
            self.say("")
        elif shell.on_desk or screen is shell.start_screen:
            why = shell.arrivals.scanner.last.kind or "misread"
            self.say("unknown" if ean else why, ean)
        elif not (isinstance(screen, Screen) and screen.take_scan(ean)):
            self.say("nothing")
