"""Two monitors: the customer sees their side on the second one, and only that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from people import STRESSED

pytestmark = pytest.mark.gui

SCREENS = [
    {"name": "Till", "x": 0, "y": 0, "width": 1366, "height": 768},
    {"name": "Customer", "x": 1366, "y": 0, "width": 1920, "height": 1080},
]
WALK = """
import json, sys
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from magapp.assistant import open_assistant
from ui.app import build

application = QApplication(["magapp"])
shell = build(application, open_assistant(), "staff", QSize(1366, 768), motion=False)
said = {}

def settle():
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

def words(view):
    shown = [each for each in view.findChildren(QWidget) if each.isVisible()]
    return "\\n".join(each.accessibleName() + each.accessibleDescription() for each in shown)

def note(name):
    settle()
    view = shell.side.mirror.view if shell.side.mirror else None
    said[name] = None if view is None else {
        "screen": view.screen().name(),
        "size": [view.width(), view.height()],
        "calm": view.is_calm,
        "words": words(view),
        "active": application.activeWindow() is view,
        "buttons": sum(each.isVisible() for each in view.findChildren(QWidget, "restart")),
    }

shell.use_language("en")
shell.show()
note("start")
shell.activateWindow()
shell.begin()
shell.flow.fill(json.loads(sys.argv[1]))
shell.show_question()
note("desk")
shell.show_advice()
note("outcome")
shell.outcome().show_tab("facts")
note("facts")
shell.outcome().toggle_reasons()
note("reasons")
shell.use_language("nl")
note("dutch")
said["turns"] = shell.advice_actions.buttons["customer"].isVisible()
shell.beside.show_compare()
note("compare")
shell.change("situations")
note("changing")
shell.show_advice()
shell.go_start()
note("forgotten")
if mirror := shell.side.mirror:
    free = mirror._free
    mirror._free = lambda: [each for each in free() if each.name() == "Till"]
    mirror.refresh()
    note("unplugged")
    shell.show_advice()
    said["turns alone"] = shell.advice_actions.buttons["customer"].isVisible()
    mirror._free = free
    mirror.refresh()
    note("plugged in")
    shell.close()
    settle()
    said["closed"] = mirror.view is None
print(json.dumps(said))
"""


def walk(folder: Path, screens: list[dict[str, Any]]) -> dict[str, Any]:
    """What the customer's window was in the course of a consultation, with these monitors."""
    file = folder / "screens.json"
    extra = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file.write_text(json.dumps({"screens": [{**each, **extra} for each in screens]}))
    done = subprocess.run(
        [sys.executable, "-c", WALK, json.dumps(STRESSED)],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert isinstance(said, dict)
    return said


def test_the_customer_s_side_on_a_second_monitor(tmp_path: Path) -> None:
    said = walk(tmp_path, SCREENS)
    for name in ("start", "desk", "outcome", "facts", "reasons", "dutch", "plugged in"):
        assert said[name]["screen"] == "Customer"
        assert said[name]["size"] == [1920, 1080]
        assert not said[name]["buttons"]
    assert {name for name, each in said.items() if isinstance(each, dict) and each["calm"]} == {
        "start",
        "desk",
        "changing",
        "forgotten",
    }
    assert "These products fit" in said["outcome"]["words"]
    assert "Magnesium contributes to" not in said["outcome"]["words"]
    assert "Magnesium contributes to" in said["facts"]["words"]
    assert said["reasons"]["words"] == said["facts"]["words"]
    assert "Magnesium contributes to" not in said["dutch"]["words"]
    assert said["compare"]["words"] == said["dutch"]["words"]
    assert said["turns"] is False


def test_it_comes_and_goes_with_the_monitor(tmp_path: Path) -> None:
    said = walk(tmp_path, SCREENS)
    assert said["unplugged"] is None
    assert said["turns alone"] is True
    assert not said["plugged in"]["calm"]
    assert not said["plugged in"]["active"]  # whoever types goes on typing
    assert said["closed"] is True


def test_without_a_second_monitor_there_is_none(tmp_path: Path) -> None:
    said = walk(tmp_path, SCREENS[:1])
    assert {name: each for name, each in said.items() if isinstance(each, dict)} == {}
    assert said["turns"] is True
