"""One table of settings: file, words and documentation are made from it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from magapp.errors import InputError
from magapp.resources import resource
from magapp.settings import Settings, change_settings, read_settings
from magapp.settings.choices import TABLES
from magapp.settings.table import ABOUT, Entry, as_page, entries, entry, settings_in_words

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"
ENTRIES = entries()
BEGINS, ENDS = "<!-- settings -->\n\n", "\n\n<!-- end of settings -->"


def another(each: Entry) -> object:
    """A value that is allowed, and is not what stands there without a file."""
    if each.kind == "flag":
        return not each.default
    if each.kind == "number":
        return each.least if each.default != each.least else each.most
    if each.kind == "choice":
        return next(one for one in each.choices if one != each.default)
    if each.key == "packs.keys":
        return ["ed25519:" + sign * 43 for sign in "Ab"]
    if each.kind == "list":
        return ["one", 'an"other\\']
    if each.kind == "colour":
        return "#1f5C45"
    return "postgresql://shop@server/shop" if each.path == ("database",) else 'Drogist "De\\ëel" 💊'


def test_every_field_is_an_entry_and_every_entry_a_field() -> None:
    fields: set[tuple[str, ...]] = {
        (name,) for name in Settings.__struct_fields__ if name not in TABLES
    }
    for table, kind in TABLES.items():
        fields |= {(table, name) for name in kind.__struct_fields__}
    assert {each.path for each in ENTRIES} == fields
    assert set(ABOUT) <= fields
    assert len(ENTRIES) == len(fields)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_entry_has_words(language: str) -> None:
    words = tomllib.loads(resource("i18n", "settings.toml").read_text("utf-8"))[language]
    known = {name for name in words if not name.startswith("word.")}
    needed = {each.key for each in ENTRIES}
    needed |= {f"{each.key}.{value}" for each in ENTRIES for value in each.choices}
    assert needed == known
    labels = [each.label(language) for each in ENTRIES]
    assert len(set(labels)) == len(labels)
    assert all(words.values())


@pytest.mark.parametrize("each", ENTRIES, ids=lambda each: each.key)
def test_a_setting_goes_into_the_file_and_comes_out(tmp_path: Path, each: Entry) -> None:
    """Without a file, in one that has it, and back to what it was."""
    value = another(each)
    assert each.of(Settings()) == each.default != value
    before = change_settings(tmp_path, {each.path: value})
    assert before == {each.path: None}
    settings, faults = read_settings(tmp_path)
    assert (each.of(settings), faults) == (value, ())
    held = tomllib.loads((tmp_path / "settings.toml").read_text("utf-8"))
    for name in each.path:
        held = held[name]
    assert held == value
    assert change_settings(tmp_path, {each.path: each.default}) == {each.path: value}
    assert read_settings(tmp_path) == (Settings(), ())
    change_settings(tmp_path, before)
    assert each.path[-1] not in (tmp_path / "settings.toml").read_text("utf-8")


@pytest.mark.parametrize("each", ENTRIES, ids=lambda each: each.key)
def test_a_bad_value_is_refused_by_its_entry(tmp_path: Path, each: Entry) -> None:
    bad: object = "\x07" if each.kind in ("text", "colour") else object()
    with pytest.raises(InputError) as caught:
        change_settings(tmp_path, {each.path: bad})
    assert caught.value.place == each.key
    for language in ("nl", "en"):
        assert caught.value.told(language)
    assert not (tmp_path / "settings.toml").exists()


def test_the_page_is_made_from_the_table() -> None:
    """`python tests/settings/test_settings_table.py` writes it."""
    text = PAGE.read_text("utf-8")
    assert text.partition(BEGINS)[2].partition(ENDS)[0] == as_page()


def test_the_example_on_the_page_is_a_file_without_a_mistake(tmp_path: Path) -> None:
    text = PAGE.read_text("utf-8")
    block = [line[4:] for line in text.splitlines() if line.startswith("    ")]
    (tmp_path / "settings.toml").write_text("\n".join(block), "utf-8")
    settings, faults = read_settings(tmp_path)
    assert faults == ()
    assert settings.kiosk.name == "Kiosk 1"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_set_is_said_in_the_words_of_the_table(tmp_path: Path, language: str) -> None:
    paths = [("shop_name",), ("kiosk", "idle_seconds"), ("database",), ("motion",), ("theme",)]
    values = ["Proef", 60, "a://b:secret@c/d", False, "light"]
    change_settings(tmp_path, dict(zip(paths, values, strict=True)))
    said = settings_in_words(read_settings(tmp_path)[0], language)
    assert [entry(*path).label(language) in said for path in paths] == [*[True] * 4, False]
    assert "Proef" in said
    assert "secret" not in said


if __name__ == "__main__":
    head, _, rest = PAGE.read_text("utf-8").partition(BEGINS)
    PAGE.write_text(head + BEGINS + as_page() + ENDS + rest.partition(ENDS)[2], "utf-8")
