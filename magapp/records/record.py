"""What is kept of one consultation, and of one second visit: a row without a person.

That of a consultation has no answer, no word that somebody typed, no minute and no place in an
order: what it says is what the advice itself implies. That of a second visit says coarsely how it
went and for what, and has no day either.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from magapp.pack.model import Pack
from magapp.rules import Advice
from magapp.rules.look_back import LookedBack
from magapp.visit.session import Ending, SecondVisit

MINUTES = (1, 2, 5, 10, 0)
"""How long a consultation took, in steps: less than so many minutes; 0 is all that took longer."""
NO_ADVICE = "none"
"""The outcome of a consultation that ended before its advice was seen."""
OWN_WORDS = "own_words"
"""The reason of a gate that was cleared in words of staff's own, which are not kept."""


class Record(msgspec.Struct, frozen=True):
    """One consultation that ended.

    `day` is its number as `date.toordinal` has it, and `hour` that of the shop's clock. `outcome`
    has its urgency behind a dot; `stopped` is the question where somebody left, empty where the
    advice was seen. `gates` stood in the end, `cleared` are gates that staff opened, each with the
    pack's reason. `wanted` are the forms that stood out for this customer, `lacking` those of them
    of which nothing was in stock. `shown` are products on the screen, `taken` is the one that the
    slip was made for (EAN).
    """

    day: int
    hour: int
    channel: str
    language: str
    pack: str
    ending: str
    outcome: str
    minutes: int
    stopped: str = ""
    gates: tuple[str, ...] = ()
    cleared: tuple[tuple[str, str], ...] = ()
    wanted: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    taken: str = ""

    @property
    def week(self) -> int:
        """The Monday of its week."""
        return monday(self.day)


class Second(msgspec.Struct, frozen=True):
    """One second visit that led somewhere; when is known only by four weeks.

    `week` is the Monday that these began on. `outcome` has its urgency behind a dot; `step` is the
    next step of the pack, empty where a gate of the first advice asked for more. `effect` is how it
    went and `weeks` how long ago it began, as options of the pack, `form` what was advised first
    then, and `situations` for what; each is empty where that was not said or is not known.
    """

    week: int
    outcome: str
    step: str
    effect: str
    weeks: str
    form: str
    situations: tuple[str, ...]


Kept = Record | Second
"""What is written down."""


def new_key() -> int:
    """A key that no other record has, and that says nothing of it."""
    import secrets  # no first page waits for it

    return secrets.randbits(63)


def monday(day: int) -> int:
    """The Monday of the week that a day is in, both as numbers."""
    return day - (day - 1) % 7


def block(day: int) -> int:
    """The Monday that the four weeks began on which a day is in, by which second visits count.

    The same ones for every shop and every period: so no two periods differ by a part of a block.
    """
    return monday(day) - 7 * (monday(day) // 7 % 4)


def outcome_of(verdict: Advice | LookedBack) -> str:
    """An outcome, with its urgency behind a dot."""
    return f"{verdict.outcome}.{verdict.urgency}" if verdict.urgency else verdict.outcome


def second_of(visit: SecondVisit, day: int) -> Second:
    """What is kept of a second visit on a day."""
    return Second(
        week=block(day),
        outcome=outcome_of(visit.looked),
        step=visit.looked.step,
        effect=visit.effect,
        weeks=visit.weeks,
        form=visit.form,
        situations=visit.situations,
    )


def record_of(
    ending: Ending,
    pack: Pack,
    channel: str,
    now: datetime,
    in_stock: Callable[[str], bool] | None = None,
) -> Record | None:
    """What is kept of a consultation; None of one that was only replaced before it began.

    None too of answers that were looked back at: of a second visit `second_of` is kept.
    `in_stock` tells of a form whether there is a product of it, where that is known.
    """
    if ending.how == "replaced" and not ending.state.stand.drafts:
        return None
    seen = ending.state.shown
    if seen is None and (ending.how == "finished" or ending.state.back):
        return None
    record = Record(
        day=now.toordinal(),
        hour=now.hour,
        channel=channel,
        language=ending.language,
        pack=pack.digest,
        ending=ending.how,
        outcome=NO_ADVICE,
        minutes=next((each for each in MINUTES if ending.seconds < each * 60), 0),
        stopped="" if seen else ending.where,
    )
    if seen is None:
        # Gates of half a conversation come from what was not asked yet: they say nothing.
        return record
    advice = seen.advice
    reasons = {each.id for each in pack.clearings if each.kind == "why"}
    wanted = tuple(each.form for each in advice.forms if each.stands_out)
    shown = tuple(each.product.ean for each in seen.suggestion.products)
    return replace(
        record,
        outcome=outcome_of(advice),
        gates=advice.gates,
        cleared=tuple(
            (each.gate, why)
            for each in advice.cleared
            for why in [why for why in each.why if why in reasons] or [OWN_WORDS]
        ),
        wanted=wanted,
        lacking=tuple(form for form in wanted if in_stock is not None and not in_stock(form)),
        shown=shown,
        taken=ending.state.taken if ending.state.taken in shown else "",
    )
