"""The terminal as a face: the questions asked one by one, and an advice as plain text."""

from collections.abc import Callable
from typing import Any

from magapp.assistant import Assistant
from magapp.consultation import read_answer
from magapp.errors import InputError
from magapp.flow import Flow
from magapp.medicines import MedicineIndex
from magapp.pack.model import Pack, Question
from magapp.report import outcome_key
from magapp.rules import Value
from magapp.streams import expect_input
from magapp.words import Words


def as_text(pack: Pack, said: dict[str, Any]) -> str:
    """An advice (as `report.as_json` gives it) as plain text, in its own language."""
    language = said["language"]
    words = Words(language)
    outcome = outcome_key(said["outcome"], said["urgency"])
    lines = [
        pack.text(language, f"outcome.{outcome}.title").upper(),
        pack.text(language, f"outcome.{outcome}.text"),
    ]

    def part(title: str, entries: list[str]) -> None:
        if entries:
            lines.extend(["", title, *(f"  {entry}" for entry in entries)])

    for gate in said["gates"]:
        call = f" {words('call', call=gate['call'])}" if "call" in gate else ""
        lines += ["", f"* {gate['title']}", f"  {gate['text']}{call}"]
        if "staff" in gate:
            lines.append(f"  {gate['staff']}")
        lines.append(f"  ({words('sources', sources=', '.join(gate['sources']))})")
    part("", [words("cleared", **each) for each in said["cleared"]])
    products: list[str] = []
    for each in said["products"]:
        intakes = ", ".join(
            words(
                "intake",
                units=words.number(intake["units"]),
                slot=pack.text(language, f"slot.{intake['slot']}.name"),
            )
            for intake in each["intakes"]
        )
        shelf = f" ({words('shelf', shelf=each['shelf'])})" if each["shelf"] else ""
        products += [
            f"{each['name']}{shelf}",
            "  "
            + words(
                "dose",
                units=each["units_per_day"],
                mg=words.number(each["daily_mg"]),
                intakes=intakes,
            ),
            "  "
            + words(
                "price",
                day=words.money(each["price_per_day"], each["currency"]),
                per_100=words.money(each["price_per_100_mg"], each["currency"]),
            ),
            *(f"  - {reason['text']}" for reason in each["reasons"]),
        ]
    if said["outcome"] == "suggest":
        part(words("products"), products or [words("none_fit")])
        lines += ["", words("review", **said["review"])]
    part(words("claims"), [each["text"] for each in said["claims"]])
    part(words("cautions"), [each["text"] for each in said["cautions"]])
    part(
        words("foods"),
        [
            words("food", name=each["name"], portion=each["portion"], mg=words.number(each["mg"]))
            for each in said["food_tips"]
        ],
    )
    part(words("statements"), [each["text"] for each in said["statements"]])
    if "why" in said:
        part(words("why"), [each["text"] for each in said["why"]["because"]])
        part(words("why_form"), [each["text"] for each in said["why"]["form_because"]])
        part(words("changes"), [each["text"] for each in said["why"]["changes"]])
    if "why_not" in said:
        part(words("why_not", subject=said["why_not"]["subject"]), [said["why_not"]["text"]])
    return "\n".join(lines)


def ask(assistant: Assistant, language: str) -> dict[str, Value]:
    """Ask every question in the terminal and return the answers."""
    expect_input()
    pack = assistant.pack
    words = Words(language)
    flow = Flow(assistant.rules)
    question: str | None = flow.current
    while question:
        value = _ask_one(pack, pack.question(question), language, words, _line)
        flow.answer(question, value)
        question = flow.next()
    print()
    return flow.answers()


def _line(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except EOFError:
        raise InputError(
            "",
            "The answers ended before the questions did.",
            "Give a FILE, or - to read one answer set.",
        ) from None
    except UnicodeDecodeError:
        raise InputError("standard input", "is not UTF-8.") from None


def _ask_one(
    pack: Pack, question: Question, language: str, words: Words, line: Callable[[str], str]
) -> Value | None:
    """One question, asked until it has an answer; None when it is left open."""
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
            return read_answer(question, _meant(pack, question, options, said, words, line), pack)
        except (InputError, ValueError, IndexError):
            print(words("not_an_answer"))


def _meant(
    pack: Pack,
    question: Question,
    options: list[str],
    said: str,
    words: Words,
    line: Callable[[str], str],
) -> Any:
    """What was typed, as a value for `read_answer`."""
    if question.kind == "number":
        return said if said in options else float(said.replace(",", "."))
    if question.kind == "lookup" and not said[0].isdigit():
        names = filter(None, map(str.strip, said.split(",")))
        return list(dict.fromkeys(_which(pack, question, name, words, line) for name in names))
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


def _which(
    pack: Pack, lookup: Question, name: str, words: Words, line: Callable[[str], str]
) -> str:
    """The group of a medicine that was typed; `unsure` when it is not in the list."""
    medicine = MedicineIndex(pack.medicines).named(name)
    if medicine is None:
        print(words("unknown_medicine", name=name))
        return "unsure"
    if len(medicine.groups) == 1:
        return medicine.groups[0]
    print(f"{medicine.name}: {words('which')}")
    for number, group in enumerate(medicine.groups, 1):
        title = pack.text(words.language, f"option.{lookup.id}.{group}.title")
        print(f"  {number:2}  {title}")
    chosen = int(line("> "))
    if chosen < 1:
        raise IndexError
    return medicine.groups[chosen - 1]


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
