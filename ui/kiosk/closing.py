"""The last page: thank you, and the shelf to walk to. Nothing else is kept by then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.kit.base import ANY_SIZE, run
from ui.kit.button import Button
from ui.kit.deck import NOTHING, CardFace, Deck, PartCard
from ui.kit.parts import Beside, Gap, Level, Paragraph, Part, Stack

if TYPE_CHECKING:
    from ui.outcome.shelf_map import Mark, ShopMap

LARGE = 2.2
"""How much larger than a heading the place of a product is."""
LINE = 1.3
"""And where several stand with a map."""


class Place(NamedTuple):
    """Where a product stands; of several products its number, as on the slip."""

    shelf: str
    product: str
    number: str = ""


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
        self.map: ShopMap | None = None
        self.picture = PartCard(hub, parent=self)
        self.picture.hide()
        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.body.addWidget(self.signs)
        self.body.addWidget(self.picture, 3)
        self.column.addLayout(self.body, 1)
        self.row = QHBoxLayout()
        self.row.addStretch(1)
        self.row.addWidget(self.done, 1)
        self.row.addStretch(1)
        self.column.addLayout(self.row)
        self.restyle()
        self.retranslate()

    def show_places(self, places: Sequence[Place]) -> None:
        """Show where these products stand, on the shop's map if it has one; with none, nothing."""
        self.places = places
        self.map = None
        if places:
            from ui.outcome.shelf_map import shop_map

            self.map = shop_map()
        self.retranslate()
        self.arrange()

    @property
    def marks(self) -> list[Mark]:
        """What is marked on the map of the shop, if it has one."""
        if self.map is None:
            return []
        return self.map.marks((each.number, each.shelf) for each in self.places)

    def arrange(self) -> None:
        """The map beside the signs, or below them where the screen is tall."""
        super().arrange()
        if "body" not in vars(self):
            return
        run(self.body, down=self.tall)
        marked = self.map is not None and bool(self.marks)
        self.signs.set_columns(1, 1 if marked else 3)
        if self.map is None or not marked:
            return
        size = self.map.image.size()
        signs, most = 2, ANY_SIZE
        if self.tall:  # what the map does not need is the signs'
            most = round(self.inner_width() * size.height() / size.width())
        elif size.width() < size.height():
            signs = 4
        self.body.setStretch(0, signs)
        self.picture.setMaximumHeight(most)

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "row"):
            low = self.setting.hub.theme.px("space.lg")
            self.row.setContentsMargins(0, low, 0, low)
            self.body.setSpacing(self.setting.hub.theme.px("space.sm"))

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
        marks = self.marks
        self.signs.show_faces([self._sign(each, level, bool(marks)) for each in self.places])
        self._show_map(marks)

    def _show_map(self, marks: Sequence[Mark]) -> None:
        """The map, where something is marked on it."""
        self.picture.setVisible(bool(marks))
        if self.map is None or not marks:
            self.picture.show_face(NOTHING)
            return
        from ui.outcome.shelf_map import MapPart

        title = self.tr("Map of the shop")
        said = []
        for each in marks:
            label = self._marked(each.label)
            said.append(f"{each.number}: {label}" if each.number else label)
        part = MapPart(self.map, marks, said, 9, 1.15)
        self.picture.show_face(CardFace(part, "closing:map", title, ground="", raised=False))

    def _said(self, shelf: str) -> str:
        """A shelf, and whether it is marked."""
        marked = self.map is not None and self.map.places.place(shelf) is not None
        return self._marked(shelf) if marked else shelf

    def _marked(self, shelf: str) -> str:
        return self.tr("{shelf}, marked on the map").format(shelf=shelf)

    def _sign(self, place: Place, level: list[Part], beside: bool) -> CardFace:
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
        part = Stack(parts, middle=True)
        if beside and place.number:
            part = Stack([self._line(place)], middle=True)
        said = f"{self._said(place.shelf)}: {place.product}"
        return CardFace(part, name=f"closing:{place.shelf}", title=said)

    def _line(self, place: Place) -> Part:
        """A sign beside or above the map: lower, with the pin that is there as well."""
        from ui.outcome.shelf_map import PinPart

        words = Stack(
            [
                Paragraph(place.shelf, "display", bold=True, colour="brand", scale=LINE),
                Paragraph(place.product, bold=True, balanced=True),
            ],
            "space.xs",
            middle=True,
        )
        return Beside(PinPart(place.number), words, "space.lg", middle=True)

    def to_say(self) -> list[str]:
        """Also each place."""
        places = (f"{self._said(each.shelf)}: {each.product}" for each in self.places)
        return [*super().to_say(), *places]

    def first(self) -> QWidget | None:
        """The button."""
        return self.done
