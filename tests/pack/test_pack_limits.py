"""No pack, whoever made it, takes more than 512 MiB or ten seconds until it is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from magapp.pack.folder import MAX_BYTES, MAX_FILES

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there the limits hold")

CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (512 * 2**20, 512 * 2**20))
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from pathlib import Path
from magapp.assistant import open_pack
from magapp.errors import PackError
try:
    open_pack(Path(sys.argv[1]))
except PackError as error:
    print(error.faults[0].code)
"""


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)


def keys(folder: Path) -> None:
    """All that is read is what is slowest to read: keys of as many parts as are let pass."""
    body = b"".join(b"k%d." % n + b"a." * 45 + b"z = 1\n" for n in range(MAX_BYTES // 110))
    for number in range(3):
        (folder / "text" / "nl" / f"more{number}.toml").write_bytes(body)


def many(folder: Path) -> None:
    for number in range(10 * MAX_FILES):
        (folder / "text" / "nl" / f"more{number}.toml").write_bytes(b"")


def large(folder: Path) -> None:
    for number in range(20):
        (folder / "text" / "nl" / f"more{number}.toml").write_bytes(b"#" * MAX_BYTES)


def cases(folder: Path) -> None:
    (folder / "cases").mkdir()
    (folder / "cases" / "many.toml").write_bytes(b"[[case]]\n" * (MAX_BYTES // 9))


def signature(folder: Path) -> None:
    (folder / "signed.toml").write_bytes(b"a" + b".a" * 5_000_000)


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "signed.toml")


def zeros(folder: Path) -> None:
    (folder / "rules.toml").unlink()
    (folder / "rules.toml").symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("fill", "code"),
    [
        (keys, "too-many-faults"), (many, "too-many"), (large, "too-many"),
        (cases, "too-many-faults"), (signature, "signature"), (pipe, "unreadable"),
        (zeros, "unreadable"),
    ],
)  # fmt: skip
def test_a_pack_is_refused_in_time_and_within_memory(
    tmp_path: Path, pack_files: dict[str, bytes], fill: Callable[[Path], None], code: str
) -> None:
    write(tmp_path, pack_files)
    fill(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == code
