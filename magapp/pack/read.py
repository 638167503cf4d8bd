"""Text to `Pack`, strictly: every fault in every file is found and named at once.

`load_pack` reads a folder, `read_pack` does the same from texts in memory.
"""

import os
import re
import stat
import string
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from magapp.errors import Fault, InputError, PackError, nearest
from magapp.pack import model
from magapp.pack.model import Condition, Expected, Pack

# Each file's tables: name in the file → (field of Pack, type). A dict type is a table by name,
# a tuple type is an array of tables.
TABLES: dict[str, dict[str, tuple[str, Any]]] = {
    "pack.toml": {
        "id": ("id", str),
        "version": ("version", str),
        "languages": ("languages", tuple[str, ...]),
        "default_language": ("default_language", str),
        "country": ("country", str),
        "slot_preference": ("slot_preference", tuple[str, ...]),
        "constant": ("constants", dict[str, model.Constant]),
        "special": ("specials", tuple[model.Special, ...]),
        "slot": ("slots", tuple[model.Slot, ...]),
        "form": ("forms", tuple[model.Form, ...]),
    },
    "questions.toml": {
        "question": ("questions", tuple[model.Question, ...]),
        "preset": ("presets", tuple[model.Preset, ...]),
    },
    "rules.toml": {
        "condition": ("conditions", dict[str, model.NamedCondition]),
        "gate": ("gates", tuple[model.Gate, ...]),
        "clearing": ("clearings", tuple[model.Clearing, ...]),
        "weight": ("weights", tuple[model.Weight, ...]),
        "form_bar": ("form_bars", tuple[model.FormBar, ...]),
        "exclusion": ("exclusions", tuple[model.Exclusion, ...]),
        "caution": ("cautions", tuple[model.Caution, ...]),
        "tip": ("tips", tuple[model.Tip, ...]),
        "spacing": ("spacings", tuple[model.Spacing, ...]),
    },
    "medicines.toml": {
        "look_up": ("look_up", model.LookUp),
        "which": ("which", tuple[model.Which, ...]),
        "medicine": ("medicines", tuple[model.Medicine, ...]),
    },
    "foods.toml": {
        "food": ("foods", tuple[model.Food, ...]),
        "screener": ("screener", tuple[model.ScreenerItem, ...]),
        "reference": ("references", tuple[model.Reference, ...]),
        "food_band": ("food_bands", tuple[model.FoodBand, ...]),
    },
    "claims.toml": {
        "claim": ("claims", tuple[model.Claim, ...]),
        "statement": ("statements", tuple[model.Statement, ...]),
        "article": ("article", tuple[model.Article, ...]),
    },
    "invariants.toml": {"invariant": ("invariants", tuple[model.Invariant, ...])},
    "words.toml": {
        "word": ("words", tuple[model.Word, ...]),
        "exception": ("word_exceptions", tuple[model.WordException, ...]),
    },
    "sources.toml": {"source": ("sources", tuple[model.Source, ...])},
}

CONSTANTS = (
    "ceiling_mg",
    "claim_mg",
    "split_mg",
    "b6_max_mg",
    "evaluate_weeks",
    "stop_weeks",
    "few_units",
    "budget_per_100_mg",
)
"""The constants the program itself reads."""

EXCLUSIONS = ("out_of_stock", "form", "over_allowance", "not_vegan", "b6")
"""The reasons for which the program leaves a product out, in the order it looks for them."""


SIGNATURE = "signed.toml"
"""The record beside a pack of who signed its content; not part of that content."""

MAX_BYTES = 500_000
"""Of one file. Far above any; a larger one is a mistake."""
MAX_FILES = 200
MAX_IN_ALL = 2_000_000
"""Of all files of a pack together, in number and in bytes."""
MAX_DOTS = 50
"""On one line: a key of thousands of parts takes minutes to read."""
MAX_DEPTH = 8
"""Of the tables of a text."""
MAX_OPTIONS = 400
"""Of all questions together, so that the check can look at every answer set."""
MAX_NESTED = 32
"""Of conditions that read each other."""
MAX_FAULTS = 500
"""After these the rest is left for the next time."""
MAX_SHOWN = 300
"""Characters of a place or a message."""


def load_pack(folder: Path) -> Pack:
    """The pack in a folder.

    Raises PackError with every fault found, and FileNotFoundError when there is no such folder.
    """
    return read_pack(_read_files(folder))


def _read_files(folder: Path) -> dict[str, bytes]:
    """Every file of a pack that its advice depends on, by its path within the folder."""
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no pack in the folder {folder}.")
    names = [name for name in _listed(folder) if name != SIGNATURE]
    for language in _listed(folder / "text", ""):
        names += (f"text/{language}/{name}" for name in _listed(folder / "text" / language))
    return _read(folder, names)


def _listed(folder: Path, ending: str = ".toml") -> list[str]:
    """The names in a folder that end so; none where it is no folder."""
    try:
        return [name for name in os.listdir(folder) if name.endswith(ending)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        message = f"cannot be read: {error.strerror}."
        raise PackError([Fault("unreadable", f"{folder.name}/", "", message)]) from None


def read_everything(folder: Path) -> dict[str, bytes]:
    """Every file that the check of a pack depends on: also its cases and its signature.

    Raises PackError for those that cannot be read, and FileNotFoundError without a folder.
    """
    signature = [SIGNATURE] if (folder / SIGNATURE).exists() else []
    return _read_files(folder) | _read(folder, [*signature, *_cases(folder)])


def _cases(folder: Path) -> list[str]:
    return [f"cases/{name}" for name in _listed(folder / "cases")]


def read_table(folder: Path, name: str) -> dict[str, Any]:
    """What stands in one file of a pack. Raises PackError when it cannot be read."""
    faults = _Faults()
    table = _parse(name, _read(folder, [name])[name], faults)
    if faults:
        raise PackError(_sorted(faults))
    return table


def _read(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The content of these files by their path within the folder, of a large one the begin.

    Raises PackError for those that cannot be read.
    """
    read: dict[str, bytes] = {}
    faults = _Faults()
    left = MAX_IN_ALL
    for count, name in enumerate(sorted(names)):
        if count == MAX_FILES or left < 0:
            message = f"is one too many: {MAX_FILES} files of {MAX_IN_ALL:,} bytes in all are read."
            raise PackError([Fault("too-many", name, "", message)])
        try:
            with open(folder / name, "rb", buffering=0, opener=_at_once) as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise OSError(0, "it is not a file")
                read[name] = file.read(MAX_BYTES + 1)
            left -= len(read[name])
        except OSError as error:
            faults.append(Fault("unreadable", name, "", f"cannot be read: {error.strerror}."))
    if faults:
        raise PackError(_sorted(faults))
    return read


def _at_once(path: str, flags: int) -> int:
    """Open without waiting for whoever is to write into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def digest(files: Mapping[str, bytes]) -> str:
    """The name of a pack's content: 64 hex digits, whatever the machine or the line endings."""
    from hashlib import sha256  # takes longer to import than a start has for its pack

    total = sha256()
    for name in sorted(files):
        body = files[name].replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(body)}\0".encode("utf-8", "surrogateescape"))
        total.update(body)
    return total.hexdigest()


def read_pack(files: Mapping[str, bytes]) -> Pack:
    """The pack in these files (path within the pack → content).

    Raises PackError with every fault found.
    """
    faults = _Faults()
    fields: dict[str, Any] = {}
    for file, tables in TABLES.items():
        data = _parse(file, files.get(file), faults)
        for name in sorted(data.keys() - tables.keys()):
            faults.append(
                Fault("unknown-key", file, name, "is not known here.", nearest(name, tables))
            )
        for name, (field, kind) in tables.items():
            empty = get_origin(kind) in (tuple, dict) and kind is not tuple[str, ...]
            if name not in data and not empty:
                faults.append(Fault("missing-key", file, name, "is missing."))
                fields[field] = None
                continue
            value = data.get(name, {} if get_origin(kind) is dict else [])
            fields[field] = _convert(kind, value, file, name, faults)
    texts = {
        language: _flatten_texts(files, language, faults) for language in fields["languages"] or ()
    }
    unknown = {name for name in files if name not in TABLES and not name.startswith("text/")}
    unknown |= {
        name for name in files if name.startswith("text/") and name.split("/")[1] not in texts
    }
    faults += [
        Fault("unknown-file", name, "", "does not belong to a pack.") for name in sorted(unknown)
    ]
    if any(fault.file in TABLES for fault in faults):  # what follows would only repeat them
        raise PackError(_sorted(faults))
    fields["sources"] = _by_id(fields["sources"], "sources.toml", faults)
    pack = Pack(digest=digest(files), texts=texts, **fields)
    before = len(faults)
    faults += _question_faults(pack)
    if len(faults) == before:
        faults += _link_faults(pack)
    if not any(fault.file.startswith("text/") for fault in faults):
        faults += _text_faults(pack)
    if faults:
        raise PackError(_sorted(faults))
    return pack


class _Faults(list[Fault]):
    """The faults found so far. Raises PackError with all of them when they become too many."""

    def append(self, fault: Fault) -> None:
        """Add one, cut to what can be shown."""
        place, message = _short(fault.place), _short(fault.message)
        super().append(msgspec.structs.replace(fault, place=place, message=message))
        if len(self) >= MAX_FAULTS:
            last = Fault("too-many-faults", fault.file, "", "has more faults than can be shown.")
            raise PackError(_sorted([*self, last]))

    def __iadd__(self, faults: Iterable[Fault]) -> "_Faults":  # type: ignore[override,misc]
        for fault in faults:
            self.append(fault)
        return self


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 3]}..."


def _sorted(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(set(faults), key=lambda fault: (fault.file, fault.place, fault.code))


def _parse(file: str, content: bytes | None, faults: _Faults) -> dict[str, Any]:
    import tomllib

    if content is None:
        faults.append(Fault("missing-file", file, "", "is missing."))
        return {}
    if len(content) > MAX_BYTES:
        faults.append(Fault("too-large", file, "", f"is larger than {MAX_BYTES:,} bytes."))
        return {}
    crowded = _crowded(content)
    if crowded:
        message = f"has more than {MAX_DOTS} dots on one line."
        faults.append(Fault("too-deep", file, f"line {crowded}", message, "Break the line up."))
        return {}
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=_finite)
    except UnicodeDecodeError as error:
        faults.append(
            Fault("not-utf-8", file, f"byte {error.start}", "is not UTF-8.", "Save it as UTF-8.")
        )
    except (ValueError, RecursionError) as error:  # or a number that is none, or far too long
        faults.append(Fault("not-toml", file, "", f"cannot be read: {error}."))
    return {}


def _crowded(content: bytes) -> int:
    """The number of the first line with too many dots, 0 when there is none."""
    if content.count(b".") <= MAX_DOTS:
        return 0
    lines = enumerate(content.split(b"\n"), 1)
    return next((number for number, line in lines if line.count(b".") > MAX_DOTS), 0)


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"'{_short(text)}' is no number to reckon with")
    return number


def _convert(kind: Any, value: Any, file: str, place: str, faults: _Faults) -> Any:
    """`value` as `kind`; each fault inside it is added with its own place."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is tuple and isinstance(value, list) and _is_entry(args[0]):
        return tuple(
            _convert(args[0], item, file, f"{place} {_name(item, index)}", faults)
            for index, item in enumerate(value, 1)
        )
    if origin is dict and isinstance(value, dict) and _is_entry(args[1]):
        return {
            name: _convert(args[1], item, file, f"{place} {name}", faults)
            for name, item in value.items()
        }
    if _is_entry(kind) and isinstance(value, dict):
        known = _fields(kind)
        for name in sorted(value.keys() - known.keys()):
            faults.append(
                Fault(
                    "unknown-key",
                    file,
                    f"{place}: {name}",
                    "is not known here.",
                    nearest(name, known),
                )
            )
        read = {}
        for name, field in known.items():
            if name in value:
                part = _entry_type(field.type)
                read[name] = _convert(part, value[name], file, f"{place}: {name}", faults)
            elif field.required:
                code = "no-source" if name == "sources" else "missing-key"
                faults.append(Fault(code, file, f"{place}: {name}", "is missing."))
        try:
            return kind(**read)
        except TypeError:
            return None  # a required part is missing, and has been named above
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        options = [str(arg) for arg in args if isinstance(arg, str)]
        mend = nearest(value, options) if isinstance(value, str) else ""
        faults.append(Fault("wrong-type", file, place, f"{_said(error)}.", mend))
        return None


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.name: field for field in msgspec.structs.fields(kind)}


def _said(error: msgspec.ValidationError) -> str:
    return str(error).split(" - at ")[0].replace("`", "'")


def _is_entry(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _entry_type(kind: Any) -> Any:
    """`X` for an annotation `X | None` of an entry, so that its own parts are looked into."""
    entries = [arg for arg in get_args(kind) if _is_entry(arg)]
    return entries[0] if entries and get_origin(kind) is not tuple else kind


def _name(item: Any, index: int) -> str:
    """How an entry of an array is called in a message: by id, by name, else by its number."""
    if isinstance(item, dict):
        for key in ("id", "name"):
            if isinstance(item.get(key), str):
                return str(item[key])
    return f"no. {index}"


def _by_id(
    entries: tuple[model.Source, ...], file: str, faults: _Faults
) -> dict[str, model.Source]:
    faults += _duplicates(file, "source", (entry.id for entry in entries))
    return {entry.id: entry for entry in entries}


def _duplicates(file: str, table: str, ids: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield Fault("duplicate-id", file, f"{table} {each}", "is there twice.")
        seen.add(each)


# --- questions -----------------------------------------------------------------------------------

_ID = re.compile(r"[A-Za-z0-9_-]+")
_ANSWERED_BY = {
    "one": ("option",),
    "many": ("option",),
    "lookup": ("option",),
    "number": ("option", "band"),
    "moments": (),
    "portions": (),
}


def _question_faults(pack: Pack) -> Iterator[Fault]:
    """Ids that an atom could not name, and questions that could not be asked or answered."""
    for file, place, entry in _entries(pack):
        named = getattr(entry, "id", "_")
        if isinstance(entry, model.NamedCondition | model.Constant):
            named = place.partition(" ")[2]
        if not isinstance(entry, model.Source) and not _ID.fullmatch(named):
            yield Fault(
                "bad-id", file, place, "is no id.", "Use letters, digits, hyphens and underscores."
            )
    count = 0
    kinds = [question.kind for question in pack.questions]
    for question in pack.questions:
        place = f"question {question.id}"
        count += len(question.atoms())
        if question.id == "slot":
            yield Fault("bad-id", "questions.toml", place, "is kept for the moments of the day.")
        for atom in question.atoms():
            if atom == "unanswered" or not _ID.fullmatch(atom):
                yield Fault("bad-id", "questions.toml", f"{place}: option {atom}", "is no id.")
        parts = _ANSWERED_BY[question.kind]
        for part in ("option", "band"):
            if getattr(question, part) and part not in parts:
                yield Fault(
                    "unknown-key",
                    "questions.toml",
                    f"{place}: {part}",
                    f"does not go with kind '{question.kind}'.",
                )
        if "option" in parts and "band" not in parts and not question.option:
            yield Fault("missing-key", "questions.toml", f"{place}: option", "is missing.")
        if question.kind == "number" and question.min > question.max:
            yield Fault("range", "questions.toml", f"{place}: max", "is less than its min.")
        if question.kind in ("lookup", "moments") and kinds.count(question.kind) > 1:
            yield Fault("duplicate-id", "questions.toml", place, f"is a second '{question.kind}'.")
        if question.kind == "moments" and "lookup" not in kinds[: kinds.index("moments")]:
            yield Fault("later-question", "questions.toml", place, "has no 'lookup' before it.")
        for band in question.band:
            if (band.at_least == "") == (not band.leaves_less_than):
                message = "is either at_least an amount or leaves_less_than a constant."
                yield Fault("range", "questions.toml", f"{place}: band {band.id}", message)
        found = {group for medicine in pack.medicines for group in medicine.groups}
        for option in question.option:
            if option.named and (question.kind != "lookup" or option.id not in found):
                yield Fault(
                    "no-name",
                    "questions.toml",
                    f"{place}: option {option.id}",
                    "is chosen by a name only, and no name stands for it.",
                )
    if count > MAX_OPTIONS:
        message = f"has {count} options in all; {MAX_OPTIONS} can be checked."
        yield Fault("too-many", "questions.toml", "question", message)
    if "portions" in kinds:
        for name, entries in (("screener", pack.screener), ("food_band", pack.food_bands)):
            if not entries:
                yield Fault("missing-key", "foods.toml", name, "is missing.")
        if not any(not each.when.parts() for each in pack.references):
            message = "is missing for those whom no other is about."
            yield Fault("missing-key", "foods.toml", "reference", message, "Add one without when.")


# --- links ---------------------------------------------------------------------------------------


def _entries(pack: Pack) -> Iterator[tuple[str, str, Any]]:
    """Every entry of a pack as (file, place, entry)."""
    for file, tables in TABLES.items():
        for name, (field, _) in tables.items():
            held = getattr(pack, field)
            if isinstance(held, dict):
                yield from ((file, f"{name} {key}", entry) for key, entry in held.items())
            elif isinstance(held, tuple):
                yield from (
                    (file, f"{name} {_id(entry)}", entry)
                    for entry in held
                    if isinstance(entry, msgspec.Struct)
                )


def _id(entry: Any) -> str:
    """What an entry goes by: its id, or the name of a medicine."""
    return str(getattr(entry, "id", None) or getattr(entry, "name", ""))


def _link_faults(pack: Pack) -> Iterator[Fault]:
    """Ids used twice, and ids that lead nowhere."""
    for file, tables in TABLES.items():
        for name, (field, _) in tables.items():
            held = getattr(pack, field)
            if isinstance(held, tuple) and held and isinstance(held[0], msgspec.Struct):
                yield from _duplicates(file, name, map(_id, held))
    for question in pack.questions:
        place = f"question {question.id}: option"
        yield from _duplicates("questions.toml", place, question.atoms())

    for file, place, entry in _entries(pack):
        if isinstance(entry, model.Source):
            continue
        if hasattr(entry, "sources") and not entry.sources:
            yield Fault("no-source", file, f"{place}: sources", "names no source.")
        for source in getattr(entry, "sources", ()):
            if source not in pack.sources:
                yield Fault(
                    "unknown-source",
                    file,
                    f"{place}: sources",
                    f"'{source}' is not in sources.toml.",
                    nearest(source, pack.sources),
                )

    yield from _reference_faults(pack)
    yield from _preset_faults(pack)
    yield from _condition_faults(pack)


def cited_sources(pack: Pack) -> set[str]:
    """The ids of the sources that something in the pack cites."""
    return {source for _, _, entry in _entries(pack) for source in getattr(entry, "sources", ())}


def _reference_faults(pack: Pack) -> Iterator[Fault]:
    """Plain links from one entry to another: forms, slots, constants, groups, articles."""
    words = pack.vocabulary()
    slots = words["slot"]
    forms = [form.id for form in pack.forms]
    medicines = [
        option.id for each in pack.questions if each.kind == "lookup" for option in each.option
    ]
    articles = [each.id for each in pack.article]

    def link(file: str, place: str, used: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
        known = set(known)
        for each in used:
            if each not in known:
                yield Fault(
                    "unknown-id", file, place, f"'{each}' is not known.", nearest(each, known)
                )

    yield from link("pack.toml", "slot_preference", pack.slot_preference, slots)
    yield from link("pack.toml", "slot_preference", slots, pack.slot_preference)
    yield from link("pack.toml", "default_language", [pack.default_language], pack.languages)
    yield from link("pack.toml", "constant", CONSTANTS, pack.constants)
    exclusions = [each.id for each in pack.exclusions]
    yield from link("rules.toml", "exclusion", exclusions, EXCLUSIONS)
    yield from link("rules.toml", "exclusion", EXCLUSIONS, exclusions)
    for question in pack.questions:
        place = f"question {question.id}"
        if question.asked:
            yield from link("questions.toml", f"{place}: asked", [question.asked], pack.conditions)
        for option in question.option:
            there = f"{place}: option {option.id}: of"
            yield from link("questions.toml", there, filter(None, [option.of]), pack.conditions)
        if question.uncounted:
            named = [question.uncounted]
            yield from link("questions.toml", f"{place}: uncounted", named, pack.conditions)
        for band in question.band:
            amounts = [each for each in (band.at_least, band.leaves_less_than) if each]
            constants = [each for each in amounts if isinstance(each, str)]
            yield from link("questions.toml", f"{place}: band {band.id}", constants, pack.constants)
    for special in pack.specials:
        place = f"special {special.id}: constant"
        yield from link("pack.toml", place, [special.constant], pack.constants)
    for form in pack.forms:
        place = f"form {form.id}: buffered_with"
        yield from link("pack.toml", place, filter(None, [form.buffered_with]), forms)
    names = [name for form in pack.forms for name in (form.id, *form.names)]
    yield from _duplicates("pack.toml", "form name", names)
    for weight in pack.weights:
        place = f"weight {weight.id}"
        yield from link("rules.toml", f"{place}: forms", weight.forms, forms)
        yield from link("rules.toml", f"{place}: article", filter(None, [weight.article]), articles)
    for bar in pack.form_bars:
        yield from link("rules.toml", f"form_bar {bar.id}: form", [bar.form], forms)
    for invariant in pack.invariants:
        place = f"invariant {invariant.id}"
        yield from link("invariants.toml", f"{place}: forms", invariant.forms, forms)
        questions = [question.id for question in pack.questions]
        yield from link("invariants.toml", f"{place}: questions", invariant.questions, questions)
    yield from _invariant_faults(pack)
    claims = [each.id for each in pack.claims]
    exceptions = [each.id for each in pack.word_exceptions]
    for word in pack.words:
        place = f"word {word.id}"
        yield from link("words.toml", f"{place}: claims", word.claims, claims)
        yield from link("words.toml", f"{place}: except_in", word.except_in, exceptions)
    for spacing in pack.spacings:
        place = f"spacing {spacing.id}"
        yield from link("rules.toml", f"{place}: taken", spacing.taken, slots)
        yield from link("rules.toml", f"{place}: medicine", [spacing.medicine], medicines)
        yield from link(
            "rules.toml", f"{place}: leaves", spacing.leaves, (*slots, model.USUAL, model.WEEKLY)
        )
        yield from link("rules.toml", f"{place}: ahead", spacing.ahead, slots)
        for left in spacing.leaves.values():
            yield from link("rules.toml", f"{place}: leaves", left, slots)
    for gate in pack.gates:
        if (gate.outcome == "refer") != (gate.urgency is not None):
            yield Fault(
                "urgency",
                "rules.toml",
                f"gate {gate.id}: urgency",
                "goes with outcome 'refer', and always.",
            )
    clearable = [each.id for each in pack.gates if each.outcome == "ask_staff" and each.clearable]
    for clearing in pack.clearings:
        yield from link("rules.toml", f"clearing {clearing.id}: gates", clearing.gates, clearable)
    whys = [each.id for each in pack.clearings if each.kind == "why"]
    for gate in pack.gates:
        yield from link("rules.toml", f"gate {gate.id}: cleared_by", gate.cleared_by, whys)
        asked = [question.id for question in pack.questions]
        answered = filter(None, [gate.answered_by])
        yield from link("rules.toml", f"gate {gate.id}: answered_by", answered, asked)
    yield from _medicine_faults(pack, medicines)


def _medicine_faults(pack: Pack, groups: Iterable[str]) -> Iterator[Fault]:
    """Medicines without one way to their groups, and questions of which that cannot be left."""
    file, known = "medicines.toml", tuple(groups)
    neutral = {name for each in pack.questions if each.kind == "lookup" for name in each.neutral()}

    def link(place: str, named: Iterable[str], ids: Iterable[str]) -> Iterator[Fault]:
        for each in named:
            if each not in ids:
                yield Fault("unknown-id", file, place, f"there is no '{each}'.", nearest(each, ids))

    order = pack.look_up.strictest_first
    yield from link("look_up: strictest_first", order, known)
    for missing in sorted({*known} - {*order} - neutral):
        yield Fault("missing-key", file, "look_up: strictest_first", f"'{missing}' is missing.")
    for addition in pack.look_up.addition:
        yield from link("look_up: addition: groups", addition.groups, known)
    asked = {each.id: each for each in pack.which}
    for which in pack.which:
        place = f"which {which.id}"
        yield from _duplicates(file, f"{place}: option", (each.id for each in which.option))
        for option in which.option:
            there = f"{place}: option {option.id}"
            if not _ID.fullmatch(option.id) or option.id in ("title", "title_other"):
                yield Fault("bad-id", file, there, "is no id.")
            yield from link(f"{there}: groups", option.groups, known)
        if len(which.option) < 2:
            yield Fault("range", file, f"{place}: option", "needs two options or more.")
        elif not {*which.option[-1].groups} - neutral:
            message = "comes last and is not to know: it needs a group that means something."
            yield Fault("range", file, f"{place}: option {which.option[-1].id}", message)
    for medicine in pack.medicines:
        place = f"medicine {medicine.name}"
        yield from link(f"{place}: groups", medicine.groups, known)
        if medicine.which:
            yield from link(f"{place}: which", [medicine.which], asked)
        if bool(medicine.groups) == bool(medicine.which):
            yield Fault("missing-key", file, place, "needs either `groups` or `which`.")
        if not medicine.why and {*medicine.groups} - neutral:
            yield Fault("missing-key", file, f"{place}: why", "is missing.")


def _preset_faults(pack: Pack) -> Iterator[Fault]:
    """Presets whose answers are none, read as those of a consultation are."""
    from magapp.visit.consultation import build_consultation

    yield from _duplicates("questions.toml", "preset key", (each.key for each in pack.presets))
    for preset in pack.presets:
        place = f"preset {preset.id}: answers"
        if not preset.answers:
            yield Fault("missing-key", "questions.toml", place, "is empty.")
        for question, value in preset.answers.items():
            try:
                build_consultation({"answers": {question: value}}, pack)
            except InputError as error:
                there = error.place.partition(".")[2]
                yield Fault(
                    "bad-answer", "questions.toml", f"{place}.{there}", error.message, error.mend
                )


def conditions(pack: Pack) -> Iterator[tuple[str, str, Condition]]:
    """Every condition of a pack as (file, place, condition)."""
    for file, place, entry in _entries(pack):
        if isinstance(entry, Condition):
            yield file, place, entry
            continue
        for part in ("when", "first_when"):
            if isinstance(when := getattr(entry, part, None), Condition):
                yield file, f"{place}: {part}", when


def _condition_faults(pack: Pack) -> Iterator[Fault]:
    """Atoms that say nothing, and questions whose condition reads a later one."""
    words = pack.vocabulary()
    order = {question.id: index for index, question in enumerate(pack.questions)}
    latest: dict[str, int] = {}  # condition → the last question it reads
    depth: dict[str, int] = {}  # condition → how many deep it reads others
    limits = {  # what decides how an answer is read is known before it
        word: min(
            (order[each.id] for each in pack.questions if each.kind == kind), default=len(order) + 1
        )
        for word, kind in (("reference", "portions"), ("special", "number"))
    }
    for file, place, condition in conditions(pack):
        last, nested = -1, 0
        if condition.at_least:
            spelt = sum(
                len(words.get(atom[:-2], ())) if atom.endswith(":*") else 1
                for atom in condition.at_least.of
            )
            if not 1 <= condition.at_least.n <= spelt:
                message = f"goes from 1 to {spelt}, the number of what it counts."
                yield Fault("range", file, f"{place}: at_least: n", message)
        for word, atoms in condition.parts():
            for atom in atoms:
                at = f"{place}: {word}"
                subject, _, said = atom.partition(":")
                if not said:
                    if atom not in latest:
                        mend = nearest(atom, latest)
                        yield Fault(
                            "unknown-atom",
                            file,
                            at,
                            f"'{atom}' is no condition defined above.",
                            mend,
                        )
                    elif word == "none":
                        yield Fault(
                            "unknown-atom",
                            file,
                            at,
                            f"'{atom}' names a condition.",
                            "Name the options, or write `unless`.",
                        )
                    last = max(last, latest.get(atom, -1))
                    nested = max(nested, depth.get(atom, 0))
                elif subject not in words:
                    yield Fault(
                        "unknown-atom",
                        file,
                        at,
                        f"there is no question '{subject}'.",
                        nearest(subject, words),
                    )
                elif said not in ("*", "unanswered", *words[subject]) and not (
                    said.endswith(".*")
                    and any(each.startswith(said[:-1]) for each in words[subject])
                ):
                    yield Fault(
                        "unknown-atom",
                        file,
                        at,
                        f"'{subject}' has no '{said}'.",
                        nearest(said, words[subject]),
                    )
                else:
                    last = max(last, order.get(subject, len(order)))
        if isinstance(condition, model.NamedCondition):
            name = place.removeprefix("condition ")
            latest[name], depth[name] = last, nested + 1
            if nested == MAX_NESTED:  # those that read it would only repeat this
                yield Fault(
                    "too-deep", file, place, f"reads more than {MAX_NESTED} others in turn."
                )
        elif last >= limits.get(place.partition(" ")[0], len(order) + 1):
            yield Fault("later-question", file, place, "reads a question that is asked later.")
    for question in pack.questions:
        if question.asked and latest.get(question.asked, -1) >= order[question.id]:
            yield Fault(
                "later-question",
                "questions.toml",
                f"question {question.id}: asked",
                f"'{question.asked}' reads a question that is asked later.",
            )


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
        kind = f"kind '{invariant.kind}'"
        for part in ("outcome", "forms", "adding", "questions"):
            given = getattr(invariant, part)
            optional = part == "outcome" and invariant.kind == "unanswered"
            if given and part not in reads:
                message = f"does not go with {kind}."
                yield Fault("unknown-key", "invariants.toml", f"{place}: {part}", message)
            elif not given and part in reads and not optional:
                message = f"is missing for {kind}."
                yield Fault("missing-key", "invariants.toml", f"{place}: {part}", message)
        if invariant.when.parts() and "when" not in reads:
            message = f"does not go with {kind}."
            yield Fault("unknown-key", "invariants.toml", f"{place}: when", message)
        if invariant.kind == "first" and len(invariant.forms) > 1:
            yield Fault("range", "invariants.toml", f"{place}: forms", "is one form only.")
        for atom in invariant.adding:
            if atom not in options:
                yield Fault(
                    "unknown-atom",
                    "invariants.toml",
                    f"{place}: adding",
                    f"'{atom}' is nothing that can be ticked as well.",
                    nearest(atom, options),
                )


# --- texts ---------------------------------------------------------------------------------------

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
    each("preset", (preset.id for preset in pack.presets), "title", "line")
    each("why", (medicine.why for medicine in pack.medicines if medicine.why), "text")
    each("which", (which.id for which in pack.which), "title")
    may.update(f"which.{which.id}.title_other" for which in pack.which)
    for which in pack.which:
        each(f"which.{which.id}", (option.id for option in which.option), "title", "line")
    each("gate", (gate.id for gate in pack.gates), "title", "text", "staff")
    each("gate", (gate.id for gate in pack.gates if gate.outcome == "refer"), "doctor")
    may.update(f"gate.{gate.id}.doctor" for gate in pack.gates if gate.outcome != "refer")
    need.update(("invitation.title", "invitation.line"))
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


def _flatten_texts(files: Mapping[str, bytes], language: str, faults: _Faults) -> dict[str, str]:
    """All sentences of a language as key → sentence, over all its files."""
    texts: dict[str, str] = {}

    def walk(table: Mapping[str, Any], prefix: str, file: str) -> None:
        for name, value in table.items():
            key = f"{prefix}{name}"
            if isinstance(value, dict) and key.count(".") >= MAX_DEPTH:
                faults.append(Fault("too-deep", file, key, "is nested too deeply."))
            elif isinstance(value, dict):
                walk(value, f"{key}.", file)
            elif not isinstance(value, str):
                faults.append(Fault("wrong-type", file, key, "is not a sentence."))
            elif key in texts:
                faults.append(Fault("duplicate-id", file, key, "is there twice."))
            else:
                texts[key] = value

    names = sorted(name for name in files if name.startswith(f"text/{language}/"))
    if not names:
        faults.append(Fault("missing-file", f"text/{language}/", "", "has no files."))
    for name in names:
        walk(_parse(name, files[name], faults), "", name)
    return texts


def placeholders(sentence: str) -> tuple[str, ...]:
    """The names of a sentence's fields, sorted. Raises ValueError for a stray brace."""
    found = set()
    for _, name, layout, conversion in string.Formatter().parse(sentence):
        if name is not None:
            if layout or conversion:
                raise ValueError(f"'{name}' has more than a name")
            found.add(name)
    return tuple(sorted(found))


def _text_faults(pack: Pack) -> Iterator[Fault]:
    """Sentences that are missing, that nothing shows, or whose fields differ by language."""
    need, may = text_keys(pack)
    used = {key for texts in pack.texts.values() for key in texts if key in may}
    fields: dict[str, tuple[str, ...]] = {}
    moments = [question.id for question in pack.questions if question.kind == "moments"]
    filled = {f"question.{each}.{part}": ("medicine",) for each in moments for part in _EACH}
    for which in pack.which:
        filled |= dict.fromkeys(
            (f"which.{which.id}.title", f"which.{which.id}.title_other"), ("name",)
        )
    for language in pack.languages:
        texts = pack.texts[language]
        file = f"text/{language}/"
        for key in sorted((need | used) - texts.keys()):
            yield Fault("missing-text", file, key, "is missing.")
        surplus = sorted(texts.keys() - need - may)
        wanted = (need | may) - texts.keys()
        for key in surplus:
            mend = nearest(key, wanted) if len(surplus) < 20 else ""  # so many are no slip
            yield Fault("surplus-text", file, key, "belongs to nothing in this pack.", mend)
        for key, sentence in texts.items():
            if not sentence and not key.endswith(".line"):
                yield Fault("missing-text", file, key, "is empty.")
            try:
                here = placeholders(sentence)
            except ValueError as error:
                yield Fault("placeholder", file, key, f"has a stray brace: {error}.")
                continue
            first = fields.setdefault(key, here)
            if first != here:
                yield Fault(
                    "placeholder",
                    file,
                    key,
                    f"has the fields {list(here)}, another language {list(first)}.",
                )
            elif strange := sorted({*here} - {*FIELDS.get(key, filled.get(key, ()))}):
                yield Fault("placeholder", file, key, f"has the fields {strange}, never filled in.")


# --- cases ---------------------------------------------------------------------------------------


def load_cases(folder: Path) -> tuple[Expected, ...]:
    """The worked cases beside a pack. Raises PackError with every fault found."""
    faults = _Faults()
    cases: list[Expected] = []
    for file, content in _read(folder, _cases(folder)).items():
        data = _parse(file, content, faults)
        for name in sorted(data.keys() - {"case"}):
            faults.append(
                Fault("unknown-key", file, name, "is not known here.", nearest(name, ["case"]))
            )
        cases += _convert(tuple[Expected, ...], data.get("case", []), file, "case", faults) or ()
    if not faults:
        faults += _duplicates("cases/", "case", (case.id for case in cases))
    if faults:
        raise PackError(_sorted(faults))
    return tuple(cases)
