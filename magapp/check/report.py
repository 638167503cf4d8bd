"""A report on a pack in words, for a terminal, and as plain data for other programs."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from magapp.check import Report


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain data."""
    pack = report.pack
    return {
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest} if pack else None,
        "answer_sets": report.answer_sets,
        "findings": [msgspec.structs.asdict(fault) for fault in report.faults],
        "proofs": [msgspec.structs.asdict(proof) for proof in report.proofs],
    }


def as_text(report: Report) -> str:
    """The report for a person: what was found, what was proved, and the sum of it."""
    lines = [f"{fault.severity:<7}  {fault.code:<18}  {fault}" for fault in report.faults]
    if report.pack:
        pack = report.pack
        lines += ["", f"Decided over {report.answer_sets:,} answer sets:"]
        for proof in report.proofs:
            text = pack.text(pack.default_language, f"invariant.{proof.invariant}.text")
            lines.append(f"  {'holds ' if proof.holds else 'BROKEN'}  {proof.invariant}: {text}")
            if proof.broken_by:
                file = json.dumps(proof.broken_by, ensure_ascii=False)
                lines += [f"          {proof.message}", f"          {file}"]
    counted = Counter(fault.severity for fault in report.faults)
    sums = [
        f"{counted[severity]} {severity}{'' if counted[severity] == 1 else 's'}"
        for severity in ("error", "warning", "note")
    ]
    lines += ["", ", ".join(sums) + "."]
    if report.pack:
        lines.append(f"Pack {report.pack.id} {report.pack.version}, {report.pack.digest}.")
    return "\n".join(lines)


def write_examples(report: Report, folder: Path) -> None:
    """Each answer set that breaks a promise, as a file that `magapp advise` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for proof in report.proofs:
        if proof.broken_by:
            text = json.dumps(proof.broken_by, ensure_ascii=False, indent=2)
            (folder / f"{proof.invariant}.json").write_text(text + "\n", "utf-8")
