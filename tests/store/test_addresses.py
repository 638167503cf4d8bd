"""Addresses of a database that are wrong, and databases that are another program's."""

from __future__ import annotations

import socket
import traceback
from collections.abc import Iterator
from itertools import product

import pytest
import sqlalchemy as sa
from server import Server

from magapp.errors import MagappError, StoreError
from magapp.settings import Settings
from magapp.store import engine, open_store, read_address
from magapp.store.records import open_records

PARTS = ("Zq7x", "Wk9v")
"""What a password is made of; none of it may be said."""
SIGNS = ("", "/", "@", ":", "?", "#", "%", "[", "]", " ", "&", "=", "+", "é", "'", '"', "\\", "\n")
SHAPES = (
    "postgresql://me:{word}@127.0.0.1:{port}/shop",
    "postgresql://me:{word}@127.0.0.1:word/shop",
    "postgresql://me:{word}@127.0.0.1:99999/shop",
    "postgresql://me:{word}@:{port}",
    "postgresql://m/e:{word}@127.0.0.1:{port}/shop",
    "postgresql://me:{word}/shop",
    "postgresql://me@127.0.0.1:{port}/shop?password={word}",
    "postgresql://me@/shop?host=127.0.0.1&port={port}&password={word}&sslpassword={word}",
    "postgresql://me:{word}@127.0.0.1:{port}/shop?nosuch=1",
    "postgresql://me:{word}@/shop?host=127.0.0.1:word",
    "postgresql+nosuch://me:{word}@127.0.0.1:{port}/shop",
    "nosuch://me:{word}@127.0.0.1:{port}/shop",
    "me:{word}@127.0.0.1",
)


@pytest.fixture(scope="module")
def closed() -> Iterator[int]:
    """A port where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.mark.parametrize("shape", SHAPES)
def test_an_address_that_cannot_be_says_so_and_nothing_of_its_password(
    shape: str, closed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sign, spelt in product(SIGNS, ("raw", "coded")):
        coded = "".join(f"%{byte:02X}" for byte in sign.encode())
        if (sign, spelt) == ("@", "raw") and "@" not in shape:
            continue  # what follows it is the server's name
        word = (sign if spelt == "raw" else coded).join(PARTS)
        address = shape.format(word=word, port=closed)
        monkeypatch.setenv("MAGAPP_DATABASE_URL", address)
        said = [repr(Settings(database=address))]
        try:
            url = read_address(address)
        except MagappError:
            pass
        else:
            said += [engine.place_of(url)]
            if url.drivername == "postgresql+psycopg":
                said.append(repr(engine.make_engine(url, engine.place_of(url))))
        for opened in (open_store, open_records):
            with pytest.raises(StoreError) as caught:
                opened()
            error = caught.value
            said += [error.told("nl"), error.told("en"), repr(error)]
            said += traceback.format_exception(error)
            assert "\n" not in error.told("en")
        for part in PARTS:
            assert not any(part in each for each in said), (address, said)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("postgresql://me:word@server:port/shop", "store_address_port"),
        ("postgresql://me:word@server:0/shop", "store_address_port"),
        ("postgresql://me:word@server:65536/shop", "store_address_port"),
        ("postgresql://me:wo@rd@server/shop", "store_address_signs"),
        ("postgresql://m/e:word@server/shop", "store_address_signs"),
        ("postgresql://me:word@server/shop\u202e", "store_address"),
        ("shop", "store_address"),
        ("", "store_address"),
    ],
)
def test_what_is_wrong_with_an_address_is_named(address: str, code: str) -> None:
    with pytest.raises(StoreError) as caught:
        read_address(address)
    assert caught.value.code == code
    assert caught.value.told("nl") != caught.value.told("en")


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("postgresql://me:wo%40rd%2F@server:5433/shop\n", "postgresql://server:5433/shop"),
        ("postgresql://me:wo/rd@[::1]/shop", "postgresql://::1/shop"),
        ("postgresql://me@/shop?host=/run/postgresql", "postgresql:///run/postgresql/shop"),
        ("sqlite:////folder/a@b@c.db", "/folder/a@b@c.db"),
    ],
)
def test_an_address_that_is_right(address: str, place: str) -> None:
    assert engine.place_of(read_address(address)) == place


FOREIGN = (
    "CREATE TABLE meta (id integer)",
    "CREATE TABLE meta (name integer, value text)",
    "CREATE TABLE meta (name text, value text)",
    "CREATE TABLE product (id integer)",
    "CREATE TABLE call (id integer)",
    "CREATE TABLE product (id integer); CREATE TABLE meta (name text, value integer)",
    "CREATE TABLE product (id integer); CREATE TABLE meta (name text, value text);"
    " INSERT INTO meta VALUES ('schema', 'x')",
    *(
        "CREATE TABLE product (id integer); CREATE TABLE meta (name text, value integer);"
        f" INSERT INTO meta VALUES ('schema', {version})"
        for version in (-1, 0, 1, 5)
    ),
)
"""Databases of other programs that have a table with a name of ours."""


def test_a_server_s_database_of_another_program_is_left_alone(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for made in FOREIGN:
        address = server.new()
        monkeypatch.setenv("MAGAPP_DATABASE_URL", address)
        other = engine.make_engine(read_address(address), "")
        with other.begin() as connection:
            connection.exec_driver_sql(made)
            before = sa.inspect(connection).get_table_names()
        with pytest.raises(StoreError) as caught:
            open_store()
        assert caught.value.code == "store_not_ours", (made, caught.value)
        assert caught.value.told("nl") != caught.value.told("en")
        with other.begin() as connection:
            assert sa.inspect(connection).get_table_names() == before
        other.dispose()


@pytest.mark.parametrize("made", FOREIGN)
def test_a_file_of_another_program_is_left_alone(
    made: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("other") / "shop.db"
    monkeypatch.setenv("MAGAPP_DATABASE_URL", f"sqlite:///{path}")
    other = sa.create_engine(f"sqlite:///{path}")
    with other.begin() as connection:
        for statement in made.split(";"):
            connection.exec_driver_sql(statement)
    other.dispose()
    content = path.read_bytes()
    with pytest.raises(StoreError):
        open_store()
    assert path.read_bytes() == content


@pytest.mark.parametrize("keys", ["integer", "text"])
def test_records_of_another_program_are_left_alone(
    keys: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = server.new()
    monkeypatch.setenv("MAGAPP_DATABASE_URL", address)
    other = engine.make_engine(read_address(address), "")
    with other.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE record_meta (name {keys}, value text)")
    other.dispose()
    with pytest.raises(StoreError):
        open_records()
