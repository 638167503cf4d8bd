"""What is on the screen when the shop's own files are wrong: settings, or the questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from driver import Counter, Driver, copied, settle, take_away
from looks import faults
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from magapp.assistant import Assistant
from magapp.errors import InputError
from ui.app import build
from ui.frame.stopped import Stopped, StoppedCounter, StoppedKiosk
from ui.input.language import Language
from ui.look.theme import ThemeHub

if TYPE_CHECKING:
    from stage import Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

SIZES = [QSize(1366, 768), QSize(1080, 1920)]
WRONG = (
    InputError("/shop/settings.toml: kiosk: idle_seconds", "setting_value"),
    InputError("settings: language", "setting_pack", value="de", mend=""),
)

Open = Callable[[str, QSize], Driver]


@pytest.fixture
def open_wrong(
    stage: Stage, qapp: QApplication, assistant: Assistant, qtbot: QtBot
) -> Iterator[Open]:
    """A window of a shop whose settings are not all right."""
    stage.close()
    wrong = copied(assistant)
    wrong.faults = WRONG
    opened = []

    def open_it(channel: str, size: QSize) -> Driver:
        shell = build(qapp, wrong, channel, size, motion=False)
        opened.append(shell)
        shell.show()
        shell.prepare()
        return (Counter if channel == "staff" else Driver)(shell, qtbot).home()

    yield open_it
    for shell in opened:
        take_away(shell)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_the_counter_says_which_settings_are_not_used(
    open_wrong: Open, size: QSize, text_scale: float
) -> None:
    me = open_wrong("staff", size)
    me.shell.hub.update(text_scale=text_scale)
    for language in ("nl", "en"):
        me.switch(language)
        assert "idle_seconds, language" in me.find("settings:unset").accessibleDescription()
        assert faults(me) == []
    me.begin()
    assert not me.shows("settings:unset")


def test_a_customer_sees_nothing_of_it(open_wrong: Open) -> None:
    assert open_wrong("kiosk", SIZES[0]).all_named("settings:unset") == []


def test_nothing_is_said_where_all_is_well(staff: Counter) -> None:
    assert staff.all_named("settings:unset") == []


@pytest.fixture
def english_again(stage: Stage, qapp: QApplication) -> Iterator[None]:
    """No other window is open, and the language is put back."""
    stage.close()
    yield
    Language(qapp, ["en"], "en")
    settle()


def fits(window: Stopped) -> None:
    """Everything that is said is in sight."""
    for each in window.findChildren(QLabel):
        room = window.rect().contains(each.geometry())
        assert room, each.text()
        assert each.height() >= each.heightForWidth(each.width()), each.text()


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("", ["Vraag het onze medewerkers", "Please ask our staff"]),
        ("en", ["Please ask our staff", "Vraag het onze medewerkers"]),
        ("xx", ["Vraag het onze medewerkers", "Please ask our staff"]),
    ],
)
def test_the_kiosk_sends_customers_to_staff(
    qapp: QApplication, qtbot: QtBot, size: QSize, first: str, said: list[str]
) -> None:
    window = StoppedKiosk(qapp, ThemeHub(window=size), first)
    qtbot.addWidget(window)
    window.resize(size)
    window.show()
    settle()
    assert [each.text() for each in window.findChildren(QLabel)] == said
    assert window.findChildren(QAbstractButton) == []
    fits(window)
    window.language.use("en")


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_the_counter_reads_what_is_wrong(qapp: QApplication, qtbot: QtBot, key: Qt.Key) -> None:
    why = "The pack does not load: 2 faults.\n  rules.toml: one\n  texts: the other"
    hub = ThemeHub(density="staff", window=SIZES[0])
    window = StoppedCounter(qapp, hub, "en", why)
    qtbot.addWidget(window)
    window.resize(SIZES[0])
    window.show()
    settle()
    fits(window)
    assert window.why.toPlainText() == why
    assert "Magapp cannot start" in [each.text() for each in window.findChildren(QLabel)]
    assert QApplication.focusWidget() is window.button
    QTest.keyClick(window.windowHandle(), key)
    qtbot.waitUntil(lambda: not window.isVisible())
