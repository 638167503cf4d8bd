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

    [printer]
    to = "network"             # none, system, network, usb, serial or file
    at = "192.0.2.7:9100"      # its name, host:port, vendor:product, or path
    paper = "80mm"             # A5, A4, 80mm or 58mm
"""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_type_hints

import msgspec

from magapp.errors import InputError, nearest
from magapp.reading import SETTINGS, take
from magapp.showing import shown

FILE = "settings.toml"
DATABASE = "magapp.db"
MAX_SHOP_NAME = 40

Table = TypeVar("Table", bound=msgspec.Struct)


class Kiosk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the kiosk stands: its name, its monitor (empty: the first), and its patience."""

    name: str = "Kiosk"
    screen: str = ""
    idle_seconds: Annotated[int, msgspec.Meta(ge=5, le=3600)] = 45


class Printer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where slips are printed, and on what.

    `at` is the name of a `system` printer (empty: its default), `host:port` of a `network` one,
    `vendor:product` (hexadecimal) of a `usb` one, and the path of a `serial` one or a `file`.
    """

    to: Literal["none", "system", "network", "usb", "serial", "file"] = "none"
    at: str = ""
    paper: Literal["A5", "A4", "80mm", "58mm"] = "A5"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a shop can set. An empty language means the pack's own."""

    shop_name: str = ""
    logo: str = ""
    brand: Annotated[str, msgspec.Meta(pattern="^(#[0-9a-fA-F]{6})?$")] = ""
    language: str = ""
    allow_forms: tuple[str, ...] = ()
    theme: Literal["light", "dark", "contrast"] = "light"
    motion: bool = True
    kiosk: Kiosk = Kiosk()
    printer: Printer = Printer()


def home() -> Path:
    """The folder for all that the program writes: `MAGAPP_HOME`, else the platform's own place."""
    if named := os.environ.get("MAGAPP_HOME"):
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("magapp", appauthor=False)


def store_exists(folder: Path | None = None) -> bool:
    """Whether the shop has a database: on a server, or the file in the folder (else `home()`)."""
    if os.environ.get("MAGAPP_DATABASE_URL"):
        return True
    try:
        return ((folder or home()) / DATABASE).exists()
    except OSError:  # a folder that this user may not look into: opening it says so
        return True


def load_settings(folder: Path) -> Settings:
    """The settings in a folder; the defaults where there is no file.

    Raises InputError naming the file, the key and the nearest right word.
    """
    settings, faults = read_settings(folder)
    for fault in faults:
        raise fault
    return settings


def read_settings(folder: Path) -> tuple[Settings, tuple[InputError, ...]]:
    """As `load_settings`, with the default in place of all that is wrong; and what that is."""
    path = folder / FILE
    try:
        content = take(path, SETTINGS)
    except FileNotFoundError:
        return Settings(), ()
    except InputError as fault:  # a folder, a pipe, or far too large
        return Settings(), (fault,)
    except OSError as error:
        return Settings(), (InputError(str(path), f"cannot be read: {error.strerror}."),)
    import tomllib

    try:
        data = tomllib.loads(content.decode())
    except UnicodeDecodeError:
        return Settings(), (InputError(str(path), "is not UTF-8.", "Save it as UTF-8."),)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Settings(), (InputError(str(path), f"cannot be read: {error}."),)
    faults: list[InputError] = []
    settings = _table(data, Settings, str(path), faults)
    return settings, tuple(faults)


def _table(data: dict[str, Any], kind: type[Table], place: str, faults: list[InputError]) -> Table:
    """What can be used of a table; what cannot is added to the faults."""
    known = get_type_hints(kind, include_extras=True)
    values: dict[str, Any] = {}
    for key, value in data.items():
        where = f"{place}: {key}"
        if key not in known:
            faults.append(InputError(where, "is no setting.", nearest(key, known)))
        elif known[key] in (Kiosk, Printer) and isinstance(value, dict):
            values[key] = _table(value, known[key], where, faults)
        elif key == "shop_name" and isinstance(value, str) and len(value) > MAX_SHOP_NAME:
            faults.append(InputError(where, f"is longer than {MAX_SHOP_NAME} characters."))
        else:
            try:
                values[key] = msgspec.convert(value, known[key])
            except msgspec.ValidationError as error:
                faults.append(InputError(where, f"cannot be read: {error}."))
    for name in ("shop_name", "name"):  # what screens and slips show
        if name in values:
            values[name] = shown(values[name])
    return kind(**values)
