"""Are you still there? The seconds that are left, and no answer in sight."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.frame.announce import announce
from ui.frame.calm import CalmScreen
from ui.frame.setting import Setting
from ui.kit.base import painter_on
from ui.kit.button import Button
from ui.kit.roles import Role
from ui.look.theme import ThemeHub

SAID_EVERY = 5
"""So many seconds apart a screen reader says how many are left."""


class Seconds(QWidget):
    """A ring that empties around the number of seconds that are left."""

    spoken_role = Role.StaticText

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__()
        self._hub = hub
        self.left = self.whole = 1
        self.setObjectName("idle:seconds")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self.updateGeometry)

    def set_left(self, left: int, whole: int) -> None:
        """Show so many seconds of a whole."""
        self.left, self.whole = left, whole
        self.setAccessibleName(str(left))
        self.update()

    def sizeHint(self) -> QSize:
        """A square; large, as it is read from a step away."""
        side = self._hub.theme.px(196)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring and the number."""
        theme = self._hub.theme
        painter = painter_on(self)
        width = float(theme.px(14))
        body = QRectF(self.rect()).adjusted(width, width, -width, -width)
        self._arc(painter, body, theme.colour("brand_soft"), width, 1.0)
        self._arc(painter, body, theme.colour("brand"), width, self.left / self.whole)
        painter.setFont(theme.font_px(round(body.height() * 0.42), bold=True))
        painter.setPen(theme.colour("ink"))
        painter.drawText(body, int(Qt.AlignmentFlag.AlignCenter), str(self.left))
        painter.end()

    def _arc(
        self, painter: QPainter, body: QRectF, colour: QColor, width: float, share: float
    ) -> None:
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(body, 90 * 16, round(-share * 360 * 16))


class StillThereScreen(CalmScreen):
    """Are you still there? Nothing of the answers is in sight; a touch anywhere goes on."""

    def __init__(self, setting: Setting) -> None:
        self.seconds = Seconds(setting.hub)
        self.stay = Button(
            setting.hub, name="idle:stay", variant="primary", icon="human_greeting_variant"
        )
        super().__init__(setting, "page:still_there", self.seconds, self.stay)
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the question."""
        self.heading.setText(self.tr("Are you still there?"))
        self.help.setText(self.tr("Touch the screen to go on. Otherwise we forget your answers."))
        self.setAccessibleName(self.heading.text())
        if hasattr(self, "stay"):
            self.stay.set_text(self.tr("I am still here"))

    def to_say(self) -> list[str]:
        """The question, and how many seconds are left."""
        return [*super().to_say(), self._left()]

    def _left(self) -> str:
        return self.tr("Seconds left: {count}").format(count=self.seconds.left)

    def say_left(self) -> None:
        """Now and then, how many seconds are left."""
        if self.seconds.left % SAID_EVERY == 0:
            announce(self, self._left(), urgent=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch anywhere; who watches the window takes it from here."""
        self.setting.hub.pace.tap(event.timestamp())
