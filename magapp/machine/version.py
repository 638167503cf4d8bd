"""Which version of the program this is."""

UNKNOWN = "unknown"
"""What a bundle says in which nothing is known of packages."""


def program_version() -> str:
    """The version; `UNKNOWN` where nobody can say."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("magapp")
    except PackageNotFoundError:
        return UNKNOWN
