"""Import of a 100,000-row CSV, checks and plan and all, against `csv.DictReader` + `executemany`.

Both in turn, in one run, each into a new file. Nothing here fails on time.
"""

from __future__ import annotations

import csv
import random
import sqlite3
import statistics
from pathlib import Path
from time import perf_counter

from magapp.pack import Pack
from magapp.products import COLUMNS
from magapp.products.mapping import guess_mapping
from magapp.products.plan import plan_import
from magapp.products.table import read_rows
from magapp.store import open_store

ROWS = 100_000
ROUNDS = 5
GOAL = 1.6


def made_up(path: Path) -> None:
    """A file as a large shop might have it: every row lands."""
    draw = random.Random(4)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(ROWS):
            digits = f"871{number:09}"
            check = -sum(int(each) * (3 if at % 2 else 1) for at, each in enumerate(digits)) % 10
            form = draw.choice(["citrate", "malate", "taurate", "bisglycinate:60;citrate:40"])
            mg = 100 if ":" in form else draw.choice([60, 75, 100, 125])
            writer.writerow(
                [
                    f"{digits}{check}", f"Magnesium {form.split(':')[0]} no. {number}",
                    f"Brand {number % 300}", form, mg, draw.choice([1, 2, 3]),
                    draw.choice([30, 60, 90, 120]), f"{draw.uniform(5, 40):.2f}", "EUR",
                    draw.choice(["capsule", "tablet", "powder"]), draw.choice(["yes", "no"]),
                    draw.randrange(30), f"B{number % 80}", draw.choice(["", "b6:1.4", "zinc:5"]),
                ]
            )  # fmt: skip


def peer(path: Path, target: Path) -> float:
    """Seconds without any check."""
    began = perf_counter()
    database = sqlite3.connect(target)
    database.execute(f"CREATE TABLE product (ean TEXT PRIMARY KEY, {', '.join(COLUMNS[1:])})")
    with path.open(encoding="utf-8", newline="") as file, database:
        places = ", ".join(f":{column}" for column in COLUMNS)
        database.executemany(f"INSERT INTO product VALUES ({places})", csv.DictReader(file))
    database.close()
    return perf_counter() - began


def ours(path: Path, home: Path, pack: Pack) -> float:
    """Seconds from the file to the acknowledged import."""
    with open_store(home) as store:
        began = perf_counter()
        table = read_rows(path)
        plan = plan_import(table, guess_mapping(table, pack.substance), store.products(), pack)
        done = store.import_file(plan)
        taken = perf_counter() - began
    assert (done.added, done.refused) == (ROWS, 0)
    return taken


def test_import(tmp_path: Path, pack: Pack) -> None:
    path = tmp_path / "big.csv"
    made_up(path)
    pairs = [
        (peer(path, tmp_path / f"{turn}.db"), ours(path, tmp_path / f"home{turn}", pack))
        for turn in range(ROUNDS)
    ]
    base, mine = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"\nimport of {ROWS:,} rows: {mine:.2f} s, without checks {base:.2f} s,"
        f" ratio {mine / base:.2f} (goal {GOAL})"
    )
