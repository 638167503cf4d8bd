"""`magapp pack`: keys, signing, publishing, and what came here, with the way back."""

import argparse
import re
import sys
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from magapp.cli.streams import say_done
from magapp.delivery.changes import changes
from magapp.delivery.delivery import Delivered
from magapp.delivery.parcel import (
    ENDING,
    MAX_PARCEL,
    MOST_NUMBER,
    VERSION,
    Manifest,
    Parcel,
    day_of,
    number_for,
    read_parcel,
    version_parts,
    wrap,
)
from magapp.delivery.signing_keys import make_key, public_half, read_key, short_name
from magapp.delivery.sources import PackSource, source_of, sources_of
from magapp.errors import InputError, MagappError, PackError
from magapp.language.amounts import Amounts
from magapp.language.words import Words
from magapp.machine.clock import day_in_force, today
from magapp.machine.version import program_version
from magapp.pack.folder import read_everything
from magapp.reading import read_file
from magapp.settings import home, read_settings, shop_language
from magapp.settings.writing import put_in_place, unwritable_is_said
from magapp.showing import shown

MOST_SHOWN = 20
"""So many of those that are published are listed."""


def run(options: argparse.Namespace) -> int:
    """Do one of them, and return the exit status."""
    words = Words(shop_language())
    return {
        "key": _key,
        "sign": _sign,
        "publish": _publish,
        "list": _list,
        "show": _show,
        "rollback": _roll_back,
    }[options.part](options, words)


def read_number(text: str) -> int:
    """A number of a pack. Raises InputError."""
    if not re.fullmatch(r"[0-9]{1,12}", text) or not 0 < int(text) <= MOST_NUMBER:
        raise InputError("", "delivery_no_number", word=text)
    return int(text)


def read_version(text: str) -> str:
    """A version of the program. Raises InputError."""
    if not re.fullmatch(VERSION, text, re.ASCII):
        raise InputError("--needs", "delivery_no_version", word=text)
    return text


def _key(options: argparse.Namespace, words: Words) -> int:
    public = make_key(options.file)
    say_done(words("pack_key_made", path=shown(str(options.file))))
    print(f'keys = ["{public}"]')
    return 0


def _now() -> datetime:
    if today() is None:
        raise InputError("", "clock_wrong")
    return datetime.now(UTC)


def _own_version() -> str:
    """This program's version as a pack can need it, `0` where nobody can say which it is."""
    return ".".join(map(str, version_parts(program_version()))) or "0"


def _sign(options: argparse.Namespace, words: Words) -> int:
    from magapp.check import approve

    key, moment = read_key(options.key), _now()
    try:
        pack = approve(options.folder, day_in_force()).pack
    except FileNotFoundError:
        raise InputError("", "no_pack", folder=str(options.folder)) from None
    number = options.number or number_for(moment)
    needs = options.needs or read_version(_own_version())
    files = read_everything(options.folder)
    content = wrap(files, pack.id, pack.version, key, number, options.by, moment, needs)
    path = options.output or Path(f"{number}{ENDING}")
    if path.exists():
        raise InputError(str(path), "there_already")
    with unwritable_is_said(path):
        put_in_place(path, content)
    say_done(words("pack_signed", number=number, path=shown(str(path))))
    return 0


def _publish(options: argparse.Namespace, words: Words) -> int:
    content = read_file(options.file, MAX_PARCEL)
    said = _whole(content, str(options.file)).manifest
    _put(source_of(options.to), said.number, content, _keys(said.key), words)
    return 0


def _whole(content: bytes, named: str) -> Parcel:
    """What came whole. Raises InputError that names it."""
    try:
        return read_parcel(content)
    except InputError as error:
        raise error.at(named) from None


def _keys(signed_with: str) -> frozenset[str]:
    """The keys whose packs count beside one that is to be published: its own, and this shop's."""
    from magapp.assistant import open_delivery

    return frozenset((signed_with, *open_delivery().keys))


def _put(
    source: PackSource, number: int, content: bytes, keys: Collection[str], words: Words
) -> None:
    """Publish it, where nothing of the same people that is there is newer."""
    newest = _newest(source, keys)
    if newest is not None and newest.manifest.number >= number:
        raise InputError(str(number), "delivery_no_newer", number=str(newest.manifest.number))
    source.publish(number, content)
    say_done(words("pack_published", number=number, place=shown(source.name)))


def _newest(
    source: PackSource, keys: Collection[str], below: int = MOST_NUMBER + 1
) -> Parcel | None:
    """The newest pack that one of these keys signed, whole and published under its own number.

    Whoever can write there can put one there that a key of their own signed.
    """
    for number in source.numbers():
        if number < below:
            try:
                parcel = read_parcel(source.content(number))
            except InputError:
                continue
            if parcel.manifest.number == number and parcel.manifest.key in keys:
                return parcel
    return None


def _list(options: argparse.Namespace, words: Words) -> int:
    from magapp.assistant import open_delivery

    if options.source:
        source = source_of(options.source)
        for number in source.numbers()[:MOST_SHOWN]:
            print(_published(source, number, words))
        return 0
    delivery = open_delivery()
    delivery.begin()
    report = delivery.report()
    told = {each.number for each in report.packs}
    lines = {each.number: _told(each, words) for each in report.packs}
    for source, numbers in _there(words):
        for number in numbers[:MOST_SHOWN]:
            if number not in told:
                lines[number] = _published(source, number, words)
    for number in sorted(lines, reverse=True):
        print(lines[number])
    return 0


def _there(words: Words) -> Iterator[tuple[PackSource, tuple[int, ...]]]:
    """Where this shop looks, each with its numbers; which cannot be looked at is said."""
    for source in sources_of(read_settings(home())[0]):
        try:
            numbers = source.numbers()
        except MagappError as error:
            print(f"magapp: {error.told(words.language)}", file=sys.stderr)
        else:
            yield source, numbers


def _published(source: PackSource, number: int, words: Words) -> str:
    try:
        manifest = read_parcel(source.content(number)).manifest
    except MagappError as error:
        why = error.saying.told(words.language)
        return words("pack_line_unread", number=number, where=words("pack_there"), why=why)
    return _line(number, manifest, words("pack_there"), words)


def _line(number: int, manifest: Manifest, where: str, words: Words) -> str:
    return words(
        "pack_line",
        number=number,
        where=where,
        version=shown(manifest.version),
        by=shown(manifest.by),
        day=_day(day_of(manifest), words),
        mark=short_name(manifest.key),
    )


def _day(day: date, words: Words) -> str:
    return Amounts(words.language).day(day)


def _told(each: Delivered, words: Words) -> str:
    where = words(f"pack_{each.place}")
    if not each.number:
        return words("pack_line_own", number=0, where=where, version=shown(each.version))
    why = each.why.told(words.language) if each.why else ""
    if each.manifest is None:
        return words("pack_line_unread", number=each.number, where=where, why=why)
    return f"{_line(each.number, each.manifest, where, words)} {why}".rstrip()


def _show(options: argparse.Namespace, words: Words) -> int:
    from magapp.assistant import open_delivery

    delivery = open_delivery()
    used = delivery.begin()
    parcel = _whole(_found(options.pack, delivery.kept, words), options.pack)
    try:
        pack = parcel.pack()
        signed = parcel.signed(pack)
    except PackError as error:
        raise InputError(options.pack, "delivery_check", count=len(error.faults),
                         first=error.faults[0].saying) from None  # fmt: skip
    where = words("pack_used" if parcel.manifest.number == used.number else "pack_there")
    print(_line(parcel.manifest.number, parcel.manifest, where, words))
    if signed:
        day = _day(signed.on, words)
        print(words("pack_pharmacist", name=shown(signed.by), day=day))
    else:
        print(words("pack_no_pharmacist"))
    if used.checked.pack.digest != pack.digest:
        print(words("pack_changes"))
    for line in changes(used.checked.pack, pack, words.language).in_words(words.language):
        print(f"  {line}")
    return 0


def _found(named: str, kept: Callable[[int], bytes | None], words: Words) -> bytes:
    """The pack in a file, or of a number: kept here, or published where this shop looks."""
    if Path(named).exists():
        return read_file(named, MAX_PARCEL)
    number = read_number(named)
    if (content := kept(number)) is not None:
        return content
    for source, numbers in _there(words):
        if number in numbers:
            return source.content(number)
    raise InputError(named, "delivery_gone")


def _roll_back(options: argparse.Namespace, words: Words) -> int:
    if options.to:
        return _publish_before(options, words)
    from magapp.assistant import open_delivery

    delivery = open_delivery()
    delivery.begin()
    back = delivery.report().back
    if back is None:
        raise InputError("", "delivery_no_back")
    delivery.choose(back)
    named = str(back) if back else words("pack_own")
    say_done(words("pack_back_here", number=named))
    return 0


def _publish_before(options: argparse.Namespace, words: Words) -> int:
    """Publish what was there before the newest once more, with a number above it.

    So it is signed as what is to be used now, and no counter takes an older one by itself.
    """
    if options.key is None or options.by is None:
        raise InputError("", "delivery_back_key")
    key, moment, source = read_key(options.key), _now(), source_of(options.to)
    keys = _keys(public_half(key))
    newest = _newest(source, keys)
    before = _newest(source, keys, newest.manifest.number) if newest else None
    if newest is None or before is None:
        raise InputError(source.name, "delivery_nothing_before")
    number = max(number_for(moment), newest.manifest.number + 1)
    said = before.manifest
    content = wrap(
        before.files, said.pack, said.version, key, number, options.by, moment, said.needs
    )
    _put(source, number, content, keys, words)
    print(words("pack_signed_again"))
    print(f"  {_line(said.number, said, words('pack_there'), words)}")
    return 0
