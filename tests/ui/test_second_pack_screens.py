"""The second pack on the screens: its cases by clicks and by keys, and what every screen says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from driver import Counter, Driver, settle, take_away
from looks import faults, visible, words
from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot
from second import CASES, CATALOGUE, foreign, second
from test_arrivals import refusal, type_at
from test_office import Office
from test_wizard_cases import same_advice, there_and_back

from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.pack.model import Expected
from magapp.products.mapping import guess_mapping
from magapp.products.plan import plan_import
from magapp.products.table import read_rows
from magapp.settings import Settings
from magapp.store import Store, open_store
from magapp.visit.handover import encode
from ui.app import build
from ui.office import importer

if TYPE_CHECKING:
    from stage import Open, Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

each_case = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
each_channel = pytest.mark.parametrize("channel", ["kiosk", "staff"])


@pytest.fixture(scope="module")
def stage(stage: Stage, qapp: QApplication) -> Iterator[Stage]:
    """The one window, on the second pack and its shelf."""
    stage.close()
    mine = type(stage)(qapp, second())
    yield mine
    mine.close()


@each_channel
@each_case
def test_case(open_window: Open, case: Expected, channel: str) -> None:
    me = open_window(channel, painted=False)
    here = replace(case, channel=channel)
    same_advice(me, here, lambda: me.begin().answer_all(case.answers))


@each_channel
@pytest.mark.parametrize("name", ["orlistat_in_the_morning", "counted_and_little_left"])
def test_case_with_a_detour(open_window: Open, name: str, channel: str) -> None:
    case = next(each for each in CASES if each.id == name)
    me = open_window(channel, painted=False)
    same_advice(me, replace(case, channel=channel), lambda: there_and_back(me, case))


# -- words ----------------------------------------------------------------------------------------


def outcome(me: Driver) -> Iterator[str]:
    """An advice, what lies behind its tabs, and the slip."""
    for tab in ("know", "food", "facts"):
        if me.shows(f"tab:{tab}"):
            me.tap(f"tab:{tab}")
            yield f"tab {tab}"
    if isinstance(me, Counter):
        me.shell.outcome().toggle_reasons()
        yield "reasons"
        me.shell.outcome().toggle_reasons()
    me.shell.show_slip()
    yield "slip"


def screens(me: Driver, case: Expected) -> Iterator[str]:
    """Every screen on the way of a case, from the first to the slip."""
    yield "start"
    me.begin()
    for question in me.rules.asked(case.answers):
        if me.emergency:
            break
        if isinstance(me, Counter):
            me.to(question)
        else:
            me.shell.flow.goto(question)
            me.shell.show_question()
        yield question
        if question in case.answers:
            me.give(case.answers[question])
            yield f"{question}, answered"
    if not me.emergency:
        me.shell.show_review()
        yield "review"
        me.shell.show_advice()
    yield "outcome"
    yield from outcome(me)


@pytest.mark.parametrize("language", second().pack.languages)
@each_channel
@each_case
def test_every_screen_speaks_of_its_own_substance(
    open_window: Open, case: Expected, channel: str, language: str
) -> None:
    me = open_window(channel, painted=False)
    me.switch(language)
    found, said = {}, set()
    for name in screens(me, case):
        settle()
        here = words(visible(me))
        said |= here
        if wrong := foreign(here):
            found[name] = wrong
    assert found == {}
    assert case.outcome != "suggest" or any("µg" in each for each in said)


# -- by keys --------------------------------------------------------------------------------------


def test_a_consultation_by_keys_alone(open_window: Open) -> None:
    """The preset, a digit for each answer, and the advice is there."""
    me = open_window("staff", painted=False)
    me.begin().key("h")
    assert me.shell.flow.draft("pills") == []
    assert isinstance(me, Counter)
    me.to("complaint").key("0")
    me.to("sun").key("1")
    assert me.shell.flow.draft("sun") == ["indoors"]
    me.key(Qt.Key.Key_Return)
    for _ in range(9):
        if me.shell.question is not None:
            me.key(Qt.Key.Key_Return)
    me.wait(lambda: me.screen == "outcome")
    assert me.shows("outcome:suggest")


def test_a_gate_is_cleared_with_a_reason_of_its_own(open_window: Open) -> None:
    case = next(each for each in CASES if each.id == "thiazide_cleared")
    me = open_window("staff", painted=False)
    me.switch("en")
    me.begin().answer_all(case.answers).see_advice()
    assert me.shows("outcome:ask_staff")
    me.key("c").wait(lambda: me.screen == "clearing")
    assert foreign(words(visible(me))) == []
    me.key("1").key("b").key(Qt.Key.Key_Return).wait(lambda: me.shows("outcome:suggest"))
    assert [each.why for each in me.shell.flow.cleared] == [("calcium_known",)]


@pytest.mark.parametrize("language", second().pack.languages)
def test_a_product_in_the_hand_speaks_of_its_own_substance(
    open_window: Open, language: str
) -> None:
    case = next(each for each in CASES if each.id == "little_sun")
    me = open_window("staff", painted=False)
    me.switch(language)
    me.key(Qt.Key.Key_F3).wait(lambda: me.screen == "product")
    me.key("125")
    said = words(visible(me))
    me.key(Qt.Key.Key_Return).wait(lambda: me.shell.question is not None)
    me.answer_all(case.answers)
    said |= words(visible(me))
    me.see_advice()
    said |= words(visible(me))
    me.key("v").wait(lambda: me.screen == "compare")
    said |= words(visible(me))
    assert foreign(said) == []
    assert any("125" in each and "µg" in each for each in said)


# -- codes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["heart_and_water", "orlistat_in_the_morning"])
def test_a_code_brings_the_answers(open_window: Open, name: str) -> None:
    case = next(each for each in CASES if each.id == name)
    me = open_window("staff", painted=False)
    type_at(me, encode(second().pack, case.answers), 10)
    me.wait(lambda: me.screen == "outcome")
    assert me.shell.flow.answers() == case.answers


def test_a_code_of_the_first_pack_is_refused_as_such(open_window: Open, pack: Pack) -> None:
    me = open_window("staff", painted=False)
    me.switch("en")
    type_at(me, encode(pack, {"age": "18_69"}), 10)
    assert me.screen == "page:start"
    assert "other questions" in refusal(me)
    assert me.shell.flow.drafts == {}


# -- the office -----------------------------------------------------------------------------------


@pytest.fixture
def office(
    stage: Stage, qapp: QApplication, qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Office]:
    """In the office of a shop whose products are those of the second pack."""
    stage.close()
    folder = tmp_path / "shop"
    pack = second().pack
    table = read_rows(CATALOGUE)
    open_store(folder).close()  # with the demo of the first pack
    with open_store(folder, substance=pack.substance.id) as store:
        store.import_file(plan_import(table, guess_mapping(table, pack.substance), (), pack))
    settings = Settings(language=request.param)
    assistant = Assistant(pack, settings, folder=folder)
    shell = build(qapp, assistant, "staff", QSize(1366, 768), motion=False)
    shell.show()
    shell.activateWindow()
    me = Office(shell, qtbot)
    me.wait(lambda: me.shows("start"))
    yield me.enter()
    take_away(shell)
    if isinstance(kept := assistant.stockroom._store, Store):
        kept.close()


@pytest.mark.parametrize("office", second().pack.languages, indirect=True)
def test_the_office_speaks_of_its_own_substance(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, said = {}, set()

    def look(name: str) -> None:
        settle()
        here = words(visible(office)) | titles(office)
        said.update(here)
        if wrong := foreign(here):
            found[name] = wrong

    look("table")
    assert len(office.eans) == 13
    assert any(": 49." in each for each in words(visible(office))), "what is of the first pack"
    for ean in ("2000021000018", "2000021000063", "2000021000100", "2000022000017"):
        office.tap_row(ean)
        look(f"product {ean}")
    office.tap("product:whom")
    office.bot.waitUntil(lambda: office.shows("whom:verdict"), timeout=60_000)
    look("for whom")
    office.tap("whom:back").tap("product:edit")
    look("edit")
    office.tap("editor:cancel").tap("product:close").tap("office:gaps")
    office.bot.waitUntil(lambda: office.shows("gaps:products"), timeout=60_000)
    look("gaps")
    office.key(Qt.Key.Key_Escape).wait(lambda: office.shows("office:table"))
    file = tmp_path / "vitamin_d.csv"
    file.write_bytes(CATALOGUE.read_bytes())
    monkeypatch.setattr(importer, "ask_open", lambda *_: file)
    office.tap("office:import").wait(lambda: office.shows("import:choose"))
    look("import")
    office.tap("import:choose").wait(lambda: office.shows("import:next"))
    look("columns")
    office.tap("import:next").wait(lambda: office.shows("import:go"))
    look("preview")
    assert found == {}
    assert "µg" in said  # what stands above a column of the table
    assert "mg" not in said


def titles(me: Driver) -> set[str]:
    """What stands above the columns of the tables in sight."""
    return {
        str(table.model().headerData(column, Qt.Orientation.Horizontal))
        for table in visible(me)
        if isinstance(table, QTableView)
        for column in range(table.model().columnCount())
    }


@pytest.mark.parametrize("language", second().pack.languages)
@each_channel
def test_every_word_fits(open_window: Open, channel: str, language: str) -> None:
    me = open_window(channel)
    me.switch(language)
    case = next(each for each in CASES if each.id == "orlistat_in_the_morning")
    cut = {name: wrong for name in screens(me, case) if (wrong := faults(me))}
    assert cut == {}
