"""What a pack promises, decided over every answer set there is.

The compiled masks that decide a consultation are applied here to all answer sets at once, as
decision diagrams: nothing is sampled and no rule is written down a second time. Numbers count by
the bands that the rules can tell apart, and the food screener by its bands.

A promise that does not hold comes with a shortest answer set that breaks it, as an answer file.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from magapp.catalogue import Product
from magapp.pack.model import OUTCOMES, WEEKLY, Condition, Invariant, Outcome
from magapp.rules.advise import Clearance, FormScore, Rules
from magapp.rules.compiled import Asked, Test, Value
from magapp.rules.diagram import EMPTY, EVERY, Diagrams
from magapp.suggest import suggest


class Proof(msgspec.Struct, frozen=True):
    """The decision about one invariant.

    `broken_by` is a shortest answer file that breaks it, None when it holds; `message` says what
    happens there. `idle` says that no answer set meets the invariant's condition, so that it
    promises nothing.
    """

    invariant: str
    holds: bool
    idle: bool = False
    broken_by: dict[str, Any] | None = None
    message: str = ""


class AnswerSpace:
    """Every answer set of a pack's flow, and what its compiled rules make of each.

    `possible` is the set of all; `outcomes` splits it, without clearances.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.sets = Diagrams()
        self.nodes: dict[int, int] = {}  # bit → where it is set
        self.variables = 0
        self.possible = EVERY
        for step in rules.walk:
            if isinstance(step, Asked):
                self._admit(step)
            else:
                self.nodes[step.bit] = self.where(step)
        for test in rules.tests:
            self.nodes[test.bit] = self.where(test)
        self.outcomes = self.outcomes_with(0)
        self._first: dict[str, int] = {}

    def _admit(self, step: Asked) -> None:
        """Narrow `possible` to valid answers to one question, and to none while it is not asked."""
        sets = self.sets
        bits = [*step.options.values(), step.unanswered]
        for bit in bits:
            self.nodes[bit] = sets.variable(bit.bit_length() - 1)
        self.variables += len(bits)
        nodes = [self.nodes[bit] for bit in bits]
        options, unanswered = nodes[:-1], nodes[-1]
        if step.question.kind == "moments":
            self._admit_moments(step)
            return
        silent = sets.outside(sets.either(*nodes))
        if step.question.kind in ("many", "lookup"):
            valid = sets.choose(unanswered, sets.outside(sets.either(*options)), EVERY)
        else:
            patterns = [{bit} for bit in bits]
            if step.question.kind == "number":
                bands = [bit for _, bit in sorted(step.bands)] + [bit for _, bit in step.left]
                patterns = [{bit} for bit in bits if bit not in bands]
                patterns += [set(bands[:upto]) for upto in range(len(bands) + 1)]
            valid = sets.either(
                *(
                    sets.both(
                        *(
                            node if bit in pattern else sets.outside(node)
                            for bit, node in zip(bits, nodes, strict=True)
                        )
                    )
                    for pattern in patterns
                )
            )
        asked = self.all_of(step.needs)
        self.possible = sets.both(self.possible, sets.choose(asked, valid, silent))

    def _admit_moments(self, step: Asked) -> None:
        """Narrow `possible` to what can be said of when each medicine is taken.

        A medicine that is not ticked is never taken; of one that is, moments were said, or that it
        is weekly, or nothing, so that its usual ones are supposed.
        """
        sets = self.sets
        asked, skipped = self.all_of(step.needs), self.nodes[step.unanswered]
        self.possible = sets.both(self.possible, sets.choose(skipped, asked, EVERY))
        for taken in self.rules.taken.values():
            never = sets.outside(self.any_of(taken.bits))
            usual = self._just(taken.bits, taken.said(None))
            weekly = taken.slots.get(WEEKLY, 0)
            slots = taken.bits & ~taken.usual & ~weekly
            said = sets.both(
                self.any_of(slots), sets.outside(self.any_of(taken.usual | weekly)), asked
            )
            if weekly:
                said = sets.either(said, sets.both(self._just(taken.bits, weekly), asked))
            said = sets.both(said, sets.outside(skipped))
            ticked = self.nodes[taken.medicine]
            valid = sets.choose(ticked, sets.either(usual, said), never)
            self.possible = sets.both(self.possible, valid)

    def _just(self, bits: int, these: int) -> int:
        """Where of these bits just some are set."""
        return self.sets.both(self.all_of(these), self.sets.outside(self.any_of(bits & ~these)))

    def _each(self, mask: int) -> list[int]:
        """The nodes of the bits in a mask."""
        found = []
        while mask:
            bit = mask & -mask
            found.append(self.nodes[bit])
            mask ^= bit
        return found

    def all_of(self, mask: int) -> int:
        """Where every bit of the mask is set."""
        return self.sets.both(*self._each(mask))

    def any_of(self, mask: int) -> int:
        """Where any bit of the mask is set."""
        return self.sets.either(*self._each(mask))

    def where(self, test: Test) -> int:
        """Where a compiled test holds."""
        sets = self.sets
        return sets.both(
            self.all_of(test.all),
            self.any_of(test.any) if test.any else EVERY,
            sets.outside(self.any_of(test.no)),
            sets.at_least(test.least, self._each(test.of)),
        )

    def meets(self, condition: Condition) -> int:
        """The possible answer sets that meet a condition."""
        return self.sets.both(self.possible, self.where(self.rules.test(condition)))

    def count(self, node: int) -> int:
        """How many answer sets are in a set."""
        return self.sets.count(node, self.variables)

    def outcomes_with(self, cleared: int) -> dict[Outcome, int]:
        """Where each outcome comes, with these gates (a mask) cleared where they stand."""
        sets = self.sets
        left, found = self.possible, dict.fromkeys(OUTCOMES, EMPTY)
        for outcome, _, gates in self.rules.levels:
            here = sets.both(left, self.any_of(gates & ~cleared))
            found[outcome] = sets.either(found[outcome], here)
            left = sets.both(left, sets.outside(here))
        found["suggest"] = left
        return found

    # --- forms -----------------------------------------------------------------------------------

    def barred(self, form: str) -> int:
        """Where a form must not be suggested, whatever its score."""
        bars = (each for each in self.rules.pack.form_bars if each.form == form)
        return self.any_of(self.rules.mask(f"form_bar.{bar.id}" for bar in bars))

    def scores(self, weights: Mapping[str, int], start: int = 0) -> dict[int, int]:
        """Where each total of these weights (rule → score) is reached."""
        sets = self.sets
        totals = {start: self.possible}
        for name, score in weights.items():
            fires = self.nodes[self.rules.bit_of[name]]
            step: dict[int, int] = {}
            for total, node in totals.items():
                for reached, part in (
                    (total + score, sets.both(node, fires)),
                    (total, sets.both(node, sets.outside(fires))),
                ):
                    if part != EMPTY:
                        step[reached] = sets.either(step.get(reached, EMPTY), part)
            totals = step
        return totals

    def weights(self, form: str) -> dict[str, int]:
        """What each weight rule gives a form."""
        return {
            f"weight.{each.id}": each.score
            for each in self.rules.pack.weights
            if form in each.forms
        }

    def fits(self, form: str) -> int:
        """Where a form is supported and not barred: suggested if anything is."""
        start = 1 if form in self.rules.allowed else 0
        good = [node for total, node in self.scores(self.weights(form), start).items() if total > 0]
        return self.sets.both(self.sets.either(*good), self.sets.outside(self.barred(form)))

    def first(self, form: str) -> int:
        """Where a form comes before every other that fits."""
        if form not in self._first:
            self._first[form] = self._where_first(form)
        return self._first[form]

    def _where_first(self, form: str) -> int:
        sets = self.sets
        order = [each.id for each in self.rules.pack.forms]
        first = self.fits(form)
        own = self.weights(form)
        for rival in self.rules.suggested - {form}:
            apart = dict(own)
            for name, score in self.weights(rival).items():
                apart[name] = apart.get(name, 0) - score
            apart = {name: score for name, score in apart.items() if score}
            start = (form in self.rules.allowed) - (rival in self.rules.allowed)
            least = 0 if order.index(form) < order.index(rival) else 1
            ahead = [node for total, node in self.scores(apart, start).items() if total >= least]
            alone = sets.outside(self.fits(rival))
            first = sets.both(first, sets.either(alone, *ahead))
        return first

    # --- back to answers -------------------------------------------------------------------------

    def example(self, node: int, cleared: int = 0) -> dict[str, Any]:
        """A shortest answer file in a set that is not empty.

        With `cleared` (a mask), staff has cleared those of the gates that stand.
        """
        true = {1 << variable for variable in self.sets.nearest(node)}
        answers: dict[str, Value] = {}
        bits = 0
        for step in self.rules.walk:
            if isinstance(step, Asked):
                bits = self.rules.said(answers)
                if bits & step.needs == step.needs and step.unanswered not in true:
                    answers[step.question.id] = self._value(step, true, bits)
        facts = self.rules.facts(answers)
        standing = [gate for gate, bit in self.rules.gates.items() if facts & cleared & bit]
        file: dict[str, Any] = {"channel": "staff" if cleared else "kiosk", "answers": answers}
        if standing:
            file["cleared"] = [{"gate": gate, "reason": "counter-example"} for gate in standing]
        return file

    def _value(self, step: Asked, true: set[int], bits: int) -> Value:
        """The answer to one question that sets these bits."""
        chosen = [option for option, bit in step.options.items() if bit in true]
        kind = step.question.kind
        if kind in ("many", "lookup"):
            return chosen
        if kind == "moments":
            return self._moments(true)
        if kind == "portions":
            return self._portions(chosen[0], bits)
        bands = {bit: least for least, bit in step.bands}
        ceiling = self.rules.ceiling(bits)
        bands |= {bit: ceiling - least + 1 for least, bit in step.left}
        amounts = [bands[bit] for bit in true if bit in bands]
        if kind == "number" and (amounts or not chosen):
            amount = max(amounts, default=step.question.min)
            return int(amount) if amount == int(amount) else amount
        return chosen[0]

    def _moments(self, true: set[int]) -> dict[str, str | list[str]]:
        """The moments that set these bits, of the medicines whose usual ones are not supposed."""
        said: dict[str, str | list[str]] = {}
        for medicine, taken in self.rules.taken.items():
            if taken.usual not in true:
                slots = [slot for slot, bit in taken.slots.items() if bit in true]
                if slots:
                    said[medicine] = WEEKLY if slots == [WEEKLY] else slots
        return said

    def _portions(self, band: str, bits: int) -> dict[str, float]:
        """Portions that reach a band of the food screener: one more of each food in turn."""
        portions: dict[str, float] = {}
        for item in self.rules.pack.screener:
            for number in range(item.max + 1):
                if self.rules.food_band(portions, bits) == band:
                    return portions
                portions[item.id] = number
        return portions

    def adding(self, node: int, atom: str) -> int:
        """The answer sets that one more tick in an answered question leads into a set."""
        rules = self.rules
        variable = rules.bit_of[atom].bit_length() - 1
        question = atom.partition(":")[0]
        option = atom.partition(":")[2]
        given = self.sets.fixed(node, {variable: True})
        before = self.any_of(rules.bit_of[atom] | rules.bit_of[f"{question}:unanswered"])
        if question == rules.lookup and option in rules.taken:  # and then at whatever moments
            given = self.sets.both(node, self.possible, self.nodes[rules.bit_of[atom]])
            moments = rules.taken[option].bits | rules.bit_of[f"{rules.moments}:unanswered"]
            places = [each for each in range(moments.bit_length()) if moments >> each & 1]
            given = self.sets.without(self.sets.fixed(given, {variable: True}), places)
        return self.sets.both(self.possible, self.sets.outside(before), given)

    def later(self, question: str) -> list[int]:
        """The variables of a question and of all that are asked after it."""
        after: list[int] = []
        for step in self.rules.walk:
            if isinstance(step, Asked) and (after or step.question.id == question):
                bits = (*step.options.values(), step.unanswered)
                after += [bit.bit_length() - 1 for bit in bits]
        return after


def prove(
    space: AnswerSpace, invariants: Iterable[Invariant], products: Iterable[Product] = ()
) -> Iterator[Proof]:
    """Decide each invariant, in order, over all answer sets; doses over these products."""
    products = tuple(products)
    for invariant in invariants:
        if invariant.kind == "dose":
            yield _dose(space, invariant, products)
        else:
            yield _DECIDERS[invariant.kind](space, invariant)


def _verdict(
    space: AnswerSpace, invariant: Invariant, broken: int, about: int, cleared: int = 0
) -> Proof:
    """The proof that `broken` is empty, or a shortest member of it and what happens there."""
    if broken == EMPTY:
        return Proof(invariant.id, True, idle=about == EMPTY)
    file = space.example(broken, cleared)
    clearances = [Clearance(**each) for each in file.get("cleared", ())]
    advice = space.rules.advise(file["answers"], file["channel"], clearances)
    forms = ", ".join(each.form for each in advice.forms)
    message = f"The outcome is {advice.outcome}" + (f", with {forms}." if forms else ".")
    return Proof(invariant.id, False, broken_by=file, message=message)


def _outcome(space: AnswerSpace, invariant: Invariant) -> Proof:
    """Where `when` holds the outcome is one of these, on every channel, cleared or not."""
    about = space.meets(invariant.when)
    for channel in ("kiosk", "staff"):
        for cleared in {0, space.rules.honours(channel)}:
            reached = space.outcomes_with(cleared)
            wrong = [reached[each] for each in OUTCOMES if each not in invariant.outcome]
            broken = space.sets.both(about, space.sets.either(*wrong))
            if broken != EMPTY:
                return _verdict(space, invariant, broken, about, cleared)
    return _verdict(space, invariant, EMPTY, about)


def _channel(space: AnswerSpace, invariant: Invariant) -> Proof:
    """On this channel a clearance changes nothing."""
    cleared = space.rules.honours(invariant.channel)
    plain, reached = space.outcomes, space.outcomes_with(cleared)
    sets = space.sets
    moved = [sets.both(reached[each], sets.outside(plain[each])) for each in OUTCOMES]
    return _verdict(space, invariant, sets.either(*moved), space.possible, cleared)


def _one_outcome(space: AnswerSpace, invariant: Invariant) -> Proof:
    """Every answer set has an outcome, and no answer set two."""
    sets = space.sets
    seen, twice = EMPTY, EMPTY
    for node in space.outcomes.values():
        twice = sets.either(twice, sets.both(seen, node))
        seen = sets.either(seen, node)
    none = sets.both(space.possible, sets.outside(seen))
    return _verdict(space, invariant, sets.either(twice, none), space.possible)


def _form(space: AnswerSpace, invariant: Invariant) -> Proof:
    """Where `when` holds these forms are never suggested, also when the shop allows them."""
    about = space.meets(invariant.when)
    open_ = [space.sets.outside(space.barred(form)) for form in invariant.forms]
    reached = space.outcomes_with(space.rules.honours("staff"))["suggest"]
    broken = space.sets.both(about, reached, space.sets.either(*open_))
    return _verdict(space, invariant, broken, about, space.rules.honours("staff"))


def _adding(space: AnswerSpace, invariant: Invariant) -> Proof:
    """Ticking one more of these options never leads to a weaker outcome."""
    sets = space.sets
    for atom in space.rules.atoms(invariant.adding):
        stronger = EMPTY
        for outcome in OUTCOMES[:-1]:
            stronger = sets.either(stronger, space.outcomes[outcome])
            weaker = sets.either(
                *(space.outcomes[each] for each in OUTCOMES[OUTCOMES.index(outcome) + 1 :])
            )
            broken = sets.both(space.outcomes[outcome], space.adding(weaker, atom))
            if broken != EMPTY:
                proof = _verdict(space, invariant, broken, EVERY)
                message = f"{proof.message} Adding {atom} makes it weaker."
                return msgspec.structs.replace(proof, message=message)
    return _verdict(space, invariant, EMPTY, space.possible)


def _unanswered(space: AnswerSpace, invariant: Invariant) -> Proof:
    """Leaving one of these questions open never does better than every answer to it.

    With `outcome`, an open question moreover leads to one of these and to nothing weaker.
    """
    sets = space.sets
    for question in invariant.questions:
        bit = space.rules.bit_of[f"{question}:unanswered"]
        open_ = sets.both(space.possible, space.nodes[bit])
        closed = sets.both(space.possible, sets.outside(space.nodes[bit]))
        later = space.later(question)
        for index, outcome in enumerate(OUTCOMES):
            here = sets.both(open_, space.outcomes[outcome])
            if invariant.outcome and outcome not in invariant.outcome and here != EMPTY:
                return _verdict(space, invariant, here, EVERY)
            mild = sets.either(*(space.outcomes[each] for each in OUTCOMES[index:]))
            matched = sets.without(sets.both(closed, mild), later)
            broken = sets.both(here, sets.outside(matched))
            if broken != EMPTY:
                return _verdict(space, invariant, broken, EVERY)
    return _verdict(space, invariant, EMPTY, space.possible)


def _can(space: AnswerSpace, invariant: Invariant) -> Proof:
    """Each of these forms is suggested for some answers."""
    shown = space.outcomes["suggest"]
    never = [form for form in invariant.forms if space.sets.both(shown, space.fits(form)) == EMPTY]
    if never:
        return Proof(invariant.id, False, message=f"Never suggested: {', '.join(never)}.")
    return Proof(invariant.id, True)


def _first(space: AnswerSpace, invariant: Invariant) -> Proof:
    """Where `when` holds and products are suggested, this form comes first."""
    about = space.sets.both(space.meets(invariant.when), space.outcomes["suggest"])
    (form,) = invariant.forms
    broken = space.sets.both(about, space.sets.outside(space.first(form)))
    return _verdict(space, invariant, broken, about)


def _hours(space: AnswerSpace, invariant: Invariant) -> Proof:
    """A moment is free only where it is far enough from every medicine, whenever that is taken.

    The hours are reckoned here once more, from those of the pack and of the day.
    """
    rules, sets = space.rules, space.sets
    hours = {slot.id: slot.hour for slot in rules.pack.slots}
    near = EMPTY
    for taken in rules.taken.values():
        spacing = taken.spacing
        for at in hours:
            close = [
                slot
                for slot in hours
                if (hours[slot] - hours[at]) % 24 < spacing.after_hours
                or (hours[at] - hours[slot]) % 24 < spacing.before_hours
            ]
            free = space.any_of(rules.mask(f"slot:{slot}" for slot in close))
            near = sets.either(near, sets.both(space.possible, space.all_of(taken.slots[at]), free))
    return _verdict(space, invariant, near, space.possible if rules.taken else EMPTY)


def _dose(space: AnswerSpace, invariant: Invariant, products: tuple[Product, ...]) -> Proof:
    """No product's daily dose is above the allowance, for every allowance there is.

    A dose only changes where the allowance passes a whole number of units, so these allowances,
    and those just below, stand for all; with every number of free slots.
    """
    rules = space.rules
    if space.outcomes["suggest"] == EMPTY:
        return Proof(invariant.id, True, idle=True)
    answers = space.example(space.outcomes["suggest"])["answers"]
    advice = rules.advise(answers)
    forms = tuple(FormScore(form.id, 1, ()) for form in rules.pack.forms)
    for product in products:
        most = min(int(advice.ceiling_mg / product.mg_per_unit), product.units_per_day)
        for units in range(1, most + 2):
            edge = units * product.mg_per_unit
            for allowance in (edge, edge - 1e-6, advice.ceiling_mg):
                if not 0 <= allowance <= advice.ceiling_mg:
                    continue
                for slots in (advice.slots, advice.slots[:1]):
                    asked = msgspec.structs.replace(
                        advice, allowance_mg=allowance, forms=forms, slots=slots
                    )
                    for each in suggest(rules.pack, asked, [product]).products:
                        taken = sum(intake.mg for intake in each.intakes)
                        if max(each.daily_mg, taken) > allowance + 0.005:
                            message = f"{product.name} gives {each.daily_mg:g} of {allowance:g} mg."
                            return Proof(invariant.id, False, message=message)
    return Proof(invariant.id, True, idle=not products)


_DECIDERS = {
    "outcome": _outcome,
    "channel": _channel,
    "one_outcome": _one_outcome,
    "form": _form,
    "adding": _adding,
    "unanswered": _unanswered,
    "can": _can,
    "first": _first,
    "hours": _hours,
}
