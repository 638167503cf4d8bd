"""What day it is, as far as this machine can be believed.

A machine without a battery wakes up in 1970, or on the day its disk was made, and a clock can be
set wrong by hand. A date that cannot be right is not written on anything.
"""

from datetime import date
from typing import Literal

MADE = date(2026, 11, 22)
"""The day from which this version is; it goes up with the version in pyproject.toml."""
YEARS = 20
"""So long after that day a version is no longer in use."""


def trouble(day: date | None = None) -> Literal["", "behind", "ahead"]:
    """What is wrong with a day, by default the clock's: before the program was made, or long after.

    A day less is allowed: it is not the same day everywhere.
    """
    day = day or date.today()
    if day.toordinal() < MADE.toordinal() - 1:
        return "behind"
    return "ahead" if day.year > MADE.year + YEARS else ""


def today() -> date | None:
    """The day; None while the clock cannot be right."""
    day = date.today()
    return None if trouble(day) else day


def day_in_force() -> date:
    """The day whose rules hold: where it is not known, the one from which this version is."""
    return today() or MADE
