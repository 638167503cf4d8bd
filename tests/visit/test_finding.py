"""The question about medicines while it is asked, without a screen."""

from __future__ import annotations

import pytest

from magapp.pack.model import Pack
from magapp.visit.finding import MANY, MedicinesAsked


@pytest.fixture
def asking(pack: Pack) -> MedicinesAsked:
    """Nothing begun, typed or picked."""
    return MedicinesAsked(pack, next(each for each in pack.questions if each.kind == "lookup"))


def enter(asking: MedicinesAsked) -> str:
    """What Enter does: the name that it takes, or whether it keeps what was typed."""
    if asking.takes is not None:
        return asking.takes.name
    return "keeps" if asking.keeps else ""


def test_letters_are_asked_until_the_names_can_be_shown(asking: MedicinesAsked) -> None:
    for letter in asking.index.letters():
        asking.begin(letter)
        assert bool(asking.beginnings) <= (len(asking.names) > MANY), letter
        assert all(each.startswith(letter) for each in asking.beginnings)
    asking.begin("M")
    assert "ME" in asking.beginnings
    asking.begin("MEB")
    assert not asking.beginnings
    assert "mebeverine" in [each.name for each in asking.names]


def test_back_goes_up_letter_by_letter(asking: MedicinesAsked) -> None:
    asking.begin("OM")
    asking.choose(next(each for each in asking.names if each.name == "omeprazol"))
    assert asking.open
    seen = []
    while asking.back():
        seen.append((asking.open, asking.begun))
    assert seen == [(False, "OM"), (False, "O"), (False, "")]
    assert asking.names == ()


def test_enter_takes_the_very_name_and_nothing_else(asking: MedicinesAsked) -> None:
    done = {"losartan": "losartan", "losart": "", "losratan": "", "xyzzyx": "keeps", "  ": ""}
    for typed, does in done.items():
        asking.type(typed)
        assert enter(asking) == does, typed


def test_arrows_go_round_what_is_offered(asking: MedicinesAsked) -> None:
    asking.type("losart")
    offered = asking.looked.offered
    asking.move(-1)
    assert asking.takes is offered[-1]
    asking.move(1)
    assert asking.takes is offered[0]
    asking.type("xyzzyx")
    asking.move(1)
    assert enter(asking) == "keeps"


def test_a_name_is_picked_and_taken_back(asking: MedicinesAsked) -> None:
    asking.type("losartan")
    found = asking.offered("losartan")
    assert found is not None
    given = []
    for _ in range(2):
        assert asking.choose(found)
        given.append((asking.is_picked("losartan"), asking.value))
    assert given == [(True, ["no_interaction"]), (False, None)]


def test_the_use_decides_before_anything_is_picked(asking: MedicinesAsked) -> None:
    asking.type("pantozol")
    assert asking.takes is not None
    assert not asking.choose(asking.takes)
    which = asking.which
    assert which is not None
    assert enter(asking) == ""
    assert not asking.value
    assert asking.say_which(which.option[1].groups)
    assert asking.which is None
    assert asking.value == ["ppi_long"]
    assert not asking.say_which(which.option[0].groups)
    assert asking.value == ["ppi_long"]


def test_a_digit_behind_letters_chooses_and_behind_a_space_is_a_strength(
    asking: MedicinesAsked,
) -> None:
    for typed, goes_on in (("", False), ("losartan", False), ("losartan ", True), ("b1", True)):
        asking.type(typed)
        assert asking.goes_on("2") == goes_on, typed


def test_what_is_not_in_the_list_is_not_known(asking: MedicinesAsked) -> None:
    asking.type(" xyzzyx  forte ")
    asking.keep_typed()
    assert asking.picks.typed() == ("xyzzyx forte",)
    assert asking.value == ["unsure"]
    assert not asking.not_listed()
    asking.none_at_all()
    assert (asking.value, asking.open) == ([], False)
    assert asking.not_listed()
    assert asking.value == ["unsure"]


def test_what_was_picked_comes_back(asking: MedicinesAsked) -> None:
    """By its one value, as the session sets it again."""
    before = asking.picks.picked
    asking.none_at_all()
    assert asking.picks.picked != before
    asking.picks.picked = before
    assert asking.value is None
