"""Where the program's data files are: in a checkout, an install or a frozen bundle alike."""

import sys
from functools import cache
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a data file or folder below `resources/`.

    Raises FileNotFoundError when the program was installed without its data.
    """
    package = Path(__file__).resolve().parent
    homes = [package.parent / "resources", package / "resources"]
    if bundle := getattr(sys, "_MEIPASS", None):
        homes.insert(0, Path(bundle) / "resources")
    for home in homes:
        if (path := home.joinpath(*parts)).exists():
            return path
    raise FileNotFoundError(f"The data file {'/'.join(parts)} is missing: install Magapp again.")


@cache
def own_pack_folder() -> Path:
    """The folder of the pack that comes with the program, as `packs/own.txt` names it."""
    return resource("packs", resource("packs", "own.txt").read_text("utf-8").strip())
