"""The lines of a file of settings, taken statement by statement.

A line that is wrong costs that line alone; what TOML is, `tomllib` says of each.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from magapp.errors import nearest_word
from magapp.settings.choices import MAX_SHOP_NAME, TABLES, Settings, near_value, why_not
from magapp.settings.home import shown

MAX_BYTES = 65_536
"""A longer file is not read: it is no file of settings."""
MAX_LINE = 2_000
"""A longer line is not read; what TOML makes of some is too large for any memory."""
MAX_LINES = 100
"""Lines over which one value may go."""
MAX_FAULTS = 50
"""After so many mistakes the rest of the file is not read."""


class Wrong(NamedTuple):
    """A mistake as it is found; the language it is said in is known when all is read."""

    code: str
    line: int
    key: str
    fields: Mapping[str, Any]


class Statement(NamedTuple):
    """What stands on one line or several, and which settings it is about."""

    line: int
    """Its first line, from 1."""
    lines: int
    table: str | None
    """The table it belongs to: empty for none, None for one that nobody knows."""
    paths: tuple[tuple[str, ...], ...]
    header: bool = False
    right: bool = True
    """Whether it is TOML; what it sets may be wrong all the same."""


class LineReader:
    """Takes a file statement by statement."""

    def __init__(self) -> None:
        self.faults: list[Wrong] = []
        self.values: dict[tuple[str, ...], Any] = {}
        self.lines: dict[tuple[str, ...], int] = {}
        """Where each setting stands, whether it can be used or not."""
        self._line = 0
        self._table: tuple[str, ...] | None = ()
        """The table that lines belong to now; None for one that nobody knows."""
        self._tables: dict[str, int] = {}
        self.statements: list[Statement] = []
        """All that was read, in order."""

    def fault(self, code: str, key: str = "", **fields: Any) -> None:
        """Something is wrong in the line at hand."""
        self.faults.append(Wrong(code, self._line, key, fields))

    def settings(self) -> Settings:
        """What was right."""
        top = {path[0]: value for path, value in self.values.items() if len(path) == 1}
        for name, kind in TABLES.items():
            top[name] = kind(**{path[1]: v for path, v in self.values.items() if path[0] == name})
        return Settings(**top)

    def read(self, content: bytes) -> None:
        """Read it all."""
        if len(content) > MAX_BYTES:
            self.fault("large", most=MAX_BYTES)
            return
        lines = split(content)
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
                self._statement(text, tomllib.loads(text), count)
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
            key = _key_of(content.decode("utf-8", "replace"))
            self.fault("encoding", key)
            self._note(1, self._within(key), right=False)
            return
        name = "".join(filter(str.isalpha, line[:MAX_SHOP_NAME]))
        if line.startswith("[") or ("=" not in line and name in TABLES):
            word = nearest_word(name, TABLES)
            self.fault("header", word=word or "kiosk")
            self._enter(word)
            self._note(1, header=True, right=False)
            return
        key, value = _key_of(line), line.partition("=")[2].strip()
        self._note(1, self._within(key), right=False)
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
        kind = TABLES[self._table[0]] if self._table else Settings
        return why_not(kind, key, value) if key in kind.__struct_fields__ else ("", {})

    def _within(self, key: str) -> tuple[tuple[str, ...], ...]:
        """The setting that a key in the table at hand is, if any."""
        return ((*self._table, key),) if key and self._table is not None else ()

    def _note(
        self,
        count: int,
        paths: tuple[tuple[str, ...], ...] = (),
        *,
        header: bool = False,
        right: bool = True,
    ) -> None:
        table = "".join(self._table) if self._table is not None else None
        self.statements.append(Statement(self._line, count, table, paths, header, right))

    def _statement(self, text: str, data: dict[str, Any], count: int) -> None:
        if text.lstrip().startswith("["):
            self._header(data)
            self._note(count, header=True)
            return
        leaves = list(_leaves(data))
        if self._table is not None:
            for path, value in leaves:
                self._set((*self._table, *path), value)
            self._note(count, tuple((*self._table, *path) for path, _ in leaves))
        else:
            self._note(count)

    def _header(self, data: dict[str, Any]) -> None:
        names = []
        inside: Any = data
        while isinstance(inside, dict) and inside:
            [(name, inside)] = inside.items()
            names.append(name)
        name = names[0]
        word = nearest_word(name, TABLES)
        if len(names) > 1 or name not in TABLES:
            mend = near_value(name, TABLES)
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
        kind = Settings if len(path) == 1 else TABLES[path[0]]
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
            code, fields = why_not(kind, name, value)
            if code:
                self.fault(code, key, **fields)
            else:
                self.values[path] = tuple(value) if isinstance(value, list) else value


def split(content: bytes) -> list[bytes]:
    """The lines of a file, whatever editor wrote it, as UTF-8."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):  # what some editors call Unicode
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _leaves(data: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The settings that a statement makes, by their path: one, or those of a table in a line."""
    for name, value in data.items():
        if name in TABLES and isinstance(value, dict):
            for key, inner in value.items():
                yield (name, key), inner
        else:
            yield (name,), value


def _key_of(line: str) -> str:
    """The setting that a line which cannot be read is about, as far as it can be seen."""
    key = line.lstrip("\ufeff").partition("=")[0].strip()
    kinds: tuple[type[msgspec.Struct], ...] = (Settings, *TABLES.values())
    return key if any(key in kind.__struct_fields__ for kind in kinds) else ""
