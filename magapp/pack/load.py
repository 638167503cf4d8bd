"""Text to `Pack`, strictly: every fault in every file is found and named at once.

`load_pack` reads a folder, `read_pack` does the same from texts in memory. A pack that has been
read once is kept in compiled form under its digest, so that a start does not read it again.
"""

import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from magapp.errors import Fault, PackError, nearest
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
        "slot": ("slots", tuple[model.Slot, ...]),
        "form": ("forms", tuple[model.Form, ...]),
    },
    "questions.toml": {"question": ("questions", tuple[model.Question, ...])},
    "rules.toml": {
        "condition": ("conditions", dict[str, model.NamedCondition]),
        "gate": ("gates", tuple[model.Gate, ...]),
        "weight": ("weights", tuple[model.Weight, ...]),
        "form_bar": ("form_bars", tuple[model.FormBar, ...]),
        "exclusion": ("exclusions", tuple[model.Exclusion, ...]),
        "caution": ("cautions", tuple[model.Caution, ...]),
        "spacing": ("spacings", tuple[model.Spacing, ...]),
    },
    "medicines.toml": {"medicine": ("medicines", tuple[model.Medicine, ...])},
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

FORMAT = 1
"""Of a pack kept in compiled form. Raise it when `Pack` changes, so that older ones are let go."""


def load_pack(
    folder: Path, cache: Path | None = None, approve: Callable[[Pack], None] | None = None
) -> Pack:
    """The pack in a folder.

    With `cache`, a folder, a pack read before is taken from there; one that was not read before
    must first pass `approve`, which raises when it does not. Raises PackError with every fault
    found, and FileNotFoundError when there is no such folder.
    """
    files = _read_files(folder)
    kept = cache / f"{digest(files)}.{FORMAT}.pack" if cache else None
    if kept and kept.exists():
        try:
            return msgspec.msgpack.decode(kept.read_bytes(), type=Pack)
        except (msgspec.MsgspecError, OSError):
            pass  # written by another version, or cut short: read the files again
    pack = read_pack(files)
    if approve:
        approve(pack)
    if kept:
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            partial = kept.with_suffix(".part")
            partial.write_bytes(msgspec.msgpack.encode(pack))
            partial.replace(kept)
        except OSError:
            pass  # a read-only disk costs time at the next start, nothing else
    return pack


def _read_files(folder: Path) -> dict[str, bytes]:
    """Every file of a pack that its advice depends on, by its path within the folder."""
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no pack in the folder {folder}.")
    paths = [path for path in folder.glob("*.toml") if path.name != SIGNATURE]
    paths += folder.glob("text/*/*.toml")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def digest(files: Mapping[str, bytes]) -> str:
    """The name of a pack's content: 64 hex digits, whatever the machine or the line endings."""
    total = sha256()
    for name in sorted(files):
        body = files[name].replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(body)}\0".encode())
        total.update(body)
    return total.hexdigest()


def read_pack(files: Mapping[str, bytes]) -> Pack:
    """The pack in these files (path within the pack → content).

    Raises PackError with every fault found.
    """
    faults: list[Fault] = []
    fields: dict[str, Any] = {}
    for file, tables in TABLES.items():
        data = _parse(file, files.get(file), faults)
        for name in data.keys() - tables.keys():
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
    faults += [Fault("unknown-file", name, "", "does not belong to a pack.") for name in unknown]
    if faults:  # what follows would only repeat them
        raise PackError(_sorted(faults))
    fields["sources"] = _by_id(fields["sources"], "sources.toml", faults)
    pack = Pack(digest=digest(files), texts=texts, **fields)
    faults += _link_faults(pack)
    faults += _text_faults(pack)
    if faults:
        raise PackError(_sorted(faults))
    return pack


def _sorted(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(set(faults), key=lambda fault: (fault.file, fault.place, fault.code))


def _parse(file: str, content: bytes | None, faults: list[Fault]) -> dict[str, Any]:
    import tomllib

    if content is None:
        faults.append(Fault("missing-file", file, "", "is missing."))
        return {}
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError as error:
        faults.append(
            Fault("not-utf-8", file, f"byte {error.start}", "is not UTF-8.", "Save it as UTF-8.")
        )
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        faults.append(Fault("not-toml", file, "", f"cannot be read: {error}."))
    return {}


def _convert(kind: Any, value: Any, file: str, place: str, faults: list[Fault]) -> Any:
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
        known = {field.name: field for field in msgspec.structs.fields(kind)}
        for name in value.keys() - known.keys():
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
        faults.append(Fault("wrong-type", file, place, f"{_said(error)}.", nearest(value, options)))
        return None


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
    entries: tuple[model.Source, ...], file: str, faults: list[Fault]
) -> dict[str, model.Source]:
    faults += _duplicates(file, "source", (entry.id for entry in entries))
    return {entry.id: entry for entry in entries}


def _duplicates(file: str, table: str, ids: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield Fault("duplicate-id", file, f"{table} {each}", "is there twice.")
        seen.add(each)


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
        known = list(known)
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
        for band in question.band:
            if isinstance(band.at_least, str):
                yield from link(
                    "questions.toml", f"{place}: band {band.id}", [band.at_least], pack.constants
                )
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
    for gate in pack.gates:
        if (gate.outcome == "refer") != (gate.urgency is not None):
            yield Fault(
                "urgency",
                "rules.toml",
                f"gate {gate.id}: urgency",
                "goes with outcome 'refer', and always.",
            )
    for medicine in pack.medicines:
        yield from link(
            "medicines.toml", f"medicine {medicine.name}: groups", medicine.groups, medicines
        )


def conditions(pack: Pack) -> Iterator[tuple[str, str, Condition]]:
    """Every condition of a pack as (file, place, condition)."""
    for file, place, entry in _entries(pack):
        if isinstance(entry, Condition):
            yield file, place, entry
        elif isinstance(when := getattr(entry, "when", None), Condition):
            yield file, f"{place}: when", when
        if isinstance(entry, model.Invariant) and entry.adding:
            yield file, f"{place}: adding", Condition(any=entry.adding)


def _condition_faults(pack: Pack) -> Iterator[Fault]:
    """Atoms that say nothing, and questions whose condition reads a later one."""
    words = pack.vocabulary()
    order = {question.id: index for index, question in enumerate(pack.questions)}
    latest: dict[str, int] = {}  # condition → the last question it reads
    for file, place, condition in conditions(pack):
        last = -1
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
                elif subject not in words:
                    yield Fault(
                        "unknown-atom",
                        file,
                        at,
                        f"there is no question '{subject}'.",
                        nearest(subject, words),
                    )
                elif said not in ("*", "unanswered", *words[subject]):
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
            latest[place.removeprefix("condition ")] = last
    for question in pack.questions:
        if question.asked and latest.get(question.asked, -1) >= order[question.id]:
            yield Fault(
                "later-question",
                "questions.toml",
                f"question {question.id}: asked",
                f"'{question.asked}' reads a question that is asked later.",
            )


# --- texts ---------------------------------------------------------------------------------------

OUTCOME_TEXTS = ("refer_now", "refer_today", "refer_soon", "ask_staff", "food_first", "suggest")
REASON_TEXTS = ("answer", "against", "guideline", "preference")


def text_keys(pack: Pack) -> tuple[set[str], set[str]]:
    """The keys every language must have, and those that all languages or none may have."""
    need: set[str] = set()
    may: set[str] = set()

    def each(prefix: str, ids: Iterable[str], *parts: str) -> None:
        need.update(f"{prefix}.{name}.{part}" for name in ids for part in parts)

    each("section", (question.section for question in pack.questions), "title")
    each("question", (question.id for question in pack.questions), "title", "help")
    may.update(f"question.{question.id}.title_other" for question in pack.questions)
    for question in pack.questions:
        options = [option.id for option in question.option]
        each(f"option.{question.id}", options, "title", "line")
        may.update(f"option.{question.id}.{option}.reason" for option in options)
    each("gate", (gate.id for gate in pack.gates), "title", "text", "staff")
    each("outcome", OUTCOME_TEXTS, "title", "text")
    each("reason", REASON_TEXTS, "text")
    each("caution", (caution.id for caution in pack.cautions), "title", "text")
    each("article", (article.id for article in pack.article), "says", "verdict")
    each("food", (food.id for food in pack.foods), "name", "portion")
    each("food_group", (food.group for food in pack.foods), "name")
    each("screener", (item.id for item in pack.screener), "title", "portion")
    for prefix, entries, part in (
        ("form", pack.forms, "name"),
        ("slot", pack.slots, "name"),
        ("exclusion", pack.exclusions, "text"),
        ("spacing", pack.spacings, "text"),
        ("claim", pack.claims, "text"),
        ("statement", pack.statements, "text"),
        ("invariant", pack.invariants, "text"),
    ):
        each(prefix, (entry.id for entry in entries), part)
    return need, may


def _flatten_texts(
    files: Mapping[str, bytes], language: str, faults: list[Fault]
) -> dict[str, str]:
    """All sentences of a language as key → sentence, over all its files."""
    texts: dict[str, str] = {}

    def walk(table: Mapping[str, Any], prefix: str, file: str) -> None:
        for name, value in table.items():
            key = f"{prefix}{name}"
            if isinstance(value, dict):
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
    fields = string.Formatter().parse(sentence)
    return tuple(sorted({name for _, name, _, _ in fields if name is not None}))


def _text_faults(pack: Pack) -> Iterator[Fault]:
    """Sentences that are missing, that nothing shows, or whose fields differ by language."""
    need, may = text_keys(pack)
    used = {key for texts in pack.texts.values() for key in texts if key in may}
    fields: dict[str, tuple[str, ...]] = {}
    for language in pack.languages:
        texts = pack.texts[language]
        file = f"text/{language}/"
        for key in sorted((need | used) - texts.keys()):
            yield Fault("missing-text", file, key, "is missing.")
        for key in sorted(texts.keys() - need - may):
            yield Fault(
                "surplus-text",
                file,
                key,
                "belongs to nothing in this pack.",
                nearest(key, (need | may) - texts.keys()),
            )
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


# --- cases ---------------------------------------------------------------------------------------


def load_cases(folder: Path) -> tuple[Expected, ...]:
    """The worked cases beside a pack. Raises PackError with every fault found."""
    faults: list[Fault] = []
    cases: list[Expected] = []
    for path in sorted(folder.glob("cases/*.toml")):
        file = f"cases/{path.name}"
        data = _parse(file, path.read_bytes(), faults)
        for name in data.keys() - {"case"}:
            faults.append(
                Fault("unknown-key", file, name, "is not known here.", nearest(name, ["case"]))
            )
        cases += _convert(tuple[Expected, ...], data.get("case", []), file, "case", faults) or ()
    if not faults:
        faults += _duplicates("cases/", "case", (case.id for case in cases))
    if faults:
        raise PackError(_sorted(faults))
    return tuple(cases)
