"""A row card that counts portions."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.base import (
    Arranged,
    bleed,
    mirror,
    paint_ring,
    paint_shadow,
    paint_shared,
    paint_surface,
    painter_on,
)
from ui.kit.key import Key
from ui.kit.roles import Role, value_changed
from ui.kit.text import Block, lay_out, lay_out_shrunk, paint_block
from ui.look.theme import Theme, ThemeHub


class Stepper(Arranged):
    """A row card that counts portions: icon, label, portion, and big minus and plus keys."""

    span = 1

    changed = Signal(int)

    spoken_role = Role.SpinBox

    def __init__(
        self,
        hub: ThemeHub,
        *,
        name: str = "",
        icon: str = "",
        least: int = 0,
        most: int = 9,
        parent: QWidget | None = None,
    ) -> None:
        """Make a stepper at its least value."""
        super().__init__(hub, parent)
        self._icon = icon
        self.least, self.most = least, most
        self._value = least
        self._step = 1.0
        self._label = self._portion = ""
        self._focus_shown = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._less = self._key(name + "_less", "minus", -1)
        self._more = self._key(name + "_more", "plus", 1)
        self._refresh()

    def _key(self, name: str, icon: str, by: int) -> Key:
        """One of the two keys; the keyboard reaches both through the card."""
        key = Key(self.hub, name=name, icon=icon, round_shape=True, parent=self)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setAutoRepeat(True)
        key.setAutoRepeatDelay(450)
        key.setAutoRepeatInterval(140)
        key.clicked.connect(lambda: self.set_value(self._value + by))
        return key

    # -- what it shows ------------------------------------------------------------------------

    def set_texts(self, label: str, portion: str, less: str = "", more: str = "") -> None:
        """Set label and portion, and what a screen reader says for the two keys."""
        self._label, self._portion = label, portion
        self._less.setAccessibleName(less or label + " -1")
        self._more.setAccessibleName(more or label + " +1")
        self._refresh()

    def value(self) -> int:
        """The number of portions."""
        return self._value

    def set_value(self, value: int) -> None:
        """Set the number of portions, within its limits."""
        value = max(self.least, min(self.most, value))
        if value != self._value:
            self._value = value
            self._refresh()
            value_changed(self, value)
            self.changed.emit(value)

    def _refresh(self) -> None:
        """Show value and limits."""
        plain = self._label.replace("\u00ad", "")
        self.setAccessibleName(plain + ": " + str(self._value))
        self.setAccessibleDescription(self._portion.replace("\u00ad", ""))
        self._less.setEnabled(self._value > self.least)
        self._more.setEnabled(self._value < self.most)
        self.update()

    # -- as a cell of a grid --------------------------------------------------------------------

    def text_height(self, width: int, height: int, step: float) -> float:
        """Nothing to line up: texts are centred in their rows."""
        return 0.0

    def set_step(self, step: float, text_room: float = 0.0) -> None:
        """Use a type step: 1.0 is the theme's own size."""
        if step != self._step:
            self._step = step
            self.restyle()

    def ideal(self, few: bool) -> tuple[float, float, int]:
        """Good proportions, and the tallest sensible height."""
        theme = self.hub.theme
        return 4.0, 12.0, theme.px(64) + theme.px("type.title") + theme.px("type.body")

    def fits(self, width: int, height: int, step: float) -> bool:
        """Whether label and portion are readable whole in a size at a type step."""
        return self._texts(width, height, step, strict=True) is not None

    def widget(self) -> QWidget:
        """The stepper itself."""
        return self

    # -- layout -------------------------------------------------------------------------------

    def _measures(self, width: int, height: int, step: float) -> tuple[float, float, QRectF]:
        """Side of the icon's disc, of the keys, and the room for the texts, at the origin."""
        theme = self.hub.theme
        around = bleed(theme)
        high, wide = height - 2 * around, width - 2 * around
        pad = theme.px("space.md")
        key = float(min(theme.px("target"), high))
        value = max(theme.px("type.title") * step * 1.5, key * 0.7)
        disc = min(high - 2 * theme.px(8), theme.px("type.title") * step * 1.9)
        if not self._icon or wide < theme.px(400) * max(0.8, step):
            disc = 0.0
        left = pad + (disc + pad if disc else 0)
        right = wide - pad * 0.75 - 2 * key - value - pad * 0.75
        return disc, key, QRectF(left, theme.px(4), right - left, high - 2 * theme.px(4))

    def _texts(
        self, width: int, height: int, step: float, strict: bool
    ) -> tuple[Block, Block | None] | None:
        """Label and portion laid out."""
        theme = self.hub.theme
        if strict and height - 2 * bleed(theme) < theme.px("target") - 1:
            return None
        room = self._measures(width, height, step)[2]
        label_px = round((theme.px("type.body") + theme.px("type.title")) / 2 * step)
        small_px = round((theme.px("type.body") + theme.px("type.small")) / 2 * step)
        if room.width() < theme.px(60):
            return None if strict else self._squeezed(theme, label_px)
        label = lay_out(self.hub, self._label, room.width(), label_px, bold=True, leading=1.16)
        portion: Block | None = None
        if self._portion:
            portion = lay_out(self.hub, self._portion, room.width(), small_px, leading=1.22)
        if strict and (label is None or (self._portion and portion is None)):
            return None
        tall = (label.height if label else 0) + (portion.height if portion else 0)
        if label is not None and tall <= room.height() + 0.5:
            return label, portion
        if strict:
            return None
        half = room.height() * (0.55 if self._portion else 1.0)
        label = lay_out_shrunk(
            self.hub,
            self._label,
            room.width(),
            half,
            label_px,
            round(label_px * 0.6),
            bold=True,
            leading=1.16,
        )
        if self._portion:
            portion = lay_out_shrunk(
                self.hub,
                self._portion,
                room.width(),
                room.height() - label.height,
                small_px,
                round(small_px * 0.65),
                leading=1.22,
            )
        return label, portion

    def _squeezed(self, theme: Theme, pixels: int) -> tuple[Block, Block | None]:
        """A label for a card that is far too narrow."""
        width = float(theme.px(60))
        return (
            lay_out_shrunk(self.hub, self._label, width, 1e9, pixels, pixels // 2, bold=True),
            None,
        )

    def restyle(self) -> None:
        """The theme or the type step changed."""
        self.arrange()
        self.updateGeometry()
        self.update()

    def arrange(self) -> None:
        """Put the two keys at the end of the card."""
        theme = self.hub.theme
        around = bleed(theme)
        _, key, text = self._measures(self.width(), self.height(), self._step)
        body = QRectF(self.rect()).adjusted(around, around, -around, -around)
        pad = theme.px("space.md") * 0.75
        top = body.center().y() - key / 2
        more = QRectF(body.right() - pad - key, top, key, key)
        less = QRectF(body.left() + text.right() + pad, top, key, key)
        for widget, rect in ((self._less, less), (self._more, more)):
            placed = mirror(self, rect, body).adjusted(-around, -around, around, around)
            widget.setGeometry(placed.toRect())

    def changeEvent(self, event: QEvent) -> None:
        """Another direction or language: paint anew."""
        super().changeEvent(event)
        self.update()

    def sizeHint(self) -> QSize:
        """A comfortable row."""
        theme = self.hub.theme
        return QSize(theme.px(480), theme.px("target") + 2 * bleed(theme) + theme.px("space.lg"))

    def minimumSizeHint(self) -> QSize:
        """Room for the keys and some text."""
        theme = self.hub.theme
        return QSize(theme.px("target") * 4, theme.px("target") + 2 * bleed(theme))

    # -- keys and focus -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right and plus count up; left and minus count down; digits set. Up and down go on."""
        self.hub.keyboard = True
        self._focus_shown = True
        key = event.key()
        ahead = Qt.Key.Key_Left if self.mirrored else Qt.Key.Key_Right
        behind = Qt.Key.Key_Right if self.mirrored else Qt.Key.Key_Left
        if key in (Qt.Key.Key_Plus, ahead):
            self.set_value(self._value + 1)
        elif key in (Qt.Key.Key_Minus, behind):
            self.set_value(self._value - 1)
        elif event.text().isdecimal() and event.text().isascii():
            self.set_value(int(event.text()))
        else:
            super().keyPressEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A finger is at work: no ring."""
        self.hub.keyboard = False
        self._focus_shown = False
        super().mousePressEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when keys brought the focus."""
        reason = event.reason()
        self._focus_shown = reason != Qt.FocusReason.MouseFocusReason and (
            self.hub.keyboard
            or reason in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        )
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The focus went elsewhere."""
        self._focus_shown = False
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint card, icon, texts and value; a card that counts is tinted and edged."""
        theme = self.hub.theme
        painter = painter_on(self)
        around = bleed(theme)
        body = QRectF(self.rect()).adjusted(around, around, -around, -around)
        radius = min(float(theme.px("radius.lg")), body.height() / 3)
        counts = self._value > self.least
        if self._focus_shown:
            paint_ring(painter, theme, body, radius)
        border = theme.colour("brand" if counts else "line")
        width = float(theme.px("stroke.normal" if counts else "stroke.thin"))

        def ground(inner: QPainter) -> None:
            paint_shadow(inner, theme, body, radius)
            paint_surface(inner, body, radius, theme.colour("surface"), border, width)

        paint_shared(painter, self.hub, self, ("stepper", counts), ground)
        disc, key, room = self._measures(self.width(), self.height(), self._step)
        texts = self._texts(self.width(), self.height(), self._step, strict=False)
        assert texts is not None
        label, portion = texts
        if disc:
            rect = QRectF(
                body.left() + theme.px("space.md"), body.center().y() - disc / 2, disc, disc
            )
            rect = mirror(self, rect, body)
            paint_surface(
                painter, rect, disc * 0.34, theme.colour("brand" if counts else "brand_soft")
            )
            inset = disc * 0.2
            ink = theme.colour("on_brand" if counts else "brand")
            theme.paint_icon(painter, self._icon, rect.adjusted(inset, inset, -inset, -inset), ink)
        tall = label.height + (portion.height if portion else 0)
        text = QRectF(
            body.left() + room.left(), body.center().y() - tall / 2, room.width(), label.height
        )
        paint_block(painter, theme, label, mirror(self, text, body), theme.colour("ink"))
        if portion is not None:
            below = QRectF(text.left(), text.bottom(), room.width(), portion.height)
            soft = theme.colour("ink_soft")
            paint_block(painter, theme, portion, mirror(self, below, body), soft)
        pad = theme.px("space.md") * 0.75
        left = body.left() + room.right() + pad + key
        value = QRectF(left, body.top(), body.right() - pad - key - left, body.height())
        pixels = round(min(theme.px("type.title") * self._step * 1.15, body.height() * 0.6))
        painter.setFont(theme.font_px(pixels, bold=True))
        painter.setPen(theme.colour("brand_strong" if counts else "ink_faint"))
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
        painter.drawText(mirror(self, value, body), flags, str(self._value))
        painter.end()
