"""When medicines are taken: only what may be said is offered, of one medicine after the other."""

from __future__ import annotations

import pytest
from driver import Counter, Driver, settle
from looks import EVERYTHING
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from magapp.visit.asked import MomentsAsked
from ui.ask.moments import MomentsPage
from ui.counter.sheet_moments import MomentsCard

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]


SAID = {"iron": ["breakfast"]}


def taking(me: Driver, *medicines: str) -> MomentsAsked:
    """At the question, with these medicines."""
    flow = me.shell.flow
    for name, value in {**EVERYTHING, "medicines": list(medicines), "moments": dict(SAID)}.items():
        flow.answer(name, value)
    flow.goto("moments")
    me.shell.show_question()
    settle()
    if isinstance(me, Counter):
        card = me.shell.desk.card
        assert isinstance(card, MomentsCard)
        return card.asking
    assert isinstance(me.front, MomentsPage)
    return me.front.asking


@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_one_day_a_week_is_offered_where_it_may_be(
    request: pytest.FixtureRequest, channel: str
) -> None:
    me: Driver = request.getfixturevalue(channel)
    for spacing in me.assistant.pack.spacings:
        taking(me, spacing.medicine)
        offered = me.shows("moments:weekly") and me.find("moments:weekly").isEnabled()
        assert offered == spacing.weekly, spacing.medicine


@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_other_medicines_are_asked_from_the_first(
    request: pytest.FixtureRequest, channel: str
) -> None:
    me: Driver = request.getfixturevalue(channel)
    taking(me, "bisphosphonate", "iron")
    me.next()
    settle()
    asked = taking(me, "tetracycline", "bisphosphonate", "iron")
    assert asked.medicine == "tetracycline"


def test_a_tick_by_key_keeps_the_focus(kiosk: Driver) -> None:
    taking(kiosk, "bisphosphonate")
    tile = kiosk.find("moments:lunch")
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    kiosk.key(Qt.Key.Key_Space)
    settle()
    assert kiosk.shell.flow.draft("moments") == SAID | {"bisphosphonate": ["lunch"]}
    assert QApplication.focusWidget() is tile


def test_every_moment_in_sight_shows_its_key(staff: Counter) -> None:
    taking(staff, "tetracycline", "bisphosphonate")
    for _ in range(2):
        card = staff.shell.desk.card
        assert isinstance(card, MomentsCard)
        assert [each._shows_key() for each in card.grid.choices()].count(False) == 0
        staff.next()
        settle()


def test_next_leads_to_the_answers_from_the_last_medicine_only(kiosk: Driver) -> None:
    taking(kiosk, "tetracycline", "bisphosphonate")
    kiosk.shell.show_review()
    kiosk.switch("en").tap("change:moments").at("moments")
    said = []
    for _ in range(2):
        kiosk.tap("moments:lunch")
        said.append(kiosk.find("next").accessibleName())
        kiosk.next()
        settle()
    assert said == ["Next", "Back to my answers"]
    assert kiosk.screen == "review"
    kiosk.tap("change:moments").at("moments").back()
    assert kiosk.find("next").accessibleName() == "Next"
