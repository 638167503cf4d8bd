"""Words: an explanation can be read aloud, and speaks only of what was asked of this person."""

from __future__ import annotations

import random
import re
import tomllib
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from people import STRESSED

from magapp.assistant import Assistant
from magapp.cli.terminal import as_text
from magapp.language.amounts import Amounts
from magapp.pack import Pack
from magapp.resources import resource
from magapp.rules import Clearance
from magapp.takehome.report import ExplanationText, advice_in_words, why_not_in_words
from magapp.takehome.slip import as_text as slip_as_text
from magapp.takehome.slip import make_slip
from magapp.visit.consultation import build_consultation

TODAY = date(2026, 12, 1)
BANNED = (
    "wat de andere antwoorden ook", "whatever the other", "niets dat telt", "nothing that counts",
    "nothing that matters", "storen uw benen", "deze uitslag", "this result along",
    "vandaag nog bij mag", "brengt per dag", "geven geen rust", "give no rest", "ook in voeding",
    "also in food", "houd uren ertussen", "kijk terug na", "schepje", " raak ", "veganistisch",
    "aangekruist", "plastablet",
)  # fmt: skip


def every_text(pack: Pack) -> dict[str, str]:
    """Each sentence of the pack, of the core and of the screens, by its place."""
    found = {
        f"{language} {key}": text
        for language in pack.languages
        for key, text in pack.texts[language].items()
    }
    words = tomllib.loads(resource("i18n", "words.toml").read_text("utf-8"))
    found |= {f"{each} {key}": text for each in words for key, text in words[each].items()}
    screens = resource("i18n", "magapp_nl.ts").read_text("utf-8")
    for number, text in enumerate(re.findall(r"<(?:source|translation)>([^<]*)<", screens)):
        found[f"screen {number}"] = text
    return found


def test_no_text_has_words_that_were_replaced(pack: Pack) -> None:
    texts = every_text(pack)
    assert len(texts) > 2000
    for place, text in texts.items():
        assert not [each for each in BANNED if each in f" {text.lower()}"], place


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("caution.restless_legs.text", "Houden uw benen u wakker"),
        ("outcome.refer_soon.text", "Neem dit advies mee"),
        ("exclusion.over_allowance.text", "per dag"),
        ("exclusion.b6.text", "Bevat per dag"),
        ("option.situations.sleep.line", "U slaapt slecht of hebt onrustige benen."),
    ],
)
def test_better_sentences(pack: Pack, place: str, said: str) -> None:
    assert said in pack.text("nl", place)


def test_screens_and_core_say_it_alike() -> None:
    screens = resource("i18n", "magapp_nl.ts").read_text("utf-8")
    for said in ("Houd er een paar uur tussen", "Kijk na {weeks} hoe het gaat", ">Vegan<"):
        assert said in screens
    assert Amounts("nl").weeks(4) == "vier weken"
    assert Amounts("en").weeks(6) == "six weeks"
    assert Amounts("nl").weeks(14) == "14 weken"


@pytest.mark.parametrize(
    ("language", "count", "form", "said"),
    [
        ("nl", 0.5, "powder", "een halve schep"), ("nl", 1, "powder", "1 schep"),
        ("nl", 1.5, "tablet", "1½ tabletten"), ("nl", 2, "powder", "2 scheppen"),
        ("en", 0.5, "powder", "half a scoop"), ("en", 1.5, "tablet", "1½ tablets"),
        ("en", 0.5, "liquid", "half a portion"), ("nl", 0.25, "liquid", "0,25 portie"),
    ],
)  # fmt: skip
def test_units(language: str, count: float, form: str, said: str) -> None:
    assert Amounts(language).units(count, form).replace("\u00a0", " ") == said


# --- explanations --------------------------------------------------------------------------------


def drawn(pack: Pack, seed: int) -> dict[str, Any]:
    """A customer: some calm, some with much to tell, some who leave questions open."""
    chance = random.Random(seed)
    share = chance.choice([0.05, 0.15, 0.3])
    answers: dict[str, Any] = dict(STRESSED) if chance.random() < 0.5 else {}
    for question in pack.questions:
        options = [each.id for each in question.option]
        if question.id in answers and chance.random() < 0.7:
            continue
        if question.kind in ("many", "lookup"):
            answers[question.id] = [each for each in options if chance.random() < share]
        elif question.kind == "number":
            answers[question.id] = chance.choice([0, 0, 100, 240])
        elif question.kind == "portions":
            answers[question.id] = {each.id: chance.randint(0, each.max) for each in pack.screener}
        elif options:
            answers[question.id] = chance.choice(options)
        if chance.random() < 0.05:
            answers[question.id] = None
    return dict(build_consultation({"answers": answers}, pack).answers)


def sentences(said: ExplanationText) -> list[str]:
    """Everything that an explanation says."""
    parts = (said.because, said.form_because, said.changes, said.other_forms)
    return [*said.decides, *(each.text for part in parts for each in part)]


def titles(pack: Pack, language: str, questions: set[str]) -> dict[str, str]:
    """The titles of these questions, by question."""
    found = {each: pack.text(language, f"question.{each}.title") for each in questions}
    return {name: title for name, title in found.items() if title}


@pytest.mark.parametrize("seed", range(60))
def test_an_explanation_speaks_of_what_was_asked(assistant: Assistant, seed: int) -> None:
    pack = assistant.pack
    answers = drawn(pack, seed)
    asked = {*assistant.rules.asked(answers)}
    advice, _ = assistant.advise(answers, "staff")
    language = pack.languages[seed % len(pack.languages)]
    explained = assistant.explain(advice, "staff", language)
    assert explained.decides
    for part in (explained.because, explained.form_because):
        assert {each.question for each in part} <= asked
    hidden = titles(pack, language, {each.id for each in pack.questions} - asked)
    for text in sentences(explained):
        assert not [each for each in hidden.values() if each in text], text
        assert not [each for each in BANNED if each in text.lower()], text
        assert not re.search(r"[{}_]|\d{8}|\w:\w", text), text
        assert text[:1] == text[:1].upper()
        assert text.endswith("."), text


@pytest.mark.parametrize("person", [{"sex": "male"}, {"sex": "female", "age": "4_8"}])
@pytest.mark.parametrize("situations", [["stress"], ["sport"], ["sleep"], ["low_energy"], []])
def test_nobody_is_told_of_what_cannot_be_theirs(
    assistant: Assistant, person: dict[str, Any], situations: list[str]
) -> None:
    """Neither the menopause to a man, nor the monthly cycle to a child."""
    pack = assistant.pack
    given = STRESSED | person | {"signals": [], "situations": situations}
    answers = build_consultation({"answers": given}, pack).answers
    cleared = (Clearance("age_4_8", "asked"),)
    advice, _ = assistant.advise(answers, "staff", cleared)
    said = assistant.explain(advice, "staff", "nl")
    for change in said.changes:
        assert "situations:hormonal" not in change.tick
    text = "\n".join(sentences(said)).lower()
    assert not [each for each in ("overgang", "menstruatie", "hormon", "zwanger") if each in text]


def test_for_whom_it_can_be_it_is_named(assistant: Assistant) -> None:
    answers = STRESSED | {"sex": "female", "life_stage": [], "signals": [], "situations": []}
    advice, _ = assistant.advise(answers | {"signals": ["fatigue", "tension"]}, "staff")
    pack = assistant.pack
    option = next(
        option
        for question in pack.questions
        for option in question.option
        if (question.id, option.id) == ("situations", "hormonal")
    )
    assert option.of in pack.conditions
    assert assistant.explain(advice, "staff", "nl").changes


def test_what_was_ticked_oneself_is_named(assistant: Assistant) -> None:
    """What somebody said of himself is his answer, whoever he is."""
    answers = STRESSED | {"signals": [], "situations": ["hormonal"]}
    advice, _ = assistant.advise(answers, "staff")
    assert "Hormonale" in assistant.explain(advice, "staff", "nl").decides[0]


def test_for_somebody_else_it_is_not_you(assistant: Assistant) -> None:
    advice, _ = assistant.advise(STRESSED | {"who": "other", "age": "70_plus"}, "staff")
    decides = assistant.explain(advice, "staff", "nl").decides
    assert decides[0] == "Hoe oud is die persoon? 70 jaar of ouder."


def test_read_aloud(assistant: Assistant) -> None:
    def decides(**change: Any) -> tuple[str, ...]:
        advice, _ = assistant.advise(STRESSED | {"signals": []} | change, "staff")
        return assistant.explain(advice, "staff", "nl").decides

    assert decides(conditions=["kidney", "surgery"]) == (
        "Hebt u een van deze ziektes of situaties? Nierziekte.",
    )
    assert decides(medicines=None) == (
        "Welke medicijnen gebruikt u? Niet ingevuld.",
        "Geen ander antwoord vraagt om de huisarts.",
    )
    assert decides(other_magnesium=220)[0] == "Hoeveel magnesium slikt u al? 220\u00a0mg."
    assert decides()[0] == "Welke situatie past bij u? Stress of spanning."
    assert decides()[-1] == "Geen ander antwoord houdt een product tegen."
    moments = {"iron": ["breakfast", "dinner"], "gabapentin": ["lunch", "bedtime"]}
    (taken, _) = decides(medicines=["iron", "gabapentin"], moments=moments)
    assert "Gabapentine (lunch, bedtijd)" in taken


def test_what_would_change_it_is_a_sentence(assistant: Assistant) -> None:
    advice, _ = assistant.advise(STRESSED | {"signals": []}, "staff")
    said = [each.text for each in assistant.explain(advice, "staff", "nl").changes]
    assert "Zonder ‘Stress of spanning’ is het advies: begin met eten." in said
    assert [each for each in said if each.endswith("komt magnesiummalaat vooraan.")]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "change", [{}, {"conditions": ["kidney"]}, {"preferences": ["gentle", "vegan"]},
               {"other_magnesium": 150}]
)  # fmt: skip
def test_why_not_a_product_has_its_name_and_no_number(
    assistant: Assistant, change: dict[str, Any], language: str
) -> None:
    pack = assistant.pack
    advice, suggestion = assistant.advise(STRESSED | change, "staff")
    names = {each.ean: each.name for each in assistant.catalogue.products}
    for ean, name in names.items():
        answer = assistant.why_not(advice, suggestion, ean)
        said = why_not_in_words(pack, answer, language, assistant.product_name)
        assert said.name == name
        assert not re.search(r"\d{8}", said.text)
        assert said.text.endswith(".")
        told = advice_in_words(pack, advice, suggestion, language, "staff")
        shown = as_text(pack, replace(told, why_not=said))
        assert name in shown
        assert ean not in shown


# --- beside each other ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
def test_cautions_in_the_terminal_carry_their_titles(assistant: Assistant, language: str) -> None:
    pack = assistant.pack
    advice, suggestion = assistant.advise(STRESSED)
    said = advice_in_words(pack, advice, suggestion, language, "kiosk")
    shown = as_text(pack, said)
    for each in said.cautions:
        assert f"{each.title}: {each.text}" in shown


@pytest.mark.parametrize("seed", range(20))
def test_food_never_stands_below_a_number_to_call(assistant: Assistant, seed: int) -> None:
    """Neither in an emergency nor right below a caution that names the number."""
    pack = assistant.pack
    answers = drawn(pack, seed) | {"signals": ["fatigue", "palpitations", "tension"]}
    answers |= {"palpitations_known": "yes"}
    if seed % 2:
        answers = STRESSED | {"signals": ["fatigue", "palpitations", "tension"],
                              "palpitations_known": "yes"}  # fmt: skip
    advice, suggestion = assistant.advise(answers)
    said = advice_in_words(pack, advice, suggestion, "nl", "kiosk")
    lines = [each for each in as_text(pack, said).splitlines() if each]
    heading = assistant.pack.wording("nl")("foods")
    if advice.outcome == "refer":
        assert heading not in lines
        slip = make_slip(pack, advice, suggestion, "nl", TODAY)
        assert heading not in slip_as_text(slip)
    elif heading in lines:
        assert "112" not in lines[lines.index(heading) - 1]
