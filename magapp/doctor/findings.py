"""What is found: in the words of a language, as text and as JSON."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

import magapp.language.words
from magapp.language.amounts import Amounts
from magapp.language.words import Words
from magapp.settings import Settings, shop_language

State = Literal["ok", "advice", "problem"]
MARKS: dict[State, str] = {"ok": "ok", "advice": "!", "problem": "!!"}


class Finding(msgspec.Struct, frozen=True):
    """What a check saw, in one sentence, and the mend in another unless all is well."""

    id: str
    state: State
    seen: str
    mend: str = ""


class Speaker:
    """Makes findings in one language, with the words under `doctor_KEY` and `doctor_KEY_mend`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words, self._amounts = Words(language), Amounts(language)

    def ok(self, check: str, key: str, **fields: object) -> Finding:
        """All is well."""
        return Finding(check, "ok", self._seen(key, fields))

    def advice(self, check: str, key: str, **fields: object) -> Finding:
        """It works, and could be better."""
        return self._with_mend(check, "advice", key, fields)

    def problem(self, check: str, key: str, **fields: object) -> Finding:
        """It does not work."""
        return self._with_mend(check, "problem", key, fields)

    def count(self, key: str, number: int) -> str:
        """Words that count something."""
        return self._seen(key, {"count": number})

    def _seen(self, key: str, fields: Mapping[str, Any]) -> str:
        """Words with or without a plural of their `count`."""
        name = f"doctor_{key}"
        if name in self._words:
            return self._words(name, **fields)
        return self._amounts.counted(name, fields["count"], **fields)

    def _with_mend(
        self, check: str, state: State, key: str, fields: Mapping[str, object]
    ) -> Finding:
        mend = self._words(f"doctor_{key}_mend", **fields)
        return Finding(check, state, self._seen(key, fields), mend)


def language_here(
    settings: Settings | None = None, environment: Mapping[str, str] = os.environ
) -> str:
    """The language that the doctor speaks: the shop's, else the terminal's."""
    return magapp.language.words.language_here(settings.language if settings else "", environment)


def as_text(findings: Sequence[Finding], say: Speaker | None = None) -> str:
    """The findings as plain text, the mend below each, and how many there are in the end."""
    say = say or Speaker(shop_language())
    width = max(len(mark) for mark in MARKS.values()) + 2
    lines = []
    for finding in findings:
        lines.append(f"{MARKS[finding.state]:{width}}{finding.seen}")
        if finding.mend:
            lines.append(f"{'':{width}}→ {finding.mend}")
    counts = [
        say.count(f"count_{state}", number)
        for state in ("problem", "advice")
        if (number := sum(finding.state == state for finding in findings))
    ]
    return "\n".join([*lines, "", ", ".join(counts) or say.count("count_ok", len(findings))])


def as_json(findings: Sequence[Finding]) -> dict[str, Any]:
    """The findings, and the worst state among them."""
    states = {finding.state for finding in findings}
    worst = next((state for state in ("problem", "advice") if state in states), "ok")
    return {"state": worst, "findings": [msgspec.structs.asdict(each) for each in findings]}
