"""Cards of a sheet: each asks one question. A card only says what was answered, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QMouseEvent, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from magapp.pack.model import Question
from magapp.rules import Value
from ui.ask.choices import NONE_ICON
from ui.ask.page import title_key
from ui.ask.steppers import Steppers
from ui.counter.sheet_choice import (
    TOO_HIGH,
    ChoiceGrid,
    OptionButton,
    QuestionLine,
    Scale,
    cap_width,
    paint_cap,
    paint_state,
    row_gap,
    row_height,
)
from ui.frame.screen import Setting, nothing
from ui.kit.base import bleed, mirror, paint_shadow, paint_surface, painter_on
from ui.kit.controls import Key, Stepper
from ui.kit.entry import TextEntry
from ui.kit.text import Block, FlowLabel, lay_out_shrunk, paint_block

LETTERS = "abcdefgijklmnopqrstuvwxyz"
"""Keys of the options beyond the ninth; `h` is left to a preset."""
WHOLE, SMALL, LINE, AWAY = 3, 2, 1, 0
"""How much of a card is shown: all of it, what answers it most often, one line, or nothing."""


def key_of(number: int) -> str:
    """The key of the option with this number, from 0."""
    return str(number + 1) if number < 9 else LETTERS[number - 9 : number - 8]


def open_card(setting: Setting, question: Question) -> QuestionCard:
    """The card for a question's kind."""
    if question.kind == "number":
        return NumberCard(setting, question)
    if question.kind == "portions":
        return PortionsCard(setting, question)
    if question.kind == "lookup":
        from ui.counter.sheet_medicines import MedicinesCard

        return MedicinesCard(setting, question)
    if question.kind == "moments":
        from ui.counter.sheet_moments import MomentsCard

        return MomentsCard(setting, question)
    return ChoiceCard(setting, question)


class QuestionCard(QWidget):
    """A question: its title beside or above what answers it, or all of it in one line."""

    answered = Signal(object, bool)
    """The value (None: unanswered), and whether the answer is complete."""
    wanted = Signal()
    """This question is the one to answer now."""
    grown = Signal()
    """It needs another height."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__()
        self.setting = setting
        self.hub = setting.hub
        self.question = question
        self.active = False
        self.level = WHOLE
        self.scale = Scale(0)
        self.asked = False
        self._other = False
        self._state = "open"
        self._title = ""
        self._laid: dict[tuple[object, ...], Block] = {}
        self._down = 0
        self.setObjectName(f"card:{question.id}")
        self._nearby = ""
        self.line = QuestionLine(self.hub, name=f"open:{question.id}", parent=self)
        self.line.clicked.connect(self.wanted)
        self.line.hide()
        self.value: Value | None = None

    # -- what it shows ----------------------------------------------------------------------------

    def show_answer(self, value: Value | None, other: bool, active: bool) -> None:
        """Show an answer, to whom the question speaks, and whether keys act on it."""
        if other != self._other:
            self._other = other
            self.retranslate()
        changed = active != self.active
        self.active = active
        self.populate(value)
        self.value = value
        state = "done" if value is not None else "free" if self.question.optional else "open"
        self.line.set_state(state)
        self._say_line()
        if changed:
            self.update()
        elif state != self._state:
            self._update_label()
        self._state = state
        self.set_keyed(active)

    def _say_line(self) -> None:
        """What the card says when there is room for one line only."""
        said = ", ".join(self.words(self.value)) if self.value is not None else ""
        self.line.set_texts(self._title, said)

    def kept(self) -> Callable[[], None]:
        """How to have again what is remembered beside the answer."""
        return nothing

    def forget(self) -> None:
        """Keep nothing of what was answered, typed or looked at."""
        self.asked = False
        self.attend({}, ())
        self.show_answer(None, False, False)
        self.hide()

    def set_nearby(self, key: str) -> None:
        """Show the key that leads here, or none."""
        if key != self._nearby:
            self._nearby = key
            self.line.set_key(key)
            self._update_label()

    def _update_label(self) -> None:
        """Paint the title anew, but not all options beside it."""
        left, _, above = self._body(self.width(), self.scale)
        top = above + self.pad() + self._down
        wide, high = (self.width(), top) if above else (left, self.height())
        rect = QRectF(0, 0, wide, high)
        self.update(mirror(self, rect, QRectF(self.rect())).toRect())

    def attend(self, answers: Mapping[str, Value], named: Sequence[str]) -> None:
        """Heed the answers to other questions, and the medicines by name, before an answer."""

    def populate(self, value: Value | None) -> None:
        """Show a value."""
        raise NotImplementedError

    def set_keyed(self, keyed: bool) -> None:
        """Whether keys act on the options."""

    def retranslate(self) -> None:
        """Set every word; a kind of card adds its own."""
        self._title = self.title_text()
        self._laid.clear()
        self.setAccessibleName(self._title.replace("\u00ad", ""))
        self.setToolTip(self.setting.text(f"question.{self.question.id}.help"))
        self._say_line()
        self.update()

    def title_text(self) -> str:
        """The question, in the words that fit."""
        return self.setting.text(title_key(self.setting, self.question, self._other))

    def plain_title(self) -> str:
        """The title as a screen reader says it."""
        return self._title.replace("\u00ad", "")

    def words(self, value: Value) -> list[str]:
        """An answer in words."""
        options = [value] if isinstance(value, str) else list(value) if value else []  # type: ignore[arg-type]
        text = self.setting.text
        titles = [text(f"option.{self.question.id}.{each}.title") for each in options]
        return [each.replace("\u00ad", "") for each in titles] or [self.none_text()]

    def none_text(self) -> str:
        """What the answer that nothing applies is called."""
        return self.tr("No preference") if self.question.optional else self.tr("None of these")

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        """The control that has the focus when keys act on the card."""
        return None

    def type(self, text: str) -> bool:
        """A digit, letter or sign was typed; whether it meant something."""
        return False

    def enter(self) -> bool:
        """Enter was pressed; whether the card used it."""
        return False

    def turn_on(self) -> bool:
        """Show what has not been seen of the card; whether there was."""
        return False

    # -- room -------------------------------------------------------------------------------------

    def pad(self, scale: Scale | None = None) -> int:
        """Room between the card's edge and what is on it."""
        rich = (self.scale if scale is None else scale).rich
        return self.hub.theme.px("space.md" if rich else "space.sm")

    def _beside(self, width: int, scale: Scale) -> bool:
        """Whether the title stands beside the options; above them it is a heading."""
        theme = self.hub.theme
        return not scale.rich and width >= theme.px(600) * theme.text_scale * scale.step**0.5

    def _label_width(self, width: int, scale: Scale) -> int:
        theme = self.hub.theme
        if self._beside(width, scale):
            most = round(theme.px(250) * theme.text_scale * scale.step)
            return min(round(width * 0.26), most)
        cap = round(cap_width(self.hub, "PgDn")) + theme.px("space.lg") if scale.rich else 0
        return width - 2 * self.pad(scale) - 2 * bleed(theme) - cap

    def _pixels(self, scale: Scale) -> int:
        """Type of the title."""
        return round(self.hub.theme.px("type.body") * scale.step * (1.12 if scale.rich else 1.0))

    def _mark_side(self, scale: Scale) -> int:
        return round(self._pixels(scale) * 1.15)

    def _block(self, width: int, scale: Scale) -> Block:
        theme, pixels = self.hub.theme, self._pixels(scale)
        key = (self._title, width, scale.rich, pixels)
        block = self._laid.get(key)
        if block is None:
            room = self._label_width(width, scale) - self._mark_side(scale) - theme.px("space.sm")
            block = self._laid[key] = lay_out_shrunk(
                self.hub, self._title, room, 1e6, pixels, pixels, bold=True, leading=1.2
            )
        return block

    def restyle(self) -> None:
        """The theme changed."""
        self._laid.clear()
        self.update()

    def _body(self, width: int, scale: Scale) -> tuple[int, int, int]:
        """Left edge and width of what answers, and the height of the title above it."""
        theme = self.hub.theme
        out = bleed(theme)
        left = self.pad(scale) + out
        if not self._beside(width, scale):
            gap = theme.px("space.sm" if scale.rich else "space.xs")
            above = round(self._block(width, scale).height) + gap
            return left - out, width - 2 * (left - out), above
        label = self._label_width(width, scale) + theme.px("space.md")
        return left + label - out, width - left - label - self.pad(scale) + out, 0

    def height_at(self, width: int, level: int, scale: Scale) -> int:
        """Height in a width at a level, set so large."""
        theme = self.hub.theme
        if level == AWAY:
            return 0
        if level == LINE:
            return row_height(theme)
        _, inner, above = self._body(width, scale)
        body = self.body_height(inner, level, scale)
        if not above:
            body = max(body, round(self._block(width, scale).height) + 2 * bleed(theme))
        return body + above + 2 * self.pad(scale)

    def lay_out(self, rect: QRect, level: int, scale: Scale, spare: int = 0) -> None:
        """Take a place on the sheet, at a level; of its height so much is to spare."""
        down = spare // 2
        if (level, scale, down) != (self.level, self.scale, self._down):
            self.update()
        self.level, self.scale, self._down = level, scale, down
        self.setVisible(level != AWAY)
        if level == AWAY:
            return
        self.setGeometry(rect)
        self.line.setVisible(level == LINE)
        left, inner, above = self._body(rect.width(), scale)
        if level == LINE:
            self.line.setGeometry(0, 0, rect.width(), rect.height())
            self.hide_body()
        else:
            top = self.pad(scale) + above + down
            high = rect.height() - top - self.pad(scale) - (spare - down)
            self.place_body(QRect(left, top, inner, high), level, scale)

    def put(self, widget: QWidget, rect: QRect) -> None:
        """Place a widget; on a right-to-left screen on the other side."""
        widget.setGeometry(mirror(self, QRectF(rect), QRectF(self.rect())).toRect())

    def least_height(self, width: int, scale: Scale) -> int:
        """Height that the card can make do with while keys act on it."""
        return self.height_at(width, WHOLE, scale)

    def body_height(self, width: int, level: int, scale: Scale) -> int:
        """Height of what answers."""
        raise NotImplementedError

    def place_body(self, rect: QRect, level: int, scale: Scale) -> None:
        """Place what answers."""
        raise NotImplementedError

    def hide_body(self) -> None:
        """Only the line is shown."""
        for child in self.children():
            if isinstance(child, QWidget) and child is not self.line:
                child.hide()

    # -- painting ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the options makes this the question to answer."""
        super().mousePressEvent(event)
        self.hub.keyboard = False
        if not self.active:
            self.wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title; the card that keys act on is raised, and edged."""
        if self.level == LINE:
            return
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, 2, -out, -2)
        radius = float(theme.px("radius.md"))
        if self.active:
            inner = body.adjusted(radius, radius, -radius, -radius).toRect()
            edge, ground = theme.colour("brand"), theme.colour("surface")
            width = float(theme.px("stroke.normal"))
            painter.fillRect(inner, ground)  # round and soft is only what lies around it
            painter.setClipRegion(QRegion(self.rect()) - QRegion(inner))
            paint_shadow(painter, theme, body, radius)
            paint_surface(painter, body, radius, ground, edge, width)
            painter.setClipping(False)
            bar = QRectF(body.left(), body.top() + radius, theme.px(5), body.height() - 2 * radius)
            bar = mirror(self, bar, body)
            paint_surface(painter, bar, theme.px(2), edge)
        scale, beside = self.scale, self._beside(self.width(), self.scale)
        block = self._block(self.width(), scale)
        side = self._mark_side(scale)
        left = self.pad() + out + (theme.px("space.xs"))
        line = block.line_height
        top = self.pad() + self._down + (out + theme.px("space.sm") if beside else 0)
        mark = QRectF(left, top + (line - side) / 2, side, side)
        whole = QRectF(self.rect())
        paint_state(painter, theme, mirror(self, mark, whole), self._state)
        at = left + side + theme.px("space.sm")
        text = QRectF(at, top, self._label_width(self.width(), scale), block.height)
        ink = theme.colour("brand_strong" if self.active else "ink")
        paint_block(painter, theme, block, mirror(self, text, whole), ink)
        if self._nearby and (beside or scale.rich):
            high = theme.px("type.small") * 1.5
            cap = QRectF(at, text.bottom() + theme.px("space.xs"), text.width(), high)
            if scale.rich:
                wide = cap_width(self.hub, self._nearby)
                end = self.width() - self.pad() - out - theme.px("space.xs")
                cap = QRectF(end - wide, top + (line - high) / 2, wide, high)
            if cap.bottom() <= self.height() - theme.px("space.xs"):
                paint_cap(painter, theme, self._nearby, cap, self, whole)
        painter.end()


class ChoiceCard(QuestionCard):
    """One of the options, or all that apply, or explicitly none of them."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        one = question.kind == "one"
        self.grid = ChoiceGrid(self.hub, parent=self)
        self.choices = {
            option.id: OptionButton(
                self.hub,
                name=f"{question.id}:{option.id}",
                key=key_of(number),
                icon=option.icon,
                radio=one,
            )
            for number, option in enumerate(question.option)
        }
        self.none: OptionButton | None = None
        for option, choice in self.choices.items():
            choice.clicked.connect(partial(self._choose if one else self._tick, option))
        if not one:
            self.none = OptionButton(
                self.hub, name=f"{question.id}:none", key="0", icon=NONE_ICON, radio=True
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
        self.grid.forget_measures()

    def option_texts(self, option: str) -> tuple[str, str]:
        """The title of an option, and its line."""
        key = f"option.{self.question.id}.{option}"
        return self.setting.text(f"{key}.title"), self.setting.text(f"{key}.line")

    def _choose(self, option: str, _: bool = False) -> None:
        self.answered.emit(option, True)

    def _tick(self, option: str, _: bool = False) -> None:
        chosen = self.value if isinstance(self.value, list) else []
        ticked = {*chosen} ^ {option}
        self.answered.emit([each for each in self.choices if each in ticked] or None, False)

    def _nothing(self, _: bool = False) -> None:
        self.answered.emit([], True)

    def populate(self, value: Value | None) -> None:
        """Show what is chosen."""
        chosen = [value] if isinstance(value, str) else value if isinstance(value, list) else []
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
        for choice, key in self._keys():
            if key == text:
                self.grid.show_choice(choice)
                choice.click()
                return True
        return False

    def _keys(self) -> list[tuple[OptionButton, str]]:
        keys = [(each, key_of(at)) for at, each in enumerate(self.choices.values())]
        return [*keys, (self.none, "0")] if self.none is not None else keys

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

    def body_height(self, width: int, level: int, scale: Scale) -> int:
        """All rows."""
        return self.grid.height_in(width, scale)

    def place_body(self, rect: QRect, level: int, scale: Scale) -> None:
        """The grid."""
        self.grid.show()
        self.grid.place(mirror(self, QRectF(rect), QRectF(self.rect())).toRect(), scale)


class NumberCard(QuestionCard):
    """An amount: typed, or one of the usual ones, or not known."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        digits = len(f"{question.max:g}")
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
            for amount in question.picks
        }
        self.options = {
            option.id: OptionButton(
                self.hub, name=f"{question.id}:{option.id}", key="?" if not at else "", radio=True
            )
            for at, option in enumerate(question.option)
        }
        for amount, choice in self.picks.items():
            choice.clicked.connect(partial(self._pick, amount))
        for option, choice in self.options.items():
            choice.clicked.connect(partial(self._pick, option))
        self.grid.set_choices([*self.picks.values(), *self.options.values()])
        self.retranslate()

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

    def _say_note(self) -> None:
        text, unit = self.field.text(), self.question.unit
        if text.isdecimal() and not self.question.min <= int(text) <= self.question.max:
            most = self.setting.amounts.number(self.question.max)
            self.note.setText(self.tr("At most {most} {unit}.").format(most=most, unit=unit))
            self.note.set_colour("warning")
        else:
            self.note.setText(self.tr("{unit}, then Enter").format(unit=unit))
            self.note.set_colour("ink_soft")

    def _typed(self, text: str) -> None:
        fits = text.isdecimal() and self.question.min <= int(text) <= self.question.max
        self._say_note()
        self.answered.emit(float(text) if fits else None, False)

    def _press(self, name: str, _: bool = False) -> None:
        text = "" if name == "clear" else (self.field.text() + name)[: self.field.maxLength()]
        self.field.setText(text)
        self._typed(text)

    def _pick(self, value: float | str, _: bool = False) -> None:
        self.field.setText("")
        self.answered.emit(value, True)

    def populate(self, value: Value | None) -> None:
        """Show the amount: a pick that is marked, or else in the field."""
        for amount, choice in self.picks.items():
            choice.setChecked(value == amount and not isinstance(value, str))
        for option, choice in self.options.items():
            choice.setChecked(value == option)
        typed = self.field.text()
        beyond = typed.isdecimal() and int(typed) > self.question.max
        if isinstance(value, int | float) and value not in self.picks:
            if typed != f"{value:g}":
                self.field.setText(f"{value:g}")
        elif not (self.active and value is None and beyond) and not (
            typed.isdecimal() and value == int(typed)
        ):
            self.field.setText("")
        self._say_note()

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
        if text != "?" or not self.options:
            return False
        next(iter(self.options.values())).click()
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
            if event.text() == "?":
                return self._unknown("?")
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
        return scale._replace(row=min(scale.row, self._most_row(scale)), rich=False, extra=0)

    def _most_row(self, scale: Scale) -> int:
        return round(row_height(self.hub.theme) * 1.5 * scale.step)

    def body_height(self, width: int, level: int, scale: Scale) -> int:
        """Picks, and the row to type in."""
        theme = self.hub.theme
        line = row_height(theme, scale.step) + row_gap(theme)
        rows = 1 + (self._key_rows(width, scale) if level == WHOLE else 0)
        return self.grid.height_in(width, self._grid_scale(scale)) + rows * line

    def place_body(self, rect: QRect, level: int, scale: Scale) -> None:
        """The row to type in, and below it the picks."""
        theme = self.hub.theme
        out, high, gap = bleed(theme), row_height(theme, scale.step), row_gap(theme)
        below = self._key_rows(rect.width(), scale)
        whole = level == WHOLE
        wide = round(theme.px(120) * min(theme.text_scale, 1.8))
        for each in (self.field, self.note, self.grid):
            each.show()
        self.put(self.field, QRect(rect.left() + out, rect.top() + out, wide, high - 2 * out))
        side = high
        left = rect.left() + out + wide
        keys = len(self.keys) * (side + gap) if whole and not below else 0
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
            key.setVisible(whole)
            self.put(key, QRect(at, top, side, high))
            at += side + gap
        top = rect.top() + (1 + (below if whole else 0)) * (high + gap)
        place = QRect(rect.left(), top, rect.width(), rect.bottom() + 1 - top)
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
        self._placed = (QRect(), WHOLE, Scale(0))
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

    def body_height(self, width: int, level: int, scale: Scale) -> int:
        """All rows."""
        gap = row_gap(self.hub.theme)
        rows = ceil(len(self.steppers.by_food) / self._grid(width, scale)[0])
        return rows * (self._row(width, scale) + gap) - gap

    def place_body(self, rect: QRect, level: int, scale: Scale) -> None:
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
        self._placed = (rect, level, scale)

    def _turn(self, _: bool = False) -> None:
        self._page = (self._page + 1) % self._pages
        self.place_body(*self._placed)

    def turn_on(self) -> bool:
        """With large text the foods take several pages."""
        if self._page + 1 >= self._pages:
            return False
        self._turn()
        return True
