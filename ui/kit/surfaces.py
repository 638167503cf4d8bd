"""Surfaces: Card, Banner, Pill and SectionProgress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.base import (
    bleed,
    mirror,
    paint_flat,
    paint_shadow,
    paint_surface,
    paint_tick,
    painter_on,
)
from ui.kit.roles import Role
from ui.kit.text import Block, lay_out, lay_out_shrunk, paint_block
from ui.look.theme import Theme, ThemeHub

Tone = Literal["calm", "warning", "urgent"]
PillTone = Literal["brand", "neutral", "accent", "warning", "urgent"]


class Card(QWidget):
    """A rounded surface with a soft shadow; the page gives it a layout of its own."""

    def __init__(
        self,
        hub: ThemeHub,
        *,
        name: str = "",
        padded: bool = True,
        fill: str = "surface",
        parent: QWidget | None = None,
    ) -> None:
        """Make a card; `fill` is the colour token of its ground."""
        super().__init__(parent)
        self._hub = hub
        self._padded = padded
        self._fill = fill
        self.setObjectName(name)
        hub.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        """Take the padding of the theme."""
        theme = self._hub.theme
        side = bleed(theme) + (theme.px("space.xl") if self._padded else 0)
        self.setContentsMargins(side, side, side, side)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface."""
        theme = self._hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(theme.px("radius.lg"))
        paint_shadow(painter, theme, body, radius)
        line = float(theme.px("stroke.thin"))
        paint_surface(painter, body, radius, theme.colour(self._fill), theme.colour("line"), line)
        painter.end()


_TONES: dict[Tone, tuple[str, str, str, str]] = {
    "calm": ("brand_soft", "brand", "on_brand", "information_variant"),
    "warning": ("warning_soft", "warning", "on_warning", "alert"),
    "urgent": ("urgent_soft", "urgent", "on_urgent", "phone"),
}


class Banner(QWidget):
    """A message that stands out: calm, warning or urgent, told apart by icon, edge and colour."""

    spoken_role = Role.StaticText

    def __init__(
        self,
        hub: ThemeHub,
        tone: Tone = "calm",
        *,
        name: str = "",
        icon: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a banner; `large` for one that heads a page."""
        super().__init__(parent)
        self._hub = hub
        self._tone: Tone = tone
        self._icon = icon
        self._large = large
        self._title = self._text = ""
        self._laid: dict[float, tuple[Block, Block | None, float, QRectF]] = {}
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        hub.changed.connect(self._restyle)

    def set_texts(self, title: str, text: str = "") -> None:
        """Set title and text, also what a screen reader says."""
        self._title, self._text = title, text
        self.setAccessibleName(title.replace("\u00ad", ""))
        self.setAccessibleDescription(text.replace("\u00ad", ""))
        self._restyle()

    def set_tone(self, tone: Tone, icon: str = "") -> None:
        """Use another tone, and icon when given."""
        self._tone, self._icon = tone, icon
        self.update()

    def _restyle(self) -> None:
        """Measure and paint anew."""
        self._laid.clear()
        self.updateGeometry()
        self.update()

    def _blocks(self, width: float) -> tuple[Block, Block | None, float, QRectF]:
        """Title, text, side of the icon's disc and the room for texts, at the surface's origin."""
        laid = self._laid.get(width)
        if laid is None:
            laid = self._laid[width] = self._lay_out(width)
        return laid

    def _lay_out(self, width: float) -> tuple[Block, Block | None, float, QRectF]:
        theme = self._hub.theme
        title_px = theme.px("type.title") if self._large else theme.px("type.body") * 1.1
        text_px = theme.px("type.body")
        pad = theme.px("space.xl" if self._large else "space.lg")
        disc = title_px * (2.4 if self._large else 1.9)
        left = theme.px(6) + pad + disc + theme.px("space.lg")
        room = max(width - left - pad, 60.0)
        title = lay_out_shrunk(
            self._hub,
            self._title,
            room,
            1e9,
            round(title_px),
            round(title_px * 0.7),
            bold=True,
            leading=1.16,
        )
        text = None
        if self._text:
            text = lay_out_shrunk(
                self._hub, self._text, room, 1e9, text_px, round(text_px * 0.7), leading=1.34
            )
        gap = text_px * 0.25 if text else 0.0
        tall = title.height + gap + (text.height if text else 0.0)
        return title, text, disc, QRectF(left, gap, room, max(tall, disc) + 2 * pad)

    def hasHeightForWidth(self) -> bool:
        """Height follows width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height the texts need in a width."""
        around = 2 * bleed(self._hub.theme)
        return int(self._blocks(width - around)[3].height() + around + 0.999)

    def sizeHint(self) -> QSize:
        """A comfortable measure of text."""
        width = self._hub.theme.px(680)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A narrow column."""
        return QSize(self._hub.theme.px(260), self._hub.theme.px("target"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint surface, edge, icon and texts."""
        theme = self._hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        ground, strong, inside, usual = _TONES[self._tone]
        radius = float(theme.px("radius.md"))
        edge = theme.px(6)
        shape = QPainterPath()
        shape.addRoundedRect(body, radius, radius)
        painter.fillPath(shape, theme.colour(ground))
        painter.save()
        painter.setClipPath(shape)
        bar = QRectF(body.left(), body.top(), edge, body.height())
        paint_flat(painter, mirror(self, bar, body), theme.colour(strong))
        painter.restore()
        if theme.name == "contrast":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(strong), theme.px("stroke.normal")))
            painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), radius, radius)
        title, text, disc, room = self._blocks(body.width())
        gap = room.top()
        tall = title.height + gap + (text.height if text else 0.0)
        left = body.left() + room.left()
        top = body.center().y() - tall / 2
        icon_left = left - theme.px("space.lg") - disc
        icon_top = body.center().y() - disc / 2
        if tall > disc * 1.3:
            icon_top = top + title.line_height / 2 - disc / 2
            icon_top = max(icon_top, body.top() + theme.px("space.md"))
        icon = mirror(self, QRectF(icon_left, icon_top, disc, disc), body)
        corner = disc / 2 if self._tone == "calm" else disc * 0.3
        paint_surface(painter, icon, corner, theme.colour(strong))
        inset = disc * 0.2
        theme.paint_icon(
            painter,
            self._icon or usual,
            icon.adjusted(inset, inset, -inset, -inset),
            theme.colour(inside),
        )
        rect = mirror(self, QRectF(left, top, room.width(), title.height), body)
        paint_block(painter, theme, title, rect, theme.colour("ink"))
        if text is not None:
            rect = rect.translated(0, title.height + gap)
            paint_block(painter, theme, text, rect, theme.colour("ink"))
        painter.end()


_PILLS: dict[PillTone, tuple[str, str]] = {
    "brand": ("brand_soft", "brand_strong"),
    "neutral": ("surface_sunken", "ink_soft"),
    "accent": ("accent_soft", "accent_ink"),
    "warning": ("warning_soft", "warning"),
    "urgent": ("urgent_soft", "urgent"),
}


class Pill(QWidget):
    """A small badge: a word or two, an icon when wanted."""

    spoken_role = Role.StaticText

    def __init__(
        self,
        hub: ThemeHub,
        text: str = "",
        *,
        name: str = "",
        tone: PillTone = "brand",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Make a badge."""
        super().__init__(parent)
        self._hub = hub
        self._tone: PillTone = tone
        self._icon = icon
        self._text = ""
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._restyle)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Set the text, also what a screen reader says."""
        self._text = text
        self.setAccessibleName(text)
        self._restyle()

    def set_tone(self, tone: PillTone, icon: str = "") -> None:
        """Use another tone and icon."""
        self._tone, self._icon = tone, icon
        self._restyle()

    def _restyle(self) -> None:
        """Measure and paint anew."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Text and icon on one line."""
        theme = self._hub.theme
        pixels = theme.px("type.small")
        block = lay_out(self._hub, self._text, 1e6, pixels, bold=True)
        width = (block.width if block else 0) + pixels * 1.5
        if self._icon:
            width += pixels * 1.5
        return QSize(int(width) + 1, round(pixels * 1.9))

    def minimumSizeHint(self) -> QSize:
        """As the hint."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badge."""
        theme = self._hub.theme
        painter = painter_on(self)
        body = QRectF(self.rect())
        ground, ink = (theme.colour(token) for token in _PILLS[self._tone])
        border = ink if theme.name == "contrast" else None
        width = float(theme.px("stroke.thin"))
        paint_surface(painter, body, body.height() / 2, ground, border, width)
        pixels = theme.px("type.small")
        left = pixels * 0.75
        if self._icon:
            side = pixels * 1.25
            rect = QRectF(left * 0.8, (body.height() - side) / 2, side, side)
            theme.paint_icon(painter, self._icon, mirror(self, rect, body), ink)
            left += pixels * 1.5
        room = body.width() - left - pixels * 0.75 + 1
        block = lay_out_shrunk(
            self._hub, self._text, room, body.height(), pixels, pixels // 2, bold=True, leading=1.2
        )
        rect = QRectF(left, (body.height() - block.height) / 2, room, block.height)
        paint_block(painter, theme, block, mirror(self, rect, body), ink)
        painter.end()


class SectionProgress(QWidget):
    """Where in the conversation we are: one segment a section, with its label.

    Sections behind are ticked, the current one is bold with a longer, thicker bar and a dot,
    those ahead are hollow.
    """

    spoken_role = Role.StaticText

    def __init__(self, hub: ThemeHub, *, name: str = "", parent: QWidget | None = None) -> None:
        """Make a progress without sections."""
        super().__init__(parent)
        self._hub = hub
        self._labels: list[str] = []
        self._current = 0
        self._share = 0.0
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._restyle)

    def set_sections(self, labels: Sequence[str]) -> None:
        """Set the labels of all sections."""
        self._labels = list(labels)
        self._say()
        self._restyle()

    def set_current(self, number: int, share: float = 0.0) -> None:
        """Set the section we are in, from 0, and how much of it is done, 0 to 1."""
        before = self._current, self._share
        self._current, self._share = number, share
        if number != before[0]:
            self._say()
            self.update()
        elif share != before[1] and 0 <= number < len(self._labels):
            self.update(self._segment(number).toAlignedRect())

    def _say(self) -> None:
        """Tell a screen reader."""
        if self._labels:
            number = min(max(self._current, 0), len(self._labels) - 1)
            self.setAccessibleName(self._labels[number])
            where = f"{number + 1}/{len(self._labels)}"
            self.setAccessibleDescription(f"{where}: {', '.join(self._labels)}")

    def _restyle(self) -> None:
        """Measure and paint anew."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A bar and a line of labels."""
        theme = self._hub.theme
        high = round(theme.px("type.frame_small") * 1.5) + theme.px("space.sm") + theme.px(10)
        return QSize(theme.px(640), high)

    def minimumSizeHint(self) -> QSize:
        """As high as the hint; narrow windows lose labels, not bars."""
        return QSize(self._hub.theme.px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars and labels."""
        if not self._labels:
            return
        theme = self._hub.theme
        painter = painter_on(self)
        pixels = self._common_size(theme, self._segment(0).width())
        asked = QRectF(event.rect())
        for number in range(len(self._labels)):
            rect = self._segment(number)
            if not pixels or rect.intersects(asked):  # a lone label is wider than its segment
                self._paint_segment(painter, theme, number, rect, pixels)
        painter.end()

    def _segment(self, number: int) -> QRectF:
        """Where a section stands, on the screen as it reads."""
        gap = float(self._hub.theme.px("space.sm"))
        count = len(self._labels)
        body = QRectF(self.contentsRect())
        width = (body.width() - gap * (count - 1)) / count
        left = body.left() + number * (width + gap)
        return mirror(self, QRectF(left, body.top(), width, body.height()), body)

    def _common_size(self, theme: Theme, width: float) -> int:
        """One type size at which every label fits its segment, 0 when there is none."""
        pixels = theme.px("type.frame_small")
        floor = max(11, round(pixels * 0.72))
        for size in range(pixels, floor - 1, -1):
            blocks = (
                lay_out(self._hub, label, width - size * 1.5, size, bold=True)
                for label in self._labels
            )
            if all(block is not None and len(block.lines) == 1 for block in blocks):
                return size
        return 0

    def _paint_segment(
        self, painter: QPainter, theme: Theme, number: int, rect: QRectF, pixels: int
    ) -> None:
        """One section's bar and label."""
        done, here = number < self._current, number == self._current
        thick = theme.px(8 if here else 4)
        middle = theme.px(5)
        bar = QRectF(rect.left(), rect.top() + middle - thick / 2, rect.width(), thick)
        track = theme.colour("line_strong" if theme.name == "contrast" else "line")
        painter.setPen(Qt.PenStyle.NoPen)
        if done:
            painter.setBrush(theme.colour("brand"))
            painter.drawRoundedRect(bar, thick / 2, thick / 2)
        elif here:
            paint_surface(painter, bar, thick / 2, track)
            part = max(thick * 2.0, bar.width() * self._share)
            filled = mirror(self, QRectF(bar.left(), bar.top(), part, thick), bar)
            paint_surface(painter, filled, thick / 2, theme.colour("accent"))
        else:
            painter.setBrush(track)
            painter.drawRoundedRect(bar, thick / 2, thick / 2)
        label = self._labels[number]
        size, room = pixels, rect
        if not size:
            if not here:
                return
            size, room = theme.px("type.frame_small"), self._wide_room(rect)
        top = rect.top() + theme.px(10) + theme.px("space.xs")
        left = room.left()
        mark = size * 1.2 if done else 0.0
        block = lay_out_shrunk(
            self._hub,
            label,
            room.width() - mark,
            size * 1.4,
            size,
            max(9, round(size * 0.7)),
            bold=here,
            leading=1.3,
        )
        if done:
            tick = QRectF(left, top + (block.height - size) / 2, size, size)
            tick = mirror(self, tick, room)
            paint_surface(painter, tick, size / 2, theme.colour("brand"))
            paint_tick(painter, tick, theme.colour("on_brand"))
        text = mirror(
            self, QRectF(left + mark * 1.15, top, room.width() - mark * 1.15, block.height), room
        )
        ink = theme.colour("ink" if here else "ink_soft")
        paint_block(painter, theme, block, text, ink)

    def _wide_room(self, rect: QRectF) -> QRectF:
        """The room for the only label shown, kept inside the widget."""
        width = self.width() * 0.6
        left = min(rect.left(), self.width() - width)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = max(0.0, rect.right() - width)
        return QRectF(max(0.0, left), rect.top(), width, rect.height())
