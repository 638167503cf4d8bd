"""What was refused of a file, kept as codes and values, said in the language of its reader."""

import json
from collections.abc import Iterable
from typing import Any

from magapp.errors import told_in
from magapp.language.saying import Called, Saying, Value, sentences
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
        place = _plain(where) if isinstance(where, Saying) else where
        lines.append([refusal.lines, place, _plain(refusal.saying)])
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
            where = place if isinstance(place, str) else _saying(place)
            yield str(line), told_in(where, language), _saying(saying).told(language)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            continue


def _plain(value: Value) -> object:
    if isinstance(value, Saying):
        return {
            "code": value.code,
            "values": {name: _plain(each) for name, each in value.values.items()},
        }
    if isinstance(value, Called):
        return {"names": [list(each) for each in value.names]}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _saying(kept: Any) -> Saying:
    """Words that were kept. Raises ValueError where they are none of ours."""
    code = kept["code"]
    if code not in sentences("en"):
        raise ValueError(code)
    return Saying(code, {str(name): _value(each) for name, each in kept["values"].items()})


def _value(kept: Any) -> Value:
    if isinstance(kept, dict):
        if "names" in kept:
            return Called(tuple((str(language), str(name)) for language, name in kept["names"]))
        return _saying(kept)
    if isinstance(kept, list):
        values = (_value(each) for each in kept)
        return tuple(each if isinstance(each, Saying) else str(each) for each in values)
    if isinstance(kept, str | int | float):
        return kept
    raise ValueError(kept)
