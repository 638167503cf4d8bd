"""The parser of the command line, which speaks the reader's language in its help and refusals."""

import argparse
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, NoReturn

from magapp.errors import InputError, near
from magapp.language.saying import Saying
from magapp.language.words import SOURCE
from magapp.resources import resource

_USAGE = (
    (r"unrecognized arguments: (?P<words>.*)", "usage_unknown"),
    (r"the following arguments are required: (?P<names>.*)", "usage_required"),
    (r"argument (?P<name>.*): expected one argument", "usage_one_value"),
    (r"argument (?P<name>.*): expected at least one argument", "usage_some_value"),
    (r"argument (?P<name>.*): ignored explicit argument ['\"](?P<value>.*)['\"]", "usage_no_value"),
    (r"ambiguous option: (?P<name>.*) could match (?P<names>.*)", "usage_ambiguous"),
)
"""What argparse has to say: it has only English words for it."""


@cache
def _tables() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text: dict[str, dict[str, dict[str, str]]]
    text = tomllib.loads(resource("i18n", "help.toml").read_text("utf-8"))
    return text


class _Spoken:
    """The words in one language, English where it has none."""

    def __init__(self, language: str) -> None:
        self._tables = [_tables()[each] for each in (language, SOURCE) if each in _tables()]

    def __call__(self, table: str, key: str) -> str | None:
        """The words under a key."""
        return next((each[table][key] for each in self._tables if key in each[table]), None)

    def name(self, metavar: str) -> str:
        """What stands for something to be typed: `OURS=THEIRS`."""
        return re.sub("[A-Z]+", lambda found: self("names", found[0]) or found[0], metavar)


class _Help(argparse.HelpFormatter):
    """Lays the help out; `usage:` is the one word of its own."""

    def __init__(self, said: _Spoken, **options: Any) -> None:
        super().__init__(**options)
        self._said = said

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """As it is, in the reader's language."""
        prefix = self._said("words", "usage") if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)


class Parser(argparse.ArgumentParser):
    """Takes its words by the names of command and argument, from `resources/i18n/help.toml`."""

    def __init__(self, said: _Spoken, **options: Any) -> None:
        super().__init__(**options, formatter_class=partial(_Help, said), add_help=False)
        self._said = said
        self._path = self.prog.split()[1:]
        self.description = said("help", " ".join(self._path)) or said("words", "about")
        self._positionals.title = said("words", "given")
        self._optionals.title = said("words", "options")
        super().add_argument("-h", "--help", action="help", help=said("words", "help"))

    @classmethod
    def speaking(cls, language: str) -> "Parser":
        """The first parser, of the program itself."""
        return cls(_Spoken(language), prog="magapp")

    def add_argument(self, *flags: str, **options: Any) -> argparse.Action:
        """An argument, with the words for it."""
        action, said = super().add_argument(*flags, **options), self._said
        path = " ".join([*self._path, action.dest])
        action.help = action.help or said("help", path) or said("help", action.dest)
        if action.nargs != 0 and action.choices is None:
            action.metavar = said.name(str(action.metavar or action.dest.upper()))
        return action

    def commands(self, name: str, required: bool = True) -> "Callable[[str], Parser]":
        """What adds a command to it; `name` stands for all of them."""
        words: dict[str, Any] = {"title": self._said("words", "commands")}
        words["parser_class"] = partial(Parser, self._said)
        metavar = self._said.name(name)
        group = self.add_subparsers(**words, metavar=metavar, required=required)

        def add(name: str) -> Parser:
            words = self._said("help", " ".join([*self._path, name]))
            made: Parser = group.add_parser(name, help=words)
            return made

        return add

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed, in words of our own."""
        mend = Saying.of("usage_help", program=self.prog)
        for pattern, code in _USAGE:
            if found := re.fullmatch(pattern, message):
                raise InputError("", code, mend=mend, **found.groupdict())
        raise InputError("", "usage", mend=mend)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Our own words: those of argparse change with every Python."""
        if action.choices is not None and value not in action.choices:
            name = "/".join(action.option_strings) or str(action.metavar)
            raise InputError(name, "unknown", word=value, mend=near(value, action.choices))
