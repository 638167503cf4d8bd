"""Packs that a chain publishes: taken where all holds, refused with a reason, gone back from."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from sent import MADE, OURS, STRANGER, Counter, changed, files, own, pack_of, read_only, sent

from magapp.delivery import judge as judging
from magapp.delivery.changes import changes
from magapp.delivery.delivered import (
    MOST_KEPT,
    MOST_KNOWN,
    MOST_REFUSED,
    NOTE,
    READ,
    DeliveryNote,
    RefusedPack,
    Shelved,
)
from magapp.delivery.delivery import MOST_TRIED
from magapp.delivery.parcel import ENDING, MOST_NUMBER, Manifest, Parcel
from magapp.delivery.signing_keys import public_half
from magapp.errors import InputError
from magapp.machine.journal import Journal
from magapp.pack import Pack
from magapp.pack.compiled import Checked
from magapp.pack.folder import MAX_FILES
from magapp.pack.signature import MAX_LETTERS
from magapp.settings import PACKS


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is checked; here it passes, as the check itself has tests of its own."""
    found: list[bytes] = []

    def passes(content: bytes, day: date) -> Checked:
        found.append(content)
        return read_only(content, day)

    monkeypatch.setattr(judging, "judge", passes)
    return found


@pytest.fixture
def published(tmp_path: Path) -> Path:
    folder = tmp_path / "published"
    folder.mkdir()
    return folder


@pytest.fixture
def counter(magapp_home: Path, published: Path, judged: list[bytes]) -> Counter:
    return Counter(magapp_home, published)


def put(folder: Path, number: int, content: bytes | None = None) -> None:
    (folder / f"{number}{ENDING}").write_bytes(sent(number) if content is None else content)


def test_a_new_one_is_taken_and_stays(counter: Counter, published: Path) -> None:
    assert counter.look() == 0
    put(published, 1)
    assert counter.look() == 1
    ready = counter.delivery.ready
    assert ready is not None
    assert ready.checked.pack.version == "0.2.1"
    assert counter.delivery.used is not None
    assert counter.delivery.used.number == 0  # until a consultation is over
    counter.delivery.take()
    assert counter.delivery.used == ready
    assert counter.delivery.ready is None
    assert counter.restarted().next == 1
    (published / f"1{ENDING}").unlink()
    assert counter.restarted().look() == 1


def test_it_is_looked_for_every_few_minutes(counter: Counter, published: Path) -> None:
    counter.look()
    put(published, 1)
    counter.delivery.look()
    assert counter.next == 0
    counter.delivery.look(now=True)
    assert counter.next == 1


def test_nothing_is_taken_without_a_key(counter: Counter, published: Path) -> None:
    counter.ask(keys=())
    put(published, 1)
    assert counter.look() == 0
    assert not (counter.home / PACKS).exists()


def test_keys_do_not_count_where_others_could_have_set_them(
    counter: Counter, published: Path
) -> None:
    put(published, 1)
    settings = counter.home / "settings.toml"
    settings.touch()
    settings.chmod(0o666)
    assert counter.look() == 0
    assert "Others can write" in str(counter.delivery.report().trouble)
    settings.chmod(0o644)
    assert counter.look() == 1
    assert counter.delivery.report().trouble is None


def test_a_machine_checks_a_pack_once(
    counter: Counter, published: Path, judged: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(published, 1)
    counter.look()
    counter.look()
    assert counter.restarted().restarted().look() == 1
    assert len(judged) == 1
    # Another version of the program may find otherwise.
    monkeypatch.setattr("magapp.delivery.delivery.program_version", lambda: "0.2.0")
    assert counter.restarted().restarted().next == 1
    assert len(judged) == 2


REFUSED: list[tuple[str, Callable[[], bytes]]] = [
    ("delivery_key", lambda: sent(2, key=STRANGER)),
    ("delivery_number", lambda: sent(3)),
    ("delivery_newer", lambda: sent(2, needs="99.1")),
    ("delivery_other", lambda: sent(2, pack="magnesium")),
    ("delivery_altered", lambda: sent(2, version="9")[:-1] + b"!"),
    ("delivery_altered", lambda: sent(2, dict(files()), version="9.9")),
    ("delivery_damaged", lambda: sent(2)[:-1]),
    ("delivery_damaged", lambda: b""),
    ("delivery_damaged", lambda: b"a" * 3_000_000),
    ("delivery_check", lambda: sent(2, changed(("rules.toml", "[[", "[")))),
    ("delivery_check", lambda: sent(2, {"pack.toml": b'id = "vitamin_d"'})),
]


@pytest.mark.parametrize(("code", "make"), REFUSED)
def test_what_does_not_hold_is_refused_and_told(
    counter: Counter, published: Path, code: str, make: Callable[[], bytes]
) -> None:
    put(published, 1)
    assert counter.look() == 1
    put(published, 2, make())
    assert counter.look() == 1
    assert counter.refused() == {2: code}
    assert counter.delivery.unseen == 1
    for language in ("nl", "en"):
        said = [each.why.told(language) for each in counter.delivery.report().packs if each.why]
        assert said[0].endswith((".", "]"))
    happened = [each.code for each in Journal(counter.home).read()]
    assert happened == ["pack_not_taken", "pack_taken"]
    counter.delivery.see()
    assert counter.delivery.unseen == 0
    again = counter.restarted()
    assert again.look() == 1
    assert again.refused() == {2: code}
    assert again.delivery.unseen == 0
    put(published, 2)  # the rest of it arrived, or another was sent
    assert again.look() == 2
    assert again.refused() == {}


def test_damage_of_whatever_kind_is_refused(counter: Counter, published: Path) -> None:
    """Seeded: bytes that are others, gone, twice, or in another place."""
    put(published, 1)
    assert counter.look() == 1
    whole, chance = sent(2), random.Random(2)
    kinds: list[Callable[[int, int], bytes]] = [
        lambda at, to: whole[:at],
        lambda at, to: whole[:at] + whole[to:],
        lambda at, to: whole[:at] + bytes(to - at) + whole[to:],
        lambda at, to: whole[:to] + whole[at:],
        lambda at, to: whole[:at] + whole[at:to][::-1] + whole[to:],
        lambda at, to: whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :],
    ]
    for turn in range(60):
        at, to = sorted(chance.sample(range(len(whole)), 2))
        spoilt = kinds[turn % len(kinds)](at, to)
        if spoilt == whole:
            continue
        put(published, 2, spoilt)
        assert counter.look() == 1, f"turn {turn}"
    assert {*counter.refused().values()} <= {
        "delivery_damaged",
        "delivery_altered",
        "delivery_name",
    }


def test_links_folders_and_other_names_are_passed_over(
    counter: Counter, published: Path, tmp_path: Path
) -> None:
    put(tmp_path, 5)
    (published / f"5{ENDING}").symlink_to(tmp_path / f"5{ENDING}")
    (published / f"6{ENDING}").mkdir()
    os.mkfifo(published / f"7{ENDING}")
    for name in (f"08{ENDING}", f"0{ENDING}", f"-3{ENDING}", f".9.1.new{ENDING}", f"x{ENDING}",
                 f"1234567890123{ENDING}", f"٣{ENDING}"):  # fmt: skip
        (published / name).write_bytes(sent(9))
    put(published, 1)
    assert counter.look() == 1


def test_a_pack_whose_proof_fails_is_not_used(magapp_home: Path, published: Path) -> None:
    """The real check, in a process of its own: a promise, a case, and one that passes."""
    counter = Counter(magapp_home, published)
    broken = changed(("invariants.toml", 'outcome = ["refer"]', 'outcome = ["suggest"]'))
    put(published, 3, sent(3, broken))
    case = changed(("cases/refer.toml", 'outcome = "refer"', 'outcome = "suggest"'))
    put(published, 2, sent(2, case))
    put(published, 1, sent(1, changed()))
    assert counter.look() == 1
    told = {each.number: each.why for each in counter.delivery.report().packs if each.why}
    assert "broken-invariant" not in str(told[3])
    assert "invariants.toml" in str(told[3])
    assert "cases/" in str(told[2])
    assert {each.code for each in told.values()} == {"delivery_check"}


def test_a_check_that_falls_over_is_told_and_done_again(
    counter: Counter, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes = judging.judge
    monkeypatch.undo()
    monkeypatch.setattr(judging, "_START", "import sys; sys.exit(3)")
    put(published, 1)
    assert counter.look() == 0
    assert "1: It could not be checked" in str(counter.delivery.report().trouble)
    monkeypatch.setattr(judging, "_START", "while True: pass")
    monkeypatch.setattr(judging, "SECONDS", 0.2)
    assert counter.look() == 0
    assert "did not come to an end" in str(counter.delivery.report().trouble)
    assert counter.refused() == {}
    monkeypatch.setattr(judging, "judge", passes)
    counter.delivery.look()
    assert counter.next == 0  # not with every look
    assert counter.look() == 1
    assert counter.delivery.report().trouble is None


def test_a_full_disk_refuses_nothing(
    counter: Counter, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(published, 1)
    with monkeypatch.context() as now:

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        now.setattr("magapp.delivery.delivered.put_in_place", full)
        assert counter.look() == 0
    assert "No space left" in str(counter.delivery.trouble)
    assert counter.refused() == {}
    assert counter.look() == 1


def test_what_is_used_waits_for_a_check_that_falls_over(
    counter: Counter, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the program was brought up to date it is checked again; until then the one before."""
    for number in (1, 2):
        put(published, number)
        assert counter.look() == number
    passes, tries = judging.judge, []

    def falls_over(content: bytes, day: date) -> Checked:
        tries.append(content)
        if content == sent(2):
            raise InputError("", "delivery_unchecked")
        return passes(content, day)

    monkeypatch.setattr("magapp.delivery.delivery.program_version", lambda: "0.2.0")
    monkeypatch.setattr(judging, "judge", falls_over)
    again = counter.restarted()
    assert again.next == 1
    again.look()
    tries.clear()
    for _ in range(5):
        again.time += 1
        again.delivery.look()
    assert (again.next, tries) == (1, [])
    monkeypatch.setattr(judging, "judge", passes)
    assert again.look() == 2
    assert again.refused() == {}


def test_a_damaged_one_here_is_not_looked_at_every_second(
    counter: Counter, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        put(published, number)
        counter.look()
        (published / f"{number}{ENDING}").unlink()
    kept = counter.home / PACKS / f"2{ENDING}"
    kept.write_bytes(b"")
    again = counter.restarted()
    assert again.look() == 1
    read: list[int] = []
    content = Shelved.content

    def seen(shelved: Shelved, number: int) -> bytes:
        read.append(number)
        return content(shelved, number)

    monkeypatch.setattr(Shelved, "content", seen)
    for _ in range(5):
        again.time += 1
        again.delivery.look()
    assert (again.next, read) == (1, [])
    kept.write_bytes(sent(2))
    assert again.look() == 2


def test_an_older_one_is_not_taken_however_it_comes(counter: Counter, published: Path) -> None:
    put(published, 5)
    assert counter.look() == 5
    put(published, 4)  # published late
    put(published, 9, sent(4))  # and under a newer number
    assert counter.look() == 5
    assert counter.refused() == {4: "delivery_older", 9: "delivery_number"}
    counter.delivery.see()
    counter.look()
    assert counter.delivery.unseen == 0  # told once


def test_of_several_the_newest_that_holds_is_taken(counter: Counter, published: Path) -> None:
    for number in (1, 2, 3):
        put(published, number)
    put(published, 4, sent(4)[:-9])
    assert counter.look() == 3
    assert [*counter.refused()] == [4]
    for number in range(10, 10 + 2 * MOST_TRIED):
        put(published, number, b"junk")
    assert counter.look() == 3
    assert len([each for each in counter.refused() if each >= 10]) <= MOST_TRIED
    put(published, 9)  # below all of them
    assert [counter.look(), counter.look()] == [3, 9]


def test_a_good_one_is_reached_below_more_than_are_told_of(
    counter: Counter, published: Path
) -> None:
    last = 10 + MOST_REFUSED + 2 * MOST_TRIED
    for number in range(10, last):
        put(published, number, b"junk")
    put(published, 9)
    looks = [counter.look() for _ in range(9, last, MOST_TRIED)]
    assert looks == [0] * (len(looks) - 1) + [9]
    told = counter.refused()
    assert (counter.look(), counter.refused()) == (9, told)  # none of them is tried again


def test_the_largest_note_can_be_read_again(tmp_path: Path) -> None:
    wide = "\U0001f300" * MAX_LETTERS
    names = [f"text/{'n' * 10}/{'f' * 37}{each:03}.toml" for each in range(MAX_FILES)]
    manifest = Manifest(
        1, MOST_NUMBER, wide, wide, MADE, wide, OURS, "9999.9999.9999.9999",
        dict.fromkeys(names, "f" * 64),
    )  # fmt: skip
    note = DeliveryNote(known=[MOST_NUMBER] * MOST_KNOWN)
    for number in range(MOST_NUMBER - MOST_KNOWN - 1, MOST_NUMBER + 1):
        note.refuse(RefusedPack(number, "f" * 64, "f" * 16, 0, ["w" * 2_000], manifest))
    tmp_path.chmod(0o755)
    Shelved(tmp_path).write(note)
    assert len(note.tried) == MOST_KNOWN
    assert Shelved(tmp_path).note() == note


def test_where_a_pharmacist_has_to_have_signed(counter: Counter, published: Path) -> None:
    inside = changed()
    signed = {
        **inside,
        "signed.toml": f'by = "N. N."\non = 2026-11-23\nversion = "0.2.0"\n'
        f'digest = "{pack_of(inside).digest}"\n'.encode(),
    }
    counter.ask(required=True)
    put(published, 1, sent(1, inside))
    assert counter.look() == 0
    assert counter.refused() == {1: "delivery_unsigned"}
    put(published, 2, sent(2, signed))
    assert counter.look() == 2
    assert counter.delivery.report().packs[0].pharmacist == "N. N."
    counter.ask(required=False)
    assert counter.restarted().look() == 2


def test_a_pharmacist_is_asked_for_of_what_is_used_as_well(
    counter: Counter, published: Path
) -> None:
    put(published, 1)
    assert counter.look() == 1
    counter.delivery.take()
    counter.ask(required=True)
    assert counter.look() == 0
    assert counter.delivery.report().packs[0].place == "used"  # until a consultation is over
    counter.delivery.take()
    assert counter.refused() == {1: "delivery_unsigned"}
    assert counter.restarted().look() == 0
    counter.ask(required=False)
    assert counter.look() == 1


def test_a_signature_of_another_pack_does_not_count(counter: Counter, published: Path) -> None:
    signed = {**changed(), "signed.toml": b'by = "N. N."\non = 2026-11-23\nversion = "0.2.0"\n'
              b'digest = "' + own().pack.digest.encode() + b'"\n'}  # fmt: skip
    counter.ask(required=True)
    put(published, 1, sent(1, signed))
    assert counter.look() == 0
    assert counter.refused() == {1: "delivery_unsigned"}


def test_back_and_forth(counter: Counter, published: Path) -> None:
    put(published, 1)
    counter.look()
    put(published, 2)
    counter.look()
    counter.delivery.take()
    report = counter.delivery.report()
    assert (report.used, report.back, report.forth) == (2, 1, None)
    counter.delivery.choose(1)
    assert counter.next == 1
    assert counter.look() == 1  # nor is what was left taken by itself
    assert counter.restarted().look() == 1
    counter.delivery.take()
    report = counter.delivery.report()
    assert (report.used, report.back, report.forth) == (1, 0, 2)
    counter.delivery.choose(0)
    assert counter.restarted().look() == 0
    counter.delivery.choose(2)
    assert counter.next == 2
    put(published, 3)
    assert counter.look() == 3
    counter.delivery.choose(2)
    with pytest.raises(InputError, match="not among those"):
        counter.delivery.choose(7)
    assert counter.next == 2
    put(published, 4)
    assert counter.look() == 4  # what is new is taken again
    assert [each.code for each in Journal(counter.home).read()].count("pack_returned") == 3


def test_going_back_before_it_was_used_changes_nothing(counter: Counter, published: Path) -> None:
    put(published, 1)
    counter.look()
    counter.delivery.choose(0)
    assert counter.delivery.ready is None
    assert counter.next == 0


def test_the_last_good_ones_are_kept(counter: Counter, published: Path) -> None:
    for number in range(1, MOST_KEPT + 3):
        put(published, number)
        counter.look()
    kept = {each.name for each in (counter.home / PACKS).iterdir()} - {NOTE}
    numbers = range(3, MOST_KEPT + 3)
    assert kept == {f"{each}{ending}" for each in numbers for ending in (ENDING, READ)}


def test_a_start_reads_what_was_read_where_nobody_else_can_have_written_it(
    counter: Counter, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(published, 1)
    counter.look()
    texts: list[str] = []
    pack = Parcel.pack

    def read(parcel: Parcel) -> Pack:
        texts.append(parcel.manifest.version)
        return pack(parcel)

    monkeypatch.setattr(Parcel, "pack", read)
    folder = counter.home / PACKS
    kept = folder / f"1{READ}"
    assert counter.restarted().next == 1
    assert texts == []
    for spoil in (
        lambda: kept.write_bytes(msgspec.msgpack.encode(own())),
        lambda: kept.write_bytes(kept.read_bytes()[:-1]),
        lambda: kept.chmod(0o666),
        kept.unlink,
    ):
        before, mode = kept.read_bytes(), kept.stat().st_mode
        texts.clear()
        spoil()
        again = counter.restarted().delivery.used
        assert again is not None
        assert (again.number, again.checked.pack.version) == (1, "0.2.1")
        assert texts
        kept.write_bytes(before)
        kept.chmod(mode)


def test_a_note_that_others_could_have_written_does_not_count(
    counter: Counter, published: Path, judged: list[bytes]
) -> None:
    put(published, 1)
    counter.look()
    note = counter.home / PACKS / NOTE
    note.chmod(0o666)
    again = counter.restarted()
    assert again.next == 0
    assert again.look() == 1
    assert len(judged) == 2  # nothing spares it the check
    assert again.restarted().next == 1
    assert note.stat().st_mode & 0o777 == 0o600
    note.rename(counter.home / "elsewhere")
    note.symlink_to(counter.home / "elsewhere")
    assert counter.restarted().next == 0


def test_two_programs_of_one_machine_use_the_same(counter: Counter, published: Path) -> None:
    kiosk = counter.restarted()
    put(published, 1)
    counter.look()
    kiosk.delivery.look()  # also between two looks for what is new
    assert kiosk.next == 1
    kiosk.delivery.take()
    counter.delivery.choose(0)
    kiosk.delivery.look()
    assert kiosk.next == 0


def test_two_shops_do_not_hang_together(counter: Counter, published: Path, tmp_path: Path) -> None:
    other = Counter(tmp_path / "other", published, (public_half(STRANGER),))
    put(published, 1)
    assert (counter.look(), other.look()) == (1, 0)
    put(published, 2, sent(2, key=STRANGER))
    assert (counter.look(), other.look()) == (1, 2)
    counter.delivery.choose(0)
    assert (counter.look(), other.look()) == (0, 2)


def test_a_key_that_is_not_trusted_any_more(counter: Counter, published: Path) -> None:
    put(published, 1)
    assert counter.look() == 1
    put(published, 2, sent(2, key=STRANGER))
    counter.ask(keys=(OURS, public_half(STRANGER)))
    assert counter.look() == 2
    counter.delivery.take()
    counter.ask(keys=(OURS,))
    assert counter.look() == 1  # the last good one
    counter.ask(keys=())
    assert counter.look() == 0
    assert counter.restarted().next == 0
    counter.ask(keys=(OURS, public_half(STRANGER)))
    assert counter.look() == 2


def test_without_a_key_nothing_that_came_stays_in_use(counter: Counter, published: Path) -> None:
    put(published, 1)
    counter.look()
    counter.delivery.take()
    (counter.home / PACKS / NOTE).unlink()
    counter.ask(keys=())
    assert counter.look() == 0


@pytest.mark.parametrize("spoil", ["gone", "other", "note", "folder"])
def test_what_lies_here_is_not_believed(
    counter: Counter, published: Path, judged: list[bytes], spoil: str
) -> None:
    put(published, 1)
    put(published, 2)
    counter.look()
    kept = counter.home / PACKS / f"2{ENDING}"
    if spoil == "gone":
        kept.unlink()
    elif spoil == "other":
        kept.write_bytes(sent(2, key=STRANGER))
    elif spoil == "note":
        note = counter.home / PACKS / NOTE
        said = json.loads(note.read_text())
        said["good"]["3"] = {**said["good"]["2"], "digest": "0" * 64}
        said["use"] = 3
        note.write_text(json.dumps(said))
        (counter.home / PACKS / f"3{ENDING}").write_bytes(sent(3, key=STRANGER))
    else:
        kept.unlink()
        kept.mkdir()
    again = counter.restarted()
    assert again.next in (0, 2)
    assert again.delivery.used is not None
    assert again.delivery.used.checked.pack.version in ("0.1.0", "0.2.2")
    if spoil in ("gone", "other"):
        assert again.look() == 2  # it is fetched once more


@pytest.mark.parametrize("text", ["", "{", "[]", '{"use": -1}', '{"use": 7}', "\0" * 600_000])
def test_a_note_that_is_none(counter: Counter, published: Path, text: str) -> None:
    put(published, 1)
    counter.look()
    (counter.home / PACKS / NOTE).write_text(text)
    again = counter.restarted()
    assert again.next == 0
    assert again.look() == 1


def test_a_folder_that_cannot_be_looked_into_is_told(counter: Counter, published: Path) -> None:
    counter.ask(folder=str(published / "none"))
    assert counter.look() == 0
    assert "No such file" in str(counter.delivery.report().trouble)
    counter.ask(folder=str(published))
    put(published, 1)
    assert counter.look() == 1
    assert counter.delivery.report().trouble is None


def test_what_changes_is_said_in_words(counter: Counter) -> None:
    after = pack_of(
        changed(
            ("pack.toml", "value = 100\n", "value = 80\n"),
            ("text/en/rules.toml", "Your kidneys first", "Kidneys first"),
            version="0.3.0",
        )
    )
    said = changes(own().pack, after, "en").in_words("en")
    assert said[0] == "Rules of the advice: changed (1): ceiling (100 → 80)."
    assert said[1].startswith("Sentences that differ, in English: 1")
    assert said[2] == "“Your kidneys first” → “Kidneys first”"
    back = changes(after, own().pack, "nl").in_words("nl")
    assert back[0].startswith("Regels van het advies: veranderd (1)")
    assert changes(after, after, "nl").in_words("nl") == ("Er is niets anders.",)


def test_what_comes_and_goes_is_named(counter: Counter) -> None:
    pack = own().pack
    from msgspec.structs import replace

    fewer = replace(pack, medicines=pack.medicines[1:], gates=pack.gates[:-1])
    said = "\n".join(changes(pack, fewer, "nl").in_words("nl"))
    assert f"Geneesmiddelen: weg (1): {pack.medicines[0].name}." in said
    gate = pack.text("nl", f"gate.{pack.gates[-1].id}.title")
    assert f"weg (1): {gate}" in said
    assert "nieuw (1)" in "\n".join(changes(fewer, pack, "nl").in_words("nl"))
