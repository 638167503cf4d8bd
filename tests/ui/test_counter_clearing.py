"""Clearing a gate on screen: by keys and by mouse, and what cannot be cleared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from driver import Counter, given, settle
from people import STRESSED
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from magapp.assistant import Assistant
from magapp.rules import Clearance
from magapp.takehome.slip import as_text
from ui.counter.clearing import ClearingScreen
from ui.counter.pane import LineRow
from ui.frame.setting import Setting
from ui.input.language import Language
from ui.kit.chip import Chip
from ui.look.theme import ThemeHub

if TYPE_CHECKING:  # pytest has to be the first to import it
    from stage import Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Key = Qt.Key
OLD: dict[str, Any] = {**STRESSED, "age": "70_plus", "medicines": ["digoxin"]}
"""Two gates that staff may clear: the age and the medicine."""


@pytest.fixture
def screen(
    qapp: QApplication, assistant: Assistant, qtbot: QtBot, stage: Stage
) -> Iterator[ClearingScreen]:
    stage.close()  # the application speaks its language
    hub = ThemeHub(density="staff", motion=False, window=QSize(1366, 768))
    hub.apply(qapp)
    language = Language(qapp, assistant.pack.languages, "en")
    screen = ClearingScreen(Setting(hub, assistant.pack, language, "staff"))
    qtbot.addWidget(screen)
    screen.resize(1366, 700)
    screen.show()
    screen.activateWindow()
    yield screen
    hub.deleteLater()
    settle()


def show(
    screen: ClearingScreen, assistant: Assistant, *cleared: Clearance, gate: str = "", **more: Any
) -> None:
    answers = {name: value for name, value in {**OLD, **more}.items() if value is not None}
    screen.show_gates(assistant.advise(answers, "staff", cleared)[0], gate)
    settle()


def press(screen: ClearingScreen, *keys: Key | str) -> None:
    """Press keys where the focus is."""
    for key in keys:
        target = QApplication.focusWidget() or screen
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def find(screen: ClearingScreen, name: str) -> QWidget:
    (found,) = (each for each in screen.findChildren(QWidget, name) if each.isVisible())
    return found


def heard(screen: ClearingScreen) -> list[object]:
    """Everything the screen says from now on."""
    told: list[object] = []
    for signal in (screen.cleared, screen.taken_back, screen.wanted):
        signal.connect(told.append)
    screen.closed.connect(lambda: told.append("closed"))
    return told


def test_with_three_keys(screen: ClearingScreen, assistant: Assistant) -> None:
    show(screen, assistant)
    told = heard(screen)
    press(screen, "2", "b", Key.Key_Return)
    assert told == [Clearance("age_70_plus", "", "gp", ("kidneys",))]


def test_with_the_mouse_and_words_of_ones_own(screen: ClearingScreen, assistant: Assistant) -> None:
    show(screen, assistant)
    told = heard(screen)
    for name in ("gate:digoxin", "clearing:specialist"):
        QTest.mouseClick(find(screen, name), Qt.MouseButton.LeftButton)
    assert not screen.confirm.isEnabled()
    screen.more.setFocus()
    press(screen, "rate 1b", Key.Key_Return)
    assert told == [Clearance("digoxin", "rate 1b", "specialist")]


def test_nothing_is_cleared_before_who_and_why(
    screen: ClearingScreen, assistant: Assistant
) -> None:
    show(screen, assistant)
    told = heard(screen)
    press(screen, Key.Key_Return, "a", Key.Key_Return)
    assert not screen.confirm.isEnabled()
    screen.more.setText("   ")
    press(screen, "a", "1", Key.Key_Return, "7", "z", Key.Key_Return)
    assert told == []


def test_one_person_and_several_reasons(screen: ClearingScreen, assistant: Assistant) -> None:
    show(screen, assistant, gate="digoxin")
    told = heard(screen)
    press(screen, "1", "3", "a", "c", Key.Key_Return)
    (said,) = told
    assert isinstance(said, Clearance)
    assert (said.who, len(said.why), said.reason) == ("specialist", 2, "")


def test_another_gate_starts_anew(screen: ClearingScreen, assistant: Assistant) -> None:
    show(screen, assistant)
    press(screen, "1", "a")
    screen.more.setText("something")
    QTest.mouseClick(find(screen, "gate:digoxin"), Qt.MouseButton.LeftButton)
    assert not screen.confirm.isEnabled()
    assert screen.more.text() == ""


def test_what_was_cleared_is_taken_back(screen: ClearingScreen, assistant: Assistant) -> None:
    show(screen, assistant, Clearance("digoxin", "GP: agrees"), gate="digoxin")
    told = heard(screen)
    assert "GP: agrees" in screen.about.text()
    assert not screen.confirm.isVisible()
    press(screen, Key.Key_Return)
    assert told == ["closed"], "Enter goes back, and takes nothing back"
    press(screen, "u")
    assert told == ["closed", "digoxin"]


def test_what_was_cleared_is_said_in_the_language_of_the_moment(
    screen: ClearingScreen, assistant: Assistant
) -> None:
    said = Clearance("digoxin", "gebeld", "pharmacist", ("agrees",))
    show(screen, assistant, said, gate="digoxin")
    assert "Pharmacist: Agrees that magnesium may be taken now; gebeld" in screen.about.text()
    screen.setting.language.use("nl")
    screen.retranslate()
    assert "Apotheker: Vindt dat magnesium nu mag; gebeld" in screen.about.text()


def test_no_moment_of_the_day_is_not_cleared(screen: ClearingScreen, assistant: Assistant) -> None:
    """Nothing is offered but to say when medicines are taken, and staff read what to do."""
    moments = {"gabapentin": ["breakfast", "lunch", "dinner", "bedtime"]}
    show(screen, assistant, age="18_69", medicines=["gabapentin"], moments=moments)
    assert screen.chosen is not None
    assert (screen.chosen.gate, screen.chosen.by) == ("no_slot", "answer")
    assert not screen.confirm.isVisible()
    assert not [each for each in screen.findChildren(Chip) if each.isVisible()]
    assert "goes away when the question is answered" in screen.about.text()
    assert "pharmacist" in screen.about.text()
    told = heard(screen)
    press(screen, "1", "a", Key.Key_Return)
    assert told == ["moments"]


def test_it_begins_at_the_first_that_is_left(screen: ClearingScreen, assistant: Assistant) -> None:
    show(screen, assistant, Clearance("age_70_plus", "GP: agrees"))
    assert screen.chosen is not None
    assert screen.chosen.gate == "digoxin"


def test_an_open_question_is_answered_not_cleared(
    screen: ClearingScreen, assistant: Assistant
) -> None:
    show(screen, assistant, other_magnesium=None, gate="unanswered_other_magnesium")
    told = heard(screen)
    assert not screen.confirm.isVisible()
    press(screen, "1", "a", Key.Key_Return)
    QTest.mouseClick(find(screen, "gate:unanswered_other_magnesium"), Qt.MouseButton.LeftButton)
    assert told == ["other_magnesium"] * 2


def test_a_referral_stays(screen: ClearingScreen, assistant: Assistant) -> None:
    show(screen, assistant, conditions=["kidney"], gate="kidney")
    assert not screen.confirm.isVisible()
    assert not [each for each in screen.findChildren(Chip) if each.isVisible()]
    told = heard(screen)
    press(screen, "1", "a", Key.Key_Return, Key.Key_Escape)
    assert told == ["conditions", "closed"]


def test_nothing_is_kept(screen: ClearingScreen, assistant: Assistant) -> None:
    show(screen, assistant, Clearance("digoxin", "GP: agrees"))
    press(screen, "1", "a")
    screen.more.setText("something")
    screen.forget()
    assert screen.more.text() == screen.about.text() == ""
    assert screen.chosen is None
    assert not any(each.isChecked() for each in screen.findChildren(Chip))
    assert not "".join(each.text() for each in screen.findChildren(LineRow))


@pytest.mark.parametrize(
    ("size", "scale"),
    [(QSize(1366, 700), 1.0), (QSize(1920, 1000), 2.0), (QSize(1080, 1850), 2.0)],
)
def test_what_is_to_be_pressed_is_in_sight(
    screen: ClearingScreen, assistant: Assistant, size: QSize, scale: float
) -> None:
    screen.setting.hub.update(text_scale=scale)
    screen.resize(size)
    show(screen, assistant, gate="digoxin")
    settle()
    for widget in (*screen.findChildren(Chip), screen.more, screen.confirm, screen.back):
        if widget.isVisible():
            assert widget.visibleRegion().boundingRect() == widget.rect()


def test_an_open_screen_turns_as_its_text_grows(
    screen: ClearingScreen, assistant: Assistant
) -> None:
    """Gates and form below each other in the same size of window, and beside each other again."""
    show(screen, assistant, gate="digoxin")
    stands = []
    for scale in (1.0, 2.0, 1.0):
        screen.setting.hub.update(text_scale=scale)
        settle()
        gates, form = screen.gates.geometry(), screen.form.geometry()
        stands.append((form.left() > gates.right(), form.top() > gates.bottom()))
    assert stands == [(True, False), (False, True), (True, False)]


# -- by name --------------------------------------------------------------------------------------

UNKNOWN = ("qwerty", "xxxxxxxx")
"""Words that stand for no medicine of the pack."""


def test_each_name_needs_a_reason_of_its_own(screen: ClearingScreen, assistant: Assistant) -> None:
    answers = {**STRESSED, "medicines": ["unsure"]}
    screen.show_gates(assistant.advise(answers, "staff")[0], "", (), UNKNOWN)
    settle()
    told = heard(screen)
    assert "qwerty" in screen.why_title.text()
    screen.more.setText("all is well")
    press(screen, "1", Key.Key_Return)
    assert not screen.confirm.isEnabled(), "own words are about no name"
    press(screen, "c", Key.Key_Return)
    assert told == []
    assert "xxxxxxxx" in screen.why_title.text()
    assert "xxxxxxxx is not in our list" in screen.about.text()
    assert not screen.confirm.isEnabled(), "the reason of the first is none of the second"
    press(screen, Key.Key_Return)
    assert told == []
    press(screen, "b", Key.Key_Return)
    (said,) = told
    assert isinstance(said, Clearance)
    assert (said.gate, said.who, said.reason) == ("medicines_unsure", "pharmacist", "all is well")
    assert said.names == (("qwerty", ("looked_up_hours",)), ("xxxxxxxx", ("looked_up",)))


@pytest.mark.parametrize(
    ("reasons", "unchecked"),
    [("bb", UNKNOWN), ("cb", UNKNOWN[1:]), ("bc", UNKNOWN[:1]), ("ac", UNKNOWN[:1]), ("cc", ())],
)
def test_the_slip_says_whose_hours_were_not_checked(
    staff: Counter, reasons: str, unchecked: tuple[str, ...]
) -> None:
    staff.switch("en")
    given(staff).to("medicines")
    for word in UNKNOWN:
        staff.key(word).key(Key.Key_Return)
    assert staff.shell.flow.typed == UNKNOWN
    staff.shell.show_advice()
    staff.key("c").wait(lambda: staff.screen == "clearing").key("1")
    for key in reasons:
        assert staff.screen == "clearing"
        staff.key(key).key(Key.Key_Return)
    staff.wait(lambda: staff.shows("outcome:suggest"))
    lines = as_text(staff.shell.make_slip(), 500).splitlines()
    said = [each for each in lines if "were not checked" in each]
    assert len(said) == bool(unchecked)
    assert [name for name in UNKNOWN if name in "".join(said)] == [*unchecked]


def test_a_word_more_asks_for_every_name_again(staff: Counter) -> None:
    given(staff).to("medicines").key(UNKNOWN[0]).key(Key.Key_Return)
    staff.key(Key.Key_F6).wait(lambda: staff.screen == "clearing")
    staff.key("1").key("b").key(Key.Key_Return).wait(lambda: staff.shell.on_desk)
    assert staff.shell.flow.cleared
    staff.to("medicines").key(UNKNOWN[1]).key(Key.Key_Return)
    assert not len(staff.shell.flow.cleared)
    staff.key(Key.Key_F6).wait(lambda: staff.screen == "clearing")
    staff.key("1").key("b").key(Key.Key_Return).key("b").key(Key.Key_Return)
    staff.wait(lambda: staff.shell.on_desk)
    (said,) = staff.shell.flow.cleared
    assert [name for name, _ in said.names] == [*UNKNOWN]
