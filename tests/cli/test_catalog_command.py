"""`magapp catalog`: the shelf from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from screenless import Screenless

from magapp.cli.main import main
from magapp.resources import resource

DEMO = resource("packs", "magnesium", "demo.csv")
HEADER = DEMO.read_text(encoding="utf-8").splitlines()[0]
GOOD = "8712345678906,Citraat,Proef,citrate,100,2,90,13.95,EUR,tablet,yes,12,B6,,619"
SECOND = "5410000000019,Tauraat,Proef,taurate,50,2,60,25.00,EUR,capsule,no,4,B3,b6:1.4,"
BAD = "8.71E+12,Citraat,Proef,citrate,100,2,90,13.95,EUR,tablet,yes,12,B6,,"
SALT = "73513537,Citraat,Proef,citrate,619,2,90,13.95,EUR,tablet,yes,12,B6,,619"


class Shop:
    """Runs commands and keeps what they said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys, self.folder = capsys, folder

    def file(self, *lines: str) -> str:
        path = self.folder / "shop.csv"
        path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
        return str(path)

    def run(self, *words: str) -> tuple[int, str, str]:
        status = main(["catalog", *words], Screenless())
        out, err = self.capsys.readouterr()
        return status, out, err


@pytest.fixture
def shop(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shop:
    return Shop(capsys, tmp_path)


def test_good_rows_land_and_every_refused_one_is_told(shop: Shop) -> None:
    status, out, err = shop.run("import", shop.file(GOOD, BAD, SECOND, SALT))
    assert status == 0
    assert out.startswith("2 products landed (2 added, 0 changed, 0 unchanged), 2 rows refused.\n")
    assert "The 49 demo products were taken away" in out
    refused = [line for line in err.splitlines() if "warning" not in line]
    assert len(refused) == 2
    assert refused[0].startswith("shop.csv, line 3: ean: '8.71E+12' is what Excel made")
    assert refused[1].startswith("shop.csv, line 5: mg_per_unit: is 619, but 619 mg of citrate")
    status, out, _ = shop.run("export")
    assert (status, out) == (0, f"{HEADER}\n{SECOND}\n{GOOD}\n")


def test_a_second_import_updates(shop: Shop) -> None:
    shop.run("import", shop.file(GOOD, SECOND))
    _, out, _ = shop.run("import", shop.file(GOOD.replace("13.95", "14.95"), SECOND))
    assert out == "2 products landed (0 added, 1 changed, 1 unchanged), 0 rows refused.\n"
    assert shop.run("export")[1].count("\n") == 3
    assert shop.run("undo")[1].startswith(
        "The import of shop.csv was taken back: 0 added, 1 changed"
    )
    assert "13.95" in shop.run("export")[1]


def test_strict_is_all_or_none(shop: Shop) -> None:
    status, out, err = shop.run("import", "--strict", shop.file(GOOD, BAD))
    assert status == 1
    assert out == "Nothing was imported: 1 row refused, 1 could have landed.\n"
    assert "line 3: ean" in err
    assert shop.run("export")[1] == DEMO.read_text(encoding="utf-8")
    assert shop.run("import", "--strict", shop.file(GOOD))[0] == 0


@pytest.mark.parametrize("content", [None, b"", b"ean;naam\n1;2\n", b"PK\x03\x04", b"\x00\xff\x00"])
def test_a_file_that_cannot_be_read(content: bytes | None, shop: Shop, magapp_home: Path) -> None:
    path = shop.folder / "shop.xlsx"
    if content is not None:
        path.write_bytes(content)
    status, out, err = shop.run("import", str(path))
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("magapp: ")
    assert "shop.xlsx" in err
    assert not (magapp_home / "magapp.db").exists()


def test_export_and_import_and_export(shop: Shop, magapp_home: Path) -> None:
    first = shop.run("export")[1]
    assert first == DEMO.read_text(encoding="utf-8")
    assert not (magapp_home / "magapp.db").exists()
    path = shop.folder / "export.csv"
    path.write_text(first, encoding="utf-8", newline="")
    assert shop.run("import", str(path))[0] == 0
    assert shop.run("export")[1] == first


def test_the_columns_can_be_named_and_are_remembered_per_supplier(shop: Shop) -> None:
    shop.folder.joinpath("own.csv").write_text(
        f"{HEADER.replace('price', 'wat het kost')}\n{GOOD}\n", encoding="utf-8"
    )
    own = str(shop.folder / "own.csv")
    assert "has no column 'price'" in shop.run("import", own)[2]
    assert "has no column 'price'" in shop.run("import", own, "--supplier", "X")[2]
    named = ("--column", "price=wat het kost", "--supplier", "X")
    assert shop.run("import", own, *named)[0] == 0
    assert shop.run("import", own, "--supplier", "X")[0] == 0
    assert "names no pair" in shop.run("import", own, "--column", "price")[2]


def test_list_backup_and_restore(shop: Shop) -> None:
    shop.run("import", shop.file(GOOD))
    assert shop.run("list")[1] == (
        "8712345678906  Citraat  [citrate] 100 mg x 2 a day, EUR 13.95, stock 12, shelf B6\n"
    )
    copy = str(shop.folder / "copy.db")
    assert shop.run("backup", copy) == (0, f"{copy}\n", "")
    assert shop.run("backup", copy)[0] == 2
    shop.run("undo")
    assert len(shop.run("list")[1].splitlines()) == 49
    assert shop.run("restore", copy)[0] == 0
    assert len(shop.run("list")[1].splitlines()) == 1
    assert shop.run("restore", "--anew")[0] == 0
    assert len(shop.run("list")[1].splitlines()) == 49


def test_many_warnings_of_a_kind_are_counted(shop: Shop) -> None:
    _, out, err = shop.run("import", str(DEMO), "--keep-demo")
    assert out.startswith("49 products landed (0 added, 0 changed, 49 unchanged)")
    assert "... and 29 more warnings like these." in err
