"""The picture of a product, from a file of the shop's own: small, safe, and read once."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from magapp.errors import InputError
from magapp.pictures import look_at_picture
from magapp.reading import PICTURE, read_file, regular
from magapp.settings import home

MOST_BYTES = PICTURE
SIDE = 480
"""No picture is kept larger than this, in pixels."""
MOST_MB = 256
"""Memory that drawing one may take, twice a picture of the most points at most."""
KEPT = 60
"""How many pictures are remembered."""

_kept: OrderedDict[tuple[str, int, int], QImage | None] = OrderedDict()


def picture(name: str) -> QImage | None:
    """The picture in a file, or None where there is none that can be shown.

    A name without a folder is looked for in the program's own. A file that changed is read again.
    """
    if not name:
        return None
    try:
        path = home() / Path(name).expanduser()
        state = regular(path)
    except (OSError, ValueError, RuntimeError, InputError):
        return None
    key = str(path), state.st_mtime_ns, state.st_size
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    found = _kept[key] = _read(path)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return found


def _read(path: Path) -> QImage | None:
    """Read it no larger than needed; what it is decides, not how it is called."""
    try:
        content = read_file(path, PICTURE)
        kind = look_at_picture(content, path.name)
    except InputError:
        return None
    device = QBuffer()
    device.setData(QByteArray(content))
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(MOST_MB)
    reader = QImageReader(device, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)  # no other kind is asked whether it knows it
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty():
        return None
    if max(size.width(), size.height()) > SIDE:
        size = size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(size.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image
