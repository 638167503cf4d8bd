"""Which column of a shop's file is which of ours."""

import re
from collections.abc import Callable, Mapping, Sequence

from magapp.errors import InputError, near
from magapp.language.saying import Saying
from magapp.products.columns import LONGEST, NAMES, plain
from magapp.products.product import COLUMNS, EXTRA_COLUMNS
from magapp.products.table import FileTable

OPTIONAL = ("brand", "currency", "shelf", "contains", *EXTRA_COLUMNS)
"""Columns that somebody may say a file does not have: their mapping is then an empty text."""

_DOSAGE = re.compile(r"caps|tabl|poeder|powder|sachet|vloei|liquid|drup|siroop", re.IGNORECASE)
_SALT = re.compile(r"a[a]?t\b|ate\b|oxid|chlorid|citr|malat|malaat|taur", re.IGNORECASE)


def _is_number(cell: str) -> bool:
    """Whether a cell may be an article number that a scanner reads."""
    cell = cell.strip("'=\" \u00a0")
    return cell.isascii() and cell.isdigit() and len(cell) in (8, 12, 13, 14)


# Names that mean one thing in one shop and another in the next: what stands below them decides.
_DOUBTFUL: dict[str, dict[str, Callable[[str], object]]] = {
    "ean": dict.fromkeys(("artikelcode", "artikelnummer", "scancode"), _is_number),
    "stock": dict.fromkeys(("stock", "quantity", "qty", "stockquantity"), bool),
    "form": dict.fromkeys(("vorm", "soort", "type"), _SALT.search),
    "dosage_form": dict.fromkeys(("vorm", "soort", "type"), _DOSAGE.search),
}


# A number of the consumer's pack under a name that is in no list: what stands below it decides.
_EAN_WORDS = re.compile(
    r"\b(ean|gtin|upc)([ _-]?\d+)?\b|barcode|gtin|ean[ _-]?(code|13|n)|streepjescode|strichcode"
    r"|code[s _-]*(a |à )?[ _-]?barre|gencod",
    re.IGNORECASE,
)
_EAN_OTHERS = re.compile(
    r"doos|karton|carton|colis|case|pallet|umverpackung|omdoos|overdoos|trade|master|besteleenheid"
    r"|handelseenheid|\bhe\b|\bve\b|type|soort|kind|image|label",
    re.IGNORECASE,
)


def guess_mapping(table: FileTable) -> dict[str, str]:
    """For each of our columns the file's own name for it; those not found are left out."""
    named: dict[str, str] = {}
    for theirs in table.header:
        named.setdefault(plain(theirs), theirs)
    mapping: dict[str, str] = {}
    for column in (*COLUMNS, *EXTRA_COLUMNS):
        found = [(name, named[name]) for name in NAMES[column] if name in named]
        found = [(name, theirs) for name, theirs in found if theirs not in mapping.values()]
        fits = [theirs for name, theirs in found if _fits(column, name, theirs, table)]
        if column == "stock":  # amounts that are empty give way to words; where there are none, not
            fits += [theirs for _, theirs in found]
        if fits:
            mapping[column] = fits[0]
    if "ean" not in mapping and (theirs := _numbers(table, mapping)):
        mapping["ean"] = theirs
    return mapping


def _numbers(table: FileTable, mapping: Mapping[str, str]) -> str:
    """The column that is called something with EAN or barcode, and holds such numbers."""
    names = [
        name
        for name in table.header
        if len(name) <= LONGEST and _EAN_WORDS.search(name) and not _EAN_OTHERS.search(name)
    ]
    free = (name for name in names if name not in mapping.values())
    return next((name for name in free if _mostly(_is_number, name, table)), "")


def _fits(column: str, name: str, theirs: str, table: FileTable) -> bool:
    """Whether what stands below a doubtful name is what it would have to be."""
    fits = _DOUBTFUL.get(column, {}).get(name)
    if fits is None:
        return True
    return _mostly(fits, theirs, table)


def _mostly(fits: Callable[[str], object], theirs: str, table: FileTable) -> bool:
    index = table.header.index(theirs)
    cells = [row[index].strip() for _, row in table.rows[:200] if len(row) > index]
    cells = [cell for cell in cells if cell]
    return 2 * sum(bool(fits(cell)) for cell in cells) > len(cells)


def missing_columns(mapping: Mapping[str, str], header: Sequence[str]) -> tuple[str, ...]:
    """Our columns that still need one of the file's."""
    return tuple(
        column
        for column in COLUMNS
        if mapping.get(column, "") not in header
        and not (column in OPTIONAL and mapping.get(column) == "")
    )


def check_mapping(mapping: Mapping[str, str], table: FileTable) -> None:
    """Raise InputError when a column is missing, or named that does not exist."""
    for column, theirs in mapping.items():
        if column not in (*COLUMNS, *EXTRA_COLUMNS):
            known = (*COLUMNS, *EXTRA_COLUMNS)
            raise InputError(column, "no_such_column", mend=near(column, known))
        if theirs and theirs not in table.header:
            where = Saying.of("at_line", file=table.name, line=table.line)
            raise InputError(where, "lacks_column", name=theirs, mend=near(theirs, table.header))
    missing = missing_columns(mapping, table.header)
    if missing:
        unused = set(table.header) - set(mapping.values())
        where = Saying.of("at_line", file=table.name, line=table.line)
        names = ", ".join(map(repr, missing))
        mend = near(missing[0], unused) if len(missing) < len(COLUMNS) else ""
        raise InputError(where, "lacks_columns", names=names, mend=mend)
