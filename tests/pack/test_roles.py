"""What a question is for is said by its role: no name of a question or option means anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from renamed import Renamed, other
from strategies import Drawn

from magapp.errors import PackError
from magapp.pack import Pack, load_cases, load_pack, read_pack
from magapp.pack.model import ROLES, Expected
from magapp.products import Product
from magapp.products.plan import load_catalogue
from magapp.proof.coverage import coverage
from magapp.resources import resource
from magapp.rules import Rules
from magapp.shelf.suggest import Suggestion, suggest
from magapp.takehome.data import as_json
from magapp.takehome.report import advice_in_words
from magapp.takehome.slip import as_text, make_slip
from magapp.visit.consultation import build_consultation
from magapp.visit.handover import decode, encode

DAY = date(2026, 6, 1)
CASES = load_cases(resource("packs", "magnesium"))


@pytest.fixture(scope="module")
def renamed(pack: Pack) -> Renamed:
    return Renamed(pack)


@pytest.fixture(scope="module")
def rules(pack: Pack) -> Rules:
    return Rules(pack)


@pytest.fixture(scope="module")
def its_rules(renamed: Renamed) -> Rules:
    return Rules(renamed.pack)


@cache
def demo_shelf() -> tuple[Product, ...]:
    return load_catalogue(
        resource("packs", "magnesium", "demo.csv"), load_pack(resource("packs", "magnesium"))
    ).products


def advised(rules: Rules, case: Mapping[str, Any], language: str) -> tuple[dict[str, Any], str]:
    pack = rules.pack
    asked = build_consultation(case, pack)
    advice = rules.advise(asked.answers, asked.channel, asked.cleared)
    found = suggest(pack, advice, demo_shelf())
    said = as_json(pack, advice_in_words(pack, advice, found, language, asked.channel))
    slip = make_slip(pack, advice, Suggestion(found.products), language, DAY)
    return said, as_text(slip)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_renaming_changes_nothing(
    rules: Rules, renamed: Renamed, its_rules: Rules, case: Expected
) -> None:
    file = {"channel": case.channel, "answers": case.answers, "cleared": list(case.cleared)}
    said, slip = advised(rules, file, "en")
    there, its_slip = advised(its_rules, {**file, "answers": renamed.answers(case.answers)}, "en")
    assert untold(there) == untold(said)
    # The code of the hand-over has the places of the answers, which stay, and no names.
    assert its_slip == slip


def untold(said: Any) -> Any:
    """An advice without the answers it quotes by their ids."""
    if isinstance(said, dict):
        return {key: untold(each) for key, each in said.items() if key not in ("answers", "open")}
    return [untold(each) for each in said] if isinstance(said, list | tuple) else said


def test_a_hand_over_says_the_new_names(renamed: Renamed) -> None:
    case = next(each for each in CASES if each.answers.get("moments"))
    answers = renamed.answers(case.answers)
    handed = decode(renamed.pack, encode(renamed.pack, answers))
    assert handed.answers.keys() == answers.keys()
    assert {*answers} <= {other(question.id) for question in renamed.old.questions}


def test_who_gets_what_stays(pack: Pack, renamed: Renamed) -> None:
    products = demo_shelf()[:6]
    whole = coverage(Rules(pack), products, [250])
    there = coverage(Rules(renamed.pack), products, [250])
    assert [each.ean for each in there.products] == [each.ean for each in whole.products]
    for one, two in zip(whole.products, there.products, strict=True):
        assert {renamed.atom(each) for each in one.gets} == {*two.gets}
        assert {renamed.atom(each) for each in one.never} == {*two.never}


# --- roles that are missing, double or misused ---------------------------------------------------


def faults(files: Mapping[str, bytes]) -> set[str]:
    with pytest.raises(PackError) as refused:
        read_pack(files)
    return {fault.code for fault in refused.value.faults}


def changed(files: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
    text = files["questions.toml"].decode()
    assert old in text
    return {**files, "questions.toml": text.replace(old, new, 1).encode()}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_that_is_taken_away_is_missed(pack_files: Mapping[str, bytes], role: str) -> None:
    if role in ("situations",):  # a pack may do without
        read_pack(changed(pack_files, f'role = "{role}"\n', ""))
    else:
        assert "role" in faults(changed(pack_files, f'role = "{role}"\n', ""))


@pytest.mark.parametrize("role", ROLES)
def test_a_role_on_another_kind_of_question_is_refused(
    pack_files: Mapping[str, bytes], role: str
) -> None:
    for id_ in ("age", "life_stage", "other_magnesium"):
        text = pack_files["questions.toml"].decode()
        start = text.index(f'id = "{id_}"')
        kind = text[text.index('kind = "', start) :].split('"')[1]
        there = text[:start] + text[start:].replace(
            f'kind = "{kind}"', f'kind = "{kind}"\nrole = "{role}"', 1
        )
        if 'role = "intake"\n' in there and id_ == "other_magnesium":
            there = there.replace('role = "intake"\n', "", 1)
            if role == "intake":
                continue
        assert "role" in faults({**pack_files, "questions.toml": there.encode()}), (id_, role)


OPTION_ROLES = [(question, option) for question, (_, some) in ROLES.items() for option in some]


@pytest.mark.parametrize(("question", "role"), OPTION_ROLES)
def test_the_role_of_an_option_stands_in_its_question_once(
    pack_files: Mapping[str, bytes], question: str, role: str
) -> None:
    line = f'  role = "{role}"\n'
    elsewhere = changed(pack_files, line, "")
    elsewhere = changed(elsewhere, '  id = "4_8"\n', f'  id = "4_8"\n{line}')
    assert "role" in faults(elsewhere)
    text = pack_files["questions.toml"].decode()
    start = text.index(f'role = "{question}"\n')
    own = text.index(line, start)
    options = [found.end() for found in re.finditer(r'  id = ".*"\n', text) if found.end() > start]
    free = next(end for end in options if end != own and not text[end:].startswith("  role"))
    twice = text[:free] + line + text[free:]
    assert "role" in faults({**pack_files, "questions.toml": twice.encode()})


def test_a_number_without_a_role_is_taken_off_nothing(pack_files: Mapping[str, bytes]) -> None:
    """A question about a weight in kg once came off the ceiling in mg."""
    weight = """
[[question]]
id = "weight"
section = "who"
kind = "number"
icon = "cake_variant_outline"
optional = true
min = 0
max = 300
unit = "kg"
sources = ["practice"]
"""
    files = {
        **pack_files,
        "questions.toml": pack_files["questions.toml"] + weight.encode(),
        **{
            f"text/{language}/weight.toml": b'[question.weight]\ntitle = "W"\nhelp = "W"\n'
            for language in ("nl", "en")
        },
    }
    rules = Rules(read_pack(files))
    answers: Drawn = {
        "who": "self",
        "age": "18_69",
        "sex": "male",
        "other_magnesium": 50,
        "weight": 70,
    }
    assert rules.advise(answers).allowance == rules.pack.constant("ceiling") - 50
