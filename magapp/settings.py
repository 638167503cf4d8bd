"""The shop's own settings, and the one folder for all that the program writes.

`load_settings` is strict. A screen that customers stand before does not stay dark for a slip of
the pen: `read_settings` takes what is right, and says what is not. Statement by statement, so that
a line that is wrong costs that line alone; what TOML is, `tomllib` says of each.

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
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from errno import EISDIR
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import msgspec

from magapp.errors import InputError, nearest_word, refused_by_system
from magapp.language.saying import Saying, Value

if TYPE_CHECKING:
    from msgspec import inspect

FILE = "settings.toml"
DATABASE = "magapp.db"
MAX_SHOP_NAME = 40
"""Characters of the names that a shop gives itself and a kiosk, at most."""
MAX_BYTES = 65_536
"""A longer file is not read: it is no file of settings."""
MAX_LINE = 2_000
"""A longer line is not read; what TOML makes of some is too large for any memory."""
MAX_LINES = 100
"""Lines over which one value may go."""
MAX_FAULTS = 50
"""After so many mistakes the rest of the file is not read."""

_Name = Annotated[str, msgspec.Meta(max_length=MAX_SHOP_NAME)]


class Kiosk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the kiosk stands: its name, its monitor (empty: the first), and its patience."""

    name: _Name = "Kiosk"
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

    shop_name: _Name = ""
    logo: str = ""
    brand: Annotated[str, msgspec.Meta(pattern="^(#[0-9a-fA-F]{6})?$")] = ""
    language: str = ""
    allow_forms: tuple[str, ...] = ()
    theme: Literal["light", "dark", "contrast"] = "light"
    motion: bool = True
    kiosk: Kiosk = Kiosk()
    printer: Printer = Printer()


class SettingError(InputError):
    """A line that is not used. `code` says why, for programs and tests; `key` is its setting.

    `line` counts from 1; 0 is the file as a whole, and `key` is empty where there is none to see.
    """

    def __init__(
        self, code: str, key: str, line: int, where: str | Saying, /, **values: Value
    ) -> None:
        super().__init__(where, f"setting_{code}", **values)
        self.code, self.key, self.line = code, key, line


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
    reader = _Reader()
    try:
        content = _content(path)
    except FileNotFoundError:
        return Settings(), ()
    except IsADirectoryError:  # or a pipe, or a device
        reader.fault("no_file")
    except OSError as error:
        reader.fault("closed", why=refused_by_system(error))
    else:
        reader.read(content)
    return reader.settings(), tuple(_in_words(path, reader.faults))


def unknown_value(key: str, value: str, known: Iterable[str]) -> SettingError:
    """The fault of a setting that names what the pack does not have, with its line in the file."""
    reader = _Reader()
    with suppress(OSError, InputError):
        path = home() / FILE
        reader.read(_content(path))
    fields = {"value": shown(value), "mend": near_value(value, known)}
    if line := reader.lines.get((key,)):
        [fault] = _in_words(path, [_Fault("pack", line, key, fields)])
        return fault
    [fault] = _in_words(Path("settings"), [_Fault("pack", 0, key, fields)])
    return fault


def shown(text: str, most: int = 60) -> str:
    """A text from a file, fit to be shown on a terminal: on one line, short, and without tricks."""
    said = "".join(
        each if each.isprintable() else f"\\u{ord(each):04x}" for each in text[: most + 1]
    )
    return said if len(text) <= most else f"{said[:most]}…"


def _content(path: Path) -> bytes:
    """What is in a regular file, and no more of it than is looked at. Raises OSError."""
    # Opened so that nothing waits: a pipe that nobody writes to would be waited for for ever.
    waits_not = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    number = os.open(path, os.O_RDONLY | waits_not)
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
        return os.read(number, MAX_BYTES + 1)
    finally:
        os.close(number)


class _Fault(NamedTuple):
    """A mistake as it is found; the language it is said in is known when all is read."""

    code: str
    line: int
    key: str
    fields: Mapping[str, Any]


class _Reader:
    """Takes a file statement by statement."""

    def __init__(self) -> None:
        self.faults: list[_Fault] = []
        self.values: dict[tuple[str, ...], Any] = {}
        self.lines: dict[tuple[str, ...], int] = {}
        """Where each setting stands, whether it can be used or not."""
        self._line = 0
        self._table: tuple[str, ...] | None = ()
        """The table that lines belong to now; None for one that nobody knows."""
        self._tables: dict[str, int] = {}

    def fault(self, code: str, key: str = "", **fields: Any) -> None:
        """Something is wrong in the line at hand."""
        self.faults.append(_Fault(code, self._line, key, fields))

    def settings(self) -> Settings:
        """What was right."""
        top = {path[0]: value for path, value in self.values.items() if len(path) == 1}
        for name, kind in _TABLES.items():
            top[name] = kind(**{path[1]: v for path, v in self.values.items() if path[0] == name})
        return Settings(**top)

    def read(self, content: bytes) -> None:
        """Read it all."""
        if len(content) > MAX_BYTES:
            self.fault("large", most=MAX_BYTES)
            return
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):  # what some editors call Unicode
            content = content.decode("utf-16", "replace").encode("utf-8", "replace")
        lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        after = 0
        for number, line in enumerate(lines):
            if number < after:
                continue
            self._line = number + 1
            if len(self.faults) >= MAX_FAULTS:
                self.fault("many", most=MAX_FAULTS)
                return
            after = number + self._take(lines[number : number + MAX_LINES], line)

    def _take(self, lines: list[bytes], line: bytes) -> int:
        """Take the statement that begins here; over how many lines it goes."""
        import tomllib

        text = ""
        for count, each in enumerate(lines, 1):
            if len(each) > MAX_LINE:
                break
            try:
                # The mark of byte order, wherever an editor has left it, means nothing.
                text += ("\n" if text else "") + each.decode().lstrip("\ufeff")
                self._statement(text, tomllib.loads(text))
            except UnicodeDecodeError:
                break
            except (ValueError, RecursionError) as error:
                if "at end of document" in str(error):  # perhaps it goes on
                    continue
                break
            return count
        self._wrong(line)
        return 1

    def _wrong(self, content: bytes) -> None:
        """Say what is wrong with a line that is no TOML, and how it is meant to be."""
        try:
            line = content[:MAX_LINE].decode().lstrip("\ufeff").strip()
        except UnicodeDecodeError:
            self.fault("encoding", _key_of(content.decode("utf-8", "replace")))
            return
        name = "".join(filter(str.isalpha, line[:MAX_SHOP_NAME]))
        if line.startswith("[") or ("=" not in line and name in _TABLES):
            word = nearest_word(name, _TABLES)
            self.fault("header", word=word or "kiosk")
            self._enter(word)
            return
        key, value = _key_of(line), line.partition("=")[2].strip()
        if len(content) > MAX_LINE:
            self.fault("long", key, most=MAX_LINE)
        elif any((ord(each) < 32 and each != "\t") or ord(each) == 127 for each in line):
            self.fault("control", key)
        elif "=" not in line:
            self.fault("equals", key)
        elif not value:
            self.fault("empty", key)
        elif value[0] in "“”„«»‘’‚`´":
            self.fault("quotes", key)
        elif value[0] in "\"'":
            self.fault("open", key, quote=value[0])
        elif value[0] in "[{":
            self.fault("bracket", key)
        else:
            code, fields = self._meant(key, value)
            self.fault(code or "value", key, **fields)

    def _meant(self, key: str, value: str) -> tuple[str, dict[str, Any]]:
        """What the setting of this key in the table at hand needs, where this is none of it."""
        kind = _TABLES[self._table[0]] if self._table else Settings
        return _why_not(kind, key, value) if key in kind.__struct_fields__ else ("", {})

    def _statement(self, text: str, data: dict[str, Any]) -> None:
        if text.lstrip().startswith("["):
            self._header(data)
        elif self._table is not None:
            for path, value in _leaves(data):
                self._set((*self._table, *path), value)

    def _header(self, data: dict[str, Any]) -> None:
        names = []
        inside: Any = data
        while isinstance(inside, dict) and inside:
            [(name, inside)] = inside.items()
            names.append(name)
        name = names[0]
        word = nearest_word(name, _TABLES)
        if len(names) > 1 or name not in _TABLES:
            mend = near_value(name, _TABLES)
            self.fault("unknown", shown(".".join(names), MAX_SHOP_NAME), mend=mend)
            # What stands under a name that is spelled wrong is right, unless it is given elsewhere.
            self._enter(word if len(names) == 1 and word not in self._tables else None)
        elif isinstance(inside, list):  # [[kiosk]]
            self.fault("header", word=name)
            self._enter(name)
        else:
            if name in self._tables:
                self.fault("twice", name, line=self._tables[name])
            self._enter(name)

    def _enter(self, table: str | None) -> None:
        self._table = (table,) if table else None
        if table:
            self._tables.setdefault(table, self._line)

    def _set(self, path: tuple[str, ...], value: Any) -> None:
        key = shown(": ".join(path), MAX_SHOP_NAME)
        kind = Settings if len(path) == 1 else _TABLES[path[0]]
        name, known = path[-1], kind.__struct_fields__
        if name not in known or len(path) > 2:
            if len(path) == 2 and name in Settings.__struct_fields__:
                self.fault("below", key, table=path[0])
            else:
                self.fault("unknown", key, mend=near_value(name, known))
        elif path in self.lines:
            self.fault("twice", key, line=self.lines[path])
        else:
            self.lines[path] = self._line
            code, fields = _why_not(kind, name, value)
            if code:
                self.fault(code, key, **fields)
            else:
                self.values[path] = tuple(value) if isinstance(value, list) else value


_TABLES: dict[str, type[msgspec.Struct]] = {"kiosk": Kiosk, "printer": Printer}


def _leaves(data: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The settings that a statement makes, by their path: one, or those of a table in a line."""
    for name, value in data.items():
        if name in _TABLES and isinstance(value, dict):
            for key, inner in value.items():
                yield (name, key), inner
        else:
            yield (name,), value


def _key_of(line: str) -> str:
    """The setting that a line which cannot be read is about, as far as it can be seen."""
    key = line.lstrip("\ufeff").partition("=")[0].strip()
    kinds: tuple[type[msgspec.Struct], ...] = (Settings, *_TABLES.values())
    return key if any(key in kind.__struct_fields__ for kind in kinds) else ""


def near_value(value: object, known: Iterable[str]) -> Saying:
    """The nearest right word, or all of them."""
    if word := nearest_word(value, known):
        return Saying.of("near", word=word)
    return Saying.of("known", words=", ".join(sorted(known)))


@cache
def _types(kind: type[msgspec.Struct]) -> dict[str, "inspect.Type"]:
    """The type of each field, as it was written above."""
    from msgspec import inspect

    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    return {field.name: field.type for field in info.fields}


_HIDDEN = frozenset("\u2028\u2029\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that break a line, or change in which direction the others are read."""


def _why_not(kind: type[msgspec.Struct], name: str, value: Any) -> tuple[str, dict[str, Any]]:
    """What is wrong with a value, as a code and what it needs; an empty code for nothing."""
    from msgspec import inspect

    for text in value if isinstance(value, list) else [value]:
        for sign in text if isinstance(text, str) else "":
            if sign in _HIDDEN or ord(sign) < 32 or 127 <= ord(sign) < 160:
                return "sign", {"sign": f"U+{ord(sign):04X}"}
    right, code, fields = False, "text", dict[str, Any]()
    match _types(kind)[name]:
        case inspect.BoolType():
            code, right = "bool", isinstance(value, bool)
        case inspect.IntType(ge=int(least), le=int(most)):
            code, fields = "int", {"least": least, "most": most}
            right = type(value) is int and least <= value <= most
        case inspect.VarTupleType():
            code = "list"
            right = isinstance(value, list) and all(isinstance(each, str) for each in value)
        case inspect.LiteralType(values=values):
            known = [str(each) for each in values]
            code = "choice"
            fields = {"value": shown(str(value)), "mend": near_value(value, known)}
            right = value in known
        case inspect.StrType(max_length=int(most)) if isinstance(value, str):
            code, fields, right = "longer", {"most": most}, len(value) <= most
        case inspect.StrType(pattern=str(pattern)) if isinstance(value, str):
            code, fields = "colour", {"value": shown(value)}
            right = re.search(pattern, value) is not None
        case inspect.StrType():
            right = isinstance(value, str)
        case _:
            code = "table"
    return ("", {}) if right else (code, fields)


def _in_words(path: Path, faults: Iterable[_Fault]) -> Iterator[SettingError]:
    for code, line, key, fields in faults:
        where: str | Saying = str(path)
        if line:
            where = Saying.of("at_line", file=str(path), line=line)
        if key:
            where = Saying.of("at_key", where=where, key=key)
        yield SettingError(code, key, line, where, **fields)
