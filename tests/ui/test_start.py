"""How the program starts where something is wrong: no screen, broken settings, no pack."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import ui
from magapp.machine.watch import BEAT, READY
from ui.__main__ import FORGETTING

CHECKOUT = Path(ui.__file__).resolve().parents[1]
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def start(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the program in a process of its own, with no screen but the one that is given."""
    kept = {key: value for key, value in os.environ.items() if key not in SCREENS}
    return subprocess.run(
        [sys.executable, "-m", "ui", *arguments],
        cwd=CHECKOUT,
        env={**kept, "MAGAPP_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def says_in_one_sentence(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Exit 2, nothing on standard output, one line on standard error with these words in it."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("magapp: ")
    assert done.stderr.count("\n") == 1
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize("arguments", [(), ("--kiosk",)])
def test_no_screen(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    says_in_one_sentence(start(tmp_path, *arguments), "screen", "magapp advise", "magapp tour")


@pytest.mark.parametrize("display", [":4711", "nonsense", "localhost:4711", ":0.0.0.x"])
def test_a_screen_that_is_not_there(tmp_path: Path, display: str) -> None:
    done = start(tmp_path, DISPLAY=display)
    says_in_one_sentence(done, display, "magapp advise", "magapp tour")


def test_a_platform_that_is_not_there(tmp_path: Path) -> None:
    says_in_one_sentence(start(tmp_path, QT_QPA_PLATFORM="nonsense"), "nonsense", "magapp advise")


def test_no_wayland(tmp_path: Path) -> None:
    done = start(tmp_path, QT_QPA_PLATFORM="wayland", WAYLAND_DISPLAY="wayland-77")
    says_in_one_sentence(done, "Wayland", "magapp advise")


BROKEN = [
    (b"theme = ", "settings.toml"),
    (b"thema = 'dark'", "theme"),
    (b"language = 'xx'", "language"),
    (b"[kiosk]\nidle_seconds = 1", "idle_seconds"),
    (b"shop_name = '" + b"x" * 41 + b"'", "shop_name"),
]
each_fault = pytest.mark.parametrize(("content", "word"), BROKEN, ids=[word for _, word in BROKEN])


@each_fault
def test_broken_settings_are_refused_where_somebody_reads_it(
    tmp_path: Path, content: bytes, word: str
) -> None:
    (tmp_path / "settings.toml").write_bytes(content)
    says_in_one_sentence(start(tmp_path, "catalog", "list"), word)


@contextmanager
def opened(
    home: Path, code: str, *arguments: str
) -> Iterator[tuple[subprocess.Popen[str], socket.socket]]:
    """A program whose window has been painted, and what its overseer hears; ended afterwards."""
    address = home / "overseer"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as overseer:
        overseer.bind(str(address))
        overseer.settimeout(60)
        kept = {key: value for key, value in os.environ.items() if key not in SCREENS}
        told = {"NOTIFY_SOCKET": str(address), "WATCHDOG_USEC": "200000"}
        app = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=CHECKOUT,
            env={**kept, **told, "MAGAPP_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert overseer.recv(100).decode() == READY
            yield app, overseer
        finally:
            if app.poll() is None:
                app.kill()
            app.communicate()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs an overseer")
@each_fault
@pytest.mark.parametrize("arguments", [(), ("--kiosk",)])
def test_the_app_starts_whatever_the_settings_say(
    tmp_path: Path, content: bytes, word: str, arguments: tuple[str, ...]
) -> None:
    """A customer stands before a screen; who looks after it reads what is wrong, in one line."""
    (tmp_path / "settings.toml").write_bytes(content)
    with opened(tmp_path, "import sys; from ui.__main__ import main; main()", *arguments) as (
        app,
        _,
    ):
        app.terminate()
        _, said = app.communicate()
    lines = [line for line in said.splitlines() if line.startswith("magapp: ")]
    assert len(lines) == 1
    assert word in lines[0]


@pytest.mark.skipif(sys.platform != "linux", reason="asks the C library of Linux")
@pytest.mark.parametrize("arguments", [(), ("--kiosk",)])
def test_a_kiosk_writes_over_the_memory_it_frees(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """The process that its overseer started, under the same number."""
    code = "import sys; from ui.__main__ import main; main()"
    with opened(tmp_path, code, *arguments) as (app, _):
        told = Path(f"/proc/{app.pid}/environ").read_text().replace("\0", ":").split(":")
    wanted = ":".join(f"{key}={value}" for key, value in FORGETTING.items()).split(":")
    assert ({*wanted} <= {*told}) is bool(arguments)


# Starts the app on a pack that is not there; what is on its window goes to standard output.
NO_PACK = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import magapp.assistant
import ui.app

def tell(window):
    print(window.accessibleName() or window.windowTitle(), flush=True)
    close = getattr(window, "button", None)
    QTimer.singleShot(0, window, close.click if close else window.close)

watched = ui.app._let_watch
def watch(window):
    watched(window)
    QTimer.singleShot(0, window, lambda: tell(window))

ui.app._let_watch = watch
magapp.assistant.own_pack_folder = lambda: Path(sys.argv[1])
sys.exit(ui.app.run(len(sys.argv) > 2))
"""


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs an overseer")
def test_without_a_pack_the_counter_reads_why_until_it_is_closed(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    with opened(tmp_path, NO_PACK, nowhere) as (app, _):
        shown, said = app.communicate(timeout=60)
        assert shown == "Magapp kan niet starten\n"
        assert said.startswith("magapp: ")
        assert nowhere in said
        assert app.returncode == 2


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs an overseer")
def test_without_a_pack_the_kiosk_sends_customers_to_staff_and_stays(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    with opened(tmp_path, NO_PACK, nowhere, "--kiosk") as (app, overseer):
        assert app.stdout is not None
        assert app.stdout.readline() == "Vraag het onze medewerkers\n"
        assert [overseer.recv(100).decode() for _ in range(3)] == [BEAT] * 3
        assert app.poll() is None
