"""What a picture is and how large, by its first bytes: looked at before anything draws it.

A small file can be a very large picture, and a drawing (SVG) a program. So only the kinds below are
drawn at all, and only up to a size that a small machine has the memory for.
"""

from collections.abc import Callable
from pathlib import Path
from struct import error as ShortError  # noqa: N812 - not an error of ours
from struct import unpack_from

from magapp.errors import InputError, MagappError
from magapp.settings import home

MOST_POINTS = 50_000_000
"""Width times height. A large camera makes as many; four bytes each while it is drawn."""
PHOTOS = "photos"
PHOTO_KINDS = ("jpg", "jpeg", "png", "webp")
"""The shop's photos of products: their folder, and how their names end."""
MOST_SIDE = 30_000
MOST_PASSES = 100
"""Of a JPEG that sharpens bit by bit. Some ten are usual; each takes as long as the whole."""


def photo(named: str, ean: str, folder: Path | None = None) -> str:
    """The file with the picture of a product: the one its list names, else the shop's own photo.

    That is in the folder `photos` of the program's own, and called by the product's number. Empty
    where there is none.
    """
    if named or not ean.isdecimal():
        return named
    try:
        photos = (folder or home()) / PHOTOS
        found = (f"{ean}.{kind}" for kind in PHOTO_KINDS if (photos / f"{ean}.{kind}").is_file())
        return next((f"{PHOTOS}/{name}" for name in found), "")
    except (OSError, MagappError):
        return ""


def picture_kind(content: bytes) -> str:
    """What a picture says it is in its first bytes: a kind below, or nothing."""
    return next((kind for kind, begins, _ in _KINDS if begins(content)), "")


def look_at_picture(content: bytes, place: str) -> str:
    """The kind of a picture: `png`, `jpeg`, `webp`, `bmp` or `gif`.

    Raises InputError, with the place, for what is none of them or too large.
    """
    for kind, begins, size in _KINDS:
        if not begins(content):
            continue
        try:
            wide, high = size(content)
        except (ShortError, ValueError, IndexError):
            break
        if wide <= 0 or high <= 0:
            break
        if wide * high > MOST_POINTS or max(wide, high) > MOST_SIDE:
            raise InputError(place, "picture_size", wide=wide, high=high)
        if kind == "jpeg" and content.count(b"\xff\xda") > MOST_PASSES:
            break
        return kind
    raise InputError(place, "picture_kind")


def _png(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR":
        raise ValueError
    wide, high = unpack_from(">II", content, 16)
    return wide, high


def _jpeg(content: bytes) -> tuple[int, int]:
    """The size that the first frame has; another one behind it is not believed."""
    at, found = 2, (0, 0)
    while at < len(content):
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1
        sign, kind = content[at], content[at + 1]
        if sign != 0xFF:
            raise ValueError
        if kind == 0xDA or kind == 0xD9:  # the picture itself
            break
        if kind == 0x01 or 0xD0 <= kind <= 0xD8:
            at += 2
            continue
        (length,) = unpack_from(">H", content, at + 2)
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            if found != (0, 0):
                raise ValueError
            high, wide = unpack_from(">HH", content, at + 5)
            found = wide, high
        at += 2 + max(length, 2)
    return found


def _gif(content: bytes) -> tuple[int, int]:
    wide, high = unpack_from("<HH", content, 6)
    return wide, high


def _bmp(content: bytes) -> tuple[int, int]:
    (header,) = unpack_from("<I", content, 14)
    if header == 12:
        wide, high = unpack_from("<HH", content, 18)
    else:
        wide, high = unpack_from("<ii", content, 18)
    return wide, abs(high)


def _webp(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        wide, high = unpack_from("<HH", content, 26)
        return wide & 0x3FFF, high & 0x3FFF
    if kind == b"VP8L" and content[20] == 0x2F:
        (bits,) = unpack_from("<I", content, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        wide, high = (int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
        return wide + 1, high + 1
    raise ValueError


_KINDS: tuple[tuple[str, Callable[[bytes], bool], Callable[[bytes], tuple[int, int]]], ...] = (
    ("png", lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"), _png),
    ("jpeg", lambda content: content.startswith(b"\xff\xd8\xff"), _jpeg),
    ("webp", lambda content: content.startswith(b"RIFF") and content[8:12] == b"WEBP", _webp),
    ("bmp", lambda content: content.startswith(b"BM"), _bmp),
    ("gif", lambda content: content.startswith((b"GIF87a", b"GIF89a")), _gif),
)
