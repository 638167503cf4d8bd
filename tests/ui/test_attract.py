"""The kiosk's invitation: what is lit is what is spoken, and the language that is begun in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec
import pytest
from driver import LEFT, Driver, settle
from looks import buttons, faults, type_sizes
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from magapp.pack import Pack
from ui.kiosk.attract import KEPT_TURNS, SHIFT_TURNS, SHIFTS, AttractScreen, Veil
from ui.look.theme import ThemeName

if TYPE_CHECKING:
    from stage import Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

SIZES = [QSize(1366, 768), QSize(1920, 1080), QSize(1080, 1920)]
MADE_UP = ("xx", "uk", "ar")
"""One without a name, one with the longest, and one that runs to the left."""

Open = Callable[..., Driver]


@pytest.fixture(scope="module")
def offered(pack: Pack) -> dict[int, Pack]:
    """The pack with one language, with its two, and with three more that are made up."""
    texts = dict(pack.texts)
    for code in MADE_UP:
        texts[code] = {key: f"{text} {code}" for key, text in pack.texts["en"].items()}
    one = msgspec.structs.replace(pack, languages=("nl",))
    five = msgspec.structs.replace(pack, languages=(*pack.languages, *MADE_UP), texts=texts)
    return {1: one, 2: pack, 5: five}


@pytest.fixture
def moving(stage: Stage) -> Iterator[Callable[[Driver], Driver]]:
    """Let a window move, as often as a test turns it and not by the clock.

    The window goes away in the end: nobody else gets one that moves.
    """

    def move(me: Driver) -> Driver:
        me.shell.hub.update(motion=True)
        attract(me)._clock.setInterval(3_600_000)
        return me

    yield move
    stage.close()


def attract(me: Driver) -> AttractScreen:
    """The invitation."""
    assert isinstance(me.front, AttractScreen)
    return me.front


def turn(me: Driver, times: int = 1) -> None:
    """Let so much time pass that the invitation turns."""
    for _ in range(times):
        attract(me).turn()
    settle()


def lit(me: Driver) -> list[str]:
    """The languages that are lit in the top bar."""
    return [code for code, button in me.shell.languages.items() if button.isChecked()]


def spoken(me: Driver) -> str:
    """The language of what the invitation says, to the eye and to a screen reader."""
    screen, pack = attract(me), me.assistant.pack
    said = screen.hero.title, screen.hero.line
    (code,) = [
        each
        for each in pack.languages
        if said == (pack.text(each, "invitation.title"), pack.text(each, "invitation.line"))
    ]
    assert screen.accessibleName() == screen.hero.title
    assert screen.hero.accessibleName() == " ".join(said)
    return code


def begun(me: Driver) -> str:
    """The language of the first question, and of all that is lit."""
    me.wait(lambda: me.shell.question is not None)
    settle()
    pack = me.assistant.pack
    key = f"question.{me.question}.title"
    (code,) = [each for each in pack.languages if me.front.accessibleName() == pack.text(each, key)]
    assert lit(me) == [code]
    return code


def touch_the_picture(me: Driver) -> None:
    """Touch what is no control."""
    hero = attract(me).hero
    at = hero.mapTo(me.shell, hero.halves()[1].center().toPoint())
    QTest.mouseClick(me.shell.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)


def test_the_invitation_speaks_every_language_in_turn(
    kiosk: Driver, moving: Callable[[Driver], Driver]
) -> None:
    moving(kiosk)
    heard = []
    for _ in range(6):
        heard.append(spoken(kiosk))
        assert lit(kiosk) == heard[-1:]
        assert "agnesium" in attract(kiosk).hero.title, "it says what it is about"
        turn(kiosk)
    assert heard == ["nl", "nl", "en"] * 2


def test_without_motion_it_keeps_to_the_shops_own_language(kiosk: Driver) -> None:
    for _ in range(6):
        turn(kiosk)
        assert spoken(kiosk) == "nl"
        assert lit(kiosk) == ["nl"]


@pytest.mark.parametrize("count", [2, 5])
def test_what_is_lit_is_spoken_and_begun_in(
    open_window: Open,
    offered: dict[int, Pack],
    moving: Callable[[Driver], Driver],
    count: int,
) -> None:
    """A button begins in its own language at every turn, any other touch in the one that is lit.

    The next consultation is in the shop's own again.
    """
    me = moving(open_window("kiosk", pack=offered[count]))
    codes = me.shell.setting.language.codes
    assert len(codes) == count
    heard = set()
    for turns in range(count + 2):
        for way in (*codes, ""):
            me.home()
            turn(me, turns)
            invited = spoken(me)
            heard.add(invited)
            assert lit(me) == [invited]
            if way:
                me.tap(f"start:{way}")
            else:
                touch_the_picture(me)
            assert begun(me) == (way or invited)
            me.shell.go_start()
            settle()
            assert spoken(me) == "nl"
            assert lit(me) == ["nl"]
    assert heard == set(codes)


def test_the_staff_are_asked_in_the_language_that_is_lit(
    kiosk: Driver, moving: Callable[[Driver], Driver]
) -> None:
    moving(kiosk)
    turn(kiosk, 2)
    assert spoken(kiosk) == "en"
    kiosk.tap("ask_staff").wait(lambda: kiosk.screen == "page:help")
    settle()
    assert lit(kiosk) == [kiosk.shell.setting.language.code] == ["en"]


def test_a_tap_switches_at_once_at_every_turn_and_stays(
    open_window: Open, offered: dict[int, Pack], moving: Callable[[Driver], Driver]
) -> None:
    """As long as whoever chose it may be there; then the round begins anew."""
    me = moving(open_window("kiosk", pack=offered[5]))
    for turns in range(7):
        for code in me.shell.setting.language.codes:
            me.home()
            turn(me, turns)
            me.switch(code)
            assert spoken(me) == code
            assert lit(me) == [code]
            turn(me, KEPT_TURNS - 1)
            assert spoken(me) == code
    turn(me)
    assert spoken(me) == "nl"
    turn(me, 2)
    assert spoken(me) == "en"


@pytest.mark.parametrize("name", ["light", "contrast"])
@pytest.mark.parametrize("text_scale", [1.0, 2.0])
@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_a_large_button_for_each_language(
    open_window: Open,
    offered: dict[int, Pack],
    size: QSize,
    count: int,
    text_scale: float,
    name: ThemeName,
) -> None:
    """All of one size, in type of one size, beside a picture and a headline that is whole."""
    me = open_window("kiosk", size, offered[count])
    me.shell.hub.update(text_scale=text_scale, name=name)
    settle()
    assert me.shell.size() == size
    assert faults(me) == []
    hero, theme = attract(me).hero, me.shell.hub.theme
    found = [each for each in buttons(me) if each.parent() is hero]
    codes = me.shell.setting.language.codes
    assert [each.objectName() for each in found] == [f"start:{code}" for code in codes]
    assert len({each.size().toTuple() for each in found}) == 1
    said = [each.accessibleName() for each in found]
    assert said[:2] == (["Beginnen"] if count == 1 else ["Beginnen: Nederlands", "Start: English"])
    assert len(set(said)) == count
    words, picture = hero.halves()
    assert all(words.toRect().contains(each.geometry()) for each in found)
    assert min(picture.width(), picture.height()) >= 0.3 * min(size.width(), size.height())
    assert not words.intersects(picture)
    sizes = type_sizes(me)
    starts = {sizes[word] for word in ("Beginnen", "Start") if word in sizes}
    assert len(starts) == 1
    plain = theme.px("type.body") / text_scale
    assert min(starts) >= plain * (1.5 if count < 5 or text_scale == 1 else 1.2)
    assert hero.title in sizes


def test_it_stands_still_while_nobody_sees_it(kiosk: Driver) -> None:
    screen = attract(kiosk)
    assert screen._clock.isActive()
    kiosk.begin()
    assert not screen._clock.isActive()


def test_nothing_burns_in(kiosk: Driver) -> None:
    """In a quarter of an hour no edge of it stands where it stood."""
    screen = attract(kiosk)
    places = set()
    for _ in range(len(SHIFTS)):
        settle()
        places.add(screen.hero.mapTo(kiosk.shell, QPoint(0, 0)).toTuple())
        assert faults(kiosk) == []
        turn(kiosk, SHIFT_TURNS)
    assert len(places) == len(SHIFTS)


def test_the_words_fade_where_motion_is_wanted(
    kiosk: Driver, moving: Callable[[Driver], Driver]
) -> None:
    screen = attract(moving(kiosk))
    turn(kiosk, 2)
    veil = screen.findChild(Veil)
    assert veil is not None
    assert veil.isVisible()
    assert spoken(kiosk) == "en", "what can be read and touched is there at once"
    kiosk.wait(lambda: screen.findChild(Veil) is None)
    turn(kiosk)
    at = kiosk.centre(kiosk.find("start:en"))
    QTest.mouseClick(kiosk.shell.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert begun(kiosk) == "en"
    assert screen.findChild(Veil) is None


def test_keys_start_in_the_language_that_is_lit(kiosk: Driver) -> None:
    kiosk.key(Qt.Key.Key_Tab)
    kiosk.switch("en")
    kiosk.shell.hub.keyboard = True
    kiosk.shell.show_screen(kiosk.front)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "start:en"
    kiosk.key(Qt.Key.Key_Space)
    assert begun(kiosk) == "en"
