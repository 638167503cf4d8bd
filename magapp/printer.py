"""Receipt printers: where they are reached, what they are sent, and what can be wrong with them.

Speaks ESC/POS through python-escpos, over network, USB, a serial line, or a file.
"""

import os
from pathlib import Path
from typing import Any, Literal

from magapp.errors import MagappError
from magapp.settings import Printer, home

PORT = 9100
PATIENCE = 5.0
"""Seconds that a printer may take to answer a call."""
STATUS_PATIENCE = 1.0
"""Seconds that it may take to say how it is; many never do."""

Trouble = Literal["address", "unreachable", "permission", "paper", "interrupted"]
_SAID: dict[Trouble, str] = {
    "address": "The printer's address '{at}' cannot be read. Mend [printer] in settings.toml.",
    "unreachable": "The printer at {at} does not answer. Is it on, and connected?",
    "permission": "This user may not use the printer at {at}.",
    "paper": "The printer at {at} has no paper.",
    "interrupted": "The printer at {at} stopped in the middle.",
}


class PrinterError(MagappError):
    """A slip that did not come out. `kind` says why."""

    def __init__(self, kind: Trouble, at: str) -> None:
        self.kind: Trouble = kind
        super().__init__(_SAID[kind].format(at=at))


def escpos() -> Any:
    """The module of printers of python-escpos, made ready to be used."""
    # It keeps its table of printers in a file that it later trusts: in a folder of ours.
    folder = home() / "cache"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("ESCPOS_CAPABILITIES_PICKLE_DIR", str(folder))
    from escpos import printer

    return printer


def network_address(at: str) -> tuple[str, int]:
    """Host and port of `host:port`, or of a host alone. Raises ValueError when it is neither."""
    host, colon, port = at.partition(":")
    if not host or (colon and not (port.isascii() and port.isdecimal())):
        raise ValueError(at)
    return host, int(port or PORT)


def usb_address(at: str) -> tuple[int, int]:
    """The numbers of `vendor:product` (hexadecimal). Raises ValueError when it is no such pair."""
    vendor, _, product = at.partition(":")
    return int(vendor, 16), int(product, 16)


def send(printer: Printer, content: bytes) -> None:
    """Send commands to a receipt printer. Raises PrinterError."""
    device = _opened(printer)
    try:
        if printer.paper.endswith("mm") and _out_of_paper(device):
            raise PrinterError("paper", printer.at)
        try:
            device._raw(content)
        except Exception as error:  # each kind of connection has its own
            raise PrinterError("interrupted", printer.at) from error
    finally:
        device.close()


def _opened(printer: Printer) -> Any:
    """The connection to a printer."""
    kinds = escpos()
    try:
        if printer.to == "network":
            host, port = network_address(printer.at)
            device = kinds.Network(host, port=port, timeout=PATIENCE)
        elif printer.to == "usb":
            vendor, product = usb_address(printer.at)
            device = kinds.Usb(vendor, product, timeout=int(PATIENCE * 1000))
        elif printer.to == "serial":
            device = kinds.Serial(devfile=_given(printer.at), timeout=PATIENCE)
        else:
            if not Path(_given(printer.at)).exists():  # else it would be made
                raise PrinterError("unreachable", printer.at)
            device = kinds.File(printer.at)
    except ValueError:
        raise PrinterError("address", printer.at) from None
    try:
        device.open()
    except Exception as error:  # each kind of connection has its own
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, PermissionError):
            cause = cause.__cause__ or cause.__context__
        denied = cause is not None or "denied" in str(error).lower()
        raise PrinterError("permission" if denied else "unreachable", printer.at) from None
    return device


def _given(place: str) -> str:
    if not place:
        raise ValueError("no place")
    return place


def _out_of_paper(device: Any) -> bool:
    """Whether the printer says that it has no paper; one that says nothing has."""
    if isinstance(device, escpos().File):  # the question would be kept, and never answered
        return False
    socket: Any = getattr(device, "device", None)
    patient = hasattr(socket, "settimeout")
    if patient:
        socket.settimeout(STATUS_PATIENCE)
    try:
        return bool(device.paper_status() == 0)
    except Exception:  # it does not say, or cannot be asked
        return False
    finally:
        if patient:
            socket.settimeout(PATIENCE)
