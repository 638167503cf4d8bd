"""The customer's day: when to take the magnesium, and when the medicines that it must keep from."""

from collections.abc import Iterable, Sequence

import msgspec

from magapp.pack.model import WEEKLY, Pack, Spacing
from magapp.rules import Advice
from magapp.shelf.suggest import Intake, Suggested
from magapp.visit.asked import Moments, moments_in


class TakenMedicine(msgspec.Struct, frozen=True):
    """A medicine that is taken: its group (an option of the look-up), and its names where known.

    `ahead` is how many hours before the moment it is taken, apart from everything else. `start` and
    `end` are the hours of the day between which the product keeps away from it.
    """

    group: str
    names: tuple[str, ...]
    empty_stomach: bool = False
    ahead: float = 0
    start: float = 0
    end: float = 0


class DayMoment(msgspec.Struct, frozen=True):
    """A moment of the day. `hour` counts from midnight, and goes beyond 24 after it.

    `intakes` has, by the place of a product, what is taken of it then.
    """

    slot: str
    hour: float
    medicines: tuple[TakenMedicine, ...] = ()
    intakes: tuple[tuple[int, Intake], ...] = ()


class WeekDay(msgspec.Struct, frozen=True):
    """The one day of the week on which a medicine is taken, and what is left of the magnesium.

    `intakes` has, by the place of a product, those that are far enough from it: none at all means
    a day without.
    """

    medicine: TakenMedicine
    intakes: tuple[tuple[int, Intake], ...]


class DayPlan(msgspec.Struct, frozen=True):
    """A day with some products, each for itself; `weekly` are days that differ.

    `supposed` says that the usual moments of a medicine stand in for those nobody asked.
    """

    moments: tuple[DayMoment, ...]
    weekly: tuple[WeekDay, ...] = ()
    supposed: bool = False


def day_plan(
    pack: Pack, advice: Advice, products: Sequence[Suggested], named: Iterable[str] = ()
) -> DayPlan:
    """Every moment of the day in order, with these products beside each other.

    Only medicines with hours to keep are placed: of others the pack knows no usual moment. `named`
    are the medicines of the pack that the customer named.
    """
    named = tuple(named)
    said = moments_said(pack, advice)
    spacings = [each for each in pack.spacings if each.id in advice.spacings]
    hours = {slot.id: slot.hour for slot in pack.slots}
    daily = [each for each in spacings if said.get(each.medicine) != WEEKLY]
    moments = []
    for slot in sorted(pack.slots, key=lambda slot: slot.hour):
        here = [each for each in daily if slot.id in (said.get(each.medicine) or each.taken)]
        intakes = tuple(
            (place, intake)
            for place, each in enumerate(products)
            for intake in each.intakes
            if intake.slot == slot.id
        )
        taken = [
            _taken(
                pack, each, named, each.ahead.get(slot.id, 0),
                each.kept_from(slot.id, hours, supposed=not said.get(each.medicine)),
            )
            for each in here
        ]  # fmt: skip
        taken.sort(key=lambda each: -each.ahead)
        moments.append(DayMoment(slot.id, slot.hour, tuple(taken), intakes))
    weekly = []
    for each in spacings:
        if said.get(each.medicine) == WEEKLY:
            left = set(each.leaves.get(WEEKLY, hours))
            for at in each.taken:
                left &= {*each.leaves_free(at, hours)}
            intakes = tuple(
                (place, intake)
                for place, product in enumerate(products)
                for intake in product.intakes
                if intake.slot in left
            )
            weekly.append(WeekDay(_taken(pack, each, named), intakes))
    supposed = any(not said.get(each.medicine) for each in spacings)
    return DayPlan(tuple(moments), tuple(weekly), supposed)


def moments_said(pack: Pack, advice: Advice) -> dict[str, Moments]:
    """By medicine what was said of when it is taken."""
    return moments_in(advice.answers.get(pack.roles.get("moments", "")))


def _taken(
    pack: Pack,
    spacing: Spacing,
    named: Iterable[str],
    ahead: float = 0,
    kept: tuple[float, float] = (0, 0),
) -> TakenMedicine:
    names = pack.named_in(named, spacing.medicine)
    empty = spacing.empty_stomach
    if names:  # else the whole list would be gone through for nothing
        empty |= any(each.empty_stomach for each in pack.medicines if each.name in names)
    return TakenMedicine(spacing.medicine, names, empty, ahead, *kept)
