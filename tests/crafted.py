"""Hand-over codes that somebody made up: anything at all, behind a check value that is right."""

from __future__ import annotations

import random
import struct

import base45

from magapp.pack import Pack
from magapp.visit.handover import _DIGEST, VERSION, _check

LONGEST = 1_200
"""Bytes that still make a line which is looked at."""


def crafted(pack: Pack, content: bytes) -> str:
    """The line that holds this content, as if the program had written it."""
    whole = content[:LONGEST] + bytes.fromhex(pack.digest)[:_DIGEST]
    return f"MAG{VERSION}:{base45.b45encode(whole + _check(whole)).decode()}"


HUGE = [
    b"\xdd\x40\x00\x00\x00",  # an array of 2**30 things
    b"\xdf\x40\x00\x00\x00",  # a map of as many
    b"\xdb\x40\x00\x00\x00",  # a text of 1 GiB
    b"\xc6\x40\x00\x00\x00",  # bytes
    b"\xc9\x40\x00\x00\x00\x01",  # an extension
    b"\xdd\xff\xff\xff\xff",
    b"\xdf\xff\xff\xff\xff",
]
DEEP = [b"\x91" * 1_000, b"\x81\x00" * 500, b"\x81" * 1_000, b"\xdc\x00\x01" * 300]


def anything(chance: random.Random, depth: int = 0) -> bytes:
    """Some MessagePack value, whole or not, of every type that there is."""
    kind = chance.randrange(18 if depth < 4 else 12)
    if kind == 0:
        return chance.choice([b"\xc0", b"\xc1", b"\xc2", b"\xc3"])  # nil, never used, booleans
    if kind == 1:
        return bytes([chance.randrange(128)])
    if kind == 2:
        return bytes([chance.randrange(0xE0, 0x100)])  # -32 to -1
    if kind == 3:
        return b"\xcf" + chance.randbytes(8)
    if kind == 4:
        return b"\xd3" + chance.randbytes(8)
    if kind == 5:
        numbers = [0.0, -0.0, 0.5, -1.0, 1e308, float("inf"), float("-inf"), float("nan")]
        return b"\xcb" + struct.pack(">d", chance.choice(numbers))
    if kind == 6:
        return b"\xca" + chance.randbytes(4)
    if kind == 7:
        text = chance.choice(["", "unsure", "kidney", "é" * 9, "\0", "\u202e", "x" * 300]).encode()
        return b"\xda" + struct.pack(">H", len(text)) + text
    if kind == 8:
        return b"\xc4\x03" + chance.randbytes(3)
    if kind == 9:
        return chance.choice([b"\xd4", b"\xd5\x00", b"\xd6\xff\x00\x00"]) + chance.randbytes(2)
    if kind == 10:
        return b"\xcd" + chance.randbytes(2)
    if kind == 11:
        return b"\xda\x00\x05" + chance.randbytes(5)  # a text that may be none
    if kind == 12:
        return chance.choice(HUGE + DEEP)
    if kind in (13, 14):
        count = chance.randrange(16)
        return bytes([0x80 | count]) + b"".join(
            anything(chance, depth + 1) for _ in range(2 * count)
        )
    count = chance.randrange(16)
    return bytes([0x90 | count]) + b"".join(anything(chance, depth + 1) for _ in range(count))


def nearly(chance: random.Random, pack: Pack) -> bytes:
    """As many values as there are questions, most of a kind that some question takes, and names."""
    count = len(pack.questions) + chance.choice([0, 0, 0, -1, 1])
    values = []
    left_out = chance.choice([0.5, 0.8, 0.9])
    for _ in range(count):
        kind = chance.randrange(6)
        if kind == 0 or chance.random() < left_out:
            values.append(b"\xc0")
        elif kind < 4:
            values.append(bytes([chance.choice([0, 1, 2, 3, 4, 7, 127, 0xE0, 0xFE, 0xFF])]))
        elif kind == 4:
            items = chance.randrange(4)
            values.append(
                bytes([0x80 | items])
                + b"".join(
                    bytes([chance.randrange(20)]) + anything(chance, 3) for _ in range(items)
                )
            )
        else:
            values.append(anything(chance, 3))
    named = [bytes([chance.choice([0, 1, 5, 0xFF])]) for _ in range(chance.randrange(4))]
    medicines = bytes([0x90 | len(named)]) + b"".join(named)
    while values and values[-1] == b"\xc0" and chance.random() < 0.95:
        values.pop()
    count = len(values)
    head = bytes([0x90 | count]) if count < 16 else b"\xdc" + struct.pack(">H", count)
    answers = head + b"".join(values)
    return b"\x92" + answers + (medicines if chance.random() < 0.9 else anything(chance, 3))
