"""Pages of amounts: a number with quick picks and a pad, and portions of food."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QBoxLayout, QWidget

from magapp.pack.model import Question
from magapp.rules import Value
from magapp.visit.asked import AmountAsked
from ui.ask.page import QuestionPage
from ui.ask.steppers import Steppers
from ui.ask.sums import sum_face
from ui.frame.announce import announce
from ui.frame.setting import Setting
from ui.kit.base import ANY_SIZE, run
from ui.kit.deck import NOTHING, PartCard
from ui.kit.pads import NumberPad
from ui.kit.tiles import Tile, TileGrid


class NumberPage(QuestionPage):
    """An amount: quick picks that answer and go on, a pad for any other, and what is not known."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        hub = setting.hub
        self.amount = AmountAsked(question)
        self.grid = TileGrid(hub, name=f"grid:{question.id}")
        self.picks = {
            amount: Tile(hub, name=f"{question.id}:pick:{amount:g}", mark="radio", parent=self.grid)
            for amount in self.amount.usual
        }
        self.exits = TileGrid(hub, name="exits")
        self.exits.at_theme = True
        self.grid.elsewhere = lambda: self.words_above() + self._exits_height()
        self.options = {
            option.id: Tile(
                hub,
                name=f"{question.id}:{option.id}",
                icon=option.icon,
                mark="radio",
                parent=self.exits,
            )
            for option in question.option
        }
        for amount, tile in self.picks.items():
            tile.clicked.connect(partial(self._pick, amount))
        for option, tile in self.options.items():
            tile.clicked.connect(partial(self._pick, option))
        self.grid.set_columns(2, 5)
        self.pad = NumberPad(hub, name=f"{question.id}:pad", digits=self.amount.digits)
        for key in self.pad.findChildren(QWidget):
            name = key.objectName().rpartition("_")[2]
            key.setObjectName(f"pad:{name}")
        self.pad.changed.connect(self._typed)
        self.pad.accepted.connect(self._accept)
        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.body.addWidget(self.grid, 3)
        self.body.addWidget(self.pad, 2)
        self.column.addLayout(self.body, 1)
        self.gauge = PartCard(hub)
        """What others bring against the most a day, where the question is about that."""
        self._most = 0.0
        self._shown: Value | None = None
        self.gauge.hide()
        self.column.addWidget(self.gauge)
        self.column.addWidget(self.exits)
        self.exits.setVisible(bool(self.options))
        self.grid.set_cells(list(self.picks.values()))
        self.exits.set_cells(list(self.options.values()))
        self._filling = False
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """Side by side on a wide screen, one above the other on a tall one."""
        super().restyle()
        if hasattr(self, "body"):
            self.body.setSpacing(self.setting.hub.theme.px("space.xl"))
            self.arrange()

    def arrange(self) -> None:
        """The pad beside the picks, or below them."""
        tall = self.tall
        theme = self.setting.hub.theme
        largest = theme.text_scale >= 2
        narrow = tall and largest
        for option, tile in self.options.items():
            self._say_option(option, tile)
        self.exits.setFixedHeight(self._exits_height())
        self._fit_gauge()
        self.pad.setMaximumHeight(3 * theme.px("target") if narrow else ANY_SIZE)
        run(self.body, down=tall)
        for place, share in enumerate((3, 3) if largest and not tall else (3, 2)):
            self.body.setStretch(place, share)

    def _fit_gauge(self) -> None:
        """As high as its words need it, where there is something to show and room for it."""
        self.gauge.setVisible(bool(self._most) and self.setting.hub.theme.text_scale < 1.5)
        self.gauge.setFixedHeight(self.gauge.tall(self.inner_width()))

    def _say_option(self, option: str, tile: Tile) -> None:
        """What is not known, in as many words as there is room for."""
        key = f"option.{self.question.id}.{option}"
        line = "" if self.terse else self.setting.text(f"{key}.line")
        tile.set_texts(self.setting.text(f"{key}.title"), line)
        icons = {each.id: each.icon for each in self.question.option}
        tile.set_icon("" if self.terse else icons[option])

    def _exits_height(self) -> int:
        """As high as the words of what is not known need it."""
        return self.exits.needed(self.inner_width()) if self.options else 0

    def retranslate(self) -> None:
        """Words of picks, options and pad."""
        super().retranslate()
        amounts, unit = self.setting.amounts, self.question.unit
        for amount, tile in self.picks.items():
            tile.set_texts(
                amounts.with_unit(amount, unit) if amount else self.tr("None"),
            )
        self._measure(self._shown)
        self._say_empty()
        self.arrange()
        for grid in (self.grid, self.exits):
            grid.set_nav_texts(self.tr("Previous"), self.tr("More"))
            grid.arrange()

    def _say_empty(self, too_much: bool = False) -> None:
        self.pad.set_texts(
            self.question.unit,
            self.tr("Another amount"),
            self.tr("Clear"),
            self.tr("Take back the last digit"),
            self.tr("Another amount"),
        )
        if too_much:
            most = self.setting.amounts.number(self.question.max)
            text = self.tr("At most {most} {unit}.")
            self.help.setText(text.format(most=most, unit=self.question.unit))
            self.help.set_colour("warning")
        else:
            self.help.setText(self.setting.text(f"question.{self.question.id}.help"))
            self.help.set_colour("ink_soft")

    def _pick(self, value: float | str, _: bool = False) -> None:
        self.populate(value)
        self.answered.emit(value, True)

    def _typed(self, value: int | None) -> None:
        if self._filling:
            return
        answer = self.amount.typed(value)
        too_much = value is not None and answer is None
        self._say_empty(too_much)
        said = "" if value is None else self.setting.amounts.with_unit(value, self.question.unit)
        announce(self.pad, said, self.help.text() if too_much else "", urgent=too_much)
        self._mark(answer)
        self.answered.emit(answer, False)

    def _accept(self) -> None:
        """Enter on the pad: the amount is complete."""
        value = self.amount.typed(self.pad.value())
        if value is not None:
            self.answered.emit(value, True)

    def bound(self, most: float) -> None:
        """The most a day: the gauge shows what is left of it."""
        self._most = most

    def _measure(self, value: Value | None) -> None:
        """Show the amount against the most a day, and nothing where that is not known."""
        self._shown, most = value, self._most
        face = sum_face(self.setting, self.question, most, value, line=True) if most else NOTHING
        self.gauge.show_face(face)
        self._fit_gauge()

    def _mark(self, value: Value | None) -> None:
        self._measure(value)
        for choice, tile in (*self.picks.items(), *self.options.items()):
            tile.setChecked(self.amount.is_chosen(choice, value))

    def populate(self, value: Value | None) -> None:
        """Show the amount: a pick that is marked, or else in the pad."""
        self._mark(value)
        self._filling = True
        other = self.amount.other(value)
        self.pad.set_value(None if other is None else int(other))
        self._filling = False
        self._say_empty()

    def words(self, value: Value) -> list[str]:
        """The amount; none is said as such."""
        return [self.tr("None")] if value == 0 else super().words(value)

    def first(self) -> QWidget | None:
        """The first pick."""
        return next(iter(self.picks.values()), self.pad)


class PortionsPage(QuestionPage):
    """Portions of food a day or a week, each with a stepper."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        self.grid = TileGrid(setting.hub, name=f"grid:{question.id}")
        self.grid.elsewhere = self.words_above
        self.steppers = Steppers(setting, question, self.grid, icons=True)
        self.steppers.changed.connect(self._changed)
        self.column.addWidget(self.grid, 1)
        self.grid.set_cells(list(self.steppers.by_food.values()))
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the foods and their portions."""
        super().retranslate()
        self.steppers.retranslate()
        self.grid.set_nav_texts(self.tr("Previous"), self.tr("More"))
        self.grid.arrange()

    def _changed(self, portions: dict[str, float] | None) -> None:
        self.answered.emit(portions, False)

    def populate(self, value: Value | None) -> None:
        """Show the portions."""
        self.steppers.show(value)

    def words(self, value: Value) -> list[str]:
        """The foods and how often."""
        return self.steppers.words(value)

    def first(self) -> QWidget | None:
        """The first food."""
        return next(iter(self.steppers.by_food.values()))
