"""The contact sheet of the tour: each screen once, and what changed since another tour."""

from __future__ import annotations

import re
from pathlib import Path

from contact_sheet import contact_sheet


def taken(folder: Path, **pictures: str) -> Path:
    """A tour with these pictures; their content stands for what is on them."""
    folder.mkdir()
    for name, content in pictures.items():
        (folder / f"{name.replace('_', '-')}.png").write_text(content)
    return folder


def test_sizes_of_a_screen_stand_beside_each_other(tmp_path: Path) -> None:
    now = taken(
        tmp_path / "tour",
        staff_00_start_1366x768_en="a",
        staff_00_start_1080x1920_en="b",
        staff_01_who_1366x768_en="c",
    )
    (now / "other.png").touch()
    page = contact_sheet(now).read_text("utf-8")
    first, second = re.findall("<section.*?</section>", page, re.DOTALL)
    assert "staff: start (en)" in first
    assert re.findall('src="(.+?)"', first) == [
        "staff-00-start-1080x1920-en.png",
        "staff-00-start-1366x768-en.png",
    ]
    assert re.findall('src="(.+?)"', second) == ["staff-01-who-1366x768-en.png"]
    assert "2 screens." in page


def test_before_and_now_stand_beside_each_other(tmp_path: Path) -> None:
    """Also where a screen has another number by now; what is new counts as changed."""
    before = taken(
        tmp_path / "before",
        staff_00_start_1366x768_en="a",
        staff_01_who_1366x768_en="b",
    )
    now = taken(
        tmp_path / "tour",
        staff_00_start_1366x768_en="a",
        staff_01_new_1366x768_en="new",
        staff_02_who_1366x768_en="c",
    )
    page = contact_sheet(now, before).read_text("utf-8")
    start, new, who = re.findall("<section.*?</section>", page, re.DOTALL)
    assert "changed" not in start
    assert 'class="changed"' in new
    assert 'class="changed"' in who
    assert re.findall('src="(.+?)"', who) == [
        "../before/staff-01-who-1366x768-en.png",
        "staff-02-who-1366x768-en.png",
    ]
    assert "3 screens, 2 of them changed." in page
