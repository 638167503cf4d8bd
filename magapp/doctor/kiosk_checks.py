"""What keeps a kiosk running, awake and to itself."""

from __future__ import annotations

import os
from collections.abc import Iterator

from magapp.doctor.facts import Machine
from magapp.doctor.findings import Finding, Speaker
from magapp.settings import Settings

SERVICE = "magapp-kiosk.service"
"""The unit that starts the kiosk after power came back; see resources/setup/kiosk."""


def about_pin(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether there is a PIN for staff, and whether others can read it."""
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


def about_blanking(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether the screen goes dark when nobody touches it."""
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


def about_switching(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
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


def about_sysrq(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether a keyboard can end the session through the kernel."""
    if (machine.read("/proc/sys/kernel/sysrq") or "0").strip() == "0":
        yield say.ok("sysrq", "sysrq")
    else:
        yield say.advice("sysrq", "sysrq_on")


def about_autostart(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether the kiosk starts by itself after power came back."""
    said = machine.run("systemctl", "is-enabled", SERVICE)
    if said == "enabled":
        yield say.ok("autostart", "autostart")
    else:
        yield say.advice("autostart", "autostart_no")


def about_voice(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether pages can be read aloud: a program that speaks, and something to hear it by."""
    from magapp.machine.voice import SPEAKERS

    found = next((each for each in SPEAKERS if machine.run(each, "--version") is not None), "")
    cards = machine.read("/proc/asound/cards")
    if not found:
        yield say.advice("voice", "voice_none", programs=" / ".join(SPEAKERS))
    elif cards is None or "no soundcards" in cards:
        yield say.advice("voice", "voice_no_sound", program=found)
    else:
        yield say.ok("voice", "voice", program=found)


def about_running(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether a kiosk runs now, is watched, and leaves nothing of its memory on disk."""
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
