"""Icons: each that a pack or a screen names is there, and answers to a question differ in it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

import ui
from magapp.machine.journal import KINDS
from magapp.pack import Pack, load_pack
from magapp.resources import resource
from ui.look.icons import Icons

pytestmark = pytest.mark.gui

PACKS = [
    *(each.parent for each in resource("packs").glob("*/pack.toml")),
    *(each.parent for each in (Path(__file__).parents[1] / "packs").glob("*/pack.toml")),
]


def named(pack: Pack) -> dict[str, list[str]]:
    """Every icon of a pack, by what chooses among them: a question, the day, the foods shown."""
    said = {each.id: [option.icon for option in each.option] for each in pack.questions}
    said["questions"] = [each.icon for each in pack.questions]
    said["screener"] = [each.icon for each in pack.screener]
    said["day"] = [each.icon for each in pack.slots]
    said["foods"] = [each.icon for each in pack.foods if each.tip]
    return {where: [icon for icon in icons if icon] for where, icons in said.items()}


@pytest.fixture(scope="module", params=PACKS, ids=lambda each: each.name)
def pack_icons(request: pytest.FixtureRequest) -> dict[str, list[str]]:
    return named(load_pack(request.param))


def test_no_two_answers_look_alike(pack_icons: dict[str, list[str]]) -> None:
    twice = {
        where: [icon for icon, count in Counter(icons).items() if count > 1]
        for where, icons in pack_icons.items()
        if where != "questions"
    }
    assert {where: icons for where, icons in twice.items() if icons} == {}


def test_every_icon_of_a_pack_is_there(
    qapp: QApplication, pack_icons: dict[str, list[str]]
) -> None:
    icons = Icons()
    every = {icon for found in pack_icons.values() for icon in found}
    assert [each for each in sorted(every) if not icons.has(each)] == []


def test_every_food_has_its_icon(qapp: QApplication) -> None:
    icons = Icons()
    for folder in PACKS:
        assert [each.icon for each in load_pack(folder).foods if not icons.has(each.icon)] == []


def test_every_icon_of_the_screens_is_there(qapp: QApplication) -> None:
    icons = Icons()
    pattern = re.compile(r'(?:icon=|set_icon\(|Icon\(|_line\(|note\(\s*)"([a-z][a-z0-9_]+)"')
    said = {
        name
        for file in Path(ui.__file__).parent.rglob("*.py")
        for name in pattern.findall(file.read_text("utf-8"))
    }
    said -= {*KINDS}  # what is noted in the log
    assert len(said) > 50
    assert [each for each in sorted(said) if not icons.has(each)] == []


def test_our_own_are_drawn_in_the_colour_that_is_asked_for(qapp: QApplication) -> None:
    icons = Icons()
    assert {"kidney", "tablet", "almond"} <= icons.own
    for name in icons.own:
        image = QImage(QSize(48, 48), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        icons.paint(painter, name, QRectF(0, 0, 48, 48), QColor("#a01020"))
        painter.end()
        seen = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
        solid = [each for each in seen if each.alpha() == 255]
        assert 0.05 < len(solid) / len(seen) < 0.7, name
        assert {each.name() for each in solid} == {"#a01020"}, name
        edge = [image.pixelColor(at, side) for at in range(48) for side in (0, 47)]
        assert not any(each.alpha() for each in edge), f"{name} is cut"
