"""From answers to advice: which gates stand, which forms fit, what else to know, and why.

Everything known about a consultation is one integer: a bit for each option ticked, for each
question left unanswered, and for each condition that holds. A condition is a few masks over the
bits before it, so advising is one walk down a list, and the same masks serve the proof.

Three-valued: a rule holds only on what is known. An option of an unanswered question is neither
set nor taken for a "no": the pack's own `unanswered` gates close the way, and the trace shows a
rule that another answer could still make true as undecided.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from magapp.pack.model import OUTCOMES, URGENCIES, Condition, Outcome, Pack, Question, Urgency

Value = str | float | list[str] | Mapping[str, float]
"""An answer: an option id, a list of them, a number, or portions by screener item."""
Answers = Mapping[str, Value]


class Clearance(msgspec.Struct, frozen=True):
    """An `ask_staff` gate that staff cleared, and why."""

    gate: str
    reason: str


class FormScore(msgspec.Struct, frozen=True):
    """A form that fits: its score and the rules that gave it, with the answers behind each."""

    form: str
    score: int
    reasons: tuple["Reason", ...]


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
    `forms` are empty unless the outcome is `suggest`. Amounts are mg elemental a day.
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
    ceiling_mg: float
    allowance_mg: float
    preferences: tuple[str, ...]
    answers: dict[str, Value]
    trace: tuple[Verdict, ...]


class Test(NamedTuple):
    """A compiled condition: sets `bit` when every mask is met.

    `all` must be set, of `any` one, of `no` none, of `of` at least `least`. `no` counts an
    unanswered question against a `none`; `no_known` leaves that out, for the trace.
    """

    bit: int
    all: int
    any: int
    no: int
    no_known: int
    least: int
    of: int

    def holds(self, bits: int) -> bool:
        """Whether the condition is known to hold."""
        return (
            bits & self.all == self.all
            and not bits & self.no
            and (not self.any or bits & self.any != 0)
            and (bits & self.of).bit_count() >= self.least
        )

    def may_hold(self, bits: int, possible: int) -> bool:
        """Whether it would hold if every `possible` answer were given."""
        return (
            possible & self.all == self.all
            and not bits & self.no_known
            and (not self.any or possible & self.any != 0)
            and (possible & self.of).bit_count() >= self.least
        )


class Asked(NamedTuple):
    """A compiled question: the mask that must be met for it to be asked, and its answers' bits."""

    question: Question
    needs: int
    options: dict[str, int]
    unanswered: int
    bands: tuple[tuple[float, int], ...]


class Rule(NamedTuple):
    """A named rule of the pack, its test, and the answers it reads: (bit, `question:option`)."""

    name: str
    test: Test
    reads: tuple[tuple[int, str], ...]
    questions: tuple[str, ...]
    sources: tuple[str, ...]


class Rules:
    """The rules of a pack, compiled. `allow_forms` are further forms that the shop suggests.

    Raises KeyError for a form the pack does not have.
    """

    def __init__(self, pack: Pack, allow_forms: Iterable[str] = ()) -> None:
        self.pack = pack
        self.bit_of: dict[str, int] = {}
        self._reads: dict[str, tuple[tuple[int, str], ...]] = {}
        self.walk: list[Test | Asked] = []
        self.rules: list[Rule] = []
        self._compile()
        self.by_name = {rule.name: rule for rule in self.rules}
        order = {form.id: index for index, form in enumerate(pack.forms)}
        self._seed = {form.id for form in pack.forms if form.seed}
        self._allowed = tuple(sorted(set(allow_forms) - self._seed, key=order.__getitem__))
        self._order = order
        self._gates = {gate.id: self._bit("gate", gate.id) for gate in pack.gates}
        self._levels = [
            (
                outcome,
                urgency,
                sum(
                    self._gates[gate.id]
                    for gate in pack.gates
                    if gate.outcome == outcome and gate.urgency == urgency
                ),
            )
            for outcome in OUTCOMES
            for urgency in (URGENCIES if outcome == "refer" else (None,))
        ]
        self._clearable = {
            gate.id for gate in pack.gates if gate.outcome == "ask_staff" and gate.clearable
        }

    # --- compiling -------------------------------------------------------------------------------

    def _bit(self, kind: str, name: str) -> int:
        return self.by_name[f"{kind}.{name}"].test.bit

    def _new(self, atom: str) -> int:
        """A bit of its own for an atom."""
        bit = self.bit_of[atom] = 1 << len(self.bit_of)
        return bit

    def _atoms(self, atoms: Iterable[str]) -> list[str]:
        """The atoms with `question:*` spelt out."""
        spelt: list[str] = []
        for atom in atoms:
            subject, _, said = atom.partition(":")
            spelt += (
                [f"{subject}:{each}" for each in self._words[subject]] if said == "*" else [atom]
            )
        return spelt

    def _mask(self, atoms: Iterable[str]) -> int:
        mask = 0
        for atom in self._atoms(atoms):
            mask |= self.bit_of[atom]
        return mask

    def _test(self, condition: Condition, bit: int) -> Test:
        """`condition` as masks. A `none` also minds the questions it reads being unanswered."""
        known = self._mask((*condition.none, *condition.unless))
        open_questions = {f"{atom.partition(':')[0]}:unanswered" for atom in condition.none}
        counted = condition.at_least
        return Test(
            bit=bit,
            all=self._mask(condition.all),
            any=self._mask(condition.any),
            no=known | self._mask(open_questions),
            no_known=known,
            least=counted.n if counted else 0,
            of=self._mask(counted.of) if counted else 0,
        )

    def _add(self, kind: str, name: str, condition: Condition, sources: tuple[str, ...]) -> Test:
        """Compile a rule under its name, and remember which answers it reads."""
        rule = f"{kind}.{name}"
        name = name if kind == "condition" else rule
        test = self._test(condition, self._new(name))
        atoms = self._atoms(atom for _, part in condition.parts() for atom in part)
        reads = dict.fromkeys(
            read for atom in atoms for read in self._reads.get(atom, ((self.bit_of[atom], atom),))
        )
        self._reads[name] = tuple(reads)
        questions = dict.fromkeys(atom.partition(":")[0] for _, atom in reads)
        self.rules.append(Rule(rule, test, tuple(reads), tuple(questions), sources))
        return test

    def _compile(self) -> None:
        pack = self.pack
        self._words = pack.vocabulary()
        waiting = dict(pack.conditions)

        def ready() -> None:
            """Place every named condition whose atoms all have their bits."""
            for name, condition in list(waiting.items()):
                atoms = self._atoms(atom for _, part in condition.parts() for atom in part)
                if all(atom in self.bit_of for atom in atoms):
                    self.walk.append(self._add("condition", name, condition, condition.sources))
                    del waiting[name]

        self._references: list[tuple[Test, float, float]] = []
        for question in pack.questions:
            options = {
                word: self._new(f"{question.id}:{word}") for word in self._words[question.id]
            }
            unanswered = self._new(f"{question.id}:unanswered")
            limits = tuple(
                (self._amount(band.at_least), options[band.id]) for band in question.band
            )
            needs = self.bit_of[question.asked] if question.asked else 0
            self.walk.append(Asked(question, needs, options, unanswered, limits))
            ready()
            if question.kind == "portions":
                for each in pack.references:
                    self._references.append((self._test(each.when, 0), each.mg, each.base_mg))

        medicine = {
            option.id: self.bit_of[f"{question.id}:{option.id}"]
            for question in pack.questions
            if question.kind == "lookup"
            for option in question.option
        }
        hours = {slot.id: slot.hour for slot in pack.slots}
        for slot in pack.slots:
            blocked = 0
            for spacing in pack.spacings:
                if any(
                    (slot.hour - hours[taken]) % 24 < spacing.after_hours
                    or (hours[taken] - slot.hour) % 24 < spacing.before_hours
                    for taken in spacing.taken
                ):
                    blocked |= medicine[spacing.medicine]
            self.walk.append(Test(self._new(f"slot:{slot.id}"), 0, 0, blocked, blocked, 0, 0))
        ready()

        for kind, entries in (
            ("gate", pack.gates),
            ("weight", pack.weights),
            ("form_bar", pack.form_bars),
            ("caution", pack.cautions),
            ("claim", pack.claims),
        ):
            for entry in entries:
                self.walk.append(self._add(kind, entry.id, entry.when, entry.sources))
        lookup = next((each.id for each in pack.questions if each.kind == "lookup"), "")
        for spacing in pack.spacings:
            when = Condition(all=(f"{lookup}:{spacing.medicine}",))
            self.walk.append(self._add("spacing", spacing.id, when, spacing.sources))

    def _amount(self, amount: str | float) -> float:
        return self.pack.constant(amount) if isinstance(amount, str) else amount

    # --- deciding --------------------------------------------------------------------------------

    def facts(self, answers: Answers) -> int:
        """Everything that follows from these answers, a bit for each atom and rule that holds.

        Answers to questions that are not asked are left out. The answers must be valid, as those
        of `Flow` and `read_consultation` are.
        """
        bits = 0
        for step in self.walk:
            if isinstance(step, Test):
                bit, all_, any_, no, _, count, of = step
                if (
                    bits & all_ == all_
                    and not bits & no
                    and (not any_ or bits & any_)
                    and (not count or (bits & of).bit_count() >= count)
                ):
                    bits |= bit
            elif bits & step.needs == step.needs:
                value = answers.get(step.question.id)
                if value is None:
                    bits |= step.unanswered
                else:
                    bits |= self._said(step, value, bits)
        return bits

    def _said(self, step: Asked, value: Value, bits: int) -> int:
        """The bits of one answer."""
        if isinstance(value, str):
            return step.options[value]
        said = 0
        if isinstance(value, Mapping):
            fraction = self.food_estimate(value, bits)
            for band in self.pack.food_bands:
                if fraction > band.above or band.above == 0:
                    said = step.options[band.id]  # bands rise: the last one reached counts
        elif isinstance(value, int | float):
            for least, bit in step.bands:
                if value >= least:
                    said |= bit
        else:
            for each in value:
                said |= step.options[each]
        return said

    def food_estimate(self, portions: Mapping[str, float], bits: int) -> float:
        """The magnesium in these portions, as a fraction of the reference intake.

        A rough screener: the error is a quarter at the least, so only its bands are used.
        """
        mg = 0.0
        for item in self.pack.screener:
            mg += portions.get(item.id, 0) * item.mg / (7 if item.per == "week" else 1)
        for test, reference_mg, base_mg in self._references:
            if test.holds(bits):
                return (mg + base_mg) / reference_mg
        return 0.0

    def asked(self, answers: Answers) -> tuple[str, ...]:
        """The questions that these answers lead past, in order."""
        bits = self.facts(answers)
        return tuple(
            step.question.id
            for step in self.walk
            if isinstance(step, Asked) and bits & step.needs == step.needs
        )

    def outcome(self, facts: int) -> tuple[Outcome, Urgency | None]:
        """The outcome of the gates in these facts."""
        for outcome, urgency, gates in self._levels:
            if facts & gates:
                return outcome, urgency
        return "suggest", None

    def honoured(self, cleared: Iterable[Clearance], facts: int) -> tuple[Clearance, ...]:
        """Of these clearances, those for a standing gate that staff may clear."""
        return tuple(
            each
            for each in cleared
            if each.gate in self._clearable and facts & self._gates[each.gate]
        )

    def forms(self, facts: int) -> tuple[FormScore, ...]:
        """The forms that fit, best first; ties in the pack's own order."""
        scores: dict[str, int] = dict.fromkeys(self._allowed, 1)
        reasons: dict[str, list[Reason]] = {form: [Reason("shop", ())] for form in self._allowed}
        for weight in self.pack.weights:
            rule = self.by_name[f"weight.{weight.id}"]
            if facts & rule.test.bit:
                reason = Reason(rule.name, _because(rule, facts))
                for form in weight.forms:
                    scores[form] = scores.get(form, 0) + weight.score
                    reasons.setdefault(form, []).append(reason)
        barred = {bar.form for bar in self.pack.form_bars if facts & self._bit("form_bar", bar.id)}
        fitting = [
            form
            for form, score in scores.items()
            if score > 0 and form not in barred and (form in self._seed or form in self._allowed)
        ]
        fitting.sort(key=lambda form: (-scores[form], self._order[form]))
        return tuple(FormScore(form, scores[form], tuple(reasons[form])) for form in fitting)

    def advise(
        self, answers: Answers, channel: str = "kiosk", cleared: Iterable[Clearance] = ()
    ) -> Advice:
        """The advice for these answers.

        `cleared` gates are honoured on channel `staff` only, and never for a referral.
        """
        pack = self.pack
        facts = self.facts(answers)
        honoured = self.honoured(cleared, facts) if channel == "staff" else ()
        standing = facts
        for clearance in honoured:
            standing &= ~self._gates[clearance.gate]
        outcome, urgency = self.outcome(standing)
        suggests = outcome == "suggest"
        reached = {
            step.question.id: answers[step.question.id]
            for step in self.walk
            if isinstance(step, Asked)
            and facts & step.needs == step.needs
            and answers.get(step.question.id) is not None
        }
        preferences = reached.get("preferences", ())
        free = tuple(slot for slot in pack.slot_preference if facts & self.bit_of[f"slot:{slot}"])
        return Advice(
            outcome=outcome,
            urgency=urgency,
            gates=tuple(gate for gate, bit in self._gates.items() if standing & bit),
            cleared=honoured,
            forms=self.forms(facts) if suggests else (),
            cautions=self._firing("caution", facts) if suggests else (),
            claims=self._firing("claim", facts) if suggests else (),
            spacings=self._firing("spacing", facts) if suggests else (),
            # Without a free slot only a cleared gate leads here: staff settled the moment.
            slots=free or pack.slot_preference,
            food_tips=tuple(food.id for food in pack.foods if food.tip)
            if outcome in ("suggest", "food_first")
            else (),
            ceiling_mg=pack.constant("ceiling_mg"),
            allowance_mg=self.allowance(reached),
            preferences=tuple(preferences) if isinstance(preferences, list | tuple) else (),
            answers=reached,
            trace=self.trace(facts),
        )

    def allowance(self, answers: Answers) -> float:
        """What a product may still bring, mg elemental a day: the ceiling less other sources.

        Nothing may be added while another source is unknown.
        """
        left = self.pack.constant("ceiling_mg")
        for question in self.pack.questions:
            if question.kind == "number":
                amount = answers.get(question.id)
                if not isinstance(amount, int | float):
                    return 0
                left -= amount
        return max(0, left)

    def _firing(self, kind: str, facts: int) -> tuple[str, ...]:
        start = f"{kind}."
        return tuple(
            rule.name.removeprefix(start)
            for rule in self.rules
            if rule.name.startswith(start) and facts & rule.test.bit
        )

    # --- explaining ------------------------------------------------------------------------------

    def trace(self, facts: int) -> tuple[Verdict, ...]:
        """A verdict on every rule. Reading it changes nothing."""
        possible = facts
        unanswered = {}
        for step in self.walk:
            if isinstance(step, Asked):
                if facts & step.unanswered:
                    unanswered[step.question.id] = True
                    possible |= sum(step.options.values())
            elif step.may_hold(facts, possible):
                possible |= step.bit
        return tuple(
            Verdict(
                rule.name,
                True if facts & rule.test.bit else None if possible & rule.test.bit else False,
                _because(rule, facts),
                tuple(each for each in rule.questions if each in unanswered),
                rule.sources,
            )
            for rule in self.rules
        )


def _because(rule: Rule, facts: int) -> tuple[str, ...]:
    """The answers that this rule reads and that were given."""
    return tuple(atom for bit, atom in rule.reads if facts & bit and not atom.startswith("slot:"))
