"""The map of the shop on screen: its picture, and the places to walk to marked on it.

Imported when a page first has a place to show. Without a map, or with one that cannot be read,
there is nothing to show, and no page is another one for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap

from magapp.errors import MagappError
from magapp.machine.shelf_map import Place, ShelfMap, read_map
from magapp.settings import home
from ui.kit.base import paint_surface
from ui.kit.parts import Look, Part
from ui.kit.text import Block, lay_out_shrunk, paint_block
from ui.look.picture import picture

SIDE = 1_920
"""No map is kept larger than this, in pixels."""
MOST_TYPE = 0.065
"""How high the type of a mark is at most, of a map's height: something of that stays to be seen."""
SMALL_TYPE = 0.1
"""And on a small map, up to the size of small type."""
MOST_TAGS = 60
"""More names than these would cover the map."""
MOST_SIGNS = 30
"""So much of a name stands on a map; all of it stands beside it."""
SCALED = 4
"""So many sizes of a picture are kept: at a kiosk all day the same ones."""

_Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""

_scaled: dict[tuple[int, int, int], QPixmap] = {}


class Mark(NamedTuple):
    """A place that is marked: where, the shelves there, and which products, by number."""

    x: float
    y: float
    label: str
    number: str = ""
    faint: bool = False
    """Whether it is only there, beside one that is meant."""


class ShopMap(NamedTuple):
    """The picture of the shop, and the places on it."""

    image: QImage
    places: ShelfMap

    def marks(self, wanted: Iterable[tuple[str, str]]) -> list[Mark]:
        """Where shelves are, from numbers and shelves; those in one place have one mark."""
        found: dict[Place, tuple[list[str], list[str]]] = {}
        for number, shelf in wanted:
            place = self.places.place(shelf)
            if place is not None:
                numbers, shelves = found.setdefault(place, ([], []))
                numbers.append(number)
                if shelf not in shelves:
                    shelves.append(shelf)
        return [
            Mark(place.x, place.y, " · ".join(shelves), " ".join(filter(None, numbers)))
            for place, (numbers, shelves) in found.items()
        ]


def shop_map(folder: Path | None = None) -> ShopMap | None:
    """The map of the shop as it is now; None where there is none that can be shown."""
    try:
        where = folder or home()
        found = read_map(where)
    except MagappError:  # the office says so, and the doctor
        return None
    image = picture(str(where / found.picture), SIDE) if found is not None else None
    return ShopMap(image, found) if found is not None and image is not None else None


def fitted(size: QSize, room: QRectF) -> QRectF:
    """Where a picture stands that is as large as fits, in the middle of its room."""
    share = min(room.width() / max(1, size.width()), room.height() / max(1, size.height()))
    rect = QRectF(0, 0, size.width() * share, size.height() * share)
    rect.moveCenter(room.center())
    return rect


def paint_map(
    painter: QPainter, look: Look, room: QRectF, image: QImage, marks: Sequence[Mark], large: float
) -> None:
    """The picture as large as fits, and the marks on it; their type is `large` titles high.

    It is not turned over where people read from right to left: the shop is as it is.
    """
    rect = fitted(image.size(), room)
    theme = look.theme
    radius = min(float(theme.px("radius.md")), rect.height() * 0.06)
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    painter.save()
    painter.setClipPath(path)
    painter.drawPixmap(rect.topLeft(), _at_size(image, rect, painter))
    painter.restore()
    light = theme.name == "light"
    line = float(theme.px("stroke.thin" if light else "stroke.normal"))
    painter.setPen(QPen(theme.colour("line" if light else "line_strong"), line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    for pin in pins(look, rect, marks, large):
        _paint_pin(painter, look, pin)


def _at_size(image: QImage, rect: QRectF, painter: QPainter) -> QPixmap:
    """The picture in the size that it is painted in; made once for each."""
    ratio = painter.device().devicePixelRatioF()
    wide, high = (max(1, round(each * ratio)) for each in (rect.width(), rect.height()))
    key = image.cacheKey(), wide, high
    found = _scaled.pop(key, None)
    if found is None:
        smooth = Qt.TransformationMode.SmoothTransformation
        keep = Qt.AspectRatioMode.IgnoreAspectRatio
        found = QPixmap.fromImage(image.scaled(wide, high, keep, smooth))
        found.setDevicePixelRatio(ratio)
    _scaled[key] = found
    while len(_scaled) > SCALED:
        del _scaled[next(iter(_scaled))]
    return found


class Pin(NamedTuple):
    """A mark laid out: its tip, its head, its number, and the tag with its shelf."""

    mark: Mark
    tip: QPointF
    head: QRectF
    number: Block | None
    tag: QRectF
    label: Block


def pins(look: Look, rect: QRectF, marks: Sequence[Mark], large: float) -> list[Pin]:
    """The marks laid out on a picture, those that are meant last: they are above all others.

    No tag lies over another pin where that can be. Of very many only those that are meant have one.
    """
    pixels = min(look.type("title") * large, rect.height() * MOST_TYPE)
    pixels = max(8.0, pixels, min(look.type("small"), rect.height() * SMALL_TYPE))
    heads = [_head(look, rect, mark, pixels) for mark in marks]
    taken = [_box(head) for _, head, _ in heads]
    crowded = sum(mark.faint for mark in marks) > MOST_TAGS
    found: list[Pin] = []
    for mark, (tip, head, number) in sorted(  # whose tags choose first
        zip(marks, heads, strict=True), key=lambda each: each[0].faint
    ):
        most = round(pixels * (0.8 if mark.faint else 1.0))
        text = mark.label if len(mark.label) <= MOST_SIGNS else f"{mark.label[: MOST_SIGNS - 1]}…"
        label = lay_out_shrunk(
            look.hub, text, rect.width() * 0.4, most * 3.4, most, max(8, round(most * 0.6)),
            bold=True, leading=1.15,
        )  # fmt: skip
        pad = label.pixels * 0.45
        wide, high = label.width + 2 * pad, label.height + 0.6 * pad
        tag = QRectF()
        if not (mark.faint and crowded):
            tag = _free_spot(rect, head, tip, wide, high, taken)
            taken.append(_box(tag))
        found.append(Pin(mark, tip, head, number, tag, label))
    return found[::-1]


def _paint_pin(painter: QPainter, look: Look, pin: Pin) -> None:
    """A pin in a halo that sets it apart from any picture, and its tag."""
    theme, strong = look.theme, not pin.mark.faint
    halo = max(2.0, pin.label.pixels * 0.12)
    ground = theme.colour("surface")
    body = _shape(pin)
    painter.setPen(QPen(ground, 2 * halo, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(ground)
    painter.drawPath(body)
    _paint_body(painter, look, pin)
    if pin.tag.isEmpty():
        return
    radius = min(float(theme.px("radius.sm")), pin.tag.height() * 0.3)
    out = pin.tag.adjusted(-halo, -halo, halo, halo)
    paint_surface(painter, out, radius + halo, ground)
    border = theme.colour("ink") if theme.name == "contrast" else None
    fill = theme.colour("accent" if strong else "surface_sunken")
    paint_surface(painter, pin.tag, radius, fill, border, float(theme.px("stroke.normal")))
    box = QRectF(pin.tag)
    box.setTop(box.center().y() - pin.label.height / 2)
    paint_block(
        painter, theme, pin.label, box, theme.colour("on_accent" if strong else "ink"), "centre"
    )


def _paint_body(painter: QPainter, look: Look, pin: Pin) -> None:
    """The pin itself: with its number, or a dot."""
    theme, strong = look.theme, not pin.mark.faint
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("brand" if strong else "ink_soft"))
    painter.drawPath(_shape(pin))
    if pin.number is not None:
        box = QRectF(pin.head)
        box.setTop(box.center().y() - pin.number.height / 2)
        paint_block(painter, theme, pin.number, box, theme.colour("on_brand"), "centre")
        return
    side = pin.head.width() * 0.34
    dot = QRectF(0, 0, side, side)
    dot.moveCenter(pin.head.center())
    painter.setBrush(theme.colour("on_brand" if strong else "surface"))
    painter.drawEllipse(dot)


def _shape(pin: Pin) -> QPainterPath:
    """A head, round or long, that runs out into a tip."""
    head, tip = pin.head, pin.tip
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(head, head.height() / 2, head.height() / 2)
    half = head.height() * 0.4
    middle = head.center().y() + head.height() * 0.3
    tail = QPainterPath(tip)
    tail.lineTo(head.center().x() - half, middle)
    tail.lineTo(head.center().x() + half, middle)
    tail.closeSubpath()
    return path.united(tail)


def _head(
    look: Look, rect: QRectF, mark: Mark, pixels: float
) -> tuple[QPointF, QRectF, Block | None]:
    """Tip, head and number of a pin; the head stays within the picture."""
    tip = QPointF(rect.left() + mark.x * rect.width(), rect.top() + mark.y * rect.height())
    side = pixels * (0.9 if mark.faint else 1.6)
    number = None
    if mark.number:
        high = round(side * 0.62)
        number = lay_out_shrunk(look.hub, mark.number, 1e6, side, high, 8, bold=True, leading=1.0)
    wide = max(side, number.width + side * 0.6 if number is not None else 0.0)
    head = QRectF(0, 0, wide, side)
    above = tip.y() - rect.top() > side * 1.45
    head.moveCenter(QPointF(tip.x(), tip.y() + (-side if above else side)))
    head.moveLeft(max(rect.left() + 2, min(head.left(), rect.right() - wide - 2)))
    return tip, head, number


def _free_spot(
    rect: QRectF, head: QRectF, tip: QPointF, wide: float, high: float, taken: Sequence[_Box]
) -> QRectF:
    """Room for a tag beside a head, above it or below the tip: where it covers least."""
    gap = high * 0.22
    middle = head.center()
    across, level = middle.x() - wide / 2, middle.y() - high / 2
    spots = [
        (head.right() + gap, level),
        (head.left() - gap - wide, level),
        (across, min(head.top(), tip.y()) - gap - high),
        (across, max(head.bottom(), tip.y()) + gap),
    ]
    # Only what is near can be covered.
    reach = wide + head.width() + 2 * gap, high + 2 * head.height() + 2 * gap
    x, y = middle.x(), middle.y()
    near = [
        each
        for each in taken
        if each[0] < x + reach[0]
        and each[2] > x - reach[0]
        and each[1] < y + reach[1]
        and each[3] > y - reach[1]
    ]
    frame = _box(rect)

    def covers(spot: tuple[float, float]) -> int:
        box = (*spot, spot[0] + wide, spot[1] + high)
        outside = wide * high - _shared(box, frame)
        return round(2 * outside + sum(_shared(box, each) for each in near))

    left, top = min(spots, key=covers)  # of several that cover nothing, the first
    left = max(rect.left(), min(left, rect.right() - wide))
    return QRectF(left, max(rect.top(), min(top, rect.bottom() - high)), wide, high)


def _box(rect: QRectF) -> _Box:
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def _shared(one: _Box, other: _Box) -> float:
    """The area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


class MapPart(Part):
    """The map on a card: at least `ems` of body type high, and what is left over."""

    stretch = 2

    def __init__(
        self, shown: ShopMap, marks: Sequence[Mark], said: Sequence[str], ems: float, large: float
    ) -> None:
        """`said` is what a screen reader reads of it; `large` as in `paint_map`."""
        self.shown, self.marks, self._said = shown, list(marks), list(said)
        self.ems, self.large = ems, large

    def height(self, look: Look, width: float) -> float:
        """As high as the picture is in the width, where that is less."""
        size = self.shown.image.size()
        return min(look.type("body") * self.ems, width * size.height() / max(1, size.width()))

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The picture, and what is marked on it."""
        paint_map(painter, look, rect, self.shown.image, self.marks, self.large)

    def said(self) -> list[str]:
        """What is marked."""
        return self._said


class PinPart(Part):
    """The pin of a mark by itself, to be found again on the map."""

    def __init__(self, number: str, ems: float = 1.5) -> None:
        self.number, self.ems = number, ems

    def natural(self, look: Look) -> float:
        """Its width."""
        return look.type("title") * self.ems

    def height(self, look: Look, width: float) -> float:
        """With its tip."""
        return self.natural(look) * 1.5

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """In the middle of the width."""
        side = self.natural(look)
        head = QRectF(rect.center().x() - side / 2, rect.top(), side, side)
        tip = QPointF(head.center().x(), head.top() + side * 1.5)
        number = lay_out_shrunk(
            look.hub, self.number, side, side, round(side * 0.62), 8, bold=True, leading=1.0
        )
        _paint_body(painter, look, Pin(Mark(0, 0, ""), tip, head, number, QRectF(), number))
