"""Packs in the database: on a server and in a file beside the shop's."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sent import Counter, read_only, sent
from server import on_both

from magapp.delivery import judge as judging
from magapp.delivery.parcel import MAX_PARCEL, MOST_NUMBER
from magapp.delivery.sources import (
    DATABASE,
    MOST_LISTED,
    DatabaseSource,
    FolderSource,
    source_of,
)
from magapp.errors import InputError, StoreError
from magapp.store.published import open_packs


@on_both
def test_what_is_published_is_there_for_all(database: str) -> None:
    assert open_packs() is None
    source = source_of(DATABASE)
    assert isinstance(source, DatabaseSource)
    assert source.numbers() == ()
    assert source.content(7) == b""
    for number in (7, 202611301735, 8):
        source.publish(number, sent(7))
    assert source_of(DATABASE).numbers() == (202611301735, 8, 7)
    assert source.content(8) == sent(7)
    with pytest.raises(InputError, match="already"):
        source.publish(8, b"another")
    assert source.content(8) == sent(7)


@on_both
def test_two_counters_take_it_from_there(
    database: str, magapp_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(judging, "judge", read_only)
    counters = [Counter(magapp_home, ""), Counter(tmp_path / "other", "")]
    source = DatabaseSource(magapp_home)
    source.publish(1, sent(1))
    source.publish(2, sent(2)[:-40])
    source.publish(3, bytes(MAX_PARCEL + 100))
    if database == "file":  # each machine has its own
        DatabaseSource(tmp_path / "other").publish(1, sent(1))
    assert [each.look() for each in counters] == [1, 1]
    assert counters[0].refused() == dict.fromkeys((2, 3), "delivery_damaged")


def test_a_file_may_hold_anything(magapp_home: Path) -> None:
    DatabaseSource().publish(1, b"one")
    path = magapp_home / "magapp-packs.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO published_pack VALUES (2, 'a text')")
        connection.execute("INSERT INTO published_pack VALUES ('three', 'a text')")
        connection.execute("INSERT INTO published_pack VALUES (-4, x'00')")
        far = ((MOST_NUMBER + 1 + each,) for each in range(MOST_LISTED))
        connection.executemany("INSERT INTO published_pack VALUES (?, x'00')", far)
    assert DatabaseSource().numbers() == (2, 1)
    assert DatabaseSource().content(2) == b""
    path.write_bytes(b"no database at all, but longer than a header of one would be" * 20)
    with pytest.raises(StoreError, match="damaged"):
        DatabaseSource().numbers()


def test_a_server_that_does_not_answer_is_told(
    magapp_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.setenv("MAGAPP_DATABASE_URL", "postgresql://u:secret@127.0.0.1:1/none")
    counter = Counter(magapp_home, "")
    assert counter.look() == 0
    trouble = counter.delivery.report().trouble
    assert trouble is not None
    assert "secret" not in str(trouble)


def test_a_folder_has_a_pack_whole_or_not(tmp_path: Path) -> None:
    source = FolderSource(tmp_path)
    source.publish(5, b"five")
    with pytest.raises(InputError, match="already"):
        source.publish(5, b"other")
    assert source.content(5) == b"five"
    assert source.numbers() == (5,)
    assert [each.name for each in tmp_path.iterdir()] == ["5.magpack"]
    with pytest.raises(InputError, match="cannot be written"):
        FolderSource(tmp_path / "none").publish(1, b"")
