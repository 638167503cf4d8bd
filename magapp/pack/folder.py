"""The files of a pack in its folder: found, bounded, and read as they are."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from magapp.errors import Fault, InputError, PackError, refused_by_system
from magapp.language.saying import Saying
from magapp.reading import begin

SIGNATURE = "signed.toml"
"""The record beside a pack of who signed its content; not part of that content."""

MAX_BYTES = 500_000
"""Of one file. Far above any; a larger one is a mistake."""
MAX_FILES = 200
MAX_IN_ALL = 2_000_000
"""Of all files of a pack together, in number and in bytes."""


def read_files(folder: Path) -> dict[str, bytes]:
    """Every file of a pack that its advice depends on, by its path within the folder."""
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no pack in the folder {folder}.")
    names = [name for name in _listed(folder) if name != SIGNATURE]
    for language in _listed(folder / "text", ""):
        names += (f"text/{language}/{name}" for name in _listed(folder / "text" / language))
    return _read(folder, names)


def _listed(folder: Path, ending: str = ".toml") -> list[str]:
    """The names in a folder that end so; none where it is no folder."""
    try:
        return [name for name in os.listdir(folder) if name.endswith(ending)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        why = Saying.of("unreadable", why=refused_by_system(error))
        raise PackError([Fault("unreadable", f"{folder.name}/", "", why)]) from None


def read_everything(folder: Path) -> dict[str, bytes]:
    """Every file that the check of a pack depends on: also its cases and its signature.

    Raises PackError for those that cannot be read, and FileNotFoundError without a folder.
    """
    signature = [SIGNATURE] if (folder / SIGNATURE).exists() else []
    return read_files(folder) | _read(folder, [*signature, *_cases(folder)])


def _cases(folder: Path) -> list[str]:
    return [f"cases/{name}" for name in _listed(folder / "cases")]


def read_cases(folder: Path) -> dict[str, bytes]:
    """The files with the worked cases. Raises PackError for those that cannot be read."""
    return _read(folder, _cases(folder))


def read_one(folder: Path, name: str) -> bytes:
    """One file of a pack. Raises PackError when it cannot be read."""
    return _read(folder, [name])[name]


def _read(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The content of these files by their path within the folder, of a large one the begin.

    Raises PackError for those that cannot be read.
    """
    read: dict[str, bytes] = {}
    faults: list[Fault] = []
    left = MAX_IN_ALL
    for count, name in enumerate(sorted(names)):
        if count == MAX_FILES or left < 0:
            many = Saying.of("fault_files", most=MAX_FILES, bytes=MAX_IN_ALL)
            raise PackError([Fault("too-many", name, "", many)])
        try:
            read[name] = begin(folder / name, MAX_BYTES + 1)
            left -= len(read[name])
        except OSError as error:
            why = Saying.of("unreadable", why=refused_by_system(error))
            faults.append(Fault("unreadable", name, "", why))
        except InputError:
            faults.append(Fault("unreadable", name, "", Saying.of("fault_no_file")))
    if faults:
        raise PackError(faults)
    return read


def digest(files: Mapping[str, bytes]) -> str:
    """The name of a pack's content: 64 hex digits, whatever the machine or the line endings."""
    from hashlib import sha256  # takes longer to import than a start has for its pack

    total = sha256()
    for name in sorted(files):
        body = files[name].replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(body)}\0".encode("utf-8", "surrogateescape"))
        total.update(body)
    return total.hexdigest()
