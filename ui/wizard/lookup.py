"""The page that looks things up by name: medicines by letter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from magapp.medicines import Found, MedicineIndex
from magapp.pack.model import Question
from magapp.rules import Value
from ui.kit.controls import Chip, LetterPad
from ui.kit.tiles import Cell, Tile, TileGrid
from ui.wizard.choices import NONE_ICON
from ui.wizard.page import Deck, QuestionPage, Setting
from ui.wizard.picks import UNSURE, Pick, Picks
from ui.wizard.wrap import WrapRow


class LookupPage(QuestionPage):
    """Letters, names, and which group when a name has several; what was picked stays in sight."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        hub = setting.hub
        self.index = MedicineIndex(setting.pack.medicines, question.neutral())
        self._picks = Picks(question)
        self._asking: Found | None = None
        self._names: dict[str, Tile] = {}
        self._chips: list[Chip] = []

        self.picked = WrapRow(hub, name="picked")
        self.column.addWidget(self.picked)

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

        self.column.addWidget(self.deck, 1)
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
        if hasattr(self, "exits"):
            self.arrange()

    def arrange(self) -> None:
        """As many rows for the ways out as the words need."""
        tall = self.tall
        theme = self.setting.hub.theme
        rows = 2 if tall and theme.text_scale >= 1.5 else 1
        more = theme.px("type.body") if theme.text_scale >= 2 else 0
        self.exits.setFixedHeight(rows * self.exit_height() + more)
        self._make_room()

    def _make_room(self) -> None:
        """With the largest words there is room for what was picked or for the ways out, not both.

        "Not sure" is then said behind a letter, as "not in this list".
        """
        at_letters = self.deck.currentWidget() is self.letters
        largest = self.setting.hub.theme.text_scale >= 2
        full = largest and at_letters and bool(self._picks.chosen)
        self.exits.setVisible(not full)
        self.help.setVisible(not full)

    def retranslate(self) -> None:
        """Words of the question and of everything on the page."""
        super().retranslate()
        asks, text = self.question.id, self.setting.text
        self.letters.setAccessibleName(self.tr("First letter of the name"))
        self.back.set_texts(self.tr("Back to the letters"))
        self.missing.set_texts(self.tr("Not in this list"))
        self.no_medicines.set_texts(self.tr("None at all"))
        key = f"option.{asks}.{UNSURE}"
        self.unsure.set_texts(text(f"{key}.title"), text(f"{key}.line"))
        for grid in (self.names, self.which, self.exits):
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

    def kept(self) -> Callable[[], None]:
        """The names that are picked."""
        chosen, none = list(self._picks.chosen), self._picks.none

        def again() -> None:
            if (chosen, none) != (self._picks.chosen, self._picks.none):
                self._picks.chosen, self._picks.none = list(chosen), none
                self._show_picks()

        return again

    def turn_back(self) -> bool:
        """From a name to the names, and from the names to the letters."""
        level = self.deck.currentWidget()
        if level is self.letters:
            return False
        if level is self.which and self.names.cells():
            self._asking = None
            self.deck.turn_to(self.names)
            self._say_help()
        else:
            self.show_letters()
        return True

    def _say_help(self) -> None:
        self._make_room()
        if self._asking is not None:
            self.help.setText(
                self.tr("{name}: which of these is it?").format(name=self._asking.name)
            )
        elif self.deck.currentWidget() is self.letters:
            self.help.setText(self.tr("Touch the first letter of the name on the box."))
        else:
            self.help.setText(self.setting.text(f"question.{self.question.id}.help"))

    def show_letter(self, letter: str) -> None:
        """Every name that begins with a letter."""
        self.setting.hub.pace.hold()
        self._show_names(self.index.starting(letter))

    def _show_names(self, found: tuple[Found, ...]) -> None:
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
            tile.setChecked(self._picks.named(each.name) is not None)
            cells.append(tile)
        cells.append(self.missing)
        self.names.set_cells(cells)
        self.deck.turn_to(self.names)
        self._say_help()

    def _say_name(self, tile: Tile) -> None:
        name, generic = tile.property("called"), tile.property("generic")
        tile.set_texts(name, "" if name == generic else generic)

    def _choose(self, found: Found, _: bool = False) -> None:
        chosen = self._picks.named(found.name)
        if chosen is not None:
            self._remove(chosen)
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
        self._say_help()
        if self.setting.hub.keyboard:
            cells[0].widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _chose_group(self, group: str, _: bool = False) -> None:
        if self._asking is not None:
            self._add(Pick(self._asking.name, group))

    # -- what is chosen -------------------------------------------------------------------------

    def _add(self, pick: Pick) -> None:
        self._picks.add(pick)
        self.setting.hub.pace.hold()
        self._tell()
        self.show_letters()

    def _remove(self, pick: Pick, _: bool = False) -> None:
        if self._picks.remove(pick):
            self._tell()

    def _toggle_unsure(self, _: bool = False) -> None:
        self._picks.tick(UNSURE)
        self._tell()

    def _not_listed(self, _: bool = False) -> None:
        if Pick("", UNSURE) not in self._picks.chosen:
            self._add(Pick("", UNSURE))
        else:
            self.show_letters()

    def _none_at_all(self, _: bool = False) -> None:
        self.populate([])
        self.answered.emit([], True)

    def _tell(self) -> None:
        self._show_picks()
        self.answered.emit(self._picks.value(), False)

    def populate(self, value: Value | None) -> None:
        """Show the groups of an answer; names already picked for them are kept."""
        self._picks.show(value)
        self.show_letters()
        self._show_picks()

    def forget(self) -> None:
        """Which names were looked at is nobody's business: they are made anew."""
        for grid in (self.names, self.which):
            grid.set_cells([])
        for tile in (*self._names.values(), *self._group_tiles.values()):
            tile.hide()
            tile.deleteLater()
        self._names.clear()
        self._group_tiles.clear()

    def words(self, value: Value) -> list[str]:
        """The names that were picked, else what their groups are called."""
        if value == []:
            return [self.tr("None at all")]
        names = [pick.name or self._title(pick.group) for pick in self._picks.chosen]
        return names if self._picks.value() == value else super().words(value)

    def named(self) -> list[str]:
        """The names that were picked."""
        return self._picks.names()

    def _title(self, group: str) -> str:
        return self.setting.text(f"option.{self.question.id}.{group}.title")

    def _show_picks(self) -> None:
        for chip in self._chips:
            if chip.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for pick in self._picks.chosen:
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
        self.picked.setVisible(bool(self._picks.chosen))
        self._make_room()
        self.no_medicines.setChecked(self._picks.none)
        self.unsure.setChecked(UNSURE in self._picks.groups())
        for name, tile in self._names.items():
            tile.setChecked(self._picks.named(name) is not None)

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        """The first letter."""
        return self.letters
