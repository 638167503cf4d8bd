"""The rules against the contract written out by hand, and what must hold for any answers."""

from __future__ import annotations

import json
from typing import Any

import pytest
import reference
from hypothesis import assume, given
from hypothesis import strategies as st
from promised import as_read
from strategies import Drawn, answer_sets, anything, calm, disturbed

from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.rules import Advice, Clearance, Rules
from magapp.visit.consultation import build_consultation

CALM: dict[str, Any] = {
    "who": "self",
    "age": "18_69",
    "sex": "female",
    "life_stage": [],
    "signals": ["fatigue", "tension"],
    "alarm": [],
    "duration": "weeks",
    "tried": "nothing",
    "situations": ["stress"],
    "conditions": [],
    "medicines": [],
    "other_magnesium": 0,
}
"""Ends in a suggestion."""


@pytest.fixture(scope="session")
def rules(pack: Pack) -> Rules:
    return Rules(pack)


@pytest.fixture(scope="session")
def wide(pack: Pack) -> Rules:
    """A shop that suggests every form there is."""
    return Rules(pack, reference.FORMS)


def scores(advice: Advice) -> list[tuple[str, int]]:
    return [(each.form, each.score) for each in advice.forms]


def holding(advice: Advice) -> set[str]:
    return {verdict.rule for verdict in advice.trace if verdict.holds}


# --- the words of the contract are the words of the pack -----------------------------------------


def test_the_pack_asks_what_the_contract_asks(pack: Pack) -> None:
    assert tuple(question.id for question in pack.questions) == reference.ORDER
    for name, options in {**reference.ONE, **reference.MANY}.items():
        assert tuple(option.id for option in pack.question(name).option) == options
    assert {each.id for each in pack.questions if each.safety} == set(reference.SAFETY)
    assert {each.id for each in pack.questions if each.optional} == {
        "moments",
        "food",
        "preferences",
    }
    assert tuple(form.id for form in pack.forms) == reference.FORMS
    assert tuple(form.id for form in pack.forms if form.seed) == reference.SEED
    assert {item.id: (item.per, item.amount, item.max) for item in pack.screener} == reference.FOOD
    number = pack.question("other_magnesium")
    assert (number.min, number.max) == reference.OTHER_MAGNESIUM


# --- against the reference -----------------------------------------------------------------------


@given(answers=answer_sets)
def test_asks_what_the_reference_asks(rules: Rules, answers: Drawn) -> None:
    asked, visible = reference.visible(answers)
    assert list(rules.asked(answers)) == asked
    assert rules.advise(answers).answers == visible


@given(answers=answer_sets, data=st.data())
def test_may_ask_whatever_else_is_answered(
    rules: Rules, answers: Drawn, data: st.DataObject
) -> None:
    """Never less than is asked for any other answers, and no more where nothing may change."""
    among = data.draw(st.sets(st.sampled_from(reference.ORDER)))
    others = data.draw(answer_sets)
    changed = {each: value for each, value in answers.items() if each not in among}
    changed |= {each: value for each, value in others.items() if each in among}
    assert {*rules.asked(changed)} <= rules.may_ask(answers, among)
    assert rules.may_ask(answers, ()) == {*rules.asked(answers)}


def agree(rules: Rules, answers: Drawn, allowed: tuple[str, ...] = ()) -> None:
    """Outcome, urgency, gates, forms and scores are those of the reference."""
    gates = reference.gates(answers)
    outcome = reference.outcome(gates)
    advice = rules.advise(answers)
    assert sorted(advice.gates) == sorted(gates)
    assert (advice.outcome, advice.urgency) == outcome
    assert rules.outcome(rules.facts(answers)) == outcome
    levels = {gate.id: (gate.outcome, gate.urgency) for gate in rules.pack.gates}
    assert {gate: levels[gate] for gate in gates} == gates
    expected = reference.forms(answers, allowed) if outcome == reference.SUGGEST else []
    assert scores(advice) == expected
    assert advice.ceiling == reference.ceiling(reference.visible(answers)[1])
    assert advice.allowance == reference.allowance(answers)


@given(answers=anything)
def test_agrees_with_the_reference_on_any_answers(rules: Rules, answers: Drawn) -> None:
    agree(rules, answers)


@given(answers=st.one_of(calm, disturbed()))
def test_agrees_with_the_reference_near_a_suggestion(rules: Rules, answers: Drawn) -> None:
    agree(rules, answers)


@given(answers=calm)
def test_agrees_with_the_reference_where_the_shop_allows_every_form(
    wide: Rules, answers: Drawn
) -> None:
    agree(wide, answers, reference.FORMS)


@given(answers=answer_sets)
def test_free_slots_are_those_of_the_reference(rules: Rules, answers: Drawn) -> None:
    free = reference.free_slots(reference.visible(answers)[1])
    assert list(rules.advise(answers).slots) == free


# Every single answer on top of a calm set: no combination drawn by luck is needed for these.
SINGLE = [
    *((question, [option]) for question, options in reference.MANY.items() for option in options),
    *((question, option) for question, options in reference.ONE.items() for option in options),
    *(("other_magnesium", amount) for amount in (0, 249.99, 250, 250.01, 2000, "unsure")),
    *((question, None) for question in reference.ORDER),
]


AROUND: tuple[Drawn, ...] = (
    {},
    {"signals": ["palpitations", "headache", "low_mood"], "duration": "month_plus"},
    {"signals": ["palpitations"], "palpitations_known": "yes"},
    {"signals": ["headache", "low_mood"], "duration": "month_plus", "headache_known": "yes"},
    {"signals": [], "situations": []},
    {"signals": ["cramps"], "situations": []},
    {"tried": "magnesium", "duration": "month_plus"},
)


@pytest.mark.parametrize(("question", "value"), SINGLE)
def test_each_answer_agrees_with_the_reference(rules: Rules, question: str, value: Any) -> None:
    for around in AROUND:
        answers = {**CALM, **around, question: value}
        agree(rules, {key: said for key, said in answers.items() if said is not None})


# --- what must hold for any answers --------------------------------------------------------------


@given(answers=answer_sets, channel=st.sampled_from(["kiosk", "staff"]))
def test_any_answers_give_one_outcome(rules: Rules, answers: Drawn, channel: str) -> None:
    advice = rules.advise(answers, channel)
    assert advice.outcome in ("refer", "ask_staff", "food_first", "suggest")
    assert (advice.urgency in ("now", "today", "soon")) == (advice.outcome == "refer")
    assert (advice.urgency is None) == (advice.outcome != "refer")
    assert bool(advice.gates) == (advice.outcome != "suggest")
    assert bool(advice.forms) == (advice.outcome == "suggest")
    if advice.outcome != "suggest":
        assert (advice.cautions, advice.claims, advice.spacings) == ((), (), ())


@given(answers=answer_sets)
def test_only_a_suggestion_has_products(assistant: Assistant, answers: Drawn) -> None:
    advice, suggestion = assistant.advise(answers)
    assert advice.outcome == "suggest" or not (suggestion.products or suggestion.excluded)


@given(answers=st.one_of(calm, disturbed()), question=st.sampled_from(reference.SAFETY))
def test_an_unanswered_safety_question_never_suggests(
    rules: Rules, answers: Drawn, question: str
) -> None:
    answers.pop(question, None)
    assume(question in rules.asked(answers))
    advice = rules.advise(
        answers, "staff", [Clearance(gate.id, "checked") for gate in rules.pack.gates]
    )
    assert advice.outcome not in ("suggest", "food_first")
    assert f"unanswered_{question}" in advice.gates


@given(answers=answer_sets, data=st.data())
def test_hidden_answers_change_nothing(rules: Rules, answers: Drawn, data: st.DataObject) -> None:
    asked = rules.asked(answers)
    plain = rules.advise({key: value for key, value in answers.items() if key in asked})
    assert rules.advise(answers) == plain
    everything = data.draw(anything)
    hidden = {key: value for key, value in everything.items() if key not in asked}
    assert rules.advise({**answers, **hidden}) == plain


@given(answers=answer_sets)
def test_nothing_and_none_are_different_answers(rules: Rules, answers: Drawn) -> None:
    for question in reference.SAFETY:
        if isinstance(answers.get(question), list) and question in rules.asked(answers):
            none = rules.advise({**answers, question: []}).gates
            open_ = rules.advise({k: v for k, v in answers.items() if k != question}).gates
            assert f"unanswered_{question}" not in none
            assert f"unanswered_{question}" in open_


@given(answers=answer_sets)
def test_leaving_out_and_none_are_the_same_for_the_core(rules: Rules, answers: Drawn) -> None:
    empty = {**dict.fromkeys(reference.ORDER), **answers}
    assert rules.advise(empty) == rules.advise(answers)


# --- clearing ------------------------------------------------------------------------------------


@st.composite
def clearances(draw: st.DrawFn, gates: list[str]) -> tuple[Clearance, ...]:
    chosen = draw(st.lists(st.sampled_from(gates), unique=True)) if gates else []
    return tuple(Clearance(gate, "checked") for gate in chosen)


@given(answers=answer_sets, data=st.data())
def test_clearing_agrees_with_the_reference(
    rules: Rules, answers: Drawn, data: st.DataObject
) -> None:
    gates = reference.gates(answers)
    wanted = data.draw(clearances([*gates, "age_70_plus", "kidney", "unanswered_age"]))
    honoured = [
        each
        for each in wanted
        if each.gate in gates
        and reference.clearable(each.gate, gates[each.gate])
        and rules.is_reason(each)  # one of them is cleared for a reason of its own alone
    ]
    standing = {
        gate: level for gate, level in gates.items() if gate not in {each.gate for each in honoured}
    }
    advice = rules.advise(answers, "staff", wanted)
    assert (advice.outcome, advice.urgency) == reference.outcome(standing)
    assert set(advice.gates) == set(standing)
    assert list(advice.cleared) == honoured
    assert rules.advise(answers, "kiosk", wanted) == rules.advise(answers)


def test_staff_clear_one_gate_and_the_rest_stands(rules: Rules) -> None:
    answers = {**CALM, "age": "70_plus", "conditions": ["bowel"]}
    both = (Clearance("age_70_plus", "seen"), Clearance("bowel", "seen"))
    assert rules.advise(answers, "staff", both[:1]).gates == ("bowel",)
    cleared = rules.advise(answers, "staff", both)
    assert (cleared.outcome, cleared.cleared) == ("suggest", both)
    assert {"caution.older_kidneys", "caution.bowel"} <= holding(cleared)


def test_a_kiosk_never_clears(assistant: Assistant) -> None:
    answers = {**CALM, "age": "70_plus"}
    advice, suggestion = assistant.advise(answers, "kiosk", (Clearance("age_70_plus", "I say so"),))
    assert (advice.outcome, advice.cleared, suggestion.products) == ("ask_staff", (), ())


@pytest.mark.parametrize(
    ("gate", "answers"),
    [
        ("kidney", {"conditions": ["kidney"]}),
        ("under_4", {"age": "under_4"}),
        ("few_signals", {"signals": [], "situations": []}),
        ("unanswered_age", {"age": None}),
        ("no_slot", {"medicines": ["iron", "gabapentin"]}),
        ("no_such_gate", {"age": "70_plus"}),
    ],
)
def test_what_staff_cannot_clear(rules: Rules, gate: str, answers: Drawn) -> None:
    said = {**CALM, **answers}
    assert rules.advise(said, "staff", [Clearance(gate, "x")]) == rules.advise(said, "staff")


# --- the same in, the same out -------------------------------------------------------------------


def as_bytes(assistant: Assistant, answers: Drawn, language: str = "nl") -> bytes:
    advice, suggestion = assistant.advise(answers)
    said = as_read(assistant.pack, advice, suggestion, language, "staff")
    return json.dumps(said).encode()


@given(answers=answer_sets)
def test_the_same_answers_give_the_same_bytes(assistant: Assistant, answers: Drawn) -> None:
    again = Assistant(assistant.pack, assistant.settings, assistant.stockroom._file)
    backwards = dict(reversed(list(answers.items())))
    assert as_bytes(assistant, answers) == as_bytes(again, backwards)


@given(answers=answer_sets, data=st.data())
def test_the_order_of_ticks_does_not_matter(
    assistant: Assistant, answers: Drawn, data: st.DataObject
) -> None:
    shuffled = {
        key: data.draw(st.permutations(value)) if isinstance(value, list) else value
        for key, value in answers.items()
    }
    assert as_bytes(assistant, shuffled) == as_bytes(assistant, answers)
    pack = assistant.pack
    assert build_consultation({"answers": shuffled}, pack) == build_consultation(
        {"answers": answers}, pack
    )


def test_the_order_of_wishes_does_not_matter(assistant: Assistant) -> None:
    wishes = ["capsule", "vegan", "few_units", "budget"]
    answers = {**CALM, "preferences": wishes}
    backwards = {**CALM, "preferences": wishes[::-1]}
    assert assistant.advise(answers)[0].outcome == "suggest"
    assert as_bytes(assistant, answers) == as_bytes(assistant, backwards)


@given(answers=answer_sets)
def test_advising_changes_nothing(rules: Rules, answers: Drawn) -> None:
    before = json.dumps(answers)
    first = rules.advise(answers)
    assert json.dumps(answers) == before
    assert rules.advise(answers) == first


# --- the trace -----------------------------------------------------------------------------------


@given(answers=answer_sets)
def test_the_trace_explains_the_advice(rules: Rules, answers: Drawn) -> None:
    pack = rules.pack
    advice = rules.advise(answers)
    trace = {verdict.rule: verdict for verdict in advice.trace}
    assert len(trace) == len(advice.trace)
    for kind, ids in (
        ("gate", [gate.id for gate in pack.gates]),
        ("weight", [weight.id for weight in pack.weights]),
        ("caution", [caution.id for caution in pack.cautions]),
        ("claim", [claim.id for claim in pack.claims]),
        ("spacing", [spacing.id for spacing in pack.spacings]),
        ("form_bar", [bar.id for bar in pack.form_bars]),
    ):
        assert [rule.partition(".")[2] for rule in trace if rule.startswith(f"{kind}.")] == ids
    assert {f"gate.{gate}" for gate in advice.gates} == {
        rule for rule in holding(advice) if rule.startswith("gate.")
    }
    open_ = set(rules.asked(answers)) - set(advice.answers)
    for verdict in advice.trace:
        assert verdict.sources
        assert set(verdict.sources) <= pack.sources.keys()
        assert set(verdict.open) <= open_
        assert verdict.holds is not None or verdict.open or open_
        for atom in verdict.because:
            question, _, said = atom.partition(":")
            if said == "unanswered":
                assert question in open_
            elif question in reference.MANY or question in reference.ONE:
                given_ = advice.answers[question]
                assert said in ([given_] if isinstance(given_, str) else given_)  # type: ignore[operator]
    for form in advice.forms:
        assert all(reason.rule in holding(advice) for reason in form.reasons)


@given(answers=answer_sets, more=anything)
def test_a_rule_that_is_ruled_out_stays_out(rules: Rules, answers: Drawn, more: Drawn) -> None:
    """However the open questions are answered, unless that brings new questions.

    What is skipped of the moments is supposed, and not open.
    """
    asked = rules.asked(answers)
    completed = {**{k: v for k, v in more.items() if k in asked and k != "moments"}, **answers}
    completed = {k: v for k, v in completed.items() if k in asked}
    assume(set(rules.asked(completed)) <= set(asked))
    before = {verdict.rule: verdict.holds for verdict in rules.advise(answers).trace}
    ruled_out = {rule for rule, holds in before.items() if holds is False}
    assert not ruled_out & holding(rules.advise(completed))


def test_the_trace_says_what_is_still_open(rules: Rules) -> None:
    answers = {key: value for key, value in CALM.items() if key != "conditions"}
    trace = {verdict.rule: verdict for verdict in rules.advise(answers).trace}
    assert trace["gate.kidney"].holds is None
    assert trace["gate.kidney"].open == ("conditions",)
    assert trace["gate.unanswered_conditions"].holds is True
    assert trace["gate.diuretic"].holds is False
    assert trace["weight.stress"].because == ("situations:stress",)
    assert trace["weight.stress"].sources == ("article",)


# --- small things --------------------------------------------------------------------------------


def test_the_shop_s_own_form_is_said_to_be_the_shop_s(pack: Pack) -> None:
    advice = Rules(pack, ["lactate"]).advise(CALM)
    (lactate,) = (form for form in advice.forms if form.form == "lactate")
    assert (lactate.score, lactate.reasons[0].rule) == (1, "shop")
    assert "lactate" not in {form.form for form in Rules(pack).advise(CALM).forms}


def test_a_form_the_pack_does_not_have_is_refused(pack: Pack) -> None:
    with pytest.raises(KeyError):
        Rules(pack, ["unobtainium"])


@pytest.mark.parametrize("stage", ["pregnant", "breastfeeding"])
def test_threonate_is_barred_also_after_clearing(pack: Pack, stage: str) -> None:
    wide = Rules(pack, ["threonate"])
    advice = wide.advise({**CALM, "life_stage": [stage]}, "staff", [Clearance(stage, "seen")])
    assert advice.outcome == "suggest"
    assert "threonate" not in {form.form for form in advice.forms}
    assert "threonate" in {form.form for form in wide.advise(CALM).forms}


@pytest.mark.parametrize("age", ["4_8", "9_17"])
def test_threonate_is_barred_under_18_also_after_clearing(pack: Pack, age: str) -> None:
    advice = Rules(pack, ["threonate"]).advise(
        {**CALM, "age": age}, "staff", [Clearance(f"age_{age}", "seen")]
    )
    assert advice.outcome == "suggest"
    assert "threonate" not in {form.form for form in advice.forms}


@pytest.mark.parametrize(
    ("medicines", "slots"),
    [
        ([], ("dinner", "breakfast", "lunch", "bedtime")),
        (["levothyroxine"], ("dinner", "lunch")),
        (["iron"], ("dinner", "bedtime")),
        (["gabapentin"], ("dinner",)),
        (["levothyroxine", "iron"], ("dinner",)),
    ],
)
def test_magnesium_keeps_clear_of_medicines(
    rules: Rules, medicines: list[str], slots: tuple[str, ...]
) -> None:
    assert rules.advise({**CALM, "medicines": medicines}).slots == slots


def test_no_free_moment_is_for_the_staff_who_cannot_clear_it(rules: Rules) -> None:
    answers = {**CALM, "medicines": ["iron", "gabapentin"], "moments": {"iron": ["dinner"]}}
    assert rules.advise(answers).gates == ("no_slot",)
    cleared = rules.advise(answers, "staff", [Clearance("no_slot", "agreed")])
    assert (cleared.outcome, cleared.cleared, cleared.slots) == ("ask_staff", (), ())


@pytest.mark.parametrize(
    ("sex", "food", "fires"),
    [
        ("female", {"wholemeal_bread": 8}, False),  # 120 + 208 = 328 of 300
        ("female", {"mineral_water": 10, "nuts": 7}, False),  # 330: exactly 110 %
        ("female", {"wholemeal_bread": 9}, True),  # 354
        ("male", {"wholemeal_bread": 9}, False),  # 135 + 234 = 369 of 350
        ("male", {"wholemeal_bread": 10}, True),  # 395
        ("unsaid", {"wholemeal_bread": 8}, False),  # the lowest of both: 328 of 300
        ("unsaid", {"wholemeal_bread": 9}, True),  # 354
        ("female", {}, False),
    ],
)
def test_a_rich_diet_comes_first_whatever_the_situation(
    rules: Rules, sex: str, food: dict[str, int], fires: bool
) -> None:
    answers = {**CALM, "sex": sex, "situations": [], "food": food}
    assert ("food_rich" in rules.advise(answers).gates) == fires
    assert ("food_rich" in rules.advise({**answers, "situations": ["sport"]}).gates) == fires
