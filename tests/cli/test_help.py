"""What `--help` says, and what is said of a line that cannot be read: in the reader's language."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator

import pytest

from magapp.cli.main import _parser, main
from magapp.resources import resource

TABLES = tomllib.loads(resource("i18n", "help.toml").read_text("utf-8"))
LANGUAGES = sorted(TABLES)
BARE = {"file", "folder", "name", "login", "format"}
"""Arguments whose own name says it."""


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", f"{request.param}_NL.UTF-8")
    return str(request.param)


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """It, and those of all its commands."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from parsers(each)


def test_no_command_says_a_word_of_the_library(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it takes from its own words is marked, and none of that comes through."""
    ours = {None, "%(heading)s:", *TABLES[language]["words"].values()}
    monkeypatch.setattr(argparse, "_", lambda text: text if text in ours else f"<{text}>")
    shown = {each.prog: each.format_help() for each in parsers(_parser())}
    assert len(shown) > 30
    assert {prog: text for prog, text in shown.items() if "<" in text} == {}
    assert all(prog.startswith("magapp") for prog in shown)


def test_all_that_can_be_given_has_words_in_each_language(language: str) -> None:
    used, own = set(), TABLES[language]["help"]
    for parser in parsers(_parser()):
        path = parser.prog.split()[1:]
        used.add(" ".join(path))
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction | argparse._HelpAction):
                continue
            names = " ".join([*path, action.dest]), action.dest
            found = [each for each in names if each in own]
            assert found or action.dest in BARE or action.help == argparse.SUPPRESS, names
            used |= {*found[:1]}
            if found:
                assert action.help == own[found[0]]
    assert own.keys() == used - {""}
    for table, words in TABLES["en"].items():
        assert TABLES[language][table].keys() == words.keys()


WRONG = (
    ("nonsense",),
    ("catalog",),
    ("catalog", "import"),
    ("catalog", "import", "a.csv", "--sheet"),
    ("catalog", "import", "a.csv", "--strict=yes"),
    ("catalog", "import", "a.csv", "--strict=it's"),
    ("catalog", "import", "a.csv", "--s"),
    ("catalog", "import", "a.csv", "--more"),
    ("advise", "--format", "xml"),
    ("check", "--on", "monday"),
    ("watch", "--beat", "x"),
    ("pack", "sign", "a", "--key", "k", "--by", "b", "--number", "x"),
)


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_what_cannot_be_read_is_said_in_words_of_our_own(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {}
    for language in LANGUAGES:
        monkeypatch.setenv("LANG", f"{language}_NL.UTF-8")
        assert main(arguments, None) == 2  # type: ignore[arg-type]
        said[language] = capsys.readouterr().err
    assert said["nl"] != said["en"]
    foreign = ("argument", "required", "expected", "invalid", "could match", "command")
    assert not [word for word in foreign if word in said["nl"].lower()]
