"""Grids planned by values: columns, rows, type and pages, and where each cell stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ui.kit.grid import (
    Lines,
    Measure,
    Plan,
    Room,
    Spot,
    Taste,
    best_plan,
    boxes,
    largest,
    lay,
    spread,
)

ROOM = Room(width=400, height=300, gap=10)
STEPS = (1.3, 1.15, 1.0, 0.85, 0.7)
PLAIN = Taste(1.0, 0.5, lambda lines, _: 0.1 * lines.holes / lines.columns)

wides = st.lists(st.integers(1, 3), min_size=1, max_size=20)


def needing(width: float, height: float, room: Room = ROOM) -> Measure:
    """Cells that need a width and a height at type of 1.0, and less of both at a smaller step."""

    def measure(lines: Lines, steps: Sequence[float]) -> tuple[float, Sequence[float]] | None:
        for step in steps:
            heights = [height * step] * lines.rows
            gaps = room.gap * (lines.rows - 1)
            if lines.widths[0] >= width * step and sum(heights) + gaps <= room.height:
                return step, heights
        return None

    return measure


def plan_of(count: int, width: float, height: float, room: Room = ROOM) -> Plan | None:
    """The best plan for so many cells that all need the same."""
    return best_plan([1] * count, room, range(1, 5), STEPS, needing(width, height, room), PLAIN)


# -- rows -------------------------------------------------------------------------------------


def test_cells_follow_one_another_in_whole_columns() -> None:
    lines = lay([1] * 5, 3, ROOM)
    assert list(lines.spots) == [Spot(at // 3, at % 3, 1) for at in range(5)]
    assert list(lines.widths) == [126, 126]  # 400 less two gaps, in three: 126⅔
    assert lines.holes == 1


def test_the_cell_before_fills_a_row_that_the_next_is_too_wide_for() -> None:
    lines = lay([1, 2, 2], 2, ROOM)
    assert [spot.span for spot in lines.spots] == [2, 2, 2]
    assert lines.wide(0) == 400 - 10 - 1 + 11  # 195 twice, and the gap between
    assert lines.holes == 0


def test_a_cell_wider_than_the_grid_takes_all_there_is() -> None:
    assert [spot.span for spot in lay([3, 1], 2, ROOM).spots] == [2, 1]


def test_the_last_cell_takes_what_its_row_leaves_when_asked() -> None:
    lines = lay([1] * 4, 3, ROOM)
    assert lines.wide(3) == 126
    assert lines.filled().wide(3) == 3 * 126 + 2 * 10
    assert lines.filled().spots[:3] == lines.spots[:3]


def test_cells_of_a_last_row_share_its_width_when_told() -> None:
    lines = lay([1] * 5, 3, ROOM._replace(shared=True, whole=False))
    assert lines.widths == (380 / 3, 195.0)
    assert lay([1] * 6, 3, ROOM._replace(shared=True)).widths == (126, 126)


def test_no_column_is_wider_than_the_widest() -> None:
    assert lay([1, 1], 2, ROOM._replace(widest=120)).widths == (120,)


@given(wides, st.integers(1, 5))
def test_every_row_is_filled_from_its_start_and_none_runs_over(
    spans: list[int], columns: int
) -> None:
    lines = lay(spans, columns, ROOM)
    taken: dict[int, int] = {}
    for spot in lines.spots:
        assert spot.column == taken.get(spot.row, 0)
        assert spot.span >= 1
        taken[spot.row] = spot.column + spot.span
    assert list(taken) == list(range(lines.rows))
    assert all(taken[row] == columns for row in range(lines.rows - 1))
    assert taken[lines.rows - 1] <= columns


# -- the best plan ------------------------------------------------------------------------------


def test_few_cells_with_short_words_stand_in_one_row() -> None:
    plan = plan_of(3, 100, 200)
    assert plan is not None
    assert (plan.lines.columns, plan.step, plan.heights) == (3, 1.15, (1.15 * 200,))


def test_long_words_need_wide_columns() -> None:
    plan = plan_of(3, 300, 80)
    assert plan is not None
    assert (plan.lines.columns, plan.lines.rows, plan.step) == (1, 3, 1.15)


def test_type_shrinks_before_nothing_is_shown() -> None:
    plan = plan_of(8, 110, 130)
    assert plan is not None
    assert plan.step < 1.0


def test_what_does_not_fit_at_the_smallest_type_has_no_plan() -> None:
    assert plan_of(40, 150, 100) is None


def test_a_column_that_the_rows_could_do_without_is_not_tried() -> None:
    tried: list[int] = []

    def measure(lines: Lines, steps: Sequence[float]) -> None:
        tried.append(lines.columns)

    best_plan([1] * 4, ROOM, range(1, 5), STEPS, measure)
    assert tried == [1, 2, 4]  # in three columns four cells need two rows as well
    tried.clear()
    best_plan([1] * 4, ROOM._replace(shared=True), range(1, 5), STEPS, measure)
    assert tried == [1, 2, 3, 4]  # where a last row is shared, no column is left empty


def test_a_narrow_column_may_stand_alone_but_not_beside_others() -> None:
    room = ROOM._replace(narrowest=500)
    plan = best_plan([1] * 3, room, range(1, 4), STEPS, needing(100, 50), PLAIN)
    assert plan is not None
    assert plan.lines.columns == 1


def test_without_a_taste_the_first_that_fits_is_taken() -> None:
    fits = needing(100, 20)
    downwards = best_plan([1] * 6, ROOM, range(3, 0, -1), STEPS, fits)
    upwards = best_plan([1] * 6, ROOM, range(1, 4), STEPS, fits)
    assert downwards is not None
    assert upwards is not None
    assert (downwards.lines.columns, upwards.lines.columns) == (3, 1)


def test_type_too_small_to_be_better_is_not_measured() -> None:
    offered: list[tuple[int, int]] = []
    fits = needing(90, 60)

    def measure(lines: Lines, steps: Sequence[float]) -> tuple[float, Sequence[float]] | None:
        offered.append((lines.columns, len(steps)))
        return fits(lines, steps)

    best_plan([1] * 4, ROOM, range(1, 5), STEPS, measure, Taste(9.0, 0.1, lambda *_: 0.0))
    assert offered[0] == (1, 5)
    assert all(count < 5 for _, count in offered[1:])


@given(
    st.integers(1, 12), st.floats(20, 300), st.floats(20, 200), st.integers(100, 900),
    st.integers(100, 900),
)  # fmt: skip
def test_a_plan_keeps_within_its_room_and_none_beats_it(
    count: int, wide: float, high: float, width: int, height: int
) -> None:
    room = Room(width, height, 10)
    fits = needing(wide, high, room)
    plan = best_plan([1] * count, room, range(1, 5), STEPS, fits, PLAIN)
    alone = [best_plan([1] * count, room, [each], STEPS, fits, PLAIN) for each in range(1, 5)]
    scores = [each.score for each in alone if each is not None]
    if plan is None:
        assert not scores
        return
    assert plan.score == max(scores)
    for mirrored in (False, True):
        for box in boxes(plan.lines, plan.heights, width, mirrored=mirrored):
            assert box.left >= 0
            assert box.left + box.width <= width
            assert box.top >= 0
            assert box.top + box.height <= height + 1e-6


# -- type -----------------------------------------------------------------------------------------


@given(st.floats(0, 2))
def test_the_largest_step_that_fits_is_found_by_halving(limit: float) -> None:
    asked: list[float] = []

    def fits(step: float) -> bool:
        asked.append(step)
        return step <= limit

    assert largest(STEPS, fits) == next((step for step in STEPS if step <= limit), None)
    assert len(asked) <= 3


# -- pages ----------------------------------------------------------------------------------------


def test_cells_are_spread_evenly_over_as_few_pages_as_can_be() -> None:
    assert spread(7, lambda page: len(page) <= 6) == [range(4), range(4, 7)]
    assert spread(7, lambda page: len(page) <= 3) == [range(3), range(3, 6), range(6, 7)]


def test_or_they_are_full_but_for_the_last() -> None:
    """On as few pages as there would be of even ones, and none is fuller than it can be."""
    few = {"full": True}
    assert spread(20, lambda page: len(page) <= 6, **few) == [
        *(range(0, 6), range(6, 12), range(12, 18), range(18, 20))
    ]
    tight = spread(20, lambda page: len(page) <= 5 or (len(page) <= 6 and 7 not in page), **few)
    assert tight == [range(at, at + 5) for at in range(0, 20, 5)]


def test_or_each_page_takes_as_many_as_it_can() -> None:
    def fits(page: range) -> bool:
        return sum([3, 1, 1, 1, 3][at] for at in page) <= 4

    assert spread(5, fits, evenly=False) == [range(2), range(2, 4), range(4, 5)]


@given(st.integers(1, 30), st.integers(0, 8), st.booleans())
def test_every_cell_is_on_one_page(count: int, most: int, evenly: bool) -> None:
    pages = spread(count, lambda page: len(page) <= most, evenly=evenly)
    assert [cell for page in pages for cell in page] == list(range(count))
    assert all(len(page) <= max(1, most) for page in pages) or len(pages) == 1
    assert all(one.stop == other.start for one, other in pairwise(pages))


# -- places ---------------------------------------------------------------------------------------


def test_boxes_stand_in_their_rows_and_columns() -> None:
    lines = lay([1] * 3, 2, ROOM)
    assert [tuple(box) for box in boxes(lines, [50, 70], 400, top=5)] == [
        (0, 5, 195, 50),
        (205, 5, 195, 50),
        (0, 65, 195, 70),
    ]


def test_a_grid_may_begin_further_in() -> None:
    lines = lay([1, 1], 2, ROOM._replace(width=300))
    assert [box.left for box in boxes(lines, [50], 400, left=50)] == [50, 205]
    assert [box.left for box in boxes(lines, [50], 400, left=50, mirrored=True)] == [205, 50]


@given(wides, st.integers(1, 5), st.integers(200, 1000))
def test_from_right_to_left_everything_is_turned_over(
    spans: list[int], columns: int, width: int
) -> None:
    lines = lay(spans, columns, Room(width, 0, 8))
    heights = [40.0] * lines.rows
    there = boxes(lines, heights, width)
    back = boxes(lines, heights, width, mirrored=True)
    for one, other in zip(there, back, strict=True):
        assert other.left == width - one.left - one.width
        assert other[1:] == one[1:]
