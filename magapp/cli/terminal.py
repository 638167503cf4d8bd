"""The terminal as a face: the questions asked one by one, and an advice as plain text."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import asdict

from magapp.assistant import Assistant
from magapp.cli.streams import expect_input
from magapp.errors import InputError
from magapp.language.amounts import Amounts
from magapp.language.saying import Saying
from magapp.language.words import Words
from magapp.pack.model import WEEKLY, Pack, Question
from magapp.rules import Value
from magapp.showing import shown
from magapp.takehome.report import AdviceText, is_weak, source_title
from magapp.visit.asked import Moments, moments_in
from magapp.visit.consultation import Consultation, read_answer
from magapp.visit.flow import Flow
from magapp.visit.medicines import Found, LookedText, MedicineIndex


def as_text(pack: Pack, said: AdviceText) -> str:
    """An advice as plain text, in its own language."""
    language = said.language
    words, amounts = Words(language), Amounts(language, pack.country)
    lines = [said.title.upper(), said.text]

    def part(title: str, entries: Sequence[str]) -> None:
        if entries:
            lines.extend(["", title, *(f"  {entry}" for entry in entries)])

    for gate in said.gates:
        call = f" {words('call', call=gate.call)}" if gate.call else ""
        lines += ["", f"* {gate.title}", f"  {gate.text}{call}"]
        if said.staff:
            lines.append(f"  {gate.staff}")
        titles = [source_title(pack, each, language) for each in gate.sources]
        if said.staff and is_weak(pack, gate.sources):
            titles.append(words("weak_source"))
        lines.append(f"  ({words('sources', sources='; '.join(titles))})")
    part("", [words("cleared", gate=each.gate, reason=each.reason) for each in said.cleared])
    products: list[str] = []
    for card in said.products:
        each, product = card.suggested, card.suggested.product
        intakes = ", ".join(
            words(
                "intake",
                units=amounts.count(intake.units),
                slot=pack.text(language, f"slot.{intake.slot}.name"),
            )
            for intake in each.intakes
        )
        shelf = f" ({words('shelf', shelf=product.shelf)})" if product.shelf else ""
        notes = [reason.text for reason in card.reasons]
        notes += [badge.line for badge in card.badges]
        products += [
            f"{product.name}{shelf}",
            "  "
            + words(
                "dose",
                units=amounts.units(each.units_per_day, product.dosage_form),
                mg=amounts.mg(each.daily_mg),
                intakes=intakes,
            ),
            "  "
            + words(
                "price",
                day=amounts.money(each.price_per_day, product.currency),
                per_100=amounts.money(each.price_per_100_mg, product.currency),
            ),
            *(f"  - {text}" for text in dict.fromkeys(notes)),
        ]
    if products:
        weeks = {each: amounts.weeks(number) for each, number in asdict(said.review).items()}
        part(words("products"), products)
        lines += ["", words("review", **weeks)]
    part(words("claims"), [each.text for each in said.claims])
    part(
        words("foods"),
        [
            *(
                words("food", name=each.name, portion=each.portion, mg=amounts.mg(each.mg))
                for each in said.foods
            ),
            *(each.text for each in said.tips),
        ],
    )
    part(
        words("cautions"),
        [
            *(f"{each.title}: {each.text}" for each in said.cautions),
            *(each.text for each in said.spacings),
        ],
    )
    part(words("statements"), [each.text for each in said.statements])
    part(
        words("article"),
        [
            f"“{each.says}” [{words('grade', grade=each.grade)}, {each.text}] {each.verdict}"
            for each in said.article
        ],
    )
    if said.why:
        part(words("why"), said.why.decides)
        part(words("why_form"), [each.text for each in said.why.form_because])
        part(words("changes"), [each.text for each in said.why.changes])
    if said.why_not:
        part(words("why_not", subject=said.why_not.name), [said.why_not.text])
    return "\n".join(lines)


_BETWEEN = re.compile(r"(?<!\d),|,(?!\d)")
"""A comma between two names: not the one of 12,5 mg."""


def ask(assistant: Assistant, language: str) -> Consultation:
    """Ask every question in the terminal and return what was answered."""
    expect_input()
    pack = assistant.pack
    words = Words(language)
    flow = Flow(assistant.rules)
    question: str | None = flow.current
    index = MedicineIndex.of(pack)
    while question:
        asked = pack.question(question)
        if asked.kind == "moments":
            value: Value | None = _ask_moments(pack, asked, flow, words, _line)
        else:
            value = _ask_one(flow, asked, index, words, _line)
        flow.answer(question, value)
        question = flow.next()
    print()
    return Consultation(language, "kiosk", flow.answers(), (), flow.named)


def _line(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except EOFError:
        raise InputError("", "answers_ended") from None
    except UnicodeDecodeError:
        raise InputError(Saying.of("standard_input"), "not_utf8") from None


def _ask_one(
    flow: Flow,
    question: Question,
    index: MedicineIndex,
    words: Words,
    line: Callable[[str], str],
) -> Value | None:
    """One question, asked until it has an answer; None when it is left open."""
    pack, language = flow.rules.pack, words.language
    print(f"\n{pack.text(language, f'question.{question.id}.title')}")
    print(f"  {pack.text(language, f'question.{question.id}.help')}")
    options = [option.id for option in question.option]
    for number, option in enumerate(options, 1):
        title = pack.text(language, f"option.{question.id}.{option}.title")
        print(f"  {number:2}  {title}")
    prompts = {
        "one": "pick_one",
        "many": "pick_many",
        "number": "pick_number",
        "lookup": "medicine",
        "portions": "pick_portions",
    }
    skip = words("skip_optional" if question.optional else "skip")
    hint = words(prompts[question.kind])
    print(f"  ({hint}; {skip})" if question.kind != "portions" else f"  ({hint})")
    if question.kind == "portions":
        return _ask_portions(pack, language, words, line)
    while True:
        said = line("> ")
        if not said:
            return None
        try:
            if question.kind == "lookup" and not said.replace(",", "").replace(" ", "").isdigit():
                return _names(flow, index, said, words, line)
            return read_answer(question, _meant(question, options, said), pack)
        except (InputError, ValueError, IndexError):
            print(words("not_an_answer"))


def _meant(question: Question, options: list[str], said: str) -> Any:
    """What was typed, as a value for `read_answer`."""
    if question.kind == "number":
        return said if said in options else float(said.replace(",", "."))
    numbers = [int(each) for each in said.split(",")]
    if question.kind == "one":
        (number,) = numbers
        if number < 1:
            raise IndexError
        return options[number - 1]
    if numbers == [0]:
        return []
    if min(numbers) < 1:
        raise IndexError
    return list(dict.fromkeys(options[number - 1] for number in numbers))


def _names(
    flow: Flow, index: MedicineIndex, typed: str, words: Words, line: Callable[[str], str]
) -> list[str]:
    """The answer that names give, separated by commas."""
    flow.picks.clear()
    for name in filter(None, map(str.strip, _BETWEEN.split(typed))):
        found = _chosen(index, name, words, line)
        if found is None:
            print(words("unknown_medicine", name=shown(name)))
            flow.picks.keep(name)
        elif found.medicine.which:
            flow.picks.choose(found, _which(flow.rules.pack, found, words, line))
        else:
            flow.picks.choose(found)
    return flow.picks.value() or []


def _chosen(
    index: MedicineIndex, name: str, words: Words, line: Callable[[str], str]
) -> Found | None:
    """The medicine of this very name, else one that a number chooses; None for none of them."""
    looked = index.look_up(name)
    if looked.exact or not looked.offered:
        return looked.exact
    print(words("medicine_near" if looked.near else "medicine_choose"))
    for number, each in enumerate(looked.offered, 1):
        print(f"  {number:2}  {each.name}")
    print(f"   0  {words('medicine_none', typed=name)}")
    chosen = int(line("> "))
    if not 0 <= chosen <= len(looked.offered):
        raise IndexError
    return looked.offered[chosen - 1] if chosen else None


def _which(pack: Pack, found: Found, words: Words, line: Callable[[str], str]) -> tuple[str, ...]:
    """The groups of a name whose use decides; those of not knowing when it is left open."""
    which = next(each for each in pack.which if each.id == found.medicine.which)
    print(pack.text(words.language, f"which.{which.id}.title", name=found.name))
    for number, option in enumerate(which.option, 1):
        print(f"  {number:2}  {pack.text(words.language, f'which.{which.id}.{option.id}.title')}")
    said = line("> ")
    if not said:
        print(words("which_unknown", name=found.name))
        return which.unanswered()
    chosen = int(said)
    if chosen < 1:
        raise IndexError
    return which.option[chosen - 1].groups


def medicine_as_text(said: LookedText, words: Words) -> str:
    """What the look-up makes of a name, for a person."""
    lines = []
    offered = said.offered
    if said.taken is not None:
        first, offered = offered[0], offered[1:]
        lines.append(words("medicine_taken", name=first.name, groups=", ".join(first.groups)))
        lines.append(f"  {first.why}")
    elif not offered:
        lines.append(words("medicine_none", typed=said.typed))
    if offered:
        lines.append(words("medicine_choose"))
    for each in offered:
        lines.append(f"  {each.name}: {', '.join(each.groups)}")
        lines.append(f"    {each.why}")
    return "\n".join(line for line in lines if line.strip())


def _ask_moments(
    pack: Pack, question: Question, flow: Flow, words: Words, line: Callable[[str], str]
) -> Value | None:
    """When each medicine with hours is taken; None when nothing is said of any."""
    language = words.language
    lookup = pack.question(pack.roles["medicines"])
    ticked = flow.draft(lookup.id)
    said: dict[str, Moments] = {}
    for spacing in pack.spacings:
        if not isinstance(ticked, list) or spacing.medicine not in ticked:
            continue
        title = pack.text(language, f"option.{lookup.id}.{spacing.medicine}.title")
        name = ", ".join(pack.named_in(flow.named, spacing.medicine)) or title
        print("\n" + pack.text(language, f"question.{question.id}.each", medicine=name))
        moments = pack.moments(spacing)
        for number, moment in enumerate(moments, 1):
            weekly = moment == WEEKLY
            shown = words("weekly") if weekly else pack.text(language, f"slot.{moment}.name")
            print(f"  {number:2}  {shown}")
        print(f"  ({words('pick_many')}; {words('skip_optional')})")
        while typed := line("> "):
            try:
                numbers = [int(each) for each in typed.split(",")]
                if min(numbers) < 1:
                    raise IndexError
                chosen = [moments[number - 1] for number in numbers]
                value = WEEKLY if chosen == [WEEKLY] else chosen
                said |= moments_in(read_answer(question, {spacing.medicine: value}, pack))
                break
            except (InputError, ValueError, IndexError):
                print(words("not_an_answer"))
    return said or None


def _ask_portions(
    pack: Pack, language: str, words: Words, line: Callable[[str], str]
) -> Value | None:
    portions: dict[str, float] = {}
    for item in pack.screener:
        title = pack.text(language, f"screener.{item.id}.title")
        portion = pack.text(language, f"screener.{item.id}.portion")
        while said := line(f"  {title} ({portion}): "):
            try:
                amount = float(said.replace(",", "."))
            except ValueError:
                amount = -1
            if 0 <= amount <= item.max:
                portions[item.id] = amount
                break
            print(words("not_an_answer"))
    return portions or None
