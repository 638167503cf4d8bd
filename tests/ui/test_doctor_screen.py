"""What the doctor sees through Qt: fonts, screens, window manager; and the whole command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from time import monotonic, sleep

import pytest
from PySide6.QtGui import QFont

import ui
from magapp.doctor import Speaker
from magapp.settings import Kiosk, Settings
from ui.display import WINDOW_LIBRARIES, missing
from ui.doctor import letters_missing
from ui.look.fonts import load_text_font

CHECKOUT = Path(ui.__file__).resolve().parents[1]
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XAUTHORITY")
WITHOUT_WINDOWS = bool(missing(WINDOW_LIBRARIES))
pytestmark = pytest.mark.gui
with_windows = pytest.mark.skipif(
    WITHOUT_WINDOWS, reason="Qt's libraries for windows are not installed"
)


def doctor(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command, with no screen but the one that is given."""
    kept = {key: value for key, value in os.environ.items() if key not in SCREENS}
    return subprocess.run(
        [sys.executable, "-m", "ui", "doctor", *arguments],
        cwd=CHECKOUT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def states(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    said = json.loads(done.stdout)
    found = said["findings"] if isinstance(said, dict) else said
    return {finding["id"]: finding["state"] for finding in found}


def test_the_whole_command_without_a_screen() -> None:
    done = doctor("--kiosk", "--format", "json")
    found = states(done)
    assert done.stderr == ""
    assert found["libraries" if WITHOUT_WINDOWS else "display"] == "problem"
    assert found["fonts"] == found["letters"] == found["pack"] == "ok"
    assert found["pin"] == "problem"
    assert done.returncode == 1


def test_the_whole_command_in_words() -> None:
    done = doctor(QT_QPA_PLATFORM="offscreen", LANG="nl_NL.UTF-8", LC_ALL="")
    assert done.stderr == ""
    assert "lettertypen" in done.stdout
    assert done.returncode == (1 if "!! " in done.stdout else 0)


@with_windows
def test_a_screen_that_does_not_answer() -> None:
    assert states(doctor("--look", "--kiosk", DISPLAY=":4711"))["display"] == "problem"
    assert states(doctor("--look", DISPLAY=":4711"))["display"] == "advice"


@pytest.mark.parametrize(("name", "state"), [("", None), ("HDMI-9", "problem")])
def test_the_screen_that_the_settings_name(magapp_home: Path, name: str, state: str | None) -> None:
    (magapp_home / "settings.toml").write_text(f"[kiosk]\nscreen = '{name}'\n", "utf-8")
    found = states(doctor("--look", "--kiosk", QT_QPA_PLATFORM="offscreen"))
    assert found.get("monitor") == state
    assert Settings(kiosk=Kiosk(screen=name)).kiosk.screen == name


def test_settings_that_are_broken_do_not_end_it(magapp_home: Path) -> None:
    (magapp_home / "settings.toml").write_text("theme = ", "utf-8")
    found = states(doctor("--format", "json", QT_QPA_PLATFORM="offscreen"))
    assert found["settings"] == "problem"
    assert found["fonts"] == "ok"


def test_a_library_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt itself is not even imported then: it could not be."""
    import ui.doctor

    monkeypatch.setattr("ui.doctor.missing", lambda names: ["libglib-2.0.so.0"])
    found = list(ui.doctor.findings(True, Settings(), Speaker("en")))
    assert [each.id for each in found] == ["libraries"]
    assert "libglib2.0-0" in found[0].mend


@pytest.mark.usefixtures("qapp")
def test_letters_that_no_font_has() -> None:
    font = QFont(load_text_font())
    assert letters_missing(font, "Magnesium, één tablet: 250 mg · ≥ 2 × — “ja”") == ""
    assert letters_missing(font, "\u0379a\u0378\n\t\u00a0\u00ad\u2066a\u0378") == "\u0378\u0379"


# --- on X ----------------------------------------------------------------------------------------


@pytest.fixture
def display() -> Iterator[str]:
    """An X server without a window manager."""
    if not which("Xvfb"):
        pytest.skip("Xvfb is not installed")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x768x24"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as said:
        number = said.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@with_windows
def test_an_x_server_and_its_window_manager(display: str) -> None:
    found = states(doctor("--look", "--kiosk", DISPLAY=display))
    assert found["display"] == "ok"
    assert found["manager"] == "problem"
    assert states(doctor("--look", DISPLAY=display))["manager"] == "advice"
    if not which("openbox"):
        pytest.skip("openbox is not installed")
    manager = subprocess.Popen(
        ["openbox", "--sm-disable", "--config-file", "resources/setup/kiosk/rc.xml"],
        cwd=CHECKOUT,
        env={**os.environ, "DISPLAY": display},
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = monotonic() + 30
        while states(doctor("--look", "--kiosk", DISPLAY=display))["manager"] != "ok":
            assert monotonic() < deadline
            sleep(0.05)
    finally:
        manager.terminate()
        manager.wait()
