"""The program's own words outside its screens: the command line, explanations, the slip.

What is asked and advised comes from the pack, the words of the screens from Qt's catalogues.
"""

import os
import re
from collections.abc import Mapping
from functools import cache

from magapp.resources import resource

SOURCE = "en"
"""The language that has all words: what another lacks is said in it."""


def language_here(language: str = "", environment: Mapping[str, str] = os.environ) -> str:
    """The language of who reads this: the one that is set, else the terminal's.

    English where the terminal's has no words.
    """
    if language:
        return language
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if named := environment.get(name):
            spoken = re.split("[_.@-]", named.lower())[0]  # of nl_NL.UTF-8
            return spoken if spoken in _tables() else SOURCE
    return SOURCE


@cache
def _tables() -> dict[str, dict[str, str]]:
    """The words by language, read once: they are asked for with every advice that is shown."""
    import tomllib

    return tomllib.loads(resource("i18n", "words.toml").read_text("utf-8"))


@cache
def _words(language: str) -> dict[str, str]:
    return _tables()[SOURCE] | _tables().get(language, {})


class Words:
    """The words in one language, English where it has no other.

    `always` are fields that any sentence may have, such as what the pack's substance is called.
    """

    def __init__(self, language: str, always: Mapping[str, str] = {}) -> None:
        self._words = _words(language)
        self.always = always
        self.language = language

    def __call__(self, key: str, **fields: object) -> str:
        """The words under a key, with their fields filled in."""
        return self._words[key].format(**self.always, **fields)

    def __contains__(self, key: str) -> bool:
        """Whether there are words under a key."""
        return key in self._words
