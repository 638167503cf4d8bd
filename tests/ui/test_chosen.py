"""What looks chosen is chosen: by whatever road it was changed, and as it is said aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import cycle, islice
from random import Random

import pytest
from driver import Counter, Driver, advised, settle
from looks import EVERYTHING, visible
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from roads import TEXTS, TICKS, Road, act, by_mouse, by_press, lies, outcome, spoken, typed

from magapp.pack import Pack
from ui.counter.sheet_medicines import MedicinesCard
from ui.kiosk.kiosk import KioskShell
from ui.kit.base import Control
from ui.kit.key import Key

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Open = Callable[..., Driver]

SEED = 20261122
ANSWERS = {**EVERYTHING, "who": "self"}  # spoken to another, a sheet measures all words anew
QUESTIONS = list(ANSWERS)
AMOUNT = "other_magnesium:field"
MEDICINE = "medicines:search"
PRODUCT = "product:search"


@pytest.fixture(params=["kiosk", "staff"])
def me(request: pytest.FixtureRequest, open_window: Open) -> Driver:
    """Somebody before either window. Nothing is painted: what is chosen is asked, not looked at."""
    return open_window(request.param, painted=False)


@pytest.fixture
def kiosk(open_window: Open) -> Driver:
    """A customer before the kiosk."""
    return open_window("kiosk", painted=False)


@pytest.fixture
def staff(open_window: Open) -> Counter:
    """Somebody of the staff behind the counter."""
    person = open_window("staff", painted=False)
    assert isinstance(person, Counter)
    return person


def at(me: Driver, question: str, answered: bool) -> None:
    """Bring a question to the front, all others answered."""
    shell = me.shell
    shell.forget()
    for name, value in ANSWERS.items():
        if name != question or answered:
            shell.flow.answer(name, list(value) if isinstance(value, list) else value)
        elif name == question and name in ("who", "age", "sex", "signals", "situations"):
            break  # what comes after it is asked because of it
    shell.flow.goto(question)
    shell.show_question()
    settle()


def ticks(me: Driver) -> list[str]:
    """The names of all that can be ticked on the screen in front, by its own parts first."""
    found = [each for each in visible(me) if isinstance(each, QAbstractButton)]
    return [each.objectName() for each in found if each.isCheckable() and each.isEnabled()]


def drawn(pick: Random, names: list[str]) -> Iterator[str]:
    """The names in a drawn order, again and again; one of each kind comes first."""
    mixed = pick.sample(names, len(names))
    first = list({name.rpartition(":")[0]: name for name in mixed}.values())
    return cycle([*first, *(name for name in mixed if name not in first)])


def same_by_roads(
    me: Driver, go: Callable[[], None], names: Iterator[str], roads: Iterable[Road]
) -> None:
    """A control does by each of these roads what the mouse does."""
    for road in roads:
        name = next(names)
        results = []
        for each in (by_mouse, road):
            me.shell.hub.update(name=me.shell._first_theme)
            go()
            each(me, me.find(name))
            results.append(outcome(me))
            assert lies(me) == [], f"{name}, {each.__name__}"
        assert results[0] == results[1], f"{name}, {road.__name__}"


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_by_every_road(me: Driver, question: str) -> None:
    """While it is open and after it was answered: some roads then, the others now."""
    pick = Random(f"{SEED} {question} {me.shell.channel}")
    roads = pick.sample(TICKS, len(TICKS))
    for answered, some in ((False, roads[:3]), (True, roads[3:])):
        go = partial(at, me, question, answered)
        go()
        assert lies(me) == []
        part = me.front if isinstance(me.shell, KioskShell) else card_of(me)
        ours = {each.objectName() for each in part.findChildren(QAbstractButton)}
        if names := [name for name in ticks(me) if name in ours]:
            same_by_roads(me, go, drawn(pick, names), some)


def card_of(me: Driver) -> QWidget:
    """The card that keys act on."""
    assert isinstance(me, Counter)
    card = me.shell.desk.card
    assert card is not None
    return card


@pytest.mark.parametrize("question", ["who", "conditions", "signals", "medicines"])
def test_a_toggle_is_a_press(me: Driver, question: str) -> None:
    """The case of the report: what is ticked that way is answered, and can be taken back."""
    at(me, question, False)
    option = "self" if question == "who" else "unsure" if question == "medicines" else ""
    options = me.assistant.pack.question(question).option
    name = f"{question}:{option or options[0].id}"
    before = me.shell.flow.draft(question)
    act(me.find(name), "Toggle")
    settle()
    held = me.shell.flow.draft(question)
    assert held != before
    assert name.partition(":")[2] in (held if isinstance(held, list) else [held])
    assert lies(me) == []


def other_screens(me: Driver) -> Iterator[tuple[str, Callable[[], None]]]:
    """Screens beside the questions, and how to get to each of them."""
    shell = me.shell

    def go_advice() -> None:
        shell.forget()
        shell.flow.fill(ANSWERS)
        shell.show_advice()
        settle()

    def go_slip() -> None:
        go_advice()
        shell.show_slip()
        settle()

    yield "start", lambda: (me.home(), None)[1]
    yield "advice", go_advice
    yield "slip", go_slip
    if isinstance(shell, KioskShell):
        kiosk = shell

        def go_review() -> None:
            at(me, "age", True)
            kiosk.show_review()
            settle()

        yield "review", go_review
        for name, beside in (("help", kiosk.ask_staff), ("leave", kiosk.show_leave)):

            def go_beside(beside: Callable[[], None] = beside) -> None:
                go_review()
                beside()
                settle()

            yield name, go_beside
    if isinstance(me, Counter):
        counter = me

        def go_clearing() -> None:
            counter.home()
            advised(counter, age="70_plus", conditions=["kidney"], medicines=["digoxin"])
            counter.shell.beside.show_clearing()
            settle()

        def go_reasons() -> None:
            go_advice()
            counter.shell.outcome().toggle_reasons()
            settle()

        def go_product() -> None:
            counter.shell.forget()
            counter.shell.show_product()
            settle()

        yield "clearing", go_clearing
        yield "reasons", go_reasons
        yield "product", go_product


def test_every_other_screen_by_every_road(me: Driver) -> None:
    pick = Random(f"{SEED} {me.shell.channel}")
    roads = cycle(pick.sample(TICKS, len(TICKS)))
    tried: set[str] = set()
    for _, go in other_screens(me):
        go()
        names = sorted({*ticks(me)} - tried)  # what stands above every screen is tried once
        tried.update(names)
        if names:
            same_by_roads(me, go, drawn(pick, names), islice(roads, 3))
    assert len(tried) >= 8
    me.home()


@pytest.mark.parametrize("name", [AMOUNT, MEDICINE, PRODUCT])
def test_a_text_that_is_set_is_a_text_that_is_typed(staff: Counter, name: str) -> None:
    texts = {
        AMOUNT: ("35", "0", "9999", ""),
        MEDICINE: ("omep", "metformine", "zzz", ""),
        PRODUCT: ("citr", "zzz", ""),
    }[name]

    def go() -> QLineEdit:
        if name == PRODUCT:
            staff.shell.forget()
            staff.shell.show_product()
        else:
            at(staff, name.partition(":")[0], name == AMOUNT)
        settle()
        field = staff.find(name)
        assert isinstance(field, QLineEdit)
        return field

    for text in texts:
        field = go()
        before = outcome(staff)
        typed(staff, field, text)
        wanted = outcome(staff)
        for road in TEXTS:
            road(staff, go(), text)
            refused = bool(field.property("text")) and not text  # an amount is never set to nothing
            assert outcome(staff) == (before if refused else wanted), f"{text}, {road.__name__}"
            assert lies(staff) == [], f"{text}, {road.__name__}"


@pytest.mark.parametrize("road", TEXTS)
def test_no_text_is_an_amount_that_is_not_held(
    staff: Counter, road: Callable[[Driver, QLineEdit, str], None]
) -> None:
    at(staff, "other_magnesium", True)
    field = staff.find(AMOUNT)
    assert isinstance(field, QLineEdit)
    for text in ("-5", "3.5", "abc", "+5", " 5", "1e3", "٣٥", "²", "99999999"):
        for before in (35, None):
            staff.shell.flow.answer("other_magnesium", before)
            staff.shell.show_question()
            road(staff, field, text)
            assert lies(staff) == [], f"{text} after {before}"


def test_a_text_set_in_another_card_is_heard_too(staff: Counter) -> None:
    at(staff, "other_magnesium", False)
    field = staff.find(AMOUNT)
    staff.shell.change("medicines")
    settle()
    assert staff.shell.question == "medicines"
    spoken(field).setText(QAccessible.Text.Value, "35")
    settle()
    if not field.isVisible():
        assert staff.shell.flow.draft("other_magnesium") is None
        return
    assert staff.shell.flow.draft("other_magnesium") == 35
    assert lies(staff) == []


def test_what_is_out_of_sight_or_of_use_is_not_changed(me: Driver) -> None:
    """Assistive software may hold on to a control whose page has gone."""
    at(me, "conditions", False)
    option = me.assistant.pack.question("conditions").option[0].id
    tile = me.find(f"conditions:{option}")
    me.home()
    held = dict(me.shell.flow.drafts)
    for action in ("Toggle", "Press"):
        act(tile, action)
        if action == "Press":
            me.wait(lambda: not tile.property("down"))
        settle()
        assert not tile.property("checked")
        assert me.shell.flow.drafts == held
        assert me.screen == "page:start"


def test_a_press_does_not_outlive_its_page(kiosk: Driver) -> None:
    """It takes effect a moment later; the page may have turned by then."""
    at(kiosk, "sex", True)
    tile = kiosk.find("sex:male")
    act(tile, "Press")
    kiosk.shell.show_review()
    kiosk.wait(lambda: not tile.property("down"))
    assert kiosk.shell.flow.draft("sex") == ANSWERS["sex"]
    assert kiosk.screen == "review"


def test_a_field_that_is_closed_stays_as_it_is(staff: Counter) -> None:
    at(staff, "other_magnesium", True)
    field = staff.find(AMOUNT)
    text = field.property("text")
    for closed in ("enabled", "readOnly"):
        field.setProperty(closed, closed == "readOnly")
        spoken(field).setText(QAccessible.Text.Value, "77")
        assert field.property("text") == text
        field.setProperty(closed, closed != "readOnly")
    staff.home()
    spoken(field).setText(QAccessible.Text.Value, "77")
    assert staff.shell.flow.drafts == {}
    assert field.property("text") == ""


@pytest.mark.parametrize("question", ["food", "other_magnesium"])
def test_counting_by_every_road(me: Driver, question: str) -> None:
    """Keys of steppers and pads: by assistive software, by mouse, and said as they count."""
    at(me, question, False)
    part = me.front if isinstance(me.shell, KioskShell) else card_of(me)
    keys = [each for each in part.findChildren(Key) if each.isVisible() and each.isEnabled()]
    assert keys
    pick = Random(f"{SEED} {question} {me.shell.channel}")
    for key in pick.sample(keys, min(4, len(keys))):
        before = me.shell.flow.draft(question)
        by_press(me, key)
        assert lies(me) == []
        assert me.shell.flow.draft(question) != before, key.objectName()


def test_medicines_found_are_chosen_by_a_toggle(staff: Counter, pack: Pack) -> None:
    at(staff, "medicines", False)
    card = card_of(staff)
    assert isinstance(card, MedicinesCard)
    single = next(each for each in pack.medicines if len(each.groups) == 1)
    spoken(card.search).setText(QAccessible.Text.Value, single.name)
    settle()
    act(staff.find(f"medicine:{single.name}"), "Toggle")
    settle()
    assert staff.shell.flow.draft("medicines") == [single.groups[0]]
    assert staff.shows(f"remove:{single.name}")
    assert lies(staff) == []


def test_every_button_of_ours_is_one_that_hears(me: Driver) -> None:
    """The mend is in one class: a button of another would not have it."""
    at(me, "medicines", True)
    for button in visible(me):
        if isinstance(button, QAbstractButton):
            assert isinstance(button, Control), button.objectName()
