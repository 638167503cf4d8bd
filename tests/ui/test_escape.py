"""The lock of the kiosk: every way out that was ever found, tried on the real program.

The first part needs an X server, a window manager and something that presses keys (Xvfb, openbox,
xdotool), and is skipped where they are missing. The second tries the same guard without a screen.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from ctypes import CDLL, c_char_p, c_ulong, c_void_p
from pathlib import Path
from shutil import which
from time import monotonic

import pytest
from driver import Driver, settle
from looks import visible, words
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

import ui
from magapp.machine.pin import Pin, set_pin
from ui.kiosk.kiosk import KioskShell
from ui.kiosk.leave import LeaveScreen
from ui.kiosk.lock import Lock, find_screen, useful

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton
pytest_plugins = ["stage"]

CHECKOUT = Path(ui.__file__).resolve().parents[1]
TOOLS = ("Xvfb", "openbox", "xdotool")
MISSING = [tool for tool in TOOLS if not which(tool)]
WIDE, HIGH = 1024, 768
PIN = "4711"
DEADLINE = 20.0
LOOKS = 12
"""So many times in a row it has to be found in its place, as a way out may take its time."""

real = pytest.mark.skipif(bool(MISSING), reason=f"there is no {' and no '.join(MISSING)}")


class Desk:
    """An X server with a window manager, and the kiosk on it."""

    def __init__(self, display: str, home: Path) -> None:
        kept = {
            key: value
            for key, value in os.environ.items()
            if key not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")
        }
        self.environment = {**kept, "DISPLAY": display, "MAGAPP_HOME": str(home)}
        self.kiosk: subprocess.Popen[bytes] | None = None

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program on this desk."""
        return subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def open(self) -> None:
        """Start the kiosk, and wait until it is in its place."""
        self.kiosk = self.start(sys.executable, "-m", "ui", "--kiosk")
        self.until(self.in_place)

    def close(self) -> None:
        """End the kiosk, if it still lives."""
        if self.kiosk is not None:
            end(self.kiosk)

    def xdo(self, *words: str) -> list[str]:
        """What xdotool says to these words, line by line; nothing when it finds nothing."""
        done = subprocess.run(
            ["xdotool", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            check=False,
        )
        return done.stdout.split() if done.returncode == 0 else []

    def until(self, condition: Callable[[], bool]) -> None:
        """Look until it is so."""
        end = monotonic() + DEADLINE
        while not condition():
            assert monotonic() < end, "it never came to pass"

    def window(self) -> str:
        """The kiosk's window, empty while none is shown."""
        assert self.kiosk is not None
        found = self.xdo("search", "--onlyvisible", "--pid", str(self.kiosk.pid))
        return found[-1] if found else ""

    def in_place(self) -> bool:
        """Whether the kiosk lives, covers the screen and has the focus."""
        assert self.kiosk is not None
        if self.kiosk.poll() is not None or not (window := self.window()):
            return False
        where = self.xdo("getwindowgeometry", "--shell", window)
        covers = {"X=0", "Y=0", f"WIDTH={WIDE}", f"HEIGHT={HIGH}"} <= set(where)
        return covers and self.xdo("getwindowfocus") == [window]

    def keys_are_taken(self) -> bool:
        """Whether a program on this desk has all keys to itself, so that no other can take them."""
        x11 = CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = c_void_p
        display = c_void_p(x11.XOpenDisplay(c_char_p(self.environment["DISPLAY"].encode())))
        x11.XDefaultRootWindow.restype = c_ulong
        root = c_ulong(x11.XDefaultRootWindow(display))
        said: int = x11.XGrabKeyboard(display, root, 0, 1, 1, c_ulong(0))
        x11.XCloseDisplay(display)
        return said == 1  # AlreadyGrabbed

    def stays(self) -> None:
        """It is in its place, or soon is again, and stays there with all the keys."""
        end = monotonic() + DEADLINE
        found = 0
        while found < LOOKS:
            found = found + 1 if self.in_place() else 0
            assert self.kiosk is not None
            assert self.kiosk.poll() is None, "the kiosk has ended"
            assert monotonic() < end, "the kiosk is not in its place"
        assert self.keys_are_taken()


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program that we started."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(DEADLINE)
    if process.poll() is None:
        process.kill()
        process.wait(DEADLINE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An empty desk with a window manager as it comes, with all its keys."""
    home = tmp_path_factory.mktemp("kiosk")
    set_pin(home, PIN)
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{WIDE}x{HIGH}x24", "-noreset"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as xvfb:
        assert xvfb.stdout is not None
        desk = Desk(f":{xvfb.stdout.readline().strip()}", home)
        manager = desk.start("openbox", "--config-file", "/etc/xdg/openbox/rc.xml")
        try:
            yield desk
        finally:
            desk.close()
            end(manager)
            xvfb.terminate()


@pytest.fixture
def opened(server: Desk) -> Desk:
    """The kiosk, started once for all that cannot end it."""
    if server.kiosk is None or server.kiosk.poll() is not None:
        server.open()
    return server


@pytest.fixture
def alone(server: Desk) -> Desk:
    """A desk without a kiosk on it."""
    server.close()
    return server


KEYS = (
    *("Escape", "F1", "shift+F1", "F5", "F10", "F11", "F12", "Menu", "Print", "alt+F4", "ctrl+F4"),
    *("ctrl+q", "ctrl+w", "ctrl+p", "ctrl+o", "ctrl+n", "ctrl+c", "ctrl+z", "ctrl+alt+Delete"),
    *("alt+Left", "alt+Tab", "alt+shift+Tab", "alt+Escape", "alt+space", "alt+F9", "alt+F10"),
    *("super", "super+d", "super+e", "super+l", "super+F1", "super+Left", "ctrl+Escape"),
    *("ctrl+alt+Right", "ctrl+alt+d", "ctrl+alt+t", "ctrl+alt+BackSpace", "ctrl+shift+i"),
    *("XF86HomePage", "XF86Search", "XF86Mail", "XF86Calculator", "XF86Sleep", "Scroll_Lock"),
)

MANAGERS = ("super+d", "alt+Escape", "alt+space", "alt+Tab", "ctrl+alt+Right", "super+e", "alt+F4")
"""Keys that the window manager waits for, and hears nothing of while the kiosk has them all."""

FINGERS: dict[str, tuple[str, ...]] = {
    "right click": ("mousemove", "500", "400", "click", "3"),
    "middle click": ("mousemove", "500", "400", "click", "2"),
    "side buttons": ("mousemove", "500", "400", "click", "8", "click", "9"),
    "wheel": ("mousemove", "500", "400", "click", "4", "click", "5"),
    "right click in the corner": ("mousemove", "2", "2", "click", "3"),
    "double click at the top": ("mousemove", "500", "2", "click", "--repeat", "2", "1"),
    "drag out": (
        *("mousemove", "500", "400", "mousedown", "1"),
        *("mousemove", "1023", "767", "mousemove", "0", "0", "mouseup", "1"),
    ),
    "drag with Alt": (
        *("keydown", "alt", "mousemove", "500", "400", "mousedown", "1"),
        *("mousemove", "700", "600", "mouseup", "1", "keyup", "alt"),
    ),
    "resize with Alt": (
        *("keydown", "alt", "mousemove", "900", "700", "mousedown", "3"),
        *("mousemove", "700", "600", "mouseup", "3", "keyup", "alt"),
    ),
    "corner, too short": ("mousemove", "30", "30", "mousedown", "1", "mouseup", "1"),
}

DOINGS = ("windowminimize", "windowunmap", "windowlower", "windowquit")


def second(desk: Desk, **environment: str) -> subprocess.CompletedProcess[str]:
    """Another kiosk, started where one is already."""
    return subprocess.run(
        [sys.executable, "-m", "ui", "--kiosk"],
        cwd=CHECKOUT,
        env=desk.environment | environment,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
    )


@real
def test_a_second_kiosk_on_the_same_screen(opened: Desk, tmp_path: Path) -> None:
    """It says so and ends, however the screen is spelled and whosever settings it reads."""
    display = opened.environment["DISPLAY"]
    for environment in ({}, {"DISPLAY": f"{display}.0"}, {"MAGAPP_HOME": str(tmp_path)}):
        done = second(opened, **environment)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("magapp: Another kiosk is on this screen (")
        assert done.stderr.count("\n") == 1
    opened.stays()


@real
def test_a_kiosk_after_one_that_was_killed(alone: Desk) -> None:
    """Nothing of it is in the way, so that the watch can start it again at once."""
    alone.open()
    assert alone.kiosk is not None
    alone.kiosk.kill()
    alone.kiosk.wait()
    alone.open()
    alone.stays()


@real
def test_keys(opened: Desk) -> None:
    """All keys at once: that it stays is looked at after each, that it stays steady in the end."""
    for key in KEYS:
        opened.xdo("key", "--clearmodifiers", key)
        opened.until(opened.in_place)
    opened.stays()


@real
def test_keys_of_the_window_manager(opened: Desk) -> None:
    """Not even for a moment does the kiosk leave its place."""
    opened.stays()
    for key in MANAGERS:
        opened.xdo("key", key)
        for _ in range(LOOKS):
            assert opened.in_place(), key


@real
@pytest.mark.parametrize("name", FINGERS)
def test_fingers(opened: Desk, name: str) -> None:
    opened.xdo(*FINGERS[name])
    opened.stays()


@real
@pytest.mark.parametrize("doing", DOINGS)
def test_what_other_programs_do_to_it(opened: Desk, doing: str) -> None:
    opened.xdo(doing, opened.window())
    opened.stays()


@real
def test_made_small_and_moved(opened: Desk) -> None:
    window = opened.window()
    opened.xdo("windowsize", window, "300", "200", "windowmove", window, "200", "100")
    opened.stays()


@real
def test_another_window_comes_up(opened: Desk) -> None:
    other = opened.start(sys.executable, "-m", "ui")
    try:
        opened.until(lambda: bool(opened.xdo("search", "--onlyvisible", "--pid", str(other.pid))))
        opened.stays()
        for key in ("alt+Tab", "alt+Escape", "super+d"):
            opened.xdo("key", key)
            opened.until(opened.in_place)
        opened.stays()
    finally:
        end(other)
    opened.stays()


@real
def test_in_the_midst_of_it(opened: Desk) -> None:
    """With a question on the screen as well."""
    opened.xdo("mousemove", "500", "400", "click", "1")
    test_keys(opened)


@real
def test_the_same_keys_end_what_is_not_locked(alone: Desk) -> None:
    """So it is the lock that stops them, not a keyboard that is not plugged in."""
    counter = alone.start(sys.executable, "-m", "ui")
    try:
        alone.until(lambda: bool(alone.xdo("search", "--onlyvisible", "--pid", str(counter.pid))))
        assert not alone.keys_are_taken()

        def closed() -> bool:
            alone.xdo("key", "alt+F4")
            return counter.poll() is not None

        alone.until(closed)
        assert counter.returncode == 0
    finally:
        end(counter)


@real
@pytest.mark.parametrize("way", ["terminated", "interrupted"])
def test_whoever_runs_the_machine_ends_it(opened: Desk, way: str) -> None:
    assert opened.kiosk is not None
    signs = {"terminated": signal.SIGTERM, "interrupted": signal.SIGINT}
    opened.kiosk.send_signal(signs[way])
    assert opened.kiosk.wait(DEADLINE) == -signs[way]


INTERRUPTED = """
import os, signal, sys
from ui import app

signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell leaves it to what it starts behind it
built = app.build
app.build = lambda *given: (built(*given), os.kill(os.getpid(), signal.SIGINT))[0]
sys.exit(app.run(True))
"""


def test_it_can_be_interrupted_before_it_is_shown(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED],
        cwd=CHECKOUT,
        env=os.environ | {"MAGAPP_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
    )
    assert done.returncode == -signal.SIGINT
    assert done.stderr == ""


@real
def test_staff_leave_with_their_pin(alone: Desk) -> None:
    """Holding the corner brings up the question for the PIN; a wrong one does not help."""
    alone.open()
    kiosk = alone.kiosk
    assert kiosk is not None
    wrong = Path(alone.environment["MAGAPP_HOME"]) / "pin"
    alone.xdo("mousemove", "30", "30", "mousedown", "1")

    def tried(digits: str) -> None:
        for digit in digits:
            alone.xdo("key", digit)
        alone.xdo("key", "Return")

    def counted() -> bool:
        tried("9999")
        return wrong.read_text("ascii").splitlines()[1] != "0"

    alone.until(counted)
    alone.xdo("mouseup", "1")
    alone.stays()

    def gone() -> bool:
        tried(PIN)
        return kiosk.poll() is not None

    alone.until(gone)
    assert kiosk.returncode == 0
    assert wrong.read_text("ascii").splitlines()[1] == "0"


# -- the same guard, without a screen -------------------------------------------------------------


@pytest.fixture
def locked(kiosk: Driver) -> Iterator[Driver]:
    """A kiosk that is locked, in a window of its own size."""
    lock = Lock(kiosk.shell, "")
    before = kiosk.shell.geometry()
    lock.engage()
    settle()
    kiosk.wait(kiosk.shell.isFullScreen)
    yield kiosk
    lock.release()
    lock.deleteLater()
    QGuiApplication.setQuitOnLastWindowClosed(True)
    kiosk.shell.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, False)
    kiosk.shell.showNormal()
    kiosk.shell.setGeometry(before)
    settle()


def test_it_fills_its_screen(locked: Driver) -> None:
    screen = find_screen("")
    assert locked.shell.geometry() == screen.geometry()
    locked.shell.setGeometry(QRect(10, 10, 300, 200))
    locked.wait(lambda: locked.shell.geometry() == screen.geometry())
    locked.shell.showMinimized()
    locked.wait(lambda: locked.shell.isFullScreen() and not locked.shell.isMinimized())
    assert find_screen("no such monitor") is QGuiApplication.screens()[0]


def test_it_follows_when_the_monitor_changes(
    locked: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the system says of its screens moves the window, and it is moved back."""
    place = find_screen("").geometry()
    for change in (
        lambda: find_screen("").geometryChanged.emit(place),
        lambda: QGuiApplication.instance().screenAdded.emit(find_screen("")),  # type: ignore[union-attr]
    ):
        locked.shell.windowHandle().setGeometry(5, 5, 200, 200)
        change()
        locked.wait(lambda: locked.shell.geometry() == place)


ON_THE_SECOND = """
import sys
from ui import app

def look(shell):
    print(shell.screen().name(), *shell.geometry().getRect(), shell.isFullScreen())
    shell.left.emit()

begun = app._started
app._started = lambda shell: (begun(shell), look(shell))
sys.exit(app.run(True))
"""


def test_it_fills_the_monitor_that_is_named(tmp_path: Path) -> None:
    """Of two, in a process of its own; and when staff leave it ends with status 0."""
    shown = {"dpr": 1, "logicalDpi": 96, "logicalBaseDpi": 96}
    first = {"name": "A", "x": 0, "y": 0, "width": 1366, "height": 768}
    second = {"name": "B", "x": 1366, "y": 0, "width": 1080, "height": 1920}
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": [first | shown, second | shown]}), "utf-8")
    (tmp_path / "settings.toml").write_text('[kiosk]\nscreen = "B"\n', "utf-8")
    platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    done = subprocess.run(
        [sys.executable, "-c", ON_THE_SECOND],
        cwd=CHECKOUT,
        env=os.environ | platform | {"MAGAPP_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
    )
    assert done.stdout == "B 1366 0 1080 1920 True\n", done.stderr
    assert done.returncode == 0


def test_it_does_not_close(locked: Driver) -> None:
    assert not locked.shell.close() or locked.shell.isVisible()
    event = QEvent(QEvent.Type.Close)
    QCoreApplication.sendEvent(locked.shell.windowHandle(), event)
    assert not event.isAccepted()
    assert locked.shell.isVisible()


def test_neither_menu_nor_paste_nor_drop_reaches_it(locked: Driver) -> None:
    locked.begin()
    at = locked.centre(locked.find("who:self"))
    window = locked.shell.windowHandle()
    none = Qt.KeyboardModifier.NoModifier
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        QTest.mouseClick(window, button, none, at)
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, window.mapToGlobal(at))
    drop = QDragEnterEvent(
        at, Qt.DropAction.CopyAction, QMimeData(), Qt.MouseButton.LeftButton, none
    )
    for event in (menu, drop):
        event.accept()
        QCoreApplication.sendEvent(window, event)
        assert not event.isAccepted()
    assert locked.question == "who"
    assert locked.shell.flow.drafts == {}
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, none, at)
    locked.at("age")


@pytest.mark.parametrize(
    ("key", "text", "modifiers", "goes"),
    [
        (Qt.Key.Key_Space, " ", Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_Down, "", Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_4, "4", Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_A, "A", Qt.KeyboardModifier.ShiftModifier, True),
        (Qt.Key.Key_Escape, "\x1b", Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_F1, "", Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_Menu, "", Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_Print, "", Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_Q, "\x11", Qt.KeyboardModifier.ControlModifier, False),
        (Qt.Key.Key_F4, "", Qt.KeyboardModifier.AltModifier, False),
        (Qt.Key.Key_Left, "", Qt.KeyboardModifier.AltModifier, False),
        (Qt.Key.Key_D, "d", Qt.KeyboardModifier.MetaModifier, False),
    ],
    ids=str,
)
def test_which_keys_go_on(
    key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, goes: bool
) -> None:
    assert useful(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)) == goes


# -- leaving --------------------------------------------------------------------------------------


def press_corner(me: Driver) -> KioskShell:
    """Press in the corner with the shop's name."""
    shell = me.shell
    assert isinstance(shell, KioskShell)
    at = me.centre(me.find("mark"))
    QTest.mousePress(shell.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    return shell


def lift(me: Driver) -> None:
    """Lift the finger, in the corner."""
    at = me.centre(me.find("mark"))
    QTest.mouseRelease(me.shell.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)


def test_the_corner_has_to_be_held(kiosk: Driver) -> None:
    shell = press_corner(kiosk)
    assert shell.hold.isActive()
    lift(kiosk)
    assert not shell.hold.isActive()
    press_corner(kiosk)
    assert shell.hold.isActive()
    QTest.mouseMove(shell.windowHandle(), QPoint(shell.width() // 2, shell.height() // 2))
    kiosk.wait(lambda: not shell.hold.isActive())
    lift(kiosk)
    assert kiosk.screen == "page:start"


@pytest.fixture
def leaving(kiosk: Driver, magapp_home: Path) -> Driver:
    """The question for the PIN, after an answer."""
    set_pin(magapp_home, PIN)
    kiosk.begin().pick("who:self").at("age")
    ask_for_pin(kiosk, magapp_home)
    assert kiosk.shows("pin")
    return kiosk


def ask_for_pin(me: Driver, home: Path) -> None:
    """Hold the corner long enough. The window is that of all tests, the PIN that of this one."""
    press_corner(me).hold.timeout.emit()
    lift(me)
    screen = me.front
    assert isinstance(screen, LeaveScreen)
    screen.pin = Pin(home)
    screen.open()


def type_pin(me: Driver, digits: str) -> Driver:
    for digit in digits:
        me.tap(f"pin:{digit}")
    return me.tap("pin:enter")


def test_the_right_pin_opens(leaving: Driver) -> None:
    with leaving.bot.waitSignal(leaving.shell.left, timeout=5000):
        type_pin(leaving, PIN)


def test_wrong_pins_do_not_and_take_ever_longer(leaving: Driver) -> None:
    with leaving.bot.assertNotEmitted(leaving.shell.left):
        for _ in range(3):
            type_pin(leaving, "0000")
            assert leaving.screen == "page:leave"
        for digit in PIN:
            leaving.tap(f"pin:{digit}")
        assert not leaving.find("pin:enter").isEnabled()
        leaving.key(Qt.Key.Key_Return)
    assert leaving.screen == "page:leave"


def test_no_digit_can_be_read(leaving: Driver) -> None:
    leaving.switch("en")
    for digit in PIN[:3]:
        leaving.tap(f"pin:{digit}")
    pad = leaving.find("pin")
    assert pad.accessibleName() == "Your PIN"
    assert pad.accessibleDescription() == "3"
    leaving.tap("pin:cancel").at("age")
    assert leaving.shell.flow.answers() == {"who": "self"}


def test_no_pin_no_way_out(kiosk: Driver, tmp_path: Path) -> None:
    """And the screen says what to do about it."""
    kiosk.switch("en").begin()
    ask_for_pin(kiosk, tmp_path)
    assert not kiosk.shows("pin:enter")
    assert any("No PIN is set" in said for said in words(visible(kiosk)))
    assert not any("magapp" in said for said in words(visible(kiosk)))
    kiosk.tap("pin:cancel").at("who")
