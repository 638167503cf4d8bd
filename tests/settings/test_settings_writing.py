"""Settings are changed in their file: nothing else in it is, and nobody's change is lost."""

from __future__ import annotations

import os
import random
import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from test_settings_lines import lines_of, wrong
from test_settings_table import ENTRIES, another

from magapp.errors import InputError
from magapp.settings import MAX_BYTES, Settings, change_settings, read_settings
from magapp.settings.first_start import settle, settled
from magapp.settings.writing import LOCK

FILE = "settings.toml"


def changed(folder: Path, content: str | bytes, path: tuple[str, ...], value: Any) -> bytes:
    """The file after a change of one setting; every other setting is as it was."""
    file = folder / FILE
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    before, _ = read_settings(folder)
    old = change_settings(folder, {path: value})
    after, _ = read_settings(folder)
    for each in ENTRIES:
        assert each.of(after) == (value if each.path == path else each.of(before)), each.key
    new = file.read_bytes()
    change_settings(folder, old)
    assert read_settings(folder)[0] == before, "undone"
    return new


def test_remarks_and_layout_stay(tmp_path: Path) -> None:
    content = (
        "# Our shop\n\nshop_name = 'A'   # as on the door\n"
        "allow_forms = [\n  'lactate', # asked for\n]\n\n# The kiosk by the door\n[kiosk]\n"
        'name = "K" # short\n\n# end\n'
    )
    name = changed(tmp_path, content, ("shop_name",), "B").decode()
    assert name == content.replace("'A'", '"B"')
    kiosk = changed(tmp_path, content, ("kiosk", "screen"), "DP-1").decode()
    assert kiosk == content.replace("# short\n", '# short\nscreen = "DP-1"\n')
    printer = changed(tmp_path, content, ("printer", "paper"), "A4").decode()
    assert printer == content + '\n[printer]\npaper = "A4"\n'
    theme = changed(tmp_path, content, ("theme",), "dark").decode()
    assert theme == content.replace("]\n\n# The", ']\ntheme = "dark"\n\n# The')
    forms = changed(tmp_path, content, ("allow_forms",), ["lactate", "oxide"]).decode()
    assert "# asked for" in forms


@pytest.mark.parametrize("seed", range(12))
def test_one_change_in_any_file_changes_nothing_else(tmp_path: Path, seed: int) -> None:
    """Whatever is wrong in it stays; what is TOML stays TOML."""
    chance = random.Random(seed)
    lines = lines_of(chance)
    lines = [line for line in lines if chance.random() < 0.7]
    bad: list[str | bytes] = []
    if seed % 2:
        for line in chance.sample(lines, min(3, len(lines))):
            key, _, value = line.partition(" = ")
            if value:
                bad.append(chance.choice(wrong(key, value)[:-4])[1])
    raw = [line.encode() for line in lines]
    for each in bad:
        raw.insert(chance.randrange(len(raw) + 1), each.encode() if isinstance(each, str) else each)
    for entry in chance.sample(ENTRIES, 6):
        content = chance.choice([b"\n", b"\r\n"]).join(raw)
        new = changed(tmp_path, content, entry.path, another(entry))
        untouched = [line for line in raw if not re.match(rb"\W*" + entry.path[-1].encode(), line)]
        assert all(line in new for line in untouched)
        if not bad:
            tomllib.loads(new.decode())


@pytest.mark.parametrize(
    ("content", "path", "new"),
    [
        (b"\xef\xbb\xbfshop_name = 'A'\r\n", ("theme",), "shop_name = 'A'\r\ntheme = \"dark\"\r\n"),
        (b"shop_name = \"A\ntheme = 'light'\n", ("theme",), 'shop_name = "A\ntheme = "dark"\n'),
        (b'theme = "light\nmotion = false\n', ("theme",), 'theme = "dark"\nmotion = false\n'),
        (b"theme = 'drak' # why\n", ("theme",), 'theme = "dark" # why\n'),
        (b"theme = 'light'\ntheme = 'contrast'\n", ("theme",), 'theme = "dark"\n'),
        ("theme = 'light'\n".encode("utf-16"), ("theme",), 'theme = "dark"\n'),
        (b"[kiosk\nname = 'K'\n", ("kiosk", "screen"), "[kiosk\nname = 'K'\nscreen = \"dark\"\n"),
        (b"kiosk = {name = 'K'}\n", ("kiosk", "screen"), None),
        (b"kiosk.name = 'K'\n", ("kiosk", "screen"), "kiosk.name = 'K'\nkiosk.screen = \"dark\"\n"),
        (b"# one\n[kiosk]\n", ("theme",), 'theme = "dark"\n\n# one\n[kiosk]\n'),
        (b"[other]\ntheme = 'x'\n", ("theme",), "theme = \"dark\"\n\n[other]\ntheme = 'x'\n"),
        (b"shop_name = 'caf\xe9'\n", ("theme",), None),
        (b"", ("theme",), 'theme = "dark"\n'),
    ],
    ids=range(13),
)
def test_crafted_files_are_mended_where_they_are_changed(
    tmp_path: Path, content: bytes, path: tuple[str, ...], new: str | None
) -> None:
    said = changed(tmp_path, content, path, "dark")
    if new is not None:
        assert said == new.encode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"#" * (MAX_BYTES + 1), "setting_large"),
        (b"x\n" * 100, "setting_many"),
        (b"# " + b"x" * (MAX_BYTES - 12) + b"\n", "setting_not_saved"),
    ],
)
def test_a_file_that_cannot_be_known_is_left_alone(
    tmp_path: Path, content: bytes, code: str
) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(InputError) as caught:
        change_settings(tmp_path, {("theme",): "dark"})
    assert caught.value.code == code
    assert (tmp_path / FILE).read_bytes() == content


@pytest.mark.skipif(os.name != "posix", reason="needs links and rights")
def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    held = tmp_path / "held.toml"
    held.write_text("theme = 'light'\n")
    held.chmod(0o640)
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / FILE).symlink_to(held)
    change_settings(folder, {("theme",): "dark"})
    assert (folder / FILE).is_symlink()
    assert 'theme = "dark"' in held.read_text()
    assert stat.S_IMODE(held.stat().st_mode) == 0o640
    assert not list(tmp_path.glob("*.new"))


def test_what_cannot_be_written_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_settings(tmp_path, {("theme",): "dark"})
    before = (tmp_path / FILE).read_bytes()

    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left"):
        change_settings(tmp_path, {("theme",): "light"})
    assert (tmp_path / FILE).read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == [LOCK, FILE]


WRITER = """
import sys
from pathlib import Path
from magapp.settings import change_settings
path = tuple(sys.argv[2].split("."))
print("ready", flush=True)
sys.stdin.read()
for number in range(60):
    change_settings(Path(sys.argv[1]), {path: 5 + number})
"""


@pytest.mark.skipif(os.name != "posix", reason="locks are those of POSIX")
def test_two_programs_lose_nothing_of_each_other(tmp_path: Path) -> None:
    """Each changes a setting of its own, over and over, while the other one does."""
    keys = ("kiosk.idle_seconds", "kiosk.reading_seconds")
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    both = [
        subprocess.Popen([*command, key], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for key in keys
    ]
    for each in both:
        assert each.stdout is not None
        assert each.stdout.readline() == b"ready\n"
    for each in both:
        assert each.stdin is not None
        each.stdin.close()
    for each in both:
        assert each.wait(60) == 0
        assert each.stdout is not None
        each.stdout.close()
    kiosk = read_settings(tmp_path)[0].kiosk
    assert (kiosk.idle_seconds, kiosk.reading_seconds) == (64, 64)


@pytest.mark.skipif(os.name != "posix", reason="locks are those of POSIX")
def test_who_never_lets_go_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    monkeypatch.setattr("magapp.settings.writing.PATIENCE", 0.05)
    with (tmp_path / LOCK).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(InputError) as caught:
            change_settings(tmp_path, {("theme",): "dark"})
    assert caught.value.code == "setting_busy"
    assert read_settings(tmp_path)[0] == Settings()


@pytest.mark.skipif(os.name != "posix", reason="needs rights")
def test_a_step_that_is_settled_is_kept_for_us_only(tmp_path: Path) -> None:
    settle(tmp_path, "printer")
    settle(tmp_path, "pin")
    assert {"printer", "pin"} <= settled(tmp_path, Settings(), pin=False)
    [file] = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
