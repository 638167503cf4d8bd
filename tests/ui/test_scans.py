"""A scan never answers a question: whatever is scanned, wherever, by however a set scanner.

The kinds are crossed in pairs, seeded, and dealt out to the places; `MAGAPP_SCANS=all` crosses
what one can set and scan all with all, at every place.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count
from itertools import product as crossed
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from driver import Counter, Driver, settle, take_away
from gun import ENDS, GS, Gun, pairs
from people import STRESSED
from PySide6.QtCore import QCoreApplication, QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import magapp.machine.scan
import ui.input.scanner
from magapp.assistant import Assistant
from magapp.machine.scan import ScanReading
from magapp.pack import Pack
from magapp.rules import Value
from magapp.settings import Settings
from magapp.visit.handover import encode
from ui.app import build
from ui.input.scanner import Scanner
from ui.kit.button import Button
from ui.kit.tiles import TileGrid

if TYPE_CHECKING:
    from stage import Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

EAN, SHORT = "8712345678906", "20000004"
OPEN: dict[str, Value] = {"who": "self", "age": "70_plus", "sex": "female", "medicines": []}

TEXTS = {
    "EAN-13": EAN,
    "EAN-8": SHORT,
    "UPC": "036000291452",
    "GTIN-14": f"0{EAN}",
    "element": f"01{EAN:0>14}21A2B3{GS}1728013110L7",
    "printed": f"(01){EAN:0>14}(17)280131",
    "link": f"https://id.gs1.org/01/{EAN:0>14}/10/AB12",
    "shop": "https://shop.example/p/levothyroxine-75",
    "misread": "8712345678907",
    "letter": "AB-12345-XY",
    "code": "code",
}
KINDS: dict[str, list[object]] = {
    "text": list(TEXTS),
    "end": list(ENDS),
    "prefix": ["", "]E0", "A", "~", "F8", "STX"],
    "gap": [5, 30, 60, 80],
    "jitter": [0, 6],
    "host": ["us", "de", "fr", "nl"],
    "places": [True, False],
    "caps": [False, True],
    "separator": ["ctrl", "F8", "alt", "none"],
    "numbers": [False, False, True],
    "focus": ["usual", "button", "field"],
    "late": [False, True],
}

COUNTER = [
    *("page:start", "who", "age", "signals", "situations", "medicines", "typing"),
    *("other_magnesium", "amount", "food", "preferences", "asked"),
    *("suggest", "tab", "reasons", "care", "slip", "codes", "compare", "turned"),
    *("product", "search", "clearing", "words"),
]
CROSSED = ("text", "end", "prefix", "gap", "host", "caps", "focus")
"""What is crossed all with all, on demand."""
EACH = 5
"""Scans at each place, at least."""
OFFICE = ["table", "looking", "editor"]
KIOSK = [
    *("page:start", "who", "signals", "medicines", "other_magnesium", "review", "outcome"),
    *("slip", "help", "still", "leave", "asked"),
]


@cache
def chosen() -> list[dict[str, object]]:
    """Each two settings together."""
    return pairs(KINDS, 11)


def rows(place: str, places: list[str]) -> Iterator[dict[str, Any]]:
    """How the gun is set each time that it is shot at a place."""
    if os.environ.get("MAGAPP_SCANS") == "all":
        chance = random.Random(11)
        others = [name for name in KINDS if name not in CROSSED]
        for row in crossed(*(KINDS[name] for name in CROSSED)):
            rest = {name: chance.choice(KINDS[name]) for name in others}
            yield {"place": place, **dict(zip(CROSSED, row, strict=True)), **rest}
        return
    found = chosen()
    turns = EACH * len(places)
    for at in range(turns if len(places) < EACH else max(len(found), turns)):
        if places[at % len(places)] == place:
            yield {**found[at % len(found)], "place": place}


# -- where ----------------------------------------------------------------------------------------


def at_counter(me: Counter, place: str) -> None:
    """In the middle of something."""
    shell = me.shell
    if place == "page:start":
        return
    if place == "product":
        shell.show_product()
        me.key("tau")
        return
    me.begin()
    shelf = place in ("suggest", "tab", "reasons", "slip", "codes", "compare", "turned", "search")
    shell.flow.fill(STRESSED if shelf else {**STRESSED, "age": "70_plus", "medicines": ["digoxin"]})
    questions = {"typing": "medicines", "amount": "other_magnesium", "asked": "conditions"}
    question = questions.get(place, place)
    if question in shell.flow.path():
        if place in ("typing", "medicines"):
            shell.flow.answer("medicines", None)
        if place == "amount":
            shell.flow.answer("other_magnesium", None)
        shell.flow.goto(question)
        shell.show_question()
        me.key({"typing": "lev", "amount": "12"}.get(place, ""))
        if place == "asked":
            me.key(Qt.Key.Key_Escape)
        return
    shell.show_advice()
    keys = {"clearing": "c1a", "words": "c1at", "slip": "p", "codes": "pq", "turned": "t"}
    me.key({**keys, "compare": "v", "search": "v2", "tab": "3", "reasons": "r"}.get(place, ""))
    if place == "words":
        me.key("ok")


def in_office(me: Counter, place: str) -> None:
    """Among the products, before any search or in the middle of one."""
    me.tap("office").wait(lambda: me.shows("office:table"))
    me.tap("office:demo").wait(
        lambda: bool(me.shell._office and me.shell._office.assortment.model.rows)
    )
    if place == "looking":
        me.find("office:search").setFocus()
        me.key("taur")
    elif place == "editor":
        me.tap("office:add").find("edit:name").setFocus()
        me.key("Mag")


def at_kiosk(me: Driver, place: str) -> None:
    shell: Any = me.shell
    if place == "page:start":
        return
    me.begin()
    shell.flow.fill(STRESSED)
    if place in shell.flow.path():
        shell.flow.goto(place)
        shell.show_question()
    elif place == "review":
        shell.show_review()
    elif place in ("outcome", "slip"):
        shell.show_advice()
        if place == "slip":
            shell.show_slip()
    elif place == "help":
        shell.show_help(False)
    elif place == "still":
        shell.show_still(20)
    elif place == "leave":
        shell.show_leave()
    elif place == "asked":
        shell.flow.goto("age")
        shell.show_question()
        shell.ask_restart()


def focus(me: Driver, where: object) -> None:
    """Give it to a button or to a field that is there, if there is one."""
    kinds: dict[object, type[QWidget]] = {"button": Button, "field": QLineEdit}
    if where not in kinds:
        return
    found: list[QWidget] = me.front.findChildren(kinds[where])
    for each in found:
        if each.isVisible() and each.isEnabled() and each.focusPolicy():
            each.setFocus()
            return


def seen(me: Driver) -> dict[str, object]:
    """All that a key could have changed."""
    shell: Any = me.shell
    fields: list[QLineEdit] = me.shell.findChildren(QLineEdit)
    buttons: list[QAbstractButton] = me.shell.findChildren(QAbstractButton)
    grids: list[TileGrid] = me.front.findChildren(TileGrid)
    return {
        "screen": me.screen,
        "state": shell.session.state,
        "asks": shell.asking,
        "fields": [(each.objectName(), each.text()) for each in fields if each.isVisible()],
        "checked": {each.objectName() for each in buttons if each.isChecked() and each.isVisible()}
        - {"pane:reasons"},  # they unfold by themselves, as there is room
        "pages": [grid.page for grid in grids],
        "language": shell.setting.language.code,
        "look": (shell.hub.theme.name, shell.hub.theme.text_scale),
        "focus": QApplication.focusWidget(),
    }


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[ScanReading]:
    """What scanners read."""
    heard: list[ScanReading] = []
    original = magapp.machine.scan.read

    def reads(*run: Any) -> ScanReading:
        heard.append(original(*run))
        return heard[-1]

    monkeypatch.setattr(ui.input.scanner, "read", reads)
    return heard


def shoot(me: Driver, row: dict[str, Any], pack: Pack) -> None:
    scanner: Scanner = me.shell.arrivals.scanner  # type: ignore[attr-defined]
    window = me.shell.windowHandle()
    assert window is not None
    settings = {name: row[name] for name in KINDS if name not in ("text", "focus", "late")}
    gun = Gun(**settings, late=scanner.let_through if row["late"] else None)
    text = encode(pack, OPEN) if row["text"] == "code" else TEXTS[row["text"]]
    with QSignalBlocker(scanner):
        gun.shoot(window, text)
        scanner.rest()
        settle()
        scanner.rest()
    settle()


MEANT = {"UPC": "0036000291452", "EAN-8": SHORT}


def expected(row: dict[str, Any]) -> str:
    """The kind of reading that must come of it; empty where it may be a refusal."""
    text = row["text"]
    if text in ("shop", "misread", "letter"):
        return ""
    if text == "code":
        return "" if row["host"] == "fr" and row["caps"] else "code"
    return "product"


@pytest.mark.parametrize("place", COUNTER)
def test_at_the_counter(staff: Counter, pack: Pack, read: list[ScanReading], place: str) -> None:
    at_counter(staff, place)
    check(staff, pack, read, rows(place, COUNTER))


@pytest.fixture
def office(
    stage: Stage, qapp: QApplication, qtbot: QtBot, pack: Pack, tmp_path: Path
) -> Iterator[Counter]:
    """A counter with a database of its own."""
    stage.close()
    assistant = Assistant(pack, Settings(language="en"), folder=tmp_path)
    shell = build(qapp, assistant, "staff", QSize(1366, 768), motion=False)
    shell.show()
    shell.prepare()
    shell.activateWindow()
    me = Counter(shell, qtbot)
    me.wait(lambda: me.shows("start"))
    yield me
    take_away(shell)
    assistant.let_go()


@pytest.mark.parametrize("place", OFFICE)
def test_in_the_office(office: Counter, pack: Pack, read: list[ScanReading], place: str) -> None:
    in_office(office, place)
    check(office, pack, read, rows(place, OFFICE))


@pytest.mark.parametrize("place", KIOSK)
def test_at_the_kiosk(kiosk: Driver, pack: Pack, read: list[ScanReading], place: str) -> None:
    at_kiosk(kiosk, place)
    check(kiosk, pack, read, rows(place, KIOSK))


def check(me: Driver, pack: Pack, read: list[ScanReading], rows: Iterable[dict[str, Any]]) -> None:
    """As it was before the first sign, and the scan is known for what it is."""
    settle()
    usual = QApplication.focusWidget()
    for row in rows:
        if usual is not None:
            usual.setFocus()
        if row["place"] != "asked":  # whoever goes to a field has answered
            focus(me, row["focus"])
        before = seen(me)
        read.clear()
        shoot(me, row, pack)
        after = seen(me)
        changed = {
            name: (before[name], after[name]) for name in after if after[name] != before[name]
        }
        assert changed == {}, row
        assert len(read) == 1, (row, read)
        said, wanted = read[0], expected(row)
        assert not wanted or said.kind == wanted, (row, said)
        if said.kind == "product":
            assert said.text == MEANT.get(row["text"], EAN), row


# -- hands ----------------------------------------------------------------------------------------


def by_hand(me: Driver, text: str, *gaps: int, repeated: bool = False) -> None:
    """Keys as the window gets them, so many ms apart by turns."""
    window = me.shell.windowHandle()
    assert window is not None
    at = next(HANDS)
    for number, sign in enumerate(text):
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign.upper()))
        held = repeated and number > 0
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign, held)
            event.setTimestamp(at)
            QCoreApplication.sendEvent(window, event)
        at += gaps[number % len(gaps)]


HANDS = count(500_000_000, 50_000)


def rest(me: Driver) -> Scanner:
    scanner: Scanner = me.shell.arrivals.scanner  # type: ignore[attr-defined]
    scanner.rest()
    settle()
    scanner.rest()
    return scanner


def test_enter_alone_is_not_waited_for(staff: Counter) -> None:
    by_hand(staff, "\r", 0)
    assert staff.shell.question == "who"


@pytest.mark.parametrize("gap", [30, 60, 90, 400])
def test_numbers_typed_fast_are_answers(staff: Counter, gap: int) -> None:
    staff.begin()
    by_hand(staff, "142", gap)
    rest(staff)
    flow = staff.shell.flow
    assert (flow.draft("who"), flow.draft("age"), flow.draft("sex")) == ("self", "18_69", "male")


@pytest.mark.parametrize("gaps", [(120, 150, 90), (60, 110, 80, 45, 95, 130), (85,)])
def test_a_name_is_typed_into_its_field_at_once(staff: Counter, gaps: tuple[int, ...]) -> None:
    at_counter(staff, "medicines")
    by_hand(staff, "levothyroxine", *gaps)
    field = staff.find("medicines:search")
    assert isinstance(field, QLineEdit)
    assert field.text() == "levothyroxine", "no letter waits"
    scanner = rest(staff)
    assert field.text() == "levothyroxine"
    assert not scanner.holding


def test_a_key_held_down_types_on(staff: Counter) -> None:
    at_counter(staff, "typing")
    by_hand(staff, "aaaaaaaaaaaa", 33, repeated=True)
    rest(staff)
    field = staff.find("medicines:search")
    assert isinstance(field, QLineEdit)
    assert field.text() == "lev" + 12 * "a"


def test_what_prints_waits_until_no_key_can_follow(
    staff: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_counter(staff, "slip")
    printed: list[bool] = []
    slip = staff.shell.slip_made
    assert slip is not None
    monkeypatch.setattr(slip, "print", lambda: printed.append(True))
    by_hand(staff, "p", 0)
    scanner: Scanner = staff.shell.arrivals.scanner
    scanner.let_through()
    assert not printed
    rest(staff)
    assert printed


@pytest.mark.parametrize("scans", [True, False])
def test_nothing_of_a_consultation_stays_behind(staff: Counter, scans: bool) -> None:
    """One earlier state is kept at most, and dropped with the rest."""
    staff.begin()
    if scans:
        Gun().shoot(staff.shell.windowHandle(), EAN)
    else:
        by_hand(staff, "1", 0)
    assert rest(staff)._before is None


# -- how it is set --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"host": "fr", "places": False}, "keyboard"),
        ({"gap": 70}, "slow"),
        ({"prefix": "~"}, "prefix"),
        ({"end": "none"}, "suffix"),
    ],
)
def test_staff_are_told_once_how_a_scanner_is_set_badly(
    staff: Counter, settings: dict[str, Any], said: str
) -> None:
    staff.switch("en")
    staff.shell.replies.blamed.clear()
    ean = staff.assistant.catalogue.products[0].ean
    window = staff.shell.windowHandle()
    assert window is not None
    for again in (False, True):
        staff.shell.go_start()
        staff.begin()
        Gun(**settings).shoot(window, ean)
        rest(staff)
        assert staff.shell.held == ean
        assert staff.shows("scan:says") != again
        if not again:
            assert said in staff.find("scan:says").accessibleDescription()
            assert "docs/scanner.md" in staff.find("scan:says").accessibleDescription()


def test_a_customer_is_told_where_to_scan(kiosk: Driver) -> None:
    kiosk.switch("en").begin()
    window = kiosk.shell.windowHandle()
    assert window is not None
    Gun(end="tab").shoot(window, EAN)
    rest(kiosk)
    assert "Nothing is scanned" in kiosk.find("scan:says").accessibleName()
    kiosk.shell.go_start()
    assert not kiosk.shows("scan:says")
