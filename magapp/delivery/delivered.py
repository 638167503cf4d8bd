"""What is kept of packs that came, in `packs` in the shop's folder: the last good ones, and a note.

The note says which is used, which ones passed the check here, and what was refused and why. It
decides which of them is used, and spares a second check; used is only what a trusted key signed.
What was read of a pack lies beside it, as to read the texts takes longer than a start may. Like a
PIN it counts only where nobody else can have put it there (`magapp.machine.pin.is_ours`).
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import msgspec

from magapp.delivery.parcel import ENDING, MAX_PARCEL, MOST_NUMBER, Manifest, digest_of
from magapp.errors import InputError, refused_by_system
from magapp.language.saying import Saying, saying_of
from magapp.machine.pin import is_ours
from magapp.pack.compiled import Checked
from magapp.reading import begin
from magapp.settings import PACKS
from magapp.settings.writing import put_in_place, unwritable_is_said

NOTE, LOCK = "packs.json", "packs.lock"
READ = ".read"
MAX_NOTE = 500_000
MAX_READ = 20_000_000
MOST_KEPT = 3
"""Packs that passed and are kept: the one in use, and those before it to go back to."""
MOST_REFUSED = 12
MOST_KNOWN = 500

_Number = Annotated[int, msgspec.Meta(ge=0, le=MOST_NUMBER)]


class Receipt(msgspec.Struct):
    """That a pack passed: its digest, by which version of the program, on which day.

    `read` is the digest of what was read of it; empty where that is not kept.
    """

    digest: str
    by: str
    day: date
    read: str = ""


class RefusedPack(msgspec.Struct):
    """What was not taken: called `number` where it was published, at a time since 1970, and why.

    It is looked at again when what it was refused `under` is not the same any more. The manifest
    is there where it came whole.
    """

    number: _Number
    digest: str
    under: str
    at: int
    why: Any
    manifest: Manifest | None = None

    def saying(self) -> Saying:
        """Why, in words."""
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            return saying_of(self.why)
        return Saying.of("delivery_damaged")


class DeliveryNote(msgspec.Struct):
    """Which pack is used (0: the one that came with the program), and all that is known of others.

    `highest` is the highest number that was ever taken: nothing that is not above it is taken by
    itself. `known` are the numbers that were published when one was last taken. What was refused
    until `seen` somebody has read. `refused` is for people; `tried` marks all that was refused, the
    latest first.
    """

    use: _Number = 0
    highest: _Number = 0
    good: dict[int, Receipt] = {}
    refused: list[RefusedPack] = []
    known: list[int] = []
    seen: int = 0
    tried: list[str] = []

    @property
    def unseen(self) -> int:
        """How many refused ones nobody has read of."""
        return sum(each.at > self.seen for each in self.refused)

    def before(self, number: int) -> int:
        """The last good one before another; 0 where there is none."""
        return max((each for each in self.good if each < number), default=0)

    def after(self, number: int) -> int:
        """The first good one after another; 0 where there is none."""
        return min((each for each in self.good if each > number), default=0)

    def refuse(self, refused: RefusedPack) -> None:
        """Note what was not taken, the latest first."""
        others = [each for each in self.refused if each.number != refused.number]
        self.refused = [refused, *others][:MOST_REFUSED]
        mark = _mark(refused.number, refused.digest, refused.under)
        self.tried = [mark, *(each for each in self.tried if each != mark)][:MOST_KNOWN]

    def forget(self, number: int) -> None:
        """Nothing was refused under this number any more."""
        self.refused = [each for each in self.refused if each.number != number]
        self.tried = [each for each in self.tried if not each.startswith(_mark(number))]

    def is_refused(self, number: int, digest: str, under: str) -> bool:
        """Whether this content was refused under this number, and nothing changed."""
        return _mark(number, digest, under) in self.tried

    def refusal(self, number: int, digest: str, under: str) -> RefusedPack | None:
        """Of what `is_refused` what there is to tell; None where it was long ago."""
        known = (number, digest, under)
        refused = (each for each in self.refused if (each.number, each.digest, each.under) == known)
        return next(refused, None)


def _mark(number: int, digest: str = "", under: str = "") -> str:
    """What a refusal is known by; with nothing but a number, what all of that number begin with."""
    return f"{number} {digest[:16]}{under}"


class Shelved:
    """The packs that are kept in a shop's folder."""

    def __init__(self, home: Path) -> None:
        self.folder = home / PACKS
        self.lock = home / LOCK

    def note(self) -> DeliveryNote:
        """The note; an empty one where none can be read, or others could have written it."""
        path = self.folder / NOTE
        with suppress(OSError, InputError, msgspec.MsgspecError, UnicodeDecodeError):
            if not is_ours(os.lstat(path), path):
                return DeliveryNote()
            content = begin(path, MAX_NOTE + 1, follows=False)
            return msgspec.json.decode(content, type=DeliveryNote)
        return DeliveryNote()

    def write(self, note: DeliveryNote) -> None:
        """Write the note, whole or not at all. Raises InputError."""
        self._put(NOTE, msgspec.json.encode(note))

    def content(self, number: int) -> bytes:
        """What is kept under a number. Raises InputError where it cannot be read."""
        path = self._path(number)
        try:
            return begin(path, MAX_PARCEL + 1, follows=False)
        except OSError as error:
            raise InputError(path.name, "unreadable", why=refused_by_system(error)) from None

    def keep(self, number: int, content: bytes) -> None:
        """Keep a pack, whole or not at all. Raises InputError."""
        self._put(self._path(number).name, content)

    def keep_read(self, number: int, checked: Checked) -> str:
        """Keep what was read of a pack, and give its digest. Raises InputError."""
        content = msgspec.msgpack.encode(checked)
        self._put(self._path(number, READ).name, content)
        return digest_of(content)

    def read(self, number: int, receipt: Receipt) -> Checked | None:
        """What was read of a pack; None where nothing is kept, or others could have written it."""
        path = self._path(number, READ)
        try:
            if not is_ours(os.lstat(path), path):
                return None
            content = begin(path, MAX_READ + 1, follows=False)
            if digest_of(content) == receipt.read:
                return msgspec.msgpack.decode(content, type=Checked)
        except (OSError, InputError, msgspec.MsgspecError):
            pass
        return None

    def drop(self, numbers: Iterable[int]) -> None:
        """Keep these no longer."""
        for number in numbers:
            for path in (self._path(number), self._path(number, READ)):
                with suppress(OSError):
                    path.unlink()

    def _path(self, number: int, ending: str = ENDING) -> Path:
        return self.folder / f"{number}{ending}"

    def _put(self, name: str, content: bytes) -> None:
        path = self.folder / name
        with unwritable_is_said(path):
            self.folder.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # what takes its place would be theirs to write again
                if not is_ours(os.lstat(path), path):
                    path.unlink()
            put_in_place(path, content)
