"""The shop's products, and reading them from a file as shops have it."""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from magapp.errors import InputError, nearest

COLUMNS = (
    "ean", "name", "brand", "form", "mg_per_unit", "units_per_day", "units_per_pack", "price",
    "currency", "dosage_form", "vegan", "stock", "shelf", "contains",
)  # fmt: skip
EXTRA_COLUMNS = ("salt_mg_per_unit", "picture")
DOSAGE_FORMS = ("capsule", "tablet", "powder", "liquid")
TRUE = {"1", "true", "yes", "y", "ja", "j", "x", "waar"}
FALSE = {"0", "false", "no", "n", "nee", "", "onwaar"}


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """A product on the shelf.

    `blend` is mg elemental by form, per unit; `form` the one with the largest share.
    `mg_per_unit` is elemental magnesium, `units_per_day` the label's dose. `contains` is mg of
    other actives per unit.
    """

    ean: str
    name: str
    brand: str
    form: str
    blend: tuple[tuple[str, float], ...]
    mg_per_unit: float
    units_per_day: int
    units_per_pack: int
    price: float
    currency: str
    dosage_form: str
    vegan: bool
    stock: int
    shelf: str
    contains: tuple[tuple[str, float], ...] = ()
    salt_mg_per_unit: float | None = None
    picture: str = ""

    @property
    def price_per_100_mg(self) -> float:
        """What 100 mg of elemental magnesium costs, in the product's currency."""
        return self.price / (self.mg_per_unit * self.units_per_pack) * 100


class Refusal(msgspec.Struct, frozen=True):
    """A row that was not taken: its line in the file and why."""

    line: int
    reason: str


class Catalogue(msgspec.Struct, frozen=True):
    """Products by EAN, in the order of the file, and the rows that were refused."""

    products: tuple[Product, ...]
    refused: tuple[Refusal, ...] = ()


def load_catalogue(path: Path, forms: Iterable[str]) -> Catalogue:
    """The products of a CSV file. Raises InputError when the file as a whole cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}.") from None
    return read_catalogue(content, forms, path.name)


def read_catalogue(content: bytes, forms: Iterable[str], name: str = "catalogue") -> Catalogue:
    """The products in a CSV file's content: UTF-8 or Windows-1252, `,` `;` or tab.

    A row that cannot be read is refused with its line and the reason; the rest go on. A later row
    with the same EAN replaces the earlier one. Raises InputError when a column is missing.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    lines = text.splitlines()
    if not lines:
        raise InputError(name, "is empty.")
    delimiter = max(",;\t", key=lines[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [column.strip().lower() for column in next(rows)]
    for column in COLUMNS:
        if column not in header:
            raise InputError(
                f"{name}, line 1",
                f"has no column '{column}'.",
                nearest(column, set(header) - set(COLUMNS)),
            )
    known = tuple(forms)
    products: dict[str, Product] = {}
    refused: list[Refusal] = []
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                try:
                    product = read_product(dict(zip(header, row, strict=False)), known)
                    products[product.ean] = product
                except InputError as error:
                    refused.append(Refusal(rows.line_num, str(error)))
    except csv.Error as error:
        raise InputError(f"{name}, line {rows.line_num}", f"is not CSV: {error}.") from None
    return Catalogue(tuple(products.values()), tuple(refused))


def read_product(row: dict[str, str], forms: Sequence[str]) -> Product:
    """One row as a product. Raises InputError naming the column."""
    cells = {column: row.get(column, "").strip() for column in (*COLUMNS, *EXTRA_COLUMNS)}
    ean = cells["ean"]
    if not (ean.isascii() and ean.isdigit() and 8 <= len(ean) <= 14):
        raise InputError("ean", f"'{ean}' is not 8 to 14 digits.")
    if not cells["name"]:
        raise InputError("name", "is empty.")
    mg = _positive("mg_per_unit", cells)
    blend = _shares("form", cells["form"], mg)
    for form, _ in blend:
        if form not in forms:
            raise InputError("form", f"'{form}' is not known.", nearest(form, forms))
    if cells["dosage_form"] not in DOSAGE_FORMS:
        raise InputError(
            "dosage_form",
            f"'{cells['dosage_form']}' is not known.",
            nearest(cells["dosage_form"], DOSAGE_FORMS),
        )
    vegan = cells["vegan"].lower()
    if vegan not in TRUE | FALSE:
        raise InputError("vegan", f"'{vegan}' is neither yes nor no.")
    salt = cells["salt_mg_per_unit"]
    order = {form: index for index, form in enumerate(forms)}
    return Product(
        ean=ean,
        name=cells["name"],
        brand=cells["brand"],
        form=min(blend, key=lambda share: (-share[1], order[share[0]]))[0],
        blend=blend,
        mg_per_unit=mg,
        units_per_day=_whole("units_per_day", cells, 1),
        units_per_pack=_whole("units_per_pack", cells, 1),
        price=_positive("price", cells),
        currency=cells["currency"].upper() or "EUR",
        dosage_form=cells["dosage_form"],
        vegan=vegan in TRUE,
        stock=_whole("stock", cells, 0),
        shelf=cells["shelf"],
        contains=_shares("contains", cells["contains"], None),
        salt_mg_per_unit=_positive("salt_mg_per_unit", cells) if salt else None,
        picture=cells["picture"],
    )


def _amount(column: str, text: str) -> float:
    try:
        amount = float(text.replace(",", ".").replace("_", "?"))  # Python's own 1_000 is no number
    except ValueError:
        raise InputError(column, f"'{text}' is not a number.") from None
    if not math.isfinite(amount):
        raise InputError(column, f"'{text}' is not a number.")
    return amount


def _positive(column: str, cells: dict[str, str]) -> float:
    amount = _amount(column, cells[column])
    if amount <= 0:
        raise InputError(column, f"is {cells[column]}; it must be above 0.")
    return amount


def _whole(column: str, cells: dict[str, str], least: int) -> int:
    amount = _amount(column, cells[column])
    if amount != int(amount) or amount < least:
        raise InputError(column, f"is {cells[column]}; it must be a whole number from {least} up.")
    return int(amount)


def _shares(column: str, text: str, whole: float | None) -> tuple[tuple[str, float], ...]:
    """`bisglycinate:60;citrate:40` as pairs; a lone form has the `whole` amount."""
    shares: dict[str, float] = {}
    for part in filter(None, (each.strip().lower() for each in text.split(";"))):
        name, colon, amount = part.partition(":")
        if not colon and whole is not None and ";" not in text:
            return ((name, whole),)
        if not colon:
            raise InputError(column, f"'{part}' has no amount; write it as '{part}:60'.")
        name = name.strip()
        if name in shares:
            raise InputError(column, f"has '{name}' twice.")
        shares[name] = _amount(column, amount)
        if shares[name] <= 0:
            raise InputError(column, f"'{part}' must be above 0.")
    if whole is not None:
        total = sum(shares.values())
        if not shares:
            raise InputError(column, "is empty.")
        if abs(total - whole) > 0.01 * whole:
            raise InputError(column, f"adds up to {total:g} mg, mg_per_unit says {whole:g}.")
    return tuple(shares.items())
