"""What a question offers and what a tap or a key answers, without a screen."""

from __future__ import annotations

from functools import partial

import pytest

from magapp.pack.model import WEEKLY, Pack
from magapp.visit.asked import LETTERS, AmountAsked, ChoicesAsked, MomentsAsked, key_of


@pytest.fixture
def moments(pack: Pack) -> MomentsAsked:
    """Two medicines with hours to keep, and something else."""
    question = next(each for each in pack.questions if each.kind == "moments")
    asking = MomentsAsked(pack, question, partial(pack.text, "nl"))
    asking.attend({"medicines": ["levothyroxine", "bisphosphonate", "none_of_it"]}, [])
    return asking


def test_the_letters_of_options_leave_room_for_a_preset() -> None:
    assert [key_of(number) for number in (0, 8, 9, 10)] == ["1", "9", "a", "b"]
    assert len(set(LETTERS)) == len(LETTERS)


def test_one_option_excludes_the_others(pack: Pack) -> None:
    one = ChoicesAsked(next(each for each in pack.questions if each.kind == "one"))
    first, second = one.options[:2]
    assert one.tap(first, None) == (first, True)
    assert one.tap(second, first) == (second, True)
    assert one.chosen(second) == (second,)


def test_many_are_turned_over_in_their_order(pack: Pack) -> None:
    many = ChoicesAsked(next(each for each in pack.questions if each.kind == "many"))
    first, second = many.options[:2]
    assert many.tap(second, None) == ([second], False)
    assert many.tap(first, [second]) == ([first, second], False)
    assert many.tap(first, [first]) == (None, False)
    assert many.nothing() == ([], True)
    assert many.tap(first, []) == ([first], False)


def test_an_amount_has_bounds(pack: Pack) -> None:
    question = next(each for each in pack.questions if each.kind == "number" and each.picks)
    amount = AmountAsked(question)
    most = int(question.max)
    assert [amount.typed(each) for each in (None, most, most + 1)] == [None, float(most), None]
    usual = amount.usual[0]
    assert amount.is_chosen(usual, float(usual))
    assert amount.other(usual) is None
    assert amount.other(most - 1) == most - 1
    assert list(amount.keys.values()) == ["?"]


def test_one_medicine_after_the_other_is_asked(moments: MomentsAsked) -> None:
    assert moments.medicines == ("levothyroxine", "bisphosphonate")
    assert moments.medicine == "levothyroxine"
    turned = [(moments.turn(by), moments.medicine, moments.more) for by in (-1, 1, 1)]
    assert turned == [
        (False, "levothyroxine", True),
        (True, "bisphosphonate", False),
        (False, "bisphosphonate", False),
    ]


def test_once_a_week_excludes_the_moments_of_a_day(moments: MomentsAsked) -> None:
    assert WEEKLY not in moments.offered()
    assert moments.tap("dinner") == ({"levothyroxine": ["dinner"]}, False)
    moments.turn(1)
    assert WEEKLY in moments.offered()
    moments.tap("breakfast")
    assert moments.tap(WEEKLY)[0] == {"levothyroxine": ["dinner"], "bisphosphonate": WEEKLY}
    assert moments.tap("lunch")[0] == {"levothyroxine": ["dinner"], "bisphosphonate": ["lunch"]}
    assert moments.tap("lunch")[0] == {"levothyroxine": ["dinner"]}


def test_to_pass_the_last_one_over_completes_the_answer(moments: MomentsAsked) -> None:
    moments.tap("lunch")
    assert moments.pass_over() == (None, False)
    assert moments.medicine == "bisphosphonate"
    assert moments.pass_over() == (None, True)


def test_other_medicines_are_asked_from_the_first(moments: MomentsAsked) -> None:
    moments.turn(1)
    moments.attend({"medicines": ["levothyroxine", "bisphosphonate"]}, [])
    assert moments.medicine == "bisphosphonate"
    moments.attend({"medicines": ["bisphosphonate"]}, [])
    assert moments.medicine == "bisphosphonate"
    moments.attend({}, [])
    assert (moments.medicine, moments.title(other=False)) == ("", "")
