"""Another pack comes: never within a consultation, and all of it at once after one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from driver import Counter, Driver, settle, take_away
from people import STRESSED
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from magapp.assistant import Assistant
from magapp.delivery.delivery import Delivery, Used
from magapp.machine.clock import day_in_force
from magapp.pack import Pack
from magapp.pack.compiled import Checked
from magapp.pack.signature import Signature
from magapp.resources import resource
from magapp.settings import Settings
from ui.app import build
from ui.walk.shell import Shell

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

SIZE = QSize(1366, 768)
SIGNED = Signature("N. N.", day_in_force(), "2.0.1", "0" * 64)
QUESTION, TITLE, INVITED = "Wie is er ziek?", "question.who.title", "Komt u maar."


def other(pack: Pack) -> Pack:
    """The same with another first question and another invitation."""
    words = {TITLE: QUESTION, "invitation.title": INVITED}
    texts = {**pack.texts, "nl": {**pack.texts["nl"], **words}}
    return msgspec.structs.replace(pack, texts=texts, version="2.0.1")


Open = Callable[[str], Driver]


@pytest.fixture
def open_shop(stage: object, qapp: QApplication, pack: Pack, qtbot: QtBot) -> Iterator[Open]:
    """A window of a shop of its own, which hears of packs."""
    stage.close()  # type: ignore[attr-defined]
    opened: list[Shell] = []

    def open_it(channel: str) -> Driver:
        assistant = Assistant(pack, Settings(), resource("packs", "magnesium", "demo.csv"))
        assistant.signed = None
        assistant._delivery = Delivery(
            lambda: Checked(pack, None, day_in_force()), lambda: assistant.settings
        )
        shell = build(qapp, assistant, channel, SIZE, motion=False)
        opened.append(shell)
        shell.show()
        shell.activateWindow()
        shell.prepare()
        return (Counter if channel == "staff" else Driver)(shell, qtbot).home()

    yield open_it
    for shell in opened:
        take_away(shell)


def comes(me: Driver, pack: Pack) -> None:
    """A pack came, passed, and waits; and it is looked whether it can be used."""
    assert me.assistant._delivery is not None
    me.assistant._delivery.ready = Used(7, Checked(pack, SIGNED, day_in_force()))
    me.shell._look_for_pack()
    settle()


def test_a_kiosk_takes_it_when_the_customer_is_gone(open_shop: Open, pack: Pack) -> None:
    me = open_shop("kiosk")
    assert me.front.accessibleName() == pack.text("nl", "invitation.title")
    me.begin()
    first = me.front
    comes(me, other(pack))
    assert me.assistant.pack is pack
    assert me.front is first
    me.answer_all(STRESSED)
    comes(me, other(pack))
    me.see_advice()
    comes(me, other(pack))
    assert me.assistant.pack is pack
    assert me.last.advice.outcome == "suggest"
    me.shell.go_start()
    settle()
    assert me.assistant.pack.version == "2.0.1"
    assert me.front.accessibleName() == INVITED
    me.begin()
    assert QUESTION in me.front.heading.text()  # type: ignore[attr-defined]
    me.answer_all(STRESSED).see_advice()
    assert me.last.advice.outcome == "suggest"
    assert me.rules.pack is me.assistant.pack


def test_while_nobody_is_there_it_is_taken_at_once(open_shop: Open, pack: Pack) -> None:
    me = open_shop("kiosk")
    me.shell.hold.start()  # type: ignore[attr-defined]  # a finger is in the corner
    comes(me, other(pack))
    assert me.assistant.pack is pack
    me.shell.hold.stop()  # type: ignore[attr-defined]
    comes(me, other(pack))
    assert me.front.accessibleName() == INVITED
    comes(me, pack)  # and back
    assert me.front.accessibleName() == pack.text("nl", "invitation.title")
    assert len({each.objectName() for each in me.all_named("page:start")}) == 1


def test_a_counter_takes_it_between_two_customers(open_shop: Open, pack: Pack) -> None:
    me = open_shop("staff")
    assert isinstance(me, Counter)
    assert me.shows("pack:unsigned")
    me.begin()
    comes(me, other(pack))
    me.answer_all(STRESSED)
    comes(me, other(pack))
    me.see_advice()
    comes(me, other(pack))
    assert me.assistant.pack is pack
    me.key("n").wait(lambda: me.assistant.pack is not pack)
    settle()
    assert me.screen == "page:start"
    assert not me.shows("pack:unsigned")  # this one is signed
    me.begin().answer_all(STRESSED).see_advice()
    assert me.last.advice.outcome == "suggest"
    me.key("p").wait(lambda: me.screen == "page:slip")


def test_a_counter_that_is_busy_beside_does_not(open_shop: Open, pack: Pack) -> None:
    me = open_shop("staff")
    me.key(Qt.Key.Key_F1)  # the keys lie over the window
    comes(me, other(pack))
    assert me.assistant.pack is pack
    me.key(Qt.Key.Key_Escape)
    me.key(Qt.Key.Key_F2).wait(lambda: me.screen == "page:office")
    comes(me, other(pack))
    assert me.assistant.pack is pack
    me.key(Qt.Key.Key_Escape).wait(lambda: me.assistant.pack is not pack)
    settle()
    me.key(Qt.Key.Key_F2).wait(lambda: me.screen == "page:office")


def test_one_in_other_languages_waits_for_the_next_start(open_shop: Open, pack: Pack) -> None:
    me = open_shop("kiosk")
    comes(me, msgspec.structs.replace(other(pack), languages=("nl",)))
    assert me.assistant.pack is pack


def test_what_is_being_read_is_not_waited_for(open_shop: Open, pack: Pack, tmp_path: Path) -> None:
    me = open_shop("kiosk")
    with me.assistant._explaining:
        comes(me, other(pack))
        assert me.assistant.pack is pack
    comes(me, other(pack))
    assert me.assistant.pack is not pack
