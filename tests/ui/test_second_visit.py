"""The second visit at the counter: by keys, by a slip's code, and knowing nothing of the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from driver import Counter, Driver, settle
from looks import faults, reachable, too_small
from people import STRESSED
from PySide6.QtCore import QSize, Qt
from second import second
from test_arrivals import type_at

from magapp.pack import Pack
from magapp.rules import Value
from magapp.visit.handover import encode
from magapp.visit.session import Ending, SecondVisit
from ui.frame import announce as spoken_with
from ui.look.theme import TEXT_SCALES

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Key = Qt.Key
TIRED: dict[str, Value] = {**STRESSED, "signals": ["fatigue", "tension"], "alarm": []} | {
    "duration": "weeks",
    "tried": "nothing",
    "preferences": ["vegan"],
}


@pytest.fixture
def told(staff: Driver, monkeypatch: pytest.MonkeyPatch) -> list[SecondVisit]:
    """What whoever counts second visits is told."""
    told: list[SecondVisit] = []
    monkeypatch.setattr(staff.shell.session, "_at_second", [])
    staff.shell.session.listen_at_second_visit(told.append)
    return told


@pytest.fixture
def me(staff: Driver, told: list[SecondVisit]) -> Counter:
    assert isinstance(staff, Counter)
    staff.switch("en")
    return staff


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What somebody hears who does not see the screen: each line, and whether it breaks in."""
    said: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        spoken_with, "speak", lambda _, text, urgent: said.append((text, bool(urgent)))
    )
    return said


def scanned(me: Counter, pack: Pack, **answers: Any) -> Counter:
    """The code of a slip with these answers, and then F10."""
    given = {name: each for name, each in {**TIRED, **answers}.items() if each is not None}
    type_at(me, encode(pack, given), 5, shift=True)
    me.wait(lambda: me.screen in ("outcome", "desk"))
    return opened(me)


def opened(me: Counter) -> Counter:
    me.key(Key.Key_F10).wait(lambda: me.screen == "look_back")
    return me


def keys(me: Counter, signs: str) -> Counter:
    for sign in signs:
        me.key(sign)
    settle()
    return me


def test_a_slip_is_looked_back_at(
    me: Counter, pack: Pack, told: list[SecondVisit], said: list[tuple[str, bool]]
) -> None:
    """Its code opens the advice, and there F10 is offered; after it the questions of that day."""
    type_at(me, encode(pack, TIRED), 5, shift=True)
    me.wait(lambda: me.screen == "outcome")
    assert me.shows("look_back")
    assert me.shell.session.back == {}
    opened(me)
    then = me.find("look_back:then").accessibleDescription().replace("\u00a0", " ")
    assert "2 tablets a day, 200 mg magnesium: breakfast 1, dinner 1" in then
    assert "Magnesium bisglycinate" in then
    said.clear()
    keys(me, "21")
    assert [text for text, _ in said] == [
        "Chosen: Between four weeks and six weeks.",
        "Chosen: Every day.",
    ]
    assert me.shows("look_back:open")
    keys(me, "21")
    assert me.shows("look_back:no_difference")
    assert "Another form or another moment" in said[-1][0]
    assert not any(urgent for _, urgent in said)
    me.key("a").wait(lambda: me.shell.on_desk)
    drafts = me.shell.flow.drafts
    assert {"alarm", "duration"}.isdisjoint(drafts)
    assert (drafts["tried"], drafts["preferences"]) == ("magnesium", ["vegan"])
    assert me.shell.question == "alarm"
    (visit,) = told
    assert (visit.looked.outcome, visit.looked.step) == ("change", "no_difference")
    assert (visit.weeks, visit.effect, visit.form) == ("between", "same", "bisglycinate")
    assert visit.situations == tuple(TIRED["situations"])  # type: ignore[arg-type]
    assert me.shell.session.back == {}


def test_something_mild_adds_a_wish_to_those_there_are(me: Counter, pack: Pack) -> None:
    scanned(me, pack)
    me.tap("weeks:before").tap("taken:daily").tap("effect:better").tap("unpleasant:bowel")
    assert me.shows("look_back:bowel")
    me.tap("look_back:anew").wait(lambda: me.shell.on_desk)
    assert me.shell.flow.drafts["preferences"] == ["vegan", "gentle"]


def test_an_alarm_sign_is_said_at_once(
    me: Counter,
    pack: Pack,
    told: list[SecondVisit],
    said: list[tuple[str, bool]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While the other questions are open, and with no way on to a product."""
    ended: list[Ending] = []
    monkeypatch.setattr(me.shell.session, "_at_end", [ended.append])
    scanned(me, pack)
    for _ in range(3):
        me.key(Key.Key_PageDown)
    me.key("5")
    assert me.shell.session.back == {"unpleasant": "alarm"}
    assert me.shows("look_back:alarm")
    assert "Call 112." in me.find("look_back:alarm").accessibleDescription()
    assert said[-1][1], "it breaks in"
    assert not me.shows("look_back:anew")
    me.key(Key.Key_PageDown)
    assert me.key(Key.Key_PageUp).shows("look_back:alarm")
    me.tap("look_back:done").wait(lambda: me.screen == "page:start")
    assert [(each.looked.urgency, each.weeks) for each in told] == [("now", "")]
    assert [(each.how, each.where) for each in ended] == [("finished", "")]
    assert me.shell.flow.drafts == {}


def test_what_stood_in_the_way_stands_above_all(
    me: Counter, pack: Pack, told: list[SecondVisit]
) -> None:
    scanned(me, pack, conditions=["kidney"])
    assert "kidneys" in me.find("look_back:gates").accessibleDescription()
    keys(me, "2111")
    assert me.shows("look_back:gate")
    assert "See your GP first" in me.find("look_back:gate").accessibleName()
    me.key("a")
    assert me.screen == "look_back", "there is no way on to a product"
    me.key("r").wait(lambda: me.screen == "outcome")
    assert me.shows("outcome:refer")
    assert [(each.looked.outcome, each.form) for each in told] == [("refer", "")]


def test_without_a_slip_it_is_never_go_on(
    me: Counter, told: list[SecondVisit], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two keys and it is known what to ask; nothing of it is a consultation, or kept."""
    ended: list[Ending] = []
    monkeypatch.setattr(me.shell.session, "_at_end", [ended.append])
    opened(me)
    assert "nothing is known" in me.find("look_back:gates").accessibleDescription()
    keys(me, "2111")
    assert me.shows("look_back:gate")
    me.key(Key.Key_Escape).wait(lambda: me.screen == "page:start")
    assert (told, ended, me.shell.session.back) == ([], [], {})
    keys(opened(me), "2111")
    me.key(Key.Key_Return).wait(lambda: me.screen == "page:start")
    assert [(each.looked.outcome, each.looked.step) for each in told] == [("ask_staff", "")]
    keys(opened(me), "2111")
    me.key("a").wait(lambda: me.shell.question == "who")
    assert me.shell.session.back == {}


def test_a_slip_scanned_while_looking_back_is_that_of_the_visit(me: Counter, pack: Pack) -> None:
    """What was said stays, and no sign of the code answers anything."""
    keys(opened(me), "21")
    before = dict(me.shell.session.back)
    type_at(me, encode(pack, TIRED), 5, shift=True)
    assert me.screen == "look_back"
    assert me.shell.session.back == before == {"weeks": "between", "taken": "daily"}
    assert me.shell.flow.answers() == TIRED
    assert me.shows("look_back:then")
    assert keys(me, "11").shows("look_back:better")
    type_at(me, me.assistant.catalogue.products[3].ean, 5)
    assert me.screen == "look_back"
    assert me.shows("look_back:better")


def test_escape_leads_back_to_the_advice_and_keeps_what_was_said(me: Counter, pack: Pack) -> None:
    scanned(me, pack)
    keys(me, "2").key(Key.Key_Escape).wait(lambda: me.screen == "outcome")
    assert opened(me).shell.session.back == {"weeks": "between"}
    me.shell.go_start()
    assert opened(me).shell.session.back == {}
    assert not me.shows("look_back:then")


def test_another_pack_without_a_second_visit_has_no_key_for_it(
    open_window: Callable[..., Driver],
) -> None:
    me = open_window("staff", QSize(1366, 768), second().pack)
    assert isinstance(me, Counter)
    assert not me.shows("look_back")
    assert not any("F10" in row.keys for row in me.shell.key_table())
    me.key(Key.Key_F10)
    assert me.screen == "page:start"


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1920, 1080), QSize(1080, 1920)])
def test_every_word_fits(open_window: Callable[..., Driver], pack: Pack, size: QSize) -> None:
    """The longest: gates, a step and what was advised, in both languages, all reached by keys."""
    me = open_window("staff", size)
    assert isinstance(me, Counter)
    scanned(me, pack, age="70_plus", medicines=["digoxin"])
    for language in pack.languages:
        me.shell.use_language(language)
        for answers in ("", "2121", "1144", "2113"):
            for row, sign in zip(me.shell.beside.look_back.rows, answers, strict=False):  # type: ignore[union-attr]
                me.shell.session.say_back(row.question, [*row.options][int(sign) - 1])
            settle()
            assert faults(me) == []
    assert too_small(me, 12) == []
    names = {each.objectName() for each in reachable(me)}
    assert {"weeks:before", "unpleasant:alarm", "look_back:gates", "look_back:back"} <= names


@pytest.mark.parametrize("text_scale", TEXT_SCALES)
def test_how_it_goes_on_is_in_sight(me: Counter, pack: Pack, text_scale: float) -> None:
    """With large text too, where it lies below the questions."""
    me.shell.hub.update(text_scale=text_scale)
    keys(scanned(me, pack), "2111")
    settle()
    shown = me.find("look_back:better")
    assert shown.visibleRegion().boundingRect().size() == shown.size()
    me.key(Key.Key_PageUp)
    keys(me, "3")
    settle()
    shown = me.find("look_back:worse")
    assert shown.visibleRegion().boundingRect().size() == shown.size()
