"""The heartbeat: as long as the window's event loop turns, whoever watches the process hears it.

A timer in the loop itself and no thread: a loop that hangs must fall silent.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QWidget

from magapp.machine.watch import BEAT, READY, STOPPING, Overseer
from ui.look.painted import AfterFirstPaint

NEED_NOT_MS = 5_000
"""Between two beats when the overseer does not say how many it wants."""


class Heartbeat(QObject):
    """Says READY once the window has been painted, then beats, and says when the app ends."""

    def __init__(self, window: QWidget, overseer: Overseer) -> None:
        super().__init__(window)
        self._overseer = overseer
        every = overseer.every
        self._timer = QTimer(self, interval=int(every * 1000) if every else NEED_NOT_MS)
        self._timer.timeout.connect(lambda: overseer.tell(BEAT))
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(lambda: overseer.tell(STOPPING))
        AfterFirstPaint(window, self._ready)  # before it there is nothing to answer to

    def _ready(self) -> None:
        self._overseer.tell(READY)
        self._timer.start()
