"""Controls: Button, Chip, Stepper, NumberPad and LetterPad."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, log
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.base import (
    Control,
    bleed,
    mirror,
    paint_ring,
    paint_shadow,
    paint_shared,
    paint_surface,
    paint_tick,
    painter_on,
)
from ui.kit.text import Block, lay_out, lay_out_shrunk, paint_block
from ui.look.theme import Role, Theme, ThemeHub

Variant = Literal["primary", "secondary", "quiet", "danger"]
Side = Literal["start", "end"]


class Button(Control):
    """A push button: primary (one a screen), secondary, quiet or danger; an icon if wanted."""

    def __init__(
        self,
        hub: ThemeHub,
        text: str = "",
        *,
        name: str = "",
        variant: Variant = "secondary",
        icon: str = "",
        icon_side: Side = "start",
        mirrored: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a button; `mirrored` turns its icon over on a right-to-left screen."""
        super().__init__(hub, name=name, parent=parent)
        self._variant: Variant = variant
        self._icon = icon
        self._icon_side: Side = icon_side
        self._mirrored = mirrored
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Set the text, also what a screen reader says."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text.replace("\u00ad", ""))
            self.updateGeometry()

    def set_icon(self, icon: str) -> None:
        """Use another icon, or none with an empty name."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def _pixels(self) -> int:
        """Size of the button's type."""
        return self.hub.theme.px("type.body")

    def _pad(self) -> int:
        """Room at either end."""
        theme = self.hub.theme
        if not self.text():
            return theme.px("space.md")
        return theme.px("space.md" if self._variant == "quiet" else "space.xl")

    def sizeHint(self) -> QSize:
        """The text on one line, at least as high as a target."""
        theme = self.hub.theme
        pixels = self._pixels()
        block = lay_out(self.hub, self.text(), 1e6, pixels, bold=True)
        width = (block.width if block and self.text() else 0.0) + 2 * self._pad()
        high = max(theme.px("target"), round(pixels * 1.9))
        if self._icon:
            width += pixels * 1.3 + (theme.px("space.sm") if self.text() else 0)
        return QSize(int(max(width, high) + 1), high) + QSize(1, 1) * 2 * bleed(theme)

    def minimumSizeHint(self) -> QSize:
        """Room for the longest word; the target's height."""
        theme = self.hub.theme
        hint = self.sizeHint()
        words = self.hub.measured(self.text(), True).words
        longest = max((piece.width for word in words for piece in word), default=0.0)
        width = longest * self._pixels() * 0.75 + 2 * theme.px("space.md") + 2 * bleed(theme)
        if self._icon:
            width += self._pixels() * 1.3 + theme.px("space.sm")
        return QSize(min(hint.width(), int(width) + 1), hint.height())

    def _colours(self, theme: Theme) -> tuple[QColor, QColor, QColor | None]:
        """Ground, ink and border for the state of the moment."""
        none = QColor(Qt.GlobalColor.transparent)
        down, over = self.isDown() or self.isChecked(), self.hovered
        if not self.isEnabled():
            return none, theme.colour("ink_faint"), theme.colour("line_strong")
        if self._variant == "primary":
            ground = theme.colour("brand_strong" if down or over else "brand")
            return ground, theme.colour("on_brand"), None
        if self._variant == "danger":
            ground = theme.colour("urgent_soft") if down or over else theme.colour("surface")
            return ground, theme.colour("urgent"), theme.colour("urgent")
        if self._variant == "quiet":
            ground = theme.colour("brand_soft") if down or over else none
            return ground, theme.colour("brand"), theme.colour("brand") if down else None
        ground = theme.colour("brand_soft") if down or over else theme.colour("surface")
        border = theme.colour("brand" if down or over else "line_strong")
        return ground, theme.colour("brand"), border

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, text and ring."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = min(float(theme.px("radius.md")), body.height() / 2)
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        ground, ink, border = self._colours(theme)
        raised = self.isEnabled() and not self.isDown() and self._variant != "quiet"
        if raised:
            paint_shadow(painter, theme, body, radius)
        width = float(theme.px("stroke.thick" if self.isDown() else "stroke.normal"))
        if not self.isEnabled() and self._variant == "quiet":
            border = None
        if not self.isEnabled():
            width = float(theme.px("stroke.thin"))
        paint_surface(painter, body, radius, ground, border, width, dashed=not self.isEnabled())
        if self.isDown() and self._variant == "primary":
            inner = body.adjusted(width, width, -width, -width)
            paint_surface(painter, inner, radius - width, ground, theme.colour("on_brand"), width)
        self._paint_face(painter, theme, body, ink)
        painter.end()

    def _paint_face(self, painter: QPainter, theme: Theme, body: QRectF, ink: QColor) -> None:
        """Icon and text, centred together."""
        pixels = self._pixels()
        pad = min(self._pad(), theme.px("space.md")) if self.text() else 0
        side = pixels * 1.3 if self._icon else 0.0
        gap = theme.px("space.sm") if self._icon and self.text() else 0
        room = body.width() - 2 * pad - side - gap
        block = lay_out_shrunk(
            self.hub,
            self.text(),
            max(room, 1.0),
            body.height() - theme.px(6),
            pixels,
            round(pixels * 0.65),
            bold=True,
            leading=1.1,
        )
        text_width = block.width if self.text() else 0.0
        left = body.left() + (body.width() - text_width - side - gap) / 2
        top = body.top() + (theme.px(1) if self.isDown() else 0)
        text_left = left if self._icon_side == "end" else left + side + gap
        icon_left = left + text_width + gap if self._icon_side == "end" else left
        if self.text():
            rect = QRectF(
                text_left, top + (body.height() - block.height) / 2, text_width, block.height
            )
            paint_block(painter, theme, block, mirror(self, rect, body), ink, "centre")
        if self._icon:
            rect = QRectF(icon_left, top + (body.height() - side) / 2, side, side)
            flip = self._mirrored and self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            theme.paint_icon(painter, self._icon, mirror(self, rect, body), ink, flip)


class Chip(Control):
    """A small pill that can be chosen: a filter, a short answer, a person."""

    def __init__(
        self,
        hub: ThemeHub,
        text: str = "",
        *,
        name: str = "",
        icon: str = "",
        checkable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Make a chip; checkable unless said otherwise."""
        super().__init__(hub, name=name, parent=parent)
        self._icon = icon
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Set the text, also what a screen reader says."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text.replace("\u00ad", ""))
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The text on one line, with room for icon and tick."""
        theme = self.hub.theme
        pixels = theme.px("type.body")
        block = lay_out(self.hub, self.text(), 1e6, pixels, bold=True)
        width = (block.width if block else 0.0) + 2 * theme.px("space.lg")
        width += self._mark()
        high = max(theme.px("target"), round(pixels * 2.0))
        return QSize(int(max(width, high)) + 2, high) + QSize(1, 1) * 2 * bleed(theme)

    def heightForWidth(self, width: int) -> int:
        """Height of its text where it does not fit on one line."""
        theme = self.hub.theme
        room = self._room(width - 2.0 * bleed(theme))
        block = self._laid(room, 1e9, theme.px("type.body"))
        return max(self.sizeHint().height(), int(block.height) + 1 + theme.px("space.md"))

    def _mark(self) -> float:
        """Width of icon or tick with the gap after it."""
        theme = self.hub.theme
        if not (self._icon or self.isCheckable()):
            return 0.0
        return theme.px("type.body") * 1.2 + theme.px("space.sm")

    def _room(self, width: float) -> float:
        """Width for the text within a pill so wide."""
        return max(1.0, width - 2 * self.hub.theme.px("space.md") - self._mark())

    def _laid(self, width: float, height: float, floor: int) -> Block:
        """The text within a room, not smaller than `floor`."""
        pixels = self.hub.theme.px("type.body")
        return lay_out_shrunk(self.hub, self.text(), width, height, pixels, floor, bold=True)

    def minimumSizeHint(self) -> QSize:
        """As the hint."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill; a chosen one is filled, ticked and has a thicker edge."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = min(body.height(), self.sizeHint().height() - 2.0 * out) / 2
        on, able = self.isChecked(), self.isEnabled()
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        ink = theme.colour("brand_strong" if on else "ink") if able else theme.colour("ink_faint")
        ground = theme.colour("brand_soft" if on or self.isDown() else "surface")
        border = theme.colour("brand" if on or self.hovered or self.isDown() else "line_strong")
        width = float(theme.px("stroke.thick" if on or self.isDown() else "stroke.thin"))
        paint_surface(painter, body, radius, ground, border, width, dashed=not able)
        pixels = theme.px("type.body")
        side = pixels * 1.2 if self._icon or self.isCheckable() else 0.0
        gap = theme.px("space.sm") if side else 0
        block = self._laid(self._room(body.width()), body.height(), round(pixels * 0.7))
        left = body.left() + (body.width() - block.width - side - gap) / 2
        icon = QRectF(left, body.center().y() - side / 2, side, side)
        icon = mirror(self, icon, body)
        if on:
            paint_surface(painter, icon, side / 2, theme.colour("brand"))
            paint_tick(painter, icon, theme.colour("on_brand"), max(self.grown, 0.05))
        elif self._icon:
            theme.paint_icon(painter, self._icon, icon, theme.colour("brand") if able else ink)
        elif side:
            circle = theme.colour("line_strong")
            line = float(theme.px("stroke.normal"))
            paint_surface(painter, icon, side / 2, QColor(Qt.GlobalColor.transparent), circle, line)
        text = QRectF(
            left + side + gap, body.center().y() - block.height / 2, block.width, block.height
        )
        paint_block(painter, theme, block, mirror(self, text, body), ink, "centre")
        painter.end()


class Key(Control):
    """A key of a pad or stepper: one sign or one icon; out of use, its sign fades and sinks."""

    def __init__(
        self,
        hub: ThemeHub,
        text: str = "",
        *,
        name: str = "",
        icon: str = "",
        round_shape: bool = False,
        role: Role = "title",
        parent: QWidget | None = None,
    ) -> None:
        """Make a key."""
        super().__init__(hub, name=name, parent=parent)
        self._icon = icon
        self._round = round_shape
        self._role: Role = role
        self.setText(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """A target."""
        side = self.hub.theme.px("target") + 2 * bleed(self.hub.theme)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the key."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        able, down = self.isEnabled(), self.isDown()
        on = self.isChecked()
        if self._round:
            side = min(body.width(), body.height()) - 2 * theme.px(4)
            centre = body.center()
            body = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        radius = body.height() / 2 if self._round else min(theme.px("radius.md"), body.height() / 3)
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        ink = theme.colour("on_brand" if on else "brand_strong" if able else "ink_faint")
        paint_shared(
            painter,
            self.hub,
            self,
            ("key", self._round, able, down, on, self.hovered),
            lambda inner: self._paint_ground(inner, theme, body, radius),
        )
        side = min(body.height() * (0.56 if self._round else 0.44), body.width() * 0.7)
        shift = theme.px(1) if down else 0
        if self._icon:
            rect = QRectF(0, 0, side, side)
            rect.moveCenter(body.center())
            theme.paint_icon(painter, self._icon, rect.translated(0, shift), ink)
        else:
            pixels = max(theme.px("type." + self._role), round(side * 0.9))
            pixels = min(pixels, round(body.height() * 0.62))
            painter.setFont(theme.font_px(pixels, bold=able))
            painter.setPen(ink)
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
            painter.drawText(body.translated(0, shift), flags, self.text())
        painter.end()

    def _paint_ground(self, painter: QPainter, theme: Theme, body: QRectF, radius: float) -> None:
        """The key's face for the state of the moment."""
        thin, thick = float(theme.px("stroke.thin")), float(theme.px("stroke.thick"))
        if not self.isEnabled():
            none = QColor(Qt.GlobalColor.transparent)
            paint_surface(painter, body, radius, none, theme.colour("line"), thin, dashed=True)
        elif self.isChecked():
            paint_surface(painter, body, radius, theme.colour("brand"))
        elif self.isDown():
            soft = theme.colour("brand_soft")
            paint_surface(painter, body, radius, soft, theme.colour("brand"), thick)
        else:
            if not self._round:
                paint_shadow(painter, theme, body, radius)
            border = theme.colour("brand" if self.hovered or self._round else "line")
            width = thin * 2 if self.hovered or self._round else thin
            paint_surface(painter, body, radius, theme.colour("surface"), border, width)


class Stepper(QWidget):
    """A row card that counts portions: icon, label, portion, and big minus and plus keys."""

    span = 1

    changed = Signal(int)

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
        super().__init__(parent)
        self._hub = hub
        self._icon = icon
        self._least, self._most = least, most
        self._value = least
        self._step = 1.0
        self._label = self._portion = ""
        self._focus_shown = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._less = self._key(name + "_less", "minus", -1)
        self._more = self._key(name + "_more", "plus", 1)
        hub.changed.connect(self._restyle)
        self._refresh()

    def _key(self, name: str, icon: str, by: int) -> Key:
        """One of the two keys; the keyboard reaches both through the card."""
        key = Key(self._hub, name=name, icon=icon, round_shape=True, parent=self)
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
        value = max(self._least, min(self._most, value))
        if value != self._value:
            self._value = value
            self._refresh()
            self.changed.emit(value)

    def _refresh(self) -> None:
        """Show value and limits."""
        plain = self._label.replace("\u00ad", "")
        self.setAccessibleName(plain + ": " + str(self._value))
        self.setAccessibleDescription(self._portion.replace("\u00ad", ""))
        self._less.setEnabled(self._value > self._least)
        self._more.setEnabled(self._value < self._most)
        self.update()

    # -- as a cell of a grid --------------------------------------------------------------------

    def text_height(self, width: int, height: int, step: float) -> float:
        """Nothing to line up: texts are centred in their rows."""
        return 0.0

    def set_step(self, step: float, text_room: float = 0.0) -> None:
        """Use a type step: 1.0 is the theme's own size."""
        if step != self._step:
            self._step = step
            self._restyle()

    def ideal(self, few: bool) -> tuple[float, float, int]:
        """Good proportions, and the tallest sensible height."""
        theme = self._hub.theme
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
        theme = self._hub.theme
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
        theme = self._hub.theme
        if strict and height - 2 * bleed(theme) < theme.px("target") - 1:
            return None
        room = self._measures(width, height, step)[2]
        label_px = round((theme.px("type.body") + theme.px("type.title")) / 2 * step)
        small_px = round((theme.px("type.body") + theme.px("type.small")) / 2 * step)
        if room.width() < theme.px(60):
            return None if strict else self._squeezed(theme, label_px)
        label = lay_out(self._hub, self._label, room.width(), label_px, bold=True, leading=1.16)
        portion: Block | None = None
        if self._portion:
            portion = lay_out(self._hub, self._portion, room.width(), small_px, leading=1.22)
        if strict and (label is None or (self._portion and portion is None)):
            return None
        tall = (label.height if label else 0) + (portion.height if portion else 0)
        if label is not None and tall <= room.height() + 0.5:
            return label, portion
        if strict:
            return None
        half = room.height() * (0.55 if self._portion else 1.0)
        label = lay_out_shrunk(
            self._hub,
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
                self._hub,
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
            lay_out_shrunk(self._hub, self._label, width, 1e9, pixels, pixels // 2, bold=True),
            None,
        )

    def _restyle(self) -> None:
        """The theme or the type step changed."""
        self._place_keys()
        self.updateGeometry()
        self.update()

    def _place_keys(self) -> None:
        """Put the two keys at the end of the card."""
        theme = self._hub.theme
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size."""
        super().resizeEvent(event)
        self._place_keys()

    def changeEvent(self, event: QEvent) -> None:
        """Another reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place_keys()
        self.update()

    def sizeHint(self) -> QSize:
        """A comfortable row."""
        theme = self._hub.theme
        return QSize(theme.px(480), theme.px("target") + 2 * bleed(theme) + theme.px("space.lg"))

    def minimumSizeHint(self) -> QSize:
        """Room for the keys and some text."""
        theme = self._hub.theme
        return QSize(theme.px("target") * 4, theme.px("target") + 2 * bleed(theme))

    # -- keys and focus -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right and plus count up; left and minus count down; digits set. Up and down go on."""
        self._hub.keyboard = True
        self._focus_shown = True
        key = event.key()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ahead = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
        behind = Qt.Key.Key_Right if mirrored else Qt.Key.Key_Left
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
        self._hub.keyboard = False
        self._focus_shown = False
        super().mousePressEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when keys brought the focus."""
        reason = event.reason()
        self._focus_shown = reason != Qt.FocusReason.MouseFocusReason and (
            self._hub.keyboard
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
        theme = self._hub.theme
        painter = painter_on(self)
        around = bleed(theme)
        body = QRectF(self.rect()).adjusted(around, around, -around, -around)
        radius = min(float(theme.px("radius.lg")), body.height() / 3)
        counts = self._value > self._least
        if self._focus_shown:
            paint_ring(painter, theme, body, radius)
        border = theme.colour("brand" if counts else "line")
        width = float(theme.px("stroke.normal" if counts else "stroke.thin"))

        def ground(inner: QPainter) -> None:
            paint_shadow(inner, theme, body, radius)
            paint_surface(inner, body, radius, theme.colour("surface"), border, width)

        paint_shared(painter, self._hub, self, ("stepper", counts), ground)
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


class _Pad(QWidget):
    """Keys in a grid that fills its rectangle without becoming huge."""

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None) -> None:
        """Make a pad without keys."""
        super().__init__(parent)
        self._hub = hub
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        hub.changed.connect(self._arrange)

    def _keys(self) -> Sequence[QWidget]:
        """The keys in order."""
        return ()

    def _columns(self) -> int:
        """Columns for the room of the moment."""
        return 3

    def _most(self) -> int:
        """The largest sensible key height."""
        return self._hub.theme.px(96 if self.width() > self.height() else 128)

    def _room(self) -> QRect:
        """Where the keys may stand."""
        return self.rect()

    def _arrange(self) -> None:
        """Place the keys, the block centred."""
        keys = self._keys()
        if not keys or self.width() < 10:
            return
        theme = self._hub.theme
        around = 2 * bleed(theme)
        gap = theme.px("space.md") - around
        columns = self._columns()
        rows = ceil(len(keys) / columns)
        room = self._room()
        high = room.height() - (rows - 1) * gap
        height = min(high // rows, self._most() + around)
        width = min((room.width() - (columns - 1) * gap) // columns, round(height * 2.4))
        left = room.left() + (room.width() - columns * width - (columns - 1) * gap) // 2
        top = room.top() + max(0, round((high - rows * height) * 0.25))
        mirrored = self._mirrors() and self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for at, key in enumerate(keys):
            row, column = divmod(at, columns)
            column = columns - 1 - column if mirrored else column
            key.setGeometry(
                QRect(left + column * (width + gap), top + row * (height + gap), width, height)
            )
        self.update()

    def _mirrors(self) -> bool:
        """Whether the order of the keys follows the reading direction."""
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()


class NumberPad(_Pad):
    """Digits as big keys below a read-out with its unit: an amount without a keyboard."""

    changed = Signal(object)
    accepted = Signal()

    def __init__(
        self,
        hub: ThemeHub,
        *,
        name: str = "",
        digits: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty pad for numbers of at most so many digits."""
        super().__init__(hub, name, parent)
        self._digits = digits
        self._typed = ""
        self._unit = self._empty = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        order = "123456789"
        self._all: list[Key] = [self._digit(sign) for sign in order]
        self._clear = Key(hub, name=name + "_clear", icon="close", parent=self)
        self._clear.clicked.connect(lambda: self.set_value(None))
        self._back = Key(hub, name=name + "_back", icon="backspace_outline", parent=self)
        self._back.clicked.connect(lambda: self._type(self._typed[:-1]))
        self._all += [self._clear, self._digit("0"), self._back]
        for key in self._all:
            key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._refresh()

    def _digit(self, sign: str) -> Key:
        """The key of one digit."""
        key = Key(self._hub, sign, name=self.objectName() + "_" + sign, parent=self)
        key.clicked.connect(lambda: self._type(self._typed + sign))
        return key

    def set_texts(self, unit: str, empty: str, clear: str, back: str, label: str = "") -> None:
        """Set the unit, what an empty read-out says, and the names a screen reader says."""
        self._unit, self._empty = unit, empty
        self._clear.setAccessibleName(clear)
        self._back.setAccessibleName(back)
        self.setAccessibleName(label or empty)
        self._refresh()

    def value(self) -> int | None:
        """The number typed, None while empty."""
        return int(self._typed) if self._typed else None

    def set_value(self, value: int | None) -> None:
        """Set or empty the number."""
        self._type("" if value is None else str(value))

    def _type(self, text: str) -> None:
        """Take a new text of digits, if short enough."""
        text = text.lstrip("0") or ("0" if text else "")
        if len(text) <= self._digits and text != self._typed:
            self._typed = text
            self._refresh()
            self.changed.emit(self.value())

    def _refresh(self) -> None:
        """Show the number; keys without effect are out of use."""
        self.setAccessibleDescription((self._typed + " " + self._unit) if self._typed else "")
        self._back.setEnabled(bool(self._typed))
        self._clear.setEnabled(bool(self._typed))
        self.update()

    def _keys(self) -> Sequence[QWidget]:
        """Digits in the order of a telephone."""
        return self._all

    def _mirrors(self) -> bool:
        """Digits stand the same way in every script."""
        return False

    def _display_height(self) -> int:
        """Height of the read-out."""
        theme = self._hub.theme
        return round(theme.px("type.display") * 1.7) + 2 * bleed(theme)

    def _top(self) -> int:
        """The read-out and a gap."""
        return self._display_height() + self._hub.theme.px("space.xs")

    def _beside(self) -> bool:
        """Whether the read-out stands beside the keys: where the room is low and wide."""
        theme = self._hub.theme
        low = (self.height() - self._top()) / 4 < 1.25 * theme.px("target") + 2 * bleed(theme)
        return low and self.width() > 1.6 * self.height()

    def _room(self) -> QRect:
        """The keys stand below the read-out or beside it."""
        if not self._beside():
            return self.rect().adjusted(0, self._top(), 0, 0)
        return self.rect().adjusted(round(self.width() * 0.42), 0, 0, 0)

    def _columns(self) -> int:
        """Three as on a telephone; six where the room is too low for four rows."""
        theme = self._hub.theme
        return 6 if self._room().height() / 4 < theme.px("target") else 3

    def _display(self) -> QRectF:
        """The read-out."""
        around = bleed(self._hub.theme)
        high = self._display_height()
        keys = [key.geometry() for key in self._all]
        left = min(key.left() for key in keys)
        right = max(key.right() for key in keys) + 1
        top = min(key.top() for key in keys)
        if self._beside():
            middle = (top + max(key.bottom() for key in keys) + 1) / 2
            gap = self._hub.theme.px("space.xl")
            body = QRectF(0, middle - high / 2, left - gap, high)
        else:
            body = QRectF(left, top - self._top(), right - left, high)
        return body.adjusted(around, around, -around, -around)

    def sizeHint(self) -> QSize:
        """A pad with keys of comfortable size."""
        theme = self._hub.theme
        return QSize(theme.px(440), self._top() + 4 * theme.px(84))

    def minimumSizeHint(self) -> QSize:
        """Keys at target size."""
        side = self._hub.theme.px("target") + self._hub.theme.px("space.md")
        return QSize(3 * side, self._top() + 4 * side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits type, Backspace takes back while there are any, Enter accepts."""
        key, text = event.key(), event.text()
        if text.isdecimal() and text.isascii():
            self._type(self._typed + text)
        elif key == Qt.Key.Key_Backspace and self._typed:
            self._type(self._typed[:-1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the read-out above the keys, as wide as they are."""
        theme = self._hub.theme
        painter = painter_on(self)
        body = self._display()
        paint_surface(
            painter,
            body,
            theme.px("radius.md"),
            theme.colour("surface_sunken"),
            theme.colour("line_strong"),
            float(theme.px("stroke.normal" if self.hasFocus() else "stroke.thin")),
        )
        if self.hasFocus() and self._hub.keyboard:
            paint_ring(painter, theme, body, theme.px("radius.md"))
        pad = theme.px("space.lg")
        room = body.adjusted(pad, 0, -pad, 0)
        if self._typed:
            self._paint_number(painter, theme, room)
        elif self._empty:
            block = lay_out_shrunk(
                self._hub,
                self._empty,
                room.width(),
                room.height(),
                theme.px("type.body"),
                round(theme.px("type.body") * 0.6),
            )
            rect = room.adjusted(0, (room.height() - block.height) / 2, 0, 0)
            paint_block(painter, theme, block, rect, theme.colour("ink_soft"), "centre")
        painter.end()

    def _paint_number(self, painter: QPainter, theme: Theme, room: QRectF) -> None:
        """The number and, on the same base line, its unit; centred together."""
        large, small = theme.font("display", bold=True), theme.font("title")
        gap = theme.px("space.sm") if self._unit else 0
        number = QFontMetricsF(large)
        wide = number.horizontalAdvance(self._typed)
        unit = QFontMetricsF(small).horizontalAdvance(self._unit)
        left = room.center().x() - (wide + gap + unit) / 2
        base = room.center().y() + number.capHeight() / 2
        painter.setFont(large)
        painter.setPen(theme.colour("ink"))
        painter.drawText(QPointF(left, base), self._typed)
        painter.setFont(small)
        painter.setPen(theme.colour("ink_soft"))
        painter.drawText(QPointF(left + wide + gap, base), self._unit)


class LetterPad(_Pad):
    """The alphabet as big keys: choose the first letter of a name; letters without are out."""

    chosen = Signal(str)

    def __init__(
        self,
        hub: ThemeHub,
        *,
        name: str = "",
        letters: Sequence[str] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        parent: QWidget | None = None,
    ) -> None:
        """Make a pad of letters (or of beginnings of some letters), all in use."""
        super().__init__(hub, name, parent)
        self._letters: dict[str, Key] = {}
        self._current = ""
        for letter in letters:
            key = Key(hub, letter, name=name + "_" + letter, parent=self)
            key.clicked.connect(lambda _=False, sign=letter: self._choose(sign))
            self._letters[letter] = key

    def set_available(self, letters: Iterable[str]) -> None:
        """Only these letters lead somewhere; the others are shown out of use."""
        there = {letter.upper() for letter in letters}
        for letter, key in self._letters.items():
            key.setEnabled(letter in there)

    def current(self) -> str:
        """The letter chosen last, or nothing."""
        return self._current

    def set_current(self, letter: str) -> None:
        """Mark a letter as chosen, or none."""
        self._current = letter
        for sign, key in self._letters.items():
            marked = sign == letter
            if key.isCheckable() or marked:
                key.setCheckable(True)
                key.setChecked(marked)

    def _choose(self, letter: str) -> None:
        """A letter was tapped or typed."""
        self.set_current(letter)
        self.chosen.emit(letter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter key chooses its letter."""
        key = self._letters.get(event.text().upper())
        if key is not None and key.isEnabled():
            self._choose(event.text().upper())
        else:
            super().keyPressEvent(event)

    def _keys(self) -> Sequence[QWidget]:
        """The letters in order."""
        return list(self._letters.values())

    def _most(self) -> int:
        """The largest sensible key height."""
        return self._hub.theme.px(124)

    def _mirrors(self) -> bool:
        """An alphabet runs the way it is written, whatever the language around it."""
        first = next(iter(self._letters), "")
        return "\u0590" <= first <= "\u08ff"

    def _columns(self) -> int:
        """As many columns as make the keys roughly square and the rows full."""
        count = len(self._letters)
        shape = self.width() / max(1, self.height())
        choices = [columns for columns in (4, 5, 6, 7, 9, 13, 14) if columns <= count]
        least = self._hub.theme.px("target")

        def cost(columns: int) -> float:
            rows = ceil(count / columns)
            small = self.height() / rows < least + 2 * bleed(self._hub.theme)
            hole = 0.2 * (rows * columns - count) / columns
            return abs(log(shape * rows / columns / 1.35)) + hole + 9 * small

        return min(choices, key=cost)

    def sizeHint(self) -> QSize:
        """A pad with keys of comfortable size."""
        theme = self._hub.theme
        return QSize(theme.px(760), theme.px(330))

    def minimumSizeHint(self) -> QSize:
        """Keys at target size."""
        side = self._hub.theme.px("target") + self._hub.theme.px("space.sm")
        return QSize(7 * side, 4 * side)
