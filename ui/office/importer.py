"""Importing a file in steps: choose it, see which column is what, see what would happen, do it.

Nothing is written before the last step, and that one is all or nothing. Names of the controls:
`import:choose`, `import:template`, `import:sheet`, `import:column:NAME`, `import:supplier`,
`import:next`, `import:cancel`, `import:show:added|changed|refused|warnings`, `import:demo`,
`import:go`, `import:undo`, `import:report`, `import:done`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from magapp.errors import Cancelled, InputError, MagappError
from magapp.products import export_csv
from magapp.products.plan import ImportPlan, plan_import
from magapp.products.table import FileTable, read_rows
from magapp.showing import shown
from magapp.store import Imported
from magapp.upkeep.noted import note_import, note_undone
from ui.frame.files import ask_open, ask_save, write_whole
from ui.frame.setting import Setting
from ui.input.job import Job, Progress, beside
from ui.kit.surfaces import Banner
from ui.office.import_columns import ColumnsStep
from ui.office.import_file import FileStep, dropped_file
from ui.office.import_preview import PreviewStep
from ui.office.import_progress import ProgressStep
from ui.office.import_result import ResultStep
from ui.office.labels import OfficeWords
from ui.office.page import OfficePage
from ui.office.shop_products import GoodsState, ShopProducts, Suppliers

KINDS = "*.csv *.txt *.xlsx *.xls *.ods"


class ImportPage(OfficePage):
    """Leads through the steps. `finished` says that the shelf is another."""

    finished = Signal()
    failed = Signal(object)

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words, "import")
        self.goods: ShopProducts | None = None
        self.path: Path | None = None
        self.job: Job | None = None
        self._looking: Job | None = None
        self._last: Imported | None = None
        """What the last import did, where there was one."""
        self.fault = Banner(self.hub, "warning", name="import:fault")
        self.fault.hide()
        self.choosing = FileStep(setting, words)
        self.choosing.choose.clicked.connect(self.ask_file)
        self.choosing.template.clicked.connect(self.save_template)
        self.choosing.undo.clicked.connect(self.undo)
        self.setAcceptDrops(True)
        self.columns = ColumnsStep(setting, words)
        self.columns.sheet_chosen.connect(self._read_sheet)
        self.columns.next.clicked.connect(self.make_plan)
        self.columns.other_file.clicked.connect(self.ask_file)
        self.preview = PreviewStep(setting, words)
        self.preview.again.clicked.connect(self.show_columns)
        self.preview.go.clicked.connect(self.do_import)
        self.working = ProgressStep(setting, words)
        self.working.cancel.clicked.connect(self.stop)
        self.result = ResultStep(setting, words)
        self.result.undo.clicked.connect(self.undo)
        self.result.report.clicked.connect(self.save_report)
        self.result.done.clicked.connect(self.leave)
        self._all = (self.choosing, self.columns, self.preview, self.working, self.result)
        self.steps = QStackedWidget()
        for step in self._all:
            self.steps.addWidget(step)
        self.column.addWidget(self.fault)
        self.column.addWidget(self.steps, 1)
        self.restyle()
        self.retranslate()

    # -- look and words ---------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        for step in self._all:
            step.restyle()

    def turn(self) -> None:
        """As many columns of choices as fit."""
        super().turn()
        self.columns.turn(self.width())
        for step in (self.choosing, self.working, self.result):
            step.turn(self.width())

    def retranslate(self) -> None:
        """Words of every step."""
        self.heading.setText(self.tr("Import products"))
        super().retranslate()
        for step in self._all:
            step.retranslate()
        self._say_last()
        self._say_file()

    def _say_fault(self, text: str = "") -> None:
        self.fault.set_texts(self.tr("That did not work") if text else "", text)
        self.fault.setVisible(bool(text))

    def _say_last(self) -> None:
        self.choosing.show_last(self._last)

    def _look_at_last(self) -> None:
        """Find out, beside the screen, what the last import did."""
        goods = self.goods
        if goods is not None and self._looking is None:
            self._looking = beside(self, goods.store.last_import, self._have_last, self._no_last)

    def _have_last(self, last: object) -> None:
        assert last is None or isinstance(last, Imported)
        self._looking = None
        self._last = last
        self._say_last()

    def _no_last(self, error: object) -> None:
        self._have_last(None)
        self._cannot(error)

    def _say_file(self) -> None:
        """Which file it is, and how long."""
        file = self.columns.file
        if file is not None:
            count = self.words.amounts.number(len(file.rows))
            self.beside.setText(self.tr("{file}, {count} rows").format(file=file.name, count=count))

    # -- choosing a file --------------------------------------------------------------------------

    def begin(self, goods: ShopProducts) -> None:
        """Start with the first step."""
        self.goods = goods
        self.columns.forget()
        self.preview.plan = self.result.result = None
        self.beside.setText("")
        self._say_fault()
        self._last = None
        self._say_last()
        self._look_at_last()
        self.steps.setCurrentWidget(self.choosing)

    def ask_file(self) -> None:
        """Choose a file with the desktop's own window."""
        path = ask_open(
            self, self.tr("Choose a list of products"), KINDS, self.setting.language.code
        )
        if path is not None:
            self.read_file(path)

    def save_template(self) -> None:
        """Write the columns that a list may have, and one made-up product that shows how."""
        title = self.tr("Save an example to fill in")
        pack = self.setting.pack
        path = self._ask_where(title, "products-example.csv", "*.csv")
        if path is not None:
            demo = (
                self.goods.assistant.stockroom.begins_with()[:1] if self.goods is not None else ()
            )
            self._write(path, export_csv(demo, pack.substance, template=True))

    def _dropped(self, event: QDropEvent) -> Path | None:
        """The file that is held over the page, where one can be taken now."""
        return dropped_file(event) if self.job is None and self.goods is not None else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file is held over the page."""
        if self._dropped(event) is not None:
            self.choosing.card.set_over(True)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self.choosing.card.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """It is the one to import."""
        self.choosing.card.set_over(False)
        path = self._dropped(event)
        if path is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.read_file(path)

    def read_file(self, path: Path, sheet: str = "") -> None:
        """Read a file, or a sheet of one, beside the screen, then show its columns."""
        self._say_fault()
        self.path, goods = path, self.goods

        def work(*_: object) -> tuple[FileTable, Suppliers]:
            file = read_rows(path, sheet)
            return file, goods.suppliers() if goods is not None else {}

        self._work(
            lambda: self.tr("Reading {file}").format(file=shown(path.name)),
            work,
            self._have_file,
            stops=False,
        )

    def _read_sheet(self, sheet: str) -> None:
        if self.path is not None:
            self.read_file(self.path, sheet)

    def _have_file(self, result: object) -> None:
        assert isinstance(result, tuple)
        self.columns.take(*result)
        self.show_columns()

    def show_columns(self) -> None:
        """The step with the columns."""
        self._say_fault()
        self.columns.say()
        self._say_file()
        self.steps.setCurrentWidget(self.columns)
        self.columns.first().setFocus(Qt.FocusReason.OtherFocusReason)

    # -- preview ----------------------------------------------------------------------------------

    def make_plan(self) -> None:
        """Work out what the import would do, beside the screen."""
        if self.columns.file is None or self.goods is None:
            return
        file, goods, mapping = self.columns.file, self.goods, self.columns.said()

        def work(progress: Progress, stop: Callable[[], bool]) -> ImportPlan:
            return goods.store.allowed(plan_import(
                file, mapping, goods.store.products(), goods.pack, progress=progress,
                cancelled=stop,
            ))  # fmt: skip

        self._work(lambda: self.tr("Reading {file}").format(file=file.name), work, self._have_plan)

    def _have_plan(self, plan: object) -> None:
        assert isinstance(plan, ImportPlan)
        is_demo = self.goods is not None and self.goods.is_demo
        self.preview.take(plan, self.columns.file, is_demo=is_demo)
        self.steps.setCurrentWidget(self.preview)
        self.preview.go.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- doing it ---------------------------------------------------------------------------------

    def do_import(self) -> None:
        """Import it, all or nothing."""
        plan, goods = self.preview.plan, self.goods
        if plan is None or goods is None:
            return
        remove_demo = goods.is_demo and self.preview.demo.isChecked()
        supplier = self.columns.supplier.text().strip()

        def work(
            progress: Progress, stop: Callable[[], bool]
        ) -> tuple[Imported, GoodsState | None]:
            done = goods.store.import_file(
                plan, remove_demo=remove_demo, supplier=supplier, progress=progress,
                cancelled=stop,
            )  # fmt: skip
            return done, goods.look()

        self._work(
            lambda: self.tr("Importing {file}").format(file=plan.file), work, self._have_done
        )

    def _have_done(self, result: object) -> None:
        note_import(self._take(result))
        self.finished.emit()

    def _take(self, result: object, undone: bool = False) -> Imported:
        """Show what was done, on the shelf and here."""
        assert isinstance(result, tuple)
        done, state = result
        assert isinstance(done, Imported)
        if self.goods is not None and state is not None:
            self.goods.take(state)
        self.show_result(done, undone=undone)
        return done

    def show_result(self, result: Imported, undone: bool = False) -> None:
        """The last step: what an import did, or that it was undone."""
        self.result.take(result, undone=undone, reported=self.preview.plan is not None)
        self.steps.setCurrentWidget(self.result)
        self.result.done.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Take the last import back."""
        if self.goods is None:
            return
        goods, reported = self.goods, self.steps.currentWidget() is self.result

        def done(result: object) -> None:
            if not reported:
                self.preview.plan = None
            note_undone(self._take(result, undone=True))
            self._look_at_last()
            self.finished.emit()

        self._work(
            lambda: self.tr("Undoing the import"),
            lambda *_: (goods.store.undo_last_import(), goods.look()),
            done,
            stops=False,
        )

    def save_report(self) -> None:
        """Write what was refused and what is good to know to a text file."""
        plan = self.preview.plan
        if plan is None or self.result.result is None:
            return
        name = f"{Path(plan.file).stem}-report.txt"
        path = self._ask_where(self.tr("Save a report"), name, "*.txt")
        if path is not None:
            self._write(path, self.report_text())

    def _ask_where(self, title: str, name: str, kind: str) -> Path | None:
        return ask_save(self, title, name, kind, self.setting.language.code)

    def _write(self, path: Path, text: str) -> None:
        """Write a file, or say why that cannot be."""
        try:
            write_whole(path, text)
        except InputError as error:
            self._say_fault(error.told(self.setting.language.code))

    def report_text(self) -> str:
        """The report, a line for each thing."""
        said = [self.result.title.text(), " · ".join(self.result.said())]
        return "\n".join([*said, *self.preview.report()]) + "\n"

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
        self.working.begin(title, stops=stops)
        self.show_progress()
        self.job = Job(work, self)
        self.job.progressed.connect(self.show_progress)
        self.job.done.connect(self._worked)
        self.job.failed.connect(self._failed)
        self.job.start()

    def stop(self) -> None:
        """Cancel what is being done; nothing stays half done."""
        if self.job is not None:
            self.working.cancel.setEnabled(False)
            self.job.cancel()

    def show_progress(self, done: int = 0, total: int = 0) -> None:
        """How far it is, of how many; nothing known yet without numbers."""
        if self.steps.currentWidget() is not self.working:
            self.steps.setCurrentWidget(self.working)
        self.working.show_progress(done, total)

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
            self.columns.say()  # the sheet that is still the one
        else:
            self._cannot(error)

    def _cannot(self, error: object) -> None:
        if isinstance(error, MagappError):
            self.failed.emit(error)
        elif isinstance(error, Exception):
            raise error

    def _end_job(self) -> None:
        self.job = None
        self.working.end()

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """Choosing a file."""
        return self.choosing.choose

    def escape(self) -> bool:
        """Stop what is running, or go a step back."""
        here = self.steps.currentWidget()
        if here is self.working:
            self.stop()
        elif here is self.preview:
            self.show_columns()
        elif here is self.columns and self.goods is not None:
            self.begin(self.goods)
        else:
            return False
        return True
