"""A slip on a receipt printer: drawn as an image, so that every script comes out right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from magapp.printer import escpos
from magapp.slip import Slip
from ui.slip.sheet import on_roll
from ui.theme import ThemeHub

DOTS = {"80mm": 576, "58mm": 384}
"""Dots that fit across a roll."""
DPI = 203
"""Dots to the inch of such printers."""
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
    """What an ESC/POS printer is sent to print an image and cut the paper."""
    from PIL import Image

    plain = image.convertToFormat(QImage.Format.Format_Grayscale8)
    dots = Image.frombuffer(
        "L",
        (plain.width(), plain.height()),
        bytes(plain.constBits()),
        "raw",
        "L",
        plain.bytesPerLine(),
        1,
    )
    printer = escpos().Dummy()
    # Told how wide it is, it does not print a remark about not knowing.
    media = {"width": {"pixels": image.width()}}
    printer.profile.profile_data = {**printer.profile.profile_data, "media": media}
    printer.hw("INIT")
    printer.image(dots, impl="bitImageRaster", fragment_height=512)
    printer.cut()
    return bytes(printer.output)
