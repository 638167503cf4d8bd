"""The program itself: its versions, its pack, and who signed that."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from magapp.doctor.facts import Machine
from magapp.doctor.findings import Finding, Speaker
from magapp.machine.clock import day_in_force
from magapp.resources import own_pack_folder
from magapp.settings import PACKS, Settings, shown


def about_versions(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Which Python and Qt there are, and whether Qt is the one that belongs here."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    found, pinned = machine.qt()
    if pinned and found != pinned:
        yield say.problem("versions", "qt_other", found=found or "?", pinned=pinned)
    else:
        yield say.ok("versions", "versions", python=python, qt=found or "")


def about_pack(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Whether the pack is fit for use, has what the settings name, and is signed.

    That is the program's own; of one that came and is used in its place `about_packs` tells.
    """
    from magapp.assistant import fit_settings
    from magapp.check import check_folder
    from magapp.pack.folder import SIGNATURE

    try:
        report = check_folder(own_pack_folder(), day_in_force())
    except FileNotFoundError:
        yield say.problem("pack", "pack_missing")
        return
    wrong = [fault for fault in report.errors if fault.file != SIGNATURE]
    if wrong or report.pack is None:
        yield say.problem("pack", "pack_refused", count=len(wrong))
        return
    pack = report.pack
    for fault in fit_settings(settings, pack)[1]:  # they name what the pack does not have
        yield say.problem("settings", "settings_refused", why=fault.told(say.language))
    yield say.ok("pack", "pack", id=pack.id, version=pack.version, digest=pack.digest[:12])
    codes = [fault.code for fault in report.faults if fault.file == SIGNATURE]
    if not codes:
        yield say.ok("signature", "signature")
    elif codes == ["unsigned"]:
        yield say.advice("signature", "signature_none")
    else:
        yield say.problem("signature", "signature_other")


def about_packs(machine: Machine, say: Speaker, settings: Settings) -> Iterator[Finding]:
    """Which pack that was published is used, and whether any was refused; nothing is looked for."""
    from magapp.assistant import open_delivery

    if not (machine.folder / PACKS).is_dir():
        return
    report = open_delivery().report()
    for each in report.packs:
        if each.place == "used" and each.manifest is not None:
            number, by = str(each.number), shown(each.manifest.by)
            yield say.ok("packs", "packs", number=number, version=each.version, by=by)
    if report.unseen:
        yield say.advice("refused", "packs_refused", count=report.unseen)
