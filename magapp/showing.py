"""Text from outside, made fit to be shown: nothing in it steers a terminal or turns a line round.

A file, a folder's name, a setting or a reason can hold signs that are not seen and yet do
something: an escape that colours or clears a terminal, an override (U+202E) that reads backwards.
`shown` is for messages and says which sign is there; `cleaned` is for a name that is kept.
"""

import re
import unicodedata

_BLANKS = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\v": " ", "\f": " "})
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of Unicode: controls, formats, halves of pairs, private, unassigned, separators."""
_TURNING = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Signs without a form of their own. The two joiners are not among them: scripts need them."""


def shown(text: str) -> str:
    """The text on one line, each sign that cannot be seen as `<U+202E>`."""
    if text.isprintable():
        return text
    return "".join(
        f"<U+{ord(letter):04X}>" if unicodedata.category(letter) in _UNSEEN else letter
        for letter in text.translate(_BLANKS)
    )


def cleaned(text: str) -> str:
    r"""The text without signs that have no form of their own; lines end in `\n`."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return _TURNING.sub("", text).strip()
