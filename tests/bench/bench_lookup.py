"""The look-up of medicines: every key of names as they are typed, right, wrong and combined.

The names are the pack's own, each typed letter by letter: a third as it is listed, a third with a
wrong letter, a third with what people add. Nothing here fails on time: the table says how we stand.
"""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from time import perf_counter

import pytest

from magapp.pack import Pack
from magapp.visit.medicines import MedicineIndex

NAMES = 300
GOAL_MS = 8.0
"""The 99th percentile of a key."""
ADDED = (" HCT", " plus", " 50 mg", " met plaspil", "/hydrochloorthiazide", " tabletten")


def typed(pack: Pack) -> Iterator[str]:
    """Names as they are typed."""
    luck = random.Random(17)
    names = [name for each in pack.medicines for name in (each.name, *each.brands, *each.synonyms)]
    for number, name in enumerate(luck.sample(names, NAMES)):
        at = luck.randrange(len(name))
        wrong = name[:at] + luck.choice(string.ascii_lowercase) + name[at + 1 :]
        yield (name, wrong, name + luck.choice(ADDED))[number % 3]


def test_every_key(pack: Pack, capsys: pytest.CaptureFixture[str]) -> None:
    started = perf_counter()
    index = MedicineIndex.of(pack)
    index.look_up("omeprasool")
    first = perf_counter() - started
    took = []
    for name in typed(pack):
        for letters in range(1, len(name) + 1):
            started = perf_counter()
            index.look_up(name[:letters])
            took.append((perf_counter() - started) * 1000)
    took.sort()
    entries = len(pack.medicines)
    names = sum(1 + len(each.brands) + len(each.synonyms) for each in pack.medicines)
    with capsys.disabled():
        print(f"\nlook-up: {entries} medicines, {names} names, {len(took)} keys")
        print(f"  first key, index made  {first * 1000:7.1f} ms")
        for share in (50, 99):
            print(f"  p{share}                    {took[len(took) * share // 100]:7.2f} ms")
        print(f"  worst                  {took[-1]:7.2f} ms   (goal: p99 {GOAL_MS:g} ms)")
