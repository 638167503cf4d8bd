"""Beside asking: what it would be now, clearing, a product in the hand, comparing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from driver import Counter, Driver, advised, given, settle
from looks import faults, reachable, too_small, words
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from magapp.rules import Clearance
from ui.counter.pane import LineRow, LivePane

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Key = Qt.Key
Open = Callable[..., Driver]


def opened(open_window: Open, size: QSize) -> Counter:
    """A window of this size, in English."""
    me = open_window("staff", size)
    assert isinstance(me, Counter)
    me.switch("en")
    return me


@pytest.fixture
def me(staff: Driver) -> Counter:
    assert isinstance(staff, Counter)
    staff.switch("en")
    return staff


def pane(me: Counter) -> LivePane:
    found = me.shell.pane
    assert found is not None
    return found


def now(me: Counter) -> str:
    """What the pane says of the moment."""
    found = pane(me).now
    return f"{found.accessibleName()}\n{found.accessibleDescription()}"


def banner(me: Counter) -> str:
    """What is said of the product in the hand."""
    found = me.find("fit")
    return f"{found.accessibleName()} {found.accessibleDescription()}"


def hold(me: Counter, text: str) -> str:
    """Begin with a product, by keys; its EAN is given back."""
    me.key(Key.Key_F3).wait(lambda: me.screen == "product")
    me.key(text).key(Key.Key_Return).wait(lambda: me.shell.question is not None)
    assert me.shell.held
    return me.shell.held


# -- the pane -------------------------------------------------------------------------------------


def test_the_pane_follows_every_answer(me: Counter) -> None:
    me.begin()
    assert "Not known yet" in now(me)
    me.key("1")
    assert "Still open: 8" in now(me)
    given(me)
    assert "These products fit" in now(me)
    me.to("conditions").pick("conditions:kidney")
    assert "See your GP first" in now(me)


def test_the_pane_leads_to_a_question(me: Counter) -> None:
    given(me, medicines=None)
    me.tap("open:medicines").at("medicines")


def test_the_pane_forgets(me: Counter) -> None:
    given(me, medicines=["digoxin"])
    me.shell.go_start()
    assert now(me).strip() == ""
    assert not "".join(each.text() for each in pane(me).findChildren(LineRow))


def test_a_folded_pane_is_up_to_date_when_it_unfolds(me: Counter) -> None:
    given(me)
    me.key(Key.Key_F4)
    assert not pane(me).isVisible()
    me.to("conditions").pick("conditions:kidney")
    me.key(Key.Key_F4)
    assert pane(me).isVisible()
    assert "See your GP first" in now(me)


# -- clearing -------------------------------------------------------------------------------------


def test_a_gate_is_cleared_from_the_outcome(me: Counter) -> None:
    advised(me, medicines=["digoxin"], age="70_plus")
    assert me.shows("outcome:ask_staff")
    me.key("c").wait(lambda: me.screen == "clearing")
    me.key("1").key("a").key(Key.Key_Return)
    assert me.screen == "clearing"  # there is another one
    me.key("2").key("b").key(Key.Key_Return).wait(lambda: me.screen == "outcome")
    assert me.shows("outcome:suggest")
    assert [each.gate for each in me.shell.flow.cleared] == ["age_70_plus", "digoxin"]
    assert me.last[0].cleared == me.shell.flow.cleared
    me.tap("reasons")
    said = "\n".join(words(me.find("reasons:pane").findChildren(QWidget)))
    assert "GP: Kidney function is known and fine" in said


def test_what_was_cleared_is_taken_back(me: Counter) -> None:
    advised(me, medicines=["digoxin"])
    me.key("c").key("1").key("a").key(Key.Key_Return).wait(lambda: me.shows("outcome:suggest"))
    me.tap("clear").wait(lambda: me.screen == "clearing")
    me.tap("clearing:undo").tap("clearing:back").wait(lambda: me.screen == "outcome")
    assert me.shows("outcome:ask_staff")
    assert me.shell.flow.cleared == ()


def test_a_gate_is_cleared_from_beside_the_sheets(me: Counter) -> None:
    given(me, medicines=["digoxin"]).tap("clear:digoxin")
    me.wait(lambda: me.screen == "clearing").key("1").key("a").key(Key.Key_Return)
    me.wait(lambda: me.shell.on_desk)
    assert "These products fit" in now(me)
    assert me.shows("cleared:digoxin")


def test_a_clearance_goes_with_its_gate(me: Counter) -> None:
    given(me, medicines=["digoxin"])
    me.shell.flow.clear(Clearance("digoxin", "GP: agrees"))
    me.shell.flow.answer("medicines", ["iron"])
    me.shell.show_question()
    me.shell.flow.answer("medicines", ["digoxin"])
    me.shell.show_advice()
    assert not len(me.shell.flow.cleared)
    assert me.shows("outcome:ask_staff")


def clear(me: Counter) -> Counter:
    """Clear the first gate with keys, from beside the sheets."""
    me.key(Key.Key_F6).wait(lambda: me.screen == "clearing")
    me.key("1").key("a").key(Key.Key_Return).wait(lambda: me.shell.on_desk)
    assert me.shell.flow.cleared
    return me


def test_another_medicine_that_is_not_found_is_not_cleared_with_the_first(me: Counter) -> None:
    given(me).to("medicines")
    me.key("qwerty").tap("medicine:missing").wait(lambda: me.shows("clear:medicines_unsure"))
    clear(me)
    assert "These products fit" in now(me)
    me.to("medicines").key("asdf").tap("medicine:missing")
    assert me.shell.flow.draft("medicines") == ["unsure"]  # the answer is the same
    assert me.shows("clear:medicines_unsure")
    assert "These products fit" not in now(me)
    assert advised(me, medicines=["unsure"]).shows("outcome:ask_staff")


def test_a_name_more_drops_what_was_cleared_of_the_medicines(me: Counter) -> None:
    given(me, medicines=["digoxin"])
    clear(me).to("medicines").key("ferrofumaraat").key(Key.Key_Return)
    assert me.shell.flow.cleared == ()
    assert me.shows("clear:digoxin")


def test_a_clearance_does_not_come_back_with_the_answer(me: Counter) -> None:
    """Nor where nothing on the screen is worked out in between: the pane is folded."""
    given(me, age="70_plus")
    clear(me).key(Key.Key_F4)
    assert not pane(me).isVisible()
    me.to("age").pick("age:18_69")
    me.to("age").pick("age:70_plus")
    me.key(Key.Key_F4)  # the next test has it unfolded
    assert me.shows("clear:age_70_plus")
    me.shell.show_advice()
    assert me.shows("outcome:ask_staff")


def test_other_answers_leave_a_clearance_as_it_is(me: Counter) -> None:
    given(me, medicines=["digoxin"])
    clear(me).to("age").pick("age:18_69")
    me.to("situations").pick("situations:sport")
    assert me.shows("cleared:digoxin")
    me.shell.show_advice()
    assert me.shows("outcome:suggest")


def test_what_a_scan_typed_does_not_take_a_clearance_back(me: Counter) -> None:
    given(me, age="70_plus")
    clear(me).to("age")
    scan(me.assistant.catalogue.products[3].ean)
    assert me.shell.held == me.assistant.catalogue.products[3].ean
    assert me.shell.flow.draft("age") == "70_plus"
    assert me.shows("cleared:age_70_plus")


def test_a_reason_follows_the_language_of_the_screen(me: Counter) -> None:
    advised(me, medicines=["digoxin"])
    me.key("c").key("1").key("a").key(Key.Key_Return).wait(lambda: me.shows("outcome:suggest"))
    me.tap("reasons")
    said = []
    for language in ("en", "nl"):
        me.switch(language)
        settle()
        said.append("\n".join(words(me.find("reasons:pane").findChildren(QWidget))))
    assert "Pharmacist: Agrees that magnesium may be taken now" in said[0]
    assert "Apotheker: Vindt dat magnesium nu mag" in said[1]
    assert "Pharmacist: " not in said[1]


def test_a_referral_offers_no_clearing(me: Counter) -> None:
    advised(me, conditions=["kidney"], medicines=["digoxin"])
    assert not me.shows("clear")
    me.key("c")
    assert me.screen == "outcome"


ALL_DAY = {"gabapentin": ["breakfast", "lunch", "dinner", "bedtime"]}
"""Taken so often that no moment is left for magnesium."""


def test_with_no_moment_of_the_day_free_other_moments_are_asked_for(me: Counter) -> None:
    given(me, medicines=["gabapentin"], moments=ALL_DAY).key(Key.Key_F6)
    assert me.shell.on_desk
    assert not me.find("clear:no_slot").isEnabled()
    me.shell.show_advice()
    assert me.shows("outcome:ask_staff")
    said = "\n".join(words([each for each in me.front.findChildren(QWidget) if each.isVisible()]))
    assert "there is nothing to clear: only the pharmacist or the GP" in said
    me.key("c").wait(lambda: me.screen == "clearing")
    assert not me.shows("clearing:confirm")
    me.key("1").key("a").key("w").at("moments")
    me.key("4").see_advice()
    assert me.shows("outcome:suggest")
    me.home()
    # beside one that may be cleared
    advised(me, medicines=["gabapentin"], moments=ALL_DAY, age="70_plus").key("c")
    me.wait(lambda: me.screen == "clearing")
    settle()
    assert me.shows("clearing:confirm")
    me.tap("gate:no_slot").at("moments")


def test_an_amount_that_is_not_known_is_asked_for_and_not_cleared(me: Counter) -> None:
    advised(me, other_magnesium="unsure").key("c").wait(lambda: me.screen == "clearing")
    said = me.find("clearing:about")
    assert "Ask how much" in "".join(words([said]))
    assert not me.shows("clearing:confirm")
    me.key("1").key("a").key(Key.Key_Return).at("other_magnesium")
    assert me.shell.flow.cleared == ()
    me.pick("other_magnesium:pick:100").see_advice()
    assert me.shows("outcome:suggest")


def test_an_open_question_is_gone_to(me: Counter) -> None:
    advised(me, other_magnesium=None, medicines=["digoxin"])
    me.key("c").wait(lambda: me.screen == "clearing")
    settle()
    me.tap("gate:unanswered_other_magnesium").at("other_magnesium")


def test_clearances_end_with_the_consultation(me: Counter) -> None:
    advised(me, medicines=["digoxin"])
    me.key("c").key("1").key("a").key(Key.Key_Return).wait(lambda: me.shows("outcome:suggest"))
    me.key("n").wait(lambda: me.screen == "page:start")
    assert me.shell.flow.cleared == ()
    assert advised(me, medicines=["digoxin"]).shows("outcome:ask_staff")


# -- the product in the hand ----------------------------------------------------------------------


def test_a_product_is_found_by_its_first_letters(me: Counter) -> None:
    ean = hold(me, "tauraat 75")
    name = me.assistant.shelf[ean].name
    assert "tauraat 75" in name
    assert name in me.find("held").accessibleName()
    advised(me)
    assert name in banner(me)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "fits"),
        ({"conditions": ["kidney"]}, "not for you now"),
        ({"signals": [], "situations": []}, "not for you now"),
        ({"other_magnesium": 200}, "not for you now"),
        ({"situations": ["sport"], "signals": []}, "another one fits better"),
    ],
)
def test_it_is_judged_whatever_the_outcome(me: Counter, answers: dict[str, Any], said: str) -> None:
    hold(me, "bisglycinaat")
    assert said in banner(advised(me, **answers))


def test_a_product_is_chosen_with_arrows_and_with_the_mouse(me: Counter) -> None:
    me.key(Key.Key_F3).wait(lambda: me.screen == "product").key("citraat")
    wanted = me.assistant.shelf.search("citraat")
    me.key(Key.Key_Down).key(Key.Key_Down).key(Key.Key_Up).key(Key.Key_Return)
    assert me.shell.held == wanted[1].ean
    me.home().tap("product").key("citraat").tap(f"product:{wanted[2].ean}")
    assert me.shell.held == wanted[2].ean


def scan(code: str) -> None:
    """Type as a scanner does: the keys a few milliseconds apart."""
    target = QApplication.focusWidget()
    assert target is not None
    window = target.window().windowHandle()
    at = 1_000_000
    for sign in [*code, "\r"]:
        at += 5
        key = Key.Key_Return if sign == "\r" else Key(ord(sign))
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign)
            event.setTimestamp(at)
            QApplication.sendEvent(window, event)


def test_a_product_is_scanned(me: Counter) -> None:
    ean = me.assistant.catalogue.products[3].ean
    me.key(Key.Key_F3).wait(lambda: me.screen == "product")
    scan(ean)
    assert me.shell.held == ean
    me.home().key(Key.Key_F3)
    scan("4006381333931")
    assert me.screen == "product"
    assert "4006381333931" in me.find("product:says").accessibleName() + "".join(
        words([me.find("product:says")])
    )


def test_nothing_is_chosen_by_an_empty_field(me: Counter) -> None:
    me.key(Key.Key_F3).wait(lambda: me.screen == "product").key(Key.Key_Return)
    assert me.screen == "product"
    shown = [each for each in me.front.findChildren(LineRow) if each.isVisible()]
    assert not any(each.isChecked() for each in shown), "a mark would promise that Enter chooses"
    me.key("xyzxyz").key(Key.Key_Return)
    assert me.screen == "product"
    assert me.shows("product:says")
    me.key(Key.Key_Escape).wait(lambda: me.screen == "page:start")
    assert me.shell.held == ""


def test_a_product_is_pointed_at_in_an_empty_field(me: Counter) -> None:
    me.key(Key.Key_F3).wait(lambda: me.screen == "product").key(Key.Key_Down)
    first = me.assistant.shelf.search("")[0].ean
    assert me.find(f"product:{first}").isChecked()  # type: ignore[attr-defined]
    me.key(Key.Key_Return)
    assert me.shell.held == first


@pytest.mark.parametrize("by_key", [False, True])
def test_the_product_is_let_go(me: Counter, by_key: bool) -> None:
    hold(me, "tauraat")
    if by_key:
        me.key(Key.Key_F7)
    else:
        me.tap("held")
    assert not me.shows("held")
    assert not advised(me).shows("fit")


def test_the_product_is_forgotten(me: Counter) -> None:
    hold(me, "tauraat")
    advised(me).key("n").wait(lambda: me.screen == "page:start")
    assert me.shell.held == ""
    assert not given(me).shows("held")
    assert not advised(me).shows("fit")
    said = "\n".join(words(me.shell.findChildren(QWidget, "held")))
    assert "tauraat" not in said


# -- comparing ------------------------------------------------------------------------------------


def table(me: Counter) -> str:
    return me.find("compare:table").accessibleDescription()


def test_the_first_two_are_compared(me: Counter) -> None:
    advised(me).key("v").wait(lambda: me.screen == "compare")
    first, second, _ = (each.product for each in me.last[1].products)
    for text in (
        first.name,
        second.name,
        "Price per 100\u00a0mg",
        "Enough a day for claims",
        "Vegan",
    ):
        assert text in table(me)
    me.key(Key.Key_Escape).wait(lambda: me.screen == "outcome")


def test_any_two_are_compared(me: Counter) -> None:
    advised(me).tap("compare").key("2").wait(lambda: me.screen == "product")
    me.key("oxide").key(Key.Key_Return).wait(lambda: me.screen == "compare")
    other = me.assistant.shelf.search("oxide")[0]
    assert other.name in table(me)
    assert me.shell.held == ""
    assert "This form does not fit the answers." in table(me)
    me.tap("compare:left").key(Key.Key_Escape).wait(lambda: me.screen == "compare")
    me.tap("compare:back").wait(lambda: me.screen == "outcome")


def test_the_product_in_the_hand_comes_first(me: Counter) -> None:
    name = me.assistant.shelf[hold(me, "malaat")].name
    advised(me).key("v")
    assert table(me).split("\n")[0] == name


@pytest.mark.parametrize(
    ("answers", "gate"),
    [
        ({"conditions": ["kidney"]}, "kidney"),
        ({"medicines": ["digoxin"]}, "digoxin"),
        ({"signals": [], "situations": []}, "few_signals"),
    ],
)
def test_any_two_are_compared_whatever_the_outcome(
    me: Counter, answers: dict[str, Any], gate: str
) -> None:
    advised(me, **answers).key("v").wait(lambda: me.screen == "compare")
    for side, letters in (("1", "citraat"), ("2", "oxide")):
        assert "Choose a product" in table(me)
        me.key(side).wait(lambda: me.screen == "product")
        me.key(letters).key(Key.Key_Return).wait(lambda: me.screen == "compare")
    assert "Choose a product" not in table(me)
    for letters in ("citraat", "oxide"):
        assert me.assistant.shelf.search(letters)[0].name in table(me)
    title = me.assistant.pack.text("en", f"gate.{gate}.title")
    assert table(me).count(f"Not now: {title}") == 2
    me.key(Key.Key_Escape).wait(lambda: me.screen == "outcome")
    assert not me.shows("outcome:suggest")


def test_what_was_compared_is_forgotten(me: Counter) -> None:
    advised(me).key("v").shell.go_start()
    tables = me.shell.findChildren(QWidget, "compare:table")
    assert not "".join(each.accessibleDescription() for each in tables)


# -- the customer's side on the own screen --------------------------------------------------------


def test_the_screen_is_turned_and_back(me: Counter) -> None:
    advised(me)
    me.key("t")
    view = me.shell.side.turned
    assert view is not None
    assert view.isVisible()
    assert view.geometry() == me.shell.rect()
    assert not view.is_calm
    me.key(Key.Key_Return).key("r").key("c")
    assert view.isVisible()
    assert me.screen == "outcome"
    me.key("t")
    assert not view.isVisible()
    me.key("t").key(Key.Key_Escape)
    assert not view.isVisible()
    assert me.screen == "outcome"
    me.tap("customer")
    assert view.button is not None
    QTest.mouseClick(view.button, Qt.MouseButton.LeftButton)
    assert not view.isVisible()


def test_enter_takes_no_clearance_back(me: Counter) -> None:
    """Whoever opens a cleared gate and presses Enter goes back."""
    advised(me, medicines=["digoxin"])
    me.key("c").key("1").key("a").key(Key.Key_Return).wait(lambda: me.shows("outcome:suggest"))
    me.key("c").wait(lambda: me.shows("clearing:undo"))
    me.key(Key.Key_Return).wait(lambda: me.shows("outcome:suggest"))
    assert [each.gate for each in me.shell.flow.cleared] == ["digoxin"]


def test_staff_read_what_to_do_and_the_customer_what_comes(me: Counter) -> None:
    """Staff are not sent to staff, and read no sentence of the customer's.

    A customer who stands before them has no code to show.
    """
    advised(me, age="70_plus")
    said = "\n".join(words(me.front.findChildren(QWidget)))
    assert "Ask first" in said
    gate = me.find("gate:age_70_plus").accessibleDescription()
    texts = [me.assistant.pack.text("en", f"gate.age_70_plus.{part}") for part in ("staff", "text")]
    assert texts[0] in gate
    assert texts[1] not in said
    assert "Please ask our staff" not in said
    me.key("t")
    view = me.shell.side.turned
    assert view is not None
    seen = [each for each in view.findChildren(QWidget) if each.isVisible()]
    assert "Please ask our staff" in "\n".join(words(seen))
    assert texts[1] in "\n".join(words(seen))
    assert "code" not in [each.objectName() for each in seen]


def test_the_customer_sees_nothing_of_staff(me: Counter) -> None:
    hold(me, "bisglycinaat")
    advised(me, medicines=["digoxin"])
    me.key("c").key("1").key("a").key(Key.Key_Return).wait(lambda: me.shows("outcome:suggest"))
    me.key("t")
    view = me.shell.side.turned
    assert view is not None
    said = "\n".join(words([each for each in view.findChildren(QWidget) if each.isVisible()]))
    assert "fits" in said
    pack = me.assistant.pack
    hidden = [text for key, text in pack.texts["en"].items() if key.endswith(".staff")]
    hidden += [pack.text("en", f"article.{each.id}.says") for each in pack.article]
    assert not [text for text in hidden if text in said]
    assert "Pharmacist: " not in said
    assert not view.findChildren(LivePane)
    me.key("t")
    left = [view, *view.findChildren(QWidget)]
    assert "bisglycinaat" not in "\n".join(words(left))


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1080, 1920)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_buttons_stand_beside_each_other(open_window: Open, size: QSize, scale: float) -> None:
    me = opened(open_window, size)
    me.shell.hub.update(text_scale=scale)
    advised(me, medicines=["digoxin"])
    names = ["change", "reasons", "clear", "compare", "moments", "customer", "restart"]
    boxes = [me.find(name).geometry() for name in names]
    for at, box in enumerate(boxes):
        assert me.front.rect().contains(box)
        for other in boxes[at + 1 :]:
            shared = box.intersected(other)
            assert min(shared.width(), shared.height()) <= 12  # room for shadow and ring


def test_a_gate_is_cleared_from_the_desk_with_a_key(me: Counter) -> None:
    given(me, medicines=["digoxin"], conditions=["bowel"])
    me.key(Key.Key_F6).wait(lambda: me.screen == "clearing")
    me.home()
    given(me).key(Key.Key_F6)
    assert me.shell.on_desk


# -- what it looks like ---------------------------------------------------------------------------


def beside(me: Counter) -> Iterator[str]:
    """Every screen beside the questions, one after the other."""
    hold(me, "bisglycinaat en citraat")
    given(me, medicines=["digoxin"], age="70_plus")
    yield "desk"
    me.shell.show_advice()
    yield "outcome"
    me.key("c")
    yield "clearing"
    me.key("1").key("a").key(Key.Key_Return)
    yield "clearing the next"
    me.key("1").key("a").key(Key.Key_Return)
    yield "suggestion"
    me.key("v")
    yield "compare"
    me.key("1").key("mag")
    yield "product"
    me.key(Key.Key_Escape).key(Key.Key_Escape).key("t")
    yield "turned"
    me.key("t")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("size", "scale"),
    [
        (QSize(1366, 768), 1.0),
        (QSize(1920, 1080), 1.5),
        (QSize(1080, 1920), 1.0),
        (QSize(1366, 768), 2.0),
    ],
)
def test_everything_fits(open_window: Open, size: QSize, scale: float, language: str) -> None:
    me = opened(open_window, size)
    me.switch(language)
    me.shell.hub.update(text_scale=scale)
    for name in beside(me):
        settle()
        if scale == 2.0 and name.startswith("clearing"):
            continue  # it scrolls
        found = faults(me)
        if name == "turned":  # its controls keep room for the rings of a kiosk's larger theme
            found = [each for each in found if "lie over each other" not in each]
        assert not found, name
        assert not too_small(me, 44), name


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1080, 1920)])
def test_everything_is_named_and_reached_by_tab(open_window: Open, size: QSize) -> None:
    me = opened(open_window, size)
    for name in beside(me):
        settle()
        if name == "desk":
            continue  # its cards are gone through with arrows
        found = reachable(me)
        said = [each.accessibleName() for each in found if isinstance(each, QAbstractButton)]
        assert all(said), name
        assert len({*said}) == len(said), name
        for _ in range(2 * len(reachable(me))):
            focus = QApplication.focusWidget()
            if focus in found:
                found.remove(focus)
            me.key(Key.Key_Tab)
        assert not [each.objectName() for each in found], name
