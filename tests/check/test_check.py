"""The check of a pack: one small thing wrong at a time, and the finding it must lead to."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from msgspec.structs import replace
from people import STRESSED

import magapp.assistant
import magapp.check
from magapp.assistant import Assistant, open_assistant, open_pack
from magapp.check import Report, approve, check_pack
from magapp.check.cases import case_faults
from magapp.check.report import as_json, as_text
from magapp.check.structure import date_faults
from magapp.cli.main import main
from magapp.errors import Fault, PackError
from magapp.language.saying import Saying
from magapp.pack import Pack, load_cases, read_pack
from magapp.pack.compiled import Checked
from magapp.pack.folder import SIGNATURE, digest, read_files
from magapp.pack.model import Condition, Expected, Source
from magapp.pack.signature import sign, signature_faults
from magapp.products import Product
from magapp.resources import resource
from magapp.rules import Rules
from magapp.visit.consultation import read_consultation

Files = dict[str, bytes]
Found = tuple[str, str, str, str]
DAY = date(2026, 7, 1)
PARSE = cache(tomllib.loads)
REAL = resource("packs", "magnesium")


@pytest.fixture(scope="session")
def shelf(assistant: Assistant) -> tuple[Product, ...]:
    return tuple(assistant.catalogue.products)


def found(faults: tuple[Fault, ...]) -> set[Found]:
    """Findings without their prose: severity, code, file and place."""
    return {(fault.severity, fault.code, fault.file, fault.place) for fault in faults}


def told(pack: Pack, invariants: tuple[str, ...] = ()) -> set[Found]:
    """What the check of the rules finds, with only these promises to prove."""
    kept = tuple(each for each in pack.invariants if each.id in invariants)
    return found(check_pack(replace(pack, invariants=kept), (), (), DAY).faults)


@pytest.fixture(scope="session")
def told_of_real(pack: Pack) -> set[Found]:
    """What the check of the rules finds in the real pack."""
    return told(pack)


def changed(pack: Pack, field: str, name: str, **parts: Any) -> Pack:
    """The pack with one entry changed."""
    held = getattr(pack, field)
    if isinstance(held, dict):
        return replace(pack, **{field: held | {name: replace(held[name], **parts)}})
    assert any(each.id == name for each in held)
    return replace(
        pack,
        **{field: tuple(replace(each, **parts) if each.id == name else each for each in held)},
    )


def option(pack: Pack, question: str, name: str, neutral: bool) -> Pack:
    options = tuple(
        replace(each, neutral=neutral) if each.id == name else each
        for each in pack.question(question).option
    )
    return changed(pack, "questions", question, option=options)


def preset(pack: Pack, **answers: Any) -> Pack:
    """The pack with other answers in its preset."""
    (one,) = pack.presets
    return replace(pack, presets=(replace(one, answers={**one.answers, **answers}),))


def shortcut(pack: Pack, **answers: Any) -> Pack:
    """The pack with other answers in one of its shortcuts."""
    man = next(each for each in pack.shortcuts if each.id == "adult_man")
    return replace(pack, shortcuts=(replace(man, answers={**man.answers, **answers}),))


def without_form(pack: Pack, form: str) -> Pack:
    """The pack in which nothing speaks for a form."""
    weights = tuple(
        replace(weight, forms=tuple(each for each in weight.forms if each != form))
        for weight in pack.weights
    )
    return replace(pack, weights=weights)


def twice(pack: Pack, gate: str) -> Pack:
    """The pack with a gate that is there again under another name."""
    (one,) = (each for each in pack.gates if each.id == gate)
    return replace(pack, gates=(*pack.gates, replace(one, id="again")))


# --- the real pack -------------------------------------------------------------------------------

KNOWN: set[Found] = {
    ("note", "form-never-first", "rules.toml", f"form {form}")
    for form in ("taurate", "glycerophosphate", "citrate")
}
UNSIGNED: Found = ("note", "unsigned", SIGNATURE, "")


@pytest.fixture(scope="session")
def real(pack: Pack, shelf: tuple[Product, ...]) -> Report:
    return check_pack(pack, load_cases(REAL), shelf, DAY)


def test_the_real_pack_has_only_what_is_known(real: Report, pack: Pack) -> None:
    assert found(real.faults) == KNOWN
    assert not real.errors
    assert [proof.invariant for proof in real.proofs] == [each.id for each in pack.invariants]
    assert all(proof.holds and not proof.idle for proof in real.proofs)
    assert real.answer_sets > 10**20


def test_the_report_in_text_and_as_data(real: Report, pack: Pack) -> None:
    data = as_json(real)
    assert set(data) == {"pack", "answer_sets", "findings", "proofs"}
    assert data["pack"] == {"id": pack.id, "version": pack.version, "digest": pack.digest}
    assert data["answer_sets"] == real.answer_sets
    for finding in data["findings"]:
        assert set(finding) == {"code", "file", "place", "message", "mend", "severity"}
    for proof in data["proofs"]:
        assert set(proof) == {"invariant", "holds", "idle", "broken_by", "message"}
    assert json.loads(json.dumps(data)) == data
    text = as_text(real)
    assert f"{real.answer_sets:,}" in text
    assert pack.digest in text
    assert all(each.id in text for each in pack.invariants)


# --- rules ---------------------------------------------------------------------------------------

NOBODY = Condition(all=("age:9_17", "age:70_plus"))

RULES: list[tuple[Callable[[Pack], Pack], Literal["error", "warning", "note"], str, str, str]] = [
    (lambda pack: changed(pack, "gates", "kidney", when=NOBODY),
     "error", "never-fires", "rules.toml", "gate kidney"),
    (lambda pack: changed(pack, "weights", "sport", when=NOBODY),
     "error", "never-fires", "rules.toml", "weight sport"),
    (lambda pack: changed(pack, "form_bars", "threonate_pregnant", when=NOBODY),
     "error", "never-fires", "rules.toml", "form_bar threonate_pregnant"),
    (lambda pack: changed(pack, "cautions", "alcohol", when=NOBODY),
     "error", "never-fires", "rules.toml", "caution alcohol"),
    (lambda pack: changed(pack, "claims", pack.claims[0].id, when=NOBODY),
     "error", "never-fires", "claims.toml", "claim {claim}"),
    (lambda pack: changed(pack, "conditions", "several_signals",
                          at_least=None, all=("age:9_17", "age:70_plus")),
     "error", "never-fires", "rules.toml", "condition several_signals"),
    (lambda pack: changed(pack, "conditions", "ask_life_stage",
                          unless=(), all=("sex:male", "sex:female")),
     "error", "never-asked", "questions.toml", "question life_stage"),
    (lambda pack: twice(pack, "kidney"),
     "warning", "gate-no-outcome", "rules.toml", "gate again"),
    (lambda pack: changed(pack, "gates", "food_rich",
                          when=Condition(all=("food:high", "other_magnesium:enough"))),
     "warning", "gate-no-outcome", "rules.toml", "gate food_rich"),
    (lambda pack: changed(pack, "gates", "headache_pregnant", when=Condition(
        all=("signals:headache", "life_stage:pregnant", "any_signal"))),
     "warning", "idle-literal", "rules.toml", "gate headache_pregnant: when"),
    (lambda pack: changed(pack, "conditions", "uses_magnesium",
                          any=("other_magnesium:some", "other_magnesium:enough")),
     "warning", "idle-literal", "rules.toml", "condition uses_magnesium"),
    (lambda pack: option(pack, "who", "self", neutral=False),
     "warning", "unread-option", "questions.toml", "question who: option self"),
    (lambda pack: option(pack, "conditions", "kidney", neutral=True),
     "warning", "neutral-read", "questions.toml", "question conditions: option kidney"),
    (lambda pack: preset(pack, sex="male"),
     "error", "preset-unasked", "questions.toml", "preset healthy_adult: answers.life_stage"),
    (lambda pack: shortcut(pack, life_stage=[]),
     "error", "preset-unasked", "questions.toml", "shortcut adult_man: answers.life_stage"),
    (lambda pack: shortcut(pack, age="under_4"),
     "error", "preset-refused", "questions.toml", "shortcut adult_man"),
    (lambda pack: preset(pack, conditions=["kidney"]),
     "error", "preset-refused", "questions.toml", "preset healthy_adult"),
    (lambda pack: without_form(pack, "taurate"),
     "error", "form-never-fits", "rules.toml", "form taurate"),
    (lambda pack: changed(pack, "form_bars", "threonate_pregnant",
                          form="malate", when=Condition()),
     "error", "form-never-fits", "rules.toml", "form malate"),
    (lambda pack: changed(pack, "weights", "guideline",
                          forms=("bisglycinate", "taurate", "glycerophosphate")),
     "note", "form-never-first", "rules.toml", "form taurate"),
    (lambda pack: replace(pack, sources=pack.sources | {"new": Source(
        id="new", title="T", issuer="I", year=2026, confidence="low", seen="known")}),
     "warning", "uncited-source", "sources.toml", "source new"),
    (lambda pack: changed(pack, "gates", "kidney",
                          valid_from=date(2027, 1, 1), valid_until=date(2026, 1, 1)),
     "error", "never-in-force", "rules.toml", "gate kidney"),
    (lambda pack: changed(pack, "cautions", "alcohol", valid_until=date(2026, 6, 30)),
     "note", "not-in-force", "rules.toml", "caution alcohol"),
    (lambda pack: changed(pack, "statements", pack.statements[0].id,
                          valid_from=date(2026, 7, 2)),
     "note", "not-in-force", "claims.toml", "statement {statement}"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "severity", "code", "file", "place"), RULES)
def test_a_rule_gone_wrong(
    pack: Pack,
    told_of_real: set[Found],
    change: Callable[[Pack], Pack],
    severity: str,
    code: str,
    file: str,
    place: str,
) -> None:
    place = place.format(claim=pack.claims[0].id, statement=pack.statements[0].id)
    assert (severity, code, file, place) not in told_of_real or code == "form-never-first"
    assert (severity, code, file, place) in told(change(pack))


def test_a_rule_in_force_is_no_finding(pack: Pack) -> None:
    dated = changed(pack, "gates", "kidney", valid_from=DAY, valid_until=DAY)
    assert told(dated) == KNOWN


def test_the_dates_of_a_rule_include_both_ends(pack: Pack) -> None:
    january = {"valid_from": date(2030, 1, 1), "valid_until": date(2030, 1, 31)}
    dated = changed(pack, "cautions", "alcohol", **january)
    days = (date(2029, 12, 31), date(2030, 1, 1), date(2030, 1, 31), date(2030, 2, 1))
    assert [[each.code for each in date_faults(dated, day)] for day in days] == [
        ["not-in-force"], [], [], ["not-in-force"],
    ]  # fmt: skip


# --- promises ------------------------------------------------------------------------------------


def test_a_promise_about_nobody_is_idle(pack: Pack) -> None:
    idle = changed(pack, "invariants", "refer_kidney", when=NOBODY)
    place = "invariant refer_kidney"
    finding = ("warning", "idle-invariant", "invariants.toml", place)
    assert told(idle, ("refer_kidney",)) - KNOWN == {finding}


@pytest.mark.parametrize(
    ("change", "invariant"),
    [
        (lambda p: changed(p, "gates", "kidney", outcome="food_first", urgency=None),
         "refer_kidney"),
        (lambda p: changed(p, "gates", "age_70_plus", when=Condition(
            all=("age:70_plus",), unless=("medicines:iron",))), "more_never_weaker"),
        (lambda p: changed(p, "form_bars", "threonate_pregnant", form="oxide"),
         "threonate_adults_only"),
        (lambda p: changed(p, "weights", "sport", score=-3), "sport_alone"),
        (lambda p: without_form(p, "taurate"), "seed_forms_can_be_suggested"),
        (lambda p: replace(p, gates=tuple(
            each for each in p.gates if each.id != "unanswered_medicines")),
         "open_safety_question"),
    ],
)  # fmt: skip
def test_a_broken_promise(pack: Pack, change: Callable[[Pack], Pack], invariant: str) -> None:
    broken = change(pack)
    report = check_pack(broken, (), (), DAY)
    places = {fault.place for fault in report.errors if fault.code == "broken-invariant"}
    assert f"invariant {invariant}" in places
    assert {f"invariant {each.invariant}" for each in report.proofs if not each.holds} == places
    for proof in report.proofs:
        if proof.broken_by:
            asked = read_consultation(json.dumps(proof.broken_by), broken)
            said = Rules(broken).advise(asked.answers, asked.channel, asked.cleared)
            assert said.outcome in str(proof.message)


def test_a_pack_that_suggests_nothing_can_be_checked(
    pack: Pack, shelf: tuple[Product, ...]
) -> None:
    """No outcome `suggest`, or no form for it: findings all the same."""
    always = changed(pack, "gates", "few_signals", when=Condition())
    assert check_pack(always, (), shelf, DAY).answer_sets != 0
    report = check_pack(replace(pack, weights=()), (), shelf, DAY)
    assert ("error", "form-never-fits", "rules.toml", "form malate") in found(report.faults)


# --- cases ---------------------------------------------------------------------------------------


def expected(**parts: Any) -> Expected:
    """A case that is as it should be, but for these parts."""
    given: dict[str, Any] = {
        "id": "one",
        "outcome": "suggest",
        "answers": STRESSED,
        "forms": ("bisglycinate",),
        "fires": ("weight.stress", "caution.laxative"),
    }
    return Expected(**(given | parts))


def case_places(pack: Pack, products: tuple[Product, ...], *cases: Expected) -> set[Found]:
    return found(tuple(case_faults(Rules(pack), cases, products)))


def test_a_case_that_is_borne_out(pack: Pack, shelf: tuple[Product, ...]) -> None:
    assert case_places(pack, shelf, expected()) == set()
    assert case_places(pack, shelf, expected(), expected(id="two")) == set()


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"outcome": "food_first", "forms": ()}, "outcome"),
        ({"answers": STRESSED | {"conditions": ["kidney"]}, "outcome": "refer", "urgency": "now",
          "gates": ("kidney",), "forms": (), "fires": ()}, "urgency"),
        ({"gates": ("kidney",)}, "gates"),
        ({"forms": ("malate",)}, "forms"),
        ({"fires": ("weight.sport",)}, "fires"),
        ({"fires": ("weight.sprot",)}, "fires"),
    ],
)  # fmt: skip
def test_a_case_that_fails(
    pack: Pack, shelf: tuple[Product, ...], parts: dict[str, Any], what: str
) -> None:
    assert case_places(pack, shelf, expected(**parts)) == {
        ("error", "case-fails", "cases/", f"case one: {what}")
    }


def test_a_product_that_must_not_be_shown(pack: Pack, assistant: Assistant) -> None:
    _, suggestion = assistant.advise(STRESSED)
    shown = suggestion.products[0].product.ean
    assert case_places(pack, tuple(assistant.catalogue.products), expected(forbidden=(shown,))) == {
        ("error", "case-fails", "cases/", "case one: forbidden")
    }


@pytest.mark.parametrize("said", [{"how_longg": "unknown"}, {"how_long": "someday"}])
def test_what_a_case_says_at_a_second_visit_is_there_to_say(
    pack: Pack, said: dict[str, str]
) -> None:
    first = pack.look_back[0].id
    said = {name.replace("how_long", first): option for name, option in said.items()}
    found = case_places(pack, (), expected(said=said))
    assert ("error", "case-unreadable", "cases/", "case one: said") in found


@pytest.mark.parametrize(
    "parts",
    [
        {"answers": STRESSED | {"sexe": "male"}},
        {"answers": STRESSED | {"age": "18-69"}},
        {"answers": STRESSED | {"other_magnesium": 10**9}},
        {"channel": "staff", "cleared": ({"gate": "nephrology", "reason": "x"},)},
        {"channel": "staff", "cleared": ({"gate": "kidney"},)},
    ],
)
def test_a_case_that_cannot_be_read(pack: Pack, parts: dict[str, Any]) -> None:
    assert case_places(pack, (), expected(**parts)) == {
        ("error", "case-unreadable", "cases/", "case one")
    }


def test_cases_that_contradict_each_other(pack: Pack) -> None:
    other = expected(
        id="two", outcome="food_first", forms=(), answers=dict(reversed(STRESSED.items()))
    )
    assert case_places(pack, (), expected(), other) == {
        ("error", "case-contradiction", "cases/", "case two"),
        ("error", "case-fails", "cases/", "case two: outcome"),
    }


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


Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def unproved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the proof of the promises, which has no say here and takes half of the time."""
    monkeypatch.setattr(magapp.check, "prove", lambda *_: ())


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        status = main([str(each) for each in arguments], Screens())
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def folder(tmp_path: Path, pack_files: Files) -> Path:
    """The real pack in a folder of its own, with the cases."""
    place = tmp_path / "pack"
    for path in REAL.glob("cases/*.toml"):
        pack_files = {**pack_files, f"cases/{path.name}": path.read_bytes()}
    for name, body in pack_files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(body)
    return place


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text, f"{name} has no {old!r} any more: choose another place to break"
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def findings(command: Command, *arguments: str | Path) -> set[Found]:
    _, out, _ = command("check", *arguments, "--format", "json")
    return listed(json.loads(out))


def listed(said: Any) -> set[Found]:
    """The findings of a report as data, without their prose."""
    return {
        (each["severity"], each["code"], each["file"], each["place"]) for each in said["findings"]
    }


KIDNEY = 'id = "kidney"\noutcome = "refer"\nurgency = "soon"'
WEAK = 'id = "kidney"\noutcome = "ask_staff"'


def test_a_good_pack_ends_with_0(command: Command, folder: Path, pack: Pack) -> None:
    status, out, err = command("check", folder)
    assert (status, err) == (0, "")
    assert pack.digest in out
    status, out, _ = command("check", "--format", "json")
    assert status == 0
    said = json.loads(out)
    assert said["pack"]["digest"] == pack.digest
    assert listed(said) == KNOWN | {UNSIGNED}


@pytest.mark.usefixtures("unproved")
def test_a_warning_is_no_error(command: Command, folder: Path) -> None:
    edit(folder, "questions.toml", 'id = "self"\n  icon = "account"\n  neutral = true',
         'id = "self"\n  icon = "account"')  # fmt: skip
    status, out, _ = command("check", folder)
    assert status == 0
    assert "unread-option" in out


def test_a_broken_promise_is_replayed(command: Command, folder: Path, tmp_path: Path) -> None:
    edit(folder, "rules.toml", KIDNEY, WEAK)
    examples = tmp_path / "examples" / "new"
    status, out, _ = command("check", folder, "--format", "json", "--examples", examples)
    assert status == 1
    broken = {each["invariant"]: each for each in json.loads(out)["proofs"] if not each["holds"]}
    assert "refer_kidney" in broken
    assert {path.stem for path in examples.iterdir()} == set(broken)
    for path in examples.iterdir():
        assert json.loads(path.read_text("utf-8")) == broken[path.stem]["broken_by"]
        status, out, err = command("advise", "--pack", folder, path, "--format", "json")
        assert (status, err) == (0, "")
        assert json.loads(out)["outcome"] in broken[path.stem]["message"]
    # The pack as it should be says something else of the same answers.
    status, out, _ = command("advise", examples / "refer_kidney.json", "--format", "json")
    assert json.loads(out)["outcome"] == "refer"
    status, out, _ = command("check", folder)
    assert status == 1
    assert "BROKEN  refer_kidney" in out


def test_a_good_pack_has_no_examples(command: Command, folder: Path, tmp_path: Path) -> None:
    assert command("check", folder, "--examples", tmp_path / "none")[0] == 0
    assert list((tmp_path / "none").iterdir()) == []


def test_the_check_of_another_day(command: Command, folder: Path) -> None:
    edit(folder, "rules.toml", KIDNEY, f"{KIDNEY}\nvalid_from = 2030-01-01")
    status, out, _ = command("check", folder, "--on", "2029-12-31", "--format", "json")
    before = listed(json.loads(out))
    assert status == 1
    assert ("note", "not-in-force", "rules.toml", "gate kidney") in before
    assert ("error", "broken-invariant", "invariants.toml", "invariant refer_kidney") in before
    assert any(code == "case-unreadable" or code == "case-fails" for _, code, _, _ in before)
    status, out, _ = command("check", folder, "--on", "2030-01-01", "--format", "json")
    assert (status, listed(json.loads(out))) == (0, KNOWN | {UNSIGNED})


# What the loader finds: file, what is replaced, by what; then the code and the place.
UNREAD: list[tuple[str, str, str, str, str]] = [
    ("rules.toml", KIDNEY, f"{KIDNEY}\nurgncy = 1", "unknown-key", "gate kidney: urgncy"),
    ("rules.toml", 'any = ["conditions:kidney"]', 'any = ["conditions:kidny"]', "unknown-atom",
     "gate kidney: when: any"),
    ("rules.toml", "[[gate]]", "[[gate]", "not-toml", ""),
    ("rules.toml", KIDNEY, 'id = "kid ney"\noutcome = "refer"\nurgency = "soon"', "bad-id",
     "gate kid ney"),
    ("rules.toml", "[condition.any_signal]", '[condition."slot:lunch"]', "bad-id",
     "condition slot:lunch"),
    ("rules.toml", "n = 3", "n = 9", "range", "condition three_signals: at_least: n"),
    ("rules.toml", "n = 3", "n = 0", "range", "condition three_signals: at_least: n"),
    ("rules.toml", "score = 3", "score = 1000", "wrong-type", "weight stress: score"),
    ("rules.toml", "after_hours = 4", "after_hours = 40", "wrong-type",
     "spacing levothyroxine: after_hours"),
    ("pack.toml", "value = 250", "value = -250", "wrong-type", "constant ceiling: value"),
    ("pack.toml", "value = 250", "value = inf", "not-toml", ""),
    ("foods.toml", "[[food_band]]", "[[food_bandx]]", "unknown-key", "food_bandx"),
    ("questions.toml", 'id = "who"', 'id = "slot"', "bad-id", "question slot"),
    ("questions.toml", 'id = "other"', 'id = "unanswered"', "bad-id",
     "question who: option unanswered"),
    ("questions.toml", 'kind = "number"', 'kind = "one"', "unknown-key",
     "question other_magnesium: band"),
    ("questions.toml", "max = 2000", "max = 0\nmin = 1", "not-toml", ""),
    ("questions.toml", "max = 2000", "max = -1", "wrong-type", "question other_magnesium: max"),
    ("questions.toml", 'kind = "many"', 'kind = "lookup"', "duplicate-id", "question medicines"),
    ("questions.toml", 'key = "h"', 'key = "1"', "wrong-type", "preset healthy_adult: key"),
    ("questions.toml", 'key = "h"\nsources = ["AMP", "SCF2001", "practice"]',
     'key = "h"\nsources = []', "no-source", "preset healthy_adult: sources"),
    ("questions.toml", 'at = "medicines"', 'at = "conditions"', "unknown-id",
     "shortcut nothing_taken: at"),
    ("questions.toml", 'at = "medicines"', 'at = "medicine"', "unknown-id",
     "shortcut nothing_taken: at"),
    ("medicines.toml", '"omeprazol", "pantoprazol"', '"omeprazole", "pantoprazol"', "unknown-id",
     "common prescribed: names"),
    ("medicines.toml", 'names = ["paracetamol"', 'names = ["omeprazol"', "duplicate-id",
     "common omeprazol"),
    ("text/nl/questions.toml", "[preset.healthy_adult]", "[preset.healthy]", "surplus-text",
     "preset.healthy.title"),
    ("invariants.toml", 'forms = ["malate"]', "forms = []", "missing-key",
     "invariant sport_alone: forms"),
    ("invariants.toml", 'forms = ["malate"]', 'forms = ["malate", "oxide"]', "range",
     "invariant sport_alone: forms"),
    ("invariants.toml", 'channel = "kiosk"', 'when = { all = ["age:9_17"] }', "unknown-key",
     "invariant kiosk_clears_nothing: when"),
    ("invariants.toml", 'kind = "one_outcome"', 'kind = "one_outcome"\nforms = ["malate"]',
     "unknown-key", "invariant one_outcome: forms"),
    ("invariants.toml", 'adding = ["medicines:*"', 'adding = ["any_signal"', "unknown-atom",
     "invariant more_never_weaker: adding"),
    ("invariants.toml", 'adding = ["medicines:*"', 'adding = ["age:9_17"', "unknown-atom",
     "invariant more_never_weaker: adding"),
    ("text/nl/rules.toml", "{preferences}", "{preference}", "placeholder",
     "reason.preference.text"),
    ("text/nl/rules.toml", "{preferences}", "{preferences:>9999999}", "placeholder",
     "reason.preference.text"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code", "place"), UNREAD)
def test_what_the_loader_finds(
    pack_files: Files,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    old: str,
    new: str,
    code: str,
    place: str,
) -> None:
    monkeypatch.setattr(tomllib, "loads", PARSE)  # all files but one are the same each time
    text = pack_files[file].decode()
    assert old in text, f"{file} has no {old!r} any more: choose another place to break"
    with pytest.raises(PackError) as caught:
        read_pack({**pack_files, file: text.replace(old, new, 1).encode()})
    read = found(caught.value.faults)
    # Which of two languages differs from the other is not for the check to say.
    here = {"text/nl/", "text/en/"} if file.startswith("text/") else {file}
    assert any(("error", code, each, place) in read for each in here)


@pytest.mark.parametrize(("new", "answer"), [('sex = "unsad"', "sex"), ('sexe = "unsaid"', "sexe")])
def test_a_preset_whose_answers_are_none_stops_the_pack(
    command: Command, folder: Path, new: str, answer: str
) -> None:
    edit(folder, "questions.toml", 'sex = "unsaid"', new)
    finding = ("error", "bad-answer", "questions.toml", f"preset healthy_adult: answers.{answer}")
    for opened in (
        lambda: approve(folder, DAY),
        lambda: open_assistant(pack=folder),
        lambda: open_assistant(pack=folder, trial=True),
    ):
        with pytest.raises(PackError) as caught:
            opened()
        assert found(caught.value.faults) == {finding}
    status, out, _ = command("check", folder, "--format", "json")
    assert status == 1
    (said,) = json.loads(out)["findings"]
    assert (said["code"], said["place"]) == (finding[1], finding[3])


def test_a_pack_that_does_not_read_is_a_finding_too(command: Command, folder: Path) -> None:
    edit(folder, "rules.toml", 'any = ["conditions:kidney"]', 'any = ["conditions:kidny"]')
    status, out, err = command("check", folder, "--format", "json")
    assert (status, err) == (1, "")
    said = json.loads(out)
    assert (said["pack"], said["answer_sets"], said["proofs"]) == (None, 0, [])
    assert [each["place"] for each in said["findings"]] == ["gate kidney: when: any"]
    status, out, err = command("check", folder)
    assert (status, err) == (1, "")
    assert "Did you mean 'kidney'?" in out


def test_the_same_unknown_field_in_every_language_is_found(command: Command, folder: Path) -> None:
    for language in ("nl", "en"):
        edit(folder, f"text/{language}/rules.toml", "{preferences}", "{wishes}")
    assert findings(command, folder) == {
        ("error", "placeholder", f"text/{language}/", "reason.preference.text")
        for language in ("nl", "en")
    }


def test_a_fault_in_a_text_does_not_hide_one_in_a_rule(command: Command, folder: Path) -> None:
    edit(folder, "rules.toml", 'any = ["conditions:kidney"]', 'any = ["conditions:kidny"]')
    edit(folder, "text/en/rules.toml", "[gate.kidney]", "[gate.kidney]\nnumber = 3")
    assert findings(command, folder) == {
        ("error", "unknown-atom", "rules.toml", "gate kidney: when: any"),
        ("error", "wrong-type", "text/en/rules.toml", "gate.kidney.number"),
    }


@pytest.mark.usefixtures("unproved")
def test_what_cannot_be_done_ends_with_2(command: Command, folder: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf.csv"
    shelf.write_text("no,columns\n", "utf-8")
    (tmp_path / "file").write_text("in the way", "utf-8")
    for arguments in (
        ("check", tmp_path / "none"),
        ("check", folder, "--on", "tomorrow"),
        ("check", folder, "--catalog", tmp_path / "none.csv"),
        ("check", folder, "--catalog", shelf),
        ("check", folder, "--format", "xml"),
        ("check", folder, "--sign", " "),
        ("check", folder, "--examples", tmp_path / "file"),
        ("check", folder, "--examples", tmp_path / "file" / "deeper"),
        ("advise", "--pack", tmp_path / "none", "-"),
    ):
        status, out, err = command(*arguments)
        assert (status, out) == (2, "")
        assert err.startswith("magapp: ")
        assert err.count("\n") == 1


# --- the signature -------------------------------------------------------------------------------


@pytest.mark.usefixtures("unproved")
def test_signing(command: Command, folder: Path) -> None:
    status, out, _ = command("check", folder, "--sign", "N. N.", "--format", "json")
    assert status == 0
    assert "unsigned" not in out
    _, after, _ = command("check", folder, "--format", "json")
    assert after == out  # the signature is not part of what is signed
    edit(folder, "pack.toml", 'version = "', 'version = "9')
    assert findings(command, folder) == KNOWN | {("error", "signature", SIGNATURE, "digest")}
    assert command("check", folder, "--sign", "B. Jansen")[0] == 0  # what mends it
    assert findings(command, folder) == KNOWN


@pytest.mark.parametrize("name", ['J. "Jan" \\ Smit', "Zoë Ångström", "x\ny\x00", "\ud800 a"])
def test_odd_names_can_sign(tmp_path: Path, pack: Pack, name: str) -> None:
    odd = replace(pack, version='1 "b" \\ \n')
    assert found(tuple(signature_faults(tmp_path, odd))) == {UNSIGNED}
    sign(tmp_path, odd, name, DAY)
    assert list(signature_faults(tmp_path, odd)) == []
    other = replace(odd, digest="0" * 64)
    assert found(tuple(signature_faults(tmp_path, other))) == {
        ("error", "signature", SIGNATURE, "digest")
    }
    sign(tmp_path, other, name, DAY)
    assert list(signature_faults(tmp_path, other)) == []


def test_a_pack_with_errors_is_not_signed(command: Command, folder: Path) -> None:
    edit(folder, "rules.toml", KIDNEY, WEAK)
    assert command("check", folder, "--sign", "N. N.")[0] == 1
    assert not (folder / SIGNATURE).exists()


# --- at start ------------------------------------------------------------------------------------


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The digests of the packs that were checked."""
    seen: list[str] = []
    approve = magapp.check.approve

    def noted(folder: Path, day: date) -> Checked:
        seen.append(digest(read_files(folder)))
        return approve(folder, day)

    monkeypatch.setattr(magapp.check, "approve", noted)
    return seen


@pytest.mark.usefixtures("unproved")
def test_a_changed_pack_is_checked_each_time(folder: Path, checks: list[str]) -> None:
    assert open_assistant(pack=folder).pack.country == "NL"  # it is the program's own still
    assert checks == []
    edit(folder, "pack.toml", 'country = "NL"', 'country = "BE"')
    first = open_assistant(pack=folder)
    assert checks == [first.pack.digest]
    edit(folder, "pack.toml", 'country = "BE"', 'country = "DE"')
    assert open_assistant(pack=folder).pack.country == "DE"
    assert len(checks) == 2


def test_a_pack_with_an_error_is_refused_each_time(folder: Path, checks: list[str]) -> None:
    edit(folder, "rules.toml", KIDNEY, WEAK)
    for _ in range(2):
        with pytest.raises(PackError) as caught:
            open_pack(folder)
        assert ("broken-invariant", "invariant refer_kidney") in {
            (fault.code, fault.place) for fault in caught.value.faults
        }
        assert all(fault.severity == "error" for fault in caught.value.faults)
    assert len(checks) == 2


def test_trying_a_pack_does_not_let_it_in(folder: Path, checks: list[str]) -> None:
    edit(folder, "rules.toml", KIDNEY, WEAK)
    tried = open_assistant(pack=folder, trial=True)
    assert tried.advise(STRESSED | {"conditions": ["kidney"]})[0].outcome == "ask_staff"
    assert checks == []
    with pytest.raises(PackError):
        open_assistant(pack=folder)


def test_an_import_does_not_let_a_pack_in(
    folder: Path, checks: list[str], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading products needs the pack too, and its forms; that is no reason to trust it."""
    edit(folder, "rules.toml", KIDNEY, WEAK)
    monkeypatch.setattr(magapp.assistant, "own_pack_folder", lambda: folder)
    status, _, said = command("catalog", "import", resource("packs", "magnesium", "demo.csv"))
    assert status == 2
    assert "refer_kidney" in said
    with pytest.raises(PackError):
        open_assistant()
    assert len(checks) == 2


def test_a_warning_does_not_keep_a_pack_out(folder: Path, checks: list[str]) -> None:
    edit(folder, "sources.toml", "[[source]]",
         '[[source]]\nid = "new"\ntitle = "T"\nissuer = "I"\nyear = 2026\nconfidence = "low"\n'
         'seen = "known"\n\n[[source]]')  # fmt: skip
    assert "new" in open_assistant(pack=folder).pack.sources
    assert len(checks) == 1


def test_the_report_of_a_pack_that_does_not_read() -> None:
    report = Report((Fault("not-toml", "rules.toml", "", Saying.of("fault_no_files")),))
    assert as_json(report) == {
        "pack": None,
        "answer_sets": 0,
        "findings": [
            {
                "code": "not-toml",
                "file": "rules.toml",
                "place": "",
                "message": "has no files.",
                "mend": "",
                "severity": "error",
            }
        ],
        "proofs": [],
    }
    assert "1 error, 0 warnings, 0 notes." in as_text(report)
