"""Standard input, output and error that are closed, full or no use: a sentence, never a traceback.

Every command there is, by the parser itself, in processes of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree, rmtree
from typing import NamedTuple

import pytest
from people import STRESSED

from magapp.cli.main import _parser, main
from magapp.resources import resource

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs streams as on Linux")

# Runs commands, each in a process that is split off from this one, since starting Python anew is
# most of the work; with streams as a shell makes them, and as Python then finds them. The face does
# nothing: it is the commands that are tried.
PROGRAM = """
import gc, json, os, pkgutil, sys
from importlib import import_module
import magapp
for each in pkgutil.walk_packages(magapp.__path__, "magapp."):
    import_module(each.name)
from magapp.cli.main import main

SEEN = "import sys; sys.argv[1:2] == ['doctor'] and print('[]')"

class Face:
    def run(self, kiosk): return 0
    def tour(self, folder):
        from magapp.cli.streams import say_done
        say_done("pictures")
        return 0
    def command(self): return [sys.executable, "-c", SEEN]
    def look(self, kiosk): return 0

def stand(streams):
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if streams[name] != "closed":
            file = os.open(streams[name], os.O_WRONLY if number or "null" in streams[name] else 0)
            os.dup2(file, number)
            os.close(file)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if streams[name] == "closed":
            os.close(number)
            setattr(sys, name, None)
            setattr(sys, f"__{name}__", None)

gc.collect()
gc.freeze()  # what is there already is nothing that a command would have to look through
for case in json.load(sys.stdin):
    child = os.fork()
    if not child:
        os.environ["MAGAPP_HOME"] = case["home"]
        stand(case)
        sys.exit(main(case["command"], Face()))
    case["status"] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with open(case["noted"], "a") as noted:
        print(case["status"], file=noted)
"""
QUIET = {(), ("watch",), ("catalog", "watch", "{till}", "--once")}
"""Commands that say nothing on standard output."""
SHELF = (
    "ean,name,brand,form,mg_per_unit,units_per_day,units_per_pack,price,currency,dosage_form,"
    "vegan,stock,shelf,contains\n"
    "20000028,Only one,Proef,bisglycinate,100,2,60,30,EUR,capsule,yes,5,Z9,\n"
)
READS = {
    ("advise",), ("advise", "-"), ("advise", "--lines"), ("advise", "--lines", "-"), ("pin",),
}  # fmt: skip
"""Commands that want something from standard input."""
FILES: dict[tuple[str, ...], str] = {("export",): "{new}", ("restore",): "{bundle}"}
"""Commands whose file is not a list of products."""
LANDS = {
    ("catalog", "import"): "49 products landed",
    ("catalog", "backup"): "The backup is",
    ("catalog", "restore"): "Restored",
    ("pin",): "The PIN is set.",
    ("export",): "Everything is in",
    ("restore",): "It was brought in",
}
"""What is said to have been done, wherever it is said."""


def commands() -> Iterator[tuple[str, ...]]:
    """Every command with what it cannot do without, found in the parser."""

    def inside(
        parser: argparse.ArgumentParser, words: tuple[str, ...]
    ) -> Iterator[tuple[str, ...]]:
        below = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
        for each in below:
            for name, child in each.choices.items():
                yield from inside(child, (*words, name))
        if below:
            return
        for action in parser._actions:
            if not action.option_strings and action.nargs is None:
                usual = "{file}" if action.metavar == "FILE" else "{folder}"
                words += (FILES.get(words, usual),)
        if any("--once" in each.option_strings for each in parser._actions):
            words = (*words[:-1], "{till}", "--once")  # else it goes on until somebody ends it
        yield (*words, "ibuprofen") if words == ("medicine",) else words
        if any(each.dest == "file" and each.nargs == "?" for each in parser._actions):
            yield (*words, "{answers}" if words == ("advise",) else "{new}")

    yield ()
    yield from inside(_parser(), ())
    yield from READS - {("advise",), ("pin",)}
    yield ("--help",)
    yield ("advise", "--lines", "{lines}")


ALL = [
    each
    for each in commands()
    # Those of a server, and of packs that are published, have tests of their own.
    if each != ("catalog", "restore", "{new}")
    and (each[:1] not in {("database",), ("pack",)} or each == ("pack", "list"))
]
SLOW = {("check",), ("doctor",), ("demo", "records")}
"""They take seconds; what they do with one stream is tried, not with all."""


def kind(command: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in command if not word.startswith("{"))


@pytest.fixture
def places(tmp_path: Path, magapp_home: Path) -> dict[str, str]:
    """Files for the commands; a shop with an import that can be undone, and a backup."""
    from magapp.store import open_store

    shelf = tmp_path / "shelf.csv"
    shelf.write_text(SHELF, "utf-8")
    assert main(["catalog", "import", str(shelf)], None) == 0  # type: ignore[arg-type]
    with open_store() as store:
        store.backup()
    answers = json.dumps({"answers": STRESSED})
    (tmp_path / "answers.json").write_text(answers, "utf-8")
    (tmp_path / "many.jsonl").write_text(f"{answers}\n" * 40, "utf-8")
    (tmp_path / "till").mkdir()
    assert main(["export", str(tmp_path / "all.zip")], None) == 0  # type: ignore[arg-type]
    return {
        "shelf": str(shelf),
        "till": str(tmp_path / "till"),
        "bundle": str(tmp_path / "all.zip"),
        "file": str(resource("packs", "magnesium", "demo.csv")),
        "folder": str(tmp_path / "folder"),
        "answers": str(tmp_path / "answers.json"),
        "lines": str(tmp_path / "many.jsonl"),
    }


class Done(NamedTuple):
    """How a command ended."""

    command: tuple[str, ...]
    status: int
    out: str
    err: str


def given(command: tuple[str, ...]) -> str:
    return "1234\n1234\n" if command == ("pin",) else json.dumps({"answers": STRESSED}) + "\n"


@pytest.fixture
def run(places: dict[str, str], magapp_home: Path, tmp_path: Path) -> Callable[..., list[Done]]:
    """Runs all commands, each in a home of its own, on streams by their name."""

    def run(**streams: str) -> list[Done]:
        cases = []
        tried = [each for each in ALL if each not in SLOW or streams == {"stdout": "/dev/full"}]
        for number, command in enumerate(tried):
            home = tmp_path / "homes" / str(number)
            rmtree(home, ignore_errors=True)
            copytree(magapp_home, home)
            words = [word.format(**places, new=home / "new.db") for word in command]
            case = {"command": words, "home": str(home)}
            for name in ("stdin", "stdout", "stderr"):
                end = "in" if name == "stdin" else "out"
                path = tmp_path / f"{number}-{name}.{end}"
                path.write_text(given(command) if end == "in" else "", "utf-8")
                case[name] = streams.get(name, str(path))
            cases.append({**case, "noted": str(tmp_path / "noted")})
        (tmp_path / "noted").write_text("")
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=json.dumps(cases),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        statuses = map(int, (tmp_path / "noted").read_text().split())
        ended = [
            Done(
                command,
                status,
                (tmp_path / f"{number}-stdout.out").read_text("utf-8"),
                (tmp_path / f"{number}-stderr.out").read_text("utf-8"),
            )
            for number, (command, status) in enumerate(zip(tried, statuses, strict=True))
        ]
        for each in ended:
            for word in ("Traceback", "Exception ignored", "Fatal", "Error:"):
                assert word not in each.err, each
            said = [line for line in each.err.splitlines() if line.startswith("magapp: ")]
            assert len(said) == (each.status == 2 and "stderr" not in streams), each
        return ended

    return run


Run = Callable[..., list[Done]]


@pytest.mark.long
@pytest.mark.parametrize(
    "streams",
    [
        {"stdout": "closed"},
        {"stdout": "/dev/full"},
        {"stdout": "closed", "stdin": "closed"},
        {"stdout": "closed", "stdin": "closed", "stderr": "closed"},
    ],
    ids=str,
)
def test_output_that_goes_nowhere(run: Run, streams: dict[str, str]) -> None:
    """One sentence and status 2; and what has been done is said to be done."""
    for each in run(**streams):
        if each.command in QUIET:
            assert each.status in (0, 2), each
            continue
        assert each.status == 2, each
        assert each.out == ""
        reads = each.command in READS and "stdin" in streams
        if "stderr" not in streams and not reads and each.command != ("advise",):
            last = each.err.splitlines()[-1]
            assert last.startswith("magapp: standard output: "), each
            assert LANDS.get(kind(each.command), "") in last, each


@pytest.mark.parametrize(
    "streams",
    [{"stdin": "closed"}, {"stdin": "/dev/null"}, {"stdin": "closed", "stderr": "closed"}],
)
def test_input_that_cannot_come(run: Run, streams: dict[str, str]) -> None:
    """What needs it refuses in one sentence, before it asks anything; the others work."""
    for each in run(**streams):  # /dev/null is opened so that it can only be written to
        if each.command not in READS:
            assert each.status in (0, 1), each
            continue
        assert (each.status, each.out) == (2, ""), each
        if "stderr" not in streams:
            assert each.err.startswith("magapp: standard input: "), each
            assert each.err.count("\n") == 1


@pytest.mark.long
def test_nobody_hears_what_is_wrong(run: Run) -> None:
    """The command does what it does, and nothing of it comes where its output belongs."""
    heard = run()
    for how in ("closed", "/dev/full"):
        for plain, each in zip(heard, run(stderr=how), strict=True):
            assert each == plain._replace(err=""), each


def shell(streams: str, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The program itself, started anew by a shell."""
    code = "import sys; from magapp.cli.main import main; sys.exit(main(sys.argv[1:], None))"
    return subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {streams}', "sh", sys.executable, "-c", code, *arguments],
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("streams", "arguments", "says"),
    [
        ("<&-", ("advise", "-"), b"standard input: is closed."),
        ("0>/dev/null", ("advise",), b"standard input: cannot be read: "),
        (">&-", ("catalog", "list"), b"standard output: is closed"),
        (">/dev/full", ("advise", "--help"), b"standard output: cannot be written to: "),
        ("<&- >&-", ("catalog", "export"), b"standard output: is closed"),
    ],
)
def test_from_a_shell(streams: str, arguments: tuple[str, ...], says: bytes) -> None:
    done = shell(streams, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"magapp: " + says)
    assert done.stderr.count(b"\n") == 1


def test_what_landed_has_landed(places: dict[str, str], magapp_home: Path) -> None:
    """Where there is no room for the answer, the products are there."""
    from magapp.store import open_store

    (magapp_home / "magapp.db").unlink()
    done = shell(">/dev/full", "catalog", "import", places["shelf"])
    assert done.returncode == 2
    assert b"1 product landed" in done.stderr.splitlines()[-1]
    with open_store() as store:
        assert [each.name for each in store.products()] == ["Only one"]


def test_a_closed_stream_s_number_is_no_file_s(magapp_home: Path) -> None:
    """What a library prints there does not end up in the database."""
    code = (
        "import os, sys; from magapp.cli.main import main\n"
        "class Face:\n"
        "    def run(self, kiosk):\n"
        "        file = os.open(sys.argv[2], os.O_RDWR | os.O_CREAT)\n"
        "        os.write(1, b'stray'); os.write(2, b'stray')\n"
        "        return 0 if file > 2 and os.fstat(file).st_size == 0 else 1\n"
        "sys.exit(main(sys.argv[1:2], Face()))\n"
    )
    file = str(magapp_home / "file")
    start = ["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", code]
    assert subprocess.run([*start, "--kiosk", file], check=False).returncode == 0


def test_a_pin_that_is_no_text(magapp_home: Path) -> None:
    done = shell("", "pin", given=b"\xff\xfe\n\xff\xfe\n")
    assert done.returncode == 2
    said = b"magapp: PIN: has something in it that is no digit. Use 0 to 9 only.\n"
    assert done.stderr == said
    assert not (magapp_home / "pin").exists()
