"""The folder into which the till drops its list of products: each file is imported, once.

A file is looked at from outside until it rests: its size and time stand still, nobody holds it, and
it does not end in the middle of a row. Then it is read, bounded as every file, and imported with
the columns that were agreed for its supplier: the one whose columns are all in it. A file of which
nobody knows the columns waits until somebody says them. What is refused is said, and stays where it
is; nothing in the folder is ever changed. A link leads out of the folder and is not read.

Several programs may watch one folder: which file was imported stands in their database.
"""

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from stat import S_ISREG
from time import monotonic, time
from typing import NamedTuple

from magapp.errors import Cancelled, InputError, refused_by_system
from magapp.language.saying import Saying
from magapp.machine.journal import note, note_file
from magapp.pack.model import Pack
from magapp.products.mapping import missing_columns
from magapp.products.plan import plan_import
from magapp.products.table import FileTable, read_content
from magapp.reading import CATALOGUE, take
from magapp.showing import shown
from magapp.store import Imported, Store, TillFile
from magapp.upkeep.found import Found, Look
from magapp.upkeep.noted import note_import
from magapp.upkeep.report import report_of

KINDS = (".csv", ".txt", ".xlsx", ".xls", ".ods")
"""How the names of lists end. What begins with a dot or a tilde is somebody's half-done work."""
STEADY = 5.0
"""For so many seconds nothing of a file may have changed."""
CUT_SHORT = 60.0
"""The same for one whose last row looks cut short: it may be meant so after all."""
MOST_FILES = 20_000
"""Of what lies in the folder. Looking at more takes longer than there is between two looks."""


class _Shape(NamedTuple):
    """What can be seen of a file from outside."""

    number: int
    size: int
    written: int


class _Seen:
    """A file, for as long as it looks the same."""

    def __init__(self, shape: _Shape, since: float) -> None:
        self.shape, self.since = shape, since
        self.verdict: Found | None = None
        self.table: FileTable | None = None
        """Its header and first rows, where nobody knows its columns."""


class TillFolder:
    """Watches one folder.

    `clock` is for how long a file rests and never goes back; `now` is the time of day, in seconds
    since 1970.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float] = monotonic,
        now: Callable[[], float] = time,
        steady: float = STEADY,
    ) -> None:
        self.folder = folder
        self._clock, self._now, self._steady = clock, now, steady
        self._seen: dict[str, _Seen] = {}

    @property
    def rests(self) -> bool:
        """Whether nothing that was seen is still waited for to rest."""
        waiting = ("waits", "held")
        return all(
            each.verdict and each.verdict.state not in waiting for each in self._seen.values()
        )

    def look(self, store: Store, pack: Pack, stop: Callable[[], bool] = lambda: False) -> Look:
        """Look once, and import what rests, the oldest first.

        Raises StoreError when the database cannot be used; the next look tries again.
        """
        try:
            shapes, beside = self._shapes()
        except OSError as error:
            self._seen.clear()
            code = errno.errorcode.get(error.errno or 0, "unreadable").lower()
            note("till_trouble", why=_TROUBLES.get(code, "unreadable"))
            why = refused_by_system(error)
            return Look(fault=Saying.of("till_folder", folder=str(self.folder), why=why))
        except InputError as error:
            note("till_trouble", why=error.code)
            return Look(fault=error.saying)
        for name in self._seen.keys() - shapes.keys():
            del self._seen[name]
        ready: list[str] = []
        for name, shape in shapes.items():
            seen = self._seen.get(name)
            if seen is None or seen.shape != shape:
                seen = self._seen[name] = _Seen(shape, self._clock())
            if self._clock() - seen.since < self._steady:
                seen.verdict = Found(name, "waits")
            elif self._is_open(seen, store):
                ready.append(name)
        taken: list[Imported] = []
        for name in sorted(ready, key=lambda each: (shapes[each].written, each)):
            if stop():
                break
            if done := self._take(name, store, pack, stop):
                taken.append(done)
        found = [each.verdict for each in self._seen.values() if each.verdict]
        found = [each for each in found if each.state != "done"]
        return Look(tuple(sorted([*found, *beside], key=lambda each: each.name)), tuple(taken))

    def _shapes(self) -> tuple[dict[str, _Shape], list[Found]]:
        """The lists in the folder, and what is called like one and is none."""
        shapes: dict[str, _Shape] = {}
        beside: list[Found] = []
        with os.scandir(self.folder) as inside:
            entries = list(islice(inside, MOST_FILES + 1))
        if len(entries) > MOST_FILES:
            raise InputError("", "till_many", most=MOST_FILES)
        for entry in entries:
            name = entry.name
            if not name.lower().endswith(KINDS) or name.startswith((".", "~")):
                continue
            try:
                state = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            if entry.is_symlink():
                beside.append(Found(name, "refused", Saying.of("till_link")))
            elif not S_ISREG(state.st_mode):
                beside.append(Found(name, "refused", Saying.of("till_no_file")))
            else:
                shapes[name] = _Shape(state.st_ino, state.st_size, state.st_mtime_ns)
        return shapes, beside

    def _is_open(self, seen: _Seen, store: Store) -> bool:
        """Whether there is something to be done with a file that rests."""
        if seen.verdict is None or seen.verdict.state in ("waits", "held"):
            return True
        if seen.verdict.state == "columns" and seen.table is not None:
            return isinstance(supplier_of(store, seen.table, seen.verdict.name), _Supplier)
        return False

    def _take(
        self, name: str, store: Store, pack: Pack, stop: Callable[[], bool]
    ) -> Imported | None:
        """Import a file, or say why not."""
        seen, path = self._seen[name], self.folder / name
        try:
            if seen.shape.size > CATALOGUE:
                raise InputError(name, "too_large", most=CATALOGUE)
            content = _read(path)
        except FileNotFoundError:
            del self._seen[name]
            return None
        except OSError as error:
            why = refused_by_system(error)
            seen.verdict = Found(name, "held", Saying.of("till_held", why=why))
            return None
        except InputError as error:
            self._refuse(seen, name, error)
            return None
        if self._changed(path, seen, content):
            return None
        digest = sha256(content).hexdigest()
        file = TillFile(digest, shown(name), seen.shape.written // 10**9)
        if store.is_taken(file):
            seen.verdict = Found(name, "done")
            return None
        try:
            table = read_content(content, name)
        except InputError as error:
            self._refuse(seen, name, error)
            return None
        if _is_cut_short(content, table) and self._clock() - seen.since < CUT_SHORT:
            seen.verdict = Found(name, "waits")
            return None
        supplier = supplier_of(store, table, name)
        if not isinstance(supplier, _Supplier):
            seen.table = _head(table)
            seen.verdict = Found(name, "columns", supplier)
            return None
        try:
            current = store.products()
            plan = store.allowed(
                plan_import(table, supplier.mapping, current, pack, cancelled=stop)
            )
            done = store.take_file(
                plan, file, supplier=supplier.name, now=self._now(), report=report_of(plan),
                cancelled=stop,
            )  # fmt: skip
        except Cancelled:
            return None
        except InputError as error:
            self._refuse(seen, name, error)
            return None
        seen.verdict, seen.table = Found(name, "done"), None
        if done is not None:
            note_import(done)
        return done

    def _refuse(self, seen: _Seen, name: str, error: InputError) -> None:
        seen.verdict = Found(name, "refused", error.saying)
        note("file_refused", file=note_file(name), why=error.code)

    def _changed(self, path: Path, seen: _Seen, content: bytes) -> bool:
        """Whether a file is another one than was looked at; then it waits anew."""
        try:
            state = os.lstat(path)
        except OSError:
            del self._seen[path.name]
            return True
        shape = _Shape(state.st_ino, state.st_size, state.st_mtime_ns)
        if shape == seen.shape and len(content) == shape.size:
            return False
        again = self._seen[path.name] = _Seen(shape, self._clock())
        again.verdict = Found(path.name, "waits")
        return True


_TROUBLES = {"enoent": "system_missing", "eacces": "system_denied"}


class _Supplier(NamedTuple):
    name: str
    mapping: dict[str, str]


def supplier_of(store: Store, table: FileTable, name: str) -> _Supplier | Saying:
    """Whose list a file is: the supplier whose columns are all in it; else why nobody knows.

    Of several it is the one that is named in the name of the file, else the one that uses most of
    the file's columns.
    """
    fitting = list(_fitting(store, table))
    named = [each for each in fitting if each.name.lower() in name.lower()]
    fitting = named or fitting
    if not fitting:
        return Saying.of("till_columns")

    def used(supplier: _Supplier) -> int:
        return len(set(supplier.mapping.values()) - {""})

    most = max(map(used, fitting))
    best = [each for each in fitting if used(each) == most]
    if any(each.mapping != best[0].mapping for each in best):
        return Saying.of("till_suppliers", names=tuple(each.name for each in best))
    return best[0]


def _fitting(store: Store, table: FileTable) -> Iterator[_Supplier]:
    for name in store.suppliers():
        mapping = store.mapping(name)
        if mapping is None or missing_columns(mapping, table.header):
            continue
        if all(theirs in ("", *table.header) for theirs in mapping.values()):
            yield _Supplier(name, mapping)


def _read(path: Path) -> bytes:
    """The content of a file that no other program holds. Raises OSError and InputError."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:  # whoever writes to it and says so
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise
        # a share that knows no locks
    finally:
        os.close(handle)
    return take(path, CATALOGUE, follows=False)


def _is_cut_short(content: bytes, table: FileTable) -> bool:
    """Whether a text ends in the middle of a row: it has fewer cells, and no end of line."""
    if not table.delimiter or not table.rows:
        return False
    ended = content.rstrip(b"\0 \t\x1a").endswith((b"\n", b"\r"))
    return not ended and len(table.rows[-1][1]) < len(table.header)


def _head(table: FileTable) -> FileTable:
    """A table without its rows: enough to know whose it is, and no memory."""
    return FileTable(table.name, table.header, [], table.line)
