"""Two products side by side: values of the advice, the better one marked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import reference
from hypothesis import given
from msgspec.structs import replace
from people import PLAIN, STRESSED
from strategies import Drawn, answer_sets, shelves

from magapp.pack import Pack
from magapp.products import Product
from magapp.rules import Rules
from magapp.shelf.compare import Comparison, Row, compare, pairs
from magapp.shelf.suggest import suggest


@pytest.fixture(scope="module")
def rules(pack: Pack) -> Rules:
    return Rules(pack)


def compared(rules: Rules, left: Product, right: Product, **answers: Any) -> Comparison:
    return compare(rules.pack, rules.advise({**STRESSED, **answers}), left, right)


OTHER = replace(
    PLAIN,
    ean="10000001",
    form="malate",
    blend=(("malate", 50),),
    per_unit=50,
    units_per_day=4,
    price=12,
    vegan=False,
    stock=9,
    contains=(("b6", 1.0),),
)


def test_a_table(rules: Rules) -> None:
    assert compared(rules, PLAIN, OTHER).rows == (
        Row("fits", None, None),
        Row("per_unit", 100, 50),
        Row("form", (("bisglycinate", 100),), (("malate", 50),), "left"),
        Row("units_per_day", 2, 4, "left"),
        Row("daily", 200, 200),
        Row("price_per_day", Decimal(1), Decimal("0.8"), "right"),
        Row("price_per_100", Decimal("0.5"), Decimal("0.4"), "right"),
        Row("actives", (), (("b6", 1.0),)),
        Row("vegan", True, False, "left"),
        Row("claims", True, True),
        Row("stock", 3, 9),
    )


def test_wishes_are_counted_when_there_are_any(rules: Rules) -> None:
    said = compared(rules, PLAIN, OTHER, preferences=["few_units", "capsule"])
    assert said.row("wishes") == Row("wishes", 2, 1, "left")
    with pytest.raises(KeyError):
        compared(rules, PLAIN, OTHER).row("wishes")
    mixed = replace(PLAIN, ean="10000001", salt_per_unit=500)
    said = compared(rules, PLAIN, mixed, preferences=["gentle"])
    assert said.row("wishes") == Row("wishes", 1, 0, "left")
    assert said.row("buffered") == Row("buffered", False, True, "left")


OXIDE = replace(OTHER, form="oxide", blend=(("oxide", 50),))


def test_one_that_does_not_fit_has_the_dose_of_its_label(rules: Rules) -> None:
    said = compared(rules, PLAIN, OXIDE, preferences=["capsule", "few_units"])
    assert said.row("fits") == Row("fits", None, "form", "left")
    assert said.row("daily") == Row("daily", 200, 200)
    assert said.row("claims") == Row("claims", True, True)
    assert said.row("wishes") == Row("wishes", 2, 1, "left")


@pytest.mark.parametrize("form", ["bisglycinate", "oxide"])
@pytest.mark.parametrize(("mg", "enough"), [(56.25, True), (56.24, False)])
def test_claims_need_enough_a_day_whether_it_fits_or_not(
    rules: Rules, form: str, mg: float, enough: bool
) -> None:
    small = replace(PLAIN, form=form, blend=((form, mg),), per_unit=mg, units_per_day=1)
    assert compared(rules, PLAIN, small).row("claims").right is enough


@pytest.mark.parametrize(
    ("answers", "gates"),
    [
        ({"conditions": ["kidney"], "medicines": ["digoxin"]}, ("kidney", "digoxin")),
        (
            {"medicines": ["gabapentin"], "moments": {"gabapentin": [*reference.HOURS]}},
            ("no_slot",),
        ),
        ({"signals": [], "situations": []}, ("few_signals",)),
    ],
)
def test_where_nothing_is_suggested_it_says_what_stands_in_the_way(
    rules: Rules, answers: dict[str, Any], gates: tuple[str, ...]
) -> None:
    said = compared(rules, PLAIN, OXIDE, **answers)
    assert said.row("fits") == Row("fits", gates, gates)
    assert said.row("daily") == Row("daily", 200, 200)
    assert said.row("claims") == Row("claims", True, True)
    assert said.row("price_per_100") == Row(
        "price_per_100", Decimal("0.5"), Decimal("0.4"), "right"
    )


@given(answers=answer_sets, shelf=shelves())
def test_a_product_that_is_shown_has_the_dose_it_is_shown_with(
    rules: Rules, answers: Drawn, shelf: list[Product]
) -> None:
    advice = rules.advise(answers)
    for each in suggest(rules.pack, advice, shelf).products:
        said = compare(rules.pack, advice, each.product, PLAIN)
        assert said.row("fits").left is None
        for name in ("units_per_day", "daily", "price_per_day", "price_per_100", "claims"):
            assert said.row(name).left == getattr(each, name)
        if each.preferences:
            assert said.row("wishes").left == len(each.preferences)


def test_the_dose_of_the_moment_counts(rules: Rules) -> None:
    said = compared(rules, PLAIN, OTHER, other_magnesium=150)
    assert said.row("units_per_day") == Row("units_per_day", 1, 2, "left")
    assert said.row("daily") == Row("daily", 100, 100)


def test_a_lower_price_a_day_for_less_is_not_better(rules: Rules) -> None:
    less = replace(OTHER, units_per_day=2)
    assert compared(rules, PLAIN, less).row("price_per_day").better is None


def test_two_currencies_are_not_compared(rules: Rules) -> None:
    francs = replace(OTHER, currency="CHF")
    said = compared(rules, PLAIN, francs)
    assert said.row("price_per_100").better is said.row("price_per_day").better is None


@given(answers=answer_sets, shelf=shelves())
def test_turned_round_it_says_the_same(rules: Rules, answers: Drawn, shelf: list[Product]) -> None:
    advice = rules.advise(answers)
    other = {"left": "right", "right": "left", None: None}
    for left in shelf[:3]:
        for right in shelf[:3]:
            one = compare(rules.pack, advice, left, right)
            two = compare(rules.pack, advice, right, left)
            assert [
                Row(row.id, row.right, row.left, other[row.better])  # type: ignore[arg-type]
                for row in two.rows
            ] == [*one.rows]
            if left is right:
                assert all(row.better is None for row in one.rows)


def test_whom_to_compare(rules: Rules) -> None:
    advice = rules.advise(STRESSED)
    both = suggest(rules.pack, advice, (PLAIN, OTHER))
    alone = suggest(rules.pack, advice, (PLAIN,))
    assert pairs(both) == (PLAIN.ean, OTHER.ean)
    assert pairs(both, OTHER.ean) == (OTHER.ean, PLAIN.ean)
    assert pairs(both, "x") == ("x", PLAIN.ean)
    assert pairs(alone, PLAIN.ean) == pairs(alone) == (PLAIN.ean, "")
    assert pairs(suggest(rules.pack, advice, ())) == ("", "")
