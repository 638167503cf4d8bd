"""Clearing gates: which ones stand, whom staff asked about one, and why it is all right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from magapp.rules import Advice
from magapp.visit.clearing import Standing, clearance, names_behind, offered, standing, why_cleared
from magapp.visit.consultation import MAX_REASON
from ui.counter.keys import ENTER, ScreenKey, name_of, press
from ui.counter.pane import LineRow
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.kit.base import bleed, run
from ui.kit.button import Button
from ui.kit.chip import Chip
from ui.kit.entry import TextEntry
from ui.kit.scroll import Scroll
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel
from ui.kit.wrap import WrapRow

LETTERS = "abcdefghij"
"""The keys of the reasons; those of the people asked are digits."""


class ClearingScreen(Screen):
    """Every gate in the way, and what may be said of the one that is chosen.

    `cleared` carries a Clearance, `taken_back` a gate, `wanted` the question to answer instead,
    `closed` goes back to where staff came from. Nothing is kept after `forget`.
    """

    cleared = Signal(object)
    taken_back = Signal(str)
    wanted = Signal(str)
    closed = Signal()

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting, "clearing")
        hub = setting.hub
        self._standing: tuple[Standing, ...] = ()
        self._gate = ""
        self._names: tuple[str, ...] = ()
        """The medicines that each need a reason, for the gate that is chosen."""
        self._reasons: dict[str, list[str]] = {}
        """What was said of those before the one that is asked about now."""
        self._named: Sequence[str] = ()
        self._typed: Sequence[str] = ()
        self._rows: list[LineRow] = []
        self._chips: dict[str, Chip] = {}

        self.gates = QWidget()
        self._list = QVBoxLayout(self.gates)
        self.about = FlowLabel(hub, name="clearing:about", colour="ink_soft")
        self.who_title = FlowLabel(hub, role="title", bold=True)
        self.who = WrapRow(hub, name="clearing:who")
        self.why_title = FlowLabel(hub, role="title", bold=True)
        self.why = WrapRow(hub, name="clearing:why")
        self.more = TextEntry("clearing:text", MAX_REASON // 2)
        self.more.textChanged.connect(self._refresh)
        self.form = Card(hub, name="clearing:form")
        self._form = QVBoxLayout(self.form)
        for widget in (
            self.about, self.who_title, self.who, self.why_title, self.why, self.more
        ):  # fmt: skip
            self._form.addWidget(widget)
        inside = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top = Qt.AlignmentFlag.AlignTop
        self._sides.addWidget(self.gates, 2, top)
        self._sides.addWidget(self.form, 3, top)
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, 0, 0)
        around.addLayout(self._sides)
        around.addStretch(1)
        self.area = Scroll(inside)
        self.area.installEventFilter(self)
        self.column.addWidget(self.area, 1)

        self.back = Button(hub, name="clearing:back", icon="arrow_left", mirrored=True)
        self.back.clicked.connect(self.closed)
        self.answer = Button(hub, name="clearing:answer", icon="pencil_outline")
        self.answer.clicked.connect(self._answer)
        self.undo = Button(hub, name="clearing:undo", variant="danger", icon="restart")
        self.undo.clicked.connect(self._take_back)
        self.confirm = Button(
            hub, name="clearing:confirm", variant="primary", icon="lock_open_variant_outline"
        )
        self.confirm.clicked.connect(self._confirm)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.back)
        self._foot.addWidget(self.answer)
        self._foot.addStretch(1)
        self._foot.addWidget(self.undo)
        self._foot.addWidget(self.confirm)
        self.column.addLayout(self._foot)
        self.restyle()
        self.retranslate()

    # -- what is shown ----------------------------------------------------------------------------

    def show_gates(
        self,
        advice: Advice,
        gate: str = "",
        named: Sequence[str] = (),
        typed: Sequence[str] = (),
    ) -> None:
        """Show what stands for this advice, at a gate or at the first that may be cleared.

        `named` and `typed` are the medicines as the flow has them: some gates ask why for each.
        """
        self._named, self._typed = named, typed
        self._standing = standing(self.setting.pack, advice)
        gates = [each.gate for each in self._standing]
        if gate not in gates:
            left = [each.gate for each in self._standing if each.by == "clear"]
            open_ones = [
                each.gate for each in self._standing if each.by == "clear" and not each.cleared
            ]
            gate = next(iter([*open_ones, *left, *gates]), "")
        self._choose(gate)

    def kept(self) -> Callable[[], None]:
        """The gate, and what is said of it."""
        standing, gate, reasons = self._standing, self._gate, dict(self._reasons)
        said = [name for name, chip in self._chips.items() if chip.isChecked()]

        def again() -> None:
            if (standing, gate) != (self._standing, self._gate):
                self._standing = standing
                self._choose(gate)
            self._reasons = reasons
            for name, chip in self._chips.items():
                chip.setChecked(name in said)
            self._say()

        return again

    def forget(self) -> None:
        """Keep nothing of the consultation."""
        self._standing = ()
        self._gate = ""
        self._named = self._typed = self._names = ()
        self._clear_form()
        for row in self._rows:
            row.show_line("", "", "", "")
            row.setChecked(False)
            row.hide()
        self.about.setText("")

    @property
    def chosen(self) -> Standing | None:
        """The gate that the form is about."""
        return next((each for each in self._standing if each.gate == self._gate), None)

    def _clear_form(self) -> None:
        self.more.setText("")
        self._reasons = {}
        self.who.show_widgets([])
        self.why.show_widgets([])
        for chip in self._chips.values():
            chip.setChecked(False)
            chip.hide()

    def _choose(self, gate: str) -> None:
        """The form is about this gate from now on; what was said of another is forgotten."""
        self._clear_form()
        self._gate = gate
        chosen = self.chosen
        clears = chosen is not None and chosen.by == "clear"
        self._names = (
            names_behind(self.setting.pack, gate, self._named, self._typed) if clears else ()
        )
        self._say()
        first = self.first()
        if first is not None and self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(self.form)

    @property
    def _name(self) -> str:
        """The medicine that is asked about; empty where the gate asks once."""
        return next((each for each in self._names if each not in self._reasons), "")

    def _chip(self, name: str) -> Chip:
        chip = self._chips.get(name)
        if chip is None:
            one = name in self._ids("who")
            chip = Chip(self.setting.hub, name=f"clearing:{name}", one=one)
            self._chips[name] = chip
            chip.clicked.connect(partial(self._ticked, name))
        return chip

    def _ids(self, kind: str) -> list[str]:
        """What is offered for the gate, whom or why; without a gate nothing."""
        if not self._gate:
            return []
        who, why = offered(self.setting.pack, self._gate)
        return [each.id for each in (who if kind == "who" else why)]

    def _said(self, kind: str) -> list[str]:
        return [each for each in self._ids(kind) if self._chips[each].isChecked()]

    def _ticked(self, name: str, _: bool = False) -> None:
        """One person was asked; of reasons there may be more."""
        if name in self._ids("who"):
            for other in self._ids("who"):
                self._chips[other].setChecked(other == name)
        self._refresh()

    def _refresh(self, _: str = "") -> None:
        chosen = self.chosen
        clears = chosen is not None and chosen.by == "clear" and not chosen.cleared
        why = self._said("why") if clears else []
        said = bool(why or (self.more.text().strip() and not self._names))
        self.confirm.setEnabled(bool(clears and said and self._said("who")))

    # -- words ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words of the screen, and of the gates it shows."""
        self.heading.setText(self.tr("Clear a gate"))
        self.setAccessibleName(self.heading.text())
        self.more.set_hint(self.setting.hub, self.tr("In your own words, no names (T)"))
        self.back.set_text(self.tr("Back (Esc)"))
        self.answer.set_text(self.tr("Change the answer (W)"))
        self.undo.set_text(self.tr("Take it back (U)"))
        self._say()

    def _say(self) -> None:
        """The gates as lines, and what the chosen one is about."""
        text = self.setting.text
        while len(self._rows) < len(self._standing):
            row = LineRow(self.setting.hub, self.gates)
            row.setCheckable(True)
            row.clicked.connect(partial(self._pressed, row))
            self._rows.append(row)
            self._list.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(self._standing))
            if number >= len(self._standing):
                row.show_line("", "", "", "")
                row.setChecked(False)
                continue
            each = self._standing[number]
            icon = "lock_open_variant_outline" if each.cleared else "shield_outline"
            does = {
                "clear": self.tr("Cleared") if each.cleared else self.tr("Stands"),
                "answer": self.tr("Answer it"),
                "none": self.tr("Stays"),
            }[each.by]
            row.show_line(f"gate:{each.gate}", icon, text(f"gate.{each.gate}.title"), does)
            row.setChecked(each.gate == self._gate)
        chosen = self.chosen
        for kind, keys, offers in (("who", "123456789", self.who), ("why", LETTERS, self.why)):
            chips = [self._chip(each) for each in self._ids(kind)]
            for key, chip in zip(keys, chips, strict=False):
                name = chip.objectName().partition(":")[2]
                chip.set_text(f"{text(f'clearing.{name}.text')} ({key.upper()})")
            offers.show_widgets(chips)
        self.who_title.setText(self.tr("Who was asked?"))
        asked = self.tr("Why is it all right with {name}?").format(name=self._name)
        self.why_title.setText(asked if self._name else self.tr("Why is it all right?"))
        last = len(self._reasons) + 1 >= len(self._names)
        self.confirm.set_text(self.tr("Clear it (Enter)") if last else self.tr("Next name (Enter)"))
        says = self.tr("What you say here stands on the slip. A referral stays.")
        if len(self._standing) > 1:
            says += " " + self.tr("PgUp and PgDn lead to another gate.")
        self.help.setText(says)
        clears = chosen is not None and chosen.by == "clear"
        fresh = chosen is not None and clears and not chosen.cleared
        for widget in (self.who_title, self.who, self.why_title, self.why, self.more):
            widget.setVisible(fresh)
        self.confirm.setVisible(fresh)
        self.undo.setVisible(bool(chosen and chosen.cleared))
        self.answer.setVisible(bool(chosen and chosen.question))
        about = ""
        if chosen is not None:
            about = text(f"gate.{chosen.gate}.staff")
            about += "".join(f"\n{each}" for each in self._about_name())
            if chosen.cleared:
                code = self.setting.language.code
                said = why_cleared(self.setting.pack, code, chosen.cleared)
                about += "\n" + self.tr("Cleared: {reason}").format(reason=said)
            elif chosen.by == "none":
                about += "\n" + self.tr("This one cannot be cleared at the counter.")
            elif chosen.by == "answer":
                about += "\n" + self.tr("This one goes away when the question is answered.")
        self.about.setText(about)
        self._refresh()

    def _about_name(self) -> list[str]:
        """What staff are to know of the medicine that is asked about."""
        why = [each.why for each in self.setting.pack.medicines if each.name == self._name]
        return [
            f"{self._name}: {self.setting.text(f'why.{each}.text')}" for each in why if each
        ] or ([self.tr("{name} is not in our list.").format(name=self._name)] if self._name else [])

    # -- doing ------------------------------------------------------------------------------------

    def _pressed(self, row: LineRow, _: bool = False) -> None:
        """A gate was pressed: one that an answer mends leads to the question."""
        chosen = next((each for each in self._standing if each.gate == row.subject), None)
        if chosen is not None and chosen.by == "answer":
            self.wanted.emit(chosen.question)
        elif chosen is not None:
            self._choose(chosen.gate)

    def _answer(self) -> None:
        if self.chosen is not None:
            self.wanted.emit(self.chosen.question)

    def _take_back(self) -> None:
        if self.chosen is not None:
            self.taken_back.emit(self.chosen.gate)

    def _confirm(self) -> None:
        if self.confirm.isEnabled() and self.chosen is not None:
            (who,) = self._said("who")
            why, text = self._said("why"), self.more.text()
            if self._name:  # the next name has reasons of its own
                self._reasons[self._name] = why
                if self._name:
                    for each in self._ids("why"):
                        self._chips[each].setChecked(False)
                    self._say()
                    return
                why = []
            names = self._reasons
            self.cleared.emit(clearance(self.setting.pack, self._gate, who, why, text, names))

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        """The first person who may have been asked; without, the way on, which undoes nothing."""
        chosen = self.chosen
        if chosen is None or chosen.cleared:
            return self.back
        if chosen.by == "clear":
            return self._chips[self._ids("who")[0]]
        return self.answer

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Page keys go from gate to gate; the area would scroll by them."""
        pages = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if isinstance(event, QKeyEvent) and event.key() in pages:
            if event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Signs are for the field while it has the focus."""
        key = name_of(event)
        typing = self.more.hasFocus() and len(key) == 1
        if event.isAutoRepeat():
            event.accept()
        elif typing or not press(self.key_table(), key):
            super().keyPressEvent(event)

    def key_table(self) -> tuple[ScreenKey, ...]:
        """Digits say who, letters why; Enter clears, Escape goes back, a page key goes on."""
        letters = f"A-{LETTERS[-1].upper()}"
        return (
            ScreenKey(("Esc",), "Esc", self.tr("Back"), lambda _: self.closed.emit()),
            ScreenKey(ENTER, "Enter", self.tr("Clear the gate"), lambda _: self._enter()),
            ScreenKey("123456789", "1-9", self.tr("Who was asked"), self._press),
            ScreenKey(LETTERS, letters, self.tr("Why it is all right"), self._press),
            ScreenKey("t", "T", self.tr("In your own words"), self._press),
            ScreenKey("u", "U", self.tr("Take a clearance back"), self._press),
            ScreenKey("w", "W", self.tr("Change the answer"), self._press),
            ScreenKey(("PgDown",), "PgDn", self.tr("Next gate"), lambda _: self._turn_to(1)),
            ScreenKey(("PgUp",), "PgUp", self.tr("Gate before"), lambda _: self._turn_to(-1)),
        )

    def _enter(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, Button | LineRow) and focus is not self.confirm:
            focus.click()
        else:
            self._confirm()

    def _turn_to(self, by: int) -> bool:
        """To the gate before or after; whether there are any."""
        gates = [each.gate for each in self._standing]
        if gates:
            self._choose(gates[(gates.index(self._gate) + by) % len(gates)])
        return bool(gates)

    def _press(self, sign: str) -> bool:
        """A key of a chip or of a button was pressed; whether there is one."""
        for key, button in (("w", self.answer), ("u", self.undo)):
            if button.isVisible() and sign == key:
                button.click()
                return True
        if self.more.isVisible() and sign == "t":
            self.more.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        chosen = self.chosen
        if chosen is None or chosen.by != "clear" or chosen.cleared:
            return False
        for kind, keys in (("who", "123456789"), ("why", LETTERS)):
            for key, name in zip(keys, self._ids(kind), strict=False):
                if key == sign:
                    self._chips[name].click()
                    return True
        return False

    # -- placing ----------------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if not hasattr(self, "_foot"):
            return  # the parts are not made yet
        theme = self.setting.hub.theme
        out = bleed(theme)
        self._sides.setSpacing(theme.px("space.xl"))
        self._list.setSpacing(0)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(theme.px("space.sm"))
        for label in (self.about, self.who_title, self.why_title):
            label.setContentsMargins(out, 0, out, 0)
        self.more.setFont(theme.font("body"))
        self.more.setMinimumHeight(max(theme.px("target"), round(theme.px("type.body") * 1.9)))
        self._foot.setSpacing(theme.px("space.sm"))
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), 0, margins.right(), theme.px("space.md"))
        self.arrange()

    def arrange(self) -> None:
        """Beside each other on a wide screen, below each other on a tall one."""
        run(self._sides, down=self.tall or self.setting.hub.theme.text_scale > 1.5)
