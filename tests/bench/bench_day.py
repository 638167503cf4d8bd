"""Days on end in one kiosk: 10,000 complete consultations, and what they leave in the memory.

The pack's cases come one after the other, through every page to the advice, and end as they do in
a shop: by Done, by Stop, or because nobody is there. On the way some look medicines up by letter,
some ask for staff, some take the advice along, some want another language or larger words. Every
tenth is painted on a screen of 1366x768; the others do all the same but for the painting, which
would take most of the time. Nothing here fails on time or memory: the table says how we stand.

Run as a program this measures and prints JSON; MAGAPP_BENCH_DAY says how many consultations.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication

from magapp.assistant import open_assistant
from magapp.pack import load_cases
from magapp.resources import resource
from magapp.rules import Answers
from ui.app import build
from ui.ask.lookup import LookupPage
from ui.kiosk.kiosk import KioskShell

SIZE = QSize(1366, 768)
MANY = int(os.environ.get("MAGAPP_BENCH_DAY", "10000"))
EARLY = 500
"""After so many the memory is looked at, and again in the end."""
GOAL = 5.0


def settle() -> None:
    """Let everything that was posted arrive, what deletes widgets included."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def resident() -> float:
    """The memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def consult(shell: KioskShell, answers: Answers, number: int) -> None:
    """One customer, from the invitation to the invitation."""
    shell.begin()
    settle()
    if number % 7 == 0:
        shell.use_language(next(each for each in shell.languages if each != "nl"))
        settle()
    if number % 50 == 0:
        shell.text_size.click()
        settle()
    while shell.question is not None:
        answer(shell, answers, number)
    if shell.deck.currentWidget() is not shell._review:
        shell.show_review()
    if number % 5 == 0:
        shell.ask_staff()
        settle()
        shell._go_behind()
    shell.show_advice()
    settle()
    if number % 4 == 0:
        shell.show_slip()
        settle()
    if number % 3 == 0:
        shell.idle.wait.timeout.emit()
        settle()
        shell.idle.over.emit()
    else:
        shell.go_start()
    settle()


def answer(shell: KioskShell, answers: Answers, number: int) -> None:
    """Answer the question on the screen, or leave it open where the case does."""
    question = shell.question
    assert question is not None
    page = shell.page(question)
    if isinstance(page, LookupPage) and number % 3 == 0:
        for letter in page.asking.index.letters()[number % 5 :: 5]:
            page.show_letter(letter)
            settle()
        page.show_letters()
    if question in answers:
        page.populate(answers[question])
        page.answered.emit(answers[question], False)
        shell.go_next()
    elif shell.step_on() is None:
        shell.show_review()
    else:
        shell.show_question()
    settle()


def measure() -> dict[str, Any]:
    """All figures."""
    application = QApplication(sys.argv[:1])
    assistant = open_assistant(catalogue=resource("packs", "magnesium", "demo.csv"))
    cases: Sequence[Answers] = [case.answers for case in load_cases(resource("packs", "magnesium"))]
    shell = build(application, assistant, "kiosk", SIZE, motion=False)
    assert isinstance(shell, KioskShell)
    shell.show()
    settle()
    early, start = 0.0, perf_counter()
    for number in range(MANY):
        shell.setUpdatesEnabled(number % 10 == 0)
        consult(shell, cases[number % len(cases)], number)
        if number + 1 == min(EARLY, MANY):
            early = resident()
    return {
        "consultations": MANY,
        "early": early,
        "end": resident(),
        "seconds": perf_counter() - start,
        "widgets": len(application.allWidgets()),
    }


def test_day(magapp_home: Path) -> None:
    ran = subprocess.run(
        [sys.executable, __file__],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "MAGAPP_HOME": str(magapp_home)},
        stdout=subprocess.PIPE,
        check=True,
    )
    said = json.loads(ran.stdout)
    grown = (said["end"] / said["early"] - 1) * 100
    print(f"\n\n{said['consultations']:,} consultations in {said['seconds']:.0f} s")
    print(f"memory: {said['early']:.1f} MiB after {EARLY}, {said['end']:.1f} at the end")
    print(f"{grown:+.1f} % (goal {GOAL} %); {said['widgets']} widgets in the end")


if __name__ == "__main__":
    print(json.dumps(measure()))
