"""A file as a table of text: CSV in any of its dialects, or a spreadsheet."""

import csv
import gc
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path

import msgspec

from magapp.catalogue.mapping import recognised
from magapp.errors import InputError

DELIMITERS = ",;\t|"
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the content of XLSX and ODS, and of the older XLS, begins."""
SEARCHED = 20
"""Rows among which the header is looked for: some exports begin with a title."""

Cell = str | int | float | bool | date | datetime | time | timedelta


class Table(msgspec.Struct, frozen=True):
    """A header, and the rows below it with their line in the file.

    Each name in the header occurs once; empty rows are left out.
    """

    name: str
    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    line: int = 1


def read_rows(path: Path) -> Table:
    """The table in a file. Raises InputError when the file as a whole cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}.") from None
    return read_content(content, path.name)


@contextmanager
def many_values() -> Iterator[None]:
    """Keep the garbage collector still while very many plain values are made.

    They hold no cycles, and looking through them again and again costs more than making them.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@many_values()
def read_content(content: bytes, name: str) -> Table:
    """The table in a file's content; `name` is used in messages. Raises InputError."""
    rows = _sheet(content, name) if content.startswith(SPREADSHEETS) else _csv(content, name)
    if not rows:
        raise InputError(name, "is empty.")
    head = _header([row for _, row in rows[:SEARCHED]])
    line, header = rows[head]
    return Table(name, tuple(_unique(header)), rows[head + 1 :], line)


def _header(rows: list[list[str]]) -> int:
    """Which row is the header: the first with the most names that are known, else the first."""
    known = [recognised(row) for row in rows]
    return known.index(max(known))


def _unique(header: Iterable[str]) -> Iterator[str]:
    """The names of a header: a second `price` becomes `price (2)`, an empty one `column 3`."""
    seen: set[str] = set()
    for number, cell in enumerate(header, 1):
        name = " ".join(cell.split()) or f"column {number}"
        each, count = name, 1
        while each.lower() in seen:
            count += 1
            each = f"{name} ({count})"
        seen.add(each.lower())
        yield each


# --- CSV -----------------------------------------------------------------------------------------


def _csv(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    text = _decode(content)
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # a word to Excel
        delimiter, text, skipped = first.strip()[4], rest, 1
    else:
        delimiter = _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [(rows.line_num + skipped, row) for row in rows if any(row)]
    except csv.Error as error:
        place = f"{name}, line {rows.line_num + skipped}"
        raise InputError(place, f"is not CSV: {error}.") from None


def _decode(content: bytes) -> str:
    """UTF-8, UTF-16 where it says so (Excel's "Unicode text"), else Windows-1252."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The delimiter with which most names of the header are known, else the most frequent."""
    top = [line for line in text[:100_000].split("\n") if line.strip()][:SEARCHED]

    def known(delimiter: str) -> tuple[int, int]:
        try:
            best = max(map(recognised, csv.reader(top, delimiter=delimiter)), default=0)
        except csv.Error:
            best = 0
        return best, top[0].count(delimiter)

    return max(DELIMITERS, key=known) if top else ","


# --- spreadsheets --------------------------------------------------------------------------------


def _sheet(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    """The rows of the sheet whose header is known best."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        best: list[tuple[int, list[str]]] = []
        score = -1
        for sheet in book.sheets_metadata:
            if sheet.visible != SheetVisibleEnum.Visible or sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            page = book.get_sheet_by_name(sheet.name)
            above = page.start[0] if page.start else 0
            top = [_cells(row) for row in page.to_python(nrows=SEARCHED)]
            known = max(map(recognised, top), default=-1)
            if known > score:
                score = known
                rows = enumerate(map(_cells, page.to_python()), above + 1)
                best = [(line, row) for line, row in rows if any(row)]
        return best
    except PasswordError:
        raise InputError(
            name, "is locked with a password.", "Save it without one, or as CSV."
        ) from None
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(
            name, f"is no spreadsheet that can be read ({error}).", "Save it again as XLSX or CSV."
        ) from None


def _cells(row: Iterable[Cell]) -> list[str]:
    return [cell if isinstance(cell, str) else _text(cell) for cell in row]


def _text(cell: Cell) -> str:
    """A cell as a person reads it: 15 digits of a number, as Excel itself keeps."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) and abs(cell) < 1e15 else f"{cell:.15g}"
    return str(cell)
