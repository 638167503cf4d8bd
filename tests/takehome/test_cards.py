"""What the card of a product says: badges, reasons in the customer's own words, and the law."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from people import PLAIN, STRESSED
from promised import as_read
from strategies import Drawn, calm, shelves

from magapp.assistant import Assistant
from magapp.check.words import word_faults
from magapp.cli.terminal import as_text
from magapp.pack import Pack
from magapp.products import Product
from magapp.rules import Rules
from magapp.shelf.suggest import suggest
from magapp.takehome import cards
from magapp.takehome.report import ProductText, advice_in_words

NEVER = ("situations.sleep", "signals.poor_sleep", "situations.hormonal", "signals.headache",
         "signals.low_mood")  # fmt: skip


@pytest.fixture(scope="module")
def rules(pack: Pack) -> Rules:
    return Rules(pack)


def stocked(number: int, form: str = "bisglycinate", **change: Any) -> Product:
    return replace(PLAIN, ean=f"{number:08}", form=form, blend=((form, 100),), **change)


def shown(rules: Rules, *products: Product, **answers: Any) -> tuple[ProductText, ...]:
    advice = rules.advise({**STRESSED, "signals": ["tension"], **answers})
    suggestion = suggest(rules.pack, advice, products)
    return advice_in_words(rules.pack, advice, suggestion, "en", "kiosk").products


def badges(said: Iterable[ProductText]) -> list[list[str]]:
    return [[badge.id for badge in each.badges] for each in said]


# --- differences ---------------------------------------------------------------------------------


def told(said: Iterable[ProductText]) -> list[list[str]]:
    return [[each.id for each in one.differences] for one in said]


def test_what_a_product_alone_has_is_said_of_it(rules: Rules) -> None:
    small = stocked(1, price=20, units_per_pack=60)
    large = stocked(2, price=30, units_per_pack=120)
    assert told(shown(rules, small, large)) == [["price_per_100", "days"], ["pack_price"]]
    [first, _] = shown(rules, small, large)
    assert "Lasts 60 days" in [each.text for each in first.differences]


def test_fewest_and_kind_are_facts_of_the_label(rules: Rules) -> None:
    one = stocked(1, per_unit=125, units_per_day=1, dosage_form="powder", vegan=True)
    two = stocked(2, units_per_day=2, vegan=False)
    said = shown(rules, one, two)
    by_ean = {each.suggested.product.ean: each.differences for each in said}
    ids = {ean: {each.id for each in found} for ean, found in by_ean.items()}
    assert {"units", "powder", "vegan", "intakes_1"} <= ids[one.ean]
    assert "capsule" in ids[two.ean]
    assert not ids[two.ean] & {"units", "vegan", "intakes_1", "intakes_2"}


def test_equal_products_and_a_lone_one_have_no_difference(rules: Rules) -> None:
    assert told(shown(rules, stocked(1))) == [[]]
    assert told(shown(rules, stocked(1), stocked(2))) == [[], []]


def test_of_forms_the_form_is_the_difference_where_nothing_else_is(rules: Rules) -> None:
    said = shown(rules, stocked(1), stocked(2, "taurate"))
    assert told(said) == [["form"], ["form"]]


def test_prices_in_two_currencies_are_not_compared(rules: Rules) -> None:
    said = told(shown(rules, stocked(1, price=20), stocked(2, price=30, currency="USD")))
    assert not {"price_per_100", "pack_price"} & {*said[0], *said[1]}


# --- badges --------------------------------------------------------------------------------------


def test_best_fit_is_earned_by_form_wishes_or_dose(rules: Rules) -> None:
    first, other = stocked(1, price=40), stocked(2, "taurate", price=20)
    assert badges(shown(rules, first, other)) == [["best_fit"], ["lowest_price"]]
    tablet = stocked(2, price=20, dosage_form="tablet")
    wish = {"preferences": ["capsule"]}
    assert badges(shown(rules, first, tablet, **wish)) == [["best_fit"], ["lowest_price"]]
    whole = stocked(2, price=20, per_unit=200)
    assert badges(shown(rules, first, whole)) == [["best_fit"], ["lowest_price", "whole_unit"]]


def test_where_only_the_price_decides_the_card_says_so(rules: Rules) -> None:
    cheap, dear = stocked(1, price=20), stocked(2, price=30)
    assert badges(shown(rules, cheap, dear)) == [["lowest_price"], []]
    said = shown(rules, cheap, dear, stocked(3, "taurate", price=10))
    assert badges(said) == [["lowest_price"], ["lowest_price"], []]
    assert said[0].badges[0].text != said[1].badges[0].text
    same = shown(rules, cheap, replace(cheap, ean="00000009"))
    assert badges(same) == [[], []]
    assert badges(shown(rules, cheap)) == [[]]


def test_a_price_in_another_currency_is_not_the_lowest(rules: Rules) -> None:
    said = shown(rules, stocked(1, price=20), stocked(2, price=30, currency="GBP"))
    assert badges(said) == [[], []]


@pytest.mark.parametrize(
    ("change", "buffered"),
    [
        ({}, False),
        ({"salt_per_unit": 710}, False),
        ({"salt_per_unit": 676}, False),  # 14.79 %: within 5 % of the 14.1 % of the pure one
        ({"salt_per_unit": 675}, True),
        ({"salt_per_unit": 500}, True),
        ({"name": "Magnesium Bisglycinaat (gebufferd)"}, True),
        ({"name": "Buffered chelate"}, True),
        ({"name": "Niet gebufferd bisglycinaat"}, False),
        ({"name": "Unbuffered chelate"}, False),
        ({"name": "Ongebufferd bisglycinaat"}, False),
        ({"blend": (("bisglycinate", 60), ("oxide", 40))}, True),
        ({"blend": (("bisglycinate", 60), ("citrate", 40))}, False),
        ({"blend": (("bisglycinate", 60), ("citrate", 40)), "salt_per_unit": 674}, False),
        ({"blend": (("bisglycinate", 60), ("citrate", 40)), "salt_per_unit": 600}, True),
        # Nothing is sold mixed with another salt under these names.
        ({"form": "taurate", "blend": (("taurate", 100),), "salt_per_unit": 900}, False),
        ({"form": "taurate", "blend": (("taurate", 100),), "name": "Gebufferd"}, False),
    ],
)
def test_buffered(rules: Rules, change: dict[str, Any], buffered: bool) -> None:
    (said,) = shown(rules, replace(PLAIN, **change))
    assert said.suggested.buffered is buffered
    assert badges([said]) == [["buffered"] if buffered else []]


# --- reasons -------------------------------------------------------------------------------------


def labels(said: Iterable[ProductText]) -> list[list[str]]:
    return [[reason.label for reason in each.reasons] for each in said]


def test_what_was_ticked_is_quoted(rules: Rules) -> None:
    shelf = stocked(1), stocked(2, "taurate"), stocked(3, "malate")
    wishes = ["vegan", "few_units"]
    said = shown(rules, *shelf, situations=["stress", "sport"], preferences=wishes)
    assert labels(said) == [
        ["Stress or strain", "Tense muscles", "Vegan", "Few units a day"],
        ["Stress or strain", "Vegan", "Few units a day"],
        ["A lot of sport or heavy work", "Vegan", "Few units a day"],
    ]
    told = cards.lines(rules.pack, said[0].reasons, "en")
    assert told == [
        ("quoted", "You chose: “Stress or strain”, “Tense muscles”"),
        ("preferences", "Your wish: Vegan, Few units a day"),
    ]


@settings(max_examples=150)
@given(answers=calm, shelf=shelves())
def test_no_two_cards_say_the_same(rules: Rules, answers: Drawn, shelf: list[Product]) -> None:
    """And each says something, quotes only what may be quoted, and names no other answer."""
    pack = rules.pack
    advice = rules.advise(answers)
    products = suggest(pack, advice, shelf).products
    for language in pack.languages:
        silent = {pack.text(language, f"option.{each}.title") for each in NEVER}
        said = cards.reasons(pack, products, language)
        told = [tuple(each.label for each in reasons) for reasons in said]
        assert len({*told}) == len(told)
        for reasons in said:
            assert reasons
            for reason in reasons:
                assert not any(title in reason.text for title in silent)
                for question, options in reason.answers.items():
                    assert {*options} <= {*answers[question]}
                    assert not {f"{question}.{each}" for each in options} & {*NEVER}


def test_two_that_differ_alike_from_the_first_are_told_apart(rules: Rules) -> None:
    tablets = [stocked(each, dosage_form="tablet") for each in (2, 3)]
    said = labels(shown(rules, stocked(1), *tablets, situations=["stress"]))
    assert len({tuple(each) for each in said}) == len(said) == 3


def test_what_is_never_quoted(pack: Pack) -> None:
    for language in pack.languages:
        for each in NEVER:
            assert f"option.{each}.reason" in pack.texts[language]
    assert not list(word_faults(pack))


def test_a_card_of_nothing_that_may_be_quoted(rules: Rules) -> None:
    answers = {"sex": "female", "life_stage": [], "signals": [], "situations": ["hormonal"]}
    said = shown(rules, stocked(1), stocked(2, "citrate", price=50), **answers)
    assert [each.suggested.product.form for each in said] == ["bisglycinate", "citrate"]
    assert all(each.suggested.form.stands_out for each in said)
    assert labels(said)[0] != labels(said)[1]
    words = " ".join(reason.text for each in said for reason in each.reasons).lower()
    assert "hormon" not in words


# --- the three cards -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("situations", "forms"),
    [
        (["stress"], ["bisglycinate", "taurate", "bisglycinate"]),
        (["hormonal"], ["bisglycinate", "citrate", "bisglycinate"]),
        (["sport"], ["malate", "malate", "bisglycinate"]),
        (["stress", "sport"], ["bisglycinate", "taurate", "malate"]),
        (["stress", "sport", "hormonal"], ["bisglycinate", "taurate", "malate"]),
        (["sleep"], ["bisglycinate", "bisglycinate", "taurate"]),
    ],
)
def test_each_form_that_stands_out_has_a_card(
    rules: Rules, situations: list[str], forms: list[str]
) -> None:
    every = ("bisglycinate", "taurate", "malate", "glycerophosphate", "citrate")
    shelf = [
        stocked(2 * at + twice, form, price=20 + at + twice)
        for at, form in enumerate(every)
        for twice in (0, 1)
    ]
    answers = {"sex": "female", "life_stage": [], "signals": [], "situations": situations}
    assert [each.suggested.product.form for each in shown(rules, *shelf, **answers)] == forms


def test_claims_belong_to_a_card(rules: Rules) -> None:
    small = replace(stocked(2, "taurate"), per_unit=56, units_per_day=1)
    said = shown(rules, stocked(1), small)
    assert [each.suggested.claims for each in said] == [True, False]


@pytest.mark.parametrize("age", ["4_8", "9_17"])
def test_no_claims_and_less_b6_for_children(rules: Rules, age: str) -> None:
    """What staff cleared for a child."""
    from magapp.rules import Clearance

    gate = f"age_{age}"
    advice = rules.advise({**STRESSED, "age": age}, "staff", [Clearance(gate, "a parent agrees")])
    assert advice.outcome == "suggest"
    limit = {"4_8": 4.5, "9_17": 6.1}[age]
    shelf = [
        stocked(1, contains=(("b6", limit / 2),)),
        stocked(2, contains=(("b6", limit / 2 + 0.01),)),
    ]
    suggestion = suggest(rules.pack, advice, shelf)
    assert [(each.ean, each.reason) for each in suggestion.excluded] == [("00000002", "b6")]
    said = as_read(rules.pack, advice, suggestion, "en", "staff")
    assert said["products"][0]["claims"] == said["claims"] == []


# --- nothing on the shelf ------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_nothing_on_the_shelf(
    assistant: Assistant, rules: Rules, language: str, channel: str
) -> None:
    pack = rules.pack
    advice = rules.advise(STRESSED, channel)
    suggestion = suggest(pack, advice, [stocked(1, stock=0)])
    said = advice_in_words(pack, advice, suggestion, language, channel)
    assert (said.advice.outcome, said.products, said.claims) == ("suggest", (), ())
    fits = pack.text(language, "outcome.suggest.title")
    assert said.title == pack.text(language, "outcome.suggest_none.title") != fits
    always = {f"caution.{each.id}" for each in pack.cautions if not each.when.parts()}
    assert not always & {each.rule for each in said.cautions}
    text = as_text(pack, said)
    assert text.startswith(said.title.upper())
    assert fits.lower() not in text.lower()
    assert not re.search(r"\d+ mg magnesium", text), "a dose"
    some = suggest(pack, advice, [stocked(1)])
    full = advice_in_words(pack, advice, some, language, channel)
    assert always <= {each.rule for each in full.cautions}


# --- the fields that other programs read ---------------------------------------------------------


def test_numbers_are_whole_where_they_are(rules: Rules) -> None:
    def read(**answers: Any) -> dict[str, Any]:
        advice = rules.advise(STRESSED | answers)
        suggestion = suggest(rules.pack, advice, [half])
        (product,) = as_read(rules.pack, advice, suggestion, "en", "kiosk")["products"]
        return {**product}

    half = replace(PLAIN, per_unit=200, units_per_day=1, dosage_form="tablet")
    said = read(medicines=["gabapentin"])
    assert (said["units_per_day"], said["daily_mg"]) == (0.5, 100)
    said = read()
    assert [type(each["units"]) for each in said["intakes"]] == [float, float]
    assert said["units_per_day"] == 1
    assert type(said["units_per_day"]) is int
    assert (said["price"], said["units_per_pack"]) == (PLAIN.price, PLAIN.units_per_pack)
    assert said["price_per_day"] == 0.5
