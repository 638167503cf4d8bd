"""The slip: the same content for every printer, in the customer's language, and nothing more."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import icalendar
import msgspec
import pytest
from people import ON_LEVOTHYROXINE

from magapp.assistant import Assistant
from magapp.pack import Pack, load_cases
from magapp.pack.model import Expected
from magapp.resources import resource
from magapp.rules import Clearance
from magapp.shelf.suggest import Suggestion
from magapp.takehome.dayplan import day_plan
from magapp.takehome.ical import reminders
from magapp.takehome.slip import DayPlan, Section, Slip, as_text, make_slip
from magapp.visit.consultation import read_answer
from magapp.visit.handover import decode

TODAY = date(2026, 11, 22)
CASES = load_cases(resource("packs", "magnesium"))


def slip_of(
    assistant: Assistant,
    answers: dict[str, Any],
    language: str = "nl",
    channel: str = "kiosk",
    cleared: tuple[Clearance, ...] = (),
    **more: Any,
) -> Slip:
    advice, suggestion = assistant.advise(answers, channel, cleared)
    return make_slip(assistant.pack, advice, suggestion, language, TODAY, **more)


def section(slip: Slip, name: str) -> Section:
    found = [each for each in slip.parts if isinstance(each, Section) and each.id == name]
    assert len(found) == 1, f"{name} stands {len(found)} times on the slip"
    return found[0]


def names(slip: Slip) -> list[str]:
    return ["day" if isinstance(each, DayPlan) else each.id for each in slip.parts]


def code(slip: Slip, name: str) -> str:
    return next(each.content for each in slip.codes if each.id == name)


def test_a_suggestion_has_all_that_a_customer_needs_at_home(assistant: Assistant) -> None:
    slip = slip_of(assistant, ON_LEVOTHYROXINE, shop="Proefwinkel")
    assert slip.shop == "Proefwinkel"
    assert slip.outcome == "suggest"
    wanted = ["products", "day", "cautions", "review", "foods", "claims", "statements", "sources"]
    assert names(slip) == wanted
    first = section(slip, "products").lines[0]
    assert first.text == "1) Demo Magnesium bisglycinaat tabletten 100 mg"
    assert first.lead == "schap B2-2"
    assert "2\u00a0tabletten per dag, 200\u00a0mg magnesium: lunch 1, avondeten 1" in first.more
    assert "€\u00a00,36 per dag" in first.more
    review = section(slip, "review").lines[0].text
    assert "20 december 2026" in review
    assert "3 januari 2027" in review
    pack = assistant.pack
    assert f"{pack.version} ({pack.digest[:8]})" in slip.foot


def test_the_day_keeps_magnesium_from_medicines(assistant: Assistant) -> None:
    slip = slip_of(assistant, ON_LEVOTHYROXINE)
    day = next(each for each in slip.parts if isinstance(each, DayPlan))
    said = [(each.slot, each.time, each.medicines, bool(each.taken)) for each in day.moments]
    assert said == [
        ("breakfast", "08:00", ("07:30 Schildkliertablet, op een lege maag",), False),
        ("lunch", "13:00", (), True),
        ("dinner", "18:00", (), True),
        ("bedtime", "22:30", (), False),
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_no_moment_is_too_close_to_a_medicine(assistant: Assistant, case: Expected) -> None:
    advice, suggestion = assistant.advise(case.answers, case.channel, cleared_of(case))
    if advice.cleared:
        return  # staff settled the moment
    rules = {each.medicine: each for each in assistant.pack.spacings if each.id in advice.spacings}
    for suggested in suggestion.products:
        plan = day_plan(assistant.pack, advice, [suggested]).moments
        taken = [intake.amount for here in plan for _, intake in here.intakes]
        assert sum(taken) == suggested.daily
        for here in plan:
            for there in plan:
                for medicine in there.medicines if here.intakes else ():
                    apart = here.hour - there.hour
                    rule = rules[medicine.group]
                    assert apart >= rule.after_hours or -apart >= rule.before_hours


def cleared_of(case: Expected) -> tuple[Clearance, ...]:
    return tuple(Clearance(each["gate"], each["reason"]) for each in case.cleared)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_case_has_a_slip(assistant: Assistant, case: Expected, language: str) -> None:
    advice, suggestion = assistant.advise(case.answers, case.channel, cleared_of(case))
    slip = make_slip(assistant.pack, advice, suggestion, language, TODAY)
    pack = assistant.pack
    said = {
        name: read_answer(pack.question(name), value, pack)
        for name, value in advice.answers.items()
    }
    assert decode(pack, code(slip, "handover")) == (said, ())
    codes = ["handover", "calendar", "text"] if suggestion.products else ["handover", "text"]
    assert [each.id for each in slip.codes] == codes
    text = as_text(slip)
    assert all(len(line) <= 42 or line.startswith("MAG2:") for line in text.splitlines())
    if advice.outcome == "suggest":
        assert "doctor" not in names(slip)
        for gate in assistant.pack.gates:  # nothing in trade terms
            assert assistant.pack.text(language, f"gate.{gate.id}.staff") not in text


def test_a_choice_stands_alone_and_has_the_day(assistant: Assistant) -> None:
    second = assistant.advise(ON_LEVOTHYROXINE)[1].products[1]
    slip = slip_of(assistant, ON_LEVOTHYROXINE, chosen=second.product.ean)
    assert [line.text for line in section(slip, "products").lines] == [second.product.name]


def test_the_doctor_reads_what_was_asked_and_found(assistant: Assistant) -> None:
    """In the country's language, whatever the customer's is, and without a diagnosis."""
    answers = {**ON_LEVOTHYROXINE, "conditions": ["kidney"]}
    slip = slip_of(assistant, answers, "en", named=["levothyroxine"], typed=["Wonderpil"])
    assert slip.outcome == "refer_soon"
    assert slip.title == "See your GP first"
    doctor = section(slip, "doctor")
    assert doctor.title == "Voor de arts"
    assert "geen diagnose" in doctor.lines[0].text
    assert doctor.lines[1].text == assistant.pack.text("nl", "gate.kidney.doctor")
    asked = {line.text: line.more for line in section(slip, "asked").lines}
    assert asked["Hebt u een van deze ziektes of situaties?"] == "Nierziekte"
    assert asked["Welke medicijnen gebruikt u?"] == "Schildkliertablet (levothyroxine, Wonderpil)"
    assert asked["Merkt u nu ook een van deze signalen?"] == "geen van deze"
    assert asked["Hoeveel magnesium slikt u al?"] == "0\u00a0mg"
    assert len(asked) == len(ON_LEVOTHYROXINE)
    assert "products" not in names(slip)


def test_the_phone_is_told_whom_to_call_first(assistant: Assistant) -> None:
    """And nothing that would make light of it, nor of questions that were not asked any more."""
    answers = {"age": "18_69", "sex": "male", "signals": ["fatigue"], "alarm": ["chest_pain"]}
    slip = slip_of(assistant, answers)
    carried = next(each.content for each in slip.codes if each.id == "text").splitlines()
    assert carried[1] == "Bel 112: Pijn op de borst"
    assert "Bel nu 112" in carried[2]
    assert "Weinig signalen" not in carried
    assert not [line for line in carried if "niet ingevuld" in line]
    few = next(each for each in assistant.pack.gates if each.id == "few_signals")
    named = {assistant.pack.sources[each].title for each in few.sources}
    assert not [
        line for line in section(slip, "sources").lines if line.text.split(" (")[0] in named
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_doctor_gets_findings_and_neither_a_diagnosis_nor_what_is_meant_for_staff(
    pack: Pack, language: str
) -> None:
    """Each gate that refers says what was found; no gate draws the conclusion for the doctor."""
    texts = pack.texts[language]
    for gate in pack.gates:
        doctor = texts.get(f"gate.{gate.id}.doctor", "")
        assert doctor or gate.outcome != "refer"
        assert doctor != texts[f"gate.{gate.id}.staff"]
        for word in ("mogelijk", "denk aan", "uitsluiten", "risico", "possibl", "suspect", "risk"):
            assert word not in doctor.lower()


def test_a_number_to_call_stands_first(assistant: Assistant) -> None:
    slip = slip_of(assistant, {**ON_LEVOTHYROXINE, "alarm": ["chest_pain"]})
    assert slip.outcome == "refer_now"
    assert "112" in section(slip, "gates").lines[0].lead


def test_what_staff_cleared_stands_on_it(assistant: Assistant) -> None:
    answers = {**ON_LEVOTHYROXINE, "age": "70_plus"}
    gate = assistant.advise(answers, "staff")[0].gates[0]
    cleared = (Clearance(gate, "Apotheker: nierfunctie bekend en goed"),)
    slip = slip_of(assistant, answers, channel="staff", cleared=cleared)
    assert slip.outcome == "suggest"
    assert [line.more for line in section(slip, "cleared").lines] == [cleared[0].reason]


def test_the_calendar_is_read_by_another_program(assistant: Assistant) -> None:
    slip = slip_of(assistant, ON_LEVOTHYROXINE)
    calendar = icalendar.Calendar.from_ical(code(slip, "calendar"))
    events: list[Any] = list(calendar.walk("VEVENT"))
    assert [event["DTSTART"].dt for event in events] == [
        datetime.combine(date(2026, 11, 23), time(13)),
        datetime.combine(date(2026, 11, 23), time(18)),
        date(2026, 12, 20),
    ]
    assert {event["RRULE"].to_ical() for event in events[:2]} == {b"FREQ=DAILY;COUNT=42"}
    rings = [timedelta(0), timedelta(0), timedelta(hours=9)]  # the review at nine
    for event, after in zip(events, rings, strict=True):
        (alarm,) = event.walk("VALARM")
        assert alarm["ACTION"] == "DISPLAY"
        assert alarm["TRIGGER"].dt == after
        assert alarm["DESCRIPTION"] == "Magnesium"


def test_events_of_two_slips_are_told_apart_and_tell_nothing(assistant: Assistant) -> None:
    """An event is named after what its calendar says: the same slip twice is one to a phone."""
    named: dict[str, str] = {}
    for case in CASES[::3]:
        advice, suggestion = assistant.advise(case.answers, case.channel)
        for each in suggestion.products:
            for today in (TODAY, date(2026, 11, 23)):
                ean = each.product.ean
                slip = make_slip(assistant.pack, advice, suggestion, "nl", today, chosen=ean)
                content = code(slip, "calendar")
                events: list[Any] = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
                ids = [str(event["UID"]) for event in events]
                assert len(set(ids)) == len(events)
                for uid in ids:
                    assert named.setdefault(uid, content) == content, "one name for two events"
                    assert not re.search("20[0-9]{6}", uid)
    assert len(set(named.values())) > 9


def test_a_text_in_the_calendar_stays_one_text() -> None:
    said = "a; b, c\\d"
    calendar = icalendar.Calendar.from_ical(
        reminders(TODAY, TODAY, [(24.5, said)], date(2026, 12, 1), "x\ny", "z")
    )
    events: list[Any] = list(calendar.walk("VEVENT"))
    first, last = events
    assert str(first["SUMMARY"]) == said
    assert first["DTSTART"].dt.time() == time(0, 30)
    assert str(last["SUMMARY"]) == "x\ny"


def test_the_code_for_a_phone_stays_small(assistant: Assistant) -> None:
    shop = "W" * 40
    for case in CASES:
        said = code(slip_of(assistant, case.answers, shop=shop), "text")
        assert said.startswith(f"{shop}: ")
        assert len(said) <= 420


def test_right_to_left_keeps_amounts_together(assistant: Assistant, pack: Pack) -> None:
    turned = msgspec.structs.replace(
        pack, texts={**pack.texts, "ar": pack.texts["en"]}, languages=(*pack.languages, "ar")
    )
    advice, suggestion = assistant.advise(ON_LEVOTHYROXINE)
    slip = make_slip(turned, advice, suggestion, "ar", TODAY)
    day = next(each for each in slip.parts if isinstance(each, DayPlan))
    assert day.moments[1].time == "\u206813:00\u2069"
    assert "\u2068100\u00a0mg\u2069" in day.moments[1].taken[0]


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("nl", "Niets op ons schap past", "Vraag het onze medewerker."),
        ("en", "Nothing on our shelf fits", "Please ask our staff."),
    ],
)
def test_nothing_on_the_shelf_is_said(
    assistant: Assistant, pack: Pack, language: str, title: str, text: str
) -> None:
    """In the words of the advice on the screen, and nowhere that products fit."""
    advice, _ = assistant.advise(ON_LEVOTHYROXINE)
    slip = make_slip(pack, advice, Suggestion(), language, TODAY)
    assert slip.title == title
    assert slip.text.startswith(text)
    assert "products" not in names(slip)
    assert "day" not in names(slip)
    assert code(slip, "text").startswith(title)
    for key in ("title", "text"):
        assert pack.text(language, f"outcome.suggest.{key}") not in as_text(slip)


@pytest.mark.parametrize(("language", "call"), [("nl", "Bel 112: "), ("en", "Call 112: ")])
def test_plain_text_reads_as_sentences(assistant: Assistant, language: str, call: str) -> None:
    answers = {**ON_LEVOTHYROXINE, "alarm": ["chest_pain"]}
    text = as_text(slip_of(assistant, answers, language))
    assert call + assistant.pack.text(language, "gate.chest_pain.title") in text
    for case in CASES:
        slip = slip_of(assistant, case.answers, language)
        line = code(slip, "handover")
        assert ".:" not in as_text(slip).replace(line, ""), case.id
