"""Where the program writes: its folder, the disk, the database and its backups."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from magapp.doctor.facts import DAY, PATIENCE, Machine
from magapp.doctor.findings import Finding, Speaker
from magapp.errors import DamagedStore, NewerStore, StoreError
from magapp.settings import DATABASE, Settings, found_from

LITTLE_DISK, NO_DISK = 500, 50
"""In MB."""
OLD_BACKUP = 31
"""In days."""


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((each for each in (folder, *folder.parents) if each.exists()), Path("/"))


def about_folder(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether this user may write in the shop's folder."""
    folder = machine.folder
    if machine.may(str(_existing(folder)), os.R_OK | os.W_OK | os.X_OK):
        yield say.ok("folder", "folder", folder=folder)
    else:
        yield say.problem("folder", "folder_closed", folder=folder)


def about_disk(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether its disk has room."""
    free = machine.free(_existing(machine.folder)) // 1_000_000
    if free >= LITTLE_DISK:
        yield say.ok("disk", "disk", free=free)
    else:
        say_it = say.problem if free < NO_DISK else say.advice
        yield say_it("disk", "disk_full", free=free)


def about_till(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether the till's folder is there, where one is set, and can be looked into."""
    if not (named := settings.till.folder):
        return
    folder = found_from(machine.folder, named)
    if folder.is_dir() and machine.may(str(folder), os.R_OK | os.X_OK):
        yield say.ok("till", "till", folder=folder)
    else:
        yield say.problem("till", "till_closed", folder=folder)


def about_database(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether the database can be used, and how old its last backup is."""
    if named := machine.environment.get("MAGAPP_DATABASE_URL") or settings.database:
        yield from _server(named, machine, say)
        yield from _password(settings, say)
        return
    path = machine.folder / DATABASE
    if not path.exists():
        yield say.advice("database", "database_none")
        return
    from magapp.pack.load import own_substance
    from magapp.store import backups, look

    try:
        seen = look(path, PATIENCE, own_substance())
    except NewerStore:
        yield say.problem("database", "database_newer", path=path)
    except DamagedStore:
        yield say.problem("database", "database_damaged", path=path)
    except StoreError as error:  # in use, or not for this user to read
        yield say.problem("database", "database_closed", why=error.told(say.language))
    else:
        if machine.may(str(path), os.R_OK | os.W_OK):
            yield say.ok("database", "database", count=seen.products)
        else:
            yield say.problem("database", "database_read_only", path=path)
        if seen.refused:
            why = seen.refused[0].told_whole(say.language)
            yield say.problem("rows", "database_rows", count=len(seen.refused), why=why)
        if seen.elsewhere:
            yield say.advice("rows", "database_elsewhere", count=seen.elsewhere)
    if kept := backups(machine.folder):
        days = max(0, int((machine.now() - kept[-1].stat().st_mtime) // DAY))
        say_it = say.advice if days > OLD_BACKUP else say.ok
        yield say_it("backup", "backup", name=kept[-1].name, count=days)
    else:
        yield say.advice("backup", "backup_none")


def _server(named: str, machine: Machine, say: Speaker) -> Iterator[Finding]:
    """The database on a server; its address may hold a password and is not shown."""
    from magapp.store import read_address
    from magapp.store.tls import weakness

    try:
        address = read_address(named)
    except StoreError as error:
        yield say.problem("database", "server_address", why=error.told(say.language))
        return
    on_postgresql = address.get_backend_name() == "postgresql"
    host, port = address.host, address.port or 5432
    where = f"{host}:{port}"
    if on_postgresql and not machine.has("psycopg"):
        yield say.problem("database", "server_driver")
    elif host and not machine.answers(host, port):
        yield say.problem("database", "server_silent", where=where)
    elif on_postgresql and (why := machine.enters(named)) is not None:
        yield say.problem("database", "server_refuses", why=why.told(say.language))
    elif host:
        yield say.ok("database", "server", where=where)
    else:
        yield say.ok("database", "server_unknown")
    if weak := weakness(address):
        yield say.advice("way", f"server_{weak}")


def _password(settings: Settings, say: Speaker) -> Iterator[Finding]:
    """Whether a password stands where it need not."""
    from magapp.store import read_address
    from magapp.store.password import taken_out

    try:
        _, password = taken_out(read_address(settings.database))
    except StoreError:
        return
    if password:
        yield say.advice("password", "server_password")
