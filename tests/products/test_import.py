"""From a shop's file to a plan: messy files, columns, labels, numbers and the round trip."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
import shops
import xlsxwriter
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from people import MAGNESIUM
from stdnum import ean as stdnum_ean

from magapp.errors import Cancelled, InputError
from magapp.pack import Pack
from magapp.products import COLUMNS, Product, as_row, export_csv
from magapp.products.gtin import canonical_ean
from magapp.products.label import label_refusal, label_warnings
from magapp.products.mapping import OPTIONAL, guess_mapping, missing_columns
from magapp.products.plan import ImportPlan, plan_import, read_catalogue
from magapp.products.product import number_text, price_text
from magapp.products.rows import decimal_mark, number, read_product
from magapp.products.table import read_content, read_rows
from magapp.resources import resource

ROW = {
    "ean": shops.FIRST, "name": "Magnesium", "brand": "Proef", "form": "citrate",
    "mg_per_unit": "100", "units_per_day": "2", "units_per_pack": "90", "price": "13.95",
    "currency": "EUR", "dosage_form": "tablet", "vegan": "yes", "stock": "3", "shelf": "B6",
    "contains": "", "salt_mg_per_unit": "", "picture": "",
}  # fmt: skip


def file(*rows: dict[str, str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(ROW))
    writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows)
    return out.getvalue().encode()


def plan(content: bytes, pack: Pack, current: tuple[Product, ...] = ()) -> ImportPlan:
    table = read_content(content, "shop.csv")
    return plan_import(table, guess_mapping(table, pack.substance), current, pack)


def codes(pack: Pack, **change: str) -> set[str]:
    made = plan(file(change), pack)
    assert made.refused == ()
    assert {each.code for each in made.warnings} == {
        each.code for each in label_warnings(made.added[0], pack)
    }
    return {each.code for each in made.warnings}


def why(pack: Pack, **change: str) -> str:
    made = plan(file(change), pack)
    assert made.products == ()
    (refusal,) = made.refused
    assert refusal.line == 2
    return refusal.reason


# --- messy files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", shops.FILES)
def test_a_shop_s_file_is_read(name: str, pack: Pack) -> None:
    made = plan(shops.FILES[name](), pack)
    assert made.refused == ()
    read = {
        each.ean: (
            each.form, each.per_unit, each.units_per_day, each.units_per_pack, each.price,
        )
        for each in made.added
    }  # fmt: skip
    assert read == shops.GOOD
    first, second = sorted(made.added, key=lambda each: each.ean, reverse=True)
    assert (first.vegan, first.stock, first.shelf, first.brand) == (True, 12, "B6", "Proef")
    assert (second.vegan, second.stock, second.currency) == (False, 0, "EUR")
    assert (first.dosage_form, second.dosage_form) == ("tablet", "capsule")
    assert second.contains == (("b6", 1.4),)


def test_a_file_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "artikelen.xlsx"
    path.write_bytes(shops.excel())
    table = read_rows(path)
    assert (table.name, table.line, [line for line, _ in table.rows]) == (
        "artikelen.xlsx", 4, [5, 6],
    )  # fmt: skip


def test_a_number_that_excel_shortened_is_refused_with_the_cure(pack: Pack) -> None:
    for ean in ("8.71E+12", "8,71235E+12", "8E12", "8.71235e+012"):
        reason = why(pack, ean=ean)
        assert ean in reason
        assert "last digits are lost" in reason
        assert "Number without decimals" in reason


def test_a_formula_without_a_result_is_refused(pack: Pack) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, list(ROW))
        page.write_row(1, 0, list(ROW.values()))
        page.write_formula(1, list(ROW).index("mg_per_unit"), "=1/0", None, "#DIV/0!")

    made = plan(shops.workbook(fill), pack)
    assert "mg_per_unit" in made.refused[0].reason
    assert "formula" in made.refused[0].reason


def test_an_unquoted_comma_does_not_move_the_columns(pack: Pack) -> None:
    content = file({"picture": "a.png"}).decode().replace("13.95", "13,95").encode()
    made = plan(content, pack)
    assert "has 17 cells, the header has 16" in made.refused[0].reason


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("12", "", 12), ("12.5", "", 12.5), ("12,5", "", 12.5), (" 1.250,50 ", "", 1250.5),
        ("1,250.50", "", 1250.5), ("1.250", ",", 1250), ("1.250", ".", 1.25), ("1.250", "", 1.25),
        ("1,250", ".", 1250), ("1 250", "", 1250), ("1.000.000", "", 1e6), ("0.125", ",", 0.125),
        ("1.25.0", "", None), ("12,50.1,0", "", None), ("1_000", "", None), ("٣", "", None),
        ("", "", None), ("inf", "", None), ("-5", "", -5), ("1e3", "", 1000),
    ],
)  # fmt: skip
def test_numbers(text: str, mark: str, value: float | None) -> None:
    assert number(text, mark) == value


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=0, max_value=1e6))
def test_what_we_write_we_read(value: float) -> None:
    assert number(number_text(value)) == value
    assert number(price_text(Decimal(repr(value))), ".") == value


def test_decimal_mark() -> None:
    assert decimal_mark(["€ 12,95", "5"]) == ","
    assert decimal_mark(["12.95"]) == "."
    assert decimal_mark(["12.95", "3,50"]) == decimal_mark(["1.250"]) == ""


@pytest.mark.parametrize(
    ("price", "currency", "amount", "code"),
    [
        ("€13,95", "", "13.95", "EUR"), ("13.95 €", "EUR", "13.95", "EUR"),
        ("EUR 13.95", "", "13.95", "EUR"), ("£ 5", "", "5", "GBP"), ("12,-", "€", "12", "EUR"),
        ("12,--", "", "12", "EUR"), ("9", "usd", "9", "USD"),
    ],
)  # fmt: skip
def test_prices(price: str, currency: str, amount: str, code: str, pack: Pack) -> None:
    (product,) = plan(file({"price": price, "currency": currency}), pack).added
    assert (product.price, product.currency) == (Decimal(amount), code)


def test_a_price_in_another_currency_than_its_column_is_refused(pack: Pack) -> None:
    assert "is not in EUR" in why(pack, price="£ 5", currency="EUR")
    assert "is no currency" in why(pack, currency="guldens")


# --- columns -------------------------------------------------------------------------------------


def test_the_contract_s_columns_are_themselves() -> None:
    table = read_content(file({}), "shop.csv")
    assert guess_mapping(table, MAGNESIUM) == {column: column for column in ROW}
    assert missing_columns({}, table.header) == COLUMNS


def test_what_stands_below_decides_what_vorm_means() -> None:
    head = "ean;naam;vorm;soort"
    for row in ("8712345678906;Magnesium;capsule;citraat", "8712345678906;M;poeder;tauraat"):
        mapping = guess_mapping(read_content(f"{head}\n{row}\n".encode(), "shop.csv"), MAGNESIUM)
        assert (mapping["dosage_form"], mapping["form"]) == ("vorm", "soort")
    swapped = read_content(f"{head}\n8712345678906;M;citraat;capsule\n".encode(), "shop.csv")
    assert guess_mapping(swapped, MAGNESIUM)["form"] == "vorm"


def test_a_shop_s_own_article_number_is_no_ean() -> None:
    table = read_content(b"artikelnummer;naam;prijs\n4711;M;5\n4712;N;6\n", "shop.csv")
    assert "ean" not in guess_mapping(table, MAGNESIUM)


def test_names_that_occur_twice_can_be_told_apart() -> None:
    table = read_content(b"ean,price,Price,,price\n1,2,3,4,5\n", "shop.csv")
    assert table.header == ("ean", "price", "Price (2)", "column 4", "price (3)")


def test_some_columns_may_be_said_to_be_absent(pack: Pack) -> None:
    content = "\n".join(",".join(row[:13]) for row in csv.reader(file({}).decode().splitlines()))
    table = read_content(content.encode(), "shop.csv")
    mapping = guess_mapping(table, pack.substance)
    with pytest.raises(InputError, match="has no column 'contains'"):
        plan_import(table, mapping, (), pack)
    assert plan_import(table, {**mapping, "contains": ""}, (), pack).added[0].contains == ()
    assert "vegan" not in OPTIONAL
    with pytest.raises(InputError, match="has no column 'vegan'"):
        plan_import(table, {**mapping, "contains": "", "vegan": ""}, (), pack)
    with pytest.raises(InputError, match=r"has no column 'prize'. Did you mean 'price'"):
        plan_import(table, {**mapping, "price": "prize"}, (), pack)
    with pytest.raises(InputError, match=r"is no column of a catalogue. Did you mean 'price'"):
        plan_import(table, {**mapping, "prize": "price"}, (), pack)


# --- article numbers -----------------------------------------------------------------------------


@given(st.integers(0, 10**13 - 1), st.sampled_from([7, 11, 12, 13]))
def test_check_digits_are_those_of_the_library(start: int, length: int) -> None:
    body = str(start).zfill(length)[-length:]
    assume(body.strip("0"))
    right = stdnum_ean.calc_check_digit(body)
    key = canonical_ean(body + right)
    assert canonical_ean(key) == key
    assert canonical_ean(f" {body} {right}") == key
    assert canonical_ean((body + right).zfill(14)) == key
    for digit in set("0123456789") - {right}:
        with pytest.raises(InputError, match=f"should end in {right}"):
            canonical_ean(body + digit)


def test_one_product_has_one_key() -> None:
    assert canonical_ean("036000291452") == canonical_ean("00036000291452") == "0036000291452"
    assert canonical_ean("18712345678903") == "18712345678903"  # a case of them is another article
    assert canonical_ean("73513537") == canonical_ean("0000073513537") == "73513537"


def test_a_lost_zero_is_named() -> None:
    with pytest.raises(InputError, match="With the leading zero it would be right: 036000291452"):
        canonical_ean("36000291452")
    with pytest.raises(InputError, match="only zeros"):
        canonical_ean("0000000000000")


@pytest.mark.parametrize(
    ("ean", "warned"),
    [("2000001000014", True), ("2912345000004", True), ("20000028", True), ("8712345678906", False),
     ("0200000000004", True), ("73513537", False)],
)  # fmt: skip
def test_numbers_for_use_in_one_shop_are_recognised(ean: str, warned: bool, pack: Pack) -> None:
    made = plan(file({"ean": ean}), pack)
    assert made.refused == ()
    assert [each.code for each in made.warnings] == ["in_store_ean"] * warned


# --- labels --------------------------------------------------------------------------------------


def test_the_forms_fractions_are_those_of_the_formulas(pack: Pack) -> None:
    masses = {
        "bisglycinate": (1, 172.42), "taurate": (1, 272.57), "malate": (2, 214.69),
        "glycerophosphate": (1, 194.36), "citrate": (3, 451.11), "oxide": (1, 40.304),
        "chloride": (1, 95.21), "carbonate": (1, 84.31), "lactate": (1, 202.44),
        "gluconate": (1, 414.60), "pidolate": (1, 280.52), "threonate": (1, 294.50),
        "other": (1, 58.32),
    }  # fmt: skip
    assert {form.id for form in pack.forms} == set(masses)
    for form in pack.forms:
        atoms, mass = masses[form.id]
        assert form.elemental_max == pytest.approx(atoms * 24.305 / mass, abs=1e-4)


@pytest.mark.parametrize("form", ["citrate", "taurate", "oxide", "bisglycinate", "malate"])
def test_the_salt_s_weight_given_as_magnesium_is_refused_with_the_numbers(
    form: str, pack: Pack
) -> None:
    reason = why(pack, form=form, mg_per_unit="1000", salt_mg_per_unit="1000")
    share = {each.id: each.elemental_max for each in pack.forms}[form]
    assert f"is 1000, but 1000 mg of {form} holds at most {1000 * share:.4g} mg" in reason


def test_a_label_with_the_salt_alone_is_refused(pack: Pack) -> None:
    reason = why(pack, mg_per_unit="", salt_mg_per_unit="1000")
    assert "is empty, and 1000 mg is the weight of the salt" in reason


def test_bisglycinate_above_its_own_share_is_buffered(pack: Pack) -> None:
    assert codes(pack, form="bisglycinate", salt_mg_per_unit="676") == set()
    assert codes(pack, form="bisglycinate", salt_mg_per_unit="675") == {"buffered"}
    assert codes(pack, form="bisglycinate", salt_mg_per_unit="500") == {"buffered"}
    assert codes(pack, form="bisglycinate:60;citrate:40", salt_mg_per_unit="600") == {"buffered"}
    assert "holds at most" in why(pack, form="citrate", salt_mg_per_unit="500")
    assert "holds at most" in why(pack, form="bisglycinate", salt_mg_per_unit="150")


def test_warnings(pack: Pack) -> None:
    assert codes(pack) == set()
    assert codes(pack, mg_per_unit="56.25", units_per_day="1") == set()
    assert codes(pack, mg_per_unit="56", units_per_day="1") == {"no_claim"}
    assert codes(pack, mg_per_unit="251") == {"over_ceiling"}
    assert codes(pack, contains="b6:6") == set()
    assert codes(pack, contains="b6:6.1") == {"active"}
    assert codes(pack, contains="Vitamine B6:20") == {"active"}
    assert codes(pack, contains="P-5-P:20") == {"active"}
    assert codes(pack, contains="b6:1.4;zinc:5") == {"actives"}
    assert codes(pack, form="threonate") == {"eu_limited"}
    assert codes(pack, form="orotaat") == {"eu_unsure"}


@given(data=st.data())
def test_a_label_is_refused_exactly_when_no_salt_can_hold_it(
    pack: Pack, data: st.DataObject
) -> None:
    forms = {form.id: form for form in pack.forms}
    chosen = data.draw(
        st.lists(st.sampled_from(sorted(forms)), min_size=1, max_size=3, unique=True)
    )
    parts = {form: data.draw(st.integers(5, 300)) for form in chosen}
    salt = data.draw(st.integers(5, 8000))
    blend = ";".join(f"{form}:{mg}" for form, mg in parts.items())
    row = {**ROW, "form": blend, "mg_per_unit": str(sum(parts.values()))}
    product = read_product({**row, "salt_mg_per_unit": ""}, pack)
    assert label_refusal(product, pack) is None

    def share(form: str) -> float:
        with_oxide = form == "bisglycinate"
        return max(forms[form].elemental_max, forms["oxide"].elemental_max if with_oxide else 0)

    needed = sum(mg / share(form) for form, mg in parts.items())
    assume(abs(salt * 1.05 + 0.5 - needed) > 1e-6)
    salted = {**row, "salt_mg_per_unit": str(salt)}
    if salt * 1.05 + 0.5 < needed:
        with pytest.raises(InputError, match="weight of the salt"):
            read_product(salted, pack)
    else:
        said = label_warnings(read_product(salted, pack), pack)
        found = [each.code for each in said]
        pure = sum(mg / forms[form].elemental_max for form, mg in parts.items())
        if "bisglycinate" in parts and abs(pure - salt * 1.05) > 1e-6:
            assert ("buffered" in found) == (salt * 1.05 < pure)


# --- the plan ------------------------------------------------------------------------------------


def test_a_plan_tells_new_changed_and_same(pack: Pack) -> None:
    old = plan(file({}, {"ean": shops.SECOND}), pack).products
    again = plan(
        file({"price": "14.95", "stock": "0"}, {"ean": shops.SECOND}, {"ean": "73513537"}),
        pack,
        old,
    )
    assert [each.ean for each in again.added] == ["73513537"]
    assert [each.ean for each in again.unchanged] == [shops.SECOND]
    (change,) = again.changed
    assert (change.line, change.old, change.fields) == (2, old[0], ("price", "stock"))


def test_the_same_number_twice_is_one_product(pack: Pack) -> None:
    made = plan(file({}, {"ean": f"0{shops.FIRST}", "name": "Later"}), pack)
    assert [each.name for each in made.products] == ["Later"]
    (warning,) = made.warnings
    assert (warning.code, warning.line) == ("twice", 3)


def test_progress_and_stopping(pack: Pack) -> None:
    table = read_content(file({}, {"ean": shops.SECOND}), "shop.csv")
    seen: list[tuple[int, int]] = []
    plan_import(
        table,
        guess_mapping(table, pack.substance),
        (),
        pack,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(0, 2), (2, 2)]
    with pytest.raises(Cancelled):
        plan_import(table, guess_mapping(table, pack.substance), (), pack, cancelled=lambda: True)


# --- there and back ------------------------------------------------------------------------------


def test_the_demo_comes_back_to_the_byte(pack: Pack) -> None:
    content = resource("packs", "magnesium", "demo.csv").read_bytes()
    assert export_csv(plan(content, pack).products, MAGNESIUM).encode() == content


amounts = st.floats(0.001, 999_999, allow_nan=False)
words = st.text(st.characters(codec="utf-8"), max_size=12)


@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "name": words, "brand": words, "shelf": words, "picture": words,
                "price": amounts.map(repr), "mg_per_unit": amounts.map(repr),
                "stock": st.integers(0, 9999).map(str),
                "form": st.sampled_from(["citrate", "Magnesiumoxide", "malaat:60%;oxide:40%"]),
                "contains": amounts.map(lambda mg: f"Zink {mg:.0f}:{mg!r};b6:1" if mg > 9 else ""),
                "vegan": st.sampled_from(["ja", "no"]),
                "dosage_form": st.sampled_from(["poeder", "tablet"]),
            }
        ),
        max_size=4,
    )
)  # fmt: skip
def test_import_export_import_is_the_identity(pack: Pack, rows: list[dict[str, str]]) -> None:
    numbered = [
        {**row, "ean": f"8710000{number:05}" + stdnum_ean.calc_check_digit(f"8710000{number:05}")}
        for number, row in enumerate(rows)
    ]
    first = plan(file(*numbered), pack)
    assert len(first.products) + len(first.refused) == len(rows)
    text = export_csv(first.products, MAGNESIUM)
    second = plan(text.encode(), pack, first.products)
    assert second.refused == ()
    assert second.unchanged == first.products
    assert export_csv(second.products, MAGNESIUM) == text


@given(row=st.fixed_dictionaries({}, optional=dict.fromkeys(ROW, words)))
def test_any_row_typed_by_hand_is_read_or_refused(pack: Pack, row: dict[str, str]) -> None:
    try:
        product = read_product({**ROW, **row}, pack)
    except InputError:
        return
    assert read_product(as_row(product), pack) == product


@settings(max_examples=12)  # each is read in a process of its own
@given(at=st.integers(0, 5000), value=st.integers(0, 255))
def test_a_spoilt_spreadsheet_is_refused_in_a_sentence(at: int, value: int, pack: Pack) -> None:
    content = bytearray(EXCEL)
    content[at % len(content)] = value
    said = ""
    try:
        read_catalogue(bytes(content), pack, "shop.xlsx")
    except InputError as error:
        said = str(error)
    assert not said or "shop.xlsx" in said
    assert "\n" not in said


EXCEL = shops.excel()
