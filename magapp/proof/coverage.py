"""Which product is for whom, and for whom the shelf has nothing: computed from the rules.

Decided over all answer sets at once (`magapp.proof.space`), so that "never" means never. Gates
that staff may clear count as they stand: what is settled at the counter is not what a shelf is for.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import compress, product

import msgspec
from msgspec.structs import replace

from magapp.products import DOSAGE_FORMS, Product
from magapp.proof.diagram import EMPTY
from magapp.proof.space import AnswerSpace
from magapp.rules import Rules
from magapp.rules.compiled import CompiledQuestion
from magapp.shelf.shelf import Shelf, anyone
from magapp.shelf.suggest import MOMENTS, SHOWN, exclusion, heeded

KINDS = ("situations", "complaints", "wishes", "medicines")
"""The roles of the questions whose options are kinds of customer."""
LEVELS = 12
"""At so many allowances at most the shelf is looked at."""

_Relation = tuple[bool, tuple[tuple[int, bool], ...]]
"""Whether a form stands out, and how each other form stands to it: 1 scores higher, 0 the same, -1
lower or does not fit; and whether that one stands out."""


class ForWhom(msgspec.Struct, frozen=True):
    """The kinds of customer (`question:option`) who can get a product among the best three.

    `gets`: for some of them it is shown. `never`: products are shown to some of them, this one to
    none.
    """

    ean: str
    gets: tuple[str, ...]
    never: tuple[str, ...]


class UnmetWish(msgspec.Struct, frozen=True):
    """A wish that nothing on the shelf meets: a form, vegan or not, in a dosage form or in any.

    With `sold_out` there is such a product, but none in stock.
    """

    form: str
    vegan: bool
    dosage_form: str | None
    sold_out: bool

    def within(self, other: "UnmetWish") -> bool:
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
    gaps: tuple[UnmetWish, ...]
    allowances: tuple[float, ...]

    @property
    def widest_gaps(self) -> tuple[UnmetWish, ...]:
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
    ceiling, more = pack.constant("ceiling"), pack.constant("few_units") + 1
    strengths = {each.per_unit for each in shelf}
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
        asked = [step for step in rules.walk if isinstance(step, CompiledQuestion)]
        self.kinds = {
            f"{step.question.id}:{option}": _variable(bit)
            for role in KINDS
            for step in asked
            if step.question.role == role
            for option, bit in step.options.items()
        }
        """The kinds of customer, each with its variable in the answer space."""
        asking = rules.pack.roles.get("wishes")
        self.wishes = tuple(wish for wish in heeded(rules.pack) if f"{asking}:{wish}" in self.kinds)
        self._wishes = {self.kinds[f"{asking}:{wish}"]: wish for wish in self.wishes}
        self._numbers = [step for step in asked if step.question.kind == "number"]
        free = [space.nodes[rules.bit_of[f"slot:{slot.id}"]] for slot in rules.pack.slots]
        sets = space.sets
        at_least = [sets.at_least(number, free) for number in range(MOMENTS + 1)]
        self._free = {
            number: sets.less(at_least[number], at_least[number + 1])
            for number in range(1, MOMENTS)
        } | {MOMENTS: at_least[MOMENTS]}
        self.suggests = sets.both(space.outcomes["suggest"], at_least[1])
        self._stands_out = space.stands_out()
        self._fits = {form: space.fits(form) for form in sorted(rules.suggested, key=rules.order)}
        self.forms = tuple(form for form in self._fits if self.where(form) != EMPTY)
        self._relations = {form: self._relate(form) for form in self.forms}
        self._cells: dict[tuple[str, int, tuple[bool, ...]], dict[_Relation, int]] = {}
        self._bases: dict[tuple[int, tuple[bool, ...]], int] = {}
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
        """Where a form fits, if anything is suggested, parted by how each other stands to it."""
        sets = self.space.sets
        where, own = self._fits[form], self._stands_out[form]
        parts: dict[_Relation, int] = {
            (True, ()): sets.both(where, own),
            (False, ()): sets.less(where, own),
        }
        for rival in self.forms:
            if rival == form:
                continue
            totals = self.space.apart(rival, form)
            fits, out = self._fits[rival], self._stands_out[rival]
            above = sets.both(fits, sets.either(*(at for total, at in totals.items() if total > 0)))
            same = sets.both(fits, totals.get(0, EMPTY))
            below = sets.outside(sets.either(above, same))
            parts = {
                (self_out, (*others, (stands, stands_out))): part
                for (self_out, others), node in parts.items()
                for stands, other in ((1, above), (0, same), (-1, below))
                for stands_out, outs in ((True, out), (False, sets.outside(out)))
                if (part := sets.both(node, other, outs)) != EMPTY
            }
        return parts

    def cells(self, form: str, free: int, allowance: float) -> dict[_Relation, int]:
        """The customers for whom a form fits, by how other forms stand to it, over `kinds` alone.

        Those with so many moments of the day free, or more if it is the most that are used, who may
        take this much (mg).
        """
        sets = self.space.sets
        taken = self._taken(allowance)
        key = form, free, tuple(taken.values())
        if key not in self._cells:
            kinds = {*self.kinds.values()}
            base = self._base(free, taken)
            self._cells[key] = {}
            for relation, node in self._relations[form].items():
                here = sets.both(node, base)
                here = sets.without(here, sets.reads(here) - kinds)
                if here != EMPTY:
                    self._cells[key][relation] = here
        return self._cells[key]

    def _base(self, free: int, taken: dict[int, bool]) -> int:
        """Who gets a suggestion with so many moments free and these amounts, of what forms read."""
        key = free, tuple(taken.values())
        if key not in self._bases:
            sets = self.space.sets
            asked = sets.both(*(self.space.all_of(step.needs) for step in self._numbers))
            node = sets.fixed(sets.both(self.suggests, self._free[free], asked), taken)
            read = {*self.kinds.values()}.union(
                *(sets.reads(part) for parts in self._relations.values() for part in parts.values())
            )
            self._bases[key] = sets.without(node, sets.reads(node) - read)
        return self._bases[key]

    def _taken(self, allowance: float) -> dict[int, bool]:
        """The variables of the amounts with which this much is left, all from the first source."""
        left = self.rules.pack.constant("ceiling") - allowance
        values: dict[int, bool] = {}
        for step in self._numbers:
            bands = {bit: left >= least for least, bit in step.bands}
            bands |= {bit: allowance < least for least, bit in step.left}
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
            if sets.overlap(node, sets.variable(variable))
        )


def _variable(bit: int) -> int:
    return bit.bit_length() - 1


def _shown(
    shelf: Shelf, customers: _Customers, levels: Sequence[float]
) -> Iterator[tuple[str, int]]:
    """Products among the best three (EAN), each time with the kinds of customer they are for.

    Whether the third of a form is shown depends on how the other forms stand to it, which of them
    stand out, and on how their best three rank beside it: no more than that is decided for each
    wish and allowance.
    """
    plain = anyone(shelf.pack)
    ticks = [
        tuple(compress(customers.wishes, chosen))
        for chosen in product((False, True), repeat=len(customers.wishes))
    ]
    for wishes, free in product(ticks, range(1, MOMENTS + 1)):
        seen = set()
        for allowance in levels:
            advice = replace(
                plain,
                allowance=allowance,
                preferences=wishes,
                slots=plain.slots[:free],
            )
            best = {form: shelf.ranks(form, advice) for form in customers.forms}
            cells = {
                form: customers.cells(form, free, allowance)
                for form in customers.forms
                if best[form]
            }
            state = tuple(map(id, cells.values())), tuple(best.values())
            if state in seen:
                continue
            seen.add(state)
            for form, relations in cells.items():
                others = [best[rival] for rival in customers.forms if rival != form]
                having = [
                    (out, relation, customers.having(node, wishes))
                    for (out, relation), node in relations.items()
                ]
                for ahead, rank in enumerate(best[form]):
                    kinds = 0
                    better = [sum(each < rank for each in other) for other in others]
                    beside = [*zip(better, map(len, others), strict=True)]
                    for out, relation, these in having:
                        if these & ~kinds and _before(out, relation, beside, ahead) < SHOWN:
                            kinds |= these
                    yield rank[-1], kinds


def _before(
    out: bool,
    relation: tuple[tuple[int, bool], ...],
    beside: Iterable[tuple[int, int]],
    ahead: int,
) -> int:
    """How many products are shown before one: `ahead` of its own form, and those of the others.

    `beside` says of each other form how many rank before it, and how many there are.
    """
    before = ahead
    own = out and ahead == 0  # it has a card of its own: only such cards come before it
    for (stands, rival_out), (better, whole) in zip(relation, beside, strict=True):
        first = better if stands == 0 else whole if stands > 0 else 0
        if own:
            before += 1 if first and rival_out else 0
        else:
            before += first or (1 if whole and rival_out else 0)
    return before


def _gaps(shelf: Shelf, customers: _Customers) -> Iterator[UnmetWish]:
    """The wishes that some customer can have and no product meets."""
    met: dict[bool, set[tuple[str, bool, str | None]]] = {False: set(), True: set()}
    plain = anyone(shelf.pack)
    roles = shelf.pack.roles
    wishes = roles.get("wishes")
    vegans = (False, True) if "vegan" in roles else (False,)
    dosages = [each for each in DOSAGE_FORMS if each in roles]
    asking = {
        vegan: replace(plain, preferences=(roles["vegan"],) if vegan else ()) for vegan in vegans
    }
    for each in shelf:
        for vegan, advice in asking.items():
            if exclusion(shelf.pack, advice, (each.form,), replace(each, stock=1)) is None:
                for dosage in (None, each.dosage_form):
                    met[each.stock > 0].add((each.form, vegan, dosage))
    for form, vegan, dosage_form in product(customers.forms, vegans, (None, *dosages)):
        asked = [role for role in ("vegan" if vegan else None, dosage_form) if role]
        kinds = [f"{wishes}:{roles[role]}" for role in asked]
        wish = form, vegan, dosage_form
        if wish not in met[True] and customers.where(form, kinds) != EMPTY:
            yield UnmetWish(form, vegan, dosage_form, wish in met[False])
