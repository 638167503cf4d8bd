"""The page for each kind of question, imported when the first of its kind is shown."""

from __future__ import annotations

from collections.abc import Callable

from magapp.pack.model import Question
from ui.ask.page import QuestionPage
from ui.frame.setting import Setting


def _one(setting: Setting, question: Question) -> QuestionPage:
    from ui.ask.choices import OnePage

    return OnePage(setting, question)


def _many(setting: Setting, question: Question) -> QuestionPage:
    from ui.ask.choices import ManyPage

    return ManyPage(setting, question)


def _number(setting: Setting, question: Question) -> QuestionPage:
    from ui.ask.amounts import NumberPage

    return NumberPage(setting, question)


def _portions(setting: Setting, question: Question) -> QuestionPage:
    from ui.ask.amounts import PortionsPage

    return PortionsPage(setting, question)


def _lookup(setting: Setting, question: Question) -> QuestionPage:
    from ui.ask.lookup import LookupPage

    return LookupPage(setting, question)


def _moments(setting: Setting, question: Question) -> QuestionPage:
    from ui.ask.moments import MomentsPage

    return MomentsPage(setting, question)


_MADE: dict[str, Callable[[Setting, Question], QuestionPage]] = {
    "one": _one,
    "many": _many,
    "number": _number,
    "portions": _portions,
    "lookup": _lookup,
    "moments": _moments,
}


def question_page(setting: Setting, question: Question) -> QuestionPage:
    """The page that asks a question."""
    return _MADE[question.kind](setting, question)
