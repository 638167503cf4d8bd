"""Whether a pack that came may be used here: the whole check, with its proof and its cases.

In a process of its own, with what is left of the processor, so that no screen waits for it. Reading
the texts takes long enough to be felt as well, so the pack that was read comes back from there.
"""

import os
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from magapp.delivery.parcel import MAX_PARCEL, read_parcel
from magapp.errors import Fault, InputError, PackError
from magapp.language.saying import Saying, plain, saying_of
from magapp.pack.compiled import Checked

SECONDS = 300.0
"""So long a check may take; ours takes two."""
NICE = 10
_ROOT = str(Path(__file__).resolve().parents[2])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from magapp.delivery.judge import main; main()"
)


class Judgement(msgspec.Struct):
    """What the check found: how many errors and the first of them, else the pack as it was read."""

    count: int = 0
    first: Any = None
    checked: Checked | None = None


def judge(content: bytes, day: date) -> Checked:
    """The pack that came, having passed the check as it is in force on a day.

    Raises InputError that says what is wrong with it.
    """
    try:
        if getattr(sys, "frozen", False):  # there is no Python to start
            said = _judged(content, day)
        else:
            done = subprocess.run(
                [sys.executable, "-I", "-c", _START, _ROOT, day.isoformat()],
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
            said = msgspec.msgpack.decode(done.stdout, type=Judgement)
    except subprocess.TimeoutExpired:
        raise InputError("", "delivery_slow") from None
    except (OSError, msgspec.MsgspecError) as error:  # no room for it, or it ended without a word
        raise InputError("", "delivery_unchecked") from error
    if said.checked is None:
        raise InputError("", "delivery_check", count=said.count, first=saying_of(said.first))
    return said.checked


def main() -> None:
    """Judge what comes in by standard input."""
    with suppress(OSError, AttributeError):
        os.nice(NICE)
    content = sys.stdin.buffer.read(MAX_PARCEL + 1)
    said = _judged(content, date.fromisoformat(sys.argv[2]))
    sys.stdout.buffer.write(msgspec.msgpack.encode(said))


def _judged(content: bytes, day: date) -> Judgement:
    from magapp.check import approve

    with TemporaryDirectory() as place:
        folder = Path(place) / "pack"
        folder.mkdir()
        read_parcel(content).unpack(folder)
        try:
            return Judgement(checked=approve(folder, day))
        except PackError as error:
            return Judgement(len(error.faults), plain(_at(error.faults[0])))


def _at(fault: Fault) -> Saying:
    where = f"{fault.file}: {fault.place}" if fault.place else fault.file
    return Saying.of("at", where=where, what=fault.saying)
