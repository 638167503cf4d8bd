"""Nothing of an outcome is cut: at each size of text, in two languages and one a third longer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from driver import Driver
from looks import faults, outcomes
from PySide6.QtCore import QSize

from magapp.pack import Pack
from ui.look.theme import TEXT_SCALES

if TYPE_CHECKING:
    from stage import Open

pytestmark = pytest.mark.gui
pytest_plugins = ["stage", "stretched"]

BASE, LARGE, UPRIGHT = QSize(1366, 768), QSize(1920, 1080), QSize(1080, 1920)
LOOKS = [
    ("staff", BASE, "nl"),
    ("staff", LARGE, "xx"),
    ("kiosk", BASE, "xx"),
    ("kiosk", UPRIGHT, "en"),
]


def looked_at(me: Driver, language: str) -> Iterator[str]:
    """Everything that does not fit on any outcome, its tabs and an opened product."""
    me.begin()
    for text_scale in TEXT_SCALES:
        for name in outcomes(me):
            me.shell.use_language(language)
            me.shell.hub.update(text_scale=text_scale)
            yield from (f"{name} at {text_scale}: {each}" for each in faults(me))


@pytest.mark.parametrize(("channel", "size", "language"), LOOKS)
def test_every_outcome_has_its_room(
    open_window: Open,
    request: pytest.FixtureRequest,
    long_pack: Pack,
    channel: str,
    size: QSize,
    language: str,
) -> None:
    if language == "xx":
        request.getfixturevalue("stretching")
    me = open_window(channel, size, long_pack, painted=False)
    assert "\n".join(looked_at(me, language)) == ""
