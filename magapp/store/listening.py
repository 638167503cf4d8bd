"""Hears at once when another program has written to a server, on a connection of its own.

Where the server is gone it is tried again, less and less often. One that lets nobody listen, or a
pooler between that swallows it, says nothing: whoever has to know looks by itself too.
"""

import socket
from collections.abc import Callable, Sequence
from random import uniform
from select import select
from threading import Event, Thread, current_thread
from typing import Any

import psycopg
import sqlalchemy as sa

from magapp.store import postgresql, trouble
from magapp.store.shops import CALLS, PRODUCTS

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds before another try; each one doubles it."""
STOP_SECONDS = 2.0
"""So long the end is waited for: it may just be trying to connect."""


class Listener:
    """Calls `heard` with what is other, for each of these shops, in a thread of its own.

    And with everything when it begins to hear, and when it hears no more: something may have been
    missed.
    """

    def __init__(
        self, engine: sa.Engine, shops: Sequence[int], heard: Callable[[str], None]
    ) -> None:
        self._engine, self._shops, self._heard = engine, shops, heard
        self._over = Event()
        self._ear, self._mouth = socket.socketpair()
        self._thread = Thread(target=self._run, name="listener", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Leave off."""
        self._over.set()
        self._mouth.close()  # what reads from its other end wakes up
        if self._thread is not current_thread():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        with self._ear:
            self._go_on()

    def _go_on(self) -> None:
        pause = FIRST_PAUSE
        while not self._over.is_set():
            try:
                connection = self._connected()
                try:
                    pause = FIRST_PAUSE
                    self._all()
                    self._listen(connection)
                finally:
                    connection.close()
                    if not self._over.is_set():
                        self._all()
            except (*trouble.FAULTS, psycopg.Error, OSError):
                pass  # whoever looks by itself says what is wrong
            self._over.wait(pause * uniform(0.5, 1.5))
            pause = min(2 * pause, LONGEST_PAUSE)

    def _all(self) -> None:
        for what in (PRODUCTS, CALLS):
            self._heard(what)

    def _connected(self) -> Any:
        """A connection that listens, taken out of those that others use."""
        pooled = self._engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        try:
            connection.autocommit = True
            for shop in self._shops:
                (name,) = connection.execute(postgresql.channel(shop)).fetchone()
                connection.execute(f"LISTEN {name}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _listen(self, connection: Any) -> None:
        """Hear what is said until the end. Raises when the server is gone."""
        server = connection.pgconn
        while not self._over.is_set():
            server.consume_input()
            heard = set()
            while (said := server.notifies()) is not None:
                heard.add(said.extra.decode("ascii", "replace"))
            for what in (PRODUCTS, CALLS):
                if what in heard:
                    self._heard(what)
            select([connection.fileno(), self._ear], [], [])
