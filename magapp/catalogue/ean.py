"""Article numbers (GTIN-8, -12, -13, -14) and what cash registers and Excel do to them."""

import re

from magapp.errors import InputError
from magapp.showing import shown

LENGTHS = (8, 12, 13, 14)
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
        raise InputError(
            "ean",
            f"'{number}' is what Excel made of the number; its last digits are lost.",
            "Set the column to Number without decimals, or to Text, save and import again.",
        )
    if not number.isascii() and shown(number) != number:
        raise InputError.coded("ean", "unseen", cell=shown(text.strip()[:60]))
    if not (number.isascii() and number.isdigit() and len(number) in LENGTHS):
        raise InputError(
            "ean", f"'{text.strip()[:60]}' is not 8, 12, 13 or 14 digits.", _lost(number)
        )
    from stdnum import ean

    if not ean.is_valid(number):
        right = ean.calc_check_digit(number[:-1])
        raise InputError(
            "ean",
            f"'{number}' has a wrong check digit: it should end in {right}.",
            _lost(number) or "Compare it with the pack.",
        )
    if not number.strip("0"):
        raise InputError("ean", f"'{number}' is only zeros.")
    return _one_length(number)


def _one_length(number: str) -> str:
    """One length for each number: 8 where only 8 digits count, else 13, else 14."""
    full = number.zfill(14)
    return full[6:] if full.startswith("000000") else full.removeprefix("0")


def _lost(number: str) -> str:
    """What to do when a number would be right with the zero that Excel took from its front."""
    from stdnum import ean

    if len(number) + 1 in LENGTHS and number.isascii() and ean.is_valid(f"0{number}"):
        return f"With the leading zero it would be right: 0{number}. Set the column to Text."
    return ""


def in_store(ean: str) -> bool:
    """Whether a shop gave this number itself: prefix 20 to 29, 02 or 04, and 8 digits from 2 or 0.

    Scales print such numbers with the weight or the price inside.
    """
    return ean.startswith(("2", "0") if len(ean) == 8 else ("2", "02", "04")) and len(ean) != 14
