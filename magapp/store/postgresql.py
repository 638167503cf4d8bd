"""What is particular to a PostgreSQL server."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from magapp.store import tls

SILENT_MS = 10_000
"""How long a server may leave what it was sent without a sign that it arrived."""
LOCK_MS, STATEMENT_MS = 5_000, 15_000
"""How long one waits for another to finish writing, and how long the server works at one thing.

How long it may say nothing at all is in `magapp.store.patient`."""
IDLE_MS = 120_000
"""After so long without a word in the middle of writing, the server lets others write again."""
WRITERS_LOCK = 2_046_301
"""The number under which writers wait for each other."""

_DIALECT = "postgresql"
_DRIVER = "postgresql+psycopg"


def with_driver(url: sa.URL) -> sa.URL:
    """The address with the driver that we use, where it names a server and no driver."""
    return url.set(drivername=_DRIVER) if url.drivername == _DIALECT else url


def is_server(engine: sa.Engine) -> bool:
    """Whether it is one that says what is written to it."""
    return engine.dialect.name == _DIALECT


def options(url: sa.URL) -> dict[str, Any]:
    """How to connect to a server; one that was started anew is found again."""
    if url.drivername != _DRIVER:
        return {}
    patience: dict[str, Any] = {
        "connect_timeout": tls.CONNECT_SECONDS,
        "tcp_user_timeout": SILENT_MS,
        "keepalives": 1,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 2,
        # What is prepared on one connection is not there on the next where a pool stands before it.
        "prepare_threshold": None,
        **tls.options(url),
    }
    if "options" not in url.query:
        limits = {
            "lock_timeout": LOCK_MS,
            "statement_timeout": STATEMENT_MS,
            "idle_in_transaction_session_timeout": IDLE_MS,
        }
        patience["options"] = " ".join(f"-c {name}={value}" for name, value in limits.items())
    return {"connect_args": patience, "pool_pre_ping": True}


def prepare(engine: sa.Engine) -> None:
    """Connect so that a server that says nothing any more is not waited for."""
    if engine.url.drivername == _DRIVER:
        sa.event.listen(engine, "do_connect", _connected)


def _connected(dialect: object, record: object, named: list[Any], options: dict[str, Any]) -> Any:
    import psycopg

    from magapp.store.patient import PatientConnection

    try:
        return PatientConnection.connect(*named, **options)
    except psycopg.OperationalError as error:
        why = tls.why_not_trusted(options) if tls.NOT_TRUSTED in str(error) else ""
        if why:
            raise psycopg.OperationalError(f"{tls.NOT_TRUSTED}: {why}") from error
        raise


def keep_writers_out(connection: Connection, *of: int) -> None:
    """Until the transaction ends, those of these shops, or all; a file does it by BEGIN IMMEDIATE.

    Whoever names several does so from the highest on.
    """
    if connection.dialect.name != _DIALECT:
        return
    lock = f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})"
    if of:  # programs that do not know of shops yet keep out all
        each = ", ".join(f"pg_advisory_xact_lock({WRITERS_LOCK}, {shop})" for shop in of)
        lock = f"SELECT pg_advisory_xact_lock_shared({WRITERS_LOCK}), {each}"
    connection.exec_driver_sql(lock)


def tell(connection: Connection, shop: int, what: str) -> None:
    """Let who listens for a shop know, as soon as it is written, that there is other `what`."""
    if connection.dialect.name == _DIALECT:
        said = f"SELECT pg_notify({_CHANNEL.format(shop=shop)}, '{what}') {_SCHEMA}"
        connection.exec_driver_sql(said)


def channel(shop: int) -> str:
    """What asks a server for the channel of a shop. It is of the schema that the tables are in."""
    return f"SELECT {_CHANNEL.format(shop=shop)} {_SCHEMA}"


_CHANNEL = "'magapp_' || relnamespace || '_{shop}'"
_SCHEMA = "FROM pg_class WHERE oid = 'shop'::regclass"


def seconds(connection: Connection) -> float | None:
    """What the server's clock says now, in seconds since 1970; None where there is no server."""
    if connection.dialect.name != _DIALECT:
        return None
    # Not now(): that is when the transaction began, and it may have waited for other writers.
    return float(connection.scalar(sa.text("SELECT extract(epoch FROM clock_timestamp())")) or 0)


def password_proof(connection: Connection, login: str, password: str) -> str:
    """What a server keeps of a password instead of it, as SCRAM-SHA-256 has it."""
    driver: Any = connection.connection.driver_connection
    proof = driver.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return str(proof.decode())


def by_digit(connection: Connection, column: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """The order of a text digit by digit, whatever the language of the server."""
    return column.collate("C") if connection.dialect.name == _DIALECT else column
