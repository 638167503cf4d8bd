"""Many counters on one PostgreSQL that is killed twice and stopped once, and what came of it.

    python tests/bench/chain.py [--counters 200] [--seconds 120] [--processes 8]
    python tests/bench/chain.py --shops 500 [--products 5000]

Each counter is the real core, with a folder of its own: it suggests, notes sales and deliveries,
calls staff and answers, and keeps records, as the program does. Beside each suggestion it makes
the same one from a database on a second server that is left alone, so that both are measured on
the same machine at the same time. Every process writes its own log of what was acknowledged, which
is compared in the end with what is there. How long a change takes to be on the other counters'
shelves is what a mark tells that somebody sets every other second.

With `--shops`: what a counter's start reads, and how long it takes, as more shops share a database.

Exits with 1 where something was lost or doubled, or a start reads what is another shop's. Times are
only said: they are this machine's.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from magapp.assistant import Assistant
    from magapp.store import Store

TESTS = Path(__file__).resolve().parents[1]
PAUSE = 2.0
"""Seconds between two customers of a counter, on average."""
LOOK = 1.0
"""So often a counter looks beside its screen what is new, as `magapp.upkeep` does."""
KEEP = 3.0
"""Seconds between two records of a counter, on average."""
MARK = "2000001000014"
"""The product whose stock tells from when a shelf is."""
MARK_SECONDS = 2.0
CALM = 5.0
"""So long before and after it was away, the server counts as away."""
STEPPED = ("2000001000021", "2000001000038", "2000001000045")
START, MOST = 50_000, 100_000
ASKED = ({"sport"}, {"stress"}, {"sleep", "stress"}, {"hormonal"}, {"low_energy"})


# --- one counter ---------------------------------------------------------------------------------


class CounterOf:
    """A counter, from its start to the end of the bench; `said` is what it found."""

    def __init__(self, number: int, told: dict[str, Any], log: Callable[..., None]) -> None:
        from magapp.assistant import Assistant, open_pack
        from magapp.settings import Settings

        pack = open_pack()
        self.number, self.told, self.log = number, told, log
        self.luck = random.Random(number)
        self.folder = Path(told["folder"], str(number))
        self.addresses: tuple[str, str] = (told["busy"], told["idle"])
        self.screens: list[Assistant] = []
        for at, address in enumerate(self.addresses):
            folder = self.folder / str(at)
            folder.mkdir(parents=True)
            (folder / "settings.toml").write_text(f"database = {json.dumps(address)}\n")
            screen = Assistant(pack, Settings(database=address), folder=folder)
            screen.stockroom.patience = 2.5
            self.screens.append(screen)
        self.times: tuple[list[float], list[float]] = ([], [])
        self.seen: dict[int, float] = {}
        self.failed = 0
        self.over = Event()

    def start(self) -> None:
        """All that a program does before its first customer."""
        for screen in self.screens:
            screen.prepare(staff=False)
            self._ask(screen)
            screen.look_again()

    def run(self) -> None:
        """Customers, one after the other, and what goes on beside the screen."""
        beside = [Thread(target=each, daemon=True) for each in (self._look, self._keep)]
        for each in beside:
            each.start()
        while (left := self.told["end"] - monotonic()) > 0:
            self._customer()
            self.over.wait(min(left, self.luck.expovariate(1 / PAUSE)))
        self.over.set()
        for each in beside:
            each.join(60)
        for screen in self.screens:
            screen.let_go()

    def _look(self) -> None:
        while not self.over.wait(LOOK):
            for screen in self.screens:
                screen.look_again()
            self._see()

    def _keep(self) -> None:
        records: list[tuple[int, Any]] = []
        while not self.over.wait(KEEP * self.luck.uniform(0.5, 1.5)):
            self._record(records)
        while records and monotonic() < self.told["end"] + 60:
            self._record(records)

    def _see(self) -> None:
        catalogue = self.screens[0].stockroom._read
        if catalogue is None:
            return
        number = next(each.stock for each in catalogue[1].products if each.ean == MARK)
        self.seen.setdefault(number, monotonic())

    def _ask(self, screen: Assistant) -> None:
        answers: dict[str, Any] = {
            "who": "self", "age": "18_69", "sex": "male", "signals": [], "conditions": [],
            "situations": [*self.luck.choice(ASKED)], "medicines": ["no_interaction"],
            "other_magnesium": 0,
        }  # fmt: skip
        _, suggestion = screen.advise(answers)
        assert suggestion.products

    def _customer(self) -> None:
        order = [0, 1]
        self.luck.shuffle(order)
        for at in order:
            began = monotonic()
            try:
                self._ask(self.screens[at])
            except Exception as error:  # counted, and said what it was
                self.failed += 1
                self.log("failed", repr(error))
            self.times[at].append(monotonic() - began)
        self._see()
        self._write()

    def _write(self) -> None:
        from magapp.errors import DoubtfulStore, StoreError

        ean, by = self.luck.choice(STEPPED), self.luck.choice((-1, -1, 6))
        kiosk = f"Kiosk {self.number}"

        def call(store: Store) -> None:
            store.call(kiosk)

        def answer(store: Store) -> None:
            store.answer_call(kiosk)

        acts: list[tuple[str, Callable[[Store], None]]] = [
            (f"step {ean} {by}", lambda store: store.step_stock(ean, by, MOST)),
            (f"call {kiosk}", call) if self.luck.random() < 0.5 else (f"answer {kiosk}", answer),
        ]
        for name, act in acts:
            try:
                store = self.screens[0].store
                assert store is not None
                act(store)
            except DoubtfulStore:
                self.log("doubt", name)
            except StoreError:
                self.log("not", name)
            else:
                self.log("done", name)

    def _record(self, waiting: list[tuple[int, Any]]) -> None:
        from magapp.errors import StoreError
        from magapp.records.record import Record, new_key
        from magapp.store.records import open_records

        if not self.over.is_set():
            record = Record(
                day=739_950, hour=9, channel="staff", language="nl", pack="bench",
                ending="done", outcome="suggest", minutes=2,
            )  # fmt: skip
            waiting.append((new_key(), record))
            self.log("made", f"record {waiting[-1][0]}")
        if not waiting:
            return
        try:
            records = open_records(self.folder / "0")
            assert records is not None
            with records:
                keys, kept = zip(*waiting, strict=True)
                records.add(kept, keys=keys)
        except StoreError:
            return
        for key in keys:
            self.log("done", f"record {key}")
        waiting.clear()

    def said(self) -> dict[str, Any]:
        """What was measured."""
        return {"times": self.times, "seen": self.seen, "failed": self.failed}


def work(told: dict[str, Any]) -> None:
    """Some of the counters, each in a thread of this process."""
    handle = os.open(told["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def log(*words: str) -> None:
        os.write(handle, (" ".join(words).replace("\n", " ") + "\n").encode())

    counters = [CounterOf(number, told, log) for number in told["numbers"]]
    for each in counters:
        each.start()
    print("ready", flush=True)
    told["end"] = float(sys.stdin.readline())
    threads = [Thread(target=each.run) for each in counters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps([each.said() for each in counters]))


# --- all of them ---------------------------------------------------------------------------------


def p99(seconds: Iterable[float]) -> float:
    """The time that one in a hundred takes longer than, in milliseconds."""
    return quantiles(seconds, n=100, method="inclusive")[98] * 1_000


def fresh(address: str) -> None:
    """A shop with the demo, and stocks that do not run out."""
    from magapp.store import open_store
    from magapp.store.records import open_records

    with open_store(named=address) as store:
        for ean in STEPPED:
            store.set_stock(ean, START)
        store.set_stock(MARK, 1)
        store.attend()
    os.environ["MAGAPP_DATABASE_URL"] = address
    records = open_records()
    assert records is not None
    records.close()
    del os.environ["MAGAPP_DATABASE_URL"]


def mark(address: str, end: float, set_at: dict[int, float]) -> None:
    """Set the mark every other second, and note when each was acknowledged."""
    from magapp.errors import StoreError
    from magapp.store import open_store

    wait, number = Event(), 1
    with open_store(named=address) as store:
        while monotonic() < end - CALM:
            number += 1
            began = monotonic()
            try:
                store.set_stock(MARK, number)
            except StoreError:
                pass
            else:
                set_at[number] = began
            wait.wait(MARK_SECONDS)


def lost_or_doubled(address: str, logs: Iterable[Path]) -> list[str]:
    """What is not there as it was acknowledged, or more often."""
    import sqlalchemy as sa

    from magapp.store import open_store, tables
    from magapp.store.records import open_records

    sure, least, most = Counter[str](), Counter[str](), Counter[str]()
    calls, made, kept = dict[str, tuple[str, str]](), set[int](), set[int]()
    for each in logs:
        for line in each.read_text().splitlines():
            how, _, what = line.partition(" ")
            kind, *rest = what.split(" ")
            if kind == "step" and how in ("done", "doubt"):
                ean, by = rest[0], int(rest[1])
                sure[ean] += by if how == "done" else 0
                least[ean] += min(by, 0) if how == "doubt" else 0
                most[ean] += max(by, 0) if how == "doubt" else 0
            elif kind in ("call", "answer"):
                if how != "not":
                    calls[" ".join(rest)] = how, kind
            elif kind == "record":
                (kept if how == "done" else made).add(int(rest[0]))
    wrong = []
    with open_store(named=address) as store, store._reading() as connection:
        stocks = {each.ean: each.stock for each in store.products()}
        for ean in STEPPED:
            there, base = stocks[ean], START + sure[ean]
            if not base + least[ean] <= there <= base + most[ean]:
                wrong.append(f"stock of {ean}: {there}, acknowledged {base}")
        calling = set(connection.scalars(sa.select(tables.calls.c.kiosk)))
        for kiosk, (how, kind) in calls.items():
            if how == "done" and (kiosk in calling) != (kind == "call"):
                wrong.append(f"{kiosk}: {kind} was acknowledged")
    os.environ["MAGAPP_DATABASE_URL"] = address
    records = open_records()
    assert records is not None
    with records, records._reading() as connection:
        rows = list(connection.scalars(sa.text("SELECT key FROM record")))
        if len(rows) != len({*rows}) or not kept <= {*rows} <= made:
            wrong.append(f"records: {len(rows)} there, {len(kept)} acknowledged, {len(made)} made")
        if (counted := sum(records.weeks().values())) != len(rows):
            wrong.append(f"figures: {counted} of {len(rows)} records")
    print(f"acknowledged: {sum(abs(each) for each in sure.values()):,} packs stepped, "
          f"{len(calls)} kiosks' calls, {len(kept):,} records; "
          f"in doubt: {sum(most.values()) - sum(least.values())} packs")  # fmt: skip
    return wrong


def harm(server: Any, begin: float, seconds: float) -> list[tuple[float, float]]:
    """Kill the server at a third and at two thirds, stop it in between; when it was away."""
    wait, gone = Event(), list[tuple[float, float]]()

    def until(part: float) -> None:
        wait.wait(max(0.0, begin + seconds * part - monotonic()))

    def kill() -> None:
        server.kill()
        server.start()

    def stop() -> None:
        server.signal(signal.SIGSTOP)
        until(1 / 2 + min(0.1, 12 / seconds))
        server.signal(signal.SIGCONT)

    for part, act in ((1 / 3, kill), (1 / 2, stop), (2 / 3, kill)):
        until(part)
        began = monotonic()
        act()
        gone.append((began, monotonic()))
    return gone


def measure(counters: int, seconds: float, processes: int) -> int:
    """Run it all, and say how it was; 1 where something was lost or doubled."""
    from server import Server, programs

    folder = Path(tempfile.mkdtemp(prefix="magapp-chain-"))
    os.environ["MAGAPP_HOME"] = str(folder)
    room = f"-c max_connections={4 * counters + 50} -c shared_buffers=128MB"
    busy, idle = (Server(programs()[0], room) for _ in range(2))
    try:
        at = [server.new() for server in (busy, idle)]
        for address in at:
            fresh(address)
        told = {"busy": at[0], "idle": at[1], "folder": str(folder)}
        children = []
        for number in range(processes):
            log = folder / f"log-{number}"
            own = {**told, "log": str(log), "numbers": [*range(number, counters, processes)]}
            children.append(
                subprocess.Popen(
                    [sys.executable, __file__, "--work", json.dumps(own)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
        for child in children:
            assert child.stdout
            assert child.stdout.readline() == "ready\n"
        begin = monotonic()
        for child in children:
            assert child.stdin
            child.stdin.write(f"{begin + seconds}\n")
            child.stdin.flush()
        set_at: dict[int, float] = {}
        marks = Thread(target=mark, args=(at[0], begin + seconds, set_at))
        marks.start()
        gone = harm(busy, begin, seconds)
        said = [each for child in children for each in json.loads(child.communicate()[0])]
        marks.join()
        wrong = lost_or_doubled(at[0], folder.glob("log-*"))
    finally:
        busy.stop()
        idle.stop()
        shutil.rmtree(folder, ignore_errors=True)
    report(said, set_at, gone)
    for each in wrong:
        print(f"LOST OR DOUBLED: {each}")
    return 1 if wrong else 0


def report(
    said: list[dict[str, Any]], set_at: dict[int, float], gone: list[tuple[float, float]]
) -> None:
    """Print the times; those of changes apart for when the server was there, and had been."""
    busy, idle = ([one for each in said for one in each["times"][at]] for at in (0, 1))
    print(
        f"{len(said)} counters, {len(busy):,} suggestions; {sum(e['failed'] for e in said)} failed"
    )
    print(f"p99 of a suggestion: {p99(busy):.0f} ms, beside an idle server {p99(idle):.0f} ms: "
          f"{p99(busy) / p99(idle):.2f} times; longest {max(busy) * 1_000:.0f} ms")  # fmt: skip
    takes: dict[bool, list[float]] = {True: [], False: []}
    for number, began in set_at.items():
        calm = not any(first - CALM < began < last + CALM for first, last in gone)
        for each in said:
            later = [at for seen, at in each["seen"].items() if int(seen) >= number]
            if later:
                takes[calm].append(min(later) - began)
    for calm, seconds in takes.items():
        if len(seconds) > 1:
            when = "while the server is there" if calm else "about when it is not"
            print(f"a change on the others' shelves, {when}: median {median(seconds):.1f} s, "
                  f"p99 {p99(seconds) / 1_000:.1f} s")  # fmt: skip


# --- many shops ----------------------------------------------------------------------------------


def starts(shops: int, products: int) -> int:
    """What a counter's start costs in one of so many shops; 1 where it reads another's rows."""
    import sqlalchemy as sa
    from made_up import made_up
    from server import Server, driven, programs

    from magapp.products.plan import ImportPlan
    from magapp.store import open_store, tables

    home = os.environ["MAGAPP_HOME"] = tempfile.mkdtemp(prefix="magapp-chain-")
    columns = ", ".join(each.name for each in tables.listings.c if each.key != "shop")
    server, worst = Server(programs()[0], "-c shared_buffers=512MB -c max_wal_size=4GB"), 0
    try:
        address = server.new()
        plan = ImportPlan(
            file="list.csv", mapping={}, added=(), changed=(), unchanged=(), refused=(),
            warnings=(), products=tuple(made_up(products)),
        )  # fmt: skip
        with open_store(named=address, shop="Shop 1") as store:
            store.import_file(plan)
        engine, there = sa.create_engine(driven(address), isolation_level="AUTOCOMMIT"), 1
        for count in sorted({10, max(10, shops // 10), shops}):
            numbers = f"generate_series({there + 1}, {count}) AS n"
            with engine.connect() as connection:
                connection.exec_driver_sql(
                    "INSERT INTO shop (id, key, name, version, whole, undo)"
                    f" SELECT n, 'shop ' || n, 'Shop ' || n, 1, 0, 0 FROM {numbers}"
                )
                connection.exec_driver_sql(
                    f"INSERT INTO listing (shop, {columns})"
                    f" SELECT n, {columns} FROM listing, {numbers} WHERE shop = 1"
                )
                connection.exec_driver_sql("VACUUM ANALYZE")
            there, took, before = count, list[float](), rows_read(engine)
            for number in range(3, 8):
                began = monotonic()
                with open_store(named=address, shop=f"Shop {number}") as store:
                    found = len(store.products())
                took.append(monotonic() - began)
            read = (rows_read(engine) - before) // len(took)
            worst = max(worst, read)
            with engine.connect() as connection:
                size = connection.scalar(sa.text("SELECT pg_total_relation_size('listing')"))
            print(f"{count} shops: a start has {found:,} products in {median(took) * 1_000:.0f} ms,"
                  f" {read:,} rows read; {size / count / 2**20:.2f} MiB a shop")  # fmt: skip
        engine.dispose()
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
    return 0 if worst <= 3 * products else 1


def rows_read(engine: Any) -> int:
    """How many rows of products and listings were read by all who are gone by now."""
    with engine.connect() as connection:
        return int(
            connection.exec_driver_sql(
                "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))"
                " FROM pg_stat_user_tables WHERE relname IN ('listing', 'product')"
            ).scalar()
        )


def main() -> int:
    """What the command line says."""
    sys.path.insert(0, str(TESTS))
    parser = argparse.ArgumentParser()
    parser.add_argument("--counters", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--shops", type=int, default=0)
    parser.add_argument("--products", type=int, default=5_000)
    parser.add_argument("--work", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(json.loads(options.work))
        return 0
    if options.shops:
        return starts(options.shops, options.products)
    return measure(options.counters, options.seconds, options.processes)


if __name__ == "__main__":
    sys.exit(main())
