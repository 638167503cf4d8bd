"""Whether every question of a pack can be asked and answered, and every id named."""

import re
from collections.abc import Iterator

from magapp.errors import Fault
from magapp.language.saying import Saying
from magapp.pack import model
from magapp.pack.model import Pack, Question
from magapp.pack.read import entries

_FILE = "questions.toml"
MAX_OPTIONS = 400
"""Of all questions together, so that the check can look at every answer set."""

ID = re.compile(r"[A-Za-z0-9_-]+")
_ANSWERED_BY = {
    "one": ("option",),
    "many": ("option",),
    "lookup": ("option",),
    "number": ("option", "band"),
    "moments": (),
    "portions": (),
}


def question_faults(pack: Pack) -> Iterator[Fault]:
    """Ids that an atom could not name, and questions that could not be asked or answered."""
    yield from _id_faults(pack)
    yield from _kind_faults(pack)
    names = {group for medicine in pack.medicines for group in medicine.groups}
    for question in pack.questions:
        yield from _part_faults(question)
        yield from _option_faults(question, names)
    count = sum(len(question.atoms()) for question in pack.questions)
    if count > MAX_OPTIONS:
        said = Saying.of("fault_options", count=count, most=MAX_OPTIONS)
        yield Fault("too-many", _FILE, "question", said)
    if any(question.kind == "portions" for question in pack.questions):
        yield from _food_faults(pack)


def _id_faults(pack: Pack) -> Iterator[Fault]:
    for file, place, entry in entries(pack):
        named = getattr(entry, "id", "_")
        if isinstance(entry, model.NamedCondition | model.Constant):
            named = place.partition(" ")[2]
        if not isinstance(entry, model.Source) and not ID.fullmatch(named):
            yield Fault("bad-id", file, place, Saying.of("fault_bad_id"))
    for question in pack.questions:
        place = f"question {question.id}"
        if question.id == "slot":
            yield Fault("bad-id", _FILE, place, Saying.of("fault_kept"))
        for atom in question.atoms():
            if atom == "unanswered" or not ID.fullmatch(atom):
                yield Fault("bad-id", _FILE, f"{place}: option {atom}", Saying.of("fault_no_id"))


def _kind_faults(pack: Pack) -> Iterator[Fault]:
    """Kinds of which there is one question, and the one that another leads up to."""
    kinds = [question.kind for question in pack.questions]
    for question in pack.questions:
        place = f"question {question.id}"
        if question.kind in ("lookup", "moments") and kinds.count(question.kind) > 1:
            yield Fault("duplicate-id", _FILE, place, Saying.of("fault_second", kind=question.kind))
        if question.kind == "moments" and "lookup" not in kinds[: kinds.index("moments")]:
            yield Fault("later-question", _FILE, place, Saying.of("fault_no_lookup"))


def _part_faults(question: Question) -> Iterator[Fault]:
    """Parts that do not go with the kind of a question, or that it lacks."""
    place = f"question {question.id}"
    parts = _ANSWERED_BY[question.kind]
    for part in ("option", "band"):
        if getattr(question, part) and part not in parts:
            said = Saying.of("fault_not_with_kind", kind=question.kind)
            yield Fault("unknown-key", _FILE, f"{place}: {part}", said)
    if "option" in parts and "band" not in parts and not question.option:
        yield Fault("missing-key", _FILE, f"{place}: option", Saying.of("missing"))
    if question.kind == "number" and question.min > question.max:
        yield Fault("range", _FILE, f"{place}: max", Saying.of("fault_max"))
    for band in question.band:
        if (band.at_least == "") == (not band.leaves_less_than):
            there = f"{place}: band {band.id}"
            yield Fault("range", _FILE, there, Saying.of("fault_band"))


def _option_faults(question: Question, names: set[str]) -> Iterator[Fault]:
    """Options that can be chosen by a name only, and have none."""
    for option in question.option:
        if option.named and (question.kind != "lookup" or option.id not in names):
            place = f"question {question.id}: option {option.id}"
            yield Fault("no-name", _FILE, place, Saying.of("fault_no_name"))


def _food_faults(pack: Pack) -> Iterator[Fault]:
    """What a question about food cannot be asked or answered without."""
    for name, needed in (("screener", pack.screener), ("food_band", pack.food_bands)):
        if not needed:
            yield Fault("missing-key", "foods.toml", name, Saying.of("missing"))
    if not any(not each.when.parts() for each in pack.references):
        said = Saying.of("fault_reference")
        yield Fault("missing-key", "foods.toml", "reference", said)
