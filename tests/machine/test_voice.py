"""Reading aloud: a program speaks, and gets its text where nobody else can read it."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest

from magapp.machine.voice import MOST, SPEAKERS, Reading, find_voice

ASLEEP = """#!/bin/sh
echo "$@" >>{said}.arguments
[ "$1" = --cancel ] && exit
cat >{said}
echo >{said}.heard
exec sleep 60
"""


@pytest.fixture(params=[*SPEAKERS])
def speaker(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, Path]:
    """A program of that name which writes down what it is to say, and then takes its time."""
    name, said = request.param, tmp_path / "said"
    program = tmp_path / "bin" / name
    program.parent.mkdir()
    program.write_text(ASLEEP.format(said=said), "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    return name, said


def until(there: Path) -> None:
    """Wait for a file of the other process."""
    end = monotonic() + 20
    while not there.exists():
        assert monotonic() < end


def test_the_text_goes_where_nobody_else_reads_it(speaker: tuple[str, Path]) -> None:
    name, said = speaker
    reading = Reading(name, "Drie capsules; $(id) --help\n!-! stop", "nl")
    try:
        until(said.with_suffix(".heard"))
        assert reading.going()
        assert said.read_text("utf-8") == "Drie capsules; $(id) --help\n stop\n"
        arguments = said.with_suffix(".arguments").read_text("utf-8").split()
        assert arguments == [*SPEAKERS[name], "nl"]
    finally:
        reading.stop()
    assert not reading.going()
    reading.stop()
    if name == "spd-say":  # the text was handed on to another program
        assert "--cancel" in said.with_suffix(".arguments").read_text("utf-8")


def test_what_is_too_long_is_cut(speaker: tuple[str, Path]) -> None:
    name, said = speaker
    reading = Reading(name, "a" * MOST + "b", "en")
    until(said.with_suffix(".heard"))
    reading.stop()
    assert said.read_text("utf-8") == "a" * MOST + "\n"


def test_who_speaks(speaker: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    name, said = speaker
    monkeypatch.setenv("PATH", str(said.parent / "bin"))
    assert find_voice() == name
    monkeypatch.setenv("PATH", str(said.parent))
    assert find_voice() == ""
    reading = Reading(name, "Niemand hoort dit", "nl")
    assert not reading.going()
    reading.stop()
