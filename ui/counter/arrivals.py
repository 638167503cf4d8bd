"""What comes to the counter by itself: calls from a kiosk, and consultations as codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QWindow

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.handover import HandoverError, decode
from magapp.rules import Value
from ui.counter.reader import CodeReader
from ui.counter.start import CounterStart

CALLS_MS = 3_000
"""How often the first screen looks whether a kiosk asks for somebody."""


class Arrivals(QObject):
    """Watches for them while the first screen is in front: nobody is interrupted by one.

    `opened` is given the answers of a code that was read.
    """

    def __init__(
        self,
        assistant: Assistant,
        start: CounterStart,
        opened: Callable[[Mapping[str, Value]], None],
    ) -> None:
        super().__init__(start)
        self._assistant, self._start, self._opened = assistant, start, opened
        self._calls: tuple[str, ...] = ()
        self.reader = CodeReader(self)
        self.reader.scanned.connect(self.open_code)
        self._timer = QTimer(self, interval=CALLS_MS)
        self._timer.timeout.connect(self.look_for_calls)
        start.answered.connect(self._answer)

    def watch(self, window: QWindow | None) -> None:
        """Read the codes that are scanned while this window has the keys."""
        self.reader.watch(window)

    def wait(self, waits: bool) -> None:
        """Whether the first screen is in front."""
        if waits:
            self._timer.start()
        else:
            self._timer.stop()
            self._start.refuse("")

    def look_for_calls(self) -> None:
        """Show which kiosks ask for somebody. Without a database there are none."""
        try:
            calls = self._assistant.calls()
        except StoreError:
            calls = ()
        if calls != self._calls:
            self._calls = calls
            self._start.set_calls(calls)

    def _answer(self, number: int) -> None:
        """Somebody goes to a kiosk."""
        with suppress(StoreError):  # it is gone from the screen, and in time by itself
            self._assistant.answer_call(self._calls[number])
        self._calls = self._calls[:number] + self._calls[number + 1 :]
        self._start.set_calls(self._calls)

    def open_code(self, line: str) -> None:
        """Open the consultation in a code; a consultation on the screen is not overwritten."""
        if not self._timer.isActive():
            return
        try:
            answers = decode(self._assistant.pack, line)
        except HandoverError as error:
            self._start.refuse(error.kind)
        else:
            self._opened(answers)
