"""The kiosk: nothing to type in, targets for a finger, and everything readable on every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from driver import Driver
from looks import buttons, faults, reachable, screens, too_small
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from magapp.pack import Pack
from ui.kiosk.shell import KioskShell

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

LEAST_TARGET = 60
SIZES = [QSize(1366, 768), QSize(1920, 1080), QSize(1080, 1920)]
STRETCH = 0.35

Open = Callable[..., Driver]


def stretched(text: str) -> str:
    """A text a third longer, as translations get: vowels are doubled until it is long enough."""
    spare = round(len(text) * STRETCH)
    longer: list[str] = []
    inside = 0
    for sign in text:
        inside += (sign == "{") - (sign == "}")
        longer.append(sign)
        if spare > 0 and not inside and sign.lower() in "aeiou":
            longer.append(sign.lower())
            spare -= 1
    return "".join(longer)


class Stretching(QTranslator):
    """Makes every word of the face a third longer."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt calls it so
        """Qt asks no translator that says it is empty."""
        return False

    def translate(
        self, context: object, source: object, disambiguation: object = None, n: int = -1
    ) -> str:
        """The source text, longer."""
        text = source.decode() if isinstance(source, bytes) else str(source)
        return stretched(text).replace("%n", str(n))


@pytest.fixture(scope="module")
def long_pack(pack: Pack) -> Pack:
    """The pack with a third language in which everything is a third longer than in English."""
    longer = {key: stretched(text) for key, text in pack.texts["en"].items()}
    return msgspec.structs.replace(
        pack, languages=(*pack.languages, "xx"), texts={**pack.texts, "xx": longer}
    )


@pytest.fixture
def stretching(qapp: QApplication) -> Iterator[QTranslator]:
    """The face speaks the long language too."""
    translator = Stretching()
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)


def look_everywhere(me: Driver, language: str, text_scale: float) -> str:
    """Walk every screen in a language and a size of text, and note what does not fit."""
    found = []
    for name in screens(me):
        # A new consultation starts in the first language, with small text.
        me.shell.use_language(language)
        me.shell.hub.update(text_scale=text_scale)
        found += [f"{name}: {each}" for each in (*faults(me), *too_small(me, LEAST_TARGET))]
    return "\n".join(found)


each_size = pytest.mark.parametrize(
    "size", SIZES, ids=[f"{size.width()}x{size.height()}" for size in SIZES]
)
each_scale = pytest.mark.parametrize("text_scale", [1.0, 1.5])


@each_size
@each_scale
@pytest.mark.parametrize("language", ["nl", "en"])
def test_everything_fits(open_window: Open, size: QSize, text_scale: float, language: str) -> None:
    me = open_window("kiosk", size, painted=text_scale == 1)
    assert look_everywhere(me, language, text_scale) == ""


@each_size
@each_scale
@pytest.mark.usefixtures("stretching")
def test_everything_fits_in_a_longer_language(
    open_window: Open, long_pack: Pack, size: QSize, text_scale: float
) -> None:
    me = open_window("kiosk", size, long_pack, painted=False)
    assert look_everywhere(me, "xx", text_scale) == ""


def test_there_is_nothing_to_type_in(kiosk: Driver) -> None:
    for name in screens(kiosk):
        assert not any(isinstance(each, QLineEdit) for each in reachable(kiosk)), name
        focus = QApplication.focusWidget()
        assert not isinstance(focus, QLineEdit), name
    assert kiosk.shell.findChildren(QLineEdit) == []


def test_keys_that_close_or_skip_do_nothing(kiosk: Driver) -> None:
    kiosk.begin().pick("who:self").at("age")
    before = kiosk.shell.flow.answers()
    for key in (
        Qt.Key.Key_Escape,
        Qt.Key.Key_Return,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_F1,
        Qt.Key.Key_F11,
        Qt.Key.Key_Menu,
        Qt.Key.Key_1,
        Qt.Key.Key_0,
    ):
        kiosk.key(key)
        assert kiosk.shell.isVisible()
        assert (kiosk.question, kiosk.shell.flow.answers()) == ("age", before)
    for key in (Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_P):
        kiosk.key(key, Qt.KeyboardModifier.ControlModifier)
        assert kiosk.shell.isVisible()
        assert (kiosk.question, kiosk.shell.flow.answers()) == ("age", before)


def test_no_menu_and_no_paste(kiosk: Driver) -> None:
    """The second and third button of a mouse bring up nothing."""
    kiosk.begin()
    at = kiosk.centre(kiosk.find("who:self"))
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        QTest.mouseClick(kiosk.shell.windowHandle(), button, Qt.KeyboardModifier.NoModifier, at)
        assert kiosk.question == "who"
        assert kiosk.shell.flow.answers() == {}
        assert QApplication.activePopupWidget() is None


def test_a_double_tap_answers_one_question(kiosk: Driver) -> None:
    """Where the tile was tapped there is one of the next question by the second tap."""
    kiosk.begin()
    tile = kiosk.find("who:self")
    at = kiosk.centre(tile)
    window = kiosk.shell.windowHandle()
    QTest.mouseDClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    kiosk.at("age")
    assert kiosk.shell.flow.answers() == {"who": "self"}
    assert isinstance(kiosk.shell.childAt(at), QWidget)
    kiosk.pick("age:18_69").at("sex")


def test_a_touch_anywhere_starts(kiosk: Driver) -> None:
    at = kiosk.front.mapTo(kiosk.shell, kiosk.front.rect().bottomLeft() + QPoint(4, -4))
    window = kiosk.shell.windowHandle()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    kiosk.at("who")


def test_nobody_there_forgets_everything(kiosk: Driver) -> None:
    """First it asks; without a tap all is forgotten; a tap keeps the answers."""
    kiosk.begin().pick("who:self").at("age")
    assert isinstance(kiosk.shell, KioskShell)
    idle = kiosk.shell._idle
    assert idle.isActive()
    idle.timeout.emit()  # there were taps since it began
    assert not kiosk.shows("restart:no")
    idle.timeout.emit()
    kiosk.tap("restart:no").at("age")
    assert kiosk.shell.flow.answers() == {"who": "self"}
    idle.timeout.emit()
    idle.timeout.emit()
    assert kiosk.shows("restart:yes")
    idle.timeout.emit()
    assert kiosk.screen == "page:start"
    assert kiosk.shell.flow.answers() == {}
    assert not idle.isActive()


def test_a_new_customer_gets_the_first_language_and_look(kiosk: Driver) -> None:
    kiosk.begin().switch("en").tap("contrast").tap("text_size")
    theme = kiosk.shell.hub.theme
    assert (theme.name, theme.text_scale) == ("contrast", 1.25)
    kiosk.pick("who:self").at("age").tap("restart").tap("restart:yes")
    kiosk.wait(lambda: kiosk.screen == "page:start")
    theme = kiosk.shell.hub.theme
    assert (theme.name, theme.text_scale) == ("light", 1.0)
    assert kiosk.shell.setting.language.code == "nl"


def test_every_button_shows_in_the_order_of_tab(kiosk: Driver) -> None:
    """Nothing out of sight takes the focus."""
    kiosk.begin().pick("who:self").at("age")
    seen = set()
    for _ in range(len(buttons(kiosk)) + 2):
        kiosk.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus is kiosk.shell or focus.isVisible()
        seen.add(focus.objectName())
    assert {each.objectName() for each in buttons(kiosk) if each.isEnabled()} <= seen


def test_the_window_can_be_closed_by_who_runs_the_machine(open_window: Open) -> None:
    """As it is today: closing is left to the desktop, which a kiosk's session locks away."""
    me = open_window("kiosk", QSize(1024, 768))
    event = QEvent(QEvent.Type.Close)
    QCoreApplication.sendEvent(me.shell, event)
    assert event.isAccepted()
