"""What is done while the server is gone waits in the shop's folder, and arrives once."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
import sqlalchemy as sa
from proxy import COMMIT, Proxy, at_commit
from server import Server, through

from magapp import stockroom
from magapp.assistant import Assistant
from magapp.errors import InputError, StoreError
from magapp.machine.journal import FILE as HAPPENED
from magapp.pack import Pack
from magapp.records.record import Kept, Record, Second
from magapp.records.recorder import Recorder
from magapp.settings import Settings
from magapp.store import Store, open_store, patient, tables, tls
from magapp.store.changes import Change
from magapp.store.outbox import DAMAGED, FILE, Outbox
from magapp.store.records import open_records

EAN, OTHER, LAST = "2000001000014", "2000001000021", "2000001000038"
MOST = 99


class Line:
    """A shop's way to its server, and its programs."""

    def __init__(self, server: Server, pack: Pack, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.pack, self.folder, self.patch = pack, folder, patch
        self.direct = server.new()
        self.way = Proxy(server.socket)
        self.started: list[Assistant] = []
        patch.setenv("MAGAPP_DATABASE_URL", through(self.way.port, self.direct))
        self.behind = open_store(named=self.direct)
        self.program = self.start()

    def start(self) -> Assistant:
        """Another start of the program. What ran before is left as it is after a kill -9."""
        self.program = Assistant(self.pack, Settings(), folder=self.folder)
        self.program.stockroom.patience = 20
        self.program.prepare(staff=False)
        self.started.append(self.program)
        return self.program

    def stock(self, ean: str = EAN) -> int:
        """How many there are in the database."""
        return next(each.stock for each in self.behind.products() if each.ean == ean)

    def end(self) -> None:
        for each in self.started:
            each.let_go()
        self.behind.close()


@pytest.fixture
def line(
    server: Server, pack: Pack, magapp_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Line]:
    """With limits as short as they can be: half a second where there are twenty."""
    monkeypatch.setattr(patient, "ANSWER_SECONDS", 0.5)
    monkeypatch.setattr(tls, "CONNECT_SECONDS", 2)
    monkeypatch.setattr(Store, "listen", lambda *_: None)
    monkeypatch.setattr(stockroom, "KEEP_SECONDS", 0.0)
    made = Line(server, pack, magapp_home, monkeypatch)
    with made.way:
        yield made
        made.end()


def refused(folder: Path) -> int:
    """How many changes the log says were left out."""
    return (folder / HAPPENED).read_text().count("change_refused")


# --- stock ---------------------------------------------------------------------------------------


def test_changes_wait_while_the_server_is_gone_and_arrive_once(line: Line) -> None:
    """Whoever made them sees them at once, also after a kill -9; nobody else twice."""
    stock, program = line.stock(), line.program
    assert program.stockroom.step_stock(EAN, 1, MOST)
    assert (line.stock(), program.stockroom.changes_wait) == (stock + 1, 0)
    program.look_again()
    line.way.refuse()
    assert not program.stockroom.step_stock(EAN, 2, MOST)
    assert not program.stockroom.set_stock(OTHER, 7)
    program.look_again()
    assert not program.stockroom.step_stock(EAN, -1, MOST), "it is known that nobody is there"
    for each in (program, line.start()):
        assert (each.shelf[EAN].stock, each.shelf[OTHER].stock) == (stock + 2, 7)
        each.look_again()
        assert each.stockroom.changes_wait == 3
        assert each.stockroom.products_since is not None
    assert (line.folder / FILE).stat().st_mode & 0o777 == 0o600
    line.behind.step_stock(EAN, 5, MOST)
    line.way.open()
    for _ in range(2):
        for each in line.started:
            each.look_again()
            assert (line.stock(), line.stock(OTHER)) == (stock + 7, 7)
            assert (each.shelf[EAN].stock, each.shelf[OTHER].stock) == (stock + 7, 7)
            assert (each.stockroom.changes_wait, each.stockroom.products_since) == (0, None)


def test_the_answer_is_lost_at_the_very_end(line: Line) -> None:
    """And the server away when it is asked: it is there, and is not done again."""
    for lost, there in (("answer_lost", 1), ("answer_cut", 0)):
        line.behind.set_stock(EAN, 0)
        line.program.look_again()

        def gone(said: bytes) -> bool:
            if COMMIT in said:
                line.way._listener.close()  # type: ignore[union-attr]
            return COMMIT in said

        setattr(line.way, lost, gone)
        assert not line.program.stockroom.step_stock(EAN, 1, MOST)
        setattr(line.way, lost, None)
        assert line.stock() == there
        line.way.refuse()
        line.way.open()
        line.start().look_again()
        assert (line.stock(), line.program.shelf[EAN].stock) == (1, 1), lost


@pytest.mark.parametrize("why", ["newer", "password"])
def test_what_a_server_does_not_take_waits(line: Line, server: Server, why: str) -> None:
    def set_schema(number: int) -> None:
        with line.behind._writing(ready=False) as connection:
            for name in ("schema", "least"):
                tables.set_meta(connection, name, number)

    line.behind.set_stock(EAN, 3)
    right = os.environ["MAGAPP_DATABASE_URL"]
    if why == "newer":
        set_schema(tables.SCHEMA + 1)
    else:
        server.with_password("closed", "right")
        wrong = right.replace("magapp@", "closed:wrong@")
        line.program.let_go()
        line.patch.setenv("MAGAPP_DATABASE_URL", wrong)
        line.program = line.start()
    outbox = line.program.stockroom.outbox
    assert outbox is not None
    assert not line.program.stockroom.step_stock(EAN, 1, MOST)
    line.program.look_again()
    assert line.program.stockroom.changes_wait == 1
    assert len(outbox.changes()) == 1
    if why == "newer":
        set_schema(tables.SCHEMA)
        line.program.look_again()
        assert (line.stock(), line.program.stockroom.changes_wait) == (4, 0)
        return
    line.patch.setenv("MAGAPP_DATABASE_URL", wrong.replace("wrong", "right"))
    line.start().look_again()
    assert (line.stock(), line.program.stockroom.changes_wait) == (4, 0)


def test_what_can_never_be_written_holds_up_nothing(line: Line) -> None:
    line.way.refuse()
    line.program.stockroom.step_stock(EAN, 1, MOST)
    line.program.stockroom.step_stock(OTHER, 10**9, 10**12)
    line.program.stockroom.set_stock(LAST, 9)
    with line.behind._writing() as connection:
        for table in (tables.listings, tables.products):
            connection.execute(sa.delete(table).where(table.c.ean == EAN))
        connection.execute(sa.update(tables.listings).values(stock=2**31 - 9))
    line.way.open()
    line.program.look_again()
    assert line.stock(LAST) == 9
    assert line.program.stockroom.changes_wait == 0
    assert refused(line.folder) == 2
    with pytest.raises(InputError, match="no product with the number"):
        line.program.stockroom.step_stock(EAN, 1, MOST)
    with pytest.raises(InputError, match="0"):
        line.program.stockroom.set_stock(EAN, -1)
    assert refused(line.folder) == 2, "who is told at once needs no log"
    assert line.program.stockroom.outbox is not None
    assert line.program.stockroom.outbox.changes() == ()


def test_who_asked_hears_why_not_whichever_thread_sent_it(line: Line) -> None:
    put = Outbox.put

    def sent_by_another(outbox: Outbox, change: Change) -> None:
        put(outbox, change)
        line.program.stockroom._send(outbox)

    line.patch.setattr(Outbox, "put", sent_by_another)
    with pytest.raises(InputError, match="no product with the number"):
        line.program.stockroom.step_stock("20000028", 1, MOST)
    assert not (line.folder / HAPPENED).exists() or refused(line.folder) == 0


def test_what_is_read_while_it_is_sent_counts_once(line: Line) -> None:
    """The server says at once that there is other, before what arrived is taken out of the file."""
    stock, arrive = line.stock(), Store.arrive
    seen: list[int] = []

    def look(store: Store, changes: Sequence[Change]) -> dict[str, Any]:
        done = arrive(store, changes)
        seen.append(line.program.stockroom.read_shelf()[EAN].stock)
        return done

    line.patch.setattr(Store, "arrive", look)
    line.program.stockroom.step_stock(EAN, 2, MOST)
    assert seen == [stock + 2]


def test_a_run_stays_that_of_its_shop_and_capitals_set_none_apart(
    pack: Pack, magapp_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the shop that is set for the next start would advise from the shelf of this one."""
    monkeypatch.setenv("MAGAPP_DATABASE_URL", "postgresql://me@/shops?host=/nowhere")
    main = Assistant(pack, Settings(shop="Main street"), folder=magapp_home)
    change = Change("id", EAN, 7, 0, 0, 0)
    assert main.stockroom.outbox is not None
    main.use_settings(Settings(shop="Market"))
    main.stockroom.outbox.put(change)
    for name, waits in (("main  STREET", (change,)), ("Market", ())):
        other = Assistant(pack, Settings(shop=name), folder=magapp_home)
        assert other.stockroom.outbox is not None
        assert other.stockroom.outbox.changes() == waits
        assert (other.stockroom._place() == main.stockroom._place()) == bool(waits)


def test_programs_of_one_folder_send_nothing_twice(line: Line) -> None:
    line.behind.set_stock(EAN, 0)
    line.way.refuse()
    line.program.look_again()
    for _ in range(30):
        line.program.stockroom.step_stock(EAN, 1, MOST)
    for _ in range(3):
        line.start()
    line.way.open()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Assistant.look_again, line.started))
    line.program.look_again()
    assert line.stock() == 30


def test_whatever_is_lost_the_stock_is_as_if_nothing_was(line: Line) -> None:
    """Steps and counts in any order, with the way cut at every kind of moment, and kills."""
    luck, model = random.Random(7), {each: line.stock(each) for each in (EAN, OTHER, LAST)}
    for number in range(70):
        ean, way = luck.choice([*model]), line.way
        match luck.randrange(9):
            case 0:
                way.refuse()
            case 1 | 2:
                way.open()
                line.program.look_again()
            case 3:
                way.answer_lost = at_commit(luck.choice([1, 2]))
            case 4:
                way.answer_cut = at_commit(luck.choice([1, 2]))
            case 5 if number % 3 == 0:
                line.start()
        if luck.random() < 0.2:
            model[ean] = stock = luck.randrange(20)
            line.program.stockroom.set_stock(ean, stock)
        else:
            by = luck.randrange(-4, 5)
            model[ean] = max(0, min(20, model[ean] + by))
            line.program.stockroom.step_stock(ean, by, 20)
        line.program.look_again()  # as it does within a second, beside the screen
        shelf = line.program.shelf
        assert {each: shelf[each].stock for each in model} == model, number
    line.way.open()
    line.way.answer_lost = line.way.answer_cut = None
    line.program.look_again()
    assert {each: line.stock(each) for each in model} == model
    assert line.way.cuts > 3


PUTTING = """
import sys
from pathlib import Path
from magapp.store.changes import Change
from magapp.store.outbox import Outbox
outbox = Outbox(Path(sys.argv[1]), "here")
for number in range(10**6):
    outbox.put(Change(str(number), "2000001000014", None, 1, 99, 0))
    print(number, flush=True)
"""


def test_what_was_noted_is_there_after_a_kill(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PUTTING, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        noted = [child.stdout.readline() for _ in range(25)]
        child.kill()
        noted += child.stdout.readlines()
    waits = [each.id for each in Outbox(tmp_path, "here").changes()]
    assert waits[: len(noted)] == [each.strip() for each in noted]
    assert len(waits) <= len(noted) + 1


# --- records -------------------------------------------------------------------------------------

NOW = datetime(2026, 3, 9, 14, 5)


def a_record(number: int, day: int = NOW.toordinal()) -> Record:
    return Record(
        day=day, hour=14, channel="kiosk", language="nl", pack=f"{number}",
        ending="left", outcome="suggest", minutes=1,
    )  # fmt: skip


class Keeper:
    """Keeps records, or is on a server that is gone."""

    def __init__(self) -> None:
        self.gone, self.kept = True, list[tuple[int, Kept]]()

    def add(self, records: Sequence[Kept], *, keys: Sequence[int]) -> None:
        if self.gone:
            raise StoreError("store_full", place="there")
        self.kept += [each for each in zip(keys, records, strict=True) if each not in self.kept]

    def see_to(self, today: int, keep: int) -> None:
        pass

    def close(self) -> None:
        pass


def write(pack: Pack, keeper: Any, outbox: Outbox, *records: Kept, luck: int = 0) -> None:
    """A run of a program that writes these down."""
    keys = random.Random(luck)
    recorder = Recorder(
        pack, lambda: cast("Any", keeper), 365, now=lambda: NOW, waiting=lambda: outbox,
        new_key=lambda: keys.getrandbits(63),
    )  # fmt: skip
    for each in records:
        recorder._put(each)
    recorder.send()
    recorder.close(20)


def test_records_wait_and_their_order_says_nothing(pack: Pack, tmp_path: Path) -> None:
    outbox, keeper = Outbox(tmp_path, "here"), Keeper()
    second = Second(NOW.toordinal(), "go_on", "", "better", "", "", ("sleep",))
    old = a_record(99, NOW.toordinal() - 380)
    records: list[Kept] = [*map(a_record, range(12)), second]
    write(pack, keeper, outbox, *records, old)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert Outbox(tmp_path, "here").has_records
    assert not Outbox(tmp_path, "at another server").has_records
    keeper.gone = False
    write(pack, keeper, outbox)
    arrived = [each for _, each in keeper.kept]
    keys = random.Random(0)
    by_key = sorted((keys.getrandbits(63), number) for number in range(13))
    assert arrived == [records[number] for _, number in by_key]
    assert [number for _, number in by_key] != list(range(13))
    assert not outbox.has_records
    content = (tmp_path / FILE).read_bytes()
    assert b"suggest" not in content, "what arrived is written over"
    assert b"better" not in content


def test_not_even_the_bytes_of_the_file_say_who_came_first(tmp_path: Path) -> None:
    outbox, keys = Outbox(tmp_path, "here"), list(range(9))
    random.Random(1).shuffle(keys)
    for hour, key in enumerate(keys):
        outbox.keep({key: a_record(hour, NOW.toordinal())})
    assert list(outbox.records()) == sorted(keys)
    content = (tmp_path / FILE).read_bytes()
    lies = [content.index(f'"pack":"{hour}"'.encode()) for hour in range(9)]
    by_place = [keys[hour] for hour in sorted(range(9), key=lies.__getitem__)]
    assert by_place in (sorted(keys), sorted(keys, reverse=True))


def test_a_record_arrives_once_when_the_answer_is_lost(line: Line) -> None:
    outbox, keeper = line.program.stockroom.outbox, open_records()
    assert outbox is not None
    assert keeper is not None
    keeper.close = lambda: None  # type: ignore[method-assign]
    kept = a_record(1, datetime.now().toordinal())
    line.way.answer_lost = at_commit()
    write(line.pack, keeper, outbox, kept)
    assert line.way.cuts == 1
    for _ in range(2):
        write(line.pack, keeper, outbox)
        assert keeper.weeks() == {kept.week: 1}
        assert not outbox.has_records
    keeper._engine.dispose()


def test_nothing_of_a_person_is_in_the_file(tmp_path: Path) -> None:
    """The columns of a record, and of a stock: no more, and no moment of a visit."""
    outbox = Outbox(tmp_path, "here")
    outbox.keep({5: a_record(1)})
    outbox.put(Change("id", EAN, None, 1, 9, 29_000_000))
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        ((content,),) = file.execute("SELECT content FROM record")
        columns = [each[1] for each in file.execute("PRAGMA table_info(record)")]
    assert set(json.loads(content)) == set(Record.__struct_fields__)
    assert columns == ["place", "week", "key", "kind", "content"]


def test_what_lies_in_the_file_is_data(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, "here")
    assert outbox.changes() == ()
    assert outbox.records() == {}
    outbox.put(Change("good", EAN, 5, 0, 0, 1))
    outbox.keep({5: a_record(1)})
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        file.execute("INSERT INTO change VALUES (9, 'here', 'bad', 'x', 'many', 'a', 'b', 'c')")
        sound = json.dumps(msgspec.to_builtins(a_record(2)))
        for key, kind, content in (
            (6, "visit", "{}"),
            (7, "person", "{}"),
            (8, "visit", "[" * 9),
            ("nine", "visit", sound),
        ):
            row = (NOW.toordinal(), key, kind, content)
            file.execute("INSERT INTO record VALUES ('here', ?, ?, ?, ?)", row)
        file.commit()
    assert [each.id for each in outbox.changes()] == ["good"]
    assert list(outbox.records()) == [5]
    (tmp_path / FILE).write_bytes(b"no database, but long enough to look at" * 40)
    with pytest.raises(StoreError, match="put aside"):
        outbox.changes()
    assert (tmp_path / DAMAGED).exists()
    outbox.put(Change("next", EAN, 5, 0, 0, 1))
    assert [each.id for each in outbox.changes()] == ["next"]
