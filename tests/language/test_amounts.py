"""One writer of amounts for every station, by CLDR, without Babel before the first question."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.localedata import locale_identifiers
from babel.numbers import NumberPattern

from magapp.check import locales
from magapp.language.amounts import Amounts, right_to_left
from magapp.language.words import Words
from magapp.pack import Pack
from magapp.resources import resource

LANGUAGES = (
    "ar", "de", "en", "es", "fa", "fr", "he", "hi", "nl", "pl", "pt", "tr", "uk", "ur", "xx",
)  # fmt: skip
"""Those of Europe, scripts with digits of their own, and one that is none."""
NUMBERS = (0, 1, 7, 62.5, 0.25, 0.1, 2.675, 100, 999.99, 1234, 12345.6, 1_000_000)


def babel(language: str, country: str) -> Locale:
    name = "en_001" if language in ("en", "xx") else f"{language}_{country}"
    return Locale.parse(name if name in locale_identifiers() else language)


def digits(text: str, language: str, country: str) -> str:
    """The text in the digits that a language is known to have."""
    own = {"fa": "۰۱۲۳۴۵۶۷۸۹", "ur IN": "۰۱۲۳۴۵۶۷۸۹", "ar EG": "٠١٢٣٤٥٦٧٨٩"}
    its = own.get(f"{language} {country}") or own.get(language) or "0123456789"
    return text.translate(dict(zip(range(48, 58), its, strict=True)))


def bare(text: str) -> str:
    return re.sub("[\u2068\u2069]", "", text)


def test_the_table_is_what_babel_says(pack: Pack) -> None:
    """`make locales` writes it; for a new language or a newer Babel it is due again."""
    made = locales.make(pack.languages, pack.country)
    assert resource("i18n", "locales.json").read_bytes() == made


@pytest.mark.parametrize("country", ["NL", "EG", "IN", "ES"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_days_and_times_are_those_of_babel(language: str, country: str) -> None:
    amounts, locale = Amounts(language, country), babel(language, country)
    pattern = locale.decimal_formats[None]
    ours = NumberPattern(
        pattern.pattern, pattern.prefix, pattern.suffix, pattern.grouping, pattern.int_prec,
        (0, 2), pattern.exp_prec, pattern.exp_plus,
    )  # fmt: skip
    for value in NUMBERS:
        rounded = Decimal(str(value)).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        said = ours.apply(rounded, locale, numbering_system="default")
        assert bare(amounts.number(value)) == digits(said, language, country)
    for month in range(1, 13):
        day = date(2026, month, 2 * month)
        said = format_date(day, "long", locale)
        assert bare(amounts.day(day)) == digits(said, language, country)
    half_past_one = format_skeleton("Hm", time(1, 30), locale=locale)
    assert bare(amounts.time(25.5)) == digits(half_past_one, language, country)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["62,5", "62,5 mg", "€ 0,57", "US$ 0,57", "1½", "€ 1.250,00"]),
        ("en", ["62.5", "62.5 mg", "€0.57", "US$0.57", "1½", "€1,250.00"]),
    ],
)
def test_how_it_reads_here(language: str, said: list[str]) -> None:
    amounts = Amounts(language, "NL", "mg")
    written = [
        amounts.number(62.5),
        amounts.amount(62.5),
        amounts.money(Decimal("0.565"), "EUR"),
        amounts.money(Decimal("0.565"), "USD"),
        amounts.count(1.5),
        amounts.money(Decimal(1250), "EUR"),
    ]
    assert [each.replace("\u00a0", " ") for each in written] == said
    assert " " not in "".join(written), "no amount is parted at the end of a line"


@pytest.mark.parametrize("language", ["ar", "fa", "he", "ur"])
def test_from_right_to_left_an_amount_keeps_its_order(language: str) -> None:
    amounts = Amounts(language, "NL", "mg")
    for said in (
        amounts.number(2.5), amounts.amount(2.5), amounts.count(1.5), amounts.units(2, "tablet"),
        amounts.money(Decimal(3), "EUR"), amounts.time(8.5), amounts.code("B3-1"),
    ):  # fmt: skip
        assert (said[0], said[-1], said.count("\u2068")) == ("\u2068", "\u2069", 1)
    assert right_to_left(language)
    assert not right_to_left("nl")


def test_plurals_are_those_of_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Polish has four; the words say which of them they know."""
    amounts = Amounts("pl", "PL")
    words = {
        "unit_tablet.one": "tabletka",
        "unit_tablet.few": "tabletki",
        "unit_tablet.many": "tabletek",
        "unit_tablet.other": "tabletki",
        "unit_tablet.half": "pół tabletki",
    }
    spoken = Words("pl")
    monkeypatch.setattr(spoken, "_words", words)
    monkeypatch.setattr(amounts, "_words", spoken)
    said = {count: amounts.units(count, "tablet") for count in (0.5, 1, 1.5, 2, 5, 22, 25)}
    assert {count: each.replace("\u00a0", " ") for count, each in said.items()} == {
        0.5: "pół tabletki", 1: "1 tabletka", 1.5: "1½ tabletki", 2: "2 tabletki",
        5: "5 tabletek", 22: "22 tabletki", 25: "25 tabletek",
    }  # fmt: skip
    assert amounts.units(0.5, "tablet", short=True) == "½\u00a0tabletki"


def test_each_plural_has_all_that_its_language_needs() -> None:
    tables = tomllib.loads(resource("i18n", "words.toml").read_text("utf-8"))
    for language, table in tables.items():
        needed = {*Locale.parse(language).plural_form.tags, "other"}
        for key in {name.partition(".")[0] for name in table if "." in name}:
            assert needed <= {
                name.partition(".")[2]
                for name in table
                if "." in name and name.partition(".")[0] == key
            }, (language, key)
