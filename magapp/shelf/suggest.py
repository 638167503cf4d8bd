"""Which products on this shelf fit the advice, how many a day, and when in the day.

Every product is either ranked or excluded with a reason. The same advice and the same shelf
always give the same list.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil, floor

import msgspec

from magapp.language.amounts import exactly
from magapp.pack.model import Pack
from magapp.products import DOSAGE_FORMS, Product
from magapp.products.label import is_buffered
from magapp.rules import Advice, FormScore

SHOWN = 3
"""Products on the suggestion screen, at most."""
MOMENTS = 3
"""A day's dose is spread over so many moments of the day, at most."""
WISHES = (*DOSAGE_FORMS, "vegan", "few_units", "budget")
"""The roles of the wishes that products meet by themselves; `heeded` adds those of the forms."""
DIVISIBLE = ("tablet", "powder", "liquid")
"""Dosage forms of which half a unit can be taken."""
_DUST = 1e-12
"""What a division of binary fractions may be short of a whole number."""


class Intake(msgspec.Struct, frozen=True):
    """One moment of the day: how many units and how much of the substance."""

    slot: str
    units: float
    amount: float


class Suggested(msgspec.Struct, frozen=True):
    """A product that fits, with its dose.

    `units_per_day` are whole units, or halves where the dose had to become smaller. `preferences`
    are those it meets. `claims` says whether the daily dose is large enough for health claims (EU
    1924/2006: a significant amount). A `buffered` one holds more of another salt than its form
    says, and of a `whole_unit` one piece is above the amount at which an intake is split. Prices in
    the product's currency.
    """

    product: Product
    form: FormScore
    units_per_day: float
    daily: float
    intakes: tuple[Intake, ...]
    price_per_day: Decimal
    price_per_100: Decimal
    preferences: tuple[str, ...]
    claims: bool
    buffered: bool = False
    whole_unit: bool = False

    @property
    def merit(self) -> tuple[int, int, bool, bool]:
        """What ranks it before its price: the least comes first."""
        return -self.form.score, -len(self.preferences), self.whole_unit, self.buffered


class Excluded(msgspec.Struct, frozen=True):
    """A product that does not fit, and the first reason why."""

    ean: str
    reason: str


class Suggestion(msgspec.Struct, frozen=True):
    """The best products, at most three, and every product that was left out."""

    products: tuple[Suggested, ...] = ()
    excluded: Sequence[Excluded] = ()

    @property
    def claims(self) -> bool:
        """Whether any product shown may carry claims."""
        return any(each.claims for each in self.products)


def suggest(pack: Pack, advice: Advice, products: Iterable[Product]) -> Suggestion:
    """The products to show for this advice; none unless it suggests any."""
    if not advice.suggests:
        return Suggestion()
    forms, salts = {each.form: each for each in advice.forms}, Salts(pack)
    fitting: list[Suggested] = []
    excluded: list[Excluded] = []
    for product in products:
        if reason := exclusion(pack, advice, forms, product):
            excluded.append(Excluded(product.ean, reason))
        else:
            fitting.append(dosed(pack, advice, forms[product.form], product, salts))
    fitting.sort(key=lambda each: (*each.merit, *cheapest(each.product)))
    return Suggestion(cards(fitting), tuple(excluded))


def cards(ranked: Sequence[Suggested]) -> tuple[Suggested, ...]:
    """The three to show of products in ranking order.

    First the best of each form that stands out, then the others.
    """
    heads: dict[str, Suggested] = {}
    for each in ranked:
        if each.form.stands_out:
            heads.setdefault(each.form.form, each)
    others = [each for each in ranked if heads.get(each.form.form) is not each]
    return tuple([*heads.values(), *others][:SHOWN])


def exclusion(pack: Pack, advice: Advice, forms: Iterable[str], product: Product) -> str | None:
    """Why this product is left out: the id of the first reason, or None when it fits."""
    if product.stock <= 0:
        return "out_of_stock"
    if product.form not in forms:
        return "form"
    if product.per_unit > advice.allowance:
        return "over_allowance"
    if not product.vegan and pack.roles.get("vegan") in advice.preferences:
        return "not_vegan"
    if product.contains:
        for each in pack.exclusions:
            if each.active and product.active(each.active) * product.units_per_day > (
                advice.constant(pack, each.most)
            ):
                return each.id
    return None


def cheapest(product: Product) -> tuple[Decimal, str]:
    """The order of products that fit equally well: price per 100 mg elemental, then EAN."""
    return product.price_per_100, product.ean


def spread(pack: Pack, advice: Advice, product: Product) -> tuple[float, ...]:
    """The units of each intake of a day, the first of the day first.

    The largest whole number of units within label and allowance, in as few intakes of at most the
    constant `split` as hold it, as equal as halves allow; less where the free moments do not hold
    it. One piece that is above that by itself is an intake all the same.
    """
    piece, mg = _piece(product), product.per_unit
    units = min(product.units_per_day, floor(advice.allowance / mg + _DUST))
    at_once = max(1, floor(pack.constant("split") / (piece * mg) + _DUST))
    pieces = int(units / piece)
    times = min(ceil(pieces / at_once), len(advice.slots), MOMENTS)
    share, left = divmod(min(pieces, times * at_once), times)
    return tuple(_tidy((share + (at < left)) * piece) for at in range(times))


def _piece(product: Product) -> float:
    """The smallest part of a unit that can be taken."""
    return 0.5 if product.dosage_form in DIVISIBLE else 1


def is_whole_unit(pack: Pack, product: Product) -> bool:
    """Whether the smallest piece of it is above the amount at which an intake is split."""
    return _piece(product) * product.per_unit > pack.constant("split")


def units_per_day(pack: Pack, advice: Advice, product: Product) -> float:
    """The units a day, by `spread`."""
    return _tidy(sum(spread(pack, advice, product)))


class Salts:
    """What the pack knows of salts, looked up once for many products."""

    def __init__(self, pack: Pack) -> None:
        self._forms = {form.id: form for form in pack.forms}
        self._mixed = {form.id for form in pack.forms if form.buffered_with}
        self.against: dict[str, set[str]] = {}
        """The wishes that speak against forms, with these forms."""
        wishes = pack.roles.get("wishes")
        for weight in pack.weights:
            for atom in pack.atoms(weight.when) if weight.score < 0 else ():
                question, _, wish = atom.partition(":")
                if question == wishes:
                    self.against.setdefault(wish, set()).update(weight.forms)

    def buffered(self, product: Product) -> bool:
        """Whether it holds a richer salt beside the form that it is sold as."""
        return any(name in self._mixed for name, _ in product.blend) and is_buffered(
            product, self._forms
        )

    def met(self, product: Product) -> set[str]:
        """The wishes against forms that speak against none of its salts."""
        salts = {product.form, *(name for name, _ in product.blend)}
        if self.buffered(product):
            salts |= {self._forms[name].buffered_with for name in salts & self._mixed}
        return {wish for wish, forms in self.against.items() if forms.isdisjoint(salts)}


def heeded(pack: Pack) -> tuple[str, ...]:
    """The wishes that choosing a product heeds."""
    own = tuple(pack.roles[role] for role in WISHES if role in pack.roles)
    return (*own, *sorted(Salts(pack).against.keys() - {*own}))


def met(pack: Pack, product: Product, units: float, salts: Salts) -> set[str]:
    """The wishes that a product meets at so many units a day. Fewer units never meet less."""
    roles = {product.dosage_form}
    if product.vegan:
        roles.add("vegan")
    if units <= pack.constant("few_units"):
        roles.add("few_units")
    if product.price_per_100 <= exactly(pack.constant("budget_per_100")):
        roles.add("budget")
    return {pack.roles[role] for role in roles if role in pack.roles} | salts.met(product)


def dosed(pack: Pack, advice: Advice, form: FormScore, product: Product, salts: Salts) -> Suggested:
    """A product that fits, with its dose spread over the day."""
    mg = product.per_unit
    parts = spread(pack, advice, product)
    units = _tidy(sum(parts))
    hours = {slot.id: slot.hour for slot in pack.slots}
    slots = sorted(advice.slots[: len(parts)], key=hours.__getitem__)
    intakes, taken = [], 0.0
    for slot, part in zip(slots, parts, strict=True):
        upto = taken + part  # rounded from the first on, so that they add up
        intakes.append(Intake(slot, part, _tidy(_tidy(upto * mg) - _tidy(taken * mg))))
        taken = upto
    wishes = met(pack, product, units, salts)
    return Suggested(
        product=product,
        form=form,
        units_per_day=units,
        daily=_tidy(units * mg),
        intakes=tuple(intakes),
        price_per_day=price_of(product, units),
        price_per_100=round(product.price_per_100, 4),
        preferences=tuple(each for each in advice.preferences if each in wishes),
        claims=units * mg >= pack.constant("claim"),
        buffered=salts.buffered(product),
        whole_unit=is_whole_unit(pack, product),
    )


def price_of(product: Product, units: float) -> Decimal:
    """The price of so many units, in the product's currency."""
    return round(exactly(units) * product.price / product.units_per_pack, 4)


def _tidy(amount: float) -> float:
    """An amount without the dust of binary fractions, whole where it is whole."""
    amount = round(amount, 2)
    return int(amount) if amount == int(amount) else amount
