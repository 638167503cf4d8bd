"""The conversation: the path follows from the answers, and nothing that was said is lost."""

from __future__ import annotations

from typing import Any

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from strategies import VALUES, Drawn, anything, calm

from magapp.pack import Pack
from magapp.rules import Clearance, Rules
from magapp.visit.flow import Flow


@pytest.fixture(scope="session")
def rules(pack: Pack) -> Rules:
    return Rules(pack)


@pytest.fixture
def flow(rules: Rules) -> Flow:
    return Flow(rules)


def fill(flow: Flow, answers: Drawn) -> None:
    for question, value in answers.items():
        flow.answer(question, value)


def test_begins_at_the_first_question(flow: Flow) -> None:
    assert flow.current == "who"
    assert flow.back() is None
    assert flow.current == "who"
    assert flow.answers() == {}


@given(answers=anything)
def test_the_path_is_what_the_reference_asks(rules: Rules, answers: Drawn) -> None:
    flow = Flow(rules)
    fill(flow, answers)
    asked, visible = reference.visible(answers)
    assert list(flow.path()) == asked
    assert flow.answers() == visible
    assert all(flow.draft(question) == value for question, value in answers.items())


@given(answers=calm)
def test_next_walks_the_path_and_back_walks_it_again(rules: Rules, answers: Drawn) -> None:
    flow = Flow(rules)
    walked = [flow.current]
    flow.answer(flow.current, answers.get(flow.current))
    while question := flow.next():
        walked.append(question)
        flow.answer(question, answers.get(question))
    assert tuple(walked) == flow.path()
    assert flow.next() is None
    assert flow.current == walked[-1]
    before = flow.answers()
    returned = [flow.current]
    while question := flow.back():
        returned.append(question)
    assert returned == walked[::-1]
    assert flow.answers() == before


TURNS: tuple[tuple[str, Any], ...] = (
    ("signals", []),
    ("signals", ["fatigue"]),
    ("signals", ["headache"]),
    ("duration", "month_plus"),
    ("sex", "male"),
    ("sex", None),
    ("situations", ["medicines_or_diet"]),
    ("situations", []),
)
"""Answers that make questions come and go."""
taps = st.one_of(
    st.sampled_from(["next", "back"]),
    st.integers(0, 15),
    st.sampled_from(TURNS),
    st.sampled_from(reference.ORDER).flatmap(
        lambda question: st.tuples(st.just(question), st.one_of(st.none(), VALUES[question]))
    ),
)


@given(steps=st.lists(taps, min_size=10, max_size=30))
def test_any_taps_leave_it_whole(rules: Rules, steps: list[Any]) -> None:
    """Also when an answer elsewhere takes the current question off the path."""
    flow = Flow(rules)
    said: dict[str, Any] = {}
    for step in steps:
        if isinstance(step, tuple):
            question, value = step
            flow.answer(question, value)
            said[question] = value
        elif isinstance(step, int):
            flow.goto(flow.path()[min(step, len(flow.path()) - 1)])
        else:
            went = flow.next() if step == "next" else flow.back()
            assert went is None or went == flow.current
            assert went is None or went in flow.path()
    given_ = {question: value for question, value in said.items() if value is not None}
    assert flow.answers() == reference.visible(given_)[1]
    assert all(flow.draft(question) == given_.get(question) for question in reference.ORDER)


def test_a_hidden_question_still_has_neighbours(flow: Flow) -> None:
    flow.answer("signals", ["fatigue"])
    flow.goto("duration")
    flow.answer("signals", [])
    assert flow.next() == "situations"
    flow.answer("signals", ["fatigue"])
    flow.goto("duration")
    flow.answer("signals", [])
    assert flow.back() == "signals"


def test_an_answer_that_is_hidden_is_kept_as_a_draft(flow: Flow) -> None:
    flow.answer("sex", "female")
    flow.answer("life_stage", ["pregnant"])
    flow.answer("sex", "male")
    assert "life_stage" not in flow.path()
    assert "life_stage" not in flow.answers()
    assert "pregnant" not in flow.rules.advise(flow.answers()).gates
    assert flow.draft("life_stage") == ["pregnant"]
    flow.answer("sex", "female")
    assert flow.answers()["life_stage"] == ["pregnant"]


def test_hiding_reaches_through_hidden_questions(flow: Flow) -> None:
    """The duration is no longer asked, so what hung on it is not asked either."""
    fill(
        flow,
        {"signals": ["headache"], "duration": "month_plus", "headache_known": "no"},
    )
    assert "headache_known" in flow.path()
    flow.answer("signals", [])
    assert not {"alarm", "duration", "headache_known", "tried"} & {*flow.path()}
    assert flow.answers() == {"signals": []}


@pytest.mark.parametrize(
    ("answers", "appears"),
    [
        ({"signals": ["fatigue"]}, {"life_stage", "alarm", "duration", "tried"}),
        ({"signals": []}, {"life_stage"}),
        ({"sex": "male"}, set()),
        ({"age": "under_4"}, set()),
        ({"age": "4_8"}, set()),
        ({"sex": "male", "medicines": ["levothyroxine"]}, {"moments"}),
        ({"sex": "male", "medicines": ["ppi_short", "ask"]}, set()),
        ({"situations": ["medicines_or_diet"]}, {"life_stage", "diet"}),
        (
            {"sex": "male", "signals": ["palpitations"]},
            {"alarm", "duration", "tried", "palpitations_known"},
        ),
        (
            {"sex": "male", "signals": ["low_mood", "headache"], "duration": "days"},
            {"alarm", "duration", "tried"},
        ),
        (
            {"sex": "male", "signals": ["low_mood", "headache"], "duration": "weeks"},
            {"alarm", "duration", "tried", "low_mood_known"},
        ),
        (
            {"sex": "male", "signals": ["low_mood", "headache"], "duration": "month_plus"},
            {"alarm", "duration", "tried", "low_mood_known", "headache_known"},
        ),
    ],
)
def test_which_questions_appear(flow: Flow, answers: Drawn, appears: set[str]) -> None:
    fill(flow, answers)
    known = {"palpitations_known", "headache_known", "low_mood_known"}
    sometimes = {"life_stage", "alarm", "duration", *known, "tried", "diet", "moments"}
    assert {*flow.path()} & sometimes == appears
    assert {*reference.ORDER} - sometimes <= {*flow.path()}


def test_none_takes_an_answer_back(flow: Flow) -> None:
    flow.answer("conditions", ["kidney"])
    flow.answer("conditions", None)
    assert flow.draft("conditions") is None
    assert not flow.is_answered("conditions")
    flow.answer("conditions", None)  # twice does no harm
    flow.answer("conditions", [])
    assert flow.is_answered("conditions")
    assert flow.answers() == {"conditions": []}


def test_goto_any_question_that_is_asked(flow: Flow) -> None:
    flow.goto("medicines")
    assert flow.current == "medicines"
    assert flow.next() == "other_magnesium"
    for question in ("diet", "alarm", "nothing"):
        with pytest.raises(KeyError):
            flow.goto(question)
    assert flow.current == "other_magnesium"


def test_restart_forgets_everything(flow: Flow) -> None:
    fill(flow, {"who": "other", "sex": "male", "signals": ["fatigue"]})
    flow.goto("alarm")
    flow.restart()
    assert (flow.current, flow.answers()) == ("who", {})
    assert all(flow.draft(question) is None for question in reference.ORDER)


def test_first_open_is_the_first_that_needs_an_answer(flow: Flow) -> None:
    assert flow.first_open() == "who"
    fill(flow, {"who": "self", "age": "18_69", "medicines": []})
    assert flow.first_open() == "sex"
    fill(flow, {"sex": "male", "signals": [], "situations": [], "conditions": []})
    assert flow.first_open() == "other_magnesium"
    flow.answer("other_magnesium", "unsure")
    assert flow.first_open() is None  # food and preferences may be skipped
    flow.answer("signals", ["fatigue"])
    assert flow.first_open() == "alarm"


def test_a_zero_is_an_answer(flow: Flow) -> None:
    flow.answer("other_magnesium", 0)
    assert flow.is_answered("other_magnesium")
    assert flow.answers() == {"other_magnesium": 0}


def test_two_conversations_share_nothing(rules: Rules) -> None:
    first, second = Flow(rules), Flow(rules)
    first.answer("who", "self")
    first.next()
    assert (second.current, second.answers()) == ("who", {})


# --- what staff cleared --------------------------------------------------------------------------

CLEARED = (Clearance("age_70_plus", "seen"), Clearance("medicines_unsure", "looked up"))


@pytest.fixture
def cleared(flow: Flow) -> Flow:
    flow.answer("age", "70_plus")
    flow.answer("medicines", ["unsure"])
    for each in CLEARED:
        flow.clear(each)
    return flow


@pytest.mark.parametrize(
    ("gate", "questions"),
    [
        ("age_70_plus", {"age"}),
        ("medicines_unsure", {"medicines"}),
        ("no_slot", {"medicines", "moments"}),
        ("pregnant", {"life_stage", "sex", "age"}),
        ("tried_magnesium", {"tried", "duration", "signals"}),
        ("palpitations_medicine", {"signals", "medicines"}),
        ("no_such_gate", set()),
    ],
)
def test_which_questions_a_gate_hangs_on(rules: Rules, gate: str, questions: set[str]) -> None:
    assert rules.behind(gate) == questions


@given(answers=anything, others=anything)
def test_no_other_question_bears_on_what_staff_may_clear(
    rules: Rules, answers: Drawn, others: Drawn
) -> None:
    for gate, bit in rules.gates.items():
        if bit & rules.clearable:
            behind = rules.behind(gate)
            mixed = {key: value for key, value in others.items() if key not in behind}
            mixed |= {key: value for key, value in answers.items() if key in behind}
            assert rules.facts(mixed) & bit == rules.facts(answers) & bit


def test_an_answer_that_bears_on_a_gate_takes_its_clearance_away(cleared: Flow) -> None:
    cleared.answer("age", "18_69")
    cleared.answer("age", "70_plus")
    assert [each.gate for each in cleared.cleared] == ["medicines_unsure"]
    cleared.answer("medicines", ["unsure"])  # another one that nobody knows
    assert not cleared.cleared


def test_other_answers_leave_it(cleared: Flow) -> None:
    for question, value in (("sex", "female"), ("conditions", []), ("other_magnesium", 0)):
        cleared.answer(question, value)
    cleared.next()
    assert cleared.cleared == CLEARED


def test_a_gate_is_cleared_once_and_taken_back(cleared: Flow) -> None:
    anew = Clearance("age_70_plus", "asked again")
    cleared.clear(anew)
    assert cleared.cleared == (CLEARED[1], anew)
    cleared.take_back("medicines_unsure")
    assert [each.reason for each in cleared.cleared] == ["asked again"]
    cleared.restart()
    assert not cleared.cleared
