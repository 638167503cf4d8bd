"""What the program says when something is wrong: a code, and the values in its words.

The words of every code stand in `resources/i18n/errors.toml`, in each language. A `|` in them
parts what is wrong from what can be done about it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Union

import msgspec

from magapp.resources import resource
from magapp.showing import shown

Value = Union[str, int, float, tuple[Union[str, "Saying"], ...], "Saying", "Called"]
"""What can stand in words: a text from outside, a number, names, other words, or what something is
called."""


@cache
def sentences(language: str) -> dict[str, str]:
    """The words of every code, read once; English for a language that has none."""
    import tomllib

    tables = tomllib.loads(resource("i18n", "errors.toml").read_text("utf-8"))
    words: dict[str, str] = tables["en"] | tables.get(language, {})
    return words


class Saying(msgspec.Struct, frozen=True):
    """Something that can be said in every language. `code` is stable and meant for programs."""

    code: str
    values: Mapping[str, Value] = {}

    @classmethod
    def of(cls, code: str, /, **values: Value) -> "Saying":
        """The words of a code, with these values in them."""
        return cls(code, values)

    def parts(self, language: str) -> tuple[str, str]:
        """What is wrong, and what can be done about it; each may be empty."""
        words = sentences(language)
        fields = {name: _Field(value, language) for name, value in self.values.items()}
        message, _, mend = words[self.code].partition("|")
        return message.format(**fields).strip(), mend.format(**fields).strip()

    def told(self, language: str) -> str:
        """All of it in a language."""
        return " ".join(filter(None, self.parts(language)))

    def __str__(self) -> str:
        return self.told("en")

    def __hash__(self) -> int:
        return hash((self.code, *self.values.items()))


class Called(msgspec.Struct, frozen=True):
    """What something is called, by language; the first name where a language has none."""

    names: tuple[tuple[str, str], ...]

    def told(self, language: str) -> str:
        """Its name in a language."""
        return dict(self.names).get(language, self.names[0][1])


def plain(value: Value) -> object:
    """What stands in words as plain data, to be kept in a file: `saying_of` has the words again."""
    if isinstance(value, Saying):
        return {
            "code": value.code,
            "values": {name: plain(each) for name, each in value.values.items()},
        }
    if isinstance(value, Called):
        return {"names": [list(each) for each in value.names]}
    return [plain(each) for each in value] if isinstance(value, tuple) else value


def saying_of(kept: Any) -> Saying:
    """Words that were kept as `plain` data.

    Raises ValueError where they are none of ours, or what comes of data of another form.
    """
    code = kept["code"]
    if code not in sentences("en"):
        raise ValueError(code)
    return Saying(code, {str(name): _value_of(each) for name, each in kept["values"].items()})


def _value_of(kept: Any) -> Value:
    if isinstance(kept, dict):
        if "names" in kept:
            return Called(tuple((str(language), str(name)) for language, name in kept["names"]))
        return saying_of(kept)
    if isinstance(kept, list):
        values = (_value_of(each) for each in kept)
        return tuple(each if isinstance(each, Saying) else str(each) for each in values)
    if isinstance(kept, str | int | float):
        return kept
    raise ValueError(kept)


class _Field:
    """A value in words, with the signs of the language: 1,000 and 62.5, or 1.000 and 62,5."""

    def __init__(self, value: Value, language: str) -> None:
        self._value, self._language = value, language

    def __format__(self, how: str) -> str:
        value = self._value
        if isinstance(value, Saying | Called):
            return value.told(self._language)
        if isinstance(value, tuple):
            between = ", " if how == "," else sentences(self._language)["and"]
            return between.join(format(_Field(each, self._language)) for each in value)
        if isinstance(value, str):
            return shown(value)
        text = format(value, how) if how else _shortest(value)
        return text if self._language == "en" else text.translate(_SIGNS)


def _shortest(number: float) -> str:
    """The shortest text that reads as the same number: `100`, `62.5`."""
    return str(int(number)) if number == int(number) else repr(number)


_SIGNS = str.maketrans(".,", ",.")
