"""The PIN of the kiosk: kept as a hash, counted before it is tried, and ever slower to guess."""

from __future__ import annotations

import io
import stat
import sys
from pathlib import Path

import pytest

from magapp.cli.main import main
from magapp.errors import InputError
from magapp.machine import pin
from magapp.machine.pin import FILE, FREE, LONGEST_WAIT, Pin, set_pin, wait_after

DIGITS = "04711"
WRONG = "04710"


class Clock:
    """Seconds that go on when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a PIN."""
    set_pin(tmp_path, DIGITS)
    return tmp_path


def guess(one: Pin, clock: Clock, times: int) -> None:
    """Try a wrong one so often, waiting as long as it takes."""
    for _ in range(times):
        clock.now += one.wait()
        assert not one.check(WRONG)


def test_only_the_right_one_opens(home: Path) -> None:
    one = Pin(home)
    assert one.is_set
    assert not one.check(DIGITS[1:])
    assert not one.check("")
    assert one.check(DIGITS)


@pytest.mark.usefixtures("strong_pins")
def test_each_guess_takes_time_and_memory(tmp_path: Path) -> None:
    """At least what RFC 9106 recommends where memory is scarce."""
    set_pin(tmp_path, DIGITS)
    kept = (tmp_path / FILE).read_text("ascii")
    cost = {name: int(kept.partition(f"{name}=")[2].split("$")[0].split(",")[0]) for name in "mt"}
    assert cost["m"] >= 65536
    assert cost["t"] >= 3
    assert not Pin(tmp_path).check(WRONG)
    assert Pin(tmp_path).check(DIGITS)


def test_neither_digits_nor_others_can_read_the_file(home: Path) -> None:
    kept = (home / FILE).read_text("ascii")
    assert DIGITS not in kept
    assert kept.startswith("$argon2id$")
    assert kept.splitlines()[1:] == ["0"]
    assert stat.S_IMODE((home / FILE).stat().st_mode) == 0o600
    assert [each.name for each in home.iterdir()] == [FILE]


def test_no_pin_lets_nobody_out(tmp_path: Path) -> None:
    one = Pin(tmp_path)
    assert not one.is_set
    assert not one.check("")
    assert not one.check(DIGITS)
    assert one.wait() == 0


@pytest.mark.parametrize("content", [b"", b"\n\n", b"$argon2id$x", b"hash\nmany\n", b"\xff\n0\n"])
def test_a_damaged_file_is_no_pin(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert not Pin(tmp_path).check(DIGITS)


def test_what_is_no_hash_is_never_right(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("not a hash\n0\n")
    assert not Pin(tmp_path).check("not a hash")


def test_the_wait_grows_and_has_an_end() -> None:
    waits = [wait_after(failed) for failed in range(40)]
    assert waits[:FREE] == [0.0] * FREE
    assert waits[FREE] > 0
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
    assert wait_after(10**9) == LONGEST_WAIT


def test_while_it_waits_not_even_the_right_one_counts(home: Path) -> None:
    clock = Clock()
    one = Pin(home, clock)
    guess(one, clock, FREE)
    assert one.wait() == wait_after(FREE)
    assert not one.check(DIGITS)
    clock.now += one.wait() - 0.5
    assert not one.check(DIGITS)
    clock.now += 0.5
    assert one.check(DIGITS)
    assert one.wait() == 0


def test_starting_again_begins_the_wait_again(home: Path) -> None:
    clock = Clock()
    guess(Pin(home, clock), clock, FREE + 2)
    again = Pin(home, clock)
    assert again.wait() == wait_after(FREE + 2)
    assert not again.check(DIGITS)
    clock.now += again.wait()
    assert again.check(DIGITS)
    assert Pin(home, clock).wait() == 0


def test_a_try_counts_before_it_is_judged(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pulling the plug in the midst of it gains nothing."""
    import argon2

    def plug(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(argon2.PasswordHasher, "verify", plug)
    with pytest.raises(KeyboardInterrupt):
        Pin(home).check(DIGITS)
    assert (home / FILE).read_text("ascii").splitlines()[1] == "1"


def test_a_full_disk_keeps_nobody_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And still the tries of this run are counted."""
    clock = Clock()
    one = Pin(home, clock)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pin, "_write", full)
    guess(one, clock, FREE)
    assert one.wait() > 0
    clock.now += one.wait()
    assert one.check(DIGITS)


def test_a_new_pin_ends_every_wait(home: Path) -> None:
    clock = Clock()
    one = Pin(home, clock)
    guess(one, clock, FREE + 1)
    set_pin(home, "998877")
    one.read()
    assert one.wait() == 0
    assert one.check("998877")


# -- the command ----------------------------------------------------------------------------------


def run(monkeypatch: pytest.MonkeyPatch, given: str) -> int:
    """Run `magapp pin` with these lines from a pipe."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(given))
    return main(["pin"], None)  # type: ignore[arg-type]  # it has no screen


@pytest.mark.parametrize("digits", ["1234", "000000", "123456789012"])
def test_the_command_sets_it(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    magapp_home: Path,
    digits: str,
) -> None:
    assert run(monkeypatch, f"{digits}\n{digits}\n") == 0
    assert capsys.readouterr() == ("The PIN is set.\n", "")
    assert Pin(magapp_home).check(digits)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("1234\n1235\n", "not the same"),
        ("123\n123\n", "3 digits"),
        ("1234567890123\n1234567890123\n", "13 digits"),
        ("12a4\n12a4\n", "no digit"),
        ("\u0661\u0662\u0663\u0664\n" * 2, "no digit"),
        ("12 34\n12 34\n", "no digit"),
        ("", "no digit"),
    ],
)
def test_the_command_refuses(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    magapp_home: Path,
    given: str,
    says: str,
) -> None:
    assert run(monkeypatch, given) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert says in said.err
    assert said.err.count("\n") == 1
    for typed in given.split():
        assert typed not in said.err
    assert not Pin(magapp_home).is_set


def test_at_a_terminal_nothing_is_shown(monkeypatch: pytest.MonkeyPatch, magapp_home: Path) -> None:
    asked: list[str] = []

    def typed(prompt: str) -> str:
        asked.append(prompt)
        return "5555"

    monkeypatch.setattr("getpass.getpass", typed)
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    assert main(["pin"], None) == 0  # type: ignore[arg-type]
    assert len(asked) == 2
    assert Pin(magapp_home).check("5555")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        set_pin(tmp_path / "file", "1234")
