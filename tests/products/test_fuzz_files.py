"""Lists and answer sets that were spoilt at random: each is read, or refused in one sentence.

They begin with the files in `tests/corpus`, where every file goes that once did harm. Seeded; with
`MAGAPP_FUZZ=100` a hundred times as many are tried. `MAGAPP_FUZZ_SEED` gives other ones.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from magapp.errors import InputError
from magapp.pack import Pack
from magapp.products.mapping import guess_mapping
from magapp.products.plan import plan_import
from magapp.products.table import read_content
from magapp.showing import shown
from magapp.visit.consultation import read_consultation

CORPUS = sorted((Path(__file__).parent.parent / "corpus").iterdir())
TIMES = int(os.environ.get("MAGAPP_FUZZ", "1"))
SEED = os.environ.get("MAGAPP_FUZZ_SEED", "")
TURNS = {".csv": 40, ".json": 60, ".xlsx": 3}
"""How many are tried of a file; a spreadsheet takes a process each."""
TOKENS = (
    b'"', b'""', b"'", b";", b",", b"\t", b"|", b"\n", b"\r", b"\0", b"\xff", b"\xe2\x80\xae",
    b"\x1b[2J", b"=1", b"1e999", b"-1", b"nan", b"9" * 400, b"[" * 400, b"{", b"}", b"null",
    b"<html>", b"PK\x03\x04", b"\xef\xbb\xbf", b"sep=x\n", b"\xc3", b"8712345678906", b" " * 2000,
)  # fmt: skip


def spoilt(content: bytes, draw: random.Random) -> bytes:
    """The content with some bytes changed, gone, doubled, moved or put in."""
    made = bytearray(content)
    for _ in range(draw.choice([1, 1, 2, 3, 8])):
        at = draw.randrange(len(made) + 1)
        until = min(len(made), at + draw.choice([1, 1, 4, 30, 300]))
        what = draw.randrange(5)
        if what == 0:
            made[at:at] = draw.choice(TOKENS)
        elif what == 1:
            del made[at:until]
        elif what == 2:
            made[at:at] = made[at:until]
        elif what == 3 and at < len(made):
            made[at] = draw.randrange(256)
        else:
            made[at:until] = bytes(reversed(made[at:until]))
    return bytes(made)


def said_of(made: bytes, path: Path, pack: Pack) -> list[str]:
    """What a person reads of a file: why it is refused, or which rows are, and the names."""
    try:
        if path.suffix == ".json":
            read_consultation(made, pack)
            return []
        table = read_content(made, path.name)
        plan = plan_import(table, guess_mapping(table, pack.substance), (), pack)
    except InputError as error:
        return [str(error), error.told("nl")]
    names = [" ".join(product.name.split()) for product in plan.products]
    return [*names, *(refusal.reason for refusal in plan.refused)]


@pytest.mark.parametrize("path", CORPUS, ids=[path.name for path in CORPUS])
def test_a_spoilt_file_is_read_or_refused(path: Path, pack: Pack) -> None:
    draw = random.Random(path.name + SEED)
    content = path.read_bytes()
    for _ in range(TURNS[path.suffix] * TIMES):
        made = spoilt(content, draw)
        for said in said_of(made, path, pack):
            assert shown(said) == said, made
