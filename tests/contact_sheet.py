"""`make tour`: the pictures of the tour on one page, each screen at its sizes beside each other.

    python tests/contact_sheet.py build/tour [BEFORE]

writes `build/tour/index.html`. With the pictures of another tour, from BEFORE, they stand beside
those of now; screens whose pictures differ are marked, and can be looked at alone.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

_NAME = re.compile(r"(kiosk|staff)-\d+-(.+)-(\d+)x(\d+)-([a-z]+)\.png")
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Every screen</title>
<style>
body {{ font: 16px sans-serif; margin: 24px; background: #eee; color: #111; }}
section {{ margin: 24px 0; padding: 12px; background: #fff; }}
section.changed {{ border-left: 8px solid #b35f0a; }}
body:has(#changes:checked) section:not(.changed) {{ display: none; }}
.row {{ display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; }}
figure {{ margin: 0; }} figcaption {{ font-size: 14px; }}
img {{ height: 300px; border: 1px solid #999; }}
</style>
<h1>Every screen</h1>
<p>{said} <label><input type="checkbox" id="changes"> only what changed</label></p>
<p>{links}</p>
{sections}
</html>
"""


class Shown(NamedTuple):
    """One screen in one language, whatever its number in the tour: that may change."""

    channel: str
    name: str
    turn: int
    """Which of those of this name it is, from 1."""
    language: str


Pictures = dict[Shown, dict[str, Path]]
"""By screen and size (`1366x768`)."""


def pictures(folder: Path) -> Pictures:
    """Every picture of a tour, in its order."""
    found: Pictures = {}
    turns: Counter[tuple[str, ...]] = Counter()
    for path in sorted(folder.glob("*.png")):
        if named := _NAME.fullmatch(path.name):
            channel, name, wide, high, language = named.groups()
            size = f"{wide}x{high}"
            turns[channel, name, size, language] += 1
            screen = Shown(channel, name, turns[channel, name, size, language], language)
            found.setdefault(screen, {})[size] = path
    return found


def contact_sheet(folder: Path, before: Path | None = None) -> Path:
    """Write the page into the folder of the pictures; returns where it is."""
    now, old = pictures(folder), pictures(before) if before else {}
    page = folder / "index.html"
    sections, links, changes = [], [], 0
    for number, (screen, sizes) in enumerate(now.items()):
        earlier = old.get(screen, {})
        changed = before is not None and any(
            each not in earlier or earlier[each].read_bytes() != path.read_bytes()
            for each, path in sizes.items()
        )
        changes += changed
        title = f"{screen.channel}: {screen.name} ({screen.language})"
        figures = [
            _figure(page, path, f"{size} {when}".strip())
            for size, path in sizes.items()
            for when, path in ([("before", earlier[size])] if size in earlier else [])
            + [("now" if before else "", path)]
        ]
        links.append(f'<a href="#{number}">{escape(title)}</a>')
        marked = ' class="changed"' if changed else ""
        sections.append(
            f'<section id="{number}"{marked}><h2>{escape(title)}</h2>'
            f'<div class="row">{"".join(figures)}</div></section>'
        )
    said = f"{len(now)} screens, {changes} of them changed." if before else f"{len(now)} screens."
    page.write_text(
        _PAGE.format(said=said, links=" · ".join(links), sections="\n".join(sections)), "utf-8"
    )
    return page


def _figure(page: Path, picture: Path, said: str) -> str:
    source = quote(Path(os.path.relpath(picture, page.parent)).as_posix())
    return (
        f'<figure><a href="{source}"><img loading="lazy" src="{source}" alt=""></a>'
        f"<figcaption>{escape(said)}</figcaption></figure>"
    )


if __name__ == "__main__":
    print(contact_sheet(*map(Path, sys.argv[1:])))
