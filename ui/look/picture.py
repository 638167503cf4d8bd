"""Pictures from files of the shop's own, of products above all: small, safe, and read once."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from stat import S_ISREG
from typing import Literal

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter

from magapp.errors import InputError, MagappError
from magapp.machine.pictures import MOST_POINTS, look_at_picture, picture_kind
from magapp.settings import home

SIDE = 480
"""No picture of a product is kept larger than this, in pixels."""
MOST_BYTES = 20_000_000
KEPT = 60
"""How many pictures are remembered."""

Trouble = Literal["", "missing", "no_file", "closed", "bytes", "kind", "pixels", "damaged"]
"""Why a picture cannot be shown: it is not there, is no file, may not be read, has too many bytes,
is of another kind, has too many pixels (or none), or is not all there."""

_kept: OrderedDict[tuple[str, int, int, int], tuple[QImage | None, Trouble]] = OrderedDict()


def picture(name: str, side: int = SIDE) -> QImage | None:
    """The picture in a file, no larger than `side`, or None where there is none that can be shown.

    A name without a folder is looked for in the program's own. A file that changed is read again.
    """
    return _look(name, side)[0]


def drawn_anew(content: bytes, place: str, side: int) -> bytes:
    """A picture as a file of our own making: no larger than `side`, on white, and nothing else.

    What a camera notes beside it, such as where it was, is gone. Raises InputError, with the
    place, for what cannot be shown.
    """
    kind = look_at_picture(content, place)
    image, _ = _read(content, side)
    if image is None:
        raise InputError(place, "picture_damaged")
    sheet = QImage(image.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, image)
    painter.end()
    device = QBuffer()
    device.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(device, QByteArray(b"jpeg" if kind == "jpeg" else b"png"))
    if kind == "jpeg":
        writer.setQuality(90)
    writer.write(sheet)
    return bytes(device.data().data())


def why_not(name: str) -> Trouble:
    """Why the picture in a file cannot be shown; empty when it can."""
    return _look(name)[1]


def _look(name: str, side: int = SIDE) -> tuple[QImage | None, Trouble]:
    if not name:
        return None, "missing"
    try:
        path = home() / Path(name).expanduser()
        state = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError, RuntimeError, MagappError):
        return None, "missing"
    except OSError:
        return None, "closed"
    if not S_ISREG(state.st_mode):  # before it is opened: a pipe would be waited for
        return None, "no_file"
    if state.st_size > MOST_BYTES:
        return None, "bytes"
    key = str(path), state.st_mtime_ns, state.st_size, side
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES)
    except OSError:
        return None, "closed"
    found = _kept[key] = _read(content, side)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return found


def _read(content: bytes, side: int) -> tuple[QImage | None, Trouble]:
    """Read it no larger than needed; what it is decides, not how it is called.

    Kind and size are looked at before anything is drawn: a drawing (SVG) can ask for any work.
    """
    try:
        kind = look_at_picture(content, "")
    except InputError as error:
        if error.code == "picture_size":
            return None, "pixels"
        return None, "kind" if content and not picture_kind(content) else "damaged"
    if not _all_there(kind, content):
        return None, "damaged"
    device = QBuffer()
    device.setData(content)
    device.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(device, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        return None, "damaged"
    if size.width() * size.height() > MOST_POINTS or size.isEmpty():
        return None, "pixels"
    if max(size.width(), size.height()) > side:
        size = size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(size.expandedTo(QSize(1, 1)))
    image = reader.read()
    return (None, "damaged") if image.isNull() else (image, "")


def _all_there(kind: str, content: bytes) -> bool:
    """Whether a picture has its end; what reads one fills the rest with grey, and says nothing."""
    if kind == "png":
        return content.rfind(b"IEND") > content.rfind(b"IDAT")
    if kind == "jpeg":  # the end of a picture inside comes before the last part of the outer one
        return content.rfind(b"\xff\xd9") > content.rfind(b"\xff\xda")
    return True
