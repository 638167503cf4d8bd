"""Printing a slip beside the screen: whatever the printer does, the screen goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from magapp.machine.journal import note
from magapp.machine.printer import PrinterError, send
from magapp.settings import Printer, Settings
from magapp.takehome.slip import Slip
from ui.input.job import Job, Progress
from ui.look.theme import ThemeHub
from ui.slip import receipt
from ui.slip.paper import PAPERS, Pages, paper_hub, pdf, roll_to_printer, sheet, to_printer

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PATIENCE_MS = 90_000
"""So long a slip is waited for: longer than any printer of ours takes. A system's own printing may
hang for good, and the next customer wants a slip too."""


class Printing(QObject):
    """Prints one slip at a time on the shop's printer. Nothing of it is kept."""

    printed = Signal(bool)
    """The printer was given all of it; and whether it let know that it has it."""
    failed = Signal(str)
    """It did not come out; with the kind of trouble (`magapp.machine.printer.Trouble`)."""

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._hub: ThemeHub | None = None
        self._job: Job | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._failed(self._job, None))

    def use(self, settings: Settings) -> None:
        """Print with other settings from the next slip on."""
        if settings != self._settings:
            self._settings, self._hub = settings, None

    @property
    def possible(self) -> bool:
        """Whether the shop has set up a printer."""
        return self._settings.printer.to != "none"

    @property
    def paper(self) -> str:
        """The paper of a preview: that of the printer, where it prints on sheets."""
        paper = self._settings.printer.paper
        return paper if paper in PAPERS else "A5"

    @property
    def logo(self) -> str:
        """The file of the shop's logo, if it has one."""
        return self._settings.logo

    @property
    def busy(self) -> bool:
        """Whether a slip is being printed."""
        return self._job is not None

    def print(self, slip: Slip) -> None:
        """Begin to print; `printed` or `failed` follows. While one is printed it does nothing."""
        if self.busy:
            return
        settings = self._settings
        if self._hub is None:  # fonts are loaded here, the rest beside the screen
            plain = settings.printer.paper not in PAPERS
            self._hub = paper_hub(settings.brand, plain)
        hub = self._hub

        def work(tell: Progress, stopped: object) -> bool:
            return print_slip(hub, slip, settings.printer, settings.logo)

        job = Job(work, self, waits=False)
        job.done.connect(lambda result: self._done(job, result))
        job.failed.connect(lambda error: self._failed(job, error))
        self._job = job.start()
        self._patience.start()

    def _done(self, job: Job | None, result: object) -> None:
        if self._ended(job):
            printer = self._settings.printer
            note("printed", to=printer.to, paper=printer.paper.lower())
            self.printed.emit(bool(result))

    def _failed(self, job: Job | None, error: object) -> None:
        if self._ended(job):
            kind = error.kind if isinstance(error, PrinterError) else "interrupted"
            note("print_failed", to=self._settings.printer.to, why=kind)
            self.failed.emit(kind)

    def _ended(self, job: Job | None) -> bool:
        """The next slip may be printed; whether it was this one that was waited for."""
        if job is None or job is not self._job:
            return False  # it was given up, and says so long after
        self._patience.stop()
        self._job = None
        return True


def print_slip(hub: ThemeHub, slip: Slip, printer: Printer, logo: str = "") -> bool:
    """Print a slip; whether the printer let know that it has it. Raises PrinterError."""
    if printer.paper in PAPERS:
        return print_pages(sheet(hub, slip, printer.paper, logo), slip.title, printer)
    strip = receipt.strip(hub, slip, printer.paper, logo)
    if printer.to != "system":
        return send(printer, receipt.commands(strip))
    device = _of_system(printer)
    if not roll_to_printer(strip, receipt.DPI, device, slip.title):
        raise PrinterError("interrupted", device.printerName())
    return False


def print_pages(laid: Pages, title: str, printer: Printer) -> bool:
    """Print pages laid out for the printer's paper, as `print_slip` does a slip."""
    if printer.to != "system":
        return send(printer, pdf(laid, printer.paper, title))
    device = _of_system(printer)
    if not to_printer(laid, printer.paper, device, title):
        raise PrinterError("interrupted", device.printerName())
    return False  # the system prints it later, and tells nobody


def _of_system(printer: Printer) -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    name = printer.at or QPrinterInfo.defaultPrinterName()
    if not name or name not in QPrinterInfo.availablePrinterNames():
        raise PrinterError("unreachable", name or "?")
    return QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
