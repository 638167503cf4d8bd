"""What a second visit leads to, for every combination of answers: one thing, and never none."""

from collections.abc import Iterator

from magapp.errors import Fault
from magapp.language.saying import Saying
from magapp.pack import Pack
from magapp.rules.look_back import LookBack

_FILE = "rules.toml"


def look_back_faults(pack: Pack) -> Iterator[Fault]:
    """Answers that nothing follows from, or two things as strong, and steps never taken.

    Of those without a step, or with the same two, the first is named.
    """
    taken: set[str] = set()
    told: set[tuple[str, ...]] = set()
    table = LookBack(pack).steps
    for answers, steps in table.items():
        ids = tuple(each.id for each in steps)
        taken |= {*ids}
        if len(ids) == 1 or ids in told:
            continue
        told.add(ids)
        said = ", ".join(
            f"{question.id}:{option}"
            for question, option in zip(pack.look_back, answers, strict=True)
        )
        if ids:
            both = Saying.of("fault_steps_both", names=", ".join(ids), said=said)
            yield Fault("step-ambiguous", _FILE, f"next_step {ids[0]}", both)
        else:
            yield Fault("step-missing", _FILE, "next_step", Saying.of("fault_step_none", said=said))
    for step in pack.next_steps:
        if step.id not in taken and table:
            never = Saying.of("fault_never_fires")
            yield Fault("never-fires", _FILE, f"next_step {step.id}", never)
