"""Which printers of slips this machine has, beside those that its system knows by name."""

import os
from glob import glob
from pathlib import Path
from typing import NamedTuple

from magapp.showing import shown

DEVICES = "/sys/bus/usb/devices"
LINES = "/dev/usb/lp*"
_PRINTER_CLASS = "07"
"""Of an interface on USB."""


class Found(NamedTuple):
    """A printer that could be set: `to` and `at` as in the settings, and what it calls itself."""

    to: str
    at: str
    name: str


def find_printers(devices: str = DEVICES, lines: str = LINES) -> tuple[Found, ...]:
    """Printers on USB, by what the kernel says of them, and lines to one on USB or serial.

    Nothing is opened and nothing is sent. Elsewhere than on Linux only serial lines are found.
    """
    found = [*_on_usb(devices)]
    found += [Found("file", path, path) for path in sorted(glob(lines))]
    return (*found, *_serial())


def _on_usb(devices: str) -> list[Found]:
    found = {}
    for path in sorted(glob(f"{devices}/*/bInterfaceClass")):
        interface = Path(path).parent
        if _read(interface / "bInterfaceClass") != _PRINTER_CLASS:
            continue
        device = interface.parent / interface.name.partition(":")[0]
        vendor, product = _read(device / "idVendor"), _read(device / "idProduct")
        if vendor and product:
            at = f"{vendor}:{product}"
            name = " ".join(
                filter(None, (_read(device / "manufacturer"), _read(device / "product")))
            )
            found[at] = Found("usb", at, shown(name or at)[:60])
    return list(found.values())


def _read(path: Path) -> str:
    try:
        with open(path, "rb", opener=lambda name, how: os.open(name, how | os.O_NONBLOCK)) as file:
            return file.read(200).decode("utf-8", "replace").strip()
    except OSError:
        return ""


def _serial() -> list[Found]:
    """Lines with something on them that has said what it is: through an adapter on USB."""
    from serial.tools import list_ports

    known = [each for each in list_ports.comports() if each.vid is not None]
    return [Found("serial", each.device, shown(str(each.description))[:60]) for each in known]
