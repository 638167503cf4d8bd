"""The icons of the face, found by their names: signs of a font, and drawings of our own.

What the font's package has no sign for is drawn in `resources/icons`, in the package's style.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter

from magapp.resources import resource
from ui.look.fonts import package_file

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer


class Icons:
    """The icon font: loaded when the first icon is painted, names looked up one by one."""

    _PACKAGE = "fonticon_mdi7"
    _FALLBACK = "leaf"

    def __init__(self) -> None:
        """Know nothing yet: file and font are read on first use."""
        self._family: str | None = None
        self._source: bytes | None = None
        self._glyphs: dict[str, str] = {}
        self._fonts: dict[int, QFont] = {}
        self._drawings: dict[tuple[str, str], QSvgRenderer] = {}

    def has(self, name: str) -> bool:
        """Whether there is an icon of this name."""
        return name in self.own or bool(self.glyph(name))

    @cached_property
    def own(self) -> frozenset[str]:
        """The names of our own drawings."""
        return frozenset(each.stem for each in resource("icons").glob("*.svg"))

    def _drawing(self, name: str, colour: QColor) -> QSvgRenderer:
        """One of our own drawings in a colour."""
        key = name, colour.name()
        found = self._drawings.get(key)
        if found is None:
            from PySide6.QtSvg import QSvgRenderer

            drawn = resource("icons", f"{name}.svg").read_text("utf-8")
            drawn = drawn.replace("currentColor", colour.name())
            found = self._drawings[key] = QSvgRenderer(QByteArray(drawn.encode()))
        return found

    def glyph(self, name: str) -> str:
        """The character of an icon, or an empty text when there is no such icon."""
        found = self._glyphs.get(name)
        if found is None:
            found = self._glyphs[name] = self._look_up(name)
        return found

    def _look_up(self, name: str) -> str:
        """Find one name in the package's own table, without running its 7,000 assignments."""
        if self._source is None:
            path = package_file(self._PACKAGE, "mdi7.py")
            self._source = b""
            if path is not None:
                with open(path, "rb") as file:
                    self._source = file.read()
        if self._source:
            key = f'    {name} = "\\U'.encode()
            at = self._source.find(key) + len(key)
            return chr(int(self._source[at : at + 8], 16)) if at >= len(key) else ""
        try:  # a bundle keeps the table compiled only
            from fonticon_mdi7 import MDI7
        except ImportError:
            return ""
        return str(getattr(MDI7, name, "")).rpartition(".")[2]

    def font(self, pixels: int) -> QFont | None:
        """The icon font at a size, or None when it is not installed."""
        if self._family is None:
            path = package_file(self._PACKAGE, "fonts", "materialdesignicons-webfont.ttf")
            number = QFontDatabase.addApplicationFont(path) if path else -1
            families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
            self._family = families[0] if families else ""
        if not self._family:
            return None
        font = self._fonts.get(pixels)
        if font is None:
            font = QFont(self._family)
            font.setPixelSize(pixels)
            font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[pixels] = font
        return font

    def paint(
        self,
        painter: QPainter,
        name: str,
        rect: QRectF,
        colour: QColor,
        mirrored: bool = False,
    ) -> None:
        """Paint an icon centred in a rectangle, its design square as large as fits."""
        pixels = int(min(rect.width(), rect.height()))
        if name in self.own:
            if pixels > 0:
                box = QRectF(0, 0, pixels, pixels)
                box.moveCenter(rect.center())
                painter.save()
                painter.setOpacity(painter.opacity() * colour.alphaF())
                self._drawing(name, colour).render(painter, box)
                painter.restore()
            return
        glyph = self.glyph(name) or self.glyph(self._FALLBACK)
        font = self.font(pixels) if glyph and pixels > 0 else None
        if font is None:
            return
        centre = rect.center()
        painter.save()
        painter.setFont(font)
        painter.setPen(colour)
        painter.translate(centre)
        if mirrored:
            painter.scale(-1.0, 1.0)
        # The font's em square is the design square; its baseline lies 1/8 above the lower edge.
        painter.drawText(QPointF(-pixels / 2, pixels * 0.375), glyph)
        painter.restore()
