"""The cards of products on the screen: side by side, equal, and nothing of what they say is cut."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import pytest
from driver import Driver, settle
from people import STRESSED
from PySide6.QtCore import QSize

from ui.kit.deck import PartCard
from ui.walk.shell import Shell

if TYPE_CHECKING:
    from stage import Open

pytest_plugins = ["stage"]

SIZES = [QSize(1920, 1080), QSize(1366, 768), QSize(1080, 1920)]
SHOWN: list[dict[str, Any]] = [
    {},
    {"situations": ["stress", "sport"], "preferences": ["vegan"]},
    {"sex": "female", "life_stage": [], "signals": [], "situations": ["hormonal"]},
]


def show(shell: Shell, answers: dict[str, Any]) -> list[PartCard]:
    """Show the outcome for these answers; the cards of its products."""
    advice, suggestion = shell.assistant.advise({**STRESSED, **answers})
    outcome = shell.outcome()
    outcome.show_outcome(advice, suggestion, shell.setting.language.code)
    shell.show_screen(outcome)
    settle()
    cards = [
        each
        for each in outcome.findChildren(PartCard)
        if each.objectName().startswith("product:") and each.isVisible()
    ]
    return sorted(cards, key=PartCard.objectName)


@pytest.mark.parametrize("answers", SHOWN)
@pytest.mark.parametrize("size", SIZES, ids=["1080p", "768p", "upright"])
@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_three_cards(open_window: Open, channel: str, size: QSize, answers: dict[str, Any]) -> None:
    me: Driver = open_window(channel, size)
    me.begin()
    for language in ("nl", "en"):
        me.shell.use_language(language)
        cards = show(me.shell, answers)
        assert [each.objectName() for each in cards] == ["product:1", "product:2", "product:3"]
        assert max(each.width() for each in cards) - min(each.width() for each in cards) <= 1
        if size.width() > size.height():  # side by side, as high as each other
            assert len({each.y() for each in cards}) == 1
            assert len({each.height() for each in cards}) == 1
        for card in cards:
            needed = card.needed(card.width(), card.step())
            assert needed < inf
            assert needed <= card.height() + 1
    me.shell.use_language("en")


def test_what_a_card_says(open_window: Open) -> None:
    me: Driver = open_window("kiosk")
    me.begin()
    me.shell.use_language("en")
    cards = show(me.shell, {})
    said = [each.accessibleDescription() for each in cards]
    assert "You chose: “Stress or strain”, “Tense muscles”" in said[0]
    assert "Lowest price" in said[0]
    assert "You chose: “Stress or strain”" in said[1]
    assert len({*said}) == 3
