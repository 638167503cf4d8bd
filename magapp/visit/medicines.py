"""Finding a medicine by what is on its box or what people call it, by letter or as it is typed.

Nobody is freed by a name that looks alike. Only a name that is listed, once what changes nothing
is stripped (capitals, accents, signs, strengths, salts), may be taken. Whatever else fits is
offered, to be chosen by hand. A name of several substances, in whatever order and joined by
whatever sign, is that combination or nothing.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product

import msgspec

from magapp.pack.model import Addition, LookUp, Medicine, Pack, Which

MOST = 8
"""So many names are offered: each has a digit on the keyboard, and one is left for none."""
MAX_TYPED = 200
"""Letters of a name that is looked up: more is no name."""
_SHORT = 5
"""Letters below which nothing that looks alike may be a name without an interaction."""
_LONGEST = 8
"""Words of the longest name that is looked for within what was typed."""
LAST = "\U0010ffff"
"""Behind every letter."""
_WORD = re.compile(r"[^\W\d_]+|\d+")


class Found(msgspec.Struct, frozen=True, eq=False):
    """A name that was found and the medicine it stands for; `said` is the lay word or spelling."""

    name: str
    medicine: Medicine
    said: str = ""


class Looked(msgspec.Struct, frozen=True):
    """What the look-up makes of a typed name.

    `exact` is the medicine that bears this very name; `offered` are the names to choose from, that
    one first. `near` says that none bears or begins with what was typed: did you mean these?
    """

    exact: Found | None = None
    offered: tuple[Found, ...] = ()
    near: bool = False


def _medicines(found: Iterable[Found]) -> tuple[Medicine, ...]:
    """Each medicine that was found once."""
    return tuple({each.medicine.name: each.medicine for each in found}.values())


def plain(text: str) -> str:
    """Text for comparing: lower case, without accents, and letters and digits only."""
    spelt = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in spelt if letter.isalnum())


def _words(text: str) -> list[str]:
    """Its words and numbers, lower case and without accents."""
    spelt = unicodedata.normalize("NFKD", text).casefold()
    return _WORD.findall("".join(each for each in spelt if not unicodedata.combining(each)))


_SOUNDS = (
    ("th", "t"), ("ph", "f"), ("ch", "k"), ("ck", "k"), ("qu", "kw"), ("x", "ks"), ("y", "i"),
    ("c", "k"), ("z", "s"), ("j", "i"),
)  # fmt: skip
"""Letters that are heard alike."""


def _heard(name: str) -> str:
    """A name by its sound: letters that are heard alike are one, and none is doubled."""
    for letters, sound in _SOUNDS:
        name = name.replace(letters, sound)
    return re.sub(r"(.)\1+", r"\1", name)


def _slips(letters: int) -> int:
    """As many wrong letters a name of this length may have to look like another."""
    return 1 if letters < 7 else 2 if letters < 10 else 3


_Order = tuple[int, int, bool, str]
"""Strictness, substances, whether it is a brand, and the name."""


class _Part(msgspec.Struct):
    """One part of what was typed: medicines it may be, or what an addition says is in it."""

    medicines: tuple[Medicine, ...] = ()
    addition: Addition | None = None
    unknown: str = ""

    @property
    def listed(self) -> bool:
        """Whether it is a name of the list."""
        return not self.unknown


class MedicineIndex:
    """Every name of a pack's medicines, to be looked up."""

    def __init__(
        self, medicines: Iterable[Medicine], look_up: LookUp, which: Iterable[Which] = ()
    ) -> None:
        self.medicines = tuple(medicines)
        self._look_up = look_up
        self._which = {each.id: each for each in which}
        self._rank = {group: place for place, group in enumerate(look_up.strictest_first)}
        self._orders: dict[Found, _Order] = {}

    @classmethod
    def of(cls, pack: Pack) -> "MedicineIndex":
        """The index of a pack."""
        return cls(pack.medicines, pack.look_up, pack.which)

    # -- groups -----------------------------------------------------------------------------------

    def groups(self, medicine: Medicine) -> tuple[str, ...]:
        """The groups of a medicine; where its use decides, all that it may be."""
        return self._which[medicine.which].groups() if medicine.which else medicine.groups

    def _frees(self, medicine: Medicine) -> bool:
        """Whether nothing is asked or said of it."""
        return not medicine.which and self._rank.keys().isdisjoint(medicine.groups)

    def _strictness(self, medicine: Medicine) -> int:
        """Smaller for what asks more; largest for what asks nothing."""
        last = len(self._rank)
        return min((self._rank.get(group, last) for group in self.groups(medicine)), default=last)

    # -- names ------------------------------------------------------------------------------------

    @cached_property
    def _shown(self) -> list[tuple[str, Found]]:
        """Generic and brand names, in alphabetical order."""
        names = [
            (plain(name), Found(name, medicine))
            for medicine in self.medicines
            for name in (medicine.name, *medicine.brands)
        ]
        return sorted(names, key=lambda each: (each[0], each[1].name))

    @cached_property
    def _names(self) -> dict[str, list[Found]]:
        """By the letters of a name what bears it: generic names and brands, then the rest."""
        names: dict[str, list[Found]] = defaultdict(list)
        for medicine in self.medicines:
            names[self._key(_words(medicine.name))].append(self._generic[medicine.name])
            for name in medicine.brands:
                names[self._key(_words(name))].append(Found(name, medicine))
        for medicine in self.medicines:
            for said in medicine.synonyms:
                names[self._key(_words(said))].append(Found(medicine.name, medicine, said))
        return dict(names)

    @cached_property
    def _keys(self) -> list[str]:
        return sorted(self._names)

    @cached_property
    def _sounds(self) -> list[str]:
        return [_heard(each) for each in self._keys]

    @cached_property
    def _substances(self) -> dict[str, frozenset[str]]:
        """By the name of a medicine what is in it."""
        return {each.name: frozenset(map(plain, each.name.split("/"))) for each in self.medicines}

    @cached_property
    def _generic(self) -> dict[str, Found]:
        """Each medicine under its own name."""
        return {each.name: Found(each.name, each) for each in self.medicines}

    @cached_property
    def _holding(self) -> dict[str, list[Found]]:
        """By substance the medicines that hold it."""
        holding: dict[str, list[Found]] = defaultdict(list)
        for found in self._generic.values():
            for substance in self._substances[found.name]:
                holding[substance].append(found)
        return dict(holding)

    @cached_property
    def _idle(self) -> dict[str, frozenset[str]]:
        """The words that change nothing.

        One that is itself a medicine with a group does, and one that a single slip makes of an
        addition may ("HCl" of "HCT").
        """
        from rapidfuzz.distance import OSA

        look_up = self._look_up
        named = {key for key, found in self._names.items() if not self._all_free(found)}
        added = [word.rstrip("*") for each in look_up.addition for word in each.words]
        added = [each for each in added if len(each) > 2]

        def idle(words: Iterable[str]) -> frozenset[str]:
            return frozenset(
                word
                for word in words
                if word not in named and all(OSA.distance(word, each) > 1 for each in added)
            )

        return {
            "filler": idle(look_up.filler),
            "dosage": idle(look_up.dosage),
            "salts": idle(look_up.salts),
            "local": idle(look_up.local),
        }

    @cached_property
    def _idle_beginnings(self) -> tuple[str, ...]:
        return tuple(each for words in self._idle.values() for each in words)

    def _all_free(self, found: Iterable[Found]) -> bool:
        return all(self._frees(each.medicine) for each in found)

    def _key(self, words: Iterable[str]) -> str:
        """The letters of a name, without what joins its parts."""
        return "".join(each for each in words if each not in self._look_up.joining)

    def letters(self) -> tuple[str, ...]:
        """The first letters that lead somewhere, as capitals."""
        return tuple(sorted({name[0].upper() for name, _ in self._shown}))

    def starting(self, letter: str) -> tuple[Found, ...]:
        """Every generic and brand name with this first letter, in alphabetical order."""
        return tuple(found for name, found in self._shown if name.startswith(plain(letter)))

    def begins(self, typed: str) -> bool:
        """Whether some name begins with just this, or is it."""
        key = self._key(_words(typed))
        return bool(key) and bool(self._begun(key))

    def medicine(self, name: str) -> Medicine | None:
        """The medicine of this generic name."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, Medicine]:
        return {each.name: each for each in self.medicines}

    # -- what was typed ---------------------------------------------------------------------------

    def look_up(self, typed: str, most: int = MOST) -> Looked:
        """What this name is, and what it may be."""
        spelt = _words(typed)
        words = [each for each in spelt if each not in self._look_up.joining] or spelt
        if not words:
            return Looked()
        parts = self._parts(words)
        bearing = self._bearing(words, parts)
        key = "".join(words)
        begin = self._beginning(key)
        if bearing:
            groups = {(each.medicine.groups, each.medicine.which) for each in bearing}
            exact = bearing[0] if len(groups) == 1 else None
            same = [exact] if exact else sorted(bearing, key=self._order)
            rest = self._ordered([*begin, *self._containing(bearing)])
            return Looked(exact, self._distinct(same, rest)[:most])
        if len(parts) > 1 or (parts and parts[0].addition):
            return Looked(None, self._distinct(self._ordered(begin), self._joined(parts))[:most])
        inside = self._inside(key) if len(key) > 2 else []
        found = self._ordered(begin) + [each for each in self._ordered(inside) if each not in begin]
        if not found or self._all_free(found):
            near = [*self._run_together(key), *self._near(key)]
            if found:  # what is free does not stand alone where something stricter looks alike
                near = [each for each in near if not self._frees(each.medicine)]
            return Looked(None, self._distinct(found, near)[:most], near=not found and bool(near))
        return Looked(None, self._distinct(found)[:most])

    def _order(self, found: Found) -> _Order:
        order = self._orders.get(found)
        if order is None:
            held = len(self._substances[found.medicine.name])
            brand = found.name != found.medicine.name
            order = self._strictness(found.medicine), held, brand, plain(found.name)
            self._orders[found] = order
        return order

    def _ordered(self, found: Iterable[Found]) -> list[Found]:
        """What frees last, lay words after names, stricter first.

        Yet a single substance comes before the combinations that hold it.
        """
        last = len(self._rank)

        def order(each: Found) -> tuple[bool, bool, _Order]:
            where = self._order(each)
            return where[0] == last, bool(each.said), where

        rest = sorted(found, key=order)
        single = defaultdict(list)
        for each in rest:
            if len(held := self._substances[each.medicine.name]) == 1:
                single[next(iter(held))].append(each)
        ordered: dict[Found, None] = {}
        for each in rest:
            held = self._substances[each.medicine.name]
            for substance in sorted(held) if len(held) > 1 else ():
                ordered |= dict.fromkeys(single[substance])
            ordered[each] = None
        return list(ordered)

    @staticmethod
    def _distinct(*found: Iterable[Found]) -> tuple[Found, ...]:
        """Each name of a medicine once, in this order."""
        kept = {(each.name, each.medicine.name): each for some in reversed(found) for each in some}
        order = dict.fromkeys((each.name, each.medicine.name) for some in found for each in some)
        return tuple(kept[each] for each in order)

    def _begun(self, key: str) -> list[str]:
        """The names that begin with these letters."""
        return self._keys[bisect_left(self._keys, key) : bisect_left(self._keys, key + LAST)]

    def _beginning(self, key: str) -> list[Found]:
        return [found for each in self._begun(key) for found in self._names[each]]

    def _inside(self, key: str) -> list[Found]:
        return [found for each in self._keys if key in each for found in self._names[each]]

    def _containing(self, bearing: Iterable[Found]) -> list[Found]:
        """The combinations that hold a single substance that was named."""
        held = [self._substances[each.medicine.name] for each in bearing]
        return [
            found
            for substances in held
            if len(substances) == 1
            for found in self._holding[next(iter(substances))]
        ]

    # -- exactly ----------------------------------------------------------------------------------

    def _bearing(self, words: list[str], parts: Sequence[_Part]) -> list[Found]:
        """What bears this very name, once the words that change nothing are stripped."""
        if found := self._names.get("".join(words)):
            return found
        # A name may begin with a word that is idle elsewhere: De-Nol, de pil.
        fillers = (at for at, each in enumerate(words) if each not in self._idle["filler"])
        ahead = next(fillers, len(words))
        for rest in (*(words[at:] for at in range(1, ahead + 1)), self._without(words, "filler")):
            left = rest
            for idle in ("", "dosage", "number", "salts", "local"):
                left = self._without(left, idle)
                found = self._names.get("".join(left), [])
                if found and (idle != "local" or self._all_free(found)):
                    return found
        if len(parts) < 2 or any(part.addition or not part.listed for part in parts):
            return []
        found = []
        for medicines in product(*(part.medicines[:3] for part in parts)):
            held = frozenset().union(*(self._substances[each.name] for each in medicines))
            some = self._holding[next(iter(held))]
            found += [each for each in some if self._substances[each.name] == held]
        return list(dict.fromkeys(found))

    def _without(self, words: Sequence[str], *kinds: str) -> list[str]:
        """The words that are not idle in one of these ways. A salt stands behind a name."""
        left: list[str] = []
        for each in words:
            idle = any(
                each in self._idle.get(kind, ()) for kind in kinds if kind != "salts" or left
            )
            if not (idle or ("number" in kinds and each.isdecimal())):
                left.append(each)
        return left

    # -- in parts ---------------------------------------------------------------------------------

    def _parts(self, words: Sequence[str]) -> list[_Part]:
        """What was typed in parts: names that are listed, additions, and what is neither."""
        words = self._without(words, "filler", "dosage", "number")
        parts: list[_Part] = []
        here = 0
        while here < len(words):
            for end in range(min(len(words), here + _LONGEST), here, -1):
                if found := self._names.get("".join(words[here:end])):
                    parts.append(_Part(_medicines(found)))
                    here = end
                    break
            else:
                word = words[here]
                here += 1
                if not parts or word not in self._idle["salts"]:
                    parts += self._within(word)
        return parts

    def _within(self, word: str) -> Iterator[_Part]:
        """A word that is no name: two names written as one, an addition, or unknown."""
        for addition in self._look_up.addition:
            for each in addition.words:
                if word == each or (each.endswith("*") and word.startswith(each[:-1])):
                    yield _Part(addition=addition)
                    return
        for cut in range(3, len(word) - 2):
            two = self._names.get(word[:cut]), self._names.get(word[cut:])
            if two[0] and two[1]:
                for found in two:
                    yield _Part(_medicines(found or ()))
                return
        yield _Part(unknown=word)

    def _guessed(self, part: _Part, *, last: bool) -> _Part:
        """What an unknown word may be: the last one may go on, any may be misspelt."""
        word = part.unknown
        if not word or (last and any(each.startswith(word) for each in self._idle_beginnings)):
            return part
        near = self._beginning(word) if last and len(word) > 1 else []
        return _Part(_medicines(near or self._near(word)), unknown=word)

    def _joined(self, parts: Sequence[_Part]) -> list[Found]:
        """What may hold all of these parts. What is stricter among them is in each."""
        parts = [self._guessed(each, last=each is parts[-1]) for each in parts]
        named = frozenset(
            substance
            for part in parts
            if part.listed
            for each in part.medicines
            for substance in self._substances[each.name]
        )
        meant = [part for part in parts if part.addition or part.medicines]
        needed = [part for part in meant if self._is_needed(part)]
        listed = [part for part in meant if part.listed and not part.addition]
        some = {
            found
            for part in meant
            for each in part.medicines
            for substance in self._substances[each.name]
            for found in (self._generic[each.name], *self._holding[substance])
        } or {*self._generic.values()}
        kept: list[tuple[int, int, Found]] = []
        for found in some:
            if all(self._holds(found.medicine, part, named) for part in needed):
                held = sum(self._holds(found.medicine, part, named) for part in meant)
                more = len(self._substances[found.name] - named)
                apart = not needed and bool(listed)
                if apart and not any(self._holds(found.medicine, part, named) for part in listed):
                    continue
                if held and (needed or len(listed) < 2 or held == len(meant)):
                    kept.append((-held, more, found))
        most = min((held for held, _, _ in kept), default=0)
        kept = [each for each in kept if each[0] == most or each[1] == 0]
        known = all(part.listed for part in parts)
        if not known and all(self._frees(each.medicine) for *_, each in kept):
            return []

        def order(each: tuple[int, int, Found]) -> tuple[bool, int, int, _Order]:
            held, more, found = each
            return not known and self._frees(found.medicine), held, more, self._order(found)

        return [each for *_, each in sorted(kept, key=order)]

    def _run_together(self, word: str) -> list[Found]:
        """The combinations of a strict name and one that looks like the rest of the word."""
        for cut in range(3, len(word) - 2):
            for strict, rest in ((word[cut:], word[:cut]), (word[:cut], word[cut:])):
                listed = self._names.get(strict, [])
                if listed and not self._all_free(listed) and len(rest) >= _SHORT:
                    parts = [_Part(_medicines(listed)), _Part(unknown=rest)]
                    held = len(self._substances[listed[0].medicine.name])
                    joined = self._joined(parts)
                    return [
                        each for each in joined if len(self._substances[each.medicine.name]) > held
                    ]
        return []

    def _is_needed(self, part: _Part) -> bool:
        """Whether whatever is offered must hold this part."""
        if part.addition:
            return True
        free = [self._frees(each) for each in part.medicines]
        return not any(free) if part.listed else not all(free)

    def _holds(self, medicine: Medicine, part: _Part, named: frozenset[str]) -> bool:
        held = self._substances[medicine.name]
        if part.addition and part.addition.groups:
            return not {*part.addition.groups}.isdisjoint(medicine.groups)
        if part.addition:
            return len(held) > max(1, len(named)) and (not named or not held.isdisjoint(named))
        return any(
            held >= self._substances[each.name]
            or (each.which and self._shares(medicine, each) and len(held) > 1)
            for each in part.medicines
            if part.listed or not self._frees(each) or all(map(self._frees, part.medicines))
        )

    def _shares(self, medicine: Medicine, lay: Medicine) -> bool:
        """Whether a medicine has a group that a lay word may mean."""
        return any(group in self._rank and group in medicine.groups for group in self.groups(lay))

    # -- nearly -----------------------------------------------------------------------------------

    def _near(self, key: str) -> list[Found]:
        """The names that look or sound like this one: stricter first, then the nearest."""
        from rapidfuzz.distance import OSA  # takes longer to import than the first screen to show
        from rapidfuzz.process import extract

        most = _slips(len(key))
        away: dict[str, int] = {}
        sound = _heard(key)
        heard = _slips(len(sound)) - 1 if len(sound) > 3 else -1
        for wanted, names, cutoff in ((key, self._keys, most), (sound, self._sounds, heard)):
            if cutoff < 0:
                continue
            for _, distance, place in extract(
                wanted, names, scorer=OSA.distance, score_cutoff=cutoff, limit=None
            ):
                name = self._keys[place]
                away[name] = min(int(distance), away.get(name, most))
        if not away:
            return []
        nearest = min(away.values())
        found = [
            (self._order(each), distance, each)
            for name, distance in away.items()
            if distance <= nearest + 1
            for each in self._names[name]
            if len(key) >= _SHORT or not self._frees(each.medicine)
        ]
        found.sort(key=lambda each: (each[0][0], each[1], each[0]))
        return [each for *_, each in found]


class OfferedText(msgspec.Struct, frozen=True):
    """A name that is offered, the groups it is in, and why."""

    name: str
    groups: tuple[str, ...]
    why: str


class LookedText(msgspec.Struct, frozen=True):
    """What the look-up makes of a typed name; `taken` is None where a hand must choose."""

    typed: str
    taken: tuple[str, ...] | None
    offered: tuple[OfferedText, ...]


def looked_in_words(pack: Pack, index: MedicineIndex, typed: str, language: str) -> LookedText:
    """What the look-up makes of a typed name, for staff."""
    looked = index.look_up(typed)
    exact = looked.exact.medicine if looked.exact else None
    return LookedText(
        typed,
        exact.groups if exact and not exact.which else None,
        tuple(
            OfferedText(each.name, index.groups(each.medicine), why(pack, each.medicine, language))
            for each in looked.offered
        ),
    )


def why(pack: Pack, medicine: Medicine, language: str) -> str:
    """Why a medicine is in its groups, for staff."""
    return pack.text(language, f"why.{medicine.why}.text") if medicine.why else ""
