"""What comes to the counter by itself: calls from a kiosk, and what a scanner reads."""

from __future__ import annotations

from contextlib import suppress
from time import time

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QWindow

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.handover import HandoverError, decode
from ui.counter.start import CounterStart
from ui.job import Job
from ui.scanner import Scanner

CALLS_MS = 3_000
"""How often the first screen looks whether a kiosk asks for somebody."""


class Arrivals(QObject):
    """Watches for them: for calls while the first screen is in front, for scans on every screen."""

    opened = Signal(object)
    """The answers in a code that was read."""
    refused = Signal(str)
    """A code that opens nothing, and why (`HandoverError.kind`)."""
    product = Signal(str)
    """A product was scanned: its EAN; empty for what is neither product nor code."""

    def __init__(self, assistant: Assistant, start: CounterStart) -> None:
        super().__init__(start)
        self._assistant, self._start = assistant, start
        self._calls: tuple[str, ...] = ()
        self._marked = 0.0
        self._marking: Job | None = None
        self.scanner = Scanner(self)
        self.scanner.coded.connect(self._read)
        self.scanner.scanned.connect(self.product)
        self.scanner.misread.connect(lambda: self.product.emit(""))
        self._timer = QTimer(self, interval=CALLS_MS)
        self._timer.timeout.connect(self.look_for_calls)
        start.answered.connect(self._answer)

    def watch(self, window: QWindow | None) -> None:
        """Read what is scanned while this window has the keys."""
        self.scanner.watch(window)

    def wait(self, waiting: bool) -> None:
        """Whether the first screen is in front."""
        if waiting:
            self._timer.start()
        else:
            self._timer.stop()

    def look_for_calls(self) -> None:
        """Show which kiosks ask for somebody. Without a database there are none."""
        try:
            calls = self._assistant.calls()
        except StoreError:
            calls = ()
        else:
            self._leave_mark()
        if calls != self._calls:
            self._calls = calls
            self._start.set_calls(calls)

    def _leave_mark(self) -> None:
        """Once a minute, so that kiosks know of a counter that sees their calls.

        Beside the screen: another program may be writing. One that fails is left a minute later.
        """
        minute = time() // 60
        if self._marking is None and minute != self._marked:
            self._marked = minute
            self._marking = Job(lambda *_: self._assistant.attend(), self, waits=False)
            self._marking.done.connect(self._mark_left)
            self._marking.failed.connect(self._mark_left)
            self._marking.start()

    def _mark_left(self, _: object) -> None:
        if self._marking is not None:
            self._marking.deleteLater()
            self._marking = None

    def _answer(self, number: int) -> None:
        """Somebody goes to a kiosk."""
        with suppress(StoreError):  # it is gone from the screen, and in time by itself
            self._assistant.answer_call(self._calls[number])
        self._calls = self._calls[:number] + self._calls[number + 1 :]
        self._start.set_calls(self._calls)

    def _read(self, line: str) -> None:
        """Say what is in a code, or why it cannot be said."""
        try:
            answers = decode(self._assistant.pack, line)
        except HandoverError as error:
            self.refused.emit(error.kind)
        else:
            self.opened.emit(answers)
