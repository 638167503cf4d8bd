"""Work that takes long, beside the screen: with progress, and stopped when asked."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

Progress = Callable[[int, int], None]
Work = Callable[[Progress, Callable[[], bool]], object]
"""Given what to call with (done, in all), and what says whether to stop."""


class Job(QObject):
    """Does one piece of work once. `done` carries its result, `failed` the exception.

    Both arrive in the screen's own thread, and the job goes with them. Work that cannot be stopped
    is left behind at the end of the program; other work is told to stop, and waited for.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject, *, waits: bool = True) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = Event()
        self._thread = Thread(target=self._run, daemon=True)
        for over in (self.done, self.failed):
            over.connect(self._go)
        application = QCoreApplication.instance()
        if application is not None and waits:
            application.aboutToQuit.connect(self.stop)

    def start(self) -> Job:
        """Begin."""
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask the work to stop; it says so by `failed` with `Cancelled`."""
        self._stop.set()

    def stop(self) -> None:
        """Stop, and wait until it has."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            result = self._work(self._tell, self._stop.is_set)
        except Exception as error:  # whatever it is, the screen says it
            if isValid(self):
                self.failed.emit(error)
        else:
            if isValid(self):
                self.done.emit(result)

    def _go(self) -> None:
        self._thread.join()  # it may not have told everybody yet
        self.deleteLater()

    def _tell(self, done: int, total: int) -> None:
        if isValid(self):
            self.progressed.emit(done, total)


def beside(
    parent: QObject,
    work: Callable[[], object],
    done: Callable[..., None],
    failed: Callable[..., None],
) -> Job:
    """Begin work that nobody waits for: `done` is given its result, else `failed` the exception.

    Both are methods of widgets, and so are called in the screen's thread, after this has returned.
    """
    job = Job(lambda *_: work(), parent, waits=False)
    job.done.connect(done)
    job.failed.connect(failed)
    return job.start()
