"""A clock that cannot be right: no date on anything, and the rules of the day that is sure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from shutil import copytree

import pytest
from people import STRESSED

import magapp.machine.clock
from magapp.assistant import Assistant, open_assistant
from magapp.cli.main import main
from magapp.language.amounts import Amounts
from magapp.machine.clock import MADE, YEARS, day_in_force, today, trouble
from magapp.pack import Pack
from magapp.resources import resource
from magapp.takehome.slip import Section, as_text, make_slip

WRONG = [
    date(1970, 1, 1),
    date(1980, 1, 1),
    date(2000, 1, 1),
    MADE - timedelta(days=2),
    date(MADE.year + YEARS + 1, 1, 1),
    date(2106, 2, 7),
    date.max,
    date.min,
]
RIGHT = [MADE - timedelta(days=1), MADE, MADE + timedelta(days=3_000)]


class Clock(date):
    """A date that is told which day it is."""

    now = MADE

    @classmethod
    def today(cls) -> date:  # type: ignore[override]
        return cls.now


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(Clock, "now", MADE)
    monkeypatch.setattr(magapp.machine.clock, "date", Clock)
    return Clock


def test_the_day_belongs_to_the_version(pack: Pack) -> None:
    """Raise both together. Nothing in the pack is from a later year."""
    assert (version("magapp"), MADE) == ("0.1.0", date(2026, 11, 22))
    assert max(source.year for source in pack.sources.values()) <= MADE.year


@pytest.mark.parametrize("day", WRONG, ids=str)
def test_a_day_that_cannot_be(told: type[Clock], day: date) -> None:
    told.now = day
    assert trouble() == ("behind" if day < MADE else "ahead")
    assert today() is None
    assert day_in_force() == MADE


@pytest.mark.parametrize("day", RIGHT, ids=str)
def test_a_day_that_can_be(told: type[Clock], day: date) -> None:
    told.now = day
    assert trouble() == ""
    assert today() == day_in_force() == day


@pytest.mark.parametrize("day", WRONG, ids=str)
def test_the_rules_are_those_of_the_program(told: type[Clock], day: date) -> None:
    """None that is in force goes, and none that was is back."""
    right = open_assistant().pack
    told.now = day
    assert open_assistant().pack == right


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_slip_without_a_day(assistant: Assistant, language: str) -> None:
    """All else stays as it is."""
    advice, suggestion = assistant.advise(STRESSED)
    assert suggestion.products
    dated, plain = (
        make_slip(assistant.pack, advice, suggestion, language, day) for day in (MADE, None)
    )
    said = Amounts(language)
    months = "|".join(said.day(date(2026, each, 1)).split()[1] for each in range(1, 13))
    a_day = re.compile(rf"\b({months})\b,? \d|\d ({months})\b|\b20\d\d-?[01]\d")
    for slip, has in ((dated, True), (plain, False)):
        assert slip.dated is has
        texts = [as_text(slip), *(code.content for code in slip.codes if code.id != "handover")]
        assert [bool(a_day.search(text)) for text in texts] == [has] * len(texts)
    assert [code.id for code in dated.codes] == ["handover", "calendar", "text"]
    assert [code.id for code in plain.codes] == ["handover", "text"]
    for one, other in zip(dated.parts, plain.parts, strict=True):
        assert (one != other) is (isinstance(one, Section) and one.id == "review")
    weeks = assistant.pack.constant("evaluate_weeks")
    [review] = [each for each in plain.parts if isinstance(each, Section) and each.id == "review"]
    assert Amounts(language).weeks(weeks) in review.lines[0].text


def test_nothing_is_signed_on_a_day_that_cannot_be(
    told: type[Clock], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pack"
    copytree(resource("packs", "magnesium"), folder)
    before = sorted(path.name for path in folder.iterdir())
    told.now = WRONG[0]
    assert main(["check", str(folder), "--sign", "A. Pharmacist"], None) == 2  # type: ignore[arg-type]
    assert "clock" in capsys.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == before
