"""`magapp database password`: a server's password, kept in a file that only its owner can read.

It is typed without being shown, or read from standard input: never an argument, which every user of
the machine could see.
"""

import os
import sys

from magapp.cli.streams import say_done
from magapp.errors import InputError
from magapp.language.words import Words
from magapp.settings import change_settings, database_address, home, read_settings, shop_language
from magapp.showing import shown


def run() -> int:
    """Ask for the password and keep it; an empty answer takes the one in the address."""
    from magapp.store import kept_apart, read_address
    from magapp.store.password import keep, taken_out

    words, folder = Words(shop_language()), home()
    named = database_address(folder)
    url, old = taken_out(read_address(named)) if named else (None, "")
    if url is None or url.get_backend_name() == "sqlite":
        raise InputError("", "password_no_server")
    typed = _typed(words)
    set_here = read_settings(folder)[0].database
    if (apart := kept_apart(folder, set_here)) != set_here:
        change_settings(folder, {("database",): apart})
    kept = keep(folder, url, typed or old)
    said = words("password_kept", path=shown(str(kept)))
    if old and os.environ.get("MAGAPP_DATABASE_URL"):
        said += "\n" + words("password_in_variable")
    say_done(said)
    return 0


def _typed(words: Words) -> str:
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass(f"{words('password_new')} ")
    from magapp.store.password import MOST

    try:
        return from_stdin()
    except UnicodeDecodeError:
        raise InputError("", "password_none", most=MOST) from None


def from_stdin() -> str:
    """A password from standard input. Raises UnicodeDecodeError where that is no text."""
    from magapp.store.password import MOST

    return sys.stdin.readline(MOST + 2).rstrip("\r\n")
