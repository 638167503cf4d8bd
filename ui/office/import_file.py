"""The first step of an import: choose a file, or take the last import back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from magapp.store import Imported
from ui.frame.setting import Setting
from ui.kit.button import Button
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel
from ui.office.import_step import CardStep
from ui.office.labels import OfficeWords


class FileStep(CardStep):
    """Choose a file."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words)
        hub = self.hub
        self.title = FlowLabel(hub, role="title", bold=True, align="centre", balanced=True)
        self.text = FlowLabel(hub, role="body", colour="ink_soft", align="centre")
        self.choose = Button(
            hub, name="import:choose", variant="primary", icon="folder_open_outline"
        )
        self.last_text = FlowLabel(hub, name="import:last", role="body", colour="ink_soft")
        self.last_text.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.undo = Button(hub, name="import:undo-last", icon="undo_variant")
        card, inside = self.told_card("import:start", "file_import_outline", self.title, self.text)
        inside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        self.last_card = Card(hub, name="import:last-card", fill="surface_sunken")
        last = QHBoxLayout(self.last_card)
        last.setContentsMargins(0, 0, 0, 0)
        last.addWidget(self.last_text, 1)
        last.addWidget(self.undo)
        self.show_cards(card, self.last_card, above=2, below=3)

    def retranslate(self) -> None:
        """Words of the step."""
        self.title.setText(self.tr("A list of products, as CSV or from Excel"))
        self.text.setText(
            self.tr("Nothing changes yet: first you see what would be added, changed and refused.")
        )
        self.choose.set_text(self.tr("Choose a file"))
        self.undo.set_text(self.tr("Undo this import"))

    def show_last(self, last: Imported | None) -> None:
        """Say what the last import did, where there was one."""
        self.last_card.setVisible(last is not None)
        if last is not None:
            number = self.words.amounts.number
            self.last_text.setText(
                self.tr("Last import: {file} ({added} added, {changed} changed)").format(
                    file=last.file, added=number(last.added), changed=number(last.changed)
                )
            )
