"""The products behind the office screen: the shop's database, and its products ready to be found.

Every change is written first and shown afterwards. The shelf is the assistant's own, so that a
suggestion is always of the shelf as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from magapp.assistant import Assistant
from magapp.errors import InputError
from magapp.products import Product, label_warnings
from magapp.products.stored import known_forms
from magapp.proof.coverage import Coverage
from magapp.shelf.shelf import Shelf
from magapp.store import Store


class Wanted(NamedTuple):
    """What of the assortment is asked for; nothing chosen means everything on the shelf."""

    text: str = ""
    forms: frozenset[str] = frozenset()
    dosages: frozenset[str] = frozenset()
    out: bool = False
    warned: bool = False
    retired: bool = False


class GoodsState(NamedTuple):
    """The products at one count of writes."""

    version: int
    shelf: Shelf
    gone: Shelf
    is_demo: bool
    left_out: int
    """Rows that no import would have let in."""


class ShopProducts:
    """Raises StoreError, or InputError when the shelf is a file's and cannot be changed here."""

    def __init__(self, assistant: Assistant) -> None:
        self.pack = assistant.pack
        self.rules = assistant.rules
        store = assistant.store
        if store is None:
            raise InputError("", "from_a_file")
        self.store: Store = store
        self.assistant = assistant
        self._codes: dict[str, tuple[Product, tuple[str, ...]]] = {}
        self._coverage: tuple[int, Coverage] | None = None
        self.take(self.read())

    def read(self) -> GoodsState:
        """Everything anew; with very many products a matter of seconds."""
        version, shelf = self.store.version, self.assistant.read_shelf()
        gone, strange = known_forms(self.store.retired(), self.pack.forms)
        left_out = len(self.assistant.catalogue.refused) + len(strange)
        return GoodsState(version, shelf, Shelf(self.pack, gone), self.store.is_demo, left_out)

    def take(self, state: GoodsState) -> None:
        """Work with these from now on."""
        self._version, self.shelf, self.gone, self.is_demo, self.left_out = state

    @property
    def is_old(self) -> bool:
        """Whether somebody else has changed something."""
        return self.store.version != self._version

    def refresh(self) -> bool:
        """Read again what somebody else has changed; False when nobody has."""
        if not self.is_old:
            return False
        self.take(self.read())
        return True

    # -- finding ----------------------------------------------------------------------------------

    def find(self, wanted: Wanted) -> list[Product]:
        """The products that are asked for."""
        shelf = self.gone if wanted.retired else self.shelf
        found: Iterable[Product] = shelf
        if wanted.text.strip():
            found = shelf.search(wanted.text, most=max(1, len(shelf)))
        if wanted.forms:
            found = (each for each in found if any(form in wanted.forms for form, _ in each.blend))
        if wanted.dosages:
            found = (each for each in found if each.dosage_form in wanted.dosages)
        if wanted.out:
            found = (each for each in found if each.stock <= 0)
        if wanted.warned:
            found = (each for each in found if self.codes(each))
        return list(found)

    def get(self, ean: str) -> Product | None:
        """The product with this number, on the shelf or retired."""
        for shelf in (self.shelf, self.gone):
            if ean in shelf:
                return shelf[ean]
        return None

    def is_retired(self, ean: str) -> bool:
        """Whether a product was taken off the shelf."""
        return ean in self.gone

    def codes(self, product: Product) -> tuple[str, ...]:
        """The codes of what a buyer should know of a product, worked out once."""
        known = self._codes.get(product.ean)
        if known is None or known[0] is not product:
            codes = tuple(each.code for each in label_warnings(product, self.pack))
            known = self._codes[product.ean] = product, codes
        return known[1]

    def forms(self) -> list[str]:
        """The forms there are on the shelf, in the order of the pack."""
        there = {form for product in self.shelf for form, _ in product.blend}
        return [form.id for form in self.pack.forms if form.id in there]

    # -- changing ---------------------------------------------------------------------------------

    def read_ahead(self) -> None:
        """Read the products of the database beside the screen, for the next `refresh`."""
        _ = self.assistant.catalogue

    def warm(self) -> None:
        """Make ready to search: with very many products a matter of seconds."""
        self.shelf.search("a", most=1)

    def add(self, product: Product) -> None:
        """Add a product; its number may not be there yet."""
        self.store.add(product)
        if self._alone():
            self.shelf.put(product)
            self.is_demo = self.store.is_demo

    def edit(self, before: Product, after: Product) -> None:
        """Change what differs between what was read and what was typed, and nothing else."""
        as_read = self.get(before.ean) == before
        self.store.edit(before, after)
        if self._alone():
            if as_read:
                (self.gone if after.ean in self.gone else self.shelf).put(after)
                self.is_demo = self.store.is_demo
            else:  # another changed it while the form was open
                self.take(self.read())

    def set_stock(self, ean: str, stock: int) -> None:
        """Note how many there are."""
        self.store.set_stock(ean, stock)
        if self._alone():
            (self.shelf if ean in self.shelf else self.gone).set_stock(ean, stock)

    def step_stock(self, ean: str, by: int, most: int) -> None:
        """Note that there are so many more or fewer, 0 to `most`."""
        self.store.step_stock(ean, by, most)
        if self._alone() and (product := self.get(ean)) is not None:
            shelf = self.shelf if ean in self.shelf else self.gone
            shelf.set_stock(ean, max(0, min(most, product.stock + by)))

    def retire(self, ean: str) -> None:
        """Take a product off the shelf."""
        self.store.retire(ean)
        if self._alone():
            self.gone.put(self.shelf[ean])
            self.shelf.remove(ean)
            self.is_demo = self.store.is_demo

    def restore(self, ean: str) -> None:
        """Put a retired product back."""
        self.store.restore_product(ean)
        if self._alone():
            self.shelf.put(self.gone[ean])
            self.gone.remove(ean)
            self.is_demo = self.store.is_demo

    def _alone(self) -> bool:
        """After a write: whether it was the only one since we read. If not, all is read again."""
        version = self.store.version
        if version != self._version + 1:
            self.take(self.read())
            return False
        self._version = version
        return True

    # -- which product for whom ------------------------------------------------------------------

    def coverage(self) -> Coverage:
        """Which product is for whom, and what is missing; worked out when the shelf has changed."""
        from magapp.proof.coverage import coverage

        products: Sequence[Product] = tuple(self.shelf)
        version = self._version
        if self._coverage is None or self._coverage[0] != version:
            self._coverage = version, coverage(self.rules, products)
        return self._coverage[1]

    @property
    def covered(self) -> Coverage | None:
        """The coverage, when it has been worked out for the shelf as it is."""
        known = self._coverage
        return known[1] if known is not None and known[0] == self._version else None
