"""A panel over the window of the counter, for as long as staff look at it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.base import bleed, painter_on
from ui.kit.button import Button
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel
from ui.look.theme import ThemeHub

WIDEST = 900
"""Width at most, in pixels of the base design at the plain text size."""


class Panel(QWidget):
    """A card in the middle, and a veil over everything else.

    No key and no click reaches what lies below. Escape, a click beside the card or its button take
    it away, and the focus goes back to where it was.
    """

    def __init__(self, hub: ThemeHub, window: QWidget, name: str) -> None:
        super().__init__(window)
        self.hub = hub
        self._before: QWidget | None = None
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card = Card(hub, name=f"{name}:card", padded=False, parent=self)
        self.heading = FlowLabel(hub, role="title", bold=True)
        self.body = QVBoxLayout()
        self.leave = Button(hub, name=f"{name}:close", icon="close_circle_outline")
        self.leave.clicked.connect(self.close_panel)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        self.column = QVBoxLayout(self.card)
        self.column.addWidget(self.heading)
        self.column.addLayout(self.body)
        self.column.addLayout(foot)
        hub.changed.connect(self._restyle)
        self.hide()

    def title(self) -> str:
        """What the panel is called."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Every word."""
        self.heading.setText(self.title())
        self.setAccessibleName(self.heading.text())
        self.leave.set_text(self.tr("Close (Esc)"))

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def open_panel(self) -> None:
        """Lie over the window, with the keys, and say what is so now."""
        self.retranslate()
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._restyle()
        self.show()
        self.place()
        self.raise_()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Go, and give the keys back."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        to = before if before is not None and before.isVisible() else self.window()
        # Before it is hidden: Qt would look for the next control within.
        to.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _restyle(self) -> None:
        theme = self.hub.theme
        edge = theme.px("space.lg") + bleed(theme)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(theme.px("space.md"))
        if self.isVisible():
            self.place()

    def wide(self) -> int:
        """The width of the card."""
        theme, over = self.hub.theme, self.window().width()
        widest = round(theme.px(WIDEST) * theme.text_scale)
        return min(over - 2 * theme.px("space.lg"), widest)

    def room(self) -> int:
        """The height that the card has at most for what lies between heading and button."""
        foot = self.heading.heightForWidth(self.wide()) + self.leave.sizeHint().height()
        margins, theme = self.column.contentsMargins(), self.hub.theme
        around = margins.top() + margins.bottom() + 2 * self.column.spacing()
        return self.window().height() - 2 * theme.px("space.lg") - foot - around

    def place(self) -> None:
        """Cover the window; the card is as wide and as high as it needs, and in the middle."""
        over, wide = self.window().rect(), self.wide()
        self.setGeometry(over)
        self.column.activate()
        most = over.height() - 2 * self.hub.theme.px("space.lg")
        high = min(self.column.totalHeightForWidth(wide), most)
        self.card.setGeometry((over.width() - wide) // 2, (over.height() - high) // 2, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The veil."""
        painter = painter_on(self)
        painter.fillRect(self.rect(), self.hub.theme.colour("ink", 0.45))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the card."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_panel()

    def focusNextPrevChild(self, ahead: bool) -> bool:
        """Tab stays within the panel."""
        able = [each for each in self.findChildren(Button) if each.isVisible()]
        focus = QApplication.focusWidget()
        here = able.index(focus) if isinstance(focus, Button) and focus in able else -1
        able[(here + (1 if ahead else -1)) % len(able)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What its buttons did not take goes no further."""
        self.hub.keyboard = True
        if not event.isAutoRepeat():
            self.key(event)
        event.accept()

    def key(self, event: QKeyEvent) -> None:
        """Escape takes it away, Enter presses the button with the focus, arrows go on."""
        key, focus = event.key(), QApplication.focusWidget()
        if key == Qt.Key.Key_Escape:
            self.close_panel()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, Button):
            focus.click()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
