"""What a second visit leads to: from a few answers to how it goes on, pure, and on the pack alone.

What can be answered is so little that all of it is worked out at once: a table of every
combination. So a next step is known as soon as nothing that is still open could change it.
"""

from collections.abc import Iterator, Mapping
from itertools import product

import msgspec

from magapp.pack.model import (
    ONWARD,
    URGENCIES,
    Condition,
    LookBackQuestion,
    NextStep,
    Onward,
    Pack,
    Urgency,
)
from magapp.rules.advise import Advice
from magapp.rules.compiled import Answers, Value

Said = Mapping[str, str]
"""What was answered at a second visit: the id of an option by that of its question."""
_LEVELS: tuple[tuple[Onward, Urgency | None], ...] = (
    *((ONWARD[0], urgency) for urgency in URGENCIES),
    *((outcome, None) for outcome in ONWARD[1:]),
)


class LookedBack(msgspec.Struct, frozen=True):
    """How it goes on, in ids.

    `step` is the next step of the pack that says so; empty where a gate of the advice asks for
    more. `gates` are those that stand, whatever was answered since.
    """

    outcome: Onward
    urgency: Urgency | None
    step: str
    gates: tuple[str, ...]


class LookBack:
    """The questions of a second visit, and what follows from their answers.

    `steps` has for each combination of answers, in the order of the questions, the strongest next
    steps that hold: in a pack that passed its check that is one.
    """

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._again = [question.id for question in pack.questions if question.again]
        self.questions: tuple[LookBackQuestion, ...] = pack.look_back
        self.steps: dict[tuple[str, ...], tuple[NextStep, ...]] = {
            tuple(said.values()): _strongest(pack.next_steps, said) for said in self.every_answer()
        }

    def __bool__(self) -> bool:
        """Whether the pack looks back at all."""
        return bool(self.questions)

    def every_answer(self) -> Iterator[dict[str, str]]:
        """All that can be answered."""
        if not self.questions:
            return
        ids = [question.id for question in self.questions]
        options = ([option.id for option in question.option] for question in self.questions)
        for chosen in product(*options):
            yield dict(zip(ids, chosen, strict=True))

    def open(self, said: Said) -> tuple[str, ...]:
        """The questions without an answer, in order."""
        return tuple(each.id for each in self.questions if each.id not in said)

    def next_step(self, said: Said) -> NextStep | None:
        """The step that these answers lead to; None while an open question can change it."""
        given = tuple(said.get(question.id, "") for question in self.questions)
        every = self.steps if "" in given else {given: self.steps.get(given, ())}
        ways = (
            steps
            for answers, steps in every.items()
            if all(one in ("", other) for one, other in zip(given, answers, strict=True))
        )
        reached = {step.id: step for steps in ways for step in steps}
        return next(iter(reached.values())) if len(reached) == 1 else None

    def judge(self, said: Said, advice: Advice) -> LookedBack | None:
        """How it goes on after these answers; None while that is open.

        `advice` is the one for what was answered the first time. What stands in its way stands
        above all that is said since: it is never answered more mildly than by its gates.
        """
        step = self.next_step(said)
        if step is None:
            return None
        stands = _standing(advice)
        if _LEVELS.index(stands) < _level(step):
            return LookedBack(*stands, "", advice.gates)
        return LookedBack(step.outcome, step.urgency, step.id, advice.gates)

    def anew(self, answers: Answers, step: str) -> dict[str, Value | None]:
        """What changes in the first answers when somebody is advised anew after a next step.

        None is a question to be asked again. Without any answers there is nothing to change.
        """
        if not answers:
            return {}
        changed: dict[str, Value | None] = {each: None for each in self._again if each in answers}
        added = next((each.adds for each in self._pack.next_steps if each.id == step), ())
        for atom in added:
            question, _, option = atom.partition(":")
            given = changed.get(question, answers.get(question))
            if self._pack.question(question).kind == "one":
                changed[question] = option
            else:
                ticked = given if isinstance(given, list) else []
                changed[question] = [*ticked, *({option} - {*ticked})]
        return changed


def _level(step: NextStep) -> int:
    return _LEVELS.index((step.outcome, step.urgency))


def _strongest(steps: tuple[NextStep, ...], said: Said) -> tuple[NextStep, ...]:
    atoms = _atoms(said)
    found = [each for each in steps if _holds(each.when, atoms)]
    strongest = min(map(_level, found), default=0)
    return tuple(each for each in found if _level(each) == strongest)


def _atoms(said: Said) -> set[str]:
    return {f"{question}:{option}" for question, option in said.items()}


def holds(condition: Condition, said: Said) -> bool:
    """Whether a condition about the answers of a second visit holds, when all are given."""
    return _holds(condition, _atoms(said))


def _holds(condition: Condition, atoms: set[str]) -> bool:
    of = condition.at_least
    return (
        atoms.issuperset(condition.all)
        and (not condition.any or not atoms.isdisjoint(condition.any))
        and atoms.isdisjoint((*condition.none, *condition.unless))
        and (of is None or len(atoms.intersection(of.of)) >= of.n)
    )


def _standing(advice: Advice) -> tuple[Onward, Urgency | None]:
    """How it may go on at best while the gates of an advice stand."""
    if advice.outcome == "refer":
        return "refer", advice.urgency
    return ("go_on" if advice.outcome == "suggest" else "ask_staff"), None
