"""A pack as it travels: whole and as it was signed, or refused."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from sent import CHAIN, MADE, STRANGER, changed, files, own, put_together, sent, taken_apart

from magapp.delivery import parcel
from magapp.delivery.parcel import number_for, read_parcel, version_parts, wrap
from magapp.delivery.signing_keys import make_key, public_half, read_key
from magapp.errors import InputError
from magapp.pack.folder import MAX_BYTES, MAX_FILES, read_everything

CONTENT = sent(7, dict(files()), version="0.1.0")


def why(content: bytes) -> str:
    with pytest.raises(InputError) as refused:
        read_parcel(content)
    return refused.value.code


def test_what_arrives_is_what_was_sent() -> None:
    came = read_parcel(CONTENT)
    assert came.files == files()
    assert came.pack().digest == own().pack.digest
    assert (came.manifest.number, came.manifest.by) == (7, "N. N.")
    assert (came.manifest.made, came.manifest.key) == (MADE, public_half(CHAIN))


def test_the_same_pack_is_the_same_file(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    came = read_parcel(CONTENT)
    came.unpack(folder)
    pack = came.pack()
    files = read_everything(folder)
    again = wrap(files, pack.id, pack.version, CHAIN, 7, "N. N.", MADE, "0.1")
    assert again == CONTENT


def test_no_byte_can_be_another() -> None:
    """At seeded places, in the manifest and the signature at each one."""
    chance = random.Random(15)
    places = {*range(400), *chance.sample(range(len(CONTENT)), 600)}
    for at in sorted(places):
        spoilt = bytearray(CONTENT)
        spoilt[at] ^= 1 << chance.randrange(8)
        assert why(bytes(spoilt)) in ("delivery_damaged", "delivery_altered", "delivery_name")


def test_it_comes_whole_or_not_at_all() -> None:
    chance = random.Random(16)
    for length in {0, 1, 8, 9, len(CONTENT) - 1, *chance.sample(range(len(CONTENT)), 100)}:
        assert why(CONTENT[:length]) == "delivery_damaged"
    assert why(CONTENT + b"\0") == "delivery_damaged"
    assert why(CONTENT + CONTENT) == "delivery_damaged"


def test_noise_is_refused() -> None:
    chance = random.Random(17)
    for _ in range(300):
        noise = chance.randbytes(chance.randrange(200))
        assert why(noise) == why(parcel.MARK + noise) == "delivery_damaged"
    assert why(parcel.MARK + b"\x91" * 100_000) == "delivery_damaged"  # a list in a list in a ...
    assert why(parcel.MARK + b"\xdf\xff\xff\xff\xff") == "delivery_damaged"  # says it is very long


def part(at: int, value: object) -> bytes:
    parts = taken_apart(CONTENT)
    parts[at] = value
    return put_together(parts)


def inside(change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The same with other files, as somebody could send it who has no key."""
    parts = taken_apart(CONTENT)
    held = parts[3]
    assert isinstance(held, dict)
    change(held)
    return put_together(parts)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (inside(lambda held: held.update({"pack.toml": b"id = 'other'"})), "delivery_altered"),
        (inside(lambda held: held.pop("rules.toml")), "delivery_altered"),
        (inside(lambda held: held.update({"more.toml": b""})), "delivery_altered"),
        (inside(lambda held: held.update({"../pack.toml": b""})), "delivery_name"),
        (
            inside(lambda held: held.update({"big.toml": b"a" * (MAX_BYTES + 1)})),
            "delivery_damaged",
        ),
        (
            inside(lambda held: held.update({f"x{'y' * n}.toml": b"" for n in range(MAX_FILES)})),
            "delivery_damaged",
        ),
        (part(1, taken_apart(sent(8, dict(files())))[1]), "delivery_altered"),
        (part(1, b""), "delivery_damaged"),
        (part(0, public_half(STRANGER)), "delivery_altered"),
        (part(2, taken_apart(sent(8, dict(files())))[2]), "delivery_altered"),
        (part(2, b"{}"), "delivery_altered"),
    ],
)
def test_what_was_put_together_by_another(content: bytes, code: str) -> None:
    assert why(content) == code


NAMES = [
    "../pack.toml", "/etc/passwd", "a/b.toml", "text/nl/../x.toml", "text//x.toml", "pack.toml\n",
    "pack.toml\0", "con.py", "cases/../x.toml", "text/nl/x.toml/y.toml", "Pack.toml", "",
    "C:\\pack.toml", "\u202etoml.kcap", "text/nl/" + "a" * 100 + ".toml",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_pack_has_such_a_name(name: str) -> None:
    strange = {**files(), name: b""}
    with pytest.raises(InputError, match="has a name"):
        wrap(strange, "vitamin_d", "1", CHAIN, 1, "N. N.", MADE, "0.1")
    # And where somebody signs it all the same:
    parts = taken_apart(CONTENT)
    manifest = msgspec.json.decode(parts[2])
    manifest["files"][name] = parcel.digest_of(b"")
    said = msgspec.json.encode(manifest)
    parts[1:] = [CHAIN.sign(parcel._PURPOSE + said), said, strange]
    assert why(put_together(parts)) == "delivery_name"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", 2), ("number", 0), ("number", -1), ("number", 10**13), ("number", "7"),
        ("by", ""), ("by", "a" * 81), ("by", "N\u202eN"), ("version", "1\n2"), ("needs", "new"),
        ("made", "yesterday"), ("made", "2026-11-30T17:35:00"), ("files", []), ("more", 1),
        ("key", public_half(STRANGER)),
    ],
)  # fmt: skip
def test_what_is_said_of_it_has_to_be_right_even_signed(key: str, value: object) -> None:
    parts = taken_apart(CONTENT)
    manifest = msgspec.json.decode(parts[2])
    manifest[key] = value
    said = msgspec.json.encode(manifest)
    parts[1:3] = [CHAIN.sign(parcel._PURPOSE + said), said]
    assert why(put_together(parts)) in ("delivery_damaged", "delivery_altered")


def test_a_signature_made_for_something_else_is_none() -> None:
    parts = taken_apart(CONTENT)
    assert why(part(1, CHAIN.sign(parts[2]))) == "delivery_altered"


def test_a_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    public = make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert public_half(read_key(path)) == public
    with pytest.raises(InputError, match="already"):
        make_key(path)
    path.chmod(0o640)
    with pytest.raises(InputError, match="others than its owner"):
        read_key(path)
    for text in (b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"):
        (tmp_path / "none").write_bytes(text)
        (tmp_path / "none").chmod(0o600)
        with pytest.raises(InputError, match="no private key"):
            read_key(tmp_path / "none")


def test_numbers_and_versions() -> None:
    assert number_for(MADE) == 202611301735
    assert version_parts("0.10") > version_parts("0.9.9")
    assert version_parts("1.0.0") == version_parts("1") < version_parts("1.0.1rc2")


def test_a_changed_pack_is_another_one() -> None:
    assert read_parcel(sent(8, changed())).pack().digest != own().pack.digest
