"""The last page: thank you, and the shelf to walk to. Nothing else is kept by then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.kit.button import Button
from ui.kit.deck import CardFace, Deck
from ui.kit.parts import Gap, Level, Paragraph, Part, Stack

LARGE = 2.2
"""How much larger than a heading the place of a product is."""


class Place(NamedTuple):
    """Where a product stands."""

    shelf: str
    product: str


class ClosingScreen(Screen):
    """Where to find what was advised. `closed` says that nobody reads it any more."""

    closed = Signal()

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting, "page:closing")
        hub = setting.hub
        self.places: Sequence[Place] = ()
        self.signs = Deck(hub, columns=(1, 3), most=1.7, grow=3.0, parent=self)
        self.done = Button(hub, name="closing:done", variant="primary", icon="check", role="frame")
        self.done.clicked.connect(self.closed)
        self.column.addWidget(self.signs, 1)
        self.row = QHBoxLayout()
        self.row.addStretch(1)
        self.row.addWidget(self.done, 1)
        self.row.addStretch(1)
        self.column.addLayout(self.row)
        self.restyle()
        self.retranslate()

    def show_places(self, places: Sequence[Place]) -> None:
        """Show where these products stand; with none, keep nothing."""
        self.places = places
        self.retranslate()

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "row"):
            low = self.setting.hub.theme.px("space.lg")
            self.row.setContentsMargins(0, low, 0, low)

    def retranslate(self) -> None:
        """Words of the screen; the places are the shop's own."""
        shelves = list(dict.fromkeys(each.shelf for each in self.places))
        one = self.tr("Thank you. Walk to {shelf}").format(shelf="".join(shelves))
        self.heading.setText(one if len(shelves) == 1 else self.tr("Thank you. Walk to the shelf"))
        self.help.setText(self.tr("Our staff are glad to help you find it."))
        self.setAccessibleName(self.heading.text() if self.places else "")
        self.done.set_text(self.tr("Done"))
        self.signs.set_texts(self.tr("Back"), self.tr("More"), "{page} / {pages}")
        level: list[Part] = []
        self.signs.show_faces([self._sign(each, level) for each in self.places])

    def _sign(self, place: Place, level: list[Part]) -> CardFace:
        """A sign as it hangs in a shop: the place, and below it what stands there.

        The names take a height that is `level`, so that all places hang at the same.
        """
        parts: list[Part] = [
            Paragraph(
                place.shelf, "display", bold=True, colour="brand", align="centre", scale=LARGE
            ),
            Gap("space.sm"),
            Level(
                level, Paragraph(place.product, "title", bold=True, align="centre", balanced=True)
            ),
        ]
        said = f"{place.shelf}: {place.product}"
        return CardFace(Stack(parts, middle=True), name=f"closing:{place.shelf}", title=said)

    def to_say(self) -> list[str]:
        """Also each place."""
        return [*super().to_say(), *(f"{each.shelf}: {each.product}" for each in self.places)]

    def first(self) -> QWidget | None:
        """The button."""
        return self.done
