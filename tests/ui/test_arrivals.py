"""What comes to the counter by itself: calls from a kiosk, and consultations as codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from driver import Counter, Driver, settle
from people import STRESSED
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from magapp.assistant import Assistant
from magapp.errors import InputError, MagappError, StoreError
from magapp.pack import Pack
from magapp.rules import Value
from magapp.settings import DATABASE, Settings
from magapp.store import Call, open_store
from magapp.store.calls import CALL_MINUTES
from magapp.visit.clearing import why_cleared
from magapp.visit.handover import encode
from ui.counter.calls import CallBadge
from ui.counter.counter import CounterShell

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

ANSWERS: dict[str, Value] = {
    "who": "self",
    "age": "70_plus",
    "sex": "female",
    "life_stage": [],
    "signals": [],
    "situations": ["sport"],
    "conditions": [],
    "medicines": [],
    "other_magnesium": 0,
}


def counter(me: Driver) -> CounterShell:
    assert isinstance(me.shell, CounterShell)
    return me.shell


def type_at(me: Driver, text: str, gap: int, *, shift: bool = False) -> None:
    """Keys as the window gets them, so many ms apart, and Enter behind them."""
    window = me.shell.windowHandle()
    assert window is not None
    time = getattr(me, "time", 0) + 100_000
    for sign in [*text, "\r"]:
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign.upper()))
        if shift and sign.isalpha():
            send(window, QEvent.Type.KeyPress, Qt.Key.Key_Shift, "", time)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            send(window, kind, key, sign, time)
        time += gap
    vars(me)["time"] = time
    settle()


def send(window: object, kind: QEvent.Type, key: Qt.Key, sign: str, time: int) -> None:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign)
    event.setTimestamp(time)
    QCoreApplication.sendEvent(window, event)  # type: ignore[arg-type]


def refusal(me: Driver) -> str:
    banner = me.find("scan:says")
    return " ".join(
        [banner.accessibleName(), *(each.text() for each in banner.findChildren(QLabel))]
    )


@pytest.mark.parametrize("gap", [0, 3, 20, 40])
def test_a_code_opens_where_a_person_is_needed(staff: Driver, pack: Pack, gap: int) -> None:
    """All is answered: the gate that staff may clear."""
    type_at(staff, encode(pack, ANSWERS), gap, shift=True)
    staff.wait(lambda: staff.screen == "outcome")
    assert staff.shell.flow.answers() == ANSWERS
    assert staff.shows("outcome:ask_staff")
    assert staff.shows("clear")


def test_a_code_with_an_open_question_opens_there(staff: Driver, pack: Pack) -> None:
    answers = {name: value for name, value in ANSWERS.items() if name != "medicines"}
    type_at(staff, encode(pack, answers), 10)
    staff.wait(lambda: staff.shell.question == "medicines")
    assert staff.shell.flow.answers() == answers


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("MAG2:NOT OF OURS", "not read well"),
        ("MAG1:ABC", "another version"),
        ("MAGNESIUM", "could not be read"),
    ],
)
def test_a_wrong_code_is_refused_and_opens_nothing(staff: Driver, line: str, said: str) -> None:
    staff.switch("en")
    type_at(staff, line, 5)
    assert staff.screen == "page:start"
    assert said in refusal(staff)
    assert staff.shell.flow.drafts == {}
    staff.begin()
    staff.shell.go_start()
    assert not staff.shows("scan:says")


def test_a_code_of_another_pack_is_said(staff: Driver, pack: Pack) -> None:
    import msgspec

    other = msgspec.structs.replace(pack, digest="ab" * 32)
    staff.switch("en")
    type_at(staff, encode(other, ANSWERS), 5)
    assert "other questions" in refusal(staff)


def test_a_person_is_no_scanner(staff: Driver, pack: Pack) -> None:
    """Typed slowly, the last key is Enter on the first screen: a consultation begins.

    A space, which a code may hold, would have pressed the button before.
    """
    type_at(staff, encode(pack, ANSWERS).replace(" ", ""), 120)
    staff.wait(lambda: staff.shell.question is not None)
    assert staff.shell.flow.answers() == {}


def test_a_code_does_not_take_over_a_consultation(staff: Driver, pack: Pack) -> None:
    staff.begin().pick("who:other")
    before = dict(staff.shell.flow.drafts)
    type_at(staff, encode(pack, ANSWERS), 5)
    assert staff.shell.flow.drafts == before


def test_a_name_typed_fast_is_typed(staff: Driver) -> None:
    """Medicines begin like codes, too: in a field words are somebody's."""
    field = QLineEdit(staff.front)
    field.show()
    field.setFocus()
    type_at(staff, "MAGNESIUMHYDROXIDE", 60)
    assert field.text() == "MAGNESIUMHYDROXIDE"
    type_at(staff, "MAGNESIUMHYDROXIDE", 5)
    assert field.text() == "MAGNESIUMHYDROXIDE", "nobody types so fast"
    field.deleteLater()
    settle()


@contextmanager
def shop(me: Driver, folder: Path) -> Iterator[None]:
    """A shop with a database, for the counter that is open."""
    shell = counter(me)
    before = shell.arrivals._assistant
    own = Assistant(before.pack, Settings(), folder=folder)
    shell.arrivals._assistant = own
    try:
        yield
    finally:
        quiet(me)
        shell.arrivals._assistant = before
        shell.arrivals.look_for_calls()
        quiet(me)
        own.let_go()


def quiet(me: Driver) -> None:
    """Wait until nothing is done beside the screen."""
    arrivals = counter(me).arrivals
    me.wait(
        lambda: (
            arrivals._looking is None and arrivals._marking is None and arrivals._answering is None
        )
    )


def look(me: Driver) -> None:
    """Look for calls in another minute than before, until kiosks can know of it."""
    arrivals = counter(me).arrivals
    quiet(me)
    arrivals._marked = 0.0
    arrivals.look_for_calls()
    quiet(me)


def test_a_call_from_a_kiosk_shows_until_somebody_goes(staff: Driver, tmp_path: Path) -> None:
    arrivals = counter(staff).arrivals
    with shop(staff, tmp_path):
        look(staff)
        assert not (tmp_path / "magapp.db").exists(), "looking makes nothing"
        kiosk = Assistant(staff.assistant.pack, Settings(), folder=tmp_path)
        assert not kiosk.call_staff("Kiosk 7"), "nobody would see it"
        open_store(tmp_path).close()
        look(staff)
        assert kiosk.call_staff("Kiosk 7")
        assert arrivals._timer.isActive()
        arrivals._timer.timeout.emit()
        quiet(staff)
        line = staff.find("call:0")
        assert "Kiosk 7" in " ".join(each.text() for each in line.findChildren(QLabel))
        staff.tap("call:0:done")
        assert not staff.shows("call:0")
        quiet(staff)
        arrivals._timer.timeout.emit()
        quiet(staff)
        assert not staff.shows("call:0")
        with open_store(tmp_path) as store:
            assert store.calls() == ()
        kiosk.let_go()


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program has the database, and lets nobody read it either."""
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        other.close()


def test_keys_do_not_wait_for_a_database_that_is_held(staff: Driver, tmp_path: Path) -> None:
    arrivals = counter(staff).arrivals
    with open_store(tmp_path) as store:
        store.call("Kiosk 7")
    with shop(staff, tmp_path):
        arrivals.look_for_calls()
        quiet(staff)
        assert staff.shows("call:0")
        arrivals._assistant.let_go()
        with held(tmp_path / DATABASE):
            before = monotonic()
            arrivals._timer.timeout.emit()
            staff.tap("call:0:done")
            arrivals._timer.timeout.emit()
            assert not staff.shows("call:0")
            staff.begin().key("1").at("age")
            assert monotonic() - before < 5
        quiet(staff)
        with open_store(tmp_path) as store:
            assert store.calls() == ()


def test_a_call_that_a_server_tells_of_is_there_at_once(staff: Driver, tmp_path: Path) -> None:
    """It is told in another thread; also while a look is on its way."""
    arrivals = counter(staff).arrivals
    arrivals._timer.stop()
    with shop(staff, tmp_path), open_store(tmp_path) as store:
        look(staff)
        for kiosk, number in (("Kiosk 7", 0), ("Kiosk 8", 1)):
            arrivals.look_for_calls()
            store.call(kiosk)
            telling = Thread(target=arrivals._hear)
            telling.start()
            telling.join()
            staff.wait(partial(staff.shows, f"call:{number}"))
        for kiosk in ("Kiosk 7", "Kiosk 8"):
            store.answer_call(kiosk)
        look(staff)
    arrivals._timer.start()


def test_what_a_look_finds_is_not_shown_when_it_is_too_late(
    staff: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For somebody is on the way since."""
    arrivals = counter(staff).arrivals
    arrivals._timer.stop()
    go_on = Event()

    def slowly(self: Assistant) -> tuple[Call, ...]:
        found = (Call("Kiosk 7", 0),)
        assert go_on.wait(20)
        return found

    with shop(staff, tmp_path), open_store(tmp_path) as store:
        store.call("Kiosk 7")
        with monkeypatch.context() as patch:
            patch.setattr(Assistant, "calls", slowly)
            arrivals.look_for_calls()
            go_on.set()
            quiet(staff)
            assert staff.shows("call:0")
            go_on.clear()
            arrivals.look_for_calls()
            staff.tap("call:0:done")
            staff.wait(lambda: arrivals._answering is None)
            go_on.set()
            quiet(staff)
        assert not staff.shows("call:0")
    arrivals._timer.start()


def test_a_mark_of_life_that_cannot_be_left_is_left_later(
    staff: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nobody waits for it."""

    def fails(self: Assistant) -> None:
        raise StoreError("store_full", place="magapp.db")

    with shop(staff, tmp_path), open_store(tmp_path) as store:
        with monkeypatch.context() as patch:
            patch.setattr(Assistant, "attend", fails)
            look(staff)
        assert store.attended() is None
        look(staff)
        assert store.attended() in (0, 1)


@pytest.mark.parametrize(
    "why", [StoreError("store_busy", place="db.shop"), InputError("MAGAPP_HOME", "home_file")]
)
def test_who_called_before_the_database_was_gone_waits_still(
    staff: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: MagappError
) -> None:
    """Until nobody waits any more; who goes there is not asked again."""
    arrivals = counter(staff).arrivals

    def fails(self: Assistant) -> None:
        raise why

    with shop(staff, tmp_path), open_store(tmp_path) as store:
        store.call("Kiosk 7")
        look(staff)
        with monkeypatch.context() as patch:
            patch.setattr(Assistant, "calls", fails)
            look(staff)
            assert staff.shows("call:0")
            arrivals._looked_at -= 60 * (CALL_MINUTES + 1)
            look(staff)
            assert not staff.shows("call:0")
        look(staff)
        assert staff.shows("call:0")


def said_by(me: Driver, name: str) -> str:
    badge = me.find(name)
    assert isinstance(badge, CallBadge)
    return badge.text()


def hear(me: Driver, *calls: tuple[str, int]) -> None:
    """Kiosks call, each for so many minutes: as the next look finds it."""
    quiet(me)
    vars(me)["calling"] = [Call(*each) for each in calls]
    counter(me).arrivals.look_for_calls()
    quiet(me)
    settle()


@pytest.fixture
def caller(staff: Counter, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """Nobody calls but those that the test says."""
    quiet(staff)
    calling = vars(staff).setdefault

    def answer(_: Assistant, kiosk: str) -> None:
        vars(staff)["calling"] = [each for each in calling("calling", []) if each.kiosk != kiosk]

    monkeypatch.setattr(Assistant, "calls", lambda _: tuple(calling("calling", [])))
    monkeypatch.setattr(Assistant, "answer_call", answer)
    staff.switch("en")
    yield staff
    hear(staff)


PLACES = ["desk", "medicines", "asked", "advice", "clearing", "words", "slip", "compare", "office"]


@pytest.mark.parametrize("place", PLACES)
def test_a_call_is_seen_on_every_screen(caller: Counter, place: str) -> None:
    """In the bar, where nothing else moves; a key shows all, and another says who goes."""
    shell = caller.shell
    if place == "office":
        caller.key(Qt.Key.Key_F2).wait(lambda: caller.screen == "page:office")
        caller.wait(lambda: not caller.shows("opening:back"))
        settle()
    else:
        here(caller, place)
    at, high, before = shell.deck.geometry(), shell.top.height(), seen(caller)
    assert not caller.shows("calls:badge")
    hear(caller, ("Kiosk 7", 3), ("Kiosk 2", 0))
    assert said_by(caller, "calls:badge") == "Kiosk 7 · 3 min · +1 (F9)"
    assert (shell.deck.geometry(), shell.top.height()) == (at, high)
    assert seen(caller) == before, "it takes no focus and presses nothing"
    caller.key(Qt.Key.Key_F9)
    assert caller.shows("calls:0")
    caller.key("x").key(Qt.Key.Key_PageDown).key("7")
    assert caller.shows("calls"), "no key reaches what lies below"
    caller.key("1")
    assert said_by(caller, "calls:badge") == "Kiosk 2 · <1 min (F9)"
    assert caller.shows("calls:0")
    caller.key(Qt.Key.Key_Escape)
    assert not caller.shows("calls")
    assert seen(caller) == before
    caller.tap("calls:badge").tap("calls:0")
    assert not caller.shows("calls:badge")
    assert not caller.shows("calls"), "nobody calls any more"


def test_a_call_is_seen_on_the_turned_screen(caller: Counter) -> None:
    """Beside the way back; whoever looks has the screen again."""
    hear(caller, ("Kiosk 7", 3))
    here(caller, "turned")
    assert said_by(caller, "customer:calls") == "Kiosk 7 · 3 min (F9)"
    hear(caller, ("Kiosk 7", 4))
    assert said_by(caller, "customer:calls") == "Kiosk 7 · 4 min (F9)"
    caller.key(Qt.Key.Key_F9)
    assert not caller.shell.side.is_turned
    assert caller.shows("calls:0")
    caller.key(Qt.Key.Key_F9)
    assert caller.screen == "outcome"
    assert not caller.shows("calls")


def test_the_panel_of_calls_keeps_the_keys(caller: Counter) -> None:
    """Tab stays in it, an arrow goes on, and a click beside it takes it away."""
    here(caller, "desk")
    hear(caller, *((f"Kiosk {number}", number) for number in range(7, 0, -1)))
    caller.key(Qt.Key.Key_F9)
    assert "2 more" in caller.shell.calls.more.text()
    names = set()
    for _ in range(6):
        caller.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        names.add(focus.objectName())
    assert names == {"calls:close", *(f"calls:{number}" for number in range(5))}
    caller.shell.calls.leave.setFocus()
    caller.key(Qt.Key.Key_Down).key(Qt.Key.Key_Return)
    assert caller.shell.badge.calls[0].kiosk == "Kiosk 6"
    QTest.mouseClick(caller.shell.calls, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not caller.shows("calls")
    assert caller.shell.question == "conditions"


def test_the_first_screen_says_it_once(caller: Counter) -> None:
    hear(caller, ("Kiosk 7", 3))
    assert caller.shows("call:0")
    assert not caller.shows("calls:badge")
    caller.begin()
    assert caller.shows("calls:badge")
    caller.shell.go_start()
    assert not caller.shows("calls:badge")
    caller.tap("call:0:done").begin()
    assert not caller.shows("calls:badge")


def test_no_panel_where_nobody_calls(caller: Counter) -> None:
    here(caller, "desk").key(Qt.Key.Key_F9)
    assert not caller.shows("calls")


def test_calls_are_looked_for_during_a_consultation(staff: Driver) -> None:
    """So that a kiosk may say that somebody comes."""
    assert counter(staff).arrivals._timer.isActive()
    staff.begin()
    assert counter(staff).arrivals._timer.isActive()


def test_the_slip_by_keys(staff: Driver, pack: Pack, tmp_path: Path) -> None:
    type_at(staff, encode(pack, {**ANSWERS, "age": "18_69"}), 5)
    staff.wait(lambda: staff.screen == "outcome")
    staff.key(Qt.Key.Key_P).wait(lambda: staff.screen == "page:slip")
    staff.key(Qt.Key.Key_2)
    second = staff.last[1].products[1].product
    slip = counter(staff)._slip
    assert slip is not None
    assert slip.slip is not None
    assert second.name in str(slip.slip.parts)
    staff.key(Qt.Key.Key_Q).wait(lambda: staff.shows("code:text"))
    staff.key(Qt.Key.Key_Q).wait(lambda: staff.shows("slip:pages"))
    staff.key(Qt.Key.Key_Escape).wait(lambda: staff.screen == "outcome")
    staff.key("n").wait(lambda: staff.screen == "page:start")
    assert slip.slip is None


def test_the_slip_speaks_the_customer_s_language(staff: Driver, pack: Pack) -> None:
    """Whatever the staff's screen speaks; the next customer gets the screen's again."""
    type_at(staff, encode(pack, {**ANSWERS, "age": "18_69"}), 5)
    staff.wait(lambda: staff.screen == "outcome").tap("slip")
    slip = counter(staff)._slip
    assert slip is not None
    said = []
    for by_key in (False, True):
        if by_key:
            staff.key(Qt.Key.Key_L)
        else:
            staff.tap("slip:language:en")
        assert slip.slip is not None
        said.append(slip.slip.language)
        assert counter(staff).setting.language.code == "nl"
    assert said == ["en", "nl"]
    staff.tap("slip:language:en")
    staff.shell.go_start()
    type_at(staff, encode(pack, {**ANSWERS, "age": "18_69"}), 5)
    staff.wait(lambda: staff.screen == "outcome").tap("slip")
    assert slip.slip is not None
    assert slip.slip.language == "nl"


def test_what_staff_cleared_stands_on_the_slip(staff: Driver, pack: Pack) -> None:
    type_at(staff, encode(pack, ANSWERS), 5)
    staff.wait(lambda: staff.shows("outcome:ask_staff"))
    staff.key(Qt.Key.Key_C).key("1").key("a").key(Qt.Key.Key_Return)
    staff.wait(lambda: staff.shows("outcome:suggest"))
    staff.key(Qt.Key.Key_P).wait(lambda: staff.screen == "page:slip")
    slip = counter(staff)._slip
    assert slip is not None
    assert slip.slip is not None
    cleared = next(each for each in slip.slip.parts if getattr(each, "id", "") == "cleared")
    (given,) = counter(staff).flow.cleared
    assert pack.text("nl", f"gate.{given.gate}.title") in str(cleared)
    assert why_cleared(pack, "nl", given) in str(cleared)


@pytest.mark.parametrize("name", ["slip.pdf", "slip.txt"])
def test_the_slip_as_a_file(
    staff: Driver, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    import ui.frame.files

    path = tmp_path / name
    monkeypatch.setattr(ui.frame.files, "ask_save", lambda *_: path)
    type_at(staff, encode(pack, {**ANSWERS, "conditions": ["kidney"]}), 5)
    staff.wait(lambda: staff.screen == "outcome").tap("slip")
    staff.wait(lambda: staff.screen == "page:slip").tap("slip:save")
    content = path.read_bytes()
    assert content.startswith(b"%PDF-") if name.endswith("pdf") else b"Voor de arts" in content
    assert name in " ".join(each.accessibleName() for each in staff.all_named("slip:state"))
    monkeypatch.setattr(ui.frame.files, "ask_save", lambda *_: tmp_path / "none" / name)
    staff.tap("slip:save")
    said = " ".join(each.accessibleName() for each in staff.all_named("slip:state"))
    assert "dat bestand of die map is er niet" in said


# -- products -------------------------------------------------------------------------------------


def test_a_product_scanned_on_the_first_screen_begins_with_it(staff: Driver) -> None:
    product = staff.assistant.catalogue.products[0]
    type_at(staff, product.ean, 5)
    staff.wait(lambda: staff.shell.question is not None)
    assert counter(staff).held == product.ean
    assert staff.shell.flow.drafts == {}


def test_an_unknown_product_is_said(staff: Driver) -> None:
    type_at(staff, "4006381333931", 5)
    staff.wait(lambda: staff.screen == "product")
    assert "4006381333931" in " ".join(
        each.text() for each in staff.front.findChildren(QLabel) if each.isVisible()
    )


@pytest.mark.parametrize("wrong", [False, True])
def test_a_product_scanned_on_the_desk_answers_nothing(staff: Driver, wrong: bool) -> None:
    """A scanner types digits, and digits answer: what they answered is taken back."""
    product = staff.assistant.catalogue.products[0]
    staff.begin().pick("who:other").at("age")
    digits = product.ean[:-1] + ("1" if wrong else product.ean[-1])
    assert wrong == (digits != product.ean)
    type_at(staff, digits, 5)
    staff.at("age")
    assert staff.shell.flow.drafts == {"who": "other"}
    assert counter(staff).held == ("" if wrong else product.ean)
    staff.key("4").at("sex")
    assert staff.shell.flow.drafts == {"who": "other", "age": "18_69"}


def test_an_unknown_product_on_the_desk_is_said(staff: Counter) -> None:
    staff.begin().pick("who:other").at("age")
    type_at(staff, UNKNOWN, 5)
    staff.at("age")
    assert UNKNOWN in notice(staff)
    assert counter(staff).held == ""
    staff.shell.go_start()
    assert not staff.shows("scan:says")


# -- on every screen ------------------------------------------------------------------------------

UNKNOWN = "4006381333931"
PACKAGE = "01087123456789061728063010AB12CD"
"""A medicine's own code: its number, its date and its batch."""


def here(me: Counter, place: str) -> Counter:
    """At a screen of the counter, in the middle of a consultation."""
    me.begin()
    old = {**STRESSED, "age": "70_plus", "medicines": ["digoxin"]}
    shelf = place in ("advice", "slip", "compare", "another", "turned")
    me.shell.flow.fill(STRESSED if shelf else old)
    me.shell.flow.goto("conditions")
    me.shell.show_question()
    if place == "medicines":
        me.shell.flow.answer("medicines", [])
        me.shell.flow.goto("medicines")
        me.shell.show_question()
    elif place == "asked":
        me.key(Qt.Key.Key_Escape)
    elif place != "desk":
        me.shell.show_advice()
        keys = {"clearing": "c1a", "words": "c1at", "slip": "p", "turned": "t"}
        me.key({**keys, "compare": "v", "another": "v2"}.get(place, ""))
    settle()
    return me


def asks(me: Driver) -> bool:
    """Whether the bottom bar asks something."""
    return me.shows("restart:yes")


def seen(me: Counter) -> tuple[object, ...]:
    """All that a key could have changed."""
    shell = me.shell
    return (
        me.screen,
        dict(shell.flow.drafts),
        shell.flow.cleared,
        shell.held,
        asks(me),
        [each.text() for each in shell.findChildren(QLineEdit)],
        [
            each.objectName()
            for each in shell.findChildren(QAbstractButton)
            if each.isChecked() and each.objectName() != "pane:reasons"  # they unfold after a while
        ],
        QApplication.focusWidget(),
    )


def notice(me: Driver) -> str:
    found = me.find("scan:says")
    return f"{found.accessibleName()} {found.accessibleDescription()}"


@pytest.mark.parametrize("scanned", ["product", "unknown", "package"])
@pytest.mark.parametrize(
    "place", ["advice", "clearing", "words", "slip", "compare", "turned", "medicines", "asked"]
)
def test_a_scan_presses_no_key(staff: Counter, place: str, scanned: str) -> None:
    """No answer, no chip, no letter in a field, and above all no gate cleared by its Enter."""
    staff.switch("en")
    ean = staff.assistant.catalogue.products[0].ean
    before = seen(here(staff, place))
    type_at(staff, {"product": ean, "unknown": UNKNOWN, "package": PACKAGE}[scanned], 5)
    on_desk = place in ("medicines", "asked")
    if on_desk and scanned == "product":
        assert staff.shell.held == ean
        staff.shell.session.hold("")
        assert not staff.shows("scan:says")
    else:
        said = {"product": "", "unknown": UNKNOWN, "package": PACKAGE[3:16]}[scanned]
        assert (said if on_desk else "nothing to scan here") in notice(staff)
    settle()
    assert seen(staff) == before


def test_a_scan_is_the_other_product_to_compare(staff: Counter) -> None:
    here(staff, "another")
    assert staff.screen == "product"
    product = staff.assistant.catalogue.products[-1]
    type_at(staff, product.ean, 5)
    staff.wait(lambda: staff.screen == "compare")
    assert product.name in staff.find("compare:table").accessibleDescription()


def test_a_scan_says_nothing_when_somebody_goes_on(staff: Counter) -> None:
    here(staff, "slip")
    type_at(staff, UNKNOWN, 5)
    assert staff.shows("scan:says")
    window = staff.shell.windowHandle()
    assert window is not None
    send(window, QEvent.Type.KeyPress, Qt.Key.Key_Down, "", 900_000)
    assert not staff.shows("scan:says")


def test_one_sign_of_a_person_arrives_when_none_follows(staff: Counter) -> None:
    """A sign waits for the next one of a scanner, and not for Enter."""
    staff.begin().pick("who:self").at("age")
    window = staff.shell.windowHandle()
    assert window is not None
    send(window, QEvent.Type.KeyPress, Qt.Key.Key_4, "4", 900_000)
    send(window, QEvent.Type.KeyRelease, Qt.Key.Key_4, "4", 900_020)
    staff.at("sex")
    assert staff.shell.flow.draft("age") == "18_69"


def test_signs_keep_their_order(staff: Counter) -> None:
    """Typed as fast as a scanner types, but no scan: all goes where it would have gone."""
    here(staff, "medicines")
    window = staff.shell.windowHandle()
    assert window is not None
    for number, sign in enumerate("magn"):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            send(window, kind, Qt.Key(ord(sign.upper())), sign, 900_000 + 20 * number)
    field = staff.find("medicines:search")
    assert isinstance(field, QLineEdit)
    assert field.text() == "magn"


# -- a consultation while another one goes on -----------------------------------------------------


@pytest.mark.parametrize(
    "place", ["desk", "asked", "medicines", "advice", "clearing", "words", "slip", "compare"]
)
@pytest.mark.parametrize("answer", ["keep", "replace", "tab", "click"])
def test_a_code_asks_before_it_replaces(
    staff: Counter, pack: Pack, place: str, answer: str
) -> None:
    before = seen(here(staff, place))
    type_at(staff, encode(pack, ANSWERS), 5)
    assert asks(staff)
    assert staff.shell.flow.drafts == before[1]
    assert "vervangen" in staff.shell.sure.text()
    staff.key(Qt.Key.Key_PageDown).key(Qt.Key.Key_Backspace).key("2")
    assert seen(staff)[:4] == before[:4], "keys are for the answer alone"
    if answer == "keep":
        staff.key(Qt.Key.Key_Escape)
        assert not asks(staff)
        assert seen(staff)[:4] == before[:4]
        return
    if answer == "tab":
        staff.key(Qt.Key.Key_Tab).key(Qt.Key.Key_Return)
    elif answer == "click":
        staff.tap("restart:yes")
    else:
        staff.key("j")
    staff.wait(lambda: staff.screen == "outcome")
    assert staff.shell.flow.answers() == ANSWERS
    assert staff.shell.flow.cleared == ()
    assert not staff.shell.bottom.isVisible()


def test_a_code_on_the_turned_screen_asks_staff(staff: Counter, pack: Pack) -> None:
    here(staff, "turned")
    type_at(staff, encode(pack, ANSWERS), 5)
    assert asks(staff)
    turned = staff.shell.side.turned
    assert turned is not None
    assert not turned.isVisible()
    staff.key(Qt.Key.Key_Return)
    assert not asks(staff)
    assert staff.screen == "outcome"
    assert staff.shell.flow.drafts == STRESSED


@pytest.mark.parametrize("place", ["desk", "product", "office"])
def test_a_code_opens_at_once_where_there_is_no_consultation(
    staff: Counter, pack: Pack, place: str
) -> None:
    if place == "desk":
        staff.begin()
    else:
        staff.key(Qt.Key.Key_F3 if place == "product" else Qt.Key.Key_F2)
        staff.wait(lambda: staff.screen != "page:start")
    type_at(staff, encode(pack, ANSWERS), 5)
    staff.wait(lambda: staff.screen == "outcome")
    assert staff.shell.flow.answers() == ANSWERS


def test_the_product_in_the_hand_stays_when_a_code_follows(staff: Counter, pack: Pack) -> None:
    product = staff.assistant.catalogue.products[0]
    type_at(staff, product.ean, 5)
    staff.wait(lambda: staff.shell.on_desk)
    type_at(staff, encode(pack, ANSWERS), 5)
    staff.wait(lambda: staff.screen == "outcome")
    assert staff.shell.held == product.ean


@pytest.mark.parametrize("place", ["desk", "medicines", "advice", "words", "slip", "turned"])
def test_a_wrong_code_says_why_everywhere(staff: Counter, pack: Pack, place: str) -> None:
    import msgspec

    staff.switch("en")
    other = msgspec.structs.replace(pack, digest="ab" * 32)
    before = seen(here(staff, place))
    for line, said in (
        ("MAG2:NOT OF OURS", "not read well"),
        ("MAG1:ABC", "another version"),
        (encode(other, ANSWERS), "other questions"),
    ):
        type_at(staff, line, 5)
        assert said in notice(staff)
        assert seen(staff) == before


def test_staff_see_from_when_the_products_are(staff: Counter) -> None:
    """On every screen, from when the database does not answer until it does; customers do not."""
    shell = counter(staff)
    staff.switch("nl")
    shell.assistant.stockroom.products_since = datetime(2026, 3, 9, 14, 5).timestamp()
    try:
        shell.arrivals._timer.timeout.emit()
        sign = staff.find("products:old")
        said = "Producten van 9 mrt, 14:05; de database antwoordt niet"
        assert sign.accessibleName() == said
        assert staff.shows("products:old")
        shell.arrivals.aged.emit(shell.assistant.stockroom.products_since, 3)
        assert sign.accessibleName() == f"{said} · Wachtende wijzigingen: 3"
        shell.arrivals.aged.emit(None, 1)
        assert sign.accessibleName() == "Wachtende wijzigingen: 1"
        shell.arrivals._timer.timeout.emit()
        staff.begin()
        assert staff.shows("products:old")
    finally:
        shell.assistant.stockroom.products_since = None
        shell.arrivals._timer.timeout.emit()
    assert not staff.shows("products:old")
    quiet(staff)
