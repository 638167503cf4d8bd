"""An export of everything as one file, and the way back, here or on another machine.

It is a ZIP with the database, the records, the settings, the map of the shop, the pictures that are
named, and for people the products as CSV. The PIN is not in it: a few digits are soon guessed from
their hash by whoever finds the file, and a file is no way to get a PIN onto a machine. The log
stays too. Records are brought in where there are none: those that are here are newer, and a copy of
them would outlive the days for which they may be kept.

Nothing in it is believed for having been written here. What is in it is named beforehand, and each
part is bounded and has to have the digest that stands beside its name; no name in it says where
something is written to but those of pictures, inside the shop's folder. The database is read as
data (`magapp.store.restore`), settings line by line, and only what is a picture or a map lands.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from time import time
from typing import Annotated, Any, NamedTuple

import msgspec

from magapp.errors import InputError, refused_by_system
from magapp.machine.journal import note
from magapp.machine.pictures import look_at_picture, photo
from magapp.machine.shelf_map import FILE as MAP
from magapp.machine.shelf_map import MAX_BYTES as MAX_MAP
from magapp.machine.shelf_map import ShelfMap, read_map
from magapp.pack.model import Substance
from magapp.products import Refusal, export_csv
from magapp.reading import CATALOGUE, read_file, regular, take
from magapp.settings import DATABASE, MAX_BYTES, SettingError, Settings, home, read_settings
from magapp.settings import FILE as SETTINGS
from magapp.settings.table import Entry, entries
from magapp.settings.writing import put_in_place
from magapp.showing import shown
from magapp.store import SCHEMA, Inside, look_inside, open_store, restore, vacuum
from magapp.store.record_copies import bring_records, copy_records, remove_records

ABOUT, LIST, PICTURES = "about.json", "catalogue.csv", "pictures"
RECORDS = "records.db"
FORMAT = 1
"""The version of the file's own making."""
MAX_BUNDLE = 2_000_000_000
MAX_ABOUT = 1_000_000
MAX_PICTURE = 20_000_000
MOST_PICTURES = 2_000
MOST_PICTURES_BYTES = 500_000_000
STEP = 1 << 20
_BOUNDS = {
    DATABASE: MAX_BUNDLE, RECORDS: MAX_BUNDLE, SETTINGS: MAX_BYTES, LIST: CATALOGUE, MAP: MAX_MAP,
}  # fmt: skip
"""The parts that have a name of their own, and how large each may be."""
_PLAIN = {SETTINGS: MAX_BYTES, MAP: MAX_MAP}
"""Of these, the files that lie in the shop's folder as they are."""


class _Part(msgspec.Struct, forbid_unknown_fields=True):
    size: Annotated[int, msgspec.Meta(ge=0, le=MAX_BUNDLE)]
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class _About(msgspec.Struct):
    """What stands in `about.json`: the format, when it was made, and each part."""

    magapp: int
    made: float
    schema: int
    files: dict[str, _Part]


class Change(NamedTuple):
    """A setting that is otherwise in an export: its value here, and the one in it."""

    entry: Entry
    now: Any
    later: Any

    def in_words(self, language: str) -> str:
        """The setting and both values on one line, fit to be shown; never a secret."""
        now, later = (self.entry.told(each, language) for each in (self.now, self.later))
        return shown(f"{self.entry.label(language)}: {now} → {later}")


class Bundle(NamedTuple):
    """What an export holds, and how it differs from what is here.

    `settings` are those that change; `faults` are lines of its settings that are not used.
    """

    made: float
    inside: Inside
    settings: tuple[Change, ...]
    faults: tuple[SettingError, ...]
    pictures: int


class Brought(NamedTuple):
    """What was here before an export was brought in: a backup, and the folder with the rest."""

    backup: Path | None
    aside: Path
    records: bool = False
    """Whether records came with it: there were none."""


# --- writing -------------------------------------------------------------------------------------


def export_all(path: Path, substance: Substance, folder: Path | None = None) -> None:
    """Write everything of the shop into one file, whole or not at all.

    Raises InputError when it is there already or cannot be written, StoreError when the database
    cannot be read, or is on a server.
    """
    where = folder or home()
    if path.exists():
        raise InputError(str(path), "there_already")
    try:
        with (
            TemporaryDirectory(dir=path.parent) as place,
            open_store(folder, substance=substance.id) as store,
        ):
            copy = store.backup(Path(place) / DATABASE)
            vacuum(copy)  # nothing that was deleted goes along
            parts: dict[str, Path | bytes] = {DATABASE: copy}
            parts[LIST] = export_csv(store.products(), substance).encode()
            if copy_records(Path(place) / RECORDS, folder):
                parts[RECORDS] = Path(place) / RECORDS
            if (content := _plain(where, SETTINGS)) is not None:
                parts[SETTINGS] = content
            photos = (photo(picture, ean, where) for ean, picture in store.pictures())
            named = [read_settings(where)[0].logo, *photos]
            if (shelf_map := _map_of(where)) is not None:
                parts[MAP] = where / MAP
                named.insert(0, shelf_map.picture)
            parts |= _pictures(where, named)
            whole = Path(place) / path.name
            _write(whole, parts)
            whole.replace(path)
    except OSError as error:
        raise InputError(str(path), "unwritable", why=refused_by_system(error)) from None
    note("exported")


def _plain(folder: Path, name: str) -> bytes | None:
    try:
        return take(folder / name, _PLAIN[name])
    except (OSError, InputError):
        return None


def _map_of(folder: Path) -> ShelfMap | None:
    """The map of the shop; one that cannot be read is none."""
    try:
        return read_map(folder)
    except InputError:
        return None


def _pictures(folder: Path, names: Iterable[str]) -> dict[str, Path | bytes]:
    """The pictures that lie in the shop's own folder, by their names in the file."""
    found: dict[str, Path | bytes] = {}
    left = MOST_PICTURES_BYTES
    for name in dict.fromkeys(names):
        inside = _inside(name)
        if inside is None or len(found) >= MOST_PICTURES:
            continue
        try:
            content = take(folder / inside, MAX_PICTURE)
            look_at_picture(content, name)
        except (OSError, InputError):
            continue
        left -= len(content)
        if left >= 0:
            found[f"{PICTURES}/{inside}"] = folder / inside
    return found


def _inside(name: str) -> PurePosixPath | None:
    """The place of a picture within the shop's folder; None where it is outside, or none."""
    path = PurePosixPath(name)
    plain = bool(name) and name.isprintable() and not path.is_absolute() and "\\" not in name
    wrong = ("..", "~", "backups")
    if not plain or any(part.startswith(wrong) or ":" in part for part in path.parts):
        return None
    return path if path.suffix.lower() in _ENDS and 0 < len(path.parts) <= 4 else None


_ENDS = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif")


def _write(path: Path, parts: Mapping[str, Path | bytes]) -> None:
    files: dict[str, _Part] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            digest, size = sha256(), 0
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with packed.open(info, "w") as into:
                for piece in _pieces(part):
                    into.write(piece)
                    digest.update(piece)
                    size += len(piece)
            files[name] = _Part(size, digest.hexdigest())
        about = _About(FORMAT, time(), SCHEMA, files)
        packed.writestr(ABOUT, msgspec.json.encode(about))


def _pieces(part: Path | bytes) -> Iterator[bytes]:
    if isinstance(part, bytes):
        yield part
        return
    with part.open("rb") as file:
        while piece := file.read(STEP):
            yield piece


# --- reading -------------------------------------------------------------------------------------


def look_into(path: Path, folder: Path | None = None, substance: str | None = None) -> Bundle:
    """What an export holds, as `look_inside`; nothing is changed.

    Raises InputError when it is none.
    """
    with _unpacked(path, folder or home()) as (about, place):
        inside = look_inside(place / DATABASE, folder, substance)
        settings, faults = _settings_in(place)
        here, _ = read_settings(folder or home())
        pictures = sum(name.startswith(f"{PICTURES}/") for name in about.files)
        return Bundle(
            about.made,
            inside._replace(made=about.made),
            tuple(_changes(here, settings)) if settings else (),
            faults,
            pictures,
        )


def bring_in(
    path: Path, folder: Path | None = None, refused: Callable[[Refusal], None] | None = None
) -> Brought:
    """Put what an export holds in the place of what is here; what was here is kept.

    Raises InputError when it is none, before anything is changed, and StoreError when the database
    cannot be written.
    """
    where = folder or home()
    with _unpacked(path, where) as (about, place):
        records = RECORDS in about.files and bring_records(place / RECORDS, folder)
        try:
            before = restore(place / DATABASE, folder, refused).before
        except BaseException:  # all of it, or nothing
            with suppress(OSError):
                if records:
                    remove_records(folder)
            raise
        brought = [name for name in about.files if name.startswith(f"{PICTURES}/")]
        brought += [name for name in _PLAIN if name in about.files]
        try:
            aside = _aside(where)
            for name in brought:
                _put(place / name, where, name.removeprefix(f"{PICTURES}/"), aside)
        except OSError as error:
            raise InputError(str(where), "unwritable", why=refused_by_system(error)) from None
    note("brought_in")
    return Brought(before, aside, records)


def take_back(brought: Brought, folder: Path | None = None) -> None:
    """Put back what was here before `bring_in`. Raises as that does."""
    where = folder or home()
    if brought.backup is not None:
        restore(brought.backup, folder)
    try:
        if brought.records:
            remove_records(folder)
        for old in sorted(brought.aside.rglob("*")):
            if old.is_file():
                inside = old.relative_to(brought.aside)
                if old.stat().st_size or str(inside) not in _PLAIN:
                    _write_file(where / inside, old.read_bytes())
                else:  # there were none
                    (where / inside).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(str(where), "unwritable", why=refused_by_system(error)) from None


def _put(source: Path, where: Path, name: str, aside: Path) -> None:
    """Put a file in its place, and what was there aside."""
    target = where / name
    kept = aside / name
    if name in _PLAIN or target.is_file():
        _write_file(kept, _plain(where, name) or b"" if name in _PLAIN else target.read_bytes())
    _write_file(target, source.read_bytes())


def _write_file(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    put_in_place(target, content)


def _aside(where: Path) -> Path:
    """A new folder beside the backups for what was here."""
    (where / "backups").mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        try:
            (aside := where / "backups" / f"before-{number}").mkdir()
        except FileExistsError:
            number += 1
        else:
            return aside


def _settings_in(place: Path) -> tuple[Settings | None, tuple[SettingError, ...]]:
    if not (place / SETTINGS).exists():
        return None, ()
    settings, faults = read_settings(place)
    return settings, faults


def _changes(here: Settings, then: Settings) -> Iterator[Change]:
    """The settings that differ."""
    for entry in entries():
        now, later = entry.of(here), entry.of(then)
        if now != later:
            yield Change(entry, now, later)


@contextmanager
def _unpacked(path: Path, where: Path) -> Iterator[tuple[_About, Path]]:
    """The parts of an export in a folder of their own, each of them looked at."""
    with ExitStack() as kept:
        try:
            state = regular(path)
            if state.st_size > MAX_BUNDLE:
                raise InputError(str(path), "larger", most=MAX_BUNDLE)
            where.mkdir(parents=True, exist_ok=True)
            made = TemporaryDirectory(dir=where, prefix="export-", ignore_cleanup_errors=True)
            place = Path(kept.enter_context(made))
            try:
                _look_at_end(path, state.st_size)
                with closing(zipfile.ZipFile(path)) as packed:
                    about = _read_about(packed)
                    _unpack(packed, about, place)
            except _BROKEN:
                raise InputError(str(path), "export_foreign") from None
        except OSError as error:
            raise InputError(str(path), "unreadable", why=refused_by_system(error)) from None
        yield about, place  # what goes wrong with them is no fault of the file


class _NoExportError(Exception):
    """It is none of ours, or was changed on its way."""


_BROKEN = (
    _NoExportError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    msgspec.DecodeError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
)


def _look_at_end(path: Path, size: int) -> None:
    """Look at what says how much is in a ZIP before all of that is read."""
    with path.open("rb") as file:
        file.seek(max(0, size - 1_100))
        end = file.read()
    at = end.rfind(b"PK\5\6")
    if at < 0 or end[max(0, at - 20) : at].startswith(b"PK\6\7"):
        raise _NoExportError
    count, contents = struct.unpack_from("<HI", end, at + 10)
    if count > MOST_PICTURES + 10 or contents > MAX_ABOUT:
        raise _NoExportError


def _read_about(packed: zipfile.ZipFile) -> _About:
    about = msgspec.json.decode(b"".join(_bounded(packed, ABOUT, MAX_ABOUT)), type=_About)
    names = [each.filename for each in packed.infolist()]
    if about.magapp != FORMAT or len(names) != len({*names}):
        raise _NoExportError
    if {*names} != {ABOUT, *about.files} or DATABASE not in about.files:
        raise _NoExportError
    pictures = 0
    for name, part in about.files.items():
        if name.startswith(f"{PICTURES}/"):
            pictures += part.size
            inside = name.removeprefix(f"{PICTURES}/")
            if str(_inside(inside)) != inside or part.size > MAX_PICTURE:
                raise _NoExportError
        elif name not in _BOUNDS or part.size > _BOUNDS[name]:
            raise _NoExportError
    if pictures > MOST_PICTURES_BYTES:
        raise _NoExportError
    return about


def _unpack(packed: zipfile.ZipFile, about: _About, place: Path) -> None:
    for name, part in about.files.items():
        digest, target = sha256(), place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            for piece in _bounded(packed, name, part.size):
                digest.update(piece)
                file.write(piece)
        if digest.hexdigest() != part.sha256:
            raise _NoExportError
        try:
            if name.startswith(f"{PICTURES}/"):
                look_at_picture(read_file(target, MAX_PICTURE), name)
            elif name == MAP:
                read_map(place)
        except InputError:
            raise _NoExportError from None


def _bounded(packed: zipfile.ZipFile, name: str, most: int) -> Iterator[bytes]:
    """A part of at most so many bytes, whatever it says of its size."""
    try:
        info = packed.getinfo(name)
    except KeyError:
        raise _NoExportError from None
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _NoExportError
    with packed.open(info) as file:
        while piece := file.read(STEP):
            most -= len(piece)
            if most < 0:
                raise _NoExportError
            yield piece
