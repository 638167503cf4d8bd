"""Packs that are published in the database, for all counters that share it.

On a server in a table of their own; otherwise in a file beside the shop's database
(`magapp-packs.db`). Nothing in it is believed: whoever reads a pack looks who signed it.
"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.errors import InputError, StoreError
from magapp.store import engine, postgresql, sqlite, trouble
from magapp.store.beside import Beside

_META = sa.MetaData()
_packs = sa.Table(
    "published_pack",
    _META,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)


def make_table(connection: Connection) -> None:
    """Make the table where there is none, and nobody else writes."""
    _META.create_all(connection)


def open_packs(folder: Path | None = None, make: bool = False) -> "PackStore | None":
    """What is published; unless `make`, None where nothing ever was.

    Raises StoreError when it cannot be used.
    """
    url = engine.address(folder)
    path = sqlite.file_of(url)
    if path is not None:
        path = path.with_name(f"{path.stem}-packs.db")
        url = url.set(database=str(path))
        with trouble.file_faults(path):
            if not make and not path.exists():
                return None
    packs = PackStore(url)
    try:
        if make:
            packs.make()
        elif not packs.is_made:
            packs.close()
            return None
    except BaseException:
        packs.close()
        raise
    return packs


class PackStore(Beside):
    """The published packs, open. Each may raise StoreError."""

    def _damaged(self) -> StoreError:
        return StoreError("packs_damaged", place=self._place)

    @property
    def is_made(self) -> bool:
        """Whether anything could be in it."""
        with self._reading() as connection:
            return sa.inspect(connection).has_table(_packs.name)

    def make(self) -> None:
        """Make the table where there is none."""
        if self.path is not None:
            with self._faults():
                self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._writing() as connection:
            postgresql.keep_writers_out(connection)
            make_table(connection)

    def numbers(self, most: int, highest: int) -> tuple[int, ...]:
        """The last so many numbers from 1 to the highest that counts, the highest first."""
        number = _packs.c.number
        query = sa.select(number).where(number.between(1, highest))
        query = query.order_by(number.desc()).limit(most)
        with self._reading() as connection:
            found = connection.scalars(query).all()
        return tuple(each for each in found if isinstance(each, int))  # a file may hold anything

    def content(self, number: int, most: int) -> bytes:
        """What is under a number, of a large one the first so many bytes; empty for nothing."""
        begin = sa.func.substr(_packs.c.content, 1, most)
        query = sa.select(begin).where(_packs.c.number == number)
        with self._reading() as connection:
            found = connection.scalar(query)
        return found if isinstance(found, bytes) else b""

    def add(self, number: int, content: bytes) -> None:
        """Publish it. Raises InputError when there is one of this number."""
        try:
            with self._writing() as connection:
                row = {"number": number, "content": content}
                connection.execute(sa.insert(_packs).values(row))
        except StoreError as error:
            if isinstance(error.__cause__, sa.exc.IntegrityError):
                raise InputError(str(number), "there_already") from None
            raise
