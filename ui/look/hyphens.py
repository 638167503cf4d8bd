"""Where a word may be broken at the end of a line."""

from __future__ import annotations

_LONG_PIECE = 14
_VOWELS = "aeiouy\u00e4\u00f6\u00fc\u00e9\u00e8\u00eb\u00ef"
_TOGETHER = ("ch", "ck", "ph", "th", "sh", "qu", "st", "sp", "tr", "pr", "br", "dr", "kr", "fr")


def breakable(part: str) -> list[str]:
    """Cut a piece of a word where a line may end without a hyphen being added."""
    cut: list[str] = []
    start = 0
    for at, sign in enumerate(part):
        if at + 1 < len(part) and (is_wide(sign) or (sign in "-/\u2013" and at > 1)):
            cut.append(part[start : at + 1])
            start = at + 1
    cut.append(part[start:])
    return [piece for piece in cut if piece]


def syllables(part: str) -> list[str]:
    """Cut a very long piece before a consonant with a vowel behind it, as a last resort.

    Texts bring soft hyphens where words may be long; this is for those that do not.
    """
    if len(part) <= _LONG_PIECE or not part.isalpha() or part[0] > "\u024f":
        return [part]
    cut: list[str] = []
    start = 0
    for at in range(4, len(part) - 3):
        before, here, after = part[at - 1].lower(), part[at].lower(), part[at + 1].lower()
        opens = here not in _VOWELS and after in _VOWELS
        if opens and at - start >= 4 and before + here not in _TOGETHER:
            cut.append(part[start:at])
            start = at
    return [*cut, part[start:]]


def is_wide(sign: str) -> bool:
    """Whether a sign belongs to a script that is written without spaces."""
    return "\u2e80" <= sign < "\ufb00"
