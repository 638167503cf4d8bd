"""The office on screen: the assortment, importing, gaps, and what to do when nothing opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from magapp.assistant import Assistant
from magapp.errors import MagappError
from magapp.products import Refusal
from ui.frame.screen import Screen, nothing
from ui.frame.setting import Setting
from ui.frame.stack import ScreenStack
from ui.input.job import Job, beside
from ui.kit.button import Button
from ui.kit.text import FlowLabel
from ui.office.assortment import AssortmentPage
from ui.office.dashboard import DashboardPage
from ui.office.for_whom import GapsPage
from ui.office.importer import ImportPage
from ui.office.labels import OfficeWords
from ui.office.look import Bar
from ui.office.page import OfficePage
from ui.office.shop_products import ShopProducts
from ui.office.trouble import TroublePage
from ui.office.upkeep import UpkeepPage

if TYPE_CHECKING:
    from ui.office.setting_up import SettingUp
    from ui.office.shelf_map import ShelfMapPage

LOOK_MS = 3_000
"""How often we look whether another program changed something."""


class OpeningPage(OfficePage):
    """The products are being read."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words, "opening")
        self.text = FlowLabel(setting.hub, role="title", align="centre")
        self.bar = Bar(setting.hub, name="opening:bar")
        self.column.addStretch(2)
        self.column.addWidget(self.text)
        self.column.addWidget(self.bar)
        self.column.addStretch(3)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the page."""
        self.heading.setText(self.tr("Assortment"))
        super().retranslate()
        self.text.setText(self.tr("Reading the shelf…"))
        self.bar.setAccessibleName(self.text.text())


class OfficeScreen(Screen):
    """Pages of the office, one at a time. `closed` goes back to where consultations are held."""

    closed = Signal()
    changed = Signal()
    """A setting of the shop is another one."""
    _heard = Signal()
    """The database says that products are others."""

    grave = True

    def __init__(self, setting: Setting, assistant: Assistant) -> None:
        super().__init__(setting, "page:office")
        for label in (self.heading, self.help):
            self.column.removeWidget(label)
            label.hide()
        self.assistant = assistant
        self.goods: ShopProducts | None = None
        self.job: Job | None = None
        self._looking: Job | None = None
        self.words = OfficeWords(setting, self)
        self._ways: list[Button] = []
        self.deck = ScreenStack(self)
        self.deck.setObjectName("office:deck")
        self.assortment = AssortmentPage(setting, self.words)
        self.assortment.importing.connect(self.show_import)
        self.assortment.gaps.connect(self.show_gaps)
        self.assortment.figures.connect(self.show_dashboard)
        self.assortment.failed.connect(self.show_trouble)
        self._import: ImportPage | None = None
        self._gaps: GapsPage | None = None
        self._dashboard: DashboardPage | None = None
        self._trouble: TroublePage | None = None
        self._setting_up: SettingUp | None = None
        self._then: Callable[[], None] | None = None
        """What is done once the products are read."""
        self._upkeep: UpkeepPage | None = None
        self._to_upkeep: list[Button] = []
        self._map: ShelfMapPage | None = None
        self._not_restored: list[Refusal] = []
        self.opening = OpeningPage(setting, self.words)
        for page in (self.assortment, self.opening):
            self._admit(page)
        self._to_map = Button(
            setting.hub, name="office:map", icon="map_marker_outline", variant="quiet"
        )
        self._to_map.clicked.connect(self.show_map)
        self.assortment.titles.addWidget(self._to_map)
        self._lead_to_upkeep(self.assortment)
        self._lead_to_settings(self.assortment)
        self.column.addWidget(self.deck, 1)
        self._watch = QTimer(self, interval=LOOK_MS)
        self._watch.timeout.connect(self._look_again)
        self._heard.connect(self._look_in_sight)
        assistant.stockroom.on_products = self._hear
        self.restyle()
        self.retranslate()

    def _admit(self, page: OfficePage) -> None:
        page.leave.connect(self.leave)
        self.deck.addWidget(page)

    def _lead_to_settings(self, page: OfficePage) -> None:
        """Put the way to the settings in the head of a page."""
        button = Button(
            self.setting.hub, name="office:settings", icon="cog_outline", variant="quiet"
        )
        button.clicked.connect(self._show_settings)
        self._ways.append(button)
        page.titles.addWidget(button)

    def restyle(self) -> None:
        """The pages bring their own margins."""
        super().restyle()
        self.column.setContentsMargins(0, 0, 0, 0)
        if hasattr(self, "_ways"):
            self._say_ways()

    def retranslate(self) -> None:
        """The name of the screen."""
        self.heading.setText(self.tr("Assortment"))
        self.setAccessibleName(self.heading.text())
        self._say_ways()

    def _say_ways(self) -> None:
        """The word for the settings, where large text leaves room for it."""
        said = self.tr("Settings")
        for way in self._ways:
            way.set_text(said if self.setting.hub.theme.text_scale < 1.5 else "")
            way.setAccessibleName(said)
            way.setToolTip(said)
        for way in self._to_upkeep:
            way.setAccessibleName(self.tr("Till, backups, questions and rules, what happened"))
            way.setToolTip(self.tr("Till, backups, questions and rules, what happened"))
        self._to_map.setAccessibleName(self.tr("Map of the shop"))
        self._to_map.setToolTip(self.tr("Map of the shop"))

    # -- opening ----------------------------------------------------------------------------------

    def open(self) -> None:
        """Read the shelf where that was not done yet, and show it."""
        if self.goods is None:
            if self.job is None:
                self._read(nothing)
            return
        self.show_assortment()
        self._look_again()

    def _read(self, first: Callable[[], object]) -> None:
        """Read the shelf beside the screen, after something else."""
        self._turn(self.opening)

        def work(*_: object) -> ShopProducts:
            first()
            return _opened(self.assistant)

        self.job = Job(work, self, waits=False)
        self.job.done.connect(self._opened)
        self.job.failed.connect(self._failed)
        self.job.start()

    def _opened(self, goods: object) -> None:
        assert isinstance(goods, ShopProducts)
        self.job = None
        self.take(goods)

    def take(self, goods: ShopProducts) -> None:
        """Show these products."""
        self.goods = goods
        self.assortment.take(goods)
        self.show_assortment()
        self.assortment.say_not_shown(goods.left_out + len(self._not_restored), goods.elsewhere)
        self._not_restored = []
        then, self._then = self._then, None
        if then is not None:
            then()

    def _failed(self, error: object) -> None:
        self.job = None
        if isinstance(error, MagappError):
            self.show_trouble(error)
        elif isinstance(error, Exception):
            raise error

    def _hear(self) -> None:
        """In some thread: have the screen's look for products."""
        if isValid(self):
            self._heard.emit()

    def _look_in_sight(self) -> None:
        if self.isVisible():
            self._look_again()

    def _look_again(self) -> None:
        """Find out, beside the screen, what another program has changed."""
        goods = self.goods
        on_table = self.deck.currentWidget() is self.assortment
        if goods is not None and on_table and self._looking is None:
            self._looking = beside(
                self, lambda: (goods, goods.look()), self._looked, self._not_looked
            )

    def _looked(self, result: object) -> None:
        """Show it. While something of ours is written, the next look does."""
        self._looking = None
        assert isinstance(result, tuple)
        goods, state = result
        if state is not None and goods is self.goods and not self.assortment.writing:
            assert isinstance(goods, ShopProducts)
            goods.take(state)
            self.assortment.take(goods)

    def _not_looked(self, error: object) -> None:
        self._looking = None
        if isinstance(error, MagappError):
            waits = (
                self.assistant.stockroom.outbox is not None
            )  # a server: stock can be noted meanwhile
            if self.deck.currentWidget() is self.assortment and not waits:
                self.show_trouble(error)
        elif isinstance(error, Exception):
            raise error

    # -- pages ------------------------------------------------------------------------------------

    @property
    def page(self) -> OfficePage:
        """The page in front."""
        page = self.deck.currentWidget()
        assert isinstance(page, OfficePage)
        return page

    def _turn(self, page: OfficePage) -> None:
        self.setting.hub.pace.hold()
        self.deck.turn_to(page)
        page.turn()
        first = self.first()
        if first is not None and self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_assortment(self) -> None:
        """The table of products."""
        self.assortment.came()
        self._turn(self.assortment)

    @property
    def importing(self) -> ImportPage:
        """The page for importing, made on the first visit."""
        if self._import is None:
            self._import = ImportPage(self.setting, self.words)
            self._import.finished.connect(self._imported)
            self._import.failed.connect(self.show_trouble)
            self._admit(self._import)
        return self._import

    def show_import(self) -> None:
        """Bring products in from a file."""
        if self.goods is not None:
            self.importing.begin(self.goods)
            self._turn(self.importing)

    def _imported(self) -> None:
        if self.goods is not None:
            self.assortment.clear_filters()
            self.assortment.close_panel()
            self.assortment.take(self.goods)

    def show_gaps(self) -> None:
        """What the assortment lacks."""
        if self.goods is None:
            return
        if self._gaps is None:
            self._gaps = GapsPage(self.setting, self.words)
            self._gaps.show_product.connect(self._show_product)
            self._admit(self._gaps)
        self._gaps.show_goods(self.goods)
        self._turn(self._gaps)

    @property
    def dashboard(self) -> DashboardPage:
        """The page of the figures, made on the first visit."""
        if self._dashboard is None:
            self._dashboard = DashboardPage(self.setting, self.words)
            self._lead_to_settings(self._dashboard)
            self._admit(self._dashboard)
            self.retranslate()
        return self._dashboard

    def show_dashboard(self) -> None:
        """The shop's figures."""
        if self.goods is not None:
            self.dashboard.show_goods(self.goods)
            self._turn(self.dashboard)

    @property
    def shelf_map(self) -> ShelfMapPage:
        """The page of the map of the shop, made on the first visit."""
        if self._map is None:
            from ui.office.shelf_map import ShelfMapPage

            self._map = ShelfMapPage(self.setting, self.words, self.assistant.folder)
        return self._map

    def show_map(self) -> None:
        """The map of the shop, behind the PIN."""
        self.setting_up.behind_pin(self.open_map)

    def open_map(self) -> None:
        """The map of the shop, and where the shelves are on it."""
        if self.goods is not None:
            self.shelf_map.begin(self.goods)
            self._turn_to(self.shelf_map)

    def _show_product(self, ean: str) -> None:
        self.assortment.clear_filters()
        self.assortment.choose(ean)
        self.assortment.look()
        self.show_assortment()

    def _lead_to_upkeep(self, page: OfficePage) -> None:
        """Put the way to the till, the backups and the log in the head of a page."""
        hub = self.setting.hub
        button = Button(hub, name="office:upkeep", icon="wrench_outline", variant="quiet")
        button.clicked.connect(self.show_upkeep)
        self._to_upkeep.append(button)
        page.titles.addWidget(button)

    @property
    def upkeep(self) -> UpkeepPage:
        """The page of what the program does by itself, made on the first visit."""
        if self._upkeep is None:
            self._upkeep = UpkeepPage(self.setting, self.words, self.assistant)
            self._upkeep.columns.connect(self._say_columns)
            self._upkeep.replaced.connect(self._replaced)
            self._admit(self._upkeep)
        return self._upkeep

    def show_upkeep(self, _: bool = False, *, view: str = "") -> None:
        """The till's folder, the backups, the log; where the database is the trouble, backups."""
        first = "till" if self.goods is not None else "backups"
        self.upkeep.begin(view or first)
        self._turn(self.upkeep)

    def _say_columns(self, path: Path) -> None:
        """Say the columns of a file that the till brought; kept under a name of its own."""

        def say() -> None:
            self.show_import()
            self.importing.columns.supplier.setText(self.tr("Till"))
            self.importing.read_file(path)

        self._with_goods(say)

    def _with_goods(self, then: Callable[[], None]) -> None:
        """Do this as soon as the products that there are have been read."""
        if self.goods is not None:
            then()
        else:
            self._then = then
            self._again()

    def _replaced(self) -> None:
        """Another database is in the place of the old one: the shelf is read when it is shown."""
        self.goods = None
        if self.page is not self._upkeep:
            self._again()

    def show_trouble(self, error: Exception) -> None:
        """The database cannot be used: say so, and what can be done."""
        if self._trouble is None:
            self._trouble = TroublePage(self.setting, self.words)
            self._trouble.restore.connect(self._restore)
            self._trouble.anew.connect(self._anew)
            self._trouble.again.connect(self._again)
            self._admit(self._trouble)
            self._lead_to_settings(self._trouble)
            self._lead_to_upkeep(self._trouble)
            self.retranslate()
        self.goods = None
        self._trouble.show_error(error)
        self._turn(self._trouble)

    def _restore(self) -> None:
        from magapp.store import restore

        told = self._not_restored.append
        self._repair(lambda: restore(folder=self.assistant.folder, refused=told))

    def _anew(self) -> None:
        from magapp.store import start_anew

        here = self.assistant
        self._repair(
            lambda: start_anew(here.folder, here.pack.substance.id, here.stockroom.begins_with)
        )

    def _repair(self, act: Callable[[], object]) -> None:
        def work() -> None:
            self.assistant.let_go()
            act()
            self.assistant.let_go()

        if self.job is None:
            self.goods = None
            self._read(work)

    def _again(self) -> None:
        self._repair(nothing)

    def leave(self) -> None:
        """Back: to the table from a page beside it, from there to where consultations are held."""
        page = self.page
        if isinstance(page, ImportPage) and page.job is not None:
            page.stop()
        elif self._setting_up is not None and self._setting_up.leave(page):
            pass
        elif isinstance(page, UpkeepPage) and page.busy:
            pass  # another database may just be put in place
        elif page is self._upkeep and self.goods is None:
            self._again()
        elif page in (self._import, self._gaps, self._dashboard, self._upkeep, self._map):
            self.show_assortment()
        else:
            self.closed.emit()

    # -- setting up -------------------------------------------------------------------------------

    @property
    def setting_up(self) -> SettingUp:
        """Settings, PIN and first steps; made on the first visit."""
        if self._setting_up is None:
            from ui.office.setting_up import SettingUp

            up = self._setting_up = SettingUp(self.setting, self.words, self.assistant, self)
            up.shown.connect(self._turn_to)
            up.changed.connect(self.changed)
            up.products.connect(self._bring_in)
            up.back.connect(self.open)
            up.out.connect(self.closed)
            self.closed.connect(up.lock)
        return self._setting_up

    def _show_settings(self) -> None:
        self.setting_up.show_settings()

    def _turn_to(self, page: OfficePage) -> None:
        if self.deck.indexOf(page) < 0:
            self._admit(page)
        self._turn(page)

    def kept(self) -> Callable[[], None]:
        """The digits of a PIN that were typed."""
        return self._setting_up.kept() if self._setting_up is not None else nothing

    def _bring_in(self) -> None:
        """Bring products in from a file."""
        self._with_goods(self.show_import)

    # -- keys and scans ---------------------------------------------------------------------------

    def showEvent(self, event: object) -> None:
        """In sight: look for what others change."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._watch.start()

    def hideEvent(self, event: object) -> None:
        """Out of sight."""
        super().hideEvent(event)  # type: ignore[arg-type]
        self._watch.stop()

    def take_scan(self, ean: str) -> bool:
        """A product was scanned: to the table with it, from where nobody is in the middle of it."""
        if self.goods is None:
            return False
        if ean and self.page is self._gaps:
            self.show_assortment()
        if self.page is not self.assortment:
            return False
        if ean:
            self.assortment.scanned(ean)
        else:
            self.assortment.misread()
        return True

    def first(self) -> QWidget | None:
        """What keys start from on the page in front."""
        page = self.deck.currentWidget()
        return page.first() if isinstance(page, OfficePage) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing on the page took. Only a button with the focus leaves Enter to us."""
        key = event.key()
        if key == Qt.Key.Key_Escape and not event.isAutoRepeat():
            if not self.page.escape():
                self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = QApplication.focusWidget()
            if isinstance(focus, Button) and not event.isAutoRepeat():
                focus.click()
            elif not event.isAutoRepeat():
                self.page.enter()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            table = self.assortment.table
            if self.page is self.assortment and self.assortment.search.hasFocus():
                table.setFocus(Qt.FocusReason.OtherFocusReason)
                if self.assortment.model.rows and not table.selectionModel().hasSelection():
                    table.selectRow(0)
        elif key == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.assortment.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.assortment.search.selectAll()
        else:
            event.ignore()
            if not event.text():
                super().keyPressEvent(event)
            return
        event.accept()


def _opened(assistant: Assistant) -> ShopProducts:
    goods = ShopProducts(assistant)
    goods.warm()
    return goods
