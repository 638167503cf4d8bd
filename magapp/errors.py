"""What can go wrong, said for the person who reads it: where, what, and what to do.

The core raises these; a screen or the command line only shows them.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from magapp.showing import shown


class Fault(msgspec.Struct, frozen=True):
    """One thing found in a file.

    `code` is stable and meant for programs and tests; `message` says what is wrong, `mend` what
    to do about it. `place` is the entry inside the file, such as `gate kidney: sources`. An
    `error` makes a pack unfit for use, a `warning` wants a decision, a `note` is good to know.
    """

    code: str
    file: str
    place: str
    message: str
    mend: str = ""
    severity: Literal["error", "warning", "note"] = "error"

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        return shown(f"{where}: {self.message}" + (f" {self.mend}" if self.mend else ""))


class MagappError(Exception):
    """Anything the program refuses, with one message fit for a screen or a terminal."""


class InputError(MagappError):
    """Input that cannot be read: names the place, what is wrong and the nearest right word.

    Each may hold text from outside, and is made fit to be shown here. With a `code`, which is
    stable and meant for programs, it can be said in every language that the program speaks.
    """

    code = ""
    values: dict[str, str] = {}  # noqa: RUF012 - never changed, replaced in `coded`

    def __init__(self, place: str, message: str, mend: str = "") -> None:
        self.place, self.message, self.mend = shown(place), shown(message), shown(mend)
        super().__init__(_sentence(self.place, self.message, self.mend))

    @classmethod
    def coded(cls, place: str, code: str, **values: object) -> "InputError":
        """A refusal whose words stand in `words.toml`, as `refused_` and its code."""
        said = {name: shown(str(value)) for name, value in values.items()}
        error = cls(place, *refusal(code, said, "en"))
        error.code, error.values = code, said
        return error

    def told(self, language: str) -> str:
        """What is said of it in a language; in English where it has no code."""
        if not self.code:
            return str(self)
        return _sentence(self.place, *refusal(self.code, self.values, language))


def refusal(code: str, values: Mapping[str, str], language: str) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    from magapp.language.words import Words

    message, _, mend = Words(language)(f"refused_{code}", **values).partition("|")
    return message, mend


def _sentence(place: str, message: str, mend: str) -> str:
    said = f"{place}: {message}" if place else message
    return f"{said} {mend}" if mend else said


class PackError(MagappError):
    """A pack that does not load. `faults` holds every fault found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        head = f"The pack does not load: {count} fault{'' if count == 1 else 's'}."
        super().__init__("\n".join([head, *(f"  {fault}" for fault in self.faults)]))


class Cancelled(MagappError):  # noqa: N818 - stopping is no error
    """The person who started it has stopped it; nothing was changed."""


class StoreError(MagappError):
    """The database cannot be used: no room, no permission, in use, no driver."""


class UnusableStore(StoreError):  # noqa: N818 - named after the state it is in
    """The database file is there and must not be touched. `backup` is the last one, if any."""

    def __init__(self, message: str, path: Path, backup: Path | None = None) -> None:
        self.path, self.backup = path, backup
        super().__init__(message)


class DamagedStore(UnusableStore):
    """The file is damaged, or not a database of this program."""


class NewerStore(UnusableStore):
    """A newer version of the program wrote the file."""


def nearest(word: object, words: Iterable[str]) -> str:
    """A sentence naming the nearest right word, or all of them where they are few.

    Empty when there is nothing helpful to say.
    """
    known = sorted({str(each) for each in words})
    if close := nearest_word(word, known):
        return f"Did you mean '{close}'?"
    if 0 < len(known) <= 12:
        return f"Choose from: {', '.join(known)}."
    return ""


def nearest_word(word: object, words: Iterable[str]) -> str | None:
    """The word among these that is most like another; None where none is."""
    from difflib import get_close_matches

    close = get_close_matches(str(word)[:100], sorted(words), n=1, cutoff=0.6)
    return close[0] if close else None
