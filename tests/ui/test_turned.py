"""A window that comes to a size looks as one that was opened so: nothing of the other stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from driver import Driver, settle
from people import STRESSED
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stage import Open

pytest_plugins = ["stage"]

SIZES = QSize(1366, 768), QSize(1920, 1080), QSize(1080, 1920)
ADVISED: tuple[dict[str, Any], ...] = (
    {},
    {"situations": ["stress", "sport"], "preferences": ["vegan"]},
    {"life_stage": ["pregnant"], "sex": "female"},
)


def screens(me: Driver) -> Iterator[str]:
    """Several screens of a consultation, one after the other; their names."""
    shell = me.shell
    shell.go_start()
    yield "start"
    shell.begin()
    yield "first question"
    if shell.channel == "kiosk":
        shell.flow.fill(STRESSED)
        shell.show_review()
        yield "review"
    for number, answers in enumerate(ADVISED):
        shell.begin()
        shell.flow.fill({**STRESSED, **answers})
        shell.show_advice()
        yield f"advice {number}"


def places(me: Driver) -> list[str]:
    """Where everything in sight stands."""
    settle()
    return sorted(
        f"{type(each).__name__} {each.objectName()} {each.geometry().getRect()}"
        for each in me.shell.findChildren(QWidget)
        if each.isVisible()
    )


@pytest.mark.parametrize("size", SIZES, ids=["768p", "1080p", "upright"])
@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_a_window_that_is_turned(open_window: Open, channel: str, size: QSize) -> None:
    me: Driver = open_window(channel, size)
    opened = {name: places(me) for name in screens(me)}
    again = {name: places(me) for name in screens(me)}
    assert again == opened
    for other in SIZES:
        if other != size:
            for name in screens(me):
                me.shell.resize(other)
                settle()
                me.shell.resize(size)
                assert places(me) == opened[name], name
