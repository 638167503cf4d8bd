"""Consultations on the screen leave their record, and the office shows what they add up to."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from driver import Counter, Driver, settle, take_away
from people import STRESSED
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_arrivals import type_at
from test_spoken import unspoken

from magapp.assistant import Assistant
from magapp.errors import InputError, StoreError
from magapp.language.saying import Saying
from magapp.machine.clock import day_in_force
from magapp.pack import Pack
from magapp.records.privacy import FEW
from magapp.records.views import Chart, overview
from magapp.settings import Settings
from magapp.settings.choices import RecordKeeping
from magapp.store.records import open_records
from magapp.visit.handover import encode
from ui.app import build
from ui.counter.counter import CounterShell
from ui.frame import announce as spoken_with
from ui.frame.files import write_whole
from ui.office import dashboard
from ui.office.charts import ChartView, axis
from ui.office.dashboard import TABS, DashboardPage
from ui.office.look import DropDown, TableView

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

SIZE = QSize(1366, 768)
FILE = "magapp-records.db"
Key = Qt.Key


@pytest.fixture
def shop(stage: Any, pack: Pack, tmp_path: Path) -> Iterator[Assistant]:
    """A shop that keeps records."""
    stage.close()
    settings = Settings(language="en", records=RecordKeeping("1 year"))
    assistant = Assistant(pack, settings, folder=tmp_path / "shop")
    assistant.record()
    with assistant:
        yield assistant
        assert assistant.recorder is not None
        assistant.recorder.close()


def kept(assistant: Assistant, table: str = "record", columns: str = "*") -> list[sqlite3.Row]:
    """All rows, once everything is written."""
    assert assistant.recorder is not None
    assistant.recorder.close()
    assert assistant.folder is not None
    with closing(sqlite3.connect(assistant.folder / FILE)) as database:
        database.row_factory = sqlite3.Row
        return database.execute(f"SELECT {columns} FROM {table}").fetchall()


def test_kiosk_and_counter_leave_a_record_each_and_a_second_visit_its_own(
    shop: Assistant, qapp: QApplication, qtbot: QtBot
) -> None:
    for channel, person in (("kiosk", Driver), ("staff", Counter)):
        shell = build(qapp, shop, channel, SIZE, motion=False)
        shell.show()
        shell.activateWindow()
        me = person(shell, qtbot)
        me.wait(partial(me.shows, me.start))
        me.begin().answer_all(STRESSED).see_advice()
        me.shell.go_start()
        me.begin()
        me.shell.go_start("idle")
        if isinstance(me, Counter):
            look_back(me, shop.pack)
        take_away(shell)
    rows = sorted(kept(shop), key=lambda row: (row["channel"], row["outcome"]))
    columns = "outcome, step, effect, weeks, form, situations"
    [second] = kept(shop, "record_second", columns)
    assert tuple(second) == ("go_on", "better", "better", "between", "bisglycinate", "stress")
    first = shop.rules.asked({})[0]
    assert [(row["channel"], row["outcome"], row["stopped"]) for row in rows] == [
        ("kiosk", "none", first),
        ("kiosk", "suggest", ""),
        ("staff", "none", first),
        ("staff", "suggest", ""),
    ]
    for row in rows:
        assert row["language"] == "en"
        assert row["pack"] == shop.pack.digest
        if row["outcome"] == "suggest":
            assert row["wanted"] == "bisglycinate taurate"
            assert len(row["shown"].split()) == 3


def look_back(me: Counter, pack: Pack) -> None:
    """Somebody comes back with a slip, and it went better."""
    type_at(me, encode(pack, STRESSED), 5, shift=True)
    me.wait(lambda: me.screen == "outcome")
    me.key(Key.Key_F10).wait(lambda: me.screen == "look_back")
    for sign in "2111":
        me.key(sign)
    me.key(Key.Key_Return).wait(lambda: me.screen == "page:start")


def test_nothing_is_kept_unless_the_shop_says_so(
    stage: Any, pack: Pack, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    stage.close()
    assistant = Assistant(pack, Settings(), folder=tmp_path)
    assistant.record()
    shell = build(qapp, assistant, "kiosk", SIZE, motion=False)
    shell.show()
    me = Driver(shell, qtbot)
    me.begin()
    me.shell.go_start()
    assert assistant.recorder is not None
    assistant.recorder.see_to()
    assistant.recorder.close()
    take_away(shell)
    assert not (tmp_path / FILE).exists()


# --- the office ----------------------------------------------------------------------------------


class Figures(Driver):
    """Somebody who looks at the figures."""

    @property
    def page(self) -> DashboardPage:
        assert isinstance(self.shell, CounterShell)
        assert self.shell._office is not None
        return self.shell._office.dashboard

    def read(self) -> Figures:
        """Wait until it is read."""
        self.wait(lambda: self.page.job is None)
        return self

    def choose(self, name: str, value: str) -> Figures:
        """Choose from a list, by keys."""
        field = self.find(name)
        assert isinstance(field, DropDown)
        field.setFocus()
        while field.value() != value:
            before = field.currentIndex()
            QTest.keyClick(field, Key.Key_Down)
            assert field.currentIndex() == before + 1
        return self.read()

    def chart(self, name: str) -> ChartView:
        found = self.find(f"chart:{name}")
        assert isinstance(found, ChartView)
        return found


@pytest.fixture
def me(shop: Assistant, qapp: QApplication, qtbot: QtBot) -> Iterator[Figures]:
    """At the figures, of which there are none yet."""
    shell = build(qapp, shop, "staff", SIZE, motion=False)
    shell.show()
    shell.activateWindow()
    figures = Figures(shell, qtbot)
    figures.wait(lambda: figures.shows("start"))
    figures.key(Key.Key_F2).wait(lambda: figures.shows("office:table"))
    figures.tap("office:figures").wait(lambda: figures.shows("dashboard"))
    yield figures.read()
    figures.read()
    take_away(shell)


def test_from_an_empty_shop_through_made_up_figures_and_back(
    me: Figures, shop: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One window for a look at all of it."""
    assert me.shows("dashboard:empty")
    assert not me.shows("dashboard:save")
    me.tap("dashboard:demo")
    me.bot.waitUntil(lambda: me.shows("dashboard:made-up"), timeout=60_000)  # a year is long
    me.read()
    assert not me.shows("dashboard:empty")
    me.choose("dashboard:length", "13").choose("dashboard:beside", "before")

    # Each chart shows what the core counts, in words too.
    records = open_records(shop.folder)
    assert records is not None
    with records:
        today = day_in_force().toordinal()
        counted = overview(records, shop.pack, "13", "before", today, made_up=True)
    assert counted is not None
    number = shop.pack.amounts("en").number
    for key, _, names in TABS:
        me.tap(f"tab:{key}")
        settle()
        assert unspoken(me, key) == []
        for name in names:
            if name not in counted.charts:
                continue
            chart, view = counted.charts[name], me.chart(name)
            drawn = view.face.drawn
            assert [row.cells for row in drawn.rows] == [line.cells for line in chart.lines]
            assert view.accessibleName()
            assert len(view.accessibleDescription()) > 10
            labels = [row.label for row in drawn.rows]
            assert len({*labels}) == len(labels), name
            for row in drawn.rows:
                for cell, told in zip(row.cells, row.told, strict=True):
                    assert cell.number is None or told.startswith(number(cell.number))
                    assert cell.number is not None or told == "not shown"

    # Second visits have a count of their own, and a period without any says when there is one.
    whole = counted.charts["second_steps"].whole[0]
    assert me.page.beside.text() == f"{number(whole)} second visits"
    assert whole >= FEW
    none = counted._replace(charts={"second_forms": Chart("second_forms", (), ())})
    said_of_none = me.page.said.say(none, "second_forms")
    assert said_of_none.drawn.rows == ()
    assert "Nothing in this period." in said_of_none.summary
    assert "five or more" in said_of_none.summary

    # By keys from row to row, each said.
    said: list[str] = []
    monkeypatch.setattr(spoken_with, "speak", lambda _, text, urgent: said.append(text))
    me.tap("tab:outcome")
    view = me.chart("outcome")
    view.setFocus(Qt.FocusReason.TabFocusReason)
    for pressed in (Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_End):
        QTest.keyClick(view, pressed)
    rows = view.face.drawn.rows
    assert said == [f"{rows[at].sentence}." for at in (0, 1, 0, len(rows) - 1)]
    assert me.page.cards[0].about.text() == rows[-1].sentence
    assert not view.grab().toImage().isNull()

    # As a table, with the same numbers.
    me.tap("dashboard:table")
    settle()
    table = me.find("table:outcome")
    assert isinstance(table, TableView)
    assert not me.shows("chart:outcome")
    model = table.model()
    cells = [model.index(at, 1).data() for at in range(model.rowCount())]
    assert cells == [row.told[0] for row in rows]

    # In files.
    me.tap("tab:forms")
    file = tmp_path / "forms.csv"
    monkeypatch.setattr(dashboard, "ask_save", lambda *_: file)
    me.tap("dashboard:save")
    title, *lines = [line for line in csv.reader(file.read_text("utf-8").splitlines()) if line]
    assert title == ["Made-up figures"]
    assert [[int(each) for each in line[1:]] for line in lines[1:]] == [
        [part for cell in line.cells for part in cell] for line in counted.charts["forms"].lines
    ]
    me.page.write(tmp_path / "forms.png")
    assert QImage(str(tmp_path / "forms.png")).width() == dashboard.PICTURE
    me.page.write(tmp_path / "forms.pdf")
    with closing(pypdfium2.PdfDocument(tmp_path / "forms.pdf")) as paper:
        assert "Made-up figures" in paper[0].get_textpage().get_text_range()
    for end in ("csv", "png", "pdf"):
        file = tmp_path / "not" / f"there.{end}"
        me.tap("dashboard:save")
        told = InputError(str(file), "unwritable", why=Saying.of("system_missing")).told("en")
        assert told in me.find("dashboard:banner").accessibleName()

    # On the shop's printer.
    printed: list[tuple[int, str]] = []
    monkeypatch.setattr(
        dashboard, "print_pages", lambda laid, title, to: printed.append((len(laid.pages), to.to))
    )
    me.tap("dashboard:print").wait(lambda: bool(printed))
    assert printed == [(1, "system")]

    # And away again.
    me.tap("dashboard:undemo").wait(lambda: me.shows("dashboard:empty"))
    me.read()
    me.tap("dashboard:back").wait(lambda: me.shows("office:table"))


def test_figures_that_cannot_be_read_are_said(me: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("store_busy", place="there")

    monkeypatch.setattr(dashboard, "read", refuse)
    me.page.look()
    me.wait(lambda: me.shows("dashboard:banner"))
    assert me.page.job is None


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "figures.pdf"
    path.write_text("before")
    (in_the_way := tmp_path / "figures.pdf.part").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_whole(path, b"after")
    assert path.read_text() == "before"
    in_the_way.rmdir()
    for content in (b"after", "after"):
        path.write_text("before")
        write_whole(path, content)
        assert path.read_text() == "after"
        assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize(
    ("most", "top", "step"), [(0, 1, 1), (4, 4, 1), (7, 8, 2), (96, 100, 20), (431, 500, 100)]
)
def test_an_axis_ends_on_a_round_number(most: int, top: int, step: int) -> None:
    assert axis(most) == (top, step)
