"""Copies of a database file, numbered: a clock can be set back."""

from contextlib import closing
from pathlib import Path

from magapp.errors import InputError
from magapp.store import engine, sqlite, trouble


def backups(folder: Path | None = None) -> tuple[Path, ...]:
    """The numbered backups, oldest first. Numbers, not dates: a clock can be set back."""
    return trouble.numbered(sqlite.own_file(sqlite.file_of(engine.address(folder))))


def copy(path: Path, target: Path | None, why: str) -> Path:
    """A copy of a database in one file, whole or not at all."""
    if target is None:
        last = trouble.numbered(path)
        number = trouble.number_of(last[-1]) + 1 if last else 1
        target = path.parent / "backups" / f"{path.stem}-{number:06}-{why}.db"
        target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise InputError(str(target), "there_already")
    partial = target.with_name(f"{target.name}.part")
    try:
        with closing(sqlite.connect(path)) as source, closing(sqlite.connect(partial)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target
