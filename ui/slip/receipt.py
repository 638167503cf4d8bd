"""A slip on a receipt printer: drawn as an image, so that every script comes out right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from magapp.machine.printer import raster
from magapp.takehome.slip import Slip
from ui.look.theme import ThemeHub
from ui.slip.sheet import on_roll

DOTS = {"80mm": 576, "58mm": 384}
"""Dots that fit across a roll."""
DPI = 203
"""Dots to the inch of such printers."""
WHITE = 0xFFFFFFFF
_STEP = 1.4
_EDGE = 8


def strip(hub: ThemeHub, slip: Slip, paper: str, logo: str = "") -> QImage:
    """The slip as one long image of black dots on white, as wide as the roll prints."""
    wide = DOTS[paper]
    laid = on_roll(hub, slip, wide - 2 * _EDGE, _STEP, logo)
    image = QImage(wide, round(laid.bottom) + 2 * _EDGE, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.translate(_EDGE, _EDGE)
    laid.paint(painter, 0)
    painter.end()
    # Without dithering: grey edges of letters become the nearest of black and white.
    return image.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)


def commands(image: QImage) -> bytes:
    """What a receipt printer is sent to print a strip and cut the paper."""
    dots = image.convertToFormat(QImage.Format.Format_Mono)
    if dots.color(1) == WHITE:
        dots.invertPixels()  # to a printer 1 is black
    wide, held = (dots.width() + 7) // 8, dots.bytesPerLine()
    every = bytes(dots.constBits())
    return raster(
        b"".join(every[at : at + wide] for at in range(0, held * dots.height(), held)), wide
    )
