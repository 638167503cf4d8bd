"""Which version of the program this is."""

from functools import cache

UNKNOWN = "unknown"
"""What a bundle says in which nothing is known of packages."""


@cache
def program_version() -> str:
    """The version that was started; `UNKNOWN` where nobody can say. It is slow to read."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("magapp")
    except PackageNotFoundError:
        return UNKNOWN
