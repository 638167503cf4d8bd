"""Text to typed tables, strictly: every fault in every file is found and named at once."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from math import isfinite
from typing import Any, get_args, get_origin

import msgspec

from magapp.errors import Fault, PackError, near
from magapp.language.foreign import reading_fault, type_fault
from magapp.language.saying import Saying
from magapp.pack import model
from magapp.pack.folder import MAX_BYTES
from magapp.pack.model import Expected, Pack

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
        "substance": ("substance", model.Substance),
        "constant": ("constants", dict[str, model.Constant]),
        "special": ("specials", tuple[model.Special, ...]),
        "slot": ("slots", tuple[model.Slot, ...]),
        "form": ("forms", tuple[model.Form, ...]),
    },
    "questions.toml": {
        "question": ("questions", tuple[model.Question, ...]),
        "preset": ("presets", tuple[model.Preset, ...]),
        "shortcut": ("shortcuts", tuple[model.Shortcut, ...]),
        "look_back": ("look_back", tuple[model.LookBackQuestion, ...]),
    },
    "rules.toml": {
        "condition": ("conditions", dict[str, model.NamedCondition]),
        "gate": ("gates", tuple[model.Gate, ...]),
        "clearing": ("clearings", tuple[model.Clearing, ...]),
        "next_step": ("next_steps", tuple[model.NextStep, ...]),
        "weight": ("weights", tuple[model.Weight, ...]),
        "form_bar": ("form_bars", tuple[model.FormBar, ...]),
        "exclusion": ("exclusions", tuple[model.Exclusion, ...]),
        "caution": ("cautions", tuple[model.Caution, ...]),
        "tip": ("tips", tuple[model.Tip, ...]),
        "spacing": ("spacings", tuple[model.Spacing, ...]),
    },
    "medicines.toml": {
        "look_up": ("look_up", model.LookUp),
        "common": ("common", tuple[model.Common, ...]),
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

MAX_DOTS = 50
"""On one line: a key of thousands of parts takes minutes to read."""
MAX_DEPTH = 8
"""Of the tables of a text."""
MAX_FAULTS = 500
"""After these the rest is left for the next time."""
MAX_SHOWN = 300
"""Characters of a place or a message."""


class Faults(list[Fault]):
    """The faults found so far. Raises PackError with all of them when they become too many."""

    def append(self, fault: Fault) -> None:
        """Add one, cut to what can be shown."""
        values = {
            name: _short(value) if isinstance(value, str) else value
            for name, value in fault.saying.values.items()
        }
        saying = Saying(fault.saying.code, values)
        super().append(Fault(fault.code, fault.file, _short(fault.place), saying, fault.severity))
        if len(self) >= MAX_FAULTS:
            last = Fault("too-many-faults", fault.file, "", Saying.of("fault_more"))
            raise PackError(in_order([*self, last]))

    def __iadd__(self, faults: Iterable[Fault]) -> "Faults":  # type: ignore[override,misc]
        for fault in faults:
            self.append(fault)
        return self


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 3]}..."


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, by file and place."""
    return sorted(set(faults), key=lambda fault: (fault.file, fault.place, fault.code))


def read_tables(files: Mapping[str, bytes], faults: Faults) -> dict[str, Any]:
    """What stands in these files, by the field of Pack; None where it cannot be read."""
    fields: dict[str, Any] = {}
    for file, tables in TABLES.items():
        data = parse(file, files.get(file), faults)
        for name in sorted(data.keys() - tables.keys()):
            faults.append(Fault("unknown-key", file, name, _unknown(name, tables)))
        for name, (field, kind) in tables.items():
            empty = get_origin(kind) in (tuple, dict) and kind is not tuple[str, ...]
            if name not in data and not empty:
                faults.append(Fault("missing-key", file, name, Saying.of("missing")))
                fields[field] = None
                continue
            value = data.get(name, {} if get_origin(kind) is dict else [])
            fields[field] = _convert(kind, value, file, name, faults)
    return fields


def read_texts(files: Mapping[str, bytes], language: str, faults: Faults) -> dict[str, str]:
    """All sentences of a language as key → sentence, over all its files."""
    texts: dict[str, str] = {}

    def walk(table: Mapping[str, Any], prefix: str, file: str) -> None:
        for name, value in table.items():
            key = f"{prefix}{name}"
            if isinstance(value, dict) and key.count(".") >= MAX_DEPTH:
                faults.append(Fault("too-deep", file, key, Saying.of("fault_too_deep")))
            elif isinstance(value, dict):
                walk(value, f"{key}.", file)
            elif not isinstance(value, str):
                faults.append(Fault("wrong-type", file, key, Saying.of("fault_no_sentence")))
            elif key in texts:
                faults.append(Fault("duplicate-id", file, key, Saying.of("fault_twice")))
            else:
                texts[key] = value

    names = sorted(name for name in files if name.startswith(f"text/{language}/"))
    if not names:
        faults.append(Fault("missing-file", f"text/{language}/", "", Saying.of("fault_no_files")))
    for name in names:
        walk(parse(name, files[name], faults), "", name)
    return texts


def read_expected(file: str, content: bytes, faults: Faults) -> tuple[Expected, ...]:
    """The worked cases in a file."""
    data = parse(file, content, faults)
    for name in sorted(data.keys() - {"case"}):
        faults.append(Fault("unknown-key", file, name, _unknown(name, ["case"])))
    cases: tuple[Expected, ...] | None
    cases = _convert(tuple[Expected, ...], data.get("case", []), file, "case", faults)
    return cases or ()


def parse(file: str, content: bytes | None, faults: Faults) -> dict[str, Any]:
    """The tables of a file; none where it is missing, too large or no TOML."""
    if content is None:
        faults.append(Fault("missing-file", file, "", Saying.of("missing")))
        return {}
    if len(content) > MAX_BYTES:
        faults.append(Fault("too-large", file, "", Saying.of("larger", most=MAX_BYTES)))
        return {}
    crowded = _crowded(content)
    if crowded:
        dots = Saying.of("fault_dots", line=crowded, most=MAX_DOTS)
        faults.append(Fault("too-deep", file, "", dots))
        return {}
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=_finite)
    except UnicodeDecodeError as error:
        faults.append(Fault("not-utf-8", file, f"byte {error.start}", Saying.of("not_utf8_file")))
    except (ValueError, RecursionError) as error:  # or a number that is none, or far too long
        why = error.why if isinstance(error, _NotFiniteError) else reading_fault(error)
        faults.append(Fault("not-toml", file, "", Saying.of("unreadable", why=why)))
    return {}


def _crowded(content: bytes) -> int:
    """The number of the first line with too many dots, 0 when there is none."""
    if content.count(b".") <= MAX_DOTS:
        return 0
    lines = enumerate(content.split(b"\n"), 1)
    return next((number for number, line in lines if line.count(b".") > MAX_DOTS), 0)


class _NotFiniteError(ValueError):
    def __init__(self, text: str) -> None:
        self.why = Saying.of("reads_number", number=_short(text))


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise _NotFiniteError(text)
    return number


def _convert(kind: Any, value: Any, file: str, place: str, faults: Faults) -> Any:
    """`value` as `kind`; each fault inside it is added with its own place."""
    with suppress(msgspec.ValidationError):  # or what is wrong in it is looked for
        return msgspec.convert(value, kind)
    origin, args = _parts(kind)
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
            faults.append(Fault("unknown-key", file, f"{place}: {name}", _unknown(name, known)))
        read = {}
        for name, field in known.items():
            if name in value:
                part = _entry_type(field.type)
                read[name] = _convert(part, value[name], file, f"{place}: {name}", faults)
            elif field.required:
                code = "no-source" if name == "sources" else "missing-key"
                faults.append(Fault(code, file, f"{place}: {name}", Saying.of("missing")))
        try:
            return kind(**read)
        except TypeError:
            return None  # a required part is missing, and has been named above
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        options = [str(arg) for arg in args if isinstance(arg, str)]
        mend = near(value, options) if isinstance(value, str) else ""
        wrong = Saying.of("fault_wrong_type", why=type_fault(error), mend=mend)
        faults.append(Fault("wrong-type", file, place, wrong))
        return None


@cache
def _parts(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    return get_origin(kind), get_args(kind)


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.name: field for field in msgspec.structs.fields(kind)}


def _unknown(name: str, known: Iterable[str]) -> Saying:
    return Saying.of("unknown_here", mend=near(name, known))


@cache
def _is_entry(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


@cache
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


def entries(pack: Pack) -> Iterator[tuple[str, str, Any]]:
    """Every entry of a pack as (file, place, entry)."""
    for file, tables in TABLES.items():
        for name, (field, _) in tables.items():
            held = getattr(pack, field)
            if isinstance(held, dict):
                yield from ((file, f"{name} {key}", entry) for key, entry in held.items())
            elif isinstance(held, tuple):
                yield from (
                    (file, f"{name} {named(entry)}", entry)
                    for entry in held
                    if isinstance(entry, msgspec.Struct)
                )


def named(entry: Any) -> str:
    """What an entry goes by: its id, or the name of a medicine."""
    return str(getattr(entry, "id", None) or getattr(entry, "name", ""))


def duplicates(file: str, table: str, ids: Iterable[str]) -> Iterator[Fault]:
    """A fault for each id that is there a second time."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield Fault("duplicate-id", file, f"{table} {each}", Saying.of("fault_twice"))
        seen.add(each)
