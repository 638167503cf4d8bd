"""The program's own words outside its screens: the command line, explanations, the slip.

What is asked and advised comes from the pack, the words of the screens from Qt's catalogues.
"""

import tomllib

from magapp.resources import resource


class Words:
    """The words in one language, English where it has no other."""

    def __init__(self, language: str) -> None:
        tables = tomllib.loads(resource("i18n", "words.toml").read_text("utf-8"))
        self._words: dict[str, str] = tables["en"] | tables.get(language, {})
        self._comma = language != "en"
        self.language = language

    def __call__(self, key: str, **fields: object) -> str:
        """The words under a key, with their fields filled in."""
        return self._words[key].format(**fields)

    def number(self, amount: float, places: int | None = None) -> str:
        """An amount with the language's decimal sign."""
        text = f"{amount:g}" if places is None else f"{amount:.{places}f}"
        return text.replace(".", ",") if self._comma else text

    def money(self, amount: float, currency: str) -> str:
        """An amount of money."""
        return f"{'€' if currency == 'EUR' else currency} {self.number(amount, 2)}"
