"""What happened: the log, by what it is about, and as a text for whoever helps.

Names of the controls: `happened:table`, `happened:GROUP`, `happened:save`, `happened:fault`.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from magapp.errors import InputError
from magapp.machine.journal import DAYS, GROUPS, Happened, Journal
from magapp.settings import home
from ui.frame.files import ask_save, write_whole
from ui.frame.setting import Setting
from ui.kit.button import Button
from ui.kit.chip import Chip
from ui.kit.surfaces import Banner
from ui.kit.text import FlowLabel
from ui.kit.wrap import WrapRow
from ui.office.labels import OfficeWords
from ui.office.look import TableView, tip
from ui.office.model import CellMark, Column, RowsModel
from ui.office.upkeep_view import UpkeepView


class HappenedView(UpkeepView):
    """All of it, or what belongs to the groups that are chosen."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words, "happened")
        hub = setting.hub
        self.entries: tuple[Happened, ...] = ()
        self.chips = {each: Chip(hub, name=f"happened:{each}") for each in GROUPS}
        for chip in self.chips.values():
            chip.clicked.connect(self._filter)
        self.chip_row = WrapRow(hub, name="happened:groups")
        self.model: RowsModel[Happened] = RowsModel(
            [
                Column("when", lambda each: self.moment(each.minute * 60)),
                Column("what", lambda each: each.told(setting.language.code)),
            ],
            self,
        )
        self.model.mark = self._mark
        widths = {"when": 15.0, "what": 0.0}
        self.table = TableView(hub, self.model, widths, name="happened:table")
        self.table.selectionModel().selectionChanged.connect(self._say_whole)
        self.whole = FlowLabel(hub, name="happened:whole", role="small")
        self.fault = Banner(hub, "warning", name="happened:fault")
        self.fault.hide()
        self.nothing = FlowLabel(hub, name="happened:nothing", role="title", align="centre")
        self.save = Button(hub, name="happened:save", icon="content_save_outline")
        self.save.clicked.connect(self.save_text)
        self.beside.hide()
        self.column.insertWidget(1, self.chip_row)
        self.column.insertWidget(2, self.fault)
        inner = QVBoxLayout()
        inner.addWidget(self.table, 1)
        inner.addWidget(self.nothing)
        inner.addWidget(self.whole)
        self.listed.addLayout(inner)
        self.deeds.addWidget(self.save)
        self.deeds.addStretch(1)

    def _mark(self, row: Happened, column: str) -> CellMark | None:
        if column != "what":
            return None
        said = row.told(self.setting.language.code)
        bad = row.group == "fault" or "why" in row.values or row.code == "pin_wrong"
        return CellMark(self.hub.theme.colour("urgent" if bad else "ink"), tip=tip(said))

    def retranslate(self) -> None:
        """Words of the view."""
        said = self.tr(
            "Never what a customer answered. Entries go by themselves after {days} to {twice} days."
        )
        self.text.setText(said.format(days=DAYS, twice=2 * DAYS))
        for group, title in {
            "program": self.tr("Program"),
            "import": self.tr("Imports"),
            "print": self.tr("Prints"),
            "database": self.tr("Database"),
            "backup": self.tr("Backups"),
            "staff": self.tr("PIN"),
            "fault": self.tr("Faults"),
        }.items():
            self.chips[group].set_text(title)
        self.chip_row.show_widgets(list(self.chips.values()))
        self.model.set_titles([self.tr("When"), self.tr("What happened")])
        self.table.setAccessibleName(self.tr("What happened"))
        self.nothing.setText(self.tr("Nothing."))
        self.save.set_text(self.tr("Save for support"))
        self.model.say_again()

    def look(self) -> None:
        """Read the log."""
        self.show_entries(Journal(home()).read())

    def show_entries(self, entries: tuple[Happened, ...]) -> None:
        """Show these, the latest first."""
        self.entries = entries
        self._filter()

    def _filter(self, _: bool = False) -> None:
        self.model.set_rows(self.chosen())
        self.table.setVisible(bool(self.model.rows))
        self.nothing.setVisible(not self.model.rows)
        self._say_whole()

    def chosen(self) -> list[Happened]:
        """The entries that are asked for; without a choice all."""
        groups = [group for group, chip in self.chips.items() if chip.isChecked()]
        return [each for each in self.entries if not groups or each.group in groups]

    def _say_whole(self) -> None:
        """The entry that is chosen, whole."""
        at = self.table.selectionModel().selectedRows()
        rows = self.model.rows
        entry = rows[at[0].row()] if at and at[0].row() < len(rows) else None
        self.whole.setText(entry.told(self.setting.language.code) if entry else "")
        self.whole.setVisible(entry is not None)

    def save_text(self) -> None:
        """Write what is shown to a text file: no folder of anybody is named in it."""
        code = self.setting.language.code
        path = ask_save(self, self.tr("Save for support"), "magapp-log.txt", "*.txt", code)
        self.fault.hide()
        if path is None:
            return
        try:
            write_whole(
                path, Journal(home()).text(code, self.chosen(), lambda at: self.moment(at * 60))
            )
        except InputError as error:
            self.fault.set_texts(error.told(code))
            self.fault.show()
