"""The lock of the kiosk: one window over the whole of its monitor that a customer cannot leave.

It stops what an application can stop: closing, keys with a meaning to the window manager, menus,
pasting with the middle button, dragging. What only the system can stop (switching the console,
the power key) is left to the session that docs/kiosk.md sets up.
"""

from __future__ import annotations

import os
import socket
import sys
from errno import EADDRINUSE
from hashlib import sha256

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QScreen, QWindow
from PySide6.QtWidgets import QWidget

AGAIN_MS, LONGEST_MS = 150, 5_000
"""So long after something changed the window is put in its place: changes come in swarms. Where
that does not help at once it is tried again, ever more slowly."""

MISSED = 3
"""After so many times that the window was nowhere to be seen it is shown anew."""

ALONE = ("offscreen", "minimal", "minimalegl", "linuxfb", "eglfs", "vkkhrdisplay", "vnc")
"""Platforms where no other program has a window, and where Qt cannot take its keys."""

UNSEEN = ("offscreen", "minimal", "minimalegl")
"""Platforms whose screens are of one process alone."""

REFUSED = (
    QEvent.Type.Close,
    QEvent.Type.ContextMenu,
    QEvent.Type.DragEnter,
    QEvent.Type.DragMove,
    QEvent.Type.Drop,
)
MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
)
KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
MOVED = (
    QEvent.Type.WindowStateChange,
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Expose,
    QEvent.Type.Hide,
    QEvent.Type.FocusOut,
)
IN_SIGHT = (QEvent.Type.Expose, QEvent.Type.FocusIn)
"""From each of these on Qt can take the keys, which it cannot while the window is not shown."""

USEFUL = frozenset(
    (
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Space,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
    )
)
"""Keys beside letters and digits that mean something at a kiosk with a keypad or a scanner."""

COMMAND = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def find_screen(name: str) -> QScreen:
    """The monitor of this name; the first one while there is none."""
    screens = QGuiApplication.screens()
    return next((each for each in screens if name and each.name() == name), screens[0])


def claim(screen: QScreen) -> socket.socket | None:
    """The place of a monitor for this kiosk alone; None when another kiosk has it.

    It is held until what is returned is closed, or the process ends however it ends. Two kiosks on
    one screen would take the keys from each other for ever.
    """
    held = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    platform = QGuiApplication.platformName()
    if not sys.platform.startswith("linux") or platform in UNSEEN:
        return held
    where = screen.geometry().topLeft()  # monitors that show the same have the same place
    place = f"{platform} {_server(platform)} {where.x()},{where.y()}"
    try:
        # In Linux's own name space, outside the file system: nothing is left behind.
        held.bind(f"\0magapp-kiosk-{sha256(place.encode(errors='replace')).hexdigest()[:32]}")
    except OSError as error:
        if error.errno == EADDRINUSE:
            held.close()
            return None
    return held


def _server(platform: str) -> str:
    """Which display server the platform's screens belong to, under one name for all spellings."""
    if platform.startswith("wayland"):
        return os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), os.environ["WAYLAND_DISPLAY"])
    if platform != "xcb":
        return ""
    host, _, number = os.environ.get("DISPLAY", "").rpartition(":")
    return f"{host.removeprefix('unix')}:{number.partition('.')[0]}"


class Lock(QObject):
    """Keeps a window in front, over all of one monitor. `engage` shows it so."""

    def __init__(self, window: QWidget, screen: str) -> None:
        """The monitor by its name, empty for the first."""
        super().__init__(window)
        self._window = window
        self._screen = screen
        self._followed: set[QScreen] = set()
        self._missed = 0
        self.engaged = False
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.place)

    @property
    def handle(self) -> QWindow:
        """The window as the system knows it."""
        return self._window.windowHandle()

    def engage(self) -> None:
        """Show the window full screen, and hold it there."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.setQuitOnLastWindowClosed(False)
        self._window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.engaged = True
        self.place()
        self.handle.installEventFilter(self)
        self.handle.windowStateChanged.connect(self._changed)
        application.screenAdded.connect(self._changed)
        application.screenRemoved.connect(self._changed)
        application.primaryScreenChanged.connect(self._changed)
        application.focusWindowChanged.connect(self._focus)

    def release(self) -> None:
        """Let go: staff are leaving."""
        if self.engaged:
            self.engaged = False
            self._again.stop()
            self.handle.removeEventFilter(self)
            self.handle.windowStateChanged.disconnect(self._changed)
            if not _alone():
                self.handle.setKeyboardGrabEnabled(False)

    def place(self) -> None:
        """Over all of its monitor, in front, with every key."""
        if not self.engaged:
            return
        screen = find_screen(self._screen)
        if screen not in self._followed:
            self._followed.add(screen)
            screen.geometryChanged.connect(self._changed)
        window = self._window
        window.setScreen(screen)
        if self._fills(screen):
            self._missed = 0
            self._again.setInterval(AGAIN_MS)
        else:
            self._missed += 1
            if self._missed % MISSED == 0:
                window.hide()
            # The size first: some window managers leave the contents small otherwise.
            window.setGeometry(screen.geometry())
            window.showFullScreen()
            self._again.start(min(self._again.interval() * 2, LONGEST_MS))
        if not window.isActiveWindow():
            window.activateWindow()
        if not _alone():
            window.raise_()
        self._take_keys()

    def _take_keys(self) -> None:
        """From now on the window manager hears no key."""
        if not _alone():
            self.handle.setKeyboardGrabEnabled(True)

    def _fills(self, screen: QScreen) -> bool:
        window = self._window
        full = window.isFullScreen() and not window.isMinimized()
        shown = window.isVisible() and self.handle.isExposed()
        return full and shown and window.geometry() == screen.geometry()

    def _changed(self, *_: object) -> None:
        self._followed &= set(QGuiApplication.screens())
        self._again.start()

    def _focus(self, window: QWindow | None) -> None:
        if window is not self.handle:
            self._again.start()

    # -- what is stopped --------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What reaches the window: most of it goes on, what would lead out of it does not."""
        kind = event.type()
        if kind in IN_SIGHT:
            self._take_keys()
        if kind in MOVED:
            self._again.start()
        elif kind in REFUSED:
            event.ignore()
            return True
        elif isinstance(event, QMouseEvent) and kind in MOUSE:
            return event.button() != Qt.MouseButton.LeftButton
        elif isinstance(event, QKeyEvent) and kind in KEYS:
            return not useful(event)
        return False


def _alone() -> bool:
    return QGuiApplication.platformName() in ALONE


def useful(event: QKeyEvent) -> bool:
    """Whether a key means something here: no command, no function key, no menu."""
    if event.modifiers() & COMMAND:
        return False
    return event.key() in USEFUL or (event.text() != "" and event.text().isprintable())
