"""What is said to a screen reader when something happens that the focus does not show.

A sentence is said politely, after what is being read; what cannot wait breaks in.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject

from ui.kit.roles import speak


def announce(about: QObject, *lines: str, urgent: bool = False) -> None:
    """Say these lines as one announcement of a widget; empty ones are left out.

    `urgent` breaks in on whatever is being read.
    """
    said = sentences(lines)
    if said:
        speak(about, " ".join(said), urgent)


def sentences(lines: Iterable[str]) -> list[str]:
    """Lines as they are spoken: without soft hyphens, each with an end; empty ones left out."""
    said = [line.replace("\u00ad", "").strip() for line in lines]
    return [line if line[-1] in ".?!:…" else f"{line}." for line in said if line]
