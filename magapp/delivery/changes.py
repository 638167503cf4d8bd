"""What another version of a pack changes, in words: rules, medicines, sentences, by their names."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from magapp.language.words import Words
from magapp.pack.model import Constant, Pack
from magapp.pack.read import entries
from magapp.showing import shown

KINDS: Mapping[str, tuple[str, ...]] = {
    "questions": ("question", "preset", "shortcut", "look_back"),
    "gates": ("gate", "clearing"),
    "cautions": ("caution", "spacing", "tip"),
    "steps": ("next_step",),
    "advice": (
        "constant", "special", "condition", "form", "slot", "weight", "form_bar", "exclusion",
    ),
    "medicines": ("medicine", "which", "common"),
    "foods": ("food", "screener", "reference", "food_band"),
    "claims": ("claim", "statement", "article", "word", "exception"),
    "promises": ("invariant",),
    "sources": ("source",),
}  # fmt: skip
"""Kinds of entries, by the tables that they stand in. Their words are `change_KIND`."""
TITLES = ("title", "name", "text")
"""The texts of an entry that it is called by, the first that there is."""
MOST_NAMES = 8
"""So many of a kind are named, and so many sentences shown; the others are counted."""
MOST_LETTERS = 160
"""Of a sentence that is shown, and of a name."""


class Changed(NamedTuple):
    """What is new, other or gone of one kind, by the names of the entries."""

    kind: str
    new: tuple[str, ...]
    other: tuple[str, ...]
    gone: tuple[str, ...]


class Sentence(NamedTuple):
    """A sentence as it was and as it is; empty where there is none."""

    language: str
    before: str
    after: str


class Changes(NamedTuple):
    """All that differs between two packs. `languages` are those that only one of them speaks."""

    entries: tuple[Changed, ...]
    sentences: tuple[Sentence, ...]
    languages: tuple[str, ...]

    def in_words(self, language: str) -> tuple[str, ...]:
        """A line for each kind, then the sentences; one line that says so where nothing differs."""
        words = Words(language)
        lines = [_of_kind(words, each) for each in self.entries]
        if self.languages:
            lines.append(words("change_languages", names=", ".join(self.languages)))
        spoken = sorted({each.language for each in self.sentences})
        for code in sorted(spoken, key=lambda each: each != language):  # the reader's own first
            lines += _of_language(words, [s for s in self.sentences if s.language == code])
        return tuple(lines) or (words("change_nothing"),)


def changes(before: Pack, after: Pack, language: str) -> Changes:
    """What differs between two packs; entries are named in a language, where they speak it."""
    old, new = _by_name(before), _by_name(after)
    found = []
    for kind, tables in KINDS.items():
        was = {key: each for key, each in old.items() if key[0] in tables}
        now = {key: each for key, each in new.items() if key[0] in tables}
        changed = Changed(
            kind,
            _names(_called(after, language, key) for key in now if key not in was),
            _names(
                _called(after, language, key) + _amounts(was[key], now[key])
                for key in now
                if key in was and was[key] != now[key]
            ),
            _names(_called(before, language, key) for key in was if key not in now),
        )
        if any(changed[1:]):
            found.append(changed)
    both = [each for each in after.languages if each in before.languages]
    sentences = [
        Sentence(code, before.texts[code].get(key, ""), after.texts[code].get(key, ""))
        for code in both
        for key in sorted({*before.texts[code], *after.texts[code]})
        if before.texts[code].get(key) != after.texts[code].get(key)
    ]
    others = tuple(sorted({*before.languages} ^ {*after.languages}))
    return Changes(tuple(found), tuple(sentences), others)


def _by_name(pack: Pack) -> dict[tuple[str, str], Any]:
    """Every entry by its table and its name; what has none, by what it holds."""
    found = {}
    for _, place, entry in entries(pack):
        table, _, name = place.partition(" ")
        found[table, name or str(entry)] = entry
    return found


def _called(pack: Pack, language: str, key: tuple[str, str]) -> str:
    texts = pack.texts[language if language in pack.languages else pack.default_language]
    table, name = key
    titles = (texts.get(f"{table}.{name}.{part}") for part in TITLES)
    return _short(next(filter(None, titles), name))


def _amounts(before: object, after: object) -> str:
    """Both values of what is a number."""
    if isinstance(before, Constant) and isinstance(after, Constant):
        return f" ({before.value:g} → {after.value:g})"
    return ""


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _short(text: str) -> str:
    text = shown(" ".join(text.split()))
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"


def _few(names: tuple[str, ...]) -> str:
    return ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")


def _of_kind(words: Words, changed: Changed) -> str:
    parts = [
        words(f"change_{how}", count=len(names), names=_few(names))
        for how, names in (("new", changed.new), ("other", changed.other), ("gone", changed.gone))
        if names
    ]
    return f"{words(f'change_{changed.kind}')}: {'; '.join(parts)}."


def _of_language(words: Words, sentences: list[Sentence]) -> list[str]:
    count, code = len(sentences), sentences[0].language
    spoken = words(f"change_in_{code}") if f"change_in_{code}" in words else code
    lines = [words("change_sentences", count=count, language=spoken)]
    for each in sentences[:MOST_NAMES]:
        how = "other" if each.before and each.after else "new" if each.after else "gone"
        said = {"before": _short(each.before), "after": _short(each.after)}
        lines.append(words(f"change_sentence_{how}", **said))
    if count > MOST_NAMES:
        lines.append(words("change_sentences_more", count=count - MOST_NAMES))
    return lines
