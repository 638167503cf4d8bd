"""What is kept of one consultation: a row without a person.

It has no answer, no word that somebody typed, no minute and no place in an order: what it says is
what the advice itself implies.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from magapp.pack.model import Pack
from magapp.visit.session import Ending

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


def monday(day: int) -> int:
    """The Monday of the week that a day is in, both as numbers."""
    return day - (day - 1) % 7


def record_of(
    ending: Ending,
    pack: Pack,
    channel: str,
    now: datetime,
    in_stock: Callable[[str], bool] | None = None,
) -> Record | None:
    """What is kept of a consultation; None of one that was only replaced before it began.

    `in_stock` tells of a form whether there is a product of it, where that is known.
    """
    if ending.how == "replaced" and not ending.state.stand.drafts:
        return None
    seen = ending.state.shown
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
    outcome = f"{advice.outcome}.{advice.urgency}" if advice.urgency else advice.outcome
    reasons = {each.id for each in pack.clearings if each.kind == "why"}
    wanted = tuple(each.form for each in advice.forms if each.stands_out)
    shown = tuple(each.product.ean for each in seen.suggestion.products)
    return replace(
        record,
        outcome=outcome,
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
