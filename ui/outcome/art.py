"""Drawn things: packages for each dosage form, the shelf they stand on, marks of urgency."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from ui.kit.parts import Look, Part
from ui.kit.text import Block, lay_out_shrunk, paint_block
from ui.look.theme import Theme, mix


class Package(Part):
    """A package standing on the lower edge of its rectangle, drawn for a dosage form.

    `label` is the large figure on it and `unit` the small word below; `form` is a number by which
    products of another form are dressed in other colours and another pattern. Where the file
    `picture` holds a picture of the product, that is shown instead.
    """

    stretch = 1

    def __init__(
        self,
        dosage_form: str,
        label: str = "",
        unit: str = "",
        picture: str = "",
        form: int = 0,
    ) -> None:
        self.dosage_form = dosage_form
        self.label = label
        self.unit = unit
        self.picture = picture
        self.form = form

    def natural(self, look: Look) -> float:
        """Width that goes with its least height."""
        return look.px(118)

    def height(self, look: Look, width: float) -> float:
        """Its least height."""
        return look.px(112)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The package, as large as fits, centred on the shelf."""
        side = min(rect.width(), rect.height(), look.px(230))
        box = QRectF(rect.center().x() - side / 2, rect.bottom() - side, side, side)
        if self.picture and self._paint_picture(painter, look, box):
            return
        draw = {"tablet": _blister, "powder": _jar, "liquid": _bottle}.get(self.dosage_form, _pot)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        label = draw(painter, Dress(look.theme, self.form), box)
        painter.restore()
        self._label(painter, look, label)

    def _paint_picture(self, painter: QPainter, look: Look, box: QRectF) -> bool:
        """The product's own picture on a white card; False when there is none to show."""
        from ui.look.picture import picture

        image = picture(self.picture)
        if image is None:
            return False
        pad = look.px(5)
        room = box.adjusted(pad, pad, -pad, -pad)
        size = QSizeF(image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        top = room.bottom() - size.height()
        spot = QRectF(room.center().x() - size.width() / 2, top, size.width(), size.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = float(look.theme.px("radius.sm"))
        _round(painter, QColor("#ffffff"), spot.adjusted(-pad, -pad, pad, pad), radius)
        painter.drawImage(spot, image)
        painter.restore()
        return True

    def _label(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """Figure and unit on the label."""
        theme = look.theme
        high = rect.height()
        figure = QRectF(rect.left(), rect.top() + high * 0.1, rect.width(), high * 0.52)
        word = QRectF(rect.left(), rect.top() + high * 0.58, rect.width(), high * 0.32)
        dark = theme.name == "dark"
        strong, soft = ("on_brand", "brand_soft") if dark else ("brand_strong", "ink_soft")
        for text, room, bold, colour in (
            (self.label, figure, True, strong),
            (self.unit, word, False, soft),
        ):
            if not text:
                continue
            pixels = max(7, round(room.height() * 0.92))
            wide, tall = room.width() * 0.94, room.height()
            block = lay_out_shrunk(look.hub, text, wide, tall, pixels, 6, bold=bold, leading=1.0)
            top = room.center().y() - block.height / 2
            box = QRectF(room.left(), top, room.width(), block.height)
            paint_block(painter, theme, block, box, theme.colour(colour), "centre")


_HUES = (0, 205, 345, 265, 95, 20, 175)
"""Hues of a package's cap and pattern, by its form; 0 is the accent of the theme."""


class Dress:
    """The colours and the pattern of a package: those of a theme, varied by a number."""

    PATTERNS = 4

    def __init__(self, theme: Theme, form: int) -> None:
        self.theme = theme
        self.name = theme.name
        self.form = form

    def colour(self, token: str) -> QColor:
        """A colour of the theme; its accent is another one for another number."""
        colour = self.theme.colour(token)
        if token == "accent" and self.name != "contrast":
            hue = _HUES[self.form % len(_HUES)]
            if hue:
                saturation = round(colour.hslSaturation() * 0.5)
                return QColor.fromHsl(hue, saturation, colour.lightness())
        return colour

    def pattern(self, painter: QPainter, rect: QRectF) -> None:
        """What stands below the words of a label: a line, dots, slants or waves."""
        painter.setBrush(self.colour("accent"))
        kind, high = self.form % self.PATTERNS, rect.height()
        if kind == 0:
            painter.drawRect(rect)
            return
        count = max(4, int(rect.width() / high / 2.4))
        step = rect.width() / count
        for number in range(count):
            left = rect.left() + number * step
            if kind == 1:
                painter.drawEllipse(QRectF(left + (step - high) / 2, rect.top(), high, high))
            elif kind == 2:
                slant = [(0.2, 1.0), (0.5, 0.0), (0.8, 0.0), (0.5, 1.0)]
                painter.drawPolygon(
                    QPolygonF([QPointF(left + x * step, rect.top() + y * high) for x, y in slant])
                )
            else:
                painter.drawRect(QRectF(left, rect.top() + high * (number % 2) / 2, step, high / 2))


def _paper(theme: Dress) -> QColor:
    """The colour of printed labels: light in every theme."""
    return theme.colour("ink") if theme.name == "dark" else theme.colour("surface")


def _shades(theme: Dress) -> tuple[QColor, QColor, QColor]:
    """Body, darker and lighter tint of it."""
    body = theme.colour("brand")
    if theme.name == "dark":
        body = mix(body, theme.colour("surface"), 0.35)
    return (
        body,
        mix(body, theme.colour("brand_strong"), 0.75),
        mix(body, theme.colour("surface"), 0.18),
    )


def _round(painter: QPainter, fill: QColor, rect: QRectF, radius: float) -> None:
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, radius, radius)


def _foot(painter: QPainter, theme: Dress, rect: QRectF) -> None:
    """The shadow a package throws on its shelf."""
    shade = QColor(theme.colour("ink"))
    shade.setAlphaF(0.10)
    painter.setBrush(shade)
    side = rect.height()
    painter.drawEllipse(
        QRectF(rect.left(), rect.bottom() - side * 0.035, rect.width(), side * 0.06)
    )


def _part(box: QRectF, x: float, y: float, wide: float, high: float) -> QRectF:
    """A rectangle given in hundredths of a square."""
    unit = box.width() / 100
    return QRectF(box.left() + x * unit, box.top() + y * unit, wide * unit, high * unit)


def _capsule(painter: QPainter, theme: Dress, centre: QPointF, long: float, turn: float) -> None:
    """One capsule, half accent and half light, lying at an angle."""
    painter.save()
    painter.translate(centre)
    painter.rotate(turn)
    high = long * 0.42
    whole = QRectF(-long / 2, -high / 2, long, high)
    path = QPainterPath()
    path.addRoundedRect(whole, high / 2, high / 2)
    painter.setClipPath(path)
    painter.fillRect(whole, theme.colour("accent"))
    half = mix(_paper(theme), theme.colour("accent"), 0.18)
    painter.fillRect(QRectF(0, -high / 2, long / 2, high), half)
    painter.restore()


def _label_band(painter: QPainter, theme: Dress, rect: QRectF, radius: float) -> QRectF:
    """A paper label with a pattern below; the room for its words is given back."""
    _round(painter, _paper(theme), rect, radius)
    line = QRectF(rect.left(), rect.bottom() - rect.height() * 0.16, rect.width(), 0)
    line.setBottom(rect.bottom() - rect.height() * 0.05)
    theme.pattern(painter, line)
    return rect.adjusted(0, 0, 0, -rect.height() * 0.16)


def _pot(painter: QPainter, theme: Dress, box: QRectF) -> QRectF:
    """A pot of capsules with two of them before it."""
    body, dark, light = _shades(theme)
    unit = box.width() / 100
    _foot(painter, theme, _part(box, 16, 0, 66, 100))
    _round(painter, body, _part(box, 18, 26, 56, 74), 9 * unit)
    _round(painter, light, _part(box, 22, 32, 5, 62), 2.5 * unit)
    _round(painter, dark, _part(box, 24, 20, 44, 10), 2 * unit)
    _round(painter, theme.colour("accent"), _part(box, 20, 4, 52, 19), 4 * unit)
    edge = mix(theme.colour("accent"), theme.colour("on_accent"), 0.22)
    for number in range(7):
        _round(painter, edge, _part(box, 25 + number * 6.6, 8, 1.6, 11), 0.8 * unit)
    label = _label_band(painter, theme, _part(box, 18, 42, 56, 40), 0)
    _capsule(painter, theme, box.topLeft() + QPointF(77 * unit, 93 * unit), 23 * unit, -14)
    _capsule(painter, theme, box.topLeft() + QPointF(88 * unit, 85 * unit), 23 * unit, 48)
    return label


def _jar(painter: QPainter, theme: Dress, box: QRectF) -> QRectF:
    """A wide jar of powder with a scoop leaning on it."""
    body, dark, light = _shades(theme)
    unit = box.width() / 100
    _foot(painter, theme, _part(box, 8, 0, 84, 100))
    _round(painter, body, _part(box, 10, 34, 66, 66), 10 * unit)
    _round(painter, light, _part(box, 14, 40, 5, 54), 2.5 * unit)
    _round(painter, dark, _part(box, 8, 22, 70, 15), 5 * unit)
    label = _label_band(painter, theme, _part(box, 10, 48, 66, 38), 0)
    painter.save()
    painter.translate(box.topLeft() + QPointF(86 * unit, 88 * unit))
    painter.rotate(-68)
    _round(painter, theme.colour("accent"), QRectF(0, -3 * unit, 40 * unit, 6 * unit), 3 * unit)
    _round(painter, theme.colour("accent"), QRectF(-12 * unit, -9 * unit, 22 * unit, 18 * unit), 6)
    hollow = mix(theme.colour("accent"), theme.colour("on_accent"), 0.25)
    _round(painter, hollow, QRectF(-8 * unit, -5.5 * unit, 14 * unit, 11 * unit), 4 * unit)
    painter.restore()
    return label


def _bottle(painter: QPainter, theme: Dress, box: QRectF) -> QRectF:
    """A bottle with a narrow neck and its measuring cup."""
    body, dark, light = _shades(theme)
    unit = box.width() / 100
    _foot(painter, theme, _part(box, 20, 0, 74, 100))
    path = QPainterPath()
    shape = _part(box, 24, 0, 46, 100)
    path.addRoundedRect(_part(box, 22, 36, 48, 64), 8 * unit, 8 * unit)
    shoulder = QPainterPath()
    shoulder.moveTo(box.left() + 38 * unit, box.top() + 14 * unit)
    shoulder.lineTo(box.left() + 54 * unit, box.top() + 14 * unit)
    shoulder.lineTo(box.left() + 54 * unit, box.top() + 24 * unit)
    shoulder.quadTo(
        box.left() + 70 * unit,
        box.top() + 30 * unit,
        box.left() + 70 * unit,
        box.top() + 48 * unit,
    )
    shoulder.lineTo(shape.left() - 2 * unit, box.top() + 48 * unit)
    shoulder.quadTo(
        box.left() + 22 * unit,
        box.top() + 30 * unit,
        box.left() + 38 * unit,
        box.top() + 24 * unit,
    )
    shoulder.closeSubpath()
    painter.setBrush(body)
    painter.drawPath(path.united(shoulder))
    _round(painter, light, _part(box, 26, 42, 4.5, 52), 2.2 * unit)
    _round(painter, theme.colour("accent"), _part(box, 35, 1, 22, 15), 3 * unit)
    _round(painter, dark, _part(box, 37, 16, 18, 3), 1 * unit)
    label = _label_band(painter, theme, _part(box, 22, 50, 48, 36), 0)
    glass = mix(theme.colour("surface"), theme.colour("brand"), 0.16)
    cup = QPolygonF(
        [
            _part(box, 74, 78, 0, 0).topLeft(),
            _part(box, 95, 78, 0, 0).topLeft(),
            _part(box, 92, 100, 0, 0).topLeft(),
            _part(box, 77, 100, 0, 0).topLeft(),
        ]
    )
    painter.setBrush(glass)
    painter.drawPolygon(cup)
    filled = QPolygonF(
        [
            _part(box, 75.3, 88, 0, 0).topLeft(),
            _part(box, 93.6, 88, 0, 0).topLeft(),
            _part(box, 92, 100, 0, 0).topLeft(),
            _part(box, 77, 100, 0, 0).topLeft(),
        ]
    )
    painter.setBrush(theme.colour("accent"))
    painter.drawPolygon(filled)
    return label


def _blister(painter: QPainter, theme: Dress, box: QRectF) -> QRectF:
    """A carton with a blister of tablets before it."""
    body, dark, light = _shades(theme)
    unit = box.width() / 100
    _foot(painter, theme, _part(box, 8, 0, 88, 100))
    _round(painter, dark, _part(box, 8, 16, 10, 84), 2 * unit)
    _round(painter, body, _part(box, 12, 16, 60, 84), 2.5 * unit)
    _round(painter, light, _part(box, 12, 16, 60, 6), 2 * unit)
    label = _label_band(painter, theme, _part(box, 12, 32, 60, 36), 0)
    painter.save()
    painter.translate(box.topLeft() + QPointF(80 * unit, 73 * unit))
    painter.rotate(9)
    foil = mix(theme.colour("line_strong"), theme.colour("surface"), 0.62)
    _round(painter, foil, QRectF(-15 * unit, -28 * unit, 30 * unit, 55 * unit), 4 * unit)
    shade = mix(foil, theme.colour("ink"), 0.14)
    for row in range(4):
        for column in range(2):
            centre = QPointF((-6.5 + 13 * column) * unit, (-20 + 13 * row) * unit)
            painter.setBrush(shade)
            painter.drawEllipse(centre, 5.4 * unit, 5.4 * unit)
            painter.setBrush(mix(_paper(theme), theme.colour("accent"), 0.25))
            painter.drawEllipse(centre, 4.3 * unit, 4.3 * unit)
    painter.restore()
    return label


# -- urgency ----------------------------------------------------------------------------------


MARKS = {"now": "phone", "today": "clock_outline", "soon": "calendar_month_outline"}
"""The icon of each urgency."""


def octagon(rect: QRectF) -> QPolygonF:
    """An eight-sided figure with flat sides above and below."""
    centre, half = rect.center(), min(rect.width(), rect.height()) / 2
    angles = [pi / 8 + pi / 4 * number for number in range(8)]
    reach = half / cos(pi / 8)
    return QPolygonF(
        [
            QPointF(centre.x() + reach * cos(angle), centre.y() + reach * sin(angle))
            for angle in angles
        ]
    )


class UrgencyMark(Part):
    """The shape of an urgency: a filled octagon for now, a full ring for today, a page for soon.

    Anything else is a disc with its icon.
    """

    def __init__(self, kind: str, icon: str, colour: str, ink: str, ems: float = 4.0) -> None:
        self.kind = kind
        self.icon = icon
        self.colour = colour
        self.ink = ink
        self.ems = ems

    def natural(self, look: Look) -> float:
        """Its side."""
        return look.type("body") * self.ems

    def height(self, look: Look, width: float) -> float:
        """Its side."""
        return self.natural(look)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The shape with its icon, at the start."""
        theme = look.theme
        side = min(self.natural(look), rect.height(), rect.width())
        box = look.flip(QRectF(rect.left(), rect.top(), side, side), rect)
        paint_mark(painter, theme, self.kind, self.icon, box, self.colour, self.ink)


def paint_mark(
    painter: QPainter, theme: Theme, kind: str, icon: str, box: QRectF, colour: str, ink: str
) -> None:
    """A mark of urgency in a square."""
    side = box.width()
    fill = theme.colour(colour)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    if kind == "now":
        painter.drawPolygon(octagon(box))
        face = theme.colour(ink)
    elif kind == "today":
        line = side * 0.1
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(fill, line))
        half = line / 2
        painter.drawEllipse(box.adjusted(half, half, -half, -half))
        face = fill
    elif kind == "soon":
        line = side * 0.06
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(fill, line))
        half = line / 2
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), side * 0.22, side * 0.22)
        face = fill
    else:
        painter.drawEllipse(box)
        face = theme.colour(ink)
    painter.restore()
    inset = side * 0.24
    theme.paint_icon(painter, icon, box.adjusted(inset, inset, -inset, -inset), face)


_LARGE, _SMALL, _GAP, _DASH = 2.6, 0.5, 0.13, 0.2
"""The current mark in ems of body type; the others, gaps and dashes as shares of it."""


class Ladder(Part):
    """The steps of urgency in a row, the one that counts large and in words, the rest faint."""

    def __init__(self, steps: list[tuple[str, str, str]], current: str, colour: str, ink: str):
        """`steps` are (kind, icon, word)."""
        self.steps = steps
        self.current = current
        self.colour = colour
        self.ink = ink

    @property
    def _word(self) -> str:
        return next(word for kind, _, word in self.steps if kind == self.current)

    def _room(self, look: Look, width: float) -> float:
        """What the marks leave of a width beside them."""
        large = look.type("body") * _LARGE
        others = len(self.steps) - 1
        return width - large * (1 + _GAP + others * (_SMALL + _DASH + 2 * _GAP))

    def _beside(self, look: Look, width: float) -> Block | None:
        """The word beside the marks, not much smaller than it should be; None where it is below."""
        pixels = look.type("title")
        block = lay_out_shrunk(
            look.hub, self._word, 1e6, pixels * 2.0, pixels, 10, bold=True, leading=1.0
        )
        room = self._room(look, width)
        if block.width <= room:
            return block
        small = round(pixels * room / block.width) if room > 0 else 0
        if small < pixels * 0.75:
            return None
        return lay_out_shrunk(
            look.hub, self._word, room, pixels * 2.0, small, 10, bold=True, leading=1.0
        )

    def height(self, look: Look, width: float) -> float:
        """The large mark, and below it the word where it does not fit beside."""
        word = 0.0 if self._beside(look, width) else look.type("title") * 1.25
        return look.type("body") * _LARGE + word

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The marks on one line, the word of the current one beside or below them."""
        theme = look.theme
        large = min(rect.height(), look.type("body") * _LARGE)
        small, gap, dash = large * _SMALL, large * _GAP, large * _DASH
        block = self._beside(look, rect.width())
        if block is None:
            pixels = look.type("title")
            below = lay_out_shrunk(
                look.hub, self._word, rect.width(), pixels * 1.25, pixels, 8, bold=True, leading=1.1
            )
            cell = QRectF(rect.left(), rect.top() + large, rect.width(), below.height)
            paint_block(painter, theme, below, cell, theme.colour(self.colour))
        left = rect.left()
        line = QPen(theme.colour(self.colour, 0.35), theme.px("stroke.normal"))
        middle = rect.top() + large / 2
        for number, (kind, icon, _) in enumerate(self.steps):
            chosen = kind == self.current
            side = large if chosen else small
            if number:
                bar = look.flip(QRectF(left + gap, middle, dash, 1), rect)
                painter.setPen(line)
                painter.drawLine(bar.topLeft(), bar.topRight())
                left += dash + 2 * gap
            box = look.flip(QRectF(left, middle - side / 2, side, side), rect)
            painter.save()
            painter.setOpacity(1.0 if chosen else 0.55)
            paint_mark(painter, theme, kind, icon, box, self.colour, self.ink)
            painter.restore()
            left += side
            if chosen and block is not None:
                left += gap
                text = QRectF(left, middle - block.height / 2, block.width + 2, block.height)
                ink = theme.colour(self.colour)
                paint_block(painter, theme, block, look.flip(text, rect), ink)
                left += block.width

    def said(self) -> list[str]:
        """The word of the current step."""
        return [word for kind, _, word in self.steps if kind == self.current]


class Figures(Part):
    """A number to call, as large as its room lets it be."""

    stretch = 8

    def __init__(self, text: str, colour: str) -> None:
        self.text = text
        self.colour = colour

    def height(self, look: Look, width: float) -> float:
        """Twice a heading, at least."""
        return look.type("display") * 2.0

    def natural(self, look: Look) -> float:
        """As wide as the figures of that height."""
        return self.height(look, 0) * len(self.text) * 0.6

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """In the middle."""
        block = lay_out_shrunk(
            look.hub, self.text, rect.width(), rect.height(), round(rect.height()), 12,
            bold=True, leading=1.0,
        )  # fmt: skip
        box = QRectF(0, 0, block.width, block.height)
        box.moveCenter(rect.center())
        paint_block(painter, look.theme, block, box, look.theme.colour(self.colour))

    def said(self) -> list[str]:
        """The number."""
        return [self.text]
