"""The office tells of questions and rules that came: whose, what they change, and the way back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from driver import Counter, settle, take_away
from looks import faults
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from second import CATALOGUE

from magapp.assistant import Assistant
from magapp.delivery import DeliveryReport
from magapp.delivery import judge as judging
from ui.app import build
from ui.counter.counter import CounterShell
from ui.office.upkeep_packs import PacksView

if TYPE_CHECKING:
    from stage import Stage

sys.path.append(str(Path(__file__).parents[1] / "delivery"))
import sent as chain

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

SIZES = [QSize(1366, 768), QSize(1080, 1920)]


class Owner(Counter):
    """Whoever has the shop, with a chain that publishes for it."""

    folder = Path()
    machine: chain.Counter

    @property
    def view(self) -> PacksView:
        assert isinstance(self.shell, CounterShell)
        assert self.shell._office is not None
        return self.shell._office.upkeep.packs

    def publish(self, number: int, content: bytes | None = None) -> None:
        file = self.folder / f"{number}.magpack"
        file.write_bytes(chain.sent(number) if content is None else content)

    def ready(self) -> Owner:
        view = self.view
        self.wait(lambda: view.job is None and not view.looking and view._comparing is None)
        settle()
        return self

    def enter(self) -> Owner:
        self.key(Qt.Key.Key_F2).wait(lambda: self.shows("office:upkeep"))
        self.tap("office:upkeep").wait(lambda: self.shows("tab:packs"))
        self.tap("tab:packs").wait(lambda: self.shows("packs:table"))
        return self.ready()

    def rows(self) -> list[tuple[int, str]]:
        return [(each.number, each.place) for each in self.view.model.rows]

    def lines(self) -> str:
        return "\n".join(each.text() for each in self.view.said.parts)


@pytest.fixture
def me(
    stage: Stage,
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    magapp_home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Owner]:
    stage.close()
    monkeypatch.setattr(judging, "judge", chain.read_only)
    machine = chain.Counter(magapp_home, tmp_path)
    assistant = Assistant(chain.own().pack, machine.settings, CATALOGUE)
    assistant._delivery = machine.delivery
    shell = build(qapp, assistant, "staff", SIZES[0], motion=False)
    owner = Owner(shell, qtbot)
    owner.folder, owner.machine = tmp_path, machine
    shell.show()
    shell.activateWindow()
    shell.prepare()
    owner.wait(lambda: owner.shows("start"))
    yield owner
    take_away(shell)


def test_what_came_what_it_changes_and_back(me: Owner) -> None:
    me.switch("en")
    me.publish(1)
    me.publish(2, chain.sent(2)[:-3])
    me.enter()
    assert me.rows() == [(0, "used")]
    assert me.view.beside.isVisible()
    me.tap("packs:look").wait(lambda: len(me.view.model.rows) == 3)
    me.ready()
    assert me.rows() == [(2, "refused"), (1, "ready"), (0, "used")]
    me.view.table.selectRow(0)
    assert "damaged, or did not come whole" in me.lines()
    me.view.table.selectRow(1)
    me.ready()
    assert "Version 0.2.1." in me.lines()
    assert "Signed by N. N. on 30 November 2026" in me.lines()
    assert "No pharmacist signed it." in me.lines()
    assert "What it changes in the one in use:\nNothing differs." in me.lines()
    me.key(Qt.Key.Key_Escape)
    me.key(Qt.Key.Key_Escape).wait(lambda: me.assistant.pack.version == "0.2.1")

    me.publish(3, chain.sent(3, chain.changed(
        ("text/en/rules.toml", "Your kidneys first", "Kidneys first")
    )))  # fmt: skip
    me.enter().tap("packs:look").wait(lambda: me.rows()[0] == (3, "ready"))
    me.view.table.selectRow(0)
    me.ready()
    assert "“Your kidneys first” → “Kidneys first”" in me.lines()
    me.key(Qt.Key.Key_Escape)
    me.key(Qt.Key.Key_Escape).wait(lambda: me.assistant.pack.version == "0.2.0")

    me.enter().tap("packs:back")
    assert me.view.chosen() == me.view.model.rows[-2]
    assert not me.shows("packs:back")
    me.ready()
    assert "“Kidneys first” → “Your kidneys first”" in me.lines()
    me.tap("packs:no")
    assert me.machine.next == 3
    me.tap("packs:back").tap("packs:yes").wait(lambda: me.machine.next == 1)
    me.ready()
    assert "number 1" in me.find("packs:says").accessibleName()
    assert me.assistant.pack.version == "0.2.0"  # the office is open: nobody begins
    me.tap("packs:forth").tap("packs:yes").wait(lambda: me.machine.next == 3)
    me.ready().tap("packs:back").tap("packs:yes").wait(lambda: me.machine.next == 1)
    me.ready().key(Qt.Key.Key_Escape)
    me.key(Qt.Key.Key_Escape).wait(lambda: me.assistant.pack.version == "0.2.1")


def test_a_press_counts_while_the_page_looks(me: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    me.publish(1)
    me.machine.look()
    me.enter().tap("packs:back")
    me.ready()
    before, found = me.rows(), me.machine.delivery.report
    begun, goes_on = Event(), Event()

    def report() -> DeliveryReport:
        told = found()
        if not begun.is_set():
            begun.set()
            assert goes_on.wait(30)
        return told

    monkeypatch.setattr(me.machine.delivery, "report", report)
    me.view.look()
    me.wait(begun.is_set)
    me.tap("packs:yes").wait(lambda: me.shows("packs:says"))
    after = me.rows()
    assert (me.machine.next, after != before) == (0, True)
    goes_on.set()
    me.ready()
    assert me.rows() == after  # not as it was when the look began


def test_one_in_other_languages_is_said_to_need_a_start(me: Owner) -> None:
    fewer = chain.changed(("pack.toml", 'languages = ["nl", "en"]', 'languages = ["nl"]'))
    inside = {name: each for name, each in fewer.items() if not name.startswith("text/en/")}
    me.switch("en")
    me.publish(1, chain.sent(1, inside))
    me.enter().tap("packs:look").wait(lambda: me.rows()[0] == (1, "ready"))
    me.ready()
    assert me.view.model.index(0, 2).data() == "when the program starts again"
    me.tap("packs:back").tap("packs:yes").wait(lambda: me.machine.next == 0)
    me.ready()
    assert "next consultation" in me.find("packs:says").accessibleName()
    me.tap("packs:forth").tap("packs:yes").wait(lambda: me.machine.next == 1)
    me.ready().switch("nl")
    said = me.find("packs:says").accessibleName()
    assert said == "Wanneer het programma opnieuw start: nummer 1"


def test_the_tab_says_how_many_were_refused(me: Owner) -> None:
    me.publish(1, b"")
    me.machine.look()
    me.key(Qt.Key.Key_F2).wait(lambda: me.shows("office:upkeep"))
    me.tap("office:upkeep").wait(lambda: me.shows("tab:packs"))
    assert "(1)" in me.find("tab:packs").accessibleName()
    me.tap("tab:packs").wait(lambda: me.assistant.packs_refused == 0)
    me.ready()
    assert not me.machine.restarted().delivery.unseen


def test_what_does_not_work_is_said(me: Owner, magapp_home: Path) -> None:
    me.publish(1)
    me.publish(2)
    me.machine.look()
    me.machine.delivery.take()
    me.machine.ask(folder=str(me.folder / "none"))
    me.enter().tap("packs:look").wait(lambda: me.shows("packs:trouble"))
    me.ready().tap("packs:back")
    me.machine.ask(keys=())
    me.view._going = 2  # it is not trusted any more
    me.tap("packs:yes").wait(lambda: me.shows("packs:says"))
    assert me.view.says.accessibleDescription()
    me.ready()


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_nothing_of_it_is_cut(me: Owner, text_scale: float) -> None:
    me.publish(1)
    me.machine.look()
    me.machine.delivery.take()
    me.publish(2, b"")
    me.machine.look()
    me.enter()
    me.shell.hub.update(text_scale=text_scale)
    for size in SIZES:
        me.shell.resize(size)
        for language in ("nl", "en"):
            me.switch(language)
            me.ready()
            assert faults(me, scrolls=text_scale > 1) == []
            me.view.ask(0)
            me.ready()
            assert faults(me, scrolls=text_scale > 1) == []
            me.view.leave_it()
