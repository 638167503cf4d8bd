"""The products of the shop, ready to be ranked and found at any size.

`suggest.suggest` looks at every product for every customer and is easy to read; a `Shelf`
gives the same answers from lists that are sorted beforehand, and keeps them up to date.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal
from heapq import merge
from itertools import islice
from operator import itemgetter

from msgspec.structs import replace

from magapp.pack.model import Pack
from magapp.products import Product
from magapp.products.gtin import find_gtin
from magapp.rules import Advice, FormScore
from magapp.rules.later import Later
from magapp.shelf.search import SearchIndex, words_of
from magapp.shelf.suggest import (
    MOMENTS,
    SHOWN,
    Excluded,
    Salts,
    Suggested,
    Suggestion,
    cheapest,
    dosed,
    exclusion,
    is_whole_unit,
    met,
    units_per_day,
)

REMEMBERED = 1_000
"""For how many kinds of wish the best of a form are remembered."""
_FIRST = itemgetter(0, 1)
KEPT = 8
"""How many of the best of a form are remembered, so that some may sell out."""
ANEW = 50
"""When more than one in so many products changes at once, the lists are made anew."""

_Wish = tuple[float, tuple[str, ...], tuple[str, ...], tuple[tuple[str, float], ...]]
"""What counts of an advice apart from its forms: allowance (mg), moments, preferences, limits."""
_Kind = tuple[frozenset[str], bool, bool]
"""What products of one list share: wishes met at the label's dose, whole unit, buffered."""
Rank = tuple[int, bool, bool, Decimal, str]
"""Preferences met (negative), whole unit, buffered, price per 100 mg, EAN."""


class Shelf:
    """Products by EAN, in the order in which they came.

    Those in stock stand in lists, cheapest first: one for each form and kind. The best for a
    customer are among the first of a few lists, and what they are is remembered until a product
    of that form comes, goes or changes, apart from selling out.
    """

    def __init__(self, pack: Pack, products: Iterable[Product] = ()) -> None:
        self.pack = pack
        self._widest = anyone(pack)
        self._salts = Salts(pack)
        self.writes = 0
        """How often it was changed: what was suggested before may no longer be so."""
        self._fill(products)

    def _fill(self, products: Iterable[Product]) -> None:
        """Start again with these products."""
        self.writes += 1
        self._found_by: SearchIndex | None = None
        self._at: list[Product | None] = []
        self._place: dict[str, int] = {}
        self._lists: dict[str, dict[_Kind, list[Product]]] = {}
        self._best: dict[str, dict[_Wish, tuple[Rank, ...]]] = {}  # by form
        self._doses: dict[_Wish, dict[str, Suggested]] = {}
        for product in products:
            if product.ean in self._place:
                self._at[self._place[product.ean]] = product
            else:
                self._place[product.ean] = len(self._at)
                self._at.append(product)
        for product in self:
            if self._is_ranked(product):
                self._list_of(product).append(product)
        for lists in self._lists.values():
            for each in lists.values():
                each.sort(key=cheapest)

    def __len__(self) -> int:
        return len(self._place)

    def __iter__(self) -> Iterator[Product]:
        return (product for product in self._at if product is not None)

    def __contains__(self, ean: str) -> bool:
        return ean in self._place

    def __getitem__(self, ean: str) -> Product:
        """The product with this EAN. Raises KeyError when it is not on the shelf."""
        product = self._at[self._place[ean]]
        if product is None:
            raise KeyError(ean)
        return product

    def has(self, form: str) -> bool:
        """Whether there is anything in stock of this form that could be suggested to somebody."""
        return any(list(self._lists.get(form, {}).values()))

    # --- keeping up ------------------------------------------------------------------------------

    def hold(self, products: Iterable[Product]) -> None:
        """Make it hold just these: what differs is changed, or all put anew when that is much."""
        wanted = {product.ean: product for product in products}
        gone = [ean for ean in self._place if ean not in wanted]
        new = [each for each in wanted.values() if each.ean not in self or self[each.ean] != each]
        if len(gone) + len(new) > len(self) // ANEW:
            self._fill(wanted.values())
            return
        for ean in gone:
            self.remove(ean)
        for product in new:
            self.put(product)

    def put(self, product: Product) -> None:
        """Add a product, or change the one with its EAN. It shows at once."""
        self.writes += 1
        place = self._place.get(product.ean)
        if place is None:
            place = self._place[product.ean] = len(self._at)
            self._at.append(None)
        old = self._at[place]
        self._at[place] = product
        was, now = old is not None and self._is_ranked(old), self._is_ranked(product)
        if old is not None and was and replace(old, stock=product.stock) == product:
            products = self._list_of(product)  # a sale: the others rank as before
            at = bisect_left(products, cheapest(product), key=cheapest)
            products[at : at + 1] = [product] * now
        else:
            if old is not None:
                self._unrank(old)
            if now:
                self._rank(product)
        if self._found_by is not None and (old is None or _read(old) != _read(product)):
            if old is not None:
                self._found_by.remove(place, old)
            self._found_by.add(place, product)

    def set_stock(self, ean: str, stock: int) -> None:
        """Change how many there are. Raises KeyError when the product is not on the shelf."""
        self.put(replace(self[ean], stock=stock))

    def remove(self, ean: str) -> None:
        """Take a product away. Raises KeyError when it is not on the shelf."""
        product = self[ean]
        self.writes += 1
        place = self._place.pop(ean)
        self._at[place] = None
        self._unrank(product)
        if self._found_by is not None:
            self._found_by.remove(place, product)

    def _is_ranked(self, product: Product) -> bool:
        """Whether there is any customer for whom it is not excluded."""
        return exclusion(self.pack, self._widest, (product.form,), product) is None

    def _list_of(self, product: Product) -> list[Product]:
        pack, salts = self.pack, self._salts
        wishes = frozenset(met(pack, product, product.units_per_day, salts))
        kind = wishes, is_whole_unit(pack, product), salts.buffered(product)
        return self._lists.setdefault(product.form, {}).setdefault(kind, [])

    def _rank(self, product: Product) -> None:
        products = self._list_of(product)
        products.insert(bisect_left(products, cheapest(product), key=cheapest), product)
        self._best.pop(product.form, None)

    def _unrank(self, product: Product) -> None:
        if self._is_ranked(product):
            products = self._list_of(product)
            del products[bisect_left(products, cheapest(product), key=cheapest)]
        self._best.pop(product.form, None)

    # --- ranking ---------------------------------------------------------------------------------

    def suggest(self, advice: Advice) -> Suggestion:
        """What `suggest.suggest` says of this shelf; exclusions are worked out when read."""
        if not advice.suggests:
            return Suggestion()
        return Suggestion(self.best(advice), Later(lambda: self.excluded(advice)))

    def best(self, advice: Advice) -> tuple[Suggested, ...]:
        """The best products for this advice, at most three, with their doses."""
        if not advice.suggests:
            return ()
        wish = self._wish(advice)
        forms = {each.form: each for each in advice.forms}.values()
        first = {  # the best of each form that stands out
            each.form: rank
            for each in forms
            if each.stands_out
            for rank in self._best_of(each.form, wish, advice)[:1]
        }
        found = [(-each.score, first[each.form], each) for each in forms if each.form in first]
        found.sort(key=_FIRST)
        for score in sorted({each.score for each in forms}, reverse=True):
            if len(found) >= SHOWN:
                break
            found += sorted(
                (
                    (-score, rank, each)
                    for each in forms
                    if each.score == score
                    for rank in self._best_of(each.form, wish, advice)
                    if rank != first.get(each.form)
                ),
                key=_FIRST,
            )
        return tuple(self._dosed(rank[-1], form, wish, advice) for _, rank, form in found[:SHOWN])

    def ranks(self, form: str, advice: Advice) -> tuple[Rank, ...]:
        """How the best products of one form rank, at most three: the least first, with its EAN.

        Whichever forms the advice has: of those of one score, the least rank is shown first.
        """
        return tuple(self._best_of(form, self._wish(advice), advice))

    @staticmethod
    def _wish(advice: Advice) -> _Wish:
        """What decides the best of a form, and their doses."""
        limits = tuple(sorted(advice.special.items()))
        return advice.allowance, advice.slots[:MOMENTS], advice.preferences, limits

    def excluded(self, advice: Advice) -> tuple[Excluded, ...]:
        """Every product that is left out, as the shelf is now, with the first reason why."""
        if not advice.suggests:
            return ()
        forms = {each.form for each in advice.forms}
        reasons = ((each.ean, exclusion(self.pack, advice, forms, each)) for each in self)
        return tuple(Excluded(ean, reason) for ean, reason in reasons if reason)

    def _dosed(self, ean: str, form: FormScore, wish: _Wish, advice: Advice) -> Suggested:
        """The product with its dose, which is remembered: only the form's score may differ."""
        product = self[ean]
        known = self._doses.setdefault(wish, {})
        dose = known.get(ean)
        if dose is None or dose.product is not product:
            if len(self._doses) >= REMEMBERED:
                self._doses.clear()
            dose = known[ean] = dosed(self.pack, advice, form, product, self._salts)
        return dose if dose.form is form else replace(dose, form=form)

    def _best_of(self, form: str, wish: _Wish, advice: Advice) -> list[Rank]:
        """The ranks of the best three products of one form."""
        known = self._best.setdefault(form, {})
        kept = known.get(wish)
        best = self._unsold(kept or ())
        if kept is None or (len(best) < SHOWN and len(kept) == KEPT):  # new, or too many were sold
            if len(known) >= REMEMBERED:
                known.clear()
            kept = known[wish] = self._look_for(form, advice)
            best = self._unsold(kept)
        return best

    def _unsold(self, ranks: Iterable[Rank]) -> list[Rank]:
        """The first three in stock."""
        return list(islice((each for each in ranks if self[each[-1]].stock > 0), SHOWN))

    def _look_for(self, form: str, advice: Advice) -> tuple[Rank, ...]:
        wishes, roles = {*advice.preferences}, self.pack.roles
        vegan, few_units = {roles.get("vegan")} & wishes, {roles.get("few_units")} & wishes
        levels: dict[tuple[int, bool, bool], list[Iterator[Product]]] = {}
        for (meets, whole, mixed), products in self._lists.get(form, {}).items():
            if vegan - meets:
                continue
            kept = len(meets & wishes)
            if few_units - meets:  # a smaller dose than the label's may meet that one
                for few in (True, False):
                    level = -kept - few, whole, mixed
                    levels.setdefault(level, []).append(self._fitting(products, advice, few))
            else:
                level = -kept, whole, mixed
                levels.setdefault(level, []).append(self._fitting(products, advice))
        best: list[Rank] = []
        for level in sorted(levels):
            ahead = islice(merge(*levels[level], key=cheapest), KEPT - len(best))
            best += [(*level, *cheapest(each)) for each in ahead]
            if len(best) == KEPT:
                break
        return tuple(best)

    def _fitting(
        self, products: list[Product], advice: Advice, few: bool | None = None
    ) -> Iterator[Product]:
        """Those of a list that are not excluded; with `few`, whether few units a day will do."""
        pack = self.pack
        for product in products:
            if exclusion(pack, advice, (product.form,), product) is None and (
                few is None
                or (units_per_day(pack, advice, product) <= pack.constant("few_units")) is few
            ):
                yield product

    # --- finding ---------------------------------------------------------------------------------

    def search(self, text: str, most: int = 50) -> tuple[Product, ...]:
        """The products that have every word typed, or begin to, in the order of the shelf.

        Words of the name, brand, EAN, form (in every language of the pack) and shelf count;
        capitals and accents do not. Typing errors are forgiven when nothing is found without.
        Without any word, the first products of the shelf; a whole article number, in whatever
        dress (`magapp.products.gtin.find_gtin`), is its product alone.
        """
        if (ean := find_gtin(text)) in self:
            return (self[ean],)
        if not words_of(text):
            return tuple(islice(self, most))
        found = islice(self._index().find(text), most)
        return tuple(each for place in found if (each := self._at[place]) is not None)

    def prepare_search(self) -> None:
        """Build what `search` needs, which it would on its first call."""
        self._index()

    def _index(self) -> SearchIndex:
        """Built on first use: a customer's screen never searches."""
        if self._found_by is not None:
            return self._found_by
        names = {
            form.id: [
                word
                for name in (
                    form.id,
                    *form.names,
                    *(texts.get(f"form.{form.id}.name", "") for texts in self.pack.texts.values()),
                )
                for word in words_of(name)
            ]
            for form in self.pack.forms
        }
        places = ((at, each) for at, each in enumerate(self._at) if each is not None)
        self._found_by = SearchIndex(places, names, self.pack.substance.id)
        return self._found_by


def _read(product: Product) -> tuple[object, ...]:
    """What a product is found by."""
    return product.name, product.brand, product.form, product.blend, product.shelf


def anyone(pack: Pack) -> Advice:
    """The advice that leaves out the fewest products: every limit at its widest, no wishes."""
    limits = {each.constant: pack.constant(each.constant) for each in pack.specials}
    for each in pack.specials:
        limits[each.constant] = max(limits[each.constant], each.value)
    ceiling = limits.get("ceiling", pack.constant("ceiling"))
    return Advice(
        outcome="suggest",
        urgency=None,
        gates=(),
        cleared=(),
        forms=(),
        cautions=(),
        claims=(),
        spacings=(),
        slots=pack.slot_preference,
        food_tips=(),
        ceiling=ceiling,
        allowance=ceiling,
        preferences=(),
        answers={},
        trace=(),
        special=limits,
    )
