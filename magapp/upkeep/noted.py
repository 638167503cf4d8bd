"""What is noted in the log of an import or a start, whoever saw to it."""

from typing import TYPE_CHECKING

from magapp.errors import MagappError, PackError
from magapp.machine.journal import note, note_file
from magapp.machine.version import program_version

if TYPE_CHECKING:
    from magapp.store import Imported

MOST_CODES = 8
"""So many different faults of a pack are noted."""


def note_import(done: "Imported") -> None:
    """A list of products was imported."""
    note(
        "imported",
        file=note_file(done.file),
        added=done.added,
        changed=done.changed,
        unchanged=done.unchanged,
        refused=done.refused,
    )


def note_undone(done: "Imported") -> None:
    """An import was taken back."""
    note("import_undone", file=note_file(done.file))


def note_start(channel: str, faults: int) -> None:
    """The program started, with so many settings that could not be used."""
    note("started", channel=channel, version=program_version())
    if faults:
        note("settings_wrong", count=faults)


def note_refused(error: MagappError) -> None:
    """The program could not start with its questions and rules."""
    codes = [each.code for each in error.faults] if isinstance(error, PackError) else [error.code]
    different = list(dict.fromkeys(codes))[:MOST_CODES]
    note("pack_refused", count=len(codes), codes=" ".join(different))
