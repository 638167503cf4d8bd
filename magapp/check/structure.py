"""What can be known about a pack's rules by looking at all answer sets: what never matters."""

from collections.abc import Iterator
from datetime import date

import msgspec

from magapp.errors import Fault
from magapp.language.saying import Saying
from magapp.pack.conditions import conditions
from magapp.pack.model import AtLeast, Condition, Pack
from magapp.proof.diagram import EMPTY, EVERY
from magapp.proof.space import AnswerSpace
from magapp.rules.compiled import CompiledQuestion
from magapp.shelf.suggest import WISHES


def structure_faults(space: AnswerSpace) -> Iterator[Fault]:
    """Everything in a pack that no answer set ever notices."""
    yield from _never(space)
    yield from _untied(space)
    yield from _shadowed_gates(space)
    yield from _idle_literals(space)
    yield from _unread(space)
    yield from _presets(space)
    yield from _forms(space)


def source_faults(pack: Pack, used: set[str]) -> Iterator[Fault]:
    """Sources that nothing cites."""
    for source in pack.sources:
        if source not in used:
            uncited = Saying.of("fault_uncited")
            yield Fault("uncited-source", "sources.toml", f"source {source}", uncited, "warning")


def date_faults(pack: Pack, day: date) -> Iterator[Fault]:
    """Rules that are never in force, or not on this day."""
    for table, entries in (
        ("gate", pack.gates),
        ("weight", pack.weights),
        ("form_bar", pack.form_bars),
        ("caution", pack.cautions),
        ("spacing", pack.spacings),
        ("claim", pack.claims),
        ("statement", pack.statements),
    ):
        file = "claims.toml" if table in ("claim", "statement") else "rules.toml"
        for entry in entries:
            begins, ends = entry.valid_from, entry.valid_until
            place = f"{table} {entry.id}"
            if begins and ends and begins > ends:
                said = Saying.of("fault_never_in_force", begins=str(begins), ends=str(ends))
                yield Fault("never-in-force", file, place, said)
            elif not entry.in_force(day):
                said = Saying.of("fault_not_in_force", day=str(day))
                yield Fault("not-in-force", file, place, said, "note")


def _never(space: AnswerSpace) -> Iterator[Fault]:
    """Rules that never fire and questions that are never asked."""
    sets = space.sets
    kept = 0  # the hours that a clearance can drop
    for gate in space.rules.pack.gates:
        if any(
            each.hours == "dropped" and gate.id in each.gates for each in space.rules.pack.clearings
        ):
            for medicine in space.rules.behind_hours(gate.id):
                kept |= space.rules.taken[medicine].bits
    for rule in space.rules.rules:
        fires = space.where(rule.test._replace(no=rule.test.no & ~kept))
        if not sets.overlap(space.possible, fires):
            kind, _, name = rule.name.partition(".")
            file = "claims.toml" if kind == "claim" else "rules.toml"
            place = f"{kind} {name}"
            yield Fault("never-fires", file, place, Saying.of("fault_never_fires"))
    for step in space.rules.walk:
        if isinstance(step, CompiledQuestion) and not sets.overlap(
            space.possible, space.all_of(step.needs)
        ):
            place = f"question {step.question.id}"
            said = Saying.of("fault_never_asked")
            yield Fault("never-asked", "questions.toml", place, said)


def _untied(space: AnswerSpace) -> Iterator[Fault]:
    """What the article says that no answer ever brings to the staff's screen."""
    for entry in space.rules.pack.article:
        place = f"article {entry.id}"
        if not entry.when.parts():
            untied = Saying.of("fault_untied")
            yield Fault("article-untied", "claims.toml", place, untied, "warning")
        elif not space.can(entry.when):
            yield Fault("never-fires", "claims.toml", place, Saying.of("fault_never_fires"))


def _shadowed_gates(space: AnswerSpace) -> Iterator[Fault]:
    """Gates without which every outcome would be the same."""
    sets, rules = space.sets, space.rules
    left = space.possible
    for _, _, level in rules.levels:
        for gate, bit in rules.gates.items():
            if level & bit:
                alone = sets.less(space.nodes[bit], space.any_of(level & ~bit))
                own = any(each.id == gate and each.cleared_by for each in rules.pack.gates)
                # One with reasons of its own is cleared apart.
                if not own and not sets.overlap(left, alone):
                    said = Saying.of("fault_no_outcome")
                    yield Fault("gate-no-outcome", "rules.toml", f"gate {gate}", said, "warning")
        left = sets.less(left, space.any_of(level))


def _mutants(space: AnswerSpace, condition: Condition) -> Iterator[tuple[str, Condition]]:
    """The condition with one literal left out, each named; never one that becomes empty."""
    for word, atoms in condition.parts():
        for atom in atoms if len(atoms) > 1 else ():
            rest = tuple(each for each in atoms if each != atom)
            if word == "at_least" and condition.at_least:
                least = condition.at_least.n
                part: AtLeast | tuple[str, ...] = AtLeast(least, rest)
                if len(rest) < least:
                    continue
            else:
                part = rest
            yield f"{word}: {atom}", msgspec.structs.replace(condition, **{word: part})


def _idle_literals(space: AnswerSpace) -> Iterator[Fault]:
    """Literals that make no difference to their rule, for any answers."""
    sets = space.sets
    for file, place, condition in conditions(space.rules.pack):
        if file == "invariants.toml":
            continue  # a promise may say more than it needs to
        here = space.where(space.rules.test(condition))
        for name, mutant in _mutants(space, condition):
            there = space.where(space.rules.test(mutant))
            differ = sets.choose(here, sets.outside(there), there)
            if not sets.overlap(space.possible, differ):
                idle = Saying.of("fault_idle", name=name)
                yield Fault("idle-literal", file, place, idle, "warning")


def _unread(space: AnswerSpace) -> Iterator[Fault]:
    """Options of lists that no rule reads, and neutral ones that a rule does."""
    pack = space.rules.pack
    heeded = {f"{pack.roles.get('wishes')}:{pack.roles.get(each)}" for each in WISHES}
    read = 0
    for step in space.rules.walk:
        if not isinstance(step, CompiledQuestion):
            read |= step.reads
    for test in space.rules.tests:
        read |= test.reads
    for question in pack.questions:
        for option in question.option:
            place = f"question {question.id}: option {option.id}"
            atom = f"{question.id}:{option.id}"
            is_read = bool(read & space.rules.bit_of[atom]) or atom in heeded
            if option.neutral and is_read:
                said = Saying.of("fault_neutral_read")
                yield Fault("neutral-read", "questions.toml", place, said, "warning")
            elif not option.neutral and not is_read:
                said = Saying.of("fault_unread")
                yield Fault("unread-option", "questions.toml", place, said, "warning")


def _presets(space: AnswerSpace) -> Iterator[Fault]:
    """What gives several answers at once, and answers what is not asked, or closes the way.

    The way is closed where a gate stands whatever else is answered.
    """
    sets, rules = space.sets, space.rules
    for place, answers in rules.pack.given_at_once():
        asked = rules.asked(answers)
        for question in answers:
            if question not in asked:
                here = f"{place}: answers.{question}"
                unasked = Saying.of("fault_preset_unasked")
                yield Fault("preset-unasked", "questions.toml", here, unasked)
        said = rules.said(answers)
        bits = [
            bit
            for step in rules.walk
            if isinstance(step, CompiledQuestion) and step.question.id in answers
            for bit in (*step.options.values(), step.unanswered)
        ]
        # From the last variable up: each is one node on those below it.
        given = EVERY
        for bit in sorted(bits, reverse=True):
            node = space.nodes[bit]
            given = sets.both(node, given) if said & bit else sets.less(given, node)
        given = sets.both(space.possible, given)
        for gate, bit in rules.gates.items():
            if given != EMPTY and not sets.overlap(given, sets.outside(space.nodes[bit])):
                leads = Saying.of("fault_preset_refused", gate=gate)
                yield Fault("preset-refused", "questions.toml", place, leads)


def _forms(space: AnswerSpace) -> Iterator[Fault]:
    """Seed forms that are never suggested, or never before the others."""
    sets, shown = space.sets, space.outcomes["suggest"]
    for form in space.rules.pack.forms:
        if form.seed and not sets.overlap(shown, space.fits(form.id)):
            said = Saying.of("fault_never_fits")
            yield Fault("form-never-fits", "rules.toml", f"form {form.id}", said)
        elif form.seed and not sets.overlap(shown, space.first(form.id)):
            said = Saying.of("fault_never_first")
            yield Fault("form-never-first", "rules.toml", f"form {form.id}", said, "note")
