"""What a pack promises, decided over every answer set there is.

The compiled masks that decide a consultation are applied here to all answer sets at once, as
decision diagrams: nothing is sampled and no rule is written down a second time. Numbers count by
the bands that the rules can tell apart, and the food screener by its bands.

A promise that does not hold comes with a shortest answer set that breaks it, as an answer file.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product as each_way
from typing import Any

import msgspec

from magapp.pack.model import OUTCOMES, Condition, Invariant, Outcome
from magapp.products import Product
from magapp.proof.diagram import EMPTY, EVERY, Diagrams
from magapp.rules.advise import Advice, Clearance, FormScore, Rules
from magapp.rules.compiled import CompiledQuestion, Test, Value
from magapp.shelf.suggest import DIVISIBLE, SHOWN, Salts, Suggested, dosed, exclusion, suggest


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
        self.doses: dict[tuple[Product, ...], list[tuple[Advice, Suggested]]] = {}
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
        """Where each total of these weights (rule → score) is reached, if it is possible at all."""
        sets = self.sets
        totals = {start: EVERY}
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
        if form not in self._fits:
            start = 1 if form in self.rules.allowed else 0
            totals = self.scores(self.weights(form), start)
            good = self.sets.either(*(node for total, node in totals.items() if total > 0))
            self._fits[form] = self.sets.both(good, self.sets.outside(self.barred(form)))
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
            form: sets.both(
                fits[form], fires(form, against=False), sets.outside(fires(form, against=True))
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
        return self.sets.both(self.possible, self.sets.outside(before), given)

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
            if self.sets.both(before, self.sets.outside(after)) != EMPTY:
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


def prove(
    space: AnswerSpace, invariants: Iterable[Invariant], products: Iterable[Product] = ()
) -> Iterator[Proof]:
    """Decide each invariant, in order, over all answer sets; of a shelf, over these products."""
    products = tuple(products)
    for invariant in invariants:
        if invariant.kind in _OF_A_SHELF:
            yield _OF_A_SHELF[invariant.kind](space, invariant, products)
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
    """Ticking one more of these options never leads to a weaker outcome.

    Most packs keep more than that, which is decided faster: no gate goes away by such a tick, nor
    by a moment that is closed, whatever else is set. Only where one does is each possible answer
    set looked at.
    """
    sets = space.sets
    atoms = space.rules.atoms(invariant.adding)
    if all(space.rises_with(atom) for atom in (*atoms, *_closing(space, atoms))):
        return _verdict(space, invariant, EMPTY, space.possible)
    pairs = [
        (
            space.outcomes[outcome],
            sets.either(*(space.outcomes[each] for each in OUTCOMES[at + 1 :])),
        )
        for at, outcome in enumerate(OUTCOMES[:-1])
    ]
    for atom in atoms:
        for here, weaker in pairs:
            broken = sets.both(here, space.adding(weaker, atom))
            if broken != EMPTY:
                proof = _verdict(space, invariant, broken, EVERY)
                message = f"{proof.message} Adding {atom} makes it weaker."
                return msgspec.structs.replace(proof, message=message)
    return _verdict(space, invariant, EMPTY, space.possible)


def _closing(space: AnswerSpace, atoms: Iterable[str]) -> list[str]:
    """The moments that one of these ticks may close."""
    medicines = {f"{space.rules.lookup}:{each}" for each in space.rules.taken}
    return [f"slot:{slot}" for slot in space.rules.slots] if medicines & {*atoms} else []


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
            if not index or here == EMPTY:
                continue  # nothing is stronger, so every answer does as well
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

    The hours are reckoned here once more, from those of the pack and of the day, for all that can
    be said of each medicine. What one closes is closed beside any other. Saying nothing leaves no
    more than saying that it is taken as usual.
    """
    rules = space.rules
    hours = {slot.id: slot.hour for slot in rules.pack.slots}
    for medicine, taken in rules.taken.items():
        spacing = taken.spacing
        supposed = rules.free_slots(taken.said(None))
        for way in taken.ways():
            free = rules.free_slots(way)
            near = [
                slot
                for slot, hour in hours.items()
                for at, bit in taken.slots.items()
                if way & bit and at in hours and free & rules.slots[slot]
                if (hour - hours[at]) % 24 < spacing.after_hours
                or (hours[at] - hour) % 24 < spacing.before_hours
            ]
            as_usual = way == taken.said(spacing.taken)
            if near or (as_usual and supposed & ~free):
                message = f"{medicine} leaves {', '.join(near)} free, taken {taken.told(way)}."
                return Proof(invariant.id, False, message=message)
    return Proof(invariant.id, True, idle=not rules.taken)


def _dose(space: AnswerSpace, invariant: Invariant, products: tuple[Product, ...]) -> Proof:
    """No product's daily dose is above the allowance, for every allowance there is."""
    doses = _doses(space, products)
    for asked, each in doses:
        taken = sum(intake.mg for intake in each.intakes)
        if max(each.daily_mg, taken) > asked.allowance_mg + 0.005:
            message = f"{each.product.name} gives {each.daily_mg:g} of {asked.allowance_mg:g} mg."
            return Proof(invariant.id, False, message=message)
    return Proof(invariant.id, True, idle=not doses)


def _split(space: AnswerSpace, invariant: Invariant, products: tuple[Product, ...]) -> Proof:
    """No intake is above `split`, but for one piece that cannot be made smaller."""
    most = space.rules.pack.constant("split")
    doses = _doses(space, products)
    for _, each in doses:
        piece = 0.5 if each.product.dosage_form in DIVISIBLE else 1
        for intake in each.intakes:
            if intake.units * each.product.mg_per_unit > most and intake.units > piece:
                message = f"{each.product.name} gives {intake.mg:g} mg at {intake.slot}."
                return Proof(invariant.id, False, message=message)
    return Proof(invariant.id, True, idle=not doses)


def _doses(space: AnswerSpace, products: tuple[Product, ...]) -> list[tuple[Advice, Suggested]]:
    """Each product with every dose that it is ever given, and the advice in which that is.

    A dose only changes where the allowance passes a whole number of units, so these allowances,
    and those just below, stand for all; with every number of free slots.
    """
    rules = space.rules
    if space.outcomes["suggest"] == EMPTY:
        return []
    if products not in space.doses:
        advice = rules.advise(space.example(space.outcomes["suggest"])["answers"])
        ceiling, salts = advice.ceiling_mg, Salts(rules.pack)
        slots = rules.pack.slot_preference
        asked = [
            msgspec.structs.replace(advice, slots=slots[:free]) for free in range(1, len(slots) + 1)
        ]
        forms = {form.id: FormScore(form.id, 1, ()) for form in rules.pack.forms}
        space.doses[products] = [
            (given, dosed(rules.pack, given, forms[each.form], each, salts))
            for each in products
            if each.form in forms
            for edge in _edges(each, ceiling)
            for some in asked
            if exclusion(
                rules.pack, given := msgspec.structs.replace(some, allowance_mg=edge), forms, each
            )
            is None
        ]
    return space.doses[products]


def _edges(product: Product, ceiling: float) -> set[float]:
    """The allowances at which the dose of a product changes, those just below, and the widest."""
    most = min(int(ceiling / product.mg_per_unit), product.units_per_day)
    edges = [units * product.mg_per_unit for units in range(1, most + 2)]
    return {each for edge in edges for each in (edge, edge - 1e-6) if 0 <= each <= ceiling} | {
        ceiling
    }


def _cards(space: AnswerSpace, invariant: Invariant, products: tuple[Product, ...]) -> Proof:
    """Of the forms that stand out, the first that are on the shelf each have a card.

    For every choice of forms that can stand out together, whatever is cleared, and every allowance
    at which one of them comes on the shelf; for those who want it vegan, and those who do not mind.
    """
    rules, sets = space.rules, space.sets
    cleared = rules.honours("staff")
    suggests = space.outcomes_with(cleared)["suggest"]
    out_at = space.stands_out()
    read = set[int]().union(*map(sets.reads, out_at.values()))
    together = {frozenset[str](): sets.without(suggests, sets.reads(suggests) - read)}
    for form, node in out_at.items():
        parts = [
            (chosen, sets.both(here, part))
            for forms, here in together.items()
            for chosen, part in ((forms | {form}, node), (forms, sets.outside(node)))
        ]
        together = {forms: here for forms, here in parts if here != EMPTY}
    for forms, here in together.items():
        file = space.example(sets.both(suggests, here), cleared)
        clearances = [Clearance(**each) for each in file.get("cleared", ())]
        advice = rules.advise(file["answers"], file["channel"], clearances)
        out = {each.form for each in advice.forms if each.stands_out}
        if out != forms:
            message = f"{', '.join(out)} stand out, not {', '.join(forms)}."
            return Proof(invariant.id, False, broken_by=file, message=message)
        vegan = {rules.pack.roles["vegan"]} if "vegan" in rules.pack.roles else set[str]()
        for wishes in ({*advice.preferences} - vegan, {*advice.preferences} | vegan):
            asked = msgspec.structs.replace(advice, preferences=tuple(sorted(wishes)))
            least: dict[str, float] = {}
            for each in products:
                if exclusion(rules.pack, _widest(asked), out, each) is None:
                    least[each.form] = min(least.get(each.form, each.mg_per_unit), each.mg_per_unit)
            for allowance in {*least.values()}:
                asked = msgspec.structs.replace(asked, allowance_mg=allowance)
                there = {form for form, mg in least.items() if mg <= allowance}
                if missing := _without_card(rules, asked, there, products):
                    message = f"{', '.join(missing)} has no card, with {allowance:g} mg left."
                    return Proof(invariant.id, False, broken_by=file, message=message)
    return Proof(invariant.id, True, idle=not products or not together)


def _widest(advice: Advice) -> Advice:
    return msgspec.structs.replace(advice, allowance_mg=advice.ceiling_mg)


def _without_card(
    rules: Rules, advice: Advice, there: set[str], products: tuple[Product, ...]
) -> set[str]:
    """Of the forms that stand out and are on the shelf, those that have no card and should."""
    shown = [each.form for each in suggest(rules.pack, advice, products).products]
    first = shown[: len(there)]
    missing = there - {each.form for each in first}
    if len(missing) == len(there) - SHOWN:  # one card for each of three, none of which is worse
        score = {each.form: each.score for each in advice.forms}
        least = min(each.score for each in first)
        missing = {form for form in missing if score[form] > least}
    return missing


_OF_A_SHELF = {"dose": _dose, "split": _split, "cards": _cards}
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
