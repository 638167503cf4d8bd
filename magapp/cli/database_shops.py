"""`magapp database create`, `shop` and `set`: one database for all shops of a chain.

For whoever owns the database; its address is that of the setting, or of MAGAPP_DATABASE_URL.
"""

import argparse
import sys
from typing import get_args

from magapp.cli.database_password import from_stdin
from magapp.cli.streams import say_done
from magapp.errors import InputError, near
from magapp.language.words import Words
from magapp.settings import shop_language, shop_name
from magapp.showing import shown

LEAST = 12
"""Signs in a password that somebody chose."""


def run(options: argparse.Namespace) -> int:
    """Do one of the three, and return the exit status."""
    from magapp.store import engine, rights
    from magapp.store.password import taken_out

    words, url = Words(shop_language()), engine.address(None)
    if options.part == "create":
        rights.create(url, shop_name())
        say_done(words("database_created", place=shown(engine.place_of(url))))
        return 0
    if options.part == "set":
        keepers = dict(map(_keeper, options.keepers))
        gone = rights.set_chain(url, keepers) if keepers else 0
        for what, who in rights.chain_keeps(url).items():
            print(f"{what}={who}")
        if gone:
            print(words("database_prices_gone", count=gone), file=sys.stderr)
        return 0
    password = _password(options.stdin)
    made = rights.add_shop(url, options.name, options.login, options.use, password)
    at, _ = taken_out(url)  # with the password of who does this
    at = at.set(username=options.login, drivername="postgresql")
    at = at.difference_update_query(["passfile"])
    said = words("database_shop_made" if made else "database_shop_there", shop=shown(options.name))
    print(said, file=sys.stderr)
    address = at.render_as_string(hide_password=False)
    print(
        words("database_login_made", login=shown(options.login), address=address), file=sys.stderr
    )
    if not options.stdin:
        print(words("database_password_once"), file=sys.stderr)
        print(password)
    return 0


def _keeper(text: str) -> tuple[str, str]:
    """What is kept, and by whom, as in `prices=chain`."""
    from magapp.store.rights import KEEPERS, Kept

    what, _, who = text.partition("=")
    for word, known in ((what, get_args(Kept)), (who, KEEPERS)):
        if word not in known:
            raise InputError("", "unknown", word=word, mend=near(word, known))
    return what, who


def _password(typed: bool) -> str:
    """One that is made up, or read from standard input: an argument is seen by all."""
    from magapp.store.password import MOST
    from magapp.store.rights import new_password

    if not typed:
        return new_password()
    try:
        password = from_stdin()
    except UnicodeDecodeError:
        password = ""
    if not LEAST <= len(password) <= MOST or not password.isprintable():
        raise InputError("", "password_short", least=LEAST)
    return password
