"""What is shown of small numbers: nothing that can be worked out, by whoever knows the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magapp.records.privacy import (
    BLOCK,
    FEW,
    HOURS,
    blocks_shown,
    days_shown,
    hidden,
    weeks_shown,
)
from magapp.records.record import block, monday

MONDAY = 739_000 - (739_000 - 1) % 7

small = st.integers(0, 12)
parts = st.lists(small, min_size=2, max_size=24).filter(lambda each: sum(each) >= FEW)
hours = st.dictionaries(
    st.tuples(st.integers(MONDAY, MONDAY + 13), st.integers(0, HOURS - 1)), small, max_size=60
)


def published(counts: list[int]) -> tuple[int | None, ...]:
    unseen = hidden(dict(enumerate(counts)))
    return tuple(None if at in unseen else count for at, count in enumerate(counts))


def others(counts: list[int], at: int) -> Iterator[list[int]]:
    """Counts with the same sum, of which this one differs."""
    for other in range(len(counts)):
        for moved in range(-counts[at], counts[other] + 1):
            if other != at and moved:
                tried = [*counts]
                tried[at] += moved
                tried[other] -= moved
                yield tried


@pytest.mark.parametrize(("places", "most"), [(2, 14), (3, 10), (4, 7), (5, 6)])
def test_subtracting_what_is_shown_from_the_sum_tells_no_hidden_part(
    places: int, most: int
) -> None:
    """All there is: whatever is shown, each hidden part can be one of two numbers at least."""
    could_be = defaultdict(list)
    for counts in product(range(most + 1), repeat=places):
        if sum(counts) >= FEW:
            could_be[sum(counts), published([*counts])].append(counts)
    for (_, shown), possible in could_be.items():
        for at, count in enumerate(shown):
            assert count is not None or len({each[at] for each in possible}) > 1, possible


@given(parts)
def test_so_for_any_numbers(counts: list[int]) -> None:
    shown = published(counts)
    for at, count in enumerate(shown):
        if count is None:
            assert any(published(tried) == shown for tried in others(counts, at)), counts
        else:
            assert count == counts[at]
            assert count >= FEW or count == 0
    assert None not in shown or sum(n for n, s in zip(counts, shown, strict=True) if s is None) >= (
        FEW
    )


@given(parts)
def test_large_numbers_are_not_hidden_without_need(counts: list[int]) -> None:
    shown = published(counts)
    if not any(0 < count < FEW for count in counts):
        assert list(shown) == counts
    large = [count for count in counts if count >= FEW]
    assert all(count in shown for count in large if count > min(large))


def total(hours: Mapping[tuple[int, int], int], first: int, last: int) -> int:
    return sum(count for (day, _), count in hours.items() if first <= day < last)


@given(hours)
def test_an_hour_shows_in_its_day_and_a_day_in_its_week(
    hours: dict[tuple[int, int], int],
) -> None:
    weeks = {MONDAY + at: total(hours, MONDAY + at, MONDAY + at + 7) for at in (0, 7)}
    shown = weeks_shown(weeks, MONDAY + 14)
    assert all(weeks[week] >= FEW for week in shown)
    days = days_shown(hours, shown)
    assert len(days) == 7 * len(shown)
    for day in days:
        count = total(hours, day.day, day.day + 1)
        assert day.total in (None, count)
        if 0 < count < FEW:
            assert day.total is None
        if day.total is None:  # its hours would tell it
            assert set(day.hours) == {None}
        for hour, known in enumerate(day.hours):
            real = hours.get((day.day, hour), 0)
            assert known in (None, real)
            assert known is None or known >= FEW or real == 0
            if known is None and day.total is not None:
                counts = [hours.get((day.day, each), 0) for each in range(HOURS)]
                assert any(
                    days_shown({**hours, **numbered(day.day, tried)}, shown) == days
                    for tried in others(counts, hour)
                )


def numbered(day: int, counts: list[int]) -> dict[tuple[int, int], int]:
    return {(day, hour): count for hour, count in enumerate(counts)}


def test_nothing_is_shown_of_a_week_that_goes_on() -> None:
    weeks = {MONDAY: 50, MONDAY + 7: 50, MONDAY + 14: FEW - 1}
    for day in range(7, 14):
        assert weeks_shown(weeks, MONDAY + day) == (MONDAY,)
    assert weeks_shown(weeks, MONDAY + 21) == (MONDAY, MONDAY + 7)


# --- second visits -------------------------------------------------------------------------------

FIRST = block(MONDAY)
counts_of_blocks = st.lists(small, min_size=8, max_size=8)
day_of = st.integers(FIRST, FIRST + 8 * BLOCK)


def test_blocks_are_four_whole_weeks_and_the_same_for_all() -> None:
    for day in range(MONDAY, MONDAY + 3 * BLOCK):
        first = block(day)
        assert first == monday(first) == block(first) <= day < first + BLOCK
        assert first // 7 % 4 == 0


def sums_shown(counts: list[int], today: int) -> dict[tuple[int, int], int]:
    """What each period shows, of all that can be asked for."""
    blocks = {FIRST + BLOCK * at: count for at, count in enumerate(counts)}
    mondays = range(FIRST - 7, FIRST + 8 * BLOCK, 7)
    return {
        (first, last): sum(blocks[each] for each in blocks_shown(blocks, first, last, today))
        for first in mondays
        for last in mondays
        if first <= last
    }


@settings(max_examples=25)
@given(counts_of_blocks, st.lists(st.integers(0, FEW - 1), min_size=8, max_size=8), day_of)
def test_no_two_periods_differ_by_a_block_that_is_hidden(
    counts: list[int], others: list[int], today: int
) -> None:
    """Whatever is subtracted: with other numbers in what is hidden all periods show the same."""
    ends = [FIRST + BLOCK * (at + 1) for at in range(8)]
    tried = [
        other + 9 * (end > today) if count < FEW or end > today else count
        for count, other, end in zip(counts, others, ends, strict=True)
    ]
    shown = sums_shown(counts, today)
    assert sums_shown(tried, today) == shown
    assert all(each == 0 or each >= FEW for each in shown.values())


def test_a_block_that_is_over_and_whole_is_shown() -> None:
    blocks = {FIRST: FEW, FIRST + BLOCK: FEW - 1, FIRST + 2 * BLOCK: FEW}
    end = FIRST + 3 * BLOCK
    assert blocks_shown(blocks, FIRST, end - 7, end) == (FIRST, FIRST + 2 * BLOCK)
    assert blocks_shown(blocks, FIRST, end - 7, end - 1) == (FIRST,)
    assert blocks_shown(blocks, FIRST + 7, end - 14, end) == ()
