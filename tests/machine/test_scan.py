"""Told from a hand by length and evenness, and read whatever the scanner was set to."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import cycle

import pytest

from magapp.machine.scan import _LAYOUTS, _PLACES, Press, begin_of, is_scan, read
from magapp.pack import Pack
from magapp.rules import Value
from magapp.visit.handover import HandoverError, decode, encode

EAN, SHORT = "8712345678906", "20000004"
GS = "\x1d"
ANSWERS: dict[str, Value] = {"who": "self", "age": "70_plus", "sex": "female", "medicines": []}


def typed(text: str, *gaps: float, first: int = 0, modifiers: Sequence[int] = (0,)) -> list[Press]:
    """Signs as they arrive, with so many ms between them by turns."""
    at, run = float(first), []
    for sign, gap, pressed in zip(text, cycle(gaps), cycle(modifiers), strict=False):
        run.append(Press(round(at), sign, modifiers=pressed))
        at += gap
    return run


def pressed(text: str, sent: str, host: str, gap: int = 5, *, caps: bool = False) -> list[Press]:
    """A scanner set to the layout `sent` types on a machine that has `host`; with its places."""
    keys = {
        sign: (place, shifted)
        for shifted in (1, 0)
        for place, sign in zip(_PLACES, _LAYOUTS[sent][shifted], strict=True)
    }
    run = []
    for number, sign in enumerate(text):
        place, shifted = keys.get(sign, (57, 0))
        arrived = sign
        if place != 57:
            arrived = _LAYOUTS[host][shifted][_PLACES.index(place)]
        if caps:
            arrived = "ẞ" if arrived == "ß" else arrived.swapcase()
        run.append(Press(number * gap, arrived, place, bool(shifted)))
    return run


def knows(pack: Pack) -> Callable[[str], bool]:
    def known(line: str) -> bool:
        try:
            decode(pack, line)
        except HandoverError:
            return False
        return True

    return known


def NOTHING(line: str) -> bool:  # noqa: N802
    return False


@pytest.mark.parametrize("gap", [0, 1, 5, 20, 35, 45, 60, 80])
@pytest.mark.parametrize("text", [SHORT, EAN, f"]E0{EAN}", f"01{EAN:0>14}21A2B3", "ABC-12345X"])
def test_an_even_pace_is_a_scanner_s(text: str, gap: int) -> None:
    assert is_scan(typed(text, gap))
    assert is_scan(typed(text, gap, gap + 4, gap + 1))


def test_shift_takes_time_too() -> None:
    """At an even pace of keys, signs with Shift come later than digits."""
    text = "MAG2:AB12CD34EF56"
    modifiers = [not each.isdigit() for each in text]
    at, run = 0, []
    for sign, shifted in zip(text, modifiers, strict=True):
        at += 80 if shifted else 40
        run.append(Press(at, sign, modifiers=int(shifted)))
    assert is_scan(run)


@pytest.mark.parametrize("seed", range(40))
def test_a_hand_is_uneven(seed: int) -> None:
    """Fast typists too: their steps differ by a quarter of the whole (more in words)."""
    chance = random.Random(seed)
    for text in ("levothyroxine 75", "magnesiumcitraat 200", "13210110013", "nitrofurantoine"):
        gaps = [max(25.0, chance.gauss(90, 28)) for _ in text]
        assert not is_scan(typed(text, *gaps))


@pytest.mark.parametrize("gap", [60, 80, 95])
def test_words_at_a_pace_of_hands_are_somebody_s(gap: int) -> None:
    assert not is_scan(typed("levothyroxine", gap))
    assert not is_scan(typed("vitamine d-druppels", gap))


@pytest.mark.parametrize("text", ["132", "75", "1250", "c1at"])
def test_a_few_signs_are_a_hand_s(text: str) -> None:
    assert not is_scan(typed(text, 5))
    assert not is_scan(typed(text, 60))


@pytest.mark.parametrize("gap", [25, 33, 40])
def test_a_key_held_down_is_a_hand_s(gap: int) -> None:
    for sign in ("1", "5", "a", " "):
        assert not is_scan(typed(sign * 13, gap))


def test_a_number_of_one_digit_is_a_number() -> None:
    assert is_scan(typed("55555555", 5))
    assert not is_scan(typed("11111111", 5))


@pytest.mark.parametrize("host", sorted(_LAYOUTS))
@pytest.mark.parametrize("sent", ["us", "de", "fr"])
@pytest.mark.parametrize("caps", [False, True])
@pytest.mark.parametrize("physical", [False, True])
def test_another_layout_is_read(
    pack: Pack, host: str, sent: str, caps: bool, physical: bool
) -> None:
    """By the keys where these are known, else by what must have been meant."""
    code = encode(pack, ANSWERS)
    lines = [code, EAN, f"]E0{EAN}", f"https://id.gs1.org/01/{EAN:0>14}"]
    keys = set("".join(_LAYOUTS[sent]))
    for line in lines:
        if not set(line) - {" "} <= keys:
            continue  # that layout has no key for it
        run = pressed(line, sent, host, caps=caps)
        if not physical:
            run = [each._replace(place=0) for each in run]
        said = read(run, knows(pack))
        assert (said.kind, said.text.upper()) == (
            ("code", code) if line == code else ("product", EAN)
        ), (line, "".join(each.sign for each in run))


def test_a_dead_key_and_its_letter_are_two_signs(pack: Pack) -> None:
    """On a German keyboard the plus of a code is a dead key, which marks the letter behind it."""
    code = next(
        line
        for mg in range(2000)
        if "+A" in (line := encode(pack, {**ANSWERS, "other_magnesium": mg}))
    )
    german = "".join(each.sign for each in pressed(code, "us", "de"))
    assert "`A" in german
    said = read(typed(german.replace("`A", "À"), 5), knows(pack))
    assert (said.kind, said.text, said.faults) == ("code", code, ("layout",))


def test_signs_sent_by_their_numbers_are_read() -> None:
    run = [
        Press(10 * at, digit, alt=number)
        for number, sign in enumerate(f"01{EAN:0>14}10A{GS}", 1)
        for at, digit in enumerate(f"{ord(sign):03}", 3 * number)
    ]
    assert is_scan(run)
    assert read(run, NOTHING)[:2] == ("product", EAN)


@pytest.mark.parametrize(
    ("text", "kind", "faults"),
    [
        (EAN, "product", ()),
        (f"]E0{EAN}", "product", ()),
        (f"A{EAN}", "product", ("prefix",)),
        (f"~~{SHORT}", "product", ("prefix",)),
        ("https://example.nl/p/levothyroxine", "link", ()),
        ("8712345678907", "number", ()),
        ("A2B3-77-C", "", ()),
        ("MAG9:NOT OURS", "code", ()),
    ],
)
def test_what_it_is_and_how_the_scanner_is_set(
    text: str, kind: str, faults: tuple[str, ...]
) -> None:
    assert read(typed(text, 5), NOTHING)[::2] == (kind, faults)
    assert read(typed(text, 70), NOTHING)[::2] == (kind, (*faults, "slow"))


def test_a_hand_s_key_just_before_is_no_part_of_it() -> None:
    run = [Press(0, "3"), *typed(EAN, 5, first=80)]
    assert begin_of(run, NOTHING) == 1
    assert begin_of(typed(EAN, 5), NOTHING) == 0
    assert begin_of(typed("A2B3-77-C", 5), NOTHING) == 0
