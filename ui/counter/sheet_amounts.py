"""Cards of amounts: a number, typed or one of the usual ones, and portions of food."""

from __future__ import annotations

from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QWidget

from magapp.pack.model import Question
from magapp.rules import Value
from magapp.visit.asked import UNKNOWN_KEY, AmountAsked
from ui.ask.steppers import Steppers
from ui.ask.sums import sum_face
from ui.counter.sheet_card import QuestionCard
from ui.counter.sheet_choice import (
    TOO_HIGH,
    ChoiceGrid,
    OptionButton,
    Scale,
    row_gap,
    row_height,
)
from ui.frame.setting import Setting
from ui.kit.base import bleed, mirror
from ui.kit.deck import NOTHING, PartCard
from ui.kit.entry import TextEntry
from ui.kit.key import Key
from ui.kit.stepper import Stepper
from ui.kit.text import FlowLabel


class NumberCard(QuestionCard):
    """An amount: typed, or one of the usual ones, or not known."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        self.amount = AmountAsked(question)
        digits = self.amount.digits
        self.field = TextEntry(f"{question.id}:field", digits, self)
        self.field.setValidator(QIntValidator(0, 10**digits - 1, self.field))
        self.field.edited.connect(self._typed)
        self.field.installEventFilter(self)
        self.note = FlowLabel(self.hub, role="body", colour="ink_soft", fit=True, parent=self)
        self.keys = {
            name: Key(self.hub, sign, name=f"pad:{name}", icon=icon, role="body", parent=self)
            for name, sign, icon in (
                *((digit, digit, "") for digit in "1234567890"),
                ("clear", "", "close"),
            )
        }
        for name, key in self.keys.items():
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.clicked.connect(partial(self._press, name))
        self.grid = ChoiceGrid(self.hub, parent=self)
        self.picks = {
            amount: OptionButton(self.hub, name=f"{question.id}:pick:{amount:g}", radio=True)
            for amount in self.amount.usual
        }
        self.options = {
            option: OptionButton(
                self.hub,
                name=f"{question.id}:{option}",
                key=self.amount.keys.get(option, ""),
                radio=True,
            )
            for option in self.amount.options
        }
        for amount, choice in self.picks.items():
            choice.clicked.connect(partial(self._pick, amount))
        for option, choice in self.options.items():
            choice.clicked.connect(partial(self._pick, option))
        self.grid.set_choices([*self.picks.values(), *self.options.values()])
        self.gauge = PartCard(self.hub, parent=self)
        """What others bring against the most a day, where the question is about that."""
        self._most = 0.0
        self._amount: Value | None = None
        self.retranslate()

    def bound(self, most: float) -> None:
        """The most a day: the gauge shows what is left of it."""
        self._most = most

    def _gauge_height(self, width: int) -> int:
        """Room for the gauge in a width, which no answer changes: that of its longest words."""
        if self.question.role != "intake" or self.hub.theme.text_scale >= 1.5:
            return 0
        key, most = ("gauge", width), self.question.max
        if key not in self._rooms:
            worst = sum_face(self.setting, self.question, most, most + 1)
            self._rooms[key] = self.gauge.tall(width, worst)
        return round(self._rooms[key]) + row_gap(self.hub.theme)

    def retranslate(self) -> None:
        """Words of the picks and options."""
        super().retranslate()
        amounts, of, unit = self.setting.amounts, self.plain_title(), self.question.unit
        for amount, choice in self.picks.items():
            words = amounts.with_unit(amount, unit) if amount else self.tr("None")
            choice.set_texts(words, "", of)
        for option, choice in self.options.items():
            key = f"option.{self.question.id}.{option}"
            choice.set_texts(
                self.setting.text(f"{key}.title"), self.setting.text(f"{key}.line"), of
            )
        self.field.setAccessibleName(of)
        self.field.setPlaceholderText(self.tr("Amount"))
        self.keys["clear"].setAccessibleName(self.tr("Clear"))
        self.grid.set_more_text(self.tr("More"))
        self.grid.forget_measures()
        self._say_note()
        self._measure()

    def _say_note(self) -> None:
        text, unit = self.field.text(), self.question.unit
        if text.isdecimal() and not self.amount.fits(int(text)):
            most = self.setting.amounts.number(self.question.max)
            self.note.setText(self.tr("At most {most} {unit}.").format(most=most, unit=unit))
            self.note.set_colour("warning")
        else:
            self.note.setText(self.tr("{unit}, then Enter").format(unit=unit))
            self.note.set_colour("ink_soft")

    def _typed(self, text: str) -> None:
        self._say_note()
        self.answered.emit(self.amount.typed(int(text) if text.isdecimal() else None), False)

    def _press(self, name: str, _: bool = False) -> None:
        text = "" if name == "clear" else (self.field.text() + name)[: self.field.maxLength()]
        self.field.setText(text)
        self._typed(text)

    def _pick(self, value: float | str, _: bool = False) -> None:
        self.field.setText("")
        self.answered.emit(value, True)

    def populate(self, value: Value | None) -> None:
        """Show the amount: a pick that is marked, or else in the field."""
        for each, choice in (*self.picks.items(), *self.options.items()):
            choice.setChecked(self.amount.is_chosen(each, value))
        typed, other = self.field.text(), self.amount.other(value)
        beyond = typed.isdecimal() and int(typed) > self.question.max
        if other is not None:
            if typed != f"{other:g}":
                self.field.setText(f"{other:g}")
        elif not (self.active and value is None and beyond) and not (
            typed.isdecimal() and value == int(typed)
        ):
            self.field.setText("")
        self._say_note()
        self._amount = value
        self._measure()

    def _measure(self) -> None:
        """Show the amount against the most a day, and nothing where that is not known."""
        most = self._most
        face = sum_face(self.setting, self.question, most, self._amount) if most else NOTHING
        self.gauge.show_face(face)

    def forget(self) -> None:
        """The most a day follows from answers too."""
        self.bound(0)
        super().forget()

    def words(self, value: Value) -> list[str]:
        """The amount; none is said as such."""
        if isinstance(value, int | float):
            amount = self.setting.amounts.with_unit(value, self.question.unit)
            return [amount if value else self.tr("None")]
        return super().words(value)

    def set_keyed(self, keyed: bool) -> None:
        """Show the key of what is not known."""
        for choice in self.options.values():
            choice.set_keyed(keyed)

    def first(self) -> QWidget | None:
        """The field: amounts are typed."""
        return self.field

    def type(self, text: str) -> bool:
        """Digits go into the field wherever the focus is; a question mark says: not known."""
        if text.isdecimal() and text.isascii():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._press(text)
            return True
        return self._unknown(text)

    def _unknown(self, text: str) -> bool:
        option = next((each for each, key in self.amount.keys.items() if key == text), None)
        if option is None:
            return False
        self.options[option].click()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the field that are meant for the sheet."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.KeyPress:
                return False
            if event.key() == Qt.Key.Key_Backspace and not self.field.text():
                event.ignore()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                event.ignore()
                return True
            if event.text() == UNKNOWN_KEY:
                return self._unknown(UNKNOWN_KEY)
        return super().eventFilter(watched, event)

    # -- room -------------------------------------------------------------------------------------

    def _key_rows(self, width: int, scale: Scale) -> int:
        """Rows that the digits take: beside the field, or below it."""
        theme = self.hub.theme
        field = round(theme.px(230) * theme.text_scale)
        keys = len(self.keys) * (row_height(theme, scale.step) + row_gap(theme))
        return 0 if field + keys <= width else 1

    def _grid_scale(self, scale: Scale) -> Scale:
        """The picks have nothing to say but their title."""
        return scale._replace(
            row=min(scale.row, self._most_row(scale)), rich=False, told=False, extra=0
        )

    def _most_row(self, scale: Scale) -> int:
        return round(row_height(self.hub.theme) * 1.5 * scale.step)

    def body_height(self, width: int, scale: Scale) -> int:
        """Picks, and the row to type in."""
        theme = self.hub.theme
        line = row_height(theme, scale.step) + row_gap(theme)
        rows = 1 + self._key_rows(width, scale)
        high = self.grid.height_in(width, self._grid_scale(scale)) + rows * line
        return high + self._gauge_height(width)

    def place_body(self, rect: QRect, scale: Scale) -> None:
        """The row to type in, and below it the picks."""
        theme = self.hub.theme
        out, high, gap = bleed(theme), row_height(theme, scale.step), row_gap(theme)
        below = self._key_rows(rect.width(), scale)
        wide = round(theme.px(120) * min(theme.text_scale, 1.8))
        self.put(self.field, QRect(rect.left() + out, rect.top() + out, wide, high - 2 * out))
        side = high
        left = rect.left() + out + wide
        keys = 0 if below else len(self.keys) * (side + gap)
        room = rect.right() - left - keys - 2 * theme.px("space.sm")
        self.put(self.note, QRect(left + theme.px("space.sm"), rect.top() + out, room, high))
        self.note.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        top = rect.top() + (high + gap if below else 0)
        at = rect.left() if below else rect.right() - keys
        if below:
            side = min(side, rect.width() // len(self.keys) - gap)
        digits = list(self.keys.values())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            digits.reverse()  # digits stand in the same order everywhere
        for key in digits:
            self.put(key, QRect(at, top, side, high))
            at += side + gap
        top = rect.top() + (1 + below) * (high + gap)
        gauge = self._gauge_height(rect.width())
        self.gauge.setVisible(bool(gauge))
        place = QRect(rect.left(), top, rect.width(), rect.bottom() + 1 - top - gauge)
        below_it = QRect(rect.left(), place.bottom() + 1 + gap, rect.width(), gauge - gap)
        self.put(self.gauge, below_it)
        place = mirror(self, QRectF(place), QRectF(self.rect())).toRect()
        self.grid.place(place, self._grid_scale(scale))


class PortionsCard(QuestionCard):
    """Portions of food, each with a stepper; may be left out."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        self.steppers = Steppers(setting, question, self)
        self.steppers.changed.connect(self._changed)
        self._page = 0
        self._pages = 1
        self._placed = (QRect(), Scale(0))
        self._columns: dict[tuple[object, ...], tuple[int, int]] = {}
        self.more = OptionButton(self.hub, name="more", checkable=False, parent=self)
        self.more.clicked.connect(self._turn)
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the foods and their portions."""
        super().retranslate()
        self.more.set_texts(self.tr("More"))
        self._columns.clear()
        self.steppers.retranslate()

    def _changed(self, portions: dict[str, float] | None) -> None:
        self.answered.emit(portions, False)

    def populate(self, value: Value | None) -> None:
        """Show the portions."""
        if value is None and not self.active:
            self._page = 0
        self.steppers.show(value)

    def set_nearby(self, key: str) -> None:
        """While keys act on it: the ones that count."""
        super().set_nearby("0-9 + \u2212" if self.active else key)

    def words(self, value: Value) -> list[str]:
        """The foods and how often."""
        return [each.replace("\u00ad", "") for each in self.steppers.words(value)]

    def first(self) -> QWidget | None:
        """The first food: digits set how often, arrows go on."""
        return next(
            (each for each in self.steppers.by_food.values() if each.isVisibleTo(self)), None
        )

    def type(self, text: str) -> bool:
        """A digit before any food has the focus is for the first."""
        first = self.first()
        if not (text.isdecimal() and text.isascii()) or not isinstance(first, Stepper):
            return False
        first.setFocus(Qt.FocusReason.TabFocusReason)
        first.set_value(int(text))
        return True

    # -- room -------------------------------------------------------------------------------------

    def _grid(self, width: int, scale: Scale) -> tuple[int, int]:
        """Columns, and the least height of a row, in which every food can be read."""
        theme = self.hub.theme
        key = (width, scale.step, scale.rich, theme.px("type.body"), theme.px("target"))
        found = self._columns.get(key)
        if found is None:
            least = round(
                theme.px(290 if scale.rich else 250) * (0.4 + 0.6 * theme.text_scale * scale.step)
            )
            columns = max(1, min(4, width // least))
            cell = self._cell(width, columns)
            high = most = row_height(theme)
            most += round(theme.px(90) * scale.step)
            steppers, step = self.steppers.by_food.values(), self._step(scale)
            while not all(each.fits(cell, high, step) for each in steppers):
                high += theme.px(6)
                if high >= most:
                    high = TOO_HIGH if scale.rich or scale.step > 1 else high
                    break
            found = self._columns[key] = columns, high
        return found

    def _cell(self, width: int, columns: int) -> int:
        return (width - (columns - 1) * row_gap(self.hub.theme)) // columns

    def _step(self, scale: Scale) -> float:
        theme = self.hub.theme
        share = 0.95 if scale.rich else 0.8
        return share * scale.step * theme.px("type.body") / theme.px("type.title")

    def _row(self, width: int, scale: Scale) -> int:
        most = round(row_height(self.hub.theme) * 1.2 * scale.step**2)
        return max(self._grid(width, scale)[1], min(scale.row, most))

    def body_height(self, width: int, scale: Scale) -> int:
        """All rows."""
        gap = row_gap(self.hub.theme)
        rows = ceil(len(self.steppers.by_food) / self._grid(width, scale)[0])
        return rows * (self._row(width, scale) + gap) - gap

    def place_body(self, rect: QRect, scale: Scale) -> None:
        """Foods row by row, as many as there is room for."""
        columns, _ = self._grid(rect.width(), scale)
        gap, high = row_gap(self.hub.theme), self._row(rect.width(), scale)
        cell = self._cell(rect.width(), columns)
        room = max(1, (rect.height() + gap + 1) // (high + gap)) * columns
        foods = list(self.steppers.by_food.values())
        paged = len(foods) > room
        size = max(1, room - 1) if paged else len(foods)
        self._pages = ceil(len(foods) / size)
        self._page = min(self._page, self._pages - 1)
        here = foods[self._page * size : (self._page + 1) * size]
        for stepper in foods:
            stepper.set_step(self._step(scale))
            stepper.setVisible(stepper in here)
        self.more.setVisible(paged)
        shown: list[QWidget] = [*here, self.more] if paged else [*here]
        for number, widget in enumerate(shown):
            down, across = divmod(number, columns)
            left, top = rect.left() + across * (cell + gap), rect.top() + down * (high + gap)
            self.put(widget, QRect(left, top, cell, high))
        self._placed = (rect, scale)

    def _turn(self, _: bool = False) -> None:
        self._page = (self._page + 1) % self._pages
        self.place_body(*self._placed)

    def turn_on(self) -> bool:
        """With large text the foods take several pages."""
        if self._page + 1 >= self._pages:
            return False
        self._turn()
        return True
