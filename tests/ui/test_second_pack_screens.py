"""The second pack on the screens: its cases by clicks at a kiosk and at the counter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from second import CASES, second
from test_wizard_cases import same_advice, there_and_back

from magapp.pack.model import Expected

if TYPE_CHECKING:
    from stage import Open, Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

each_case = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
each_channel = pytest.mark.parametrize("channel", ["kiosk", "staff"])


@pytest.fixture(scope="module")
def stage(stage: Stage, qapp: QApplication) -> Iterator[Stage]:
    """The one window, on the second pack and its shelf."""
    stage.close()
    mine = type(stage)(qapp, second())
    yield mine
    mine.close()


@each_channel
@each_case
def test_case(open_window: Open, case: Expected, channel: str) -> None:
    me = open_window(channel, painted=False)
    here = replace(case, channel=channel)
    same_advice(me, here, lambda: me.begin().answer_all(case.answers))


@each_channel
@pytest.mark.parametrize("name", ["orlistat_in_the_morning", "counted_and_little_left"])
def test_case_with_a_detour(open_window: Open, name: str, channel: str) -> None:
    case = next(each for each in CASES if each.id == name)
    me = open_window(channel, painted=False)
    same_advice(me, replace(case, channel=channel), lambda: there_and_back(me, case))
