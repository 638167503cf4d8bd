"""Whether a pack has words for everything, in every language, and none for nothing."""

import string
from collections.abc import Iterable, Iterator

from magapp.errors import Fault, near
from magapp.language.saying import Saying
from magapp.pack.model import Pack

OUTCOME_TEXTS = (
    "refer_now",
    "refer_today",
    "refer_soon",
    "ask_staff",
    "food_first",
    "suggest",
    "suggest_none",
)
REASON_TEXTS = (
    "answer",
    "against",
    "guideline",
    "preference",
    "quoted",
    "answers",
    "price",
    "form",
    "dosage",
    "units",
    "price_per_day",
    "pack",
    "name",
)
BADGE_TEXTS = ("best_fit", "lowest_price", "lowest_price_of_equals", "buffered", "whole_unit")
FIELDS = {
    "reason.answer.text": ("answers",),
    "reason.against.text": ("answers",),
    "reason.preference.text": ("preferences",),
    "reason.quoted.text": ("answers",),
    "badge.whole_unit.line": ("unit", "mg"),
    **{
        f"reason.{each}.text": ("fact",)
        for each in ("form", "dosage", "units", "price_per_day", "pack", "name")
    },
}
"""What the program fills in, by text."""


_EACH = ("each", "each_other")
"""The question about when one medicine is taken, to the customer and of somebody else."""


def text_keys(pack: Pack) -> tuple[set[str], set[str]]:
    """The keys every language must have, and those that all languages or none may have."""
    need: set[str] = set()
    may: set[str] = set()

    def each(prefix: str, ids: Iterable[str], *parts: str) -> None:
        need.update(f"{prefix}.{name}.{part}" for name in ids for part in parts)

    each("section", (question.section for question in pack.questions), "title")
    each("question", (question.id for question in pack.questions), "title", "help")
    may.update(f"question.{question.id}.title_other" for question in pack.questions)
    moments = [question.id for question in pack.questions if question.kind == "moments"]
    each("question", moments, *_EACH)
    for question in pack.questions:
        options = [option.id for option in question.option]
        each(f"option.{question.id}", options, "title", "line")
        may.update(f"option.{question.id}.{option}.reason" for option in options)
    each("look_back", (question.id for question in pack.look_back), "title")
    for asked in pack.look_back:
        each(f"look_back_option.{asked.id}", (option.id for option in asked.option), "title")
    each("next_step", (step.id for step in pack.next_steps), "title", "text")
    each("preset", (preset.id for preset in pack.presets), "title", "line")
    each("shortcut", (shortcut.id for shortcut in pack.shortcuts), "title", "line")
    each("why", (medicine.why for medicine in pack.medicines if medicine.why), "text")
    each("which", (which.id for which in pack.which), "title")
    may.update(f"which.{which.id}.title_other" for which in pack.which)
    for which in pack.which:
        each(f"which.{which.id}", (option.id for option in which.option), "title", "line")
    each("gate", (gate.id for gate in pack.gates), "title", "text", "staff")
    each("gate", (gate.id for gate in pack.gates if gate.outcome == "refer"), "doctor")
    may.update(f"gate.{gate.id}.doctor" for gate in pack.gates if gate.outcome != "refer")
    need.update(("invitation.title", "invitation.line", "substance.name"))
    each("outcome", OUTCOME_TEXTS, "title", "text")
    may.update(
        f"outcome.{each}.staff_{part}" for each in OUTCOME_TEXTS for part in ("title", "text")
    )
    each("reason", REASON_TEXTS, "text")
    each("badge", BADGE_TEXTS, "text", "line")
    each("caution", (caution.id for caution in pack.cautions), "title", "text")
    each("article", (article.id for article in pack.article), "says", "verdict")
    own = (
        each for each, source in pack.sources.items() if source.seen in ("judgement", "computed")
    )
    each("source", own, "title")
    each("food", (food.id for food in pack.foods), "name", "portion")
    each("food_group", (food.group for food in pack.foods), "name")
    each("screener", (item.id for item in pack.screener), "title", "portion")
    for prefix, entries, part in (
        ("form", pack.forms, "name"),
        ("slot", pack.slots, "name"),
        ("tip", pack.tips, "text"),
        ("exclusion", pack.exclusions, "text"),
        ("clearing", pack.clearings, "text"),
        ("spacing", pack.spacings, "text"),
        ("spacing", pack.spacings, "hours"),
        ("claim", pack.claims, "text"),
        ("statement", pack.statements, "text"),
        ("invariant", pack.invariants, "text"),
    ):
        each(prefix, (entry.id for entry in entries), part)
    return need, may


def placeholders(sentence: str) -> tuple[str, ...]:
    """The names of a sentence's fields, sorted. Raises ValueError for a stray brace."""
    found = set()
    for _, name, layout, conversion in string.Formatter().parse(sentence):
        if name is not None:
            if layout or conversion:
                raise ValueError(f"'{name}' has more than a name")
            found.add(name)
    return tuple(sorted(found))


def text_faults(pack: Pack) -> Iterator[Fault]:
    """Sentences that are missing, that nothing shows, or whose fields differ by language."""
    need, may = text_keys(pack)
    used = {key for texts in pack.texts.values() for key in texts if key in may}
    fields: dict[str, tuple[str, ...]] = {}
    moments = [question.id for question in pack.questions if question.kind == "moments"]
    weeks = [each for each in need if each.startswith(("look_back_option.", "next_step."))]
    filled: dict[str, tuple[str, ...]] = dict.fromkeys(weeks, ("evaluate", "stop"))
    filled |= {f"question.{each}.{part}": ("medicine",) for each in moments for part in _EACH}
    for which in pack.which:
        filled |= dict.fromkeys(
            (f"which.{which.id}.title", f"which.{which.id}.title_other"), ("name",)
        )
    for language in pack.languages:
        texts = pack.texts[language]
        file = f"text/{language}/"
        for key in sorted((need | used) - texts.keys()):
            yield Fault("missing-text", file, key, Saying.of("missing"))
        surplus = sorted(texts.keys() - need - may)
        wanted = (need | may) - texts.keys()
        for key in surplus:
            mend = near(key, wanted) if len(surplus) < 20 else ""  # so many are no slip
            yield Fault("surplus-text", file, key, Saying.of("fault_surplus", mend=mend))
        for key, sentence in texts.items():
            if not sentence and not key.endswith(".line"):
                yield Fault("missing-text", file, key, Saying.of("empty"))
            try:
                here = placeholders(sentence)
            except ValueError:
                yield Fault("placeholder", file, key, Saying.of("fault_brace"))
                continue
            first = fields.setdefault(key, here)
            if first != here:
                fields_differ = Saying.of(
                    "fault_fields", fields=str(list(here)), others=str(list(first))
                )
                yield Fault("placeholder", file, key, fields_differ)
            elif strange := sorted({*here} - {*FIELDS.get(key, filled.get(key, ()))}):
                never = Saying.of("fault_field", fields=str(strange))
                yield Fault("placeholder", file, key, never)
