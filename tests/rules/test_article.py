"""What the article says, its grades and sources: staff see them, and nobody else does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from people import STRESSED

from magapp.assistant import Assistant
from magapp.check.structure import structure_faults
from magapp.cli.terminal import as_text
from magapp.pack import Pack, read_pack
from magapp.proof.diagram import EMPTY
from magapp.proof.space import AnswerSpace
from magapp.rules import Rules, compiled
from magapp.takehome.data import as_json
from magapp.takehome.report import advice_in_words, is_weak, source_title
from magapp.takehome.slip import as_text as slip_as_text
from magapp.takehome.slip import make_slip
from magapp.visit.consultation import build_consultation


@pytest.fixture(scope="session")
def space(assistant: Assistant) -> AnswerSpace:
    return assistant.explainer.space


def for_each_statement(space: AnswerSpace) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each statement of the article with shortest answers that it is about."""
    for entry in space.rules.pack.article:
        yield entry.id, space.example(space.meets(entry.when))["answers"]


def test_every_statement_is_reached_by_answers(space: AnswerSpace) -> None:
    pack = space.rules.pack
    assert len(pack.article) == 38
    for entry in pack.article:
        assert entry.when.parts(), entry.id
        assert space.meets(entry.when) != EMPTY, entry.id


def test_each_is_told_to_staff_with_verdict_and_grade(
    assistant: Assistant, space: AnswerSpace
) -> None:
    pack = assistant.pack
    entries = {each.id: each for each in pack.article}
    for name, answers in for_each_statement(space):
        advice, suggestion = assistant.advise(answers, "staff")
        for language in pack.languages:
            said = advice_in_words(pack, advice, suggestion, language, "staff")
            (found,) = (each for each in said.article if each.id == name)
            assert found.grade == entries[name].grade
            assert found.judged == entries[name].verdict
            assert found.says == pack.text(language, f"article.{name}.says")
            assert f"({entries[name].grade})" in found.verdict
            assert found.sources
            assert found.says in as_text(pack, said)


def test_none_is_told_to_customers(assistant: Assistant, space: AnswerSpace) -> None:
    """Neither in an advice, nor on a slip, whatever the channel of the words."""
    pack = assistant.pack
    for _, answers in for_each_statement(space):
        advice, suggestion = assistant.advise(answers, "kiosk")
        assert advice.article == ()
        said = advice_in_words(pack, advice, suggestion, "nl", "kiosk")
        assert "article" not in as_json(pack, said)
        texts = [pack.text("nl", f"article.{each.id}.{part}")
                 for each in pack.article for part in ("says", "verdict")]  # fmt: skip
        shown = as_text(pack, said)
        assert not [each for each in texts if each in shown]


def test_what_holds_for_no_answers_is_not_told(assistant: Assistant) -> None:
    told = {each.rule for each in assistant.advise(STRESSED, "staff")[0].article}
    assert "article.situation_stress" in told
    assert not told & {"article.antibiotics", "article.ppi", "article.signal_palpitations"}


@pytest.mark.parametrize(
    ("code", "when", "severity"),
    [
        ("article-untied", "", "warning"),
        ("never-fires", 'when = { all = ["sex:male", "sex:female"] }\n', "error"),
    ],
)
def test_the_check_says_what_is_tied_to_nothing(
    pack_files: dict[str, bytes], code: str, when: str, severity: str
) -> None:
    claims = pack_files["claims.toml"].decode()
    changed = claims.replace('id = "diet_losses"\nwhen = { any = ["diet:*"] }\n',
                             f'id = "diet_losses"\n{when}')  # fmt: skip
    assert changed != claims
    pack = read_pack({**pack_files, "claims.toml": changed.encode()})
    faults = [each for each in structure_faults(AnswerSpace(Rules(pack))) if each.code == code]
    found = [(each.place, each.severity) for each in faults if "article" in each.place]
    assert found == [("article diet_losses", severity)]


# --- reasons -------------------------------------------------------------------------------------


def drawn(pack: Pack, seed: int) -> dict[str, Any]:
    """Answers with many ticks, as a consultation reads them."""
    chance = random.Random(seed)
    answers: dict[str, Any] = {}
    for question in pack.questions:
        options = [each.id for each in question.option]
        if question.kind in ("many", "lookup"):
            answers[question.id] = [each for each in options if chance.random() < 0.3]
        elif question.kind == "number":
            answers[question.id] = chance.choice([0, 100, 240])
        elif options:
            answers[question.id] = chance.choice(options)
    return dict(build_consultation({"answers": answers}, pack).answers)


@pytest.mark.parametrize("seed", range(40))
def test_a_reason_lists_only_answers_that_force_it(assistant: Assistant, seed: int) -> None:
    """With them alone, of all that were ticked, the rule still holds; each is one that it needs.

    An answer is needed where some of the others can be left out so that it fails without this one.
    """
    rules = assistant.rules
    answers = drawn(rules.pack, seed)
    ticks = [
        (question, each)
        for question in rules.asked(answers)
        if isinstance(answers.get(question), list)
        for each in answers[question]
    ]

    def holds(rule: str, gone: tuple[tuple[str, str], ...]) -> bool:
        bits = rules.said(answers)
        for question, option in gone:
            bits &= ~rules.bit_of[f"{question}:{option}"]
        named = [each for each in rules.walk if isinstance(each, compiled.Test)]
        bits &= ~sum(each.bit for each in named)
        for each in named:
            bits |= each.bit if each.holds(bits) else 0
        return bool(rules.follow(bits) & rules.by_name[rule].test.bit)

    for verdict in rules.advise(answers, "staff").trace:
        listed = [each for each in ticks if ":".join(each) in verdict.because]
        kind = verdict.rule.partition(".")[0]
        if not verdict.holds or verdict.rule == "gate.no_slot" or kind == "spacing":
            continue
        reads = {atom for _, atom in rules.by_name[verdict.rule].reads}
        others = [each for each in ticks if ":".join(each) in reads and each not in listed]
        assert holds(verdict.rule, tuple(others)), verdict
        for each in listed:
            rest = [other for other in listed if other != each]
            assert any(
                holds(verdict.rule, some) and not holds(verdict.rule, (*some, each))
                for size in range(len(rest) + 1)
                for some in combinations(rest, size)
            ), (verdict.rule, each)


def test_an_answer_against_a_rule_is_no_reason_for_it(assistant: Assistant) -> None:
    """One signal is too few for a supplement: that it was ticked is not why."""
    answers = STRESSED | {"signals": ["fatigue"], "situations": []}
    verdicts = {each.rule: each for each in assistant.rules.advise(answers).trace}
    assert verdicts["gate.few_signals"].holds
    assert verdicts["gate.few_signals"].because == ()


def test_no_free_moment_names_the_medicines_that_take_them(assistant: Assistant) -> None:
    answers = STRESSED | {
        "medicines": ["iron", "gabapentin", "ppi_short"],
        "moments": {"iron": ["breakfast", "dinner"], "gabapentin": ["lunch", "bedtime"]},
    }
    verdicts = {each.rule: each for each in assistant.rules.advise(answers).trace}
    assert verdicts["gate.no_slot"].because == ("medicines:iron", "medicines:gabapentin")


# --- sources -------------------------------------------------------------------------------------

SOLD_OR_GENERATED = ("droracle", "medizzine", "medpill", "drugs.com", "nattodan", "mamaplaats",
                     "productparel", "eg.be", "haber.ba", "ntro.it", "sanomedica")  # fmt: skip


def test_no_rule_rests_on_a_seller_or_a_machine(pack: Pack) -> None:
    rules = (*pack.gates, *pack.weights, *pack.cautions, *pack.tips, *pack.spacings,
             *pack.claims, *pack.statements)  # fmt: skip
    cited = [each.sources for each in (*rules, *pack.article, *pack.medicines)]
    for source in {each for sources in cited for each in sources}:
        where = f"{source} {pack.sources[source].issuer} {pack.sources[source].url}".lower()
        assert not [each for each in SOLD_OR_GENERATED if each in where], source


def test_own_judgement_is_said_in_the_reader_s_language(pack: Pack) -> None:
    said = {each: source_title(pack, "practice", each) for each in pack.languages}
    assert len(set(said.values())) == len(pack.languages)
    assert "apotheker" in said["nl"]
    assert "pharmacist" in said["en"]
    assert source_title(pack, "FDA2011", "nl").startswith(pack.sources["FDA2011"].title)


def test_no_slip_says_it_in_another_language(assistant: Assistant) -> None:
    pack = assistant.pack
    for change in ({"conditions": ["unsure"]}, {"conditions": ["surgery"], "age": "9_17"}, {}):
        advice, suggestion = assistant.advise(STRESSED | change)
        for language, other in (("nl", "en"), ("en", "nl")):
            slip = make_slip(pack, advice, suggestion, language, date(2026, 12, 1))
            text = " ".join(slip_as_text(slip, 300).split())
            assert source_title(pack, "practice", language) in text
            assert source_title(pack, "practice", other) not in text
            assert pack.sources["practice"].title not in text


def test_a_weak_source_is_said_to_staff_alone(assistant: Assistant) -> None:
    pack = assistant.pack
    assert is_weak(pack, ["article"])
    assert is_weak(pack, ["article", "practice"])
    assert not is_weak(pack, ["article", "FDA2011"])
    assert not is_weak(pack, ["practice"])  # its name says what it is
