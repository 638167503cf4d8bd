"""Lines to a receipt printer that need no network, and a table of printers that nobody reads."""

from __future__ import annotations

import os
import threading
import tty
from collections.abc import Iterator
from errno import EACCES
from typing import Any

import escpos_reader
import pytest
from usb import core, util

from magapp.machine.printer import PrinterError, raster, send
from magapp.settings import Printer

PAPER_OUT, PAPER_THERE = b"\x72", b"\x12"
ROWS = bytes(range(256)) * 72 * 5
SLIP = raster(ROWS, 72)


# -- commands -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("wide", "high"), [(1, 1), (48, 511), (48, 512), (72, 513), (72, 3000)])
def test_what_is_drawn_is_what_comes_out(wide: int, high: int) -> None:
    rows = bytes((at * 37 + at // wide) % 256 for at in range(wide * high))
    paper = escpos_reader.read(raster(rows, wide))
    bits = "".join(f"{byte:08b}" for byte in rows)
    assert "".join("01"[dot] for row in paper.rows for dot in row) == bits
    assert (len(paper.rows), paper.cuts) == (high, 1)


# -- a serial line --------------------------------------------------------------------------------


class Serial:
    """A printer at the other end of a serial line."""

    def __init__(self, status: bytes) -> None:
        self.heard = b""
        self._status = status
        self._end, other = os.openpty()
        tty.setraw(other)
        self.path = os.ttyname(other)
        self._other = other
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            content = os.read(self._end, 65536)
            if content.endswith(b"over"):
                self.heard += content.removesuffix(b"over")
                return
            self.heard += content
            if self.heard.endswith(b"\x10\x04\x04"):
                self.heard = self.heard[:-3]
                os.write(self._end, self._status)

    def over(self) -> bytes:
        """All that it heard."""
        os.write(self._other, b"over")
        self._thread.join(10)
        for each in (self._end, self._other):
            os.close(each)
        return self.heard


@pytest.mark.parametrize(("status", "sure"), [(PAPER_THERE, True), (b"", False)])
def test_a_serial_printer_gets_a_receipt(
    status: bytes, sure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not status:  # it is not waited for as long
        monkeypatch.setattr("magapp.machine.printer.STATUS_PATIENCE", 0.1)
    line = Serial(status)
    try:
        assert send(Printer("serial", line.path, "80mm"), SLIP) is sure
    finally:
        heard = line.over()
    assert heard == SLIP


def test_a_serial_printer_without_paper_gets_nothing() -> None:
    line = Serial(PAPER_OUT)
    try:
        with pytest.raises(PrinterError) as caught:
            send(Printer("serial", line.path, "80mm"), SLIP)
    finally:
        heard = line.over()
    assert (caught.value.kind, heard) == ("paper", b"")


# -- USB ------------------------------------------------------------------------------------------


class End:
    """One end of a printer on USB."""

    wMaxPacketSize = 64  # noqa: N815 - as the library calls it

    def __init__(self, device: Usb, address: int) -> None:
        self._device, self.bEndpointAddress = device, address

    def write(self, content: bytes, patience: int) -> int:
        """Take some of it, as a slow printer does."""
        if self._device.breaks:
            raise core.USBError("gone", None, 19)
        took = content[:700]
        self._device.heard += took
        return len(took)

    def read(self, most: int, patience: int) -> bytes:
        """Answer, or not."""
        if not self._device.status:
            raise core.USBTimeoutError("nothing")
        return self._device.status


class Usb:
    """A printer on USB, which has something else on its first interface."""

    def __init__(self, status: bytes = PAPER_THERE, breaks: bool = False, ours: int = 7) -> None:
        self.status, self.breaks, self._ours = status, breaks, ours
        self.heard = b""
        self.ended = 0

    def is_kernel_driver_active(self, number: int) -> bool:
        """No driver is in the way."""
        return False

    def set_configuration(self) -> None:
        """It has one only."""

    def get_active_configuration(self) -> Any:
        """Two interfaces."""
        return [Sides(3, []), Sides(self._ours, [End(self, 0x81), End(self, 0x02)])]


class Sides(list[End]):
    """An interface: its ends, and what it is for."""

    def __init__(self, kind: int, ends: list[End]) -> None:
        super().__init__(ends)
        self.bInterfaceClass = kind


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What is found on USB: the last one of these, or an exception."""
    found: list[Any] = []

    def find(**wanted: int) -> Any:
        assert wanted == {"idVendor": 0x04B8, "idProduct": 0x0E15}
        if isinstance(found[-1], Exception):
            raise found[-1]
        return found[-1]

    def dispose(device: Usb) -> None:
        device.ended += 1

    monkeypatch.setattr(core, "find", find)
    monkeypatch.setattr(util, "dispose_resources", dispose)
    yield found
    assert all(each.ended == 1 for each in found if isinstance(each, Usb) and each._ours == 7)


USB = Printer("usb", "04b8:0e15", "80mm")


@pytest.mark.parametrize(("status", "sure"), [(PAPER_THERE, True), (b"", False)])
def test_a_usb_printer_gets_a_receipt(plugged: list[Any], status: bytes, sure: bool) -> None:
    plugged.append(Usb(status))
    assert send(USB, SLIP) is sure
    heard = plugged[0].heard
    assert heard.startswith(b"\x10\x04\x04" + SLIP)
    assert heard.removeprefix(b"\x10\x04\x04" + SLIP) in (b"", b"\x10\x04\x04")


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (None, "unreachable"),
        (core.NoBackendError("no libusb"), "unreachable"),
        (core.USBError("denied", None, EACCES), "permission"),
        (Usb(ours=3), "unreachable"),
        (Usb(PAPER_OUT), "paper"),
        (Usb(breaks=True), "interrupted"),
    ],
    ids=["none", "no library", "forbidden", "no printer", "no paper", "unplugged"],
)
def test_a_usb_printer_that_does_not_print(plugged: list[Any], found: Any, kind: str) -> None:
    plugged.append(found)
    with pytest.raises(PrinterError) as caught:
        send(USB, SLIP)
    assert caught.value.kind == kind
    assert "\n" not in str(caught.value)
