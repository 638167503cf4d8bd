"""The half of the program that has no screen: packs, rules, flow, catalogue and suggestion.

Nothing below this package imports Qt; it runs from a shell, a test or another program. What
needs a screen is in the package `ui`, which knows this one and is not known by it.
"""

from __future__ import annotations

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    """Look `__version__` up when it is asked for: package metadata is slow to import at start."""
    if name == "__version__":
        from importlib.metadata import version

        return version("magapp")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
