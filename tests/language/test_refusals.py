"""Every refusal of the program has words in every language, and every word a refusal.

Read from the source: what is raised, what is said, and who shows an error.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple, TypeGuard, get_args

import pytest

import magapp.errors
from magapp.check.words import STATEMENTS_BY_LAW
from magapp.cli import parser as command
from magapp.errors import InputError, MagappError, near, refused_by_system
from magapp.language import foreign
from magapp.language.saying import Saying
from magapp.machine.printer import Trouble
from magapp.products import table
from magapp.resources import resource
from magapp.store import trouble

ROOT = Path(magapp.errors.__file__).parents[1]
HANDOVER = ("damaged", "other_pack", "other_version")
MADE: dict[tuple[str, str], tuple[str, ...]] = {
    # Codes that are no literal where they are raised, and what they can be.
    ("magapp/store", "code"): (
        "store_full",
        "store_read_only",
        "store_closed",
        "store_busy",
        "store_device",
        *(code for _, code in trouble._OF_SERVERS),
        *trouble._STATES.values(),
    ),
    ("magapp/store", "again.trouble.code"): (),
    ("magapp/reading.py", "code"): ("is_folder", "is_pipe", "is_socket", "is_device"),
    ("magapp/products/table.py", "code"): (
        *(code for _, code in table._OTHERS),
        *(code for _, code in table._DOCUMENTS),
    ),
    ("magapp/products/table.py", "_other(begin) or 'is_no_text'"): ("is_no_text",),
    ("magapp/products/sheets.py", "code"): ("too_much_inside",),
    ("magapp/products/sheets.py", "fault"): ("too_slow", "too_much_inside"),
    ("magapp/products/rows.py", "refusal.code"): (),
    ("magapp/products/rows.py", "error.code"): (),
    ("magapp/language/foreign.py", "code"): (
        *(code for _, code in foreign._READING),
        "reads_other",
        *foreign._KINDS.values(),
    ),
    ("magapp/language/foreign.py", "of a type"): tuple(code for _, code in foreign._TYPES),
    ("magapp/errors.py", "code"): tuple(magapp.errors._SYSTEM.values()),
    ("magapp/errors.py", "self.code"): (),
    ("magapp/cli/parser.py", "code"): tuple(code for _, code in command._USAGE),
    ("magapp/check/words.py", "what"): tuple(STATEMENTS_BY_LAW.values()),
    ("magapp/machine/printer.py", "f'printer_{kind}'"): tuple(
        f"printer_{kind}" for kind in get_args(Trouble)
    ),
    ("magapp/visit/handover.py", "f'handover_{kind}'"): tuple(
        f"handover_{kind}" for kind in HANDOVER
    ),
}
AT = {"InputError": 1}
"""Which argument the code is; the first of all others."""
OWN = {"PrinterError", "HandoverError", "OutputError", "PackError", "SettingError"}
"""Errors that find their code by themselves."""


class Said(NamedTuple):
    """A place in the source that says something: its code, and the names of its values."""

    file: str
    line: int
    codes: tuple[str, ...]
    values: frozenset[str] | None


def errors() -> set[str]:
    """The names of our errors."""
    found, todo = set(), [MagappError]
    while todo:
        each = todo.pop()
        found.add(each.__name__)
        todo += each.__subclasses__()
    return found


@cache
def sources() -> tuple[tuple[str, ast.Module], ...]:
    """Every file of the program."""
    files = sorted(path for room in ("magapp", "ui") for path in (ROOT / room).rglob("*.py"))
    return tuple(
        (str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))) for path in files
    )


def said() -> Iterator[Said]:
    """All that is said, wherever it is."""
    names = errors() - OWN
    for file, tree in sources():
        found = [(node, ast.unparse(node.func)) for node in ast.walk(tree) if is_call(node)]
        for kind in ast.walk(tree):
            if isinstance(kind, ast.ClassDef) and kind.name in OWN:
                calls = [node for node in ast.walk(kind) if is_call(node)]
                found += [(node, "itself") for node in calls if is_init(node)]
        for node, text in found:
            if text not in {"Saying.of", "itself", *names}:
                continue
            at = AT.get(text, int(text == "itself" and file.startswith("magapp/settings")))
            assert len(node.args) > at, (file, node.lineno)
            values = None
            if all(each.arg for each in node.keywords):
                values = frozenset(str(each.arg) for each in node.keywords)
                if text in ("DamagedStore", "NewerStore"):
                    values |= {"place"}
            yield Said(file, node.lineno, tuple(codes(file, node.args[at])), values)


def is_call(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether something is called."""
    return isinstance(node, ast.Call)


def is_init(node: ast.Call) -> bool:
    """Whether it is what an error says of itself."""
    return ast.unparse(node.func) == "super().__init__"


def codes(file: str, code: ast.expr) -> Iterator[str]:
    """What a code can be."""
    if isinstance(code, ast.Constant):
        yield str(code.value)
    elif isinstance(code, ast.IfExp):
        yield from codes(file, code.body)
        yield from codes(file, code.orelse)
    elif ast.unparse(code) == "f'setting_{code}'":
        yield from settings()
    else:
        made = [
            kinds
            for (room, text), kinds in MADE.items()
            if file.startswith(room) and text == ast.unparse(code)
        ]
        assert made, (file, ast.unparse(code))
        yield from made[0]


def settings() -> Iterator[str]:
    """What can be wrong in a line of the settings: found here, or told by `fault`."""
    for file, tree in sources():
        if not file.startswith("magapp/settings"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and f"setting_{node.value!s}" in words()["en"]:
                yield f"setting_{node.value!s}"
            told = is_call(node) and ast.unparse(node.func) == "self.fault" and node.args[0]
            if isinstance(told, ast.Constant):
                yield f"setting_{told.value!s}"


@cache
def words() -> dict[str, dict[str, str]]:
    """The words of every language, by code."""
    tables = tomllib.loads(resource("i18n", "errors.toml").read_text("utf-8"))
    return dict(tables)


def fields(text: str) -> set[str]:
    """The values that words have a place for."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_language_says_the_same() -> None:
    english = words()["en"]
    assert {"en", "nl"} <= words().keys()
    for language, texts in words().items():
        assert texts.keys() == english.keys()
        for code, text in texts.items():
            assert fields(text) == fields(english[code]), (language, code)
            assert text.count("|") == english[code].count("|") <= 1, (language, code)


def test_nothing_is_refused_without_words() -> None:
    for each in said():
        for code in each.codes:
            assert code in words()["en"], each
            if each.values is not None:
                assert fields(words()["en"][code]) == each.values, each


def test_no_words_are_left_over() -> None:
    used = {code for each in said() for code in each.codes}
    used |= {code for kinds in MADE.values() for code in kinds}
    assert words()["en"].keys() == used | {"and"}


@pytest.mark.parametrize("room", ["ui/", "magapp/cli/", "magapp/doctor"])
def test_who_shows_an_error_says_in_which_language(room: str) -> None:
    """As a mere text it is English."""
    ours = errors()
    for file, tree in sources():
        if not file.startswith(room):
            continue
        for handler in ast.walk(tree):
            if not isinstance(handler, ast.ExceptHandler) or not handler.name:
                continue
            kinds = {
                each.id for each in ast.walk(handler.type or handler) if isinstance(each, ast.Name)
            }
            if not kinds & ours:
                continue
            for node in ast.walk(handler):
                if isinstance(node, ast.FormattedValue):
                    assert ast.unparse(node.value) != handler.name, (file, node.lineno)
                if isinstance(node, ast.Call) and ast.unparse(node.func) in ("str", "print"):
                    shown = [ast.unparse(each) for each in node.args]
                    assert handler.name not in shown, (file, node.lineno)


def test_a_refusal_is_told_with_the_signs_of_the_language() -> None:
    error = InputError("form", "adds_up_mg", total=62.5, mg=100.0, column="mg_per_unit")
    assert str(error) == "form: adds up to 62.5, mg_per_unit says 100."
    assert error.told("nl") == "form: is samen 62,5, en mg_per_unit zegt 100."
    assert (
        InputError("a", "too_large", most=50_000_000)
        .told("nl")
        .startswith("a: is groter dan 50.000.000 bytes.")
    )
    assert (
        Saying.of("actives", names=(Saying.of("so_much_of", name="zinc", mg=2.5),)).told("nl")
        == "Hier zit per stuk ook in: zinc 2,5 mg."
    )


def test_the_nearest_word_and_the_system_speak_the_language_too() -> None:
    error = InputError("form", "unknown", word="citrat", mend=near("citrat", ["citrate"]))
    assert error.told("en") == "form: 'citrat' is not known. Did you mean 'citrate'?"
    assert error.told("nl") == "form: 'citrat' is niet bekend. Bedoelt u 'citrate'?"
    full = InputError(
        "b", "unwritable", why=refused_by_system(OSError(28, "No space left on device"))
    )
    assert full.told("nl") == "b: kan niet geschreven worden: de schijf is vol."
    strange = refused_by_system(OSError(9999, "Something else"))
    assert strange.told("nl") == "het systeem meldt foutnummer 9999"
    assert refused_by_system(OSError("Something else")).code == "system_silent"


def test_what_is_between_bars_stays_where_it_is() -> None:
    """A value may hold the sign that parts what is wrong from what can be done."""
    error = InputError("form", "unknown", word="a|b", mend="")
    assert (error.message, error.mend) == ("'a|b' is not known.", "")


def test_no_word_of_a_foreign_error_is_shown() -> None:
    """What Python, a database or a reader of files says of its own errors is English."""
    shows = {"Saying.of", "Saying", "StoreError", "InputError", *errors()}
    for file, tree in sources():
        for handler in ast.walk(tree):
            if not isinstance(handler, ast.ExceptHandler) or not handler.name:
                continue
            if not {each.id for each in ast.walk(handler.type or handler)
                    if isinstance(each, ast.Name)} - errors():  # fmt: skip
                continue
            for call in filter(is_call, ast.walk(handler)):
                if ast.unparse(call.func) not in shows:
                    continue
                text = " ".join(map(ast.unparse, [*call.args, *(k.value for k in call.keywords)]))
                name = handler.name
                told = (f"str({name})", f"{{{name}}}", f"{name}.msg", f"{name}.args",
                        f"{name}.strerror", f"repr({name})")  # fmt: skip
                assert not [each for each in told if each in text], (file, call.lineno)
