"""Which counts are shown: none that says of fewer than five people when they were there.

An hour with fewer consultations shows only in its day, a day with fewer only in its week, and a
week with fewer nowhere. A sum that is shown may not give away what is hidden: so more is hidden
beside it. Nothing is shown of a week until it is over, since a count that grows
while somebody looks says of whom it tells. Everything else that is counted is summed over whole
weeks that are shown.

Second visits are rarer: they are counted by four weeks, always the same ones, and these are shown
as weeks are. So every sum is one of blocks that are shown, and no difference of two is less.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

FEW = 5
"""Fewer consultations than this are not shown apart."""

Key = TypeVar("Key", bound=int)


def hidden(counts: Mapping[Key, int]) -> frozenset[Key]:
    """Of the parts of a sum that is shown, those that are not.

    Where one is small, all that are below `FEW` are hidden, also those that are nought, and with
    them the smallest of the others, and what equals it. So whoever knows the sum, the other parts
    and this rule still cannot tell what any hidden part is. Without a small one all is shown.
    """
    if not any(0 < count < FEW for count in counts.values()):
        return frozenset()
    least = min((count for count in counts.values() if count >= FEW), default=FEW)
    return frozenset(key for key, count in counts.items() if count <= least)


BLOCK = 28
"""The days of a block of second visits."""


def blocks_shown(blocks: Mapping[int, int], first: int, last: int, today: int) -> tuple[int, ...]:
    """Of these blocks with their counts, those that a period shows.

    A block is named by its first Monday, a period by those of its first and its last week. Only a
    block that lies in it whole, and is over, is shown of it.
    """
    end = min(last + 7, today)
    return tuple(
        sorted(
            block
            for block, count in blocks.items()
            if count >= FEW and first <= block and block + BLOCK <= end
        )
    )


class DayShown(NamedTuple):
    """How many came on a day and in each of its 24 hours; None where that is hidden."""

    day: int
    total: int | None
    hours: tuple[int | None, ...]


HOURS = 24


def days_shown(hours: Mapping[tuple[int, int], int], weeks: Iterable[int]) -> list[DayShown]:
    """Each day of these weeks (Mondays), from the counts of their hours by day and hour."""
    by_day: dict[int, list[int]] = {}
    for (day, hour), count in hours.items():
        by_day.setdefault(day, [0] * HOURS)[hour] = count
    shown = []
    for week in sorted(weeks):
        days = {day: by_day.get(day, [0] * HOURS) for day in range(week, week + 7)}
        totals = {day: sum(parts) for day, parts in days.items()}
        unseen = hidden(totals)
        for day, parts in days.items():
            if day in unseen:
                shown.append(DayShown(day, None, (None,) * HOURS))
                continue
            small = hidden(dict(enumerate(parts)))
            told = tuple(None if hour in small else count for hour, count in enumerate(parts))
            shown.append(DayShown(day, totals[day], told))
    return shown


def weeks_shown(weeks: Mapping[int, int], today: int) -> tuple[int, ...]:
    """Of these weeks with their counts, those of which anything is shown."""
    return tuple(
        sorted(week for week, count in weeks.items() if count >= FEW and week + 7 <= today)
    )
