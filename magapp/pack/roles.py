"""What questions and options are for: found by their role, whatever they are called.

A role that is missing, there twice, or on the wrong kind of question is a fault of the pack: what
the program looks for would otherwise be found nowhere, and its rules would do nothing in silence.
"""

from collections.abc import Iterable, Iterator

from magapp.errors import Fault
from magapp.language.saying import Saying
from magapp.pack.model import ROLES, Pack, Question

FILE = "questions.toml"
NEEDED = ("complaints", "medicines", "intake")
"""Without these nobody could be kept from what harms, or from too much."""
NEEDED_OPTIONS = {"medicines": ("unknown", "ask"), "whom": ("other",)}
"""The options without which a question cannot do what it is for."""
_OF_KIND = {"lookup": "medicines", "moments": "moments", "portions": "food"}
"""Kinds of question that are for one thing alone."""


def roles_of(questions: Iterable[Question]) -> dict[str, str]:
    """What a question or an option is for → its id; the first where there are several."""
    roles: dict[str, str] = {}
    for question in questions:
        if question.role:
            roles.setdefault(question.role, question.id)
        for option in question.option:
            if option.role:
                roles.setdefault(option.role, option.id)
    return roles


def role_faults(pack: Pack) -> Iterator[Fault]:
    """Roles that are missing, there twice, or where they mean nothing."""
    seen: set[str] = set()
    for question in pack.questions:
        place = f"question {question.id}: role"
        role = question.role
        kind, options = ROLES[role] if role else (None, ())
        if role and role in seen:
            yield Fault("role", FILE, place, Saying.of("fault_role_twice", role=role))
        if role:
            seen.add(role)
        if role and question.kind != kind:
            yield Fault(
                "role", FILE, place, Saying.of("fault_role_kind", role=role, kind=kind or "")
            )
        elif role is None and question.kind in _OF_KIND:
            missing = Saying.of("fault_role_missing", role=_OF_KIND[question.kind])
            yield Fault("role", FILE, place, missing)
        here: set[str] = set()
        for option in question.option:
            if option.role is None:
                continue
            where = f"question {question.id}: option {option.id}: role"
            if option.role not in options:
                fits = next(name for name, (_, some) in ROLES.items() if option.role in some)
                elsewhere = Saying.of("fault_role_option", role=option.role, question=fits)
                yield Fault("role", FILE, where, elsewhere)
            elif option.role in here:
                twice = Saying.of("fault_role_twice", role=option.role)
                yield Fault("role", FILE, where, twice)
            here.add(option.role)
        for needed in NEEDED_OPTIONS.get(role or "", ()):
            if needed not in here:
                yield Fault("role", FILE, place, Saying.of("fault_role_needs", role=needed))
    for needed in NEEDED:
        if needed not in seen:
            none = Saying.of("fault_role_nowhere", role=needed)
            yield Fault("role", FILE, "question", none)
