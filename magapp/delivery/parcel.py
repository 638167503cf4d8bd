"""A pack as it travels: one file with its texts, who made it, and a signature over all of that.

What is signed is the manifest, which names the digest of each file; so nothing of it can be
changed, added or left out. It is not compressed, so nothing can be small outside and large inside.
Nothing here is believed: each part is bounded and looked at, and what is not as it has to be is
refused. Whose signature counts is not known here.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import msgspec

from magapp.delivery.signing_keys import SIGNATURE as SIGNATURE_BYTES
from magapp.delivery.signing_keys import is_signed, public_half
from magapp.errors import InputError
from magapp.pack import Pack, read_pack
from magapp.pack.folder import MAX_BYTES, MAX_FILES, MAX_IN_ALL, SIGNATURE
from magapp.pack.signature import MAX_LETTERS, Signature, printable, signature_in
from magapp.settings.choices import KEY

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ENDING = ".magpack"
MARK = b"MAGPACK1"
"""What such a file begins with."""
MAX_PARCEL = MAX_IN_ALL + 200_000
MAX_MANIFEST = 100_000
MOST_NUMBER = 10**12 - 1
VERSION = r"^\d{1,4}(\.\d{1,4}){0,3}$"
"""What the version of the program that a pack needs looks like."""
_PURPOSE = b"a pack of questions and rules\0"
"""Signed along, so that a signature made for anything else is none here."""
_FILE = re.compile(
    r"([a-z_]{1,40}|cases/[\w-]{1,60}|text/[A-Za-z-]{2,10}/[a-z_]{1,40})\.toml", re.ASCII
)

_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_LETTERS)]
_Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
_Key = Annotated[str, msgspec.Meta(pattern=KEY)]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of a pack that travels.

    `number` grows with each that is published. `made` is when and `by` who signed it, with the key
    whose public half is `key`. `needs` is the least version of the program.
    """

    format: Literal[1]
    number: Annotated[int, msgspec.Meta(ge=1, le=MOST_NUMBER)]
    pack: _Text
    version: _Text
    made: Annotated[datetime, msgspec.Meta(tz=True)]
    by: _Text
    key: _Key
    needs: Annotated[str, msgspec.Meta(pattern=VERSION)]
    files: dict[str, _Digest]


class _Wire(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    key: _Key
    signature: bytes
    manifest: bytes
    files: dict[str, bytes]


class Parcel(NamedTuple):
    """A pack that came whole: what is said of it, its files, and the digest of all of it."""

    manifest: Manifest
    files: Mapping[str, bytes]
    digest: str

    def pack(self) -> Pack:
        """The pack in it. Raises PackError."""
        inside = {name: each for name, each in self.files.items() if not _beside(name)}
        return read_pack(inside)

    def signed(self, pack: Pack) -> Signature | None:
        """Which pharmacist signed this pack, whatever anybody else signed; None for nobody.

        Raises PackError when the record of it cannot be read.
        """
        signed = self.signature()
        return signed if signed and signed.digest == pack.digest else None

    def signature(self) -> Signature | None:
        """The record that came along, of whatever pack it is. Raises PackError."""
        content = self.files.get(SIGNATURE)
        return signature_in(content) if content is not None else None

    def unpack(self, folder: Path) -> None:
        """Write its files into an empty folder. Raises OSError."""
        for name, content in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


def _beside(name: str) -> bool:
    """Whether a file belongs to a pack and is not part of what it says."""
    return name == SIGNATURE or name.startswith("cases/")


def digest_of(content: bytes) -> str:
    """What tells a file from all others."""
    return sha256(content).hexdigest()


def wrap(
    files: Mapping[str, bytes],
    pack: str,
    version: str,
    key: "Ed25519PrivateKey",
    number: int,
    by: str,
    made: datetime,
    needs: str,
) -> bytes:
    """These files of a pack, signed, ready to travel. Raises InputError for a strange name."""
    for name in files:
        if not _FILE.fullmatch(name):
            raise InputError(name, "delivery_name")
    manifest = Manifest(
        1,
        number,
        printable(pack),
        printable(version),
        made.replace(microsecond=0),
        printable(by),
        public_half(key),
        needs,
        {name: digest_of(files[name]) for name in sorted(files)},
    )
    said = msgspec.json.encode(manifest)
    wire = _Wire(manifest.key, key.sign(_PURPOSE + said), said, dict(sorted(files.items())))
    return MARK + msgspec.msgpack.encode(wire)


def read_parcel(content: bytes) -> Parcel:
    """What came, as it was signed by the key that it names.

    Raises InputError when it did not come whole, or is not what was signed.
    """
    if len(content) > MAX_PARCEL or not content.startswith(MARK):
        raise InputError("", "delivery_damaged")
    try:
        wire = msgspec.msgpack.decode(memoryview(content)[len(MARK) :], type=_Wire)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise InputError("", "delivery_damaged") from None
    if len(wire.manifest) > MAX_MANIFEST or len(wire.signature) != SIGNATURE_BYTES:
        raise InputError("", "delivery_damaged")
    if not is_signed(_PURPOSE + wire.manifest, wire.signature, wire.key):
        raise InputError("", "delivery_altered")
    try:
        manifest = msgspec.json.decode(wire.manifest, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise InputError("", "delivery_damaged") from None
    _look_at(manifest, wire)
    return Parcel(manifest, wire.files, digest_of(content))


def _look_at(manifest: Manifest, wire: _Wire) -> None:
    said = (manifest.pack, manifest.version, manifest.by)
    if wire.key != manifest.key or any(printable(each) != each for each in said):
        raise InputError("", "delivery_altered")
    sizes = [len(each) for each in wire.files.values()]
    if len(sizes) > MAX_FILES or sum(sizes) > MAX_IN_ALL or max(sizes, default=0) > MAX_BYTES:
        raise InputError("", "delivery_damaged")
    for name in (*wire.files, *manifest.files):
        if not _FILE.fullmatch(name):
            raise InputError("", "delivery_name")
    if {name: digest_of(each) for name, each in wire.files.items()} != manifest.files:
        raise InputError("", "delivery_altered")


def number_for(moment: datetime) -> int:
    """A number that grows with time, and can be read: 202611301735."""
    return int(moment.strftime("%Y%m%d%H%M"))


def version_parts(version: str) -> tuple[int, ...]:
    """A version as numbers to compare; what follows them, as in `1.2rc1`, does not count."""
    found = re.match(r"\d+(\.\d+)*", version, re.ASCII)
    parts = [int(each) for each in found[0].split(".")] if found else []
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def day_of(manifest: Manifest) -> date:
    """The day on which it was signed, here."""
    return manifest.made.astimezone().date()
