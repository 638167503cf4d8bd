"""`magapp catalog import` and `advise` with the files and codes that shops have."""

from __future__ import annotations

import json
from pathlib import Path

import packed
import pytest
from msgspec.structs import replace
from screenless import Screenless
from stdnum import ean as stdnum_ean

from magapp.assistant import Assistant
from magapp.cli.main import main
from magapp.errors import InputError
from magapp.pack import Pack
from magapp.products import COLUMNS, Catalogue, Product
from magapp.shelf.shelf import Shelf

CORPUS = Path(__file__).parent.parent / "corpus"
ASKED = {
    "language": "nl", "channel": "staff",
    "answers": {
        "who": "self", "age": "18_69", "sex": "male", "signals": ["fatigue"], "alarm": [],
        "duration": "weeks", "tried": "nothing", "situations": ["sport"], "conditions": [],
        "medicines": [], "other_magnesium": 0,
    },
}  # fmt: skip


class Desk:
    """Runs commands, and keeps what they said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys, self.folder = capsys, folder

    def run(self, *words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words], Screenless())
        out, err = self.capsys.readouterr()
        return status, out, err

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


@pytest.fixture
def desk(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Desk:
    return Desk(capsys, tmp_path)


def rows(*cells: tuple[str, ...]) -> str:
    return "\n".join(",".join(each) for each in (COLUMNS, *cells))


def test_the_sheet_that_is_read_is_said_and_another_can_be_named(desk: Desk) -> None:
    other = ("8712345678913", *packed.GOOD[1:])
    content = packed.book(
        packed.LIST,
        (packed.row(1, COLUMNS), packed.row(2, other)),
        [packed.row(1, ["Oud"]), packed.alone("XFD1048576")],
        names=["Winkel", "Magazijn", "Oud"],
    )
    path = desk.file("twee.xlsx", content)
    status, out, err = desk.run("catalog", "import", path)
    assert (status, out[:16]) == (0, "1 product landed")
    assert err.splitlines() == [
        "twee.xlsx: read the sheet 'Winkel'. There is also:",
        "  --sheet 'Magazijn': 2 rows, 14 of our columns",
        "  --sheet 'Oud': cannot be read",
    ]
    assert desk.run("catalog", "import", path, "--sheet", "Magazijn")[0] == 0
    assert [each[:13] for each in desk.run("catalog", "list")[1].splitlines()] == [
        "8712345678906", "8712345678913",
    ]  # fmt: skip
    status, out, err = desk.run("catalog", "import", path, "--sheet", "Oud")
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_a_spreadsheet_with_a_cell_far_out_makes_no_database(desk: Desk, magapp_home: Path) -> None:
    status, out, err = desk.run("catalog", "import", CORPUS / "cell-far-out.xlsx")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("magapp: cell-far-out.xlsx")
    assert not (magapp_home / "magapp.db").exists()


def test_lost_quotes_are_told_with_their_lines(desk: Desk) -> None:
    status, out, err = desk.run("catalog", "import", CORPUS / "two-open-quotes.csv")
    assert status == 0
    assert "1 product landed" in out
    assert "2 rows refused" in out
    assert [line.partition(": ")[0] for line in err.splitlines()] == [
        "two-open-quotes.csv, line 2", "two-open-quotes.csv, line 3",
    ]  # fmt: skip
    long = (*packed.GOOD[:1], '"Rust, 60\nstuks"', *packed.GOOD[2:])
    _, _, err = desk.run("catalog", "import", desk.file("lang.csv", rows(long)))
    assert err.startswith("lang.csv, lines 2-3: a quote is lost")


def test_rows_that_are_no_products_are_said(desk: Desk) -> None:
    status, out, err = desk.run("catalog", "import", CORPUS / "shopify.csv")
    assert status == 0
    assert "2 products landed" in out
    assert "0 rows refused" in out
    assert "1 row without number and price passed over (line 5)" in err


def test_sold_out_in_a_refused_row_is_suggested_no_more(desk: Desk) -> None:
    asked = desk.file("a.json", json.dumps(ASKED))
    first = ("8712345678906", "Rustig", "A", "malate", *packed.GOOD[4:])
    desk.run("catalog", "import", desk.file("first.csv", rows(first)))
    said = json.loads(desk.run("advise", asked, "--format", "json")[1])
    assert [each["ean"] for each in said["products"]] == ["8712345678906"]
    second = (*first[:7], "op aanvraag", *first[8:11], "uitverkocht", *first[12:])
    path = desk.file("second.csv", rows(second))
    status, out, err = desk.run("catalog", "import", path)
    assert (status, out.split(",")[0]) == (0, "1 product landed (0 added")
    assert "warning: The row is refused; only its stock was taken: 0 instead of 12." in err
    said = json.loads(desk.run("advise", asked, "--format", "json")[1])
    assert said["products"] == []
    assert [each["reason"] for each in said["excluded"]] == ["out_of_stock"]


# --- a code in every dress -----------------------------------------------------------------------

_UPC = "03600029145" + stdnum_ean.calc_check_digit("03600029145")
DRESSES = {
    "0036000291452": (_UPC, f"00{_UPC}", f"0{_UPC}", " 0036000291452 "),
    "8712345678906": ("08712345678906", "8712345678906"),
    "73513537": ("0000073513537", "00000073513537", "73513537"),
}


@pytest.fixture
def dressed(assistant: Assistant, pack: Pack) -> tuple[Assistant, Shelf]:
    demo = assistant.catalogue.products[0]
    products = tuple(_called(demo, code) for code in DRESSES)
    made = Assistant(pack, assistant.settings)
    made.stockroom._read = None, Catalogue(products)
    return made, Shelf(pack, products)


def _called(product: Product, code: str) -> Product:
    return replace(product, ean=code, name=f"Proef {code}")


@pytest.mark.parametrize("code", DRESSES)
def test_a_code_is_taken_in_every_dress(
    code: str, dressed: tuple[Assistant, Shelf], pack: Pack
) -> None:
    assistant, shelf = dressed
    advice, suggestion = assistant.advise(ASKED["answers"], "staff")  # type: ignore[arg-type]
    for dress in DRESSES[code]:
        assert [each.ean for each in shelf.search(dress)] == [code]
        assert assistant.why_not(advice, suggestion, dress).subject == code
    with pytest.raises(InputError, match="neither a form nor an EAN"):
        assistant.why_not(advice, suggestion, "4006381333931")
