"""Which column of a shop's file is which of ours."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from magapp.catalogue.product import COLUMNS, EXTRA_COLUMNS
from magapp.errors import InputError, nearest

if TYPE_CHECKING:
    from magapp.catalogue.table import Table

OPTIONAL = ("brand", "currency", "shelf", "contains", *EXTRA_COLUMNS)
"""Columns that somebody may say a file does not have: their mapping is then an empty text."""

# Names that shops, wholesalers and till systems use, as `_plain` writes them; likeliest first.
NAMES: dict[str, tuple[str, ...]] = {
    "ean": (
        "ean", "eancode", "ean13", "eannummer", "eanconsumenteneenheid", "gtin", "gtin13",
        "barcode", "streepjescode", "barcodenummer", "upc", "artikelcode", "artikelnummer",
    ),
    "name": (
        "name", "naam", "productnaam", "artikelnaam", "omschrijving", "artikelomschrijving",
        "productomschrijving", "product", "artikel", "title", "titel", "productname",
        "description", "bezeichnung", "beschrijving",
    ),
    "brand": (
        "brand", "merk", "merknaam", "fabrikant", "producent", "leverancier", "manufacturer",
        "vendor", "marke", "marque",
    ),
    "form": (
        "form", "magnesiumvorm", "verbinding", "magnesiumverbinding", "zout", "zoutvorm",
        "soortmagnesium", "magnesiumsoort", "typemagnesium", "compound", "saltform", "vorm",
        "soort", "type",
    ),
    "mg_per_unit": (
        "mgperunit", "mgelementair", "elementairmg", "elementairmagnesiummg", "elementairmagnesium",
        "mgelementairpereenheid", "mgmagnesiumpereenheid", "mgpereenheid", "mgperstuk",
        "mgpercapsule", "mgpertablet", "magnesiumpereenheid", "magnesiumpereenheidmg",
        "magnesiummg", "mgmagnesium", "elementalmg", "mgelemental", "magnesiumperstukmg",
    ),
    "units_per_day": (
        "unitsperday", "aantalperdag", "perdag", "dagdosering", "eenhedenperdag", "stuksperdag",
        "dosisperdag", "dagelijksedosis", "stperdag", "dosering", "dailydose",
    ),
    "units_per_pack": (
        "unitsperpack", "inhoud", "verpakkingsinhoud", "aantalperverpakking",
        "stuksperverpakking", "eenhedenperverpakking", "aantalinverpakking", "stuksperdoos",
        "inhoudstuks", "packsize", "aantal",
    ),
    "price": (
        "price", "prijs", "verkoopprijs", "consumentenprijs", "verkoopprijsinclbtw",
        "prijsinclbtw", "consumentenadviesprijs", "adviesprijs", "winkelprijs", "vkprijs", "vkp",
        "variantprice", "preis", "prix",
    ),
    "currency": ("currency", "valuta", "munt", "munteenheid", "wahrung"),
    "dosage_form": (
        "dosageform", "toedieningsvorm", "doseervorm", "doseringsvorm", "uitvoering",
        "darreichungsform", "vorm", "soort", "type",
    ),
    "vegan": ("vegan", "veganistisch", "isvegan", "plantaardig", "geschiktvoorveganisten"),
    "stock": (
        "stock", "voorraad", "opvoorraad", "aantalopvoorraad", "voorraadaantal", "winkelvoorraad",
        "stockqty", "quantity", "qty", "variantinventoryqty", "bestand",
    ),
    "shelf": (
        "shelf", "schap", "schapplaats", "schaplocatie", "locatie", "plaats", "plek", "vak",
        "stelling", "winkellocatie", "location",
    ),
    "contains": (
        "contains", "bevat", "bevatook", "overigestoffen", "overigewerkzamestoffen",
        "andereactievestoffen", "anderewerkzamestoffen", "overigeactievestoffen",
        "extrastoffen", "otheractives",
    ),
    "salt_mg_per_unit": (
        "saltmgperunit", "zoutmg", "mgzout", "mgverbinding", "verbindingmg", "zoutmgpereenheid",
        "mgzoutpereenheid", "mgverbindingpereenheid", "gewichtverbindingmg", "compoundmg",
    ),
    "picture": ("picture", "afbeelding", "foto", "plaatje", "image", "imagesrc", "bild"),
}  # fmt: skip
_KNOWN = frozenset(name for names in NAMES.values() for name in names)
_DOSAGE = re.compile(r"caps|tabl|poeder|powder|sachet|vloei|liquid|drup|siroop", re.IGNORECASE)
_SALT = re.compile(r"a[a]?t\b|ate\b|oxid|chlorid|citr|malat|malaat|taur", re.IGNORECASE)
# Names that mean one thing in one shop and another in the next: what stands below them decides.
_DOUBTFUL: dict[str, dict[str, Callable[[str], object]]] = {
    "ean": dict.fromkeys(
        ("artikelcode", "artikelnummer"),
        lambda cell: cell.isdigit() and len(cell) in (8, 12, 13, 14),
    ),
    "form": dict.fromkeys(("vorm", "soort", "type"), _SALT.search),
    "dosage_form": dict.fromkeys(("vorm", "soort", "type"), _DOSAGE.search),
}


def _plain(name: str) -> str:
    """A column's name in plain small letters and digits: `Prijs (€)` → prijs."""
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in letters if letter.isalnum() and letter.isascii())


def recognised(row: Iterable[str]) -> int:
    """How many cells of a row are names of columns that we know."""
    return sum(_plain(cell) in _KNOWN for cell in row)


def guess_mapping(table: "Table") -> dict[str, str]:
    """For each of our columns the file's own name for it; those not found are left out."""
    plain: dict[str, str] = {}
    for theirs in table.header:
        plain.setdefault(_plain(theirs), theirs)
    mapping: dict[str, str] = {}
    for column in (*COLUMNS, *EXTRA_COLUMNS):
        for name in NAMES[column]:
            theirs = plain.get(name, "")
            if theirs and theirs not in mapping.values() and _fits(column, name, theirs, table):
                mapping[column] = theirs
                break
    return mapping


def _fits(column: str, name: str, theirs: str, table: "Table") -> bool:
    """Whether what stands below a doubtful name is what it would have to be."""
    fits = _DOUBTFUL.get(column, {}).get(name)
    if fits is None:
        return True
    index = table.header.index(theirs)
    cells = [row[index].strip() for _, row in table.rows[:50] if len(row) > index]
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


def check_mapping(mapping: Mapping[str, str], table: "Table") -> None:
    """Raise InputError when a column is missing, or named that does not exist."""
    for column, theirs in mapping.items():
        if column not in (*COLUMNS, *EXTRA_COLUMNS):
            known = (*COLUMNS, *EXTRA_COLUMNS)
            raise InputError(column, "is no column of a catalogue.", nearest(column, known))
        if theirs and theirs not in table.header:
            raise InputError(
                f"{table.name}, line {table.line}",
                f"has no column '{theirs}'.",
                nearest(theirs, table.header),
            )
    missing = missing_columns(mapping, table.header)
    if missing:
        unused = set(table.header) - set(mapping.values())
        raise InputError(
            f"{table.name}, line {table.line}",
            f"has no column {', '.join(repr(column) for column in missing)}.",
            nearest(missing[0], unused) if len(missing) < len(COLUMNS) else "",
        )
