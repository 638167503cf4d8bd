"""A file never changes a product into another, and never loses good rows for one bad."""

from __future__ import annotations

import csv
import io
import os
import random
from decimal import Decimal
from pathlib import Path

import packed
import pytest
from people import MAGNESIUM
from stdnum import ean as stdnum_ean

from magapp.errors import InputError
from magapp.pack import Pack
from magapp.products import COLUMNS, Product
from magapp.products.mapping import guess_mapping
from magapp.products.plan import ImportPlan, plan_import
from magapp.products.table import FileTable, read_content, read_rows

FORMS = ("citrate", "malate", "taurate", "bisglycinate")


def number(at: int) -> str:
    body = f"871234{at:06}"
    return body + stdnum_ean.calc_check_digit(body)


def line(at: int) -> list[str]:
    """A product that differs from every other in all that matters."""
    form = FORMS[at % len(FORMS)]
    return [
        number(at), f"Magnesium {at}", f"Merk {at}", form, str(50 + at % 40), str(1 + at % 3),
        str(30 + at), f"{10 + at}.95", "EUR", "tablet", "yes", str(at % 30), f"B{at}", "",
    ]  # fmt: skip


def text(rows: list[list[str]], delimiter: str = ";") -> list[str]:
    """The lines of a file, with quotes only where they are needed."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([list(COLUMNS), *rows])
    return out.getvalue().split("\n")[:-1]


def plan(content: str | bytes, pack: Pack, current: tuple[Product, ...] = ()) -> ImportPlan:
    made = content.encode() if isinstance(content, str) else content
    table = read_content(made, "shop.csv")
    return plan_import(table, guess_mapping(table, pack.substance), current, pack)


# --- quotes --------------------------------------------------------------------------------------


def test_two_lost_quotes_refuse_two_rows_and_make_no_third(pack: Pack) -> None:
    lines = text([line(at) for at in range(3)])
    for at in (1, 2):
        lines[at] = lines[at].replace("Magnesium", '"Magnesium')
    made = plan("\n".join(lines), pack)
    assert [each.ean for each in made.products] == [number(2)]
    assert [(each.line, each.code) for each in made.refused] == [
        (2, "lost_quote"),
        (3, "lost_quote"),
    ]


def test_one_lost_quote_costs_its_own_row(pack: Pack) -> None:
    lines = text([line(at) for at in range(50)])
    lines[10] = lines[10].replace("Magnesium", '"Magnesium')
    made = plan("\n".join(lines), pack)
    assert len(made.products) == 49
    assert [(each.line, each.last) for each in made.refused] == [(11, 11)]


def test_a_quote_opened_in_one_row_and_closed_in_another_takes_neither(pack: Pack) -> None:
    rows = [line(at) for at in range(6)]
    header = [*COLUMNS, "omschrijving"]
    lines = [";".join(header), *(";".join([*each, "tekst"]) for each in rows)]
    lines[2] = lines[2].replace("tekst", '"tekst')
    lines[5] = lines[5].replace("tekst", 'tekst"')
    made = plan("\n".join(lines), pack)
    assert [each.line for each in made.refused] == [3, 6]
    assert [each.ean for each in made.products] == [number(at) for at in (0, 2, 3, 5)]


def test_a_quote_lost_before_the_end_of_a_row_moves_no_cell(pack: Pack) -> None:
    rows = [line(0), line(1)]
    rows[0][-2:] = ["B1", "b6:1.4"]
    lines = text(rows, ",")
    lines[1] = lines[1].replace("B1,b6:1.4", '"B1,b6:1.4"')  # one cell where there were two
    made = plan("\n".join(lines), pack)
    assert [each.ean for each in made.products] == [number(1)]
    assert made.refused[0].code == "lost_quote"


def test_a_name_may_go_on_on_the_next_line_but_not_over_a_delimiter(pack: Pack) -> None:
    rows = [line(0), line(1), line(2)]
    rows[0][1] = "Magnesium\ncitraat"
    rows[1][1] = "Magnesium; sterk\ncitraat"
    made = plan("\n".join(text(rows)), pack)
    assert [each.name for each in made.products] == ["Magnesium\ncitraat", "Magnesium 2"]
    (refusal,) = made.refused
    assert (refusal.line, refusal.last, refusal.lines) == (4, 5, "4-5")


def test_prose_with_lines_and_delimiters_in_a_column_that_nobody_needs(pack: Pack) -> None:
    prose = '<p>Regel een,\nregel twee, met "x", en meer</p>\n' * 40 + "y" * 200_000
    rows = [[*line(at), prose] for at in range(3)]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([[*COLUMNS, "Body (HTML)"], *rows])
    made = plan(out.getvalue(), pack)
    assert made.refused == ()
    assert len(made.products) == 3
    assert [change.line for change in plan(out.getvalue(), pack, made.products).changed] == []


def test_a_quote_inside_a_text_is_a_letter(pack: Pack) -> None:
    rows = text([line(0), line(1)])
    rows[1] = rows[1].replace("Magnesium 0", '"Extra" sterk')
    rows[2] = rows[2].replace("Magnesium 1", 'Pot 5"')
    assert [each.name for each in plan("\n".join(rows), pack).products] == ["Extra sterk", 'Pot 5"']


@pytest.mark.parametrize("seed", range(int(os.environ.get("MAGAPP_FUZZ", "1")) * 40))
def test_whatever_happens_to_quotes_no_product_becomes_another(seed: int, pack: Pack) -> None:
    """What lands is what stood there, and what is far from a fault lands."""
    draw = random.Random(seed)
    delimiter = draw.choice(";,\t|")
    rows = [line(at) for at in range(30)]
    for row in rows:
        if draw.random() < 0.3:
            row[1] = draw.choice(
                [f'Mag "{row[1]}" x', f"{row[1]}{delimiter} sterk", f"{row[1]}\nnieuw"]
            )
    lines = text(rows, delimiter)
    first = dict(enumerate(lines))
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(1, len(lines))
        spot = draw.randrange(len(lines[at]) + 1)
        quotes = [place for place, sign in enumerate(lines[at]) if sign == '"']
        if quotes and draw.random() < 0.5:
            gone = draw.choice(quotes)
            lines[at] = lines[at][:gone] + lines[at][gone + 1 :]
        else:
            starts = [0, *(place + 1 for place, sign in enumerate(lines[at]) if sign == delimiter)]
            spot = draw.choice([spot, draw.choice(starts)])
            lines[at] = lines[at][:spot] + '"' + lines[at][spot:]
    changed = [at for at, line in first.items() if lines[at] != line]
    right = {row[0]: row for row in rows}
    made = plan("\n".join(lines), pack)
    for product in made.products:
        row = right[product.ean]
        facts = (product.form, product.per_unit, product.units_per_day, product.units_per_pack)
        assert facts == (row[3], float(row[4]), int(row[5]), int(row[6]))
        brand = product.brand.replace('"', "")
        assert (product.price, brand, product.stock) == (Decimal(row[7]), row[2], int(row[11]))
    landed = {product.ean for product in made.products}
    for each in right:
        here = next(at for at, line in first.items() if line.startswith(each))
        near = any(abs(here - at) <= 3 for at in changed)
        assert near or each in landed, (each, here, changed)


# --- what a refused row leaves -------------------------------------------------------------------


def changed(pack: Pack, column: str, cell: str, stock: str, old: int = 14) -> ImportPlan:
    """What a file does that has a stock and a cell that cannot be read."""
    before = line(1)
    before[11] = str(old)
    current = plan("\n".join(text([before])), pack).products
    row = line(1)
    row[11] = stock
    row[COLUMNS.index(column)] = cell
    return plan("\n".join(text([row])), pack, current)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("name", ""), ("form", "krijt"), ("mg_per_unit", "veel"), ("units_per_day", "0"),
        ("units_per_pack", "-"), ("price", "op aanvraag"), ("currency", "guldens"),
        ("dosage_form", "zalf"), ("vegan", "misschien"), ("contains", "b6"), ("brand", "x" * 2000),
    ],
)  # fmt: skip
@pytest.mark.parametrize("stock", ["0", "-3", "uitverkocht", "Niet op voorraad", "ausverkauft"])
def test_sold_out_counts_whatever_else_is_refused(
    column: str, cell: str, stock: str, pack: Pack
) -> None:
    made = changed(pack, column, cell, stock)
    assert len(made.refused) == 1
    (change,) = made.changed
    assert (change.fields, change.new.stock) == (("stock",), 0)
    assert "stock_only" in {each.code for each in made.warnings}


def test_the_stock_of_a_refused_row_is_never_raised(pack: Pack) -> None:
    assert changed(pack, "price", "?", "12", old=0).changed == ()
    (change,) = changed(pack, "price", "?", "3").changed
    assert change.new.stock == 3
    assert changed(pack, "stock", "??", "??").changed == ()


def test_a_row_whose_number_is_refused_changes_nothing(pack: Pack) -> None:
    assert changed(pack, "ean", "8712345678900", "0").products == ()


def test_stock_below_zero_is_none_and_said(pack: Pack) -> None:
    row = line(1)
    row[11] = "-1"
    made = plan("\n".join(text([row])), pack)
    assert made.products[0].stock == 0
    (warning,) = [each for each in made.warnings if each.code == "below_zero"]
    assert "-1" in warning.text
    assert warning.told("nl") == "Volgens het bestand -1: dat telt als uitverkocht."


@pytest.mark.parametrize(
    ("stock", "count"),
    [("10+", 10), (">10", 10), ("12 stuks", 12), ("op voorraad", 1), ("In stock", 1), ("0,0", 0),
     ("épuisé", 0), ("outofstock", 0), ("Nicht vorrätig", 0)],
)  # fmt: skip
def test_stock_as_shops_say_it(stock: str, count: int, pack: Pack) -> None:
    row = line(1)
    row[11] = stock
    assert plan("\n".join(text([row])), pack).products[0].stock == count


def test_a_later_refused_row_lowers_what_an_earlier_one_said(pack: Pack) -> None:
    row = line(5)
    row[7], row[11] = "?", "0"
    made = plan("\n".join(text([line(5), row])), pack)
    assert [each.stock for each in made.products] == [0]


# --- columns and rows of web shops ---------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "barcode", "EAN-code", "EAN13", "EAN-13", "GTIN", "Streepjescode", "Artikelcode EAN",
        "Strichcode", "Code-barres", "code barre", "Code EAN", "UPC", "Variant Barcode",
        "GTIN, UPC, EAN, or ISBN", "EAN/GTIN", "Meta: _ean", "EAN nr.", "EAN-Nummer", "Gencod",
        "Product barcode", "ean_code", "Barcode (EAN)", "Barcode consument", "Numéro EAN",
        "Scancode", "global_unique_id", "EAN-13 or JAN barcode", "Mijn EAN kolom",
    ],
)  # fmt: skip
def test_the_number_s_column_is_known(name: str, pack: Pack) -> None:
    lines = text([line(1)])
    lines[0] = lines[0].replace("ean;", f'"{name}";')
    assert len(plan("\n".join(lines), pack).products) == 1


def test_the_number_of_the_carton_is_not_taken(pack: Pack) -> None:
    lines = [f"EAN omdoos;{text([])[0].replace('ean;', 'Consumenten EAN;')}"]
    lines += [f"{number(99)};{each}" for each in text([line(1)])[1:]]
    assert [each.ean for each in plan("\n".join(lines), pack).products] == [number(1)]


def shop(header: str, *rows: str, label: str = ",citrate,100,2,60,EUR,tablet,yes,B1,") -> str:
    """An export with what its columns lack: the label, in the rows that have a number."""
    ours = (
        ",form,mg_per_unit,units_per_day,units_per_pack,currency,dosage_form,vegan,shelf,contains"
    )
    return "\n".join([header + ours, *(row + (label if "871" in row else "," * 9) for row in rows)])


SHOPS = {
    "shopify": shop(
        "Handle,Title,Vendor,Variant Inventory Qty,Variant Price,Variant Barcode,Image Src",
        f"mag,Magnesium Rust,Merk A,14,19.95,'{number(1)},",
        f"mag,,,-3,34.95,'{number(2)},",
        "mag,,,,,,https://example.com/2.jpg",
    ),
    "woocommerce": shop(
        'ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,In stock?,Stock,Regular price,Parent,Brands',
        "7,variable,MAG,,Magnesium Rust,1,,,,Merk A",
        f"8,variation,MAG-60,{number(1)},,1,14,19.95,MAG,",
        f"9,variation,MAG-120,{number(2)},,0,0,34.95,id:7,",
    ),
    "lightspeed": shop(
        "Internal_ID,Internal_Variant_ID,Brand,NL_Title_Short,Price,Stock_Level,Article_Code,EAN",
        f"1,11,Merk A,Magnesium Rust,19.95,14,A1,{number(1)}",
        f"1,12,,,34.95,0,A2,{number(2)}",
    ),
    "magento": shop(
        "sku,store_view_code,name,manufacturer,price,qty,ean,base_image",
        f"MAG,,Magnesium Rust,Merk A,19.95,14,{number(1)},a.png",
        f"MAG2,,Magnesium Rust,Merk A,34.95,0,{number(2)},a.png",
        "MAG,nl,Magnesium Rust NL,,,,,",
        ",,,,,,,b.png",
    ),
    "shopware": shop(
        "id,parent_id,product_number,name,manufacturer.translations.DEFAULT.name,price,stock,ean",
        "aa,,SW1,Magnesium Rust,Merk A,,,",
        f"bb,aa,SW1.1,,,19.95,14,{number(1)}",
        f"cc,aa,SW1.2,,,34.95,0,{number(2)}",
    ),
    "prestashop": shop(
        "Product ID,Name,Manufacturer,Price tax included,Quantity,EAN13,Image",
        f"5,Magnesium Rust,Merk A,19.95,14,{number(1)},",
        f"5,,,34.95,0,{number(2)},",
        "5,,,,,,b.png",
    ),
}


@pytest.mark.parametrize("name", SHOPS)
def test_an_export_of_a_web_shop_as_it_is(name: str, pack: Pack) -> None:
    made = plan(SHOPS[name], pack)
    assert made.refused == ()
    assert [
        (each.ean, each.name, each.brand, each.price, each.stock) for each in made.products
    ] == [
        (number(1), "Magnesium Rust", "Merk A", Decimal("19.95"), 14),
        (number(2), "Magnesium Rust", "Merk A", Decimal("34.95"), 0),
    ]


def test_a_variant_takes_the_name_of_its_family_and_nothing_of_a_label(pack: Pack) -> None:
    made = plan(SHOPS["shopify"].replace("citrate,100,2,60", ",100,2,60"), pack)
    assert [each.place for each in made.refused] == ["form", "form"]
    other = plan(
        SHOPS["shopify"].replace(f"mag,,,-3,34.95,'{number(2)}", f"x,,,1,3,{number(2)}"), pack
    )
    assert [each.place for each in other.refused] == ["name"]


def test_rows_that_are_no_products_are_counted_and_not_refused(pack: Pack) -> None:
    assert plan(SHOPS["shopify"], pack).skipped == (4,)
    lines = text([line(1)])
    assert plan("\n".join([*lines, f";Zonder nummer{';' * 12}"]), pack).skipped == (3,)


def test_an_empty_list_keeps_its_columns() -> None:
    table = read_content(text([])[0].encode(), "shop.csv")
    assert guess_mapping(table, MAGNESIUM) == {column: column for column in COLUMNS}


# --- spreadsheets --------------------------------------------------------------------------------

NOTES = (packed.row(1, ["Uitleg", "Vul in"]),)


def read(content: bytes, sheet: str = "") -> FileTable:
    return read_content(content, "shop.xlsx", sheet)


@pytest.mark.parametrize("at", ["XFD1048576", "A1048576", "ZZZZZ99999999"])
def test_a_cell_far_out_is_a_sentence(at: str) -> None:
    with pytest.raises(InputError, match=r"shop\.xlsx, 'S1': holds far more than a list") as raised:
        read(packed.book([*packed.LIST, packed.alone(at)]))
    assert raised.value.code == "too_much_inside"
    assert raised.value.told("nl").startswith("shop.xlsx, 'S1': bevat veel meer")


def test_a_cell_far_out_on_another_sheet_costs_that_sheet(pack: Pack) -> None:
    far = [*NOTES, packed.alone("XFD1048576")]
    for sheets in ((packed.LIST, far), (far, packed.LIST)):
        table = read(packed.book(*sheets))
        assert len(table.rows) == 1
        assert [each.fault for each in table.sheets if each.name != table.sheet] == [
            "too_much_inside"
        ]
    with pytest.raises(InputError, match="'S2': holds far more"):
        read(packed.book(NOTES, [*packed.LIST, packed.alone("XFD1048576")]))


def test_a_cell_to_the_right_costs_nothing(pack: Pack) -> None:
    made = packed.book([packed.LIST[0], packed.LIST[1], packed.alone("AZ3")])
    table = read(made)
    reading = plan_import(table, guess_mapping(table, pack.substance), (), pack)
    assert [each.ean for each in reading.products] == ["8712345678906"]


def test_numbers_without_end_in_a_sheet_are_refused_in_their_row(pack: Pack) -> None:
    odd = '<row r="3"><c r="A3"><v>1e999</v></c><c r="B3"><v>-1e999</v></c></row>'
    table = read(packed.book([*packed.LIST, odd]))
    made = plan_import(table, guess_mapping(table, pack.substance), (), pack)
    assert (len(made.products), [each.line for each in made.refused]) == (1, [3])


def test_one_of_several_sheets_is_read_and_the_others_are_named() -> None:
    other = (packed.row(1, COLUMNS), packed.row(2, packed.GOOD), packed.row(3, packed.GOOD))
    content = packed.book(packed.LIST, other, NOTES, names=["Winkel", "Magazijn", "Uitleg"])
    table = read(content)
    assert (table.sheet, len(table.rows)) == ("Winkel", 1)
    assert [(each.name, each.rows, each.known) for each in table.sheets] == [
        ("Winkel", 2, 14), ("Magazijn", 3, 14), ("Uitleg", 1, 0),
    ]  # fmt: skip
    assert len(read(content, "Magazijn").rows) == 2
    with pytest.raises(InputError, match=r"has no sheet 'Magazin'\. Did you mean 'Magazijn'\?"):
        read(content, "Magazin")
    with pytest.raises(InputError, match="has no sheets"):
        read_content(b"ean,name\n1,2\n", "shop.csv", "Winkel")


# --- what is called a spreadsheet and is none ----------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><table><tr><td>ean</td></tr></table></html>", "is_web_page"),
        (b"\xef\xbb\xbf\r\n <!DOCTYPE HTML PUBLIC>\n<HTML>", "is_web_page"),
        ("<html><table>".encode("utf-16"), "is_web_page"),
        (b"<table border=1><tr><td>ean</td>", "is_web_page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "is_web_page"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><a/>', "is_xml_sheet"),
        (b"<?xml version='1.0'?><products><product/></products>", "is_xml"),
        (b"%PDF-1.7\n%\xe2\xe3", "is_pdf"),
        (b'[{"ean": "8712345678906"}]', "is_json"),
        (b"{\\rtf1 ean", "is_document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is_picture"),
        (b"\x1f\x8b\x08\0\0\0", "is_archive"),
        (b"PK\x03\x04 word/document.xml", "is_document"),
        (b"PK\x03\x04 artikelen.csv", "is_archive"),
        (b"SQLite format 3\0\0\0\0", "is_database"),
        (bytes(200), "is_no_text"),
    ],
)  # fmt: skip
def test_it_is_called_what_it_is(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as raised:
        read_content(content, "artikelen.xls")
    assert raised.value.code == code
    assert str(raised.value).startswith("artikelen.xls: ")


# --- signs that nobody sees ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "sign", ["\u200b", "\ufeff", "\u202c", "\u00ad", "\u2060", "\u200e", "\x1b"]
)
def test_a_sign_that_cannot_be_seen_in_a_number_is_shown(sign: str, pack: Pack) -> None:
    row = line(1)
    row[0] = row[0][:6] + sign + row[0][6:]
    (refusal,) = plan("\n".join(text([line(2), row])), pack).refused
    assert f"<U+{ord(sign):04X}>" in refusal.reason
    assert refusal.reason.isprintable()


def test_a_hard_space_in_a_number_is_a_space(pack: Pack) -> None:
    row = line(1)
    row[0] = f"\u00a0{row[0][:6]}\u00a0{row[0][6:]}"
    assert len(plan("\n".join(text([row])), pack).products) == 1


def test_what_turns_a_line_round_is_taken_out_of_a_name(pack: Pack) -> None:
    row = line(1)
    row[1], row[2] = "Magne\u202esium\u200b", "Mer\u2066k"
    (product,) = plan("\n".join(text([row])), pack).products
    assert (product.name, product.brand) == ("Magnesium", "Merk")


def test_headers_and_refused_cells_steer_no_terminal(tmp_path: Path, pack: Pack) -> None:
    row = line(1)
    row[3] = "citraat\x1b[31m\u202e"
    lines = text([row])
    path = tmp_path / "shop.csv"
    path.write_text("\n".join([lines[0].replace("shelf", "\x1b]0;x\x07\u202eshelf"), lines[1]]))
    table = read_rows(path)
    assert all(name.isprintable() for name in table.header)
    with pytest.raises(InputError) as raised:
        plan_import(table, guess_mapping(table, pack.substance), (), pack)
    assert str(raised.value).isprintable()
    (refusal,) = plan("\n".join(lines), pack).refused
    assert refusal.reason.isprintable()
    assert "<U+001B>" in refusal.reason
