"""`magapp catalog`: the shelf from the command line."""

import argparse
import io
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from magapp.cli.streams import having_done, say_done
from magapp.errors import InputError, StoreError, told_at
from magapp.language.words import Words
from magapp.products import Product, Refusal, export_csv
from magapp.products.mapping import check_mapping, guess_mapping
from magapp.products.plan import ImportPlan, plan_import
from magapp.products.product import form_text, number_text, price_text
from magapp.products.table import FileTable, read_rows
from magapp.settings import shop_language
from magapp.showing import shown

if TYPE_CHECKING:
    from magapp.store import Imported

SHOWN = 20
"""Warnings of one kind that are printed each; the others are counted."""


def run(options: argparse.Namespace) -> int:
    """Do one of the actions, and return the exit status."""
    actions = {
        "import": _import,
        "list": _list,
        "export": _export,
        "undo": _undo,
        "backup": _backup,
        "restore": _restore,
        "watch": _watch,
    }
    return actions[options.part](options)


def _import(options: argparse.Namespace) -> int:
    from magapp.assistant import open_pack
    from magapp.store import open_store
    from magapp.upkeep.noted import note_import

    pack = open_pack()
    words = _words()
    table = read_rows(options.file, options.sheet)
    _say_sheets(table, words)
    mapping = guess_mapping(table, pack.substance)
    said = dict(map(_column, options.column))
    if not options.supplier:  # a file that cannot be read makes no database
        check_mapping({**mapping, **said}, table)
    with open_store() as store:
        known = store.mapping(options.supplier) if options.supplier else None
        if known:
            mapping |= {ours: name for ours, name in known.items() if name in ("", *table.header)}
        mapping |= said
        plan = store.allowed(plan_import(table, mapping, store.products(), pack))
        _report(plan, words)
        if options.strict and plan.refused:
            refused, could = _rows(words, len(plan.refused)), len(plan.products)
            print(words("catalog_nothing", rows=refused, count=could))
            return 1
        done = store.import_file(plan, remove_demo=not options.keep_demo, supplier=options.supplier)
    note_import(done)
    counted = _counted_up(done, words)
    if done.demo_removed:
        counted += "\n" + words("catalog_demo_removed", count=done.demo_removed)
    say_done(counted)
    return 0


def _report(plan: ImportPlan, words: Words) -> None:
    """Every row refused, and what to know of the others, on standard error."""
    for refusal in plan.refused:
        key = "catalog_lines" if refusal.last > refusal.line else "catalog_line"
        where = words(key, file=plan.file, line=refusal.lines)
        print(f"{where}: {refusal.told_whole(words.language)}", file=sys.stderr)
    if plan.skipped:
        lines = ", ".join(map(str, plan.skipped[:SHOWN]))
        lines += ", ..." if len(plan.skipped) > SHOWN else ""
        rows = _rows(words, len(plan.skipped))
        print(words("catalog_skipped", file=plan.file, rows=rows, lines=lines), file=sys.stderr)
    kinds: dict[str, list[str]] = defaultdict(list)
    for each in plan.warnings:
        told = words(
            "catalog_warning", file=plan.file, line=each.line, text=each.told(words.language)
        )
        kinds[each.code].append(told)
    for said in kinds.values():
        print(*said[:SHOWN], sep="\n", file=sys.stderr)
        if len(said) > SHOWN:
            print(words("catalog_more_warnings", count=len(said) - SHOWN), file=sys.stderr)


def _say_sheets(table: FileTable, words: Words) -> None:
    """Which sheet was read, and what the others hold."""
    others = [each for each in table.sheets if each.name != table.sheet]
    if not others:
        return
    said = words("catalog_sheet", file=table.name, sheet=shown(table.sheet))
    print(said, file=sys.stderr)
    for each in others[:SHOWN]:
        about = [words("catalog_unread") if each.fault else _rows(words, each.rows)]
        if each.known > 0 and not each.fault:
            about.append(words("catalog_known", count=each.known))
        if each.hidden:
            about.append(words("catalog_hidden"))
        print(f"  --sheet '{shown(each.name)}': {', '.join(about)}", file=sys.stderr)


def _words() -> Words:
    return Words(shop_language())


def _rows(words: Words, count: int) -> str:
    return _counted(words, "catalog_rows", count)


def _counted(words: Words, key: str, count: int) -> str:
    one, many = words(key, count=count).split("|")
    return one if count == 1 else many


def _column(text: str) -> tuple[str, str]:
    ours, sign, theirs = text.partition("=")
    if not sign:
        raise InputError("--column", "no_pair", word=text)
    return ours.strip(), theirs.strip()


def _shelf() -> tuple[Product, ...]:
    """The products; of the demo as long as there is no database, and none is made."""
    from magapp.assistant import open_assistant

    with open_assistant() as assistant:
        catalogue = assistant.catalogue
        for refusal in catalogue.refused:
            _say_left_out(refusal)
        if elsewhere := assistant.stockroom.elsewhere:
            said = assistant.pack.amounts(shop_language()).counted(
                "doctor_database_elsewhere", elsewhere
            )
            print(said, file=sys.stderr)
        return catalogue.products


def _say_left_out(refusal: Refusal) -> None:
    words = _words()
    why = refusal.told_whole(words.language)
    print(words("catalog_left_out", why=why), file=sys.stderr)


def _list(options: argparse.Namespace) -> int:
    from magapp.assistant import open_pack

    words, unit = _words(), open_pack().substance.unit
    for each in sorted(_shelf(), key=lambda product: product.ean):
        line = words(
            "catalog_product",
            ean=f"{each.ean:<14}",
            name=" ".join(each.name.split()),
            form=form_text(each),
            mg=f"{number_text(each.per_unit)} {unit}",
            units=each.units_per_day,
            price=f"{each.currency} {price_text(each.price)}",
            stock=each.stock,
            shelf=each.shelf or "-",
        )
        print(line)
    return 0


def _export(options: argparse.Namespace) -> int:
    from magapp.assistant import open_pack

    if isinstance(sys.stdout, io.TextIOWrapper):  # the same bytes on every machine
        sys.stdout.reconfigure(encoding="utf-8", errors="strict", newline="\n")
    products = sorted(_shelf(), key=lambda product: product.ean)
    sys.stdout.write(export_csv(products, open_pack().substance))
    return 0


def _undo(options: argparse.Namespace) -> int:
    from magapp.store import open_store
    from magapp.upkeep.noted import note_undone

    with open_store() as store:
        done = store.undo_last_import()
    note_undone(done)
    undone = _words()(
        "catalog_undone",
        file=done.file,
        added=done.added,
        changed=done.changed,
        count=done.demo_removed,
    )
    say_done(undone)
    return 0


def _backup(options: argparse.Namespace) -> int:
    from magapp.store import open_store

    with open_store() as store:
        path = store.backup(options.file)
    with having_done(_words()("catalog_backup", path=path)):
        print(path)
    return 0


def _restore(options: argparse.Namespace) -> int:
    from magapp.machine.journal import note, note_file
    from magapp.store import restore, start_anew

    words = _words()
    if options.anew:
        aside: Path | None = start_anew()
        say_done(words("catalog_anew_aside", path=aside) if aside else words("catalog_anew"))
    else:
        restored = restore(options.file, refused=_say_left_out).source
        note("restored", file=note_file(restored.name))
        say_done(words("catalog_restored", path=restored))
    return 0


def _watch(options: argparse.Namespace) -> int:
    """Import what comes into a folder, and say what is not; with `--once` what is there now."""
    from time import sleep

    from magapp.assistant import open_pack
    from magapp.store import open_store
    from magapp.upkeep import Found, Look
    from magapp.upkeep.till import TillFolder

    words, pack = _words(), open_pack()
    watching = TillFolder(options.folder, steady=2 * options.every)
    said: set[Found | str] = set()
    with open_store() as store:
        while True:
            try:
                look = watching.look(store, pack)
            except StoreError as error:
                if options.once:
                    raise
                look = Look(fault=error.saying)
            if look.fault is not None:
                now: set[Found | str] = {look.fault.told(words.language)}
            else:
                now = {each for each in look.found if each.state not in ("waits", "held")}
            for each in now - said:
                if isinstance(each, str):
                    print(f"magapp: {each}", file=sys.stderr)
                elif each.why is not None:
                    why = told_at(each.name, each.why, words.language)
                    print(why, file=sys.stderr)
            if options.once and look.fault is not None:
                return 2
            said = now
            for done in look.taken:
                print(f"{shown(done.file)}: {_counted_up(done, words)}")
            sys.stdout.flush()
            if options.once and watching.rests:
                return 0
            sleep(options.every)


def _counted_up(done: "Imported", words: Words) -> str:
    landed = done.added + done.changed + done.unchanged
    return words(
        "catalog_landed",
        products=_counted(words, "catalog_products", landed),
        added=done.added,
        changed=done.changed,
        unchanged=done.unchanged,
        rows=_rows(words, done.refused),
    )
