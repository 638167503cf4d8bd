"""Numbers and prices as the customer's language writes them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from magapp.pack.model import Pack

_NARROW = "\u00a0"
_ISOLATE, _POP = "\u2066", "\u2069"


class Amounts:
    """Writes amounts for one language of a pack, in the pack's country.

    English is written with a point there too, as on the slip: few who choose it read 2,5 as 2.5.
    """

    def __init__(self, pack: Pack, language: str, rtl: bool = False) -> None:
        self.locale = QLocale(language if language == "en" else f"{language}_{pack.country}")
        self._rtl = rtl

    def _whole(self, text: str) -> str:
        """Keeps an amount in its own order within a right-to-left sentence."""
        return f"{_ISOLATE}{text}{_POP}" if self._rtl else text

    def number(self, value: float) -> str:
        """A number, with decimals only where it has them."""
        if value == int(value):
            return self._whole(self.locale.toString(int(value)))
        text = self.locale.toString(round(value, 2), "f", 2)
        return self._whole(text.rstrip("0"))

    def mg(self, value: float) -> str:
        """Milligrams; the unit does not leave its number at the end of a line."""
        return self._whole(f"{self.number(value)}{_NARROW}mg")

    def price(self, value: float, currency: str) -> str:
        """A price with two decimals, in the language's own way."""
        symbol = "€" if currency == "EUR" else f"{currency} "
        text = self.locale.toCurrencyString(value, symbol, 2)
        return self._whole(_NARROW.join(text.split()))

    def code(self, text: str) -> str:
        """A code that keeps its order in any script, such as a place on a shelf."""
        return self._whole(text)

    def count(self, value: float) -> str:
        """Units at one moment: a half is written as a fraction."""
        halves = round(value * 2)
        if halves % 2 == 0:
            return self.number(halves // 2)
        return (self.number(halves // 2) if halves > 1 else "") + "½"
