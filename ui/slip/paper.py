"""Pages on paper, of a slip above all: PDF, a printer of the system, or pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from magapp.takehome.slip import Slip
from ui.look.theme import ThemeHub, load_tokens
from ui.slip.sheet import SlipSheet, on_pages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Pages(Protocol):
    """What is printed, page by page, laid out for a paper within its margins."""

    @property
    def pages(self) -> Sequence[object]:
        """One for each page."""

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page from the painter's origin, `DPI` dots to the inch."""


INCH_MM = 25.4
DPI = 96
"""Pixels of the layout in an inch of paper."""
EDGE_MM = 10.0
"""White around what is printed: what any printer leaves."""
PAPERS = {"A5": (148.0, 210.0), "A4": (210.0, 297.0)}
_GROUNDS = {
    "paper", "surface", "surface_sunken", "brand_soft", "accent_soft",
    "soon_soft", "warning_soft", "urgent_soft",
}  # fmt: skip
_SIZES = {"A5": QPageSize.PageSizeId.A5, "A4": QPageSize.PageSizeId.A4}


def paper_hub(brand: str = "", plain: bool = False) -> ThemeHub:
    """A theme for paper; `plain` has black and white alone, for receipt printers."""
    tokens = load_tokens()
    if plain:
        table = {name: _plain(name) for name in tokens["themes"]["light"]}
        tokens = {**tokens, "themes": {**tokens["themes"], "light": table}}
    base = QSize(*tokens["screen"]["base"])
    return ThemeHub(tokens=tokens, density="staff", motion=False, brand=brand or None, window=base)


def _plain(token: str) -> str:
    """Grounds are white; what stands on a dark ground is white too; all the rest is black."""
    return "#ffffff" if token in _GROUNDS or token.startswith("on_") else "#000000"


def sheet(hub: ThemeHub, slip: Slip, paper: str, logo: str = "") -> SlipSheet:
    """The slip laid out for a paper of `PAPERS`, within its margins."""
    return on_pages(hub, slip, *room_on(paper), logo)


def room_on(paper: str) -> tuple[float, float]:
    """Width and height within the margins of a paper of `PAPERS`."""
    wide, high = PAPERS[paper]
    scale = DPI / INCH_MM
    return (wide - 2 * EDGE_MM) * scale, (high - 2 * EDGE_MM) * scale


def pdf(laid: Pages, paper: str, title: str) -> bytes:
    """The pages as a PDF, its fonts within it."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(600)
    writer.setTitle(title)
    writer.setCreator("Magapp")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(_SIZES[paper]),
            QPageLayout.Orientation.Portrait,
            QMarginsF(EDGE_MM, EDGE_MM, EDGE_MM, EDGE_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    _print(laid, writer, 600)
    buffer.close()
    return bytes(content.data())


def to_printer(laid: Pages, paper: str, printer: QPrinter, title: str) -> bool:
    """Print on a printer of the system; whether it took all pages."""
    printer.setDocName(title)
    printer.setPageSize(QPageSize(_SIZES[paper]))
    margins = QMarginsF(EDGE_MM, EDGE_MM, EDGE_MM, EDGE_MM)
    printer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    return _print(laid, printer, printer.resolution())


def roll_to_printer(strip: QImage, dots: int, printer: QPrinter, title: str) -> bool:
    """Print one long image, of so many dots to the inch, on a system's receipt printer."""
    printer.setDocName(title)
    size = QSizeF(strip.width() / dots * INCH_MM, strip.height() / dots * INCH_MM)
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, title))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    painter.scale(printer.resolution() / dots, printer.resolution() / dots)
    painter.drawImage(0, 0, strip)
    return painter.end()


def _print(laid: Pages, device: QPdfWriter | QPrinter, dots: int) -> bool:
    painter = QPainter()
    if not painter.begin(device):
        return False
    painter.scale(dots / DPI, dots / DPI)
    for number in range(len(laid.pages)):
        if number and not device.newPage():
            painter.end()
            return False
        laid.paint(painter, number)
    return painter.end()


def picture(laid: SlipSheet, paper: str, page: int, wide: int) -> QImage:
    """A page as a picture `wide` pixels wide, as it comes out of the printer."""
    page_wide, page_high = PAPERS[paper]
    image = QImage(wide, round(wide * page_high / page_wide), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    dots = wide / page_wide
    painter.translate(EDGE_MM * dots, EDGE_MM * dots)
    painter.scale(dots * INCH_MM / DPI, dots * INCH_MM / DPI)
    laid.paint(painter, page)
    painter.end()
    return image
