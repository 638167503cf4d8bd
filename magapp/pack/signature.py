"""Who signed a pack: a small file beside it that names the content it was signed for.

The signature is a record, not a lock: it says which words a pharmacist read. A pack that changed
since is refused until it is signed again; one that nobody signed is used, and staff are told.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec

from magapp.errors import Fault, PackError
from magapp.language.foreign import type_fault
from magapp.language.saying import Saying
from magapp.pack.folder import SIGNATURE as FILE
from magapp.pack.folder import read_one
from magapp.pack.load import read_table
from magapp.pack.model import Pack

MAX_LETTERS = 80
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_LETTERS)]
_Version = Annotated[str, msgspec.Meta(max_length=MAX_LETTERS)]


class Signature(msgspec.Struct, frozen=True):
    """Who signed, on which day, which version, and the digest of what was read."""

    by: _Name
    on: date
    version: _Version
    digest: str


def sign(folder: Path, pack: Pack, name: str, day: date) -> None:
    """Record that `name` signed the pack as it is, on a day. Raises OSError when it cannot."""
    signature = Signature(printable(name), day, printable(pack.version), pack.digest)
    (folder / FILE).write_text(_as_toml(signature), "utf-8")


def _as_toml(signature: Signature) -> str:
    """Words as TOML, which for what can be printed is JSON."""
    import json

    by, version = (
        json.dumps(each, ensure_ascii=False) for each in (signature.by, signature.version)
    )
    return f'by = {by}\non = {signature.on}\nversion = {version}\ndigest = "{signature.digest}"\n'


def printable(text: str) -> str:
    """A name without what cannot be seen, and not too long."""
    return "".join(letter for letter in text if letter.isprintable()).strip()[:MAX_LETTERS]


def read_signature(folder: Path) -> Signature | None:
    """The signature in a folder; None where there is none. Raises PackError when it is no such."""
    if not (folder / FILE).exists():
        return None
    return signature_in(read_one(folder, FILE))


def signature_in(content: bytes) -> Signature:
    """The signature that a file holds. Raises PackError when it is none."""
    try:
        signature = msgspec.convert(read_table(FILE, content), Signature)
    except PackError as error:
        faults = [
            Fault("signature", FILE, "", Saying.of("signature_bad", what=fault.saying))
            for fault in error.faults
        ]
        raise PackError(faults) from None
    except msgspec.ValidationError as error:
        raise PackError(
            [_broken("", Saying.of("signature_unreadable", why=type_fault(error)))]
        ) from None
    return msgspec.structs.replace(
        signature, by=printable(signature.by), version=printable(signature.version)
    )


def signature_faults(folder: Path, pack: Pack) -> Iterator[Fault]:
    """A note when nobody signed the pack, an error when it changed since or is not to be read."""
    try:
        signed = read_signature(folder)
    except PackError as error:
        yield from error.faults
        return
    if signed is None:
        yield Fault("unsigned", FILE, "", Saying.of("signature_none"), "note")
    elif signed.digest != pack.digest:
        yield _broken(
            "digest",
            Saying.of(
                "signature_other", name=signed.by, version=signed.version, day=str(signed.on)
            ),
        )


def _broken(place: str, why: Saying | str) -> Fault:
    return Fault("signature", FILE, place, Saying.of("signature_broken", why=why))


def note_signed(folder: Path, signed: Signature) -> None:
    """Keep who signed the last pack that was used, for `last_signed`.

    A disk that cannot be written to is no reason not to start.
    """
    text = _as_toml(signed).encode()
    with suppress(OSError):
        path = folder / FILE
        if not path.is_file() or path.stat().st_size != len(text) or path.read_bytes() != text:
            folder.mkdir(parents=True, exist_ok=True)
            partial = path.with_name(f"{FILE}.part")
            partial.write_bytes(text)
            partial.replace(path)


def last_signed(folder: Path) -> Signature | None:
    """Who signed the last signed pack that was used, as far as that is known.

    It is only said, beside the word that nobody signed the present one; nothing is decided by it.
    """
    with suppress(PackError, OSError):
        return read_signature(folder)
    return None
