"""What first screens are made of: an emblem, a note, a headline over a leaf."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.base import bleed, mirror, painter_on
from ui.kit.button import Button
from ui.kit.roles import Role
from ui.kit.surfaces import Card
from ui.kit.text import Block, FlowLabel, lay_out_shrunk, paint_block
from ui.look.theme import ThemeHub


class Emblem(QWidget):
    """An icon on a round ground; never a control."""

    def __init__(
        self,
        hub: ThemeHub,
        icon: str = "leaf",
        side: int = 132,
        ground: str = "brand_soft",
        ink: str = "brand",
    ) -> None:
        super().__init__()
        self._hub, self._icon, self._side = hub, icon, side
        self._ground, self._ink = ground, ink
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """A square of the side it was given, in the theme's scale."""
        side = self._hub.theme.px(self._side)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc and the icon."""
        theme = self._hub.theme
        painter = painter_on(self)
        body = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._ground))
        painter.drawEllipse(body)
        inset = body.width() * 0.24
        inner = body.adjusted(inset, inset, -inset, -inset)
        theme.paint_icon(painter, self._icon, inner, theme.colour(self._ink))
        painter.end()


class Note(QWidget):
    """A small icon with a few words beside it."""

    def __init__(self, hub: ThemeHub, icon: str) -> None:
        super().__init__()
        self._hub = hub
        self.emblem = Emblem(hub, icon, 56)
        self.title = FlowLabel(hub, role="body", bold=True)
        self.text = FlowLabel(hub, role="body", colour="ink_soft")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(self.emblem, 0, Qt.AlignmentFlag.AlignTop)
        self.words = QVBoxLayout()
        self.words.addWidget(self.title)
        self.words.addWidget(self.text)
        self.words.addStretch(1)
        self.row.addLayout(self.words, 1)
        hub.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """The theme changed."""
        theme = self._hub.theme
        self.row.setSpacing(theme.px("space.lg"))
        self.words.setSpacing(theme.px("space.xs"))

    def set_texts(self, title: str, text: str) -> None:
        """Set both texts."""
        self.title.setText(title)
        self.text.setText(text)


class Hero(Card):
    """A large headline, a line below it and a button, before a great leaf."""

    spoken_role = Role.Grouping

    def __init__(self, hub: ThemeHub, button: Button) -> None:
        super().__init__(hub, name="hero")
        self.hub, self.button = hub, button
        self.title = self.line = ""
        self._top = 0.0
        button.setParent(self)
        hub.changed.connect(self.arrange)

    def set_texts(self, title: str, line: str) -> None:
        """Set headline and line; also what a screen reader says."""
        self.title, self.line = title, line
        self.setAccessibleName(f"{title} {line}")
        self.arrange()

    def _blocks(self) -> tuple[QRectF, Block, Block]:
        """Where the text stands, and both texts laid out."""
        theme = self.hub.theme
        edge = theme.px(72)
        tall = self.height() > self.width()
        width = self.width() - 2 * edge if tall else self.width() * 0.56
        size = theme.px(46)
        growth = 1 + (theme.text_scale - 1) * 0.5
        room = self.height() - self._button_high() - 2.5 * theme.px("space.xl")
        title = lay_out_shrunk(
            self.hub,
            self.title,
            width,
            room * 0.6,
            round(size * growth),
            round(size * 0.5),
            bold=True,
            balanced=True,
            leading=1.08,
        )
        body = theme.px("type.title")
        line = lay_out_shrunk(
            self.hub, self.line, width, room * 0.4, body, round(body * 0.7), leading=1.3
        )
        return QRectF(edge, 0, width, 0), title, line

    def _button_high(self) -> int:
        theme = self.hub.theme
        return theme.px(64) + 2 * bleed(theme)

    def arrange(self) -> None:
        """Put the button below the words, and all in the middle of the height."""
        theme = self.hub.theme
        at, title, line = self._blocks()
        out = bleed(theme)
        high = self._button_high()
        wide = max(self.button.sizeHint().width(), theme.px(300))
        gap = theme.px("space.xl")
        total = title.height + gap / 2 + line.height + gap + high
        top = (self.height() - total) * (0.34 if self.height() > self.width() else 0.5)
        self._top = top
        left = at.left() - out
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - left - wide
        y = top + title.height + gap / 2 + line.height + gap
        self.button.setGeometry(round(left), round(y), wide, round(high))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size."""
        super().resizeEvent(event)
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the leaf and the words."""
        super().paintEvent(event)
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        clip = QPainterPath()
        clip.addRoundedRect(body, theme.px("radius.lg"), theme.px("radius.lg"))
        painter.setClipPath(clip)
        tall = body.height() > body.width()
        side = min(body.width(), body.height()) * (0.95 if tall else 1.12)
        leaf = QRectF(body.right() - side * 0.86, body.bottom() - side * 0.92, side, side)
        tint = theme.colour("brand_soft")
        theme.paint_icon(painter, "leaf", mirror(self, leaf, body), tint)
        painter.setClipping(False)
        at, title, line = self._blocks()
        first = QRectF(at.left(), self._top, at.width(), title.height)
        ink = theme.colour("ink")
        paint_block(painter, theme, title, mirror(self, first, body), ink)
        below = first.bottom() + theme.px("space.xl") / 2
        second = QRectF(at.left(), below, at.width(), line.height)
        paint_block(painter, theme, line, mirror(self, second, body), ink)
        painter.end()
