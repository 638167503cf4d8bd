"""The page that looks things up by name: medicines by letter."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from magapp.pack.model import Question, Which
from magapp.rules import Value
from magapp.visit.finding import MedicinesAsked
from magapp.visit.medicines import Found
from magapp.visit.picks import Pick
from ui.ask.choices import NONE_ICON
from ui.ask.page import QuestionPage
from ui.ask.picked import PickedRow
from ui.frame.announce import announce
from ui.frame.setting import Setting
from ui.frame.stack import ScreenStack
from ui.kit.pads import LetterPad
from ui.kit.tiles import Cell, Tile, TileGrid


class LookupPage(QuestionPage):
    """Letters, names, and which it is when its use decides; what was picked stays in sight."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        hub = setting.hub
        self.asking = MedicinesAsked(setting.pack, question, setting.picks)
        self._names: dict[str, Tile] = {}
        self.beginnings: LetterPad | None = None

        self.picked = PickedRow(setting, question.id)
        self.picked.removed.connect(self._remove)
        self.column.addWidget(self.picked)

        self.letters = LetterPad(hub, name="letters", letters="".join(self._alphabet()))
        for key in self.letters.findChildren(QWidget):
            key.setObjectName("letter:" + key.objectName().rpartition("_")[2])
        self.letters.set_available(self.asking.index.letters())
        self.letters.chosen.connect(self.show_letter)
        self.names = TileGrid(hub, name="names")
        self.back = Tile(hub, name="letters:back", icon="arrow_left", parent=self.names)
        self.back.clicked.connect(self.show_letters)
        self.missing = Tile(hub, name="medicine:missing", icon="help_circle_outline")
        self.missing.clicked.connect(self._not_listed)
        self.which = TileGrid(hub, name="which")
        self._option_tiles: list[Tile] = []
        self.deck = ScreenStack(self)
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
            name=f"{question.id}:{self.asking.picks.unknown}",
            icon=icons.get(self.asking.picks.unknown, ""),
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
        return plain + [each for each in self.asking.index.letters() if each not in plain]

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
        full = largest and at_letters and bool(self.asking.picks.chosen)
        self.exits.setVisible(not full and self.asking.pending is None)
        self.help.setVisible(not full)

    def retranslate(self) -> None:
        """Words of the question and of everything on the page."""
        super().retranslate()
        asks, text = self.question.id, self.setting.text
        self.letters.setAccessibleName(self.tr("First letter of the name"))
        self._say_beginnings()
        self.back.set_texts(self.tr("Back to the letters"))
        self.missing.set_texts(self.tr("Not in this list"))
        self.no_medicines.set_texts(self.tr("None at all"))
        key = f"option.{asks}.{self.asking.picks.unknown}"
        self.unsure.set_texts(text(f"{key}.title"), text(f"{key}.line"))
        if self.asking.which is not None:
            self._say_options(self.asking.which)
        for grid in (self.names, self.which, self.exits):
            grid.set_nav_texts(self.tr("Previous"), self.tr("More"))
            grid.arrange()
        for tile in self._names.values():
            self._say_name(tile)
        if self.asking.which is not None:
            self._say_help()
        self._show_picks()

    # -- where we are on the page ---------------------------------------------------------------

    def show_letters(self) -> None:
        """Back to the alphabet."""
        self.asking.leave()
        self._show()

    def turn_back(self) -> bool:
        """From a name to the names, and from the names to ever fewer letters."""
        from_use = self.asking.pending is not None
        if not self.asking.back():
            return False
        if from_use:
            self._turn_to(self.names)
        else:
            self._show()
        return True

    def _show(self) -> None:
        """What the look-up is at: letters, further letters, names, or which of its uses."""
        if self.asking.which is not None:
            self._show_which(self.asking.which)
        elif not self.asking.begun:
            self.letters.set_current("")
            self._turn_to(self.letters)
            self._drop_beginnings()
        elif longer := self.asking.beginnings:
            self._show_beginnings(longer)
        else:
            self._show_names()

    def _turn_to(self, level: QWidget) -> None:
        before = self.deck.currentWidget()
        self.deck.turn_to(level)
        self._say_help()
        if level is before or not self.isVisible():
            return
        found = self.tr("Medicines found: {count}").format(count=len(self.asking.names))
        announce(self, *([found] if level is self.names else self.to_say()))

    def _say_help(self) -> None:
        self._make_room()
        pending = self.asking.pending
        if pending is not None:
            self.heading.setText(self.setting.asks_which(pending, other=self._other))
            self.help.setText("")
            return
        self.heading.setText(self.setting.text(self.title_key()))
        if self.deck.currentWidget() is self.letters:
            self.help.setText(self.tr("Touch the first letter of the name on the box."))
        elif self.deck.currentWidget() is self.beginnings:
            self.help.setText(self.tr("Touch how the name goes on."))
        else:
            self.help.setText(self.setting.text(f"question.{self.question.id}.help"))

    def show_letter(self, letter: str) -> None:
        """Every name that begins with a letter, or with some; of many the next letter is asked."""
        self.setting.hub.pace.hold()
        self.asking.begin(letter)
        self._show()

    def _show_beginnings(self, longer: list[str]) -> None:
        self._drop_beginnings()
        pad = LetterPad(self.setting.hub, name="beginnings", letters=longer)
        for key in pad.findChildren(QWidget):
            key.setObjectName("letter:" + key.objectName().rpartition("_")[2])
        pad.chosen.connect(self.show_letter)
        self.beginnings = pad
        self._say_beginnings()
        self.deck.addWidget(pad)
        self._turn_to(pad)
        if self.setting.hub.keyboard:
            pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_beginnings(self) -> None:
        if self.beginnings is not None:
            self.beginnings.setAccessibleName(self.tr("First letters of the name"))

    def _drop_beginnings(self) -> None:
        if self.beginnings is not None:
            self.deck.removeWidget(self.beginnings)
            self.beginnings.hide()
            self.beginnings.deleteLater()
            self.beginnings = None

    def _show_names(self) -> None:
        cells: list[Cell] = [self.back]
        for each in self.asking.names:
            tile = self._names.get(each.name)
            if tile is None:
                tile = Tile(
                    self.setting.hub, name=f"medicine:{each.name}", mark="check", parent=self.names
                )
                tile.clicked.connect(partial(self.choose, each))
                tile.setProperty("generic", each.medicine.name)
                tile.setProperty("called", each.name)
                self._names[each.name] = tile
                self._say_name(tile)
            tile.setChecked(self.asking.is_picked(each.name))
            cells.append(tile)
        cells.append(self.missing)
        self.names.set_cells(cells)
        self._turn_to(self.names)

    def _say_name(self, tile: Tile) -> None:
        name, generic = tile.property("called"), tile.property("generic")
        tile.set_texts(name, "" if name == generic else generic)

    def choose(self, found: Found, _: bool = False) -> None:
        """Pick a name or take it back; where its use decides, ask which it is."""
        if not self.asking.choose(found):
            self._show()
        elif self.asking.is_picked(found.name):
            self._added()
        else:
            self._tell()

    def _show_which(self, which: Which) -> None:
        if [tile.objectName() for tile in self._option_tiles] != self._option_names(which):
            self._drop_options()
            icons = {option.id: option.icon for option in self.question.option}
            for option, name in zip(which.option, self._option_names(which), strict=True):
                icon = icons[option.groups[0]]
                tile = Tile(self.setting.hub, name=name, icon=icon, parent=self.which)
                tile.clicked.connect(partial(self._chose_option, option.groups))
                self._option_tiles.append(tile)
        self._say_options(which)
        self.which.set_cells(self._option_tiles)
        self.setting.hub.pace.hold()
        self._turn_to(self.which)
        if self.setting.hub.keyboard:
            self._option_tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_options(self, which: Which) -> None:
        for option, tile in zip(which.option, self._option_tiles, strict=True):
            key = f"which.{which.id}.{option.id}"
            tile.set_texts(self.setting.text(f"{key}.title"), self.setting.text(f"{key}.line"))

    @staticmethod
    def _option_names(which: Which) -> list[str]:
        return [f"which:{which.id}:{option.id}" for option in which.option]

    def _drop_options(self) -> None:
        self.which.set_cells([])
        for tile in self._option_tiles:
            tile.hide()
            tile.deleteLater()
        self._option_tiles = []

    def _chose_option(self, groups: tuple[str, ...], _: bool = False) -> None:
        if self.asking.say_which(groups):
            self._added()

    # -- what is chosen -------------------------------------------------------------------------

    def _added(self) -> None:
        self.setting.hub.pace.hold()
        self._tell()
        if self.asking.picks.chosen:
            (chosen,) = self.picked.words(self.asking.picks.chosen[-1:])
            announce(self, self.tr("Chosen: {name}").format(name=chosen))
        self.show_letters()

    def _remove(self, pick: Pick) -> None:
        if self.asking.picks.remove(pick):
            self._tell()

    def _toggle_unsure(self, _: bool = False) -> None:
        self.asking.picks.tick(self.asking.picks.unknown)
        self._tell()

    def _not_listed(self, _: bool = False) -> None:
        if self.asking.not_listed():
            self._added()
        else:
            self.show_letters()

    def _none_at_all(self, _: bool = False) -> None:
        self.asking.none_at_all()
        self._show()
        self._show_picks()
        self.answered.emit(self.asking.value, True)

    def _tell(self) -> None:
        self._show_picks()
        self.answered.emit(self.asking.value, False)

    def populate(self, value: Value | None) -> None:
        """Show the groups of an answer; names already picked for them are kept."""
        self.asking.picks.show(value)
        self.show_letters()
        self._show_picks()

    def forget(self) -> None:
        """Which names were looked at is nobody's business: they are made anew."""
        self.names.set_cells([])
        for tile in self._names.values():
            tile.hide()
            tile.deleteLater()
        self._names.clear()
        self._drop_options()
        self._drop_beginnings()

    def words(self, value: Value) -> list[str]:
        """The names that were picked, else what their groups are called."""
        if value == []:
            return [self.tr("None at all")]
        picked = self.asking.picked_for(value)
        return self.picked.words(picked) if picked else super().words(value)

    def _show_picks(self) -> None:
        if self.picked.has_chip_focus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        picks = self.asking.picks
        self.picked.show_picks(picks, anew=True)
        self.picked.setVisible(bool(picks.chosen))
        self._make_room()
        self.no_medicines.setChecked(picks.none)
        self.unsure.setChecked(self.asking.is_ticked(self.asking.picks.unknown))
        for name, tile in self._names.items():
            tile.setChecked(self.asking.is_picked(name))

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        """The first letter."""
        return self.letters
