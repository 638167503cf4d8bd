"""At the counter: when medicines are taken, by keys, and the plan that follows from it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from driver import Counter, settle
from people import STRESSED
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Key = Qt.Key
TWO = {"levothyroxine": "levothyroxine", "ferrofumaraat": "iron"}
"""Two medicines with hours to keep, by name, and their groups."""


def plan(me: Counter) -> tuple[Any, ...]:
    """Where magnesium is taken, of what is on the screen."""
    return tuple(each.slot for each in me.last[1].products[0].intakes)


def asked(me: Counter) -> str:
    """The question that stands on the card of the moments."""
    card = me.shell.desk.card
    assert card is not None
    return card.title_text()


def at_advice(me: Counter, *medicines: str, language: str = "en") -> Counter:
    """At the advice, with these groups, and every question seen."""
    me.switch(language)
    me.shell.take_over({**STRESSED, "medicines": [*medicines]})
    settle()
    assert me.shows("outcome:suggest")
    return me


def on_two(me: Counter) -> Counter:
    """Two medicines typed by name, at the card for their moments."""
    at_advice(me).to("medicines")
    for name in TWO:
        me.key(name).key(Key.Key_Return).wait(partial(me.shows, f"remove:{name}"))
    assert me.shell.flow.draft("medicines") == [*TWO.values()]
    me.key(Key.Key_PageDown).at("moments")
    return me


def test_digits_say_when_and_enter_leads_to_the_next_medicine(staff: Counter) -> None:
    on_two(staff)
    assert "levothyroxine" in asked(staff)
    staff.key("4").at("moments")
    assert staff.shell.flow.draft("moments") == {"levothyroxine": ["bedtime"]}
    staff.key(Key.Key_Return).at("moments")
    assert "ferrofumaraat" in asked(staff)
    card = staff.shell.desk.card
    assert card is not None
    assert not [each for each in card.findChildren(QWidget) if _ticked(each)]
    staff.key("1").key("3").at("moments")
    said = {"levothyroxine": ["bedtime"], "iron": ["breakfast", "dinner"]}
    assert staff.shell.flow.draft("moments") == said
    staff.key("3").at("moments")  # and taken back
    staff.key(Key.Key_Return).wait(lambda: staff.screen == "outcome")
    assert staff.shell.flow.answers()["moments"] == {**said, "iron": ["breakfast"]}


def _ticked(widget: QWidget) -> bool:
    kind = widget.objectName().partition(":")[0]
    return kind == "moments" and bool(getattr(widget, "isChecked", bool)())


def test_the_plan_is_changed_from_the_plan(staff: Counter) -> None:
    at_advice(staff, "levothyroxine")
    before = plan(staff)
    assert "bedtime" in before or "breakfast" not in before
    staff.key("m").at("moments").key("4").key(Key.Key_Return)
    staff.wait(lambda: staff.screen == "outcome")
    assert plan(staff) != before
    assert "bedtime" not in plan(staff)
    staff.key("m").at("moments").key("4").key("1").key(Key.Key_Return)
    staff.wait(lambda: staff.screen == "outcome")
    assert {*plan(staff)} <= {"lunch", "dinner", "bedtime"}


@pytest.mark.parametrize(("language", "words_of"), [("en", "Moments (M)"), ("nl", "Momenten (M)")])
def test_the_button_leads_there_and_enter_back(
    staff: Counter, language: str, words_of: str
) -> None:
    at_advice(staff, "levothyroxine", language=language)
    assert staff.find("moments").accessibleName() == words_of
    staff.tap("moments").at("moments")
    staff.key(Key.Key_Return).wait(lambda: staff.screen == "outcome")
    assert staff.shell.flow.draft("moments") is None


def test_without_hours_to_keep_there_is_nothing_to_say(staff: Counter) -> None:
    at_advice(staff)
    assert not staff.shows("moments")
    staff.key("m")
    settle()
    assert staff.screen == "outcome"
    assert at_advice(staff, "iron").shows("moments")
    assert not at_advice(staff, "no_interaction").shows("moments")
