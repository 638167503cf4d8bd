"""The second step of an import: which column of the file is what."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QCompleter, QGridLayout, QVBoxLayout, QWidget

from magapp.products import COLUMNS, EXTRA_COLUMNS
from magapp.products.mapping import OPTIONAL, guess_mapping, missing_columns
from magapp.products.sheets import Worksheet
from magapp.products.table import FileTable
from magapp.showing import shown
from ui.frame.setting import Setting
from ui.kit.base import bleed, run
from ui.kit.button import Button
from ui.kit.scroll import Scroll
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel
from ui.office.import_step import ImportStep
from ui.office.labels import OfficeWords
from ui.office.look import DropDown, LabelledField, line
from ui.office.shop_products import Suppliers

NOT_THERE = ""
"""The file does not have this column."""
OPEN = "?"
"""Nobody has said yet which column it is."""
OURS = (*COLUMNS, *EXTRA_COLUMNS)
_FREE = (*OPTIONAL,)


class ColumnsStep(ImportStep):
    """Say which column is what. `sheet_chosen` asks for another sheet of the file."""

    sheet_chosen = Signal(str)

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words)
        hub = self.hub
        self.file: FileTable | None = None
        self.suppliers: Suppliers = {}
        self.mapping: dict[str, str] = {}
        self.text = FlowLabel(hub, role="body", colour="ink_soft")
        self.sheet = DropDown(hub)
        self.sheet_field = LabelledField(hub, self.sheet, name="import:sheet")
        self.sheet.activated.connect(self._chose_sheet)
        self.supplier = line(hub, "import:supplier", most=60)
        self.supplier_field = LabelledField(hub, self.supplier, name="import:supplier")
        self.supplier.editingFinished.connect(self._take_supplier)
        self.choices: dict[str, DropDown] = {}
        self.samples: dict[str, FlowLabel] = {}
        self.fields: dict[str, LabelledField] = {}
        self.grid = QGridLayout()
        self.cells = [self._cell(name) for name in OURS]
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self.grid)
        inner.addStretch(1)
        card = Card(hub, name="import:columns")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(Scroll(content, name="import:columns:scroll"))
        self.next = Button(
            hub,
            name="import:next",
            variant="primary",
            icon="arrow_right",
            icon_side="end",
            mirrored=True,
        )
        self.other_file = Button(hub, name="import:other", icon="folder_open_outline")
        self.head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.head.addWidget(self.text, 3)
        self.head.addWidget(self.sheet_field, 2)
        self.head.addWidget(self.supplier_field, 2)
        self.column.addLayout(self.head)
        self.column.addWidget(card, 1)
        self.add_foot(self.other_file, self.next)

    def _cell(self, name: str) -> QWidget:
        """The choice for one of our columns, and a sample of what is chosen."""
        choice = self.choices[name] = DropDown(self.hub)
        field = self.fields[name] = LabelledField(self.hub, choice, name=f"import:column:{name}")
        choice.activated.connect(partial(self._chose, name))
        sample = self.samples[name] = FlowLabel(self.hub, role="small", colour="ink_faint")
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(field)
        column.addWidget(sample)
        return cell

    # -- look and words ---------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        theme = self.hub.theme
        self.grid.setHorizontalSpacing(theme.px("space.xl"))
        self.grid.setVerticalSpacing(theme.px("space.md"))
        out = bleed(theme)
        self.head.setContentsMargins(out, 0, out, 0)
        self.head.setSpacing(theme.px("space.xl"))

    def turn(self, width: int) -> None:
        """As many columns of choices as fit a page of a width."""
        theme = self.hub.theme
        room = width - 4 * theme.px("space.xl")
        count = max(1, min(4, int(room // (theme.px(270) * theme.text_scale))))
        for at, cell in enumerate(self.cells):
            self.grid.addWidget(cell, at // count, at % count)
        for column in range(4):
            self.grid.setColumnStretch(column, 1 if column < count else 0)
        run(self.head, down=count < 3)

    def retranslate(self) -> None:
        """Words of the step."""
        self.text.setText(self.tr("Which column of the file is what? Put right what is not right."))
        self.sheet_field.set_text(self.tr("Sheet of the file"))
        self.supplier_field.set_text(self.tr("Supplier (to remember the columns)"))
        for name in OURS:
            title = self.words.column(name)
            self.fields[name].set_text(title if name in _FREE else f"{title} *")
        self.next.set_text(self.tr("See what would happen"))
        self.other_file.set_text(self.tr("Another file"))
        self.say()

    # -- the file ---------------------------------------------------------------------------------

    def forget(self) -> None:
        """Without a file."""
        self.file = None
        self.supplier.clear()

    def take(self, file: FileTable, suppliers: Suppliers) -> None:
        """A file was read: guess which column is what."""
        self.file, self.suppliers = file, suppliers
        guessed = guess_mapping(file, self.setting.pack.substance)
        self.mapping = {
            name: guessed.get(name, NOT_THERE if name in _FREE else OPEN) for name in OURS
        }
        self._suggest_suppliers()
        self._take_supplier()

    def said(self) -> dict[str, str]:
        """What was said so far: our columns, and those of the file."""
        return {name: theirs for name, theirs in self.mapping.items() if theirs != OPEN}

    def first(self) -> QWidget:
        """The first column that nobody has said yet, or the way on."""
        open_ = [name for name in OURS if self.mapping[name] == OPEN]
        return self.choices[open_[0]] if open_ else self.next

    def _suggest_suppliers(self) -> None:
        completer = QCompleter(list(self.suppliers), self.supplier)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.supplier.setCompleter(completer)

    def _take_supplier(self) -> None:
        """Use the columns that were last used for this supplier, as far as the file has them."""
        name = self.supplier.text().strip()
        if self.file is None or not name:
            return
        for ours, theirs in self.suppliers.get(name, {}).items():
            if ours in self.mapping and theirs in (NOT_THERE, *self.file.header):
                self.mapping[ours] = theirs
        self.say()

    def _chose_sheet(self, _: int = 0) -> None:
        if self.file is not None:
            self.sheet_chosen.emit(self.sheet.value())

    def _chose(self, name: str, _: int = 0) -> None:
        self.mapping[name] = self.choices[name].value()
        self.say()

    def say(self) -> None:
        """Show the sheets and the columns of the file, and what was said of them."""
        if self.file is None:
            return
        self._say_sheets(self.file)
        header = self.file.header
        for name, choice in self.choices.items():
            items = [(each, each) for each in header]
            if name in _FREE:
                items.insert(0, (NOT_THERE, self.tr("– not in this file –")))
            else:
                items.insert(0, (OPEN, self.tr("– choose a column –")))
            choice.set_items(items, self.mapping[name])
            self.samples[name].setText(self._sample(self.file, self.mapping[name]))
            asked = self.mapping[name] == OPEN
            self.fields[name].set_fault(self.tr("Which column is this?") if asked else "")
        self.next.setEnabled(not missing_columns(self.said(), header))

    def _say_sheets(self, file: FileTable) -> None:
        """Which sheet this is, and what the others hold."""
        number = self.words.amounts.number

        def said(sheet: Worksheet) -> str:
            if sheet.fault:
                return self.tr("{sheet}: cannot be read").format(sheet=shown(sheet.name))
            rows = self.tr("{sheet}: {count} rows")
            return rows.format(sheet=shown(sheet.name), count=number(sheet.rows))

        self.sheet_field.setVisible(len(file.sheets) > 1)
        self.sheet.set_items([(each.name, said(each)) for each in file.sheets], file.sheet)

    def _sample(self, file: FileTable, theirs: str) -> str:
        """What stands in a column, to recognise it by."""
        if theirs not in file.header:
            return ""
        at = file.header.index(theirs)
        cells = (row[at].strip() for _, row in file.rows[:50] if len(row) > at)
        first = list(dict.fromkeys(cell for cell in cells if cell))[:2]
        text = " · ".join(shown(cell[:60]) for cell in first)
        return text if len(text) < 42 else f"{text[:40]}…"
