"""The shop's database, open: reading and writing in transactions.

Everything is written in transactions: what was acknowledged is there after a crash, what was not
never half is. A file that is damaged, not ours, or from a newer version is never written to. One
that cannot be written to (no right to, a full disk) is read all the same.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.errors import (
    DamagedStore,
    DoubtfulStore,
    MagappError,
    NewerStore,
    StoreError,
)
from magapp.language.saying import Saying
from magapp.pack.load import own_substance
from magapp.products.plan import ImportPlan, Progress
from magapp.products.product import Product, Refusal
from magapp.products.stored import check_stock
from magapp.products.table import many_values
from magapp.settings import shop_name
from magapp.store import (
    arrivals,
    calls,
    copies,
    engine,
    imports,
    marks,
    postgresql,
    products,
    shops,
    sqlite,
    tables,
    taken,
    trouble,
)
from magapp.store.calls import Call
from magapp.store.changes import Change
from magapp.store.imports import Imported
from magapp.store.products import Changes
from magapp.store.shops import Shop
from magapp.store.tables import CHAIN
from magapp.store.taken import Taken, TillFile

if TYPE_CHECKING:
    from magapp.store.listening import Listener

T = TypeVar("T")


def open_store(
    folder: Path | None = None,
    named: str | None = None,
    shop: str | None = None,
    substance: str | None = None,
    begins_with: Callable[[], Sequence[Product]] | None = None,
) -> "Store":
    """The shop's database; made, and filled with the demo, where there is none.

    `folder` instead of `MAGAPP_HOME`, `named` of its `database_address`, and `shop` of the setting;
    `substance` and `begins_with` as in `Store`.
    Raises DamagedStore, NewerStore or another StoreError, each with a sentence that says what can
    be done.
    """
    url = engine.address(folder, named)
    return Store(url, shop_name(folder) if shop is None else shop, substance, begins_with)


class Store:
    """A database, open for a shop by its name. Use it as a context manager, or call `close`.

    On a server each shop has its stock, its prices, its imports. A file is of one shop, whatever
    its name; calls are of the name there too. Products are those of a `substance`, by its id: of
    the program's own where none is named. `begins_with` gives what a new shop begins with: where it
    is not given, the demo of the program's own pack, or nothing for another substance.
    """

    def __init__(
        self,
        url: sa.URL,
        shop: str = "",
        substance: str | None = None,
        begins_with: Callable[[], Sequence[Product]] | None = None,
    ) -> None:
        self.path = sqlite.file_of(url)
        self.trouble: Saying | None = None
        """Why it can only be read; None where it can be written to. Writing tries anew."""
        self.refused: tuple[Refusal, ...] = ()
        """The rows that `products` left out when they were last read: no import let them in."""
        self._url = url
        self.called = shop
        """The shop's name, as it was opened for."""
        self._key = shops.key_of(shop)
        self.substance = own_substance() if substance is None else substance
        """The id of what its products hold; those that hold another substance are not seen."""
        if begins_with is None:
            begins_with = products.demo if self.substance == own_substance() else tuple
        self._begins_with = begins_with
        self._shop, self._by_login = Shop(substance=self.substance), False
        self._place = engine.place_of(url)
        self._name, self._marking = marks.new(), Lock()
        self._hearing = Lock()
        self._listener: Listener | None = None
        self._closed = False
        self._engine = engine.make_engine(url, self._place)
        try:
            with self._faults():
                self._open()
        except StoreError as error:
            self.close()
            unwritable = trouble.kind_of(error.__cause__) in trouble.UNWRITABLE
            if not unwritable or not self._open_to_read():
                raise
            self.trouble = error.saying
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._hearing:
            listener, self._listener, self._closed = self._listener, None, True
        if listener is not None:
            listener.close()
        self._engine.dispose()

    def listen(self, heard: Callable[[str], None]) -> None:
        """Have a server say at once, until `close`, when others wrote what this shop sees.

        `heard` gets `PRODUCTS` or `CALLS` of `magapp.store.shops`, in a thread of its own. Whoever
        listens already goes on. A file says nothing.
        """
        with self._hearing:
            says = postgresql.is_server(self._engine) and not self._closed
            if says and self._listener is None:
                from magapp.store.listening import Listener

                self._listener = Listener(self._engine, (CHAIN, self._shop.id), heard)

    # --- products --------------------------------------------------------------------------------

    def products(self) -> tuple[Product, ...]:
        """The products on the shelf, in the order of their EAN."""
        return self._read(retired=False)

    def retired(self) -> tuple[Product, ...]:
        """The products taken off the shelf, in the order of their EAN."""
        return self._read(retired=True)

    @property
    def elsewhere(self) -> int:
        """How many products the shop has that hold another substance, and are not seen here."""
        with self._reading() as connection:
            return products.elsewhere(connection)

    def pictures(self) -> tuple[tuple[str, str], ...]:
        """The numbers of all products, of any substance, and what picture each names."""
        with self._reading() as connection:
            return products.pictures(connection)

    def add(self, product: Product) -> None:
        """Add a product. Raises InputError when its number is there already, retired or not."""
        self._write(lambda connection: products.add(connection, product), CHAIN)

    def edit(self, before: Product, after: Product) -> None:
        """Change of a product what differs between these two; it may be retired, and stays so.

        `before` is what was read: what another program changed since, and this does not, stays.
        Raises InputError when it is not there, or both changes together make no product.
        """
        self._write(lambda connection: products.edit(connection, before, after), CHAIN)

    def retire(self, ean: str) -> None:
        """Take a product off the shelf. Raises InputError when it is not there."""
        self._change(ean, retired=True)

    def restore_product(self, ean: str) -> None:
        """Put a retired product back. Raises InputError when it is not there."""
        self._change(ean, retired=False)

    def set_stock(self, ean: str, stock: int) -> None:
        """Note how many packs are in stock. Raises InputError as `check_stock`, or without such."""
        check_stock(stock)
        self._change(ean, stock=stock)

    def step_stock(self, ean: str, by: int, most: int) -> None:
        """Note that there are so many packs more or fewer than by now, 0 to `most`.

        Raises InputError when there is no such product.
        """
        self._write(lambda connection: products.step_stock(connection, ean, by, most))

    def arrive(self, changes: Sequence[Change]) -> dict[str, MagappError]:
        """Write changes of stock that waited, in this order, each of them once by its id.

        What cannot be written, whenever it is tried, is left out: why, by id. Raises as `add`.
        """
        return self._write(lambda connection: arrivals.take(connection, changes, self._explained))

    def have_arrived(self, changes: Sequence[Change]) -> set[str]:
        """The ids of those of these that were written, or left out, by `arrive`."""
        with self._reading() as connection:
            return arrivals.known(connection, changes)

    def _explained(self, error: Exception) -> StoreError:
        return trouble.explained(error, self.path, self._place)

    @property
    def is_demo(self) -> bool:
        """Whether there is a demo product on the shelf."""
        with self._reading() as connection:
            there = shops.listed(connection).c
            query = sa.select(there.ean).where(there.demo, ~there.retired).limit(1)
            return connection.execute(query).first() is not None

    @property
    def version(self) -> int:
        """A count that grows with every write, by whichever program, to what the shop sees.

        What another shop has changes nothing here.
        """
        with self._reading() as connection:
            return shops.version(connection)

    @many_values()
    def changes(self, since: int) -> Changes | None:
        """What became other on the shelf since a `version`; None: read `products` anew.

        So it is where it cannot be told: after an undo, after the demo went, after a restore.
        """
        with self._reading() as connection:
            return products.changes(connection, since)

    # --- imports ---------------------------------------------------------------------------------

    @many_values()
    def import_file(
        self,
        plan: ImportPlan,
        *,
        remove_demo: bool = True,
        supplier: str = "",
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Imported:
        """Do what a plan says, all of it or nothing; the plan's mapping is kept for the supplier.

        What is new and what differs is worked out again, against what is on the shelf now. With
        `remove_demo` the demo goes as soon as a product lands. Raises Cancelled when told to stop.
        """
        return self._write(
            lambda connection: imports.carry_out(
                connection,
                plan,
                remove_demo=remove_demo,
                supplier=supplier,
                progress=progress,
                cancelled=cancelled,
            ),
            CHAIN,
        )

    def allowed(self, plan: ImportPlan) -> ImportPlan:
        """What of a plan `import_file` would do: what the chain keeps to itself stays as it is.

        A number that a product of another substance has is refused.
        """
        with self._reading() as connection:
            self._ask_rights(connection)
            return imports.allowed(connection, plan)

    def last_import(self) -> Imported | None:
        """The import that `undo_last_import` would take back, if any."""
        with self._reading() as connection:
            return imports.last_import(connection)

    def undo_last_import(self) -> Imported:
        """The products of the last import as they were before it, and the demo if it went then.

        What was done since by hand, or to other products, stays. Raises InputError when there is
        none to undo.
        """
        return self._write(imports.undo, CHAIN)

    def mapping(self, supplier: str) -> dict[str, str] | None:
        """The columns that were last used for a supplier's file, ours → theirs."""
        with self._reading() as connection:
            return imports.mapping(connection, supplier)

    def suppliers(self) -> tuple[str, ...]:
        """The names of the suppliers whose columns are known."""
        with self._reading() as connection:
            return imports.suppliers(connection)

    # --- files of the till -----------------------------------------------------------------------

    def is_taken(self, file: TillFile) -> bool:
        """Whether this file of the till was imported already, by whichever program."""
        with self._reading() as connection:
            known = taken.is_known(connection, file)
        if known == "later":
            with self._writing() as connection:
                taken.meet_again(connection, file)
        return known != ""

    @many_values()
    def take_file(
        self,
        plan: ImportPlan,
        file: TillFile,
        *,
        supplier: str,
        now: float,
        report: str,
        cancelled: Callable[[], bool] | None = None,
    ) -> Imported | None:
        """Import a file of the till once, as `import_file`, and keep what became of it.

        None where another program has just done it. `now` is in seconds since 1970.
        """
        minute = int(now // 60)
        return self._write(
            lambda connection: taken.take(
                connection, plan, file, supplier, minute, report, cancelled
            ),
            CHAIN,
        )

    def taken(self, most: int = taken.MOST_REPORTS) -> tuple[Taken, ...]:
        """What became of the files of the till that were taken last, the latest first."""
        with self._reading() as connection:
            return taken.latest(connection, most)

    @property
    def unseen(self) -> int:
        """How many files of the till had rows refused that nobody looked at yet."""
        with self._reading() as connection:
            return taken.unseen(connection)

    def see_taken(self) -> None:
        """Somebody looked at what was refused."""
        with self._writing() as connection:
            taken.see(connection)

    # --- calls for staff -------------------------------------------------------------------------

    def call(self, kiosk: str) -> None:
        """Note that somebody at this kiosk of the shop asks for staff. Time is the database's."""
        with self._writing() as connection:
            calls.note(connection, kiosk, self._key)
            postgresql.tell(connection, self._shop.id, shops.CALLS)

    def calls(self) -> tuple[Call, ...]:
        """The shop's kiosks where somebody asks for staff and nobody went, the longest first."""
        with self._reading() as connection:
            return calls.standing(connection, self._key)

    def answer_call(self, kiosk: str) -> None:
        """Somebody goes to this kiosk: its call is done. No fault when it was done already."""
        with self._writing() as connection:
            calls.answer(connection, kiosk, self._key)
            postgresql.tell(connection, self._shop.id, shops.CALLS)

    def attend(self) -> None:
        """Note, once a minute at most, that a counter of the shop looks for calls."""
        if self.attended() != 0:
            with self._writing() as connection:
                calls.attend(connection, self._key)

    def attended(self) -> int | None:
        """How many minutes ago a counter of the shop last looked for calls; None: none ever did.

        Where nothing can be written to it, an older database knows of none.
        """
        with self._reading() as connection:
            return None if self._shop.old else calls.attended(connection, self._key)

    # --- backups ---------------------------------------------------------------------------------

    def backup(self, path: Path | None = None) -> Path:
        """Copy the database, also while others write to it, and say where.

        Without a path it goes into the folder `backups` beside the database, numbered. Raises
        InputError when the file exists already.
        """
        with self._faults():
            return copies.copy(sqlite.own_file(self.path), path, "on-demand")

    def backup_by_schedule(self, now: float, every: copies.Every, keep: int) -> Path | None:
        """Copy the database where a backup is due, and say where; of these, `keep` are kept.

        None where none is due, another program makes it, or the database is on a server.
        """
        if self.path is None:
            return None
        with self._faults():
            return copies.copy_by_schedule(self.path, now, every, keep)

    # --- inside ----------------------------------------------------------------------------------

    def _open(self) -> None:
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            schema = sqlite.check(self.path)
            if schema is not None and schema < tables.SCHEMA:
                copies.copy(self.path, None, f"before-schema-{tables.SCHEMA}")
            sqlite.use_wal(self.path)
        with self._reading() as connection:
            ready = tables.schema(connection)
            self._refuse_newer(connection, ready)
        if ready is None or ready < tables.SCHEMA:
            with self._writing(ready=False) as connection:
                self._prepare(connection)
        if self.path is None:
            self._shop = self._shop_there()

    def _open_to_read(self) -> bool:
        """Read a file that cannot be written to; whether that can be done.

        Raises DamagedStore and NewerStore.
        """
        path = self.path
        if path is None:
            return False
        try:
            how = sqlite.way_to_read(path)
        except (sqlite3.Error, OSError):
            return False
        # Each reading opens it anew: it may be one that hears of no change.
        self._engine = engine.make_engine(self._url, self._place, lambda: sqlite.connect(path, how))
        with self._reading() as connection:
            schema = tables.schema(connection) or tables.PRODUCTS_SINCE
        self._shop = shops.in_file(schema, self.substance)
        return True

    def _write_again(self) -> None:
        """Leave off only reading, as soon as writing is possible. Raises StoreError until then."""
        again = Store(self._url, self.called, self.substance, self._begins_with)
        if again.trouble:
            again.close()
            raise StoreError(again.trouble.code, **again.trouble.values)
        self._engine, only_reading = again._engine, self._engine
        self._shop = again._shop
        self.trouble = None
        only_reading.dispose()

    def _prepare(self, connection: Connection) -> None:
        """Make the tables, or bring them up to date. Another program may just have done so."""
        schema = tables.schema(connection)
        self._refuse_newer(connection, schema)
        if schema is None or schema < tables.SCHEMA:
            tables.bring_up(connection, schema)
        if schema is None and self.path is not None:
            tables.add_shop(connection, tables.ONLY, self._key, shops.line(self.called))
            products.put(connection, self._begins_with(), demo=True)

    def _shop_there(self) -> Shop:
        """The shop on the server: a new one begins with the demo, as long as the chain has none."""
        with self._reading() as connection:
            if by_login := shops.of_login(connection, self.substance):
                self._by_login, self._key = True, by_login[1]
                return by_login[0]
            known = shops.find(connection, self.called, self.substance)
        if known is not None:
            return known
        with self._writing(ready=False) as connection:  # another program may just have made it
            known = shops.find(connection, self.called, self.substance)
            return known or products.new_shop(
                connection, self.called, self.substance, self._begins_with
            )

    def _ask_rights(self, connection: Connection) -> None:
        """What a login may can have changed since it came."""
        if self._by_login and (now := shops.of_login(connection, self.substance)):
            self._shop = now[0]
            connection.execution_options(shop=self._shop)

    def _refuse_newer(self, connection: Connection, schema: int | None) -> None:
        """On a server programs of two versions may run, as far as the newer one only added."""
        if schema is None or schema <= tables.SCHEMA:
            return
        if self.path is None:
            if tables.least(connection) <= tables.SCHEMA:
                return
            raise NewerStore(
                "store_newer_server", Path(), place=self._place, there=schema, here=tables.SCHEMA
            )
        last = trouble.last_backup(self.path)
        raise NewerStore("store_newer", self.path, last, there=schema, here=tables.SCHEMA)

    @many_values()
    def _read(self, retired: bool) -> tuple[Product, ...]:
        with self._reading() as connection:
            if retired:
                return tuple(products.select(connection, shops.shelf(connection).c.retired))
            refused: list[Refusal] = []
            read = tuple(products.on_shelf(connection, refused))
            self.refused = tuple(refused)
            return read

    def _change(self, ean: str, **values: Any) -> None:
        self._write(lambda connection: products.change(connection, ean, values))

    def _write(self, work: Callable[[Connection], T], *further: int) -> T:
        """Write in a transaction, once: where its answer is lost, what is not there is repeated.

        Raises DoubtfulStore where the server cannot be asked either. A file loses no answer.
        """
        if self.path is not None:
            with self._writing(*further) as connection:
                return work(connection)
        mark, doubt = marks.new(), None
        with self._marking:  # between an answer that is lost and the look, nothing else is written
            while True:
                try:
                    with self._writing(*further) as connection:  # after what still goes on there
                        if doubt is None or not marks.known(connection, self._name, mark):
                            done = work(connection)
                            marks.note(connection, self._name, mark)
                    return done
                except StoreError as error:
                    if doubt is not None:
                        raise doubt from None
                    if not isinstance(error, DoubtfulStore):
                        raise
                    doubt = error

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._faults(), self._engine.connect() as connection:
            connection.execution_options(shop=self._shop)
            yield connection

    @contextmanager
    def _writing(self, *further: int, ready: bool = True) -> Iterator[Connection]:
        """A transaction that keeps other writers of the shop out from its begin on.

        And those of `further` ones: `CHAIN` where the catalogue is written. Where the tables are
        made `ready`, those of all. Where a newer program has brought them up to date meanwhile,
        nothing is written.
        """
        if self.trouble:
            self._write_again()
        ending = False
        try:
            with self._faults(), self._engine.connect() as connection:
                named = self._key, shops.line(self.called)
                connection.execution_options(write=True, shop=self._shop, named=named)
                with connection.begin():
                    # SQLite's BEGIN IMMEDIATE keeps them out.
                    postgresql.keep_writers_out(
                        connection, *((self._shop.id, *further) if ready else ())
                    )
                    if ready:
                        schema = tables.meta_value(connection, "schema")
                        self._refuse_newer(connection, schema)
                    self._ask_rights(connection)
                    yield connection
                    ending = True
        except StoreError as error:
            if ending and self.path is None and trouble.is_lost(error.__cause__):
                raise DoubtfulStore("store_doubtful", place=self._place) from error.__cause__
            raise

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """What the database and the disk complain of, as a StoreError."""
        try:
            yield
        except (*trouble.FAULTS, sqlite3.Error, OSError) as error:
            raise trouble.explained(error, self.path, self._place) from error
        except (tables.NotOursError, UnicodeError) as error:
            if self.path is None:
                why: Saying | str = Saying.of("store_no_text")
                if isinstance(error, tables.NotOursError):
                    why = error.why
                raise StoreError("store_not_ours", place=self._place, why=why) from None
            last = trouble.last_backup(self.path)
            raise DamagedStore("store_damaged", self.path, last) from error
