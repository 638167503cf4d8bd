"""A push button: primary, secondary, quiet or danger."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.base import Control, bleed, mirror, paint_ring, paint_shadow, paint_surface, painter_on
from ui.kit.cap import KeyMark, split_key
from ui.kit.text import Block, lay_out, lay_out_shrunk, paint_block
from ui.look.theme import Role, Theme, ThemeHub

Variant = Literal["primary", "secondary", "quiet", "danger"]
Side = Literal["start", "end"]

LEAST = 0.65
"""Words are set no smaller than this share of their type."""


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
        role: Role = "body",
        parent: QWidget | None = None,
    ) -> None:
        """Make a button; `mirrored` turns its icon over on a right-to-left screen."""
        super().__init__(hub, name=name, parent=parent)
        self._role: Role = role
        self._variant: Variant = variant
        self._icon = icon
        self._icon_side: Side = icon_side
        self._mirrored = mirrored
        self.words = self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Set the text, also what a screen reader says; a key in brackets at its end is a cap."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text.replace("\u00ad", ""))
            self.updateGeometry()

    def setText(self, text: str) -> None:
        """Show another text; what a screen reader says stays as it is."""
        self.words, self._key = split_key(text)
        super().setText(text)

    def set_icon(self, icon: str, side: Side = "start") -> None:
        """Use another icon, on that side of the words, or none with an empty name."""
        self._icon, self._icon_side = icon, side
        self.updateGeometry()
        self.update()

    @property
    def icon_at(self) -> tuple[str, Side]:
        """Its icon, and on which side of the words that stands."""
        return self._icon, self._icon_side

    @property
    def leads(self) -> bool:
        """Whether it is the one button that leads on."""
        return self._variant == "primary"

    def set_variant(self, variant: Variant) -> None:
        """Be the one button that leads on, or no longer."""
        if variant != self._variant:
            self._variant = variant
            self.updateGeometry()
            self.update()

    def _pixels(self) -> int:
        """Size of the button's type."""
        return self.hub.theme.px(f"type.{self._role}")

    def _cap(self, share: float) -> KeyMark:
        """The key as it may be painted, beside type of this share of the button's own."""
        return KeyMark(self.hub, self._key, round(self._pixels() * share))

    def _caps(self) -> Iterator[KeyMark]:
        """One after the other: smaller before the words are, and not at all at last."""
        yield self._cap(1.0)
        yield self._cap(LEAST)
        yield KeyMark(self.hub, "", self._pixels())

    def _beside(self, cap: KeyMark) -> float:
        """Width of what stands beside the words: icon, key, and the gaps between."""
        icon = self._pixels() * 1.3 if self._icon else 0.0
        parts = [width for width in (icon, cap.width) if width]
        return sum(parts) + self.hub.theme.px("space.sm") * max(0, len(parts) - (not self.words))

    def laid(self) -> tuple[Block, KeyMark, float]:
        """The words in their room, the key beside them, and the width of all but the words."""
        theme, pixels = self.hub.theme, self._pixels()
        body = QSize(1, 1) * -2 * bleed(theme) + self.size()
        pad = min(self._pad(), theme.px("space.md")) if self.text() else 0
        high = body.height() - theme.px(6)
        for cap, share in zip(self._caps(), (1.0, 0.8, LEAST), strict=True):
            beside = self._beside(cap)
            room = max(body.width() - 2 * pad - beside, 1.0)
            fits = lay_out(
                self.hub, self.words, room, round(pixels * share), bold=True, leading=1.1
            )
            if fits is not None and fits.height <= high + 0.5:
                break
        least = round(pixels * LEAST)
        block = lay_out_shrunk(
            self.hub, self.words, room, high, pixels, least, bold=True, leading=1.1
        )
        return block, cap, beside

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
        block = lay_out(self.hub, self.words, 1e6, pixels, bold=True)
        width = (block.width if block and self.words else 0.0) + 2 * self._pad()
        high = max(theme.px("target"), round(pixels * 1.9))
        width += self._beside(self._cap(1.0))
        return QSize(int(max(width, high) + 1), high) + QSize(1, 1) * 2 * bleed(theme)

    def minimumSizeHint(self) -> QSize:
        """Room for the longest word, at its smallest in a frame; the target's height."""
        theme = self.hub.theme
        hint = self.sizeHint()
        words = self.hub.measured(self.words, True).words
        least = LEAST if self._role == "frame" else 0.75
        longest = max((piece.width for word in words for piece in word), default=0.0)
        width = longest * ceil(self._pixels() * least) + 2 * theme.px("space.md") + 2 * bleed(theme)
        width += self._beside(self._cap(LEAST))
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
        """Icon, words and key, centred together."""
        block, cap, beside = self.laid()
        side = self._pixels() * 1.3 if self._icon else 0.0
        gap = theme.px("space.sm")
        words = block.width if self.words else 0.0
        left = body.left() + (body.width() - words - beside) / 2
        place = body.translated(0, theme.px(1) if self.isDown() else 0)
        order = [("icon", side), ("words", words), ("key", cap.width)]
        if self._icon_side == "end":
            order = [*order[1:], order[0]]
        for part, wide in order:
            if not wide:
                continue
            rect = mirror(self, QRectF(left, place.top(), wide, place.height()), body)
            left += wide + gap
            if part == "words":
                rect.setTop(place.center().y() - block.height / 2)
                paint_block(painter, theme, block, rect, ink, "centre")
            elif part == "key":
                cap.paint(painter, rect, ink)
            else:
                rect.setTop(place.center().y() - side / 2)
                rect.setHeight(side)
                flip = self._mirrored and self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                theme.paint_icon(painter, self._icon, rect, ink, flip)
