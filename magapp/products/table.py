"""A file as a table of text: CSV in any of its dialects, or a spreadsheet."""

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from magapp.errors import InputError
from magapp.products.columns import MOST_COLUMNS, MOST_ROWS, recognised
from magapp.products.delimited import SEARCHED, read_delimited
from magapp.products.product import Refusal
from magapp.products.sheets import Worksheet, read_sheets
from magapp.reading import CATALOGUE, read_file
from magapp.showing import shown

SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the content of XLSX and ODS, and of the older XLS, begins."""
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (rb"%PDF-", "is_pdf"),
    (rb"<\?xml[^>]*>.{0,400}(office:spreadsheet|mso-application)", "is_xml_sheet"),
    (rb"<\?xml[^>]*>\s*(<!--.*?-->\s*)*<!doctype html|<!doctype html", "is_web_page"),
    (rb"<(html|head|body|table|meta|style|div|script|title)[\s>]", "is_web_page"),
    (rb"<\?xml[^>]*>\s*<(html|table)[\s>]", "is_web_page"),
    (rb"mime-version:", "is_web_page"),
    (rb"<\?xml|<!--|<[a-z]+[\s>]", "is_xml"),
    (rb"\{\s*[\"}]|\[\s*[\[{\]]", "is_json"),
    (rb"\{\\rtf", "is_document"),
    (rb"\x89png|gif8|\xff\xd8\xff|bm....\x00\x00\x00\x00|ii\*\x00|mm\x00\*", "is_picture"),
    (rb"\x1f\x8b|rar!|7z\xbc\xaf|bzh|\xfd7zxz|pk\x05\x06", "is_archive"),
    (rb"sqlite format 3", "is_database"),
)
"""How the content of what is no list of products begins, small and large letters alike."""
_DOCUMENTS = (
    (b"word/document.xml", "is_document"),
    (b"ppt/presentation.xml", "is_document"),
    (b"Index/Document.iwa", "is_numbers"),
    (b"application/vnd.oasis.opendocument.text", "is_document"),
)
_SHEETS = (b"xl/", b"opendocument.spreadsheet", b"content.xml")
"""What the names in a packed file show: that of a spreadsheet has one of these."""


class FileTable(msgspec.Struct, frozen=True):
    """A header, and the rows below it with their line in the file.

    Each name in the header occurs once; empty rows are left out. `refused` are rows that could not
    be told apart. Of a text, `delimiter` is between its cells, and `spans` has the last line of
    each row that stands on more than one; of a spreadsheet, `sheet` was read of its `sheets`.
    """

    name: str
    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    line: int = 1
    refused: tuple[Refusal, ...] = ()
    delimiter: str = ""
    spans: dict[int, int] = {}
    sheet: str = ""
    sheets: tuple[Worksheet, ...] = ()


def read_rows(path: Path, sheet: str = "") -> FileTable:
    """The table in a file; `sheet` names one of a spreadsheet's.

    Raises InputError when the file as a whole cannot be read.
    """
    return read_content(read_file(path, CATALOGUE), path.name, sheet)


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
def read_content(content: bytes, name: str, sheet: str = "") -> FileTable:
    """The table in a file's content; `name` is used in messages. Raises InputError."""
    name = shown(name)
    if len(content) > CATALOGUE:
        raise InputError(name, "too_large", most=CATALOGUE)
    _look(content, name)
    refused: list[Refusal] = []
    spans: dict[int, int] = {}
    delimiter = ""
    sheets: tuple[Worksheet, ...] = ()
    if content.startswith(SPREADSHEETS):
        book = read_sheets(content, name, sheet)
        rows, sheet, sheets = book.rows, book.sheet, book.sheets
    else:
        if sheet:
            raise InputError(name, "no_sheets")
        records = read_delimited(content, name)
        rows, refused, spans = records.rows, records.refused, records.spans
        delimiter = records.delimiter
    if not rows:
        raise InputError(name, "empty")
    head = _header([row for _, row in rows[:SEARCHED]])
    line, header = rows[head]
    del rows[: head + 1]
    if len(rows) > MOST_ROWS:
        raise InputError(name, "too_many_rows", most=MOST_ROWS)
    while len(header) > MOST_COLUMNS and not header[-1].strip():
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise InputError(name, "too_many_columns", most=MOST_COLUMNS)
    if sheets:  # the cells behind the last one of a row are left out
        wide = max((len(row) for _, row in rows if len(row) <= MOST_COLUMNS), default=0)
        header += [""] * (wide - len(header))
    refused.sort(key=lambda each: each.line)
    return FileTable(
        name, tuple(_unique(header)), rows, line, tuple(refused), delimiter, spans, sheet, sheets
    )


def _look(content: bytes, name: str) -> None:
    """Raise InputError for what is no list of products, saying what it is."""
    begin = content[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if content.startswith(SPREADSHEETS[0]):
        for sign, code in _DOCUMENTS:
            if sign in content:
                raise InputError(name, code)
        if not any(sign in content for sign in _SHEETS):
            raise InputError(name, "is_archive")
        return
    if content.startswith(SPREADSHEETS):
        return
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        begin = begin.decode("utf-16", errors="replace").lstrip().encode()
    elif 20 * content.count(0) > len(content):
        raise InputError(name, _other(begin) or "is_no_text")
    if code := _other(begin):
        raise InputError(name, code)


def _other(begin: bytes) -> str:
    how = re.IGNORECASE | re.DOTALL
    return next((code for sign, code in _OTHERS if re.match(sign, begin, how)), "")


def _header(rows: list[list[str]]) -> int:
    """Which row is the header: the first with the most names that are known, else the first."""
    known = [recognised(row) for row in rows]
    return known.index(max(known))


def _unique(header: Iterable[str]) -> Iterator[str]:
    """The names of a header: a second `price` becomes `price (2)`, an empty one `column 3`."""
    seen: set[str] = set()
    for number, cell in enumerate(header, 1):
        name = shown(" ".join(cell.split())) or f"column {number}"
        each, count = name, 1
        while each.lower() in seen:
            count += 1
            each = f"{name} ({count})"
        seen.add(each.lower())
        yield each
