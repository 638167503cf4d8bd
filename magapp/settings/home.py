"""The one folder for all that the program writes."""

import os
from contextlib import suppress
from pathlib import Path

from magapp.errors import InputError

DATABASE = "magapp.db"
PACKS = "packs"
"""The folder in it for packs that were published and came."""


def home() -> Path:
    """The folder for all that the program writes: `MAGAPP_HOME`, else the platform's own place.

    Raises InputError when nobody can say where that is.
    """
    named = os.environ.get("MAGAPP_HOME", "")
    if named:
        try:
            path = Path(named).expanduser().absolute()
            there = next(each for each in (path, *path.parents) if each.exists())
        except (RuntimeError, FileNotFoundError):  # ~somebody not here; no folder to begin from
            raise InputError(shown(f"MAGAPP_HOME={named}"), "home_unknown") from None
        except OSError:  # not to be seen by this user: whoever opens something in it says so
            return path
        if not there.is_dir():
            raise InputError(shown(f"MAGAPP_HOME={named}"), "home_file")
        return path
    from platformdirs import user_data_path

    path = user_data_path("magapp", appauthor=False)
    if not path.is_absolute():  # a user without a home
        raise InputError("MAGAPP_HOME", "home_none")
    return path


def found_from(folder: Path, name: str) -> Path:
    """What a setting names: from the shop's folder on, or from somebody's home with a `~`.

    The home of somebody who is not here is none: it is a name like any other.
    """
    path = Path(name)
    with suppress(RuntimeError):
        path = path.expanduser()
    return folder / path


def shown(text: str, most: int = 60) -> str:
    """A text from a file, fit to be shown on a terminal: on one line, short, and without tricks."""
    said = "".join(
        each if each.isprintable() else f"\\u{ord(each):04x}" for each in text[: most + 1]
    )
    return said if len(text) <= most else f"{said[:most]}…"
