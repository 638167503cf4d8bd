"""Which products on this shelf fit the advice, how many a day, and when in the day.

Every product is either ranked or excluded with a reason. The same advice and the same shelf
always give the same list.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from math import ceil, floor
from typing import overload

import msgspec

from magapp.catalogue import DOSAGE_FORMS, Product
from magapp.pack.model import Pack
from magapp.rules import Advice, FormScore

SHOWN = 3
"""Products on the suggestion screen, at most."""
PREFERENCES = (*DOSAGE_FORMS, "vegan", "few_units", "budget")
"""The wishes that choosing a product heeds; others only count through the rules."""
DIVISIBLE = ("tablet", "powder", "liquid")
"""Dosage forms of which half a unit can be taken."""


class Intake(msgspec.Struct, frozen=True):
    """One moment of the day: how many units and how much elemental magnesium."""

    slot: str
    units: float
    mg: float


class Suggested(msgspec.Struct, frozen=True):
    """A product that fits, with its dose.

    `preferences` are those it meets. `claims` says whether the daily dose is large enough for
    health claims (EU 1924/2006: a significant amount). Prices in the product's currency.
    """

    product: Product
    form: FormScore
    units_per_day: int
    daily_mg: float
    intakes: tuple[Intake, ...]
    price_per_day: float
    price_per_100_mg: float
    preferences: tuple[str, ...]
    claims: bool


class Excluded(msgspec.Struct, frozen=True):
    """A product that does not fit, and the first reason why."""

    ean: str
    reason: str


class Later(Sequence[Excluded]):
    """The products left out, worked out when they are first looked at: a long list, rarely read.

    It equals the same products in a tuple.
    """

    def __init__(self, work: Callable[[], tuple[Excluded, ...]]) -> None:
        self._work = work

    @cached_property
    def _all(self) -> tuple[Excluded, ...]:
        return self._work()

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Excluded]:
        return iter(self._all)

    @overload
    def __getitem__(self, index: int) -> Excluded: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Excluded, ...]: ...
    def __getitem__(self, index: int | slice) -> Excluded | tuple[Excluded, ...]:
        return self._all[index]

    def __eq__(self, other: object) -> bool:
        return self._all == (other._all if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        return hash(self._all)


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
    forms = {each.form: each for each in advice.forms}
    fitting: list[Suggested] = []
    excluded: list[Excluded] = []
    for product in products:
        if reason := exclusion(pack, advice, forms, product):
            excluded.append(Excluded(product.ean, reason))
        else:
            fitting.append(dosed(pack, advice, forms[product.form], product))
    fitting.sort(
        key=lambda each: (-each.form.score, -len(each.preferences), *cheapest(each.product))
    )
    return Suggestion(tuple(fitting[:SHOWN]), tuple(excluded))


def exclusion(pack: Pack, advice: Advice, forms: Iterable[str], product: Product) -> str | None:
    """Why this product is left out: the id of the first reason, or None when it fits."""
    if product.stock <= 0:
        return "out_of_stock"
    if product.form not in forms:
        return "form"
    if product.mg_per_unit > advice.allowance_mg:
        return "over_allowance"
    if "vegan" in advice.preferences and not product.vegan:
        return "not_vegan"
    if product.contains:
        b6 = sum(mg for active, mg in product.contains if active == "b6")
        if b6 * product.units_per_day > pack.constant("b6_max_mg"):
            return "b6"
    return None


def cheapest(product: Product) -> tuple[float, str]:
    """The order of products that fit equally well: price per 100 mg elemental, then EAN."""
    return product.price_per_100_mg, product.ean


def units_per_day(pack: Pack, advice: Advice, product: Product) -> int:
    """The largest whole number of units within label, allowance and free moments of the day."""
    mg = product.mg_per_unit
    split = pack.constant("split_mg")
    units = min(product.units_per_day, floor(advice.allowance_mg / mg))
    if len(advice.slots) < 2 and units * mg > split:
        units = max(1, floor(split / mg))  # one moment only: one smaller intake
    return units


def met(pack: Pack, product: Product, units: int) -> set[str]:
    """The wishes that a product meets at so many units a day. Fewer units never meet less."""
    wishes = {product.dosage_form}
    if product.vegan:
        wishes.add("vegan")
    if units <= pack.constant("few_units"):
        wishes.add("few_units")
    if product.price_per_100_mg <= pack.constant("budget_per_100_mg"):
        wishes.add("budget")
    return wishes


def dosed(pack: Pack, advice: Advice, form: FormScore, product: Product) -> Suggested:
    """A product that fits, with its dose spread over the day."""
    mg = product.mg_per_unit
    units = units_per_day(pack, advice, product)
    in_two = units * mg > pack.constant("split_mg") and len(advice.slots) > 1
    intakes: tuple[Intake, ...]
    if in_two and (units > 1 or product.dosage_form in DIVISIBLE):
        first = ceil(units / 2) if units > 1 else 0.5
        hours = {slot.id: slot.hour for slot in pack.slots}
        slots = sorted(advice.slots[:2], key=hours.__getitem__)
        first_mg = _tidy(first * mg)
        intakes = (
            Intake(slots[0], first, first_mg),
            Intake(slots[1], units - first, _tidy(_tidy(units * mg) - first_mg)),  # they add up
        )
    else:
        intakes = (Intake(advice.slots[0], units, _tidy(units * mg)),)
    wishes = met(pack, product, units)
    return Suggested(
        product=product,
        form=form,
        units_per_day=units,
        daily_mg=_tidy(units * mg),
        intakes=intakes,
        price_per_day=price_of(product, units),
        price_per_100_mg=round(product.price_per_100_mg, 4),
        preferences=tuple(each for each in advice.preferences if each in wishes),
        claims=units * mg >= pack.constant("claim_mg"),
    )


def price_of(product: Product, units: int) -> float:
    """The price of so many units, in the product's currency."""
    return round(units * product.price / product.units_per_pack, 4)


def _tidy(mg: float) -> float:
    """An amount without the dust of binary fractions, whole where it is whole."""
    mg = round(mg, 2)
    return int(mg) if mg == int(mg) else mg
