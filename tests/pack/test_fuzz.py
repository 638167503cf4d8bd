"""Reading what no person wrote: whatever the files hold, there are findings, never a crash."""

from __future__ import annotations

import json
import os
import random
import sys
import time
import tomllib
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, datetime
from datetime import time as hour
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import magapp.check
from magapp.check import check_folder, check_pack
from magapp.check.presets import preset_faults
from magapp.errors import Fault, PackError
from magapp.pack import Pack, read_pack
from magapp.pack.folder import MAX_BYTES, SIGNATURE
from magapp.pack.read import MAX_FAULTS, MAX_SHOWN
from magapp.products.plan import load_catalogue
from magapp.resources import resource

Files = dict[str, bytes]
DAY = date(2026, 7, 1)
REAL = resource("packs", "magnesium")
NAMES = sorted(
    path.relative_to(REAL).as_posix() for path in (*REAL.glob("*.toml"), *REAL.glob("text/*/*"))
)
SHORT = settings(max_examples=15, suppress_health_check=list(HealthCheck))
PARSE = cache(tomllib.loads)


@pytest.fixture(autouse=True, scope="module")
def parsed_once() -> Iterator[None]:
    """Reading TOML takes most of the time, and all files but one are the same each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", PARSE)
        yield
    PARSE.cache_clear()


def well_said(faults: tuple[Fault, ...]) -> bool:
    """Whether these are findings that a person can be shown."""
    return 0 < len(faults) <= MAX_FAULTS + 1 and all(
        each.code and each.file and each.message and len(each.place) <= MAX_SHOWN for each in faults
    )


def read(files: Files) -> Pack | tuple[Fault, ...]:
    """The pack, or what is wrong with it; anything else that is raised is what we look for."""
    try:
        pack = read_pack(files)
        found = tuple(preset_faults(pack))
        if not found:
            return pack
    except PackError as error:
        found = error.faults
    assert well_said(found)
    return found


def codes(files: Files) -> set[str]:
    """The codes of what is wrong; none for a pack that reads."""
    found = read(files)
    return set() if isinstance(found, Pack) else {fault.code for fault in found}


# --- bytes ---------------------------------------------------------------------------------------


@SHORT
@given(data=st.data(), name=st.sampled_from(NAMES))
def test_a_file_cut_short(pack_files: Files, data: st.DataObject, name: str) -> None:
    end = data.draw(st.integers(0, len(pack_files[name]) - 1))
    read({**pack_files, name: pack_files[name][:end]})


@SHORT
@given(seed=st.integers(0, 2**32), name=st.sampled_from(NAMES))
def test_bytes_gone_wrong(pack_files: Files, seed: int, name: str) -> None:
    chance = random.Random(seed)
    body = bytearray(pack_files[name])
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(body))
        kind = chance.randrange(3)
        if kind == 0:
            body[at] = chance.randrange(256)
        elif kind == 1:
            del body[at : at + chance.randint(1, 20)]
        else:
            body[at:at] = chance.choice([b"\0", b"\xff", b'"', b"\n", b"[", b"=", b"\r", b"'''"])
    read({**pack_files, name: bytes(body)})


@SHORT
@given(seed=st.integers(0, 2**32))
def test_files_mixed_up(pack_files: Files, seed: int) -> None:
    """A piece of one file in another: tables that are there twice, or do not belong."""
    chance = random.Random(seed)
    one, other = chance.choice(NAMES), chance.choice(NAMES)
    lines, more = pack_files[one].splitlines(), pack_files[other].splitlines()
    start = chance.randrange(len(more))
    at = chance.randrange(len(lines))
    lines[at:at] = more[start : start + chance.randint(1, 30)]
    read({**pack_files, one: b"\n".join(lines)})


@pytest.mark.parametrize("name", ["pack.toml", "rules.toml", "text/nl/rules.toml"])
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda body: body + b"\0", "not-toml"),
        (lambda body: b"\0" * 1000, "not-toml"),
        (lambda body: b"x = 1\r\ry = 2", "not-toml"),
        (lambda body: body.decode().encode("utf-16"), "not-utf-8"),
        (lambda body: body + b"# \xff", "not-utf-8"),
        (lambda body: body + b"\nx = " + b"9" * 5000, "not-toml"),
        (lambda body: body + b"\nx = nan", "not-toml"),
        (lambda body: body + b"\nx = 1e999", "not-toml"),
        (lambda body: body + b"\nx = 2026-02-30", "not-toml"),
        (lambda body: body.replace(b"[", b"[a]\n[a]\n[", 1), "not-toml"),
        (lambda body: body + b"\n" * (MAX_BYTES + 1), "too-large"),
    ],
)
def test_a_file_that_is_none(
    pack_files: Files, name: str, change: Callable[[bytes], bytes], code: str
) -> None:
    found = read({**pack_files, name: change(pack_files[name])})
    assert not isinstance(found, Pack)
    assert code in {fault.code for fault in found if fault.file == name}


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.replace(b"\n", b"\r\n"),
        lambda body: b"\xef\xbb\xbf" + body,
        lambda body: body + b"\n\n# the end",
    ],
)
def test_what_editors_do_to_a_file_is_harmless(
    pack_files: Files, pack: Pack, change: Callable[[bytes], bytes]
) -> None:
    found = read({name: change(body) for name, body in pack_files.items()})
    assert isinstance(found, Pack)
    assert found.questions == pack.questions


# --- values --------------------------------------------------------------------------------------

JUNK: list[Any] = [
    0, -1, 1, 3.5, -0.0, 10**9, 2**63, 10**30, 1e300, True, False, "", " ", "x", "a:b", "a.b",
    "signals:*", "slot", "slot:*", "unanswered", "age:unanswered", "any_signal", "2026-01-01",
    "{x}", "{answers}", "{answers:>9999999999}", "{answers!r}", "{0}", "{", "*", "a" * 2000,
    "\x7f\u200b\u202e\U0001f600", [], [[]], [1], ["x"], ["signals:*"], [{}], [None], {}, {"x": 1},
    {"any": []}, {"any": ["signals:*"]}, {"unless": ["any_signal"]}, {"n": 10**9, "of": ["x:y"]},
    {"at_least": {"n": 0, "of": []}}, {"at_least": {"n": 10**12, "of": ["signals:*"]}},
    date(2026, 1, 1), datetime(2026, 1, 1, 12), hour(12),
]  # fmt: skip


def places(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each part of a value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        yield (*here, key)
        if isinstance(part, dict | list):
            yield from places(part, (*here, key))


def toml(value: Any) -> str:
    """A value as TOML: only arrays over several lines."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{toml(str(key))} = {toml(part)}" for key, part in value.items())
        return f"{{{pairs}}}"
    if isinstance(value, list):
        return f"[{','.join(chr(10) + toml(part) for part in value)}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, date | hour):
        return value.isoformat()
    return "[]" if value is None else repr(value).lower().replace("e+", "e")


def file(data: dict[str, Any], start: str = "") -> str:
    """A file of these tables."""
    lines = []
    for key, part in data.items():
        name = f"{start}{toml(str(key))}"
        whole = file(part, f"{name}.") if isinstance(part, dict) and part else ""
        lines.append(whole or f"{name} = {toml(part)}\n")
    return "".join(lines)


@cache
def parts(body: bytes) -> list[tuple[Any, ...]]:
    return list(places(tomllib.loads(body.decode())))


def disturbed(files: Files, chance: random.Random, names: list[str]) -> Files:
    """The files with one value changed, taken away, doubled or put elsewhere."""
    name = chance.choice(names)
    data = json.loads(json.dumps(tomllib.loads(files[name].decode())))
    *way, last = chance.choice(parts(files[name]))
    table = data
    for key in way:
        table = table[key]
    kind = chance.randrange(5)
    if kind == 0:
        del table[last]
    elif kind == 1:
        other = chance.choice(parts(files[name]))
        instead = data
        for key in other:
            instead = instead[key]
        table[last] = json.loads(json.dumps(instead))
    elif kind == 2 and isinstance(table, list):
        table.insert(last, json.loads(json.dumps(table[last])))
    elif kind == 3 and isinstance(table, dict):
        table[chance.choice(["", "x", "a.b", "id", "when", "valid_from", "all", "sources"])] = (
            chance.choice(JUNK)
        )
    else:
        table[last] = chance.choice(JUNK)
    return {**files, name: file(data).encode()}


def test_the_files_are_written_as_they_were_read(pack_files: Files, pack: Pack) -> None:
    again = {name: file(tomllib.loads(body.decode())).encode() for name, body in pack_files.items()}
    assert read_pack(again).gates == pack.gates
    assert read_pack(again).texts == pack.texts


@SHORT
@given(seed=st.integers(0, 2**32))
def test_a_wrong_value_anywhere(pack_files: Files, seed: int) -> None:
    read(disturbed(pack_files, random.Random(seed), NAMES))


@pytest.mark.parametrize("seed", range(5))
def test_a_pack_that_still_reads_can_be_checked(pack_files: Files, seed: int) -> None:
    """Wrong values that the loader cannot know of end in findings, not in a crash."""
    chance = random.Random(seed)
    ruling = ["pack.toml", "questions.toml", "rules.toml", "invariants.toml", "foods.toml"]
    for _ in range(200):
        pack = read(disturbed(pack_files, chance, ruling))
        if isinstance(pack, Pack):
            check_pack(pack, (), (), DAY)
            return
    pytest.fail("no such pack was found")


# --- size ----------------------------------------------------------------------------------------

WITHIN = MAX_BYTES - 1000
LARGE: dict[str, bytes] = {
    "arrays in arrays": b"a = " + b"[" * WITHIN,
    "tables in tables": b"a = " + b"{a=" * (WITHIN // 3),
    "a key of many parts": b".".join([b"a"] * (WITHIN // 2)) + b" = 1",
    "many keys of many parts": b"".join(
        b"k%d." % n + b"a." * 45 + b"z = 1\n" for n in range(WITHIN // 110)
    ),
    "a header of many parts": b"[" + b".".join([b"a"] * (WITHIN // 2)) + b"]",
    "many empty arrays": b"gate = [" + b"[]," * (WITHIN // 3) + b"]",
    "many empty tables": b"gate = [" + b"{}," * (WITHIN // 3) + b"]",
    "many unknown keys": b"".join(b"gaet%d = 1\n" % n for n in range(WITHIN // 16)),
    "many entries": b"[[gate]]\n" * (WITHIN // 9),
    "one long word": b'id = "' + b"x" * WITHIN + b'"',
    "one long name": b'[[gate]]\nid = "' + b"x" * (WITHIN // 2) + b'"\n'
    + b"".join(b"y%d = 1\n" % n for n in range(WITHIN // 30)),
    "one long number": b"a = 0x" + b"f" * WITHIN,
    "many sources": b'[[gate]]\nid = "a"\nsources = [' + b'"xyz",' * (WITHIN // 7) + b"]",
    "many conditions": b"".join(
        b'[condition.c%d]\nany = ["c%d", "c%d"]\nsources = ["article"]\n' % (n, n - 1, n - 1)
        for n in range(WITHIN // 70)
    ),
    "spaces": b" " * WITHIN + b"\x00",
}  # fmt: skip


@pytest.mark.parametrize("kind", LARGE)
@pytest.mark.parametrize("name", ["rules.toml", "text/nl/rules.toml"])
def test_a_large_file_costs_little(pack_files: Files, name: str, kind: str) -> None:
    assert len(LARGE[kind]) <= MAX_BYTES
    files = {**pack_files, name: LARGE[kind]}
    started = time.process_time()
    assert codes(files)
    assert time.process_time() - started < 30
    PARSE.cache_clear()


@pytest.mark.parametrize(
    "kind", ["many empty tables", "many entries", "one long name", "many unknown keys"]
)
def test_a_large_file_takes_little_memory(pack_files: Files, kind: str) -> None:
    PARSE.cache_clear()
    tracemalloc.start()
    try:
        codes({**pack_files, "rules.toml": LARGE[kind]})
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        PARSE.cache_clear()
    assert peak < 400_000_000


@pytest.mark.parametrize("name", ["rules.toml", "text/nl/rules.toml", "cases/refer.toml"])
def test_of_a_huge_file_only_the_begin_is_read(
    tmp_path: Path, pack_files: Files, name: str
) -> None:
    written(tmp_path, pack_files)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"[[gate]]\n" * 500_000)
    tracemalloc.start()
    try:
        faults = checked(tmp_path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [(fault.code, fault.file) for fault in faults] == [("too-large", name)]
    assert peak < 100_000_000


def test_more_options_than_can_be_checked_are_refused(pack_files: Files) -> None:
    options = "".join(f'  [[question.option]]\n  id = "o{n}"\n  icon = "x"\n' for n in range(500))
    question = (
        '[[question]]\nid = "more"\nsection = "who"\nkind = "many"\nicon = "x"\n'
        f'sources = ["practice"]\n{options}'
    )
    body = pack_files["questions.toml"] + question.encode()
    assert "too-many" in codes({**pack_files, "questions.toml": body})


def test_conditions_that_read_each_other_in_a_long_row_are_refused(pack_files: Files) -> None:
    row = "".join(
        f'[condition.c{n}]\nany = ["c{n - 1}", "any_signal"]\nsources = ["practice"]\n'
        for n in range(1, 60)
    )
    first = '[condition.c0]\nany = ["any_signal"]\nsources = ["practice"]\n'
    text = pack_files["rules.toml"].decode()
    found = read({**pack_files, "rules.toml": f"{text}\n{first}{row}".encode()})
    assert not isinstance(found, Pack)
    assert [(fault.code, fault.place) for fault in found] == [("too-deep", "condition c31")]


# --- the folder ----------------------------------------------------------------------------------


def written(folder: Path, files: Files) -> None:
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)


def checked(folder: Path) -> tuple[Fault, ...]:
    """What `magapp check` finds in a folder."""
    shelf = resource("packs", "magnesium", "demo.csv")
    return check_folder(folder, DAY, lambda pack: load_catalogue(shelf, pack).products).faults


@pytest.mark.parametrize("name", ["extra.toml", "text/nl/extra.toml", "cases/extra.toml"])
def test_a_folder_or_a_link_in_place_of_a_file(
    tmp_path: Path, pack_files: Files, name: str
) -> None:
    written(tmp_path, pack_files)
    (tmp_path / name).mkdir(parents=True)
    assert [(each.code, each.file) for each in checked(tmp_path)] == [("unreadable", name)]
    (tmp_path / name).rmdir()
    (tmp_path / name).symlink_to(tmp_path / "nowhere")
    assert [(each.code, each.file) for each in checked(tmp_path)] == [("unreadable", name)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_not_waited_for(tmp_path: Path, pack_files: Files) -> None:
    written(tmp_path, pack_files)
    os.mkfifo(tmp_path / "extra.toml")
    assert [each.code for each in checked(tmp_path)] == ["unreadable"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text(tmp_path: Path, pack_files: Files) -> None:
    written(tmp_path, pack_files)
    (tmp_path / os.fsdecode(b"\xff.toml")).write_bytes(b"")
    assert [each.code for each in checked(tmp_path)] == ["unknown-file"]


@pytest.fixture
def unproved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what goes over all answers: it has no say in how a file is read."""
    monkeypatch.setattr(magapp.check, "prove", lambda *_: ())
    monkeypatch.setattr(magapp.check, "structure_faults", lambda _: ())


@pytest.mark.usefixtures("unproved")
@pytest.mark.parametrize(
    "body", [b"\xff", b"=", b"x = " + b"9" * 5000, b"x = " + b"[" * 5000, b'digest = ["x"]', b""]
)
def test_a_signature_that_is_none(tmp_path: Path, pack_files: Files, body: bytes) -> None:
    written(tmp_path, {**pack_files, SIGNATURE: body})
    found = [each for each in checked(tmp_path) if each.file == SIGNATURE]
    assert [(each.code, each.severity) for each in found] == [("signature", "error")]


CASE = '[[case]]\nid = "one"\noutcome = "suggest"\nanswers = {%s}\n'


@pytest.mark.usefixtures("unproved")
@pytest.mark.parametrize(
    "body",
    [
        b"\xff",
        b"case = 3",
        b"case = [[]]",
        b"[case]",
        (CASE % "age = 3").encode(),
        (CASE % "age = true").encode(),
        (CASE % "other_magnesium = nan").encode(),
        (CASE % "other_magnesium = 0xffffffffffffffffffffffff").encode(),
        (CASE % ("other_magnesium = 0x" + "f" * 9000)).encode(),
        (CASE % "food = {eggs = -1}").encode(),
        (CASE % "x = 1979-05-27").encode(),
        (CASE % "").encode() + b"cleared = [{}]",
        (CASE % "").encode() + b"cleared = [{gate = 3}]",
    ],
)
def test_cases_gone_wrong(tmp_path: Path, pack_files: Files, body: bytes) -> None:
    written(tmp_path, {**pack_files, "cases/one.toml": body})
    assert any(each.file.startswith("cases/") for each in checked(tmp_path))
