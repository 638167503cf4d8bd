"""Where a consultation starts: an invitation at the kiosk, one key at the counter."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.base import bleed, mirror, painter_on
from ui.kit.controls import Button
from ui.kit.surfaces import Card
from ui.kit.text import Block, FlowLabel, lay_out_shrunk, paint_block
from ui.theme import ThemeHub
from ui.wizard.page import Screen, Setting


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
    """The invitation: a large headline, a line below it and a button, before a great leaf.

    `second` is a quiet button beside the first, or below it where it is narrow.
    """

    def __init__(
        self, hub: ThemeHub, button: Button, light: bool, second: Button | None = None
    ) -> None:
        super().__init__(hub, name="hero", fill="surface" if light else "brand")
        self.hub, self.button, self.light, self.second = hub, button, light, second
        self.title = self.line = ""
        self._top = 0.0
        button.setParent(self)
        if second is not None:
            second.setParent(self)
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
        size = theme.px(46 if self.light else 64)
        growth = 1 + (theme.text_scale - 1) * 0.5
        title = lay_out_shrunk(
            self.hub,
            self.title,
            width,
            self.height() * 0.45,
            round(size * growth),
            round(size * 0.5),
            bold=True,
            leading=1.08,
        )
        body = theme.px("type.title")
        line = lay_out_shrunk(
            self.hub, self.line, width, self.height() * 0.3, body, round(body * 0.7), leading=1.3
        )
        return QRectF(edge, 0, width, 0), title, line

    def arrange(self) -> None:
        """Put the button below the words, and all in the middle of the height."""
        theme = self.hub.theme
        at, title, line = self._blocks()
        out = bleed(theme)
        high = theme.px(64 if self.light else 96) + 2 * out
        wide = max(self.button.sizeHint().width(), theme.px(300 if self.light else 400))
        gap = theme.px("space.xl")
        total = title.height + gap / 2 + line.height + gap + high
        top = (self.height() - total) * (0.34 if self.height() > self.width() else 0.5)
        self._top = top
        left = at.left() - out
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - left - wide
        y = top + title.height + gap / 2 + line.height + gap
        self.button.setGeometry(round(left), round(y), wide, round(high))
        if self.second is not None:
            self._put_second(self.button.geometry())
        self.update()

    def _put_second(self, beside: QRect) -> None:
        assert self.second is not None
        size = self.second.sizeHint()
        place = QRect(beside.topLeft(), size)
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if beside.width() + size.width() <= self.width() - 2 * self.hub.theme.px(72):
            place.moveCenter(beside.center())
            if right:
                place.moveRight(beside.left())
            else:
                place.moveLeft(beside.right())
        else:
            place.moveTop(beside.bottom())
            if right:
                place.moveRight(beside.right())
        self.second.setGeometry(place)

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
        tint = theme.colour("brand_soft" if self.light else "brand_strong")
        theme.paint_icon(painter, "leaf", mirror(self, leaf, body), tint)
        painter.setClipping(False)
        at, title, line = self._blocks()
        first = QRectF(at.left(), self._top, at.width(), title.height)
        ink = theme.colour("ink" if self.light else "on_brand")
        paint_block(painter, theme, title, mirror(self, first, body), ink)
        below = first.bottom() + theme.px("space.xl") / 2
        second = QRectF(at.left(), below, at.width(), line.height)
        paint_block(painter, theme, line, mirror(self, second, body), ink)
        painter.end()


class StartScreen(Screen):
    """A calm first screen. `started` begins a consultation; a touch anywhere does so at a kiosk."""

    started = Signal()
    office_wanted = Signal()
    """Staff want to see the shop's products."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting, "page:start")
        hub, staff = setting.hub, setting.staff
        self.heading.hide()
        self.help.hide()
        self.button = Button(
            hub,
            name="start",
            variant="primary" if staff else "secondary",
            icon="arrow_right" if staff else "gesture_tap",
            icon_side="end" if staff else "start",
            mirrored=staff,
        )
        self.button.clicked.connect(self.started)
        self.office: Button | None = None
        if staff:
            self.office = Button(hub, name="office", variant="quiet", icon="store_outline")
            self.office.clicked.connect(self.office_wanted)
        self.hero = Hero(hub, self.button, light=staff, second=self.office)
        icons = (
            ("numeric", "keyboard_return", "keyboard_backspace", "lock_outline")
            if staff
            else ("format_list_checks", "shield_check_outline", "lock_outline")
        )
        self.notes = [Note(hub, icon) for icon in icons]
        self.noted = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for note in self.notes:
            self.noted.addWidget(note, 1)
        self.column.addWidget(self.hero, 1)
        self.column.addLayout(self.noted)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if not hasattr(self, "noted"):
            return
        theme = self.setting.hub.theme
        self.column.setSpacing(theme.px("space.xl"))
        margins = self.column.contentsMargins()
        margins.setBottom(theme.px("space.xl"))
        self.column.setContentsMargins(margins)
        self.noted.setSpacing(theme.px("space.xl"))
        for note in self.notes:
            note.text.setVisible(theme.text_scale < 1.5)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: perhaps another way to lay it out."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        tall = self.height() > self.width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.noted.setDirection(down if tall else across)

    def retranslate(self) -> None:
        """Words of the invitation."""
        if self.setting.staff:
            self.heading.setText(self.tr("Ready for the next customer"))
            self.help.setText(self.tr("Press Enter to begin."))
            self.button.set_text(self.tr("New consultation"))
            if self.office is not None:
                self.office.set_text(self.tr("Assortment (F2)"))
            said = [
                (self.tr("Number keys"), self.tr("choose an answer; 0 is none of these.")),
                (self.tr("Enter"), self.tr("goes on to the next question.")),
                (self.tr("Backspace"), self.tr("goes back. Esc starts again.")),
                (self.tr("Nothing is kept"), self.tr("Answers are forgotten afterwards.")),
            ]
        else:
            self.heading.setText(self.tr("What would suit you?"))
            self.help.setText(self.tr("Find out in a few minutes, here on the screen."))
            self.button.set_text(self.tr("Touch to start"))
            said = [
                (self.tr("Short questions"), self.tr("You choose answers. You type nothing.")),
                (
                    self.tr("Safety first"),
                    self.tr("Sometimes we send you to our staff or a doctor."),
                ),
                (self.tr("Nothing is kept"), self.tr("Your answers are forgotten when you leave.")),
            ]
        for note, (title, text) in zip(self.notes, said, strict=False):
            note.set_texts(title, text)
        self.hero.set_texts(self.heading.text(), self.help.text())
        self.setAccessibleName(self.heading.text())

    def first(self) -> QWidget | None:
        """The start button."""
        return self.button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """At a kiosk a touch anywhere starts."""
        pace = self.setting.hub.pace
        if not self.setting.staff and pace.takes(event.timestamp()):
            pace.tap(event.timestamp())
            self.started.emit()
