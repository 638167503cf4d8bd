"""The counter's first screen: one key starts, the other ways to begin beside it, and who calls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.frame.announce import announce
from ui.frame.emblem import Emblem, Hero, Note
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.kit.base import bleed, run
from ui.kit.button import Button
from ui.kit.surfaces import Banner, Card
from ui.kit.text import FlowLabel

if TYPE_CHECKING:
    from magapp.settings.first_start import Step
    from ui.counter.guide import Guide, Room

MOST_NAMES = 6
"""So many settings are named at once."""
MOST_CALLS = 3
"""So many calls are shown at once; the others come up as these are answered."""


class CallLine(Card):
    """One kiosk that asks for somebody, and the button that says it was answered."""

    def __init__(self, setting: Setting, number: int) -> None:
        super().__init__(setting.hub, name=f"call:{number}", fill="accent_soft")
        hub = setting.hub
        self.emblem = Emblem(hub, "bell_ring_outline", 40, ground="surface", ink="accent_ink")
        self.text = FlowLabel(hub, name=f"call:{number}:text", bold=True, colour="accent_ink")
        self.done = Button(hub, name=f"call:{number}:done", icon="check")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.emblem)
        row.addWidget(self.text, 1)
        row.addWidget(self.done)


class CounterStart(Screen):
    """Ready for the next customer. Every way to begin says its key."""

    started = Signal()
    """A consultation begins (Enter)."""
    office_wanted = Signal()
    """Staff want to see the shop's products (F2)."""
    product_wanted = Signal()
    """The customer holds a product: begin with it (F3)."""
    step_wanted = Signal(str)
    """Staff set up what the guide names; empty for all of its steps."""
    step_skipped = Signal(str)
    """This shop does not want what the guide names."""
    look_back_wanted = Signal()
    """A customer comes back after an advice (F10)."""
    answered = Signal(int)
    """Somebody went to the kiosk with this number among the calls."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting, "page:start")
        hub = setting.hub
        self.heading.hide()
        self.help.hide()
        self._calls: list[str] = []
        self.button = Button(
            hub,
            name="start",
            variant="primary",
            icon="arrow_right",
            icon_side="end",
            mirrored=True,
        )
        self.button.clicked.connect(self.started)
        self.hero = Hero(hub, self.button)
        self.product = Button(hub, name="product", icon="barcode_scan")
        self.product.clicked.connect(self.product_wanted)
        self.office = Button(hub, name="office", icon="store_outline")
        self.office.clicked.connect(self.office_wanted)
        self.look_back = Button(hub, name="look_back", icon="history")
        self.look_back.clicked.connect(self.look_back_wanted)
        self.look_back.setVisible(bool(setting.pack.look_back))
        self.ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for way in (self.product, self.look_back, self.office):
            self.ways.addWidget(way, 1)
        self.lines = [CallLine(setting, number) for number in range(MOST_CALLS)]
        self.calls = QVBoxLayout()
        self.calls.setSpacing(0)
        for number, line in enumerate(self.lines):
            line.hide()
            line.done.clicked.connect(partial(self._answered, number))
            self.calls.addWidget(line)
        self.more_calls = FlowLabel(hub, name="calls:more", colour="ink_soft")
        self.more_calls.hide()
        self.calls.addWidget(self.more_calls)
        icons = ("numeric", "keyboard_return", "keyboard_backspace", "lock_outline")
        self.notes = [Note(hub, icon) for icon in icons]
        self.noted = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for note in self.notes:
            self.noted.addWidget(note, 1)
        self.unset: Banner | None = None
        self.clock: Banner | None = None
        self.guide: Guide | None = None
        self.till: Banner | None = None
        self._till_asks = 0
        self._unset: list[str] = []
        self.unsigned: Banner | None = None
        self._last_signed: tuple[str, str, date] | None = None
        self.column.addLayout(self.calls)
        self.column.addWidget(self.hero, 1)
        self.column.addLayout(self.ways)
        self.column.addLayout(self.noted)
        self.restyle()
        self.retranslate()

    # -- calls ------------------------------------------------------------------------------------

    def set_calls(self, names: Sequence[str]) -> None:
        """Show the kiosks that ask for somebody, by their names, the longest waiting first."""
        new = [each for each in names if each not in self._calls]
        self._calls = list(names)
        for number, line in enumerate(self.lines):
            line.setVisible(number < len(self._calls))
        self.more_calls.setVisible(len(self._calls) > MOST_CALLS)
        self._say_calls()
        announce(self, *(self._asks(each) for each in new), urgent=True)

    def _asks(self, name: str) -> str:
        return self.tr("{name} asks for you").format(name=name)

    def _say_calls(self) -> None:
        for line, name in zip(self.lines, self._calls, strict=False):
            line.text.setText(self._asks(name))
            line.done.set_text(self.tr("Done"))
            line.done.setAccessibleName(self.tr("{name}: done").format(name=name))
        more = len(self._calls) - MOST_CALLS
        self.more_calls.setText(self.tr("And {count} more.").format(count=more) if more > 0 else "")

    def _answered(self, number: int, _: bool = False) -> None:
        self.answered.emit(number)

    # -- settings ---------------------------------------------------------------------------------

    def say_unset(self, names: Sequence[str]) -> None:
        """Say which of the shop's settings cannot be used, or leave off saying so.

        No customer sees this screen.
        """
        several = list(dict.fromkeys(names))
        self._unset = [*several[:MOST_NAMES], *("…" for _ in several[MOST_NAMES:][:1])]
        if self.unset is None:
            self.unset = Banner(self.setting.hub, "calm", name="settings:unset", icon="cog_outline")
            self.column.insertWidget(0, self.unset)
        self.unset.setVisible(bool(names))
        self._say_unset()
        self.arrange()

    def _say_unset(self) -> None:
        if self.unset is not None:
            said = self.tr(
                "This is about {names}. The usual setting is used instead. "
                "The settings, behind Assortment (F2), say what is wrong and how to mend it."
            )
            self.unset.set_texts(
                self.tr("Not all of the shop's settings can be used"),
                said.format(names=", ".join(self._unset)),
            )

    # -- first run --------------------------------------------------------------------------------

    def show_guide(self, settled: frozenset[Step]) -> None:
        """Show what the shop has not set up yet, in place of what the keys do."""
        from ui.counter.guide import Guide

        if self.guide is None:
            self.guide = Guide(self.setting)
            self.guide.wanted.connect(self.step_wanted)
            self.guide.skipped.connect(self.step_skipped)
            self.column.insertWidget(self.column.indexOf(self.hero) + 1, self.guide)
        self.guide.show_steps(settled)
        self.arrange()

    @property
    def guided(self) -> bool:
        """Whether the guide stands here."""
        return self.guide is not None and not self.guide.isHidden()

    # -- signature --------------------------------------------------------------------------------

    def say_unsigned(self, last: tuple[str, str, date] | None) -> None:
        """Say that nobody signed the questions and rules as they are.

        `last` is who signed the last ones that were used here, which version, and on what day.
        """
        self._last_signed = last
        self.unsigned = Banner(self.setting.hub, "calm", name="pack:unsigned", icon="signature")
        self.column.insertWidget(0, self.unsigned)
        self._say_unsigned()
        self.arrange()

    def _say_unsigned(self) -> None:
        if self.unsigned is None:
            return
        text = self.tr("Ask the pharmacist to read and sign them.")
        if self._last_signed is not None:
            name, version, day = self._last_signed
            text = self.tr("Last signed here: version {version}, by {name} on {day}.").format(
                version=version, name=name, day=self.setting.amounts.day(day)
            )
        self.unsigned.set_texts(self.tr("No pharmacist signed these questions and rules"), text)

    def say_clock(self, wrong: bool) -> None:
        """Say that the clock cannot be right, or leave off saying so."""
        if self.clock is None and wrong:
            self.clock = Banner(
                self.setting.hub, "warning", name="clock:wrong", icon="clock_outline"
            )
            self.column.insertWidget(0, self.clock)
            self._say_clock()
        if self.clock is not None and self.clock.isHidden() == wrong:
            self.clock.setVisible(wrong)
            self.arrange()

    def _say_clock(self) -> None:
        if self.clock is not None:
            self.clock.set_texts(
                self.tr("The clock of this computer is wrong"),
                self.tr(
                    "Slips come without dates and reminders until it is set. "
                    "The command magapp doctor says how."
                ),
            )

    # -- the till ---------------------------------------------------------------------------------

    def say_till(self, asks: int) -> None:
        """Say that so many things about the till's lists wait in the office, or leave off."""
        if asks == self._till_asks:
            return
        if self.till is None:
            self.till = Banner(self.setting.hub, "warning", name="till:asks", icon="cash_register")
            self.column.insertWidget(0, self.till)
        self._till_asks = asks
        self.till.setVisible(asks > 0)
        self._say_till()
        self.arrange()
        if asks:
            announce(self, self.till.accessibleName(), self.till.accessibleDescription())

    def _say_till(self) -> None:
        if self.till is not None and self._till_asks:
            self.till.set_texts(
                self.tr("Not all that the till brought was imported"),
                self.tr("The office says why: F2, then the wrench at the top."),
            )

    # -- look and words ---------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if not hasattr(self, "noted"):
            return
        theme = self.setting.hub.theme
        self.column.setSpacing(theme.px("space.lg"))
        margins = self.column.contentsMargins()
        margins.setBottom(theme.px("space.xl"))
        self.column.setContentsMargins(margins)
        self.ways.setSpacing(theme.px("space.lg") - 2 * bleed(theme))
        self.noted.setSpacing(theme.px("space.xl"))
        self.arrange()

    @property
    def _large(self) -> bool:
        return self.setting.hub.theme.text_scale >= 1.5

    def _told_twice(self) -> bool:
        """Whether more than one banner stands above what begins a consultation."""
        banners = (self.unset, self.unsigned, self.till, self.clock)
        return sum(each is not None and not each.isHidden() for each in banners) > 1

    def _show_notes(self) -> None:
        """Without their lines where the text is large; not at all where staff are told twice."""
        for note in self.notes:
            note.text.setHidden(self._large)
            note.setHidden(self.guided or (self._large and self._told_twice()))

    def arrange(self) -> None:
        """The notes beside each other, or below; the guide in the room that is left for it."""
        run(self.noted, down=self.tall)
        run(self.ways, down=self.tall and self._large)
        if self.guide is not None:
            # What begins a consultation keeps its room.
            less = 0 if self.tall else self._large + self._told_twice()
            room: tuple[Room, ...] = ("cards", "line", "nothing")
            self.guide.arrange(self.tall and self._large, room[less])
        self._show_notes()

    def retranslate(self) -> None:
        """Every word."""
        self.heading.setText(self.tr("Ready for the next customer"))
        self.help.setText(self.tr("Press Enter to begin."))
        self.button.set_text(self.tr("New consultation (Enter)"))
        self.product.set_text(self.tr("A product in the hand (F3)"))
        self.look_back.set_text(self.tr("Look back (F10)"))
        self.office.set_text(self.tr("Assortment (F2)"))
        said = [
            (self.tr("Number keys"), self.tr("choose an answer; 0 is none of these.")),
            (self.tr("Enter"), self.tr("goes on to the next question.")),
            (self.tr("Backspace"), self.tr("goes back. Esc starts again.")),
            (self.tr("Nothing is kept"), self.tr("Answers are forgotten afterwards.")),
        ]
        for note, (title, text) in zip(self.notes, said, strict=True):
            note.set_texts(title, text)
        self.hero.set_texts(self.heading.text(), self.help.text())
        self.setAccessibleName(self.heading.text())
        self._say_calls()
        self._say_unset()
        self._say_unsigned()
        self._say_clock()
        self._say_till()

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        """The button that starts."""
        return self.button
