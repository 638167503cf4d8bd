"""The PIN's file is believed only when this program, for this user, can have written it."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from magapp.machine.pin import FILE, Pin, read_pin, set_pin

DIGITS = "04711"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a PIN."""
    set_pin(tmp_path, DIGITS)
    return tmp_path


HASH = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\xff\xff\n0\n",
        b"plain 4711\n0\n",
        HASH.encode(),
        f"{HASH}\n{'9' * 10_000}\n".encode(),
        f"{HASH}\n0\nmore\n".encode(),
        HASH.replace("m=65536", "m=4194304").encode() + b"\n0\n",  # 4 GiB for a try
        HASH.replace("t=3", "t=99").encode() + b"\n0\n",
        HASH.replace("p=4", "p=99").encode() + b"\n0\n",
        HASH.replace("argon2id", "argon2d").encode() + b"\n0\n",
        HASH.replace("65536", "\u0661").encode() + b"\n0\n",
        b"x" * 10_000_000,
    ],
)
def test_what_is_no_hash_of_ours_is_no_pin(home: Path, content: bytes) -> None:
    (home / FILE).write_bytes(content)
    one = Pin(home)
    assert not one.is_set
    assert not one.check(DIGITS)


def test_a_flipped_bit_lets_nobody_out_and_stops_nothing(home: Path) -> None:
    chance = random.Random(4)
    whole = (home / FILE).read_bytes()
    tries = 0
    for at in range(len(whole)):
        content = bytearray(whole)
        content[at] ^= 1 << chance.randrange(8)
        (home / FILE).write_bytes(content)
        one = Pin(home)
        assert one.wait() <= 900
        if one.is_set and at % 12 == 0 and tries < 4 and bytes(content[:60]) != whole[:60]:
            tries += 1
            assert not one.check(DIGITS)
    set_pin(home, DIGITS)
    assert Pin(home).check(DIGITS)


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666, 0o777])
def test_one_that_others_may_write_is_no_pin(home: Path, mode: int) -> None:
    (home / FILE).chmod(mode)
    assert not Pin(home).is_set
    (home / FILE).chmod(0o644)
    assert Pin(home).is_set


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_one_of_another_user_is_no_pin(home: Path) -> None:
    os.chown(home / FILE, 4711, 4711)
    assert not Pin(home).is_set
    os.chown(home, 4711, 4711)  # a folder that is that user's own, looked into by root
    assert Pin(home).is_set


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_only_a_file_is_one(home: Path) -> None:
    path = home / FILE
    path.unlink()
    os.mkfifo(path)
    assert read_pin(path) is None
    path.unlink()
    path.symlink_to("/dev/zero")
    assert read_pin(path) is None
    path.unlink()
    path.mkdir()
    assert read_pin(path) is None
