"""The products that a server gave last, in a file of the shop's folder: for when it is gone.

Anybody may have written to the file. It is read as data, bounded, and each product goes through
the same checks as one from a database (`magapp.products.stored`).
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from magapp.errors import InputError, MagappError
from magapp.pack.load import own_substance
from magapp.products.product import Product, Refusal
from magapp.products.stored import StoredProducts, as_stored
from magapp.reading import CATALOGUE, take
from magapp.settings.writing import put_in_place

FILE = "last-products.json"


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """What lies in the file: of which database, when it was read, and its rows.

    `substance` is what they are of; until those were told apart, of the program's own.
    """

    format: Literal[1]
    place: str
    read: float
    products: list[tuple[str | int | float | bool | None, ...]]
    substance: str = ""


class LastProducts(NamedTuple):
    """The products of the file, those that no import would let in, and when they were read.

    `read` is in seconds since 1970.
    """

    products: tuple[Product, ...]
    refused: tuple[Refusal, ...]
    read: float


_decode = msgspec.json.Decoder(_File).decode


def keep_products(
    folder: Path, place: str, substance: str, products: Iterable[Product], read: float
) -> None:
    """Write the products of the database at `place`; the file is the old one or the new one.

    Raises OSError when it cannot be written.
    """
    rows = [as_stored(each) for each in products]
    content = msgspec.json.encode(_File(1, place, read, rows, substance))
    if len(content) <= CATALOGUE:  # else it would not be read again
        folder.mkdir(parents=True, exist_ok=True)
        put_in_place(folder / FILE, content)


def last_products(folder: Path, place: str, substance: str) -> LastProducts | None:
    """What was kept of the database at `place`, of a substance; None where there is nothing."""
    try:
        file = _decode(take(folder / FILE, CATALOGUE, follows=False))
    except (OSError, MagappError, ValueError, RecursionError):  # ValueError: msgspec's own too
        return None
    if (file.place, file.substance or own_substance()) != (place, substance):
        return None
    reader, found, refused = StoredProducts(), dict[str, Product](), list[Refusal]()
    for row in file.products:
        try:
            if len(row) != len(Product.__struct_fields__):
                raise InputError("", "kept_unreadable", value=len(row))
            product = reader.read(row)
        except InputError as error:
            refused.append(Refusal.of(0, error))
        else:
            found[product.ean] = product
    return LastProducts(tuple(found.values()), tuple(refused), file.read)
