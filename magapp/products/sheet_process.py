"""Reads a spreadsheet in a process of its own: run by `sheets.py`, alone, with a bound on memory.

The reader of spreadsheets makes room for every cell between the first and the last, and a file of
some kilobytes can ask for more than any machine has: then it is this process that ends. The
content comes in by standard input. What goes out is a line of JSON with the sheets, some for
each sheet that is asked for: `[number, rows, fault]`, a row being its line and its cells, all but
the last of a sheet with the fault `more`, and at the end `"end"`.

It imports nothing of the program, and is started without looking for it.
"""

import io
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

AT_ONCE = 2_000
"""Rows in one line of JSON."""
MORE = "more"
Rows = list[tuple[int, list[str]]]
Cell = str | int | float | bool | date | datetime | time | timedelta


def main(memory: int, seconds: int, rows: int, columns: int, signs: int, left_out: str) -> None:
    """Write what the sheets hold, within these bounds, but for those whose numbers are left out."""
    content = sys.stdin.buffer.read()
    try:
        import resource
    except ImportError:  # a system without such bounds has that of time
        pass
    else:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    from python_calamine import SheetTypeEnum as Type
    from python_calamine import SheetVisibleEnum as Visible

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        say({"fault": "password"})
        return
    except (CalamineError, OSError, ValueError):
        say({"fault": "is_no_sheet"})
        return
    sheets = [each for each in book.sheets_metadata if each.typ == Type.WorkSheet]
    say({"sheets": [(each.name, each.visible == Visible.Visible) for each in sheets]})
    skipped = set(left_out.split(","))
    for number, each in enumerate(sheets):
        if str(number) in skipped:
            continue
        found: Rows = []
        fault, count = "", 0
        try:
            for line, cells in cells_of(book.get_sheet_by_name(each.name), columns):
                count += 1
                signs -= sum(map(len, cells))
                if count > rows or signs < 0:
                    fault = "too_many_rows" if count > rows else "too_much_inside"
                    break
                found.append((line, cells))
                if len(found) == AT_ONCE:
                    say([number, found, MORE])
                    found = []
        except (CalamineError, OSError, ValueError):
            fault = "is_no_sheet"
        say([number, found, fault])
    say("end")


def cells_of(page: Any, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet that hold something, with their lines."""
    for line, row in enumerate(page.iter_rows(), 1):
        if not any(cell != "" for cell in row):
            continue
        cells = [cell if isinstance(cell, str) else text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield line, cells[: columns + 1]  # one more says that there are too many


def text(cell: Cell) -> str:
    """A cell as a person reads it: 15 digits of a number, as Excel itself keeps."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        whole = isfinite(cell) and cell == int(cell) and abs(cell) < 1e15
        return str(int(cell)) if whole else f"{cell:.15g}"
    return str(cell)


def say(what: object) -> None:
    """A line of JSON."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    memory, seconds, rows, columns, signs = map(int, sys.argv[1:6])
    main(memory, seconds, rows, columns, signs, sys.argv[6])
