"""The advice in words: the fields other programs rely on, the law, and who may read what."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import STRESSED
from promised import CONTRACT, NUMBER, as_read, check
from strategies import Drawn, answer_sets, calm

from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.rules import Clearance, Reason
from magapp.takehome.report import answer_titles, reason_text

# The official English wording, Regulation (EU) 432/2012.
AUTHORISED = {
    "Magnesium contributes to a reduction of tiredness and fatigue",
    "Magnesium contributes to electrolyte balance",
    "Magnesium contributes to normal energy-yielding metabolism",
    "Magnesium contributes to normal functioning of the nervous system",
    "Magnesium contributes to normal muscle function",
    "Magnesium contributes to normal protein synthesis",
    "Magnesium contributes to normal psychological function",
    "Magnesium contributes to the maintenance of normal bones",
    "Magnesium contributes to the maintenance of normal teeth",
    "Magnesium has a role in the process of cell division",
}


def report(
    assistant: Assistant, answers: Drawn, channel: str = "kiosk", language: str = "en"
) -> dict[str, Any]:
    advice, suggestion = assistant.advise(answers, channel)
    return as_read(assistant.pack, advice, suggestion, language, channel)


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


@given(
    answers=answer_sets,
    channel=st.sampled_from(["kiosk", "staff"]),
    language=st.sampled_from(["nl", "en"]),
)
def test_has_the_contract_s_fields(
    assistant: Assistant, answers: Drawn, channel: str, language: str
) -> None:
    said = report(assistant, answers, channel, language)
    check(said, CONTRACT)
    check(said["trace"], [{"rule": str, "answers": [str], "open": [str], "sources": [str]}])
    assert (said["channel"], said["language"]) == (channel, language)
    assert said["pack"] == {
        "id": "magnesium",
        "version": assistant.pack.version,
        "digest": assistant.pack.digest,
    }
    assert said["review"] == {"evaluate_weeks": 4, "stop_weeks": 6}
    assert said["ceiling_mg"] == (110 if answers.get("age") == "4_8" else 250)
    assert all(text.strip() or not text for text in strings(said))
    sources = assistant.pack.sources
    for part in (*said["gates"], *said["cautions"]):
        assert part["sources"]
        assert {*part["sources"]} <= sources.keys()
        assert part["text"]
    for form in said["forms"]:
        assert form["reasons"]
        assert all(reason["sources"] and reason["text"] for reason in form["reasons"])


@given(answers=calm)
@settings(max_examples=30)
def test_what_customers_read_is_authorised(assistant: Assistant, answers: Drawn) -> None:
    said = report(assistant, answers)
    assert {claim["text"] for claim in said["claims"]} <= AUTHORISED
    assert not said["claims"] or any(product["claims"] for product in said["products"])
    assert bool(said["statements"]) == bool(said["products"])
    for product in said["products"]:
        enough = product["daily_mg"] >= 56.25
        assert product["claims"] == [each["id"] for each in said["claims"] if enough]
        assert [reason["rule"] for reason in product["reasons"]]


def test_the_ten_claims_are_worded_as_the_law_words_them(pack: Pack) -> None:
    assert {pack.text("en", f"claim.{claim.id}.text") for claim in pack.claims} == AUTHORISED


@given(answers=answer_sets)
@settings(max_examples=30)
def test_customers_never_get_what_is_for_staff(assistant: Assistant, answers: Drawn) -> None:
    texts = assistant.pack.texts["en"]
    for_staff = {
        text
        for key, text in texts.items()
        if key.startswith("article.") or (key.startswith("gate.") and key.endswith(".staff"))
    }
    said = report(assistant, answers)
    assert not for_staff & {*strings(said)}
    for part in (*said["gates"], *(r for form in said["forms"] for r in form["reasons"])):
        assert not {"staff", "article"} & part.keys()


def test_staff_get_the_evidence(assistant: Assistant) -> None:
    said = report(assistant, STRESSED, "staff")
    (stress,) = (
        reason for reason in said["forms"][0]["reasons"] if reason["rule"] == "weight.stress"
    )
    assert stress["answers"] == {"situations": ["stress"]}
    assert {*stress["article"]} == {"says", "verdict", "grade"}
    assert said["excluded"]
    gate = report(assistant, {**STRESSED, "age": "70_plus"}, "staff")["gates"][0]
    assert gate["staff"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_referral_now_says_whom_to_call(assistant: Assistant, language: str) -> None:
    for alarm in ("chest_pain", "breathless", "fainting", "worst_headache", "stroke_signs"):
        (gate,) = report(assistant, {**STRESSED, "alarm": [alarm]}, language=language)["gates"]
        assert (gate["urgency"], gate["call"]) == ("now", "112")
    (gate,) = report(assistant, {**STRESSED, "alarm": ["dark_thoughts"]}, language=language)[
        "gates"
    ]
    assert gate["call"] == "113"
    (gate,) = report(assistant, {**STRESSED, "alarm": ["swollen_calf"]}, language=language)["gates"]
    assert "call" not in gate


def test_what_was_cleared_is_kept(assistant: Assistant) -> None:
    advice, suggestion = assistant.advise(
        {**STRESSED, "age": "70_plus"}, "staff", (Clearance("age_70_plus", "kidneys checked"),)
    )
    said = as_read(assistant.pack, advice, suggestion, "en", "staff")
    assert said["cleared"] == [
        {"gate": "age_70_plus", "reason": "kidneys checked", "hours": "kept"}
    ]
    assert said["products"]
    assert "caution.older_kidneys" in {caution["rule"] for caution in said["cautions"]}


def test_spacing_is_among_the_cautions(assistant: Assistant) -> None:
    said = report(assistant, {**STRESSED, "medicines": ["levothyroxine"]})
    assert "spacing.levothyroxine" in {caution["rule"] for caution in said["cautions"]}


@pytest.mark.parametrize(
    ("answers", "tips"),
    [
        ({}, True),
        ({"signals": [], "situations": []}, True),
        ({"age": "70_plus"}, False),
        ({"alarm": ["chest_pain"]}, False),
    ],
)
def test_food_tips_only_where_they_help(assistant: Assistant, answers: Drawn, tips: bool) -> None:
    said = report(assistant, {**STRESSED, **answers})
    assert bool(said["food_tips"]) is tips
    check(said["food_tips"], [{"id": str, "name": str, "portion": str, "mg": NUMBER}])


def test_reasons_are_the_customer_s_own_answers(pack: Pack) -> None:
    reason = Reason("weight.stress", ("situations:stress",))
    title = pack.text("en", "option.situations.stress.title")
    assert answer_titles(pack, reason.because, "en") == [title]
    own = pack.texts["en"].get("option.situations.stress.reason", title)
    assert own in reason_text(pack, reason, "en")
    guideline = pack.text("nl", "reason.guideline.text")
    assert reason_text(pack, Reason("weight.guideline", ()), "nl") == guideline


def test_only_the_words_differ_between_languages(assistant: Assistant) -> None:
    def ids(said: Any) -> Any:
        if isinstance(said, dict):
            words = {"text", "title", "name", "portion", "language", "staff", "says", "verdict"}
            words |= {"label", "line"}
            return {key: ids(part) for key, part in said.items() if key not in words}
        return [ids(part) for part in said] if isinstance(said, list) else said

    for answers in (STRESSED, {**STRESSED, "age": "70_plus"}, {**STRESSED, "situations": []}):
        dutch, english = (report(assistant, answers, "staff", each) for each in ("nl", "en"))
        assert ids(dutch) == ids(english)
        assert dutch != english
