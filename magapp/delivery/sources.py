"""Where packs are published: a folder that the shops of a chain can read, or the database.

A number is only what somebody calls a pack there; what it is stands in the pack itself.
"""

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from magapp.delivery.parcel import ENDING, MAX_PARCEL, MOST_NUMBER
from magapp.errors import InputError, refused_by_system
from magapp.reading import begin
from magapp.settings import Settings, found_from, home
from magapp.store.published import PackStore, open_packs

DATABASE = "database"
"""What the database is called where one says where to."""
MOST_LISTED = 200
_NAME = re.compile(rf"[1-9]\d{{0,11}}{re.escape(ENDING)}", re.ASCII)


class PackSource(Protocol):
    """Where packs are published. Each raises MagappError when it cannot be used."""

    @property
    def name(self) -> str:
        """What it is called, for people."""

    def numbers(self) -> tuple[int, ...]:
        """The numbers of what is there, the highest first; not all of very many."""

    def content(self, number: int) -> bytes:
        """What is there under a number; never more than one byte over the limit."""

    def publish(self, number: int, content: bytes) -> None:
        """Put a pack there, whole or not at all."""


class FolderSource:
    """A folder with a file for each pack. A link in it is none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def name(self) -> str:
        """The folder."""
        return str(self.folder)

    def numbers(self) -> tuple[int, ...]:
        """As in `PackSource`."""
        try:
            names = [each for each in os.listdir(self.folder) if _NAME.fullmatch(each)]
        except OSError as error:
            why = refused_by_system(error)
            raise InputError(self.name, "unreadable", why=why) from None
        numbers = (int(each.removesuffix(ENDING)) for each in names)
        return tuple(sorted(numbers, reverse=True)[:MOST_LISTED])

    def content(self, number: int) -> bytes:
        """As in `PackSource`."""
        path = self.folder / f"{number}{ENDING}"
        try:
            return begin(path, MAX_PARCEL + 1, follows=False)
        except OSError as error:
            raise InputError(path.name, "unreadable", why=refused_by_system(error)) from None

    def publish(self, number: int, content: bytes) -> None:
        """As in `PackSource`."""
        path = self.folder / f"{number}{ENDING}"
        new = self.folder / f".{number}.{os.getpid()}.new"
        if path.exists():
            raise InputError(str(path), "there_already")
        try:
            with open(new, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except OSError as error:
            raise InputError(str(path), "unwritable", why=refused_by_system(error)) from None
        finally:
            with suppress(OSError):
                new.unlink()


class DatabaseSource:
    """The shop's database, or the file beside it. `folder` is that of the shop."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """The database."""
        return DATABASE

    def numbers(self) -> tuple[int, ...]:
        """As in `PackSource`."""
        packs = open_packs(self._folder)
        if packs is None:
            return ()
        with packs:
            return packs.numbers(MOST_LISTED, MOST_NUMBER)

    def content(self, number: int) -> bytes:
        """As in `PackSource`."""
        packs = open_packs(self._folder)
        if packs is None:
            return b""
        with packs:
            return packs.content(number, MAX_PARCEL + 1)

    def publish(self, number: int, content: bytes) -> None:
        """As in `PackSource`."""
        packs = open_packs(self._folder, make=True)
        assert isinstance(packs, PackStore)  # it was made
        with packs:
            packs.add(number, content)


def source_of(where: str, folder: Path | None = None) -> PackSource:
    """What somebody names: `database`, or a folder."""
    return DatabaseSource(folder) if where == DATABASE else FolderSource(Path(where))


def sources_of(settings: Settings, folder: Path | None = None) -> tuple[PackSource, ...]:
    """Where this shop looks."""
    here = folder or home()
    named = settings.packs.folder
    found: tuple[PackSource, ...] = (FolderSource(found_from(here, named)),) if named else ()
    return (*found, DatabaseSource(folder))
