"""The app itself under a watch: it says that it is there, and comes back when it was stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from watching import EARS, gone, listening

import ui
from magapp.machine.watch import BEAT, READY

CHECKOUT = Path(ui.__file__).resolve().parents[1]
pytestmark = [
    pytest.mark.gui,
    pytest.mark.skipif(sys.platform != "linux", reason="the watch is for Linux"),
]


@pytest.fixture(params=EARS)
def ear(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[socket.socket, str]]:
    with listening(request.param, tmp_path) as heard:
        yield heard


@pytest.mark.parametrize("arguments", [(), ("--kiosk",)])
def test_the_app_beats(ear: tuple[socket.socket, str], arguments: tuple[str, ...]) -> None:
    listening, name = ear
    listening.settimeout(60)
    told = {"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "200000"}
    app = subprocess.Popen(
        [sys.executable, "-m", "ui", *arguments], cwd=CHECKOUT, env={**os.environ, **told}
    )
    try:
        heard = [listening.recv(100).decode() for _ in range(4)]
        assert heard == [READY, BEAT, BEAT, BEAT]
        limits = Path(f"/proc/{app.pid}/limits").read_text()
        [core] = [line.split() for line in limits.splitlines() if "core file" in line]
        assert int(core[4]) <= 1
    finally:
        app.kill()
        app.wait()


def test_the_app_comes_back() -> None:
    """Stopped, so that it hangs, and killed: each time another one comes, and is ready."""
    watching = subprocess.Popen(
        [sys.executable, "-m", "ui", "watch", "--kiosk", "--beat", "2"],
        cwd=CHECKOUT,
        stderr=subprocess.PIPE,
        text=True,
    )
    lines = watching.stderr
    assert lines is not None

    def hears(words: str) -> bool:
        return any(words in line for line in iter(lines.readline, ""))

    listed = Path(f"/proc/{watching.pid}/task/{watching.pid}/children")
    met = []
    try:
        for number, said in [
            (signal.SIGSTOP, "did not answer for 2 s"),
            (signal.SIGKILL, "was ended by signal 9"),
        ]:
            assert hears("is ready")
            [app] = [int(each) for each in listed.read_text().split()]
            met.append(app)
            os.kill(app, number)
            assert hears(said)
            assert gone(app)
        assert hears("is ready")
        [app] = [int(each) for each in listed.read_text().split()]
        assert len({*met, app}) == 3
        watching.terminate()
        assert watching.wait(30) == 0
        assert gone(app)
    finally:
        watching.kill()
        watching.communicate()
