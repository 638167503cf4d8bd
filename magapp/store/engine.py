"""What connects to the shop's database, wherever it is."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from magapp.errors import StoreError
from magapp.settings import DATABASE, database_address, home
from magapp.store import postgresql, sqlite

_SECRET = ("pass", "secret", "token", "key")
"""In the name of an option, that nobody may read it."""


def address(folder: Path | None, named: str | None = None) -> sa.URL:
    """Where the shop's database is; `named` is its `database_address` where that is known.

    Raises StoreError when what names it is no address.
    """
    if named is None:
        named = database_address(folder)
    if not named:
        return sa.URL.create("sqlite", database=str((folder or home()) / DATABASE))
    return read_address(named)


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


def place_of(url: sa.URL) -> str:
    """Where a database is, for people: the file, or server and name; never user or password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    host = url.host or url.query.get("host") or ""
    at = host if isinstance(host, str) else ",".join(host)
    port = f":{url.port}" if url.port else ""
    return f"{url.get_backend_name()}://{at}{port}/{url.database or ''}"


def make_engine(
    url: sa.URL, place: str, reader: Callable[[], sqlite3.Connection] | None = None
) -> sa.Engine:
    """What connects to the database; where it can only be read, by `reader`."""
    sqlite_file = url.get_backend_name() == "sqlite"
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
    except (ImportError, sa.exc.ArgumentError) as error:
        raise StoreError("store_unusable", place=place, why=str(error)) from None
    if sqlite_file:
        sqlite.prepare(engine)
    else:
        postgresql.prepare(engine)
    return engine
