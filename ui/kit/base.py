"""What the kit's painted widgets share: the theme, rounded surfaces, rings, press and focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, QTimerEvent, Slot
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QWidget

from ui.look.theme import Theme, ThemeHub

if TYPE_CHECKING:
    from PySide6.QtCore import QVariantAnimation

PAGE_KEYS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)
"""Keys that a control leaves to the page it is on."""


ANY_SIZE = 16_777_215
"""As wide or high as it likes: what Qt calls QWIDGETSIZE_MAX."""

POINTING = frozenset({"arrow_left", "arrow_right", "chevron_left", "chevron_right"})
"""Icons that point along the line: they are turned over on a right-to-left screen."""


def turned(widget: QWidget, icon: str) -> bool:
    """Whether an icon on a widget is turned over."""
    return icon in POINTING and widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


def painter_on(widget: QWidget) -> QPainter:
    """A painter for a widget: smooth, and reading in the widget's direction."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setLayoutDirection(widget.layoutDirection())
    return painter


def paint_shared(
    painter: QPainter,
    hub: ThemeHub,
    widget: QWidget,
    key: tuple[object, ...],
    paint: Callable[[QPainter], None],
) -> None:
    """Paint a widget's ground from a pixmap that widgets of the same size and state share."""
    pixmap, new = hub.sheet(key, widget.size(), widget.devicePixelRatioF())
    if new:
        inner = QPainter(pixmap)
        inner.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(inner)
        inner.end()
    painter.drawPixmap(0, 0, pixmap)


def bleed(theme: Theme) -> int:
    """Room every painted control keeps around itself for shadow and focus ring."""
    return theme.px(5)


def run(box: QBoxLayout, down: bool) -> None:
    """Let a box run down, or across in reading direction."""
    way = QBoxLayout.Direction
    box.setDirection(way.TopToBottom if down else way.LeftToRight)


def mirror(widget: QWidget, rect: QRectF, within: QRectF) -> QRectF:
    """A rectangle laid out left to right, turned over on a right-to-left screen."""
    if widget.layoutDirection() != Qt.LayoutDirection.RightToLeft:
        return rect
    left = within.left() + within.right() - rect.right()
    return QRectF(left, rect.top(), rect.width(), rect.height())


def paint_surface(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor,
    border: QColor | None = None,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded rectangle whose border lies inside its edge."""
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        half = width / 2
        rect = rect.adjusted(half, half, -half, -half)
        pen = QPen(border, width)
        if dashed:
            pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, radius, radius)


def paint_flat(painter: QPainter, rect: QRectF, fill: QColor) -> None:
    """A plain rectangle; for `fillRect` PySide would first make every gradient that Qt names."""
    path = QPainterPath()
    path.addRect(rect)
    painter.fillPath(path, fill)


def paint_shadow(painter: QPainter, theme: Theme, rect: QRectF, radius: float) -> None:
    """A soft shadow of two faint sheets: no blur, no off-screen image."""
    colour = theme.colour("shadow")
    if not colour.alpha():
        return
    painter.setPen(Qt.PenStyle.NoPen)
    unit = theme.scale
    for drop, spread, share in ((2.6, 0.6, 0.45), (1.2, 0.2, 0.75)):
        sheet = QColor(colour)
        sheet.setAlphaF(colour.alphaF() * share)
        painter.setBrush(sheet)
        grown = spread * unit
        painter.drawRoundedRect(
            rect.translated(0, drop * unit).adjusted(-grown, 0, grown, 0), radius, radius
        )


def paint_ring(painter: QPainter, theme: Theme, rect: QRectF, radius: float) -> None:
    """The focus ring, just outside a control, with a gap of ground between."""
    width = float(theme.px("stroke.thick"))
    out = bleed(theme) - width / 2
    painter.setPen(QPen(theme.colour("focus"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(-out, -out, out, out), radius + out, radius + out)


def paint_tick(painter: QPainter, rect: QRectF, colour: QColor, grown: float = 1.0) -> None:
    """A tick drawn as one stroke with round ends; `grown` below 1 shows only its beginning."""
    side = min(rect.width(), rect.height())
    pen = QPen(colour, max(1.5, side * 0.13))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [(0.27, 0.52), (0.44, 0.68), (0.75, 0.34)]
    path = QPainterPath()
    path.moveTo(rect.left() + points[0][0] * side, rect.top() + points[0][1] * side)
    first = min(1.0, grown / 0.4)
    second = max(0.0, (grown - 0.4) / 0.6)
    for start, end, share in ((0, 1, first), (1, 2, second)):
        if share > 0:
            x = points[start][0] + (points[end][0] - points[start][0]) * share
            y = points[start][1] + (points[end][1] - points[start][1]) * share
            path.lineTo(rect.left() + x * side, rect.top() + y * side)
    painter.drawPath(path)


class Arranged(QWidget):
    """A widget that places its own parts, anew whenever its room or its direction changes."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        """Follow the hub."""
        super().__init__(parent)
        self.hub = hub
        self._waiting = False
        hub.changed.connect(self.restyle)

    def arrange(self) -> None:
        """Place everything in the room of the moment."""

    def restyle(self) -> None:
        """The theme changed: measure and place everything anew."""
        self.updateGeometry()
        self.arrange()

    @property
    def mirrored(self) -> bool:
        """Whether it is read from right to left."""
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def unseen(self) -> bool:
        """Whether nobody looks at it now; then it is arranged as soon as somebody does."""
        self._waiting = not self.isVisible()
        return self._waiting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Looked at: arrange now what waited."""
        super().showEvent(event)
        if self._waiting:
            self.arrange()


class Control(QAbstractButton):
    """A painted button: whole face a target, hover and keyboard focus known, check animated."""

    def __init__(self, hub: ThemeHub, *, name: str = "", parent: QWidget | None = None) -> None:
        """Make the control and follow the hub."""
        super().__init__(parent)
        self.hub = hub
        self.hovered = False
        self.focus_shown = False
        self._told = False
        self._grown = 0.0
        self._motion: QVariantAnimation | None = None
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pointed_at = hub.theme.density != "kiosk"
        if self._pointed_at:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self._toggled)
        hub.changed.connect(self.restyle)

    def restyle(self) -> None:
        """The theme changed: measure and paint anew."""
        self.updateGeometry()
        self.update()

    @property
    def grown(self) -> float:
        """How far the check mark has come: 0 unchecked, 1 checked."""
        return self._grown

    def setChecked(self, on: bool) -> None:
        """Show whether it is chosen: for those who know. Any other way to change it is a press."""
        told, self._told = self._told, True
        super().setChecked(on)
        self._told = told

    def nextCheckState(self) -> None:
        """A press turns it over, until whoever hears of the press says what is so."""
        if not self.signalsBlocked():
            self.setChecked(not self.isChecked())

    def _toggled(self, on: bool) -> None:
        """Assistive software toggles without a press, of which nobody would hear: make it one."""
        if self._told:
            self._grow(on)
            return
        self.setChecked(not on)
        if self.isVisible():
            self.click()

    def timerEvent(self, event: QTimerEvent) -> None:
        """Its press takes effect a moment later: not when the control has gone meanwhile."""
        before = self.blockSignals(not (self.isVisible() and self.isEnabled()))
        super().timerEvent(event)
        self.blockSignals(before)

    def _grow(self, on: bool) -> None:
        """Bring the check mark in or out, at once when motion is off or nobody sees it."""
        target = 1.0 if on else 0.0
        length = self.hub.theme.motion_ms
        if not on or not length or not self.isVisible():
            if self._motion is not None:
                self._motion.stop()
            self._grown = target
            self.update()
            return
        if self._motion is None:
            from PySide6.QtCore import QVariantAnimation

            self._motion = QVariantAnimation(self)
            self._motion.valueChanged.connect(self._moved)
        self._motion.stop()
        self._motion.setDuration(length)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.start()

    # Made known beforehand: what Qt learns of an object later makes it another one on the
    # accessibility bus, and a screen reader loses it.
    @Slot("QVariant")
    def _moved(self, value: float) -> None:
        """One step of the check mark's way."""
        self._grown = float(value)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is over the control; a finger that has left still seems to be there."""
        self.hovered = self._pointed_at
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer left."""
        self.hovered = False
        self.update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A finger or mouse is at work: rings of keyboard focus are not needed."""
        self.hub.keyboard = False
        self.focus_shown = False
        if self.hub.pace.takes(event.timestamp()):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The tap ends: it may turn the page, so remember when it was."""
        self.hub.pace.tap(event.timestamp())
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are at work: show where the focus is."""
        self.hub.keyboard = True
        if not self.focus_shown:
            self.focus_shown = True
            self.update()
        if event.key() in PAGE_KEYS:
            event.ignore()  # Enter and the arrows belong to the page, whatever the desktop says
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when keys brought the focus here, or keys were used last."""
        reason = event.reason()
        if reason in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        ):
            self.hub.keyboard = True
        self.focus_shown = self.hub.keyboard and reason != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The focus went elsewhere."""
        self.focus_shown = False
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Enabled, direction or language changed: paint anew."""
        if event.type() == QEvent.Type.EnabledChange:
            self.hovered = False
        super().changeEvent(event)
        self.update()
