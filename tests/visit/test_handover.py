"""A consultation as a line of text: read back whole, or refused."""

from __future__ import annotations

import random
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import anything

from magapp.errors import InputError
from magapp.pack import Pack
from magapp.rules import Answers, Value
from magapp.visit.consultation import read_answer
from magapp.visit.handover import HandoverError, decode, encode

ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
STRESSED: dict[str, Value] = {
    "who": "self",
    "age": "18_69",
    "sex": "female",
    "life_stage": [],
    "signals": ["fatigue", "tension"],
    "alarm": [],
    "duration": "weeks",
    "tried": "nothing",
    "situations": ["stress"],
    "conditions": [],
    "medicines": ["levothyroxine", "unsure"],
    "other_magnesium": 62.5,
    "food": {"nuts": 2, "banana": 0.5},
    "preferences": ["vegan"],
}


def in_order(pack: Pack, answers: Answers) -> dict[str, Value]:
    """The answers as the program itself holds them."""
    questions = {question.id: question for question in pack.questions}
    return {name: read_answer(questions[name], value, pack) for name, value in answers.items()}


@given(answers=anything)
def test_what_is_written_is_read(pack: Pack, answers: dict[str, Value]) -> None:
    said = in_order(pack, answers)
    line = encode(pack, said)
    assert decode(pack, line) == (said, ())
    assert set(line) <= ALPHANUMERIC
    assert not line.endswith(" ")


def test_it_is_short_enough_for_a_small_code(pack: Pack) -> None:
    """Version 5 of a QR code (37 modules wide) holds 122 alphanumeric signs at level M."""
    items = [item.id for item in pack.screener]
    known = {**STRESSED, "food": {items[0]: 2, items[-1]: 0.5}}
    line = encode(pack, known)
    assert line.startswith("MAG2:")
    assert len(line) <= 122, line


def test_nothing_answered_is_a_line_too(pack: Pack) -> None:
    assert decode(pack, encode(pack, {})) == ({}, ())


def test_a_scanner_may_add_an_end_and_lose_capitals(pack: Pack) -> None:
    line = encode(pack, {"age": "18_69"})
    assert decode(pack, f" {line.lower()}\r\n").answers == {"age": "18_69"}


def test_the_medicines_that_were_named_come_along(pack: Pack) -> None:
    named = tuple(medicine.name for medicine in pack.medicines[::50])
    answers: Answers = {"medicines": ["levothyroxine"], "moments": {"levothyroxine": ["bedtime"]}}
    assert decode(pack, encode(pack, answers, named)) == (answers, named)
    with pytest.raises(InputError):
        encode(pack, answers, ["nothing of ours"])


def test_moments_come_along(pack: Pack) -> None:
    answers: Answers = {"moments": {"bisphosphonate": "weekly", "iron": ["lunch", "bedtime"]}}
    assert decode(pack, encode(pack, answers)).answers == answers


def test_a_code_of_the_first_edition_is_refused_in_a_sentence(pack: Pack) -> None:
    with pytest.raises(HandoverError) as refused:
        decode(pack, "MAG1:" + encode(pack, {}).partition(":")[2])
    assert refused.value.kind == "other_version"


def test_every_wrong_sign_is_noticed(pack: Pack) -> None:
    line = encode(pack, {**STRESSED, "food": {}})
    for at in range(len(line)):
        for sign in "0Z :":
            wrong = f"{line[:at]}{sign}{line[at + 1 :]}"
            if wrong.strip() != line:
                with pytest.raises(HandoverError):
                    decode(pack, wrong)
        for wrong in (line[:at], line[:at] + line[at + 1 :], line[:at] + line[at:] * 2):
            with pytest.raises(HandoverError):
                decode(pack, wrong)


def test_a_hundred_damaged_codes_are_refused(pack: Pack) -> None:
    chance = random.Random(5)
    line = encode(pack, {**STRESSED, "food": {}})
    for _ in range(100):
        signs = list(line)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(signs))
            action = chance.randrange(3)
            if action == 0:
                signs[at] = chance.choice(sorted(ALPHANUMERIC - {signs[at]}))
            elif action == 1:
                del signs[at]
            else:
                signs.insert(at, chance.choice(sorted(ALPHANUMERIC)))
        damaged = "".join(signs)
        if damaged.strip() == line:
            continue
        with pytest.raises(HandoverError) as caught:
            decode(pack, damaged)
        assert caught.value.kind in ("damaged", "other_version")


@given(text=st.one_of(st.text(), st.text(sorted(ALPHANUMERIC)).map("MAG2:".__add__)))
def test_any_text_is_refused_in_one_sentence(pack: Pack, text: str) -> None:
    with pytest.raises(HandoverError) as caught:
        decode(pack, text)
    assert str(caught.value).count("\n") == 0


@given(content=st.binary(max_size=60))
def test_a_right_check_is_not_enough(pack: Pack, content: bytes) -> None:
    """Whatever stands before the digest: read back whole, or refused."""
    import base45

    from magapp.visit.handover import _check

    whole = content + bytes.fromhex(pack.digest)[:8]
    line = f"MAG2:{base45.b45encode(whole + _check(whole)).decode()}"
    with suppress(HandoverError):
        assert encode(pack, *decode(pack, line)) == line


def test_another_pack_is_said(pack: Pack) -> None:
    other = msgspec.structs.replace(pack, digest="00" * 32)
    with pytest.raises(HandoverError) as caught:
        decode(pack, encode(other, STRESSED | {"food": {}}))
    assert caught.value.kind == "other_pack"


def test_another_version_is_said(pack: Pack) -> None:
    with pytest.raises(HandoverError) as caught:
        decode(pack, "MAG3:" + encode(pack, {})[5:])
    assert caught.value.kind == "other_version"


def test_an_ean_is_no_consultation(pack: Pack) -> None:
    with pytest.raises(HandoverError) as caught:
        decode(pack, "2000001000014")
    assert caught.value.kind == "damaged"
