"""Clearing a gate: what is offered, what is written down, and what stays closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from people import STRESSED
from promised import as_read
from strategies import Drawn, answer_sets

from magapp.assistant import Assistant
from magapp.errors import PackError
from magapp.pack import Pack, read_pack
from magapp.rules import Clearance
from magapp.takehome.slip import Section, make_slip
from magapp.visit.clearing import Standing, clearance, offered, standing, why_cleared
from magapp.visit.consultation import MAX_REASON, build_consultation


def test_every_gate_that_may_be_cleared_offers_whom_and_why(pack: Pack) -> None:
    for gate in pack.gates:
        if gate.outcome == "ask_staff" and gate.clearable:
            who, why = offered(pack, gate.id)
            assert 2 <= len(who) <= 9
            assert 1 <= len(why) <= 9


def test_what_is_offered_depends_on_the_gate(pack: Pack) -> None:
    assert "midwife" in [each.id for each in offered(pack, "pregnant")[0]]
    assert "midwife" not in [each.id for each in offered(pack, "digoxin")[0]]
    assert "after_course" in [each.id for each in offered(pack, "quinolone")[1]]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_kept_in_ids_and_said_in_any_language(pack: Pack, language: str) -> None:
    said = clearance(pack, "digoxin", "gp", ["agrees", "kidneys"], "  by  telephone ")
    assert said == Clearance("digoxin", "by telephone", "gp", ("agrees", "kidneys"))
    who, agrees, kidneys = (
        pack.text(language, f"clearing.{each}.text") for each in ("gp", "agrees", "kidneys")
    )
    assert why_cleared(pack, language, said) == f"{who}: {agrees}; {kidneys}; by telephone"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_reason_in_words_stays_as_it_was_given(pack: Pack, language: str) -> None:
    data = {"answers": {}, "cleared": [{"gate": "digoxin", "reason": "Apotheker: mag, gebeld"}]}
    (read,) = build_consultation(data, pack).cleared
    assert why_cleared(pack, language, read) == "Apotheker: mag, gebeld"


@pytest.mark.parametrize("why", [[], ["agrees", "kidneys", "measured"]])
def test_it_is_no_longer_than_an_answer_set_may_hold(assistant: Assistant, why: list[str]) -> None:
    """What one program says another reads."""
    pack = assistant.pack
    said = clearance(pack, "digoxin", "gp", why, "x" * 2 * MAX_REASON)
    advice, suggestion = assistant.advise({**STRESSED, "medicines": ["digoxin"]}, "staff", (said,))
    for language in ("nl", "en"):
        cleared = as_read(pack, advice, suggestion, language, "staff")["cleared"]
        read = build_consultation({"answers": {}, "cleared": cleared}, pack).cleared
        assert [each.reason for each in read] == [why_cleared(pack, language, said)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reader_gets_it_in_their_own_language(assistant: Assistant, language: str) -> None:
    pack = assistant.pack
    said = clearance(pack, "digoxin", "pharmacist", ["agrees"], "Mw. zelf gesproken")
    advice, suggestion = assistant.advise({**STRESSED, "medicines": ["digoxin"]}, "staff", (said,))
    reason = {
        "nl": "Apotheker: Vindt dat magnesium nu mag; Mw. zelf gesproken",
        "en": "Pharmacist: Agrees that magnesium may be taken now; Mw. zelf gesproken",
    }[language]
    told = as_read(pack, advice, suggestion, language, "staff")
    assert told["cleared"] == [{"gate": "digoxin", "reason": reason, "hours": "kept"}]
    slip = make_slip(pack, advice, suggestion, language, date(2026, 11, 22))
    parts = [each for each in slip.parts if isinstance(each, Section) and each.id == "cleared"]
    assert [line.more for each in parts for line in each.lines] == [reason]


@pytest.mark.parametrize(
    ("gate", "who", "why", "text"),
    [
        ("kidney", "gp", ["agrees"], ""),
        ("unanswered_age", "gp", ["agrees"], ""),
        ("few_signals", "gp", ["agrees"], ""),
        ("no_slot", "gp", ["agrees"], ""),
        ("nonsense", "gp", ["agrees"], ""),
        ("digoxin", "", ["agrees"], ""),
        ("digoxin", "gp", [], "  "),
    ],
)
def test_what_cannot_be_said(pack: Pack, gate: str, who: str, why: list[str], text: str) -> None:
    with pytest.raises(ValueError, match=r"cleared|whom"):
        clearance(pack, gate, who, why, text)


@given(answers=answer_sets)
def test_clearing_all_that_may_be_leaves_no_gate_of_staff_but_open_questions(
    assistant: Assistant, answers: Drawn
) -> None:
    pack = assistant.pack
    advice, _ = assistant.advise(answers, "staff")
    found = standing(pack, advice)
    assert {each.gate for each in found} == {*advice.gates}
    cleared = tuple(
        clearance(pack, each.gate, "gp", [offered(pack, each.gate)[1][0].id])
        for each in found
        if each.by == "clear"
    )
    after, _ = assistant.advise(answers, "staff", cleared)
    assert after.cleared == cleared
    assert {each.by for each in standing(pack, after) if not each.cleared} <= {"none", "answer"}
    for each in standing(pack, after):
        if each.by == "answer":
            assert each.question in assistant.rules.asked(answers)
            (gate,) = (gate for gate in pack.gates if gate.id == each.gate)
            assert gate.answered_by or each.question not in answers
    if advice.outcome == "refer":
        assert after.outcome == "refer"


def test_what_is_in_the_way(assistant: Assistant) -> None:
    answers: dict[str, Any] = {**STRESSED, "medicines": ["digoxin"], "conditions": ["kidney"]}
    del answers["age"]
    cleared = clearance(assistant.pack, "digoxin", "gp", ["agrees"])
    advice, _ = assistant.advise(answers, "staff", (cleared,))
    assert {*standing(assistant.pack, advice)} == {
        Standing("kidney", "none", "conditions"),
        Standing("digoxin", "clear", "medicines", cleared),
        Standing("unanswered_age", "answer", "age"),
    }


def test_no_moment_of_the_day_is_answered_by_when_medicines_are_taken(assistant: Assistant) -> None:
    moments = {"levothyroxine": ["dinner"]}
    answers = {**STRESSED, "medicines": ["levothyroxine", "gabapentin"], "moments": moments}
    advice, _ = assistant.advise(answers, "staff")
    assert standing(assistant.pack, advice) == (Standing("no_slot", "answer", "moments"),)
    for language in ("nl", "en"):  # staff read what to do instead
        said = assistant.pack.text(language, "gate.no_slot.staff")
        assert {"nl": "apotheker", "en": "pharmacist"}[language] in said
        assert {"nl": "valt er niets vrij te geven", "en": "nothing to clear"}[language] in said


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('gates = ["surgery"]', 'gates = ["surgary"]', "unknown-id"),
        ('gates = ["surgery"]', 'gates = ["kidney"]', "unknown-id"),
        ('gates = ["surgery"]', 'gates = ["no_slot"]', "unknown-id"),
        ('kind = "who"', 'kind = "whom"', "wrong-type"),
        ('id = "kidneys"', 'id = "measured"', "duplicate-id"),
        ('id = "hospital"', 'id = "ward"', "missing-text"),
    ],
)
def test_a_pack_says_it_rightly(
    pack_files: dict[str, bytes], old: str, new: str, code: str
) -> None:
    rules = pack_files["rules.toml"].decode()
    at = rules.index("[[clearing]]")
    assert old in rules[at:]
    wrong = rules[:at] + rules[at:].replace(old, new, 1)
    with pytest.raises(PackError) as caught:
        read_pack({**pack_files, "rules.toml": wrong.encode()})
    assert code in {fault.code for fault in caught.value.faults}
