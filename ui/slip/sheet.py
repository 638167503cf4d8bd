"""A slip laid out: parts in blocks that are not cut, put on as many pages as they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import inf
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from magapp.language.amounts import right_to_left
from magapp.takehome.report import outcome_key
from magapp.takehome.slip import Code, DayPlan, Section, Slip, SlipLine
from ui.kit.parts import (
    Beside,
    Columns,
    Gap,
    Hairline,
    Icon,
    Listed,
    Look,
    Panel,
    Paragraph,
    Part,
    Stack,
    Tag,
    Tags,
)
from ui.look.picture import picture
from ui.look.theme import RAMP, ThemeHub
from ui.outcome.code import Qr
from ui.outcome.day import day

_URGENT = {outcome_key("refer", urgency): tone for urgency, tone in RAMP.items()}
_STEPS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
"""Sizes of type: the largest is taken that needs the fewest pages."""


class Placed(NamedTuple):
    """A block and where it stands on its page."""

    part: Part
    rect: QRectF


class SlipSheet(NamedTuple):
    """A slip laid out for a width: its pages, and how to paint them."""

    look: Look
    pages: tuple[tuple[Placed, ...], ...]

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint one page; the painter's unit is a pixel of the layout."""
        right = self.look.rtl
        way = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(way)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for placed in self.pages[page]:
            placed.part.paint(painter, self.look, placed.rect)

    def items(self) -> list[Part]:
        """What a screen reader reads, one after the other."""
        return [item for page in self.pages for placed in page for item in placed.part.items()]

    def item_places(self) -> list[tuple[int, QRectF]]:
        """The page of each, and where it stands there."""
        return [
            (number, rect)
            for number, page in enumerate(self.pages)
            for placed in page
            for rect in placed.part.item_places(self.look, placed.rect)
        ]

    @property
    def bottom(self) -> float:
        """Where the last block of the first page ends."""
        return max((placed.rect.bottom() for placed in self.pages[0]), default=0.0)


def on_pages(hub: ThemeHub, slip: Slip, wide: float, high: float, logo: str = "") -> SlipSheet:
    """The slip on pages of this size, as large as fits on one page, else on several.

    A size at which a word is too long for its room is taken only where every other is so too.
    """
    parts = blocks(slip, logo)
    laid = []
    for step in _STEPS:
        broken, sheet = _placed(hub, parts, wide, high, step, slip.language)
        laid.append((broken, len(sheet.pages), sheet))
        if not broken and len(sheet.pages) == 1:
            break
    return min(laid, key=lambda each: each[:2])[2]


def on_roll(hub: ThemeHub, slip: Slip, wide: float, step: float, logo: str = "") -> SlipSheet:
    """The slip in one narrow column without end."""
    return _placed(hub, blocks(slip, logo, narrow=True), wide, inf, step, slip.language)[1]


def _placed(
    hub: ThemeHub, parts: Iterable[Part], wide: float, high: float, step: float, language: str
) -> tuple[int, SlipSheet]:
    """The parts on pages; and in how many of them a word must be broken."""
    look = Look(hub, step, right_to_left(language), breaks=True)
    whole = look._replace(breaks=False)
    pages: list[list[Placed]] = [[]]
    top, broken = 0.0, 0
    for part in parts:
        tall = part.height(whole, wide)
        if tall == inf:
            broken += 1
            tall = part.height(look, wide)
        if top + tall > high and pages[-1]:
            pages.append([])
            top = 0.0
        if isinstance(part, Gap) and not pages[-1]:
            continue
        pages[-1].append(Placed(part, QRectF(0, top, wide, tall)))
        top += tall
    return broken, SlipSheet(look, tuple(tuple(page) for page in pages if page))


class Logo(Part):
    """The shop's own picture, as high as a few lines."""

    def __init__(self, name: str, high: float) -> None:
        self.image = picture(name)
        self.high = high

    def natural(self, look: Look) -> float:
        """As wide as its shape asks for."""
        if self.image is None:
            return 0.0
        return look.px(self.high) * self.image.width() / max(1, self.image.height())

    def height(self, look: Look, width: float) -> float:
        """Its height; lower where the width is small."""
        natural = self.natural(look)
        return look.px(self.high) * min(1.0, width / natural) if natural else 0.0

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """The picture, as large as fits."""
        if self.image is None:
            return
        size = QSizeF(self.image.size()).scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = rect.right() - size.width() if look.rtl else rect.left()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, rect.top(), size.width(), size.height()), self.image)
        painter.restore()


# --- blocks --------------------------------------------------------------------------------------


def blocks(slip: Slip, logo: str = "", narrow: bool = False) -> list[Part]:
    """The slip in parts, none of which is cut at the end of a page."""
    tone = _URGENT.get(slip.outcome, "brand")
    parts: list[Part] = [_head(slip, logo), Gap("space.md")]
    parts += [
        Paragraph(slip.title, "display", bold=True, colour=tone, scale=0.8 if narrow else 1.0),
        Gap("space.xs"),
        Paragraph(slip.text, "body"),
    ]
    for part in slip.parts:
        parts.append(Gap("space.md"))
        if isinstance(part, DayPlan):
            parts.append(_titled(part.title, day(part.moments, upright=narrow, framed=not narrow)))
            parts += [Paragraph(note, "small") for note in part.notes]
        else:
            parts += _section(part, tone, narrow)
    parts += [Gap("space.md"), _codes(slip, narrow)]
    parts += [Gap("space.sm"), Paragraph(slip.foot, "small", colour="ink_soft", scale=0.85)]
    return parts


def _head(slip: Slip, logo: str) -> Part:
    name = Paragraph(slip.shop or "Magapp", "title", bold=True)
    picture = Logo(logo, 40)
    head: Part = Beside(picture, name, "space.sm", middle=True) if picture.image else name
    return Stack([head, Hairline()], "space.sm")


def _titled(title: str, part: Part) -> Part:
    return Listed([Paragraph(title, "title", bold=True), part], "space.xs") if title else part


def _section(section: Section, tone: str, narrow: bool) -> list[Part]:
    """A section in blocks: its title stays with its first line."""
    between = {"sources": " · ", "statements": " "}.get(section.id)
    if between:  # small print that runs on: no more paper than it must have
        text = between.join(line.text for line in section.lines)
        section = msgspec.structs.replace(section, lines=(SlipLine(text),))
    made: dict[str, Callable[[SlipLine], Part]] = {
        "gates": lambda line: _gate(line, tone),
        "products": lambda line: _product(line, "space.sm" if narrow else "space.md"),
        "review": lambda line: _marked("calendar_check_outline", line),
        "cleared": lambda line: _marked("check", line),
        "claims": _ticked,
        "foods": _food,
        "asked": _asked,
    }
    make = made.get(section.id, _small if section.small else _note)
    rows = [make(line) for line in section.lines]
    if not narrow and section.id in ("cautions", "foods", "claims", "asked"):
        rows = [
            Columns(rows[at : at + 2], (1, 1)[: len(rows[at : at + 2])], "space.lg")
            if len(rows[at : at + 2]) == 2
            else Columns([rows[at], Part()], (1, 1), "space.lg")
            for at in range(0, len(rows), 2)
        ]
    if not rows:
        return []
    close = section.small or (narrow and section.id != "products")
    gap = "space.xs" if close else "space.sm"
    if section.id in ("foods", "claims"):
        rows = [Listed(rows, "space.hair" if narrow else gap)]
    parts = [_titled(section.title, rows[0])]
    for row in rows[1:]:
        parts += [Gap(gap), row]
    return parts


def _gate(line: SlipLine, tone: str) -> Part:
    words: list[Part] = [Paragraph(line.text, "title", bold=True), Paragraph(line.more, "body")]
    if line.lead:
        words.append(Paragraph(line.lead, "display", bold=True, colour=tone))
    return Panel(Stack(words, "space.xs"), "surface", tone, "space.md")


def _product(line: SlipLine, pad: str) -> Part:
    name = Paragraph(line.text, "body", bold=True)
    head = (
        Beside(Tags([Tag(line.lead, "", "accent")]), name, "space.sm", trail=True)
        if line.lead
        else name
    )
    return Panel(
        Stack([head, Paragraph(line.more, "body")], "space.xs"), "surface", "line_strong", pad
    )


def _note(line: SlipLine) -> Part:
    return Stack(
        [Paragraph(line.text, "small", bold=bool(line.more)), Paragraph(line.more, "small")], gap=1
    )


def _small(line: SlipLine) -> Part:
    return Paragraph(line.text, "small", colour="ink_soft", scale=0.85)


def _ticked(line: SlipLine) -> Part:
    return Beside(Icon("check", 0.9), _small(line), "space.xs")


def _asked(line: SlipLine) -> Part:
    return Stack(
        [
            Paragraph(line.text, "small", colour="ink_soft", scale=0.9),
            Paragraph(line.more, "small", bold=True, scale=0.9),
        ],
        gap=0,
    )


def _food(line: SlipLine) -> Part:
    lead = Paragraph(line.lead, "small", bold=True, colour="brand")
    return Beside(lead, Paragraph(line.text, "small"), "space.sm", trail=True)


def _marked(icon: str, line: SlipLine) -> Part:
    words: list[Part] = [Paragraph(line.text, "body")]
    if line.more:
        words.append(Paragraph(line.more, "small", colour="ink_soft"))
    return Beside(Icon(icon, 1.2), Stack(words, gap=1), "space.xs")


def _codes(slip: Slip, narrow: bool) -> Part:
    """The codes, each with what it is for: for a phone, for the calendar, and for our staff."""
    codes = {code.id: code for code in slip.codes}
    ordered = [codes[name] for name in ("text", "calendar", "handover") if name in codes]
    labelled = [_Labelled(code, narrow) for code in ordered]
    if not narrow:
        for each in labelled:  # words of one row on one line
            each.code.row = [other.code for other in labelled]
    return Rows(labelled, "space.md")


class _Labelled(Stack):
    """A code and, below it, what it is for: as wide as the code."""

    def __init__(self, code: Code, narrow: bool) -> None:
        # Three dots to a module is what makers of receipt printers start from.
        self.code = Qr(code.content, 3.0, 120) if narrow else Qr(code.content)
        title = Paragraph(code.title, "small", align="centre", scale=0.9, balanced=True)
        super().__init__([self.code, title], "space.xs")

    def natural(self, look: Look) -> float:
        """The code's side."""
        return self.code.natural(look)


class Rows(Part):
    """Parts next to each other, at least at their own widths, in as few rows as that allows."""

    def __init__(self, parts: Sequence[Part], gap: str) -> None:
        self.parts = list(parts)
        self.gap = gap

    def _laid(self, look: Look, width: float) -> Stack:
        rows: list[list[Part]] = []
        left = 0.0
        for part in self.parts:
            wide = part.natural(look)
            if not rows or wide >= left:
                rows.append([])
                left = width
            rows[-1].append(part)
            left -= wide + look.px(self.gap)
        columns = (Columns(row, [part.natural(look) for part in row], self.gap) for row in rows)
        return Stack(columns, self.gap)

    def height(self, look: Look, width: float) -> float:
        """All rows."""
        return self._laid(look, width).height(look, width)

    def paint(self, painter: QPainter, look: Look, rect: QRectF) -> None:
        """Row by row."""
        self._laid(look, rect.width()).paint(painter, look, rect)

    def said(self) -> list[str]:
        """Words of all parts, in order."""
        return [text for part in self.parts for text in part.said()]
