"""From answers to advice: which gates stand, which forms fit, what else to know, and why.

Three-valued: a rule holds only on what is known. An option of an unanswered question is neither
set nor taken for a "no": the pack's own `unanswered` gates close the way, and the trace shows a
rule that another answer could still make true as undecided.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

import msgspec

from magapp.pack.model import OUTCOMES, URGENCIES, Outcome, Pack, Question, Urgency
from magapp.rules.compiled import Answers, Compiled, Test, Value
from magapp.rules.later import Later


class Clearance(msgspec.Struct, frozen=True):
    """An `ask_staff` gate that staff cleared, and why.

    `reason` is text, kept as it was given. What was chosen of the pack's `clearings` is kept by id,
    `who` was asked and `why` it is all right: `magapp.visit.clearing.why_cleared` says it in words.
    `hours` says whether those of the medicine behind the gate go on counting. Where the gate stands
    for several names, `names` has each with its own reasons, by id.
    """

    gate: str
    reason: str
    who: str = ""
    why: tuple[str, ...] = ()
    hours: Literal["kept", "dropped"] = "kept"
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()


class FormScore(msgspec.Struct, frozen=True):
    """A form that fits: its score and the rules that gave it, with the answers behind each.

    One that `stands_out` gets a card of its own: a situation speaks for it and no wish against it,
    or, where that is so of none, no other has a higher score.
    """

    form: str
    score: int
    reasons: tuple["Reason", ...]
    stands_out: bool = False


class Reason(msgspec.Struct, frozen=True):
    """A rule that fired and the answers (`question:option`) that made it."""

    rule: str
    because: tuple[str, ...]


class Verdict(msgspec.Struct, frozen=True):
    """One line of the trace: a rule, whether it holds, and on what.

    `holds` is None while an unanswered question could still make it true. `because` are the
    answers that speak for it, `open` the unanswered questions it reads.
    """

    rule: str
    holds: bool | None
    because: tuple[str, ...]
    open: tuple[str, ...]
    sources: tuple[str, ...]


class Advice(msgspec.Struct, frozen=True):
    """What the rules say, in ids: words are added when it is shown.

    `gates` are all that stand, `slots` the moments of the day left free by medicines, best first.
    `forms` are empty unless the outcome is `suggest`. Amounts are mg elemental a day. `special` are
    the constants of the pack that have another value for this customer; `dropped` the medicines
    whose hours do not count, since their course is over first. `article` is what the pack's article
    says about these answers: for channel `staff` alone. `trace` has every rule, and is worked out
    when it is first looked at.
    """

    outcome: Outcome
    urgency: Urgency | None
    gates: tuple[str, ...]
    cleared: tuple[Clearance, ...]
    forms: tuple[FormScore, ...]
    cautions: tuple[str, ...]
    claims: tuple[str, ...]
    spacings: tuple[str, ...]
    slots: tuple[str, ...]
    food_tips: tuple[str, ...]
    ceiling: float
    allowance: float
    preferences: tuple[str, ...]
    answers: dict[str, Value]
    trace: Sequence[Verdict]
    tips: tuple[str, ...] = ()
    special: Mapping[str, float] = {}
    dropped: tuple[str, ...] = ()
    article: tuple["Reason", ...] = ()

    def constant(self, pack: Pack, name: str) -> float:
        """A constant of the pack, as it is for this customer."""
        return self.special.get(name, pack.constant(name))

    @property
    def suggests(self) -> bool:
        """Whether products go with it: never without a moment of the day to take them."""
        return self.outcome == "suggest" and bool(self.slots)


class Rules(Compiled):
    """The rules of a pack, compiled. `allow_forms` are further forms that the shop suggests.

    Raises KeyError for a form the pack does not have.
    """

    def __init__(self, pack: Pack, allow_forms: Iterable[str] = ()) -> None:
        super().__init__(pack)
        self._order = {form.id: index for index, form in enumerate(pack.forms)}
        seed = [form.id for form in pack.forms if form.seed]
        self.allowed = tuple(sorted(set(allow_forms) - {*seed}, key=self._order.__getitem__))
        self.suggested = {*seed, *self.allowed}
        self.gates = {gate.id: self.bit_of[f"gate.{gate.id}"] for gate in pack.gates}
        self.levels = [
            (
                outcome,
                urgency,
                self.mask(
                    f"gate.{gate.id}"
                    for gate in pack.gates
                    if gate.outcome == outcome and gate.urgency == urgency
                ),
            )
            for outcome in OUTCOMES[:-1]
            for urgency in (URGENCIES if outcome == "refer" else (None,))
        ]
        """The outcomes strongest first, each with the gates that lead to it."""
        self.clearable = self.mask(
            f"gate.{gate.id}"
            for gate in pack.gates
            if gate.outcome == "ask_staff" and gate.clearable
        )
        """The gates that staff may clear."""

    def order(self, form: str) -> int:
        """Where a form stands in the pack's own order. Raises KeyError for one it has not."""
        return self._order[form]

    def honours(self, channel: str) -> int:
        """The gates (a mask) of which a clearance counts on this channel."""
        return self.clearable if channel == "staff" else 0

    def asked(self, answers: Answers) -> tuple[str, ...]:
        """The questions that these answers lead past, in order."""
        return tuple(step.question.id for step in self.questions(self.said(answers)))

    def hangs_on(self, question: str) -> tuple[str, ...]:
        """The questions that decide whether a question is asked; none where it always is."""
        asked = self.pack.question(question).asked
        return self.by_name[f"condition.{asked}"].questions if asked else ()

    def behind(self, gate: str) -> set[str]:
        """The questions that decide whether a gate stands.

        They are those that it reads, and those that decide whether these are asked at all. None for
        a gate that the pack has not.
        """
        asked = {question.id: question.asked for question in self.pack.questions}
        found: set[str] = set()
        left = [f"gate.{gate}"] if gate in self.gates else []
        while left:
            for question in {*self.by_name[left.pop()].questions} - found:
                found.add(question)
                left += [f"condition.{asked[question]}"] if asked[question] else []
        return found

    def outcome(self, facts: int) -> tuple[Outcome, Urgency | None]:
        """The outcome of the gates in these facts."""
        for outcome, urgency, gates in self.levels:
            if facts & gates:
                return outcome, urgency
        return "suggest", None

    def honoured(
        self, cleared: Iterable[Clearance], channel: str, facts: int
    ) -> tuple[Clearance, ...]:
        """Of these clearances, those of a standing gate that count on this channel."""
        counts = facts & self.honours(channel)
        return tuple(
            each
            for each in cleared
            if counts & self.gates.get(each.gate, 0) and self.is_reason(each)
        )

    def is_reason(self, clearance: Clearance) -> bool:
        """Whether the gate is cleared for this reason: most are for any, some for their own alone.

        It is the reason's id, or what the pack says for it in one of its languages.
        """
        wanted = self._own_reasons.get(clearance.gate)
        return not wanted or bool({clearance.reason, *clearance.why} & wanted)

    @cached_property
    def _own_reasons(self) -> dict[str, set[str]]:
        return {
            gate.id: {
                *gate.cleared_by,
                *(
                    texts.get(f"clearing.{why}.text", why)
                    for texts in self.pack.texts.values()
                    for why in gate.cleared_by
                ),
            }
            for gate in self.pack.gates
            if gate.cleared_by
        }

    def behind_hours(self, gate: str) -> tuple[str, ...]:
        """The medicines with hours that a gate stands for."""
        reads = {atom for _, atom in self.by_name[f"gate.{gate}"].reads}
        return tuple(each for each in self.taken if f"{self.lookup}:{each}" in reads)

    def forms(self, facts: int) -> tuple[FormScore, ...]:
        """The forms that fit, best first; ties in the pack's own order."""
        scores: dict[str, int] = dict.fromkeys(self.allowed, 1)
        reasons: dict[str, list[Reason]] = {form: [Reason("shop", ())] for form in self.allowed}
        weights = {weight.id: weight for weight in self.pack.weights}
        outstanding: set[str] = set()
        lowered: set[str] = set()
        for name in self.firing("weight", facts):
            weight = weights[name]
            reason = Reason(f"weight.{name}", self.by_name[f"weight.{name}"].because(facts))
            for form in weight.forms:
                scores[form] = scores.get(form, 0) + weight.score
                reasons.setdefault(form, []).append(reason)
            if weight.stands_out:
                outstanding.update(weight.forms)
            if weight.score < 0:
                lowered.update(weight.forms)
        bars = {bar.id: bar.form for bar in self.pack.form_bars}
        barred = {bars[name] for name in self.firing("form_bar", facts)}
        fitting = [
            form
            for form, score in scores.items()
            if score > 0 and form not in barred and form in self.suggested
        ]
        fitting.sort(key=lambda form: (-scores[form], self._order[form]))
        outstanding &= {*fitting} - lowered
        if not outstanding:
            outstanding = {form for form in fitting if scores[form] == scores[fitting[0]]}
        return tuple(
            FormScore(form, scores[form], tuple(reasons[form]), form in outstanding)
            for form in fitting
        )

    def advise(
        self, answers: Answers, channel: str = "kiosk", cleared: Iterable[Clearance] = ()
    ) -> Advice:
        """The advice for these answers.

        `cleared` gates are honoured on channel `staff` only, and never for a referral.
        """
        pack = self.pack
        facts = self.facts(answers)
        honoured = self.honoured(cleared, channel, facts)
        dropped = tuple(
            medicine
            for each in honoured
            if each.hours == "dropped"
            for medicine in self.behind_hours(each.gate)
        )
        if dropped:
            facts = self.facts(answers, dropped)
        standing = facts
        for clearance in honoured:
            standing &= ~self.gates[clearance.gate]
        outcome, urgency = self.outcome(standing)
        suggests = outcome == "suggest"
        reached = {
            step.question.id: answers[step.question.id]
            for step in self.questions(facts)
            if answers.get(step.question.id) is not None
        }
        special = self.special(facts)
        return Advice(
            outcome=outcome,
            urgency=urgency,
            gates=self.firing("gate", standing),
            cleared=honoured,
            forms=self.forms(facts) if suggests else (),
            cautions=self.firing("caution", facts) if suggests else (),
            claims=self.firing("claim", facts) if suggests else (),
            spacings=self.firing("spacing", facts) if suggests else (),
            slots=self.free(facts),
            food_tips=tuple(food.id for food in pack.foods if food.tip)
            if outcome in ("suggest", "food_first")
            else (),
            ceiling=self.ceiling(facts),
            allowance=self.allowance(reached, facts),
            preferences=tuple(option for option, bit in self._wishes if facts & bit),
            answers=reached,
            trace=Later(lambda: self.trace(facts)),
            tips=self.firing("tip", facts) if outcome in ("suggest", "food_first") else (),
            special=special,
            dropped=dropped,
            article=self.about(facts) if channel == "staff" else (),
        )

    def free(self, facts: int) -> tuple[str, ...]:
        """The moments of the day left free by medicines, best first."""
        free = [slot for slot in self.pack.slot_preference if facts & self.bit_of[f"slot:{slot}"]]
        first = {slot for slot, test in self._first_slots if test.holds(facts)}
        return tuple(sorted(free, key=lambda slot: slot not in first))

    @cached_property
    def _first_slots(self) -> list[tuple[str, Test]]:
        return [
            (each.id, self.test(each.first_when)) for each in self.pack.slots if each.first_when
        ]

    def about(self, facts: int) -> tuple[Reason, ...]:
        """What the article says about these answers, in the pack's order."""
        return tuple(
            Reason(rule.name, rule.because(facts))
            for rule in self.article
            if rule.test.holds(facts)
        )

    @cached_property
    def _wishes(self) -> list[tuple[str, int]]:
        """The wishes with their bits, in the pack's order, not that of the ticks."""
        if "wishes" not in self.pack.roles:
            return []
        question = self.pack.question(self.pack.roles["wishes"])
        return [(each.id, self.bit_of[f"{question.id}:{each.id}"]) for each in question.option]

    @cached_property
    def _intake(self) -> Question:
        return self.pack.question(self.pack.roles["intake"])

    def allowance(self, answers: Answers, facts: int) -> float:
        """What a product may still bring a day: the ceiling less what other supplements bring.

        Nothing may be added while that is unknown, or something is left out of the amount.
        """
        amount, uncounted = answers.get(self._intake.id), self._intake.uncounted
        if not isinstance(amount, int | float) or (uncounted and facts & self.bit_of[uncounted]):
            return 0
        return max(0, self.ceiling(facts) - amount)

    # --- explaining ------------------------------------------------------------------------------

    def trace(self, facts: int) -> tuple[Verdict, ...]:
        """A verdict on every rule. Reading it changes nothing."""
        sure, possible, unanswered = 0, 0, set()
        slots = sum(self.slots.values())
        for test in (*self.walk, *self.tests):
            if isinstance(test, Test):
                sure |= test.bit if test.must_hold(sure, possible) else 0
                possible |= test.bit if test.may_hold(sure, possible) else 0
            elif facts & test.needs == test.needs:
                question, every = test.question, sum(test.options.values())
                given = facts & every
                if question.id == self.lookup:  # what medicines leave free is known with them
                    every, given = every | slots, given | facts & slots
                if facts & test.unanswered:
                    unanswered.add(question.id)
                    possible |= every | test.unanswered
                elif self.scaled_by.get(question.kind, set()) & unanswered:
                    possible |= every  # the same amount may yet be much or little
                else:
                    possible |= given
                    if sure & test.needs == test.needs:  # it is asked whatever else is said
                        sure |= given
        return tuple(
            Verdict(
                rule.name,
                True if facts & rule.test.bit else None if possible & rule.test.bit else False,
                rule.because(facts),
                tuple([e for e in rule.questions if e in unanswered]) if unanswered else (),
                rule.sources,
            )
            for rule in self.rules
        )
