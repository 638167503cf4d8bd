"""What an import would do, worked out before anything is written."""

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from pathlib import Path

import msgspec

from magapp.catalogue.mapping import check_mapping, guess_mapping
from magapp.catalogue.product import Catalogue, Product, Refusal
from magapp.catalogue.rows import FIELDS, RowReader, decimal_mark
from magapp.catalogue.table import Table, many_values, read_content, read_rows
from magapp.errors import Cancelled, InputError
from magapp.gtin import in_store
from magapp.pack.model import Form, Pack

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all."""
STEP = 2_000
"""Rows between two calls of `progress`."""
IN_STORE = (
    "is a number that a shop gives itself (20 to 29). If a scale prints it, the weight or price is"
    " inside and a scan will not find the product."
)


class Warning(msgspec.Struct, frozen=True):
    """Something to know of a row that was taken. `code` is stable and meant for programs."""

    line: int
    ean: str
    code: str
    text: str


class Change(msgspec.Struct, frozen=True):
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


class Reading(msgspec.Struct, frozen=True):
    """The products of a table with their lines, each EAN once, and the rows refused."""

    lines: dict[str, int]
    products: tuple[Product, ...]
    refused: tuple[Refusal, ...]
    warnings: tuple[Warning, ...]


class Plan(msgspec.Struct, frozen=True):
    """What an import would add, change, leave and refuse; `mapping` is ours → theirs."""

    file: str
    mapping: dict[str, str]
    added: tuple[Product, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[Product, ...]
    refused: tuple[Refusal, ...]
    warnings: tuple[Warning, ...]
    products: tuple[Product, ...]


def plan_import(
    table: Table,
    mapping: Mapping[str, str],
    current: Iterable[Product],
    pack: Pack,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """What importing a table would do to the `current` products.

    Raises InputError when the mapping lacks a column, and Cancelled when told to stop.
    """
    reading = read_table(table, mapping, pack.forms, pack, progress, cancelled)
    added, changed, unchanged = compare(reading.products, current)
    return Plan(
        file=table.name,
        mapping=dict(mapping),
        added=added,
        changed=tuple(Change(reading.lines[new.ean], old, new) for old, new in changed),
        unchanged=unchanged,
        refused=reading.refused,
        warnings=reading.warnings,
        products=reading.products,
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
    table: Table,
    mapping: Mapping[str, str],
    forms: Iterable[str | Form],
    pack: Pack | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Reading:
    """The products of a table. A row that cannot be read is refused, the rest go on.

    A later row with the same EAN replaces the earlier one.
    """
    check_mapping(mapping, table)
    width = len(table.header)
    places = {name: index for index, name in enumerate(table.header)}
    # A column that the file does not have is read from the empty cell put after each row.
    pick = itemgetter(*(places.get(mapping.get(column, ""), width) for column in FIELDS))
    reader = RowReader(forms, pack, _mark(table, mapping, places))
    products: dict[str, Product] = {}
    lines: dict[str, int] = {}
    refused: list[Refusal] = []
    warnings: list[Warning] = []
    total = len(table.rows)
    for index, (line, row) in enumerate(table.rows):
        if not index % STEP:
            if cancelled and cancelled():
                raise Cancelled("The import was stopped; nothing was changed.")
            if progress:
                progress(index, total)
        try:
            cells = row if len(row) == width else _fitted(row, width)
            product, found = reader.read(pick([*cells, ""]))
        except InputError as error:
            if any(cell.strip() for cell in row):
                refused.append(Refusal(line, str(error)))
            continue
        ean = product.ean
        if pack:
            if found:
                warnings += [Warning(line, ean, code, text) for code, text in found]
            if in_store(ean):
                warnings.append(Warning(line, ean, "in_store_ean", f"{ean} {IN_STORE}"))
            if ean in lines:
                text = f"Line {lines[ean]} has the same number; this line counts."
                warnings.append(Warning(line, ean, "twice", text))
        products[ean] = product
        lines[ean] = line
    if progress:
        progress(total, total)
    return Reading(lines, tuple(products.values()), tuple(refused), tuple(warnings))


def _fitted(row: list[str], width: int) -> list[str]:
    """A row as wide as the header. Raises InputError when cells would be lost."""
    if any(cell.strip() for cell in row[width:]):
        raise InputError(
            "",
            f"has {len(row)} cells, the header has {width}.",
            "Put a text or an amount that holds the delimiter in quotes.",
        )
    return row[:width] + [""] * (width - len(row))


def _mark(table: Table, mapping: Mapping[str, str], places: Mapping[str, int]) -> str:
    """The decimal mark of the file, by its prices."""
    place = places.get(mapping.get("price", ""), len(table.header))
    return decimal_mark({row[place] for _, row in table.rows if len(row) > place})


def load_catalogue(path: Path, forms: Iterable[str | Form]) -> Catalogue:
    """The products of a file. Raises InputError when the file as a whole cannot be read."""
    return _catalogue(read_rows(path), forms)


def read_catalogue(
    content: bytes, forms: Iterable[str | Form], name: str = "catalogue"
) -> Catalogue:
    """The products in a file's content: CSV in any of its dialects, or a spreadsheet.

    A row that cannot be read is refused with its line and the reason; the rest go on. A later row
    with the same EAN replaces the earlier one. Raises InputError when a column is missing. Given
    the pack's forms, not mere ids, a label that gives the salt's weight is refused too.
    """
    return _catalogue(read_content(content, name), forms)


def _catalogue(table: Table, forms: Iterable[str | Form]) -> Catalogue:
    reading = read_table(table, guess_mapping(table), forms)
    return Catalogue(reading.products, reading.refused)
