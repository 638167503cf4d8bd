"""The products behind the office screen: the shop's database, and its products ready to be found.

Every change is written first and shown afterwards. The shelf is the assistant's own, so that a
suggestion is always of the shelf as it is. What asks the database is for a thread beside the
screen, for it may wait for another program or a server; what it gives is shown in the screen's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from magapp.assistant import Assistant
from magapp.errors import InputError, StoreError
from magapp.products import Catalogue, Product
from magapp.products.label import label_warnings
from magapp.products.stored import known_forms
from magapp.proof.coverage import Coverage
from magapp.shelf.shelf import Shelf
from magapp.store import Store

Show = Callable[[], None]
"""Shows what was written; for the screen's own thread."""


Suppliers = Mapping[str, Mapping[str, str]]
"""The columns that were last used for each supplier's file, ours → theirs."""


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
    catalogue: Catalogue
    gone: Shelf
    is_demo: bool
    left_out: int
    """Rows that no import would have let in."""
    elsewhere: int = 0
    """Products on the shelf that hold another substance."""


class ShopProducts:
    """Raises StoreError, or InputError when the shelf is a file's and cannot be changed here."""

    def __init__(self, assistant: Assistant) -> None:
        self.pack = assistant.pack
        self.rules = assistant.rules
        if not assistant.stockroom.keeps_store:
            raise InputError("", "from_a_file")
        self.assistant = assistant
        self._codes: dict[str, tuple[Product, tuple[str, ...]]] = {}
        self._coverage: tuple[int, Coverage] | None = None
        self._version = -1
        self.take(self.read())

    @property
    def store(self) -> Store:
        """The shop's database."""
        store = self.assistant.store
        assert store is not None
        return store

    def read(self) -> GoodsState:
        """Everything anew; with very many products a matter of seconds. Beside the screen.

        While a server is gone, the last products of its shelf: their stock can be noted.
        """
        try:
            version = self.store.version
        except StoreError:
            if self.assistant.stockroom.outbox is None:
                raise
            catalogue, nothing = self.assistant.catalogue, Shelf(self.pack)
            return GoodsState(0, catalogue, nothing, False, len(catalogue.refused))
        catalogue = self.assistant.catalogue
        gone, strange = known_forms(self.store.retired(), self.pack.forms)
        left_out = len(catalogue.refused) + len(strange)
        is_demo, elsewhere = self.store.is_demo, self.store.elsewhere
        return GoodsState(version, catalogue, Shelf(self.pack, gone), is_demo, left_out, elsewhere)

    def take(self, state: GoodsState) -> None:
        """Work with these from now on, unless newer ones are there."""
        if state.version > self._version:
            self._version, catalogue, self.gone, self.is_demo = state[:4]
            self.left_out, self.elsewhere = state.left_out, state.elsewhere
            self.shelf = self.assistant.stockroom.shelve(catalogue)

    def look(self) -> GoodsState | None:
        """Read again what somebody has changed; None when nobody has. Beside the screen."""
        return self.read() if self.store.version != self._version else None

    def suppliers(self) -> Suppliers:
        """The suppliers whose columns are known. Beside the screen."""
        names = self.store.suppliers()
        return {name: self.store.mapping(name) or {} for name in names}

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

    def warm(self) -> None:
        """Make ready to search: with very many products a matter of seconds."""
        self.shelf.search("a", most=1)

    def add(self, product: Product) -> Show:
        """Add a product; its number may not be there yet. Beside the screen, as all changes."""
        self.store.add(product)
        return self._written(lambda: self.shelf.put(product))

    def edit(self, before: Product, after: Product) -> Show:
        """Change what differs between what was read and what was typed, and nothing else."""
        as_read = self.get(before.ean) == before
        self.store.edit(before, after)
        if not as_read:  # another changed it while the form was open
            return partial(self.take, self.read())
        return self._written(lambda: self._where(after.ean).put(after))

    def set_stock(self, ean: str, stock: int) -> Show:
        """Note how many there are; it may wait here for a server (`Assistant.changes_wait`)."""
        return self._noted(ean, stock, self.assistant.stockroom.set_stock(ean, stock))

    def step_stock(self, ean: str, by: int, most: int) -> Show:
        """Note that there are so many more or fewer, 0 to `most`; it may wait as well."""
        product = self.get(ean)
        stock = 0 if product is None else max(0, min(most, product.stock + by))
        return self._noted(ean, stock, self.assistant.stockroom.step_stock(ean, by, most))

    def _noted(self, ean: str, stock: int, written: bool) -> Show:
        def show() -> None:
            if self.get(ean) is not None:
                self._where(ean).set_stock(ean, stock)

        if written:
            with suppress(StoreError):  # it is written all the same
                return self._written(show)
        return show

    def retire(self, ean: str) -> Show:
        """Take a product off the shelf."""
        self.store.retire(ean)

        def show() -> None:
            if ean in self.shelf:
                self.gone.put(self.shelf[ean])
                self.shelf.remove(ean)

        return self._written(show)

    def restore(self, ean: str) -> Show:
        """Put a retired product back."""
        self.store.restore_product(ean)

        def show() -> None:
            if ean in self.gone:
                self.shelf.put(self.gone[ean])
                self.gone.remove(ean)

        return self._written(show)

    def _where(self, ean: str) -> Shelf:
        """The products among which this one is, or comes."""
        return self.gone if ean in self.gone else self.shelf

    def _written(self, show: Show) -> Show:
        """What shows a write; where it was not the only one since we read, all is read again."""
        version, is_demo = self.store.version, self.store.is_demo
        if version != self._version + 1:
            return partial(self.take, self.read())

        def shown() -> None:
            if version == self._version + 1:  # else it is in what was taken meanwhile
                show()
                self._version, self.is_demo = version, is_demo

        return shown

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
