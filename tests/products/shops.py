"""Files as shops export them, each in its own bad habit; all hold the same two good products."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import xlsxwriter

# Both with right check digits; the first as a shop in the Netherlands would have it.
FIRST, SECOND = "8712345678906", "5410000000019"
GOOD = {
    FIRST: ("citrate", 100.0, 2, 90, Decimal("13.95")),
    SECOND: ("bisglycinate", 62.5, 3, 60, Decimal("1250.5")),
}

TILL = (
    "Streepjescode;Artikelomschrijving;Merk;Magnesiumvorm;Mg elementair;Per dag;Inhoud;"
    "Verkoopprijs;Valuta;Toedieningsvorm;Vegan;Voorraad;Schap;Bevat;Inkoopprijs\r\n"
    "8712345678906;Magnesium citraat;Proef;citraat;100;2;90;€ 13,95;;tabletten;ja;12;B6;;7,10\r\n"
    "5410000000019;Magnésium bisglycinaat;Proef;Magnesiumbisglycinaat;62,5;3;60;€ 1.250,50;;"
    'capsules;nee;0;B2;"b6:1,4";9,00\r\n'
)


def till_windows() -> bytes:
    """A till system: Dutch names, `;`, decimal comma, euro signs, Windows-1252."""
    return TILL.encode("cp1252")


def excel_csv() -> bytes:
    """The same saved by Excel as CSV UTF-8: a BOM, and trailing empty columns and rows."""
    lines = [f"{line};;" for line in TILL.split("\r\n")[:-1]]
    return ("\r\n".join([*lines, ";" * 16, ";" * 16]) + "\r\n").encode("utf-8-sig")


def excel_unicode() -> bytes:
    """Excel's "Unicode text": UTF-16 with tabs."""
    return TILL.replace('"', "").replace(";", "\t").encode("utf-16")


def titled() -> bytes:
    """A report: a title and a date above the header, a total below the rows."""
    return f"Artikellijst filiaal 12;;\r\nDatum: 22-11-2026;;\r\n\r\n{TILL}".encode("cp1252")


def sep_line() -> bytes:
    """Excel's own word for the delimiter in the first line."""
    return f"sep=;\r\n{TILL}".encode("utf-8-sig")


def web_shop() -> bytes:
    """A web shop: English names, commas, thousands marks, columns in another order, line breaks."""
    return (
        b"Vendor,Title,Barcode,Price,Currency,Quantity,Form,mg_per_unit,Units per day,Pack size,"
        b"Dosage form,Is vegan,Location,Contains,Image src\n"
        b'Proef,"Magnesium\ncitraat",8712345678906,13.95 EUR,EUR,12,Citrate,100,2,90,Tablet,TRUE,'
        b"B6,,a.png\n"
        b'Proef,"Magnesium ""sterk""",5410000000019,"1,250.50",eur,0,magnesium bisglycinate,62.5,3,'
        b"60,Capsules,FALSE,B2,Vitamin B6:1.4,\n"
    )


def guarded() -> bytes:
    """Numbers wrapped so that Excel leaves them alone, and blanks of every kind."""
    text = TILL.replace("8712345678906", '="8712345678906"').replace(
        "5410000000019", "'5410000000019"
    )
    return (
        text.replace("€ 1.250,50", "\u00a01\u202f250,50 EUR ").replace("13,95", " 13,95").encode()
    )


def wholesaler() -> bytes:
    """A wholesaler: `|`, old Mac line ends, GTIN-14, shares as a percentage, dashes for cents."""
    return (
        b"GTIN|Omschrijving|Fabrikant|Vorm|Mg magnesium|Dagdosering|Inhoud|Adviesprijs|Munt|"
        b"Doseervorm|Plantaardig|Voorraad|Locatie|Overige stoffen|Mg verbinding\r"
        b"08712345678906|Citraat|Proef|citraat:100%|100|2|90|13,95|EUR|tablet|J|12|B6||619\r"
        b"05410000000019|Bisglycinaat|Proef|bisglycinaat|62,5|3|60|1250,50|EUR|capsule|N|0|B2|"
        b"Pyridoxine:1,4|444\r"
    )


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A spreadsheet's content."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    fill(book)
    book.close()
    return content.getvalue()


def excel() -> bytes:
    """A workbook: a hidden sheet and one of no use, a title, numbers as text, formulas."""

    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Uitleg").write(0, 0, "Vul het tweede blad in")
        page = book.add_worksheet("Artikelen")
        page.write(1, 2, "Assortiment magnesium")
        header = TILL.partition("\r\n")[0].split(";")
        page.write_row(3, 1, header)
        page.write_row(
            4, 1,
            [8712345678906, "Magnesium citraat", "Proef", "citraat", "100", 2.0, 90, None, "EUR",
             "tabletten", None, "12", "B6", None],
        )  # fmt: skip
        page.write_formula(4, 8, "=12.95+1", None, 13.950000000000001)
        page.write_boolean(4, 11, True)
        page.write_row(
            5, 1,
            ["5410000000019", "Bisglycinaat", "Proef", "bisglycinaat", "62,5", "3", None,
             "€ 1.250,50", "", "capsules", "nee", 0, "B2", "b6:1,4"],
        )  # fmt: skip
        page.write_formula(5, 7, "=2*30", None, 60)
        hidden = book.add_worksheet("Oud")
        hidden.write_row(0, 0, header)
        hidden.hide()

    return workbook(fill)


FILES = {
    each.__name__: each
    for each in (
        till_windows, excel_csv, excel_unicode, titled, sep_line, web_shop, guarded, wholesaler,
        excel,
    )
}  # fmt: skip
