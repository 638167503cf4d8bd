"""Printing: what arrives at the printer, and what is said when it does not."""

from __future__ import annotations

import os
import pickle
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import escpos_reader
import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from magapp.assistant import Assistant
from magapp.machine.printer import PrinterError, send
from magapp.settings import Printer, Settings
from magapp.takehome.slip import Slip, make_slip
from ui.slip.printing import Printing

pytestmark = pytest.mark.gui

PAPER_OUT = b"\x72"
PAPER_THERE = b"\x12"


@contextmanager
def printer(status: bytes = b"", breaks: bool = False) -> Iterator[tuple[str, list[bytes]]]:
    """A printer on the network that answers a question for its status, or never."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        connection, _ = server.accept()
        with connection:
            if breaks:
                connection.recv(1)
                connection.setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00"
                )
                return
            while content := connection.recv(65536):
                if content.startswith(b"\x10\x04"):  # real-time status
                    if status:
                        connection.sendall(status)
                    content = content[3:]
                heard.append(content)

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield f"127.0.0.1:{server.getsockname()[1]}", heard
    finally:
        thread.join(10)
        server.close()
    assert not thread.is_alive()


@contextmanager
def listener(serve: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """Something at a printer's address that does as it is told with the one call it takes.

    It is also given what is set when the test is over.
    """
    over = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        connection, _ = server.accept()
        with connection:
            serve(connection, over)

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield f"127.0.0.1:{server.getsockname()[1]}"
    finally:
        over.set()
        thread.join(10)
        server.close()
    assert not thread.is_alive()


def closes_early(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(3)


def resets(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(3)
    linger = struct.pack("ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def never_reads(connection: socket.socket, over: threading.Event) -> None:
    over.wait(20)


def reads_and_closes(connection: socket.socket, over: threading.Event) -> None:
    while connection.recv(4096):
        pass


def reads_and_stays(connection: socket.socket, over: threading.Event) -> None:
    reads_and_closes(connection, over)
    over.wait(20)


def runs_out(connection: socket.socket, over: threading.Event) -> None:
    """Has paper when it is first asked, and none when it has read the slip."""
    answers = [PAPER_OUT, PAPER_THERE]
    while content := connection.recv(4096):
        if b"\x10\x04" in content and answers:
            connection.sendall(answers.pop())


def says_all_is_well(connection: socket.socket, over: threading.Event) -> None:
    while content := connection.recv(4096):
        if b"\x10\x04" in content:
            connection.sendall(PAPER_THERE)
    over.wait(20)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits as long as it takes on a machine of one's own."""
    monkeypatch.setattr("magapp.machine.printer.STATUS_PATIENCE", 0.1)
    monkeypatch.setattr("magapp.machine.printer.PATIENCE", 0.4)


@pytest.fixture
def slip(assistant: Assistant) -> Slip:
    advice, suggestion = assistant.advise({"who": "self", "age": "under_4"})
    return make_slip(assistant.pack, advice, suggestion, "nl", date(2026, 11, 22))


@pytest.fixture
def root(qapp: QApplication) -> Iterator[QObject]:
    root = QObject()
    yield root
    root.deleteLater()


def printing(root: QObject, **printer: str) -> Printing:
    return Printing(Settings(printer=Printer(**printer)), root)  # type: ignore[arg-type]


def test_a_network_printer_gets_a_receipt(qtbot: QtBot, root: QObject, slip: Slip) -> None:
    with printer(PAPER_THERE) as (at, heard):
        job = printing(root, to="network", at=at, paper="80mm")
        with qtbot.waitSignal(job.printed, timeout=10_000) as said:
            job.print(slip)
            waits = job.busy
            job.print(slip)  # a second tap prints no second slip
        assert waits, "the screen goes on meanwhile"
        assert said.args == [True]
        assert not job.busy
    assert escpos_reader.read(b"".join(heard)).cuts == 1


def test_a_printer_that_never_says_how_it_is_prints(slip: Slip) -> None:
    with printer() as (at, heard):
        send(Printer("network", at, "80mm"), b"\x1b@")
    assert b"".join(heard) == b"\x1b@"


def test_no_paper_is_said_and_nothing_sent(qtbot: QtBot, root: QObject, slip: Slip) -> None:
    with printer(PAPER_OUT) as (at, heard):
        job = printing(root, to="network", at=at, paper="58mm")
        with qtbot.waitSignal(job.failed, timeout=10_000) as said:
            job.print(slip)
    assert said.args == ["paper"]
    assert b"".join(heard) == b""


def test_a_printer_that_is_off_is_said(qtbot: QtBot, root: QObject, slip: Slip) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    job = printing(root, to="network", at=f"127.0.0.1:{port}", paper="80mm")
    with qtbot.waitSignal(job.failed, timeout=10_000) as said:
        job.print(slip)
    assert said.args == ["unreachable"]
    with qtbot.waitSignal(job.failed, timeout=10_000):  # and again, when asked again
        job.print(slip)


def test_a_printer_that_stops_is_said() -> None:
    with printer(breaks=True) as (at, _), pytest.raises(PrinterError) as caught:
        send(Printer("network", at, "80mm"), bytes(10_000_000))
    assert caught.value.kind == "interrupted"


SLIP = bytes(300_000)


@pytest.mark.parametrize("paper", ["80mm", "A5"])
@pytest.mark.parametrize("serve", [closes_early, resets, never_reads])
@pytest.mark.usefixtures("hurried")
def test_a_slip_that_did_not_arrive_is_not_called_printed(
    serve: Callable[[socket.socket, threading.Event], None], paper: str
) -> None:
    began = monotonic()
    with listener(serve) as at, pytest.raises(PrinterError) as caught:
        send(Printer("network", at, paper), SLIP)  # type: ignore[arg-type]
    assert caught.value.kind == "interrupted"
    assert monotonic() - began < 10


@pytest.mark.parametrize("paper", ["80mm", "A5"])
@pytest.mark.parametrize(
    ("serve", "sure"), [(reads_and_closes, True), (reads_and_stays, False), (never_reads, False)]
)
@pytest.mark.usefixtures("hurried")
def test_a_printer_that_does_not_answer_was_only_sent_the_slip(
    serve: Callable[[socket.socket, threading.Event], None], sure: bool, paper: str
) -> None:
    content = SLIP if serve is not never_reads else SLIP[:3000]  # what fits in its own buffer
    with listener(serve) as at:
        assert send(Printer("network", at, paper), content) is sure  # type: ignore[arg-type]


@pytest.mark.usefixtures("hurried")
def test_a_printer_that_has_paper_after_the_slip_has_printed_it() -> None:
    with listener(says_all_is_well) as at:
        assert send(Printer("network", at, "80mm"), SLIP) is True


@pytest.mark.usefixtures("hurried")
def test_paper_that_runs_out_meanwhile_is_said() -> None:
    with listener(runs_out) as at, pytest.raises(PrinterError) as caught:
        send(Printer("network", at, "80mm"), SLIP)
    assert caught.value.kind == "paper"


def test_a_slow_printer_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as it takes some more now and then, and no longer than a whole slip may take."""
    monkeypatch.setattr("magapp.machine.printer.PATIENCE", 2.0)

    def dawdles(connection: socket.socket, over: threading.Event) -> None:
        while not over.wait(0.02) and connection.recv(2048):
            pass

    with listener(dawdles) as at:
        assert send(Printer("network", at, "A5"), SLIP) is True
    monkeypatch.setattr("magapp.machine.printer.LONGEST", 0.2)
    with listener(dawdles) as at, pytest.raises(PrinterError):
        send(Printer("network", at, "A5"), SLIP * 10)


@pytest.mark.parametrize(
    ("to", "at", "kind"),
    [
        ("network", "", "address"),
        ("network", "127.0.0.1:many", "address"),
        ("usb", "04b8", "address"),
        ("usb", "ffff:ffff", "unreachable"),
        ("serial", "", "address"),
        ("serial", "/dev/no-such-line", "unreachable"),
        ("file", "", "address"),
        ("file", "/dev/no-such-printer", "unreachable"),
    ],
)
def test_a_wrong_place_is_said(to: str, at: str, kind: str) -> None:
    with pytest.raises(PrinterError) as caught:
        send(Printer(to, at, "80mm"), b"x")  # type: ignore[arg-type]
    assert caught.value.kind == kind
    assert not Path("/dev/no-such-printer").exists()
    assert "\n" not in str(caught.value)


def test_a_printer_that_is_a_file_gets_a_pdf_or_a_receipt(
    qtbot: QtBot, root: QObject, slip: Slip, tmp_path: Path
) -> None:
    for paper, begin in (("A5", b"%PDF-"), ("80mm", b"\x1b@")):
        path = tmp_path / paper
        path.touch()
        job = printing(root, to="file", at=str(path), paper=paper)
        with qtbot.waitSignal(job.printed, timeout=10_000) as said:
            job.print(slip)
        assert said.args == [False], "a file tells nobody what became of it"
        assert path.read_bytes().startswith(begin)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs users")
def test_a_printer_that_is_not_ours_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    me = os.geteuid()
    with TemporaryDirectory(prefix="magapp-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        monkeypatch.setenv("MAGAPP_HOME", str(folder / "home"))
        path = folder / "lp0"
        path.touch()
        path.chmod(0)
        try:
            if me == 0:
                os.seteuid(65534)  # an administrator may use everything
            with pytest.raises(PrinterError) as caught:
                send(Printer("file", str(path), "80mm"), b"x")
        finally:
            os.seteuid(me)
    assert caught.value.kind == "permission"


def test_a_printer_the_system_does_not_know_is_said(
    qtbot: QtBot, root: QObject, slip: Slip
) -> None:
    job = printing(root, to="system", at="No such printer", paper="A5")
    with qtbot.waitSignal(job.failed, timeout=10_000) as said:
        job.print(slip)
    assert said.args == ["unreachable"]


def test_a_printer_that_hangs_for_good_is_given_up(
    qtbot: QtBot, root: QObject, slip: Slip, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next slip can be printed, and hears nothing of the one before."""
    free = [threading.Event(), threading.Event()]
    waiting = iter(free)
    monkeypatch.setattr("ui.slip.printing.print_slip", lambda *_: next(waiting).wait(20))
    job = printing(root, to="system", at="any", paper="A5")
    job.print(slip)
    with qtbot.waitSignal(job.failed, timeout=10_000) as said:
        job._patience.timeout.emit()
    assert said.args == ["interrupted"]
    job.print(slip)
    with qtbot.assertNotEmitted(job.printed, wait=200):
        free[0].set()
    assert job.busy
    with qtbot.waitSignal(job.printed, timeout=10_000):
        free[1].set()
    assert not job.busy


def test_a_printer_of_the_system_gets_every_page(slip: Slip, tmp_path: Path) -> None:
    """Through Qt's own printing, into a file, as there is no printer here."""
    import pypdfium2
    from PySide6.QtPrintSupport import QPrinter

    from ui.slip import receipt
    from ui.slip.paper import paper_hub, roll_to_printer, sheet, to_printer

    for paper in ("A5", "80mm"):
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        device.setOutputFileName(str(tmp_path / f"{paper}.pdf"))
        pages = 1
        if paper == "A5":
            laid = sheet(paper_hub(), slip, paper)
            pages = len(laid.pages)
            assert to_printer(laid, paper, device, "slip")
        else:
            strip = receipt.strip(paper_hub(plain=True), slip, paper)
            assert roll_to_printer(strip, receipt.DPI, device, "slip")
        del device
        document = pypdfium2.PdfDocument(tmp_path / f"{paper}.pdf")
        wide = document[0].get_size()[0] / 72 * 25.4
        assert wide == pytest.approx(148 if paper == "A5" else 72, abs=1)
        assert len(document) == pages
        document.close()


# -- nothing that is believed because it was once written -----------------------------------------


class Planted:
    """Runs when it is read as a pickle."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return (Path.touch, (self.path,))


@pytest.mark.parametrize("planted", ["code", "half", "empty"])
def test_a_planted_table_of_printers_is_nobodys(planted: str, tmp_path: Path) -> None:
    """In the folders that a library of receipts once read it from."""
    home, ran, out = tmp_path / "home", tmp_path / "ran", tmp_path / "out"
    out.touch()
    content = {"code": pickle.dumps(Planted(ran)), "half": b"\x80\x05\x95", "empty": b""}[planted]
    for folder in (home / "cache", tmp_path / "temporary"):
        folder.mkdir(parents=True)
        for version in ("3.1", "3.0"):
            (folder / f"capabilities-{version}.pickle").write_bytes(content)
        (folder / "capabilities.pickle").write_bytes(content)
    before = {path: path.read_bytes() for path in (home / "cache").iterdir()}
    code = """
import sys
from magapp.machine.printer import raster, send
from magapp.settings import Printer
from ui.slip import receipt
send(Printer("file", sys.argv[1], "80mm"), raster(bytes(72), 72))
assert not {"pickle", "escpos", "yaml"} & {each.partition(".")[0] for each in sys.modules}
"""
    environment = {
        **os.environ,
        "MAGAPP_HOME": str(home),
        "TMPDIR": str(tmp_path / "temporary"),
        "ESCPOS_CAPABILITIES_PICKLE_DIR": str(home / "cache"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    subprocess.run([sys.executable, "-c", code, str(out)], env=environment, check=True, timeout=60)
    assert not ran.exists()
    assert escpos_reader.read(out.read_bytes()).cuts == 1
    assert {path: path.read_bytes() for path in (home / "cache").iterdir()} == before
