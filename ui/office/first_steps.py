"""The first steps: from nothing to a shop, each step left and found again at will."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from magapp.settings.first_start import STEPS, Step
from ui.frame.emblem import Emblem
from ui.frame.setting import Setting
from ui.kit.base import bleed, run
from ui.kit.button import Button
from ui.kit.scroll import Scroll
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel
from ui.office.labels import OfficeWords
from ui.office.page import OfficePage

ICONS: dict[Step, str] = {
    "shop": "palette_outline",
    "products": "store_outline",
    "printer": "printer",
    "pin": "lock_outline",
    "place": "monitor",
}


class StepCard(Card):
    """One step: what it is, whether it is done, the way to it, and the way past it."""

    def __init__(self, setting: Setting, step: Step) -> None:
        super().__init__(setting.hub, name=f"step:{step}", padded=False)
        hub = setting.hub
        self.step = step
        self.done = False
        self.emblem = Emblem(hub, ICONS[step], 44)
        self.tick = Emblem(hub, "check", 44, ground="brand", ink="on_brand")
        self.title = FlowLabel(hub, role="body", bold=True)
        self.text = FlowLabel(hub, role="small", colour="ink_soft")
        self.go = Button(hub, name=f"step:{step}:go")
        self.skip = Button(hub, name=f"step:{step}:skip", variant="quiet")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addStretch(1)
        self.row = QHBoxLayout()
        self.row.addWidget(self.emblem)
        self.row.addWidget(self.tick)
        self.row.addLayout(words, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(0)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.skip)
        self.buttons.addWidget(self.go)
        self.all = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.all.addLayout(self.row, 1)
        self.all.addLayout(self.buttons)
        hub.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """The theme changed."""
        theme = self._hub.theme
        pad, low = theme.px("space.lg"), theme.px("space.sm")
        self.all.setContentsMargins(pad, low, low, low)
        self.row.setSpacing(theme.px("space.lg"))

    def show_done(self, done: bool, leads: bool) -> None:
        """Whether it is settled, and whether it is the one to do now."""
        self.done = done
        self.emblem.setVisible(not done)
        self.tick.setVisible(done)
        self.skip.setVisible(not done)
        self.go.set_variant("primary" if leads else "secondary")


class FirstStepsPage(OfficePage):
    """`wanted` says where somebody goes, `skipped` what is not wanted here."""

    wanted = Signal(str)
    skipped = Signal(str)

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words, "steps")
        self.help = FlowLabel(setting.hub, name="steps:help", role="body", colour="ink_soft")
        self.cards = {step: StepCard(setting, step) for step in STEPS}
        content = QWidget()
        self.list = QVBoxLayout(content)
        self.list.setContentsMargins(0, 0, 0, 0)
        for step, card in self.cards.items():
            card.go.clicked.connect(partial(self._go, step))
            card.skip.clicked.connect(partial(self._skip, step))
            self.list.addWidget(card)
        self.list.addStretch(1)
        self.column.addWidget(self.help)
        self.column.addWidget(Scroll(content, name="steps:scroll"), 1)
        self.restyle()
        self.retranslate()

    def _go(self, step: str, _: bool = False) -> None:
        self.wanted.emit(step)

    def _skip(self, step: str, _: bool = False) -> None:
        self.skipped.emit(step)

    def show_steps(self, settled: frozenset[Step]) -> None:
        """Show which are settled; the first that is not leads on."""
        leads = next((step for step in STEPS if step not in settled), None)
        for step, card in self.cards.items():
            card.show_done(step in settled, step == leads)
        self.retranslate()

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "list"):
            self.list.setSpacing(0)
            out = bleed(self.hub.theme)
            self.help.setContentsMargins(out, 0, out, 0)

    def turn(self) -> None:
        """The buttons of a step beside its words, or below them."""
        super().turn()
        if hasattr(self, "cards"):
            theme = self.hub.theme
            narrow = self.width() < theme.px(760) * theme.text_scale
            for card in self.cards.values():
                run(card.all, down=narrow)

    def retranslate(self) -> None:
        """Words of the page."""
        self.heading.setText(self.tr("First steps"))
        super().retranslate()
        left = sum(not card.done for card in self.cards.values())
        self.help.setText(
            self.tr("Still to do: {count}. Leave a step, and find it here again.").format(
                count=left
            )
            if left
            else self.tr("All is set up. Everything can be changed here and in the settings.")
        )
        said = {
            "shop": (
                self.tr("Name and colours"),
                self.tr("What customers see: name, logo, colour."),
                self.tr("Choose"),
                self.tr("As it is"),
            ),
            "products": (
                self.tr("Products"),
                self.tr("A list from your till or a spreadsheet. Until then the demo is shown."),
                self.tr("Bring in a file"),
                self.tr("Keep the demo"),
            ),
            "printer": (
                self.tr("Printer for slips"),
                self.tr("Without one, customers scan a code."),
                self.tr("Set up"),
                self.tr("No printer"),
            ),
            "pin": (
                self.tr("PIN of the staff"),
                self.tr("It lets staff leave a kiosk, and guards the settings."),
                self.tr("Choose a PIN"),
                self.tr("No PIN"),
            ),
            "place": (
                self.tr("Kiosk or counter"),
                self.tr("This is the counter. A kiosk starts with the command: magapp --kiosk"),
                self.tr("Set up a kiosk"),
                self.tr("Only a counter"),
            ),
        }
        for step, card in self.cards.items():
            title, text, go, skip = said[step]
            card.title.setText(title)
            card.text.setText(self.tr("Done.") if card.done else text)
            card.go.set_text(self.tr("Look again") if card.done else go)
            card.go.setAccessibleName(f"{title}: {card.go.text()}")
            card.skip.set_text(skip)
            card.skip.setAccessibleName(f"{title}: {skip}")

    def first(self) -> Button:
        """The way to the first step that is not settled."""
        cards = list(self.cards.values())
        return next((card for card in cards if not card.done), cards[0]).go
