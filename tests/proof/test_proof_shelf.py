"""The promises about a shelf: that they are kept, and found broken when they are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from msgspec.structs import replace

from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.pack.model import Invariant
from magapp.products import Product
from magapp.proof.diagram import EVERY
from magapp.proof.invariants import Proof, prove
from magapp.proof.space import AnswerSpace
from magapp.rules import Advice, Rules
from magapp.shelf import suggest as module
from magapp.shelf.suggest import Suggested
from magapp.visit.consultation import build_consultation


@pytest.fixture(scope="module")
def rules(pack: Pack) -> Rules:
    return Rules(pack)


def decided(rules: Rules, kind: str, products: Iterable[Product]) -> Proof:
    invariant = Invariant(id="promise", kind=kind, sources=())  # type: ignore[arg-type]
    (proof,) = prove(AnswerSpace(rules), [invariant], products)
    return proof


@pytest.mark.parametrize("kind", ["split", "cards"])
def test_kept_on_the_demo_shelf(rules: Rules, assistant: Assistant, kind: str) -> None:
    proof = decided(rules, kind, assistant.catalogue.products)
    assert proof.holds, proof.message
    assert not proof.idle
    assert decided(rules, kind, ()).idle


def test_an_intake_that_could_have_been_smaller_is_found(
    rules: Rules, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at_once(pack: Pack, advice: Advice, product: Product) -> tuple[float, ...]:
        return (min(product.units_per_day, int(advice.allowance / product.per_unit)),)

    monkeypatch.setattr(module, "spread", at_once)
    proof = decided(rules, "split", assistant.catalogue.products)
    assert not proof.holds
    assert "mg at dinner" in str(proof.message)


def test_one_piece_is_no_intake_that_could_have_been_smaller(
    rules: Rules, assistant: Assistant
) -> None:
    capsule = next(each for each in assistant.catalogue.products if each.dosage_form == "capsule")
    whole = replace(capsule, per_unit=200, units_per_day=1, blend=((capsule.form, 200),))
    assert decided(rules, "split", [whole]).holds


def test_a_form_without_its_card_is_found(
    rules: Rules, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def first_three(ranked: Sequence[Suggested]) -> tuple[Suggested, ...]:
        return tuple(ranked[:3])

    monkeypatch.setattr(module, "cards", first_three)
    proof = decided(rules, "cards", assistant.catalogue.products)
    assert not proof.holds
    assert proof.broken_by is not None
    assert "has no card" in str(proof.message)
    asked = build_consultation(proof.broken_by, rules.pack)
    advice = rules.advise(asked.answers, asked.channel, asked.cleared)
    assert len([each for each in advice.forms if each.stands_out]) > 1


def test_a_form_that_is_passed_over_is_found(
    rules: Rules, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of four that stand out the worst three have a card."""
    cards = module.cards

    def last_three(ranked: Sequence[Suggested]) -> tuple[Suggested, ...]:
        heads = {each.form.form: each for each in reversed(ranked) if each.form.stands_out}
        return tuple(heads.values())[:3] if len(heads) > 3 else cards(ranked)

    monkeypatch.setattr(module, "cards", last_three)
    assert not decided(rules, "cards", assistant.catalogue.products).holds


def test_forms_that_stand_out_are_those_of_the_rules(pack: Pack) -> None:
    """Over all situations, with and without signals and the wish for something gentle."""
    rules = Rules(pack, ["oxide"])
    space = AnswerSpace(rules)
    out = space.stands_out()
    situations = [option.id for option in pack.question("situations").option]
    for bits in range(2 ** len(situations)):
        for signals in ([], ["fatigue", "tension"], ["poor_sleep", "headache"]):
            for wishes in ([], ["gentle"]):
                answers = {
                    "situations": [each for at, each in enumerate(situations) if bits >> at & 1],
                    "signals": signals,
                    "preferences": wishes,
                }
                facts = rules.facts(answers)
                expected = {each.form for each in rules.forms(facts) if each.stands_out}
                true = {place: bool(facts >> place & 1) for place in range(facts.bit_length() + 1)}
                found = {form for form, node in out.items() if holds(space, node, true)}
                assert found == expected, answers


def holds(space: AnswerSpace, node: int, true: dict[int, bool]) -> bool:
    """Whether an answer set is in a set."""
    values = {place: true.get(place, False) for place in space.sets.reads(node)}
    return space.sets.fixed(node, values) == EVERY
