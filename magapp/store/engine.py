"""What connects to the shop's database, wherever it is."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from magapp.errors import StoreError
from magapp.settings import DATABASE, database_address, home
from magapp.store import postgresql, sqlite


def address(folder: Path | None) -> sa.URL:
    """Where the shop's database is. Raises StoreError when what names it is no address."""
    named = database_address(folder)
    if not named:
        return sa.URL.create("sqlite", database=str((folder or home()) / DATABASE))
    try:
        url = sa.make_url(named)
    except sa.exc.ArgumentError:
        raise StoreError("store_address") from None
    return postgresql.with_driver(url)


def make_engine(
    url: sa.URL, place: str, reader: Callable[[], sqlite3.Connection] | None = None
) -> sa.Engine:
    """What connects to the database; where it can only be read, by `reader`."""
    sqlite_file = url.get_backend_name() == "sqlite"
    if reader:
        options: dict[str, Any] = {"creator": reader, "poolclass": sa.NullPool}
    else:
        options = sqlite.options() if sqlite_file else postgresql.options(url)
    try:
        engine = sa.create_engine(url, **options)
    except (ImportError, sa.exc.ArgumentError) as error:
        raise StoreError("store_unusable", place=place, why=str(error)) from None
    if sqlite_file:
        sqlite.prepare(engine)
    else:
        postgresql.prepare(engine)
    return engine
