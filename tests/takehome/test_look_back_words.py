"""A second visit in words: the weeks of the pack, whom to call, and what was advised before."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from people import STRESSED

from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.rules import Rules
from magapp.rules.look_back import LookBack, LookedBack
from magapp.takehome.look_back import look_back_text, looked_back_in_words, then_in_words
from magapp.takehome.slip import Section, make_slip
from magapp.visit.session import Advised


def test_every_option_and_step_is_said_with_the_weeks_of_the_pack(pack: Pack) -> None:
    """And in both languages, with nothing left to fill in."""
    keys = [f"look_back_option.{each.id}.{option.id}.title"
            for each in pack.look_back for option in each.option]  # fmt: skip
    keys += [
        f"next_step.{each.id}.{part}" for each in pack.next_steps for part in ("title", "text")
    ]
    for language in pack.languages:
        said = {key: look_back_text(pack, language, key) for key in keys}
        assert not [key for key, each in said.items() if "{" in each or not each]
    assert look_back_text(pack, "en", "look_back_option.weeks.past.title") == "More than six weeks"
    assert look_back_text(pack, "nl", "look_back_option.weeks.before.title") == (
        "Korter dan vier weken"
    )


@pytest.mark.parametrize(
    ("looked", "key", "title", "call"),
    [
        (LookedBack("refer", "now", "alarm", ()), "refer_now", "Call for help now", "Call 112."),
        (LookedBack("refer", "now", "", ("chest_pain",)), "refer_now", "Call for help now",
         "Call 112."),
        (LookedBack("refer", "soon", "", ("kidney",)), "refer_soon", "See your GP first", ""),
        (LookedBack("ask_staff", None, "", ("digoxin",)), "ask_staff", "Ask first", ""),
        (LookedBack("go_on", None, "better", ()), "go_on", "Go on like this", ""),
    ],
)  # fmt: skip
def test_the_stronger_of_step_and_gate_speaks(
    pack: Pack, looked: LookedBack, key: str, title: str, call: str
) -> None:
    said = looked_back_in_words(pack, looked, "en")
    assert (said.key, said.title, said.call) == (key, title, call)
    assert said.text


def test_every_way_on_has_words(pack: Pack, assistant: Assistant) -> None:
    look_back, advice = LookBack(pack), Rules(pack).advise(STRESSED, "staff")
    assert advice.outcome == "suggest"
    for language in pack.languages:
        for said in look_back.every_answer():
            looked = look_back.judge(said, advice)
            assert looked is not None
            assert looked_back_in_words(pack, looked, language).title


def test_what_was_advised_has_form_dose_and_moments(assistant: Assistant) -> None:
    advice, suggestion = assistant.advise(STRESSED)
    then = then_in_words(assistant.pack, Advised(advice, suggestion), "en")
    assert not then.title, "they need not fit any more"
    assert len(then.lines) == len(suggestion.products)
    for (name, dose), each in zip(then.lines, suggestion.products, strict=True):
        assert name.startswith(each.product.name)
        forms = [form for form, _ in each.product.blend] or [each.product.form]
        for form in forms:
            assert assistant.pack.text("en", f"form.{form}.name") in name
        assert dose.count(",") >= len(each.intakes)
    refused, nothing = assistant.advise({**STRESSED, "conditions": ["kidney"]})
    then = then_in_words(assistant.pack, Advised(refused, nothing), "en")
    assert (then.title, then.lines) == ("See your GP first", ())


@pytest.mark.parametrize("today", [date(2026, 6, 1), None])
def test_a_slip_asks_to_be_brought_along(assistant: Assistant, today: date | None) -> None:
    """Where there is something to look back at, and the pack asks anything then."""
    advice, suggestion = assistant.advise(STRESSED)
    said = [
        line.more
        for pack in (assistant.pack, replace(assistant.pack, look_back=(), next_steps=()))
        for part in make_slip(pack, advice, suggestion, "en", today).parts
        if isinstance(part, Section) and part.id == "review"
        for line in part.lines
    ]
    assert said == [
        "Bring this slip to our shop then: we look back with you.",
        "",
    ]
