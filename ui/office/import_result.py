"""The last step of an import: what it did, in numbers, and the way to take it back."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from magapp.store import Imported
from ui.frame.emblem import Emblem
from ui.frame.setting import Setting
from ui.kit.button import Button
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel
from ui.look.theme import ThemeHub
from ui.office.import_step import CardStep
from ui.office.labels import OfficeWords


class Tally(QWidget):
    """A number, large, and below it what was counted."""

    def __init__(self, hub: ThemeHub, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.number = FlowLabel(hub, role="display", bold=True, align="centre")
        self.label = FlowLabel(hub, role="body", colour="ink_soft", align="centre")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.number)
        column.addWidget(self.label)
        column.addStretch(1)

    def show_count(self, number: str, label: str, colour: str) -> None:
        """Show a number, and say what it counts."""
        self.number.setText(number)
        self.number.set_colour(colour)
        self.label.setText(label)


class ResultStep(CardStep):
    """It was done, or undone."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words)
        hub = self.hub
        self.result: Imported | None = None
        self._undone = self._reported = False
        self.title = FlowLabel(hub, name="import:result", role="display", bold=True, align="centre")
        self.text = FlowLabel(hub, role="body", colour="ink_soft", align="centre")
        kinds = ("added", "changed", "unchanged", "refused", "demo")
        self.tallies = {kind: Tally(hub, f"import:count:{kind}") for kind in kinds}
        self.counts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for tally in self.tallies.values():
            self.counts.addWidget(tally, 1)
        self.undo = Button(hub, name="import:undo", icon="undo_variant")
        self.report = Button(hub, name="import:report", icon="content_save_outline")
        self.done = Button(hub, name="import:done", variant="primary", icon="check")
        card = Card(hub, name="import:finished")
        buttons = self.buttons(self.undo, self.report, self.done)
        self.make_card(
            card, (Emblem(hub, "check", 132), self.title, self.text, self.counts, buttons)
        )  # fmt: skip

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

    def said(self) -> list[str]:
        """What it did, a line for each number."""
        shown = [each for each in self.tallies.values() if not each.isHidden()]
        return [f"{each.number.text()} {each.label.text()}" for each in shown] or [self.text.text()]

    def _say(self) -> None:
        result = self.result
        if result is None:
            return
        number = self.words.amounts.number
        title = self.tr("Imported: {file}").format(file=result.file)
        self.title.setText(self.tr("The import was undone") if self._undone else title)
        self.text.setText(self.tr("The shelf is as it was before it.") if self._undone else "")
        self.text.setVisible(self._undone)
        for kind, count, label, colour in (
            ("added", result.added, self.tr("added"), "brand"),
            ("changed", result.changed, self.tr("changed"), "brand"),
            ("unchanged", result.unchanged, self.tr("as they were"), "ink"),
            ("refused", result.refused, self.tr("refused"), "warning" if result.refused else "ink"),
            ("demo", result.demo_removed, self.tr("demo products removed"), "ink"),
        ):
            self.tallies[kind].show_count(number(count), label, colour)
            self.tallies[kind].setHidden(self._undone or (kind == "demo" and not count))
        self.undo.setVisible(not self._undone and result.id > 0)
        self.report.setVisible(self._reported)
