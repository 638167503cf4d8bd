"""Why this advice, what would change it, and why not something else.

Decided over all answer sets: the answers named are really enough, and no fewer would do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from magapp.pack.model import OUTCOMES, Outcome
from magapp.products import Product
from magapp.proof.space import AnswerSpace
from magapp.rules.advise import Advice, Clearance
from magapp.rules.compiled import Answers, CompiledQuestion
from magapp.shelf.suggest import Suggestion, exclusion

CHANGEABLE = ("complaints", "situations", "wishes")
"""The roles of the questions in which a change may be named: never one that keeps somebody safe."""


class Because(msgspec.Struct, frozen=True):
    """An answer that counts: the options that were ticked, and whether those left out count too.

    No options and `rest` means that it counts that none of them was ticked. Of the moments of
    medicines the options are those of the day that are left free.
    """

    question: str
    ticked: tuple[str, ...]
    rest: bool


class AnswerChange(msgspec.Struct, frozen=True):
    """A smallest change of answers that leads elsewhere: `question:option` to tick or untick."""

    tick: tuple[str, ...]
    untick: tuple[str, ...]
    outcome: Outcome
    form: str | None


class Explanation(msgspec.Struct, frozen=True):
    """`because`: the fewest answers that force the outcome, whatever the others are.

    `decides`: the fewest that keep it from being a weaker one, and for a suggestion from food
    first: what it is about, without all that could have stopped it and did not. `form_because`: the
    fewest for the form that comes first, given a suggestion. `changes`: the smallest change of
    wishes to each other outcome or first form that one leads to.
    """

    outcome: Outcome
    decides: tuple[Because, ...]
    because: tuple[Because, ...]
    form_because: tuple[Because, ...]
    changes: tuple[AnswerChange, ...]


class WhyNot(msgspec.Struct, frozen=True):
    """Why a form or a product is not shown.

    `reason` is an exclusion of the pack (`form`, `b6`, …) or one of `outcome` (nothing is shown),
    `not_allowed` (neither the pack's own nor allowed by the shop), `barred` (forbidden for these
    answers), `unsupported` (no answer speaks for it), `behind` (others fit better), `shown`.
    `by` are the gates, rules or products that make it so.
    """

    subject: str
    reason: str
    by: tuple[str, ...] = ()


class Explainer:
    """Explains the advice that the rules of an answer space give."""

    def __init__(self, space: AnswerSpace) -> None:
        self.space = space
        self.rules = space.rules
        self._atoms = {bit: atom for atom, bit in self.rules.bit_of.items()}
        self._of = {
            step.options[option.id]: self.rules.bit_of[option.of]
            for step in self.rules.walk
            if isinstance(step, CompiledQuestion)
            for option in step.question.option
            if option.of
        }
        kept = 0  # what opens a gate is a safety answer, whichever question it belongs to
        for gate in self.rules.pack.gates:
            if gate.outcome in ("refer", "ask_staff"):
                for bit, _ in self.rules.by_name[f"gate.{gate.id}"].reads:
                    kept |= bit
        self._changeable = {
            bit
            for step in self.rules.walk
            if isinstance(step, CompiledQuestion) and step.question.role in CHANGEABLE
            for bit in step.options.values()
            if not bit & kept
        }

    def prepare(self) -> None:
        """Work out what every explanation needs, about half a second, before somebody asks."""
        for form in sorted(self.rules.suggested):
            self.space.first(form)

    def explain(
        self, answers: Answers, channel: str = "kiosk", cleared: Iterable[Clearance] = ()
    ) -> Explanation:
        """The reasons for the advice that `Rules.advise` gives for the same arguments."""
        space, rules = self.space, self.rules
        advice = rules.advise(answers, channel, cleared)
        outcome = advice.outcome
        gates = 0
        for each in advice.cleared:
            gates |= rules.gates[each.gate]
        facts = rules.facts(answers)
        if rules.outcome(facts & ~gates)[0] != outcome:  # only as the hours of these do not count
            facts = rules.facts(self._without(answers, advice.dropped))
        reached = space.outcomes_with(gates)
        form_because: tuple[Because, ...] = ()
        form = None
        if outcome == "suggest" and (forms := rules.forms(facts)):
            form = forms[0].form
            elsewhere = space.sets.less(reached[outcome], space.first(form))
            form_because = self._forced(facts, elsewhere)
        left = space.sets.less(space.possible, reached[outcome])
        weaker = OUTCOMES[OUTCOMES.index(outcome) + 1 :] or OUTCOMES[-2:-1]
        return Explanation(
            outcome,
            self._forced(facts, space.sets.either(*(reached[each] for each in weaker))),
            self._forced(facts, left),
            form_because,
            tuple(self._changes(facts, reached, outcome, form)),
        )

    def _without(self, answers: Answers, medicines: tuple[str, ...]) -> Answers:
        """The answers as if these medicines were not taken."""
        given = answers.get(self.rules.lookup)
        if not isinstance(given, list):
            return answers
        return {**answers, self.rules.lookup: [each for each in given if each not in medicines]}

    def _given(self, facts: int) -> dict[str, dict[int, bool]]:
        """Each asked question's answer as its variables and their values.

        When medicines are taken counts by the moments that it leaves free; where that was not
        asked, these belong to the medicines themselves.
        """
        given: dict[str, dict[int, bool]] = {}
        slots = {bit.bit_length() - 1: bool(facts & bit) for bit in self.rules.slots.values()}
        for step in self.rules.questions(facts):
            bits = (*step.options.values(), step.unanswered)
            given[step.question.id] = (
                slots
                if step.question.kind == "moments"
                else {bit.bit_length() - 1: bool(facts & bit) for bit in bits}
            )
        if self.rules.moments not in given and self.rules.lookup in given:
            given[self.rules.lookup] |= slots
        return given

    def _forced(self, facts: int, escapes: int) -> tuple[Because, ...]:
        """The fewest answers that leave none of the `escapes`.

        By turns: the fewest questions that rule out every escape seen so far, then an escape that
        their answers still allow, until there is none. Then each answer is cut to what counts.
        """
        sets = self.space.sets
        given = self._given(facts)
        true = {each for answer in given.values() for each, value in answer.items() if value}
        seen: list[set[str]] = []
        while True:
            chosen = _fewest_hitting(seen)
            values = {each: on for name in chosen for each, on in given[name].items()}
            if not sets.meets(escapes, values):
                break
            escape = sets.nearest(escapes, true, values)
            seen.append(
                {
                    name
                    for name, answer in given.items()
                    if name not in chosen
                    and any((each in escape) != on for each, on in answer.items())
                }
            )
        order = sorted(values, key=lambda each: (values[each], each))
        values = self._needed(escapes, {}, {each: values[each] for each in order})
        return tuple(self._because(name, given[name], values) for name in given if name in chosen)

    def _needed(
        self, escapes: int, given: dict[int, bool], values: dict[int, bool]
    ) -> dict[int, bool]:
        """What is left of `values`, beside `given`, when each that no escape needs goes in turn.

        By halves, as most are needed by none: those go all at once.
        """
        if not self.space.sets.meets(escapes, given):
            return {}
        if len(values) == 1:
            return values
        items = list(values.items())
        first, rest = dict(items[: len(items) // 2]), dict(items[len(items) // 2 :])
        needed = self._needed(escapes, given | rest, first)
        return needed | self._needed(escapes, given | needed, rest)

    def _because(
        self, question: str, answer: Mapping[int, bool], counts: Mapping[int, bool]
    ) -> Because:
        slots = self.rules.slots.values() if question != self.rules.moments else ()
        counted = [each for each in answer if each in counts]
        ticked = tuple(
            self._atoms[1 << each].partition(":")[2]
            for each in counted
            if answer[each] and 1 << each not in slots
        )
        rest = any(not answer[each] or 1 << each in slots for each in counted)
        return Because(question, ticked, rest)

    def _changes(
        self, facts: int, reached: Mapping[Outcome, int], outcome: Outcome, form: str | None
    ) -> Iterator[AnswerChange]:
        """The smallest change to each other outcome, and to each other form that comes first."""
        space, sets = self.space, self.space.sets
        given = {each: on for answer in self._given(facts).values() for each, on in answer.items()}
        kept = {
            each: given.get(each, False)
            for each in range(space.variables)
            if 1 << each not in self._changeable
            or not (given.get(each) or facts & self._of.get(1 << each, facts))
        }
        true = {each for each, on in given.items() if on}
        goals: list[tuple[Outcome, str | None, int]] = [
            (other, None, reached[other]) for other in OUTCOMES if other != outcome
        ]
        if form:
            goals += [
                ("suggest", other, sets.both(reached["suggest"], space.first(other)))
                for other in sorted(self.rules.suggested - {form}, key=self.rules.order)
            ]
        for other, first, goal in goals:
            if sets.meets(goal, kept):
                found = {each for each in sets.nearest(goal, true, kept) if each not in kept}
                before = {each for each in true if each not in kept}
                yield AnswerChange(
                    tuple(self._atoms[1 << each] for each in sorted(found - before)),
                    tuple(self._atoms[1 << each] for each in sorted(before - found)),
                    other,
                    first,
                )

    def why_not_form(self, advice: Advice, form: str) -> WhyNot:
        """Why this form is not the first. Raises KeyError for a form the pack does not have."""
        rules = self.rules
        rules.order(form)
        if advice.outcome != "suggest":
            return WhyNot(form, "outcome", advice.gates)
        fitting = [each.form for each in advice.forms]
        if form in fitting:
            ahead = fitting[: fitting.index(form)]
            return WhyNot(form, "behind" if ahead else "shown", tuple(ahead))
        if form not in rules.suggested:
            return WhyNot(form, "not_allowed")
        fired = {verdict.rule for verdict in advice.trace if verdict.holds}
        bars = [each.id for each in rules.pack.form_bars if each.form == form]
        barred = tuple(f"form_bar.{each}" for each in bars if f"form_bar.{each}" in fired)
        if barred:
            return WhyNot(form, "barred", barred)
        against = tuple(
            f"weight.{each.id}"
            for each in rules.pack.weights
            if form in each.forms and each.score < 0 and f"weight.{each.id}" in fired
        )
        return WhyNot(form, "unsupported", against)

    def why_not_product(self, advice: Advice, suggestion: Suggestion, product: Product) -> WhyNot:
        """Why this product is not shown."""
        if advice.outcome != "suggest":
            return WhyNot(product.ean, "outcome", advice.gates)
        shown = tuple(each.product.ean for each in suggestion.products)
        if product.ean in shown:
            return WhyNot(product.ean, "shown")
        forms = {each.form for each in advice.forms}
        reason = exclusion(self.rules.pack, advice, forms, product)
        if reason == "form":
            return WhyNot(product.ean, "form", (product.form,))
        return WhyNot(product.ean, reason or "behind", () if reason else shown)


def _fewest_hitting(sets: Sequence[set[str]]) -> set[str]:
    """A smallest set that has something in common with each of these."""
    names = sorted({name for each in sets for name in each})
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            if all(each.intersection(chosen) for each in sets):
                return set(chosen)
    return set(names)
