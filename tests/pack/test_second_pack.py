"""A second pack needs no code: another substance in another unit is read, proved and advised on."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace
from second import CASES, CATALOGUE, DAY, FOLDER, advised, foreign, second, second_shelf
from strategies import Drawn

from magapp.assistant import Assistant
from magapp.check import Report, check_folder
from magapp.check.report import as_text as report_text
from magapp.pack import Pack
from magapp.pack.model import Expected
from magapp.proof.coverage import coverage
from magapp.proof.invariants import prove
from magapp.proof.space import AnswerSpace
from magapp.rules import Rules
from magapp.settings import Settings
from magapp.shelf.suggest import suggest
from magapp.takehome.cards import reasons

each_case = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
SUGGESTING = [case for case in CASES if case.outcome == "suggest"]
LANGUAGES = second().pack.languages


# --- the check and the proof ---------------------------------------------------------------------


@cache
def report() -> Report:
    return check_folder(FOLDER, DAY)


def test_the_check_finds_nothing_but_the_missing_signature() -> None:
    assert {fault.code for fault in report().faults} == {"unsigned"}


def test_every_promise_is_kept_and_about_something() -> None:
    assert len(report().proofs) == len(second().pack.invariants) >= 20
    assert [each.invariant for each in report().proofs if not each.holds or each.idle] == []


def test_a_promise_that_is_not_kept_is_found() -> None:
    pack = second().pack
    promised = [each for each in pack.invariants if each.id == "refer_illness"]
    gates = tuple(gate for gate in pack.gates if gate.id != "kidneys")
    (proof,) = prove(AnswerSpace(Rules(replace(pack, gates=gates))), promised, ())
    assert not proof.holds


def test_the_report_speaks_of_its_own_substance() -> None:
    assert foreign(report_text(report()).splitlines()) == []


# --- its cases -----------------------------------------------------------------------------------


@each_case
def test_case(case: Expected) -> None:
    advice, found = advised(case)
    assert (advice.outcome, advice.urgency) == (case.outcome, case.urgency)
    assert sorted(advice.gates) == sorted(case.gates)
    assert tuple(each.form for each in advice.forms[: len(case.forms)]) == case.forms
    assert not case.slots or advice.slots == case.slots
    assert {*case.fires} <= {verdict.rule for verdict in advice.trace if verdict.holds}
    shown = {each.product.ean for each in found.products}
    assert not shown & {*case.forbidden}
    assert bool(shown) == (case.outcome == "suggest")


def test_every_gate_and_every_weight_has_a_case() -> None:
    pack = second().pack
    assert {gate.id for gate in pack.gates} == {
        *(gate for case in CASES for gate in case.gates),
        *(each["gate"] for case in CASES for each in case.cleared),
    }
    fired = {rule for case in CASES for rule in case.fires}
    assert {f"weight.{each.id}" for each in pack.weights if each.when.parts()} <= fired


def test_every_reason_to_leave_a_product_out_is_there() -> None:
    left_out = {each.reason for case in SUGGESTING for each in advised(case)[1].excluded}
    assert left_out == {each.id for each in second().pack.exclusions}


def test_nothing_is_found_by_the_names_of_the_first_pack(pack: Pack) -> None:
    def names(each: Pack) -> set[str]:
        asked = {question.id for question in each.questions}
        options = {option.id for question in each.questions for option in question.option}
        return asked | options | {slot.id for slot in each.slots} | {form.id for form in each.forms}

    assert names(second().pack) & names(pack) == set()


# --- amounts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("years", "left"), [("grown", 90), ("child", 40), ("older", 90)])
def test_a_child_has_half_the_ceiling(years: str, left: float) -> None:
    rules = second().rules
    answers: Drawn = {"years": years, "already": 10}
    assert rules.allowance(answers, rules.facts(answers)) == left


def test_nothing_is_split() -> None:
    for case in SUGGESTING:
        for each in advised(case)[1].products:
            assert len(each.intakes) == 1


# --- the shelf ------------------------------------------------------------------------------------


def test_a_product_is_found_by_its_name_and_form() -> None:
    shelf = second().shelf
    assert [each.ean for each in shelf.search("korstmos")] == ["2000021000100"]
    assert {each.form for each in shelf.search("ergocalciferol")} == {"ergocalciferol"}


def test_who_gets_what() -> None:
    whole = coverage(second().rules, second_shelf())
    assert len(whole.products) == len(second_shelf())
    gets = {each.ean: each.gets for each in whole.products}
    assert gets["2000021000018"]  # ten µg a day: for somebody
    assert not gets["2000021000063"]  # above every ceiling
    assert not gets["2000023000016"]  # of a form that this shop does not suggest


@pytest.mark.parametrize(("language", "said"), [("en", "Powder"), ("nl", "Poeder")])
def test_a_dosage_form_that_nobody_is_asked_about_has_a_name(language: str, said: str) -> None:
    pack = second().pack
    assert "powder" not in pack.roles
    tablets = second_shelf()[0]
    powder = replace(tablets, ean="2000021000995", dosage_form="powder")
    case = next(each for each in CASES if each.id == "little_sun")
    found = suggest(pack, advised(case)[0], [tablets, powder])
    told = [each.text for each in reasons(pack, found.products, language)[1]]
    assert any(said in each for each in told)


# --- why -----------------------------------------------------------------------------------------


def test_what_forces_an_outcome_is_said() -> None:
    case = next(each for each in CASES if each.id == "illnesses")
    advice, _ = advised(case)
    why = second().explainer.explain(advice.answers, case.channel)
    assert {each.question for each in why.because} <= {"illness", "years", "already", "complaint"}
    assert why.because


def test_why_a_form_is_not_shown() -> None:
    advice, found = advised(next(each for each in CASES if each.id == "little_sun"))
    assert second().why_not(advice, found, "ergocalciferol").reason != "shown"
    assert second().why_not(advice, found, "2000021000063").reason


def test_a_shop_may_allow_the_third_form() -> None:
    shop = Assistant(second().pack, Settings(allow_forms=("calcifediol",)), CATALOGUE)
    case = next(each for each in CASES if each.id == "little_sun")
    forms = [each.form for each in shop.advise(case.answers)[0].forms]
    assert forms == ["cholecalciferol", "calcifediol"]
