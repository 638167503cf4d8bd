"""The conversation: which question comes next.

The flow holds what was answered, the names behind it, what staff cleared, and one position: a
value, which every change replaces by another. The path is derived from the answers each time, so
there is no history to get out of step: Back loses nothing, any answered question can be gone to,
and starting again is one line.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from types import MappingProxyType
from typing import NamedTuple

from magapp.rules import Answers, Clearance, Rules, Value
from magapp.visit.picks import Picked, Picks


class Stand(NamedTuple):
    """Where a consultation stands: nothing in it changes."""

    drafts: Answers
    cleared: tuple[Clearance, ...]
    current: str
    picked: Picked


class Flow:
    """One consultation's way through the questions of a pack.

    `changed` is called after every change.
    """

    def __init__(
        self, rules: Rules, picks: Picks | None = None, changed: Callable[[], None] | None = None
    ) -> None:
        self.rules = rules
        self.picks = picks or Picks(rules.pack)
        """What the answer about medicines came from; a screen may hold the same."""
        self._changed = changed or (lambda: None)
        self._stand = Stand(MappingProxyType({}), (), rules.asked({})[0], self.picks.picked)

    @property
    def stand(self) -> Stand:
        """What was answered, picked and cleared, and the position; to be set again."""
        return self._stand._replace(picked=self.picks.picked)

    @stand.setter
    def stand(self, stand: Stand) -> None:
        self._stand, self.picks.picked = stand, stand.picked
        self._changed()

    @property
    def drafts(self) -> Answers:
        """Everything that was answered, also to questions that are not asked now."""
        return MappingProxyType(deepcopy(dict(self._stand.drafts)))

    @property
    def cleared(self) -> tuple[Clearance, ...]:
        """The gates that staff cleared, as long as they stand."""
        return self._stand.cleared

    @property
    def current(self) -> str:
        """The question that the conversation is at."""
        return self._stand.current

    @property
    def named(self) -> tuple[str, ...]:
        """The pack's medicines that were chosen, by name and in order."""
        return self.picks.named()

    @property
    def typed(self) -> tuple[str, ...]:
        """The words that were typed for a medicine and are nowhere found; each is not known."""
        return self.picks.typed()

    def path(self) -> tuple[str, ...]:
        """The questions that are asked, given the answers so far."""
        return self.rules.asked(self._stand.drafts)

    def answers(self) -> dict[str, Value]:
        """What may reach the rules: the drafts of the questions that are asked."""
        drafts = self._stand.drafts
        return {each: deepcopy(drafts[each]) for each in self.path() if each in drafts}

    def draft(self, question: str) -> Value | None:
        """What was answered to a question, also while it is not asked."""
        value = self._stand.drafts.get(question)
        return None if value is None else deepcopy(value)

    def answer(self, question: str, value: Value | None) -> None:
        """Take an answer; None makes the question unanswered again.

        A gate that it may bear on is no longer cleared, not even where the answer stays the same:
        another medicine that nobody knows is `unsure` as well.
        """
        self.fill({question: value})

    def fill(self, answers: Mapping[str, Value | None], named: Iterable[str] = ()) -> None:
        """Take several answers at once, each as by `answer`.

        `named` are the pack's medicines that they came from, where that is known.
        """
        before = self._stand
        bears = {*answers}
        kept = tuple(each for each in before.cleared if not bears & self.rules.behind(each.gate))
        given = {**before.drafts, **answers}
        drafts = {each: deepcopy(value) for each, value in given.items() if value is not None}
        if self.picks.question in answers:
            self.picks.show(drafts.get(self.picks.question))
        if named:
            self.picks.name(named)
        self.stand = self.stand._replace(drafts=MappingProxyType(drafts), cleared=kept)

    def clear(self, clearance: Clearance) -> None:
        """Staff cleared a gate, or say anew why. One that does not stand is not cleared."""
        others = [each for each in self.cleared if each.gate != clearance.gate]
        facts = self.rules.facts(self.answers())
        honoured = self.rules.honoured([*others, clearance], "staff", facts)
        self.stand = self.stand._replace(cleared=honoured)

    def take_back(self, gate: str) -> None:
        """A gate is not cleared after all."""
        left = tuple(each for each in self.cleared if each.gate != gate)
        self.stand = self.stand._replace(cleared=left)

    def next(self) -> str | None:
        """Go on to the next question and return it; None, staying put, after the last."""
        return self._step(1)

    def back(self) -> str | None:
        """Go back to the question before and return it; None, staying put, at the first."""
        return self._step(-1)

    def goto(self, question: str) -> None:
        """Go to a question. Raises KeyError when it is not asked."""
        if question not in self.path():
            raise KeyError(question)
        self.stand = self.stand._replace(current=question)

    def restart(self) -> None:
        """Forget every answer and begin again."""
        self.stand = Stand(MappingProxyType({}), (), self.rules.asked({})[0], Picked())

    def is_answered(self, question: str) -> bool:
        """Whether this question needs nothing more: answered, or free to be skipped."""
        return question in self._stand.drafts or self.rules.pack.question(question).optional

    def first_open(self) -> str | None:
        """The first question on the path that still needs an answer."""
        return next((each for each in self.path() if not self.is_answered(each)), None)

    def _step(self, by: int) -> str | None:
        # By the pack's order, not the place in the path: an answer elsewhere on a shared page may
        # have taken the current question off it.
        order = {question.id: index for index, question in enumerate(self.rules.pack.questions)}
        here = order[self.current]
        beyond = [each for each in self.path() if (order[each] - here) * by > 0]
        if not beyond:
            return None
        self.goto(beyond[0 if by > 0 else -1])
        return self.current
