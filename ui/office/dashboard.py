"""The shop's figures: what ended how, when, where and with what, one period beside another.

Names: `dashboard:length`, `dashboard:beside`, `dashboard:table`, `dashboard:print`,
`dashboard:save`, `dashboard:demo`, `dashboard:undemo`, `tab:…`, `chart:…`, `table:…`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from PySide6.QtCore import QBuffer, QByteArray, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from magapp.assistant import Assistant
from magapp.errors import InputError, MagappError
from magapp.machine.clock import day_in_force
from magapp.machine.printer import PrinterError
from magapp.records.views import Beside, Length, Overview, first_day, overview
from magapp.settings import Printer
from ui.frame.emblem import Emblem
from ui.frame.files import ask_save, write_whole
from ui.frame.setting import Setting
from ui.input.job import Job
from ui.kit.base import bleed, run
from ui.kit.button import Button
from ui.kit.chip import Chip
from ui.kit.scroll import Scroll
from ui.kit.surfaces import Banner, Card, Pill
from ui.kit.tabs import Tabs
from ui.kit.text import FlowLabel, lay_out
from ui.office.chart_words import ChartWords, SaidChart
from ui.office.charts import ChartPages, ChartView
from ui.office.labels import OfficeWords
from ui.office.look import DropDown, TableView
from ui.office.model import Column, RowsModel
from ui.office.page import OfficePage
from ui.office.shop_products import ShopProducts
from ui.slip.paper import PAPERS, paper_hub, pdf, room_on
from ui.slip.printing import print_pages

TABS = (
    ("when", "calendar_clock_outline", ("days", "weeks", "hours")),
    ("who", "account_group_outline", ("channel", "language", "minutes")),
    ("way", "stairs", ("way",)),
    ("outcome", "flag_checkered", ("outcome",)),
    ("gates", "shield_key_outline", ("gates", "reasons")),
    ("forms", "flask_outline", ("forms",)),
    ("products", "package_variant", ("products",)),
    ("second", "history", ("second_forms", "second_situations", "second_steps")),
)
"""Each view with its icon, and the charts on it."""
LENGTHS: tuple[Length, ...] = ("4", "13", "52", "all", "pack")
BESIDE: tuple[Beside, ...] = ("none", "before", "year")
LARGE = 1.5
"""From this size of text on, charts stand below each other."""
PICTURE = 1_400
"""Pixels across a chart that is saved as a picture."""


class Reading(NamedTuple):
    """What there is to show; `first` is the day on which the first figures come, if it is known."""

    overview: Overview | None = None
    made_up: bool = False
    first: int | None = None


def read(assistant: Assistant, length: Length, beside: Beside) -> Reading:
    """The figures of the moment. Raises StoreError."""
    records = assistant.records()
    if records is None:
        return Reading()
    with records:
        made_up, today = records.has_made_up, day_in_force().toordinal()
        found = overview(records, assistant.pack, length, beside, today, made_up)
        return Reading(found, made_up, first_day(records, today, made_up))


class ChartCard(Card):
    """A chart under its title, with what is said of it; or its table."""

    def __init__(self, setting: Setting) -> None:
        hub = setting.hub
        super().__init__(hub)
        self._setting = setting
        self.said: SaidChart | None = None
        self.title = FlowLabel(hub, role="title", bold=True)
        self.about = FlowLabel(hub, role="small", colour="ink_soft")
        self.view = ChartView(hub, name="chart")
        self.view.looked.connect(self._looked)
        self.table: TableView | None = None
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.about):
            self.inside.addWidget(widget)
        self.inside.addWidget(self.view, 1)
        self.rest = QWidget()
        self.inside.addWidget(self.rest, 1)

    def show_chart(self, said: SaidChart, as_table: bool) -> None:
        """Show this one."""
        self.said = said
        self.inside.setSpacing(self._setting.hub.theme.px("space.md"))
        self.title.setText(said.title)
        self.view.setObjectName(f"chart:{said.name}")
        self.view.show_chart(said.drawn, said.title, said.summary)
        self.view.setVisible(not as_table and bool(said.drawn.rows))
        self.rest.setVisible(self.view.isHidden())
        self._looked(-1)
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        if as_table and said.table:
            self._make_table(said)

    def _make_table(self, said: SaidChart) -> None:
        def column(at: int) -> Column[tuple[str, ...]]:
            return Column(str(at), lambda row: row[at], number=at > 0)

        model = RowsModel([column(at) for at in range(len(said.heads))], self)
        model.set_titles(said.heads)
        model.set_rows(said.table)
        hub = self._setting.hub
        em, small = hub.theme.px("type.body"), hub.theme.px("type.small")
        heads = [lay_out(hub, head, 1e9, small, bold=True) for head in said.heads]
        widths = {
            str(at): (block.width if block else 0.0) / em + 2.0 if at else 0.0
            for at, block in enumerate(heads)
        }
        self.table = TableView(hub, model, widths, name=f"table:{said.name}")
        self.table.setAccessibleName(said.title)
        self.table.setAccessibleDescription(said.summary)
        high = self.table.verticalHeader().defaultSectionSize() * len(said.table)
        self.table.setFixedHeight(high + self.table.horizontalHeader().height() + 4)
        self.inside.insertWidget(2, self.table)

    def _looked(self, at: int) -> None:
        """What is looked at is said in place of the summary."""
        if self.said is not None:
            row = self.said.drawn.rows[at].sentence if at >= 0 else self.said.summary
            self.about.setText(row)


class DashboardPage(OfficePage):
    """The figures."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words, "dashboard")
        self.goods: ShopProducts | None = None
        self.reading = Reading()
        self.job: Job | None = None
        self._again = False
        self._error: Exception | None = None
        self.said = ChartWords(setting, words, self._product, self._in_stock, self)
        hub = setting.hub
        self.save = Button(hub, name="dashboard:save", variant="quiet", icon="content_save_outline")
        self.save.clicked.connect(self.save_as)
        self.print = Button(hub, name="dashboard:print", variant="quiet", icon="printer_outline")
        self.print.clicked.connect(self.print_out)
        self.demo = Pill(hub, name="dashboard:made-up", tone="accent", icon="flask_outline")
        self.titles.insertWidget(3, self.demo)
        self.undemo = Button(hub, name="dashboard:undemo", variant="quiet", icon="close")
        self.undemo.clicked.connect(self.remove_made_up)
        self.set_actions([self.undemo, self.save, self.print])
        self.length = DropDown(hub, name="dashboard:length")
        self.beside_it = DropDown(hub, name="dashboard:beside")
        for each in (self.length, self.beside_it):
            each.currentIndexChanged.connect(self.look)
        self.as_table = Chip(hub, name="dashboard:table", icon="table")
        self.as_table.clicked.connect(self.say)
        self.tabs = Tabs(hub, [(key, icon) for key, icon, _ in TABS])
        self.tabs.chosen.connect(lambda _: self.say())
        self.banner = Banner(hub, "calm", name="dashboard:banner")
        self.cards = [ChartCard(setting) for _ in range(3)]
        self._lay_out()
        self.restyle()
        self.retranslate()
        self._offer(False)
        for widget in (self.demo, self.undemo, self.banner, *self.cards):
            widget.hide()

    def _offer(self, there: bool) -> None:
        """What there is to choose, where there are figures."""
        choices = (self.tabs, self.length, self.beside_it, self.as_table, self.save, self.print)
        for widget in choices:
            widget.setVisible(there)

    def _lay_out(self) -> None:
        self.choices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for widget, share in ((self.length, 3), (self.beside_it, 4), (self.as_table, 0)):
            self.choices.addWidget(widget, share)
        self.choices.addStretch(3)
        self.board = QWidget()
        self.charts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.board)
        self.charts.setContentsMargins(0, 0, 0, 0)
        for card in self.cards:
            self.charts.addWidget(card, 1)
        self.area = Scroll(self.board, name="dashboard:scroll")
        self.nothing = Nothing(self.setting)
        self.nothing.demo.clicked.connect(self.load_made_up)
        self.body = QStackedWidget()
        self.body.addWidget(self.area)
        self.body.addWidget(self.nothing)
        self.column.addWidget(self.banner)
        self.column.addLayout(self.choices)
        self.column.addWidget(self.tabs)
        self.column.addWidget(self.body, 1)

    # -- look and words ---------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "body"):
            theme = self.hub.theme
            self.choices.setSpacing(theme.px("space.sm"))
            self.choices.setContentsMargins(bleed(theme), 0, 0, 0)
            self.charts.setSpacing(theme.px("space.md") - 2 * bleed(theme))
            self.say()

    def turn(self) -> None:
        """Charts below each other where there is no room beside."""
        super().turn()
        if hasattr(self, "charts"):
            large = self.hub.theme.text_scale >= LARGE
            run(self.charts, down=self.tall or large or self.as_table.isChecked())
            run(self.choices, down=self.tall and large)

    def retranslate(self) -> None:
        """Words of the page."""
        self.heading.setText(self.tr("Figures"))
        super().retranslate()
        self.save.set_text(self.tr("Save"))
        self.print.set_text(self.tr("Print"))
        self.as_table.set_text(self.tr("As a table"))
        self.demo.set_text(self.tr("Made-up figures"))
        self.undemo.set_text(self.tr("Take them away"))
        lengths = (
            self.tr("The last 4 weeks"),
            self.tr("The last 13 weeks"),
            self.tr("The last 52 weeks"),
            self.tr("All weeks"),
            self.tr("Since the questions last changed"),
        )
        beside = (
            self.tr("Compared with nothing"),
            self.tr("Beside the weeks before"),
            self.tr("Beside the same weeks a year earlier"),
        )
        self.length.set_items(list(zip(LENGTHS, lengths, strict=True)), self.length.value())
        self.beside_it.set_items(list(zip(BESIDE, beside, strict=True)), self.beside_it.value())
        self.length.setAccessibleName(self.tr("Period"))
        self.beside_it.setAccessibleName(self.tr("Compared with"))
        names = (
            self.tr("When"),
            self.tr("Who"),
            self.tr("Where they stop"),
            self.tr("Outcomes"),
            self.tr("Ask first"),
            self.tr("Forms"),
            self.tr("Products"),
            self.tr("Second visits"),
        )
        for (key, _, _), name in zip(TABS, names, strict=True):
            self.tabs.tabs[key].set_text(name)
        self.tabs.arrange()
        self.say()

    def _product(self, ean: str) -> str:
        product = self.goods.get(ean) if self.goods else None
        return product.name if product else ean

    def _in_stock(self, form: str) -> int | None:
        if self.goods is None:
            return None
        return sum(each.stock > 0 and each.form == form for each in self.goods.shelf)

    # -- reading ----------------------------------------------------------------------------------

    def show_goods(self, goods: ShopProducts) -> None:
        """Show the figures of this shop as they are now."""
        self.goods = goods
        self.look()

    @property
    def assistant(self) -> Assistant:
        """Whose figures they are."""
        assert self.goods is not None  # it is shown with products
        return self.goods.assistant

    def look(self) -> None:
        """Read the figures of what is chosen, beside the screen."""
        if self.job is not None or self.goods is None:
            self._again = self.job is not None
            return
        assistant = self.assistant
        length = cast(Length, self.length.value() or LENGTHS[0])
        beside = cast(Beside, self.beside_it.value() or BESIDE[0])
        self._begin(Job(lambda _progress, _stop: read(assistant, length, beside), self))

    def _begin(self, job: Job) -> None:
        self.job = job
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.start()

    def _done(self, reading: object) -> None:
        self._error = None
        self._ended()
        if isinstance(reading, Reading):
            self.reading = reading
            self.say()
        else:
            self.look()

    def _failed(self, error: object) -> None:
        self._ended()
        if not isinstance(error, MagappError):
            assert isinstance(error, Exception)
            raise error
        self._error, self.reading = error, Reading()
        self.say()

    def _ended(self) -> None:
        self.job = None
        if self._again:
            self._again = False
            self.look()

    def load_made_up(self) -> None:
        """Load a year that was made up, for a look."""
        if self.job is None:
            self.nothing.demo.setEnabled(False)
            load = self.assistant.load_made_up
            self._begin(Job(lambda _progress, _stop: load(), self))

    def remove_made_up(self) -> None:
        """Take it away again."""
        if self.job is None:
            remove = self.assistant.remove_made_up
            self._begin(Job(lambda _progress, _stop: remove(), self))

    # -- showing ----------------------------------------------------------------------------------

    @property
    def shown(self) -> list[SaidChart]:
        """The charts of the view that is chosen, in words."""
        found = self.reading.overview
        if found is None:
            return []
        names = next(names for key, _, names in TABS if key == self.tabs.current)
        return [self.said.say(found, name) for name in names if name in found.charts]

    def say(self) -> None:
        """Show what was read."""
        if self.goods is None:
            return
        found = self.reading.overview
        self._offer(found is not None)
        self.demo.setVisible(self.reading.made_up)
        self.undemo.setVisible(self.reading.made_up)
        self.beside_it.setEnabled(self.length.value() != "pack")
        self.body.setCurrentWidget(self.nothing if found is None else self.area)
        self._say_banner()
        if found is None:
            self.nothing.demo.setEnabled(self.job is None)
            self.nothing.demo.setVisible(not self.reading.made_up)
            recorder = self.assistant.recorder
            writes = recorder is not None and recorder.writes
            wanted = self.assistant.settings.records.days > 0
            self.nothing.say(writes, wanted, self.reading.first)
        else:
            self.turn()
            said, counts = self.tr("{count} consultations"), found.counts
            if self.tabs.current == "second":
                said = self.tr("{count} second visits")
                counts = found.charts["second_steps"].whole
            self.beside.setText(said.format(count=self.words.amounts.number(counts[0])))
            charts = self.shown
            for at, card in enumerate(self.cards):
                card.setVisible(at < len(charts))
                if at < len(charts):
                    card.show_chart(charts[at], self.as_table.isChecked())
            self.charts.activate()
            self.area.verticalScrollBar().setValue(0)
        self.beside.setVisible(found is not None)

    def _say_banner(self) -> None:
        code, recorder = self.setting.language.code, self.assistant.recorder
        trouble = recorder.trouble if recorder is not None else None
        title, text = "", ""
        if self._error is not None:
            title = self.tr("The figures cannot be read")
            if isinstance(self._error, MagappError):
                text = self._error.told(code)
        elif trouble is not None:
            title = self.tr("The last consultations could not be written down yet")
            text = trouble.told(code)
        self.banner.set_tone("warning")
        self.banner.set_texts(title, text)
        self.banner.setVisible(bool(title))

    def _tell(self, title: str, text: str = "", tone: str = "calm") -> None:
        self.banner.set_tone("warning" if tone == "warning" else "calm")
        self.banner.set_texts(title, text)
        self.banner.show()

    def first(self) -> QWidget:
        """The period."""
        return self.length if self.length.isVisible() else self.back

    # -- paper and files --------------------------------------------------------------------------

    def pages(self, width: float, height: float) -> ChartPages:
        """The charts of the view, on paper."""
        head = [self.assistant.settings.shop_name or "Magapp"]
        found = self.reading.overview
        if found is not None:
            head.append(" / ".join(map(self.said.period, found.periods)))
        if self.reading.made_up:
            head.append(self.tr("Made-up figures"))
        charts = [(said.title, said.summary, said.drawn) for said in self.shown]
        hub = paper_hub(self.assistant.settings.brand)
        return ChartPages(hub, head, charts, width, height)

    def save_as(self) -> None:
        """Save the view: as it is printed, as a picture, or its numbers."""
        title, code = self.tr("Save the figures"), self.setting.language.code
        name = f"{self.tabs.current}-{date.today().isoformat()}"
        path = ask_save(self, title, name, "*.pdf;;*.png;;*.csv", code)
        if path is None:
            return
        try:
            self.write(path)
        except InputError as error:
            self._tell(error.told(code), tone="warning")
        else:
            self._tell(self.tr("Saved: {path}").format(path=path))

    def write(self, path: Path) -> None:
        """Write the view to a file, as its name ends. Raises InputError."""
        found = self.reading.overview
        if path.suffix.lower() == ".csv":
            assert found is not None  # there is nothing to save otherwise
            tables = [self.said.as_csv(found, each.name) for each in self.shown]
            if self.reading.made_up:
                tables.insert(0, self.tr("Made-up figures") + "\n")
            write_whole(path, "\n".join(tables))
        elif path.suffix.lower() == ".png":
            write_whole(path, self.picture())
        else:
            laid = self.pages(*room_on("A4"))
            write_whole(path, pdf(laid, "A4", self.heading.text()))

    def picture(self) -> bytes:
        """The charts of the view as one picture, a PNG."""
        edge = 40
        laid = self.pages((PICTURE - 2 * edge) / 2, 1e9)
        size = QSizeF(PICTURE, laid.end * 2 + 2 * edge).toSize()
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(edge, edge)
        painter.scale(2, 2)
        laid.paint(painter, 0)
        painter.end()
        content = QByteArray()
        buffer = QBuffer(content)
        written = image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub is wrong
        assert written
        return bytes(content.data())

    def print_out(self) -> None:
        """Print the view on the shop's printer, or where that prints rolls on the system's."""
        printer = self.assistant.settings.printer
        if printer.to == "none" or printer.paper not in PAPERS:
            printer = Printer(to="system", paper="A4")
        laid, title = self.pages(*room_on(printer.paper)), self.heading.text()
        job = Job(lambda _progress, _stop: print_pages(laid, title, printer), self, waits=False)
        job.done.connect(lambda _: self._tell(self.tr("On its way to the printer")))
        job.failed.connect(self._not_printed)
        job.start()

    def _not_printed(self, error: object) -> None:
        if not isinstance(error, PrinterError):
            assert isinstance(error, Exception)
            raise error
        text = self.tr("No printer for sheets can be reached. Save it as a PDF, and print that.")
        self._tell(self.tr("Not printed"), text, tone="warning")


class Nothing(QWidget):
    """There are no figures yet: what will stand here, and what has to be done for it."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._setting, self._hub = setting, setting.hub
        hub = setting.hub
        self.title = FlowLabel(hub, name="dashboard:nothing", role="display", bold=True)
        self.text = FlowLabel(hub, role="body")
        self.coming = FlowLabel(hub, role="title", bold=True)
        self.views = [(Emblem(hub, icon, 36), FlowLabel(hub, role="body")) for _, icon, _ in TABS]
        self.kept = FlowLabel(hub, role="small", colour="ink_soft")
        self.demo = Button(hub, name="dashboard:demo", icon="flask_outline")
        card = Card(hub, name="dashboard:empty")
        self.inside = QVBoxLayout(card)
        self.inside.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.text, self.coming):
            self.inside.addWidget(widget)
        for sign, label in self.views:
            row = QHBoxLayout()
            row.addWidget(sign)
            row.addWidget(label, 1)
            self.inside.addLayout(row)
        self.inside.addWidget(self.kept)
        button = QHBoxLayout()
        button.addWidget(self.demo)
        button.addStretch(1)
        self.inside.addLayout(button)
        content = QWidget()
        around = QHBoxLayout(content)
        around.setContentsMargins(0, 0, 0, 0)
        around.addStretch(1)
        around.addWidget(card, 8, Qt.AlignmentFlag.AlignVCenter)
        around.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroll(content, name="dashboard:nothing:scroll"))

    def say(self, writes: bool, wanted: bool, first: int | None) -> None:
        """Say why there is nothing, and when the first figures come.

        Whether records are written, whether the shop wants them to be, and on which day the first
        week is over.
        """
        self.inside.setSpacing(self._hub.theme.px("space.sm"))
        if wanted and not writes:
            self.title.setText(self.tr("The first figures are on their way"))
            self.text.setText(self.tr("They begin when the program starts again."))
        elif not writes:
            self.title.setText(self.tr("No figures are kept"))
            self.text.setText(
                self.tr(
                    "They begin when “Keep figures” in the settings says for how long. Never who it"
                    " was; of answers only how it went at a second visit, and what it was for."
                )
            )
        else:
            self.title.setText(self.tr("The first figures are on their way"))
            text = self.tr("A week is shown when it is over and had five consultations or more.")
            if first is not None:
                day = self._setting.amounts.day(date.fromordinal(first))
                text += " " + self.tr("The first one is over on {day}.").format(day=day)
            self.text.setText(text)
        self.coming.setText(self.tr("What will stand here"))
        coming = (
            self.tr("When it is busy: consultations by day and by hour"),
            self.tr("Kiosk or counter, in which language, how long it takes"),
            self.tr("At which question kiosk customers stop"),
            self.tr("How consultations end: a product, food first, ask first, the doctor"),
            self.tr("Which reasons to ask first occur, and which of them staff open"),
            self.tr("Which forms are asked for, and which were not on the shelf then"),
            self.tr("Which products are shown, and which are taken"),
            self.tr("How it went with who came back, by form and by situation"),
        )
        for (_, label), text in zip(self.views, coming, strict=True):
            label.setText(text)
        self.kept.setText(
            self.tr("Each as a chart and as a table, to compare, to print and to save.")
        )
        self.demo.set_text(self.tr("Look at made-up figures"))
