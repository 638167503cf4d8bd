"""The rooms of the house and who imports whom, for the page about them: `make rooms`.

The order is the one that pyproject.toml holds the code to, the picture is what the code imports,
and the line about each room is the first of what it says of itself.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from html import escape
from pathlib import Path

import grimp

CHECKOUT = Path(__file__).resolve().parents[1]
PAGE = CHECKOUT / "docs" / "architecture.md"
PICTURE = CHECKOUT / "docs" / "rooms.svg"
HALVES = ("magapp", "ui")

CELL, SIDE, TOP, GAP = 19, 150, 112, 12
PAPER, INK, FAINT, LINE = "#fbfaf6", "#22302a", "#66736c", "#e3e2da"
COLOURS = {"magapp": "#1f6b4a", "ui": "#b4632a"}


def imports() -> dict[str, set[str]]:
    """For each of our modules those it imports: at its top, in a function, for types alone."""
    sys.path.insert(0, str(CHECKOUT))  # this checkout, whatever else is installed
    graph = grimp.build_graph(*HALVES, include_external_packages=True, cache_dir=None)
    ours = {each for each in graph.modules if each.partition(".")[0] in HALVES}
    return {each: graph.find_modules_directly_imported_by(each) for each in ours}


def circle(graph: dict[str, set[str]]) -> list[str]:
    """One way round through modules that import each other; empty where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def rooms() -> list[str]:
    """Every room, in the order in which a visitor walks through them."""
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    layers = {
        half: contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        for half in contract.get("containers", ())
    }
    return [
        f"{half}.{room}"
        for half in HALVES
        for layer in reversed(layers[half])
        for room in layer.split(" | ")
    ]


def room_of(module: str) -> str:
    """The room that a module stands in."""
    return ".".join(module.split(".")[:2])


def uses(graph: dict[str, set[str]]) -> set[tuple[str, str]]:
    """Each room with each other room that something in it imports."""
    every = set(rooms())
    pairs = {(room_of(who), room_of(whom)) for who, many in graph.items() for whom in many}
    return {(who, whom) for who, whom in pairs if who != whom and {who, whom} <= every}


def _place(room: str) -> Path:
    path = CHECKOUT / room.replace(".", "/")
    return path if path.is_dir() else path.with_suffix(".py")


def _says(room: str) -> str:
    place = _place(room)
    source = (place / "__init__.py" if place.is_dir() else place).read_text("utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]


def as_list() -> str:
    """A line for each room: where it is, and what it is."""
    lines = []
    for half in HALVES:
        lines.append(f"**`{half}/`**\n")
        for room in rooms():
            if room.startswith(f"{half}."):
                place = _place(room)
                name = place.relative_to(CHECKOUT).as_posix() + ("/" if place.is_dir() else "")
                lines.append(f"- `{name}`: {_says(room)}")
        lines.append("")
    return "\n".join(lines)


def as_picture(graph: dict[str, set[str]]) -> str:
    """Rooms as rows and as columns: a dot where the row imports the column."""
    every, used = rooms(), uses(graph)
    at = {
        room: number * CELL + (GAP if room.startswith("ui.") else 0)
        for number, room in enumerate(every)
    }
    size = len(every) * CELL + GAP
    width, height = SIDE + size + 14, TOP + size + 14
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
        "<title>Rooms as rows and columns: a dot where the row imports the column</title>",
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
    ]
    for number, room in enumerate(every):
        half, _, name = room.partition(".")
        colour, middle = COLOURS[half], at[room] + CELL // 2
        y, x = TOP + middle, SIDE + middle
        end = x if number else SIDE
        parts += [
            f'<path d="M{SIDE} {y}H{end}M{x} {y}V{TOP + size}" stroke="{LINE}"/>',
            f'<text x="{SIDE - 8}" y="{y + 4}" text-anchor="end" fill="{colour}">'
            f"{escape(name)}</text>",
            f'<text transform="translate({x + 4} {TOP - 8}) rotate(-90)" fill="{colour}">'
            f"{escape(name)}</text>",
            f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8" fill="{colour}"/>',
        ]
    for who in every:
        for whom in every:
            if (who, whom) in used:
                colour = COLOURS[whom.partition(".")[0]]
                parts.append(
                    f'<circle cx="{SIDE + at[whom] + CELL // 2}"'
                    f' cy="{TOP + at[who] + CELL // 2}" r="5" fill="{colour}">'
                    f"<title>{who} imports {whom}</title></circle>"
                )
    for half in HALVES:
        middle = at[next(each for each in every if each.startswith(f"{half}."))]
        parts.append(
            f'<text x="10" y="{TOP + middle + CELL // 2 + 4}" fill="{INK}"'
            f' font-weight="bold">{half}</text>'
        )
    parts.append(f'<text x="10" y="22" fill="{FAINT}">row imports column</text>')
    return "\n".join([*parts, "</svg>", ""])


def with_list(page: str) -> str:
    """The page with the list of rooms as it is now, between its two marks."""
    marked = r"(?s)(<!-- rooms -->\n).*?(<!-- end of rooms -->)"
    return re.sub(marked, lambda found: f"{found[1]}\n{as_list()}\n{found[2]}", page)


if __name__ == "__main__":
    PICTURE.write_text(as_picture(imports()), "utf-8")
    PAGE.write_text(with_list(PAGE.read_text("utf-8")), "utf-8")
