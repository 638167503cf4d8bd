"""A product as a database holds it: read as data, and believed no more than a line of a file.

Anybody may have written to the file. What an import would have refused is refused here too.
"""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any

import msgspec

from magapp.errors import InputError
from magapp.language.amounts import exactly
from magapp.language.saying import Saying
from magapp.pack.model import Form
from magapp.products.columns import AMOUNT, SALT
from magapp.products.gtin import LENGTHS
from magapp.products.product import DOSAGE_FORMS, Catalogue, Product, Refusal
from magapp.products.rows import MOST, _clean

Shares = tuple[tuple[str, float], ...]
_decode = msgspec.json.Decoder(Shares).decode
_encode = msgspec.json.Encoder().encode
_PRICE = Product.__struct_fields__.index("price")
_PAIRS = tuple(map(Product.__struct_fields__.index, ("blend", "contains")))


class StoredProducts:
    """Reads the rows of one table; texts and shares that many have are kept once."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._shares: dict[str, Shares] = {}
        self._prices: dict[float, Decimal] = {}
        self._labels: dict[tuple[Any, ...], Product] = {}

    def read(self, row: Sequence[Any]) -> Product:
        """The product in these values, in the order of its fields. Raises InputError."""
        try:
            return self._product(row)
        except InputError as error:
            number = row[0] if isinstance(row[0], str) else shown(row[0])
            number = number if number.isdigit() else shown(number)
            raise error.at(at_product(number, error.place)) from None

    def _product(self, row: Sequence[Any]) -> Product:
        (ean, name, brand, form, blend, mg, per_day, per_pack, price, currency, dosage, vegan,
         stock, shelf, contains, salt, picture) = row  # fmt: skip
        if not (type(ean) is str and len(ean) in LENGTHS and ean.isascii() and ean.isdigit()):
            raise InputError("ean", "kept_digits", value=shown(ean))
        if type(name) is not str or not name.strip():
            raise InputError("name", "kept_name", value=shown(name))
        facts = (form, blend, mg, per_day, per_pack, contains, salt, dosage, vegan, currency)
        label = self._labels.get(facts)
        if label is None:
            label = self._labels[facts] = self._label(*facts)
        money = self._prices.get(price) if type(price) is float else None
        if money is None:
            money = self._prices[price] = exactly(_amount("price", price))
        if type(stock) is not int or not 0 <= stock <= MOST:
            stock = _whole("stock", stock, 0)
        texts = self._texts
        return Product(
            ean=ean,
            name=name if name.isprintable() else _printable("name", name),
            brand=texts.get(brand) or self._text("brand", brand),
            form=label.form,
            blend=label.blend,
            per_unit=label.per_unit,
            units_per_day=label.units_per_day,
            units_per_pack=label.units_per_pack,
            price=money,
            currency=label.currency,
            dosage_form=label.dosage_form,
            vegan=label.vegan,
            stock=stock,
            shelf=texts.get(shelf) or self._text("shelf", shelf),
            contains=label.contains,
            salt_per_unit=label.salt_per_unit,
            picture=texts.get(picture) or self._text("picture", picture),
        )

    def _label(
        self, form: Any, blend: Any, mg: Any, per_day: Any, per_pack: Any, contains: Any,
        salt: Any, dosage: Any, vegan: Any, currency: Any,
    ) -> Product:  # fmt: skip
        """What many products have in common: a product of no name."""
        mg = _amount(AMOUNT, mg)
        shares = self._pairs("blend", blend)
        largest = max((share for _, share in shares), default=0)
        if abs(sum(share for _, share in shares) - mg) > 0.01 * mg or (form, largest) not in shares:
            form, blend = shown(form), shown(blend)
            raise InputError("form", "kept_blend", form=form, blend=blend, mg=mg)
        if dosage not in DOSAGE_FORMS:
            raise InputError("dosage_form", "kept_unknown", value=shown(dosage))
        if vegan not in (0, 1) or type(vegan) not in (int, bool):
            raise InputError("vegan", "kept_yes_or_no", value=shown(vegan))
        return Product(
            ean="",
            name="",
            brand="",
            form=self._text("form", form),
            blend=shares,
            per_unit=mg,
            units_per_day=_whole("units_per_day", per_day, 1),
            units_per_pack=_whole("units_per_pack", per_pack, 1),
            price=Decimal(1),
            currency=self._text("currency", currency),
            dosage_form=self._text("dosage_form", dosage),
            vegan=bool(vegan),
            stock=0,
            shelf="",
            contains=self._pairs("contains", contains),
            salt_per_unit=None if salt is None else _amount(SALT, salt),
        )

    def _text(self, column: str, text: Any) -> str:
        if type(text) is not str:
            raise InputError(column, "kept_text", value=shown(text))
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = _printable(column, text)
        return known

    def _pairs(self, column: str, text: Any) -> Shares:
        """Names with mg, each once and above 0."""
        known = self._shares.get(text) if type(text) is str else None
        if known is None:
            try:
                known = _decode(text)
            except (TypeError, ValueError, RecursionError):
                raise InputError(column, "kept_unreadable", value=shown(text)) from None
            for name, mg in known:
                _amount(f"{column} {shown(name)}", mg)
                _printable(column, name)
            if len({name for name, _ in known}) < len(known):
                raise InputError(column, "kept_twice", value=shown(text))
            self._shares[text] = known
        return known


def check_stock(stock: int) -> None:
    """Raise InputError where there cannot be so many packs: the product would not be read back."""
    if stock < 0:
        raise InputError("stock", "no_whole_number", cell=stock, least=0)
    if stock > MOST:
        raise InputError("stock", "more_than", cell=str(stock), most=MOST)


@lru_cache(maxsize=1_000)
def _written(shares: Shares) -> str:
    """Most products of a file share theirs with many others."""
    return _encode(shares).decode()


def as_stored(product: Product) -> tuple[str | int | float | bool | None, ...]:
    """A product as a database holds it: what `StoredProducts.read` takes."""
    values = [*msgspec.structs.astuple(product)]
    values[_PRICE] = float(product.price)
    for at in _PAIRS:
        values[at] = _written(values[at])
    return tuple(values)


def known_forms(
    products: Iterable[Product], forms: Iterable[Form]
) -> tuple[tuple[Product, ...], tuple[Refusal, ...]]:
    """The products whose forms the pack has, and a refusal for each of the others."""
    known = {form.id for form in forms}
    kept, refused = [], []
    for product in products:
        strange = [name for name, _ in product.blend if name not in known]
        if strange:
            unknown = Saying.of("kept_unknown", value=shown(strange[0]))
            refused.append(Refusal(0, unknown, at_product(product.ean, "form")))
        else:
            kept.append(product)
    return tuple(kept), tuple(refused)


def as_read(products: Iterable[Product], refused: Iterable[Refusal]) -> Catalogue:
    """Products of a database in the order of their EAN, and what was left out in the same."""
    by_ean = tuple(sorted(products, key=attrgetter("ean")))
    return Catalogue(by_ean, tuple(sorted(refused, key=_number)))


def updated(
    old: Catalogue, products: Sequence[Product], gone: Collection[str], refused: Iterable[Refusal]
) -> Catalogue:
    """A catalogue of `as_read` with these products put in it, and without those that are `gone`.

    So it is as if all was read anew; `refused` are those of them that are no products.
    """
    there = {each.ean: each for each in old.products} | {each.ean: each for each in products}
    seen = {*gone, *map(shown, gone)}.union(each.ean for each in products)
    for ean in gone:
        there.pop(ean, None)
    left = [each for each in old.refused if _number(each) not in seen]
    return as_read(there.values(), [*left, *refused])


def _number(refusal: Refusal) -> str:
    """Of which product it is, as `at_product` says it."""
    where = refusal.where
    return str(where.values["number"]) if isinstance(where, Saying) else ""


def shown(value: object) -> str:
    """A value as it can stand in a sentence: short, and without signs that steer a screen."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def at_product(number: str, column: str) -> Saying:
    """A product of the database, and the column of it where one is known."""
    if column:
        return Saying.of("at_product_column", number=number, column=column)
    return Saying.of("at_product", number=number)


def _printable(column: str, text: str) -> str:
    try:
        return _clean(text)
    except InputError:
        raise InputError(column, "kept_unprintable", value=shown(text)) from None


def _amount(column: str, value: Any) -> float:
    if type(value) not in (float, int) or not 0 < value <= MOST:  # also what is not a number
        raise InputError(column, "kept_amount", value=shown(value))
    return float(value)


def _whole(column: str, value: Any, least: int) -> int:
    if type(value) is not int or not least <= value <= MOST:
        raise InputError(column, "no_whole_number", cell=shown(value), least=least)
    return int(value)
