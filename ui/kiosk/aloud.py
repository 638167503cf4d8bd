"""Reading aloud, for who cannot read the screen and has no screen reader: one text at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from magapp.machine.voice import Reading
from ui.frame.announce import sentences
from ui.kit.key import Key
from ui.kit.tabs import Tab

LOOK_MS = 250
"""So often it is looked whether the voice has come to the end."""


class Aloud(QObject):
    """Reads one text, until its end or until it is stopped; with the program it is silent too."""

    changed = Signal()
    """It began to read, or fell silent."""

    def __init__(self, voice: str, parent: QObject) -> None:
        """`voice` is the program that speaks."""
        super().__init__(parent)
        self._voice = voice
        self._reading: Reading | None = None
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    @property
    def going(self) -> bool:
        """Whether something is being read."""
        return self._reading is not None

    def read(self, text: str, language: str) -> None:
        """Read this, in the language of this code, instead of what was read before."""
        self.stop()
        self._reading = Reading(self._voice, text, language)
        self._look.start()
        self.changed.emit()

    def stop(self) -> None:
        """Be silent, and keep nothing of the text."""
        if self._reading is not None:
            self._reading.stop()
            self._end()

    def look(self) -> None:
        """See whether it has been read to its end."""
        if self._reading is not None and not self._reading.going():
            self._end()

    def _end(self) -> None:
        self._look.stop()
        self._reading = None
        self.changed.emit()


def words_on(screen: QWidget, first: Sequence[str], chosen: str) -> list[str]:
    """All that is to be read on a screen, line by line, each line once.

    `first` comes first; then what keys go through, in their order. The keys of pads are left out.
    `chosen` is said of what is ticked.
    """
    lines = [*first]
    widget = screen.nextInFocusChain()
    while widget is not None and widget is not screen:
        if screen.isAncestorOf(widget) and widget.isVisible():
            lines += _words_of(widget, chosen)
        widget = widget.nextInFocusChain()
    return list(dict.fromkeys(sentences([each for line in lines for each in line.split("\n")])))


def _words_of(widget: QWidget, chosen: str) -> Iterator[str]:
    """What one widget says of itself."""
    if isinstance(widget, QLabel):
        yield widget.text()
    if isinstance(widget, Key) or not widget.isEnabled():
        return
    ticked = isinstance(widget, QAbstractButton) and widget.isChecked()
    name = widget.accessibleName()
    yield f"{name}: {chosen}" if ticked and not isinstance(widget, Tab) else name
    yield widget.accessibleDescription()
