"""The shell: top bar, one screen at a time, bottom bar. The flow knows the position, not the shell.

What kiosk and counter share. `ui/kiosk` and `ui/counter` each have their own on top of it.

Names of the controls that tests and screen readers rely on: `start`, `back`, `next`, `restart`,
`restart:yes`, `restart:no`, `language:CODE`, `text_size`, `contrast`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QLocale, QPoint, Qt, QTimer, Signal
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
from magapp.language import amounts
from magapp.visit.picks import Picks
from ui.ask.page import QuestionPage
from ui.ask.pages import question_page
from ui.frame.announce import announce
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.frame.stack import ScreenStack
from ui.input.language import Language, native_name
from ui.kit.base import bleed, run
from ui.kit.button import Button
from ui.kit.roles import Role, be_one_of_many
from ui.kit.surfaces import SectionProgress
from ui.kit.text import FlowLabel
from ui.look.theme import TEXT_SCALES, ThemeHub

if TYPE_CHECKING:
    from magapp.rules import Advice
    from magapp.shelf.suggest import Suggestion
    from magapp.takehome.slip import Slip
    from magapp.visit.flow import Flow
    from magapp.visit.session import Advised, End, Session
    from ui.outcome.outcome import OutcomeScreen
    from ui.slip.printing import Printing
    from ui.slip.slip import SlipScreen
    from ui.walk.review import ReviewScreen

PATIENCE = 2.5
"""So many seconds a screen waits for the products, once for each time that they are read: far less
than whoever watches it does."""
PACK_MS = 2_000
"""How often it is looked whether another pack waits until nobody is being helped."""
READING_MS = 500
"""So long after the first question it is still being read, and Babel can be loaded meanwhile."""


class Shell(QWidget):
    """The whole window's content. `start` again and again: nothing outlives a consultation."""

    channel: ClassVar[str]
    """`kiosk` or `staff`: who sits at the screen."""

    spoken_role = Role.Window

    left = Signal()
    """Whoever runs the machine has been let out: the app may end."""

    def __init__(self, assistant: Assistant, hub: ThemeHub, language: Language) -> None:
        super().__init__()
        self.assistant = assistant
        assistant.stockroom.patience = PATIENCE
        self.hub = hub
        self.picks = Picks(assistant.pack)
        self.setting = Setting(hub, assistant.pack, language, self.channel, self.picks)
        self.screens: dict[str, QuestionPage] = {}
        self._review: ReviewScreen | None = None
        self._outcome: OutcomeScreen | None = None
        self._slip: SlipScreen | None = None
        self._fault: Screen | None = None
        self._editing = False
        self._amounts_due = False
        self._first_language = language.code
        self._first_theme = hub.theme.name
        self.setObjectName("shell")
        self.setAutoFillBackground(True)

        self.deck = ScreenStack(self)
        self.deck.setObjectName("deck")
        self.start_screen = self.make_start()
        self.deck.addWidget(self.start_screen)
        self._make_top()
        self._make_bottom()
        self._lay_out()
        hub.changed.connect(self.restyle)
        self.restyle()
        self.retranslate()
        self.show_screen(self.start_screen)
        watch = QTimer(self, interval=PACK_MS)
        watch.timeout.connect(self._look_for_pack)
        watch.start()

    def make_start(self) -> Screen:
        """The screen that waits for the next consultation."""
        raise NotImplementedError

    # -- parts ------------------------------------------------------------------------------------

    def _make_top(self) -> None:
        hub, language = self.hub, self.setting.language
        make = partial(Button, hub, role="frame")
        shop = self.assistant.settings.shop_name
        self.mark = FlowLabel(hub, shop, name="mark", role="frame", bold=True, colour="brand")
        self.progress = SectionProgress(hub, name="progress")
        self.languages = {
            code: make(native_name(code), name=f"language:{code}", variant="quiet")
            for code in language.codes
        }
        for code, button in self.languages.items():
            button.setCheckable(True)
            button.setLocale(QLocale(code))
            be_one_of_many(button)
            button.clicked.connect(partial(self.use_language, code))
        self.text_size = make(name="text_size", variant="quiet", icon="format_size")
        self.text_size.clicked.connect(self._next_text_size)
        self.contrast = make(name="contrast", variant="quiet", icon="contrast_circle")
        self.contrast.setCheckable(True)
        self.contrast.clicked.connect(self._toggle_contrast)

    def _make_bottom(self) -> None:
        hub = self.hub
        make = partial(Button, hub, role="frame")
        self.restart = make(name="restart", variant="quiet", icon="restart")
        self.restart.clicked.connect(self.ask_restart)
        self.back = make(name="back", icon="arrow_left", mirrored=True)
        self.back.clicked.connect(self.go_back)
        self.next = make(
            name="next", variant="primary", icon="arrow_right", icon_side="end", mirrored=True
        )
        self.next.clicked.connect(self._next)
        self.sure = FlowLabel(hub, name="sure", role="frame", bold=True)
        self.sure.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.no_restart = make(name="restart:no", variant="secondary")
        self.no_restart.clicked.connect(self.keep_going)
        self.yes_restart = make(name="restart:yes", variant="danger", icon="restart")
        self.yes_restart.clicked.connect(self.say_yes)

    def _tool_buttons(self) -> list[Button]:
        """The buttons at the end of the top bar."""
        return [*self.languages.values(), self.text_size, self.contrast]

    def _lay_out(self) -> None:
        self.top = QWidget(self)
        self.top_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.top)
        self.top_row.setContentsMargins(0, 0, 0, 0)
        self.tools = QHBoxLayout()
        for button in self._tool_buttons():
            self.tools.addWidget(button)
        self.top_row.addWidget(self.mark)
        self.top_row.addWidget(self.progress, 1)
        self.top_row.addStretch(0)
        self.top_row.addLayout(self.tools)

        self.bottom = QStackedWidget(self)
        going = QWidget()
        self.going_rows = QVBoxLayout(going)
        self.going_rows.setContentsMargins(0, 0, 0, 0)
        self.going_row = QHBoxLayout()
        self.going_rows.addLayout(self.going_row)
        self.going_row.addWidget(self.back)
        self.going_row.addWidget(self.restart)
        self.going_row.addStretch(1)
        self.going_row.addWidget(self.next)
        asking = QWidget()
        self.asking_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, asking)
        self.asking_row.setContentsMargins(0, 0, 0, 0)
        self.asking_row.addWidget(self.sure, 1)
        self.answer_row = QHBoxLayout()
        self.answer_row.addWidget(self.yes_restart)
        self.answer_row.addWidget(self.no_restart)
        self.asking_row.addLayout(self.answer_row)
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
        """On a tall window the progress gets a line of its own, and many languages another."""
        tall = self.height() > self.width()
        run(self.asking_row, down=tall)
        self.answer_row.invalidate()  # Qt does so where it is in sight, but its height counts here
        self.asking_row.invalidate()
        self.bottom.updateGeometry()
        tools = [each for each in self._tool_buttons() if not each.isHidden()]
        beside = sum(each.minimumSizeHint().width() for each in (self.mark, *tools))
        beside += 2 * self.hub.theme.px("space.xl") + self.top_row.spacing()
        run(self.top_row, down=tall and beside > self.width())
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
        self.setLocale(QLocale(self.setting.language.code))  # for who reads the screen aloud
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
            self.tell(*self.advised())

    def _next_text_size(self) -> None:
        sizes = list(TEXT_SCALES)
        here = sizes.index(self.hub.theme.text_scale)
        self.hub.update(text_scale=sizes[(here + 1) % len(sizes)])

    def _toggle_contrast(self) -> None:
        plain = self._first_theme if self._first_theme != "contrast" else "light"
        self.hub.update(name=plain if self.hub.theme.name == "contrast" else "contrast")

    # -- where we are -----------------------------------------------------------------------------

    @cached_property
    def session(self) -> Session:
        """The consultation; the first page does not wait for the rules."""
        from magapp.visit.session import Session

        rules, language = self.assistant.rules, self.setting.language
        session = Session(
            rules,
            self.picks,
            self.channel,
            lambda: self.assistant.shelf,
            language=lambda: language.code,
        )
        recorder = self.assistant.recorder
        if recorder is not None and recorder.writes:
            session.listen_at_end(partial(recorder.ended, self.channel))
            session.listen_at_second_visit(recorder.looked_back)
        return session

    @property
    def flow(self) -> Flow:
        """The way through the questions."""
        return self.session.flow

    def grave(self) -> bool:
        """Whether a key may do now what cannot be undone."""
        screen = self.deck.currentWidget()
        return isinstance(screen, Screen) and screen.grave

    def kept(self) -> Callable[[], None]:
        """How to have again what a shell remembers beside the session."""
        editing = self._editing

        def again() -> None:
            self._editing = editing

        return again

    def show_again(self, screen: QWidget) -> None:
        """Bring a screen to the front with the answers of the session, which were others."""
        if isinstance(screen, QuestionPage):
            self.show_question()
            return
        if self._review is not None and screen is self._review:
            self._review.populate()
        elif self._outcome is not None and screen is self._outcome:
            self.tell(*self.advised())
        self.show_screen(screen)

    def _load_amounts(self) -> None:
        """The first question is there: while it is read, load what the first price needs."""
        told = self.setting.language.code, self.assistant.pack.country
        Thread(target=amounts.prepare, args=told, daemon=True).start()

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
        self.deck.setVisible(screen is self.deck.currentWidget())
        self.deck.setCurrentWidget(screen)
        self.bottom.setCurrentIndex(0)
        self._refresh()
        self.column.activate()
        self.deck.show()  # not before: it is laid out once, in the room that the bars leave it
        if screen is self.start_screen and self.assistant.pack_waits:
            QTimer.singleShot(0, self, self._look_for_pack)
        if self.question and not self._amounts_due:
            self._amounts_due = True
            QTimer.singleShot(READING_MS, self, self._load_amounts)
        screen.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(screen, Screen):
            first = screen.first()
            wanted = self.hub.keyboard or isinstance(first, QLineEdit)
            if first is not None and wanted:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.say_screen()

    def say_screen(self) -> None:
        """Tell whoever does not see it what is in front; of a question also which it is."""
        screen = self.deck.currentWidget()
        if isinstance(screen, Screen):
            lines = screen.to_say()
            if self.question is not None:
                number, count = self.place()
                said = self.tr("Question {number} of {count}: {question}")
                lines[0] = said.format(number=number, count=count, question=lines[0])
            announce(screen, *lines, urgent=screen.urgent)
        elif self._outcome is not None and screen is self._outcome:
            announce(screen, *self._outcome.to_say(), urgent=self._outcome.urgent)

    def place(self) -> tuple[int, int]:
        """Which question is in front, from 1, and how many are asked as it stands now."""
        path = self.flow.path()
        return path.index(self.flow.current) + 1, len(path)

    def _refresh(self) -> None:
        """Bars as they fit the screen in front."""
        screen = self.deck.currentWidget()
        on_question = self.question is not None
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
        self.next.set_icon("arrow_right", "end")
        if question.optional and not answered:
            self.next.set_text(self.tr("Skip"))
        elif self._editing and not (isinstance(screen, QuestionPage) and screen.asks_more()):
            self.next.set_icon("arrow_left")
            self.next.set_text(self.tr("Back to my answers"))
        else:
            self.next.set_text(self.tr("Next"))

    # -- going ------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start a consultation with nothing answered."""
        self.forget("restarted")
        self.session.begin()
        self.show_question()

    def go_start(self, how: End = "left") -> None:
        """Forget everything and wait for the next customer."""
        self.forget(how)
        self.show_screen(self.start_screen)

    def _go_on(self) -> None:
        """A button says that somebody is ready."""
        self.go_start()

    def forget(self, how: End = "left") -> None:
        """End the consultation; keep nothing of it on any screen."""
        self.session.end(how)
        self._editing = False
        for page in self.screens.values():
            page.attend({}, ())
            page.bound(0)
            page.populate(None)
            page.set_other(False)
        if self._review is not None:
            self._review.clear()
        if self._outcome is not None:
            self._outcome.forget()
        if self._slip is not None:
            self._slip.forget()

    def page(self, question_id: str) -> QuestionPage:
        """The page of a question, built on its first visit."""
        page = self.screens.get(question_id)
        if page is None:
            question = self.assistant.pack.question(question_id)
            page = question_page(self.setting, question)
            page.answered.connect(partial(self._take, question_id))
            page.shortcut.connect(self.take_shortcut)
            self.screens[question_id] = page
            self.deck.addWidget(page)
        return page

    def show_question(self) -> None:
        """The page of the flow's current question."""
        self.session.ask()
        current = self.flow.current
        page = self.page(current)
        page.set_other(self.assistant.pack.is_of_another(self.flow.drafts))
        page.attend(self.flow.drafts, self.flow.named)
        if page.question.role == "intake":
            page.bound(self.session.ceiling)
        page.populate(self.flow.draft(current))
        self.show_screen(page)

    def _take(self, question: str, value: object, complete: bool) -> None:
        """A page says what was answered."""
        self.flow.answer(question, value)  # type: ignore[arg-type]  # a page gives what fits
        if complete:
            self.go_next()
        else:
            self._refresh()

    def take_shortcut(self, name: str) -> None:
        """Give all answers of a shortcut, and go on behind the last of its questions."""
        shortcut = next(each for each in self.assistant.pack.shortcuts if each.id == name)
        with self.session.one_change() as flow:
            flow.fill(shortcut.answers)
            flow.goto([each for each in flow.path() if each in shortcut.answers][-1])
        self.go_next()

    def _next(self) -> None:
        """Next or Enter: first what has not been seen of the page, then on."""
        screen = self.deck.currentWidget()
        if isinstance(screen, QuestionPage) and screen.turn_on():
            self.hub.pace.hold()
            self._refresh()
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
        elif self.step_on() is None:
            self.show_review()
        else:
            self.show_question()

    def step_on(self) -> str | None:
        """The next question that is asked, now the current one; None after the last."""
        return self.flow.next()

    def step_back(self) -> str | None:
        """The question that was asked before, now the current one; None at the first."""
        return self.flow.back()

    def go_back(self) -> None:
        """Up within the page, else to the question before; from the review to the last one."""
        screen = self.deck.currentWidget()
        if isinstance(screen, QuestionPage) and screen.turn_back():
            self.hub.pace.hold()
            self._refresh()
        elif screen is self._review or self.question is None:
            self._editing = False
            self.flow.goto(self.flow.path()[-1])
            self.show_question()
        elif self._editing and self.flow.first_open() is None:
            self.show_review()
        elif self.step_back() is not None:
            self.show_question()

    def show_review(self) -> None:
        """Every answer at a glance."""
        if self._review is None:
            from ui.walk.review import ReviewScreen

            self._review = ReviewScreen(self.setting, self.flow, self.page)
            self._review.change.connect(self.change)
            self.deck.addWidget(self._review)
        self._editing = False
        self.session.ask()
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
        """The advice for the answers of the moment."""
        outcome = self.outcome()
        self.tell(*self.advised())
        self.show_screen(outcome)

    def outcome(self) -> OutcomeScreen:
        """The screen of the advice, built on its first visit."""
        if self._outcome is None:
            from ui.outcome.outcome import OutcomeScreen

            self._outcome = OutcomeScreen(
                self.hub,
                self.assistant.pack,
                self.setting.channel,
                product_name=self.product_name,
                explain=self.assistant.explain,
            )
            self._outcome.change.connect(self.change)
            self._outcome.restart.connect(self._go_on)
            self.deck.addWidget(self._outcome)
        return self._outcome

    def tell(self, advice: Advice, suggestion: Suggestion) -> None:
        """Put an advice on its screen, in the language of the moment."""
        from magapp.visit.session import Advised

        language = self.setting.language.code
        self.outcome().show_outcome(advice, suggestion, language, self.flow.named)
        self.session.show(Advised(advice, suggestion))

    def advised(self) -> Advised:
        """The advice for the answers of the moment, and the products that go with it."""
        return self.session.advised()

    # -- another pack -----------------------------------------------------------------------------

    def _look_for_pack(self) -> None:
        """Between two consultations go on with the pack that waits."""
        if self.assistant.pack_waits and self.is_free() and self.assistant.take_pack():
            self.make_anew()

    def is_free(self) -> bool:
        """Whether nobody is being helped: the first screen is in front, and nothing is asked."""
        begun = "session" in vars(self) and bool(self.flow.drafts)
        return self.deck.currentWidget() is self.start_screen and not self.asking and not begun

    def make_anew(self) -> None:
        """Make what was made with another pack again: the session, and every screen."""
        before = [self.deck.widget(at) for at in range(self.deck.count())]
        vars(self).pop("session", None)
        self.picks = Picks(self.assistant.pack)
        self.setting = self.setting._replace(pack=self.assistant.pack, picks=self.picks)
        self.screens.clear()
        self._review = self._outcome = self._slip = self._fault = None
        self._editing = False
        self.start_screen = self.make_start()
        self.deck.addWidget(self.start_screen)
        self.retranslate()
        self.show_screen(self.start_screen)
        for screen in filter(None, before):
            self.deck.removeWidget(screen)
            screen.deleteLater()
        self.prepare()
        # Beside the screen, as after a start.
        staff = self.setting.staff
        Thread(target=self.assistant.prepare, args=(staff,), daemon=True).start()

    # -- the slip ---------------------------------------------------------------------------------

    @cached_property
    def printing(self) -> Printing:
        """The shop's printer, made when the first slip is looked at."""
        from ui.slip.printing import Printing

        return Printing(self.assistant.settings, self)

    def make_slip(self, chosen: str = "", language: str = "") -> Slip:
        """The slip for the advice of the moment, in the language of the moment or another one.

        `chosen` is the EAN of the product that is taken, if any.
        """
        from magapp.machine.clock import today
        from magapp.takehome.slip import make_slip

        advice, suggestion = self.advised()
        language = language or self.setting.language.code
        pack, shop = self.assistant.pack, self.assistant.settings.shop_name
        return make_slip(
            pack,
            advice,
            suggestion,
            language,
            today(),
            shop,
            chosen,
            self.flow.named,
            self.flow.typed,
        )

    def make_slip_screen(self) -> SlipScreen:
        """The screen of the slip as this channel has it."""
        raise NotImplementedError

    def show_slip(self) -> None:
        """What the customer can take home."""
        if self._slip is None:
            self._slip = self.make_slip_screen()
            self._slip.closed.connect(self.leave_slip)
            self.deck.addWidget(self._slip)
        products = [each.product for each in self.advised()[1].products]
        self._slip.open(self.make_slip, products)
        self.show_screen(self._slip)

    def leave_slip(self) -> None:
        """Back to the advice."""
        self.show_screen(self.outcome())

    def product_name(self, ean: str) -> str:
        """The name of a product on the shelf, else its EAN."""
        shelf = self.assistant.shelf
        return shelf[ean].name if ean in shelf else ean

    def show_fault(self) -> None:
        """Something unexpected went wrong: apologise, forget, and let the customer begin anew."""
        if self._fault is None:
            from ui.frame.faults import FaultScreen

            self._fault = FaultScreen(self.setting)
            self._fault.restart.connect(self._go_on)
            self.deck.addWidget(self._fault)
        self.forget("fault")
        self.show_screen(self._fault)

    def ask_restart(self) -> None:
        """Ask, in the bottom bar, whether to forget all answers."""
        if not self.flow.drafts:
            self.go_start()
            return
        self.ask()

    @property
    def asking(self) -> bool:
        """Whether the bottom bar asks something."""
        return self.bottom.currentIndex() == 1 and self.bottom.isVisible()

    def say_yes(self) -> None:
        """Yes to what the bottom bar asks."""
        self.go_start()

    def ask(self) -> None:
        """Ask in the bottom bar whether to forget everything."""
        self._say_sure()
        self.bottom.setCurrentIndex(1)
        self.hub.pace.hold()
        if self.hub.keyboard:
            self.no_restart.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.bottom, self.sure_text())

    def _say_sure(self) -> None:
        self.sure.setText(self.sure_text())

    def sure_text(self) -> str:
        """What the bottom bar asks before all is forgotten."""
        return self.tr("Start again? All answers will be forgotten.")

    def keep_going(self) -> None:
        """The customer goes on: the question in the bottom bar is taken back."""
        self.bottom.setCurrentIndex(0)
        screen = self.deck.currentWidget()
        first = screen.first() if isinstance(screen, Screen) else None
        if self.hub.keyboard and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing on the page took."""
        self.hub.keyboard = True
        if self._move(event.key()) or self.key(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def key(self, event: QKeyEvent) -> bool:
        """A key that is no arrow; whether it meant something. A kiosk has no keyboard."""
        return False

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
        from ui.kit.stepper import Stepper

        across, down = ways[Qt.Key(key)]
        focus = QApplication.focusWidget()
        here = self._centre(focus) if focus is not None and focus is not self else QPoint(0, 0)
        best: tuple[int, QWidget] | None = None
        within = self.bottom if self.asking else self  # what is asked comes first
        controls: list[QWidget] = [
            *within.findChildren(QAbstractButton),
            *within.findChildren(Stepper),
        ]
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
