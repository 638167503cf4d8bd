"""The database of a shop, or of a chain: products, imports, what was agreed about columns.

One SQLite file, `magapp.db` in `MAGAPP_HOME`, or what `MAGAPP_DATABASE_URL` or a setting names. The
only room that imports SQLAlchemy; it is imported on first use.
"""

from magapp.store.calls import CALL_MINUTES, COUNTER_MINUTES, Call
from magapp.store.copies import Backup, Every, backups, kept_backups, vacuum
from magapp.store.database import Store, open_store
from magapp.store.engine import read_address, remarks
from magapp.store.imports import Imported
from magapp.store.password import hidden, kept_apart
from magapp.store.products import Changes, look
from magapp.store.restoring import Inside, Restored, look_inside, restore, start_anew
from magapp.store.tables import SCHEMA
from magapp.store.taken import Taken, TillFile

__all__ = [
    "CALL_MINUTES",
    "COUNTER_MINUTES",
    "SCHEMA",
    "Backup",
    "Call",
    "Changes",
    "Every",
    "Imported",
    "Inside",
    "Restored",
    "Store",
    "Taken",
    "TillFile",
    "backups",
    "hidden",
    "kept_apart",
    "kept_backups",
    "look",
    "look_inside",
    "open_store",
    "read_address",
    "remarks",
    "restore",
    "start_anew",
    "vacuum",
]
