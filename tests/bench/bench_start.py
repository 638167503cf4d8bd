"""From the command to the first page that takes a tap, against the smallest Qt wizard there can be.

Whole processes, from the moment they are started until the first page is painted and the event
loop runs again, so that the page can be answered. The app opens as staff open it, with a home it
was started from before. The peer is a `QWizard` of one page with the tiles of the first question
and nothing else: explicit imports, no pack, no rules, no fonts, no style sheet.

An interpreter that only imports Qt shows how much of it all is Qt. PySide makes the enumerations
of the namespace `Qt` when one of them is first named: a key, an alignment, a direction. The peer
gets by without any; no program that paints its own tiles or reads keys does.

All in turn, round by round. Nothing here fails on time: the table says how we stand.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from statistics import median
from time import perf_counter

import pytest
from screens import screen

from magapp.pack import Pack

ROUNDS = 15
WARM_UP = 2
TIME_GOAL, QUESTION_GOAL, MEMORY_GOAL = 1.35, 1.6, 1.2

WIDTH = 1920

REPORT = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer

def report():
    with open("/proc/self/status") as status:
        peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    os.write(1, peak.encode() + b"\\n")
    os._exit(0)

class FirstPaint(QObject):
    def eventFilter(self, window, event):
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, report)  # when all of the window is painted and Qt is idle again
        return False

def watch(window):
    window.installEventFilter(FirstPaint(window))
"""
"""A module for both: says the peak memory in KiB once a window has been painted."""

PEER = """
import sys
from PySide6.QtWidgets import (
    QApplication, QGridLayout, QSizePolicy, QToolButton, QWizard, QWizardPage
)
from report import watch

application = QApplication(sys.argv)
wizard = QWizard()
page = QWizardPage()
page.setTitle(TITLE)
page.setSubTitle(HELP)
grid = QGridLayout(page)
for number, text in enumerate(TILES):
    tile = QToolButton()
    tile.setText(text)
    tile.setCheckable(True)
    tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    grid.addWidget(tile, number // 2, number % 2)
wizard.addPage(page)
wizard.resize(1366, 768)
watch(wizard)
wizard.show()
application.exec()
"""

OURS = """
import gc, sys
from ui.__main__ import main

def opened():
    from PySide6.QtWidgets import QApplication
    from report import report, watch
    shell = QApplication.topLevelWidgets()[0]
    if FIRST_QUESTION:
        shell.begin()
        watch(shell.deck.currentWidget())
    elif shell.windowHandle().isExposed():
        report()
    else:
        watch(shell)

gc.freeze = opened  # the last thing the program does for its first page
sys.argv = ["magapp"]
main()
"""

QT = """
import os
from PySide6 import QtCore, QtGui, QtWidgets
if ENUMERATIONS:
    QtCore.Qt
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
os.write(1, peak.encode() + b"\\n")
os._exit(0)
"""


def peer(pack: Pack) -> str:
    """The smallest wizard, with the tiles of the pack's first question."""
    language, question = pack.default_language, pack.questions[0]
    said = {
        name: pack.text(language, f"question.{question.id}.{part}")
        for name, part in (("TITLE", "title"), ("HELP", "help"))
    }
    tiles = [
        "\n".join(
            pack.text(language, f"option.{question.id}.{option.id}.{part}")
            for part in ("title", "line")
        )
        for option in question.option
    ]
    return f"TITLE, HELP, TILES = {said['TITLE']!r}, {said['HELP']!r}, {tiles!r}\n{PEER}"


def run(script: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """Milliseconds from start to the script's report, and its peak memory in MiB."""
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        took = perf_counter() - start
    assert said, f"{script.stem} painted nothing"
    return took * 1e3, int(said) / 1024


@pytest.mark.parametrize("platform", ["offscreen", "xcb"])
def test_start(pack: Pack, magapp_home: Path, tmp_path: Path, platform: str) -> None:
    if platform == "xcb" and not which("Xvfb"):
        pytest.skip("there is no Xvfb")
    scripts = {}
    for name, code in (
        ("report", REPORT),
        ("peer", peer(pack)),
        ("ours", f"FIRST_QUESTION = False\n{OURS}"),
        ("ours, first question", f"FIRST_QUESTION = True\n{OURS}"),
        ("Qt imported", f"ENUMERATIONS = False\n{QT}"),
        ("Qt and its enumerations", f"ENUMERATIONS = True\n{QT}"),
    ):
        scripts[name] = tmp_path / f"{name}.py"
        scripts[name].write_text(code, "utf-8")
    del scripts["report"]

    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in scripts}
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with screen(platform, tmp_path, WIDTH) as shown:
        environment = kept | shown | {"MAGAPP_HOME": str(magapp_home)}
        for round_ in range(WARM_UP + ROUNDS):
            names = list(scripts)
            for name in names[round_ % len(names) :] + names[: round_ % len(names)]:
                measured = run(scripts[name], environment)
                if round_ >= WARM_UP:
                    runs[name].append(measured)

    print(f"\n\nStart to first page, {platform}, medians of {ROUNDS} rounds in turn")
    print(f"{'':26}{'ms':>8}{'x peer':>8}{'MiB':>8}{'x peer':>8}")
    for name, each in runs.items():
        ratios = [
            median(
                mine[part] / others[part] for mine, others in zip(each, runs["peer"], strict=True)
            )
            for part in (0, 1)
        ]
        took, peak = (median(one[part] for one in each) for part in (0, 1))
        print(f"{name:26}{took:8.1f}{ratios[0]:8.2f}{peak:8.1f}{ratios[1]:8.2f}")
    print(
        f"goal: ours at most {TIME_GOAL} times the time ({QUESTION_GOAL} to the first question),"
        f" and {MEMORY_GOAL} times the memory"
    )
