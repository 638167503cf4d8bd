"""The thin bar that runs down before somebody is asked whether they are there."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit.base import mirror, painter_on
from ui.look.theme import ThemeHub

HEIGHT = 8
"""In pixels of the base design: less than what is free above the words."""

FRAMES = 25
"""Steps in a second, where things may move."""

STILL_STEPS = 3
"""Steps in all, where nothing moves: it stands still, and is shorter from time to time."""


class RunDown(QWidget):
    """It lies over the upper edge of the window, where nothing is written or touched."""

    def __init__(self, hub: ThemeHub, parent: QWidget) -> None:
        super().__init__(parent)
        self._hub = hub
        self.left = self._steps = 1
        """Steps that are left, and that there were."""
        self.setObjectName("idle:bar")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clock = QTimer(self)
        self.clock.timeout.connect(self._step)
        self.hide()

    def run(self, seconds: int) -> None:
        """Run down in so many seconds, from the whole width; 0 takes it away."""
        self.clock.stop()
        self.setVisible(seconds > 0)
        if seconds > 0:
            self._steps = FRAMES * seconds if self._hub.theme.motion else STILL_STEPS
            self.left = self._steps
            self.clock.start(seconds * 1000 // self._steps)
            self.place()

    def place(self) -> None:
        """Take the width of the window."""
        self.setGeometry(QRect(0, 0, self.window().width(), self._hub.theme.px(HEIGHT)))
        self.raise_()

    @property
    def share(self) -> float:
        """How much of it is left, of 1."""
        return self.left / self._steps

    def _step(self) -> None:
        self.left = max(0, self.left - 1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is left of it, from the side where a line begins."""
        theme = self._hub.theme
        whole = QRectF(self.rect())
        painter = painter_on(self)
        painter.fillRect(whole, theme.colour("brand_soft"))
        left = QRectF(0, 0, whole.width() * self.share, whole.height())
        painter.fillRect(mirror(self, left, whole), theme.colour("brand"))
        painter.end()
