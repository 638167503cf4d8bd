"""A monkey at the kiosk: taps, swipes, keys, scans and changes of everything, without sense.

Always the same tricks for the same seed. MAGAPP_MONKEY says how many; after each of them the
kiosk has to be in order. A long run says in the end what it took:

    MAGAPP_MONKEY=200000 pytest -s tests/ui/test_monkey.py
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import perf_counter

import pytest
from driver import Driver
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.ask.page import QuestionPage
from ui.kiosk.kiosk import KioskShell

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

SEED = 20_240_611
TRICKS = int(os.environ.get("MAGAPP_MONKEY", "2000"))
PAINTED = 500
"""Of every four times so many tricks the first are painted as well: that takes most of the time."""
EVERY = 20_000
"""A long run says so often how it goes."""

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
SIZES = (QSize(1366, 768), QSize(1080, 1920), QSize(1024, 768), QSize(800, 1280))
MODIFIERS = (
    *(NONE,) * 6,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
)
KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Backspace),
    *(Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F11, Qt.Key.Key_Menu, Qt.Key.Key_Delete),
    *(Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_9, Qt.Key.Key_R, Qt.Key.Key_Q),
    *(Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_Z, Qt.Key.Key_X, Qt.Key.Key_A, Qt.Key.Key_H),
)
SCANS = ("8712345678906", "MAG2:ABC+DEF", "4006381333931", "xyz", "0")
STAFF = ("office", "reasons", "reasons:pane", "clear", "desk")
"""What only staff have."""


class Monkey:
    """Does one trick after the other."""

    def __init__(self, shell: KioskShell, seed: int) -> None:
        self.shell = shell
        self.random = Random(seed)
        self.seen: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        tricks: dict[Callable[[], object], int] = {
            self.tap_an_answer: 46,
            self.tap_a_button: 10,
            self.tap_anywhere: 12,
            self.tap_twice: 4,
            self.swipe: 4,
            self.other_buttons: 2,
            self.press_a_key: 6,
            self.scan: 1,
            self.turn_the_wheel: 1,
            self.next_page: 8,
            self.hold_the_corner: 1,
            self.go_away: 1,
            self.count_down: 2,
            self.turn_the_invitation: 1,
            self.another_size: 1,
        }
        self.tricks, self.weights = list(tricks), list(tricks.values())

    def trick(self) -> str:
        """Do one, and say which it was."""
        chosen = self.random.choices(self.tricks, self.weights)[0]
        chosen()
        for _ in range(2):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return chosen.__name__

    # -- where ------------------------------------------------------------------------------------

    def _anywhere(self) -> QPoint:
        across = self.random.randrange(self.shell.width())
        return QPoint(across, self.random.randrange(self.shell.height()))

    def _one_of(self, widgets: list[QWidget]) -> QPoint | None:
        """Somewhere on one of these, hardly ever its middle."""
        widget = self.random.choice(widgets) if widgets else None
        if widget is None or widget.width() < 1 or widget.height() < 1:
            return None
        inside = QPoint(
            self.random.randrange(widget.width()), self.random.randrange(widget.height())
        )
        return widget.mapTo(self.shell, inside)

    def _buttons(self, within: QWidget) -> list[QWidget]:
        found = within.findChildren(QAbstractButton)
        return [each for each in found if each.isVisible() and each.isEnabled()]

    def _click(self, at: QPoint | None, button: Qt.MouseButton = LEFT) -> None:
        if at is not None:
            QTest.mouseClick(self.shell.windowHandle(), button, NONE, at)

    # -- tricks -----------------------------------------------------------------------------------

    def tap_an_answer(self) -> None:
        front = self.shell.deck.currentWidget()
        self._click(self._one_of(self._buttons(front)) if front is not None else None)

    def tap_a_button(self) -> None:
        self._click(self._one_of(self._buttons(self.shell)))

    def next_page(self) -> None:
        if self.shell.next.isVisible():
            self._click(self.shell.next.mapTo(self.shell, self.shell.next.rect().center()))

    def tap_anywhere(self) -> None:
        self._click(self._anywhere())

    def tap_twice(self) -> None:
        at = self._one_of(self._buttons(self.shell)) or self._anywhere()
        QTest.mouseDClick(self.shell.windowHandle(), LEFT, NONE, at)

    def swipe(self) -> None:
        window = self.shell.windowHandle()
        QTest.mousePress(window, LEFT, NONE, self._anywhere())
        for _ in range(3):
            QTest.mouseMove(window, self._anywhere())
        QTest.mouseRelease(window, LEFT, NONE, self._anywhere())

    def other_buttons(self) -> None:
        button = self.random.choice((Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton))
        self._click(self._anywhere(), button)

    def press_a_key(self) -> None:
        window = self.shell.windowHandle()
        QTest.keyClick(window, self.random.choice(KEYS), self.random.choice(MODIFIERS))

    def scan(self) -> None:
        window = self.shell.windowHandle()
        for sign in self.random.choice(SCANS):
            QTest.keyClick(window, Qt.Key(ord(sign.upper())))
        QTest.keyClick(window, Qt.Key.Key_Return)

    def turn_the_wheel(self) -> None:
        at = QPointF(self._anywhere())
        way = QPoint(0, self.random.choice((-240, -120, 120, 240)))
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(at, at, QPoint(0, 0), way, Qt.MouseButton.NoButton, NONE, phase, False)
        QCoreApplication.sendEvent(self.shell.windowHandle(), event)

    def hold_the_corner(self) -> None:
        window = self.shell.windowHandle()
        at = self.shell.mark.mapTo(self.shell, self.shell.mark.rect().center())
        QTest.mousePress(window, LEFT, NONE, at)
        if self.shell.hold.isActive():
            self.shell.hold.stop()
            self.shell.hold.timeout.emit()
        QTest.mouseRelease(window, LEFT, NONE, at)

    def go_away(self) -> None:
        wait = self.shell.idle.wait
        if wait.isActive():
            wait.stop()
            wait.timeout.emit()

    def count_down(self) -> None:
        if self.shell.idle.second.isActive():
            self.shell.idle.second.timeout.emit()

    def turn_the_invitation(self) -> None:
        self.shell._attract.turn()

    def another_size(self) -> None:
        self.shell.resize(self.random.choice(SIZES))

    # -- what must be so --------------------------------------------------------------------------

    def wrong(self) -> str:
        """What is not in order; empty when everything is."""
        shell = self.shell
        front = shell.deck.currentWidget()
        if front is None or not front.isVisible() or not shell.isVisible():
            return "no screen is in front"
        self.seen[front.objectName()] += 1
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        if windows != [shell]:
            return f"another window is open: {windows}"
        if shell.flow.current not in shell.flow.path():
            return f"{shell.flow.current} is not asked"
        if isinstance(front, QuestionPage) and front.question.id != shell.flow.current:
            return f"{front.question.id} is shown, {shell.flow.current} is asked"
        if front is shell.start_screen and shell.flow.drafts:
            return "answers are left at the invitation"
        for each in front.findChildren(QWidget):
            if isinstance(each, QLineEdit):
                return "there is something to type in"
            if each.objectName() in STAFF and each.isVisible():
                return "something is shown that only staff have"
        if front is shell._outcome and shell._outcome is not None:
            given = shell._outcome._given
            advice = shell.assistant.rules.advise(shell.flow.answers(), "kiosk")
            if given is None or given[0] != advice:
                return "the advice is not that for these answers"
            self.outcomes[advice.outcome] += 1
        return ""


def resident() -> float:
    """The memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@pytest.mark.long
def test_a_monkey_breaks_nothing(kiosk: Driver, qtbot: QtBot) -> None:
    assert isinstance(kiosk.shell, KioskShell)
    size = kiosk.shell.size()
    monkey = Monkey(kiosk.shell, SEED)
    start, early = perf_counter(), 0.0
    try:
        with qtbot.captureExceptions() as exceptions:
            for number in range(TRICKS):
                kiosk.shell.setUpdatesEnabled(number // PAINTED % 4 == 0)
                trick = monkey.trick()
                wrong = monkey.wrong()
                assert not exceptions, f"trick {number}, {trick}: {exceptions[0][1]!r}"
                assert not wrong, f"trick {number}, {trick}: {wrong}"
                if number + 1 in (TRICKS, EVERY) or (number + 1) % EVERY == 0:
                    early = early or resident()
                    print(f"{number + 1} tricks, {perf_counter() - start:.0f} s, ", end="")
                    print(f"{resident():.1f} MiB after {early:.1f}")
    finally:
        kiosk.shell.setUpdatesEnabled(True)
        kiosk.shell.resize(size)
    print(dict(monkey.seen), dict(monkey.outcomes))
    everywhere = {"page:start", "page:help", "page:still_there", "page:leave", "review", "outcome"}
    assert everywhere <= set(monkey.seen)
