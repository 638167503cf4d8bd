"""The second visit: a few questions in rows, how it goes on, and what was advised before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from magapp.errors import StoreError
from magapp.pack.model import LookBackQuestion
from magapp.rules.look_back import LookedBack
from magapp.takehome.look_back import (
    LookedBackText,
    look_back_text,
    looked_back_in_words,
    then_in_words,
)
from magapp.visit.session import Session
from ui.counter.keys import DIGITS, ENTER, ScreenKey, name_of, press
from ui.counter.sheet_choice import ChoiceGrid, OptionButton, Scale, row_height
from ui.frame.announce import announce
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.kit.base import Arranged, bleed, run
from ui.kit.button import Button
from ui.kit.deck import NOTHING, CardFace, PartCard
from ui.kit.parts import Beside, Gap, Icon, Paragraph, Part, Stack
from ui.kit.scroll import Scroll
from ui.kit.text import FlowLabel
from ui.look.theme import ThemeHub

_DRESS = {
    "refer_now": ("urgent", "", "urgent", "on_urgent", "phone"),
    "refer_today": ("warning_soft", "warning", "on_warning", "warning", "alert"),
    "refer_soon": ("soon_soft", "soon", "on_soon", "soon", "doctor"),
    "stop": ("accent_soft", "accent", "accent_soft", "accent_ink", "close_circle_outline"),
    "ask_staff": ("accent_soft", "", "accent_soft", "accent_ink", "account_tie_voice_outline"),
    "change": ("brand_soft", "brand", "on_brand", "brand", "swap_horizontal"),
    "go_on": ("brand_soft", "", "on_brand", "brand", "check"),
}
"""By outcome: ground and edge of the card, sign and ground of its icon, and which icon."""


class FlowCard(PartCard):
    """A painted card that is as high as its words need."""

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__(hub)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_face(self, face: CardFace) -> None:
        """Show something else, perhaps higher."""
        super().show_face(face)
        self.setVisible(face is not NOTHING)
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """The height of its words at the size of the theme; smaller where a word is too long."""
        return self.tall(width)


class AnswerRow(Arranged):
    """The options of one question, each with its key while keys act on them."""

    chosen = Signal(str)

    def __init__(self, hub: ThemeHub, question: LookBackQuestion) -> None:
        super().__init__(hub)
        self.question = question.id
        self.grid = ChoiceGrid(hub, parent=self)
        self.options = {
            option.id: OptionButton(
                hub, name=f"{question.id}:{option.id}", key=str(key), radio=True
            )
            for key, option in enumerate(question.option, 1)
        }
        for option, button in self.options.items():
            button.clicked.connect(lambda _=False, option=option: self.chosen.emit(option))
        self.grid.set_choices([*self.options.values()])
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def _scale(self) -> Scale:
        return Scale(row_height(self.hub.theme))

    def heightForWidth(self, width: int) -> int:
        """All options."""
        return self.grid.height_in(width, self._scale)

    def restyle(self) -> None:
        """Words or the theme changed."""
        self.grid.forget_measures()
        self.updateGeometry()
        self.arrange()

    def arrange(self) -> None:
        """The grid takes all of it."""
        self.grid.place(QRect(0, 0, self.width(), self.height()), self._scale)

    def show_said(self, option: str | None, keyed: bool) -> None:
        """What is chosen, and whether keys act here."""
        for each, button in self.options.items():
            button.setChecked(each == option)
            button.set_keyed(keyed)

    def first(self) -> QWidget:
        """What is chosen, else the first option."""
        buttons = [*self.options.values()]
        return next((each for each in buttons if each.isChecked()), buttons[0])


class LookBackScreen(Screen):
    """Shows what the session has of the second visit, and keeps none of it.

    `closed` goes back, `anew` to the questions, `referral` to the advice that sends to a doctor,
    `done` to the next customer.
    """

    closed = Signal()
    anew = Signal()
    referral = Signal()
    done = Signal()

    def __init__(self, setting: Setting, session: Session) -> None:
        super().__init__(setting, "look_back")
        hub = setting.hub
        self._session = session
        self._said: tuple[object, ...] = ()
        self.looked: LookedBack | None = None
        """How it goes on after the answers that are shown."""
        self.rows: list[AnswerRow] = []
        self._titles: list[FlowLabel] = []
        left, right = QWidget(), QWidget()
        self._asked, self._told = QVBoxLayout(left), QVBoxLayout(right)
        for question in session.look_back.questions:
            title = FlowLabel(hub, bold=True)
            row = AnswerRow(hub, question)
            row.chosen.connect(partial(self._answered, row))
            self.rows.append(row)
            self._titles.append(title)
            self._asked.addWidget(title)
            self._asked.addWidget(row)
        self.verdict = FlowCard(hub)
        self.gates = FlowCard(hub)
        self.then = FlowCard(hub)
        for card in (self.gates, self.verdict, self.then):
            self._told.addWidget(card)
        inside = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top = Qt.AlignmentFlag.AlignTop
        self._sides.addWidget(left, 3, top)
        self._sides.addWidget(right, 2, top)
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, 0, 0)
        around.addLayout(self._sides)
        around.addStretch(1)
        self.area = Scroll(inside)
        for watched in (self.area, *(each for row in self.rows for each in row.options.values())):
            watched.installEventFilter(self)
        self.column.addWidget(self.area, 1)
        self.back = Button(hub, name="look_back:back", icon="arrow_left", mirrored=True)
        self.back.clicked.connect(self.closed)
        self.ask = Button(hub, name="look_back:anew", icon="restart")
        self.ask.clicked.connect(self.anew)
        self.refer = Button(hub, name="look_back:referral", variant="danger", icon="doctor")
        self.refer.clicked.connect(self.referral)
        self.finish = Button(hub, name="look_back:done", variant="primary", icon="check")
        self.finish.clicked.connect(self.done)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.back)
        self._foot.addStretch(1)
        for button in (self.ask, self.refer, self.finish):
            self._foot.addWidget(button)
        self.column.addLayout(self._foot)
        session.listen(self.follow)
        self.restyle()
        self.retranslate()

    # -- what is shown ----------------------------------------------------------------------------

    def begin(self) -> None:
        """Come to the front with what the session has."""
        self._said = ()
        self._tell()

    def forget(self) -> None:
        """Show nothing of the consultation."""
        self._said = ()
        self.looked = None
        for row in self.rows:
            row.show_said(None, False)
        for card in (self.verdict, self.gates, self.then):
            card.show_face(NOTHING)

    def follow(self) -> None:
        """Show what was answered, here or before, when it is something else."""
        if self.isVisible():
            self._tell()

    def _tell(self) -> None:
        session, code = self._session, self.setting.language.code
        said = (session.back, session.flow.drafts, session.flow.cleared, code)
        if said != self._said:
            self._said = said
            self.looked = session.looked_back()
            self._show_then(code)
            self._show_verdict(code)
            self._show_ways()
        self._show_keys()

    def _show_keys(self) -> None:
        active = self._active()
        for row in self.rows:
            row.show_said(self._session.back.get(row.question), row is active)

    def _active(self) -> AnswerRow:
        """The row that digits answer: the one with the focus, else the first that is open."""
        focus = QApplication.focusWidget()
        here = (row for row in self.rows if focus in row.options.values())
        open_ = (row for row in self.rows if row.question not in self._session.back)
        return next(here, next(open_, self.rows[-1]))

    def _show_then(self, code: str) -> None:
        """What stands in the way, and what was advised, as it is reckoned from these answers."""
        session, text = self._session, self.setting.text
        if not session.flow.drafts:
            unknown = self.tr("Without a slip nothing is known of the first visit. Scan it now.")
            self._show_note("look_back:gates", [(unknown, "")], "barcode_scan")
            self.then.show_face(NOTHING)
            return
        gates = [
            (text(f"gate.{each}.title"), text(f"gate.{each}.staff"))
            for each in session.advice.gates
        ]
        self._show_note("look_back:gates", gates, "shield_outline")
        try:
            advised = then_in_words(self.setting.pack, session.advised(), code)
        except StoreError:  # what was advised cannot be said without a shelf
            self.then.show_face(NOTHING)
            return
        head = self.tr("Advised with these answers")
        lines: list[Part] = [Paragraph(head, "small", colour="ink_soft")]
        if advised.title:
            lines.append(Paragraph(advised.title, "body", bold=True))
        for name, dose in advised.lines:
            words = [Paragraph(name, "small", bold=True), Paragraph(dose, "small")]
            lines += [Gap("space.xs"), Stack(words, 0)]
        self.then.show_face(
            CardFace(Stack(lines, "space.xs"), "look_back:then", head, raised=False)
        )

    def _show_note(self, name: str, lines: list[tuple[str, str]], icon: str) -> None:
        """What stands above all that is answered now; nothing where there is nothing."""
        if not lines:
            self.gates.show_face(NOTHING)
            return
        words: list[Part] = [Paragraph(self.tr("First of all"), "small", colour="ink_soft")]
        for title, staff in lines:
            words += [Paragraph(title, "body", bold=True), Paragraph(staff, "small")]
        part = Beside(Icon(icon, 1.8, "accent_ink", "surface"), Stack(words, "space.xs"))
        self.gates.show_face(
            CardFace(part, name, lines[0][0], "accent_soft", "accent", raised=False)
        )

    def _words(self, code: str) -> LookedBackText | None:
        if self.looked is None:
            return None
        return looked_back_in_words(self.setting.pack, self.looked, code)

    def _show_verdict(self, code: str) -> None:
        said = self._words(code)
        if said is None:
            open_ = self._session.look_back.open(self._session.back)
            titles = [self.setting.text(f"look_back.{each}.title") for each in open_]
            words = [Paragraph(self.tr("Still to be asked"), "body", bold=True)]
            words += [Paragraph(each, "small") for each in titles]
            face = CardFace(Stack(words, "space.xs"), "look_back:open", raised=False)
            self.verdict.show_face(face)
            return
        ground, edge, sign, disc, icon = _DRESS[said.key]
        ink = "on_urgent" if said.key == "refer_now" else "ink"
        lines: list[Part] = [Paragraph(said.title, "title", bold=True, colour=ink)]
        if said.call:
            lines.append(Paragraph(said.call, "title", bold=True, colour=ink))
        lines.append(Paragraph(said.text, "body", colour=ink))
        mark = Icon(icon, 2.2, sign, disc) if ink == "ink" else Icon(icon, 2.2, disc, sign)
        part = Beside(mark, Stack(lines, "space.sm"), "space.md")
        name = f"look_back:{self.looked.step or 'gate'}" if self.looked else ""
        self.verdict.show_face(CardFace(part, name, said.title, ground, edge, raised=False))

    def _show_ways(self) -> None:
        """The ways on that make sense after this, the likely one loudest."""
        looked, known = self.looked, bool(self._session.flow.drafts)
        outcome = looked.outcome if looked else ""
        self.ask.setVisible(outcome not in ("refer", "stop"))
        self.ask.set_text(self.tr("Advise anew (A)") if known else self.tr("Ask the questions (A)"))
        self.refer.setVisible(known and self._session.advice.outcome == "refer")
        self.finish.setEnabled(looked is not None)
        on = outcome in ("ask_staff", "change")
        self.ask.set_variant("primary" if on else "secondary")
        self.finish.set_variant("secondary" if on else "primary")

    # -- answering --------------------------------------------------------------------------------

    def _answered(self, row: AnswerRow, option: str) -> None:
        """An option was chosen: on to the next row that is open."""
        before = self.looked
        self._session.say_back(row.question, option)
        lines = [self.tr("Chosen: {name}").format(name=row.options[option].title())]
        said = self._words(self.setting.language.code)
        if said is not None and self.looked != before:
            lines += [said.title, said.call, said.text]
        announce(self, *lines, urgent=said is not None and said.key == "refer_now")
        open_ = [each for each in self.rows if each.question not in self._session.back]
        if open_:
            self._go_to(open_[0])
        self._show_keys()
        if self.looked is not None and self.looked != before:
            QTimer.singleShot(0, self, self._reveal)  # once the card has its height

    def _reveal(self) -> None:
        """With large text the way on lies below the questions."""
        self.area.ensureWidgetVisible(self.verdict)

    def _go_to(self, row: AnswerRow) -> None:
        first = row.first()
        first.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(first)

    # -- words ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words of the screen and of the pack's questions."""
        code = self.setting.language.code
        self.heading.setText(self.tr("Look back"))
        self.help.setText(
            self.tr("For who comes back after an advice. Nothing is kept that says who it was.")
        )
        self.setAccessibleName(self.heading.text())
        for row, label in zip(self.rows, self._titles, strict=True):
            title = self.setting.text(f"look_back.{row.question}.title")
            label.setText(title)
            for option, button in row.options.items():
                key = f"look_back_option.{row.question}.{option}.title"
                button.set_texts(look_back_text(self.setting.pack, code, key), "", title)
            row.grid.set_more_text(self.tr("More"))
            row.restyle()
        self.back.set_text(self.tr("Back (Esc)"))
        self.refer.set_text(self.tr("To the referral (R)"))
        self.finish.set_text(self.tr("Done (Enter)"))
        self._said = ()
        self.follow()

    def to_say(self) -> list[str]:
        """The screen, what stands in the way, and the first question."""
        return [
            self.heading.text(),
            self.gates.accessibleDescription(),
            self._titles[self.rows.index(self._active())].text(),
        ]

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        """The row that is open."""
        return self._active().first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys act where the focus is; page keys go from row to row, the area would scroll."""
        if event.type() == QEvent.Type.FocusIn:
            self._show_keys()
        pages = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if watched is self.area and isinstance(event, QKeyEvent) and event.key() in pages:
            if event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Those of the table."""
        if event.isAutoRepeat():
            event.accept()
        elif not press(self.key_table(), name_of(event)):
            super().keyPressEvent(event)

    def key_table(self) -> tuple[ScreenKey, ...]:
        """Digits answer, letters lead on, page keys go from question to question."""
        return (
            ScreenKey(("Esc",), "Esc", self.tr("Back"), lambda _: self.closed.emit()),
            ScreenKey(ENTER, "Enter", self.tr("Done"), lambda _: self._enter()),
            ScreenKey(DIGITS[1:], "1-9", self.tr("What stands beside the digit"), self._press),
            ScreenKey("a", "A", self.tr("Advise anew"), lambda _: _click(self.ask)),
            ScreenKey("r", "R", self.tr("To the referral"), lambda _: _click(self.refer)),
            ScreenKey(("PgDown",), "PgDn", self.tr("Next question"), lambda _: self._turn(1)),
            ScreenKey(("PgUp",), "PgUp", self.tr("Question before"), lambda _: self._turn(-1)),
        )

    def _enter(self) -> bool:
        focus = QApplication.focusWidget()
        return _click(focus if isinstance(focus, Button) else self.finish)

    def _press(self, digit: str) -> bool:
        """The option beside which the digit stands; whether there is one."""
        options = [*self._active().options.values()]
        if int(digit) > len(options):
            return False
        options[int(digit) - 1].click()
        return True

    def _turn(self, by: int) -> None:
        at = self.rows.index(self._active()) + by
        self._go_to(self.rows[at % len(self.rows)])

    # -- placing ----------------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if not hasattr(self, "_foot"):
            return  # the parts are not made yet
        theme = self.setting.hub.theme
        out = bleed(theme)
        self._sides.setSpacing(theme.px("space.lg"))
        for column in (self._asked, self._told):
            column.setContentsMargins(0, 0, 0, 0)
        self._asked.setSpacing(theme.px("space.xs"))
        self._told.setSpacing(theme.px("space.sm") - out)
        for label in self._titles:
            label.setContentsMargins(out, theme.px("space.sm"), out, 0)
        self._foot.setSpacing(theme.px("space.sm"))
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), 0, margins.right(), theme.px("space.md"))
        self.arrange()

    def arrange(self) -> None:
        """Beside each other on a wide screen, below each other on a tall one."""
        run(self._sides, down=self.tall or self.setting.hub.theme.text_scale > 1.5)


def _click(button: Button) -> bool:
    """Press a button; whether it could be."""
    able = button.isVisible() and button.isEnabled()
    if able:
        button.click()
    return able
