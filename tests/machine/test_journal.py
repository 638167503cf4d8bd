"""What happened: bounded, gone in time, of several programs, and without a word of anybody."""

from __future__ import annotations

import ast
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import magapp
from magapp.language.words import Words
from magapp.machine import journal
from magapp.machine.journal import DAYS, FILE, KINDS, MOST_BYTES, OLDER, Journal, note_fault, places

DAY = 24 * 3600


class Clock:
    """Shows what it is set to."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(tmp_path: Path, clock: Clock) -> Journal:
    return Journal(tmp_path / "home", clock)


def everything(log: Journal) -> bytes:
    """Every byte that the log has written."""
    return b"".join(path.read_bytes() for path in log._folder.iterdir())


def test_what_is_noted_is_read_the_latest_first(log: Journal, clock: Clock) -> None:
    log.note("started", channel="kiosk", version="0.1.0")
    clock.now += 60
    log.note("imported", file="stock.csv", added=1, changed=2, unchanged=3, refused=4)
    imported, started = log.read()
    assert (imported.code, imported.group) == ("imported", "import")
    assert imported.minute == started.minute + 1 == int(clock.now // 60)
    assert imported.told("en") == (
        "stock.csv was imported: 1 added, 2 changed, 3 as they were, 4 refused."
    )
    assert started.told("nl") == "Het programma is gestart (kiosk, versie 0.1.0)."


def test_no_value_gets_in_that_is_none_of_its_kind(log: Journal) -> None:
    log.note("started", channel="geheim woord", version="x" * 50)
    log.note("imported", file="/home/somebody/stock.csv", added=-1, changed=True, refused="3")
    log.note("fault", kind="Key Error", places="ui/ask/page.py:12 geheim")
    log.note("printed", to="network", paper="80mm", answers="geheim")
    assert b"geheim" not in everything(log)
    assert b"somebody" not in everything(log)
    printed, fault, imported, started = log.read()
    assert printed.values == {"to": "network", "paper": "80mm"}
    assert not fault.values
    assert not imported.values
    assert not started.values
    assert "–" in imported.told("nl")


def test_it_never_grows_beyond_its_bound(log: Journal) -> None:
    for number in range(3 * MOST_BYTES // 130):
        log.note("imported", file=f"{number:076}.csv", added=0)
    sizes = [path.stat().st_size for path in log._folder.iterdir()]
    assert max(sizes) < MOST_BYTES + 1_000
    assert sum(sizes) < 2 * MOST_BYTES + 1_000
    assert log.read()[0].values["file"] == f"{number:076}.csv"
    assert len(log.read()) > MOST_BYTES / 150


def test_what_is_old_goes(log: Journal, clock: Clock) -> None:
    log.note("pin_wrong")
    os.utime(log._folder / FILE, (clock.now, clock.now))
    clock.now += (DAYS + 1) * DAY
    log.note("pin_right")
    assert [each.code for each in log.read()] == ["pin_right", "pin_wrong"]
    os.utime(log._folder / FILE, (clock.now, clock.now))
    clock.now += 2 * DAY
    os.utime(log._folder / OLDER, (clock.now - (DAYS + 1) * DAY,) * 2)
    log.note("exported")
    assert [each.code for each in log.read()] == ["exported", "pin_right"]
    assert b"pin_wrong" not in everything(log)


def test_trouble_that_is_met_every_few_seconds_is_noted_once(log: Journal, clock: Clock) -> None:
    for _ in range(100):
        log.note("database_trouble", why="store_full")
        clock.now += 3
    log.note("database_trouble", why="store_busy")
    assert [each.values["why"] for each in log.read()] == ["store_busy", "store_full"]
    clock.now += 3600
    log.note("database_trouble", why="store_full")
    assert len(log.read()) == 3


def test_lines_of_several_programs_stay_whole(log: Journal, clock: Clock) -> None:
    def work(number: int) -> None:
        mine = Journal(log._folder, clock)
        for _ in range(300):
            mine.note("backed_up", file=f"{number}" * 70)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(1, 5)))
    assert len(log.read()) == 1_200


@pytest.mark.parametrize(
    "planted",
    [
        b"no json\n",
        b"[1,2]\n",
        b'["a","pin_wrong",{}]\n',
        b'[1,"not_ours",{}]\n',
        b'[1,["pin_wrong"],{}]\n',
        b'[1,"imported",[1]]\n',
        b"[" * 900 + b"\n",
        b'[1,"pin_wrong",{"x":"' + b"y" * 2_000 + b'"}]\n',
        b"\xff\xfe\x00\n",
    ],
)
def test_a_line_that_is_none_is_passed_over(log: Journal, planted: bytes) -> None:
    log.note("pin_wrong")
    with (log._folder / FILE).open("ab") as file:
        file.write(planted)
    log.note("pin_right")
    assert [each.code for each in log.read()] == ["pin_right", "pin_wrong"]


def test_what_is_in_the_file_is_looked_at_again(log: Journal) -> None:
    log._folder.mkdir()
    (log._folder / FILE).write_text('[1,"imported",{"file":"a/b","added":1,"who":"geheim"}]\n')
    assert log.read()[0].values == {"added": 1}


def test_no_link_is_followed_and_no_pipe_waited_for(log: Journal, tmp_path: Path) -> None:
    log._folder.mkdir()
    other = tmp_path / "other"
    other.write_text("mine")
    (log._folder / FILE).symlink_to(other)
    log.note("pin_wrong")
    assert other.read_text() == "mine"
    (log._folder / FILE).unlink()
    os.mkfifo(log._folder / FILE)
    log.note("pin_wrong")
    assert log.read() == ()


def test_a_disk_that_does_not_take_it_stops_nobody(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").write_text("")
    Journal(tmp_path / "file" / "home", clock).note("pin_wrong")


def test_a_fault_has_its_places_and_not_its_words(magapp_home: Path) -> None:
    try:
        magapp.errors.near(object, 3)  # type: ignore[arg-type]
    except TypeError as error:
        found = places(error.__traceback__)
        note_fault(type(error), error.__traceback__)
    assert found
    assert all(each.startswith("magapp/errors.py:") for each in found)
    [fault] = Journal(magapp_home).read()
    assert fault.told("en").startswith("A fault of the program: TypeError at magapp/errors.py:")
    assert str(magapp_home).encode() not in everything(Journal(magapp_home))


def test_every_code_has_words_and_every_note_a_code() -> None:
    root = Path(magapp.__file__).parents[1]
    noted = set()
    for room in ("magapp", "ui"):
        for path in (root / room).rglob("*.py"):
            text = path.read_text("utf-8")
            if "import note" not in text and path.name != "journal.py":
                continue
            for node in ast.walk(ast.parse(text)):
                if not isinstance(node, ast.Call) or ast.unparse(node.func) != "note":
                    continue
                first = node.args[0]
                parts = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                for each in parts:
                    if isinstance(each, ast.Constant):
                        noted.add(each.value)
                        names = {given.arg for given in node.keywords}
                        assert names <= KINDS[str(each.value)].values.keys(), (path, node.lineno)
    assert noted == KINDS.keys()
    for language in ("en", "nl"):
        words = Words(language)
        for code, kind in KINDS.items():
            assert words(f"happened_{code}", **dict.fromkeys(kind.values, 1))
            assert kind.group in journal.GROUPS
