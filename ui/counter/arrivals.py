"""What comes to the counter by itself: calls from a kiosk, and what a scanner reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import monotonic, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from shiboken6 import isValid

from magapp.assistant import Assistant
from magapp.errors import MagappError
from magapp.machine.clock import today
from magapp.visit.handover import HandoverError, decode
from ui.counter.start import CounterStart
from ui.input.job import Job, beside
from ui.input.scanner import Kept, Scanner

if TYPE_CHECKING:
    from magapp.store import Call

CALLS_MS = 3_000
"""How often the counter looks whether a kiosk asks for somebody."""


class CounterArrivals(QObject):
    """Watches for them, on every screen."""

    opened = Signal(object)
    """What a code that was read hands over (`Handed`)."""
    refused = Signal(str)
    """A code that opens nothing, and why (`HandoverError.kind`)."""
    product = Signal(str)
    """A product was scanned: its EAN; empty for what is neither product nor code."""
    called = Signal(object)
    """The calls of the moment (a tuple of `Call`), the longest waiting first."""
    aged = Signal(object, int)
    """From when the products are (seconds since 1970), where the database does not answer; and how
    many changes of stock wait for it."""
    _heard = Signal()
    """The database says that calls are others."""

    def __init__(
        self,
        assistant: Assistant,
        start: CounterStart,
        keep: Callable[[], Kept],
        grave: Callable[[], bool],
    ) -> None:
        """For `keep` and `grave` see `Scanner`."""
        super().__init__(start)
        self._assistant, self._start = assistant, start
        self._calls: tuple[Call, ...] = ()
        self._looking: Job | None = None
        self._looked_at = monotonic()
        self._outdated = False
        """Whether a call was answered since the look that is on its way began."""
        self._again = False
        """Whether calls were said to be others since then."""
        self._going: list[str] = []
        """The kiosks where somebody goes, until the database knows."""
        self._answering: Job | None = None
        self._marked = 0.0
        self._marking: Job | None = None
        self.scanner = Scanner(self, keep, self._knows, grave)
        self.scanner.coded.connect(self._read)
        self.scanner.scanned.connect(self.product)
        self.scanner.misread.connect(lambda: self.product.emit(""))
        self._timer = QTimer(self, interval=CALLS_MS)
        self._timer.timeout.connect(self.look_for_calls)
        self._timer.timeout.connect(self._look_at_clock)
        self._timer.timeout.connect(self._look_at_till)
        self._timer.timeout.connect(self._look_at_products)
        start.answered.connect(self.answer)
        self._heard.connect(self.look_for_calls)
        assistant.stockroom.on_calls = self._hear

    def watch(self, window: QWindow | None) -> None:
        """Read what is scanned while this window has the keys, and look for calls from now on."""
        self.scanner.watch(window)
        self._look_at_clock()
        if not self._timer.isActive():
            self._timer.start()

    def _hear(self) -> None:
        """In some thread: have the screen's look for calls."""
        if isValid(self):
            self._heard.emit()

    def _look_at_clock(self) -> None:
        """Staff hear of a wrong clock; it may be set, or jump, at any time."""
        self._start.say_clock(today() is None)

    def _look_at_till(self) -> None:
        """Staff hear of a list that the till brought and that waits for somebody."""
        self._start.say_till(self._assistant.till_asks)

    def _look_at_products(self) -> None:
        """Staff hear of it when a consultation goes on with the products of earlier."""
        self.aged.emit(
            self._assistant.stockroom.products_since, self._assistant.stockroom.changes_wait
        )

    def look_for_calls(self) -> None:
        """Find out which kiosks ask for somebody, one look at a time.

        Beside the screen, as all that is done with calls: another program may have the database
        for longer than a key may wait.
        """
        self._again = self._looking is not None
        if self._looking is None:
            self._outdated = False
            self._looking = beside(self, self._assistant.calls, self._looked, self._not_looked)

    def _looked(self, calls: object) -> None:
        """Show the calls."""
        assert isinstance(calls, tuple)
        self._looking = None
        self._looked_at = monotonic()
        if not self._outdated:
            self._show(tuple(each for each in calls if each.kiosk not in self._going))
        self._leave_mark()
        if self._again:
            self.look_for_calls()

    def _not_looked(self, error: object) -> None:
        """Who called before the database was gone waits still, but nobody for ever."""
        self._looking = None
        if isinstance(error, MagappError):
            from magapp.store.calls import CALL_MINUTES

            if monotonic() - self._looked_at > 60 * CALL_MINUTES:
                self._show(())
        elif isinstance(error, Exception):
            raise error

    def _show(self, calls: tuple[Call, ...]) -> None:
        if calls != self._calls:
            self._calls = calls
            self._start.set_calls([each.kiosk for each in calls])
            self.called.emit(calls)

    def _leave_mark(self) -> None:
        """Once a minute, so that kiosks know of a counter that sees their calls.

        Another program may be writing, and no call waits for that. One that fails is left a minute
        later.
        """
        minute = time() // 60
        if self._marking is None and minute != self._marked:
            self._marked = minute
            self._marking = beside(self, self._assistant.attend, self._mark_left, self._mark_left)

    def _mark_left(self, _: object) -> None:
        self._marking = None

    def answer(self, number: int) -> None:
        """Somebody goes to a kiosk: its call is gone from the screen at once."""
        self._going.append(self._calls[number].kiosk)
        self._show(self._calls[:number] + self._calls[number + 1 :])
        self._note_answer()

    def _note_answer(self) -> None:
        """Let the database know, one kiosk after the other."""
        if self._answering is None and self._going:
            answer = partial(self._assistant.answer_call, self._going[0])
            self._answering = beside(self, answer, self._answered, self._answered)

    def _answered(self, _: object) -> None:
        """It knows. A call that it could not be told of comes up again, and in time goes."""
        self._answering = None
        self._going.pop(0)
        self._outdated = True
        self._note_answer()

    def _knows(self, line: str) -> bool:
        """Whether the check of a code holds, also where it opens nothing here."""
        try:
            decode(self._assistant.pack, line)
        except HandoverError as error:
            return error.kind == "other_pack"
        return True

    def _read(self, line: str) -> None:
        """Say what is in a code, or why it cannot be said."""
        try:
            handed = decode(self._assistant.pack, line)
        except HandoverError as error:
            self.refused.emit(error.kind)
        else:
            self.opened.emit(handed)
