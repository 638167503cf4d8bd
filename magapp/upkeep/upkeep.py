"""What is done beside the screen, every few seconds: the till's folder, backups, the log."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic, time
from typing import TYPE_CHECKING

from magapp.errors import MagappError, StoreError
from magapp.language.saying import Saying
from magapp.machine.journal import note, note_fault
from magapp.pack.model import Pack
from magapp.settings import Settings, home
from magapp.upkeep.found import Look, TillState

if TYPE_CHECKING:  # where there is no database, nobody waits until what reads one is imported
    from magapp.store import Store, Taken
    from magapp.upkeep.till import TillFolder

LOOK_SECONDS = 3.0
"""Between two looks at the till's folder."""
STOP_SECONDS = 5.0
"""So long the end of the program waits for it: a folder on another machine may never answer."""
BACKUP_SECONDS = 300.0
"""Between two looks whether a backup is due."""


class Upkeep:
    """Keeps things up for as long as the program runs; nothing is done before `start`.

    `store` opens the shop's database where there is one, and gives None where there is none: none
    is made by watching. `settings` are read anew each time.
    """

    def __init__(
        self,
        pack: Pack,
        settings: Callable[[], Settings],
        store: "Callable[[], Store | None]",
        clock: Callable[[], float] = monotonic,
        now: Callable[[], float] = time,
    ) -> None:
        self._pack, self._settings, self._store = pack, settings, store
        self._clock, self._now = clock, now
        self.till = TillState()
        self._folder: TillFolder | None = None
        self._once = Lock()
        self._stop = Event()
        self._thread: Thread | None = None
        self._looked = -BACKUP_SECONDS

    def start(self, *, tills: bool) -> None:
        """Begin, in a thread of its own, and go on until `stop`; with `tills` also at the till."""
        if self._thread is None:
            self._thread = Thread(target=self._run, args=(tills,), name="upkeep", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Leave off; an import that is going on is given up, and nothing of it stays."""
        self._stop.set()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(STOP_SECONDS)
        self._stop.clear()

    def _run(self, tills: bool) -> None:
        while not self._stop.is_set():
            try:
                self.back_up()
                if tills:
                    self.look()
            except Exception as error:  # the next turn tries again
                note_fault(type(error), error.__traceback__)
            self._stop.wait(LOOK_SECONDS)

    # -- backups ----------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Make a backup where one is due; it is looked at every few minutes."""
        now, backup = self._clock(), self._settings().backup
        if now - self._looked < BACKUP_SECONDS or backup.every == "off":
            return
        self._looked = now
        try:
            store = self._store()
            made = store and store.backup_by_schedule(self._now(), backup.every, backup.keep)
        except MagappError as error:
            note("backup_failed", why=error.code)
        else:
            if made:
                note("backed_up", file=made.name)

    # -- the till ---------------------------------------------------------------------------------

    def look(self) -> TillState:
        """Look into the till's folder once."""
        with self._once:  # the office may ask for a look while one is going on
            name = self._settings().till.folder
            if not name:
                self._folder, self.till = None, TillState()
                return self.till
            folder = Path(name)
            with suppress(RuntimeError):  # the home of somebody who is not here
                folder = home() / folder.expanduser()
            try:
                store = self._store()
                if store is None:
                    self.till = TillState(str(folder), Look(fault=Saying.of("till_no_database")))
                else:
                    found = self._watched(folder).look(store, self._pack, self._stop.is_set)
                    self.till = TillState(str(folder), found, store.unseen)
            except StoreError as error:
                note("database_trouble", why=error.code)
                self.till = TillState(str(folder), Look(fault=error.saying), self.till.unseen)
            return self.till

    def _watched(self, folder: Path) -> "TillFolder":
        from magapp.upkeep.till import TillFolder

        if self._folder is None or self._folder.folder != folder:
            self._folder = TillFolder(folder, self._clock, self._now)
        return self._folder

    def taken(self) -> "tuple[Taken, ...]":
        """What became of the files that were imported, the latest first. Raises StoreError."""
        store = self._store()
        return store.taken() if store is not None else ()

    def see(self) -> None:
        """Somebody looked at what was refused. Raises StoreError."""
        store = self._store()
        if store is not None and self.till.unseen:
            store.see_taken()
        self.till = self.till._replace(unseen=0)
