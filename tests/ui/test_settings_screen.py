"""Settings on screen: each by its control, what is wrong beside it, the PIN before; first steps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from driver import Driver, settle, take_away
from looks import _cut, too_small, visible
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from magapp.assistant import Assistant
from magapp.machine.pin import Pin, set_pin
from magapp.machine.printer import PrinterError
from magapp.machine.printers import Found
from magapp.pack import Pack
from magapp.settings import Settings, change_settings, read_settings
from magapp.settings.first_start import FILE as STEPS_FILE
from magapp.settings.table import PAGES, Entry, entries
from magapp.store import Store
from magapp.store.password import FILE
from ui.app import build
from ui.counter.counter import CounterShell
from ui.counter.start import CounterStart
from ui.look.theme import contrast
from ui.office import printer_help
from ui.office.setting_field import SettingField
from ui.office.setting_up import SettingUp
from ui.office.settings_page import SettingsPage
from ui.slip import printing
from ui.walk.shell import Shell

if TYPE_CHECKING:
    from stage import Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]
WITHOUT_LOOK = pytest.mark.usefixtures("unseen")

Key = Qt.Key
SIZE = QSize(1366, 768)
PIN = "2468"


class Owner(Driver):
    """Whoever sets up the shop."""

    def __init__(self, shell: Shell, bot: QtBot, folder: Path) -> None:
        super().__init__(shell, bot)
        assert isinstance(shell, CounterShell)
        self.counter, self.folder = shell, folder

    @property
    def up(self) -> SettingUp:
        return self.counter._office_made().setting_up

    @property
    def page(self) -> SettingsPage:
        return self.up.settings

    @property
    def front_page(self) -> str:
        return self.counter._office_made().page.objectName()

    @property
    def file(self) -> Settings:
        return read_settings(self.folder)[0]

    def enter(self) -> Owner:
        self.key(Key.Key_F2).wait(lambda: self.shows("office:table"))
        self.tap("office:settings")
        return self

    def field(self, entry: Entry) -> SettingField:
        self.tap(f"tab:{entry.about.page}")
        return self.page.fields[entry.path]

    def scan(self, digits: str) -> None:
        """Keys as a scanner sends them to the window."""
        window = self.shell.windowHandle()
        assert window is not None
        at = 1_000_000
        for sign in [*digits, "\r"]:
            key = Key.Key_Return if sign == "\r" else Key(Key.Key_0 + int(sign))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign)
                event.setTimestamp(at)
                QApplication.sendEvent(window, event)
            at += 20
        settle()
        self.wait(lambda: not self.counter.arrivals.scanner.holding)

    def tap_in(self, name: str) -> Owner:
        """Tap what may have to be scrolled to."""
        self.page.area.ensureWidgetVisible(self.find(name))
        settle()
        self.tap(name)
        settle()
        return self

    def write(self, name: str, text: str) -> Owner:
        field = self.find(name)
        assert isinstance(field, QLineEdit)
        self.page.area.ensureWidgetVisible(field)
        field.setFocus()
        field.selectAll()
        field.insert(text)
        QTest.keyClick(field, Key.Key_Return)
        settle()
        return self


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The look beside the fields is not made: it has its own test."""
    monkeypatch.setattr(SettingsPage, "_show_look", lambda _: None)


@pytest.fixture
def me(stage: Stage, qapp: QApplication, qtbot: QtBot, pack: Pack, tmp_path: Path) -> Iterator[Any]:
    """In the window of a shop that has nothing yet."""
    stage.close()
    folder = tmp_path / "shop"
    change_settings(folder, {("language",): "en"})
    assistant = Assistant(pack, read_settings(folder)[0], folder=folder)
    shell = build(qapp, assistant, "staff", SIZE, motion=False)
    shell.show()
    shell.activateWindow()
    owner = Owner(shell, qtbot, folder)
    owner.wait(lambda: owner.shows("start"))
    yield owner
    take_away(shell)
    if isinstance(store := assistant.stockroom._store, Store):
        store.close()


def values_of(entry: Entry, pack: Pack) -> list[Any]:
    """Two values that can be set, neither of them the usual one."""
    if entry.about.pick == "languages":
        found = [*pack.languages]
        return [found[1:], found] if entry.kind == "list" else found[::-1]
    if entry.about.pick == "forms":
        found = [form.id for form in pack.forms if not form.seed]
        return [found[:1], found[:2]]
    if entry.kind == "flag":
        return [not entry.default, entry.default]
    if entry.kind == "number":
        return [entry.least, entry.most]
    if entry.kind == "choice":
        return [each for each in entry.choices if each != entry.default][:2]
    if entry.key == "packs.keys":
        keys = ["ed25519:" + sign * 43 for sign in "Ab"]
        return [keys[:1], keys]
    if entry.kind == "list":
        return [["one"], ["one", "other"]]
    if entry.kind == "colour":
        return ["#a8325a", "#123456"]
    if entry.about.pick == "monitors":
        return ["DP-1", ""]
    texts = {"database": ["postgresql://a@b/c", "postgresql://a@b/d"]}
    return texts.get(entry.key, ["One ë", 'an "other"'])


def shown(field: SettingField) -> Any:
    """What a field says is set."""
    entry = field.entry
    if entry.kind == "flag":
        return field.chips[""].isChecked()
    ticked = [value for value, chip in field.chips.items() if chip.isChecked()]
    if field.text is None:
        return ticked if entry.kind == "list" else next(iter(ticked), None)
    said = field.said()
    if entry.kind == "number":
        return int(said)
    return [each.strip() for each in said.split(",")] if entry.kind == "list" else said


def set_it(me: Owner, field: SettingField, value: Any) -> None:
    """Set a value through the control."""
    entry = field.entry
    if field.text is not None:
        me.write(field.name, ", ".join(value) if isinstance(value, list) else str(value))
    elif entry.kind == "flag":
        me.tap_in(field.name)
    elif entry.kind == "list":
        held = entry.of(me.file)
        for each in {*held} ^ {*value}:
            me.tap_in(f"{field.name}:{each}")
    else:
        me.tap_in(f"{field.name}:{value}")


@WITHOUT_LOOK
def test_each_setting_by_its_control_and_from_its_file(me: Owner, pack: Pack) -> None:
    """What is written in the file stands on screen, and what is set there is in the file."""
    me.enter()
    for entry in entries():
        field = me.field(entry)
        first, second = values_of(entry, pack)
        change_settings(me.folder, {entry.path: first})
        me.page.show_settings(entry.about.page)
        assert shown(field) == first, entry.key
        set_it(me, field, second)
        assert entry.of(me.file) == second, entry.key
        assert entry.of(me.assistant.settings) == second, entry.key
        assert shown(field) == second
        assert me.shows(f"{field.name}:note") == (entry.about.when != "now")
        me.tap("settings:undo")
        assert entry.of(me.file) == first, entry.key
        assert shown(field) == first
        change_settings(me.folder, {entry.path: None})
    assert [page for page in PAGES if me.shows(f"tab:{page}")] == [*PAGES]


@WITHOUT_LOOK
def test_every_control_can_be_reached_named_and_is_large_enough(me: Owner) -> None:
    me.enter()
    for entry in entries():
        field = me.field(entry)
        controls: list[QWidget] = [*field.chips.values(), *field.buttons.values()]
        controls += [*field.swatches.values(), *([field.text] if field.text else [])]
        assert controls, entry.key
        for control in controls:
            assert control.accessibleName()
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert entry.label("en") in controls[0].accessibleName()
        if entry.help("en"):
            said = {control.accessibleDescription() for control in controls}
            assert entry.help("en") in said


@WITHOUT_LOOK
def test_no_word_is_cut_and_no_target_too_small(me: Owner) -> None:
    """Of the settings, the first steps and the guide; in Dutch, which is longer."""
    me.shell.use_language("nl")
    me.shell.prepare()
    found: list[str] = []
    for size, scale in ((SIZE, 1.0), (QSize(1080, 1920), 1.0), (SIZE, 2.0)):
        me.shell.resize(size)
        me.shell.hub.update(text_scale=scale)

        def look(where: str, scale: float = scale) -> None:
            settle()
            wrong = [f"{each.objectName()}: {_cut(each)}" for each in visible(me) if _cut(each)]
            wrong += too_small(me, me.shell.hub.theme.px("target"))
            found.extend(f"{where} {me.shell.width()} {scale}: {each}" for each in wrong)

        look("guide")
        me.enter()
        for page in PAGES:
            me.tap(f"tab:{page}")
            look(page)
        me.tap("settings:steps")
        look("steps")
        me.shell.go_start()
    assert found == []


@WITHOUT_LOOK
def test_a_password_in_an_address_goes_into_a_file_of_its_own(me: Owner) -> None:
    """And a way on which others can read along is said to be one."""
    me.enter()
    field = me.field(next(each for each in entries() if each.key == "database"))
    assert not me.shows("settings:way")
    me.write(field.name, "postgresql://me:Zq7xWk9v@db.shop/x?sslmode=disable")
    assert me.file.database == "postgresql://me@db.shop/x?sslmode=disable"
    assert (me.folder / FILE).read_text() == "db.shop:*:*:me:Zq7xWk9v\n"
    assert field.text is not None
    assert "Zq7xWk9v" not in field.text.text()
    said = me.page.way.text()
    assert "read along" in said
    assert "file of its own" in said
    assert me.shows("settings:way")
    me.write(field.name, "")
    assert not me.shows("settings:way")
    # One that stands in the file, by hand, is not shown, and goes along with what is changed of it.
    address = "postgresql://me:Old1Word@db.shop/x"
    change_settings(me.folder, {("database",): address})
    me.page.assistant.use_settings(me.file)
    me.page.show_settings()
    assert field.text.text() == "postgresql://me:***@db.shop/x"
    assert me.file.database == address, "looking changes nothing"
    me.write(field.name, "postgresql://me:***@db.shop/other")
    assert field.text.text() == me.file.database == "postgresql://me@db.shop/other"
    assert (me.folder / FILE).read_text() == "db.shop:*:*:me:Old1Word\n"
    me.tap("settings:undo")
    assert me.file.database == "postgresql://me@db.shop/x"


BAD = (
    ("shop_name", "x" * 20 + "\u202e"),
    ("brand", "green"),
    ("kiosk.idle_seconds", "4"),
    ("kiosk.idle_seconds", "soon"),
    ("database", "on the server"),
)


@WITHOUT_LOOK
def test_what_cannot_be_is_said_beside_its_field(me: Owner) -> None:
    me.enter()
    for key, typed in BAD:
        entry = next(each for each in entries() if each.key == key)
        before = me.file
        field = me.field(entry)
        me.write(field.name, typed)
        assert me.shows(f"set:{key}:fault")
        assert field.text is not None
        assert field.text.accessibleDescription() == field.fault.text() != ""
        assert me.file == before == me.assistant.settings
        good = values_of(entry, me.assistant.pack)[0]
        me.write(field.name, str(good))
        assert not me.shows(f"set:{key}:fault")
        assert entry.of(me.file) == good
        change_settings(me.folder, {entry.path: None})
        me.page.show_settings()
        me.assistant.use_settings(me.file)


def test_name_colour_and_look_show_at_once(me: Owner) -> None:
    me.enter()
    me.write("set:shop_name", "Demo shop")
    assert me.counter.mark.text() == "Demo shop"
    assert me.shell.windowTitle() == "Demo shop"
    me.tap_in("set:brand:#a8325a")
    theme = me.shell.hub.theme
    assert theme.colour("brand").name() == "#a8325a"
    me.wait(lambda: "reads well" in me.page.readable.text())
    me.write("set:brand", "f5c542")  # a sign of its own is put before it
    assert me.file.brand == "#f5c542"
    used = me.shell.hub.theme.colour("brand")
    assert contrast(used, theme.colour("paper")) >= 4.5
    me.wait(lambda: "hard to read" in me.page.readable.text())
    assert used.name() in me.page.readable.text()
    before = [made.toImage() for _, made in me.page.look._pictures]
    me.tap_in("set:theme:dark")
    me.wait(lambda: not me.page._later.isActive())
    after = [made.toImage() for _, made in me.page.look._pictures]
    assert me.shell.hub.theme.name == "dark"
    assert not any(image.isNull() for image in after)
    assert before[0] != after[0]
    assert before[1] != after[1]


@WITHOUT_LOOK
def test_what_is_typed_is_kept_without_enter(me: Owner) -> None:
    me.enter()
    field = me.find("set:shop_name")
    field.setFocus()
    QTest.keyClicks(field, "Shop by the door")
    assert me.file.shop_name == ""
    me.wait(lambda: me.file.shop_name == "Shop by the door")
    QTest.keyClicks(field, "!")
    me.key(Key.Key_Escape)
    assert me.file.shop_name == "Shop by the door!"


@WITHOUT_LOOK
def test_a_logo_is_copied_to_where_the_rest_is_kept(me: Owner, tmp_path: Path) -> None:
    me.enter()
    made = tmp_path / "made.png"
    QImage(40, 20, QImage.Format.Format_RGB32).save(str(made))
    assert me.page.keep_picture(made) == "logo.png"
    assert (me.folder / "logo.png").read_bytes() == made.read_bytes()
    made.write_text("no picture")
    assert me.page.keep_picture(made) == ""
    assert me.shows("set:logo:fault")


@WITHOUT_LOOK
def test_the_first_language_is_one_of_those_offered(me: Owner) -> None:
    me.enter().tap("tab:languages")
    me.tap("set:languages:nl")
    assert (me.file.languages, me.file.language) == (("nl",), "nl")
    assert me.assistant.languages == ("nl",)
    me.tap("settings:undo")
    assert (me.file.languages, me.file.language) == ((), "en")


@WITHOUT_LOOK
def test_wrong_lines_are_shown_with_their_mend(me: Owner) -> None:
    file = me.folder / "settings.toml"
    file.write_text('thema = "dark"\nshop_name = "A\nmotion = false\n', "utf-8")
    me.enter()
    assert me.shows("settings:wrong")
    said = me.find("settings:wrong").accessibleDescription()
    assert "Line 1, thema" in said
    assert "theme" in said
    assert "Line 2, shop_name" in said
    assert not me.page.fields["motion",].chips[""].isChecked()
    me.write("set:shop_name", "B")
    assert file.read_text("utf-8") == 'thema = "dark"\nshop_name = "B"\nmotion = false\n'
    assert "Line 2" not in me.find("settings:wrong").accessibleDescription()
    assert isinstance(me.counter.start_screen, CounterStart)
    assert me.counter.start_screen.unset is not None


# -- the PIN --------------------------------------------------------------------------------------


@WITHOUT_LOOK
def test_settings_lie_behind_the_pin(me: Owner) -> None:
    set_pin(me.folder, PIN)
    me.enter()
    assert me.front_page == "office:pin"
    for digits in ("1111", PIN):
        assert not me.shows("settings:scroll")
        for digit in digits:
            me.tap(f"pin:{digit}")
        me.tap("pin:enter")
    assert me.front_page == "settings"
    me.key(Key.Key_Escape).wait(lambda: me.shows("office:table"))
    me.tap("office:settings")
    assert me.front_page == "settings"  # the same person
    me.key(Key.Key_Escape).key(Key.Key_Escape)
    me.wait(lambda: me.screen == "page:start")
    me.enter()
    assert me.front_page == "office:pin"
    me.key(Key.Key_Escape).wait(lambda: me.shows("office:table"))


@WITHOUT_LOOK
def test_a_scan_leaves_nothing_behind(me: Owner) -> None:
    """Neither in a field nor in a PIN, and nothing is saved of it."""
    me.enter()
    field = me.find("set:shop_name")
    field.setFocus()
    me.scan("8712345678906")
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    me.page.take_typed()
    assert me.file.shop_name == ""
    me.tap("tab:kiosk").tap("settings:pin").key("24")
    me.scan("8712345678906")
    assert me.up.pin.pad.typed() == "24"
    assert me.up.pin.asks == "new"


@WITHOUT_LOOK
def test_a_new_pin_is_typed_twice(me: Owner) -> None:
    me.enter().tap("tab:kiosk").tap("settings:pin")
    for digits in (PIN, "1357", PIN, PIN):
        assert not Pin(me.folder).is_set
        me.key(digits).key(Key.Key_Return)
    assert Pin(me.folder).check(PIN)
    assert me.front_page == "settings"


# -- the printer ----------------------------------------------------------------------------------


@WITHOUT_LOOK
def test_printers_are_found_chosen_and_tried(me: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    found = (Found("system", "Desk", "Desk"), Found("usb", "04b8:0e15", "Roll printer"))
    monkeypatch.setattr(printer_help, "_all_printers", lambda: found)
    me.enter().tap("tab:printer").wait(lambda: me.shows("printers:1"))
    assert not me.find("printers:test").isEnabled()
    me.tap("printers:1")
    assert (me.file.printer.to, me.file.printer.at) == ("usb", "04b8:0e15")
    sent: list[str] = []

    def fails(_hub: object, slip: Any, printer: Any, logo: str) -> bool:
        sent.append(printer.at)
        raise PrinterError("paper", printer.at)

    monkeypatch.setattr(printing, "print_slip", fails)
    me.tap_in("printers:test")
    me.wait(lambda: "out of paper" in me.find("printers:state").accessibleName())
    assert sent == ["04b8:0e15"]
    monkeypatch.setattr(printing, "print_slip", lambda *_: True)
    me.tap_in("printers:test")
    me.wait(lambda: "has it all" in me.find("printers:state").accessibleName())


# -- first steps ----------------------------------------------------------------------------------


@WITHOUT_LOOK
def test_from_nothing_to_a_shop(me: Owner) -> None:
    """Each card of the guide leads to its step, goes once it is settled, and never comes back."""
    me.shell.prepare()
    settle()
    for step in ("products", "printer", "pin"):
        assert me.shows(f"guide:{step}")
    me.tap("guide:pin:go")
    assert me.front_page == "office:pin"
    me.key(Key.Key_Escape).wait(lambda: me.screen == "page:start")
    me.tap("guide:pin:go").key(PIN).key(Key.Key_Return).key(PIN).key(Key.Key_Return)
    assert me.front_page == "settings"
    me.key(Key.Key_Escape).wait(lambda: me.screen == "page:start")
    assert not me.shows("guide:pin")
    me.tap("guide:printer:skip")
    assert not me.shows("guide:printer")
    me.tap("guide:all")
    assert me.front_page == "steps"
    assert [step for step, card in me.up.steps.cards.items() if card.done] == ["printer", "pin"]
    me.tap("step:shop:go")
    assert me.front_page == "office:pin"
    me.key(PIN).key(Key.Key_Return)
    me.write("set:shop_name", "Demo shop")
    me.key(Key.Key_Escape)
    assert me.front_page == "steps"
    assert me.up.steps.cards["shop"].done
    me.tap("step:place:skip").tap("step:products:go").wait(lambda: me.front_page == "import")
    me.key(Key.Key_Escape).wait(lambda: me.shows("office:table"))
    me.key(Key.Key_Escape).wait(lambda: me.screen == "page:start")
    me.tap("guide:products:skip")
    assert not me.shows("guide")
    assert (me.folder / STEPS_FILE).read_text("utf-8").split() == ["products", "printer", "place"]
    me.counter._guide()
    assert not me.shows("guide")


@WITHOUT_LOOK
def test_the_guide_makes_room_as_soon_as_staff_are_told_twice(me: Owner) -> None:
    """Whatever the second banner is: what begins a consultation keeps its room."""
    me.shell.prepare()
    settle()
    start = me.shell.start_screen
    assert isinstance(start, CounterStart)
    assert me.shows("pack:unsigned")
    for say, leave_off in (
        (partial(start.say_till, 2), partial(start.say_till, 0)),
        (partial(start.say_clock, True), partial(start.say_clock, False)),
        (partial(start.say_unset, ["brand"]), partial(start.say_unset, [])),
    ):
        assert me.shows("guide:pin")
        say()
        settle()
        assert me.shows("guide:all")
        assert not me.shows("guide:pin"), say
        leave_off()
        settle()
    assert me.shows("guide:pin")


@WITHOUT_LOOK
def test_a_shop_that_has_it_all_sees_no_guide(me: Owner) -> None:
    set_pin(me.folder, PIN)
    change_settings(me.folder, {("printer", "to"): "system"})
    me.assistant.use_settings(me.file)
    (me.folder / STEPS_FILE).write_text("products\nnonsense\n")
    me.shell.prepare()
    settle()
    assert not me.all_named("guide")
