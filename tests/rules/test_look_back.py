"""The second visit: one way on for every combination of answers, never milder than is due."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest
from msgspec.structs import replace
from second import second

from magapp.check.look_back import look_back_faults
from magapp.pack import Pack
from magapp.pack.model import Condition
from magapp.proof.invariants import prove
from magapp.proof.space import AnswerSpace
from magapp.rules import Advice, Rules, Value
from magapp.rules.look_back import LookBack

WEEKS = ("before", "between", "past", "unsure")
TAKEN = ("daily", "missed", "stopped", "unsure")
EFFECT = ("better", "same", "worse", "unsure")
UNPLEASANT = ("nothing", "bowel", "other", "serious", "alarm", "unsure")
EVERY = [*product(WEEKS, TAKEN, EFFECT, UNPLEASANT)]
WELL: dict[str, Value] = {
    "who": "self",
    "age": "18_69",
    "sex": "male",
    "signals": [],
    "situations": ["stress"],
    "conditions": [],
    "medicines": [],
    "other_magnesium": 0,
}
FIRST: dict[str, Mapping[str, Value]] = {
    "suggest": WELL,
    "ask_staff": {**WELL, "age": "70_plus"},
    "food_first": {**WELL, "situations": []},
    "soon": {**WELL, "conditions": ["kidney"]},
    "today": {**WELL, "signals": ["cramps"], "alarm": ["swollen_calf"], "duration": "days"},
    "now": {**WELL, "signals": ["cramps"], "alarm": ["chest_pain"], "duration": "days"},
}
STRENGTH = ("now", "today", "soon", "stop", "ask_staff", "change", "go_on")


@pytest.fixture(scope="module")
def look_back(pack: Pack) -> LookBack:
    return LookBack(pack)


@pytest.fixture(scope="module")
def first(pack: Pack) -> dict[str, Advice]:
    """An advice for each outcome of a first visit."""
    rules = Rules(pack)
    found = {name: rules.advise(answers, "staff") for name, answers in FIRST.items()}
    assert {name: each.urgency or each.outcome for name, each in found.items()} == {
        name: name for name in FIRST
    }
    return found


def said(weeks: str, taken: str, effect: str, unpleasant: str) -> dict[str, str]:
    return {"weeks": weeks, "taken": taken, "effect": effect, "unpleasant": unpleasant}


def expected(weeks: str, taken: str, effect: str, unpleasant: str) -> str:
    """The rules once more, in the words of the contract and from the strongest down."""
    if unpleasant == "alarm":
        return "now"
    if unpleasant == "serious":
        return "today"
    if effect == "worse":
        return "soon"
    if unpleasant == "other" or weeks == "past" or (taken, effect) == ("stopped", "better"):
        return "stop"
    if "unsure" in (weeks, taken, effect, unpleasant) or taken == "stopped":
        return "ask_staff"
    if unpleasant == "bowel":
        return "change"
    early = weeks == "before" and taken == "daily"
    return "go_on" if effect == "better" or early else "change"


def test_every_combination_leads_to_what_is_expected(
    look_back: LookBack, first: dict[str, Advice]
) -> None:
    """Alone, and with each outcome of the first visit: the stronger of both."""
    assert [*look_back.steps] == EVERY
    for answers in EVERY:
        (step,) = look_back.steps[answers]
        due = expected(*answers)
        for name, advice in first.items():
            found = look_back.judge(said(*answers), advice)
            assert found is not None
            stands = {"suggest": "go_on", "food_first": "ask_staff"}.get(name, name)
            strongest = min(due, stands, key=STRENGTH.index)
            assert (found.urgency or found.outcome) == strongest, (answers, name)
            assert found.step == (step.id if strongest == due else ""), (answers, name)
            assert found.gates == advice.gates


def test_what_is_open_is_not_taken_for_fine(look_back: LookBack, first: dict[str, Advice]) -> None:
    """Where a step is known early, nothing that is answered later changes it."""
    early = 0
    for answers in product(*((*options, "") for options in (WEEKS, TAKEN, EFFECT, UNPLEASANT))):
        given = {name: each for name, each in said(*answers).items() if each}
        found = look_back.next_step(given)
        assert look_back.open(given) == tuple(
            name for name, each in said(*answers).items() if not each
        )
        rest = [each for each in EVERY if given.items() <= said(*each).items()]
        after = {look_back.steps[each][0].id for each in rest}
        assert (found.id if found else None) == (after.pop() if len(after) == 1 else None)
        early += found is not None and len(rest) > 1
        if found is not None and len(rest) > 1:
            assert found.outcome not in ("change", "go_on")
    assert early > 0
    assert look_back.judge({"unpleasant": "alarm"}, first["suggest"])
    assert look_back.judge({}, first["now"]) is None


def test_a_step_without_an_answer_to_the_first_questions_is_to_be_found_out(
    look_back: LookBack, pack: Pack
) -> None:
    """Without a slip nothing is known of what stood in the way."""
    nothing = Rules(pack).advise({}, "staff")
    found = look_back.judge(said("between", "daily", "better", "nothing"), nothing)
    assert found is not None
    assert (found.outcome, found.step) == ("ask_staff", "")


def test_a_pack_without_questions_looks_back_at_nothing() -> None:
    pack = second().pack
    look_back = LookBack(pack)
    assert not look_back
    assert look_back.steps == {}
    assert look_back.judge({}, Rules(pack).advise({})) is None
    assert not [*look_back_faults(pack)]


# -- the check ------------------------------------------------------------------------------------


def without(pack: Pack, step: str) -> Pack:
    return replace(pack, next_steps=tuple(each for each in pack.next_steps if each.id != step))


def found(pack: Pack) -> list[tuple[str, str]]:
    return [(each.code, each.place) for each in look_back_faults(pack)]


def test_the_table_of_the_pack_has_no_faults(pack: Pack) -> None:
    assert found(pack) == []


def test_answers_that_nothing_follows_from_are_found(pack: Pack) -> None:
    (fault,) = look_back_faults(without(pack, "better"))
    assert (fault.code, fault.place) == ("step-missing", "next_step")
    assert "weeks:before, taken:daily, effect:better, unpleasant:nothing" in fault.message


def test_two_steps_as_strong_are_found(pack: Pack) -> None:
    (one,) = (each for each in pack.next_steps if each.id == "moment")
    twin = replace(one, id="again", when=Condition(all=("taken:missed",)))
    assert ("step-ambiguous", "next_step bowel") in found(
        replace(pack, next_steps=(*pack.next_steps, twin))
    )


def test_a_step_that_is_never_taken_is_found(pack: Pack) -> None:
    (one,) = (each for each in pack.next_steps if each.id == "better")
    weak = replace(one, id="never", when=Condition(all=("unpleasant:alarm",)))
    assert found(replace(pack, next_steps=(*pack.next_steps, weak))) == [
        ("never-fires", "next_step never")
    ]


@pytest.mark.parametrize(
    ("step", "broken"),
    [
        ("serious", "second_visit_serious"),
        ("alarm", "second_visit_serious"),
        ("worse", "second_visit_worse"),
        ("past_better", "second_visit_past"),
        ("find_out", "second_visit_unknown"),
        ("bowel", "second_visit_unpleasant"),
    ],
)
def test_a_promise_is_broken_where_a_step_only_changes_the_moment(
    pack: Pack, step: str, broken: str
) -> None:
    """Each step that is turned into "go on" breaks the promise that it is there for."""
    steps = tuple(
        replace(each, outcome="go_on", urgency=None) if each.id == step else each
        for each in pack.next_steps
    )
    promised = [each for each in pack.invariants if each.id == broken]
    (proof,) = prove(AnswerSpace(Rules(replace(pack, next_steps=steps))), promised)
    assert not proof.holds
    assert f"({step})" in str(proof.message)
