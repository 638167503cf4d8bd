"""The printer of slips, in each way that one can be reached; nothing is printed."""

from __future__ import annotations

import os
from collections.abc import Iterator

from magapp.doctor.facts import Machine
from magapp.doctor.findings import Finding, Speaker
from magapp.settings import Settings


def about_printer(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether the printer that is set is there and lets this user print."""
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
