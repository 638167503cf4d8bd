"""Whether somebody is there: a patience, then a countdown, then nobody is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

COUNTDOWN = 20
"""So many seconds one can still say "I am here"."""

RUN_DOWN = 15
"""So many seconds before the question, at most, it is seen to come."""

FINGER = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.TouchBegin)
KEYS = (QEvent.Type.KeyPress, QEvent.Type.Wheel)


class Idle(QObject):
    """Watches a window for touches and keys. It says what to do and does none of it."""

    waning = Signal(int)
    """The question, or the end, comes in so many seconds if nobody touches the screen.

    0: neither does.
    """
    asked = Signal(int)
    """Nobody has touched the screen: ask. So many seconds are left; again at every second."""
    stayed = Signal()
    """Somebody is there after all."""
    over = Signal()
    """Nobody is there: forget."""

    def __init__(self, patience: int) -> None:
        """Wait `patience` seconds before asking."""
        super().__init__()
        self.patience = patience
        self._seconds = patience
        self.left = 0
        """Seconds of the countdown that are left; 0 while nobody is asked."""
        self._ask = True
        self._seen = False
        self.wait = QTimer(self, singleShot=True)
        self.wait.timeout.connect(self._ask_or_end)
        self.soon = QTimer(self, singleShot=True)
        self.soon.timeout.connect(lambda: self.waning.emit(self._run_down))
        self.second = QTimer(self, interval=1000)
        self.second.timeout.connect(self.count)
        self._window: QWindow | None = None

    def watch(self, window: QWindow) -> None:
        """Take every touch and key of this window as a sign of life."""
        if window is not self._window:
            self._window = window
            window.installEventFilter(self)

    def rest(self) -> None:
        """Nothing is to be forgotten until somebody touches the screen."""
        self._end_question()
        self.wait.stop()
        self.soon.stop()
        self._ask = self._seen = False
        self._seconds = self.patience

    def start(self, *, ask: bool = True, seconds: int = 0, seen: bool = False) -> None:
        """From now on somebody has to be there; without `ask` it is over without a countdown.

        `seconds` is a patience that holds until the next start. Without a question, all of it can
        be `seen` to run down.
        """
        self._end_question()
        self._ask, self._seen = ask, seen and not ask
        self._seconds = seconds or self.patience
        self._wait()

    def stir(self) -> None:
        """Somebody touched the screen."""
        asking = self.left > 0
        self._end_question()
        self._wait()
        if asking:
            self.stayed.emit()

    @property
    def _run_down(self) -> int:
        """For so long the question is seen to come: a third of a patience that is short."""
        return min(RUN_DOWN, max(1, self._seconds // 3))

    def _wait(self) -> None:
        """Have patience again, from now on."""
        self.wait.start(self._seconds * 1000)
        if self._ask:
            self.soon.start((self._seconds - self._run_down) * 1000)
        else:
            self.soon.stop()
            self.waning.emit(self._seconds if self._seen else 0)

    def count(self) -> None:
        """One second of the countdown has gone."""
        self.left -= 1
        if self.left > 0:
            self.asked.emit(self.left)
        else:
            self.second.stop()
            self.over.emit()

    def _ask_or_end(self) -> None:
        if not self._ask:
            self.over.emit()
            return
        self.waning.emit(0)
        self.left = COUNTDOWN
        self.second.start()
        self.asked.emit(self.left)

    def _end_question(self) -> None:
        self.second.stop()
        self.left = 0
        self.waning.emit(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A touch or a key. While it asks, a key means nothing else; a touch does."""
        kind = event.type()
        if not self.left:
            if kind in FINGER or kind in KEYS:
                self.stir()
        elif kind in KEYS:
            self.stir()
            return True
        elif kind == QEvent.Type.MouseButtonRelease:
            # After whatever was touched has done its work, or what lies behind would get it.
            QTimer.singleShot(0, self.stir)
        return False
