"""The last step of an import: what it did, and the way to take it back."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from magapp.store import Imported
from ui.frame.setting import Setting
from ui.kit.button import Button
from ui.kit.text import FlowLabel
from ui.office.import_step import CardStep
from ui.office.labels import OfficeWords


class ResultStep(CardStep):
    """It was done, or undone."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words)
        hub = self.hub
        self.result: Imported | None = None
        self._undone = self._reported = False
        self.title = FlowLabel(hub, name="import:result", role="title", bold=True, align="centre")
        self.text = FlowLabel(hub, role="body", align="centre")
        self.undo = Button(hub, name="import:undo", icon="undo_variant")
        self.report = Button(hub, name="import:report", icon="content_save_outline")
        self.done = Button(hub, name="import:done", variant="primary", icon="check")
        card, inside = self.told_card("import:finished", "check", self.title, self.text)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.undo, self.report, self.done):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        self.show_cards(card)

    def retranslate(self) -> None:
        """Words of the step."""
        self.undo.set_text(self.tr("Undo this import"))
        self.report.set_text(self.tr("Save a report"))
        self.done.set_text(self.tr("To the assortment"))
        self._say()

    def take(self, result: Imported, *, undone: bool, reported: bool) -> None:
        """Show what an import did, or that it was undone; `reported` where a report can be had."""
        self.result, self._undone, self._reported = result, undone, reported
        self._say()

    def _say(self) -> None:
        result = self.result
        if result is None:
            return
        number = self.words.amounts.number
        if self._undone:
            self.title.setText(self.tr("The import was undone"))
            self.text.setText(self.tr("The shelf is as it was before it."))
        else:
            self.title.setText(self.tr("Imported: {file}").format(file=result.file))
            said = [
                self.tr("{count} added").format(count=number(result.added)),
                self.tr("{count} changed").format(count=number(result.changed)),
                self.tr("{count} as they were").format(count=number(result.unchanged)),
                self.tr("{count} refused").format(count=number(result.refused)),
            ]
            if result.demo_removed:
                said.append(
                    self.tr("{count} demo products removed").format(
                        count=number(result.demo_removed)
                    )
                )
            self.text.setText(" · ".join(said))
        self.undo.setVisible(not self._undone and result.id > 0)
        self.report.setVisible(self._reported)
