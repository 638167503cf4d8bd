"""Seen, heard and reached by everybody: contrast, names for a screen reader, keys."""

from __future__ import annotations

import pytest
from driver import Driver
from looks import buttons, screens, visible
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.kit.stepper import Stepper
from ui.look.theme import RAMP, contrast, load_tokens

pytest_plugins = ["stage"]

THEMES = load_tokens()["themes"]
GROUNDS = ("paper", "surface", "surface_sunken")
SOFT = ("brand_soft", "accent_soft", "soon_soft", "warning_soft", "urgent_soft")

TEXT = [
    *((ink, ground) for ink in ("ink", "ink_soft", "ink_faint") for ground in GROUNDS),
    *((ink, ground) for ink in ("ink", "ink_soft") for ground in SOFT),
    *(("brand", ground) for ground in ("paper", "surface", "brand_soft")),
    *(("brand_strong", ground) for ground in ("paper", "surface", "surface_sunken", "brand_soft")),
    ("on_brand", "brand"),
    ("on_brand", "brand_strong"),
    ("on_accent", "accent"),
    ("accent_ink", "accent_soft"),
    ("accent_ink", "surface"),
    *((kind, ground) for kind in RAMP.values() for ground in ("paper", "surface")),
    *((kind, f"{kind}_soft") for kind in RAMP.values()),
    *((f"on_{kind}", kind) for kind in RAMP.values()),
]
"""Every ink that words or icons are painted in, on every ground that they are painted on."""

EDGES = [(edge, ground) for edge in ("line_strong", "focus") for ground in ("paper", "surface")]
"""What shows where a control is, or has the focus: 3:1 is asked of it."""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT, ids=str)
def test_words_can_be_read(theme: str, ink: str, ground: str) -> None:
    colours = THEMES[theme]
    least = 7.0 if theme == "contrast" else 4.5
    assert contrast(QColor(colours[ink]), QColor(colours[ground])) >= least


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("part", ["{}", "{}_soft"])
def test_urgency_is_red_then_orange_then_amber(theme: str, part: str) -> None:
    """One ramp from the first to the last; none of it is near green."""
    hues = [QColor(THEMES[theme][part.format(kind)]).hue() for kind in RAMP.values()]
    turned = [hue - 360 if hue > 300 else hue for hue in hues]
    assert turned == sorted(set(turned))
    assert -20 < turned[0] < 8 < turned[1] < 30 < turned[2] < 60


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES, ids=str)
def test_edges_can_be_seen(theme: str, edge: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(QColor(colours[edge]), QColor(colours[ground])) >= 3.0


@pytest.mark.gui
@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_everything_that_works_has_a_name(request: pytest.FixtureRequest, channel: str) -> None:
    """A name that a screen reader says, and one that a test finds, unlike its neighbours'."""
    me: Driver = request.getfixturevalue(channel)
    for name in screens(me):
        assert me.front.accessibleName() or me.screen == "outcome", name
        found = buttons(me)
        for button in found:
            assert button.accessibleName().strip(), f"{name}: {button.objectName()}"
            assert button.objectName(), f"{name}: {button.accessibleName()}"
        for widget in visible(me):
            if isinstance(widget, QLineEdit | Stepper):
                assert widget.accessibleName(), f"{name}: {widget.objectName()}"
        said = [each.accessibleName() for each in found if each.isEnabled()]
        twice = {each for each in said if said.count(each) > 1}
        assert not twice, f"{name}: {twice}"


@pytest.mark.gui
def test_a_kiosk_by_arrows_and_space(kiosk: Driver) -> None:
    """A switch or a keypad with arrows is enough for a whole consultation."""
    go_to(kiosk, kiosk.start).key(Qt.Key.Key_Space)
    for name in ("who:self", "age:18_69", "sex:male", "signals:none"):
        kiosk.at(name.partition(":")[0])
        go_to(kiosk, name).key(Qt.Key.Key_Space)
    kiosk.at("situations")
    go_to(kiosk, "situations:stress").key(Qt.Key.Key_Space)
    go_to(kiosk, "next").key(Qt.Key.Key_Space)
    for name in ("conditions:none", "medicines:none", "other_magnesium:pick:0"):
        go_to(kiosk, name).key(Qt.Key.Key_Space)
    kiosk.wait(lambda: kiosk.screen == "review")
    go_to(kiosk, "next").key(Qt.Key.Key_Space)
    kiosk.wait(lambda: kiosk.screen == "outcome")
    assert kiosk.shows("product:1")


def go_to(me: Driver, name: str) -> Driver:
    """Bring the focus to a control with the arrow keys alone, like somebody who looks."""
    target = me.find(name)
    for _ in range(60):
        focus = QApplication.focusWidget()
        if focus is target:
            return me
        assert focus is not None
        way = me.centre(target) - me.centre(focus)
        if focus is me.shell or not focus.isVisible():
            key = Qt.Key.Key_Down
        elif abs(way.x()) > abs(way.y()) and not isinstance(focus, Stepper):
            key = Qt.Key.Key_Right if way.x() > 0 else Qt.Key.Key_Left
        else:
            key = Qt.Key.Key_Down if way.y() > 0 else Qt.Key.Key_Up
        before = focus
        me.key(key)
        if QApplication.focusWidget() is before and not isinstance(before, Stepper):
            # Nothing there: try the other way.
            other = (
                (Qt.Key.Key_Down if way.y() > 0 else Qt.Key.Key_Up)
                if abs(way.x()) > abs(way.y())
                else (Qt.Key.Key_Right if way.x() > 0 else Qt.Key.Key_Left)
            )
            me.key(other)
    raise AssertionError(f"arrows do not reach {name} on {me.screen}")
