"""The watch: what the app says, and what becomes of a child that hangs, fails, ends, or beats."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watching import EARS, gone, listening

from magapp.cli.main import main
from magapp.errors import InputError
from magapp.machine.watch import (
    BEAT,
    READY,
    STOPPING,
    Limits,
    Overseer,
    no_core_dumps,
    overseer,
    watch,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the watch is for Linux")

# Each life of the child adds a line to a file; which life it is decides what it does.
CHILD = """
import os, resource, signal, socket, sys, time
notes, *lives = sys.argv[1:]
with open(notes, "a+") as file:
    file.seek(0)
    life = len(file.read().splitlines())
    core = resource.getrlimit(resource.RLIMIT_CORE)[0]
    file.write(f"{os.getpid()} {os.environ['WATCHDOG_USEC']} {core}\\n")
line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
tell = lambda word: line.sendto(word.encode(), os.environ["NOTIFY_SOCKET"])
role = lives[min(life, len(lives) - 1)]
if role == "never ready":
    tell("WATCHDOG=1")
    signal.pause()
if role == "fails at once":
    sys.exit(3)
tell("STATUS=anything\\nREADY=1")
if role == "hangs":
    signal.pause()
if role == "crashes":
    os.abort()
if role == "leaves":
    tell("STOPPING=1")
    sys.exit(0)
if role == "is deaf":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    tell("WATCHDOG=1")
    time.sleep(0.05)
"""

WATCH = """
import sys
from magapp.machine.watch import Limits, watch
limits = Limits(*map(float, sys.argv[1].split(",")))
sys.exit(watch(sys.argv[2:], limits, lambda line: print(line, flush=True)))
"""

QUICK = Limits(ready=0.8, beat=0.4, good=60, first=0.01, longest=0.05, leave=0.5)


class Watched:
    """A watch in a process of its own, over the child above."""

    def __init__(self, folder: Path, lives: tuple[str, ...], limits: Limits) -> None:
        child, self.notes = folder / "child.py", folder / "lives"
        child.write_text(CHILD, "utf-8")
        self.notes.touch()
        command = [sys.executable, str(child), str(self.notes), *lives]
        self.process = subprocess.Popen(
            [sys.executable, "-c", WATCH, ",".join(map(str, limits)), *command],
            env={**os.environ, "TMPDIR": str(folder)},
            stdout=subprocess.PIPE,
            text=True,
        )

    def lives(self) -> list[list[int]]:
        """What each life of the child noted: process, limit in microseconds, size of a core."""
        lines = self.notes.read_text().splitlines(keepends=True)
        return [[int(each) for each in line.split()] for line in lines if line.endswith("\n")]

    def after(self, number: int) -> int:
        """Wait until the child has been started so often; its process."""
        until(lambda: len(self.lives()) >= number)
        return self.lives()[number - 1][0]

    def end(self) -> tuple[int, list[str]]:
        """Its status, and why it had to start the child again, each time."""
        said, _ = self.process.communicate(timeout=30)
        return self.process.returncode, [line for line in said.splitlines() if "again" in line]


def until(holds: Callable[[], bool]) -> None:
    """Look until it holds; half a minute is far more than it takes."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.01)


Open = Callable[..., Watched]


@pytest.fixture
def over(tmp_path: Path) -> Iterator[Open]:
    opened: list[Watched] = []

    def start(*lives: str, limits: Limits = QUICK) -> Watched:
        opened.append(Watched(tmp_path, lives, limits))
        return opened[-1]

    yield start
    for each in opened:
        each.process.kill()
        each.process.communicate()


# --- the supervisor ------------------------------------------------------------------------------


def test_a_child_that_leaves_is_the_end(over: Open) -> None:
    watched = over("leaves")
    assert watched.end() == (0, [])
    [(_, limit, core)] = watched.lives()
    assert limit == 400_000
    assert core <= 1


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("never ready", "was not ready within 0.8 s"),
        ("hangs", "did not answer for 0.4 s"),
        ("crashes", f"was ended by signal {signal.SIGABRT.value}"),
        ("fails at once", "ended with status 3"),
    ],
)
def test_trouble_is_followed_by_a_new_start(over: Open, trouble: str, said: str) -> None:
    watched = over(trouble, "leaves")
    assert watched.end() == (0, [f"the app {said}; it starts again in 0.01 s."])
    first, second = watched.lives()
    assert first[0] != second[0]
    assert gone(first[0])


def test_each_start_in_a_row_waits_longer_up_to_a_limit(over: Open) -> None:
    watched = over(*["fails at once"] * 5, "leaves")
    status, said = watched.end()
    assert status == 0
    waits = [line.rpartition(" in ")[2] for line in said]
    assert waits == ["0.01 s.", "0.02 s.", "0.04 s.", "0.05 s.", "0.05 s."]


def test_after_a_good_life_trouble_counts_from_one(over: Open) -> None:
    watched = over("hangs", "hangs", "leaves", limits=QUICK._replace(good=0))
    _, said = watched.end()
    assert [line.rpartition(" in ")[2] for line in said] == ["0.01 s."] * 2


def test_a_child_that_beats_is_left_alone(over: Open) -> None:
    watched = over("beats", limits=QUICK._replace(beat=0.5))
    began, process = time.monotonic(), watched.after(1)
    until(lambda: time.monotonic() - began > 1.5)  # thrice as long as it may be silent
    assert not gone(process)
    assert len(watched.lives()) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("child", ["beats", "is deaf"])
def test_told_to_end_it_ends_its_child(over: Open, number: int, child: str) -> None:
    watched = over(child)
    process = watched.after(1)
    watched.process.send_signal(number)
    assert watched.end() == (0, [])
    assert gone(process)
    assert len(watched.lives()) == 1


def test_told_to_end_between_two_starts(over: Open) -> None:
    watched = over("fails at once", limits=QUICK._replace(first=30, longest=30))
    assert watched.process.stdout is not None
    assert "starts again in 30 s" in watched.process.stdout.readline()
    watched.process.terminate()
    assert watched.end() == (0, [])


def test_its_child_does_not_outlive_it(over: Open) -> None:
    watched = over("beats")
    process = watched.after(1)
    watched.process.kill()
    until(lambda: gone(process))


def test_a_stopped_child_is_replaced(over: Open) -> None:
    watched = over("beats")
    os.kill(first := watched.after(1), signal.SIGSTOP)
    assert watched.after(2) != first
    assert gone(first)


def test_nothing_is_left_behind(over: Open, tmp_path: Path) -> None:
    over("hangs", "leaves").end()
    assert {path.name for path in tmp_path.iterdir()} == {"child.py", "lives"}


def test_a_command_that_is_not_there(tmp_path: Path) -> None:
    before = [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)]
    with pytest.raises(InputError, match="cannot be started: No such file"):
        watch([str(tmp_path / "no-program")], QUICK)
    after = [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)]
    assert after == before


def test_elsewhere_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("magapp.machine.watch.os.name", "nt")
    with pytest.raises(InputError, match="for Linux"):
        watch(["anything"], QUICK)


# --- what the app says ---------------------------------------------------------------------------


def test_a_watch_that_is_killed_leaves_nothing_behind(over: Open, tmp_path: Path) -> None:
    """Nor while it runs: there is no telling when the power goes."""
    running = over("fails at once", "beats")
    child = running.after(2)
    assert list(tmp_path.glob("magapp-watch-*")) == []
    running.process.kill()
    running.process.wait()
    until(lambda: gone(child))
    assert list(tmp_path.glob("magapp-watch-*")) == []


@pytest.fixture(params=EARS)
def ear(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[socket.socket, str]]:
    with listening(request.param, tmp_path) as heard:
        yield heard


def test_the_overseer_hears(ear: tuple[socket.socket, str]) -> None:
    listening, name = ear
    environment = {"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "10000000", "WATCHDOG_PID": "1"}
    watched_by = overseer(environment)
    assert watched_by is not None
    assert watched_by.every == 5
    assert environment == {}
    for word in (READY, BEAT, STOPPING):
        watched_by.tell(word)
        assert listening.recv(100).decode() == word


@pytest.mark.parametrize("name", ["/nowhere/at/all", "@nobody-listens", "/" + "x" * 300])
def test_an_overseer_that_has_gone_is_no_trouble(name: str) -> None:
    Overseer(name, None).tell(BEAT)


@pytest.mark.parametrize(
    ("environment", "every"),
    [
        ({}, "nobody"),
        ({"NOTIFY_SOCKET": ""}, "nobody"),
        ({"NOTIFY_SOCKET": "vsock:2:1"}, "nobody"),
        ({"NOTIFY_SOCKET": "/s"}, None),
        ({"NOTIFY_SOCKET": "/s", "WATCHDOG_USEC": "0"}, None),
        ({"NOTIFY_SOCKET": "/s", "WATCHDOG_USEC": "soon"}, None),
        ({"NOTIFY_SOCKET": "/s", "WATCHDOG_USEC": "3000000"}, 1.5),
    ],
)
def test_who_watches(environment: dict[str, str], every: object) -> None:
    watched_by = overseer(environment)
    assert (watched_by.every if watched_by else "nobody") == every


def test_no_core_dumps() -> None:
    code = (
        "import resource; from magapp.machine.watch import no_core_dumps; no_core_dumps();"
        "print(max(resource.getrlimit(resource.RLIMIT_CORE)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(done.stdout) in (0, 1)
    assert callable(no_core_dumps)


# --- the command ---------------------------------------------------------------------------------


class Face:
    """A face whose program is another one."""

    def __init__(self, *command: str) -> None:
        self._command = command

    def run(self, kiosk: bool) -> int:
        raise AssertionError("no screen was asked for")

    def tour(self, folder: Path) -> int:
        raise AssertionError("no tour was asked for")

    def command(self) -> tuple[str, ...]:
        return self._command

    def look(self, kiosk: bool) -> int:
        raise AssertionError("no look was asked for")


@pytest.mark.parametrize(
    ("arguments", "passed"),
    [(["watch"], ""), (["watch", "--kiosk"], "--kiosk"), (["--kiosk", "watch"], "--kiosk")],
)
def test_the_command_starts_the_app(tmp_path: Path, arguments: list[str], passed: str) -> None:
    noted = tmp_path / "noted"
    code = f"import sys; open({str(noted)!r}, 'w').write(' '.join(sys.argv[1:]))"
    assert main(arguments, Face(sys.executable, "-c", code)) == 0
    assert noted.read_text() == passed


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan", "1e9"])
def test_the_command_refuses_what_is_no_time(
    seconds: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", "--beat", seconds], Face("nothing")) == 2
    assert capsys.readouterr().err.count("\n") == 1
