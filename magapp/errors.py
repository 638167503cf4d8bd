"""What can go wrong, said for the person who reads it: where, what, and what to do.

The core raises these; a screen or the command line only shows them.
"""

import errno
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from magapp.language.saying import Saying, Value
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
    saying: Saying
    severity: Literal["error", "warning", "note"] = "error"

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.saying.parts("en")[0]

    @property
    def mend(self) -> str:
        """What to do about it, in English; may be empty."""
        return self.saying.parts("en")[1]

    def told(self, language: str) -> str:
        """Where it is, what is wrong and what can be done about it, in a language."""
        where = f"{self.file}: {self.place}" if self.place else self.file
        return told_at(where, self.saying, language)

    def __str__(self) -> str:
        return self.told("en")


class MagappError(Exception):
    """Anything the program refuses: a code, and the values in its words.

    The code is stable and meant for programs. What is said of it on a screen or a terminal is
    `told` in the language of who reads it; as a text it is English.
    """

    def __init__(self, code: str, /, **values: Value) -> None:
        self.code = code
        self.saying = Saying(code, values)

    def told(self, language: str) -> str:
        """What is said of it in a language."""
        return self.saying.told(language)

    def __str__(self) -> str:
        return self.told("en")


class InputError(MagappError):
    """Input that cannot be read: names the place, what is wrong and the nearest right word.

    Each may hold text from outside, and is made fit to be shown here.
    """

    def __init__(self, place: str | Saying, code: str, /, **values: Value) -> None:
        super().__init__(code, **values)
        self.where = place

    @property
    def place(self) -> str:
        """Where it is; empty where there is no place to name."""
        return self.place_in("en")

    def place_in(self, language: str) -> str:
        """Where it is, in a language."""
        return told_in(self.where, language)

    @property
    def message(self) -> str:
        """What is wrong."""
        return self.saying.parts("en")[0]

    @property
    def mend(self) -> str:
        """What can be done about it; may be empty."""
        return self.saying.parts("en")[1]

    def told(self, language: str) -> str:
        """Place, what is wrong and what can be done, in a language."""
        return told_at(self.where, self.saying, language)

    def at(self, place: str | Saying) -> "InputError":
        """The same at another place."""
        return InputError(place, self.code, **self.saying.values)


def told_in(place: str | Saying, language: str) -> str:
    """A place in a language, fit to be shown."""
    return place.told(language) if isinstance(place, Saying) else shown(place)


def told_at(place: str | Saying, saying: Saying, language: str) -> str:
    """What is said of a place, in a language."""
    where = told_in(place, language)
    said = saying.told(language)
    return f"{where}: {said}" if where else said


class PackError(MagappError):
    """A pack that does not load. `faults` holds every fault found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        if len(self.faults) == 1:
            super().__init__("pack_fault")
        else:
            super().__init__("pack_faults", count=len(self.faults))

    def told(self, language: str) -> str:
        """How many there are, and each on a line of its own."""
        head = super().told(language)
        return "\n".join([head, *(f"  {fault.told(language)}" for fault in self.faults)])


class Cancelled(MagappError):  # noqa: N818 - stopping is no error
    """The person who started it has stopped it; nothing was changed."""


class StoreError(MagappError):
    """The database cannot be used: no room, no permission, in use, no driver."""


class DoubtfulStore(StoreError):  # noqa: N818 - named after the state it is in
    """What was to be written may be there or not: the answer to the end of it was lost."""


class UnusableStore(StoreError):  # noqa: N818 - named after the state it is in
    """The database file is there and must not be touched. `backup` is the last one, if any."""

    def __init__(
        self, code: str, path: Path, backup: Path | None = None, *, place: str = "", **values: Value
    ) -> None:
        super().__init__(code, place=place or str(path), **values)
        self.path, self.backup = path, backup


class DamagedStore(UnusableStore):
    """The file is damaged, or not a database of this program."""


class NewerStore(UnusableStore):
    """A newer version of the program wrote the file."""


def near(word: object, words: Iterable[str]) -> Saying | str:
    """Words that name the nearest right word, or all of them where they are few.

    Empty when there is nothing helpful to say.
    """
    known = sorted({str(each) for each in words})
    if close := nearest_word(word, known):
        return Saying.of("near", word=close)
    if 0 < len(known) <= 12:
        return Saying.of("known", words=", ".join(known))
    return ""


def refused_by_system(error: OSError) -> Saying:
    """What the system says was wrong, such as that a disk is full."""
    if not error.errno:
        return Saying.of("system_silent")
    code = _SYSTEM.get(error.errno)
    return Saying.of(code) if code else Saying.of("system_other", number=error.errno)


_SYSTEM = {
    errno.EACCES: "system_denied",
    errno.EEXIST: "system_exists",
    errno.EIO: "system_device",
    errno.EISDIR: "system_folder",
    errno.ELOOP: "system_links",
    errno.ENAMETOOLONG: "system_long",
    errno.ENOENT: "system_missing",
    errno.ENOEXEC: "system_program",
    errno.ENOSPC: "system_full",
    errno.ENOTDIR: "system_no_folder",
    errno.EPERM: "system_forbidden",
    errno.EPIPE: "system_gone",
    errno.EROFS: "system_read_only",
}


def nearest_word(word: object, words: Iterable[str]) -> str | None:
    """The word among these that is most like another; None where none is."""
    from difflib import get_close_matches

    close = get_close_matches(str(word)[:100], sorted(words), n=1, cutoff=0.6)
    return close[0] if close else None
