"""The password of a database on a server, in a file of its own that only its owner can read.

The file is one that libpq itself reads (`host:port:database:user:password` on each line), so that a
password is for the server that it was given for, and no other is told it.
"""

import os
import re
from pathlib import Path

import sqlalchemy as sa

from magapp.errors import InputError, StoreError, refused_by_system
from magapp.settings.writing import put_in_place
from magapp.store import tls

FILE = "database-password"
HIDDEN = "***"
"""What SQLAlchemy writes in place of a password."""
MOST = 1_000
"""Signs in a password."""


def taken_out(url: sa.URL) -> tuple[sa.URL, str]:
    """An address without its password, and that; empty where it has none."""
    named = url.query.get("password")
    password = named if isinstance(named, str) else str(url.password or "")
    without = sa.URL.create(
        url.drivername, url.username, None, url.host, url.port, url.database, url.query
    )
    return without.difference_update_query(["password"]), password


def keep(folder: Path, url: sa.URL, password: str) -> Path:
    """Put a server's password into the file of a folder, in place of the one before.

    Raises InputError when it is no password, or the file cannot be written.
    """
    if not password or len(password) > MOST or not password.isprintable():
        raise InputError("", "password_none", most=MOST)
    file = folder / FILE
    # A socket has many names for libpq, and nobody but this machine behind any of them.
    named = {"*" if each.startswith(("/", "@")) else each for each in tls.hosts(url)} or {"*"}
    port = str(url.port or url.query.get("port") or "*")
    port = port if port.isdigit() else "*"
    user = _spelt(url.username or "*")
    heads = [f"{_spelt(each)}:{port}:*:{user}" for each in sorted(named)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lines = []
        if file.exists():
            file.chmod(0o600)
            lines = file.read_text("utf-8", "surrogateescape").splitlines()
        kept = [line for line in lines if not line.startswith(tuple(f"{each}:" for each in heads))]
        kept = [*(f"{each}:{_spelt(password)}" for each in heads), *kept]
        put_in_place(file, "".join(f"{line}\n" for line in kept).encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise InputError(str(file), "unwritable", why=refused_by_system(error)) from None
    return file


def _spelt(text: str) -> str:
    return text if text == "*" else re.sub(r"([:\\])", r"\\\1", text)


def kept_apart(folder: Path, named: str, before: str = "") -> str:
    """An address without its password, which is put into the folder's file; else as it was.

    Where it has the password as `hidden` shows it, that is the one of the address `before`. Raises
    InputError as `keep` does.
    """
    url, password = _parts(named)
    if url is None or not password:
        return named
    if password == HIDDEN:
        password = _parts(before)[1]
    if password:
        keep(folder, url, password)
    return url.render_as_string(hide_password=False)


def hidden(named: str) -> str:
    """An address as it may be seen on screen: in place of its password stands `HIDDEN`."""
    url, password = _parts(named)
    if url is None or not password:
        return named
    return url.set(password=password).render_as_string(hide_password=True)


def _parts(named: str) -> tuple[sa.URL | None, str]:
    """A server's address without its password, and that; None where it is no such address."""
    try:
        url, password = taken_out(sa.make_url(named))
    except (sa.exc.ArgumentError, ValueError):
        return None, ""
    return (None, "") if url.get_backend_name() == "sqlite" else (url, password)


def has_file(folder: Path) -> bool:
    """Whether a password was put into the file of a folder."""
    return (folder / FILE).is_file()


def with_file(url: sa.URL, folder: Path) -> sa.URL:
    """An address that takes its password from the folder's file, where it names none itself."""
    if (
        url.get_backend_name() == "sqlite"
        or url.password
        or {"password", "passfile"} & {*url.query}
    ):
        return url
    return url.update_query_dict({"passfile": str(folder / FILE)}) if has_file(folder) else url


def refuse_open(url: sa.URL) -> None:
    """Raise StoreError when others can read the file that an address takes its password from."""
    file = url.query.get("passfile") or os.environ.get("PGPASSFILE")
    if not isinstance(file, str) or url.password or "password" in url.query:
        return
    try:
        open_to_others = Path(file).stat().st_mode & 0o077
    except OSError:  # whoever connects says what is missing
        return
    if open_to_others:
        raise StoreError("store_password_open", file=file)
