"""The kiosk's session as it is shipped, on a virtual screen: how it ends, and what it leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from xml.etree import ElementTree

import pytest

import ui
from magapp.resources import resource

CHECKOUT = Path(ui.__file__).resolve().parents[1]
FOLDER = resource("setup", "kiosk")
NEEDED = ("Xvfb", "xinit", "xauth", "xset", "mcookie", "setpriv", "openbox", "xdotool")
MISSING = [name for name in NEEDED if not which(name)]
on_a_screen = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


def until(holds: Callable[[], object]) -> None:
    """Look until it holds; a minute is far more than it takes."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)


class Session:
    """A session on a virtual screen, with a program (lines of a shell script) as the app."""

    def __init__(self, folder: Path, program: str) -> None:
        self.program, self.runtime, self.notes = folder / "app", folder / "run", folder / "notes"
        self.program.write_text(f"#!/bin/sh\n{program}\n", "utf-8")
        self.program.chmod(0o700)
        self.runtime.mkdir(mode=0o700)
        free = (n for n in range(200, 900) if not Path(f"/tmp/.X{n}-lock").exists())
        self.environment = {
            **{key: os.environ[key] for key in os.environ.keys() - {"QT_QPA_PLATFORM"}},
            "XDG_RUNTIME_DIR": str(self.runtime),
            "MAGAPP": str(self.program),
            "MAGAPP_X": str(which("Xvfb")),
            "MAGAPP_X_OPTIONS": "-screen 0 1024x768x24",
            "MAGAPP_DISPLAY": f":{next(free)}",
            "NOTES": str(self.notes),
        }
        self.process = subprocess.Popen(
            [FOLDER / "session", "x11"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def running(self) -> list[str]:
        """The processes that belong to this session, by their environment."""
        mine = f"XDG_RUNTIME_DIR={self.runtime}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mine in (folder / "environ").read_bytes().split(b"\0"):
                    found.append((folder / "comm").read_text().strip())
            except OSError:
                continue
        return found

    def kill(self, name: str) -> None:
        """End one of its programs at once."""
        mine = f"XDG_RUNTIME_DIR={self.runtime}".encode()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if (folder / "comm").read_text().strip() == name and mine in (
                    folder / "environ"
                ).read_bytes().split(b"\0"):
                    os.kill(int(folder.name), signal.SIGKILL)
            except OSError:
                continue

    def on_screen(self, *command: str) -> str:
        """What a program prints that is run on the session's screen."""
        where = {
            "DISPLAY": self.environment["MAGAPP_DISPLAY"],
            "XAUTHORITY": str(self.runtime / "magapp-xauthority"),
        }
        done = subprocess.run(
            command,
            env={**self.environment, **where},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        return done.stdout.strip()


Open = Callable[[str], Session]
STAYS = 'echo here >> "$NOTES"; exec sleep 300'


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Open]:
    opened: list[Session] = []

    def start(program: str) -> Session:
        opened.append(Session(tmp_path, program))
        return opened[-1]

    yield start
    for each in opened:
        each.process.terminate()
        each.process.wait(30)


@on_a_screen
def test_it_ends_well_when_the_staff_left(session: Open) -> None:
    opened = session('echo "$@" > "$NOTES"')
    assert opened.process.wait(60) == 0
    assert opened.notes.read_text() == "watch --kiosk\n"
    until(lambda: not opened.running())


@on_a_screen
def test_it_ends_badly_when_the_app_does(session: Open) -> None:
    opened = session("exit 2")
    assert opened.process.wait(60) == 1


@on_a_screen
def test_it_ends_badly_when_the_screen_goes(session: Open) -> None:
    opened = session(STAYS)
    until(opened.notes.exists)
    opened.kill("Xvfb")
    assert opened.process.wait(60) == 1
    until(lambda: not opened.running())


@on_a_screen
def test_told_to_end_it_takes_everything_with_it(session: Open) -> None:
    opened = session(STAYS)
    until(opened.notes.exists)
    until(lambda: "openbox" in opened.running())
    opened.process.terminate()
    assert opened.process.wait(60) == 143
    until(lambda: not opened.running())


@on_a_screen
def test_the_window_manager_comes_back(session: Open) -> None:
    opened = session(STAYS)
    until(lambda: "openbox" in opened.running())
    opened.kill("openbox")
    until(lambda: "openbox" not in opened.running())
    until(lambda: "openbox" in opened.running())


@on_a_screen
@pytest.mark.gui
def test_the_app_fills_the_screen_and_no_key_of_the_window_manager_leads_away(
    session: Open,
) -> None:
    from ui.display import WINDOW_LIBRARIES, missing

    if missing(WINDOW_LIBRARIES):
        pytest.skip("Qt's libraries for windows are not installed")
    opened = session(f'cd "{CHECKOUT}" && exec "{sys.executable}" -m ui "$@"')
    shown = ("xdotool", "getactivewindow", "getwindowname", "getwindowgeometry")
    until(lambda: "1024x768" in opened.on_screen(*shown))
    before = opened.on_screen(*shown)
    assert "Position: 0,0" in before
    for keys in ("alt+F4", "super+d", "super+e", "alt+Tab", "alt+Escape", "alt+space", "Menu"):
        opened.on_screen("xdotool", "key", keys)
        assert opened.on_screen(*shown) == before
    assert "timeout:  0" in opened.on_screen("xset", "q")


# --- the files -----------------------------------------------------------------------------------


def test_openbox_has_no_keys_no_menu_and_one_button() -> None:
    """Not even openbox's own ones, which it has where a part is left out."""
    tree = ElementTree.parse(FOLDER / "rc.xml").getroot()
    at = {"o": "http://openbox.org/3.4/rc"}
    assert len(tree.findall("o:keyboard", at)) == len(tree.findall("o:mouse", at)) == 1
    assert tree.findall(".//o:keybind", at) == []
    actions = {action.get("name") for action in tree.iter("{http://openbox.org/3.4/rc}action")}
    assert actions == {"Focus"}
    assert [each.text for each in tree.findall(".//o:desktops/o:number", at)] == ["1"]


def test_the_session_is_a_shell_script_that_can_be_read() -> None:
    path = FOLDER / "session"
    assert os.access(path, os.X_OK)
    subprocess.run(["sh", "-n", path], check=True, timeout=30)


@pytest.mark.skipif(not which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.parametrize("name", ["magapp-kiosk.service", "magapp.service"])
def test_systemd_understands_the_services(tmp_path: Path, name: str) -> None:
    """With paths that are there: on this machine nothing is in /opt."""
    text = (FOLDER / name).read_text("utf-8")
    text = text.replace("/opt/magapp/resources/setup/kiosk/session", str(FOLDER / "session"))
    text = text.replace("/opt/magapp/.venv/bin/magapp", "/bin/sh")
    (tmp_path / name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / name],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if str(tmp_path) in line or name in line]
    assert said == []
