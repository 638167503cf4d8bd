"""Which product is for whom, and for whom the shelf has nothing: computed from the rules.

Decided over all answer sets at once (`magapp.rules.proof`), so that "never" means never. Gates
that staff may clear count as they stand: what is settled at the counter is not what a shelf is for.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import compress, product

import msgspec
from msgspec.structs import replace

from magapp.catalogue import DOSAGE_FORMS, Product
from magapp.rules import Advice, FormScore, Rules
from magapp.rules.compiled import Asked
from magapp.rules.diagram import EMPTY
from magapp.rules.proof import AnswerSpace
from magapp.shelf import Shelf, anyone
from magapp.suggest import PREFERENCES, SHOWN, cheapest, exclusion

KINDS = ("situations", "signals", "preferences", "medicines")
"""The questions whose options are kinds of customer."""
LEVELS = 12
"""At so many allowances at most the shelf is looked at."""

_Relation = tuple[int, ...]
"""How each other form stands to one: 1 scores higher, 0 the same, -1 lower or does not fit."""
_Rank = tuple[int, float, str]


class ForWhom(msgspec.Struct, frozen=True):
    """The kinds of customer (`question:option`) who can get a product among the best three.

    `gets`: for some of them it is shown. `never`: products are shown to some of them, this one to
    none.
    """

    ean: str
    gets: tuple[str, ...]
    never: tuple[str, ...]


class Gap(msgspec.Struct, frozen=True):
    """A wish that nothing on the shelf meets: a form, vegan or not, in a dosage form or in any.

    With `sold_out` there is such a product, but none in stock.
    """

    form: str
    vegan: bool
    dosage_form: str | None
    sold_out: bool

    def within(self, other: "Gap") -> bool:
        """Whether the other gap is the same or a wider one."""
        return (
            self.form == other.form
            and self.vegan >= other.vegan
            and other.dosage_form in (None, self.dosage_form)
            and self.sold_out == other.sold_out
        )


class Coverage(msgspec.Struct, frozen=True):
    """What a shelf covers.

    `closed` are kinds of customer to whom no product is ever shown. `allowances` (mg a day) are
    those that were looked at: all that make a difference, or some of them when they are many.
    """

    products: tuple[ForWhom, ...]
    closed: tuple[str, ...]
    gaps: tuple[Gap, ...]
    allowances: tuple[float, ...]

    @property
    def widest_gaps(self) -> tuple[Gap, ...]:
        """The gaps that are no part of another."""
        return tuple(
            gap
            for gap in self.gaps
            if not any(gap != other and gap.within(other) for other in self.gaps)
        )


def coverage(
    rules: Rules, products: Iterable[Product], allowances: Iterable[float] | None = None
) -> Coverage:
    """Which of these products is for whom, and what is missing.

    `allowances` (mg elemental a day) are what customers may still take; by default those at which
    the shelf makes a difference, at most twelve.
    """
    shelf = Shelf(rules.pack, products)
    levels = tuple(_levels(shelf) if allowances is None else sorted(set(allowances)))
    customers = _Customers(rules)
    gets: dict[str, int] = {}
    for ean, kinds in _shown(shelf, customers, levels):
        gets[ean] = gets.get(ean, 0) | kinds

    @cache
    def names(kinds: int) -> tuple[str, ...]:
        return tuple(name for at, name in enumerate(customers.kinds) if kinds >> at & 1)

    open_ = customers.open
    return Coverage(
        tuple(
            ForWhom(ean, names(gets.get(ean, 0)), names(open_ & ~gets.get(ean, 0)))
            for ean in (each.ean for each in shelf)
        ),
        names((1 << len(customers.kinds)) - 1 & ~open_),
        tuple(_gaps(shelf, customers)),
        levels,
    )


def _levels(shelf: Shelf) -> Iterator[float]:
    """The allowances from which a product fits, or no longer does with few units a day."""
    pack = shelf.pack
    ceiling, more = pack.constant("ceiling_mg"), pack.constant("few_units") + 1
    strengths = {each.mg_per_unit for each in shelf}
    edges = sorted(
        {edge for mg in strengths for edge in (mg, more * mg) if edge < ceiling} | {ceiling}
    )
    if len(edges) <= LEVELS:
        yield from edges
    else:
        yield from (edges[round(at * (len(edges) - 1) / (LEVELS - 1))] for at in range(LEVELS))


class _Customers:
    """Every answer set that leads to a suggestion, by what decides which products are shown."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.space = space = AnswerSpace(rules)
        asked = [step for step in rules.walk if isinstance(step, Asked)]
        self.kinds = {
            f"{name}:{option}": _variable(bit)
            for name in KINDS
            for step in asked
            if step.question.id == name
            for option, bit in step.options.items()
        }
        """The kinds of customer, each with its variable in the answer space."""
        self._others = set(range(space.variables)) - {*self.kinds.values()}
        self.wishes = tuple(wish for wish in PREFERENCES if f"preferences:{wish}" in self.kinds)
        self._wishes = {self.kinds[f"preferences:{wish}"]: wish for wish in self.wishes}
        self._numbers = [step for step in asked if step.question.kind == "number"]
        free = [space.nodes[rules.bit_of[f"slot:{slot.id}"]] for slot in rules.pack.slots]
        self._several = space.sets.at_least(2, free)
        self.suggests = space.sets.both(space.outcomes["suggest"], space.sets.at_least(1, free))
        self._fits = {form: space.fits(form) for form in sorted(rules.suggested, key=rules.order)}
        self.forms = tuple(form for form in self._fits if self.where(form) != EMPTY)
        self._relations = {form: self._relate(form) for form in self.forms}
        self._cells: dict[tuple[str, bool, tuple[bool, ...]], dict[_Relation, int]] = {}
        self._read: dict[int, tuple[int, ...]] = {}
        self._having: dict[tuple[int, tuple[int, ...]], int] = {}
        self.open = self._kinds_in(self.suggests)

    def where(self, form: str, kinds: Iterable[str] = ()) -> int:
        """The answer sets of these kinds for which a form fits; a kind there is not leaves none."""
        sets = self.space.sets
        node = sets.both(self.suggests, self._fits[form])
        for kind in kinds:
            known = kind in self.kinds
            node = sets.both(node, sets.variable(self.kinds[kind])) if known else EMPTY
        return node

    def _relate(self, form: str) -> dict[_Relation, int]:
        """The answer sets for which a form fits, parted by how each other form stands to it."""
        space, sets = self.space, self.space.sets
        parts: dict[_Relation, int] = {(): self.where(form)}
        own = space.weights(form)
        for rival in self.forms:
            if rival == form:
                continue
            apart = {name: -score for name, score in own.items()}
            for name, score in space.weights(rival).items():
                apart[name] = apart.get(name, 0) + score
            start = (rival in self.rules.allowed) - (form in self.rules.allowed)
            totals = space.scores({name: score for name, score in apart.items() if score}, start)
            fits = self._fits[rival]
            above = sets.both(fits, sets.either(*(at for total, at in totals.items() if total > 0)))
            same = sets.both(fits, totals.get(0, EMPTY))
            below = sets.outside(sets.either(above, same))
            parts = {
                (*relation, stands): part
                for relation, node in parts.items()
                for stands, other in ((1, above), (0, same), (-1, below))
                if (part := sets.both(node, other)) != EMPTY
            }
        return parts

    def cells(self, form: str, several: bool, allowance: float) -> dict[_Relation, int]:
        """The customers for whom a form fits, by how other forms stand to it, over `kinds` alone.

        Those with several moments of the day free, or with one, who may take this much (mg).
        """
        sets = self.space.sets
        taken = self._taken(allowance)
        key = form, several, tuple(taken.values())
        if key not in self._cells:
            slots = self._several if several else sets.outside(self._several)
            asked = sets.both(*(self.space.all_of(step.needs) for step in self._numbers))
            self._cells[key] = {}
            for relation, node in self._relations[form].items():
                here = sets.fixed(sets.both(node, slots, asked), taken)
                here = sets.without(here, self._others)
                if here != EMPTY:
                    self._cells[key][relation] = here
        return self._cells[key]

    def _taken(self, allowance: float) -> dict[int, bool]:
        """The variables of the amounts with which this much is left, all from the first source."""
        left = self.rules.pack.constant("ceiling_mg") - allowance
        values: dict[int, bool] = {}
        for step in self._numbers:
            bands = {bit: left >= least for least, bit in step.bands}
            for bit in (*step.options.values(), step.unanswered):
                values[_variable(bit)] = bands.get(bit, False)
            left = 0
        return values

    def having(self, node: int, wishes: tuple[str, ...]) -> int:
        """The kinds (as bits, in their order) of customers in a set with just these wishes."""
        sets = self.space.sets
        if node not in self._read:
            reads = sets.reads(node)
            self._read[node] = tuple(each for each in self._wishes if each in reads)
        # Most sets do not mind the wishes: then all wishes share one answer.
        read = tuple(each for each in self._read[node] if self._wishes[each] in wishes)
        if (node, read) not in self._having:
            here = sets.fixed(node, {each: each in read for each in self._read[node]})
            self._having[node, read] = self._kinds_in(here)
        found = self._having[node, read]
        return found & ~self._of_wishes(self.wishes) | self._of_wishes(wishes) if found else 0

    @cache  # noqa: B019 (it lives as long as one call of `coverage`)
    def _of_wishes(self, wishes: tuple[str, ...]) -> int:
        return sum(
            1 << at
            for at, variable in enumerate(self.kinds.values())
            if self._wishes.get(variable) in wishes
        )

    def _kinds_in(self, node: int) -> int:
        sets = self.space.sets
        return sum(
            1 << at
            for at, variable in enumerate(self.kinds.values())
            if sets.both(node, sets.variable(variable)) != EMPTY
        )


def _variable(bit: int) -> int:
    return bit.bit_length() - 1


def _shown(
    shelf: Shelf, customers: _Customers, levels: Sequence[float]
) -> Iterator[tuple[str, int]]:
    """Products among the best three (EAN), each time with the kinds of customer they are for.

    Whether the third of a form is shown depends on how the other forms stand to it, and on how
    their best three rank beside it: no more than that is decided for each wish and allowance.
    """
    plain = anyone(shelf.pack)
    ticks = [
        tuple(compress(customers.wishes, chosen))
        for chosen in product((False, True), repeat=len(customers.wishes))
    ]
    for wishes, several in product(ticks, (True, False)):
        seen = set()
        for allowance in levels:
            advice = replace(
                plain,
                allowance_mg=allowance,
                preferences=wishes,
                slots=plain.slots if several else plain.slots[:1],
            )
            best = {form: _best(shelf, advice, form) for form in customers.forms}
            cells = {
                form: customers.cells(form, several, allowance)
                for form in customers.forms
                if best[form]
            }
            state = tuple(map(id, cells.values())), tuple(best.values())
            if state in seen:
                continue
            seen.add(state)
            for form, relations in cells.items():
                others = [best[rival] for rival in customers.forms if rival != form]
                for ahead, rank in enumerate(best[form]):
                    kinds = 0
                    # Of each other form, how many come first: where it is below, the same, above.
                    first = [
                        (0, sum(each < rank for each in other), len(other)) for other in others
                    ]
                    for relation, node in relations.items():
                        stands = zip(first, relation, strict=True)
                        if ahead + sum(counts[each + 1] for counts, each in stands) < SHOWN:
                            kinds |= customers.having(node, wishes)
                    yield rank[2], kinds


def _best(shelf: Shelf, advice: Advice, form: str) -> tuple[_Rank, ...]:
    """The ranks of the best three of one form."""
    only = replace(advice, forms=(FormScore(form, 1, ()),))
    return tuple((-len(each.preferences), *cheapest(each.product)) for each in shelf.best(only))


def _gaps(shelf: Shelf, customers: _Customers) -> Iterator[Gap]:
    """The wishes that some customer can have and no product meets."""
    met: dict[bool, set[tuple[str, bool, str | None]]] = {False: set(), True: set()}
    plain = anyone(shelf.pack)
    asking = {vegan: replace(plain, preferences=("vegan",) * vegan) for vegan in (False, True)}
    for each in shelf:
        for vegan, advice in asking.items():
            if exclusion(shelf.pack, advice, (each.form,), replace(each, stock=1)) is None:
                for dosage in (None, each.dosage_form):
                    met[each.stock > 0].add((each.form, vegan, dosage))
    for form, vegan, dosage_form in product(customers.forms, (False, True), (None, *DOSAGE_FORMS)):
        kinds = ["preferences:vegan"] * vegan + [f"preferences:{dosage_form}"] * bool(dosage_form)
        wish = form, vegan, dosage_form
        if wish not in met[True] and customers.where(form, kinds) != EMPTY:
            yield Gap(form, vegan, dosage_form, wish in met[False])
