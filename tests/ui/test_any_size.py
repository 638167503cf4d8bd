"""The screens in windows far smaller and larger than they are made for: cut, but never broken.

What a screen raises while it is laid out or painted fails the test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from driver import Driver, copied, settle
from PySide6.QtCore import QSize

import ui.tour
from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.settings import Settings
from ui.counter.counter import CounterShell
from ui.office.shop_products import ShopProducts
from ui.walk.shell import Shell

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Open = Callable[..., Driver]

SMALL = (QSize(320, 200), QSize(683, 384))
LARGE = QSize(3840, 2160)
"""It takes much longer to paint: only what shows most is looked at so large."""


def main_screens(shell: Shell, outcomes: list[ui.tour.Shown]) -> Iterator[str]:
    """The first one, a question of each kind, what is beside asking, the outcome and the slip."""
    yield "start"
    shell.begin()
    kinds = set[str]()
    while shell.question:
        question = shell.assistant.pack.question(shell.question)
        if question.kind not in kinds:
            yield question.id
        kinds.add(question.kind)
        shell.flow.answer(
            question.id, ui.tour._longest(shell.assistant.rules, shell.flow.drafts, question)
        )
        if isinstance(shell, CounterShell):
            rest = [each for each in shell.flow.path() if shell.flow.draft(each) is None]
            if not rest:
                break
            shell.change(rest[0])
        elif shell.step_on() is None:
            break
        else:
            shell.show_question()
    if isinstance(shell, CounterShell):
        yield from ui.tour._beside_asking(shell, outcomes)
        shell.begin()
    shell.show_review()
    yield "review"
    for name, advice, suggestion in outcomes:
        outcome = shell.outcome()
        outcome.show_outcome(advice, suggestion, shell.setting.language.code)
        shell.show_screen(outcome)
        yield name
    yield from ui.tour._slips(shell, outcomes)


@pytest.mark.parametrize(
    ("channel", "text_scale"), [("kiosk", 2.0), ("staff", 1.0), ("staff", 2.0)]
)
def test_no_size_breaks_a_screen(
    open_window: Open, assistant: Assistant, pack: Pack, channel: str, text_scale: float
) -> None:
    me = open_window(channel)
    outcomes = [each for each in ui.tour._outcomes(copied(assistant, pack)) if each[0] == "suggest"]
    seen, usual = [], me.shell.size()
    me.shell.hub.update(text_scale=text_scale)
    for name in main_screens(me.shell, outcomes):
        seen.append(name)
        if name.startswith("look-back-"):  # as it begins
            continue
        for size in (*SMALL, LARGE) if name == "suggest" else SMALL:
            me.shell.resize(size)
            settle()
            me.shell.grab()
    me.shell.hub.update(text_scale=1.0)
    me.shell.resize(usual)
    assert {"start", "who", "suggest"} < {*seen}
    assert channel == "kiosk" or "customer" in seen


def test_no_size_breaks_the_office(open_window: Open, pack: Pack, tmp_path: Path) -> None:
    office = Assistant(pack, Settings(), folder=tmp_path)
    me, seen = open_window("staff"), []
    usual = me.shell.size()
    for name in islice(ui.tour._office(me.shell, ShopProducts(office)), 3):
        seen.append(name)
        for size in SMALL:
            me.shell.resize(size)
            settle()
            me.shell.grab()
    me.shell.resize(usual)
    assert seen == ["office", "office-filters", "office-product"]
    office.let_go()
