"""What an import would do, worked out before anything is written.

What a refused row leaves as it was, when its EAN can be read and the product is on the shelf:

- *stock* counts all the same where it is lower than what is kept: a row that says "sold out" takes
  the product from the suggestions, whatever else in it cannot be read. It is never raised by a row
  that is refused, and stays when it is the stock that cannot be read.
- the *label* (form, mg, units, dosage form, vegan, contents, weight of the salt) stays: a producer
  who changes what is in the pack has to give it another EAN (GS1, GTIN management standard).
- *name, brand, price, currency, shelf, picture* stay. None of them makes a dose.

Nothing is taken from a row whose cells may have moved: one of another width than the header, or
with a lost quote. A new product comes only from a row that is taken whole.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from pathlib import Path

import msgspec

from magapp.errors import Cancelled, InputError
from magapp.language.saying import Saying
from magapp.pack.model import Pack
from magapp.products.families import Families
from magapp.products.gtin import in_store
from magapp.products.mapping import check_mapping, guess_mapping
from magapp.products.product import Catalogue, Product, Refusal
from magapp.products.rows import FIELDS, RowReader, decimal_mark
from magapp.products.table import FileTable, many_values, read_content, read_rows

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all."""
STEP = 2_000
"""Rows between two calls of `progress`."""


class Warning(msgspec.Struct, frozen=True):
    """Something to know of a row that was taken."""

    line: int
    ean: str
    saying: Saying

    @property
    def code(self) -> str:
        """What it is, for programs."""
        return self.saying.code

    @property
    def text(self) -> str:
        """What is said of it, in English."""
        return str(self.saying)

    def told(self, language: str) -> str:
        """What is said of it in a language."""
        return self.saying.told(language)


class ProductChange(msgspec.Struct, frozen=True):
    """A product that is on the shelf already and would become another."""

    line: int
    old: Product
    new: Product

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that differ."""
        return tuple(
            name
            for name in Product.__struct_fields__
            if getattr(self.old, name) != getattr(self.new, name)
        )


class ReadProducts(msgspec.Struct, frozen=True):
    """The products of a table with their lines, each EAN once, and the rows refused.

    `skipped` are the lines of rows that are no products: pictures, parents of variants, totals.
    `stocks` has what refused rows say of stock: by EAN the line and how many.
    """

    lines: dict[str, int]
    products: tuple[Product, ...]
    refused: tuple[Refusal, ...]
    warnings: tuple[Warning, ...]
    skipped: tuple[int, ...] = ()
    stocks: dict[str, tuple[int, int]] = {}


class ImportPlan(msgspec.Struct, frozen=True):
    """What an import would add, change, leave and refuse; `mapping` is ours → theirs.

    `skipped` are the lines of rows that are no products, `lines` those of the products by EAN.
    """

    file: str
    mapping: dict[str, str]
    added: tuple[Product, ...]
    changed: tuple[ProductChange, ...]
    unchanged: tuple[Product, ...]
    refused: tuple[Refusal, ...]
    warnings: tuple[Warning, ...]
    products: tuple[Product, ...]
    skipped: tuple[int, ...] = ()
    lines: Mapping[str, int] = {}


def plan_import(
    table: FileTable,
    mapping: Mapping[str, str],
    current: Iterable[Product],
    pack: Pack,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportPlan:
    """What importing a table would do to the `current` products.

    Raises InputError when the mapping lacks a column, and Cancelled when told to stop.
    """
    reading = read_table(table, mapping, pack, warns=True, progress=progress, cancelled=cancelled)
    current = tuple(current)
    lines, products, warnings = reading.lines, reading.products, list(reading.warnings)
    if reading.stocks:
        for old in current:
            line, stock = reading.stocks.get(old.ean, (0, old.stock))
            if stock < old.stock:
                products += (msgspec.structs.replace(old, stock=stock),)
                lines[old.ean] = line
                only = Saying.of("stock_only", stock=stock, old=old.stock)
                warnings.append(Warning(line, old.ean, only))
    added, changed, unchanged = compare(products, current)
    return ImportPlan(
        file=table.name,
        mapping=dict(mapping),
        added=added,
        changed=tuple(ProductChange(lines[new.ean], old, new) for old, new in changed),
        unchanged=unchanged,
        refused=reading.refused,
        warnings=tuple(warnings),
        products=products,
        skipped=reading.skipped,
        lines=lines,
    )


def compare(
    products: Iterable[Product], current: Iterable[Product]
) -> tuple[tuple[Product, ...], tuple[tuple[Product, Product], ...], tuple[Product, ...]]:
    """Products that are new, those that differ from the current as (old, new), and the same."""
    known = {product.ean: product for product in current}
    added: list[Product] = []
    changed: list[tuple[Product, Product]] = []
    same: list[Product] = []
    for product in products:
        old = known.get(product.ean)
        if old is None:
            added.append(product)
        elif old == product:
            same.append(product)
        else:
            changed.append((old, product))
    return tuple(added), tuple(changed), tuple(same)


@many_values()
def read_table(
    table: FileTable,
    mapping: Mapping[str, str],
    pack: Pack,
    *,
    warns: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ReadProducts:
    """The products of a table. A row that cannot be read is refused, the rest go on.

    A later row with the same EAN replaces the earlier one. With `warns`, what is good to know of
    those that are taken is found too.
    """
    check_mapping(mapping, table)
    width = len(table.header)
    places = {name: index for index, name in enumerate(table.header)}
    # A column that the file does not have is read from the empty cell put after each row.
    pick = itemgetter(*(places.get(mapping.get(column, ""), width) for column in FIELDS))
    reader = RowReader(pack, _mark(table, mapping, places), warns=warns)
    families: Families | None = None
    products: dict[str, Product] = {}
    lines: dict[str, int] = {}
    refused: list[Refusal] = list(table.refused)
    warnings: list[Warning] = []
    skipped: list[int] = []
    stocks: dict[str, tuple[int, int]] = {}
    total = len(table.rows)
    for index, (line, row) in enumerate(table.rows):
        if not index % STEP:
            if cancelled and cancelled():
                raise Cancelled("import_stopped")
            if progress:
                progress(index, total)
        cells: tuple[str, ...] = ()
        try:
            whole = row if len(row) == width else _fitted(row, width, table.delimiter)
            cells = pick([*whole, ""])
            if line in table.spans and any(_runs_on(cell, table.delimiter) for cell in cells):
                cells = ()
                raise InputError("", "lost_quote")
            try:
                product, found = reader.read(cells)
            except InputError as error:
                if error.place != "name" or cells[_NAME].strip():
                    raise
                if families is None:
                    families = Families(table, mapping)
                filled = families.fill(row, cells)
                if filled is None:
                    raise
                product, found = reader.read(filled)
        except InputError as error:
            if not any(cell.strip() for cell in row):
                continue
            if cells and not cells[_EAN].strip():
                if families is None:
                    families = Families(table, mapping)
                if not cells[_PRICE].strip() or families.is_parent(row):
                    skipped.append(line)
                    continue
            refused.append(Refusal.of(line, error, last=table.spans.get(line, line)))
            if (
                cells
                and error.place != "ean"
                and (left := reader.stock_left(cells[_EAN], cells[_STOCK]))
            ):
                ean, stock = left
                if ean not in products:
                    stocks[ean] = line, stock
                elif stock < products[ean].stock:
                    old = products[ean].stock
                    products[ean] = msgspec.structs.replace(products[ean], stock=stock)
                    only = Saying.of("stock_only", stock=stock, old=old)
                    warnings.append(Warning(line, ean, only))
            continue
        ean = product.ean
        if warns:
            if found:
                warnings += [Warning(line, ean, each) for each in found]
            if in_store(ean):
                warnings.append(Warning(line, ean, Saying.of("in_store_ean", ean=ean)))
            if ean in lines:
                warnings.append(Warning(line, ean, Saying.of("twice", line=lines[ean])))
        products[ean] = product
        lines[ean] = line
        stocks.pop(ean, None)
    if progress:
        progress(total, total)
    refused.sort(key=lambda each: each.line)
    return ReadProducts(
        lines, tuple(products.values()), tuple(refused), tuple(warnings), tuple(skipped), stocks
    )


_EAN, _NAME, _PRICE, _STOCK = map(FIELDS.index, ("ean", "name", "price", "stock"))


def _runs_on(cell: str, delimiter: str) -> bool:
    """Whether a cell goes on over the end of its line and over delimiters: a lost quote."""
    return (
        bool(delimiter) and delimiter in cell.strip() and "\n" in cell.strip().replace("\r", "\n")
    )


def _fitted(row: list[str], width: int, delimiter: str) -> list[str]:
    """A row as wide as the header. Raises InputError when cells are lost, or were swallowed."""
    if any(cell.strip() for cell in row[width:]):
        raise InputError("", "too_wide", cells=len(row), width=width)
    lacking = width - len(row)
    if delimiter and lacking > 0:
        for cell in row:
            if delimiter in cell and ("\n" in cell or cell.count(delimiter) == lacking):
                raise InputError("", "lost_quote")
    return row[:width] + [""] * lacking


def _mark(table: FileTable, mapping: Mapping[str, str], places: Mapping[str, int]) -> str:
    """The decimal mark of the file, by its prices."""
    place = places.get(mapping.get("price", ""), len(table.header))
    return decimal_mark({row[place] for _, row in table.rows if len(row) > place})


def load_catalogue(path: Path, pack: Pack) -> Catalogue:
    """The products of a file. Raises InputError when the file as a whole cannot be read."""
    return _catalogue(read_rows(path), pack)


def read_catalogue(content: bytes, pack: Pack, name: str = "catalogue") -> Catalogue:
    """The products in a file's content: CSV in any of its dialects, or a spreadsheet.

    A row that cannot be read is refused with its line and the reason; the rest go on. A later row
    with the same EAN replaces the earlier one. Raises InputError when a column is missing.
    """
    return _catalogue(read_content(content, name), pack)


def _catalogue(table: FileTable, pack: Pack) -> Catalogue:
    reading = read_table(table, guess_mapping(table, pack.substance), pack)
    return Catalogue(reading.products, reading.refused)
