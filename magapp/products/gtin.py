"""Article numbers: one key for each, in whatever dress it comes.

`canonical_ean` takes a number (GTIN-8, -12, -13, -14) as tills and Excel write it, `find_gtin` what
a scanner sends or a hand types: symbology identifiers, element strings, web links. Facts: GS1
General Specifications (the check digit, 7.9; element strings, 3; UPC-E, 5.2.2.4), the GS1 Digital
Link URI syntax (4.9), and ISO/IEC 15424 (the identifiers that begin with `]`).
"""

import re
from urllib.parse import unquote

from magapp.errors import InputError
from magapp.language.saying import Saying
from magapp.showing import shown

LENGTHS = (8, 12, 13, 14)
SEPARATOR = "\x1d"
"""Ends an element of no fixed length (FNC1, GS)."""
_IDENTIFIER = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_FIXED = r"(?:00\d{18}|02\d{14}|03\d{14}|04\d{16}|1[1-9]\d{6}|20\d{2}|3[1-6]\d{8}|41\d{14})"
"""Elements whose length is known, so that no separator ends them; without the GTIN's own, 01."""
_ELEMENT = re.compile(rf"(?:^\D{{0,4}}|{SEPARATOR}){_FIXED}*01(\d{{14}})")
_SPOKEN = re.compile(r"\(01\)\s*(\d{14})(?!\d)")
_LINK = re.compile(
    r"https?://[^/?#]+(?:/[^?#]*?)?/(?:01|gtin)/(\d{14}|\d{12,13}|\d{8})(?=[/?#]|$)"
    r"|https?://[^?#]*\?(?:[^#]*[&;])?(?:01|gtin)=(\d{14}|\d{12,13}|\d{8})(?=[&;#]|$)",
    re.IGNORECASE,
)
_PREFIXED = re.compile(r"[^\d]{0,4}?(\d{14}|\d{12,13}|\d{8})")
"""A code identifier of the maker's own, or what a shop has set its scanner to send before all."""
_SHORTENED = re.compile(r"\d+([.,]\d*)?[eE]\+?\d+")


def canonical_ean(text: str) -> str:
    """An article number as the one key it has everywhere, its check digit verified.

    Scanners and files write one number in several lengths: a UPC of 12 digits, and a GTIN-14 that
    begins with 0, become the EAN-13 they stand for. Raises InputError.
    """
    # The common case first, as fast as it goes: 48 * (7 + 6 * 3), what the letters weigh, is a
    # multiple of ten. Everything else is decided by the library below.
    if len(text) == 13 and text[0] != "0" and text.isascii() and text.isdigit():
        digits = text.encode()
        if not (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10:
            return text
    number = "".join(text.split())
    if number.startswith('="') and number.endswith('"'):  # how Excel is told to leave it alone
        number = number[2:-1]
    number = number.removeprefix("'")
    if _SHORTENED.fullmatch(number):
        raise InputError("ean", "ean_shortened", number=number)
    if not number.isascii() and shown(number) != number:
        raise InputError("ean", "unseen", cell=text.strip()[:60])
    if not (number.isascii() and number.isdigit() and len(number) in LENGTHS):
        raise InputError("ean", "ean_digits", number=text.strip()[:60], mend=_lost(number))
    from stdnum import ean

    if not ean.is_valid(number):
        right = ean.calc_check_digit(number[:-1])
        mend = _lost(number) or Saying.of("ean_compare")
        raise InputError("ean", "ean_check_digit", number=number, right=right, mend=mend)
    if not number.strip("0"):
        raise InputError("ean", "ean_zeros", number=number)
    return _one_length(number)


def find_gtin(text: str) -> str:
    """The article number in what a scanner sent or a hand typed; empty when there is none.

    That is the number itself, also with spaces or hyphens, a prefix of at most four signs, or the
    two or five digits of an add-on; an element string, as it is scanned or as it is printed; or a
    Digital Link. UPC-E counts where its eight digits are no EAN-8. Only a number whose check digit
    is right is one.
    """
    text = _IDENTIFIER.sub("", text.strip(" \t\r\n"), count=1).strip(SEPARATOR + " ")
    if len(text) > _MOST:
        return ""
    if "://" in text:
        link = _LINK.search(unquote(text))
        return _valid(next(filter(None, link.groups()))) if link else ""
    if element := _SPOKEN.search(text) or _ELEMENT.search(text):
        return _valid(element[1])
    number = re.sub(r"[\s\-\u2010-\u2015]+", "", text)
    if prefixed := _PREFIXED.fullmatch(number):
        return _valid(prefixed[1]) or _expanded(prefixed[1])
    if re.fullmatch(r"\d{13}(\d{2}|\d{5})", number):
        return _valid(number[:13])
    return ""


_MOST = 2_000
"""Signs in the longest text that is looked at."""


def _valid(number: str) -> str:
    try:
        return canonical_ean(number)
    except InputError:
        return ""


def _expanded(number: str) -> str:
    """The number that a UPC-E stands for; empty when it is none."""
    if len(number) != 8 or number[0] not in "01":
        return ""
    system, body, last, check = number[0], number[1:6], number[6], number[7]
    if last in "012":
        full = body[:2] + last + "0000" + body[2:]
    elif last in "34":
        kept = int(last)
        full = body[:kept] + "00000" + body[kept:]
    else:
        full = body + "0000" + last
    return _valid(system + full + check)


def _one_length(number: str) -> str:
    """One length for each number: 8 where only 8 digits count, else 13, else 14."""
    full = number.zfill(14)
    return full[6:] if full.startswith("000000") else full.removeprefix("0")


def _lost(number: str) -> Saying | str:
    """What to do when a number would be right with the zero that Excel took from its front."""
    from stdnum import ean

    if len(number) + 1 in LENGTHS and number.isascii() and ean.is_valid(f"0{number}"):
        return Saying.of("ean_leading_zero", number=f"0{number}")
    return ""


def in_store(ean: str) -> bool:
    """Whether a shop gave this number itself: prefix 20 to 29, 02 or 04, and 8 digits from 2 or 0.

    Scales print such numbers with the weight or the price inside.
    """
    return ean.startswith(("2", "0") if len(ean) == 8 else ("2", "02", "04")) and len(ean) != 14
