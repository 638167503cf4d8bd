"""Every answer set of a pack, and what its rules make of each.

The compiled masks that decide a consultation are applied here to all answer sets at once, as
decision diagrams: nothing is sampled and no rule is written down a second time. Numbers count by
the bands that the rules can tell apart, and the food screener by its bands.
"""

from collections.abc import Iterator, Mapping
from itertools import product as each_way
from typing import Any

from magapp.pack.model import OUTCOMES, Condition, Outcome
from magapp.proof.diagram import EMPTY, EVERY, Diagrams
from magapp.rules.advise import Rules
from magapp.rules.compiled import CompiledQuestion, Test, Value


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
        if not rules.lookup:  # without medicines every moment is free
            self.nodes |= dict.fromkeys(rules.slots.values(), EVERY)
        for step in rules.walk:
            if isinstance(step, CompiledQuestion) and step.question.kind == "moments":
                self.nodes[step.unanswered] = EMPTY  # skipped, its usual moments are supposed
            elif isinstance(step, CompiledQuestion):
                self._admit(step)
                if step.question.id == rules.lookup:
                    self._admit_slots()
            else:
                self.nodes[step.bit] = self.where(step)
        for test in rules.tests:
            self.nodes[test.bit] = self.where(test)
        self.outcomes = self.outcomes_with(0)
        self._first: dict[str, int] = {}
        self._fits: dict[str, int] = {}
        self._apart: dict[tuple[str, str], dict[int, int]] = {}

    def _admit(self, step: CompiledQuestion) -> None:
        """Narrow `possible` to valid answers to one question, and to none while it is not asked."""
        sets = self.sets
        bits = [*step.options.values(), step.unanswered]
        for bit in bits:
            self.nodes[bit] = sets.variable(bit.bit_length() - 1)
        self.variables += len(bits)
        nodes = [self.nodes[bit] for bit in bits]
        options, unanswered = nodes[:-1], nodes[-1]
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

    def _admit_slots(self) -> None:
        """Narrow `possible` to the free moments that each choice of medicines can leave.

        When a medicine is taken is no variable: what can be said of it is walked through here, and
        the moments that each leaves free are. Rules read only whether hours are kept for a
        medicine: they are wherever it is ticked.
        """
        sets, rules = self.sets, self.rules
        every = sum(rules.slots.values())
        self.nodes |= {bit: sets.variable(bit.bit_length() - 1) for bit in rules.slots.values()}
        self.variables += len(rules.slots)
        closing: list[
            tuple[int, set[int]]
        ] = []  # a medicine, and each choice of slots it can close
        for taken in rules.taken.values():
            self.nodes |= dict.fromkeys(_bits(taken.bits), self.nodes[taken.medicine])
            closed = {every & ~rules.free_slots(bits) for bits in taken.ways()}
            closing.append((self.nodes[taken.medicine], closed))
        if not rules.taken:
            for bit, mask in rules.closing:
                closing.append((self.nodes[bit], {mask}))
        known: dict[tuple[int, int, int], int] = {}

        def reached(place: int, closed: int, left: int) -> int:
            """Where the medicines from this place on close what is `left`, and only `closed`."""
            if place == len(closing):
                return EMPTY if left else EVERY
            key = place, closed, left
            if key not in known:
                node, ways = closing[place]
                fits = (way for way in ways if way & closed == way)
                taken = sets.either(*{reached(place + 1, closed, left & ~way) for way in fits})
                known[key] = sets.choose(node, taken, reached(place + 1, closed, left))
            return known[key]

        left_free = (
            sets.both(self._just(every, every & ~closed), reached(0, closed, closed))
            for closed in _subsets(every)
        )
        self.possible = sets.both(self.possible, sets.either(*left_free))

    def _just(self, bits: int, these: int) -> int:
        """Where of these bits just some are set."""
        return self.sets.both(self.all_of(these), self.sets.outside(self.any_of(bits & ~these)))

    def _each(self, mask: int) -> list[int]:
        """The nodes of the bits in a mask."""
        return [self.nodes[bit] for bit in _bits(mask)]

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

    def can(self, condition: Condition) -> bool:
        """Whether any possible answer set meets a condition."""
        return self.sets.overlap(self.possible, self.where(self.rules.test(condition)))

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
            left = sets.less(left, here)
        found["suggest"] = left
        return found

    # --- forms -----------------------------------------------------------------------------------

    def barred(self, form: str) -> int:
        """Where a form must not be suggested, whatever its score."""
        bars = (each for each in self.rules.pack.form_bars if each.form == form)
        return self.any_of(self.rules.mask(f"form_bar.{bar.id}" for bar in bars))

    def scores(self, weights: Mapping[str, int], start: int = 0) -> dict[int, int]:
        """Where each total of these weights (rule → score) is reached, if it is possible at all."""
        sets = self.sets
        totals = {start: EVERY}
        for name, score in weights.items():
            fires = self.nodes[self.rules.bit_of[name]]
            step: dict[int, int] = {}
            for total, node in totals.items():
                for reached, part in (
                    (total + score, sets.both(node, fires)),
                    (total, sets.less(node, fires)),
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
        if form not in self._fits:
            start = 1 if form in self.rules.allowed else 0
            totals = self.scores(self.weights(form), start)
            good = self.sets.either(*(node for total, node in totals.items() if total > 0))
            self._fits[form] = self.sets.less(good, self.barred(form))
        return self._fits[form]

    def first(self, form: str) -> int:
        """Where a form comes before every other that fits."""
        if form not in self._first:
            self._first[form] = self._where_first(form)
        return self._first[form]

    def _where_first(self, form: str) -> int:
        order = self.rules.order
        first = self.fits(form)
        for rival in self.rules.suggested - {form}:
            least = 0 if order(form) < order(rival) else 1
            first = self.sets.both(first, self._not_behind(form, rival, least))
        return first

    def apart(self, form: str, rival: str) -> dict[int, int]:
        """Where a form has how many points more than another."""
        weights = self.weights(form)
        for name, score in self.weights(rival).items():
            weights[name] = weights.get(name, 0) - score
        start = (form in self.rules.allowed) - (rival in self.rules.allowed)
        return self.scores({name: score for name, score in weights.items() if score}, start)

    def _not_behind(self, form: str, rival: str, least: int) -> int:
        """Where a form has at least so many points more than another, or that does not fit."""
        if (form, rival) not in self._apart:
            totals = self.apart(form, rival)
            self._apart[form, rival] = totals
            self._apart[rival, form] = {-total: node for total, node in totals.items()}
        ahead = [node for total, node in self._apart[form, rival].items() if total >= least]
        return self.sets.either(self.sets.outside(self.fits(rival)), *ahead)

    def stands_out(self) -> dict[str, int]:
        """Where each form gets a card of its own, of the forms that may be suggested."""
        sets, weights = self.sets, self.rules.pack.weights
        forms = sorted(self.rules.suggested, key=self.rules.order)
        fits = {form: self.fits(form) for form in forms}

        def fires(form: str, *, against: bool) -> int:
            names = (
                f"weight.{each.id}"
                for each in weights
                if form in each.forms and (each.score < 0 if against else each.stands_out)
            )
            return self.any_of(self.rules.mask(names))

        raised = {
            form: sets.less(
                sets.both(fits[form], fires(form, against=False)), fires(form, against=True)
            )
            for form in forms
        }
        equal = sets.outside(sets.either(*raised.values()))
        highest = {
            form: sets.both(
                equal,
                fits[form],
                *(self._not_behind(form, rival, 0) for rival in forms if rival != form),
            )
            for form in forms
        }
        return {form: sets.either(raised[form], highest[form]) for form in forms}

    # --- back to answers -------------------------------------------------------------------------

    def example(self, node: int, cleared: int = 0) -> dict[str, Any]:
        """A shortest answer file in a set that is not empty.

        With `cleared` (a mask), staff has cleared those of the gates that stand.
        """
        free = {bit.bit_length() - 1 for bit in self.rules.slots.values()}
        true = {1 << variable for variable in self.sets.nearest(node, free)}
        answers: dict[str, Value] = {}
        bits = 0
        for step in self.rules.walk:
            if isinstance(step, CompiledQuestion):
                bits = self.rules.said(answers)
                if bits & step.needs == step.needs and step.unanswered not in true:
                    answers[step.question.id] = self._value(step, true, bits)
        facts = self.rules.facts(answers)
        standing = [gate for gate, bit in self.rules.gates.items() if facts & cleared & bit]
        file: dict[str, Any] = {"channel": "staff" if cleared else "kiosk", "answers": answers}
        if standing:
            file["cleared"] = [{"gate": gate, "reason": "counter-example"} for gate in standing]
        return file

    def _value(self, step: CompiledQuestion, true: set[int], bits: int) -> Value:
        """The answer to one question that sets these bits."""
        chosen = [option for option, bit in step.options.items() if bit in true]
        kind = step.question.kind
        if kind in ("many", "lookup"):
            return chosen
        if kind == "moments":
            return self._moments(true, bits)
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

    def _moments(self, true: set[int], bits: int) -> dict[str, str | list[str]]:
        """What to say of when medicines are taken, for just these moments to be left free.

        Nothing is said of a medicine for which the usual moments will do.
        """
        free = sum(bit for bit in self.rules.slots.values() if bit in true)
        ticked = [each for each in self.rules.taken.values() if bits & each.medicine]
        for ways in each_way(*(each.ways() for each in ticked)):
            if self.rules.free_slots(sum(ways)) == free:
                return {
                    each.spacing.medicine: said
                    for each, way in zip(ticked, ways, strict=True)
                    if (said := each.told(way))
                }
        raise ValueError("these moments cannot be left free")

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
        question, _, option = atom.partition(":")
        taken = rules.taken.get(option) if question == rules.lookup else None
        closes = {~rules.free_slots(way) for way in taken.ways()} if taken else {0}
        given = EMPTY
        for closed in closes:  # and the medicine closes these moments beside those closed before
            slots = {bit.bit_length() - 1: False for bit in rules.slots.values() if bit & closed}
            given = self.sets.either(given, self.sets.fixed(node, slots | {variable: True}))
        before = self.any_of(rules.bit_of[atom] | rules.bit_of[f"{question}:unanswered"])
        return self.sets.both(self.sets.less(self.possible, before), given)

    def rises_with(self, atom: str) -> bool:
        """Whether no gate goes away when this is ticked, or this moment closed, whatever is set."""
        question = atom.partition(":")[0]
        variable = self.rules.bit_of[atom].bit_length() - 1
        settled = {}
        if question != "slot":
            settled = {self.rules.bit_of[f"{question}:unanswered"].bit_length() - 1: False}
        strong = EMPTY
        for _, _, gates in self.rules.levels:
            strong = self.sets.either(strong, self.any_of(gates))
            before = self.sets.fixed(strong, settled | {variable: question == "slot"})
            after = self.sets.fixed(strong, settled | {variable: question != "slot"})
            if self.sets.less(before, after) != EMPTY:
                return False
        return True

    def later(self, question: str) -> list[int]:
        """The variables of a question and of all that are asked after it."""
        after: list[int] = []
        for step in self.rules.walk:
            if isinstance(step, CompiledQuestion) and (after or step.question.id == question):
                bits = (*step.options.values(), step.unanswered)
                after += [bit.bit_length() - 1 for bit in bits]
        return after


def _bits(mask: int) -> Iterator[int]:
    """Each bit of a mask alone."""
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def _subsets(mask: int) -> Iterator[int]:
    """Every choice of these bits, none of them included."""
    some = mask
    while some:
        yield some
        some = (some - 1) & mask
    yield 0
