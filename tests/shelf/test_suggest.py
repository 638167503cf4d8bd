"""Products: what is left out and why, the dose, the moments of the day, and the order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import shelf_reference as reference
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from people import PLAIN, STRESSED
from strategies import Drawn, answer_sets, calm, shelves
from test_shelf import advices, the_rules

from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.products import Product
from magapp.rules import Advice, Rules
from magapp.shelf.suggest import Suggested, Suggestion, suggest


@pytest.fixture(scope="session")
def rules(pack: Pack) -> Rules:
    return Rules(pack)


def advised(rules: Rules, answers: Drawn, *products: Product) -> Suggestion:
    return suggest(rules.pack, rules.advise(answers), products)


def one(rules: Rules, product: Product, **answers: Any) -> Suggested:
    (shown,) = advised(rules, {**STRESSED, **answers}, product).products
    return shown


def intakes(shown: Suggested) -> list[tuple[str, float, float]]:
    return [(each.slot, each.units, each.amount) for each in shown.intakes]


# --- against the reference -----------------------------------------------------------------------


@given(answers=calm, shelf=shelves())
def test_agrees_with_the_reference(rules: Rules, answers: Drawn, shelf: list[Product]) -> None:
    advice = rules.advise(answers)
    suggestion = suggest(rules.pack, advice, shelf)
    if advice.outcome != "suggest":
        assert suggestion == Suggestion()
        return
    agree(advice, shelf, suggestion)


def agree(advice: Advice, shelf: list[Product], suggestion: Suggestion) -> None:
    """A suggestion is what the contract, read once more, makes of an advice and a shelf."""
    out = {each.ean: reference.left_out(advice, each) for each in shelf}
    assert [each.product.ean for each in suggestion.products] == reference.cards(advice, shelf)
    assert [(each.ean, each.reason) for each in suggestion.excluded] == [
        (ean, reason) for ean, reason in out.items() if reason
    ]
    for each in suggestion.products:
        dose = reference.dose(advice, each.product)
        assert [(slot, part) for slot, part, _ in intakes(each)] == dose
        assert [mg for *_, mg in intakes(each)] == pytest.approx(
            [part * each.product.per_unit for _, part in dose], abs=0.02
        )
        assert {*each.preferences} == reference.met(advice, each.product)
        assert each.buffered == reference.buffered(each.product)
        assert each.whole_unit == reference.whole_unit(each.product)


@settings(max_examples=100)
@given(advice=advices(), shelf=shelves())
def test_agrees_with_the_reference_for_any_advice(advice: Advice, shelf: list[Product]) -> None:
    if advice.suggests:
        agree(advice, shelf, suggest(the_rules().pack, advice, shelf))


@given(answers=answer_sets, shelf=shelves())
def test_no_product_is_above_the_allowance(
    rules: Rules, answers: Drawn, shelf: list[Product]
) -> None:
    advice = rules.advise(answers)
    for each in suggest(rules.pack, advice, shelf).products:
        exact = each.units_per_day * each.product.per_unit
        assert exact <= advice.allowance + 1e-9
        assert each.daily <= advice.allowance + 0.005  # shown with two decimals
        assert 0.5 <= each.units_per_day <= each.product.units_per_day
        assert each.product.stock > 0


@settings(max_examples=100)
@given(advice=advices(), shelf=shelves())
def test_intakes(advice: Advice, shelf: list[Product]) -> None:
    """They add up, are as equal as halves allow, and none is larger than need be."""
    if not advice.suggests:
        return
    order = [slot.id for slot in the_rules().pack.slots]
    for each in suggest(the_rules().pack, advice, shelf).products:
        piece = 0.5 if reference.halves(each.product) else 1
        parts = [intake.units for intake in each.intakes]
        assert round(sum(intake.amount for intake in each.intakes), 2) == each.daily
        assert sum(parts) == each.units_per_day
        assert all(part > 0 and part % piece == 0 for part in parts)
        assert max(parts) - min(parts) <= piece
        assert all(part == piece for part in parts) or not each.whole_unit
        for part in parts:
            assert part * each.product.per_unit <= 125 or part == piece
        slots = [intake.slot for intake in each.intakes]
        assert {*slots} == {*advice.slots[: len(slots)]}
        assert slots == sorted({*slots}, key=order.index)
        assert len(slots) <= 3


def test_amounts_of_fractions_add_up(rules: Rules) -> None:
    halved = replace(PLAIN, per_unit=125.55, units_per_day=1, dosage_form="tablet")
    thirds = replace(PLAIN, per_unit=66.665, units_per_day=3)
    for product in (halved, thirds):
        shown = one(rules, product)
        assert round(sum(mg for *_, mg in intakes(shown)), 2) == shown.daily


@given(answers=calm, shelf=shelves(), data=st.data())
def test_the_order_on_the_shelf_does_not_matter(
    rules: Rules, answers: Drawn, shelf: list[Product], data: st.DataObject
) -> None:
    advice = rules.advise(answers)
    first = suggest(rules.pack, advice, shelf)
    second = suggest(rules.pack, advice, data.draw(st.permutations(shelf)))
    assert first.products == second.products
    assert {*first.excluded} == {*second.excluded}


@settings(max_examples=25)
@given(answers=calm)
def test_each_product_of_the_demo_shelf_is_ranked_or_left_out(
    assistant: Assistant, answers: Drawn
) -> None:
    advice, suggestion = assistant.advise(answers)
    assume(advice.outcome == "suggest")
    agree(advice, list(assistant.catalogue.products), suggestion)
    assert len(suggestion.products) <= 3


@pytest.mark.parametrize(
    "answers",
    [
        {"alarm": ["chest_pain"]},
        {"conditions": ["kidney"]},
        {"age": "70_plus"},
        {"age": None},
        {"other_magnesium": 250},
        {"signals": [], "situations": []},
    ],
)
def test_no_products_but_for_a_suggestion(rules: Rules, answers: Drawn) -> None:
    assert advised(rules, {**STRESSED, **answers}, PLAIN) == Suggestion()


# --- left out ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "change", "answers"),
    [
        ("out_of_stock", {"stock": 0}, {}),
        ("form", {"form": "citrate"}, {}),
        ("form", {"form": "oxide"}, {}),
        ("over_allowance", {"per_unit": 250.5}, {}),
        ("over_allowance", {}, {"other_magnesium": 151}),
        ("not_vegan", {"vegan": False}, {"preferences": ["vegan"]}),
        ("b6", {"contains": (("b6", 6.1),)}, {}),
        ("b6", {"contains": (("zinc", 5.0), ("b6", 12.5)), "units_per_day": 1}, {}),
        # Of several reasons the first in the contract's order is given.
        ("out_of_stock", {"stock": 0, "form": "oxide", "per_unit": 300}, {}),
        ("form", {"form": "oxide", "per_unit": 300, "contains": (("b6", 20.0),)}, {}),
        (
            "over_allowance",
            {"per_unit": 300, "vegan": False, "contains": (("b6", 20.0),)},
            {"preferences": ["vegan"]},
        ),
        ("not_vegan", {"vegan": False, "contains": (("b6", 20.0),)}, {"preferences": ["vegan"]}),
    ],
)
def test_why_a_product_is_left_out(
    rules: Rules, reason: str, change: dict[str, Any], answers: Drawn
) -> None:
    suggestion = advised(rules, {**STRESSED, **answers}, replace(PLAIN, **change))
    assert suggestion.products == ()
    assert [(each.ean, each.reason) for each in suggestion.excluded] == [("10000000", reason)]


@pytest.mark.parametrize(
    ("change", "answers"),
    [
        ({"stock": 1}, {}),
        ({"per_unit": 250}, {}),
        ({}, {"other_magnesium": 150}),
        ({"vegan": False}, {}),
        ({"contains": (("b6", 6.0),)}, {}),
        ({"contains": (("zinc", 50.0),)}, {}),
        ({"form": "citrate"}, {"situations": ["hormonal"]}),
    ],
)
def test_what_just_fits(rules: Rules, change: dict[str, Any], answers: Drawn) -> None:
    assert one(rules, replace(PLAIN, **change), **answers).product.ean == "10000000"


# --- dose and moments ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "answers", "expected"),
    [
        # Up to 125 mg: once, at dinner.
        ({"units_per_day": 1}, {}, [("dinner", 1, 100)]),
        ({"per_unit": 62.5}, {}, [("dinner", 2, 125)]),
        # More: twice, in the order of the day.
        ({}, {}, [("breakfast", 1, 100), ("dinner", 1, 100)]),
        ({"per_unit": 50, "units_per_day": 3}, {}, [("breakfast", 2, 100), ("dinner", 1, 50)]),
        # As equal as halves allow.
        (
            {"per_unit": 50, "units_per_day": 3, "dosage_form": "tablet"},
            {},
            [("breakfast", 1.5, 75), ("dinner", 1.5, 75)],
        ),
        # Where two moments do not hold it: three, each within 125 mg.
        (
            {"per_unit": 80, "units_per_day": 3},
            {},
            [("breakfast", 1, 80), ("lunch", 1, 80), ("dinner", 1, 80)],
        ),
        (
            {"per_unit": 75, "units_per_day": 3},
            {},
            [("breakfast", 1, 75), ("lunch", 1, 75), ("dinner", 1, 75)],
        ),
        # Fewer moments than it takes: a smaller dose, and halves too.
        (
            {"per_unit": 80, "units_per_day": 3},
            {"medicines": ["levothyroxine"]},
            [("lunch", 1, 80), ("dinner", 1, 80)],
        ),
        (
            {"per_unit": 200, "units_per_day": 1, "dosage_form": "tablet"},
            {"medicines": ["gabapentin"]},
            [("dinner", 0.5, 100)],
        ),
        # With restless nights bedtime comes first.
        ({"units_per_day": 1}, {"situations": ["sleep"]}, [("bedtime", 1, 100)]),
        # The label and the allowance both limit.
        ({"units_per_day": 9}, {}, [("breakfast", 1, 100), ("dinner", 1, 100)]),
        ({}, {"other_magnesium": 60}, [("dinner", 1, 100)]),
        # A single unit of more than 125 mg: halves, where it can be halved.
        (
            {"per_unit": 200, "units_per_day": 1, "dosage_form": "powder"},
            {},
            [("breakfast", 0.5, 100), ("dinner", 0.5, 100)],
        ),
        ({"per_unit": 200, "units_per_day": 1}, {}, [("dinner", 1, 200)]),
        # Medicines move the moments.
        ({}, {"medicines": ["levothyroxine"]}, [("lunch", 1, 100), ("dinner", 1, 100)]),
        ({}, {"medicines": ["levothyroxine", "iron"]}, [("dinner", 1, 100)]),
        # One free moment: one smaller intake.
        ({}, {"medicines": ["gabapentin"]}, [("dinner", 1, 100)]),
        (
            {"per_unit": 60, "units_per_day": 4},
            {"medicines": ["gabapentin"]},
            [("dinner", 2, 120)],
        ),
    ],
)
def test_dose(
    rules: Rules, change: dict[str, Any], answers: Drawn, expected: list[tuple[str, float, float]]
) -> None:
    shown = one(rules, replace(PLAIN, **change), **answers)
    assert intakes(shown) == expected
    assert shown.units_per_day == sum(units for _, units, _ in expected)
    assert shown.daily == sum(mg for *_, mg in expected)


def test_prices(rules: Rules) -> None:
    shown = one(rules, PLAIN)  # 60 units of 100 mg for 30 euros, two a day
    assert shown.price_per_day == pytest.approx(1.0)
    assert shown.price_per_100 == pytest.approx(0.5)


@pytest.mark.parametrize(("mg", "claims"), [(56.25, True), (56.24, False), (100, True)])
def test_claims_need_enough_magnesium(rules: Rules, mg: float, claims: bool) -> None:
    shown = one(rules, replace(PLAIN, per_unit=mg, units_per_day=1))
    assert shown.claims is claims
    assert Suggestion((shown,)).claims is claims


@pytest.mark.parametrize(
    ("wish", "change", "meets"),
    [
        ("capsule", {}, True),
        ("tablet", {}, False),
        ("powder", {"dosage_form": "powder"}, True),
        ("liquid", {"dosage_form": "liquid"}, True),
        ("vegan", {}, True),
        ("few_units", {}, True),
        ("few_units", {"per_unit": 80, "units_per_day": 3}, False),
        ("budget", {"price": 12}, True),
        ("budget", {"price": Decimal("12.1")}, False),
        ("gentle", {}, True),
        ("gentle", {"salt_per_unit": 500}, False),
        ("gentle", {"blend": (("bisglycinate", 60), ("citrate", 40))}, False),
        ("gentle", {"blend": (("bisglycinate", 60), ("malate", 40))}, True),
    ],
)
def test_wishes(rules: Rules, wish: str, change: dict[str, Any], meets: bool) -> None:
    shown = one(rules, replace(PLAIN, **change), preferences=[wish])
    assert shown.preferences == ((wish,) if meets else ())


# --- order ---------------------------------------------------------------------------------------


def test_order_is_form_then_wishes_then_price_then_number(rules: Rules) -> None:
    cheap_taurate = replace(PLAIN, ean="1", form="taurate", price=5)
    dear = replace(PLAIN, ean="2", price=40)
    cheap = replace(PLAIN, ean="4", price=20)
    same = replace(PLAIN, ean="3", price=20)
    tablet = replace(PLAIN, ean="9", price=60, dosage_form="tablet")
    shelf = [cheap_taurate, dear, cheap, same, tablet]

    def order(answers: Drawn, products: list[Product]) -> list[str]:
        return [each.product.ean for each in advised(rules, answers, *products).products]

    assert order(STRESSED, shelf) == ["3", "1", "4"]  # taurate stands out, and has its card
    assert order({**STRESSED, "preferences": ["tablet"]}, shelf) == ["9", "1", "3"]
    assert order(STRESSED, [cheap_taurate, tablet]) == ["9", "1"]
    sporty = {**STRESSED, "situations": ["sport"], "signals": ["tension"]}
    assert order(sporty, shelf) == ["3", "4", "2"]
    whole = replace(PLAIN, ean="5", price=1, per_unit=200, units_per_day=1)
    mixed = replace(PLAIN, ean="6", price=1, salt_per_unit=500)
    assert order(sporty, [*shelf, whole, mixed]) == ["3", "4", "2"]
    assert order(sporty, [dear, whole, mixed]) == ["2", "6", "5"]


def test_a_product_that_is_not_shown_is_not_left_out(rules: Rules) -> None:
    shelf = [replace(PLAIN, ean=str(number)) for number in range(5)]
    suggestion = advised(rules, STRESSED, *shelf)
    assert (len(suggestion.products), suggestion.excluded) == (3, ())
