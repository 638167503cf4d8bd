"""What a start believes of the program's own pack: only what its files, and our code, prove."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import msgspec
import pytest
from people import STRESSED

import magapp.assistant
import magapp.check
from magapp.assistant import Assistant, open_assistant
from magapp.errors import PackError
from magapp.pack import Pack, load_pack, seal
from magapp.pack.compiled import Checked, make, packed_name, recall
from magapp.pack.folder import SIGNATURE
from magapp.pack.model import Gate
from magapp.pack.signature import sign
from magapp.resources import resource

REAL = resource("packs", "magnesium")
DAY = date(2026, 7, 1)
UNWELL = STRESSED | {"alarm": ["chest_pain"], "conditions": ["kidney"]}
MEND = "The pack or what it is made of changed: run `make pack`."


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program whose own pack, and what it is packed up in, can be changed."""
    folder = tmp_path / "packs" / "magnesium"
    copytree(REAL, folder)
    packed_name(folder).write_bytes(packed_name(REAL).read_bytes())
    monkeypatch.setattr(magapp.assistant, "own_pack_folder", lambda: folder)
    return folder


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch, pack: Pack) -> list[Path]:
    """The folders that were checked. The check itself is tested where it stands."""
    seen: list[Path] = []

    def noted(folder: Path, day: date) -> Checked:
        seen.append(folder)
        return Checked(load_pack(folder), None, day)

    monkeypatch.setattr(magapp.check, "approve", noted)
    return seen


def test_it_is_what_the_files_say_and_they_pass_the_whole_check(pack: Pack) -> None:
    today = date.today()
    checked = magapp.check.approve(REAL, today)
    content, proof = make(REAL, checked, today)
    assert packed_name(REAL).read_bytes() == content, MEND
    assert Path(seal.__file__).read_text("utf-8") == proof, MEND
    known = recall(REAL, packed_name(REAL))
    assert known is not None
    assert known.pack == pack == checked.pack
    assert known.signed == checked.signed


def test_a_start_takes_it_and_keeps_nothing(
    shipped: Path, checks: list[Path], magapp_home: Path, pack: Pack
) -> None:
    assert open_assistant().pack == pack.on(date.today())
    assert checks == []
    assert list(magapp_home.iterdir()) == []


def test_no_flipped_bit_is_believed_or_stops_the_program(shipped: Path, tmp_path: Path) -> None:
    """Of what it is packed up in: the digest is looked at before anything else.

    Every bit of the first bytes, and some of all the others.
    """
    chance = random.Random(11)
    packed = packed_name(shipped)
    whole = packed.read_bytes()
    damaged = bytearray(whole)
    flips = [(at, 1 << bit) for at in range(40) for bit in range(8)]
    flips += [(chance.randrange(len(whole)), 1 << chance.randrange(8)) for _ in range(300)]
    for at, bit in flips:
        damaged[at] ^= bit
        packed.write_bytes(damaged)
        assert recall(shipped, packed) is None
        damaged[at] ^= bit
    packed.write_bytes(damaged)
    assert recall(shipped, packed) is not None


def test_no_changed_file_goes_unseen(shipped: Path) -> None:
    """Of the pack itself: a bit, a file more or less; cases and signature are looked at too."""
    chance = random.Random(12)
    packed = packed_name(shipped)
    for path in sorted(shipped.rglob("*.toml")):
        whole = path.read_bytes()
        for _ in range(3):
            damaged = bytearray(whole)
            damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            path.write_bytes(damaged)
            assert recall(shipped, packed) is None
        path.unlink()
        assert recall(shipped, packed) is None
        path.write_bytes(whole)
    assert recall(shipped, packed) is not None
    for name in ("more.toml", "cases/more.toml", "text/nl/more.toml", SIGNATURE):
        (shipped / name).write_bytes(b"")
        assert recall(shipped, packed) is None
        (shipped / name).unlink()
    for path in shipped.rglob("*.toml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert recall(shipped, packed) is not None  # a checkout with other line endings is the same


def emptied(pack: Pack) -> Pack:
    """A pack that sells to everybody, and far too much."""
    ceiling = msgspec.structs.replace(pack.constants["ceiling"], value=2_000.0)
    none: tuple[Gate, ...] = ()
    constants = {**pack.constants, "ceiling": ceiling}
    return msgspec.structs.replace(pack, gates=none, constants=constants)


@pytest.mark.parametrize("place", ["home", "program"])
def test_a_planted_one_is_not_asked(
    shipped: Path, checks: list[Path], magapp_home: Path, pack: Pack, place: str
) -> None:
    """Neither where the program once kept one, nor where it keeps one now."""
    planted, _ = make(shipped, Checked(emptied(pack), None, DAY), DAY)
    if place == "home":
        for name in ("magnesium.4.pack", "magnesium.pack"):
            (magapp_home / "cache").mkdir(exist_ok=True)
            (magapp_home / "cache" / name).write_bytes(planted)
            (magapp_home / name).write_bytes(planted)
    else:
        packed_name(shipped).write_bytes(planted)
    assistant = open_assistant()
    assert assistant.pack == pack.on(date.today())
    assert assistant.rules.advise(UNWELL).outcome == "refer"
    assert checks == ([] if place == "home" else [shipped])


@pytest.mark.parametrize("kept", [b"", b"\x81", None])
def test_one_that_is_cut_short_or_not_there_is_done_without(
    shipped: Path, checks: list[Path], pack: Pack, kept: bytes | None
) -> None:
    packed_name(shipped).unlink()
    if kept is not None:
        packed_name(shipped).write_bytes(kept)
    assert open_assistant().pack == pack.on(date.today())
    assert checks == [shipped]


def test_of_another_version_of_the_program_it_is_not_read(
    shipped: Path, checks: list[Path], pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole and proved, and yet not what this program would have made of the files."""
    other = msgspec.msgpack.encode({"pack": {"id": "magnesium"}})
    packed_name(shipped).write_bytes(other)
    from magapp.pack.compiled import _digest

    monkeypatch.setattr(seal, "PACKED", _digest(other))
    assert open_assistant().pack == pack.on(date.today())
    assert checks == [shipped]


def test_a_rule_that_begins_later_is_checked_when_it_does(pack: Pack) -> None:
    gate = msgspec.structs.replace(pack.gates[0], valid_from=DAY + timedelta(30))
    dated = msgspec.structs.replace(pack, gates=(gate, *pack.gates[1:]))
    content, _ = make(REAL, Checked(dated, None, DAY), DAY)
    kept = msgspec.msgpack.decode(content, type=Checked)
    assert kept.holds(DAY)
    assert kept.holds(DAY + timedelta(29))
    assert not kept.holds(DAY + timedelta(30))
    assert make(REAL, Checked(dated, None, DAY), DAY + timedelta(29))[0] == content
    later, _ = make(REAL, Checked(dated, None, DAY), DAY + timedelta(31))
    assert not msgspec.msgpack.decode(later, type=Checked).holds(DAY)


# --- the whole check at start --------------------------------------------------------------------


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def refused(folder: Path) -> set[tuple[str, str]]:
    """The code and file of each error for which a start with this pack is refused."""
    with pytest.raises(PackError) as caught:
        open_assistant(pack=folder)
    assert all(each.severity == "error" for each in caught.value.faults)
    return {(each.code, each.file) for each in caught.value.faults}


def without_kidney_gate(folder: Path) -> None:
    path = folder / "rules.toml"
    before, _, rest = path.read_text("utf-8").partition('[[gate]]\nid = "kidney"\n')
    assert rest
    path.write_text(before + rest[rest.index("[[gate]]") :], "utf-8")
    for language in ("nl", "en"):
        text = folder / "text" / language / "rules.toml"
        before, _, rest = text.read_text("utf-8").partition("[gate.kidney]\n")
        text.write_text(before + rest[rest.index("\n[") + 1 :], "utf-8")


def test_a_signed_pack_whose_kidney_gate_was_removed_does_not_start(
    shipped: Path, assistant: Assistant
) -> None:
    sign(shipped, load_pack(shipped), "N. N.", DAY)
    assert open_assistant(pack=shipped).signed is not None
    without_kidney_gate(shipped)
    codes = refused(shipped)
    assert ("signature", SIGNATURE) in codes
    assert ("broken-invariant", "invariants.toml") in codes
    assert ("case-fails", "cases/") in codes


def test_a_broken_signature_alone_is_reason_enough_and_says_whose_it_was(shipped: Path) -> None:
    sign(shipped, load_pack(shipped), "N. N.", DAY)
    edit(shipped, "pack.toml", 'country = "NL"', 'country = "BE"')
    with pytest.raises(PackError) as caught:
        open_assistant(pack=shipped)
    (fault,) = caught.value.faults
    assert (fault.severity, fault.code, fault.file) == ("error", "signature", SIGNATURE)
    assert "N. N. signed version 2.0.0 on 2026-07-01" in str(caught.value)


def test_a_failing_case_is_reason_enough(shipped: Path) -> None:
    edit(shipped, "cases/refer.toml", 'urgency = "now"', 'urgency = "soon"')
    assert refused(shipped) == {("case-fails", "cases/")}


def test_staff_are_told_who_signed_the_last_one(
    shipped: Path, checks: list[Path], magapp_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsigned = open_assistant()
    assert (unsigned.signed, unsigned.last_signed) == (None, None)
    monkeypatch.undo()
    monkeypatch.setenv("MAGAPP_HOME", str(magapp_home))
    monkeypatch.setattr(magapp.check, "prove", lambda *_: ())  # has no say in who signed
    sign(shipped, load_pack(shipped), "N. N.", DAY)
    signed = open_assistant(pack=shipped)
    assert signed.signed is not None
    assert (signed.signed.by, signed.signed.on) == ("N. N.", DAY)
    (shipped / SIGNATURE).unlink()
    edit(shipped, "pack.toml", 'country = "NL"', 'country = "BE"')
    changed = open_assistant(pack=shipped)
    assert changed.signed is None
    assert changed.last_signed == signed.signed


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"by = 3", b"[" * 60_000, b"x" * 9_000_000, b"a" + b".a" * 200_000]
)
def test_a_planted_word_of_who_signed_last_is_no_more_than_left_out(
    checks: list[Path], magapp_home: Path, body: bytes
) -> None:
    (magapp_home / SIGNATURE).write_bytes(body)
    assert open_assistant().last_signed is None


def test_a_name_cannot_bring_signs_that_steer_a_screen(magapp_home: Path) -> None:
    text = 'by = "A\\u202eb\\u001b[2J c"\non = 2026-01-01\nversion = "1\\u0000"\ndigest = "x"\n'
    (magapp_home / SIGNATURE).write_text(text, "utf-8")
    last = open_assistant().last_signed
    assert last is not None
    assert (last.by, last.version) == ("Ab[2J c", "1")


def test_a_folder_that_may_not_be_looked_into_is_said(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: object) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.listdir", refuse)
    with pytest.raises(PackError, match=r"magnesium/: cannot be read: Permission denied\."):
        open_assistant()
