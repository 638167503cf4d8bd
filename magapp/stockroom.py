"""The shop's products as they are by now, wherever they are kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, RLock, Thread
from time import monotonic, time
from typing import TYPE_CHECKING

from magapp.errors import DamagedStore, MagappError, StoreError, UnusableStore
from magapp.settings import database_address, home, store_exists

if TYPE_CHECKING:
    from collections.abc import Callable

    from magapp.language.saying import Saying
    from magapp.pack import Pack
    from magapp.products import Catalogue, Product
    from magapp.products.kept import LastProducts
    from magapp.shelf.shelf import Shelf
    from magapp.store import Store
    from magapp.store.changes import Change
    from magapp.store.outbox import Outbox


WITH_LAST = 0.2
"""This part of the patience is enough where the last products are there to go on with."""
WITH_OLD = 0.04
"""And this one while those were all there was, the last time they were asked for."""
KEPT_UP_SECONDS = 10.0
"""So long after a look beside the screen nobody who asks looks for himself."""
KEEP_SECONDS = 60.0
"""At least so long between two times that a server's products are written to their file."""


class Stockroom:
    """The products of a shop and how many there are, ready to be ranked, found and changed.

    They are those of a file, where one is named, else of the shop's database, else (as long as
    there is none) those that the pack brings. They are read on first use, so that a start does not
    wait for them, and again when somebody changed them. A database that does not answer stops
    nobody who has its products: one goes on with the last ones, of a server also with those in a
    file of the shop's folder (`magapp.products.kept`), and `products_since` says from when they
    are. What is changed meanwhile waits in the `outbox`.
    """

    def __init__(
        self, pack: Pack, file: Path | None, folder: Path | None, of: Callable[[], str]
    ) -> None:
        """`file` and `folder` as of the assistant; `of` is the shop's name in the settings."""
        self.pack = pack
        self.pack_folder: Path | None = None
        self.folder = folder
        """The folder of the shop's database; None for `MAGAPP_HOME`."""
        self.patience: float | None = None
        """How many seconds `shelf` is waited for; None for as long as it takes."""
        self.on_calls: Callable[[], None] = lambda: None
        self.on_products: Callable[[], None] = lambda: None
        """Done at once, in some thread, when a server says that calls, or products, are others."""
        self.wake: Callable[[], None] = lambda: None
        """Has `look_again` done soon, beside the screen."""
        self.products_since: float | None = None
        """When the products were read last (seconds since 1970), where the database cannot be read
        now; None while they are those of the moment."""
        self.reading = RLock()
        self.shelving = RLock()  # never held while the database is waited for
        self._file = file
        self._of = of
        self._read: tuple[int | None, Catalogue] | None = None
        self._read_at = 0.0
        self._looks = False
        self._looked = -KEPT_UP_SECONDS
        self._written: tuple[int | None, float] = None, -KEEP_SECONDS
        """The count of writes of the products in their file, and when it was written."""
        self._opening = Lock()
        self._store: Store | None = None
        self._naming = Lock()
        self._server: str | None = None
        self._called: str | None = None
        self._shelf: tuple[Catalogue, tuple[Change, ...], Shelf] | None = None
        self._waiting: tuple[Change, ...] = ()
        self._behind = False
        """Whether they could not be sent, the last time."""
        self._seeing = Lock()
        self._asked: dict[str, MagappError | None] = {}
        """The changes that somebody here waits for, by id, and why the server will not write it."""
        self._beside: _Reader | None = None

    def use_pack(self, pack: Pack) -> None:
        """Go on with another pack; for whoever holds `reading` and `shelving`."""
        if pack.substance.id != self.pack.substance.id:
            self.let_go()
        self.pack = pack
        self._shelf = self._beside = None
        if self._read is not None:  # forms that only one of both packs knows
            self._read = -1, self._read[1]

    @property
    def keeps_store(self) -> bool:
        """Whether the products are the shop's own, or the demo until there are any."""
        return self._file is None

    @property
    def store(self) -> Store | None:
        """The shop's database, made on first use; None when the catalogue is a file's.

        Raises StoreError when it cannot be used.
        """
        if self._file is not None:
            return None
        from magapp.store import open_store

        with self._opening:  # what another thread opens is everybody's, and is closed for all
            if self._store is None:
                try:
                    substance = self.pack.substance.id
                    self._store = open_store(
                        self.folder, self.address, self.shop, substance, self.begins_with
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

        return demo_of(self.pack, self.pack_folder)

    @property
    def elsewhere(self) -> int:
        """How many products the shop has that hold another substance, and are not shown.

        Raises StoreError when the database cannot be used.
        """
        store = self.there
        return store.elsewhere if store else 0

    def let_go(self) -> None:
        """Close the database, so that its file can be replaced; it is opened again on first use."""
        store, self._store = self._store, None
        self._server = self._called = None
        if store is not None:
            store.close()
        self._read = self.products_since = None

    @property
    def catalogue(self) -> Catalogue:
        """The shop's products as they are now; nothing is made by asking.

        Where a screen asks (with a `patience`) and the database cannot be read, the last ones.
        Raises InputError when a file cannot be read, StoreError when the database cannot and
        nothing is known of its products.
        """
        with self.reading:
            if not self._read and not self._waiting:  # what an earlier run left
                self._see_waiting()
            try:
                catalogue = self._kept_catalogue()
            except StoreError as error:
                self._note(error)
                damaged = isinstance(error, UnusableStore) and not self.address
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
        return last_products(self.folder or home(), place, substance) if place else None

    def _place(self) -> str:
        """What tells shop and database on a server from others, in a file; empty without a server.

        A digest: an address may hold more than everybody should read.
        """
        if self._file is not None or not self.address:
            return ""
        from hashlib import sha256

        from magapp.store.engine import read_address, same
        from magapp.store.shops import key_of

        try:
            named = same(read_address(self.address))
        except StoreError:
            return ""
        return sha256(f"{named}\n{key_of(self.shop)}".encode()).hexdigest()

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
            self.keep()
        store = self._store
        if store is not None:
            store.listen(self._heard)

    def _heard(self, what: str) -> None:
        """A server said, in another thread, that there is other of this."""
        from magapp.store.shops import CALLS

        if what == CALLS:
            self.on_calls()
        else:
            self.wake()
            self.on_products()

    # -- what waits for a server ------------------------------------------------------------------

    @property
    def outbox(self) -> Outbox | None:
        """What waits here for the server; None where the database is a file."""
        if self.address.startswith("sqlite") or not (place := self._place()):
            return None
        from magapp.store.outbox import Outbox

        return Outbox(self.folder or home(), place)

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
                    self.wake()
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

    def keep(self) -> None:
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
                keep_products(self.folder or home(), place, substance, products, self._read_at)

    @staticmethod
    def _note(error: StoreError) -> None:
        from magapp.machine.journal import note

        note("database_trouble", why=error.code)

    def _kept_catalogue(self) -> Catalogue:
        from magapp.products.plan import load_catalogue

        store = self.there
        if store and self._waiting:
            self._settle(store)
        version = store.version if store else None
        if self._read is None or self._read[0] != version:
            if store and version is not None:
                self._read = self._changed(store) or (version, self._all_of(store))
            else:
                path = self._file
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

    def prepare(self, search: bool) -> None:
        """Read the shelf, and make ready what finds products on it. For work beside the screen."""
        catalogue = self.catalogue  # here there is time: `patience` is for a screen
        with self.shelving:
            shelf = self.shelve(catalogue)
            if search:
                shelf.prepare_search()

    def read_shelf(self) -> Shelf:
        """The `shelf`, however long it takes: for work beside the screen."""
        return self.shelve(self.catalogue)

    def shelve(self, catalogue: Catalogue) -> Shelf:
        """Put these products on the shelf; no database is asked."""
        from magapp.shelf.shelf import Shelf

        shelf = self._shelf
        if shelf is not None and shelf[0] is catalogue and shelf[1] is self._waiting:
            return shelf[2]
        with self.shelving:
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
    def address(self) -> str:
        """The `database_address` that this run goes by, whatever is set meanwhile."""
        with self._naming:
            if self._server is None:
                self._server = database_address(self.folder)
            return self._server

    @property
    def shop(self) -> str:
        """The name of the shop that this run is of, whatever is set meanwhile."""
        with self._naming:
            if self._called is None:
                self._called = self._of()
            return self._called

    @property
    def is_there(self) -> bool:
        """Whether the shop has a database already."""
        return self._store is not None or store_exists(self.folder, self.address)

    @property
    def there(self) -> Store | None:
        """The `store`, where there is one already: none is made by asking."""
        return self.store if self.keeps_store and self.is_there else None

    @property
    def trouble(self) -> Saying | None:
        """Why the database that was opened can only be read; None where all is well."""
        return self._store.trouble if self._store else None

    def has(self, form: str) -> bool:
        """Whether there is anything of a form on the shelf that was last read: nothing waits."""
        return self._shelf is None or self._shelf[2].has(form)


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
