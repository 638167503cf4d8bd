"""The customer's day: when to take the magnesium, and when the medicines that it must keep from."""

import msgspec

from magapp.pack.model import Pack
from magapp.rules import Advice
from magapp.suggest import Intake, Suggested


class Moment(msgspec.Struct, frozen=True):
    """A moment of the day. `hour` counts from midnight, and goes beyond 24 after it.

    `medicines` are groups (options of the medicines question) usually taken then; `intake` is the
    magnesium, if any.
    """

    slot: str
    hour: float
    medicines: tuple[str, ...]
    intake: Intake | None


def day_plan(pack: Pack, advice: Advice, suggested: Suggested) -> tuple[Moment, ...]:
    """Every moment of the day in order, for one suggested product.

    Only medicines with a spacing rule are placed: of others the pack knows no usual moment.
    """
    spacings = [each for each in pack.spacings if each.id in advice.spacings]
    intakes = {intake.slot: intake for intake in suggested.intakes}
    return tuple(
        Moment(
            slot.id,
            slot.hour,
            tuple(dict.fromkeys(each.medicine for each in spacings if slot.id in each.taken)),
            intakes.get(slot.id),
        )
        for slot in sorted(pack.slots, key=lambda slot: slot.hour)
    )
