"""The shop's own settings, and the one folder for all that the program writes.

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
from typing import Annotated, Literal

import msgspec

from magapp.errors import InputError, nearest

FILE = "settings.toml"
DATABASE = "magapp.db"
MAX_SHOP_NAME = 40


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
    named = os.environ.get("MAGAPP_DATABASE_URL")
    return bool(named) or ((folder or home()) / DATABASE).exists()


def load_settings(folder: Path) -> Settings:
    """The settings in a folder; the defaults where there is no file.

    Raises InputError naming the file, the key and the nearest right word.
    """
    path = folder / FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}.") from None
    import tomllib

    try:
        data = tomllib.loads(content.decode())
    except UnicodeDecodeError:
        raise InputError(str(path), "is not UTF-8.", "Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(str(path), f"cannot be read: {error}.") from None
    for table, kind in (
        (data, Settings),
        (data.get("kiosk"), Kiosk),
        (data.get("printer"), Printer),
    ):
        for key in table if isinstance(table, dict) else ():
            known = kind.__struct_fields__
            if key not in known:
                raise InputError(f"{path}: {key}", "is no setting.", nearest(key, known))
    try:
        settings = msgspec.convert(data, Settings)
    except msgspec.ValidationError as error:
        raise InputError(str(path), f"cannot be read: {error}.") from None
    if len(settings.shop_name) > MAX_SHOP_NAME:
        raise InputError(f"{path}: shop_name", f"is longer than {MAX_SHOP_NAME} characters.")
    return settings
