"""The tour, kept small: every picture has the size asked for, and something on it."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

import ui.tour
from magapp.assistant import Assistant
from magapp.errors import InputError
from magapp.pack import Pack
from magapp.proof import coverage
from magapp.resources import resource
from magapp.settings import Settings

if TYPE_CHECKING:
    from stage import Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

SIZE = QSize(683, 384)
OUTCOMES = ("refer-now", "suggest")


@pytest.fixture
def small(stage: Stage, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tour of one small size in one language; no other window is open."""
    stage.close()
    one = msgspec.structs.replace(pack, languages=("en",), default_language="en")
    assistant = Assistant(one, Settings(), resource("packs", "magnesium", "demo.csv"))
    monkeypatch.setattr(ui.tour, "SIZES", (SIZE,))
    monkeypatch.setattr(ui.tour, "open_assistant", lambda: assistant)
    # Whom each product is for is worked out for one allowance: that is quicker.
    quick = partial(coverage.coverage, allowances=(one.constant("ceiling"),))
    monkeypatch.setattr(coverage, "coverage", quick)
    outcomes = [each for each in ui.tour._outcomes(assistant) if each.name in OUTCOMES]
    monkeypatch.setattr(ui.tour, "_outcomes", lambda assistant: outcomes)


@pytest.mark.long
@pytest.mark.usefixtures("small")
def test_every_screen_is_a_picture(
    tmp_path: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "tour"
    assert ui.tour.tour(folder) == 0
    files = sorted(folder.iterdir())
    said = capsys.readouterr()
    assert said.out == f"{len(files)} pictures in {folder}\n"
    assert said.err == ""
    assert all(file.name.endswith("-683x384-en.png") for file in files)
    for channel in ("kiosk", "staff"):
        names = {file.name.split("-", 2)[2] for file in files if file.name.startswith(channel)}
        own = ["review", "closing"] if channel == "kiosk" else ["medicines-which"]
        wanted = ["start", *own, "restart", "fault", *OUTCOMES]
        wanted += [question.id for question in pack.questions if question.kind != "lookup"]
        assert {f"{name}-683x384-en.png" for name in wanted} <= names
    makefile = (Path(__file__).parents[2] / "Makefile").read_text("utf-8")
    for shown in re.findall(r"[a-z-]+:((?:kiosk|staff)-\*-[a-z-]+)", makefile):
        assert [file for file in files if file.match(f"{shown}-683x384-en.png")], shown
    for file in files:
        picture = QImage(str(file))
        assert picture.size() == SIZE, file.name
        assert not blank(picture), file.name


def blank(picture: QImage) -> bool:
    """Whether a picture shows fewer colours than words on a ground need."""
    small = picture.scaled(160, 90)
    return len({small.pixel(x, y) for x in range(160) for y in range(90)}) < 30


@pytest.mark.usefixtures("small")
def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be made"):
        ui.tour.tour(tmp_path / "file" / "tour")
