"""The desk: staff ask and answer on sheets, a key an answer; beside them what only they see.

The flow holds the position. The desk shows the sheet that the current question is on, makes its
card the one that keys act on, and says what was answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QLineEdit, QWidget

from magapp.rules import Rules, Value
from ui.counter.sheet import SectionSheet
from ui.counter.sheet_card import QuestionCard
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.frame.stack import ScreenStack
from ui.kit.base import ANY_SIZE, bleed, run

PANE_SHARE = 0.32
"""How much of a wide desk the pane takes; on a tall one a strip, this share of its height."""
FOLDED_FROM = 1.5
"""With text so large the pane is folded until somebody wants it."""
SOON_MS = 100
"""So long after a sheet came the next is made ready: who reads it presses nothing yet."""


class Desk(Screen):
    """The sheets, one at a time, and room for a pane beside them that can be folded."""

    answered = Signal(str, object, bool)
    """The question, its value (None: unanswered), and whether the answer is complete."""
    wanted = Signal(str)
    """A question is to be the one that keys act on."""
    preset = Signal(str)
    """All answers of a preset."""

    def __init__(self, setting: Setting, rules: Rules) -> None:
        super().__init__(setting, "desk")
        self._rules = rules
        self.heading.hide()
        self.help.hide()
        self.sheets: dict[str, SectionSheet] = {}
        self.pane: QWidget | None = None
        self._folded: bool | None = None
        self.deck = ScreenStack(self)
        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.body.addWidget(self.deck, 1)
        self.column.addLayout(self.body, 1)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self.restyle()
        self.retranslate()

    # -- sheets -----------------------------------------------------------------------------------

    def sections(self) -> list[str]:
        """The parts of the conversation, in order."""
        return list(dict.fromkeys(each.section for each in self.setting.pack.questions))

    def sheet(self, section: str) -> SectionSheet:
        """The sheet of a section, made on its first visit."""
        sheet = self.sheets.get(section)
        if sheet is None:
            pack = self.setting.pack
            questions = [each for each in pack.questions if each.section == section]
            first = section == self.sections()[0]
            presets = pack.presets if first else ()
            sheet = SectionSheet(self.setting, self._rules, section, questions, presets)
            sheet.answered.connect(self.answered)
            sheet.wanted.connect(self.wanted)
            sheet.preset.connect(self.preset)
            self.sheets[section] = sheet
            self.deck.addWidget(sheet)
        return sheet

    @property
    def front(self) -> SectionSheet | None:
        """The sheet in front."""
        sheet = self.deck.currentWidget()
        return sheet if isinstance(sheet, SectionSheet) else None

    @property
    def card(self) -> QuestionCard | None:
        """The card that keys act on."""
        return self.front.cards.get(self.front.active) if self.front is not None else None

    def show_answers(
        self,
        asked: Sequence[str],
        drafts: Mapping[str, Value],
        active: str,
        named: Sequence[str] = (),
    ) -> None:
        """Show the sheet of the active question with its answers; the focus goes to its card."""
        section = self.setting.pack.question(active).section
        sheet, before = self.sheet(section), (self.front, self.card)
        if sheet is not self.front:
            sheet.open_anew()
        sheet.show_answers(asked, drafts, active, named)
        if sheet is not self.front:
            self.deck.turn_to(sheet)
        if before[0] is not sheet or before[1] is None:
            QTimer.singleShot(SOON_MS, self, self._prepare_next)
        if before[0] is not sheet or before[1] is not self.card:
            self.setting.hub.pace.hold()  # what moved must not be hit by the same double click
            self.take_focus()

    def take_focus(self) -> None:
        """The focus to the active card, unless it is there already."""
        card, focus = self.card, QApplication.focusWidget()
        if card is None or not self.isVisible():
            return
        first = card.first()
        inside = focus is not None and card.isAncestorOf(focus)
        if first is not None and (not inside or isinstance(first, QLineEdit)):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _prepare_next(self) -> None:
        """Make the next sheet, and measure what may yet come, while nobody waits for it."""
        if self.front is not None:
            sections = self.sections()
            self.front.measure(self.front.width())
            at = sections.index(self.front.section) + 1
            if at < len(sections):
                self.sheet(sections[at]).measure(self.front.width())

    def remembered(self) -> Callable[[], None]:
        """How to have the pane as it is, and what cards remember beside the answers."""
        folded = self._folded
        cards = [card.kept() for sheet in self.sheets.values() for card in sheet.cards.values()]

        def again() -> None:
            for card in cards:
                card()
            if folded != self._folded:
                self._folded = folded
                self.arrange()

        return again

    def forget(self) -> None:
        """Keep nothing of any answer."""
        for sheet in self.sheets.values():
            sheet.forget()

    def retranslate(self) -> None:
        """Every word, anew."""
        self.setAccessibleName(self.tr("Questions"))
        for sheet in self.sheets.values():
            sheet.retranslate()

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        """The control of the active card that has the focus first."""
        return self.card.first() if self.card is not None else None

    def to_say(self) -> list[str]:
        """The question that keys act on."""
        return [self.card.plain_title() if self.card is not None else self.accessibleName()]

    def press(self, digit: int) -> bool:
        """A digit acts on the active card."""
        return self.type(str(digit))

    def type(self, text: str) -> bool:
        """A key that stands on the sheet was pressed; whether there is such a one."""
        sheet, card = self.front, self.card
        if sheet is None or card is None:
            return False
        if card.type(text):
            return True
        for button in sheet.presets:
            if button.isVisible() and text.lower() == button.preset.key:
                button.click()
                return True
        return False

    def enter(self) -> bool:
        """Enter was pressed: whether the active card used it."""
        return self.card is not None and self.card.enter()

    def turn_on(self) -> bool:
        """Next was pressed: show what has not been seen of the active card; whether there was."""
        return self.card is not None and self.card.turn_on()

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        """Keys brought the focus to another card: it is the active one from now on."""
        sheet = self.front
        if now is None or sheet is None or not sheet.isVisible() or not sheet.isAncestorOf(now):
            return
        if QApplication.mouseButtons() and not isinstance(now, QLineEdit):
            return  # a click says itself what it means, once it is complete
        if before is not None and sheet.isAncestorOf(before) and not before.isVisibleTo(sheet):
            return  # it was hidden, and the focus strayed
        for name, card in sheet.cards.items():
            if card.isAncestorOf(now) and name != sheet.active:
                self.wanted.emit(name)

    # -- the pane ---------------------------------------------------------------------------------

    def set_pane(self, pane: QWidget) -> None:
        """Put a widget beside the sheets: what the answers lead to, for staff only."""
        if self.pane is not None:
            self.body.removeWidget(self.pane)
        self.pane = pane
        self.body.addWidget(pane)
        self.arrange()

    @property
    def folded(self) -> bool:
        """Whether the pane is out of sight."""
        if self._folded is not None:
            return self._folded
        return self.setting.hub.theme.text_scale >= FOLDED_FROM

    def fold(self) -> None:
        """Fold the pane, or unfold it."""
        self._folded = not self.folded
        self.arrange()

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "body"):
            theme = self.setting.hub.theme
            self.body.setSpacing(theme.px("space.md") - bleed(theme))
            self.arrange()

    def arrange(self) -> None:
        """The pane beside the sheets, or below them on a tall screen."""
        run(self.body, down=self.tall)
        if self.pane is None:
            return
        self.pane.setVisible(not self.folded)
        self.pane.setMaximumSize(ANY_SIZE, ANY_SIZE)
        self.pane.setMinimumSize(0, 0)
        if self.tall:
            self.pane.setFixedHeight(round(self.height() * PANE_SHARE))
        else:
            self.pane.setFixedWidth(round(self.width() * PANE_SHARE))
        self.column.activate()  # at once: the sheets come to their size before they are shown
