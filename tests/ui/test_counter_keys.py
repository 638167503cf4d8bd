"""Keys of the counter beside the answers: where Escape leads, the short way, tabs, reasons."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from driver import Counter, advised, given, settle
from looks import words
from people import STRESSED
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from ui.counter.pane import LineRow
from ui.kit.button import Button
from ui.kit.cap import split_key
from ui.kit.chip import Chip
from ui.outcome.reasons import ReasonsPane

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Key = Qt.Key


@pytest.fixture
def me(staff: Counter) -> Counter:
    staff.switch("en")
    return staff


def shown(me: Counter, name: str) -> str:
    """What a control says of its key and itself."""
    found = me.find(name)
    assert isinstance(found, QAbstractButton)
    return found.text()


def focus(me: Counter) -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


# -- Escape ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["", "v", "p"])
def test_escape_from_the_advice_loses_nothing(me: Counter, way: str) -> None:
    """Nor twice, from what lies beside the advice; only then it asks."""
    advised(me).key(way)
    for _ in range(2 if way else 1):
        me.key(Key.Key_Escape)
    me.at("conditions")
    assert me.shell.flow.drafts == STRESSED
    me.key(Key.Key_Escape)
    assert me.shows("restart:yes")
    assert me.shell.flow.drafts == STRESSED


def test_the_advice_begins_anew_with_a_key_of_its_own(me: Counter) -> None:
    advised(me)
    assert "(N)" in shown(me, "restart")
    me.key("n").wait(lambda: me.screen == "page:start")
    assert me.shell.flow.drafts == {}


def test_an_answer_is_changed_with_a_key(me: Counter) -> None:
    advised(me, conditions=["kidney"])
    assert "(A)" in shown(me, "change")
    me.key("a").at("conditions")


def test_beginning_anew_is_confirmed_with_a_key(me: Counter) -> None:
    given(me).key(Key.Key_Escape)
    assert "(Y)" in shown(me, "restart:yes")
    me.key("y").wait(lambda: me.screen == "page:start")
    assert me.shell.flow.drafts == {}


def test_tab_stays_with_what_is_asked(me: Counter) -> None:
    given(me, medicines=["digoxin"]).key(Key.Key_Escape)
    for key in (Key.Key_Tab, Key.Key_Tab, Key.Key_Backtab, Key.Key_Up, Key.Key_Down, Key.Key_Left):
        me.key(key)
        assert focus(me).objectName() in ("restart:yes", "restart:no")
        assert focus(me).isVisible()


# -- the short way --------------------------------------------------------------------------------

OPEN: dict[str, Any] = dict.fromkeys(
    ("duration", "tried", "situations", "medicines", "other_magnesium")
)


@pytest.mark.parametrize("way", ["key", "button", "pane"])
def test_an_emergency_needs_no_further_answer(me: Counter, way: str) -> None:
    given(me, alarm=["chest_pain"], **OPEN)
    before = dict(me.shell.flow.drafts)
    assert "(F8)" in shown(me, "straight")
    assert "Call 112" in me.shell.pane.now.accessibleDescription()  # type: ignore[union-attr]
    if way == "key":
        me.key(Key.Key_F8)
    else:
        me.tap("straight" if way == "button" else "pane:straight")
    me.wait(lambda: me.screen == "outcome")
    assert me.shows("outcome:refer")
    assert me.shows("call:112")
    me.key(Key.Key_P).wait(lambda: me.screen == "page:slip")
    me.key(Key.Key_Escape).wait(lambda: me.screen == "outcome").key(Key.Key_Escape)
    me.wait(lambda: me.shell.on_desk)
    assert me.shell.flow.drafts == before
    still_open = [each for each in me.shell.flow.path() if not me.shell.flow.is_answered(each)]
    assert {*OPEN} <= {*still_open}
    me.to("medicines").key("0")
    assert me.shell.flow.draft("medicines") == []


def test_whom_to_call_is_the_pack_s(me: Counter) -> None:
    given(me, alarm=["dark_thoughts"])
    assert me.shell.pane is not None
    assert "Call 113" in me.shell.pane.now.accessibleDescription()
    me.home().switch("en")
    given(me, alarm=["swollen_calf"])
    assert "Call 1" not in me.shell.pane.now.accessibleDescription()
    assert me.shows("straight"), "today is a referral as well"


@pytest.mark.parametrize(
    "answers",
    [{}, {"medicines": ["digoxin"]}, {"signals": ["palpitations"], "palpitations_known": None}],
)
def test_no_short_way_past_what_may_yet_change(me: Counter, answers: dict[str, Any]) -> None:
    """No referral, or one that the doctor's knowing would take away."""
    given(me, **answers)
    assert not me.shows("straight")
    me.key(Key.Key_F8)
    assert me.shell.on_desk


def test_the_short_way_with_the_pane_folded(me: Counter) -> None:
    given(me).key(Key.Key_F4)
    assert not me.shows("straight")
    me.to("conditions").pick("conditions:kidney")
    assert me.shows("straight")
    me.key(Key.Key_F4)


def test_the_keys_fit_the_bar_whatever_it_was_before(staff: Counter) -> None:
    """Larger text, other words or another size: as it is after the next answer."""
    given(staff, conditions=["kidney"])
    before = staff.shell.size()
    narrow = QSize(round(before.width() * 0.8), before.height())
    seen = []
    for change in (
        partial(staff.shell.hub.update, text_scale=2.0),
        partial(staff.shell.hub.update, text_scale=1.0),
        partial(staff.shell.resize, narrow),
        partial(staff.switch, "en"),
        partial(staff.shell.resize, before),
    ):
        change()
        settle()
        seen.append(keys_of_bar(staff))
        staff.shell.show_question()
        settle()
        assert seen[-1] == keys_of_bar(staff), change
    assert len({*map(frozenset, seen)}) > 2


def keys_of_bar(me: Counter) -> list[tuple[str, str]]:
    """What the keys in the bar say, as far as they have room."""
    keys = me.shell.bottom.findChildren(Button)
    return [(each.objectName(), each.text()) for each in keys if each.isVisible()]


# -- the advice -----------------------------------------------------------------------------------


def test_tabs_turn_by_digit_and_by_arrow(me: Counter) -> None:
    advised(me)
    tabs = [each for each in me.front.findChildren(QAbstractButton) if each.isVisible()]
    named = [each for each in tabs if each.objectName().startswith("tab:")]
    assert [each.text()[0] for each in named] == [str(at + 1) for at in range(len(named))]
    for number, tab in enumerate(named, 1):
        me.key(str(number))
        assert tab.isChecked()
    me.key("9")
    assert named[-1].isChecked()
    named[-1].setFocus(Qt.FocusReason.TabFocusReason)
    me.key(Key.Key_Left)
    assert named[-2].isChecked()
    assert named[-2].hasFocus()
    me.key(Key.Key_Right)
    assert named[-1].isChecked()


def test_a_customer_sees_no_keys_on_tabs(me: Counter) -> None:
    advised(me).key("t")
    view = me.shell.side.turned
    assert view is not None
    said = "\n".join(words([each for each in view.findChildren(QWidget) if each.isVisible()]))
    assert "Products" in said
    assert "1\u2002" not in said
    me.key("t")


def test_page_keys_leaf_through_the_reasons(me: Counter) -> None:
    advised(me, medicines=["digoxin"], age="70_plus")
    me.key(Key.Key_PageDown)
    me.key("r").wait(lambda: me.shows("reasons:pane"))
    pane = me.find("reasons:pane")
    assert isinstance(pane, ReasonsPane)
    assert pane.scrolled() == 0
    me.key(Key.Key_PageDown)
    assert pane.scrolled() > 0
    me.key(Key.Key_PageUp)
    assert pane.scrolled() == 0


def test_a_code_of_many_letters_unfolds_no_reasons(me: Counter) -> None:
    """No key is a shortcut, which would come before whoever tells scans from typing."""
    advised(me)
    window = me.shell.windowHandle()
    for sign in "MAG2:" + 3 * "RANDOM":
        QTest.keyClick(window, Key(ord(sign)))
    QTest.keyClick(window, Key.Key_Return)
    assert "not read well" in me.find("scan:says").accessibleName()
    assert not me.shows("reasons:pane")


# -- the desk and clearing ------------------------------------------------------------------------


def test_the_reasons_beside_the_sheets_have_a_key(me: Counter) -> None:
    given(me, medicines=["digoxin"])
    more = me.find("pane:reasons")
    assert isinstance(more, Button)
    assert "(F5)" in more.text()
    before = more.isChecked()
    me.key(Key.Key_F5)
    assert more.isChecked() != before


def test_clearing_shows_the_keys_there_are(me: Counter) -> None:
    advised(me, medicines=["digoxin"], age="70_plus").key("c")
    me.wait(lambda: me.screen == "clearing")
    chips = [each.text() for each in me.front.findChildren(Chip) if each.isVisible()]
    keys = [split_key(each)[1] for each in chips]
    digits = [each for each in keys if each.isdecimal()]
    letters = [each for each in keys if each.isalpha()]
    assert digits == list("123456789"[: len(digits)])
    assert letters == list("ABCDEFGH"[: len(letters)])
    assert digits + letters == keys


def test_clearing_by_keys_alone(me: Counter) -> None:
    advised(me, medicines=["digoxin"], age="70_plus").key("c")
    me.wait(lambda: me.screen == "clearing")

    def gate() -> str:
        (row,) = (each for each in me.front.findChildren(LineRow) if each.isChecked())
        return row.subject

    first = gate()
    me.key(Key.Key_PageDown)
    assert gate() != first
    me.key(Key.Key_PageUp)
    assert gate() == first
    me.key("1").key("t").key("wutang u").key(Key.Key_Return)
    assert [(each.who, each.reason) for each in me.shell.flow.cleared] == [
        ("pharmacist", "wutang u")
    ]
    me.key(Key.Key_PageUp)
    assert gate() == first
    assert "(U)" in shown(me, "clearing:undo")
    me.key("u")
    assert me.shell.flow.cleared == ()
    field = me.front.findChild(QLineEdit)
    assert field is not None
    assert field.text() == ""


def test_clearing_leads_to_the_answer_by_key(me: Counter) -> None:
    advised(me, other_magnesium=None, medicines=["digoxin"]).key("c")
    me.wait(lambda: me.screen == "clearing").key(Key.Key_PageUp).key("w")
    me.wait(lambda: me.shell.on_desk)


def test_no_stop_of_tab_is_out_of_sight(me: Counter) -> None:
    """Beside the sheets a column that does not scroll is none; one that does shows a ring."""
    given(me, medicines=["digoxin"], age="70_plus")
    for _ in range(80):
        me.key(Key.Key_Tab)
        at = focus(me)
        assert at.isVisible()
        assert at.visibleRegion().boundingRect().height() > 10
