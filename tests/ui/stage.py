"""Fixtures for the tests of the screens: one window at a time, used again while it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from driver import Counter, Driver, copied, settle, take_away
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from magapp.assistant import Assistant
from magapp.pack import Pack
from ui.app import build
from ui.kiosk.kiosk import KioskShell
from ui.walk.shell import Shell

BASE = QSize(1366, 768)

Open = Callable[..., Driver]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One after the other what opens the same window; else the order is as it was drawn."""
    first: dict[object, int] = {}

    def place(item: pytest.Item) -> list[int]:
        names = getattr(item, "fixturenames", ())
        window = next((each for each in ("kiosk", "staff") if each in names), "")
        if not window and "open_window" in names:
            window = getattr(item, "originalname", "")
        given = getattr(item, "callspec", None)
        asked = given.params if given is not None else {}
        parts = (item.path, window, asked.get("channel"), str(asked.get("size")))
        return [first.setdefault(parts[: most + 1], len(first)) for most in range(len(parts))]

    items.sort(key=place)


class Stage:
    """Holds the window. Language, palette and translator are the application's: one window."""

    def __init__(self, application: QApplication, assistant: Assistant) -> None:
        self.application = application
        self.assistant = assistant
        self.shell: Shell | None = None
        self.shown: tuple[str, int, int, int] | None = None
        self.heard: dict[int, Assistant] = {}

    def open(self, channel: str, size: QSize, pack: Pack | None) -> Shell:
        """A window at its first screen; the one of before when it is the same."""
        wanted = (channel, size.width(), size.height(), id(pack))
        if self.shell is None or self.shown != wanted:
            self.close()
            if id(pack) not in self.heard:
                self.heard[id(pack)] = copied(self.assistant, pack)
            assistant = self.heard[id(pack)]
            self.shell = build(self.application, assistant, channel, size, motion=False)
            if isinstance(self.shell, KioskShell):
                self.shell.offer_voice("")  # whatever this machine has
            self.shell.show()
            self.shell.prepare()
            self.shown = wanted
        return self.shell

    def close(self) -> None:
        """Take the window away."""
        if self.shell is not None:
            take_away(self.shell)
            self.shell = self.shown = None


@pytest.fixture(scope="module")
def stage(qapp: QApplication, assistant: Assistant) -> Iterator[Stage]:
    """The one window. It goes with its module: what it does by itself is in nobody's way."""
    stage = Stage(qapp, assistant)
    yield stage
    stage.close()


@pytest.fixture
def open_window(stage: Stage, qtbot: QtBot) -> Open:
    """Open a window and drive it: `open_window("kiosk")`.

    Without painting it is twice as fast; what it looks like is tested with it.
    """

    def opened(
        channel: str, size: QSize = BASE, pack: Pack | None = None, *, painted: bool = True
    ) -> Driver:
        shell = stage.open(channel, size, pack)
        theme = shell.hub.theme
        if (theme.name, theme.text_scale) != (shell._first_theme, 1.0):
            shell.go_start()  # what was on before is not laid out once more
            shell.hub.update(name=shell._first_theme, text_scale=1.0)
        shell.setUpdatesEnabled(painted)
        for _ in range(20):  # another window may just have gone, and keys need the active one
            shell.activateWindow()
            settle()
            if shell.isActiveWindow():
                break
        else:
            assert QTest.qWaitForWindowActive(shell)
        person = Counter if channel == "staff" else Driver
        return person(shell, qtbot).home()

    return opened


@pytest.fixture
def kiosk(open_window: Open) -> Driver:
    """A customer before the kiosk."""
    return open_window("kiosk")


@pytest.fixture
def staff(open_window: Open) -> Counter:
    """Somebody of the staff behind the counter."""
    person = open_window("staff")
    assert isinstance(person, Counter)
    return person
