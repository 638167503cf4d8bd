"""The shop's settings on screen: pages of fields made from the table, saved as they are changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from magapp.assistant import Assistant
from magapp.errors import InputError, refused_by_system
from magapp.language.words import Words
from magapp.settings import SettingError, Settings, change_settings, home, read_settings
from magapp.settings.table import PAGES, Entry, Page, entries, entry
from ui.frame.announce import announce
from ui.frame.files import ask_folder, ask_open
from ui.frame.setting import Setting
from ui.input.language import native_name
from ui.kit.base import bleed, run
from ui.kit.button import Button
from ui.kit.scroll import Scroll
from ui.kit.surfaces import Banner
from ui.kit.tabs import Tabs
from ui.kit.text import FlowLabel
from ui.office.labels import OfficeWords
from ui.office.live_look import LiveLook
from ui.office.page import OfficePage
from ui.office.printer_help import PrinterHelp
from ui.office.profile import ProfileCard
from ui.office.setting_field import Options, SettingField

ICONS: dict[Page, str] = {
    "shop": "palette_outline",
    "languages": "translate",
    "advice": "scale_balance",
    "kiosk": "monitor",
    "printer": "printer",
    "data": "database_outline",
}
PICTURES = "*.png *.jpg *.jpeg"
DATABASE = ("database",)
"""The setting whose password is put apart when it is saved."""
MOST_FAULTS = 3
"""So many lines of the file are said at once to be wrong."""
SOON_MS = 60
"""So long after a change the look is made anew: the field that was changed is painted first."""
_WIDE = ("picture", "printers", "forms", "secret", "folder", "languages", "monitors")
"""What needs the whole width."""

Path_ = tuple[str, ...]


class SettingsPage(OfficePage):
    """`changed` says that a setting is another; `pin_wanted` and `steps_wanted` lead elsewhere."""

    changed = Signal()
    pin_wanted = Signal()
    steps_wanted = Signal()

    def __init__(self, setting: Setting, words: OfficeWords, assistant: Assistant) -> None:
        super().__init__(setting, words, "settings")
        hub = setting.hub
        self.assistant = assistant
        self.fields: dict[Path_, SettingField] = {}
        self._before: dict[Path_, Any] = {}
        self._faults: tuple[SettingError, ...] = ()
        self.undo = Button(hub, name="settings:undo", icon="undo", variant="quiet")
        self.undo.clicked.connect(self.take_back)
        self.steps = Button(hub, name="settings:steps", icon="format_list_checks", variant="quiet")
        self.steps.clicked.connect(self.steps_wanted)
        self.set_actions([self.undo, self.steps])
        self.tabs = Tabs(hub, [(each, ICONS[each]) for each in PAGES])
        self.tabs.chosen.connect(self._turned)
        self.wrong = Banner(hub, "warning", name="settings:wrong", icon="alert")
        self.wrong.hide()
        self.state = FlowLabel(hub, name="settings:state", role="small", bold=True)
        self.printer = PrinterHelp(setting, assistant)
        self.pages: dict[str, QWidget] = {}
        self._grids: dict[str, QGridLayout] = {}
        self.inner = QVBoxLayout()
        for page in PAGES:
            self._make_page(page)
        self.pin = Button(hub, name="settings:pin", icon="lock_outline")
        self.pin.clicked.connect(self.pin_wanted)
        row = QHBoxLayout()
        row.addWidget(self.pin)
        row.addStretch(1)
        self._grids["kiosk"].addLayout(row, self._grids["kiosk"].rowCount(), 0, 1, 2)
        self.printer.chosen.connect(self._chose_printer)
        self.printer.found.connect(self.fields["printer", "at"].offer)
        self._append("printer", self.printer)
        self.profile = ProfileCard(setting)
        self._append("advice", self.profile)
        self.way = FlowLabel(hub, name="settings:way", role="small", bold=True)
        beside = self.pages["data"].layout()
        assert isinstance(beside, QVBoxLayout)
        beside.insertWidget(0, self.way)  # its setting is the first
        content = QWidget()
        self.stack = QVBoxLayout(content)
        self.stack.setContentsMargins(0, 0, 0, 0)
        for widget in self.pages.values():
            self.stack.addWidget(widget)
        self.stack.addStretch(1)
        self.area = Scroll(content, name="settings:scroll")
        self.look = LiveLook(setting, assistant)
        self.readable = FlowLabel(hub, name="settings:readable", role="small", bold=True)
        self.side = QWidget()
        side = QVBoxLayout(self.side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.readable)
        side.addWidget(self.look, 1)
        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.body.addWidget(self.area, 3)
        self.body.addWidget(self.side, 2)
        self.column.addWidget(self.tabs)
        self.column.addWidget(self.wrong)
        self.column.addLayout(self.body, 1)
        self.column.addWidget(self.state)
        self._later = QTimer(self, singleShot=True, interval=SOON_MS)
        self._later.timeout.connect(self._show_look)
        self.restyle()
        self.retranslate()
        self._turned(self.tabs.current)

    # -- making -----------------------------------------------------------------------------------

    def _make_page(self, page: Page) -> None:
        widget = self.pages[page] = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        grid = self._grids[page] = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        row = place = 0
        for each in entries():
            if each.about.page != page:
                continue
            field = SettingField(self.setting, each, self._options(each), self._finder(each))
            field.wanted.connect(partial(self._wanted, each.path))
            self.fields[each.path] = field
            wide = each.about.pick in _WIDE or each.kind in ("list", "colour", "choice")
            if wide and place:
                row, place = row + 1, 0
            grid.addWidget(field, row, place, 1, 2 if wide else 1)
            place += 2 if wide else 1
            if place >= 2:
                row, place = row + 1, 0
        widget.hide()

    def _append(self, page: str, widget: QWidget) -> None:
        layout = self.pages[page].layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(widget)

    def _options(self, each: Entry) -> Callable[[], Options] | None:
        """What there is to choose from for a setting that is no choice by itself."""
        pack, text = self.assistant.pack, self.setting.text
        return {
            "languages": lambda: [(code, native_name(code)) for code in pack.languages],
            "forms": lambda: [
                (form.id, text(f"form.{form.id}.name")) for form in pack.forms if not form.seed
            ],
            "monitors": self._monitors,
            "printers": self.printer.options,
        }.get(each.about.pick)

    def _monitors(self) -> Options:
        named = [screen.name() for screen in QGuiApplication.screens() if screen.name()]
        return [("", self.tr("The first one")), *((name, name) for name in named)]

    def _finder(self, each: Entry) -> Callable[[], str] | None:
        return {"picture": self._find_picture, "folder": self._find_folder}.get(each.about.pick)

    def _find_picture(self) -> str:
        """A picture, copied into the program's folder so that it is kept with the rest."""
        title, language = entry("logo").label(self.setting.language.code), self.setting.language
        path = ask_open(self, title, PICTURES, language.code)
        return self.keep_picture(path) if path is not None else ""

    def keep_picture(self, path: Path) -> str:
        """Copy a picture into the program's folder; its name there, empty when it cannot be."""
        from magapp.machine.pictures import look_at_picture
        from magapp.reading import read_file
        from ui.look.picture import MOST_BYTES

        field, name = self.fields["logo",], ""
        try:
            content = read_file(path, MOST_BYTES)
            kind = look_at_picture(content, path.name)
            name = f"logo.{kind}"
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)
        except InputError as error:
            field.set_fault(error.told(self.setting.language.code))
            return ""
        except OSError as error:
            unwritable = InputError(name, "unwritable", why=refused_by_system(error))
            field.set_fault(unwritable.told(self.setting.language.code))
            return ""
        field.set_fault("")
        self.look.renew()
        self._later.start()
        return name

    def _find_folder(self) -> str:
        found = ask_folder(self, self.heading.text(), self.setting.language.code)
        return str(found) if found is not None else ""

    @property
    def folder(self) -> Path:
        """The folder of the file."""
        return self.assistant.folder or home()

    # -- look and words ---------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if not hasattr(self, "body"):
            return
        theme = self.hub.theme
        self.body.setSpacing(theme.px("space.lg"))
        for label in (self.state, self.readable, self.way):
            label.setContentsMargins(bleed(theme), 0, bleed(theme), 0)
        for grid in self._grids.values():
            grid.setHorizontalSpacing(theme.px("space.xl"))
            grid.setVerticalSpacing(theme.px("space.md"))
        for widget in self.pages.values():
            layout = widget.layout()
            assert layout is not None
            layout.setSpacing(theme.px("space.lg"))

    def turn(self) -> None:
        """The look beside the fields, or below them."""
        super().turn()
        if hasattr(self, "body"):
            narrow = self.tall or self.width() < self.hub.theme.px(900)
            large = self.hub.theme.text_scale >= 1.5 and not self.tall
            run(self.body, down=narrow and not large)
            self.side.setVisible(self.tabs.current == "shop" and not large)

    def retranslate(self) -> None:
        """Words of the page; the fields have their own."""
        self.heading.setText(self.tr("Settings"))
        super().retranslate()
        for page, text in {
            "shop": self.tr("Shop"),
            "languages": self.tr("Languages"),
            "advice": self.tr("Advice"),
            "kiosk": self.tr("Kiosk"),
            "printer": self.tr("Printer"),
            "data": self.tr("Data"),
        }.items():
            self.tabs.tabs[page].set_text(text)
        self.tabs.set_shown(PAGES)
        self.tabs.setAccessibleName(self.heading.text())
        self.steps.set_text(self.tr("First steps"))
        self.pin.set_text(self.tr("Choose a new PIN"))
        for field in self.fields.values():
            field.retranslate()
        self.printer.retranslate()
        self.profile.retranslate()
        self._say_way()
        self._say_undo()
        self._say_wrong()
        if self.isVisible():
            self._later.start()

    def _label(self, path: Path_) -> str:
        return entry(*path).label(self.setting.language.code)

    def _say_undo(self) -> None:
        names = ", ".join(self._label(path) for path in self._before)
        self.undo.setEnabled(bool(names))
        self.undo.set_text(self.tr("Undo"))
        said = self.tr("Undo: {names}").format(names=names) if names else self.undo.text()
        self.undo.setAccessibleName(said)
        self.undo.setToolTip(said)

    def _say_wrong(self) -> None:
        """The lines of the file that cannot be used, each with its mend."""
        language = self.setting.language.code
        self.wrong.setVisible(bool(self._faults))
        told = [self._told(fault, language) for fault in self._faults[:MOST_FAULTS]]
        told += ["…"] * (len(self._faults) > MOST_FAULTS)
        self.wrong.set_texts(
            self.tr("The file of settings has mistakes; the usual values stand in for them"),
            " ".join(told),
        )

    def _say_way(self) -> None:
        """What is to be known of the way to a server, and where its password is."""
        known: list[str] = []
        if named := self.assistant.settings.database:
            from magapp.store import remarks

            known = remarks(self.folder, named)
        words = Words(self.setting.language.code)
        self.way.setText(" ".join(map(words, known)))
        self.way.setVisible(bool(known))

    def _told(self, fault: SettingError, language: str) -> str:
        if not fault.line:
            return fault.told(language)
        where = self.tr("Line {number}").format(number=fault.line)
        said = fault.saying.told(language)
        return f"{where}, {fault.key}: {said}" if fault.key else f"{where}: {said}"

    # -- showing ----------------------------------------------------------------------------------

    def show_settings(self, page: str = "") -> None:
        """Show the settings as the file has them now."""
        self._read()
        self.state.setText("")
        if page:
            self.tabs.choose(page)
        self.turn()

    def look_around(self) -> None:
        """In front: look for what the page in sight needs."""
        if self.tabs.current == "printer":
            self.printer.look()
        self._later.start()

    def _read(self) -> None:
        settings, self._faults = read_settings(self.folder)
        for field in self.fields.values():
            if not field.busy:
                field.show_value(self._seen(field.entry, settings))
        self.printer.retranslate()
        self._say_way()
        self._say_wrong()
        self._later.start()

    def _seen(self, each: Entry, settings: Settings) -> Any:
        """A value as it is shown: of a secret, an address, never the password."""
        value = each.of(settings)
        if each.about.pick != "secret" or not value:
            return value
        from magapp.store import hidden

        return hidden(value)

    def _turned(self, page: str) -> None:
        self.take_typed()
        for name, widget in self.pages.items():
            widget.setVisible(name == page)
        self.area.verticalScrollBar().setValue(0)
        if hasattr(self, "body"):
            self.turn()
        if page == "printer" and self.isVisible():
            self.printer.look()

    def _show_look(self) -> None:
        if self.side.isVisibleTo(self):
            settings = self.assistant.settings
            self.look.show_look(settings)
            self.readable.setText(self.look.in_words(settings))

    @property
    def busy(self) -> bool:
        """Whether the look is made, or printers are looked for."""
        return self._later.isActive() or self.printer.looking

    # -- changing ---------------------------------------------------------------------------------

    def _wanted(self, path: Path_, value: Any) -> None:
        """Somebody chose a value: save it, or say beside it what is wrong."""
        changes = {path: value}
        if path == ("languages",) and value and self.assistant.settings.language not in value:
            changes["language",] = value[0]
        if self._save(changes):
            self.fields[path].say_late()

    def _chose_printer(self, to: str, at: str) -> None:
        """A printer that was found: how it is reached and where it is."""
        self._save({("printer", "to"): to, ("printer", "at"): at})

    def _save(self, changes: dict[Path_, Any]) -> bool:
        first = next(iter(changes))
        try:
            changes, was = self._apart(changes)
            before = change_settings(self.folder, changes) | was
        except InputError as error:
            said = error.saying.told(self.setting.language.code)
            self.fields[first].set_fault(said)
            announce(self.fields[first], said)
            return False
        for path, value in changes.items():
            self.fields[path].show_value(value)
        self._before = before
        self._taken()
        names = ", ".join(self._label(path) for path in changes)
        self.state.setText(self.tr("Saved: {names}").format(names=names))
        announce(self.state, self.state.text())
        return True

    def _apart(self, changes: dict[Path_, Any]) -> tuple[dict[Path_, Any], dict[Path_, Any]]:
        """The changes, and what an address was before, without a password: that is put apart."""
        before = read_settings(self.folder)[0].database
        if not (DATABASE in changes and (changes[DATABASE] or before)):
            return changes, {}
        from magapp.store import kept_apart

        was: dict[Path_, Any] = {DATABASE: kept_apart(self.folder, before)} if before else {}
        return {**changes, DATABASE: kept_apart(self.folder, changes[DATABASE], before)}, was

    def _taken(self) -> None:
        self.assistant.use_settings(*read_settings(self.folder))
        self._read()
        self._say_undo()
        self.changed.emit()

    def take_back(self) -> None:
        """Undo the last change."""
        before, self._before = self._before, {}
        if not before:
            return
        try:
            change_settings(self.folder, before)
        except InputError as error:
            self.state.setText(error.told(self.setting.language.code))
            return
        self._taken()
        names = ", ".join(self._label(path) for path in before)
        self.state.setText(self.tr("Taken back: {names}").format(names=names))
        announce(self.state, self.state.text())

    def take_typed(self) -> None:
        """Save what is typed and was not taken yet."""
        for field in list(self.fields.values()):
            if field.isVisible():
                field.take()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight: nothing typed is lost."""
        for field in list(self.fields.values()):
            field.take()
        super().hideEvent(event)

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """The chosen tab."""
        return self.tabs.tabs[self.tabs.current]

    def enter(self) -> bool:
        """Enter takes what is typed."""
        self.take_typed()
        return True
