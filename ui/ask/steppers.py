"""Portions of food: a stepper for each food that is asked for, and what they say together."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from magapp.pack.model import Question
from magapp.rules import Value
from ui.frame.setting import Setting
from ui.kit.key import Key
from ui.kit.stepper import Stepper


class Steppers(QObject):
    """The steppers of one question, by their food; where they stand is their owner's affair."""

    changed = Signal(object)
    """The portions by food; None while there are none."""

    def __init__(
        self, setting: Setting, question: Question, parent: QWidget, *, icons: bool = False
    ) -> None:
        super().__init__(parent)
        self._setting = setting
        self._filling = False
        self.by_food: dict[str, Stepper] = {}
        for item in setting.pack.screener:
            name = f"{question.id}:{item.id}"
            icon = item.icon if icons else ""
            stepper = Stepper(setting.hub, name=name, icon=icon, most=item.max, parent=parent)
            less, more = stepper.findChildren(Key)
            less.setObjectName(f"{name}:minus")
            more.setObjectName(f"{name}:plus")
            stepper.changed.connect(self._changed)
            self.by_food[item.id] = stepper

    def retranslate(self) -> None:
        """Words of the foods and their portions."""
        for food, stepper in self.by_food.items():
            title = self._setting.text(f"screener.{food}.title")
            stepper.set_texts(
                title,
                self._setting.text(f"screener.{food}.portion"),
                self.tr("{food}: one less").format(food=title),
                self.tr("{food}: one more").format(food=title),
            )

    def _changed(self) -> None:
        if not self._filling:
            counts = {food: stepper.value() for food, stepper in self.by_food.items()}
            self.changed.emit(
                {food: float(count) for food, count in counts.items() if count} or None
            )

    def show(self, value: Value | None) -> None:
        """Show the portions of an answer."""
        portions = value if isinstance(value, dict) else {}
        self._filling = True
        for food, stepper in self.by_food.items():
            stepper.set_value(int(portions.get(food, 0)))
        self._filling = False

    def words(self, value: Value) -> list[str]:
        """An answer in words: the foods and how often."""
        portions = value if isinstance(value, dict) else {}
        return [
            f"{self._setting.text(f'screener.{food}.title')} {self._setting.amounts.number(amount)}"
            for food, amount in portions.items()
        ]
