"""The desk: as few keys as promised, what keys act on, and nothing cut at any size of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from driver import Counter, Driver, settle
from looks import EVERYTHING, faults, painted_type, too_small
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from magapp.visit.medicines import MedicineIndex
from ui.counter.sheet_card import QuestionCard
from ui.counter.sheet_choice import OptionButton
from ui.counter.start import CounterStart
from ui.kit.button import Button
from ui.kit.stepper import Stepper

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Key = Qt.Key
Open = Callable[..., Driver]

MOST_KEYS = 12
MOST_KEYS_WITH_MEDICINES = 28
LEAST_TARGET = 44
SIZES = [QSize(1366, 768), QSize(1920, 1080), QSize(1080, 1920)]


def press(me: Counter, *keys: Key | str) -> int:
    """Press these keys, and say how many they were."""
    for each in keys:
        me.key(each)
    return sum(len(each) if isinstance(each, str) else 1 for each in keys)


def start_of(me: Counter) -> CounterStart:
    """The first screen."""
    start = me.shell.start_screen
    assert isinstance(start, CounterStart)
    return start


def at_the_start(me: Counter) -> None:
    """Nobody touched anything yet."""
    assert me.screen == "page:start"
    assert me.shell.flow.drafts == {}


# -- few keys -------------------------------------------------------------------------------------


def test_a_stressed_healthy_adult_takes_few_keys(staff: Counter) -> None:
    at_the_start(staff)
    agitated_for_weeks = ("4", Key.Key_Return, "0", "2", "1")
    count = press(staff, Key.Key_Return, "h", *agitated_for_weeks, "1", Key.Key_Return)
    assert staff.question == "food"
    count += press(staff, Key.Key_Return)
    assert staff.screen == "outcome"
    assert staff.shows("product:1")
    assert staff.shell.flow.answers()["situations"] == ["stress"]
    assert count <= MOST_KEYS


def test_the_same_without_the_preset(staff: Counter) -> None:
    count = press(staff, Key.Key_Return, "142", "0", "1", Key.Key_Return, "0", "0", "0")
    count += press(staff, Key.Key_Return, Key.Key_Return)
    assert staff.screen == "outcome"
    assert staff.shows("product:1")
    assert count <= MOST_KEYS


def test_three_medicines_take_few_keys(staff: Counter) -> None:
    at_the_start(staff)
    count = press(staff, Key.Key_Return, "142", "0", "1", Key.Key_Return, "0")
    assert staff.question == "medicines"
    count += press(staff, "ome", "1", "1", "levot", "1", "metf", "1")
    for name in ("omeprazol", "levothyroxine", "metformine"):
        assert staff.shows(f"remove:{name}")
    count += press(staff, Key.Key_Return, "0", Key.Key_Return, Key.Key_Return)
    assert staff.screen == "outcome"
    chosen = staff.shell.flow.answers()["medicines"]
    assert chosen == ["ppi_short", "levothyroxine", "no_interaction"]
    assert count <= MOST_KEYS_WITH_MEDICINES


# -- the preset -----------------------------------------------------------------------------------


def test_the_preset_answers_what_it_says_and_no_more(staff: Counter) -> None:
    (preset,) = staff.assistant.pack.presets
    staff.begin()
    button = staff.find("preset:healthy_adult")
    line = staff.assistant.pack.texts["nl"]["preset.healthy_adult.line"].replace("\u00ad", "")
    assert button.accessibleDescription() == line
    staff.tap("preset:healthy_adult").at("signals")
    assert staff.shell.flow.answers() == preset.answers
    for question in ("signals", "alarm", "situations"):
        assert question not in preset.answers


def test_what_the_preset_answered_can_be_seen_and_changed(staff: Counter) -> None:
    staff.begin().key("h").at("signals").back().at("life_stage")
    assert _checked(staff) == {"who:self", "age:18_69", "sex:unsaid", "life_stage:none"}
    staff.pick("sex:male").at("signals")
    assert staff.shell.flow.answers()["sex"] == "male"
    assert staff.assistant.pack.presets[0].answers["sex"] == "unsaid"


def test_changing_an_answer_leaves_the_preset_as_it_is(staff: Counter) -> None:
    staff.begin().key("h").at("signals").back().at("life_stage").key("3").key(Key.Key_Return)
    assert staff.shell.flow.draft("life_stage") == ["menstrual"]
    assert staff.assistant.pack.presets[0].answers["life_stage"] == []


def _checked(me: Counter) -> set[str]:
    return {
        each.objectName()
        for each in me.front.findChildren(OptionButton)
        if each.isVisible() and each.isChecked()
    }


# -- what keys act on -----------------------------------------------------------------------------


def test_one_card_shows_its_keys(staff: Counter) -> None:
    staff.begin()
    for question in ("who", "age", "sex"):
        staff.at(question)
        assert [name for name, card in _cards(staff).items() if card.active] == [question]
        staff.key("1")


def _cards(me: Counter) -> dict[str, QuestionCard]:
    assert me.shell.desk.front is not None
    return {name: card for name, card in me.shell.desk.front.cards.items() if card.asked}


def test_every_option_can_be_clicked_at_any_time(staff: Counter) -> None:
    staff.begin().pick("sex:female")
    assert staff.shell.flow.drafts == {"sex": "female"}
    staff.pick("age:70_plus")
    assert staff.shell.flow.drafts == {"sex": "female", "age": "70_plus"}
    staff.pick("who:other").at("life_stage")


def test_a_question_comes_and_goes_in_its_place(staff: Counter) -> None:
    staff.begin().pick("sex:male")
    assert "life_stage" not in _cards(staff)
    staff.pick("sex:female")
    assert list(_cards(staff)) == ["who", "age", "sex", "life_stage"]
    assert staff.shows("life_stage:pregnant")
    staff.pick("sex:male")
    assert not staff.shows("life_stage:pregnant")


def test_the_focus_that_comes_by_tab_makes_a_card_active(staff: Counter) -> None:
    staff.key(Key.Key_Return).at("who").key(Key.Key_Tab).key(Key.Key_Tab).at("age")
    staff.key("4")
    assert staff.shell.flow.drafts == {"age": "18_69"}


def test_page_keys_go_from_question_to_question(staff: Counter) -> None:
    staff.begin().key(Key.Key_PageDown).at("age").key(Key.Key_PageDown).at("sex")
    staff.key(Key.Key_PageDown).at("life_stage").key(Key.Key_PageDown).at("signals")
    staff.key(Key.Key_PageUp).at("life_stage")
    assert staff.shell.flow.drafts == {}


def test_enter_leads_to_what_is_open_still(staff: Counter) -> None:
    staff.begin().pick("sex:male").pick("age:18_69").at("who").key("1").at("signals")
    staff.key(Key.Key_PageUp).key(Key.Key_PageUp).at("age").key(Key.Key_Return).at("signals")


def test_the_wishes_are_passed_with_one_enter_and_come_once(staff: Counter) -> None:
    staff.begin().answer_all({each: EVERYTHING[each] for each in EVERYTHING if each != "food"})
    staff.see_advice().key(Key.Key_Backspace).at("preferences")
    staff.to("age").key("4").key(Key.Key_Return).wait(lambda: staff.screen == "outcome")


def test_the_advice_leads_back_to_the_sheet(staff: Counter) -> None:
    staff.begin().answer_all({**EVERYTHING, "conditions": ["kidney"]}).see_advice()
    assert staff.shows("outcome:refer")
    staff.tap("change").at("conditions").pick("conditions:none")
    staff.at("conditions").see_advice()
    assert staff.shows("outcome:suggest")


def test_a_key_makes_nothing_anew(staff: Counter) -> None:
    """Once the sheets are made, which is done while nobody waits, they are only arranged."""
    for section in staff.shell.desk.sections():
        staff.shell.desk.sheet(section)
    staff.begin().key("14").at("sex").key(Key.Key_Backspace).key("3").at("sex")
    settle()
    before = {id(each) for each in staff.shell.findChildren(QWidget)}
    staff.key(Key.Key_Backspace).key("4").key("2")
    settle()
    assert {id(each) for each in staff.shell.findChildren(QWidget)} == before


# -- medicines and amounts ------------------------------------------------------------------------


def at_medicines(me: Counter) -> QLineEdit:
    """The field for names, which has the focus."""
    me.begin().key("h").at("signals")
    me.to("medicines")
    field = me.find("medicines:search")
    assert isinstance(field, QLineEdit)
    assert QApplication.focusWidget() is field
    return field


def test_arrows_choose_among_the_names_found(staff: Counter) -> None:
    at_medicines(staff)
    staff.key("furo").key(Key.Key_Return)
    assert not staff.shell.flow.draft("medicines")  # nothing is taken that was not typed whole
    staff.key(Key.Key_Down).key(Key.Key_Down).key(Key.Key_Return)
    second = MedicineIndex.of(staff.assistant.pack).look_up("furo").offered[1]
    assert staff.shows(f"remove:{second.name}")


def test_letters_find_the_field_from_anywhere(staff: Counter) -> None:
    field = at_medicines(staff)
    staff.pick("medicines:iron").find("medicines:iron").setFocus()
    staff.key("ibup")
    assert field.text() == "ibup"
    assert staff.shows("medicine:ibuprofen")


def test_an_unfinished_name_is_not_passed_by(staff: Counter) -> None:
    at_medicines(staff)
    staff.key("furose").key(Key.Key_Return).at("medicines")
    assert staff.shell.flow.draft("medicines") == []
    staff.key(Key.Key_Escape).at("medicines")
    staff.key("zzzz zzz").key(Key.Key_Return).at("medicines")
    assert staff.shell.flow.draft("medicines") == ["unsure"]
    assert staff.shell.flow.typed == ("zzzz zzz",)
    assert staff.shows("remove:zzzz zzz")


def test_a_medicine_without_interaction_is_one_that_was_found(staff: Counter) -> None:
    """Nobody can tick it for one that is not on the list; from a code it can be taken back."""
    at_medicines(staff)
    assert not staff.shows("medicines:no_interaction")
    staff.shell.flow.answer("medicines", ["no_interaction"])
    staff.shell.show_question()
    staff.tap("remove:no_interaction").at("medicines")
    assert not staff.shell.flow.draft("medicines")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("plaspil", "plaspil"),
        ("ijzertab", "ijzertablet"),
        ("eliq", "Eliquis"),
        ("vitamine d", "colecalciferol"),
    ],
)
def test_what_customers_call_it_is_found(staff: Counter, typed: str, name: str) -> None:
    at_medicines(staff)
    staff.key(typed)
    assert staff.shows(f"medicine:{name}")


def test_not_sure_has_a_key(staff: Counter) -> None:
    at_medicines(staff)
    staff.key("?").at("medicines")
    assert staff.shell.flow.draft("medicines") == ["unsure"]
    staff.to("other_magnesium").key("?")
    assert staff.shell.flow.draft("other_magnesium") == "unsure"


def test_the_group_that_is_asked_for_can_be_taken_back(staff: Counter) -> None:
    field = at_medicines(staff)
    staff.key("omep1").wait(lambda: staff.shows("which:ppi:long"))
    staff.key(Key.Key_Backspace).at("medicines")
    assert field.text() == ""
    assert staff.shell.flow.draft("medicines") == []


def test_portions_by_mouse_and_by_keys(staff: Counter) -> None:
    staff.begin().key("h")
    staff.to("food").tap("food:nuts:plus").tap("food:nuts:plus").tap("food:nuts:minus")
    assert staff.shell.flow.draft("food") == {"nuts": 1}
    first = staff.front.findChildren(Stepper)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    staff.key("3").at("food")
    assert staff.shell.flow.draft("food") == {"wholemeal_bread": 3, "nuts": 1}


# -- beside the sheets ----------------------------------------------------------------------------


def test_a_key_folds_what_stands_beside(staff: Counter) -> None:
    staff.begin()
    pane = staff.shell.desk.pane
    assert pane is not None
    wide = staff.shell.desk.deck.width()
    assert pane.isVisible()
    staff.key(Key.Key_F4)
    settle()
    assert not pane.isVisible()
    assert staff.shell.desk.deck.width() > wide
    staff.tap("pane:fold")
    assert pane.isVisible()


# -- the first screen -----------------------------------------------------------------------------


def test_the_first_screen_says_who_calls(staff: Counter, qtbot: QtBot) -> None:
    start = CounterStart(staff.shell.setting)
    qtbot.addWidget(start)
    start.resize(1366, 700)
    start.show()
    heard: list[int] = []
    start.answered.connect(heard.append)
    start.set_calls(["One", "Two", "Three", "Four"])
    settle()
    said = [each.text.text() for each in start.lines if each.isVisible()]
    assert all(name in text for name, text in zip(("One", "Two", "Three"), said, strict=True))
    assert start.more_calls.isVisible()
    QTest.mouseClick(start.lines[1].done, Qt.MouseButton.LeftButton)
    assert heard == [1]
    start.set_calls([])
    assert not any(each.isVisible() for each in start.lines)


@pytest.mark.parametrize(("key", "button"), [(Key.Key_F2, "office"), (Key.Key_F3, "product")])
def test_function_keys_begin_in_other_ways(staff: Counter, key: Key, button: str) -> None:
    staff.key(key)
    by_key = staff.screen
    staff.home().tap(button)
    assert staff.screen == by_key != "page:start"


def test_dark_is_a_switch_on_every_screen(staff: Counter) -> None:
    """It goes with the program, not with a customer; contrast and back leads out of it."""
    looks = []
    for tapped in ("dark", "start", "restart", "contrast", "dark", "dark"):
        staff.tap(tapped)
        looks.append(staff.shell.hub.theme.name)
    assert looks == ["dark", "dark", "dark", "contrast", "dark", "light"]
    assert not staff.shell.dark.isChecked()
    assert not staff.shell.contrast.isChecked()


# -- room -----------------------------------------------------------------------------------------


def each_sheet(me: Counter) -> Iterator[str]:
    """Every question with the keys on it, before and after it is answered."""
    seen: set[str] = set()
    while rest := [each for each in me.shell.flow.path() if each not in seen]:
        seen.add(rest[0])
        me.to(rest[0])
        yield rest[0]
        if rest[0] == "medicines":
            me.key("o")
            yield "names"
            me.key("mep1")
            yield "which"
            me.key("1")
        me.shell.flow.answer(rest[0], EVERYTHING[rest[0]])
        me.shell.show_question()
        yield f"{rest[0]}, answered"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
@pytest.mark.parametrize(
    ("text_scale", "folded"),
    [(1.0, True), (1.0, False), (1.25, False), (1.5, True), (2.0, True), (2.0, False)],
    ids=["100", "100-beside", "125-beside", "150", "200", "200-beside"],
)
def test_everything_fits(open_window: Open, size: QSize, text_scale: float, folded: bool) -> None:
    me = open_window("staff", size, painted=False)
    assert isinstance(me, Counter)
    me.shell.hub.update(text_scale=text_scale)
    me.begin()
    if me.shell.desk.folded != folded:
        me.key(Key.Key_F4)
    found = []
    for name in each_sheet(me):
        for each in (*faults(me), *too_small(me, LEAST_TARGET)):
            if not each.endswith("a scroll bar") or me.shell.desk.folded:  # the pane may scroll
                found.append(f"{name}: {each}")
    if me.shell.desk.folded:
        me.key(Key.Key_F4)
    assert "\n".join(found) == ""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
@pytest.mark.parametrize("question", ["who", "signals", "situations", "medicines", "preferences"])
def test_a_sheet_takes_the_room_there_is(open_window: Open, size: QSize, question: str) -> None:
    me = open_window("staff", size, painted=False)
    assert isinstance(me, Counter)
    me.begin()
    me.to(question)
    if question == "situations":
        me.pick("situations:medicines_or_diet")  # room is kept for what comes then
    settle()
    sheet = me.shell.desk.front
    assert sheet is not None
    options = [each for each in sheet.findChildren(QWidget) if each.isVisible()]
    options = [each for each in options if isinstance(each, OptionButton | Stepper | QLineEdit)]
    lowest = max(each.mapTo(sheet, each.rect().bottomLeft()).y() for each in options)
    assert lowest > sheet.height() * 0.85


# -- nothing moves --------------------------------------------------------------------------------

BY_KEY: dict[str, tuple[Key | str, ...]] = {
    "stressed": ("142", "0", "1", Key.Key_Return, "0", "0", "0"),
    "preset": ("h", "4", Key.Key_Return, "0", "2", "1", "16", Key.Key_Return, "2", Key.Key_Return),
    "for somebody else": ("241", "3", Key.Key_Return, "12345678", Key.Key_Return, "0", "3"),
    "with much to ask": (
        "142",
        "0",
        "678",
        Key.Key_Return,
        "8",
        Key.Key_Return,
        "32",
        "1",
        "1",
        "2",
    ),
    "medicines": (
        *("142", "0", "1", Key.Key_Return, "5", Key.Key_Return, "ome", "1", "1", "levot", "1"),
        *("metf", "1", Key.Key_Return, "1", Key.Key_Return, "4", Key.Key_Return, "150"),
    ),
}
"""Consultations, or some of one, key by key."""


def stands(me: Counter) -> dict[str, tuple[int, ...]]:
    """Where everything stands that can be answered or pressed, and the pane."""
    sheet = me.shell.desk.front
    assert sheet is not None
    placed: dict[str, tuple[int, ...]] = {}
    for each in (*sheet.findChildren(QWidget), *me.shell.bottom.findChildren(Button)):
        own = isinstance(each, QuestionCard | OptionButton | Stepper | QLineEdit | Button)
        if own and each.isVisible() and each.objectName():
            at = each.mapTo(me.shell, each.rect().topLeft())
            placed[each.objectName()] = (at.x(), at.y(), each.width(), each.height())
    pane = me.shell.pane
    assert pane is not None
    return placed | {"pane": (pane.x(), pane.y(), pane.width(), pane.height())}


def finds(me: Counter) -> bool:
    """Whether letters stand in the field for medicines: names take the place of the groups."""
    fields = me.front.findChildren(QLineEdit, "medicines:search")
    return any(each.isVisible() and each.text() for each in fields)


@pytest.mark.parametrize("case", BY_KEY)
@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size.width()}x{size.height()}")
def test_an_answer_moves_nothing(open_window: Open, size: QSize, case: str) -> None:
    """What stands there stays, in its size; a question that comes takes a place that was free."""
    me = open_window("staff", size, painted=False)
    assert isinstance(me, Counter)
    me.begin()
    settle()
    seen = turned = 0
    for key in (
        sign for each in BY_KEY[case] for sign in (each if isinstance(each, str) else [each])
    ):
        sheet = me.shell.desk.front
        assert sheet is not None
        leaf, before = sheet.leaf, stands(me)
        finding = finds(me)
        me.key(key)
        settle()
        if me.shell.desk.front is not sheet or sheet.leaf != leaf or me.shell.question is None:
            turned += 1
            continue
        after = stands(me)
        gone = {*before} - {*after}
        if finding or finds(me):
            gone = set()
        assert not gone
        for name in {*before} & {*after}:
            if not name.startswith(("medicine:", "which:", "remove:")) and name != "more":
                assert after[name] == before[name], f"{name} after {key}"
        seen += 1
    assert seen > 3
    assert turned > 1


def test_a_question_that_comes_takes_a_place_kept_for_it(staff: Counter) -> None:
    staff.begin().key("h").at("signals").key("0").at("situations")
    card = staff.shell.desk.sheet("situations").cards["diet"]
    assert not card.isVisible()
    before = stands(staff)
    staff.key("6").at("situations")
    assert card.isVisible()
    assert {name: stands(staff)[name] for name in before} == before
    staff.key("6")
    assert not card.isVisible()
    assert stands(staff) == before


def test_what_an_option_means_is_read_on_its_card(staff: Counter) -> None:
    """Of what is asked for safety's sake, in the smallest window."""
    staff.begin().key("h").at("signals")
    for question in ("signals", "alarm", "duration", "conditions"):
        staff.shell.flow.answer("signals", ["fatigue"])
        staff.to(question)
        settle()
        with painted_type() as sizes:
            staff.front.grab()
        for option in staff.assistant.pack.question(question).option:
            line = staff.assistant.pack.text("nl", f"option.{question}.{option.id}.line")
            pieces = {each.replace("-", "") for each in " ".join(sizes).split()}
            for word in line.replace("\u00ad", "").replace("-", "").split():
                assert any(word.startswith(each) for each in pieces), f"{option.id}: {word}"


def test_a_right_to_left_screen_is_turned_over(staff: Counter) -> None:
    staff.begin()
    one, other = staff.find("who:self"), staff.find("who:other")
    assert staff.centre(one).x() < staff.centre(other).x()
    staff.shell.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    assert staff.centre(one).x() > staff.centre(other).x()
    assert faults(staff) == []
    staff.pick("who:other").at("age")
    staff.to("other_magnesium")
    settle()
    assert staff.centre(staff.find("pad:1")).x() < staff.centre(staff.find("pad:9")).x()
    staff.shell.unsetLayoutDirection()
    settle()
