"""The pane that only staff see while answering."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from driver import settle
from people import STRESSED
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from magapp.assistant import Assistant
from magapp.language.words import Words
from magapp.pack.load import load_cases
from magapp.resources import resource
from magapp.rules import Clearance
from magapp.takehome.report import ExplanationText, source_title
from ui.counter.pane import SHOWN, LineRow, LivePane
from ui.kit.base import bleed
from ui.kit.spoken import SpokenItem
from ui.look.theme import ThemeHub

if TYPE_CHECKING:  # pytest has to be the first to import it
    from stage import Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]


class Watched(LivePane):
    """A pane that counts how often reasons are asked for."""

    asked = 0


@pytest.fixture
def hub(qapp: QApplication, stage: Stage) -> Iterator[ThemeHub]:
    stage.close()  # the application speaks its language
    hub = ThemeHub(density="staff", motion=False, window=QSize(1366, 768))
    hub.apply(qapp)
    yield hub
    hub.deleteLater()
    settle()


@pytest.fixture
def pane(hub: ThemeHub, assistant: Assistant, qtbot: QtBot) -> LivePane:
    def explain(*given: Any) -> ExplanationText:
        Watched.asked += 1
        return assistant.explain(*given)

    Watched.asked = 0
    pane = Watched(hub, assistant.pack, explain, lambda ean: assistant.shelf[ean].name)
    qtbot.addWidget(pane)
    pane.resize(430, 620)
    pane.show()
    return pane


def say(
    pane: LivePane, assistant: Assistant, *cleared: Clearance, language: str = "en", **answers: Any
) -> None:
    """Show the advice for these answers."""
    given = {name: value for name, value in answers.items() if value is not None}
    advice, suggestion = assistant.advise(given, "staff", cleared)
    questions = assistant.pack.questions
    optional = {each.id for each in questions if each.optional}
    left = tuple(
        each for each in assistant.rules.asked(given) if each not in given and each not in optional
    )
    pane.show_now(advice, suggestion, left, language)


def said(pane: LivePane) -> str:
    return pane.now.accessibleDescription()


def rows(pane: LivePane) -> dict[str, LineRow]:
    """The lines in sight, by name."""
    found = pane.findChildren(LineRow)
    return {each.objectName(): each for each in found if each.isVisible()}


def test_nothing_is_known_at_first(pane: LivePane, assistant: Assistant) -> None:
    """What is only unanswered is no gate that stands."""
    say(pane, assistant)
    assert "Not known yet" in said(pane)
    assert "Still open: 9" in said(pane)
    assert [*rows(pane)] == ["open:age", "open:life_stage", "open:signals", "open:conditions"]
    assert len(rows(pane)) == SHOWN


def test_what_is_missing_comes_first_then_what_stands_then_what_it_would_be(
    pane: LivePane, assistant: Assistant
) -> None:
    say(pane, assistant, **{**STRESSED, "medicines": ["digoxin"], "conditions": None})
    settle()
    told = said(pane)
    order = ["(safety: 1)", "Reasons not to advise", "As it stands now"]
    assert [*sorted(order, key=told.index)] == order
    lines = rows(pane)
    assert lines["open:conditions"].y() < lines["clear:digoxin"].y()
    assert lines["open:conditions"].geometry().bottom() < pane.now.height()


def test_an_emergency_waits_for_nothing_that_is_missing(
    pane: LivePane, assistant: Assistant
) -> None:
    say(pane, assistant, signals=["fatigue"], alarm=["chest_pain"])
    settle()
    assert said(pane).index("Call 112") < said(pane).index("Still open")
    assert rows(pane)["pane:straight"].y() < rows(pane)["open:age"].y()


def test_it_never_contradicts_itself(pane: LivePane, assistant: Assistant) -> None:
    """Every worked case, answered question by question: no all-clear beside what stands."""
    pack = assistant.pack
    names = [each.id for each in pack.questions]
    clear = (pack.text("en", "outcome.suggest.title"), "Everything is answered")
    seen: set[str] = set()
    kinds: set[object] = set()  # what the reasons say hangs on these
    for case in load_cases(resource("packs", pack.id)):
        given: dict[str, Any] = {}
        for name in sorted(case.answers, key=names.index):
            given[name] = case.answers[name]
            if (state := repr(given)) in seen:
                continue
            seen.add(state)
            say(pane, assistant, **given)
            told = said(pane)
            assert "in the way" not in told
            stand = [each for each in rows(pane) if each.startswith("clear:")]
            assert bool(stand) == ("Reasons not to advise" in told)
            if stand or "(safety:" in told:
                assert clear[0] not in told
            assert ("Still open" in told) != (clear[1] in told)
            if fresh := {*stand, (bool(stand), "(safety:" in told, clear[1] in told)} - kinds:
                kinds |= fresh
                pane.fill_reasons()
                why = deep(pane)
                assert bool(stand) == ("Gates that stand" in why)
                assert "(safety:" not in told or "Still to be answered" in why
            pane.hub.forget()
    assert len(seen) > 400


def test_what_it_would_be_now(pane: LivePane, assistant: Assistant) -> None:
    say(pane, assistant, **STRESSED)
    best = assistant.advise(STRESSED)[1].products[0]
    name = assistant.pack.text("en", f"form.{best.product.form}.name")
    for text in ("These products fit", name, best.product.name, "Everything is answered"):
        assert text in said(pane)
    assert not rows(pane)


@pytest.mark.parametrize(
    ("answers", "title", "line", "works"),
    [
        ({"alarm": ["chest_pain"]}, "refer_now.title", "clear:chest_pain", False),
        ({"medicines": ["digoxin"]}, "ask_staff.staff_title", "clear:digoxin", True),
        (
            {"signals": ["fatigue"], "situations": []},
            "food_first.title",
            "clear:few_signals",
            False,
        ),
    ],
)
def test_gates_that_stand(
    pane: LivePane,
    assistant: Assistant,
    answers: dict[str, Any],
    title: str,
    line: str,
    works: bool,
) -> None:
    """Only those that staff may clear can be pressed."""
    say(pane, assistant, **{**STRESSED, **answers})
    assert assistant.pack.text("en", f"outcome.{title}") in said(pane)
    row = rows(pane)[line]
    assert row.isEnabled() == works
    heard: list[str] = []
    pane.clearing.connect(heard.append)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert heard == [line.partition(":")[2]] * works


def test_a_referral_is_told_before_everything_is_answered(
    pane: LivePane, assistant: Assistant
) -> None:
    say(pane, assistant, signals=["fatigue"], alarm=["chest_pain"])
    assert assistant.pack.text("en", "outcome.refer_now.title") in said(pane)
    assert "Still open" in said(pane)


def test_a_cleared_gate_is_still_there_to_be_taken_back(
    pane: LivePane, assistant: Assistant
) -> None:
    say(
        pane,
        assistant,
        Clearance("digoxin", "GP: agrees"),
        **{**STRESSED, "medicines": ["digoxin"]},
    )
    assert [*rows(pane)] == ["cleared:digoxin"]
    heard: list[str] = []
    pane.clearing.connect(heard.append)
    rows(pane)["cleared:digoxin"].click()
    assert heard == ["digoxin"]


def test_an_open_question_is_a_way_there(pane: LivePane, assistant: Assistant) -> None:
    say(pane, assistant, **{**STRESSED, "medicines": None, "conditions": None})
    heard: list[str] = []
    pane.wanted.connect(heard.append)
    assert [*rows(pane)] == ["open:conditions", "open:medicines"]
    QTest.mouseClick(rows(pane)["open:medicines"], Qt.MouseButton.LeftButton)
    assert heard == ["medicines"]


def test_reasons_wait_until_the_keys_rest(
    pane: LivePane, assistant: Assistant, qtbot: QtBot
) -> None:
    say(pane, assistant, **STRESSED)
    assert Watched.asked == 0
    pane.now.more.click()
    assert Watched.asked == 1
    for situation in ("sport", "sleep", "stress"):
        say(pane, assistant, **{**STRESSED, "situations": [situation]})
    assert Watched.asked == 1
    qtbot.waitUntil(lambda: Watched.asked == 2, timeout=5000)
    pane.now.more.click()
    say(pane, assistant, **STRESSED)
    assert Watched.asked == 2


def deep(pane: LivePane) -> str:
    """The words of the reasons."""
    return "\n".join(
        f"{each.accessibleName()}\n{each.accessibleDescription()}"
        for each in pane.findChildren(SpokenItem)
    )


def test_reasons_are_those_of_the_outcome(pane: LivePane, assistant: Assistant) -> None:
    say(pane, assistant, **STRESSED)
    pane.now.more.click()
    for text in ("What decides this", "Left out", "Sources", "Grade"):
        assert text in deep(pane)


def test_everything_the_article_says_is_shown_where_it_matters(
    pane: LivePane, assistant: Assistant
) -> None:
    """Each statement with its grade and verdict, for the answers that it is about."""
    pack, space = assistant.pack, assistant.explainer.space
    for entry in pack.article:
        answers = space.example(space.meets(entry.when))["answers"]
        say(pane, assistant, language="nl", **answers)
        pane.fill_reasons()
        told = deep(pane)
        assert pack.text("nl", f"article.{entry.id}.says") in told
        assert pack.text("nl", f"article.{entry.id}.verdict") in told
        assert Words("nl")(f"verdict_{entry.verdict}") in told
        for source in entry.sources:
            assert source_title(pack, source, "nl") in told


def test_nothing_is_kept(pane: LivePane, assistant: Assistant) -> None:
    say(pane, assistant, **{**STRESSED, "medicines": ["digoxin"], "age": None})
    pane.now.more.click()
    pane.clear()
    assert not rows(pane)
    left = [said(pane), deep(pane)]
    left += [each.text() + each.accessibleName() for each in pane.findChildren(LineRow)]
    assert not "".join(left).strip()
    pane.fill_reasons()
    assert not deep(pane).strip()


def test_staff_alone_unfold_the_reasons_and_fold_them(
    pane: LivePane, assistant: Assistant, qtbot: QtBot
) -> None:
    """However much room there is, and for as long as they want, the next customer included."""
    pane.resize(430, 2000)
    say(pane, assistant, **STRESSED)
    assert not pane._rest.isActive()
    assert not pane.now.more.isChecked()
    pane.now.more.click()
    assert "What decides this" in deep(pane)
    pane.resize(430, 260)
    pane.clear()
    assert not deep(pane).strip()
    say(pane, assistant, **STRESSED)
    assert pane.now.more.isChecked()
    qtbot.waitUntil(lambda: "What decides this" in deep(pane), timeout=5000)
    pane.now.more.click()
    say(pane, assistant, **{**STRESSED, "situations": ["sport"]})
    assert not pane._rest.isActive()
    assert not deep(pane).strip()


def test_open_questions_are_named_as_there_is_room(pane: LivePane, assistant: Assistant) -> None:
    say(pane, assistant)
    for high, fits in ((620, True), (320, True), (120, False)):
        pane.resize(430, high)
        settle()
        assert "Still open: 9" in said(pane)
        assert (pane.now.height() <= high) == fits
        assert 1 <= len(rows(pane)) <= SHOWN
    pane.resize(430, 620)
    settle()
    assert len(rows(pane)) == SHOWN


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [QSize(420, 560), QSize(1040, 420)])
@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_lines_are_targets_beside_or_below_each_other(
    pane: LivePane,
    assistant: Assistant,
    size: QSize,
    scale: float,
    way: Qt.LayoutDirection,
) -> None:
    pane.now._hub.update(text_scale=scale)
    pane.setLayoutDirection(way)
    pane.resize(size)
    say(pane, assistant, **{**STRESSED, "medicines": ["digoxin"], "age": None, "tried": None})
    settle()
    lines = [*rows(pane).values(), pane.now.more]
    assert len(lines) == 4 if scale == 1 else len(lines) >= 3
    out = bleed(pane.now._hub.theme)
    for line in lines:
        assert line.height() - 2 * out >= 44
        assert pane.now.rect().contains(line.geometry().adjusted(out, out, -out, -out))
        for other in lines:
            inner = line.geometry().adjusted(out, out, -out, -out)
            assert line is other or not inner.intersects(
                other.geometry().adjusted(out, out, -out, -out)
            )
