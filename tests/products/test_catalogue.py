"""Reading the shop's products, as shops have them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from magapp.errors import InputError
from magapp.pack import Pack, load_pack
from magapp.pack.model import Form
from magapp.products import Catalogue, Product
from magapp.products.plan import load_catalogue, read_catalogue
from magapp.resources import resource

HEADER = (
    "ean,name,brand,form,mg_per_unit,units_per_day,units_per_pack,price,currency,dosage_form,"
    "vegan,stock,shelf,contains"
)
ROW = {
    "ean": "2000001000014",
    "name": "Magnesium",
    "brand": "Proef",
    "form": "bisglycinate",
    "mg_per_unit": "100",
    "units_per_day": "2",
    "units_per_pack": "90",
    "price": "21.95",
    "currency": "EUR",
    "dosage_form": "capsule",
    "vegan": "yes",
    "stock": "14",
    "shelf": "B2",
    "contains": "",
}


@cache
def bare() -> Pack:
    """The pack with forms of which nothing is known, so that every label may be right."""
    forms = tuple(Form(id=each, sources=()) for each in reference.FORMS)
    return replace(load_pack(resource("packs", "magnesium")), forms=forms)


def read(content: str | bytes) -> Catalogue:
    return read_catalogue(
        content.encode() if isinstance(content, str) else content, bare(), "shop.csv"
    )


def line(**change: str) -> str:
    return ",".join(
        f'"{cell}"' if "," in cell or "\n" in cell else cell for cell in {**ROW, **change}.values()
    )


def table(*lines: str) -> str:
    return "\n".join([HEADER, *lines, ""])


def one(**change: str) -> Product:
    catalogue = read(table(line(**change)))
    assert catalogue.refused == ()
    (product,) = catalogue.products
    return product


def why(**change: str) -> str:
    catalogue = read(table(line(), line(ean="2000001000021", **change)))
    assert [product.ean for product in catalogue.products] == ["2000001000014"]
    ((number, reason),) = ((each.line, each.reason) for each in catalogue.refused)
    assert number == 3
    return reason


# --- as shops have them --------------------------------------------------------------------------


def test_a_plain_file() -> None:
    product = one()
    assert (product.ean, product.name, product.form) == (
        "2000001000014", "Magnesium", "bisglycinate",
    )  # fmt: skip
    assert product.blend == (("bisglycinate", 100.0),)
    assert (product.per_unit, product.units_per_day, product.units_per_pack) == (100, 2, 90)
    assert (product.price, product.currency, product.stock) == (Decimal("21.95"), "EUR", 14)
    assert (product.vegan, product.contains, product.salt_per_unit) == (True, (), None)
    assert product.price_per_100 == Decimal("21.95") / 90


def as_excel_writes_it(row: dict[str, str]) -> str:
    cells = (f'"{cell}"' if ";" in cell else cell for cell in row.values())
    return ";".join(row) + "\r\n" + ";".join(cells).replace(".", ",") + "\r\n"


def test_as_excel_writes_it() -> None:
    content = as_excel_writes_it({**ROW, "form": "bisglycinate:62.5;citrate:37.5"})
    (product,) = read(content.encode("utf-8-sig")).products
    assert product.price == Decimal("21.95")
    assert product.blend == (("bisglycinate", 62.5), ("citrate", 37.5))


def test_tabs_and_windows_letters() -> None:
    row = {**ROW, "name": "Magnésium – café", "brand": "Crème €"}
    content = ("\t".join(row) + "\r\n" + "\t".join(row.values())).encode("cp1252")
    (product,) = read(content).products
    assert (product.name, product.brand) == ("Magnésium – café", "Crème €")


def test_columns_in_any_order_and_more_of_them() -> None:
    row = {"supplier": "X", **dict(reversed(ROW.items())), "Notes": "a b"}
    (product,) = read(",".join(row) + "\n" + ",".join(row.values())).products
    assert product == one()
    spaced = ", ".join(column.upper() for column in row)
    assert read(spaced + "\n" + ",".join(row.values())).products == (product,)


def test_columns_a_shop_may_have() -> None:
    row = {**ROW, "salt_mg_per_unit": "710,5", "picture": "a.png"}
    (product,) = read("\t".join(row) + "\n" + "\t".join(row.values())).products
    assert (product.salt_per_unit, product.picture) == (710.5, "a.png")


def test_empty_lines_and_quoted_line_breaks() -> None:
    catalogue = read(
        table("", line(name="Two\nlines"), ",,,", line(ean="2000001000021", price="-"), "")
    )
    assert [product.name for product in catalogue.products] == ["Two\nlines"]
    assert [refusal.line for refusal in catalogue.refused] == [6]


@pytest.mark.parametrize(
    ("form", "mg", "main"),
    [
        ("citrate", "100", "citrate"),
        ("citrate:100", "100", "citrate"),
        ("citrate:30; bisglycinate:70", "100", "bisglycinate"),
        ("citrate:50;bisglycinate:50", "100", "bisglycinate"),
        ("oxide:40;malate:30;taurate:30", "100", "oxide"),
        ("malate:30;taurate:30;oxide:30", "90", "taurate"),
    ],
)
def test_a_blend_counts_with_its_largest_share(form: str, mg: str, main: str) -> None:
    product = one(form=form, mg_per_unit=mg)
    assert product.form == main
    assert sum(share for _, share in product.blend) == float(mg)


def test_other_actives() -> None:
    assert one(contains="b6:1.4;zinc:5").contains == (("b6", 1.4), ("zinc", 5.0))
    assert one(contains="B6:20").contains == (("b6", 20.0),)  # or its limit would not be seen


@pytest.mark.parametrize(
    ("cell", "vegan"),
    [("yes", True), ("JA", True), ("1", True), ("x", True), ("no", False), ("", False)],
)
def test_yes_and_no(cell: str, vegan: bool) -> None:
    assert one(vegan=cell).vegan is vegan


def test_a_later_row_with_the_same_number_replaces() -> None:
    catalogue = read(
        table(line(name="Old"), line(ean="2000001000021"), line(name="New", stock="3"))
    )
    assert [(each.ean, each.name, each.stock) for each in catalogue.products] == [
        ("2000001000014", "New", 3),
        ("2000001000021", "Magnesium", 14),
    ]


def test_a_bad_row_does_not_replace_a_good_one() -> None:
    catalogue = read(table(line(name="Old"), line(name="New", price="free")))
    assert [each.name for each in catalogue.products] == ["Old"]
    assert len(catalogue.refused) == 1


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"form": ""}, "form: is empty."),
        ({"form": "bisglycinat"}, "form: 'bisglycinat' is not known. Did you mean 'bisglycinate'?"),
        ({"form": "bisglycinate:60;citrat:40"}, "Did you mean 'citrate'?"),
        ({"form": "bisglycinate:60;citrate"}, "form: 'citrate' has no amount"),
        ({"form": "bisglycinate:60;citrate:30"}, "form: adds up to 90, mg_per_unit says 100."),
        ({"form": "bisglycinate:60;citrate:x"}, "form: 'x' is not a number."),
        ({"form": "bisglycinate:150;citrate:-50"}, "form: "),
        ({"form": "bisglycinate:30;citrate:40;bisglycinate:30"}, "form: "),
        ({"name": " "}, "name: is empty."),
        ({"mg_per_unit": ""}, "mg_per_unit: '' is not a number."),
        ({"mg_per_unit": "100 mg"}, "mg_per_unit: '100 mg' is not a number."),
        ({"mg_per_unit": "0"}, "mg_per_unit: is 0; it must be above 0."),
        ({"mg_per_unit": "-5"}, "mg_per_unit: is -5; it must be above 0."),
        ({"mg_per_unit": "nan"}, "mg_per_unit: 'nan' is not a number."),
        ({"mg_per_unit": "inf"}, "mg_per_unit: 'inf' is not a number."),
        ({"mg_per_unit": "1e999"}, "mg_per_unit: '1e999' is not a number."),
        ({"mg_per_unit": "1_00"}, "mg_per_unit: '1_00' is not a number."),
        ({"units_per_day": "0"}, "units_per_day: is 0; it must be a whole number from 1 up."),
        ({"units_per_day": "1.5"}, "units_per_day: is 1.5; it must be a whole number"),
        ({"units_per_pack": "0"}, "units_per_pack: is 0"),
        ({"stock": "1,5"}, "stock: is 1,5; it must be a whole number from 0 up."),
        ({"stock": "plenty"}, "stock: 'plenty' is not a number."),
        ({"price": "0"}, "price: is 0; it must be above 0."),
        ({"price": "€ free"}, "price: '€ free' is not a number."),
        ({"dosage_form": "capsul"}, "dosage_form: 'capsul' is not known. Did you mean 'capsule'?"),
        ({"dosage_form": ""}, "dosage_form: '' is not known."),
        ({"vegan": "maybe"}, "vegan: 'maybe' is neither yes nor no."),
        ({"contains": "b6"}, "contains: 'b6' has no amount; write it as 'b6:60'."),
        ({"contains": "b6:much"}, "contains: 'much' is not a number."),
        ({"contains": "b6:-5"}, "contains: "),
        ({"contains": "b6:nan"}, "contains: 'nan' is not a number."),
    ],
)
def test_a_bad_row_is_refused_and_the_good_one_lands(change: dict[str, str], says: str) -> None:
    assert says in why(**change)


@pytest.mark.parametrize("ean", ["", "123", "20000010000-4", "²0000010", "٢٠٠٠٠٠١٠", "1" * 15])
def test_a_bad_number_is_refused(ean: str) -> None:
    catalogue = read(table(line(), line(ean=ean)))
    assert len(catalogue.products) == 1
    assert [(each.line, each.reason) for each in catalogue.refused] == [
        (3, f"ean: '{ean}' is not 8, 12, 13 or 14 digits.")
    ]


def test_a_short_row_is_refused() -> None:
    catalogue = read(table("2000001000021,Magnesium", line()))
    assert len(catalogue.products) == 1
    assert catalogue.refused[0].line == 2


@pytest.mark.parametrize("missing", ROW)
def test_a_missing_column_is_named(missing: str) -> None:
    columns = [column for column in ROW if column != missing]
    with pytest.raises(InputError, match=f"shop.csv, line 1: has no column '{missing}'"):
        read(",".join(columns) + "\n" + line())


def test_a_column_that_is_nearly_right_is_suggested() -> None:
    with pytest.raises(InputError, match="Did you mean 'mg_per_units'"):
        read(HEADER.replace("mg_per_unit", "mg_per_units"))


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n", b"\x00\x01", b"PK\x03\x04rest"])
def test_what_is_no_catalogue(content: bytes) -> None:
    with pytest.raises(InputError, match=r"shop\.csv"):
        read(content)


def test_a_cell_without_end() -> None:
    (refusal,) = read(table(line(name="x" * 200_000))).refused
    assert refusal.reason == "name: is longer than 1,000 signs."


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: cannot be read"):
        load_catalogue(tmp_path / "none.csv", bare())
    with pytest.raises(InputError, match="cannot be read"):
        load_catalogue(tmp_path, bare())


@given(
    cells=st.dictionaries(
        st.sampled_from(list(ROW)),
        st.one_of(
            st.sampled_from(["", "0", "-1", "1e9", ";", ":", "a:b:c", '"', "citrate:1", "100"]),
            st.text(st.characters(codec="utf-8", exclude_characters='",\r\n'), max_size=6),
        ),
        max_size=3,
    )
)
def test_any_row_lands_or_is_refused(cells: dict[str, str]) -> None:
    row = {key: cell.replace('"', '""') for key, cell in {**ROW, **cells}.items()}
    content = HEADER + "\n" + ",".join(f'"{cell}"' for cell in row.values())
    catalogue = read(content)
    no_product = not any(row[key].strip() for key in ("ean", "price"))  # passed over
    assert len(catalogue.products) + len(catalogue.refused) == (0 if no_product else 1)
    for product in catalogue.products:
        assert product.per_unit > 0
        assert product.price > 0
        assert all(mg > 0 for _, mg in (*product.blend, *product.contains))
