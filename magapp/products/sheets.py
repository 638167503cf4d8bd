"""The sheets of a spreadsheet: XLSX, XLSB, XLS or ODS, read in a process with bounds."""

import os
import subprocess
import sys
from collections.abc import Iterable
from math import ceil
from pathlib import Path

import msgspec

from magapp.errors import InputError, near
from magapp.language.saying import Saying
from magapp.products.columns import MOST_COLUMNS, MOST_ROWS, recognised

MEMORY = 300_000_000
"""Bytes that reading a spreadsheet may take, beside four times the file itself."""
SECONDS = 7
"""Of a processor, for a file of up to 10 MB; a larger one gets as much more as it is larger."""
PATIENCE = 4
"""How many times as long is waited, where other programs want the processor too."""
TURNS = 4
"""So many sheets that cannot be read are left out one by one."""
MOST_SIGNS = 40_000_000
"""In all cells together: what is packed into a small file can be very much."""
SEARCHED = 20
"""Rows among which the header is looked for: some exports begin with a title."""
_END, _MORE = b'"end"', "more"
_OVER = -24
"""How a process ends whose time is over: by SIGXCPU."""
_PROCESS = Path(__file__).with_name("sheet_process.py")


class Worksheet(msgspec.Struct, frozen=True):
    """What a sheet holds: rows, and how many of our columns its header names.

    `fault` is the code of why it cannot be read; a hidden one is read when it is asked for.
    """

    name: str
    rows: int
    known: int
    hidden: bool = False
    fault: str = ""


class Book(msgspec.Struct, frozen=True):
    """The rows of the sheet that was read, with their lines, and all sheets that hold something."""

    rows: list[tuple[int, list[str]]]
    sheet: str
    sheets: tuple[Worksheet, ...]


_Rows = list[tuple[int, list[str]]]


class _Page(msgspec.Struct, array_like=True):
    number: int
    rows: _Rows
    fault: str


class _Contents(msgspec.Struct):
    sheets: list[tuple[str, bool]] = []
    fault: str = ""


def read_sheets(content: bytes, name: str, sheet: str = "") -> Book:
    """The sheet of that name, else the one whose header is known best.

    Raises InputError when there is none, or it cannot be read within the bounds.
    """
    names, pages = _pages(content, name)
    found = [
        Worksheet(
            title,
            len(pages[number].rows),
            known_best(row for _, row in pages[number].rows[:SEARCHED]),
            not visible,
            pages[number].fault,
        )
        for number, (title, visible) in enumerate(names)
        if number in pages
    ]
    numbers = [number for number in range(len(names)) if number in pages]
    at = _chosen(found, name, sheet)
    if at is None:
        return Book([], "", tuple(found))
    if found[at].fault:
        raise _fault(name, found[at])
    here = found[at].name
    return Book(pages[numbers[at]].rows, here, tuple(each for each in found if _holds(each)))


def known_best(rows: Iterable[list[str]]) -> int:
    """How many names of our columns the best of these rows has."""
    return max(map(recognised, rows), default=-1)


def _holds(sheet: Worksheet) -> bool:
    return bool(sheet.rows or sheet.fault)


def _chosen(found: list[Worksheet], name: str, wanted: str) -> int | None:
    """Which sheet is read: the one that is wanted, else the visible one that is known best."""
    if wanted:
        at = [n for n, each in enumerate(found) if each.name.strip() == wanted.strip()]
        if not at:
            names = [each.name for each in found]
            said = ", ".join(f"'{each}'" for each in names)
            mend = near(wanted, names) or Saying.of("has_sheets", names=said)
            raise InputError(name, "lacks_sheet", sheet=wanted, mend=mend)
        return at[0]
    visible = [number for number, each in enumerate(found) if not each.hidden]
    if not visible:
        return None
    best = max(visible, key=lambda number: found[number].known)
    unread = [number for number in visible if found[number].fault]
    # A list of products names more than one column; what cannot be read may be the list.
    return unread[0] if unread and found[best].known < 2 else best


def _fault(name: str, sheet: Worksheet) -> InputError:
    code, place = sheet.fault, f"{name}, '{sheet.name}'"
    if code == "too_many_rows":
        return InputError(place, "too_many_rows", most=MOST_ROWS)
    return InputError(place, code)


def _pages(content: bytes, name: str) -> tuple[list[tuple[str, bool]], dict[int, _Page]]:
    """The names of all sheets and whether they are visible, and what was read of each.

    A sheet at which the reader ends, or does not come to an end, is left out in the next turn.
    """
    seconds = SECONDS * max(1.0, len(content) / 10_000_000)
    pages: dict[int, _Page] = {}
    for turn in range(TURNS):
        before = _spent()
        parts: dict[int, _Rows] = {}
        said, slow = _run(content, seconds, pages)
        seconds -= _spent() - before
        first, *others = said.split(b"\n")[:-1] or [b""]  # what is behind was cut short
        fault = "too_slow" if slow else "too_much_inside"
        if not first:
            raise InputError(name, fault)
        contents = msgspec.json.decode(first, type=_Contents)
        if contents.fault == "password":
            raise InputError(name, "is_locked")
        if contents.fault:
            raise InputError(name, "is_no_sheet")
        for line in others:
            if line == _END:
                continue
            page = msgspec.json.decode(line, type=_Page)
            rows = parts.setdefault(page.number, [])
            rows += page.rows
            if page.fault != _MORE:
                pages[page.number] = _Page(page.number, [] if page.fault else rows, page.fault)
        left = [number for number in range(len(contents.sheets)) if number not in pages]
        over = slow or seconds < 1 or turn == TURNS - 1
        # The one at which it ended; when the time is over, all that were still to come.
        pages |= {number: _Page(number, [], fault) for number in (left if over else left[:1])}
        if not left[1:] or over:
            break
    return contents.sheets, pages


def _spent() -> float:
    """Seconds of a processor that the processes we started took so far."""
    times = os.times()
    return times.children_user + times.children_system


def _run(content: bytes, seconds: float, without: Iterable[int]) -> tuple[bytes, bool]:
    """What the process said, and whether its time was over."""
    whole = max(1, ceil(seconds))
    bounds = (MEMORY + 4 * len(content), whole, MOST_ROWS, MOST_COLUMNS, MOST_SIGNS)
    command = [sys.executable, "-I", str(_PROCESS), *map(str, bounds), ",".join(map(str, without))]
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE * seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as over:
        return over.stdout or b"", True
    return done.stdout, done.returncode == _OVER
