"""Pictures are looked at before they are drawn: kind, size, memory, time."""

from __future__ import annotations

import os
import random
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter

from magapp.errors import InputError
from magapp.machine.pictures import MOST_PASSES, look_at_picture
from ui.look.picture import picture

pytestmark = pytest.mark.gui


def drawn(kind: str, wide: int = 40, high: int = 30) -> bytes:
    image = QImage(QSize(wide, high), QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    device = QBuffer()
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(device, QByteArray(kind.encode())).write(image)
    return bytes(device.data().data())


def _chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def png(wide: int, high: int, rows: bytes = b"", colours: int = 0) -> bytes:
    head = struct.pack(">IIBBBBB", wide, high, 8, colours, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def gif(wide: int, high: int) -> bytes:
    """The smallest picture there is, of one point, that says it is of another size."""
    return (
        b"GIF89a"
        + struct.pack("<HH", wide, high)
        + bytes.fromhex("800000000000ffffff2c000000000100010000020144003b")
    )


KINDS = ("png", "jpeg", "webp", "bmp")


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_is_known_by_its_first_bytes(kind: str, tmp_path: Path) -> None:
    content = drawn(kind)
    assert look_at_picture(content, "it") == kind
    path = tmp_path / "photo.xyz"  # what it is decides, not how it is called
    path.write_bytes(content)
    assert picture(str(path)) is not None
    assert look_at_picture(gif(1, 1), "it") == "gif"


def test_a_very_large_picture_is_not_drawn(tmp_path: Path) -> None:
    jpeg, bmp, webp = (bytearray(drawn(kind)) for kind in ("jpeg", "bmp", "webp"))
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 5 : at + 9] = struct.pack(">HH", 30_000, 30_000)
    bmp[18:26] = struct.pack("<ii", 30_000, -30_000)
    spot = webp.index(b"VP8")
    if webp[spot : spot + 4] == b"VP8 ":
        webp[26:30] = struct.pack("<HH", 16_000, 16_000)
    else:
        webp[21:25] = struct.pack("<I", 15_999 | 15_999 << 14)
    bombs = {
        "png": png(30_000, 30_000, bytes(30_001) * 30_000), "jpeg": bytes(jpeg),
        "bmp": bytes(bmp), "webp": bytes(webp), "gif": gif(60_000, 60_000),
        "thin": png(50_000_000, 1),
    }  # fmt: skip
    for name, content in bombs.items():
        with pytest.raises(InputError) as raised:
            look_at_picture(content, name)
        assert raised.value.code == "picture_size", name
        path = tmp_path / name
        path.write_bytes(content)
        assert picture(str(path)) is None, name


DRAWING = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (10, 11))
from ui.look.picture import picture
print("read", picture(sys.argv[1]))
print(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
"""


def test_a_picture_of_the_most_points_is_drawn_within_bounds(tmp_path: Path) -> None:
    """In a process with bounds; 512 MiB is what a small machine has."""
    path = tmp_path / "photo.png"
    path.write_bytes(png(7_000, 7_000, bytes(1 + 4 * 7_000) * 7_000, colours=6))
    done = subprocess.run(
        [sys.executable, "-c", DRAWING, str(path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
    )
    assert done.returncode == 0, (done.returncode, done.stderr[-500:])
    said, used = done.stdout.splitlines()
    assert said.startswith("read <PySide6")
    assert int(used) < 512 << 10


def test_a_drawing_is_refused_before_anything_looks_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("was asked for a picture")

    monkeypatch.setattr(QImageReader, "read", never)
    monkeypatch.setattr(QImageReader, "size", never)
    many = "<g>" + '<use href="#a"/>' * 1000 + "</g>"
    for at, content in enumerate(
        (f"<svg xmlns='x'>{many}</svg>".encode(), b"<?xml version='1.0'?><svg/>", b"\x1f\x8bx",
         b"%PDF-1.7", b"\0\0\1\0\1\0", b"P6 9 9 255", b"II*\0", b"", b"\x89PNG", b"\xff\xd8\xff")
    ):  # fmt: skip
        path = tmp_path / f"{at}.png"
        path.write_bytes(content)
        assert picture(str(path)) is None
    os.mkfifo(tmp_path / "pipe.png")
    for name in (str(tmp_path / "pipe.png"), "/dev/zero", str(tmp_path)):
        assert picture(name) is None


def test_a_jpeg_of_many_passes_is_refused() -> None:
    content = drawn("jpeg")
    end = content.rindex(b"\xff\xd9")
    with pytest.raises(InputError, match="no picture that can be shown"):
        look_at_picture(content[:end] + b"\xff\xda\0" * (MOST_PASSES + 1) + content[end:], "it")


@pytest.mark.qt_log_level_fail("CRITICAL")  # the reader of JPEG says what it thinks of the bytes
@pytest.mark.parametrize("kind", [*KINDS, "gif"])
def test_whatever_the_bytes_are_it_is_shown_or_not(kind: str, tmp_path: Path) -> None:
    draw = random.Random(kind)
    right = gif(1, 1) if kind == "gif" else drawn(kind)
    for turn in range(60 * int(os.environ.get("MAGAPP_FUZZ", "1"))):
        content = bytearray(right)
        for _ in range(draw.randint(1, 5)):
            content[draw.randrange(len(content))] = draw.randrange(256)
        if draw.random() < 0.3:
            del content[draw.randrange(len(content)) :]
        path = tmp_path / str(turn)  # not one file: what is written within a tick looks unchanged
        path.write_bytes(content + bytes(turn % 7))
        image = picture(str(path))
        if not known(path.read_bytes()):
            assert image is None


def known(content: bytes) -> bool:
    """Whether it is of a kind and a size that are drawn at all."""
    try:
        return bool(look_at_picture(content, "it"))
    except InputError:
        return False
