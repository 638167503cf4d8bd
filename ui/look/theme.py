"""Theme: colours, type, spacing, fonts and icons of the face, and the hub that tells widgets.

One `Theme` is a value: a colour table (light, dark or contrast), a text scale chosen by the user
and a screen scale that follows from the window.  One `ThemeHub` holds the theme of the moment and
is passed to every widget by its constructor; there is no global theme.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from magapp.resources import resource
from ui.look.pace import FINGER_MS, HOLD_MS, Pace

ThemeName = Literal["light", "dark", "contrast"]
Density = Literal["kiosk", "staff"]
Role = Literal["display", "title", "body", "small"]

TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)
TEXT_FAMILY = "Atkinson Hyperlegible"
_REFERENCE_PX = 100
_SHEET_PIXELS = 1_500_000
_LONG_PIECE = 14
_VOWELS = "aeiouy\u00e4\u00f6\u00fc\u00e9\u00e8\u00eb\u00ef"
_TOGETHER = ("ch", "ck", "ph", "th", "sh", "qu", "st", "sp", "tr", "pr", "br", "dr", "kr", "fr")


def package_file(package: str, *parts: str) -> str | None:
    """Path of a data file in an installed package, found without importing the package."""
    roots = [str(getattr(sys, "_MEIPASS", "")), *sys.path]
    for root in roots:
        path = os.path.join(root, package, *parts)
        if root and os.path.isfile(path):
            return path
    return None


def load_tokens(path: Path | None = None) -> dict[str, Any]:
    """Read the design tokens; without a path, those that come with the program."""
    content = (path or resource("styles", "tokens.json")).read_bytes()
    return msgspec.json.decode(content, type=dict[str, Any])


def luminance(colour: QColor) -> float:
    """Relative luminance of a colour as WCAG defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = colour.redF(), colour.greenF(), colour.blueF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two opaque colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two: `share` of the second over the first."""
    rest = 1.0 - share
    return QColor.fromRgbF(
        one.redF() * rest + other.redF() * share,
        one.greenF() * rest + other.greenF() * share,
        one.blueF() * rest + other.blueF() * share,
    )


def screen_scale(size: QSize, screen: Mapping[str, Any]) -> float:
    """How much larger than the base design a window is, whichever way it is turned."""
    long, short = max(size.width(), size.height()), min(size.width(), size.height())
    base_long, base_short = screen["base"]
    raw = min(long / base_long, short / base_short)
    steps = round(max(screen["least"], min(screen["most"], raw)) * 20)
    return float(steps / 20)


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


class Theme:
    """Everything a widget asks when it measures or paints; never changes once made."""

    def __init__(
        self,
        tokens: Mapping[str, Any],
        icons: Icons,
        *,
        name: ThemeName = "light",
        text_scale: float = 1.0,
        scale: float = 1.0,
        density: Density = "kiosk",
        motion: bool = True,
        family: str = "",
        brand: str | None = None,
    ) -> None:
        """Work out a theme from the tokens and the choices made."""
        self.name = name
        self.text_scale = text_scale
        self.density = density
        self.motion = motion
        self.family = family
        self.brand = brand
        self.scale = scale
        if density == "staff":
            self.scale = 1.0 + (scale - 1.0) * float(tokens["screen"]["staff_growth"])
        self.motion_ms = int(tokens["motion_ms"]) if motion else 0
        self._icons = icons
        self._line_shape: tuple[float, float] | None = None
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._colours = {key: _colour(value) for key, value in tokens["themes"][name].items()}
        if brand:
            self._take_brand(QColor(brand))
        self._sizes = self._all_sizes(tokens)

    def _all_sizes(self, tokens: Mapping[str, Any]) -> dict[str, int]:
        """Every length token in pixels of this theme, by dotted name."""
        sizes: dict[str, int] = {}
        for group in ("space", "radius", "stroke"):
            for key, value in tokens[group].items():
                sizes[group + "." + key] = max(1, round(value * self.scale))
        if self.name == "contrast":
            sizes["stroke.thin"] = sizes["stroke.normal"]
            sizes["stroke.thick"] = sizes["stroke.thick"] + 1
        for key, value in tokens["type"][self.density].items():
            growth = 1.0 + (self.text_scale - 1.0) * tokens["type_growth"][key]
            sizes["type." + key] = round(value * self.scale * growth)
        sizes["target"] = round(tokens["target"][self.density] * self.scale)
        return sizes

    def _take_brand(self, brand: QColor) -> None:
        """Use a shop's own colour, made darker or lighter until it can be read."""
        paper, ink = self._colours["paper"], self._colours["ink"]
        need = 7.0 if self.name == "contrast" else 4.6
        while contrast(brand, paper) < need and brand != ink:
            brand = mix(brand, ink, 0.12) if contrast(brand, ink) > 1.1 else ink
        self._colours["brand"] = brand
        self._colours["brand_strong"] = mix(brand, ink, 0.3)
        self._colours["brand_soft"] = mix(paper, brand, 0.13 if self.name != "dark" else 0.25)
        light, dark = QColor("#ffffff"), QColor("#0c1512")
        better = contrast(brand, light) >= contrast(brand, dark)
        self._colours["on_brand"] = light if better else dark

    def key(self) -> tuple[object, ...]:
        """What makes two themes the same."""
        return (
            self.name,
            self.text_scale,
            self.scale,
            self.density,
            self.motion,
            self.family,
            self.brand,
        )

    def px(self, token: str | float) -> int:
        """Pixels of a token ("space.md", "radius.lg", "stroke.thin", "type.body", "target").

        A number is a length of the base design and is scaled to the screen.
        """
        if isinstance(token, str):
            return self._sizes[token]
        return round(token * self.scale)

    def colour(self, token: str, alpha: float | None = None) -> QColor:
        """Colour of a token, when asked with another opacity."""
        colour = self._colours[token]
        if alpha is None:
            return colour
        faded = QColor(colour)
        faded.setAlphaF(alpha)
        return faded

    def font(self, role: Role = "body", bold: bool = False, step: float = 1.0) -> QFont:
        """Font of a role; `step` makes it larger or smaller than the role says."""
        return self.font_px(round(self._sizes["type." + role] * step), bold)

    def font_px(self, pixels: int, bold: bool = False) -> QFont:
        """Font of an exact pixel size."""
        key = (pixels, bold)
        font = self._fonts.get(key)
        if font is None:
            font = QFont(self.family) if self.family else QFont()
            font.setPixelSize(max(6, pixels))
            font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[key] = font
        return font

    def line_shape(self) -> tuple[float, float]:
        """Ascent and height of a line of type, per pixel of its size."""
        if self._line_shape is None:
            metrics = QFontMetricsF(self.font_px(_REFERENCE_PX))
            ascent, height = metrics.ascent(), metrics.ascent() + metrics.descent()
            self._line_shape = (ascent / _REFERENCE_PX, height / _REFERENCE_PX)
        return self._line_shape

    def paint_icon(
        self,
        painter: QPainter,
        name: str,
        rect: QRectF,
        colour: QColor,
        mirrored: bool = False,
    ) -> None:
        """Paint an icon into a rectangle; `mirrored` for arrows on a right-to-left screen."""
        self._icons.paint(painter, name, rect, colour, mirrored)

    def icon_pixmap(self, name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
        """An icon as a pixmap of `size` logical pixels."""
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_icon(painter, name, QRectF(0, 0, size, size), colour)
        painter.end()
        return pixmap

    def palette(self) -> QPalette:
        """Palette for the plain widgets Qt paints itself."""
        palette = QPalette()
        role = QPalette.ColorRole
        for part, token in (
            (role.Window, "paper"),
            (role.WindowText, "ink"),
            (role.Base, "surface"),
            (role.AlternateBase, "surface_sunken"),
            (role.Text, "ink"),
            (role.Button, "surface"),
            (role.ButtonText, "ink"),
            (role.BrightText, "on_brand"),
            (role.Highlight, "brand"),
            (role.HighlightedText, "on_brand"),
            (role.PlaceholderText, "ink_faint"),
            (role.ToolTipBase, "ink"),
            (role.ToolTipText, "paper"),
            (role.Link, "brand"),
        ):
            palette.setColor(part, self._colours[token])
        for part in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, part, self._colours["ink_faint"])
        return palette

    def style_sheet(self) -> str:
        """Style sheet for plain widgets; the kit's own widgets paint themselves."""
        values = {key: colour.name() for key, colour in self._colours.items()}
        for key in ("radius.sm", "stroke.thin", "stroke.normal", "target", "type.body"):
            values[key.replace(".", "_")] = str(self._sizes[key])
        values["pad"] = str(self._sizes["space.md"])
        values["bar"] = str(max(12, self.px(14)))
        values["bar_half"] = str(max(6, self.px(14) // 2))
        sheet = _SHEET
        for key in sorted(values, key=len, reverse=True):
            sheet = sheet.replace("@" + key, values[key])
        return sheet


_SHEET = """
QLineEdit { background: @surface; color: @ink; border: @stroke_normalpx solid @line_strong;
  border-radius: @radius_smpx; padding: 0 @padpx; min-height: @targetpx;
  selection-background-color: @brand; selection-color: @on_brand; }
QLineEdit:focus { border-color: @focus; }
QLineEdit:disabled { background: @surface_sunken; color: @ink_faint; border-style: dashed; }
QPushButton { background: @surface; color: @brand_strong; border: @stroke_normalpx solid @brand;
  border-radius: @radius_smpx; padding: 0 @padpx; min-height: @targetpx; }
QPushButton:hover { background: @brand_soft; }
QPushButton:pressed { background: @surface_sunken; padding-top: 3px; }
QPushButton:focus { border-color: @focus; }
QPushButton:disabled { color: @ink_faint; border: @stroke_normalpx dashed @line_strong; }
QPushButton[variant="primary"] { background: @brand; color: @on_brand; }
QPushButton[variant="primary"]:hover { background: @brand_strong; }
QPushButton[variant="danger"] { color: @urgent; border-color: @urgent; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: @barpx; margin: 0; }
QScrollBar::handle:vertical { background: @line_strong; border-radius: @bar_halfpx;
  min-height: @targetpx; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { background: transparent; height: @barpx; margin: 0; }
QScrollBar::handle:horizontal { background: @line_strong; border-radius: @bar_halfpx;
  min-width: @targetpx; }
QToolTip { background: @ink; color: @paper; border: none; padding: @padpx; }
"""


def _colour(text: str) -> QColor:
    """Colour of "#rrggbb" or "#rrggbbaa"."""
    if len(text) == 9:
        colour = QColor(text[:7])
        colour.setAlpha(int(text[7:], 16))
        return colour
    return QColor(text)


class Piece:
    """A part of a word that is not broken: its text and its width at one pixel type size."""

    __slots__ = ("hyphenated", "text", "width")

    def __init__(self, text: str, width: float) -> None:
        """Remember the text and its width."""
        self.text = text
        self.width = width
        self.hyphenated = text[-1] not in "-/\u2013" and not _is_wide(text[-1])
        """Whether a break behind this piece shows a hyphen."""


class Measured:
    """A text cut into words and pieces, measured once and good for every size."""

    __slots__ = ("hyphen", "leading", "space", "words")

    def __init__(
        self,
        words: tuple[tuple[Piece, ...], ...],
        space: float,
        hyphen: float,
        leading: float,
    ) -> None:
        """Remember what was measured at the reference size, per pixel of type size."""
        self.words = words
        self.space = space
        self.hyphen = hyphen
        self.leading = leading


class ThemeHub(QObject):
    """Holds the theme of the moment and says when it changed; one per application."""

    changed = Signal()

    def __init__(
        self,
        *,
        tokens: Mapping[str, Any] | None = None,
        name: ThemeName = "light",
        text_scale: float = 1.0,
        density: Density = "kiosk",
        motion: bool = True,
        brand: str | None = None,
        window: QSize | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Load the fonts and make the first theme; a QGuiApplication must exist."""
        super().__init__(parent)
        self._tokens = tokens if tokens is not None else load_tokens()
        self._icons = Icons()
        self._window = window or QSize(*self._tokens["screen"]["base"])
        self._measured: dict[tuple[str, bool], Measured] = {}
        self._sheets: dict[tuple[object, ...], QPixmap] = {}
        self._sheet = ""
        self.pace = Pace(FINGER_MS if density == "kiosk" else HOLD_MS)
        """What tells a double tap from two taps."""
        self.keyboard = density == "staff"
        """Whether the last input came from keys: decides if focus set by code is shown."""
        self._theme = Theme(
            self._tokens,
            self._icons,
            name=name,
            text_scale=text_scale,
            scale=screen_scale(self._window, self._tokens["screen"]),
            density=density,
            motion=motion,
            family=load_text_font(),
            brand=brand,
        )

    @property
    def theme(self) -> Theme:
        """The theme of the moment."""
        return self._theme

    def update(
        self,
        *,
        name: ThemeName | None = None,
        text_scale: float | None = None,
        density: Density | None = None,
        motion: bool | None = None,
        brand: str | None = None,
        window: QSize | None = None,
    ) -> bool:
        """Change what is given; says `changed` once, and only when something differs."""
        old = self._theme
        self._window = window or self._window
        new = Theme(
            self._tokens,
            self._icons,
            name=name or old.name,
            text_scale=old.text_scale if text_scale is None else text_scale,
            scale=screen_scale(self._window, self._tokens["screen"]),
            density=density or old.density,
            motion=old.motion if motion is None else motion,
            family=old.family,
            brand=old.brand if brand is None else (brand or None),
        )
        if new.key() == old.key():
            return False
        self._theme = new
        self._sheets.clear()
        application = QGuiApplication.instance()
        if self._sheet and isinstance(application, QApplication):
            self.apply(application)
        self.changed.emit()
        return True

    def apply(self, application: QApplication) -> None:
        """Give the application the theme's font, palette and style sheet, and keep them so."""
        if not self._sheet and sys.platform != "linux":
            # On Linux it is Qt's own choice; asking for it would cost the start some 10 ms.
            application.setStyle("Fusion")
        theme = self._theme
        if application.font() != theme.font("body"):
            application.setFont(theme.font("body"))
        palette = theme.palette()
        if application.palette() != palette:
            application.setPalette(palette)
        sheet = theme.style_sheet()
        if sheet != self._sheet:
            self._sheet = sheet
            application.setStyleSheet(sheet)

    def sheet(self, key: tuple[object, ...], size: QSize, ratio: float) -> tuple[QPixmap, bool]:
        """A pixmap kept for a key and size, and whether it is new and has to be painted.

        Widgets of one size and state share their painted ground.  What was used longest ago
        makes room when all of them together grow too large; a change of theme empties the shelf.
        """
        full = (*key, size.width(), size.height(), ratio)
        found = self._sheets.pop(full, None)
        if found is not None:
            self._sheets[full] = found
            return found, False
        pixmap = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        self._sheets[full] = pixmap
        total = sum(sheet.width() * sheet.height() for sheet in self._sheets.values())
        while total > _SHEET_PIXELS and len(self._sheets) > 1:
            oldest = self._sheets.pop(next(iter(self._sheets)))
            total -= oldest.width() * oldest.height()
        return pixmap, True

    def measured(self, text: str, bold: bool) -> Measured:
        """Words and widths of a text, measured once and kept."""
        key = (text, bold)
        found = self._measured.get(key)
        if found is None:
            if len(self._measured) > 4000:
                self._measured.clear()
            found = self._measured[key] = self._measure(text, bold)
        return found

    def forget(self) -> None:
        """Keep none of the texts that were measured and none of the pictures that were painted."""
        self._measured.clear()
        self._sheets.clear()

    def _measure(self, text: str, bold: bool) -> Measured:
        """Measure a text at the reference size: widths grow in step with the type."""
        metrics = QFontMetricsF(self._theme.font_px(_REFERENCE_PX, bold))
        words: list[tuple[Piece, ...]] = []
        for word in text.split():
            parts = [part for soft in word.split("\u00ad") for part in _breakable(soft)]
            parts = [syllable for part in parts for syllable in _syllables(part)]
            words.append(
                tuple(
                    Piece(part, metrics.horizontalAdvance(part) / _REFERENCE_PX) for part in parts
                )
            )
        leading = 1.0
        if any(ord(sign) > 0x24F and sign.isalpha() for sign in text):
            leading = max(leading, metrics.tightBoundingRect(text).height() / _REFERENCE_PX + 0.35)
        return Measured(
            tuple(words),
            metrics.horizontalAdvance(" ") / _REFERENCE_PX,
            metrics.horizontalAdvance("-") / _REFERENCE_PX,
            leading,
        )


def _breakable(part: str) -> list[str]:
    """Cut a piece of a word where a line may end without a hyphen being added."""
    cut: list[str] = []
    start = 0
    for at, sign in enumerate(part):
        if at + 1 < len(part) and (_is_wide(sign) or (sign in "-/\u2013" and at > 1)):
            cut.append(part[start : at + 1])
            start = at + 1
    cut.append(part[start:])
    return [piece for piece in cut if piece]


def _syllables(part: str) -> list[str]:
    """Cut a very long piece before a consonant with a vowel behind it, as a last resort.

    Texts bring soft hyphens where words may be long; this is for those that do not.
    """
    if len(part) <= _LONG_PIECE or not part.isalpha() or part[0] > "\u024f":
        return [part]
    cut: list[str] = []
    start = 0
    for at in range(4, len(part) - 3):
        before, here, after = part[at - 1].lower(), part[at].lower(), part[at + 1].lower()
        opens = here not in _VOWELS and after in _VOWELS
        if opens and at - start >= 4 and before + here not in _TOGETHER:
            cut.append(part[start:at])
            start = at
    return [*cut, part[start:]]


def _is_wide(sign: str) -> bool:
    """Whether a sign belongs to a script that is written without spaces."""
    return "\u2e80" <= sign < "\ufb00"


def load_text_font() -> str:
    """Load the text face's two weights; the family's name, or nothing when not installed."""
    family = ""
    for weight in ("Regular", "Bold"):
        path = package_file(
            "fontpkg_atkinson_hyperlegible", "files", f"AtkinsonHyperlegible-{weight}.ttf"
        )
        if path is not None and QFontDatabase.addApplicationFont(path) >= 0:
            family = TEXT_FAMILY
    return family
