"""The card of options: one of them, or all that apply, or explicitly none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QRectF
from PySide6.QtWidgets import QWidget

from magapp.pack.model import Question
from magapp.rules import Value
from magapp.visit.asked import NONE_KEY, ChoicesAsked
from ui.ask.choices import NONE_ICON
from ui.counter.sheet_card import QuestionCard
from ui.counter.sheet_choice import ChoiceGrid, OptionButton, Scale
from ui.frame.setting import Setting
from ui.kit.base import mirror


class ChoiceCard(QuestionCard):
    """One of the options, or all that apply, or explicitly none of them."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        self.offer = ChoicesAsked(question)
        self.grid = ChoiceGrid(self.hub, parent=self)
        self.choices = {
            option.id: OptionButton(
                self.hub,
                name=f"{question.id}:{option.id}",
                key=self.offer.keys[option.id],
                icon=option.icon,
                radio=self.offer.one,
            )
            for option in question.option
        }
        self.none: OptionButton | None = None
        for option, choice in self.choices.items():
            choice.clicked.connect(partial(self._tap, option))
        if not self.offer.one:
            self.none = OptionButton(
                self.hub, name=f"{question.id}:none", key=NONE_KEY, icon=NONE_ICON, radio=True
            )
            self.none.clicked.connect(self._nothing)
        cells = list(self.choices.values())
        self.grid.set_choices([*cells, self.none] if self.none is not None else cells)
        self.grid.set_wide_last(self.none is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the question and its options."""
        super().retranslate()
        of = self.plain_title()
        for option, choice in self.choices.items():
            choice.set_texts(*self.option_texts(option), of)
        if self.none is not None:
            self.none.set_texts(self.none_text(), "", of)
        self.grid.set_more_text(self.tr("More"))
        self.grid.use_language(self.setting.language.code)

    def option_texts(self, option: str) -> tuple[str, str]:
        """The title of an option, and its line."""
        key = f"option.{self.question.id}.{option}"
        return self.setting.text(f"{key}.title"), self.setting.text(f"{key}.line")

    def _tap(self, option: str, _: bool = False) -> None:
        self.answered.emit(*self.offer.tap(option, self.value))

    def _nothing(self, _: bool = False) -> None:
        self.answered.emit(*self.offer.nothing())

    def populate(self, value: Value | None) -> None:
        """Show what is chosen."""
        chosen = self.offer.chosen(value)
        for option, choice in self.choices.items():
            choice.setChecked(option in chosen)
        if self.none is not None:
            self.none.setChecked(value == [])
        if value is None and not self.active:
            self.grid.show_page(0)

    def set_keyed(self, keyed: bool) -> None:
        """Show the keys, or the marks."""
        for choice in (*self.choices.values(), self.none):  # also what is out of sight by now
            if choice is not None:
                choice.set_keyed(keyed)

    def first(self) -> QWidget | None:
        """What is chosen, else the first option; on another page than shown, the first there."""
        cells = [each for each in self.grid.choices() if each.isVisibleTo(self)]
        return next((each for each in cells if each.isChecked()), cells[0] if cells else None)

    def type(self, text: str) -> bool:
        """The key of an option chooses it."""
        keys = {key: self.choices[option] for option, key in self.offer.keys.items()}
        choice = self.none if text == NONE_KEY else keys.get(text)
        if choice is None:
            return False
        self.grid.show_choice(choice)
        choice.click()
        return True

    def kept(self) -> Callable[[], None]:
        """The page of the options."""
        page = self.grid.page

        def again() -> None:
            if page != self.grid.page:
                self.grid.show_page(page)

        return again

    def turn_on(self) -> bool:
        """With large text the options take several pages."""
        page = self.grid.page
        self.grid.show_page(page + 1)
        return self.grid.page > page

    def body_height(self, width: int, scale: Scale) -> int:
        """All rows."""
        return self.grid.height_in(width, scale)

    def place_body(self, rect: QRect, scale: Scale) -> None:
        """The grid."""
        self.grid.place(mirror(self, QRectF(rect), QRectF(self.rect())).toRect(), scale)
