"""`magapp pack`: from a key to a pack that a shop uses, and the way back."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import second
from screenless import Screenless

from magapp import assistant
from magapp.assistant import open_assistant, open_delivery
from magapp.cli import pack_command
from magapp.cli.main import main
from magapp.delivery.parcel import read_parcel
from magapp.errors import StoreError
from magapp.machine.version import UNKNOWN
from magapp.pack.compiled import Checked


def read_only(content: bytes, day: date) -> Checked:
    parcel = read_parcel(content)
    pack = parcel.pack()
    return Checked(pack, parcel.signed(pack), day)


class Chain:
    """Runs commands; the program's own pack is the small one."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path, home: Path) -> None:
        self.capsys, self.folder, self.home = capsys, folder, home
        self.pack, self.published = folder / "pack", folder / "published"
        shutil.copytree(second.FOLDER, self.pack)
        self.published.mkdir()

    def run(self, *words: object) -> tuple[int, str, str]:
        status = main(["pack", *(str(word) for word in words)], Screenless())
        out, err = self.capsys.readouterr()
        return status, out, err

    def change(self, version: str, sentence: str) -> None:
        """Edit the pack: another version, and another title of the first gate."""
        table = self.pack / "pack.toml"
        text = table.read_text().splitlines(keepends=True)
        at = next(n for n, line in enumerate(text) if line.startswith("version ="))
        text[at] = f'version = "{version}"\n'
        table.write_text("".join(text))
        words = self.pack / "text" / "en" / "rules.toml"
        lines = words.read_text().splitlines(keepends=True)
        at = lines.index("[gate.kidneys]\n") + 1
        lines[at] = f'title = "{sentence}"\n'
        words.write_text("".join(lines))

    def sign(self, number: int, *more: object) -> Path:
        path = self.folder / f"{number}.magpack"
        said = ("--key", self.folder / "key", "--by", "N. N.", "--number", number)
        status, out, _ = self.run("sign", self.pack, *said, "--output", path, *more)
        assert status == 0
        assert str(number) in out
        return path

    def look(self) -> None:
        delivery = open_delivery()
        delivery.begin()
        delivery.look()


@pytest.fixture
def chain(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    magapp_home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Chain:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setattr(assistant, "own_pack_folder", lambda: second.FOLDER)
    # The full check, in a process of its own, is tested with `magapp.delivery`.
    monkeypatch.setattr("magapp.delivery.judge.judge", read_only)
    chain = Chain(capsys, tmp_path, magapp_home)
    status, out, err = chain.run("key", tmp_path / "key")
    assert (status, out.count("keys = ["), "private key" in out + err) == (0, 1, True)
    key = out.splitlines()[-1]
    (magapp_home / "settings.toml").write_text(f'[packs]\n{key}\nfolder = "{chain.published}"\n')
    return chain


def test_from_a_key_to_a_shop_and_back(chain: Chain) -> None:
    first = chain.sign(5)
    assert chain.run("publish", first, "--to", chain.published)[0] == 0
    chain.change("0.2.0", "Other words")
    newer = chain.sign(6)
    out = chain.run("show", newer)[1]
    assert "signed by N. N." in out
    assert "No pharmacist signed it" in out
    assert "→ “Other words”" in out
    assert open_assistant().pack.version == "0.1.0"
    chain.look()
    chain.run("publish", newer, "--to", chain.published)
    assert "6  published" in chain.run("list")[1]
    assert "→ “Other words”" in chain.run("show", 6)[1]  # before
    chain.look()
    assert open_assistant().pack.version == "0.2.0"
    lines = chain.run("list")[1].splitlines()
    assert [line.split("  ")[:2] for line in lines] == [
        ["6", "in use"], ["5", "kept"], ["0", "kept"],
    ]  # fmt: skip
    assert "“Other words” →" in chain.run("show", 5)[1]  # and after
    assert chain.run("rollback")[1] == (
        "This machine goes back to 5, from the next consultation on.\n"
    )
    assert open_assistant().pack.version == "0.1.0"
    chain.look()
    assert open_assistant().pack.version == "0.1.0"
    assert "the one of the program" in chain.run("rollback")[1]


def test_a_chain_goes_back_for_all_shops(chain: Chain) -> None:
    chain.run("publish", chain.sign(5), "--to", "database")
    chain.change("0.2.0", "Other words")
    chain.run("publish", chain.sign(6), "--to", "database")
    chain.look()
    assert open_assistant().pack.version == "0.2.0"
    key = ("--key", chain.folder / "key", "--by", "N. N.")
    assert chain.run("rollback", "--to", "database", *key)[0] == 0
    chain.look()
    assert open_assistant().pack.version == "0.1.0"
    assert len(chain.run("list", "--in", "database")[1].splitlines()) == 3


def test_what_a_stranger_published_is_not_signed_again_and_stops_nobody(chain: Chain) -> None:
    chain.run("publish", chain.sign(5), "--to", chain.published)
    chain.run("key", chain.folder / "stranger")
    chain.change("6.6.6", "What a stranger says")
    for number in (8, 999999999998):
        path = chain.published / f"{number}.magpack"
        said = ("--key", chain.folder / "stranger", "--by", "S. S.", "--number", number)
        assert chain.run("sign", chain.pack, *said, "--output", path)[0] == 0
    chain.change("0.2.0", "Other words")
    assert chain.run("publish", chain.sign(9), "--to", chain.published)[0] == 0
    chain.look()
    assert open_assistant().pack.version == "0.2.0"
    key = ("--key", chain.folder / "key", "--by", "N. N.")
    status, out, _ = chain.run("rollback", "--to", chain.published, *key)
    assert (status, "5  published  version 0.1.0, signed by N. N." in out) == (0, True)
    chain.look()
    assert open_assistant().pack.version == "0.1.0"


def test_a_place_that_cannot_be_reached_hides_no_other(chain: Chain) -> None:
    chain.run("publish", chain.sign(5), "--to", "database")
    chain.published.rmdir()
    status, out, err = chain.run("list")
    assert (status, [line.split("  ")[:2] for line in out.splitlines()]) == (
        0, [["5", "published"], ["0", "in use"]],
    )  # fmt: skip
    assert str(chain.published) in err
    status, out, err = chain.run("show", 5)
    assert (status, out.startswith("5  published")) == (0, True)
    assert str(chain.published) in err
    assert chain.run("list", "--in", chain.published)[0] == 2


def test_a_database_that_is_none_hides_no_folder(chain: Chain) -> None:
    chain.run("publish", chain.sign(5), "--to", chain.published)
    (chain.home / "magapp-packs.db").write_bytes(b"no database at all" * 200)
    status, out, err = chain.run("list")
    assert (status, "5  published" in out, "damaged" in err) == (0, True, True)


def test_one_that_the_database_does_not_give_hides_no_other(
    chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_: object, number: int) -> bytes:
        raise StoreError("packs_damaged", place="here")

    for number in (5, 6):
        chain.run("publish", chain.sign(number), "--to", "database")
    monkeypatch.setattr("magapp.delivery.sources.DatabaseSource.content", refuses)
    status, out, _ = chain.run("list")
    assert (status, [line[:12] for line in out.splitlines()]) == (
        0, ["6  published", "5  published", "0  in use  v"],
    )  # fmt: skip


def test_the_version_in_use_is_said(chain: Chain, capsys: pytest.CaptureFixture[str]) -> None:
    chain.change("0.2.0", "Other words")
    chain.run("publish", chain.sign(6), "--to", chain.published)
    chain.look()
    assert main(["--version"], Screenless()) == 0
    assert "pack vitamin_d 0.2.0" in capsys.readouterr().out


def test_the_first_that_comes_reaches_both_programs_of_a_machine(chain: Chain) -> None:
    both = [open_assistant(), open_assistant()]
    chain.change("0.2.0", "Other words")
    chain.run("publish", chain.sign(6), "--to", chain.published)
    for each in both:
        each.delivery.look()
        assert each.pack.version == "0.1.0"
        assert each.take_pack()
        assert each.pack.version == "0.2.0"
        assert each.delivery.report().used == 6


@pytest.mark.parametrize(("here", "needs"), [("1.2rc1", "1.2"), (UNKNOWN, "0")])
def test_a_program_of_any_version_signs_what_can_be_read(
    chain: Chain, monkeypatch: pytest.MonkeyPatch, here: str, needs: str
) -> None:
    monkeypatch.setattr(pack_command, "program_version", lambda: here)
    assert read_parcel(chain.sign(5).read_bytes()).manifest.needs == needs


def test_what_cannot_be_signed_or_published(chain: Chain) -> None:
    signed = chain.sign(5)
    key = ("--key", chain.folder / "key", "--by", "N. N.")
    for words, code, said in (
        (("publish", signed, "--to", chain.folder / "none"), 2, "cannot be read"),
        (("publish", chain.folder / "key", "--to", chain.published), 2, "damaged"),
        (("sign", chain.folder / "none", *key), 2, "none"),
        (("sign", chain.pack, *key, "--output", signed), 2, "already"),
        (("sign", chain.pack, *key, "--number", "0"), 2, "no number"),
        (("sign", chain.pack, *key, "--needs", "new"), 2, "no version"),
        (("sign", chain.pack, "--key", chain.folder / "none", "--by", "N"), 2, "No such file"),
        (("sign", chain.pack, "--key", chain.folder / "key", "--by", "?"), 2, "--by"),
        (("show", chain.folder / "key"), 2, "key: It is damaged"),
        (("key", chain.folder / "key"), 2, "already"),
        (("show", "77"), 2, "not among those"),
        (("rollback",), 2, "nothing to go back to"),
        (("rollback", "--to", chain.published), 2, "--key and --by"),
        (("rollback", "--to", chain.published, *key), 2, "only one or none"),
    ):
        status, _, err = chain.run(*words)
        assert (status, said in err) == (code, True), (words, err)
    chain.run("publish", signed, "--to", chain.published)
    assert "not newer" in chain.run("publish", signed, "--to", chain.published)[2]
    (chain.pack / "invariants.toml").write_text("[[invariant]]\n")
    assert chain.run("sign", chain.pack, *key)[0] == 2


def test_the_doctor_tells_which_is_used(chain: Chain) -> None:
    from magapp.doctor.facts import Machine
    from magapp.doctor.findings import Speaker
    from magapp.doctor.program_checks import about_packs
    from magapp.settings import Settings

    def told() -> list[tuple[str, str]]:
        found = about_packs(Machine(), Speaker("en"), Settings())
        return [(each.state, each.seen) for each in found]

    assert told() == []
    chain.run("publish", chain.sign(6), "--to", chain.published)
    (chain.published / "7.magpack").write_bytes(b"")
    chain.look()
    (used, said), (refused, counted) = told()
    assert (used, "number 6" in said) == ("ok", True)
    assert (refused, "not taken: 1" in counted) == ("advice", True)
