"""The explanation: what it names really forces the advice, and what it suggests really leads there.

Everything is held against the rules themselves, answer set by answer set.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from itertools import chain, combinations
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from people import STRESSED

from magapp.assistant import Assistant
from magapp.cli.main import main
from magapp.pack import Pack
from magapp.proof.diagram import EMPTY
from magapp.proof.explain import CHANGEABLE, AnswerChange, Because, Explainer
from magapp.proof.space import AnswerSpace
from magapp.resources import resource
from magapp.rules import Advice, Clearance, Rules
from magapp.rules.compiled import CompiledQuestion
from magapp.settings import Settings
from magapp.shelf.suggest import Suggestion
from magapp.visit.consultation import build_consultation

Answers = dict[str, Any]
KNOWN = dict.fromkeys(("palpitations_known", "headache_known", "low_mood_known"), "yes")
FEW = settings(max_examples=15)


@pytest.fixture(scope="session")
def explainer(assistant: Assistant) -> Explainer:
    return assistant.explainer


@pytest.fixture(scope="session")
def rules(explainer: Explainer) -> Rules:
    return explainer.rules


def drawn(pack: Pack, chance: random.Random, question: str) -> Any:
    """A random answer to a question; None leaves it open."""
    asked = pack.question(question)
    options = [each.id for each in asked.option]
    if chance.random() < 0.1:
        return None
    if asked.kind in ("many", "lookup"):
        share = chance.choice([0, 0, 0.1, 0.3, 0.7])
        return [each for each in options if chance.random() < share]
    if asked.kind == "number":
        return chance.choice([*options, 0, 0.5, 1, 100, 249, 250, 2000])
    if asked.kind == "moments":
        slots = [each.id for each in pack.slots]
        return {
            each.medicine: sorted(chance.sample(slots, chance.randint(1, 2)), key=slots.index)
            for each in pack.spacings
            if chance.random() < 0.5
        }
    if asked.kind == "portions":
        return {
            each.id: chance.randint(0, each.max) for each in pack.screener if chance.random() < 0.5
        }
    return chance.choice(options)


def cleaned(pack: Pack, answers: Mapping[str, Any]) -> Answers:
    """These answers as a consultation reads them, without those left open."""
    return dict(build_consultation({"answers": answers}, pack).answers)


def consultation(pack: Pack, seed: int) -> Answers:
    """A random answer set; most are calm but for a few answers."""
    chance = random.Random(seed)
    questions = [question.id for question in pack.questions]
    if chance.random() < 0.3:
        return cleaned(pack, {each: drawn(pack, chance, each) for each in questions})
    few = chance.sample(questions, chance.randint(0, 4))
    sure = {**KNOWN, "life_stage": [], **STRESSED}
    return cleaned(pack, sure | {each: drawn(pack, chance, each) for each in few})


def seeds() -> st.SearchStrategy[int]:
    return st.integers(0, 2**32)


# --- what forces it ------------------------------------------------------------------------------


def kept(pack: Pack, answer: Any, because: Because, chance: random.Random) -> Any:
    """A random answer in which that which counts is as it was."""
    question = pack.question(because.question)
    if because.ticked == ("unanswered",) or answer is None:
        return answer
    if question.kind not in ("many", "lookup") or because.rest:
        return answer
    share = chance.random()
    options = [each.id for each in question.option]
    return [each for each in options if each in because.ticked or chance.random() < share]


def varied(
    pack: Pack, answers: Answers, because: tuple[Because, ...], chance: random.Random
) -> Answers:
    """Every answer at random, but for what counts."""
    named = {each.question: each for each in because}
    return cleaned(
        pack,
        {
            question.id: kept(pack, answers.get(question.id), named[question.id], chance)
            if question.id in named
            else drawn(pack, chance, question.id)
            for question in pack.questions
        },
    )


def bits(rules: Rules, question: str) -> list[int]:
    """The bits that an answer to a question sets; of moments those of the slots left free."""
    if question == rules.moments:
        return list(rules.slots.values())
    (step,) = (
        each
        for each in rules.walk
        if isinstance(each, CompiledQuestion) and each.question.id == question
    )
    return [*step.options.values(), step.unanswered]


def is_reckoned(rules: Rules, question: str) -> bool:
    """Whether what counts of an answer depends on others as well."""
    return rules.pack.question(question).kind in ("number", "portions", "moments")


def variants(
    rules: Rules, answers: Answers, because: tuple[Because, ...], seed: int
) -> Iterator[Answers]:
    """Fifty answer sets that have in common what counts.

    An answer that counts was given, so its question is asked in each of them.
    """
    chance = random.Random(seed)
    named = {each.question for each in because}
    sure = {**KNOWN, "life_stage": [], **answers}
    given, found = rules.facts(answers), 0
    reckoned = sum(sum(bits(rules, each)) for each in named if is_reckoned(rules, each))
    while found < 50:
        other = varied(rules.pack, answers, because, chance)
        if chance.random() < 0.5:  # wholly at random, questions are hardly ever left unasked
            rest = chance.sample(sorted(sure), chance.randint(1, len(sure)))
            other |= {each: sure[each] for each in rest if each not in named}
        if rules.facts(other) & reckoned != given & reckoned:
            continue  # the same answer, and not what follows from it: for a child less is enough
        if named <= {*rules.asked(other)}:
            found += 1
            yield other


@FEW
@given(seed=seeds())
def test_the_answers_named_force_the_outcome(explainer: Explainer, seed: int) -> None:
    rules = explainer.rules
    answers = consultation(rules.pack, seed)
    advice = rules.advise(answers)
    because = explainer.explain(answers).because
    assert because
    assert {each.question for each in because} <= {*rules.asked(answers)}
    for other in variants(rules, answers, because, seed):
        assert rules.advise(other).outcome == advice.outcome, other


@FEW
@given(seed=seeds())
def test_the_answers_named_force_the_form(explainer: Explainer, seed: int) -> None:
    rules = explainer.rules
    answers = consultation(rules.pack, seed)
    advice = rules.advise(answers)
    because = explainer.explain(answers).form_because
    assert (advice.outcome == "suggest") or because == ()
    assume(advice.outcome == "suggest")
    for other in variants(rules, answers, because, seed):
        reached = rules.advise(other)
        if reached.outcome == "suggest":
            assert reached.forms[0].form == advice.forms[0].form, other


def escapes(explainer: Explainer, answers: Answers, questions: tuple[str, ...]) -> bool:
    """Whether some answers to all but these questions lead to another outcome.

    The space of all answer sets finds them; that they do is seen by asking for their advice.
    """
    space, rules = explainer.space, explainer.rules
    sets, facts = space.sets, rules.facts(answers)
    outcome = rules.advise(answers).outcome
    mine = {bit for question in questions for bit in bits(rules, question)}
    if rules.lookup in questions and rules.moments not in rules.asked(answers):
        mine |= {*rules.slots.values()}  # no moment was asked: the medicines alone say what is free
    same = (space.nodes[bit] if facts & bit else sets.outside(space.nodes[bit]) for bit in mine)
    found = sets.both(space.possible, sets.outside(space.outcomes[outcome]), *same)
    if found == EMPTY:
        return False
    other = space.example(found)["answers"]
    reached = rules.facts(other)
    assert rules.advise(other).outcome != outcome
    assert all(reached & bit == facts & bit for bit in mine)
    return True


@pytest.mark.parametrize(
    ("change", "size"),
    [
        ({"conditions": ["kidney"]}, 1),
        ({"conditions": ["kidney"], "age": "under_4", "medicines": None}, 1),
        # Only who has something to tell a doctor is asked whether one knows.
        ({"signals": ["palpitations"], "palpitations_known": "no"}, 1),
        ({"signals": ["palpitations"], "medicines": ["diuretic"], "palpitations_known": "yes"}, 2),
        ({"signals": ["fatigue"], "alarm": ["chest_pain"]}, 1),
        ({"age": "under_4", "sex": "female"}, 1),
    ],
)
def test_a_referral_is_forced_by_the_fewest_questions(
    explainer: Explainer, change: Answers, size: int
) -> None:
    answers = cleaned(explainer.rules.pack, STRESSED | change)
    assert explainer.rules.advise(answers).outcome == "refer"
    assert len(explainer.explain(answers).because) == size


@settings(max_examples=8)
@given(seed=seeds())
def test_no_fewer_questions_would_do(explainer: Explainer, seed: int) -> None:
    answers = consultation(explainer.rules.pack, seed)
    named = tuple(each.question for each in explainer.explain(answers).because)
    for left_out in named:  # not one of those named can be missed
        less = tuple(each for each in named if each != left_out)
        assert escapes(explainer, answers, less), left_out
    asked, chance = explainer.rules.asked(answers), random.Random(seed)
    for size in range(min(len(named), 3)):  # and no other few would do instead
        others = list(combinations(asked, size))
        for fewer in chance.sample(others, min(len(others), 24)):
            assert escapes(explainer, answers, fewer), fewer


def test_an_answer_counts_for_what_it_is(pack: Pack, explainer: Explainer) -> None:
    """The one tick that matters is named, and those beside it are not."""
    answers = STRESSED | {"conditions": ["kidney", "surgery"], "medicines": ["iron"]}
    assert explainer.explain(answers).because == (Because("conditions", ("kidney",), False),)
    answers = cleaned(pack, STRESSED | {"conditions": None})
    because = {each.question: each for each in explainer.explain(answers).because}
    assert because["conditions"] == Because("conditions", ("unanswered",), False)
    because = {each.question: each for each in explainer.explain(STRESSED).because}
    assert because["conditions"] == Because("conditions", (), True)


# --- what would change it ------------------------------------------------------------------------


def flipped(answers: Answers, change: AnswerChange) -> Answers:
    """The answers after a change."""
    other = {each: list(value) if isinstance(value, list) else value
             for each, value in answers.items()}  # fmt: skip
    for atom in change.untick:
        question, _, option = atom.partition(":")
        other[question].remove(option)
    for atom in change.tick:
        question, _, option = atom.partition(":")
        assert option not in other.get(question, [])
        other.setdefault(question, []).append(option)
    return other


def leads(advice: Advice, change: AnswerChange) -> bool:
    """Whether this is where a change says that it leads."""
    return advice.outcome == change.outcome and (
        change.form is None or advice.forms[0].form == change.form
    )


def guarded(pack: Pack) -> set[str]:
    """The answers that a referral or a question to staff depends on, by the pack itself."""
    found: set[str] = set()

    def read(atoms: tuple[str, ...]) -> None:
        for atom in atoms:
            question, _, said = atom.partition(":")
            if not said:
                for _, more in pack.conditions[atom].parts():
                    read(more)
            elif said == "*" and question != "slot":
                found.update(f"{question}:{each}" for each in pack.vocabulary()[question])
            else:
                found.add(atom)

    for gate in pack.gates:
        if gate.outcome in ("refer", "ask_staff"):
            for _, atoms in gate.when.parts():
                read(atoms)
    return found


def test_something_is_guarded(pack: Pack) -> None:
    assert {"signals:palpitations", "signals:headache", "signals:low_mood"} <= guarded(pack)


@FEW
@given(seed=seeds())
def test_a_change_leads_where_it_says(explainer: Explainer, seed: int) -> None:
    rules = explainer.rules
    pack = rules.pack
    answers = consultation(pack, seed)
    advice = rules.advise(answers)
    changes = explainer.explain(answers).changes
    assert len({(each.outcome, each.form) for each in changes}) == len(changes)
    for change in changes:
        assert change.tick or change.untick
        assert leads(rules.advise(cleaned(pack, flipped(answers, change))), change), change
        assert not leads(advice, change)
        for atom in (*change.tick, *change.untick):
            assert pack.question(atom.partition(":")[0]).role in CHANGEABLE
            assert atom not in guarded(pack)


def changeable(pack: Pack, rules: Rules, answers: Answers) -> list[str]:
    """What may be ticked or unticked in a change."""
    asked = set(rules.asked(answers)) & answers.keys() & {pack.roles[each] for each in CHANGEABLE}
    atoms = (f"{name}:{each.id}" for name in sorted(asked) for each in pack.question(name).option)
    return [atom for atom in atoms if atom not in guarded(pack)]


def stepped(pack: Pack, answers: Answers, atoms: tuple[str, ...]) -> Answers:
    """The answers with these ticks the other way round."""
    other = dict(answers)
    for atom in atoms:
        question, _, option = atom.partition(":")
        held = other[question]
        other[question] = (
            [each for each in held if each != option] if option in held else [*held, option]
        )
    return cleaned(pack, other)


def reachable(
    pack: Pack, rules: Rules, answers: Answers, steps: int
) -> Iterator[tuple[str, str | None]]:
    """Every outcome, and form that comes first, so many steps away without other answers open."""
    asked = rules.asked(answers)
    for atoms in combinations(changeable(pack, rules, answers), steps):
        other = stepped(pack, answers, atoms)
        if set(rules.asked(other)) != set(asked):
            continue  # it opens or closes a question: more than these answers changes
        advice = rules.advise(other)
        yield advice.outcome, None
        if advice.forms:
            yield advice.outcome, advice.forms[0].form


@settings(max_examples=10)
@given(seed=seeds())
def test_a_change_is_as_small_as_can_be(explainer: Explainer, seed: int) -> None:
    """By trying every one and every two steps."""
    rules = explainer.rules
    pack = rules.pack
    answers = consultation(pack, seed)
    advice = rules.advise(answers)
    first = advice.forms[0].form if advice.forms else None
    sizes: dict[tuple[str, str | None], int] = {
        (each.outcome, each.form): len(each.tick) + len(each.untick)
        for each in explainer.explain(answers).changes
    }
    for steps in (1, 2):
        for outcome, form in set(reachable(pack, rules, answers, steps)):
            new = outcome != advice.outcome if form is None else (first and form != first)
            if new:
                assert sizes.get((outcome, form), 99) <= steps, (outcome, form)


def test_a_wish_for_another_situation_changes_the_form(explainer: Explainer) -> None:
    changes = {each.form: each for each in explainer.explain(STRESSED).changes if each.form}
    assert changes["malate"].outcome == "suggest"
    assert "malate" in changes
    assert all(each.outcome != "refer" for each in explainer.explain(STRESSED).changes)


def test_nothing_leads_away_from_a_referral(pack: Pack, explainer: Explainer) -> None:
    for change in ({"conditions": ["kidney"]}, {"signals": ["palpitations"]}, {"age": "under_4"}):
        assert explainer.explain(cleaned(pack, STRESSED | change)).changes == ()


# --- why not -------------------------------------------------------------------------------------


def advised(assistant: Assistant, **change: Any) -> tuple[Advice, Suggestion]:
    return assistant.advise(cleaned(assistant.pack, STRESSED | change))


@FEW
@given(seed=seeds())
def test_why_not_a_form(assistant: Assistant, seed: int) -> None:
    pack = assistant.pack
    advice, suggestion = assistant.advise(consultation(pack, seed))
    fitting = [each.form for each in advice.forms]
    fired = {each.rule for each in advice.trace if each.holds}
    for form in pack.forms:
        said = assistant.why_not(advice, suggestion, form.id)
        assert said.subject == form.id
        if advice.outcome != "suggest":
            assert (said.reason, said.by) == ("outcome", advice.gates)
        elif form.id in fitting:
            ahead = tuple(fitting[: fitting.index(form.id)])
            assert (said.reason, said.by) == ("behind" if ahead else "shown", ahead)
        elif not form.seed:
            assert (said.reason, said.by) == ("not_allowed", ())
        else:
            assert said.reason == "unsupported"
            assert set(said.by) <= fired


@FEW
@given(seed=seeds())
def test_why_not_a_product(assistant: Assistant, seed: int) -> None:
    pack = assistant.pack
    advice, suggestion = assistant.advise(consultation(pack, seed))
    excluded = {each.ean: each.reason for each in suggestion.excluded}
    shown = tuple(each.product.ean for each in suggestion.products)
    for product in assistant.catalogue.products:
        said = assistant.why_not(advice, suggestion, product.ean)
        if advice.outcome != "suggest":
            assert (said.reason, said.by) == ("outcome", advice.gates)
        elif product.ean in shown:
            assert (said.reason, said.by) == ("shown", ())
        elif product.ean in excluded:
            assert said.reason == excluded[product.ean]
            assert said.by == ((product.form,) if said.reason == "form" else ())
        else:
            assert (said.reason, said.by) == ("behind", shown)


def test_each_reason_is_met(assistant: Assistant) -> None:
    """The tests above look at every reason there is but the two below."""
    reasons = set()
    for change in ({}, {"other_magnesium": 150}, {"preferences": ["vegan"]}):
        advice, suggestion = advised(assistant, **change)
        for product in assistant.catalogue.products:
            reasons.add(assistant.why_not(advice, suggestion, product.ean).reason)
    exclusions = {each.id for each in assistant.pack.exclusions}
    assert reasons >= exclusions | {"shown", "behind"}


@pytest.fixture(scope="session")
def generous(pack: Pack) -> Assistant:
    """A shop that suggests two more forms."""
    allowed = Settings(allow_forms=("threonate", "oxide"))
    return Assistant(pack, allowed, resource("packs", "magnesium", "demo.csv"))


def test_a_form_that_is_barred(pack: Pack, generous: Assistant) -> None:
    answers = STRESSED | {"sex": "female", "life_stage": ["breastfeeding"]}
    cleared = (Clearance("breastfeeding", "asked"),)
    advice, suggestion = generous.advise(cleaned(pack, answers), "staff", cleared)
    assert advice.outcome == "suggest"
    said = generous.why_not(advice, suggestion, "threonate")
    assert (said.reason, said.by) == ("barred", ("form_bar.threonate_breastfeeding",))
    assert generous.why_not(advice, suggestion, "oxide").reason == "behind"
    said = generous.why_not(*advised(generous, preferences=["gentle"]), "oxide")
    assert (said.reason, said.by) == ("unsupported", ("weight.gentle",))


@FEW
@given(seed=seeds())
def test_forms_that_a_shop_allows_are_explained_too(generous: Assistant, seed: int) -> None:
    pack = generous.pack
    answers = consultation(pack, seed)
    rules, explanation = generous.rules, generous.explainer.explain(answers)
    for change in explanation.changes:
        assert leads(rules.advise(cleaned(pack, flipped(answers, change))), change)
    advice = rules.advise(answers)
    for other in variants(rules, answers, explanation.because, seed):
        assert rules.advise(other).outcome == advice.outcome


# --- clearances ----------------------------------------------------------------------------------


@FEW
@given(seed=seeds())
def test_what_is_cleared_is_explained_as_it_stands(explainer: Explainer, seed: int) -> None:
    rules = explainer.rules
    pack = rules.pack
    answers = consultation(pack, seed)
    standing = [each for each in rules.advise(answers).gates if rules.gates[each] & rules.clearable]
    assume(standing)
    cleared = [Clearance(each, "asked") for each in standing]
    advice = rules.advise(answers, "staff", cleared)
    explanation = explainer.explain(answers, "staff", cleared)
    for change in explanation.changes:
        other = cleaned(pack, flipped(answers, change))
        assert leads(rules.advise(other, "staff", cleared), change)
    # What is cleared no longer counts, in these answers and in any other.
    for other in variants(rules, answers, explanation.because, seed):
        assert rules.advise(other, "staff", cleared).outcome == advice.outcome
    assert explainer.explain(answers, "kiosk", cleared) == explainer.explain(answers)


def test_a_clearance_moves_the_explanation(explainer: Explainer) -> None:
    answers = STRESSED | {"age": "70_plus"}
    assert explainer.explain(answers).form_because == ()
    cleared = [Clearance("age_70_plus", "asked")]
    explanation = explainer.explain(answers, "staff", cleared)
    assert explanation.form_because
    assert all(each.outcome != "ask_staff" or each.tick for each in explanation.changes)


# --- it only looks -------------------------------------------------------------------------------


@settings(max_examples=8)
@given(seed=seeds())
def test_explaining_changes_nothing(assistant: Assistant, seed: int) -> None:
    pack = assistant.pack
    answers = consultation(pack, seed)
    before = assistant.advise(answers)
    copy = json.loads(json.dumps(answers))
    first = assistant.explainer.explain(answers)
    for form in pack.forms:
        assistant.why_not(*before, form.id)
    assert assistant.advise(answers) == before
    assert answers == copy
    assert assistant.explainer.explain(answers) == first


def test_what_was_explained_before_makes_no_difference(explainer: Explainer) -> None:
    fresh = Explainer(AnswerSpace(Rules(explainer.rules.pack)))
    for seed in range(5):
        answers = consultation(explainer.rules.pack, seed)
        assert fresh.explain(answers) == explainer.explain(answers)


# --- the command ---------------------------------------------------------------------------------


class Screens:
    """A face that nobody asks for anything here."""

    def run(self, kiosk: bool) -> int:
        raise AssertionError("no screen was asked for")

    def tour(self, folder: Path) -> int:
        raise AssertionError("no tour was asked for")

    def command(self) -> list[str]:
        raise AssertionError("no process was asked for")

    def look(self, kiosk: bool) -> int:
        raise AssertionError("no look was asked for")


SETS: list[Answers] = [
    {},
    {"conditions": ["kidney"]},
    {"medicines": None},
    {"signals": [], "situations": []},
    {"preferences": ["gentle", "vegan"], "situations": ["sport", "hormonal"]},
]


@pytest.mark.parametrize(
    ("language", "number"), [("nl", 0), ("en", 0), ("nl", 1), ("en", 2), ("nl", 3), ("en", 4)]
)
def test_why_on_the_command_line(
    assistant: Assistant,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    language: str,
    number: int,
) -> None:
    pack = assistant.pack
    answers = cleaned(pack, STRESSED | SETS[number])
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"language": language, "answers": answers}), "utf-8")

    def run(*arguments: str) -> str:
        assert main(["advise", str(path), *arguments], Screens()) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    plain = json.loads(run("--format", "json"))
    ean = next(iter(assistant.catalogue.products)).ean
    said = json.loads(run("--format", "json", "--why", "--why-not", "oxide"))
    why, why_not = said.pop("why"), said.pop("why_not")
    assert said == plain  # an explanation is added, and nothing else changes
    assert set(why) == {"decides", "because", "form_because", "changes"}
    explanation = assistant.explainer.explain(answers)
    for part in ("because", "form_because"):
        assert [(each["question"], each["ticked"], each["rest"]) for each in why[part]] == [
            (each.question, list(each.ticked), each.rest) for each in getattr(explanation, part)
        ]
    assert [(each["tick"], each["untick"], each["outcome"], each["form"])
            for each in why["changes"]] == [
        (list(each.tick), list(each.untick), each.outcome, each.form)
        for each in explanation.changes
    ]  # fmt: skip
    assert set(why_not) == {"subject", "name", "reason", "by", "text"}
    text = run("--why", "--why-not", ean)
    sentences = [*why["decides"]]
    sentences += [each["text"] for each in chain(why["form_because"], why["changes"])]
    for sentence in sentences:
        assert sentence in text
        assert "{" not in sentence
        assert ":" not in sentence or "_" not in sentence  # words, not ids
    other = json.loads(run("--format", "json", "--why-not", ean))["why_not"]
    assert other["subject"] == ean
    assert other["text"] in text
    assert why_not["text"]


def test_why_not_something_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"answers": STRESSED}), "utf-8")
    assert main(["advise", str(path), "--why-not", "oxid"], Screens()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "'oxide'" in err
    assert err.count("\n") == 1


def test_reasons_prepared_beside_the_screen_are_the_same(pack: Pack) -> None:
    """A thread works them out while somebody asks already: both get what they would alone."""
    catalogue = resource("packs", "magnesium", "demo.csv")
    alone, both = (Assistant(pack, Settings(), catalogue) for _ in range(2))
    advice, _ = alone.advise(STRESSED, "staff")
    beside = Thread(target=both.prepare, args=(True,))
    beside.start()
    asked = both.explain(advice, "staff", "nl")
    beside.join()
    assert asked == both.explain(advice, "staff", "nl") == alone.explain(advice, "staff", "nl")
