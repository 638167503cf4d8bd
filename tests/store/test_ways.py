"""The way to a server: encrypted, its certificate checked, its password in a file of its own."""

from __future__ import annotations

import io
import os
import ssl
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
import trustme
from proxy import Proxy
from server import Server, through

from magapp.cli.main import main
from magapp.errors import InputError, StoreError
from magapp.pack import Pack
from magapp.settings import change_settings, read_settings
from magapp.settings.table import settings_in_words
from magapp.store import engine, kept_apart, open_store, password, postgresql, remarks, tls
from magapp.upkeep.bundle import export_all

WORD = "Zq7:x\\Wk9v é"
"""A password with all that a file of passwords has a meaning for."""


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of libpq's own is set or lies about on this machine."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)


# --- what is asked of a way ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "mode", "weakness"),
    [
        ("postgresql://u@/db", "", ""),
        ("postgresql://u@/db?host=/run/postgresql", "", ""),
        ("postgresql://u@localhost:5433/db", "", ""),
        ("postgresql://u@127.0.0.1/db", "", ""),
        ("postgresql://u@[::1]:5433/db", "", ""),
        ("postgresql://u@localhost/db?sslmode=disable", "", ""),
        ("postgresql://u@db.shop/db", "verify-full", ""),
        ("postgresql://u@192.0.2.7/db", "verify-full", ""),
        ("postgresql://u@[2001:db8::7]:5433/db", "verify-full", ""),
        ("postgresql://u@/db?host=localhost:1&host=db.shop:2", "verify-full", ""),
        ("postgresql://u@/db?host=/run/postgresql,db.shop", "verify-full", ""),
        ("postgresql://u@localhost/db?hostaddr=192.0.2.7", "verify-full", ""),
        ("postgresql://u@/db?service=shop", "verify-full", ""),
        ("postgresql://u@localhost.shop/db", "verify-full", ""),
        ("postgresql://u@db.shop/db?sslmode=verify-full", "", ""),
        ("postgresql://u@db.shop/db?sslmode=verify-ca", "", "unchecked"),
        ("postgresql://u@db.shop/db?sslmode=require", "", "unchecked"),
        ("postgresql://u@db.shop/db?sslmode=prefer", "", "open"),
        ("postgresql://u@db.shop/db?sslmode=disable", "", "open"),
        ("sqlite:////shop.db", "", ""),
    ],
)
def test_what_is_not_local_is_checked_unless_the_address_says_otherwise(
    address: str, mode: str, weakness: str
) -> None:
    url = engine.read_address(address)
    assert tls.weakness(url) == weakness
    if url.get_backend_name() == "postgresql":
        asked = postgresql.options(url)["connect_args"]
        assert asked.get("sslmode", "") == mode
        checked = mode or "verify" in str(url.query.get("sslmode"))
        assert ("sslrootcert" in asked) == bool(checked)


def test_who_is_trusted_can_be_said_in_libpq_s_own_ways(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = engine.read_address("postgresql://u@db.shop/db")
    assert Path(tls.options(url)["sslrootcert"]).is_absolute()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authorities.pem"))
    (tmp_path / "authorities.pem").touch()
    assert tls.options(url)["sslrootcert"] == str(tmp_path / "authorities.pem")
    assert tls.options(url.update_query_dict({"sslrootcert": "x"})) == {"sslmode": "verify-full"}
    own = tmp_path / ".postgresql" / "root.crt"
    own.parent.mkdir()
    own.touch()
    assert tls.options(url) == {"sslmode": "verify-full"}
    own.unlink()
    monkeypatch.setenv("PGSSLROOTCERT", "x")
    assert tls.options(url) == {"sslmode": "verify-full"}
    monkeypatch.setenv("PGSSLMODE", "require")
    assert tls.options(url) == {}
    assert tls.weakness(url) == "unchecked"


# --- a real server behind it ---------------------------------------------------------------------


def speaking(authority: trustme.CA, until: datetime | None = None) -> ssl.SSLContext:
    """A server that an authority vouches for, by the name of `shop.example`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("shop.example", not_after=until).configure_cert(context)
    return context


def refused(address: str) -> str:
    """Why it cannot be opened, as a code; in words of both languages, and without a password."""
    with pytest.raises(StoreError) as caught:
        engine.try_server(Path(), address)
    error = caught.value
    said = [error.told("nl"), error.told("en"), *traceback.format_exception(error)]
    assert said[0] != said[1]
    assert not any(part in each for part in ("Zq7", "Wk9v") for each in said)
    return error.code


def test_a_certificate_is_checked_and_what_is_wrong_with_it_said(
    server: Server, tmp_path: Path
) -> None:
    authority = trustme.CA(key_type=trustme.KeyType.ECDSA)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    address, ours = server.new(), f"sslrootcert={tmp_path / 'authority.pem'}"
    with (
        Proxy(server.socket, speaking(authority)) as good,
        Proxy(server.socket, speaking(authority, datetime(2021, 1, 1, tzinfo=UTC))) as over,
        Proxy(server.socket) as plain,
    ):

        def at(proxy: Proxy, host: str = "shop.example", trust: str = ours) -> str:
            way = through(proxy.port, address).replace("127.0.0.1", host)
            return f"{way}&hostaddr=127.0.0.1&{trust}"

        engine.try_server(Path(), at(good))
        assert refused(at(good, trust="")) == "store_tls_unknown"
        assert refused(at(good, host="other.example")) == "store_tls_name"
        assert refused(at(over)) == "store_tls_time"
        assert refused(at(plain)) == "store_tls_none"
        assert refused(at(good, trust="sslrootcert=/nowhere.pem")) == "store_tls_file"
        engine.try_server(Path(), at(good, trust="sslmode=require"))
        engine.try_server(Path(), at(plain, trust="sslmode=disable"))


def test_a_password_is_in_a_file_of_its_own_and_asked_for_in_words(
    server: Server, magapp_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.with_password("barred", WORD)
    with Proxy(server.socket) as way:
        address = through(way.port, server.new(), "barred")
        monkeypatch.setenv("MAGAPP_DATABASE_URL", address)

        def opened() -> str:
            try:
                open_store().close()
            except StoreError as error:
                return error.code
            return ""

        assert opened() == "store_password_missing"
        tell(monkeypatch, "wrong\n")
        assert opened() == "store_password_wrong"
        tell(monkeypatch, f"{WORD}\n")
        assert opened() == ""
        file = magapp_home / password.FILE
        assert file.stat().st_mode & 0o777 == 0o600
        assert len(file.read_text().splitlines()) == 1
        file.chmod(0o640)
        assert opened() == "store_password_open"
        tell(monkeypatch, f"{WORD}\n")
        assert file.stat().st_mode & 0o777 == 0o600
        monkeypatch.setenv("PGPASSFILE", str(file))
        own = file.rename(file.with_name("own"))
        monkeypatch.setenv("PGPASSFILE", str(own))
        assert opened() == ""
        own.chmod(0o644)
        assert opened() == "store_password_open"


def test_no_password_is_told_to_another_server(magapp_home: Path) -> None:
    for host in ("one.shop", "two.shop:5433"):
        url = engine.read_address(f"postgresql://me@{host}/db")
        password.keep(magapp_home, url, f"of {host}".replace(":", " "))
    lines = (magapp_home / password.FILE).read_text().splitlines()
    assert lines == ["two.shop:5433:*:me:of two.shop 5433", "one.shop:*:*:me:of one.shop"]


# --- where a password stands ---------------------------------------------------------------------


def tell(monkeypatch: pytest.MonkeyPatch, typed: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return main(["database", "password"], face=None)  # type: ignore[arg-type]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[list[str]]:
    found: list[str] = []
    yield found
    out, err = capsys.readouterr()
    assert not any(part in each for part in ("Zq7", "Wk9v") for each in (out, err, *found))


def test_the_command_takes_it_out_of_the_settings(
    magapp_home: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    assert tell(monkeypatch, f"{WORD}\n") == 2, "there is no server"
    file = magapp_home / "settings.toml"
    file.write_text(
        'theme = "dark"  # a remark\ndatabase = "postgresql://me:Zq7x%3AWk9v@db.shop:5433/x?sslmode=verify-full"\n'
    )
    assert "doctor_server_password" in remarks(magapp_home, read_settings(magapp_home)[0].database)
    assert tell(monkeypatch, "\n") == 0, "as it is"
    settings, faults = read_settings(magapp_home)
    assert (settings.database, faults) == (
        "postgresql://me@db.shop:5433/x?sslmode=verify-full",
        (),
    )
    assert "# a remark" in file.read_text()
    kept = (magapp_home / password.FILE).read_text()
    assert kept == "db.shop:5433:*:me:Zq7x\\:Wk9v\n"
    assert remarks(magapp_home, settings.database) == ["password_apart"]
    said += [settings_in_words(settings, "en"), repr(settings)]
    assert tell(monkeypatch, "another\n") == 0
    assert (magapp_home / password.FILE).read_text() == "db.shop:5433:*:me:another\n"
    for wrong in ("\n", "x" * 1_001 + "\n", "a\0b\n"):
        assert tell(monkeypatch, wrong) == 2
    assert (magapp_home / password.FILE).read_text() == "db.shop:5433:*:me:another\n"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:Zq7x@db.shop/x",
        "postgresql://me@db.shop/x?password=Zq7x",
        "postgresql+psycopg://me:Zq7x@db.shop/x",
    ],
)
def test_an_address_with_one_is_written_without(magapp_home: Path, address: str) -> None:
    apart = kept_apart(magapp_home, address)
    change_settings(magapp_home, {("database",): apart})
    assert "Zq7" not in (magapp_home / "settings.toml").read_text()
    assert (magapp_home / password.FILE).read_text() == "db.shop:*:*:me:Zq7x\n"
    url = engine.address(magapp_home)
    assert url.query["passfile"] == str(magapp_home / password.FILE)
    assert engine.same(url) == engine.same(engine.read_address(address))
    assert "passfile" not in repr(engine.make_engine(url, ""))


@pytest.mark.parametrize(
    "address",
    ["postgresql://me@db.shop/x", "sqlite:////a.db", "postgresql://me:Zq7@db.shop:port/x", "x"],
)
def test_an_address_without_one_stays_as_it_is(magapp_home: Path, address: str) -> None:
    assert kept_apart(magapp_home, address) == address
    assert not (magapp_home / password.FILE).exists()


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / password.FILE).mkdir()
    url = engine.read_address("postgresql://me@db.shop/x")
    with pytest.raises(InputError, match=password.FILE):
        password.keep(tmp_path, url, "word")
    assert password.with_file(url, tmp_path) == url


def test_it_leaves_with_no_export(magapp_home: Path, pack: Pack) -> None:
    kept = kept_apart(magapp_home, "postgresql://me:Zq7x@localhost/x")
    open_store().close()
    change_settings(magapp_home, {("database",): kept})
    change_settings(magapp_home, {("database",): None, ("theme",): "dark"})
    export_all(magapp_home / "all.zip", pack.substance)
    with ZipFile(magapp_home / "all.zip") as export:
        inside = {each: export.read(each) for each in export.namelist()}
    assert b"dark" in inside["settings.toml"]
    assert password.FILE not in inside
    assert not any(b"Zq7x" in each for each in inside.values())
