"""Backups: on a schedule, as many as told, looked through, and put back with a way back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from time import time

import pytest
from msgspec.structs import replace

from magapp.alone import alone
from magapp.errors import DamagedStore, InputError, StoreError
from magapp.machine.journal import Journal
from magapp.pack import Pack
from magapp.products.plan import ImportPlan
from magapp.settings import Backup, Settings
from magapp.store import (
    Store,
    TillFile,
    copies,
    kept_backups,
    look_inside,
    open_store,
    restore,
    sqlite,
)
from magapp.store.copies import copy_by_schedule, is_due
from magapp.store.restoring import _fits
from magapp.store.tables import taken
from magapp.upkeep import Upkeep

DEMO_EAN, SECOND, NEW = "2000001000014", "2000001000021", "8712345678906"
DAY = 24 * 3600
MONDAY = datetime(2026, 11, 30, 9).timestamp()


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store() as opened:
        yield opened


def add(store: Store) -> None:
    """One more product."""
    store.add(replace(store.products()[0], ean=NEW))


def at(path: Path, moment: float) -> None:
    """As if a backup had been made at a moment."""
    os.utime(path, (moment, moment))


def why() -> list[str]:
    """What the backups are called that there are."""
    return [each.why for each in kept_backups()]


@pytest.mark.parametrize(
    ("last", "every", "due"),
    [
        (None, "day", True),
        (MONDAY, "day", False),
        (MONDAY - 10 * 3600, "day", True),  # yesterday at eleven in the evening
        (MONDAY - DAY, "day", True),
        (MONDAY + DAY, "day", True),  # by a clock that was wrong
        (MONDAY - DAY, "week", True),  # Sunday is of the week before
        (MONDAY - 3600, "week", False),
        (MONDAY - 364 * DAY, "week", True),
        (None, "off", False),
        (MONDAY - 9 * DAY, "off", False),
        (MONDAY + 60, "day", False),  # another program made it while this one waited
    ],
)
def test_when_a_backup_is_due(last: float | None, every: str, due: bool) -> None:
    assert is_due(last, MONDAY, every) is due  # type: ignore[arg-type]


def test_as_many_are_kept_as_told_and_none_that_somebody_made(store: Store) -> None:
    store.backup()
    for day in range(6):
        made = store.backup_by_schedule(MONDAY + day * DAY, "day", 3)
        assert made is not None
        at(made, MONDAY + day * DAY)
        assert store.backup_by_schedule(MONDAY + day * DAY + 60, "day", 3) is None
    restore(kept_backups()[0].path)
    assert why() == ["on-demand", *["scheduled"] * 3, "before-restore"]
    assert [each.number for each in kept_backups()] == [1, 5, 6, 7, 8]


def test_two_programs_make_one(store: Store) -> None:
    assert store.path is not None
    path, now = store.path, time()  # of the clock that the copies are dated by
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: copy_by_schedule(path, now, "week", 7), range(4)))
        numbers = list(pool.map(lambda _: store.backup(), range(4)))
    assert sum(each is not None for each in made) == 1
    assert len({*numbers}) == 4
    assert not list(path.parent.glob("backups/*.part"))


def test_who_never_ends_a_copy_is_not_waited_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.backup()
    monkeypatch.setattr(copies, "PATIENCE", 0.05)
    with alone(first.parent / copies.LOCK) as mine:
        assert mine
        with pytest.raises(StoreError) as caught:
            store.backup()
    assert caught.value.code == "store_busy"
    assert store.backup() != first


def test_a_copy_that_is_damaged_is_none(store: Store) -> None:
    assert store.path is not None
    add(store)
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'call'")
        connection.commit()
    with pytest.raises(DamagedStore):
        store.backup()
    assert why() == []


def test_upkeep_backs_up_by_the_settings_and_says_so(
    store: Store, pack: Pack, magapp_home: Path
) -> None:
    settings, clock, now = Settings(backup=Backup(every="off")), 0.0, MONDAY
    upkeep = Upkeep(pack, lambda: settings, lambda: store, lambda: clock, lambda: now)
    upkeep.back_up()
    assert why() == []
    settings = Settings(backup=Backup(every="day", keep=2))
    for _ in range(4):
        upkeep.back_up()
        at(kept_backups()[-1].path, now)
        clock += 600
        upkeep.back_up()
        now += DAY
        clock += DAY
    assert [each.number for each in kept_backups()] == [3, 4]
    told = [each.told("en") for each in Journal(magapp_home).read()]
    assert told[0] == "A backup was made: magapp-000004-scheduled.db."
    assert len(told) == 4


def test_a_backup_that_cannot_be_made_is_noted_and_tried_again(
    store: Store, pack: Pack, magapp_home: Path
) -> None:
    clock = 0.0
    upkeep = Upkeep(pack, Settings, lambda: store, lambda: clock, lambda: MONDAY)
    (magapp_home / "backups").write_text("in the way")
    upkeep.back_up()
    assert Journal(magapp_home).read()[0].code == "backup_failed"
    (magapp_home / "backups").unlink()
    clock += 600
    upkeep.back_up()
    assert why() == ["scheduled"]


# --- looking inside, and the way back ------------------------------------------------------------


def test_what_is_inside_is_said_before_and_there_is_a_way_back(store: Store) -> None:
    then = store.backup()
    add(store)
    store.set_stock(DEMO_EAN, 77)
    store.retire(SECOND)
    inside = look_inside(then)
    assert [each.ean for each in inside.back] == [SECOND]
    assert [(now.stock, old.ean) for now, old in inside.other] == [(77, DEMO_EAN)]
    assert [each.ean for each in inside.gone] == [NEW]
    assert inside.products == len(store.products())
    assert not inside.refused
    before = store.products(), store.retired()
    restore(then)
    assert store.products() != before[0]
    restore(kept_backups()[-1].path)
    assert (store.products(), store.retired()) == before


def test_what_is_no_backup_is_said_and_nothing_is_made(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear customer")
    with pytest.raises(InputError, match="no backup"):
        look_inside(path)
    with pytest.raises(InputError, match="not there"):
        look_inside(tmp_path / "none.db")


def test_without_a_database_all_of_a_backup_comes_back(store: Store, magapp_home: Path) -> None:
    made = store.backup()
    store.close()
    assert store.path is not None
    store.path.write_bytes(b"damaged")
    assert len(look_inside(made).back) == look_inside(made).products


def test_what_the_till_brought_is_restored_with_the_products(store: Store) -> None:
    file = TillFile("ab" * 32, "stock.csv", 1_700_000_000)
    plan = ImportPlan("stock.csv", {}, (), (), (), (), (), store.products()[:1])
    store.take_file(plan, file, supplier="Kassa", now=MONDAY, report="[]")
    made = store.backup()
    with closing(sqlite.connect(made)) as copy:
        wrong = (1, "cd" * 32, "zinc", 2, "a", "b", "no number", 1, 1, 1, 1, 1, 1, "c")
        copy.execute(f"INSERT INTO taken VALUES ({', '.join('?' * len(wrong))})", wrong)
    restore(made)
    assert [each.file for each in store.taken()] == ["stock.csv"]
    assert store.is_taken(file)


def test_only_values_of_their_column_are_carried_over() -> None:
    right = (1, "d", "zinc", 1, "f", "s", 1, 1, 1, 1, 1, 1, 0, "r")
    assert _fits(taken, right)
    for at_, wrong in ((1, 5), (1, None), (3, "1"), (3, 1.0), (3, True), (12, 2), (13, b"r")):
        assert not _fits(taken, (*right[:at_], wrong, *right[at_ + 1 :]))


def test_a_database_on_a_server_has_no_backups_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAGAPP_DATABASE_URL", "postgresql://user:word@192.0.2.1/shop")
    with pytest.raises(StoreError, match="on a server"):
        kept_backups()
