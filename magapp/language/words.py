"""The program's own words outside its screens: the command line, explanations, the slip.

What is asked and advised comes from the pack, the words of the screens from Qt's catalogues.
"""

import os
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache

from magapp.resources import resource

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
"""Languages in which an amount is set apart, so that it keeps its own order: 2.5 mg, 8:30."""


def language_here(language: str = "", environment: Mapping[str, str] = os.environ) -> str:
    """The language of who reads this: the one that is set, else the terminal's."""
    if language:
        return language
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if named := environment.get(name):
            return "nl" if named.lower().startswith("nl") else "en"
    return "en"


@cache
def _words(language: str) -> dict[str, str]:
    """The words by their key, read once: they are asked for with every advice that is shown."""
    tables = tomllib.loads(resource("i18n", "words.toml").read_text("utf-8"))
    words: dict[str, str] = tables["en"] | tables.get(language, {})
    return words


class Words:
    """The words in one language, English where it has no other."""

    def __init__(self, language: str) -> None:
        self._words = _words(language)
        self._comma = language != "en"
        self._apart = "\u2066{}\u2069" if language in RIGHT_TO_LEFT else "{}"
        self.language = language

    def __call__(self, key: str, **fields: object) -> str:
        """The words under a key, with their fields filled in."""
        return self._words[key].format(**fields)

    def number(self, amount: float, places: int | None = None) -> str:
        """An amount with the language's decimal sign."""
        text = f"{amount:g}" if places is None else f"{amount:.{places}f}"
        return self._apart.format(text.replace(".", ",") if self._comma else text)

    def money(self, amount: float, currency: str) -> str:
        """An amount of money, as the language writes it."""
        symbol = "€" if currency == "EUR" else currency
        space = "" if symbol == "€" and not self._comma else " "
        return self._apart.format(f"{symbol}{space}{self.number(amount, 2)}")

    def count(self, units: float) -> str:
        """A number of units, with a half as a fraction: 2, ½, 1½."""
        whole, half = divmod(units, 1)
        if half != 0.5:
            return self.number(units)
        return self._apart.format(f"{whole:g}½" if whole else "½")

    def units(self, count: float, dosage_form: str, *, short: bool = False) -> str:
        """So many units, on one line: "2 tablets", "half a tablet", or `short` "½ tablet"."""
        one, many, half = self(f"unit_{dosage_form}").split("|")
        if count == 0.5 and not short:
            return half.replace(" ", "\u00a0")
        return self._apart.format(f"{self.count(count)}\u00a0{one if count <= 1 else many}")

    def spelt(self, count: float) -> str:
        """A small whole number as a word, as it is read aloud; another in figures."""
        names = self("small_numbers").split()
        whole = int(count)
        return names[whole] if whole == count and 0 <= whole < len(names) else self.number(count)

    def day(self, day: date) -> str:
        """A date in full."""
        month = self("months").split()[day.month - 1]
        return self("day", day=self._apart.format(day.day), month=month, year=day.year)

    def time(self, hour: float) -> str:
        """A time of the day; hours from 24 on are those after midnight."""
        hours, minutes = divmod(round(hour * 60) % (24 * 60), 60)
        return self._apart.format(f"{hours:02}:{minutes:02}")
