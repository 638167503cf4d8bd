"""A product on the shelf, and its line in a file."""

import re
from collections.abc import Iterable
from decimal import Decimal

import msgspec

from magapp.errors import InputError, told_at
from magapp.language.amounts import exactly
from magapp.language.saying import Saying
from magapp.pack.model import Substance
from magapp.products.columns import AMOUNT, SALT, heading

COLUMNS = (
    "ean", "name", "brand", "form", AMOUNT, "units_per_day", "units_per_pack", "price",
    "currency", "dosage_form", "vegan", "stock", "shelf", "contains",
)  # fmt: skip
"""The columns that every catalogue file has."""
EXTRA_COLUMNS = (SALT, "picture")
"""The columns that a shop may have besides."""
DOSAGE_FORMS = ("capsule", "tablet", "powder", "liquid")


class Product(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A product on the shelf.

    `per_unit` is how much of the pack's substance is in one, in its unit; `blend` the same by form,
    `form` the one with the largest share, `salt_per_unit` the weight of the compound itself.
    `units_per_day` is the label's dose. `contains` is mg of other actives per unit. `price` is for
    the whole pack, in `currency`.
    """

    ean: str
    name: str
    brand: str
    form: str
    blend: tuple[tuple[str, float], ...]
    per_unit: float
    units_per_day: int
    units_per_pack: int
    price: Decimal
    currency: str
    dosage_form: str
    vegan: bool
    stock: int
    shelf: str
    contains: tuple[tuple[str, float], ...] = ()
    salt_per_unit: float | None = None
    picture: str = ""

    def active(self, name: str) -> float:
        """How much of another active a unit holds, in mg."""
        return sum(mg for each, mg in self.contains if each == name)

    @property
    def price_per_100(self) -> Decimal:
        """What 100 of the substance's unit cost, in the product's currency."""
        return 100 * self.price / (exactly(self.per_unit) * self.units_per_pack)


class Refusal(msgspec.Struct, frozen=True):
    """A row that was not taken: its first and last line in the file, and why.

    It keeps what an error says, not the error: that would hold on to all it was raised in.
    """

    line: int
    saying: Saying
    where: str | Saying = ""
    last: int = 0

    @classmethod
    def of(cls, line: int, error: InputError, *, last: int = 0) -> "Refusal":
        """A refusal for what reading the row raised."""
        return cls(line, error.saying, error.where, max(line, last))

    @property
    def code(self) -> str:
        """Why, for programs."""
        return self.saying.code

    @property
    def place(self) -> str:
        """The column, or where else it is; may be empty."""
        return str(self.where)

    @property
    def reason(self) -> str:
        """Why, with the place, in English."""
        return self.told_whole("en")

    @property
    def lines(self) -> str:
        """Its line, or its lines: `4`, `4-6`."""
        return f"{self.line}-{self.last}" if self.last > self.line else str(self.line)

    def told(self, language: str) -> str:
        """The reason in a language, without its place."""
        return self.saying.told(language)

    def told_whole(self, language: str) -> str:
        """The reason in a language, with its place."""
        return told_at(self.where, self.saying, language)


class Catalogue(msgspec.Struct, frozen=True):
    """Products by EAN, in the order of the file, and the rows that were refused."""

    products: tuple[Product, ...]
    refused: tuple[Refusal, ...] = ()


# --- as text -------------------------------------------------------------------------------------


def number_text(number: float) -> str:
    """The shortest text that reads as the same number: `100`, `62.5`."""
    return str(int(number)) if number == int(number) else repr(number)


def price_text(price: Decimal) -> str:
    """A price with two decimals, or more where it has more."""
    text = f"{price:.2f}"
    return text if Decimal(text) == price else f"{price:f}"


def shares_text(shares: Iterable[tuple[str, float]]) -> str:
    """Pairs as `b6:1.4;zinc:5`."""
    return ";".join(f"{name}:{number_text(mg)}" for name, mg in shares)


def form_text(product: Product) -> str:
    """A lone form by its name alone, a blend as `bisglycinate:60;citrate:40` (mg elemental)."""
    if product.blend == ((product.form, product.per_unit),):
        return product.form
    return shares_text(product.blend)


def as_row(product: Product) -> dict[str, str]:
    """A product as the cells of its line, by column."""
    salt = product.salt_per_unit
    return {
        "ean": product.ean,
        "name": product.name,
        "brand": product.brand,
        "form": form_text(product),
        AMOUNT: number_text(product.per_unit),
        "units_per_day": str(product.units_per_day),
        "units_per_pack": str(product.units_per_pack),
        "price": price_text(product.price),
        "currency": product.currency,
        "dosage_form": product.dosage_form,
        "vegan": "yes" if product.vegan else "no",
        "stock": str(product.stock),
        "shelf": product.shelf,
        "contains": shares_text(product.contains),
        SALT: "" if salt is None else number_text(salt),
        "picture": product.picture,
    }


_SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_TYPED = ("name", "brand", "form", "shelf", "contains", "picture")
"""The columns whose cells are not ours to begin with: all others are numbers and fixed words."""
_FORMULA = re.compile(r"""(^|[,;\t\r\n|"])('*[=+\-@\uff1d\uff0b\uff0d\uff20])""")
_GUARDED = re.compile(r"""(^|[,;\t\r\n|"])'('*[=+\-@\uff1d\uff0b\uff0d\uff20])""")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, wherever it cuts the cell in two."""
    return cell if _SIGNS.isdisjoint(cell) else _FORMULA.sub(r"\1'\2", cell)


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return _GUARDED.sub(r"\1\2", cell) if "'" in cell else cell


def export_csv(
    products: Iterable[Product], substance: Substance, *, template: bool = False
) -> str:  # fmt: skip
    r"""The products as CSV with the contract's header, lines ending in `\n`.

    The extra columns are there when a product uses them, and all of them in a `template`.
    Importing the text and exporting again gives the same text. It is safe to open: what a
    spreadsheet would take for a formula begins with an apostrophe, which an import takes away
    again.
    """
    import csv
    import io

    rows = [as_row(product) for product in products]
    for row in rows:
        for column in _TYPED:
            row[column] = guarded(row[column])
    extra = [each for each in EXTRA_COLUMNS if template or any(row[each] for row in rows)]
    out = io.StringIO(newline="")
    columns = (*COLUMNS, *extra)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading(column, substance) for column in columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    return out.getvalue()
