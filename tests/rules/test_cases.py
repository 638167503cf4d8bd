"""The pack's own worked cases, through the core; and whether there are enough of them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from magapp.assistant import Assistant
from magapp.pack import Pack, load_cases
from magapp.pack.model import Expected
from magapp.resources import resource
from magapp.visit.consultation import build_consultation

CASES = load_cases(resource("packs", "magnesium"))
each_case = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])


@each_case
def test_case(assistant: Assistant, case: Expected) -> None:
    asked = build_consultation(
        {"channel": case.channel, "answers": case.answers, "cleared": list(case.cleared)},
        assistant.pack,
    )
    advice, suggestion = assistant.advise(asked.answers, asked.channel, asked.cleared)
    assert (advice.outcome, advice.urgency) == (case.outcome, case.urgency)
    assert sorted(advice.gates) == sorted(case.gates)
    assert tuple(each.form for each in advice.forms[: len(case.forms)]) == case.forms
    assert not case.slots or advice.slots == case.slots
    # A case lists the gates that stand: what was cleared in vain is still among them.
    honoured = {each["gate"] for each in case.cleared} - {*case.gates}
    assert {each.gate for each in advice.cleared} == honoured
    holds = {verdict.rule for verdict in advice.trace if verdict.holds}
    assert {*case.fires} <= holds
    shown = {each.product.ean for each in suggestion.products}
    assert not shown & {*case.forbidden}
    cards = [each.product.ean for each in suggestion.products]
    assert list(case.shows) in ([], cards)
    assert bool(shown) <= (case.outcome == "suggest")


@each_case
def test_case_names_things_that_exist(assistant: Assistant, case: Expected) -> None:
    advice = assistant.rules.advise({})
    assert {*case.fires} <= {verdict.rule for verdict in advice.trace}
    assert {*case.gates} <= {gate.id for gate in assistant.pack.gates}
    assert {*case.forms} <= {form.id for form in assistant.pack.forms}
    assert {*case.forbidden} <= {product.ean for product in assistant.catalogue.products}
    assert (case.urgency is not None) == (case.outcome == "refer")
    assert case.outcome == "suggest" or not case.forms


def ticked(question: str) -> set[str]:
    said: set[str] = set()
    for case in CASES:
        value = case.answers.get(question)
        if isinstance(value, Iterable):
            said |= {value} if isinstance(value, str) else {*value}
    return said


@pytest.mark.parametrize("question", ["signals", "situations", "medicines", "conditions", "alarm"])
def test_every_option_has_a_case(pack: Pack, question: str) -> None:
    assert {option.id for option in pack.question(question).option} <= ticked(question)


def test_every_gate_has_a_case(pack: Pack) -> None:
    assert {gate.id for gate in pack.gates} <= {gate for case in CASES for gate in case.gates}


def test_every_weight_and_every_form_bar_has_a_case(pack: Pack) -> None:
    fired = {rule for case in CASES for rule in case.fires}
    assert {f"weight.{weight.id}" for weight in pack.weights} <= fired
    assert {f"form_bar.{bar.id}" for bar in pack.form_bars} <= fired


def test_every_outcome_and_urgency_has_a_case() -> None:
    assert {(case.outcome, case.urgency) for case in CASES} == {
        ("refer", "now"),
        ("refer", "today"),
        ("refer", "soon"),
        ("ask_staff", None),
        ("food_first", None),
        ("suggest", None),
    }
    assert {case.channel for case in CASES} == {"kiosk", "staff"}
    assert any(case.cleared for case in CASES)


def test_every_exclusion_of_the_demo_shelf_can_be_seen(pack: Pack, assistant: Assistant) -> None:
    reasons = {
        excluded.reason
        for case in CASES
        if case.outcome == "suggest" and not case.cleared
        for excluded in assistant.advise(case.answers)[1].excluded
    }
    assert reasons == {exclusion.id for exclusion in pack.exclusions}
