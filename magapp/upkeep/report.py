"""What was refused of a file, kept as codes and values, said in the language of its reader."""

import json
from collections.abc import Iterable
from typing import Any

from magapp.errors import told_in
from magapp.language.saying import Saying, plain, saying_of
from magapp.products.plan import ImportPlan

MOST_LINES = 200
"""So many lines of a report are kept; the file is still there."""
MOST_BYTES = 40_000


def report_of(plan: ImportPlan) -> str:
    """The rows of a plan that are refused, as a text that `read_report` reads."""
    lines: list[list[object]] = []
    long = 0
    for refusal in plan.refused[:MOST_LINES]:
        where = refusal.where
        place = plain(where) if isinstance(where, Saying) else where
        lines.append([refusal.lines, place, plain(refusal.saying)])
        long += len(json.dumps(lines[-1]))
        if long > MOST_BYTES:
            lines.pop()
            break
    return json.dumps(lines, ensure_ascii=False)


def read_report(text: str, language: str) -> tuple[tuple[str, str, str], ...]:
    """The lines, the place (a column of ours, or words) and the reason of each row, in a language.

    What is no report of ours, or of a version with other words, is left out.
    """
    try:
        rows = json.loads(text[: 2 * MOST_BYTES]) if text else []
        return tuple(_read(rows, language)) if isinstance(rows, list) else ()
    except (ValueError, RecursionError):
        return ()


def _read(rows: list[Any], language: str) -> Iterable[tuple[str, str, str]]:
    for row in rows[:MOST_LINES]:
        try:
            line, place, saying = row
            where = place if isinstance(place, str) else saying_of(place)
            yield str(line), told_in(where, language), saying_of(saying).told(language)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            continue
