"""Questions and rules that were published: which are used, what came, what it changes, and back.

Names of the controls: `packs:table`, `packs:look`, `packs:back`, `packs:forth`, `packs:yes`,
`packs:no`, `packs:says`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from magapp.assistant import Assistant
from magapp.delivery import Delivered, DeliveryReport
from magapp.delivery.parcel import day_of
from magapp.delivery.signing_keys import short_name
from magapp.errors import MagappError
from magapp.showing import shown
from ui.frame.setting import Setting
from ui.input.job import Job, beside
from ui.kit.button import Button
from ui.kit.scroll import Scroll
from ui.kit.surfaces import Banner, Tone
from ui.kit.text import FlowLabel
from ui.office.labels import OfficeWords
from ui.office.look import Bar, TableView, tip
from ui.office.model import CellMark, Column, RowsModel
from ui.office.upkeep_view import TextLines, UpkeepView

Pair = tuple[int, int]
"""A pack and another one, by their numbers: what the second changes in the first is told."""


class PacksView(UpkeepView):
    """All of them in a list, and beside it who signed the one that is chosen, and what it says."""

    def __init__(self, setting: Setting, words: OfficeWords, assistant: Assistant) -> None:
        super().__init__(setting, words, "packs")
        hub = setting.hub
        self._assistant = assistant
        self.report: DeliveryReport | None = None
        self.job: Job | None = None
        self._looking: Job | None = None
        self._outdated: Job | None = None
        """The look that began before something else did: what it found may be no more."""
        self._comparing: Job | None = None
        self._compared: dict[tuple[Pair, str], tuple[str, ...]] = {}
        """What was compared, in a language, line by line."""
        self._going: int | None = None
        """The number that staff are asked about; None while nothing is asked."""
        self._said: tuple[Tone, Callable[[], tuple[str, str]]] | None = None
        self.says = Banner(hub, "calm", name="packs:says")
        self.says.hide()
        self.trouble = Banner(hub, "warning", name="packs:trouble")
        self.trouble.hide()
        self.bar = Bar(hub, name="packs:bar")
        self.bar.hide()
        for at, widget in enumerate((self.says, self.trouble, self.bar), 1):
            self.column.insertWidget(at, widget)
        self.model: RowsModel[Delivered] = RowsModel(
            [
                Column("number", self._number),
                Column("signed", self._signed),
                Column("state", self._state),
            ],
            self,
        )
        self.model.mark = self._mark
        widths = {"number": 11.0, "signed": 13.0, "state": 0.0}
        self.table = TableView(hub, self.model, widths, ("signed",), name="packs:table")
        self.table.selectionModel().selectionChanged.connect(self._chosen_another)
        self.listed.addWidget(self.table, 1)
        self.title = FlowLabel(hub, name="packs:title", role="title", bold=True)
        self.said = TextLines(hub)
        self._lines: list[str] = []
        self.yes = Button(hub, name="packs:yes", variant="primary", icon="check")
        self.yes.clicked.connect(self.go)
        self.no = Button(hub, name="packs:no", icon="close")
        self.no.clicked.connect(self.leave_it)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.no)
        row.addStretch(1)
        row.addWidget(self.yes)
        self.inside.addWidget(self.title)
        self.inside.addWidget(Scroll(self.said, name="packs:scroll"), 1)
        self.inside.addLayout(row)
        self.look_now = Button(hub, name="packs:look", icon="magnify")
        self.look_now.clicked.connect(self.look_for_new)
        self.back = Button(hub, name="packs:back", icon="undo_variant")
        self.back.clicked.connect(self.ask_back)
        self.forth = Button(hub, name="packs:forth", icon="redo_variant")
        self.forth.clicked.connect(self.ask_forth)
        self.deeds.addWidget(self.look_now)
        self.deeds.addStretch(1)
        self.deeds.addWidget(self.back)
        self.deeds.addWidget(self.forth)

    # -- words ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words of the view."""
        self.model.set_titles([self.tr("Number"), self.tr("Signed"), self.tr("What became of it")])
        self.table.setAccessibleName(self.tr("Questions and rules"))
        self.look_now.set_text(self.tr("Look for new ones"))
        self.back.set_text(self.tr("Back to the one before"))
        self.yes.set_text(self.tr("Use this one"))
        self.no.set_text(self.tr("Leave it"))
        self.bar.setAccessibleName(self.tr("Working…"))
        self.model.say_again()
        self._say()

    def _number(self, each: Delivered) -> str:
        return str(each.number) if each.number else self.tr("of the program")

    def _signed(self, each: Delivered) -> str:
        if each.manifest is None:
            return "–" if each.number else self.tr("version {version}").format(version=each.version)
        day = self.words.amounts.day(day_of(each.manifest))
        return self.tr("{name}, {day}").format(name=shown(each.manifest.by), day=day)

    def _state(self, each: Delivered) -> str:
        if each.place == "refused":
            why = each.why.told(self.setting.language.code) if each.why else ""
            return self.tr("Not taken. {why}").format(why=why)
        return {
            "used": self.tr("in use"),
            "ready": self.tr("when the program starts again")
            if self._assistant.pack_needs_start
            else self.tr("from the next consultation on"),
            "kept": self.tr("kept"),
        }[each.place]

    def _mark(self, row: Delivered, column: str) -> CellMark | None:
        if column != "state":
            return None
        theme, said = self.hub.theme, self._state(row)
        colour = {"refused": "urgent", "kept": "ink_soft"}.get(row.place, "ink")
        return CellMark(theme.colour(colour), tip=tip(said))

    def _say(self) -> None:
        """All words that follow from the report."""
        settings = self._assistant.settings.packs
        self.text.setText(
            self.tr(
                "What is published for this shop is looked for every few minutes, checked here, "
                "and used from the next consultation on."
            )
            if settings.keys
            else self.tr(
                "Only the questions and rules of the program are used: the settings, under Advice, "
                "name no key of anybody who publishes others."
            )
        )
        report = self.report
        trouble = report.trouble if report is not None else None
        self.trouble.setVisible(trouble is not None)
        if trouble is not None:
            title = self.tr("It cannot be seen whether there is something new")
            self.trouble.set_texts(title, trouble.told(self.setting.language.code))
        forth = report.forth if report is not None else None
        self.forth.set_text(self.tr("Use number {number} again").format(number=forth))
        self.says.setVisible(self._said is not None)
        if self._said is not None:
            tone, words = self._said
            self.says.set_tone(tone)
            self.says.set_texts(*words())
        self._show_chosen()

    def _show_deeds(self, free: bool) -> None:
        """What can be done now; nothing else while something is asked."""
        report = self.report
        self.look_now.setVisible(free and bool(self._assistant.settings.packs.keys))
        self.back.setVisible(free and report is not None and report.back is not None)
        self.forth.setVisible(free and report is not None and report.forth is not None)

    # -- the list ---------------------------------------------------------------------------------

    def look(self) -> None:
        """Show what there is now."""
        if self.job is None and self._looking is None:
            delivery = self._assistant.delivery
            self._looking = beside(self, delivery.report, self._looked, self._not_looked)

    @property
    def looking(self) -> bool:
        """Whether it is being read what there is."""
        return self._looking is not None

    def _looked(self, report: object) -> None:
        assert isinstance(report, DeliveryReport)
        if self._end_look():
            self.show_report(report)

    def _not_looked(self, error: object) -> None:
        if self._end_look() or not isinstance(error, MagappError):
            self._tell(error)

    def _end_look(self) -> bool:
        """Whether what it found is as it is now."""
        looked, self._looking = self._looking, None
        return looked is not self._outdated

    def look_for_new(self) -> None:
        """Look now for what was published."""
        self._said = None
        self._work(lambda: self._assistant.delivery.look(now=True))

    def show_report(self, report: DeliveryReport) -> None:
        """Show this."""
        chosen = self.chosen()
        self.report = report
        if list(report.packs) != self.model.rows:
            self.model.set_rows(report.packs)
            numbers = [each.number for each in report.packs]
            first = chosen.number if chosen and chosen.number in numbers else report.used
            self.table.selectRow(numbers.index(first) if first in numbers else 0)
        self._say()

    def chosen(self) -> Delivered | None:
        """The one that is chosen."""
        at = self.table.selectionModel().selectedRows()
        rows = self.model.rows
        return rows[at[0].row()] if at and at[0].row() < len(rows) else None

    def _chosen_another(self) -> None:
        chosen = self.chosen()
        if chosen is not None and self._going not in (None, chosen.number):
            self._going = None
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Who signed the one that is chosen, what became of it, and what it changes."""
        each, asked = self.chosen(), self._going is not None
        self.beside.setVisible(each is not None)
        self._show_deeds(not asked)
        for button in (self.yes, self.no):
            button.setVisible(asked)
        if each is None:
            return
        self.title.setText(
            self.tr("Number {number}").format(number=each.number)
            if each.number
            else self.tr("Of the program")
        )
        lines = []
        if asked:
            said = self.tr(
                "This is used from the next consultation on, on every screen of this computer. "
                "What is published later is taken again by itself."
            )
            lines.append(said)
        lines += self._about(each)
        pair = self._pair(each)
        compared = self._compared.get((pair, self.setting.language.code)) if pair else None
        if compared is not None:
            lines += [self._what_changes(each), *compared]
        elif pair is not None:
            self._compare(pair)
        if lines != self._lines:
            self._lines = lines
            self.said.show_lines(lines)

    def _about(self, each: Delivered) -> list[str]:
        """Version, signatures and what became of it."""
        lines = [self.tr("Version {version}.").format(version=each.version)] if each.version else []
        amounts, manifest = self.words.amounts, each.manifest
        if manifest is not None:
            signed = self.tr("Signed by {name} on {moment}, with the key {key}.")
            lines.append(
                signed.format(
                    name=shown(manifest.by),
                    moment=self.moment(manifest.made.timestamp()),
                    key=short_name(manifest.key),
                )
            )
        if each.place != "refused":
            if each.day is not None:
                by = self.tr("Read and signed by the pharmacist {name} on {day}.")
                lines.append(by.format(name=shown(each.pharmacist), day=amounts.day(each.day)))
            else:
                lines.append(self.tr("No pharmacist signed it."))
        else:
            came = self.tr("It came on {moment}.").format(moment=self.moment(each.at))
            lines += [came] if each.at else []
            lines.append(self._state(each))
        return lines

    # -- what changes -----------------------------------------------------------------------------

    def _pair(self, each: Delivered) -> Pair | None:
        """What is compared for it: the one in use with it, and that one with the one before."""
        report = self.report
        if report is None or each.place == "refused":
            return None
        if each.number != report.used:
            return report.used, each.number
        if not each.number:
            return None
        lower = [row.number for row in report.packs if row.place != "refused"]
        return max(number for number in lower if number < each.number), each.number

    def _what_changes(self, each: Delivered) -> str:
        if self.report is not None and each.number == self.report.used:
            return self.tr("What it changed in the one before:")
        return self.tr("What it changes in the one in use:")

    def _compare(self, pair: Pair) -> None:
        """Find out what changes, beside the screen."""
        if self._comparing is not None:
            return
        code, assistant = self.setting.language.code, self._assistant

        def work(*_: object) -> object:
            try:
                lines = assistant.delivery.compare(*pair, code).in_words(code)
            except MagappError as error:  # it is gone meanwhile
                lines = (error.told(code),)
            return (pair, code), lines

        self._comparing = Job(work, self, waits=False)
        self._comparing.done.connect(self._compare_done)
        self._comparing.start()

    def _compare_done(self, found: object) -> None:
        self._comparing = None
        assert isinstance(found, tuple)
        (pair, code), lines = found
        self.take_changes(pair, code, lines)

    def take_changes(self, pair: Pair, code: str, lines: tuple[str, ...]) -> None:
        """What the second of a pair changes in the first, in a language."""
        self._compared[pair, code] = lines
        self._show_chosen()

    # -- back, and forth --------------------------------------------------------------------------

    def ask_back(self) -> None:
        """Ask whether the one before is to be used."""
        self.ask(self.report.back if self.report is not None else None)

    def ask_forth(self) -> None:
        """Ask whether the one that was left is to be used again."""
        self.ask(self.report.forth if self.report is not None else None)

    def ask(self, number: int | None) -> None:
        """Ask whether another one is to be used, and show what that changes."""
        if number is None or self.report is None:
            return
        self._said = None
        self._going = number
        numbers = [each.number for each in self.model.rows]
        if number in numbers:
            self.table.selectRow(numbers.index(number))
        self._say()
        self.yes.setFocus()

    def leave_it(self, _: bool = False) -> bool:
        """Leave all as it is; whether anything was asked."""
        was, self._going = self._going is not None, None
        self._show_chosen()
        return was

    def go(self) -> None:
        """Use the one that was asked about."""
        number = self._going
        if number is None:
            return
        self._going = None

        def done() -> None:
            self._said = "calm", lambda: (self._next_in_words(number), "")

        self._work(lambda: self._assistant.delivery.choose(number), done)

    def _next_in_words(self, number: int) -> str:
        if self._assistant.pack_needs_start:
            if not number:
                return self.tr("When the program starts again: those of the program")
            return self.tr("When the program starts again: number {number}").format(number=number)
        if not number:
            return self.tr("From the next consultation on: those of the program")
        return self.tr("From the next consultation on: number {number}").format(number=number)

    def _work(self, work: Callable[[], object], done: Callable[[], None] = lambda: None) -> None:
        """Do something beside the screen, and show what there is then."""
        if self.job is not None:
            return
        self._outdated = self._looking

        def all_of_it(*_: object) -> object:
            work()
            return self._assistant.delivery.report()

        def worked(report: object) -> None:
            self._end()
            done()
            assert isinstance(report, DeliveryReport)
            self.show_report(report)

        self.job = Job(all_of_it, self, waits=False)
        self.job.done.connect(worked)
        self.job.failed.connect(self._failed)
        self._be_busy(True)
        self.job.start()

    def _failed(self, error: object) -> None:
        self._end()
        self._tell(error)

    def _tell(self, error: object) -> None:
        """Why something did not work."""
        if not isinstance(error, MagappError):
            assert isinstance(error, Exception)
            raise error
        title, code = self.tr("That did not work"), self.setting.language.code
        self._said = "warning", lambda: (title, error.told(code))
        self._say()

    def _end(self) -> None:
        self.job = None
        self._be_busy(False)

    def _be_busy(self, busy: bool) -> None:
        for each in (self.look_now, self.back, self.forth, self.yes):
            each.setEnabled(not busy)
        self.bar.setVisible(busy)

    def see(self) -> None:
        """Somebody reads what was refused."""
        if self._assistant.packs_refused:
            delivery = self._assistant.delivery
            Job(lambda *_: delivery.see(), self, waits=False).start()
