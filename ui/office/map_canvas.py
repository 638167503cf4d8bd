"""The map of the shop in the office: its picture, with marks that mouse and keys put on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.base import bleed, paint_ring, painter_on
from ui.kit.deck import TABBED
from ui.kit.parts import Look
from ui.kit.roles import Role
from ui.look.theme import ThemeHub
from ui.outcome.shelf_map import Mark, fitted, paint_map, pins

LARGE = 0.95
"""How large the marks are, in titles."""
STEP, FINE = 0.02, 0.004
"""How far an arrow key moves a mark, of the picture; with Shift it is the finer one."""
DRAGGED = 4
"""So many pixels a mark is drawn before it moves."""

_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapCanvas(QWidget):
    """Shows the picture and its marks. What is done with them is told, and shown by the page."""

    spoken_role = Role.Canvas

    pointed = Signal(float, float)
    """A place without a mark was pressed, in fractions of the picture."""
    chosen = Signal(str)
    """The mark of a shelf was pressed."""
    moved = Signal(str, float, float)
    """The mark of a shelf was drawn to another place."""
    stepped = Signal(float, float)
    """An arrow key: so far across and down."""

    def __init__(self, hub: ThemeHub, name: str) -> None:
        super().__init__()
        self._hub = hub
        self._image = QImage()
        self._marks: list[Mark] = []
        self._held: Mark | None = None
        self._from = QPointF()
        self._drawn = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        hub.changed.connect(self.update)

    def show_map(self, image: QImage, marks: Sequence[Mark]) -> None:
        """Show this picture and these marks; the one that is meant is not faint."""
        self._image, self._marks = image, list(marks)
        self._held = None
        self.update()

    def sizeHint(self) -> QSize:
        """Room to see something."""
        return QSize(self._hub.theme.px(480), self._hub.theme.px(300))

    def minimumSizeHint(self) -> QSize:
        """Small where it must be."""
        return QSize(self._hub.theme.px(200), self._hub.theme.px(140))

    @property
    def picture(self) -> QRectF:
        """Where the picture stands: at the top of its room."""
        out = bleed(self._hub.theme)
        room = QRectF(self.rect()).adjusted(out, out, -out, -out)
        rect = fitted(self._image.size(), room)
        rect.moveTop(room.top())
        return rect

    def height_for(self, width: int) -> int:
        """The height that the picture fills in a width."""
        size, out = self._image.size(), 2 * bleed(self._hub.theme)
        return out + round((width - out) * size.height() / max(1, size.width()))

    def spot(self, x: float, y: float) -> QPointF:
        """A place of the picture on the widget."""
        rect = self.picture
        return QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())

    def _place(self, at: QPointF) -> tuple[float, float]:
        rect = self.picture
        x = (at.x() - rect.left()) / max(1.0, rect.width())
        y = (at.y() - rect.top()) / max(1.0, rect.height())
        return min(1.0, max(0.0, x)), min(1.0, max(0.0, y))

    @property
    def _look(self) -> Look:
        return Look(self._hub, 1.0)

    def _mark_at(self, at: QPointF) -> Mark | None:
        """The mark under a point, the topmost first."""
        found = pins(self._look, self.picture, self._marks, LARGE)
        under = (pin.mark for pin in found[::-1] if pin.head.contains(at) or pin.tag.contains(at))
        return next(under, None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture and marks, and the ring of the focus."""
        if self._image.isNull():
            return
        painter = painter_on(self)
        theme = self._hub.theme
        if self.hasFocus() and self._hub.keyboard:
            paint_ring(painter, theme, self.picture, float(theme.px("radius.md")))
        paint_map(painter, self._look, self.picture, self._image, self._marks, LARGE)
        painter.end()

    # -- mouse ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a mark, or point at a place without one."""
        self._hub.keyboard = False
        at = event.position()
        if event.button() != Qt.MouseButton.LeftButton or not self.picture.contains(at):
            return
        mark = self._mark_at(at)
        self._from, self._drawn = at, False
        if mark is None:
            self.pointed.emit(*self._place(at))
            return
        self.chosen.emit(mark.label)
        self._held = next((each for each in self._marks if each.label == mark.label), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the mark along, once the pointer has really moved."""
        held, way = self._held, event.position() - self._from
        if held is None or (not self._drawn and way.manhattanLength() < DRAGGED):
            return
        self._drawn = True
        x, y = self._place(self.spot(held.x, held.y) + way)
        drawn = held._replace(x=x, y=y)
        self._marks = [drawn if each is held else each for each in self._marks]
        self._held, self._from = drawn, event.position()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It stays where it was drawn to."""
        held, self._held = self._held, None
        if held is not None and self._drawn:
            self.moved.emit(held.label, held.x, held.y)

    # -- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move what is meant; all else is the page's."""
        self._hub.keyboard = True
        way = _ARROWS.get(event.key())
        if way is None:
            super().keyPressEvent(event)
            return
        step = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        self.stepped.emit(way[0] * step, way[1] * step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, where keys brought the focus here."""
        reason = event.reason()
        self._hub.keyboard = self._hub.keyboard or reason in TABBED
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.update()
