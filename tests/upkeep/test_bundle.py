"""An export of everything, another home, and back; and what is none of ours."""

from __future__ import annotations

import json
import shutil
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from people import MAGNESIUM

from magapp.errors import InputError, StoreError
from magapp.machine import pin
from magapp.machine.shelf_map import ShelfMap, keep_map, keep_picture, read_map
from magapp.products import export_csv
from magapp.records.record import Record, Second, block
from magapp.settings import DATABASE, load_settings
from magapp.store import open_store
from magapp.store.record_copies import bring_records
from magapp.store.records import open_records
from magapp.upkeep import bundle
from magapp.upkeep.bundle import ABOUT, bring_in, export_all, look_into, take_back

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf"
    b"\xc0\0\0\3\1\1\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82"
)
SETTINGS = '# ours\nshop_name = "Winkel"\nlogo = "logo.png"\n'
EAN = "2000001000014"
PHOTO = f"photos/{EAN}.png"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop's folder with something of everything."""
    folder = tmp_path_factory.mktemp("shop")
    with open_store(folder) as store:
        store.set_stock(EAN, 41)
        store.retire("2000001000021")
    (folder / "settings.toml").write_text(SETTINGS)
    (folder / "logo.png").write_bytes(PNG)
    (folder / "photos").mkdir()
    (folder / PHOTO).write_bytes(PNG)
    (folder / "photos" / "20000059.png").write_bytes(PNG)  # of no product
    pin.set_pin(folder, "2468")
    made = open_records(folder)
    assert made is not None
    with made as records:
        records.add([*[RECORD] * 7, *[SECOND] * 2])
        records.add([RECORD, SECOND], made_up=True)
        records.set_keep(90)
    return folder


@pytest.fixture(scope="module")
def made(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "everything.zip"
    export_all(path, MAGNESIUM, shop)
    return path


@pytest.fixture
def export(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path))


RECORD = Record(
    day=739_950, hour=10, channel="kiosk", language="nl", pack="ab" * 32, ending="finished",
    outcome="suggest", minutes=2, cleared=(("bowel", "doctor"),), wanted=("citrate",),
    shown=(EAN, "2000001000021"), taken=EAN,
)  # fmt: skip
SECOND = Second(
    week=block(RECORD.day), outcome="change", step="bowel", effect="better", weeks="between",
    form="citrate", situations=("stress", "sleep"),
)  # fmt: skip


def counted(folder: Path) -> dict[int, int]:
    """How many records there are, by week."""
    records = open_records(folder, make=False)
    assert records is not None
    with records:
        assert not records.has_made_up
        assert records.blocks() == {SECOND.week: 2}
        assert records.seconds([SECOND.week])["second_situation"]["sleep:better"] == 2
        return records.weeks()


def test_a_row_that_is_no_record_is_left_out(shop: Path, export: Path, tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    path.write_bytes(inside(export)["records.db"])
    with closing(sqlite3.connect(path)) as file, file:
        row = list(file.execute("SELECT * FROM record").fetchone())
        for key, (place, wrong) in enumerate(((4, "x"), (6, "<b>"), (13, b"\xff"), (5, 99))):
            spoilt = [*row[:place], wrong, *row[place + 1 :]]
            spoilt[3] = key
            marks = ", ".join("?" * len(row))
            file.execute(f"INSERT INTO record VALUES ({marks})", spoilt)
        row = list(file.execute("SELECT * FROM record_second").fetchone())
        for key, (place, wrong) in enumerate(((2, SECOND.week + 7), (5, "<b>"), (9, b"\xff"))):
            spoilt = [*row[:place], wrong, *row[place + 1 :]]
            spoilt[3] = key
            marks = ", ".join("?" * len(row))
            file.execute(f"INSERT INTO record_second VALUES ({marks})", spoilt)
    assert bring_records(path, tmp_path / "other")
    assert counted(tmp_path / "other") == {RECORD.week: 7}
    with closing(sqlite3.connect(path)) as file, file:  # as an older program wrote it
        file.execute("DROP TABLE record_second")
    assert bring_records(path, tmp_path / "older")
    path.write_bytes(b"Dear customer")
    with pytest.raises(InputError, match="is no backup"):
        bring_records(path, tmp_path / "third")
    assert not (tmp_path / "third" / "magapp-records.db").exists()


def shelf(folder: Path) -> tuple[str, int]:
    """The products as CSV, and how many are retired."""
    with open_store(folder) as store:
        return export_csv(store.products(), MAGNESIUM), len(store.retired())


def readers(folder: Path) -> dict[str, int]:
    """The rights to each file of a folder."""
    return {each.name: each.stat().st_mode & 0o777 for each in folder.iterdir() if each.is_file()}


def test_another_machine_has_everything_and_may_go_back(
    shop: Path, export: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with open_store(other) as store:
        store.set_stock(EAN, 5)
    (other / "settings.toml").write_text('shop_name = "Ander"\ntheme = "dark"\n')
    (other / "logo.png").write_bytes(PNG + b"old")
    before = shelf(other)
    seen = look_into(export, other)
    assert [(now.stock, old.stock) for now, old in seen.inside.other] == [(5, 41)]
    assert len(seen.inside.gone) == 1
    assert [(each.entry.key, each.now, each.later) for each in seen.settings] == [
        ("shop_name", "Ander", "Winkel"), ("logo", "", "logo.png"), ("theme", "dark", "light"),
    ]  # fmt: skip
    assert seen.settings[2].in_words("nl") == "Uiterlijk: Donker → Licht"
    assert seen.pictures == 2
    assert shelf(other) == before
    brought = bring_in(export, other)
    assert shelf(other) == shelf(shop)
    assert (other / "settings.toml").read_text() == SETTINGS
    assert (other / "logo.png").read_bytes() == (other / PHOTO).read_bytes() == PNG
    assert not (other / "pin").exists()
    assert readers(brought.aside) == {"settings.toml": 0o600, "logo.png": 0o600}
    take_back(brought, other)
    assert shelf(other) == before
    assert load_settings(other).shop_name == "Ander"
    assert (other / "logo.png").read_bytes() == PNG + b"old"
    assert not list(other.glob("export-*"))


def test_a_new_machine_begins_with_it(shop: Path, export: Path, tmp_path: Path) -> None:
    other = tmp_path / "new"
    brought = bring_in(export, other)
    assert shelf(other) == shelf(shop)
    assert load_settings(other).shop_name == "Winkel"
    assert brought.backup is None
    assert counted(other) == {RECORD.week: 7}
    brought_files = {name: mode for name, mode in readers(other).items() if ".db" not in name}
    assert brought_files == {"settings.toml": 0o600, "logo.png": 0o600}
    assert not bring_in(export, other).records  # those that are here stay as they are
    assert counted(other) == {RECORD.week: 7}
    take_back(brought, other)
    assert not (other / "magapp-records.db").exists()
    assert not (other / "settings.toml").exists()


def test_the_map_of_the_shop_comes_along_and_goes_again(tmp_path: Path) -> None:
    shop, other, path = tmp_path / "shop", tmp_path / "other", tmp_path / "everything.zip"
    with open_store(shop):
        shelf_map = ShelfMap(keep_picture(shop, PNG)).put("B2", 0.25, 0.5)
    keep_map(shop, shelf_map)
    export_all(path, MAGNESIUM, shop)
    brought = bring_in(path, other)
    assert read_map(other) == shelf_map
    assert (other / shelf_map.picture).read_bytes() == PNG
    take_back(brought, other)
    assert read_map(other) is None
    keep_map(other, older := ShelfMap(keep_picture(other, PNG + b"older")).put("A1", 1, 1))
    take_back(bring_in(path, other), other)
    assert read_map(other) == older
    (shop / "shelf-map.json").write_text("{}")  # one that cannot be read stays at home
    export_all(tmp_path / "again.zip", MAGNESIUM, shop)
    assert not [name for name in inside(tmp_path / "again.zip") if "map" in name]


def test_no_records_stay_of_what_could_not_be_brought_in(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"

    def full(*_: object) -> None:
        assert (other / "magapp-records.db").exists()
        raise StoreError("store_full", place="here")

    with monkeypatch.context() as patched:
        patched.setattr(bundle, "restore", full)
        with pytest.raises(StoreError):
            bring_in(export, other)
    assert not (other / "magapp-records.db").exists()
    assert bring_in(export, other).records
    assert counted(other) == {RECORD.week: 7}


def test_a_folder_that_takes_nothing_is_not_said_of_the_file(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundle, "_aside", full)
    with pytest.raises(InputError) as caught:
        bring_in(export, other)
    assert (caught.value.code, str(export) in str(caught.value)) == ("unwritable", False)
    assert str(other) in str(caught.value)


def test_neither_pin_nor_log_nor_what_was_deleted_is_in_it(shop: Path, export: Path) -> None:
    with zipfile.ZipFile(export) as packed:
        assert {*packed.namelist()} == {
            ABOUT, DATABASE, "records.db", "catalogue.csv", "settings.toml", "pictures/logo.png",
            f"pictures/{PHOTO}",
        }  # fmt: skip
        hashed = (shop / "pin").read_bytes().split()[0]
        assert all(hashed not in packed.read(name) for name in packed.namelist())
        assert str(shop).encode() not in b"".join(map(packed.read, packed.namelist()))


def test_nothing_is_written_over(export: Path, shop: Path) -> None:
    with pytest.raises(InputError, match="there already"):
        export_all(export, MAGNESIUM, shop)
    with pytest.raises(InputError, match="cannot be written"):
        export_all(export / "below.zip", MAGNESIUM, shop)


def packed(path: Path, parts: dict[str, bytes], **about: object) -> None:
    """An export with these parts, described truly."""
    files = {name: {"size": len(each), "sha256": sha256(each).hexdigest()}
             for name, each in parts.items()}  # fmt: skip
    said = {"magapp": 1, "made": 1.0, "schema": 3, "files": files} | about
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, each in parts.items():
            file.writestr(name, each)
        file.writestr(ABOUT, json.dumps(said))


def inside(path: Path) -> dict[str, bytes]:
    """The parts of an export."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist() if name != ABOUT}


def a_slip(path: Path) -> None:
    packed(path, inside(path) | {"../outside.png": PNG})


def a_place_of_ours(path: Path) -> None:
    packed(path, inside(path) | {"pictures/backups/magapp-000009-x.png": PNG})


def another_slip(path: Path) -> None:
    packed(path, inside(path) | {"pictures/../../outside.png": PNG})


def no_picture(path: Path) -> None:
    packed(path, inside(path) | {"pictures/run.png": b"#!/bin/sh"})


def no_map(path: Path) -> None:
    packed(path, inside(path) | {"shelf-map.json": b'{"picture": "../settings.toml"}'})


def the_pin(path: Path) -> None:
    packed(path, inside(path) | {"pin": b"$argon2id$"})


def no_database(path: Path) -> None:
    packed(path, {"settings.toml": b""})


def a_later_format(path: Path) -> None:
    packed(path, inside(path), magapp=2)


def a_bomb(path: Path) -> None:
    parts = inside(path)
    packed(path, parts | {"settings.toml": bytes(50_000_000)})


def a_bomb_that_lies(path: Path) -> None:
    parts = inside(path) | {DATABASE: bytes(50_000_000)}
    files = {name: {"size": 10, "sha256": "0" * 64} for name in parts}
    packed(path, parts, files=files)


def another_digest(path: Path) -> None:
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as file:
        at = file.getinfo("settings.toml").header_offset
    content[at + 30 + len("settings.toml") + 3] ^= 1
    path.write_bytes(content)


def very_many(path: Path) -> None:
    content = bytearray(path.read_bytes())
    struct.pack_into("<H", content, content.rindex(b"PK\5\6") + 10, 60_000)
    path.write_bytes(content)


def twice(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as file:
        file.writestr("settings.toml", "theme = 'dark'")


def a_text(path: Path) -> None:
    path.write_text("Dear customer")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def no_backup(path: Path) -> None:
    packed(path, inside(path) | {DATABASE: b"SQLite format 3\0" + bytes(100)})


@pytest.mark.parametrize(
    "spoil",
    [
        a_slip, another_slip, a_place_of_ours, no_picture, no_map, the_pin, no_database,
        a_later_format, a_bomb, a_bomb_that_lies, another_digest, very_many, twice, a_text, empty,
        no_backup,
    ],
)  # fmt: skip
def test_what_is_none_of_ours_changes_nothing(
    export: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(export)
    other = tmp_path / "a" / "other"
    other.mkdir(parents=True)
    (other / "settings.toml").write_text('theme = "dark"\n')
    for act in (look_into, bring_in):
        with pytest.raises(InputError, match=r"is no (export|backup)"):
            act(export, other)
    assert [each.name for each in other.iterdir()] == ["settings.toml"]
    assert (other / "settings.toml").read_text() == 'theme = "dark"\n'
    assert not list(tmp_path.rglob("outside.png"))


def test_a_line_of_its_settings_that_is_wrong_is_said(export: Path, tmp_path: Path) -> None:
    packed(export, inside(export) | {"settings.toml": b'theme = "pink"\nmotion = false\n'})
    seen = look_into(export, tmp_path / "other")
    assert [each.key for each in seen.faults] == ["theme"]
    assert [each.in_words("en") for each in seen.settings] == ["Movement: on → off"]
