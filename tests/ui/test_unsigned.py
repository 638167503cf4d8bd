"""The counter's first screen says it, always, when nobody signed the questions and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest
from driver import Counter, Driver, copied, take_away
from looks import faults
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from magapp.assistant import Assistant
from magapp.errors import InputError
from magapp.pack.signature import Signature
from ui.app import build

if TYPE_CHECKING:
    from stage import Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

SIZES = [QSize(1366, 768), QSize(1080, 1920)]

SIGNED = Signature("N. N.", date(2026, 3, 1), "1.0.0", "0" * 64)
Open = Callable[[str, Signature | None, Signature | None], Driver]


@pytest.fixture
def open_shop(
    stage: Stage, qapp: QApplication, assistant: Assistant, qtbot: QtBot
) -> Iterator[Open]:
    """A window of a shop with a pack that is signed, was signed before, or never was."""
    stage.close()
    opened = []

    def open_it(channel: str, signed: Signature | None, last: Signature | None) -> Driver:
        shop = copied(assistant)
        shop.signed, shop.last_signed = signed, last
        shop.faults = (InputError("settings: language", "setting_pack", value="de", mend=""),)
        shell = build(qapp, shop, channel, QSize(800, 600), motion=False)
        opened.append(shell)
        shell.show()
        shell.prepare()
        return (Counter if channel == "staff" else Driver)(shell, qtbot).home()

    yield open_it
    for shell in opened:
        take_away(shell)


@pytest.mark.parametrize("last", [None, SIGNED])
@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_staff_read_that_nobody_signed(
    open_shop: Open, last: Signature | None, text_scale: float
) -> None:
    me = open_shop("staff", None, last)
    me.shell.hub.update(text_scale=text_scale)
    for size in SIZES:
        me.shell.resize(size)
        for language, title, said in (
            ("nl", "Geen apotheker", "N. N. op 1 maart 2026"),
            ("en", "No pharmacist", "N. N. on 1 March 2026"),
        ):
            me.switch(language)
            banner = me.find("pack:unsigned")
            assert title in banner.accessibleName()
            assert (said in banner.accessibleDescription()) == (last is not None)
            assert faults(me) == []
    me.begin()
    assert not me.shows("pack:unsigned")
    me.home()
    assert me.shows("pack:unsigned")


def test_nothing_is_said_of_a_signed_pack(open_shop: Open) -> None:
    assert open_shop("staff", SIGNED, None).all_named("pack:unsigned") == []


def test_no_customer_reads_it(open_shop: Open) -> None:
    assert open_shop("kiosk", None, SIGNED).all_named("pack:unsigned") == []
