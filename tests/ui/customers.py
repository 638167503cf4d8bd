"""A kiosk that two customers use, one after the other; a program of its own, to be looked into.

After each step it prints which one, and waits for a line before it goes on.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import conftest  # noqa: F401 - Qt without a screen
import msgspec
from driver import Driver, copied, leave, settle
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from magapp.assistant import Assistant
from magapp.pack import load_pack
from magapp.resources import resource
from magapp.settings import Settings
from ui.app import build

AMOUNT = "1987"


class Bot:
    """Waits as pytest-qt does, outside a test."""

    def waitUntil(self, condition: Callable[[], bool], timeout: int) -> None:  # noqa: N802
        """Until it is so."""
        end = monotonic() + timeout / 1000 * 6
        while not condition():
            assert monotonic() < end
            QApplication.processEvents()


def consult(me: Driver, medicine: str, amount: str) -> None:
    """A customer who looks at everything, and stays before the codes."""
    me.begin()
    said: dict[str, Any] = {"who": "other", "age": "18_69", "sex": "male", "signals": []}
    for question, value in (said | {"situations": ["sleep"], "conditions": []}).items():
        me.answer(question, value)
    me.at("medicines").look_up(medicine, "ppi_short")
    me.tap("letter:O").tap("letter:OM").tap("letters:back").go_on()
    for digit in amount:
        me.tap(f"pad:{digit}")
    me.go_on().wait(lambda: me.screen == "review")
    me.tap("ask_staff").tap("help:back").wait(lambda: me.screen == "review").see_advice()
    me.shell.grab()
    me.tap("take").wait(lambda: me.screen != "outcome")
    me.shell.grab()
    settle()


def step(name: str) -> None:
    """Let somebody look."""
    print(name, flush=True)
    sys.stdin.readline()


def main(medicine: str) -> None:
    """Customers come and go; the second takes this medicine."""
    pack = load_pack(resource("packs", "magnesium"))
    like = next(each for each in pack.medicines if each.name == "pantoprazol")
    marked = msgspec.structs.replace(like, name=medicine, brands=())
    pack = msgspec.structs.replace(pack, medicines=(*pack.medicines, marked))
    application = QApplication([])
    demo = resource("packs", "magnesium", "demo.csv")
    assistant = copied(Assistant(pack, Settings(), demo), pack)
    shell = build(application, assistant, "kiosk", QSize(1366, 768), motion=False)
    shell.show()
    shell.prepare()
    me = Driver(shell, Bot())  # type: ignore[arg-type]  # it only waits
    consult(me, "pantoprazol", "35")
    leave(me)
    gc.collect()
    step("before")
    consult(me, medicine, AMOUNT)
    step("there")
    leave(me)
    gc.collect()
    step("gone")


if __name__ == "__main__":
    main(sys.argv[1])
