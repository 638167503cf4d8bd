"""What the pages say of the pack and of the code is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from magapp.pack import Pack, read_pack

CHECKOUT = Path(__file__).parents[1]
DOCS = CHECKOUT / "docs"
PAGES = sorted([*CHECKOUT.glob("*.md"), *DOCS.glob("*.md")])


def entries(pack: Pack) -> set[str]:
    """Everything that has a place in the pack, as the pages name it."""
    found = {f"gate {each.id}" for each in pack.gates}
    found |= {f"spacing {each.id}" for each in pack.spacings}
    found |= {f"caution {each.id}" for each in pack.cautions}
    found |= {f"special {each.id}" for each in pack.specials}
    found |= {f"form {each.id}" for each in pack.forms}
    found |= {f"condition {each}" for each in pack.conditions}
    return found | {f"constant.{each}" for each in pack.constants} | {*pack.constants}


def test_each_place_on_the_page_is_there(pack: Pack, pack_files: dict[str, bytes]) -> None:
    text = (DOCS / "for-the-pharmacist.md").read_text("utf-8")
    known = entries(pack)
    ids = {each.partition(" ")[2] for each in known} | {*pack.constants}
    named = [each for row in text.splitlines() if row.count("|") == 4
             for each in re.findall(r"`([^`]+)`", row.split("|")[3])]  # fmt: skip
    assert len(named) > 50
    for each in named:
        if each.endswith(".toml"):
            assert each in pack_files
        elif each.endswith("/"):
            assert any(file.startswith(each) for file in pack_files)
        elif each.startswith("[["):
            assert each.encode() in b"".join(pack_files.values())
        elif each not in ("wording", "reference"):
            groups = {option.id for question in pack.questions for option in question.option}
            assert each in known or each in ids or each in groups, each


def examples(page: str) -> list[dict[str, list[dict[str, object]]]]:
    """The entries shown on a page, read as TOML."""
    blocks = re.findall(r"(?:^    .*\n)+", (DOCS / page).read_text("utf-8"), re.MULTILINE)
    return [tomllib.loads(each) for each in blocks if each.lstrip().startswith("[[")]


def test_examples_load(pack_files: dict[str, bytes]) -> None:
    """The medicine that is shown as an example, added to the pack, makes one that reads."""
    text = (DOCS / "changing-a-rule.md").read_text("utf-8")
    block = next(each for each in re.findall(r"(?:^    .*\n)+", text, re.MULTILINE)
                 if "[[medicine]]" in each)  # fmt: skip
    name = tomllib.loads(block)["medicine"][0]["name"]
    changed = (
        pack_files["medicines.toml"] + b"\n" + re.sub(r"^    ", "", block, flags=re.M).encode()
    )
    pack = read_pack({**pack_files, "medicines.toml": changed})
    assert name in [each.name for each in pack.medicines]


@pytest.mark.parametrize("page", ["changing-a-rule.md", "for-the-pharmacist.md"])
def test_sources_and_answers_on_a_page_exist(pack: Pack, page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    atoms = {f"{question}:{each}" for question, said in pack.vocabulary().items()
             for each in (*said, "*", "unanswered")}  # fmt: skip
    atoms |= {f"{each.id}:{option.id}" for each in pack.look_back for option in each.option}
    for each in re.findall(r"\"(\w+:[\w*]+)\"", text):
        assert each in atoms, each
    for line in re.findall(r"sources = \[(.*)\]", text):
        for each in re.findall(r'"([^"]+)"', line):
            assert each in pack.sources, each
    for example in examples(page):
        for table, (entry, *_) in example.items():
            if table == "gate":
                assert entry["id"] in {each.id for each in pack.gates}
            if table == "clearing":
                assert entry["id"] in {each.id for each in pack.clearings}
            if table == "next_step":
                assert entry["id"] in {each.id for each in pack.next_steps}


def test_every_pack_file_is_explained(pack_files: dict[str, bytes]) -> None:
    text = (DOCS / "changing-a-rule.md").read_text("utf-8")
    for file in pack_files:
        assert (file if "/" not in file else file.rpartition("/")[0] + "/") in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_leads_to_is_there(page: Path) -> None:
    """Pages and pictures it links to, headings on them, files and rooms that it names."""
    text = page.read_text("utf-8")
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith("https://"):
            continue
        name, _, heading = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        if heading:
            titles = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
            assert heading in {slug(each) for each in titles}, link
    for named in re.findall(r"`([\w.*-]+/[\w.*/-]*)`", text):
        first = named.partition("/")[0]
        if first in ("magapp", "ui", "resources", "tests", "docs", ".ci"):
            found = [*CHECKOUT.glob(named.rstrip("/")), *CHECKOUT.glob(f"{named}.py")]
            assert found, named


def slug(title: str) -> str:
    """How a heading is linked to."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def test_commands_of_make_are_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (CHECKOUT / "Makefile").read_text("utf-8"), re.M))
    for page in PAGES:
        for named in re.findall(r"`make ([a-z]+)[` ]", page.read_text("utf-8")):
            assert named in targets, f"{page.name}: make {named}"


def test_classes_of_the_architecture_are_there() -> None:
    code = "".join(
        file.read_text("utf-8")
        for half in ("magapp", "ui")
        for file in CHECKOUT.glob(f"{half}/**/*.py")
    )
    classes = set(re.findall(r"^class (\w+)", code, re.MULTILINE))
    page = (DOCS / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`([A-Z][a-z]+(?:[A-Z][a-z]+)*)`", page))
    assert named
    assert named <= classes
