"""Spreadsheets down to their XML, so that a test can write what no program would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from magapp.products import COLUMNS

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
GOOD = (
    "8712345678906", "Rustig", "A", "citrate", "100", "2", "90", "13.95", "EUR", "tablet", "yes",
    "12", "B6", "",
)  # fmt: skip


def cell(at: str, text: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, cells: Sequence[str]) -> str:
    """A row from column A on."""
    inside = (cell(f"{chr(65 + at)}{number}", text) for at, text in enumerate(cells))
    return f'<row r="{number}">{"".join(inside)}</row>'


def alone(at: str, text: str = "x") -> str:
    """A row that has one cell only."""
    number = at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{number}">{cell(at, text)}</row>'


LIST = (row(1, COLUMNS), row(2, GOOD))
"""A sheet with one product."""


def book(*sheets: Iterable[str], strings: Iterable[str] = (), names: Sequence[str] = ()) -> bytes:
    """A workbook with these sheets, each as the XML of its rows."""
    content = io.BytesIO()
    named = names or [f"S{at}" for at in range(1, len(sheets) + 1)]
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:

        def write(name: str, *parts: str) -> None:
            with packed.open(name, "w", force_zip64=True) as file:
                for part in parts:
                    file.write(part.encode())

        def links(name: str, *others: tuple[str, str, str]) -> None:
            inside = "".join(
                f'<Relationship Id="{each}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
                for each, kind, target in others
            )
            space = f"{_PACKAGE}/relationships"
            write(name, f'<Relationships xmlns="{space}">{inside}</Relationships>')

        write("[Content_Types].xml", _TYPES)
        links("_rels/.rels", ("rId1", "officeDocument", "xl/workbook.xml"))
        inside = "".join(
            f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>'
            for at, name in enumerate(named, 1)
        )
        write(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{inside}</sheets></workbook>',
        )
        others = [
            (f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml")
            for at in range(1, len(sheets) + 1)
        ]
        if strings:
            others.append(("rId0", "sharedStrings", "sharedStrings.xml"))
            write("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">', *strings, "</sst>")
        links("xl/_rels/workbook.xml.rels", *others)
        for at, rows in enumerate(sheets, 1):
            write(
                f"xl/worksheets/sheet{at}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>', *rows, "</sheetData></worksheet>",
            )  # fmt: skip
    return content.getvalue()
