"""What the kit's painted widgets are to a screen reader, where Qt cannot know it.

A widget says so by its attribute `spoken_role`. One with a `value` and limits is a spin box whose
value can be read and set. Qt asks only while something reads the screen.
"""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleValueChangeEvent,
    QAccessibleValueInterface,
)
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QButtonGroup, QLabel, QWidget

Role = QAccessible.Role
PRESS = QAccessibleActionInterface.pressAction()


@runtime_checkable
class Counted(Protocol):
    """A widget with a whole number within limits."""

    least: int
    most: int

    def value(self) -> int | None:
        """The number, None for none yet."""
        ...

    def set_value(self, value: int) -> None:
        """Set it, within the limits."""
        ...


@runtime_checkable
class Opening(Protocol):
    """A widget that may lead on when it is pressed, and is no button."""

    @property
    def opens(self) -> bool:
        """Whether it does now."""
        ...

    def press(self) -> None:
        """Press it."""
        ...


class _Spoken(QAccessibleWidget):
    """A widget with a role of its own; a label is named by its text."""

    def text(self, kind: QAccessible.Text) -> str:
        said = super().text(kind)
        widget = self.object()
        if not said and kind == QAccessible.Text.Name and isinstance(widget, QLabel):
            return widget.text().replace("\u00ad", "")
        return said


class _SpokenTab(_Spoken):
    """A tab: chosen or not, and it can be pressed."""

    def state(self) -> QAccessible.State:
        state, tab = super().state(), self.object()
        state.selectable = True
        state.selected = isinstance(tab, QAbstractButton) and tab.isChecked()
        return state

    def actionNames(self) -> list[str]:
        return [PRESS, *super().actionNames()]

    def doAction(self, name: str) -> None:
        tab = self.object()
        if name in (PRESS, "Toggle") and isinstance(tab, QAbstractButton):  # it stays chosen
            tab.click()
        else:
            super().doAction(name)


class _SpokenCard(_Spoken):
    """A card; one that leads on can be pressed."""

    def _card(self) -> Opening | None:
        card = self.object()
        return card if isinstance(card, Opening) and card.opens else None

    def actionNames(self) -> list[str]:
        return [*([PRESS] if self._card() else []), *super().actionNames()]

    def doAction(self, name: str) -> None:
        card = self._card()
        if name == PRESS and card is not None:
            card.press()
        else:
            super().doAction(name)


class _Value(QAccessibleValueInterface):
    """The number of a widget."""

    def __init__(self, widget: Counted) -> None:
        super().__init__()
        self._widget = widget

    def currentValue(self) -> Any:
        return self._widget.value() or 0

    def setCurrentValue(self, value: Any) -> None:
        self._widget.set_value(round(value))

    def minimumValue(self) -> Any:
        return self._widget.least

    def maximumValue(self) -> Any:
        return self._widget.most

    def minimumStepSize(self) -> Any:
        return 1


class _SpokenNumber(_Spoken):
    """A spin box."""

    def __init__(self, widget: QWidget, counted: Counted) -> None:
        super().__init__(widget, Role.SpinBox)
        self._value = _Value(counted)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        if kind == QAccessible.InterfaceType.ValueInterface:
            return self._value
        return super().interface_cast(kind)


def _made(_: str, found: QObject) -> QAccessibleWidget | None:
    """What Qt tells a screen reader of an object; None where it knows that itself."""
    role = getattr(found, "spoken_role", None)
    if role is None or not isinstance(found, QWidget):
        return None
    if role is Role.SpinBox and isinstance(found, Counted):
        return _SpokenNumber(found, found)
    if role is Role.PageTab:
        return _SpokenTab(found, role)
    if isinstance(found, Opening):
        return _SpokenCard(found, role)
    return _Spoken(found, role)


QAccessible.installFactory(_made)


def be_one_of_many(button: QAbstractButton) -> None:
    """Let a checkable button be a radio button to a screen reader.

    What else is checked stays the caller's business: in a group of its own, which excludes
    nothing, Qt leaves it alone.
    """
    button.setAutoExclusive(True)
    group = QButtonGroup(button)
    group.setExclusive(False)
    group.addButton(button)


def value_changed(widget: QWidget, value: int) -> None:
    """Tell a screen reader of another number."""
    QAccessible.updateAccessibility(QAccessibleValueChangeEvent(widget, value))
