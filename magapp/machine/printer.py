"""Receipt printers: where they are reached, what they are sent, and what can be wrong with them.

Speaks ESC/POS over network, USB, a serial line, or a file. The commands are those of the reference
that EPSON, who made ESC/POS, publishes.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EPERM
from pathlib import Path
from time import monotonic
from typing import Any, Literal, Protocol

from magapp.errors import MagappError
from magapp.settings import Printer

PORT = 9100
PATIENCE = 5.0
"""Seconds that a printer may take to answer a call, to take more, and to say that it has all."""
STATUS_PATIENCE = 1.0
"""Seconds that it may take to say how it is; many never do."""
LONGEST = 60.0
"""Seconds that it may take to take a whole slip: a slow one prints as it reads."""
_AHEAD = 16 * 1024
"""Bytes that may wait on this side: the fewer, the sooner one that does not read is noticed."""
_AT_ONCE = 1024
"""Bytes that USB and a serial line are given with one call, each within its patience."""
_PRINTERS = 7
"""The class of printers on USB."""
_ROWS = 512
"""Rows of an image in one command; a printer keeps a command in its memory before it prints it."""

_INITIALISE = b"\x1b@"
_RASTER = b"\x1dv0\0"
_FEED = b"\x1bd"
_CUT = b"\x1dV\0"
_ASK_PAPER = b"\x10\x04\x04"
_NO_PAPER = 0x72
"""The bits of the answer that say: no paper. Those that are always set are among them."""

Trouble = Literal["address", "unreachable", "permission", "paper", "interrupted"]


class PrinterError(MagappError):
    """A slip that did not come out. `kind` says why."""

    def __init__(self, kind: Trouble, at: str) -> None:
        super().__init__(f"printer_{kind}", at=at)
        self.kind: Trouble = kind


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


def raster(rows: bytes, wide: int) -> bytes:
    """The commands that print an image of one bit a dot, 1 being black, and cut the paper.

    Each of the `rows` one after the other is `wide` bytes.
    """
    said = bytearray(_INITIALISE)
    for at in range(0, len(rows), wide * _ROWS):
        part = rows[at : at + wide * _ROWS]
        size = wide.to_bytes(2, "little") + (len(part) // wide).to_bytes(2, "little")
        said += _RASTER + size + part
    return bytes(said + _FEED + b"\x06" + _CUT)


def send(printer: Printer, content: bytes) -> bool:
    """Send commands to a receipt printer; whether it let know that it has them all.

    One that says nothing (False) may have printed or not. Raises PrinterError.
    """
    with _opened(printer) as line:
        try:
            answers = None
            if printer.paper.endswith("mm"):
                answers = _has_paper(line, STATUS_PATIENCE)
                if answers is False:
                    raise PrinterError("paper", printer.at)
            line.send(content)
            if answers is not None:  # what it is asked now it reads after all the rest
                answers = _has_paper(line, PATIENCE)
                if answers is False:
                    raise PrinterError("paper", printer.at)
            return bool(answers) or line.hangs_up()
        except PrinterError:
            raise
        except Exception as error:  # each kind of connection has its own
            raise PrinterError("interrupted", printer.at) from error


class _Line(Protocol):
    """The connection to a printer. What it cannot do it says by an exception of its own kind."""

    def send(self, content: bytes) -> None:
        """Send all, as fast as the printer takes it."""

    def ask(self, question: bytes, patience: float) -> bytes | None:
        """What the printer answers within so many seconds; None when it cannot be asked."""

    def hangs_up(self) -> bool:
        """Say that this was all; whether the printer then lets know that it has read it."""

    def close(self) -> None:
        """End the connection."""


class _Network:
    """A printer on the network."""

    def __init__(self, host: str, port: int) -> None:
        self._line = socket.create_connection((host, port), PATIENCE)

    def send(self, content: bytes) -> None:
        line = self._line
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _AHEAD)
        line.settimeout(PATIENCE)
        end = monotonic() + LONGEST
        rest = memoryview(content)
        while rest:
            if monotonic() > end:
                raise TimeoutError
            rest = rest[line.send(rest) :]

    def ask(self, question: bytes, patience: float) -> bytes | None:
        self._line.settimeout(patience)
        self._line.sendall(question)
        if not (said := self._line.recv(16)):
            raise ConnectionResetError
        return said

    def hangs_up(self) -> bool:
        """Raises OSError when it ended the call before it had all."""
        line = self._line
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

    def close(self) -> None:
        self._line.close()


class _Usb:
    """A printer on USB: its interface for printers, and the two ends that it talks through."""

    def __init__(self, vendor: int, product: int) -> None:
        from usb import core, util

        device = core.find(idVendor=vendor, idProduct=product)
        if device is None:
            raise FileNotFoundError
        self._device, self._dispose = device, util.dispose_resources
        try:
            if device.is_kernel_driver_active(0):
                device.detach_kernel_driver(0)
        except NotImplementedError:
            pass  # only Linux has a driver of its own in the way
        device.set_configuration()
        sides = util.find_descriptor(device.get_active_configuration(), bInterfaceClass=_PRINTERS)
        if sides is None:
            raise FileNotFoundError
        ends = {util.endpoint_direction(each.bEndpointAddress): each for each in sides}
        self._out, self._in = ends[util.ENDPOINT_OUT], ends.get(util.ENDPOINT_IN)

    def send(self, content: bytes) -> None:
        rest = memoryview(content)
        while rest:
            rest = rest[self._out.write(bytes(rest[:_AT_ONCE]), round(PATIENCE * 1000)) :]

    def ask(self, question: bytes, patience: float) -> bytes | None:
        if self._in is None:
            return None
        self.send(question)
        return bytes(self._in.read(self._in.wMaxPacketSize, round(patience * 1000)))

    def hangs_up(self) -> bool:
        return False

    def close(self) -> None:
        self._dispose(self._device)


class _Serial:
    """A printer on a serial line, with the speed that they come with."""

    def __init__(self, path: str) -> None:
        from serial import Serial

        self._line = Serial(path, timeout=PATIENCE, write_timeout=PATIENCE, dsrdtr=True)

    def send(self, content: bytes) -> None:
        rest = memoryview(content)
        while rest:  # a whole slip takes longer than any part of it may
            rest = rest[self._line.write(rest[:_AT_ONCE]) :]
        self._line.flush()

    def ask(self, question: bytes, patience: float) -> bytes | None:
        self._line.timeout = patience
        self._line.write(question)
        return bytes(self._line.read(1))

    def hangs_up(self) -> bool:
        return False

    def close(self) -> None:
        self._line.close()


class _File:
    """A printer that is a file: it is not asked, as it would keep the question and never answer."""

    def __init__(self, path: str) -> None:
        if not Path(path).exists():  # else it would be made
            raise FileNotFoundError
        self._file = Path(path).open("wb")  # noqa: SIM115 - ended by close

    def send(self, content: bytes) -> None:
        self._file.write(content)
        self._file.flush()

    def ask(self, question: bytes, patience: float) -> bytes | None:
        return None

    def hangs_up(self) -> bool:
        return False

    def close(self) -> None:
        self._file.close()


@contextmanager
def _opened(printer: Printer) -> Iterator[_Line]:
    """The connection to a printer, for as long as it is needed. Raises PrinterError."""
    place: tuple[Any, ...] = (printer.at,)
    try:
        if printer.to == "network":
            place = network_address(printer.at)
        elif printer.to == "usb":
            place = usb_address(printer.at)
        elif not printer.at:
            raise ValueError("no place")
    except ValueError:
        raise PrinterError("address", printer.at) from None
    kinds: dict[str, type[_Line]] = {"network": _Network, "usb": _Usb, "serial": _Serial}
    try:
        line = kinds.get(printer.to, _File)(*place)
    except Exception as error:  # each kind of connection has its own
        cause: BaseException | None = error
        while cause is not None and getattr(cause, "errno", None) not in (EACCES, EPERM):
            cause = cause.__cause__ or cause.__context__
        kind: Trouble = "unreachable" if cause is None else "permission"
        raise PrinterError(kind, printer.at) from None
    try:
        yield line
    finally:
        with suppress(Exception):  # what it had to say it has said
            line.close()


def _has_paper(line: _Line, patience: float) -> bool | None:
    """What the printer says of its paper, None when it says nothing within so many seconds.

    Raises ConnectionError when it ends the call.
    """
    try:
        said = line.ask(_ASK_PAPER, patience)
    except ConnectionError:
        raise
    except Exception:  # it does not say, or cannot be asked
        return None
    return said[0] & _NO_PAPER != _NO_PAPER if said else None
