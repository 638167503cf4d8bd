"""A scanner that can be set to anything: what its keys are, as the window gets them.

    Gun(host="de", prefix="]E0", end="tab", gap=60).shoot(window, "8712345678906")

Time is the gun's own: nothing waits. `late` says that the machine was so slow that nothing could
be held back: what the keys do is done before the next one comes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, count

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow

from magapp.machine.scan import _LAYOUTS, _PLACES

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
GS = "\x1d"
DEAD = {
    "`": Qt.Key.Key_Dead_Grave,
    "´": Qt.Key.Key_Dead_Acute,
    "^": Qt.Key.Key_Dead_Circumflex,
    "¨": Qt.Key.Key_Dead_Diaeresis,
}
ENDS: Mapping[str, Sequence[tuple[Qt.Key, str]]] = {
    "enter": [(Qt.Key.Key_Return, "\r")],
    "keypad": [(Qt.Key.Key_Enter, "\r")],
    "tab": [(Qt.Key.Key_Tab, "\t")],
    "crlf": [(Qt.Key.Key_Return, "\r"), (Qt.Key.Key_J, "\n")],
    "twice": [(Qt.Key.Key_Return, "\r"), (Qt.Key.Key_Return, "\r")],
    "tab enter": [(Qt.Key.Key_Tab, "\t"), (Qt.Key.Key_Return, "\r")],
    "none": [],
}
_times = count(10_000_000, 5_000)
"""When scans begin: one long after the other."""


@dataclass
class Gun:
    """How it is set, and what it is plugged into."""

    end: str = "enter"
    prefix: str = ""
    """Signs, or one of `F8`, `STX`, `Enter`."""
    gap: int = 5
    jitter: int = 0
    host: str = "us"
    """The layout of the machine; the gun is set to the American one."""
    places: bool = True
    """Whether the system tells which keys were pressed."""
    caps: bool = False
    separator: str = "ctrl"
    """How FNC1 is sent: `ctrl` and a bracket, `F8`, `alt` and its number, or not at all."""
    numbers: bool = False
    """Every sign as Alt and its number."""
    late: Callable[[], None] | None = None
    """Called after each key, where nothing can be held back."""
    seed: int = 0
    _at: int = field(default=0, init=False)

    def shoot(self, window: QWindow, text: str) -> int:
        """Scan; when the last key was pressed."""
        chance = random.Random(self.seed)
        self._at = next(_times)
        for key, modifiers, sign, place in self._keys(text):
            if modifiers & ALT and not sign:  # a new number
                self._send(window, QEvent.Type.KeyPress, key, NONE, "", place)
                continue
            if modifiers & SHIFT:
                self._send(window, QEvent.Type.KeyPress, Qt.Key.Key_Shift, NONE, "", 42)
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                self._send(window, kind, key, modifiers, sign, place)
            if modifiers & SHIFT:
                self._send(window, QEvent.Type.KeyRelease, Qt.Key.Key_Shift, SHIFT, "", 42)
            if self.late is not None:
                self.late()
            self._at += self.gap + chance.randint(0, self.jitter)
        return self._at

    def _send(
        self,
        window: QWindow,
        kind: QEvent.Type,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier,
        sign: str,
        place: int,
    ) -> None:
        code = place if self.places else 0
        event = QKeyEvent(kind, key, modifiers, code, 0, 0, sign)
        event.setTimestamp(self._at)
        QCoreApplication.sendEvent(window, event)

    def _keys(self, text: str) -> Iterator[tuple[Qt.Key, Qt.KeyboardModifier, str, int]]:
        named = {
            "F8": (Qt.Key.Key_F8, NONE, "", 66),
            "STX": (Qt.Key.Key_B, CONTROL, "\x02", 48),
            "Enter": (Qt.Key.Key_Return, NONE, "\r", 28),
        }
        if self.prefix in named:
            yield named[self.prefix]
        else:
            text = self.prefix + text
        for sign in text:
            if sign == GS:
                yield from self._separate()
            elif self.numbers:
                yield from self._number(sign)
            else:
                yield self._type(sign)
        for key, sign in ENDS[self.end]:
            yield key, (CONTROL if key == Qt.Key.Key_J else NONE), sign, 28

    def _separate(self) -> Iterator[tuple[Qt.Key, Qt.KeyboardModifier, str, int]]:
        if self.separator == "ctrl":
            yield Qt.Key.Key_BracketRight, CONTROL, GS, 27
        elif self.separator == "F8":
            yield Qt.Key.Key_F8, NONE, "", 66
        elif self.separator == "alt":
            yield from self._number(GS)

    def _number(self, sign: str) -> Iterator[tuple[Qt.Key, Qt.KeyboardModifier, str, int]]:
        yield Qt.Key.Key_Alt, ALT, "", 56
        for digit in f"{ord(sign):04}":
            pad = Qt.KeyboardModifier.KeypadModifier
            yield Qt.Key(Qt.Key.Key_0 + int(digit)), ALT | pad, digit, 82

    def _type(self, sign: str) -> tuple[Qt.Key, Qt.KeyboardModifier, str, int]:
        if sign == " ":
            return Qt.Key.Key_Space, NONE, " ", 57
        shifted = sign not in _LAYOUTS["us"][0]
        place = _PLACES[_LAYOUTS["us"][shifted].index(sign)]
        arrives = _LAYOUTS[self.host][shifted][_PLACES.index(place)]
        if self.caps and arrives.isalpha() and len(arrives.swapcase()) == 1:
            arrives = arrives.swapcase()
        modifiers = SHIFT if shifted else NONE
        if self.host != "us" and arrives in DEAD:
            return DEAD[arrives], modifiers, "", place
        upper = arrives.upper()
        return Qt.Key(ord(upper if len(upper) == 1 else arrives)), modifiers, arrives, place


def pairs(kinds: Mapping[str, Sequence[object]], seed: int) -> list[dict[str, object]]:
    """So many rows that each two values of different kinds stand together in one of them."""
    chance = random.Random(seed)
    names = list(kinds)
    sizes = [len(kinds[name]) for name in names]

    def met(row: Sequence[int]) -> set[tuple[int, int, int, int]]:
        return {(a, row[a], b, row[b]) for a, b in combinations(range(len(row)), 2)}

    todo = [
        (a, first, b, second)
        for a, b in combinations(range(len(sizes)), 2)
        for first in range(sizes[a])
        for second in range(sizes[b])
    ]
    chance.shuffle(todo)
    left, rows = set(todo), []
    for pair in todo:
        if pair not in left:
            continue
        a, first, b, second = pair
        tried = []
        for _ in range(12):
            row = [chance.randrange(size) for size in sizes]
            row[a], row[b] = first, second
            tried.append(row)
        best = max(tried, key=lambda row: len(left & met(row)))
        left -= met(best)
        rows.append(
            dict(zip(names, (kinds[n][at] for n, at in zip(names, best, strict=True)), strict=True))
        )
    return rows
