"""Amounts a day against the most, foods against a day, and the hours to keep, in words."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from people import STRESSED

from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.takehome.report import advice_in_words
from magapp.takehome.slip import day_in_words
from magapp.takehome.sums import other_intake, sum_in_words


def test_a_sum_says_what_is_left_and_what_is_too_much(pack: Pack) -> None:
    said = sum_in_words(pack, "en", 250, 50, 100)
    assert (said.other_text, said.product_text) == (
        "Other supplements: 50\u00a0mg",
        "This product: 100\u00a0mg",
    )
    assert (said.most_text, said.left_text) == ("At most: 250\u00a0mg", "100\u00a0mg below that")
    assert sum_in_words(pack, "nl", 250, 400).left_text == "150\u00a0mg erboven"
    assert sum_in_words(pack, "nl", 250, 250).left_text == "0\u00a0mg eronder"


def test_nothing_has_no_words(pack: Pack) -> None:
    said = sum_in_words(pack, "en", 250, 0)
    assert (said.other_text, said.product_text, said.left_text) == ("", "", "")


@pytest.mark.parametrize(("answer", "known"), [(0, 0), (35, 35), ("unsure", None)])
def test_what_others_bring_is_known_or_not(
    assistant: Assistant, answer: float | str, known: float | None
) -> None:
    advice, _ = assistant.advise({**STRESSED, "other_magnesium": answer})
    assert other_intake(assistant.pack, advice) == known


def test_a_food_is_a_share_of_the_reference_on_labels(assistant: Assistant) -> None:
    advice, suggestion = assistant.advise(STRESSED)
    said = advice_in_words(assistant.pack, advice, suggestion, "en", "kiosk")
    reference = assistant.pack.constant("label_reference")
    assert said.foods
    for food in said.foods:
        assert food.share == food.amount / reference
        assert f"{round(100 * food.share)}\u00a0%" in food.share_text
    constants = {k: v for k, v in assistant.pack.constants.items() if k != "label_reference"}
    without = replace(assistant.pack, constants=constants)
    said = advice_in_words(without, advice, suggestion, "en", "kiosk")
    assert {(food.share, food.share_text) for food in said.foods} == {(0, "")}


def test_the_hours_to_keep_are_those_of_the_pack(assistant: Assistant) -> None:
    pack = assistant.pack
    advice, suggestion = assistant.advise({**STRESSED, "medicines": ["levothyroxine", "iron"]})
    plan = day_in_words(pack, advice, suggestion.products, "en")
    spacings = {each.medicine: each for each in pack.spacings}
    hours = {slot.id: slot.hour for slot in pack.slots}
    assert len(plan.apart) == 2
    # Iron may be taken at lunch: where nobody said, magnesium keeps from lunch as well.
    wider = {"levothyroxine": 0, "iron": 1}
    for each, medicine in zip(plan.apart, wider, strict=True):
        spacing = spacings[medicine]
        [slot] = spacing.taken
        assert each.start == hours[slot] - spacing.before_hours
        assert each.end == hours[slot] + spacing.after_hours + wider[medicine]
        assert each.at == hours[slot] - spacing.ahead.get(slot, 0)
        assert "No magnesium from" in each.text


@pytest.mark.parametrize("supposed", [True, False])
def test_no_moment_that_is_closed_stands_beside_the_hours_to_keep(
    pack: Pack, supposed: bool
) -> None:
    """For each medicine at each moment: what is closed is inside, or behind one that is free."""
    hours = {slot.id: slot.hour for slot in pack.slots}
    for spacing in pack.spacings:
        for taken, at in hours.items():
            start, end = spacing.kept_from(taken, hours, supposed)
            assert start <= at - spacing.before_hours
            assert end >= at + spacing.after_hours
            left = set(spacing.leaves_free(taken, hours))
            if supposed:
                left &= set(spacing.leaves.get("usual", hours))
            free = {hours[each] for each in left}
            assert not any(start < each < end for each in free)
            for hour in set(hours.values()) - free:
                between = any(min(at, hour) < each < max(at, hour) for each in free)
                assert between or start <= hour <= end, (spacing.id, taken)


def test_every_product_has_its_day_and_none_is_taken_in_hours_to_keep(
    assistant: Assistant,
) -> None:
    advice, suggestion = assistant.advise({**STRESSED, "medicines": ["levothyroxine", "iron"]})
    plan = day_in_words(assistant.pack, advice, suggestion.products, "en")
    names = [each.product.name for each in suggestion.products]
    assert [each.name for each in plan.products] == names
    for product, suggested in zip(plan.products, suggestion.products, strict=True):
        assert len(product.taken) == len(suggested.intakes)
        for hour, _, _ in product.taken:
            assert all(not each.start < hour < each.end for each in plan.apart)


def test_a_medicine_of_one_day_a_week_has_no_bar(assistant: Assistant) -> None:
    weekly = {"bisphosphonate": "weekly"}
    answers: dict[str, Any] = {"medicines": ["bisphosphonate"], "moments": weekly}
    advice, suggestion = assistant.advise({**STRESSED, **answers})
    plan = day_in_words(assistant.pack, advice, suggestion.products, "en")
    assert plan.apart == ()
    assert any("On the day of" in note for note in plan.notes)
