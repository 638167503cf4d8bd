"""The fonts of the face, from the packages that bring them."""

from __future__ import annotations

import os
import sys

from PySide6.QtGui import QFontDatabase

TEXT_FAMILY = "Atkinson Hyperlegible"


def package_file(package: str, *parts: str) -> str | None:
    """Path of a data file in an installed package, found without importing the package."""
    roots = [str(getattr(sys, "_MEIPASS", "")), *sys.path]
    for root in roots:
        path = os.path.join(root, package, *parts)
        if root and os.path.isfile(path):
            return path
    return None


def load_text_font() -> str:
    """Load the text face's two weights; the family's name, or nothing when not installed."""
    family = ""
    for weight in ("Regular", "Bold"):
        path = package_file(
            "fontpkg_atkinson_hyperlegible", "files", f"AtkinsonHyperlegible-{weight}.ttf"
        )
        if path is not None and QFontDatabase.addApplicationFont(path) >= 0:
            family = TEXT_FAMILY
    return family
