"""The counter: every key does what the screen promises."""

from __future__ import annotations

from functools import partial

import msgspec
import pytest
from driver import Counter
from looks import EVERYTHING, words
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from magapp.rules import Value
from magapp.shelf.suggest import Excluded

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Key = Qt.Key


def field(me: Counter) -> QLineEdit:
    """The field for names of medicines."""
    found = me.front.findChild(QLineEdit)
    assert found is not None
    return found


def answer_by_keys(me: Counter, question: str, value: Value) -> None:
    """Answer as staff do without touching the mouse."""
    asked = me.assistant.pack.question(question)
    options = [option.id for option in asked.option]
    if isinstance(value, str) and asked.kind == "one":
        me.key(str(options.index(value) + 1))
    elif asked.kind == "many":
        assert isinstance(value, list)
        for option in value:
            me.key(str(options.index(option) + 1))
        me.key("0" if not value else Key.Key_Return)
    elif asked.kind == "number":
        me.key(f"{value:g}").key(Key.Key_Return)
    elif asked.kind == "lookup":
        assert isinstance(value, list)
        for group in value:
            name = me._a_name_for(group)[0]
            me.key(name).key(Key.Key_Return).wait(partial(me.shows, f"remove:{name}"))
        me.key(Key.Key_PageDown)  # to their moments, which Enter passes by
    elif asked.kind == "moments":
        assert isinstance(value, dict)
        slots = [slot.id for slot in me.assistant.pack.slots]
        for said in value.values():
            for slot in said:
                me.key(str(slots.index(slot) + 1))
            me.key(Key.Key_Return)
    else:
        me.key("2").key(Key.Key_PageDown)


def _focus_by_keys(me: Counter, name: str) -> Counter:
    for _ in range(120):
        focus = QApplication.focusWidget()
        if focus is not None and focus.objectName() == name and focus.isVisible():
            return me
        me.key(Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {name}")


def test_a_whole_consultation_by_keys(staff: Counter) -> None:
    staff.key(Key.Key_Return)
    for question, value in EVERYTHING.items():
        staff.at(question)
        answer_by_keys(staff, question, value)
    staff.wait(lambda: staff.screen == "outcome")
    first = staff.assistant.pack.screener[0].id
    expected = {**EVERYTHING, "food": {first: 2}}
    assert staff.shell.flow.answers() == expected
    assert staff.shows("outcome:suggest")
    staff.key(Key.Key_R).wait(lambda: staff.shows("reasons:pane"))
    staff.key(Key.Key_R).wait(lambda: not staff.shows("reasons:pane"))
    staff.key("n").wait(lambda: staff.screen == "page:start")
    assert staff.shell.flow.drafts == {}


def test_a_whole_consultation_by_tab_and_space(staff: Counter) -> None:
    """Without the short cuts too: what can be tapped can be reached and pressed."""
    _focus_by_keys(staff, "start").key(Key.Key_Space)
    for name in ("who:self", "age:18_69", "sex:male", "signals:none"):
        staff.at(name.partition(":")[0])
        _focus_by_keys(staff, name).key(Key.Key_Space)
    staff.at("situations")
    _focus_by_keys(staff, "situations:stress").key(Key.Key_Space)
    _focus_by_keys(staff, "next").key(Key.Key_Space)
    for name in ("conditions:none", "medicines:none", "other_magnesium:pick:0"):
        staff.at(name.partition(":")[0])
        _focus_by_keys(staff, name).key(Key.Key_Space)
    staff.at("food")
    _focus_by_keys(staff, "next").key(Key.Key_Space)
    staff.wait(lambda: staff.screen == "outcome")
    assert staff.shows("product:1")


def test_enter_does_not_pass_an_open_question(staff: Counter) -> None:
    staff.begin().key(Key.Key_Return).key(Key.Key_Enter).at("who")
    assert staff.shell.flow.drafts == {}


def test_backspace_goes_back_and_loses_nothing(staff: Counter) -> None:
    staff.begin().key("1").at("age").key("4").at("sex").key(Key.Key_Backspace).at("age")
    assert staff.shell.flow.answers() == {"who": "self", "age": "18_69"}
    staff.key(Key.Key_Return).at("sex")
    staff.key(Key.Key_Left, Qt.KeyboardModifier.AltModifier).at("age")


def test_escape_asks_and_a_second_one_keeps(staff: Counter) -> None:
    staff.begin().key("1").at("age").key(Key.Key_Escape)
    assert staff.shows("restart:yes")
    staff.key("3").at("age")
    assert staff.shell.flow.answers() == {"who": "self"}
    staff.key(Key.Key_Escape)
    assert not staff.shows("restart:yes")
    staff.at("age").key(Key.Key_Escape).key(Key.Key_Left)
    staff.at("age").key(Key.Key_Return)
    staff.wait(lambda: staff.screen == "page:start")
    assert staff.shell.flow.drafts == {}


def test_a_number_that_no_tile_shows_does_nothing(staff: Counter) -> None:
    staff.begin().key("9").at("who").key("0").at("who")
    assert staff.shell.flow.drafts == {}


def test_a_key_held_down_answers_once(staff: Counter) -> None:
    """Repeats of a held key must not run through the questions."""
    staff.begin()
    none = Qt.KeyboardModifier.NoModifier
    target = QApplication.focusWidget() or staff.shell
    for repeat in (False, True, True, True):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Key.Key_1, none, "1", repeat)
            QApplication.sendEvent(target, event)
        target = QApplication.focusWidget() or staff.shell
    staff.at("age")
    assert staff.shell.flow.answers() == {"who": "self"}


def test_the_amount_is_typed(staff: Counter) -> None:
    _to(staff, "other_magnesium")
    staff.key("120")
    assert staff.shell.flow.draft("other_magnesium") == 120
    staff.key(Key.Key_Backspace).at("other_magnesium")
    assert staff.shell.flow.draft("other_magnesium") == 12
    staff.key("99").at("other_magnesium")
    assert staff.shell.flow.draft("other_magnesium") == 1299
    for _ in range(4):
        staff.key(Key.Key_Backspace).at("other_magnesium")
    staff.key("9999")
    assert not staff.find("next").isEnabled()
    assert staff.shell.flow.draft("other_magnesium") is None
    staff.key(Key.Key_Return).at("other_magnesium")
    for _ in range(4):
        staff.key(Key.Key_Backspace).at("other_magnesium")
    staff.key(Key.Key_Backspace).at("moments").go_on().at("other_magnesium")
    staff.pick("other_magnesium:unsure")
    staff.wait(lambda: staff.shell.question != "other_magnesium")
    assert staff.shell.flow.draft("other_magnesium") == "unsure"


def _to(me: Counter, question: str) -> None:
    me.begin()
    while me.question != question:
        me.answer(me.question, EVERYTHING.get(me.question))


def test_a_medicine_is_typed(staff: Counter) -> None:
    _to(staff, "medicines")
    QTest.keyClicks(field(staff), "levot")
    staff.wait(lambda: staff.shows("medicine:levothyroxine")).key(Key.Key_Return)
    assert staff.shell.flow.draft("medicines") is None, "Enter takes a whole name only"
    QTest.keyClicks(field(staff), "hyroxine")
    staff.key(Key.Key_Return)
    staff.wait(lambda: staff.shows("remove:levothyroxine")).at("medicines")
    assert staff.shell.flow.draft("medicines") == ["levothyroxine"]
    assert field(staff).text() == ""
    staff.tap("remove:levothyroxine")
    assert staff.shell.flow.draft("medicines") is None
    assert not staff.find("next").isEnabled()


def test_a_misspelt_medicine_is_found(staff: Counter) -> None:
    _to(staff, "medicines")
    QTest.keyClicks(field(staff), "omeprasol")
    staff.wait(lambda: staff.shows("medicine:omeprazol"))


def test_a_name_that_is_not_listed(staff: Counter) -> None:
    """It is kept as it was typed, by Enter or with the tile, and counts as unsure."""
    _to(staff, "medicines")
    QTest.keyClicks(field(staff), "xxxxxxxx")
    staff.key(Key.Key_Return).at("medicines")
    assert staff.shell.flow.draft("medicines") == ["unsure"]
    assert staff.shell.flow.typed == ("xxxxxxxx",)
    staff.tap("remove:xxxxxxxx")
    assert staff.shell.flow.draft("medicines") is None
    QTest.keyClicks(field(staff), "levothyroxxne")  # like one that is listed: Enter takes none
    staff.key(Key.Key_Return).at("medicines")
    assert staff.shell.flow.draft("medicines") is None
    staff.tap("medicine:missing")
    assert staff.shell.flow.draft("medicines") == ["unsure"]
    assert staff.shell.flow.typed == ("levothyroxxne",)


def test_escape_in_the_field_clears_it_first(staff: Counter) -> None:
    _to(staff, "medicines")
    QTest.keyClicks(field(staff), "omep")
    staff.key(Key.Key_Escape).at("medicines")
    assert field(staff).text() == ""
    assert not staff.shows("restart:yes")
    staff.key(Key.Key_Escape)
    assert staff.shows("restart:yes")


def test_backspace_in_the_empty_field_goes_back(staff: Counter) -> None:
    _to(staff, "medicines")
    QTest.keyClicks(field(staff), "o")
    staff.key(Key.Key_Backspace).at("medicines").key(Key.Key_Backspace).at("conditions")


def test_zero_in_the_empty_field_is_no_medicines(staff: Counter) -> None:
    _to(staff, "medicines")
    staff.key("0").at("other_magnesium")
    assert staff.shell.flow.draft("medicines") == []


def test_a_double_click_answers_one_question(staff: Counter) -> None:
    staff.begin()
    at = staff.centre(staff.find("who:self"))
    window = staff.shell.windowHandle()
    QTest.mouseDClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    staff.at("age")
    assert staff.shell.flow.answers() == {"who": "self"}


def test_reasons_name_what_was_left_out(staff: Counter) -> None:
    staff.begin().answer_all(EVERYTHING).see_advice().tap("reasons")
    excluded = staff.last[1].excluded
    assert excluded
    names = {each.ean: each.name for each in staff.assistant.catalogue.products}
    pane = staff.find("reasons:pane")
    said = "\n".join(words(pane.findChildren(QWidget)))
    for each in excluded:
        assert names[each.ean] in said


def test_of_thousands_left_out_some_are_named(
    staff: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large shelf neither fills the pane nor is asked for every name."""
    staff.switch("en").begin().answer_all(EVERYTHING).see_advice()
    asked: list[str] = []

    def name(ean: str) -> str:
        asked.append(ean)
        return "Demo"

    monkeypatch.setattr(staff.shell.outcome(), "_product_name", name)
    advice, suggestion = staff.last
    many = tuple(Excluded(f"{number:013}", "form") for number in range(40_000))
    staff.shell.tell(advice, msgspec.structs.replace(suggestion, excluded=many))
    staff.tap("reasons")
    said = "\n".join(words(staff.find("reasons:pane").findChildren(QWidget)))
    assert "40,000" in said
    assert "and 39,976 more" in said
    assert len(asked) < 100


def test_no_id_of_a_rule_is_shown(staff: Counter) -> None:
    """Rules that an open question could still make true are called by what they say."""
    staff.begin().answer_all(
        {each: EVERYTHING[each] for each in EVERYTHING if each != "preferences"}
    )
    staff.see_advice().tap("reasons")
    said = "\n".join(words(staff.find("reasons:pane").findChildren(QWidget)))
    open_rules = [each.rule for each in staff.last[0].trace if each.holds is None]
    assert open_rules
    for rule in open_rules:
        assert rule not in said
