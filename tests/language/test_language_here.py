"""Which language somebody at a terminal is spoken to in."""

from __future__ import annotations

import pytest

from magapp.language import words
from magapp.language.words import language_here


@pytest.mark.parametrize(
    ("language", "environment", "spoken"),
    [
        ("", {}, "en"),
        ("", {"LANG": "nl_NL.UTF-8"}, "nl"),
        ("", {"LANG": "nl"}, "nl"),
        ("", {"LANG": "NL_be@euro"}, "nl"),
        ("", {"LC_MESSAGES": "nl_NL", "LANG": "en_GB.UTF-8"}, "nl"),
        ("", {"LC_ALL": "C.UTF-8", "LANG": "nl_NL.UTF-8"}, "en"),
        ("", {"LC_ALL": "", "LANG": "nl_NL.UTF-8"}, "nl"),
        ("", {"LANG": "de_DE.UTF-8"}, "en"),
        ("", {"LANG": "nds_NL.UTF-8"}, "en"),
        ("nl", {"LANG": "en_GB.UTF-8"}, "nl"),
        ("tr", {"LANG": "nl_NL.UTF-8"}, "tr"),
    ],
)
def test_the_one_that_is_set_or_the_terminals(
    language: str, environment: dict[str, str], spoken: str
) -> None:
    assert language_here(language, environment) == spoken


def test_another_language_needs_its_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_tables", lambda: {"en": {}, "nl": {}, "ar": {}})
    assert language_here("", {"LANG": "ar_EG.UTF-8"}) == "ar"
    assert language_here("", {"LANG": "fa_IR.UTF-8"}) == "en"
