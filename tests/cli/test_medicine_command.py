"""`magapp medicine`: what the look-up makes of a name, for programs and for a person."""

from __future__ import annotations

import io
import json
import sys

import pytest

from magapp.assistant import Assistant
from magapp.cli.main import main
from magapp.visit.medicines import MedicineIndex, looked_in_words


class NoFace:
    """A face that nobody asks for."""


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch, assistant: Assistant) -> None:
    """The pack that is open already."""
    monkeypatch.setattr("magapp.assistant.open_assistant", lambda *_, **__: assistant)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["medicine", *arguments], NoFace())  # type: ignore[arg-type]
    out, err = capsys.readouterr()
    return status, out, err


def test_json_by_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "losartan", "HCT", "--language", "en")
    answer = json.loads(out)
    assert status == 0
    assert answer["typed"] == "losartan HCT"
    assert answer["taken"] == ["diuretic"]
    assert answer["offered"][0]["name"] == "losartan/hydrochloorthiazide"
    assert "urine" in answer["offered"][0]["why"]


@pytest.mark.parametrize("typed", ["omeprazol", "losratan", "plaspil", "xqzj"])
def test_a_hand_must_choose(assistant: Assistant, typed: str) -> None:
    pack = assistant.pack
    assert looked_in_words(pack, MedicineIndex.of(pack), typed, "nl").taken is None


def test_text_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "kalium", "--format", "text", "--language", "nl")
    assert status == 0
    assert out.startswith("kaliumchloride: ask\n")
    assert "laten meten" in out


@pytest.mark.parametrize("arguments", [(), ("",), (" ",), ("x" * 300,)])
def test_no_name_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    status, out, err = said(capsys, *arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


def test_an_unknown_language_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = said(capsys, "kalium", "--language", "xx")
    assert status == 2
    assert "en, nl" in err


def test_lines_in_their_order(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = io.TextIOWrapper(io.BytesIO(b"lasix\n\nkalium\r\n\xff\n"))
    monkeypatch.setattr(sys, "stdin", lines)
    status, out, _ = said(capsys, "--lines", "-")
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert answers[0]["taken"] == ["diuretic"]
    assert answers[1]["error"]["line"] == 2
    assert answers[2]["taken"] == ["ask"]
    assert answers[3]["error"]["line"] == 4


def test_closed_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    status, out, err = said(capsys, "--lines", "-")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
