"""A counter or kiosk on a real display, which says on its standard output how it stands.

python tests/ui/scanned.py staff who     then a line in, and its state comes out, as JSON
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QSize, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

import ui.__main__  # noqa: F401
from magapp.assistant import open_assistant
from ui.app import build

CHANNEL, PLACE = sys.argv[1:3]
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
application = QApplication([])
shell = build(application, open_assistant(), CHANNEL, QSize(1024, 740), motion=False)
shell.show()
heard: list[object] = []


def begin() -> None:
    """At the place, with the focus."""
    from people import STRESSED

    shell.prepare()
    scanner = shell.arrivals.scanner  # type: ignore[attr-defined]
    scanner.scanned.connect(lambda ean: heard.append(["product", ean]))
    scanner.coded.connect(lambda line: heard.append(["code", line]))
    scanner.misread.connect(lambda: heard.append(["misread", ""]))
    shell.begin()
    shell.flow.fill(STRESSED)
    if PLACE in shell.flow.path():
        shell.flow.answer(PLACE, None)
        shell.flow.goto(PLACE)
        shell.show_question()
    else:
        shell.show_advice()
    shell.activateWindow()
    shell.setFocus(Qt.FocusReason.OtherFocusReason)
    if PLACE in shell.flow.path() and (first := shell.deck.currentWidget().first()):  # type: ignore[union-attr]
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def say() -> None:
    """How it stands; a line says that it is wanted."""
    sys.stdin.readline()
    screen = shell.deck.currentWidget()
    state = {
        "active": shell.isActiveWindow(),
        "screen": screen.objectName() if screen is not None else "",
        "drafts": dict(shell.flow.drafts),
        "current": shell.flow.current,
        "asks": shell.asking,
        "fields": [each.text() for each in shell.findChildren(QLineEdit)],
    }
    print(json.dumps([state, heard]), flush=True)
    heard.clear()


QTimer.singleShot(0, begin)
notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
notifier.activated.connect(say)
application.exec()
