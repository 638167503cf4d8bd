"""A code that somebody made up, before a consultation at the counter: it stays as it is."""

from __future__ import annotations

import random

import pytest
from crafted import DEEP, HUGE, anything, crafted, nearly
from driver import Counter, settle

from magapp.pack import Pack
from magapp.visit.handover import HandoverError, decode
from ui.counter.counter import CounterShell

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]


def test_the_consultation_at_hand_stays(staff: Counter, pack: Pack) -> None:
    shell = staff.shell
    assert isinstance(shell, CounterShell)
    staff.begin()
    staff.pick("who:other")
    drafts, question = dict(shell.flow.drafts), shell.question
    chance = random.Random(6)
    contents = [*HUGE, *DEEP, *(anything(chance) for _ in range(30))]
    contents += [nearly(chance, pack) for _ in range(30)]
    contents += [b"\x91\x81\x00\x00", bytes([0x90 + 13]) + b"\xc0" * 12 + b"\x05"]
    for content in contents:
        line = crafted(pack, content)
        try:
            decode(pack, line)
        except HandoverError:
            shell.arrivals.scanner.coded.emit(line)
            settle()
            assert shell.flow.drafts == drafts
            assert shell.question == question
            assert staff.shows("scan:says")
