"""Writes down what ended, beside the screen: nobody waits for it, and no customer hears of it."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from queue import SimpleQueue
from threading import Thread
from typing import Protocol

from magapp.errors import MagappError
from magapp.language.saying import Saying
from magapp.pack.model import Pack
from magapp.records.record import Kept, Record, Second, new_key, record_of, second_of
from magapp.visit.session import Ending, SecondVisit

MOST_WAITING = 1_000
"""So many records wait for a database that cannot be written to; the oldest go first."""


class Keeper(Protocol):
    """Where records are kept. Each raises StoreError."""

    def add(self, records: Sequence[Kept], *, keys: Sequence[int]) -> None:
        """Write records, all of them or none, and none under a key that was written already."""

    def see_to(self, today: int, keep: int) -> None:
        """Forget what is too old."""

    def close(self) -> None:
        """Let go of it."""


class Waiting(Protocol):
    """Where records wait for a server, and are there after a fall. Each raises StoreError."""

    def keep(self, records: Mapping[int, Kept]) -> None:
        """Note records, each under its key; when this returns they are there."""

    def forget(self, before: int) -> None:
        """Let go of the weeks before this day."""

    def records(self) -> dict[int, Kept]:
        """Some of those that wait, in an order that says nothing."""

    def have_been_written(self, records: Mapping[int, Kept]) -> None:
        """These wait no more."""

    def sending(self) -> AbstractContextManager[bool]:
        """Send, alone of all the programs of the folder; False while another one does."""


class Recorder:
    """Hears of each consultation and second visit that ends, and has a thread of its own write it.

    `open_keeper` opens what writes, in that thread. `keep` is for how many days a record is kept; 0
    means that nothing is written any more, and only what is too old is forgotten. While the clock
    cannot be right `now` is None: nothing is written of a day that is not known, and nothing goes.
    `waiting` is where they wait for a server, None without one: then they wait in memory.
    """

    def __init__(
        self,
        pack: Pack,
        open_keeper: Callable[[], Keeper | None],
        keep: int,
        in_stock: Callable[[str], bool] | None = None,
        now: Callable[[], datetime | None] = datetime.now,
        waiting: Callable[[], Waiting | None] = lambda: None,
        new_key: Callable[[], int] = new_key,
    ) -> None:
        self.trouble: Saying | None = None
        """Why the last ones are not written yet; None where all is well."""
        self.pack = pack
        """The one that consultations are held with now."""
        self._open, self._keep = open_keeper, keep
        self._in_stock, self._now = in_stock, now
        self._outbox, self._new_key = waiting, new_key
        self._queue: SimpleQueue[Kept | bool | None] = SimpleQueue()
        self._waiting: deque[tuple[int, Kept]] = deque(maxlen=MOST_WAITING)
        self._keeper: Keeper | None = None
        self._thread: Thread | None = None

    @property
    def writes(self) -> bool:
        """Whether anything is written down."""
        return self._keep > 0

    def ended(self, channel: str, ending: Ending) -> None:
        """A consultation ended on this channel: for `Session.listen_at_end`. Never raises."""
        # A fault in here may cost a figure; it may not cost a customer the screen.
        with suppress(Exception):
            if now := self._now():
                record = record_of(ending, self.pack, channel, now, self._in_stock)
                if record is not None:
                    self._put(record)

    def looked_back(self, visit: SecondVisit) -> None:
        """A second visit led somewhere: for `Session.listen_at_second_visit`. Never raises."""
        with suppress(Exception):  # as above
            if now := self._now():
                self._put(second_of(visit, now.toordinal()))

    def see_to(self) -> None:
        """Forget what is too old, beside the screen: also where nobody comes."""
        self._put(True)

    def send(self) -> None:
        """Write, beside the screen, what waits: as soon as it can be."""
        if self._queue.empty():
            self._put(True)

    def close(self, patience: float = 3.0) -> None:
        """Write what still waits, and stop."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join(patience)

    def _put(self, what: Kept | bool) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, daemon=True)
            self._thread.start()
        self._queue.put(what)

    def _run(self) -> None:
        while (what := self._queue.get()) is not None:
            if isinstance(what, Record | Second):
                self._waiting.append((self._new_key(), what))
            try:
                self._write()
                self.trouble = None
            except MagappError as error:  # the next one tries again
                self.trouble = error.saying
        if self._keeper is not None:
            self._keeper.close()

    def _write(self) -> None:
        now, waits = self._now(), self._outbox()
        if waits:
            with suppress(MagappError):  # a full disk: they go on to wait in memory
                waits.keep(dict(self._waiting))
                self._waiting.clear()
                if now and self._keep:
                    waits.forget(now.toordinal() - self._keep)
        if self._keeper is None:
            self._keeper = self._open()
        if self._keeper is None:  # none was ever kept, and none is
            return
        if self._waiting:
            keys, records = zip(*self._waiting, strict=True)
            self._keeper.add(records, keys=keys)
            self._waiting.clear()
        if waits:
            self._send(waits, self._keeper)
        if now:
            self._keeper.see_to(now.toordinal(), self._keep)

    def _send(self, waits: Waiting, keeper: Keeper) -> None:
        """What waits: in the order of its keys, which says nothing of when it came."""
        with waits.sending() as mine:
            while mine and (some := waits.records()):
                keeper.add([*some.values()], keys=[*some])
                waits.have_been_written(some)
