"""`magapp catalog`: the shelf from the command line."""

import argparse
import io
import sys
from collections import defaultdict
from functools import partial
from pathlib import Path

from magapp.cli.streams import having_done, say_done
from magapp.errors import InputError
from magapp.products import (
    FileTable,
    ImportPlan,
    Product,
    export_csv,
    guess_mapping,
    plan_import,
    read_rows,
)
from magapp.products.mapping import check_mapping
from magapp.products.product import form_text, number_text, price_text
from magapp.showing import shown

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
    }
    return actions[options.part](options)


def _import(options: argparse.Namespace) -> int:
    from magapp.assistant import open_pack
    from magapp.store import open_store

    pack = open_pack()
    table = read_rows(options.file, options.sheet)
    _say_sheets(table)
    mapping = guess_mapping(table)
    said = dict(map(_column, options.column))
    if not options.supplier:  # a file that cannot be read makes no database
        check_mapping({**mapping, **said}, table)
    with open_store() as store:
        known = store.mapping(options.supplier) if options.supplier else None
        if known:
            mapping |= {ours: name for ours, name in known.items() if name in ("", *table.header)}
        mapping |= said
        plan = plan_import(table, mapping, store.products(), pack)
        _report(plan)
        if options.strict and plan.refused:
            print(
                f"Nothing was imported: {_rows(len(plan.refused))} refused,"
                f" {len(plan.products)} could have landed."
            )
            return 1
        done = store.import_file(plan, remove_demo=not options.keep_demo, supplier=options.supplier)
    landed = done.added + done.changed + done.unchanged
    counted = (
        f"{landed} product{'' if landed == 1 else 's'} landed ({done.added} added,"
        f" {done.changed} changed, {done.unchanged} unchanged), {_rows(done.refused)} refused."
    )
    if done.demo_removed:
        counted += (
            f"\nThe {done.demo_removed} demo products were taken away; --keep-demo leaves them."
        )
    say_done(counted)
    return 0


def _report(plan: ImportPlan) -> None:
    """Every row refused, and what to know of the others, on standard error."""
    for refusal in plan.refused:
        lines = "lines" if refusal.last > refusal.line else "line"
        print(f"{plan.file}, {lines} {refusal.lines}: {refusal.reason}", file=sys.stderr)
    if plan.skipped:
        some = ", ".join(map(str, plan.skipped[:SHOWN]))
        more = ", ..." if len(plan.skipped) > SHOWN else ""
        print(
            f"{plan.file}: {_rows(len(plan.skipped))} without number and price passed over"
            f" (line {some}{more}).",
            file=sys.stderr,
        )
    kinds: dict[str, list[str]] = defaultdict(list)
    for each in plan.warnings:
        kinds[each.code].append(f"{plan.file}, line {each.line}: warning: {each.text}")
    for said in kinds.values():
        print(*said[:SHOWN], sep="\n", file=sys.stderr)
        if len(said) > SHOWN:
            print(f"... and {len(said) - SHOWN} more warnings like these.", file=sys.stderr)


def _say_sheets(table: FileTable) -> None:
    """Which sheet was read, and what the others hold."""
    others = [each for each in table.sheets if each.name != table.sheet]
    if not others:
        return
    print(f"{table.name}: read the sheet '{shown(table.sheet)}'. There is also:", file=sys.stderr)
    for each in others[:SHOWN]:
        known = f", {each.known} of our columns" if each.known > 0 else ""
        said = "cannot be read" if each.fault else f"{_rows(each.rows)}{known}"
        hidden = ", hidden" if each.hidden else ""
        print(f"  --sheet '{shown(each.name)}': {said}{hidden}", file=sys.stderr)


def _rows(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'}"


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
            print(f"Left out: {refusal.reason}", file=sys.stderr)
        return catalogue.products


def _list(options: argparse.Namespace) -> int:
    for each in sorted(_shelf(), key=lambda product: product.ean):
        name = " ".join(each.name.split())
        print(
            f"{each.ean:<14} {name}  [{form_text(each)}] {number_text(each.mg_per_unit)} mg"
            f" x {each.units_per_day} a day, {each.currency} {price_text(each.price)},"
            f" stock {each.stock}, shelf {each.shelf or '-'}"
        )
    return 0


def _export(options: argparse.Namespace) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):  # the same bytes on every machine
        sys.stdout.reconfigure(encoding="utf-8", errors="strict", newline="\n")
    sys.stdout.write(export_csv(sorted(_shelf(), key=lambda product: product.ean)))
    return 0


def _undo(options: argparse.Namespace) -> int:
    from magapp.store import open_store

    with open_store() as store:
        done = store.undo_last_import()
    say_done(
        f"The import of {done.file} was taken back: {done.added} added, {done.changed} changed,"
        f" {done.demo_removed} demo products taken away."
    )
    return 0


def _backup(options: argparse.Namespace) -> int:
    from magapp.store import open_store

    with open_store() as store:
        path = store.backup(options.file)
    with having_done(f"The backup is {path}."):
        print(path)
    return 0


def _restore(options: argparse.Namespace) -> int:
    from magapp.store import restore, start_anew

    if options.anew:
        aside: Path | None = start_anew()
        say_done(f"Started anew; what was there is {aside}." if aside else "Started anew.")
    else:
        told = partial(print, "Left out:", file=sys.stderr)
        say_done(f"Restored {restore(options.file, refused=told)}.")
    return 0
