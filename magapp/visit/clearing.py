"""Clearing a gate: what staff are offered to say, and what stands on the slip afterwards.

Only an `ask_staff` gate of the pack that is clearable is cleared. One that stands because a
question is open is answered instead.
"""

from collections.abc import Iterable, Mapping

import msgspec

from magapp.pack.model import Clearing, Gate, Pack
from magapp.rules import Advice, Clearance
from magapp.visit.consultation import MAX_REASON


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
            behind = next((each.partition(":")[0] for each in atoms), "")
            question = gate.answered_by or behind
            answers = verdict.open or gate.answered_by
            by = "clear" if _clears(gate) else "answer" if answers else "none"
            found.append(Standing(gate.id, by, question, said.get(gate.id)))
    return tuple(found)


def _clears(gate: Gate) -> bool:
    """Whether staff may clear it."""
    return gate.outcome == "ask_staff" and gate.clearable


def offered(pack: Pack, gate: str) -> tuple[tuple[Clearing, ...], tuple[Clearing, ...]]:
    """Whom staff may have asked about a gate, and what they may have heard."""
    own = next((each.cleared_by for each in pack.gates if each.id == gate), ())
    fits = [each for each in pack.clearings if not each.gates or gate in each.gates]
    who = tuple(each for each in fits if each.kind == "who")
    why = tuple(each for each in fits if each.kind == "why" and (not own or each.id in own))
    return who, why


def clearance(
    pack: Pack,
    gate: str,
    who: str,
    why: Iterable[str],
    text: str = "",
    names: Mapping[str, Iterable[str]] | None = None,
) -> Clearance:
    """What staff say when they clear a gate: who was asked and why it is all right, by id.

    `text` is what they add in their own words. `names` are those that the gate stands for, each
    with its own reasons.

    Raises ValueError when nobody was asked, a reason is missing or the gate is not one to clear.
    """
    cleared = next((each for each in pack.gates if each.id == gate), None)
    if cleared is None or not _clears(cleared):
        raise ValueError(f"'{gate}' is not cleared by staff")
    of_each = tuple((name, tuple(reasons)) for name, reasons in (names or {}).items())
    why = (*why, *(reason for _, reasons in of_each for reason in reasons))
    why = tuple(dict.fromkeys(why))
    dropped = {each.id for each in pack.clearings if each.hours == "dropped"} & {*why}
    said = Clearance(
        gate,
        " ".join(text.split())[:MAX_REASON],
        who,
        why,
        "dropped" if dropped else "kept",
        of_each,
    )
    own = {*cleared.cleared_by}
    if not who or not (said.why or said.reason) or (own and not own & {*why}):
        raise ValueError("whom was asked, and why?")
    if not all(reasons for _, reasons in of_each):
        raise ValueError("why, for each name?")
    return said


def names_behind(
    pack: Pack, gate: str, named: Iterable[str], typed: Iterable[str]
) -> tuple[str, ...]:
    """The medicines by name that a gate stands for, where each of them needs its own reason.

    That is so where the pack has no hours for what is behind the gate: each name was looked at.
    """
    gives = [each for each in pack.clearings if each.hours == "given" and gate in each.gates]
    lookup = pack.roles.get("medicines", "")
    condition = next(each.when for each in pack.gates if each.id == gate)
    groups = [
        atom.partition(":")[2]
        for _, atoms in condition.parts()
        for atom in atoms
        if gives and atom.startswith(f"{lookup}:")
    ]
    names = [name for group in groups for name in pack.named_in(named, group)]
    return tuple(dict.fromkeys([*names, *(typed if pack.roles.get("unknown") in groups else ())]))


def hours_unchecked(
    pack: Pack, advice: Advice, named: Iterable[str], typed: Iterable[str]
) -> tuple[str, ...]:
    """The medicines that staff cleared and of which nobody looked up the hours.

    They are those of a cleared gate behind which the pack has no hours, named or typed, unless the
    reason that was given for a name says that its hours were looked up.
    """
    gives = {each.id for each in pack.clearings if each.hours == "given"}
    found: list[str] = []
    for clearance in advice.cleared:
        if not gives & {*clearance.why} or clearance.names:
            looked_up = {name for name, why in clearance.names if gives & {*why}}
            names = names_behind(pack, clearance.gate, named, typed)
            found += [name for name in names if name not in looked_up]
    return tuple(dict.fromkeys(found))


def why_cleared(pack: Pack, language: str, clearance: Clearance) -> str:
    """Who was asked and why it is all right, in words of a language; own words stay as they are.

    No longer than a reason in an answer set may be.
    """

    def because(why: Iterable[str]) -> list[str]:
        return [pack.text(language, f"clearing.{each}.text") for each in why]

    if not clearance.who:
        return clearance.reason
    of_each = [f"{name}: {', '.join(because(why))}" for name, why in clearance.names]
    said = [*(of_each or because(clearance.why)), *filter(None, [clearance.reason])]
    who = pack.text(language, f"clearing.{clearance.who}.text")
    return f"{who}: {'; '.join(said)}"[:MAX_REASON]
