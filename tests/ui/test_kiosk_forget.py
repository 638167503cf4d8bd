"""After a customer nothing is left of them: not on a screen, not behind it, not in the memory.

Two customers come. The first makes the kiosk build all its screens; what the memory holds after
them is what it always holds. The second leaves traces that can be told from everything else.
"""

from __future__ import annotations

import gc
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from driver import Driver, leave
from people import STRESSED
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from magapp.pack import Pack
from ui.kit.deck import NOTHING, PartCard

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

MEDICINE = "Zqmarkerqz"
AMOUNT = 1987
"""More than anybody takes, and nothing else in the program has this value."""

KINDS = ("Advice", "Suggestion", "Suggested", "Verdict", "Told", "Slip", "Marked", "Pick")
"""What is made of answers."""


class Marked(list[str]):
    """An answer that can be found again, wherever it is kept."""


@pytest.fixture(scope="module")
def marked_pack(pack: Pack) -> Pack:
    """The pack with one medicine more, of which one is asked which it is."""
    like = next(each for each in pack.medicines if each.which == "ppi")
    medicine = msgspec.structs.replace(like, name=MEDICINE, brands=(), synonyms=())
    return msgspec.structs.replace(pack, medicines=(*pack.medicines, medicine))


def consult(me: Driver, medicine: str, amount: int, situations: list[str]) -> None:
    """A customer who looks at everything, and stays at the advice."""
    me.begin()
    said: dict[str, Any] = {"who": "other", "age": "18_69", "sex": "male", "signals": []}
    for question, value in (said | {"situations": ["stress"], "conditions": []}).items():
        me.answer(question, value)
    me.shell.flow.answer("situations", situations)
    me.at("medicines").look_up(medicine, "ppi_short")
    me.tap("letter:O").tap("letter:OM").tap("letters:back").go_on()
    for digit in str(amount):
        me.tap(f"pad:{digit}")
    me.go_on()
    me.wait(lambda: me.screen == "review")
    me.tap("change:medicines").at("medicines").go_on()
    me.wait(lambda: me.screen == "review")
    me.tap("ask_staff").tap("help:back").wait(lambda: me.screen == "review").see_advice()
    me.tap("take").wait(lambda: me.screen != "outcome")


def traces() -> Counter[str]:
    """Everything alive that says who was here: by the kind of what holds it."""
    gc.unfreeze()  # what there was before the tests may hold something too
    gc.collect()
    found: Counter[str] = Counter()
    for holder in gc.get_objects():
        kind = type(holder).__name__
        if kind in KINDS:
            found[kind] += 1
        if kind in ("frame", "cell", "Counter"):
            continue  # of the test
        for each in told(holder):
            found[f"{kind} holding {each!r}"] += 1
    return found


def told(holder: object) -> Iterator[object]:
    """What something holds that says who was here, also in the tuples that it holds."""
    for each in gc.get_referents(holder):
        if isinstance(each, str):
            if MEDICINE in each or str(AMOUNT) in each:
                yield each
        elif isinstance(each, float | int):
            if each == AMOUNT:
                yield each
        elif isinstance(each, tuple) and not gc.is_tracked(each):
            yield from told(each)


def seen() -> set[str]:
    """Every property of every widget, shown or not, that says who was here."""
    found = set()
    for widget in QApplication.allWidgets():
        meta = widget.metaObject()
        names = [str(meta.property(at).name()) for at in range(meta.propertyCount())]
        names += [bytes(name.data()).decode() for name in widget.dynamicPropertyNames()]
        for name in names:
            try:
                value = str(widget.property(name))
            except RuntimeError:  # of a kind of Qt's own, that no text of ours is in
                continue
            if MEDICINE in value or str(AMOUNT) in value:
                found.add(f"{widget.objectName()}.{name}")
    return found


def test_nothing_is_left(open_window: Callable[..., Driver], marked_pack: Pack) -> None:
    me = open_window("kiosk", QSize(1366, 768), marked_pack)
    consult(me, "pantoprazol", 35, ["sport"])
    leave(me)
    before = traces()
    assert seen() == set()

    consult(me, MEDICINE, AMOUNT, Marked(["sleep"]))
    planted = traces()
    assert planted["Marked"] > before["Marked"]
    assert sum(planted.values()) > sum(before.values())
    assert seen() != set()
    leave(me)
    assert traces() - before == Counter()
    assert seen() == set()


def test_what_follows_from_an_age_goes_too(kiosk: Driver) -> None:
    """The most a day for a child says who was here, as the amount against it does."""
    child = {**STRESSED, "age": "4_8", "other_magnesium": 37}
    kiosk.begin().shell.flow.fill(child)
    kiosk.shell.flow.goto("other_magnesium")
    kiosk.shell.show_question()
    most = f"{kiosk.shell.session.ceiling:g}"
    gauge = kiosk.find("other_magnesium:gauge")
    said = gauge.accessibleDescription()
    assert {most, "37"} <= set(re.findall(r"\d+", said))
    leave(kiosk)
    assert [each for each in gauges(kiosk) if each.accessibleDescription()] == []
    assert [each for each in gauges(kiosk) if each.face is not NOTHING] == []
    kiosk.switch("en")  # what is not there is not said in another language either
    assert [each for each in gauges(kiosk) if each.accessibleDescription()] == []


def gauges(me: Driver) -> list[PartCard]:
    """The cards on the page of the amount."""
    return me.shell.page("other_magnesium").findChildren(PartCard)


def test_nothing_is_left_to_paste(kiosk: Driver) -> None:
    clipboard = QGuiApplication.clipboard()
    modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
    kiosk.begin()
    for mode in modes:
        clipboard.setText(MEDICINE, mode)
    leave(kiosk)
    assert [clipboard.text(mode) for mode in modes] == ["", ""]


def test_the_keyboard_is_where_it_was(kiosk: Driver) -> None:
    """The focus, and what leafs or tabs through, begin at the beginning."""
    kiosk.begin().pick("who:self").at("age")
    QTest.keyClick(kiosk.shell.windowHandle(), Qt.Key.Key_Tab)
    leave(kiosk)
    focus = QApplication.focusWidget()
    assert focus is None or focus is kiosk.front or kiosk.front.isAncestorOf(focus)
    hidden = [page for page in kiosk.shell.screens.values() if page.isVisible()]
    assert hidden == []


def test_an_exception_is_forgotten_too(kiosk: Driver) -> None:
    """Python keeps the last one, with all that the functions in it knew."""
    names = ("last_value", "last_traceback")
    for name in names:
        setattr(sys, name, Marked([MEDICINE]))
    kiosk.shell.show_fault()
    assert not any(hasattr(sys, name) for name in names)


def test_names_that_were_looked_at_are_made_anew(kiosk: Driver) -> None:
    kiosk.begin()
    kiosk.shell.flow.fill({"who": "self", "age": "18_69", "sex": "male", "signals": []})
    kiosk.shell.flow.fill({"situations": ["stress"], "conditions": []})
    kiosk.shell.flow.goto("medicines")
    kiosk.shell.show_question()
    kiosk.tap("letter:O").tap("letter:OM")
    assert kiosk.shows("medicine:omeprazol")
    leave(kiosk)
    names = [each.objectName() for each in kiosk.shell.findChildren(QWidget)]
    assert [each for each in names if each.startswith("medicine:") and "missing" not in each] == []
