"""Printers of slips that a machine has, by what its kernel says of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from serial.tools import list_ports, list_ports_common

from magapp.machine.printers import Found, find_printers


def device(folder: Path, name: str, kind: str, **said: str) -> None:
    """A device on USB with one interface of a class, as the kernel shows it."""
    interface = folder / f"{name}:1.0"
    interface.mkdir(parents=True)
    (interface / "bInterfaceClass").write_text(f"{kind}\n")
    (folder / name).mkdir()
    for part, text in said.items():
        (folder / name / part).write_text(f"{text}\n")


@pytest.fixture
def no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_ports, "comports", lambda: [])


@pytest.mark.usefixtures("no_lines")
def test_printers_on_usb_by_their_class(tmp_path: Path) -> None:
    usb = tmp_path / "devices"
    device(usb, "1-1", "07", idVendor="04b8", idProduct="0e15", manufacturer="EPSON", product="TM")
    device(usb, "1-2", "03", idVendor="046d", idProduct="c31c", product="A keyboard")
    device(usb, "1-3", "07", idVendor="0416", idProduct="5011")
    device(usb, "1-4", "07", product="A printer\x1b[2J without numbers")
    line = tmp_path / "lp0"
    line.write_text("")
    assert find_printers(str(usb), f"{tmp_path}/lp*") == (
        Found("usb", "04b8:0e15", "EPSON TM"),
        Found("usb", "0416:5011", "0416:5011"),
        Found("file", str(line), str(line)),
    )
    assert find_printers(f"{tmp_path}/none", f"{tmp_path}/none") == ()


@pytest.mark.usefixtures("no_lines")
def test_a_name_that_steers_is_made_fit_to_be_shown(tmp_path: Path) -> None:
    device(tmp_path, "1-1", "07", idVendor="04b8", idProduct="0e15", product="TM\x1b[2J" + "x" * 99)
    [found] = find_printers(str(tmp_path), f"{tmp_path}/none")
    assert found.name.isprintable()
    assert len(found.name) <= 60


def test_serial_lines_with_something_on_them(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = list_ports_common.ListPortInfo("/dev/ttyS0")
    adapter = list_ports_common.ListPortInfo("/dev/ttyUSB0")
    adapter.vid, adapter.description = 0x0403, "USB serial"
    monkeypatch.setattr(list_ports, "comports", lambda: [empty, adapter])
    assert find_printers("/nowhere", "/nowhere") == (Found("serial", "/dev/ttyUSB0", "USB serial"),)
