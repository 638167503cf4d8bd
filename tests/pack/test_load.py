"""Reading a pack: one small thing broken at a time, and the fault that must be found there."""

from __future__ import annotations

import contextlib
import tomllib
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magapp.errors import Fault, PackError
from magapp.pack import Pack, load_cases, load_pack, read_pack
from magapp.pack.folder import digest
from magapp.resources import resource

Files = dict[str, bytes]
REAL = resource("packs", "magnesium")


@pytest.fixture(autouse=True)
def parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading TOML takes most of the time, and all files but one are the same each time."""
    monkeypatch.setattr(tomllib, "loads", PARSE)


PARSE = cache(tomllib.loads)


def changed(files: Files, file: str, old: str, new: str) -> Files:
    """The files with the first `old` in one of them replaced."""
    text = files[file].decode()
    assert old in text, f"{file} has no {old!r} any more: choose another place to break"
    return {**files, file: text.replace(old, new, 1).encode()}


def added(files: Files, file: str, text: str) -> Files:
    """The files with `text` at the end of one of them."""
    return {**files, file: files[file] + f"\n{text}\n".encode()}


def faults(files: Files) -> tuple[Fault, ...]:
    with pytest.raises(PackError) as caught:
        read_pack(files)
    assert caught.value.faults
    for fault in caught.value.faults:
        assert str(fault) in str(caught.value)
    return caught.value.faults


def only(files: Files) -> Fault:
    (fault,) = faults(files)
    return fault


def test_the_real_pack_has_no_faults(pack: Pack) -> None:
    assert pack.id == "magnesium"
    assert pack.languages == tuple(pack.texts)
    assert load_pack(REAL) == pack


# --- one fault at a time -------------------------------------------------------------------------

KIDNEYS = 'any = ["conditions:kidney"] }\n'
SOURCED = 'sources = ["SmPC-Neomag", "Wakai2019"]'
KIDNEY = 'id = "kidney"\noutcome = "refer"'
# file, what is replaced, by what; then the fault: code, place, and what its message says.
BROKEN: list[tuple[str, str, str, str, str, str]] = [
    # Keys.
    ("pack.toml", 'country = "NL"', 'country = "NL"\ncuontry = "BE"', "unknown-key", "cuontry",
     "Did you mean 'country'?"),
    ("pack.toml", 'version = "', 'vresion = "1"\nversion = "', "unknown-key", "vresion",
     "Did you mean 'version'?"),
    ("rules.toml", KIDNEY, KIDNEY + '\nurgencey = "soon"', "unknown-key",
     "gate kidney: urgencey", "Did you mean 'urgency'?"),
    ("rules.toml", 'when = { any = ["conditions:kidney"] }',
     'when = { any = ["conditions:kidney"], nnone = ["age:18_69"] }', "unknown-key",
     "gate kidney: when: nnone", "Did you mean 'none'?"),
    ("rules.toml", "at_least = { n = 2,", "at_least = { m = 1, n = 2,", "unknown-key",
     "condition several_signals: at_least: m", "Choose from: n, of."),
    ("questions.toml", 'id = "self"', 'id = "self"\n  titel = "x"', "unknown-key",
     "question who: option self: titel", ""),
    ("pack.toml", "[constant.ceiling]\n", "[constant.ceiling]\nvalu = 1\n", "unknown-key",
     "constant ceiling: valu", "Did you mean 'value'?"),
    ("foods.toml", "[[food]]\n", "[[food]]\namoun = 1\n", "unknown-key",
     "food spinach: amoun", "'amount'"),
    ("medicines.toml", "[[medicine]]\n", '[[medicine]]\nbrand = "X"\n', "unknown-key",
     "medicine 5-HTP: brand", "Did you mean 'brands'?"),
    # Options that are found by a name.
    ("questions.toml", 'id = "self"', 'id = "self"\n  named = true', "no-name",
     "question who: option self", "no name stands for it"),
    # Missing.
    ("pack.toml", 'country = "NL"\n', "", "missing-key", "country", "is missing."),
    ("rules.toml", KIDNEY, 'id = "kidney"', "missing-key", "gate kidney: outcome", "is missing."),
    ("rules.toml", 'when = { any = ["conditions:kidney"] }\n', "", "missing-key",
     "gate kidney: when", "is missing."),
    ("rules.toml", "{ n = 2, of", "{ of", "missing-key",
     "condition several_signals: at_least: n", ""),
    ("questions.toml", 'kind = "one"\n', "", "missing-key", "question who: kind", "is missing."),
    ("rules.toml", KIDNEY, 'outcome = "refer"', "missing-key", "gate no. 11: id", "is missing."),
    # Types.
    ("rules.toml", "score = 1", 'score = "one"', "wrong-type", "weight guideline: score",
     "should be a whole number, and is a text"),
    ("rules.toml", KIDNEY, KIDNEY.replace("refer", "reffer"), "wrong-type",
     "gate kidney: outcome", "Did you mean 'refer'?"),
    ("rules.toml", 'call = "112"', "call = 112", "wrong-type", "gate chest_pain: call",
     "should be a text, and is a whole number"),
    ("rules.toml", 'any = ["conditions:kidney"]', 'any = "conditions:kidney"', "wrong-type",
     "gate kidney: when: any", "should be a list"),
    ("questions.toml", 'kind = "one"', 'kind = "won"', "wrong-type", "question who: kind",
     "Did you mean 'one'?"),
    ("questions.toml", "safety = true", 'safety = "yes"', "wrong-type", "question age: safety",
     "should be true or false"),
    ("pack.toml", "value = 250", 'value = "250"', "wrong-type", "constant ceiling: value", ""),
    ("sources.toml", 'confidence = "low"', 'confidence = "lowish"', "wrong-type",
     "source article: confidence", "Did you mean 'low'?"),
    ("text/en/rules.toml", "[gate.kidney]\n", "[gate.kidney]\nnumber = 3\n", "wrong-type",
     "gate.kidney.number", "is not a sentence."),
    # Twice.
    ("rules.toml", 'id = "heart_rhythm"', 'id = "kidney"', "duplicate-id", "gate kidney",
     "is there twice."),
    ("rules.toml", 'id = "sport"', 'id = "stress"', "duplicate-id", "weight stress", ""),
    ("questions.toml", 'id = "other"', 'id = "self"', "duplicate-id",
     "question who: option self", ""),
    ("sources.toml", 'id = "Boyle2017"', 'id = "article"', "duplicate-id", "source article", ""),
    ("medicines.toml", 'name = "acetylcysteïne"', 'name = "acenocoumarol"', "duplicate-id",
     "medicine acenocoumarol", ""),
    ("pack.toml", 'id = "lunch"', 'id = "dinner"', "duplicate-id", "slot dinner", ""),
    ("text/en/claims.toml", "[", '[section.who]\ntitle = "Again"\n\n[', "duplicate-id",
     "section.who.title", "is there twice."),
    # Sources.
    ("rules.toml", f"{KIDNEYS}{SOURCED}", f'{KIDNEYS}sources = ["Wakai2020"]',
     "unknown-source", "gate kidney: sources", "Did you mean 'Wakai2019'?"),
    ("rules.toml", f"{KIDNEYS}{SOURCED}", f"{KIDNEYS}sources = []", "no-source",
     "gate kidney: sources", "names no source."),
    ("rules.toml", f"{KIDNEYS}{SOURCED}\n", KIDNEYS, "no-source",
     "gate kidney: sources", "is missing."),
    ("rules.toml", '[condition.any_signal]\nany = ["signals:*"]\nsources = ["AMP", "practice"]',
     '[condition.any_signal]\nany = ["signals:*"]\nsources = []', "no-source",
     "condition any_signal: sources", ""),
    ("pack.toml", 'sources = ["SCF2001", "BfR2017"]', 'sources = ["SCF20001"]', "unknown-source",
     "constant ceiling: sources", "Did you mean 'SCF2001'?"),
    ("questions.toml", 'sources = ["AMP"]', 'sources = ["AMPP"]', "unknown-source",
     "question who: sources", "Did you mean 'AMP'?"),
    # Atoms.
    ("rules.toml", 'any = ["conditions:kidney"]', 'any = ["condition:kidney"]', "unknown-atom",
     "gate kidney: when: any", "there is no question 'condition'. Did you mean 'conditions'?"),
    ("rules.toml", 'any = ["conditions:kidney"]', 'any = ["conditions:kidneys"]', "unknown-atom",
     "gate kidney: when: any", "'conditions' has no 'kidneys'. Did you mean 'kidney'?"),
    ("rules.toml", 'any = ["other_magnesium:enough"]', 'any = ["other_magnesium:enought"]',
     "unknown-atom", "gate enough_already: when: any", "Did you mean 'enough'?"),
    ("rules.toml", 'any = ["food:high"]', 'any = ["food:hihg"]', "unknown-atom",
     "gate food_rich: when: any", "Did you mean 'high'?"),
    ("rules.toml", '"slot:*"', '"slot:brunch"', "unknown-atom", "gate no_slot: when: unless",
     "'slot' has no 'brunch'."),
    ("rules.toml", '"palpitation_medicine"]', '"palpitation_medicines"]', "unknown-atom",
     "gate palpitations_medicine: when: all", "Did you mean 'palpitation_medicine'?"),
    ("rules.toml", "[condition.ask_life_stage]\n",
     '[condition.too_early]\nall = ["any_signal"]\nsources = ["practice"]\n\n'
     "[condition.ask_life_stage]\n", "unknown-atom", "condition too_early: all",
     "'any_signal' is no condition defined above."),
    ("rules.toml", 'any = ["conditions:kidney"]', 'none = ["any_signal"]', "unknown-atom",
     "gate kidney: when: none", "or write `unless`."),
    ("claims.toml", 'any = ["situations:sport"]', 'any = ["situations:sports"]', "unknown-atom",
     "claim electrolytes: when: any", "Did you mean 'sport'?"),
    ("foods.toml", '["sex:male"]', '["sex:mal"]', "unknown-atom", "reference man: when: all",
     "Did you mean 'male'?"),
    ("questions.toml", 'asked = "any_signal"', 'asked = "medicines_or_diet"', "later-question",
     "question alarm: asked", "reads a question that is asked later."),
    # Links.
    ("questions.toml", 'asked = "any_signal"', 'asked = "any_signals"', "unknown-id",
     "question alarm: asked", "Did you mean 'any_signal'?"),
    ("rules.toml", 'forms = ["malate"]', 'forms = ["mallate"]', "unknown-id",
     "weight sport: forms", "Did you mean 'malate'?"),
    ("rules.toml", 'form = "threonate"', 'form = "treonate"', "unknown-id",
     "form_bar threonate_pregnant: form", "Did you mean 'threonate'?"),
    ("rules.toml", 'taken = ["breakfast"]', 'taken = ["brekfast"]', "unknown-id",
     "spacing levothyroxine: taken", "Did you mean 'breakfast'?"),
    ("rules.toml", 'medicine = "levothyroxine"', 'medicine = "levothyroxin"', "unknown-id",
     "spacing levothyroxine: medicine", "Did you mean 'levothyroxine'?"),
    ("rules.toml", 'article = "situation_stress"', 'article = "situation_strss"', "unknown-id",
     "weight stress: article", "Did you mean 'situation_stress'?"),
    ("questions.toml", 'leaves_less_than = "claim"', 'leaves_less_than = "claimm"',
     "unknown-id", "question other_magnesium: band enough", "Did you mean 'claim'?"),
    ("pack.toml", "[constant.split]", "[constant.splitt]", "unknown-id", "constant",
     "Did you mean 'splitt'?"),
    ("pack.toml", 'slot_preference = ["dinner", ', 'slot_preference = ["diner", "dinner", ',
     "unknown-id", "slot_preference", "Did you mean 'dinner'?"),
    ("pack.toml", 'slot_preference = ["dinner", ', "slot_preference = [", "unknown-id",
     "slot_preference", "'dinner' is not known."),
    ("pack.toml", 'default_language = "nl"', 'default_language = "de"', "unknown-id",
     "default_language", "Choose from: en, nl."),
    ("medicines.toml", 'groups = ["bisphosphonate"]', 'groups = ["bisfosfonate"]', "unknown-id",
     "medicine alendroninezuur: groups", "Did you mean 'bisphosphonate'?"),
    # Medicines: one way to their groups, and a question of which that can be left open.
    ("medicines.toml", 'groups = ["bisphosphonate"]', "groups = []", "missing-key",
     "medicine alendroninezuur", "needs either `groups` or `which`."),
    ("medicines.toml", 'which = "ppi"', 'which = "ppl"', "unknown-id",
     "medicine acetylsalicylzuur/omeprazol: which", "Did you mean 'ppi'?"),
    ("medicines.toml", 'why = "bisphosphonate"\n', "", "missing-key",
     "medicine alendroninezuur: why", "is missing."),
    ("medicines.toml", '{ id = "unknown", groups = ["unsure"] }',
     '{ id = "unknown", groups = ["no_interaction"] }', "range", "which ppi: option unknown",
     "it needs a group that means something."),
    ("medicines.toml", '"renal_hint", "rhythm_hint"', '"rhythm_hint"', "missing-key",
     "look_up: strictest_first", "'renal_hint' is missing."),
    ("text/en/medicines.toml", "[which.ppi]\n", "[which.ppi]\ntitel = 1\n", "wrong-type",
     "which.ppi.titel", ""),
    # Urgency.
    ("rules.toml", KIDNEY + '\nurgency = "soon"', KIDNEY, "urgency", "gate kidney: urgency",
     "goes with outcome 'refer', and always."),
    ("rules.toml", 'id = "bowel"\noutcome = "ask_staff"',
     'id = "bowel"\noutcome = "ask_staff"\nurgency = "soon"', "urgency", "gate bowel: urgency", ""),
    # Texts.
    ("text/en/rules.toml", "[gate.kidney]\ntitle", "[gate.kidney]\ntitel", "missing-text",
     "gate.kidney.title", "is missing."),
    ("text/en/rules.toml", "[gate.kidney]\n", '[gate.kidney]\nsubtitle = "x"\n', "surplus-text",
     "gate.kidney.subtitle", "belongs to nothing in this pack."),
    ("text/nl/rules.toml", "[gate.kidney]\n", '[gate.kidny]\ntext = "x"\n\n[gate.kidney]\n',
     "surplus-text", "gate.kidny.text", ""),
    ("text/en/rules.toml", "[gate.kidney]\n", '[gate.kidney]\nx = ""\n', "missing-text",
     "gate.kidney.x", "is empty."),
    ("text/en/rules.toml", "{answers}", "{answer}", "placeholder", "reason.answer.text", "fields"),
    ("text/en/rules.toml", "{answers}", "{answers", "placeholder", "reason.answer.text",
     "has a stray brace"),
    ("text/en/rules.toml", "{answers}", "answers}", "placeholder", "reason.answer.text",
     "has a stray brace"),
    # The second visit.
    ("rules.toml", '"unpleasant:serious"', '"unpleasant:serius"', "unknown-atom",
     "next_step serious: when: any", "Did you mean 'serious'?"),
    ("rules.toml", '"effect:worse"', '"signals:fatigue"', "unknown-atom",
     "next_step worse: when: any", "there is no question 'signals'"),
    ("rules.toml", '"preferences:gentle"]', '"preferences:gentel"]', "unknown-atom",
     "next_step bowel: adds", "Did you mean 'gentle'?"),
    ("rules.toml", 'urgency = "soon"\nwhen = { any = ["effect:worse"] }',
     'when = { any = ["effect:worse"] }', "urgency", "next_step worse: urgency", "always"),
    ("rules.toml", 'outcome = "stop"\nwhen = { any = ["unpleasant:other"] }',
     'outcome = "wait"\nwhen = { any = ["unpleasant:other"] }', "wrong-type",
     "next_step other: outcome", "'wait' is none of those that it can be"),
    ("rules.toml", '{ any = ["effect:worse"] }', '{ at_least = { n = 2, of = ["effect:worse"] } }',
     "range", "next_step worse: when: at_least: n", "goes from 1 to 1"),
    ("questions.toml", 'role = "weeks"\n', "", "role", "look_back",
     "has no question with role 'weeks'"),
    ("questions.toml", 'role = "effect"\n', "", "role", "look_back",
     "has no question with role 'effect'"),
    ("questions.toml", '[[look_back]]\nid = "taken"\n',
     '[[look_back]]\nid = "taken"\nrole = "weeks"\n', "role", "look_back", "there twice"),
    ("questions.toml", '[[look_back.option]]\n  id = "daily"', '[[look_back.option]]\n  id = "b d"',
     "bad-id", "look_back taken: option b d", "is no id"),
    ("invariants.toml", 'onward = ["refer", "stop"]\n', "", "missing-key",
     "invariant second_visit_past: onward", "look_back"),
    ("invariants.toml", '"weeks:past"] }\nonward', '"weeks:late"] }\nonward', "unknown-atom",
     "invariant second_visit_past: when: any", "'weeks' has no 'late'"),
    ("text/en/rules.toml", "after {stop}?", "after {end}?", "placeholder",
     "next_step.no_difference.text", "fields"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "place", "says"),
    BROKEN,
    ids=[f"{code}-{place}".replace(" ", "_") for _, _, _, code, place, _ in BROKEN],
)
def test_fault(
    pack_files: Files, file: str, old: str, new: str, code: str, place: str, says: str
) -> None:
    found = faults(changed(pack_files, file, old, new))
    fault = next((each for each in found if (each.code, each.place) == (code, place)), None)
    assert fault, [str(each) for each in found]
    named = "text/" if file.startswith("text/") else file
    assert fault.file.startswith(named)
    if code in ("unknown-key", "unknown-source", "unknown-atom", "no-source", "urgency"):
        assert len(found) == 1, "one thing wrong is one fault"
    assert says in f"{fault.message} {fault.mend}"
    assert "\n" not in str(fault)


def test_an_empty_sentence(pack_files: Files) -> None:
    text = pack_files["text/en/rules.toml"].decode()
    start = text.index('title = "', text.index("[gate.kidney]"))
    end = text.index("\n", start)
    empty = changed(pack_files, "text/en/rules.toml", text[start:end], 'title = ""')
    fault = faults(empty)[0]
    assert fault.code == "missing-text"
    assert fault.message == "is empty."


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b'id = "magnesium', "not-toml", "cannot be read"),
        (b"\x00", "not-toml", "cannot be read"),
        (b'id = "x"\nid = "y"', "not-toml", "cannot be read"),
        (b"a = " + b"[" * 5000, "not-toml", "cannot be read"),
        ('id = "café"'.encode("latin-1"), "not-utf-8", "Save it as UTF-8."),
        ('id = "x"'.encode("utf-16"), "not-utf-8", "Save it as UTF-8."),
    ],
)
@pytest.mark.parametrize("file", ["rules.toml", "text/en/rules.toml"])
def test_a_file_that_cannot_be_read(
    pack_files: Files, file: str, content: bytes, code: str, says: str
) -> None:
    found = [each for each in faults({**pack_files, file: content}) if each.code == code]
    assert [each.file for each in found] == [file]
    assert says in str(found[0])


@pytest.mark.parametrize(
    "file",
    ["pack.toml", "questions.toml", "rules.toml", "medicines.toml", "foods.toml", "claims.toml",
     "sources.toml"],
)  # fmt: skip
def test_a_missing_file(pack_files: Files, file: str) -> None:
    without = {name: content for name, content in pack_files.items() if name != file}
    assert f"{file}: is missing." in map(str, faults(without))


def test_a_language_without_files(pack_files: Files) -> None:
    without = {n: content for n, content in pack_files.items() if not n.startswith("text/en/")}
    fault = only(without)
    assert (fault.code, str(fault)) == ("missing-file", "text/en/: has no files.")


@pytest.mark.parametrize("file", ["rule.toml", "text/de/rules.toml", "notes.toml"])
def test_a_file_too_many(pack_files: Files, file: str) -> None:
    fault = only({**pack_files, file: b'a = "b"'})
    assert (fault.code, fault.file) == ("unknown-file", file)


def test_no_files_at_all() -> None:
    assert {fault.code for fault in faults({})} == {"missing-file", "missing-key"}


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no pack in the folder"):
        load_pack(tmp_path / "iron")


# --- several at once -----------------------------------------------------------------------------


def test_every_fault_is_listed_at_once(pack_files: Files) -> None:
    broken = dict(pack_files)
    wanted = [
        (file, old, new, code, place)
        for file, old, new, code, place, _ in BROKEN
        if code in ("unknown-atom", "unknown-id", "unknown-source", "urgency", "duplicate-id")
        and not file.startswith("text/")
        and place in {
            "gate heart_rhythm: when: any", "gate enough_already: when: any",
            "weight sport: forms", "form_bar threonate_pregnant: form", "source article",
            "spacing levothyroxine: taken", "medicine alendroninezuur: groups",
            "constant ceiling: sources", "gate bowel: urgency", "claim electrolytes: when: any",
        }
    ]  # fmt: skip
    assert len(wanted) == 9
    for file, old, new, _, _ in wanted:
        broken = changed(broken, file, old, new)
    broken = changed(broken, "text/en/rules.toml", "[gate.kidney]\ntitle", "[gate.kidney]\ntitel")
    wanted.append(("", "", "", "missing-text", "gate.kidney.title"))
    wanted.append(("", "", "", "surplus-text", "gate.kidney.titel"))
    found = faults(broken)
    assert {(code, place) for *_, code, place in wanted} <= {
        (fault.code, fault.place) for fault in found
    }
    assert len({fault.file for fault in found}) >= 4


def test_faults_of_form_are_listed_over_all_files(pack_files: Files) -> None:
    broken = {
        **pack_files,
        "rules.toml": b"[[gate",
        "text/en/claims.toml": b"\xff",
        "extra.toml": b"",
    }
    broken = changed(broken, "pack.toml", 'country = "NL"', "country = 31")
    broken = changed(broken, "questions.toml", 'kind = "one"\n', "")
    del broken["foods.toml"]
    found = {(fault.code, fault.file) for fault in faults(broken)}
    assert {
        ("not-toml", "rules.toml"),
        ("not-utf-8", "text/en/claims.toml"),
        ("unknown-file", "extra.toml"),
        ("wrong-type", "pack.toml"),
        ("missing-key", "questions.toml"),
        ("missing-file", "foods.toml"),
    } <= found


def test_the_message_counts_and_places_them(pack_files: Files) -> None:
    broken = changed(pack_files, "rules.toml", 'any = ["conditions:kidney"]', 'any = ["x:y"]')
    with pytest.raises(PackError) as caught:
        read_pack(broken)
    first, *rest = str(caught.value).splitlines()
    assert first == f"The pack does not load: {len(rest)} fault{'s' * (len(rest) > 1)}."
    assert rest[0].startswith("  rules.toml: gate kidney: when: any: there is no question 'x'.")


LINES = [
    (name, number)
    for name in ("pack.toml", "questions.toml", "rules.toml", "foods.toml", "text/en/rules.toml")
    for number in range(len((REAL / name).read_text("utf-8").splitlines()))
]


@settings(max_examples=20)
@given(
    where=st.sampled_from(LINES),
    instead=st.sampled_from(
        ["", "[]", "a = 1", "= 3", "[[gate]]", "sources = 3", 'when = "x"', 'id = ""', "id = []"]
    ),
)
def test_any_line_gone_wrong_is_a_fault_and_never_a_crash(
    pack_files: Files, where: tuple[str, int], instead: str
) -> None:
    name, number = where
    lines = pack_files[name].decode().splitlines()
    lines[number] = instead
    # Some lines may go: a comment, a source of several. Anything but a PackError is a crash.
    with contextlib.suppress(PackError):
        read_pack({**pack_files, name: "\n".join(lines).encode()})


# --- digest --------------------------------------------------------------------------------------


def test_the_digest_names_the_content(pack_files: Files, pack: Pack) -> None:
    assert pack.digest == digest(pack_files)
    assert len(pack.digest) == 64
    windows = {name: body.replace(b"\n", b"\r\n") for name, body in pack_files.items()}
    assert digest(windows) == pack.digest
    assert digest(dict(reversed(pack_files.items()))) == pack.digest
    assert read_pack(windows) == pack


@given(data=st.data())
def test_any_changed_word_changes_the_digest(pack_files: Files, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(pack_files)))
    body = pack_files[name]
    at = data.draw(st.integers(0, len(body) - 1))
    other = bytes([body[at] ^ 1])
    assert digest({**pack_files, name: body[:at] + other + body[at + 1 :]}) != digest(pack_files)


def test_moving_words_between_files_changes_the_digest(pack_files: Files) -> None:
    renamed = {
        "text/nl/other.toml" if n == "text/nl/foods.toml" else n: b for n, b in pack_files.items()
    }
    assert digest(renamed) != digest(pack_files)
    one, two = {"a": b"xy", "b": b"z"}, {"a": b"x", "b": b"yz"}
    assert digest(one) != digest(two)


def test_a_pack_survives_packing(pack: Pack) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(pack), type=Pack) == pack


# --- cases ---------------------------------------------------------------------------------------

CASE = '[[case]]\nid = "one"\noutcome = "suggest"\n\n[case.answers]\nage = "18_69"\n'


def cases(folder: Path, *texts: str) -> tuple[Fault, ...]:
    (folder / "cases").mkdir()
    for number, text in enumerate(texts):
        (folder / "cases" / f"{number}.toml").write_text(text, "utf-8")
    try:
        load_cases(folder)
    except PackError as error:
        return error.faults
    return ()


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (CASE, None, ""),
        (CASE + CASE, "duplicate-id", "case one"),
        (CASE.replace("outcome", "outcom"), "unknown-key", "case one: outcom"),
        (CASE.replace('outcome = "suggest"\n', ""), "missing-key", "case one: outcome"),
        (CASE.replace('"suggest"', '"sugest"'), "wrong-type", "case one: outcome"),
        (CASE.replace("[[case]]", "[[case"), "not-toml", ""),
        (
            CASE.replace("[[case]]", "[[cases]]").replace("[case.", "[cases."),
            "unknown-key",
            "cases",
        ),
    ],
)
def test_cases(tmp_path: Path, text: str, code: str | None, place: str) -> None:
    found = cases(tmp_path, text)
    assert bool(found) == bool(code)
    assert not code or (code, place) in {(fault.code, fault.place) for fault in found}


def test_cases_with_one_name_in_two_files(tmp_path: Path) -> None:
    assert [fault.code for fault in cases(tmp_path, CASE, CASE)] == ["duplicate-id"]
