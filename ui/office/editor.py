"""Adding or changing one product by hand; what is wrong is said where it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from magapp.errors import InputError
from magapp.products import DOSAGE_FORMS, Product, as_row
from magapp.products.columns import AMOUNT, SALT
from magapp.products.gtin import canonical_ean, find_gtin
from magapp.products.label import label_warnings
from magapp.products.rows import read_product
from ui.frame.files import ask_open
from ui.frame.setting import Setting
from ui.kit.base import bleed
from ui.kit.button import Button
from ui.kit.chip import Chip
from ui.kit.entry import TextEntry
from ui.kit.scroll import Scroll
from ui.kit.text import FlowLabel
from ui.office.labels import OfficeWords
from ui.office.look import DropDown, LabelledField, line

PICTURES = "*.png *.jpg *.jpeg *.webp *.bmp"
BLEND = "blend"
"""The choice of form under which several are typed with their shares."""
_WIDE = ("name", "ean", "form", "blend", "contains", "picture")
_ORDER = (
    "name", "ean", "brand", "shelf", "form", "blend", AMOUNT, SALT,
    "units_per_day", "units_per_pack", "price", "currency", "dosage_form", "stock", "contains",
    "picture",
)  # fmt: skip
_MUST = {"name", "ean", AMOUNT, "units_per_day", "units_per_pack", "price", "stock"}
NEW = {
    "units_per_day": "1",
    "currency": "EUR",
    "vegan": "no",
    "stock": "0",
    "dosage_form": "capsule",
}
"""What a new product begins with."""


class Editor(QWidget):
    """A form for one product. `saved` carries it when everything can be read."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__()
        self.setting, self.words, self.hub = setting, words, setting.hub
        hub = setting.hub
        self.known: Product | None = None
        self._start: dict[str, str] = {}
        self.title = FlowLabel(hub, name="editor:title", role="title", bold=True)
        self.form = DropDown(hub)
        self.dosage = DropDown(hub)
        self.lines: dict[str, TextEntry] = {}
        self.fields: dict[str, LabelledField] = {}
        self.grid = QGridLayout()
        self._below: dict[str, int] = {}
        """For each field the row of the grid in which it is said what is wrong with it."""
        row = column = 0
        for name in _ORDER:
            entry: QWidget
            if name == "form":
                entry = self.form
            elif name == "dosage_form":
                entry = self.dosage
            else:
                entry = self.lines[name] = line(hub, name, partial(self._changed, name))
            field = self.fields[name] = LabelledField(hub, entry, name=f"edit:{name}")
            wide = name in _WIDE
            if wide and column:
                row, column = row + 2, 0
            self.grid.addWidget(field, row, column, 1, 2 if wide else 1)
            self._below[name] = row + 1
            column += 2 if wide else 1
            if column >= 2:
                row, column = row + 2, 0
        self.form.activated.connect(self._chose_form)
        self.dosage.activated.connect(partial(self._changed, "dosage_form"))
        self.vegan = Chip(hub, name="edit:vegan")
        self.vegan.clicked.connect(partial(self._changed, "vegan"))
        self.choose = Button(hub, name="edit:picture:choose", icon="image_outline", variant="quiet")
        self.choose.clicked.connect(self._choose_picture)
        self.fault = FlowLabel(hub, name="editor:fault", role="small", bold=True, colour="urgent")
        self.fault.hide()
        self.notes = FlowLabel(hub, name="editor:notes", role="small", colour="warning")
        self.save = Button(hub, name="editor:save", variant="primary", icon="check")
        self.save.clicked.connect(self.try_to_save)
        self.cancel = Button(hub, name="editor:cancel")
        self.cancel.clicked.connect(self.closed)
        content = QWidget()
        self.inner = QVBoxLayout(content)
        self.inner.setContentsMargins(0, 0, 0, 0)
        self.inner.addLayout(self.grid)
        self.more = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.more.addWidget(self.vegan)
        self.more.addStretch(1)
        self.more.addWidget(self.choose)
        self.inner.addLayout(self.more)
        self.inner.addWidget(self.notes)
        self.inner.addStretch(1)
        self.area = Scroll(content, name="editor:scroll")
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.cancel, 1)
        self.foot.addWidget(self.save, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.title)
        self.column.addWidget(self.area, 1)
        self.column.addWidget(self.fault)
        self.column.addLayout(self.foot)
        hub.changed.connect(self.restyle)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """The theme changed."""
        theme = self.hub.theme
        self.column.setSpacing(theme.px("space.sm"))
        self.inner.setSpacing(theme.px("space.sm"))
        self.grid.setHorizontalSpacing(theme.px("space.md"))
        self.grid.setVerticalSpacing(theme.px("space.sm"))
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        self.more.setContentsMargins(0, 0, bleed(theme), 0)
        self.foot.setSpacing(0)

    def retranslate(self) -> None:
        """Words of the form."""
        for name, field in self.fields.items():
            title = self.words.column(name)
            field.set_text(f"{title} *" if name in _MUST else title)
        shares = zip((form.id for form in self.setting.pack.forms), ("60", "40"), strict=False)
        self.lines["blend"].setPlaceholderText(";".join(map(":".join, shares)))
        self.lines["contains"].setPlaceholderText("zinc:5")
        self.vegan.set_text(self.words.column("vegan"))
        self.choose.set_text(self.tr("Choose a picture"))
        self.save.set_text(self.tr("Save"))
        self.cancel.set_text(self.tr("Cancel"))
        items = [(form.id, self.words.form(form.id)) for form in self.setting.pack.forms]
        items.append((BLEND, self.tr("Several forms")))
        self.form.set_items(items, self.form.value() or items[0][0])
        self.dosage.set_items(
            [(each, self.words.dosage(each)) for each in DOSAGE_FORMS],
            self.dosage.value() or DOSAGE_FORMS[0],
        )
        self._say_title()

    def _say_title(self) -> None:
        self.title.setText(self.tr("Edit") if self.known else self.tr("New product"))

    # -- filling ----------------------------------------------------------------------------------

    def edit(self, product: Product) -> None:
        """Begin with a product as it is."""
        self.known = product
        self._fill(as_row(product))

    def add(self, ean: str = "") -> None:
        """Begin with a new product, its number when that is known."""
        self.known = None
        self._fill({**NEW, "form": self.setting.pack.forms[0].id, "ean": ean})
        if ean:
            self._start["ean"] = ""  # a scan alone is something to keep

    def _fill(self, row: Mapping[str, str]) -> None:
        for name, entry in self.lines.items():
            entry.setText(row.get(name, ""))
        form = row.get("form", "")
        blended = ":" in form
        self.form.set_value(BLEND if blended else form)
        self.lines["blend"].setText(form if blended else "")
        self.dosage.set_value(row.get("dosage_form", ""))
        self.vegan.setChecked(row.get("vegan") == "yes")
        self.lines["ean"].setReadOnly(self.known is not None)
        self.lines["ean"].setEnabled(self.known is None)
        self.fields["blend"].setVisible(blended)
        for field in self.fields.values():
            field.set_fault("")
        self.fault.hide()
        self._start = self.row()
        self._say_title()
        self._warn()
        self.area.verticalScrollBar().setValue(0)

    def row(self) -> dict[str, str]:
        """The cells as they are typed."""
        row = {name: entry.text() for name, entry in self.lines.items() if name != "blend"}
        form = self.form.value()
        row["ean"] = find_gtin(row["ean"]) or row["ean"]
        row["form"] = self.lines["blend"].text() if form == BLEND else form
        row["dosage_form"] = self.dosage.value()
        row["vegan"] = "yes" if self.vegan.isChecked() else "no"
        return row

    @property
    def touched(self) -> bool:
        """Whether something would be lost."""
        return self.row() != self._start

    def take_scan(self, ean: str) -> bool:
        """A number was scanned while the form is open: whether it was used here."""
        number = self.lines["ean"]
        if self.known is not None or number.text().strip():
            return False
        number.setText(ean)
        self._changed("ean")
        return True

    # -- typing -----------------------------------------------------------------------------------

    def _changed(self, name: str, *_: object) -> None:
        self.fields[name].set_fault("") if name in self.fields else None
        if name == "blend":
            self.fields["form"].set_fault("")
        self.fault.hide()
        self._warn()

    def _chose_form(self, _: int = 0) -> None:
        self.fields["blend"].setVisible(self.form.value() == BLEND)
        if self.form.value() == BLEND:
            self.lines["blend"].setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed("form")

    def _choose_picture(self) -> None:
        title = self.tr("Choose a picture")
        path = ask_open(self, title, PICTURES, self.setting.language.code)
        if path is not None:
            self.lines["picture"].setText(str(path))
            self._changed("picture")

    def read(self) -> Product:
        """The product as it is typed. Raises InputError naming the column."""
        return read_product(self.row(), self.setting.pack)

    def _warn(self) -> None:
        """What is good to know of what is typed so far; nothing while it cannot be read."""
        try:
            product = self.read()
        except InputError:
            self.notes.setText("")
        else:
            found = label_warnings(product, self.setting.pack)
            self.notes.setText("\n".join(each.told(self.setting.language.code) for each in found))
        self.notes.setVisible(bool(self.notes.text()))

    def try_to_save(self) -> None:
        """Save, or say what is wrong where it is."""
        try:
            product = self.read()
            if self.known is None:
                canonical_ean(self.row()["ean"])
        except InputError as error:
            self.show_fault(error)
            return
        self.saved.emit(product)

    def show_fault(self, error: InputError) -> None:
        """Say what is wrong: at its field, or below the form."""
        said = error.saying.told(self.setting.language.code)
        place = error.place
        if place == "form" and self.form.value() == BLEND:
            place = "blend"
        field = self.fields.get(place)
        self._place_fault(place)
        self.fault.setText(said if field is None else f"{field.label.text().rstrip(' *')}: {said}")
        self.fault.show()
        if field is None:
            return
        field.set_fault(said)
        field.entry.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, partial(self._bring_in_sight, field))

    def _bring_in_sight(self, field: LabelledField) -> None:
        """A field and what is said below it, which has its place by now."""
        for widget in (self.fault, field):
            self.area.ensureWidgetVisible(widget)

    def _place_fault(self, name: str) -> None:
        """What is wrong stands below its field, as wide as the form; else below the form."""
        if name in self._below:
            self.grid.addWidget(self.fault, self._below[name], 0, 1, 2)
        else:
            self.column.insertWidget(2, self.fault)

    def first(self) -> QWidget:
        """The first field that is still empty, or the name."""
        for name in ("ean", "name"):
            if not self.lines[name].text() and self.lines[name].isEnabled():
                return self.lines[name]
        return self.lines["name"]
