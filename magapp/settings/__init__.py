"""The shop's own settings, and the one folder for all that the program writes.

`load_settings` is strict. A screen that customers stand before does not stay dark for a slip of
the pen: `read_settings` takes what is right, and says what is not.

`settings.toml` in that folder, every line optional:

    shop_name = "Example health shop"
    logo = "logo.png"          # a PNG or JPEG in that folder, for the slip
    brand = "#1f5c45"          # the shop's own colour
    language = "nl"            # the language a consultation starts in
    allow_forms = ["lactate"]  # forms suggested beyond those of the pack
    theme = "light"            # light, dark or contrast
    motion = true

    [kiosk]
    name = "Kiosk 1"           # how the counter calls it when a customer asks for staff
    screen = "HDMI-1"          # the monitor it fills, as `magapp doctor` names it
    idle_seconds = 45          # after so long it asks "are you still there?", then it forgets
    reading_seconds = 120      # the same where an advice or a code is read

    [printer]
    to = "network"             # none, system, network, usb, serial or file
    at = "192.0.2.7:9100"      # its name, host:port, vendor:product, or path
    paper = "80mm"             # A5, A4, 80mm or 58mm

    [till]
    folder = "/srv/till"       # where the till drops its lists of products

    [backup]
    every = "day"              # day, week or off
    keep = 7                   # so many of these backups are kept
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

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
from magapp.settings.home import DATABASE, home, shown, store_exists
from magapp.settings.lines import MAX_BYTES, MAX_FAULTS, MAX_LINE, LineReader, Wrong

__all__ = [
    "DATABASE",
    "FILE",
    "MAX_BYTES",
    "MAX_FAULTS",
    "MAX_LINE",
    "MAX_SHOP_NAME",
    "Backup",
    "Kiosk",
    "Printer",
    "SettingError",
    "Settings",
    "Till",
    "home",
    "load_settings",
    "read_settings",
    "shop_language",
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
