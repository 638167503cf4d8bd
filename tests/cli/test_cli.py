"""The command line: one advice, many, the questions in the terminal, and every way to refuse."""

from __future__ import annotations

import io
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib import metadata
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from people import STRESSED
from promised import CONTRACT, check

from magapp import assistant
from magapp.cli.main import main
from magapp.pack import Pack
from magapp.pack.compiled import Checked
from magapp.pack.signature import Signature


class Screens:
    """A face that only notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, object]] = []

    def run(self, kiosk: bool) -> int:
        self.asked.append(("run", kiosk))
        return 0

    def tour(self, folder: Path) -> int:
        self.asked.append(("tour", folder))
        return 3

    def command(self) -> list[str]:
        raise AssertionError("no process was asked for")

    def look(self, kiosk: bool) -> int:
        raise AssertionError("no look was asked for")


class Command:
    """Runs one command in this process, with standard input and output as bytes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *arguments: str | Path, given: bytes | str = b"") -> tuple[int, str, str]:
        content = given.encode() if isinstance(given, str) else given
        stdin = io.TextIOWrapper(io.BytesIO(content), "utf-8")
        self.monkeypatch.setattr(sys, "stdin", stdin)
        status = main([str(each) for each in arguments], Screens())
        out, err = self.capsys.readouterr()
        return status, out, err

    def refuses(self, *arguments: str | Path, given: bytes | str = b"") -> str:
        """The one line on standard error with which it ends."""
        status, out, err = self(*arguments, given=given)
        assert (status, out) == (2, "")
        assert err.startswith("magapp: ")
        assert err.count("\n") == 1
        assert err.endswith("\n")
        assert "Traceback" not in err
        return err

    def json(self, *arguments: str | Path, given: bytes | str = b"") -> dict[str, Any]:
        status, out, err = self("advise", *arguments, "--format", "json", given=given)
        assert (status, err) == (0, "")
        said: dict[str, Any] = json.loads(out)
        return said


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Command]:
    return Command(monkeypatch, capsys)  # type: ignore[return-value]


def answer_set(language: str | None = None, channel: str | None = None, **answers: Any) -> str:
    said: dict[str, Any] = {"answers": {**STRESSED, **answers}}
    if language:
        said["language"] = language
    if channel:
        said["channel"] = channel
    return json.dumps(said)


# --- one answer set ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "outcome", "urgency"),
    [
        ({}, "suggest", None),
        ({"alarm": ["chest_pain"]}, "refer", "now"),
        ({"alarm": ["swollen_calf"]}, "refer", "today"),
        ({"conditions": ["kidney"]}, "refer", "soon"),
        ({"age": "70_plus"}, "ask_staff", None),
        ({"conditions": None}, "ask_staff", None),
        ({"signals": [], "situations": []}, "food_first", None),
    ],
)
def test_any_advice_ends_well(
    command: Command, tmp_path: Path, answers: dict[str, Any], outcome: str, urgency: str | None
) -> None:
    path = tmp_path / "answers.json"
    path.write_text(answer_set(**answers), "utf-8")
    said = command.json(path)
    check(said, CONTRACT)
    assert (said["outcome"], said["urgency"]) == (outcome, urgency)
    assert bool(said["products"]) == (outcome == "suggest")
    assert said == command.json("-", given=path.read_bytes())
    status, text, err = command("advise", path)
    assert (status, err) == (0, "")
    assert len(text.splitlines()) > 3
    assert "{" not in text


def test_the_same_in_the_same_out(command: Command) -> None:
    outputs = {command("advise", "-", "--format", "json", given=answer_set())[1] for _ in range(2)}
    assert len(outputs) == 1


@pytest.mark.parametrize(
    ("arguments", "in_file", "language"),
    [((), None, "nl"), ((), "en", "en"), (("--language", "en"), "nl", "en")],
)
def test_the_language(
    command: Command, pack: Pack, arguments: tuple[str, ...], in_file: str | None, language: str
) -> None:
    given = answer_set(in_file, age="70_plus")
    said = command.json("-", *arguments, given=given)
    assert said["language"] == language
    assert said["gates"][0]["text"] == pack.text(language, "gate.age_70_plus.text")
    _, text, _ = command("advise", "-", *arguments, given=given)
    assert pack.text(language, "gate.age_70_plus.text") in text


def test_a_referral_in_text_says_whom_to_call(command: Command) -> None:
    _, text, _ = command("advise", "-", "--language", "en", given=answer_set(alarm=["chest_pain"]))
    assert "Call 112." in text


def test_staff_see_more_and_may_clear(command: Command) -> None:
    said = json.loads(answer_set(channel="staff", age="70_plus"))
    said["cleared"] = [{"gate": "age_70_plus", "reason": "kidneys checked", "hours": "kept"}]
    read = command.json("-", given=json.dumps(said))
    assert (read["outcome"], read["cleared"]) == ("suggest", said["cleared"])
    assert "article" in read["forms"][0]["reasons"][0]
    read = command.json("-", given=json.dumps({**said, "channel": "kiosk"}))
    assert (read["outcome"], read["cleared"], read["products"]) == ("ask_staff", [], [])


SHELF = (
    "ean,name,brand,form,mg_per_unit,units_per_day,units_per_pack,price,currency,dosage_form,"
    "vegan,stock,shelf,contains\n"
    "20000028,Only one,Proef,bisglycinate,100,2,60,30,EUR,capsule,yes,5,Z9,\n"
)


def test_another_catalogue(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "shelf.csv"
    path.write_text(SHELF, "utf-8")
    said = command.json("-", "--catalog", path, given=answer_set())
    assert [product["ean"] for product in said["products"]] == ["20000028"]
    _, text, _ = command("advise", "-", "--catalog", path, given=answer_set())
    assert "Only one" in text
    assert "Z9" in text


def test_a_shelf_on_which_nothing_fits(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "shelf.csv"
    path.write_text(SHELF.replace("bisglycinate", "oxide"), "utf-8")
    said = command.json("-", "--catalog", path, given=answer_set())
    assert (said["outcome"], said["products"]) == ("suggest", [])
    assert said["excluded"] == [{"ean": "20000028", "reason": "form"}]
    assert command("advise", "-", "--catalog", path, given=answer_set())[0] == 0


# --- many ----------------------------------------------------------------------------------------


def test_lines(command: Command, tmp_path: Path) -> None:
    lines = [
        answer_set(),
        answer_set(alarm=["chest_pain"]),
        '{"answers": {"sexe": "male"}}',
        "",
        answer_set(language="en", age="70_plus"),
        "not json",
    ]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    status, out, err = command("advise", "--lines", path)
    assert (status, err) == (0, "")
    said = [json.loads(line) for line in out.splitlines()]
    assert [each.get("outcome") for each in said] == [
        "suggest", "refer", None, None, "ask_staff", None,
    ]  # fmt: skip
    assert said[2]["error"]["line"] == 3
    assert "Did you mean 'sex'?" in said[2]["error"]["message"]
    assert [each["error"]["line"] for each in said if "error" in each] == [3, 4, 6]
    assert said[4]["language"] == "en"
    for arguments in (("advise", "--lines"), ("advise", "--lines", "-")):
        assert command(*arguments, given=path.read_bytes()) == (0, out, "")


def test_lines_of_other_programs(command: Command) -> None:
    given = b"\xef\xbb\xbf" + answer_set().encode() + b"\r\n\xff\xfe\r\n" + answer_set().encode()
    status, out, _ = command("advise", "--lines", given=given)
    said = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [each.get("outcome") for each in said] == ["suggest", None, "suggest"]
    assert said[0] == said[2]


def test_half_a_character_is_no_reason_to_stop(command: Command) -> None:
    """JSON can write one; no output can."""
    given = '{"answers": {"a\\ud800": 1}}\n{"answers": {"who": "\\udfff"}}\n' + answer_set()
    status, out, err = command("advise", "--lines", given=given)
    assert (status, err) == (0, "")
    assert ["error" in json.loads(line) for line in out.splitlines()] == [True, True, False]
    said = json.loads(answer_set(channel="staff", age="70_plus"))
    said["cleared"] = [{"gate": "age_70_plus", "reason": "checked \ud800"}]
    for arguments in ((), ("--format", "json")):
        assert command("advise", "-", *arguments, given=json.dumps(said))[0] in (0, 2)


def test_no_lines_at_all(command: Command) -> None:
    assert command("advise", "--lines", given=b"") == (0, "", "")


def test_lines_with_a_catalogue_that_cannot_be_read(command: Command, tmp_path: Path) -> None:
    """It is the command that is wrong, not each line."""
    missing = tmp_path / "none.csv"
    assert "none.csv" in command.refuses(
        "advise", "--lines", "--catalog", missing, given=answer_set()
    )


# --- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ('{"answers": {"sexe": "male"}}', "answers.sexe: is no question. Did you mean 'sex'?"),
        (answer_set(age="18-69"), "Did you mean '18_69'?"),
        (answer_set(other_magnesium=-5), "it goes from 0 to 2000"),
        ('{"answers": {"other_magnesium": NaN}}', "answers.other_magnesium"),
        (f'{{"answers": {{"other_magnesium": {"9" * 400}}}}}', "answers.other_magnesium"),
        ("{", "line 1, column 2: is not JSON"),
        ("", "is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        (b" " * 1_000_001, "larger than 1,000,000 bytes"),
        (answer_set().encode("utf-16"), "is not UTF-8"),
        (b'{"answers": {"\xe9": 1}}', "is not UTF-8"),
        ('{"answers": {"a\\nb": 1}}', "is no question"),
    ],
)
def test_bad_answers_end_in_one_line(command: Command, given: bytes | str, says: str) -> None:
    assert says in command.refuses("advise", "-", given=given)


def test_bad_arguments_end_in_one_line(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text(answer_set(), "utf-8")
    for arguments, says in (
        (("advise", tmp_path / "none.json"), "none.json: cannot be read"),
        (("advise", tmp_path), "cannot be read"),
        (("advise", "--lines", tmp_path / "none.json"), "none.json: cannot be read"),
        (("advise", path, "--language", "nk"), "--language: 'nk' is not in the pack."),
        (("advise", path, "--language", "fr"), "Choose from: en, nl."),
        (
            ("advise", path, "--format", "xml"),
            "--format: 'xml' is not known. Choose from: json, text.",
        ),
        (("advise", path, "--catalog", tmp_path / "none.csv"), "none.csv: cannot be read"),
        (("advise", path, "--colour"), "--colour"),
        (("advice",), "COMMAND: 'advice' is not known. Did you mean 'advise'?"),
        (("tour",), "DIR"),
    ):
        assert says in command.refuses(*arguments)


def test_a_catalogue_that_cannot_be_read_is_said_for_a_referral_too(
    command: Command, tmp_path: Path
) -> None:
    catalogue = tmp_path / "shelf.csv"
    catalogue.write_text(SHELF.replace("mg_per_unit", "mg"), "utf-8")
    given = answer_set(alarm=["chest_pain"])
    says = command.refuses("advise", "-", "--catalog", catalogue, given=given)
    assert "shelf.csv, line 1: has no column 'mg_per_unit'" in says


def test_bad_settings_end_in_one_line(command: Command, magapp_home: Path) -> None:
    (magapp_home / "settings.toml").write_text('them = "dark"', "utf-8")
    assert "Did you mean 'theme'?" in command.refuses("advise", "-", given=answer_set())


def test_help_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["advise", "--help"], Screens())
    assert caught.value.code == 0
    assert "--catalog" in capsys.readouterr().out


# --- screens -------------------------------------------------------------------------------------


def test_without_a_command_the_screens_open() -> None:
    face = Screens()
    assert main([], face) == 0
    assert main(["--kiosk"], face) == 0
    assert main(["tour", "pictures"], face) == 3
    assert face.asked == [("run", False), ("run", True), ("tour", Path("pictures"))]


# --- questions in the terminal -------------------------------------------------------------------

# who, age, sex, signals, alarm, duration, tried, situations, conditions, medicines, other
# magnesium; then an empty line for each food, and for the wishes.
TYPED = ["1", "4", "2", "1,5", "0", "2", "1", "1", "0", "0", "0"]
SKIPPED = [""] * 13


def typed(*lines: str) -> str:
    return "".join(f"{line}\n" for line in (*lines, *SKIPPED))


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> None:
    """`input` as with a pipe: it reads `sys.stdin`, whatever pytest put there."""

    def read(prompt: str = "") -> str:
        print(prompt, end="")
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\n")

    monkeypatch.setattr("builtins.input", read)


def last_json(out: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(out[out.index("\n{") :])
    return said


@pytest.mark.usefixtures("echo")
def test_the_questions_lead_to_the_same_advice(command: Command) -> None:
    status, out, err = command(
        "advise", "--format", "json", "--language", "en", given=typed(*TYPED)
    )
    assert (status, err) == (0, "")
    said = last_json(out)
    check(said, CONTRACT)
    assert said == command.json("-", given=answer_set(language="en"))


@pytest.mark.usefixtures("echo")
def test_a_question_left_open_is_unanswered(command: Command) -> None:
    lines = [*TYPED[:8], "", *TYPED[9:]]
    _, out, _ = command("advise", "--format", "json", given=typed(*lines))
    assert [gate["id"] for gate in last_json(out)["gates"]] == ["unanswered_conditions"]


@pytest.mark.usefixtures("echo")
def test_what_is_no_answer_is_asked_again(command: Command, pack: Pack) -> None:
    lines = ["9", "0", "x", "-1", "1,2", "1", "4", "2", "0,1", "1,99", "1,5,1", *TYPED[4:]]
    lines[-1:] = ["-4", "lots", "nan", "1e999", "0"]
    status, out, _ = command("advise", "--language", "en", given=typed(*lines))
    assert status == 0
    assert out.count("That is not one of the answers. Try again.") == 11
    assert pack.text("en", "outcome.suggest.title").upper() in out


def test_what_runs_here(command: Command, pack: Pack, magapp_home: Path) -> None:
    (magapp_home / "settings.toml").write_text("theme = 7", "utf-8")  # that is not asked about
    status, out, err = command("--version")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        f"magapp {version('magapp')}",
        f"pack {pack.id} {pack.version} {pack.digest}, not signed",
        f"Qt {version('PySide6-Essentials')}",
        f"Python {platform.python_version()}",
    ]
    assert [each.name for each in magapp_home.iterdir()] == ["settings.toml"]


def test_what_runs_here_says_who_signed(
    command: Command, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    signature = Signature("A. Pharmacist", date(2026, 11, 2), pack.version, pack.digest)
    checked = Checked(pack, signature, signature.on)
    monkeypatch.setattr(assistant, "open_checked", lambda: checked)
    of_pack = command("--version")[1].splitlines()[1]
    assert of_pack.endswith(f"{pack.digest}, signed by A. Pharmacist on 2026-11-02")


def test_what_runs_here_where_qt_is_not(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(package: str) -> str:
        if package.startswith("PySide6"):
            raise PackageNotFoundError(package)
        return "1.2.3"

    monkeypatch.setattr(metadata, "version", found)
    status, out, err = command("--version")
    assert (status, err) == (0, "")
    assert out.startswith("magapp 1.2.3\n")
    assert "\nQt not installed\n" in out


@pytest.mark.usefixtures("echo")
def test_medicines_by_name(command: Command) -> None:
    lines = [*TYPED[:9], "Thyrax, losec", "2", "5", "4", "0"]  # no fifth moment; at bedtime
    _, out, _ = command("advise", "--format", "json", given=typed(*lines))
    said = last_json(out)
    assert [gate["id"] for gate in said["gates"]] == ["ppi_long"]
    assert said["named"] == ["levothyroxine", "omeprazol"]
    lines = [*TYPED[:9], "Losec", "0", "losec", "4", "LOSEC", "1", "0"]
    _, out, _ = command("advise", "--format", "json", given=typed(*lines))
    assert last_json(out)["gates"] == []
    lines = [*TYPED[:9], "no such medicine, nor this one", "0"]
    _, out, _ = command("advise", "--format", "json", given=typed(*lines))
    assert [gate["id"] for gate in last_json(out)["gates"]] == ["medicines_unsure"]


@pytest.mark.usefixtures("echo")
def test_answers_that_end_early(command: Command) -> None:
    status, _, err = command("advise", given="1\n3\n")
    assert status == 2
    assert err == (
        "magapp: The answers ended before the questions did. "
        "Give a FILE, or - to read one answer set.\n"
    )


@pytest.mark.usefixtures("echo")
def test_answers_that_are_not_text(command: Command) -> None:
    status, _, err = command("advise", given=b"1\n\xff\xfe\n")
    assert status == 2
    assert "UTF-8" in err
    assert err.count("\n") == 1


# --- the program itself --------------------------------------------------------------------------

PROGRAM = [
    sys.executable,
    "-c",
    "import sys; from magapp.cli.main import main; sys.exit(main(sys.argv[1:], None))",
    "advise",
]


def run(*arguments: str, given: bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )


def test_a_real_run() -> None:
    done = run("-", "--format", "json", given=answer_set().encode())
    assert (done.returncode, done.stderr) == (0, b"")
    check(json.loads(done.stdout), CONTRACT)


def test_a_real_refusal() -> None:
    done = run("-", given=b'{"answers": {"sexe": "male"}}')
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"magapp: answers.sexe: is no question. Did you mean 'sex'?\n"


def test_the_installed_program() -> None:
    program = Path(sys.executable).with_name("magapp")
    done = subprocess.run(
        [program, "advise", "-", "--format", "json"],
        input=answer_set(alarm=["chest_pain"]).encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["urgency"] == "now"


@pytest.mark.parametrize("arguments", [["advise", "-"], ["--version"]])
def test_the_core_alone_needs_no_qt(arguments: list[str]) -> None:
    blocked = (
        "import sys; sys.modules['PySide6'] = None; from magapp.cli.main import main;"
        f"status = main({arguments}, None);"
        "sys.exit(status or any(name.startswith(('PySide6.', 'ui')) for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", blocked],
        input=answer_set().encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_of_few_letters() -> None:
    """Text loses its finer letters there; JSON stays whole, in UTF-8."""
    content = answer_set(medicines=["levothyroxine"]).encode()
    done = run("-", given=content, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    plain = run("-", "--format", "json", given=content)
    done = run("-", "--format", "json", given=content, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8")) == json.loads(plain.stdout.decode("utf-8"))


@pytest.mark.parametrize("arguments", [("-",), ("--lines",)])
def test_a_reader_that_goes_away(arguments: tuple[str, ...]) -> None:
    """Whether at the end, with one advice, or half-way through many."""
    with subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()  # nobody reads
        one = answer_set(age="70_plus").encode() + b"\n"  # less than a buffer full
        process.stdin.write(one * (30 if arguments == ("--lines",) else 1))
        process.stdin.close()
        err = process.stderr.read()
        assert process.wait(60) == 2
    assert err.startswith(b"magapp: standard output: is closed")
    assert err.count(b"\n") == 1
