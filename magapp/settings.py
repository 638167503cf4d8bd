"""The shop's own settings, and the one folder for all that the program writes.

`settings.toml` in that folder, every line optional:

    shop_name = "Example health shop"
    language = "nl"            # the language a consultation starts in
    allow_forms = ["lactate"]  # forms suggested beyond those of the pack
    theme = "light"            # light, dark or contrast
    motion = true
"""

import os
from pathlib import Path
from typing import Literal

import msgspec

from magapp.errors import InputError, nearest

FILE = "settings.toml"
DATABASE = "magapp.db"
MAX_SHOP_NAME = 40


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a shop can set. An empty language means the pack's own."""

    shop_name: str = ""
    language: str = ""
    allow_forms: tuple[str, ...] = ()
    theme: Literal["light", "dark", "contrast"] = "light"
    motion: bool = True


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
    known = Settings.__struct_fields__
    for key in data:
        if key not in known:
            raise InputError(f"{path}: {key}", "is no setting.", nearest(key, known))
    try:
        settings = msgspec.convert(data, Settings)
    except msgspec.ValidationError as error:
        raise InputError(str(path), f"cannot be read: {error}.") from None
    if len(settings.shop_name) > MAX_SHOP_NAME:
        raise InputError(f"{path}: shop_name", f"is longer than {MAX_SHOP_NAME} characters.")
    return settings
