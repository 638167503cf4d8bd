"""The third step of an import: what it would do, before anything is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from magapp.products import Product, Refusal
from magapp.products.plan import ImportPlan, ProductChange, Warning
from magapp.products.table import FileTable
from magapp.showing import shown
from ui.frame.setting import Setting
from ui.kit.base import bleed
from ui.kit.button import Button
from ui.kit.chip import Chip
from ui.kit.text import FlowLabel
from ui.kit.wrap import WrapRow
from ui.office.import_columns import OURS
from ui.office.import_step import ImportStep
from ui.office.labels import OfficeWords
from ui.office.look import TableView, tip
from ui.office.model import CellMark, Column, RowsModel


class PreviewLine(NamedTuple):
    """A line of the preview."""

    line: str
    ean: str
    name: str
    what: str


class PreviewStep(ImportStep):
    """See what would be added, changed and refused, and what is good to know."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words)
        hub = self.hub
        self.plan: ImportPlan | None = None
        self.file: FileTable | None = None
        self.text = FlowLabel(hub, name="import:summary", role="title", bold=True)
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
        self.go = Button(hub, name="import:go", variant="primary", icon="check")
        self.listed = QHBoxLayout()
        self.listed.addWidget(self.lines_stack)
        self.column.addWidget(self.text)
        self.column.addWidget(self.tab_row)
        self.column.addLayout(self.listed, 1)
        self.column.addWidget(self.whole)
        demo = QHBoxLayout()
        demo.addWidget(self.demo)
        demo.addStretch(1)
        self.column.addLayout(demo)
        self.add_foot(self.again, self.go)

    def restyle(self) -> None:
        """The theme changed."""
        out = bleed(self.hub.theme)
        self.listed.setContentsMargins(out, 0, out, 0)
        for label in (self.text, self.whole):
            label.setContentsMargins(out, 0, out, 0)

    def retranslate(self) -> None:
        """Words of the step."""
        words = self.words
        self.again.set_text(self.tr("Back to the columns"))
        self.demo.set_text(self.tr("Remove the made-up demo products"))
        self.go.set_text(self.tr("Import"))
        self.nothing.setText(self.tr("Nothing."))
        self.lines.set_titles(
            [self.tr("Line"), words.column("ean"), words.column("name"), self.tr("What")]
        )
        self.table.setAccessibleName(self.tr("Preview"))
        self._say()

    def take(self, plan: ImportPlan, file: FileTable | None, *, is_demo: bool) -> None:
        """Show a plan for a file, over a shelf of demo products or the shop's own."""
        self.plan, self.file = plan, file
        self.demo.setVisible(is_demo)
        self.demo.setChecked(True)
        self._say()
        first = next(
            (each for each in ("refused", "changed", "added", "warnings") if self._lines(each)),
            "added",
        )
        self.show_lines(first)

    def _titles(self) -> dict[str, str]:
        """What each of the lists is called."""
        return {
            "added": self.tr("New"),
            "changed": self.tr("Changed"),
            "refused": self.tr("Refused"),
            "warnings": self.tr("Warnings"),
        }

    def _say(self) -> None:
        plan = self.plan
        if plan is None:
            return
        number = self.words.amounts.number
        counts = {
            "added": len(plan.added),
            "changed": len(plan.changed),
            "refused": len(plan.refused),
            "warnings": len(plan.warnings),
        }
        for each, text in self._titles().items():
            self.tabs[each].set_text(f"{text} {number(counts[each])}")
        self.tab_row.show_widgets(list(self.tabs.values()))
        said = self.tr("{good} of {rows} rows can be imported; {same} are as they were.").format(
            good=number(len(plan.products)),
            rows=number(len(plan.products) + len(plan.refused)),
            same=number(len(plan.unchanged)),
        )
        if plan.skipped:
            other = self.tr("{count} rows are no products: neither number nor price.")
            said += " " + other.format(count=number(len(plan.skipped)))
        self.text.setText(said)
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
            words.amounts.amount(product.per_unit),
            words.amounts.money(product.price, product.currency),
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
            if refusal.place in OURS:
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

    def report(self) -> list[str]:
        """A line for each thing that was refused, is good to know, was changed or added."""
        titles = self._titles()
        lines: list[str] = []
        for which in ("refused", "warnings", "changed", "added"):
            rows = self._lines(which)
            lines += ["", f"{titles[which]}: {len(rows)}"]
            for row in rows:
                at = self.tr("line {line}").format(line=row.line) if row.line else ""
                lines.append(" | ".join(filter(None, (at, row.ean, row.name, row.what))))
        return lines
