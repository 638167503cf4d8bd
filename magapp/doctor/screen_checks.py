"""What the face sees of screen and fonts, asked of it in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from magapp.doctor.facts import Machine
from magapp.doctor.findings import Finding, Speaker

FACE_PATIENCE = 30.0
"""Seconds for a process that loads Qt, on a machine that may be slow."""


def about_screen(
    kiosk: bool, command: Sequence[str], machine: Machine, say: Speaker
) -> Iterator[Finding]:
    """Ask the face in a process of its own: Qt ends a process that it cannot open a screen in."""
    import subprocess

    asked = [*command, "doctor", "--look", *(["--kiosk"] if kiosk else [])]
    try:
        done = subprocess.run(
            asked,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=FACE_PATIENCE,
            env=dict(machine.environment),
            check=False,
        )
        yield from msgspec.json.decode(done.stdout, type=list[Finding])
    except subprocess.TimeoutExpired:
        yield say.problem("screen", "face_slow", seconds=f"{FACE_PATIENCE:g}")
    except (OSError, msgspec.DecodeError):
        yield say.problem("screen", "face_failed")
