"""What connects to the shop's database, wherever it is."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from magapp.errors import StoreError
from magapp.settings import DATABASE, database_address, home
from magapp.store import password, postgresql, sqlite, tls, trouble

_SECRET = ("pass", "secret", "token", "key")
"""In the name of an option, that nobody may read it."""


def address(folder: Path | None, named: str | None = None) -> sa.URL:
    """Where the shop's database is; `named` is its `database_address` where that is known.

    A server's password is that of the address, else the one in the folder's file.
    Raises StoreError when what names it is no address.
    """
    if named is None:
        named = database_address(folder)
    if not named:
        return sa.URL.create("sqlite", database=str((folder or home()) / DATABASE))
    return password.with_file(read_address(named), folder or home())


def read_address(named: str) -> sa.URL:
    """What an address says.

    Raises StoreError when it is none. One that can be read in two ways is none either: with a
    second @ a part of the password would be taken for the server, and be said in every error.
    """
    named = named.strip()
    if not named.isprintable():
        raise StoreError("store_address")
    try:
        url = sa.make_url(named)
    except sa.exc.ArgumentError:
        raise StoreError("store_address") from None
    except ValueError:
        raise StoreError("store_address_port") from None
    on_server = url.get_backend_name() != "sqlite"
    if on_server and named.count("@") != (url.username is not None):
        raise StoreError("store_address_signs")
    if url.port is not None and not 0 < url.port < 65_536:
        raise StoreError("store_address_port")
    return postgresql.with_driver(url)


def remarks(folder: Path, named: str) -> list[str]:
    """What is to be known of an address, in words of the doctor and of `magapp database`."""
    try:
        url = read_address(named)
    except StoreError:
        return []
    weak = tls.weakness(url)
    said = [f"doctor_server_{weak}", f"doctor_server_{weak}_mend"] if weak else []
    if password.taken_out(url)[1]:
        return [*said, "doctor_server_password", "doctor_server_password_mend"]
    return (
        [*said, "password_apart"] if "passfile" in password.with_file(url, folder).query else said
    )


def try_server(folder: Path, named: str) -> None:
    """Go in at a server and out again. Raises StoreError when it does not let us in."""
    url = address(folder, named)
    place = place_of(url)
    engine = make_engine(url, place)
    try:
        engine.connect().close()
    except trouble.FAULTS as error:
        raise trouble.explained(error, None, place) from error
    finally:
        engine.dispose()


def place_of(url: sa.URL) -> str:
    """Where a database is, for people: the file, or server and name; never user or password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    host = url.host or url.query.get("host") or ""
    at = host if isinstance(host, str) else ",".join(host)
    port = f":{url.port}" if url.port else ""
    return f"{url.get_backend_name()}://{at}{port}/{url.database or ''}"


def same(url: sa.URL) -> str:
    """What tells a server's database from others, and who comes in; not with what, or which way."""
    url, _ = password.taken_out(url)
    ways = [each for each in url.query if each == "passfile" or each.startswith("ssl")]
    return url.difference_update_query(ways).render_as_string(hide_password=False)


def make_engine(
    url: sa.URL, place: str, reader: Callable[[], sqlite3.Connection] | None = None
) -> sa.Engine:
    """What connects to the database; where it can only be read, by `reader`.

    Raises StoreError when nothing here can, or others can read the file with the password.
    """
    sqlite_file = url.get_backend_name() == "sqlite"
    if not sqlite_file:
        password.refuse_open(url)
    hidden = {name: url.query[name] for name in url.query if any(map(name.lower().count, _SECRET))}
    url = url.difference_update_query(hidden)
    if reader:
        options: dict[str, Any] = {"creator": reader, "poolclass": sa.NullPool}
    else:
        options = sqlite.options() if sqlite_file else postgresql.options(url)
    if hidden:  # where an engine shows its address, they would be in it
        options["connect_args"] = {**hidden, **options.get("connect_args", {})}
    try:
        engine = sa.create_engine(url, **options)
    except (ImportError, sa.exc.ArgumentError):
        raise StoreError("store_no_driver", place=place) from None
    if sqlite_file:
        sqlite.prepare(engine)
    else:
        postgresql.prepare(engine)
    return engine
