"""The only writer of amounts: numbers, money, units, days, times and lists in a language.

Everything is by Babel's CLDR data, as people write it in the country of the pack; English as the
world writes it, with a point, since few who choose it read 2,5 as 2.5. Babel is slow to load, so
what may be said before the first question stands in a small table, `locales.json`, made from the
same data by `make locales` (`magapp.check.locales`). Any other language loads Babel for it.
"""

from collections.abc import Iterable
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from magapp.language.words import Words
from magapp.resources import resource

if TYPE_CHECKING:
    from babel import Locale

Number = float | Decimal

_ZEROS = {
    "adlm": "\U0001e950", "arab": "\u0660", "arabext": "\u06f0", "beng": "\u09e6",
    "cakm": "\U00011136", "deva": "\u0966", "hmnp": "\U0001e140", "latn": "0",
    "mtei": "\uabf0", "mymr": "\u1040", "nkoo": "\u07c0", "olck": "\u1c50", "tibt": "\u0f20",
}  # fmt: skip
"""The nought of each CLDR numbering system that is some language's own; 1 to 9 follow it."""
_NARROW = "\u00a0"
_ISOLATE, _POP = "\u2068", "\u2069"
_CENT, _HALF = Decimal("0.01"), Decimal("0.5")


class Row(msgspec.Struct, frozen=True):
    """What numbers and days take of a locale.

    `zero` is its nought, `groups` are the lengths of the last group of digits and of those before
    it. `day` is a date in full, with `{day}`, `{month}` (one of `months`), `{number}` (the
    month's) and `{year}`.
    """

    zero: str
    decimal: str
    group: str
    minus: str
    groups: tuple[int, int]
    day: str
    months: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """What is known without Babel: the rows by locale, and what is written from right to left."""

    right_to_left: frozenset[str]
    rows: dict[str, Row]


@cache
def _table() -> Table:
    return msgspec.json.decode(resource("i18n", "locales.json").read_bytes(), type=Table)


def right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    there = _table().right_to_left
    return language in there or language.partition("_")[0] in there


def locale_name(language: str, country: str) -> str:
    """The locale of a language in a country, whether or not CLDR knows it."""
    if language == "en":
        return "en_001"
    return f"{language}_{country}" if country else language


@cache
def _locale(language: str, country: str) -> "Locale":
    """The nearest that CLDR knows: the language of no country, or English."""
    from babel import Locale, UnknownLocaleError

    for name in (locale_name(language, country), language):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_001")


def prepare(language: str, country: str) -> None:
    """Load what the first price of a language needs, while nobody waits for it."""
    Amounts(language, country).money(Decimal(1), "EUR")


@cache
def _row(language: str, country: str) -> Row:
    known = _table().rows.get(locale_name(language, country))
    return known or row_of(_locale(language, country))


def _system(locale: "Locale") -> str:
    """The numbering system of a locale."""
    system = locale.default_numbering_system
    return system if system in locale.number_symbols else "latn"


def row_of(locale: "Locale") -> Row:
    """What a row of the table says, from CLDR itself."""
    from babel.dates import tokenize_pattern

    symbols, pattern = locale.number_symbols[_system(locale)], locale.decimal_formats[None]
    assert not isinstance(symbols, str)
    day, months = "", locale.months["format"]["wide"]
    for _, token in tokenize_pattern(locale.date_formats["long"].pattern):
        if isinstance(token, str):
            day += token
            continue
        letter, width = token
        if letter == "G":
            day += locale.eras["abbreviated"][1]
        elif letter == "M" and width > 2:
            day += "{month}"
            months = locale.months["format"]["wide" if width == 4 else "abbreviated"]
        else:
            name = {"d": "day", "M": "number", "y": "year"}[letter]
            day += f"{{{name}:02}}" if width == 2 else f"{{{name}}}"
    return Row(
        zero=_ZEROS[locale.default_numbering_system],
        decimal=symbols["decimal"],
        group=symbols["group"],
        minus=symbols["minusSign"],
        groups=pattern.grouping,
        day=day,
        months=tuple(months[number] for number in range(1, 13)),
    )


def exactly(value: Number) -> Decimal:
    """A number as it reads: 0.1 is a tenth, and not the binary fraction next to it."""
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def shown(value: Number) -> Decimal:
    """A number as precise as it is shown: two decimals, and a half goes up."""
    return exactly(value).quantize(_CENT, ROUND_HALF_UP)


class Amounts:
    """Writes amounts in one language, in the country of the pack if there is a pack.

    `unit` is that of the pack's substance.

    In a language that is written from right to left each amount keeps its own order, whatever
    stands around it.
    """

    def __init__(self, language: str, country: str = "", unit: str = "") -> None:
        self.language, self.country, self.unit = language, country, unit
        self._row = _row(language, country)
        self._words = Words(language)
        self._apart = right_to_left(language)

    @property
    def _locale(self) -> "Locale":
        return _locale(self.language, self.country)

    def _whole(self, text: str) -> str:
        """An amount in the language's own digits, set apart where it has to be."""
        zero = ord(self._row.zero)
        if zero != ord("0"):
            text = text.translate({48 + digit: zero + digit for digit in range(10)})
        return self.code(text)

    # --- numbers ---------------------------------------------------------------------------------

    def number(self, value: Number) -> str:
        """A number of two decimals at most, and only where it has them."""
        return self._whole(self._number(value))

    def _number(self, value: Number) -> str:
        row, amount = self._row, shown(value)
        whole, _, part = f"{abs(amount):f}".partition(".")
        groups: list[str] = []
        size = row.groups[0]
        while len(whole) > size:
            groups.insert(0, whole[-size:])
            whole, size = whole[:-size], row.groups[1]
        text = row.group.join([whole, *groups])
        if part := part.rstrip("0"):
            text += row.decimal + part
        return row.minus + text if amount < 0 else text

    def with_unit(self, value: Number, unit: str) -> str:
        """A number with its unit, which it is not parted from at the end of a line."""
        number = self._number(value)
        return self._whole(f"{number}{_NARROW}{unit}" if unit else number)

    def amount(self, value: Number) -> str:
        """So much of the pack's substance, in its unit."""
        return self.with_unit(value, self.unit)

    def money(self, value: Decimal, currency: str) -> str:
        """An amount of money, as precise as its currency is, and a half goes up."""
        from babel.numbers import format_currency, get_currency_precision

        exact = value.quantize(Decimal(1).scaleb(-get_currency_precision(currency)), ROUND_HALF_UP)
        locale = self._locale
        text = format_currency(exact, currency, locale=locale, numbering_system=_system(locale))
        return self._whole(_NARROW.join(text.split()))

    # --- what is counted -------------------------------------------------------------------------

    def category(self, count: Number) -> str:
        """Which plural a number takes, by CLDR: `one`, `two`, `few`, `many`, or else `other`."""
        amount = exactly(count)
        return self._locale.plural_form(int(amount) if amount == int(amount) else amount)

    def counted(self, key: str, count: Number, /, **fields: object) -> str:
        """The words under `key.one`, `key.few` and so on, for so many; `key.other` for the rest."""
        name = f"{key}.{self.category(count)}"
        said = name if name in self._words else f"{key}.other"
        return self._words(said, **{"count": self.number(count), **fields})

    def count(self, units: Number) -> str:
        """A number of units, with a half as a fraction: 2, ½, 1½."""
        return self._whole(self._count(units))

    def _count(self, units: Number) -> str:
        whole, half = divmod(exactly(units), 1)
        if half != _HALF:
            return self._number(units)
        return f"{self._number(whole)}½" if whole else "½"

    def units(self, count: Number, dosage_form: str, *, short: bool = False) -> str:
        """So many units, on one line: "2 tablets", "half a tablet", or `short` "½ tablet"."""
        key = f"unit_{dosage_form}"
        if count == 0.5 and not short:
            return self._words(f"{key}.half").replace(" ", _NARROW)
        if 0 < count < 1 and f"{key}.part" in self._words:
            unit = self._words(f"{key}.part")
        else:
            unit = self.counted(key, count)
        return self._whole(f"{self._count(count)}{_NARROW}{unit}")

    def spelt(self, count: float) -> str:
        """A small whole number as a word, as it is read aloud; another in figures."""
        names = self._words("small_numbers").split()
        whole = int(count)
        return names[whole] if whole == count and 0 <= whole < len(names) else self.number(count)

    def weeks(self, count: float) -> str:
        """So many weeks, as it is read aloud."""
        return self.counted("weeks", count, count=self.spelt(count))

    # --- days, times, lists ----------------------------------------------------------------------

    def day(self, day: date) -> str:
        """A date in full."""
        row = self._row
        month = row.months[day.month - 1]
        return self._whole(
            row.day.format(day=day.day, month=month, number=day.month, year=day.year)
        )

    def short_day(self, day: date) -> str:
        """A date as it stands below a column: the day and its month, cut short."""
        from babel.dates import format_skeleton

        return self._whole(format_skeleton("MMMd", day, locale=self._locale))

    def time(self, hour: float) -> str:
        """A time of the day; hours from 24 on are those after midnight."""
        from babel.dates import format_skeleton

        hours, minutes = divmod(round(hour * 60) % (24 * 60), 60)
        return self._whole(format_skeleton("Hm", time(hours, minutes), locale=self._locale))

    def listed(self, names: Iterable[str]) -> str:
        """Names that go on, as on a list: "a, b, c"."""
        pattern = self._locale.list_patterns["standard"]["middle"]
        said = ""
        for each in names:
            said = pattern.replace("{0}", said).replace("{1}", each) if said else each
        return said

    def all_of(self, names: Iterable[str]) -> str:
        """Names that belong together, in a sentence: "a, b and c"."""
        from babel.lists import format_list

        return format_list(list(names), locale=self._locale)

    def code(self, text: str) -> str:
        """A code that keeps its order in any script, such as a place on a shelf."""
        return f"{_ISOLATE}{text}{_POP}" if self._apart else text
