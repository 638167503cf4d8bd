"""The contract's section on products once more, written for reading and not for speed.

It starts from an advice: what answers lead to is the affair of `reference`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product as every
from typing import Any

from magapp.products import Product
from magapp.rules import Advice

AT_A_TIME = 125
FEW_UNITS = 2
LOW_PRICE = Fraction("0.20")
B6_A_DAY = {"b6_max_mg": 12.0}
HOURS = {"breakfast": 8, "lunch": 13, "dinner": 18, "bedtime": 22.5}
SHARE = {"bisglycinate": 0.14096}
"""Of the forms that are sold buffered, the share of magnesium that the pure one holds at most."""
RICHER = {"bisglycinate": "oxide"}
LAXATIVE = {"citrate", "oxide", "chloride", "carbonate"}
OTHERS = {
    "taurate": 0.08917, "malate": 0.22642, "glycerophosphate": 0.12505, "citrate": 0.16163,
    "oxide": 0.60304, "chloride": 0.25529, "carbonate": 0.28827,
}  # fmt: skip


def left_out(advice: Advice, product: Product) -> str | None:
    """The first reason to leave a product out."""
    b6 = sum(mg for active, mg in product.contains if active == "b6") * product.units_per_day
    most = (B6_A_DAY | dict(advice.special))["b6_max_mg"]
    reasons = {
        "out_of_stock": product.stock == 0,
        "form": product.form not in {each.form for each in advice.forms},
        "over_allowance": product.per_unit > advice.allowance,
        "not_vegan": "vegan" in advice.preferences and not product.vegan,
        "b6": b6 > most,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def halves(product: Product) -> bool:
    return product.dosage_form in ("tablet", "powder", "liquid")


def dose(advice: Advice, product: Product) -> list[tuple[str, float]]:
    """The intakes as (slot, units) in the order of the day, found by trying every dose there is.

    Of all doses of the day in at most three intakes that are small enough, the one with most, then
    with the fewest intakes, then the most even; at equal hours the larger one first.
    """
    piece = Fraction(1, 2) if halves(product) else Fraction(1)
    mg, most = (Fraction(f"{each:.6f}") for each in (product.per_unit, advice.allowance))
    whole = min(product.units_per_day, int(most / mg))
    sizes = [piece * count for count in range(1, whole * 2 + 1)]
    small = [size for size in sizes if size * mg <= AT_A_TIME] or [piece]
    best: tuple[Any, ...] | None = None
    for times in range(1, min(3, len(advice.slots)) + 1):
        for parts in every(small, repeat=times):
            if sum(parts) <= whole and list(parts) == sorted(parts, reverse=True):
                found = -sum(parts), times, max(parts) - min(parts), parts
                best = min(best, found) if best else found
    assert best is not None
    slots = sorted(advice.slots[: best[1]], key=HOURS.__getitem__)
    return [(slot, float(part)) for slot, part in zip(slots, best[3], strict=True)]


def buffered(product: Product) -> bool:
    """A salt that is sold mixed, with its richer one by name, by blend or by the label's weight."""
    names = {name for name, _ in product.blend}
    if not names & {*RICHER}:
        return False
    if any(RICHER.get(name) in names for name in names) or "gebufferd" in product.name.lower():
        return True
    if product.salt_per_unit is None:
        return False
    least = sum(mg / (SHARE | OTHERS)[name] for name, mg in product.blend)
    return product.salt_per_unit * 1.05 < least


def met(advice: Advice, product: Product) -> set[str]:
    """The wishes of this customer that a product meets."""
    meets = {product.dosage_form}
    if product.vegan:
        meets.add("vegan")
    if sum(units for _, units in dose(advice, product)) <= FEW_UNITS:
        meets.add("few_units")
    if price_per_100(product) <= LOW_PRICE:
        meets.add("budget")
    if not buffered(product) and not LAXATIVE & {name for name, _ in product.blend}:
        meets.add("gentle")
    return meets & {*advice.preferences}


def price_per_100(product: Product) -> Fraction:
    mg = Fraction(str(product.per_unit)) * product.units_per_pack
    return Fraction(product.price) / mg * 100


def whole_unit(product: Product) -> bool:
    return product.per_unit / (2 if halves(product) else 1) > AT_A_TIME


def ranking(advice: Advice, products: Iterable[Product]) -> list[Product]:
    """The products that fit, in ranking order."""
    scores = {each.form: each.score for each in advice.forms}

    def rank(each: Product) -> tuple[Any, ...]:
        price = price_per_100(each)
        return (
            -scores[each.form], -len(met(advice, each)), whole_unit(each), buffered(each), price,
            each.ean,
        )  # fmt: skip

    return sorted((each for each in products if left_out(advice, each) is None), key=rank)


def cards(advice: Advice, products: Sequence[Product]) -> list[str]:
    """The numbers of the products that are shown, in order."""
    ranked = ranking(advice, products)
    outstanding = {each.form for each in advice.forms if each.stands_out}
    first: list[Product] = []
    for each in ranked:
        if each.form in outstanding and each.form not in {other.form for other in first}:
            first.append(each)
    return [each.ean for each in first + [each for each in ranked if each not in first]][:3]
