"""The map of the shop: a picture that the shop has given, and where on it which shelf is.

Two files of the shop's folder hold it: a picture, and beside it `shelf-map.json` with its places,
each a shelf's name and a point in fractions of the picture. The picture is called by what is in
it, so that another one lies beside it until the places name that. Nothing read here is believed: a
fault costs the map alone.
"""

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Annotated
from unicodedata import normalize

import msgspec

from magapp.errors import InputError, refused_by_system
from magapp.machine.pictures import look_at_picture
from magapp.reading import take
from magapp.settings.writing import put_in_place, unwritable_is_said

FILE = "shelf-map.json"
MAX_BYTES = 2_500_000
MOST_PLACES = 500
MOST_SIGNS = 1_000
"""Of the name of a shelf: as many as a product may have."""
MAX_PICTURE = 20_000_000
_PICTURE = re.compile(r"shelf-map-[0-9a-f]{12}\.(png|jpeg|webp|bmp|gif)")
_WORD = re.compile(r"\d+|[^\W\d_]+")

Words = tuple[str, ...]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
"""How far along the picture, from its left or its top."""


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a shelf is, and all whose names begin with its name."""

    shelf: Annotated[str, msgspec.Meta(min_length=1, max_length=MOST_SIGNS)]
    x: Share
    y: Share


class ShelfMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The name of a picture in the shop's folder, and the places on it, each shelf once."""

    picture: str
    places: Annotated[tuple[Place, ...], msgspec.Meta(max_length=MOST_PLACES)] = ()

    def __post_init__(self) -> None:
        names = [each.shelf for each in self.places]
        fit = all(name and name == shelf_name(name) for name in names)
        if not fit or len(self._named) < len(names) or not _PICTURE.fullmatch(self.picture):
            raise ValueError

    @cached_property
    def _named(self) -> dict[Words, Place]:
        return {words_of(each.shelf): each for each in self.places}

    def place(self, shelf: str) -> Place | None:
        """Where a shelf is: of the places with whose names it begins, the one that says most."""
        words = words_of(shelf)
        begins = (words[:count] for count in range(len(words), 0, -1))
        return next((self._named[each] for each in begins if each in self._named), None)

    def own(self, shelf: str) -> Place | None:
        """The place of this name itself."""
        return self._named.get(words_of(shelf))

    def put(self, shelf: str, x: float, y: float) -> "ShelfMap":
        """The map with a shelf here; what is beside the picture comes to its edge.

        Raises InputError when there are too many.
        """
        rest = self.without(shelf).places
        if len(rest) >= MOST_PLACES:
            raise InputError(FILE, "shelf_map_full", most=MOST_PLACES)
        place = Place(shelf_name(shelf), *(round(min(1.0, max(0.0, each)), 4) for each in (x, y)))
        return ShelfMap(self.picture, (*rest, place))

    def without(self, shelf: str) -> "ShelfMap":
        """The map without the place of this name."""
        own = self.own(shelf)
        return ShelfMap(self.picture, tuple(each for each in self.places if each is not own))


def shelf_name(shelf: str) -> str:
    """The name of a shelf as a map has it: on one line, and all of it to be seen."""
    text = " ".join(normalize("NFKC", shelf).split())
    return "".join(each for each in text if each.isprintable())[:MOST_SIGNS].strip()


def words_of(shelf: str) -> Words:
    """What the name of a shelf consists of: `B2-7` as well as `b 2 / 07` is (b, 2, 7)."""
    text = shelf_name(shelf)
    return tuple(_plain(each) for each in _WORD.findall(text)) or tuple(text.split())


def _plain(word: str) -> str:
    return (word.lstrip("0") or "0") if word.isdecimal() else word.casefold()


def racks(shelves: Iterable[str]) -> tuple[str, ...]:
    """The beginnings that several shelves have in common, as `B2`.

    One that all of them have tells nothing apart, and is none.
    """
    named = {words_of(each): shelf_name(each) for each in shelves}
    counts = Counter(words[:end] for words in named for end in range(1, len(words)))
    found: dict[Words, str] = {}
    for words, shelf in named.items():
        for end, word in enumerate(_WORD.finditer(shelf), 1):
            begin = words[:end]
            if end < len(words) and 1 < counts[begin] < len(named) and begin not in named:
                found.setdefault(begin, shelf[: word.end()])
    return tuple(found.values())


def in_order(shelf: str) -> list[tuple[int, str]]:
    """What shelves are sorted by: `B2` before `B10`."""
    return [(len(each) if each.isdecimal() else 0, each) for each in words_of(shelf)]


# --- the files -----------------------------------------------------------------------------------


def read_map(folder: Path) -> ShelfMap | None:
    """The map of the shop; None where it has none. The picture itself is not looked at.

    Raises InputError when it cannot be read.
    """
    path = folder / FILE
    try:
        content = take(path, MAX_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(str(path), "unreadable", why=refused_by_system(error)) from None
    return understood(content, str(path))


def understood(content: bytes, place: str) -> ShelfMap:
    """The map that a file holds. Raises InputError, with the place, when it is none."""
    try:
        return msgspec.json.decode(content, type=ShelfMap)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise InputError(place, "shelf_map_damaged") from None


def keep_map(folder: Path, shelf_map: ShelfMap) -> None:
    """Write the map, whole or not at all. Raises InputError when it cannot be written."""
    content = msgspec.json.format(msgspec.json.encode(shelf_map), indent=1)
    _write(folder / FILE, content + b"\n")


def keep_picture(folder: Path, content: bytes) -> str:
    """Write the picture of a map; its name. Raises InputError when it is none, or cannot be."""
    kind = look_at_picture(content, FILE)
    name = f"shelf-map-{sha256(content).hexdigest()[:12]}.{kind}"
    _write(folder / name, content)
    return name


def _write(path: Path, content: bytes) -> None:
    with unwritable_is_said(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(path, content)


def remove_map(folder: Path) -> None:
    """Have no map any more; its picture stays until `tidy`. Raises InputError when it cannot be."""
    path = folder / FILE
    with unwritable_is_said(path):
        path.unlink(missing_ok=True)


def tidy(folder: Path) -> None:
    """Remove pictures of maps that were; what cannot be removed stays."""
    try:
        kept = read_map(folder)
    except InputError:  # somebody may mend it
        return
    with suppress(OSError):
        for path in folder.glob("shelf-map-*"):
            if _PICTURE.fullmatch(path.name) and (kept is None or path.name != kept.picture):
                path.unlink()
