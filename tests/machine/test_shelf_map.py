"""The map of the shop: which place a shelf stands at, and files that are no map."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from magapp.errors import InputError
from magapp.machine.shelf_map import (
    FILE,
    MAX_BYTES,
    MOST_PLACES,
    Place,
    ShelfMap,
    in_order,
    keep_map,
    keep_picture,
    racks,
    read_map,
    remove_map,
    shelf_name,
    tidy,
    understood,
    words_of,
)

PICTURE = "shelf-map-0123456789ab.png"
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf"
    b"\xc0\0\0\3\1\1\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82"
)


def shop(*shelves: str) -> ShelfMap:
    found = ShelfMap(PICTURE)
    for at, shelf in enumerate(shelves):
        found = found.put(shelf, at / 10, 0.5)
    return found


@pytest.mark.parametrize(
    ("shelf", "stands_at"),
    [
        ("B2-7", "B2-7"),
        ("b 2 / 07", "B2-7"),
        ("B2-9", "B2"),
        ("B2.7.1", "B2-7"),
        ("B2", "B2"),
        ("B21-7", ""),
        ("B3-1", ""),
        ("B", ""),
        ("Kast rood 3", "kast"),
        ("kastje", ""),
        ("★", "★"),
        ("☆", ""),
        ("", ""),
        ("-", ""),
        ("\u2066B2-9\u2069", "B2"),  # as it is written among words that run from right to left
    ],
)
def test_a_shelf_stands_at_the_place_that_says_most_of_its_name(shelf: str, stands_at: str) -> None:
    found = shop("B2", "B2-7", "kast", "★").place(shelf)
    assert (found.shelf if found else "") == stands_at


def test_places_are_put_moved_and_taken_off() -> None:
    first = shop("B2", "B3")
    moved = first.put("b-2", 1.7, -0.2)  # beside the picture: at its edge
    assert moved.own("B2") == Place("b-2", 1.0, 0.0)
    assert len(moved.places) == 2
    assert first.own("B2") == Place("B2", 0.0, 0.5)
    assert [each.shelf for each in moved.without("B 2").places] == ["B3"]
    assert moved.without("B9") == moved
    full = ShelfMap(PICTURE, tuple(Place(f"S{at}", 0, 0) for at in range(MOST_PLACES)))
    assert full.put("S3", 1, 1).own("S3") == Place("S3", 1.0, 1.0)
    with pytest.raises(InputError, match="holds no more"):
        full.put("S1000", 0, 0)


def test_racks_are_what_shelves_begin_with_in_common() -> None:
    shelves = ["B2-1", "B2-7", "B10-1", "B10-2", "Kassa", "b2-9"]
    assert sorted(racks(shelves), key=in_order) == ["B", "B2", "B10"]
    assert racks(["B2-1", "B2-2"]) == ()  # all of them begin so: it tells nothing apart
    assert racks(["B2", "B2-1", "B2-2", "C"]) == ("B",)  # one that is a shelf itself is none
    assert sorted(["B10", "B2", "A"], key=in_order) == ["A", "B2", "B10"]


def test_a_map_is_kept_and_read(tmp_path: Path) -> None:
    assert read_map(tmp_path) is None
    assert read_map(tmp_path / "nowhere") is None
    name = keep_picture(tmp_path / "new", PNG)
    kept = ShelfMap(name).put("  B2-7\u00a0 x\n", 0.123456, 0.5).put("schap é\u0301", 0, 1)
    keep_map(tmp_path / "new", kept)
    assert read_map(tmp_path / "new") == kept
    assert kept.places[0] == Place("B2-7 x", 0.1235, 0.5)
    assert (tmp_path / "new" / name).read_bytes() == PNG
    another = keep_picture(tmp_path / "new", PNG + b"!")
    assert another != name
    tidy(tmp_path / "new")
    assert {each.name for each in (tmp_path / "new").iterdir()} == {FILE, name}
    remove_map(tmp_path / "new")
    remove_map(tmp_path / "new")
    (tmp_path / "new" / "shelf-map-mine.png").write_bytes(PNG)  # none of ours
    tidy(tmp_path / "new")
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["shelf-map-mine.png"]


def test_what_is_no_picture_is_not_kept(tmp_path: Path) -> None:
    lying = PNG[:16] + (60_000).to_bytes(4, "big") * 2 + PNG[24:]
    for content, code in (
        (lying, "picture_size"), (PNG[:18], "picture_kind"), (b"<svg/>", "picture_kind"),
    ):  # fmt: skip
        with pytest.raises(InputError) as caught:
            keep_picture(tmp_path, content)
        assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


WRONG = {
    "another folder": b'{"picture": "../shelf-map-0123456789ab.png"}',
    "another file": b'{"picture": "settings.toml"}',
    "beside it": b'{"picture": "%s", "places": [{"shelf": "B", "x": 1.2, "y": 0}]}',
    "endless": b'{"picture": "%s", "places": [{"shelf": "B", "x": 1e999, "y": 0}]}',
    "no number": b'{"picture": "%s", "places": [{"shelf": "B", "x": NaN, "y": 0}]}',
    "no name": b'{"picture": "%s", "places": [{"shelf": "", "x": 0, "y": 0}]}',
    "two lines": b'{"picture": "%s", "places": [{"shelf": "B\\n2", "x": 0, "y": 0}]}',
    "turned round": b'{"picture": "%s", "places": [{"shelf": "B\\u202e2", "x": 0, "y": 0}]}',
    "twice": b'{"picture": "%s", "places": [{"shelf": "B2", "x": 0, "y": 0},'
    b' {"shelf": "b-2", "x": 1, "y": 0}]}',
    "more": b'{"picture": "%s", "place": []}',
    "deep": b"[" * 100_000,
    "too long": b'{"picture": "%s", "places": [{"shelf": "'
    + b"B" * 2_000
    + b'", "x": 0, "y": 0}]}',
    "too many": b'{"picture": "%s", "places": ['
    + b",".join(b'{"shelf": "S%d", "x": 0, "y": 0}' % at for at in range(MOST_PLACES + 1))
    + b"]}",
    "not text": b"\xff\xfe",
    "nothing": b"",
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_map_is_refused_in_words(tmp_path: Path, what: str) -> None:
    (tmp_path / FILE).write_bytes(WRONG[what].replace(b"%s", PICTURE.encode()))
    with pytest.raises(InputError) as caught:
        read_map(tmp_path)
    assert caught.value.code == "shelf_map_damaged"
    assert "plattegrond" in caught.value.told("nl")
    tidy(tmp_path)  # somebody may mend it
    assert (tmp_path / FILE).exists()


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(bytes(MAX_BYTES + 1))
    with pytest.raises(InputError, match="larger than"):
        read_map(tmp_path)
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    with pytest.raises(InputError, match="folder"):
        read_map(tmp_path)
    with pytest.raises(InputError, match="cannot be written"):
        keep_map(tmp_path, shop("B2"))


def test_any_damage_is_a_map_or_a_fault() -> None:
    """Bytes changed, lost and doubled at random: never anything else, and never out of bounds."""
    dice = random.Random(7)
    whole = msgspec.json.encode(shop("B2", "B2-7", "kast rood"))
    taken = 0
    for _ in range(2_000):
        content = bytearray(whole)
        for _ in range(dice.randint(1, 2)):
            at = dice.randrange(len(content))
            match dice.randrange(3):
                case 0:
                    content[at] = dice.randrange(256)
                case 1:
                    del content[at : at + dice.randint(1, 9)]
                case _:
                    content[at:at] = content[at : at + dice.randint(1, 9)]
        try:
            found = understood(bytes(content), FILE)
        except InputError:
            continue
        taken += 1
        assert "/" not in found.picture
        for place in found.places:
            assert 0 <= place.x <= 1
            assert 0 <= place.y <= 1
            assert place.shelf == shelf_name(place.shelf)
            assert words_of(place.shelf)
            assert found.own(place.shelf) is place
    assert taken > 50
