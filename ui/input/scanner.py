"""A scanner that types like a keyboard: its keys are kept from the screen, or taken back.

What it says is for `magapp.machine.scan` to find out; here its keys are heard and held.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from magapp.machine.scan import (
    GAP_MS,
    REPEAT_MS,
    Press,
    ScanReading,
    begin_of,
    in_words,
    is_scan,
    read,
)
from magapp.products.gtin import SEPARATOR

HOLD_MS = 120
"""So long a sign waits for the next one of a scanner. One that comes later still counts."""
END_MS = 250
"""After so long without a key a scan is over that ends with no sign."""
LATE_MS = 30
"""So long a screen that was busy has to hear the keys that came meanwhile."""
TAIL_MS = 300
"""So long after a scan what ends it may come."""

ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
BESIDE = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_NumLock,
)
"""Keys that a scanner presses beside its signs."""
AT_ONCE = (
    *ENDS,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Insert,
    Qt.Key.Key_Delete,
)
"""Keys that nobody waits for when they come alone; what they did is taken back if need be."""
CORRECTS = (Qt.Key.Key_Backspace,)
"""Keys that only a hand presses."""
DEAD = {
    Qt.Key.Key_Dead_Grave: "`",
    Qt.Key.Key_Dead_Acute: "´",
    Qt.Key.Key_Dead_Circumflex: "^",
    Qt.Key.Key_Dead_Tilde: "~",
    Qt.Key.Key_Dead_Diaeresis: "¨",
    Qt.Key.Key_Dead_Caron: "ˇ",
}
"""What a key types that waits for the next one, where it types anything by itself."""


class Kept(Protocol):
    """A moment that was kept, whatever keys do meanwhile."""

    def come_back(self) -> None:
        """As if no key had been pressed since; it may be asked for again."""

    def drop(self) -> None:
        """Nobody comes back to it any more."""


class Scanner(QObject):
    """Gets the keys of one window before any widget has them, and keeps scans from them.

    Keys that follow each other as fast as a scanner's are a run. A sign is held back for as long
    as the next one may take; letters in a text field are not, nor are keys like Enter that come
    alone. Once the run is a scan, what was let through is taken back whole, and the rest goes
    nowhere; when it turns out to be a hand's after all, it goes where it would have gone, in its
    order. The times are those of the events: a screen that hangs makes no scanner of a person.
    """

    scanned = Signal(str)
    """The article number, in its one form (`magapp.products.gtin.canonical_ean`)."""
    coded = Signal(str)
    """A hand-over code, whole or not: whoever reads it says."""
    misread = Signal()
    """Neither: a code of another kind, or read wrongly. `last` says more."""
    told = Signal()
    """A scan was read, and whoever listens has been told; `last` says how the scanner is set."""

    def __init__(
        self,
        parent: QObject | None = None,
        keep: Callable[[], Kept] | None = None,
        known: Callable[[str], bool] | None = None,
        grave: Callable[[], bool] | None = None,
    ) -> None:
        """Ask `keep` to keep this moment, and `known` whether a code of ours is whole.

        `grave` says whether a key may do now what cannot be undone, so that it waits longer.
        """
        super().__init__(parent)
        self._grave = grave or (lambda: False)
        self._keep = keep
        self._known = known or (lambda line: False)
        self.last = ScanReading("", "")
        """What was read last, without what it was read from once it is told."""
        self._window: QWindow | None = None
        self._run: list[Press] = []
        self._events: list[QKeyEvent] = []
        """Those of the run; of these the first `_sent` were let through."""
        self._sent = 0
        self._before: Kept | None = None
        """Where the run began."""
        self._scanning = False
        self._at = 0
        self._modifiers = self._alts = 0
        self._told_at = -(2**40)
        self._down: set[int] = set()
        self._gone: set[int] = set()
        """Keys whose press went nowhere: so does their release."""
        self._passing = False
        self._hold = QTimer(self, interval=HOLD_MS, singleShot=True)
        self._hold.timeout.connect(self._rested)
        self._end = QTimer(self, interval=END_MS, singleShot=True)
        self._end.timeout.connect(self._ended)

    def watch(self, window: QWindow | None) -> None:
        """Listen to this window from now on, before all who listen already; with None to none."""
        if self._window is not None and self._window is not window and isValid(self._window):
            self._window.removeEventFilter(self)
        if window is not self._window:
            self._window = window
            self._forget()
            self._down.clear()
            self._gone.clear()
        if window is not None:
            window.installEventFilter(self)

    @property
    def listening(self) -> bool:
        """Whether keys came of which it is not known yet whether they are a scan."""
        return bool(self._run)

    @property
    def holding(self) -> bool:
        """Whether keys are held back that may become a scan."""
        return self._sent < len(self._events)

    def rest(self) -> None:
        """No key follows: what the timers say after a while."""
        self._rested()
        self._over()

    # -- hearing ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back what may be a scan; a click shows that it was none."""
        if self._passing:
            return False
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress or kind == QEvent.Type.TouchBegin:
            self._over()
        elif isinstance(event, QKeyEvent):
            if kind == QEvent.Type.KeyPress:
                return self._pressed(event)
            if kind == QEvent.Type.KeyRelease:
                return self._released(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        """Whether the key is held back, or goes nowhere."""
        at = event.timestamp() or int(monotonic() * 1000)
        self._down.add(_id(event))
        longest = END_MS if self._scanning else GAP_MS  # a known scan may be held up on its way
        if self._run and not -REPEAT_MS <= at - self._at <= longest:
            self._over()
        if event.key() in BESIDE:
            self._modifiers += 1
            self._alts += event.key() == Qt.Key.Key_Alt
            self._at = at
            return False
        if not self._run:
            if 0 <= at - self._told_at <= TAIL_MS and _ends(event):  # the second of two, or late
                self._gone.add(_id(event))
                return True
            if event.isAutoRepeat():
                return False
            self._before = self._keep() if self._keep is not None else None
        self._at = at
        self._hold.stop()
        self._end.stop()
        if event.key() in CORRECTS and not self._scanning:
            self._let_go()
            return False
        self._run.append(self._press(event, at))
        self._modifiers = 0
        self._events.append(event.clone())
        ends = _ends(event)
        if not self._scanning and is_scan(self._signs(), self._known):
            self._take_back()
        if ends and self._scanning:
            self._over()
            return True
        if self._is_free(event, ends):
            self._deliver(but_last=True)
            self._sent = len(self._events)
            if ends and len(self._run) > 1:
                self._forget()  # a hand's Enter ends what it typed
            else:
                self._end.start()
            return False
        (self._end if self._scanning else self._hold).start()
        return True

    def _is_free(self, event: QKeyEvent, ends: bool) -> bool:
        """Whether a key need not wait: nothing in the run so far looks like a scan."""
        if self._scanning:
            return False
        held_down = event.isAutoRepeat() and len({each.sign for each in self._run}) == 1
        if ends or held_down or (event.key() in AT_ONCE and len(self._run) == 1):
            return True
        field = isinstance(QApplication.focusWidget(), QLineEdit)
        return field and all(in_words(each.sign) for each in self._run)

    def _press(self, event: QKeyEvent, at: int) -> Press:
        modifiers, sign = event.modifiers(), event.text() or DEAD.get(Qt.Key(event.key()), "")
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier) and _digit(event)
        if alt:
            sign = _digit(event)
        elif not sign or not sign.isprintable():
            sign = SEPARATOR
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        number = self._alts + 1 if alt else 0
        repeated = event.isAutoRepeat()
        return Press(at, sign, _place(event), shift, self._modifiers, number, repeated)

    def _signs(self) -> list[Press]:
        """The run without the keys that begin or end it and type no sign."""
        run = list(self._run)
        while run and run[-1].sign == SEPARATOR:
            run.pop()
        while run and run[0].sign == SEPARATOR:
            run.pop(0)
        return run

    def _released(self, event: QKeyEvent) -> bool:
        """A key is let go of after its press, or like it not at all."""
        key = _id(event)
        if event.key() in BESIDE and self._run:
            self._modifiers += 1
            self._at = max(self._at, event.timestamp())
        if key in self._gone:
            if not event.isAutoRepeat():
                self._gone.discard(key)
            return True
        if key not in self._down:
            self._eaten(event)
            return False
        self._down.discard(key)
        if not self._run or not any(_id(each) == key for each in self._events):
            return False
        held = self.holding or self._scanning
        self._events.append(event.clone())
        if not held:
            self._sent += 1
        return held

    def _eaten(self, event: QKeyEvent) -> None:
        """Its press never came: a dead key, or the one after it, that the input method keeps."""
        if self._run and event.key() not in BESIDE and _place(event):
            at = event.timestamp() or self._at
            if 0 <= at - self._at <= GAP_MS:
                self._run.append(self._press(event, at))
                self._at = at

    # -- deciding ---------------------------------------------------------------------------------

    def _take_back(self) -> None:
        """It is a scan: go back to where it began, if anything of it was let through."""
        self._scanning = True
        self._hold.stop()
        self._end.start()
        self._go_back()

    def _go_back(self) -> None:
        """An input method may have typed something, too, whose keys never came."""
        self._sent = 0
        if self._before is not None:
            self._before.come_back()

    def _rested(self) -> None:
        """Nothing followed; what the window system has, but the screen has not, goes first."""
        at = self._at
        QTimer.singleShot(0, self, lambda: self.let_through() if at == self._at else None)

    def _ended(self) -> None:
        """Nothing followed for long; a busy screen first hears what the window system has."""
        at = self._at
        QTimer.singleShot(LATE_MS, self, lambda: self._over() if at == self._at else None)

    def let_through(self) -> None:
        """No key follows soon: what is held goes on, and is taken back if it was a scan."""
        if not self._scanning and not self._grave():
            self._deliver()
        self._end.start()

    def _over(self) -> None:
        """The run has come to its end."""
        run = self._signs()
        if self._scanning and is_scan(run, self._known):
            self._go_back()
            self._tell(run)
        else:
            self._let_go()

    def _tell(self, run: list[Press]) -> None:
        ended = self._run[-1].sign == SEPARATOR
        first = begin_of(run, self._known)
        events, self._told_at = self._events, self._at
        by_hand = _until(events, self._run.index(run[first])) if first else []
        self._gone |= {_id(each) for each in events} & self._down
        self._forget()
        self._replay(by_hand)
        reading = read(run[first:], self._known)
        if not ended:
            reading = reading._replace(faults=(*reading.faults, "no_end"))
        self.last = reading
        if reading.kind == "product":
            self.scanned.emit(reading.text)
        elif reading.kind == "code":
            self.coded.emit(reading.text)
        else:
            self.misread.emit()
        self.last = reading._replace(text="")
        self.told.emit()

    def _let_go(self) -> None:
        """It was somebody's typing: give the window what it has not got yet."""
        rest = self._events[self._sent :]
        self._forget()
        self._replay(rest)

    def _deliver(self, *, but_last: bool = False) -> None:
        """Let through what is held so far; the run goes on."""
        upto = len(self._events) - but_last
        rest = self._events[self._sent : upto]
        self._sent = max(self._sent, upto)
        self._replay(rest)

    def _replay(self, events: list[QKeyEvent]) -> None:
        self._passing = True
        try:
            for event in events:
                if self._window is not None and isValid(self._window):
                    QCoreApplication.sendEvent(self._window, event)
        finally:
            self._passing = False

    def _forget(self) -> None:
        """The keys so far are the begin of nothing, and where they began is nobody's business."""
        self._run, self._events, self._sent = [], [], 0
        before, self._before = self._before, None
        self._scanning = False
        self._modifiers = self._alts = 0
        self._hold.stop()
        self._end.stop()
        if before is not None:
            before.drop()


def _ends(event: QKeyEvent) -> bool:
    """Whether it is one of the signs that scanners end with."""
    return event.key() in ENDS or event.text() in ("\n", "\r")


def _id(event: QKeyEvent) -> int:
    """Which key it is: the sign of one may change between press and release."""
    return event.nativeScanCode() or event.key()


def _digit(event: QKeyEvent) -> str:
    """The digit on the key, whatever is held down with it; empty for any other key."""
    key = event.key()
    return chr(key) if Qt.Key.Key_0 <= key <= Qt.Key.Key_9 else ""


def _place(event: QKeyEvent) -> int:
    """Where the key is (`Press.place`): X11 counts from 8 on, Wayland's plugin does the same."""
    code = event.nativeScanCode()
    if QGuiApplication.platformName() in ("xcb", "wayland"):
        code -= 8
    return code if 0 < code < 128 else 0


def _until(events: list[QKeyEvent], presses: int) -> list[QKeyEvent]:
    """The events of the first so many presses."""
    kept: list[QKeyEvent] = []
    ids: set[int] = set()
    for event in events:
        if event.type() == QEvent.Type.KeyPress:
            if presses:
                ids.add(_id(event))
                kept.append(event)
                presses -= 1
        elif _id(event) in ids:
            kept.append(event)
    return kept
