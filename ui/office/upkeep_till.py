"""The till's folder: what came of each file, and what waits for somebody.

Names of the controls: `till:table`, `till:lines`, `till:columns`, `till:fault`.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal

from magapp.assistant import Assistant
from magapp.errors import MagappError
from magapp.language.saying import Saying
from magapp.showing import shown
from magapp.store import Taken
from magapp.upkeep import TillState
from magapp.upkeep.report import read_report
from ui.frame.setting import Setting
from ui.input.job import Job, beside
from ui.kit.button import Button
from ui.kit.surfaces import Banner
from ui.kit.text import FlowLabel
from ui.office.import_columns import OURS
from ui.office.labels import OfficeWords
from ui.office.look import TableView, tip
from ui.office.model import CellMark, Column, RowsModel
from ui.office.upkeep_view import UpkeepView


class TillLine(NamedTuple):
    """A file: when it was imported (empty: it was not), and what became of it."""

    file: str
    when: str
    what: str
    state: str
    report: str = ""


class ReportLine(NamedTuple):
    """A row that was refused."""

    line: str
    why: str


class TillView(UpkeepView):
    """`columns` asks for the page where the columns of a file are said."""

    columns = Signal(Path)

    def __init__(self, setting: Setting, words: OfficeWords, assistant: Assistant) -> None:
        super().__init__(setting, words, "till")
        hub = setting.hub
        self._assistant = assistant
        self.state = TillState()
        self._taken: tuple[Taken, ...] = ()
        self._trouble: Saying | None = None
        self._looking: Job | None = None
        self.fault = Banner(hub, "warning", name="till:fault")
        self.fault.hide()
        self.column.insertWidget(1, self.fault)
        self.model: RowsModel[TillLine] = RowsModel(
            [
                Column("file", lambda each: each.file),
                Column("when", lambda each: each.when),
                Column("what", lambda each: each.what),
            ],
            self,
        )
        self.model.mark = self._mark
        widths = {"file": 10.0, "when": 13.0, "what": 0.0}
        self.table = TableView(hub, self.model, widths, ("when",), name="till:table")
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self.nothing = FlowLabel(
            hub, name="till:nothing", role="title", align="centre", balanced=True
        )
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.listed.addWidget(self.table, 1)
        self.listed.addWidget(self.nothing, 1)
        self.title = FlowLabel(hub, name="till:chosen", role="title", bold=True)
        self.whole = FlowLabel(hub, name="till:whole", role="body")
        self.lines: RowsModel[ReportLine] = RowsModel(
            [
                Column("line", lambda each: each.line, number=True),
                Column("why", lambda each: each.why),
            ],
            self,
        )
        self.lines.mark = lambda row, column: (
            CellMark(hub.theme.colour("ink"), tip=tip(row.why)) if column == "why" else None
        )
        self.report = TableView(hub, self.lines, {"line": 4.5, "why": 0.0}, name="till:lines")
        self.report.selectionModel().selectionChanged.connect(self._say_line)
        self.say_columns = Button(
            hub, name="till:columns", variant="primary", icon="arrow_right", icon_side="end",
            mirrored=True,
        )  # fmt: skip
        self.say_columns.clicked.connect(self._ask_columns)
        for widget in (self.title, self.whole):
            self.inside.addWidget(widget)
        self.inside.addWidget(self.report, 1)
        self.inside.addWidget(self.say_columns)
        self.inside.addStretch(0)

    def _mark(self, row: TillLine, column: str) -> CellMark | None:
        theme = self.hub.theme
        colour = "urgent" if row.state in ("columns", "refused", "partly") else "ink"
        return CellMark(theme.colour(colour), tip=tip(row.what)) if column == "what" else None

    def retranslate(self) -> None:
        """Words of the view."""
        self.model.set_titles([self.tr("File"), self.tr("Imported"), self.tr("What became of it")])
        self.lines.set_titles([self.tr("Line"), self.tr("Why it was refused")])
        self.table.setAccessibleName(self.tr("Files of the till"))
        self.report.setAccessibleName(self.tr("Rows that were refused"))
        self.say_columns.set_text(self.tr("Say which column is what"))
        self._say()

    def look(self) -> None:
        """Show what there is now; of the files that were imported, as soon as that is read."""
        state = self._assistant.upkeep.till
        if state != self.state:
            self.state = state
            self._say()
        if self._looking is None:
            upkeep = self._assistant.upkeep
            self._looking = beside(self, upkeep.taken, self._looked, self._not_looked)

    @property
    def looking(self) -> bool:
        """Whether it is being read what was imported."""
        return self._looking is not None

    def _looked(self, taken: object) -> None:
        assert isinstance(taken, tuple)
        self._end_look(taken, None)

    def _not_looked(self, error: object) -> None:
        trouble = error.saying if isinstance(error, MagappError) else None
        self._end_look(self._taken, trouble)
        if trouble is None:
            assert isinstance(error, Exception)
            raise error

    def _end_look(self, taken: tuple[Taken, ...], trouble: Saying | None) -> None:
        self._looking = None
        before, self._trouble = (self._taken, self._trouble), trouble
        if before != (taken, trouble):
            self.show_taken(taken)

    def show_taken(self, taken: tuple[Taken, ...]) -> None:
        """Show the files that were imported, below those that were not."""
        self._taken = taken
        self._say()

    def see(self) -> None:
        """Somebody looks at what was refused: the counter need not say it any more."""
        self._assistant.upkeep.see()
        self.state = self._assistant.upkeep.till

    def _say(self) -> None:
        language = self.setting.language.code
        folder = self.state.folder
        said = self.tr("Lists that the till puts into {folder} are imported by themselves.")
        self.text.setText(said.format(folder=shown(folder)) if folder else "")
        self.nothing.setText(self.tr("No list has come yet."))
        if not folder:
            self.nothing.setText(
                self.tr(
                    "No folder of a till is set. Name one in the settings, and each list that "
                    "the till puts there is imported by itself."
                )
            )
        trouble = self._trouble or self.state.look.fault
        self.fault.setVisible(trouble is not None)
        if trouble is not None:
            message, mend = trouble.parts(language)
            self.fault.set_texts(message, mend)
        chosen = self._chosen()
        rows = self._rows()
        if rows != self.model.rows:
            self.model.set_rows(rows)
            files = [each.file for each in rows]
            if rows:
                at = files.index(chosen.file) if chosen and chosen.file in files else 0
                self.table.selectRow(at)
        else:
            self.model.say_again()
        self._show_chosen()

    def _rows(self) -> list[TillLine]:
        language = self.setting.language.code
        rows = []
        for found in self.state.look.found:
            what = found.why.told(language) if found.why else self.tr("Waits until it is whole.")
            rows.append(TillLine(shown(found.name), "", what, found.state))
        number = self.words.amounts.number
        for each in self._taken:
            said = [
                self.tr("{count} added").format(count=number(each.added)),
                self.tr("{count} changed").format(count=number(each.changed)),
                self.tr("{count} as they were").format(count=number(each.unchanged)),
                self.tr("{count} refused").format(count=number(each.refused)),
            ]
            state = "partly" if each.refused else "done"
            when = self.moment(each.minute * 60)
            rows.append(TillLine(shown(each.file), when, " · ".join(said), state, each.report))
        return rows

    def _chosen(self) -> TillLine | None:
        chosen = self.table.selectionModel().selectedRows()
        at = chosen[0].row() if chosen else -1
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show_chosen(self) -> None:
        """The file that is chosen, whole, with the rows of it that were refused."""
        chosen = self._chosen()
        self.table.setVisible(bool(self.model.rows))
        self.nothing.setVisible(not self.model.rows)
        self.beside.setVisible(chosen is not None)
        if chosen is None:
            return
        self.title.setText(chosen.file)
        self.whole.setText(chosen.what)
        self.say_columns.setVisible(chosen.state == "columns")
        rows = []
        for line, place, why in read_report(chosen.report, self.setting.language.code):
            where = self.words.column(place) if place in OURS else place
            rows.append(ReportLine(line, f"{where}: {why}" if where else why))
        self.lines.set_rows(rows)
        self.report.setVisible(bool(rows))
        self.inside.setStretch(self.inside.count() - 1, 0 if rows else 1)

    def _say_line(self) -> None:
        """The line that is chosen, whole: in the table it may be cut short."""
        chosen = self.report.selectionModel().selectedRows()
        if chosen and chosen[0].row() < len(self.lines.rows):
            self.whole.setText(self.lines.rows[chosen[0].row()].why)

    def _ask_columns(self) -> None:
        chosen = self._chosen()
        names = {shown(each.name): each.name for each in self.state.look.found}
        if chosen is not None and chosen.file in names:
            self.columns.emit(Path(self.state.folder) / names[chosen.file])
