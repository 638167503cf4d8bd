"""The kiosk under a hasty finger, and in an emergency: nothing that matters goes by itself."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from driver import LEFT, Driver, settle
from looks import EVERYTHING, faults, painted_type, words_of
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from magapp.settings import Kiosk
from magapp.shelf.suggest import Suggestion
from ui.kiosk.idle import RUN_DOWN, Idle
from ui.kiosk.kiosk import CLOSING_SECONDS, KioskShell
from ui.kiosk.run_down import FRAMES, STILL_STEPS, RunDown
from ui.kit.base import Control
from ui.kit.button import Button
from ui.kit.deck import PartCard
from ui.kit.parts import Look
from ui.kit.tiles import Tile
from ui.look import pace
from ui.look.theme import TEXT_SCALES
from ui.outcome.code import QUIET, LargeQr

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Open = Callable[..., Driver]

SIZES = [QSize(1366, 768), QSize(1920, 1080), QSize(1080, 1920)]


def press(me: Driver, name: str) -> None:
    """Press and lift on a control that may be gone by the time the finger is lifted."""
    at = me.centre(me.find(name))
    QTest.mouseClick(me.shell.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)


def patience(me: Driver) -> int:
    """So many seconds until somebody is asked for."""
    assert isinstance(me.shell, KioskShell)
    return me.shell.idle.wait.interval() // 1000


def ask_whether_still_there(me: Driver) -> None:
    """Nobody has touched the screen for long."""
    assert isinstance(me.shell, KioskShell)
    me.shell.idle.wait.timeout.emit()
    assert me.screen == "page:still_there"
    settle()


def advise(me: Driver, **answers: object) -> Driver:
    """At the outcome for these answers."""
    me.begin()
    me.shell.flow.fill({**EVERYTHING, **answers})  # type: ignore[dict-item]
    me.shell.show_advice()
    settle()
    return me


def ringed(me: Driver) -> set[str]:
    """The controls that wear the ring of the focus."""
    return {each.objectName() for each in me.shell.findChildren(Control) if each.focus_shown}


# -- a hasty finger -------------------------------------------------------------------------------


def test_a_double_tap_on_the_way_to_the_advice_does_not_end_it(
    kiosk: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where "See the advice" was stands "Done": it counts once one can have seen it."""
    now = 1000.0
    monkeypatch.setattr(pace, "monotonic", lambda: now)
    kiosk.begin().answer_all(EVERYTHING).see_advice()
    kiosk.shell.grab()
    for later in (0.0, 0.3, 0.8, 1.4):
        now = 1000.0 + later
        kiosk.tap("restart")
        assert kiosk.screen == "outcome", later
    now = 1001.6
    kiosk.tap("take").wait(lambda: kiosk.screen == "page:take")
    kiosk.shell.leave_slip()
    kiosk.shell.grab()
    kiosk.tap("restart")
    assert kiosk.screen == "outcome", "it came to the front anew"
    now += 1.6
    kiosk.tap("restart")
    assert kiosk.screen == "page:closing"


def test_keys_end_it_at_once(kiosk: Driver) -> None:
    advise(kiosk).find("restart").setFocus(Qt.FocusReason.TabFocusReason)
    kiosk.key(Qt.Key.Key_Space)
    assert kiosk.screen == "page:closing"
    assert not kiosk.shell.flow.drafts


@pytest.mark.parametrize(("later", "counts"), [(50, False), (390, False), (410, True)])
def test_a_slow_double_tap_answers_one_question(kiosk: Driver, later: int, counts: bool) -> None:
    kiosk.begin()
    tap_at(kiosk, kiosk.find("who:self"), 10_000_000)
    kiosk.at("age")
    tap_at(kiosk, kiosk.find("age:18_69"), 10_000_000 + later)
    assert kiosk.question == ("sex" if counts else "age")


def tap_at(me: Driver, control: QWidget, time: int) -> None:
    """A tap whose events say this time, in ms."""
    middle = QPointF(control.rect().center())
    for kind, held in (
        (QEvent.Type.MouseButtonPress, LEFT),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        on_screen = QPointF(control.mapToGlobal(middle.toPoint()))
        event = QMouseEvent(kind, middle, on_screen, LEFT, held, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(time)
        QCoreApplication.sendEvent(control, event)


# -- an emergency ---------------------------------------------------------------------------------


def test_an_emergency_stays(kiosk: Driver) -> None:
    """As long as who waits for staff, and longer than other advice."""
    advise(kiosk)
    usual = patience(kiosk)
    kiosk.shell.go_start()
    advise(kiosk, alarm=["chest_pain"])
    longest = patience(kiosk)
    assert longest > usual
    kiosk.tap("ask_staff")
    assert patience(kiosk) == longest


@pytest.mark.parametrize(("sign", "number"), [("chest_pain", "112"), ("dark_thoughts", "113")])
def test_the_number_to_call_is_on_whatever_lies_over_it(
    kiosk: Driver, sign: str, number: str
) -> None:
    advise(kiosk, alarm=[sign])
    ask_whether_still_there(kiosk)
    assert kiosk.shows(f"call:{number}")
    press(kiosk, "idle:stay")
    kiosk.tap("ask_staff")
    settle()
    assert kiosk.screen == "page:help"
    kiosk.switch("en")
    assert kiosk.find(f"call:{number}").accessibleName() == f"Call {number}"
    ask_whether_still_there(kiosk)
    assert kiosk.shows(f"call:{number}")
    kiosk.shell.go_start()
    assert not [each for each in kiosk.all_named(f"call:{number}") if each.isVisibleTo(kiosk.shell)]
    advise(kiosk).tap("ask_staff")
    settle()
    assert not kiosk.shows(f"call:{number}")


def lit(me: Driver, name: str) -> tuple[float, float]:
    """Width and height of the figures on a card, as shares of the screen of the outcome."""
    card = me.find(name)
    image, ratio = card.grab().toImage(), card.devicePixelRatioF()
    bright = me.shell.hub.theme.colour("on_urgent").rgb()
    points = [
        (x, y)
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
        if image.pixelColor(x, y).rgb() == bright
    ]
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    high = max(y for _, y in points) - min(y for _, y in points)
    return wide / ratio / me.front.width(), high / ratio / me.front.height()


@pytest.mark.parametrize("size", SIZES, ids=["1366", "1920", "tall"])
def test_an_emergency_is_one_red_panel_with_a_large_number(open_window: Open, size: QSize) -> None:
    me = advise(open_window("kiosk", size), alarm=["chest_pain"]).switch("en")
    wide, high = lit(me, "call:112")
    assert wide > (0.7 if size.height() > size.width() else 0.35)
    assert high > (0.15 if size.height() > size.width() else 0.35)
    theme, front = me.shell.hub.theme, me.front
    image = front.grab().toImage()
    across, down = range(0, image.width(), 9), range(0, image.height(), 9)
    red = [image.pixelColor(x, y) == theme.colour("urgent") for x in across for y in down]
    assert sum(red) / len(red) > 0.5
    seen = [each for each in front.findChildren(QWidget) if each.isVisible()]
    told = "\n".join(each.accessibleDescription() for each in seen if type(each) is PartCard)
    assert told.count("112") == 1
    assert told.count("Chest pain") == 1
    assert "Sit still and do not drive yourself." in told
    no_fault_at_any_size(me)


def no_fault_at_any_size(me: Driver) -> None:
    """Nothing is cut or covered, however large customers make the words."""
    for text_scale in TEXT_SCALES:
        me.shell.hub.update(text_scale=text_scale)
        settle()
        assert faults(me) == []


def test_staff_are_the_first_button_of_an_emergency_and_done_is_asked_again(
    kiosk: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "SEEN_MS", 0)
    advise(kiosk, alarm=["chest_pain"]).switch("en")
    kiosk.shell.grab()  # somebody has seen it
    called, done = kiosk.find("ask_staff"), kiosk.find("restart")
    assert called.accessibleName() == "Call our staff"
    assert is_first(kiosk, "ask_staff")
    assert done.width() < called.width()
    kiosk.tap("restart").tap("restart:no")
    assert kiosk.shows("call:112")
    kiosk.tap("restart")
    assert "number" in kiosk.shell.sure.text()
    assert kiosk.find("restart:yes").accessibleName() == "Remove the number"
    kiosk.tap("restart:yes").wait(lambda: kiosk.screen == "page:start")
    assert not kiosk.shell.flow.drafts
    advise(kiosk).switch("en")
    assert kiosk.find("ask_staff").accessibleName() == "Ask our staff"
    kiosk.shell.grab()
    kiosk.tap("restart").wait(lambda: kiosk.screen == "page:closing")


def is_first(me: Driver, name: str) -> bool:
    """Whether this is the first of the buttons at the foot, and the one that leads on."""
    row = [me.find(each) for each in ("ask_staff", "change", "take", "restart")]
    chosen = me.find(name)
    loud = [each.objectName() for each in row if isinstance(each, Button) and each.leads]
    return loud == [name] and min(row, key=lambda each: (each.y(), each.x())) is chosen


@pytest.mark.parametrize("size", SIZES, ids=["1366", "1920", "tall"])
@pytest.mark.parametrize("end", ["ask", "nothing"])
def test_a_dead_end_leads_to_staff_with_a_large_code(
    open_window: Open, painted: list[tuple[float, float]], size: QSize, end: str
) -> None:
    me = open_window("kiosk", size)
    advise(me, **({"age": "70_plus"} if end == "ask" else {}))
    assert me.last.advice.outcome == ("ask_staff" if end == "ask" else "suggest")
    if end == "nothing":
        advice, suggestion = me.shell.session.advised()
        me.shell.tell(advice, Suggestion(excluded=suggestion.excluded))
        settle()
    assert is_first(me, "ask_staff")
    painted.clear()
    me.shell.grab()
    assert len(painted) == 1
    side = min(me.front.width(), me.front.height())
    assert painted[0][0] >= side * 0.33
    no_fault_at_any_size(me)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float]]:
    """The side of each code that is painted, and of its modules."""
    sides: list[tuple[float, float]] = []
    paint = LargeQr.paint

    def measured(code: LargeQr, painter: QPainter, look: Look, rect: QRectF) -> None:
        side = min(rect.width(), rect.height())
        sides.append((side, side / (len(code.modules) + 2 * QUIET)))
        paint(code, painter, look, rect)

    monkeypatch.setattr(LargeQr, "paint", measured)
    return sides


@pytest.mark.parametrize("size", SIZES, ids=["1366", "1920", "tall"])
@pytest.mark.parametrize("text_scale", TEXT_SCALES)
def test_the_numbers_leave_room(
    open_window: Open, painted: list[tuple[float, float]], size: QSize, text_scale: float
) -> None:
    """For all there is to read, and a code that can be scanned."""
    me = open_window("kiosk", size)
    advise(me, alarm=["chest_pain", "dark_thoughts"])
    me.shell.hub.update(text_scale=text_scale)
    for screen in ("page:still_there", "page:help"):
        if screen == "page:help":
            press(me, "ask_staff")
        else:
            ask_whether_still_there(me)
        settle()
        assert me.screen == screen
        assert me.shows("call:112")
        assert me.shows("call:113")
        assert faults(me) == []
    painted.clear()
    me.shell.grab()
    assert all(module >= 3 for _, module in painted)
    assert len(painted) == 1


def test_the_code_takes_the_room(kiosk: Driver, painted: list[tuple[float, float]]) -> None:
    """On the screen of who waits for staff hardly anything else is of use."""
    advise(kiosk).tap("ask_staff")
    settle()
    painted.clear()
    kiosk.shell.grab()
    assert len(painted) == 1
    assert painted[0][0] >= kiosk.front.height() * 0.4


# -- reading --------------------------------------------------------------------------------------


def bar(me: Driver) -> RunDown:
    """What runs down before somebody is asked for."""
    assert isinstance(me.shell, KioskShell)
    return me.shell.run_down


def idle(me: Driver) -> Idle:
    assert isinstance(me.shell, KioskShell)
    return me.shell.idle


def test_reading_is_not_idle(kiosk: Driver) -> None:
    """Nobody touches a page of notes, or a code that they hold a phone to."""
    kiosk.begin().pick("who:self").at("age")
    assert patience(kiosk) == kiosk.assistant.settings.kiosk.idle_seconds == 45
    kiosk.shell.go_start()
    reading = kiosk.assistant.settings.kiosk.reading_seconds
    assert reading == 120
    advise(kiosk, conditions=["kidney"])
    assert patience(kiosk) == reading
    kiosk.shell.go_start()
    advise(kiosk)
    assert patience(kiosk) == reading
    kiosk.tap("take").wait(lambda: kiosk.screen == "page:take")
    assert patience(kiosk) == reading
    press(kiosk, "mark")
    assert patience(kiosk) == reading, "a touch does not shorten it"
    ask_whether_still_there(kiosk)
    press(kiosk, "idle:stay")
    kiosk.wait(lambda: kiosk.screen == "page:take")
    assert patience(kiosk) == reading


def test_who_reads_is_never_asked_sooner(kiosk: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not where the shop gives more time to answer, or more to read than to wait for staff."""
    monkeypatch.setattr(idle(kiosk), "patience", 300)
    advise(kiosk)
    assert patience(kiosk) == 300
    monkeypatch.setattr(idle(kiosk), "patience", 45)
    kiosk.shell.go_start()
    long = Kiosk(reading_seconds=900)
    settings = msgspec.structs.replace(kiosk.assistant.settings, kiosk=long)
    monkeypatch.setattr(kiosk.assistant, "settings", settings)
    advise(kiosk)
    assert patience(kiosk) == 900
    kiosk.tap("ask_staff")
    assert patience(kiosk) == 900


def test_a_bar_runs_down_before_the_question(kiosk: Driver) -> None:
    """It moves nothing, a touch takes it away, and the question does."""
    advise(kiosk)
    watch = idle(kiosk)
    places = [each.geometry() for each in kiosk.front.findChildren(Control) if each.isVisible()]
    assert watch.soon.isActive()
    assert watch.wait.interval() - watch.soon.interval() == 1000 * RUN_DOWN
    assert not kiosk.shows("idle:bar")
    watch.soon.timeout.emit()
    assert kiosk.shows("idle:bar")
    assert bar(kiosk).width() == kiosk.shell.width()
    mark = kiosk.find("mark")
    assert bar(kiosk).height() <= mark.mapTo(kiosk.shell, mark.rect().topLeft()).y(), "over nothing"
    settle()
    now = [each.geometry() for each in kiosk.front.findChildren(Control) if each.isVisible()]
    assert now == places
    press(kiosk, "mark")
    assert not kiosk.shows("idle:bar")
    assert not bar(kiosk).clock.isActive()
    watch.soon.timeout.emit()
    ask_whether_still_there(kiosk)
    assert not kiosk.shows("idle:bar")


@pytest.mark.parametrize("motion", [True, False])
def test_the_bar_is_still_where_nothing_moves(kiosk: Driver, motion: bool) -> None:
    """It runs, or is shorter a few times; empty when the question comes."""
    kiosk.begin()
    kiosk.shell.hub.update(motion=motion)
    idle(kiosk).soon.timeout.emit()
    run = bar(kiosk)
    assert run.share == 1
    shares = []
    while run.share:
        run.clock.timeout.emit()
        shares.append(run.share)
    assert shares == sorted(shares, reverse=True)
    assert len(shares) == (FRAMES * RUN_DOWN if motion else STILL_STEPS)
    assert run.clock.interval() * len(shares) == RUN_DOWN * 1000


@pytest.mark.parametrize(("seconds", "bar"), [(5, 1), (9, 3), (45, 15), (3600, 15)])
def test_a_short_patience_is_no_bar_alone(seconds: int, bar: int) -> None:
    watch = Idle(seconds)
    said: list[int] = []
    watch.waning.connect(said.append)
    watch.start()
    assert watch.wait.interval() - watch.soon.interval() == 1000 * bar
    watch.soon.timeout.emit()
    assert said[-1] == bar
    watch.rest()
    assert said[-1] == 0
    assert not watch.soon.isActive()
    watch.start(ask=False)
    assert not watch.soon.isActive(), "nobody is asked after an apology"
    watch.rest()


# -- changing an answer ---------------------------------------------------------------------------


def test_changing_a_suggestion_leads_to_the_answers(kiosk: Driver) -> None:
    """Nothing weighs more than the rest there; and no two buttons are called the same."""
    kiosk.begin().answer_all(EVERYTHING).see_advice().switch("en")
    done = kiosk.find("restart").accessibleName()
    kiosk.tap("change").wait(lambda: kiosk.screen == "review")
    kiosk.tap("change:signals").at("signals")
    assert kiosk.find("next").accessibleName() == "Back to my answers" != done
    next_one = kiosk.find("next")
    assert isinstance(next_one, Button)
    assert next_one.icon_at == ("arrow_left", "start")
    kiosk.go_on().wait(lambda: kiosk.screen == "review").see_advice()


# -- rings ----------------------------------------------------------------------------------------


def test_no_ring_after_a_finger(kiosk: Driver) -> None:
    """Not even where what was tapped went out of use or sight; keys bring it back."""
    kiosk.begin()
    kiosk.shell.flow.fill({**EVERYTHING})
    kiosk.shell.flow.answer("medicines", None)
    kiosk.shell.flow.goto("medicines")
    kiosk.shell.show_question()
    settle()
    kiosk.tap("letter:A").tap("letter:AM")
    while kiosk.find("grid_more").isEnabled():  # the names at the end, where it goes out of use
        kiosk.tap("grid_more")
    names = [each for each in kiosk.front.findChildren(Tile) if each.isVisible()]
    kiosk.tap_on([each for each in names if each.objectName().startswith("medicine:")][-1])
    settle()
    assert ringed(kiosk) == set()
    assert not kiosk.shell.hub.keyboard
    kiosk.key(Qt.Key.Key_Tab)
    assert len(ringed(kiosk)) == 1


def test_no_ring_after_the_last_page_of_tiles(kiosk: Driver) -> None:
    kiosk.begin()
    kiosk.shell.flow.fill({**EVERYTHING})
    kiosk.shell.flow.goto("signals")
    kiosk.shell.hub.update(text_scale=TEXT_SCALES[-1])
    kiosk.shell.show_question()
    settle()
    while kiosk.shows("grid_more") and kiosk.find("grid_more").isEnabled():
        kiosk.tap("grid_more")
    settle()
    assert ringed(kiosk) == set()


# -- the way on, and the end ----------------------------------------------------------------------


@pytest.mark.parametrize("alarm", ["swollen_calf", "weight_loss_fever"])
def test_who_is_sent_to_a_doctor_takes_the_note_along_first(kiosk: Driver, alarm: str) -> None:
    """Today or soon: what ends it is never the loudest."""
    advise(kiosk, alarm=[alarm])
    assert is_first(kiosk, "take")
    kiosk.tap("take").wait(lambda: kiosk.screen == "page:take")


def test_what_keeps_the_number_says_so(kiosk: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "SEEN_MS", 0)
    advise(kiosk, alarm=["chest_pain"]).switch("en").shell.grab()
    kiosk.tap("restart")
    assert kiosk.find("restart:no").accessibleName() == "Keep the number"
    kiosk.tap("restart:no").home().begin().pick("who:self").switch("en").tap("restart")
    assert kiosk.find("restart:no").accessibleName() == "Keep my answers"


def done_with_products(me: Driver, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """At the last page after an advice; the shelves of what was advised."""
    monkeypatch.setattr(pace, "SEEN_MS", 0)
    advise(me).shell.grab()
    shelves = [each.product.shelf for each in me.last.suggestion.products]
    assert all(shelves)
    me.tap("restart").wait(lambda: me.screen == "page:closing")
    return shelves


@pytest.mark.parametrize("size", SIZES, ids=["1366", "1920", "tall"])
def test_the_last_page_says_where_to_walk_and_keeps_nothing_else(
    open_window: Open, monkeypatch: pytest.MonkeyPatch, size: QSize
) -> None:
    me = open_window("kiosk", size)
    shelves = done_with_products(me, monkeypatch)
    assert me.shell.flow.drafts == {}
    assert me.shell.session.shown is None
    for shelf in shelves:
        sign = me.find(f"closing:{shelf}")
        with painted_type() as sizes:
            sign.grab()
        assert sizes[shelf] >= 1.8 * me.shell.hub.theme.px("type.display")
    no_fault_at_any_size(me)
    me.tap("closing:done").wait(lambda: me.screen == "page:start")
    assert [each for each in me.shell.findChildren(QWidget) if shelves[0] in words_of(each)] == []


def test_the_last_page_goes_by_itself(kiosk: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar runs down over it, anew after a touch."""
    done_with_products(kiosk, monkeypatch)
    watch = kiosk.shell.idle  # type: ignore[attr-defined]  # it is a kiosk
    bar = kiosk.find("idle:bar")
    assert bar.isVisible()
    assert watch.wait.interval() == 1000 * CLOSING_SECONDS
    watch.wait.timeout.emit()
    kiosk.wait(lambda: kiosk.screen == "page:start")
    assert not kiosk.shows("idle:bar")
