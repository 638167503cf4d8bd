"""Reading aloud at the kiosk: what is read, in which language, and when it falls silent."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from driver import Driver, settle
from people import STRESSED
from PySide6.QtCore import QPoint, QRect, QSize

from ui.kiosk.kiosk import KioskShell

pytest_plugins = ["stage"]
pytestmark = pytest.mark.gui


class Voice:
    """A program that writes down what it is to say, and then says it for as long as anybody."""

    def __init__(self, folder: Path) -> None:
        self.said = folder / "said"
        self.done = folder / "done"
        self.program = folder / "espeak-ng"
        script = f'#!/bin/sh\ncat >{self.said}\necho "$@" >{self.done}\nexec sleep 60\n'
        self.program.write_text(script, "utf-8")
        self.program.chmod(0o755)


@pytest.fixture
def voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Voice:
    """It is on this machine."""
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return Voice(tmp_path)


@pytest.fixture
def heard(kiosk: Driver, voice: Voice) -> Iterator[Driver]:
    """A kiosk with a voice."""
    shell_of(kiosk).offer_voice(voice.program.name)
    settle()
    yield kiosk
    shell_of(kiosk).offer_voice("")


def shell_of(me: Driver) -> KioskShell:
    assert isinstance(me.shell, KioskShell)
    return me.shell


def reads(me: Driver, voice: Voice) -> list[str]:
    """Tap the button; the lines that are read."""
    for each in (voice.said, voice.done):
        each.unlink(missing_ok=True)
    me.tap("read_page").wait(voice.done.exists)
    assert going(me)
    return voice.said.read_text("utf-8").splitlines()


def going(me: Driver) -> bool:
    aloud = shell_of(me)._aloud
    assert aloud is not None
    said = me.find("read_page").accessibleName()
    assert said.startswith(("Stop", "Lees", "Read"))
    assert aloud.going == said.startswith("Stop")
    return aloud.going


def test_without_a_voice_it_is_not_offered(kiosk: Driver) -> None:
    assert not kiosk.shows("read_page")


def test_a_question_is_read_with_its_answers(heard: Driver, voice: Voice) -> None:
    heard.begin()
    lines = reads(heard, voice)
    assert lines[0] == "Voor wie is het magnesium?"
    assert lines[2:] == [
        "Voor mijzelf.", "Ik neem het zelf in.",
        "Voor iemand anders.", "Ik koop het voor een ander.",
        "Voor mij: vrouw.", "18 tot en met 69 jaar.", "Voor mij: man.",
    ]  # fmt: skip
    assert voice.done.read_text("utf-8").split()[-1] == "nl"
    heard.tap("read_page")
    assert not going(heard)
    heard.switch("en").pick("who:self").back()
    lines = reads(heard, voice)
    assert "For myself: chosen." in lines
    assert voice.done.read_text("utf-8").split()[-1] == "en"


def test_no_line_of_an_advice_is_left_out(heard: Driver, voice: Voice) -> None:
    heard.begin()
    shell = shell_of(heard)
    shell.flow.fill(STRESSED)
    shell.show_advice()
    settle()
    told = shell.outcome()._told
    assert told is not None
    lines = reads(heard, voice)
    assert lines[0].rstrip(".") == told.said.title
    products = [each.suggested.product.name for each in told.said.products]
    assert [f"{each}." for each in products] == [
        line for line in lines if line.rstrip(".") in products
    ]
    heard.tap("tab:food")
    assert not going(heard)
    lines = reads(heard, voice)
    assert {f"{food.name}." for food in told.said.foods} <= {*lines}


@pytest.mark.parametrize("way", ["answer", "back", "language", "staff", "still there?", "stop",
                                 "nobody", "left"])  # fmt: skip
def test_it_falls_silent(heard: Driver, voice: Voice, way: str) -> None:
    heard.begin().pick("who:self").at("age")
    reads(heard, voice)
    shell = shell_of(heard)
    if way == "answer":
        heard.pick("age:18_69")
    elif way == "back":
        heard.back()
    elif way == "language":
        heard.switch("en")
    elif way == "staff":
        heard.tap("ask_staff")
    elif way == "still there?":
        shell.show_still(20)
    elif way == "stop":
        heard.tap("restart").tap("restart:yes")
    elif way == "nobody":
        shell.idle.over.emit()
    else:
        shell.left.emit()
    assert not going(heard)


def test_at_the_end_the_button_offers_it_again(heard: Driver, voice: Voice) -> None:
    voice.program.write_text(f"#!/bin/sh\ncat >{voice.said}\n", "utf-8")
    heard.begin().tap("read_page")
    heard.wait(lambda: not going(heard))
    assert voice.said.exists()


def test_whoever_listens_is_given_the_time(heard: Driver, voice: Voice) -> None:
    heard.begin()
    shell = shell_of(heard)
    usual = shell.idle.wait.interval()
    lines = reads(heard, voice)
    assert shell.idle.wait.interval() >= usual + 1000 * (sum(map(len, lines)) // 10)


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1080, 1920)], ids=str)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_there_is_room_for_it(open_window: object, voice: Voice, size: QSize, scale: float) -> None:
    me: Driver = open_window("kiosk", size)  # type: ignore[operator]
    shell = shell_of(me)
    shell.offer_voice("espeak-ng")
    me.begin()
    shell.hub.update(text_scale=scale)
    settle()
    tools = [each for each in shell._tool_buttons() if each.isVisible()]
    assert shell.read_page in tools
    for before, after in pairwise(tools):
        assert before.geometry().right() <= after.geometry().left() + 1
    for each in (*tools, shell.progress):
        assert shell.rect().contains(QRect(each.mapTo(shell, QPoint()), each.size()))
        assert each.width() >= each.minimumSizeHint().width()
    shell.offer_voice("")
