"""The first steps of a shop: which there are, and which are settled.

A step is settled when what it is about is there, or somebody said that it is not wanted. That is
kept in a file of its own, so that nobody is asked again.
"""

from contextlib import suppress
from pathlib import Path
from typing import Literal, get_args

from magapp.errors import InputError
from magapp.reading import begin
from magapp.settings import Settings, store_exists
from magapp.settings.writing import put_in_place

Step = Literal["shop", "products", "printer", "pin", "place"]
STEPS: tuple[Step, ...] = get_args(Step)
GUIDE: tuple[Step, ...] = ("products", "printer", "pin")
"""Those that the counter's first screen asks for."""
FILE = "first-steps"
_MOST = 1_000


def settled(folder: Path, settings: Settings, pin: bool) -> frozenset[Step]:
    """The steps that nobody has to be asked for any more; `pin`: whether one is set."""
    there = {
        "shop": bool(settings.shop_name),
        "products": store_exists(folder),
        "printer": settings.printer.to != "none",
        "pin": pin,
    }
    said = _said(folder)
    return frozenset(step for step in STEPS if there.get(step) or step in said)


def settle(folder: Path, step: Step) -> None:
    """Keep that a step is not wanted. A disk that cannot be written to asks again next time."""
    said = [each for each in STEPS if each in {*_said(folder), step}]
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        put_in_place(folder / FILE, ("\n".join(said) + "\n").encode())


def _said(folder: Path) -> set[str]:
    with suppress(OSError, InputError):
        return set(begin(folder / FILE, _MOST).decode("utf-8", "replace").split())
    return set()
