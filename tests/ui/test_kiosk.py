"""The kiosk: nothing to type in, targets for a finger, and everything readable on every screen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from driver import Driver, settle
from looks import (
    EVERYTHING,
    buttons,
    faults,
    on_all_pages,
    outcomes,
    painted_type,
    reachable,
    screens,
    too_small,
    type_sizes,
    words,
)
from people import STRESSED
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.pack import Pack
from magapp.settings import DATABASE, Settings
from magapp.store import open_store, start_anew
from ui.kiosk.idle import COUNTDOWN, Idle
from ui.kiosk.kiosk import CALL_MS, FAULT_SECONDS, KioskShell
from ui.kit.deck import PartCard
from ui.kit.parts import Look
from ui.kit.tiles import Tile
from ui.look.theme import TEXT_SCALES
from ui.outcome.code import QUIET, LargeQr
from ui.walk.shell import PATIENCE

pytestmark = pytest.mark.gui
pytest_plugins = ["stage", "stretched"]

LEAST_TARGET = 60
SIZES = [QSize(1366, 768), QSize(1920, 1080), QSize(1080, 1920)]

Open = Callable[..., Driver]


def look_everywhere(me: Driver, language: str) -> str:
    """Walk every screen in a language, at every size of text, and note what does not fit."""
    found = []

    def look() -> list[str]:
        return [*faults(me), *too_small(me, LEAST_TARGET)]

    for name in screens(me):
        me.shell.use_language(language)  # a new consultation starts in the first language
        for text_scale in TEXT_SCALES:
            me.shell.hub.update(text_scale=text_scale)
            found += [f"{name} at {text_scale}: {each}" for each in on_all_pages(me, look)]
        me.shell.hub.update(text_scale=TEXT_SCALES[0])
    return "\n".join(found)


each_size = pytest.mark.parametrize(
    "size", SIZES, ids=[f"{size.width()}x{size.height()}" for size in SIZES]
)
each_scale = pytest.mark.parametrize("text_scale", [1.0, 1.5, 2.0])


@pytest.mark.long
@each_size
@pytest.mark.parametrize("language", ["nl", "en"])
def test_everything_fits(open_window: Open, size: QSize, language: str) -> None:
    me = open_window("kiosk", size, painted=False)
    assert look_everywhere(me, language) == ""


@pytest.mark.long
@each_size
@pytest.mark.usefixtures("stretching")
def test_everything_fits_in_a_longer_language(
    open_window: Open, long_pack: Pack, size: QSize
) -> None:
    me = open_window("kiosk", size, long_pack, painted=False)
    assert look_everywhere(me, "xx") == ""


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


def test_a_touch_beside_the_buttons_above_starts(kiosk: Driver) -> None:
    """Where staff hold the screen a customer does not begin, nor with a button."""
    window, none = kiosk.shell.windowHandle(), Qt.KeyboardModifier.NoModifier
    press(kiosk, "mark")
    kiosk.tap("contrast")
    assert kiosk.screen == "page:start"
    free = QPoint(kiosk.shell.width() // 2, kiosk.centre(kiosk.find("mark")).y())
    assert not isinstance(kiosk.shell.childAt(free), QAbstractButton)
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, none, free)
    kiosk.at("who")


def test_a_finger_leaves_no_look_behind(kiosk: Driver) -> None:
    """Where the last tap was nothing seems to be pointed at, and no pointer is shown."""
    kiosk.begin()
    tile = kiosk.find("who:self")
    assert isinstance(tile, Tile)
    for each in (kiosk.shell, kiosk.front, tile):
        assert each.cursor().shape() == Qt.CursorShape.BlankCursor
    middle = QPointF(tile.rect().center())
    before = tile.grab().toImage()
    QApplication.sendEvent(tile, QEnterEvent(middle, middle, middle))
    assert tile.grab().toImage() == before


def test_back_goes_up_from_the_names_first(kiosk: Driver) -> None:
    kiosk.begin()
    kiosk.shell.flow.fill({"who": "self", "age": "18_69", "sex": "male", "signals": []})
    kiosk.shell.flow.fill({"situations": ["stress"], "conditions": []})
    kiosk.shell.flow.goto("medicines")
    kiosk.shell.show_question()
    kiosk.tap("letter:O").tap("letter:OM").tap("medicine:omeprazol")
    assert kiosk.shows("which:ppi:long")
    kiosk.back()
    assert kiosk.shows("medicine:omeprazol")
    kiosk.back().at("medicines")
    assert kiosk.shows("letter:OM")
    kiosk.back().at("medicines")
    assert kiosk.shows("letter:O")
    kiosk.back().at("conditions")


# -- an emergency ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("sign", "number"), [("dark_thoughts", "113"), ("chest_pain", "112")])
def test_an_emergency_waits_for_no_further_question(kiosk: Driver, sign: str, number: str) -> None:
    kiosk.begin()
    for question in ("who", "age", "sex", "life_stage"):
        kiosk.answer(question, EVERYTHING[question])
    kiosk.answer("signals", ["fatigue"]).pick(f"alarm:{sign}").next()
    kiosk.wait(lambda: kiosk.screen == "outcome")
    assert kiosk.shows("outcome:refer")
    assert kiosk.shows(f"call:{number}")
    gates = {each.objectName() for each in kiosk.front.findChildren(PartCard) if each.isVisible()}
    assert {each for each in gates if each.startswith("gate:")} == {f"gate:{sign}"}
    kiosk.tap("change").at("alarm").go_on()
    kiosk.wait(lambda: kiosk.screen == "outcome")
    kiosk.tap("change").at("alarm").pick("alarm:none").at("duration")
    assert kiosk.find("next").accessibleName() == kiosk.shell.tr("Next")
    kiosk.back().at("alarm").back().at("signals")


def test_an_emergency_found_at_the_review(kiosk: Driver) -> None:
    kiosk.begin().answer_all(EVERYTHING)
    kiosk.tap("change:alarm").at("alarm").pick("alarm:fainting").next()
    kiosk.wait(lambda: kiosk.screen == "outcome")
    kiosk.tap("change").at("alarm").pick("alarm:none")
    kiosk.wait(lambda: kiosk.screen == "review").see_advice()
    assert kiosk.shows("outcome:suggest")


# -- all that is said, and codes to scan ----------------------------------------------------------


@each_scale
def test_the_review_hides_no_answer(kiosk: Driver, text_scale: float) -> None:
    many = ("signals", "situations", "preferences")
    options = {
        each: [option.id for option in kiosk.assistant.pack.question(each).option] for each in many
    }
    kiosk.begin()
    kiosk.shell.flow.fill({**EVERYTHING, **options})
    kiosk.shell.hub.update(text_scale=text_scale)
    kiosk.shell.show_review()
    settle()
    for question, ticked in options.items():
        tile = kiosk.find(f"change:{question}")
        assert isinstance(tile, Tile)
        for option in ticked:
            title = kiosk.assistant.pack.text("nl", f"option.{question}.{option}.title")
            assert title in tile.title()
        assert faults(kiosk) == []


@each_size
@each_scale
@pytest.mark.parametrize("printed", [False, True])
def test_codes_are_large_enough_to_scan(
    open_window: Open,
    monkeypatch: pytest.MonkeyPatch,
    size: QSize,
    text_scale: float,
    printed: bool,
) -> None:
    """Three pixels a module, whatever the size of the words; and each says what it is for."""
    sizes: list[float] = []
    paint = LargeQr.paint

    def measured(code: LargeQr, painter: QPainter, look: Look, rect: QRectF) -> None:
        side = min(rect.width(), rect.height())
        sizes.append(side / (len(code.modules) + 2 * QUIET))
        paint(code, painter, look, rect)

    monkeypatch.setattr(LargeQr, "paint", measured)
    me = open_window("kiosk", size)
    monkeypatch.setattr(type(me.shell.printing), "possible", printed)
    me.begin()
    for answers, count in ((EVERYTHING, 3), ({**EVERYTHING, "conditions": ["bowel"]}, 2)):
        me.shell.flow.restart()
        me.shell.flow.fill(answers)
        me.shell.hub.update(text_scale=text_scale)
        me.shell.show_advice()
        for screen, codes in (("outcome", 3 - count), ("take", count), ("help", 1)):
            if screen == "take":
                me.shell.show_slip()
            elif screen == "help":
                assert isinstance(me.shell, KioskShell)
                me.shell.show_help(True)
                assert me.find("help:code").accessibleDescription()
            settle()
            sizes.clear()
            me.shell.grab()
            assert len(sizes) == codes, screen
            assert all(each >= 3 for each in sizes), screen
            assert faults(me) == [], screen


SMALL = 15
"""The least type at the normal size of text, in pixels of the base design."""
LARGE = 200
"""From here on nothing need stay as large: a number to call that fills the screen."""
LESS = 2.3
"""So many pixels less it may be, where what stands beside it wraps anew."""


@each_size
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_of_the_advice_is_set_small(open_window: Open, size: QSize, language: str) -> None:
    """Larger text is larger everywhere; only what the law asks for may be small print."""
    me = open_window("kiosk", size)
    law = {
        text.split()[0]
        for key, text in me.assistant.pack.texts[language].items()
        if key.startswith("statement.")
    }
    normal: dict[tuple[str, str], float] = {}
    found = []
    for text_scale in TEXT_SCALES:
        for name in outcomes(me, ("day", "know", "food", "facts")):
            me.shell.use_language(language)
            me.shell.hub.update(text_scale=text_scale)
            found += faults(me)
            for text, pixels in type_sizes(me).items():
                seen = pixels / me.shell.hub.theme.scale
                one = normal.setdefault((name, text), seen if text_scale == 1 else 0.0)
                if text.split()[0] in law and name == "suggest: facts":
                    continue
                least = SMALL + 3 * (text_scale - 1)
                if seen < least - 0.5 or (text_scale > 1 and seen < min(one, LARGE) - LESS):
                    found.append(f"{name} at {text_scale}: {seen:.1f} px, {one:.1f}: {text}")
    assert "\n".join(found) == ""


@each_size
def test_large_text_leaves_the_bars_nearly_as_they_are(open_window: Open, size: QSize) -> None:
    """The type painted in them is at most a quarter larger than it is meant to be at first.

    And never smaller than it was.
    """
    me = open_window("kiosk", size)
    me.begin().pick("who:self").at("age").pick("age:18_69").at("sex")
    shell = me.shell
    first: dict[str, int] = {}
    most = 1.25 * shell.hub.theme.px("type.body")
    for text_scale in TEXT_SCALES:
        shell.hub.update(text_scale=text_scale)
        settle()
        with painted_type() as sizes:
            shell.top.grab()
            shell.bottom.grab()
        first = first or dict(sizes)
        assert {"Nederlands", "English", "Magapp", me.find("back").accessibleName()} <= set(sizes)
        for text, pixels in sizes.items():
            assert first[text] - 1 <= pixels <= most, f"{text} at {text_scale}"


def idle(me: Driver) -> Idle:
    """What watches whether somebody is there."""
    assert isinstance(me.shell, KioskShell)
    return me.shell.idle


def press(me: Driver, name: str) -> None:
    """Press and lift on a control, like `tap`; it may be gone by the time the finger is lifted."""
    window = me.shell.windowHandle()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, none, me.centre(me.find(name)))


def test_nobody_there_forgets_everything(kiosk: Driver) -> None:
    """First it asks and counts, with no answer in sight; then all is forgotten."""
    kiosk.begin().pick("who:self").at("age")
    watch = idle(kiosk)
    assert watch.wait.isActive()
    assert watch.wait.interval() == 1000 * kiosk.assistant.settings.kiosk.idle_seconds
    watch.wait.timeout.emit()
    assert kiosk.screen == "page:still_there"
    assert kiosk.find("idle:seconds").accessibleName() == str(COUNTDOWN)
    for left in range(COUNTDOWN - 1, 0, -1):
        watch.second.timeout.emit()
        assert kiosk.find("idle:seconds").accessibleName() == str(left)
        assert kiosk.shell.flow.answers() == {"who": "self"}
    watch.second.timeout.emit()
    assert kiosk.screen == "page:start"
    assert kiosk.shell.flow.answers() == {}
    assert not watch.wait.isActive()
    assert not watch.second.isActive()


@pytest.mark.parametrize("sign", ["button", "anywhere", "key", "top bar"])
def test_any_sign_of_life_keeps_the_answers(kiosk: Driver, sign: str) -> None:
    """And does nothing else: what lies behind the question is not touched."""
    kiosk.begin().pick("who:self").at("age")
    idle(kiosk).wait.timeout.emit()
    window = kiosk.shell.windowHandle()
    if sign == "button":
        press(kiosk, "idle:stay")
    elif sign == "anywhere":
        at = kiosk.front.mapTo(kiosk.shell, kiosk.front.rect().topLeft() + QPoint(40, 40))
        none = Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, none, at)
    elif sign == "key":
        QTest.keyClick(window, Qt.Key.Key_Space)
    else:
        press(kiosk, "contrast")
    kiosk.at("age")
    assert kiosk.shell.flow.answers() == {"who": "self"}
    assert not idle(kiosk).second.isActive()
    assert (kiosk.shell.hub.theme.name == "contrast") == (sign == "top bar")


def test_each_touch_and_key_begins_the_wait_again(kiosk: Driver) -> None:
    kiosk.begin()
    watch = idle(kiosk)
    watch.wait.stop()
    press(kiosk, "mark")
    assert watch.wait.isActive()
    watch.wait.stop()
    QTest.keyClick(kiosk.shell.windowHandle(), Qt.Key.Key_Tab)
    assert watch.wait.isActive()


def test_the_advice_is_asked_for_and_forgotten_too(kiosk: Driver) -> None:
    kiosk.begin().answer_all(EVERYTHING).see_advice().tap("tab:food")
    idle(kiosk).wait.timeout.emit()
    assert kiosk.screen == "page:still_there"
    press(kiosk, "idle:stay")
    kiosk.wait(lambda: kiosk.screen == "outcome")
    assert not kiosk.shows("product:1"), "the tab that was open stays open"
    idle(kiosk).wait.timeout.emit()
    idle(kiosk).over.emit()
    assert kiosk.screen == "page:start"


def test_a_language_left_behind_at_the_invitation_is_put_back(kiosk: Driver) -> None:
    kiosk.switch("en").tap("text_size")
    assert idle(kiosk).wait.isActive()
    idle(kiosk).wait.timeout.emit()
    assert kiosk.screen == "page:start"
    assert kiosk.shell.setting.language.code == "nl"
    assert kiosk.shell.hub.theme.text_scale == 1.0
    assert not idle(kiosk).wait.isActive()


def test_the_fewest_taps_of_a_healthy_customer_with_one_wish(kiosk: Driver) -> None:
    """Twelve at most, from the invitation to the products, for whoever has most to answer."""
    taps = (
        *(kiosk.start, "who:self", "age:18_69", "sex:female", "life_stage:none", "signals:none"),
        *("situations:sleep", "next", "conditions:none", "medicines:none"),
        *("other_magnesium:pick:0", "next"),
    )
    assert len(taps) <= 12
    for name in taps:
        kiosk.wait(lambda name=name: kiosk.shows(name))  # type: ignore[misc]
        kiosk.tap(name)
    kiosk.wait(lambda: kiosk.screen == "outcome")
    assert kiosk.shows("product:1")


def test_what_may_be_skipped_is_offered_with_the_answers(kiosk: Driver) -> None:
    told = {key: EVERYTHING[key] for key in EVERYTHING if key not in ("food", "preferences")}
    kiosk.begin().answer_all(told)
    assert kiosk.shell.flow.answers() == told
    kiosk.back().at("other_magnesium").go_on()
    kiosk.tap("change:preferences").at("preferences").pick("preferences:capsule").next()
    kiosk.wait(lambda: kiosk.screen == "review")
    assert kiosk.shell.flow.answers() == {**told, "preferences": ["capsule"]}


# -- staff ----------------------------------------------------------------------------------------


WHERE = ["start", "question", "review", "outcome", "take", "still", "fault"]


@pytest.mark.parametrize("where", WHERE)
def test_staff_can_be_asked_everywhere(
    kiosk: Driver, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """And one comes back to where one was, with every answer."""
    called: list[str] = []

    def call(self: object, name: str) -> bool:
        called.append(name)
        return True

    monkeypatch.setattr(type(kiosk.assistant), "call_staff", call)
    if where == "question":
        kiosk.begin().pick("who:self").at("age")
    elif where in ("review", "outcome", "take", "still"):
        kiosk.begin().answer_all(EVERYTHING)
        if where in ("outcome", "take"):
            kiosk.see_advice()
        if where == "take":
            kiosk.tap("take").wait(lambda: kiosk.screen == "page:take")
    elif where == "fault":
        kiosk.shell.show_fault()
    before, answers = kiosk.screen, kiosk.shell.flow.answers()
    for times in (1, 2):
        if where == "still":
            idle(kiosk).wait.timeout.emit()
            assert kiosk.screen == "page:still_there"
        else:
            kiosk.switch("en")
        press(kiosk, "ask_staff")
        settle()
        kiosk.switch("en")
        assert kiosk.screen == "page:help"
        kiosk.wait(lambda: kiosk.front.accessibleName() == "A colleague is coming to you")
        name = kiosk.assistant.settings.kiosk.name
        assert called == [name] * times, "the counter is told each time: it may have been there"
        kiosk.tap("help:back")
        kiosk.wait(lambda: kiosk.screen == ("page:start" if where == "fault" else before))
        assert kiosk.shell.flow.answers() == answers
        if where in ("start", "fault"):
            return


@pytest.mark.parametrize("where", ["page:take", "page:still_there"])
def test_one_can_stop_everywhere(kiosk: Driver, where: str) -> None:
    """Who is asked whether they are there and stops is asked nothing more."""
    kiosk.begin().answer_all(EVERYTHING)
    if where == "page:take":
        kiosk.see_advice().tap("take").wait(lambda: kiosk.screen == where)
        kiosk.tap("restart").tap("restart:no")
        assert kiosk.screen == where
        kiosk.tap("restart").tap("restart:yes").tap("closing:done")
    else:
        idle(kiosk).wait.timeout.emit()
        assert kiosk.screen == where
        press(kiosk, "restart")
    settle()
    assert kiosk.screen == "page:start"
    assert kiosk.shell.flow.drafts == {}
    idle(kiosk).wait.timeout.emit()
    assert kiosk.screen == "page:start"


def test_who_waits_for_staff_is_left_in_peace(kiosk: Driver) -> None:
    """For some minutes, also after a touch; and then goes on waiting."""
    kiosk.begin().pick("who:self").at("age").tap("ask_staff")
    watch = idle(kiosk)
    patience = 1000 * max(180, 4 * kiosk.assistant.settings.kiosk.idle_seconds)
    assert watch.wait.interval() == patience
    watch.wait.stop()
    press(kiosk, "mark")
    assert watch.wait.isActive()
    assert watch.wait.interval() == patience
    watch.wait.timeout.emit()
    assert kiosk.screen == "page:still_there"
    press(kiosk, "idle:stay")
    kiosk.wait(lambda: kiosk.screen == "page:help")
    kiosk.tap("help:back").at("age")
    assert watch.wait.interval() == 1000 * watch.patience


@pytest.mark.parametrize("fails", [False, True])
def test_staff_that_cannot_be_told(
    kiosk: Driver,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fails: bool,
) -> None:
    """Then the customer is sent to the counter, and that is all there is to see of it."""

    def call(self: object, name: str) -> bool:
        if fails:
            raise StoreError("store_full", place="magapp.db")
        return False

    monkeypatch.setattr(type(kiosk.assistant), "call_staff", call)
    kiosk.switch("en").tap("ask_staff")
    kiosk.wait(lambda: kiosk.front.accessibleName() == "Please go to the counter")
    said = "magapp: magapp.db: the disk is full; nothing was changed. Make room and try again.\n"
    assert capsys.readouterr().err == (said if fails else "")


def test_nobody_waits_for_the_call(kiosk: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program has the database: the screen goes on, and the next customer hears nothing."""
    free = Event()
    monkeypatch.setattr(type(kiosk.assistant), "call_staff", lambda *_: free.wait(20))
    kiosk.switch("en").tap("ask_staff")
    assert kiosk.front.accessibleName() == "We are calling a colleague"
    assert isinstance(kiosk.shell, KioskShell)
    call = kiosk.shell._call
    assert call is not None
    kiosk.tap("help:back").switch("en").tap("ask_staff")
    assert kiosk.front.accessibleName() == "We are calling a colleague"
    assert kiosk.shell._call is call, "one call at a time"
    kiosk.tap("help:back").begin().at("who")
    with kiosk.bot.waitSignal(call.done, timeout=5000):
        free.set()
    kiosk.pick("who:self").at("age").switch("en").tap("ask_staff")
    kiosk.wait(lambda: kiosk.front.accessibleName() == "A colleague is coming to you")


def test_nobody_is_promised_what_is_not_known_in_time(
    kiosk: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is frozen: the customer goes to the counter, also when it answers later."""
    free = Event()
    monkeypatch.setattr(type(kiosk.assistant), "call_staff", lambda *_: free.wait(20))
    assert isinstance(kiosk.shell, KioskShell)
    assert kiosk.shell._calling.interval() == CALL_MS <= 5_000
    kiosk.switch("en").tap("ask_staff")
    kiosk.shell._calling.start(0)
    kiosk.wait(lambda: kiosk.front.accessibleName() == "Please go to the counter")
    free.set()
    kiosk.wait(lambda: getattr(kiosk.shell, "_call", None) is None)
    assert kiosk.front.accessibleName() == "Please go to the counter"
    kiosk.shell._calling.setInterval(CALL_MS)
    kiosk.tap("help:back").switch("en").tap("ask_staff")
    kiosk.wait(lambda: kiosk.front.accessibleName() == "A colleague is coming to you")


# -- what goes wrong ------------------------------------------------------------------------------


@contextmanager
def shop(me: Driver, folder: Path) -> Iterator[Assistant]:
    """A shop with a database, for the kiosk that is open."""
    before = me.shell.assistant
    own = Assistant(before.pack, Settings(), folder=folder)
    own.stockroom.patience = before.stockroom.patience
    me.shell.assistant = own
    try:
        yield own
    finally:
        me.shell.assistant = before
        own.let_go()


def leads_to_the_counter(me: Driver) -> None:
    """Nothing was forgotten and no product is shown: a code, the way to staff, and back."""
    answers = me.shell.flow.answers()
    me.next()
    assert me.screen == "page:help"
    assert me.front.accessibleName() == "Please go to the counter"
    assert me.shows("help:code")
    assert not me.shows("product:1")
    assert me.shell.flow.answers() == answers
    assert not me.shows("ask_staff")
    me.tap("help:back")
    assert me.screen == "review"


def test_no_shelf_to_look_at_leads_to_the_counter(
    kiosk: Driver, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All day, if need be, and said to whoever looks after the machine once."""
    (tmp_path / DATABASE).write_bytes(b"no database, but long enough to look at" * 40)
    kiosk.begin().switch("en").answer_all(EVERYTHING)
    with shop(kiosk, tmp_path):
        for _ in range(2):
            leads_to_the_counter(kiosk)
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "is damaged" in said
        start_anew(tmp_path)
        kiosk.next()
        assert kiosk.screen == "outcome"
        assert kiosk.shows("product:1")


def test_a_referral_needs_no_shelf(kiosk: Driver, tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"no database, but long enough to look at" * 40)
    kiosk.begin().answer_all({**EVERYTHING, "conditions": ["kidney"]})
    with shop(kiosk, tmp_path):
        kiosk.next()
        assert kiosk.screen == "outcome"


def test_the_screen_does_not_wait_for_a_database_that_is_held(
    kiosk: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert PATIENCE < 4, "whoever watches the kiosk waits ten seconds, for two readings and a call"
    open_store(tmp_path).close()
    kiosk.begin().switch("en").answer_all(EVERYTHING)
    other = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with shop(kiosk, tmp_path) as own:
        own.stockroom.patience = 0.1
        before = monotonic()
        leads_to_the_counter(kiosk)
        kiosk.tap("ask_staff")
        assert kiosk.screen == "page:help"
        assert monotonic() - before < 5
        kiosk.tap("help:back")
        other.execute("ROLLBACK")
        other.close()
        own.stockroom.patience = 20
        kiosk.next()
        assert kiosk.screen == "outcome"
        assert isinstance(kiosk.shell, KioskShell)
        kiosk.wait(lambda: getattr(kiosk.shell, "_call", None) is None)


def test_what_was_shown_is_what_is_taken_along(kiosk: Driver, tmp_path: Path) -> None:
    """Whatever becomes of the shelf meanwhile; the next advice is of the shelf as it is then."""
    kiosk.begin().switch("en").answer_all(EVERYTHING)
    with open_store(tmp_path) as store, shop(kiosk, tmp_path) as own:
        kiosk.see_advice()
        shown = [each.product.ean for each in kiosk.last[1].products]
        own.stockroom.patience = 0.0
        store.set_stock(shown[0], 0)
        kiosk.switch("nl").tap("take").wait(lambda: kiosk.screen == "page:take")
        own.stockroom.patience = 20
        kiosk.shell.show_advice()
        assert shown[0] not in [each.product.ean for each in kiosk.last[1].products]


def test_an_apology_goes_by_itself(kiosk: Driver) -> None:
    kiosk.begin().pick("who:self").at("age")
    kiosk.shell.show_fault()
    assert kiosk.screen == "page:fault"
    assert idle(kiosk).wait.isActive()
    assert idle(kiosk).wait.interval() == 1000 * FAULT_SECONDS
    idle(kiosk).wait.timeout.emit()
    assert kiosk.screen == "page:start"


def test_a_page_that_cannot_even_forget_is_thrown_away(
    kiosk: Driver, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk.begin().pick("who:self").at("age").pick("age:18_69").at("sex")
    page = kiosk.shell.page("age")

    def fails(value: object) -> None:
        raise RuntimeError("a marker that must not be said")

    monkeypatch.setattr(page, "populate", fails)
    kiosk.shell.show_fault()
    assert kiosk.screen == "page:fault"
    assert capsys.readouterr().err == "magapp: RuntimeError in an apology\n"
    settle()
    assert not any(each.isChecked() for each in kiosk.shell.findChildren(Tile))
    kiosk.tap("fault:restart").begin().pick("who:self").at("age").pick("age:18_69").at("sex")
    assert kiosk.shell.page("age") is not page


# -- the invitation -------------------------------------------------------------------------------


@pytest.mark.parametrize("text_scale", [1.0, 1.5, 2.0])
def test_what_happens_to_the_answers_is_said_at_every_size(
    kiosk: Driver, text_scale: float
) -> None:
    """As long as they can be there when somebody walks away, waiting for staff included."""
    kiosk.switch("en")
    kiosk.shell.hub.update(text_scale=text_scale)
    settle()
    longest = max(180, 4 * idle(kiosk).patience) + COUNTDOWN
    minutes = -(-longest // 60)
    said = words(each for each in kiosk.front.findChildren(QWidget) if each.isVisible())
    assert any("erase your answers" in each and f"{minutes} minutes" in each for each in said)
    assert faults(kiosk) == []


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


# -- taps -----------------------------------------------------------------------------------------


def tap_all(me: Driver, taps: Sequence[str]) -> int:
    """From the invitation to the advice by these taps and no others; how many it took."""
    for name in taps:
        me.wait(lambda name=name: me.shows(name))  # type: ignore[misc]
        me.tap(name)
        settle()
    me.wait(lambda: me.screen == "outcome")
    return len(taps)


def test_the_fewest_taps_of_a_healthy_adult_under_stress(kiosk: Driver) -> None:
    """And all that was answered was read, and tapped."""
    taps = (
        *(kiosk.start, "shortcut:adult_man", "signals:tension", "next", "alarm:none"),
        *("duration:weeks", "tried:nothing", "situations:stress", "next", "conditions:none"),
        *("shortcut:nothing_taken", "next"),
    )
    assert tap_all(kiosk, taps) <= 12
    assert kiosk.shows("product:1")
    assert kiosk.shell.flow.answers() == {**STRESSED, "signals": ["tension"]}


def test_the_fewest_taps_with_three_medicines(kiosk: Driver) -> None:
    """Two that many use, of which one is asked how long, and one by its letters."""
    three = (
        *("common:omeprazol", "which:ppi:short", "common:levothyroxine"),
        *("letter:L", "letter:LI", "medicine:lisinopril", "next"),
    )
    assert len(three) <= 8
    taps = (
        *(kiosk.start, "shortcut:adult_man", "signals:tension", "next", "alarm:none"),
        *("duration:weeks", "tried:nothing", "situations:stress", "next", "conditions:none"),
        *(*three, "other_magnesium:pick:0", "next"),
    )
    assert tap_all(kiosk, taps) <= 20
    assert set(kiosk.shell.flow.named) == {"omeprazol", "levothyroxine", "lisinopril"}


def test_a_shortcut_answers_what_it_says_and_can_be_changed(kiosk: Driver) -> None:
    """It goes on behind its questions; from the answers it leads back to them."""
    kiosk.begin().tap("shortcut:adult_woman").at("life_stage")
    assert kiosk.shell.flow.answers() == {"who": "self", "age": "18_69", "sex": "female"}
    kiosk.back().at("sex").back().at("age").back().at("who").pick("who:other").at("age")
    later = ("food", "preferences", "moments")
    told = {key: EVERYTHING[key] for key in EVERYTHING if key not in later}
    kiosk.answer_all({**told, "medicines": []})
    kiosk.tap("change:medicines").at("medicines").tap("shortcut:nothing_taken")
    kiosk.wait(lambda: kiosk.screen == "review")
    assert kiosk.shell.flow.draft("other_magnesium") == 0
    assert kiosk.shell.flow.draft("who") == "other"


def test_letters_and_what_is_not_listed_keep_their_places(kiosk: Driver) -> None:
    kiosk.begin().tap("shortcut:adult_man")
    kiosk.shell.flow.fill({key: STRESSED[key] for key in STRESSED if key != "medicines"})
    kiosk.shell.flow.goto("medicines")
    kiosk.shell.show_question()
    settle()
    places = {kiosk.find(f"medicines:{each}").geometry().bottom() for each in ("none", "unsure")}
    kiosk.tap("letter:L")
    beginnings = [kiosk.find(each).geometry() for each in ("letters:back", "medicine:missing")]
    kiosk.tap("letter:LI")
    names = [kiosk.find(each).geometry() for each in ("letters:back", "medicine:missing")]
    assert names == beginnings
    assert len(places) == 1
    kiosk.tap("letters:back")
    assert kiosk.shows("letter:L")
    assert not kiosk.shows("letter:LI")
    kiosk.tap("common:metoprolol")
    assert kiosk.shows("remove:metoprolol")
    assert kiosk.shows("letter:L"), "nothing of the page has gone"


@each_size
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_buttons_below_a_question_have_one_size_of_type(
    open_window: Open, size: QSize, language: str
) -> None:
    """On a tall screen too, where they stand in two rows."""
    me = open_window("kiosk", size)
    me.begin().pick("who:self").at("age").switch(language)
    for text_scale in TEXT_SCALES:
        me.shell.hub.update(text_scale=text_scale)
        settle()
        with painted_type() as sizes:
            me.shell.bottom.grab()
        assert len(sizes) == 4
        assert len({*sizes.values()}) == 1, f"{text_scale}: {sizes}"
