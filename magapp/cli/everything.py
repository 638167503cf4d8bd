"""`magapp export` and `magapp restore`: all of the shop as one file, and the way back."""

import argparse
import sys
from datetime import datetime

from magapp.cli.streams import say_done
from magapp.language.amounts import Amounts
from magapp.language.words import Words
from magapp.products import Refusal
from magapp.settings import shop_language
from magapp.showing import shown

SHOWN = 20
"""Settings and products that are printed each; the others are counted."""


def run(options: argparse.Namespace) -> int:
    """Do one of the two, and return the exit status."""
    words = Words(shop_language())
    return _export(options, words) if options.part == "export" else _restore(options, words)


def _export(options: argparse.Namespace, words: Words) -> int:
    from magapp.assistant import open_pack
    from magapp.upkeep.bundle import export_all

    export_all(options.file, open_pack().substance)
    say_done(words("everything_exported", path=shown(str(options.file))))
    return 0


def _restore(options: argparse.Namespace, words: Words) -> int:
    from magapp.upkeep.bundle import bring_in, look_into

    bundle = look_into(options.file)
    inside = bundle.inside
    day = Amounts(words.language).day(datetime.fromtimestamp(bundle.made).date())
    said = words(
        "everything_inside",
        day=day,
        schema=inside.schema,
        products=inside.products,
        pictures=bundle.pictures,
        back=len(inside.back),
        other=len(inside.other),
        gone=len(inside.gone),
    )
    print(said)
    for change in bundle.settings[:SHOWN]:
        print(f"  {change.in_words(words.language)}")
    for fault in bundle.faults:
        print(fault.told(words.language), file=sys.stderr)
    if options.look:
        return 0

    def say_left_out(refusal: Refusal) -> None:
        why = refusal.told_whole(words.language)
        print(words("catalog_left_out", why=why), file=sys.stderr)

    brought = bring_in(options.file, refused=say_left_out)
    done = words("everything_restored", aside=brought.aside)
    if brought.backup is not None:
        done += " " + words("everything_backup", path=brought.backup)
    say_done(done)
    return 0
