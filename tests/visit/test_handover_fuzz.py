"""Codes that somebody made up: refused in a sentence, or answers like any other.

A longer look: MAGAPP_FUZZ=200000 pytest tests/visit/test_handover_fuzz.py
"""

from __future__ import annotations

import os
import random

import pytest
from crafted import DEEP, HUGE, anything, crafted, nearly

from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.visit.handover import MOST, HandoverError, decode, encode

TRIES = int(os.environ.get("MAGAPP_FUZZ", "4000"))


def read(pack: Pack, line: str) -> bool:
    """Whether a line is read. It is then the very line of its answers."""
    try:
        answers = decode(pack, line)
    except HandoverError:
        return False
    assert encode(pack, *answers) == line
    return True


@pytest.mark.parametrize("seed", range(4))
def test_whatever_stands_in_a_code(assistant: Assistant, seed: int) -> None:
    chance = random.Random(seed)
    pack, whole = assistant.pack, 0
    for number in range(TRIES // 4):
        content = nearly(chance, pack) if number % 2 else anything(chance)
        if number % 5 == 0:
            content = content[: chance.randrange(len(content) + 1)]
        line = crafted(pack, content)
        if read(pack, line):
            whole += 1
            assistant.rules.advise(decode(pack, line).answers, "staff")
    assert whole  # some of what is nearly right is right: it is not all refused at the door


@pytest.mark.parametrize("content", [*HUGE, *DEEP, b"", b"\xc0", b"\x05", b"\xa1x", b"\x80"])
def test_what_stands_alone(pack: Pack, content: bytes) -> None:
    read(pack, crafted(pack, content))


@pytest.mark.parametrize("value", [*HUGE, *DEEP, b"\x05", b"\xa1x", b"\xc3", b"\xc4\x01a"])
def test_one_strange_answer(pack: Pack, value: bytes) -> None:
    """In the place of each question."""
    for place in range(len(pack.questions)):
        content = bytes([0x91 + place]) + b"\xc0" * place + value
        assert not read(pack, crafted(pack, content)) or value == b"\x05"


@pytest.mark.parametrize(
    "line",
    [
        "", "MAG", "MAG1:", "MAG1:\0", "MAG9999:", "MAG\u0661:", "MAG1:" + "\u0130" * 99,
        "MAG1:" + ":" * (MOST + 1), "\ud800", "MAG1:\u00df", " " * 10_000_000,
    ],
)  # fmt: skip
def test_a_line_that_is_none(pack: Pack, line: str) -> None:
    with pytest.raises(HandoverError):
        decode(pack, line)


def test_one_that_goes_wrong_in_a_new_way(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is raised while a line is read is a line that is refused."""
    line = encode(pack, {"age": "18_69"})
    for error in (
        KeyError("x"),
        RecursionError(),
        OverflowError(),
        MemoryError(),
        AssertionError(),
    ):

        def fail(*_: object, raised: Exception = error) -> None:
            raise raised

        monkeypatch.setattr("magapp.visit.handover._unpacked", fail)
        with pytest.raises(HandoverError):
            decode(pack, line)
