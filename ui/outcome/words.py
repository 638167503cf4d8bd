"""What the outcome screen tells: the advice in words, with help to look things up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from magapp.language.words import Words as PlainWords
from magapp.pack.model import Pack
from magapp.rules import Advice, Verdict
from magapp.shelf.suggest import Suggestion
from magapp.takehome.report import (
    GateText,
    advice_in_words,
    gates_to_read,
    heading_key,
    is_weak,
    outcome_key,
    source_title,
)


def stands(outcome: str, verdict: Verdict) -> bool:
    """Whether answers brought a gate with this outcome: not only what is still open."""
    if outcome == "food_first":
        return not verdict.open
    return any(not atom.endswith(":unanswered") for atom in verdict.because)


class OutcomeWords:
    """One outcome in one language, for one channel."""

    def __init__(
        self,
        pack: Pack,
        advice: Advice,
        suggestion: Suggestion,
        language: str,
        channel: str,
        rtl: bool,
        product_name: Callable[[str], str],
        named: Sequence[str] = (),
    ) -> None:
        self.pack = pack
        self.advice = advice
        self.suggestion = suggestion
        self.language = language
        self.staff = channel == "staff"
        self.product_name = product_name
        self.amounts = pack.amounts(language)
        self.plain = pack.wording(language)
        """The words that screens and slip have in common."""
        self.named = tuple(named)
        self.said = advice_in_words(pack, advice, suggestion, language, channel, named)

    @property
    def gates(self) -> list[GateText]:
        """The gates to show, strongest first: for staff all of them, but in an emergency."""
        shown = gates_to_read(self.said)
        if not self.staff or self.advice.urgency == "now":
            return shown
        return shown + [each for each in self.said.gates if each not in shown]

    def text(self, key: str) -> str:
        """A sentence of the pack, or nothing when it has none."""
        return self.pack.texts[self.language].get(key, "")

    @property
    def outcome(self) -> str:
        """The key of the outcome's texts."""
        return outcome_key(self.advice.outcome, self.advice.urgency)

    def outcome_text(self, part: str) -> str:
        """The `title` or `text` of the outcome; staff may have one of their own."""
        key = f"outcome.{heading_key(self.advice, self.suggestion)}"
        return (self.staff and self.text(f"{key}.staff_{part}")) or self.text(f"{key}.{part}")

    def sources(self, ids: Iterable[str]) -> list[str]:
        """Sources by title, issuer and year; for staff also that the best of them is weak."""
        known = [each for each in ids if each in self.pack.sources]
        said = [source_title(self.pack, each, self.language) for each in known]
        if self.staff and is_weak(self.pack, known):
            said.append(PlainWords(self.language)("weak_source"))
        return said

    def question_behind(self) -> str:
        """The question that weighs most in this outcome, for going back to its answer.

        Where none does, it is the last for staff, and for customers "": all their answers.
        """
        verdicts = {verdict.rule: verdict for verdict in self.advice.trace}
        for gate in self.gates:
            verdict = verdicts[f"gate.{gate.id}"]
            for atom in (*verdict.open, *verdict.because):
                question = atom.partition(":")[0]
                if any(each.id == question for each in self.pack.questions):
                    return question
        if not self.staff:
            return ""
        answered = [each.id for each in self.pack.questions if each.id in self.advice.answers]
        return answered[-1] if answered else self.pack.questions[0].id
