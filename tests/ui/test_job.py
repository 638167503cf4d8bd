"""Work beside the screen: how it ended is told to everybody who asked, and nothing stays behind."""

from __future__ import annotations

import pytest
from driver import settle
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.input.job import Job

pytestmark = pytest.mark.gui


class Page(QObject):
    """Asks for work, and hears of it."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def ask(self, job: Job) -> None:
        for _ in range(3):
            job.done.connect(self.tell)
            job.failed.connect(self.tell_error)
        job.start()

    def tell(self, result: object) -> None:
        self.told.append(result)

    def tell_error(self, error: object) -> None:
        assert isinstance(error, KeyError)
        self.told.append(error.args[0])


def test_every_end_is_told_to_everybody_and_nothing_stays_behind(qtbot: QtBot) -> None:
    def succeed(*_: object) -> object:
        return 1

    def fail(*_: object) -> object:
        raise KeyError("shelf")

    page = Page()
    for turn in range(1, 41):
        page.ask(Job(succeed if turn % 2 else fail, page))
        qtbot.waitUntil(lambda turn=turn: len(page.told) == 3 * turn)  # type: ignore[misc]
    settle()
    assert page.told.count(1) == page.told.count("shelf") == 60
    assert page.findChildren(Job) == []
