"""The database cannot be used: what is the matter, and what can be done about it, calmly."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from magapp.errors import MagappError, NewerStore, UnusableStore
from ui.frame.emblem import Emblem
from ui.frame.setting import Setting
from ui.kit.base import run
from ui.kit.button import Button
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel
from ui.office.labels import OfficeWords
from ui.office.look import tip
from ui.office.page import OfficePage


class TroublePage(OfficePage):
    """`restore` and `anew` say what was chosen; `again` tries once more."""

    restore = Signal()
    anew = Signal()
    again = Signal()

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words, "trouble")
        hub = setting.hub
        self.error: Exception | None = None
        self.title = FlowLabel(
            hub, name="trouble:title", role="display", bold=True, align="centre", balanced=True
        )
        self.text = FlowLabel(hub, role="body", align="centre", balanced=True)
        self.said = FlowLabel(
            hub, name="trouble:said", role="small", colour="ink_soft", align="centre"
        )
        self.restore_button = Button(
            hub, name="trouble:restore", variant="primary", icon="backup_restore"
        )
        self.restore_button.clicked.connect(self.restore)
        self.anew_button = Button(hub, name="trouble:anew", icon="database_plus_outline")
        self.anew_button.clicked.connect(self.anew)
        self.again_button = Button(hub, name="trouble:again", icon="restart")
        self.again_button.clicked.connect(self.again)
        card = Card(hub, name="trouble:card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(hub.theme.px("space.lg"))
        emblem = Emblem(hub, "database_alert_outline", 110, "accent_soft", "accent_ink")
        inside.addWidget(emblem, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.title, self.text):
            inside.addWidget(label)
        self.ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.ways.addStretch(1)
        for button in (self.restore_button, self.anew_button, self.again_button):
            self.ways.addWidget(button)
        self.ways.addStretch(1)
        inside.addLayout(self.ways)
        inside.addWidget(self.said)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 6)
        row.addStretch(1)
        self.column.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(2)
        self.restyle()
        self.retranslate()

    def turn(self) -> None:
        """What can be done stands below each other where it does not fit beside each other."""
        super().turn()
        if hasattr(self, "ways"):
            run(self.ways, down=self.tall and self.hub.theme.text_scale >= 1.5)

    def show_error(self, error: Exception) -> None:
        """Say what is the matter."""
        self.error = error
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the page."""
        self.heading.setText(self.tr("Assortment"))
        super().retranslate()
        error = self.error
        unusable = isinstance(error, UnusableStore)
        backup = error.backup if isinstance(error, UnusableStore) else None
        if isinstance(error, NewerStore):
            self.title.setText(self.tr("A newer version of this program was here"))
            text = self.tr("Update this program. Or go on with what you have; nothing is lost.")
        elif unusable:
            self.title.setText(self.tr("The product database is damaged"))
            text = self.tr("Nothing was written to it, and it is kept whatever you choose.")
        else:
            self.title.setText(self.tr("The products cannot be opened"))
            text = ""
        self.text.setText(text)
        self.text.setVisible(bool(text))
        said = error.told(self.setting.language.code) if isinstance(error, MagappError) else ""
        self.said.setText(said)
        self.restore_button.set_text(self.tr("Restore the last backup"))
        self.restore_button.setToolTip(tip(str(backup or "")))
        self.anew_button.set_text(self.tr("Start anew beside it"))
        self.again_button.set_text(self.tr("Try again"))
        self.restore_button.setVisible(backup is not None)
        self.anew_button.setVisible(unusable)
        self.again_button.setVisible(error is not None)

    def first(self) -> Button:
        """The mildest thing to do."""
        return self.again_button
