"""The products that a shop sees, row by row: the catalogue of all, and what the shop has of it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing
from functools import cache
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite as file
from sqlalchemy.engine import Connection
from sqlalchemy.sql.compiler import SQLCompiler

from magapp.errors import Cancelled, InputError
from magapp.pack.load import own_substance
from magapp.products.plan import Progress
from magapp.products.product import Product, Refusal
from magapp.products.stored import StoredProducts, as_stored
from magapp.resources import own_pack_folder
from magapp.store import postgresql, shops, sqlite, tables, trouble
from magapp.store.tables import AT_HAND, CHAIN, LABEL

if TYPE_CHECKING:
    from magapp.pack import Pack


STEP = 5_000
"""Rows written between two calls of `progress`."""
AT_ONCE = 500
"""So many keys are looked up in one statement."""

FIELDS = Product.__struct_fields__
TOGETHER = (
    ("form", "blend", "per_unit", "salt_per_unit", "substance"),
    ("price", "currency"),
    ("own_price", "own_currency"),
)
"""Columns that say one thing together: where one of them is changed, all of them are written."""
_PRICE = ("price", "currency")
_HAS = ("stock", "shelf", *_PRICE)
"""What of a product a shop has for itself."""
_LABELLED = tuple(name for name in FIELDS if name not in ("ean", *_HAS))
_KEPT = ("ean", "owner", *LABEL, *AT_HAND)
"""What is kept of a product for an undo; what the shop has of it with the import that listed it."""


def _bound(names: Iterable[str]) -> dict[str, sa.BindParameter[Any]]:
    return {name: sa.bindparam(name) for name in names}


def _insert(table: sa.Table) -> sa.Insert:
    return sa.insert(table).values(_bound(table.c.keys()))


def _update(table: sa.Table, names: Iterable[str], whose: str) -> sa.Update:
    this = (table.c.ean == sa.bindparam("key")) & (table.c[whose] == sa.bindparam("whose"))
    return sa.update(table).where(this).values(_bound(names))


INSERT = _insert(tables.products)
UPDATE = _update(tables.products, (*LABEL, "changed"), "owner")
LIST = _insert(tables.listings)
RELIST = _update(tables.listings, (*AT_HAND, "changed"), "shop")
UNLIST = sa.delete(tables.listings).where(
    tables.listings.c.ean == sa.bindparam("key"), tables.listings.c.shop == sa.bindparam("whose")
)
_UNLIST_ORPHANS = sa.delete(tables.listings).where(
    tables.listings.c.shop == sa.bindparam("whose"),
    ~sa.exists().where(
        tables.products.c.ean == tables.listings.c.ean,
        tables.products.c.owner == tables.listings.c.owner,
    ),
)
# What another shop has of the catalogue stays there. (Two ranges: in a file both are empty.)
REMOVE = sa.delete(tables.products).where(
    tables.products.c.ean == sa.bindparam("key"),
    tables.products.c.owner == sa.bindparam("whose"),
    (tables.products.c.owner != shops.number(CHAIN))
    | ~sa.exists().where(
        tables.listings.c.ean == tables.products.c.ean,
        tables.listings.c.owner == tables.products.c.owner,
        (tables.listings.c.shop < sa.bindparam("me"))
        | (tables.listings.c.shop > sa.bindparam("me")),
    ),
)


def many(
    connection: Connection, statement: sa.ClauseElement, rows: Iterable[Sequence[Any]]
) -> None:
    """Run a statement for each row of values, given in the order of its bound names.

    By the driver itself, which is several times faster than by way of SQLAlchemy's own rows; so
    the values have to be what the driver takes as they are.
    """
    compiled = statement.compile(dialect=connection.dialect)
    assert isinstance(compiled, SQLCompiler)
    values: list[Any] = list(rows)
    if not compiled.positional:
        names = list(compiled.bind_names.values())
        values = [dict(zip(names, row, strict=True)) for row in values]
    if values:
        connection.exec_driver_sql(str(compiled), values)


class Known(NamedTuple):
    """Of a product that the shop sees, of whichever substance.

    Whose it is, whether the shop listed it, what all shops ask for it, and what it is of.
    """

    owner: int
    listed: bool
    price: tuple[Any, Any]
    substance: str


def known(connection: Connection, eans: Collection[str]) -> dict[str, Known]:
    """What the shop sees, by EAN: at least of these."""
    rows = shops.rows_of(shops.shop_of(connection).id).c
    columns = (rows.ean, rows.owner, rows.retired, rows.substance, rows.price, rows.currency)
    query = sa.select(*map(_as_it_lies, columns))
    if len(eans) <= AT_ONCE:
        query = query.where(rows.ean.in_(eans))
    return {
        ean: Known(owner, retired is not None, tuple(price), substance)
        for ean, owner, retired, substance, *price in _fetched(connection, query)
    }


def strangers(connection: Connection) -> set[str]:
    """The numbers of the products that the shop does not see, for they are of other substances."""
    shop, product = shops.shop_of(connection), tables.products.c
    others = product.owner.in_((CHAIN, shop.id)) & (product.substance != shop.substance)
    return set() if shop.of_one else eans(connection, product.ean, others)


def elsewhere(connection: Connection) -> int:
    """How many products the shop has on its shelf that are of other substances."""
    return connection.scalar(_of_others(shops.shop_of(connection))) or 0


def pictures(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Number and picture of each product that there is for the shop, of any substance."""
    shop = shops.shop_of(connection)
    there = (shops.shelf(connection) if shop.of_one else shops.rows_of(shop.id)).c
    found = _fetched(connection, sa.select(*map(_as_it_lies, (there.ean, there.picture))))
    texts = ((ean, name) for ean, name in found if type(ean) is type(name) is str)
    return tuple((ean, name) for ean, name in texts if ean.isprintable() and name.isprintable())


def _of_others(shop: shops.Shop) -> sa.Select[Any]:
    count = sa.select(sa.func.count())
    if shop.of_one:
        all_of_own = shops.shelf_of(shop._replace(substance=own_substance()), rest=False).c
        return count.where(~all_of_own.retired, sa.literal(shop.substance != own_substance()))
    product, has = tables.products.c, tables.listings.c
    this = (has.ean == product.ean) & (has.owner == product.owner) & (has.shop == shop.id)
    there = count.select_from(tables.listings.join(tables.products, this))
    return there.where(~has.retired, product.substance != shop.substance)


def put(
    connection: Connection,
    products: Sequence[Product],
    import_id: int | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    demo: bool = False,
    was: Mapping[str, Product] | None = None,
    there: Mapping[str, Known] | None = None,
) -> None:
    """Add products to the shop, or replace those with the same EAN.

    `was` is what is known of them as they are: of the catalogue only what differs is written.
    `there` is what is `known`, where that was asked already. None may be of another substance.
    """
    shop = shops.shop_of(connection)
    if there is None:
        there = known(connection, {each.ean for each in products})
    _keep_others_out(connection)
    write = _Writer(connection)
    for start in range(0, len(products), STEP):
        if cancelled and cancelled():
            raise Cancelled("import_stopped")
        if progress:
            progress(start, len(products))
        for each in products[start : start + STEP]:
            stored, ean, before = as_stored(each), each.ean, there.get(each.ean)
            label, own = (*_of_label(stored), demo, shop.substance), (None, None)
            owner = shop.owner_of(ean) if before is None else before.owner
            if before is not None and not shop.prices_at(owner):
                price, everybody_s = _of_price(stored), before.price
                label = (*label[:_AT_PRICE], *everybody_s, *label[_AT_PRICE + len(_PRICE) :])
                own = (None, None) if price == everybody_s else price
            if before is None:
                write.add(owner, ean, label)
            elif (old := (was or {}).get(ean)) is None or _differs(
                old, each, shop.prices_at(owner)
            ):
                write.label(owner, ean, label)
            has = (*_of_hand(stored), *own, False)
            write.listing(before is not None and before.listed, owner, ean, has, import_id)
        write.out()
    if progress:
        progress(len(products), len(products))


def _keep_others_out(connection: Connection) -> None:
    """From now on no program works here that would take this substance for another one."""
    shop = shops.shop_of(connection)
    if tables.least(connection) < tables.MIXED:
        product = tables.products.c
        others = sa.select(product.ean).where(product.substance != shop.substance).limit(1)
        if shop.substance != own_substance() or connection.execute(others).first():
            tables.set_meta(connection, "least", tables.MIXED)


def _differs(old: Product, new: Product, priced: bool) -> bool:
    """Whether they differ in what is the same in all shops."""
    mine = _HAS[:2] if priced else _HAS
    return msgspec.structs.replace(old, **{name: getattr(new, name) for name in mine}) != new


def as_allowed(connection: Connection, given: Iterable[Product]) -> tuple[Product, ...]:
    """Products of a file as far as the shop may have them so: the rest is as the chain has it."""
    shop, there = shops.shop_of(connection), shops.shelf(connection).c
    if shop.products and shop.prices:
        return tuple(given)
    chains = {each.ean: each for each in select(connection, there.owner == CHAIN)}
    same = (() if shop.products else _LABELLED) + (() if shop.prices else _PRICE)

    def fitted(product: Product) -> Product:
        old = chains.get(product.ean, product)
        return msgspec.structs.replace(product, **{name: getattr(old, name) for name in same})

    return tuple(map(fitted, given))


class _Writer:
    """Gathers rows, and writes many at once; what is of the catalogue is counted there."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._shop = shops.shop_of(connection)
        self._numbers: dict[tuple[int, bool], int] = {}
        self._adds = False
        self._rows: dict[sa.ClauseElement, list[tuple[Any, ...]]] = {
            INSERT: [], UPDATE: [], LIST: [], RELIST: [], REMOVE: [], UNLIST: [],
        }  # fmt: skip

    def _number(self, whose: int, whole: bool = False) -> int:
        if (whose, whole) not in self._numbers:
            self._numbers[whose, whole] = shops.count(self._connection, whose, whole)
        return self._numbers[whose, whole]

    def add(self, owner: int, ean: str, label: Sequence[Any]) -> None:
        if not self._adds:  # what is listed without a product would stand in the way
            self._adds = True
            self._connection.execute(_UNLIST_ORPHANS, {"whose": self._shop.id})
        self._rows[INSERT].append((ean, owner, *label, self._number(owner)))

    def label(self, owner: int, ean: str, label: Sequence[Any]) -> None:
        if owner == CHAIN and not self._shop.products:
            return  # the chain keeps it
        self._rows[UPDATE].append((*label, self._number(owner), ean, owner))

    def listing(
        self, listed: bool, owner: int, ean: str, has: Sequence[Any], import_id: int | None
    ) -> None:
        shop = self._shop.id
        number = self._number(shop)
        if listed:
            self._rows[RELIST].append((*has, number, ean, shop))
        else:
            self._rows[LIST].append((shop, ean, owner, *has, import_id, number))

    def unlist(self, ean: str) -> None:
        self._number(self._shop.id, whole=True)
        self._rows[UNLIST].append((ean, self._shop.id))

    def remove(self, owner: int, ean: str) -> None:
        self.unlist(ean)
        if owner == CHAIN and not self._shop.products:
            return
        self._number(owner, whole=True)
        self._rows[REMOVE].append((ean, owner, self._shop.id, self._shop.id))

    def out(self) -> None:
        for statement, rows in self._rows.items():
            many(self._connection, statement, rows)
            rows.clear()


_label, _at_hand = itemgetter(*LABEL), itemgetter(*AT_HAND)


def _picked(names: Iterable[str]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Takes these out of what `as_stored` makes of a product."""
    return itemgetter(*map(FIELDS.index, names))


_of_label = _picked(LABEL[:-2])  # what the row has besides: whether of the demo, and of what
_of_hand, _of_price = _picked(("stock", "shelf")), _picked(_PRICE)
_AT_PRICE = LABEL.index(_PRICE[0])


def remove(connection: Connection, eans: Set[str]) -> None:
    """Take products away from the shop, and from the catalogue what no other shop has."""
    there, write = known(connection, eans), _Writer(connection)
    for ean in sorted(there.keys() & eans):
        write.remove(there[ean].owner, ean)
    write.out()


def save(
    connection: Connection, which: Collection[str], into: sa.Table = tables.before
) -> None:  # fmt: skip
    """Keep products as they are now, for an undo: as they were before it, or after."""
    shop = shops.shop_of(connection).id
    rows, names = shops.rows_of(shop).c, into.c.keys()
    mine = shops.number(shop)
    kept = sa.select(*(mine if name == "shop" else rows[name] for name in names))
    eans = sorted(which)
    for start in range(0, len(eans), AT_ONCE):
        these = kept.where(rows.ean.in_(eans[start : start + AT_ONCE]))
        connection.execute(sa.insert(into).from_select(names, these))


def save_after(connection: Connection) -> None:
    """Keep as they are now what was kept for an undo."""
    was = tables.before.c
    kept = connection.scalars(sa.select(was.ean).where(was.shop == shops.shop_of(connection).id))
    save(connection, kept.all(), tables.after)


def put_back(connection: Connection, import_id: int) -> None:
    """What was kept as it was before an import, and without what that brought.

    What somebody changed since stays. A row that is no product by now was damaged, not changed.
    """
    shop, reader, write = shops.shop_of(connection).id, StoredProducts(), _Writer(connection)
    was, left, now = tables.before.c, tables.after.c, shops.rows_of(shop).c
    has, kept = tables.listings.c, sa.select(was.ean).where(was.shop == shop)
    brought = sa.select(has.ean).where(
        has.shop == shop, has.import_id == import_id, has.ean.not_in(kept)
    )
    remove(connection, set(connection.scalars(brought)))
    query = sa.select(*(_as_it_lies(each[name]) for each in (was, left, now) for name in _KEPT))
    query = query.add_columns(was.import_id).where(was.shop == shop).select_from(
        tables.before.outerjoin(tables.after, (left.shop == was.shop) & (left.ean == was.ean))
        .outerjoin(shops.rows_of(shop), (now.ean == was.ean) & (now.owner == was.owner))
    )  # fmt: skip
    for *row, listed_by in _fetched(connection, query):
        before, after, by_now = (
            dict(zip(_KEPT, row[at : at + len(_KEPT)], strict=True))
            for at in range(0, len(row), len(_KEPT))
        )
        changed = _changed(after, by_now, reader)
        then = {**before, **{name: by_now[name] for name in changed}}
        ean, owner = then["ean"], then["owner"]
        if by_now["ean"] is None:
            write.add(owner, ean, _label(then))
        elif _label(then) != _label(by_now):
            write.label(owner, ean, _label(then))
        if before["retired"] is None:  # it was not listed; what nobody lists now goes
            write.remove(owner, ean)
        elif by_now["retired"] is None or _at_hand(then) != _at_hand(by_now):
            listed = by_now["retired"] is not None
            write.listing(listed, owner, ean, _at_hand(then), listed_by)
    write.out()


def _changed(after: dict[str, Any], now: dict[str, Any], reader: StoredProducts) -> set[str]:
    """The columns that somebody changed since an import left a product so."""
    if after["ean"] is None or now["ean"] is None:
        return set()
    own = {"stock": now["stock"] or 0, "shelf": now["shelf"] or ""}
    if now["own_price"] is not None:
        own |= {"price": now["own_price"], "currency": now["own_currency"]}
    there = {**now, **own}
    try:
        reader.read([there[name] for name in FIELDS])
    except InputError:
        return set()
    if now["retired"] not in (0, 1, None) or now["demo"] not in (0, 1):
        return set()
    return _with_theirs({name for name in (*LABEL, *AT_HAND) if after[name] != now[name]})


def _with_theirs(changed: set[str]) -> set[str]:
    """Columns, with those that say one thing together with them."""
    groups = (group for group in TOGETHER if not changed.isdisjoint(group))
    return changed.union(*groups)


def eans(connection: Connection, column: sa.ColumnElement[Any], *which: Any) -> set[str]:
    """The keys, in this column, of the rows of `shops.shelf` or `listed` for which all holds."""
    found = connection.scalars(sa.select(column).where(*which))
    return {ean for ean in found if isinstance(ean, str)}


def select(
    connection: Connection,
    which: sa.ColumnElement[bool],
    refused: list[Refusal] | None = None,
    there: sa.Subquery | None = None,
) -> Iterator[Product]:
    """Products in the order of their EAN, digit by digit whatever the database's language.

    `which` is of `shops.shelf`, or of what is `there`. A row that an import would not have let in
    is left out, and named in `refused`.
    """
    reader = StoredProducts()
    columns = (there if there is not None else shops.shelf(connection)).c
    order = postgresql.by_digit(connection, columns.ean)
    query = sa.select(*(_as_it_lies(columns[name]) for name in FIELDS))
    for row in _fetched(connection, query.where(which).order_by(order)):
        try:
            yield reader.read(row)
        except InputError as error:
            if refused is not None:
                refused.append(Refusal.of(0, error))


def _as_it_lies(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.type_coerce(column, sa.types.NullType())


def _fetched(connection: Connection, query: sa.Select[Any]) -> Iterator[Sequence[Any]]:
    """The rows of a query, also where a text is none."""
    done = 0
    try:
        for row in connection.execute(query):
            yield row
            done += 1
        return
    except sa.exc.OperationalError as error:
        if "decode" not in str(error.orig):
            raise
    with sqlite.any_text(connection):
        yield from islice(connection.execute(query), done, None)


def new_shop(
    connection: Connection, name: str, substance: str, begins_with: Callable[[], Sequence[Product]]
) -> shops.Shop:
    """A shop that is new to a server, where nobody else writes.

    It begins with the demo as long as there is no catalogue of its substance.
    """
    shop, product = shops.register(connection, name, substance), tables.products.c
    mine = (product.owner == CHAIN) & (product.substance == substance)
    if connection.execute(sa.select(product.ean).where(mine).limit(1)).first() is None:
        connection.execution_options(shop=shop)
        put(connection, begins_with(), demo=True)
    return shop


@cache
def demo() -> tuple[Product, ...]:
    """What a new shop begins with where it works with the pack that comes with the program."""
    from magapp.products.demo import demo_of

    return demo_of(own_pack()).products


def own_pack() -> "Pack":
    """The pack that comes with the program: it has the forms that a product may have."""
    from magapp.pack import load_pack

    return load_pack(own_pack_folder())


def on_shelf(connection: Connection, refused: list[Refusal] | None = None) -> Iterator[Product]:
    """What is not retired, as `select`."""
    there = shops.listed(connection)
    return select(connection, ~there.c.retired, refused, there)


def add(connection: Connection, product: Product) -> None:
    """Add a product. Raises InputError when its number is there already, retired or not."""
    there = known(connection, {product.ean})
    before = there.get(product.ean)
    if before is not None:
        if before.substance == shops.shop_of(connection).substance:
            raise InputError("ean", "ean_taken")
        raise InputError("ean", "ean_of_other", ean=product.ean)
    put(connection, [product], there=there)


def change(connection: Connection, ean: str, values: Mapping[str, Any]) -> None:
    """Note something else of a product: of stock, shelf and price for the shop, else for all.

    Raises InputError when it is not there, or that is for the chain to change.
    """
    shop, product, has = shops.shop_of(connection), tables.products.c, tables.listings.c
    there = shops.rows_of(shop.id).c
    names = (there.owner, there.price, there.currency, there.retired)
    query = sa.select(*map(_as_it_lies, names)).where(there.ean == ean)
    if values.keys() != {"stock"}:  # what may have waited here since another pack was used
        query = query.where(there.substance == shop.substance)
    row = connection.execute(query).first()
    if row is not None and row[-1] is None:  # until it is listed here, others may remove it
        postgresql.keep_writers_out(connection, CHAIN)
        row = connection.execute(query).first()
    if row is None:
        raise InputError("", "no_product", ean=ean)
    owner, *everybody_s, retired = row
    label = {name: values[name] for name in values if name in LABEL}
    own = {name: values[name] for name in values if name in AT_HAND}
    if not label.keys().isdisjoint(_PRICE) and not shop.prices_at(owner):
        if not shop.prices:
            raise InputError("price", "chain_prices")
        price = [label.pop(name) for name in _PRICE]
        same = price == everybody_s
        own["own_price"], own["own_currency"] = (None, None) if same else price
    if label:
        if owner == CHAIN and not shop.products:
            raise InputError("", "chain_products")
        label["changed"] = shops.count(connection, owner)
        this = (product.ean == ean) & (product.owner == owner)
        connection.execute(sa.update(tables.products).where(this).values(label))
    if own:
        own["changed"] = shops.count(connection, shop.id)
        if retired is None:  # it was never listed: stock puts it on the shelf
            none: dict[str, Any] = dict.fromkeys((*AT_HAND, "import_id"), None)
            none |= {"stock": 0, "shelf": "", "retired": "stock" not in own}
            row_ = {**none, "shop": shop.id, "ean": ean, "owner": owner, "changed": own["changed"]}
            connection.execute(sa.insert(tables.listings), row_)
        this = (has.shop == shop.id) & (has.ean == ean)
        connection.execute(sa.update(tables.listings).where(this).values(own))


def edit(connection: Connection, before: Product, after: Product) -> None:
    """Write what somebody changed who read `before`; the rest stays as it is by now.

    Raises InputError as `change`, and when it is no product with what another changed meanwhile.
    """
    was, now = (dict(zip(FIELDS, as_stored(each), strict=True)) for each in (before, after))
    changed = _with_theirs({name for name in now if name != "ean" and now[name] != was[name]})
    values = {name: now[name] for name in FIELDS if name in changed}
    there = shops.shelf(connection).c
    if eans(connection, there.ean, there.ean == before.ean, there.demo):
        values["demo"] = False  # by now it is the shop's own
    change(connection, before.ean, values)
    if not tuple(select(connection, there.ean == before.ean)):
        raise InputError("", "changed_meanwhile")


def step_stock(connection: Connection, ean: str, by: int, most: int) -> None:
    """So many packs more, or fewer, than there are by now: 0 to `most`. Raises as `change`."""
    stock = tables.listings.c.stock + by
    bounded = sa.case((stock < 0, 0), (stock > most, most), else_=stock)
    change(connection, ean, {"stock": bounded})


class Changes(NamedTuple):
    """What became other on the shelf since a version: `products` as they are at `version`.

    `gone` are the EANs of those that are not on the shelf, `refused` the rows among them that are
    no products.
    """

    version: int
    products: tuple[Product, ...]
    gone: tuple[str, ...]
    refused: tuple[Refusal, ...]


def changes(connection: Connection, since: int) -> Changes | None:
    """What changed since a version; None where that cannot be told, and all is to be read.

    So it is after an undo, after the demo went, and where the version is of another database.
    """
    version = shops.version(connection)
    if not shops.is_told(connection, since):
        return None
    shop, (chain, own) = shops.shop_of(connection).id, shops.halves(since)
    product, has = tables.products.c, tables.listings.c
    written = sa.union(
        sa.select(product.ean).where(product.owner == CHAIN, product.changed > chain),
        sa.select(product.ean).where(product.owner == shop, product.changed > own),
        sa.select(has.ean).where(has.shop == shop, has.changed > own),
    )
    changed = set(connection.scalars(written))
    there, refused = shops.listed(connection), list[Refusal]()
    these = changed if len(changed) <= AT_ONCE else written.subquery().select()
    which = there.c.ean.in_(these) & ~there.c.retired
    found = tuple(select(connection, which, refused, there))
    gone = changed - {each.ean for each in found}
    return Changes(version, found, tuple(sorted(gone)), tuple(refused))


class Looked(NamedTuple):
    """What `look` sees: the products on the shelf, why others are left out.

    `elsewhere` are those of another substance.
    """

    products: int
    refused: tuple[Refusal, ...]
    elsewhere: int


def look(path: Path, patience: float, substance: str) -> Looked:
    """What is on the shelf of a database file, for a pack of a substance.

    Nothing is written, and another program that has it is waited for so many seconds. Raises
    StoreError as opening it does.
    """
    with trouble.file_faults(path):
        how = sqlite.way_to_read(path, patience)
        with closing(sqlite.connect(path, how, patience)) as connection:
            connection.text_factory = sqlite.as_text
            shop = shops.in_file(sqlite.schema_of(connection) or 0, substance)
            there = shops.shelf_of(shop, rest=False).c
            rows = sa.select(*(_as_it_lies(there[name]) for name in FIELDS)).where(~there.retired)
            reader, count, refused = StoredProducts(), 0, []
            for row in connection.execute(_written(rows)):
                try:
                    reader.read(row)
                    count += 1
                except InputError as error:
                    refused.append(Refusal.of(0, error))
            (others,) = connection.execute(_written(_of_others(shop))).fetchone()
            return Looked(count, tuple(refused), others)


def _written(query: sa.Select[Any]) -> str:
    """A query as a file is asked it."""
    how = {"literal_binds": True}
    return str(query.compile(dialect=file.dialect(), compile_kwargs=how))
