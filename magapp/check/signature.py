"""Who signed a pack: a small file beside it that names the content it was signed for.

The signature is a record, not a lock: it says which words a pharmacist read, and a later change
shows as a signature for other content.
"""

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from magapp.errors import Fault
from magapp.pack import Pack
from magapp.pack.load import SIGNATURE as FILE


def sign(folder: Path, pack: Pack, name: str, day: date) -> None:
    """Record that `name` signed the pack as it is, on a day."""
    by, version = _quoted(name), _quoted(pack.version)
    (folder / FILE).write_text(
        f'by = {by}\non = {day}\nversion = {version}\ndigest = "{pack.digest}"\n', "utf-8"
    )


def _quoted(text: str) -> str:
    """Words as TOML, which for what can be printed is JSON."""
    printable = "".join(letter for letter in text if letter.isprintable())
    return json.dumps(printable.strip(), ensure_ascii=False)


def signature_faults(folder: Path, pack: Pack) -> Iterator[Fault]:
    """A note when nobody signed the pack, a warning when it changed since."""
    path = folder / FILE
    if not path.exists():
        yield Fault(
            "unsigned",
            FILE,
            "",
            "is not there: nobody signed this pack.",
            "Have a pharmacist read it and run `magapp check --sign NAME`.",
            "note",
        )
        return
    try:
        signed = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        yield Fault("signature", FILE, "", f"cannot be read: {error}.", "Sign again.", "warning")
        return
    if signed.get("digest") != pack.digest:
        yield Fault(
            "signature",
            FILE,
            "digest",
            f"is for other content: the pack changed after {signed.get('on')}.",
            "Read the change and sign again.",
            "warning",
        )
