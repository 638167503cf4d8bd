"""The office: finding, changing, importing and scanning products, as staff do."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from threading import current_thread, main_thread
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from driver import Driver, settle, take_away
from msgspec.structs import replace
from people import MAGNESIUM, STRESSED
from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from roads import TEXTS, act, spoken

import ui
from magapp.assistant import Assistant
from magapp.errors import DamagedStore, InputError, MagappError, StoreError
from magapp.pack import Pack, load_cases
from magapp.products import export_csv
from magapp.resources import resource
from magapp.rules import Answers
from magapp.settings import DATABASE, Settings
from magapp.stockroom import Stockroom
from magapp.store import Store, open_store, sqlite
from magapp.store.changes import Change
from magapp.store.outbox import Outbox
from ui.app import build
from ui.counter.counter import CounterShell
from ui.kit.chip import Chip
from ui.kit.parts import Look
from ui.look.picture import MOST_BYTES, SIDE, picture
from ui.look.theme import ThemeHub
from ui.office import assortment, editor, importer, settings_page, shelf_map
from ui.office.assortment import AssortmentPage
from ui.office.importer import ImportPage
from ui.office.look import DropDown, TableView
from ui.office.model import Column, RowsModel
from ui.office.office import OfficeScreen
from ui.office.shop_products import ShopProducts
from ui.office.trouble import TroublePage
from ui.outcome.art import Package
from ui.walk.shell import Shell

if TYPE_CHECKING:
    from stage import Open, Stage
from ui.walk.shell import PATIENCE

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Key = Qt.Key
CAPSULES = "2000001000014"
SOLD_OUT = "2000001000090"
UNKNOWN = "8712345678906"
NONE = Qt.KeyboardModifier.NoModifier
SIZE = QSize(1366, 768)


class Office(Driver):
    """Somebody of the staff in the office, with a database of their own."""

    def __init__(self, shell: Shell, bot: QtBot) -> None:
        super().__init__(shell, bot)
        assert isinstance(shell, CounterShell)
        self.counter = shell
        self.time = 1_000

    @property
    def office(self) -> OfficeScreen:
        screen = self.counter._office
        assert screen is not None
        return screen

    @property
    def page(self) -> AssortmentPage:
        return self.office.assortment

    @property
    def goods(self) -> ShopProducts:
        assert self.office.goods is not None
        return self.office.goods

    @property
    def eans(self) -> list[str]:
        return [product.ean for product in self.page.model.rows]

    @property
    def importing(self) -> ImportPage:
        page = self.office._import
        assert page is not None
        return page

    def tap(self, name: str) -> Office:
        super().tap(name)
        return self.quiet()

    def key(self, key: Qt.Key | str, *modifiers: Qt.KeyboardModifier) -> Office:
        super().key(key, *modifiers)
        return self.quiet()

    def quiet(self) -> Office:
        """Wait until what was written beside the screen is there."""
        if self.counter._office is not None:
            self.wait(lambda: self.page.writing is None)
        return self

    def wait(self, condition: Callable[[], bool]) -> Office:
        super().wait(condition)
        return self

    def enter(self) -> Office:
        self.key(Key.Key_F2)
        self.wait(lambda: self.counter._office is not None and self.office.goods is not None)
        self.wait(lambda: self.shows("office:table"))
        return self

    def field(self, name: str) -> QLineEdit:
        found = self.find(name)
        assert isinstance(found, QLineEdit)
        return found

    def fill(self, name: str, text: str) -> Office:
        field = self.field(name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text) if text else QTest.keyClick(field, Key.Key_Delete)
        return self

    def look_for(self, text: str) -> Office:
        self.fill("office:search", text)
        self.wait(lambda: not self.page._typing.isActive())
        return self

    def tap_row(self, ean: str) -> Office:
        at = self.eans.index(ean)
        table = self.page.table
        index = self.page.model.index(at, 0)
        table.scrollTo(index)
        QTest.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, NONE, table.visualRect(index).center()
        )
        self.wait(lambda: self.shows("product:name"))
        return self

    def type_at(self, text: str, *gaps: int, end: bool = True, repeat: bool = False) -> None:
        """Keys as the window gets them, so many ms apart by turns."""
        window = self.shell.windowHandle()
        assert window is not None
        keys = [(Key(Key.Key_0 + int(each)), each) for each in text]
        if end:
            keys.append((Key.Key_Return, "\r"))
        self.time += 5_000
        for number, (key, sign) in enumerate(keys):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, NONE, sign, repeat and number > 0 and sign != "\r")
                event.setTimestamp(self.time)
                QApplication.sendEvent(window, event)
            self.time += gaps[number % len(gaps)]
        settle()
        self.wait(lambda: not self.counter.arrivals.scanner.holding)


@pytest.fixture
def me(stage: Stage, qapp: QApplication, qtbot: QtBot, pack: Pack, tmp_path: Path) -> Iterator[Any]:
    """In the window at its first screen, the database not there yet."""
    stage.close()
    assistant = Assistant(pack, Settings(language="en"), folder=tmp_path / "shop")
    shell = build(qapp, assistant, "staff", SIZE, motion=False)
    shell.show()
    shell.activateWindow()
    office = Office(shell, qtbot)
    office.wait(lambda: office.shows("start"))
    yield office
    if office.counter._office is not None:
        page = office.counter._office._import
        office.wait(lambda: page is None or page.job is None)
    take_away(shell)
    if isinstance(store := assistant.stockroom._store, Store):
        store.close()


@pytest.fixture
def office(me: Office) -> Office:
    """In the office, at the table."""
    return me.enter()


# -- the way in -----------------------------------------------------------------------------------


def test_a_quiet_button_leads_there_and_escape_back(me: Office) -> None:
    me.tap("office").wait(lambda: me.screen == "page:office")
    me.wait(lambda: me.shows("office:table"))
    assert me.shows("office:demo")
    me.key(Key.Key_Escape).wait(lambda: me.screen == "page:start")
    me.enter().tap("office:back").wait(lambda: me.screen == "page:start")


def test_never_at_the_kiosk(open_window: Open) -> None:
    kiosk = open_window("kiosk")
    assert not kiosk.all_named("office")
    kiosk.key(Key.Key_F2)
    assert not hasattr(kiosk.shell, "show_office")
    assert kiosk.screen == "page:start"


@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_the_start_needs_none_of_it(tmp_path: Path, channel: str) -> None:
    code = f"""
import sys
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
application = QApplication([])
from magapp.assistant import open_assistant
from ui.app import build
build(application, open_assistant(), {channel!r}, QSize(1366, 768)).show()
application.processEvents()
slow = ("ui.office", "sqlalchemy", "magapp.shelf.shelf", "magapp.shelf.search", "magapp.store",
        "tomlkit", "magapp.settings.table", "magapp.settings.writing",
        "magapp.settings.first_start", "magapp.machine.pin", "ui.counter.guide",
        "magapp.machine.shelf_map", "ui.outcome.shelf_map")
print([each for each in sys.modules if each.startswith(slow)])
"""
    environment = {"QT_QPA_PLATFORM": "offscreen", "MAGAPP_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(ui.__file__).resolve().parents[1],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_word_above_a_column_is_cut(office: Office, language: str) -> None:
    """Whichever column gives the order, by Qt's own measure of the head."""
    table, shell = office.page.table, office.shell
    head = table.horizontalHeader()
    shell.use_language(language)
    for scale in (1.0, 1.5):
        shell.hub.update(text_scale=scale)
        for column in range(head.count()):
            head.sectionClicked.emit(column)
            settle()
            shown = [at for at in range(head.count()) if not head.isSectionHidden(at)]
            cut = [at for at in shown if head.sectionSize(at) < head.sectionSizeHint(at)]
            assert not cut, [table.rows.titles[at] for at in cut]


# -- finding --------------------------------------------------------------------------------------


def test_found_as_one_types_with_an_error(office: Office) -> None:
    office.look_for("magnesuim citraat")
    assert office.eans
    assert all("citra" in each.name.lower() for each in office.page.model.rows)
    office.key(Key.Key_Escape)
    assert len(office.eans) == len(office.goods.shelf)


def test_nothing_found_and_back(office: Office) -> None:
    office.look_for("zzzzzzzz")
    assert office.shows("office:nothing")
    assert not office.shows("office:table")
    office.tap("office:all")
    assert len(office.eans) == len(office.goods.shelf)


def test_filters(office: Office) -> None:
    office.tap("filter:out")
    assert SOLD_OUT in office.eans
    assert all(each.stock == 0 for each in office.page.model.rows)
    office.tap("filter:out").tap("filter:form").tap("form:taurate")
    assert all("taurate" in dict(each.blend) for each in office.page.model.rows)
    office.tap("filter:form").tap("filter:dosage").tap("dosage:liquid")
    assert {each.dosage_form for each in office.page.model.rows} == {"liquid"}
    assert all("taurate" in dict(each.blend) for each in office.page.model.rows)
    office.tap("dosage:liquid").tap("filter:warned")
    assert all(office.goods.codes(each) for each in office.page.model.rows)


def test_a_filter_that_looks_chosen_filters(office: Office) -> None:
    """However it was changed: assistive software neither clicks nor types."""
    whole = office.eans
    for chip in ("filter:out", "filter:warned", "filter:retired", "filter:form", "filter:dosage"):
        office.tap(chip)
        settle()
        clicked, open_ = office.eans, office.shows("form:taurate") or office.shows("dosage:liquid")
        office.tap(chip)
        assert office.eans == whole
        act(office.find(chip), "Toggle")
        settle()
        assert office.eans == clicked
        assert (office.shows("form:taurate") or office.shows("dosage:liquid")) == open_
        act(office.find(chip), "Toggle")
        settle()
        assert office.eans == whole


@pytest.mark.parametrize("road", TEXTS)
def test_a_search_that_is_set_searches(
    office: Office, road: Callable[[Driver, QLineEdit, str], None]
) -> None:
    wanted = office.look_for("citraat").eans
    office.key(Key.Key_Escape)
    assert office.eans != wanted
    road(office, office.field("office:search"), "citraat")
    office.wait(lambda: not office.page._typing.isActive())
    assert office.eans == wanted


@pytest.mark.parametrize("road", TEXTS)
def test_a_product_is_changed_by_what_is_set(
    office: Office, road: Callable[[Driver, QLineEdit, str], None]
) -> None:
    """What can be typed can be set and is saved; the number of a product can be neither."""
    office.tap_row(CAPSULES).tap("product:edit")
    ean = office.field("edit:ean").text()
    vegan = office.goods.shelf[CAPSULES].vegan
    road(office, office.field("edit:ean"), SOLD_OUT)
    assert office.field("edit:ean").text() == ean
    road(office, office.field("edit:name"), "Mine")
    act(office.find("edit:vegan"), "Toggle")
    office.tap("editor:save").wait(lambda: office.goods.shelf[CAPSULES].name == "Mine")
    assert office.goods.shelf[CAPSULES].vegan is not vegan


def test_the_row_of_the_product_that_is_shown_stays_marked(office: Office) -> None:
    office.tap_row(CAPSULES)
    selection = spoken(office.page.table).selectionInterface()
    assert selection is not None
    selection.clear()
    settle()
    marked = office.page.table.selectionModel().selectedRows()
    assert [office.eans[each.row()] for each in marked] == [CAPSULES]
    assert office.shows("product:name")
    office.key(Key.Key_Escape)
    assert office.page.table.selectionModel().selectedRows() == []


def test_a_click_on_a_title_sorts(office: Office) -> None:
    office.page.table._order_by(5)
    stocks = [each.stock for each in office.page.model.rows]
    assert stocks == sorted(stocks)
    office.page.table._order_by(5)
    assert [each.stock for each in office.page.model.rows] == sorted(stocks, reverse=True)


def test_enter_in_the_search_shows_the_first(office: Office) -> None:
    office.look_for("bisglycinaat vloeibaar").key(Key.Key_Return)
    assert office.shows("product:name")
    office.key(Key.Key_Escape)
    assert not office.shows("product:name")


def test_arrows_walk_through_the_table(office: Office) -> None:
    office.key(Key.Key_Down).wait(lambda: office.shows("product:name"))
    before = office.page._chosen
    office.key(Key.Key_Down)
    assert office.page._chosen != before
    assert office.page._chosen in office.eans


def test_a_hundred_thousand_rows(qtbot: QtBot, qapp: QApplication) -> None:
    """Only what is in sight is asked for."""
    asked = 0

    def text(row: int) -> str:
        nonlocal asked
        asked += 1
        return f"Product {row}"

    columns: list[Column[int]] = [
        Column("name", text, lambda row: row),
        Column("half", lambda row: str(row // 2), lambda row: row // 2, number=True),
    ]
    model = RowsModel(columns)
    model.set_rows(range(100_000))
    hub = ThemeHub(density="staff")
    table = TableView(hub, model, {"name": 0.0, "half": 8.0})
    qtbot.addWidget(table)
    table.resize(800, 600)
    table.show()
    table.grab()
    bar = table.verticalScrollBar()
    for share in (0.1, 0.5, 0.9, 1.0):
        bar.setValue(round(bar.maximum() * share))
        table.grab()
    assert table.indexAt(QPoint(10, table.viewport().height() - 5)).row() == 99_999
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.rows[0] in (99_998, 99_999)
    assert 0 < asked < 5_000


# -- changing -------------------------------------------------------------------------------------


def test_a_changed_price_is_suggested_at_once(office: Office) -> None:
    office.tap_row(CAPSULES).tap("product:edit").fill("edit:price", "9,95").tap("editor:save")
    product = office.goods.get(CAPSULES)
    assert product is not None
    assert product.price == Decimal("9.95")
    shown = next(each for each in office.shell.assistant.catalogue.products if each.ean == CAPSULES)
    assert shown.price == Decimal("9.95")
    assert office.shell.assistant.shelf[CAPSULES].price == Decimal("9.95")
    assert office.shows("office:notice")


def test_what_is_wrong_is_said_at_its_field(office: Office) -> None:
    office.tap_row(CAPSULES).tap("product:edit").fill("edit:price", "cheap")
    office.key(Key.Key_Return)
    assert office.shows("editor:fault")
    assert "cheap" in office.find("edit:price").accessibleDescription()
    assert office.field("edit:price").hasFocus()
    settle()
    fault, field = office.find("editor:fault"), office.find("edit:price")
    below = fault.mapTo(office.shell, QPoint()).y() - office.centre(field).y()
    assert field.height() / 2 <= below < field.height()
    for each in (fault, field):
        assert each.visibleRegion().boundingRect().height() == each.height()
    office.fill("edit:price", "12").fill("edit:mg_per_unit", "710").tap("editor:save")
    assert "salt" in office.find("edit:mg_per_unit").accessibleDescription()
    office.key(Key.Key_Escape)
    product = office.goods.get(CAPSULES)
    assert product is not None
    assert product.price == Decimal("21.95")


def test_an_open_form_is_not_lost_by_a_click(office: Office) -> None:
    office.tap_row(CAPSULES).tap("product:edit").fill("edit:name", "Mine")
    at = office.page.model.index(0, 0)
    table = office.page.table
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, NONE, table.visualRect(at).center()
    )
    assert office.field("edit:name").text() == "Mine"
    assert office.shows("office:notice")


def fill_new(office: Office) -> Office:
    return (
        office.fill("edit:name", "Rust & Kracht 100")
        .fill("edit:mg_per_unit", "100")
        .fill("edit:units_per_pack", "60")
        .fill("edit:price", "14,95")
    )


def test_adding_a_product(office: Office) -> None:
    office.tap("office:add").fill("edit:ean", "8712345678900")
    fill_new(office).tap("editor:save")
    assert "check digit" in office.find("edit:ean").accessibleDescription()
    office.fill("edit:ean", UNKNOWN)
    form = office.find("edit:form")
    assert isinstance(form, DropDown)
    form.set_value("citrate")
    vegan = office.find("edit:vegan")
    assert isinstance(vegan, Chip)
    vegan.setFocus()
    office.page.editor.area.ensureWidgetVisible(vegan)
    settle()
    office.tap("edit:vegan").tap("editor:save")
    product = office.goods.get(UNKNOWN)
    assert product is not None
    assert (product.form, product.vegan, product.price) == ("citrate", True, Decimal("14.95"))
    assert UNKNOWN in office.eans
    office.tap("office:add").fill("edit:ean", UNKNOWN)
    fill_new(office).tap("editor:save")
    assert office.shows("editor:fault")


def test_a_blend(office: Office) -> None:
    office.tap("office:add").fill("edit:ean", UNKNOWN)
    fill_new(office)
    form = office.find("edit:form")
    assert isinstance(form, DropDown)
    form.set_value(editor.BLEND)
    form.activated.emit(form.currentIndex())
    office.fill("edit:blend", "bisglycinate:60;citrate:50").tap("editor:save")
    assert "110" in office.find("edit:blend").accessibleDescription()
    office.fill("edit:blend", "bisglycinate:60;citrate:40").tap("editor:save")
    product = office.goods.get(UNKNOWN)
    assert product is not None
    assert product.blend == (("bisglycinate", 60), ("citrate", 40))


def test_off_the_shelf_and_back(office: Office) -> None:
    office.tap_row(CAPSULES).tap("product:retire")
    assert CAPSULES not in office.eans
    assert CAPSULES not in office.shell.assistant.shelf
    office.tap("product:close").tap("filter:retired")
    assert office.eans == [CAPSULES]
    office.tap_row(CAPSULES).tap("product:restore").tap("filter:retired")
    assert CAPSULES in office.eans


def test_stock_by_hand(office: Office) -> None:
    office.tap_row(CAPSULES).tap("stock:plus").tap("stock:plus").tap("stock:minus")
    assert office.goods.shelf[CAPSULES].stock == 15
    office.fill("stock:field", "7").key(Key.Key_Return)
    assert office.goods.shelf[CAPSULES].stock == 7
    office.fill("stock:field", "x").key(Key.Key_Return)
    assert office.shows("stock:fault")
    office.fill("stock:field", "0").tap("stock:set")
    assert office.shell.assistant.shelf[CAPSULES].stock == 0


def test_a_name_that_is_saved_undoes_nothing_of_another_counter(
    office: Office, tmp_path: Path
) -> None:
    """A stock set, and a product taken off the shelf, while the form was open."""
    office.tap_row(CAPSULES).tap("product:edit")
    with open_store(tmp_path / "shop") as other:
        other.set_stock(CAPSULES, 3)
        other.retire(CAPSULES)
    office.fill("edit:name", "Renamed").tap("editor:save")
    with open_store(tmp_path / "shop") as other:
        assert [(each.name, each.stock) for each in other.retired()] == [("Renamed", 3)]
    assert CAPSULES not in office.goods.shelf
    gone = office.goods.gone[CAPSULES]
    assert (gone.name, gone.stock) == ("Renamed", 3)


def test_what_another_program_changes_is_seen(office: Office, tmp_path: Path) -> None:
    with open_store(tmp_path / "shop") as other:
        other.retire(CAPSULES)
    office.shell.assistant.stockroom.on_products()  # as a server tells
    office.wait(lambda: CAPSULES not in office.eans)
    with open_store(tmp_path / "shop") as other:
        other.retire(SOLD_OUT)
    office.tap_row("2000001000021").tap("stock:plus")
    assert SOLD_OUT not in office.goods.shelf


# -- scanning -------------------------------------------------------------------------------------


@pytest.mark.parametrize("gap", [0, 1, 3, 10, 21, 40, 60, 80])
def test_a_scan_is_recognised_and_leaves_no_digit(office: Office, gap: int) -> None:
    office.look_for("tauraat")
    before = office.field("office:search").text()
    office.type_at(CAPSULES, gap)
    assert office.find("product:name").isVisible()
    assert office.page._chosen == CAPSULES
    assert office.page.detail._scanned
    assert CAPSULES in office.eans
    assert office.field("office:search").text() in (before, "")
    assert office.find("stock:plus").hasFocus()


@pytest.mark.parametrize("gaps", [(120,), (55, 90, 140, 70, 60, 110, 85)])
def test_a_person_is_no_scanner(office: Office, gaps: tuple[int, ...]) -> None:
    office.field("office:search").setFocus()
    office.type_at(CAPSULES, *gaps, end=False)
    assert office.field("office:search").text() == CAPSULES
    assert office.page._chosen is None


def test_a_scan_while_a_button_has_the_focus(office: Office) -> None:
    """Its Enter presses nothing."""
    office.find("office:add").setFocus()
    office.type_at(CAPSULES, 5)
    assert not office.shows("editor:save")
    assert office.page._chosen == CAPSULES
    assert office.find("stock:plus").hasFocus()
    office.type_at(SOLD_OUT, 5)
    assert office.goods.shelf[CAPSULES].stock == 14
    assert office.page._chosen == SOLD_OUT


def test_a_scan_in_the_middle_of_a_field(office: Office) -> None:
    """The text and what was marked of it are as before."""
    office.tap_row(CAPSULES).tap("product:edit").fill("edit:brand", "Merk")
    field = office.field("edit:brand")
    field.setSelection(1, 2)
    office.type_at(SOLD_OUT, 5)
    assert field.text() == "Merk"
    assert (field.selectionStart(), field.selectedText()) == (1, "er")
    assert office.shows("editor:save")
    assert office.shows("office:notice")


def test_an_unknown_number_begins_a_product(office: Office) -> None:
    office.type_at(UNKNOWN, 8)
    assert office.field("edit:ean").text() == UNKNOWN
    assert office.field("edit:name").hasFocus()
    office.key(Key.Key_Escape)
    office.tap("office:add").type_at(UNKNOWN, 8)
    assert office.field("edit:ean").text() == UNKNOWN


def test_a_upc_is_its_ean(office: Office) -> None:
    office.type_at("036000291452", 5)
    assert office.field("edit:ean").text() == "0036000291452"


def test_a_wrong_check_digit_is_said(office: Office) -> None:
    office.field("office:search").setFocus()
    office.type_at("8712345678900", 5)
    assert office.field("office:search").text() == ""
    assert office.shows("office:notice")
    assert office.page._chosen is None


@pytest.mark.parametrize("repeat", [True, False])
def test_a_key_held_down_is_no_scan(office: Office, repeat: bool) -> None:
    office.field("office:search").setFocus()
    office.type_at("1111111", 40, end=False, repeat=repeat)
    assert office.field("office:search").text() == "1111111"
    assert not office.shows("office:notice")


def test_the_same_digit_twice_from_a_fast_scanner(office: Office) -> None:
    """X11 then calls the second one a repeat."""
    office.field("office:search").setFocus()
    office.type_at(CAPSULES, 1, repeat=True)
    assert office.page._chosen == CAPSULES
    assert office.field("office:search").text() == ""


def test_a_retired_product_is_offered_back(office: Office) -> None:
    office.goods.retire(CAPSULES)()
    office.page.look()
    office.type_at(CAPSULES, 5)
    assert office.find("product:restore").hasFocus()


def test_no_scans_outside_the_office(office: Office) -> None:
    office.key(Key.Key_Escape).wait(lambda: office.screen == "page:start")
    office.type_at(CAPSULES, 5, end=False)
    assert office.page._chosen is None


# -- importing ------------------------------------------------------------------------------------

ROWS = """Streepjescode;Naam;Soort magnesium;mg;dagdosering;inhoud;prijs;uitvoering;vegan;voorraad
8712345678906;Vita citraat;citraat;100;2;90;12,95;tabletten;ja;4
8710000000000;Rust bisglycinaat;bisglycinaat;90;2;60;19,95;capsules;nee;3
8710000000001;Slecht nummer;citraat;100;2;90;12,95;tabletten;ja;4
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A supplier's file, and the window that asks for one answering with it."""
    path = tmp_path / "prijslijst.csv"
    path.write_text(ROWS, encoding="cp1252")
    monkeypatch.setattr(importer, "ask_open", lambda *_: path)
    return path


def to_preview(office: Office) -> Office:
    office.tap("office:import").tap("import:choose")
    office.wait(lambda: office.shows("import:columns"))
    assert not office.find("import:next").isEnabled()
    choice = office.find("import:column:mg_per_unit")
    assert isinstance(choice, DropDown)
    choice.set_value("mg")
    choice.activated.emit(choice.currentIndex())
    office.tap("import:next").wait(lambda: office.shows("import:go"))
    return office


def test_an_import_from_file_to_shelf_and_its_undo(
    office: Office, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = office.goods.shelf[CAPSULES]
    office.goods.edit(here, here)()  # now the shop's own
    products = len(office.goods.shelf)
    office.tap("office:import").wait(lambda: office.shows("import:choose"))
    office.tap("import:back")
    to_preview(office)
    assert office.find("import:show:refused").accessibleName().endswith("1")
    assert "check digit" in office.importing.preview.lines.rows[0].what
    assert office.importing.preview.lines.rows[0].name == "Slecht nummer"
    office.tap("import:show:added")
    assert [each.name for each in office.importing.preview.lines.rows] == [
        "Vita citraat",
        "Rust bisglycinaat",
    ]
    office.tap("import:go").wait(lambda: office.shows("import:result"))
    assert not office.goods.is_demo
    assert {each.ean for each in office.goods.shelf} == {CAPSULES, UNKNOWN, "8710000000000"}
    report = tmp_path / "report.txt"
    monkeypatch.setattr(importer, "ask_save", lambda *_: report)
    office.tap("import:report")
    assert "Slecht nummer" in report.read_text(encoding="utf-8")
    office.tap("import:done").wait(lambda: office.shows("office:table"))
    assert not office.shows("office:demo")
    assert len(office.eans) == 3
    office.tap("office:import").wait(lambda: office.shows("import:undo-last"))
    office.tap("import:undo-last")
    office.wait(lambda: office.shows("import:done")).tap("import:done")
    assert len(office.goods.shelf) == products
    assert office.shows("office:demo")


def test_the_demo_may_stay_and_columns_are_remembered(office: Office, file: Path) -> None:
    to_preview(office).tap("import:demo").tap("import:again")
    office.fill("import:supplier", "Groothandel").tap("import:next")
    office.wait(lambda: office.shows("import:go"))
    office.find("import:demo").setFocus()
    demo = office.find("import:demo")
    assert isinstance(demo, Chip)
    if demo.isChecked():
        office.tap("import:demo")
    office.tap("import:go").wait(lambda: office.shows("import:result"))
    assert office.goods.is_demo
    assert office.goods.store.suppliers() == ("Groothandel",)
    office.tap("import:done").tap("office:import").tap("import:choose")
    office.wait(lambda: office.shows("import:columns"))
    office.fill("import:supplier", "Groothandel").key(Key.Key_Return)
    office.wait(lambda: office.find("import:next").isEnabled())


def test_an_import_that_is_cancelled_changes_nothing(
    office: Office, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_preview(office)
    real = Store.import_file

    def slow(store: Store, plan: Any, *, cancelled: Callable[[], bool], **rest: Any) -> Any:
        office.importing.job._stop.wait(30)  # type: ignore[union-attr]
        return real(store, plan, cancelled=cancelled, **rest)

    monkeypatch.setattr(Store, "import_file", slow)
    version = office.goods.store.version
    office.tap("import:go").wait(lambda: office.shows("import:cancel"))
    office.tap("import:cancel").wait(lambda: office.shows("import:go"))
    assert office.shows("import:fault")
    assert office.goods.store.version == version
    assert office.goods.store.last_import() is None
    assert office.goods.is_demo


def test_a_file_that_cannot_be_read(office: Office, file: Path) -> None:
    file.write_bytes(b"PK\x03\x04 no spreadsheet")
    office.tap("office:import").tap("import:choose")
    office.wait(lambda: office.shows("import:fault"))
    assert office.shows("import:choose")
    office.key(Key.Key_Escape).wait(lambda: office.shows("office:table"))


def test_export(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.csv"
    monkeypatch.setattr(assortment, "ask_save", lambda *_: path)
    office.tap("office:export")
    assert path.read_text(encoding="utf-8") == export_csv(office.goods.store.products(), MAGNESIUM)
    monkeypatch.setattr(assortment, "ask_save", lambda *_: tmp_path / "no" / "out.csv")
    office.tap("office:export")
    assert "cannot be written" in office.find("office:notice").accessibleName()


# -- for whom -------------------------------------------------------------------------------------


def test_who_gets_it_and_what_is_missing(office: Office) -> None:
    office.tap_row(SOLD_OUT).tap("product:whom")
    office.bot.waitUntil(lambda: office.shows("whom:verdict"), timeout=120_000)
    office.tap("whom:back").tap("product:close").tap("office:gaps")
    page = office.office._gaps
    assert page is not None
    office.wait(lambda: office.shows("gaps:products"))
    assert SOLD_OUT in [each.ean for each in page.idle.rows]
    office.key(Key.Key_Escape).wait(lambda: office.shows("office:table"))


# -- when the database cannot be used -------------------------------------------------------------


def test_a_damaged_database_and_a_new_one_beside_it(me: Office, tmp_path: Path) -> None:
    path = tmp_path / "shop" / DATABASE
    path.parent.mkdir()
    path.write_bytes(b"this is no database at all" * 100)
    me.key(Key.Key_F2).wait(lambda: me.shows("trouble:anew"))
    assert not me.shows("trouble:restore")
    me.tap("trouble:again").wait(lambda: me.shows("trouble:anew"))
    me.tap("trouble:anew").wait(lambda: me.shows("office:table"))
    aside = path.with_name("magapp-aside-1.db")
    assert aside.read_bytes().startswith(b"this is no database")


def test_a_damaged_database_and_its_backup(me: Office, tmp_path: Path) -> None:
    home = tmp_path / "shop"
    with open_store(home) as store:
        store.retire(CAPSULES)
        store.backup()
    for end in ("-wal", "-shm"):
        (home / f"{DATABASE}{end}").unlink(missing_ok=True)
    (home / DATABASE).write_bytes(b"damaged" * 1000)
    me.key(Key.Key_F2).wait(lambda: me.shows("trouble:restore"))
    me.tap("trouble:restore").wait(lambda: me.shows("office:table"))
    assert CAPSULES not in me.eans


@pytest.mark.parametrize("where", ["database", "backup"])
def test_products_that_no_import_would_let_in_are_counted(
    me: Office, tmp_path: Path, where: str
) -> None:
    home = tmp_path / "shop"
    with open_store(home) as store:
        path = home / DATABASE if where == "database" else store.backup()
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE product SET units_per_day = -3 WHERE ean = ?", (CAPSULES,))
        other.commit()
    if where == "backup":
        for end in ("-wal", "-shm"):
            (home / f"{DATABASE}{end}").unlink(missing_ok=True)
        (home / DATABASE).write_bytes(b"damaged" * 1000)
    me.key(Key.Key_F2)
    if where == "backup":
        me.wait(lambda: me.shows("trouble:restore")).tap("trouble:restore")
    me.wait(lambda: me.shows("office:notice"))
    assert me.find("office:notice").accessibleName().startswith("Products left out")
    assert CAPSULES not in me.eans


def test_what_is_written_after_starting_anew_is_in_the_new_file(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "shop" / DATABASE
    office.office.show_trouble(DamagedStore("store_damaged", path))
    office.tap("trouble:anew").wait(lambda: office.shows("office:table"))
    office.tap_row(CAPSULES).tap("stock:plus")
    assert office.shell.assistant.shelf[CAPSULES].stock == 15
    with open_store(tmp_path / "shop") as other:
        assert {each.ean: each.stock for each in other.products()}[CAPSULES] == 15


def test_what_a_product_says_is_no_markup(office: Office) -> None:
    here = office.goods.shelf[CAPSULES]
    office.goods.edit(here, replace(here, contains=(("<b>zinc", 5.0),)))()
    office.page.look()
    office.tap_row(CAPSULES)
    tips = [each.toolTip() for each in office.page.detail._pills]
    assert any("&lt;b&gt;zinc" in each for each in tips)


def damage(home: Path) -> None:
    home.mkdir(exist_ok=True)
    for end in ("-wal", "-shm"):
        (home / f"{DATABASE}{end}").unlink(missing_ok=True)
    (home / DATABASE).write_bytes(b"damaged" * 1000)


def at_the_end(me: Office, outcome: str) -> Answers:
    """On the desk, with all answered that leads to an outcome."""
    case = next(
        each
        for each in load_cases(resource("packs", "magnesium"))
        if each.outcome == outcome and not each.cleared
    )
    me.begin()
    me.shell.flow.fill(case.answers)
    me.shell.flow.goto(me.shell.flow.path()[-1])
    me.shell.show_question()
    return me.shell.flow.answers()


@pytest.mark.parametrize("way", ["restore", "anew", "again"])
@pytest.mark.parametrize("early", [False, True])
def test_advice_without_a_shelf_leads_there_and_back(
    me: Office, tmp_path: Path, way: str, early: bool
) -> None:
    """With every answer kept, before and after the repair."""
    home = tmp_path / "shop"
    with open_store(home) as store:
        store.backup()
    damage(home)
    answers = at_the_end(me, "suggest")
    me.shell.show_advice()
    me.wait(lambda: me.shows("trouble:anew"))
    if early:
        me.key(Key.Key_Escape).wait(lambda: me.shell.question is not None)
        assert me.shell.flow.answers() == answers
        me.shell.show_advice()
        me.wait(lambda: me.shows("trouble:anew"))
    if way == "again":
        open_store(tmp_path / "other").close()
        (home / DATABASE).write_bytes((tmp_path / "other" / DATABASE).read_bytes())
    me.tap(f"trouble:{way}").wait(lambda: me.shows("office:table"))
    me.key(Key.Key_Escape).wait(lambda: me.shell.question is not None)
    assert me.shell.flow.answers() == answers
    me.shell.show_advice()
    me.wait(lambda: me.screen == "outcome")
    assert me.shows("product:1")


@pytest.mark.parametrize("outcome", ["refer", "ask_staff", "food_first"])
def test_advice_without_products_needs_no_shelf(me: Office, tmp_path: Path, outcome: str) -> None:
    """Not for the product in the hand either."""
    at_the_end(me, outcome)
    assert me.counter.take_in_hand(CAPSULES)
    me.shell.assistant.let_go()
    damage(tmp_path / "shop")
    assert me.counter.chip is not None
    me.counter.chip.say()
    me.shell.show_advice()
    assert me.screen == "outcome"
    assert me.shows(f"outcome:{outcome}")


def test_what_is_on_the_screen_goes_on_without_the_shelf(me: Office, tmp_path: Path) -> None:
    answers = at_the_end(me, "suggest")
    me.shell.show_advice()
    me.shell.assistant.let_go()
    damage(tmp_path / "shop")
    me.switch("nl").switch("en")
    me.tap("slip").wait(lambda: me.screen == "page:slip").key("l")
    me.key(Key.Key_Escape).wait(lambda: me.screen == "outcome")
    me.key("v").wait(lambda: me.shows("trouble:anew"))

    me.key(Key.Key_Escape).wait(lambda: me.shell.question is not None)
    assert me.shell.flow.answers() == answers


def test_a_gate_is_cleared_without_a_shelf(me: Office, tmp_path: Path) -> None:
    damage(tmp_path / "shop")
    me.begin()
    me.shell.flow.fill({**STRESSED, "age": "70_plus"})
    me.shell.flow.goto("conditions")
    me.shell.show_advice()
    me.wait(lambda: me.shows("outcome:ask_staff"))
    answers = me.shell.flow.answers()
    me.key("c").key("1").key("a").key(Key.Key_Return)
    me.wait(lambda: me.shows("trouble:anew"))
    me.key(Key.Key_Escape).wait(lambda: me.shell.question is not None)
    assert me.shell.flow.answers() == answers
    assert me.shell.flow.cleared


def test_looking_for_a_product_that_cannot_be_read_leads_there(me: Office, tmp_path: Path) -> None:
    me.key(Key.Key_F3).wait(lambda: me.screen == "product")
    me.shell.assistant.let_go()
    damage(tmp_path / "shop")
    me.key("mag").wait(lambda: me.shows("trouble:anew"))
    me.key(Key.Key_Escape).wait(lambda: me.screen == "page:start")
    me.key(Key.Key_F3).wait(lambda: me.shows("trouble:anew"))


def test_keys_wait_once_for_a_database_that_is_held(
    me: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pane is empty meanwhile; the office reads the shelf however long it takes."""
    assert 0 < PATIENCE < 4
    assert me.shell.assistant.stockroom.patience == PATIENCE
    home = tmp_path / "shop"
    open_store(home).close()
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 6.0)
    me.shell.assistant.stockroom.patience = 0.3
    other = sqlite3.connect(home / DATABASE, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    before = monotonic()
    answers = at_the_end(me, "suggest")
    for _ in range(6):
        me.shell.go_back()
    assert monotonic() - before < 3
    me.shell.show_advice()
    me.wait(lambda: me.screen == "page:office")
    other.close()
    me.shell.assistant.stockroom.patience = 0.0
    me.wait(lambda: me.shows("office:table")).key(Key.Key_Escape)
    assert me.shell.flow.answers() == answers
    me.shell.assistant.stockroom.patience = 20
    me.shell.show_advice()
    assert me.screen == "outcome"


def test_the_screen_goes_on_while_a_stock_waits_for_another_program(
    office: Office, tmp_path: Path
) -> None:
    """It says at once what was clicked, the window turns meanwhile, and the last click counts."""
    office.tap_row(CAPSULES)
    before = office.goods.shelf[CAPSULES].stock
    other = sqlite3.connect(tmp_path / "shop" / DATABASE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    beats: list[float] = [monotonic()]
    heart = QTimer(office.shell, interval=10)
    heart.timeout.connect(lambda: beats.append(monotonic()))
    heart.start()
    for _ in range(3):
        Driver.tap(office, "stock:plus")
    assert office.field("stock:field").text() == str(before + 3)
    office.wait(lambda: len(beats) > 30)
    assert office.page.writing is not None, "it waits still"
    assert max(later - earlier for earlier, later in pairwise(beats)) < 1.0
    other.execute("ROLLBACK")
    other.close()
    office.wait(lambda: office.page.writing is None)
    heart.stop()
    with open_store(tmp_path / "shop") as store:
        stock = {each.ean: each.stock for each in store.products()}
    assert stock[CAPSULES] == office.goods.shelf[CAPSULES].stock == before + 3


def test_what_cannot_be_written_is_not_said_to_be(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.tap_row(CAPSULES)
    before = office.goods.shelf[CAPSULES].stock

    def refused(*_: object) -> None:
        raise InputError("stock", "no_whole_number", cell="x", least=0)

    monkeypatch.setattr(Store, "step_stock", refused)
    office.tap("stock:plus").wait(lambda: office.shows("office:notice"))
    assert office.field("stock:field").text() == str(before)
    assert office.shows("office:notice")


def test_stock_can_be_noted_while_the_server_is_gone(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It shows at once, says that it waits, and the table stays; it arrives when it is back."""
    assistant, gone = office.shell.assistant, [True]
    outbox = Outbox(tmp_path, "there")
    monkeypatch.setattr(Stockroom, "outbox", property(lambda _: outbox))
    reading = Store._reading

    def lost(store: Store) -> AbstractContextManager[sa.Connection]:
        if gone[0]:
            raise StoreError("store_unusable", place="there", why="refused")
        return reading(store)

    def arrive(store: Store, changes: Sequence[Change]) -> dict[str, MagappError]:
        with lost(store):
            return arrived(store, changes)

    arrived = Store.arrive
    monkeypatch.setattr(Store, "_reading", lost)
    monkeypatch.setattr(Store, "arrive", arrive)
    before = office.goods.shelf[CAPSULES].stock
    office.tap_row(CAPSULES)
    for clicks in (1, 2):
        office.tap("stock:plus").wait(lambda: office.page.writing is None)
        assert office.field("stock:field").text() == str(before + clicks)
    assert office.shows("office:notice")
    assert assistant.stockroom.changes_wait == 2
    assert assistant.shelf[CAPSULES].stock == before + 2
    office.office._look_again()
    office.wait(lambda: office.office._looking is None)
    assert office.shows("office:table")
    assert assistant.shelf[CAPSULES].stock == before + 2
    assert ShopProducts(assistant).shelf[CAPSULES].stock == before + 2, "it can be opened too"
    gone[0] = False
    assistant.look_again()
    office.office._look_again()
    office.wait(lambda: office.office._looking is None)
    assert assistant.stockroom.changes_wait == 0
    assert outbox.changes() == ()
    with open_store(tmp_path / "shop") as store:
        assert {each.ean: each.stock for each in store.products()}[CAPSULES] == before + 2
    assert office.goods.shelf[CAPSULES].stock == before + 2


NOT_CLICKED = ("office:gaps", "product:whom", "dashboard:demo", "import:cancel", "import:again")
"""What works out for whom each product is, or makes up a year, takes half a minute; and what leads
away from the rest of an import."""


def test_no_click_in_the_office_asks_the_database_itself(
    office: Office, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every button that comes in sight is clicked once, and none waits for another program."""
    asked: list[str] = []
    clicked = [""]
    connect = sa.Engine.connect

    def watched(engine: sa.Engine) -> sa.Connection:
        if current_thread() is main_thread():
            asked.append(clicked[-1])
        return connect(engine)

    monkeypatch.setattr(sa.Engine, "connect", watched)
    for name, module in list(sys.modules.items()):
        for ask in ("ask_open", "ask_save", "ask_folder"):
            if name.startswith("ui.office.") and hasattr(module, ask) and module is not importer:
                monkeypatch.setattr(module, ask, lambda *_: None)
    monkeypatch.setattr(importer, "ask_save", lambda *_: None)
    assert vars(settings_page)["ask_folder"]() is None  # it was imported, so patched
    assert vars(shelf_map)["ask_open"]() is None

    def rest() -> None:
        """Wait until nothing is done beside the screen."""
        screen = office.office
        pages = (screen, screen.page, getattr(screen.page, "backups", None))
        office.wait(lambda: all(getattr(each, "job", None) is None for each in pages))
        office.quiet().wait(lambda: screen._looking is None)
        settle()

    def fresh() -> QAbstractButton | None:
        """A button that was not clicked yet."""
        for each in office.office.findChildren(QAbstractButton):
            name = each.objectName()
            leads_out = name.endswith((":leave", ":back")) or name in NOT_CLICKED
            new = name and name not in clicked and not leads_out
            if new and each.isVisible() and each.isEnabled():
                return each
        return None

    for _ in range(200):
        if office.screen != "page:office":
            office.enter()
        if office.shows("import:column:mg_per_unit"):
            office.importing.columns.mapping["mg_per_unit"] = "mg"
            office.importing.columns.say()
        button = fresh()
        if button is not None:
            clicked.append(button.objectName())
            button.click()
        elif office.office.page is not office.page:
            office.office.leave()
        elif not office.shows("product:name") and office.eans:
            office.tap_row(office.eans[0])
            if fresh() is None:
                break
        elif office.shows("product:name"):
            office.page.close_panel()
            office.page.clear_filters()
            if not office.eans or fresh() is None:
                break
        else:
            break
        rest()
    assert asked == []
    assert len(clicked) > 60, clicked
    assert {"stock:plus", "product:retire", "editor:save", "import:go"} <= set(clicked), clicked


def test_a_shelf_from_a_file_is_not_changed_here(open_window: Open) -> None:
    staff = open_window("staff")
    staff.key(Key.Key_F2).wait(lambda: staff.shows("trouble:again"))
    page = staff.front.findChild(TroublePage)
    assert page is not None
    assert "bestand" in page.said.text()


# -- pictures -------------------------------------------------------------------------------------


def test_a_picture_is_read_small(tmp_path: Path, magapp_home: Path) -> None:
    path = tmp_path / "photo.png"
    image = QImage(QSize(1200, 600), QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(path))
    shown = picture(str(path))
    assert shown is not None
    assert shown.size() == QSize(SIDE, SIDE // 2)
    image.save(str(magapp_home / "own.jpg"))
    assert picture("own.jpg") is not None


def test_the_card_shows_it(tmp_path: Path, qapp: QApplication) -> None:
    path = tmp_path / "photo.png"
    image = QImage(QSize(60, 60), QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(path))
    red = QColor("red").rgb()
    for name, shown in ((str(path), True), (str(tmp_path / "none.png"), False)):
        canvas = QImage(QSize(200, 200), QImage.Format.Format_RGB32)
        canvas.fill(QColor("black"))
        painter = QPainter(canvas)
        package = Package("capsule", "100", "mg", name)
        package.paint(painter, Look(ThemeHub(), 1.0), QRectF(0, 0, 200, 200))
        painter.end()
        pixels = {canvas.pixel(x, y) for x in range(0, 200, 5) for y in range(0, 200, 5)}
        assert (red in pixels) is shown
        assert len(pixels) > 2


def test_what_is_no_picture_is_not_shown(tmp_path: Path) -> None:
    assert picture("") is None
    assert picture("https://example.org/photo.png") is None
    assert picture(str(tmp_path)) is None
    assert picture("a\0b") is None
    (tmp_path / "text.png").write_text("no picture")
    assert picture(str(tmp_path / "text.png")) is None
    with (tmp_path / "huge.png").open("wb") as huge:
        huge.truncate(MOST_BYTES + 1)
    assert picture(str(tmp_path / "huge.png")) is None
    half = tmp_path / "half.png"
    image = QImage(QSize(50, 50), QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(half))
    half.write_bytes(half.read_bytes()[:60])
    assert picture(str(half)) is None
