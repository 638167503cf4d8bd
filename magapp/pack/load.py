"""Text to `Pack`: read, then held against itself and its words; every fault is named at once.

`load_pack` reads a folder, `read_pack` does the same from texts in memory.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from magapp.errors import Fault, PackError
from magapp.language.saying import Saying
from magapp.pack.folder import digest, read_cases, read_files, read_one
from magapp.pack.model import Expected, Pack
from magapp.resources import own_pack_folder


def load_pack(folder: Path) -> Pack:
    """The pack in a folder.

    Raises PackError with every fault found, and FileNotFoundError when there is no such folder.
    """
    return read_pack(read_files(folder))


def read_pack(files: Mapping[str, bytes]) -> Pack:
    """The pack in these files (path within the pack → content).

    Raises PackError with every fault found.
    """
    # A start with the pack as it comes with the program reads no text, and needs none of these.
    from magapp.pack.conditions import condition_faults
    from magapp.pack.links import link_faults
    from magapp.pack.look_back import look_back_faults
    from magapp.pack.questions import question_faults
    from magapp.pack.read import TABLES, Faults, duplicates, in_order, read_tables, read_texts
    from magapp.pack.roles import role_faults, roles_of
    from magapp.pack.texts import text_faults

    faults = Faults()
    fields = read_tables(files, faults)
    languages = fields["languages"] or ()
    texts = {language: read_texts(files, language, faults) for language in languages}
    unknown = {name for name in files if name not in TABLES and not name.startswith("text/")}
    unknown |= {
        name for name in files if name.startswith("text/") and name.split("/")[1] not in texts
    }
    faults += [
        Fault("unknown-file", name, "", Saying.of("fault_not_of_a_pack"))
        for name in sorted(unknown)
    ]
    if any(fault.file in TABLES for fault in faults):  # what follows would only repeat them
        raise PackError(in_order(faults))
    sources = fields["sources"]
    faults += duplicates("sources.toml", "source", (source.id for source in sources))
    fields["sources"] = {source.id: source for source in sources}
    roles = roles_of(fields["questions"])
    pack = Pack(digest=digest(files), texts=texts, roles=roles, **fields)
    before = len(faults)
    faults += question_faults(pack)
    faults += role_faults(pack)
    if len(faults) == before:
        faults += link_faults(pack)
        faults += condition_faults(pack)
        faults += look_back_faults(pack)
    if not any(fault.file.startswith("text/") for fault in faults):
        faults += text_faults(pack)
    if faults:
        raise PackError(in_order(faults))
    return pack


def own_substance() -> str:
    """The id of the substance of the pack that comes with the program.

    Raises PackError when that cannot be read.
    """
    return _substance_in(own_pack_folder())


@cache
def _substance_in(folder: Path) -> str:
    name = "pack.toml"
    try:
        return str(read_table(name, read_one(folder, name))["substance"]["id"])
    except (KeyError, TypeError):
        raise PackError([Fault("missing-key", name, "substance", Saying.of("missing"))]) from None


def load_cases(folder: Path) -> tuple[Expected, ...]:
    """The worked cases beside a pack. Raises PackError with every fault found."""
    from magapp.pack.read import Faults, duplicates, in_order, read_expected

    faults = Faults()
    cases: list[Expected] = []
    for file, content in read_cases(folder).items():
        cases += read_expected(file, content, faults)
    if not faults:
        faults += duplicates("cases/", "case", (case.id for case in cases))
    if faults:
        raise PackError(in_order(faults))
    return tuple(cases)


def read_table(name: str, content: bytes) -> dict[str, Any]:
    """What stands in one file of a pack. Raises PackError when it cannot be read."""
    from magapp.pack.read import Faults, in_order, parse

    faults = Faults()
    table = parse(name, content, faults)
    if faults:
        raise PackError(in_order(faults))
    return table
