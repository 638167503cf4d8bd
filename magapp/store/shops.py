"""The shop for which the database is read and written, and what of the catalogue it sees.

All shops have one catalogue; each has its own stock, shelf and prices, and may have products of its
own. What of the catalogue it never listed counts as taken off its shelf.

Each product is of one substance, and a shop sees those of the pack that it works with. The others
stay as they are: a number that is theirs is not given to a product of this one.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.errors import StoreError
from magapp.language.saying import Saying
from magapp.pack.load import own_substance
from magapp.products.gtin import in_store
from magapp.store import postgresql, tables
from magapp.store.tables import CHAIN, ONLY


class Shop(NamedTuple):
    """The shop of a connection, and how far what it writes is for all shops.

    A `chain` writes prices for all of them. Of the others, `products` may add to the catalogue and
    change it, and `prices` may have prices of their own. In a file the only shop is the chain, and
    `alone`. `old`: the tables tell no shops apart yet, and are only read. Products are seen of one
    `substance`, by its id; all there are where the tables tell none apart (`of_one`).
    """

    id: int = ONLY
    chain: bool = True
    products: bool = True
    prices: bool = True
    alone: bool = True
    old: bool = False
    substance: str = ""
    of_one: bool = False

    def owner_of(self, ean: str) -> int:
        """Whose a product is that this shop adds.

        A number that a shop prints itself means another product in another shop.
        """
        return CHAIN if self.products and (self.alone or not in_store(ean)) else self.id

    def prices_at(self, owner: int) -> bool:
        """Whether the price that this shop gives a product is that of the product in all shops."""
        return self.chain or owner == self.id


def in_file(schema: int, substance: str) -> Shop:
    """The only shop of a file whose tables are of this version."""
    old, of_one = schema < tables.SHOPS_SINCE, schema < tables.SUBSTANCES_SINCE
    return Shop(old=old, substance=substance, of_one=of_one)


PRODUCTS, CALLS = "products", "calls"
"""What a server tells whoever listens that there is other of."""
LONGEST_NAME = 80
"""Signs in the name of a shop, or of a kiosk."""


def line(name: str) -> str:
    """A name as it is kept: what can be printed, and not too long to be shown."""
    return "".join(sign for sign in name if sign.isprintable())[:LONGEST_NAME]


def key_of(name: str) -> str:
    """A shop's name as it is compared: blanks at its ends, and capitals, set no shop apart."""
    return " ".join(line(name).split()).casefold()


def find(connection: Connection, name: str, substance: str) -> Shop | None:
    """The shop of this name on a server; None where it is not known there."""
    query = sa.select(tables.shops.c.id).where(tables.shops.c.key == key_of(name))
    number = connection.scalar(query)
    return None if number is None else _one_of_many(number, substance)


def _one_of_many(number: int, substance: str) -> Shop:
    return Shop(number, chain=False, alone=False, substance=substance)


def of_login(connection: Connection, substance: str = "") -> tuple[Shop, str] | None:
    """The shop of this login on a server, with the key of its name; see `magapp.store.rights`.

    None where all logins are alike. Raises StoreError where the login belongs to no shop.
    """
    if not tables.meta_value(connection, "roles"):
        return None
    number, key, chain, products, prices = connection.exec_driver_sql(
        "SELECT magapp_shop(), magapp_key(), magapp_chain(), magapp_lets('products'),"
        " magapp_lets('prices')"
    ).one()
    if number is None:
        raise StoreError("store_no_shop")
    return Shop(number, chain, products, prices, alone=False, substance=substance), key


def register(connection: Connection, name: str, substance: str) -> Shop:
    """A shop that is new to a server. Nobody else may be writing."""
    highest = connection.scalar(sa.select(sa.func.max(tables.shops.c.id)))
    number = (highest or CHAIN) + 1
    tables.add_shop(connection, number, key_of(name), line(name))
    return _one_of_many(number, substance)


def shop_of(connection: Connection) -> Shop:
    """The shop for which a connection reads and writes."""
    shop = connection.get_execution_options()["shop"]
    assert isinstance(shop, Shop)
    return shop


def version(connection: Connection) -> int:
    """A count of the writes to the catalogue and to what is the shop's; see `halves`."""
    shop = shop_of(connection)
    if shop.old:
        return tables.meta_value(connection, "version")
    return joined(*(_number(connection, each, "version") for each in (CHAIN, shop.id)))


_HALF = 2**32


def joined(chain: int, own: int) -> int:
    """One number for two counts; it grows with either of them."""
    return chain * _HALF + own


def halves(version: int) -> tuple[int, int]:
    """The counts in a number of `joined`: of writes to the catalogue, and to what is the shop's."""
    return divmod(version, _HALF)


def is_told(connection: Connection, since: int) -> bool:
    """Whether what was written since a version can be told row by row."""
    shop = shop_of(connection)
    return not shop.old and all(
        _number(connection, each, "whole") <= known <= _number(connection, each, "version")
        for each, known in zip((CHAIN, shop.id), halves(since), strict=True)
    )


def undoes(connection: Connection) -> int:
    """The import of the shop that can be undone, or 0."""
    shop = shop_of(connection)
    return 0 if shop.old else _number(connection, shop.id, "undo")


def set_undoes(connection: Connection, import_id: int) -> None:
    """Note which import of the shop can be undone."""
    mine = tables.shops.c.id == shop_of(connection).id
    connection.execute(sa.update(tables.shops).where(mine).values(undo=import_id))


def count(connection: Connection, shop: int, whole: bool = False) -> int:
    """Count a write to what is a shop's, or to the catalogue (`CHAIN`); its number.

    `whole`: what it does cannot be told row by row.
    """
    column = tables.shops.c
    values = dict.fromkeys(["version", "whole"] if whole else ["version"], column.version + 1)
    connection.execute(sa.update(tables.shops).where(column.id == shop).values(values))
    postgresql.tell(connection, shop, PRODUCTS)
    return _number(connection, shop, "version")


def _number(connection: Connection, shop: int, name: str) -> int:
    column = tables.shops.c
    value = connection.scalar(sa.select(column[name]).where(column.id == shop))
    if not isinstance(value, int):
        raise tables.NotOursError(Saying.of("store_no_number", name=name))
    return value


def number(shop: int) -> sa.ColumnClause[int]:
    """A shop's number as a part of a statement that is run for many keys."""
    return sa.literal_column(str(shop), sa.Integer)


# --- what a shop sees ----------------------------------------------------------------------------


def shelf(connection: Connection) -> sa.Subquery:
    """The products that the shop sees, as they are there: `Product`'s fields and what is noted."""
    return shelf_of(shop_of(connection))


def listed(connection: Connection) -> sa.Subquery:
    """Of these, what the shop has listed: all that is not retired, and more."""
    return shelf_of(shop_of(connection), rest=False)


def shelf_of(shop: Shop, rest: bool = True) -> sa.Subquery:
    """As `shelf`, or without the `rest` of the catalogue as `listed`."""
    if not shop.of_one:
        return _shelf(shop.id, rest, shop.substance)
    there = _old_shelf() if shop.old else _shelf(shop.id, rest, None)
    if shop.substance == own_substance():
        return there
    return sa.select(there).where(sa.false()).subquery()


@cache
def _shelf(shop: int, rest: bool, substance: str | None) -> sa.Subquery:
    product, has = tables.products.c, tables.listings.c
    has_of = {
        "price": sa.func.coalesce(has.own_price, product.price),
        "currency": sa.func.coalesce(has.own_currency, product.currency),
        **{name: has[name] for name in ("stock", "shelf", "retired")},
    }
    unlisted = {
        "price": product.price,
        "currency": product.currency,
        "stock": sa.literal_column("0"),
        "shelf": sa.literal_column("''"),
        "retired": sa.true(),
    }
    return _seen(shop, has_of, unlisted if rest else {}, substance)


@cache
def rows_of(shop: int) -> sa.Subquery:
    """The same as it lies in both tables, of any substance: what it never listed is null."""
    names = (*tables.AT_HAND, "import_id")
    of_any = {"substance": tables.products.c.substance}
    has_of = {name: tables.listings.c[name] for name in names} | of_any
    return _seen(shop, has_of, dict.fromkeys(names, sa.null()) | of_any)


def _seen(
    shop: int,
    has_of: Mapping[str, sa.ColumnElement[Any]],
    unlisted: dict[str, Any],
    substance: str | None = None,
) -> sa.Subquery:
    """What a shop listed, and the rest of the catalogue, with these values for what it has there.

    Of the demo only what it listed: that goes when the shop has products of its own. With a
    `substance` only what is of that.
    """
    product, has, me = tables.products.c, tables.listings.c, number(shop)
    mine = sa.true() if substance is None else product.substance == substance
    names = ("ean", "owner", *tables.LABEL[:-1])
    label = [product[name].label(name) for name in names if name not in has_of]

    def chosen(values: Mapping[str, Any]) -> sa.Select[Any]:
        return sa.select(*label, *(value.label(name) for name, value in values.items()))

    this = (has.ean == product.ean) & (has.owner == product.owner) & (has.shop == me)
    there = chosen(has_of).select_from(tables.listings.join(tables.products, this)).where(mine)
    if not unlisted:
        return there.subquery()
    known = tables.listings.alias("known").c
    not_listed = ~sa.exists().where(known.shop == me, known.ean == product.ean)
    rest = chosen(unlisted).where(product.owner == number(CHAIN), ~product.demo, not_listed, mine)
    return sa.union_all(there, rest).subquery()


@cache
def _old_shelf() -> sa.Subquery:
    owner = number(CHAIN).label("owner")
    columns = [each.label(each.key) for each in tables.old_products.c]
    return sa.select(*columns, owner).subquery()
