"""Whether every question of a pack can be asked and answered, and every id named."""

import re
from collections.abc import Iterator

from magapp.errors import Fault
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
        message = f"has {count} options in all; {MAX_OPTIONS} can be checked."
        yield Fault("too-many", _FILE, "question", message)
    if any(question.kind == "portions" for question in pack.questions):
        yield from _food_faults(pack)


def _id_faults(pack: Pack) -> Iterator[Fault]:
    for file, place, entry in entries(pack):
        named = getattr(entry, "id", "_")
        if isinstance(entry, model.NamedCondition | model.Constant):
            named = place.partition(" ")[2]
        if not isinstance(entry, model.Source) and not ID.fullmatch(named):
            yield Fault(
                "bad-id", file, place, "is no id.", "Use letters, digits, hyphens and underscores."
            )
    for question in pack.questions:
        place = f"question {question.id}"
        if question.id == "slot":
            yield Fault("bad-id", _FILE, place, "is kept for the moments of the day.")
        for atom in question.atoms():
            if atom == "unanswered" or not ID.fullmatch(atom):
                yield Fault("bad-id", _FILE, f"{place}: option {atom}", "is no id.")


def _kind_faults(pack: Pack) -> Iterator[Fault]:
    """Kinds of which there is one question, and the one that another leads up to."""
    kinds = [question.kind for question in pack.questions]
    for question in pack.questions:
        place = f"question {question.id}"
        if question.kind in ("lookup", "moments") and kinds.count(question.kind) > 1:
            yield Fault("duplicate-id", _FILE, place, f"is a second '{question.kind}'.")
        if question.kind == "moments" and "lookup" not in kinds[: kinds.index("moments")]:
            yield Fault("later-question", _FILE, place, "has no 'lookup' before it.")


def _part_faults(question: Question) -> Iterator[Fault]:
    """Parts that do not go with the kind of a question, or that it lacks."""
    place = f"question {question.id}"
    parts = _ANSWERED_BY[question.kind]
    for part in ("option", "band"):
        if getattr(question, part) and part not in parts:
            message = f"does not go with kind '{question.kind}'."
            yield Fault("unknown-key", _FILE, f"{place}: {part}", message)
    if "option" in parts and "band" not in parts and not question.option:
        yield Fault("missing-key", _FILE, f"{place}: option", "is missing.")
    if question.kind == "number" and question.min > question.max:
        yield Fault("range", _FILE, f"{place}: max", "is less than its min.")
    for band in question.band:
        if (band.at_least == "") == (not band.leaves_less_than):
            message = "is either at_least an amount or leaves_less_than a constant."
            yield Fault("range", _FILE, f"{place}: band {band.id}", message)


def _option_faults(question: Question, names: set[str]) -> Iterator[Fault]:
    """Options that can be chosen by a name only, and have none."""
    for option in question.option:
        if option.named and (question.kind != "lookup" or option.id not in names):
            yield Fault(
                "no-name",
                _FILE,
                f"question {question.id}: option {option.id}",
                "is chosen by a name only, and no name stands for it.",
            )


def _food_faults(pack: Pack) -> Iterator[Fault]:
    """What a question about food cannot be asked or answered without."""
    for name, needed in (("screener", pack.screener), ("food_band", pack.food_bands)):
        if not needed:
            yield Fault("missing-key", "foods.toml", name, "is missing.")
    if not any(not each.when.parts() for each in pack.references):
        message = "is missing for those whom no other is about."
        yield Fault("missing-key", "foods.toml", "reference", message, "Add one without when.")
