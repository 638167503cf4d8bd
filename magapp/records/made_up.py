"""A year of made-up records, for a look at the figures before there are any.

Their answers are those of the pack's own cases, so that whatever is shown can really happen; how
often each happens is invented. They are kept apart from what is recorded, and marked.
"""

import random
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from magapp.pack import Pack
from magapp.pack.model import Expected
from magapp.records.record import MINUTES, NO_ADVICE, Record, Second, outcome_of, second_of
from magapp.rules import Advice, Clearance, Rules
from magapp.shelf.shelf import Shelf
from magapp.visit.clearing import offered
from magapp.visit.consultation import build_consultation
from magapp.visit.session import SecondVisit, Session

WEEKS, NEW_PACK = 57, 9
"""So many weeks, of which the last so many with the pack of today: a year and four weeks, so that
the last ones can be compared with those of a year before."""
OLD_PACK = "made-up"
"""What stands for the digest of the pack before it."""
_HOURS = {9: 5, 10: 8, 11: 10, 12: 6, 13: 7, 14: 9, 15: 10, 16: 9, 17: 6, 18: 2}
_DAYS = (44, 50, 53, 56, 68, 88, 0)
"""How many come on a Monday, a Tuesday …"""
_OUTCOMES = {"suggest": 58, "food_first": 14, "ask_staff": 19, "refer": 9}
_SOLD_OUT = range(48, 53)
"""The weeks in which the form that the shelf has least of is sold out."""
_HABIT = {"kiosk": 0.12, "staff": 0.45}
"""How often a product is taken of those that are shown."""


class _Kind(NamedTuple):
    """A customer who may come: with what advice, after which questions."""

    advice: Advice
    asked: tuple[str, ...]
    shown: tuple[str, ...]
    wanted: tuple[str, ...]
    opened: tuple["_Kind", ...] = ()
    """The same after staff opened its gates, for one reason or another."""


def made_up(
    pack: Pack,
    rules: Rules,
    shelf: Shelf,
    cases: Iterable[Expected],
    today: int,
    busy: float = 1.0,
) -> Iterator[Record]:
    """Records of the year until yesterday; `today` as `date.toordinal` has it.

    The same ones each time. `busy` times as many people come as to a usual shop.
    """
    luck = random.Random(7)
    kinds = {
        channel: _by_outcome(pack, rules, shelf, cases, channel) for channel in ("kiosk", "staff")
    }
    rare = min(
        {form for each in kinds.values() for kind in each["suggest"] for form in kind.wanted},
        key=lambda form: (sum(product.form == form for product in shelf), form),
    )
    languages = [*pack.languages]
    weights = [
        0.75 if code == pack.default_language else 0.25 / len(languages) for code in languages
    ]
    first = today - 7 * WEEKS
    for day in range(first, today):
        usual = _DAYS[(day - 1) % 7]
        grown = 0.7 + 0.5 * (day - first) / (today - first)
        for _ in range(round(usual * busy * grown * luck.uniform(0.75, 1.25))):
            channel = "kiosk" if luck.random() < 0.4 else "staff"
            of_channel = kinds[channel]
            outcome = luck.choices([*of_channel], [_OUTCOMES[each] for each in of_channel])[0]
            kind = luck.choice(of_channel[outcome])
            old = day < today - 7 * NEW_PACK
            record = Record(
                day=day,
                hour=luck.choices([*_HOURS], [*_HOURS.values()])[0],
                channel=channel,
                language=luck.choices(languages, weights)[0],
                pack=OLD_PACK if old else pack.digest,
                ending="finished",
                outcome=outcome,
                minutes=luck.choices(MINUTES, (20, 38, 30, 9, 3))[0],
            )
            leaves = {"kiosk": 0.3 if old else 0.22, "staff": 0.03}[channel]
            if luck.random() < leaves:
                yield _left(record, kind, luck)
                continue
            seen = _seen(shelf, record, kind, luck)
            if (day - first) // 7 in _SOLD_OUT and rare in seen.wanted:
                shown = tuple(ean for ean in seen.shown if shelf[ean].form != rare)
                taken = seen.taken if seen.taken in shown else ""
                seen = replace(seen, lacking=(rare,), shown=shown, taken=taken)
            yield seen


def made_up_seconds(
    rules: Rules, cases: Iterable[Expected], today: int, busy: float = 1.0
) -> Iterator[Second]:
    """Second visits of the same year, of customers whose first advice led to a product.

    Of a question the options that come first are the likely ones.
    """
    luck = random.Random(11)
    told: list[SecondVisit] = []
    session = Session(rules, channel="staff")
    session.listen_at_second_visit(told.append)
    asked = (build_consultation({"answers": case.answers}, rules.pack).answers for case in cases)
    bought = [answers for answers in asked if rules.advise(answers, "staff").suggests]
    if not (session.look_back and bought):
        return
    for day in range(today - 7 * WEEKS, today):
        for _ in range(round(_DAYS[(day - 1) % 7] * busy * luck.uniform(0.0, 0.04))):
            session.flow.fill(luck.choice(bought))
            for question in session.look_back.questions:
                likely = [3.0**-at for at, _ in enumerate(question.option)]
                session.say_back(question.id, luck.choices(question.option, likely)[0].id)
            session.finish_look_back()
            session.end("left")
            yield second_of(told.pop(), day)


def _by_outcome(
    pack: Pack, rules: Rules, shelf: Shelf, cases: Iterable[Expected], channel: str
) -> dict[str, list[_Kind]]:
    found: dict[str, list[_Kind]] = {}
    for case in cases:
        asked = build_consultation({"answers": case.answers, "channel": channel}, pack)
        kind = _kind(rules, shelf, rules.advise(asked.answers, channel))
        if channel == "staff" and kind.advice.outcome == "ask_staff":
            opened = (_opened(pack, rules, kind.advice, turn) for turn in range(3))
            kind = kind._replace(opened=tuple(_kind(rules, shelf, each) for each in opened))
        found.setdefault(kind.advice.outcome, []).append(kind)
    return found


def _kind(rules: Rules, shelf: Shelf, advice: Advice) -> _Kind:
    return _Kind(
        advice,
        rules.asked(advice.answers),
        tuple(each.product.ean for each in shelf.best(advice)),
        tuple(each.form for each in advice.forms if each.stands_out),
    )


def _left(record: Record, kind: _Kind, luck: random.Random) -> Record:
    """Somebody who went away at a question, early rather than late."""
    at = min(len(kind.asked) - 1, int(luck.betavariate(1.6, 2.6) * len(kind.asked)))
    how = luck.choice(("idle", "idle", "left")) if record.channel == "kiosk" else "restarted"
    return replace(record, ending=how, outcome=NO_ADVICE, stopped=kind.asked[at])


def _seen(shelf: Shelf, record: Record, kind: _Kind, luck: random.Random) -> Record:
    """Somebody who saw an advice; staff open a gate now and then."""
    if kind.opened and luck.random() < 0.6:
        kind = luck.choice(kind.opened)
    advice = kind.advice
    taken = luck.random() < _HABIT[record.channel] and kind.shown
    return replace(
        record,
        outcome=outcome_of(advice),
        gates=advice.gates,
        cleared=tuple((each.gate, why) for each in advice.cleared for why in each.why),
        wanted=kind.wanted,
        lacking=tuple(form for form in kind.wanted if not shelf.has(form)),
        shown=kind.shown,
        taken=luck.choices(kind.shown, (5, 3, 2)[: len(kind.shown)])[0] if taken else "",
    )


def _opened(pack: Pack, rules: Rules, advice: Advice, turn: int) -> Advice:
    """The advice after each gate that can be was opened, for the reason whose turn it is."""
    said = []
    for gate in advice.gates:
        who, why = offered(pack, gate)
        if who and why:
            chosen = why[turn % len(why)].id
            said.append(Clearance(gate, "", who[turn % len(who)].id, (chosen,)))
    return rules.advise(advice.answers, "staff", said)
