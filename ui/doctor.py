"""What the doctor wants to know of screen and fonts: all that takes Qt, said as findings.

It runs in a process of its own (`magapp doctor` starts it), so that a Qt that cannot start is a
finding like any other.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from magapp.assistant import open_pack
from magapp.doctor import Finding, Speaker, language_here
from magapp.errors import MagappError
from magapp.settings import Settings, home, read_settings, shown
from ui.display import LIBRARIES, WINDOW_LIBRARIES, missing, packages_of, why_no_window

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QGuiApplication


def look(kiosk: bool) -> int:
    """Print the findings as JSON; returns an exit status."""
    import msgspec

    settings = Settings()
    with suppress(MagappError):  # what is wrong in them is said elsewhere
        settings, _ = read_settings(home())
    say = Speaker(language_here(settings))
    sys.stdout.buffer.write(msgspec.json.encode(tuple(findings(kiosk, settings, say))))
    return 0


def findings(kiosk: bool, settings: Settings, say: Speaker) -> Iterator[Finding]:
    """What there is to say about libraries, screens, window manager and fonts."""
    without_window = why_no_window()
    absent = missing(LIBRARIES if sys.platform.startswith("linux") else ())
    if absent:
        packages = " ".join(packages_of(absent))
        yield say.problem("libraries", "libraries_missing", names=", ".join(absent), get=packages)
        if set(absent) - set(WINDOW_LIBRARIES):
            return  # Qt does not even start
    else:
        yield say.ok("libraries", "libraries")
    if settings.logo:
        yield _logo(settings.logo, say)
    yield from _map(say)
    if without_window:
        state = say.problem if kiosk and not absent else say.advice
        if not absent:
            yield state("display", "display_none")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # fonts can be looked at all the same
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(sys.argv[:1])
    if not without_window:
        yield from _screens(application, kiosk, settings, say)
    yield from _fonts(say)


def _logo(name: str, say: Speaker) -> Finding:
    """Whether the slip has the shop's own picture, read as the slip reads it."""
    from magapp.machine.pictures import MOST_POINTS
    from ui.look.picture import MOST_BYTES, why_not

    if why := why_not(name):
        most = f"{MOST_POINTS // 1_000_000} M pixels, {MOST_BYTES // 1_000_000} MB"
        return say.problem(
            "logo", "logo_not", name=shown(name), why=say.count(f"logo_{why}", 0), most=most
        )
    return say.ok("logo", "logo", name=shown(name))


def _map(say: Speaker) -> Iterator[Finding]:
    """Whether the map of the shop can be shown, where there is one."""
    from magapp.machine.shelf_map import FILE, read_map
    from ui.look.picture import why_not

    try:
        folder = home()
        found = read_map(folder)
    except MagappError as error:
        why = f"{FILE} {error.saying.parts(say.language)[0]}".rstrip(".")
        yield say.problem("map", "map_not", why=why)
        return
    if found is None:
        return
    if trouble := why_not(str(folder / found.picture)):
        yield say.problem("map", "map_not", why=say.count(f"logo_{trouble}", 0))
    else:
        yield say.ok("map", "map", count=len(found.places))


def _screens(
    application: QGuiApplication, kiosk: bool, settings: Settings, say: Speaker
) -> Iterator[Finding]:
    platform = application.platformName()
    screens = {screen.name(): screen for screen in application.screens()}
    shown = ", ".join(
        f"{name or platform} {screen.size().width()} × {screen.size().height()}"
        + (f" ({screen.devicePixelRatio():g} ×)" if screen.devicePixelRatio() != 1 else "")
        for name, screen in screens.items()
    )
    if platform in ("offscreen", "minimal"):
        yield say.advice("display", "display_unseen", platform=platform, screens=shown)
    else:
        yield say.ok("display", "display", platform=platform, screens=shown)
    wanted = settings.kiosk.screen
    if kiosk and wanted:
        if wanted in screens:
            yield say.ok("monitor", "monitor", name=wanted)
        else:
            names = ", ".join(screens)
            yield say.problem("monitor", "monitor_gone", name=wanted, names=names)
    if platform == "xcb":
        if _has_window_manager():
            yield say.ok("manager", "manager")
        else:
            yield (say.problem if kiosk else say.advice)("manager", "manager_none")


def _has_window_manager() -> bool:
    """Whether somebody owns the selection that a window manager must take (ICCCM 2.8)."""
    import ctypes

    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XInternAtom.restype = x.XGetSelectionOwner.restype = ctypes.c_ulong
    x.XInternAtom.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
    x.XGetSelectionOwner.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
    x.XDefaultScreen.argtypes = x.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    display = x.XOpenDisplay(None)
    if not display:
        return False
    name = f"WM_S{x.XDefaultScreen(display)}".encode()
    owner = x.XGetSelectionOwner(display, x.XInternAtom(display, name, 0))
    x.XCloseDisplay(display)
    return bool(owner)


def _fonts(say: Speaker) -> Iterator[Finding]:
    """Whether our fonts load, and whether there is a letter for everything the pack says."""
    from PySide6.QtGui import QFont

    from ui.look.fonts import load_text_font
    from ui.look.icons import Icons

    family, icons = load_text_font(), Icons().font(16)
    if family and icons:
        yield say.ok("fonts", "fonts", family=family)
    else:
        yield say.problem("fonts", "fonts_missing")
    try:
        pack = open_pack(trial=True)
    except MagappError:  # said elsewhere
        return
    font = QFont(family) if family else QFont()
    without = {
        language: letters
        for language in pack.languages
        if (letters := letters_missing(font, "".join(pack.texts[language].values())))
    }
    if not without:
        yield say.ok("letters", "letters", languages=", ".join(pack.languages))
    for language, letters in without.items():
        shown = " ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters[:8])
        yield say.problem("letters", "letters_missing", language=language, letters=shown)


_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Kinds of letters that are not drawn: controls, marks of direction, spaces."""


def letters_missing(font: QFont, text: str) -> str:
    """The letters of a text that no font here can draw, each once."""
    from unicodedata import category

    from PySide6.QtGui import QFontMetrics

    metrics = QFontMetrics(font)
    return "".join(
        letter
        for letter in sorted(set(text))
        if category(letter) not in _UNSEEN and not metrics.inFontUcs4(ord(letter))
    )
