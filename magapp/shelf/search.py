"""Finding products as one types: by the beginnings of words, with typing errors forgiven.

Every word is kept once, sorted, with the places of the products that have it: few places as a
list, many as the bits of one number. What was typed is looked up by bisection, and several words
are combined bit by bit, so that a large shelf answers about as fast as a small one.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from magapp.products import Product

ONE_ERROR, TWO_ERRORS = 4, 8
"""From so many letters on, a word may have one or two typing errors."""
FEW = 64
"""Up to so many products a word is always kept as a list."""
DENSE = 32
"""A word that more than one in so many products has is kept as bits: that takes less room."""
REMEMBERED = 128
"""How many lookups are remembered until the products change."""

_DIGITS = "0123456789"
_WORD = re.compile(r"[^\W_]+")
_NOT_ZERO = re.compile(rb"[^\0]")
_BITS = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]
_STROKES = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without accents; anything but letters and digits parts."""
    if text.isascii():
        return _WORD.findall(text.lower())
    spelt = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in spelt if not unicodedata.combining(letter))
    return _WORD.findall(plain.translate(_STROKES))


def errors_in(word: str) -> int:
    """How many typing errors this word may have: letters missing, extra, wrong or swapped.

    A number may have one: a second could make the EAN of one product that of another, which the
    check digit prevents otherwise.
    """
    if len(word) < ONE_ERROR:
        return 0
    return 1 if len(word) < TWO_ERRORS or word.isdigit() else 2


class SearchIndex:
    """The words of the products, each of which stands at a place: a number from 0 up.

    `forms` are further words for each form. A word that begins with the `subject` (magnesium) can
    also be found by the rest of it, as in magnesiumcitraat.
    """

    def __init__(
        self,
        products: Iterable[tuple[int, Product]],
        forms: Mapping[str, Iterable[str]],
        subject: str,
    ) -> None:
        self._subject = subject
        self._forms = {form: frozenset(words) for form, words in forms.items()}
        self._size = 0
        self._known: dict[tuple[str, int], int] = {}
        eans: list[tuple[str, int]] = []
        names: dict[str, array[int]] = defaultdict(_no_places)  # by word
        texts: dict[str, array[int]] = defaultdict(_no_places)  # by text: these come back often
        of_forms: dict[str, array[int]] = defaultdict(_no_places)
        for place, product in products:
            self._size = place + 1
            eans.append((product.ean, place))
            for word in words_of(product.name):
                names[word].append(place)
            texts[product.brand].append(place)
            texts[product.shelf].append(place)
            for form, _ in product.blend:
                of_forms[form].append(place)
        found = {word: [places] for word, places in names.items()}
        for words, places in (
            *((words_of(text), places) for text, places in texts.items()),
            *((self._forms.get(form, ()), places) for form, places in of_forms.items()),
        ):
            for word in words:
                found.setdefault(word, []).append(places)
        for word in [word for word in found if self._rest(word)]:
            found.setdefault(self._rest(word), []).extend(found[word])
        self._places: dict[str, array[int] | int] = {
            word: self._bits(*lists)
            if self._dense(sum(map(len, lists)))
            else array("I", sorted({*chain(*lists)}))
            for word, lists in found.items()
        }
        self._sorted = sorted(found)
        self._letters = array("Q", map(_letters, self._sorted))
        self._alphabet = {letter for word in self._sorted for letter in word}
        eans.sort()
        self._eans = [ean for ean, _ in eans]
        self._ean_places = array("I", (place for _, place in eans))
        self._all = self._bits(self._ean_places)

    # --- keeping up ------------------------------------------------------------------------------

    def add(self, place: int, product: Product) -> None:
        """A product that now stands at a place that was free."""
        self._known.clear()
        self._size = max(self._size, place + 1)
        self._all |= 1 << place
        at = bisect_left(self._eans, product.ean)
        self._eans.insert(at, product.ean)
        self._ean_places.insert(at, place)
        for word in self._words(product):
            places = self._places.get(word)
            if places is None:
                at = bisect_left(self._sorted, word)
                self._sorted.insert(at, word)
                self._letters.insert(at, _letters(word))
                self._alphabet.update(word)
                self._places[word] = array("I", (place,))
            elif isinstance(places, int):
                self._places[word] = places | 1 << place
            else:
                insort(places, place)
                if self._dense(len(places)):
                    self._places[word] = self._bits(places)

    def remove(self, place: int, product: Product) -> None:
        """A product that no longer stands at its place."""
        self._known.clear()
        self._all ^= 1 << place
        at = bisect_left(self._eans, product.ean)
        del self._eans[at], self._ean_places[at]
        for word in self._words(product):
            places = self._places[word]
            if isinstance(places, int):
                places ^= 1 << place
                self._places[word] = places
            else:
                del places[bisect_left(places, place)]
            if not places:
                del self._places[word]
                at = bisect_left(self._sorted, word)
                del self._sorted[at], self._letters[at]

    def _words(self, product: Product) -> set[str]:
        """The words a product is found by, its EAN apart."""
        words = {*chain(*map(words_of, (product.name, product.brand, product.shelf)))}
        for form, _ in product.blend:
            words.update(self._forms.get(form, ()))
        return words | {rest for word in words if (rest := self._rest(word))}

    def _rest(self, word: str) -> str:
        """What follows the subject in one word, if anything does."""
        return word.removeprefix(self._subject) if word.startswith(self._subject) else ""

    def _dense(self, count: int) -> bool:
        return count > max(FEW, self._size // DENSE)

    def _bits(self, *lists: "array[int]") -> int:
        """Places as the bits of one number."""
        if sum(map(len, lists)) < self._size // FEW:
            data = bytearray(self._size // 8 + 1)
            for places in lists:
                for place in places:
                    data[place >> 3] |= 1 << (place & 7)
            return int.from_bytes(data, "little")
        flags = bytearray(self._size // 8 * 8 + 8)  # many: a byte each, then eight to one
        for places in lists:
            for place in places:
                flags[place] = 1
        bits = 0
        for bit in range(8):
            bits |= int.from_bytes(flags[bit::8], "little") << bit
        return bits

    # --- looking up ------------------------------------------------------------------------------

    def find(self, text: str) -> Iterator[int]:
        """The places of the products that have every word typed, in order.

        Each word may be the beginning of one. Typing errors are forgiven only when nothing is
        found without: first one in each word that may have any, then two.
        """
        typed = words_of(text)
        for errors in range(max(map(errors_in, typed), default=0) + 1):
            bits = -1
            for word in typed:
                bits &= self._near(word, min(errors, errors_in(word)))
                if not bits:
                    break
            if bits:
                return _places(bits)
        return iter(())

    def _near(self, word: str, errors: int) -> int:
        """The products, as bits, with a word that begins like this one, give or take errors."""
        known = self._known.get((word, errors))
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[word, errors] = self._look_up(word, errors)
        return known

    def _look_up(self, word: str, errors: int) -> int:
        starts = {word}
        if errors:
            starts |= _slips(word, _DIGITS if word.isdigit() else self._alphabet)
        bits = 0
        lists: list[array[int]] = []
        found: set[str] = set()
        for start in starts:
            at = bisect_left(self._sorted, start)
            while at < len(self._sorted) and self._sorted[at].startswith(start):
                found.add(self._sorted[at])
                at += 1
        if errors == 2:
            found.update(self._two_errors(word))
        for each in found:
            places = self._places[each]
            if isinstance(places, int):
                bits |= places
            else:
                lists.append(places)
        if word.isdigit():
            for start in filter(str.isdigit, starts):
                first = bisect_left(self._eans, start)
                past = bisect_left(self._eans, start + ":", first)  # `:` comes after the digits
                if past - first <= len(self._eans) // 2:
                    lists.append(self._ean_places[first:past])
                else:  # the others are fewer
                    others = self._ean_places[:first], self._ean_places[past:]
                    bits |= self._all ^ self._bits(*others)
        return bits | self._bits(*lists)

    def _two_errors(self, word: str) -> Iterator[str]:
        """The words of which a beginning differs from this one by two errors at most.

        Two errors take at most two letters of the word away, which rules out nearly all others.
        """
        wanted = _letters(word)
        least = wanted.bit_count() - 2
        pattern: dict[str, int] = {}
        for index, letter in enumerate(word):
            pattern[letter] = pattern.get(letter, 0) | 1 << index
        for at, letters in enumerate(self._letters):
            if (wanted & letters).bit_count() >= least:
                candidate = self._sorted[at]
                if _distance(pattern, len(word), candidate[: len(word) + 2]) <= 2:
                    yield candidate


def _no_places() -> "array[int]":
    return array("I")


def _letters(word: str) -> int:
    """Which letters a word has, as bits; some letters share one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _places(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    for byte in _NOT_ZERO.finditer(bits.to_bytes(bits.bit_length() // 8 + 1, "little")):
        first = byte.start() * 8
        for bit in _BITS[byte.group()[0]]:
            yield first + bit


def _slips(word: str, alphabet: Iterable[str]) -> set[str]:
    """Every spelling that is one typing error away."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    slips = {before + after[1:] for before, after in cuts if after}
    slips |= {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    slips |= {before + letter + after for before, after in cuts for letter in alphabet}
    slips |= {before + letter + after[1:] for before, after in cuts if after for letter in alphabet}
    return slips


def _distance(pattern: Mapping[str, int], length: int, candidate: str) -> int:
    """The least number of errors between a word and any beginning of the candidate.

    An error is a letter missing, extra or wrong, or two neighbours swapped. `pattern` has for each
    letter of the word the bits of where it stands. Bit by bit after H. Hyyrö, "A bit-vector
    algorithm for computing Levenshtein and Damerau edit distances" (2003).
    """
    every = (1 << length) - 1
    last = 1 << length - 1
    more, less, same, before = every, 0, 0, 0
    errors = least = length
    for letter in candidate:
        here = pattern.get(letter, 0)
        swapped = (~same & here) << 1 & before
        same = ((((here & more) + more) ^ more) | here | less | swapped) & every
        rise = less | ~(same | more) & every
        fall = same & more
        if rise & last:
            errors += 1
        elif fall & last:
            errors -= 1
            least = min(least, errors)
        rise = (rise << 1 | 1) & every
        more = (fall << 1 | ~(same | rise)) & every
        less = rise & same
        before = here
    return least
