"""Keys (Ed25519) by which a pack that is published is known for whose it is.

The private one lies in a file of its own, for whoever signs alone. Its public half is a line of
text that a shop has among its settings (`magapp.settings.choices.KEY`).
"""

import os
from base64 import b64decode, b64encode
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from magapp.errors import InputError, refused_by_system
from magapp.reading import read_file

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KIND = "ed25519:"
MAX_BYTES = 5_000
"""Of a file with a key."""
SIGNATURE = 64
"""Bytes of a signature."""


def make_key(path: Path) -> str:
    """Write a new private key to a file, for its owner alone, and give its public half.

    Raises InputError when there is a file already, or none can be written.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text)
    except FileExistsError:
        raise InputError(str(path), "there_already") from None
    except OSError as error:
        raise InputError(str(path), "unwritable", why=refused_by_system(error)) from None
    return public_half(key)


def read_key(path: Path) -> "Ed25519PrivateKey":
    """The private key in a file.

    Raises InputError when it cannot be read, is none, or others than its owner can read it.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = read_file(path, MAX_BYTES)
    with suppress(OSError):
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise InputError(str(path), "key_open")
    try:
        key = load_pem_private_key(content, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise InputError(str(path), "key_none") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError(str(path), "key_none")
    return key


def public_half(key: "Ed25519PrivateKey") -> str:
    """The public half of a key, as it stands in a shop's settings."""
    return KIND + b64encode(key.public_key().public_bytes_raw()).decode().rstrip("=")


def is_signed(content: bytes, signature: bytes, public: str) -> bool:
    """Whether the key with this public half signed this content; also False for what is no key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        raw = b64decode(f"{public.removeprefix(KIND)}=", validate=True)
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, content)
    except (ValueError, InvalidSignature):
        return False
    return True


def short_name(public: str) -> str:
    """What people tell a key by: eight hex digits that others would hardly have."""
    return sha256(public.encode()).hexdigest()[:8]
