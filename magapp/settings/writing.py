"""Changing settings in their file: only what is changed, remarks kept, whole or not at all.

The statement in which a setting stands is changed and no other, so a line that cannot be read stays
as it is beside it. Who changes something reads the file anew, while nobody else may write it.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path as File
from typing import Any

from magapp.alone import alone
from magapp.errors import InputError, refused_by_system
from magapp.reading import begin
from magapp.settings.lines import MAX_BYTES, LineReader, Statement, split
from magapp.settings.table import Path, entry

LOCK = "settings.lock"
PATIENCE = 2.0
"""Seconds that another program may take to write."""
_UNREAD = ("large", "many", "no_file", "closed")
"""Mistakes after which the rest of the file is not known."""

Changes = Mapping[Path, Any]
"""A value for each setting, as the file has it; None takes it out of the file."""


def save(file: File, changes: Changes) -> dict[Path, Any]:
    """Change settings in a file; what they were there, so that the same call undoes it.

    Raises InputError naming the setting, when a value cannot be, or the file, when it cannot be
    read or written.
    """
    for path, value in changes.items():
        code, fields = ("", {}) if value is None else entry(*path).why_not(value)
        if code:
            raise InputError(".".join(path), f"setting_{code}", **fields)
    try:
        file = file.resolve()  # a link stays one
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = file.with_name(LOCK)
        with alone(lock, patience=PATIENCE) as mine:
            if not mine:
                raise InputError(str(lock), "setting_busy")
            try:
                content = begin(file, MAX_BYTES + 1)
            except FileNotFoundError:
                content = b""
            before = _read(file, content).values
            changed = content
            for path, value in changes.items():
                changed = _changed(file, changed, path, value)
            if changed != content:
                put_in_place(file, changed)
    except OSError as error:
        raise InputError(str(file), "unwritable", why=refused_by_system(error)) from None
    return {path: _plain(before.get(path)) for path in changes}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _read(file: File, content: bytes) -> LineReader:
    reader = LineReader()
    reader.read(content)
    for code, _, _, fields in reader.faults:
        if code in _UNREAD:
            raise InputError(str(file), f"setting_{code}", **fields)
    return reader


def _changed(file: File, content: bytes, path: Path, value: Any) -> bytes:
    """The file with one setting changed; all others stay what they were."""
    reader = _read(file, content)
    edit = _Edit(content, reader)
    edit.put(path, value)
    new = edit.content()
    wanted = dict(reader.values)
    wanted.pop(path, None)
    if value is not None:
        wanted[path] = tuple(value) if isinstance(value, list) else value
    if len(new) > MAX_BYTES or _read(file, new).values != wanted:
        raise InputError(str(file), "setting_not_saved", key=".".join(path))
    return new


class _Edit:
    """The lines of a file, while one setting in them is changed."""

    def __init__(self, content: bytes, reader: LineReader) -> None:
        self._end = b"\r\n" if b"\r\n" in content else b"\n"
        self._lines = split(content)
        self._statements = reader.statements

    def content(self) -> bytes:
        """All of it, ended by a line's end."""
        lines = self._lines or [b""]
        if lines[0].startswith(b"\xef\xbb\xbf"):  # the mark of byte order means nothing
            lines[0] = lines[0][3:]
        if lines[-1]:
            lines = [*lines, b""]
        return self._end.join(lines)

    def put(self, path: Path, value: Any) -> None:
        """Set a setting where it stands, else where it belongs; None takes it away."""
        about = [each for each in self._statements if path in each.paths]
        first = next((each for each in about if each.right), next(iter(about), None))
        for each in reversed(about):  # from the end, so that the others stay where they are
            if each is first:
                self._replace(each, self._anew(each, path, value))
            else:  # it is there twice, or was meant to be it
                self._replace(each, self._anew(each, path, None))
        if first is None and value is not None:
            self._add(path, value)

    def _text(self, each: Statement) -> str:
        lines = self._lines[each.line - 1 : each.line - 1 + each.lines]
        return "\n".join(line.decode().lstrip("\ufeff") for line in lines)

    def _replace(self, each: Statement, text: str) -> None:
        lines = [line.encode() for line in text.split("\n")] if text else []
        self._lines[each.line - 1 : each.line - 1 + each.lines] = lines

    def _anew(self, each: Statement, path: Path, value: Any) -> str:
        """A statement with another value, or without one; its remark stays."""
        name = path[-1]
        if not each.right:
            return "" if value is None else f"{name} = {_toml(value)}"
        import tomlkit

        document = tomlkit.parse(self._text(each))
        inside: Any = document
        if len(path) > 1 and not each.table:  # a table in a line, or a name with a dot
            inside = document[path[0]]
        if value is None:
            del inside[name]
            if len(each.paths) == 1:
                return ""
        elif isinstance(value, list) and _shortened(inside[name], value):
            pass
        else:
            inside[name] = value
        return tomlkit.dumps(document).strip("\n")

    def _add(self, path: Path, value: Any) -> None:
        """Set what is not set yet."""
        line = f"{path[-1]} = {_toml(value)}"
        table = path[0] if len(path) > 1 else ""
        own = [each for each in self._statements if each.table == table]
        if table and not own:
            within = [
                each
                for each in self._statements
                if not each.table and any(len(one) > 1 and one[0] == table for one in each.paths)
            ]
            if within:  # a table in a line, or names with a dot
                self._add_within(within[-1], path, value)
                return
            while self._lines and not self._lines[-1].strip():
                self._lines.pop()
            self._lines += [b""] * bool(self._lines) + [f"[{table}]".encode(), line.encode()]
            return
        own = [each for each in own if each.paths or each.header]
        if own:
            self._lines.insert(own[-1].line - 1 + own[-1].lines, line.encode())
            return
        at = next((each.line - 1 for each in self._statements if each.header), None)
        if at is None:
            while self._lines and not self._lines[-1].strip():
                self._lines.pop()
            self._lines.append(line.encode())
            return
        while at and self._lines[at - 1].lstrip().startswith(b"#"):  # what is said of the table
            at -= 1
        self._lines[at:at] = [line.encode(), b""]

    def _add_within(self, each: Statement, path: Path, value: Any) -> None:
        import tomlkit
        from tomlkit.items import InlineTable

        document = tomlkit.parse(self._text(each))
        inside: Any = document[path[0]]
        if isinstance(inside, InlineTable):
            inside[path[-1]] = value
            self._replace(each, tomlkit.dumps(document).strip("\n"))
        else:
            line = f"{'.'.join(path)} = {_toml(value)}"
            self._lines.insert(each.line - 1 + each.lines, line.encode())


def _shortened(array: Any, value: list[str]) -> bool:
    """Whether a list could be made this one by taking away and adding, its remarks kept."""
    from tomlkit.items import Array

    if not isinstance(array, Array):
        return False
    kept = [each for each in array.unwrap() if each in value]
    if kept != value[: len(kept)] or len(set(kept)) != len(kept):
        return False
    for at in range(len(array) - 1, -1, -1):
        if array[at] not in value:
            del array[at]
    for each in value[len(kept) :]:
        array.append(each)
    return True


def _toml(value: Any) -> str:
    import tomlkit

    return str(tomlkit.item(value).as_string())


@contextmanager
def unwritable_is_said(file: File) -> Iterator[None]:
    """While a file is written or removed: what the system refuses is an InputError naming it."""
    try:
        yield
    except OSError as error:
        raise InputError(str(file), "unwritable", why=refused_by_system(error)) from None


def put_in_place(file: File, content: bytes) -> None:
    """Either the old file is there or the new one. What it holds is the shop's: for us only.

    Raises OSError when it cannot be written.
    """
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    mode = 0o600
    with suppress(FileNotFoundError):
        mode = file.stat().st_mode & 0o777
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as to:
            to.write(content)
            to.flush()
            os.fsync(to.fileno())
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
