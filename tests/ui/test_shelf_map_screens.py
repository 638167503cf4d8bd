"""The map of the shop: made in the office, and shown to customers who walk to a shelf."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from driver import Driver, settle, take_away
from looks import EVERYTHING, faults
from people import STRESSED
from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView
from pytestqt.qtbot import QtBot

from magapp.assistant import Assistant
from magapp.doctor import Speaker
from magapp.machine.pin import set_pin
from magapp.machine.shelf_map import FILE, ShelfMap, keep_map, keep_picture, read_map
from magapp.pack import Pack
from magapp.settings import change_settings, home, read_settings
from magapp.store import Store
from ui.app import build
from ui.counter.counter import CounterShell
from ui.doctor import _map
from ui.kit.deck import PartCard
from ui.kit.parts import Look
from ui.look import pace
from ui.look.picture import picture
from ui.look.theme import ThemeHub
from ui.office import shelf_map
from ui.office.shelf_map import ShelfMapPage
from ui.outcome import shelf_map as shown_map
from ui.walk.shell import Shell

if TYPE_CHECKING:
    from stage import Open, Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Key = Qt.Key
LEFT, NONE, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def drawn(folder: Path, name: str = "plan.png", wide: int = 800, high: int = 500) -> Path:
    """A plan on disk: grey, with a red corner."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor("#c0c0c0"))
    for x in range(wide // 10):
        for y in range(high // 10):
            image.setPixelColor(x, y, QColor("red"))
    assert image.save(str(folder / name))
    return folder / name


def give_map(*places: tuple[str, float, float]) -> ShelfMap:
    """Give the shop a map with these places."""
    found = ShelfMap(keep_picture(home(), drawn(home(), "drawn.png").read_bytes()))
    for shelf, x, y in places:
        found = found.put(shelf, x, y)
    keep_map(home(), found)
    return found


# -- the office -----------------------------------------------------------------------------------


class Owner(Driver):
    """Whoever makes the map of a shop with the demo products, of which none is there yet."""

    def __init__(self, shell: Shell, bot: QtBot, folder: Path) -> None:
        super().__init__(shell, bot)
        assert isinstance(shell, CounterShell)
        self.counter, self.folder = shell, folder

    @property
    def page(self) -> ShelfMapPage:
        return self.counter._office_made().shelf_map

    @property
    def front_page(self) -> str:
        return self.counter._office_made().page.objectName()

    def enter(self) -> Owner:
        self.key(Key.Key_F2).wait(lambda: self.shows("office:table"))
        self.tap("office:map")
        return self

    def choose(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> Owner:
        monkeypatch.setattr(shelf_map, "ask_open", lambda *_: path)
        self.tap("map:choose" if self.shows("map:choose") else "map:other")
        self.wait(lambda: self.page.job is None)
        settle()
        return self

    def place(self, x: float, y: float) -> QPoint:
        """A place of the picture, within the window."""
        canvas = self.page.canvas
        return canvas.mapTo(self.shell, canvas.spot(x, y).toPoint())

    def press(self, x: float, y: float) -> Owner:
        QTest.mouseClick(self.shell.windowHandle(), LEFT, NONE, self.place(x, y))
        return self

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> Owner:
        window = self.shell.windowHandle()
        QTest.mousePress(window, LEFT, NONE, self.place(*start))
        for share in (0.3, 0.6, 1.0):
            x, y = (a + share * (b - a) for a, b in zip(start, end, strict=True))
            QTest.mouseMove(window, self.place(x, y))
        QTest.mouseRelease(window, LEFT, NONE, self.place(*end))
        return self

    def row(self, shelf: str) -> Owner:
        """Click a shelf in the list."""
        table = self.find("map:table")
        assert isinstance(table, QTableView)
        number = [each.shelf for each in self.page.model.rows].index(shelf)
        index = self.page.model.index(number, 0)
        table.scrollTo(index)
        spot = table.viewport().mapTo(self.shell, table.visualRect(index).center())
        QTest.mouseClick(self.shell.windowHandle(), LEFT, NONE, spot)
        return self

    @property
    def rows(self) -> dict[str, str]:
        """Where each shelf of the list stands."""
        return {each.shelf: each.at for each in self.page.model.rows}

    @property
    def kept(self) -> dict[str, tuple[float, float]]:
        """The places in the shop's folder."""
        self.page.write()
        found = read_map(self.folder)
        assert found is not None
        return {each.shelf: (each.x, each.y) for each in found.places}

    @property
    def says(self) -> str:
        return self.page.says.text()

    def enabled(self, name: str) -> bool:
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        return button.isEnabled()


@pytest.fixture
def owner(
    stage: Stage, qapp: QApplication, qtbot: QtBot, pack: Pack, tmp_path: Path
) -> Iterator[Owner]:
    stage.close()
    folder = tmp_path / "shop"
    change_settings(folder, {("language",): "en"})
    assistant = Assistant(pack, read_settings(folder)[0], folder=folder)
    shell = build(qapp, assistant, "staff", QSize(1366, 768), motion=False)
    shell.show()
    shell.activateWindow()
    me = Owner(shell, qtbot, folder)
    me.wait(lambda: me.shows("start"))
    yield me
    take_away(shell)
    if isinstance(store := assistant.stockroom._store, Store):
        store.close()


def near(place: tuple[float, float], x: float, y: float) -> bool:
    return abs(place[0] - x) < 0.01 and abs(place[1] - y) < 0.01


def test_a_map_is_made_with_the_mouse(
    owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = owner.enter()
    assert me.front_page == "map"
    assert not me.shows("map:remove")
    me.choose(drawn(tmp_path), monkeypatch)
    assert list(me.rows)[:3] == ["B2", "B3", "B4"]
    assert me.page.model.rows[0].products == 9
    assert not me.enabled("map:put")
    # A place first, then its shelf.
    me.press(0.25, 0.5)
    assert me.says == "Which shelf is here? Choose it in the list."
    me.press(0.3, 0.5)  # somewhere else after all
    me.row("B2")
    assert near(me.kept["B2"], 0.3, 0.5)
    assert me.rows["B2-7"] == "B2"
    assert next(iter(me.rows)) == "B3"
    assert "B2: 30 % from the left, 50 % from the top." in me.says
    # A shelf first, then its place; and one within a rack that has its own.
    me.row("B2-7").press(0.3, 0.8)
    assert near(me.kept["B2-7"], 0.3, 0.8)
    me.row("B3").tap("map:put")
    assert me.kept["B3"] == (0.5, 0.5)
    # The tip of a pin is below its head: it is drawn by that.
    me.drag((0.5, 0.46), (0.8, 0.26))
    assert near(me.kept["B3"], 0.8, 0.3)
    me.tap("map:undo")
    assert me.kept["B3"] == (0.5, 0.5)
    me.press(0.3, 0.46)  # on the pin of B2
    assert me.page.chosen == "B2"
    me.tap("map:off")
    assert set(me.kept) == {"B2-7", "B3"}
    assert me.rows["B2"] == ""
    me.tap("map:undo")
    assert set(me.kept) == {"B2", "B2-7", "B3"}
    # Another picture keeps the places; the map goes, and comes back.
    before = me.page.map
    me.choose(drawn(tmp_path, "other.png", 500, 800), monkeypatch)
    assert set(me.kept) == {"B2", "B2-7", "B3"}
    assert me.page.map != before
    me.tap("map:remove")
    assert read_map(me.folder) is None
    assert me.shows("map:choose")
    me.tap("map:undo").tap("map:undo")
    assert me.page.map == before
    assert len(list(me.folder.glob("shelf-map-*"))) == 2
    me.tap("map:back").wait(lambda: me.front_page == "office")
    assert [each.name for each in me.folder.glob("shelf-map-*")] == [before.picture]  # type: ignore[union-attr]
    me.tap("office:map")
    assert set(me.kept) == {"B2", "B2-7", "B3"}
    assert not me.enabled("map:undo")


def test_a_map_is_made_behind_the_pin_with_keys_alone(owner: Owner, tmp_path: Path) -> None:
    keep_map(owner.folder, ShelfMap(keep_picture(owner.folder, drawn(tmp_path).read_bytes())))
    set_pin(owner.folder, "2468")
    me = owner.enter()
    assert me.front_page == "office:pin"
    me.key("2468").key(Key.Key_Return).wait(lambda: me.front_page == "map")
    me.wait(lambda: me.find("map:canvas").hasFocus())
    me.key(Key.Key_Right).key(Key.Key_Right).key(Key.Key_Down)
    assert me.says.startswith("Which shelf is here?")
    me.key(Key.Key_Return)
    assert me.find("map:table").hasFocus()
    me.key(Key.Key_Down).key(Key.Key_Return)
    assert me.find("map:canvas").hasFocus()
    assert me.kept == {"B3": (0.52, 0.52)}
    for _ in range(4):
        me.key(Key.Key_Left)
    me.key(Key.Key_Up, SHIFT)
    assert me.kept == {"B3": (0.44, 0.516)}
    canvas = me.find("map:canvas")
    assert canvas.accessibleName() == "Map of the shop"
    assert canvas.accessibleDescription().startswith("B3: 44 % from the left, 52 % from the top.")
    assert canvas.accessibleDescription().endswith("On the map: B3")
    for _ in range(60):
        me.key(Key.Key_Left)
    assert me.kept == {"B3": (0.0, 0.516)}
    me.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)  # all of its steps are one change
    assert me.kept == {"B3": (0.52, 0.52)}
    me.page.choose("B3")
    me.key(Key.Key_Delete)
    assert me.kept == {}
    me.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert me.kept == {"B3": (0.52, 0.52)}
    # Escape lets go of a mark, then of a place that was pointed at, and leads out last.
    me.key(Key.Key_Escape).key(Key.Key_Up)
    assert me.page.spot == (0.5, 0.5)
    me.key(Key.Key_Escape)
    assert me.says == "Press a place on the map, or choose a shelf in the list."
    assert me.kept == {"B3": (0.52, 0.52)}
    # From the list to the map: in the middle, and keys move it from there.
    me.find("map:table").setFocus()
    me.page.table.selectRow(0)
    me.key(Key.Key_Return).key(Key.Key_Down)
    assert me.kept["B2"] == (0.5, 0.52)
    me.key(Key.Key_Escape).key(Key.Key_Escape).wait(lambda: me.front_page == "office")
    found = read_map(me.folder)  # the last step was written on leaving
    assert found is not None
    assert found.own("B2") is not None


def test_what_is_no_picture_or_map_is_said_and_costs_nothing_else(
    owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (owner.folder / FILE).write_text('{"picture": "../settings.toml"}')
    me = owner.enter()
    assert me.find("map:fault").accessibleName() == "The map cannot be shown"
    assert "holds no map" in me.find("map:fault").accessibleDescription()
    plan = drawn(tmp_path).read_bytes()
    for name, content, said in (
        ("lying.png", plan[:16] + (60_000).to_bytes(4, "big") * 2 + plan[24:], "60,000 × 60,000"),
        ("half.png", plan[: len(plan) // 2], "damaged"),
        ("drawing.svg", b"<svg/>", "no picture that can be shown"),
        ("gone.png", b"", "no picture"),
    ):
        (tmp_path / name).write_bytes(content)
        me.choose(tmp_path / name, monkeypatch)
        assert said in me.find("map:fault").accessibleDescription().replace("60000", "60,000")
        assert name in me.find("map:fault").accessibleDescription()
        assert list(me.folder.glob("shelf-map-*")) == []
    # Dropped onto the page, in any kind that is read; it is written anew, and no larger than shown.
    path = drawn(tmp_path, "large.jpg", 2_400, 1_200)
    data, page, at = QMimeData(), me.page, me.page.rect().center()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(page, QDragEnterEvent(at, copy, data, LEFT, NONE))
    assert page.none.card.over
    QApplication.sendEvent(page, QDropEvent(at.toPointF(), copy, data, LEFT, NONE))
    me.wait(lambda: page.job is None)
    assert not me.shows("map:fault")
    assert page.map is not None
    image = QImage(str(me.folder / page.map.picture))
    assert image.size() == QSize(1_920, 960)
    # A picture that went costs the picture alone.
    me.row("B2").press(0.4, 0.4)
    (me.folder / page.map.picture).write_bytes(b"no picture")
    me.tap("map:back").tap("office:map")
    assert me.find("map:fault").accessibleDescription() == (
        "Choose its picture again; the places stay."
    )
    me.choose(tmp_path / "plan.png", monkeypatch)
    assert list(me.kept) == ["B2"]
    assert not me.shows("map:fault")


# -- customers ------------------------------------------------------------------------------------


def closing(me: Driver, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """At the kiosk's last page; the shelves of what was advised."""
    monkeypatch.setattr(pace, "SEEN_MS", 0)
    me.home().begin().switch("en")
    me.shell.flow.fill(EVERYTHING)
    me.shell.show_advice()
    settle()
    me.shell.grab()
    shelves = [each.product.shelf for each in me.last.suggestion.products]
    me.tap("restart").wait(lambda: me.screen == "page:closing")
    settle()
    return shelves


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1080, 1920)], ids=["wide", "tall"])
def test_the_last_page_marks_where_to_walk(
    open_window: Open, monkeypatch: pytest.MonkeyPatch, size: QSize
) -> None:
    me = open_window("kiosk", size)
    closing(me, monkeypatch)  # glyphs that are painted first may differ by a shade
    shelves = closing(me, monkeypatch)
    plain = me.front.grab().toImage()
    assert not me.shows("closing:map")
    give_map(("Z9", 0.5, 0.5))  # nothing that was advised stands there: nothing changes
    closing(me, monkeypatch)
    assert me.front.grab().toImage() == plain
    give_map((shelves[0], 0.2, 0.3), *((each, 0.7, 0.6) for each in dict.fromkeys(shelves[1:])))
    closing(me, monkeypatch)
    card = me.find("closing:map")
    assert isinstance(card, PartCard)
    assert card.accessibleName() == "Map of the shop"
    assert card.accessibleDescription().splitlines()[0] == f"1: {shelves[0]}, marked on the map"
    marks = me.front.marks  # type: ignore[attr-defined]  # it is the closing page
    assert (marks[0].label, marks[0].number) == (shelves[0], "1")
    assert " ".join(each.number for each in marks).split() == [
        str(number) for number in range(1, len(shelves) + 1)
    ]
    sign = me.find(f"closing:{shelves[0]}")
    assert sign.accessibleName().startswith(f"{shelves[0]}, marked on the map: ")
    assert f"{shelves[0]}, marked on the map: " in " ".join(me.front.to_say())  # type: ignore[attr-defined]
    for text_scale in (1.0, 2.0):
        me.shell.hub.update(text_scale=text_scale)
        settle()
        assert faults(me) == []
    scaled = dict(shown_map._scaled)
    me.shell.hub.update(text_scale=1.0)
    closing(me, monkeypatch)
    me.shell.grab()
    assert all(shown_map._scaled[key] is each for key, each in scaled.items())  # once for all
    me.tap("closing:done").wait(lambda: me.screen == "page:start")
    assert card.accessibleDescription() == ""


def test_it_is_not_turned_over_where_people_read_from_right_to_left(qapp: QApplication) -> None:
    give_map(("B2", 0.9, 0.9))
    shop = shown_map.shop_map()
    assert shop is not None
    hub = ThemeHub()
    for name in ("light", "dark", "contrast"):
        hub.update(name=name)
        part = shown_map.MapPart(shop, shop.marks([("", "B2-7")]), ["B2-7"], 9, 1.0)
        seen = []
        for rtl in (False, True):
            image = QImage(400, 250, QImage.Format.Format_RGB32)
            image.fill(QColor("blue"))
            painter = QPainter(image)
            part.paint(painter, Look(hub, 1.0, rtl), QRectF(image.rect()))
            painter.end()
            assert image.pixelColor(25, 15) == QColor("red")
            assert image.pixelColor(375, 15) == QColor("#c0c0c0")
            seen.append(image)
        assert seen[0] == seen[1]


def test_marks_stay_on_the_map_and_cover_no_other(qapp: QApplication) -> None:
    room, look = QRectF(10, 20, 800, 500), Look(ThemeHub(), 1.0)
    corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.5, 0.5), (0.56, 0.5)]
    marks = [shown_map.Mark(x, y, f"B2-{at}", str(at)) for at, (x, y) in enumerate(corners)]
    laid = shown_map.pins(look, room, marks, 1.0)
    assert {pin.mark for pin in laid} == {*marks}
    for pin in laid:
        assert room.contains(pin.head)
        assert room.contains(pin.tag)
        others = [each for each in laid if each is not pin]
        assert not any(pin.tag.intersects(each.head) for each in others), pin.mark
        assert not any(pin.tag.intersects(each.tag) for each in others), pin.mark
    many = [shown_map.Mark(at / 99, at / 99, f"B{at}", faint=at > 0) for at in range(99)]
    named = [pin.mark.label for pin in shown_map.pins(look, room, many, 1.0) if pin.tag.width()]
    assert named == ["B0"]


@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_an_opened_product_shows_where_it_stands(open_window: Open, channel: str) -> None:
    me = open_window(channel).switch("en")

    def opened() -> PartCard:
        advice, suggestion = me.assistant.advise(STRESSED)
        outcome = me.shell.outcome()
        outcome.show_outcome(advice, suggestion, me.shell.setting.language.code)
        me.shell.show_screen(outcome)
        outcome.show_tab("product:1")
        settle()
        card = me.find("opened:where")
        assert isinstance(card, PartCard)
        return card

    plain = opened().grab().toImage()
    give_map(("Z9", 0.5, 0.5))
    card = opened()
    assert card.grab().toImage() == plain
    assert "map" not in card.accessibleDescription()
    (home() / FILE).write_text("no map at all")
    assert opened().grab().toImage() == plain
    shelf = me.assistant.advise(STRESSED)[1].products[0].product.shelf
    give_map((shelf.partition("-")[0], 0.5, 0.5))
    card = opened()
    assert card.accessibleDescription().endswith(f"{shelf}, marked on the map")
    assert card.grab().toImage() != plain
    assert faults(me) == []


def test_the_doctor_says_what_is_wrong_with_it() -> None:
    def said() -> list[tuple[str, str]]:
        return [(each.state, each.seen) for each in _map(Speaker("en"))]

    assert said() == []
    found = give_map(("B2", 0.5, 0.5), ("B3", 0.2, 0.5))
    assert said() == [("ok", "The map of the shop can be shown; places on it: 2.")]
    path = home() / found.picture
    path.write_bytes(path.read_bytes()[:200])
    assert picture(str(path)) is None
    ((state, seen),) = said()
    assert state == "problem"
    assert "the picture is damaged" in seen
    (home() / FILE).write_text("{}")
    ((state, seen),) = said()
    assert state == "problem"
    assert "shelf-map.json holds no map of the shop that can be read. Customers" in seen
