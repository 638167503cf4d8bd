"""The products that a shop begins with, until it has its own."""

from pathlib import Path

from magapp.pack.load import own_substance
from magapp.pack.model import Pack
from magapp.products.product import Catalogue
from magapp.resources import own_pack_folder

FILE = "demo.csv"
"""The list in a pack's folder; the folder need not have one."""


def demo_of(pack: Pack, folder: Path | None = None) -> Catalogue:
    """The list in the folder of a pack, else that of the program's own; none of another substance.

    Raises InputError when it cannot be read.
    """
    from magapp.products.plan import load_catalogue

    if folder is None or not (folder / FILE).is_file():
        folder = own_pack_folder()
        if pack.substance.id != own_substance() or not (folder / FILE).is_file():
            return Catalogue(())
    return load_catalogue(folder / FILE, pack)
