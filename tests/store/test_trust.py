"""What lies in a database or a backup is data: anybody may have written it.

A longer look at damaged backups: MAGAPP_FUZZ=2000 pytest tests/store/test_trust.py
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from time import time

import pytest
from msgspec.structs import replace
from people import MAGNESIUM, STRESSED
from stdnum import ean

from magapp.assistant import Assistant, open_assistant
from magapp.cli.main import main
from magapp.errors import DamagedStore, InputError, MagappError
from magapp.products import Refusal, export_csv
from magapp.products.plan import ImportPlan
from magapp.resources import resource
from magapp.settings import DATABASE
from magapp.store import COUNTER_MINUTES, backups, open_store, restore, restoring

TRIES = int(os.environ.get("MAGAPP_FUZZ", "60"))
DAMAGE: list[tuple[str, object]] = [
    ("mg_per_unit", -100),
    ("mg_per_unit", 0),
    ("mg_per_unit", "a lot"),
    ("mg_per_unit", 9e999),
    ("mg_per_unit", b"\x00"),
    ("units_per_day", -3),
    ("units_per_day", 0),
    ("units_per_day", 2.5),
    ("units_per_day", "three"),
    ("units_per_day", 2**62),
    ("units_per_pack", 0),
    ("units_per_pack", "x"),
    ("price", "12 euro"),
    ("price", -1),
    ("stock", "many"),
    ("stock", -1),
    ("vegan", "perhaps"),
    ("vegan", 7),
    ("form", "plutonium"),
    ("form", b"\xff"),
    ("blend", "[["),
    ("blend", "[]"),
    ("blend", "{}"),
    ("blend", '[["citrate", -100.0]]'),
    ("blend", '[["citrate", NaN]]'),
    ("blend", "[" * 100_000),
    ("blend", '[["plutonium", 100.0]]'),
    ("contains", '[["b6", -1]]'),
    ("contains", '[["b6", "1"]]'),
    ("contains", '[["b6", 1], ["b6", 2]]'),
    ("contains", "null"),
    ("contains", 3),
    ("dosage_form", "brick"),
    ("currency", b"\xfe\xfe"),
    ("name", ""),
    ("name", b"\xff\xfe\xfd"),
    ("name", "Demo \x1b[2J"),
    ("ean", "no number"),
    ("ean", "87123456789\n6"),
    ("ean", "\u0661" * 13),
    ("salt_mg_per_unit", -1),
    ("salt_mg_per_unit", "x"),
    ("brand", b"\xff"),
    ("picture", b"\x00\xff"),
]


TABLES_OF = {
    "ean": ["product", "listing"],
    **{column: ["listing"] for column in ("stock", "shelf", "retired")},
}


def spoil(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute("PRAGMA foreign_keys = OFF")
        other.execute(statement, values)
        other.commit()


def one_ean(path: Path) -> str:
    with closing(sqlite3.connect(path)) as other:
        return str(other.execute("SELECT min(ean) FROM product").fetchone()[0])


@pytest.fixture
def database(magapp_home: Path) -> Path:
    """The shop's database as a new shop has it, with one backup."""
    with open_store() as store:
        store.backup()
    return magapp_home / DATABASE


def damage(path: Path, column: str, value: object, key: str = "") -> str:
    """One row with something no import would let in; returns its EAN."""
    key = key or one_ean(path)
    if column == "mg_per_unit" and value == -100:  # all of it turned, so that it adds up
        blend = json.dumps([["citrate", -100.0]])
        spoil(path, "UPDATE product SET blend = ?, form = 'citrate' WHERE ean = ?", blend, key)
    for table in TABLES_OF.get(column, ["product"]):
        spoil(path, f"UPDATE {table} SET {column} = ? WHERE ean = ?", value, key)
    return key


def damage_all(path: Path) -> tuple[list[str], list[str]]:
    """Each kind of damage, in a product of its own: the EANs of these, and of the others."""
    eans = []
    with closing(sqlite3.connect(path)) as other:
        first = one_ean(path)
        for number in range(len(DAMAGE)):
            body = f"87{number:010}"
            eans.append(body + ean.calc_check_digit(body))
        for table in ("product", "listing"):
            columns = ", ".join(row[1] for row in other.execute(f"PRAGMA table_info({table})"))
            copied = columns.replace("ean", "?", 1)
            query = f"INSERT INTO {table} ({columns}) SELECT {copied} FROM {table} WHERE ean = ?"
            other.executemany(query, [(each, first) for each in eans])
        other.commit()
        whole = [each for (each,) in other.execute("SELECT ean FROM product")]
    for (column, value), key in zip(DAMAGE, eans, strict=True):
        damage(path, column, value, key)
    return eans, sorted(set(whole) - set(eans))


def well_said(reasons: list[str], eans: list[str]) -> None:
    """One sentence for each row, with its number where it has one."""
    assert len(reasons) == len(DAMAGE)
    assert all(reason.isprintable() and reason.endswith((".", "?")) for reason in reasons)
    for (column, _), key in zip(DAMAGE, eans, strict=True):
        assert column == "ean" or any(key in reason for reason in reasons)


# --- rows of the database itself -----------------------------------------------------------------


def test_rows_no_import_would_let_in_are_left_out_and_named(database: Path) -> None:
    damaged, whole = damage_all(database)
    assistant = open_assistant()
    catalogue = assistant.catalogue
    assert [each.ean for each in catalogue.products] == whole
    well_said([each.reason for each in catalogue.refused], damaged)
    _, suggestion = assistant.advise(STRESSED)
    assert suggestion.products
    assert all(each.units_per_day > 0 for each in suggestion.products)
    export_csv(catalogue.products, MAGNESIUM)
    assistant.let_go()


def test_an_import_mends_the_row(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "shelf.csv"
    with open_store() as store:
        whole = export_csv(store.products(), MAGNESIUM)
    file.write_text(whole, "utf-8")
    damage(database, "mg_per_unit", -100)
    assert main(["catalog", "import", str(file)], None) == 0  # type: ignore[arg-type]
    with open_store() as store:
        assert export_csv(store.products(), MAGNESIUM) == whole
        assert store.refused == ()


def test_staff_are_told_in_the_list(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = damage(database, "units_per_day", "three")
    assert main(["catalog", "list"], None) == 0  # type: ignore[arg-type]
    said = capsys.readouterr()
    assert f"Left out: product {key}: units_per_day" in said.err
    assert key not in said.out


@pytest.mark.parametrize("name", ["schema", "version", "undo"])
@pytest.mark.parametrize("value", ["x", b"\xff", 1.5, -(2**60)])
def test_numbers_that_are_none_are_said_in_a_sentence(
    database: Path, name: str, value: object
) -> None:
    if name == "schema":
        spoil(database, "UPDATE meta SET value = ? WHERE name = ?", value, name)
    else:
        spoil(database, f"UPDATE shop SET {name} = ?", value)
    with suppress(MagappError), open_store() as store:
        store.call("Kiosk")
        for act in (store.products, store.last_import, store.undo_last_import, store.suppliers):
            with suppress(MagappError):
                act()


@pytest.mark.parametrize("column", ["name", "blend", "mg_per_unit", "price", "vegan", "retired"])
@pytest.mark.parametrize("value", ["x", b"\xff", 2**60])
def test_a_row_damaged_since_an_import_is_put_back_by_its_undo(
    database: Path, column: str, value: object
) -> None:
    with open_store() as store:
        before = store.products()
        plan = ImportPlan("stock.csv", {}, (), (), (), (), (), (replace(before[0], stock=99),))
        store.import_file(plan, remove_demo=False)
        damage(database, column, value, before[0].ean)
        store.undo_last_import()
        (now,) = (each for each in store.products() if each.ean == before[0].ean)
        assert now in (before[0], replace(before[0], name=str(value)))  # which is a name
        assert store.refused == ()


@pytest.mark.parametrize("value", ["x", b"\xff", 1.5, 2**60])
def test_a_mark_that_no_counter_left_calls_nobody(database: Path, value: object) -> None:
    spoil(database, "INSERT INTO counter VALUES ('', ?)", value)
    with open_store() as store:
        minutes = store.attended()
        assert minutes is None or abs(minutes) > COUNTER_MINUTES
        store.attend()
        assert store.attended() in (0, 1)


@pytest.mark.parametrize(
    "kept", ["", "x", "[]", '{"ean": 3}', '{"ean"', "[" * 100_000, b"\xff", 3, '{"evil": "x"}']
)
def test_columns_that_are_none_are_forgotten(database: Path, kept: object) -> None:
    spoil(database, f"INSERT INTO supplier VALUES (1, 'Wholesale', '{MAGNESIUM.id}', ?)", kept)
    with open_store() as store:
        assert not store.mapping("Wholesale")


def test_suppliers_that_are_no_names_are_not_offered(database: Path) -> None:
    for name in ("Wholesale", b"\xff\x00", "bad\x1b[2J"):
        spoil(database, f"INSERT INTO supplier VALUES (1, ?, '{MAGNESIUM.id}', '{{}}')", name)
    with open_store() as store:
        assert store.suppliers() == ("Wholesale",)


def test_calls_that_no_kiosk_made_are_not_shown(database: Path) -> None:
    now = int(time() // 60)
    for name, minute in (
        ("bad\x1b[2J", now), ("long" * 100, now), (b"\xff", now), ("later", 10**12),
        ("text", "soon"),
    ):  # fmt: skip
        spoil(database, "INSERT INTO call VALUES ('', ?, ?)", name, minute)
    with open_store() as store:
        store.call("Kiosk \x1b 1")
        assert [each.kiosk for each in store.calls()] == ["Kiosk  1"]
        store.answer_call("Kiosk  1")
        assert store.calls() == ()
    many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1000)"
    spoil(database, f"INSERT INTO call {many} SELECT '', x, ? FROM n", now)
    with open_store() as store:
        assert len(store.calls()) == 100


# --- backups -------------------------------------------------------------------------------------


def test_a_backup_is_read_as_data(database: Path) -> None:
    [backup] = backups()
    damaged, whole = damage_all(backup)
    told: list[Refusal] = []
    assert restore(backup, refused=told.append).source == backup
    well_said([each.reason for each in told], damaged)
    with open_store() as store:
        assert [each.ean for each in store.products()] == whole
        assert store.refused == ()


def test_a_backup_without_a_sound_product_is_refused(database: Path) -> None:
    [backup] = backups()
    spoil(backup, "UPDATE product SET mg_per_unit = -100")
    with open_store() as store:
        before = store.products()
    with pytest.raises(InputError, match="no product that can be read"):
        restore(backup)
    with open_store() as store:
        assert store.products() == before


EXTRA = [
    "CREATE TABLE evil (x)",
    "CREATE VIEW evil AS SELECT 1",
    "CREATE TRIGGER evil AFTER UPDATE ON product BEGIN DELETE FROM product; END",
    "CREATE TRIGGER evil AFTER INSERT ON call BEGIN DELETE FROM call; END",
    "CREATE INDEX evil ON product (name)",
]


def test_nothing_else_comes_along(database: Path) -> None:
    [backup] = backups()
    for number, extra in enumerate(EXTRA):
        spoil(backup, extra.replace("evil", f"evil{number}"))
    with open_store() as store:
        before = export_csv(store.products(), MAGNESIUM)
    restore(backup)
    with closing(sqlite3.connect(database)) as other:
        names = {name for (name,) in other.execute("SELECT name FROM sqlite_master")}
    assert "product" in names
    assert not any("evil" in name for name in names)
    with open_store() as store:
        assert export_csv(store.products(), MAGNESIUM) == before


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT "
HUGE = "(hex(zeroblob(200000000)))"


def rebuilt(name: str, columns: str) -> str:
    return f"ALTER TABLE product RENAME TO old; CREATE {name} {columns}"


@pytest.mark.parametrize(
    "script",
    [
        f"ALTER TABLE product RENAME TO old; CREATE VIEW product AS {ENDLESS} x AS ean FROM n",
        f"ALTER TABLE meta RENAME TO old; CREATE VIEW meta AS {ENDLESS} 'x' AS name, x AS value"
        " FROM n",
        f"ALTER TABLE product ADD COLUMN more TEXT AS {HUGE}; ALTER TABLE product DROP COLUMN name;"
        f" ALTER TABLE product ADD COLUMN name TEXT AS {HUGE}",
        f"CREATE INDEX evil ON product ({HUGE})",
        "ALTER TABLE product RENAME TO old; CREATE VIRTUAL TABLE product USING fts5(ean)",
        "DROP TABLE product; CREATE TABLE product (ean)",
        "DROP TABLE meta; CREATE TABLE meta (x)",
        "DROP TABLE meta",
    ],
)
def test_tables_that_ask_for_more_than_their_rows_are_refused(
    database: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "RESTORE_SECONDS", 1.0)
    [backup] = backups()
    with closing(sqlite3.connect(backup)) as other:
        other.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000)  # not carried out while it is made
        for statement in script.split("; "):
            with suppress(sqlite3.DataError):
                other.execute(statement)
        other.commit()
    with open_store() as store:
        before = export_csv(store.products(), MAGNESIUM)
    with suppress(InputError):  # or read without what asks for more
        restore(backup)
    with open_store() as store:
        assert export_csv(store.products(), MAGNESIUM) == before


def test_what_is_restored_is_what_was_kept(database: Path, tmp_path: Path) -> None:
    """Products on and off the shelf, the demo's mark, columns of suppliers, the last undo."""
    file = tmp_path / "shelf.csv"
    demo = resource("packs", "magnesium", "demo.csv").read_text("utf-8")
    file.write_text(demo.replace("Demo", "Own").replace("12.95", "13.95"), "utf-8")
    with open_store() as store:
        key = store.products()[3].ean
        store.retire(key)
    assert main(["catalog", "import", str(file), "--supplier", "W"], None) == 0  # type: ignore[arg-type]
    with open_store() as store:
        store.retire(key)
        kept = store.products(), store.retired(), store.is_demo, store.mapping("W")
        last, version = store.last_import(), store.version
        backup = store.backup()
        store.set_stock(store.products()[0].ean, 77)
    restore(backup)
    with open_store() as store:
        assert (store.products(), store.retired(), store.is_demo, store.mapping("W")) == kept
        assert store.last_import() == last
        assert store.version > version
        store.undo_last_import()
        assert store.is_demo


@pytest.mark.parametrize("where", ["backup", "database"])
def test_names_that_are_no_text_are_damage(database: Path, where: str) -> None:
    """SQLite then cannot even say what is wrong."""
    path = backups()[0] if where == "backup" else database
    spoil(path, "CREATE INDEX evilname ON product (name)")
    content = path.read_bytes()
    assert b"evilname" in content
    content = content.replace(b"evilname ON", b"evilname QN")  # what is no statement
    path.write_bytes(content.replace(b"evilname", b"evil\xf2\xf2\xf2\xf2"))
    if where == "backup":
        with pytest.raises(InputError, match="no backup"):
            restore(path)
    else:
        with pytest.raises(DamagedStore):
            open_store()


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE shop SET version = 9223372036854775807",
        "DELETE FROM shop; INSERT INTO imports VALUES (1, 0, 'f', '', 0, 0, 0, 0, 0, '')",
        "DELETE FROM shop",
    ],
)
def test_counts_that_no_program_writes_are_restored_as_none(database: Path, script: str) -> None:
    """And the database can be opened, and restored once more."""
    [backup] = backups()
    for statement in script.split("; "):
        spoil(backup, statement)
    with open_store() as store:
        before = export_csv(store.products(), MAGNESIUM)
    restore(backup)
    with open_store() as store:
        assert export_csv(store.products(), MAGNESIUM) == before
        store.set_stock("2000001000014", 3)
        store.set_stock("2000001000014", 4)
        with pytest.raises(InputError, match="no import"):
            store.undo_last_import()


@pytest.mark.parametrize(
    "script", ["DELETE FROM shop", "UPDATE shop SET version = 'many'", "DROP TABLE shop"]
)
def test_one_restores_out_of_a_database_that_counts_nothing(database: Path, script: str) -> None:
    [backup] = backups()
    spoil(database, script)
    restore(backup)
    with open_store() as store:
        assert len(store.products()) == 49


def test_damaged_backups_restore_what_is_sound_or_are_refused(
    database: Path, assistant: Assistant
) -> None:
    chance = random.Random(3)
    [backup] = backups()
    whole = backup.read_bytes()
    known = {each.ean: each for each in assistant.catalogue.products}
    for number in range(TRIES):
        content = bytearray(whole)
        kind = number % 3
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(100 if kind == 0 else len(content))
            content[at] = chance.randrange(256)
        if kind == 2:
            del content[chance.randrange(len(content)) :]
        backup.write_bytes(content)
        with suppress(InputError):
            restore(backup)
        with open_store() as store:
            for each in store.products():
                assert each.ean in known
                assert 0 < each.per_unit <= 1_000_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_only_a_file_is_a_backup_or_a_database(magapp_home: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.db"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path("/dev/zero")):
        with pytest.raises(InputError, match="is not there"):
            restore(path)
    for make in (os.mkfifo, lambda path: os.symlink("/dev/zero", path)):
        path = magapp_home / DATABASE
        make(path)
        with pytest.raises(MagappError):
            open_store()
        path.unlink()


CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (512 * 2**20, 512 * 2**20))
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from pathlib import Path
from magapp.errors import MagappError
from magapp.store import restore
try:
    restore(Path(sys.argv[1]))
except MagappError as error:
    print(error)
else:
    print("restored")
"""


def many_rows(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        for table in ("product", "listing"):
            columns = [row[1] for row in other.execute(f"PRAGMA table_info({table})")]
            names = ", ".join(columns)
            values = [*columns]
            values[columns.index("ean")] = "printf('87%011d', n.x)"
            other.execute(
                "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 30000)"
                f" INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM n,"
                f" (SELECT * FROM {table} LIMIT 1)"
            )
        other.commit()


def long_text(path: Path) -> None:
    spoil(path, "UPDATE product SET name = ?", "x" * 150_000)


def endless(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("ALTER TABLE meta RENAME TO old")
        other.execute(
            f"CREATE VIEW meta AS {ENDLESS} 'schema' AS name, hex(zeroblob(x)) AS value FROM n"
        )
        other.commit()


@pytest.mark.parametrize("fill", [many_rows, long_text, endless])
@pytest.mark.skipif(sys.platform != "linux", reason="only there the limits hold")
def test_no_backup_takes_much(database: Path, fill: Callable[[Path], None]) -> None:
    [backup] = backups()
    fill(backup)
    assert backup.stat().st_size < 10_000_000
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(backup)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
