"""What is shown of an import while it works: how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable

from ui.frame.setting import Setting
from ui.kit.button import Button
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel
from ui.office.import_step import CardStep
from ui.office.labels import OfficeWords
from ui.office.look import Bar


class ProgressStep(CardStep):
    """Something is being done."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words)
        hub = self.hub
        self._title: Callable[[], str] | None = None
        self.doing = FlowLabel(hub, name="import:doing", role="title", bold=True, align="centre")
        self.bar = Bar(hub, name="import:bar")
        self.counted = FlowLabel(hub, role="body", colour="ink_soft", align="centre")
        self.cancel = Button(hub, name="import:cancel", icon="close")
        card = Card(hub, name="import:working")
        parts = (self.doing, self.bar, self.counted, self.buttons(self.cancel))
        self.make_card(card, parts)

    def retranslate(self) -> None:
        """Words of the step."""
        self.cancel.set_text(self.tr("Cancel"))
        if self._title is not None:
            self.doing.setText(self._title())

    def begin(self, title: Callable[[], str], *, stops: bool) -> None:
        """Something begins, which may be stopped or not; `title` says what."""
        self._title = title
        self.doing.setText(title())
        self.bar.setAccessibleName(self.doing.text())
        self.cancel.setVisible(stops)
        self.cancel.setEnabled(True)

    def end(self) -> None:
        """It is done, or failed."""
        self._title = None

    def show_progress(self, done: int, total: int) -> None:
        """How far it is, of how many; nothing known yet without numbers."""
        if not total:
            self.counted.setText("")
            self.bar.setRange(0, 0)
            return
        number = self.words.amounts.number
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.counted.setText(
            self.tr("{done} of {total}").format(done=number(done), total=number(total))
        )
