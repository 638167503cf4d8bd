"""Theme: colours, type and spacing of the face, and the hub that tells widgets.

One `Theme` is a value: a colour table (light, dark or contrast), a text scale chosen by the user
and a screen scale that follows from the window.  One `ThemeHub` holds the theme of the moment and
is passed to every widget by its constructor; there is no global theme.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import msgspec
from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from magapp.resources import resource
from ui.look.fonts import load_text_font
from ui.look.icons import Icons
from ui.look.measure import REFERENCE_PX, Measured, measure
from ui.look.pace import FINGER_MS, HOLD_MS, Pace

ThemeName = Literal["light", "dark", "contrast"]
Density = Literal["kiosk", "staff"]
Role = Literal["display", "title", "body", "small", "frame"]
"""What a text is: `frame` is what stands above and below a page, which grows less than the page."""

Ramp = Literal["urgent", "warning", "soon"]
RAMP: Mapping[str, Ramp] = {"now": "urgent", "today": "warning", "soon": "soon"}
"""The colour of each urgency, wherever it is said: red, orange, amber. Each has a `_soft` ground
and an ink `on_` it."""

TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)
NORMAL, LARGEST = TEXT_SCALES[0], TEXT_SCALES[-1]
_SHEET_PIXELS = 1_500_000
_THEMES = 24
"""So many are kept: each look in each size of text, and some sizes of window."""


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


class _Lengths(dict[str | float, int]):
    """Pixels of the length tokens, and of each length of the base design that was asked for."""

    def __init__(self, scale: float) -> None:
        super().__init__()
        self._scale = scale

    def __missing__(self, length: str | float) -> int:
        if isinstance(length, str):
            raise KeyError(length)
        pixels = self[length] = round(length * self._scale)
        return pixels


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
        self.px: Callable[[str | float], int] = self._sizes.__getitem__
        """Pixels of a token ("space.md", "radius.lg", "stroke.thin", "type.body", "target").

        A number is a length of the base design and is scaled to the screen. No other question is
        asked as often: a page that looks for its best plan does so a hundred thousand times.
        """

    def _all_sizes(self, tokens: Mapping[str, Any]) -> _Lengths:
        """Every length token in pixels of this theme, by dotted name."""
        sizes = _Lengths(self.scale)
        for group in ("space", "radius", "stroke"):
            for key, value in tokens[group].items():
                sizes[group + "." + key] = max(1, round(value * self.scale))
        if self.name == "contrast":
            sizes["stroke.thin"] = sizes["stroke.normal"]
            sizes["stroke.thick"] = sizes["stroke.thick"] + 1
        for key, value in tokens["type"][self.density].items():
            growth = 1.0 + (self.text_scale - 1.0) * tokens["type_growth"][self.density][key]
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
            metrics = QFontMetricsF(self.font_px(REFERENCE_PX))
            ascent, height = metrics.ascent(), metrics.ascent() + metrics.descent()
            self._line_shape = (ascent / REFERENCE_PX, height / REFERENCE_PX)
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
        """Style sheet for plain widgets; the kit's own widgets paint themselves.

        The size of text has no part in it, as `apply` gives the application its font: Qt takes
        long to go through every widget with another sheet.
        """
        values = {key: colour.name() for key, colour in self._colours.items()}
        for key in ("radius.sm", "stroke.thin", "stroke.normal", "target"):
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


@contextmanager
def _nothing_freed() -> Iterator[None]:
    """While Qt goes through every widget there is, the collector may not take one away."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


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
        self.laid: dict[tuple[str, float, int, bool, bool, float], Any] = {}
        """Texts that were laid out, by `ui.kit.text`, and kept until they are to be forgotten."""
        self._sheets: dict[tuple[object, ...], QPixmap] = {}
        self._applied = False
        self.pace = Pace(FINGER_MS if density == "kiosk" else HOLD_MS)
        """What tells a double tap from two taps."""
        self.keyboard = density == "staff"
        """Whether the last input came from keys: decides if focus set by code is shown."""
        self._themes: dict[tuple[object, ...], Theme] = {}
        self._family = load_text_font()
        self._theme = self._made(name, text_scale, density, motion, brand)

    @contextmanager
    def text_at(self, text_scale: float) -> Iterator[None]:
        """Meanwhile the theme is that of another size of text: to measure with, not to paint."""
        here = self._theme
        if here.text_scale != text_scale:
            self._theme = self._another(text_scale=text_scale)
        try:
            yield
        finally:
            self._theme = here

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
        self._window = window or self._window
        new = self._another(name, text_scale, density, motion, brand)
        if new.key() == self._theme.key():
            return False
        self._theme = new
        self._sheets.clear()
        application = QGuiApplication.instance()
        if self._applied and isinstance(application, QApplication):
            self.apply(application)
        self.changed.emit()
        return True

    def _another(
        self,
        name: ThemeName | None = None,
        text_scale: float | None = None,
        density: Density | None = None,
        motion: bool | None = None,
        brand: str | None = None,
    ) -> Theme:
        """The theme of the moment, but for what is given."""
        old = self._theme
        return self._made(
            name or old.name,
            old.text_scale if text_scale is None else text_scale,
            density or old.density,
            old.motion if motion is None else motion,
            old.brand if brand is None else (brand or None),
        )

    def _made(
        self, name: ThemeName, text_scale: float, density: Density, motion: bool, brand: str | None
    ) -> Theme:
        """The theme of these choices: the same one each time, with what it has worked out."""
        key = (name, text_scale, density, motion, brand, self._window.toTuple())
        if key not in self._themes:
            if len(self._themes) > _THEMES:
                self._themes.clear()
            self._themes[key] = Theme(
                self._tokens,
                self._icons,
                name=name,
                text_scale=text_scale,
                scale=screen_scale(self._window, self._tokens["screen"]),
                density=density,
                motion=motion,
                family=self._family,
                brand=brand,
            )
        return self._themes[key]

    def apply(self, application: QApplication) -> None:
        """Give the application the theme's font, palette and style sheet, and keep them so.

        A kiosk has none of the widgets that sheet and font are for, and Qt takes long to go through
        all the others with them, at every change of the theme.
        """
        if not self._applied and sys.platform != "linux":
            # On Linux it is Qt's own choice; asking for it would cost the start some 10 ms.
            application.setStyle("Fusion")
        self._applied = True
        theme = self._theme
        sheet = "" if theme.density == "kiosk" else theme.style_sheet()
        with _nothing_freed():
            if theme.density != "kiosk" and application.font() != theme.font("body"):
                application.setFont(theme.font("body"))
                # A line with a style sheet takes the font of its kind only. PySide takes the name
                # of that as text, whatever its types say.
                application.setFont(theme.font("body"), "QLineEdit")  # type: ignore[arg-type]
            palette = theme.palette()
            if application.palette() != palette:
                application.setPalette(palette)
            if sheet != application.styleSheet():
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
            metrics = QFontMetricsF(self._theme.font_px(REFERENCE_PX, bold))
            found = self._measured[key] = measure(text, metrics)
        return found

    def forget(self) -> None:
        """Keep none of the texts that were measured or laid out, and nothing that was painted."""
        self._measured.clear()
        self.laid.clear()
        self._sheets.clear()
