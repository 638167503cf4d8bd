"""What a shop can set, and what is wrong with a value that it cannot be set to."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from magapp.errors import nearest_word
from magapp.language.saying import Saying
from magapp.settings.home import shown

if TYPE_CHECKING:
    from msgspec import inspect

MAX_SHOP_NAME = 40
"""Characters of the names that a shop gives itself and a kiosk, at most."""

COLOUR = "^(#[0-9a-fA-F]{6})?$"
ADDRESS = r"^([a-z][a-z0-9+]*://\S+)?$"
"""What a colour, and the address of a database on a server, look like; each may be empty."""

KEY = r"^ed25519:[A-Za-z0-9+/]{43}$"
"""What a public key looks like: its 32 bytes in Base64, without the sign that fills up."""

_Name = Annotated[str, msgspec.Meta(max_length=MAX_SHOP_NAME)]
_Key = Annotated[str, msgspec.Meta(pattern=KEY)]


class Kiosk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the kiosk stands: its name, its monitor (empty: the first), and its patience."""

    name: _Name = "Kiosk"
    screen: str = ""
    idle_seconds: Annotated[int, msgspec.Meta(ge=5, le=3600)] = 45
    reading_seconds: Annotated[int, msgspec.Meta(ge=5, le=3600)] = 120


class Printer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where slips are printed, and on what.

    `at` is the name of a `system` printer (empty: its default), `host:port` of a `network` one,
    `vendor:product` (hexadecimal) of a `usb` one, and the path of a `serial` one or a `file`.
    """

    to: Literal["none", "system", "network", "usb", "serial", "file"] = "none"
    at: str = ""
    paper: Literal["A5", "A4", "80mm", "58mm"] = "A5"


KEEP_DAYS = {
    "off": 0, "1 month": 30, "3 months": 90, "1 year": 365, "2 years": 730, "5 years": 1825,
}  # fmt: skip
"""For how many days records are kept at most, by the words of the setting."""


class RecordKeeping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether figures of ended consultations are kept, and for how long."""

    keep: Literal["off", "1 month", "3 months", "1 year", "2 years", "5 years"] = "off"

    @property
    def days(self) -> int:
        """For how many days; 0 for none."""
        return KEEP_DAYS[self.keep]


class Till(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the till drops its lists of products: a folder; empty where it does not."""

    folder: str = ""


class Backup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often the database is backed up by itself, and how many of these backups are kept."""

    every: Literal["day", "week", "off"] = "day"
    keep: Annotated[int, msgspec.Meta(ge=1, le=365)] = 7


class Packs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which questions and rules are taken that somebody publishes.

    Those that one of the `keys` signed, from a `folder` or the database; without keys none.
    `required` means that a pharmacist has to have signed them as well.
    """

    keys: tuple[_Key, ...] = ()
    folder: str = ""
    required: bool = False


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a shop can set. What each is called, and where it shows, is in `table.py`.

    An empty language means the pack's own, and no languages all of the pack's. `database` is the
    address of one on a server; empty for the file in the program's folder. `shop` sets this shop
    apart from others in that database.
    """

    shop_name: _Name = ""
    logo: str = ""
    brand: Annotated[str, msgspec.Meta(pattern=COLOUR)] = ""
    languages: tuple[str, ...] = ()
    language: str = ""
    allow_forms: tuple[str, ...] = ()
    theme: Literal["light", "dark", "contrast"] = "light"
    motion: bool = True
    database: Annotated[str, msgspec.Meta(pattern=ADDRESS)] = ""
    shop: _Name = ""
    kiosk: Kiosk = Kiosk()
    printer: Printer = Printer()
    records: RecordKeeping = RecordKeeping()
    till: Till = Till()
    backup: Backup = Backup()
    packs: Packs = Packs()

    def __repr__(self) -> str:
        """All of them but the address of the database: it may hold a password."""
        names = (name for name in self.__struct_fields__ if name != "database")
        return f"Settings({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"


TABLES: dict[str, type[msgspec.Struct]] = {
    "kiosk": Kiosk,
    "printer": Printer,
    "records": RecordKeeping,
    "till": Till,
    "backup": Backup,
    "packs": Packs,
}


def near_value(value: object, known: Iterable[str]) -> Saying:
    """The nearest right word, or all of them."""
    if word := nearest_word(value, known):
        return Saying.of("near", word=word)
    return Saying.of("known", words=", ".join(sorted(known)))


@cache
def types(kind: type[msgspec.Struct]) -> dict[str, "inspect.Type"]:
    """The type of each field, as it was written above."""
    from msgspec import inspect

    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    return {field.name: field.type for field in info.fields}


_HIDDEN = frozenset("\u2028\u2029\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that break a line, or change in which direction the others are read."""


def why_not(kind: type[msgspec.Struct], name: str, value: Any) -> tuple[str, dict[str, Any]]:
    """What is wrong with a value, as a code and what it needs; an empty code for nothing."""
    from msgspec import inspect

    for text in value if isinstance(value, list) else [value]:
        for sign in text if isinstance(text, str) else "":
            if sign in _HIDDEN or ord(sign) < 32 or 127 <= ord(sign) < 160:
                return "sign", {"sign": f"U+{ord(sign):04X}"}
    right, code, fields = False, "text", dict[str, Any]()
    match types(kind)[name]:
        case inspect.BoolType():
            code, right = "bool", isinstance(value, bool)
        case inspect.IntType(ge=int(least), le=int(most)):
            code, fields = "int", {"least": least, "most": most}
            right = type(value) is int and least <= value <= most
        case inspect.VarTupleType(item_type=item):
            code = "list"
            right = isinstance(value, list) and all(isinstance(each, str) for each in value)
            pattern = getattr(item, "pattern", None)
            if right and pattern:
                code, wrong = "key", [each for each in value if not re.search(pattern, each)]
                fields, right = {"value": shown("".join(wrong[:1]))}, not wrong
        case inspect.LiteralType(values=values):
            known = [str(each) for each in values]
            code = "choice"
            fields = {"value": shown(str(value)), "mend": near_value(value, known)}
            right = value in known
        case inspect.StrType(max_length=int(most)) if isinstance(value, str):
            code, fields, right = "longer", {"most": most}, len(value) <= most
        case inspect.StrType(pattern=str(pattern)) if isinstance(value, str):
            # An address may hold a password: it is not said again.
            code = "address" if pattern == ADDRESS else "colour"
            fields = {} if pattern == ADDRESS else {"value": shown(value)}
            right = re.search(pattern, value) is not None
        case inspect.StrType():
            right = isinstance(value, str)
        case _:
            code = "table"
    return ("", {}) if right else (code, fields)
