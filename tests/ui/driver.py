"""Drives the wizard as a person does: finds controls by name, sees them, taps their centre.

Every tap is a mouse event given to the window, so it lands where a finger would: a control that is
covered, too small or out of sight fails the test. Nothing sleeps; waiting is for a condition.

    me.begin().at("age").pick("age:18_69").next().back()
    me.answer_all(case.answers).see_advice()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any, TypeVar

from people import STRESSED
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.rules import Answers, Rules, Value
from magapp.visit.medicines import plain
from magapp.visit.session import Advised
from ui.ask.lookup import LookupPage
from ui.counter.counter import CounterShell
from ui.counter.sheet_choice import ChoiceGrid, OptionButton
from ui.kiosk.idle import COUNTDOWN
from ui.kiosk.kiosk import KioskShell
from ui.kit.stepper import Stepper
from ui.kit.tiles import TileGrid
from ui.walk.shell import Shell

Kind = TypeVar("Kind", bound=QWidget)

LEFT = Qt.MouseButton.LeftButton


def copied(assistant: Assistant, pack: Pack | None = None) -> Assistant:
    """The same assistant, or one on another pack, with what it has read."""
    _ = assistant.catalogue  # read once for all tests
    another = copy(assistant)
    if pack is not None:
        another.pack, another.rules = pack, Rules(pack, assistant.settings.allow_forms)
    return another


def settle() -> None:
    """Let everything that was posted arrive, what deletes widgets included.

    Three rounds, as lay-outs within lay-outs tell each other one after the other.
    """
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def take_away(shell: Shell) -> None:
    """Take a window away, and the translation it brought."""
    shell.setting.language.use("en")
    shell.close()
    shell.deleteLater()
    settle()


class Driver:
    """A person before the screen. Every verb returns the driver, so that they read as a walk."""

    def __init__(self, shell: Shell, bot: QtBot) -> None:
        self.shell = shell
        self.bot = bot

    # -- seeing -----------------------------------------------------------------------------------

    @property
    def assistant(self) -> Assistant:
        """The parts that the screen works with."""
        return self.shell.assistant

    @property
    def last(self) -> Advised:
        """What the screen was given to show."""
        return self.shell.session.shown or self.shell.session.advised()

    @property
    def rules(self) -> Rules:
        """The rules, to know what is asked."""
        return self.shell.assistant.rules

    @property
    def question(self) -> str:
        """The question on the screen."""
        question = self.shell.question
        assert question is not None, f"no question on the screen but {self.screen}"
        return question

    @property
    def screen(self) -> str:
        """The object name of the screen in front."""
        return self.front.objectName()

    @property
    def front(self) -> QWidget:
        """The screen in front."""
        front = self.shell.deck.currentWidget()
        assert front is not None
        return front

    def all_named(self, name: str) -> list[QWidget]:
        """Every widget with this name, shown or not."""
        return self.shell.findChildren(QWidget, name)

    def shows(self, name: str) -> bool:
        """Whether a widget of this name can be seen."""
        return any(each.isVisible() for each in self.all_named(name))

    def find(self, name: str) -> QWidget:
        """The one visible widget of this name; a grid is leafed through until it shows."""
        seen = [each for each in self.all_named(name) if each.isVisible()]
        if not seen:
            seen = self._leaf_to(name)
        assert len(seen) == 1, f"{len(seen)} visible widgets are called {name} on {self.screen}"
        return seen[0]

    def _leaf_to(self, name: str) -> list[QWidget]:
        """Leaf through the grid that holds a tile, from its first page on."""
        for tile in self.all_named(name):
            grid = tile.parentWidget()
            if isinstance(grid, ChoiceGrid) and isinstance(tile, OptionButton) and grid.isVisible():
                for _ in range(grid.pages - 1):
                    if not tile.isVisible():
                        (more,) = grid.findChildren(QWidget, "more")
                        self.tap_on(more)
                if tile.isVisible():
                    return [tile]
            if not isinstance(grid, TileGrid) or not grid.isVisible() or grid.pages < 2:
                continue
            leaf = {
                button: next(each for each in grid.findChildren(QWidget, f"grid_{button}"))
                for button in ("previous", "more")
            }
            while grid.page:
                self.tap_on(leaf["previous"])
            while not tile.isVisible() and grid.page + 1 < grid.pages:
                self.tap_on(leaf["more"])
            if tile.isVisible():
                return [tile]
        return []

    # -- touching ---------------------------------------------------------------------------------

    def tap_on(self, widget: QWidget) -> Driver:
        """Tap the middle of a widget, through the window."""
        name = widget.objectName()
        assert widget.isVisible(), f"{name} cannot be seen"
        assert widget.isEnabled(), f"{name} is out of use"
        at = self.centre(widget)
        hit = self.shell.childAt(at)
        assert hit is widget, f"{hit and hit.objectName()} lies over the middle of {name}"
        QTest.mouseClick(self.shell.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        return self

    def centre(self, widget: QWidget) -> QPoint:
        """The middle of a widget, within the window."""
        return widget.mapTo(self.shell, widget.rect().center())

    def tap(self, name: str) -> Driver:
        """Tap the control of this name."""
        return self.tap_on(self.find(name))

    def pick(self, name: str) -> Driver:
        """Tap an answer; the same as `tap`, as one says it of answers."""
        return self.tap(name)

    def key(self, key: Qt.Key | str, *modifiers: Qt.KeyboardModifier) -> Driver:
        """Press a key where the focus is; a text is typed letter by letter."""
        target = QApplication.focusWidget() or self.shell
        if isinstance(key, str):
            for sign in key:
                QTest.keyClicks(QApplication.focusWidget() or self.shell, sign)
        elif modifiers:
            QTest.keyClick(target, key, modifiers[0])
        else:
            QTest.keyClick(target, key)
        return self

    def wait(self, condition: Callable[[], bool]) -> Driver:
        """Wait until something is so."""
        self.bot.waitUntil(condition, timeout=5000)
        return self

    # -- walking ----------------------------------------------------------------------------------

    def home(self) -> Driver:
        """To the first screen in the window's first language, whatever was on before.

        It forgets first: else what was on before would be translated once more.
        """
        self.shell.go_start()
        if self.shell.setting.language.code != self.shell._first_language:
            self.shell.use_language(self.shell._first_language)
        settle()
        return self.wait(lambda: self.shows(self.start))

    @property
    def start(self) -> str:
        """The name of what begins a consultation: at a kiosk, in the language in use."""
        kiosk = isinstance(self.shell, KioskShell)
        return f"start:{self.shell.setting.language.code}" if kiosk else "start"

    def begin(self) -> Driver:
        """From the first screen into the questions."""
        return self.tap(self.start).wait(lambda: self.shell.question is not None)

    def at(self, question: str) -> Driver:
        """Be at a question, or fail."""
        return self.wait(lambda: self.shell.question == question)

    def next(self) -> Driver:
        """Tap Next."""
        return self.tap("next")

    def back(self) -> Driver:
        """Tap Back."""
        return self.tap("back")

    def switch(self, language: str) -> Driver:
        """Tap a language; every widget has heard of it afterwards."""
        self.tap(f"language:{language}")
        settle()
        return self.wait(lambda: self.shell.setting.language.code == language)

    def see_advice(self) -> Driver:
        """From the review to the advice."""
        self.wait(lambda: self.screen == "review")
        return self.next().wait(lambda: self.screen == "outcome")

    # -- answering --------------------------------------------------------------------------------

    def answer_all(self, answers: Answers) -> Driver:
        """Answer page by page what these answers say, to the review.

        Answers to questions that end up hidden are given too: the way leads through an answer that
        brings them up, then back to put that right.
        """
        said = dict(answers)
        hidden = [each for each in said if each not in self.rules.asked(said)]
        if hidden:
            self._answer_hidden(said, hidden)
        while self.shell.question is not None:
            self.answer(self.question, said.get(self.question))
        if self.emergency:
            return self
        assert self.screen == "review"
        return self.add_offered(said)

    @property
    def emergency(self) -> bool:
        """Whether an answer has led to a referral before all questions were asked."""
        return self.screen == "outcome"

    def add_offered(self, said: Mapping[str, Value]) -> Driver:
        """Answer what the kiosk only offers, beside the answers given."""
        for question in self.rules.asked(self.shell.flow.drafts):
            if question in said and self.shell.flow.draft(question) is None:
                self.tap(f"change:{question}").at(question).give(said[question])
                if self.shell.question == question:
                    self.go_on()
                self.wait(lambda: self.screen == "review")
        return self

    def answer(self, question: str, value: Value | None) -> Driver:
        """Answer one question and go on. None skips it or, where one must not, leaves it open."""
        self.at(question)
        if value is None:
            return self._leave_open()
        self.give(value)
        return self.go_on() if self.shell.question == question else self

    def go_on(self) -> Driver:
        """Tap Next until the page turns: first it shows what of the page was not seen yet."""
        question = self.question if self.shell.question else ""
        for _ in range(9):
            if self.shell.question == question:
                self.next()
        assert self.shell.question != question, f"Next does not lead on from {question}"
        return self

    def _leave_open(self) -> Driver:
        """Skip; the wizard has no way past a question that needs an answer, so the flow is moved.

        That Next is out of use there is part of what is tested.
        """
        question = self.question
        if self.shell.assistant.pack.question(question).optional:
            return self.go_on()
        assert self.shell.flow.draft(question) is None
        assert not self.find("next").isEnabled(), f"{question} can be left open by a tap"
        if self.shell.flow.next() is None:
            self.shell.show_review()
        else:
            self.shell.show_question()
        return self

    def give(self, value: Value) -> Driver:
        """Make the page say this, whatever it says now; it may turn by itself."""
        question = self.shell.assistant.pack.question(self.question)
        if question.kind == "one":
            return self.pick(f"{question.id}:{value}")
        if question.kind == "number":
            return self._number(question.id, value, question.picks)
        if question.kind == "moments":
            assert isinstance(value, dict)
            return self._moments(question.id, value)
        if question.kind == "portions":
            assert isinstance(value, dict)
            return self._portions(question.id, value)
        assert isinstance(value, list)
        if not value:
            while chips := [each for each in self._chips() if each.isVisible()]:
                self.tap_on(chips[0])
                settle()
            return self.pick(f"{question.id}:none")
        if question.kind == "many":
            return self._ticks(question.id, value)
        return self._look_up(question.id, value)

    def _chips(self) -> list[QWidget]:
        """What was picked of the medicines at the kiosk; none at the counter, and elsewhere."""
        page = self.front
        return [*page.picked.chips] if isinstance(page, LookupPage) else []

    def _ticks(self, question: str, wanted: list[str]) -> Driver:
        ticked = self.shell.flow.draft(question)
        ticked = ticked if isinstance(ticked, list) else []
        for option in [each.id for each in self.shell.assistant.pack.question(question).option]:
            if (option in wanted) != (option in ticked):
                self.pick(f"{question}:{option}")
        return self

    def _number(self, question: str, value: Value, picks: tuple[float, ...]) -> Driver:
        if isinstance(value, str):
            return self.pick(f"{question}:{value}")
        assert isinstance(value, int | float)
        if value in picks:
            return self.pick(f"{question}:pick:{value:g}")
        if value % 1:  # the pad has whole numbers; a code or a file may bring any other
            self.shell.flow.answer(question, value)
            self.shell.show_question()
            return self
        if self.find("pad:clear").isEnabled():
            self.tap("pad:clear")
        for digit in f"{value:g}":
            self.tap(f"pad:{digit}")
        return self

    def _moments(self, question: str, wanted: Mapping[str, Any]) -> Driver:
        """For one medicine after the other; one of which nothing is said is passed over."""
        ticked = self.shell.flow.draft(self.rules.lookup)
        assert isinstance(ticked, list)
        spaced = [each.medicine for each in self.assistant.pack.spacings if each.medicine in ticked]
        order = [each for each in ticked if each in spaced]
        before = self.shell.flow.draft(question)
        said = dict(before) if isinstance(before, dict) else {}
        for number, medicine in enumerate(order):
            for moment in self.assistant.pack.slots:
                now = said.get(medicine) or ()
                then = wanted.get(medicine) or ()
                if now == "weekly" or then == "weekly":
                    continue
                if (moment.id in now) != (moment.id in then):
                    self.pick(f"{question}:{moment.id}")
            if (said.get(medicine) == "weekly") != (wanted.get(medicine) == "weekly"):
                self.pick(f"{question}:weekly")
            if number + 1 < len(order):
                self.next()
        return self

    def _portions(self, question: str, wanted: Mapping[str, float]) -> Driver:
        for item in self.shell.assistant.pack.screener:
            stepper = next(
                each
                for each in self.front.findChildren(Stepper)
                if each.objectName() == f"{question}:{item.id}"
            )
            aim = int(wanted.get(item.id, 0))
            while stepper.value() != aim:
                way = "plus" if stepper.value() < aim else "minus"
                self.tap(f"{question}:{item.id}:{way}")
        return self

    def _look_up(self, question: str, wanted: list[str]) -> Driver:
        """At a kiosk by letter and name; at the counter by ticking the group where it can be."""
        options = self.assistant.pack.question(question).option
        ticked = {each.id for each in options if not each.named}
        unknown = self.assistant.pack.roles["unknown"]
        for group in wanted:
            if group == unknown or (self.shell.setting.staff and group in ticked):
                self.pick(f"{question}:{group}")
            elif self.shell.setting.staff:
                self._type_name(question, self._a_name_for(group)[0])
            else:
                self.look_up(*self._a_name_for(group))
        return self

    def _type_name(self, question: str, name: str) -> None:
        """Find a medicine at the counter by its name, which stands for one group."""
        self.find(f"{question}:search").setFocus()
        self.key(name).tap(f"medicine:{name}").wait(lambda: self.shows(f"remove:{name}"))

    def _a_name_for(self, group: str) -> tuple[str, str]:
        """A medicine of a group, and the group when its name alone does not say it."""
        pack = self.shell.assistant.pack
        for medicine in pack.medicines:
            if medicine.groups == (group,):
                return medicine.brands[0] if medicine.brands else medicine.name, ""
        several = {each.id for each in pack.which if group in each.groups()}
        medicine = next(each for each in pack.medicines if each.which in several)
        return medicine.name, group

    def look_up(self, name: str, which: str = "") -> Driver:
        """Find a medicine by its first letter, and say which it is when asked."""
        if not self.shows(f"letter:{plain(name)[0].upper()}"):
            self.tap("letters:show")
        self.tap(f"letter:{plain(name)[0].upper()}")
        for letters in range(2, 5):
            if self.shows(f"letter:{plain(name)[:letters].upper()}"):
                self.tap(f"letter:{plain(name)[:letters].upper()}")
        self.tap(f"medicine:{name}")
        if which:
            self.tap(self.option_of(which))
        return self.wait(lambda: self.shows(f"remove:{name}"))

    def option_of(self, group: str) -> str:
        """The tile or choice in sight that says which it is: the one for this group."""
        return next(
            f"which:{each.id}:{option.id}"
            for each in self.shell.assistant.pack.which
            for option in each.option
            if option.groups == (group,) and self.shows(f"which:{each.id}:{option.id}")
        )

    def _answer_hidden(self, said: dict[str, Value], hidden: list[str]) -> None:
        """Give answers that will be hidden: by way of another answer to an earlier question."""
        turn, other = self._detour(said, hidden)
        by_way = {**said, turn: other}
        last = [each for each in self.rules.asked(by_way) if each in hidden][-1]
        done = False
        while not done:
            question = self.question
            done = question == last
            self.answer(question, by_way.get(question))
            if self.emergency:  # what comes after it is reached by another answer only
                self.tap("change").wait(lambda: self.shell.question is not None)
                if not done:
                    self.shell.flow.goto(question)
                    self.shell.flow.next()
                    self.shell.show_question()
        while self.shell.question != turn:
            self.back()
        if turn in said:
            self.answer(turn, said[turn])
        else:
            self._ticks(turn, [])  # left open in the end
            assert self.shell.flow.draft(turn) is None
        assert all(self.shell.flow.draft(each) == said[each] for each in hidden)

    def _detour(self, said: dict[str, Value], hidden: list[str]) -> tuple[str, Value]:
        """An answer that brings the hidden questions up, to one that is said or left open."""
        questions = [each for each in self.assistant.pack.questions if each.id not in hidden]
        said_first = [each for each in questions if each.id in said]
        for question in [*said_first, *(each for each in questions if each not in said_first)]:
            for option in question.option if question.kind in ("one", "many") else ():
                value: Value = option.id if question.kind == "one" else [option.id]
                if set(hidden) <= set(self.rules.asked({**said, question.id: value})):
                    return question.id, value
        raise AssertionError(f"nothing brings up {hidden}")


class Counter(Driver):
    """Staff before the desk: several questions on a sheet, and no review before the advice."""

    shell: CounterShell

    def to(self, question: str) -> Counter:
        """Make a question the one that keys act on, by a click where that is possible."""
        sheet = self.shell.desk.front
        card = sheet.cards.get(question) if sheet is not None else None
        if self.shell.question == question:
            return self
        if card is None or not card.isVisible() or self.shell.question is None:
            self.shell.flow.goto(question)
            self.shell.show_question()
        else:
            at = card.mapTo(self.shell, QPoint(card.width() // 10, 20))
            QTest.mouseClick(self.shell.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        assert self.shell.question == question
        return self

    def answer_all(self, answers: Answers) -> Driver:
        """Answer what is asked of these answers, in order; nothing else is left open."""
        said = dict(answers)
        hidden = [each for each in said if each not in self.rules.asked(said)]
        if hidden:
            self._answer_hidden(said, hidden)
        seen: set[str] = set()
        while rest := [each for each in self.shell.flow.path() if each not in seen]:
            seen.add(rest[0])
            if rest[0] not in said or self.shell.flow.draft(rest[0]) != said[rest[0]]:
                self.answer(rest[0], said.get(rest[0]))
        return self

    def answer(self, question: str, value: Value | None) -> Driver:
        """Answer one question. Where more is to come, go on; the advice is asked for at the end."""
        self.to(question)
        if value is None:
            return self._leave_open()
        self.give(value)
        if self.shell.question == question and self.shell._ahead() is not None:
            self.go_on()
        return self

    def _leave_open(self) -> Driver:
        """Pass by; Next is out of use where an answer is needed."""
        question = self.question
        if not self.assistant.pack.question(question).optional:
            assert self.shell.flow.draft(question) is None
            assert not self.find("next").isEnabled(), f"{question} can be left open by a tap"
        if self.shell.flow.next() is not None:
            self.shell.show_question()
        return self

    def cannot_pass(self, still_open: list[str]) -> Driver:
        """Next leads to a question that is open, and not past it."""
        if self.find("next").isEnabled():
            self.next()
        assert self.question in still_open
        assert not self.find("next").isEnabled()
        return self

    def see_advice(self) -> Driver:
        """On, until the advice is there."""
        for _ in range(9):
            if self.shell.question is not None:
                self.next()
        return self.wait(lambda: self.screen == "outcome")


def given(me: Counter, **answers: Any) -> Counter:
    """On the desk with these answers, at the last question."""
    if me.shell.question is None:
        me.begin()
    said = {**STRESSED, **answers}
    me.shell.flow.fill({name: each for name, each in said.items() if each is not None})
    me.shell.flow.goto("conditions")
    me.shell.show_question()
    settle()
    return me


def advised(me: Counter, **answers: Any) -> Counter:
    """At the outcome for these answers."""
    given(me, **answers).shell.show_advice()
    settle()
    return me


def leave(me: Driver) -> None:
    """The customer walks away; the kiosk notices."""
    assert isinstance(me.shell, KioskShell)
    idle = me.shell.idle
    idle.wait.timeout.emit()
    for _ in range(COUNTDOWN):
        idle.second.timeout.emit()
    me.wait(lambda: me.screen == "page:start")
    settle()
