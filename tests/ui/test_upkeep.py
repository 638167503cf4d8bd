"""The office keeps things up: the till's files, backups and the way back, and what happened."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from customers import consult
from driver import Driver, settle, take_away
from people import STRESSED
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from roads import spoken

import ui.app
from magapp.assistant import Assistant
from magapp.errors import DamagedStore
from magapp.machine import journal
from magapp.machine.journal import FILE, GROUPS, Journal, note
from magapp.machine.pin import set_pin
from magapp.pack import Pack
from magapp.products.mapping import guess_mapping
from magapp.products.plan import plan_import
from magapp.products.table import read_content
from magapp.resources import resource
from magapp.settings import Backup, Printer, Settings, Till
from magapp.store import kept_backups, look_inside, open_store
from magapp.upkeep import Upkeep, upkeep
from magapp.upkeep import till as room
from ui.app import build
from ui.counter.counter import CounterShell
from ui.frame.faults import catch_faults
from ui.input.job import Job
from ui.kit.button import Button
from ui.office import upkeep_backups, upkeep_happened
from ui.office.office import OfficeScreen
from ui.office.upkeep import UpkeepPage

if TYPE_CHECKING:
    from stage import Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

SIZE = QSize(1366, 768)
DEMO = resource("packs", "magnesium", "demo.csv").read_text(encoding="utf-8")
GOOD = "8712345678906,Citraat,Proef,citrate,100,2,90,13.95,EUR,tablet,yes,12,B6,,619"
WRONG = GOOD.replace("8712345678906", "8712345678900")
LIST = "\n".join([DEMO.splitlines()[0], GOOD, WRONG, ""])


class Owner(Driver):
    """Whoever owns the shop, with a till that drops its lists; time passes when told to."""

    folder = Path()
    time = 0.0

    @property
    def office(self) -> OfficeScreen:
        assert isinstance(self.shell, CounterShell)
        assert self.shell._office is not None
        return self.shell._office

    @property
    def page(self) -> UpkeepPage:
        return self.office.upkeep

    def tap(self, name: str) -> Owner:
        super().tap(name)
        return self

    def wait(self, condition: Callable[[], bool]) -> Owner:
        super().wait(condition)
        return self

    def enter(self) -> Owner:
        self.key(Qt.Key.Key_F2).wait(lambda: self.shows("office:table"))
        return self

    def to(self, view: str) -> Owner:
        if not self.shows("tab:till"):
            self.tap("office:upkeep")
        self.tap(f"tab:{view}").wait(lambda: self.shows(f"{view}:text"))
        return self.wait(lambda: not self.page.till.looking)

    def ready(self) -> Owner:
        return self.wait(lambda: self.page.backups.job is None)

    def said(self, name: str) -> str:
        found = self.find(name)
        return f"{found.accessibleName()} {found.accessibleDescription()}"

    def drop(self, name: str, text: str) -> None:
        """The till drops a list, and the program sees it."""
        (self.folder / name).write_text(text)
        self.look()
        self.time += room.STEADY
        self.look()

    def look(self) -> None:
        self.assistant.upkeep.look()
        assert isinstance(self.shell, CounterShell)
        self.shell.arrivals._look_at_till()
        if self.shows("till:text"):
            self.page._look_again()
        settle()


@pytest.fixture
def me(
    stage: Stage, qapp: QApplication, qtbot: QtBot, pack: Pack, tmp_path: Path
) -> Iterator[Owner]:
    stage.close()
    folder = tmp_path / "till"
    folder.mkdir()
    settings = Settings(language="en", till=Till(folder=str(folder)), backup=Backup(keep=3))
    assistant = Assistant(pack, settings)
    open_store().close()
    shell = build(qapp, assistant, "staff", SIZE, motion=False)
    owner = Owner(shell, qtbot)
    owner.folder = folder
    vars(assistant)["upkeep"] = Upkeep(
        pack, lambda: settings, lambda: assistant.store, lambda: owner.time
    )
    shell.show()
    shell.activateWindow()
    shell.prepare()
    owner.wait(lambda: owner.shows("start"))
    yield owner
    take_away(shell)
    assistant.let_go()


def test_a_list_of_the_till_from_its_columns_to_its_report(me: Owner) -> None:
    me.drop("stock.csv", LIST)
    assert "Not all that the till brought" in me.said("till:asks")
    me.enter().to("till")
    assert [each.file for each in me.page.till.model.rows] == ["stock.csv"]
    assert "(1)" in me.find("tab:till").accessibleName()
    me.tap("till:columns").wait(lambda: me.shows("import:next"))
    assert me.office.importing.columns.supplier.text() == "Till"
    me.tap("import:next").wait(lambda: me.shows("import:go"))
    me.tap("import:go").wait(lambda: me.shows("import:done"))
    me.tap("import:done").wait(lambda: me.shows("office:table"))
    me.look()
    assert me.assistant.till_asks == 1
    me.to("till")
    [line] = me.page.till.model.rows
    assert "1 as they were · 1 refused" in line.what
    [refused] = me.page.till.lines.rows
    assert refused.line == "3"
    assert refused.why.startswith("EAN: '8712345678900'")
    assert me.assistant.till_asks == 0
    me.drop("more.csv", LIST.replace(",12,B6", ",7,B6"))
    me.wait(lambda: me.page.till.model.rows[0].file == "more.csv")
    me.shell.go_start()
    me.look()
    assert me.shows("till:asks")
    me.enter().to("till").shell.go_start()
    me.look()
    assert not me.shows("till:asks")


def test_a_folder_that_is_gone_is_said(me: Owner) -> None:
    me.folder.rmdir()
    me.look()
    me.enter().to("till")
    assert "cannot be looked into" in me.said("till:fault")
    me.folder.mkdir()
    me.look()
    assert not me.shows("till:fault")


def test_the_till_is_looked_at_again_after_an_error_that_nobody_knows(
    me: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    me.enter().to("till")
    with monkeypatch.context() as broken, me.bot.captureExceptions() as faults:
        broken.setattr(me.assistant.upkeep, "taken", lambda: dict[str, int]()["till"])
        me.page.till.look()
        me.wait(lambda: bool(faults))
    me.look()
    me.wait(lambda: not me.page.till.looking)
    settle()
    assert me.office.findChildren(Job) == []  # none stays behind


def test_a_backup_is_made_looked_into_put_in_place_and_taken_back(me: Owner) -> None:
    me.enter().to("backups")
    assert me.shows("backups:nothing")
    assert not me.find("backups:look").isEnabled()
    me.tap("backups:make").ready()
    assert [each.why for each in me.page.backups.model.rows] == ["on-demand"]
    first = me.office.goods
    assert first is not None
    ean = next(iter(first.shelf)).ean
    first.set_stock(ean, 77)
    me.tap("backups:look").ready()
    assert [each.text() for each in me.page.backups.said.parts if "Changes (1)" in each.text()]
    me.tap("backups:close")
    assert not me.shows("backups:put")
    me.tap("backups:look").ready().tap("backups:put").ready()
    assert "What was there before is kept" in me.said("backups:says")
    assert len(kept_backups()) == 2
    me.tap("upkeep:back").wait(lambda: me.shows("office:table"))
    me.wait(lambda: me.office.goods is not None)
    goods = me.office.goods
    assert goods is not None
    assert goods.shelf[ean].stock != 77
    me.to("backups").tap("backups:undo").ready()
    me.key(Qt.Key.Key_Escape).wait(lambda: me.office.goods is not None)
    goods = me.office.goods
    assert goods is not None
    assert goods.shelf[ean].stock == 77


def test_everything_goes_out_and_comes_back(
    me: Owner, tmp_path: Path, magapp_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.zip"
    monkeypatch.setattr(upkeep_backups, "ask_save", lambda *_: path)
    monkeypatch.setattr(upkeep_backups, "ask_open", lambda *_: path)
    (magapp_home / "settings.toml").write_text('theme = "dark"\n')
    me.enter().to("backups").tap("backups:export").ready()
    assert path.exists()
    assert "Not the PIN" in me.said("backups:says")
    address = 'database = "postgresql://till:geheim42@db.shop/magapp"\n'
    (magapp_home / "settings.toml").write_text(address)
    me.tap("backups:bring").ready()
    said = [each.text() for each in me.page.backups.said.parts]
    assert "Database on a server: set → nothing" in said
    assert "geheim" not in str(said)
    (magapp_home / "settings.toml").write_text('shop_name = "Shop"\n')
    me.tap("backups:bring").ready()
    said = [each.text() for each in me.page.backups.said.parts]
    assert "Look: Light → Dark" in said
    assert "Name of the shop: Shop → nothing" in said
    me.tap("backups:put").ready()
    assert "started anew" in me.said("backups:says")
    assert (magapp_home / "settings.toml").read_text() == 'theme = "dark"\n'
    me.tap("backups:undo").ready()
    assert (magapp_home / "settings.toml").read_text() == 'shop_name = "Shop"\n'
    path.write_text("Dear customer")
    me.tap("backups:bring").ready()
    assert "is no export" in me.said("backups:says")
    assert not me.shows("backups:put")


def test_where_the_database_is_damaged_a_backup_can_be_chosen(me: Owner) -> None:
    me.enter()
    assert me.assistant.store is not None
    made = me.assistant.store.backup()
    me.office.show_trouble(DamagedStore("store_damaged", made, made))
    me.tap("office:upkeep").wait(lambda: me.shows("backups:look"))
    me.tap("backups:look").ready().tap("backups:put").ready()
    me.tap("upkeep:back").wait(lambda: me.shows("office:table"))


def test_what_is_put_in_place_is_what_was_looked_into_last(
    me: Owner, magapp_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong and is pressed meanwhile; and only making a backup fails as one."""

    def told() -> list[str]:
        return [each.told("en") for each in Journal(magapp_home).read()]

    me.enter().to("backups")
    (magapp_home / "backups").write_text("in the way")
    me.tap("backups:make").ready()
    assert told()[0].startswith("No backup could be made")
    (magapp_home / "backups").unlink()
    me.tap("backups:make").ready()
    me.tap("backups:make").ready()
    (first, second), table = kept_backups(), me.page.backups.table
    second.path.write_text("Dear customer")
    table.selectRow(me.page.backups.model.rows.index(first))
    me.tap("backups:look").ready()
    table.selectRow(me.page.backups.model.rows.index(second))
    me.tap("backups:look").ready()
    assert "did not work" in me.said("backups:says")
    me.tap("backups:put").ready()
    assert told()[0].endswith(f"{first.path.name}.")
    assert [each.code for each in Journal(magapp_home).read()].count("backup_failed") == 1

    seen = threading.Event()
    slowly = lambda *where: seen.wait(20) and look_inside(*where)  # noqa: E731
    monkeypatch.setattr(upkeep_backups, "look_inside", slowly)
    table.selectRow(me.page.backups.model.rows.index(first))
    me.tap("backups:look").key(Qt.Key.Key_Escape)
    seen.set()
    me.ready().tap("backups:put").ready()
    assert "put in place" in me.said("backups:says")

    me.drop("stock.csv", LIST)  # the products have not been read since
    me.to("till").tap("till:columns").wait(lambda: me.shows("import:next"))
    assert me.office.importing.columns.supplier.text() == "Till"


def test_what_happened_by_what_it_is_about(
    me: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note("started", channel="staff", version="0.1.0")
    note("print_failed", to="network", why="paper")
    me.enter().to("happened")
    rows = me.page.happened.model.rows
    assert [each.code for each in rows] == ["print_failed", "started"]
    me.tap("happened:print")
    assert [each.code for each in me.page.happened.model.rows] == ["print_failed"]
    path = tmp_path / "log.txt"
    monkeypatch.setattr(upkeep_happened, "ask_save", lambda *_: path)
    me.tap("happened:save")
    assert "A slip was not printed (over the network): the printer has no paper." in (
        path.read_text()
    )
    assert str(tmp_path) not in path.read_text()
    me.tap("happened:staff").tap("happened:print")
    assert me.shows("happened:nothing")
    me.switch("nl")
    me.tap("happened:staff")
    me.page.happened.table.selectRow(0)
    assert me.page.happened.whole.text().startswith("Een bon is niet geprint")


def test_every_control_has_a_name_and_is_reached_by_keys(me: Owner) -> None:
    assert me.assistant.store is not None
    me.assistant.store.backup()
    me.enter()
    for view in ("till", "backups", "packs", "happened"):
        me.to(view)
        for button in me.page.findChildren(Button):
            assert button.accessibleName(), button.objectName()
            assert spoken(button).text(QAccessible.Text.Name), button.objectName()
        me.find(f"tab:{view}").setFocus()
        names = set()
        for _ in range(20):
            me.key(Qt.Key.Key_Tab)
            focus = QApplication.focusWidget()
            assert focus is not None
            names.add(focus.objectName())
        wanted = {
            "till": {"upkeep:back"},
            "backups": {"backups:table", "backups:make", "backups:export", "backups:bring"},
            "packs": {"packs:table"},
            "happened": {"happened:save", *(f"happened:{each}" for each in GROUPS)},
        }[view]
        assert wanted <= names
    me.find("tab:happened").setFocus()
    me.key(Qt.Key.Key_Left)
    assert me.shows("packs:table")


def test_it_begins_by_itself_a_while_after_the_start(
    me: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[Assistant, bool]] = []
    monkeypatch.setattr(ui.app, "LATER_MS", 1)
    monkeypatch.setattr(ui.app, "_ready", lambda *words: begun.append(words))
    ui.app._make_ready_later(me.shell)
    gc.collect()
    me.wait(lambda: begun == [(me.assistant, True)])


def test_it_runs_beside_the_screen_and_ends_with_it(
    me: Owner, magapp_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert me.assistant.store is not None
    table = read_content(LIST.encode(), "agreed.csv")
    mapping = guess_mapping(table, me.assistant.pack.substance)
    plan = plan_import(table, mapping, (), me.assistant.pack)
    me.assistant.store.import_file(plan, supplier="Till")
    (me.folder / "stock.csv").write_text(LIST.replace(",12,B6", ",7,B6"))
    monkeypatch.setattr(upkeep, "LOOK_SECONDS", 0.01)
    try:
        ui.app._ready(me.assistant, True)

        def imported() -> bool:
            me.time += room.STEADY
            return me.assistant.till_asks == 1

        me.wait(imported)
    finally:
        ui.app._stopped(me.assistant, "staff")
    assert not [each for each in threading.enumerate() if each.name == "upkeep"]
    assert [each.why for each in kept_backups()] == ["scheduled"]
    codes = [each.code for each in Journal(magapp_home).read()]
    assert codes == ["stopped", "imported", "backed_up", "started"]


# -- what is never in it --------------------------------------------------------------------------


def log_of(home: Path) -> bytes:
    """Every byte of the log."""
    return b"".join(path.read_bytes() for path in home.glob("happened*"))


def test_no_answer_of_a_consultation_is_in_the_log(
    stage: Stage, qapp: QApplication, qtbot: QtBot, pack: Pack, tmp_path: Path, magapp_home: Path,
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    stage.close()
    marker, amount, pin = "Qxozzin", "1987", "86420"
    like = next(each for each in pack.medicines if each.name == "pantoprazol")
    marked = msgspec.structs.replace(like, name=marker, brands=())
    pack = msgspec.structs.replace(pack, medicines=(*pack.medicines, marked))
    set_pin(magapp_home, pin)
    settings = Settings(language="nl", printer=Printer(to="file", at=str(tmp_path / marker / "x")))
    catalogue = resource("packs", "magnesium", "demo.csv")
    before = sys.excepthook, threading.excepthook
    try:
        for channel in ("kiosk", "staff"):
            monkeypatch.setattr(journal, "_noted", {})  # as if started anew
            assistant = Assistant(pack, settings, catalogue)
            shell = build(qapp, assistant, channel, SIZE, motion=False)
            shell.show()
            shell.activateWindow()
            shell.prepare()
            catch_faults(shell.show_fault)
            person = Driver(shell, qtbot)
            if channel == "kiosk":
                consult(person, marker, amount)
            else:
                shell.begin()
                shell.flow.fill(STRESSED)
                shell.show_advice()
                settle()
                shell.show_slip()
            person.key("p") if channel == "staff" else person.tap("slip:print")
            person.wait(lambda: Journal(magapp_home).read()[:1] != ())
            try:
                raise KeyError(f"{marker} {amount} fatigue")
            except KeyError as error:
                sys.excepthook(type(error), error, error.__traceback__)
            beside = threading.Thread(target=lambda: {}[marker])  # type: ignore[index]
            beside.start()
            beside.join()
            if channel == "kiosk":
                shell.show_leave()  # type: ignore[attr-defined]
                settle()
                for digit in "13579":
                    person.tap(f"pin:{digit}")
                person.tap("pin:enter")
            take_away(shell)
            (magapp_home / FILE).rename(magapp_home / f"happened.{channel}")
    finally:
        sys.excepthook, threading.excepthook = before
    log = log_of(magapp_home)
    for code in (b"print_failed", b"fault", b"pin_wrong", b"KeyError"):
        assert code in log
    told = [marker, amount, "13579", pin, *STRESSED, "fatigue", "tension", "stress", "18_69"]
    for word in (*told, str(tmp_path), str(Path(__file__).parents[2])):
        assert word.encode() not in log, word
    assert marker not in "".join(capfd.readouterr())


def test_a_fault_beside_the_screen_is_noted_and_the_screen_goes_on(
    magapp_home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    before = sys.excepthook, threading.excepthook
    shown: list[str] = []
    try:
        catch_faults(lambda: shown.append("fault"))
        thread = threading.Thread(target=lambda: os.fspath(3))  # type: ignore[call-overload]
        thread.start()
        thread.join()
    finally:
        sys.excepthook, threading.excepthook = before
    assert shown == []
    [fault] = Journal(magapp_home).read()
    assert fault.values["kind"] == "TypeError"
    assert "expected str" not in capfd.readouterr().err
