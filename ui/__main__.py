"""The program: the command line, with the screens behind it.

Nothing here imports Qt before it is known that Qt can start: it would abort where it should speak.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from magapp.cli.main import main as command_line
from magapp.language.saying import Saying

FORGETTING = {
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0",
}
"""Has the C library write over all memory that is given back, Python's and Qt's. Without it, what a
customer answered stands there until something else comes to the same place: texts are copied many
times on their way to a screen, and none of their makers wipes them."""


class ScreenFace:
    """The screens, imported when they are asked for."""

    def run(self, kiosk: bool) -> int:
        """Open the app: staff mode, or the customer's version full screen."""
        from ui.display import why_no_window

        if why := why_no_window():
            return _refuse(why)
        if kiosk:
            _start_forgetting()
        return _with_qt(lambda: _run(kiosk))

    def tour(self, folder: Path) -> int:
        """Render every screen as a PNG into a folder, headless."""
        import os

        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return _with_qt(lambda: _tour(folder))

    def command(self) -> Sequence[str]:
        """What starts this program once more, as a process of its own."""
        return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ui"]

    def look(self, kiosk: bool) -> int:
        """Print what there is to know about screen and fonts, as JSON, for the doctor."""
        from ui.doctor import look

        return look(kiosk)


def _start_forgetting() -> None:
    """Become a process that writes over the memory it frees: it is decided before Python starts."""
    import os
    from contextlib import suppress

    # The C library may change its own variable while it reads it; Python's stays as it was set.
    if sys.platform == "linux" and os.environ.get("PYTHONMALLOC") != FORGETTING["PYTHONMALLOC"]:
        with suppress(OSError):
            os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], os.environ | FORGETTING)


def _run(kiosk: bool) -> int:
    import gc

    gc.disable()  # nothing is garbage yet; run() lets it begin once the first page is painted
    # PySide puts its own import in place of Python's, which reads the source of every module that
    # comes after it, to see whether it turns on a `__feature__`. Ours do not, and start sooner.
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain
    from ui.app import run

    return run(kiosk)


def _tour(folder: Path) -> int:
    from ui.tour import tour

    return tour(folder)


def _with_qt(start: Callable[[], int]) -> int:
    """Run something that imports Qt; a system library that is missing is said in one sentence."""
    from ui.display import what_to_install

    try:
        return start()
    except ImportError as error:
        library = str(error).partition(":")[0]
        if ".so" not in library:
            raise
        return _refuse(what_to_install([library]))


def _refuse(why: Saying) -> int:
    """Say why not, and return the status of an error."""
    from magapp.settings import shop_language

    print(f"magapp: {why.told(shop_language())}", file=sys.stderr)
    return 2


def main() -> int:
    """The console command `magapp`."""
    return command_line(sys.argv[1:], ScreenFace())


if __name__ == "__main__":
    sys.exit(main())
