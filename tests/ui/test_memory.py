"""What somebody finds who reads a kiosk's memory: of who is there, not of who was there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.__main__ import FORGETTING

MEDICINE = "Zqmarkerqz"
AMOUNT = "1987 mg"
LINE = rb"MAG2:[0-9A-Z $%*+\-./:]{20,}"
CHECKOUT = Path(__file__).parents[2]


def memory(process: int) -> Iterator[bytes]:
    """Everything that a process has written, region by region."""
    folder = Path("/proc", str(process))
    with (folder / "maps").open() as maps, (folder / "mem").open("rb", 0) as content:
        for each in maps:
            place, rights = each.split()[:2]
            if not rights.startswith("rw"):
                continue
            start, end = (int(number, 16) for number in place.split("-"))
            try:
                content.seek(start)
                yield content.read(end - start)
            except (OSError, ValueError):
                continue  # of the kernel's own


def found(process: int) -> dict[str, int]:
    """How often the memory has what says who was here, as Python and as Qt keep texts.

    The C library leaves the last eight bytes of a piece of memory: what is longer is looked for.
    """
    wanted = {"code": re.compile(LINE), "code, of Qt": re.compile(b"M\0A\0G\x002\0:\0")}
    wanted["medicine"] = re.compile(MEDICINE.encode())
    for name, text in (("medicine", MEDICINE), ("amount", AMOUNT)):
        wanted[f"{name}, of Qt"] = re.compile(re.escape(text.encode("utf-16le")))
    counts = dict.fromkeys(wanted, 0)
    for region in memory(process):
        for name, pattern in wanted.items():
            counts[name] += len(pattern.findall(region))
    return counts


@pytest.mark.skipif(sys.platform != "linux", reason="reads memory as Linux shows it")
def test_nothing_is_left_in_memory_that_was_freed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("customers.py")), MEDICINE],
        cwd=CHECKOUT,
        env={
            **os.environ,
            **FORGETTING,
            "MAGAPP_HOME": str(tmp_path),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as kiosk:
        assert kiosk.stdin is not None
        assert kiosk.stdout is not None
        seen = {}
        for step in ("before", "there", "gone"):
            assert kiosk.stdout.readline().strip() == step
            try:
                seen[step] = found(kiosk.pid)
            except PermissionError:
                kiosk.kill()
                pytest.skip("this system lets nobody look")
            kiosk.stdin.write("\n")
            kiosk.stdin.flush()
        assert kiosk.wait(30) == 0
    there = {name for name, count in seen["there"].items() if count > seen["before"][name]}
    assert there >= {"code", "medicine", "medicine, of Qt", "amount, of Qt"}
    assert seen["before"]["code"] == 0, "of the customer before"
    assert seen["gone"] == seen["before"]
