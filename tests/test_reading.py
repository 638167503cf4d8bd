"""Files are looked at before they are read, and text from outside steers nothing."""

from __future__ import annotations

import csv
import io
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screenless import Screenless

from magapp.cli.main import main
from magapp.errors import InputError
from magapp.products.product import guarded, unguarded
from magapp.products.table import read_rows
from magapp.reading import read_file, read_lines, read_stream, regular
from magapp.settings import Settings, read_settings
from magapp.showing import cleaned, shown


def _pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def _socket(path: Path) -> Path:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.relpath(path))
    listener.close()
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _link_to_a_device(path: Path) -> Path:
    path.symlink_to("/dev/zero")
    return path


def _loop(path: Path) -> Path:
    path.symlink_to(path)
    return path


KINDS = {
    "is_pipe": _pipe, "is_socket": _socket, "is_folder": _folder, "is_device": _link_to_a_device,
    "": _loop,
}  # fmt: skip
READERS: dict[str, Callable[[Path], object]] = {
    "a list of products": read_rows,
    "anything": lambda path: read_file(path, 1000),
    "its kind": regular,
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("code", KINDS)
@pytest.mark.parametrize("reader", READERS)
def test_only_a_file_is_read_and_nothing_is_waited_for(reader: str, code: str, here: Path) -> None:
    path = KINDS[code](here / "it.csv")
    with pytest.raises((InputError, OSError)) as raised:
        READERS[reader](path)
    if code:
        assert isinstance(raised.value, InputError)
        assert raised.value.code == code
        assert raised.value.told("nl").startswith(f"{path}: is niet te lezen: het is een ")


@pytest.mark.parametrize("code", KINDS)
@pytest.mark.parametrize(
    "command", ["advise", "advise --lines", "advise --catalog", "catalog import"]
)
def test_a_command_ends_in_one_sentence(
    command: str, code: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command.split(), str(KINDS[code](here / "it"))], Screenless()) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "cannot be read" in err


@pytest.mark.parametrize("code", KINDS)
def test_settings_that_are_no_file_cost_the_settings(code: str, magapp_home: Path) -> None:
    os.chdir(magapp_home)
    KINDS[code](magapp_home / "settings.toml")
    settings, faults = read_settings(magapp_home)
    assert settings == Settings()
    assert len(faults) == 1


def test_size_is_looked_at_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(InputError, match="is larger than 1,000 bytes") as raised:
        read_file(path, 1000)
    assert raised.value.told("nl").endswith(
        "groter dan 1.000 bytes. Maak het kleiner, of splits het."
    )
    path.write_bytes(b"x" * 1000)
    assert read_file(path, 1000) == b"x" * 1000
    assert read_file(str(path), 1000) == b"x" * 1000


def test_a_file_without_a_size_is_bounded_all_the_same() -> None:
    assert read_file("/proc/self/stat", 10_000)
    with pytest.raises(InputError, match="is larger"):
        read_file("/proc/self/stat", 10)


class Endless(io.RawIOBase):
    """A stream that says the same for ever."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        buffer[:] = b"0" * len(buffer)
        return len(buffer)


def test_what_comes_in_is_bounded() -> None:
    with pytest.raises(InputError, match="What came in is larger than 1,000 bytes"):
        read_stream(io.BufferedReader(Endless()), 1000)  # type: ignore[type-var]
    assert read_stream(io.BytesIO(b"x" * 1000), 1000) == b"x" * 1000


def test_a_line_that_is_too_long_costs_itself() -> None:
    stream = io.BytesIO(b"a\n" + b"b" * 5000 + b"\nc\n" + b"d" * 10)
    assert list(read_lines(stream, 10)) == [b"a\n", None, b"c\n", b"d" * 10]


# --- signs that steer ----------------------------------------------------------------------------


@given(st.text())
def test_what_is_shown_is_seen(text: str) -> None:
    said = shown(text)
    assert all(each.isprintable() or each.isspace() for each in said)
    assert not set(said) & set("\n\r\t\x1b\u2028\u202e\u200b\ufeff")
    assert shown(said) == said


@given(st.text())
def test_what_is_cleaned_stays_clean(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)
    assert "\u202e" not in cleaned(text)


def test_scripts_keep_what_they_need() -> None:
    for name in ("می\u200cخواهم", "👩\u200d⚕️", "Magnésium — 60 ×"):
        assert cleaned(name) == name


def test_a_refusal_steers_nothing() -> None:
    error = InputError("a\x1b[2J", "unknown", word="\u202e", mend="Use\nthis.")
    assert str(error) == "a<U+001B>[2J: '<U+202E>' is not known. Use this."


def test_reasons_and_names_from_outside(
    here: Path, capsys: pytest.CaptureFixture[str], magapp_home: Path
) -> None:
    (magapp_home / "settings.toml").write_text('shop_name = "A\\u001b[31m\\u202eB"')
    settings, faults = read_settings(magapp_home)
    assert settings.shop_name == ""
    assert "U+001B" in str(faults[0])
    assert all(str(fault).isprintable() for fault in faults)
    (magapp_home / "settings.toml").write_text('"\\u001b[31mx" = 1')
    assert all(str(fault).isprintable() for fault in read_settings(magapp_home)[1])
    main(["catalog", "import", "geen\x1b[31m.csv"], Screenless())
    assert "\x1b" not in capsys.readouterr().err


# --- formulas ------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("'=+-@,;\t\n|a1 ＝"), max_size=12))
def test_a_guarded_cell_comes_back(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@given(st.lists(st.text(st.sampled_from("'=+-@,;\t\n|a1\""), max_size=10), min_size=2, max_size=4))
def test_no_cell_begins_as_a_formula_however_a_spreadsheet_cuts_the_file(cells: list[str]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow([guarded(cell) for cell in cells])
    for delimiter in ",;\t|":
        for row in csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=delimiter):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row), row


@pytest.mark.parametrize(
    "name", ["=cmd|'/C calc'!A0", "+31 20", "-5 %", "@SUM(A1)", "'=x", "Naam;=cmd", "a\n=b", "＝1"]
)
def test_an_export_is_safe_and_comes_back_the_same(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "ean,name,brand,form,mg_per_unit,units_per_day,units_per_pack,price,currency"
    path = tmp_path / "in.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*header.split(","), "dosage_form", "vegan", "stock", "shelf", "contains"])
        row = ["8712345678906", guarded(name), "A", "citrate", 100, 2, 90, "9.95", "EUR", "tablet"]
        writer.writerow([*row, "yes", 3, "B1", ""])
    assert main(["catalog", "import", str(path)], Screenless()) == 0
    capsys.readouterr()
    assert main(["catalog", "export"], Screenless()) == 0
    first = capsys.readouterr().out
    cell = next(csv.reader([*first.split("\n", 1)[1].splitlines(keepends=True)]))[1]
    assert cell == guarded(name)
    assert cell != name
    path.write_text(first, encoding="utf-8", newline="")
    assert main(["catalog", "import", str(path)], Screenless()) == 0
    assert "1 unchanged" in capsys.readouterr().out
    assert main(["catalog", "export"], Screenless()) == 0
    assert capsys.readouterr().out == first
