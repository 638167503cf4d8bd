"""The shell: top bar, one screen at a time, bottom bar. The flow knows the position, not the shell.

Names of the controls that tests and screen readers rely on: `start`, `back`, `next`, `restart`,
`restart:yes`, `restart:no`, `language:CODE`, `text_size`, `contrast`.
"""

from __future__ import annotations

from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.flow import Flow
from ui.kit.base import bleed
from ui.kit.controls import Button, Stepper
from ui.kit.surfaces import SectionProgress
from ui.kit.text import FlowLabel
from ui.language import Language, native_name
from ui.theme import TEXT_SCALES, ThemeHub
from ui.wizard.page import Deck, QuestionPage, Screen, Setting
from ui.wizard.start import StartScreen

if TYPE_CHECKING:
    from ui.office.screen import OfficeScreen
    from ui.outcome import OutcomeScreen
    from ui.wizard.review import ReviewScreen

PAGES = {
    "one": ("ui.wizard.choices", "OnePage"),
    "many": ("ui.wizard.choices", "ManyPage"),
    "number": ("ui.wizard.amounts", "NumberPage"),
    "portions": ("ui.wizard.amounts", "PortionsPage"),
    "lookup": ("ui.wizard.lookup", "LookupPage"),
}
"""The page for each kind of question, imported when the first of its kind is shown."""


IDLE_MS = 45_000
"""At a kiosk: after so long without a tap we ask, and after as long again all is forgotten."""


class Shell(QWidget):
    """The whole window's content. `start` again and again: nothing outlives a consultation."""

    def __init__(
        self, assistant: Assistant, hub: ThemeHub, language: Language, channel: str
    ) -> None:
        super().__init__()
        self.assistant = assistant
        self.hub = hub
        self.setting = Setting(hub, assistant.pack, language, channel)
        self.screens: dict[str, QuestionPage] = {}
        self._review: ReviewScreen | None = None
        self._outcome: OutcomeScreen | None = None
        self._office: OfficeScreen | None = None
        self._fault: Screen | None = None
        self._editing = False
        self._asked_idle = False
        self._first_language = language.code
        self._first_theme = hub.theme.name
        self.setObjectName("shell")
        self.setAutoFillBackground(True)

        self.deck = Deck(self)
        self.deck.setObjectName("deck")
        self.start_screen = StartScreen(self.setting)
        self.start_screen.started.connect(self.begin)
        self.start_screen.office_wanted.connect(self.show_office)
        self.deck.addWidget(self.start_screen)
        self._make_top()
        self._make_bottom()
        self._lay_out()
        hub.changed.connect(self.restyle)
        self.restyle()
        self.retranslate()
        self._idle = QTimer(self, interval=IDLE_MS)
        self._idle.timeout.connect(self._nobody_there)
        self._taps = 0
        self.show_screen(self.start_screen)

    # -- parts ------------------------------------------------------------------------------------

    def _make_top(self) -> None:
        hub, language = self.hub, self.setting.language
        shop = self.assistant.settings.shop_name
        self.mark = FlowLabel(hub, shop, name="mark", role="body", bold=True, colour="brand")
        self.progress = SectionProgress(hub, name="progress")
        self.languages = {
            code: Button(hub, native_name(code), name=f"language:{code}", variant="quiet")
            for code in language.codes
        }
        for code, button in self.languages.items():
            button.setCheckable(True)
            button.clicked.connect(partial(self.use_language, code))
        self.text_size = Button(hub, name="text_size", variant="quiet", icon="format_size")
        self.text_size.clicked.connect(self._next_text_size)
        self.contrast = Button(hub, name="contrast", variant="quiet", icon="contrast_circle")
        self.contrast.setCheckable(True)
        self.contrast.clicked.connect(self._toggle_contrast)

    def _make_bottom(self) -> None:
        hub = self.hub
        self.restart = Button(hub, name="restart", variant="quiet", icon="restart")
        self.restart.clicked.connect(self.ask_restart)
        self.back = Button(hub, name="back", icon="arrow_left", mirrored=True)
        self.back.clicked.connect(self.go_back)
        self.next = Button(
            hub, name="next", variant="primary", icon="arrow_right", icon_side="end", mirrored=True
        )
        self.next.clicked.connect(self._next)
        self.sure = FlowLabel(hub, name="sure", role="body", bold=True)
        self.sure.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.no_restart = Button(hub, name="restart:no", variant="secondary")
        self.no_restart.clicked.connect(self._keep_going)
        self.yes_restart = Button(hub, name="restart:yes", variant="danger", icon="restart")
        self.yes_restart.clicked.connect(self.go_start)

    def _lay_out(self) -> None:
        self.top = QWidget(self)
        self.top_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.top)
        self.top_row.setContentsMargins(0, 0, 0, 0)
        self.tools = QHBoxLayout()
        for button in (*self.languages.values(), self.text_size, self.contrast):
            self.tools.addWidget(button)
        self.top_row.addWidget(self.mark)
        self.top_row.addWidget(self.progress, 1)
        self.top_row.addStretch(0)
        self.top_row.addLayout(self.tools)

        self.bottom = QStackedWidget(self)
        going = QWidget()
        self.going_row = QHBoxLayout(going)
        self.going_row.setContentsMargins(0, 0, 0, 0)
        self.going_row.addWidget(self.back)
        self.going_row.addWidget(self.restart)
        self.going_row.addStretch(1)
        self.going_row.addWidget(self.next)
        asking = QWidget()
        self.asking_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, asking)
        self.asking_row.setContentsMargins(0, 0, 0, 0)
        self.asking_row.addWidget(self.sure, 1)
        answers = QHBoxLayout()
        answers.addWidget(self.yes_restart)
        answers.addWidget(self.no_restart)
        self.asking_row.addLayout(answers)
        self.bottom.addWidget(going)
        self.bottom.addWidget(asking)

        self.column = QVBoxLayout(self)
        self.column.addWidget(self.top)
        self.below_row = QHBoxLayout()
        self.column.addLayout(self.below_row)
        self.column.addWidget(self.deck, 1)
        self.column.addWidget(self.bottom)

    # -- look and words ---------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed: margins and spaces."""
        theme = self.hub.theme
        out = bleed(theme)
        edge = theme.px("space.xl")
        self.column.setContentsMargins(0, theme.px("space.md"), 0, 0)
        self.column.setSpacing(theme.px("space.md") - out)
        self.top_row.setContentsMargins(edge, 0, edge - out, 0)
        self.progress.setContentsMargins(0, 0, 0, 0)
        for row in (self.going_row, self.asking_row):
            row.setContentsMargins(edge - out, 0, edge - out, theme.px("space.md"))
        self.top_row.setSpacing(theme.px("space.lg"))
        self.tools.setSpacing(0)
        self.going_row.setSpacing(theme.px("space.sm"))
        self.asking_row.setSpacing(theme.px("space.sm"))
        self.next.setMinimumWidth(theme.px(260))
        self.contrast.setChecked(theme.name == "contrast")
        self._turn()

    def _turn(self) -> None:
        """On a tall window the progress gets a line of its own."""
        tall = self.height() > self.width()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.asking_row.setDirection(down if tall else across)
        home = self.below_row if tall else self.top_row
        if home.indexOf(self.progress) < 0:
            self.top_row.removeWidget(self.progress)
            self.below_row.removeWidget(self.progress)
            home.insertWidget(0 if tall else 1, self.progress, 1)
        edge = self.hub.theme.px("space.xl")
        self.below_row.setContentsMargins(edge, 0, edge, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: the theme grows and shrinks with it."""
        super().resizeEvent(event)
        before = event.oldSize()
        if not self.hub.update(window=self.size()) or (
            (before.height() > before.width()) != (self.height() > self.width())
        ):
            self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """Another language: say everything anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Words of the bars."""
        self.setWindowTitle(self.assistant.settings.shop_name or "Magapp")
        if not self.assistant.settings.shop_name:
            self.mark.setText("Magapp")
        self.back.set_text(self.tr("Back"))
        self.restart.set_text(self.tr("Start again"))
        self.no_restart.set_text(self.tr("Keep my answers"))
        self.yes_restart.set_text(self.tr("Start again"))
        if self.sure.text():
            self._say_sure()
        self.text_size.setAccessibleName(self.tr("Larger text"))
        self.text_size.setToolTip(self.tr("Larger text"))
        self.contrast.setAccessibleName(self.tr("High contrast"))
        self.contrast.setToolTip(self.tr("High contrast"))
        pack = self.assistant.pack
        self.progress.set_sections(
            [pack.text(self.setting.language.code, f"section.{each}.title") for each in self._all()]
        )
        for code, button in self.languages.items():
            button.setChecked(code == self.setting.language.code)
        self._refresh()

    def _all(self) -> list[str]:
        return list(dict.fromkeys(question.section for question in self.assistant.pack.questions))

    def use_language(self, code: str, _: bool = False) -> None:
        """Switch the language; no answer is lost."""
        self.setting.language.use(code)
        for each, button in self.languages.items():
            button.setChecked(each == code)
        if self._outcome is not None and self.deck.currentWidget() is self._outcome:
            self._show_advice()

    def _next_text_size(self) -> None:
        sizes = list(TEXT_SCALES)
        here = sizes.index(self.hub.theme.text_scale)
        self.hub.update(text_scale=sizes[(here + 1) % len(sizes)])

    def _toggle_contrast(self) -> None:
        plain = self._first_theme if self._first_theme != "contrast" else "light"
        self.hub.update(name=plain if self.hub.theme.name == "contrast" else "contrast")

    # -- where we are -----------------------------------------------------------------------------

    @cached_property
    def flow(self) -> Flow:
        """The way through the questions; the first page does not wait for the rules."""
        return Flow(self.assistant.rules)

    def prepare(self) -> None:
        """Make what the first tap needs, while nobody waits for it."""
        self.page(self.flow.current)

    @property
    def question(self) -> str | None:
        """The question on the screen, None on any other screen."""
        screen = self.deck.currentWidget()
        return screen.question.id if isinstance(screen, QuestionPage) else None

    def show_screen(self, screen: QWidget) -> None:
        """Bring a screen to the front."""
        self.hub.pace.hold()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deck.setCurrentWidget(screen)
        screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bottom.setCurrentIndex(0)
        self._asked_idle = False
        if self.setting.staff or screen is self.start_screen:
            self._idle.stop()
        else:
            self._idle.start()
        self._refresh()
        if isinstance(screen, Screen):
            first = screen.first()
            wanted = self.hub.keyboard or isinstance(first, QLineEdit)
            if first is not None and wanted:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        """Bars as they fit the screen in front."""
        screen = self.deck.currentWidget()
        on_question = isinstance(screen, QuestionPage)
        on_review = screen is not None and screen is self._review
        self.bottom.setVisible(on_question or on_review)
        self.progress.setVisible(on_question or on_review)
        if on_review:
            self.progress.set_current(len(self._all()), 0.0)
            self.back.setEnabled(True)
            self.next.set_text(self.tr("See the advice"))
            self.next.setEnabled(self.flow.first_open() is None)
            return
        if not on_question:
            return
        current = self.flow.current
        question = self.assistant.pack.question(current)
        path = self.flow.path()
        same = [
            each for each in path if self.assistant.pack.question(each).section == question.section
        ]
        self.progress.set_current(
            self._all().index(question.section), same.index(current) / len(same)
        )
        self.back.setEnabled(self._editing or path.index(current) > 0)
        answered = self.flow.draft(current) is not None
        self.next.setEnabled(answered or question.optional)
        if question.optional and not answered:
            self.next.set_text(self.tr("Skip"))
        elif self._editing:
            self.next.set_text(self.tr("Done"))
        else:
            self.next.set_text(self.tr("Next"))

    # -- going ------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start a consultation with nothing answered."""
        self._forget()
        self.show_question()

    def go_start(self) -> None:
        """Forget everything and wait for the next customer."""
        self._forget()
        if self.setting.channel == "kiosk":
            self.setting.language.use(self._first_language)
            self.hub.update(name=self._first_theme, text_scale=TEXT_SCALES[0])
        self.show_screen(self.start_screen)

    def _forget(self) -> None:
        self.flow.restart()
        self._editing = False
        for page in self.screens.values():
            page.populate(None)
            page.set_other(False)
        if self._review is not None:
            self._review.clear()
        if self._outcome is not None:
            self._outcome.forget()

    def page(self, question_id: str) -> QuestionPage:
        """The page of a question, built on its first visit."""
        page = self.screens.get(question_id)
        if page is None:
            question = self.assistant.pack.question(question_id)
            module, name = PAGES[question.kind]
            page = getattr(import_module(module), name)(self.setting, question)
            assert isinstance(page, QuestionPage)
            page.answered.connect(partial(self._take, question_id))
            self.screens[question_id] = page
            self.deck.addWidget(page)
        return page

    def show_question(self) -> None:
        """The page of the flow's current question."""
        current = self.flow.current
        page = self.page(current)
        page.set_other(self.flow.draft("who") == "other")
        page.populate(self.flow.draft(current))
        self.show_screen(page)

    def _take(self, question: str, value: object, complete: bool) -> None:
        """A page says what was answered."""
        self.flow.answer(question, value)  # type: ignore[arg-type]  # a page gives what fits
        if complete:
            self.go_next()
        else:
            self._refresh()

    def _next(self) -> None:
        """Next or Enter: first what has not been seen of the page, then on."""
        screen = self.deck.currentWidget()
        if isinstance(screen, QuestionPage) and screen.turn_on():
            self.hub.pace.hold()
        else:
            self.go_next()

    def go_next(self) -> None:
        """On to the next question; after the last to the review, and from there to the advice."""
        screen = self.deck.currentWidget()
        if screen is self._review and self._review is not None:
            if self.flow.first_open() is None:
                self.show_advice()
            return
        if self.question is None:
            return
        if not self.flow.is_answered(self.flow.current):
            return
        if self._editing:
            if still_open := self.flow.first_open():
                self.flow.goto(still_open)
                self.show_question()
            else:
                self.show_review()
        elif self.flow.next() is None:
            self.show_review()
        else:
            self.show_question()

    def go_back(self) -> None:
        """To the question before; from the review to the last one."""
        if self.deck.currentWidget() is self._review or self.question is None:
            self._editing = False
            self.flow.goto(self.flow.path()[-1])
            self.show_question()
        elif self._editing and self.flow.first_open() is None:
            self.show_review()
        elif self.flow.back() is not None:
            self.show_question()

    def show_review(self) -> None:
        """Every answer at a glance."""
        if self._review is None:
            from ui.wizard.review import ReviewScreen

            self._review = ReviewScreen(self.setting, self.flow, self.page)
            self._review.change.connect(self.change)
            self.deck.addWidget(self._review)
        self._editing = False
        self._review.populate()
        self.show_screen(self._review)

    def change(self, question: str) -> None:
        """Go back to one question, and return to the review after it."""
        if question not in self.flow.path():
            return
        self._editing = True
        self.flow.goto(question)
        self.show_question()

    def show_advice(self) -> None:
        """The advice for the answers of the moment; staff see when there is no shelf to look at."""
        outcome = self.outcome()
        try:
            self._show_advice()
        except StoreError:
            if not self.setting.staff:
                raise
            self.show_office()
            return
        self.show_screen(outcome)

    def outcome(self) -> OutcomeScreen:
        """The screen of the advice, built on its first visit."""
        if self._outcome is None:
            from ui.outcome import OutcomeScreen

            self._outcome = OutcomeScreen(
                self.hub,
                self.assistant.pack,
                self.setting.channel,
                product_name=self._product_name,
                explain=self.assistant.explain,
            )
            self._outcome.change.connect(self.change)
            self._outcome.restart.connect(self.go_start)
            self.deck.addWidget(self._outcome)
        return self._outcome

    def _show_advice(self) -> None:
        if self._outcome is not None:
            advice, suggestion = self.assistant.advise(self.flow.answers(), self.setting.channel)
            self._outcome.show_outcome(advice, suggestion, self.setting.language.code)

    def _product_name(self, ean: str) -> str:
        shelf = self.assistant.shelf
        return shelf[ean].name if ean in shelf else ean

    def show_office(self) -> None:
        """The shop's products, for staff; made on the first visit."""
        if not self.setting.staff:
            return
        if self._office is None:
            from ui.office.screen import OfficeScreen

            self._office = OfficeScreen(self.setting, self.assistant)
            self._office.closed.connect(self.go_start)
            self.deck.addWidget(self._office)
        self._office.open()
        self.show_screen(self._office)

    def show_fault(self) -> None:
        """Something unexpected went wrong: apologise, forget, and let the customer begin anew."""
        if self._fault is None:
            from ui.faults import FaultScreen

            self._fault = FaultScreen(self.setting)
            self._fault.restart.connect(self.go_start)
            self.deck.addWidget(self._fault)
        self._forget()
        self.show_screen(self._fault)

    def ask_restart(self) -> None:
        """Ask, in the bottom bar, whether to forget all answers."""
        if not self.flow.drafts:
            self.go_start()
            return
        self._ask()

    def _ask(self) -> None:
        self._say_sure()
        self.bottom.setCurrentIndex(1)
        self.hub.pace.hold()
        if self.hub.keyboard:
            self.no_restart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_sure(self) -> None:
        if self._asked_idle:
            text = self.tr("Are you still there? Your answers will be forgotten in a moment.")
        else:
            text = self.tr("Start again? All answers will be forgotten.")
        self.sure.setText(text)

    def _nobody_there(self) -> None:
        """At a kiosk nobody touched the screen for a while: ask, then forget."""
        seen, self._taps = self._taps, self.hub.pace.taps
        if seen != self._taps:
            return
        if self._asked_idle or not self.bottom.isVisible():
            self.go_start()
        else:
            self._asked_idle = True
            self._ask()

    def _keep_going(self) -> None:
        self._asked_idle = False
        self.bottom.setCurrentIndex(0)
        screen = self.deck.currentWidget()
        first = screen.first() if isinstance(screen, Screen) else None
        if self.hub.keyboard and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing on the page took. A kiosk has no keyboard: only arrows work there."""
        self.hub.keyboard = True
        if self._move(event.key()) or (self.setting.staff and self._staff_key(event)):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _staff_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        asking = self.bottom.currentIndex() == 1 and self.bottom.isVisible()
        if event.isAutoRepeat() and key != Qt.Key.Key_Backspace:
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_F2 and self.deck.currentWidget() is self.start_screen:
            self.show_office()
        elif key == Qt.Key.Key_Escape:
            if asking:
                self._keep_going()
            elif self.bottom.isVisible():
                self.ask_restart()
            else:
                self.go_start()
        elif key == Qt.Key.Key_Backspace or (
            key == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            if self.bottom.isVisible() and not asking:
                self.go_back()
        elif event.text().isdecimal() and event.text().isascii() and not asking:
            screen = self.deck.currentWidget()
            return isinstance(screen, Screen) and screen.press(int(event.text()))
        else:
            return False
        return True

    def _enter(self) -> None:
        """Enter presses a button that has the focus, and else goes on."""
        focus = QApplication.focusWidget()
        screen = self.deck.currentWidget()
        if isinstance(focus, Button) and focus is not self.next:
            focus.click()
        elif screen is self.start_screen:
            self.begin()
        elif isinstance(screen, QuestionPage):
            if screen.enter_goes_on() and self.next.isEnabled():
                self._next()
        elif screen is self._review:
            self.go_next()

    def _move(self, key: int) -> bool:
        """Arrow keys: the focus goes to the nearest control that way."""
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key not in ways or QApplication.keyboardModifiers():
            return False
        across, down = ways[Qt.Key(key)]
        focus = QApplication.focusWidget()
        here = self._centre(focus) if focus is not None and focus is not self else QPoint(0, 0)
        best: tuple[int, QWidget] | None = None
        controls: list[QWidget] = [*self.findChildren(QAbstractButton), *self.findChildren(Stepper)]
        for control in controls:
            reachable = control.isVisible() and control.isEnabled()
            if control is focus or not reachable or not control.focusPolicy():
                continue
            way = self._centre(control) - here
            ahead = way.x() * across + way.y() * down
            aside = abs(way.x() * down) + abs(way.y() * across)
            if ahead <= 0 or aside > 3 * ahead:
                continue
            far = ahead + 2 * aside
            if focus is not None and not self._level(control, focus, bool(down)):
                far += self.width() + self.height()
            if best is None or far < best[0]:
                best = (far, control)
        if best is not None:
            best[1].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _level(self, one: QWidget, other: QWidget, upright: bool) -> bool:
        """Whether two controls stand in one row, or `upright` in one column."""
        way = self._centre(one) - self._centre(other)
        if upright:
            return abs(way.x()) * 2 < one.width() + other.width()
        return abs(way.y()) * 2 < one.height() + other.height()

    def _centre(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self, widget.rect().center())
