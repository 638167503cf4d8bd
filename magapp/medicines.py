"""Finding a medicine by what is on its box: generic or brand name, by letter or as it is typed."""

import unicodedata
from collections.abc import Iterable

import msgspec

from magapp.pack.model import Medicine


class Found(msgspec.Struct, frozen=True):
    """A name that was found (generic or brand) and the medicine it stands for."""

    name: str
    medicine: Medicine


def plain(text: str) -> str:
    """Text for comparing: lower case, without accents, and letters and digits only."""
    spelt = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in spelt if letter.isalnum())


class MedicineIndex:
    """Every generic and brand name of a pack, sorted, to be looked up.

    `quiet` are the groups that no rule reads. Of names that begin alike theirs come last, so that
    nobody in a hurry takes one of them for another medicine; and names of several substances come
    after those of one.
    """

    def __init__(self, medicines: Iterable[Medicine], quiet: Iterable[str] = ()) -> None:
        self._quiet = frozenset(quiet)
        names = [
            (plain(name), Found(name, medicine))
            for medicine in medicines
            for name in (medicine.name, *medicine.brands)
        ]
        self._names = sorted(names, key=lambda each: (each[0], each[1].name))

    def letters(self) -> tuple[str, ...]:
        """The first letters that lead somewhere, as capitals."""
        return tuple(sorted({name[0].upper() for name, _ in self._names}))

    def starting(self, letter: str) -> tuple[Found, ...]:
        """Every name with this first letter, in alphabetical order."""
        return tuple(found for name, found in self._names if name.startswith(plain(letter)))

    def named(self, name: str) -> Medicine | None:
        """The medicine with exactly this name, whatever its capitals and accents."""
        wanted = plain(name)
        return next((found.medicine for each, found in self._names if each == wanted), None)

    def search(self, typed: str, most: int = 8) -> tuple[Found, ...]:
        """The names that fit what was typed: beginnings first, then parts, then near misses."""
        wanted = plain(typed)
        if not wanted:
            return ()
        starts = [found for name, found in self._names if name.startswith(wanted)]
        starts.sort(
            key=lambda found: (self._quiet.issuperset(found.medicine.groups), "/" in found.name)
        )
        inside = [found for name, found in self._names if wanted in name and found not in starts]
        found = starts + inside
        if not found and len(wanted) >= 4:
            from difflib import get_close_matches

            names = [name for name, _ in self._names]
            near = get_close_matches(wanted, names, n=most, cutoff=0.72)
            found = [found for each in near for name, found in self._names if name == each]
        return tuple(dict.fromkeys(found[:most]))
