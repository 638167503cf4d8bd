"""A walk through the wizard: languages, changing an answer, starting again, and what goes wrong."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from driver import Counter, Driver, settle
from looks import EVERYTHING, same_in_both, screens, visible, words
from people import STRESSED
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

import ui
from magapp.resources import resource
from ui.frame.faults import catch_faults
from ui.kit.pads import NumberPad
from ui.kit.stepper import Stepper
from ui.kit.tiles import Tile
from ui.look import pace

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

MARKER = "zqmarkerqz"
PARTED = r"\s+·\s+|^[A-Z]\d+-\d+: "
"""What parts names beside each other: a dot, or a place on the shelf before its product."""
NO_ANSWER = ("language:", "tab:", "contrast", "pane:")
"""What can be checked without being an answer: how the screen itself is set."""


def checked(me: Driver) -> set[str]:
    """Names of everything in sight that is chosen, but for how the screen itself is set.

    A page that is not in front shows what was chosen when it comes to the front.
    """
    return {
        each.objectName()
        for each in me.shell.findChildren(QAbstractButton)
        if each.isVisible() and each.isChecked() and not each.objectName().startswith(NO_ANSWER)
    }


@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_the_language_switches_on_every_screen(
    open_window: Callable[..., Driver], channel: str
) -> None:
    """No answer is lost, no word of the other language stays, and no text is missing."""
    me = open_window(channel, painted=False)
    products = [each.name for each in me.assistant.catalogue.products]
    alike = same_in_both(me.assistant.pack, products)
    alike |= {
        "Beginnen",
        "Start",
        "Beginnen: Nederlands",
        "Start: English",
    }  # buttons, each in its own
    alike |= {f"{each.per_unit:g}\u00a0mg per tablet" for each in me.assistant.catalogue.products}
    dutch, english = (
        {text.replace("\u00ad", "") for text in me.assistant.pack.texts[code].values()}
        for code in ("nl", "en")
    )
    found = []
    for name in screens(me):
        if name == "fault":  # it comes with a new consultation in the first language
            continue
        answers, chosen = me.shell.flow.answers(), checked(me)
        # Half of the screens are met in Dutch and switched to English, half the other way.
        here = me.shell.setting.language.code
        there = "en" if here == "nl" else "nl"
        said = {here: words(visible(me))}
        me.switch(there)
        said[there] = words(visible(me))
        one, other = said["nl"], said["en"]
        assert me.shell.flow.answers() == answers, name
        assert checked(me) == chosen, name
        assert len(one) > 3, name
        assert len(other) > 3, name
        found += [
            f"{name}: '{text}' in both languages"
            for text in one & other
            if any(part not in alike and _has_words(part) for part in re.split(PARTED, text))
        ]
        found += [f"{name}: '{text}' in English" for text in other & (dutch - english)]
        found += [f"{name}: '{text}' in Dutch" for text in one & (english - dutch)]
    assert "\n".join(found) == ""


def _has_words(text: str) -> bool:
    return any(len(word) > 3 for word in text.split() if word.isalpha())


def test_every_word_of_the_face_is_translated() -> None:
    """What the code says through `tr` is in the file of translations, and nothing is left open."""
    tree = ElementTree.parse(resource("i18n", "magapp_nl.ts"))
    for message in tree.iter("message"):
        translation = message.find("translation")
        assert translation is not None
        forms = [each.text for each in translation.iter("numerusform")] or [translation.text]
        assert all(forms), message.findtext("source")
        assert translation.get("type") is None, message.findtext("source")
    known = {message.findtext("source") for message in tree.iter("message")}
    for file in sorted(Path(ui.__file__).parent.rglob("*.py")):
        for said in _translated(file):
            assert said in known, f"{file.name}: {said}"


def _translated(file: Path) -> list[str]:
    import ast

    return [
        argument.value
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "tr"
        and node.args
        and isinstance(argument := node.args[0], ast.Constant)
        and isinstance(argument.value, str)
    ]


def test_back_keeps_every_answer(kiosk: Driver) -> None:
    kiosk.begin().answer_all(EVERYTHING)
    answers = kiosk.shell.flow.answers()
    path = kiosk.shell.flow.path()
    for question in reversed(path):
        kiosk.back().at(question)
        if question == "moments":  # a page for each medicine
            kiosk.back().at(question)
    assert not kiosk.find("back").isEnabled()
    assert kiosk.shell.flow.answers() == answers
    for question in path:
        kiosk.at(question).go_on()
    assert kiosk.screen == "review"
    assert kiosk.shell.flow.answers() == answers


def test_review_change_and_return(kiosk: Driver) -> None:
    kiosk.begin().answer_all(EVERYTHING)
    answers = kiosk.shell.flow.answers()
    kiosk.tap("change:tried").at("tried").pick("tried:nothing")
    kiosk.wait(lambda: kiosk.screen == "review")
    assert kiosk.shell.flow.answers() == {**answers, "tried": "nothing"}
    kiosk.tap("change:signals").at("signals").back()
    kiosk.wait(lambda: kiosk.screen == "review")
    assert kiosk.shell.flow.answers() == {**answers, "tried": "nothing"}


def test_a_change_that_brings_a_question_up_asks_it(kiosk: Driver) -> None:
    answers = {**EVERYTHING, "sex": "male"}
    kiosk.begin().answer_all({key: answers[key] for key in answers if key != "life_stage"})
    kiosk.tap("change:sex").at("sex").pick("sex:female").at("life_stage").pick("life_stage:none")
    kiosk.wait(lambda: kiosk.screen == "review")
    assert kiosk.shell.flow.answers()["life_stage"] == []


def test_the_outcome_leads_back_to_an_answer(kiosk: Driver) -> None:
    kiosk.begin().answer_all({**EVERYTHING, "conditions": ["kidney"]}).see_advice()
    assert kiosk.shows("outcome:refer")
    kiosk.tap("change").at("conditions").pick("conditions:none")
    kiosk.wait(lambda: kiosk.screen == "review").see_advice()
    assert kiosk.shows("outcome:suggest")


def test_the_language_switches_at_the_advice(kiosk: Driver) -> None:
    kiosk.begin().answer_all(EVERYTHING).see_advice()
    products = kiosk.find("product:1").accessibleName()
    dutch = words(visible(kiosk))
    kiosk.tap("tab:know").switch("en")
    assert not kiosk.shows("product:1"), "the tab that was chosen stays"
    assert kiosk.tap("tab:products").find("product:1").accessibleName() == products
    assert words(visible(kiosk)) != dutch


def everything_said(me: Driver) -> None:
    """Answer everything, look at the advice, and go back to the medicines.

    At the counter we look behind the advice too, and leave something in the field for names.
    """
    if isinstance(me, Counter):
        all_said_at_the_counter(me)
        return
    while me.shell.question is not None:
        if me.question == "medicines":
            me.look_up("levothyroxine").look_up("omeprazol", "ppi_long")
            assert me.shows("remove:omeprazol")
            me.go_on()
        else:
            me.answer(me.question, EVERYTHING[me.question])
    me.add_offered({**EVERYTHING, "moments": {"levothyroxine": ["breakfast"]}})
    me.see_advice()
    me.tap("change").wait(lambda: me.shell.question is not None)
    while me.screen != "review":
        me.go_on()
    me.tap("change:medicines").at("medicines")


def all_said_at_the_counter(me: Counter) -> None:
    """The same on the desk."""
    said = {question: answer for question, answer in EVERYTHING.items() if question != "moments"}
    me.answer_all({**said, "medicines": []})
    me.to("medicines").key("omep").tap("medicine:omeprazol").tap("which:ppi:long")
    assert me.shows("remove:omeprazol")
    me.see_advice().tap("reasons").tap("change").wait(lambda: me.shell.question is not None)
    me.to("medicines").key(MARKER)
    assert MARKER in str(words(me.shell.findChildren(QWidget)))


@pytest.mark.parametrize("channel", ["kiosk", "staff"])
@pytest.mark.parametrize("where", ["question", "advice"])
def test_starting_again_leaves_nothing(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, channel: str, where: str
) -> None:
    monkeypatch.setattr(pace, "SEEN_MS", 0)
    me: Driver = request.getfixturevalue(channel)
    me.begin()
    everything_said(me)
    if where == "advice":
        if isinstance(me, Counter):
            me.key(Qt.Key.Key_Escape)
        while me.screen != "review" and not isinstance(me, Counter):
            me.go_on()
        me.see_advice()
        me.shell.show_slip()
        settle()
        me.shell.leave_slip()
        me.shell.grab()  # somebody has seen it
        at_outcome = [each for each in me.all_named("restart") if each.isVisible()]
        me.tap_on(at_outcome[0])
    else:
        me.tap("restart").tap("restart:yes")
    me.wait(lambda: me.screen == "page:start")
    nothing_left(me)
    me.begin()
    nothing_left(me)
    assert me.find("back").isEnabled() is False


def nothing_left(me: Driver) -> None:
    """Neither the flow nor any widget, in sight or not, still knows the customer."""
    settle()
    assert me.shell.flow.drafts == {}
    assert checked(me) == set()
    for stepper in me.shell.findChildren(Stepper):
        assert stepper.value() == 0
    for pad in me.shell.findChildren(NumberPad):
        assert pad.value() is None
    for field in me.shell.findChildren(QLineEdit):
        assert field.text() == ""
        assert not field.isUndoAvailable(), "Ctrl+Z brings back what was typed"
        assert not field.isRedoAvailable()
    everything = words(me.shell.findChildren(QWidget))
    assert MARKER not in str(everything)
    shop = me.all_named("page:office")  # the shop's products are not the customer's
    always = {"product:search", "product:says", "product:back"}
    for prefix in ("remove:", "gate:", "product:"):
        names = [
            each.objectName()
            for each in me.shell.findChildren(QWidget)
            if not any(office.isAncestorOf(each) for office in shop)
        ]
        assert {each for each in names if each.startswith(prefix)} <= always
    for tile in me.shell.findChildren(Tile):
        if tile.objectName().startswith("change:"):
            assert tile.title() == ""
            assert tile.accessibleDescription() == ""


def test_starting_again_leaves_no_gate_chosen(staff: Counter) -> None:
    """Nor marks a line that has nothing to say any more, for whoever comes next."""
    staff.begin().answer_all({**STRESSED, "age": "70_plus"}).see_advice().key("c")
    staff.wait(lambda: staff.screen == "clearing")
    assert "gate:age_70_plus" in checked(staff)
    staff.home()
    nothing_left(staff)
    staff.begin().answer_all({**STRESSED, "conditions": ["bowel"]}).see_advice().key("c")
    staff.wait(lambda: staff.screen == "clearing")
    staff.home()
    nothing_left(staff)


def test_no_slip_s_language_is_chosen_without_a_slip(staff: Counter) -> None:
    staff.begin().answer_all(EVERYTHING).see_advice()
    staff.shell.show_slip()
    assert "slip:language:nl" in checked(staff)
    staff.home()
    for language in ("en", "nl"):
        staff.switch(language)
        assert checked(staff) == set()


def test_nobody_is_asked_before_anything_is_answered(kiosk: Driver) -> None:
    kiosk.begin().tap("restart")
    assert kiosk.screen == "page:start"


def test_keeping_the_answers(kiosk: Driver) -> None:
    kiosk.begin().pick("who:self").at("age").tap("restart").tap("restart:no").at("age")
    assert kiosk.shell.flow.answers() == {"who": "self"}
    assert kiosk.shows("next")


@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_a_fault_is_an_apology_without_answers(
    request: pytest.FixtureRequest,
    channel: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Standard error gets the kind and the place, never what the exception says."""
    me: Driver = request.getfixturevalue(channel)
    me.begin().pick("who:self").at("age")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards
    catch_faults(me.shell.show_fault)

    def fails() -> None:
        raise ValueError(MARKER)

    QTimer.singleShot(0, fails)
    me.wait(lambda: me.screen == "page:fault")
    said = capsys.readouterr()
    assert said.err.startswith("magapp: ValueError at ")
    assert said.err.count("\n") == 1
    assert Path(__file__).name in said.err
    assert MARKER not in said.err + said.out
    assert me.shell.flow.drafts == {}
    nothing_left(me)
    me.tap("fault:restart")
    me.wait(lambda: me.screen == "page:start")
    me.begin().pick("who:other").at("age")


class Windows(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Only look."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.mark.parametrize("channel", ["staff", "kiosk"])
def test_no_part_of_a_screen_is_ever_a_window(
    open_window: Callable[..., Driver], channel: str
) -> None:
    """One that is shown before it has its place takes the focus from the real one."""
    me = open_window(channel, QSize(1366, 768))
    application = QApplication.instance()
    assert application is not None
    windows = Windows()
    application.installEventFilter(windows)
    try:
        for _ in screens(me):
            settle()
        me.home().begin()
        me.shell.flow.fill(STRESSED)
        me.shell.show_advice()
        me.shell.show_slip()
        settle()
        if isinstance(me, Counter):
            me.shell.show_advice()
            me.shell.beside.show_compare()
            me.shell.show_office()
            settle()
    finally:
        application.removeEventFilter(windows)
    assert windows.shown == []
