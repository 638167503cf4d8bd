"""A chain and its shops, on the small pack: keys, packs that travel, counters that take them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from second import FOLDER

from magapp.delivery.delivery import Delivery
from magapp.delivery.parcel import MARK, read_parcel, wrap
from magapp.delivery.signing_keys import public_half
from magapp.errors import InputError, PackError
from magapp.pack import Pack, load_pack, read_pack
from magapp.pack.compiled import Checked
from magapp.pack.folder import read_everything
from magapp.settings import Settings
from magapp.settings.choices import Packs

DAY = date(2026, 11, 23)
MADE = datetime(2026, 11, 30, 17, 35, tzinfo=UTC)
CHAIN, STRANGER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
OURS = public_half(CHAIN)


@cache
def own() -> Checked:
    """The pack that comes with the program, here the small one."""
    return Checked(load_pack(FOLDER), None, DAY)


@cache
def files() -> Mapping[str, bytes]:
    """Its files."""
    return read_everything(FOLDER)


def changed(*changes: tuple[str, str, str], version: str = "0.2.0") -> dict[str, bytes]:
    """Its files with another version and these texts in files in the place of others."""
    found = dict(files())
    for name, before, after in (("pack.toml", "0.1.0", version), *changes):
        text = found[name].decode()
        assert before in text, f"{before} is not in {name}"
        found[name] = text.replace(before, after, 1).encode()
    return found


def pack_of(inside: Mapping[str, bytes]) -> Pack:
    """The pack in these files."""
    return read_pack({name: each for name, each in inside.items() if "cases/" not in name})


def sent(
    number: int,
    inside: Mapping[str, bytes] | None = None,
    *,
    key: Ed25519PrivateKey = CHAIN,
    pack: str = "vitamin_d",
    version: str = "",
    needs: str = "0.1",
) -> bytes:
    """A pack that travels: these files, else the small pack's with a version of its own."""
    if inside is None:
        version = version or f"0.2.{number}"
        inside = changed(version=version)
    return wrap(inside, pack, version or "0.2.0", key, number, "N. N.", MADE, needs)


def taken_apart(content: bytes) -> list[Any]:
    """The parts of a file as they travel, to be put together otherwise."""
    parts: list[Any] = msgspec.msgpack.decode(content[len(MARK) :])
    return parts


def put_together(parts: list[Any]) -> bytes:
    """A file of these parts."""
    return MARK + msgspec.msgpack.encode(parts)


@cache
def read_only(content: bytes, day: date) -> Checked:
    """In place of the check, which takes long and has tests of its own: only read it."""
    parcel = read_parcel(content)
    try:
        pack = parcel.pack()
        return Checked(pack, parcel.signed(pack), day)
    except PackError as error:
        first = error.faults[0].saying
        raise InputError("", "delivery_check", count=len(error.faults), first=first) from None


class Counter:
    """A shop's machine, which looks where the chain publishes; time passes when told to."""

    def __init__(self, home: Path, folder: Path | str, keys: tuple[str, ...] = (OURS,)) -> None:
        self.home, self.time = home, 0.0
        self.settings = Settings(packs=Packs(keys=keys, folder=str(folder)))
        self.delivery = Delivery(own, lambda: self.settings, home, lambda: self.time)
        self.delivery.begin()

    def ask(self, **packs: Any) -> None:
        """Set other things about packs."""
        now = msgspec.structs.replace(self.settings.packs, **packs)
        self.settings = msgspec.structs.replace(self.settings, packs=now)

    def look(self) -> int:
        """Look for what is new, minutes later; the number in use from the next one on."""
        self.time += 1000
        self.delivery.look()
        return self.next

    @property
    def next(self) -> int:
        """What the next consultation is held with."""
        now = self.delivery.ready or self.delivery.used
        assert now is not None
        return now.number

    def restarted(self) -> Counter:
        """The same machine after its program was started again."""
        again = Counter(self.home, self.settings.packs.folder)
        again.settings = self.settings
        again.delivery.begin()
        return again

    def refused(self) -> dict[int, str]:
        """Why packs were refused, by their numbers."""
        packs = self.delivery.report().packs
        return {each.number: each.why.code for each in packs if each.why}


Publish = Callable[[int, bytes], None]
