"""The parts put together: a pack, its rules and a shelf, ready to advise."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Event, Lock, RLock, Thread
from time import monotonic, time
from typing import TYPE_CHECKING

import msgspec

from magapp.errors import (
    DamagedStore,
    InputError,
    MagappError,
    StoreError,
    UnusableStore,
    near,
)
from magapp.machine.clock import day_in_force, today
from magapp.pack import Pack
from magapp.pack.compiled import Checked, packed_name, recall
from magapp.pack.signature import Signature, last_signed, note_signed
from magapp.resources import own_pack_folder
from magapp.settings import (
    PACKS,
    SettingError,
    Settings,
    database_address,
    home,
    read_settings,
    store_exists,
    unknown_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from magapp.delivery import Delivery, Used
    from magapp.language.saying import Saying
    from magapp.products import Catalogue, Product
    from magapp.products.kept import LastProducts
    from magapp.proof.explain import Explainer, WhyNot
    from magapp.records.recorder import Recorder
    from magapp.rules import Advice, Answers, Clearance, Rules
    from magapp.shelf.shelf import Shelf
    from magapp.shelf.suggest import Suggestion
    from magapp.store import Call, Store
    from magapp.store.changes import Change
    from magapp.store.outbox import Outbox
    from magapp.store.records import RecordStore
    from magapp.takehome.report import ExplanationText, FitText
    from magapp.upkeep import Upkeep


WITH_LAST = 0.2
"""This part of the patience is enough where the last products are there to go on with."""
WITH_OLD = 0.04
"""And this one while those were all there was, the last time they were asked for."""
KEPT_UP_SECONDS = 10.0
"""So long after a look beside the screen nobody who asks looks for himself."""
KEEP_SECONDS = 60.0
"""At least so long between two times that a server's products are written to their file."""


class Assistant:
    """What every face of the program works with; knows no screen.

    The catalogue is that of a file, where one is named, else the shop's database, else (as long as
    there is none) the demo. It is read on first use, so that a start does not wait for it, and
    again when somebody changed the database. A database that does not answer stops nobody who has
    its products: one goes on with the last ones, of a server also with those in a file of the
    shop's folder (`magapp.products.kept`), and `products_since` says from when they are.
    """

    def __init__(
        self,
        pack: Pack,
        settings: Settings,
        catalogue: Path | None = None,
        folder: Path | None = None,
    ) -> None:
        for fault in fit_settings(settings, pack)[1]:
            raise fault
        self.pack = pack
        self.settings = settings
        self.faults: tuple[InputError, ...] = ()
        """What is wrong in the settings, where the defaults stand in for it."""
        self.signed: Signature | None = None
        """Who signed the pack as it is; None when nobody did."""
        self.last_signed: Signature | None = None
        """Where nobody did: who signed the last signed one that was used here, if that is known."""
        self.patience: float | None = None
        """How many seconds `shelf` is waited for; None for as long as it takes."""
        self.takes_packs = False
        """Whether packs are taken that somebody publishes: where it is the shop's own."""
        self._records = False
        """Whether visits that end are written down."""
        self._recorder: Recorder | None = None
        self._making_recorder = Lock()
        """Who writes down what ends; None where nobody does, as in a tour."""
        self.on_calls: Callable[[], None] = lambda: None
        self.on_products: Callable[[], None] = lambda: None
        """Done at once, in some thread, when a server says that calls, or products, are others."""
        self.products_since: float | None = None
        """When the products were read last (seconds since 1970), where the database cannot be read
        now; None while they are those of the moment."""
        self._catalogue = catalogue
        self._folder = folder
        self._pack_folder: Path | None = None
        self._read: tuple[int | None, Catalogue] | None = None
        self._read_at = 0.0
        self._looks = False
        self._looked = -KEPT_UP_SECONDS
        self._written: tuple[int | None, float] = None, -KEEP_SECONDS
        """The count of writes of the products in their file, and when it was written."""
        self._explaining = Lock()
        self._opening = Lock()
        self._delivering = Lock()
        self._store: Store | None = None
        self._naming = Lock()
        self._server: str | None = None
        self._called: str | None = None
        self._reading = RLock()
        self._shelving = RLock()  # never held while the database is waited for
        self._shelf: tuple[Catalogue, tuple[Change, ...], Shelf] | None = None
        self._waiting: tuple[Change, ...] = ()
        self._behind = False
        """Whether they could not be sent, the last time."""
        self._seeing = Lock()
        self._asked: dict[str, MagappError | None] = {}
        """The changes that somebody here waits for, by id, and why the server will not write it."""
        self._beside: _Reader | None = None
        self._delivery: Delivery | None = None

    @cached_property
    def rules(self) -> Rules:
        """The rules of the pack, made on first use."""
        from magapp.rules import Rules

        return Rules(self.pack, self.settings.allow_forms)

    @property
    def folder(self) -> Path | None:
        """The folder of the shop's database; None for `MAGAPP_HOME`."""
        return self._folder

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that a screen offers, in the order of the pack."""
        offered = self.settings.languages
        return tuple(each for each in self.pack.languages if not offered or each in offered)

    @property
    def language(self) -> str:
        """The language a consultation starts in."""
        first, offered = self.settings.language or self.pack.default_language, self.languages
        return first if first in offered else offered[0]

    def use_settings(self, settings: Settings, faults: tuple[InputError, ...] = ()) -> None:
        """Go on with other settings of the shop; what this pack does not have is in `faults`."""
        self.settings, unknown = fit_settings(settings, self.pack)
        self.faults = (*faults, *unknown)

    @property
    def keeps_store(self) -> bool:
        """Whether the products are the shop's own, or the demo until there are any."""
        return self._catalogue is None

    @property
    def store(self) -> Store | None:
        """The shop's database, made on first use; None when the catalogue is a file's.

        Raises StoreError when it cannot be used.
        """
        if self._catalogue is not None:
            return None
        from magapp.store import open_store

        with self._opening:  # what another thread opens is everybody's, and is closed for all
            if self._store is None:
                try:
                    substance = self.pack.substance.id
                    self._store = open_store(
                        self._folder, self._address, self._shop, substance, self.begins_with
                    )
                except StoreError as error:
                    self._note(error)
                    raise
            return self._store

    def begins_with(self) -> tuple[Product, ...]:
        """What a new shop begins with: the list that the pack brings."""
        return self.demo.products

    @property
    def demo(self) -> Catalogue:
        """The list that the pack brings, to begin with. Raises InputError when it is no list."""
        from magapp.products.demo import demo_of

        return demo_of(self.pack, self._pack_folder)

    @property
    def elsewhere(self) -> int:
        """How many products the shop has that hold another substance, and are not shown.

        Raises StoreError when the database cannot be used.
        """
        store = self.store if self.keeps_store and self._stored() else None
        return store.elsewhere if store else 0

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()

    def let_go(self) -> None:
        """Close the database, so that its file can be replaced; it is opened again on first use."""
        store, self._store = self._store, None
        self._server = self._called = None
        if store is not None:
            store.close()
        self._read = self.products_since = None

    @cached_property
    def upkeep(self) -> Upkeep:
        """What is done beside the screen, once it is started: backups, the till's folder."""
        from magapp.upkeep import Upkeep

        return Upkeep(
            self.pack,
            lambda: self.settings,
            lambda: self.store if self._catalogue is None and self._stored() else None,
            again=self._look_beside,
        )

    @property
    def till_asks(self) -> int:
        """How many things about the till's lists wait for somebody in the office."""
        return self.upkeep.till.asks if "upkeep" in vars(self) else 0

    @property
    def catalogue(self) -> Catalogue:
        """The shop's products as they are now; nothing is made by asking.

        Where a screen asks (with a `patience`) and the database cannot be read, the last ones.
        Raises InputError when a file cannot be read, StoreError when the database cannot and
        nothing is known of its products.
        """
        with self._reading:
            if not self._read and not self._waiting:  # what an earlier run left
                self._see_waiting()
            try:
                catalogue = self._kept_catalogue()
            except StoreError as error:
                self._note(error)
                damaged = isinstance(error, UnusableStore) and not self._address
                last = None if damaged or self.patience is None else self._last()
                if isinstance(error, DamagedStore):  # another file may soon stand in its place
                    self.let_go()
                if last is None:
                    raise
                return last
            self._read_at, self.products_since = time(), None
            return catalogue

    def _last(self) -> Catalogue | None:
        """The products that the database gave last; None where nothing is known of them."""
        from magapp.products import Catalogue

        read = self._read
        if read is None or read[0] is None:  # nothing, or the demo
            kept = self._last_in_file()
            if kept is None:
                return None
            from magapp.products.stored import known_forms

            products, strange = known_forms(kept.products, self.pack.forms)
            # No database counts so few writes: as soon as it answers it is read.
            read = self._read = -1, Catalogue(products, kept.refused + strange)
            self._read_at = kept.read
        self.products_since = self._read_at
        return read[1]

    def _last_in_file(self) -> LastProducts | None:
        from magapp.products.kept import last_products

        place = self._place()
        substance = self.pack.substance.id
        return last_products(self._folder or home(), place, substance) if place else None

    def _place(self) -> str:
        """What tells shop and database on a server from others, in a file; empty without a server.

        A digest: an address may hold more than everybody should read.
        """
        if self._catalogue is not None or not self._address:
            return ""
        from hashlib import sha256

        from magapp.store.engine import read_address, same
        from magapp.store.shops import key_of

        try:
            named = same(read_address(self._address))
        except StoreError:
            return ""
        return sha256(f"{named}\n{key_of(self._shop)}".encode()).hexdigest()

    def look_again(self) -> None:
        """Beside the screen, every few seconds: whether a server is there, and what it has.

        So that nobody who asks for the shelf has to wait for what is new, or to find out that
        there is nobody. Without a server, only where the last products are all there is.
        """
        if self._looks_on:
            self._looks = True
            try:
                with suppress(MagappError):
                    _ = self.catalogue
            finally:
                self._looks, self._looked = False, monotonic()
            self._send_what_waits()
            self._keep()
        store = self._store
        if store is not None:
            store.listen(self._heard)

    def _heard(self, what: str) -> None:
        """A server said, in another thread, that there is other of this."""
        from magapp.store.shops import CALLS

        if what == CALLS:
            self.on_calls()
        else:
            self.upkeep.wake()
            self.on_products()

    def _look_beside(self) -> None:
        self.look_again()
        if self.takes_packs:
            self.delivery.look()

    # -- what waits for a server ------------------------------------------------------------------

    @property
    def outbox(self) -> Outbox | None:
        """What waits here for the server; None where the database is a file."""
        if self._address.startswith("sqlite") or not (place := self._place()):
            return None
        from magapp.store.outbox import Outbox

        return Outbox(self._folder or home(), place)

    @property
    def changes_wait(self) -> int:
        """How many changes of stock wait here for a server that does not take them."""
        return len(self._waiting) if self._behind else 0

    def set_stock(self, ean: str, stock: int) -> bool:
        """Note how many packs are in stock. Beside the screen.

        Whether that is written; False: it waits here, and is written as soon as the server answers.
        Raises InputError as `Store.set_stock`, and StoreError when it cannot be noted either.
        """
        from magapp.products.stored import check_stock

        check_stock(stock)
        return self._change(ean, stock)

    def step_stock(self, ean: str, by: int, most: int) -> bool:
        """The same for so many packs more or fewer, 0 to `most`."""
        return self._change(ean, None, by, most)

    def _change(self, ean: str, stock: int | None, by: int = 0, most: int = 0) -> bool:
        outbox = self.outbox
        if outbox is None:
            store = self.store
            assert store is not None
            if stock is None:
                store.step_stock(ean, by, most)
            else:
                store.set_stock(ean, stock)
            return True
        from magapp.store.changes import Change
        from magapp.store.marks import new

        change = Change(new(), ean, stock, by, most, int(time() // 60))
        self._asked[change.id] = None
        try:
            outbox.put(change)  # from here on it is written, whatever happens
            self._see_waiting()
            if self.products_since is not None:
                self._behind = True
            else:
                self._send(outbox)
                if self._behind:
                    self.upkeep.wake()
        finally:
            refused = self._asked.pop(change.id)
        if refused is not None:
            raise refused
        return all(each.id != change.id for each in self._waiting)

    def _send(self, outbox: Outbox) -> None:
        """Send the changes that wait.

        What the server will never write is told to whoever asked for it, else noted in the log.
        """
        from magapp.machine.journal import note
        from magapp.store.outbox import TOGETHER

        refused, sent = dict[str, MagappError](), 0
        try:
            store = self.store
            assert store is not None
            with outbox.sending() as mine:
                while mine and (some := outbox.changes(TOGETHER)):
                    refused |= (never := store.arrive(some))
                    self._asked |= {each: never[each] for each in never if each in self._asked}
                    outbox.have_arrived(some)
                    sent += len(some)
        except StoreError as error:
            self._note(error)
            self._behind = True
        else:
            self._behind = not mine
        if sent:
            with suppress(MagappError):  # what was sent is now in what is read
                _ = self.catalogue
        self._see_waiting()
        for each, why in refused.items():
            if each not in self._asked:
                note("change_refused", why=why.code)

    def _settle(self, store: Store) -> None:
        """Find out what has arrived before what is there is read: nothing counts twice."""
        outbox = self.outbox
        if outbox is not None:
            if changes := outbox.changes():
                there = store.have_arrived(changes)
                outbox.have_arrived([each for each in changes if each.id in there])
            self._see_waiting()

    def _see_waiting(self) -> None:
        """What waits by now; another program of the folder may have sent it."""
        with self._seeing:  # what was read last is what stays
            try:
                outbox = self.outbox
                waiting = outbox.changes() if outbox is not None else ()
            except StoreError as error:
                self._note(error)
            else:
                if waiting != self._waiting:
                    self._waiting = waiting

    def _send_what_waits(self) -> None:
        """Beside the screen, as soon as the server answers."""
        outbox = self.outbox
        if outbox is None:
            return
        self._see_waiting()
        if self.products_since is not None:
            self._behind = True
            return
        if self._waiting:
            self._send(outbox)
        else:
            self._behind = False
        with suppress(MagappError):
            if outbox.has_records and (recorder := self.recorder) is not None:
                recorder.send()

    # -- another pack -----------------------------------------------------------------------------

    @property
    def delivery(self) -> Delivery:
        """What sees to packs that somebody publishes. For work beside the screen."""
        with self._delivering:
            if self._delivery is None:
                from magapp.delivery import Used

                delivery = open_delivery()
                used = delivery.begin()
                if used.number and self.takes_packs:  # another program took it since this began
                    delivery.used, delivery.ready = Used(0, delivery.own()), used
                self._delivery = delivery
            return self._delivery

    @property
    def pack_waits(self) -> bool:
        """Whether another pack is to be used from the next consultation on, and can be at once.

        One in other languages is used when the program starts again.
        """
        return self._ready is not None and not self.pack_needs_start

    @property
    def pack_needs_start(self) -> bool:
        """Whether the pack that is to be used next has other languages."""
        ready = self._ready
        return ready is not None and ready.checked.pack.languages != self.pack.languages

    @property
    def _ready(self) -> Used | None:
        return self._delivery.ready if self._delivery is not None else None

    @property
    def packs_refused(self) -> int:
        """How many packs were not taken that nobody in the office has read of."""
        return self._delivery.unseen if self._delivery is not None else 0

    def take_pack(self) -> bool:
        """Go on with the pack that waits; whether that was done.

        For whoever knows that no consultation is going on: what was made for the one before is not
        to be used any more. Nothing is waited for: while products are read, it is not done.
        """
        if not self.pack_waits or self._delivery is None:
            return False
        with ExitStack() as held:
            for lock in (self._explaining, self._reading, self._shelving):
                if not lock.acquire(blocking=False):
                    return False
                held.callback(lock.release)
            used = self._delivery.take()
            if used is None:
                return False
            if used.checked.pack.substance.id != self.pack.substance.id:
                self.let_go()
            self.pack = used.checked.pack.on(day_in_force())
            self._be_signed(used.checked.signed)
            self.use_settings(self.settings, self.faults)
            for made in ("rules", "explainer"):
                vars(self).pop(made, None)
            self._shelf = self._beside = None
            if self._read is not None:  # forms that only one of both packs knows
                self._read = -1, self._read[1]
        if "upkeep" in vars(self):
            self.upkeep.pack = self.pack
        if self._recorder is not None:
            self._recorder.pack = self.pack
        return True

    def _be_signed(self, signed: Signature | None) -> None:
        """Note who signed the pack, or that nobody did."""
        self.signed = signed
        if signed:
            note_signed(home(), signed)
        else:
            self.last_signed = last_signed(home())

    @property
    def _kept_up(self) -> Catalogue | None:
        """The products, where somebody looks beside the screen whether they are still the last."""
        read = self._read
        if read is None or read[0] is None or not self._looks_on:
            return None
        looked = self._looks or monotonic() - self._looked < KEPT_UP_SECONDS
        return read[1] if looked else None

    @property
    def _looks_on(self) -> bool:
        return self.products_since is not None or self._on_server

    @property
    def _on_server(self) -> bool:
        return self._store is not None and self._store.path is None

    def _keep(self) -> None:
        """Write a server's products to their file, where they are others than those in it."""
        read, now = self._read, monotonic()
        if read is None or self.products_since is not None or not self._on_server:
            return
        version, written_at = self._written
        if version != read[0] and now - written_at >= KEEP_SECONDS and (place := self._place()):
            from magapp.products.kept import keep_products

            self._written = read[0], now
            with suppress(OSError):  # a full disk: the program goes on without
                substance, products = self.pack.substance.id, read[1].products
                keep_products(self._folder or home(), place, substance, products, self._read_at)

    @staticmethod
    def _note(error: StoreError) -> None:
        from magapp.machine.journal import note

        note("database_trouble", why=error.code)

    def _kept_catalogue(self) -> Catalogue:
        from magapp.products.plan import load_catalogue

        store = self.store if self._catalogue is None and self._stored() else None
        if store and self._waiting:
            self._settle(store)
        version = store.version if store else None
        if self._read is None or self._read[0] != version:
            if store and version is not None:
                self._read = self._changed(store) or (version, self._all_of(store))
            else:
                path = self._catalogue
                self._read = version, load_catalogue(path, self.pack) if path else self.demo
        return self._read[1]

    def _all_of(self, store: Store) -> Catalogue:
        from magapp.products.stored import as_read, known_forms

        products, strange = known_forms(store.products(), self.pack.forms)
        return as_read(products, store.refused + strange)

    def _changed(self, store: Store) -> tuple[int, Catalogue] | None:
        """What was read last, with what became other since; None where all is to be read."""
        since, old = self._read or (None, None)
        if since is None or old is None or since < 0:
            return None
        changes = store.changes(since)
        if changes is None:
            return None
        from magapp.products.stored import known_forms, updated

        products, strange = known_forms(changes.products, self.pack.forms)
        seen = {each.ean for each in changes.products}
        gone = seen.difference(each.ean for each in products).union(changes.gone)
        return changes.version, updated(old, products, gone, changes.refused + strange)

    @property
    def shelf(self) -> Shelf:
        """The products of the catalogue as it is now, ready to be ranked and found.

        Made on first use, and kept up from then on: of a server by `look_again`, and nobody waits
        as long as that is done. When `patience` runs out, or the database cannot be read, those
        that it gave last; where nothing is known of them, raises as `catalogue` does. Whoever asks
        next finds what was read meanwhile, and does not wait again for what is being read still.
        """
        if self.patience is None:
            return self.read_shelf()
        if (known := self._kept_up) is not None:
            return self.shelve(known)
        reading = self._beside
        if reading is None or reading.over.is_set():
            reading = self._beside = _Reader(self._read_beside)
        if not reading.over.wait(reading.begun + self._waits() - monotonic()):
            last = self._last()
            if last is None:
                raise StoreError("store_waits")
            return self.shelve(last)
        self._beside = None
        return self.shelve(reading.result())

    def _waits(self) -> float:
        """For how many seconds the database is waited for."""
        assert self.patience is not None
        if self.products_since is not None:
            return self.patience * WITH_OLD
        read = self._read
        known = read is not None and read[0] is not None and self._shelf is not None
        return self.patience * (WITH_LAST if known else 1)

    def _read_beside(self) -> Catalogue:
        """The catalogue; the first time also its shelf, which nobody has yet."""
        catalogue = self.catalogue
        if self._shelf is None:
            self.shelve(catalogue)
        return catalogue

    def read_shelf(self) -> Shelf:
        """The `shelf`, however long it takes: for work beside the screen."""
        return self.shelve(self.catalogue)

    def shelve(self, catalogue: Catalogue) -> Shelf:
        """Put these products on the shelf; no database is asked."""
        from magapp.shelf.shelf import Shelf

        shelf = self._shelf
        if shelf is not None and shelf[0] is catalogue and shelf[1] is self._waiting:
            return shelf[2]
        with self._shelving:
            products, waiting = catalogue.products, self._waiting
            if waiting:  # who changed it sees it at once
                from magapp.store.changes import after

                products = after(products, waiting)
            if self._shelf is None:
                self._shelf = catalogue, waiting, Shelf(self.pack, products)
            elif self._shelf[0] is not catalogue or self._shelf[1] is not waiting:
                self._shelf[2].hold(products)
                self._shelf = catalogue, waiting, self._shelf[2]
            return self._shelf[2]

    @property
    def _address(self) -> str:
        """The `database_address` that this run goes by, whatever is set meanwhile."""
        with self._naming:
            if self._server is None:
                self._server = database_address(self._folder)
            return self._server

    @property
    def _shop(self) -> str:
        """The name of the shop that this run is of, whatever is set meanwhile."""
        with self._naming:
            if self._called is None:
                self._called = self.settings.shop
            return self._called

    def _stored(self) -> bool:
        return self._store is not None or store_exists(self._folder, self._address)

    @property
    def trouble(self) -> Saying | None:
        """Why the database that was opened can only be read; None where all is well."""
        return self._store.trouble if self._store else None

    def advise(
        self, answers: Answers, channel: str = "kiosk", cleared: tuple[Clearance, ...] = ()
    ) -> tuple[Advice, Suggestion]:
        """The advice for these answers, and the products on this shelf that go with it."""
        advice = self.rules.advise(answers, channel, cleared)
        if not advice.suggests:
            from magapp.shelf.suggest import Suggestion

            return advice, Suggestion()
        return advice, self.shelf.suggest(advice)

    def call_staff(self, kiosk: str) -> bool:
        """Let the counter know that somebody at this kiosk asks for staff; whether it sees that.

        It does when one of this shop looked for calls in the last minutes. Where none ever did, in
        this database, nothing is noted. Raises StoreError when the database cannot be used.
        """
        store = self.store if self._stored() else None
        if store is None or (minutes := store.attended()) is None:
            return False
        from magapp.store import COUNTER_MINUTES

        store.call(kiosk)
        return abs(minutes) <= COUNTER_MINUTES

    def calls(self) -> tuple[Call, ...]:
        """The kiosks where somebody asks for staff. Raises StoreError like `call_staff`."""
        store = self.store if self._stored() else None
        return store.calls() if store else ()

    def attend(self) -> None:
        """A counter looks for calls; nothing is made by it. Raises StoreError like `call_staff`."""
        store = self.store if self._stored() else None
        if store is not None:
            store.attend()

    def answer_call(self, kiosk: str) -> None:
        """Somebody goes to this kiosk. Raises StoreError like `call_staff`."""
        if self.store is not None:
            self.store.answer_call(kiosk)

    def record(self) -> None:
        """From now on write down each visit that ends, as far as the settings say so."""
        self._records = True

    @property
    def recorder(self) -> Recorder | None:
        """Writes down each visit that ends; None where none is. Made when it is first asked for."""
        with self._making_recorder:
            if self._records and self._recorder is None:
                self._recorder = self._made_recorder()
            return self._recorder

    def _made_recorder(self) -> Recorder:
        from magapp.records.recorder import Keeper, Recorder

        keep = self.settings.records.days

        def opened() -> Keeper | None:
            if not keep and not self._stored():
                return None
            return self.records(make=keep > 0)

        def now() -> datetime | None:
            return datetime.now() if today() else None

        return Recorder(self.pack, opened, keep, self._in_stock, now, lambda: self.outbox)

    def records(self, make: bool = False) -> RecordStore | None:
        """The shop's records, in the database that this run goes by; None where there are none.

        With `make` they are made. Raises StoreError when they cannot be used.
        """
        from magapp.store.records import open_records

        return open_records(self._folder, make, self._shop, self._address)

    def _in_stock(self, form: str) -> bool:
        """Whether there is anything of a form on the shelf that was last read: nothing waits."""
        return self._shelf is None or self._shelf[2].has(form)

    def load_made_up(self) -> int:
        """Load a year of made-up records in place of those that were, and say how many.

        Raises StoreError when they cannot be written, and PackError when the cases cannot be read.
        """
        from magapp.pack import load_cases
        from magapp.records.made_up import made_up, made_up_seconds

        cases, shelf = load_cases(own_pack_folder()), self.read_shelf()
        records = self.records(make=True)
        assert records is not None  # it was made
        with records:
            records.remove_made_up()
            day = day_in_force().toordinal()
            records.add([*made_up_seconds(self.rules, cases, day)], made_up=True)
            return records.add_many(made_up(self.pack, self.rules, shelf, cases, day))

    def remove_made_up(self) -> None:
        """Take away what was made up; nothing happens where there is nothing. Raises StoreError."""
        records = self.records()
        if records is not None:
            with records:
                records.remove_made_up()

    @cached_property
    def explainer(self) -> Explainer:
        """What explains an advice; builds the space of all answer sets on first use."""
        from magapp.proof.explain import Explainer
        from magapp.proof.space import AnswerSpace

        return Explainer(AnswerSpace(self.rules))

    def prepare(self, staff: bool) -> None:
        """Read the shelf, and for `staff` make ready what finds products and explains an advice.

        Beside a screen that goes on, in a thread. A shelf that cannot be read is said when it is
        asked for.
        """
        with suppress(MagappError):
            catalogue = self.catalogue  # here there is time: `patience` is for a screen
            with self._shelving:
                shelf = self.shelve(catalogue)
                if staff:
                    shelf.prepare_search()
        self._keep()
        if staff:
            with self._explaining:
                self.explainer.prepare()

    def explain(self, advice: Advice, channel: str, language: str) -> ExplanationText:
        """Why an advice of ours is as it is, and why each other form is not first, in words."""
        from magapp.takehome.report import explanation_in_words

        forms = [form.id for form in (self.pack.forms if advice.forms else ())]
        with self._explaining:
            explanation = self.explainer.explain(advice.answers, channel, advice.cleared)
            others = [self.explainer.why_not_form(advice, form) for form in forms]
        others = [other for other in others if other.reason != "shown"]
        return explanation_in_words(self.pack, explanation, advice.answers, language, others)

    def fits(self, advice: Advice, suggestion: Suggestion, ean: str, language: str) -> FitText:
        """What to say of the product in the customer's hand.

        Raises KeyError when it is not on the shelf.
        """
        from magapp.shelf.fits import fit
        from magapp.takehome.report import fit_in_words

        shelf = self.shelf
        held = shelf[ean]
        judged = fit(self.pack, advice, suggestion, held)
        instead = shelf[judged.instead] if judged.instead else None
        return fit_in_words(self.pack, advice, judged, held, instead, language)

    def product_name(self, ean: str) -> str:
        """What a product of the shelf is called; the EAN itself when it is not on the shelf."""
        shelf = self.shelf
        return shelf[ean].name if ean in shelf else ean

    def called(self, ean: str) -> str:
        """As `product_name`; the EAN as well while the shelf cannot be read."""
        try:
            return self.product_name(ean)
        except StoreError:
            return ean

    def why_not(self, advice: Advice, suggestion: Suggestion, subject: str) -> WhyNot:
        """Why a form, or a product by its EAN in whatever dress, is not shown.

        Raises InputError when the subject is neither.
        """
        from magapp.products.gtin import find_gtin

        forms = [form.id for form in self.pack.forms]
        if subject in forms:
            return self.explainer.why_not_form(advice, subject)
        shelf = self.shelf
        ean = find_gtin(subject)
        if ean not in shelf:
            like = [each.ean for each in shelf.search(subject)] if subject.isdigit() else []
            mend = near(subject, [*forms, *like])
            raise InputError("", "no_subject", word=subject, mend=mend)
        return self.explainer.why_not_product(advice, suggestion, shelf[ean])


class _Reader:
    """Reads a catalogue in a thread of its own; `over` when it is read, or cannot be."""

    def __init__(self, read: Callable[[], Catalogue]) -> None:
        self.over = Event()
        self.begun = monotonic()
        self._read = read
        self._catalogue: Catalogue | None = None
        self._error: BaseException | None = None
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            self._catalogue = self._read()
        except BaseException as error:  # whoever waits for it gets it
            self._error = error
        self.over.set()

    def result(self) -> Catalogue:
        """The catalogue; raises what reading it raised."""
        if self._error is not None:
            raise self._error
        assert self._catalogue is not None
        return self._catalogue


def fit_settings(settings: Settings, pack: Pack) -> tuple[Settings, tuple[SettingError, ...]]:
    """The settings without what this pack does not know; and what that is."""
    forms = [form.id for form in pack.forms]
    unknown = [form for form in settings.allow_forms if form not in forms]
    faults = [unknown_value("allow_forms", form, forms) for form in unknown]
    strange = [each for each in settings.languages if each not in pack.languages]
    faults += [unknown_value("languages", each, pack.languages) for each in strange]
    offered = tuple(each for each in settings.languages if each in pack.languages)
    language, among = settings.language, offered or pack.languages
    if language and language not in among:
        faults.append(unknown_value("language", language, among))
        language = ""
    if faults:
        known = tuple(form for form in settings.allow_forms if form in forms)
        settings = msgspec.structs.replace(
            settings, allow_forms=known, languages=offered, language=language
        )
    return settings, tuple(faults)


def open_pack(folder: Path | None = None, trial: bool = False) -> Pack:
    """The program's own pack, or the one in a folder, checked before it is used.

    In a `trial` it is taken as it is. Raises MagappError when there is none, it cannot be read, or
    the check finds an error.
    """
    return open_checked(folder, trial).pack


def open_checked(folder: Path | None = None, trial: bool = False) -> Checked:
    """As `open_pack`, with who signed it. Only what comes with the program was checked before.

    Writes nothing and opens no database. Raises what `open_pack` raises.
    """
    where, today = folder or own_pack_folder(), day_in_force()
    try:
        if trial:
            from magapp.check.presets import load_whole

            return Checked(load_whole(where), None, today)
        checked = recall(where, packed_name(own_pack_folder()))
        if checked is None or not checked.holds(today):
            from magapp.check import approve

            checked = approve(where, today)
    except FileNotFoundError:
        raise InputError("", "no_pack", folder=str(where)) from None
    return checked


def open_in_use() -> Checked:
    """The pack that this shop uses: the last one that came, else the program's own.

    Raises what `open_pack` raises.
    """
    came = (home() / PACKS).is_dir()
    return open_delivery().begin().checked if came else open_checked()


def open_delivery() -> Delivery:
    """What sees to packs that somebody publishes, by the shop's settings; it has yet to `begin`."""
    from magapp.delivery import Delivery

    return Delivery(open_checked, lambda: read_settings(home())[0])


def open_assistant(
    catalogue: Path | None = None,
    pack: Path | None = None,
    trial: bool = False,
    lenient: bool = False,
) -> Assistant:
    """The assistant on the program's own pack, or one in a folder, with the shop's settings.

    The pack is that of `open_pack`. Raises MagappError when a file of the shop cannot be read, or
    the check finds an error. To be `lenient` means defaults in place of what is wrong in the
    settings; `Assistant.faults` says what.
    """
    settings, faults = read_settings(home())
    if faults and not lenient:  # before the pack is read: it is the quicker one to be wrong
        raise faults[0]
    takes, delivery = pack is None and not trial, None
    if takes and (home() / PACKS).is_dir():
        delivery = open_delivery()
        checked = delivery.begin().checked
    else:
        checked = open_checked(pack, trial)
    opened = checked.pack.on(day_in_force())
    if lenient:
        settings, unknown = fit_settings(settings, opened)
        faults += unknown
    assistant = Assistant(opened, settings, catalogue)
    assistant._pack_folder = pack
    assistant.faults = faults
    assistant.takes_packs = takes
    if delivery is not None:
        assistant._delivery = delivery
    if trial:
        assistant.signed = checked.signed
    else:
        assistant._be_signed(checked.signed)
    return assistant
