"""What the kit's painted widgets are to a screen reader, where Qt cannot know it.

A widget says so by its attribute `spoken_role`. One with a `value` and limits is a spin box whose
value can be read and set. Qt asks only while something reads the screen.
"""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleAttributesInterface,
    QAccessibleValueChangeEvent,
    QAccessibleValueInterface,
)
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QButtonGroup, QLabel, QWidget
from shiboken6 import VoidPtr

Role = QAccessible.Role
Attribute = QAccessible.Attribute
PRESS = QAccessibleActionInterface.pressAction()
NOTHING = VoidPtr(0)
"""No interface: PySide would take None for one, and Qt would end the process when it calls it."""


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


class _Attributes(QAccessibleAttributesInterface):
    """The language of a widget's words, and of a heading its level."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._widget = widget

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        level = getattr(self._widget, "spoken_level", 0)
        return [Attribute.Locale, Attribute.Level] if level else [Attribute.Locale]

    def attributeValue(self, key: QAccessible.Attribute) -> Any:
        if key == Attribute.Locale:
            return QLocale(self._widget.locale())
        return getattr(self._widget, "spoken_level", 0) if key == Attribute.Level else None


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

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        self._attributes = _Attributes(widget)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        if kind == QAccessible.InterfaceType.AttributesInterface:
            return self._attributes
        found: Any = super().interface_cast(kind)
        return NOTHING if found is None else found

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


def speak(about: QObject, text: str, urgent: bool = False) -> None:
    """Hand a sentence to whatever reads the screen aloud; nothing happens where nothing does."""
    event = QAccessibleAnnouncementEvent(about, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
