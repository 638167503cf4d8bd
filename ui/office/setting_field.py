"""One setting on screen: its label, what it is set by, what it does, and what is wrong with it.

Controls: `set:KEY`, and for what is chosen `set:KEY:VALUE`; beside a number `set:KEY:less` and
`set:KEY:more`, beside a file `set:KEY:find` and `set:KEY:none`; `set:KEY:fault` is what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from magapp.settings.table import Entry, word
from ui.frame.setting import Setting
from ui.kit.base import Control, bleed, paint_ring, paint_surface, paint_tick, painter_on
from ui.kit.button import Button
from ui.kit.chip import Chip
from ui.kit.entry import TextEntry
from ui.kit.text import FlowLabel
from ui.kit.wrap import WrapRow
from ui.look.theme import ThemeHub, contrast
from ui.office.look import line

PAUSE_MS = 700
"""So long after the last key a text is taken: longer than a scanner needs to be known as one."""
LONGEST = 200
"""Signs of a text that has no limit of its own."""
COLOURS = (
    "#1f5c45", "#0f766e", "#1d5fa8", "#3b3f9e", "#7a3e8e", "#a8325a", "#b3261e", "#9a4b00",
    "#6b5b16", "#3f4a4f",
)  # fmt: skip
"""Colours to begin with; any other can be typed."""

Options = Sequence[tuple[str, str]]
"""What can be chosen: values and what they are called."""


class Swatch(Control):
    """A colour that can be chosen."""

    def __init__(self, hub: ThemeHub, colour: str, name: str) -> None:
        super().__init__(hub, name=name)
        self.colour = colour
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """A target."""
        side = self.hub.theme.px("target") + 2 * bleed(self.hub.theme)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The colour; the chosen one has a tick and an edge."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(theme.px("radius.md"))
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        colour = QColor(self.colour)
        edge = theme.colour("ink" if self.isChecked() or self.hovered else "line_strong")
        width = float(theme.px("stroke.thick" if self.isChecked() else "stroke.thin"))
        paint_surface(painter, body, radius, colour, edge, width)
        if self.isChecked():
            light = contrast(colour, QColor("white")) > contrast(colour, QColor("black"))
            inner = body.adjusted(*(body.width() / 5 * each for each in (1, 1, -1, -1)))
            paint_tick(painter, inner, QColor("white" if light else "black"))
        painter.end()


class SettingField(QWidget):
    """`wanted` carries a value that somebody chose, as the file has it."""

    wanted = Signal(object)

    def __init__(
        self,
        setting: Setting,
        entry: Entry,
        options: Callable[[], Options] | None = None,
        find: Callable[[], str] | None = None,
    ) -> None:
        """`options` says what there is to choose from, `find` asks for a file or folder."""
        super().__init__()
        self.setting, self.entry, self.hub = setting, entry, setting.hub
        self._options, self._find = options, find
        self._value: Any = entry.default
        self._late = False
        self.name = f"set:{entry.key}"
        hub = setting.hub
        self.label = FlowLabel(hub, role="small", bold=True, colour="ink_soft")
        self.help = FlowLabel(hub, role="small", colour="ink_soft")
        self.note = FlowLabel(hub, name=f"{self.name}:note", role="small", bold=True)
        self.note.set_colour("accent_ink")
        self.fault = FlowLabel(hub, name=f"{self.name}:fault", role="small", colour="urgent")
        self.text: TextEntry | None = None
        self.chips: dict[str, Chip] = {}
        self.swatches: dict[str, Swatch] = {}
        self.buttons: dict[str, Button] = {}
        self.row: WrapRow | None = None
        self.line = QHBoxLayout()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.take)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.label)
        self._make()
        for label in (self.help, self.note, self.fault):
            self.column.addWidget(label)
        self.note.hide()
        self.fault.hide()
        self.column.addStretch(1)
        hub.changed.connect(self.restyle)
        self.restyle()
        self.retranslate()

    # -- making -----------------------------------------------------------------------------------

    def _make(self) -> None:
        kind = self.entry.kind
        if kind == "flag":
            self.row = WrapRow(self.hub, name=f"{self.name}:row")
            self.chips[""] = Chip(self.hub, name=self.name)
            self.chips[""].clicked.connect(self._toggled)
            self.row.show_widgets(list(self.chips.values()))
            self.column.addWidget(self.row)
        elif kind == "choice" or self._options is not None:
            self.row = WrapRow(self.hub, name=f"{self.name}:row")
            self.column.addWidget(self.row)
        if kind == "colour":
            self._make_colours()
        if not self.chooses_only:
            self._make_line()

    @property
    def chooses_only(self) -> bool:
        """Whether there is nothing to type."""
        closed = self._options is not None and self.entry.about.pick != "printers"
        return self.entry.kind in ("flag", "choice") or closed

    def _make_colours(self) -> None:
        row = WrapRow(self.hub, name=f"{self.name}:row")
        for colour in COLOURS:
            swatch = Swatch(self.hub, colour, f"{self.name}:{colour}")
            swatch.clicked.connect(partial(self._want, colour))
            self.swatches[colour] = swatch
        row.show_widgets(list(self.swatches.values()))
        self.column.addWidget(row)

    def _make_line(self) -> None:
        entry = self.entry
        most = len(str(entry.most)) if entry.kind == "number" else entry.most or LONGEST
        if entry.kind == "colour":
            most = 7
        self.text = line(self.hub, self.name, lambda _: self._pause.start(), most=most)
        row = self.line = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.text, 1)
        if entry.kind == "number":
            for name, icon, by in (("less", "minus", -1), ("more", "plus", 1)):
                button = Button(self.hub, name=f"{self.name}:{name}", variant="quiet", icon=icon)
                button.setAutoRepeat(True)
                button.clicked.connect(partial(self._step, by))
                self.buttons[name] = button
                row.addWidget(button)
        elif self._find is not None:
            for name, icon in (("find", "folder_outline"), ("none", "close")):
                button = Button(self.hub, name=f"{self.name}:{name}", variant="quiet", icon=icon)
                self.buttons[name] = button
                row.addWidget(button)
            self.buttons["find"].clicked.connect(self._look_for)
            self.buttons["none"].clicked.connect(partial(self._want, ""))
        if entry.kind in ("number", "colour"):  # as wide as what is typed
            row.addStretch(1)
        self.column.addLayout(row)

    def offer(self) -> None:
        """Show what there is to choose from now; what is set is among it."""
        if self.row is None or self.entry.kind == "flag":
            return
        language = self.setting.language.code
        if self._options is not None:
            options = list(self._options())
        else:
            options = [(each, self.entry.choice(each, language)) for each in self.entry.choices]
        known = [value for value, _ in options]
        held = self._value if isinstance(self._value, list) else [self._value]
        if self.chooses_only or self.entry.kind == "list":
            options += [(each, each) for each in held if each not in known]
        for value, chip in list(self.chips.items()):
            if value not in dict(options):
                self.chips.pop(value)
                chip.hide()
                chip.deleteLater()
        for value, text in options:
            if value not in self.chips:
                chip = self.chips[value] = Chip(self.hub, name=f"{self.name}:{value}")
                chip.clicked.connect(partial(self._chosen, value))
            self.chips[value].set_text(text)
            self.chips[value].setAccessibleName(f"{self.entry.label(language)}: {text}")
        self.row.show_widgets([self.chips[value] for value, _ in options])
        self.row.setVisible(bool(options))
        self._tick()

    # -- look and words ---------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        theme = self.hub.theme
        out = bleed(theme)
        self.column.setSpacing(theme.px("space.xs"))
        for label in (self.label, self.help, self.note, self.fault):
            label.setContentsMargins(out, 0, 0, 0)
        self.line.setContentsMargins(out, 0, 0, 0)
        if self.text is not None and self.entry.kind in ("number", "colour"):
            self.text.setMaximumWidth(theme.px("type.body") * 8)

    def retranslate(self) -> None:
        """Words of the setting."""
        language, entry = self.setting.language.code, self.entry
        label = entry.label(language)
        self.label.setText(label)
        self.help.setText(entry.help(language))
        self.help.setVisible(bool(self.help.text()))
        if self.text is not None:
            self.text.setAccessibleName(label)
        for colour, swatch in self.swatches.items():
            swatch.setAccessibleName(f"{label}: {colour}")
        names = {
            "less": self.tr("{setting}: less"),
            "more": self.tr("{setting}: more"),
            "find": self.tr("{setting}: look for a file"),
            "none": self.tr("{setting}: none"),
        }
        for name, button in self.buttons.items():
            button.setAccessibleName(names[name].format(setting=label))
            button.setToolTip(button.accessibleName())
        if entry.kind == "flag":
            self.chips[""].set_text(label)
            self.label.hide()
        self.offer()
        self._say_late()
        self._describe()

    def _describe(self) -> None:
        """What a screen reader says beside the name: what it does, or what is wrong."""
        said = self.fault.text() or self.help.text()
        for widget in (self.text, *self.chips.values()):
            if widget is not None:
                widget.setAccessibleDescription(said)

    def _say_late(self) -> None:
        when, language = self.entry.about.when, self.setting.language.code
        text = self.tr("Shows {when}.").format(when=word(when, language))
        self.note.setText(text if self._late else "")
        self.note.setVisible(self._late)

    # -- values -----------------------------------------------------------------------------------

    def show_value(self, value: Any) -> None:
        """Show what is set."""
        self._value = value
        self._pause.stop()
        if self.text is not None and self.said() != self._as_text(value):
            self.text.setText(self._as_text(value))
        self.set_fault("")
        self.offer()
        self._tick()

    def _as_text(self, value: Any) -> str:
        return ", ".join(value) if isinstance(value, list) else str(value)

    def _tick(self) -> None:
        held = self._value if isinstance(self._value, list) else [self._value]
        if self.entry.kind == "flag":
            self.chips[""].setChecked(bool(self._value))
            return
        for value, chip in self.chips.items():
            chip.setChecked(value in held)
        for colour, swatch in self.swatches.items():
            swatch.setChecked(colour == str(self._value).lower())
        if self.entry.kind == "number":
            number = self._number()
            self.buttons["less"].setEnabled(number is None or number > self.entry.least)
            self.buttons["more"].setEnabled(number is None or number < self.entry.most)

    def say_late(self) -> None:
        """It was changed: say when that shows, where it is not at once."""
        self._late = self.entry.about.when != "now"
        self._say_late()

    @property
    def busy(self) -> bool:
        """Whether something is typed that is not saved: yet, or because it cannot be."""
        return self._pause.isActive() or bool(self.fault.text())

    def set_fault(self, text: str) -> None:
        """Say what is wrong, or with an empty text that nothing is."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        self.label.set_colour("urgent" if text else "ink_soft")
        if self.text is not None:
            edge = self.hub.theme.colour("urgent").name()
            self.text.setStyleSheet(f"border-color: {edge}" if text else "")
        self._describe()

    # -- changing ---------------------------------------------------------------------------------

    def said(self) -> str:
        """What is typed."""
        return self.text.text().strip() if self.text is not None else ""

    def _number(self) -> int | None:
        said = self.said()
        return int(said) if said.isascii() and said.isdecimal() else None

    def take(self) -> None:
        """Want what is typed, if it is another value."""
        self._pause.stop()
        if self.text is None:
            return
        value: Any = self.said()
        if self.entry.kind == "number" and self._number() is not None:
            value = self._number()
        elif self.entry.kind == "list":
            value = [each.strip() for each in value.split(",") if each.strip()]
        elif self.entry.kind == "colour" and value and not value.startswith("#"):
            value = f"#{value}"
        if value != self._value:
            self.wanted.emit(value)
        elif self.fault.text():
            self.set_fault("")

    def _want(self, value: Any, _: bool = False) -> None:
        self._tick()
        if value != self._value:
            self.wanted.emit(value)

    def _toggled(self, _: bool = False) -> None:
        self._want(not self._value)

    def _chosen(self, value: str, _: bool = False) -> None:
        if self.entry.kind != "list":
            self._want(value)
            return
        held = list(self._value)
        if value in held:
            held.remove(value)
        else:
            held.append(value)
        self._want([each for each in self.chips if each in held])

    def _step(self, by: int, _: bool = False) -> None:
        """To the next round number, within the limits."""
        entry, number = self.entry, self._number()
        step = 5 if entry.most - entry.least > 60 else 1
        at = entry.default if number is None else number
        at = (at // step + by) * step if by > 0 or at % step == 0 else at // step * step
        value = max(entry.least, min(entry.most, at))
        if self.text is not None:
            self.text.setText(str(value))
        self._tick()
        self._pause.start()

    def _look_for(self, _: bool = False) -> None:
        if self._find is not None and (found := self._find()):
            self._want(found)

    def first(self) -> QWidget:
        """What keys start from."""
        chips = [each for each in self.chips.values() if not each.isHidden()]
        return self.text or next(iter(chips or self.swatches.values()), self)
