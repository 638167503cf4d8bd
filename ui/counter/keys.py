"""Keys of the counter's screens as a table: which there are, what they do, and words for a help."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

DIGITS = "0123456789"
SIGNS = tuple(map(chr, range(0x20, 0x7F)))
"""Everything that is typed as one sign of ASCII."""
ENTER = ("Return", "Enter")
BACK = ("Backspace", "Alt+Left")


class ScreenKey(NamedTuple):
    """Keys of one screen that do the same.

    `keys` are names as Qt has them (`F5`, `PgDown`), or signs in small letters; `shown` is how a
    help names them and `words` what it says they do. `does` is given the key, and returns False
    where it means nothing at the moment.
    """

    keys: Collection[str]
    shown: str
    words: str
    does: Callable[[str], object]


def name_of(event: QKeyEvent) -> str:
    """The key as a table has it: the sign that was typed, else the name of the key."""
    from PySide6.QtGui import QKeySequence

    text = event.text()
    if text and text.isascii() and text.isprintable():
        return text.lower()
    way = "Alt+" if event.modifiers() & Qt.KeyboardModifier.AltModifier else ""
    return way + QKeySequence(event.key()).toString(QKeySequence.SequenceFormat.PortableText)


def press(table: Iterable[ScreenKey], key: str) -> bool:
    """Do what a key does; whether it meant something."""
    row = next((each for each in table if key in each.keys), None)
    return row is not None and row.does(key) is not False
