"""No Python names what a pack is about: neither its substance, nor a form, a tag or the pack."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import magapp
import ui
from magapp.pack import Pack

ROOTS = (Path(magapp.__file__).parent, Path(ui.__file__).parent)
CONTRACT = "products/columns.py"
"""The one module with words that the contract fixes and that hold a unit: `mg_per_unit`."""
UNITS = ("mg", "µg", "mcg", "IE", "IU")
ANYWHERE = ("other",)
"""A form whose name is a word like any other."""


def literals(source: str) -> Iterator[tuple[int, str]]:
    """The texts of a module with their lines, but for docstrings."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def named(pack: Pack, text: str) -> bool:
    """Whether a text has the subject of a pack in it."""
    own = {pack.id, pack.substance.id, pack.substance.tag, *(form.id for form in pack.forms)}
    own |= {texts["substance.name"] for texts in pack.texts.values()}
    words = "|".join(map(re.escape, sorted(own - {*ANYWHERE})))
    return bool(re.search(rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])", text, re.IGNORECASE))


def test_no_python_names_the_subject(pack: Pack) -> None:
    found = [
        f"{file.relative_to(root.parent)}:{line}: {text}"
        for root in ROOTS
        for file in sorted(root.rglob("*.py"))
        if not file.as_posix().endswith(CONTRACT)
        for line, text in literals(file.read_text(encoding="utf-8"))
        if named(pack, text)
    ]
    assert found == []


def test_no_screen_takes_a_unit_for_that_of_the_pack() -> None:
    found = [
        f"{file.name}:{line}: {text}"
        for file in sorted(ROOTS[1].rglob("*.py"))
        for line, text in literals(file.read_text(encoding="utf-8"))
        if text.strip() in UNITS
    ]
    assert found == []


def test_a_name_is_found(pack: Pack) -> None:
    planted = f'"""{pack.id}"""\nwhat = "{pack.forms[0].id}:60"\nwho = f"{{what}} {pack.id}"\n'
    assert [line for line, text in literals(planted) if named(pack, text)] == [2, 3]
