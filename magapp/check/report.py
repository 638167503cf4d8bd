"""A report on a pack in words, for a terminal, and as plain data for other programs."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from magapp.check import Report
from magapp.errors import Fault
from magapp.language.words import Words


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain data."""
    pack = report.pack
    return {
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest} if pack else None,
        "answer_sets": report.answer_sets,
        "findings": [_plain(fault) for fault in report.faults],
        "proofs": [
            msgspec.structs.asdict(proof) | {"message": str(proof.message or "")}
            for proof in report.proofs
        ],
    }


def _plain(fault: Fault) -> dict[str, str]:
    """A fault for programs: its words are English, whoever reads the report."""
    names = ("code", "file", "place", "message", "mend", "severity")
    return {name: getattr(fault, name) for name in names}


def as_text(report: Report, language: str = "en") -> str:
    """The report for a person: what was found, what was proved, and the sum of it."""
    words = Words(language)
    lines = [
        f"{words(f'check_{fault.severity}'):<7}  {fault.code:<18}  {fault.told(language)}"
        for fault in report.faults
    ]
    if report.pack:
        pack = report.pack
        lines += ["", words("check_decided", count=f"{report.answer_sets:,}")]
        for proof in report.proofs:
            text = pack.text(pack.default_language, f"invariant.{proof.invariant}.text")
            holds = words("check_holds" if proof.holds else "check_broken")
            lines.append(f"  {holds:<6}  {proof.invariant}: {text}")
            if proof.message:
                lines.append(f"          {proof.message.told(language)}")
            if proof.broken_by:
                lines.append(f"          {json.dumps(proof.broken_by, ensure_ascii=False)}")
    counted = Counter(fault.severity for fault in report.faults)
    sums = [
        f"{counted[severity]} {words(f'check_{severity}s').split('|')[counted[severity] != 1]}"
        for severity in ("error", "warning", "note")
    ]
    lines += ["", ", ".join(sums) + "."]
    if report.pack:
        about = report.pack
        lines.append(words("check_pack", pack=about.id, version=about.version, digest=about.digest))
    return "\n".join(lines)


def write_examples(report: Report, folder: Path) -> None:
    """Each answer set that breaks a promise, as a file that `magapp advise` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for proof in report.proofs:
        if proof.broken_by:
            text = json.dumps(proof.broken_by, ensure_ascii=False, indent=2)
            (folder / f"{proof.invariant}.json").write_text(text + "\n", "utf-8")
