"""No file takes more memory or time than a small machine has: read in a process with bounds.

512 MiB and ten seconds of a processor, for files of up to 10 MB. The suite takes smaller ones of
each kind; `MAGAPP_FUZZ=2` takes them as large as they may be.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import packed
import pytest
from stdnum import ean as stdnum_ean

from magapp.products import COLUMNS

SIZE = 9_900_000 if int(os.environ.get("MAGAPP_FUZZ", "1")) > 1 else 1_500_000
HEAD = (",".join(COLUMNS) + "\n").encode()
LISTS = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
resource.setrlimit(resource.RLIMIT_CPU, (10, 11))
from pathlib import Path
from magapp.pack import load_pack
from magapp.products.plan import load_catalogue
from magapp.resources import own_pack_folder
from magapp.visit.consultation import read_consultation
from magapp.errors import InputError
path = Path(sys.argv[1])
try:
    if path.suffix == ".json":
        read_consultation(path.read_bytes(), None)
    catalogue = load_catalogue(path, load_pack(own_pack_folder()))
    print("read", len(catalogue.products), len(catalogue.refused))
except InputError as error:
    print(error)
# Our own most since we began: `ru_maxrss` has what the tests held when they started us as well.
status = Path("/proc/self/status").read_text()
own = int(status.partition("VmHWM:")[2].split()[0])
print(own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def ean(at: int) -> str:
    body = f"871{at:09}"
    return body + stdnum_ean.calc_check_digit(body)


def filled(line: str | bytes) -> bytes:
    made = line.encode() if isinstance(line, str) else line
    return made * (SIZE // len(made))


def rows(line: str) -> bytes:
    """Rows that each have another number, and are otherwise alike."""
    count = SIZE // (len(line) + 14)
    return HEAD + "".join(f"{ean(at)}{line}\n" for at in range(count)).encode()


_BLANKS = " " * 1_000_000
_MANY = "<si><t>aaaaaaaaaaaaaaaaaaaaaaaa</t></si>" * 10_000
_ENTITIES = "<!DOCTYPE x [<!ENTITY a '{}'><!ENTITY b '{}'><!ENTITY c '{}'>]>"
FILES: dict[str, Callable[[], bytes]] = {
    "blanks.xlsx": lambda: packed.book([*[_BLANKS] * (SIZE // 10_000), *packed.LIST]),
    "rows.xlsx": lambda: packed.book(['<row><c t="b"><v>1</v></c></row>' * (SIZE // 20)]),
    "strings.xlsx": lambda: packed.book(packed.LIST, strings=[_MANY] * (SIZE // 40_000)),
    "one-string.xlsx": lambda: packed.book(
        ['<row><c t="s"><v>0</v></c></row>' * 50_000], strings=[f"<si><t>{'x' * 32_000}</t></si>"]
    ),
    "entities.xlsx": lambda: packed.book(
        [_ENTITIES.format("x" * 1000, "&a;" * 1000, "&b;" * 1000), packed.alone("A1", "&c;")]
    ),
    "sheets.xlsx": lambda: packed.book(*[packed.LIST] * (SIZE // 5_000)),
    "far.xlsx": lambda: packed.book(*[[*packed.LIST, packed.alone("XFD1048576")]] * 20),
    "wide.xlsx": lambda: packed.book([packed.alone(f"XFD{at}") for at in range(1, 600)]),
    "cell.csv": lambda: HEAD + filled("x"),
    "quoted-cell.csv": lambda: HEAD + b'"' + filled("x,\n") + b'"',
    "line.csv": lambda: filled(","),
    "names.csv": lambda: filled("ab,"),
    "emoji.csv": lambda: HEAD + filled("\U0001f600,"),
    "short-lines.csv": lambda: filled("a\n"),
    "ends.csv": lambda: filled("\n"),
    "old-ends.csv": lambda: filled('a,b"c\r'),
    "quotes.csv": lambda: filled('"'),
    "open-quotes.csv": lambda: HEAD + filled('8712345678906,"Rustig,A,citrate\n'),
    "quote-in-quote.csv": lambda: HEAD + filled('8712345678906;x,";",y\n'),
    "swallowed.csv": lambda: HEAD + filled('1,"2,8712345678906\n",2\n'),
    "no-numbers.csv": lambda: HEAD + filled("x,y,z,1,1,1,1,1\n"),
    "no-forms.csv": lambda: rows(",N,A,citraat9,100,2,90,13.95,EUR,tablet,yes,12,B6,"),
    "products.csv": lambda: rows(",N,A,citrate,9,2,9,1,EUR,tablet,1,1,,"),
    "price.csv": lambda: HEAD + b'8712345678906,N,A,citrate,9,2,9,"1' + filled(" ") + b'x",EUR\n',
    "nothing.csv": lambda: bytes(SIZE),
    "deep.json": lambda: b"[" * 990_000,
    "objects.json": lambda: b'{"a":' * 190_000,
    "digits.json": lambda: b'{"answers": {"other_magnesium": ' + b"9" * 900_000 + b"}}",
    "large.json": lambda: b" " * 1_500_000,
}


def run(path: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", LISTS, str(path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
    )
    assert done.returncode == 0, (path.name, done.returncode, done.stderr[-500:])
    return done.stdout.splitlines()


@pytest.mark.parametrize("name", FILES)
def test_a_list_is_read_or_refused_within_bounds(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name]())
    assert path.stat().st_size < 12_000_000
    said, used = run(path)
    assert int(used) < 512 << 10, (said, used)
