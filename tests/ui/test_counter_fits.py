"""Every screen of the counter and the office: nothing cut, nothing tiny, nothing hard to hit.

One look at each, in the longest language, sizes of the window and of the text taking turns.
`MAGAPP_LOOKS=all` looks at each in all of them and in every language, which takes many minutes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from driver import Counter, copied, settle
from looks import faults, least_sizes, painting, too_small
from PySide6.QtCore import QSize, Qt

import ui.tour
from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.proof import coverage
from magapp.settings import Settings
from ui.look.theme import TEXT_SCALES
from ui.office.shop_products import ShopProducts

pytestmark = pytest.mark.gui
pytest_plugins = ["stage", "stretched"]

Open = Callable[..., Counter]

ALL = os.environ.get("MAGAPP_LOOKS") == "all"
LEAST_TARGET = 44
LEAST_TYPE = 12
SIZES = (QSize(1366, 768), QSize(1920, 1080), QSize(1080, 1920))
LOOKS = tuple(product(SIZES, TEXT_SCALES))
LANGUAGES = ("xx", "nl", "en") if ALL else ("xx",)
TIGHT: dict[str, tuple[tuple[QSize, float], ...]] = {
    "ask-staff-pane": ((SIZES[2], 2.0),),
    "suggest-pane": ((SIZES[2], 2.0),),
    "customer": ((SIZES[2], 1.0), (SIZES[2], 1.25)),
    "food-first-reasons": ((SIZES[0], 1.0), (SIZES[0], 1.25)),
}
"""What has least room where: looked at so as well, whoever's turn it is."""


@pytest.fixture
def goods(
    long_pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ShopProducts]:
    """The demo in the office; whom each is for is worked out for one allowance: that is quicker."""
    office = Assistant(long_pack, Settings(), folder=tmp_path)
    quick = partial(coverage.coverage, allowances=(long_pack.constant("ceiling"),))
    monkeypatch.setattr(coverage, "coverage", quick)
    yield ui.tour._goods(office)
    if office.store is not None:
        office.store.close()


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits(
    request: pytest.FixtureRequest,
    open_window: Open,
    long_pack: Pack,
    assistant: Assistant,
    goods: ShopProducts,
    language: str,
) -> None:
    if language == "xx":
        request.getfixturevalue("stretching")
    me = open_window("staff", SIZES[0], long_pack)
    me.shell.use_language(language)
    outcomes = ui.tour._outcomes(copied(assistant, long_pack))
    found = []
    for number, name in enumerate(ui.tour._screens(me.shell, outcomes, goods)):
        turn = LOOKS[number % len(LOOKS)]
        for size, text_scale in LOOKS if ALL else {turn, *TIGHT.get(name, ())}:
            me.shell.resize(size)
            settle()
            me.shell.hub.update(text_scale=text_scale)
            place = f"{name}, {size.width()}x{size.height()} at {text_scale}"
            found += [f"{place}: {each}" for each in look(me)]
        me.shell.hub.update(text_scale=1.0)
    me.shell.resize(SIZES[0])
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def look(me: Counter) -> list[str]:
    """What is wrong with the screen in front."""
    wrong = [*faults(me, scrolls=True), *too_small(me, LEAST_TARGET)]
    with painting() as seen:
        me.shell.grab()
    wrong += [f"painted beyond its edge: {each.text}" for each in seen if not each.within]
    least = LEAST_TYPE * me.shell.hub.theme.scale - 0.5
    sizes = least_sizes(seen)
    tiny = [f"{pixels} px: {text}" for text, pixels in sizes.items() if pixels < least]
    return [*wrong, *tiny]


def test_headings_grow_with_the_text(open_window: Open) -> None:
    """With text twice as large none is as it was, on each kind of screen."""
    me = open_window("staff", SIZES[0])
    found: dict[str, list[int]] = {}
    for text_scale in (1.0, 2.0):
        me.shell.hub.update(text_scale=text_scale)
        me.home()
        headings = [me.front.accessibleName()]
        with painting() as seen:
            me.front.grab()
            me.key(Qt.Key.Key_F3).wait(lambda: me.screen == "product")
            settle()
            headings.append(me.front.accessibleName())
            me.front.grab()
            me.key(Qt.Key.Key_Escape).begin()
            for question in ("who", "signals", "alarm", "conditions", "medicines", "food"):
                me.shell.flow.answer("signals", ["fatigue"])
                me.to(question)
                settle()
                card = me.shell.desk.card
                assert card is not None
                headings.append(card.plain_title())
                me.front.grab()
        sizes = least_sizes(seen)
        for heading in headings:
            found.setdefault(heading, []).append(sizes[heading])
    assert len(found) == 8
    small = {text: sizes for text, sizes in found.items() if sizes[1] < sizes[0] * 1.15}
    assert not small
