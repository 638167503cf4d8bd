"""Backups: those that there are, what is in one, putting one back; and an export of everything.

Names of the controls: `backups:table`, `backups:make`, `backups:look`, `backups:export`,
`backups:bring`, `backups:put`, `backups:close`, `backups:undo`, `backups:says`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from magapp.assistant import Assistant
from magapp.errors import MagappError
from magapp.machine.journal import note, note_file
from magapp.products import Refusal
from magapp.showing import shown
from magapp.store import Backup, Inside, kept_backups, look_inside, restore
from magapp.upkeep.bundle import Brought, Bundle, bring_in, export_all, look_into, take_back
from ui.frame.files import ask_open, ask_save
from ui.frame.setting import Setting
from ui.input.job import Job
from ui.kit.button import Button
from ui.kit.scroll import Scroll
from ui.kit.surfaces import Banner, Tone
from ui.kit.text import FlowLabel
from ui.office.labels import OfficeWords
from ui.office.look import Bar, TableView
from ui.office.model import Column, RowsModel
from ui.office.upkeep_view import TextLines, UpkeepView

MOST_NAMES = 8
"""So many products, and settings, are named; the others are counted."""


class BackupsView(UpkeepView):
    """`replaced` says that another database is in the place of the one before."""

    replaced = Signal()

    def __init__(self, setting: Setting, words: OfficeWords, assistant: Assistant) -> None:
        super().__init__(setting, words, "backups")
        hub = setting.hub
        self._assistant = assistant
        self.job: Job | None = None
        self._done: Callable[[object], None] = lambda _: None
        self._path: Path | None = None
        self._seen: Inside | Bundle | None = None
        self._way_back: Callable[[], object] | None = None
        self._said: tuple[Tone, Callable[[], tuple[str, str]]] | None = None
        self.says = Banner(hub, "calm", name="backups:says")
        self.says.hide()
        self.undo = Button(hub, name="backups:undo", icon="undo_variant")
        self.undo.clicked.connect(self.go_back)
        self.undo.hide()
        self.bar = Bar(hub, name="backups:bar")
        self.bar.hide()
        said = QHBoxLayout()
        said.addWidget(self.says, 1)
        said.addWidget(self.undo)
        self.column.insertLayout(1, said)
        self.column.insertWidget(2, self.bar)
        self.model: RowsModel[Backup] = RowsModel(
            [
                Column("made", lambda each: self.moment(each.made), lambda each: each.number),
                Column("why", self._why, self._why),
                Column("size", self._size, lambda each: each.size, number=True),
            ],
            self,
        )
        self.model.sorted_by, self.model.descending = 0, True
        widths = {"made": 15.0, "why": 0.0, "size": 6.5}
        self.table = TableView(hub, self.model, widths, ("size",), name="backups:table")
        self.table.selectionModel().selectionChanged.connect(self._chosen_another)
        self.nothing = FlowLabel(hub, name="backups:nothing", role="title", align="centre")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.listed.addWidget(self.table, 1)
        self.listed.addWidget(self.nothing, 1)
        self.title = FlowLabel(hub, name="backups:title", role="title", bold=True)
        self.said = TextLines(hub)
        self.put = Button(hub, name="backups:put", variant="primary", icon="backup_restore")
        self.put.clicked.connect(self.put_back)
        self.close_it = Button(hub, name="backups:close", icon="close")
        self.close_it.clicked.connect(self.close_inside)
        self.inside.addWidget(self.title)
        self.inside.addWidget(Scroll(self.said, name="backups:scroll"), 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.close_it)
        row.addStretch(1)
        row.addWidget(self.put)
        self.inside.addLayout(row)
        self.beside.hide()
        self.make = Button(hub, name="backups:make", icon="content_copy")
        self.make.clicked.connect(self.make_one)
        self.look_in = Button(hub, name="backups:look", icon="magnify")
        self.look_in.clicked.connect(self.look_at_chosen)
        self.export = Button(hub, name="backups:export", icon="file_export_outline")
        self.export.clicked.connect(self.export_everything)
        self.bring = Button(hub, name="backups:bring", icon="file_import_outline")
        self.bring.clicked.connect(self.ask_export)
        self._all = (self.make, self.look_in, self.export, self.bring)
        for button in self._all[:2]:
            self.deeds.addWidget(button)
        self.deeds.addStretch(1)
        for button in self._all[2:]:
            self.deeds.addWidget(button)

    # -- words ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words of the view."""
        backup = self._assistant.settings.backup
        every = {
            "day": self.tr("One is made by itself each day; the last {count} of these are kept."),
            "week": self.tr("One is made by itself each week; the last {count} of these are kept."),
            "off": self.tr("None is made by itself."),
        }[backup.every]
        told = self.tr("Those that you make yourself always stay.")
        self.text.setText(f"{every.format(count=backup.keep)} {told}")
        self.model.set_titles([self.tr("Made"), self.tr("Why"), self.tr("Size")])
        self.table.setAccessibleName(self.tr("Backups"))
        self.nothing.setText(self.tr("There is no backup yet."))
        self.make.set_text(self.tr("Make one now"))
        self.look_in.set_text(self.tr("Look inside"))
        self.export.set_text(self.tr("Export everything"))
        self.bring.set_text(self.tr("Bring in an export"))
        self.put.set_text(self.tr("Put this in place"))
        self.close_it.set_text(self.tr("Leave all as it is"))
        self.undo.set_text(self.tr("Back to what was"))
        self.bar.setAccessibleName(self.tr("Working…"))
        self.model.say_again()
        self._say_inside()
        self._say_again()

    def _why(self, backup: Backup) -> str:
        said = {
            "scheduled": self.tr("by itself"),
            "on-demand": self.tr("made by hand"),
            "before-restore": self.tr("before a backup was put back"),
        }
        if backup.why.startswith("before-schema"):
            return self.tr("before an update of the program")
        return said.get(backup.why, shown(backup.why))

    def _size(self, backup: Backup) -> str:
        return self.words.amounts.with_unit(max(1, round(backup.size / 1_000)), "kB")

    # -- the list ---------------------------------------------------------------------------------

    def look(self) -> None:
        """Show the backups that there are."""
        try:
            rows = kept_backups(self._assistant.folder)
        except MagappError as error:
            self._say("warning", self._told(error))
            rows = ()
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[Backup]) -> None:
        """Show these backups."""
        chosen = self.chosen()
        self.model.set_rows(rows)
        paths = [each.path for each in self.model.rows]
        if paths:
            self.table.selectRow(paths.index(chosen.path) if chosen and chosen.path in paths else 0)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._chosen_another()

    def chosen(self) -> Backup | None:
        """The backup that is chosen."""
        at = self.table.selectionModel().selectedRows()
        rows = self.model.rows
        return rows[at[0].row()] if at and at[0].row() < len(rows) else None

    def _chosen_another(self) -> None:
        self.look_in.setEnabled(self.chosen() is not None and self.job is None)

    # -- what can be done -------------------------------------------------------------------------

    def make_one(self) -> None:
        """Make a backup now."""

        def work() -> object:
            try:
                store = self._assistant.store
                return store.backup() if store is not None else None
            except MagappError as error:
                note("backup_failed", why=error.code)
                raise

        def done(made: object) -> None:
            if isinstance(made, Path):
                note("backed_up", file=note_file(made.name))
            self._say("calm", lambda: (self.tr("A backup was made"), ""))
            self.look()

        self._work(work, done)

    def look_at_chosen(self) -> None:
        """Look into the backup that is chosen."""
        chosen = self.chosen()
        if chosen is not None:
            folder, path = self._assistant.folder, chosen.path
            substance = self.setting.pack.substance.id
            self._work(
                lambda: look_inside(path, folder, substance),
                lambda seen: self.show_inside(seen, path),
            )

    def export_everything(self) -> None:
        """Everything into one file."""
        code = self.setting.language.code
        title = self.tr("Export everything")
        path = ask_save(self, title, "magapp-export.zip", "*.zip", code)
        if path is None:
            return
        folder, substance = self._assistant.folder, self.setting.pack.substance

        def work() -> None:
            path.unlink(missing_ok=True)  # the window has asked
            export_all(path, substance, folder)

        def done(_: object) -> None:
            self._say(
                "calm",
                lambda: (
                    self.tr("Everything is in {file}").format(file=shown(path.name)),
                    self.tr("Settings, products and all that is kept. Not the PIN."),
                ),
            )

        self._work(work, done)

    def ask_export(self) -> None:
        """Choose an export, and look into it."""
        code = self.setting.language.code
        path = ask_open(self, self.tr("Choose an export"), "*.zip", code)
        if path is not None:
            self.look_at_export(path)

    def look_at_export(self, path: Path) -> None:
        """Look into an export."""
        folder, substance = self._assistant.folder, self.setting.pack.substance.id
        self._work(
            lambda: look_into(path, folder, substance), lambda seen: self.show_inside(seen, path)
        )

    def show_inside(self, seen: object, path: Path) -> None:
        """Show what was found in a backup or an export, before anything is put in place."""
        assert isinstance(seen, Inside | Bundle)
        self._seen, self._path = seen, path
        self._say_inside()
        self.beside.show()
        self.put.setFocus()

    def close_inside(self, _: bool = False) -> bool:
        """Leave what was looked into; whether there was something."""
        was = self._seen is not None
        self._seen = self._path = None
        self.beside.hide()
        return was

    def put_back(self) -> None:
        """Put in place what was looked into."""
        path, seen, folder = self._path, self._seen, self._assistant.folder
        if path is None or seen is None:
            return
        left_out: list[Refusal] = []

        def work() -> object:
            self._assistant.let_go()
            if isinstance(seen, Bundle):
                return bring_in(path, folder, left_out.append)
            return restore(path, folder, left_out.append).before

        def done(kept: object) -> None:
            if isinstance(kept, Brought):
                self._way_back = lambda: take_back(kept, folder)
            else:
                note("restored", file=note_file(path.name))
                self._way_back = None
                if isinstance(kept, Path):
                    self._way_back = lambda: restore(kept, folder)
            self.close_inside()
            self._say("calm", lambda: self._replaced_in_words(seen, len(left_out)))
            self._replace()

        self._work(work, done)

    def go_back(self) -> None:
        """Put back what was there before."""
        back = self._way_back
        if back is None:
            return

        def work() -> object:
            self._assistant.let_go()
            return back()

        def done(_: object) -> None:
            self._way_back = None
            self._say("calm", lambda: (self.tr("All is as it was before"), ""))
            self._replace()

        self._work(work, done)

    def _replace(self) -> None:
        self.look()
        self.replaced.emit()

    # -- words of what was done -------------------------------------------------------------------

    def _replaced_in_words(self, seen: Inside | Bundle, left_out: int) -> tuple[str, str]:
        title = self.tr("It was put in place")
        text = self.tr("What was there before is kept.")
        if left_out:
            said = self.tr("{count} products were left out: no import would let them in.")
            text += " " + said.format(count=self.words.amounts.number(left_out))
        if isinstance(seen, Bundle) and seen.settings:
            text += " " + self.tr("The settings count when the program is started anew.")
        return title, text

    def _say_inside(self) -> None:
        seen = self._seen
        if seen is None:
            return
        inside = seen.inside if isinstance(seen, Bundle) else seen
        number = self.words.amounts.number
        self.title.setText(self.tr("From {moment}").format(moment=self.moment(inside.made)))
        said = self.tr("{count} products, {retired} off the shelf; tables of version {schema}.")
        lines = [
            said.format(
                count=number(inside.products), retired=number(inside.retired), schema=inside.schema
            )
        ]
        if inside.last_file:
            last = self.tr("Imported last: {file}.")
            lines.append(last.format(file=shown(inside.last_file)))
        if inside.elsewhere:
            said = self.tr("{count} of them hold another substance, and are put back as they are.")
            lines.append(said.format(count=number(inside.elsewhere)))
        lines += self._differences(inside)
        if inside.refused:
            refused = self.tr("{count} of its rows cannot be read and would be left out.")
            lines.append(refused.format(count=number(len(inside.refused))))
        if isinstance(seen, Bundle):
            lines += self._of_bundle(seen)
        self.said.show_lines(lines)

    def _differences(self, inside: Inside) -> list[str]:
        """What would change on the shelf, by name."""
        kinds = (
            (self.tr("Comes back ({count}): {names}"), [each.name for each in inside.back]),
            (self.tr("Changes ({count}): {names}"), [each.name for _, each in inside.other]),
            (self.tr("Goes ({count}): {names}"), [each.name for each in inside.gone]),
        )
        lines = [
            said.format(count=self.words.amounts.number(len(names)), names=_few(names))
            for said, names in kinds
            if names
        ]
        return lines or [self.tr("The products are the same as now.")]

    def _of_bundle(self, seen: Bundle) -> list[str]:
        code = self.setting.language.code
        lines = [each.in_words(code) for each in seen.settings[: 2 * MOST_NAMES]]
        if lines:
            lines.insert(0, self.tr("Settings that change:"))
        lines += [fault.told(code) for fault in seen.faults[:MOST_NAMES]]
        if seen.pictures:
            pictures = self.tr("Pictures: {count}.")
            lines.append(pictures.format(count=self.words.amounts.number(seen.pictures)))
        return lines

    def _told(self, error: MagappError) -> Callable[[], tuple[str, str]]:
        return lambda: (self.tr("That did not work"), error.told(self.setting.language.code))

    def _say(self, tone: Tone, words: Callable[[], tuple[str, str]]) -> None:
        self._said = tone, words
        self._say_again()

    def _say_again(self) -> None:
        self.says.setVisible(self._said is not None)
        self.undo.setVisible(self._said is not None and self._way_back is not None)
        if self._said is not None:
            tone, words = self._said
            self.says.set_tone(tone)
            self.says.set_texts(*words())

    # -- work beside the screen -------------------------------------------------------------------

    def _work(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        """Do something that may take long, one thing at a time; then go on with `done`."""
        if self.job is not None:
            return
        self._said = None
        self._say_again()
        self._done = done
        self.job = Job(lambda *_: work(), self)
        self.job.done.connect(self._worked)
        self.job.failed.connect(self._failed)
        self._be_busy(True)
        self.job.start()

    def _worked(self, result: object) -> None:
        self._end()
        self._done(result)

    def _failed(self, error: object) -> None:
        self._end()
        if isinstance(error, MagappError):
            self._say("warning", self._told(error))
        elif isinstance(error, Exception):
            raise error

    def _end(self) -> None:
        self.job = None
        self._be_busy(False)

    def _be_busy(self, busy: bool) -> None:
        widgets: tuple[QWidget, ...] = (*self._all, self.put, self.undo, self.table)
        for each in widgets:
            each.setEnabled(not busy)
        self.bar.setVisible(busy)
        if not busy:
            self._chosen_another()


def _few(names: list[str]) -> str:
    """Some names, and that there are more."""
    said = ", ".join(shown(" ".join(each.split())) for each in names[:MOST_NAMES])
    return said + (", …" if len(names) > MOST_NAMES else "")
