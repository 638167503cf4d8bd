"""What the office is shown: charts of a period beside another one, in ids and numbers.

Everything is over whole weeks that are over. What may be shown of days and hours is `privacy`'s.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple, Protocol

from magapp.pack.model import OUTCOMES, URGENCIES, Pack
from magapp.records import figures as of
from magapp.records.privacy import HOURS, DayShown, blocks_shown, days_shown, weeks_shown
from magapp.records.record import MINUTES, NO_ADVICE, monday

Length = Literal["4", "13", "52", "all", "pack"]
"""A period: so many weeks until the last one that is over, all there are, or those since the pack
last changed."""
Beside = Literal["none", "before", "year"]
"""What it is compared with: nothing, as many weeks before it, or the same weeks a year earlier."""

WEEK = 7
YEAR = 52 * WEEK
DAYS_APART = 5 * WEEK
"""A longer period is shown by week."""
ADVICE = "advice"
"""Behind the last question: the advice."""


class FigureSource(Protocol):
    """Where figures are read; what each gives says `magapp.store.records.RecordStore`."""

    def weeks(self, made_up: bool = False) -> dict[int, int]:
        """How many consultations there were in each week."""

    def packs(self, made_up: bool = False) -> dict[int, tuple[str, ...]]:
        """The packs of each week."""

    def sums(self, first: int, last: int, made_up: bool = False) -> dict[str, Counter[str]]:
        """The sums over weeks, by view and key."""

    def hours(self, first: int, last: int, made_up: bool = False) -> dict[tuple[int, int], int]:
        """The consultations of each hour."""

    def blocks(self, made_up: bool = False) -> dict[int, int]:
        """How many second visits there were in each block of four weeks."""

    def seconds(self, blocks: Collection[int], made_up: bool = False) -> dict[str, Counter[str]]:
        """The sums of second visits over blocks, by view and key."""


class Period(NamedTuple):
    """Whole weeks: the Mondays of the first and the last one, as numbers of days."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last + WEEK - self.first

    def earlier(self, days: int) -> "Period":
        """As long, and so much earlier."""
        return Period(self.first - days, self.last - days)


class Tally(NamedTuple):
    """How many, and how many of them were more than that: cleared, lacking, taken.

    None where it is hidden, or where there is no such part.
    """

    number: int | None
    part: int | None = None


class Line(NamedTuple):
    """What is counted, by its id, with a cell for each period.

    `whole` is what it is a share of, where that is something else than for the other lines.
    """

    key: str
    cells: tuple[Tally, ...]
    whole: tuple[int, ...] = ()


class Chart(NamedTuple):
    """Lines of one kind. `whole` is what they are shares of, for each period; 0: of nothing.

    `unplaced` are consultations that no line shows, since what would show them is hidden.
    """

    name: str
    lines: tuple[Line, ...]
    whole: tuple[int, ...]
    unplaced: tuple[int, ...] = ()


class Overview(NamedTuple):
    """All charts by name, of one period or of two; and how many consultations each is about."""

    periods: tuple[Period, ...]
    counts: tuple[int, ...]
    charts: Mapping[str, Chart]


def overview(
    source: FigureSource,
    pack: Pack,
    length: Length,
    beside: Beside,
    today: int,
    made_up: bool = False,
) -> Overview | None:
    """What is shown of a period; None where nothing may be, or is, shown."""
    weeks = source.weeks(made_up)
    shown = weeks_shown(weeks, today)
    periods = _periods(length, beside, shown, source.packs(made_up), today)
    if not periods:
        return None
    sums = [source.sums(each.first, each.last, made_up) for each in periods]
    days = [
        days_shown(
            source.hours(each.first, each.last, made_up),
            [week for week in shown if each.first <= week <= each.last],
        )
        for each in periods
    ]
    by_week: dict[int, int | None] = {week: weeks[week] for week in shown}
    counts = tuple(each.get(of.ALL, Counter())[""] for each in sums)
    charts = [
        _over_time(periods, days, by_week, counts),
        _by_hour(days, counts),
        _plain("channel", of.CHANNEL, sums, ("kiosk", "staff"), counts),
        _plain("language", of.LANGUAGE, sums, pack.languages, counts),
        _plain("minutes", of.MINUTES, sums, map(str, MINUTES), counts),
        _plain("outcome", of.OUTCOME, sums, _outcomes(), counts),
        _way(pack, sums),
        _part("gates", of.FIRED, of.CLEARED, sums, counts),
        _part("reasons", of.REASON, "", sums, ()),
        _part("forms", of.WANTED, of.LACKING, sums, ()),
        _part("products", of.SHOWN, of.TAKEN, sums, ()),
        *_second_visits(source, pack, periods, today, made_up),
    ]
    return Overview(periods, counts, {chart.name: chart for chart in charts})


def _second_visits(
    source: FigureSource, pack: Pack, periods: tuple[Period, ...], today: int, made_up: bool
) -> list[Chart]:
    """How it went with those who came a second time, in the blocks of each period."""
    blocks = source.blocks(made_up)
    sums = [
        source.seconds(blocks_shown(blocks, each.first, each.last, today), made_up)
        for each in periods
    ]
    counts = tuple(each.get(of.SECOND, Counter())[""] for each in sums)
    asked = (question.option for question in pack.look_back if question.role == "effect")
    effects = [option.id for option in next(asked, ())]
    return [
        _effects("second_forms", of.SECOND_FORM, sums, effects),
        _effects("second_situations", of.SECOND_SITUATION, sums, effects),
        _part("second_steps", of.SECOND_STEP, "", sums, counts),
    ]


def first_day(source: FigureSource, today: int, made_up: bool = False) -> int | None:
    """The day on which the first week that was written to is over; None where nothing was."""
    weeks = source.weeks(made_up)
    return max(min(weeks) + WEEK, monday(today) + WEEK) if weeks else None


def _periods(
    length: Length,
    beside: Beside,
    shown: tuple[int, ...],
    packs: Mapping[int, tuple[str, ...]],
    today: int,
) -> tuple[Period, ...]:
    """The period, and the one that it is compared with; nothing where there are no figures."""
    if not shown:
        return ()
    if length == "pack":
        return _since_pack(shown, packs)
    last = monday(today) - WEEK
    now = Period(shown[0] if length == "all" else last - (int(length) - 1) * WEEK, last)
    match beside:
        case "none":
            return (now,)
        case "before":
            return now, now.earlier(now.days)
        case "year":
            return now, now.earlier(max(YEAR, -(-now.days // YEAR) * YEAR))


def _since_pack(shown: tuple[int, ...], packs: Mapping[int, tuple[str, ...]]) -> tuple[Period, ...]:
    """Weeks that had the last pack alone, and as many that had the one before it alone.

    A week in which it changed says of neither.
    """
    alone = [week for week in shown if len(packs.get(week, ())) == 1]
    if not alone:
        return ()
    newest = packs[alone[-1]]
    new = [week for week in alone if packs[week] == newest]
    old = [week for week in alone if week < new[0]]
    now = Period(new[0], new[-1])
    if not old:
        return (now,)
    old = [week for week in old if packs[week] == packs[old[-1]]][-len(new) :]
    return now, Period(old[0], old[-1])


def _outcomes() -> list[str]:
    refers = [f"refer.{urgency}" for urgency in URGENCIES]
    return [*reversed([each for each in OUTCOMES if each != "refer"]), *reversed(refers), NO_ADVICE]


def _over_time(
    periods: tuple[Period, ...],
    days: list[list[DayShown]],
    by_week: dict[int, int | None],
    counts: tuple[int, ...],
) -> Chart:
    """Consultations by day, or by week where the period is long; side by side from their begin."""
    step = WEEK if max(period.days for period in periods) > DAYS_APART else 1
    told: list[Mapping[int, int | None]] = [
        by_week if step == WEEK else {day.day: day.total for day in of_days} for of_days in days
    ]
    longest = max(period.days for period in periods)
    lines = []
    for at in range(0, longest, step):
        cells = [
            Tally(known.get(period.first + at)) if at < period.days else Tally(None)
            for known, period in zip(told, periods, strict=True)
        ]
        lines.append(Line(str(periods[0].first + at), tuple(cells)))
    placed = [sum(line.cells[at].number or 0 for line in lines) for at in range(len(periods))]
    unplaced = tuple(count - sum_ for count, sum_ in zip(counts, placed, strict=True))
    return Chart("days" if step == 1 else "weeks", tuple(lines), (), unplaced)


def _by_hour(days: list[list[DayShown]], counts: tuple[int, ...]) -> Chart:
    """Consultations by hour of the day, of those hours that are shown."""
    sums = [
        [sum(day.hours[hour] or 0 for day in of_period) for hour in range(HOURS)]
        for of_period in days
    ]
    seen = [hour for hour in range(HOURS) if any(each[hour] for each in sums)]
    hours = range(seen[0], seen[-1] + 1) if seen else range(0)
    lines = tuple(Line(str(hour), tuple(Tally(each[hour]) for each in sums)) for hour in hours)
    unplaced = tuple(count - sum(each) for count, each in zip(counts, sums, strict=True))
    return Chart("hours", lines, (), unplaced)


def _plain(
    name: str,
    view: str,
    sums: list[dict[str, Counter[str]]],
    keys: Iterable[str],
    counts: tuple[int, ...],
) -> Chart:
    """Counts by key in a given order; those that never occur are left out, others come last."""
    known = [*keys]
    found = {key for each in sums for key in each.get(view, ())}
    order = [key for key in known if key in found] + sorted(found - {*known})
    lines = (
        Line(key, tuple(Tally(each.get(view, Counter())[key]) for each in sums)) for key in order
    )
    return Chart(name, tuple(lines), counts)


def _part(
    name: str, view: str, part: str, sums: list[dict[str, Counter[str]]], whole: tuple[int, ...]
) -> Chart:
    """Counts of keys, each with a part of it, the most frequent first."""
    found = {key for each in sums for key in each.get(view, ())}
    nothing: Counter[str] = Counter()
    lines = [
        Line(
            key,
            tuple(
                Tally(each.get(view, nothing)[key], each.get(part, nothing)[key] if part else None)
                for each in sums
            ),
        )
        for key in found
    ]
    lines.sort(key=lambda line: ([-(cell.number or 0) for cell in line.cells], line.key))
    return Chart(name, tuple(lines), whole)


def _effects(
    name: str, view: str, sums: list[dict[str, Counter[str]]], effects: list[str]
) -> Chart:
    """How it went with each of something: the most frequent first, each effect a share of it."""
    found = [each.get(view, Counter()) for each in sums]
    wholes: dict[str, list[int]] = {}
    for at, each in enumerate(found):
        for key, count in each.items():
            wholes.setdefault(key.partition(":")[0], [0] * len(sums))[at] += count

    def place(key: str) -> tuple[list[int], str, int, str]:
        what, _, effect = key.partition(":")
        order = effects.index(effect) if effect in effects else len(effects)
        return [-count for count in wholes[what]], what, order, effect

    lines = (
        Line(key, tuple(Tally(each[key]) for each in found), tuple(wholes[key.partition(":")[0]]))
        for key in sorted({key for each in found for key in each}, key=place)
    )
    return Chart(name, tuple(lines), ())


def _way(pack: Pack, sums: list[dict[str, Counter[str]]]) -> Chart:
    """How far kiosk customers come: how many got to a question, and how many stopped there."""
    stopped = [each.get(of.STOPPED, Counter()) for each in sums]
    whole = tuple(each.get(of.CHANNEL, Counter())["kiosk"] for each in sums)
    known = [question.id for question in pack.questions]
    found = {key for each in stopped for key in each}
    left = [*whole]
    lines = []
    for key in [*(key for key in known if key in found), *sorted(found - {*known})]:
        parts = [each[key] for each in stopped]
        lines.append(Line(key, tuple(map(Tally, left, parts))))
        left = [count - part for count, part in zip(left, parts, strict=True)]
    if any(whole):
        lines.append(Line(ADVICE, tuple(Tally(count, 0) for count in left)))
    return Chart("way", tuple(lines), whole)
