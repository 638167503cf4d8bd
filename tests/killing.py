"""Records written by a process that is killed at any moment, again and again.

Run as a program it needs a folder, a number of times and a seed: each time a child writes records
until it is killed, and says after each that it is written. At the end it prints how many were
acknowledged and how many are there. A program of its own, since a child of a test would have its
threads.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from magapp.records.record import Record
from magapp.store.records import open_records

FILE = "magapp-records.db"


def record(luck: random.Random) -> Record:
    """Some record of some day."""
    shown = tuple(f"20000010000{luck.randrange(10, 99)}" for _ in range(3))
    return Record(
        day=date(2026, 3, 2).toordinal() + luck.randrange(28),
        hour=luck.randrange(9, 18),
        channel="kiosk",
        language="nl",
        pack="0" * 64,
        ending="finished",
        outcome="suggest",
        minutes=2,
        wanted=("citrate",),
        shown=shown,
        taken=shown[0],
    )


def write(folder: Path, out: int, seed: int) -> None:
    """Write records, and say so of each, until the end."""
    luck = random.Random(seed)
    records = open_records(folder)
    assert records is not None
    while True:
        records.add([record(luck)])
        os.write(out, b".")


def kill_one(folder: Path, seed: int) -> int:
    """Kill a child that writes, at any moment; how many it had acknowledged.

    Every other one is killed some milliseconds after its first record, the others perhaps before.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            write(folder, writer, seed)
        finally:
            os._exit(1)
    os.close(writer)
    if seed % 2:
        select.select([reader], [], [], 60)
    select.select([], [], [], random.Random(seed).uniform(0.0, 0.04))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = b""
    while piece := os.read(reader, 65_536):
        said += piece
    os.close(reader)
    return len(said)


def counted(folder: Path) -> tuple[int, int, str]:
    """How many records there are, how many their figures say, and whether the file is whole."""
    with closing(sqlite3.connect(folder / FILE)) as database:
        whole = database.execute("PRAGMA integrity_check").fetchone()[0]
        [rows] = database.execute("SELECT count(*) FROM record").fetchone()
        query = "SELECT coalesce(sum(count), 0) FROM record_figure WHERE view = ?"
        [figures] = database.execute(query, ("all",)).fetchone()
        [hours] = database.execute(query, ("hour",)).fetchone()
    return rows, figures if figures == hours else -1, whole


def main(folder: Path, times: int, seed: int) -> None:
    """Kill so many times, and look each time whether the file can be opened."""
    made = open_records(folder)
    assert made is not None
    made.close()
    acknowledged = refused = 0
    for at in range(times):
        acknowledged += kill_one(folder, seed + at)
        if counted(folder)[2] != "ok":
            refused += 1
    rows, figures, _ = counted(folder)
    print(acknowledged, rows, figures, refused, times)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
