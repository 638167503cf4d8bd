"""A database beside the shop's own: in a file with its name and one word more, or on its server."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.errors import DamagedStore, StoreError
from magapp.store import engine, sqlite, trouble


class Beside:
    """It, open. Use it as a context manager, or call `close`."""

    def __init__(self, url: sa.URL) -> None:
        self.path = sqlite.file_of(url)
        self._place = engine.place_of(url)
        self._engine = engine.make_engine(url, self._place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._faults(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._faults(), self._engine.connect() as connection:
            connection.execution_options(write=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """What the database and the disk complain of, as a StoreError."""
        try:
            yield
        except (*trouble.FAULTS, sqlite3.Error, OSError) as error:
            said = trouble.explained(error, self.path, self._place)
            raise (self._damaged() if isinstance(said, DamagedStore) else said) from error

    def _damaged(self) -> StoreError:
        """What is said where its file is no database."""
        raise NotImplementedError
