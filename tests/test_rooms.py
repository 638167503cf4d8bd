"""Who may import whom: the rooms stand in order, and no module waits for itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rooms


@pytest.fixture(scope="module")
def graph() -> dict[str, set[str]]:
    return rooms.imports()


def test_no_module_imports_itself_round_about(graph: dict[str, set[str]]) -> None:
    assert rooms.circle(graph) == []


def test_a_circle_is_found(graph: dict[str, set[str]]) -> None:
    planted = {**graph, "magapp.resources": {"magapp.cli.main"}}
    assert rooms.circle(planted)[0] in rooms.circle(planted)[1:]


def test_rules_need_the_pack_alone(graph: dict[str, set[str]]) -> None:
    """Beside the standard library, and the one for the values they hand on."""
    used = {
        whom for who, many in graph.items() for whom in many if rooms.room_of(who) == "magapp.rules"
    }
    strange = {rooms.room_of(each) for each in used} - {"magapp.pack", "magapp.rules", "msgspec"}
    assert strange <= sys.stdlib_module_names


PLANTED = {
    "magapp/rules/advise.py": ("\n\ndef _up() -> None:\n    import magapp.cli.main\n"),
    "magapp/pack/model.py": (
        "\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import PySide6.QtCore\n"
    ),
    "ui/kit/text.py": "\nfrom ui.counter import desk\n",
    "ui/kiosk/idle.py": "\nimport ui.office.labels\n",
    "magapp/attic.py": "",
}


def test_an_import_of_what_stands_above_is_refused(tmp_path: Path) -> None:
    """Wherever it stands: at the top of a module, in a function, for types alone."""
    for half in rooms.HALVES:
        shutil.copytree(
            rooms.CHECKOUT / half, tmp_path / half, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(rooms.CHECKOUT / "pyproject.toml", tmp_path)
    assert contracts(tmp_path).returncode == 0
    for file, line in PLANTED.items():
        with (tmp_path / file).open("a", encoding="utf-8") as opened:
            opened.write(line)
    done = contracts(tmp_path)
    assert done.returncode == 1
    for said in (
        "magapp.rules.advise -> magapp.cli.main",
        "magapp.pack.model -> PySide6",
        "ui.kit.text -> ui.counter.desk",
        "ui.kiosk.idle -> ui.office.labels",
        "magapp.attic",
    ):
        assert said in done.stdout


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200", "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_page_shows_the_rooms_as_they_are(graph: dict[str, set[str]]) -> None:
    page = rooms.PAGE.read_text("utf-8")
    wrong = "is of another day: run `make rooms`"
    assert rooms.PICTURE.read_text("utf-8") == rooms.as_picture(graph), f"docs/rooms.svg {wrong}"
    assert page == rooms.with_list(page), f"docs/architecture.md {wrong}"
    assert all(room.partition(".")[2] in page for room in rooms.rooms())
