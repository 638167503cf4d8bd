"""A logo that cannot be shown is named by the doctor and at the counter, whatever it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from driver import Counter, copied, take_away
from PySide6.QtCore import QBuffer, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from magapp.assistant import Assistant
from magapp.doctor import Speaker
from magapp.settings import home
from ui.app import build
from ui.doctor import _logo
from ui.look.picture import picture, why_not

if TYPE_CHECKING:
    from stage import Stage

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]


def made(kind: str, wide: int = 300, high: int = 200) -> bytes:
    """A picture with something on it."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    for at in range(0, min(wide, high), 3):
        image.setPixelColor(at, at, Qt.GlobalColor.white)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def huge_png(wide: int, high: int) -> bytes:
    """One that says that it is so large, which is all that anybody should look at."""
    import struct
    import zlib

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    size = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    content = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", content) + chunk(b"IEND", b"")
    )


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'

WRONG: dict[str, tuple[str, Callable[[], bytes] | None]] = {
    "svg": ("kind", lambda: SVG),
    "svg that begins with a space": ("kind", lambda: b" " + SVG),
    "text": ("kind", lambda: b"no picture at all"),
    "pdf": ("kind", lambda: b"%PDF-1.7\n"),
    "tiff": ("kind", lambda: b"II*\0" + bytes(100)),
    "icon": ("kind", lambda: b"\0\0\1\0" + bytes(100)),
    "empty": ("damaged", lambda: b""),
    "png without its end": ("damaged", lambda: made("PNG")[:-12]),
    "half a png": ("damaged", lambda: made("PNG")[: len(made("PNG")) // 2]),
    "png of its first bytes": ("damaged", lambda: made("PNG")[:12]),
    "png with a hole": ("damaged", lambda: made("PNG")[:60] + bytes(60) + made("PNG")[120:]),
    "half a jpeg": ("damaged", lambda: made("JPG")[: len(made("JPG")) // 2]),
    "jpeg without its end": ("damaged", lambda: made("JPG")[:-2]),
    "jpeg of its first bytes": ("damaged", lambda: made("JPG")[:20]),
    "png of 12,000 × 12,000": ("pixels", lambda: huge_png(12_000, 12_000)),
    "png of 2,000,000,000 × 1": ("pixels", lambda: huge_png(2_000_000_000, 1)),
    "png of 0 × 0": ("damaged", lambda: huge_png(0, 0)),
    "twenty megabytes": ("bytes", lambda: made("PNG") + bytes(20_000_000)),
    "nothing": ("missing", None),
    "folder": ("no_file", None),
    "pipe": ("no_file", None),
    "device": ("no_file", None),
    "circle": ("closed", None),
}


def put(kind: str) -> str:
    """Put it in the shop's folder; its name."""
    path = home() / "logo.png"
    content = WRONG[kind][1]
    if content is not None:
        path.write_bytes(content())
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "circle":
        path.symlink_to(path)
    return path.name


each_wrong = pytest.mark.parametrize("kind", WRONG)


@each_wrong
def test_what_cannot_be_shown_is_told_by_the_doctor(kind: str) -> None:
    name = put(kind)
    if kind == "png of 2,000,000,000 × 1":
        assert why_not(name) in ("pixels", "damaged")
    else:
        assert why_not(name) == WRONG[kind][0]
    assert picture(name) is None
    found = _logo(name, Speaker("nl"))
    assert (found.id, found.state) == ("logo", "problem")
    assert found.seen.startswith("Het logo logo.png kan niet getoond worden: ")
    assert found.mend


@pytest.mark.parametrize("kind", ["PNG", "JPG", "BMP"])
@pytest.mark.parametrize("name", ["logo.png", "~/logo.jpeg", "/{}/logo"])
def test_what_can_be_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, name: str
) -> None:
    """By what it is, not by how it is called, and wherever it is."""
    monkeypatch.setenv("HOME", str(tmp_path))
    name = name.format(tmp_path).replace("//", "/")
    (home() / Path(name).expanduser()).write_bytes(made(kind))
    assert why_not(name) == ""
    image = picture(name)
    assert image is not None
    assert image.size() == QSize(300, 200)
    assert _logo(name, Speaker("en")).state == "ok"


def test_one_with_a_small_picture_inside() -> None:
    """Cameras put one into the head of a JPEG; with trailing bytes after the end."""
    inside, outer = made("JPG", 16, 16), made("JPG")
    head = b"\xff\xe1" + (len(inside) + 2).to_bytes(2, "big") + inside
    (home() / "logo.png").write_bytes(outer[:2] + head + outer[2:] + b"trailer")
    assert why_not("logo.png") == ""
    (home() / "logo.png").write_bytes((outer[:2] + head + outer[2:])[:-40])
    assert why_not("logo.png") == "damaged"


@pytest.fixture
def counter(
    stage: Stage, qapp: QApplication, assistant: Assistant, qtbot: QtBot
) -> Iterator[Callable[[str], Counter]]:
    """A counter of a shop with this logo."""
    stage.close()
    opened = []

    def open_it(logo: str) -> Counter:
        heard = copied(assistant)
        heard.settings = msgspec.structs.replace(assistant.settings, logo=logo)
        shell = build(qapp, heard, "staff", QSize(1366, 768), motion=False)
        opened.append(shell)
        shell.show()
        return Counter(shell, qtbot).home()  # type: ignore[return-value]

    yield open_it
    for shell in opened:
        take_away(shell)


@pytest.mark.parametrize("kind", ["svg", "half a png", "png of 12,000 × 12,000", "pipe", "nothing"])
def test_what_cannot_be_shown_is_told_at_the_counter(
    counter: Callable[[str], Counter], kind: str
) -> None:
    assert "logo" in counter(put(kind)).find("settings:unset").accessibleDescription()


def test_what_can_be_shown_is_no_matter_at_the_counter(counter: Callable[[str], Counter]) -> None:
    (home() / "logo.png").write_bytes(made("PNG"))
    assert counter("logo.png").all_named("settings:unset") == []
