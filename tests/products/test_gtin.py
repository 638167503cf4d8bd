"""An article number in every dress: scanned, printed, typed, linked."""

from __future__ import annotations

import random

import pytest
from people import STRESSED
from stdnum import ean as checked

from magapp.assistant import Assistant
from magapp.products.gtin import canonical_ean, find_gtin

EAN, SHORT, UPC = "8712345678906", "20000004", "036000291452"
GS = "\x1d"


@pytest.mark.parametrize(
    ("text", "ean"),
    [
        (EAN, EAN),
        (f"0{EAN}", EAN),
        (SHORT, SHORT),
        (UPC, f"0{UPC}"),
        (f"00{UPC}", f"0{UPC}"),
        (f"]E0{EAN}", EAN),
        (f"]E4{SHORT}", SHORT),
        (f"]X0{EAN}", EAN),
        (f"A{EAN}", EAN),
        (f"FF{SHORT}", SHORT),
        (f"01{EAN:0>14}", EAN),
        (f"]C101{EAN:0>14}", EAN),
        (f"]d2{GS}01{EAN:0>14}21A2B3{GS}17280131", EAN),
        (f"]Q3{GS}01{EAN:0>14}10LOT", EAN),
        (f"]e001{EAN:0>14}", EAN),
        (f"10LOT{GS}01{EAN:0>14}", EAN),
        (f"1728013101{EAN:0>14}", EAN),
        (f"01{EAN:0>14}172801311012345", EAN),
        (f"(01){EAN:0>14}(17)280131(10)A", EAN),
        (f"(17)280131 (01) {EAN:0>14}", EAN),
        (f"https://id.gs1.org/01/{EAN:0>14}/10/A?17=280131", EAN),
        (f"HTTPS://ID.GS1.ORG/01/{EAN}", EAN),
        (f"http://example.nl/winkel/gtin/{EAN}", EAN),
        (f"https://example.nl/?lang=nl&01={EAN:0>14}", EAN),
        (" 8 712345 678906 ", EAN),
        ("87-12345-67890-6", EAN),
        ("04252614", "0042100005264"),  # UPC-E
        (f"{EAN}12", EAN),  # with an add-on
        ("18712345678903", "18712345678903"),  # a case of them
    ],
)
def test_it_is_known_in_every_dress(text: str, ean: str) -> None:
    assert find_gtin(text) == ean


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A12",
        "8712345678907",
        "]E08712345678907",
        "0108712345678907",
        "https://example.nl/p/8712345678906",
        "https://example.nl/01/",
        "00087123456789000000",
        "MAG2:ABC",
        "0000000000000",
        "levothyroxine",
        "٨٧١٢٣٤٥٦٧٨٩٠٦",
        "1" * 5_000,
    ],
)
def test_what_is_none_is_none(text: str) -> None:
    assert find_gtin(text) == ""


def test_any_number_is_the_same_in_any_dress() -> None:
    """Seeded: prefixes, elements and links change no number, and a wrong digit is never right."""
    chance = random.Random(11)
    for _ in range(300):
        body = "".join(chance.choices("0123456789", k=chance.choice((7, 11, 12, 13))))
        number = body + checked.calc_check_digit(body)
        if not number.strip("0"):
            continue
        ean = canonical_ean(number)
        long = number.zfill(14)
        for dress in (number, f"]E0{number}", f"01{long}", f"(01){long}", f"https://a.b/01/{long}"):
            assert find_gtin(dress) == ean
        at = chance.randrange(len(long))
        wrong = long[:at] + str((int(long[at]) + chance.randint(1, 9)) % 10) + long[at + 1 :]
        assert find_gtin(f"01{wrong}") == ""


@pytest.mark.parametrize("dress", ["{}", "0{}", "]E0{}", "010{}17280131", "(01)0{}", "{} "])
def test_every_place_that_takes_a_code_takes_its_dresses(assistant: Assistant, dress: str) -> None:
    product = assistant.shelf[assistant.catalogue.products[0].ean]
    said = dress.format(product.ean)
    assert assistant.shelf.search(said) == (product,)
    advice, suggestion = assistant.advise(STRESSED, "staff")
    answer = assistant.why_not(advice, suggestion, said)
    assert answer == assistant.why_not(advice, suggestion, product.ean)
