"""Reads what an ESC/POS printer is sent, by the makers' own description of the commands.

Knows as much as a slip needs, and refuses everything else: an unknown command would be printed as
nonsense.
"""

from __future__ import annotations

from typing import NamedTuple


class Paper(NamedTuple):
    """What came out: rows of dots (True is black), and how often it was cut."""

    rows: list[list[bool]]
    cuts: int


def read(content: bytes) -> Paper:
    """Print it all."""
    rows: list[list[bool]] = []
    cuts, at = 0, 0
    while at < len(content):
        if content[at : at + 2] == b"\x1b@":  # initialise
            at += 2
        elif content[at : at + 3] == b"\x1dv0":  # raster bit image
            assert content[at + 3] == 0, "stretched"
            wide = int.from_bytes(content[at + 4 : at + 6], "little")
            high = int.from_bytes(content[at + 6 : at + 8], "little")
            at += 8
            for _ in range(high):
                line = content[at : at + wide]
                assert len(line) == wide, "the image ends too early"
                rows.append([bool(byte >> bit & 1) for byte in line for bit in range(7, -1, -1)])
                at += wide
        elif content[at : at + 2] == b"\x1bd":  # feed lines
            at += 3
        elif content[at : at + 2] == b"\x1dV":  # cut
            at += 4 if content[at + 2] in (65, 66) else 3
            cuts += 1
        elif content[at : at + 1] == b"\n":
            at += 1
        else:
            raise AssertionError(f"unknown command {content[at : at + 4]!r} at {at}")
    return Paper(rows, cuts)
