"""A change of stock, as it waits at a counter while the server is gone."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from magapp.products.product import Product


class Change(NamedTuple):
    """That there are so many packs, or, where `stock` is None, `by` more than there were then.

    The `id` is made where it is noted; `minute` is when, since 1970 by the clock there. Relative
    ones stay between 0 and `most`.
    """

    id: str
    ean: str
    stock: int | None
    by: int
    most: int
    minute: int

    def after(self, stock: int) -> int:
        """How many packs there are then."""
        return max(0, min(self.most, stock + self.by)) if self.stock is None else self.stock


def after(products: tuple[Product, ...], changes: Sequence[Change]) -> tuple[Product, ...]:
    """Products as they are when these changes have arrived."""
    there = {each.ean: each for each in products}
    changed = dict[str, Product]()
    for change in changes:
        product = changed.get(change.ean) or there.get(change.ean)
        if product is not None:
            changed[change.ean] = replace(product, stock=change.after(product.stock))
    return tuple(changed.get(each.ean, each) for each in products)
