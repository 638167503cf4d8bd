"""Two products side by side, the better value of each line marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.language.amounts import Amounts
from magapp.products import Product
from magapp.products.columns import OTHERS
from magapp.shelf.compare import Comparison, Row, Shares, Side, Value, compare
from magapp.visit.session import Session
from ui.counter.keys import ENTER, ScreenKey, name_of, press
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.kit.button import Button
from ui.kit.charts import Bar
from ui.kit.deck import NOTHING, CardFace, PartCard
from ui.kit.parts import Columns, Hairline, Paragraph, Part, Spring, Stack, Tag, Tags

_WEIGHTS = (2.0, 3.0, 3.0)


class CompareScreen(Screen):
    """The table. `other` asks for another product on a side (`left`, `right`), `closed` goes back.

    It keeps nothing after `forget`.
    """

    other = Signal(str)
    closed = Signal()

    _BARS = ("price_per_day", "price_per_100")
    """Values that are also drawn, as long as they are high, where one of the two is better."""

    def __init__(self, setting: Setting, assistant: Assistant, session: Session) -> None:
        super().__init__(setting, "compare")
        hub = setting.hub
        self._assistant = assistant
        self._session = session
        self.eans = {"left": "", "right": ""}
        self.table = PartCard(hub, most=1.5)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.column.addWidget(self.table, 1)
        self.back = Button(hub, name="compare:back", icon="arrow_left", mirrored=True)
        self.back.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        self.sides: dict[str, Button] = {}
        for side in self.eans:
            button = Button(hub, name=f"compare:{side}", icon="swap_horizontal")
            button.clicked.connect(lambda _=False, side=side: self.other.emit(side))
            self.sides[side] = button
            foot.addWidget(button)
        self.column.addLayout(foot)
        self.restyle()
        self.retranslate()

    def show_products(self, left: str, right: str) -> None:
        """Compare these, by EAN; an empty one is still to be chosen."""
        self.eans = {"left": left, "right": right}
        self._say()

    def kept(self) -> Callable[[], None]:
        """The two products."""
        eans = dict(self.eans)

        def again() -> None:
            if eans != self.eans:
                self.show_products(**eans)

        return again

    def forget(self) -> None:
        """Keep nothing of the consultation."""
        self.eans = {"left": "", "right": ""}
        self.table.show_face(NOTHING)

    def comparison(self) -> Comparison | None:
        """What is compared; None until there are two products on the shelf to compare."""
        products = [self._product(ean) for ean in self.eans.values()]
        left, right = products
        shown = self._session.shown
        if shown is None or left is None or right is None:
            return None
        return compare(self._assistant.pack, shown.advice, left, right)

    def _product(self, ean: str) -> Product | None:
        try:
            shelf = self._assistant.shelf
        except StoreError:  # until it can be read again there is nothing to compare
            return None
        if ean not in shelf:
            return None
        return shelf[ean]

    # -- words ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words of the screen and of the table."""
        self.heading.setText(self.tr("Side by side"))
        self.help.setText(self.tr("A tick marks the better value. For staff."))
        self.setAccessibleName(self.heading.text())
        self.back.set_text(self.tr("Back (Esc)"))
        self.sides["left"].set_text(self.tr("Change the first (1)"))
        self.sides["right"].set_text(self.tr("Change the second (2)"))
        self._say()

    def _say(self) -> None:
        said = self.comparison()
        names = [self._product(ean) for ean in self.eans.values()]
        none = self.tr("Choose a product")
        titles = [
            Paragraph(each.name if each else f"{none} ({key})", "title", bold=True)
            for key, each in enumerate(names, 1)
        ]
        lines: list[Part] = [Columns([Paragraph(""), *titles], _WEIGHTS, "space.lg")]
        for row in said.rows if said else ():
            lines += [Spring(), Hairline(), Spring(), self._line(row, names)]
        part = Stack(lines, "space.sm")
        self.table.show_face(CardFace(part, "compare:table", self.heading.text()))

    def _line(self, row: Row, products: Sequence[Product | None]) -> Part:
        """One row: what it is, and both values."""
        labels = {
            "fits": self.tr("Fits"),
            "wishes": self.tr("Wishes met"),
            "per_unit": self.tr("Amount in one"),
            "form": self.tr("Form"),
            "buffered": self.tr("Buffered"),
            "units_per_day": self.tr("How many a day"),
            "daily": self.tr("Amount a day"),
            "price_per_day": self.tr("Price a day"),
            "price_per_100": self.tr("Price per {hundred}").format(
                hundred=self.setting.amounts.amount(100)
            ),
            "actives": self.tr("Also in it"),
            "vegan": self.tr("Vegan"),
            "claims": self.tr("Enough a day for claims"),
            "stock": self.tr("In stock"),
        }
        cells: list[Part] = [Paragraph(labels[row.id], "body", colour="ink_soft")]
        sides: tuple[Side, Side] = ("left", "right")
        for side, value, product in zip(sides, (row.left, row.right), products, strict=True):
            text = self._text(row.id, value, product)
            better = row.better == side
            cell: Part = Tags([Tag(text, "check", "met")], "body") if better else Paragraph(text)
            if row.id in self._BARS and row.better and isinstance(value, Decimal):
                whole = max(cast(Decimal, row.left), cast(Decimal, row.right))
                bar = Bar(
                    float(value / whole) if whole else 0, "brand" if better else "line_strong"
                )
                cell = Stack([cell, bar], "space.xs")
            cells.append(cell)
        return Columns(cells, _WEIGHTS, "space.lg", middle=True)

    def _text(self, name: str, value: Value, product: Product | None) -> str:
        """A value in words."""
        amounts = self.setting.amounts
        currency = product.currency if product else ""
        if name == "fits":
            return self._fits(value)
        if isinstance(value, bool):
            return self.tr("Yes") if value else self.tr("No")
        if isinstance(value, tuple):
            return self._shares(name, cast(Shares, value), amounts) or "–"
        assert isinstance(value, int | float | Decimal)
        if name in ("per_unit", "daily"):
            return amounts.amount(value)
        if isinstance(value, Decimal):
            return amounts.money(value, currency)
        if name == "units_per_day":
            return amounts.count(value)
        return amounts.number(value)

    def _fits(self, value: Value) -> str:
        """Whether it fits, and what stands in the way if not."""
        if value is None:
            return self.tr("Yes")
        if isinstance(value, tuple):
            gates = (self.setting.text(f"gate.{each}.title") for each in value)
            return self.tr("Not now: {why}").format(why="; ".join(gates))
        return self.setting.text(f"exclusion.{value}.text")

    def _shares(self, name: str, shares: Shares, amounts: Amounts) -> str:
        """Forms by their names, other actives by what the label calls them; with amounts."""
        if name == "form" and len(shares) == 1:
            return self.setting.text(f"form.{shares[0][0]}.name")
        names = {
            each: self.setting.text(f"form.{each}.name") if name == "form" else _active(each)
            for each, _ in shares
        }
        unit = self.setting.pack.substance.unit if name == "form" else OTHERS
        return ", ".join(
            f"{names[each]} {amounts.with_unit(share, unit)}" for each, share in shares
        )

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        """The way back."""
        return self.back

    def key_table(self) -> tuple[ScreenKey, ...]:
        """Escape goes back, a digit chooses another product on its side."""
        first, second = self.tr("Another first product"), self.tr("Another second product")
        return (
            ScreenKey(("Esc",), "Esc", self.tr("Back"), lambda _: self.closed.emit()),
            ScreenKey("1", "1", first, lambda _: self.other.emit("left")),
            ScreenKey("2", "2", second, lambda _: self.other.emit("right")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Those of the table; Enter presses the button that has the focus."""
        key = name_of(event)
        if key in ENTER:
            focus = QApplication.focusWidget()
            if isinstance(focus, Button) and not event.isAutoRepeat():
                focus.click()
        elif not press(self.key_table(), key):
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        margins = self.column.contentsMargins()
        below = self.setting.hub.theme.px("space.md")
        self.column.setContentsMargins(margins.left(), 0, margins.right(), below)


def _active(name: str) -> str:
    """Another active as a label has it: `B6`, `Zinc`."""
    return name.upper() if any(sign.isdigit() for sign in name) else name.capitalize()
