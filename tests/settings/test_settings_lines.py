"""One wrong line in the settings costs that line alone, and is named with its mend."""

from __future__ import annotations

import os
import random
import tomllib
from pathlib import Path

import msgspec
import pytest

from magapp.assistant import open_assistant
from magapp.errors import InputError
from magapp.settings import (
    MAX_BYTES,
    MAX_FAULTS,
    MAX_LINE,
    SettingError,
    Settings,
    load_settings,
    read_settings,
    shop_language,
)

TOP = {
    "shop_name": "'Drogist 💊'",
    "logo": '"logo.png"',
    "brand": '"#1F5c45"',
    "languages": '["en", "nl"]',
    "language": '"en"',
    "allow_forms": "['lactate', 'oxide']",
    "theme": '"dark"',
    "motion": "false",
    "database": '"postgresql://shop@server/shop"',
    "shop": "'Hoofdstraat'",
}
TABLES = {
    "kiosk": {
        "name": '"Kiosk 1"',
        "screen": '"HDMI-1"',
        "idle_seconds": "60",
        "reading_seconds": "90",
    },
    "printer": {"to": '"network"', "at": '"192.0.2.7:9100"', "paper": '"80mm"'},
}


def lines_of(chance: random.Random) -> list[str]:
    """A file without a mistake that sets everything, in some order."""
    top = list(TOP.items())
    chance.shuffle(top)
    lines = [f"{key} = {value}" for key, value in top]
    tables = list(TABLES.items())
    chance.shuffle(tables)
    for name, values in tables:
        lines.append(f"[{name}]")
        inside = list(values.items())
        chance.shuffle(inside)
        lines += [f"{key} = {value}" for key, value in inside]
    return lines


def write(folder: Path, content: str | bytes) -> None:
    raw = content.encode() if isinstance(content, str) else content
    (folder / "settings.toml").write_bytes(raw)


def read(folder: Path, content: str | bytes) -> tuple[Settings, tuple[SettingError, ...]]:
    write(folder, content)
    return read_settings(folder)


def as_toml(lines: list[str]) -> Settings:
    """What a library makes of the lines."""
    return msgspec.convert(tomllib.loads("\n".join(lines)), Settings)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_right_is_read_as_toml_says(tmp_path: Path, seed: int) -> None:
    """Whatever way it is laid out: remarks, values over lines, tables in a line, dotted keys."""
    chance = random.Random(seed)
    lines = []
    for line in lines_of(chance):
        key, _, value = line.partition(" = ")
        dressed = [line, f"  {line}  # [remark", f'"{key}"={value}', f"{key}\t=\t{value}"]
        if key == "allow_forms":
            dressed += ["allow_forms = [  # two\n  'lactate',\n\n  'oxide',\n]"]
        if value[:1] in "'\"":
            dressed += [f'{key} = """\\\n  {value[1:-1]}"""', f"{key} = '''\n{value[1:-1]}'''"]
        if line.startswith("["):
            dressed = [line, f" {line} # ]", f"[ {line[1:-1]} ]", f'["{line[1:-1]}"]']
        lines += [*chance.choice([[], [""], ["# kiosk = 1"]]), chance.choice(dressed)]
    if chance.random() < 0.3:
        at = next(
            number
            for number, line in enumerate(lines)
            if line.strip().startswith("[") and "printer" in line
        )
        lines = [line for line in lines[:at] if "printer" not in line]
        lines.insert(0, chance.choice(["printer.to = 'usb'", "printer = {to = 'usb', at = ''}"]))
    end = chance.choice(["\n", "\r\n"])
    settings, faults = read(tmp_path, end.join("\n".join(lines).split("\n")))
    assert faults == ()
    assert settings == as_toml(lines)


def wrong(key: str, value: str) -> list[tuple[str, str | bytes]]:
    """Mistakes in a line, each by its code."""
    text = value.strip("\"'")
    made: list[tuple[str, str | bytes]] = [
        ("equals", f"{key} {value}"),
        ("equals", f"{key}: {value}"),
        ("empty", f"{key} ="),
        ("open", f'{key} = "{text}'),
        ("open", f"{key} = '{text}"),
        ("open", f'{key} = """{text}'),
        ("open", f"{key} = '''{text}"),
        ("open", f"{key} = {text!r}x"),
        ("open", f'{key} = "C:\\shop"'),
        ("quotes", f"{key} = “{text}”"),
        ("quotes", f"{key} = ‘{text}’"),
        ("bracket", f"{key} = ['{text}'"),
        ("bracket", f"{key} = {'[' * 1_500}"),
        (NEEDS.get(key, "value"), f"{key} = yes, please"),
        ("control", f'{key} = "a\0b"'),
        ("control", f'{key} = "a\x1b[2Jb"'),
        ("sign", f'{key} = "a\\u0007b"'),
        ("sign", f'{key} = "a\u202eb"'),
        ("encoding", f'{key} = "caf'.encode() + b'\xe9"'),
        ("long", f'{key} = "{"x" * MAX_LINE}"'),
        ("long", ".".join(["a"] * 20_000) + " = 1"),
    ]
    if key not in ("motion", "language"):  # with an s they are something, or nothing
        made.append(("unknown", f"{key}s = {value}"))
    return made


NEEDS = {"motion": "bool", "allow_forms": "list", "languages": "list"}
NEEDS |= {"brand": "colour", "database": "address"}
NEEDS |= dict.fromkeys(("idle_seconds", "reading_seconds"), "int")
NEEDS |= dict.fromkeys(("theme", "to", "paper"), "choice")
"""The settings that are no plain text, by what is said of a value that is none of theirs."""

TYPES = [
    ("text", "shop_name = 5"),
    ("text", "logo = 2026-01-01"),
    ("text", "logo.name = 'x'"),
    ("longer", f"shop_name = '{'x' * 41}'"),
    ("colour", "brand = 'green'"),
    ("text", "language = ['nl']"),
    ("list", "allow_forms = 'lactate'"),
    ("list", "allow_forms = ['lactate', 5]"),
    ("choice", "theme = 'drak'"),
    ("choice", "theme = true"),
    ("bool", "motion = 'true'"),
    ("bool", "motion = 1"),
    ("bool", "motion = 1e999"),
    ("int", "idle_seconds = 4"),
    ("int", f"idle_seconds = {'9' * 1000}"),
    ("int", "idle_seconds = true"),
    ("int", "idle_seconds = 60.0"),
    ("longer", f"name = '{'x' * 41}'"),
    ("choice", "to = 'Network'"),
    ("text", "at = 9100"),
    ("choice", "paper = 'A3'"),
]


def costs_that_line(
    folder: Path, lines: list[str], at: int, instead: str | bytes, code: str
) -> SettingError:
    """Put in place of a line; everything else stays as it was, and the line is named."""
    rest = as_toml(lines[:at] + lines[at + 1 :])
    raw = [line.encode() for line in lines]
    raw[at] = instead.encode() if isinstance(instead, str) else instead
    settings, faults = read(folder, b"\n".join(raw))
    assert settings == rest, instead
    assert [(fault.code, fault.line) for fault in faults] == [(code, at + 1)], instead
    said = str(faults[0])
    assert said.isprintable(), "one line, and no control sign"
    assert len(said) < 400 + len(str(folder))
    assert f"settings.toml, line {at + 1}: " in said
    assert faults[0].mend
    with pytest.raises(SettingError) as caught:  # commands stay strict
        load_settings(folder)
    assert str(caught.value) == said
    return faults[0]


@pytest.mark.parametrize("seed", range(3))
def test_a_wrong_line_costs_that_line(tmp_path: Path, seed: int) -> None:
    lines = lines_of(random.Random(seed))
    for at, line in enumerate(lines):
        key, _, value = line.partition(" = ")
        for code, instead in wrong(key, value) if value else ():
            costs_that_line(tmp_path, lines, at, instead, code)


@pytest.mark.parametrize(("code", "instead"), TYPES, ids=[each[:30] for _, each in TYPES])
def test_a_wrong_type_costs_that_line(tmp_path: Path, code: str, instead: str) -> None:
    lines = lines_of(random.Random(1))
    key = instead.partition(" = ")[0].partition(".")[0]
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{key} ="))
    fault = costs_that_line(tmp_path, lines, at, instead, code)
    assert fault.key.endswith(key)


@pytest.mark.parametrize("seed", range(10))
def test_a_line_that_is_there_twice(tmp_path: Path, seed: int) -> None:
    """The first one counts, and the second says where that is."""
    chance = random.Random(seed)
    lines = lines_of(chance)
    at = chance.randrange(len(lines))
    first = lines[at]
    settings, [fault] = read(tmp_path, "\n".join([*lines[: at + 1], first, *lines[at + 1 :]]))
    assert settings == as_toml(lines)
    assert (fault.code, fault.line) == ("twice", at + 2)
    assert f"line {at + 1} counts" in str(fault)


@pytest.mark.parametrize("name", ["kiosk", "printer"])
@pytest.mark.parametrize(
    "heading",
    [
        "[{}",
        "{}]",
        "[{}}}",
        "({})",
        "[{}] name",
        "[[{}]]",
        "[{}s]",
        "[{}\0]",
        "{}",
        "[[{}]",
        "[{}:]",
    ],
)
def test_what_stands_below_a_bad_heading_stays(tmp_path: Path, name: str, heading: str) -> None:
    lines = lines_of(random.Random(2))
    at = lines.index(f"[{name}]")
    instead = [*lines[:at], heading.format(name), *lines[at + 1 :]]
    settings, [fault] = read(tmp_path, "\n".join(instead))
    assert settings == as_toml(lines)
    assert fault.line == at + 1
    assert name in fault.mend


def test_what_nobody_knows_takes_no_place(tmp_path: Path) -> None:
    """A second printer is not the first one; a table of another program sets nothing."""
    right = "[printer]\nto = 'usb'\n"
    settings, [fault] = read(tmp_path, right + "[printer2]\nto = 'file'\nat = 'x'\n")
    assert (settings.printer.to, settings.printer.at) == ("usb", "")
    assert fault.line == 3
    settings, [fault] = read(tmp_path, right + "[tool.other]\nto = 'file'\nfoo = 5\n")
    assert settings.printer.to == "usb"
    assert (fault.line, fault.code) == (3, "unknown")


def test_a_setting_below_the_wrong_heading_says_where_it_belongs(tmp_path: Path) -> None:
    settings, [fault] = read(tmp_path, "[kiosk]\nname = 'K'\ntheme = 'dark'\n")
    assert settings.kiosk.name == "K"
    assert (fault.line, fault.code) == (3, "below")
    assert "above the first [heading]" in str(fault)


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: b"\xef\xbb\xbf\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\n\ufeff").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.replace("\n", "\r").encode(),
    ],
)
def test_what_an_editor_leaves_is_no_mistake(tmp_path: Path, encode: object) -> None:
    lines = lines_of(random.Random(3))
    assert callable(encode)
    assert read(tmp_path, encode("\n".join(lines))) == (as_toml(lines), ())
    assert load_settings(tmp_path) == as_toml(lines)


def test_every_mistake_is_named(tmp_path: Path) -> None:
    settings, faults = read(
        tmp_path, "theme = 'drak'\nshop_name = 'A\nmotion = no\nfoo = 1\n[kiosk\nname = 'K'\n"
    )
    assert settings == msgspec.convert({"kiosk": {"name": "K"}}, Settings)
    assert [fault.line for fault in faults] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "content",
    [
        "a" * (MAX_BYTES + 1),
        ".".join(["a"] * 200_000) + " = 1",
        ("a.b.c.d" * 100 + " = 1\n") * 80,
        "allow_forms = [\n" * 4_000,
        "allow_forms = '''\n" * 3_000,
        "[\n" * 30_000,
        "[" * 1_900,
        "x = {" * 300,
        "\n".join("[kiosk" for _ in range(5_000)),
        "\0" * 60_000,
        bytes(range(256)) * 200,
    ],
    ids=range(11),
)
def test_what_is_no_file_of_settings_is_read_within_bounds(
    tmp_path: Path, content: str | bytes
) -> None:
    import tracemalloc

    write(tmp_path, content)
    tracemalloc.start()
    try:
        settings, faults = read_settings(tmp_path)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert settings == Settings()
    assert 1 <= len(faults) <= MAX_FAULTS + 1
    assert all(str(fault).isprintable() for fault in faults)
    assert most < 20_000_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "settings.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    settings, [fault] = read_settings(tmp_path)
    assert settings == Settings()
    assert (fault.code, fault.line) == ("no_file", 0)


@pytest.mark.parametrize("seed", range(5))
def test_nothing_in_the_file_ends_the_program(tmp_path: Path, seed: int) -> None:
    """Bytes changed, taken out, put in, or repeated: settings of the right types, and sentences."""
    chance = random.Random(seed)
    pieces = [b"", b"\n", b'"', b"'''", b"[", b"]", b"=", b".", b"{", b"\0", b"#", b"\xff"]
    for _ in range(60):
        content = bytearray("\n".join(lines_of(chance)).encode())
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(content))
            piece = chance.choice(pieces) * chance.choice([1, 1, 3, 200])
            content[at : at + chance.randrange(3)] = piece
        settings, faults = read(tmp_path, bytes(content))
        assert msgspec.convert(msgspec.to_builtins(settings), Settings) == settings
        assert all(str(fault).isprintable() for fault in faults)


@pytest.mark.parametrize(
    ("language", "says"), [("nl", "is geen instelling."), ("en", "is no setting.")]
)
def test_in_the_language_of_the_shop(
    magapp_home: Path, monkeypatch: pytest.MonkeyPatch, language: str, says: str
) -> None:
    _, [fault] = read(magapp_home, f"thema = 'dark'\nlanguage = '{language}'")
    assert says in fault.told(shop_language())
    monkeypatch.setenv("LC_ALL", f"{language}_XX.UTF-8")
    _, [fault] = read(magapp_home, "thema = 'dark'")
    assert says in fault.told(shop_language())


def test_what_the_pack_does_not_have_is_named_with_its_line(magapp_home: Path) -> None:
    write(magapp_home, "motion = true\nallow_forms = ['oxid']\nlanguage = 'en'\n")
    [fault] = open_assistant(lenient=True).faults
    assert isinstance(fault, SettingError)
    assert (fault.key, fault.line) == ("allow_forms", 2)
    assert "settings.toml, line 2: allow_forms: 'oxid' is not in the pack." in str(fault)
    assert "Did you mean 'oxide'?" in str(fault)
    with pytest.raises(InputError, match="line 2"):
        open_assistant()
