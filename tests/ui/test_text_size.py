"""Larger text at the kiosk is larger: the question, its answers, and what is read of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from driver import Driver, settle
from looks import EVERYTHING, buttons, outcomes, painted_type, type_sizes
from PySide6.QtCore import QSize

from ui.kit.deck import Deck
from ui.kit.tiles import Tile, TileGrid
from ui.look.theme import TEXT_SCALES

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Open = Callable[..., Driver]

NEARLY = 0.1
"""So much of its factor larger text may lack, or have more."""
LEAST = 12
"""No text is smaller, in pixels of 1366×768."""
SIZES = [QSize(1366, 768), QSize(1080, 1920)]


def painted(me: Driver) -> dict[str, set[int]]:
    """The size of type of every title and every line of an answer, on all pages of the grid."""
    (grid,) = (
        each
        for each in me.front.findChildren(TileGrid)
        if each.isVisible() and each.objectName() not in ("exits", "common")
    )
    titles, lines = set(), set()
    for page in range(grid.pages):
        grid.show_page(page)
        settle()
        for tile in me.front.findChildren(Tile):
            if tile.isVisible() and tile.parentWidget() is grid:
                with painted_type() as sizes:
                    tile.grab()
                bold = tile._current_face().title
                titles.add(sizes[" ".join(bold.lines).strip()])
                lines |= {*sizes.values()} - {bold.pixels}
    with painted_type() as sizes:
        me.front.heading.grab()  # type: ignore[attr-defined]  # it is a Screen
    return {"question": {*sizes.values()}, "title": titles, "line": lines}


@pytest.mark.parametrize("size", SIZES, ids=["wide", "tall"])
def test_every_step_makes_question_and_answers_larger(open_window: Open, size: QSize) -> None:
    """Each in proportion, none smaller than at the step before, and one size in a question."""
    me = open_window("kiosk", size).begin()
    for question in ("who", "signals", "conditions", "duration"):
        me.shell.flow.fill({each: EVERYTHING[each] for each in EVERYTHING if each != "moments"})
        me.shell.flow.goto(question)
        me.shell.show_question()
        first: dict[str, int] = {}
        before: dict[str, int] = {}
        for text_scale in TEXT_SCALES:
            me.shell.hub.update(text_scale=text_scale)
            settle()
            now = {}
            for what, sizes in painted(me).items():
                assert len(sizes) <= 1, f"{what} of {question} at {text_scale}: {sizes}"
                for now[what] in sizes:
                    pass
            first = first or now
            assert now.keys() == first.keys()
            for what, pixels in now.items():
                factor = pixels / first[what]
                said = f"{what} of {question} at {text_scale}: {pixels}, {first[what]} at first"
                assert abs(factor / text_scale - 1) <= NEARLY + 0.01, said
                assert pixels > before.get(what, 0), said
                assert pixels / me.shell.hub.theme.scale >= LEAST, said
            before = now


FRAME = ("change", "restart", "take", "ask_staff", "deck_back", "deck_on", "opened:close")
"""The buttons around an advice, which grow by a quarter at most."""
FACTOR = 0.83
"""So much of its factor every text of an advice grows, at least: headings grow a little less."""


@pytest.mark.parametrize("size", SIZES, ids=["wide", "tall"])
def test_every_step_makes_the_advice_larger(open_window: Open, size: QSize) -> None:
    """What a card says, on whatever page it comes; less may be on it, never smaller."""
    me = open_window("kiosk", size)
    for name in outcomes(me, ("day", "know", "food", "product:1")):
        if name == "ask_staff" or name.startswith(("suggest", "refer now")):
            found = []
            first: dict[str, int] = {}
            for text_scale in TEXT_SCALES:
                me.shell.hub.update(text_scale=text_scale)
                settle()
                for deck in me.front.findChildren(Deck):
                    if deck.isVisible() and deck.faces:
                        deck.show_page(0)
                sizes = {text: size for text, size in type_sizes(me).items() if len(text) > 24}
                first = first or sizes
                assert first.keys() & sizes.keys()
                found += [
                    f"{name} at {text_scale}: {pixels}, {first[text]} at first: {text}"
                    for text, pixels in sizes.items()
                    if text in first and pixels < first[text] * text_scale * FACTOR
                ]
                foot = [each for each in buttons(me) if each.objectName() in FRAME]
                with painted_type() as painted:
                    for each in foot:
                        each.grab()
                most = 1.25 * me.shell.hub.theme.px("type.body") / text_scale
                found += [
                    f"{name} at {text_scale}: {each}"
                    for each in painted.items()
                    if each[1] > most + 1
                ]
            assert not found
            me.shell.hub.update(text_scale=1.0)


def test_the_number_to_call_never_gets_smaller(open_window: Open) -> None:
    me = open_window("kiosk", SIZES[1])
    for name in outcomes(me, ()):
        if name == "refer now":
            seen = []
            for text_scale in TEXT_SCALES:
                me.shell.hub.update(text_scale=text_scale)
                seen.append(max(type_sizes(me).values()))
            assert seen == sorted(seen)
            assert seen[0] > 400
