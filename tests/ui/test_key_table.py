"""Every key in the tables of the counter does on its screen what the table says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from driver import Counter, advised, given, settle
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from ui.look.theme import TEXT_SCALES
from ui.outcome.reasons import ReasonsPane
from ui.slip.slip import CounterSlip

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

HELD = "2000001000021"
CLEARS = {"medicines": ["digoxin"], "age": "70_plus"}
MOVES = {"medicines": ["levothyroxine"]}
REFERS = {"conditions": ["kidney"]}
Answers = dict[str, Any]
Is = Callable[[Counter], object]


def to_start(me: Counter, _: Answers) -> None:
    me.shell.replies.say("nothing")
    me.shell.setFocus()


def to_desk(me: Counter, answers: Answers) -> None:
    given(me, **answers)
    me.shell.session.hold(HELD)
    settle()
    assert me.shell.pane is not None
    if me.shell.desk.folded:  # by another test: it stays as staff leave it
        me.shell.fold_pane()
    if unfolded(me):  # by itself, as there is room
        me.shell.pane.now.more.click()


def to_asking(me: Counter, answers: Answers) -> None:
    given(me, **answers).key(Qt.Key.Key_Escape)


def to_advice(me: Counter, answers: Answers) -> None:
    advised(me, **answers)


def to_slip(me: Counter, answers: Answers) -> None:
    advised(me, **answers).key("p").wait(lambda: me.screen == "page:slip")


def to_office(me: Counter, _: Answers) -> None:
    me.key(Qt.Key.Key_F2).wait(lambda: me.screen == "page:office")


PLACES: dict[str, Callable[[Counter, Answers], None]] = {
    "start": to_start,
    "asking": to_asking,
    "desk": to_desk,
    "advice": to_advice,
    "slip": to_slip,
    "office": to_office,
}


def front(name: str) -> Is:
    return lambda me: me.screen == name


def unfolded(me: Counter) -> bool:
    assert me.shell.pane is not None
    return me.shell.pane.now.more.isChecked()


def scrolled(me: Counter) -> int:
    pane = me.find("reasons:pane")
    assert isinstance(pane, ReasonsPane)
    return pane.scrolled()


def slip(me: Counter) -> CounterSlip:
    found = me.shell.slip_made
    assert isinstance(found, CounterSlip)
    return found


class Effect(NamedTuple):
    """What is so after a key and was not before, with these answers, after these other keys."""

    shows: Is
    answers: Answers | None = None
    first: tuple[Qt.Key | str, ...] = ()
    key: str = ""
    """Which of the keys; else the first."""


EFFECTS: dict[tuple[str, str], Effect] = {
    ("start", "Enter"): Effect(front("desk")),
    ("start", "F2"): Effect(front("page:office")),
    ("start", "F3"): Effect(front("product")),
    ("start", "Esc"): Effect(lambda me: not me.shell.replies.notice.isVisible()),
    ("asking", "Y"): Effect(front("page:start")),
    ("asking", "Esc"): Effect(lambda me: not me.shell.asking),
    ("desk", "Enter"): Effect(lambda me: me.shell.question != "conditions"),
    ("desk", "Backspace"): Effect(lambda me: me.shell.question == "situations"),
    ("desk", "PgDn"): Effect(lambda me: me.shell.question == "medicines"),
    ("desk", "PgUp"): Effect(lambda me: me.shell.question == "situations"),
    ("desk", "Esc"): Effect(lambda me: me.shell.asking),
    ("desk", "F4"): Effect(lambda me: me.shell.desk.folded),
    ("desk", "F5"): Effect(unfolded, CLEARS),
    ("desk", "F6"): Effect(front("clearing"), CLEARS),
    ("desk", "F7"): Effect(lambda me: not me.shell.held),
    ("desk", "F8"): Effect(front("outcome"), REFERS),
    ("desk", "0-9, A-Z"): Effect(lambda me: me.shell.flow.draft("conditions"), key="1"),
    ("advice", "Esc"): Effect(front("desk")),
    ("advice", "A"): Effect(front("desk"), REFERS),
    ("advice", "C"): Effect(front("clearing"), CLEARS),
    ("advice", "M"): Effect(lambda me: me.shell.question == "moments", MOVES),
    ("advice", "N"): Effect(front("page:start")),
    ("advice", "P"): Effect(front("page:slip")),
    ("advice", "R"): Effect(lambda me: me.shows("reasons:pane")),
    ("advice", "T"): Effect(lambda me: me.shell.side.is_turned),
    ("advice", "V"): Effect(front("compare")),
    ("advice", "PgDn"): Effect(scrolled, CLEARS, ("r",)),
    ("advice", "PgUp"): Effect(lambda me: not scrolled(me), CLEARS, ("r", Qt.Key.Key_PageDown)),
    ("advice", "1-9"): Effect(lambda me: me.shell.outcome().tab != "products", key="2"),
    ("slip", "Esc"): Effect(front("outcome")),
    ("slip", "P"): Effect(lambda me: "print" in vars(slip(me))["did"]),
    ("slip", "S"): Effect(lambda me: "save" in vars(slip(me))["did"]),
    ("slip", "Q"): Effect(lambda me: slip(me).codes_button.isChecked()),
    ("slip", "L"): Effect(lambda me: slip(me).wanted()[1]),
    ("slip", "0-9"): Effect(lambda me: slip(me).wanted()[0], key="1"),
    ("office", "Esc"): Effect(front("page:start")),
}
"""By screen and key as a help shows it."""

NAMES = {"Esc": "Escape", "PgDown": "PageDown", "PgUp": "PageUp"}


def to_clearing(me: Counter, answers: Answers) -> None:
    advised(me, **CLEARS).key("c").wait(lambda: me.screen == "clearing")


def to_compare(me: Counter, _: Answers) -> None:
    advised(me).key("v").wait(lambda: me.screen == "compare")


def to_product(me: Counter, _: Answers) -> None:
    me.key(Qt.Key.Key_F3).wait(lambda: me.screen == "product")


def to_turned(me: Counter, _: Answers) -> None:
    advised(me).key("t")


BESIDE: dict[str, Callable[[Counter, Answers], None]] = {
    "clearing": to_clearing,
    "compare": to_compare,
    "product": to_product,
    "turned": to_turned,
}


def strike(me: Counter, name: str) -> None:
    """A real key, by its name in the table."""
    if len(name) == 1:
        me.key(name)
    else:
        alt = name.startswith("Alt+")
        key = Qt.Key[f"Key_{NAMES.get(name, name.removeprefix('Alt+'))}"]
        held = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(me.shell, key, held)
    settle()


@pytest.fixture
def me(staff: Counter) -> Counter:
    staff.switch("en")
    return staff


@pytest.mark.parametrize(("place", "shown"), EFFECTS)
def test_a_key_does_what_the_table_says(
    me: Counter, monkeypatch: pytest.MonkeyPatch, place: str, shown: str
) -> None:
    effect = EFFECTS[place, shown]
    PLACES[place](me, effect.answers or {})
    settle()
    if place == "slip":  # paper and files are tried elsewhere
        did: list[str] = []
        monkeypatch.setattr(slip(me), "did", did, raising=False)
        monkeypatch.setattr(slip(me), "print", lambda: did.append("print"))
        monkeypatch.setattr(slip(me), "save", lambda: did.append("save"))
    for each in effect.first:
        me.key(each)
    settle()
    (row,) = (each for each in me.shell.key_table() if each.shown == shown)
    assert not effect.shows(me)
    strike(me, effect.key or next(iter(row.keys)))
    assert effect.shows(me)


@pytest.mark.parametrize("place", PLACES)
def test_a_help_can_print_the_keys(me: Counter, place: str) -> None:
    """In each language; a key is there once."""
    PLACES[place](me, {})
    settle()
    said = {}
    for language in ("en", "nl"):
        me.shell.use_language(language)
        settle()
        table = me.shell.key_table()
        said[language] = [each.words for each in table]
        taken: set[str] = set()
        for row in table:
            assert not taken & {*row.keys} or len(row.keys) > 20, "any sign comes last"
            taken |= {*row.keys}
        mine = {each.shown for each in table} - ({"0-9"} if place == "office" else set())
        assert mine == {shown for where, shown in EFFECTS if where == place}
    assert len({*said["nl"]}) == len({*said["en"]})
    assert not {*said["nl"]} & ({*said["en"]} - {"Print", "Reset"})


# -- the help -------------------------------------------------------------------------------------


def helped(me: Counter) -> str:
    """What the panel says."""
    return me.shell.help.list.accessibleDescription()


@pytest.mark.parametrize("place", [*PLACES, *BESIDE])
def test_f1_shows_the_keys_of_this_screen(me: Counter, place: str) -> None:
    """Each in its words, in both languages; Escape or F1 takes it away, and nothing has moved."""
    {**PLACES, **BESIDE}[place](me, {})
    settle()
    screen, question, asking = me.screen, me.shell.question, me.shell.asking
    drafts, turned = dict(me.shell.flow.drafts), me.shell.turned
    for language in ("en", "nl"):
        me.shell.use_language(language)
        settle()
        me.key(Qt.Key.Key_F1)
        assert me.shows("keys")
        table = me.shell.key_table()
        assert len(table) > 0
        for row in (*table, *me.shell.keys_everywhere()):
            assert f"{row.shown}\n{row.words}" in helped(me)
        for key in ("1", "x", Qt.Key.Key_F2, Qt.Key.Key_Backspace, Qt.Key.Key_PageDown):
            me.key(key)
        assert me.shows("keys"), "no key reaches what lies below"
        me.key(Qt.Key.Key_F1 if language == "nl" else Qt.Key.Key_Escape)
        assert not me.shows("keys")
    now = me.screen, me.shell.question, me.shell.asking, me.shell.flow.drafts, me.shell.turned
    assert now == (screen, question, asking, drafts, turned)


@pytest.mark.parametrize("place", [*PLACES, *BESIDE])
def test_a_question_mark_helps_where_it_is_no_answer(me: Counter, place: str) -> None:
    """On the sheets it says "not known", and in a field it is typed."""
    {**PLACES, **BESIDE}[place](me, {})
    settle()
    if place in ("desk", "product"):
        me.key("?")
        assert not me.shows("keys")
        return
    if place == "office":
        me.shell.setFocus()
    me.key("?")
    assert me.shows("keys")
    me.key("?")
    assert not me.shows("keys")


@pytest.mark.parametrize("place", BESIDE)
def test_a_key_is_in_a_table_once(me: Counter, place: str) -> None:
    BESIDE[place](me, {})
    settle()
    taken = [key for row in me.shell.key_table() for key in row.keys]
    assert len(taken) == len({*taken})
    assert any("Esc" in row.keys for row in me.shell.key_table())


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1080, 1920)])
@pytest.mark.parametrize("text_scale", TEXT_SCALES)
def test_all_keys_are_readable(
    open_window: Callable[..., Counter], size: QSize, text_scale: float
) -> None:
    """The longest list in the smallest window: the panel within the window, the type not tiny."""
    me = open_window("staff", size)
    to_desk(me, {})
    me.shell.hub.update(text_scale=text_scale)
    me.key(Qt.Key.Key_F1)
    settle()
    panel = me.shell.help
    assert panel.rect().contains(panel.card.geometry())
    assert panel.list.height() >= panel.list.needed(panel.list.width(), 0.6)
