"""Receipt printers: where they are reached, what they are sent, and what can be wrong with them.

Speaks ESC/POS through python-escpos, over network, USB, a serial line, or a file.
"""

import os
import socket
from pathlib import Path
from time import monotonic
from typing import Any, Literal

from magapp.errors import MagappError
from magapp.settings import Printer, home

PORT = 9100
PATIENCE = 5.0
"""Seconds that a printer may take to answer a call, to take more, and to say that it has all."""
STATUS_PATIENCE = 1.0
"""Seconds that it may take to say how it is; many never do."""
LONGEST = 60.0
"""Seconds that it may take to take a whole slip: a slow one prints as it reads."""
_AHEAD = 16 * 1024
"""Bytes that may wait on this side: the fewer, the sooner one that does not read is noticed."""

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


def send(printer: Printer, content: bytes) -> bool:
    """Send commands to a receipt printer; whether it let know that it has them all.

    One that says nothing (False) may have printed or not. Raises PrinterError.
    """
    device = _opened(printer)
    try:
        answers = None
        if printer.paper.endswith("mm"):
            answers = _has_paper(device, STATUS_PATIENCE)
            if answers is False:
                raise PrinterError("paper", printer.at)
        line = device.device if printer.to == "network" else None
        if line is None:
            device._raw(content)
        else:
            _push(line, content)
        if answers is not None:  # what it is asked now it reads after all the rest
            answers = _has_paper(device, PATIENCE)
            if answers is False:
                raise PrinterError("paper", printer.at)
        return bool(answers) or (line is not None and _hangs_up(line))
    except PrinterError:
        raise
    except Exception as error:  # each kind of connection has its own
        raise PrinterError("interrupted", printer.at) from error
    finally:
        device.close()


def _push(line: socket.socket, content: bytes) -> None:
    """Send all, as fast as the printer takes it. Raises OSError when it takes no more."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _AHEAD)
    line.settimeout(PATIENCE)
    end = monotonic() + LONGEST
    rest = memoryview(content)
    while rest:
        if monotonic() > end:
            raise TimeoutError
        rest = rest[line.send(rest) :]


def _hangs_up(line: socket.socket) -> bool:
    """Say that this was all; whether the printer then ends the call as well, having read it.

    Raises OSError when it ended the call before it had all.
    """
    line.setblocking(False)
    try:
        early = line.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        early = False
    if early:
        raise ConnectionResetError
    line.shutdown(socket.SHUT_WR)
    end = monotonic() + PATIENCE
    while (left := end - monotonic()) > 0:
        line.settimeout(left)
        try:
            if line.recv(1024) == b"":
                break
        except TimeoutError:
            return False
    else:
        return False
    if line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
        raise ConnectionResetError
    return True


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


def _has_paper(device: Any, patience: float) -> bool | None:
    """What the printer says of its paper, None when it says nothing within so many seconds.

    Raises OSError when it ends the call.
    """
    if isinstance(device, escpos().File):  # the question would be kept, and never answered
        return None
    from escpos.constants import RT_MASK_NOPAPER, RT_STATUS_PAPER

    line = device.device if isinstance(device, escpos().Network) else None
    if line is not None:
        line.settimeout(patience)
    try:
        status = device.query_status(RT_STATUS_PAPER)
    except ConnectionError:
        raise
    except Exception:  # it does not say, or cannot be asked
        return None
    if not status:
        if line is not None:
            raise ConnectionResetError
        return None
    return bool(status[0] & RT_MASK_NOPAPER != RT_MASK_NOPAPER)
