"""What is said with a second pack is of its own substance, in its own unit, wherever it is said."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from second import CASES, CATALOGUE, DAY, FOLDER, advised, foreign, second, second_shelf

from magapp.assistant import open_assistant
from magapp.cli.main import main
from magapp.cli.terminal import as_text as in_terminal
from magapp.pack import Pack
from magapp.pack.model import Expected
from magapp.products import export_csv
from magapp.products.columns import AMOUNT
from magapp.products.mapping import guess_mapping
from magapp.products.plan import plan_import
from magapp.products.table import read_rows
from magapp.takehome.data import as_json
from magapp.takehome.report import AdviceText, advice_in_words
from magapp.takehome.slip import as_text, make_slip
from magapp.visit.consultation import build_consultation
from magapp.visit.handover import HandoverError, decode, encode
from ui.__main__ import ScreenFace

each_case = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
LANGUAGES = second().pack.languages


def in_words(case: Expected, language: str) -> AdviceText:
    advice, found = advised(case)
    said = advice_in_words(second().pack, advice, found, language, case.channel)
    return replace(said, why=second().explain(advice, case.channel, language))


def strings(said: Any) -> Iterator[str]:
    """Every key and every text in decoded JSON."""
    if isinstance(said, dict):
        for key, value in said.items():
            yield key
            yield from strings(value)
    elif isinstance(said, list):
        for each in said:
            yield from strings(each)
    elif isinstance(said, str):
        yield said


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@each_case
def test_json_speaks_of_its_own_substance(case: Expected, language: str) -> None:
    said = as_json(second().pack, in_words(case, language))
    assert foreign(strings(said)) == []
    assert said["ceiling_ug"] in (50, 100)
    assert not [key for key in strings(said) if key.endswith("_mg")]
    for product in said["products"]:
        assert {"daily_ug", "price_per_100_ug"} <= product.keys()
        assert all(intake["ug"] > 0 for intake in product["intakes"])


@pytest.mark.parametrize("language", LANGUAGES)
@each_case
def test_slip_speaks_of_its_own_substance(case: Expected, language: str) -> None:
    advice, found = advised(case)
    slip = as_text(make_slip(second().pack, advice, found, language, DAY))
    assert foreign(slip.splitlines()) == []
    if case.outcome == "suggest":
        assert "µg" in slip


@pytest.mark.parametrize("language", LANGUAGES)
@each_case
def test_terminal_speaks_of_its_own_substance(case: Expected, language: str) -> None:
    text = in_terminal(second().pack, in_words(case, language))
    assert foreign(text.splitlines()) == []
    if case.outcome == "suggest":
        assert "100\xa0µg" in text


def test_the_day_keeps_the_hours() -> None:
    """Orlistat at every meal leaves the night; on the slip each stands at its moment."""
    case = next(each for each in CASES if each.id == "orlistat_at_every_meal")
    advice, found = advised(case)
    assert {intake.slot for each in found.products for intake in each.intakes} == {"night"}
    slip = as_text(make_slip(second().pack, advice, found, "en", DAY))
    assert "For the night" in slip
    assert "Orlistat" in slip


# --- the hand-over -------------------------------------------------------------------------------


@each_case
def test_a_line_brings_the_answers_back(case: Expected) -> None:
    mine = second().pack
    asked = build_consultation({"answers": case.answers}, mine)
    line = encode(mine, asked.answers, ["orlistat"])
    assert line.startswith("VID2:")
    handed = decode(mine, line)
    assert (handed.answers, handed.named) == (asked.answers, ("orlistat",))
    assert decode(mine, line.lower()) == handed


def test_a_line_of_another_pack_is_refused_as_such(pack: Pack) -> None:
    mine = second().pack
    for one, other, answers in (
        (mine, pack, {"years": "grown"}),
        (pack, mine, {"age": "18_69"}),
    ):
        with pytest.raises(HandoverError) as refused:
            decode(other, encode(one, answers))
        assert refused.value.kind == "other_pack"


# --- products ------------------------------------------------------------------------------------


def test_its_products_are_imported() -> None:
    mine = second().pack
    table = read_rows(CATALOGUE)
    mapping = guess_mapping(table, mine.substance)
    assert mapping[AMOUNT] == "ug_per_unit"
    plan = plan_import(table, mapping, (), mine)
    assert plan.refused == ()
    assert len(plan.added) == len(second_shelf()) == 13
    said = [each.text for each in plan.warnings]
    assert foreign(said) == []
    assert {each.code for each in plan.warnings} >= {
        "no_claim", "over_ceiling", "active", "eu_limited", "actives",
    }  # fmt: skip
    assert any("µg" in each for each in said)


def test_its_products_come_back_from_their_csv() -> None:
    mine = second().pack
    content = export_csv(second_shelf(), mine.substance)
    assert "ug_per_unit" in content.split("\n")[0]
    assert "mg_per_unit" not in content


# --- the command line ----------------------------------------------------------------------------


def test_the_commands_take_it(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("answers")
    case = next(each for each in CASES if each.id == "older_and_frugal")
    file = folder / "answers.json"
    file.write_text(json.dumps({"answers": case.answers, "language": "en"}))
    status = main(
        ["advise", str(file), "--pack", str(FOLDER), "--catalog", str(CATALOGUE), "--why"],
        ScreenFace(),
    )
    out = capsys.readouterr().out
    assert status == 0
    assert foreign(out.splitlines()) == []
    assert "µg" in out


ASKED = ("1", "4", "0", "0", "1", "0", "orlistat, paracetamol", "1", "12,5", "1", "2", "1", "6")
"""A line for every question, three for the meals."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_are_asked_in_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    typed = "".join(f"{line}\n" for line in ASKED)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8"))
    command = ["advise", "--pack", FOLDER, "--catalog", CATALOGUE, "--language", language]
    status = main([str(each) for each in command], ScreenFace())
    said = capsys.readouterr()
    assert (status, said.err) == (0, "")
    assert foreign(said.out.splitlines()) == []
    assert "orlistat" in said.out
    assert "µg" in said.out


@pytest.mark.parametrize("name", ["Lanoxin", "hct 12,5 mg", "plaspil", "losartan/hct", "iets"])
def test_what_is_made_of_a_name_is_of_its_own_substance(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    status = main(["medicine", "--pack", str(FOLDER), "--format", "text", name], ScreenFace())
    said = capsys.readouterr().out.replace(name, "")
    assert status == 0
    assert foreign(said.splitlines()) == []


def test_a_start_takes_it_after_the_whole_check() -> None:
    with open_assistant(CATALOGUE, FOLDER) as assistant:
        assert assistant.pack.digest == second().pack.digest
        assert len(assistant.shelf) == len(second_shelf())
