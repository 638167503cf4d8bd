"""Two products side by side: one row for each thing that matters, with the better value marked.

Numbers and ids only; what they are called is the screen's affair.
"""

from decimal import Decimal
from typing import Literal

import msgspec

from magapp.language.amounts import Number
from magapp.pack.model import Pack
from magapp.products import Product
from magapp.rules import Advice
from magapp.shelf.suggest import Salts, Suggestion, exclusion, heeded, met, price_of, units_per_day

Side = Literal["left", "right"]
Shares = tuple[tuple[str, float], ...]
Gates = tuple[str, ...]
Value = str | float | Decimal | bool | Shares | Gates | None


class Row(msgspec.Struct, frozen=True):
    """One line of the table.

    `better` is the side with the better value, None when they are equal or neither is better.
    By `id` a value is:

    - `fits`: None when it fits, else what stands in the way: the exclusion of the pack for which
      it is left out, or the gates of an outcome that suggests nothing
    - `per_unit`, `daily`: how much of the substance
    - `form`: the shares of its forms, mg elemental a unit
    - `buffered`: whether it holds a richer salt as well, yes or no
    - `units_per_day`: units, also halves
    - `price_per_day`, `price_per_100`: in the product's currency
    - `actives`: other actives, mg a unit
    - `vegan`: yes or no
    - `claims`: whether the amount a day is enough for health claims, yes or no
    - `wishes`: how many of the customer's wishes it meets
    - `stock`: how many there are
    """

    id: str
    left: Value
    right: Value
    better: Side | None = None


class Comparison(msgspec.Struct, frozen=True):
    """The rows in the order in which they are read, and the products by EAN."""

    left: str
    right: str
    rows: tuple[Row, ...]

    def row(self, name: str) -> Row:
        """The row with this id. Raises KeyError when there is none."""
        for row in self.rows:
            if row.id == name:
                return row
        raise KeyError(name)


def compare(pack: Pack, advice: Advice, left: Product, right: Product) -> Comparison:
    """Compare two products for this customer.

    A product that fits has the dose of the advice, any other that of its label. Prices in two
    currencies are not compared.
    """
    one, two = (_Side(pack, advice, each) for each in (left, right))
    same = left.currency == right.currency
    rows = [
        Row("fits", one.out, two.out, _better(one.out is None, two.out is None)),
        Row("per_unit", left.per_unit, right.per_unit),
        Row("form", left.blend, right.blend, _better(one.score, two.score)),
        Row("units_per_day", one.units, two.units, _better(-one.units, -two.units)),
        Row("daily", one.daily, two.daily),
        Row(
            "price_per_day",
            one.price,
            two.price,
            _better(-one.price, -two.price) if same and one.daily == two.daily else None,
        ),
        Row(
            "price_per_100",
            one.per_100,
            two.per_100,
            _better(-one.per_100, -two.per_100) if same else None,
        ),
        Row("actives", left.contains, right.contains),
        Row("vegan", left.vegan, right.vegan, _better(left.vegan, right.vegan)),
        Row("claims", one.claims, two.claims, _better(one.claims, two.claims)),
        Row("stock", left.stock, right.stock, _better(left.stock > 0, right.stock > 0)),
    ]
    if one.buffered or two.buffered:
        better = _better(not one.buffered, not two.buffered)
        rows.insert(3, Row("buffered", one.buffered, two.buffered, better))
    if {*heeded(pack)} & {*advice.preferences}:
        rows.insert(1, Row("wishes", one.wishes, two.wishes, _better(one.wishes, two.wishes)))
    return Comparison(left.ean, right.ean, tuple(rows))


def _better(left: Number, right: Number) -> Side | None:
    """The side with more."""
    return None if left == right else "left" if left > right else "right"


class _Side:
    """What one product comes to for this customer."""

    def __init__(self, pack: Pack, advice: Advice, product: Product) -> None:
        scores = {each.form: each.score for each in advice.forms}
        self.out: str | Gates | None = advice.gates
        self.units: float = product.units_per_day
        if advice.suggests:
            self.out = exclusion(pack, advice, scores, product)
            if self.out is None:
                self.units = units_per_day(pack, advice, product)
        daily = self.units * product.per_unit
        self.score = scores.get(product.form, 0)
        self.daily = round(daily, 2)
        self.price = price_of(product, self.units)
        self.per_100 = round(product.price_per_100, 4)
        self.claims = daily >= pack.constant("claim")
        salts = Salts(pack)
        self.buffered = salts.buffered(product)
        self.wishes = len(met(pack, product, self.units, salts) & {*advice.preferences})


def pairs(suggestion: Suggestion, held: str = "") -> tuple[str, str]:
    """The EANs that staff most likely want to see side by side; empty where there is none.

    The product in the hand, if any, and the first one shown; else the first two.
    """
    shown = [each.product.ean for each in suggestion.products]
    left, right, *_ = [*dict.fromkeys([held] * bool(held) + shown), "", ""]
    return left, right
