"""`make locales`: writes what is said before Babel is there, `resources/i18n/locales.json`.

A row for each language of the program's own pack, and every language that is written from right
to left. After a new language in the pack, or a newer Babel; a test says when.
"""

from collections.abc import Iterable

import msgspec
from babel import Locale
from babel.localedata import locale_identifiers

from magapp.language.amounts import Table, locale_name, row_of
from magapp.pack import load_pack
from magapp.resources import own_pack_folder, resource


def make(languages: Iterable[str], country: str) -> bytes:
    """The table for these languages in a country, as JSON."""
    locales = map(Locale.parse, locale_identifiers())
    turned = {
        str(each)
        for each in locales
        if each.character_order == "right-to-left" and not each.territory
    }
    # What is so by the language alone need not be said of its scripts.
    turned = {each for each in turned if "_" not in each or each.partition("_")[0] not in turned}
    names = [locale_name(language, country) for language in sorted(languages)]
    rows = {name: row_of(Locale.parse(name)) for name in names}
    content = msgspec.json.encode(Table(frozenset(turned), rows), order="deterministic")
    return msgspec.json.format(content, indent=1) + b"\n"


def main() -> None:
    """Write it for the pack that comes with the program."""
    pack = load_pack(own_pack_folder())
    (resource("i18n") / "locales.json").write_bytes(make(pack.languages, pack.country))


if __name__ == "__main__":
    main()
