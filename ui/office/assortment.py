"""The assortment: every product in a table, found as one types, changed beside it.

Names of the controls that tests and screen readers rely on: `office:search`, `office:table`,
`office:add`, `office:import`, `office:export`, `office:gaps`, `filter:form|out|warned|retired`,
`form:ID`, `dosage:ID`, those of a product (`stock:plus`, `product:edit`, …) and of the editor
(`edit:COLUMN`, `editor:save`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from magapp.errors import InputError, MagappError
from magapp.products import DOSAGE_FORMS, Product, export_csv
from magapp.products.columns import AMOUNT
from magapp.products.label import label_warnings
from ui.frame.announce import announce
from ui.frame.files import ask_save, write_whole
from ui.frame.screen import nothing
from ui.frame.setting import Setting
from ui.input.job import Job
from ui.kit.base import ANY_SIZE, bleed
from ui.kit.button import Button
from ui.kit.chip import Chip
from ui.kit.scroll import Scroll
from ui.kit.surfaces import Banner, Card, Pill, Tone
from ui.kit.text import FlowLabel
from ui.kit.wrap import WrapRow
from ui.office.detail import MOST_STOCK, Detail
from ui.office.editor import Editor
from ui.office.for_whom import ForWhom
from ui.office.labels import OfficeWords
from ui.office.look import SearchEntry, TableView
from ui.office.model import CellMark, Column, RowsModel
from ui.office.page import OfficePage
from ui.office.shop_products import ShopProducts, Show, Wanted

Act = Callable[[ShopProducts], Show]
"""Something to write, beside the screen."""
TYPING_MS = 90
"""After so long without a key what was typed is searched; longer than between a scanner's keys."""

_WIDTHS = {
    "name": 0.0,
    "form": 12.5,
    AMOUNT: 4.6,
    "units_per_day": 7.6,
    "per_100": 7.2,
    "stock": 5.4,
    "shelf": 5.4,
    "ean": 9.8,
}
_SPARE = ("ean", "units_per_day", "per_100", AMOUNT, "form", "shelf")
"""Columns to do without when there is little room, in this order."""


class AssortmentPage(OfficePage):
    """The table with its search and filters, and beside it the product that is chosen."""

    importing = Signal()
    gaps = Signal()
    figures = Signal()
    changed = Signal()
    """Something was written."""
    failed = Signal(object)
    """The database could not be used."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words, "office")
        self.goods: ShopProducts | None = None
        self._chosen: str | None = None
        self._scanned: str | None = None
        self.writing: Job | None = None
        self._then: Callable[[], None] = nothing
        self._to_write: deque[tuple[Act, Callable[[], None]]] = deque()
        self._icons: dict[bool, QPixmap] = {}
        self._make_head()
        self._make_filters()
        self._make_table()
        self._make_panel()
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.look)
        self.restyle()
        self.retranslate()

    # -- parts ------------------------------------------------------------------------------------

    def _make_head(self) -> None:
        hub = self.hub
        self.demo = Pill(hub, name="office:demo", tone="accent", icon="flask_outline")
        self.titles.insertWidget(3, self.demo)
        self.whom_missing = Button(hub, name="office:gaps", variant="quiet", icon="puzzle_outline")
        self.whom_missing.clicked.connect(self.gaps)
        self.export = Button(hub, name="office:export", variant="quiet", icon="file_export_outline")
        self.export.clicked.connect(self.save_as)
        self.bring = Button(hub, name="office:import", variant="quiet", icon="file_import_outline")
        self.bring.clicked.connect(self.importing)
        self.add = Button(hub, name="office:add", variant="primary", icon="plus")
        self.add.clicked.connect(partial(self.begin_product, ""))
        self.count = Button(hub, name="office:figures", variant="quiet", icon="chart_bar")
        self.count.clicked.connect(self.figures)
        self.set_actions([self.count, self.whom_missing, self.export, self.bring, self.add])

    def _make_filters(self) -> None:
        hub = self.hub
        self.search = SearchEntry(hub, "office:search", 80)
        self.search.edited.connect(self._typed)
        self.by_form = Chip(hub, name="filter:form", icon="chevron_down")
        self.by_form.clicked.connect(self._unfold_forms)
        self.by_dosage = Chip(hub, name="filter:dosage", icon="chevron_down")
        self.by_dosage.clicked.connect(self._unfold_dosages)
        self.dosages = {each: Chip(hub, name=f"dosage:{each}") for each in DOSAGE_FORMS}
        self.dosage_row = WrapRow(hub, name="office:dosages")
        self.dosage_row.show_widgets(list(self.dosages.values()))
        self.dosage_row.hide()
        self.out = Chip(hub, name="filter:out")
        self.warned = Chip(hub, name="filter:warned")
        self.retired = Chip(hub, name="filter:retired")
        for chip in (self.out, self.warned, self.retired):
            chip.clicked.connect(self.look)
        for chip in self.dosages.values():
            chip.clicked.connect(self._form_chosen)
        self.chips = WrapRow(hub, name="office:filters")
        self.forms: dict[str, Chip] = {}
        self.form_row = WrapRow(hub, name="office:forms")
        self.form_row.hide()
        self.notice = Banner(hub, "calm", name="office:notice")
        self.notice.hide()

    def _make_table(self) -> None:
        words = self.words
        columns: list[Column[Product]] = [
            Column("name", lambda each: each.name, lambda each: each.name.casefold()),
            Column("form", words.forms_of, lambda each: each.form),
            Column(
                AMOUNT,
                lambda each: words.amounts.number(each.per_unit),
                lambda each: each.per_unit,
                number=True,
            ),
            Column(
                "units_per_day",
                lambda each: str(each.units_per_day),
                lambda each: each.units_per_day,
                number=True,
            ),
            Column("per_100", words.per_100, lambda each: each.price_per_100, number=True),
            Column("stock", lambda each: str(each.stock), lambda each: each.stock, number=True),
            Column("shelf", lambda each: each.shelf, lambda each: each.shelf.casefold()),
            Column("ean", lambda each: each.ean, lambda each: each.ean),
        ]
        self.model: RowsModel[Product] = RowsModel(columns, self)
        self.model.sorted_by = 0
        self.model.mark = self._mark
        self.model.icon = self._icon
        self.table = TableView(self.hub, self.model, _WIDTHS, _SPARE, name="office:table")
        self.table.selectionModel().selectionChanged.connect(self._row_chosen)
        self.nothing = FlowLabel(self.hub, name="office:nothing", role="title", align="centre")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.show_all = Button(self.hub, name="office:all", icon="close")
        self.show_all.clicked.connect(self.clear_filters)
        self.empty = QWidget()
        column = QVBoxLayout(self.empty)
        column.addStretch(2)
        column.addWidget(self.nothing)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.show_all)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        self.list = QStackedWidget()
        self.list.addWidget(self.table)
        self.list.addWidget(self.empty)

    def _make_panel(self) -> None:
        setting, words = self.setting, self.words
        self.detail = Detail(setting, words)
        self.editor = Editor(setting, words)
        self.whom = ForWhom(setting, words)
        self.detail.edit.connect(self.edit)
        self.detail.retire.connect(self.retire)
        self.detail.restore.connect(self.put_back)
        self.detail.whom.connect(self.show_whom)
        self.detail.close_asked.connect(self.close_panel)
        self.detail.stock_wanted.connect(self.set_stock)
        self.detail.stock_stepped.connect(self.step_stock)
        self.editor.saved.connect(self.save)
        self.editor.closed.connect(self._close_editor)
        self.whom.back_asked.connect(self._show_detail)
        self.panel = Card(self.hub, name="office:panel", padded=False)
        self.panel_pages = QStackedWidget()
        for widget in (self.detail, self.editor, self.whom):
            self.panel_pages.addWidget(widget)
        self.inside = QVBoxLayout(self.panel)
        self.inside.addWidget(self.panel_pages)
        self.panel.hide()

    def _lay_out(self) -> None:
        self.filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.filters.addWidget(self.search, 2)
        self.filters.addWidget(self.chips, 5)
        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.listed = QHBoxLayout()
        self.listed.addWidget(self.list)
        self.body.addLayout(self.listed, 1)
        self.body.addWidget(self.panel)
        self.column.addLayout(self.filters)
        choices = QWidget()
        self.choices = QVBoxLayout(choices)
        self.choices.setContentsMargins(0, 0, 0, 0)
        self.choices.setSpacing(0)
        self.choices.addWidget(self.form_row)
        self.choices.addWidget(self.dosage_row)
        self.unfolded = Scroll(choices, name="office:unfolded")
        self.unfolded.hide()
        self.column.addWidget(self.unfolded)
        self.column.addWidget(self.notice)
        self.column.addLayout(self.body, 1)

    # -- look and words ---------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        if not hasattr(self, "body"):
            return
        theme = self.hub.theme
        out = bleed(theme)
        self._icons.clear()
        self.filters.setContentsMargins(out, 0, 0, 0)
        self.filters.setSpacing(theme.px("space.md") - out)
        self.listed.setContentsMargins(out, out, out, out)
        pad = theme.px("space.lg")
        self.inside.setContentsMargins(pad, pad, pad, pad - out)
        self.body.setSpacing(theme.px("space.md") - 2 * out)
        super().restyle()
        self.model.say_again()

    def turn(self) -> None:
        """The search above its filters, and the product below the table, where it is narrow."""
        if hasattr(self, "body"):
            self._say_demo()
        super().turn()
        if not hasattr(self, "body"):
            return
        theme = self.hub.theme
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        narrow = self.tall or theme.text_scale > 1.25 or self.width() < theme.px(1150)
        # Very large text leaves no room for both: the product then takes the place of the table.
        alone = not self.tall and theme.text_scale >= 1.5 and not self.panel.isHidden()
        unfolded = any(chip.property("open") for chip in (self.by_form, self.by_dosage))
        crowded = not self.tall and theme.text_scale >= 1.5 and unfolded
        for widget in (self.search, self.chips, self.list):
            widget.setVisible(not alone and not (crowded and widget is self.list))
        for row, chip in ((self.form_row, self.by_form), (self.dosage_row, self.by_dosage)):
            row.setVisible(bool(chip.property("open")) and not alone)
        self.unfolded.setVisible(unfolded and not alone)
        bar = self.unfolded.verticalScrollBar().sizeHint().width()
        room = self.width() - 2 * theme.px("space.xl") - bar
        rows = [row for row in (self.form_row, self.dosage_row) if not row.isHidden()]
        high = sum(row.heightForWidth(room) for row in rows)
        self.unfolded.setMaximumHeight(high)
        self.unfolded.setMinimumHeight(0 if crowded else high)
        self.filters.setDirection(down if narrow else across)
        self.body.setDirection(down if self.tall else across)
        if self.tall:
            self.panel.setMinimumWidth(0)
            self.panel.setMaximumWidth(ANY_SIZE)
            self.body.setStretch(0, 5)
            self.body.setStretch(1, 4)
        else:
            wide = min(theme.px(440) * theme.text_scale**0.4, self.width() * 0.48)
            self.panel.setMinimumWidth(round(wide))
            self.panel.setMaximumWidth(ANY_SIZE if alone else round(wide))
            self.body.setStretch(0, 0 if alone else 1)
            self.body.setStretch(1, 1 if alone else 0)

    def _say_demo(self) -> None:
        """The products are made up: said in one word where there is no room for more.

        With the largest text on a narrow page how many there are makes room for it.
        """
        theme, said = self.hub.theme, self.tr("Made-up demo products")
        self.demo.set_text(said)
        wide = self.titles.sizeHint().width() > self.width() - 2 * theme.px("space.xl")
        if wide or theme.text_scale >= 1.5:
            self.demo.set_text(self.tr("Demo"))
        self.beside.setHidden(self.tall and theme.text_scale >= 2)
        self.demo.setAccessibleName(said)
        self.demo.setToolTip(said)

    def retranslate(self) -> None:
        """Words of the page."""
        words = self.words
        self.heading.setText(self.tr("Assortment"))
        super().retranslate()
        self._say_demo()
        self.whom_missing.set_text(self.tr("Gaps"))
        self.count.set_text(self.tr("Figures"))
        self.export.set_text(self.tr("Export"))
        self.bring.set_text(self.tr("Import"))
        self.add.set_text(self.tr("Add a product"))
        self.search.setPlaceholderText(self.tr("Search, or scan a product"))
        self.search.setAccessibleName(self.tr("Search the assortment"))
        for each, chip in self.dosages.items():
            chip.set_text(words.dosage(each))
        self.out.set_text(self.setting.text("exclusion.out_of_stock.text").rstrip("."))
        self.warned.set_text(self.tr("Warnings"))
        self.retired.set_text(self.tr("Off the shelf"))
        for form, chip in self.forms.items():
            chip.set_text(words.form(form))
        self._say_forms()
        self.model.set_titles(
            [
                words.column("name"),
                words.column("form"),
                self.setting.pack.substance.unit,
                words.column("units_per_day"),
                self.tr("Per {hundred}").format(hundred=self.setting.amounts.amount(100)),
                words.column("stock"),
                words.column("shelf"),
                words.column("ean"),
            ]
        )
        self.model.say_again()
        self.table.setAccessibleName(self.tr("Products"))
        self.show_all.set_text(self.tr("Show everything"))
        self.dosage_row.show_widgets(list(self.dosages.values()))
        self.form_row.show_widgets(list(self.forms.values()))
        for widget in (self.detail, self.editor, self.whom):
            widget.retranslate()
        self._say_count()
        self._say_nothing(self.wanted() != Wanted())

    def _say_forms(self) -> None:
        """What is chosen of the forms and dosage forms, on the chips that unfold them."""
        words = self.words
        for chip, column, options, word in (
            (self.by_form, "form", self.forms, words.form),
            (self.by_dosage, "dosage_form", self.dosages, words.dosage),
        ):
            chosen = [word(each) for each, option in options.items() if option.isChecked()]
            title = words.column(column)
            if len(chosen) == 1:
                title = chosen[0]
            elif chosen:
                title = f"{title}: {len(chosen)}"
            chip.set_text(title)
            chip.setChecked(bool(chosen))
        self.chips.show_widgets([self.by_form, self.by_dosage, self.out, self.warned, self.retired])

    def _say_count(self) -> None:
        if self.goods is None:
            return
        shown, all_ = len(self.model.rows), len(self.goods.shelf)
        number = self.words.amounts.number
        if self.retired.isChecked():
            text = self.tr("{count} off the shelf").format(count=number(shown))
        elif shown == all_:
            text = self.tr("{count} products").format(count=number(all_))
        else:
            text = self.tr("{shown} of {count} products").format(
                shown=number(shown), count=number(all_)
            )
        self.beside.setText(text)
        self.demo.setVisible(self.goods.is_demo)
        self.turn()

    def _mark(self, product: Product, column: str) -> CellMark | None:
        theme = self.hub.theme
        if column == "stock" and product.stock <= 0:
            return CellMark(theme.colour("warning"), theme.font("body", bold=True))
        if column == "name" and self.goods is not None and (codes := self.goods.codes(product)):
            tip = "\n".join(self.words.warning(code) for code in codes)
            return CellMark(theme.colour("ink"), tip=tip)
        if column in ("ean", "form"):
            return CellMark(theme.colour("ink_soft"))
        return None

    def _icon(self, product: Product) -> QPixmap:
        """A sign for products with a warning; the others keep its room free."""
        warned = self.goods is not None and bool(self.goods.codes(product))
        if warned not in self._icons:
            theme = self.hub.theme
            side = round(theme.px("type.body") * 1.25)
            if warned:
                sign = theme.icon_pixmap("alert_outline", side, theme.colour("warning"), 2.0)
            else:
                sign = QPixmap(side, side)
                sign.fill(Qt.GlobalColor.transparent)
            self._icons[warned] = sign
        return self._icons[warned]

    # -- the list ---------------------------------------------------------------------------------

    def take(self, goods: ShopProducts) -> None:
        """Show these products."""
        self.goods = goods
        for chip in self.forms.values():
            chip.hide()
            chip.deleteLater()
        chosen = {form for form, chip in self.forms.items() if chip.isChecked()}
        self.forms = {}
        for form in goods.forms():
            chip = self.forms[form] = Chip(self.hub, self.words.form(form), name=f"form:{form}")
            chip.setChecked(form in chosen)
            chip.clicked.connect(self._form_chosen)
        self.form_row.show_widgets(list(self.forms.values()))
        self._say_forms()
        self.look()

    def _typed(self, _: str = "") -> None:
        self._typing.start()

    def _unfold_forms(self) -> None:
        self._unfold(self.by_form)

    def _unfold_dosages(self) -> None:
        self._unfold(self.by_dosage)

    def _unfold(self, chip: Chip, open_: bool | None = None) -> None:
        """Show what can be chosen below a chip, or hide it again."""
        chip.setProperty("open", not chip.property("open") if open_ is None else open_)
        self._say_forms()
        self.turn()

    def _form_chosen(self) -> None:
        self._say_forms()
        self.look()

    def wanted(self) -> Wanted:
        """What the search and the filters ask for."""
        return Wanted(
            text=self.search.text(),
            forms=frozenset(form for form, chip in self.forms.items() if chip.isChecked()),
            dosages=frozenset(each for each, chip in self.dosages.items() if chip.isChecked()),
            out=self.out.isChecked(),
            warned=self.warned.isChecked(),
            retired=self.retired.isChecked(),
        )

    def look(self) -> None:
        """Find what is asked for, now; the product that is chosen stays so."""
        self._typing.stop()
        if self.goods is None:
            return
        self._quietly(lambda goods: self.model.set_rows(goods.find(self.wanted())))
        asked = self.wanted() != Wanted()
        self._say_nothing(asked)
        self.list.setCurrentWidget(self.table if self.model.rows else self.empty)
        self.show_all.setVisible(asked)
        self._mark_chosen()
        self._say_count()

    def _say_nothing(self, asked: bool) -> None:
        if asked:
            self.nothing.setText(self.tr("Nothing found."))
        else:
            self.nothing.setText(self.tr("The shelf is empty. Add products, or import a list."))

    def _quietly(self, act: Callable[[ShopProducts], None]) -> None:
        """Do something with the table, without taking its moves for somebody's choice."""
        if self.goods is None:
            return
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        try:
            act(self.goods)
        finally:
            selection.blockSignals(False)

    def _mark_chosen(self) -> None:
        """Set the row of the chosen product apart, where it is in sight."""
        at = next((at for at, row in enumerate(self.model.rows) if row.ean == self._chosen), -1)

        def mark(_: ShopProducts) -> None:
            if at < 0:
                self.table.selectionModel().clear()
            else:
                index = self.model.index(at, 0)
                flags = QItemSelectionModel.SelectionFlag
                self.table.selectionModel().setCurrentIndex(
                    index, flags.ClearAndSelect | flags.Rows
                )
                self.table.scrollTo(index)
            self.table.viewport().update()

        self._quietly(mark)

    def clear_filters(self) -> None:
        """Everything on the shelf again."""
        self.search.clear()
        for chip in (
            *self.forms.values(), *self.dosages.values(), self.out, self.warned, self.retired,
        ):  # fmt: skip
            chip.setChecked(False)
        self._unfold(self.by_form, False)
        self._unfold(self.by_dosage, False)
        self.look()

    def _row_chosen(self) -> None:
        chosen = self.table.selectionModel().selectedRows()
        if not chosen:  # beside the table it is shown still
            self._mark_chosen()
            return
        product = self.model.rows[chosen[0].row()]
        if self._held_back(product.ean):
            self._mark_chosen()
            return
        self._scanned = None
        self.tell("")
        self.choose(product.ean)

    def _held_back(self, ean: str) -> bool:
        """Whether an open form would lose something: then it stays."""
        open_ = self.panel.isVisibleTo(self) and self.panel_pages.currentWidget() is self.editor
        if open_ and self.editor.touched and ean != self._chosen:
            self.tell(self.tr("Save or cancel your changes first."), tone="warning")
            return True
        return False

    # -- one product ------------------------------------------------------------------------------

    def choose(self, ean: str) -> None:
        """Show a product beside the table."""
        self._chosen = ean
        self._show_detail()

    def _show_detail(self) -> None:
        product = self._product()
        if product is None or self.goods is None:
            self.close_panel()
            return
        self.detail.show_product(
            product,
            retired=self.goods.is_retired(product.ean),
            scanned=self._scanned == product.ean,
            warnings=label_warnings(product, self.setting.pack),
        )
        self._open(self.detail)

    def _product(self) -> Product | None:
        if self.goods is None or self._chosen is None:
            return None
        return self.goods.get(self._chosen)

    def _open(self, widget: QWidget) -> None:
        self.panel_pages.setCurrentWidget(widget)
        self.panel.show()
        self.turn()
        self.table.fit()

    def close_panel(self) -> None:
        """The table alone again."""
        self._chosen = self._scanned = None
        self.tell("")
        focus = QApplication.focusWidget()
        if focus is not None and self.panel.isAncestorOf(focus):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.panel.hide()
        self.turn()
        self._mark_chosen()

    def show_whom(self) -> None:
        """For whom the product is, in the place of its facts."""
        product = self._product()
        if product is not None and self.goods is not None:
            self.whom.show_product(product, self.goods)
            self._open(self.whom)

    def edit(self) -> None:
        """Change the product that is chosen."""
        product = self._product()
        if product is not None:
            self.editor.edit(product)
            self._open(self.editor)
            self.editor.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_product(self, ean: str = "", _: bool = False) -> None:
        """Add a product, its number when that is known."""
        if self._held_back(""):
            return
        self.tell("")
        self._chosen = None
        self._mark_chosen()
        self.editor.add(ean)
        self._open(self.editor)
        self.editor.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_editor(self) -> None:
        if self._product() is None:
            self.close_panel()
        else:
            self._show_detail()

    def save(self, product: Product) -> None:
        """Keep what was typed; a number that is there already is refused."""
        if self.goods is None:
            return
        known = self.editor.known
        new = known is None
        if new and self.goods.get(product.ean) is not None:
            self.editor.show_fault(InputError("ean", "ean_taken"))
            return

        def write(goods: ShopProducts) -> Show:
            # Only what was changed: it may be retired, or sold, meanwhile.
            return goods.add(product) if known is None else goods.edit(known, product)

        def written() -> None:
            self._chosen = product.ean
            said = self.tr("Added: {name}") if new else self.tr("Saved: {name}")
            self._after(said.format(name=product.name))
            self._mark_chosen()
            self.detail.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

        self._write(write, written)

    def retire(self) -> None:
        """Take the chosen product off the shelf."""
        if product := self._product():
            said = self.tr("Taken off the shelf: {name}").format(name=product.name)
            self._write(lambda goods: goods.retire(product.ean), partial(self._after, said))

    def put_back(self) -> None:
        """Put the chosen product back on the shelf."""
        if product := self._product():
            said = self.tr("Back on the shelf: {name}").format(name=product.name)
            self._write(lambda goods: goods.restore(product.ean), partial(self._after, said))

    def _after(self, said: str) -> None:
        if self.goods is not None:
            self.take(self.goods)
        self._show_detail()
        self.tell(said)

    def set_stock(self, stock: int) -> None:
        """Note how many of the chosen product there are; it says so at once, and its row then."""
        self._note_stock(stock, lambda goods, ean: goods.set_stock(ean, stock))

    def step_stock(self, by: int) -> None:
        """Note so many more or fewer than there are, whatever another counter sold meanwhile."""
        self._note_stock(
            max(0, min(MOST_STOCK, self.detail.stock + by)),
            lambda goods, ean: goods.step_stock(ean, by, MOST_STOCK),
        )

    def _note_stock(self, stock: int, note: Callable[[ShopProducts, str], Show]) -> None:
        if product := self._product():
            ean = product.ean
            self.detail.show_stock(stock)
            self._write(lambda goods: note(goods, ean), partial(self._stock_set, ean))

    def _stock_set(self, ean: str) -> None:
        """The stock is written, or waits here: its row says it, and its facts."""
        new = self.goods.get(ean) if self.goods is not None else None
        for at, row in enumerate(self.model.rows):
            if new is not None and row.ean == ean:
                self.model.set_row(at, new)
        if self.goods is not None and self.goods.assistant.stockroom.changes_wait:
            self.tell(self.tr("Noted here. It goes to the database as soon as that answers."))
        shown = self._chosen == ean and self.panel_pages.currentWidget() is self.detail
        if shown and not self._to_write:
            field = self.detail.amount.hasFocus()
            self._show_detail()
            if field:
                self.detail.amount.selectAll()

    def _write(self, act: Act, then: Callable[[], None]) -> None:
        """Change something, one after the other beside the screen; when it cannot be, say why."""
        self._to_write.append((act, then))
        self._write_next()

    def _write_next(self) -> None:
        goods = self.goods
        if self.writing is None and self._to_write and goods is not None:
            act, self._then = self._to_write.popleft()
            self.writing = Job(lambda *_: (goods, act(goods)), self)
            self.writing.done.connect(self._written)
            self.writing.failed.connect(self._not_written)
            self.writing.start()

    def _written(self, result: object) -> None:
        self.writing = None
        assert isinstance(result, tuple)
        goods, show = result
        if self.goods is goods:
            show()
            self._then()
        self.changed.emit()
        self._write_next()

    def _not_written(self, error: object) -> None:
        self.writing = None
        self._to_write.clear()
        product = self._product()
        if product is not None:  # what was said to be, is not
            self.detail.show_stock(product.stock)
        if isinstance(error, InputError):
            self.tell(error.told(self.setting.language.code), tone="warning")
        elif isinstance(error, MagappError):
            self.failed.emit(error)
        elif isinstance(error, Exception):
            raise error

    # -- scanning ---------------------------------------------------------------------------------

    def scanned(self, ean: str) -> None:
        """A scanner read a number: its product, or a new one with this number."""
        self._typing.stop()
        if self.goods is None:
            return
        form_open = self.panel.isVisibleTo(self) and self.panel_pages.currentWidget() is self.editor
        product = self.goods.get(ean)
        if form_open and product is None and self.editor.take_scan(ean):
            return
        if self._held_back(ean):
            return
        if product is None:
            self.begin_product(ean)
            self.tell(self.tr("{ean} is not in the assortment yet.").format(ean=ean))
            return
        self.tell("")
        self._scanned = ean
        self.choose(ean)
        if self.goods.is_retired(ean) != self.retired.isChecked():
            self.retired.setChecked(self.goods.is_retired(ean))
        self.look()
        if not any(row.ean == ean for row in self.model.rows):
            retired = self.retired.isChecked()
            self.clear_filters()
            self.retired.setChecked(retired)
            self.look()
        self.detail.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def misread(self) -> None:
        """A scanner read something that is no article number."""
        self._typing.stop()
        self.tell(self.tr("That was no article number. Scan it again."), tone="warning")

    def tell(self, text: str, tone: Tone = "calm") -> None:
        """Say something above the table, or with an empty text no more."""
        self.notice.set_tone(tone)
        self.notice.set_texts(text)
        self.notice.setVisible(bool(text))
        announce(self.notice, text, urgent=tone != "calm")

    def say_not_shown(self, left_out: int, elsewhere: int) -> None:
        """Say how many products of the database are not there, why, and what to do."""
        said, number = [], self.words.amounts.number
        if left_out:
            text = self.tr(
                "Products left out, because no import would let them in: {count}. "
                "Import them again. The command magapp doctor says what is wrong."
            )
            said.append(text.format(count=number(left_out)))
        if elsewhere:
            text = self.tr(
                "Products that hold another substance, and are not shown here: {count}. "
                "With the pack of that substance they are."
            )
            said.append(text.format(count=number(elsewhere)))
        if said:
            self.tell(" ".join(said), tone="warning" if left_out else "calm")

    # -- files ------------------------------------------------------------------------------------

    def save_as(self) -> None:
        """Write everything on the shelf as CSV, as `magapp catalog export` does."""
        if self.goods is None:
            return
        title, code = self.tr("Export the assortment"), self.setting.language.code
        path = ask_save(self, title, "assortment.csv", "*.csv", code)
        if path is None:
            return
        try:
            products = sorted(self.goods.shelf, key=lambda each: each.ean)
            write_whole(path, export_csv(products, self.setting.pack.substance))
        except InputError as error:
            self.tell(error.told(code), tone="warning")
        else:
            said = self.tr("{count} products are in {path}.")
            number = self.words.amounts.number(len(products))
            self.tell(said.format(count=number, path=path))

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """The search."""
        return self.search

    def escape(self) -> bool:
        """Close what is open, empty what is typed; then it is the page's turn."""
        if self.panel.isVisibleTo(self):
            if self.panel_pages.currentWidget() is self.editor:
                self._close_editor()
            elif self.panel_pages.currentWidget() is self.whom:
                self._show_detail()
            else:
                self.close_panel()
            return True
        if self.search.text():
            self.search.clear()
            self.look()
            return True
        return False

    def enter(self) -> bool:
        """Save the form, set the stock, or go to the first product that was found."""
        focus = QApplication.focusWidget()
        if focus is not None and self.editor.isAncestorOf(focus):
            self.editor.try_to_save()
        elif focus is self.search and self.model.rows:
            self.look()
            if self.model.rows:
                self.choose(self.model.rows[0].ean)
                self._mark_chosen()
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif focus is not self.detail.amount:
            return False
        return True

    def came(self) -> None:
        """Shown again: begin with the whole shelf."""
        self.notice.hide()
