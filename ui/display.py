"""Whether a window can be opened here, found out before Qt: Qt itself would abort the process.

Everything is tried in a millisecond or two, without starting another program.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping

from magapp.language.saying import Saying

WINDOW_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""What Qt loads to open a window on X, and the Debian package of each."""

LIBRARIES = WINDOW_LIBRARIES | {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}


PLATFORMS = (
    "eglfs",
    "linuxfb",
    "minimal",
    "minimalegl",
    "offscreen",
    "vkkhrdisplay",
    "vnc",
    "wayland",
    "wayland-egl",
    "xcb",
)
"""What QT_QPA_PLATFORM can name."""


def why_no_window(environment: Mapping[str, str] = os.environ) -> Saying | None:
    """Why no window can be opened here and what to do instead; None when one can."""
    if not sys.platform.startswith("linux"):
        return None
    instead = Saying.of("without_window")
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if platform and platform not in PLATFORMS:
        return Saying.of("no_such_platform", platform=platform, instead=instead)
    if platform in ("", "wayland", "wayland-egl"):
        if _wayland_answers(environment):
            return None
        if platform:
            return Saying.of("no_wayland", instead=instead)
    elif platform != "xcb":
        return None
    display = environment.get("DISPLAY", "")
    if not display:
        return Saying.of("no_screen", instead=instead)
    remote = not display.startswith((":", "/", "unix:"))
    if (remote and not _x_listens(display)) or not _x_lets_us_in(display):
        if _x_listens(display):
            return Saying.of("screen_forbidden", display=display, instead=instead)
        return Saying.of("screen_silent", display=display, instead=instead)
    if absent := missing(WINDOW_LIBRARIES):
        return what_to_install(absent)
    return None


def what_to_install(libraries: Iterable[str]) -> Saying:
    """One sentence naming the libraries that are missing and the command that brings them."""
    names = list(libraries)
    packages = packages_of(names)
    lacks = ", ".join(names)
    if not packages:
        return Saying.of("libraries_unknown", names=lacks)
    return Saying.of("libraries_missing", names=lacks, packages=" ".join(packages))


def packages_of(names: Iterable[str]) -> list[str]:
    """The Debian packages that hold some libraries, as far as they are known."""
    return list(dict.fromkeys(LIBRARIES[name] for name in names if name in LIBRARIES))


def missing(names: Iterable[str]) -> list[str]:
    """The libraries among these that cannot be loaded here."""
    import ctypes

    absent = []
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            absent.append(name)
    return absent


def _listens(address: str) -> bool:
    """Whether somebody listens at a local socket."""
    import socket

    with socket.socket(socket.AF_UNIX) as attempt:
        attempt.settimeout(2)
        try:
            attempt.connect(address)
        except (OSError, ValueError):
            return False
        return True


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    """Whether a Wayland compositor listens."""
    name = environment.get("WAYLAND_DISPLAY", "")
    return bool(name) and _listens(os.path.join(environment.get("XDG_RUNTIME_DIR", ""), name))


def _x_listens(display: str) -> bool:
    """Whether an X server listens where DISPLAY points."""
    import socket

    host, colon, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not colon or not (number.isascii() and number.isdecimal()):
        return False
    if host.startswith("/"):  # a socket of its own, as on macOS
        return _listens(display) or _listens(host)
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{int(number)}"
        return _listens(f"\0{path}") or _listens(path) or _x_listens(f"localhost:{number}")
    try:
        socket.create_connection((host, 6000 + int(number)), timeout=2).close()
    except (OSError, OverflowError, UnicodeError):
        return False
    return True


def _x_lets_us_in(display: str) -> bool:
    """Whether the X server takes the key this user has; asked through the library Qt uses."""
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # not to be known this way
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    # The library passes the server's own words on to standard error; ours say it better.
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        connection = xcb.xcb_connect(display.encode(), None)
        refused = bool(xcb.xcb_connection_has_error(connection))
        xcb.xcb_disconnect(connection)
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
    return not refused
