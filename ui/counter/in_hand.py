"""Choosing a product of the shelf: scanned, or found by a few letters of its name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.products import Product
from magapp.visit.session import Session
from ui.counter.keys import ENTER, ScreenKey, name_of, press
from ui.counter.pane import LineRow
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.kit.button import Button
from ui.kit.chip import Chip
from ui.kit.entry import TextEntry
from ui.kit.text import FlowLabel

if TYPE_CHECKING:
    from magapp.shelf.shelf import Shelf

MOST = 10
"""Products shown at once, where there is room for so many."""


class HeldChip(Chip):
    """The product in the hand, above the sheets, while there is one; a click lets go of it."""

    def __init__(self, setting: Setting, assistant: Assistant, session: Session) -> None:
        super().__init__(setting.hub, name="held", icon="close", checkable=False)
        self._assistant = assistant
        self._session = session
        self._shown = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # a long name goes on below
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _: session.hold(""))
        session.listen(self.follow)
        self.say()

    def minimumSizeHint(self) -> QSize:
        """It may be narrower than its name is long."""
        return QSize(self.hub.theme.px(200), self.sizeHint().height())

    def follow(self) -> None:
        """Say it, when it is another one."""
        if self._session.held != self._shown:
            self.say()

    def say(self) -> None:
        """What it is, by name where it has one now."""
        held = self._shown = self._session.held
        said = self.tr("In the hand: {name} (F7)")
        self.set_text(said.format(name=self._assistant.called(held)) if held else "")
        self.setVisible(bool(held))

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.say()


class ProductScreen(Screen):
    """`chosen` carries the EAN, `closed` goes back without one. Nothing typed is kept."""

    chosen = Signal(str)
    closed = Signal()
    lost = Signal()
    """The shelf cannot be read any more."""

    def __init__(self, setting: Setting, assistant: Assistant) -> None:
        super().__init__(setting, "product")
        hub = setting.hub
        self._assistant = assistant
        self._found: tuple[Product, ...] = ()
        self._at = -1
        self._unknown = ""
        self.search = TextEntry("product:search", 60)
        self.search.edited.connect(self._typed)
        self.says = FlowLabel(hub, name="product:says", bold=True, colour="warning")
        self._rows = [LineRow(hub, self) for _ in range(MOST)]
        self._list = QVBoxLayout()
        for row in self._rows:
            row.setCheckable(True)
            row.clicked.connect(partial(self._choose, row))
            self._list.addWidget(row)
        self.back = Button(hub, name="product:back", icon="arrow_left", mirrored=True)
        self.back.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        for widget in (self.search, self.says):
            self.column.addWidget(widget)
        self.column.addLayout(self._list)
        self.column.addStretch(1)
        self.column.addLayout(foot)
        self.restyle()
        self.retranslate()

    # -- looking ----------------------------------------------------------------------------------

    def _shelf(self) -> Shelf | None:
        """The shelf; None, and `lost`, when it cannot be read."""
        try:
            return self._assistant.shelf
        except StoreError:
            self.lost.emit()
            return None

    def begin(self) -> None:
        """Start with an empty field."""
        self.search.setText("")
        self._unknown = ""
        self._typed("")

    def kept(self) -> Callable[[], None]:
        """Which one Enter would choose, and what was said."""
        found, at, unknown = self._found, self._at, self._unknown

        def again() -> None:
            if (found, at, unknown) != (self._found, self._at, self._unknown):
                self._found, self._at, self._unknown = found, at, unknown
                self._say()

        return again

    def forget(self) -> None:
        """Keep nothing of what was looked for."""
        self.search.setText("")
        self._unknown = ""
        self._found = ()
        self._say()

    def take_scan(self, ean: str) -> bool:
        """A product was scanned: it is the one, where it is on the shelf."""
        shelf = self._shelf()
        if shelf is None:
            return True
        if ean in shelf:
            self.chosen.emit(ean)
        else:
            self._unknown = ean or "?"
            self._say()
        return True

    def _typed(self, text: str) -> None:
        shelf = self._shelf()
        self._found = shelf.search(text, MOST) if shelf is not None else ()
        self._at = 0 if text else -1  # of all products none is meant before one is pointed at
        self._unknown = ""
        self._say()

    def _say(self) -> None:
        """The products found; the one that Enter chooses is marked."""
        shown = self._found[: self._room()]
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(shown))
            if number < len(shown):
                product = shown[number]
                text = f"{product.name} · {product.brand}" if product.brand else product.name
                does = self.tr("Enter") if number == self._at else self.tr("Choose")
                row.show_line(f"product:{product.ean}", "basket_outline", text, does)
                row.setChecked(number == self._at)
            else:
                row.show_line("", "", "", "")
                row.setChecked(False)
        text = ""
        if self._unknown == "?":
            text = self.tr("That code could not be read. Scan it again, or type the name.")
        elif self._unknown:
            text = self.tr("{ean} is not on our shelf.").format(ean=self._unknown)
        elif not shown and self.search.text():
            text = self.tr("Nothing on our shelf is called that.")
        self.says.setText(text)
        self.says.setVisible(bool(text))

    def _room(self) -> int:
        """How many products there is room for."""
        high = self._rows[0].sizeHint().height()
        used = self.heading.height() + self.help.height() + 4 * high
        return max(3, min(MOST, (self.height() - used) // high))

    def _choose(self, row: LineRow, _: bool = False) -> None:
        self.chosen.emit(row.subject)

    # -- words and look ---------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words of the screen."""
        self.heading.setText(self.tr("Which product is it?"))
        self.help.setText(self.tr("Scan it, or type some letters of its name or form."))
        self.setAccessibleName(self.heading.text())
        self.search.setPlaceholderText(self.tr("Name, form or code"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.back.set_text(self.tr("Back (Esc)"))
        self._say()

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if not hasattr(self, "back"):
            return
        theme = self.setting.hub.theme
        self._list.setSpacing(0)
        self.search.setFont(theme.font("body"))
        self.search.setMinimumHeight(max(theme.px("target"), round(theme.px("type.body") * 1.9)))
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), 0, margins.right(), theme.px("space.md"))
        self.arrange()

    def arrange(self) -> None:
        """As many products as there is room for."""
        self._say()

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        """The field."""
        return self.search

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Those of the table; a held Enter chooses once."""
        key = name_of(event)
        held = key in ENTER and event.isAutoRepeat()
        if held or not press(self.key_table(), key):
            super().keyPressEvent(event)

    def key_table(self) -> tuple[ScreenKey, ...]:
        """Arrows move the mark, Enter chooses, Escape goes back; the rest is typed."""
        return (
            ScreenKey(("Esc",), "Esc", self.tr("Back"), lambda _: self.closed.emit()),
            ScreenKey(ENTER, "Enter", self.tr("Take the marked product"), lambda _: self._enter()),
            ScreenKey(("Down",), "↓", self.tr("Product below"), lambda _: self._mark(1)),
            ScreenKey(("Up",), "↑", self.tr("Product above"), lambda _: self._mark(-1)),
        )

    def _mark(self, by: int) -> None:
        last = min(len(self._found), self._room()) - 1
        self._at = max(0, min(last, self._at + by))
        self._say()

    def _enter(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, Button | LineRow):
            focus.click()
        elif self._found and self._at >= 0:
            self.chosen.emit(self._found[self._at].ean)
