"""The demo catalogue: plainly a demo, consistent in itself, and broad enough to show every rule."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from magapp.pack import Pack
from magapp.products.plan import load_catalogue
from magapp.resources import resource

Row = dict[str, str]

HEADER = (
    "ean,name,brand,form,mg_per_unit,units_per_day,units_per_pack,price,currency,dosage_form,"
    "vegan,stock,shelf,contains,salt_mg_per_unit"
)

# The share of magnesium in the pure compound, by weight, from the atomic masses: anhydrous, but
# for chloride, which is sold as hexahydrate. "Other" is the ascorbate here.
FRACTION = {
    "bisglycinate": 0.1410,
    "taurate": 0.0892,
    "malate": 0.1554,
    "glycerophosphate": 0.1251,
    "citrate": 0.1616,
    "oxide": 0.6030,
    "chloride": 0.1196,
    "carbonate": 0.2883,
    "lactate": 0.1201,
    "gluconate": 0.0586,
    "pidolate": 0.0866,
    "threonate": 0.0825,
    "other": 0.0649,
}
SUPPORTED = ("bisglycinate", "taurate", "malate", "glycerophosphate", "citrate")
DOSAGE_FORMS = ("capsule", "tablet", "powder", "liquid")
CEILING_MG = 250
CLAIM_MG = 56.25
B6_MAX_MG = 12


def amounts(text: str) -> dict[str, float]:
    """`b6:1.4;zinc:5` as a mapping."""
    pairs = (part.split(":") for part in text.split(";") if part)
    return {name: float(amount) for name, amount in pairs}


def blend(row: Row) -> dict[str, float]:
    """Magnesium by form, per unit."""
    if ":" in row["form"]:
        return amounts(row["form"])
    return {row["form"]: float(row["mg_per_unit"])}


def label_mg(row: Row) -> float:
    """Magnesium a day at the label's dose."""
    return float(row["mg_per_unit"]) * int(row["units_per_day"])


def b6_a_day(row: Row) -> float:
    """Vitamin B6 a day at the label's dose."""
    return amounts(row["contains"]).get("b6", 0.0) * int(row["units_per_day"])


def path() -> Path:
    """Where the file is."""
    return resource("packs", "magnesium", "demo.csv")


def read() -> list[Row]:
    """Every row of it."""
    with path().open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = read()
each_row = pytest.mark.parametrize("row", ROWS, ids=[row["ean"] for row in ROWS])


def test_header() -> None:
    assert path().read_text(encoding="utf-8").splitlines()[0] == HEADER


def test_keys_and_names_are_unique() -> None:
    for column in ("ean", "name", "shelf"):
        assert len({row[column] for row in ROWS}) == len(ROWS) >= 36, column


@each_row
def test_is_plainly_a_demo(row: Row) -> None:
    assert row["brand"] == "Demo"
    assert row["name"].startswith("Demo ")


@each_row
def test_number_is_an_in_store_ean_with_a_right_check_digit(row: Row) -> None:
    digits = [int(digit) for digit in row["ean"]]
    assert len(digits) == 13
    assert digits[0] == 2  # 20 to 29: for use inside one shop, given to no manufacturer
    assert sum(digits[::2]) % 10 == -3 * sum(digits[1::2]) % 10


@each_row
def test_magnesium_is_what_the_compounds_can_hold(row: Row) -> None:
    parts = blend(row)
    assert sum(parts.values()) == pytest.approx(float(row["mg_per_unit"]))
    pure = sum(mg / FRACTION[form] for form, mg in parts.items())
    if "gebufferd" in row["name"]:
        assert float(row["salt_mg_per_unit"]) < pure * 0.95
    else:
        assert float(row["salt_mg_per_unit"]) == pytest.approx(pure, abs=1.0)


@each_row
def test_price_and_pack_are_a_shop_s(row: Row) -> None:
    assert row["currency"] == "EUR"
    assert 5 <= float(row["price"]) <= 40
    assert int(row["units_per_pack"]) >= 7 * int(row["units_per_day"])


def test_every_form_is_there() -> None:
    assert {form for row in ROWS for form in blend(row)} == set(FRACTION)


@pytest.mark.parametrize("form", SUPPORTED)
def test_preferences_have_a_choice_in_each_supported_form(form: str) -> None:
    rows = [row for row in ROWS if row["form"] == form and int(row["stock"])]
    assert len(rows) >= 4
    assert {row["dosage_form"] for row in rows} == set(DOSAGE_FORMS)
    assert {row["vegan"] for row in rows} == {"yes", "no"}
    assert len({int(row["units_per_day"]) <= 2 for row in rows}) == 2


def test_every_exclusion_can_be_seen() -> None:
    assert sum(row["stock"] == "0" for row in ROWS) == 2
    over = Counter(row["form"] for row in ROWS if float(row["mg_per_unit"]) > CEILING_MG)
    assert over == {"oxide": 1, "bisglycinate": 1}
    assert [row["form"] for row in ROWS if b6_a_day(row) > B6_MAX_MG] == ["taurate"]
    assert sum(0 < b6_a_day(row) <= B6_MAX_MG for row in ROWS) >= 2


def test_label_doses_on_both_sides_of_the_limits() -> None:
    assert any(label_mg(row) < CLAIM_MG and row["form"] in SUPPORTED for row in ROWS)
    assert any(
        label_mg(row) > CEILING_MG >= 2 * float(row["mg_per_unit"])
        for row in ROWS
        if row["form"] in SUPPORTED
    )


def test_magapp_takes_every_row(pack: Pack) -> None:
    catalogue = load_catalogue(path(), pack)
    assert not catalogue.refused
    assert len(catalogue.products) == len(ROWS)
