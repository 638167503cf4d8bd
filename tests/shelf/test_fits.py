"""The product in the customer's hand: whether it fits, which one fits better, and what is said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace
from people import PLAIN, STRESSED
from strategies import Drawn, answer_sets, calm, shelves

from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.products import Product
from magapp.rules import Rules
from magapp.shelf.fits import Fit, fit
from magapp.shelf.suggest import exclusion, suggest


@pytest.fixture(scope="module")
def rules(pack: Pack) -> Rules:
    return Rules(pack)


def judged(rules: Rules, product: Product, *others: Product, **answers: Any) -> Fit:
    advice = rules.advise({**STRESSED, **answers})
    return fit(rules.pack, advice, suggest(rules.pack, advice, (product, *others)), product)


@given(answers=answer_sets, shelf=shelves())
def test_a_product_fits_just_when_the_shelf_would_offer_it(
    rules: Rules, answers: Drawn, shelf: list[Product]
) -> None:
    """`not` whenever it is left out but for the stock, and never otherwise."""
    advice = rules.advise(answers, "staff")
    suggestion = suggest(rules.pack, advice, shelf)
    forms = {each.form for each in advice.forms}
    for product in shelf:
        there = replace(product, stock=1)
        out = advice.outcome != "suggest" or exclusion(rules.pack, advice, forms, there)
        said = fit(rules.pack, advice, suggestion, product)
        assert (said.verdict == "not") == bool(out)
        assert (said.dose is None) == bool(out)
        assert said.in_stock == (product.stock > 0)
        assert bool(said.reasons or said.gates) == bool(out)


@given(answers=calm, shelf=shelves())
def test_better_names_the_first_one_shown(
    rules: Rules, answers: Drawn, shelf: list[Product]
) -> None:
    advice = rules.advise(answers)
    suggestion = suggest(rules.pack, advice, shelf)
    shown = [each.product.ean for each in suggestion.products]
    for product in shelf:
        said = fit(rules.pack, advice, suggestion, product)
        if said.verdict == "better":
            assert said.instead == shown[0] != product.ean
            assert said.because
        else:
            assert (said.instead, said.because) == ("", None)
    if shown:
        best = next(each for each in shelf if each.ean == shown[0])
        assert fit(rules.pack, advice, suggestion, best).verdict == "fine"


def test_the_dose_keeps_to_what_may_be_added(rules: Rules) -> None:
    said = judged(rules, PLAIN, other_magnesium=150)
    assert said.dose is not None
    assert (said.dose.units_per_day, said.dose.daily) == (1, 100)


def test_what_puts_another_first(rules: Rules) -> None:
    dear = replace(PLAIN, ean="10000001", price=60)
    assert judged(rules, dear, PLAIN).because == "price"
    assert judged(rules, dear, PLAIN).instead == PLAIN.ean
    malate = replace(PLAIN, ean="10000002", form="malate", blend=(("malate", 100),), price=1)
    assert judged(rules, malate, PLAIN).because == "form"
    powder = replace(PLAIN, ean="10000003", dosage_form="powder", price=1)
    assert judged(rules, powder, PLAIN, preferences=["capsule"]).because == "wishes"


def test_as_good_and_as_cheap_is_fine(rules: Rules) -> None:
    """The EAN decides what is shown first, and is no reason to call another one better."""
    assert judged(rules, replace(PLAIN, ean="99999999"), PLAIN).verdict == "fine"


def test_every_reason_is_given(rules: Rules) -> None:
    wrong = replace(
        PLAIN, form="oxide", per_unit=300, vegan=False, contains=(("b6", 20.0),), stock=0
    )
    said = judged(rules, wrong, preferences=["vegan"])
    assert said.reasons == ("form", "over_allowance", "not_vegan", "b6")
    assert not said.in_stock


def test_one_that_is_sold_out_may_be_in_the_hand(rules: Rules) -> None:
    gone = replace(PLAIN, stock=0)
    assert judged(rules, gone).verdict == "fine"
    cheap = replace(PLAIN, ean="10000001", price=10)
    assert judged(rules, gone, cheap).instead == cheap.ean


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({}, "fine"),
        ({"situations": ["sport"]}, "better"),
        ({"other_magnesium": 200}, "not"),
        ({"conditions": ["kidney"]}, "not"),
        ({"age": "70_plus"}, "not"),
        ({"signals": [], "situations": []}, "not"),
    ],
)
def test_what_is_said(assistant: Assistant, answers: Drawn, verdict: str, language: str) -> None:
    advice, suggestion = assistant.advise({**STRESSED, **answers}, "staff")
    first = assistant.advise(STRESSED)[1].products[0].product
    said = assistant.fits(advice, suggestion, first.ean, language)
    assert said.verdict == verdict
    assert first.name in said.title
    assert said.text
    for each in assistant.pack.gates:
        title = assistant.pack.text(language, f"gate.{each.id}.title")
        decides = (each.outcome, each.urgency) == (advice.outcome, advice.urgency)
        if each.id in advice.gates and decides:
            assert title in said.text
    if instead := fit(assistant.pack, advice, suggestion, first).instead:
        assert assistant.shelf[instead].name in said.text


def test_an_unknown_product(assistant: Assistant) -> None:
    advice, suggestion = assistant.advise(STRESSED)
    with pytest.raises(KeyError):
        assistant.fits(advice, suggestion, "96385074", "en")
