"""The counter's first run: what a shop still has to set up, three cards that go for good."""

from __future__ import annotations

from functools import partial
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from magapp.settings.first_start import GUIDE, Step
from ui.frame.emblem import Emblem
from ui.frame.setting import Setting
from ui.kit.base import bleed, run
from ui.kit.button import Button
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel

Room = Literal["cards", "line", "nothing"]

_ICONS: dict[Step, str] = {"products": "store_outline", "printer": "printer", "pin": "lock_outline"}


class GuideCard(Card):
    """One thing to set up: the way to it, and the way past it."""

    def __init__(self, setting: Setting, step: Step) -> None:
        super().__init__(setting.hub, name=f"guide:{step}", padded=False)
        hub = setting.hub
        self.emblem = Emblem(hub, _ICONS[step], 40)
        self.title = FlowLabel(hub, role="body", bold=True)
        self.go = Button(hub, name=f"guide:{step}:go")
        self.skip = Button(hub, name=f"guide:{step}:skip", variant="quiet")
        self.head = QHBoxLayout()
        self.head.addWidget(self.emblem)
        self.head.addWidget(self.title, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        buttons.addWidget(self.go, 1)
        buttons.addWidget(self.skip)
        self.column = QVBoxLayout(self)
        self.column.addLayout(self.head)
        self.column.addLayout(buttons)
        hub.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """The theme changed."""
        theme = self._hub.theme
        pad, out = theme.px("space.md"), bleed(theme)
        self.column.setContentsMargins(pad - out, pad, pad - out, pad - out)
        self.head.setContentsMargins(out, 0, out, 0)
        self.head.setSpacing(theme.px("space.md"))
        self.column.setSpacing(theme.px("space.xs"))


class Guide(Card):
    """`wanted` says what somebody sets up now, `skipped` what this shop does not want."""

    wanted = Signal(str)
    skipped = Signal(str)

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting.hub, name="guide", padded=False, fill="brand_soft")
        hub = setting.hub
        self._settled: frozenset[Step] = frozenset()
        self._room: Room = "cards"
        self.title = FlowLabel(hub, name="guide:title", role="body", bold=True)
        self.all = Button(hub, name="guide:all", variant="quiet", icon="format_list_checks")
        self.all.clicked.connect(partial(self.wanted.emit, ""))
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title, 1)
        head.addWidget(self.all)
        self.cards = {step: GuideCard(setting, step) for step in GUIDE}
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for step, card in self.cards.items():
            card.go.clicked.connect(partial(self._go, step))
            card.skip.clicked.connect(partial(self._skip, step))
            self.row.addWidget(card, 1)
        self.column = QVBoxLayout(self)
        self.column.addLayout(head)
        self.column.addLayout(self.row)
        hub.changed.connect(self.restyle)
        self.restyle()
        self.retranslate()

    def _go(self, step: str, _: bool = False) -> None:
        self.wanted.emit(step)

    def _skip(self, step: str, _: bool = False) -> None:
        self.skipped.emit(step)

    def show_steps(self, settled: frozenset[Step]) -> None:
        """Show what is not settled; nothing where all is."""
        self._settled = settled
        self._show_cards()

    def _show_cards(self) -> None:
        for step, card in self.cards.items():
            card.setVisible(step not in self._settled and self._room == "cards")
        self.setVisible(not self._settled.issuperset(GUIDE) and self._room != "nothing")

    def restyle(self) -> None:
        """The theme changed."""
        theme = self._hub.theme
        pad, out = theme.px("space.md"), bleed(theme)
        self.column.setContentsMargins(pad - out, pad - out, pad - out, pad - out)
        self.title.setContentsMargins(out, 0, out, 0)
        self.column.setSpacing(0)
        self.row.setSpacing(theme.px("space.md") - 2 * out)

    def arrange(self, down: bool, room: Room) -> None:
        """The cards beside each other, or below; with less room only the way to all steps."""
        run(self.row, down=down)
        self._room = room
        self._show_cards()

    def retranslate(self) -> None:
        """Words of the cards."""
        self.title.setText(self.tr("To make this the program of your shop"))
        self.all.set_text(self.tr("All first steps"))
        said: dict[Step, tuple[str, str, str]] = {
            "products": (
                self.tr("These are demo products"),
                self.tr("Bring in yours"),
                self.tr("Keep the demo"),
            ),
            "printer": (
                self.tr("No printer is set up"),
                self.tr("Set up a printer"),
                self.tr("No printer"),
            ),
            "pin": (
                self.tr("Nobody set a PIN"),
                self.tr("Choose a PIN"),
                self.tr("No PIN"),
            ),
        }
        for step, card in self.cards.items():
            title, go, skip = said[step]
            card.title.setText(title)
            card.go.set_text(go)
            card.skip.set_text(skip)
            card.skip.setAccessibleName(f"{title}: {skip}")
