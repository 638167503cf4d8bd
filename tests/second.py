"""The second pack, of another substance in another unit, and what it must never say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from magapp.assistant import Assistant
from magapp.pack import load_cases, load_pack
from magapp.pack.model import Expected
from magapp.products import Product
from magapp.products.plan import load_catalogue
from magapp.rules import Advice
from magapp.settings import Settings
from magapp.shelf.suggest import Suggestion
from magapp.visit.consultation import build_consultation

FOLDER = Path(__file__).parent / "packs" / "vitamin_d"
CATALOGUE = FOLDER / "demo.csv"
CASES = load_cases(FOLDER)
DAY = date(2026, 6, 1)
_OF_THE_FIRST = re.compile(r"magnesium|elementa|\d\s?mg\b|\bmg\s?/", re.IGNORECASE)
"""Its substance, what is said of a salt alone, and an amount in its unit."""


@cache
def second() -> Assistant:
    """The second pack with its own shelf and nothing set."""
    return Assistant(load_pack(FOLDER), Settings(), CATALOGUE)


def second_shelf() -> tuple[Product, ...]:
    """The products of its shelf."""
    return load_catalogue(CATALOGUE, second().pack).products


def foreign(said: Iterable[str]) -> list[str]:
    """What in these lines belongs to the first pack; other actives are in mg in any pack."""
    found = {line for line in said if _OF_THE_FIRST.search(line)}
    return sorted(line for line in found if not re.search("k2|retinol", line, re.IGNORECASE))


def advised(case: Expected) -> tuple[Advice, Suggestion]:
    """The advice for a case, with its clearances."""
    asked = build_consultation(
        {"channel": case.channel, "answers": case.answers, "cleared": list(case.cleared)},
        second().pack,
    )
    return second().advise(asked.answers, asked.channel, asked.cleared)
