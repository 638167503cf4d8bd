"""Whether the product that a customer holds fits the advice, and which one fits better.

It reads what the advice and the shelf already say, and decides nothing of its own: what is left
out is `suggest.exclusion`, what comes first is the order of the suggestion.
"""

from typing import Literal

import msgspec
from msgspec.structs import replace

from magapp.pack.model import Pack
from magapp.products import Product
from magapp.rules import Advice
from magapp.shelf.suggest import Salts, Suggested, Suggestion, dosed, exclusion

Better = Literal["form", "wishes", "dose", "buffered", "price"]
"""What puts another product first: its form, the wishes it meets, a dose that can be split, that it
is not buffered, its price per 100 mg."""


class Fit(msgspec.Struct, frozen=True):
    """What may be said of one product.

    - `fine`: it fits, and nothing on the shelf comes before it
    - `better`: it fits, and `instead` comes before it, for `because`
    - `not`: it does not fit. `reasons` are exclusions of the pack, all that hold; without any,
      the outcome stands in the way, by its `gates`

    `dose` is how it may be taken when it fits. A product in the hand is judged as if there were
    some left: `in_stock` says whether our shelf has it.
    """

    ean: str
    verdict: Literal["fine", "better", "not"]
    in_stock: bool
    reasons: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    instead: str = ""
    because: Better | None = None
    dose: Suggested | None = None


def fit(pack: Pack, advice: Advice, suggestion: Suggestion, product: Product) -> Fit:
    """Judge a product for an advice and the suggestion that goes with it."""
    in_stock = product.stock > 0
    if not advice.suggests:
        return Fit(product.ean, "not", in_stock, gates=advice.gates)
    held = product if in_stock else replace(product, stock=1)
    if reasons := _reasons(pack, advice, held):
        return Fit(product.ean, "not", in_stock, reasons)
    form = next(each for each in advice.forms if each.form == product.form)
    dose = dosed(pack, advice, form, held, Salts(pack))
    first = next(iter(suggestion.products), None)
    because = _ahead(first, dose) if first else None
    if first is None or because is None or first.product.ean == product.ean:
        return Fit(product.ean, "fine", in_stock, dose=dose)
    return Fit(
        product.ean, "better", in_stock, instead=first.product.ean, because=because, dose=dose
    )


def _ahead(first: Suggested, other: Suggested) -> Better | None:
    """What puts the first product before the other; None when they are as good as each other."""
    if first.form.stands_out != other.form.stands_out:
        return "form" if first.form.stands_out else None
    kinds: tuple[Better, ...] = ("form", "wishes", "dose", "buffered")
    for kind, one, two in zip(kinds, first.merit, other.merit, strict=True):
        if one != two:
            return kind if one < two else None
    return "price" if first.price_per_100 < other.price_per_100 else None


def _reasons(pack: Pack, advice: Advice, product: Product) -> tuple[str, ...]:
    """Every reason for which a product is left out, in the order of `exclusion`.

    What is wrong is thought away, to see whether something else is.
    """
    forms = {each.form for each in advice.forms}
    reasons: list[str] = []
    while reason := exclusion(pack, advice, forms, product):
        reasons.append(reason)
        if reason == "form":
            forms.add(product.form)
        elif reason == "over_allowance":
            product = replace(product, per_unit=0.0)
        elif reason == "not_vegan":
            product = replace(product, vegan=True)
        else:
            active = next(each.active for each in pack.exclusions if each.id == reason)
            others = tuple(each for each in product.contains if each[0] != active)
            product = replace(product, contains=others)
    return tuple(reasons)
