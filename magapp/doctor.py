"""`magapp doctor`: what this machine has and lacks, and for everything it lacks the mend.

Each check asks the machine through a `Machine`, says one finding or a few, and changes nothing:
no folder is made, no paper printed, no database migrated. None can raise or hang: it runs guarded
and has only so long. What needs Qt is looked at by the face, in a process of its own, because a
library that is missing ends Qt and not only the check.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

import magapp.language.words
from magapp.errors import DamagedStore, InputError, NewerStore, StoreError
from magapp.language.amounts import Amounts
from magapp.language.words import Words
from magapp.machine.clock import MADE, day_in_force, trouble
from magapp.resources import resource
from magapp.settings import DATABASE, Settings, home, read_settings, shop_language

PATIENCE = 2.0
"""Seconds that a printer, a server or another program gets to answer."""
SERVICE = "magapp-kiosk.service"
"""The unit that starts the kiosk after power came back; see resources/setup/kiosk."""

LITTLE_DISK, NO_DISK = 500, 50
LITTLE_MEMORY, NO_MEMORY = 300, 100
"""In MB."""
OLD_BACKUP = 31
"""In days."""
DAY = 86_400

State = Literal["ok", "advice", "problem"]
MARKS: dict[State, str] = {"ok": "ok", "advice": "!", "problem": "!!"}


class Finding(msgspec.Struct, frozen=True):
    """What a check saw, in one sentence, and the mend in another unless all is well."""

    id: str
    state: State
    seen: str
    mend: str = ""


class Running(NamedTuple):
    """A kiosk that runs now; None for what this user may not see of it."""

    process: int
    watched: bool | None
    core: int | None
    """The most bytes that the kernel would write of its memory when it fails; -1 for no limit."""


_QT = "pyside6-essentials"


class Machine:
    """What can be asked of the machine. Everything answers None for what cannot be known."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self.environment = environment

    @property
    def folder(self) -> Path:
        """Where the shop's settings and products are."""
        return home()

    def run(self, *command: str) -> str | None:
        """What a program prints, whatever its status; None without it, or after `PATIENCE`."""
        import subprocess

        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                env={**self.environment, "LC_ALL": "C"},
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.decode(errors="replace").strip()

    def read(self, path: str) -> str | None:
        """The content of a small file."""
        try:
            return Path(path).read_text("utf-8", "replace")
        except OSError:
            return None

    def files(self, pattern: str) -> list[str]:
        """The paths that a pattern (absolute) matches."""
        from glob import glob

        return sorted(glob(pattern))

    def may(self, path: str, how: int) -> bool:
        """Whether this user may read or write a path (`os.R_OK`, `os.W_OK`)."""
        return os.access(path, how)

    def free(self, path: Path) -> int:
        """Free bytes on the disk of a folder."""
        import shutil

        return shutil.disk_usage(path).free

    def answers(self, host: str, port: int) -> bool:
        """Whether somebody takes a connection; nothing is sent."""
        import socket

        try:
            socket.create_connection((host, port), timeout=PATIENCE).close()
        except (OSError, OverflowError, UnicodeError):
            return False
        return True

    def has(self, package: str) -> bool:
        """Whether a package of Python is installed."""
        from importlib.util import find_spec

        return find_spec(package) is not None

    def now(self) -> float:
        """The clock, in seconds since 1970."""
        import time

        return time.time()

    def built(self) -> float:
        """When the program was made, in seconds since 1970."""
        return datetime.combine(MADE, time()).timestamp()

    def zone(self) -> str | None:
        """The name of the time zone."""
        if named := self.environment.get("TZ"):
            return named
        where = os.path.realpath("/etc/localtime")
        name = where.partition("zoneinfo/")[2]
        return name or ("UTC" if not os.path.exists(where) else None)

    def qt(self) -> tuple[str | None, str | None]:
        """The version of Qt that is installed, and the one that belongs to the program."""
        from importlib.metadata import PackageNotFoundError, requires, version

        try:
            wanted = requires("magapp") or []
        except PackageNotFoundError:  # a bundle, which brings its own
            return None, None
        pinned = [each.partition("==")[2] for each in wanted if each.lower().startswith(_QT)]
        try:
            return version(_QT), pinned[0] if pinned else None
        except PackageNotFoundError:
            return None, pinned[0] if pinned else None

    def kiosk(self) -> Running | None:
        """The kiosk that runs now, if any."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                arguments = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            named = {os.path.basename(each) for each in arguments}
            if "--kiosk" in named and named & {"magapp", "ui"} and not named & {"watch", "doctor"}:
                return Running(int(folder.name), *_inside(folder))
        return None


def _inside(process: Path) -> tuple[bool | None, int | None]:
    """Whether a process was started by one that watches it, and how large a core it may leave."""
    try:
        environment = (process / "environ").read_bytes()
        limits = (process / "limits").read_text().splitlines()
    except OSError:
        return None, None
    [core] = [line.split()[4] for line in limits if line.startswith("Max core file size")]
    return b"NOTIFY_SOCKET=" in environment, -1 if core == "unlimited" else int(core)


class Speaker:
    """Makes findings in one language, with the words under `doctor_KEY` and `doctor_KEY_mend`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words, self._amounts = Words(language), Amounts(language)

    def ok(self, check: str, key: str, **fields: object) -> Finding:
        """All is well."""
        return Finding(check, "ok", self._seen(key, fields))

    def advice(self, check: str, key: str, **fields: object) -> Finding:
        """It works, and could be better."""
        return self._with_mend(check, "advice", key, fields)

    def problem(self, check: str, key: str, **fields: object) -> Finding:
        """It does not work."""
        return self._with_mend(check, "problem", key, fields)

    def count(self, key: str, number: int) -> str:
        """Words that count something."""
        return self._seen(key, {"count": number})

    def _seen(self, key: str, fields: Mapping[str, Any]) -> str:
        """Words with or without a plural of their `count`."""
        name = f"doctor_{key}"
        if name in self._words:
            return self._words(name, **fields)
        return self._amounts.counted(name, fields["count"], **fields)

    def _with_mend(
        self, check: str, state: State, key: str, fields: Mapping[str, object]
    ) -> Finding:
        mend = self._words(f"doctor_{key}_mend", **fields)
        return Finding(check, state, self._seen(key, fields), mend)


Check = Callable[[Machine, Speaker, Settings], Iterable[Finding]]


def language_here(
    settings: Settings | None = None, environment: Mapping[str, str] = os.environ
) -> str:
    """The language that the doctor speaks: the shop's, else the terminal's."""
    return magapp.language.words.language_here(settings.language if settings else "", environment)


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

    def screen(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
        yield from _face(kiosk, command, machine, say)

    checks: list[tuple[str, Check, float]] = [
        ("versions", _versions, PATIENCE),
        ("screen", screen, FACE_PATIENCE + 1),
        ("settings", set_well, PATIENCE),
        ("pack", _pack, 30),
        ("folder", _folder, PATIENCE),
        ("disk", _disk, PATIENCE),
        ("database", _database, 10),
        ("clock", _clock, PATIENCE),
        ("zone", _zone, PATIENCE),
        ("synchronised", _synchronised, 2 * PATIENCE),
        ("memory", _memory, PATIENCE),
        ("printer", _printer, 2 * PATIENCE),
    ]
    if kiosk:
        checks += [
            ("pin", _pin, PATIENCE),
            ("blanking", _blanking, 2 * PATIENCE),
            ("switching", _switching, PATIENCE),
            ("sysrq", _sysrq, PATIENCE),
            ("autostart", _autostart, 2 * PATIENCE),
            ("running", _running, PATIENCE),
        ]
    found: list[Finding] = []
    if nowhere:  # what would be looked at is in no place
        checks = [each for each in checks if each[0] not in _IN_FOLDER]
        found.append(say.problem("folder", "settings_refused", why=nowhere.told(say.language)))
    for name, check, patience in checks:
        found += _guarded(name, check, patience, machine, say, settings)
    return tuple(found)


_IN_FOLDER = ("settings", "folder", "disk", "database", "pin")
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


# --- the program ---------------------------------------------------------------------------------


def _versions(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    python = ".".join(str(part) for part in sys.version_info[:3])
    found, pinned = machine.qt()
    if pinned and found != pinned:
        yield say.problem("versions", "qt_other", found=found or "?", pinned=pinned)
    else:
        yield say.ok("versions", "versions", python=python, qt=found or "")


def _pack(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    from magapp.assistant import fit_settings
    from magapp.check import check_folder, demo_shelf
    from magapp.pack.folder import SIGNATURE

    try:
        report = check_folder(resource("packs", "magnesium"), demo_shelf, day_in_force())
    except FileNotFoundError:
        yield say.problem("pack", "pack_missing")
        return
    wrong = [fault for fault in report.errors if fault.file != SIGNATURE]
    if wrong or report.pack is None:
        yield say.problem("pack", "pack_refused", count=len(wrong))
        return
    pack = report.pack
    for fault in fit_settings(settings, pack)[1]:  # they name what the pack does not have
        yield say.problem("settings", "settings_refused", why=fault.told(say.language))
    yield say.ok("pack", "pack", id=pack.id, version=pack.version, digest=pack.digest[:12])
    codes = [fault.code for fault in report.faults if fault.file == SIGNATURE]
    if not codes:
        yield say.ok("signature", "signature")
    elif codes == ["unsigned"]:
        yield say.advice("signature", "signature_none")
    else:
        yield say.problem("signature", "signature_other")


# --- what the program writes ---------------------------------------------------------------------


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((each for each in (folder, *folder.parents) if each.exists()), Path("/"))


def _folder(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    folder = machine.folder
    if machine.may(str(_existing(folder)), os.R_OK | os.W_OK | os.X_OK):
        yield say.ok("folder", "folder", folder=folder)
    else:
        yield say.problem("folder", "folder_closed", folder=folder)


def _disk(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    free = machine.free(_existing(machine.folder)) // 1_000_000
    if free >= LITTLE_DISK:
        yield say.ok("disk", "disk", free=free)
    else:
        say_it = say.problem if free < NO_DISK else say.advice
        yield say_it("disk", "disk_full", free=free)


def _database(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    if named := machine.environment.get("MAGAPP_DATABASE_URL"):
        yield _server(named, machine, say)
        return
    path = machine.folder / DATABASE
    if not path.exists():
        yield say.advice("database", "database_none")
        return
    from magapp.store import backups, look

    try:
        count, refused = look(path, PATIENCE)
    except NewerStore:
        yield say.problem("database", "database_newer", path=path)
    except DamagedStore:
        yield say.problem("database", "database_damaged", path=path)
    except StoreError as error:  # in use, or not for this user to read
        yield say.problem("database", "database_closed", why=error.told(say.language))
    else:
        if machine.may(str(path), os.R_OK | os.W_OK):
            yield say.ok("database", "database", count=count)
        else:
            yield say.problem("database", "database_read_only", path=path)
        if refused:
            why = refused[0].told_whole(say.language)
            yield say.problem("rows", "database_rows", count=len(refused), why=why)
    if kept := backups(machine.folder):
        days = max(0, int((machine.now() - kept[-1].stat().st_mtime) // DAY))
        say_it = say.advice if days > OLD_BACKUP else say.ok
        yield say_it("backup", "backup", name=kept[-1].name, count=days)
    else:
        yield say.advice("backup", "backup_none")


def _server(named: str, machine: Machine, say: Speaker) -> Finding:
    """The database on a server; its address may hold a password and is not shown."""
    from urllib.parse import urlsplit

    try:
        address = urlsplit(named)
        host, port = address.hostname, address.port or 5432
    except ValueError:
        host = None
    if not host:
        return say.ok("database", "server_unknown")
    if address.scheme.startswith("postgresql") and not machine.has("psycopg"):
        return say.problem("database", "server_driver")
    where = f"{host}:{port}"
    if machine.answers(host, port):
        return say.ok("database", "server", where=where)
    return say.problem("database", "server_silent", where=where)


# --- the machine ---------------------------------------------------------------------------------


def _clock(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    now = datetime.fromtimestamp(machine.now())
    shown = now.strftime("%Y-%m-%d %H:%M")
    if machine.now() < machine.built() - DAY:
        yield say.problem("clock", "clock_behind", now=shown)
    elif trouble(now.date()) == "ahead":
        yield say.problem("clock", "clock_ahead", now=shown)
    else:
        yield say.ok("clock", "clock", now=shown)


def _zone(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    zone = machine.zone()
    if zone is not None and zone.rpartition("/")[2] in ("UTC", "UCT", "Universal", "Zulu"):
        yield say.advice("zone", "zone_utc")
    else:
        yield say.ok("zone", "zone", zone=zone or "?")


def _synchronised(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    said = machine.run("timedatectl", "show", "--property=NTPSynchronized", "--value")
    if said == "yes":
        yield say.ok("synchronised", "synchronised")
    elif said == "no":
        yield say.advice("synchronised", "synchronised_no")
    else:
        yield say.ok("synchronised", "synchronised_unknown")


def _memory(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    lines = (machine.read("/proc/meminfo") or "").splitlines()
    free = [int(line.split()[1]) // 1000 for line in lines if line.startswith("MemAvailable:")]
    if not free:
        yield say.ok("memory", "memory_unknown")
    elif free[0] >= LITTLE_MEMORY:
        yield say.ok("memory", "memory", free=free[0])
    else:
        say_it = say.problem if free[0] < NO_MEMORY else say.advice
        yield say_it("memory", "memory_low", free=free[0])


# --- the printer ---------------------------------------------------------------------------------


def _printer(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    to, at = settings.printer.to, settings.printer.at
    ways = {
        "system": _system_printer,
        "network": _network_printer,
        "usb": _usb_printer,
        "serial": _serial_printer,
        "file": _file_printer,
    }
    yield ways[to](at, machine, say) if to in ways else say.ok("printer", "printer_none")


def _system_printer(at: str, machine: Machine, say: Speaker) -> Finding:
    said = machine.run("lpstat", "-p", at) if at else machine.run("lpstat", "-d")
    if said is None:
        return say.problem("printer", "printer_no_cups")
    name = at or said.partition(": ")[2]
    known = said.startswith(f"printer {at} ") if at else bool(name)
    if not known:
        return say.problem("printer", "printer_unknown" if at else "printer_no_default", at=at)
    if at and "disabled" in said.splitlines()[0]:
        return say.problem("printer", "printer_stopped", at=at)
    return say.ok("printer", "printer", at=name)


def _network_printer(at: str, machine: Machine, say: Speaker) -> Finding:
    from magapp.machine.printer import network_address

    try:
        host, port = network_address(at)
    except ValueError:
        return say.problem("printer", "printer_address", at=at)
    if machine.answers(host, port):
        return say.ok("printer", "printer", at=at)
    return say.problem("printer", "printer_silent", at=at)


def _usb_printer(at: str, machine: Machine, say: Speaker) -> Finding:
    from magapp.machine.printer import usb_address

    try:
        wanted = tuple(f"{number:04x}" for number in usb_address(at))
    except ValueError:
        return say.problem("printer", "printer_usb_address", at=at)
    for path in machine.files("/sys/bus/usb/devices/*/idVendor"):
        device = path.removesuffix("/idVendor")
        has = [(machine.read(f"{device}/{part}") or "").strip() for part in _USB]
        if tuple(has[:2]) != wanted:
            continue
        node = f"/dev/bus/usb/{has[2].zfill(3)}/{has[3].zfill(3)}"
        if machine.may(node, os.R_OK | os.W_OK):
            return say.ok("printer", "printer", at=at)
        return say.problem("printer", "printer_forbidden", at=node, group="lp")
    return say.problem("printer", "printer_not_there", at=at)


_USB = ("idVendor", "idProduct", "busnum", "devnum")


def _serial_printer(at: str, machine: Machine, say: Speaker) -> Finding:
    if not at or not machine.files(_literal(at)):
        return say.problem("printer", "printer_not_there", at=at)
    if not machine.may(at, os.R_OK | os.W_OK):
        return say.problem("printer", "printer_forbidden", at=at, group="dialout")
    return say.ok("printer", "printer", at=at)


def _file_printer(at: str, machine: Machine, say: Speaker) -> Finding:
    if not at or not machine.files(_literal(at)) or not machine.may(at, os.W_OK):
        return say.problem("printer", "printer_file", at=at)
    return say.ok("printer", "printer", at=at)


def _literal(path: str) -> str:
    from glob import escape

    return escape(path)


# --- the kiosk -----------------------------------------------------------------------------------


def _pin(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    from magapp.machine.pin import FILE, read_pin

    path = machine.folder / FILE
    if not path.exists():
        yield say.problem("pin", "pin_none")
    elif os.access(path, os.R_OK) and read_pin(path) is None:
        yield say.problem("pin", "pin_refused", path=path)
    elif os.name == "posix" and path.stat().st_mode & 0o077:
        yield say.advice("pin", "pin_open", path=path)
    else:
        yield say.ok("pin", "pin")


def _blanking(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    if machine.environment.get("WAYLAND_DISPLAY"):
        yield say.ok("blanking", "blanking_wayland")
        return
    said = machine.run("xset", "q") if machine.environment.get("DISPLAY") else None
    if not said:
        yield say.advice("blanking", "blanking_unknown")
        return
    saver = [line.split()[1] for line in said.splitlines() if line.strip().startswith("timeout:")]
    if saver == ["0"] and "DPMS is Enabled" not in said:
        yield say.ok("blanking", "blanking")
    else:
        yield say.problem("blanking", "blanking_on")


def _switching(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Ctrl+Alt+F2, which shows a login: only the X server can stop it, and cage does by itself."""
    import re

    if machine.environment.get("WAYLAND_DISPLAY"):
        yield say.ok("switching", "switching_wayland")
        return
    paths = ["/etc/X11/xorg.conf"]
    for folder in ("/etc/X11", "/usr/share/X11"):
        paths += machine.files(f"{folder}/xorg.conf.d/*.conf")
    said = "\n".join(machine.read(path) or "" for path in paths)
    stop = r'^\s*Option\s+"DontVTSwitch"(\s+"(1|on|true|yes)")?\s*(#.*)?$'
    if re.search(stop, said, re.IGNORECASE | re.MULTILINE):
        yield say.ok("switching", "switching")
    else:
        yield say.problem("switching", "switching_on")


def _sysrq(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    if (machine.read("/proc/sys/kernel/sysrq") or "0").strip() == "0":
        yield say.ok("sysrq", "sysrq")
    else:
        yield say.advice("sysrq", "sysrq_on")


def _autostart(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    said = machine.run("systemctl", "is-enabled", SERVICE)
    if said == "enabled":
        yield say.ok("autostart", "autostart")
    else:
        yield say.advice("autostart", "autostart_no")


def _running(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    kiosk = machine.kiosk()
    if kiosk is None:
        yield say.advice("running", "running_no")
        return
    yield say.ok("running", "running", process=kiosk.process)
    if kiosk.watched is None or kiosk.core is None:
        yield say.advice("watchdog", "watchdog_unknown")
        return
    if kiosk.watched:
        yield say.ok("watchdog", "watchdog")
    else:
        yield say.problem("watchdog", "watchdog_no")
    collected = (machine.read("/proc/sys/kernel/core_pattern") or "").startswith("|")
    # See watch.no_core_dumps: 1 keeps the memory from a collector too, 0 does not.
    if kiosk.core == 1 or (kiosk.core == 0 and not collected):
        yield say.ok("core", "core")
    else:
        yield say.problem("core", "core_on")


# --- what the face sees --------------------------------------------------------------------------

FACE_PATIENCE = 30.0
"""Seconds for a process that loads Qt, on a machine that may be slow."""


def _face(kiosk: bool, command: Sequence[str], machine: Machine, say: Speaker) -> Iterator[Finding]:
    """Ask the face in a process of its own: Qt ends a process that it cannot open a screen in."""
    import subprocess

    asked = [*command, "doctor", "--look", *(["--kiosk"] if kiosk else [])]
    try:
        done = subprocess.run(
            asked,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=FACE_PATIENCE,
            env=dict(machine.environment),
            check=False,
        )
        yield from msgspec.json.decode(done.stdout, type=list[Finding])
    except subprocess.TimeoutExpired:
        yield say.problem("screen", "face_slow", seconds=f"{FACE_PATIENCE:g}")
    except (OSError, msgspec.DecodeError):
        yield say.problem("screen", "face_failed")


# --- in words ------------------------------------------------------------------------------------


def as_text(findings: Sequence[Finding], say: Speaker | None = None) -> str:
    """The findings as plain text, the mend below each, and how many there are in the end."""
    say = say or Speaker(shop_language())
    width = max(len(mark) for mark in MARKS.values()) + 2
    lines = []
    for finding in findings:
        lines.append(f"{MARKS[finding.state]:{width}}{finding.seen}")
        if finding.mend:
            lines.append(f"{'':{width}}→ {finding.mend}")
    counts = [
        say.count(f"count_{state}", number)
        for state in ("problem", "advice")
        if (number := sum(finding.state == state for finding in findings))
    ]
    return "\n".join([*lines, "", ", ".join(counts) or say.count("count_ok", len(findings))])


def as_json(findings: Sequence[Finding]) -> dict[str, Any]:
    """The findings, and the worst state among them."""
    states = {finding.state for finding in findings}
    worst = next((state for state in ("problem", "advice") if state in states), "ok")
    return {"state": worst, "findings": [msgspec.structs.asdict(each) for each in findings]}
