"""The machine under the program: clock, time zone and memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from magapp.doctor.facts import DAY, Machine
from magapp.doctor.findings import Finding, Speaker
from magapp.machine.clock import trouble
from magapp.settings import Settings

LITTLE_MEMORY, NO_MEMORY = 300, 100
"""In MB."""


def about_clock(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether the clock is past the making of the program, and not far ahead."""
    now = datetime.fromtimestamp(machine.now())
    shown = now.strftime("%Y-%m-%d %H:%M")
    if machine.now() < machine.built() - DAY:
        yield say.problem("clock", "clock_behind", now=shown)
    elif trouble(now.date()) == "ahead":
        yield say.problem("clock", "clock_ahead", now=shown)
    else:
        yield say.ok("clock", "clock", now=shown)


def about_zone(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether a time zone is set."""
    zone = machine.zone()
    if zone is not None and zone.rpartition("/")[2] in ("UTC", "UCT", "Universal", "Zulu"):
        yield say.advice("zone", "zone_utc")
    else:
        yield say.ok("zone", "zone", zone=zone or "?")


def about_synchronised(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether the clock is set by the network."""
    said = machine.run("timedatectl", "show", "--property=NTPSynchronized", "--value")
    if said == "yes":
        yield say.ok("synchronised", "synchronised")
    elif said == "no":
        yield say.advice("synchronised", "synchronised_no")
    else:
        yield say.ok("synchronised", "synchronised_unknown")


def about_memory(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """How much memory is free."""
    lines = (machine.read("/proc/meminfo") or "").splitlines()
    free = [int(line.split()[1]) // 1000 for line in lines if line.startswith("MemAvailable:")]
    if not free:
        yield say.ok("memory", "memory_unknown")
    elif free[0] >= LITTLE_MEMORY:
        yield say.ok("memory", "memory", free=free[0])
    else:
        say_it = say.problem if free[0] < NO_MEMORY else say.advice
        yield say_it("memory", "memory_low", free=free[0])
