"""Pads of big keys, for a number and for the first letter of a name: no keyboard needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, log

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.base import Arranged, bleed, paint_ring, paint_surface, painter_on
from ui.kit.key import Key
from ui.kit.roles import Role, value_changed
from ui.kit.text import lay_out_shrunk, paint_block
from ui.look.theme import Theme, ThemeHub


class _Pad(Arranged):
    """Keys in a grid that fills its rectangle without becoming huge."""

    spoken_role = Role.Grouping

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None) -> None:
        """Make a pad without keys."""
        super().__init__(hub, parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _keys(self) -> Sequence[QWidget]:
        """The keys in order."""
        return ()

    def _columns(self) -> int:
        """Columns for the room of the moment."""
        return 3

    def _most(self) -> int:
        """The largest sensible key height."""
        return self.hub.theme.px(96 if self.width() > self.height() else 128)

    def _room(self) -> QRect:
        """Where the keys may stand."""
        return self.rect()

    def arrange(self) -> None:
        """Place the keys, the block centred."""
        keys = self._keys()
        if not keys or self.width() < 10:
            return
        theme = self.hub.theme
        around = 2 * bleed(theme)
        gap = theme.px("space.md") - around
        columns = self._columns()
        rows = ceil(len(keys) / columns)
        room = self._room()
        high = room.height() - (rows - 1) * gap
        height = min(high // rows, self._most() + around)
        width = min((room.width() - (columns - 1) * gap) // columns, round(height * 2.4))
        left = room.left() + (room.width() - columns * width - (columns - 1) * gap) // 2
        top = room.top() + max(0, round((high - rows * height) * 0.25))
        mirrored = self._mirrors() and self.mirrored
        for at, key in enumerate(keys):
            row, column = divmod(at, columns)
            column = columns - 1 - column if mirrored else column
            key.setGeometry(
                QRect(left + column * (width + gap), top + row * (height + gap), width, height)
            )
        self.update()

    def _mirrors(self) -> bool:
        """Whether the order of the keys follows the reading direction."""
        return True


class NumberPad(_Pad):
    """Digits as big keys below a read-out with its unit: an amount without a keyboard."""

    spoken_role = Role.SpinBox

    changed = Signal(object)
    accepted = Signal()

    def __init__(
        self,
        hub: ThemeHub,
        *,
        name: str = "",
        digits: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty pad for numbers of at most so many digits."""
        super().__init__(hub, name, parent)
        self._digits = digits
        self.least, self.most = 0, 10**digits - 1
        self._typed = ""
        self._unit = self._empty = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        order = "123456789"
        self._all: list[Key] = [self._digit(sign) for sign in order]
        self._clear = Key(hub, name=name + "_clear", icon="close", parent=self)
        self._clear.clicked.connect(lambda: self.set_value(None))
        self._back = Key(hub, name=name + "_back", icon="backspace_outline", parent=self)
        self._back.clicked.connect(lambda: self._type(self._typed[:-1]))
        self._all += [self._clear, self._digit("0"), self._back]
        for key in self._all:
            key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._refresh()

    def _digit(self, sign: str) -> Key:
        """The key of one digit."""
        key = Key(self.hub, sign, name=self.objectName() + "_" + sign, parent=self)
        key.clicked.connect(lambda: self._type(self._typed + sign))
        return key

    def set_texts(self, unit: str, empty: str, clear: str, back: str, label: str = "") -> None:
        """Set the unit, what an empty read-out says, and the names a screen reader says."""
        self._unit, self._empty = unit, empty
        self._clear.setAccessibleName(clear)
        self._back.setAccessibleName(back)
        self.setAccessibleName(label or empty)
        self._refresh()

    def value(self) -> int | None:
        """The number typed, None while empty."""
        return int(self._typed) if self._typed else None

    def set_value(self, value: int | None) -> None:
        """Set or empty the number."""
        self._type("" if value is None else str(value))

    def _type(self, text: str) -> None:
        """Take a new text of digits, if short enough."""
        text = text.lstrip("0") or ("0" if text else "")
        if len(text) <= self._digits and text != self._typed:
            self._typed = text
            self._refresh()
            value_changed(self, self.value() or 0)
            self.changed.emit(self.value())

    def _refresh(self) -> None:
        """Show the number; keys without effect are out of use."""
        self.setAccessibleDescription((self._typed + " " + self._unit) if self._typed else "")
        self._back.setEnabled(bool(self._typed))
        self._clear.setEnabled(bool(self._typed))
        self.update()

    def _keys(self) -> Sequence[QWidget]:
        """Digits in the order of a telephone."""
        return self._all

    def _mirrors(self) -> bool:
        """Digits stand the same way in every script."""
        return False

    def _display_height(self) -> int:
        """Height of the read-out."""
        theme = self.hub.theme
        return round(theme.px("type.display") * 1.7) + 2 * bleed(theme)

    def _top(self) -> int:
        """The read-out and a gap."""
        return self._display_height() + self.hub.theme.px("space.xs")

    def _beside(self) -> bool:
        """Whether the read-out stands beside the keys: where the room is low and wide."""
        theme = self.hub.theme
        low = (self.height() - self._top()) / 4 < 1.25 * theme.px("target") + 2 * bleed(theme)
        return low and self.width() > 1.6 * self.height()

    def _room(self) -> QRect:
        """The keys stand below the read-out or beside it."""
        if not self._beside():
            return self.rect().adjusted(0, self._top(), 0, 0)
        return self.rect().adjusted(round(self.width() * 0.42), 0, 0, 0)

    def _columns(self) -> int:
        """Three as on a telephone; six where the room is too low for four rows."""
        theme = self.hub.theme
        return 6 if self._room().height() / 4 < theme.px("target") else 3

    def _display(self) -> QRectF:
        """The read-out."""
        around = bleed(self.hub.theme)
        high = self._display_height()
        keys = [key.geometry() for key in self._all]
        left = min(key.left() for key in keys)
        right = max(key.right() for key in keys) + 1
        top = min(key.top() for key in keys)
        if self._beside():
            middle = (top + max(key.bottom() for key in keys) + 1) / 2
            gap = self.hub.theme.px("space.xl")
            body = QRectF(0, middle - high / 2, left - gap, high)
        else:
            body = QRectF(left, top - self._top(), right - left, high)
        return body.adjusted(around, around, -around, -around)

    def sizeHint(self) -> QSize:
        """A pad with keys of comfortable size."""
        theme = self.hub.theme
        return QSize(theme.px(440), self._top() + 4 * theme.px(84))

    def minimumSizeHint(self) -> QSize:
        """Keys at target size."""
        side = self.hub.theme.px("target") + self.hub.theme.px("space.md")
        return QSize(3 * side, self._top() + 4 * side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits type, Backspace takes back while there are any, Enter accepts."""
        key, text = event.key(), event.text()
        if text.isdecimal() and text.isascii():
            self._type(self._typed + text)
        elif key == Qt.Key.Key_Backspace and self._typed:
            self._type(self._typed[:-1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the read-out above the keys, as wide as they are."""
        theme = self.hub.theme
        painter = painter_on(self)
        body = self._display()
        paint_surface(
            painter,
            body,
            theme.px("radius.md"),
            theme.colour("surface_sunken"),
            theme.colour("line_strong"),
            float(theme.px("stroke.normal" if self.hasFocus() else "stroke.thin")),
        )
        if self.hasFocus() and self.hub.keyboard:
            paint_ring(painter, theme, body, theme.px("radius.md"))
        pad = theme.px("space.lg")
        room = body.adjusted(pad, 0, -pad, 0)
        if self._typed:
            self._paint_number(painter, theme, room)
        elif self._empty:
            block = lay_out_shrunk(
                self.hub,
                self._empty,
                room.width(),
                room.height(),
                theme.px("type.body"),
                round(theme.px("type.body") * 0.6),
            )
            rect = room.adjusted(0, (room.height() - block.height) / 2, 0, 0)
            paint_block(painter, theme, block, rect, theme.colour("ink_soft"), "centre")
        painter.end()

    def _paint_number(self, painter: QPainter, theme: Theme, room: QRectF) -> None:
        """The number and, on the same base line, its unit; centred together."""
        large, small = theme.font("display", bold=True), theme.font("title")
        gap = theme.px("space.sm") if self._unit else 0
        number = QFontMetricsF(large)
        wide = number.horizontalAdvance(self._typed)
        unit = QFontMetricsF(small).horizontalAdvance(self._unit)
        left = room.center().x() - (wide + gap + unit) / 2
        base = room.center().y() + number.capHeight() / 2
        painter.setFont(large)
        painter.setPen(theme.colour("ink"))
        painter.drawText(QPointF(left, base), self._typed)
        painter.setFont(small)
        painter.setPen(theme.colour("ink_soft"))
        painter.drawText(QPointF(left + wide + gap, base), self._unit)


COLUMNS = (4, 5, 6, 7, 9, 13, 14)
"""Of letters: those that leave the fewest holes behind an alphabet."""


class LetterPad(_Pad):
    """The alphabet as big keys: choose the first letter of a name; letters without are out."""

    chosen = Signal(str)

    def __init__(
        self,
        hub: ThemeHub,
        *,
        name: str = "",
        letters: Sequence[str] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        parent: QWidget | None = None,
    ) -> None:
        """Make a pad of letters (or of beginnings of some letters), all in use."""
        super().__init__(hub, name, parent)
        self._letters: dict[str, Key] = {}
        self._current = ""
        for letter in letters:
            key = Key(hub, letter, name=name + "_" + letter, parent=self)
            key.clicked.connect(lambda _=False, sign=letter: self._choose(sign))
            self._letters[letter] = key

    def set_available(self, letters: Iterable[str]) -> None:
        """Only these letters lead somewhere; the others are shown out of use."""
        there = {letter.upper() for letter in letters}
        for letter, key in self._letters.items():
            key.setEnabled(letter in there)

    def current(self) -> str:
        """The letter chosen last, or nothing."""
        return self._current

    def set_current(self, letter: str) -> None:
        """Mark a letter as chosen, or none."""
        self._current = letter
        for sign, key in self._letters.items():
            marked = sign == letter
            if key.isCheckable() or marked:
                key.setCheckable(True)
                key.setChecked(marked)

    def _choose(self, letter: str) -> None:
        """A letter was tapped or typed."""
        self.set_current(letter)
        self.chosen.emit(letter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter key chooses its letter."""
        key = self._letters.get(event.text().upper())
        if key is not None and key.isEnabled():
            self._choose(event.text().upper())
        else:
            super().keyPressEvent(event)

    def _keys(self) -> Sequence[QWidget]:
        """The letters in order."""
        return list(self._letters.values())

    def _most(self) -> int:
        """The largest sensible key height."""
        return self.hub.theme.px(124)

    def _mirrors(self) -> bool:
        """An alphabet runs the way it is written, whatever the language around it."""
        first = next(iter(self._letters), "")
        return "\u0590" <= first <= "\u08ff"

    def _columns(self) -> int:
        """As many columns as make the keys roughly square and the rows full."""
        count = len(self._letters)
        shape = self.width() / max(1, self.height())
        choices = [columns for columns in COLUMNS if columns <= count]
        least = self.hub.theme.px("target")

        def cost(columns: int) -> float:
            rows = ceil(count / columns)
            small = self.height() / rows < least + 2 * bleed(self.hub.theme)
            hole = 0.2 * (rows * columns - count) / columns
            return abs(log(shape * rows / columns / 1.35)) + hole + 9 * small

        return min(choices, key=cost)

    def needed(self, width: int) -> int:
        """The least height in a width: as many keys in a row as are wide enough."""
        theme = self.hub.theme
        side, gap = theme.px("target") + 2 * bleed(theme), theme.px("space.md") - 2 * bleed(theme)
        key = theme.px(66) + 2 * bleed(theme) + gap
        columns = [each for each in COLUMNS if each * key <= width + gap]
        rows = ceil(len(self._letters) / max(columns, default=COLUMNS[0]))
        return rows * side + (rows - 1) * gap

    def sizeHint(self) -> QSize:
        """A pad with keys of comfortable size."""
        theme = self.hub.theme
        return QSize(theme.px(760), theme.px(330))

    def minimumSizeHint(self) -> QSize:
        """Keys at target size."""
        side = self.hub.theme.px("target") + self.hub.theme.px("space.sm")
        return QSize(7 * side, 4 * side)
