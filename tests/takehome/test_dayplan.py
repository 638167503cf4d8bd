"""The hours between medicines and magnesium, whatever is answered and whatever staff cleared."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from people import STRESSED
from strategies import Drawn, answer_sets, some

from magapp.assistant import Assistant
from magapp.rules import Advice, Clearance
from magapp.shelf.compare import compare
from magapp.shelf.fits import fit
from magapp.shelf.suggest import Suggestion, suggest
from magapp.takehome.dayplan import day_plan
from magapp.takehome.slip import DayPlan, Slip, make_slip

TODAY = date(2026, 11, 22)
SPACED = tuple(reference.SPACING)
"""The medicines that magnesium keeps hours away from."""


def cleared(assistant: Assistant, answers: Drawn) -> tuple[Advice, Suggestion]:
    """The advice with every gate cleared that can be."""
    every = tuple(Clearance(gate.id, "agreed") for gate in assistant.pack.gates)
    return assistant.advise(answers, "staff", every)


def too_close(slot: str, answers: Drawn) -> list[str]:
    """The medicines that are too close to magnesium at this moment."""
    moments = answers.get("moments") or {}
    return [
        medicine
        for medicine in answers.get("medicines") or ()
        if medicine in reference.SPACING
        and slot not in reference.leaves(medicine, moments.get(medicine))
    ]


def keeps_apart(assistant: Assistant, answers: Drawn) -> Slip:
    """Nothing that is advised for these answers has magnesium too close to a medicine."""
    pack = assistant.pack
    advice, suggestion = cleared(assistant, answers)
    for each in suggestion.products:
        assert each.intakes
        for intake in each.intakes:
            assert too_close(intake.slot, advice.answers) == []
        for moment in day_plan(pack, advice, [each]).moments:
            assert not moment.intakes or too_close(moment.slot, advice.answers) == []
    slip = make_slip(pack, advice, suggestion, "nl", TODAY)
    for part in slip.parts:
        if isinstance(part, DayPlan):
            assert any(moment.taken for moment in part.moments)
            for planned in part.moments:
                assert not planned.taken or too_close(planned.slot, advice.answers) == []
    return slip


def test_every_set_of_up_to_three_medicines(assistant: Assistant) -> None:
    planned = [
        any(
            isinstance(part, DayPlan)
            for part in keeps_apart(assistant, {**STRESSED, "medicines": [*medicines]}).parts
        )
        for many in range(4)
        for medicines in combinations(SPACED, many)
    ]
    assert 30 < sum(planned) < len(planned)  # some leave a moment free, some leave none


@given(answers=answer_sets, medicines=some(SPACED))
def test_any_answers(assistant: Assistant, answers: Drawn, medicines: list[str]) -> None:
    keeps_apart(assistant, answers)
    keeps_apart(assistant, {**answers, "medicines": medicines})


@pytest.mark.parametrize(
    "moments",
    [
        {"levothyroxine": ["breakfast"], "iron": ["lunch", "dinner"]},
        {"levothyroxine": ["bedtime"], "gabapentin": ["breakfast", "lunch"]},
    ],
)
def test_with_no_moment_free_there_is_nothing_to_take(
    assistant: Assistant, moments: dict[str, list[str]]
) -> None:
    answers: dict[str, Any] = {**STRESSED, "medicines": [*moments], "moments": moments}
    advice, suggestion = cleared(assistant, answers)
    assert (advice.outcome, advice.gates, advice.cleared) == ("ask_staff", ("no_slot",), ())
    assert advice.slots == ()
    assert suggestion == Suggestion()


@given(data=st.data())
def test_not_even_in_a_pack_without_the_gate(assistant: Assistant, data: st.DataObject) -> None:
    """Nothing else relies on the gate: without a moment no product is suggested."""
    pack = assistant.pack
    advice = replace(assistant.rules.advise(STRESSED), slots=())
    product = data.draw(st.sampled_from(assistant.catalogue.products))
    assert not advice.suggests
    assert suggest(pack, advice, [product]) == assistant.shelf.suggest(advice) == Suggestion()
    assert not assistant.shelf.best(advice)
    assert not assistant.shelf.excluded(advice)
    assert fit(pack, advice, Suggestion(), product).dose is None
    assert compare(pack, advice, product, product).row("fits").left is not None
