"""Clearing a gate: what staff are offered to say, and what stands on the slip afterwards.

Only an `ask_staff` gate of the pack that is clearable is cleared. One that stands because a
question is open is answered instead.
"""

from collections.abc import Iterable

import msgspec

from magapp.consultation import MAX_REASON
from magapp.pack.model import Clearing, Gate, Pack
from magapp.rules import Advice, Clearance


class Standing(msgspec.Struct, frozen=True):
    """A gate in the way, or one that was: with `question`, the answer that is behind it.

    `by` tells what mends it: `clear` by staff, `answer` its question, or `none` of these: a
    referral, and a gate that leaves staff nothing to do.
    `cleared` is what was said when it was cleared.
    """

    gate: str
    by: str
    question: str
    cleared: Clearance | None = None


def standing(pack: Pack, advice: Advice) -> tuple[Standing, ...]:
    """Every gate that stands and every one that was cleared, in the pack's order."""
    verdicts = {verdict.rule: verdict for verdict in advice.trace}
    said = {each.gate: each for each in advice.cleared}
    found = []
    for gate in pack.gates:
        if gate.id in advice.gates or gate.id in said:
            verdict = verdicts[f"gate.{gate.id}"]
            atoms = (*verdict.open, *verdict.because)
            question = next((each.partition(":")[0] for each in atoms), "")
            by = "clear" if _clears(gate) else "answer" if verdict.open else "none"
            found.append(Standing(gate.id, by, question, said.get(gate.id)))
    return tuple(found)


def _clears(gate: Gate) -> bool:
    """Whether staff may clear it."""
    return gate.outcome == "ask_staff" and gate.clearable


def offered(pack: Pack, gate: str) -> tuple[tuple[Clearing, ...], tuple[Clearing, ...]]:
    """Whom staff may have asked about a gate, and what they may have heard."""
    fits = [each for each in pack.clearings if not each.gates or gate in each.gates]
    who = tuple(each for each in fits if each.kind == "who")
    return who, tuple(each for each in fits if each.kind == "why")


def clearance(pack: Pack, gate: str, who: str, why: Iterable[str], text: str = "") -> Clearance:
    """What staff say when they clear a gate: who was asked and why it is all right, by id.

    `text` is what they add in their own words.

    Raises ValueError when nobody was asked, no reason is given or the gate is not one to clear.
    """
    named = next((each for each in pack.gates if each.id == gate), None)
    if named is None or not _clears(named):
        raise ValueError(f"'{gate}' is not cleared by staff")
    said = Clearance(gate, " ".join(text.split())[:MAX_REASON], who, tuple(why))
    if not who or not (said.why or said.reason):
        raise ValueError("whom was asked, and why?")
    return said


def why_cleared(pack: Pack, language: str, clearance: Clearance) -> str:
    """Who was asked and why it is all right, in words of a language; own words stay as they are.

    No longer than a reason in an answer set may be.
    """
    if not clearance.who:
        return clearance.reason
    said = [pack.text(language, f"clearing.{each}.text") for each in clearance.why]
    said += filter(None, [clearance.reason])
    who = pack.text(language, f"clearing.{clearance.who}.text")
    return f"{who}: {'; '.join(said)}"[:MAX_REASON]
