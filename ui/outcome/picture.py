"""The picture of a product, from a file of the shop's own: small, safe, and read once."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from magapp.settings import home

SIDE = 480
"""No picture is kept larger than this, in pixels."""
MOST_BYTES = 20_000_000
MOST_PIXELS = 60_000_000
KINDS = (b"png", b"jpg", b"jpeg", b"webp", b"bmp", b"gif")
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
        state = path.stat()
        if not path.is_file() or state.st_size > MOST_BYTES:
            return None
    except (OSError, ValueError, RuntimeError):
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
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()).lower() not in KINDS or not size.isValid():
        return None
    if size.width() * size.height() > MOST_PIXELS or size.isEmpty():
        return None
    if max(size.width(), size.height()) > SIDE:
        size = size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(size.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image
