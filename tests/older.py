"""Databases as older versions of the program made them, in the words of those days."""

from __future__ import annotations

from collections.abc import Iterator

_LABEL = (
    "name", "brand", "form", "blend", "mg_per_unit", "units_per_day", "units_per_pack", "price",
    "currency", "dosage_form", "vegan", "stock", "shelf", "contains", "salt_mg_per_unit", "picture",
    "retired", "demo",
)  # fmt: skip
_PRODUCT = """
    ean TEXT NOT NULL, name TEXT NOT NULL, brand TEXT NOT NULL, form TEXT NOT NULL,
    blend TEXT NOT NULL, mg_per_unit DOUBLE PRECISION NOT NULL, units_per_day INTEGER NOT NULL,
    units_per_pack INTEGER NOT NULL, price DOUBLE PRECISION NOT NULL, currency TEXT NOT NULL,
    dosage_form TEXT NOT NULL, vegan BOOLEAN NOT NULL, stock INTEGER NOT NULL, shelf TEXT NOT NULL,
    contains TEXT NOT NULL, salt_mg_per_unit DOUBLE PRECISION, picture TEXT NOT NULL,
    retired BOOLEAN NOT NULL, demo BOOLEAN NOT NULL"""
_BY_IMPORT = f"{_PRODUCT}, import_id INTEGER REFERENCES imports (id), PRIMARY KEY (ean)"
_COUNTS = "added INTEGER, changed INTEGER, unchanged INTEGER, refused INTEGER"
_TAKEN = (
    "number INTEGER NOT NULL, file TEXT, supplier TEXT, stamp BIGINT, minute INTEGER,"
    f" {_COUNTS}, seen BOOLEAN, report TEXT"
)
_TABLES_NOW = (
    "arrived", "call", "counter", "imports", "listing", "meta", "product", "product_after",
    "product_before", "shop", "supplier", "taken", "writer",
)  # fmt: skip


def go_back(schema: int) -> Iterator[str]:
    """Statements that make of a database of now, with its products, one of an older version."""
    if schema in (7, 8):
        yield from _of_one_substance()
        yield f"UPDATE meta SET value = {schema} WHERE name = 'schema'"
        if schema == 7:
            yield "DROP TABLE arrived"
        return
    of_listing = {name: f"listing.{name}" for name in ("stock", "shelf", "retired")}
    values = ", ".join(of_listing.get(name, f"product.{name}") for name in _LABEL)
    yield (
        f"CREATE TABLE kept AS SELECT product.ean, {values} FROM product"
        " JOIN listing ON listing.ean = product.ean"
    )
    for table in _TABLES_NOW:
        yield f"DROP TABLE {table}"
    yield from tables(schema)
    columns = ", ".join(("ean", *_LABEL))
    yield f"INSERT INTO product ({columns}) SELECT {columns} FROM kept"
    yield "DROP TABLE kept"


def _of_one_substance() -> Iterator[str]:
    for table in ("product", "product_before", "product_after", "imports"):
        yield f"ALTER TABLE {table} DROP COLUMN substance"
    for table, columns, key in (
        ("supplier", "shop INTEGER, name TEXT, mapping TEXT NOT NULL", "shop, name"),
        ("taken", f"shop INTEGER, digest TEXT, {_TAKEN}", "shop, digest"),
    ):
        names = ", ".join(each.split()[0] for each in columns.split(", "))
        yield f"ALTER TABLE {table} RENAME TO kept"
        yield f"CREATE TABLE {table} ({columns}, PRIMARY KEY ({key}))"
        yield f"INSERT INTO {table} ({names}) SELECT {names} FROM kept"
        yield "DROP TABLE kept"


def tables(schema: int) -> Iterator[str]:
    """Statements that make the tables of a version 1 to 6."""
    yield "CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL)"
    yield f"INSERT INTO meta VALUES ('schema', {schema}), ('version', 7), ('undo', 0)"
    yield (
        "CREATE TABLE imports (id INTEGER PRIMARY KEY, file TEXT NOT NULL, supplier TEXT NOT NULL,"
        f" {_COUNTS}, demo_removed INTEGER)"
    )
    yield f"CREATE TABLE product ({_BY_IMPORT})"
    yield f"CREATE TABLE product_before ({_BY_IMPORT})"
    yield "CREATE TABLE supplier (name TEXT PRIMARY KEY, mapping TEXT NOT NULL)"
    if schema in (2, 3, 4):
        yield "CREATE TABLE call (kiosk TEXT PRIMARY KEY, minute INTEGER NOT NULL)"
        yield "INSERT INTO call VALUES ('Kiosk 9', 5)"
    if schema in (3, 4):
        yield "INSERT INTO meta VALUES ('counter', 5)"
    if schema >= 4:
        yield (f"CREATE TABLE taken (digest TEXT PRIMARY KEY, {_TAKEN})")
    if schema >= 5:
        yield f"CREATE TABLE product_after ({_PRODUCT}, PRIMARY KEY (ean))"
        yield "CREATE TABLE call (shop TEXT, kiosk TEXT, minute INTEGER, PRIMARY KEY (shop, kiosk))"
        yield "CREATE TABLE counter (shop TEXT PRIMARY KEY, minute INTEGER NOT NULL)"
    if schema >= 6:
        yield "CREATE TABLE writer (name TEXT PRIMARY KEY, mark TEXT NOT NULL, minute INTEGER)"
