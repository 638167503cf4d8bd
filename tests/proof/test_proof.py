"""The proof against counting by hand: what it says of all answer sets is what each of them says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, combinations, product
from typing import Any

import pytest
from msgspec.structs import replace

import magapp.proof.invariants
from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.pack.model import ALWAYS, OUTCOMES, Condition, Question
from magapp.pack.roles import roles_of
from magapp.products import Product
from magapp.proof.diagram import EMPTY, EVERY
from magapp.proof.invariants import Proof, prove
from magapp.proof.space import AnswerSpace
from magapp.rules import Advice, Rules
from magapp.rules.compiled import CompiledQuestion
from magapp.shelf.suggest import Intake, Suggested, dosed
from magapp.visit.consultation import build_consultation

Answers = dict[str, Any]

QUIET: Answers = {
    "who": "self",
    "age": "18_69",
    "sex": "female",
    "life_stage": [],
    "signals": ["fatigue"],
    "alarm": [],
    "duration": "weeks",
    "tried": "nothing",
    "situations": ["stress"],
    "conditions": [],
    "medicines": [],
    "other_magnesium": 0,
}


@pytest.fixture(scope="session")
def rules(pack: Pack) -> Rules:
    return Rules(pack)


@pytest.fixture(scope="session")
def space(rules: Rules) -> AnswerSpace:
    return AnswerSpace(rules)


def values(question: Question) -> list[Any]:
    """Every answer to a question that the rules can tell apart; None leaves it open."""
    options = [each.id for each in question.option]
    if question.kind in ("many", "lookup"):
        sizes = range(len(options) + 1)
        ticks = chain.from_iterable(combinations(options, size) for size in sizes)
        return [None, *map(list, ticks)]
    if question.kind == "number":
        return [None, *options, 0, 1, 53.75, 54, 193.75, 194, 2000]
    if question.kind == "portions":
        return [None, {}, {"wholemeal_bread": 7}, {"wholemeal_bread": 12}]
    return [None, *options]


def all_sets(pack: Pack, questions: tuple[str, ...], rest: Answers) -> Iterator[Answers]:
    """Every answer set to these questions, with the same answers to the rest."""
    for chosen in product(*(values(pack.question(each)) for each in questions)):
        given = dict(zip(questions, chosen, strict=True))
        yield {each: value for each, value in (rest | given).items() if value is not None}


def by_hand(rules: Rules, sets: Iterator[Answers]) -> dict[int, str]:
    """The outcome of each answer set, by the bits of what is said in it.

    Answers to questions that are not asked say nothing, so several may come to the same.
    """
    return {rules.said(answers): rules.outcome(rules.facts(answers))[0] for answers in sets}


def where(space: AnswerSpace, questions: tuple[str, ...], rest: Answers) -> int:
    """The answer sets in which all other questions are answered as in `rest`, or not asked."""
    sets = space.sets
    parts = [space.possible]
    for step in space.rules.walk:
        if isinstance(step, CompiledQuestion) and step.question.id not in questions:
            value = rest.get(step.question.id)
            options = [step.options[each] for each in _listed(value) if each in step.options]
            said = options if value is not None else [step.unanswered]
            nodes = [(bit, space.nodes[bit]) for bit in (*step.options.values(), step.unanswered)]
            silent = sets.both(*(sets.outside(node) for _, node in nodes))
            answered = sets.both(
                *(node if bit in said else sets.outside(node) for bit, node in nodes)
            )
            parts.append(sets.choose(space.all_of(step.needs), answered, silent))
    return sets.both(*parts)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def holds(space: AnswerSpace, node: int, bits: int) -> bool:
    """Whether the answer set with these bits is in a set."""
    every = {bit.bit_length() - 1: bool(bits & bit) for bit in variables(space)}
    return space.sets.fixed(node, every) == EVERY


def variables(space: AnswerSpace) -> Iterator[int]:
    """The bits of all answers."""
    for step in space.rules.walk:
        if isinstance(step, CompiledQuestion):
            yield from (*step.options.values(), step.unanswered)


# --- counting ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("questions", "changed"),
    [
        (("age", "sex", "life_stage", "other_magnesium"), {}),
        (("signals", "duration", "palpitations_known", "headache_known", "low_mood_known"), {}),
        (
            ("signals", "tried"),
            {
                "duration": "month_plus",
                "palpitations_known": "yes",
                "headache_known": "yes",
                "low_mood_known": "yes",
            },
        ),
        (("alarm", "sex", "tried"), {}),
        (("situations", "diet", "food"), {}),
        (("situations", "sex", "food"), {"signals": []}),
        (("conditions", "who", "duration"), {"situations": []}),
        (("age", "preferences"), {}),
    ],
)
def test_counts_are_those_of_going_through_every_answer_set(
    pack: Pack, space: AnswerSpace, questions: tuple[str, ...], changed: Answers
) -> None:
    rest = QUIET | changed
    found = by_hand(space.rules, all_sets(pack, questions, rest))
    counts = Counter(found.values())
    here = where(space, questions, rest)
    assert {
        each: space.count(space.sets.both(here, node)) for each, node in space.outcomes.items()
    } == {each: counts[each] for each in OUTCOMES}
    assert space.count(here) == len(found)


def small(pack: Pack, *names: str) -> Pack:
    """The real pack cut down to these questions and the rules that read no other."""

    def kept(condition: Condition) -> bool:
        atoms = [atom for _, part in condition.parts() for atom in part]
        return all(atom.partition(":")[0] in names for atom in atoms)

    questions = tuple(each for each in pack.questions if each.id in names and not each.asked)
    return replace(
        pack,
        questions=questions,
        roles=roles_of(questions),
        conditions={name: each for name, each in pack.conditions.items() if kept(each)},
        gates=tuple(each for each in pack.gates if kept(each.when)),
        weights=tuple(each for each in pack.weights if kept(each.when)),
        form_bars=tuple(each for each in pack.form_bars if kept(each.when)),
        cautions=tuple(each for each in pack.cautions if kept(each.when)),
        claims=tuple(each for each in pack.claims if kept(each.when)),
        tips=(),
        article=(),
        spacings=(),
        references=tuple(each for each in pack.references if kept(each.when)),
        invariants=(),
    )


def test_a_small_pack_is_counted_and_decided_exactly(pack: Pack) -> None:
    tiny = small(pack, "who", "age", "conditions", "other_magnesium")
    rules = Rules(tiny)
    space = AnswerSpace(rules)
    found = by_hand(rules, all_sets(tiny, tuple(each.id for each in tiny.questions), {}))
    assert len(found) == 3 * 6 * 65 * 5 == space.count(space.possible)
    counts = {each: space.count(node) for each, node in space.outcomes.items()}
    assert counts == {each: Counter(found.values())[each] for each in OUTCOMES}
    assert min(counts.values()) > 0
    for bits, outcome in found.items():
        assert [each for each, node in space.outcomes.items() if holds(space, node, bits)] == [
            outcome
        ]


def test_every_answer_set_has_one_outcome(space: AnswerSpace) -> None:
    assert sum(map(space.count, space.outcomes.values())) == space.count(space.possible)
    assert space.count(space.possible) > 10**15
    assert space.count(EVERY) == 1 << space.variables


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_example_is_as_short_as_can_be(pack: Pack, outcome: str) -> None:
    """No answer set of the small pack comes to this outcome with fewer bits said."""
    tiny = small(pack, "who", "age", "conditions", "other_magnesium")
    rules = Rules(tiny)
    space = AnswerSpace(rules)
    answers = space.example(space.outcomes[outcome])["answers"]  # type: ignore[index]
    found = by_hand(rules, all_sets(tiny, tuple(each.id for each in tiny.questions), {}))
    assert found[rules.said(answers)] == outcome
    shortest = min(bits.bit_count() for bits, each in found.items() if each == outcome)
    assert rules.said(answers).bit_count() == shortest


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_example_is_a_valid_answer_file(rules: Rules, space: AnswerSpace, outcome: str) -> None:
    file = space.example(space.outcomes[outcome])  # type: ignore[index]
    consultation = build_consultation(file, rules.pack)
    assert rules.advise(consultation.answers).outcome == outcome


# --- every promise of the pack -------------------------------------------------------------------


def test_every_invariant_of_the_pack_holds(space: AnswerSpace, assistant: Assistant) -> None:
    proofs = list(prove(space, space.rules.pack.invariants, assistant.catalogue.products))
    assert [each.invariant for each in proofs] == [each.id for each in space.rules.pack.invariants]
    assert [each for each in proofs if not each.holds or each.idle] == []


def test_every_kind_of_invariant_is_promised(pack: Pack) -> None:
    assert {each.kind for each in pack.invariants} == set(BROKEN_KINDS) | {
        "channel", "one_outcome", "dose", "hours", "split", "cards", "look_back"
    }  # fmt: skip


def decide(pack: Pack, invariant: str, products: tuple[Product, ...] = ()) -> Proof:
    """The proof of one invariant of a pack."""
    (promise,) = (each for each in pack.invariants if each.id == invariant)
    (proof,) = prove(AnswerSpace(Rules(pack)), [promise], products)
    return proof


def replay(pack: Pack, proof: Proof) -> Advice:
    """What the rules say to a counter-example, read as the answer file that it is."""
    assert not proof.holds
    assert proof.broken_by is not None
    assert proof.message
    consultation = build_consultation(proof.broken_by, pack)
    rules = Rules(pack)
    advice = rules.advise(consultation.answers, consultation.channel, consultation.cleared)
    assert f" {advice.outcome}" in str(proof.message)
    return advice


def without(pack: Pack, kind: str, *ids: str) -> Pack:
    """The pack with some entries left out."""
    left = tuple(each for each in getattr(pack, kind) if each.id not in ids)
    assert len(left) == len(getattr(pack, kind)) - len(ids)
    return replace(pack, **{kind: left})


def changed(pack: Pack, kind: str, id: str, **fields: Any) -> Pack:
    """The pack with one entry changed."""
    entries = tuple(
        replace(each, **fields) if each.id == id else each for each in getattr(pack, kind)
    )
    assert entries != getattr(pack, kind)
    return replace(pack, **{kind: entries})


Change = Callable[[Pack], Pack]

BROKEN: list[tuple[str, str, Change, set[str]]] = [
    (
        "outcome", "refer_kidney",
        lambda pack: without(pack, "gates", "kidney"),
        {"ask_staff", "food_first", "suggest"},
    ),
    (  # weaker, and cleared on top of that
        "outcome", "refer_kidney",
        lambda pack: changed(pack, "gates", "kidney", outcome="ask_staff", urgency=None),
        {"ask_staff", "food_first", "suggest"},
    ),
    (
        "outcome", "refer_low_mood",
        lambda pack: changed(
            pack, "gates", "low_mood",
            when=Condition(
                all=("signals:low_mood", "duration:month_plus"), any=("low_mood_known:no",)
            ),
        ),
        {"ask_staff", "food_first", "suggest"},
    ),
    (
        "outcome", "enough_already_no_product",
        lambda pack: without(pack, "gates", "enough_already"),
        {"suggest"},
    ),
    (
        "outcome", "no_free_moment_no_product",
        lambda pack: changed(pack, "gates", "no_slot", clearable=True),
        {"food_first", "suggest"},
    ),
    (
        "form", "threonate_adults_only",
        lambda pack: without(pack, "form_bars", "threonate_breastfeeding"),
        {"suggest"},
    ),
    (
        "adding", "more_never_weaker",
        lambda pack: changed(
            changed(pack, "gates", "surgery", outcome="food_first"),
            "gates", "bowel",
            when=Condition(all=("conditions:bowel",), unless=("conditions:surgery",)),
        ),
        {"ask_staff"},
    ),
    (
        "unanswered", "open_safety_question",
        lambda pack: without(pack, "gates", "unanswered_age"),
        {"food_first", "suggest"},
    ),
    (
        "unanswered", "open_never_better",
        lambda pack: changed(
            pack, "gates", "bowel", when=Condition(any=("who:self", "who:other"))
        ),
        {"food_first", "suggest"},
    ),
    (
        "first", "stress_alone",
        lambda pack: changed(pack, "weights", "stress", forms=("taurate",)),
        {"suggest"},
    ),
    (
        "first", "sport_alone",
        lambda pack: changed(pack, "weights", "sport", score=0),
        {"suggest"},
    ),
]  # fmt: skip
BROKEN_KINDS = {kind for kind, *_ in BROKEN} | {"can"}


@pytest.mark.parametrize(("kind", "invariant", "change", "outcomes"), BROKEN)
def test_a_planted_fault_breaks_the_promise(
    pack: Pack, kind: str, invariant: str, change: Change, outcomes: set[str]
) -> None:
    assert decide(pack, invariant).holds
    faulty = change(pack)
    (promise,) = (each for each in pack.invariants if each.id == invariant)
    assert promise.kind == kind
    proof = decide(faulty, invariant)
    advice = replay(faulty, proof)
    assert advice.outcome in outcomes
    rules = Rules(faulty)
    facts = rules.facts(advice.answers)
    assert rules.test(promise.when).holds(facts) or promise.when == ALWAYS
    if kind == "first":
        assert advice.forms[0].form not in promise.forms
    if kind == "form":  # a shop that allows the form would show it
        wide = Rules(faulty, promise.forms)
        shown = wide.advise(advice.answers, "staff", advice.cleared)
        assert {each.form for each in shown.forms} & {*promise.forms}
    # The true rules come to something better for the same answers.
    assert proof.broken_by is not None
    consultation = build_consultation(proof.broken_by, pack)
    true = Rules(pack).advise(consultation.answers, consultation.channel, consultation.cleared)
    if invariant == "open_never_better":  # every answer to who it is for does worse
        assert "who" not in advice.answers
        for who in ("self", "other"):
            answered = rules.advise({**consultation.answers, "who": who}).outcome
            assert OUTCOMES.index(answered) < OUTCOMES.index(advice.outcome)
    elif kind in ("outcome", "unanswered"):
        assert OUTCOMES.index(true.outcome) < OUTCOMES.index(advice.outcome)


def test_adding_names_the_tick_that_makes_it_weaker(pack: Pack) -> None:
    change = next(change for kind, _, change, _ in BROKEN if kind == "adding")
    faulty = change(pack)
    proof = decide(faulty, "more_never_weaker")
    rules = Rules(faulty)
    assert proof.broken_by is not None
    assert "conditions:surgery" in str(proof.message)
    answers = proof.broken_by["answers"]
    more = answers | {"conditions": [*answers["conditions"], "surgery"]}
    before, after = (rules.advise(each).outcome for each in (answers, more))
    assert OUTCOMES.index(after) > OUTCOMES.index(before)


def test_a_counter_example_is_as_short_as_any(pack: Pack) -> None:
    """By hand over every answer to some questions, all others open or empty."""
    faulty = without(pack, "gates", "kidney")
    proof = decide(faulty, "refer_kidney")
    assert proof.broken_by is not None
    rules = Rules(faulty)
    said = sum(variables(AnswerSpace(rules)))
    length = (rules.said(proof.broken_by["answers"]) & said).bit_count()
    questions = ("age", "conditions", "other_magnesium", "sex")
    ticks = ("life_stage", "signals", "situations", "medicines", "preferences")
    nothing: Answers = {each: [] for each in ticks}
    shortest = min(
        (rules.said(answers) & said).bit_count()
        for answers in all_sets(pack, questions, nothing)
        if "kidney" in answers.get("conditions", ())
        and rules.outcome(rules.facts(answers))[0] != "refer"
    )
    assert length == shortest


def test_a_form_that_can_no_longer_be_suggested_is_named(pack: Pack) -> None:
    faulty = changed(pack, "weights", "guideline", forms=("bisglycinate", "taurate", "malate"))
    proof = decide(faulty, "seed_forms_can_be_suggested")
    assert not proof.holds
    assert "glycerophosphate" in str(proof.message)
    assert "taurate" not in str(proof.message)


def test_a_clearance_that_counts_at_a_kiosk_is_seen(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert decide(pack, "kiosk_clears_nothing").holds
    monkeypatch.setattr(Rules, "honours", lambda rules, channel: rules.clearable)
    proof = decide(pack, "kiosk_clears_nothing")
    assert not proof.holds
    assert proof.broken_by is not None
    assert proof.broken_by["cleared"]
    rules = Rules(pack)
    cleared = build_consultation(proof.broken_by, pack).cleared
    answers = proof.broken_by["answers"]
    assert rules.advise(answers, "kiosk", cleared).outcome != rules.advise(answers).outcome


def test_two_outcomes_for_one_answer_set_are_seen(pack: Pack, space: AnswerSpace) -> None:
    (promise,) = (each for each in pack.invariants if each.kind == "one_outcome")
    for outcome, wrong in (("suggest", space.possible), ("refer", EMPTY)):
        broken = AnswerSpace(space.rules)
        broken.outcomes[outcome] = wrong  # type: ignore[index]
        (proof,) = prove(broken, [promise])
        assert not proof.holds
        assert proof.broken_by is not None


def test_a_dose_above_the_allowance_is_seen(
    pack: Pack, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def generous(*asked: Any) -> Suggested:
        """One unit more than the dose allows."""
        each = dosed(*asked)
        return replace(each, intakes=(*each.intakes, Intake("lunch", 1, each.product.per_unit)))

    products = assistant.catalogue.products
    assert decide(pack, "dose_within_allowance", products).holds
    assert decide(pack, "dose_within_allowance").idle
    monkeypatch.setattr(magapp.proof.invariants, "dosed", generous)
    proof = decide(pack, "dose_within_allowance", products)
    assert not proof.holds
    assert any(each.name in str(proof.message) for each in products)


def test_a_promise_about_nothing_is_idle(pack: Pack) -> None:
    promise = replace(
        next(each for each in pack.invariants if each.id == "refer_kidney"),
        when=Condition(all=("age:under_4", "age:18_69")),
    )
    (proof,) = prove(AnswerSpace(Rules(pack)), [promise])
    assert proof.holds
    assert proof.idle
