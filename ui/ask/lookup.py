"""The page that looks things up by name: medicines that many use, and all others by letter."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

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
from ui.kit.base import Arranged, bleed, run
from ui.kit.pads import LetterPad
from ui.kit.tiles import Cell, Tile, TileGrid
from ui.look.theme import ThemeHub


class _Home(Arranged):
    """Common names above the letters; where there is no room for both, one leads to the other."""

    def __init__(
        self, hub: ThemeHub, common: TileGrid, names: list[Tile], more: Tile, letters: LetterPad
    ) -> None:
        super().__init__(hub)
        self.common, self.letters = common, letters
        self._names, self._more = names, more
        self.spelling = not names
        """Whether the letters are in front, where one of both has to be."""
        self.apart = False
        """Whether there is no room for both."""
        for each in (common, letters):
            each.setParent(self)

    def show_part(self, spelling: bool) -> None:
        """Have the letters in front, or the common names."""
        self.spelling = spelling or not self._names
        self.arrange()

    def arrange(self) -> None:
        """Place them; the letters take a part of what is left over."""
        wide, high = self.width(), self.height()
        names: list[Cell] = [*self._names]
        if names and self.common.cells()[: len(names)] != names:
            self.common.set_cells(names)
        theme = self.hub.theme
        gap = theme.px("space.lg") - 2 * bleed(theme)
        needed = self.letters.needed(wide)
        spare = high - self.common.needed(wide, len(names)) - gap - needed
        self.apart = not names or spare < 0
        shown: list[Cell] = [*names, self._more] if self.apart else names
        if names and self.common.cells() != shown:
            self.common.set_cells(shown)
        self.common.setVisible(bool(names) and not (self.apart and self.spelling))
        self.letters.setVisible(self.spelling or not self.apart)
        if self.apart:
            for each in (self.common, self.letters):
                each.setGeometry(0, 0, wide, high)
            return
        tall = needed + spare // 3
        self.common.setGeometry(0, 0, wide, high - tall - gap)
        self.letters.setGeometry(0, high - tall, wide, tall)


class LookupPage(QuestionPage):
    """Common names, letters, names, and which it is when its use decides.

    Below there are always the ways out, in the same places: none, or what was picked, and not
    sure; or back to the letters, and not in the list.
    """

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        hub = setting.hub
        self.asking = MedicinesAsked(setting.pack, question, setting.picks)
        self._names: dict[str, Tile] = {}
        self.beginnings: LetterPad | None = None

        self.picked = PickedRow(setting, question.id)
        self.picked.removed.connect(self._remove)
        self.letters = LetterPad(hub, name="letters", letters="".join(self._alphabet()))
        for key in self.letters.findChildren(QWidget):
            key.setObjectName("letter:" + key.objectName().rpartition("_")[2])
        self.letters.set_available(self.asking.index.letters())
        self.letters.chosen.connect(self.show_letter)
        self.common = TileGrid(hub, name="common")
        self.common.at_theme = self.common.full = True
        self._common = {
            each.name: self._name_tile(each, self.common, "common") for each in self.asking.common
        }
        self.by_letter = by_letter = Tile(hub, name="letters:show", icon="magnify")
        by_letter.clicked.connect(self.show_letters)
        self.home = _Home(hub, self.common, list(self._common.values()), by_letter, self.letters)
        self.names = TileGrid(hub, name="names")
        self.names.full = True
        self.names.elsewhere = lambda: self.words_above() + self._foot_height()
        self.which = TileGrid(hub, name="which")
        self.which.elsewhere = self.words_above
        self._option_tiles: list[Tile] = []
        self.deck = ScreenStack(self)
        for widget in (self.home, self.names, self.which):
            self.deck.addWidget(widget)

        self.exits = TileGrid(hub, name="exits")
        self.exits.at_theme = True
        self.no_medicines = Tile(
            hub,
            name=f"{question.id}:none",
            icon=NONE_ICON,
            mark="radio",
            parent=self.exits,
        )
        self.no_medicines.clicked.connect(self._none_at_all)
        icons = {option.id: option.icon for option in question.option}
        self._unsure_icon = icons.get(self.asking.picks.unknown, "")
        self.unsure = Tile(
            hub,
            name=f"{question.id}:{self.asking.picks.unknown}",
            icon=self._unsure_icon,
            mark="check",
            parent=self.exits,
        )
        self.unsure.clicked.connect(self._toggle_unsure)
        self.shortcuts = self.shortcut_tiles(self.exits)
        self.back = Tile(hub, name="letters:back", icon="arrow_left", parent=self.exits)
        self.back.clicked.connect(self.show_letters)
        self.missing = Tile(
            hub, name="medicine:missing", icon="help_circle_outline", parent=self.exits
        )
        self.missing.clicked.connect(self._not_listed)
        self.exits.set_wide_last(True)
        self.foot = QWidget()
        self.foot_row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.picked, 1)
        row.addWidget(self.exits)

        self.column.addWidget(self.deck, 1)
        self.column.addWidget(self.foot)
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
        """Lay out anew."""
        self._make_room()

    @property
    def _at_home(self) -> bool:
        return self.deck.currentWidget() is self.home

    def _foot_height(self) -> int:
        """As high as its words and chips need it."""
        if self.asking.pending is not None:
            return 0
        wide, gap = self._exits_width(), self.foot_row.spacing()
        high = self.exits.needed(wide)
        if not self._picked_shown():
            return high
        if self.tall:
            return high + gap + self.picked.heightForWidth(wide)
        return max(high, self.picked.heightForWidth(self.inner_width() - wide - gap))

    def _picked_shown(self) -> bool:
        return self._at_home and bool(self.asking.picks.chosen)

    def _exits_width(self) -> int:
        """Beside what was picked there is room for one; on a tall screen it stands above."""
        return self.inner_width() // (3 if self._picked_shown() and not self.tall else 1)

    def _make_room(self) -> None:
        """The ways out that there are here, each as high as its words need it.

        Large words are told apart by their titles alone.
        """
        large = self.terse
        cells = [self.back, self.missing]
        if self._picked_shown():
            cells = [self.unsure]
        elif self._at_home:
            cells = [self.no_medicines, *([] if large else self.shortcuts.values()), self.unsure]
        self.no_medicines.set_icon("" if large else NONE_ICON)
        self.unsure.set_icon("" if large else self._unsure_icon)
        key = f"option.{self.question.id}.{self.asking.picks.unknown}"
        line = "" if large else self.setting.text(f"{key}.line")
        self.unsure.set_texts(self.setting.text(f"{key}.title"), line)
        if cells != self.exits.cells():
            self.exits.set_cells(cells)
        run(self.foot_row, down=self.tall)
        self.picked.setVisible(self._picked_shown())
        self.exits.setFixedWidth(self._exits_width())
        high = self._foot_height()
        self.foot.setFixedHeight(high)
        self.exits.setFixedHeight(self.exits.needed(self._exits_width()) if self.tall else high)
        self.foot.setVisible(self.asking.pending is None)
        self.help.setVisible(bool(self.help.text()))
        self.column.activate()  # what has room at home is known before it is painted

    def retranslate(self) -> None:
        """Words of the question and of everything on the page."""
        super().retranslate()
        self.letters.setAccessibleName(self.tr("First letter of the name"))
        self._say_beginnings()
        self.by_letter.set_texts(self.tr("Another name: by letter"))
        self.say_shortcuts()
        self.back.set_texts(self.tr("Back to the letters"))
        self.missing.set_texts(self.tr("Not in this list"))
        self.no_medicines.set_texts(self.tr("None at all"))
        if self.asking.which is not None:
            self._say_options(self.asking.which)
        for tile in (*self._names.values(), *self._common.values()):
            self._say_name(tile)
        for grid in (self.common, self.names, self.which, self.exits):
            grid.set_nav_texts(self.tr("Previous"), self.tr("More"))
            grid.arrange()
        self._say_help()
        self._show_picks()

    # -- where we are on the page ---------------------------------------------------------------

    def show_letters(self) -> None:
        """Back to the alphabet."""
        self.asking.leave()
        self.home.show_part(spelling=True)
        self._show()

    def show_common(self) -> None:
        """Back to where the look-up begins."""
        self.asking.leave()
        self.home.show_part(spelling=False)
        self._show()

    def turn_back(self) -> bool:
        """From a name to the names, and from the names to ever fewer letters."""
        from_use = self.asking.pending is not None
        if self.asking.back():
            if from_use and self.asking.begun:
                self._turn_to(self.names)
            else:
                self._show()
            return True
        back = self.home.apart and self.home.spelling and bool(self._common)
        if back:
            self.show_common()
        return back

    def _show(self) -> None:
        """What the look-up is at: letters, further letters, names, or which of its uses."""
        if self.asking.which is not None:
            self._show_which(self.asking.which)
        elif not self.asking.begun:
            self.letters.set_current("")
            self._turn_to(self.home)
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
        pending = self.asking.pending
        if pending is not None:
            self.heading.setText(self.setting.asks_which(pending, other=self._other))
            self.help.setText("")
            self._make_room()
            return
        title = self.setting.text(self.title_key())
        if not self._at_home:
            title = self.tr("Begins with {letters}").format(letters=self.asking.begun.upper())
        self.heading.setText(title)
        if self._at_home and self._common:
            self.help.setText(self.tr("Touch your medicine, or the first letter of its name."))
        elif self._at_home:
            self.help.setText(self.tr("Touch the first letter of the name on the box."))
        elif self.deck.currentWidget() is self.beginnings:
            self.help.setText(self.tr("Touch how the name goes on."))
        else:
            self.help.setText("")
        self._make_room()

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
        cells: list[Cell] = []
        for each in self.asking.names:
            tile = self._names.get(each.name)
            if tile is None:
                tile = self._names[each.name] = self._name_tile(each, self.names)
                self._say_name(tile)
            tile.setChecked(self.asking.is_picked(each.name))
            cells.append(tile)
        self.names.set_cells(cells)
        self._turn_to(self.names)

    def _name_tile(self, found: Found, grid: TileGrid, kind: str = "medicine") -> Tile:
        name = f"{kind}:{found.name}"
        tile = Tile(self.setting.hub, name=name, mark="check", parent=grid)
        tile.clicked.connect(partial(self.choose, found))
        tile.setProperty("generic", found.medicine.name)
        tile.setProperty("called", found.name)
        return tile

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
        self.show_common()

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
        self.show_common()
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
        self._make_room()
        self.no_medicines.setChecked(picks.none)
        self.unsure.setChecked(self.asking.is_ticked(self.asking.picks.unknown))
        for name, tile in (*self._names.items(), *self._common.items()):
            tile.setChecked(self.asking.is_picked(name))

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        """The first common name, or the first letter."""
        return next(iter(self._common.values()), self.letters)
