"""What a scanner that types like a keyboard sent: told apart from a hand, and read.

A scanner types faster and more evenly than a hand; how it ends, what it sends before the code and
which layout it was set to are no way to know it. It is read as the text that arrived, by the keys
that were pressed, and as another layout would have it: the reading whose check holds counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from magapp.products.gtin import SEPARATOR, find_gtin

GAP_MS = 110
"""The longest time between two keys of a scanner: it is 80 ms at most, and a busy machine may hold
it up a little."""
FAST_MS = 35
"""In the median, nobody types so fast for so long."""
REPEAT_MS = 15
"""A key that is held down repeats more slowly."""
LEAST, LEAST_SLOW = 6, 8
"""The fewest signs that can be a scan; at a pace that a hand can have, those of the shortest
article number."""
SLOW_MS = 50
"""From this pace on a scanner is slow: its maker's usual setting is far below."""
_EVEN, _EVEN_MS = 0.15, 8.0
_EVEN_READ, _EVEN_READ_MS = 0.5, 25.0
"""How far a step may be from the others, as a share and in ms; further where the check holds."""

OURS = re.compile(r"[A-Z]{3}\d{1,3}:", re.IGNORECASE)
"""How a hand-over code begins, of any pack and version."""


class Press(NamedTuple):
    """A key that was pressed, not a modifier."""

    at: int
    """When, in ms."""
    sign: str
    """The sign that it typed, or would have; `SEPARATOR` for a key that types none."""
    place: int = 0
    """Where the key is: its scan code (set 1, the same as evdev's), 0 where that is not known."""
    shift: bool = False
    modifiers: int = 0
    """How many modifiers were pressed or let go of since the press before."""
    alt: int = 0
    """From 1 on: which Alt was held down; its digits are the number of a sign."""
    repeated: bool = False
    """Whether the system says that it is a key held down."""


class ScanReading(NamedTuple):
    """What a scan says. `kind` is empty for what is neither a product nor a code of ours."""

    kind: Literal["product", "code", "link", "number", ""]
    """`number` and `link` are neither, either: a wrong check digit, an address without a number."""
    text: str
    """The article number in its one form, the line of the code, or what arrived."""
    faults: tuple[str, ...] = ()
    """How the scanner is set badly: `layout`, `prefix`, `slow`."""


def is_scan(run: Sequence[Press], known: Callable[[str], bool] = lambda _: False) -> bool:
    """Whether no hand pressed these keys, one soon after the other.

    `known` says of a line that begins like a code of ours whether its check holds.
    """
    typed = [each for each in run if each.sign != SEPARATOR]
    if len(typed) < LEAST:
        return False
    gaps = [after.at - before.at for before, after in pairwise(run)]
    pace = _middle(gaps)
    if len({each.sign for each in typed}) == 1:  # a key held down, or a number of one digit
        return pace <= REPEAT_MS and bool(find_gtin("".join(each.sign for each in typed)))
    if pace <= FAST_MS:
        return True
    if len(typed) < LEAST_SLOW:
        return False
    words = all(in_words(each.sign) for each in typed)  # of digits, on a French keyboard
    if not words and _is_even(run, _EVEN, _EVEN_MS):
        return True
    return _is_even(run, _EVEN_READ, _EVEN_READ_MS) and bool(_held(run, known))


def _middle(gaps: Sequence[float]) -> float:
    from statistics import median  # not before a key is pressed: fractions come with it

    return median(gaps)


def in_words(sign: str) -> bool:
    """Whether it may stand in a name: words are somebody's, unless they come too fast."""
    return sign.isalpha() or sign in " -'"


def _is_even(run: Sequence[Press], share: float, least: float) -> bool:
    """Whether the steps are alike: of signs with as many modifiers, for these take time too."""
    steps = [(after.modifiers, after.at - before.at) for before, after in pairwise(run)]
    steps.sort()
    off = 0
    for _, group in groupby(steps, key=lambda each: each[0]):
        gaps = [gap for _, gap in group]
        middle = _middle(gaps)
        off += sum(abs(gap - middle) > max(least, share * middle) for gap in gaps)
    return off <= len(steps) // 10


def begin_of(run: Sequence[Press], known: Callable[[str], bool]) -> int:
    """Where the scan begins: after a key or two that a hand pressed just before it."""
    if _held(run, known) is None:
        gaps = [after.at - before.at for before, after in pairwise(run)]
        late = 3 * _middle(gaps) + REPEAT_MS
        for first in (1, 2):
            if gaps[first - 1] > late and _held(run[first:], known):
                return first
    return 0


def read(run: Sequence[Press], known: Callable[[str], bool]) -> ScanReading:
    """What these keys say (see `is_scan` for `known`)."""
    found = _held(run, known)
    pace = _middle([after.at - before.at for before, after in pairwise(run)] or [0])
    slow = ("slow",) * (pace > SLOW_MS)
    if found is not None:
        return found._replace(faults=(*found.faults, *slow))
    texts = [text for text, _ in _readings(run)]
    line = next((text for text in texts if OURS.search(text[:12])), "")
    if line:
        return ScanReading("code", _line(line), slow)
    text = texts[0]
    digits = sum(each.isdigit() for each in text)
    kind: Literal["link", "number", ""] = ""
    if any("://" in each for each in texts):
        kind = "link"
    elif digits >= LEAST_SLOW and digits >= len(text) - 4:
        kind = "number"
    return ScanReading(kind, text, slow)


def _held(run: Sequence[Press], known: Callable[[str], bool]) -> ScanReading | None:
    """The first reading whose check holds."""
    for text, faults in _readings(run):
        if OURS.search(text[:12]):
            if known(_line(text)):
                return ScanReading("code", _line(text), faults)
        elif ean := find_gtin(text):
            return ScanReading("product", ean, (*faults, *("prefix",) * _has_prefix(text)))
    return None


def _line(text: str) -> str:
    """A line of ours without what was sent before it."""
    begins = OURS.search(text)
    return text[begins.start() :] if begins else text


def _has_prefix(text: str) -> bool:
    """Whether the scanner was told to send something before the code: not what is standard."""
    return not re.match(r"\d|\]|\(|https?:", text.lstrip(SEPARATOR), re.IGNORECASE)


# -- readings -------------------------------------------------------------------------------------

_PLACES = (41, *range(2, 14), *range(16, 28), *range(30, 41), 43, 86, *range(44, 54))
"""Scan codes of the keys that type signs, row by row; 86 is the one beside the left Shift."""
_LAYOUTS = {
    # As one presses them, then with Shift, in the order of _PLACES. Source: the X.Org keyboard
    # database (xkeyboard-config, symbols).
    "us": (
        "`1234567890-=qwertyuiop[]asdfghjkl;'\\\\zxcvbnm,./",
        '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"||ZXCVBNM<>?',
    ),
    "de": (
        "^1234567890ß´qwertzuiopü+asdfghjklöä#<yxcvbnm,.-",
        "°!\"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄ'>YXCVBNM;:_",
    ),
    "fr": (
        "²&é\"'(-è_çà)=azertyuiop^$qsdfghjklmù*<wxcvbn,;:!",
        "\0" + "1234567890°+AZERTYUIOP¨£QSDFGHJKLM%µ>WXCVBN?./§",
    ),
    "be": (
        "²&é\"'(§è!çà)-azertyuiop^$qsdfghjklmùµ<wxcvbn,;:=",
        "³1234567890°_AZERTYUIOP¨*QSDFGHJKLM%£>WXCVBN?./+",
    ),
    "gb": (
        "`1234567890-=qwertyuiop[]asdfghjkl;'#\\zxcvbnm,./",
        '¬!"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@~|ZXCVBNM<>?',
    ),
    "nl": (
        "@1234567890/°qwertyuiop¨*asdfghjkl+´<]zxcvbnm,.-",
        "§!\"#$%&_()'?~QWERTYUIOP^|ASDFGHJKL±`>[ZXCVBNM;:=",
    ),
    "ch": (
        "§1234567890'^qwertzuiopü¨asdfghjklöä$<yxcvbnm,.-",
        '°+"*ç%&/()=?`QWERTZUIOPè!ASDFGHJKLéà£>YXCVBNM;:_',
    ),
    "es": (
        "º1234567890'¡qwertyuiop`+asdfghjklñ´ç<zxcvbnm,.-",
        'ª!"·$%&/()=?¿QWERTYUIOP^*ASDFGHJKLÑ¨Ç>ZXCVBNM;:_',
    ),
    "it": (
        "\\1234567890'ìqwertyuiopè+asdfghjklòàù<zxcvbnm,.-",
        '|!"£$%&/()=?^QWERTYUIOPé*ASDFGHJKLç°§>ZXCVBNM;:_',
    ),
    "pt": (
        "\\1234567890'«qwertyuiop+´asdfghjklçº~<zxcvbnm,.-",
        '|!"#$%&/()=?»QWERTYUIOP*`ASDFGHJKLÇª^>ZXCVBNM;:_',
    ),
    "se": (
        "§1234567890+´qwertyuiopå¨asdfghjklöä'<zxcvbnm,.-",
        '½!"#¤%&/()=?`QWERTYUIOPÅ^ASDFGHJKLÖÄ*>ZXCVBNM;:_',
    ),
    "no": (
        "|1234567890+\\qwertyuiopå¨asdfghjkløæ'<zxcvbnm,.-",
        '§!"#¤%&/()=?`QWERTYUIOPÅ^ASDFGHJKLØÆ*>ZXCVBNM;:_',
    ),
    "cz": (
        ";+ěščřžýáíé=´qwertzuiopú)asdfghjklů§¨\\yxcvbnm,.-",
        "°1234567890%ˇQWERTZUIOP/(ASDFGHJKL\"!'|YXCVBNM?:_",
    ),
}
_MARKS = {"\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0308": "¨", "\u030c": "ˇ"}
"""What a dead key's mark on a letter is called alone."""


def _readings(run: Sequence[Press]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What may have been meant, the likeliest first, and how the scanner is set badly then."""
    run = _numbered(run)
    text = "".join(each.sign for each in run)
    yield text, ()
    if all(each.place or each.sign in (SEPARATOR, " ") for each in run):
        for layout in _LAYOUTS:
            pressed = "".join(_pressed(layout, each) for each in run)
            if pressed.casefold() != text.casefold():
                yield pressed, ("layout",)
    for typed in (text, text.swapcase()):
        for host in _LAYOUTS:
            apart = _apart(typed, host)
            for sent in _LAYOUTS:
                meant = apart.translate(_between(host, sent))
                if sent != host and meant != text:
                    yield meant, ("layout",)


def _numbered(run: Sequence[Press]) -> list[Press]:
    """Signs that were sent by their numbers (Alt and digits) in the place of the digits.

    Where the system made the sign of it as well, that one is left out.
    """
    signs: list[Press] = []
    for alt, group in groupby(run, key=lambda each: each.alt):
        presses = list(group)
        if not alt:
            number = signs[-1] if signs and signs[-1].alt else None
            twice = number is not None and number.sign == presses[0].sign
            signs += presses[1:] if twice and presses[0].place == 0 else presses
            continue
        digits = "".join(each.sign for each in presses if each.sign.isdigit())
        if digits and len(digits) <= 5:
            sign = bytes([int(digits) % 256]).decode("cp1252", "replace")
            signs.append(presses[0]._replace(sign=SEPARATOR if sign < " " else sign, place=0))
    return signs


def _pressed(layout: str, press: Press) -> str:
    """What the key types on a keyboard of this layout."""
    return _keys(layout).get((press.place, press.shift), press.sign)


@cache
def _keys(layout: str) -> dict[tuple[int, bool], str]:
    """The sign of each key, without Shift and with it."""
    return {
        (place, bool(shifted)): sign
        for shifted, signs in enumerate(_LAYOUTS[layout])
        for place, sign in zip(_PLACES, signs, strict=True)
    }


@cache
def _between(host: str, sent: str) -> dict[int, str]:
    """What a scanner set to `sent` meant by the signs that arrive at a `host` layout."""
    meant = {ord(sign): _keys(sent)[key] for key, sign in reversed(_keys(host).items())}
    for sign, other in list(meant.items()):  # Caps Lock makes letters of the upper row large
        swapped = chr(sign).swapcase()
        if len(swapped) == 1:
            meant.setdefault(ord(swapped), other)
    return meant


def _apart(text: str, host: str) -> str:
    """Letters that no key of the layout has, but a dead key marks, as the two signs of both."""
    signs = []
    for sign in text:
        letter, *marks = list(unicodedata.normalize("NFD", sign))
        dead = len(marks) == 1 and marks[0] in _MARKS and ord(sign) not in _between(host, host)
        signs.append(_MARKS[marks[0]] + letter if dead else sign)
    return "".join(signs)
