"""The pane beside the sheets as it follows the consultation: what the advice would be now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.visit.picks import Picked
from magapp.visit.session import Advised, Session
from ui.counter.pane import LivePane, refers
from ui.frame.announce import announce
from ui.frame.setting import Setting


class DeskPane(LivePane):
    """Listens to the session while the sheets are in front."""

    urgent = Signal(bool)
    """Whether it is a referral from now on, whatever is answered to what is open."""

    def __init__(self, setting: Setting, assistant: Assistant, session: Session) -> None:
        super().__init__(setting.hub, setting.pack, assistant.explain, assistant.called)
        self._setting = setting
        self._session = session
        self._on = self._urgent = False
        self._told: tuple[str, str | None] | None = None
        """The referral that a screen reader has said."""
        self._said: tuple[Advised, tuple[str, ...], str, Picked] | None = None
        session.listen(self.follow)

    def attend(self, on: bool) -> None:
        """Whether the sheets are in front."""
        self._on = on
        if on:
            self.follow()
        else:
            self.clear()

    def follow(self) -> None:
        """Say what the advice would be now, where that is in sight."""
        if not self._on:
            return
        try:
            advised = self._session.advised()
        except StoreError:
            self.clear()
            self._say_urgent(False)
            return
        self._say_urgent(refers(self._setting.pack, advised.advice))
        self._announce(advised)
        if self.isHidden():
            return
        flow, code = self._session.flow, self._setting.language.code
        left = tuple(each for each in flow.path() if not flow.is_answered(each))
        said = advised, left, code, flow.picks.picked
        if said != self._said or said[0].suggestion is not self._said[0].suggestion:
            self._said = said
            self.show_now(*advised, left, code, flow.picks)
        else:
            self.stir()

    def _announce(self, advised: Advised) -> None:
        """Say that it turns to a referral, or to a more urgent one."""
        advice = advised.advice
        told = (advice.outcome, advice.urgency) if self._urgent else None
        if told is not None and told != self._told:
            said = self.now.in_words(*advised, self._setting.language.code)
            announce(self, *said, self.tr("To the advice (F8)"), urgent=advice.urgency == "now")
        self._told = told

    def clear(self) -> None:
        """Forget everything that was shown."""
        self._said = None
        super().clear()

    def _say_urgent(self, urgent: bool) -> None:
        if urgent != self._urgent:
            self._urgent = urgent
            self.urgent.emit(urgent)

    def changeEvent(self, event: QEvent) -> None:
        """Another language: what it says of the answers is the pack's words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._said = None
            self.follow()
