"""What is said to somebody who does not see the screen: announcements, names, roles, the focus."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from driver import Counter, Driver, settle
from looks import painted_type
from people import STRESSED
from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from roads import spoken

from magapp.assistant import Assistant
from magapp.pack import load_cases
from magapp.proof.coverage import coverage
from magapp.resources import resource
from magapp.rules import Answers
from ui.ask.lookup import LookupPage
from ui.counter.counter import CounterShell
from ui.frame import announce as spoken_with
from ui.frame.notice import ScanNotice
from ui.kiosk.idle import COUNTDOWN
from ui.kiosk.kiosk import KioskShell
from ui.kit.deck import PartCard
from ui.kit.spoken import SpokenItem
from ui.kit.stepper import Stepper
from ui.office.shop_products import ShopProducts
from ui.tour import _outcomes, _screens

pytest_plugins = ["stage"]
pytestmark = pytest.mark.gui

Role, Text = QAccessible.Role, QAccessible.Text
NO_ROLE = (Role.Client, Role.NoRole, Role.Border)


class Said(NamedTuple):
    """One announcement."""

    text: str
    urgent: bool


class Ears:
    """Hears what is announced."""

    def __init__(self) -> None:
        self.all: list[Said] = []

    def hear(self, about: QObject, text: str, urgent: bool) -> None:
        """One announcement."""
        self.all.append(Said(text, urgent))

    def take(self) -> list[Said]:
        """What was said since the last look."""
        said, self.all = self.all, []
        return said

    def one(self, begins: str) -> Said:
        """The one announcement that begins so, since the last look."""
        said = self.take()
        found = [each for each in said if each.text.startswith(begins)]
        assert len(found) == 1, (begins, said)
        return found[0]


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> Ears:
    """Somebody who only hears."""
    ears = Ears()
    monkeypatch.setattr(spoken_with, "speak", ears.hear)
    return ears


def begin(me: Driver) -> None:
    """Into the questions, in English."""
    if me.screen == "outcome":
        me.home()
    me.begin()
    me.shell.use_language("en")
    settle()
    me.shell.show_question()


def title(me: Driver, question: str) -> str:
    """A question in the language of the screen."""
    said = me.shell.setting.text(f"question.{question}.title")
    return said.replace("\u00ad", "")


def test_a_page_turn_says_the_question_and_its_place(kiosk: Driver, ears: Ears) -> None:
    begin(kiosk)
    count = len(kiosk.shell.flow.path())
    said = ears.take()[-1]
    assert said.text.startswith(f"Question 1 of {kiosk.shell.place()[1]}: {title(kiosk, 'who')}")
    assert not said.urgent
    assert 5 < kiosk.shell.place()[1] < count, "what is only offered later does not count"
    kiosk.pick("who:self")
    ears.one("Question 2 of ")
    kiosk.back()
    ears.one("Question 1 of ")
    kiosk.switch("nl").pick("who:self")
    ears.one("Vraag 2 van ")


def test_an_answer_by_key_is_said_at_the_counter(staff: Counter, ears: Ears) -> None:
    begin(staff)
    ears.take()
    staff.key("1")
    chosen, turned = ears.take()
    assert chosen.text.startswith("Chosen: ")
    assert turned.text.startswith("Question 2 of ")
    staff.to("situations")
    ears.take()
    staff.key("1")
    first = ears.one("Chosen: ").text
    staff.key("1")
    assert ears.one("No longer chosen: ").text.endswith(first.removeprefix("Chosen: "))


def test_questions_that_open_are_said(staff: Counter, ears: Ears) -> None:
    begin(staff)
    staff.to("signals")
    before = staff.shell.flow.path()
    ears.take()
    shell = staff.shell
    assert isinstance(shell, CounterShell)
    shell._answered("signals", ["low_mood"], False)
    new = [
        each
        for each in shell.flow.path()
        if each not in before
        and staff.assistant.pack.question(each).section
        == staff.assistant.pack.question("signals").section
    ]
    assert new
    said = ears.one("Chosen: ").text
    for each in new:
        assert title(staff, each) in said


def test_the_pane_says_that_it_turns_to_a_referral(staff: Counter, ears: Ears) -> None:
    begin(staff)
    shell = staff.shell
    assert isinstance(shell, CounterShell)
    shell.flow.fill({"who": "self", "age": "18_69", "sex": "male", "signals": ["low_mood"]})
    shell.change("alarm")
    ears.take()
    alarm = staff.assistant.pack.question("alarm")
    shell._answered("alarm", [alarm.option[0].id], False)
    said = [each for each in ears.take() if "(F8)" in each.text]
    assert len(said) == 1
    shell._answered("alarm", [alarm.option[0].id], False)
    assert not [each for each in ears.take() if "(F8)" in each.text], "once is enough"


def test_medicines_found_by_letters_typed(staff: Counter, ears: Ears) -> None:
    begin(staff)
    staff.to("medicines")
    ears.take()
    staff.key("omep")
    said = ears.take()
    assert said[-1].text.startswith("Medicines found: ")
    assert "Type the whole name" in said[-1].text or "Enter takes" in said[-1].text


def test_medicines_found_at_the_kiosk(kiosk: Driver, ears: Ears) -> None:
    begin(kiosk)
    kiosk.shell.flow.fill(STRESSED)
    kiosk.shell.change("medicines")
    page = kiosk.front
    assert isinstance(page, LookupPage)
    ears.take()
    page.show_letter("MEB")
    count = len(page.asking.names)
    assert ears.take() == [Said(f"Medicines found: {count}.", False)]
    page.choose(next(each for each in page.asking.index.starting("O") if each.medicine.which))
    assert ears.take()[-1].text == page.heading.text()


def test_a_scan_and_what_became_of_it(staff: Counter, ears: Ears) -> None:
    begin(staff)
    shell = staff.shell
    assert isinstance(shell, CounterShell)
    ears.take()
    shell.take_product("4006381333931")
    assert "4006381333931 is not on our shelf" in ears.take()[-1].text
    product = next(iter(shell.assistant.shelf))
    shell.take_product(product.ean)
    assert product.name in ears.one("In the customer's hand: ").text
    assert isinstance(shell.replies.notice, ScanNotice)


def test_a_call_at_the_counter(staff: Counter, ears: Ears) -> None:
    staff.shell.use_language("en")
    ears.take()
    start = staff.shell.start_screen
    start.set_calls(["Kiosk 1"])  # type: ignore[attr-defined]
    assert ears.take() == [Said("Kiosk 1 asks for you.", True)]
    start.set_calls(["Kiosk 1", "Door"])  # type: ignore[attr-defined]
    assert ears.take() == [Said("Door asks for you.", True)]
    start.set_calls([])  # type: ignore[attr-defined]
    assert not ears.take()


def test_still_there_says_its_seconds(kiosk: Driver, ears: Ears) -> None:
    begin(kiosk)
    shell = kiosk.shell
    assert isinstance(shell, KioskShell)
    ears.take()
    for left in range(COUNTDOWN, 0, -1):
        shell.show_still(left)
    said = ears.take()
    assert said[0].text.startswith("Are you still there?")
    assert f"Seconds left: {COUNTDOWN}" in said[0].text
    assert said[-1] == Said("Seconds left: 5.", True)
    assert len(said) < COUNTDOWN / 2


def test_what_goes_wrong_breaks_in(kiosk: Driver, ears: Ears) -> None:
    begin(kiosk)
    ears.take()
    kiosk.shell.show_fault()
    assert ears.one("Sorry, something went wrong").urgent


def test_what_is_asked_in_the_bottom_bar(staff: Counter, ears: Ears) -> None:
    begin(staff)
    staff.key("1")
    ears.take()
    staff.key(Qt.Key.Key_Escape)
    assert ears.take()[-1].text == "Start again? All answers will be forgotten."


def outcome(me: Driver, answers: Answers) -> None:
    """The advice for these answers, in front."""
    begin(me)
    me.shell.flow.fill(answers)
    me.shell.show_advice()
    settle()


@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_products_are_said_at_once(
    request: pytest.FixtureRequest, ears: Ears, channel: str
) -> None:
    me: Driver = request.getfixturevalue(channel)
    outcome(me, STRESSED)
    said = ears.take()[-1]
    heading = me.front.accessibleName()
    assert heading
    assert said.text.startswith(heading)
    assert me.find("product:1").accessibleName() in said.text
    assert not said.urgent
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == heading


@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_an_emergency_breaks_in_with_the_number(
    request: pytest.FixtureRequest, ears: Ears, channel: str
) -> None:
    me: Driver = request.getfixturevalue(channel)
    for case in load_cases(resource("packs", "magnesium")):
        if case.urgency != "now":
            continue
        outcome(me, case.answers)
        said = ears.take()[-1]
        assert said.urgent
        assert said.text.startswith(me.front.accessibleName())
        numbers = {each.call for each in me.assistant.pack.gates if each.id in case.gates}
        for number in filter(None, numbers):
            assert f"Call {number}" in said.text
            assert f"Call {number}" in me.front.accessibleDescription()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.accessibleName() == me.front.accessibleName() != ""


def test_printing_done_and_failed(staff: Counter, ears: Ears) -> None:
    outcome(staff, STRESSED)
    staff.shell.show_slip()
    slip = staff.shell.slip_made
    assert slip is not None
    ears.take()
    slip._waiting = True
    slip.printing.failed.emit("paper")
    assert ears.one("The printer has no paper.").urgent
    slip._waiting = True
    slip.printing.printed.emit(True)
    assert ears.take() == [Said("The slip has been printed.", False)]


def focused() -> str:
    """The name of what has the focus."""
    focus = QApplication.focusWidget()
    return focus.objectName() if focus is not None else ""


def test_the_use_of_a_medicine_keeps_the_focus(staff: Counter, ears: Ears) -> None:
    """The name goes out of sight when its use is asked: the focus goes to the question."""
    begin(staff)
    staff.shell.flow.fill(STRESSED)
    staff.shell.change("medicines")
    staff.key("omep")
    for _ in range(9):
        staff.key(Qt.Key.Key_Tab)
        if focused() == "medicine:omeprazol":
            break
    ears.take()
    staff.key(Qt.Key.Key_Space)
    settle()
    assert focused().startswith("which:")
    assert ears.take()[-1].text.endswith("?")
    staff.key(Qt.Key.Key_Space)
    settle()
    assert focused() == "medicines:search"


def read_through(me: Driver) -> list[QWidget]:
    """Everything that Tab goes to, from the screen itself until it is there again."""
    seen: list[QWidget] = []
    me.front.setFocus()
    for _ in range(120):
        me.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        if seen and (focus is seen[0] or focus is me.front):
            return seen
        seen.append(focus)
    raise AssertionError(f"no end on {me.screen}")


@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_cards_are_read_one_after_the_other(request: pytest.FixtureRequest, channel: str) -> None:
    """The heading, the tabs, each product, then the buttons: each with its name and its role."""
    me: Driver = request.getfixturevalue(channel)
    outcome(me, STRESSED)
    for tab in ("products", "day", "know", "food", "facts"):
        me.shell.outcome().show_tab(tab)
        settle()
        seen = [each for each in read_through(me) if me.front.isAncestorOf(each)]
        assert all(each.accessibleName() for each in seen)
        assert spoken(seen[0]).role() == Role.Heading
        assert seen[1].objectName() == f"tab:{tab}"
        assert spoken(seen[1]).role() == Role.PageTab
        assert spoken(seen[1]).state().selected
        read = [each for each in seen[2:] if isinstance(each, PartCard | SpokenItem)]
        for card in me.front.findChildren(PartCard):
            if card.isVisible() and card.accessibleName():
                assert {*read, seen[0]} >= {*card.stops()}
        for each in read:
            assert spoken(each).role() in (Role.ListItem, Role.Heading)
            assert len(each.accessibleDescription()) < 900
        assert seen.index(read[-1]) < seen.index(me.find("change"))
        page = me.shell.outcome()._page
        assert page is not None
        assert read == [each for each in page.stops() if each in read]


def test_the_reasons_are_read_in_parts(staff: Counter) -> None:
    outcome(staff, STRESSED)
    staff.key("r")
    settle()
    pane = staff.find("reasons:pane")
    entries = pane.findChildren(SpokenItem)
    said = [len(each.accessibleName() + each.accessibleDescription()) for each in entries]
    assert len(said) > 15
    assert max(said) < 1200
    roles = [spoken(each).role() for each in entries]
    assert roles[0] == Role.Heading
    assert roles.count(Role.Heading) > 3
    seen = read_through(staff)
    assert [each for each in seen if isinstance(each, SpokenItem)] == entries
    assert seen.index(entries[-1]) < seen.index(staff.find("change"))


def test_a_slip_is_read_in_parts(staff: Counter) -> None:
    """Its headings and lines one after the other, over their words, then the buttons."""
    outcome(staff, STRESSED)
    staff.shell.show_slip()
    settle()
    slip = staff.shell.slip_made
    assert slip is not None
    assert slip.slip is not None
    pages = staff.find("slip:pages")
    items = pages.findChildren(SpokenItem)
    assert len(items) > 20
    assert {spoken(each).role() for each in items} == {Role.Heading, Role.ListItem}
    assert max(len(each.accessibleName() + each.accessibleDescription()) for each in items) < 900
    assert all(pages.rect().contains(each.geometry().center()) for each in items)
    seen = read_through(staff)
    assert [each for each in seen if each in items] == items
    assert seen.index(items[-1]) < seen.index(staff.find("slip:save"))
    heard = plain(
        " ".join(f"{each.accessibleName()} {each.accessibleDescription()}" for each in items)
    )
    for part in (slip.slip.title, slip.slip.text, *(each.title for each in slip.slip.parts)):
        assert plain(part) in heard
    slip.speak("en")  # type: ignore[attr-defined]
    settle()
    assert pages.findChildren(SpokenItem)[0].locale().language() == QLocale.Language.English
    staff.shell.forget()
    assert not pages.findChildren(SpokenItem) or not any(
        each.accessibleName() for each in pages.findChildren(SpokenItem)
    )


def test_each_text_has_its_language(kiosk: Driver) -> None:
    """The screen's; a button of another language that one's."""

    def language(name: str) -> str:
        heard = spoken(kiosk.find(name)).attributesInterface()
        locale: QLocale = heard.attributeValue(QAccessible.Attribute.Locale)
        return locale.name()[:2]

    assert (language("start:nl"), language("start:en")) == ("nl", "en")
    kiosk.begin()
    assert (language("who:self"), language("language:en"), language("next")) == ("nl", "en", "nl")
    kiosk.switch("en")
    assert (language("who:self"), language("language:nl"), language("next")) == ("en", "nl", "en")
    heading = spoken(kiosk.front.heading)  # type: ignore[attr-defined]
    assert heading.attributesInterface().attributeValue(QAccessible.Attribute.Level) == 1


@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_answers_have_the_role_of_their_question(
    request: pytest.FixtureRequest, channel: str
) -> None:
    """A radio button for one answer, a check box for all that apply; both can be pressed."""
    me: Driver = request.getfixturevalue(channel)
    begin(me)
    assert spoken(me.find("who:self")).role() == Role.RadioButton
    press(me.find("who:self"))
    me.at("age")
    me.shell.flow.fill({"age": "18_69", "sex": "male"})
    me.shell.change("signals")
    box, none = me.find("signals:fatigue"), me.find("signals:none")
    assert spoken(box).role() == Role.CheckBox
    assert spoken(none).role() == Role.RadioButton
    press(box)
    assert spoken(box).state().checked
    assert me.shell.flow.draft("signals") == ["fatigue"]
    press(box)
    assert not spoken(box).state().checked


def press(widget: QWidget) -> None:
    """Press a button as assistive software does."""
    actions = spoken(widget).actionInterface()
    name = "Toggle" if "Toggle" in actions.actionNames() else "Press"
    actions.doAction(name)
    settle()


def test_tabs_can_be_pressed(kiosk: Driver) -> None:
    outcome(kiosk, STRESSED)
    press(kiosk.find("tab:food"))
    assert kiosk.shell.outcome().tab == "food"
    assert spoken(kiosk.find("tab:food")).state().selected


def test_a_stepper_has_its_value_and_range(qtbot: QtBot, staff: Counter) -> None:
    stepper = Stepper(staff.shell.hub, name="portions", least=0, most=5)
    qtbot.addWidget(stepper)
    stepper.set_texts("Nuts", "a handful")
    heard = spoken(stepper)
    value = heard.valueInterface()
    assert heard.role() == Role.SpinBox
    assert (value.minimumValue(), value.currentValue(), value.maximumValue()) == (0, 0, 5)
    value.setCurrentValue(3)
    assert stepper.value() == 3
    stepper.set_value(4)
    assert value.currentValue() == 4


def plain(text: str) -> str:
    """Letters and digits alone: what is painted is broken into lines."""
    return "".join(filter(str.isalnum, text))


def unspoken(me: Driver, screen: str) -> list[str]:
    """What a screen reader would not know of the screen in front."""
    wrong, said = [], [me.shell.windowTitle()]
    for widget in me.shell.findChildren(QWidget):
        if not widget.isVisible():
            continue
        heard, name = spoken(widget), widget.objectName()
        where = f"{screen}: {type(widget).__name__} {name}"
        words = [heard.text(kind) for kind in (Text.Name, Text.Description, Text.Value)]
        said += [*words, widget.placeholderText() if isinstance(widget, QLineEdit) else ""]
        if any(words[:2]) and heard.role() in NO_ROLE:
            wrong.append(f"{where} has no role: what it says is not read")
        for each in ("textInterface", "tableCellInterface", "valueInterface"):
            getattr(heard, each)()  # a screen reader asks, and the process lives on
        locale = heard.attributesInterface().attributeValue(QAccessible.Attribute.Locale)
        if locale.language() == QLocale.Language.C:
            wrong.append(f"{where} has no language")
        if not widget.isEnabled() or not widget.focusPolicy():
            continue
        if not words[0].strip():
            wrong.append(f"{where} has no name")
        if heard.role() in NO_ROLE:
            wrong.append(f"{where} has no role")
        if "\u00ad" in heard.text(QAccessible.Text.Name) + widget.accessibleDescription():
            wrong.append(f"{where} has soft hyphens in what is read")
    focus = QApplication.focusWidget()
    if focus is None or not focus.isVisible():
        wrong.append(f"{screen}: the focus is lost")
    elif not spoken(focus).text(QAccessible.Text.Name).strip():
        wrong.append(f"{screen}: the focus is on {type(focus).__name__} without a name")
    heard_all = plain(" ".join(said).replace("\u00ad", ""))
    with painted_type() as painted:
        me.shell.grab()
    idle = {me.shell.setting.text(f"slot.{slot.id}.name") for slot in me.assistant.pack.slots}
    wrong += [
        f"{screen}: is seen and not said: {text}"
        for text in painted
        if plain(text) not in heard_all and text not in idle  # when nothing is taken
    ]
    return wrong


@pytest.mark.long
@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_a_screen_reader_knows_every_screen(request: pytest.FixtureRequest, channel: str) -> None:
    """Each screen of the tour: names, roles, languages, the focus, and that all of it is said."""
    me: Driver = request.getfixturevalue(channel)
    assistant, wrong = me.assistant, []
    with TemporaryDirectory() as place:
        office = Assistant(assistant.pack, assistant.settings, folder=Path(place))
        goods = ShopProducts(office) if channel == "staff" else None
        if goods is not None:  # for one allowance alone: it takes long otherwise
            found = coverage(goods.rules, tuple(goods.shelf), [100])
            goods._coverage = goods._version, found
        try:
            for screen in _screens(me.shell, _outcomes(assistant), goods):
                settle()
                wrong += unspoken(me, screen)
        finally:
            settle()  # the screen goes before what it reads
            if office.store is not None:
                office.store.close()
    assert not wrong, "\n".join(dict.fromkeys(wrong))
