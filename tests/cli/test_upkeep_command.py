"""`magapp catalog watch`, `magapp export` and `magapp restore`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from screenless import Screenless

import ui
from magapp.cli.main import main
from magapp.machine.journal import Journal
from magapp.resources import resource
from magapp.store import open_store

HEADER = resource("packs", "magnesium", "demo.csv").read_text(encoding="utf-8").splitlines()[0]
GOOD = "8712345678906,Citraat,Proef,citrate,100,2,90,13.95,EUR,tablet,yes,12,B6,,619"
BAD = GOOD.replace("8712345678906", "8712345678900")


class Shop:
    """Runs commands, and keeps what they said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys, self.folder = capsys, folder

    def run(self, *words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words], Screenless())
        out, err = self.capsys.readouterr()
        return status, out, err

    def drop(self, name: str, *lines: str) -> Path:
        path = self.folder / name
        path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
        return path


@pytest.fixture
def shop(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Shop:
    monkeypatch.setenv("LC_ALL", "C")
    folder = tmp_path / "till"
    folder.mkdir()
    return Shop(capsys, folder)


def test_a_folder_is_imported_once(shop: Shop, magapp_home: Path) -> None:
    first = shop.drop("first.csv", GOOD)
    watch = ("catalog", "watch", shop.folder, "--once", "--every", "0.1")
    status, out, err = shop.run(*watch)
    assert (status, out) == (0, "")
    assert err == "first.csv: Nobody has said yet which column is what.\n"
    assert shop.run("catalog", "import", first, "--supplier", "Till")[0] == 0
    shop.drop("letter.csv").write_text("%PDF-1.7")
    shop.drop("second.csv", GOOD.replace(",12,B6", ",3,B6"), BAD)
    status, out, err = shop.run(*watch)
    assert status == 0
    assert out.splitlines() == [
        "first.csv: 1 product landed (0 added, 0 changed, 1 unchanged), 0 rows refused.",
        "second.csv: 1 product landed (0 added, 1 changed, 0 unchanged), 1 row refused.",
    ]
    assert err.startswith("letter.csv: is a PDF")
    assert shop.run(*watch)[1] == ""
    codes = [each.code for each in Journal(magapp_home).read()]
    assert sorted(codes[:3]) == ["file_refused", "imported", "imported"]


def test_a_folder_that_is_not_there(shop: Shop) -> None:
    status, out, err = shop.run("catalog", "watch", shop.folder / "none", "--once")
    assert (status, out) == (2, "")
    assert "No such file or directory" in err


def test_watching_goes_on_until_it_is_stopped(shop: Shop) -> None:
    shop.run("catalog", "import", shop.drop("first.csv", GOOD), "--supplier", "Till")
    command = [sys.executable, "-m", "ui", "catalog", "watch", str(shop.folder), "--every", "0.1"]
    checkout = Path(ui.__file__).resolve().parents[1]
    watching = subprocess.Popen(
        command,
        cwd=checkout,
        stdout=subprocess.PIPE,
        text=True,
        # What a shell starts behind it hears of no interruption, and so would what the tests start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert watching.stdout is not None
    try:
        assert watching.stdout.readline().startswith("first.csv: 1 product")
        shop.drop("second.csv", GOOD.replace(",12,B6", ",3,B6"))
        assert watching.stdout.readline().startswith("second.csv: 1 product")
    finally:
        watching.send_signal(signal.SIGINT)
        assert watching.wait(20) == 130
        watching.stdout.close()


def test_everything_to_another_home_and_back(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, magapp_home: Path
) -> None:
    path = tmp_path / "shop.zip"
    shop.run("catalog", "import", shop.drop("first.csv", GOOD))
    settings = 'shop_name = "Winkel"\nmotion = false\n'
    (magapp_home / "settings.toml").write_text(settings)
    status, out, _ = shop.run("export", path)
    assert status == 0
    assert "The PIN is not" in out
    assert shop.run("export", path)[0] == 2
    other = tmp_path / "other"
    monkeypatch.setenv("MAGAPP_HOME", str(other))
    status, out, _ = shop.run("restore", path, "--look")
    assert status == 0
    assert "products: 1, pictures: 0" in out
    assert "  Name of the shop: nothing → Winkel" in out
    assert "  Movement: on → off" in out
    assert not other.exists() or not any(other.iterdir())
    status, out, _ = shop.run("restore", path)
    assert status == 0
    assert "It was brought in." in out
    with open_store() as store:
        assert [each.ean for each in store.products()] == ["8712345678906"]
    assert (other / "settings.toml").read_text() == settings
    os.truncate(path, 100)
    status, _, err = shop.run("restore", path)
    assert status == 2
    assert "is no export" in err


def test_the_address_of_a_database_is_not_said(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, magapp_home: Path
) -> None:
    path = tmp_path / "shop.zip"
    (magapp_home / "settings.toml").write_text('shop_name = "Winkel"\n')
    shop.run("export", path)
    address = 'database = "postgresql://till:geheim42@db.shop/magapp"\n'
    (magapp_home / "settings.toml").write_text(address)
    status, out, err = shop.run("restore", path, "--look")
    assert status == 0
    assert "  Database on a server: set → nothing" in out
    assert not [each for each in ("geheim", "till", "db.shop") if each in out + err]
