"""The way to a server: encrypted, and its certificate checked, unless both are on one machine.

What an address says itself (`sslmode`, `sslrootcert`), or libpq's own variables, goes before it.
"""

import os
import re
import socket
import ssl
import struct
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa

SURE = "verify-full"
"""Encrypted, by an authority that is known, and for this name: nothing less is sure."""
_OPEN = ("disable", "allow", "prefer")
"""What may go unencrypted; what is left is encrypted, with whom it may be."""
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora
    "/etc/ssl/ca-bundle.pem",  # SUSE
    "/etc/ssl/cert.pem",  # Alpine
)
NOT_TRUSTED = "certificate verify failed"
"""What libpq says, and no more, where a certificate is not to be trusted."""
_ASKS = struct.pack("!ii", 8, 80_877_103)
"""What a client of PostgreSQL says first where it wants TLS."""
CONNECT_SECONDS = 3
"""How long a server gets to take a connection."""
_OWN = Path(".postgresql", "root.crt")
"""Where libpq looks for authorities by itself, in somebody's home."""

Weakness = Literal["", "open", "unchecked"]
"""That others may read along; that it may be another server; or nothing."""


def options(url: sa.URL) -> dict[str, str]:
    """What is asked of the way beside what the address asks; nothing on one machine."""
    if is_local(url):
        return {}
    mode = _mode(url)
    asked = {} if mode else {"sslmode": SURE}
    named = "sslrootcert" in url.query or "PGSSLROOTCERT" in os.environ or _own_authorities()
    if not named and (mode or SURE).startswith("verify-"):
        asked["sslrootcert"] = system_authorities()
    return asked


def weakness(url: sa.URL) -> Weakness:
    """What is not sure about the way to this server."""
    mode = _mode(url)
    if url.get_backend_name() != "postgresql" or mode in ("", SURE) or is_local(url):
        return ""
    return "open" if mode in _OPEN else "unchecked"


def _mode(url: sa.URL) -> str:
    return _asked(url, "sslmode", "PGSSLMODE")


def _asked(url: sa.URL, name: str, variable: str) -> str:
    said = url.query.get(name)
    return ",".join(said) if isinstance(said, tuple) else said or os.environ.get(variable, "")


def hosts(url: sa.URL) -> list[str]:
    """The servers that an address names, without their ports; a folder is that of a socket."""
    named = url.host or _asked(url, "host", "PGHOST") or _asked(url, "hostaddr", "PGHOSTADDR")
    found = [
        each if each.count(":") > 1 else re.sub(r":\d*$", "", each) for each in named.split(",")
    ]
    return [each for each in found if each]


def is_local(url: sa.URL) -> bool:
    """Whether nothing of it goes over a network, as far as the address says."""
    if _asked(url, "service", "PGSERVICE"):
        return False
    numbers = _asked(url, "hostaddr", "PGHOSTADDR")
    return all(map(_is_here, [*hosts(url), *filter(None, numbers.split(","))]))


def _is_here(host: str) -> bool:
    if host.startswith(("/", "@")) or host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _own_authorities() -> bool:
    try:
        return (Path.home() / _OWN).exists()
    except (OSError, RuntimeError):  # no home, or none that may be looked into
        return False


def why_not_trusted(asked: Mapping[str, Any]) -> str:
    """What is wrong with the certificate of a server, which libpq does not say; empty for unknown.

    `asked` is what libpq was asked to connect to.
    """
    host, port = str(asked.get("host", "")), str(asked.get("port") or 5432)
    known, where = str(asked.get("sslrootcert", "")), str(asked.get("hostaddr") or host)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False  # of the name libpq does say what is wrong
    try:
        context.load_verify_locations(known)
        with socket.create_connection((where, int(port)), CONNECT_SECONDS) as way:
            way.sendall(_ASKS)
            if way.recv(1) == b"S":
                context.wrap_socket(way, server_hostname=host).close()
    except ssl.SSLCertVerificationError as error:
        return str(error.verify_message)
    except (OSError, ValueError):  # several hosts, or gone meanwhile
        return ""
    return ""


def system_authorities() -> str:
    """The file of the authorities that this machine knows.

    Not libpq's own word for it, `system`: in a wheel it means a place where nothing is, and libpq
    before 16 does not know it.
    """
    known = (os.environ.get("SSL_CERT_FILE"), ssl.get_default_verify_paths().cafile, *_BUNDLES)
    return next((each for each in known if each and os.path.isfile(each)), _BUNDLES[0])
