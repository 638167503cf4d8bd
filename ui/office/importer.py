"""Importing a file in steps: choose it, see which column is what, see what would happen, do it.

Nothing is written before the last step, and that one is all or nothing. Names of the controls:
`import:choose`, `import:sheet`, `import:column:NAME`, `import:supplier`, `import:next`,
`import:cancel`, `import:show:added|changed|refused|warnings`, `import:demo`, `import:go`,
`import:undo`, `import:report`, `import:done`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from magapp.errors import Cancelled, InputError, MagappError, refused_by_system, told_in
from magapp.products import (
    COLUMNS,
    EXTRA_COLUMNS,
    OPTIONAL,
    FileTable,
    ImportPlan,
    Product,
    ProductChange,
    Refusal,
    Warning,
    Worksheet,
    guess_mapping,
    missing_columns,
    plan_import,
    read_rows,
)
from magapp.showing import shown
from magapp.store import Imported
from ui.frame.emblem import Emblem
from ui.frame.files import ask_open, ask_save, write_whole
from ui.frame.screen import Setting
from ui.input.job import Job, Progress
from ui.kit.base import bleed, run
from ui.kit.controls import Button, Chip
from ui.kit.scroll import Scroll
from ui.kit.surfaces import Banner, Card
from ui.kit.text import FlowLabel
from ui.kit.wrap import WrapRow
from ui.office.labels import OfficeWords
from ui.office.look import Bar, DropDown, LabelledField, TableView, line, tip
from ui.office.model import CellMark, Column, RowsModel
from ui.office.page import OfficePage
from ui.office.shop_products import ShopProducts

KINDS = "*.csv *.txt *.xlsx *.xls *.ods"
NOT_THERE = ""
"""The file does not have this column."""
OPEN = "?"
"""Nobody has said yet which column it is."""
_OURS = (*COLUMNS, *EXTRA_COLUMNS)
_FREE = (*OPTIONAL,)


class PreviewLine(NamedTuple):
    """A line of the preview."""

    line: str
    ean: str
    name: str
    what: str


class ImportPage(OfficePage):
    """The steps. `finished` says that the shelf is another."""

    finished = Signal()
    failed = Signal(object)

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words, "import")
        self.goods: ShopProducts | None = None
        self.file: FileTable | None = None
        self.path: Path | None = None
        self.plan: ImportPlan | None = None
        self.result: Imported | None = None
        self.job: Job | None = None
        self._undone = False
        self._rows: list[QHBoxLayout] = []
        self._emblems: list[Emblem] = []
        self._saying: Callable[[], None] = lambda: None
        self.steps = QStackedWidget()
        self.fault = Banner(self.hub, "warning", name="import:fault")
        self.fault.hide()
        self._make_choose()
        self._make_columns()
        self._make_preview()
        self._make_progress()
        self._make_result()
        self.column.addWidget(self.fault)
        self.column.addWidget(self.steps, 1)
        self.restyle()
        self.retranslate()

    # -- parts ------------------------------------------------------------------------------------

    def _centred(self, card: Card) -> QWidget:
        """A card in the middle of the page."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        row = self._middle(card)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        return page

    def _middle(self, card: Card) -> QHBoxLayout:
        """A row with a card in its middle; as wide as it goes when the text is large."""
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 4)
        row.addStretch(1)
        self._rows.append(row)
        return row

    def _make_choose(self) -> None:
        hub = self.hub
        self.choose_title = FlowLabel(hub, role="title", bold=True, align="centre", balanced=True)
        self.choose_text = FlowLabel(hub, role="body", colour="ink_soft", align="centre")
        self.choose = Button(
            hub, name="import:choose", variant="primary", icon="folder_open_outline"
        )
        self.choose.clicked.connect(self.ask_file)
        self.last_text = FlowLabel(hub, name="import:last", role="body", colour="ink_soft")
        self.last_text.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.last_undo = Button(hub, name="import:undo-last", icon="undo_variant")
        self.last_undo.clicked.connect(self.undo)
        card = Card(hub, name="import:start")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(hub.theme.px("space.md"))
        self._emblems.append(Emblem(hub, "file_import_outline", 96))
        inside.addWidget(self._emblems[-1], 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self.choose_title)
        inside.addWidget(self.choose_text)
        inside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        self.last_card = Card(hub, name="import:last-card", fill="surface_sunken")
        last = QHBoxLayout(self.last_card)
        last.setContentsMargins(0, 0, 0, 0)
        last.addWidget(self.last_text, 1)
        last.addWidget(self.last_undo)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(2)
        for card_ in (card, self.last_card):
            column.addLayout(self._middle(card_))
        column.addStretch(3)
        self.choose_page = both
        self.steps.addWidget(both)

    def _make_columns(self) -> None:
        hub = self.hub
        self.columns_text = FlowLabel(hub, role="body", colour="ink_soft")
        self.sheet = DropDown(hub)
        self.sheet_field = LabelledField(hub, self.sheet, name="import:sheet")
        self.sheet.activated.connect(self._chose_sheet)
        self.supplier = line(hub, "import:supplier", most=60)
        self.supplier_field = LabelledField(hub, self.supplier, name="import:supplier")
        self.supplier.editingFinished.connect(self._take_supplier)
        self.choices: dict[str, DropDown] = {}
        self.samples: dict[str, FlowLabel] = {}
        self.choice_fields: dict[str, LabelledField] = {}
        self.grid = QGridLayout()
        self.cells: list[QWidget] = []
        for name in _OURS:
            choice = self.choices[name] = DropDown(hub)
            field = self.choice_fields[name] = LabelledField(
                hub, choice, name=f"import:column:{name}"
            )
            choice.activated.connect(partial(self._chose, name))
            sample = self.samples[name] = FlowLabel(hub, role="small", colour="ink_faint")
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(field)
            column.addWidget(sample)
            self.cells.append(cell)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self.grid)
        inner.addStretch(1)
        self.columns_card = Card(hub, name="import:columns")
        inside = QVBoxLayout(self.columns_card)
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
        self.next.clicked.connect(self.make_plan)
        self.other_file = Button(hub, name="import:other", icon="folder_open_outline")
        self.other_file.clicked.connect(self.ask_file)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.columns_head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.columns_head.addWidget(self.columns_text, 3)
        self.columns_head.addWidget(self.sheet_field, 2)
        self.columns_head.addWidget(self.supplier_field, 2)
        column.addLayout(self.columns_head)
        column.addWidget(self.columns_card, 1)
        column.addLayout(self._foot([self.other_file], [self.next]))
        self.columns_page = page
        self.steps.addWidget(page)

    def _foot(self, start: list[Button], end: list[Button]) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(0)
        for button in start:
            foot.addWidget(button)
        foot.addStretch(1)
        for button in end:
            foot.addWidget(button)
        return foot

    def _make_preview(self) -> None:
        hub = self.hub
        self.preview_text = FlowLabel(hub, name="import:summary", role="title", bold=True)
        self.tabs = {
            each: Chip(hub, name=f"import:show:{each}")
            for each in ("added", "changed", "refused", "warnings")
        }
        for each, chip in self.tabs.items():
            chip.clicked.connect(partial(self.show_lines, each))
        self.tab_row = WrapRow(hub, name="import:tabs")
        self.tab_row.show_widgets(list(self.tabs.values()))
        self.lines: RowsModel[PreviewLine] = RowsModel(
            [
                Column("line", lambda each: each.line, number=True),
                Column("ean", lambda each: each.ean),
                Column("name", lambda each: each.name),
                Column("what", lambda each: each.what),
            ],
            self,
        )
        self.lines.mark = lambda row, column: (
            CellMark(hub.theme.colour("ink"), tip=tip(row.what)) if column == "what" else None
        )
        widths = {"line": 4.5, "ean": 9.8, "name": 20.0, "what": 0.0}
        self.table = TableView(hub, self.lines, widths, ("ean", "name"), name="import:table")
        self.whole = FlowLabel(hub, name="import:whole", role="small")
        self.whole.hide()
        self.table.selectionModel().selectionChanged.connect(self._say_whole)
        self.nothing = FlowLabel(hub, role="body", colour="ink_soft", align="centre")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.lines_stack = QStackedWidget()
        self.lines_stack.addWidget(self.table)
        self.lines_stack.addWidget(self.nothing)
        self.demo = Chip(hub, name="import:demo")
        self.demo.setChecked(True)
        self.again = Button(hub, name="import:again", icon="arrow_left", mirrored=True)
        self.again.clicked.connect(self.show_columns)
        self.go = Button(hub, name="import:go", variant="primary", icon="check")
        self.go.clicked.connect(self.do_import)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.listed = QHBoxLayout()
        self.listed.addWidget(self.lines_stack)
        column.addWidget(self.preview_text)
        column.addWidget(self.tab_row)
        column.addLayout(self.listed, 1)
        column.addWidget(self.whole)
        demo = QHBoxLayout()
        demo.addWidget(self.demo)
        demo.addStretch(1)
        column.addLayout(demo)
        column.addLayout(self._foot([self.again], [self.go]))
        self.preview_page = page
        self.steps.addWidget(page)

    def _make_progress(self) -> None:
        hub = self.hub
        self.doing = FlowLabel(hub, name="import:doing", role="title", bold=True, align="centre")
        self.bar = Bar(hub, name="import:bar")
        self.counted = FlowLabel(hub, role="body", colour="ink_soft", align="centre")
        self.cancel = Button(hub, name="import:cancel", icon="close")
        self.cancel.clicked.connect(self.stop)
        card = Card(hub, name="import:working")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(hub.theme.px("space.lg"))
        for widget in (self.doing, self.bar, self.counted):
            inside.addWidget(widget)
        inside.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        self.progress_page = self._centred(card)
        self.steps.addWidget(self.progress_page)

    def _make_result(self) -> None:
        hub = self.hub
        self.result_title = FlowLabel(
            hub, name="import:result", role="title", bold=True, align="centre"
        )
        self.result_text = FlowLabel(hub, role="body", align="centre")
        self.undo_button = Button(hub, name="import:undo", icon="undo_variant")
        self.undo_button.clicked.connect(self.undo)
        self.report = Button(hub, name="import:report", icon="content_save_outline")
        self.report.clicked.connect(self.save_report)
        self.done = Button(hub, name="import:done", variant="primary", icon="check")
        self.done.clicked.connect(self.leave)
        card = Card(hub, name="import:finished")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(hub.theme.px("space.md"))
        self._emblems.append(Emblem(hub, "check", 96))
        inside.addWidget(self._emblems[-1], 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self.result_title)
        inside.addWidget(self.result_text)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.undo_button, self.report, self.done):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        self.result_page = self._centred(card)
        self.steps.addWidget(self.result_page)

    # -- look and words ---------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "result_page"):
            theme = self.hub.theme
            self.grid.setHorizontalSpacing(theme.px("space.xl"))
            self.grid.setVerticalSpacing(theme.px("space.md"))
            large = theme.text_scale >= 1.5
            for emblem in self._emblems:
                emblem.setVisible(not large)
            for row in self._rows:
                for side in (0, 2):
                    row.setStretch(side, 0 if large else 1)
            out = bleed(theme)
            self.listed.setContentsMargins(out, 0, out, 0)
            self.columns_head.setContentsMargins(out, 0, out, 0)
            self.columns_head.setSpacing(theme.px("space.xl"))
            for label in (self.preview_text, self.whole):
                label.setContentsMargins(out, 0, out, 0)

    def turn(self) -> None:
        """As many columns of choices as fit."""
        super().turn()
        if not hasattr(self, "cells"):
            return
        theme = self.hub.theme
        room = self.width() - 4 * theme.px("space.xl")
        count = max(1, min(4, int(room // (theme.px(270) * theme.text_scale))))
        for at, cell in enumerate(self.cells):
            self.grid.addWidget(cell, at // count, at % count)
        for column in range(4):
            self.grid.setColumnStretch(column, 1 if column < count else 0)
        run(self.columns_head, down=count < 3)

    def retranslate(self) -> None:
        """Words of every step."""
        words = self.words
        self.heading.setText(self.tr("Import products"))
        super().retranslate()
        self.choose_title.setText(self.tr("A list of products, as CSV or from Excel"))
        self.choose_text.setText(
            self.tr("Nothing changes yet: first you see what would be added, changed and refused.")
        )
        self.choose.set_text(self.tr("Choose a file"))
        self.last_undo.set_text(self.tr("Undo this import"))
        self.columns_text.setText(
            self.tr("Which column of the file is what? Put right what is not right.")
        )
        self.sheet_field.set_text(self.tr("Sheet of the file"))
        self.supplier_field.set_text(self.tr("Supplier (to remember the columns)"))
        for name in _OURS:
            title = words.column(name)
            self.choice_fields[name].set_text(title if name in _FREE else f"{title} *")
        self.next.set_text(self.tr("See what would happen"))
        self.other_file.set_text(self.tr("Another file"))
        self.again.set_text(self.tr("Back to the columns"))
        self.demo.set_text(self.tr("Remove the made-up demo products"))
        self.go.set_text(self.tr("Import"))
        self.cancel.set_text(self.tr("Cancel"))
        self.undo_button.set_text(self.tr("Undo this import"))
        self.report.set_text(self.tr("Save a report"))
        self.done.set_text(self.tr("To the assortment"))
        self.nothing.setText(self.tr("Nothing."))
        self.lines.set_titles(
            [self.tr("Line"), words.column("ean"), words.column("name"), self.tr("What")]
        )
        self.table.setAccessibleName(self.tr("Preview"))
        self._say_last()
        self._say_choices()
        self._say_plan()
        self._say_result()
        self._saying()

    def _say_fault(self, text: str = "") -> None:
        self.fault.set_texts(self.tr("That did not work") if text else "", text)
        self.fault.setVisible(bool(text))

    # -- choosing a file --------------------------------------------------------------------------

    def begin(self, goods: ShopProducts) -> None:
        """Start with the first step."""
        self.goods = goods
        self.file = self.plan = self.result = None
        self.supplier.clear()
        self.beside.setText("")
        self._say_fault()
        self._say_last()
        self.steps.setCurrentWidget(self.choose_page)

    def _say_last(self) -> None:
        last = self.goods.store.last_import() if self.goods is not None else None
        self.last_card.setVisible(last is not None)
        if last is not None:
            number = self.words.amounts.number
            self.last_text.setText(
                self.tr("Last import: {file} ({added} added, {changed} changed)").format(
                    file=last.file, added=number(last.added), changed=number(last.changed)
                )
            )

    def ask_file(self) -> None:
        """Choose a file with the desktop's own window."""
        path = ask_open(
            self, self.tr("Choose a list of products"), KINDS, self.setting.language.code
        )
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path, sheet: str = "") -> None:
        """Read a file, or a sheet of one, beside the screen, then show its columns."""
        self._say_fault()
        self.path = path
        self._work(
            lambda: self.tr("Reading {file}").format(file=shown(path.name)),
            lambda _progress, _stop: read_rows(path, sheet),
            self._have_file,
            stops=False,
        )

    def _have_file(self, file: object) -> None:
        assert isinstance(file, FileTable)
        self.file = file
        guessed = guess_mapping(file)
        self.mapping: dict[str, str] = {
            name: guessed.get(name, NOT_THERE if name in _FREE else OPEN) for name in _OURS
        }
        self._suggest_suppliers()
        self._take_supplier()
        self.show_columns()

    def _suggest_suppliers(self) -> None:
        if self.goods is not None:
            completer = QCompleter(list(self.goods.store.suppliers()), self.supplier)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.supplier.setCompleter(completer)

    def _take_supplier(self) -> None:
        """Use the columns that were last used for this supplier, as far as the file has them."""
        name = self.supplier.text().strip()
        if self.file is None or self.goods is None or not name:
            return
        known = self.goods.store.mapping(name)
        for ours, theirs in (known or {}).items():
            if ours in self.mapping and theirs in (NOT_THERE, *self.file.header):
                self.mapping[ours] = theirs
        self._say_choices()

    # -- columns ----------------------------------------------------------------------------------

    def show_columns(self) -> None:
        """The step with the columns."""
        self._say_fault()
        self._say_choices()
        self.steps.setCurrentWidget(self.columns_page)
        open_ = [name for name in _OURS if self.mapping[name] == OPEN]
        entry = self.choices[open_[0]] if open_ else self.next
        entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chose_sheet(self, _: int = 0) -> None:
        if self.file is not None and self.path is not None:
            self.read_file(self.path, self.sheet.value())

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

    def _chose(self, name: str, _: int = 0) -> None:
        self.mapping[name] = self.choices[name].value()
        self._say_choices()

    def _say_choices(self) -> None:
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
            self.samples[name].setText(self._sample(self.mapping[name]))
            asked = self.mapping[name] == OPEN
            self.choice_fields[name].set_fault(self.tr("Which column is this?") if asked else "")
        self.next.setEnabled(not missing_columns(self._said(), header))
        count = self.words.amounts.number(len(self.file.rows))
        self.beside.setText(
            self.tr("{file}, {count} rows").format(file=self.file.name, count=count)
        )

    def _sample(self, theirs: str) -> str:
        """What stands in a column, to recognise it by."""
        if self.file is None or theirs not in self.file.header:
            return ""
        at = self.file.header.index(theirs)
        cells = (row[at].strip() for _, row in self.file.rows[:50] if len(row) > at)
        first = list(dict.fromkeys(cell for cell in cells if cell))[:2]
        text = " · ".join(shown(cell[:60]) for cell in first)
        return text if len(text) < 42 else f"{text[:40]}…"

    def _said(self) -> dict[str, str]:
        return {name: theirs for name, theirs in self.mapping.items() if theirs != OPEN}

    # -- preview ----------------------------------------------------------------------------------

    def make_plan(self) -> None:
        """Work out what the import would do, beside the screen."""
        if self.file is None or self.goods is None:
            return
        file, goods, mapping = self.file, self.goods, self._said()

        def work(progress: Progress, stop: Callable[[], bool]) -> ImportPlan:
            return plan_import(
                file, mapping, goods.store.products(), goods.pack, progress=progress,
                cancelled=stop,
            )  # fmt: skip

        self._work(lambda: self.tr("Reading {file}").format(file=file.name), work, self._have_plan)

    def _have_plan(self, plan: object) -> None:
        assert isinstance(plan, ImportPlan)
        self.plan = plan
        self.demo.setVisible(self.goods is not None and self.goods.is_demo)
        self.demo.setChecked(True)
        self._say_plan()
        first = next(
            (each for each in ("refused", "changed", "added", "warnings") if self._lines(each)),
            "added",
        )
        self.show_lines(first)
        self.steps.setCurrentWidget(self.preview_page)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_plan(self) -> None:
        plan = self.plan
        if plan is None:
            return
        number = self.words.amounts.number
        for each, (text, count) in {
            "added": (self.tr("New"), len(plan.added)),
            "changed": (self.tr("Changed"), len(plan.changed)),
            "refused": (self.tr("Refused"), len(plan.refused)),
            "warnings": (self.tr("Warnings"), len(plan.warnings)),
        }.items():
            self.tabs[each].set_text(f"{text} {number(count)}")
        self.tab_row.show_widgets(list(self.tabs.values()))
        said = self.tr("{good} of {rows} rows can be imported; {same} are as they were.").format(
            good=number(len(plan.products)),
            rows=number(len(plan.products) + len(plan.refused)),
            same=number(len(plan.unchanged)),
        )
        if plan.skipped:
            other = self.tr("{count} rows are no products: neither number nor price.")
            said += " " + other.format(count=number(len(plan.skipped)))
        self.preview_text.setText(said)
        self.go.setEnabled(bool(plan.products))
        here = next((each for each, chip in self.tabs.items() if chip.isChecked()), "added")
        self.show_lines(here)

    def show_lines(self, which: str, _: bool = False) -> None:
        """Show what is added, changed, refused, or good to know."""
        for each, chip in self.tabs.items():
            chip.setChecked(each == which)
        rows = self._lines(which)
        self.lines.set_rows(rows)
        self.table.leave_out(*(["line"] if which == "added" else []))
        self.table.scrollToTop()
        self._say_whole()
        self.lines_stack.setCurrentWidget(self.table if rows else self.nothing)

    def _say_whole(self) -> None:
        """The line that is chosen, whole: in the table it may be cut short."""
        chosen = self.table.selectionModel().selectedRows()
        self.whole.setText(self.lines.rows[chosen[0].row()].what if chosen else "")
        self.whole.setVisible(bool(chosen))

    def _lines(self, which: str) -> list[PreviewLine]:
        plan = self.plan
        if plan is None:
            return []
        made: dict[str, Callable[[], list[PreviewLine]]] = {
            "added": lambda: [self._added(each) for each in plan.added],
            "changed": lambda: [self._change(each) for each in plan.changed],
            "refused": lambda: self._refusals(plan),
            "warnings": lambda: self._warnings(plan),
        }
        return made[which]()

    def _added(self, product: Product) -> PreviewLine:
        words = self.words
        what = (
            words.forms_of(product),
            words.amounts.mg(product.mg_per_unit),
            words.amounts.price(product.price, product.currency),
        )
        return PreviewLine("", product.ean, product.name, " · ".join(what))

    def _change(self, change: ProductChange) -> PreviewLine:
        words = self.words
        fields = [each for each in change.fields if each != "blend" or "form" not in change.fields]
        what = [
            f"{words.column(field)}: {words.value(change.old, field)} →"
            f" {words.value(change.new, field)}"
            for field in fields
        ]
        return PreviewLine(str(change.line), change.new.ean, change.new.name, "; ".join(what))

    def _refusals(self, plan: ImportPlan) -> list[PreviewLine]:
        """What was refused, with what the file itself says of name and number."""
        file = self.file
        wanted = {refusal.line for refusal in plan.refused}
        rows = {at: row for at, row in file.rows if at in wanted} if file is not None else {}

        def cell(line: int, column: str) -> str:
            row, theirs = rows.get(line, []), plan.mapping.get(column, "")
            at = file.header.index(theirs) if file is not None and theirs in file.header else -1
            return shown(row[at].strip()[:200]) if 0 <= at < len(row) else ""

        def made(refusal: Refusal) -> PreviewLine:
            why = refusal.told(self.setting.language.code)
            if refusal.place in _OURS:
                why = f"{self.words.column(refusal.place)}: {why}"
            elif refusal.place:
                why = f"{refusal.place}: {why}"
            return PreviewLine(
                refusal.lines, cell(refusal.line, "ean"), cell(refusal.line, "name"), why
            )

        return [made(refusal) for refusal in plan.refused]

    def _warnings(self, plan: ImportPlan) -> list[PreviewLine]:
        names = {product.ean: product.name for product in plan.products}
        language = self.setting.language.code

        def made(each: Warning) -> PreviewLine:
            what = f"{self.words.warning(each.code).rstrip('.')}: {each.told(language)}"
            return PreviewLine(str(each.line), each.ean, names.get(each.ean, ""), what)

        return [made(each) for each in plan.warnings]

    # -- doing it ---------------------------------------------------------------------------------

    def do_import(self) -> None:
        """Import it, all or nothing."""
        if self.plan is None or self.goods is None:
            return
        plan, goods = self.plan, self.goods
        remove_demo = goods.is_demo and self.demo.isChecked()
        supplier = self.supplier.text().strip()

        def work(progress: Progress, stop: Callable[[], bool]) -> Imported:
            done = goods.store.import_file(
                plan, remove_demo=remove_demo, supplier=supplier, progress=progress,
                cancelled=stop,
            )  # fmt: skip
            goods.read_ahead()
            return done

        self._work(
            lambda: self.tr("Importing {file}").format(file=plan.file), work, self._have_done
        )

    def _have_done(self, result: object) -> None:
        assert isinstance(result, Imported)
        if self.goods is not None:
            self.goods.refresh()
        self.show_result(result)
        self.finished.emit()

    def show_result(self, result: Imported, undone: bool = False) -> None:
        """The last step: what an import did, or that it was undone."""
        self.result, self._undone = result, undone
        self._say_result()
        self.steps.setCurrentWidget(self.result_page)
        self.done.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_result(self) -> None:
        result = self.result
        if result is None:
            return
        number = self.words.amounts.number
        if self._undone:
            self.result_title.setText(self.tr("The import was undone"))
            self.result_text.setText(self.tr("The shelf is as it was before it."))
        else:
            self.result_title.setText(self.tr("Imported: {file}").format(file=result.file))
            said = [
                self.tr("{count} added").format(count=number(result.added)),
                self.tr("{count} changed").format(count=number(result.changed)),
                self.tr("{count} as they were").format(count=number(result.unchanged)),
                self.tr("{count} refused").format(count=number(result.refused)),
            ]
            if result.demo_removed:
                said.append(
                    self.tr("{count} demo products removed").format(
                        count=number(result.demo_removed)
                    )
                )
            self.result_text.setText(" · ".join(said))
        self.undo_button.setVisible(not self._undone and result.id > 0)
        self.report.setVisible(self.plan is not None)

    def undo(self) -> None:
        """Take the last import back."""
        if self.goods is None:
            return
        try:
            done = self.goods.store.undo_last_import()
            self.goods.refresh()
        except InputError as error:
            self._say_fault(error.told(self.setting.language.code))
            return
        except MagappError as error:
            self.failed.emit(error)
            return
        if self.steps.currentWidget() is not self.result_page:
            self.plan = None
        self._say_last()
        self.show_result(done, undone=True)
        self.finished.emit()

    def save_report(self) -> None:
        """Write what was refused and what is good to know to a text file."""
        if self.plan is None or self.result is None:
            return
        title, code = self.tr("Save a report"), self.setting.language.code
        path = ask_save(self, title, f"{Path(self.plan.file).stem}-report.txt", "*.txt", code)
        if path is None:
            return
        try:
            write_whole(path, self.report_text())
        except OSError as error:
            said = self.tr("{path} cannot be written: {why}.")
            self._say_fault(said.format(path=path, why=told_in(refused_by_system(error), code)))

    def report_text(self) -> str:
        """The report, a line for each thing."""
        if self.plan is None or self.result is None:
            return ""
        lines = [self.result_title.text(), self.result_text.text()]
        for which, title in (
            ("refused", self.tr("Refused")),
            ("warnings", self.tr("Warnings")),
            ("changed", self.tr("Changed")),
            ("added", self.tr("New")),
        ):
            rows = self._lines(which)
            lines += ["", f"{title}: {len(rows)}"]
            for row in rows:
                at = self.tr("line {line}").format(line=row.line) if row.line else ""
                lines.append(" | ".join(filter(None, (at, row.ean, row.name, row.what))))
        return "\n".join(lines) + "\n"

    # -- work beside the screen -------------------------------------------------------------------

    def _work(
        self,
        title: Callable[[], str],
        work: Callable[[Progress, Callable[[], bool]], object],
        done: Callable[[object], None],
        stops: bool = True,
    ) -> None:
        """Do something that may take long; then go on with `done`."""
        self._say_fault()
        self._from = self.steps.currentWidget()
        self._next_step = done

        def say() -> None:
            self.doing.setText(title())

        self._saying = say
        say()
        self.bar.setAccessibleName(self.doing.text())
        self.cancel.setVisible(stops)
        self.cancel.setEnabled(True)
        self.show_progress()
        self.job = Job(work, self)
        self.job.progressed.connect(self.show_progress)
        self.job.done.connect(self._worked)
        self.job.failed.connect(self._failed)
        self.job.start()

    def stop(self) -> None:
        """Cancel what is being done; nothing stays half done."""
        if self.job is not None:
            self.cancel.setEnabled(False)
            self.job.cancel()

    def show_progress(self, done: int = 0, total: int = 0) -> None:
        """How far it is, of how many; nothing known yet without numbers."""
        if self.steps.currentWidget() is not self.progress_page:
            self.steps.setCurrentWidget(self.progress_page)
        if not total:
            self.counted.setText("")
            self.bar.setRange(0, 0)
            return
        number = self.words.amounts.number
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.counted.setText(
            self.tr("{done} of {total}").format(done=number(done), total=number(total))
        )

    def _worked(self, result: object) -> None:
        self._end_job()
        self._next_step(result)

    def _failed(self, error: object) -> None:
        self._end_job()
        if self._from is not None:
            self.steps.setCurrentWidget(self._from)
        if isinstance(error, Cancelled):
            self._say_fault(self.tr("Stopped. Nothing was changed."))
        elif isinstance(error, InputError):
            self._say_fault(error.told(self.setting.language.code))
            self._say_choices()  # the sheet that is still the one
        elif isinstance(error, MagappError):
            self.failed.emit(error)
        elif isinstance(error, Exception):
            raise error

    def _end_job(self) -> None:
        if self.job is not None:
            self.job.deleteLater()
            self.job = None
        self._saying = lambda: None

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """Choosing a file."""
        return self.choose

    def escape(self) -> bool:
        """Stop what is running, or go a step back."""
        here = self.steps.currentWidget()
        if here is self.progress_page:
            self.stop()
        elif here is self.preview_page:
            self.show_columns()
        elif here is self.columns_page and self.goods is not None:
            self.begin(self.goods)
        else:
            return False
        return True
