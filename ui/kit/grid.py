"""Cells in a grid: in how many columns, rows and pages, how large, and where each of them stands.

Nothing here knows a widget. A grid is planned by values and for its worst case: cells that take
several columns, rows with heights of their own, type that shrinks until it fits, pages. What the
cells need is asked of their owner by a `Measure`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil, inf
from typing import NamedTuple

NEARLY = 0.95
"""Larger text may be smaller by this, where it then needs fewer pages."""


class Room(NamedTuple):
    """Where cells may stand, in pixels, and how wide they may be."""

    width: float
    height: float
    gap: float
    """Between two cells; below zero where cells bring room of their own."""
    narrowest: float = 0.0
    """No column beside others is narrower."""
    widest: float = inf
    """No column is wider."""
    shared: bool = False
    """The cells of a last row share its width, whatever the columns above it are."""
    whole: bool = True
    """Columns are whole pixels wide."""


class Spot(NamedTuple):
    """Where a cell stands: its row, its first column, and how many it takes."""

    row: int
    column: int
    span: int


class Box(NamedTuple):
    """The rectangle of a cell."""

    left: float
    top: float
    width: float
    height: float


class Lines(NamedTuple):
    """Cells in rows, one after the other."""

    columns: int
    spots: tuple[Spot, ...]
    widths: tuple[float, ...]
    """Width of a column, for each row."""
    gap: float

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.widths)

    @property
    def taken(self) -> int:
        """How many places of the grid have a cell."""
        return sum(spot.span for spot in self.spots)

    @property
    def holes(self) -> int:
        """How many places are left empty."""
        return self.columns * self.rows - self.taken

    def wide(self, cell: int) -> float:
        """Width of a cell: its columns, and the gaps between them."""
        spot = self.spots[cell]
        return spot.span * self.widths[spot.row] + (spot.span - 1) * self.gap

    def filled(self) -> Lines:
        """The same, but the last cell takes all that its row leaves."""
        last = self.spots[-1]
        last = last._replace(span=self.columns - last.column)
        return self._replace(spots=(*self.spots[:-1], last))


class Plan(NamedTuple):
    """A way to arrange cells."""

    lines: Lines
    step: float
    """Size of type, 1.0 being the theme's own."""
    heights: tuple[float, ...]
    """Height that each row needs."""
    score: float = 0.0


Measure = Callable[[Lines, Sequence[float]], tuple[float, Sequence[float]] | None]
"""The largest of some steps, which fall, at which the cells have room, and the heights that the
rows then need; None where there is none."""


class Taste(NamedTuple):
    """What makes one arrangement better than another."""

    step: float
    """What large type is worth."""
    used: float
    """What it is worth to fill the height."""
    less: Callable[[Lines, Sequence[float]], float]
    """What speaks against an arrangement, given the heights of its rows; 0 or more."""

    def score(self, plan: Plan, height: float) -> float:
        """How good a plan is in a height."""
        used = (sum(plan.heights) + plan.lines.gap * (plan.lines.rows - 1)) / height
        return self.step * plan.step + self.used * used - self.less(plan.lines, plan.heights)

    def most(self, step: float) -> float:
        """What a plan with such a step could score, if nothing spoke against it."""
        return self.step * step + self.used * 1.01  # rows may be a part of a pixel too high


def lay(spans: Sequence[int], columns: int, room: Room) -> Lines:
    """Cells of so many columns each, one after the other.

    Where the next is too wide for a row, the one before fills it.
    """
    spots: list[Spot] = []
    row = column = 0
    for wanted in spans:
        span = min(wanted, columns)
        if column + span > columns:
            if column < columns:
                spots[-1] = spots[-1]._replace(span=columns - spots[-1].column)
            row, column = row + 1, 0
        spots.append(Spot(row, column, span))
        column += span
    widths = [_width(columns, room)] * (row + 1)
    if room.shared and column:
        widths[-1] = _width(column, room)
    return Lines(columns, tuple(spots), tuple(widths), room.gap)


def _width(columns: int, room: Room) -> float:
    """Width of each of so many columns."""
    inner = room.width - room.gap * (columns - 1)
    return min(inner // columns if room.whole else inner / columns, room.widest)


def best_plan(
    spans: Sequence[int],
    room: Room,
    columns: Iterable[int],
    steps: Sequence[float],
    measure: Measure,
    taste: Taste | None = None,
) -> Plan | None:
    """The best way to arrange cells in some number of columns; without a taste the first there is.

    A column that the rows could do without is not tried.
    """
    best: Plan | None = None
    for count in columns:
        lines = lay(spans, count, room)
        if count > 1:
            spare = not room.shared and (count - 1) * lines.rows >= lines.taken
            if spare or lines.widths[0] < room.narrowest:
                continue
        left = steps
        if best is not None and taste is not None:  # smaller type could not make up for the rest
            left = [step for step in steps if taste.most(step) >= best.score]
        found = measure(lines, left)
        if found is None:
            continue
        plan = Plan(lines, found[0], tuple(found[1]))
        if taste is None:
            return plan
        plan = plan._replace(score=taste.score(plan, room.height))
        if best is None or plan.score > best.score:
            best = plan
    return best


def largest(steps: Sequence[float], fits: Callable[[float], bool]) -> float | None:
    """The largest step that fits, of steps that fall; halving the search each time."""
    low, high = 0, len(steps)
    while low < high:
        middle = (low + high) // 2
        if fits(steps[middle]):
            high = middle
        else:
            low = middle + 1
    return steps[low] if low < len(steps) else None


def spread(
    count: int, fits: Callable[[range], bool], *, evenly: bool = True, full: bool = False
) -> list[range]:
    """Which cells stand on which page, where one page is not enough.

    Evenly over as few pages as can be, or with `full` as many on each of these but the last; or
    page after page as many as each can take. Where not even one cell fits, it has a page for
    itself all the same.
    """

    def split(size: int) -> list[range] | None:
        pages = [range(at, min(at + size, count)) for at in range(0, count, size)]
        return pages if all(fits(page) for page in pages) else None

    if evenly:
        for pages in range(2, count + 1):
            even = ceil(count / pages)
            if found := split(even):
                most = ceil(count / (pages - 1)) - 1 if full else even
                fuller = (split(size) for size in range(most, even, -1))
                return next((each for each in fuller if each), found)
        return [range(at, at + 1) for at in range(count)]
    given: list[range] = []
    first = 0
    for cell in range(1, count):
        if not fits(range(first, cell + 1)):
            given.append(range(first, cell))
            first = cell
    return [*given, range(first, count)]


def boxes(
    lines: Lines,
    heights: Sequence[float],
    width: float,
    *,
    left: float = 0,
    top: float = 0,
    mirrored: bool = False,
) -> list[Box]:
    """The rectangles of cells in rows of these heights, in a widget of a width.

    They begin at `left` and `top`; `mirrored` turns them over, to be read from right to left.
    """
    tops = [top]
    for height in heights:
        tops.append(tops[-1] + (height + lines.gap))
    made: list[Box] = []
    for cell, spot in enumerate(lines.spots):
        wide = lines.wide(cell)
        at = left + spot.column * (lines.widths[spot.row] + lines.gap)
        at = width - at - wide if mirrored else at
        made.append(Box(at, tops[spot.row], wide, heights[spot.row]))
    return made
