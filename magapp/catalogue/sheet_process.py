"""Reads a spreadsheet in a process of its own: run by `sheets.py`, alone, with a bound on memory.

The reader of spreadsheets makes room for every cell between the first and the last, and a file of
some kilobytes can ask for more than any machine has: then it is this process that ends. The
content comes in by standard input. What goes out is a line of JSON with the sheets, one for
each sheet that is asked for: `[number, rows, fault]`, a row being its line and its cells, and
`"end"`.

It imports nothing of the program, and is started without looking for it.
"""

import io
import json
import sys
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

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
    except (CalamineError, OSError, ValueError) as error:
        say({"fault": "unreadable", "why": str(error)})
        return
    sheets = [each for each in book.sheets_metadata if each.typ == Type.WorkSheet]
    say({"sheets": [(each.name, each.visible == Visible.Visible) for each in sheets]})
    skipped = set(left_out.split(","))
    for number, each in enumerate(sheets):
        if str(number) in skipped:
            continue
        try:
            page = book.get_sheet_by_name(each.name)
            found, fault = cells_of(page, rows, columns, signs)
        except (CalamineError, OSError, ValueError) as error:
            found, fault = Rows(), f"unreadable {error}"
        signs -= sum(len(cell) for _, row in found for cell in row)
        say([number, found, fault])
    say("end")


def cells_of(page: Any, rows: int, columns: int, signs: int) -> tuple[Rows, str]:
    """The rows of a sheet that hold something, or why they are too many."""
    found: Rows = []
    for line, row in enumerate(page.iter_rows(), 1):
        if not any(cell != "" for cell in row):
            continue
        cells = [cell if isinstance(cell, str) else text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        del cells[columns + 1 :]  # one more says that there are too many
        signs -= sum(map(len, cells))
        if len(found) == rows:
            return [], "too_many_rows"
        if signs < 0:
            return [], "too_much_inside"
        found.append((line, cells))
    return found, ""


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
