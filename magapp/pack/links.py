"""Whether every reference in a pack leads somewhere, and every id is there once."""

from collections.abc import Iterable, Iterator

import msgspec

from magapp.errors import Fault, near
from magapp.language.saying import Saying
from magapp.pack import model
from magapp.pack.model import Pack
from magapp.pack.questions import ID
from magapp.pack.read import TABLES, duplicates, entries, named

CONSTANTS = (
    "ceiling",
    "claim",
    "split",
    "evaluate_weeks",
    "stop_weeks",
    "few_units",
    "budget_per_100",
)
"""The constants the program itself reads."""

EXCLUSIONS = ("out_of_stock", "form", "over_allowance", "not_vegan")
"""The reasons for which the program leaves a product out, in the order it looks for them."""


def link_faults(pack: Pack) -> Iterator[Fault]:
    """Ids used twice, and ids that lead nowhere."""
    for file, tables in TABLES.items():
        for name, (field, _) in tables.items():
            held = getattr(pack, field)
            if isinstance(held, tuple) and held and isinstance(held[0], msgspec.Struct):
                yield from duplicates(file, name, map(named, held))
    for question in pack.questions:
        place = f"question {question.id}: option"
        yield from duplicates("questions.toml", place, question.atoms())

    yield from _source_faults(pack)
    for links in (_pack_links, _question_links, _form_links, _rule_links, _word_links):
        yield from links(pack)
    yield from _gate_faults(pack)
    yield from _invariant_faults(pack)
    yield from _medicine_faults(pack)
    yield from duplicates("questions.toml", "preset key", (each.key for each in pack.presets))
    questions = [each.id for each in pack.questions]
    for shortcut in pack.shortcuts:
        at = f"shortcut {shortcut.id}: at"
        yield from _link("questions.toml", at, [shortcut.at], questions)
        yield from _link("questions.toml", at, [shortcut.at], shortcut.answers)
    for preset in pack.presets:
        if not preset.answers:
            place = f"preset {preset.id}: answers"
            yield Fault("missing-key", "questions.toml", place, Saying.of("empty"))


def _source_faults(pack: Pack) -> Iterator[Fault]:
    """Entries that cite no source, or one that is not there."""
    for file, place, entry in entries(pack):
        if isinstance(entry, model.Source):
            continue
        if hasattr(entry, "sources") and not entry.sources:
            yield Fault("no-source", file, f"{place}: sources", Saying.of("fault_no_source"))
        for source in getattr(entry, "sources", ()):
            if source not in pack.sources:
                unknown = Saying.of("fault_source", name=source, mend=near(source, pack.sources))
                yield Fault("unknown-source", file, f"{place}: sources", unknown)


def cited_sources(pack: Pack) -> set[str]:
    """The ids of the sources that something in the pack cites."""
    return {source for _, _, entry in entries(pack) for source in getattr(entry, "sources", ())}


def _link(file: str, place: str, used: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    """A fault for each id that is used and not known."""
    known = set(known)
    for each in used:
        if each not in known:
            unknown = Saying.of("unknown", word=each, mend=near(each, known))
            yield Fault("unknown-id", file, place, unknown)


def _pack_links(pack: Pack) -> Iterator[Fault]:
    slots = [slot.id for slot in pack.slots]
    yield from _link("pack.toml", "slot_preference", pack.slot_preference, slots)
    yield from _link("pack.toml", "slot_preference", slots, pack.slot_preference)
    yield from _link("pack.toml", "default_language", [pack.default_language], pack.languages)
    yield from _link("pack.toml", "constant", CONSTANTS, pack.constants)
    exclusions = [each.id for each in pack.exclusions if not each.active]
    yield from _link("rules.toml", "exclusion", exclusions, EXCLUSIONS)
    yield from _link("rules.toml", "exclusion", EXCLUSIONS, exclusions)
    for exclusion in pack.exclusions:
        if exclusion.active:
            place = f"exclusion {exclusion.id}: most"
            yield from _link("rules.toml", place, [exclusion.most], pack.constants)
    for special in pack.specials:
        place = f"special {special.id}: constant"
        yield from _link("pack.toml", place, [special.constant], pack.constants)


def _question_links(pack: Pack) -> Iterator[Fault]:
    file = "questions.toml"
    for question in pack.questions:
        place = f"question {question.id}"
        yield from _link(file, f"{place}: asked", _given(question.asked), pack.conditions)
        for option in question.option:
            there = f"{place}: option {option.id}: of"
            yield from _link(file, there, _given(option.of), pack.conditions)
        yield from _link(file, f"{place}: uncounted", _given(question.uncounted), pack.conditions)
        for band in question.band:
            amounts = [each for each in (band.at_least, band.leaves_less_than) if each]
            constants = [each for each in amounts if isinstance(each, str)]
            yield from _link(file, f"{place}: band {band.id}", constants, pack.constants)


def _form_links(pack: Pack) -> Iterator[Fault]:
    forms = [form.id for form in pack.forms]
    for form in pack.forms:
        place = f"form {form.id}: buffered_with"
        yield from _link("pack.toml", place, _given(form.buffered_with), forms)
    names = [name for form in pack.forms for name in (form.id, *form.names)]
    yield from duplicates("pack.toml", "form name", names)
    articles = [each.id for each in pack.article]
    for weight in pack.weights:
        place = f"weight {weight.id}"
        yield from _link("rules.toml", f"{place}: forms", weight.forms, forms)
        yield from _link("rules.toml", f"{place}: article", _given(weight.article), articles)
    for bar in pack.form_bars:
        yield from _link("rules.toml", f"form_bar {bar.id}: form", [bar.form], forms)
    questions = [question.id for question in pack.questions]
    for invariant in pack.invariants:
        place = f"invariant {invariant.id}"
        yield from _link("invariants.toml", f"{place}: forms", invariant.forms, forms)
        yield from _link("invariants.toml", f"{place}: questions", invariant.questions, questions)


def _given(name: str | None) -> list[str]:
    return [name] if name else []


def _word_links(pack: Pack) -> Iterator[Fault]:
    claims = [each.id for each in pack.claims]
    exceptions = [each.id for each in pack.word_exceptions]
    for word in pack.words:
        place = f"word {word.id}"
        yield from _link("words.toml", f"{place}: claims", word.claims, claims)
        yield from _link("words.toml", f"{place}: except_in", word.except_in, exceptions)


def _rule_links(pack: Pack) -> Iterator[Fault]:
    file, slots, medicines = "rules.toml", [slot.id for slot in pack.slots], _medicines(pack)
    for spacing in pack.spacings:
        place = f"spacing {spacing.id}"
        yield from _link(file, f"{place}: taken", spacing.taken, slots)
        yield from _link(file, f"{place}: medicine", [spacing.medicine], medicines)
        yield from _link(
            file, f"{place}: leaves", spacing.leaves, (*slots, model.USUAL, model.WEEKLY)
        )
        yield from _link(file, f"{place}: ahead", spacing.ahead, slots)
        for left in spacing.leaves.values():
            yield from _link(file, f"{place}: leaves", left, slots)
    clearable = [each.id for each in pack.gates if each.outcome == "ask_staff" and each.clearable]
    for clearing in pack.clearings:
        yield from _link(file, f"clearing {clearing.id}: gates", clearing.gates, clearable)
    whys = [each.id for each in pack.clearings if each.kind == "why"]
    asked = [question.id for question in pack.questions]
    for gate in pack.gates:
        yield from _link(file, f"gate {gate.id}: cleared_by", gate.cleared_by, whys)
        yield from _link(file, f"gate {gate.id}: answered_by", _given(gate.answered_by), asked)


def _gate_faults(pack: Pack) -> Iterator[Fault]:
    for gate in pack.gates:
        if (gate.outcome == "refer") != (gate.urgency is not None):
            said = Saying.of("fault_urgency")
            yield Fault("urgency", "rules.toml", f"gate {gate.id}: urgency", said)


def _medicines(pack: Pack) -> list[str]:
    """The groups of medicines that can be chosen."""
    return [option.id for each in pack.questions if each.kind == "lookup" for option in each.option]


def _medicine_faults(pack: Pack) -> Iterator[Fault]:
    """Medicines without one way to their groups, and questions of which that cannot be left."""
    file, known = "medicines.toml", _medicines(pack)
    neutral = {name for each in pack.questions if each.kind == "lookup" for name in each.neutral()}
    order = pack.look_up.strictest_first
    yield from _named("look_up: strictest_first", order, known)
    for missing in sorted({*known} - {*order} - neutral):
        lacking = Saying.of("fault_lacking", name=missing)
        yield Fault("missing-key", file, "look_up: strictest_first", lacking)
    for addition in pack.look_up.addition:
        yield from _named("look_up: addition: groups", addition.groups, known)
    names = [medicine.name for medicine in pack.medicines]
    for some in pack.common:
        yield from _named(f"common {some.id}: names", some.names, names)
    often = [name for some in pack.common for name in some.names]
    yield from duplicates(file, "common", often)
    yield from _which_faults(pack, known, neutral)
    asked = [which.id for which in pack.which]
    for medicine in pack.medicines:
        place = f"medicine {medicine.name}"
        yield from _named(f"{place}: groups", medicine.groups, known)
        yield from _named(f"{place}: which", _given(medicine.which), asked)
        if bool(medicine.groups) == bool(medicine.which):
            yield Fault("missing-key", file, place, Saying.of("fault_groups_or_which"))
        if not medicine.why and {*medicine.groups} - neutral:
            yield Fault("missing-key", file, f"{place}: why", Saying.of("missing"))


def _named(place: str, used: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    for each in used:
        if each not in known:
            said = Saying.of("fault_there_is_no", name=each, mend=near(each, known))
            yield Fault("unknown-id", "medicines.toml", place, said)


def _which_faults(pack: Pack, known: Iterable[str], neutral: set[str]) -> Iterator[Fault]:
    file = "medicines.toml"
    for which in pack.which:
        place = f"which {which.id}"
        yield from duplicates(file, f"{place}: option", (each.id for each in which.option))
        for option in which.option:
            there = f"{place}: option {option.id}"
            if not ID.fullmatch(option.id) or option.id in ("title", "title_other"):
                yield Fault("bad-id", file, there, Saying.of("fault_no_id"))
            yield from _named(f"{there}: groups", option.groups, known)
        if len(which.option) < 2:
            yield Fault("range", file, f"{place}: option", Saying.of("fault_two_options"))
        elif not {*which.option[-1].groups} - neutral:
            there = f"{place}: option {which.option[-1].id}"
            yield Fault("range", file, there, Saying.of("fault_not_to_know"))


_PROMISED = {
    "outcome": ("when", "outcome"),
    "channel": ("channel",),
    "one_outcome": (),
    "dose": (),
    "form": ("when", "forms"),
    "adding": ("adding",),
    "unanswered": ("questions", "outcome"),
    "can": ("forms",),
    "first": ("when", "forms"),
    "hours": (),
    "split": (),
    "cards": (),
}
"""By kind of invariant the parts that the proof reads."""


def _invariant_faults(pack: Pack) -> Iterator[Fault]:
    """Promises with parts that the proof does not read, or without those it needs."""
    ticked = [each.id for each in pack.questions if each.kind in ("many", "lookup")]
    options = [f"{name}:{each}" for name in ticked for each in (*pack.vocabulary()[name], "*")]
    for invariant in pack.invariants:
        place = f"invariant {invariant.id}"
        reads = _PROMISED[invariant.kind]
        for part in ("outcome", "forms", "adding", "questions"):
            given = getattr(invariant, part)
            optional = part == "outcome" and invariant.kind == "unanswered"
            if given and part not in reads:
                said = Saying.of("fault_not_with_kind", kind=invariant.kind)
                yield Fault("unknown-key", "invariants.toml", f"{place}: {part}", said)
            elif not given and part in reads and not optional:
                said = Saying.of("fault_missing_for_kind", kind=invariant.kind)
                yield Fault("missing-key", "invariants.toml", f"{place}: {part}", said)
        if invariant.when.parts() and "when" not in reads:
            said = Saying.of("fault_not_with_kind", kind=invariant.kind)
            yield Fault("unknown-key", "invariants.toml", f"{place}: when", said)
        if invariant.kind == "first" and len(invariant.forms) > 1:
            yield Fault("range", "invariants.toml", f"{place}: forms", Saying.of("fault_one_form"))
        for atom in invariant.adding:
            if atom not in options:
                said = Saying.of("fault_not_ticked", name=atom, mend=near(atom, options))
                yield Fault("unknown-atom", "invariants.toml", f"{place}: adding", said)
