"""`magapp doctor`: what this machine has and lacks, and for everything it lacks the mend.

Each check asks the machine through a `Machine`, says one finding or a few, and changes nothing:
no folder is made, no paper printed, no database migrated. None can raise or hang: it runs guarded
and has only so long. What needs Qt is looked at by the face, in a process of its own, because a
library that is missing ends Qt and not only the check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from magapp.doctor.facts import DAY, PATIENCE, Machine, Running
from magapp.doctor.findings import Finding, Speaker, as_json, as_text, language_here
from magapp.doctor.kiosk_checks import (
    SERVICE,
    about_autostart,
    about_blanking,
    about_pin,
    about_running,
    about_switching,
    about_sysrq,
    about_voice,
)
from magapp.doctor.printer_checks import about_printer
from magapp.doctor.program_checks import about_pack, about_packs, about_versions
from magapp.doctor.screen_checks import FACE_PATIENCE, about_screen
from magapp.doctor.storage_checks import about_database, about_disk, about_folder, about_till
from magapp.doctor.system_checks import about_clock, about_memory, about_synchronised, about_zone
from magapp.errors import InputError
from magapp.settings import Settings, read_settings
from magapp.settings.table import settings_in_words

__all__ = [
    "DAY",
    "SERVICE",
    "Finding",
    "Machine",
    "Running",
    "Speaker",
    "about_pack",
    "about_packs",
    "as_json",
    "as_text",
    "examine",
    "language_here",
]

Check = Callable[[Machine, Speaker, Settings], Iterable[Finding]]


def examine(
    kiosk: bool, command: Sequence[str], machine: Machine | None = None
) -> tuple[Finding, ...]:
    """Everything there is to say about this machine, as a kiosk or as a counter.

    `command` starts this program: it is asked what it sees of screen and fonts.
    """
    machine = machine or Machine()
    nowhere: InputError | None = None
    settings = Settings()
    faults: tuple[InputError, ...] = ()
    try:
        settings, faults = read_settings(machine.folder)
    except InputError as error:
        nowhere = error
    say = Speaker(language_here(settings, machine.environment))

    def set_well(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
        for fault in faults:
            yield say.problem("settings", "settings_refused", why=fault.told(say.language))
        if not faults:
            yield say.ok("settings", "settings", folder=machine.folder)
        if said := settings_in_words(settings, say.language):
            yield say.ok("chosen", "settings_set", settings=said)

    def screen(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
        yield from about_screen(kiosk, command, machine, say)

    checks: list[tuple[str, Check, float]] = [
        ("versions", about_versions, PATIENCE),
        ("screen", screen, FACE_PATIENCE + 1),
        ("settings", set_well, PATIENCE),
        ("pack", about_pack, 30),
        ("packs", about_packs, 10),
        ("folder", about_folder, PATIENCE),
        ("disk", about_disk, PATIENCE),
        ("database", about_database, 10),
        ("till", about_till, PATIENCE),
        ("clock", about_clock, PATIENCE),
        ("zone", about_zone, PATIENCE),
        ("synchronised", about_synchronised, 2 * PATIENCE),
        ("memory", about_memory, PATIENCE),
        ("printer", about_printer, 2 * PATIENCE),
    ]
    if kiosk:
        checks += [
            ("pin", about_pin, PATIENCE),
            ("blanking", about_blanking, 2 * PATIENCE),
            ("switching", about_switching, PATIENCE),
            ("sysrq", about_sysrq, PATIENCE),
            ("autostart", about_autostart, 2 * PATIENCE),
            ("voice", about_voice, 3 * PATIENCE),
            ("running", about_running, PATIENCE),
        ]
    found: list[Finding] = []
    if nowhere:  # what would be looked at is in no place
        checks = [each for each in checks if each[0] not in _IN_FOLDER]
        found.append(say.problem("folder", "settings_refused", why=nowhere.told(say.language)))
    for name, check, patience in checks:
        found += _guarded(name, check, patience, machine, say, settings)
    return tuple(found)


_IN_FOLDER = ("settings", "packs", "folder", "disk", "database", "till", "pin")
"""Checks of what is in the shop's folder."""


def _guarded(
    name: str, check: Check, patience: float, machine: Machine, say: Speaker, settings: Settings
) -> list[Finding]:
    """What a check finds; that it failed, or took too long, is a finding too."""
    from threading import Thread

    found: list[Finding] = []

    def look() -> None:
        try:
            found.extend(check(machine, say, settings))
        except Exception as error:
            found.append(say.advice(name, "failed", what=name, kind=type(error).__name__))

    thread = Thread(target=look, name=name, daemon=True)
    thread.start()
    thread.join(patience + 0.5)  # what waits for `PATIENCE` itself gets to say so
    if thread.is_alive():
        return [*found, say.advice(name, "slow", what=name, seconds=f"{patience:g}")]
    return found
