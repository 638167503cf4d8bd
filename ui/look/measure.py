"""Texts measured once, at one size of type, and good for every other."""

from __future__ import annotations

import re

from PySide6.QtGui import QFontMetricsF

from ui.look.hyphens import breakable, is_wide, syllables

REFERENCE_PX = 100
"""The size of type that texts are measured at."""

TIES = "\u00a0\u202f"
"""Spaces that keep what they stand between together, as a number and its unit."""

_SPACES = re.compile(f"[^\\S{TIES}]+")
"""Where a line may end before a word: any space but those that tie."""

_UNIT = re.compile(r"(?<=\d) (?=\w{1,2}\b)")
"""The space before what may be a unit, in texts that tie nothing themselves."""


class Piece:
    """A part of a word that is not broken: its text and its width at one pixel type size."""

    __slots__ = ("hyphenated", "text", "width")

    def __init__(self, text: str, width: float) -> None:
        """Remember the text and its width."""
        self.text = text
        self.width = width
        self.hyphenated = text[-1] not in "-/\u2013" and not is_wide(text[-1])
        """Whether a break behind this piece shows a hyphen."""


class Measured:
    """A text cut into words and pieces, measured once and good for every size."""

    __slots__ = ("hyphen", "leading", "space", "words")

    def __init__(
        self,
        words: tuple[tuple[Piece, ...], ...],
        space: float,
        hyphen: float,
        leading: float,
    ) -> None:
        """Remember what was measured at the reference size, per pixel of type size."""
        self.words = words
        self.space = space
        self.hyphen = hyphen
        self.leading = leading


def measure(text: str, metrics: QFontMetricsF) -> Measured:
    """Measure a text in a font of the reference size: widths grow in step with the type."""
    words: list[tuple[Piece, ...]] = []
    for word in filter(None, _SPACES.split(_UNIT.sub(TIES[0], text))):
        parts = [part for soft in word.split("\u00ad") for part in breakable(soft)]
        parts = [syllable for part in parts for syllable in syllables(part)]
        words.append(
            tuple(Piece(part, metrics.horizontalAdvance(part) / REFERENCE_PX) for part in parts)
        )
    leading = 1.0
    if any(ord(sign) > 0x24F and sign.isalpha() for sign in text):
        leading = max(leading, metrics.tightBoundingRect(text).height() / REFERENCE_PX + 0.35)
    return Measured(
        tuple(words),
        metrics.horizontalAdvance(" ") / REFERENCE_PX,
        metrics.horizontalAdvance("-") / REFERENCE_PX,
        leading,
    )
