"""The page that looks things up by name: medicines by letter, by typing (staff), or by group.

The answer is the list of groups. Which names were picked is remembered here only, to be shown and
taken back, and forgotten with the answer.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QBoxLayout, QLineEdit, QWidget

from magapp.medicines import Found, MedicineIndex
from magapp.pack.model import Question
from magapp.rules import Value
from ui.kit.controls import Chip, LetterPad
from ui.kit.tiles import Cell, Tile, TileGrid
from ui.wizard.choices import NONE_ICON
from ui.wizard.page import Deck, QuestionPage, Setting, no_context_menu
from ui.wizard.wrap import WrapRow

UNSURE = "unsure"
"""The option that stands for what is not in the list."""


class Pick(NamedTuple):
    """A name that was picked, empty for a group that was ticked, and its group."""

    name: str
    group: str


class LookupPage(QuestionPage):
    """Letters, names, and which group when a name has several; what was picked stays in sight."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        hub = setting.hub
        self.index = MedicineIndex(setting.pack.medicines)
        self._picks: list[Pick] = []
        self._asking: Found | None = None
        self._none = False
        self._names: dict[str, Tile] = {}
        self._chips: list[Chip] = []

        self.picked = WrapRow(hub, name="picked")
        self.column.addWidget(self.picked)

        self.search: QLineEdit | None = None
        if setting.staff:
            self.search = QLineEdit(self)
            self.search.setObjectName(f"{question.id}:search")
            self.search.setMaxLength(40)
            no_context_menu(self.search)
            self.search.textEdited.connect(self._search)
            self.search.installEventFilter(self)
            self.column.addWidget(self.search)

        self.letters = LetterPad(hub, name="letters", letters="".join(self._alphabet()))
        for key in self.letters.findChildren(QWidget):
            key.setObjectName("letter:" + key.objectName().rpartition("_")[2])
        self.letters.set_available(self.index.letters())
        self.letters.chosen.connect(self.show_letter)
        self.names = TileGrid(hub, name="names")
        self.back = Tile(hub, name="letters:back", icon="arrow_left", parent=self.names)
        self.back.clicked.connect(self.show_letters)
        self.missing = Tile(hub, name="medicine:missing", icon="help_circle_outline")
        self.missing.clicked.connect(self._not_listed)
        self.which = TileGrid(hub, name="which")
        self._group_tiles: dict[str, Tile] = {}
        self.deck = Deck(self)
        for widget in (self.letters, self.names, self.which):
            self.deck.addWidget(widget)

        self.exits = TileGrid(hub, name="exits")
        self.no_medicines = Tile(
            hub,
            name=f"{question.id}:none",
            icon=NONE_ICON,
            mark="radio",
            hint="0" if setting.staff else "",
            parent=self.exits,
        )
        self.no_medicines.clicked.connect(self._none_at_all)
        icons = {option.id: option.icon for option in question.option}
        self.unsure = Tile(
            hub,
            name=f"{question.id}:{UNSURE}",
            icon=icons.get(UNSURE, ""),
            mark="check",
            parent=self.exits,
        )
        self.unsure.clicked.connect(self._toggle_unsure)
        self.exits.set_cells([self.no_medicines, self.unsure])

        self.groups: TileGrid | None = None
        self._ticks: dict[str, Tile] = {}
        if setting.staff:
            self.groups = TileGrid(hub, name="groups")
            for option in question.option:
                if option.id == UNSURE:
                    continue
                tile = Tile(
                    hub, name=f"{question.id}:{option.id}", mark="check", parent=self.groups
                )
                tile.clicked.connect(partial(self._tick, option.id))
                self._ticks[option.id] = tile
            self.groups.set_cells(list(self._ticks.values()))

        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.body.addWidget(self.deck, 4)
        if self.groups is not None:
            self.body.addWidget(self.groups, 6)
        self.column.addLayout(self.body, 1)
        self.column.addWidget(self.exits)
        self.restyle()
        self.retranslate()
        self._show_picks()

    def _alphabet(self) -> list[str]:
        plain = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
        return plain + [each for each in self.index.letters() if each not in plain]

    # -- look -----------------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "body"):
            theme = self.setting.hub.theme
            self.body.setSpacing(theme.px("space.xl"))
            self._turn()

    def resizeEvent(self, event: object) -> None:
        """Another size: perhaps another way to lay it out."""
        self._turn()

    def _turn(self) -> None:
        tall = self.height() > self.width()
        rows = 2 if tall and self.setting.hub.theme.text_scale >= 1.5 else 1
        self.exits.setFixedHeight(rows * self.exit_height())
        way = QBoxLayout.Direction.TopToBottom if tall else QBoxLayout.Direction.LeftToRight
        self.body.setDirection(way)

    def retranslate(self) -> None:
        """Words of the question and of everything on the page."""
        super().retranslate()
        asks, text = self.question.id, self.setting.text
        self.letters.setAccessibleName(self.tr("First letter of the name"))
        if self.search is not None:
            self.search.setPlaceholderText(self.tr("Type a name, or tick below"))
            self.search.setAccessibleName(self.tr("Name of a medicine"))
        self.back.set_texts(self.tr("Back to the letters"))
        self.missing.set_texts(self.tr("Not in this list"))
        self.no_medicines.set_texts(self.tr("None at all"))
        key = f"option.{asks}.{UNSURE}"
        self.unsure.set_texts(text(f"{key}.title"), text(f"{key}.line"))
        for group, tile in self._ticks.items():
            tile.set_texts(text(f"option.{asks}.{group}.title"))
        for grid in (self.names, self.which, self.exits, self.groups):
            if grid is not None:
                grid.set_nav_texts(self.tr("Previous"), self.tr("More"))
                grid.arrange()
        for tile in self._names.values():
            self._say_name(tile)
        if self._asking is not None:
            self.ask_which(self._asking)
        self._show_picks()

    # -- where we are on the page ---------------------------------------------------------------

    def show_letters(self) -> None:
        """Back to the alphabet."""
        self._asking = None
        self.letters.set_current("")
        self.deck.turn_to(self.letters)
        self._say_help()
        if self.search is not None:
            self.search.setText("")
            self.search.show()
            if self.groups is not None:
                self.groups.show()
            if self.isVisible():
                self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_help(self) -> None:
        if self._asking is not None:
            self.help.setText(
                self.tr("{name}: which of these is it?").format(name=self._asking.name)
            )
        elif self.deck.currentWidget() is self.letters and not self.setting.staff:
            self.help.setText(self.tr("Touch the first letter of the name on the box."))
        else:
            self.help.setText(self.setting.text(f"question.{self.question.id}.help"))

    def show_letter(self, letter: str) -> None:
        """Every name that begins with a letter."""
        self.setting.hub.pace.hold()
        self._show_names(self.index.starting(letter))

    def _search(self, typed: str) -> None:
        found = self.index.search(typed)
        if typed.strip():
            self._show_names(found, typed=True)
        else:
            self.show_letters()

    def _show_names(self, found: tuple[Found, ...], typed: bool = False) -> None:
        self._asking = None
        cells: list[Cell] = [self.back]
        for each in found:
            tile = self._names.get(each.name)
            if tile is None:
                tile = Tile(
                    self.setting.hub, name=f"medicine:{each.name}", mark="check", parent=self.names
                )
                tile.clicked.connect(partial(self._choose, each))
                tile.setProperty("generic", each.medicine.name)
                tile.setProperty("called", each.name)
                self._names[each.name] = tile
                self._say_name(tile)
            tile.setChecked(any(pick.name == each.name for pick in self._picks))
            tile.set_hint("Enter" if typed and each is found[0] else "")
            cells.append(tile)
        cells.append(self.missing)
        self.names.set_cells(cells)
        self.deck.turn_to(self.names)
        self._say_help()

    def _say_name(self, tile: Tile) -> None:
        name, generic = tile.property("called"), tile.property("generic")
        tile.set_texts(name, "" if name == generic else generic)

    def _choose(self, found: Found, _: bool = False) -> None:
        chosen = [pick for pick in self._picks if pick.name == found.name]
        if chosen:
            self._remove(chosen[0])
        elif len(found.medicine.groups) == 1:
            self._add(Pick(found.name, found.medicine.groups[0]))
        else:
            self.ask_which(found)

    def ask_which(self, found: Found) -> None:
        """A name stands for several groups: ask which of them it is."""
        self._asking = found
        cells: list[Cell] = []
        icons = {option.id: option.icon for option in self.question.option}
        for group in found.medicine.groups:
            tile = self._group_tiles.get(group)
            if tile is None:
                tile = Tile(
                    self.setting.hub,
                    name=f"{self.question.id}:{group}",
                    icon=icons[group],
                    hint=str(len(cells) + 1) if self.setting.staff else "",
                    parent=self.which,
                )
                tile.clicked.connect(partial(self._chose_group, group))
                self._group_tiles[group] = tile
            key = f"option.{self.question.id}.{group}"
            tile.set_texts(self.setting.text(f"{key}.title"), self.setting.text(f"{key}.line"))
            cells.append(tile)
        self.which.set_cells(cells)
        self.setting.hub.pace.hold()
        self.deck.turn_to(self.which)
        for widget in (self.groups, self.search):
            if widget is not None:
                widget.hide()
        self._say_help()
        if self.setting.hub.keyboard:
            cells[0].widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _chose_group(self, group: str, _: bool = False) -> None:
        if self._asking is not None:
            self._add(Pick(self._asking.name, group))

    # -- what is chosen -------------------------------------------------------------------------

    def _add(self, pick: Pick) -> None:
        self._none = False
        self._picks.append(pick)
        self.setting.hub.pace.hold()
        self._tell()
        self.show_letters()

    def _remove(self, pick: Pick, _: bool = False) -> None:
        if pick in self._picks:
            self._picks.remove(pick)
            self._tell()

    def _tick(self, group: str, _: bool = False) -> None:
        there = [pick for pick in self._picks if pick.group == group]
        if there:
            self._picks = [pick for pick in self._picks if pick.group != group]
        else:
            self._none = False
            self._picks.append(Pick("", group))
        self._tell()

    def _toggle_unsure(self, _: bool = False) -> None:
        self._tick(UNSURE)

    def _not_listed(self, _: bool = False) -> None:
        if not any(pick.group == UNSURE and not pick.name for pick in self._picks):
            self._add(Pick("", UNSURE))
        else:
            self.show_letters()

    def _none_at_all(self, _: bool = False) -> None:
        self.populate([])
        self.answered.emit([], True)

    def _value(self) -> list[str] | None:
        groups = {pick.group for pick in self._picks}
        chosen = [option.id for option in self.question.option if option.id in groups]
        return chosen or ([] if self._none else None)

    def _tell(self) -> None:
        self._show_picks()
        self.answered.emit(self._value(), False)

    def populate(self, value: Value | None) -> None:
        """Show the groups of an answer; names already picked for them are kept."""
        groups = value if isinstance(value, list) else []
        self._none = value == []
        self._picks = [pick for pick in self._picks if pick.group in groups]
        known = {pick.group for pick in self._picks}
        self._picks += [Pick("", group) for group in groups if group not in known]
        self.show_letters()
        self._show_picks()

    def words(self, value: Value) -> list[str]:
        """The names that were picked, else what their groups are called."""
        if value == []:
            return [self.tr("None at all")]
        names = [pick.name or self._title(pick.group) for pick in self._picks]
        return names if self._value() == value else super().words(value)

    def _title(self, group: str) -> str:
        return self.setting.text(f"option.{self.question.id}.{group}.title")

    def _show_picks(self) -> None:
        for chip in self._chips:
            if chip.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for pick in self._picks:
            label = pick.name or self._title(pick.group)
            chip = Chip(
                self.setting.hub,
                label,
                name=f"remove:{pick.name or pick.group}",
                icon="close",
                checkable=False,
                parent=self.picked,
            )
            chip.setAccessibleName(self.tr("Remove {name}").format(name=label))
            chip.clicked.connect(partial(self._remove, pick))
            self._chips.append(chip)
        self.picked.show_widgets(self._chips)
        self.picked.setVisible(bool(self._picks))
        chosen = {pick.group for pick in self._picks}
        self.no_medicines.setChecked(self._none)
        self.unsure.setChecked(UNSURE in chosen)
        for group, tile in self._ticks.items():
            tile.setChecked(group in chosen)
        for name, tile in self._names.items():
            tile.setChecked(any(pick.name == name for pick in self._picks))

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        """Staff type at once; others start at the first letter."""
        return self.search or self.letters

    def press(self, digit: int) -> bool:
        """Zero is: no medicines at all. Asked which one it is, digits choose."""
        if self._asking is not None and 1 <= digit <= len(self._asking.medicine.groups):
            self._chose_group(self._asking.medicine.groups[digit - 1])
            return True
        if digit == 0 and self._asking is None:
            self.no_medicines.click()
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the search field that are meant for the page."""
        if watched is self.search and isinstance(event, QKeyEvent):
            empty = not self.search.text()
            if event.type() != QEvent.Type.KeyPress:
                return False
            if empty and event.text() == "0":
                return self.press(0)
            if event.key() == Qt.Key.Key_Backspace and empty:
                event.ignore()
                return True
            if event.key() == Qt.Key.Key_Escape and not empty:
                self.show_letters()
                return True
            if event.key() == Qt.Key.Key_Down:
                self._enter_deck()
                return True
        return super().eventFilter(watched, event)

    def _enter_deck(self) -> None:
        """From the search field down to what it found, or to the letters."""
        self.setting.hub.keyboard = True
        shown = self.names if self.deck.currentWidget() is self.names else self.letters
        controls = shown.findChildren(QAbstractButton)
        here = [each for each in controls if each.isVisible() and each.isEnabled()]
        if shown is self.names and len(here) > 1 and self.back in here:
            here.remove(self.back)
        top = min(here, key=lambda each: (each.y(), each.x()), default=None)
        if top is not None:
            top.setFocus(Qt.FocusReason.TabFocusReason)

    def enter_goes_on(self) -> bool:
        """With a name typed, Enter picks the best match; a name that is not listed is unsure."""
        if self._asking is not None:
            return False
        if self.search is None or not self.search.text().strip():
            return True
        focus = QApplication.focusWidget()
        found = self.index.search(self.search.text())
        if isinstance(focus, Tile):
            focus.click()
        elif found:
            self._choose(found[0])
        return False
