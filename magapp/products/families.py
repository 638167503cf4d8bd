"""Rows of a web shop's export that belong together: a product, its variants and its pictures.

Only the first row of a product, or that of its parent, has the name; the variants below have their
own number and price. So a row without a name takes name, brand and picture of its family, and never
what a label says: variants differ in that.
"""

from collections.abc import Mapping, Sequence

from magapp.products.columns import plain
from magapp.products.rows import FIELDS
from magapp.products.table import FileTable

_SHARED = (
    "handle", "urlhandle", "urlkey", "itemgroupid", "internalid", "productid", "idproduct",
    "produktid", "groupid", "productgroup",
)  # fmt: skip
"""Names of columns that have the same value in every row of a family."""
_PARENTS = (
    "parent", "parentsku", "parentid", "parentcode", "productparent", "mainnumber", "hoofdartikel",
    "hoofdartikelnummer", "hoofdproduct", "hauptartikel", "hauptartikelnummer", "vaterartikel",
    "articleparent", "referenceparent", "skuparent", "bovenliggend", "ouder", "ubergeordnet",
)  # fmt: skip
"""Names of columns that have the number of the row which a variant belongs to."""
_OWN = (
    "sku", "artikelnummer", "artikelcode", "articlecode", "ordernumber", "productnumber", "ugs",
    "reference", "variantsku",
)  # fmt: skip
"""Names of columns with the number of a row in the shop."""
_IDS = ("id", "uniqueid", "internalid")
"""Those that a parent's column means when it is called an id, or says `id:` before the number."""
TAKEN = tuple(FIELDS.index(column) for column in ("name", "brand", "picture"))
_NAME = TAKEN[0]


class _Known(dict[str, tuple[str, ...]]):
    """Name, brand and picture by the number of a family."""


class Families:
    """Looks up what a row without a name takes from the one that it belongs to."""

    def __init__(self, table: FileTable, mapping: Mapping[str, str]) -> None:
        at = {theirs: place for place, theirs in enumerate(table.header)}
        places = {plain(theirs): place for theirs, place in reversed(at.items())}
        self._taken = [at.get(mapping.get(FIELDS[each], ""), -1) for each in TAKEN]
        self._shared = [(places[name], _Known()) for name in _SHARED if name in places]
        self._parents = {places[name]: name[-2:] == "id" for name in _PARENTS if name in places}
        self._own = [(places[name], _Known()) for name in _OWN if name in places][:1]
        self._ids = [(places[name], _Known()) for name in _IDS if name in places][:1]
        self._meant: set[str] = set()
        if self._taken[0] < 0 or not (self._shared or self._parents):
            self._shared, self._parents = [], {}
            return
        for _, row in table.rows:
            self._meant |= {each for place in self._parents if (each := _cell(row, place))}
            taken = tuple(_cell(row, place) for place in self._taken)
            if taken[0]:
                for place, known in (*self._shared, *self._own, *self._ids):
                    if number := _cell(row, place):
                        known.setdefault(number, taken)

    def __bool__(self) -> bool:
        return bool(self._shared or self._parents)

    def fill(self, row: Sequence[str], cells: tuple[str, ...]) -> tuple[str, ...] | None:
        """The cells with what the row's family says; None when it has none."""
        taken = self._family(row)
        if taken is None:
            return None
        filled = list(cells)
        for place, cell in zip(TAKEN, taken, strict=True):
            filled[place] = filled[place].strip() or cell
        return tuple(filled)

    def _family(self, row: Sequence[str]) -> tuple[str, ...] | None:
        for place, is_id in self._parents.items():
            number = _cell(row, place)
            ids = is_id or number.startswith("id:") or not self._own
            for _, known in self._ids if ids else self._own:
                if found := known.get(number.removeprefix("id:")):
                    return found
        for place, known in self._shared:
            if found := known.get(_cell(row, place)):
                return found
        return None

    def is_parent(self, row: Sequence[str]) -> bool:
        """Whether other rows say that they belong to this one."""
        numbers = {_cell(row, place) for place, _ in (*self._own, *self._ids)}
        numbers |= {f"id:{number}" for number in numbers}
        return bool(numbers & self._meant)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if 0 <= place < len(row) else ""
