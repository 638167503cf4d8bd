"""The conversation: which question comes next.

The flow holds what was answered, the names behind it, what staff cleared, and one position. The
path is derived from the answers each time, so there is no history to get out of step: Back loses
nothing, any answered question can be gone to, and starting again is one line.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import NamedTuple

from magapp.rules import Clearance, Rules, Value
from magapp.visit.picks import Pick, Picks


class Stand(NamedTuple):
    """Where a consultation stands: nothing in it changes."""

    drafts: Mapping[str, Value]
    cleared: tuple[Clearance, ...]
    current: str
    picks: tuple[Pick, ...]
    none: bool


class Flow:
    """One consultation's way through the questions of a pack."""

    def __init__(self, rules: Rules, picks: Picks | None = None) -> None:
        self.rules = rules
        self.drafts: dict[str, Value] = {}
        self.cleared: tuple[Clearance, ...] = ()
        """The gates that staff cleared. Each was cleared for the answers of that moment."""
        self.picks = picks or Picks(rules.pack)
        """What the answer about medicines came from; a screen may hold the same."""
        self.current = self.path()[0]

    @property
    def named(self) -> tuple[str, ...]:
        """The pack's medicines that were chosen, by name and in order."""
        return self.picks.named()

    @named.setter
    def named(self, names: Iterable[str]) -> None:
        """Say which medicines the answer that was taken came from."""
        self.picks.name(names)

    @property
    def typed(self) -> tuple[str, ...]:
        """The words that were typed for a medicine and are nowhere found; each is not known."""
        return self.picks.typed()

    @property
    def stand(self) -> Stand:
        """What was answered and cleared, and the position; to be set again."""
        picks = tuple(self.picks.chosen), self.picks.none
        return Stand(deepcopy(self.drafts), self.cleared, self.current, *picks)

    @stand.setter
    def stand(self, stand: Stand) -> None:
        self.drafts.clear()
        self.drafts.update(deepcopy(dict(stand.drafts)))
        self.cleared, self.current = stand.cleared, stand.current
        self.picks.chosen, self.picks.none = list(stand.picks), stand.none

    def path(self) -> tuple[str, ...]:
        """The questions that are asked, given the answers so far."""
        return self.rules.asked(self.drafts)

    def answers(self) -> dict[str, Value]:
        """What may reach the rules: the drafts of the questions that are asked."""
        return {each: self.drafts[each] for each in self.path() if each in self.drafts}

    def draft(self, question: str) -> Value | None:
        """What was answered to a question, also while it is not asked."""
        return self.drafts.get(question)

    def answer(self, question: str, value: Value | None) -> None:
        """Take an answer; None makes the question unanswered again.

        A gate that it may bear on is no longer cleared, not even where the answer stays the same:
        another medicine that nobody knows is `unsure` as well.
        """
        self.cleared = tuple(
            each for each in self.cleared if question not in self.rules.behind(each.gate)
        )
        if value is None:
            self.drafts.pop(question, None)
        else:
            self.drafts[question] = value
        if question == self.picks.question:
            self.picks.show(value)

    def clear(self, clearance: Clearance) -> None:
        """Staff cleared a gate, or say anew why."""
        self.take_back(clearance.gate)
        self.cleared += (clearance,)

    def take_back(self, gate: str) -> None:
        """A gate is not cleared after all."""
        self.cleared = tuple(each for each in self.cleared if each.gate != gate)

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
        self.current = question

    def restart(self) -> None:
        """Forget every answer and begin again."""
        self.drafts.clear()
        self.picks.clear()
        self.cleared = ()
        self.current = self.path()[0]

    def is_answered(self, question: str) -> bool:
        """Whether this question needs nothing more: answered, or free to be skipped."""
        return question in self.drafts or self.rules.pack.question(question).optional

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
        self.current = beyond[0 if by > 0 else -1]
        return self.current
