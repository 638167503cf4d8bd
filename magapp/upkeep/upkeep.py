"""What is done beside the screen, every few seconds: the till's folder, backups, the log."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic, time
from typing import TYPE_CHECKING

from magapp.errors import MagappError, StoreError
from magapp.language.saying import Saying
from magapp.machine.journal import note, note_fault
from magapp.pack.model import Pack
from magapp.settings import Settings, found_from, home
from magapp.upkeep.found import Look, TillState

if TYPE_CHECKING:  # where there is no database, nobody waits until what reads one is imported
    from magapp.store import Store, Taken
    from magapp.upkeep.till import TillFolder

SEE_SECONDS = 1.0
"""Between two looks what is new on a server that says nothing: others have it within two."""
LOOK_SECONDS = 3.0
"""Between two looks at the till's folder."""
HEARD_SECONDS = 0.5
"""At least so long between two looks, however much is heard."""
AGAIN_SECONDS = 60.0
"""Before another look when the database could not be used: what is read for it may be much."""
STOP_SECONDS = 5.0
"""So long the end of the program waits for it: a folder on another machine may never answer."""
BACKUP_SECONDS = 300.0
"""Between two looks whether a backup is due."""


class Upkeep:
    """Keeps things up for as long as the program runs; nothing is done before `start`.

    `store` opens the shop's database where there is one, and gives None where there is none: none
    is made by watching. `settings` are read anew each time. `again` is done besides, more often.
    """

    def __init__(
        self,
        pack: Pack,
        settings: Callable[[], Settings],
        store: "Callable[[], Store | None]",
        clock: Callable[[], float] = monotonic,
        now: Callable[[], float] = time,
        again: Callable[[], None] = lambda: None,
    ) -> None:
        self.pack = pack
        """The one that a list of products is read for now."""
        self._settings, self._store = settings, store
        self._again = again
        self._clock, self._now = clock, now
        self.till = TillState()
        self._folder: TillFolder | None = None
        self._once = Lock()
        self._stop = Event()
        self._awake = Event()
        self._thread: Thread | None = None
        self._looked = -BACKUP_SECONDS
        self._not_before = 0.0
        self._is_seen = False
        """Whether somebody looked, and the database does not know yet."""

    def start(self, *, tills: bool) -> None:
        """Begin, in a thread of its own, and go on until `stop`; with `tills` also at the till."""
        if self._thread is None:
            self._stop = stop = Event()  # one that was left to itself at its end stays stopped
            self._thread = Thread(target=self._run, args=(tills, stop), name="upkeep", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Leave off; an import that is going on is given up, and nothing of it stays."""
        self._stop.set()
        self._awake.set()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(STOP_SECONDS)

    def wake(self) -> None:
        """Do at once what is done `again` each time; the rest has its time."""
        self._awake.set()

    def _run(self, tills: bool, stop: Event) -> None:
        due = monotonic()
        while not stop.is_set():
            self._awake.clear()
            try:
                self._again()
                if monotonic() >= due:
                    due = monotonic() + LOOK_SECONDS
                    self.back_up()
                    if tills:
                        self.look()
            except Exception as error:  # the next turn tries again
                note_fault(type(error), error.__traceback__)
            stop.wait(HEARD_SECONDS)
            self._awake.wait(min(SEE_SECONDS, max(0.0, due - monotonic())))

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
        """Look into the till's folder once; for a while not, when there is no database to use."""
        with self._once:
            name = self._settings().till.folder
            if not name:
                self._folder, self.till = None, TillState()
                return self.till
            if self._clock() < self._not_before:
                return self.till
            folder = found_from(home(), name)
            try:
                store = self._store()
                if store is None:
                    self.till = TillState(str(folder), Look(fault=Saying.of("till_no_database")))
                    return self.till
                if self._is_seen:
                    store.see_taken()
                    self._is_seen = False
                found = self._watched(folder).look(store, self.pack, self._stop.is_set)
                unseen = 0 if self._is_seen else store.unseen
                self.till = TillState(str(folder), found, unseen, self.till.known)
            except StoreError as error:
                note("database_trouble", why=error.code)
                self._not_before = self._clock() + AGAIN_SECONDS
                self.till = self.till._replace(folder=str(folder), look=Look(fault=error.saying))
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
        """Somebody looked at what was refused; the database is told with the next look."""
        if self.till.unseen:
            self._is_seen = True
        self.till = self.till.seen()
