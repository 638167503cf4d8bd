"""The card for medicines: typed by the first letters, picked by number, or ticked by group."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from magapp.medicines import Found, MedicineIndex
from magapp.pack.model import Question
from magapp.rules import Value
from ui.counter.sheet_card import WHOLE, Card, Field
from ui.counter.sheet_choice import Choice, ChoiceGrid, Scale, row_gap, row_height
from ui.kit.base import bleed, mirror
from ui.kit.controls import Chip
from ui.wizard.page import Setting
from ui.wizard.picks import UNSURE, Pick, Picks
from ui.wizard.wrap import WrapRow

LEAST_ROWS = 4
"""Rows of groups, or of what was found, that are always shown."""


class MedicinesCard(Card):
    """A field for names, what was picked, and below it the groups, or what the field found."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        hub = self.hub
        self.index = MedicineIndex(setting.pack.medicines, question.neutral())
        self.picks = Picks(question)
        self._asking: Found | None = None
        self._found: tuple[Found, ...] = ()
        self._lit = 0
        self._names: dict[str, Choice] = {}
        self._which: dict[str, Choice] = {}
        self._chips: list[Chip] = []
        self._placed = (QRect(), WHOLE, Scale(0))
        self._shown: tuple[tuple[Pick, ...], str] = ((), "")

        self.search = Field(f"{question.id}:search", self)
        self.search.setMaxLength(40)
        self.search.textEdited.connect(self._search)
        self.search.installEventFilter(self)
        self.none = Choice(hub, name=f"{question.id}:none", key="0", radio=True)
        self.none.clicked.connect(self._none_at_all)
        self.unsure = Choice(hub, name=f"{question.id}:{UNSURE}", key="?")
        self.unsure.clicked.connect(partial(self._tick, UNSURE))
        self.exits = ChoiceGrid(hub, parent=self)
        self.exits.set_choices([self.none, self.unsure])
        self.picked = WrapRow(hub, name="picked")
        self.picked.setParent(self)
        self.groups = {
            option.id: Choice(hub, name=f"{question.id}:{option.id}")
            for option in question.option
            if option.id != UNSURE and not option.named
        }
        for group, choice in self.groups.items():
            choice.clicked.connect(partial(self._tick, group))
        self.all = ChoiceGrid(hub, parent=self)
        self.all.set_choices(list(self.groups.values()))
        self.results = ChoiceGrid(hub, parent=self)
        self.missing = Choice(hub, name="medicine:missing", checkable=False)
        self.missing.clicked.connect(self._not_listed)
        self.missing.set_keyed(True)
        self.missing.hide()
        self.retranslate()

    # -- words ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words of the question, its groups, and what is on the screen for now."""
        super().retranslate()
        text, of, asks = self.setting.text, self.plain_title(), self.question.id
        self.search.setPlaceholderText(self.tr("Type the first letters"))
        self.search.setAccessibleName(self.tr("Name of a medicine"))
        self.none.set_texts(self.tr("None at all"), "", of)
        for group, choice in {**self.groups, UNSURE: self.unsure}.items():
            key = f"option.{asks}.{group}"
            choice.set_texts(text(f"{key}.title"), text(f"{key}.line"), of)
        for group, choice in self._which.items():
            key = f"option.{asks}.{group}"
            choice.set_texts(text(f"{key}.title"), text(f"{key}.line"), self._asked_name())
        self.missing.set_texts(self.tr("Not in this list"))
        for grid in (self.exits, self.all, self.results):
            grid.set_more_text(self.tr("More"))
            grid.forget_measures()
        self._show_picks(anew=True)

    def none_text(self) -> str:
        """No medicines."""
        return self.tr("None at all")

    def words(self, value: Value) -> list[str]:
        """The names that were picked, else what their groups are called."""
        if value == [] or self.picks.value() != value:
            return super().words(value)
        return [
            pick.name or self._title_of(pick.group).replace("\u00ad", "")
            for pick in self.picks.chosen
        ]

    def named(self) -> list[str]:
        """The names that were picked."""
        return self.picks.names()

    def _title_of(self, group: str) -> str:
        return self.setting.text(f"option.{self.question.id}.{group}.title")

    def _asked_name(self) -> str:
        return self._asking.name if self._asking is not None else ""

    # -- finding ----------------------------------------------------------------------------------

    def kept(self) -> Callable[[], None]:
        """The names that are picked."""
        chosen, none = list(self.picks.chosen), self.picks.none

        def again() -> None:
            self.picks.chosen, self.picks.none = list(chosen), none

        return again

    def _search(self, typed: str) -> None:
        """Show what fits the letters so far; the groups while there are none."""
        self._asking = None
        self._found = self.index.search(typed)
        self._lit = 0
        if not typed.strip():
            self._show_region()
            return
        cells = []
        for number, each in enumerate(self._found, 1):
            choice = self._names.get(each.name)
            if choice is None:
                choice = Choice(self.hub, name=f"medicine:{each.name}")
                choice.clicked.connect(partial(self._pick, each))
                choice.set_keyed(True)
                generic = "" if each.name == each.medicine.name else each.medicine.name
                choice.set_texts(f"{each.name} \u00b7 {generic}" if generic else each.name)
                self._names[each.name] = choice
            choice.set_key(str(number))
            choice.setChecked(self.picks.named(each.name) is not None)
            cells.append(choice)
        self.missing.set_key(str(len(cells) + 1))
        self.results.set_choices([*cells, self.missing])
        self._light()
        self._show_region()

    def _light(self) -> None:
        """The ring on the one that Enter would take."""
        for number, each in enumerate(self.results.choices()):
            each.set_lit(self.search.hasFocus() and number == self._lit and bool(self._found))

    def _pick(self, found: Found, _: bool = False) -> None:
        there = self.picks.named(found.name)
        if there is not None:
            self._remove(there)
            self._clear_search()
        elif len(found.medicine.groups) == 1:
            self._add(Pick(found.name, found.medicine.groups[0]))
        else:
            self.ask_which(found)

    def ask_which(self, found: Found) -> None:
        """A name stands for several groups: ask which of them it is, by number."""
        self._asking = found
        for choice in self._which.values():
            choice.hide()
            choice.deleteLater()
        self._which = {}
        for number, group in enumerate(found.medicine.groups, 1):
            choice = Choice(
                self.hub, name=f"{self.question.id}:{group}", key=str(number), checkable=False
            )
            choice.set_keyed(True)
            key = f"option.{self.question.id}.{group}"
            choice.set_texts(
                self.setting.text(f"{key}.title"), self.setting.text(f"{key}.line"), found.name
            )
            choice.clicked.connect(partial(self._chose_group, group))
            self._which[group] = choice
        self.search.setText(found.name)
        self.results.set_choices(list(self._which.values()))
        self._show_region()

    def _chose_group(self, group: str, _: bool = False) -> None:
        if self._asking is not None:
            self._add(Pick(self._asking.name, group))

    def _not_listed(self, _: bool = False) -> None:
        unlisted = Pick("", UNSURE)
        if unlisted not in self.picks.chosen:
            self.picks.add(unlisted)
        self._clear_search()
        self._tell()

    def _clear_search(self) -> None:
        self._asking = None
        self._found = ()
        self.search.setText("")
        self._show_region()
        if self.active and self.isVisible():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is chosen ---------------------------------------------------------------------------

    def _add(self, pick: Pick) -> None:
        self.picks.add(pick)
        self._clear_search()
        self._tell()

    def _remove(self, pick: Pick, _: bool = False) -> None:
        if self.picks.remove(pick):
            self._tell()

    def _tick(self, group: str, _: bool = False) -> None:
        self.picks.tick(group)
        self._tell()

    def _none_at_all(self, _: bool = False) -> None:
        self.picks.show([])
        self._clear_search()
        self.answered.emit([], True)

    def _tell(self) -> None:
        self.answered.emit(self.picks.value(), False)

    def populate(self, value: Value | None) -> None:
        """Show the groups of an answer; names already picked for them are kept."""
        if value != self.picks.value() or value is None:
            self.picks.show(value)
        if not self.active and self.search.text():
            self._clear_search()
        if value is None and not self.active:
            self.all.show_page(0)
        groups = self.picks.groups()
        self.none.setChecked(self.picks.none)
        self.unsure.setChecked(UNSURE in groups)
        for group, choice in self.groups.items():
            choice.setChecked(group in groups)
        self._show_picks()

    def forget(self) -> None:
        """Names that were found go as well."""
        super().forget()
        self._clear_search()
        self._asking = None
        self.results.set_choices([])
        for choice in (*self._names.values(), *self._which.values()):
            choice.hide()
            choice.deleteLater()
        self._names, self._which = {}, {}

    def _show_picks(self, anew: bool = False) -> None:
        """A chip for each name; groups that can be ticked show that themselves."""
        shown = {*self.groups, UNSURE}
        named = tuple(pick for pick in self.picks.chosen if pick.name or pick.group not in shown)
        wanted = (named, self.setting.language.code)
        if wanted == self._shown and not anew:
            return
        self._shown = wanted
        for chip in self._chips:
            if chip.hasFocus():
                self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for pick in named:
            said, name = pick.name or self._title_of(pick.group), pick.name or pick.group
            chip = Chip(self.hub, said, name=f"remove:{name}", icon="close", checkable=False)
            chip.setAccessibleName(self.tr("Remove {name}").format(name=said))
            chip.clicked.connect(partial(self._remove, pick))
            self._chips.append(chip)
        self.picked.show_widgets(self._chips)
        self.grown.emit()

    # -- keys -------------------------------------------------------------------------------------

    def set_keyed(self, keyed: bool) -> None:
        """Show the keys of what stands beside the field."""
        for choice in (self.none, self.unsure):
            choice.set_keyed(keyed)

    def first(self) -> QWidget | None:
        """The field: names are typed."""
        return self.search

    def type(self, text: str) -> bool:
        """Keys pressed elsewhere are typed in the field, or mean what they mean there."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._take(text):
            return True
        if text.isalpha():
            self.search.setText(self.search.text() + text)
            self._search(self.search.text())
            return True
        return False

    def _take(self, text: str) -> bool:
        """A number picks what it stands at; in the empty field 0 is none, ? is not known."""
        shown = self.results.choices() if self.search.text().strip() else []
        if shown and text.isdecimal() and text.isascii():
            if 1 <= int(text) <= len(shown):
                self.results.show_choice(shown[int(text) - 1])
                shown[int(text) - 1].click()
            return True
        if not shown and text == "0":
            self.none.click()
            return True
        if not shown and text == "?":
            self.unsure.click()
            return True
        return False

    def enter(self) -> bool:
        """With letters typed, Enter picks what is lit; it never goes on past them."""
        if not self.search.text().strip():
            return False
        if self._asking is None and self._found:
            self._pick(self._found[self._lit])
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the field that are meant for the card or the sheet."""
        if watched is not self.search or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() != QEvent.Type.KeyPress:
            return False
        empty, key = not self.search.text(), event.key()
        if self._take(event.text()):
            return True
        if empty and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return True
        if key == Qt.Key.Key_Escape and not empty:
            self._clear_search()
            return True
        if key == Qt.Key.Key_Backspace and self._asking is not None:
            self._clear_search()
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if self._found:
                by = 1 if key == Qt.Key.Key_Down else -1
                self._lit = (self._lit + by) % len(self._found)
                self._light()
            return True
        return False

    def turn_on(self) -> bool:
        """With large text the groups take several pages: a typed name needs none of them."""
        return False

    # -- room -------------------------------------------------------------------------------------

    def _plain(self, scale: Scale) -> Scale:
        """The groups are many: their titles only, in rows not much higher than they must be."""
        row = row_height(self.hub.theme, scale.step)
        return scale._replace(row=min(scale.row, round(row * scale.step)), rich=False, extra=0)

    def _top(self, width: int, scale: Scale) -> tuple[bool, int, int]:
        """Whether the exits stand beside the field, the field's width, and the height of both."""
        theme = self.hub.theme
        high, gap = row_height(theme, scale.step), row_gap(theme)
        field = round(theme.px(210) * theme.text_scale)
        beside = self.exits.columns(width - field) == 2
        field = max(field, width - 2 * theme.px(310)) if beside else width
        return beside, field, high if beside else high + gap + self._exits_height(width, scale)

    def _exits(self, scale: Scale) -> Scale:
        """Title only, in a row as high as the field."""
        return Scale(row_height(self.hub.theme, scale.step), scale.step)

    def _exits_height(self, width: int, scale: Scale) -> int:
        return self.exits.height_in(width, self._exits(scale))

    def body_height(self, width: int, level: int, scale: Scale) -> int:
        """The field and the exits, what was picked, and, whole, the groups."""
        theme = self.hub.theme
        beside, field, high = self._top(width, scale)
        if beside:
            high = max(high, self._exits_height(width - field, scale))
        if self._chips:
            high += self.picked.heightForWidth(width)
        if level == WHOLE:
            high += row_gap(theme) + self.all.height_in(width, self._plain(scale))
        return high

    def least_height(self, width: int, scale: Scale) -> int:
        """With large text the groups may take pages: most names are typed."""
        theme = self.hub.theme
        whole = self.height_at(width, WHOLE, scale)
        line = row_height(theme) + row_gap(theme)
        groups = self.all.height_in(self._body(width, scale)[1], self._plain(scale))
        return whole - max(0, groups - LEAST_ROWS * line)

    def place_body(self, rect: QRect, level: int, scale: Scale) -> None:
        """From above: field and exits, what was picked, groups or what was found."""
        self._placed = (rect, level, scale)
        theme = self.hub.theme
        out, gap, high = bleed(theme), row_gap(theme), row_height(theme, scale.step)
        beside, wide, top = self._top(rect.width(), scale)
        self.search.show()
        self.exits.show()
        place = QRect(rect.left() + out, rect.top() + out, wide - 2 * out, high - 2 * out)
        self.put(self.search, place)
        if beside:
            room = rect.width() - wide
            top = max(high, self._exits_height(room, scale))
            place = QRect(rect.left() + wide, rect.top(), room, top)
        else:
            tall = self._exits_height(rect.width(), scale)
            place = QRect(rect.left(), rect.top() + high + gap, rect.width(), tall)
        self.exits.place(self._turned(place), self._exits(scale))
        y = rect.top() + top
        self.picked.setVisible(bool(self._chips))
        if self._chips:
            tall = self.picked.heightForWidth(rect.width())
            self.put(self.picked, QRect(rect.left(), y, rect.width(), tall))
            y += tall
        y += gap
        self._region = QRect(rect.left(), y, rect.width(), max(0, rect.bottom() + 1 - y))
        self._show_region()

    _region = QRect()

    def _show_region(self) -> None:
        """The groups, or in their place what was found for the letters typed."""
        whole = self.level == WHOLE and self._placed[1] == WHOLE
        typed = bool(self.search.text().strip())
        scale = self._plain(self._placed[2])
        self.all.setVisible(whole and not typed)
        self.results.setVisible(whole and typed)
        if whole:
            (self.results if typed else self.all).place(self._turned(self._region), scale)

    def _turned(self, rect: QRect) -> QRect:
        return mirror(self, QRectF(rect), QRectF(self.rect())).toRect()
