"""At the counter a bad file is a sentence, and the importer goes on; sheets can be chosen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import packed
import pytest
from driver import Driver, take_away
from PySide6.QtCore import QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.products import COLUMNS, EXTRA_COLUMNS
from magapp.settings import Settings
from magapp.store import Store
from ui.app import build
from ui.counter.counter import CounterShell
from ui.office import importer
from ui.office.importer import ImportPage
from ui.office.look import DropDown

if TYPE_CHECKING:
    from stage import Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

OTHER = ("8712345678913", *packed.GOOD[1:])
TWO = packed.book(
    packed.LIST,
    (packed.row(1, COLUMNS), packed.row(2, OTHER), packed.row(3, OTHER)),
    [*packed.LIST, packed.alone("XFD1048576")],
    names=["Winkel", "Magazijn", "Oud"],
)


class Importing(Driver):
    """Somebody of the staff with a file to import."""

    path = Path()

    @property
    def page(self) -> ImportPage:
        assert isinstance(self.shell, CounterShell)
        assert self.shell._office is not None
        page = self.shell._office._import
        assert page is not None
        return page

    def choose(self, path: Path) -> None:
        """Take a file in the window that asks for one, and wait until it is read."""
        self.path = path
        self.tap("import:choose").wait(lambda: self.page.job is None)

    def said(self) -> str:
        """What went wrong; nothing where nothing did."""
        if not self.shows("import:fault"):
            return ""
        return self.find("import:fault").accessibleDescription()


@pytest.fixture
def staff(
    stage: Stage,
    qapp: QApplication,
    qtbot: QtBot,
    pack: Pack,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Importing]:
    """At the step where a file is chosen."""
    stage.close()
    assistant = Assistant(pack, Settings(language="nl"), folder=tmp_path / "shop")
    shell = build(qapp, assistant, "staff", QSize(1366, 768), motion=False)
    shell.show()
    shell.activateWindow()
    staff = Importing(shell, qtbot)
    monkeypatch.setattr(importer, "ask_open", lambda *_: staff.path)
    staff.wait(lambda: staff.shows("start"))
    staff.key(Qt.Key.Key_F2)
    staff.wait(lambda: staff.shows("office:table"))
    staff.tap("office:import").wait(lambda: staff.shows("import:choose"))
    yield staff
    staff.wait(lambda: staff.page.job is None)
    take_away(shell)
    if isinstance(store := assistant.stockroom._store, Store):
        store.close()


def test_after_each_bad_file_the_next_one_can_be_chosen(staff: Importing, tmp_path: Path) -> None:
    bad = {
        "ver.xlsx": (
            packed.book([*packed.LIST, packed.alone("XFD1048576")]),
            "ver van alle andere",
        ),
        "pagina.xls": (b"<html><table><tr><td>ean</td></tr></table>", "is een webpagina"),
        "folder.xls": (b"%PDF-1.4\n", "is een PDF"),
        "leeg.csv": (b"", "is leeg"),
        "kapot.xlsx": (b"PK\x03\x04xl/workbook.xml", "geen rekenblad dat gelezen kan worden"),
    }
    for name, (content, says) in bad.items():
        path = tmp_path / name
        path.write_bytes(content)
        staff.choose(path)
        assert says in staff.said(), name
        assert staff.shows("import:choose")
    os.mkfifo(tmp_path / "pijp.csv")
    staff.choose(tmp_path / "pijp.csv")
    assert "het is een pijp" in staff.said()
    (tmp_path / "goed.xlsx").write_bytes(packed.book(packed.LIST))
    staff.choose(tmp_path / "goed.xlsx")
    assert staff.shows("import:columns")
    assert not staff.shows("import:fault")
    assert not staff.shows("import:sheet")
    staff.tap("import:next").wait(lambda: staff.shows("import:go"))
    staff.tap("import:go").wait(lambda: staff.shows("import:result"))


def test_another_sheet_can_be_chosen(staff: Importing, tmp_path: Path) -> None:
    (tmp_path / "twee.xlsx").write_bytes(TWO)
    staff.choose(tmp_path / "twee.xlsx")
    sheet = staff.find("import:sheet")
    assert isinstance(sheet, DropDown)
    assert [sheet.itemText(at) for at in range(sheet.count())] == [
        "Winkel: 2 rijen", "Magazijn: 3 rijen", "Oud: niet te lezen",
    ]  # fmt: skip
    for name, eans in (("Magazijn", ["8712345678913"]), ("Oud", []), ("Winkel", ["8712345678906"])):
        before = sheet.value()
        sheet.set_value(name)
        sheet.activated.emit(sheet.currentIndex())
        staff.wait(lambda: staff.page.job is None)
        assert staff.shows("import:columns")
        assert bool(staff.said()) is not bool(eans)
        assert sheet.value() == (name if eans else before)
        if eans:
            staff.tap("import:next").wait(lambda: staff.shows("import:go"))
            assert [each.ean for each in staff.page.preview.lines.rows] == eans
            staff.tap("import:again").wait(lambda: staff.shows("import:columns"))


def test_a_lost_quote_and_a_stock_below_zero_are_said_in_dutch(
    staff: Importing, tmp_path: Path
) -> None:
    rows = [",".join(COLUMNS), ",".join(packed.GOOD).replace(",12,", ",-2,")]
    lost = ",".join(OTHER).replace("Rustig", '"Rustig')
    (tmp_path / "lijst.csv").write_text("\n".join([*rows, lost]))
    staff.choose(tmp_path / "lijst.csv")
    staff.tap("import:next").wait(lambda: staff.shows("import:go"))
    (refused,) = staff.page.preview.lines.rows
    assert refused.line == "3"
    assert refused.what.startswith("er ontbreekt een aanhalingsteken")
    staff.tap("import:show:warnings")
    assert "Onder nul: Volgens het bestand -2: dat telt als uitverkocht." in {
        each.what for each in staff.page.preview.lines.rows
    }


def held(path: Path) -> QMimeData:
    """A file, as a desktop's own window hands it over."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_a_file_is_dropped_on_the_page(staff: Importing, tmp_path: Path) -> None:
    page, path = staff.page, tmp_path / "list.csv"
    path.write_text("Streepjescode;Naam\n2000001000014;One\n", encoding="utf-8")
    data, at, over = held(path), page.rect().center(), []
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(page, QDragEnterEvent(at, copy, data, left, none))
    over.append(page.choosing.card.over)
    QApplication.sendEvent(page, QDropEvent(at.toPointF(), copy, data, left, none))
    staff.wait(lambda: page.job is None)
    assert [*over, page.choosing.card.over] == [True, False]
    assert staff.shows("import:next")
    assert page.path == path


def test_an_example_is_saved_and_comes_in(
    staff: Importing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every column has its name, and the one product in it says that it is made up."""
    path = tmp_path / "example.csv"
    monkeypatch.setattr(importer, "ask_save", lambda *_: path)
    staff.tap("import:template")
    header, product = path.read_text("utf-8").splitlines()
    assert set(header.split(",")) == {*COLUMNS, *EXTRA_COLUMNS}
    assert "Demo" in product
    staff.choose(path)
    staff.tap("import:next").wait(lambda: staff.shows("import:go"))
    plan = staff.page.preview.plan
    assert plan is not None
    assert not plan.refused
