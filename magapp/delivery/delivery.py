"""Taking packs that somebody published: looked at, checked here, kept, and gone back from.

All of it is done beside the screen. What is `ready` is taken over by the assistant between two
consultations, and by nobody else.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import monotonic, time
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from magapp.alone import alone
from magapp.delivery.delivered import (
    MOST_KEPT,
    MOST_KNOWN,
    DeliveryNote,
    Receipt,
    RefusedPack,
    Shelved,
)
from magapp.delivery.parcel import Manifest, Parcel, digest_of, read_parcel, version_parts
from magapp.delivery.signing_keys import short_name
from magapp.errors import InputError, MagappError, PackError, refused_by_system
from magapp.language.saying import Saying, plain
from magapp.machine.clock import day_in_force
from magapp.machine.journal import note
from magapp.machine.pin import is_ours
from magapp.machine.version import UNKNOWN, program_version
from magapp.pack import Pack, seal
from magapp.pack.compiled import Checked
from magapp.settings import FILE as SETTINGS
from magapp.settings import Settings, home

if TYPE_CHECKING:  # a start with the program's own pack needs none of these
    from magapp.delivery.changes import Changes
    from magapp.delivery.sources import PackSource

LOOK_SECONDS = 120.0
"""Between two looks for what is new."""
MOST_TRIED = 5
"""So many that were not refused before are tried in one look, the newest first."""
PATIENCE = 5.0
"""Seconds that another program of this shop may be looking while somebody chooses a pack."""
PASSING = frozenset(("unreadable", "unwritable", "delivery_slow", "delivery_unchecked"))
"""What is the matter with this machine for now, and says nothing of a pack."""
Place = Literal["used", "ready", "kept", "refused"]


class Used(NamedTuple):
    """A pack that may be used: its number, 0 and no manifest for the one of the program."""

    number: int
    checked: Checked
    manifest: Manifest | None = None


class Delivered(NamedTuple):
    """A pack as it is told of: where it is now, who signed it, and why it was refused."""

    number: int
    place: Place
    version: str
    manifest: Manifest | None = None
    pharmacist: str = ""
    day: date | None = None
    """On which the pharmacist signed it."""
    why: Saying | None = None
    at: int = 0
    """When it was refused, in seconds since 1970."""


class DeliveryReport(NamedTuple):
    """All that there is to tell, the newest first.

    `back` and `forth` are the numbers that one can go to from the one in use; None where there is
    none. `trouble` is why it cannot be seen what is new, `unseen` what nobody has read yet.
    """

    packs: tuple[Delivered, ...]
    used: int
    back: int | None
    forth: int | None
    trouble: Saying | None
    unseen: int


class Delivery:
    """The packs of a shop. `own` opens the one that came with the program.

    Whoever uses it calls `begin` once, and then `look` again and again.
    """

    def __init__(
        self,
        own: Callable[[], Checked],
        settings: Callable[[], Settings],
        folder: Path | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._open_own, self._settings, self._folder = own, settings, folder
        self._clock = clock
        self._own: Checked | None = None
        self._once = Lock()
        self._looked = -LOOK_SECONDS
        self._followed = -LOOK_SECONDS
        self._led: tuple[int, int, str] | None = None
        """What was to be used, what it led to, and under what, where those are not the same."""
        self.used: Used | None = None
        """What is used now."""
        self.ready: Used | None = None
        """What is to be used from the next consultation on; None where that is the same."""
        self.trouble: Saying | None = None
        """Why it could not be seen what is new, the last time."""
        self.unseen = 0
        """How many refused ones nobody has read of yet."""

    @property
    def _shelved(self) -> Shelved:
        return Shelved(self._folder or home())

    def own(self) -> Checked:
        """The pack that came with the program. Raises as opening it does."""
        if self._own is None:
            self._own = self._open_own()
        return self._own

    # -- what is used -----------------------------------------------------------------------------

    def begin(self) -> Used:
        """What is used from the start on: the one that was, where it still may be.

        Raises MagappError where not even the program's own can be opened.
        """
        known = self._shelved.note()
        if not known.use:
            self.used = Used(0, self.own())
            return self.used
        with suppress(MagappError), self._noted() as noted:
            known = noted or known
            self.used = self._usable(known)
        if self.used is None:
            self.used = self._usable(known)
        return self.used

    def take(self) -> Used | None:
        """What is ready becomes what is used; None where nothing is."""
        ready, self.ready = self.ready, None
        if ready is not None:
            self.used = ready
        return ready

    def _usable(self, known: DeliveryNote) -> Used:
        """The one that is to be used, else the last good one before it that still may be."""
        number = known.use
        while number := self._wanted(known, number):
            content = b""
            try:
                content = self._shelved.content(number)
                return self._examined(content, number, known)
            except InputError as error:
                if error.code in PASSING:
                    self._tell(_named(error, number))
                else:
                    self._refuse(known, number, error, content)
                number = known.before(number)
        return Used(0, self.own())

    def _wanted(self, known: DeliveryNote, number: int) -> int:
        """The number of `_usable` from this one down, as far as it is known without looking."""
        while number:
            receipt = known.good.get(number)
            if receipt and not known.is_refused(number, receipt.digest, self._under):
                break
            number = known.before(number)
        return number

    def _follow(self, known: DeliveryNote) -> None:
        """Make ready what is to be used, where it is another one than now.

        Where that led to another one, as a file is damaged, it is not tried with every look.
        """
        now = self.ready or self.used
        if now is None:
            return
        if self._is_trusted(now):
            if now.number == self._wanted(known, known.use):
                return
            lately = self._clock() - self._followed < LOOK_SECONDS
            if lately and self._led == (known.use, now.number, self._under):
                return
        wanted = self._usable(known)
        self._followed = self._clock()
        self._led = (known.use, wanted.number, self._under)
        same = self.used is not None and wanted.number == self.used.number
        self.ready = None if same else wanted

    # -- looking at one ---------------------------------------------------------------------------

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that count: none where others could have written the shop's settings."""
        path = (self._folder or home()) / SETTINGS
        with suppress(OSError):
            if not is_ours(os.stat(path), path):
                return ()
        return self._settings().packs.keys

    @property
    def _under(self) -> str:
        """What a refusal depends on: this program, the keys that count, and what they ask for."""
        parts = (_fingerprint(), *self.keys, str(self._settings().packs.required))
        return sha256("\0".join(parts).encode()).hexdigest()[:16]

    def _is_trusted(self, used: Used) -> bool:
        if used.manifest is None:
            return True
        signed = used.checked.signed is not None or not self._settings().packs.required
        return signed and used.manifest.key in self.keys

    def _examined(self, content: bytes, number: int, known: DeliveryNote) -> Used:
        """What came under a number, once all holds. Raises InputError that says what does not."""
        parcel = read_parcel(content)
        manifest = parcel.manifest
        if manifest.number != number:
            raise InputError("", "delivery_number", signed=str(manifest.number))
        if manifest.key not in self.keys:
            raise InputError("", "delivery_key", key=short_name(manifest.key))
        own = self.own().pack.id
        if manifest.pack != own:
            raise InputError("", "delivery_other", pack=manifest.pack, own=own)
        here = program_version()
        if here != UNKNOWN and version_parts(manifest.needs) > version_parts(here):
            raise InputError("", "delivery_newer", needs=manifest.needs, here=here)
        day = day_in_force()
        checked = self._passed(parcel, known.good.get(number), day)
        if checked is None:
            from magapp.delivery.judge import judge

            checked = judge(content, day)
            if number in known.good:  # for another program, or with other rules in force
                known.good[number] = self._receipt(number, parcel.digest, checked)
        if (checked.pack.id, checked.pack.version) != (manifest.pack, manifest.version):
            raise InputError("", "delivery_altered")
        if checked.signed is None and self._settings().packs.required:
            raise InputError("", "delivery_unsigned")
        return Used(number, checked, manifest)

    def _passed(self, parcel: Parcel, receipt: Receipt | None, day: date) -> Checked | None:
        """The pack in a parcel that passed the check of this program, with the rules of this day.

        None where it did not yet.
        """
        if receipt is None or (receipt.digest, receipt.by) != (parcel.digest, _fingerprint()):
            return None
        checked = self._shelved.read(parcel.manifest.number, receipt)
        if checked is None:
            try:
                pack = parcel.pack()
                checked = Checked(pack, parcel.signed(pack), receipt.day)
            except PackError:
                return None
        return checked if checked.holds(day) else None

    def _receipt(self, number: int, digest: str, checked: Checked) -> Receipt:
        """That a pack passed; what was read of it is kept. Raises InputError."""
        read = self._shelved.keep_read(number, checked)
        return Receipt(digest, _fingerprint(), checked.day, read)

    def _refuse(self, known: DeliveryNote, number: int, error: InputError, content: bytes) -> None:
        digest = digest_of(content)
        if known.is_refused(number, digest, self._under):
            return
        manifest = None
        with suppress(InputError):
            manifest = read_parcel(content).manifest
        known.refuse(
            RefusedPack(number, digest, self._under, int(time()), plain(error.saying), manifest)
        )
        note("pack_not_taken", number=str(number), why=error.code)

    # -- looking for what is new ------------------------------------------------------------------

    def look(self, *, now: bool = False) -> None:
        """Beside the screen: see what another program of this shop chose, and what is new.

        That is looked for every few minutes, or `now`. Never raises for what is found.
        """
        with self._once:
            if not self.keys:
                named = self._settings().packs.keys
                self.trouble = Saying.of("delivery_open") if named else None
                came = any(each and each.number for each in (self.used, self.ready))
                if not came and not self._shelved.note().use:
                    return
            with suppress(MagappError), self._noted() as known:
                if known is None:
                    return
                if now or self._clock() - self._looked >= LOOK_SECONDS:
                    try:
                        self._search(known)
                    finally:  # a search may take longer than the wait
                        self._looked = self._clock()
                self._follow(known)

    @contextmanager
    def _noted(self, patience: float = 0.0) -> Iterator[DeliveryNote | None]:
        """The note, which is written if it was changed; None while another program has it.

        Raises InputError where it cannot be written.
        """
        shelved = self._shelved
        try:
            shelved.lock.parent.mkdir(parents=True, exist_ok=True)
            with alone(shelved.lock, patience=patience) as mine:
                if not mine:
                    yield None
                    return
                known = shelved.note()
                before = msgspec.json.encode(known)
                yield known
                self.unseen = known.unseen
                if msgspec.json.encode(known) != before:
                    shelved.write(known)
        except OSError as error:
            why = refused_by_system(error)
            raise InputError(str(shelved.lock), "unwritable", why=why) from None

    def _search(self, known: DeliveryNote) -> None:
        """Try what is new, of all sources the newest first; report what is older and came late."""
        if not self.keys:
            return
        self.trouble = None
        from magapp.delivery.sources import sources_of

        found: list[tuple[int, PackSource]] = []
        for source in sources_of(self._settings(), self._folder):
            with self._told_trouble():
                found += [(number, source) for number in source.numbers()]
        found.sort(key=lambda each: each[0], reverse=True)
        lost = 0 if self._is_there(known) else known.use
        new = [each for each in found if each[0] > known.highest or each[0] == lost]
        tries = 0
        for number, source in new:
            with self._told_trouble():
                content = source.content(number)
                if known.is_refused(number, digest_of(content), self._under):
                    continue
                tries += 1
                if self._tried(number, content, known):
                    known.known = [each for each, _ in found][:MOST_KNOWN]
                    return
            if tries == MOST_TRIED:
                break
        seen = {*known.known, *known.good}
        late = [each for each in found if each not in new and each[0] not in seen]
        for number, source in late[:MOST_TRIED] if known.highest else ():
            with self._told_trouble():
                content = source.content(number)
                older = InputError("", "delivery_older", used=str(known.use))
                self._refuse(known, number, older, content)
                known.known = [number, *known.known][:MOST_KNOWN]

    @contextmanager
    def _told_trouble(self) -> Iterator[None]:
        """What keeps us from looking somewhere is told of, and the others are looked at."""
        try:
            yield
        except MagappError as error:
            self._tell(error)

    def _tell(self, error: MagappError) -> None:
        where = error.where if isinstance(error, InputError) else ""
        at = Saying.of("at", where=where, what=error.saying)
        self.trouble = at if where else error.saying

    def _is_there(self, known: DeliveryNote) -> bool:
        """Whether the one to be used lies here as it came; else it is fetched again."""
        if not known.use:
            return True
        with suppress(MagappError, KeyError):
            return digest_of(self._shelved.content(known.use)) == known.good[known.use].digest
        return False

    def _tried(self, number: int, content: bytes, known: DeliveryNote) -> bool:
        """Try one that is new; whether it was taken. Raises InputError for a passing trouble."""
        try:
            used = self._examined(content, number, known)
            self._shelved.keep(number, content)
            known.good[number] = self._receipt(number, digest_of(content), used.checked)
        except InputError as error:
            if error.code in PASSING:
                raise _named(error, number) from None
            self._refuse(known, number, error, content)
            return False
        known.forget(number)
        known.use, self._led = number, None
        known.highest = max(number, known.highest)
        last = sorted(known.good)[-MOST_KEPT:]
        self._shelved.drop(each for each in known.good if each not in last)
        known.good = {each: known.good[each] for each in last}
        note("pack_taken", number=str(number))
        return True

    # -- what staff do ----------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """Use another one of those that are kept, or with 0 the program's own, from now on.

        Raises InputError when it is not there, may not be used any more, or another program is
        looking; then all stays as it was.
        """
        with self._once, self._noted(PATIENCE) as known:
            if known is None:
                raise InputError("", "delivery_busy")
            if number:
                if number not in known.good:
                    raise InputError(str(number), "delivery_gone")
                self._examined(self._shelved.content(number), number, known)
            back, known.use, self._led = number < known.use, number, None
            known.forget(number)
            self._follow(known)
            note("pack_returned" if back else "pack_taken", number=str(number))

    def see(self) -> None:
        """Somebody read what was refused."""
        with suppress(MagappError), self._once, self._noted(PATIENCE) as known:
            if known is not None:
                known.seen = int(time())

    def report(self) -> DeliveryReport:
        """All that there is to tell. Reads files: for work beside the screen."""
        known = self._shelved.note()
        used = self.used.number if self.used is not None else self._wanted(known, known.use)
        ready = self.ready.number if self.ready is not None else used
        own = self.own()
        refused = [each for each in known.refused if each.number not in known.good]
        kept = []
        for number, receipt in known.good.items():
            why = known.refusal(number, receipt.digest, self._under)
            if why is None or number in (used, ready):
                kept.append(number)
            else:
                refused.append(why)
        found = [self._told(number, used, ready) for number in kept]
        found += [
            Delivered(
                each.number,
                "refused",
                each.manifest.version if each.manifest else "",
                each.manifest,
                why=each.saying(),
                at=each.at,
            )
            for each in refused
        ]
        found.sort(key=lambda each: each.number, reverse=True)
        place: Place = "used" if not used else "ready" if not ready else "kept"
        found.append(_of_program(own, place))
        return DeliveryReport(
            tuple(found),
            used,
            known.before(ready) if ready else None,
            known.after(ready) or None,
            self.trouble,
            known.unseen,
        )

    def kept(self, number: int) -> bytes | None:
        """What is kept here under a number, whole or not; None for nothing."""
        with suppress(MagappError):
            return self._shelved.content(number)
        return None

    def _told(self, number: int, used: int, ready: int) -> Delivered:
        place: Place = "used" if number == used else "ready" if number == ready else "kept"
        try:
            parcel = read_parcel(self._shelved.content(number))
            signed = parcel.signature()
        except (InputError, PackError) as error:
            return Delivered(number, "refused", "", why=error.saying)
        manifest = parcel.manifest
        by, day = (signed.by, signed.on) if signed else ("", None)
        return Delivered(number, place, manifest.version, manifest, by, day)

    def compare(self, before: int, after: int, language: str) -> "Changes":
        """What one of the kept ones changes in another. Raises MagappError where one is gone."""
        from magapp.delivery.changes import changes

        return changes(self._pack(before), self._pack(after), language)

    def _pack(self, number: int) -> Pack:
        if not number:
            return self.own().pack
        return read_parcel(self._shelved.content(number)).pack()


def _of_program(own: Checked, place: Place) -> Delivered:
    by, day = (own.signed.by, own.signed.on) if own.signed else ("", None)
    return Delivered(0, place, own.pack.version, None, by, day)


def _named(error: InputError, number: int) -> InputError:
    """With the number of the pack, where it names no other place."""
    return error if error.where else error.at(str(number))


def _fingerprint() -> str:
    """What tells this program from one that may judge otherwise."""
    return f"{program_version()} {seal.PACKED[:12]}"
