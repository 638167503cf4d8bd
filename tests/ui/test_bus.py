"""By names and actions alone, over the real accessibility bus, to the advice that each case says.

At every step what is announced is held against what stands on the screen, and at the end no line
of the advice may be missing. It needs an X server, a window manager and AT-SPI (Xvfb, openbox,
dbus-daemon, at-spi2-core), and is skipped where they are missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bus import ENABLED, MISSING, SELECTED, Client, Heard, Thing, on_the_bus

from magapp.assistant import Assistant
from magapp.pack import load_cases
from magapp.pack.model import Expected, Question
from magapp.resources import resource
from magapp.rules import Answers, Value
from magapp.takehome import cards
from ui.outcome.pages import _PILLS
from ui.outcome.words import OutcomeWords

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"there is no {' and no '.join(MISSING)}")

CASES = (
    "chest_pain", "dark_thoughts", "swollen_calf", "kidney", "child_of_six_takes_half_already",
    "pregnant", "one_signal_and_no_situation", "bought_for_somebody_else", "levothyroxine",
    "allowance_of_100_mg",
)  # fmt: skip
ANSWERS = ("radio button", "check box")
ON = ("Volgende (Enter)", "Bekijk het advies (Enter)")
PASSING = ("Gekozen: ", "Medicijnen gevonden: ", "Niet meer gekozen: ", "Nu ook gevraagd: ")


def letters(text: str) -> str:
    """Letters and digits alone: signs between them are read in many ways."""
    return "".join(filter(str.isalnum, text.replace("\u00ad", "")))


def leads_on(thing: Thing) -> bool:
    """Whether it leafs to more, and there is more."""
    return thing.name.startswith("Meer") and thing.has(ENABLED)


class Customer:
    """Somebody who does not see the screen: knows it by what the bus says, in Dutch."""

    none = "Geen van deze"
    no_medicine = "Geen enkel medicijn"

    def __init__(self, client: Client, assistant: Assistant) -> None:
        self.client = client
        self.assistant, self.pack = assistant, assistant.pack
        self.looked: set[str] = set()
        """The questions whose page was looked at, option by option."""

    def text(self, key: str) -> str:
        return self.pack.text("nl", key).replace("\u00ad", "")

    def title(self, question: Question, answers: Answers) -> str:
        key = f"question.{question.id}.title"
        other = f"{key}_other"
        speaks = self.pack.is_of_another(answers) and self.pack.texts["nl"].get(other)
        return self.text(other if speaks else key)

    def asked(self, said: str, answers: Answers) -> Question:
        """The question that was just announced, with its place."""
        found = re.match(r"Vraag (\d+) van (\d+): (.*)", said)
        assert found is not None, said
        assert 1 <= int(found[1]) <= int(found[2])
        titles = {self.title(each, answers): each for each in self.pack.questions}
        titles = {each: titles[each] for each in titles if found[3].startswith(each)}
        return titles[max(titles, key=len)]

    def look(self, question: Question, answers: Answers) -> None:
        """What was announced stands there: the question, and the first time each of its answers."""
        title = self.title(question, answers)
        if question.id in self.looked and self.client.find(title):
            return
        self.looked.add(question.id)
        things = self.client.see(languages=True)
        (page,) = (each for each in things if (each.role, each.name) == ("panel", title))
        assert page.locale.startswith("nl")
        for option in question.option if question.kind in ("one", "many") else ():
            key = f"option.{question.id}.{option.id}"
            names = self.text(f"{key}.title"), f"{self.text(f'{key}.title')} \u2013 {title}"
            (found,) = (each for each in things if each.name in names)
            assert found.role == ANSWERS[question.kind == "many"]
            assert found.said == self.pack.texts["nl"].get(f"{key}.line", "").replace("\u00ad", "")
            assert found.locale.startswith("nl")

    def words(self, question: Question, option: str) -> str:
        """What an answer is called."""
        return self.text(f"option.{question.id}.{option}.title")

    # -- the advice -------------------------------------------------------------------------------

    def advice(self, first: str) -> list[Thing]:
        """All that is read of an advice: each tab, each page of cards, after what was announced."""
        things = self.client.see(languages=True)
        read = [*things]
        tabs = [each.path for each in things if each.role == "page tab"]
        for tab in tabs or [""]:
            chosen = [each.path for each in things if each.path in tabs and each.has(SELECTED)]
            if tab and tab not in chosen:
                self.client.act(tab)
                things = self.client.see(languages=True)
                chosen = [each.path for each in things if each.path in tabs and each.has(SELECTED)]
                read += things
            assert chosen == [tab] * bool(tab)
            while more := [each.path for each in things if leads_on(each)]:
                self.client.act(more[0])
                self.client.hear("Pagina ")
                things = self.client.see(languages=True)
                read += things
        headings = [each.name for each in read if each.role == "heading"]
        assert first.startswith(headings[0].rstrip(".")) or headings[0] in first
        return read

    def expected(self, case: Expected, channel: str) -> OutcomeWords:
        advice, suggestion = self.assistant.advise(case.answers, channel)
        assert (advice.outcome, advice.urgency) == (case.outcome, case.urgency)
        return OutcomeWords(self.pack, advice, suggestion, "nl", channel, False, str)


def lines(told: OutcomeWords) -> Iterator[str]:
    """Every line of an advice, as the screen has to say it."""
    said = told.said
    yield told.outcome_text("title")
    if not said.products and told.advice.urgency != "now":
        yield told.outcome_text("text")
    for gate in told.gates:
        yield gate.title
        yield f"Bel {gate.call}" if gate.call else ""
        first, _, rest = gate.text.partition(". ")
        do = rest if gate.call and gate.call in first else gate.text  # the number says it
        yield gate.staff
        yield do if not told.staff or gate.outcome != "ask_staff" else ""
    for product in said.products:
        yield product.suggested.product.name
        yield from (badge.line for badge in product.badges if badge.id not in _PILLS)
        for kind, text in cards.lines(told.pack, product.reasons, "nl"):
            yield text if kind != "price" else ""
    for each in (*said.spacings, *said.cautions):
        yield each.title
        yield each.text
    if said.products:
        yield "Kijk na vier weken hoe het gaat"
        yield "Geen verschil na zes weken? Stop dan."
        yield from (each.text for each in (*said.claims, *said.statements))
    if said.products or told.advice.outcome == "food_first":
        yield from (each.text for each in said.tips)
        for food in said.foods:
            yield food.name
            yield food.portion


def read_whole(told: OutcomeWords, announced: str, read: list[Thing]) -> None:
    """No line of the advice is missing, and the most urgent was announced."""
    heard = letters(" ".join(f"{each.name} {each.said}" for each in read))
    for line in lines(told):
        assert letters(line) in heard, line
    first = [told.outcome_text("title"), told.outcome_text("text")]
    first += [gate.title for gate in told.gates]
    first += [f"Bel {gate.call}" for gate in told.gates if gate.call]
    first += [each.suggested.product.name for each in told.said.products[:1]]
    for line in first:
        assert letters(line) in letters(announced), line
    items = [each for each in read if each.role in ("list item", "heading")]
    assert items[0].role == "heading"
    assert all(each.name and each.locale.startswith("nl") for each in items)
    assert max(len(each.said) for each in items) < 1000


class AtTheKiosk(Customer):
    """One question a page."""

    def walk(self, case: Expected) -> None:
        self.client.press("Beginnen: Nederlands")
        heard = self.client.hear("Vraag 1 van ")
        while heard.text.startswith("Vraag "):
            question = self.asked(heard.text, case.answers)
            self.look(question, case.answers)
            self.answer(question, case.answers.get(question.id))
            heard = self.client.hear()
        if case.urgency != "now":
            assert heard.text.startswith("Klopt dit?")
            self.look_back(case)
            self.client.press("Bekijk het advies")
            heard = self.client.hear()
        assert heard.urgent == (case.urgency == "now")
        read = self.advice(heard.text)
        told = self.expected(case, "kiosk")
        read_whole(told, heard.text, read)
        self.client.press("Klaar")
        if told.said.products:  # the way to the shelf, which would go by itself in a while
            self.client.hear("Dank u wel. Loop naar ")
            self.client.press("Klaar")
        if case.urgency == "now":
            self.client.hear("Het nummer verdwijnt. Goed zo?")
            self.client.press("Nummer weghalen")
        self.client.hear("Magnesium")

    def answer(self, question: Question, value: Value | None) -> None:
        press = self.client.press
        if question.kind == "one":
            press(self.words(question, str(value)))
        elif question.kind == "lookup":
            self.take_medicines(question, value)
        elif question.kind == "number":
            self.say_amount(value)
        elif not value:
            press(self.none)
        else:
            assert isinstance(value, list)
            for each in value:
                press(self.words(question, each))
            press("Verder")

    def take_medicines(self, question: Question, value: Value | None) -> None:
        if not value:
            self.client.press(self.no_medicine)
            return
        assert isinstance(value, list)
        for group in value:
            name = next(m.name for m in self.pack.medicines if m.groups == (group,) and not m.which)
            self.client.press(name[0].upper())
            heard = self.client.hear()
            for length in range(2, len(name) + 1):
                if heard.text.startswith("Medicijnen gevonden"):
                    break
                self.client.press(name[:length].upper())
                heard = self.client.hear()
            while name not in [each.name for each in self.client.see()]:
                self.client.press("Meer")
                self.client.hear()
            self.client.press(name)
            self.client.hear(f"Gekozen: {name}")
            self.client.hear(self.text(f"question.{question.id}.title"))
        self.client.press("Verder")

    def say_amount(self, value: Value | None) -> None:
        assert isinstance(value, int | float)
        amount = f"{value:g}\u00a0{self.pack.substance.unit}" if value else "Niets"
        if self.client.find(amount):
            self.client.press(amount)
            return
        for digit in f"{value:g}":
            self.client.press(digit)
            self.client.hear()
        self.client.press("Verder")

    def look_back(self, case: Expected) -> None:
        """Every answer stands in the review."""
        tiles = {each.name: each.said for each in self.client.see()}
        for question in self.pack.questions:
            value = case.answers.get(question.id)
            if question.kind == "one" and f"Wijzig: {self.title(question, case.answers)}" in tiles:
                said = tiles[f"Wijzig: {self.title(question, case.answers)}"]
                assert said == self.words(question, str(value))


class AtTheCounter(Customer):
    """All questions of one part of the conversation on a sheet."""

    def walk(self, case: Expected) -> None:
        self.client.press("Nieuw gesprek (Enter)")
        heard = self.client.hear("Vraag 1 van ")
        while heard.text.startswith("Vraag "):
            question = self.asked(heard.text, case.answers)
            self.look(question, case.answers)
            self.answer(question, case.answers)
            heard = self.goes_on(case)
        assert heard.urgent == (case.urgency == "now")
        read = self.advice(heard.text)
        told = self.expected(case, "staff")
        read_whole(told, heard.text, read)
        self.client.press("Redenen (R)")
        reasons = letters(" ".join(f"{each.name} {each.said}" for each in self.client.see()))
        for line in self.assistant.explain(told.advice, "staff", "nl").decides:
            assert letters(line) in reasons
        self.client.press("Opnieuw beginnen (N)")
        self.client.hear("Klaar voor")

    def goes_on(self, case: Expected) -> Heard:
        """The next question, or the advice; what was chosen and found is said before that.

        A referral is said at once, and in an emergency leads there.
        """
        passing: tuple[str, ...] = PASSING
        while (heard := self.client.hear()).text.startswith(passing) or "(F8)" in heard.text:
            if "(F8)" in heard.text and case.urgency == "now":
                assert heard.urgent
                assert letters(self.expected(case, "staff").outcome_text("title")) in letters(
                    heard.text
                )
                self.client.press("Naar het advies (F8)")
                passing = (*PASSING, "Vraag ")  # which was said before
        return heard

    def answer(self, question: Question, answers: Answers) -> None:
        press, value = self.client.press, answers.get(question.id)
        of = f" \u2013 {self.title(question, answers)}"
        if question.kind == "one":
            press(self.words(question, str(value)) + of)
        elif question.kind == "lookup":
            self.take_medicines(value, of)
        elif question.kind == "number":
            self.say_amount(value, of)
        elif question.optional and value is None:
            press(self.going())
        elif not value:
            press(self.none + of)
        else:
            assert isinstance(value, list)
            for each in value:
                press(self.words(question, each) + of)
            press(self.going())

    def going(self) -> str:
        """The button that leads on: at the end it says where to."""
        return next(each for each in ON if self.client.find(each))

    def take_medicines(self, value: Value | None, of: str) -> None:
        if not value:
            self.client.press(self.no_medicine + of)
            return
        assert isinstance(value, list)
        for group in value:
            name = next(m.name for m in self.pack.medicines if m.groups == (group,) and not m.which)
            self.client.write(self.client.named("Naam van een medicijn").path, name)
            self.client.hear("Medicijnen gevonden: ")
            found = [
                each
                for each in self.client.see()
                if each.role == "check box" and each.name.startswith(name)
            ]
            self.client.act(found[0].path)
        self.client.press(self.going())

    def say_amount(self, value: Value | None, of: str) -> None:
        assert isinstance(value, int | float)
        if not value:
            self.client.press("Geen" + of)
            return
        self.client.write(self.client.named(of.removeprefix(" \u2013 "), "text").path, f"{value:g}")
        self.client.press("Volgende (Enter)")


@pytest.mark.long
@pytest.mark.parametrize("who", [AtTheKiosk, AtTheCounter])
def test_ten_cases_by_names_and_actions(
    who: type[AtTheKiosk | AtTheCounter], assistant: Assistant, magapp_home: Path
) -> None:
    cases = {each.id: each for each in load_cases(resource("packs", assistant.pack.id))}
    arguments = ("--kiosk",) if who is AtTheKiosk else ()
    with on_the_bus(magapp_home, *arguments) as client:
        somebody = who(client, assistant)
        for name in CASES:
            somebody.walk(cases[name])
