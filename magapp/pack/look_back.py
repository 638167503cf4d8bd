"""The second visit of a pack: whether each of its questions can be asked, and each step reached."""

from collections.abc import Iterator
from math import prod
from typing import get_args

from magapp.errors import Fault
from magapp.language.saying import Saying
from magapp.pack import model
from magapp.pack.conditions import count_faults, unknown_atom
from magapp.pack.model import Condition, Pack
from magapp.pack.questions import ID
from magapp.pack.read import duplicates, entries

MOST = 20_000
"""Of combinations of answers: each is looked at."""
_QUESTIONS, _RULES = "questions.toml", "rules.toml"


def look_back_faults(pack: Pack) -> Iterator[Fault]:
    """Questions that could not be asked, and next steps that read or add what is not there."""
    yield from _question_faults(pack)
    if bool(pack.look_back) != bool(pack.next_steps):
        file, table = (_RULES, "next_step") if pack.look_back else (_QUESTIONS, "look_back")
        yield Fault("missing-key", file, table, Saying.of("missing"))
    options = {each.id: [option.id for option in each.option] for each in pack.look_back}
    for file, place, entry in entries(pack):
        if model.reads_look_back(entry):
            yield from _condition_faults(file, f"{place}: when", entry.when, options)
    ticked = {
        question.id: [option.id for option in question.option]
        for question in pack.questions
        if question.kind in ("one", "many")
    }
    for step in pack.next_steps:
        place = f"next_step {step.id}"
        if (step.outcome == "refer") != (step.urgency is not None):
            yield Fault("urgency", _RULES, f"{place}: urgency", Saying.of("fault_urgency"))
        for atom in step.adds:
            yield from _atom_faults(_RULES, f"{place}: adds", atom, ticked)


def _question_faults(pack: Pack) -> Iterator[Fault]:
    for question in pack.look_back:
        place = f"look_back {question.id}: option"
        ids = [option.id for option in question.option]
        yield from duplicates(_QUESTIONS, place, ids)
        for each in ids:
            if not ID.fullmatch(each):
                yield Fault("bad-id", _QUESTIONS, f"{place} {each}", Saying.of("fault_no_id"))
        if len(ids) < 2:
            yield Fault("range", _QUESTIONS, place, Saying.of("fault_two_options"))
    roles = [each.role for each in pack.look_back]
    for role in get_args(model.LookBackRole) if pack.look_back else ():
        if role not in roles:
            said = Saying.of("fault_role_nowhere", role=role)
            yield Fault("role", _QUESTIONS, "look_back", said)
        if roles.count(role) > 1:
            said = Saying.of("fault_role_twice", role=role)
            yield Fault("role", _QUESTIONS, "look_back", said)
    count = prod(len(each.option) for each in pack.look_back)
    if count > MOST:
        said = Saying.of("fault_options", count=count, most=MOST)
        yield Fault("too-many", _QUESTIONS, "look_back", said)


def _condition_faults(
    file: str, place: str, condition: Condition, options: dict[str, list[str]]
) -> Iterator[Fault]:
    for word, atoms in condition.parts():
        for atom in atoms:
            yield from _atom_faults(file, f"{place}: {word}", atom, options)
    if condition.at_least:
        yield from count_faults(file, place, condition, len(condition.at_least.of))


def _atom_faults(
    file: str, place: str, atom: str, options: dict[str, list[str]]
) -> Iterator[Fault]:
    """An atom that is no `question:option` of these."""
    question, _, option = atom.partition(":")
    if option not in options.get(question, ()):
        yield Fault("unknown-atom", file, place, unknown_atom(options, question, option))
