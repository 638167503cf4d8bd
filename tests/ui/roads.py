"""The roads by which a control is changed, and all that a screen then shows, says and holds.

Whatever the road, the same has to come of it. Assistive software does not press: it toggles, and
sets texts, without a key or a mouse that anybody could hear of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from driver import Counter, Driver, settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from magapp.rules import Value
from magapp.visit.flow import Flow
from ui.ask.lookup import LookupPage
from ui.ask.moments import MomentsPage
from ui.ask.page import QuestionPage
from ui.counter.sheet_card import QuestionCard
from ui.counter.sheet_medicines import MedicinesCard
from ui.counter.sheet_moments import MomentsCard
from ui.kit.pads import NumberPad
from ui.kit.stepper import Stepper

Text = QAccessible.Text


def spoken(widget: QWidget) -> QAccessibleInterface:
    """What assistive software sees of a widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def act(widget: QWidget, action: str) -> None:
    """Assistive software does one of the actions that the widget offers."""
    actions = spoken(widget).actionInterface()
    assert actions is not None
    actions.doAction(action)


# -- roads ----------------------------------------------------------------------------------------


def rested(me: Driver) -> None:
    """Long enough after the last tap for another one."""
    me.shell.hub.pace._held = None


def by_mouse(me: Driver, widget: QWidget) -> None:
    """Press it in its middle."""
    rested(me)
    me.tap_on(widget)


def by_touch(me: Driver, widget: QWidget) -> None:
    """Put a finger on its middle."""
    rested(me)
    window, at = me.shell.windowHandle(), me.centre(widget)
    assert window is not None
    QTest.touchEvent(window, touch_screen()).press(0, at, window).commit()
    QTest.touchEvent(window, touch_screen()).release(0, at, window).commit()


def by_key(me: Driver, widget: QWidget) -> None:
    """Press Space on it."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClick(widget, Qt.Key.Key_Space)


def by_toggle(me: Driver, widget: QWidget) -> None:
    """Turn its tick over."""
    act(widget, "Toggle")


def by_slot(me: Driver, widget: QWidget) -> None:
    """What other programs may call of a button."""
    assert isinstance(widget, QAbstractButton)
    QAbstractButton.toggle(widget)


def by_press(me: Driver, widget: QWidget) -> None:
    """Press it, which takes effect a moment later."""
    assert isinstance(widget, QAbstractButton)
    act(widget, "Press")
    me.wait(lambda: not widget.isDown())


Road = Callable[[Driver, QWidget], None]
TICKS: tuple[Road, ...] = (by_touch, by_key, by_toggle, by_slot, by_press)
"""Besides the mouse, which the others are compared with."""

_SCREENS: list[Any] = []


def touch_screen() -> Any:
    """One touch screen for all tests."""
    if not _SCREENS:
        _SCREENS.append(QTest.createTouchDevice())
    return _SCREENS[0]


def typed(me: Driver, field: QLineEdit, text: str) -> None:
    """Type a text in place of what is there."""
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    field.selectAll()
    QTest.keyClicks(field, text) if text else QTest.keyClick(field, Qt.Key.Key_Delete)


def set_whole(me: Driver, field: QLineEdit, text: str) -> None:
    """Set it as the value."""
    spoken(field).setText(Text.Value, text)


def set_in_place(me: Driver, field: QLineEdit, text: str) -> None:
    """Replace what is there, as dictation does."""
    editable = spoken(field).editableTextInterface()
    assert editable is not None
    editable.replaceText(0, len(field.text()), text)


def set_by_sign(me: Driver, field: QLineEdit, text: str) -> None:
    """Take away what is there, and insert sign by sign."""
    editable = spoken(field).editableTextInterface()
    assert editable is not None
    if field.text():
        editable.deleteText(0, len(field.text()))
    for at, sign in enumerate(text):
        editable.insertText(at, sign)


def set_as_property(me: Driver, field: QLineEdit, text: str) -> None:
    """Another program sets the property."""
    field.setProperty("text", text)


TEXTS: tuple[Callable[[Driver, QLineEdit, str], None], ...] = (
    set_whole,
    set_in_place,
    set_by_sign,
    set_as_property,
)
"""Besides typing, which the others are compared with."""


# -- what comes of it -----------------------------------------------------------------------------


def outcome(me: Driver) -> list[object]:
    """All that the screen shows and says, and what the consultation holds."""
    settle()
    shell = me.shell
    said: list[object] = [me.screen, shell.question, dict(shell.flow.drafts), shell.flow.cleared]
    said += [shell.setting.language.code, shell.hub.theme.name, shell.hub.theme.text_scale]
    if isinstance(me, Counter):
        said += [me.shell.held, me.shell.desk.folded if me.shell.on_desk else None]
    seen = []
    for widget in shell.findChildren(QWidget):
        if not widget.isVisible():
            continue
        words = [widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QAbstractButton):
            told = spoken(widget).state()
            state = bool(told.checked or told.selected)  # a tab is selected
            assert state == widget.isChecked(), widget.objectName()
            words += [str(state), str(widget.isEnabled())]
        if isinstance(widget, QLineEdit):
            assert spoken(widget).text(Text.Value) == widget.text(), widget.objectName()
            words.append(widget.text())
        seen.append((widget.objectName(), *words))
    return [*said, *sorted(seen)]  # what is made anew is a later child


def lies(me: Driver) -> list[str]:
    """What is shown as chosen and is not so, or the other way round."""
    settle()
    found = []
    for part in me.shell.findChildren(QWidget):
        if isinstance(part, QuestionPage | QuestionCard) and part.isVisible():
            held = me.shell.flow.draft(part.question.id)
            found += [f"{part.question.id}: {each}" for each in _lies(part, held, me.shell.flow)]
    return found


def _lies(part: QuestionPage | QuestionCard, held: Value | None, flow: Flow) -> Iterator[str]:
    asks = part.question.id
    if isinstance(part, MomentsPage | MomentsCard):
        taken = flow.draft(flow.picks.question)
        if part.asking.medicine not in (taken if isinstance(taken, list) else ()):
            yield f"asks about {part.asking.medicine}, which is not taken"
        said = held.get(part.asking.medicine) if isinstance(held, dict) else None
        some = [said] if isinstance(said, str) else said or []
    else:
        some = held if isinstance(held, list) else [held] if isinstance(held, str) else []
    if isinstance(part, LookupPage | MedicinesCard):
        if flow.picks.groups() != {*some}:
            yield f"picked {flow.picks.chosen} but holds {held}"
        chips = [each.objectName().partition(":")[2] for each in part.picked.chips]
        beside = (
            {*part.groups, part.asking.picks.unknown} if isinstance(part, MedicinesCard) else set()
        )
        wanted = [pick.label or pick.groups[0] for pick in flow.picks.chosen]
        if chips != [each for each in wanted if each not in beside]:
            yield f"has chips {chips}, picked {flow.picks.chosen}"
    for button in part.findChildren(QAbstractButton):
        kind, _, option = button.objectName().partition(":")
        if not button.isVisible() or not button.isCheckable() or kind not in (asks, "medicine"):
            continue
        pick, _, amount = option.partition(":")
        if kind == "medicine":
            so = option in flow.picks.labels()
        elif option == "none":
            so = held == []
        elif pick == "pick":
            so = isinstance(held, int | float) and held == float(amount)
        else:
            so = option in some
        if button.isChecked() != so:
            yield f"{option} is {'shown' if button.isChecked() else 'not shown'}, held: {held}"
    for stepper in part.findChildren(Stepper):
        food = stepper.objectName().partition(":")[2]
        portions = held.get(food, 0) if isinstance(held, dict) else 0
        if stepper.value() != portions or not stepper.accessibleName().endswith(f": {portions:g}"):
            yield f"{stepper.accessibleName()}, held: {portions}"
    numbers = [pad.value() for pad in part.findChildren(NumberPad)]
    if part.question.kind == "number":
        fields = [each for each in part.findChildren(QLineEdit) if each.isVisible()]
        numbers += [int(each.text()) if each.text() else None for each in fields]
    for number in numbers:
        if number is not None and number <= part.question.max and number != held:
            yield f"{number} is shown, held: {held}"
