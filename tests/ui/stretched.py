"""A language in which every word is a third longer, as translations get."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from magapp.pack import Pack

STRETCH = 0.35


def stretched(text: str) -> str:
    """A text a third longer, as translations get: vowels are doubled until it is long enough."""
    spare = round(len(text) * STRETCH)
    longer: list[str] = []
    inside = 0
    for sign in text:
        inside += (sign in "{(") - (sign in "})")  # what is filled in, and the names of keys
        longer.append(sign)
        if spare > 0 and not inside and sign.lower() in "aeiou":
            longer.append(sign.lower())
            spare -= 1
    return "".join(longer)


class Stretching(QTranslator):
    """Makes every word of the face a third longer."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt calls it so
        """Qt asks no translator that says it is empty."""
        return False

    def translate(
        self, context: object, source: object, disambiguation: object = None, n: int = -1
    ) -> str:
        """The source text, longer."""
        text = source.decode() if isinstance(source, bytes) else str(source)
        return stretched(text).replace("%n", str(n))


def with_long_language(pack: Pack) -> Pack:
    """The pack with a third language, `xx`, a third longer than its English."""
    longer = {key: stretched(text) for key, text in pack.texts["en"].items()}
    return msgspec.structs.replace(
        pack, languages=(*pack.languages, "xx"), texts={**pack.texts, "xx": longer}
    )


@pytest.fixture(scope="module")
def long_pack(pack: Pack) -> Pack:
    """The pack with a third language in which everything is a third longer than in English."""
    return with_long_language(pack)


@pytest.fixture
def stretching(qapp: QApplication) -> Iterator[QTranslator]:
    """The face speaks the long language too, where nothing else translates it."""
    translator = Stretching()
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)
