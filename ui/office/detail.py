"""One product beside the table: what it is, how many there are, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from magapp.language.saying import Saying
from magapp.machine.pictures import photo
from magapp.products import Product
from ui.frame.setting import Setting
from ui.kit.base import bleed, paint_surface, painter_on
from ui.kit.button import Button
from ui.kit.key import Key
from ui.kit.parts import Look
from ui.kit.scroll import Scroll
from ui.kit.surfaces import Pill
from ui.kit.text import FlowLabel
from ui.kit.wrap import WrapRow
from ui.look.theme import ThemeHub
from ui.office.labels import OfficeWords
from ui.office.look import line, tip
from ui.outcome.art import Package

MOST_STOCK = 99_999


class Portrait(QWidget):
    """The product as its card shows it: its picture, or a drawn package."""

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__()
        self._hub = hub
        self._package: Package | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self.updateGeometry)

    def show_package(self, package: Package) -> None:
        """Show another one."""
        self._package = package
        self.update()

    def sizeHint(self) -> QSize:
        """A small square."""
        side = self._hub.theme.px(88)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The package on a soft ground."""
        theme = self._hub.theme
        painter = painter_on(self)
        body = QRectF(self.rect())
        paint_surface(painter, body, theme.px("radius.md"), theme.colour("brand_soft"))
        if self._package is not None:
            inset = theme.px("space.sm")
            self._package.paint(
                painter, Look(self._hub, 1.0), body.adjusted(inset, inset, -inset, -inset)
            )
        painter.end()


class Detail(QWidget):
    """Shows a product. It only says what was asked for; the page does it."""

    edit = Signal()
    retire = Signal()
    restore = Signal()
    whom = Signal()
    close_asked = Signal()
    stock_wanted = Signal(int)
    stock_stepped = Signal(int)

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__()
        self.setting, self.words, self.hub = setting, words, setting.hub
        hub = setting.hub
        self.stock = 0
        self.product: Product | None = None
        self._retired = self._scanned = False
        self._warned: tuple[Saying, ...] = ()

        self.portrait = Portrait(hub)
        self.title = FlowLabel(hub, name="product:name", role="title", bold=True)
        self.line = FlowLabel(hub, role="small", colour="ink_soft")
        self.close_key = Button(hub, name="product:close", variant="quiet", icon="close")
        self.close_key.clicked.connect(self.close_asked)
        self.pills = WrapRow(hub, name="product:notes")
        self._pills: list[Pill] = []

        self.stock_word = FlowLabel(hub, role="body", bold=True)
        self.stock_word.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.minus = Key(hub, name="stock:minus", icon="minus")
        self.minus.clicked.connect(lambda: self._step(-1))
        self.plus = Key(hub, name="stock:plus", icon="plus")
        self.plus.clicked.connect(lambda: self._step(1))
        self.amount = line(hub, "stock:field", self._typed, most=5)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.amount.returnPressed.connect(self._set)
        self.set_stock = Button(hub, name="stock:set", variant="primary")
        self.set_stock.clicked.connect(self._set)
        self.stock_fault = FlowLabel(hub, name="stock:fault", role="small", colour="urgent")

        self.facts = QGridLayout()
        self._facts: list[tuple[FlowLabel, FlowLabel]] = []

        self.edit_button = Button(hub, name="product:edit", icon="pencil")
        self.edit_button.clicked.connect(self.edit)
        self.whom_button = Button(hub, name="product:whom", icon="account_group_outline")
        self.whom_button.clicked.connect(self.whom)
        self.retire_button = Button(
            hub, name="product:retire", variant="danger", icon="archive_arrow_down_outline"
        )
        self.retire_button.clicked.connect(self.retire)
        self.restore_button = Button(
            hub, name="product:restore", variant="primary", icon="archive_arrow_up_outline"
        )
        self.restore_button.clicked.connect(self.restore)
        self._lay_out()
        hub.changed.connect(self.restyle)
        self.restyle()
        self.retranslate()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.line)
        names.addStretch(1)
        self.top = QHBoxLayout()
        self.top.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        self.top.addLayout(names, 1)
        self.top.addWidget(self.close_key, 0, Qt.AlignmentFlag.AlignTop)
        self.stock_row = QHBoxLayout()
        self.stock_row.addWidget(self.stock_word, 1)
        self.stock_row.addWidget(self.minus)
        self.stock_row.addWidget(self.amount)
        self.stock_row.addWidget(self.plus)
        self.stock_row.addWidget(self.set_stock)
        content = QWidget()
        self.inner = QVBoxLayout(content)
        self.inner.setContentsMargins(0, 0, 0, 0)
        self.inner.addLayout(self.top)
        self.inner.addWidget(self.pills)
        self.inner.addLayout(self.stock_row)
        self.inner.addWidget(self.stock_fault)
        self.inner.addLayout(self.facts)
        self.inner.addStretch(1)
        self.area = Scroll(content, name="product:scroll")
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.edit_button, 1)
        self.foot.addWidget(self.retire_button, 1)
        self.foot.addWidget(self.restore_button, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.area, 1)
        self.column.addWidget(self.whom_button)
        self.column.addLayout(self.foot)

    def restyle(self) -> None:
        """The theme changed."""
        theme = self.hub.theme
        out = bleed(theme)
        self.column.setSpacing(theme.px("space.xs"))
        self.inner.setSpacing(theme.px("space.md"))
        self.top.setSpacing(theme.px("space.md"))
        self.stock_row.setSpacing(0)
        self.foot.setSpacing(0)
        self.amount.setFixedWidth(theme.px("type.body") * 5)
        self.facts.setHorizontalSpacing(theme.px("space.md"))
        self.facts.setVerticalSpacing(theme.px("space.xs"))
        for label in (self.stock_word, self.stock_fault):
            label.setContentsMargins(0, 0, out, 0)

    # -- words ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Everything in the language of the moment."""
        self.close_key.setAccessibleName(self.tr("Close"))
        self.close_key.setToolTip(self.tr("Close (Esc)"))
        self.stock_word.setText(self.tr("In stock"))
        self.minus.setAccessibleName(self.tr("One less in stock"))
        self.plus.setAccessibleName(self.tr("One more in stock"))
        self.amount.setAccessibleName(self.tr("Packs in stock"))
        self.set_stock.set_text(self.tr("Set"))
        self.edit_button.set_text(self.tr("Edit"))
        self.whom_button.set_text(self.tr("Who gets this?"))
        self.retire_button.set_text(self.tr("Take off shelf"))
        self.restore_button.set_text(self.tr("Put back on shelf"))
        self._say()

    def show_product(
        self,
        product: Product,
        *,
        retired: bool = False,
        scanned: bool = False,
        warnings: tuple[Saying, ...] = (),
    ) -> None:
        """Show a product; one that was just scanned says so."""
        self.product = product
        self._retired, self._scanned, self._warned = retired, scanned, warnings
        self._say()
        self.area.verticalScrollBar().setValue(0)

    def _say(self) -> None:
        product = self.product
        if product is None:
            return
        words, amounts = self.words, self.words.amounts
        self.title.setText(product.name)
        self.line.setText(" · ".join(filter(None, (product.brand, product.ean))))
        self.portrait.show_package(
            Package(
                product.dosage_form,
                amounts.number(product.per_unit),
                self.setting.pack.substance.unit,
                photo(product.picture, product.ean),
            )
        )
        self.show_stock(product.stock)
        self.stock_fault.setText("")
        self.stock_fault.hide()
        for widget in (self.retire_button, self.whom_button):
            widget.setVisible(not self._retired)
        self.restore_button.setVisible(self._retired)
        self._say_pills(product)
        shares = [
            f"{words.form(form)} {amounts.amount(mg)}"
            if len(product.blend) > 1
            else words.form(form)
            for form, mg in product.blend
        ]
        self._say_facts(
            [
                (words.column("form"), "\n".join(shares)),
                (
                    words.column("dosage_form"),
                    self.tr("{dosage}, {mg} each").format(
                        dosage=words.dosage(product.dosage_form),
                        mg=amounts.amount(product.per_unit),
                    ),
                ),
                (words.column("units_per_day"), amounts.number(product.units_per_day)),
                (
                    words.column("price"),
                    self.tr("{price} for {count}, {each} per {hundred}").format(
                        hundred=amounts.amount(100),
                        price=amounts.money(product.price, product.currency),
                        count=amounts.number(product.units_per_pack),
                        each=words.per_100(product),
                    ),
                ),
                (words.column("shelf"), product.shelf or "–"),
                (words.column("vegan"), words.value(product, "vegan")),
                *(
                    [(words.column("contains"), words.value(product, "contains"))]
                    if product.contains
                    else []
                ),
            ]
        )

    def _say_pills(self, product: Product) -> None:
        said: list[tuple[str, str, str, str]] = []
        if self._scanned:
            said.append((self.tr("Just scanned"), "brand", "barcode_scan", ""))
        if self._retired:
            said.append((self.tr("Off the shelf"), "neutral", "archive_outline", ""))
        if product.stock <= 0:
            said.append((self.setting.text("exclusion.out_of_stock.text"), "warning", "alert", ""))
        for each in self._warned:
            told = each.told(self.setting.language.code)
            said.append((self.words.warning(each.code), "warning", "alert_outline", told))
        for pill in self._pills:
            pill.hide()
            pill.deleteLater()
        self._pills = []
        for text, tone, icon, why in said:
            pill = Pill(self.hub, text.rstrip("."), tone=tone, icon=icon)  # type: ignore[arg-type]
            pill.setToolTip(tip(why))
            self._pills.append(pill)
        self.pills.show_widgets(self._pills)
        self.pills.setVisible(bool(self._pills))

    def _say_facts(self, facts: list[tuple[str, str]]) -> None:
        while len(self._facts) < len(facts):
            row = len(self._facts)
            title = FlowLabel(self.hub, role="small", colour="ink_soft")
            text = FlowLabel(self.hub, role="small", bold=True)
            self.facts.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            self.facts.addWidget(text, row, 1)
            self._facts.append((title, text))
        self.facts.setColumnStretch(1, 1)
        for at, (title, text) in enumerate(self._facts):
            there = at < len(facts)
            title.setVisible(there)
            text.setVisible(there)
            if there:
                title.setText(facts[at][0])
                text.setText(facts[at][1])

    # -- stock ------------------------------------------------------------------------------------

    def show_stock(self, stock: int) -> None:
        """So many there are, as soon as it is written; more steps go on from there."""
        self.stock = stock
        self.amount.setText(str(stock))
        self.minus.setEnabled(stock > 0)
        self.set_stock.hide()

    def _step(self, by: int) -> None:
        if self.product is not None:
            self.stock_stepped.emit(by)

    def _typed(self, text: str) -> None:
        self.set_stock.setVisible(self.product is not None and text != str(self.stock))

    def _set(self) -> None:
        text = self.amount.text().strip()
        if text.isascii() and text.isdigit():
            self.stock_wanted.emit(int(text))
        else:
            self.stock_fault.setText(self.tr("Type a whole number, 0 or more."))
            self.stock_fault.show()

    def first(self) -> QWidget:
        """What keys start from: one more in stock."""
        return self.plus if not self._retired else self.restore_button
