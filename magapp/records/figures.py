"""The figures that records add up to, kept up to date within the write of each record.

A figure is a count for one week: of a view, and of a key in it. Those of second visits are for the
four weeks that begin with that week. What a screen shows is a sum of
figures over weeks, so its time does not grow with the number of records.
"""

from collections.abc import Iterator
from typing import NamedTuple

from magapp.records.record import Kept, Second

ALL, HOUR, CHANNEL, LANGUAGE, PACK = "all", "hour", "channel", "language", "pack"
OUTCOME, STOPPED, MINUTES = "outcome", "stopped", "minutes"
FIRED, CLEARED, REASON = "fired", "cleared", "reason"
WANTED, LACKING, SHOWN, TAKEN = "wanted", "lacking", "shown", "taken"
SECOND, SECOND_FORM, SECOND_SITUATION = "second", "second_form", "second_situation"
SECOND_STEP = "second_step"
SECONDS = (SECOND, SECOND_FORM, SECOND_SITUATION, SECOND_STEP)
"""Those of second visits."""


class Figure(NamedTuple):
    """What is counted: in the week of this Monday, of this view, this key."""

    week: int
    view: str
    key: str


def figures(record: Kept) -> Iterator[Figure]:
    """The figures that this record adds one to, each once."""
    week = record.week
    if isinstance(record, Second):
        yield from _of_second(record)
        return
    yield Figure(week, ALL, "")
    yield Figure(week, HOUR, hour_key(record.day, record.hour))
    yield Figure(week, CHANNEL, record.channel)
    yield Figure(week, LANGUAGE, record.language)
    yield Figure(week, PACK, record.pack)
    yield Figure(week, OUTCOME, record.outcome)
    yield Figure(week, MINUTES, str(record.minutes))
    if record.stopped and record.channel == "kiosk":
        yield Figure(week, STOPPED, record.stopped)
    opened = {gate for gate, _ in record.cleared}
    for gate in {*record.gates, *opened}:
        yield Figure(week, FIRED, gate)
    for gate in opened:
        yield Figure(week, CLEARED, gate)
    for gate, why in {*record.cleared}:
        yield Figure(week, REASON, f"{gate}:{why}")
    for view, keys in ((WANTED, record.wanted), (LACKING, record.lacking), (SHOWN, record.shown)):
        for key in {*keys}:
            yield Figure(week, view, key)
    if record.taken:
        yield Figure(week, TAKEN, record.taken)


def _of_second(second: Second) -> Iterator[Figure]:
    yield Figure(second.week, SECOND, "")
    yield Figure(second.week, SECOND_STEP, second.step or f".{second.outcome}")
    for view, keys in ((SECOND_FORM, (second.form,)), (SECOND_SITUATION, second.situations)):
        for key in {*keys} - {""}:
            yield Figure(second.week, view, f"{key}:{second.effect}")


def hour_key(day: int, hour: int) -> str:
    """The key of an hour of a day."""
    return f"{day}.{hour}"


def hour_of(key: str) -> tuple[int, int]:
    """The day and the hour of a key."""
    day, _, hour = key.partition(".")
    return int(day), int(hour)
