"""What happened: a log that no answer can get into.

An entry is a code of `KINDS` and the values that this code has, each of which is looked at: a
count, a fixed word, the name of a file without its folder, a place in our own code. Whatever else
is handed over is left out. So there is no text in it, and what is read is said in the language of
who reads it. The moment of an entry is its minute.

It lies in the shop's folder as `happened.jsonl`, an entry a line, beside the older half of it. Both
are bounded, and what is old goes. Writing never raises and waits for nobody: no disk keeps the
program from going on.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import time
from types import TracebackType
from typing import Any, NamedTuple

from magapp.alone import alone
from magapp.errors import InputError, MagappError
from magapp.language.words import Words
from magapp.reading import begin
from magapp.settings import home
from magapp.showing import shown

FILE, OLDER, LOCK = "happened.jsonl", "happened.1.jsonl", "happened.lock"
MOST_BYTES = 256_000
"""Of each half; some two thousand entries."""
DAYS = 30
"""After so many days a half begins anew, and after as many more it goes."""
LONGEST = 1_000
"""Bytes of a line that is read."""
FRAMES = 6
"""So many places of our own code are kept of a fault, the innermost first."""

GROUPS = ("program", "import", "print", "database", "backup", "staff", "fault")
"""What one can ask for, in the order in which it is offered."""

Value = int | str
_Test = Callable[[Any], bool]
_HOME = Path(__file__).parents[2]
"""Where our two packages lie: a checkout may well be called as one of them is."""
_PLACE = re.compile(r"(magapp|ui)(/\w{1,60}){1,4}\.py:\d{1,6}", re.ASCII)
_WORD = re.compile(r"[a-z0-9][a-z0-9_.+-]{0,39}", re.ASCII)
_KIND = re.compile(r"[A-Za-z_]\w{0,59}", re.ASCII)
MOST_NAME = 80


def _count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 10**9


def _word(value: Any) -> bool:
    return isinstance(value, str) and bool(_WORD.fullmatch(value))


def _words(value: Any) -> bool:
    return isinstance(value, str) and len(value) < 300 and all(map(_word, value.split()))


def _kind(value: Any) -> bool:
    return isinstance(value, str) and bool(_KIND.fullmatch(value))


def _places(value: Any) -> bool:
    return isinstance(value, str) and all(map(_PLACE.fullmatch, value.split(" < ")))


def _file(value: Any) -> bool:
    """A name without a folder: where a person keeps a file is nobody's business."""
    right = isinstance(value, str) and 0 < len(value) <= MOST_NAME and value.isprintable()
    return right and "/" not in value


class Kind(NamedTuple):
    """What an entry of a code may hold, and in which group it is shown.

    The same again within `quiet` minutes is not written: some troubles are met every few seconds.
    """

    group: str
    values: Mapping[str, _Test] = {}
    quiet: int = 0


_COUNTS = {"added": _count, "changed": _count, "unchanged": _count, "refused": _count}
KINDS: dict[str, Kind] = {
    "started": Kind("program", {"channel": _word, "version": _word}),
    "stopped": Kind("program", {"channel": _word}),
    "restarted": Kind("program"),
    "settings_wrong": Kind("program", {"count": _count}),
    "pack_refused": Kind("program", {"count": _count, "codes": _words}),
    "pack_taken": Kind("program", {"number": _word}),
    "pack_returned": Kind("program", {"number": _word}),
    "pack_not_taken": Kind("program", {"number": _word, "why": _word}, 60),
    "imported": Kind("import", {"file": _file, **_COUNTS}),
    "import_undone": Kind("import", {"file": _file}),
    "file_refused": Kind("import", {"file": _file, "why": _word}, 60),
    "till_trouble": Kind("import", {"why": _word}, 60),
    "printed": Kind("print", {"to": _word, "paper": _word}),
    "print_failed": Kind("print", {"to": _word, "why": _word}),
    "database_trouble": Kind("database", {"why": _word}, 10),
    "change_refused": Kind("database", {"why": _word}),
    "backed_up": Kind("backup", {"file": _file}),
    "backup_failed": Kind("backup", {"why": _word}, 60),
    "restored": Kind("backup", {"file": _file}),
    "exported": Kind("backup"),
    "brought_in": Kind("backup"),
    "pin_wrong": Kind("staff"),
    "pin_right": Kind("staff"),
    "fault": Kind("fault", {"kind": _kind, "places": _places}, 5),
}
"""Every code that there is; its words are `happened_CODE` in `resources/i18n/words.toml`."""


class Happened(NamedTuple):
    """An entry: its minute since 1970, a code of `KINDS`, and its values."""

    minute: int
    code: str
    values: Mapping[str, Value]

    @property
    def group(self) -> str:
        """Which of `GROUPS` it belongs to."""
        return KINDS[self.code].group

    def told(self, language: str) -> str:
        """What happened, in a language."""
        words = Words(language)
        said: dict[str, object] = dict.fromkeys(KINDS[self.code].values, "–")
        for name, value in self.values.items():
            named = f"happened_{name}_{value}"
            if name == "why" and named not in words:
                said[name] = words("happened_why", code=value)
            else:
                said[name] = words(named) if named in words else value
        return words(f"happened_{self.code}", **said)


class Journal:
    """The log in a folder. `clock` gives seconds since 1970."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time) -> None:
        self._folder = folder
        self._path, self._older = folder / FILE, folder / OLDER
        self._clock = clock

    def note(self, code: str, /, **values: Value) -> None:
        """Note that something happened. Raises KeyError for a code that there is not."""
        kind = KINDS[code]
        minute = int(self._clock() // 60)
        kept = _fitting(kind, values)
        if kind.quiet:
            key = (str(self._folder), code, *sorted(kept.items()))
            if 0 <= minute - _noted.get(key, -kind.quiet) < kind.quiet:
                return
            _noted[key] = minute
        line = json.dumps([minute, code, kept], ensure_ascii=True, separators=(",", ":")) + "\n"
        with suppress(OSError, MagappError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self.tidy()
            self._append(line.encode())

    def read(self) -> tuple[Happened, ...]:
        """All entries, the latest first; a line that is none is passed over."""
        lines: list[bytes] = []
        for path in (self._older, self._path):
            with suppress(OSError, InputError):
                lines += begin(path, 2 * MOST_BYTES, follows=False).splitlines()
        found = (_read(line) for line in reversed(lines) if len(line) <= LONGEST)
        return tuple(each for each in found if each is not None)

    def text(self, language: str, entries: Iterable[Happened], moment: Callable[[int], str]) -> str:
        """Entries as a text to be sent to somebody who helps; `moment` writes a minute."""
        lines = [
            f"{moment(each.minute)}  {each.code:<16}  {each.told(language)}" for each in entries
        ]
        return "\n".join([*lines, ""])

    def tidy(self) -> None:
        """Let what is too much or too old go. Another program that does so is left to it."""
        now = self._clock()
        if not self._is_over(now):
            return
        with suppress(OSError), alone(self._folder / LOCK) as mine:
            if not mine:
                return
            if self._is_spent(self._older, now):
                self._older.unlink()
            if self._is_full(now):
                self._path.replace(self._older)

    def _is_over(self, now: float) -> bool:
        return self._is_full(now) or self._is_spent(self._older, now)

    def _is_full(self, now: float) -> bool:
        """Whether the newer half is too large, or began too long ago."""
        try:
            if os.lstat(self._path).st_size >= MOST_BYTES:
                return True
            first = _read(begin(self._path, LONGEST, follows=False).partition(b"\n")[0])
        except (OSError, InputError):
            return False
        return first is not None and now // 60 - first.minute > DAYS * 24 * 60

    def _is_spent(self, path: Path, now: float) -> bool:
        try:
            return now - os.lstat(path).st_mtime > DAYS * 24 * 3600
        except OSError:
            return False

    def _append(self, line: bytes) -> None:
        """In one go, so that lines of several programs do not get into each other."""
        how = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        handle = os.open(self._path, how, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)


_noted: dict[tuple[object, ...], int] = {}
"""When this program last noted what may be met every few seconds."""


def note(code: str, /, **values: Value) -> None:
    """Note in the log of the shop's folder that something happened; see `Journal.note`."""
    with suppress(InputError):
        Journal(home()).note(code, **values)


def note_fault(kind: type[BaseException], trace: TracebackType | None) -> None:
    """Note a fault of the program: what kind of error, and the places in our code it came through.

    Never what the error says: that may hold an answer.
    """
    note("fault", kind=kind.__name__, places=" < ".join(places(trace)))


def places(trace: TracebackType | None) -> Sequence[str]:
    """The places of a traceback in our own code, the innermost first: `ui/ask/page.py:12`."""
    found: list[str] = []
    while trace is not None:
        with suppress(ValueError):  # not ours
            path = Path(trace.tb_frame.f_code.co_filename)  # in a bundle it is a relative one
            inside = (path.relative_to(_HOME) if path.is_absolute() else path).as_posix()
            if inside.startswith(("magapp/", "ui/")):
                found.append(f"{inside}:{trace.tb_lineno}")
        trace = trace.tb_next
    return [each for each in reversed(found) if _PLACE.fullmatch(each)][:FRAMES]


def note_file(name: str) -> str:
    """The name of a file as it may stand in an entry: without its folder, short, on one line."""
    return shown(Path(name).name)[:MOST_NAME] or "–"


def _fitting(kind: Kind, values: Mapping[str, object]) -> dict[str, Value]:
    """The values that an entry of this kind may hold."""
    return {
        name: value
        for name, value in values.items()
        if name in kind.values and isinstance(value, int | str) and kind.values[name](value)
    }


def _read(line: bytes) -> Happened | None:
    """The entry in a line, as far as it is one; None for what is none."""
    try:
        minute, code, values = json.loads(line)
        if _count(minute) and code in KINDS:
            return Happened(minute, code, _fitting(KINDS[code], values))
    except (ValueError, TypeError, AttributeError, RecursionError):
        pass
    return None
