"""Amounts as bars: one by what it could be, and several that add up to a most.

Each says in words what it shows, for whoever does not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from ui.kit.base import paint_surface
from ui.kit.parts import Look, Part
from ui.kit.text import lay_out, lay_out_shrunk, paint_block


class Bar(Part):
    """A bar filled to a share (0 to 1) of its width; its words stand elsewhere."""

    def __init__(self, share: float, colour: str = "brand", ems: float = 0.5) -> None:
        self.share = min(1.0, max(0.0, share))
        self.colour = colour
        self.ems = ems

    def height(self, look: Look, width: float) -> float:
        """A share of a line of type."""
        return look.type("body") * self.ems

    def natural(self, look: Look) -> float:
        """A few words wide."""
        return look.type("body") * 6

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The whole, and the share of it."""
        paint_track(painter, look, rect)
        wide = max(rect.height(), rect.width() * self.share)
        if self.share:
            filled = look.flip(QRectF(rect.left(), rect.top(), wide, rect.height()), rect)
            paint_surface(painter, filled, rect.height() / 2, look.theme.colour(self.colour))


class Sum(NamedTuple):
    """One of the amounts that add up: how much, its colour token, and what is said of it."""

    amount: float
    colour: str
    text: str


class Gauge(Part):
    """Amounts one after the other against the most that they may come to.

    `most_text` says what that is, `left_text` what is left of it or what is too much. What is above
    the most runs on beyond its mark, in the colour of what is wrong. On one `line` the words stand
    beside the bar, where there is room for them.
    """

    def __init__(
        self,
        sums: Sequence[Sum],
        most: float,
        most_text: str,
        left_text: str = "",
        line: bool = False,
    ) -> None:
        self.sums = [each for each in sums if each.amount > 0]
        self.most = most
        self.most_text = most_text
        self.left_text = left_text
        self.line = line

    def _beside(self, look: Look, width: float) -> float:
        """Where the words begin that stand beside the bar; 0 where they are below it."""
        pixels, texts = look.type("small"), self._texts()
        cells = max(3, len(texts))  # the bar keeps its length, whatever is filled in
        start = width - cells * (self._widest(look) + pixels * 0.6)
        return start if self.line and start > width * 0.3 else 0.0

    def _bar(self, look: Look) -> float:
        return look.type("body") * 0.9

    def _rows(self, look: Look) -> float:
        return look.type("small") * 1.35

    def _texts(self) -> list[tuple[str, str]]:
        texts = [(each.colour, each.text) for each in self.sums]
        return [
            *texts,
            ("ink", self.most_text),
            *([("", self.left_text)] if self.left_text else []),
        ]

    def _columns(self, look: Look, width: float) -> int:
        """How many texts stand beside each other: as many as each has its room."""
        return max(1, min(len(self._texts()), int(width / self._widest(look))))

    def _widest(self, look: Look) -> float:
        """Width of the longest text, with its mark."""
        pixels = look.type("small")
        blocks = (lay_out(look.hub, text, 1e6, pixels, bold=True) for _, text in self._texts())
        return max((block.width for block in blocks if block), default=0.0) + pixels * 1.8

    def height(self, look: Look, width: float) -> float:
        """The bar and its words."""
        if self._beside(look, width):
            return max(self._bar(look) * 1.5, self._rows(look))
        rows = -(-len(self._texts()) // self._columns(look, width))
        return self._bar(look) * 1.5 + look.px("space.xs") + rows * self._rows(look)

    def natural(self, look: Look) -> float:
        """Wide enough for two texts beside each other."""
        return look.type("small") * 36

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The bar with the mark of the most, and what each part of it is."""
        theme, high = look.theme, self._bar(look)
        words = rect.adjusted(0, high * 1.5 + look.px("space.xs"), 0, 0)
        if start := self._beside(look, rect.width()):
            words = QRectF(rect.left() + start, rect.center().y(), rect.width() - start, 0)
            words.adjust(look.px("space.md"), -self._rows(look) / 2, 0, self._rows(look) / 2)
            room = rect
            rect = QRectF(rect.left(), rect.center().y() - high * 0.75, start, high * 1.5)
            rect, words = look.flip(rect, room), look.flip(words, room)
        total = sum(each.amount for each in self.sums)
        whole = max(self.most, total) or 1.0
        track = QRectF(rect.left(), rect.top() + high * 0.25, rect.width(), high)
        paint_track(painter, look, track)
        at = 0.0
        for each in self.sums:
            within = max(0.0, min(each.amount, self.most - at))
            for amount, colour in ((within, each.colour), (each.amount - within, "urgent")):
                left = track.left() + track.width() * at / whole
                piece = QRectF(left, track.top(), track.width() * amount / whole, high)
                _fill(painter, look, track, piece, colour)
                at += amount
        mark = rect.left() + rect.width() * min(1.0, self.most / whole)
        line = float(theme.px("stroke.thick"))
        mark = min(mark, rect.right() - line / 2)
        here = look.flip(QRectF(mark, rect.top(), 0, high * 1.5), rect)
        painter.setPen(QPen(theme.colour("ink"), line))
        painter.drawLine(QLineF(here.topLeft(), here.bottomLeft()))
        self._words(painter, look, words, total)

    def _words(self, painter: QPainter, look: Look, rect: QRectF, total: float) -> None:
        """What each part is, below the bar."""
        theme, pixels, row = look.theme, look.type("small"), self._rows(look)
        columns = self._columns(look, rect.width())
        wide = rect.width() / columns
        for number, (colour, text) in enumerate(self._texts()):
            cell = QRectF(
                rect.left() + wide * (number % columns), rect.top() + row * (number // columns),
                wide, row,
            )  # fmt: skip
            ink = "ink_soft"
            if colour:
                side = pixels * 0.7
                dot = QRectF(cell.left(), cell.center().y() - side / 2, side, side)
                if text == self.most_text:
                    dot = dot.adjusted(side * 0.35, 0, -side * 0.35, 0)
                paint_surface(painter, look.flip(dot, rect), side * 0.2, theme.colour(colour))
                cell.setLeft(cell.left() + side * 1.6)
            else:
                ink = "urgent" if total > self.most else "brand"
            block = lay_out_shrunk(
                look.hub, text, cell.width() - pixels * 0.4, row, pixels, 8, bold=not colour
            )
            spot = QRectF(cell.left(), cell.center().y() - block.height / 2, cell.width(), row)
            paint_block(painter, theme, block, look.flip(spot, rect), theme.colour(ink))

    def said(self) -> list[str]:
        """Every amount, the most, and what is left."""
        return [text for _, text in self._texts()]


def paint_track(painter: QPainter, look: Look, rect: QRectF) -> None:
    """The empty bar; with an edge where colours alone do not tell."""
    theme = look.theme
    edge = theme.colour("line_strong") if theme.name == "contrast" else None
    radius = rect.height() / 2
    paint_surface(painter, rect, radius, theme.colour("surface_sunken"), edge)


def _fill(painter: QPainter, look: Look, track: QRectF, piece: QRectF, colour: str) -> None:
    """A piece of a bar, within its round ends."""
    if piece.width() <= 0:
        return
    radius = track.height() / 2
    clip = QPainterPath()
    clip.addRoundedRect(track, radius, radius)
    painter.save()
    painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    painter.fillRect(look.flip(piece, track), look.theme.colour(colour))
    painter.restore()
