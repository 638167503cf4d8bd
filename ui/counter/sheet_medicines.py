"""The card for medicines: names are typed, or groups ticked.

Enter takes a name that is exactly one of the list, and nothing that only looks like it: that is
chosen by its number. A word that is nowhere found is kept as it was typed, as not known.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from magapp.pack.model import Question, Which
from magapp.rules import Value
from magapp.visit.asked import NONE_KEY, UNKNOWN_KEY
from magapp.visit.finding import MedicinesAsked
from magapp.visit.medicines import Found, why
from magapp.visit.picks import Pick
from ui.ask.picked import PickedRow
from ui.counter.sheet_card import QuestionCard
from ui.counter.sheet_choice import ChoiceGrid, OptionButton, Scale, row_gap, row_height
from ui.frame.announce import announce
from ui.frame.setting import Setting
from ui.kit.base import bleed, mirror
from ui.kit.entry import TextEntry
from ui.kit.text import FlowLabel

LEAST_ROWS = 4
"""Rows of groups, or of what was found, that are always shown."""


class MedicinesCard(QuestionCard):
    """A field for names, what was picked, and below it the groups, or what the field found."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        hub = self.hub
        self.asking = MedicinesAsked(setting.pack, question, setting.picks)
        self._names: dict[str, OptionButton] = {}
        self._options: list[OptionButton] = []
        self._placed = (QRect(), Scale(0))

        self.search = TextEntry(f"{question.id}:search", 80, self)
        self.search.edited.connect(self._search)
        self.search.installEventFilter(self)
        self.none = OptionButton(hub, name=f"{question.id}:none", key=NONE_KEY, radio=True)
        self.none.clicked.connect(self._none_at_all)
        unknown = self.asking.picks.unknown
        self.unsure = OptionButton(hub, name=f"{question.id}:{unknown}", key=UNKNOWN_KEY)
        self.unsure.clicked.connect(partial(self._tick, unknown))
        self.exits = ChoiceGrid(hub, parent=self)
        self.exits.set_choices([self.none, self.unsure])
        self.picked = PickedRow(setting, question.id, self)
        self.picked.removed.connect(self._remove)
        self.picked.hide()
        self.none_yet = FlowLabel(hub, role="small", colour="ink_soft", fit=True, parent=self)
        self.note = FlowLabel(hub, name=f"{question.id}:note", role="small", colour="ink_soft")
        self.note.setParent(self)
        self.groups = {
            group: OptionButton(hub, name=f"{question.id}:{group}") for group in self.asking.groups
        }
        for group, choice in self.groups.items():
            choice.clicked.connect(partial(self._tick, group))
        self.all = ChoiceGrid(hub, parent=self)
        self.all.set_choices(list(self.groups.values()))
        self.results = ChoiceGrid(hub, parent=self)
        self.missing = OptionButton(hub, name="medicine:missing", checkable=False)
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
        self.none_yet.setText(self.tr("What is chosen stands here."))
        for group, choice in {**self.groups, self.asking.picks.unknown: self.unsure}.items():
            key = f"option.{asks}.{group}"
            choice.set_texts(text(f"{key}.title"), text(f"{key}.line"), of)
        self._say_options()
        if self.asking.pending is None:
            self._search(self.asking.typed)
        self._say_note()
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
        picked = self.asking.picked_for(value)
        return self.picked.words(picked) if picked else super().words(value)

    # -- finding ----------------------------------------------------------------------------------

    def _search(self, typed: str) -> None:
        """Show what fits the letters so far; the groups while there are none."""
        self.asking.type(typed)
        if not self.asking.open:
            self._show_region()
            return
        cells = []
        for number, each in enumerate(self.asking.looked.offered, 1):
            choice = self._names.get(each.name)
            if choice is None:
                choice = OptionButton(self.hub, name=f"medicine:{each.name}")
                choice.clicked.connect(partial(self._choose_named, each.name))
                choice.set_keyed(True)
                self._names[each.name] = choice
            beside = each.said or ("" if each.name == each.medicine.name else each.medicine.name)
            title = f"{each.name} \u00b7 {beside}" if beside else each.name
            choice.set_texts(
                title, why(self.setting.pack, each.medicine, self.setting.language.code)
            )
            choice.set_key(str(number))
            choice.setChecked(self.asking.is_picked(each.name))
            cells.append(choice)
        self.missing.set_key(str(len(cells) + 1))
        self.results.set_choices([*cells, self.missing])
        for before, after in pairwise([self.unsure, *cells, self.missing]):
            QWidget.setTabOrder(before, after)  # what was found comes before the next question
        self._say_note()
        if self.isVisible():
            found = self.tr("Medicines found: {count}").format(count=len(cells))
            announce(self.note, found, self.note.text())
        self._light()
        self._show_region()

    def _say_note(self) -> None:
        """What Enter does with what was typed."""
        looked = self.asking.looked
        if self.asking.pending is not None:
            self.note.setText(self._asked())
        elif looked.exact is not None:
            self.note.setText(self.tr("Enter takes {name}.").format(name=looked.exact.name))
        elif looked.near:
            self.note.setText(self.tr("Did you mean one of these? Choose by number."))
        elif looked.offered:
            self.note.setText(self.tr("Type the whole name, or choose by number."))
        elif self.asking.keeps:
            words = self.tr("“{name}” is not in our list. Enter keeps it as not known.")
            self.note.setText(words.format(name=" ".join(self.asking.typed.split())))
        else:
            self.note.setText("")

    def _light(self) -> None:
        """The ring on the one that Enter would take."""
        for number, each in enumerate(self.results.choices()):
            lit = self.asking.takes is not None and number == self.asking.lit
            each.set_lit(self.search.hasFocus() and lit)

    def _choose_named(self, name: str, _: bool = False) -> None:
        found = self.asking.offered(name)
        if found is not None:
            self.choose(found)

    def choose(self, found: Found) -> None:
        """Pick a name or take it back; where its use decides, ask which it is."""
        if self.asking.choose(found):
            self._added()
        elif self.asking.which is not None:
            self._show_which(found.name, self.asking.which)

    def _asked(self) -> str:
        """Which of them it is, as a question."""
        pending = self.asking.pending
        return self.setting.asks_which(pending, other=self._other) if pending is not None else ""

    def _show_which(self, name: str, which: Which) -> None:
        """The use of a name decides: ask which it is, by number."""
        focus = QApplication.focusWidget()
        chosen_there = focus is not None and self.results.isAncestorOf(focus)
        if chosen_there:  # it goes out of sight: the focus must not stray
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop_options()
        for number, option in enumerate(which.option, 1):
            choice = OptionButton(
                self.hub, name=f"which:{which.id}:{option.id}", key=str(number), checkable=False
            )
            choice.set_keyed(True)
            choice.clicked.connect(partial(self._chose_option, option.groups))
            self._options.append(choice)
        self._say_options()
        self.search.setText(name)
        self.results.set_choices(self._options)
        for before, after in pairwise([self.unsure, *self._options]):
            QWidget.setTabOrder(before, after)
        self._say_note()
        self._show_region()
        announce(self.note, self.note.text())
        if chosen_there:
            self._options[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_options(self) -> None:
        which = self.asking.which
        if which is None:
            return
        for option, choice in zip(which.option, self._options, strict=True):
            key = f"which.{which.id}.{option.id}"
            title, line = self.setting.text(f"{key}.title"), self.setting.text(f"{key}.line")
            choice.set_texts(title, line, self._asked())

    def _drop_options(self) -> None:
        for choice in self._options:
            choice.hide()
            choice.deleteLater()
        self._options = []

    def _chose_option(self, groups: tuple[str, ...], _: bool = False) -> None:
        if self.asking.say_which(groups):
            self._added()

    def _not_listed(self, _: bool = False) -> None:
        """Keep the word as it was typed."""
        self.asking.keep_typed()
        self._added()

    def _clear_search(self) -> None:
        self.asking.leave()
        self.search.setText("")
        self._say_note()
        self._show_region()
        if self.active and self.isVisible():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is chosen ---------------------------------------------------------------------------

    def _added(self) -> None:
        self._clear_search()
        self._tell()

    def _remove(self, pick: Pick) -> None:
        if self.asking.picks.remove(pick):
            self._tell()

    def _tick(self, group: str, _: bool = False) -> None:
        self.asking.picks.tick(group)
        self._tell()

    def _none_at_all(self, _: bool = False) -> None:
        self.asking.none_at_all()
        self._clear_search()
        self.answered.emit(self.asking.value, True)

    def _tell(self) -> None:
        self.answered.emit(self.asking.value, False)

    def populate(self, value: Value | None) -> None:
        """Show the groups of an answer; names already picked for them are kept."""
        self.asking.picks.show(value)
        if not self.active and self.search.text():
            self._clear_search()
        if value is None and not self.active:
            self.all.show_page(0)
        self.none.setChecked(self.asking.picks.none)
        for group, choice in {**self.groups, self.asking.picks.unknown: self.unsure}.items():
            choice.setChecked(self.asking.is_ticked(group))
        self._show_picks()

    def forget(self) -> None:
        """Names that were found go as well."""
        super().forget()
        self._clear_search()
        self.results.set_choices([])
        for choice in self._names.values():
            choice.hide()
            choice.deleteLater()
        self._names = {}
        self._drop_options()

    def _show_picks(self, anew: bool = False) -> None:
        """A chip for each name; groups that can be ticked show that themselves."""
        focused = self.picked.has_chip_focus()
        if self.picked.show_picks(
            self.asking.picks, {*self.groups, self.asking.picks.unknown}, anew=anew
        ):
            if focused:
                self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.picked.setVisible(bool(self.picked.chips))
            self.none_yet.setVisible(not self.picked.chips)
            if self.isVisible():
                self.place_body(*self._placed)

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
        if text.isalpha() or (text.isdecimal() and self.asking.open):
            self.search.setText(self.search.text() + text)
            self._search(self.search.text())
            return True
        return False

    def _take(self, text: str) -> bool:
        """A number picks what it stands at; in the empty field 0 is none, ? is not known."""
        shown = self.results.choices() if self.asking.open else []
        if text.isdecimal() and self.asking.goes_on(text):
            return False
        if shown and text.isdecimal() and text.isascii():
            if 1 <= int(text) <= len(shown):
                self.results.show_choice(shown[int(text) - 1])
                shown[int(text) - 1].click()
            return True
        if not shown and text == NONE_KEY:
            self.none.click()
            return True
        if not shown and text == UNKNOWN_KEY:
            self.unsure.click()
            return True
        return False

    def enter(self) -> bool:
        """With letters typed, Enter takes the name itself, or what the arrows chose.

        A word that nothing looks like is kept. It never goes on past them.
        """
        if not self.asking.open:
            return False
        if self.asking.takes is not None:
            self.choose(self.asking.takes)
        elif self.asking.keeps:
            self._not_listed()
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
        if key == Qt.Key.Key_Backspace and self.asking.pending is not None:
            self._clear_search()
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.asking.move(1 if key == Qt.Key.Key_Down else -1)
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
        return scale._replace(
            row=min(scale.row, round(row * scale.step)), rich=False, told=False, extra=0
        )

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

    def _chip_height(self) -> int:
        """Height of one row of what was picked."""
        theme = self.hub.theme
        return max(theme.px("target"), round(theme.px("type.body") * 2.0)) + 2 * bleed(theme)

    def body_height(self, width: int, scale: Scale) -> int:
        """The field and the exits, a row for what is picked, and the groups."""
        beside, field, high = self._top(width, scale)
        if beside:
            high = max(high, self._exits_height(width - field, scale))
        groups = self.all.height_in(width, self._plain(scale))
        return high + self._chip_height() + row_gap(self.hub.theme) + groups

    def least_height(self, width: int, scale: Scale) -> int:
        """With large text the groups may take pages: most names are typed."""
        line = row_height(self.hub.theme) + row_gap(self.hub.theme)
        groups = self.all.height_in(self._body(width, scale)[1], self._plain(scale))
        return self.height_at(width, scale) - max(0, groups - LEAST_ROWS * line)

    def place_body(self, rect: QRect, scale: Scale) -> None:
        """From above: field and exits, what was picked, groups or what was found."""
        self._placed = (rect, scale)
        theme = self.hub.theme
        out, gap, high = bleed(theme), row_gap(theme), row_height(theme, scale.step)
        beside, wide, top = self._top(rect.width(), scale)
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
        tall = self._picks_height(rect, y, scale)
        place = QRect(rect.left(), y, rect.width(), tall)
        self.put(self.picked, place)
        self.none_yet.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.put(self.none_yet, place.adjusted(out, 0, -out, 0))
        y += tall + gap
        self._region = QRect(rect.left(), y, rect.width(), max(0, rect.bottom() + 1 - y))
        self._show_region()

    def _picks_height(self, rect: QRect, top: int, scale: Scale) -> int:
        """Height kept for what is picked: as many rows as leave the groups all of theirs.

        One at least; only more names than that take room from the groups.
        """
        row, gap = self._chip_height(), row_gap(self.hub.theme)
        groups = self.all.height_in(rect.width(), self._plain(scale))
        free = rect.bottom() + 1 - top - gap - groups
        wanted = self.picked.heightForWidth(rect.width()) if self.picked.chips else 0
        return max(row, wanted, min(free, 2 * row))

    _region = QRect()

    def _show_region(self) -> None:
        """The groups, or in their place what was found for the letters typed."""
        typed = self.asking.open
        scale = self._plain(self._placed[1])
        self.all.setVisible(not typed)
        self.results.setVisible(typed)
        self.note.setVisible(typed)
        region = QRect(self._region)
        if typed:
            out = bleed(self.hub.theme)
            place = region.adjusted(out, 0, -out, 0)
            place.setHeight(self.note.heightForWidth(place.width()))
            self.put(self.note, place)
            region.setTop(place.bottom() + 1 + row_gap(self.hub.theme))
        (self.results if typed else self.all).place(self._turned(region), scale)

    def _turned(self, rect: QRect) -> QRect:
        return mirror(self, QRectF(rect), QRectF(self.rect())).toRect()
