"""What a pack promises, decided over every answer set there is.

A promise that does not hold comes with a shortest answer set that breaks it, as an answer file.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import starmap
from typing import Any

import msgspec

from magapp.language.saying import Saying
from magapp.pack.model import OUTCOMES, Invariant
from magapp.products import Product
from magapp.proof.diagram import EMPTY, EVERY
from magapp.proof.space import AnswerSpace
from magapp.rules.advise import Advice, Clearance, FormScore, Rules
from magapp.rules.look_back import LookBack, holds
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
    message: Saying | None = None


class _Stock:
    """The products that promises of a shelf are held against."""

    def __init__(self, space: AnswerSpace, products: tuple[Product, ...]) -> None:
        self.products = products
        self._space = space

    @cached_property
    def doses(self) -> list[tuple[Advice, Suggested]]:
        """Each product with every dose that it is ever given, and the advice in which that is.

        A dose only changes where the allowance passes a whole number of units, so these allowances,
        and those just below, stand for all; with every number of free slots.
        """
        rules, shown = self._space.rules, self._space.outcomes["suggest"]
        if shown == EMPTY:
            return []
        advice = rules.advise(self._space.example(shown)["answers"])
        ceiling, salts = advice.ceiling, Salts(rules.pack)
        slots = rules.pack.slot_preference
        asked = [
            msgspec.structs.replace(advice, slots=slots[:free]) for free in range(1, len(slots) + 1)
        ]
        forms = {form.id: FormScore(form.id, 1, ()) for form in rules.pack.forms}
        return [
            (given, dosed(rules.pack, given, forms[each.form], each, salts))
            for each in self.products
            if each.form in forms
            for edge in _edges(each, ceiling)
            for some in asked
            if exclusion(
                rules.pack, given := msgspec.structs.replace(some, allowance=edge), forms, each
            )
            is None
        ]


def prove(
    space: AnswerSpace, invariants: Iterable[Invariant], products: Iterable[Product] = ()
) -> Iterator[Proof]:
    """Decide each invariant, in order, over all answer sets; of a shelf, over these products."""
    stock = _Stock(space, tuple(products))
    for invariant in invariants:
        if invariant.kind in _OF_A_SHELF:
            yield _OF_A_SHELF[invariant.kind](space, invariant, stock)
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
    message = Saying.of("broken_outcome", outcome=advice.outcome)
    if forms := tuple(each.form for each in advice.forms):
        message = Saying.of("broken_forms", outcome=advice.outcome, forms=forms)
    return Proof(invariant.id, False, broken_by=file, message=message)


def _outcome(space: AnswerSpace, invariant: Invariant) -> Proof:
    """Where `when` holds the outcome is one of these, on every channel, cleared or not."""
    about = space.meets(invariant.when)
    for channel in ("kiosk", "staff"):
        for cleared in {0, space.rules.honours(channel)}:
            reached = space.outcomes_with(cleared)
            elsewhere = (reached[each] for each in OUTCOMES if each not in invariant.outcome)
            wrong = space.sets.either(*elsewhere)
            if space.sets.overlap(about, wrong):
                broken = space.sets.both(about, wrong)
                return _verdict(space, invariant, broken, about, cleared)
    return _verdict(space, invariant, EMPTY, about)


def _channel(space: AnswerSpace, invariant: Invariant) -> Proof:
    """On this channel a clearance changes nothing."""
    cleared = space.rules.honours(invariant.channel)
    plain, reached = space.outcomes, space.outcomes_with(cleared)
    sets = space.sets
    moved = [sets.less(reached[each], plain[each]) for each in OUTCOMES]
    return _verdict(space, invariant, sets.either(*moved), space.possible, cleared)


def _one_outcome(space: AnswerSpace, invariant: Invariant) -> Proof:
    """Every answer set has an outcome, and no answer set two."""
    sets = space.sets
    seen, twice = EMPTY, EMPTY
    for node in space.outcomes.values():
        twice = sets.either(twice, sets.both(seen, node))
        seen = sets.either(seen, node)
    none = sets.less(space.possible, seen)
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
                happens = proof.message or ""
                message = Saying.of("broken_weaker", happens=happens, atom=atom)
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
        closed = sets.less(space.possible, space.nodes[bit])
        later = space.later(question)
        for index, outcome in enumerate(OUTCOMES):
            here = sets.both(open_, space.outcomes[outcome])
            if invariant.outcome and outcome not in invariant.outcome and here != EMPTY:
                return _verdict(space, invariant, here, EVERY)
            if not index or here == EMPTY:
                continue  # nothing is stronger, so every answer does as well
            mild = sets.either(*(space.outcomes[each] for each in OUTCOMES[index:]))
            matched = sets.without(sets.both(closed, mild), later)
            broken = sets.less(here, matched)
            if broken != EMPTY:
                return _verdict(space, invariant, broken, EVERY)
    return _verdict(space, invariant, EMPTY, space.possible)


def _can(space: AnswerSpace, invariant: Invariant) -> Proof:
    """Each of these forms is suggested for some answers."""
    shown = space.outcomes["suggest"]
    never = tuple(
        form for form in invariant.forms if not space.sets.overlap(shown, space.fits(form))
    )
    if never:
        return Proof(invariant.id, False, message=Saying.of("broken_never", forms=never))
    return Proof(invariant.id, True)


def _first(space: AnswerSpace, invariant: Invariant) -> Proof:
    """Where `when` holds and products are suggested, this form comes first."""
    about = space.sets.both(space.meets(invariant.when), space.outcomes["suggest"])
    (form,) = invariant.forms
    broken = space.sets.less(about, space.first(form))
    return _verdict(space, invariant, broken, about)


def _look_back(space: AnswerSpace, invariant: Invariant) -> Proof:
    """At a second visit, where `when` holds it goes on with one of these."""
    look_back = LookBack(space.rules.pack)
    about = [said for said in look_back.every_answer() if holds(invariant.when, said)]
    for said in about:
        for step in look_back.steps[tuple(said.values())]:
            if step.outcome not in invariant.onward:
                message = Saying.of(
                    "broken_onward",
                    outcome=step.outcome,
                    step=step.id,
                    answers=tuple(starmap("{}:{}".format, said.items())),
                )
                return Proof(invariant.id, False, message=message)
    return Proof(invariant.id, True, idle=not about)


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
                said = taken.told(way)
                if isinstance(said, list):
                    when = Saying.of("taken_at", slots=tuple(said))
                else:
                    when = Saying.of("taken_weekly") if said else Saying.of("taken_usual")
                message = Saying.of("broken_hours", medicine=medicine, slots=tuple(near), when=when)
                return Proof(invariant.id, False, message=message)
    return Proof(invariant.id, True, idle=not rules.taken)


def _dose(space: AnswerSpace, invariant: Invariant, stock: _Stock) -> Proof:
    """No product's daily dose is above the allowance, for every allowance there is."""
    for asked, each in stock.doses:
        taken = sum(intake.amount for intake in each.intakes)
        if max(each.daily, taken) > asked.allowance + 0.005:
            message = Saying.of(
                "broken_dose",
                product=each.product.name,
                daily=round(each.daily, 2),
                most=round(asked.allowance, 2),
                unit=space.rules.pack.substance.unit,
            )
            return Proof(invariant.id, False, message=message)
    return Proof(invariant.id, True, idle=not stock.doses)


def _split(space: AnswerSpace, invariant: Invariant, stock: _Stock) -> Proof:
    """No intake is above `split`, but for one piece that cannot be made smaller."""
    pack = space.rules.pack
    most = pack.constant("split")
    for _, each in stock.doses:
        piece = 0.5 if each.product.dosage_form in DIVISIBLE else 1
        for intake in each.intakes:
            if intake.units * each.product.per_unit > most and intake.units > piece:
                message = Saying.of(
                    "broken_split",
                    product=each.product.name,
                    amount=round(intake.amount, 2),
                    unit=pack.substance.unit,
                    slot=intake.slot,
                )
                return Proof(invariant.id, False, message=message)
    return Proof(invariant.id, True, idle=not stock.doses)


def _edges(product: Product, ceiling: float) -> set[float]:
    """The allowances at which the dose of a product changes, those just below, and the widest."""
    most = min(int(ceiling / product.per_unit), product.units_per_day)
    edges = [units * product.per_unit for units in range(1, most + 2)]
    return {each for edge in edges for each in (edge, edge - 1e-6) if 0 <= each <= ceiling} | {
        ceiling
    }


def _cards(space: AnswerSpace, invariant: Invariant, stock: _Stock) -> Proof:
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
            part
            for forms, here in together.items()
            for part in ((forms | {form}, sets.both(here, node)), (forms, sets.less(here, node)))
        ]
        together = {forms: here for forms, here in parts if here != EMPTY}
    for forms, here in together.items():
        file = space.example(sets.both(suggests, here), cleared)
        clearances = [Clearance(**each) for each in file.get("cleared", ())]
        advice = rules.advise(file["answers"], file["channel"], clearances)
        out = {each.form for each in advice.forms if each.stands_out}
        if out != forms:
            message = Saying.of("broken_out", out=tuple(out), forms=tuple(forms))
            return Proof(invariant.id, False, broken_by=file, message=message)
        vegan = {rules.pack.roles["vegan"]} if "vegan" in rules.pack.roles else set[str]()
        for wishes in ({*advice.preferences} - vegan, {*advice.preferences} | vegan):
            asked = msgspec.structs.replace(advice, preferences=tuple(sorted(wishes)))
            least: dict[str, float] = {}
            for each in stock.products:
                if exclusion(rules.pack, _widest(asked), out, each) is None:
                    least[each.form] = min(least.get(each.form, each.per_unit), each.per_unit)
            for allowance in {*least.values()}:
                asked = msgspec.structs.replace(asked, allowance=allowance)
                there = {form for form, amount in least.items() if amount <= allowance}
                if missing := _without_card(rules, asked, there, stock.products):
                    message = Saying.of(
                        "broken_card",
                        forms=tuple(missing),
                        left=round(allowance, 2),
                        unit=rules.pack.substance.unit,
                    )
                    return Proof(invariant.id, False, broken_by=file, message=message)
    return Proof(invariant.id, True, idle=not stock.products or not together)


def _widest(advice: Advice) -> Advice:
    return msgspec.structs.replace(advice, allowance=advice.ceiling)


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
    "look_back": _look_back,
}
