"""The shop's database: what is written stays, nothing is half written, nothing overwritten."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from textwrap import dedent
from threading import Thread
from time import monotonic

import pytest
import sqlalchemy as sa
from msgspec.structs import replace
from older import go_back
from people import MAGNESIUM
from server import on_both
from sqlalchemy.dialects import postgresql as on_server
from sqlalchemy.dialects import sqlite as file
from sqlalchemy.sql.compiler import SQLCompiler

from magapp.assistant import Assistant, open_assistant
from magapp.errors import Cancelled, DamagedStore, InputError, NewerStore, StoreError
from magapp.pack import Pack
from magapp.products import Product, export_csv
from magapp.products.mapping import guess_mapping
from magapp.products.plan import ImportPlan, plan_import
from magapp.products.table import read_content
from magapp.resources import resource
from magapp.settings import DATABASE, Settings, store_exists
from magapp.store import (
    SCHEMA,
    Call,
    Store,
    backups,
    open_store,
    products,
    restore,
    sqlite,
    start_anew,
    tables,
)

DEMO = resource("packs", "magnesium", "demo.csv").read_text(encoding="utf-8")


def callers(calls: tuple[Call, ...]) -> tuple[str, ...]:
    """The kiosks that call."""
    return tuple(each.kiosk for each in calls)


HEADER = DEMO.splitlines()[0]
CITRATE = "8712345678906,Citraat,Proef,citrate,100,2,90,13.95,EUR,tablet,yes,12,B6,,619"
TAURATE = "5410000000019,Tauraat,Proef,taurate,50,2,60,25.00,EUR,capsule,no,4,B3,b6:1.4,"
DEMO_EAN = "2000001000014"


def planned(pack: Pack, *lines: str, current: tuple[Product, ...] = ()) -> ImportPlan:
    table = read_content("\n".join([HEADER, *lines, ""]).encode(), "shop.csv")
    return plan_import(table, guess_mapping(table, pack.substance), current, pack)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store() as opened:
        yield opened


def eans(store: Store) -> list[str]:
    return [product.ean for product in store.products()]


# --- products ------------------------------------------------------------------------------------


def test_a_new_shop_begins_with_the_demo(magapp_home: Path) -> None:
    assert not store_exists()
    with open_store() as store:
        assert store.is_demo
        assert export_csv(store.products(), MAGNESIUM) == DEMO
        assert store.path == magapp_home / "magapp.db"
    assert store_exists()
    with open_store() as again:
        assert export_csv(again.products(), MAGNESIUM) == DEMO


@on_both
def test_put_retire_and_stock(store: Store, pack: Pack) -> None:
    (citrate,) = planned(pack, CITRATE).products
    seen = [store.version]
    store.add(citrate)
    assert citrate in store.products()
    with pytest.raises(InputError, match="is there already"):
        store.add(citrate)
    seen.append(store.version)
    store.set_stock(citrate.ean, 3)
    assert next(each for each in store.products() if each.ean == citrate.ean).stock == 3
    seen.append(store.version)
    store.retire(citrate.ean)
    assert citrate.ean not in eans(store)
    assert [each.ean for each in store.retired()] == [citrate.ean]
    store.restore_product(citrate.ean)
    store.retire(citrate.ean)
    store.edit(citrate, replace(citrate, name="Other"))
    assert [each.name for each in store.retired()] == ["Other"]
    assert eans(store) == sorted(eans(store))
    assert seen == sorted(set(seen))


@on_both
def test_what_is_not_there_cannot_be_changed(store: Store) -> None:
    version = store.version
    for act in (store.retire, store.restore_product, lambda ean: store.set_stock(ean, 1)):
        with pytest.raises(InputError, match="There is no product with the number 1"):
            act("1")
    with pytest.raises(InputError, match="stock: is -1"):
        store.set_stock(DEMO_EAN, -1)
    with pytest.raises(InputError, match="stock: is 1000001"):
        store.set_stock(DEMO_EAN, 1_000_001)
    assert store.version == version


# --- imports -------------------------------------------------------------------------------------


@on_both
def test_the_first_import_takes_the_demo_away_and_undo_brings_it_back(
    store: Store, pack: Pack
) -> None:
    done = store.import_file(planned(pack, CITRATE, TAURATE, "1,x"), supplier="Groothandel")
    assert (done.added, done.changed, done.unchanged, done.refused) == (2, 0, 0, 1)
    assert done.demo_removed == 49
    assert eans(store) == ["5410000000019", "8712345678906"]
    assert store.is_demo is False
    assert store.last_import() == done
    assert store.undo_last_import() == done
    assert export_csv(store.products(), MAGNESIUM) == DEMO
    with open_store() as again:
        assert again.is_demo
        assert again.last_import() is None
    with pytest.raises(InputError, match="no import to undo"):
        store.undo_last_import()


@on_both
def test_the_demo_stays_when_asked_or_when_nothing_landed(store: Store, pack: Pack) -> None:
    assert store.import_file(planned(pack, "1,x")).demo_removed == 0
    assert store.last_import() is None
    assert store.import_file(planned(pack, CITRATE), remove_demo=False).demo_removed == 0
    assert len(store.products()) == 50


@on_both
def test_a_second_import_updates_and_never_doubles(store: Store, pack: Pack) -> None:
    store.import_file(planned(pack, CITRATE, TAURATE))
    before = store.products()
    again = store.import_file(planned(pack, CITRATE, TAURATE))
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert store.products() == before
    dearer = CITRATE.replace("13.95", "14.95")
    done = store.import_file(planned(pack, dearer, TAURATE, current=before))
    assert (done.added, done.changed, done.unchanged) == (0, 1, 1)
    assert [each.price for each in store.products()] == [Decimal(25), Decimal("14.95")]
    store.undo_last_import()
    assert store.products() == before


@on_both
def test_undo_leaves_what_was_done_to_others(store: Store, pack: Pack) -> None:
    store.import_file(planned(pack, CITRATE))
    store.import_file(planned(pack, TAURATE))
    store.set_stock("8712345678906", 99)
    store.set_stock("5410000000019", 98)
    store.undo_last_import()
    assert [(each.ean, each.stock) for each in store.products()] == [("8712345678906", 99)]


@on_both
def test_a_retired_product_comes_back_with_an_import_and_goes_with_its_undo(
    store: Store, pack: Pack
) -> None:
    store.retire(DEMO_EAN)
    row = next(line for line in DEMO.splitlines() if line.startswith(DEMO_EAN))
    done = store.import_file(planned(pack, row))
    assert (done.added, done.demo_removed) == (1, 48)
    assert eans(store) == [DEMO_EAN]
    assert not store.is_demo
    store.undo_last_import()
    assert [each.ean for each in store.retired()] == [DEMO_EAN]
    assert len(store.products()) == 48


@on_both
def test_a_plan_from_before_another_s_change_is_worked_out_again(store: Store, pack: Pack) -> None:
    plan = planned(pack, CITRATE, current=store.products())
    with open_store() as other:
        other.add(planned(pack, CITRATE.replace("13.95", "1.95")).products[0])
    done = store.import_file(plan)
    assert (done.added, done.changed) == (0, 1)
    store.undo_last_import()
    assert Decimal("1.95") in [each.price for each in store.products()]


@on_both
def test_stopping_leaves_nothing_half_done(store: Store, pack: Pack) -> None:
    version = store.version
    with pytest.raises(Cancelled):
        store.import_file(planned(pack, CITRATE), supplier="X", cancelled=lambda: True)
    assert export_csv(store.products(), MAGNESIUM) == DEMO
    assert (store.version, store.suppliers(), store.last_import()) == (version, (), None)


@on_both
def test_a_supplier_s_columns_are_remembered(store: Store, pack: Pack) -> None:
    plan = planned(pack, CITRATE)
    store.import_file(plan, supplier="Groothandel")
    store.import_file(plan, supplier="Groothandel")
    assert store.suppliers() == ("Groothandel",)
    assert store.mapping("Groothandel") == plan.mapping
    assert store.mapping("another") is None


# --- many programs -------------------------------------------------------------------------------


@on_both
def test_two_programs_see_each_other(store: Store, pack: Pack) -> None:
    with open_store() as other:
        before = other.version
        store.set_stock(DEMO_EAN, 77)
        assert other.version > before
        assert other.products()[0].stock == 77
        other.add(planned(pack, CITRATE).products[0])
        assert "8712345678906" in eans(store)


IMPORT = """
    import sys
    from pathlib import Path
    from magapp.products.mapping import guess_mapping
    from magapp.products.plan import plan_import
    from magapp.products.table import read_rows
    from magapp.pack import load_pack
    from magapp.resources import resource
    from magapp.store import open_store

    def progress(done, total):
        if done == STOP_AT:
            print("half", flush=True)
            sys.stdin.read()

    pack = load_pack(resource("packs", "magnesium"))
    table = read_rows(Path(sys.argv[1]))
    with open_store() as store:
        plan = plan_import(table, guess_mapping(table, pack.substance), store.products(), pack)
        store.import_file(plan, progress=progress)
"""


def big_file(folder: Path, count: int) -> Path:
    path = folder / "big.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        print(HEADER, file=file)
        for number in range(count):
            digits = f"87{number:010}"
            check = -sum(int(each) * (3 if at % 2 else 1) for at, each in enumerate(digits)) % 10
            print(f"{digits}{check}{CITRATE[13:]}", file=file)
    return path


def python(code: str, *arguments: str, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", dedent(code), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_kill_9_in_the_middle_of_an_import_leaves_the_old_catalogue_whole(
    tmp_path: Path, pack: Pack
) -> None:
    with open_store() as store:
        store.import_file(planned(pack, CITRATE, TAURATE))
        before = store.products(), store.version, store.last_import()
    for stop_at in ("5000", "10000"):
        child = python(IMPORT.replace("STOP_AT", stop_at), str(big_file(tmp_path, 10_000)))
        with child:
            assert child.stdout
            assert child.stdout.readline() == "half\n"
            child.send_signal(signal.SIGKILL)
            child.wait()
        with open_store() as store:
            assert (store.products(), store.version, store.last_import()) == before
    with open_store() as store:
        store.undo_last_import()
        assert export_csv(store.products(), MAGNESIUM) == DEMO


def test_two_programs_start_and_import_at_once(tmp_path: Path, magapp_home: Path) -> None:
    files = []
    for name, lines in (("a", [CITRATE]), ("b", [TAURATE])):
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
        files.append(path)
    children = [python(IMPORT.replace("STOP_AT", "-1"), str(path)) for path in files]
    for child in children:
        child.communicate()
        assert child.returncode == 0
    with open_store() as store:
        assert eans(store) == ["5410000000019", "8712345678906"]


def test_a_database_in_use_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.01)
    assert store.path
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store() as impatient, pytest.raises(StoreError, match="in use by another program"):
        impatient.set_stock(DEMO_EAN, 1)
    other.execute("ROLLBACK")
    other.close()


# --- backups -------------------------------------------------------------------------------------


def test_backup_and_restore(store: Store, pack: Pack, tmp_path: Path) -> None:
    first = store.backup()
    assert first.name == "magapp-000001-on-demand.db"
    named = store.backup(tmp_path / "mine.db")
    assert {each.name for each in tmp_path.iterdir()} <= {"home", "mine.db"}
    with pytest.raises(InputError, match="is there already"):
        store.backup(named)
    store.import_file(planned(pack, CITRATE))
    version = store.version
    assert restore().source == first
    assert export_csv(store.products(), MAGNESIUM) == DEMO  # also for a program that has it open
    assert store.version > version
    assert [each.name for each in backups()] == [
        "magapp-000001-on-demand.db", "magapp-000002-before-restore.db",
    ]  # fmt: skip
    assert restore().before == backups()[-1]
    assert eans(store) == ["8712345678906"]
    restore(named)
    assert export_csv(store.products(), MAGNESIUM) == DEMO


def test_the_last_backup_is_so_by_number_not_by_clock(store: Store, pack: Pack) -> None:
    first = store.backup()
    store.import_file(planned(pack, CITRATE))
    second = store.backup()
    os.utime(second, (0, 0))  # the clock was set back before it was made
    assert backups() == (first, second)
    store.import_file(planned(pack, TAURATE))
    assert restore().source == second
    assert eans(store) == ["8712345678906"]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_backup_is_not_restored(store: Store, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"other\.db"):
        restore(path)
    with pytest.raises(InputError, match="is not there"):
        restore(tmp_path / "none.db")
    with pytest.raises(InputError, match="no backup to restore"):
        restore()
    assert export_csv(store.products(), MAGNESIUM) == DEMO


# --- what may not be touched ---------------------------------------------------------------------


def spoil(path: Path, kind: str) -> None:
    if kind == "text":
        path.write_bytes(b"these are not the bytes of a database\n" * 100)
    elif kind == "cut":
        path.write_bytes(path.read_bytes()[:-5000])
    elif kind == "torn":
        content = bytearray(path.read_bytes())
        content[4096:12288] = b"\xff" * 8192
        path.write_bytes(content)
    else:
        path.unlink()
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("CREATE TABLE orders (id)")


@pytest.mark.parametrize("kind", ["text", "cut", "torn", "another program's"])
def test_a_damaged_file_is_never_overwritten(kind: str, magapp_home: Path, pack: Pack) -> None:
    with open_store() as store:
        kept = store.backup()
        store.add(planned(pack, CITRATE).products[0])
    path = magapp_home / "magapp.db"
    spoil(path, kind)
    content = path.read_bytes()
    with pytest.raises(DamagedStore, match=r"Restore the last backup .* or start anew") as caught:
        open_store()
    assert (caught.value.path, caught.value.backup) == (path, kept)
    assert path.read_bytes() == content
    assert restore() == (kept, None)
    aside = magapp_home / "magapp-aside-1.db"
    assert aside.read_bytes() == content
    with open_store() as store:
        assert export_csv(store.products(), MAGNESIUM) == DEMO
    assert start_anew() == magapp_home / "magapp-aside-2.db"
    assert aside.read_bytes() == content
    with open_store() as store:
        assert store.is_demo


def test_a_newer_file_is_never_touched(magapp_home: Path) -> None:
    with open_store() as store:
        assert store.path
    with closing(sqlite3.connect(magapp_home / "magapp.db")) as other, other:
        other.execute("UPDATE meta SET value = 99 WHERE name = 'schema'")
    content = (magapp_home / "magapp.db").read_bytes()
    with pytest.raises(NewerStore, match="written by a newer version"):
        open_store()
    assert (magapp_home / "magapp.db").read_bytes() == content
    assert start_anew() == magapp_home / "magapp-aside-1.db"
    assert (magapp_home / "magapp-aside-1.db").read_bytes() == content


def test_an_older_file_is_backed_up_and_brought_up_to_date(
    magapp_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store().close()
    calls = []

    def migrate(connection: sa.Connection) -> None:
        calls.append(connection.exec_driver_sql("ALTER TABLE product ADD COLUMN note TEXT"))

    monkeypatch.setattr(tables, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(tables, "MIGRATIONS", {SCHEMA: migrate})
    with open_store() as store:
        assert export_csv(store.products(), MAGNESIUM) == DEMO
    open_store().close()
    assert len(calls) == 1
    assert [each.name for each in backups()] == [f"magapp-000001-before-schema-{SCHEMA + 1}.db"]
    monkeypatch.undo()
    monkeypatch.setenv("MAGAPP_HOME", str(magapp_home))
    restore(backups(magapp_home)[0], magapp_home)


@pytest.mark.parametrize("schema", [1, 2, 3, 4, 5, 6])
def test_a_file_of_an_older_version_is_brought_up_to_date(magapp_home: Path, schema: int) -> None:
    open_store().close()
    make_older(magapp_home / DATABASE, schema)
    with open_store() as store:
        assert store.attended() is None
        store.call("Kiosk 1")
        store.attend()
        assert callers(store.calls()) == ("Kiosk 1",), "one of before is over by now"
        assert (store.attended(), store.taken()) == (0, ())
        assert export_csv(store.products(), MAGNESIUM) == DEMO
    assert [each.name for each in backups()] == [f"magapp-000001-before-schema-{SCHEMA}.db"]


def make_older(path: Path, schema: int) -> None:
    """Leave in a file of now what one of an older version had."""
    with closing(sqlite3.connect(path)) as other, other:
        for statement in go_back(schema):
            other.execute(statement)


def test_a_migration_that_fails_leaves_the_file_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    open_store().close()

    def migrate(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE product ADD COLUMN note TEXT")
        connection.exec_driver_sql("nonsense")

    with monkeypatch.context() as patch:
        patch.setattr(tables, "SCHEMA", SCHEMA + 1)
        patch.setattr(tables, "MIGRATIONS", {SCHEMA: migrate})
        with pytest.raises(StoreError):
            open_store()
    with open_store() as store:
        assert export_csv(store.products(), MAGNESIUM) == DEMO


def test_a_full_disk_changes_nothing(store: Store, pack: Pack, tmp_path: Path) -> None:
    def small(connection: sqlite3.Connection, record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # the least is what it has now

    plan = planned(pack, *big_file(tmp_path, 3000).read_text(encoding="utf-8").splitlines()[1:])
    with open_store() as full:
        sa.event.listen(full._engine, "connect", small)
        full._engine.dispose()
        with pytest.raises(StoreError, match="the disk is full; nothing was changed"):
            full.import_file(plan)
        assert export_csv(full.products(), MAGNESIUM) == DEMO
    assert store.import_file(plan).added == 3000


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs users")
def test_a_read_only_folder_is_named(pack: Pack) -> None:
    nobody = 65534
    folder = Path(tempfile.mkdtemp(prefix="magapp-"))
    me = os.geteuid()
    try:
        open_store(folder).close()
        (folder / "empty").mkdir()
        for path in (folder / "empty", folder / "magapp.db", folder):
            path.chmod(0o444 if path.is_file() else 0o555)
        if me == 0:
            os.seteuid(nobody)  # an administrator may write everywhere
        for place in (folder, folder / "empty", folder / "empty" / "new"):
            said = r"Allow (it|the folder) for this user"
            with pytest.raises(StoreError, match=said) as caught, open_store(place) as store:
                store.set_stock(DEMO_EAN, 1)
            assert str(folder) in str(caught.value)
    finally:
        os.seteuid(me)
        folder.chmod(0o755)
        (folder / "empty").chmod(0o755)
        shutil.rmtree(folder)


def read_only(*paths: Path) -> None:
    for path in paths:
        path.chmod(0o444 if path.is_file() else 0o555)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs users")
@pytest.mark.parametrize("wal", [True, False])
@pytest.mark.parametrize("schema", [SCHEMA, 8, 1])
def test_what_cannot_be_written_to_is_read(pack: Pack, wal: bool, schema: int) -> None:
    """Also a database that an older version wrote, before it can be brought up to date."""
    folder = Path(tempfile.mkdtemp(prefix="magapp-"))
    me = os.geteuid()
    try:
        open_store(folder).close()
        with closing(sqlite3.connect(folder / DATABASE)) as other, other:
            if not wal:
                other.execute("PRAGMA journal_mode = DELETE")
        if schema != SCHEMA:
            make_older(folder / DATABASE, schema)
        content = (folder / DATABASE).read_bytes()
        read_only(folder / DATABASE, folder)
        if me == 0:
            os.seteuid(65534)
        with open_store(folder) as store:
            assert export_csv(store.products(), MAGNESIUM) == DEMO
            assert "Allow it for this user" in str(store.trouble)
            assert store.attended() is None
            with pytest.raises(StoreError, match="Allow it for this user"):
                store.call("Kiosk 1")
            with pytest.raises(StoreError, match="Allow it for this user"):
                store.attend()
            assistant = Assistant(pack, Settings(), folder=folder)
            assert len(assistant.shelf) == 49
            assert assistant.stockroom.trouble == store.trouble
            assert not assistant.call_staff("Kiosk 1")
            os.seteuid(me)
            assert (folder / DATABASE).read_bytes() == content
            folder.chmod(0o755)
            (folder / DATABASE).chmod(0o644)
            store.call("Kiosk 1")  # as soon as it is mended, without a new start
            assert (callers(store.calls()), store.trouble) == (("Kiosk 1",), None)
    finally:
        os.seteuid(me)
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_full_disk_is_no_reason_not_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    open_store().close()

    def full(path: Path) -> None:
        """As SQLite says it where there is no room for what it keeps beside a database."""
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "use_wal", full)
        store = open_store()
        assert export_csv(store.products(), MAGNESIUM) == DEMO
        assert "the disk is full" in str(store.trouble)
        with pytest.raises(StoreError, match="the disk is full"):
            store.call("Kiosk 1")
    with store:
        store.call("Kiosk 1")
        assert (callers(store.calls()), store.trouble) == (("Kiosk 1",), None)


def test_a_home_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file"):
        open_store(tmp_path / "file" / "home")
    (tmp_path / "folder" / "magapp.db").mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be"):
        open_store(tmp_path / "folder")


# --- another database ----------------------------------------------------------------------------


def test_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, magapp_home: Path) -> None:
    monkeypatch.setenv("MAGAPP_DATABASE_URL", f"sqlite:///{tmp_path}/counter/shop.db")
    assert store_exists()
    with open_store() as store:
        assert store.path == tmp_path / "counter" / "shop.db"
        assert store.backup() == tmp_path / "counter" / "backups" / "shop-000001-on-demand.db"
    assert not (magapp_home / "magapp.db").exists()


@pytest.mark.parametrize(
    "url", ["nonsense", "sqlite://", "nosuch://x/y", "postgresql://me:secret@127.0.0.1:1/shop"]
)
def test_an_address_that_leads_nowhere(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAGAPP_DATABASE_URL", url)
    with pytest.raises(StoreError) as caught:
        open_store()
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", [file.dialect, on_server.dialect])
def test_the_sql_is_one_that_both_databases_speak(kind: type[sa.Dialect]) -> None:
    dialect = kind()
    names, listed = tables.products.c.keys(), tables.listings.c.keys()
    for statement, expected in (
        (products.INSERT, names),
        (products.UPDATE, [*names[2:], "key", "whose"]),
        (products.LIST, listed),
        (products.RELIST, [*tables.AT_HAND, "changed", "key", "whose"]),
        (products.UNLIST, ["key", "whose"]),
    ):
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        order = compiled.positiontup if compiled.positional else list(compiled.bind_names.values())
        assert order == expected
    for table in tables.META.sorted_tables:
        assert "CREATE TABLE" in str(sa.schema.CreateTable(table).compile(dialect=dialect))


# --- the assistant -------------------------------------------------------------------------------


def test_the_assistant_reads_the_demo_without_making_a_database(magapp_home: Path) -> None:
    assistant = open_assistant()
    assert len(assistant.catalogue.products) == 49
    assert not (magapp_home / "magapp.db").exists()


@on_both
def test_the_assistant_sees_what_changes(pack: Pack, store: Store) -> None:
    assistant = open_assistant()
    first = assistant.catalogue
    assert assistant.catalogue is first
    store.import_file(planned(pack, CITRATE))
    assert [each.ean for each in assistant.catalogue.products] == ["8712345678906"]
    assistant.let_go()


def test_the_assistant_makes_the_database_when_asked(magapp_home: Path, pack: Pack) -> None:
    with Assistant(pack, Settings(), folder=magapp_home) as assistant:
        assert assistant.store is not None
        assert assistant.store.is_demo
        assistant.store.set_stock(DEMO_EAN, 5)
        assert assistant.catalogue.products[0].stock == 5
    assert Assistant(pack, Settings(), resource("packs", "magnesium", "demo.csv")).store is None


def test_a_shelf_read_beside_the_screen_is_the_one_that_is_asked_for(
    pack: Pack, magapp_home: Path
) -> None:
    """Two threads at once read it once, and both stay in step with the database."""
    open_store(magapp_home).close()
    assistant = Assistant(pack, Settings(), folder=magapp_home)
    beside = [Thread(target=assistant.prepare, args=(False,)) for _ in range(2)]
    for each in beside:
        each.start()
    asked = assistant.shelf
    for each in beside:
        each.join()
    assert asked is assistant.shelf
    with open_store(magapp_home) as other:
        other.set_stock(DEMO_EAN, 77)
    assert assistant.shelf[DEMO_EAN].stock == 77
    assistant.let_go()


def test_a_shelf_is_made_ready_however_short_the_patience_of_the_screen(
    pack: Pack, magapp_home: Path
) -> None:
    """It is read in the thread that makes it ready, and is there at once from then on."""
    open_store(magapp_home).close()
    assistant = Assistant(pack, Settings(), folder=magapp_home)
    assistant.stockroom.patience = 0.0
    assistant.prepare(staff=False)
    made = assistant.stockroom._shelf
    assert made is not None
    assistant.stockroom.patience = None
    assert assistant.shelf is made[2]
    assistant.let_go()


def test_a_shelf_that_cannot_be_read_is_said_when_it_is_asked_for(
    pack: Pack, magapp_home: Path
) -> None:
    (magapp_home / DATABASE).write_bytes(b"no database, but long enough to look at" * 40)
    assistant = Assistant(pack, Settings(), folder=magapp_home)
    assistant.prepare(staff=False)
    with pytest.raises(DamagedStore):
        _ = assistant.shelf


def test_a_file_that_was_damaged_while_it_was_open_is_let_go(
    pack: Pack, magapp_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store().close()
    assistant = Assistant(pack, Settings())
    assert len(assistant.shelf) == 49
    file = magapp_home / DATABASE

    def damaged(self: Store) -> int:
        raise DamagedStore("store_damaged", file)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "version", property(damaged))
        with pytest.raises(DamagedStore):
            _ = assistant.shelf
    assert start_anew() is not None
    with open_store() as other:
        other.set_stock(DEMO_EAN, 77)
    assert assistant.shelf[DEMO_EAN].stock == 77
    assistant.let_go()


def test_a_counter_that_runs_goes_on_in_the_database_that_was_begun_anew(
    magapp_home: Path,
) -> None:
    """What it wrote before is aside; what it acknowledges from then on is in the new one."""
    with open_store() as running:
        running.set_stock(DEMO_EAN, 77)
        before = running.version
        aside = start_anew()
        assert running.version > before, "it reads anew"
        assert running.is_demo
        assert stock_of(DEMO_EAN, running) == 14
        running.set_stock(DEMO_EAN, 5)
        with open_store() as other:
            assert stock_of(DEMO_EAN, other) == 5
    with open_store(named=f"sqlite:///{aside}") as kept:
        assert stock_of(DEMO_EAN, kept) == 77
    assert {each.name for each in magapp_home.glob("*.db*")} == {"magapp.db", "magapp-aside-1.db"}


def stock_of(ean: str, store: Store) -> int:
    return next(each.stock for each in store.products() if each.ean == ean)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program has a database to itself, so that nobody else can even read it."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_shelf_that_another_program_holds_is_waited_for_so_long(
    pack: Pack, magapp_home: Path
) -> None:
    open_store().close()
    assistant = Assistant(pack, Settings())
    assistant.stockroom.patience = 0.05
    with held(magapp_home / DATABASE):
        beside = Thread(target=assistant.prepare, args=(False,))
        beside.start()
        before = monotonic()
        for _ in range(2):
            with pytest.raises(StoreError, match="another program has the database"):
                _ = assistant.shelf
        assert monotonic() - before < 5, "the screen goes on"
    beside.join()
    assistant.stockroom.patience = 20
    assert len(assistant.shelf) == 49
    assistant.let_go()


def test_start_and_advice_from_a_file_do_without_the_database(magapp_home: Path) -> None:
    code = """
        import io, sys
        from magapp.cli.main import main
        from magapp.resources import resource
        asked = b'{"language": "nl", "channel": "kiosk", "answers": {}}'
        demo = str(resource("packs", "magnesium", "demo.csv"))
        for words in (["advise", "-", "--catalog", demo], ["advise", "-"]):
            sys.stdin = io.TextIOWrapper(io.BytesIO(asked))
            assert main(words, None) == 0
        heavy = {"sqlalchemy", "sqlite3", "python_calamine", "stdnum", "PySide6"} & set(sys.modules)
        assert not heavy, heavy
    """
    child = python(code)
    child.communicate()
    assert child.returncode == 0
    assert not (magapp_home / "magapp.db").exists()
