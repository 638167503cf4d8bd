"""The shop's own settings, and the one folder for all that the program writes.

`load_settings` is strict. A screen that customers stand before does not stay dark for a slip of
the pen: `read_settings` takes what is right, and says what is not.

What can be set is in `choices.py`, and what each setting is called in `table.py`; the file,
`settings.toml` in that folder, is described in `docs/settings.md`.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from magapp.errors import InputError, refused_by_system
from magapp.language.saying import Saying, Value
from magapp.reading import begin
from magapp.settings.choices import (
    MAX_SHOP_NAME,
    Backup,
    Kiosk,
    Printer,
    Settings,
    Till,
    near_value,
)
from magapp.settings.home import DATABASE, PACKS, found_from, home, shown
from magapp.settings.lines import MAX_BYTES, MAX_FAULTS, MAX_LINE, LineReader, Wrong

__all__ = [
    "DATABASE",
    "FILE",
    "MAX_BYTES",
    "MAX_FAULTS",
    "MAX_LINE",
    "MAX_SHOP_NAME",
    "PACKS",
    "Backup",
    "Kiosk",
    "Printer",
    "SettingError",
    "Settings",
    "Till",
    "change_settings",
    "database_address",
    "found_from",
    "home",
    "load_settings",
    "read_settings",
    "shop_language",
    "shop_name",
    "shown",
    "store_exists",
    "unknown_value",
]

FILE = "settings.toml"


class SettingError(InputError):
    """A line that is not used. `code` says why, for programs and tests; `key` is its setting.

    `line` counts from 1; 0 is the file as a whole, and `key` is empty where there is none to see.
    """

    def __init__(
        self, code: str, key: str, line: int, where: str | Saying, /, **values: Value
    ) -> None:
        super().__init__(where, f"setting_{code}", **values)
        self.code, self.key, self.line = code, key, line


def load_settings(folder: Path) -> Settings:
    """The settings in a folder; the defaults where there is no file.

    Raises InputError naming the file, the line, the key and the nearest right word.
    """
    settings, faults = read_settings(folder)
    for fault in faults:
        raise fault
    return settings


def change_settings(
    folder: Path, changes: Mapping[tuple[str, ...], Any]
) -> dict[tuple[str, ...], Any]:
    """Change settings in a folder's file by their place; what they were, with which to undo it.

    None takes one out of the file. Raises InputError: a value that cannot be, a file that cannot be
    read or written.
    """
    from magapp.settings.writing import save

    return save(folder / FILE, changes)


def database_address(folder: Path | None = None) -> str:
    """The address of the shop's database where it is on a server; empty for the file in the folder.

    `MAGAPP_DATABASE_URL` goes before the setting. Raises InputError as `home` does.
    """
    if named := os.environ.get("MAGAPP_DATABASE_URL"):
        return named
    return read_settings(folder or home())[0].database


def shop_name(folder: Path | None = None) -> str:
    """Which shop this is, where several share a database. Raises InputError as `home` does."""
    return read_settings(folder or home())[0].shop


def store_exists(folder: Path | None = None, named: str | None = None) -> bool:
    """Whether the shop has a database: on a server, or the file in the folder (else `home()`).

    `named` is its `database_address` where that is known: the settings are not read for it.
    """
    if database_address(folder) if named is None else named:
        return True
    try:
        return ((folder or home()) / DATABASE).exists()
    except OSError:  # a folder that this user may not look into: opening it says so
        return True


def shop_language() -> str:
    """The language of who reads a message here: the shop's, else the terminal's."""
    from magapp.language.words import language_here

    try:
        return language_here(read_settings(home())[0].language)
    except InputError:
        return language_here()


def read_settings(folder: Path) -> tuple[Settings, tuple[SettingError, ...]]:
    """As `load_settings`, with the default in place of all that is wrong; and what that is."""
    path = folder / FILE
    reader = LineReader()
    try:
        content = begin(path, MAX_BYTES + 1)
    except FileNotFoundError:
        return Settings(), ()
    except (IsADirectoryError, InputError):  # or a pipe, or a device
        reader.fault("no_file")
    except OSError as error:
        reader.fault("closed", why=refused_by_system(error))
    else:
        reader.read(content)
    return reader.settings(), tuple(_in_words(path, reader.faults))


def unknown_value(key: str, value: str, known: Iterable[str]) -> SettingError:
    """The fault of a setting that names what the pack does not have, with its line in the file."""
    reader = LineReader()
    with suppress(OSError, InputError):
        path = home() / FILE
        reader.read(begin(path, MAX_BYTES + 1))
    fields = {"value": shown(value), "mend": near_value(value, known)}
    if line := reader.lines.get((key,)):
        [fault] = _in_words(path, [Wrong("pack", line, key, fields)])
        return fault
    [fault] = _in_words(Path("settings"), [Wrong("pack", 0, key, fields)])
    return fault


def _in_words(path: Path, faults: Iterable[Wrong]) -> Iterator[SettingError]:
    for code, line, key, fields in faults:
        where: str | Saying = str(path)
        if line:
            where = Saying.of("at_line", file=str(path), line=line)
        if key:
            where = Saying.of("at_key", where=where, key=key)
        yield SettingError(code, key, line, where, **fields)
