"""Figures against an independent count over the rows, and what happens to both with time."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from server import Server, on_both
from sqlalchemy.dialects import postgresql as on_server
from sqlalchemy.dialects import sqlite as file

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.pack import load_cases
from magapp.records.made_up import made_up, made_up_seconds
from magapp.records.record import Record, Second, block, monday
from magapp.records.views import ADVICE, Beside, Length, Overview, first_day, overview
from magapp.resources import own_pack_folder
from magapp.store import records as stored
from magapp.store.records import RecordStore, open_records

FILE = "magapp-records.db"
LENGTHS, BESIDES = get_args(Length), get_args(Beside)
TODAY = date(2026, 11, 25).toordinal()
THIS = monday(TODAY)


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[RecordStore]:
    records = open_records(tmp_path)
    assert records is not None
    with records:
        yield records


@pytest.fixture(scope="module")
def seconds(assistant: Assistant) -> list[Second]:
    """A year of second visits, of which every third block has too few."""
    found = [*made_up_seconds(assistant.rules, load_cases(own_pack_folder()), TODAY)]
    return [each for at, each in enumerate(found) if each.week // 28 % 3 or at % 8 == 0]


@pytest.fixture(scope="module")
def year(assistant: Assistant) -> list[Record]:
    """A few hundred of a year's records, as many on some days as on none."""
    cases = load_cases(own_pack_folder())
    rules, shelf = assistant.rules, assistant.shelf
    some = made_up(assistant.pack, rules, shelf, cases, TODAY, busy=0.12)
    thin = [each for each in some if each.day % 4 == 0 or each.hour == 10]
    return [replace(each, lacking=each.wanted[:1] * (each.day % 3 == 0)) for each in thin]


def rows(folder: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows that plain SQL finds."""
    with closing(sqlite3.connect(folder / FILE)) as database:
        return database.execute(query, values).fetchall()


# --- counted again -------------------------------------------------------------------------------


SHOWN_WEEKS = (
    "(SELECT (day - 1) / 7 AS number FROM record GROUP BY number"
    " HAVING count(*) >= 5 AND number * 7 + 8 <= :today)"
)
WITHIN = f"(day - 1) / 7 IN {SHOWN_WEEKS} AND day BETWEEN :first AND :last"


def asked(folder: Path, select: str, first: int, last: int, more: str = "1") -> Counter[str]:
    """By key, over rows of weeks that are shown, between two days."""
    with closing(sqlite3.connect(folder / FILE)) as database:
        query = f"SELECT {select}, count(*) FROM record WHERE {WITHIN} AND {more} GROUP BY 1"
        values = {"today": TODAY, "first": first, "last": last}
        return Counter({str(key): count for key, count in database.execute(query, values)})


def each_of(folder: Path, column: str, first: int, last: int) -> Counter[str]:
    """Of a column with ids and blanks between them, how many rows have each."""
    found: Counter[str] = Counter()
    for ids, count in asked(folder, column, first, last).items():
        for each in set(ids.split()):
            found[each] += count
    return found


def numbers(found: Overview, chart: str, period: int = 0) -> Counter[str]:
    lines = found.charts[chart].lines
    return +Counter({line.key: line.cells[period].number or 0 for line in lines})


def part(found: Overview, chart: str, period: int = 0) -> Counter[str]:
    return +Counter({line.key: line.cells[period].part or 0 for line in found.charts[chart].lines})


@pytest.mark.parametrize(("length", "beside"), [("13", "before"), ("all", "none"), ("4", "year")])
def test_each_chart_is_what_the_rows_say(
    assistant: Assistant, store: RecordStore, tmp_path: Path, year: list[Record], length: Any,
    beside: Any,
) -> None:  # fmt: skip
    store.add(year)
    found = overview(store, assistant.pack, length, beside, TODAY)
    assert found is not None
    for at, period in enumerate(found.periods):
        days = period.first, period.last + 6
        assert found.counts[at] == sum(asked(tmp_path, "channel", *days).values())
        assert found.counts[0] > 0
        for chart in ("channel", "language", "minutes", "outcome"):
            assert numbers(found, chart, at) == asked(tmp_path, chart, *days), chart
        cleared = each_of(tmp_path, "cleared", *days)
        gates = each_of(tmp_path, "gates", *days)
        opened: Counter[str] = Counter()
        for pairs, count in asked(tmp_path, "cleared", *days).items():
            for gate in {pair.partition(":")[0] for pair in pairs.split()}:
                opened[gate] += count
        assert numbers(found, "reasons", at) == cleared
        assert part(found, "gates", at) == opened
        assert numbers(found, "gates", at) == gates + opened
        for chart, whole, piece in (
            ("forms", "wanted", "lacking"), ("products", "shown", "taken"),
        ):  # fmt: skip
            assert numbers(found, chart, at) == each_of(tmp_path, whole, *days)
            assert part(found, chart, at) == each_of(tmp_path, piece, *days)
        kiosk = asked(tmp_path, "stopped", *days, more="channel = 'kiosk'")
        advised = kiosk.pop("", 0)
        assert part(found, "way", at) == kiosk
        assert numbers(found, "way", at)[ADVICE] == advised
        if at == 0:
            by_day = asked(tmp_path, "day", *days)
            by_hour = asked(tmp_path, "hour", *days)
            in_days = numbers(found, "days" if length == "4" else "weeks")
            assert all(in_days[hour] <= by_hour[hour] for hour in numbers(found, "hours"))
            if length == "4":
                assert all(count == by_day[day] for day, count in in_days.items())
                assert sum(in_days.values()) + found.charts["days"].unplaced[0] == found.counts[0]


@on_both
def test_no_week_of_fewer_than_five_is_in_any_sum(
    assistant: Assistant, store: RecordStore, year: list[Record]
) -> None:
    few = [replace(each, day=THIS - 7, gates=("few",), cleared=()) for each in year[:4]]
    many = [replace(each, day=THIS - 14, gates=("many",), cleared=()) for each in year[:5]]
    going_on = [replace(each, day=THIS, gates=("now",), cleared=()) for each in year[:9]]
    store.add([*few, *many, *going_on])
    found = overview(store, assistant.pack, "4", "none", TODAY)
    assert found is not None
    assert found.counts == (5,)
    assert numbers(found, "gates") == {"many": 5}
    assert overview(store, assistant.pack, "4", "none", TODAY + 7) != found


@on_both
def test_the_weeks_of_the_last_pack_are_beside_those_of_the_one_before(
    assistant: Assistant, store: RecordStore, year: list[Record]
) -> None:
    packs = {-5: ["old"], -4: ["older"], -3: ["older"], -2: ["older", "new"], -1: ["new"]}
    written = [
        replace(each, day=THIS + 7 * week, pack=of[at % len(of)])
        for week, of in packs.items()
        for at, each in enumerate(year[:6])
    ]  # fmt: skip
    store.add(written)
    found = overview(store, assistant.pack, "pack", "none", TODAY)
    assert found is not None
    assert [(each.first, each.last) for each in found.periods] == [
        (THIS - 7, THIS - 7),
        (THIS - 21, THIS - 21),
    ]
    assert found.counts == (6, 6)


@on_both
def test_before_there_is_anything_to_show(
    assistant: Assistant, store: RecordStore, year: list[Record]
) -> None:
    assert overview(store, assistant.pack, "4", "before", TODAY) is None
    assert first_day(store, TODAY) is None
    store.add([replace(each, day=TODAY) for each in year[:20]])
    assert overview(store, assistant.pack, "all", "none", TODAY) is None
    assert first_day(store, TODAY) == THIS + 7


# --- second visits -------------------------------------------------------------------------------


def looked_back(folder: Path, column: str, first: int, last: int) -> Counter[str]:
    """By what a column holds, over second visits of blocks that are shown in whole weeks."""
    query = f"""
        SELECT {column}, effect, count(*) FROM record_second WHERE week IN (
            SELECT week FROM record_second GROUP BY week HAVING count(*) >= 5
        ) AND week BETWEEN :first AND :last - 21 AND week + 28 <= :today GROUP BY 1, 2
    """
    values = {"first": first, "last": last, "today": TODAY}
    with closing(sqlite3.connect(folder / FILE)) as database:
        rows = database.execute(query, values).fetchall()
    found: Counter[str] = Counter()
    for ids, effect, count in rows:
        for each in set(ids.split()):
            found[f"{each}:{effect}"] += count
    return found


@pytest.mark.parametrize(("length", "beside"), [("13", "before"), ("all", "none"), ("4", "year")])
def test_second_visits_are_what_their_rows_say(
    assistant: Assistant, store: RecordStore, tmp_path: Path, year: list[Record],
    seconds: list[Second], length: Any, beside: Any,
) -> None:  # fmt: skip
    store.add(year)
    store.add(seconds)
    found = overview(store, assistant.pack, length, beside, TODAY)
    assert found is not None
    for at, period in enumerate(found.periods):
        forms = looked_back(tmp_path, "form", period.first, period.last)
        assert numbers(found, "second_forms", at) == forms
        situations = looked_back(tmp_path, "situations", period.first, period.last)
        assert numbers(found, "second_situations", at) == situations
        by_step: Counter[str] = Counter()
        column = "CASE step WHEN '' THEN '.' || outcome ELSE step END"
        for key, count in looked_back(tmp_path, column, period.first, period.last).items():
            by_step[key.partition(":")[0]] += count
        assert numbers(found, "second_steps", at) == by_step
        assert found.charts["second_steps"].whole[at] == sum(by_step.values())
        of_form: Counter[str] = Counter()
        for key, count in forms.items():
            of_form[key.partition(":")[0]] += count
        for line in found.charts["second_forms"].lines:
            assert line.whole[at] == of_form[line.key.partition(":")[0]]
    if length == "all":
        assert found.charts["second_steps"].whole[0] > 0
    consultations = store.sums(*found.periods[0])
    assert not any(view.startswith("second") for view in consultations)


def test_no_view_shows_anything_of_a_block_that_is_hidden(
    assistant: Assistant, store: RecordStore, year: list[Record], seconds: list[Second]
) -> None:
    """Not what is in it, and not whether there is anything."""

    def views() -> list[list[Any]]:
        every = [
            overview(store, assistant.pack, length, beside, TODAY)
            for length in LENGTHS
            for beside in BESIDES
        ]
        second = ("second_forms", "second_situations", "second_steps")
        return [[each and each.charts[name] for name in second] for each in every]

    full, few, running = (block(TODAY) - 28 * back for back in (2, 1, 0))
    store.add(year)
    store.add([replace(each, week=full) for each in seconds[:9]])
    before = views()
    assert any(each for [_, _, steps] in before if steps for each in steps.whole)
    store.add([replace(each, week=few, step="few") for each in seconds[:4]])
    store.add([replace(each, week=running, step="now") for each in seconds[:40]])
    assert views() == before
    store.add([replace(seconds[0], week=few, step="few")])
    assert views() != before


def schema_one(folder: Path) -> None:
    """The file as an older program left it."""
    with closing(sqlite3.connect(folder / FILE)) as database, database:
        database.execute("DROP TABLE record_second")
        database.execute("DELETE FROM record_figure WHERE view LIKE 'second%'")
        database.execute("UPDATE record_meta SET value = 1 WHERE name = 'schema'")
        for table in ("record", "record_figure", "record_meta"):
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            database.execute(f"CREATE TABLE now AS SELECT {', '.join(columns[1:])} FROM {table}")
            database.execute(f"DROP TABLE {table}")
            database.execute(f"ALTER TABLE now RENAME TO {table}")


@pytest.mark.parametrize("make", [True, False])
def test_a_file_of_an_older_program_gets_room_for_second_visits(
    store: RecordStore, tmp_path: Path, year: list[Record], seconds: list[Second], make: bool
) -> None:
    """By whoever opens it first, and with all that is in it."""
    store.add(year[:9])
    store.set_keep(90)
    before = rows(tmp_path, "SELECT * FROM record ORDER BY key")
    figures = rows(tmp_path, "SELECT * FROM record_figure ORDER BY 1, 2, 3, 4")
    schema_one(tmp_path)
    again = open_records(tmp_path, make=make)
    assert again is not None
    with again:
        assert again.schema == stored.SCHEMA == 3
        assert rows(tmp_path, "SELECT * FROM record ORDER BY key") == before
        assert rows(tmp_path, "SELECT * FROM record_figure ORDER BY 1, 2, 3, 4") == figures
        assert rows(tmp_path, "SELECT value FROM record_meta WHERE name = 'keep'") == [(90,)]
        again.add(seconds[:7])
        assert sum(again.blocks().values()) == 7


def test_second_visits_go_with_their_block(
    store: RecordStore, tmp_path: Path, seconds: list[Second]
) -> None:
    """As soon as the first day of it is too old: when in it a visit was, nobody knows."""
    first = block(TODAY)
    store.add([replace(seconds[0], week=first - 28 * back) for back in range(4)])
    store.add([replace(seconds[0], week=first - 28 * 9)], made_up=True)
    store.see_to(TODAY, TODAY - first + 28)
    assert store.blocks() == {first: 1, first - 28: 1}
    assert rows(tmp_path, "SELECT count(*) FROM record_second WHERE NOT made_up") == [(2,)]
    store.remove_made_up()
    assert rows(tmp_path, "SELECT count(*) FROM record_second") == [(2,)]


def test_a_row_of_a_second_visit_says_no_more_than_it_has_to(
    store: RecordStore, tmp_path: Path, seconds: list[Second]
) -> None:
    store.add(seconds[:1])
    columns = [name for _, name, *_ in rows(tmp_path, "PRAGMA table_info(record_second)")]
    assert columns == [
        "shop", "made_up", "week", "key", "outcome", "step", "effect", "weeks", "form",
        "situations",
    ]  # fmt: skip
    assert rows(tmp_path, "SELECT shop FROM record_second") == [("",)]
    with pytest.raises(sqlite3.OperationalError, match="rowid"):
        rows(tmp_path, "SELECT rowid FROM record_second")


ids = st.sampled_from(["a", "b", "c:d", "e"])
some = st.lists(ids.filter(lambda each: ":" not in each), max_size=3, unique=True).map(tuple)
records_ = st.lists(
    st.builds(
        Record,
        day=st.integers(THIS - 21, THIS + 6),
        hour=st.integers(0, 23),
        channel=st.sampled_from(["kiosk", "staff"]),
        language=ids,
        pack=ids,
        ending=ids,
        outcome=ids,
        minutes=st.sampled_from([0, 1, 2]),
        stopped=st.sampled_from(["", "q"]),
        gates=some,
        cleared=st.lists(st.tuples(ids, ids), max_size=3).map(tuple),
        wanted=some,
        shown=some,
    ),
    max_size=12,
)


seconds_ = st.lists(
    st.builds(
        Second,
        week=st.sampled_from([block(THIS), block(THIS) - 28]),
        outcome=ids,
        step=st.sampled_from(["", "a"]),
        effect=st.sampled_from(["", "a"]),
        weeks=ids,
        form=st.sampled_from(["", "a"]),
        situations=some,
    ),
    max_size=6,
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=records_, second=records_, back=seconds_)
def test_figures_are_the_same_however_they_were_written(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[Record],
    second: list[Record],
    back: list[Second],
) -> None:
    """At once, one by one, or with others between them that are gone again."""
    one, other = (open_records(tmp_path_factory.mktemp("records")) for _ in range(2))
    assert one is not None
    assert other is not None
    with one, other:
        one.add([*first, *back, *second])
        for again in back:
            other.add([again])
        for record in first:
            other.add([record])
        other.add_many(second)
        other.add(back, made_up=True)
        other.add(second)
        other.remove_made_up()
        span = (THIS - 21, THIS)
        assert one.sums(*span) == other.sums(*span)
        assert one.hours(*span) == other.hours(*span)
        assert one.weeks() == other.weeks() == Counter(each.week for each in [*first, *second])
        blocks = Counter(each.week for each in back)
        assert one.blocks() == other.blocks() == blocks
        assert one.seconds(blocks) == other.seconds(blocks)


# --- time ----------------------------------------------------------------------------------------


def test_what_is_too_old_goes_and_the_file_shrinks(
    store: RecordStore, tmp_path: Path, year: list[Record]
) -> None:
    old = [replace(each, day=TODAY - 400, language="zz-gone") for each in year * 4]
    new = [replace(each, day=TODAY - 30) for each in year[:50]]
    made_up_ones = [replace(each, day=TODAY - 400) for each in year[:7]]
    store.add(old + new)
    store.add_many(made_up_ones)
    before = (tmp_path / FILE).stat().st_size
    assert b"zz-gone" in (tmp_path / FILE).read_bytes()
    store.see_to(TODAY, 365)
    content = (tmp_path / FILE).read_bytes()
    assert len(content) < before / 3
    assert b"zz-gone" not in content
    assert rows(tmp_path, "SELECT count(*) FROM record WHERE NOT made_up") == [(50,)]
    assert store.weeks() == {monday(TODAY - 30): 50}
    assert sum(store.weeks(made_up=True).values()) == 7
    store.remove_made_up()
    assert rows(tmp_path, "SELECT count(*) FROM record") == [(50,)]
    assert not store.has_made_up


@on_both
def test_nothing_is_kept_longer_than_told(store: RecordStore, year: list[Record]) -> None:
    store.add([replace(year[0], day=TODAY - back) for back in range(60)])
    for later in range(8):
        store.see_to(TODAY + later, 30)
        oldest = min(store.weeks())
        assert TODAY + later - oldest <= 30
        assert TODAY + later - oldest > 30 - 7


@on_both
def test_once_recording_is_off_what_there_is_still_goes(
    store: RecordStore, year: list[Record]
) -> None:
    store.add([replace(year[0], day=TODAY)])
    store.see_to(TODAY, 30)
    store.see_to(TODAY + 1, 0)
    assert store.weeks()
    store.see_to(TODAY + 40, 0)
    assert not store.weeks()


@on_both
def test_it_is_seen_to_once_a_day(
    store: RecordStore, year: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    shrunk: list[int] = []
    monkeypatch.setattr(RecordStore, "_shrink", lambda _: shrunk.append(1))
    for day in (0, 0, 0, 1, 1):
        store.add([year[0]])
        store.see_to(TODAY + day, 365)
    assert len(shrunk) == 2


def test_rows_have_no_order_but_that_of_random_keys(
    store: RecordStore, tmp_path: Path, year: list[Record]
) -> None:
    for at in range(16):
        store.add([replace(year[0], day=TODAY, minutes=at)])
    store.see_to(TODAY, 365)
    order = [each for (each,) in rows(tmp_path, "SELECT minutes FROM record")]
    assert sorted(order) == list(range(16))
    assert order != sorted(order)
    with pytest.raises(sqlite3.OperationalError, match="rowid"):
        rows(tmp_path, "SELECT rowid FROM record")
    content = (tmp_path / FILE).read_bytes()
    for name in ("-wal", "-shm", "-journal"):
        assert not (tmp_path / (FILE + name)).exists()
    assert content


# --- the file ------------------------------------------------------------------------------------


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    assert open_records(tmp_path, make=False) is None
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("make", [True, False])
def test_a_folder_that_cannot_be_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: bool
) -> None:
    """Whoever writes beside the screen tries again; anything else would be the end of it."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "mkdir" if make else "exists", refused)
        with pytest.raises(StoreError) as caught:
            open_records(tmp_path / "closed", make=make)
    assert caught.value.code == "store_read_only"


def test_a_file_of_a_newer_program_or_none_at_all_is_refused(
    store: RecordStore, tmp_path: Path, year: list[Record]
) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        database.execute("UPDATE record_meta SET value = 99 WHERE name = 'schema'")
    with pytest.raises(StoreError, match="newer"):
        open_records(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / FILE).write_bytes(b"no database" * 1_000)
    with pytest.raises(StoreError, match="damaged"):
        open_records(other)
    assert (other / FILE).read_bytes() == b"no database" * 1_000


def test_records_are_made_once_by_all_who_start_on_a_server(
    server: Server, monkeypatch: pytest.MonkeyPatch, year: list[Record]
) -> None:
    monkeypatch.setenv("MAGAPP_DATABASE_URL", server.new())
    assert open_records(make=False) is None

    def write(record: Record) -> None:
        records = open_records()
        assert records is not None
        with records:
            records.add([record, record])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, [year[0]] * 12))
    records = open_records(make=False)
    assert records is not None
    with records:
        assert sum(records.weeks().values()) == 24


def test_each_shop_on_a_server_has_its_own_figures(
    server: Server, monkeypatch: pytest.MonkeyPatch, year: list[Record], seconds: list[Second]
) -> None:
    """What is few is few in one shop; what one forgets another keeps."""
    monkeypatch.setenv("MAGAPP_DATABASE_URL", server.new())
    one, other = open_records(shop="Hoofdstraat"), open_records(shop="Markt")
    same = open_records(shop=" hoofdstraat")
    assert one is not None
    assert other is not None
    assert same is not None
    with one, other, same:
        week = year[0].week
        for store, count in ((one, 3), (same, 1), (other, 7)):
            store.add([replace(year[0], minutes=1)] * count)
        assert (one.weeks(), other.weeks()) == ({week: 4}, {week: 7})
        assert one.sums(week, week) == {}, "fewer than may be told, whatever another shop had"
        assert other.sums(week, week)["outcome"].total() == 7
        other.add(seconds[:1], made_up=True)
        assert (one.has_made_up, other.has_made_up) == (False, True)
        one.remove_made_up()
        assert other.has_made_up
        one.see_to(week + 500, 90)
        assert (same.weeks(), other.weeks()) == ({}, {week: 7})
        other.see_to(week + 40, 90)
        assert other.weeks() == {week: 7}
        one.add([year[0]], keys=[5])
        one.add([year[0]], keys=[5])
        other.add([year[0]], keys=[5])
        assert (one.weeks(), other.weeks()) == ({week: 1}, {week: 8})


def test_records_of_before_there_were_shops_go_to_the_one_that_comes_first(
    server: Server, monkeypatch: pytest.MonkeyPatch, year: list[Record]
) -> None:
    monkeypatch.setenv("MAGAPP_DATABASE_URL", server.new())
    records = open_records()
    assert records is not None
    with records, records._engine.begin() as connection:
        for table in ("record", "record_second", "record_figure", "record_meta"):
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN shop")
        connection.exec_driver_sql("UPDATE record_meta SET value = 2 WHERE name = 'schema'")
        connection.exec_driver_sql("INSERT INTO record_meta VALUES ('keep', 90)")
        week = year[0].week
        for view, key, count in (("all", "", 6), ("outcome", "suggest", 6)):
            row = f"(false, '{view}', {week}, '{key}', {count})"
            connection.exec_driver_sql(f"INSERT INTO record_figure VALUES {row}")
    one, other = open_records(shop="Hoofdstraat"), open_records(shop="Markt")
    assert one is not None
    assert other is not None
    with one, other:
        assert (one.schema, one.weeks(), other.weeks()) == (3, {week: 6}, {})
        assert one.sums(week, week)["outcome"] == {"suggest": 6}
        one.see_to(week + 91, 0)
        assert one.weeks() == {}, "for so long as was said before"


def test_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    script = Path(__file__).parents[1] / "killing.py"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path), "8", "1"],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    acknowledged, there, figures, refused, times = map(int, done.stdout.split())
    assert refused == 0
    assert acknowledged <= there <= acknowledged + times
    assert figures == there
    assert there > 0


@pytest.mark.parametrize("kind", [file.dialect, on_server.dialect])
def test_the_sql_is_one_that_both_databases_speak(kind: type[sa.Dialect]) -> None:
    dialect = kind()
    for statement, table in (
        (stored._INSERT, stored._records), (stored._INSERT_SECOND, stored._seconds),
    ):  # fmt: skip
        compiled = statement.compile(dialect=dialect)
        names = compiled.positiontup if compiled.positional else [*compiled.bind_names.values()]
        assert names == [each.name for each in table.c]
    assert ":" not in str(sa.text(stored._COUNT).compile(dialect=dialect))
    for table in stored.META.sorted_tables:
        assert "CREATE TABLE" in str(sa.schema.CreateTable(table).compile(dialect=dialect))


def test_a_year_is_loaded_and_taken_away(
    assistant: Assistant, store: RecordStore, tmp_path: Path, year: list[Record]
) -> None:
    of_shop = Assistant(assistant.pack, assistant.settings, folder=tmp_path)
    store.add_many(year[:9])
    with of_shop:
        count = of_shop.load_made_up()  # in place of those that were
        [(there,)] = rows(tmp_path, "SELECT count(*) FROM record WHERE made_up")
        assert there == count > 10_000
        [(seconds,)] = rows(tmp_path, "SELECT count(*) FROM record_second WHERE made_up")
        assert seconds > 100
        of_shop.remove_made_up()
        assert rows(tmp_path, "SELECT count(*) FROM record") == [(0,)]
        assert rows(tmp_path, "SELECT count(*) FROM record_second") == [(0,)]
        assert rows(tmp_path, "SELECT count(*) FROM record_figure") == [(0,)]
