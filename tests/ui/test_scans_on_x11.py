"""A scanner on real keys: an X server, its keyboard layouts, and keys as the kernel counts them.

The keys are sent by their places, as a scanner set to the American layout presses them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from time import monotonic
from typing import Any

import pytest
from gun import GS

import ui
from magapp.machine.scan import _LAYOUTS, _PLACES

pytestmark = pytest.mark.gui
TOOLS = ("Xvfb", "openbox", "xdotool", "setxkbmap")
MISSING = [tool for tool in TOOLS if not which(tool)]
real = pytest.mark.skipif(bool(MISSING), reason=f"there is no {' and no '.join(MISSING)}")
CHECKOUT = Path(ui.__file__).resolve().parents[1]
DEADLINE = 30.0

EAN, SHORT = "8712345678906", "20000004"
ELEMENT = f"01{EAN:0>14}21A2B3{GS}1728013110L7"
LINK = f"https://id.gs1.org/01/{EAN:0>14}/10/AB"


@pytest.fixture(scope="module")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An X server with a window manager: the environment of whoever draws on it."""
    kept = {name: each for name, each in os.environ.items() if name != "QT_QPA_PLATFORM"}
    kept.pop("WAYLAND_DISPLAY", None)
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24", "-noreset"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        home = str(tmp_path_factory.mktemp("scanned"))
        paths = os.pathsep.join([str(CHECKOUT), str(CHECKOUT / "tests")])
        place = f":{server.stdout.readline().strip()}"
        environment = {**kept, "DISPLAY": place, "MAGAPP_HOME": home, "PYTHONPATH": paths}
        manager = subprocess.Popen(
            ["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield environment
        finally:
            manager.terminate()
            manager.wait(DEADLINE)
            server.terminate()


class Machine:
    """A counter or kiosk, and the keys that reach it."""

    def __init__(self, environment: dict[str, str], channel: str, place: str) -> None:
        self.environment = environment
        script = str(Path(__file__).with_name("scanned.py"))
        self.program = subprocess.Popen(
            [sys.executable, script, channel, place],
            env=environment,
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def state(self) -> tuple[dict[str, Any], list[list[str]]]:
        """How it stands, and what was heard since the last time."""
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdin.write("\n")
        self.program.stdin.flush()
        found, heard = json.loads(self.program.stdout.readline())
        return found, heard

    def ready(self, place: str) -> dict[str, Any]:
        """Wait until it is where it shall be, in front."""
        end = monotonic() + DEADLINE
        while True:
            found, _ = self.state()
            if found["active"] and place in (found["current"], found["screen"]):
                return found
            assert monotonic() < end, found

    def press(self, keys: list[str], gap: int) -> None:
        subprocess.run(
            ["xdotool", "key", "--delay", str(gap), *keys],
            env=self.environment,
            check=True,
            timeout=DEADLINE,
        )

    def close(self) -> None:
        self.program.kill()
        self.program.communicate()


def keys(text: str, end: str) -> list[str]:
    """The keys of an American keyboard, as X11 counts them."""
    named = []
    for sign in text:
        if sign == GS:
            named.append("ctrl+35")
            continue
        shifted = sign not in _LAYOUTS["us"][0]
        place = _PLACES[_LAYOUTS["us"][shifted].index(sign)] + 8
        named.append(f"shift+{place}" if shifted else str(place))
    return named + {"enter": ["36"], "tab": ["23"], "crlf": ["36", "36"], "none": []}[end]


@real
@pytest.mark.parametrize(
    ("channel", "place", "layout", "text", "end", "gap", "read"),
    [
        ("staff", "conditions", "us", SHORT, "tab", 5, ["product", SHORT]),
        ("staff", "who", "us", EAN, "none", 5, ["product", EAN]),
        ("staff", "conditions", "us", EAN, "enter", 60, ["product", EAN]),
        ("staff", "signals", "us", SHORT, "none", 50, ["product", SHORT]),
        ("staff", "medicines", "us", ELEMENT, "enter", 5, ["product", EAN]),
        ("staff", "medicines", "us", LINK, "crlf", 5, ["product", EAN]),
        ("staff", "medicines", "de", LINK, "enter", 5, ["product", EAN]),
        ("staff", "other_magnesium", "fr", EAN, "tab", 5, ["product", EAN]),
        ("staff", "medicines", "fr", ELEMENT, "none", 10, ["product", EAN]),
        ("staff", "outcome", "de", f"]E0{EAN}", "enter", 5, ["product", EAN]),
        ("staff", "conditions", "us", "A2-77-B3.X", "enter", 5, ["misread", ""]),
        ("kiosk", "signals", "us", EAN, "tab", 5, ["product", EAN]),
        ("kiosk", "who", "fr", SHORT, "enter", 60, ["product", SHORT]),
    ],
)
def test_real_keys(
    display: dict[str, str],
    channel: str,
    place: str,
    layout: str,
    text: str,
    end: str,
    gap: int,
    read: list[str],
) -> None:
    subprocess.run(["setxkbmap", layout], env=display, check=True, timeout=DEADLINE)
    machine = Machine(display, channel, place)
    try:
        before = machine.ready(place)
        machine.press(keys(text, end), gap)
        stop = monotonic() + DEADLINE
        heard: list[list[str]] = []
        while not heard:
            after, heard = machine.state()
            assert monotonic() < stop, after
        after, more = machine.state()
        assert [*heard, *more] == [read]
        assert after == before
    finally:
        machine.close()
