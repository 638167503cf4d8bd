"""How the program starts where it cannot show a window, and where its settings are broken."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import ui

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


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"theme = ", "settings.toml"),
        (b"thema = 'dark'", "theme"),
        (b"language = 'xx'", "language"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_broken_settings(tmp_path: Path, content: bytes, word: str) -> None:
    (tmp_path / "settings.toml").write_bytes(content)
    says_in_one_sentence(start(tmp_path, QT_QPA_PLATFORM="offscreen"), word)
