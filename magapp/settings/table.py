"""The table of settings: one entry each, of which screen, file, doctor and documentation are made.

Type, limits and default are those of the field in `choices.py`; label and help are words in
`resources/i18n/settings.toml`. What only an entry knows, stands here: on which page it is, what
helps to choose a value, and when a change shows.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from magapp.resources import resource
from magapp.settings.choices import TABLES, Settings, types

Path = tuple[str, ...]
"""A setting by its place in the file: `("theme",)`, `("kiosk", "name")`."""
Kind = Literal["text", "colour", "number", "flag", "choice", "list"]
When = Literal["now", "start", "kiosk"]
"""When a change shows: at once, when the program starts again, or when a kiosk does."""
Page = Literal["shop", "languages", "advice", "kiosk", "printer", "data"]
PAGES: tuple[Page, ...] = ("shop", "languages", "advice", "kiosk", "printer", "data")
Pick = Literal["", "picture", "folder", "languages", "forms", "monitors", "printers", "secret"]
"""What helps to choose: a file or folder to look for, or what there is in pack or machine."""


class About(NamedTuple):
    """What is known of a setting beside its field."""

    page: Page = "data"
    when: When = "start"
    pick: Pick = ""


ABOUT: Mapping[Path, About] = {
    ("shop_name",): About("shop", "now"),
    ("logo",): About("shop", "now", "picture"),
    ("brand",): About("shop", "now"),
    ("theme",): About("shop", "now"),
    ("motion",): About("shop", "now"),
    ("languages",): About("languages", "start", "languages"),
    ("language",): About("languages", "start", "languages"),
    ("allow_forms",): About("advice", "start", "forms"),
    ("kiosk", "name"): About("kiosk", "kiosk"),
    ("kiosk", "screen"): About("kiosk", "kiosk", "monitors"),
    ("kiosk", "idle_seconds"): About("kiosk", "kiosk"),
    ("kiosk", "reading_seconds"): About("kiosk", "kiosk"),
    ("printer", "to"): About("printer", "now"),
    ("printer", "at"): About("printer", "now", "printers"),
    ("printer", "paper"): About("printer", "now"),
    ("records", "keep"): About("data", "start"),
    ("till", "folder"): About("data", "start", "folder"),
    ("backup", "every"): About("data", "start"),
    ("backup", "keep"): About("data", "start"),
    ("packs", "keys"): About("advice", "now"),
    ("packs", "folder"): About("advice", "now", "folder"),
    ("packs", "required"): About("advice", "now"),
    ("database",): About("data", "start", "secret"),
    ("shop",): About("data", "start"),
}
"""A setting that is not here is on the last page, and shows when the program starts again."""


class Entry(NamedTuple):
    """One setting."""

    path: Path
    kind: Kind
    default: Any
    """As the file has it: a list, not a tuple."""
    about: About
    least: int = 0
    most: int = 0
    """Of a number; of a text the most characters, 0 for as many as there is room for."""
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its name: `kiosk.name`."""
        return ".".join(self.path)

    @property
    def struct(self) -> type[msgspec.Struct]:
        """What has its field."""
        return TABLES[self.path[0]] if len(self.path) > 1 else Settings

    def label(self, language: str) -> str:
        """What it is called."""
        return _said(self.key, language)[0]

    def help(self, language: str) -> str:
        """What it does, in a sentence; empty where its label says it."""
        return _said(self.key, language)[1]

    def choice(self, value: str, language: str) -> str:
        """What one of its choices is called."""
        return _said(f"{self.key}.{value}", language)[0]

    def why_not(self, value: Any) -> tuple[str, dict[str, Any]]:
        """What is wrong with a value, as a code and what it needs; an empty code for nothing."""
        from magapp.settings.choices import why_not

        return why_not(self.struct, self.path[-1], value)

    def of(self, settings: Settings) -> Any:
        """Its value among settings, as the file has it."""
        value: Any = settings
        for name in self.path:
            value = getattr(value, name)
        return list(value) if isinstance(value, tuple) else value

    def in_words(self, value: Any, language: str) -> str:
        """A value as a person reads it."""
        if self.kind == "flag":
            return word("on" if value else "off", language)
        if self.kind == "choice":
            return self.choice(value, language)
        if self.kind == "list":
            return ", ".join(value) or word("nothing", language)
        return str(value) or word("nothing", language)

    def told(self, value: Any, language: str) -> str:
        """As `in_words`; of a secret only that it is set, as an address may hold a password."""
        if self.about.pick == "secret" and value:
            return word("set", language)
        return self.in_words(value, language)

    def values_in_words(self, language: str) -> str:
        """What it can be set to."""
        if self.kind == "number":
            return f"{self.least} – {self.most}"
        if self.kind == "choice":
            return ", ".join(f'`"{each}"`' for each in self.choices)
        said = {"flag": "`true`, `false`", "colour": '`"#rrggbb"`'}
        return said.get(self.kind) or word(self.kind, language).format(most=self.most or "")


@cache
def entries() -> tuple[Entry, ...]:
    """All settings, page by page, in the order of their fields."""
    found = [_entry((name,), Settings) for name in types(Settings) if name not in TABLES]
    for table, kind in TABLES.items():
        found += [_entry((table, name), kind) for name in types(kind)]
    return tuple(sorted(found, key=lambda each: PAGES.index(each.about.page)))


def entry(*path: str) -> Entry:
    """The entry of a setting."""
    return next(each for each in entries() if each.path == path)


def _entry(path: Path, struct: type[msgspec.Struct]) -> Entry:
    from msgspec import inspect

    default = getattr(struct(), path[-1])
    default = list(default) if isinstance(default, tuple) else default
    about = ABOUT.get(path, About())
    match types(struct)[path[-1]]:
        case inspect.BoolType():
            return Entry(path, "flag", default, about)
        case inspect.IntType(ge=int(least), le=int(most)):
            return Entry(path, "number", default, about, least, most)
        case inspect.LiteralType():
            choices = get_args(struct.__annotations__[path[-1]])  # in the order written there
            return Entry(path, "choice", default, about, choices=choices)
        case inspect.VarTupleType():
            return Entry(path, "list", default, about)
        case inspect.StrType(pattern=str(pattern)) if "#" in pattern:
            return Entry(path, "colour", default, about)
        case inspect.StrType(max_length=most):
            return Entry(path, "text", default, about, most=most or 0)
        case other:
            raise TypeError(f"{'.'.join(path)}: no setting can be {other}")


@cache
def _words() -> dict[str, dict[str, str]]:
    import tomllib

    return tomllib.loads(resource("i18n", "settings.toml").read_text("utf-8"))


def _said(key: str, language: str) -> tuple[str, str]:
    """Label and help; a setting without words is called by its name."""
    tables = _words()
    text = tables.get(language, {}).get(key) or tables["en"].get(key, key)
    label, _, help_ = text.partition("|")
    return label, help_


def word(key: str, language: str) -> str:
    """A word about settings that belongs to none of them."""
    return _said(f"word.{key}", language)[0]


def settings_in_words(settings: Settings, language: str) -> str:
    """What is set otherwise than usual, on one line, as `Entry.told` has it."""
    return "; ".join(
        f"{each.label(language)}: {each.told(value, language)}"
        for each in entries()
        if (value := each.of(settings)) != each.default
    )


def as_page() -> str:
    """The table as the documentation has it, in Markdown."""
    lines = ["| setting | what | values | usual | shows |", "|---|---|---|---|---|"]
    for each in entries():
        usual = msgspec.json.encode(each.default).decode()
        label, help_ = each.label("en"), each.help("en")
        said = f"{label}. {help_}" if help_ else f"{label}."
        lines.append(
            f"| `{each.key}` | {said} | {each.values_in_words('en')} | `{usual}` "
            f"| {word(each.about.when, 'en')} |"
        )
    return "\n".join(lines)
