"""What the program does by itself: till, backups, questions and rules that come, what happened.

Names of the controls: `tab:till`, `tab:backups`, `tab:packs`, `tab:happened`; further those of the
views.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from magapp.assistant import Assistant
from ui.frame.setting import Setting
from ui.kit.tabs import Tabs
from ui.office.labels import OfficeWords
from ui.office.page import OfficePage
from ui.office.upkeep_backups import BackupsView
from ui.office.upkeep_happened import HappenedView
from ui.office.upkeep_packs import PacksView
from ui.office.upkeep_till import TillView

LOOK_MS = 3_000
"""How often what is shown is looked at again."""


class UpkeepPage(OfficePage):
    """Views, by their tabs.

    `columns` asks for the page where the columns of a file of the till are said, `replaced` says
    that another database is in the place of the old one.
    """

    columns = Signal(Path)
    replaced = Signal()

    def __init__(self, setting: Setting, words: OfficeWords, assistant: Assistant) -> None:
        super().__init__(setting, words, "upkeep")
        hub = setting.hub
        self._assistant = assistant
        self.till = TillView(setting, words, assistant)
        self.till.columns.connect(self.columns)
        self.backups = BackupsView(setting, words, assistant)
        self.backups.replaced.connect(self.replaced)
        self.packs = PacksView(setting, words, assistant)
        self.happened = HappenedView(setting, words)
        self.views = {
            "till": self.till,
            "backups": self.backups,
            "packs": self.packs,
            "happened": self.happened,
        }
        icons = ("cash_register", "backup_restore", "file_sign", "history")
        self.tabs = Tabs(hub, list(zip(self.views, icons, strict=True)))
        self.tabs.chosen.connect(self.show_view)
        self.tab_row = QHBoxLayout()
        self.tab_row.addWidget(self.tabs, 2)
        self.tab_row.addStretch(1)
        self.stack = QStackedWidget()
        for view in self.views.values():
            self.stack.addWidget(view)
        self.column.addLayout(self.tab_row)
        self.column.addWidget(self.stack, 1)
        self._watch = QTimer(self, interval=LOOK_MS)
        self._watch.timeout.connect(self._look_again)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "stack"):
            for view in self.views.values():
                view.restyle()

    def turn(self) -> None:
        """What stands beside each other goes below on a tall page."""
        super().turn()
        if hasattr(self, "stack"):
            for view in self.views.values():
                view.turn(self.tall)

    def retranslate(self) -> None:
        """Words of the page."""
        self.heading.setText(self.tr("Upkeep"))
        super().retranslate()
        self.tabs.setAccessibleName(self.tr("Upkeep"))
        self._say_tabs()
        for view in self.views.values():
            view.retranslate()

    def _say_tabs(self) -> None:
        said = {
            "till": self.tr("Till"),
            "backups": self.tr("Backups"),
            "packs": self.tr("Questions and rules"),
            "happened": self.tr("What happened"),
        }
        asks = {"till": self.till.state.asks, "packs": self._assistant.packs_refused}
        for key, text in said.items():
            self.tabs.tabs[key].set_text(text, asks.get(key, 0))
        self.tabs.arrange()

    def show_view(self, key: str) -> None:
        """Turn to a view, with what there is now."""
        self.views[key].look()
        self.turn_to(key)
        if key == "till":
            self.till.see()
        elif key == "packs":
            self.packs.see()
        self._say_tabs()

    def turn_to(self, key: str) -> None:
        """Turn to a view as it is."""
        self.stack.setCurrentWidget(self.views[key])
        if self.tabs.current != key:
            self.tabs.blockSignals(True)
            self.tabs.choose(key)
            self.tabs.blockSignals(False)

    def begin(self, key: str) -> None:
        """The page is entered."""
        self.till.look()
        self.show_view(key)

    def _look_again(self) -> None:
        for view in (self.till, self.packs):
            if self.stack.currentWidget() is view:
                view.look()
        self._say_tabs()

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: look what comes."""
        super().showEvent(event)
        self._watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight."""
        super().hideEvent(event)
        self._watch.stop()

    @property
    def busy(self) -> bool:
        """Whether something is being done that is not to be left."""
        return self.backups.job is not None

    def first(self) -> QWidget:
        """The tab that is chosen."""
        return self.tabs.tabs[self.tabs.current]

    def escape(self) -> bool:
        """Escape: first out of what was looked into."""
        view = self.stack.currentWidget()
        if view is self.packs:
            return self.packs.leave_it()
        return view is self.backups and self.backups.close_inside()
