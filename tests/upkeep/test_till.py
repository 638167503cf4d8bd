"""The till's folder: each file once, whatever happens to it while it is looked at."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Event, Semaphore, Thread, current_thread

import packed
import pytest

from magapp.errors import InputError, StoreError
from magapp.machine.journal import Journal
from magapp.pack import Pack
from magapp.products.mapping import guess_mapping
from magapp.products.plan import plan_import
from magapp.products.table import read_content
from magapp.reading import CATALOGUE
from magapp.resources import resource
from magapp.settings import DATABASE, Settings, Till
from magapp.store import Imported, Store, open_store
from magapp.upkeep import Look, Upkeep
from magapp.upkeep import till as room
from magapp.upkeep import upkeep as upkeep_room
from magapp.upkeep.report import read_report, report_of
from magapp.upkeep.till import TillFolder

HEADER = resource("packs", "magnesium", "demo.csv").read_text(encoding="utf-8").splitlines()[0]
ROW = "8712345678906,Citraat,Proef,citrate,100,2,90,13.95,EUR,tablet,yes,{stock},B6,,619"
OTHER = "5410000000019,Tauraat,Proef,taurate,50,2,60,25.00,EUR,capsule,no,4,B3,b6:1.4,"
WRONG = OTHER.replace("5410000000019", "5410000000010")
SUPPLIER = "Kassa"


def listed(*rows: str, stock: int = 12) -> str:
    """A list of products."""
    return "\n".join([HEADER, *rows, ""]).format(stock=stock)


class Shop:
    """A folder, and a database that knows its columns; time passes when it is told to."""

    def __init__(self, folder: Path, store: Store, pack: Pack) -> None:
        self.folder, self.store, self.pack = folder, store, pack
        self.time = 0.0
        self.watch = self.another()

    def another(self) -> TillFolder:
        """One more program that watches."""
        return TillFolder(self.folder, lambda: self.time, lambda: 1_800_000_000.0)

    def drop(self, name: str, text: str | bytes, at: int = 1_700_000_000) -> Path:
        """Put a file there, as if written at a moment."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        os.utime(path, (at, at))
        return path

    def look(self, seconds: float = 0.0) -> Look:
        """Look again after a time."""
        self.time += seconds
        return self.watch.look(self.store, self.pack)

    def settle(self) -> Look:
        """Look twice, with long enough between."""
        self.look()
        return self.look(room.STEADY + 1)

    def stock(self) -> int | None:
        """Of the first product."""
        found = [each.stock for each in self.store.products() if each.ean == ROW[:13]]
        return found[0] if found else None

    def learn(self, name: str = SUPPLIER, **columns: str) -> None:
        """Agree about the columns of a supplier."""
        table = read_content(listed(ROW).encode(), "agreed.csv")
        plan = plan_import(
            table, guess_mapping(table, self.pack.substance) | columns, (), self.pack
        )
        self.store.import_file(plan, supplier=name)
        self.store.undo_last_import()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Path:
    """A database that knows the columns of a supplier."""
    folder = tmp_path_factory.mktemp("agreed")
    with open_store(folder) as store:
        Shop(folder, store, pack).learn()
    return folder / DATABASE


@pytest.fixture
def store(database: Path, magapp_home: Path) -> Iterator[Store]:
    shutil.copy(database, magapp_home / DATABASE)
    with open_store() as opened:
        yield opened


@pytest.fixture
def shop(tmp_path: Path, store: Store, pack: Pack) -> Shop:
    folder = tmp_path / "till"
    folder.mkdir()
    return Shop(folder, store, pack)


def said(look: Look) -> list[tuple[str, str, str]]:
    """Name, state and code of what was not imported."""
    return [(each.name, each.state, each.why.code if each.why else "") for each in look.found]


# --- what is imported ----------------------------------------------------------------------------


def test_a_file_is_imported_once_it_rests(shop: Shop) -> None:
    shop.drop("stock.csv", listed(ROW, OTHER, WRONG))
    assert said(shop.look()) == [("stock.csv", "waits", "")]
    assert said(shop.look(room.STEADY / 2)) == [("stock.csv", "waits", "")]
    look = shop.look(room.STEADY)
    [done] = look.taken
    assert (done.file, done.added, done.refused) == ("stock.csv", 2, 1)
    assert look.found == ()
    assert shop.stock() == 12
    assert not shop.store.is_demo
    [taken] = shop.store.taken()
    assert (taken.file, taken.supplier, taken.refused, taken.seen) == (
        "stock.csv", SUPPLIER, 1, False,
    )  # fmt: skip
    assert shop.store.unseen == 1
    [(line, place, why)] = read_report(taken.report, "nl")
    assert (line, place) == ("4", "ean")
    assert "moet 9 zijn" in why
    assert shop.settle().taken == ()
    assert Journal(Path(os.environ["MAGAPP_HOME"])).read()[0].code == "imported"
    shop.store.undo_last_import()
    assert shop.settle().taken == ()
    assert shop.stock() is None


def test_a_half_written_file_waits(shop: Shop) -> None:
    whole = listed(ROW, OTHER)
    for end in range(len(whole) // 4, len(whole), len(whole) // 4):
        shop.drop("stock.csv", whole[:end])
        assert not shop.look(room.STEADY).taken
    shop.drop("stock.csv", whole)
    assert not shop.look(room.STEADY).taken
    assert shop.look(room.STEADY).taken[0].added == 2


def test_a_file_that_rests_in_the_middle_of_a_row_waits_longer(shop: Shop) -> None:
    shop.drop("stock.csv", listed(ROW) + OTHER[:40])
    assert said(shop.settle()) == [("stock.csv", "waits", "")]
    assert shop.look(room.CUT_SHORT).taken[0].refused == 1


def test_a_file_that_grows_while_it_is_read_waits(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shop.drop("stock.csv", listed(ROW))
    read = room._read

    def grows(which: Path) -> bytes:
        content = read(which)
        with path.open("a") as file:
            file.write(OTHER + "\n")
        return content

    monkeypatch.setattr(room, "_read", grows)
    assert said(shop.settle()) == [("stock.csv", "waits", "")]
    monkeypatch.setattr(room, "_read", read)
    assert shop.look(room.STEADY).taken[0].added == 2


def test_a_file_that_another_program_holds_waits(shop: Shop) -> None:
    path = shop.drop("stock.csv", listed(ROW))
    with path.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert said(shop.settle()) == [("stock.csv", "held", "till_held")]
    assert shop.look(1).taken[0].added == 1


def test_a_file_that_this_user_may_not_read_waits(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.drop("stock.csv", listed(ROW))
    read = room._read

    def refuses(_: Path) -> bytes:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(room, "_read", refuses)
    [found] = shop.settle().found
    assert found.why is not None
    assert "Permission denied" in found.why.told("en")
    monkeypatch.setattr(room, "_read", read)
    assert shop.look(1).taken


def test_a_file_that_vanishes_is_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shop.drop("stock.csv", listed(ROW))
    shop.look()
    read = room._read

    def gone(which: Path) -> bytes:
        path.unlink(missing_ok=True)
        return read(which)

    monkeypatch.setattr(room, "_read", gone)
    assert shop.look(room.STEADY) == Look()
    assert shop.watch.rests
    shop.drop("stock.csv", listed(ROW))
    shop.look()
    (shop.folder / "stock.csv").unlink()
    assert shop.look(room.STEADY) == Look()


# --- the same file -------------------------------------------------------------------------------


def test_the_same_file_twice_does_nothing(shop: Shop) -> None:
    first = shop.drop("stock.csv", listed(ROW))
    assert len(shop.settle().taken) == 1
    version = shop.store.version
    first.rename(shop.folder / "renamed.csv")
    shop.drop("copy.csv", listed(ROW), at=1_700_000_500)
    os.utime(shop.folder / "renamed.csv", (1_700_000_400,) * 2)
    assert shop.settle() == Look()
    shop.watch = shop.another()
    assert shop.settle() == Look()
    assert shop.store.version == version
    assert len(shop.store.taken()) == 1


def test_a_copy_is_no_later_word_once_another_file_has_come(shop: Shop) -> None:
    shop.drop("monday.csv", listed(ROW, stock=5), at=1_700_000_000)
    shop.drop("monday again.csv", listed(ROW, stock=5), at=1_700_000_100)
    shop.drop("tuesday.csv", listed(ROW, stock=7), at=1_700_090_000)
    assert [each.file for each in shop.settle().taken] == ["monday.csv", "tuesday.csv"]
    shop.watch = shop.another()
    assert shop.settle() == Look()
    assert shop.stock() == 7


def test_a_stock_that_comes_back_to_what_it_was_counts(shop: Shop) -> None:
    for day, stock in enumerate((5, 7, 5, 7)):
        shop.drop("stock.csv", listed(ROW, stock=stock), at=1_700_000_000 + 90_000 * day)
        assert len(shop.settle().taken) == 1
        assert shop.stock() == stock
    assert len(shop.store.taken()) == 2


def test_two_programs_that_watch_import_each_file_once(shop: Shop) -> None:
    for number in range(5):
        shop.drop(f"{number}.csv", listed(ROW, stock=number), at=1_700_000_000 + number)
    gate, done = Barrier(3), list[Imported]()

    def watch() -> None:
        with open_store() as store:
            watching = TillFolder(shop.folder, lambda: shop.time)
            watching.look(store, shop.pack)
            gate.wait()
            gate.wait()
            done.extend(watching.look(store, shop.pack).taken)

    threads = [Thread(target=watch) for _ in range(2)]
    for thread in threads:
        thread.start()
    gate.wait()
    shop.time = room.STEADY + 1
    gate.wait()
    for thread in threads:
        thread.join()
    assert sorted(each.file for each in done) == [f"{number}.csv" for number in range(5)]
    assert shop.stock() == 4


# --- what is refused -----------------------------------------------------------------------------


def test_what_is_none_is_refused_in_words_and_stays(shop: Shop, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text(listed(ROW))
    (shop.folder / "link.csv").symlink_to(outside)
    (shop.folder / "folder.csv").mkdir()
    os.mkfifo(shop.folder / "pipe.csv")
    shop.drop("letter.csv", "%PDF-1.7")
    with (shop.folder / "huge.csv").open("wb") as huge:
        huge.truncate(CATALOGUE + 1)
    shop.drop(".hidden.csv", listed(ROW))
    shop.drop("~$open.xlsx", listed(ROW))
    shop.drop("notes.doc", "words")
    look = shop.settle()
    assert said(look) == [
        ("folder.csv", "refused", "till_no_file"),
        ("huge.csv", "refused", "too_large"),
        ("letter.csv", "refused", "is_pdf"),
        ("link.csv", "refused", "till_link"),
        ("pipe.csv", "refused", "till_no_file"),
    ]
    assert not look.taken
    assert all(each.why and each.why.told("nl") for each in look.found)
    assert len(list(shop.folder.iterdir())) == 8
    assert shop.stock() is None


def test_a_link_put_in_the_place_of_a_file_is_not_followed(shop: Shop, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text(listed(ROW))
    link = shop.folder / "stock.csv"
    link.symlink_to(outside)
    with pytest.raises(OSError, match="symbolic"):
        room._read(link)


def test_a_folder_that_is_not_there_is_said_and_found_again(shop: Shop) -> None:
    away = shop.folder.rename(shop.folder.with_name("away"))
    fault = shop.look().fault
    assert fault is not None
    assert "No such file or directory" in fault.told("en")
    away.rename(shop.folder)
    shop.drop("stock.csv", listed(ROW))
    assert shop.settle().taken


def test_too_many_files_are_not_looked_at(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_FILES", 2)
    for number in range(3):
        shop.drop(f"{number}.csv", listed(ROW))
    fault = shop.settle().fault
    assert fault is not None
    assert fault.code == "till_many"


# --- whose columns -------------------------------------------------------------------------------


def test_columns_that_nobody_knows_wait_for_somebody(shop: Shop) -> None:
    theirs = listed(ROW).replace("stock", "voorraad", 1)
    shop.drop("stock.csv", theirs)
    assert said(shop.settle()) == [("stock.csv", "columns", "till_columns")]
    assert said(shop.look(10)) == [("stock.csv", "columns", "till_columns")]
    table = read_content(theirs.encode(), "stock.csv")
    plan = plan_import(table, guess_mapping(table, shop.pack.substance), (), shop.pack)
    done = shop.store.import_file(plan, supplier="Till")
    look = shop.look(1)
    assert [(each.unchanged, each.added) for each in look.taken] == [(1, 0)]
    assert shop.store.last_import() == done


def test_of_several_suppliers_the_name_of_the_file_decides(shop: Shop) -> None:
    shop.learn("Ander", brand="")
    shop.learn("Derde", shelf="")
    shop.drop("stock.csv", listed(ROW))
    assert shop.settle().taken[0].added == 1  # the one that uses most of its columns
    shop.learn("Vierde", brand="shelf", shelf="brand")
    shop.drop("again.csv", listed(ROW, stock=3))
    assert said(shop.settle()) == [("again.csv", "columns", "till_suppliers")]
    shop.drop("ANDER 2.csv", listed(ROW, stock=4))
    assert shop.settle().taken[0].changed == 1


def test_a_spreadsheet_is_read_too(shop: Shop) -> None:
    lines = listed(ROW).splitlines()
    sheet = [packed.row(at, line.split(",")) for at, line in enumerate(lines, 1)]
    shop.drop("stock.xlsx", packed.book(sheet))
    assert shop.settle().taken[0].added == 1


# --- reports -------------------------------------------------------------------------------------


def test_a_report_is_kept_within_bounds(shop: Shop) -> None:
    table = read_content(listed(*[WRONG] * 500).encode(), "wrong.csv")
    plan = plan_import(table, guess_mapping(table, shop.pack.substance), (), shop.pack)
    report = report_of(plan)
    assert 100 < len(read_report(report, "en")) <= 200
    assert len(report) < 50_000


@pytest.mark.parametrize(
    "planted",
    [
        "",
        "{}",
        "[[1]]",
        "[[[[",
        '[["1","",3]]',
        '[["1","ean",{"code":"none","values":{}}]]',
        '[["1","",{"code":"too_large","values":{}}]]',
    ],
)
def test_a_report_that_is_none_says_nothing(planted: str) -> None:
    assert read_report(planted, "nl") == ()


# --- beside the screen ---------------------------------------------------------------------------


def test_upkeep_looks_where_a_folder_is_set(shop: Shop) -> None:
    settings = Settings()
    upkeep = Upkeep(
        shop.pack, lambda: settings, lambda: shop.store, lambda: shop.time, lambda: 1.8e9
    )
    assert upkeep.look().folder == ""
    settings = Settings(till=Till(folder=str(shop.folder)))
    shop.drop("stock.csv", listed(ROW, WRONG))
    upkeep.look()
    shop.time += room.STEADY
    state = upkeep.look()
    assert (len(state.look.taken), state.unseen, state.asks) == (1, 1, 1)
    upkeep.see()
    assert (upkeep.till.asks, shop.store.unseen) == (0, 1)
    assert (upkeep.look().asks, shop.store.unseen) == (0, 0)
    shop.drop("letter.csv", "%PDF-1.7")
    shop.drop("strange.csv", "a;b\n1;2\n")
    upkeep.look()
    shop.time += room.STEADY
    assert upkeep.look().asks == 2
    upkeep.see()
    assert upkeep.look().asks == 1  # what is refused is known; columns are still to be said


def test_a_database_that_cannot_be_used_is_not_asked_all_the_time(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(till=Till(folder=str(shop.folder)))
    upkeep = Upkeep(
        shop.pack, lambda: settings, lambda: shop.store, lambda: shop.time, lambda: 1.8e9
    )
    shop.drop("stock.csv", listed(ROW))
    upkeep.look()
    shop.time += room.STEADY
    tries: list[str] = []

    def busy(store: Store, *_: object, **__: object) -> None:
        tries.append("once")
        raise StoreError("store_busy", place="there")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "take_file", busy)
        for _ in range(10):
            state = upkeep.look()
            shop.time += 3
    assert tries == ["once"]
    assert state.look.fault is not None
    assert state.look.fault.code == "store_busy"
    shop.time += 60
    assert upkeep.look().look.taken


def test_without_a_database_upkeep_makes_none(shop: Shop) -> None:
    settings = Settings(till=Till(folder=str(shop.folder)))
    fault = Upkeep(shop.pack, lambda: settings, lambda: None).look().look.fault
    assert fault is not None
    assert fault.code == "till_no_database"


def test_an_import_is_given_up_when_the_program_ends(shop: Shop) -> None:
    shop.drop("stock.csv", listed(ROW))
    shop.look()
    shop.time += room.STEADY
    calls = iter([False, True, True])
    stop: Callable[[], bool] = lambda: next(calls)  # noqa: E731
    assert not shop.watch.look(shop.store, shop.pack, stop).taken
    assert shop.stock() is None
    assert shop.look(1).taken


def test_reading_refuses_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        room._read(tmp_path)


def test_who_was_not_waited_for_stays_stopped(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """What hangs when the program ends does not go on as soon as it is let go."""
    goes_on, began, turns = Event(), Semaphore(0), []

    def hang() -> None:
        turns.append(current_thread())
        began.release()
        goes_on.wait(20)

    monkeypatch.setattr(upkeep_room, "STOP_SECONDS", 0.01)
    monkeypatch.setattr(upkeep_room, "LOOK_SECONDS", 0.01)
    upkeep = Upkeep(shop.pack, Settings, lambda: None, again=hang)
    for _ in range(2):
        upkeep.start(tills=False)
        assert began.acquire(timeout=20)
        upkeep.stop()
    goes_on.set()
    for each in [*turns]:
        each.join(20)
        assert not each.is_alive()
    assert len(turns) == 2
