"""The program's own pack as it comes with it: read, checked and packed up when it was made.

To read the files of a pack and to check it takes far longer than a start may. So `make pack` does
both once, and writes what came of it beside the pack. Two digests in the program's own code
(`seal.py`) prove it each time: one of all the files of the pack, as they passed the whole check,
and one of what they were packed up as. Where either differs nothing of it is even looked at, and
the files are read and checked anew. Nothing outside the program's own folders is asked.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import msgspec

from magapp.pack import seal
from magapp.pack.folder import read_everything
from magapp.pack.model import DATED, Pack
from magapp.pack.signature import Signature

try:  # without OpenSSL, which takes ten times longer to import than a start has for all of this
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

MAX_BYTES = 20_000_000


class Checked(msgspec.Struct, frozen=True):
    """A pack that passed the whole check as it is in force on a day, and who signed it."""

    pack: Pack
    signed: Signature | None
    day: date

    def holds(self, day: date) -> bool:
        """Whether the same rules are in force on another day, so that it would pass then too."""
        return self.pack.on(day) == self.pack.on(self.day)


def packed_name(folder: Path) -> Path:
    """The file that a pack's folder is packed up in."""
    return folder.with_suffix(".pack")


def recall(folder: Path, packed: Path) -> Checked | None:
    """What was made of the pack in a folder, if these very files passed the check.

    Raises PackError when a file cannot be read, and FileNotFoundError without a folder.
    """
    if digest_files(read_everything(folder)) != seal.FILES:
        return None
    try:
        with packed.open("rb") as file:
            content = file.read(MAX_BYTES)
        if _digest(content) != seal.PACKED:
            return None
        return msgspec.msgpack.decode(content, type=Checked)
    except (OSError, msgspec.MsgspecError):  # it is not there, or of another version
        return None


def make(folder: Path, checked: Checked, day: date) -> tuple[bytes, str]:
    """A checked pack packed up, and the text of `seal.py` that proves it.

    It is the same on every day between two on which a rule begins or ends.
    """
    rules = [rule for name in DATED for rule in getattr(checked.pack, name)]
    turns = [rule.valid_from for rule in rules if rule.valid_from]
    turns += [rule.valid_until + timedelta(1) for rule in rules if rule.valid_until]
    since = max((turn for turn in turns if turn <= day), default=date.min)
    content = msgspec.msgpack.encode(msgspec.structs.replace(checked, day=since))
    files = digest_files(read_everything(folder))
    proof = (
        '"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""\n\n'
        f'FILES = "{files}"\nPACKED = "{_digest(content)}"\n'
    )
    return content, proof


def digest_files(files: Mapping[str, bytes]) -> str:
    """The name of these files and their content, whatever the line endings."""
    total = blake2b(digest_size=32)
    for name in sorted(files):
        body = files[name].replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(body)}\0".encode("utf-8", "surrogateescape"))
        total.update(body)
    return total.hexdigest()


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=32).hexdigest()
