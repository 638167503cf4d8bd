"""A way between a program and a server that can fail in every way a network can.

It listens on this machine and hands on to the server's socket, or takes connections and keeps them,
loses what is said, cuts at a moment that was chosen, or speaks TLS in the server's place.
"""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Callable
from contextlib import suppress
from select import select
from threading import Event, Lock, Thread
from typing import Self

SSL_ASKED, GSS_ASKED = 80_877_103, 80_877_104
"""What a client may say first, to be answered with one letter."""
LOOK = 0.02
"""So often (seconds) a connection that is held looks whether it is still held."""
COMMIT = b"COMMIT\x00"
_HARD = struct.pack("ii", 1, 0)


class Proxy:
    """The way to the socket of a server. Use it as a context manager."""

    def __init__(self, target: str, tls: ssl.SSLContext | None = None) -> None:
        self.target, self.tls = target, tls
        self.swallows = False
        """Connections are taken and nothing is handed on, in either direction."""
        self.answer_cut: Callable[[bytes], bool] | None = None
        """Whether a connection is cut when the client says this: before it arrives."""
        self.answer_lost: Callable[[bytes], bool] | None = None
        """The same, but it arrives, and the answer to it is lost."""
        self.most: int | None = None
        """After so many more bytes of an answer the connection is cut."""
        self.cuts = 0
        """How many connections were cut because of what was said."""
        self._lock = Lock()
        self._live: set[socket.socket] = set()
        self._ended = Event()
        self.port = 0
        self._listener: socket.socket | None = None
        self.open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.refuse()

    # -- what happens to the way ------------------------------------------------------------------

    def open(self) -> None:
        """Take connections, at the same place as before; those that were swallowed are cut."""
        if self.swallows:
            self.swallows = False
            self.cut()
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self.port))
            self.port = self._listener.getsockname()[1]
            Thread(target=self._take, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        """End every connection there is, hard; new ones are taken."""
        with self._lock:
            live, self._live = self._live, set()
        for each in live:
            with suppress(OSError):
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _HARD)
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def refuse(self) -> None:
        """End every connection, and take none."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self.cut()

    def swallow(self) -> None:
        """From now on nothing arrives, and nobody is told."""
        self.swallows = True

    # -- inside -----------------------------------------------------------------------------------

    def _take(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        with self._lock:
            self._live |= {client, server}
        with suppress(OSError, ValueError):  # cut, or closed by one of them
            server.connect(self.target)
            first = self._greeted(client)
            if isinstance(first, ssl.SSLSocket):
                with self._lock:
                    self._live ^= {client, first}
                client = first
            self._hand_on(client, server)
        for each in (client, server):
            with self._lock:
                self._live.discard(each)
            each.close()

    def _greeted(self, client: socket.socket) -> socket.socket:
        """Answer what is asked before the first word of PostgreSQL."""
        while len(said := client.recv(8, socket.MSG_PEEK)) == 8:
            code = struct.unpack("!ii", said)[1]
            if code not in (SSL_ASKED, GSS_ASKED):
                break
            client.recv(8)
            if code == SSL_ASKED and self.tls:
                client.sendall(b"S")
                return self.tls.wrap_socket(client, server_side=True)
            client.sendall(b"N")
        return client

    def _hand_on(self, client: socket.socket, server: socket.socket) -> None:
        lost = False
        while True:
            if self.swallows:
                if self._ended.wait(LOOK):
                    return
                continue
            pending = isinstance(client, ssl.SSLSocket) and client.pending()
            # What came at the moment when it began to swallow is handed on: it was there before.
            ready = [client] if pending else select([client, server], [], [], LOOK)[0]
            for each in ready:
                said = each.recv(65_536)
                if not said:
                    return
                if each is client:
                    if self.answer_cut and self.answer_cut(said):
                        self._cut_one(client)
                        return
                    lost = bool(self.answer_lost and self.answer_lost(said))
                    server.sendall(said)
                elif lost:
                    self._cut_one(client)
                    return
                else:
                    if self.most is not None:
                        said, self.most = said[: self.most], self.most - len(said)
                    client.sendall(said)
                    if self.most is not None and self.most <= 0:
                        self.most = None
                        self._cut_one(client)
                        return

    def _cut_one(self, client: socket.socket) -> None:
        self.cuts += 1
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _HARD)


def at_commit(times: int = 1) -> Callable[[bytes], bool]:
    """When a transaction is to end, so many times."""
    left = [times]

    def is_now(said: bytes) -> bool:
        if COMMIT not in said or not left[0]:
            return False
        left[0] -= 1
        return True

    return is_now
